"""A table declares itself: its contract, the function that makes it, and what that function reads.

From the declarations come the Dagster assets (``assets/table_assets.py``) and the
lineage (``assets/lineage.py``). A function is handed just what its declaration names, so that no table can lean on another
unseen.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

from assets.contracts.model import TableContract
from sources.catalogue.entry import SourceTable

GIVEN = ("county", "scratch", "check_log", "used_in")
"""What a function may ask for by its parameter's name, beside the tables that it reads."""

Readable = TableContract | SourceTable | tuple[str, str]
"""A table, what was fetched from a source, or what the run was asked for."""


def asset_key(readable: Readable) -> tuple[str, str]:
    """The asset key of something that can be read."""
    if isinstance(readable, TableContract):
        return readable.asset_key
    return ("raw", readable.dataset) if isinstance(readable, SourceTable) else readable


@dataclass(frozen=True)
class Maker:
    """A function that makes a table, and what it reads: parameter → table. The other parameters are among ``GIVEN``."""

    contract: TableContract
    make: Callable[..., Any]
    reads: Mapping[str, Readable] = field(default_factory=dict)

    @property
    def given(self) -> tuple[str, ...]:
        """The parameters that are no table."""
        return tuple(
            name for name in inspect.signature(self.make).parameters if name in GIVEN and name not in self.reads
        )

    def wants_file(self, parameter: str) -> bool:
        """Whether the function asks for a table's file, because the table is too large for memory."""
        return get_type_hints(self.make).get(parameter) is Path


@dataclass(frozen=True)
class Staged:
    """What is staged of one source: how its snapshots are read, once, and the tables that are made of what was read.

    Each table's function takes what was read first, then what it reads beside that and what it is given. A table that may
    be empty is empty when nothing has been fetched.
    """

    entry: SourceTable
    read: Callable[..., Any]
    tables: tuple[Maker, ...]


@dataclass(frozen=True)
class Mart(Maker):
    """A mart.

    ``after`` must be made before, although no row of it is read. ``not_used`` are datasets that come along with what is
    read although no number of this table rests on them, each with the reason.
    """

    after: tuple[TableContract, ...] = ()
    not_used: Mapping[str, str] = field(default_factory=dict)
