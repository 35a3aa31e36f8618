"""The indicators of every occupation, in the delregioner and in all counties, with their points: mart.signaler."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from assets.contracts.ads import ADS, COUNTY_ADS, COVERAGE, OF_EMPLOYERS, SQUARED_POSTS, STAGED_OPEN_ADS, SWEDEN
from assets.contracts.assessment import SIGNALS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import staged_of
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES, UNEMPLOYED
from assets.contracts.words import COMPUTED, FROM_COUNTY, OF_AREA, REPORTING_GROUP, WITH_COUNTY, WOMEN_AND_MEN
from assets.declaration import Mart
from assets.marts.ads.ad_lookups import employers
from assets.marts.ads.coverage_factors import coverage_factors, factor_errors, survey_sectors
from assets.marts.assessment.matched import Matching
from assets.marts.employees.demand import employees_of_counties, without_older_registers
from assets.marts.places.dimensions import delregion_of
from assets.methods import method_3
from assets.methods import signals as method
from assets.methods.ads import LEAST_FOLLOWED, against_chance, readvertised_share
from assets.methods.arrays import Array, Flags
from assets.methods.borrowing import expected_count, own_or_county, weighed_events
from assets.methods.commuting import accessible_unemployed
from assets.methods.coverage import corrected_variation
from assets.methods.employment_change import spans
from assets.methods.member_sums import members, spread_as_whole, sum_of_members
from assets.methods.mismatch import MIN_EMPLOYEES, advertised_posts_rate, tightness
from assets.methods.signals import CHANGE_YEARS, Indicator
from assets.methods.standard_errors import (
    ad_rate_error,
    count_ratio_error,
    effective_ads,
    few_ads_share_error,
    growth_error,
    independent_ads,
    mean_days_error,
    tightness_error,
    unemployment_rate_error,
)
from assets.reference.areas import NATION, counties
from assets.reference.employers import sectors_of_survey
from assets.reference.occupations import af_area_of_any, af_areas, occupations_ssyk3, reporting_groups
from assets.reference.series_breaks import FIRST_KNOWN_YEAR
from assets.reference.signal_score import CutPoints, cut_points, score_composition
from sources.catalogue.commuting import SCB_COMMUTING
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_COUNTY_SSYK4

_Error = Callable[[Array, Array], Array]
"""Value and number of events → standard error."""

_SCORED = {part.indicator for part in score_composition()}
_NOBODY = np.array(None, object)
_SSYK3 = list(occupations_ssyk3())
_AREAS = list(af_areas())
_PLACE = ["geo_niva", "geo_kod", "geo_namn"]


@dataclass(frozen=True)
class SignalTables:
    """The tables that the indicators are made of."""

    employees: pa.Table
    """mart.anstallda"""
    counties: pa.Table
    """staged.anstallda_ssyk4: every county"""
    ads: pa.Table
    """mart.annonser"""
    county_ads: pa.Table
    """mart.annonser_lan"""
    unemployed: pa.Table
    """mart.inskrivna_arbetslosa"""
    county_unemployed: pa.Table
    """staged.inskrivna_lan"""
    matching: pa.Table
    """staged.matchning; no rows when its source is missing"""
    coverage: pa.Table
    """mart.tackning; likewise"""
    geo: pa.Table
    """mart.dim_geo"""
    window: pa.Table
    """mart.obalans, whose months and year are used"""
    commuting: pa.Table
    """staged.pendling; no rows when its source is missing"""
    open_ads: pa.Table
    """staged.annonser_oppna; likewise"""


@dataclass(frozen=True)
class _Value:
    """An indicator over areas × occupations: value, standard error, weight, basis and whose it is."""

    value: Array
    error: Array
    weight: Array
    basis: NDArray[np.str_]
    lender: NDArray[np.object_]
    applies: Flags
    commuted: Array | None = None
    """The value when the unemployed are counted where they can work, and when they are the whole county's."""
    whole: Array | None = None
    cut: float = field(default=1.0, kw_only=True)
    """What the value is multiplied with before method 3 cuts it into points."""
    coverage_error: Array | None = field(default=None, kw_only=True)
    """The standard error that the factors of coverage give a value that is corrected with them."""


