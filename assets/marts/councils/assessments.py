"""The councils' assessments, each time they gave one: mart.radets_bedomning."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.councils import COUNCIL_ASSESSMENTS, COUNCILS_VIEW, OF_ENOUGH, SINGLE_VIEW, STAGED_ASSESSMENTS
from assets.contracts.words import DELREGION_LEVEL
from assets.declaration import Mart
from assets.methods.council_agreement import FEW_VOICES
from assets.reference.areas import delregioner
from sources.catalogue.councils import COUNCIL_FORMS

SIGNALS_ALONE = {COUNCIL_FORMS.dataset: "Ur bedomning läses våra signaler, som rådets bedömning aldrig ingår i."}
"""Why the forms come along with what a table reads of mart.bedomning, although nothing in it rests on them."""
_ONE = ["geo_kod", "yrke_kod"]


def council_assessments(forms: pa.Table, county: str) -> pa.Table:
    """Every assessment of the county's councils; the newest of the newest round is the one in force.

    Args:
        forms: staged.radens_bedomningar.
        county: two-digit code.

    Returns:
        Columns of mart.radets_bedomning. A group that has been merged into another since keeps the name that it had. Of what
        fewer than ``FEW_VOICES`` have said there is a class alone.
    """
    areas = {area.code: area.name for area in delregioner(county)}
    frame = forms.to_pandas().rename(columns={"delregion": "geo_kod"})
    frame = frame[frame["geo_kod"].isin(list(areas))]
    # Handed in twice for the same day: what came last stands.
    frame = frame.sort_values("formular").drop_duplicates([*_ONE, "omgang", "runda", "behandlat"], keep="last")
    frame = frame.sort_values(["omgang", "behandlat", "runda"], kind="stable")
    newest = frame.groupby("geo_kod")["omgang"].transform("max") == frame["omgang"]
    last = ~frame.duplicated(_ONE, keep="last")
    few = frame["roster"] < FEW_VOICES
    frame = frame.assign(
        geo_niva=DELREGION_LEVEL,
        geo_namn=frame["geo_kod"].map(areas),
        visas_som=np.where(few, SINGLE_VIEW, COUNCILS_VIEW),
        galler_nu=np.where(newest & last, "ja", "nej"),
    )
    whole = {column.name: pd.Int64Dtype() for column in OF_ENOUGH if column.unit == "personer"}
    frame = frame.astype(whole)
    for column in OF_ENOUGH:
        frame[column.name] = frame[column.name].mask(few)
    return pa.Table.from_pandas(frame[[column.name for column in COUNCIL_ASSESSMENTS.columns]], preserve_index=False)


MARTS = (Mart(COUNCIL_ASSESSMENTS, council_assessments, {"forms": STAGED_ASSESSMENTS}),)
