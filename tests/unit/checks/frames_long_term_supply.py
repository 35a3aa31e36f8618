"""Frames of the long term's replacement demand and supply for the tests of reconciliations."""

from __future__ import annotations

import numpy as np
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
    shrinks: float = 0.0,
    grows: float = 5.0,
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
        "langre_arbetsliv",
    ]
    frame = pd.DataFrame(rows, columns=names).assign(yrke_kod="411", ar=2024)
    frame["langre_arbetsliv"] /= 100
    # The employees are whole in every test; only what leaves is scaled with the delregion.
    frame["anstallda"] = frame["kon"].map({"totalt": 100.0, "kvinnor": 60.0, "män": 40.0})
    frame["anstallda_45"] = frame["anstallda"] * older / 100
    frame["per_ar"] = frame["ersattningsbehov"] / (frame["till_ar"] - 2024)
    frame["tillvaxtbehov"] = np.where(frame["kon"] == "totalt", np.where(frame["till_ar"] == 2029, grows, -5.0), np.nan)
    frame["andel_av_anstallda"] = frame["ersattningsbehov"] / frame["anstallda"]
    county = (frame["geo_niva"] == "lan") & (frame["kon"] == "totalt") & (frame["till_ar"] == 2029)
    frame.loc[county, "per_ar"] = per_year
    frame.loc[county, "andel_av_anstallda"] = share
    frame.loc[county, "anstallda"] = employees
    frame["ersattning_och_tillvaxt"] = frame["ersattningsbehov"] + frame["tillvaxtbehov"].clip(lower=0)
    frame.loc[frame["till_ar"] == 2034, "ersattning_och_tillvaxt"] += shrinks
    men_and_women = (frame["geo_niva"] == "lan") & (frame["kon"] == "kvinnor") & (frame["till_ar"] == 2029)
    frame.loc[men_and_women, ["ersattningsbehov", "per_ar"]] = (women, women / 5)
    frame.loc[men_and_women, "andel_av_anstallda"] = women / 60
    return frame


def growing() -> pd.DataFrame:
    """What is projected of the same occupation: five more, then five fewer."""
    rows = [
        (place, kind, code, year, 100.0, 100.0 + more, method)
        for place in ("14", "fyrbodal")
        for kind in ("ssyk3", "redovisningsgrupp")
        for year, more in ((2029, 5.0), (2034, -5.0))
        for code, method in (("411", "familjetrend"), ("412", "oförändrad andel"))
    ]
    names = ["geo_kod", "yrkesniva", "yrke_kod", "ar", "anstallda", "personer", "metod"]
    return pd.DataFrame(rows, columns=names).assign(ar_anstallda=2024)


def older_employees() -> pd.DataFrame:
    """The same employees as they are counted."""
    rows = [
        (level, place, sex, number)
        for level, place in (("lan", "14"), ("delregion", "fyrbodal"))
        for sex, number in (("totalt", 100.0), ("kvinnor", 60.0), ("män", 40.0))
    ]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "kon", "varde"]).assign(ssyk3="411", ar=2024)


def workforce(
    people: float = 1000.0,
    force: float = 800.0,
    working: float = 700.0,
    ratio: float = 1.1,
    county: float = 660.0,
    women: float = 400.0,
) -> pd.DataFrame:
    """One delregion is the whole county, where a tenth more work in the coming year."""
    rows = [
        (level, place, sex, year, people * size, force * size, working * size, part * size * growth, growth, basis)
        for level, place, part in (("lan", "14", county), ("delregion", "fyrbodal", 660.0))
        for sex, size in (("totalt", 1.0), ("kvinnor", 0.5), ("män", 0.5))
        for year, growth, basis in ((2025, 1.0, "raknad"), (2026, 1.1, "framskriven"))
    ]
    names = [
        "geo_niva",
        "geo_kod",
        "kon",
        "ar",
        "befolkning_15_74",
        "arbetskraft",
        "arbetande_bostad",
        "arbetande_arbetsplats",
    ]
    frame = pd.DataFrame(rows, columns=[*names, "utveckling", "grund"])
    frame["deltagande"] = 0.8
    frame.loc[(frame["kon"] == "kvinnor") & (frame["ar"] == 2026), "arbetskraft"] = women
    frame.loc[(frame["kon"] == "totalt") & (frame["ar"] == 2026), "utveckling"] = ratio
    return frame


