"""The archives of job ads: which there are, and one reduced Parquet file per archive.

An archive holds free text, contacts and sole traders' identity numbers. It is streamed in the private scratch folder,
reduced and masked, and then removed; only the reduced file is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from sources.arbetsformedlingen.ad_reader import READER_VERSION, REFUSED, LineCounts, reduce_archive
from sources.arbetsformedlingen.files import Made, refreshed
from sources.catalogue.ads import AF_ADS
from sources.errors import SourceChanged, SourceUnavailable
from sources.http import Download, HttpClient
from sources.links import linked, page_text
from sources.progress import Watch, unwatched
from sources.snapshot import Snapshot, SnapshotStore

REDUCED = "annonser.parquet"
_LINK = re.compile(r'href="(?P<href>(?:[^"]*/)?(?P<name>(?P<year>\d{4})(?:-Q(?P<quarter>[1-4]))?\.jsonl\.zip))"')


@dataclass(frozen=True, order=True)
class Archive:
    """One archive: its period is a year, or a quarter of one."""

    year: int
    quarter: int
    name: str
    url: str

    @property
    def dataset(self) -> str:
        """Name of its own series of snapshots."""
        return f"{AF_ADS.dataset}/{self.period}"

    @property
    def period(self) -> str:
        """``2024`` or ``2026-Q1``."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def months(self) -> tuple[str, str]:
        """First and last month of the period."""
        first, last = (3 * self.quarter - 2, 3 * self.quarter) if self.quarter else (1, 12)
        return f"{self.year}-{first:02d}", f"{self.year}-{last:02d}"


def list_archives(http: HttpClient, base: str, first_year: int) -> list[Archive]:
    """Archives from ``first_year`` on, oldest first; quarters only where the year's own archive does not exist yet.

    Raises:
        SourceChanged: the page lists no archive.
    """
    page = f"{base.rstrip('/')}/annonser/historiska/"
    response = http.get(page)
    if response.status_code != 200:
        raise SourceUnavailable(f"{page} svarade {response.status_code}. Kontrollera adressen KOMPETENS_AF_DATA_URL.")
    found = {
        Archive(int(m["year"]), int(m["quarter"] or 0), m["name"], url)
        for m in _LINK.finditer(page_text(response))
        if (url := linked(page, m["href"])) is not None
    }
    whole_years = {a.year for a in found if not a.quarter}
    wanted = sorted(a for a in found if a.year >= first_year and (not a.quarter or a.year not in whole_years))
    if not wanted:
        raise SourceChanged(
            f"{page} listar inga annonsarkiv från {first_year}. Kontrollera sidan och KOMPETENS_ADS_FROM."
        )
    return wanted


def refresh(
    http: HttpClient, base: str, store: SnapshotStore, first_year: int, watch: Watch = unwatched
) -> tuple[Snapshot, ...]:
    """One snapshot per archive; an archive is downloaded only when the source's marks for it have changed.

    Args:
        http: client.
        base: address of the source's open data.
        store: where snapshots are kept.
        first_year: of the series.
        watch: is told what is going on, how far it has come, and how many ads have been read.
    """
    return tuple(refresh_one(http, store, archive, watch) for archive in list_archives(http, base, first_year))


def refresh_one(http: HttpClient, store: SnapshotStore, archive: Archive, watch: Watch = unwatched) -> Snapshot:
    """The snapshot of one archive; downloaded only when the source's marks for it have changed.

    Raises:
        SourceGone: it is not there any more.
        MalformedAnswer: it is cut or damaged, or was replaced while it was fetched; nothing is replaced.
    """

    def make(fetched: Download, folder: Path) -> Made:
        reduced, refused, counts = folder / REDUCED, folder / REFUSED, LineCounts()
        reading = watch(f"läser {archive.name}", lambda: counts.lines)
        reduce_archive(fetched.path, reduced, counts, progress=reading)
        pq.write_table(counts.table(), refused, compression="zstd")
        months = archive.months
        facts = {
            "period": archive.period,
            "period_from": months[0],
            "period_to": months[1],
            "lines": counts.lines,
            "malformed": counts.malformed,
            "decisions": counts.said(),
            "original_size": fetched.size,
            "original_sha256": fetched.sha256,
            "reader": READER_VERSION,
        }
        return {REDUCED: reduced, REFUSED: refused}, facts

    question = {"archive": archive.name, "reader": READER_VERSION}
    return refreshed(http, store, AF_ADS, archive.url, question, make, dataset=archive.dataset, watch=watch)


def stored(store: SnapshotStore, first_year: int) -> tuple[Snapshot, ...]:
    """The newest stored snapshot of every archive that this reader has reduced, oldest period first."""
    periods = sorted(
        path.name for path in (store.raw / AF_ADS.dataset).glob("*") if path.is_dir() and path.name[:4].isdigit()
    )
    own = {
        p: [s for s in store.all(f"{AF_ADS.dataset}/{p}") if s.origin.facts["reader"] == READER_VERSION]
        for p in periods
    }
    newest = {p: snapshots[-1] for p, snapshots in own.items() if snapshots and int(p[:4]) >= first_year}
    return tuple(s for p, s in newest.items() if "-" not in p or p[:4] not in newest)


def reduced_file(snapshot: Snapshot) -> Path:
    """The Parquet file of an archive's snapshot."""
    return snapshot.file(REDUCED)
