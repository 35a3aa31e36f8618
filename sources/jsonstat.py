"""JSON-stat2 → Arrow, vectorised.

One row per cell in the order of the document (row-major, last dimension fastest). Every dimension gives a column of
codes; labels stay in the document. Values and their status symbols are two columns.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.errors import MalformedAnswer

VALUE, STATUS = "value", "status"
MOST_CELLS = 5_000_000
"""Thirty times what the source gives in one answer. A few codes in many dimensions say more cells than there is memory, in little text."""


class Dataset(msgspec.Struct):
    """A JSON-stat2 document of class dataset, as it came; what is not needed to read its cells is left out."""

    id: list[str]
    size: list[int]
    dimension: dict[str, dict[str, Any]]
    value: list[float | None] | dict[str, float | None]
    status: list[str | None] | dict[str, str | None] | str | None = None
    updated: str | None = None


_DATASETS = msgspec.json.Decoder(Dataset)
_WRONG = {
    "`$.value": "har ett värde som inte är ett tal",
    "`$.status": "har statustecken i en form som inte går att läsa",
}
"""How a part that is of another kind is named in the error → what is said of it."""


def parse(body: bytes) -> Dataset:
    """The document of an answer.

    Raises:
        MalformedAnswer: a part is missing, or is of another kind. A number that no double can hold is none.
        msgspec.DecodeError: it is cut, or is no JSON, as NaN and Infinity are not.
    """
    try:
        return _DATASETS.decode(body.removeprefix(BOM_UTF8))
    except msgspec.ValidationError as error:
        wrong = next(
            (said for part, said in _WRONG.items() if part in str(error)),
            "är inte ett fullständigt JSON-stat2-dokument",
        )
        raise MalformedAnswer(f"Svaret {wrong} ({error}). Inget är ersatt; kör igen senare.") from error


def codes(dimension: dict[str, Any]) -> list[str]:
    """Codes of a dimension in their order. ``index`` may be an object, a list, or missing when there is one label.

    Raises:
        MalformedAnswer: a position is repeated or missing, or a code stands twice; any order would then be a guess.
    """
    category = dimension["category"]
    index = category.get("index")
    if index is None:
        return list(category["label"])
    if isinstance(index, dict):
        found = sorted(index, key=index.__getitem__)
        if [index[code] for code in found] != list(range(len(found))):
            raise MalformedAnswer("Svarets koder har en plats som saknas eller finns två gånger. Kör igen senare.")
        return found
    if len(set(index)) != len(index):
        raise MalformedAnswer("Svaret har samma kod två gånger. Kör igen senare.")
    return list(index)


def decode(document: Dataset) -> pa.Table:
    """The cells of a JSON-stat2 dataset.

    ``value`` may be a list or an object with positions as keys; ``status`` a list, an object, or one symbol for all
    cells, as a string or as a list of one; ``role`` may be missing. A null keeps its symbol in ``status`` and is never
    made 0.

    Args:
        document: of an answer, see ``parse``.

    Returns:
        Table with one string column per dimension (its code), ``value`` (double) and ``status`` (string), prod(size)
        rows.

    Raises:
        MalformedAnswer: a dimension is not described, or sizes, codes and number of values do not agree.
    """
    names, sizes = document.id, document.size
    try:
        categories = [codes(document.dimension[name]) for name in names]
    except (KeyError, TypeError, AttributeError) as error:
        raise MalformedAnswer(
            f"Svaret är inte ett fullständigt JSON-stat2-dokument ({error!r}). Inget är ersatt; kör igen senare."
        ) from error
    if [len(c) for c in categories] != sizes:
        raise MalformedAnswer("Svarets koder är inte lika många som dess storlek anger. Kör igen senare.")
    total = prod(sizes)
    if total > MOST_CELLS:
        raise MalformedAnswer(
            f"Svaret säger att det har {total} celler, fler än {MOST_CELLS}. Inget är ersatt; kör igen senare."
        )
    columns: dict[str, pa.Array] = {}
    inner = total
    for name, size, category in zip(names, sizes, categories, strict=True):
        inner //= max(size, 1)
        index = np.tile(np.repeat(np.arange(size, dtype=np.int32), inner), total // max(size * inner, 1))
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(index), pa.array(category, pa.string()))
    columns[VALUE] = _values(document.value, total)
    columns[STATUS] = _status(document.status, total)
    return pa.table(columns)


def cut(documents: Iterable[Dataset], wanted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A part of what several documents hold together, as one document.

    Args:
        documents: with the same dimensions, none of which repeats a cell of another.
        wanted: dimension → codes, in the order of the answer; every dimension of the documents.

    Returns:
        JSON-stat2 of class dataset, without labels. ``decode`` gives the same values and symbols as for the documents.

    Raises:
        MalformedAnswer: a document has other dimensions, or a cell is in none of them or in more than one.
    """
    sizes = [len(codes) for codes in wanted.values()]
    total = prod(sizes)
    values, found = np.full(total, np.nan), np.zeros(total, np.int64)
    symbols: dict[str, str] = {}
    for document in documents:
        cells = decode(document)
        if set(document.id) != set(wanted):
            raise MalformedAnswer(
                f"Svaret har variablerna {', '.join(document.id)}, men {', '.join(wanted)} efterfrågas."
            )
        place, here = np.zeros(cells.num_rows, np.int64), np.ones(cells.num_rows, bool)
        for (name, codes_wanted), size in zip(wanted.items(), sizes, strict=True):
            column = cells[name].combine_chunks()
            known = pc.index_in(column.dictionary, pa.array(list(codes_wanted), pa.string())).fill_null(-1)
            at = known.to_numpy()[column.indices.to_numpy()]
            here &= at >= 0
            place = place * size + at
        chosen = pa.array(here)
        place = place[here]
        found += np.bincount(place, minlength=total)
        values[place] = cells[VALUE].filter(chosen).to_numpy()
        status = cells[STATUS].filter(chosen)
        if status.null_count < len(status):
            marked = pc.is_valid(status)
            symbols |= dict(
                zip(map(str, place[marked.to_numpy()].tolist()), status.drop_null().to_pylist(), strict=True)
            )
    if not (found == 1).all():
        raise MalformedAnswer(
            f"Av {total} efterfrågade celler finns {int((found == 0).sum())} inte i svaren och {int((found > 1).sum())} mer än en gång."
        )
    return {
        "version": "2.0",
        "class": "dataset",
        "id": list(wanted),
        "size": sizes,
        "dimension": {name: {"category": {"index": list(chosen)}} for name, chosen in wanted.items()},
        "value": [None if v != v else int(v) if v.is_integer() else v for v in values.tolist()],
        "status": symbols,
    }


