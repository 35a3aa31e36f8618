"""Today's signals beside whether the need grows more than the supply: mart.bedomning_lang_sikt."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import CONSTANT_SHARES, DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.words import REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.councils.assessments import SIGNALS_ALONE
from assets.methods.backtest import CONSTANT

(_LONG,) = LONG_ASSESSMENT.column("horisont").allowed
_NUMBERS = {"skillnad": "skillnad_andel", "nedre": "nedre_andel", "ovre": "ovre_andel"}
_KEY = ["geo_kod", "yrke_kod"]


def long_assessment(differences: pa.Table, projected: pa.Table, assessed: pa.Table) -> pa.Table:
    """One row per area, occupation and year ahead that the differences have; what can not be said has a reason.

    Args:
        differences: mart.langsiktig_skillnad; no rows when its sources are missing, and then there are none here.
        projected: mart.framskrivning, for the method that is published.
        assessed: mart.bedomning.

    Returns:
        Columns of mart.bedomning_lang_sikt.
    """
    frame = differences.to_pandas()
    frame = frame[frame["enhet"] == REPORTING_GROUP]
    if frame.empty:
        return LONG_ASSESSMENT.schema.empty_table()
    frame = frame.rename(columns={"kod": "yrke_kod", "namn": "yrke_namn", "riktning": "behov_mot_tillgang"})
    method = projected.to_pandas()
    method = method[method["yrkesniva"] == REPORTING_GROUP].rename(columns={"ar": "till_ar"})
    frame = frame.join(method.set_index([*_KEY, "till_ar"])["metod"], on=[*_KEY, "till_ar"])
    now = assessed.to_pandas()
    now = now[now["yrkesniva"] == REPORTING_GROUP].set_index(_KEY)[["signaler", "af_om_fem_ar"]]
    frame = frame.join(now, on=_KEY, how="inner")
    supply = frame["tillgang"].astype("float64")
    for number, share in _NUMBERS.items():
        frame[share] = frame[number].astype("float64") / supply
    # Constant shares say nothing of where an occupation is going; the supply alone must not say it either.
    constant = (frame["metod"] == CONSTANT) & frame["skillnad"].notna()
    frame.loc[constant, "anmarkning"] = CONSTANT_SHARES
    frame.loc[constant, "behov_mot_tillgang"] = None
    frame.loc[constant, list(_NUMBERS.values())] = np.nan
    out = frame.assign(yrkesniva=REPORTING_GROUP, horisont=_LONG)[[c.name for c in LONG_ASSESSMENT.columns]]
    return pa.Table.from_pandas(out, LONG_ASSESSMENT.written_schema, preserve_index=False)


MARTS = (
    Mart(
        LONG_ASSESSMENT,
        long_assessment,
        {"differences": DIFFERENCE, "projected": PROJECTION, "assessed": ASSESSMENT},
        not_used=SIGNALS_ALONE,
    ),
)
