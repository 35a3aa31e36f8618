"""The world as a few numbers per place and occupation: what mart.obalans, mart.signaler and mart.bedomning are made of.

Five occupations in the four delregioner, their county, another one and the nation. Everything is alike everywhere, so that a
test changes one number and sees what it leads to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from assets.contracts.ads import ADS, COUNTY_ADS, COVERAGE, STAGED_OPEN_ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.contracts.trial import CLASS_TRIAL
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES, UNEMPLOYED
from assets.contracts.words import COMPUTED, REPORTING_GROUP
from assets.marts.assessment.assessment import assessment
from assets.marts.assessment.signals import SignalTables, signals
from assets.methods.aggregate import PART_MISSING
from assets.reference.educations import educations_of_occupation
from assets.reference.occupations import af_area_of_any
from assets.reference.signal_score import CutPoints, cut_points
from sources.catalogue.commuting import SCB_COMMUTING
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_COUNTY_SSYK4
from tests.unit.rows import rows
from tests.unit.world.places import COUNTY, DELREGIONER, IN_COUNTY, MEMBERS, MONTHS, NATION, OTHER, geo
from tests.unit.world.world import World

STAGED_COUNTIES, STAGED_MATCHING, STAGED_COMMUTING = map(staged_of, (SCB_COUNTY_SSYK4, SCB_MATCHING, SCB_COMMUTING))
SSYK4 = {"222": "2221", "223": "2231", "251": "2512", "711": "7111", "131": "1311"}
"""IT managers, 131, have no education of their own; 222 and 223 are one redovisningsgrupp."""
GROUP_OF_NURSES = {"yrkesniva": REPORTING_GROUP, "yrke_kod": "222+223"}
AREA_OF = {ssyk3: af_area_of_any()[ssyk4] for ssyk3, ssyk4 in SSYK4.items()}
AREAS = sorted(set(AREA_OF.values()))
EDUCATIONS = sorted({e for code in SSYK4 for e in educations_of_occupation().get(code, ())})
YEARS = (2021, 2024)
EVERY_YEAR = (2021, 2022, 2023, 2024)
HOME = (*DELREGIONER, COUNTY)
EMPLOYED = {
    **dict.fromkeys(DELREGIONER, (1000, 1000)),
    COUNTY: (4000, 4000),
    OTHER: (3000, 3000),
    NATION: (100_000, 100_000),
}
"""Before and now."""
_IN_A_YEAR = (120, 150, 120, 30, 120, 12, 10.0, 120, 3600)
ADVERTISED = {
    **dict.fromkeys(DELREGIONER, _IN_A_YEAR),
    COUNTY: tuple(4 * n for n in _IN_A_YEAR),
    OTHER: tuple(3 * n for n in _IN_A_YEAR),
}
"""Ads, posts, and ads that were followed and advertised again; those with a known headline, whose headline came again, and by
chance; those with a last day, and the days they were out."""
OPEN = {**dict.fromkeys(DELREGIONER, 20), OTHER: 60}
"""Ads that are open on the newest day."""
REGISTERED = {**dict.fromkeys(DELREGIONER, 100), COUNTY: 400, OTHER: 300}
MATCHED = {
    **dict.fromkeys(IN_COUNTY, (50, 100)),
    COUNTY: (2450, 4900),
    OTHER: (1650, 3300),
    NATION: (50_000, 100_000),
}
"""Matched, of how many with the education."""

Given = Mapping[tuple[str, str], Any]
"""Place and code → another number."""


def kept(make: Callable[..., pa.Table]) -> Callable[..., pa.Table]:
    """The table made once for the same changes: most tests change one table and leave the others as they are."""
    made: dict[tuple[object, ...], pa.Table] = {}

    def once(*given: object) -> pa.Table:
        key = tuple(frozenset(g.items()) if isinstance(g, Mapping) else g for g in given)
        if key not in made:
            made[key] = make(*given)
        return made[key]

    return once


def both_sexes(total: int | None, one_in: int = 2) -> Iterable[tuple[str, int | None]]:
    """The number in all, and that of women, who are one in so many, and men."""
    women = None if total is None else total // one_in
    men = None if total is None or women is None else total - women
    return ("totalt", total), ("kvinnor", women), ("män", men)


def employees(numbers: Given, years: tuple[int, ...], one_in: int = 2) -> pa.Table:
    """mart.anstallda of the numbers of the years, per place and SSYK3."""
    return rows(
        EMPLOYEES,
        (
            {**geo(where), "ssyk3": ssyk3, "kon": sex, "ar": year, "varde": value,
             "status": PART_MISSING if value is None else None}
            for (where, ssyk3), every in numbers.items()
            for year, number in zip(years, every, strict=True)
            for sex, value in both_sexes(number, one_in)
        ),
        register="BAS",
        grund=COMPUTED,
    )  # fmt: skip


def squares(ads: int, posts: int) -> int:
    """The squared posts of the ads, summed, when posts lie as evenly on them as they can."""
    each, more = divmod(posts, ads) if ads else (0, 0)
    return (ads - more) * each**2 + more * (each + 1) ** 2


def ads(
    contract: TableContract, counted: Mapping[tuple[str, str, str], tuple[int, ...]], month: str, sector: str
) -> pa.Table:
    """Ads, posts, followed and advertised again of one month, per place, SSYK4 and AF-yrkesområde; no ads in the others."""
    columns = (
        "annonser_rensade",
        "platser_rensade",
        "annonser_foljda",
        "annonser_aterannonserade",
        "annonser_foljda_med_rubrik",
        "annonser_samma_rubrik_igen",
        "vantade_samma_rubrik_igen",
        "annonser_med_slut",
        "annonsdagar",
    )
    return rows(
        contract,
        (
            {**geo(where), "ssyk4": ssyk4, "af_yrkesomrade": area, "manad": at}
            | (
                {
                    **dict(zip(columns, counts, strict=False)),
                    "platser_rensade_kvadrat": squares(*counts[:2]),
                    # Every ad has an employer of its own.
                    "annonser_foljda_kvadrat": sum(counts[2:3]),
                }
                if at == month
                else {}
            )
            for (where, ssyk4, area), counts in counted.items()
            for at in MONTHS
        ),
        sektor=sector,
        grund=COMPUTED,
    )


def unemployed(monthly: Mapping[tuple[str, str], Iterable[int | None]], months: Collection[str] = MONTHS) -> pa.Table:
    """mart.inskrivna_arbetslosa of the numbers of both sexes per month, per place and AF-yrkesområde."""
    return rows(
        UNEMPLOYED,
        (
            {**geo(where), "af_yrkesomrade": area, "kon": sex, "manad": month, "varde": value,
             "status": PART_MISSING if value is None else None}
            for (where, area), numbers in monthly.items()
            for month, number in zip(months, numbers, strict=True)
            for sex, value in both_sexes(number)
        ),
        grund=COMPUTED,
    )  # fmt: skip


def by_year(numbers: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """The numbers of ``EVERY_YEAR`` of those of ``YEARS``, which may be followed by those between; else all change is in the last."""
    first, last, *between = numbers
    return (first, *(between or (first, first)), last)


@kept
def _employees(changes: Given) -> pa.Table:
    counted = _of(EMPLOYED, (*HOME, NATION), SSYK4, changes)
    return employees({key: by_year(numbers) for key, numbers in counted.items()}, EVERY_YEAR)


@kept
def _counties(changes: Given) -> pa.Table:
    """The counties and the nation on four digits, half of them women."""
    return rows(
        STAGED_COUNTIES,
        (
            {"region_kod": where, "ssyk4": SSYK4[ssyk3], "kon": sex, "ar": year, **_value(number and number // 2)}
            for (where, ssyk3), numbers in _of(EMPLOYED, (COUNTY, OTHER, NATION), SSYK4, changes).items()
            for year, number in zip(EVERY_YEAR, by_year(numbers), strict=True)
            for sex in ("kvinnor", "män")
        ),
    )


@kept
def _ads(contract: TableContract, places: tuple[str, ...], changes: Given, sector: str) -> pa.Table:
    counted = _of(ADVERTISED, places, SSYK4, changes).items()
    return ads(contract, {(where, SSYK4[c], AREA_OF[c]): counts for (where, c), counts in counted}, MONTHS[3], sector)


@kept
def _unemployed(changes: Given) -> pa.Table:
    numbers = _of(REGISTERED, HOME, AREAS, changes)
    return unemployed({key: [number] * len(MONTHS) for key, number in numbers.items()})


@kept
def _of_counties(changes: Given) -> pa.Table:
    return rows(
        STAGED_UNEMPLOYED_COUNTIES,
        (
            {"lan_kod": where, "af_yrkesomrade": area, "manad": month, **_value(number)}
            for (where, area), number in _of(REGISTERED, (COUNTY, OTHER), AREAS, changes).items()
            for month in MONTHS
        ),
    )


@kept
def _matching(changes: Given) -> pa.Table:
    return rows(
        STAGED_MATCHING,
        (
            {"region_kod": where, "utbildningsgrupp": education, "matt": measure, "ar": year, **_value(number)}
            for (where, education), pair in _of(MATCHED, MATCHED, EDUCATIONS, changes).items()
            for measure, number in zip(("helt matchade", "befolkning"), pair, strict=True)
            for year in YEARS
        ),
        grupp="totalt",
    )


@kept
def _coverage(factors: Given) -> pa.Table:
    """The latest four quarters."""
    found = ({**geo(where), "sektor_i_enkaten": sector, "tackning": n} for (where, sector), n in factors.items())
    return rows(COVERAGE, found, kvartal_fran="2025K4", kvartal_till="2026K3", grund=COMPUTED)


@kept
def _commuting(changes: Given) -> pa.Table:
    """Everybody works at home, but for the flows that are given."""
    flows = {**{(m, m): 1000 for m in IN_COUNTY}, **changes}
    found = ({"bostad_kod": a, "arbete_kod": b, "varde": n} for (a, b), n in flows.items())
    return rows(STAGED_COMMUTING, found, kon="totalt", ar=YEARS[1])


@cache
def _open_ads() -> pa.Table:
    """Those of a delregion are all in one municipality, and another county's in none."""
    found = (
        {"annons_id": f"{where}-{ssyk4}-{at}", "ssyk4": ssyk4, "lan_kod": where if where == OTHER else COUNTY,
         "kommun_kod": None if where == OTHER else MEMBERS[where][0]}
        for where, number in OPEN.items()
        for ssyk4 in SSYK4.values()
        for at in range(number)
    )  # fmt: skip
    return rows(STAGED_OPEN_ADS, found, rubrik_kand=True)


