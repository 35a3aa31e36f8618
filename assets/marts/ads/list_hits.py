"""How much the lists of employers match in the ads: mart.listtraffar."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import (
    COMPANY_LIST,
    EITHER_STAFFING,
    LIST_HITS,
    PREFIX_LIST,
    STAFFING_NAMES,
    STAFFING_NUMBERS,
    STAGED_ADS,
)
from assets.declaration import Mart
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.employers import staffing_agency
from assets.reference.employers import public_companies, sector_prefixes, staffing_agencies, staffing_names

_PER_EMPLOYER = """
select organisationsnummer, bemanning_av_namn, count(*) as annonser
from read_parquet($path) where manad between $first and $last group by all
"""


def list_hits(staged: Path) -> pa.Table:
    """Rows of each list that match an ad, and the ads that it matches.

    Args:
        staged: Parquet file of staged.annonser.

    Returns:
        Columns of mart.listtraffar.
    """
    with duckdb.connect() as connection:
        (newest,) = connection.execute(
            "select max(manad) from read_parquet($path)", {"path": str(staged)}
        ).fetchone() or (None,)
        if newest is None:
            return LIST_HITS.schema.empty_table()
        first = (pd.Period(newest, "M") - (WINDOW_MONTHS - 1)).strftime("%Y-%m")
        asked = {"path": str(staged), "first": first, "last": newest}
        ads = connection.execute(_PER_EMPLOYER, asked).df()
    numbers = ads["organisationsnummer"]
    by_name = ads["bemanning_av_namn"]
    agencies, companies, prefixes = staffing_agencies(), public_companies(), tuple(sector_prefixes())
    known = set(numbers.dropna())
    either = [
        staffing_agency(n if isinstance(n, str) else None, bool(b), agencies)
        for n, b in zip(numbers, by_name, strict=True)
    ]
    begun = {prefix for prefix in prefixes if any(number.startswith(prefix) for number in known)}
    found = {
        STAFFING_NUMBERS: (len(agencies), len(agencies & known), numbers.isin(agencies)),
        STAFFING_NAMES: (len(staffing_names()), None, by_name),
        EITHER_STAFFING: (len(agencies) + len(staffing_names()), None, pd.Series(either, ads.index, dtype=bool)),
        COMPANY_LIST: (len(companies), len(companies & known), numbers.isin(companies)),
        PREFIX_LIST: (len(prefixes), len(begun), numbers.str.startswith(prefixes, na=False)),
    }
    total = int(ads["annonser"].sum())
    made = [
        {
            "lista": name,
            "rader": rows,
            "rader_med_traff": matched,
            "annonser_publicerade": total,
            "annonser_med_traff": (hit := int(ads.loc[matches, "annonser"].sum())),
            "andel": hit / total,
            "period_fran": first,
            "period_till": newest,
        }
        for name, (rows, matched, matches) in found.items()
    ]
    return pa.Table.from_pylist(made, LIST_HITS.schema)


MARTS = (Mart(LIST_HITS, list_hits, {"staged": STAGED_ADS}),)
