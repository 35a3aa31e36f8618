"""The occupations that each education leads to, with what is said of them now and ahead: mart.utbildning_yrke."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION_OCCUPATIONS
from assets.contracts.long_term_difference import LONG_ASSESSMENT
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.words import REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.councils.assessments import SIGNALS_ALONE
from assets.marts.education.education import linked_groups
from assets.methods.quoted import spelled
from assets.methods.replacement_demand import HORIZONS
from assets.reference.educations import education_groups

_KEY = ["geo_kod", "yrke_kod"]
_NO_NEED = "Behovet på lång sikt är inte framskrivet."
_NO_REPLACEMENT = "Ersättningsbehovet är inte räknat."


def education_occupations(assessments: pa.Table, long_assessments: pa.Table, replacement: pa.Table) -> pa.Table:
    """One row per area and link.

    Args:
        assessments: mart.bedomning.
        long_assessments: mart.bedomning_lang_sikt; no rows when its sources are missing, and then nothing is said of the need ahead.
        replacement: mart.ersattningsbehov; likewise for who leaves.

    Returns:
        Columns of mart.utbildning_yrke. What is not known ahead has its reason.
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
    out = frame[frame["yrkesniva"] == REPORTING_GROUP].drop(columns="anmarkning").merge(links, on="yrke_kod")
    need = long_assessments.to_pandas().rename(columns={"behov_mot_tillgang": "behov"})
    leaving = replacement.to_pandas().rename(columns={"ersattningsbehov": "ersattning"})
    leaving = leaving[(leaving["yrkesniva"] == REPORTING_GROUP) & (leaving["kon"] == "totalt")]
    for years in HORIZONS:
        word = spelled(years)
        for said, name in ((need, "behov"), (leaving, "ersattning")):
            then = said[said["till_ar"] - said["ar"] == years].set_index(_KEY)[[name, "till_ar", "anmarkning"]]
            then.columns = pd.Index([f"{name}_om_{word}", f"ar_{name}", f"varfor_{name}_{years}"])
            out = out.join(then, on=_KEY)
        out[f"ar_om_{word}"] = out["ar_ersattning"].fillna(out["ar_behov"]).astype("Int64")
        out = out.drop(columns=["ar_ersattning", "ar_behov"])
    out["anmarkning"] = [_remark(row) for row in out.to_dict("records")]
    return pa.Table.from_pandas(out[[c.name for c in EDUCATION_OCCUPATIONS.columns]], preserve_index=False)


def _remark(row: Mapping[Hashable, Any]) -> str | None:
    """Why something is not known ahead, each reason once."""
    said = [
        row[f"varfor_{name}_{years}"] if pd.notna(row[f"varfor_{name}_{years}"]) else unknown
        for years in HORIZONS
        for name, unknown in (("behov", _NO_NEED), ("ersattning", _NO_REPLACEMENT))
        if pd.isna(row[f"{name}_om_{spelled(years)}"])
    ]
    return " ".join(dict.fromkeys(said)) or None


MARTS = (
    Mart(
        EDUCATION_OCCUPATIONS,
        education_occupations,
        {"assessments": ASSESSMENT, "long_assessments": LONG_ASSESSMENT, "replacement": REPLACEMENT},
        not_used=SIGNALS_ALONE,
    ),
)
