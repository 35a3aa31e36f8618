"""Frames of the long term's replacement demand and supply for the tests of reconciliations."""

from __future__ import annotations

import pandas as pd


def departures(
    per_year: float = 4.0,
    share: float = 0.2,
    later: float = 18.0,
    ten: float = 35.0,
    women: float = 12.0,
    employees: float | None = 100.0,
    older: float = 40.0,
    delregion: float = 1.0,
) -> pd.DataFrame:
    """In one occupation a fifth leaves in five years; the only delregion is the whole county."""
    rows = [
        (level, place, kind, sex, year, size * part, size * older / 100 * part, part * need * size, later * part)
        for level, place, size in (("lan", "14", 1.0), ("delregion", "fyrbodal", delregion))
        for kind in ("ssyk3", "redovisningsgrupp")
        for sex, part in (("totalt", 100.0), ("kvinnor", 60.0), ("män", 40.0))
        for year, need in ((2029, 0.2), (2034, ten / 100))
    ]
    names = [
        "geo_niva",
        "geo_kod",
        "yrkesniva",
        "kon",
        "till_ar",
        "anstallda",
        "anstallda_45",
        "ersattningsbehov",
        "ett_ar_senare",
    ]
    frame = pd.DataFrame(rows, columns=names).assign(yrke_kod="411", ar=2024)
    frame["ett_ar_senare"] /= 100
    # The employees are whole in every test; only what leaves is scaled with the delregion.
    frame["anstallda"] = frame["kon"].map({"totalt": 100.0, "kvinnor": 60.0, "män": 40.0})
    frame["anstallda_45"] = frame["anstallda"] * older / 100
    frame["per_ar"] = frame["ersattningsbehov"] / (frame["till_ar"] - 2024)
    frame["andel_av_anstallda"] = frame["ersattningsbehov"] / frame["anstallda"]
    county = (frame["geo_niva"] == "lan") & (frame["kon"] == "totalt") & (frame["till_ar"] == 2029)
    frame.loc[county, "per_ar"] = per_year
    frame.loc[county, "andel_av_anstallda"] = share
    frame.loc[county, "anstallda"] = employees
    men_and_women = (frame["geo_niva"] == "lan") & (frame["kon"] == "kvinnor") & (frame["till_ar"] == 2029)
    frame.loc[men_and_women, ["ersattningsbehov", "per_ar"]] = (women, women / 5)
    frame.loc[men_and_women, "andel_av_anstallda"] = women / 60
    return frame


def older_employees() -> pd.DataFrame:
    """The same employees as they are counted."""
    rows = [
        (level, place, sex, number)
        for level, place in (("lan", "14"), ("delregion", "fyrbodal"))
        for sex, number in (("totalt", 100.0), ("kvinnor", 60.0), ("män", 40.0))
    ]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "kon", "varde"]).assign(ssyk3="411", ar=2024)