def world(
    employed: Given | None = None,
    advertised: Given | None = None,
    unemployed: Given | None = None,
    matched: Given | None = None,
    factors: Given | None = None,
    flows: Given | None = None,
    sector: str = "privat sektor",
) -> World:
    """The tables with some numbers changed, each named by its place and its occupation, area or education."""
    return World(
        {
            EMPLOYEES: _employees(employed or {}),
            STAGED_COUNTIES: _counties(employed or {}),
            ADS: _ads(ADS, HOME, advertised or {}, sector),
            COUNTY_ADS: _ads(COUNTY_ADS, (COUNTY, OTHER), advertised or {}, sector),
            UNEMPLOYED: _unemployed(unemployed or {}),
            STAGED_UNEMPLOYED_COUNTIES: _of_counties(unemployed or {}),
            STAGED_MATCHING: _matching(matched or {}),
            COVERAGE: _coverage(factors or {}),
            STAGED_COMMUTING: _commuting(flows or {}),
            STAGED_OPEN_ADS: _open_ads(),
        }
    )


def signalled(given: World, cuts: Mapping[str, CutPoints] | None = None) -> pa.Table:
    """mart.signaler by the limits in force, or by others."""
    if cuts is None:
        return given[SIGNALS]
    return SIGNALS.conform(signals(SignalTables(**given.read(SIGNALS)), cuts, COUNTY))


