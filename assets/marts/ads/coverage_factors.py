"""What advertised posts are multiplied with to correct for what is not advertised."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.reference.employers import sectors_of_survey


def coverage_factors(coverage: pa.Table, county: pd.Series, sector: pd.Series) -> pd.Series:
    """The factor of each row; 1 where the survey says nothing.

    Args:
        coverage: mart.tackning.
        county: code of the county whose factors apply, per row.
        sector: the employer's sector, likewise.
    """
    survey = {own: name for name, sectors in sectors_of_survey().items() for own in sectors}
    factor = coverage.to_pandas().set_index(["geo_kod", "sektor_i_enkaten"])["tackning"].to_dict()
    keys = zip(county, sector.map(survey), strict=True)
    return pd.Series([factor.get(key, float("nan")) for key in keys], index=sector.index, dtype="float64").fillna(1.0)
