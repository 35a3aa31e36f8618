"""Files with a fixed address: whether there is a new one is asked by headers alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sources.errors import SourceGone, SourceUnavailable
from sources.http import HttpClient
from sources.snapshot import Snapshot

Marks = dict[str, str | None]


def marks(http: HttpClient, url: str) -> Marks:
    """The source's own marks of the file that is there now: ``etag`` and ``last_modified``.

    Raises:
        SourceGone: there is no such file.
        SourceUnavailable: any other answer than 200.
    """
    head = http.head(url)
    if head.status_code in (404, 410):
        raise SourceGone(f"{url} finns inte ({head.status_code}). Kontrollera adressen KOMPETENS_AF_DATA_URL.")
    if head.status_code != 200:
        raise SourceUnavailable(f"{url} svarade {head.status_code}. Kör igen senare.")
    return {"etag": head.headers.get("ETag"), "last_modified": head.headers.get("Last-Modified")}


def unchanged(snapshot: Snapshot | None, query: Mapping[str, Any]) -> bool:
    """Whether a snapshot was made of the same question and the same file; a file without marks is always new."""
    marked = bool(query.get("etag") or query.get("last_modified"))
    return marked and snapshot is not None and snapshot.origin.query == query
