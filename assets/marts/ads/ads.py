"""Published ads, counted as they are and cleaned: mart.annonser, and what the cleaning left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import ADS, ADS_DROPPED, CLEANED, STAGED_ADS
from assets.contracts.places import DIM_GEO
from assets.declaration import Mart
from assets.marts.ads.ad_lookups import areas_of_municipalities, employers, posts
from assets.methods.ads import READVERTISED_DAYS, against_chance
from assets.reference.areas import NATION, counties
from assets.scratch_database import scratch_database


def ads(staged: Path, geo: pa.Table, county: str, scratch: Path) -> pa.Table:
    """Ads and advertised posts per area, occupation, sector and month.

    Args:
        staged: Parquet file of staged.annonser, which is too large to be read whole.
        geo: mart.dim_geo.
        county: two-digit code.
        scratch: folder for what does not fit in memory.

    Returns:
        Columns of mart.annonser: the county, its delregioner and municipalities, what the county has without a municipality, and
        the nation in the months when every county has ads.
    """
    with ads_database(staged, geo, scratch) as connection:
        # An ad that closed after this day may yet be advertised again.
        followed = last_day(connection, staged) - timedelta(days=READVERTISED_DAYS)
        places = {"lan": county, "lan_namn": counties()[county], "riket": NATION, "lanen": list(counties())}
        return with_ratio(rows(connection, "annonser.sql", {"path": str(staged), "followed": followed, **places}))


def dropped(staged: Path, geo: pa.Table, scratch: Path) -> pa.Table:
    """The county's ads that repeat an earlier one.

    Args:
        staged: Parquet file of staged.annonser.
        geo: mart.dim_geo.
        scratch: folder for what does not fit in memory.

    Returns:
        Columns of mart.annonser_bortrensade.
    """
    with ads_database(staged, geo, scratch) as connection:
        return rows(connection, "annonser_bortrensade.sql", {"path": str(staged)})


_PLACE_OCCUPATION_MONTH = ("geo_niva", "geo_kod", "geo_namn", "ssyk4", "af_yrkesomrade", "manad")


def cleaned(counts: pa.Table, levels: Collection[str], by: Sequence[str] = _PLACE_OCCUPATION_MONTH) -> pd.DataFrame:
    """The cleaned measure, which comparisons rest on.

    Args:
        counts: mart.annonser, or mart.annonser_lan.
        levels: geographic levels that are wanted. Two may share a code: what has no municipality stands beside the county's sum.
        by: the other columns that are wanted.

    Returns:
        Those columns, and cleaned ``annonser`` and ``annonserade_platser``; one row per sector.
    """
    wanted = counts.filter(pc.is_in(counts["geo_niva"], pa.array(levels)))
    frame: pd.DataFrame = wanted.select([*by, *CLEANED.values()]).to_pandas()
    return frame.rename(columns={ours: theirs for theirs, ours in CLEANED.items()})


def under_both_names(frame: pd.DataFrame) -> pd.DataFrame:
    """The cleaned measure of ``cleaned`` under its own names too; the others leave when an edition has had both."""
    return frame.assign(**{own: frame[leaving] for leaving, own in CLEANED.items()})


def with_ratio(counts: pa.Table) -> pa.Table:
    """The counts, and how many times more often than by chance the same headline comes again."""
    names = ("annonser_samma_rubrik_igen", "vantade_samma_rubrik_igen", "annonser_foljda_med_rubrik")
    ratio = against_chance(*(counts[name].to_numpy() for name in names))
    return counts.append_column("samma_rubrik_mot_slump", pa.array(ratio, pa.float64(), from_pandas=True))


@contextmanager
def ads_database(staged: Path, geo: pa.Table, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows the areas, the employers, and what stated numbers of posts count for."""
    with scratch_database(scratch) as connection:
        connection.register("omraden", areas_of_municipalities(geo))
        connection.register("arbetsgivare", employers(_distinct(connection, staged, "organisationsnummer")))
        connection.register("platser", posts(_distinct(connection, staged, "platser_i_annons")))
        yield connection


def _distinct(connection: duckdb.DuckDBPyConnection, staged: Path, column: str) -> list[Any]:
    query = f"select distinct {column} from read_parquet($path) order by all"
    return [value for (value,) in connection.execute(query, {"path": str(staged)}).fetchall()]


def last_day(connection: duckdb.DuckDBPyConnection, staged: Path) -> date:
    """The newest day of publication, which is how far the archives reach."""
    found = connection.execute("select max(publicerad) from read_parquet($path)", {"path": str(staged)}).fetchone()
    return found[0] if found and found[0] else date.min + timedelta(days=READVERTISED_DAYS)


def rows(connection: duckdb.DuckDBPyConnection, query: str, asked: dict[str, object]) -> pa.Table:
    """The answer to a query in assets/marts/ads/sql."""
    text = files("assets.marts.ads.sql").joinpath(query).read_text(encoding="utf-8")
    return connection.execute(text, asked).to_arrow_table()


MARTS = (
    Mart(ADS, ads, {"staged": STAGED_ADS, "geo": DIM_GEO}),
    Mart(ADS_DROPPED, dropped, {"staged": STAGED_ADS, "geo": DIM_GEO}),
)
