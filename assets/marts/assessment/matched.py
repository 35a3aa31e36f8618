"""Matched employment of the educations that lead to each occupation, beside the nation's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.marts.places.dimensions import delregion_of
from assets.methods.arrays import Array
from assets.methods.known_pairs import known_pairs
from assets.methods.matching import YearlyChange, change_per_year, matched_beyond_nation
from assets.methods.member_sums import members
from assets.methods.signals import CHANGE_YEARS
from assets.reference.areas import NATION
from assets.reference.educations import educations_of_occupation


class Matching:
    """Matched employment of the education groups that lead to each occupation, areas × occupations."""

    def __init__(self, staged: pa.Table, geo: pd.DataFrame, codes: list[str], units: pd.DataFrame) -> None:
        linked = educations_of_occupation()
        educations = sorted({e for groups in linked.values() for e in groups})
        of_unit = [sorted({e for code in ssyk3 for e in linked.get(code, ())}) for ssyk3 in units["ssyk3"]]
        link = members(pd.Series(of_unit), educations)
        self.applies = link.sum(1) > 0
        frame = staged.to_pandas()
        shape = (len(codes), len(units))
        if frame.empty:
            self.year: str | None = None
            self.beyond = self.error = np.full(shape, np.nan)
            self.change = YearlyChange(self.beyond, self.error)
            return
        newest = int(frame["ar"].max())
        self.year = str(newest)
        years = (newest, newest - CHANGE_YEARS)
        places = delregion_of(geo).value_counts().reindex(codes, fill_value=1)
        now, before = (
            matched_beyond_nation(*_population(frame, year, geo, codes, educations), link, places) for year in years
        )
        self.beyond, self.error = now.difference, now.error
        self.change = change_per_year(now.difference, now.error, before.difference, before.error, CHANGE_YEARS)


def _population(
    frame: pd.DataFrame, year: int, geo: pd.DataFrame, codes: list[str], educations: list[str]
) -> tuple[Array, Array, Array, Array]:
    """Matched and population, areas × education groups, then the nation's."""
    wanted = frame[(frame["ar"] == year) & (frame["grupp"] == "totalt") & frame["matt"].isin(_MATCHED_OF)]
    wide = wanted.pivot(index=["region_kod", "utbildningsgrupp"], columns="matt", values="varde").astype("float64")
    member = delregion_of(geo)
    matched, people = _MATCHED_OF
    counts = wide.reindex(columns=[matched, people]).reset_index()
    sums = known_pairs(counts, member, ["utbildningsgrupp"], matched, people)

    def matrix(rows: list[str], name: str) -> Array:
        return np.asarray(sums[name].unstack().reindex(index=rows, columns=educations), np.float64)

    return matrix(codes, matched), matrix(codes, people), matrix([NATION], matched), matrix([NATION], people)


_MATCHED_OF = ("helt matchade", "befolkning")