def _values(raw: list[float | None] | dict[str, float | None], total: int) -> pa.Array:
    if isinstance(raw, dict):
        return pa.array(raw.values(), pa.float64()).take(_places(raw, total))
    if len(raw) != total:
        raise MalformedAnswer(f"Svaret har {len(raw)} värden men ska ha {total}. Inget är ersatt; kör igen senare.")
    return pa.array(raw, pa.float64())


def _status(raw: list[str | None] | dict[str, str | None] | str | None, total: int) -> pa.Array:
    """Symbols by cell. An empty one says nothing, and a list of one is of all cells."""
    if raw is None or raw == []:
        return pa.nulls(total, pa.string())
    if isinstance(raw, str):
        raw = [raw]
    symbols = pa.array(raw.values() if isinstance(raw, dict) else raw, pa.string())
    symbols = pc.if_else(pc.equal(symbols, ""), pa.scalar(None, pa.string()), symbols)
    if isinstance(raw, dict):
        return symbols.take(_places(raw, total))
    if len(raw) == 1:
        return pa.repeat(symbols[0], total)
    if len(raw) != total:
        raise MalformedAnswer(f"Svaret har {len(raw)} statustecken men ska ha {total}. Kör igen senare.")
    return symbols


def _places(raw: Mapping[str, Any], total: int) -> pa.Array:
    """Cell → which of the positions that are named is its own; null where none is."""
    try:
        positions = np.array([*raw], np.int64)
    except (ValueError, OverflowError) as error:
        raise MalformedAnswer(f"Svaret har en position som inte är ett tal ({error}). Kör igen senare.") from error
    if len(positions) and not 0 <= positions.min() <= positions.max() < total:
        raise MalformedAnswer(f"Svaret har en position utanför de {total} cellerna. Kör igen senare.")
    places = np.full(total, -1)
    places[positions] = np.arange(len(positions))
    return pa.array(places, mask=places < 0)
