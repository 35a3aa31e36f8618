"""The state of JobStream → staged.annonser_oppna."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from assets.staged.ad_groups import mark_repeats
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


_FINISHED = """
select annonser.* exclude (fingeravtryck) rename (avslutad as stangd),
    annonser.fingeravtryck is not null as rubrik_kand,
    forsta.annons_id as dubblett_av
from annonser
left join upprepar on upprepar.rad = annonser.rowid
left join annonser as forsta on forsta.rowid = upprepar.av
order by annonser.annons_id
"""


def stage_open_ads(ads: pa.Table) -> pa.Table:
    """Every ad of the state with our names, days instead of moments, and which earlier one it repeats.

    Repeats are those of staged.annonser, see ``assets.methods.ads.repeats``, among the ads that the state knows: open ones,
    and those that have been closed since the first fetch. A state of a reader that kept no fingerprints of headlines can be
    used: its ads repeat none, and ``rubrik_kand`` says so.

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
    columns["avslutad"] = pa.array(local, pa.date32(), from_pandas=True)
    columns["tillsvidare"] = pc.equal(_filled(ads["duration"]), UNTIL_FURTHER_NOTICE)
    columns["bemanning_av_namn"] = pc.fill_null(ads["staffing_by_name"], False)
    columns["fingeravtryck"] = ads["fingerprint"]
    with duckdb.connect() as connection:
        connection.register("lasta", pa.table(columns))
        connection.execute("create table annonser as from lasta")
        mark_repeats(connection)
        return connection.execute(_FINISHED).to_arrow_table()


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(column, ""), None, column)
