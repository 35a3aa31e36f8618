"""One answer of 150 000 cells, from its bytes: our decoder beside pxwebpy and pyjstat.

Made up: 50 x 100 x 3 x 2 x 5 cells, 4 % without value but with a status. The rounds are interleaved, because timings are
noisy on a shared machine; the ratio within one call is what to compare. It is no race between equals: ours gives codes,
values and status as Arrow columns, and leaves the labels in the document; pxwebpy gives labels and values as one
dictionary per cell, pyjstat the same as a data frame. Neither gives the status, so both lose why a value is missing.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from math import prod
from statistics import median
from typing import Any

import pandas as pd
from pxweb.api import unpack_table_data
from pyjstat import pyjstat

from sources import jsonstat

SIZES = {"Region": 50, "Yrke2012": 100, "Kon": 3, "ContentsCode": 2, "Tid": 5}
MISSING = 0.04


def answer(sizes: dict[str, int]) -> bytes:
    """The answer as a statistical database writes it; the same bytes every time."""
    dice = random.Random(1)
    total = prod(sizes.values())
    value = [None if dice.random() < MISSING else dice.randrange(10_000) for _ in range(total)]
    dimension = {}
    for name, size in sizes.items():
        codes = [f"{name[0]}{number:04d}" for number in range(size)]
        category = {
            "index": dict(zip(codes, range(size), strict=True)),
            "label": {code: f"{name} nummer {code}" for code in codes},
        }
        dimension[name] = {"label": name.lower(), "category": category}
    document = {
        "version": "2.0",
        "class": "dataset",
        "id": list(sizes),
        "size": list(sizes.values()),
        "dimension": dimension,
        "value": value,
        "status": {str(at): ".." for at, number in enumerate(value) if number is None},
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def ours(body: bytes) -> Any:
    """Codes, value and status as an Arrow table."""
    return jsonstat.decode(jsonstat.parse(body))


def pxwebpy(body: bytes) -> Any:
    """Labels and value, one dictionary per cell: what its users get."""
    return unpack_table_data(json.loads(body))


def pxwebpy_frame(body: bytes) -> Any:
    """The same as a data frame, which its users make next."""
    return pd.DataFrame(pxwebpy(body))


def pyjstat_frame(body: bytes) -> Any:
    """Labels and value as a data frame."""
    return pyjstat.Dataset.read(body.decode()).write("dataframe")


READERS: dict[str, tuple[Callable[[bytes], Any], str]] = {
    "json.loads only": (json.loads, "dictionaries and lists, no cells"),
    "ours": (ours, "Arrow: codes, value, status"),
    "pxwebpy": (pxwebpy, "list of dictionaries: labels, value"),
    "pxwebpy, DataFrame": (pxwebpy_frame, "DataFrame: labels, value"),
    "pyjstat": (pyjstat_frame, "DataFrame: labels, value"),
}


def main() -> None:
    """Print milliseconds and the ratio to ours, when all have found the same values."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--regions", type=int, default=SIZES["Region"])
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    sizes = {**SIZES, "Region": asked.regions}
    body = answer(sizes)
    expected = sum(number for number in json.loads(body)["value"] if number is not None)
    sums = [
        pd.Series(ours(body)["value"].to_numpy()).sum(),
        sum(row["value"] for row in pxwebpy(body) if row["value"] is not None),
        pyjstat_frame(body)["value"].sum(),
    ]
    assert sums == [expected] * 3, sums
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(asked.rounds):
        for name, (read, _) in READERS.items():
            start = time.perf_counter()
            read(body)
            times[name].append((time.perf_counter() - start) * 1000)
    reference = median(times["ours"])
    print(f"{prod(sizes.values())} cells, {len(body) / 1000:.0f} kB, median of {asked.rounds} rounds")
    for name, (_, gives) in READERS.items():
        middle = median(times[name])
        print(f"{name:20}{middle:9.1f} ms   ratio {middle / reference:6.2f}   {gives}")


if __name__ == "__main__":
    main()
