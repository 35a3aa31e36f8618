"""The judge at the door: stages a new answer by itself, runs the checks that lean on nothing else, and compares."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assets.candidate import keep, put_by, staged_alone
from assets.contracts.model import TableContract
from checks.acceptance.answer import moved, wrong_by_itself
from checks.acceptance.difference import Difference
from checks.acceptance.labels import Labels, relabelled
from checks.acceptance.levels import outside
from checks.stored import write_results
from sources.acceptance import Verdict
from sources.catalogue.entry import PxTable, SourceTable
from sources.errors import KompetensError
from sources.scb import pxtable
from sources.snapshot import Snapshot

_LOG = logging.getLogger("kompetens")


_Staged = list[tuple[TableContract, Path]]


@dataclass(frozen=True)
class Door:
    """Judges the new answers of a home's county.

    ``scratch`` is the home's folder for what is not kept, and ``judged`` the place in it for what the run need not make again:
    the tables of what was let in, and what the checks said of them.
    """

    scratch: Path
    county: str
    judged: Path
    _let_in: dict[tuple[str, str], _Staged] = field(default_factory=dict)
    """Dataset and id of a snapshot that was let in → its tables: an archive is what those after it are held against."""

    def __call__(self, entry: SourceTable, snapshot: Snapshot, before: Snapshot | None) -> Verdict:
        """What holds a new snapshot back, and what is told of it.

        Whatever goes wrong while it is read holds it back, so that one table's trouble never stops the rest.
        """
        try:
            with tempfile.TemporaryDirectory(prefix="provas.", dir=self.scratch) as folder:
                return self._judged(entry, snapshot, before, Path(folder))
        except KompetensError as error:
            return Verdict((str(error),), usable=False)
        except Exception as error:  # noqa: BLE001 - what it was is said and logged, and the other tables have their turn
            _LOG.exception("Svaret %s kunde inte prövas.", snapshot.id)
            return Verdict(
                (
                    f"{entry.title} ({entry.dataset}) gick inte att pröva: internt fel {type(error).__name__}: {error}. "
                    "Spåret står i körningens logg.",
                ),
                usable=False,
            )

    def _judged(self, entry: SourceTable, snapshot: Snapshot, before: Snapshot | None, folder: Path) -> Verdict:
        snapshot.verify()
        new = self._staged(entry, snapshot, folder / "ny")
        part = snapshot.origin.dataset != entry.dataset
        answers = {contract.id: wrong_by_itself(contract, path, part=part) for contract, path in new}
        wrong = [sentence for sentences, _ in answers.values() for sentence in sentences]
        if wrong:
            return Verdict(tuple(wrong), usable=False)
        verdict = self._compared(entry, snapshot, new, before, folder)
        if not verdict.faults:
            # No table is made of a part alone, and several parts lie side by side.
            place = self.judged / snapshot.id if part else self.judged
            self._let_in[entry.dataset, snapshot.id] = keep(place, snapshot, new)
            for table, (_, results) in answers.items():
                write_results(place / f"{table}.json", results)
        return verdict

    def _compared(
        self, entry: SourceTable, snapshot: Snapshot, new: _Staged, before: Snapshot | None, folder: Path
    ) -> Verdict:
        if before is None:
            return Verdict(tuple(text for contract, path in new for text in outside(contract, path, self.county)))
        old, untold = self._before(entry, before, folder / "fore")
        found: list[Difference] = []
        for contract, path in new:
            if contract.name in old:
                found += moved(contract, path, old[contract.name])
        if isinstance(entry, PxTable):
            found += relabelled(_labels(before), _labels(snapshot), _asked(snapshot))
        held = [difference.sentence for difference in found if difference.held]
        told = [difference.sentence for difference in found if not difference.held]
        return Verdict(tuple(held), (*told, *untold))

    def _staged(self, entry: SourceTable, snapshot: Snapshot, folder: Path) -> _Staged:
        tables = self._let_in.get((entry.dataset, snapshot.id), [])
        # A later answer's table lies where this one's did, or a step has taken it.
        if tables and all(put_by(path, snapshot) for _, path in tables):
            return tables
        folder.mkdir()
        return staged_alone(entry, snapshot, folder, self.county, self.scratch)

    def _before(self, entry: SourceTable, before: Snapshot, folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
        """The tables of what was accepted before; none, and why, when this version of the program cannot read it."""
        try:
            return {contract.name: path for contract, path in self._staged(entry, before, folder)}, ()
        except KompetensError as error:
            return {}, (f"Svaret kunde inte jämföras med det förra: {error}",)


def _labels(snapshot: Snapshot) -> Labels:
    described = pxtable.stored_metadata(snapshot)
    return described.variables if described else {}


def _asked(snapshot: Snapshot) -> Mapping[str, frozenset[str]]:
    codes: dict[str, frozenset[str]] = {}
    for question in snapshot.origin.query["urval"]:
        for variable, asked in question["koder"].items():
            codes[variable] = codes.get(variable, frozenset()) | frozenset(asked)
    return codes