def signals(tables: SignalTables, cuts: Mapping[str, CutPoints], county: str) -> pa.Table:
    """Every indicator of every occupation on both levels, with points.

    Args:
        tables: what the indicators are made of.
        cuts: indicator → its frozen cut points.
        county: two-digit code.

    Returns:
        Columns of mart.signaler: the county's delregioner and all counties.
    """
    counts = _Matrices(tables, county)
    values = {
        method.ADS_RATE: counts.ads_rate(),
        method.OPEN_RATE: counts.open_rate(),
        method.TIGHTNESS: counts.tightness(),
        method.POSTS_RATE: counts.posts_rate(),
        method.AGAIN: counts.again(),
        method.DURATION: counts.duration(),
        method.READVERTISED: counts.readvertised(),
        method.UNEMPLOYMENT: counts.unemployment(),
        method.MATCHED: counts.matched(),
        method.MATCHED_CHANGE: counts.matched_change(),
        method.EMPLOYMENT_GROWTH: counts.growth(),
    }
    parts = [_rows(counts, indicator, found, cuts.get(indicator.code)) for indicator, found in values.items()]
    return pa.Table.from_pandas(pd.concat(parts, ignore_index=True), preserve_index=False)


def _rows(counts: _Matrices, indicator: Indicator, found: _Value, cut: CutPoints | None) -> pd.DataFrame:
    points = _points(indicator, found.cut * found.value, cut)
    known = ~np.isnan(found.value.ravel())
    out = counts.cells.assign(
        indikator=indicator.code,
        familj=method_3.FAMILY_OF.get(indicator),
        i_poangen="ja" if indicator.code in _SCORED else "nej",
        varde=found.value.ravel(),
        medelfel=np.where(known, found.error.ravel(), np.nan),
        medelfel_tackning=np.where(known, _coverage_error(found), np.nan),
        poang=points.ravel(),
        poang_pendling=_variant(indicator, found.commuted, cut, points),
        poang_lan=_variant(indicator, found.whole, cut, points),
        vikt=np.where(known & (cut is not None), found.weight.ravel(), np.nan),
        tillampas=np.where(found.applies.ravel(), "ja", "nej"),
        grund=pd.Series(found.basis.ravel()).where(known, None),
        lanad_fran=pd.Series(found.lender.ravel()).where(known, None),
        period_fran=counts.first,
        period_till=counts.last,
        ar_anstallda=str(counts.year),
        ar_matchning=counts.matching_year,
    )
    made: pd.DataFrame = out[[c.name for c in SIGNALS.columns]]
    return made


def _coverage_error(found: _Value) -> Array:
    """Missing where nothing is corrected with a factor whose error is known."""
    error = np.full(found.value.shape, np.nan) if found.coverage_error is None else found.coverage_error
    return np.where(error > 0, error, np.nan).ravel()


def _points(indicator: Indicator, values: Array, cut: CutPoints | None) -> Array:
    """Points of method 3; an indicator that was not in it has none."""
    if cut is None:
        return np.full(values.shape, np.nan)
    return method_3.indicator_points(values, cut, indicator.high_is_shortage)


def _variant(indicator: Indicator, value: Array | None, cut: CutPoints | None, points: Array) -> Array:
    """Points of another way to count the unemployed; the same where it is not known."""
    if value is None:
        return points.ravel()
    other = _points(indicator, value, cut)
    return np.where(np.isnan(other), points, other).ravel()


