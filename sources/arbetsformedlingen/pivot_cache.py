"""Reading the pivot cache of an Excel workbook, streaming.

Arbetsförmedlingen's sheets show a filtered extract; the numbers are in the cache behind the pivot table.
"""

from __future__ import annotations

import zipfile
from array import array
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from sources.archive import DAMAGED
from sources.errors import MalformedAnswer, SourceChanged

_BLOCK = 1 << 18
_DAMAGED: tuple[type[Exception], ...] = (*DAMAGED, expat.ExpatError)
LARGEST_MEMBER = 4 << 30
"""A cache is several hundred MB of XML; a member above this is refused as a bomb."""


def read_pivot_cache(workbook: Path, fields: tuple[str, ...]) -> pa.Table:
    """The records of the first pivot cache that has all the wanted fields.

    Args:
        workbook: .xlsx file.
        fields: names of the cache fields.

    Returns:
        One dictionary-encoded string column per field; a missing item is null. Numbers are text as stored.

    Raises:
        MalformedAnswer: the file is damaged, holds a document type declaration, or unpacks to more than is sane.
        SourceChanged: no cache has the fields.
    """
    try:
        with zipfile.ZipFile(workbook) as zipped:
            names = sorted(
                n
                for n in zipped.namelist()
                if n.startswith("xl/pivotCache/pivotCacheDefinition") and n.endswith(".xml")
            )
            for name in names:
                definition = _Definition()
                _parse(zipped, name, definition.start, definition.end)
                if set(fields) <= set(definition.fields):
                    records = _Records(definition, fields)
                    _parse(zipped, name.replace("Definition", "Records"), records.start, None)
                    return records.table()
    except _DAMAGED as error:
        raise MalformedAnswer(f"{workbook.name} är skadad ({error}). Inget är ersatt; kör igen senare.") from error
    raise SourceChanged(
        f"{workbook.name} har ingen pivottabell med fälten {', '.join(fields)}. Kontrollera arbetsboken hos källan."
    )


def _parse(
    zipped: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
) -> None:
    if zipped.getinfo(name).file_size > LARGEST_MEMBER:
        raise MalformedAnswer(f"{name} packas upp till mer än {LARGEST_MEMBER >> 30} GB och läses inte.")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with zipped.open(name) as file:
        while block := file.read(_BLOCK):
            parser.Parse(block, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise MalformedAnswer("Arbetsboken innehåller en dokumenttypsdeklaration och läses inte.")


class _Definition:
    """Fields of a cache and their shared items."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str | None]] = {}
        self._items: list[str | None] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "cacheField":
            self._items = self.fields.setdefault(attributes["name"], [])
        elif self._items is not None and tag in ("s", "n", "d", "b", "e"):
            self._items.append(attributes["v"])
        elif self._items is not None and tag == "m":
            self._items.append(None)

    def end(self, tag: str) -> None:
        if tag == "cacheField":
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
        if tag not in ("x", "n", "s", "m", "d", "b", "e"):
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
                columns[name] = _encode(np.frombuffer(column, np.int32) if column else np.zeros(0, np.int32), items)
        return pa.table({name: columns[name] for name in self._wanted})


def _encode(positions: np.ndarray, items: list[str | None]) -> pa.DictionaryArray:
    if len(positions) and not 0 <= positions.min() <= positions.max() < len(items):
        raise MalformedAnswer("En post i pivottabellen pekar utanför fältets värden. Inget är ersatt; kör igen senare.")
    present = [item for item in items if item is not None]
    moved = np.cumsum([item is not None for item in items], dtype=np.int32) - 1
    missing = np.array([item is None for item in items], bool)
    indices = pa.array(moved[positions], mask=missing[positions]) if len(positions) else pa.array([], pa.int32())
    return pa.DictionaryArray.from_arrays(indices, pa.array(present, pa.string()))
