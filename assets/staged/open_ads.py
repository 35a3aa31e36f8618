"""The state of JobStream → staged.annonser_oppna."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from sources.arbetsformedlingen.ad_reader import UNTIL_FURTHER_NOTICE

_NAMES = {
    "id": "annons_id",
    "closed_estimated": "stangd_uppskattad",
    "number_of_vacancies": "platser_i_annons",
    "organization_number": "organisationsnummer",
}
_CODES = {
    "occupation_group": "ssyk4",
    "occupation_field": "af_yrkesomrade",
    "municipality_code": "kommun_kod",
    "region_code": "lan_kod",
    "country_code": "land_kod",
}


def stage_open_ads(ads: pa.Table) -> pa.Table:
    """Every ad of the state with our names, and days instead of moments.

    Args:
        ads: columns of ``ad_state.STATE_SCHEMA``.

    Returns:
        Columns of staged.annonser_oppna.
    """
    columns = {ours: ads[theirs] for theirs, ours in _NAMES.items()}
    columns |= {ours: _filled(ads[theirs]) for theirs, ours in _CODES.items()}
    columns["publicerad"] = ads["publication_date"].cast(pa.date32(), safe=False)
    # pandas brings its own time zones; Arrow relies on the system's, which not every system has.
    local = ads["closed_at"].to_pandas().dt.tz_convert("Europe/Stockholm").dt.date
    columns["stangd"] = pa.array(local, pa.date32(), from_pandas=True)
    columns["tillsvidare"] = pc.equal(_filled(ads["duration"]), UNTIL_FURTHER_NOTICE)
    return pa.table(columns)


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(column, ""), None, column)