def education_flows(second: float = 1020.0) -> pd.DataFrame:
    """A stock of a thousand that has grown by twenty."""
    counts = {"befolkning första året": 1000.0, "netto": 20.0, "befolkning andra året": second}
    rows = [(place, what, value) for place in ("14", "00") for what, value in counts.items()]
    rows.append(("1485", "netto", 900.0))
    frame = pd.DataFrame(rows, columns=["region_kod", "matt", "varde"])
    return frame.assign(utbildningsgrupp="75N", grupp="totalt", period="2023-2024")


def supply(
    graduates: float = 50.0,
    adjustment: float = 0.0,
    later: float = 1010.0,
    available: float = 0.8,
    women: float = 0.5,
    working: float = 0.8,
) -> pd.DataFrame:
    """One education in the county, which grows by one percent as the population does."""
    rows = [
        (
            sex,
            year,
            1000.0 * part,
            graduates * part,
            adjustment * part,
            later * (women if sex == "kvinnor" else part),
            part,
        )
        for sex, part in (("totalt", 1.0), ("kvinnor", 0.5), ("män", 0.5))
        for year in (2029, 2034)
    ]
    names = ["kon", "till_ar", "befolkning", "examinerade", "anpassning", "befolkning_framskriven", "part"]
    frame = pd.DataFrame(rows, columns=names).assign(geo_niva="lan", geo_kod="14", utbildningsgrupp="75N", ar=2024)
    frame["nettoflode"] = (-40.0 - adjustment + later - 1010.0) * frame["part"]
    frame["forvarvsgrad"] = frame["forvarvsgrad_framskriven"] = 0.8
    frame["arbetande"] = working * frame["befolkning"]
    frame["tillgang"] = available * frame["befolkning_framskriven"]
    return frame.drop(columns="part")


def peoples() -> dict[str, pd.DataFrame]:
    """Half a thousand of each age, and one percent more from the next year on; what is projected of a counted year is not used."""
    years = {"folkmangd_till_2024": {2024: 500.0}, "folkmangd": {2025: 505.0}}
    years["framskriven_folkmangd"] = {2025: 9e9, **dict.fromkeys(range(2026, 2035), 505.0)}
    return {
        f"staged.{name}": pd.DataFrame(
            [
                (place, sex, year, str(age), value)
                for place in ("14", "1485")
                for sex in ("kvinnor", "män")
                for year, value in of.items()
                for age in (19, 20, 69, 70)
            ],
            columns=["region_kod", "kon", "ar", "alder", "varde"],
        )
        for name, of in years.items()
    }


def supplies_in_scenarios(
    base: float = 808.0, difference: float = 10.0, higher: float = 818.0, years: tuple[int, ...] = (2029, 2034)
) -> pd.DataFrame:
    """The education of ``supply`` when more and fewer take part, and when more graduate."""
    rows = [
        (code, year, base, value, more)
        for code, value, more in (
            ("deltagande_hogre", higher, difference),
            ("deltagande_lagre", 800.0, -8.0),
            ("fler_utbildningsplatser", 808.0, 0.0),
            ("befolkning_hog", 800.0, -8.0),
        )
        for year in (years if code == "deltagande_hogre" else (2029, 2034))
    ]
    frame = pd.DataFrame(rows, columns=["scenario", "till_ar", "bas", "tillgang", "skillnad"])
    return frame.assign(geo_kod="14", utbildningsgrupp="75N")


def needs(employees: float = 100.0, need: float = 110.0, more: float = 10.0) -> pd.DataFrame:
    """A tenth more of an age need a tenth more employees; in one area they are protected."""
    rows = [
        ("14", employees, 1000.0, 1100.0, need, more),
        ("fyrbodal", float("nan"), 500.0, 550.0, float("nan"), float("nan")),
    ]
    names = ["geo_kod", "anstallda", "folkmangd", "folkmangd_framskriven", "behov", "skillnad"]
    return pd.DataFrame(rows, columns=names).assign(ssyk3="233", ar=2024, till_ar=2029)


def teachers() -> pd.DataFrame:
    """The employees of ``needs`` as they are counted."""
    frame = pd.DataFrame([("14", 100.0), ("fyrbodal", float("nan"))], columns=["geo_kod", "varde"])
    return frame.assign(ssyk3="233", kon="totalt", ar=2024)