@cache
def usual() -> tuple[World, pa.Table]:
    """The world as it is, and its signals."""
    return world(), signalled(world())


def assessed(
    given: World,
    signalled_as: pa.Table | None = None,
    barometer: pa.Table | None = None,
    cuts: Mapping[str, CutPoints] | None = None,
    class_trial: pa.Table | None = None,
) -> pa.Table:
    """mart.bedomning of other signals, with an Yrkesbarometer, by other limits of method 3 or other names of the classes."""
    found = signalled(given, cuts) if signalled_as is None else signalled_as
    said = given[BAROMETER] if barometer is None else barometer
    limits = cuts or cut_points()
    tried = given.but({SIGNALS: found})[CLASS_TRIAL] if class_trial is None else class_trial
    return ASSESSMENT.conform(
        assessment(found, given[MISMATCH], said, tried, given[ADS], given[COUNCIL_ASSESSMENTS], limits, COUNTY)
    )


def _of(
    numbers: Mapping[str, Any], places: Iterable[str], codes: Iterable[str], changes: Given
) -> dict[tuple[str, str], Any]:
    """The numbers of the places for every code, with those that are changed."""
    return {(where, code): changes.get((where, code), numbers[where]) for where in places for code in codes}


def _value(number: int | None) -> dict[str, Any]:
    return {"varde": number, "status": ".." if number is None else None}
