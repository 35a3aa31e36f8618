"""Levels of education in ten years by cohorts, beside those of the supply: mart.utbildningsniva_framskriven."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.long_term_levels import ABOVE, BELOW, LEVELS, SECONDARY, THREE_LEVELS
from assets.contracts.long_term_supply import SUPPLY
from assets.contracts.model import Record
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.words import PROJECTED, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.long_term.people import POPULATION, between_ages, population
from assets.marts.places.dimensions import delregion_of
from assets.methods import education_levels as method
from assets.methods.arrays import Array, number_or_none
from assets.reference.educations import education_groups
from sources.catalogue.education import SCB_LEVEL_BY_AGE

UNKNOWN = "US"
LEVEL_OF_CODE = {
    **dict.fromkeys(("1", "2"), BELOW),
    **dict.fromkeys(("3", "4"), SECONDARY),
    **dict.fromkeys(("5", "6", "7"), ABOVE),
}
"""The register's code → level; those whose level is not known are in none."""
LEVEL_OF_GROUP = {
    "förgymnasial": BELOW,
    "gymnasial": SECONDARY,
    "eftergymnasial, kortare än 3 år": ABOVE,
    "eftergymnasial, olika längd": ABOVE,
    "högskola, minst 3 år": ABOVE,
}
"""Level of an education group → level; a group whose level is not known is in none."""
_NATION = "00"
_NO_SOURCE = "Källan för utbildningsnivå efter ålder saknas: utbildningsgrupperna kan inte jämföras."
_NO_YEARS = "Källan för utbildningsnivå efter ålder har inte både {ar} och {before}."
_NO_GROUPS = "Utbildningsgruppernas framskrivning saknas, se tabellen tillgang: nivåerna efter ålder kan inte jämföras."
_NOT_KNOWN = "Utbildningsnivån eller den framskrivna folkmängden saknas eller är skyddad i någon ålder."


def education_levels(
    supply: pa.Table,
    by_age: pa.Table,
    to_2024: pa.Table,
    since_2025: pa.Table,
    projected: pa.Table,
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """The county's levels of education in ten years, in two ways.

    Args:
        supply: mart.tillgang; no rows when its source is missing, and then there are none here.
        by_age: staged.utbildningsniva_alder; no rows when its source is missing, and then every row says so.
        to_2024: staged.folkmangd_till_2024.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.utbildningsniva_framskriven.

    Raises:
        MartError: the source has a level that is not known.
    """
    groups = supply.to_pandas()
    groups = groups[(groups["geo_kod"] == county) & (groups["till_ar"] == groups["ar"] + method.YEARS)]
    if groups.empty:
        return LEVELS.schema.empty_table()
    now = int(groups["ar"].iloc[0])
    then = now + method.YEARS
    people = population(to_2024, since_2025, projected, delregion_of(geo.to_pandas()), county)
    cohorts, why = _by_cohort(by_age, people, county, now)
    flows = _by_flow(groups)
    name = str(groups["geo_namn"].iloc[0])
    rows: list[Record] = []
    for sex in ("totalt", *WOMEN_AND_MEN):
        ages, of_groups = cohorts.get(sex), flows[sex]
        said = why or (_NO_GROUPS if np.isnan(of_groups).any() else None)
        for at, level in enumerate(THREE_LEVELS):
            old, new = (float("nan"),) * 2 if ages is None else ages[:, at].tolist()
            start, end = of_groups[:, at].tolist()
            rows.append(
                {
                    "geo_niva": "lan",
                    "geo_kod": county,
                    "geo_namn": name,
                    "niva": level,
                    "kon": sex,
                    "ar": now,
                    "till_ar": then,
                    "andel_efter_alder": number_or_none(old),
                    "andel_efter_alder_framskriven": number_or_none(new),
                    "andel_av_grupper": number_or_none(start),
                    "andel_av_grupper_framskriven": number_or_none(end),
                    "skillnad": number_or_none(end - start - (new - old)),
                    "grund": PROJECTED,
                    "anmarkning": said,
                }
            )
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in LEVELS.columns]))


