"""Registered unemployed, employees and advertised posts: measures of the follow-up."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import CLEANED, SQUARED_POSTS
from assets.contracts.words import COUNTY, DELREGION_LEVEL, NATION_LEVEL, WOMEN_AND_MEN
from assets.marts.ads.ads import cleaned
from assets.marts.follow_up.found import AREA_YEAR, PART_HIDDEN, Areas, MeasureNumbers, found, no_source, whole_years
from assets.methods import follow_up as method
from assets.methods.aggregate import COUNTY_AD_MONTHS, WINDOW_MONTHS
from assets.methods.employers import MUNICIPAL, PRIVATE, PUBLIC_COMPANY, REGIONAL, SECTORS, STATE
from assets.methods.known_pairs import known_pairs
from assets.methods.standard_errors import effective_ads, unemployment_rate_error
from assets.reference.employers import sectors_of_scb
from assets.reference.occupations import occupations_ssyk3

_FEW_MONTHS = f"Annonser i andra län finns bara för de senaste {COUNTY_AD_MONTHS} månaderna."
_NO_BASE = f"Tal för {method.BASE_YEAR} saknas: index kan inte räknas."
_LEVELS = (NATION_LEVEL, COUNTY, DELREGION_LEVEL)
PUBLIC = (STATE, MUNICIPAL, REGIONAL, PUBLIC_COMPANY)


def registered_share(labour_force: pa.Table, areas: Areas) -> MeasureNumbers:
    """Registered unemployed in percent of the labour force, the mean of the year's months.

    Args:
        labour_force: staged.arbetskraft_bas; no rows when its source is missing.
        areas: that are followed.
    """
    frame = labour_force.to_pandas()
    frame = frame[frame["kon"] == "totalt"].assign(ar=lambda f: f["manad"].str[:4].astype("int64"))
    years = whole_years(frame["manad"])
    frame = frame[frame["ar"].isin(years)]
    if frame.empty:
        return no_source()
    by = ["lan_kod", "kommun_kod", "ar", "matt"]
    grouped = frame.groupby(by)["varde"]
    wide = grouped.mean().where(grouped.count() == WINDOW_MONTHS).unstack("matt").reset_index()
    wide = wide.rename(columns={"kommun_kod": "region_kod"})
    counties = wide.drop_duplicates("region_kod").set_index("region_kod")["lan_kod"]
    whole = counties.map(lambda _: areas.nation)
    wanted = {*areas.wide, *areas.member}
    summed = [known_pairs(wide, of, ["ar"], "inskrivna", "arbetskraft") for of in (areas.member, counties, whole)]
    both = pd.concat(pairs[pairs.index.get_level_values(0).isin(wanted)] for pairs in summed)
    people = both["inskrivna"].to_numpy()
    value = 100 * people / both["arbetskraft"].to_numpy()
    return found(both.index, method.Estimate(value, unemployment_rate_error(value, people)), years)


def employees_of(in_all: pa.Table, counties: pa.Table, areas: Areas) -> pd.DataFrame:
    """Employees in November by area and year (``personer``, NaN when a part is missing), and of how many cells they are a sum.

    Args:
        in_all: mart.anstallda_alla_yrken.
        counties: staged.anstallda_ssyk4, of which the counties beside are read; no rows when its source is missing.
        areas: that are followed.
    """
    own = in_all.to_pandas()
    own = own[own["kon"] == "totalt"].set_index(AREA_YEAR)
    cells = areas.cells(own.index.get_level_values(0)) * (len(occupations_ssyk3()) + 1) * len(WOMEN_AND_MEN)
    own = pd.DataFrame({"personer": own["varde"].astype("float64"), "celler": cells}, index=own.index)
    frame = counties.to_pandas()
    frame = frame[frame["region_kod"].isin(areas.references)].rename(columns={"region_kod": "geo_kod"})
    grouped = frame.groupby(AREA_YEAR)["varde"]
    sums = grouped.sum().where(grouped.count() == grouped.size()).astype("float64")
    beside = pd.DataFrame({"personer": sums, "celler": grouped.size().astype("float64")})
    every: pd.DataFrame = pd.concat([own, beside])
    return every


def ads_of(ads: pa.Table, county_ads: pa.Table, areas: Areas, sectors: Collection[str] = SECTORS) -> pd.DataFrame:
    """Cleaned posts (``platser``), and the ``effective_ads`` that they are in (``jamna_annonser``), by area and whole year.

    Args:
        ads: mart.annonser.
        county_ads: mart.annonser_lan, of which the counties beside are read.
        areas: that are followed.
        sectors: of employers that are counted.
    """
    parts = []
    for table, places in ((ads, (areas.nation, areas.county, *set(areas.member))), (county_ads, areas.references)):
        frame = cleaned(table, _LEVELS, ("geo_kod", "manad", "sektor", SQUARED_POSTS))
        years = whole_years(frame["manad"])
        frame = frame[frame["geo_kod"].isin(places)].assign(ar=lambda f: f["manad"].str[:4].astype("int64"))
        # An area without a single ad is not known, as the nation is not in a month when a county lacks ads.
        known = sorted({*frame["geo_kod"]})
        months = frame[frame["geo_kod"] == areas.nation].groupby("ar")["manad"].nunique()
        partly = [(areas.nation, y) for y in years if areas.nation in known and months.get(y, 0) < WINDOW_MONTHS]
        frame = frame[frame["sektor"].isin(sectors)]
        sums = frame[frame["ar"].isin(years)].groupby(AREA_YEAR)[[*CLEANED, SQUARED_POSTS]].sum()
        made = sums.reindex(pd.MultiIndex.from_product([known, years], names=AREA_YEAR), fill_value=0)
        parts.append(made.drop(index=partly))
    both = pd.concat(parts).set_axis(["annonser", "platser", "kvadrat"], axis=1).astype("float64")
    certain = effective_ads(both["annonser"], both["platser"], both["kvadrat"])
    return both[["platser"]].assign(jamna_annonser=certain)


def employees_index(employees: pd.DataFrame) -> MeasureNumbers:
    """Employees in percent of the base year's.

    Args:
        employees: of ``employees_of``.
    """
    variance = method.register_variance(employees["personer"], employees["celler"])
    return _index(employees["personer"], pd.Series(variance, employees.index))


def posts_index(ads: pd.DataFrame) -> MeasureNumbers:
    """Advertised posts in percent of the base year's.

    Args:
        ads: of ``ads_of``.
    """
    variance = pd.Series(method.ads_variance(ads["platser"], ads["jamna_annonser"]), ads.index)
    return _index(ads["platser"], variance, why_reference=_FEW_MONTHS)


def _index(counts: pd.Series, variance: pd.Series, why_reference: str = PART_HIDDEN) -> MeasureNumbers:
    if counts.empty:
        return no_source()
    years = counts.index.get_level_values(1)
    base = pd.MultiIndex.from_arrays([counts.index.get_level_values(0), np.full(len(counts), method.BASE_YEAR)])
    of_base = counts.reindex(base).to_numpy()
    measured = method.index(counts.to_numpy(), of_base, variance.to_numpy(), variance.reindex(base).to_numpy())
    without_base = counts.index[counts.notna().to_numpy() & np.isnan(of_base)]
    # The base year is 100 by definition, whatever was counted.
    itself = (years == method.BASE_YEAR) & ~np.isnan(measured.value)
    error = np.where(itself, 0.0, measured.error)
    said = dict.fromkeys(without_base, _NO_BASE)
    return found(counts.index, method.Estimate(measured.value, error), years, why_reference=why_reference, said=said)


def posts_rate(ads: pd.DataFrame, employees: pd.DataFrame) -> MeasureNumbers:
    """Advertised posts per 100 employees of the November before.

    Args:
        ads: of ``ads_of``.
        employees: of ``employees_of``.
    """
    before = employees["personer"].rename(index=lambda year: year + 1, level=1)
    both = ads.join(before, how="inner")
    if both.empty:
        return no_source()
    measured = method.posts_per_hundred(both["platser"], both["personer"], both["jamna_annonser"])
    return found(both.index, measured, both.index.get_level_values(1), why_reference=_FEW_MONTHS)


def sector_gap(public: pd.DataFrame, private: pd.DataFrame, at_work: pa.Table, areas: Areas) -> MeasureNumbers:
    """Advertised posts per 100 at work, the public sector minus the private.

    Args:
        public: of ``ads_of``, for ``PUBLIC``.
        private: of ``ads_of``, for the private sector.
        at_work: staged.sysselsatta_sektor; no rows when its source is missing.
        areas: that are followed.
    """
    people = _at_work(at_work, areas)
    if people.empty:
        return no_source()
    ends = [ads.join(people[side].rename("personer"), how="inner") for side, ads in ((True, public), (False, private))]
    one, other = (method.posts_per_hundred(e["platser"], e["personer"], e["jamna_annonser"]) for e in ends)
    index = ends[0].index
    return found(index, method.gap(one, other), people.index.get_level_values(1)) if len(index) else no_source()


def _at_work(staged: pa.Table, areas: Areas) -> pd.DataFrame:
    """Mean of the months of whole years by area and year; a column for the public sector (True) and one for the private."""
    frame = staged.to_pandas()
    frame = frame[(frame["matt"] == "arbetsställe") & (frame["kon"] == "totalt")]
    years = whole_years(frame["manad"])
    sector = frame["sektor"].map(sectors_of_scb())
    frame = frame.assign(ar=frame["manad"].str[:4].astype("int64"), offentlig=sector.isin(PUBLIC))
    frame = frame[sector.isin((*PUBLIC, PRIVATE)) & frame["ar"].isin(years)]
    codes = frame["region_kod"].map(areas.member).fillna(frame["region_kod"])
    own = codes.isin({areas.nation, areas.county, *areas.member})
    frame = frame.assign(geo_kod=codes)[own]
    grouped = frame.groupby([*AREA_YEAR, "offentlig"])["varde"]
    sums = grouped.sum().where(grouped.count() == grouped.size()) / WINDOW_MONTHS
    wide: pd.DataFrame = sums.unstack("offentlig")
    return wide
