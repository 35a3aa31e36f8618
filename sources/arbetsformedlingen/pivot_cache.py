"""Reading the pivot cache of an Excel workbook, streaming.

Arbetsförmedlingen's sheets show a filtered extract; the numbers are in the cache behind the pivot table.
"""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np
import pyarrow as pa

from assets.reference.names import plain_name, tidy
from sources.errors import MalformedAnswer
from sources.package import lacking, opened

_DEFINITION = "xl/pivotCache/pivotCacheDefinition"
_VALUES = ("s", "n", "d", "b", "e")


def read_pivot_cache(workbook: Path, fields: tuple[str, ...]) -> pa.Table:
    """The records of the first pivot cache that has all the wanted fields.

    Args:
        workbook: .xlsx file.
        fields: names of the cache fields, whose blanks, capitals and accents may be written otherwise.

    Returns:
        One dictionary-encoded string column per field; a missing item is null. Numbers are text as stored.

    Raises:
        MalformedAnswer: the file is damaged, holds a document type declaration, or unpacks to more than is sane.
        SourceChanged: no cache has the fields.
    """
    wanted = tuple(plain_name(field) for field in fields)
    with opened(workbook) as package:
        for name in sorted(n for n in package.names if n.startswith(_DEFINITION) and n.endswith(".xml")):
            definition = _Definition()
            package.parse(name, definition.start, definition.end)
            if set(wanted) <= set(definition.fields):
                records = _Records(definition, wanted)
                package.parse(package.related(name, "pivotCacheRecords"), records.start)
                return records.table().rename_columns(list(fields))
    raise lacking(workbook, f"ingen pivottabell med fälten {', '.join(fields)}")


class _Definition:
    """The fields that the records of a cache have, and their shared items."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str | None]] = {}
        self._field: list[str | None] = []
        self._items: list[str | None] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cacheField":
            self._field = []
            # A field that is calculated or grouped from others has nothing in the records.
            if attributes.get("databaseField", "1") not in ("0", "false"):
                self.fields[plain_name(attributes["name"])] = self._field
        elif tag == "sharedItems":
            self._items = self._field
        elif self._items is not None and tag in _VALUES:
            self._items.append(attributes["v"])
        elif self._items is not None and tag == "m":
            self._items.append(None)

    def end(self, tag: str) -> None:
        if tag == "sharedItems":
            self._items = None


class _Records:
    """Collects one position per record and wanted field; values outside the shared items are added to them."""

    def __init__(self, definition: _Definition, wanted: tuple[str, ...]) -> None:
        self._wanted = wanted
        self._items = [list(items) for items in definition.fields.values()]
        self._extra: list[dict[str | None, int]] = [{} for _ in self._items]
        names = list(definition.fields)
        self._columns: list[array[int] | None] = [array("i") if name in wanted else None for name in names]
        self._names = names
        self._at = len(names)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "r":
            self._require_whole()
            self._at = 0
            return
        if tag not in ("x", "m", *_VALUES):
            return
        column = self._columns[self._at]
        if column is not None:
            column.append(int(attributes["v"]) if tag == "x" else self._position(attributes.get("v")))
        self._at += 1

    def _require_whole(self) -> None:
        if self._at != len(self._names):
            raise MalformedAnswer("En post i pivottabellen har fel antal fält. Inget är ersatt; kör igen senare.")

    def _position(self, value: str | None) -> int:
        extra = self._extra[self._at]
        if value not in extra:
            self._items[self._at].append(value)
            extra[value] = len(self._items[self._at]) - 1
        return extra[value]

    def table(self) -> pa.Table:
        self._require_whole()
        columns = {}
        for name, column, items in zip(self._names, self._columns, self._items, strict=True):
            if column is not None:
                columns[name] = encode(column, items)
        return pa.table({name: columns[name] for name in self._wanted})


def encode(positions: array[int], items: list[str | None]) -> pa.DictionaryArray:
    """Positions in a list of texts as an Arrow column; where the text is missing it is null.

    Raises:
        MalformedAnswer: a position is outside the list.
    """
    items = [None if item is None else tidy(item) for item in items]
    at = np.frombuffer(positions, np.int32) if positions else np.zeros(0, np.int32)
    if len(at) and not 0 <= at.min() <= at.max() < len(items):
        raise MalformedAnswer("En post i pivottabellen pekar utanför fältets värden. Inget är ersatt; kör igen senare.")
    # Two spellings that only blanks or accents tell apart are one text.
    present = list(dict.fromkeys(item for item in items if item is not None))
    where = {item: position for position, item in enumerate(present)}
    moved = np.array([-1 if item is None else where[item] for item in items], np.int32)
    missing = np.array([item is None for item in items], bool)
    indices = pa.array(moved[at], mask=missing[at]) if len(at) else pa.array([], pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(present, pa.string()))
