"""Tables of the follow-up: a right one, and what is changed in it to make it wrong."""

from __future__ import annotations

from typing import Any

import pandas as pd

from assets.methods.follow_up import FOLLOWED_YEARS
from assets.reference.follow_up import PROCESS, REFERENCE_COUNTIES, indicators

_PLACES = {"00": "riket", "14": "lan", "fyrbodal": "delregion", **dict.fromkeys(REFERENCE_COUNTIES, "lan")}
_NUMBERS = (
    "varde", "medelfel", "nedre", "ovre", "riket", "skillnad_mot_riket", "forandring", "forandring_mot_riket",
    "forandring_nedre", "forandring_ovre", "egen_nedre", "egen_ovre",
)  # fmt: skip


def followed_places() -> pd.DataFrame:
    rows = [(level, place) for place, level in _PLACES.items() if place not in REFERENCE_COUNTIES]
    return pd.DataFrame([*rows, ("kommun", "1485")], columns=["geo_niva", "geo_kod"])


def followed(
    without: str = "",
    beyond: str = "",
    unsaid: str = "",
    value: float = 41.5,
    nation: float = 40.5,
    difference: float = 1.0,
    change: float = 1.5,
    beside: float = 0.5,
    lower: float = 0.1,
    word: str = "säker förändring",
    over: float | None = None,
    rounds: float = 1.0,
    county_rounds: float = 1.0,
    counted: str = "räknat",
    before: float | None = None,
    later: str = "ingen säker förändring",
    part: float = 40.5,
    owned: float = 50.0,
    county_owned: float = 100 / 3,
    too_early: float | None = None,
    reached: float = 2.0,
    county_reached: float = 2.0,
    reached_before: float | None = None,
    posts: float = 150.0,
    rate: float = 30.0,
    nation_posts: float = 200.0,
) -> pd.DataFrame:
    """The share that is matched in the nation and the county in two years, and one number after a break; all else has a reason."""
    cells = [
        (one.code, place, level, year)
        for one in indicators()
        for place, level in _PLACES.items()
        for year in FOLLOWED_YEARS
        if one.kind != PROCESS or place in ("14", "fyrbodal")
    ]
    frame = pd.DataFrame(cells, columns=["indikator", "geo_kod", "geo_niva", "ar"])
    frame = frame.assign(**dict.fromkeys(_NUMBERS, float("nan")), besked="saknas", anmarkning="Underlaget saknas.")
    frame = frame.assign(enhet="procent").set_index(["indikator", "geo_kod", "ar"]).sort_index()
    said: list[tuple[str, str, int, dict[str, Any]]] = [
        ("matchade", "00", 2022, {"varde": 39.5, "besked": "jämförelse"}),
        ("matchade", "00", 2023, {"varde": 40.5, "besked": "jämförelse", "forandring": 1.0}),
        ("matchade", "14", 2022, {"varde": 40.0, "riket": 39.5, "skillnad_mot_riket": 0.5, "besked": "basår"}),
        (
            "matchade", "14", 2023,
            {"varde": value, "nedre": value - 0.2, "ovre": value + 0.2, "riket": nation, "skillnad_mot_riket": difference,
             "forandring": change, "forandring_mot_riket": beside, "forandring_nedre": lower, "forandring_ovre": 0.9, "besked": word},
        ),
        ("matchade", "00", 2024, {"varde": 39.5, "besked": "jämförelse", "forandring": 0.0}),
        (
            "matchade", "14", 2024,
            {"varde": 39.6, "riket": 39.5, "skillnad_mot_riket": 0.1, "forandring": -0.4, "forandring_mot_riket": -0.4,
             "forandring_nedre": -0.8, "forandring_ovre": -0.1, "besked": later},
        ),
        (
            "matchade", "12", 2023,
            {"varde": 45.0, "nedre": 44.9, "ovre": 45.1, "riket": 40.5, "skillnad_mot_riket": 4.5, "besked": "kan inte prövas"},
        ),
        (
            "matchade", "fyrbodal", 2023,
            {"varde": part, "nedre": part - 1.0, "ovre": part + 1.0, "riket": 40.5, "skillnad_mot_riket": part - 40.5,
             "besked": "kan inte prövas"},
        ),
        ("inskrivna_andel", "00", 2024, {"varde": 6.0, "besked": "jämförelse"}),
        (
            "inskrivna_andel", "14", 2024,
            {"varde": 5.0, "riket": 6.0, "skillnad_mot_riket": -1.0, "besked": "kan inte prövas", "forandring": over},
        ),
        (
            "platser_index", "14", 2024,
            {"varde": posts, "riket": nation_posts, "skillnad_mot_riket": posts - nation_posts, "besked": "kan inte prövas"},
        ),
        ("platser_index", "00", 2024, {"varde": nation_posts, "besked": "jämförelse"}),
        (
            "platser_index", "12", 2024,
            {"varde": 90.0, "riket": nation_posts, "skillnad_mot_riket": 90.0 - nation_posts, "besked": "kan inte prövas"},
        ),
        ("platser_per_100", "14", 2024, {"varde": rate, "besked": "kan inte prövas"}),
        ("omgangar", "fyrbodal", 2026, {"varde": rounds, "besked": counted}),
        ("omgangar", "fyrbodal", 2025, {"varde": before, "besked": "saknas" if before is None else counted}),
        ("omgangar", "14", 2026, {"varde": county_rounds, "besked": counted}),
        ("prioriteringar_agare", "fyrbodal", 2026, {"varde": owned, "besked": "räknat"}),
        ("prioriteringar_agare", "14", 2026, {"varde": county_owned, "besked": "räknat"}),
        ("kommuner_nadda", "fyrbodal", 2026, {"varde": reached, "besked": "räknat"}),
        ("kommuner_nadda", "14", 2026, {"varde": county_reached, "besked": "räknat"}),
        ("kommuner_nadda", "14", 2025, {"varde": reached_before, "besked": "saknas" if reached_before is None else "räknat"}),
        ("prioriteringar_agare", "14", 2025, {"varde": too_early, "besked": "saknas" if too_early is None else "räknat"}),
    ]  # fmt: skip
    for code, place, year, numbers in said:
        for name, number in numbers.items():
            frame.loc[(code, place, year), name] = number
    frame = frame.reset_index()
    if without:
        frame = frame[~((frame["indikator"] == without) & (frame["geo_kod"] == "14") & (frame["ar"] == 2030))]
    if beyond:
        frame = pd.concat([frame, frame.iloc[[0]].assign(geo_kod=beyond)])
    if unsaid:
        frame.loc[(frame["indikator"] == "matchade") & (frame["varde"] == 40.0), "besked"] = unsaid
    return frame


