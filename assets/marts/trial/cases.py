"""The cases of the trial: occupations in counties, with what Arbetsförmedlingen says and what our measures say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from assets.contracts.barometer import JOB_CHANCES, ONE_OF_SEVERAL, WHOLE_GROUP
from assets.contracts.trial import GROUPS_OF_THREE, OCCUPATIONS_OF_AF
from assets.marts.assessment.scores import area_scores
from assets.methods.arrays import Array, Flags
from assets.methods.score import SAME_FIRST_DIGIT, mid_ranks
from assets.methods.signals import INDICATORS
from assets.methods.trial import Draws, group_draws
from assets.reference.areas import NATION

CHANCES = JOB_CHANCES.allowed
SEED = 20230101
_COUNTY_CELL = ["geo_kod", "yrke_kod"]
_WITHIN = {indicator.code: f"{indicator.code} inom" for indicator in INDICATORS}


@dataclass(frozen=True)
class Cases:
    """The cases of one unit, those that have a score.

    ``frame`` has geo_kod, yrke_kod, ``klass`` (position of what Arbetsförmedlingen says), ``riket`` (what it says of the
    nation, NaN without one answer), ``poang``, ``position``, and per indicator its rank among all occupations of the county and
    among those with the same first digit, see ``rank``.
    """

    unit: str
    frame: pd.DataFrame
    left_out: int
    """Cells that have a score and whose assessments differ, which this unit cannot use."""

    def rank(self, indicator: str, compared_with: str) -> Array:
        """Ranks of an indicator, high pointing to a shortage; NaN where it has no value."""
        column = _WITHIN[indicator] if compared_with == SAME_FIRST_DIGIT else indicator
        return self.frame[column].to_numpy(np.float64)

    @property
    def groups(self) -> NDArray[np.object_]:
        """The SSYK2 group of each case."""
        return self.frame["yrke_kod"].str[:2].to_numpy(object)

    @property
    def draws(self) -> Draws:
        """Samples of the groups, the same in every run."""
        return group_draws(len(set(self.groups)), np.random.default_rng(SEED))

    def says(self, answer: str) -> Flags:
        """Where Arbetsförmedlingen says that of the chances."""
        return np.asarray(self.frame["klass"] == CHANCES.index(answer))

    def where(self, kept: Flags) -> Cases:
        """Some of the cases."""
        return Cases(self.unit, self.frame[kept].reset_index(drop=True), self.left_out)


def county_measures(signals: pa.Table) -> pd.DataFrame:
    """Ranks, score and class of every occupation on three digits in every county that has a score."""
    frame = _counties_on_three_digits(signals).to_pandas()
    parts = []
    for area in area_scores(frame):
        columns = {"poang": area.score, "position": area.position.astype(np.float64)}
        for code, values in area.values.items():
            columns[code], columns[_WITHIN[code]] = mid_ranks(values), mid_ranks(values, area.digits)
        parts.append(area.cells[_COUNTY_CELL].assign(**columns))
    made = pd.concat(parts, ignore_index=True)
    return made[made["poang"].notna()]


def _counties_on_three_digits(signals: pa.Table) -> pa.Table:
    return signals.filter(pc.and_(pc.equal(signals["geo_niva"], "lan"), pc.equal(signals["yrkesniva"], "ssyk3")))


def cases(signals: pa.Table, barometer: pa.Table) -> tuple[str | None, list[Cases]]:
    """The newest round of the Yrkesbarometer, and its cases per unit.

    Args:
        signals: mart.signaler.
        barometer: staged.yrkesbarometer; no rows when its source is missing.

    Returns:
        No round and no units without a barometer, or without any county. Only assessments of whole groups of occupations are used.
    """
    assessed = barometer.to_pandas()
    if assessed.empty or not _counties_on_three_digits(signals).num_rows:
        return None, []
    newest = str(assessed["omgang"].max())
    assessed = assessed[(assessed["omgang"] == newest) & assessed["jobbmojligheter"].notna()]
    assessed = assessed[assessed["galler"].isin([WHOLE_GROUP, ONE_OF_SEVERAL])]
    assessed = assessed.assign(
        yrke_kod=assessed["ssyk4"].str[:3], klass=assessed["jobbmojligheter"].map(CHANCES.index)
    ).rename(columns={"lan_kod": "geo_kod"})
    # An occupation of the barometer that lies within several groups on three digits is a case in each.
    assessed = assessed.drop_duplicates(["geo_kod", "koncept_id", "yrke_kod"])
    measures = county_measures(signals)
    return newest, [
        _unit(GROUPS_OF_THREE, assessed, ["yrke_kod"], measures),
        _unit(OCCUPATIONS_OF_AF, assessed, ["yrke_kod", "koncept_id"], measures),
    ]


def _unit(unit: str, assessed: pd.DataFrame, occupation: list[str], measures: pd.DataFrame) -> Cases:
    """The cells with one answer, beside the nation's answer where it is one too."""
    by_cell = assessed.groupby(["geo_kod", *occupation])["klass"]
    several = by_cell.nunique() > 1
    agreed = by_cell.first()[~several].reset_index()
    nation = agreed[agreed["geo_kod"] == NATION].set_index(occupation)["klass"].rename("riket")
    counties = agreed[agreed["geo_kod"] != NATION].join(nation, on=occupation)
    # Without a score they would not have been cases anyway.
    apart = len(several[several].reset_index().merge(measures[_COUNTY_CELL], on=_COUNTY_CELL))
    found = counties.merge(measures, on=_COUNTY_CELL)
    return Cases(unit, found.sort_values(["geo_kod", *occupation], ignore_index=True), apart)
