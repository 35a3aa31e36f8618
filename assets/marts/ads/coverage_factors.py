"""What advertised posts are multiplied with to correct for what is not advertised, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.methods.arrays import Array
from assets.reference.employers import sectors_of_survey


def coverage_factors(coverage: pa.Table, county: pd.Series, sector: pd.Series) -> pd.Series:
    """The factor of each row; 1 where the survey says nothing, as of a whole county that lacks the factor of a sector.

    A county with some sectors corrected and some not would be neither what is advertised nor what is vacant.

    Args:
        coverage: mart.tackning.
        county: code of the county whose factors apply, per row.
        sector: the employer's sector, likewise.
    """
    factor = _whole(coverage).set_index(["geo_kod", "sektor_i_enkaten"])["tackning"].to_dict()
    keys = zip(county, survey_sectors(sector), strict=True)
    return pd.Series([factor.get(key, float("nan")) for key in keys], index=sector.index, dtype="float64").fillna(1.0)


def corrects(coverage: pa.Table, county: str) -> bool:
    """Whether a county is corrected: every sector of it has a factor."""
    return bool((_whole(coverage)["geo_kod"] == county).any())


def _whole(coverage: pa.Table) -> pd.DataFrame:
    """The rows of the counties whose every sector has a factor."""
    rows = coverage.to_pandas()
    lacking = set(rows.loc[rows["tackning"].isna(), "geo_kod"])
    whole: pd.DataFrame = rows[~rows["geo_kod"].isin(lacking)]
    return whole


def survey_sectors(sector: pd.Series) -> pd.Series:
    """The survey's sector of each of ours; missing for an employer whose sector is not known."""
    return sector.map({own: name for name, sectors in sectors_of_survey().items() for own in sectors})


def factor_errors(coverage: pa.Table, counties: list[str]) -> Array:
    """Standard errors of the factors, counties × the survey's sectors in the order of ``sectors_of_survey``; NaN where not known."""
    known = _whole(coverage).set_index(["geo_kod", "sektor_i_enkaten"])["medelfel"].unstack()
    return np.asarray(known.reindex(index=counties, columns=list(sectors_of_survey())), np.float64)
