"""What both tables of ads look up: areas of a municipality, employers by their numbers, what stated posts count for."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa

from assets.methods.ads import capped_posts, counted_posts
from assets.methods.employers import sectors, staffing_agency
from assets.reference.employers import public_companies, sector_prefixes, staffing_agencies


def employers(numbers: Iterable[str | None]) -> pa.Table:
    """Sector of each employer, and whether it is a staffing agency, with and without a name that tells so.

    Args:
        numbers: organisation numbers, each once; ``enskild`` for sole traders, None where an ad has none.

    Returns:
        nummer, av_namn, sektor, bemanning; two rows per number.
    """
    agencies = staffing_agencies()
    by_number = sectors(numbers, sector_prefixes(), public_companies())
    found = [
        (number, by_name, sector, staffing_agency(number, by_name, agencies))
        for number, sector in by_number.items()
        for by_name in (False, True)
    ]
    columns = (("nummer", pa.string()), ("av_namn", pa.bool_()), ("sektor", pa.string()), ("bemanning", pa.bool_()))
    return pa.table({name: pa.array((row[at] for row in found), kind) for at, (name, kind) in enumerate(columns)})


def areas_of_municipalities(geo: pa.Table) -> pa.Table:
    """Municipality → itself and its delregion.

    Args:
        geo: mart.dim_geo.

    Returns:
        geo_niva, geo_kod, geo_namn, kommun_kod; two rows per municipality of the county.
    """
    areas = geo.to_pandas()
    own = areas[areas["geo_niva"] == "kommun"]
    own = own.assign(kommun_kod=own["geo_kod"])
    names = areas[areas["geo_niva"] == "delregion"].set_index("geo_kod")["geo_namn"]
    code = own["delregion_kod"]
    summed = own.assign(geo_niva="delregion", geo_kod=code, geo_namn=code.map(names))
    columns = ["geo_niva", "geo_kod", "geo_namn", "kommun_kod"]
    return pa.Table.from_pandas(pd.concat([own[columns], summed[columns]]), preserve_index=False)


def posts(stated: Iterable[int | None]) -> pa.Table:
    """What numbers of posts count for.

    Args:
        stated: as ads state them, each once.

    Returns:
        angivna, platser, platser_hogst (at most ten), kvadrat (of those).
    """
    numbers = pa.array(stated, pa.int64())
    counted = counted_posts(numbers.to_numpy(zero_copy_only=False))
    capped = capped_posts(counted)
    return pa.table({"angivna": numbers, "platser": counted, "platser_hogst": capped, "kvadrat": capped**2})
