"""Frozen editions of a home: what the next one is to be, and the write-once records they are rebuilt from.

``raw/utgavor/<edition>.json`` names the snapshots, the settings, the code and the previous edition's numbers. A rebuild
reads only that and the snapshots.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.edition import SOURCES
from assets.contracts.long_term import PROJECTION
from assets.contracts.registry import PUBLISHED
from assets.files import force, replacing, sha256
from assets.home import Home
from assets.marts.councils.track_record import kept_assessments
from assets.marts.edition.changes import baseline
from assets.marts.long_term.outcomes import kept
from assets.methods import VERSION
from pipelines.settings import ROOT
from reports.errors import PublicationRefused
from reports.publish.edition_name import WORKING, EditionName
from reports.publish.publication import EDITIONS
from sources.snapshot import now_utc

REPORTS = "reports"
CODE = ("pipelines", "assets", "sources", "checks", REPORTS)
_LOCK = "requirements.lock"
_NOT_CODE = (".pyc",)
_KEPT = ("framskrivning", "bedomning")
"""What an edition said, for those after it to be held against."""
MONTHS_AHEAD = 2
"""How far after the present month a new edition's month may be: it is frozen when its figures are there, or while they are prepared.
One from further ahead is what readers get first until its month has come, and an edition is never taken back."""
_FROZEN = "fryst"
"""The day when an edition was frozen, ÅÅÅÅ-MM-DD; editions from before it was noted have none."""


class DamagedRecord(PublicationRefused):
    """The record of an edition cannot be read: a damage of the home, and nothing that was asked for wrongly."""


@dataclass(frozen=True)
class Editions:
    """The editions of a home; ``offline`` is the mode that rebuilds from what is stored."""

    home: Home
    publisher: str
    offline: bool = False
    contact: str = ""
    """Where readers may ask; empty when nobody has said."""

    @property
    def folder(self) -> Path:
        """Where the records lie."""
        return self.home.raw / EDITIONS

    def names(self) -> list[EditionName]:
        """Every recorded edition, oldest first."""
        return sorted(EditionName.parse(p.stem) for p in self.folder.glob("*.json") if EditionName.is_name(p.stem))

    def foreign(self) -> list[str]:
        """What lies among the records and is none, as a copy that somebody has made; nothing reads it."""
        shown = (p for p in self.folder.glob("*") if not p.name.startswith("."))
        return sorted(p.name for p in shown if not (p.suffix == ".json" and EditionName.is_name(p.stem)))

    def read(self, name: EditionName) -> dict[str, Any]:
        """The record of an edition.

        Raises:
            DamagedRecord: it cannot be read.
        """
        path = self.folder / f"{name}.json"
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise DamagedRecord(
                f"Posten {path.name} under raw/{EDITIONS} är skadad. Återställ den ur säkerhetskopian."
            ) from error

    def order(self, name: str, reason: str) -> dict[str, Any]:
        """What a run makes.

        Args:
            name: of the edition; empty for working figures.
            reason: why the edition is corrected; empty when it is not.

        Returns:
            JSON-ready: ``utgava``, ``rattar``, ``skal``, ``avsandare``, ``kontakt``, ``foregaende`` (the previous edition's baseline),
            ``tidigare`` (earlier editions' names, days and what they said, the oldest first) and ``underlag`` (source → recorded
            snapshots, when a frozen edition is built again; else None).

        Raises:
            PublicationRefused: the name is no name, or there is nothing to correct.
        """
        if not name:
            if reason:
                raise PublicationRefused(
                    "En rättelse gäller en utgåva. Ange också utgåvans namn, till exempel 2026-12."
                )
            newest = max(self.names(), default=None)
            return self._order(WORKING, "", "", self._baseline(newest), self.names())
        target = self.target(EditionName.parse(name), reason)
        recorded = target in self.names()
        if recorded and (self.offline or not (self.home.published / EDITIONS / str(target)).is_dir()):
            record = self.read(target)
            same = ("utgava", "rattar", "skal", "avsandare", "foregaende", "underlag")
            # An edition that was frozen before there was a contact has none, whatever the settings say now.
            # What it was held against is what it named, though a month has been corrected since; one from before that has none.
            named = [EditionName.parse(name) for name in record.get("tidigare", [])]
            again = {"kontakt": record.get("kontakt", ""), "tidigare": self._projected(named)}
            return {**{key: record[key] for key in same}, **again}
        earlier = [n for n in self.names() if n < target]
        previous = max(earlier, default=None)
        corrected = str(EditionName(target.month, target.version - 1)) if target.version > 1 else ""
        why = (self.read(target)["skal"] if recorded else reason) if corrected else ""
        # An edition is not held against the one that it corrects.
        others = [n for n in earlier if n.month != target.month]
        return self._order(str(target), corrected, why, self._baseline(previous), others)

    def target(self, asked: EditionName, reason: str) -> EditionName:
        """The edition itself, or its next correction; the same reason again is the same correction.

        Raises:
            PublicationRefused: there is no such correction, nothing to correct, or a new edition's month is far ahead.
        """
        known = [n for n in self.names() if n.month == asked.month]
        if not reason:
            if asked.version > 1 and asked not in known:
                raise PublicationRefused(
                    f"Rättelsen {asked} finns inte. Gör den med --edition {asked.month} --correction och ett skäl."
                )
            now = now_utc()[:7]
            if not known and _months(asked.month) - _months(now) > MONTHS_AHEAD:
                raise PublicationRefused(
                    f"Utgåvan {asked} ligger mer än {MONTHS_AHEAD} månader fram: datorns klocka säger {now}. Den skulle visas före alla "
                    "andra tills dess. Rätta månaden, eller ställ klockan om den går fel."
                )
            return asked
        if not known:
            raise PublicationRefused(f"Utgåvan {asked} är inte fryst i det här hemmet, så den kan inte rättas.")
        newest = max(known)
        return newest if self.read(newest)["skal"] == reason else newest.next_correction()

    def _order(
        self, name: str, corrected: str, reason: str, previous: dict[str, Any] | None, earlier: list[EditionName]
    ) -> dict[str, Any]:
        return {
            "utgava": name,
            "rattar": corrected,
            "skal": reason,
            "avsandare": self.publisher,
            "kontakt": self.contact,
            "foregaende": previous,
            "tidigare": self._projected(earlier),
            "underlag": None,
        }

    def _projected(self, names: list[EditionName]) -> list[dict[str, Any]]:
        """What those editions said, of a month only its last correction; None for what is from before it was kept.

        A correction says nothing of whether the edition came in time: the day is that of the edition itself.
        """
        last = {name.month: name for name in sorted(names)}
        return [
            {
                "utgava": str(name),
                _FROZEN: self.read(EditionName(month)).get(_FROZEN),
                **{key: self.read(name).get(key) for key in _KEPT},
            }
            for month, name in last.items()
        ]

    def _baseline(self, name: EditionName | None) -> dict[str, Any] | None:
        return None if name is None else dict(self.read(name)["jamforelse"])

    def require_same_content(self, order: Mapping[str, Any], warehouse: str) -> None:
        """Refuse before anything is built or rendered what ``record`` would refuse in the end.

        Args:
            order: what the run was asked for.
            warehouse: content digest of the warehouse that is to be.

        Raises:
            PublicationRefused: the edition is recorded with another content.
        """
        path = self.folder / f"{order['utgava']}.json"
        if order["utgava"] != WORKING and path.exists():
            self._require_equal(path, "lagrets_kontrollsumma", warehouse)

    def record(self, order: Mapping[str, Any], digest: str, warehouse: str, date: str) -> None:
        """Write the record of an edition once; working figures have none.

        Args:
            order: what the run was asked for.
            digest: of the finished edition.
            warehouse: content digest of the warehouse.
            date: of the newest source.

        Raises:
            PublicationRefused: the edition is recorded with another content.
        """
        if order["utgava"] == WORKING:
            return
        path = self.folder / f"{order['utgava']}.json"
        if path.exists():
            self._require_equal(path, "kontrollsumma", digest)
            return
        tables = {c.name: pq.read_table(self.home.table(c.id)) for c in PUBLISHED}
        record = {
            **{key: order[key] for key in ("utgava", "rattar", "skal", "avsandare", "kontakt", "foregaende")},
            "datum": date,
            _FROZEN: now_utc()[:10],
            "kontrollsumma": digest,
            "lagrets_kontrollsumma": warehouse,
            "metodversion": VERSION,
            "kod": code_digest(),
            "lasfil": sha256(ROOT / _LOCK),
            "underlag": _snapshots(tables[SOURCES.name].to_pylist()),
            "jamforelse": baseline(tables),
            "tidigare": [edition["utgava"] for edition in order["tidigare"]],
            "framskrivning": kept(tables[PROJECTION.name]),
            "bedomning": kept_assessments(tables[ASSESSMENT.name], tables[COUNCIL_ASSESSMENTS.name]),
        }
        with replacing(path) as temporary:
            temporary.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
            force(temporary)
            temporary.chmod(0o444)
        force(path.parent)

    def _require_equal(self, path: Path, what: str, digest: str) -> None:
        record = self.read(EditionName.parse(path.stem))
        if record[what] == digest:
            return
        same_code = (record["kod"], record["lasfil"]) == (code_digest(), sha256(ROOT / _LOCK))
        why = (
            "Underlagen är andra än när den frystes."
            if same_code
            else f"Koden eller biblioteken är andra än när den frystes (kod {record['kod'][:12]})."
        )
        raise PublicationRefused(
            f"Utgåvan {path.stem} är fryst med annat innehåll och ändras aldrig. {why} Välj ett nytt namn, eller gör en "
            f'rättelse: kompetens run --edition {path.stem[:7]} --correction "skälet".'
        )


def _months(month: str) -> int:
    year, number = month.split("-")
    return 12 * int(year) + int(number)


def _snapshots(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Source → which snapshots the tables were made of, from mart.kalla itself."""
    return {
        row["underlag"]: {
            "ogonblicksbilder": (row["ogonblicksbild"] or "").split(),
            "sha256": (row["sha256"] or "").split(),
            "status": row["hamtstatus"],
            "problem": row["anmarkning"] or "",
        }
        for row in rows
    }


def code_digest(packages: Sequence[str] = CODE) -> str:
    """One digest over the project's own files: code, queries, reference data, templates."""
    digest = hashlib.sha256()
    for package in packages:
        for path in sorted((ROOT / package).rglob("*")):
            if path.is_file() and path.suffix not in _NOT_CODE:
                digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
