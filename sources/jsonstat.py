"""JSON-stat2 → Arrow, vectorised.

One row per cell in the order of the document (row-major, last dimension fastest). Every dimension gives a column of
codes; labels stay in the document. Values and their status symbols are two columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.errors import MalformedAnswer

VALUE, STATUS = "value", "status"
MOST_CELLS = 5_000_000
"""Thirty times what the source gives in one answer. A few codes in many dimensions say more cells than there is memory, in little text."""


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


def decode(document: dict[str, Any]) -> pa.Table:
    """The cells of a JSON-stat2 dataset.

    ``value`` may be a list or an object with positions as keys; ``status`` a list, an object, or one symbol for all
    cells, as a string or as a list of one; ``role`` may be missing. A null keeps its symbol in ``status`` and is never
    made 0.

    Args:
        document: parsed JSON-stat2 of class dataset.

    Returns:
        Table with one string column per dimension (its code), ``value`` (double) and ``status`` (string), prod(size)
        rows.

    Raises:
        MalformedAnswer: a part is missing, or sizes, codes and number of values do not agree.
    """
    try:
        names, sizes = list(document["id"]), [int(s) for s in document["size"]]
        categories = [codes(document["dimension"][name]) for name in names]
        raw_values, raw_status = document["value"], document.get("status")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise MalformedAnswer(
            f"Svaret är inte ett fullständigt JSON-stat2-dokument ({error!r}). Kör igen senare."
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
    columns[VALUE] = _values(raw_values, total)
    columns[STATUS] = _status(raw_status, total)
    return pa.table(columns)


def cut(documents: Iterable[dict[str, Any]], wanted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A part of what several documents hold together, as one document.

    Args:
        documents: parsed JSON-stat2 with the same dimensions, none of which repeats a cell of another.
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
        if set(document["id"]) != set(wanted):
            raise MalformedAnswer(
                f"Svaret har variablerna {', '.join(document['id'])}, men {', '.join(wanted)} efterfrågas."
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


def _values(raw: list[Any] | dict[str, Any], total: int) -> pa.Array:
    if not isinstance(raw, dict | list):
        raise MalformedAnswer(f"Svarets värden är {type(raw).__name__}, varken lista eller objekt. Kör igen senare.")
    if isinstance(raw, list) and len(raw) != total:
        raise MalformedAnswer(f"Svaret har {len(raw)} värden men ska ha {total}. Inget är ersatt; kör igen senare.")
    try:
        numbers = pa.array(raw if isinstance(raw, list) else list(raw.values()), pa.float64())
        # Null is what is missing; NaN and Infinity are no JSON, and would pass for numbers further on.
        if not pc.all(pc.is_finite(numbers)).as_py() and numbers.null_count < len(numbers):
            raise MalformedAnswer("Svaret har ett värde som är NaN eller oändligt. Inget är ersatt; kör igen senare.")
        if isinstance(raw, list):
            return numbers
        sparse = np.full(total, np.nan)
        sparse[_positions(raw, total)] = numbers.to_numpy(zero_copy_only=False)
        return pa.array(sparse, pa.float64(), from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise MalformedAnswer(f"Svaret har ett värde som inte är ett tal ({error}). Kör igen senare.") from error


def _status(raw: list[Any] | dict[str, Any] | str | None, total: int) -> pa.Array:
    if raw is None or raw == []:
        return pa.nulls(total, pa.string())
    if isinstance(raw, str):
        return pa.array([raw] * total, pa.string())
    symbols = raw.values() if isinstance(raw, dict) else raw
    if not isinstance(raw, dict | list) or not all(s is None or isinstance(s, str) for s in symbols):
        raise MalformedAnswer("Svarets statustecken har en form som inte går att läsa. Kör igen senare.")
    if isinstance(raw, dict):
        out: list[str | None] = [None] * total
        for position, symbol in zip(_positions(raw, total), symbols, strict=True):
            out[position] = symbol or None
        return pa.array(out, pa.string())
    if len(raw) == 1:
        raw = raw * total
    if len(raw) != total:
        raise MalformedAnswer(f"Svaret har {len(raw)} statustecken men ska ha {total}. Kör igen senare.")
    return pa.array([s or None for s in raw], pa.string())


def _positions(raw: dict[str, Any], total: int) -> list[int]:
    try:
        positions = [int(k) for k in raw]
    except ValueError as error:
        raise MalformedAnswer(f"Svaret har en position som inte är ett tal ({error}). Kör igen senare.") from error
    if positions and not 0 <= min(positions) <= max(positions) < total:
        raise MalformedAnswer(f"Svaret har en position utanför de {total} cellerna. Kör igen senare.")
    return positions
