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
