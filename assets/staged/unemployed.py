"""Arbetsförmedlingen's records, with names → staged.inskrivna_arbetslosa, with codes."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.reference import af_areas
from assets.staged.af_names import SEX, municipality_codes, numbers, of_county, translate
from assets.tables import UNKNOWN


def stage_unemployed(records: pa.Table, county: str) -> pa.Table:
    """Translate names to codes for one county.

    Args:
        records: manad, kon, grupp (the area), lan, kommun, antal as text.
        county: two-digit code.

    Returns:
        Columns of staged.inskrivna_arbetslosa. ``<5`` and blanks are missing with their symbol; records without a
        municipality are the county's residual.

    Raises:
        SourceChanged: the county, a municipality, an area or a sex has a name that the reference data do not know.
    """
    frame = of_county(records, county)
    number = numbers(frame["antal"])
    out = pd.DataFrame(
        {
            "manad": frame["manad"].astype("str"),
            "kon": translate(frame["kon"], SEX, "kön"),
            "af_yrkesomrade": translate(
                frame["grupp"], {name: code for code, name in af_areas().items()}, "AF-yrkesområde", UNKNOWN
            ),
            "lan_kod": county,
            "kommun_kod": municipality_codes(frame["kommun"], county),
            "varde": number["varde"].round().astype("Int64"),
            "status": number["status"],
        }
    )
    return pa.Table.from_pandas(out, preserve_index=False)
