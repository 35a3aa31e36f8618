"""Files that are fetched whole: whether there is a new one is asked by headers alone, and that it is that one is verified."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sources.errors import MalformedAnswer, SourceGone, SourceUnavailable
from sources.http import Download, HttpClient, Progress, silent
from sources.snapshot import Snapshot

Marks = dict[str, str | None]
"""What the source says of a file that is there: ``etag``, ``last_modified`` and ``size`` in bytes."""


def marks(http: HttpClient, url: str) -> Marks:
    """The source's own marks of the file that is there now.

    Raises:
        SourceGone: there is no such file.
        SourceUnavailable: any other answer than 200.
    """
    head = http.head(url)
    if head.status_code in (404, 410):
        raise SourceGone(
            f"{url} finns inte ({head.status_code}). Kontrollera källans sida och adressen i inställningarna."
        )
    if head.status_code != 200:
        raise SourceUnavailable(f"{url} svarade {head.status_code}. Kör igen senare.")
    # The length of an answer that is compressed on the way is not the file's.
    size = None if "Content-Encoding" in head.headers else head.headers.get("Content-Length")
    return {"etag": head.headers.get("ETag"), "last_modified": head.headers.get("Last-Modified"), "size": size}


def unchanged(snapshot: Snapshot | None, query: Mapping[str, Any]) -> bool:
    """Whether a snapshot was made of the same question and the same file; a file without marks is always new."""
    marked = bool(query.get("etag") or query.get("last_modified"))
    return marked and snapshot is not None and snapshot.origin.query == query


def download(http: HttpClient, url: str, target: Path, asked: Marks, progress: Progress = silent) -> Download:
    """The file that the marks were asked of.

    Args:
        http: client.
        url: address.
        target: file to write.
        asked: of ``marks``.
        progress: is told how far it has come.

    Raises:
        MalformedAnswer: the source replaced the file in between.
    """
    done = http.download(url, target, progress=progress)
    size = asked["size"]
    if (size is not None and int(size) != done.size) or asked["etag"] != done.etag:
        raise MalformedAnswer(
            f"{url} byttes medan den hämtades ({size} byte skulle det vara, {done.size} kom). Inget är ersatt; kör igen senare."
        )
    return done
