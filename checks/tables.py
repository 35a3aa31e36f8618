"""The tables as they now are: where they lie, which versions they are, and why one of them has no rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.files import sha256
from assets.home import Home
from checks.result import CheckResult


@dataclass(frozen=True)
class Tables:
    """What judges and the gate know of the tables."""

    path: Callable[[str], Path]
    """Table id → its Parquet file, which may not be there."""
    made_of: Callable[[TableContract], Iterable[TableContract]]
    """A table → the tables that it is made of."""
    digest: Callable[[str], str]
    """Table id → SHA-256 of its file; empty when there is none."""

    def for_now(self) -> Tables:
        """The same, while none of them changes: no file is read twice for its digest."""
        return replace(self, digest=cache(self.digest))

    def changed_since(self, result: CheckResult) -> list[str]:
        """Tables that a result leans on and that are other files now."""
        return [table for table, digest in result.digests.items() if self.digest(table) != digest]

    def has_rows(self, table: TableContract) -> bool:
        """Whether a table that has been made has any row."""
        return bool(pq.read_metadata(self.path(table.id)).num_rows)

    def why_empty(self, table: TableContract) -> dict[str, str]:
        """Why a table has no rows: of what it is made of, what has none either. Table id → digest.

        A staged table says itself that its source, which may be missing, is. A mart does not: when what it is made of has
        rows and it has none, it was made wrong.
        """
        return self._bare([table] if table.layer == "staged" else self.made_of(table))

    def sources_missing(self, table: TableContract) -> dict[str, str]:
        """Why some of a table's numbers are not there: the staged tables that it comes out of, near or far, without rows."""
        found, waiting = {table.id: table}, [table]
        while waiting:
            read = [other for other in self.made_of(waiting.pop()) if other.id not in found]
            found |= {other.id: other for other in read}
            waiting += read
        return self._bare(other for other in found.values() if other.layer == "staged")

    def _bare(self, tables: Iterable[TableContract]) -> dict[str, str]:
        return {
            table.id: self.digest(table.id)
            for table in tables
            if table.may_be_empty and self.path(table.id).is_file() and not self.has_rows(table)
        }


def tables_in(home: Home, made_of: Callable[[TableContract], Iterable[TableContract]]) -> Tables:
    """The tables of a home, as they are each time somebody asks."""

    def digest(table: str) -> str:
        path = home.table(table)
        return sha256(path) if path.is_file() else ""

    return Tables(home.table, made_of, digest)
