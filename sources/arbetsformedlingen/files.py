"""Files that are fetched whole: whether there is a new one is asked by headers alone, and that it is that one is verified."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sources import headers
from sources.catalogue.entry import SourceTable
from sources.errors import MalformedAnswer, SourceGone, SourceUnavailable
from sources.http import Download, HttpClient, Progress, silent
from sources.progress import Watch, unwatched
from sources.snapshot import Snapshot, SnapshotStore

Marks = dict[str, str | None]
"""What the source says of a file that is there: ``etag``, ``last_modified`` and ``size`` in bytes."""
Made = tuple[dict[str, Path], dict[str, Any]]
"""What is kept of a file: name in the snapshot → finished file, and facts."""
_LONGEST_NAME = 100


def refreshed(
    http: HttpClient,
    store: SnapshotStore,
    entry: SourceTable,
    url: str,
    question: Mapping[str, Any],
    make: Callable[[Download, Path], Made],
    *,
    dataset: str | None = None,
    watch: Watch = unwatched,
    largest: int | None = None,
) -> Snapshot:
    """The newest snapshot of a file, which is downloaded only when the question or the source's marks of it are new.

    When they are new here but not at another county's home, what that one has downloaded is used.

    Args:
        http: client.
        store: where snapshots are kept.
        entry: the source.
        url: address of the file.
        question: what decides what is kept of it, beside the file itself.
        make: given the file and the private folder where it lies, what is to be kept; the rest is removed.
        dataset: series of snapshots, when the source has one for each of its files.
        watch: is told how far the download has come.
        largest: bytes that the file may have; as of any download when nothing is said.

    Raises:
        SourceGone: there is no such file.
        SourceUnavailable: the source did not answer.
        MalformedAnswer: the file is cut, or was replaced while it was fetched; nothing is replaced.
    """
    series = dataset or entry.dataset
    asked = _marks(http, url)
    query = {**question, **asked}
    known = store.latest(series)
    if known is not None and _unchanged(known, query):
        return known
    fetched_by_another = store.shared(series, lambda snapshot: _unchanged(snapshot, query))
    if fetched_by_another is not None:
        return fetched_by_another
    with store.workspace(entry.dataset) as folder:
        name = file_name(url)
        fetched = _download(http, url, folder / name, asked, watch(f"hämtar {name}", lambda: 0), largest)
        kept, facts = make(fetched, folder)
        return store.keep(
            series,
            kept,
            url=url,
            query=query,
            updated=fetched.last_modified,
            licence=entry.licence,
            facts=facts,
        )


def file_name(url: str) -> str:
    """What a file of a source is called here: the end of its address, of signs that mean nothing in any file system.

    >>> file_name("https://kalla.test/a/bok-2026-08.xlsx?x=/.."), file_name("https://kalla.test/..%2f..%5cx%00.zip")
    ('bok-2026-08.xlsx', 'x_.zip')
    """
    last = re.split(r"[/\\]", unquote(urlsplit(url).path))[-1]
    return re.sub(r"[^A-Za-z0-9._-]", "_", last).strip(".")[-_LONGEST_NAME:] or "fil"


def _marks(http: HttpClient, url: str) -> Marks:
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
    # The length of an answer that is compressed on the way is not the file's, and what is no number announces none.
    length = head.headers.get("Content-Length")
    size = None if "Content-Encoding" in head.headers or headers.size(length) is None else length
    return {"etag": head.headers.get("ETag"), "last_modified": head.headers.get("Last-Modified"), "size": size}


def _unchanged(snapshot: Snapshot, query: Mapping[str, Any]) -> bool:
    """Whether a snapshot was made of the same question and the same file; a file without marks is always new."""
    marked = bool(query.get("etag") or query.get("last_modified"))
    return marked and snapshot.origin.query == query


def _download(
    http: HttpClient, url: str, target: Path, asked: Marks, progress: Progress = silent, largest: int | None = None
) -> Download:
    """The file that the marks were asked of.

    Args:
        http: client.
        url: address.
        target: file to write.
        asked: of ``_marks``.
        progress: is told how far it has come.
        largest: bytes that it may have.

    Raises:
        MalformedAnswer: the source replaced the file in between, or it is too large.
    """
    done = http.download(url, target, progress=progress, largest=largest)
    size = asked["size"]
    if headers.size(size) not in (None, done.size) or asked["etag"] != done.etag:
        raise MalformedAnswer(
            f"{url} byttes medan den hämtades ({size} byte skulle det vara, {done.size} kom). Inget är ersatt; kör igen senare."
        )
    return done