def _by_cohort(by_age: pa.Table, people: pd.DataFrame, county: str, now: int) -> tuple[dict[str, Array], str | None]:
    """Sex → shares of the levels now and in ten years, 2 × levels; or why there are none."""
    if not by_age.num_rows:
        return {}, _NO_SOURCE
    frame = by_age.to_pandas()
    if unknown := sorted(set(frame["utbildningsniva"]) - LEVEL_OF_CODE.keys() - {UNKNOWN}):
        raise MartError(
            f"Källan har utbildningsnivåer som inte är kända: {', '.join(unknown)}. "
            "Rätta LEVEL_OF_CODE i assets/marts/long_term/education_levels.py."
        )
    before = now - method.YEARS
    if not {now, before} <= set(frame["ar"]):
        return {}, _NO_YEARS.format(ar=now, before=before)
    coming = [between_ages(people, first, last) for first, last in method.AGE_CLASSES[1:]]
    shares, sizes = [], []
    for sex in WOMEN_AND_MEN:
        of_sex = frame[frame["kon"] == sex]
        own, whole, earlier = (
            _counted(of_sex, place, year) for place, year in ((county, now), (_NATION, now), (_NATION, before))
        )
        later = np.array([of.get((county, sex, now + method.YEARS), np.nan) for of in coming], np.float64)
        moved = method.levels_by_cohort(own, whole, earlier)
        at_home = own[1:].sum(axis=1)
        today = own[1:] / at_home[:, None]
        shares.append((today, moved))
        sizes.append((at_home, later))
    found = dict(zip(WOMEN_AND_MEN, zip(shares, sizes, strict=True), strict=True))
    made = {
        sex: np.array([method.level_shares(part, size) for part, size in zip(*of, strict=True)])
        for sex, of in found.items()
    }
    size = np.array([[of.sum() for of in of_sex] for of_sex in sizes])
    by_sex = np.array([made[sex] for sex in WOMEN_AND_MEN])
    made["totalt"] = (by_sex * size[:, :, None]).sum(axis=0) / size.sum(axis=0)[:, None]
    if np.isnan(made["totalt"]).any():
        return {}, _NOT_KNOWN
    return made, None


def _counted(frame: pd.DataFrame, place: str, year: int) -> Array:
    """People by class of ages and level; a count that is missing makes its class missing."""
    rows = frame[(frame["region_kod"] == place) & (frame["ar"] == year) & frame["utbildningsniva"].isin(LEVEL_OF_CODE)]
    age = rows["alder"].str.extract(r"^(\d+)", expand=False).astype("int64")
    level = rows["utbildningsniva"].map(LEVEL_OF_CODE)
    people = rows["varde"].astype("float64")
    sums = [
        people[age.between(first, last) & (level == one)].sum(skipna=False)
        for first, last in method.AGE_CLASSES
        for one in THREE_LEVELS
    ]
    return np.array(sums, np.float64).reshape(len(method.AGE_CLASSES), len(THREE_LEVELS))


def _by_flow(groups: pd.DataFrame) -> dict[str, Array]:
    """Sex → shares of the levels now and in ten years, 2 × levels, over the groups that are shown."""
    level = groups["utbildningsgrupp"].map(
        {group.code: LEVEL_OF_GROUP.get(group.level) for group in education_groups()}
    )
    rows = groups.assign(trappsteg=level).dropna(subset=["trappsteg", "befolkning_framskriven"])
    sums = rows.groupby(["kon", "trappsteg"])[["befolkning", "befolkning_framskriven"]].sum()
    made = {}
    for sex in ("totalt", *WOMEN_AND_MEN):
        every = pd.MultiIndex.from_product([[sex], THREE_LEVELS])
        people = sums.reindex(every).to_numpy(np.float64).T
        made[sex] = people / people.sum(axis=1, keepdims=True)
    return made


MARTS = (
    Mart(
        LEVELS,
        education_levels,
        {"supply": SUPPLY, "by_age": staged_of(SCB_LEVEL_BY_AGE), **POPULATION, "geo": DIM_GEO},
    ),
)
