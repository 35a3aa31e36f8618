"""A county in which every municipality is alike, stated as its sources answer: what `show` and the warehouse are tested on."""

from __future__ import annotations

from datetime import date
from functools import cache

import pyarrow as pa

from assets.contracts.ads import OPEN_ADS, STAGED_ADS
from assets.contracts.edition import QUALITY
from assets.contracts.pxweb import staged_of
from assets.contracts.unemployed import STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES
from assets.contracts.words import NO_MUNICIPALITY
from assets.methods.aggregate import sum_or_missing
from assets.reference.educations import educations_of_occupation
from assets.reference.occupations import af_area_of_any, ssyk2012
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES, SCB_MUNICIPALITY_AGE
from tests.unit.rows import rows, tuples
from tests.unit.world.places import COUNTY, DELREGIONER, IN_COUNTY, MONTHS, NATION, geo
from tests.unit.world.world import World

MELLERUD = "1461"
EMPLOYED = (
    *(("222", 90, 10), ("223", 0, 0), ("344", 30, 30), ("235", 40, 40), ("0002", 5, 5)),
    *(("011", 0, 1), ("021", 0, 0), ("031", 0, 0)),
)
"""Women and men in each municipality."""
MATCHED = {"befolkning": 100, "helt matchade": 90, "delvis matchade": 4, "inte matchade": 4, "uppgift saknas": 2}
CHECKED = (
    ("staged.anstallda", "kontrakt", "stoppande", "godkänd"),
    ("mart.anstallda", "kontrakt", "stoppande", "godkänd"),
    ("mart.anstallda", "inga_luckor", "varning", "inte godkänd"),
    ("mart.obalans", "kontrakt", "stoppande", "godkänd"),
)


def _employees() -> list[tuple[object, ...]]:
    """Per municipality 90 women and 10 men in 222; 344 is protected in one; 011 has a single man in each."""
    found: list[tuple[object, ...]] = []
    for region in (NATION, COUNTY, *IN_COUNTY):
        parts = {NATION: 100, COUNTY: len(IN_COUNTY)}.get(region, 1)
        for ssyk3, women, men in EMPLOYED:
            for sex, count in (("kvinnor", women), ("män", men)):
                hidden = ssyk3 == "344" and region == MELLERUD and sex == "män"
                # The county is disturbed by its source, so that the delregioner do not add up to it.
                noise = 1 if region == COUNTY and ssyk3 == "222" and sex == "män" else 0
                value, status = (None, "..") if hidden else (parts * count + noise, None)
                found += [(region, ssyk3, sex, year, value, status) for year in (2020, 2021, 2022, 2023, 2024)]
    return found


def _ages() -> list[tuple[object, ...]]:
    """Of the women in 222 a third are 55 years and more, and none of the men; of other occupations no age is known."""
    return [
        (region, "222", age, sex, 2024, {NATION: 100, COUNTY: len(IN_COUNTY)}.get(region, 1) * count)
        for region in (NATION, COUNTY, *IN_COUNTY)
        for age, sex, count in (
            ("16-54", "kvinnor", 60),
            ("55-64", "kvinnor", 30),
            ("16-54", "män", 10),
            ("55-64", "män", 0),
        )
    ]


def _open_ads() -> pa.Table:
    """Which days of the stock are known is read from snapshots, so it is stated: the last day of the newest month."""
    places = [*((area, 1) for area in DELREGIONER), (COUNTY, len(DELREGIONER))]
    return rows(
        OPEN_ADS,
        (
            {**geo(place), "oppna_annonser": 32 * n, "platser_i_oppna": 70 * n, "oppna_rensade": 30 * n,
             "platser_i_oppna_rensade": 60 * n, "platser_i_oppna_rensade_kvadrat": 120 * n}
            for place, n in places
        ),
        ssyk4="2221", af_yrkesomrade=af_area_of_any()["2221"], sektor="regionen", dag=date(2026, 8, 31), grund="raknad",
    )  # fmt: skip


