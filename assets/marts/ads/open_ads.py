"""Demand by workplace as a stock: the ads that are open on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from importlib.resources import files

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.ads import OPEN_ADS, STAGED_OPEN_ADS
from assets.contracts.places import DIM_GEO
from assets.declaration import Mart
from assets.marts.ads.ad_lookups import areas_of_municipalities, employers, posts
from assets.reference.areas import counties
from sources.arbetsformedlingen import jobstream
from sources.catalogue.ads import AF_OPEN_ADS
from sources.refresh import Fetched

_ONE_DAY = timedelta(days=1)


def published_days(known: Sequence[tuple[date, date]]) -> dict[date, bool]:
    """The days that are published, and whether each is preliminary.

    Every last day of a month that is known whole, the newest day that is known whole, and the newest day, which was not
    over when the ads were fetched.

    Args:
        known: first and last day of every stretch that is known, oldest first; of the very last day only the beginning.

    >>> published_days([(date(2026, 9, 29), date(2026, 10, 1))])
    {datetime.date(2026, 9, 30): False, datetime.date(2026, 10, 1): True}
    """
    if not known:
        return {}
    newest = known[-1][1]
    whole = [day for first, last in known for day in _days(first, last) if day < newest]
    chosen = {day for day in whole if (day + _ONE_DAY).day == 1} | set(whole[-1:])
    return {**dict.fromkeys(sorted(chosen), False), newest: True}


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def open_ads(staged: pa.Table, geo: pa.Table, county: str, days: Mapping[date, bool]) -> pa.Table:
    """Open ads and their posts per area, occupation, sector and day.

    An ad is open on a day when it was published then or earlier, and was not removed before the day was over.

    Args:
        staged: staged.annonser_oppna.
        geo: mart.dim_geo.
        county: two-digit code.
        days: from ``published_days``.

    Returns:
        Columns of mart.annonser_oppna.
    """
    known = pa.table(
        [pa.array(list(days), pa.date32()), pa.array(list(days.values()), pa.bool_())], ["dag", "preliminar"]
    )
    query = files("assets.marts.ads.sql").joinpath("annonser_oppna.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.register("rader", staged)
        connection.register("dagar", known)
        connection.register("omraden", areas_of_municipalities(geo))
        connection.register("arbetsgivare", employers(pc.unique(staged["organisationsnummer"]).to_pylist()))
        connection.register("platser", posts(pc.unique(staged["platser_i_annons"]).to_pylist()))
        return connection.execute(query, {"lan": county, "lan_namn": counties()[county]}).to_arrow_table()


def open_ads_as_known(fetched: Fetched, staged: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """The same on the days that the fetched snapshots know: columns of mart.annonser_oppna."""
    known = [days for snapshot in fetched.snapshots for days in jobstream.known_days(snapshot)]
    return open_ads(staged, geo, county, published_days(known))


MARTS = (Mart(OPEN_ADS, open_ads_as_known, {"fetched": AF_OPEN_ADS, "staged": STAGED_OPEN_ADS, "geo": DIM_GEO}),)
