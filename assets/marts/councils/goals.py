"""What the councils' priorities that name a measure have come to since they were decided: mart.radets_mal."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import ADS
from assets.contracts.council_work import COUNCIL_GOALS, COUNCIL_PRIORITIES, DECIDED, UNITS_OF_GOALS
from assets.contracts.education import EDUCATION
from assets.contracts.model import Record, TableContract
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING
from assets.contracts.words import COMPUTED, DELREGION_LEVEL
from assets.declaration import Mart
from assets.marts.ads.ads import cleaned
from assets.marts.councils.rows import table_of
from assets.marts.places.dimensions import delregion_of
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.council_goals import UNKNOWN, GoalChange, posts_changed, rate_changed
from assets.methods.follow_up import NOT_TRIED
from assets.methods.known_pairs import known_pairs
from assets.methods.matching import LEAST_PEOPLE, matched_rate
from assets.methods.mismatch import MIN_POSTS
from assets.methods.then_and_now import dispersion
from assets.reference.council_form import INDICATOR, POSTS
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_group_of
from assets.reference.series_breaks import known_breaks

_COUNTS = ("helt matchade", "befolkning")


class _Measure(Protocol):
    """A measure by delregion and code, year by year."""

    table: TableContract
    few: str

    @property
    def newest(self) -> int | None: ...

    def value(self, area: str, code: str, year: int) -> float | None: ...

    def changed(self, area: str, code: str, since: int, year: int) -> GoalChange: ...


class _Posts:
    """Posts in cleaned ads of whole calendar years, by redovisningsgrupp; no ads are none."""

    table, few = ADS, f"färre än {MIN_POSTS} platser något av åren, eller så kan slumpen inte skattas"

    def __init__(self, ads: pa.Table, geo: pd.DataFrame) -> None:
        self._ads, self._geo = ads, geo

    @cached_property
    def _years(self) -> frozenset[int]:
        months = Counter(month[:4] for month in pc.unique(self._ads["manad"]).to_pylist())
        return frozenset(int(year) for year, count in months.items() if count == WINDOW_MONTHS)

    @cached_property
    def _sums(self) -> pd.Series[float]:
        frame = cleaned(self._ads, ["kommun", DELREGION_LEVEL])
        group, year = frame["ssyk4"].str[:3].map(reporting_group_of()), frame["manad"].str[:4].astype("int64")
        by = frame.assign(yrke_kod=group, ar=year).groupby(["geo_kod", "yrke_kod", "ar"])
        sums: pd.Series[float] = by["annonserade_platser"].sum().astype("float64")
        return sums

    @property
    def newest(self) -> int | None:
        return max(self._years, default=None)

    def value(self, area: str, code: str, year: int) -> float | None:
        return float(self._sums.get((area, code, year), 0.0)) if year in self._years else None

    def changed(self, area: str, code: str, since: int, year: int) -> GoalChange:
        now, then = self.value(area, code, year), self.value(area, code, since)
        return UNKNOWN if now is None or then is None else posts_changed(now, then, self._spread(since, year))

    def _spread(self, since: int, year: int) -> float:
        """φ of the two years, from the municipalities of each delregion."""
        wide = self._sums.unstack("ar").reindex(columns=[since, year]).fillna(0.0).reset_index()
        wide["delregion"] = wide["geo_kod"].map(delregion_of(self._geo))
        parts = wide.dropna(subset="delregion")
        return dispersion(parts[year], parts[since], parts.groupby(["delregion", "yrke_kod"]).ngroup())


class _Matched:
    """The matched employment rate by education group, of the municipalities where both counts are known."""

    table, few = EDUCATION, f"färre än {LEAST_PEOPLE} personer något av åren"

    def __init__(self, matching: pa.Table, geo: pd.DataFrame) -> None:
        self._matching, self._geo = matching, geo

    @cached_property
    def _pairs(self) -> dict[tuple[str, str, int], tuple[float, float]]:
        member = delregion_of(self._geo)
        frame = self._matching.to_pandas()
        led = [group.code for group in education_groups() if not group.general]
        frame = frame[
            frame["region_kod"].isin(member.index) & (frame["grupp"] == "totalt") & frame["utbildningsgrupp"].isin(led)
        ].astype({"varde": "float64"})
        by = ["utbildningsgrupp", "ar"]
        wide = frame.pivot(index=["region_kod", *by], columns="matt", values="varde").reindex(columns=_COUNTS)
        pairs = known_pairs(wide.reset_index(), member, by, *_COUNTS)
        return {(str(a), str(e), int(y)): (part, whole) for (a, e, y), part, whole in pairs.itertuples(name=None)}

    @cached_property
    def _cells(self) -> Counter[str]:
        """How many municipalities each delregion is a sum of."""
        return Counter(delregion_of(self._geo))

    @cached_property
    def newest(self) -> int | None:
        newest: int | None = pc.max(self._matching["ar"]).as_py()
        return newest

    def value(self, area: str, code: str, year: int) -> float | None:
        part, whole = self._pairs.get((area, code, year), (np.nan, np.nan))
        rate = float(matched_rate([part], [whole])[0])
        return None if np.isnan(rate) else rate

    def changed(self, area: str, code: str, since: int, year: int) -> GoalChange:
        now, then = (self._pairs.get((area, code, at)) for at in (year, since))
        return UNKNOWN if now is None or then is None else rate_changed(*now, *then, self._cells[area])


def goals(wanted: pa.Table, ads: pa.Table, matching: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """A row per priority that names a measure: its value the year of the decision, the newest, and whether it has surely changed.

    Args:
        wanted: mart.radets_prioriteringar.
        ads: mart.annonser.
        matching: staged.matchning; no rows when its source is missing.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.radets_mal. A number that cannot be told has a row that says why.
    """
    areas = geo.to_pandas()
    posts, matched = _Posts(ads, areas), _Matched(matching, areas)
    rows = [row for row in wanted.to_pylist() if row[INDICATOR]]
    return table_of(COUNCIL_GOALS, [_followed(row, posts if row[INDICATOR] == POSTS else matched) for row in rows])


def _followed(row: Record, by: _Measure) -> Record:
    area, code, newest = row["geo_kod"], row["galler_kod"], by.newest
    since = int(row["beslutad_datum"][:4]) if row["beslutslage"] == DECIDED else None
    unit, of_change = UNITS_OF_GOALS[row[INDICATOR]]
    found = {
        **row,
        "enhet": unit,
        "enhet_forandring": of_change,
        "grund": COMPUTED,
        "basar": since,
        "senaste_ar": newest,
    }
    if since is not None:
        found["basvarde"] = by.value(area, code, since)
    if newest is not None:
        found["senaste_varde"] = by.value(area, code, newest)
    if why := _untried(found, by):
        return {**found, "besked": NOT_TRIED, "anmarkning": why}
    change = by.changed(area, code, found["basar"], found["senaste_ar"])
    if change.word == NOT_TRIED:
        return {**found, "besked": NOT_TRIED, "anmarkning": f"Förändringen visas inte: {by.few}."}
    interval = {"forandring": change.value, "forandring_nedre": change.lower, "forandring_ovre": change.upper}
    return {**found, **interval, "besked": change.word}


def _untried(found: Record, by: _Measure) -> str:
    """Why a change cannot be told before it is counted; empty when it can."""
    since, newest = found["basar"], found["senaste_ar"]
    if newest is None:
        return "Underlaget till måttet är inte hämtat."
    if found["senaste_varde"] is None:
        return f"Uppgiften för {newest} visas inte: för få, eller för mycket är skyddat."
    if since is None:
        return "Förslaget är inte beslutat och har därför inget basår."
    if since > newest:
        return f"Uppgiften för {since}, då målet beslutades, är inte publicerad än."
    if found["basvarde"] is None:
        return f"Uppgiften för {since}, då målet beslutades, finns inte eller visas inte."
    if since == newest:
        return f"Inget år efter {since}, då målet beslutades, är publicerat än."
    broken = [
        b.first[:4] for b in known_breaks().values() if by.table.id in b.tables and since < int(b.first[:4]) <= newest
    ]
    return f"Serien räknas på ett annat sätt från {broken[0]}: se tabellen seriebrott." if broken else ""


MARTS = (
    Mart(
        COUNCIL_GOALS,
        goals,
        {"wanted": COUNCIL_PRIORITIES, "ads": ADS, "matching": STAGED_MATCHING, "geo": DIM_GEO},
    ),
)
