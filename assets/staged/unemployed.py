"""Arbetsförmedlingen's records, with names → staged.inskrivna_arbetslosa, with codes."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.contracts.words import UNKNOWN
from assets.methods.aggregate import sum_or_missing
from assets.reference.areas import counties
from assets.reference.occupations import af_areas
from assets.staged.af_names import AF_SEX, municipality_codes, numbers, of_county, translate


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
            "kon": translate(frame["kon"], AF_SEX, "kön"),
            "af_yrkesomrade": _areas(frame["grupp"]),
            "lan_kod": county,
            "kommun_kod": municipality_codes(frame["kommun"], county),
            "varde": number["varde"].round().astype("Int64"),
            "status": number["status"],
        }
    )
    return pa.Table.from_pandas(out, preserve_index=False)


def stage_unemployed_counties(records: pa.Table) -> pa.Table:
    """Every county's registered unemployed: columns of staged.inskrivna_lan.

    Args:
        records: manad, kon, grupp (the area), lan, kommun, antal as text.

    Returns:
        One row per month, area and county, both sexes; missing when a part is. Records without a county are left out.

    Raises:
        SourceChanged: a county or an area has a name that the reference data do not know.
    """
    frame = records.to_pandas()
    codes = {name: code for code, name in counties().items()}
    frame = frame.assign(lan_kod=translate(frame["lan"], codes, "län", UNKNOWN))
    frame = frame[frame["lan_kod"] != UNKNOWN]
    number = numbers(frame["antal"])
    parts = pd.DataFrame(
        {
            "manad": frame["manad"].astype("str"),
            "af_yrkesomrade": _areas(frame["grupp"]),
            "lan_kod": frame["lan_kod"],
            "varde": number["varde"].round().astype("Int64"),
            "status": number["status"],
        }
    )
    return pa.Table.from_pandas(sum_or_missing(parts, ["manad", "af_yrkesomrade", "lan_kod"]), preserve_index=False)


def _areas(names: pd.Series) -> pd.Series:
    return translate(names, {name: code for code, name in af_areas().items()}, "AF-yrkesområde", UNKNOWN)
