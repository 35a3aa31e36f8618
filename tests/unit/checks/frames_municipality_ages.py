"""Frames of the ages in a municipality; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from tests.unit.checks.frames_unemployed import staged


def municipality_ages(younger: float | None = 70.0, both: float = 100.0, share: float = 0.7) -> pd.DataFrame:
    """A hundred women, and thirty men of whom one occupation's are protected."""
    rows = [("kvinnor", "16-54", younger, share), ("kvinnor", "55-64", 30.0, 0.3), ("totalt", "16-54", both, 1.0)]
    frame = pd.DataFrame(rows, columns=["kon", "alder", "anstallda", "andel"])
    return frame.astype({"anstallda": "float64"}).assign(geo_kod="1485", ar=2024)


def ages_by_occupation() -> pd.DataFrame:
    rows = [
        ("1485", "222", "16-54", "kvinnor", 2024, 50.0),
        ("1485", "532", "16-54", "kvinnor", 2024, 20.0),
        ("1485", "532", "16-54", "män", 2024, 30.0),
        ("1485", "222", "16-54", "män", 2024, None),
        ("1485", "222", "55-64", "kvinnor", 2024, 30.0),
        ("1485", "222", "16-54", "kvinnor", 2023, 9.0),
    ]
    return staged(rows, "region_kod", "ssyk3", "alder", "kon", "ar")


def groups_of_ages(middle: float | None = 0.6, older: float = 0.3, hidden: float | None = None) -> pd.DataFrame:
    """A third of an occupation's employees are 55 years and more in an area beside it; in another too few ages are known."""
    rows = [
        ("lan", "14", "532", "16-24", 0.1), ("lan", "14", "532", "25-54", middle), ("lan", "14", "532", "55-64", older),
        ("delregion", "fyrbodal", "532", "16-24", hidden), ("delregion", "fyrbodal", "532", "25-54", hidden),
        ("delregion", "fyrbodal", "532", "55-64", hidden),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "yrke_kod", "alder", "andel"])
    return frame.astype({"andel": "float64"})


def shares_of_older() -> pd.DataFrame:
    """What is said of the same occupation beside its groups."""
    rows = [("14", "532", 0.3), ("fyrbodal", "532", None), ("1485", "532", 0.5)]
    frame = pd.DataFrame(rows, columns=["geo_kod", "yrke_kod", "andel_55_64"])
    return frame.assign(yrkesniva="redovisningsgrupp", kon="totalt")
