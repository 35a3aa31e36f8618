"""How many will have each education, and how many of them will work: mart.tillgang."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from assets.contracts.long_term_supply import COUNTYS_FLOWS, NOT_TRIED, OWN_FLOWS, SUPPLY
from assets.contracts.model import TableContract
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING, staged_of
from assets.contracts.words import PROJECTED, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.long_term.people import POPULATION, between_ages, population
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods import education_supply as method
from assets.methods.arrays import Array
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.quoted import figures, in_swedish
from assets.methods.replacement_demand import HORIZONS
from assets.methods.workforce_total import projected_participation, yearly_change
from assets.reference.educations import education_groups
from sources.catalogue.education import SCB_EDUCATION_FLOWS

_COUNTS = ["befolkning", "helt matchade", "delvis matchade", "inte matchade"]
_PARTS = ["befolkning", "nettoflode", "examinerade", "anpassning", "befolkning_framskriven", "arbetande", "tillgang"]
_FLOWS = ["befolkning första året", "netto", "examinerade"]


class Assumption(NamedTuple):
    """What is not as the base takes it to be."""

    participation: float = 0.0
    """Added to the share that works (share)."""
    graduates: float = 1.0
    """Times as many graduate, of each education that leads to something, one at a time."""
    population_per_year: float = 0.0
    """The population is so much larger for each year ahead (share)."""


AS_TODAY = Assumption()


class KnownOfArea(NamedTuple):
    """What is known of an area and sex."""

    place: str
    sex: str
    now: method.Stocks
    own: method.Flows
    county: method.Flows
    change: Array
    county_work: Array
    target: Array


class KnownOfAreas(NamedTuple):
    """What is known of every area and sex in the base year, education groups in this order."""

    base: int
    groups: tuple[str, ...]
    cells: tuple[KnownOfArea, ...]


def read(
    matching: pa.Table,
    flows: pa.Table,
    to_2024: pa.Table,
    since_2025: pa.Table,
    projected: pa.Table,
    geo: pa.Table,
    county: str,
) -> KnownOfAreas:
    """All that the sources have, see ``education_supply``; ``matching`` has rows."""
    stock = matching.to_pandas()
    named = {group.code: group for group in education_groups()}
    present = set(stock["utbildningsgrupp"].unique())
    if unknown := sorted(present - named.keys()):
        raise MartError(
            f"Källan har utbildningsgrupper som inte är kända: {', '.join(unknown)}. "
            "Rätta assets/reference/utbildningsgrupper.csv."
        )
    groups = [code for code in named if code in present]
    member = delregion_of(geo.to_pandas())
    places = {county: [county], **{code: list(of.index) for code, of in member.groupby(member)}}
    regions = [county, *member.index]
    base = int(stock["ar"].max())
    people = between_ages(population(to_2024, since_2025, projected, member, county), method.FIRST_AGE, method.LAST_AGE)
    moves = flows.to_pandas()
    years = sorted(stock["ar"].unique())
    periods = sorted(moves["period"].unique())[-method.FLOW_PERIODS :]
    cells = []
    for sex in WOMEN_AND_MEN:
        counted = _cube(stock[stock["grupp"] == sex], regions, groups, _COUNTS, years, "ar")
        moved = _cube(moves[moves["grupp"] == sex], regions, groups, _FLOWS, periods, "period")
        county_flows = _flows(moved[:1])
        county_work = [_stocks(counted[:1, ..., at]).working for at in range(len(years))]
        change = np.array([yearly_change(of_group) for of_group in np.stack(county_work, axis=1)])
        for place, codes in places.items():
            at = [regions.index(code) for code in codes]
            now, own = _stocks(counted[at, ..., -1]), _flows(moved[at])
            target = _target(people, place, sex, base)
            cells.append(KnownOfArea(place, sex, now, own, county_flows, change, county_work[-1], target))
    return KnownOfAreas(base, tuple(groups), tuple(cells))


def under(known: KnownOfAreas, assumption: Assumption) -> pd.DataFrame:
    """Every area, education group, sex and horizon under an assumption, women and men and both."""
    rows = [
        _projected(cell, assumption, known.groups).assign(
            geo_kod=cell.place, kon=cell.sex, utbildningsgrupp=np.tile(known.groups, len(HORIZONS))
        )
        for cell in known.cells
    ]
    return _with_both_sexes(pd.concat(rows, ignore_index=True))


def education_supply(
    matching: pa.Table,
    flows: pa.Table,
    to_2024: pa.Table,
    since_2025: pa.Table,
    projected: pa.Table,
    geo: pa.Table,
    county: str,
) -> pa.Table:
    """Education groups in the county and its delregioner, in five and in ten years.

    Args:
        matching: staged.matchning; no rows when its source is missing, and then there are none here.
        flows: staged.utbildningsfloden; no rows when its source is missing, and then nothing is projected.
        to_2024: staged.folkmangd_till_2024.
        since_2025: staged.folkmangd.
        projected: staged.framskriven_folkmangd; likewise.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.tillgang.

    Raises:
        MartError: the source has an education group that is not known.
    """
    if not matching.num_rows:
        return SUPPLY.schema.empty_table()
    known = read(matching, flows, to_2024, since_2025, projected, geo, county)
    out, areas, named = under(known, AS_TODAY), geo.to_pandas(), {group.code: group for group in education_groups()}
    out["ar"], out["till_ar"] = known.base, known.base + out["ar_fram"]
    out["forvarvsgrad"] = out["arbetande"] / out["befolkning"]
    out["forvarvsgrad_framskriven"] = out["tillgang"] / out["befolkning_framskriven"]
    out = out.join(level_and_name(areas), on="geo_kod")
    out["utbildning_namn"] = out["utbildningsgrupp"].map({code: group.name for code, group in named.items()})
    out["niva"] = out["utbildningsgrupp"].map({code: group.level for code, group in named.items()})
    out["provning"], out["grund"] = NOT_TRIED, PROJECTED
    out["floden"] = np.where(out["lanade"] > 0, COUNTYS_FLOWS, OWN_FLOWS)
    out["anmarkning"] = [_remark(row, flows.num_rows > 0) for row in out.to_dict("records")]
    shown = out["anmarkning"].isna()
    out[_PARTS] = out[_PARTS].where(shown)
    out["floden"] = out["floden"].where(shown, None)
    rates = ["forvarvsgrad", "forvarvsgrad_framskriven"]
    out[rates] = out[rates].where(shown)
    return pa.Table.from_pandas(out[[c.name for c in SUPPLY.columns]], preserve_index=False)


def _cube(
    frame: pd.DataFrame, regions: list[str], groups: list[str], counts: list[str], periods: list[Any], column: str
) -> Array:
    """Regions × education groups × counts × periods (persons); NaN where a count is protected or not there."""
    axes = {"region_kod": regions, "utbildningsgrupp": groups, "matt": counts, column: periods}
    at = [_places(frame[name], codes) for name, codes in axes.items()]
    wanted = np.min(at, axis=0) >= 0
    cube = np.full([len(codes) for codes in axes.values()], np.nan)
    cube[tuple(codes[wanted] for codes in at)] = frame["varde"].to_numpy(np.float64, na_value=np.nan)[wanted]
    return cube


def _places(column: pd.Series, codes: list[Any]) -> NDArray[np.intp]:
    """Where among the codes each value of a long column lies; -1 where it is none of them."""
    which, values = pd.factorize(column, use_na_sentinel=False)
    return np.asarray(pd.Index(codes).get_indexer(values)[which])


def _stocks(counts: Array) -> method.Stocks:
    """People and the share of them who work: of municipalities, or the county alone × education groups × ``_COUNTS``."""
    return method.stocks(counts[..., 0], counts[..., 1:].sum(axis=-1))


def _flows(counts: Array) -> method.Flows:
    """Mean yearly rates: of municipalities, or the county alone × education groups × ``_FLOWS`` × periods."""
    return method.flows(*np.moveaxis(counts, 2, 0))


def _target(people: pd.Series, place: str, sex: str, base: int) -> Array:
    """The population of each coming year as a multiple of the base year's."""
    years = pd.MultiIndex.from_product([[place], [sex], range(base, base + max(HORIZONS) + 1)])
    path: Array = people.reindex(years).to_numpy(np.float64)
    growth: Array = path[1:] / path[0]
    return growth


