"""The made-up world: the tables that a test states, and every other table as its declaration makes it of these."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.contracts.registry import PUBLISHED
from assets.declaration import Mart, Readable, asset_key
from assets.lineage import LINEAGE
from assets.marts.registry import MARTS
from sources.catalogue.entry import SourceTable
from sources.refresh import ABSENT, Fetched
from tests.unit.world.places import COUNTY

NOTHING_FETCHED = Fetched((), ABSENT)
WORKING_FIGURES = {
    "utgava": "löpande",
    "rattar": "",
    "skal": "",
    "avsandare": "Provkontoret",
    "kontakt": "",
    "foregaende": None,
    "tidigare": [],
}
_MARTS = {mart.contract.id: mart for mart in MARTS}
_made: dict[tuple[Any, ...], tuple[pa.Table, object]] = {}
"""Each table is made once of the same tables. What it was made of is kept with it, so that no other table gets its identity."""
MOST = 40
"""Tables that are kept; those that were not asked for the longest are made again."""


class World:
    """Tables by their contract, each made when it is asked for.

    A staged table that nobody states is as empty as one whose source is missing.
    """

    def __init__(self, stated: Mapping[Readable, Any]) -> None:
        """State tables by their contracts, and what was fetched by its entry in the catalogue."""
        self._stated = {asset_key(what): table for what, table in stated.items()}

    def but(self, changed: Mapping[Readable, Any]) -> World:
        """The same with other tables stated, of which everything that reads them is made again."""
        other = World(changed)
        other._stated = {**self._stated, **other._stated}
        return other

    def __getitem__(self, contract: TableContract) -> pa.Table:
        if contract.asset_key in self._stated:
            return self._stated[contract.asset_key]
        mart = _MARTS.get(contract.id)
        if mart is None:
            return _once((contract.id,), contract.written_schema.empty_table, None)
        read = self.read(contract)
        key = (contract.id, *((name, id(what)) for name, what in read.items()))
        return _once(key, lambda: self._make(mart, read), read)

    def read(self, contract: TableContract) -> dict[str, Any]:
        """What the function of a mart is handed: parameter → table, or what was fetched."""
        return {name: self._find(what) for name, what in _MARTS[contract.id].reads.items()}

    def _find(self, what: Readable) -> Any:
        if isinstance(what, TableContract):
            return self[what]
        return self._stated.get(asset_key(what), NOTHING_FETCHED if isinstance(what, SourceTable) else WORKING_FIGURES)

    def _make(self, mart: Mart, read: Mapping[str, Any]) -> pa.Table:
        with tempfile.TemporaryDirectory() as folder:
            given = {"county": COUNTY, "scratch": Path(folder), "used_in": LINEAGE.used_in(PUBLISHED)}
            handed = {
                name: _file(Path(folder) / name, table) if mart.wants_file(name) else table
                for name, table in read.items()
            }
            return mart.contract.conform(mart.make(**handed, **{name: given[name] for name in mart.given}))


def _file(path: Path, table: pa.Table) -> Path:
    pq.write_table(table, path)
    return path


def _once(key: tuple[Any, ...], make: Callable[[], pa.Table], read: object) -> pa.Table:
    _made[key] = _made.pop(key, None) or (make(), read)
    if len(_made) > MOST:
        del _made[next(iter(_made))]
    return _made[key][0]
