"""What is made of several counties: a start page that leads to each, and views over their databases."""

from __future__ import annotations

from pathlib import Path

from assets.errors import HomeError
from assets.files import replace_text
from assets.reference.areas import counties
from pipelines.say import Say
from pipelines.settings import WHOLE_COUNTRY
from reports.publish.publication import FRONT, newest
from reports.views_of_counties import views_of_counties
from reports.web.nation_page import PublishedCounty, nation_page

PUBLISHED, VIEWS = "publicerat", "riket.sql"
_FEWEST = 2
"""With one county alone its own start page is all there is."""


def renew(mode: Path, publisher: str, say: Say) -> Path | None:
    """Write the start page and the views anew from what is published now.

    What is in the way is said, and they are as they were: whoever asks has published its own county, whatever another's home is like.

    Args:
        mode: the folder that the homes of a mode lie in.
        publisher: who is named as sender.
        say: prints a line.

    Returns:
        The start page; None when fewer than two counties are published, or it could not be written.
    """
    try:
        return _written(mode, publisher)
    except (HomeError, OSError) as error:
        say(f"Startsidan för alla län, {mode / WHOLE_COUNTRY / PUBLISHED}, är som den var. {error}")
        return None


def _written(mode: Path, publisher: str) -> Path | None:
    found = {code: newest(mode / code / PUBLISHED) for code in counties()}
    published = [PublishedCounty(code, folder) for code, folder in found.items() if folder]
    if len(published) < _FEWEST:
        return None
    folder = mode / WHOLE_COUNTRY / PUBLISHED
    replace_text(folder / VIEWS, views_of_counties([county.code for county in published]))
    replace_text(folder / FRONT, nation_page(published, publisher))
    return folder / FRONT
