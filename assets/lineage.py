"""Which sources every table rests on, from what the tables declare that they read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from assets.contracts.model import TableContract
from assets.declaration import Mart, Staged
from assets.marts.registry import MARTS
from assets.staged.registry import STAGED
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG


class Lineage:
    """The sources of every table, in the order of the catalogue."""

    def __init__(self, catalogue: Iterable[SourceTable], staged: Iterable[Staged], marts: Iterable[Mart]) -> None:
        """Follow what ``staged`` and ``marts`` read back to the entries of ``catalogue``."""
        self._order = {entry.dataset: place for place, entry in enumerate(catalogue)}
        self._reads = {
            **{m.contract.id: (s.entry, *m.reads.values()) for s in staged for m in s.tables},
            **{m.contract.id: tuple(m.reads.values()) for m in marts},
        }
        self._marts = {m.contract.id: m for m in marts}

    @cached_property
    def _found(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}

        def follow(table: str) -> tuple[str, ...]:
            if table not in found:
                reached: set[str] = set()
                for read in self._reads[table]:
                    if isinstance(read, SourceTable):
                        reached.add(read.dataset)
                    elif isinstance(read, TableContract):
                        reached.update(follow(read.id))
                reached -= set(self.not_used(table))
                found[table] = tuple(sorted(reached, key=self._order.__getitem__))
            return found[table]

        for table in self._reads:
            follow(table)
        return found

    def sources(self, table: TableContract) -> tuple[str, ...]:
        """The datasets that a table rests on; none when it is made of reference data, the order or the checks alone.

        Raises:
            KeyError: no declaration makes the table.
        """
        return self._found[table.id]

    def not_used(self, table: str) -> Mapping[str, str]:
        """Datasets that come along with what a table reads and that none of its numbers rest on, with the reason."""
        return self._marts[table].not_used if table in self._marts else {}

    def reads(self, table: TableContract) -> tuple[object, ...]:
        """What the function of a table is handed."""
        return self._reads[table.id]

    def used_in(self, tables: Iterable[TableContract]) -> dict[str, tuple[str, ...]]:
        """Dataset → the names of those of the tables that rest on it, in the tables' order."""
        chosen = list(tables)
        return {dataset: tuple(c.name for c in chosen if dataset in self.sources(c)) for dataset in self._order}


LINEAGE = Lineage(CATALOG, STAGED, MARTS)
