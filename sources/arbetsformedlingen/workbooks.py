"""The monthly workbooks of registered unemployed: what is read from each, and keeping the newest.

Every part of a workbook is a table with the same columns of text: manad, lan, kommun, usually kon and grupp, and counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from sources.arbetsformedlingen.files import Made, refreshed
from sources.arbetsformedlingen.page import StatisticsPage
from sources.arbetsformedlingen.pivot_cache import read_pivot_cache
from sources.arbetsformedlingen.sheets import read_sheets
from sources.catalogue.entry import SourceTable
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE
from sources.errors import MalformedAnswer, SourceChanged
from sources.http import Download, HttpClient
from sources.snapshot import Snapshot, SnapshotStore

ENTRIES: tuple[SourceTable, ...] = (AF_UNEMPLOYED, AF_UNEMPLOYED_PROFILE, AF_UNEMPLOYED_DURATION, AF_LABOUR_FORCE)
PREFIXES = tuple(entry.table_id for entry in ENTRIES)
WORKBOOK = "arbetsbok.xlsx"
AREAS_PART, MUNICIPALITIES_PART = "af-yrkesområde", "kommuner"
"""The only part of a workbook that has one."""
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

_PROFILE = {"manad": "PERIOD", "kon": "KOEN", "lan": "LAN", "kommun": "KOMMUN_BESKR", "antal": "INSAL"}
_LONG = {f"mer än {n} månader": (f"Utan arbete mer än {n} månader",) for n in (6, 12, 24)}
_DURATION = {
    "manad": ("PERIOD",),
    "lan": ("LÄN", "LAN"),
    "kommun": ("KOMMUN", "KOM"),
    "samtliga": ("ARBETSLÖSA",),
    **_LONG,
}

PIVOT_CACHES: dict[str, dict[str, dict[str, str]]] = {
    AF_UNEMPLOYED.dataset: {
        AREAS_PART: {
            "manad": "PERIOD",
            "kon": "KÖN",
            "grupp": "YRKESOMRÅDE",
            "lan": "LÄN",
            "kommun": "KOMMUN",
            "antal": "KVAR",
        }
    },
    AF_UNEMPLOYED_PROFILE.dataset: {
        "ålder": {**_PROFILE, "grupp": "ALDGR"},
        "utbildning": {**_PROFILE, "grupp": "UTBILDNING"},
        "födelseland": {**_PROFILE, "grupp": "FODLGRP"},
    },
    AF_LABOUR_FORCE.dataset: {
        MUNICIPALITIES_PART: {
            "manad": "PERIOD",
            "lan": "LAN",
            "kommun": "KOM",
            **{
                f"arbetskraft {sex}": f"{code}AK"
                for sex, code in (("totalt", "TOT"), ("kvinnor", "KVI"), ("män", "MAN"))
            },
            **{
                f"inskrivna {sex}": f"{code}SOK"
                for sex, code in (("totalt", "TOT"), ("kvinnor", "KVI"), ("män", "MAN"))
            },
        }
    },
}
"""Dataset → part → our column → the field of the pivot cache."""
SHEETS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    AF_UNEMPLOYED_DURATION.dataset: {
        "Total": _DURATION,
        "Kön": {**_DURATION, "grupp": ("KOEN", "KÖN")},
        "Ålder": {**_DURATION, "grupp": ("ÅLDER", "ALDER", "ALDGR")},
        "Utbildningsnivå": {**_DURATION, "grupp": ("UTBILDNINGSNIVÅ", "UTBILDNING")},
        "Födelseland": {**_DURATION, "grupp": ("FÖDELSELAND", "FODLGRP")},
    }
}
"""Dataset → sheet → our column → how its heading may be written."""


def refresh(entry: SourceTable, page: StatisticsPage, http: HttpClient, store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The current snapshot; the workbook is downloaded only when the page or the source's marks show a new one.

    Raises:
        SourceUnavailable: the page or the workbook did not answer.
        SourceChanged: the workbook is not linked, shows an older month than the one that is stored, or has other contents.
        SourceNotReady: the workbooks that belong together do not show the same month.
        MalformedAnswer: the workbook is damaged or ends at another month than its name says.
    """
    month, url = page.newest(entry.table_id)
    known = store.latest(entry.dataset)
    if known and known.origin.query["month"] > month:
        raise SourceChanged(
            f"{page.address} visar {entry.table_id} för {month}, men {known.origin.query['month']} är redan hämtad. "
            "Kontrollera sidan."
        )

    def make(fetched: Download, folder: Path) -> Made:
        parts = _parts(entry.dataset, _Workbook(fetched.sha256, fetched.path))
        facts = {
            "period_from": min(_first_month(name, table, month) for name, table in parts.items()),
            "period_to": month,
            "lines": sum(table.num_rows for table in parts.values()),
        }
        return {WORKBOOK: fetched.path}, facts

    return (refreshed(http, store, entry, url, {"month": month}, make),)


def read(snapshot: Snapshot) -> Mapping[str, pa.Table]:
    """Part → its records as text, with our names for the columns."""
    return _parts(snapshot.origin.dataset, _Workbook(snapshot.origin.files[WORKBOOK], snapshot.file(WORKBOOK)))


@dataclass(frozen=True)
class _Workbook:
    """A workbook, the same one wherever it lies."""

    sha256: str
    path: Path = field(compare=False)


@lru_cache(maxsize=1)
def _parts(dataset: str, workbook: _Workbook) -> Mapping[str, pa.Table]:
    """The last one is remembered: what has been fetched and looked at is staged at once, and takes seconds to read."""
    if dataset in SHEETS:
        wanted = SHEETS[dataset]
        tables = read_sheets(workbook.path, {sheet: list(columns.values()) for sheet, columns in wanted.items()})
        return {sheet: tables[sheet].rename_columns(list(columns)) for sheet, columns in wanted.items()}
    return {
        part: read_pivot_cache(workbook.path, tuple(fields.values())).rename_columns(list(fields))
        for part, fields in PIVOT_CACHES[dataset].items()
    }


def _first_month(part: str, table: pa.Table, newest: str) -> str:
    """The first month of a part, which must end where the workbook's name says."""
    months = pc.unique(table["manad"]).to_pylist()
    if not months or not all(_MONTH.fullmatch(month or "") for month in months):
        raise MalformedAnswer(
            f"Arbetsboken för {newest} har poster utan månad ({part}). Inget är ersatt; kör igen senare."
        )
    if max(months) != newest:
        raise MalformedAnswer(
            f"Arbetsboken för {newest} slutar {max(months)} ({part}). Inget är ersatt; kör igen senare, och kontrollera "
            "arbetsboken hos källan om det består."
        )
    return str(min(months))