def _projected(cell: KnownOfArea, assumption: Assumption, groups: tuple[str, ...]) -> pd.DataFrame:
    """Every education group at every horizon."""
    now, own = cell.now, cell.own
    rate = method.shrunk_rate(now.people, own.net, cell.county.net)
    came = np.where(np.isnan(own.graduates), cell.county.graduates, own.graduates)
    # A group whose flows nobody knows is held as it is, so that the others still make the population; it is not shown.
    held = np.isnan(rate) | np.isnan(came)
    leads = ~np.isin(groups, [group.code for group in education_groups() if group.general])
    rate, graduates = np.where(held, 0.0, rate), np.where(held, 0.0, came * now.people)
    growth = 1 + assumption.population_per_year * np.arange(1, len(cell.target) + 1)
    path = method.stocks_to_population(now.people, rate, graduates, cell.target * growth * now.people.sum())
    more = method.stock_of_more_graduates(rate, graduates * leads * (assumption.graduates - 1), path.factor)
    working = method.shrunk_rate(now.people, now.working, cell.county_work)
    parts = []
    for years in HORIZONS:
        share = np.clip(projected_participation(working, cell.change, years) + assumption.participation, 0.0, 1.0)
        stock = path.stock[:, years - 1] + more[:, years - 1]
        parts.append(
            pd.DataFrame(
                {
                    "ar_fram": years,
                    "befolkning": now.people,
                    "dolda": now.hidden,
                    "nettoflode": path.net[:, years - 1],
                    "examinerade": path.graduates[:, years - 1],
                    "anpassning": path.adjustment[:, years - 1],
                    "befolkning_framskriven": stock,
                    "arbetande": now.people * working,
                    "tillgang": stock * share,
                    "okanda": held.astype(np.float64),
                    "lanade": np.isnan(own.net).astype(np.float64),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _with_both_sexes(by_sex: pd.DataFrame) -> pd.DataFrame:
    """Women, men, and both together."""
    keys = ["geo_kod", "utbildningsgrupp", "ar_fram"]
    numbers = [*_PARTS, "dolda", "okanda", "lanade"]
    both = by_sex.groupby(keys, as_index=False)[numbers].sum(skipna=False)
    return pd.concat([by_sex, both.assign(kon="totalt")], ignore_index=True)


def _remark(row: Mapping[Hashable, Any], with_flows: bool) -> str | None:
    """Why there is no number."""
    if not with_flows:
        return "Källan för utbildningsgruppernas flöden saknas: ingen vet hur många som tillkommer och försvinner."
    if row["befolkning"] < MIN_EMPLOYEES:
        return f"Färre än {figures(MIN_EMPLOYEES)} personer: ingen framskrivning visas."
    if row["dolda"] * method.MOST_HIDDEN > method.LARGEST_HIDDEN_SHARE * row["befolkning"]:
        return f"Skyddade tal kan vara mer än {in_swedish(method.LARGEST_HIDDEN_SHARE, 'andel')} av befolkningen med utbildningen."
    if row["okanda"]:
        return "Utbildningsgruppens flöden saknas eller är skyddade också i länet."
    if pd.isna(row["befolkning_framskriven"]):
        return "Folkmängden saknas eller är skyddad något av åren."
    if pd.isna(row["tillgang"]):
        return "Hur många med utbildningen som arbetar är skyddat eller saknas."
    return None


READ: Mapping[str, TableContract] = {
    "matching": STAGED_MATCHING,
    "flows": staged_of(SCB_EDUCATION_FLOWS),
    **POPULATION,
    "geo": DIM_GEO,
}
"""What ``read`` is made of: parameter → table."""
MARTS = (Mart(SUPPLY, education_supply, READ),)