def _counties() -> list[tuple[object, ...]]:
    """The county and the nation on four digits, everyone in the first group of the occupation."""
    first = {code[:3]: code for code in sorted(ssyk2012(), reverse=True)}
    return [
        (region, first[str(ssyk3)], *rest)
        for region, ssyk3, *rest in _employees()
        if region in (NATION, COUNTY) and ssyk3 != "0002"
    ]


def _ads() -> pa.Table:
    """Each month two posts for 2221 in every municipality, and one ad for 2351 without municipality."""
    kinds = [*((municipality, "2221", "8", 2) for municipality in IN_COUNTY), (None, "2351", "15", 1)]
    found = [
        (f"{month} {at}", date.fromisoformat(f"{month}-01"), month, ssyk4, area, municipality, number)
        for month in MONTHS
        for at, (municipality, ssyk4, area, number) in enumerate(kinds)
    ]
    names = "annons_id publicerad manad ssyk4 af_yrkesomrade kommun_kod platser_i_annons"
    return tuples(STAGED_ADS, names, found, lan_kod=COUNTY, land_kod="199", arkiv="2026")


def _unemployed() -> pa.Table:
    """Per municipality and month 3 women and 1 man in area 8; area 15 is protected in one; 2 without municipality."""
    found = []
    for month in MONTHS:
        for municipality in (*IN_COUNTY, NO_MUNICIPALITY):
            for area, sex, count in (("8", "kvinnor", 3), ("8", "män", 1), ("15", "kvinnor", 2), ("15", "män", 2)):
                hidden = area == "15" and municipality == MELLERUD
                value, status = (None, "<5") if hidden else (count, None)
                found.append((month, sex, area, municipality, value, status))
    return tuples(STAGED_UNEMPLOYED, "manad kon af_yrkesomrade kommun_kod varde status", found, lan_kod=COUNTY)


def _of_counties(unemployed: pa.Table) -> pa.Table:
    """The county's registered unemployed, both sexes."""
    by = ["manad", "af_yrkesomrade", "lan_kod"]
    sums = pa.Table.from_pandas(sum_or_missing(unemployed.to_pandas(), by), preserve_index=False)
    return rows(STAGED_UNEMPLOYED_COUNTIES, sums.select([*by, "varde", "status"]).to_pylist())


def _matching() -> pa.Table:
    """Of a hundred nurses of each sex 90 work as such everywhere, a few more in the nation."""
    found = [
        (region, education, group, measure, year, sexes * value)
        for education in educations_of_occupation()["222"]
        for region in (NATION, COUNTY, *IN_COUNTY)
        for year in (2021, 2024)
        for group, sexes in (("totalt", 2), ("kvinnor", 1), ("män", 1))
        for measure, value in {
            **MATCHED,
            **({"helt matchade": 92, "inte matchade": 2} if region == NATION else {}),
        }.items()
    ]
    return tuples(staged_of(SCB_MATCHING), "region_kod utbildningsgrupp grupp matt ar varde", found)


@cache
def county() -> World:
    unemployed, years = _unemployed(), "kon ar varde status"
    checked = tuples(QUALITY, "tabell kontroll allvar utfall", CHECKED, observerat="1 av 9 rader", atgard="Inget.")
    return World(
        {
            staged_of(SCB_EMPLOYEES): tuples(staged_of(SCB_EMPLOYEES), f"region_kod ssyk3 {years}", _employees()),
            staged_of(SCB_COUNTY_SSYK4): tuples(staged_of(SCB_COUNTY_SSYK4), f"region_kod ssyk4 {years}", _counties()),
            staged_of(SCB_MUNICIPALITY_AGE): tuples(
                staged_of(SCB_MUNICIPALITY_AGE), "region_kod ssyk3 alder kon ar varde", _ages()
            ),
            staged_of(SCB_MATCHING): _matching(),
            STAGED_ADS: _ads(),
            STAGED_UNEMPLOYED: unemployed,
            STAGED_UNEMPLOYED_COUNTIES: _of_counties(unemployed),
            OPEN_ADS: _open_ads(),
            QUALITY: checked,
        }
    )
