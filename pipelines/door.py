"""The judge at the door: stages a new answer by itself, runs the checks that lean on nothing else, and compares."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assets.candidate import staged_alone
from assets.contracts.model import TableContract
from checks.acceptance.answer import moved, wrong_by_itself
from checks.acceptance.difference import Difference
from checks.acceptance.labels import Labels, relabelled
from checks.acceptance.levels import outside
from sources.acceptance import Verdict
from sources.catalogue.entry import PxTable, SourceTable
from sources.errors import KompetensError
from sources.scb import pxtable
from sources.snapshot import Snapshot

_LOG = logging.getLogger("kompetens")


@dataclass(frozen=True)
class Door:
    """Judges the new answers of a home's county; ``scratch`` is the home's folder for what is not kept."""

    scratch: Path
    county: str

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
        wrong = [sentence for contract, path in new for sentence in wrong_by_itself(contract, path, part=part)]
        if wrong:
            return Verdict(tuple(wrong), usable=False)
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

    def _staged(self, entry: SourceTable, snapshot: Snapshot, folder: Path) -> list[tuple[TableContract, Path]]:
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
