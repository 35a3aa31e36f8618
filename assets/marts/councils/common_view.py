"""Where the council, Arbetsförmedlingen and our signals agree: mart.samsyn."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS
from assets.contracts.words import DELREGION_LEVEL, REPORTING_GROUP
from assets.declaration import Mart
from assets.methods.council_agreement import DIFFERS, against_af, against_signals
from assets.methods.quoted import figures
from assets.methods.signals import INDICATORS

_KEY = ["geo_kod", "yrke_kod"]
_DECIMALS = 1
_SHOWN = 3
"""Indicators that are named beside an occupation to talk about: more is no help at a meeting."""


def common_view(assessed: pa.Table, councils: pa.Table, signals: pa.Table) -> pa.Table:
    """The occupations that a council has assessed, beside what the others say.

    Args:
        assessed: mart.bedomning.
        councils: mart.radets_bedomning, for the class without the words about how many stand behind it.
        signals: mart.signaler, for what drives ours.

    Returns:
        Columns of mart.samsyn.
    """
    now = councils.to_pandas()
    now = now[now["galler_nu"] == "ja"][[*_KEY, "klass"]]
    rows = assessed.to_pandas()
    rows = rows[(rows["geo_niva"] == DELREGION_LEVEL) & (rows["yrkesniva"] == REPORTING_GROUP)]
    both = now.merge(rows, on=_KEY, how="inner")
    both["rad_mot_af"] = [
        against_af(klass, chances if isinstance(chances, str) else None)
        for klass, chances in zip(both["klass"], both["af_jobbmojligheter"], strict=True)
    ]
    both["rad_mot_signaler"] = [
        against_signals(klass, ours) for klass, ours in zip(both["klass"], both["signaler"], strict=True)
    ]
    differs = (both["rad_mot_af"] == DIFFERS) | (both["rad_mot_signaler"] == DIFFERS)
    both["till_samtal"] = differs.map({True: "ja", False: "nej"})
    drivers = _drivers(signals.to_pandas())
    both["drivs_av"] = [
        drivers.get((area, code)) if talk else None
        for area, code, talk in zip(both["geo_kod"], both["yrke_kod"], differs, strict=True)
    ]
    columns = [column.name for column in COMMON_VIEW.columns]
    return pa.Table.from_pandas(both[columns], COMMON_VIEW.written_schema, preserve_index=False)


def _drivers(signals: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Area and occupation → the indicators of the score, and the best known beside it, in words."""
    terms = {each.code: (each.term, each.unit) for each in INDICATORS}
    known = signals[(signals["yrkesniva"] == REPORTING_GROUP) & signals["varde"].notna()]
    known = known.sort_values(["geo_kod", "yrke_kod", "i_poangen", "indikator"], ascending=[True, True, True, True])
    return {
        (str(area), str(code)): "; ".join(
            f"{terms[indicator][0]}: {figures(value, _DECIMALS)} {terms[indicator][1]}"
            for indicator, value in list(zip(rows["indikator"], rows["varde"], strict=True))[:_SHOWN]
        )
        for (area, code), rows in known.groupby(["geo_kod", "yrke_kod"])
    }


MARTS = (
    Mart(
        COMMON_VIEW,
        common_view,
        {"assessed": ASSESSMENT, "councils": COUNCIL_ASSESSMENTS, "signals": SIGNALS},
    ),
)