def followed_ads() -> pd.DataFrame:
    """Two whole years and a month of ads: 240 and 360 posts in the county, some of them without a municipality, half and double in the
    nation.
    """
    rows = [
        (level, place, f"{year}-{month:02d}", number)
        for level, place, numbers in (
            ("lan", "14", (20, 30)),
            ("kommun_saknas", "14", (1, 9)),
            ("riket", "00", (50, 100)),
        )
        for year, number in zip((2022, 2024), numbers, strict=True)
        for month in range(1, 13)
    ]
    rows.append(("lan", "14", "2025-01", 77))
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "manad", "platser_rensade"])


def followed_employees() -> pd.DataFrame:
    """Employees in the county in November of the year before."""
    return pd.DataFrame([("14", "totalt", 2023, 1200.0)], columns=["geo_kod", "kon", "ar", "varde"])


def matched_counts() -> pd.DataFrame:
    """Everybody's education together, in the nation and the county."""
    rows = [
        (place, group, what, year, number)
        for place, year, matched in (
            ("00", 2022, 395.0),
            ("00", 2023, 405.0),
            ("00", 2024, 395.0),
            ("14", 2024, 396.0),
            ("12", 2023, 450.0),
            ("14", 2022, 400.0),
            ("14", 2023, 415.0),
        )
        for group in ("totalt",)
        for what, number in (("helt matchade", matched), ("befolkning", 1000.0))
    ]
    frame = pd.DataFrame(rows, columns=["region_kod", "grupp", "matt", "ar", "varde"])
    return frame.assign(utbildningsniva="totalt")


def followed_breaks() -> pd.DataFrame:
    first = {
        "bas_arbetskraft_2023": "2023-01", "bas_arbetskraft_2026": "2026-01", "pendling_2024": "2024",
        "yrkesbarometern_2024": "2024", "yrkesregistret_2019": "2019", "yrkesregistret_2020": "2020",
    }  # fmt: skip
    return pd.DataFrame(list(first.items()), columns=["brott", "fran"])
