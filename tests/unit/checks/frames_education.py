"""Frames of who graduates; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from tests.unit.checks.frames_unemployed import staged


def graduates(
    women: float | None = 30.0, both: float | None = 40.0, established: float | None = 24.0, followed: float = 29.0
) -> pd.DataFrame:
    """Nurses of a year: thirty women and ten men, of whom the men who are established are protected."""
    rows = [("kvinnor", women, established, followed), ("män", 10.0, None, 9.0), ("totalt", both, None, 38.0)]
    counts = ["examinerade", "etablerade", "examinerade_foljda"]
    frame = pd.DataFrame(rows, columns=["kon", *counts]).astype(dict.fromkeys(counts, "float64"))
    return frame.assign(geo_kod="14", utbildningsgrupp="75N", ar=2024)


_KEY = ("region_kod", "utbildningsgrupp", "kon", "ar")


def graduated() -> pd.DataFrame:
    return staged([("14", "75N", "kvinnor", 2024, 30.0), ("14", "75N", "män", 2024, 10.0)], *_KEY)


def established() -> pd.DataFrame:
    counts = {("kvinnor", "etablerade"): 24.0, ("män", "etablerade"): None}
    counts |= {("kvinnor", "examinerade"): 29.0, ("män", "examinerade"): 9.0}
    return staged([("14", "75N", sex, 2024, matt, n) for (sex, matt), n in counts.items()], *_KEY, "matt")
