"""The long term of the small warehouse: nurses that grow, one that cannot be said, and a trial that went well."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.long_term import ACCURACY, BY_PEOPLE, PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.long_term_levels import ABOVE, LEVELS
from assets.contracts.long_term_outcomes import OUTCOME_SHARES
from assets.contracts.long_term_supply import NEED_BY_AGE, REPLACEMENT, SUPPLY_SCENARIOS
from assets.contracts.words import REPORTING_GROUP, SSYK3_LEVEL, SSYK4_LEVEL
from assets.methods.backtest import (
    CHANGE,
    CONSTANT,
    COUNTY,
    COVERAGE,
    DIRECTION,
    EVERYTHING,
    ORIGIN,
    PROFILE,
    RELATIVE,
    SIZE,
    TRIAL_CLASSES,
)
from assets.methods.projection_intervals import CHANGE_CLASSES, WEAKLY_UP
from tests.unit.rows import rows

NO_LIMITS = "Skrivs inte fram: för få tidigare utfall att mäta osäkerheten på."
FOLLOWS = "Följer sin yrkesgrupp på tre siffror."
FEW = "Skrivs inte fram: färre än 50 anställda."
Areas = Iterable[tuple[str, str, str]]


def projections(areas: Areas, groups: Iterable[tuple[str, str]]) -> pa.Table:
    """Of 2 000 employees in the first group 2 040, 2 100 and 2 200 in turn; of the others nothing. In the nation ten times as many, and
    nothing so far ahead as 2034. On four digits one occupation that grows and one that only follows its group, in the county.
    """
    ahead = ((2, 2026, 2040), (5, 2029, 2100), (10, 2034, 2200))
    groups = tuple(groups)
    years = {
        y: {"ar": year, "horisont": y, "slag": "framskrivning" if y > 2 else "beräknat läge"} for y, year, _ in ahead
    }

    def number(people: float, word: str | None = WEAKLY_UP) -> dict[str, object]:
        return {"personer": people, "nedre": people * 0.95, "ovre": people * 1.05, "riktning": word}

    given = [
        {"geo_niva": level, "geo_kod": area, "geo_namn": name, "yrke_kod": code, "yrke_namn": label}
        | years[y]
        | (
            {"anmarkning": FEW}
            if at
            else {"personer": float(people), "nedre": people - 100.0, "ovre": people + 100.0, "riktning": WEAKLY_UP}
        )
        for area, name, level in areas
        for at, (code, label) in enumerate(groups)
        for y, _, people in ahead
    ]
    code, label = groups[0]
    nation = {"geo_niva": "riket", "geo_kod": "00", "geo_namn": "Riket", "yrke_kod": code, "yrke_namn": label}
    given += [
        nation | {"anstallda": 20000} | years[y] | ({"anmarkning": NO_LIMITS} if y == 10 else number(10.0 * people))
        for y, _, people in ahead
    ]
    given += [
        {
            "geo_niva": "lan",
            "geo_kod": "14",
            "geo_namn": "Västra Götalands län",
            "yrkesniva": SSYK4_LEVEL,
            "yrke_kod": four,
            "yrke_namn": name,
        }
        | {"anstallda": now}
        | years[5]
        | told
        for four, name, now, told in (
            ("2221", "Grundutbildade sjuksköterskor", 1500, number(1600.0)),
            ("2222", "Barnmorskor", 300, number(310.0, None) | {"metod": CONSTANT, "anmarkning": FOLLOWS}),
        )
    ]
    return rows(
        PROJECTION,
        given,
        yrkesniva=REPORTING_GROUP,
        ar_anstallda=2024,
        anstallda=2000,
        metod=PROFILE,
        tillvaxt_alla=1.034,
        tillvaxt_av=BY_PEOPLE,
        tillvaxt_egen=1.051,
        grund="framskriven",
    )


def replacement(areas: Areas, groups: Iterable[tuple[str, str]]) -> pa.Table:
    """A tenth of the first group leaves to 2029 and a fifth to 2034; with a longer working life nine of ten of them."""
    return rows(
        REPLACEMENT,
        (
            {"geo_niva": level, "geo_kod": area, "geo_namn": name, "yrke_kod": code, "yrke_namn": label}
            | {
                "till_ar": year,
                "ersattningsbehov": None if at else gone,
                "tillvaxtbehov": None if at else 100.0,
                "ersattning_och_tillvaxt": None if at else gone + 100,
                "langre_arbetsliv": None if at else 0.9 * gone,
            }
            for area, name, level in areas
            for at, (code, label) in enumerate(groups)
            for year, gone in ((2029, 200.4), (2034, 400.0))
        ),
        yrkesniva=REPORTING_GROUP,
        kon="totalt",
        ar=2024,
        ar_langre=1,
        provning="inte prövad",
        grund="framskriven",
    )


def differences(areas: Areas, groups: Iterable[tuple[str, str]]) -> pa.Table:
    """Of the first group a hundred more are needed than there would be, give or take two hundred; of the others nothing is known."""
    return rows(
        DIFFERENCE,
        (
            {"geo_niva": level, "geo_kod": area, "geo_namn": name, "kod": code, "namn": label, "till_ar": year}
            | ({} if at else {"skillnad": 100.0, "nedre": -100.0, "ovre": 300.0, "riktning": "osäkert"})
            for area, name, level in areas
            for at, (code, label) in enumerate(groups)
            for year in (2029, 2034)
        ),
        enhet=REPORTING_GROUP,
        ar=2024,
        provning="inte prövad",
        grund="framskriven",
    )


def long_assessments(areas: Areas, groups: Iterable[tuple[str, str]]) -> pa.Table:
    """The same as shares of what there would be."""
    return rows(
        LONG_ASSESSMENT,
        (
            {
                "geo_niva": level,
                "geo_kod": area,
                "geo_namn": name,
                "yrke_kod": code,
                "yrke_namn": label,
                "till_ar": year,
            }
            | ({} if at else {"skillnad_andel": 0.05, "nedre_andel": -0.05, "ovre_andel": 0.15})
            | ({} if at else {"behov_mot_tillgang": "osäkert"})
            for area, name, level in areas
            for at, (code, label) in enumerate(groups)
            for year in (2029, 2034)
        ),
        ar=2024,
        provning="inte prövad",
        grund="framskriven",
    )


def need_by_age(areas: Areas) -> pa.Table:
    """Teachers for whom the pupils become a tenth more, then as many as now."""
    return rows(
        NEED_BY_AGE,
        (
            {
                "geo_niva": level,
                "geo_kod": area,
                "geo_namn": name,
                "till_ar": year,
                "behov": need,
                "skillnad": need - 500,
            }
            for area, name, level in areas
            for year, need in ((2029, 550.0), (2034, 500.0))
        ),
        ssyk3="233",
        yrke_namn="Gymnasielärare",
        aldrar="16–18 år",
        ar=2024,
        anstallda=500,
        grund="framskriven",
    )


def supply_scenarios(areas: Areas) -> pa.Table:
    """A thousand nurses, and a hundred more or fewer when more or fewer take part in work."""
    return rows(
        SUPPLY_SCENARIOS,
        (
            {"geo_niva": level, "geo_kod": area, "geo_namn": name, "till_ar": year, "scenario": code}
            | {"bas": 1000.0, "tillgang": 1000.0 + more, "skillnad": more}
            for area, name, level in areas
            for year in (2029, 2034)
            for code, more in (("deltagande_hogre", 100.0), ("deltagande_lagre", -100.0))
        ),
        utbildningsgrupp="75N",
        utbildning_namn="Sjuksköterskeutbildning",
        grund="framskriven",
    )


def levels_ahead(areas: Areas) -> pa.Table:
    """The county's highest level, which grows by two points in the groups and by one by age."""
    ((area, name),) = [(area, name) for area, name, level in areas if level == "lan"]
    shares = {"andel_efter_alder": 0.4, "andel_efter_alder_framskriven": 0.41}
    shares |= {"andel_av_grupper": 0.38, "andel_av_grupper_framskriven": 0.4, "skillnad": 0.01}
    where = {"geo_niva": "lan", "geo_kod": area, "geo_namn": name, "till_ar": 2034, "kon": "totalt"}
    return rows(LEVELS, [{**where, **shares, "niva": ABOVE}], grund="framskriven")


