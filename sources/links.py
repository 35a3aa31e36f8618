"""What a source's page links. A page may say anything of its letters, and link anything."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import requests


def page_text(response: requests.Response) -> str:
    """The page as text, whatever it says that its letters are written in: what is looked for is in letters that all have."""
    return response.content.decode("utf-8", "replace")


def linked(page: str, link: str) -> str | None:
    """The address of a link on a page; none when it is no address.

    >>> linked("https://kalla.test/sida/", "a.zip"), linked("https://kalla.test/sida/", "//[")
    ('https://kalla.test/sida/a.zip', None)
    """
    try:
        url = urljoin(page, link)
        urlsplit(url)
    except ValueError:
        return None
    return url
