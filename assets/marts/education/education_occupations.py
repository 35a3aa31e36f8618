"""The occupations that each education leads to, with their class in every area: mart.utbildning_yrke."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION_OCCUPATIONS
from assets.contracts.words import REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.councils.assessments import SIGNALS_ALONE
from assets.marts.education.education import linked_groups
from assets.reference import education_groups


def education_occupations(assessments: pa.Table) -> pa.Table:
    """One row per area and link.

    Args:
        assessments: mart.bedomning.

    Returns:
        Columns of mart.utbildning_yrke.
    """
    named = {group.code: group for group in education_groups()}
    links = pd.DataFrame(
        [
            {
                "utbildningsgrupp": education,
                "utbildning_namn": named[education].name,
                "niva": named[education].level,
                "yrke_kod": code,
            }
            for education, codes in linked_groups().items()
            for code in codes
        ]
    )
    frame = assessments.to_pandas()
    out = frame[frame["yrkesniva"] == REPORTING_GROUP].merge(links, on="yrke_kod")
    return pa.Table.from_pandas(out[[c.name for c in EDUCATION_OCCUPATIONS.columns]], preserve_index=False)


MARTS = (
    Mart(
        EDUCATION_OCCUPATIONS,
        education_occupations,
        {"assessments": ASSESSMENT},
        not_used=SIGNALS_ALONE,
    ),
)