def accuracy(published: str = PROFILE) -> pa.Table:
    """Five years ahead an error of 86 percent, 81 in the largest and 98 in the smallest; one year ahead the newest failed.

    Errors five years ahead are tried from four years, limits from two of them, and what is eight years ahead from one.
    """
    soon = [
        (RELATIVE, EVERYTHING, EVERYTHING, 0.863),
        (RELATIVE, COUNTY, "14", 0.81),
        *((RELATIVE, SIZE, name, 0.98 - 0.04 * at) for at, name in enumerate(TRIAL_CLASSES)),
        *((DIRECTION, CHANGE, name, 0.5 + 0.08 * at) for at, name in enumerate(CHANGE_CLASSES)),
        (COVERAGE, EVERYTHING, EVERYTHING, 0.852),
    ]
    return rows(
        ACCURACY,
        (
            {"horisont": years, "metod": published, "matt": measure, "urval": scope, "grupp": group, "varde": value}
            | {"publiceras": published, "anmarkning": "Metoden klarade inte kravet." if published == CONSTANT else None}
            | {"ursprungsar": {8: 1}.get(years, 2 if measure == COVERAGE else 4)}
            for years, measure, scope, group, value in (
                *((5, *row) for row in soon),
                (1, RELATIVE, ORIGIN, "2022", 0.96),
                (1, RELATIVE, ORIGIN, "2023", 1.041),
                (8, RELATIVE, EVERYTHING, EVERYTHING, 0.99),
            )
        ),
        yrkesniva=SSYK3_LEVEL,
        celler=100,
    )


def outcome_shares(came: bool = False) -> pa.Table:
    """An earlier edition from the register of 2020: its 2022 has come when told so, and its 2025 has not."""
    of = {"utgava": "2022-06", "geo_niva": "lan", "yrkesniva": REPORTING_GROUP, "ar_anstallda": 2020}
    told = {"celler": 120, "inom": 97, "andel_inom": 97 / 120, "medianfel": 0.034}
    waits = {"anmarkning": "Året har inte kommit: registret för 2025 väntas 2027-03."}
    given = [{**of, "ar": 2025, "horisont": 5, **waits}, {**of, "ar": 2022, "horisont": 2, **told}]
    return rows(OUTCOME_SHARES, given[: 1 + came], grund="raknad")
