"""Demand by workplace as a stock: the ads that are open on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.methods.aggregate import POSTS_CAP
from assets.reference import counties

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


def open_ads(
    staged: pa.Table, geo: pa.Table, county: str, days: Mapping[date, bool], sectors: Mapping[str, str]
) -> pa.Table:
    """Open ads and their posts per area, occupation, sector and day: columns of mart.annonser_oppna.

    An ad is open on a day when it was published then or earlier, and was not removed before the day was over. An ad that
    states no posts, or 0, counts as one post; at most POSTS_CAP posts per ad.

    Args:
        staged: staged.annonser_oppna.
        geo: mart.dim_geo.
        county: two-digit code.
        days: from ``published_days``.
        sectors: organisation number → sector; an employer that is not there is 'okänt'.
    """
    posts = pc.min_element_wise(pc.max_element_wise(pc.coalesce(staged["platser_i_annons"], 1), 1), POSTS_CAP)
    areas = geo.to_pandas()
    municipalities = areas[areas["geo_niva"] == "kommun"]
    names = areas[areas["geo_niva"] == "delregion"].set_index("geo_kod")["geo_namn"]
    own = municipalities.assign(kommun_kod=municipalities["geo_kod"])
    parent = municipalities["delregion_kod"]
    summed = own.assign(geo_niva="delregion", geo_kod=parent, geo_namn=parent.map(names))
    placed = pd.concat([own, summed])[["geo_niva", "geo_kod", "geo_namn", "kommun_kod"]]
    query = files("assets.marts.sql").joinpath("annonser_oppna.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.register("rader", staged.append_column("platser", posts))
        connection.register("omraden", pa.Table.from_pandas(placed, preserve_index=False))
        connection.register("dagar", _pairs(("dag", pa.date32()), ("preliminar", pa.bool_()), days))
        connection.register("sektorer", _pairs(("organisationsnummer", pa.string()), ("sektor", pa.string()), sectors))
        return connection.execute(query, {"lan": county, "lan_namn": counties()[county]}).to_arrow_table()


def _pairs(key: tuple[str, pa.DataType], value: tuple[str, pa.DataType], pairs: Mapping[Any, Any]) -> pa.Table:
    return pa.table([pa.array(list(pairs), key[1]), pa.array(list(pairs.values()), value[1])], pa.schema([key, value]))