class _Matrices:
    """Counts as matrices, areas × occupations or areas × AF-yrkesområden; NaN where a part is missing."""

    def __init__(self, tables: SignalTables, county: str) -> None:
        self.tables, self.county = tables, county
        geo = tables.geo.to_pandas()
        own = geo.loc[geo["geo_niva"] == "delregion", _PLACE].sort_values("geo_kod")
        every = pd.DataFrame({"geo_niva": "lan", "geo_kod": list(counties()), "geo_namn": list(counties().values())})
        self.places = pd.concat([own, every], ignore_index=True)
        self.codes = list(self.places["geo_kod"])
        self.lender = np.array(
            [
                self.codes.index(county if level == "delregion" else code)
                for level, code, _ in self.places.itertuples(index=False)
            ]
        )
        """The row that each area borrows from: a delregion from its county, a county from itself."""
        self.small = (self.places["geo_niva"] == "delregion").to_numpy()
        names = occupations_ssyk3()
        units: list[tuple[str, str, str, tuple[str, ...]]] = [("ssyk3", code, names[code], (code,)) for code in _SSYK3]
        units += [(REPORTING_GROUP, g.code, g.name, g.ssyk3) for g in reporting_groups()]
        self.units = pd.DataFrame(units, columns=["yrkesniva", "yrke_kod", "yrke_namn", "ssyk3"])
        self.groups = members(self.units["ssyk3"], _SSYK3)
        self.first, self.last = (tables.window[c][0].as_py() for c in ("period_fran", "period_till"))
        self.year = int(tables.employees["ar"].to_pandas().max())
        self._spans = spans(self.year - CHANGE_YEARS, self.year, FIRST_KNOWN_YEAR)
        self._employees = {year: self._employees_of(year) for year in {self.year, *chain(*self._spans)}}
        self.people = sum_of_members(self._employees[self.year], self.groups)
        self._count_ads()
        self._count_areas()
        self.matching = Matching(tables.matching, geo, self.codes, self.units)
        self.matching_year = self.matching.year

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Area and occupation of every cell of a matrix, row by row."""
        places = self.places.loc[self.places.index.repeat(len(self.units))].reset_index(drop=True)
        units = pd.concat([self.units[["yrkesniva", "yrke_kod", "yrke_namn"]]] * len(self.places), ignore_index=True)
        cells: pd.DataFrame = pd.concat([places, units], axis=1)
        return cells

    def _employees_of(self, year: int) -> Array:
        """Areas × SSYK3."""
        own = self.tables.employees.to_pandas()
        own = own[(own["ar"] == year) & (own["kon"] == "totalt") & (own["geo_niva"] == "delregion")]
        delregioner = own.set_index(["geo_kod", "ssyk3"])["varde"].astype("float64")
        return self._matrix(pd.concat([delregioner, employees_of_counties(self.tables.counties, year)]), _SSYK3)

    def _matrix(self, series: pd.Series, columns: list[str], absent: float = np.nan) -> Array:
        """A series by area and column as a matrix of all areas.

        What is not in the series is ``absent``, but an area of which there is nothing at all is not known.
        """
        wide = series.unstack().reindex(index=self.codes, columns=columns, fill_value=np.nan)
        known = np.asarray(wide, np.float64)
        return np.where(np.isnan(known) & ~np.isnan(known).all(1, keepdims=True), absent, known)

    def _count_ads(self) -> None:
        own = self.tables.ads.to_pandas()
        own = own[own["geo_niva"] == "delregion"]
        every = pd.concat([own[_AD_COLUMNS], self.tables.county_ads.to_pandas()[_AD_COLUMNS]], ignore_index=True)
        every = every[every["manad"].between(self.first, self.last)]
        every = every.assign(ssyk3=every["ssyk4"].str[:3])
        every = every.groupby(_ADS_OF, as_index=False)[list(_COUNTED)].sum()
        factors, errors = self._factors(every), self._factor_errors()
        every = every.assign(
            platser=every["platser_rensade"] * factors,
            kvadrat=every[SQUARED_POSTS] * factors**2,
            annonser=every["annonser_rensade"] * factors,
            kvadrat_annonser=every["annonser_rensade"] * factors**2,
        )
        known = every.groupby(["geo_kod", "ssyk3"])[
            ["platser", "kvadrat", "annonser", "kvadrat_annonser", *_COUNTED]
        ].sum()
        # No row means no ad, which is 0 and not missing; an area without a single ad is one that the source leaves out.
        self.counted = {name: self._matrix(known[name], _SSYK3, 0.0) @ self.groups.T for name in known.columns}
        self.ads = self.counted["annonser_rensade"]
        self.ads_of_posts = effective_ads(self.ads, self.counted["platser"], self.counted["kvadrat"])
        # An ad that stands for three jobs tells less of them than three that stand for one each.
        self.ads_of_ads = effective_ads(self.ads, self.counted["annonser"], self.counted["kvadrat_annonser"])
        surveyed = every.assign(enkat=survey_sectors(every["sektor"]))
        of_occupation = surveyed.groupby(["enkat", "geo_kod", "ssyk3"])
        self.variation_of = {
            corrected: corrected_variation(
                self.counted[corrected], self._by_sector(of_occupation[plain].sum(), _SSYK3, self.groups), errors
            )
            for corrected, plain in (("platser", "platser_rensade"), ("annonser", "annonser_rensade"))
        }
        by_area = every.groupby(["geo_kod", "af_yrkesomrade"])[["annonser_rensade", "platser", "kvadrat"]].sum()
        ads, self.area_posts, squares = (self._matrix(by_area[name], _AREAS, 0.0) for name in by_area.columns)
        self.area_ads = effective_ads(ads, self.area_posts, squares)
        of_area = surveyed.groupby(["enkat", "geo_kod", "af_yrkesomrade"])["platser_rensade"].sum()
        self.area_variation = corrected_variation(
            self.area_posts, self._by_sector(of_area, _AREAS, np.eye(len(_AREAS))), errors
        )

    def _factors(self, ads: pd.DataFrame) -> pd.Series:
        """What each row's posts are multiplied with: the factors of its county."""
        lender = {code: self.codes[at] for code, at in zip(self.codes, self.lender, strict=True)}
        return coverage_factors(self.tables.coverage, ads["geo_kod"].map(lender), ads["sektor"])

    def _factor_errors(self) -> Array:
        """Areas × 1 × the survey's sectors."""
        return factor_errors(self.tables.coverage, [self.codes[at] for at in self.lender])[:, None, :]

    def _by_sector(self, surveyed: pd.Series, columns: list[str], groups: Array) -> Array:
        """What is counted in each of the survey's sectors, areas × groups of columns × sectors."""
        of = surveyed.index.get_level_values("enkat")
        matrices = [self._matrix(surveyed[of == sector].droplevel("enkat"), columns) for sector in sectors_of_survey()]
        return np.stack([np.nan_to_num(matrix) @ groups.T for matrix in matrices], -1)

    def _count_areas(self) -> None:
        """Unemployed and employees per AF-yrkesområde, and the one that each occupation mainly belongs to."""
        own = self.tables.unemployed.to_pandas()
        own = own[(own["geo_niva"] == "delregion") & (own["kon"] == "totalt")]
        every = self.tables.county_unemployed.to_pandas().rename(columns={"lan_kod": "geo_kod"})
        wanted = ["geo_kod", "af_yrkesomrade", "manad", "varde"]
        both = pd.concat([own[wanted], every[wanted]], ignore_index=True)
        both = both[both["manad"].between(self.first, self.last)]
        both["varde"] = both["varde"].astype("float64")
        # A month without a row of an area is one without anybody in it; a place without any row in a month is not known.
        months = both.groupby("geo_kod")["manad"].nunique()
        both = both[both["geo_kod"].isin(months.index[months == months.max()])]
        sums = both.groupby(["geo_kod", "af_yrkesomrade"])["varde"].sum(skipna=False)
        self.unemployed = self._matrix(sums / months.max(), _AREAS)
        four = self.tables.counties.to_pandas()
        four = four[(four["ar"] == self.year)].assign(varde=lambda f: f["varde"].astype("float64"))
        four["omrade"] = four["ssyk4"].map(af_area_of_any())
        four["ssyk3"] = four["ssyk4"].str[:3]
        counted = four.dropna(subset="omrade")
        in_counties = counted[counted["region_kod"] != NATION].groupby(["region_kod", "omrade"])["varde"]
        here = counted[counted["region_kod"] == self.county].groupby(["ssyk3", "omrade"])["varde"]
        divided = here.sum(skipna=False).unstack(fill_value=0.0)
        divided = divided.reindex(index=_SSYK3, columns=_AREAS, fill_value=0.0)
        spread = spread_as_whole(self._employees[self.year], divided.to_numpy())
        of_counties = self._matrix(in_counties.sum(skipna=False), _AREAS)
        self.area_people = np.where(self.small[:, None], spread, of_counties)
        nation = counted[counted["region_kod"] == NATION].groupby(["ssyk3", "omrade"])["varde"].sum().unstack()
        weight = self.groups @ nation.reindex(index=_SSYK3, columns=_AREAS).fillna(0.0).to_numpy()
        self.main_area = np.where(weight.sum(1) > 0, weight.argmax(1), -1)
        self.commuted = self.unemployed.copy()
        self.commuted[self.small] = self._accessible()

    def _accessible(self) -> Array:
        """Unemployed of the delregioner by where they can work, as the employed commute between them."""
        frame = self.tables.commuting.to_pandas()
        here = [code for code, small in zip(self.codes, self.small, strict=True) if small]
        unemployed = self.unemployed[self.small]
        if frame.empty:
            return np.full(unemployed.shape, np.nan)
        geo = self.tables.geo.to_pandas()
        member = delregion_of(geo)
        frame = frame[(frame["ar"] == frame["ar"].max()) & (frame["kon"] == "totalt")]
        frame = frame.assign(bostad=frame["bostad_kod"].map(member), arbete=frame["arbete_kod"].map(member))
        # The source leaves out flows of a few persons; between delregioner they are nothing beside the rest.
        flows = frame.groupby(["bostad", "arbete"])["varde"].sum().unstack().reindex(index=here, columns=here)
        reached: Array = accessible_unemployed(unemployed.T, flows.astype("float64").fillna(0.0).to_numpy()).T
        return reached

    def posts_rate(self) -> _Value:
        """Advertised posts per 100 employees."""
        return self._corrected(self._rate(self.counted["platser"], self.ads, self.ads_of_posts), "platser")

    def ads_rate(self) -> _Value:
        """Ads per 100 employees."""
        return self._corrected(self._rate(self.counted["annonser"], self.ads, self.ads_of_ads), "annonser")

    def _corrected(self, found: _Value, counted: str) -> _Value:
        """With the error that the factors give it; a value that is borrowed, or rests on no own ad, has the county's in proportion."""
        own = self.variation_of[counted]
        lent = np.isnan(own) | (found.basis == FROM_COUNTY)
        return replace(found, coverage_error=found.value * np.where(lent, own[self.lender], own))

    def open_rate(self) -> _Value:
        """Open ads per 100 employees."""
        found = self._open()
        return self._rate(found, found, found)

    def _open(self) -> Array:
        """Cleaned ads that were open when they were last fetched; none is 0, but without the source nothing is known."""
        frame = self.tables.open_ads.to_pandas()
        if frame.empty:
            return np.full(self.people.shape, np.nan)
        judged = employers(self.tables.open_ads["organisationsnummer"].unique().to_pylist()).to_pandas()
        employer = {"organisationsnummer": "nummer", "bemanning_av_namn": "av_namn"}
        frame = frame.merge(judged, left_on=list(employer), right_on=list(employer.values()), validate="many_to_one")
        inside = frame["land_kod"].fillna(SWEDEN).eq(SWEDEN) & ~frame["bemanning"]
        counted = frame["stangd"].isna() & frame["dubblett_av"].isna() & inside & frame["ssyk4"].notna()
        ssyk3 = frame["ssyk4"].str[:3].rename("ssyk3")
        county = frame["kommun_kod"].str[:2].fillna(frame["lan_kod"]).rename("geo_kod")
        here = frame["kommun_kod"].map(delregion_of(self.tables.geo.to_pandas())).rename("geo_kod")
        counts = pd.concat([counted.groupby([place, ssyk3]).sum() for place in (here, county)])
        return np.asarray(self._matrix(counts, _SSYK3, 0.0) @ self.groups.T)

    def readvertised(self) -> _Value:
        """Share of ads that are advertised again, percent."""
        followed = self.counted["annonser_foljda"]
        own = readvertised_share(self.counted["annonser_aterannonserade"], followed)
        events = np.where(self.small[:, None], followed, np.inf)
        independent = independent_ads(followed, self.counted[OF_EMPLOYERS])
        return self._weighed(own, events, followed, independent, partial(few_ads_share_error, whole=100))

    def again(self) -> _Value:
        """How many times more often the same headline comes again than chance gives."""
        again, expected, followed = (
            self.counted[name]
            for name in ("annonser_samma_rubrik_igen", "vantade_samma_rubrik_igen", "annonser_foljda_med_rubrik")
        )
        events = np.where(self.small[:, None], expected, np.inf)
        return self._weighed(against_chance(again, expected, followed), events, again, again, count_ratio_error)

    def duration(self) -> _Value:
        """Mean days that the ads were out."""
        ended, days = self.counted["annonser_med_slut"], self.counted["annonsdagar"]
        with np.errstate(divide="ignore", invalid="ignore"):
            own = np.where(ended >= LEAST_FOLLOWED, days / ended, np.nan)
        return self._weighed(own, np.where(self.small[:, None], ended, np.inf), ended, ended, mean_days_error)

    def _rate(self, number: Array, ads: Array, certain: Array) -> _Value:
        """Per 100 employees; own, weighed or the county's by how many ads the county's rate would give, as sure as some ads make it."""
        expected = expected_count(self.people, ads[self.lender], self.people[self.lender])
        events = np.where(self.small[:, None], expected, np.inf)
        return self._weighed(advertised_posts_rate(number, self.people), events, ads, certain, ad_rate_error)

    def _weighed(self, own: Array, events: Array, counted: Array, independent: Array, error: _Error) -> _Value:
        """Own, weighed or borrowed from the county, by how many events there are; as sure as the counted that are independent."""
        large = self.people >= MIN_EMPLOYEES
        found = own_or_county(np.where(large, own, np.nan), own[self.lender], np.where(np.isnan(events), 0, events))
        value = np.where(large, found.value, np.nan)
        origin = np.maximum(found.origin, 0)
        base = np.select(
            [origin == 0, origin == 1],
            [independent, weighed_events(counted, independent)],
            independent[self.lender],
        )
        whole = self.places["geo_namn"].to_numpy(object)[self.lender][:, None]
        return _Value(
            value,
            error(value, base),
            np.array([method_3.OWN, method_3.PARTLY_OWN, method_3.BORROWED])[origin],
            np.array([COMPUTED, WITH_COUNTY, FROM_COUNTY])[origin],
            np.where(origin == 0, _NOBODY, np.broadcast_to(whole, value.shape)),
            np.ones(value.shape, bool),
        )

    def tightness(self) -> _Value:
        """Advertised posts per registered unemployed in the AF-yrkesområde."""
        value, commuted = (tightness(self.area_posts, people) for people in (self.unemployed, self.commuted))
        error = tightness_error(value, self.area_ads, self.unemployed)
        return self._inherited(value, error, commuted, value * self.area_variation)

    def unemployment(self) -> _Value:
        """Registered unemployed of the AF-yrkesområde per 100 employed in it or unemployed."""
        value, commuted = (
            method.unemployment_rate(people, self.area_people) for people in (self.unemployed, self.commuted)
        )
        return self._inherited(value, unemployment_rate_error(value, self.unemployed), commuted)

    def _inherited(self, value: Array, error: Array, commuted: Array, of_coverage: Array | None = None) -> _Value:
        """An AF-yrkesområde's value, for every occupation that mainly belongs there; the county's when it is protected."""
        lacks = np.isnan(value)
        whole = value[self.lender]
        value, error = (np.where(lacks, part[self.lender], part) for part in (value, error))
        at = np.maximum(self.main_area, 0)
        known = self.main_area >= 0
        names = np.array([af_areas()[code] for code in _AREAS], object)
        place = np.where(lacks, np.array([f", {n}" for n in self.places["geo_namn"]], object)[self.lender][:, None], "")
        lender = names[None, :] + place
        large = self.people >= MIN_EMPLOYEES
        picked = np.where(known & large, value[:, at], np.nan)
        weight = np.where(lacks, method_3.BORROWED_TWICE, method_3.BORROWED)[:, at]
        return _Value(
            picked,
            error[:, at],
            weight,
            np.full(picked.shape, OF_AREA),
            lender[:, at],
            np.ones(picked.shape, bool),
            *(np.where(known & large, other[:, at], np.nan) for other in (commuted, whole)),
            coverage_error=None
            if of_coverage is None
            else np.where(lacks, of_coverage[self.lender], of_coverage)[:, at],
        )

    def matched(self) -> _Value:
        """Matched employment rate beyond the nation's for the same education groups, percentage points."""
        return self._own(self.matching.beyond, self.matching.error, self.matching.applies)

    def matched_change(self) -> _Value:
        """How that difference has changed per year."""
        return self._own(self.matching.change.per_year, self.matching.change.error, self.matching.applies)

    def growth(self) -> _Value:
        """Growth of the occupation's share of the area's employees, percent a year, over the years that no break parts."""
        years = [end - start for start, end in self._spans]
        value = method.growth_over_spans([self._growth(*span) for span in self._spans], years)
        error = growth_error(self.people, self._cells(), sum(years), len(years))
        found = self._own(value, error, np.ones(len(self.units), bool))
        # The limits of method 3, which is not changed any more, are of growth that was divided by all the years.
        return replace(found, cut=sum(years) / CHANGE_YEARS)

    def _growth(self, start: int, end: int) -> Array:
        """Percent a year from one year to another; totals are of the occupations that have numbers in both."""
        before, after = self._employees[start], self._employees[end]
        both = ~np.isnan(before) & ~np.isnan(after)
        totals = [np.where(both, e, 0.0).sum(1, keepdims=True) for e in (after, before)]
        people, earlier = (sum_of_members(e, self.groups) for e in (after, before))
        return method.growth_beyond_total(people, totals[0], earlier, totals[1], end - start)

    def _own(self, value: Array, error: Array, applies: Flags) -> _Value:
        """The area's own, or the county's where the own is missing."""
        lacks = np.isnan(value)
        value, error = (np.where(lacks, part[self.lender], part) for part in (value, error))
        whole = self.places["geo_namn"].to_numpy(object)[self.lender][:, None]
        return _Value(
            np.where(self.people >= MIN_EMPLOYEES, value, np.nan),
            error,
            np.where(lacks, method_3.BORROWED, method_3.OWN),
            np.where(lacks, FROM_COUNTY, COMPUTED),
            np.where(lacks, np.broadcast_to(whole, value.shape), _NOBODY),
            np.broadcast_to(applies[None, :], value.shape),
        )

    def _cells(self) -> Array:
        """How many of the source's cells each number of employees is a sum of, areas × occupations.

        Both registers have a cell for each sex: that of the delregioner by municipality and three digits, that of the counties by
        four digits.
        """
        geo = self.tables.geo.to_pandas()
        municipalities = (
            geo[geo["geo_niva"] == "kommun"].groupby("delregion_kod").size().reindex(self.codes, fill_value=0)
        )
        of_delregioner = len(WOMEN_AND_MEN) * municipalities.to_numpy(np.float64)[:, None] * self.groups.sum(1)
        four = self.tables.counties.to_pandas()
        four = four[four["ar"] == self.year].assign(ssyk3=lambda f: f["ssyk4"].str[:3])
        of_counties = self._matrix(four.groupby(["region_kod", "ssyk3"]).size(), _SSYK3, 0.0) @ self.groups.T
        return np.where(self.small[:, None], of_delregioner, of_counties)


