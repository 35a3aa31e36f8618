"""What a contract is: one description of a table that everything else is derived from.

From a contract come the Arrow schema and Parquet field metadata, the contract check, the DuckDB comments, the
generated data catalogue and the sheets Noter and Ordlista. A column is described in its contract and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.contracts.words import SEX_IN_COLUMN

Layer = Literal["staged", "mart"]
Record = dict[str, Any]
"""A row of a table, by column name."""


@dataclass(frozen=True)
class Column:
    """One column: Arrow type, Swedish description, unit, whether null may occur, allowed codes."""

    name: str
    type: pa.DataType
    description: str
    unit: str = ""
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    term: str = ""
    """Heading for readers; a column without one is not shown in reports."""
    levels: tuple[str, ...] = ()
    """Which readers' tables show the column: levels of occupation, or of area for municipalities."""
    dated: str = ""
    """What follows the term in a heading, with the row's own columns in braces."""
    coarse: bool = False
    """Shown to readers rounded to 5, 10 or 50 persons."""


@dataclass(frozen=True)
class TableContract:
    """One table: what a row is, what identifies it, what a reader must know."""

    name: str
    layer: Layer
    title: str
    description: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    caveats: tuple[str, ...] = ()
    sex: str = SEX_IN_COLUMN
    """Where sex is found, or why the table has no sex."""
    version: int = 1
    may_be_empty: bool = False
    """Its source may be missing without anything else stopping."""
    published: bool = field(default=True)
    source: str = ""
    """Of a staged table: the dataset whose answers it holds. What a mart rests on is followed from what it reads."""

    def __hash__(self) -> int:
        # Contracts are keys of many caches, and a hash of every text of every column costs more than what is cached.
        return hash((self.layer, self.name))

    @property
    def asset_key(self) -> tuple[str, str]:
        """Layer and name, as shown in the lineage."""
        return (self.layer, self.name)

    @property
    def id(self) -> str:
        """``layer.name``, unique over all tables."""
        return f"{self.layer}.{self.name}"

    @cached_property
    def schema(self) -> pa.Schema:
        """Arrow schema with the descriptions as field metadata."""
        fields = [
            pa.field(c.name, c.type, c.nullable, {"beskrivning": c.description, "enhet": c.unit}) for c in self.columns
        ]
        return pa.schema(fields, {"titel": self.title, "beskrivning": self.description})

    @property
    def digest(self) -> str:
        """SHA-256 of everything the contract promises; a changed contract makes old check results void."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def column(self, name: str) -> Column:
        """The column with that name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.id} saknar kolumnen {name}")

    def conform(self, table: pa.Table) -> pa.Table:
        """The same rows with exactly the contract's columns, in key order and with its metadata; NaN is null, as what is missing.

        Raises:
            ValueError: a column is missing or unknown, or a value does not fit its type.
        """
        names, expected = set(table.column_names), [c.name for c in self.columns]
        if names != set(expected):
            missing, extra = sorted(set(expected) - names), sorted(names - set(expected))
            raise ValueError(f"{self.id}: kolumner saknas {missing}, kolumner utanför kontraktet {extra}")
        try:
            cast = table.select(expected).cast(pa.schema([pa.field(c.name, c.type) for c in self.columns]))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
            raise ValueError(f"{self.id}: ett värde passar inte kontraktets typ ({error})") from error
        for at, kind in enumerate(cast.schema):
            if pa.types.is_floating(kind.type):
                numbers = cast[at]
                cast = cast.set_column(at, kind, pc.if_else(pc.is_nan(numbers), None, numbers))
        ordered = cast.sort_by([(name, "ascending") for name in self.key])
        return ordered.replace_schema_metadata(self.schema.metadata).cast(self.written_schema)

    def write(self, rows: pa.Table | Iterable[pa.Table | pa.RecordBatch], path: Path) -> None:
        """Write the table as Parquet.

        Args:
            rows: a table in any order, or parts that already are in the order of the key.
            path: of the file.

        Raises:
            ValueError: a table does not conform.
        """
        parts = [self.conform(rows)] if isinstance(rows, pa.Table) else rows
        schema = self.written_schema
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for part in parts:
                writer.write(part.select(schema.names).cast(schema))

    @cached_property
    def written_schema(self) -> pa.Schema:
        """The schema as it is written: a null where there should be none is for the contract check to find and name."""
        return pa.schema([f.with_nullable(True) for f in self.schema], self.schema.metadata)


def metadata_json(contract: TableContract) -> str:
    """The contract's text as JSON, for file metadata."""
    return json.dumps(
        {"tabell": contract.name, "rad": contract.grain, "nyckel": contract.key, "version": contract.version},
        ensure_ascii=False,
    )
