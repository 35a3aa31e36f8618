"""Reduced archives → staged.annonser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from assets.contracts.ads import STAGED_ADS
from assets.methods.ads import again_by_chance, nearby, of_the_year, readvertised, repeats
from assets.methods.arrays import Array, Flags
from assets.methods.taxonomy import ssyk4_of_concepts
from assets.scratch_database import scratch_database
from assets.staged.ad_groups import SAME_HEADLINE, SAME_OCCUPATION, groups, repeated
from sources.arbetsformedlingen.ad_reader import UNTIL_FURTHER_NOTICE

_BATCH = 1 << 16
BATCHES = pa.schema([(column.name, column.type) for column in STAGED_ADS.columns])
"""Columns of what ``stage_ads`` yields."""

_ARCHIVE = """
select *, strftime(publication_date, '%Y-%m') as manad, $archive_{at} as arkiv
from read_parquet($path_{at})
where manad between $first_{at} and $last_{at}
"""
# A hash that several ids share costs a look at a few more rows; they are told apart by the ids themselves.
_SEVERAL_TIMES = """
create table flera as
select hash(id) as id_hash from ({lasta}) group by all having count(*) > 1
"""
_DISTINCT = """
create table annonser as
with lasta as not materialized ({lasta}),
en_gang as (
    from lasta anti join flera on hash(lasta.id) = flera.id_hash
),
forsta_gangen as (
    from lasta semi join flera on hash(lasta.id) = flera.id_hash
    qualify row_number() over (partition by id order by arkiv, publication_date, municipality_code, occupation_group) = 1
),
var_och_en as (from en_gang union all from forsta_gangen)
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
    coalesce(staffing_by_name, false) as bemanning_av_namn,
    fingerprint as fingeravtryck,
    arkiv
from var_och_en left join koncept on koncept.koncept_id = occupation_group_concept
"""
_EXTENT = """
select
    count(*),
    coalesce(datediff('day', date '1970-01-01', min(publicerad)), 0),
    coalesce(datediff('day', date '1970-01-01', max(publicerad)), 0)
from annonser
"""
_FINISHED = """
select annonser.rowid as rad, annonser.* exclude (fingeravtryck), forsta.annons_id as dubblett_av
from annonser
left join upprepar on upprepar.rad = annonser.rowid
left join annonser as forsta on forsta.rowid = upprepar.av
order by annonser.annons_id
"""


@dataclass(frozen=True)
class ReducedArchive:
    """A reduced archive and the months it is counted for."""

    path: Path
    period: str
    first_month: str
    last_month: str


def ads_in_parts(archives: list[ReducedArchive], concepts: pa.Table, scratch: Path) -> pa.RecordBatchReader:
    """staged.annonser in parts, since all ads do not fit in memory.

    Args:
        archives: reduced archives, at least one.
        concepts: staged.taxonomi, for ads that name an occupation group by its concept alone.
        scratch: folder for what does not fit in memory.
    """
    parts = stage_ads(archives, ssyk4_of_concepts(concepts), scratch)
    return pa.RecordBatchReader.from_batches(BATCHES, parts)


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
    with scratch_database(scratch) as connection:
        given = {
            f"{name}_{at}": value
            for at, archive in enumerate(archives)
            for name, value in {
                "path": str(archive.path),
                "archive": archive.period,
                "first": archive.first_month,
                "last": archive.last_month,
            }.items()
        }
        lasta = " union all ".join(_ARCHIVE.format(at=at) for at in range(len(archives)))
        known = pa.table(
            {"koncept_id": pa.array(concepts, pa.string()), "ssyk4": pa.array(concepts.values(), pa.string())}
        )
        connection.register("koncept", known)
        connection.execute(_SEVERAL_TIMES.format(lasta=lasta), given)
        connection.execute(_DISTINCT.format(lasta=lasta), {"until_further_notice": UNTIL_FURTHER_NOTICE, **given})
        marks = _marks(connection)
        for batch in connection.execute(_FINISHED).to_arrow_reader(_BATCH):
            at = batch["rad"].to_numpy()
            for name, column in marks.of(at).items():
                batch = batch.append_column(name, column)
            yield batch.select(BATCHES.names).cast(BATCHES)


@dataclass(frozen=True)
class _Marks:
    """What is known of each ad by its row, as arrays: joining as many rows once more takes more memory than there is."""

    advertised_again: Flags
    headline_known: Flags
    headline_again: Flags
    by_chance: Array
    of_employer: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64]) -> dict[str, pa.Array]:
        """Columns of staged.annonser for some rows."""
        unknown = ~self.headline_known[rows]
        return {
            "aterannonserad": pa.array(self.advertised_again[rows]),
            "annonser_i_grupp": pa.array(self.of_employer[rows]),
            "samma_rubrik_igen": pa.array(self.headline_again[rows], mask=unknown),
            "samma_rubrik_av_slump": pa.array(self.by_chance[rows], mask=unknown),
        }


def _marks(connection: duckdb.DuckDBPyConnection) -> _Marks:
    """What repeats an earlier ad (registered), and of every ad whether it, or its headline, comes again."""
    number, first, last = connection.execute(_EXTENT).fetchone() or (0, 0, 0)
    again, known, same = (np.zeros(number, np.bool_) for _ in range(3))
    kept, of_employer = np.ones(number, np.bool_), np.ones(number, np.int64)
    chance = np.zeros(number, np.float64)
    repeating = []
    for ads in groups(connection, SAME_HEADLINE):
        earlier = repeats(ads["grupp"], ads["dag"])
        repeating.append(repeated(ads["rad"], earlier))
        kept[ads["rad"]] = earlier < 0
        around = nearby(ads["grupp"], ads["dag"], ads["slut"], earlier < 0, first, last)
        known[ads["rad"]] = True
        same[ads["rad"]] = readvertised(ads["grupp"], ads["dag"], ads["slut"])
        chance[ads["rad"]] = again_by_chance(*around).round(6)
    for ads in groups(connection, SAME_OCCUPATION):
        again[ads["rad"]] = readvertised(ads["grupp"], ads["dag"], ads["slut"])
        of_employer[ads["rad"]] = of_the_year(ads["grupp"], ads["dag"], kept[ads["rad"]])
    connection.register("upprepar", pa.concat_tables(repeating))
    return _Marks(again, known, same, chance, of_employer)
