"""Frames of the rules of every county's projections and of the levels of education; right unless told otherwise."""

from __future__ import annotations

import pandas as pd

NAN = float("nan")


def of_every_county(persons: float = 110.0, change: float = 0.1, lower: float = 100.0) -> pd.DataFrame:
    """The own county, whose share grows by a tenth while all are as many, and another; one has few."""
    rows = [
        ("14", "251", 100.0, change, persons, lower, 120.0),
        ("01", "251", 100.0, -0.5, 50.0, 40.0, 60.0),
        ("01", "812", 8.0, NAN, NAN, NAN, NAN),
    ]
    names = ["geo_kod", "yrke_kod", "anstallda", "forandring_andel", "personer", "nedre", "ovre"]
    return pd.DataFrame(rows, columns=names).assign(yrkesniva="ssyk3", ar=2029, tillvaxt_egen=1.0)


def needed(first: float = 700.0, second: float = 400.0) -> pd.DataFrame:
    """Two occupations that together are all of the 1,100 who work; of another area and year nobody knows who works."""
    rows = [("14", "251", 2029, first), ("14", "222", 2029, second), ("14", "251", 2026, 9e6), ("00", "251", 2029, 9e6)]
    return pd.DataFrame(rows, columns=["geo_kod", "yrke_kod", "ar", "personer"]).assign(yrkesniva="ssyk3")


def of_own_county() -> pd.DataFrame:
    """The own county beside its delregion, with a total that follows the people."""
    rows = [("lan", "14", 0.1), ("delregion", "fyrbodal", 0.3)]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "forandring_andel"])
    return frame.assign(yrkesniva="ssyk3", yrke_kod="251", ar=2029)


def levels(groups: float = 0.4, apart: float = 0.02, ages: float = 0.42, start: float = 0.3) -> pd.DataFrame:
    """Half of the people of ``educated`` have nothing more than school; the others go from three tenths to four in the groups."""
    rows = [
        (sex, level, old, ages if level == "eftergymnasial" else new, now, then, difference)
        for sex in ("totalt", "kvinnor", "män")
        for level, old, new, now, then, difference in (
            ("förgymnasial", 0.3, 0.3, 0.5, 0.5, 0.0),
            ("gymnasial", 0.36, 0.28, 0.2, 0.1, -0.02),
            ("eftergymnasial", 0.34, 0.42, start, groups, apart),
        )
    ]
    names = [
        "kon",
        "niva",
        "andel_efter_alder",
        "andel_efter_alder_framskriven",
        "andel_av_grupper",
        "andel_av_grupper_framskriven",
        "skillnad",
    ]
    return pd.DataFrame(rows, columns=names).assign(till_ar=2034)


def educated() -> pd.DataFrame:
    """The groups of ``levels``, and one whose level nobody knows."""
    rows = [
        (sex, code, people)
        for sex in ("totalt", "kvinnor", "män")
        for code, people in (("02Z", 500.0), ("03A", 100.0), ("75N", 300.0), ("55I", 100.0), ("99Z", 9e6))
    ]
    frame = pd.DataFrame(rows, columns=["kon", "utbildningsgrupp", "befolkning_framskriven"])
    return frame.assign(geo_niva="lan", till_ar=2034)
