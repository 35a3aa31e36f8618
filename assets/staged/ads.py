"""Reduced archives → staged.annonser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa

from assets.methods.ads import readvertised, repeats
from assets.tables import STAGED_ADS
from sources.arbetsformedlingen.ad_reader import SOLE_TRADER, UNTIL_FURTHER_NOTICE

MEMORY = "150MB"
"""What the database may use; the rest of the ads wait on disk, so that ten years take no more memory than one."""
_BATCH = 1 << 16
BATCHES = pa.schema([(column.name, column.type) for column in STAGED_ADS.columns])
"""Columns of what ``stage_ads`` yields."""

_READ = """
insert into lasta
select *, strftime(publication_date, '%Y-%m') as manad, $archive as arkiv
from read_parquet($path)
where manad between $first and $last
"""
_DISTINCT = """
create table annonser as
select
    id as annons_id,
    cast(publication_date as date) as publicerad,
    manad,
    coalesce(removed_date, last_publication_date) as avslutad,
    case when avslutad is not null then removed_date is null end as avslutad_uppskattad,
    coalesce(nullif(occupation_group, ''), koncept.ssyk4) as ssyk4,
    nullif(occupation_field, '') as af_yrkesomrade,
    nullif(municipality_code, '') as kommun_kod,
    nullif(region_code, '') as lan_kod,
    nullif(country_code, '') as land_kod,
    number_of_vacancies as platser_i_annons,
    duration = $until_further_notice as tillsvidare,
    organization_number as organisationsnummer,
    fingerprint as fingeravtryck,
    arkiv
from lasta left join koncept on koncept.koncept_id = occupation_group_concept
qualify row_number() over (partition by id order by arkiv, publication_date, municipality_code, occupation_group) = 1
"""
# A hash stands for the group: only equality and a repeatable order are asked of it.
_GROUPS = """
select
    rowid as rad,
    case when organisationsnummer <> $sole_trader and ssyk4 is not null and kommun_kod is not null {more}
        then cast(hash(organisationsnummer, ssyk4, kommun_kod {key}) >> 1 as bigint) else -1 end as grupp,
    datediff('day', date '1970-01-01', publicerad) as dag,
    datediff('day', date '1970-01-01', coalesce(avslutad, publicerad)) as slut
from annonser
order by grupp, dag, annons_id
"""
_SAME_HEADLINE = _GROUPS.format(more="and fingeravtryck is not null", key=", fingeravtryck")
_SAME_OCCUPATION = _GROUPS.format(more="", key="")
_FINISHED = """
select annonser.* exclude (fingeravtryck), forsta.annons_id as dubblett_av, ater.rad is not null as aterannonserad
from annonser
left join upprepar on upprepar.rad = annonser.rowid
left join annonser as forsta on forsta.rowid = upprepar.av
left join ater on ater.rad = annonser.rowid
order by annonser.annons_id
"""


@dataclass(frozen=True)
class ReducedArchive:
    """A reduced archive and the months it is counted for."""

    path: Path
    period: str
    first_month: str
    last_month: str


def stage_ads(archives: list[ReducedArchive], concepts: Mapping[str, str], scratch: Path) -> Iterator[pa.RecordBatch]:
    """Every ad once, only in the archive of its own period, with what it repeats and whether it was advertised again.

    Archives spill over year borders and repeat lines; the same id is one ad. An ad repeats an earlier one when employer,
    occupation, municipality and headline are the same, see ``assets.methods.ads.repeats``; without all four, and for sole
    traders whose numbers are masked, nobody can tell, and the ad stands for itself.

    Args:
        archives: reduced archives, at least one.
        concepts: concept of an occupation group → SSYK4, for ads that have no code.
        scratch: folder for what does not fit in memory.

    Yields:
        Parts with the columns BATCHES, in order of annons_id.
    """
    with _database(scratch) as connection:
        for at, archive in enumerate(archives):
            if at == 0:
                connection.execute(
                    "create table lasta as select *, '' as manad, '' as arkiv from read_parquet($path) limit 0",
                    {"path": str(archive.path)},
                )
            months = {"first": archive.first_month, "last": archive.last_month}
            connection.execute(_READ, {"archive": archive.period, "path": str(archive.path), **months})
        known = pa.table(
            {"koncept_id": pa.array(concepts, pa.string()), "ssyk4": pa.array(concepts.values(), pa.string())}
        )
        connection.register("koncept", known)
        connection.execute(_DISTINCT, {"until_further_notice": UNTIL_FURTHER_NOTICE})
        connection.execute("drop table lasta")
        _mark_repeats(connection)
        _mark_readvertised(connection)
        for batch in connection.execute(_FINISHED).to_arrow_reader(_BATCH):
            yield batch.select(BATCHES.names).cast(BATCHES)


@contextmanager
def _database(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with TemporaryDirectory(dir=scratch, prefix="annonser.") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "preserve_insertion_order": "false",
        }
        with duckdb.connect(f"{folder}/annonser.duckdb", config=config) as connection:
            yield connection


def _mark_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    ads = connection.execute(_SAME_HEADLINE, {"sole_trader": SOLE_TRADER}).fetchnumpy()
    first = repeats(ads["grupp"], ads["dag"])
    again = np.flatnonzero(first >= 0)
    marks = pa.table({"rad": ads["rad"][again], "av": ads["rad"][first[again]]})
    connection.register("upprepar", marks)


def _mark_readvertised(connection: duckdb.DuckDBPyConnection) -> None:
    ads = connection.execute(_SAME_OCCUPATION, {"sole_trader": SOLE_TRADER}).fetchnumpy()
    again = readvertised(ads["grupp"], ads["dag"], ads["slut"])
    connection.register("ater", pa.table({"rad": ads["rad"][again]}))