_COUNTED = (
    "annonser_rensade",
    "platser_rensade",
    SQUARED_POSTS,
    "annonser_foljda",
    "annonser_aterannonserade",
    OF_EMPLOYERS,
    "annonser_foljda_med_rubrik",
    "annonser_samma_rubrik_igen",
    "vantade_samma_rubrik_igen",
    "annonser_med_slut",
    "annonsdagar",
)
_AD_COLUMNS = ["geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "manad", *_COUNTED]
_ADS_OF = ["geo_kod", "ssyk3", "af_yrkesomrade", "sektor"]


def signals_of_tables(county: str, **tables: pa.Table) -> pa.Table:
    """The same, by the limits in force and of tables by the names of ``SignalTables``."""
    return signals(SignalTables(**tables), cut_points(), county)


MARTS = (
    Mart(
        SIGNALS,
        signals_of_tables,
        {
            "employees": EMPLOYEES,
            "counties": staged_of(SCB_COUNTY_SSYK4),
            "ads": ADS,
            "county_ads": COUNTY_ADS,
            "unemployed": UNEMPLOYED,
            "county_unemployed": STAGED_UNEMPLOYED_COUNTIES,
            "matching": staged_of(SCB_MATCHING),
            "coverage": COVERAGE,
            "geo": DIM_GEO,
            "window": MISMATCH,
            "commuting": staged_of(SCB_COMMUTING),
            "open_ads": STAGED_OPEN_ADS,
        },
        not_used=without_older_registers("Bara de senaste åren läses ur anstallda."),
    ),
)
