"""Reduced archives → staged.annonser."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

_SQL = """
with own as (
    select *, strftime(publication_date, '%Y-%m') as manad, $archive as arkiv
    from read_parquet($path)
)
select * from own where manad between $first and $last
"""
_DISTINCT = """
select
    id as annons_id,
    cast(publication_date as date) as publicerad,
    manad,
    nullif(occupation_group, '') as ssyk4,
    nullif(occupation_field, '') as af_yrkesomrade,
    nullif(municipality_code, '') as kommun_kod,
    nullif(region_code, '') as lan_kod,
    nullif(country_code, '') as land_kod,
    number_of_vacancies as platser_i_annons,
    organization_number as organisationsnummer,
    arkiv
from rader
qualify row_number() over (partition by id order by arkiv, publication_date, municipality_code, occupation_group) = 1
"""


@dataclass(frozen=True)
class ReducedArchive:
    """A reduced archive and the months it is counted for."""

    path: Path
    period: str
    first_month: str
    last_month: str


def stage_ads(archives: list[ReducedArchive]) -> pa.Table:
    """Every ad once, and only in the archive of its own period.

    Archives spill over year borders and repeat lines; the same id is one ad.

    Args:
        archives: reduced archives, at least one.

    Returns:
        Columns of staged.annonser.
    """
    with duckdb.connect() as connection:
        parts = [
            connection.execute(
                _SQL, {"archive": a.period, "path": str(a.path), "first": a.first_month, "last": a.last_month}
            ).to_arrow_table()
            for a in archives
        ]
        connection.register("rader", pa.concat_tables(parts))
        return connection.execute(_DISTINCT).to_arrow_table()
