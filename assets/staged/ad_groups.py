"""Which ads have the same employer, occupation, municipality and headline; of archives and of open ads alike.

The ads lie in a table ``annonser`` with annons_id, publicerad, avslutad, organisationsnummer, ssyk4, kommun_kod and
fingeravtryck. Where one of the four is not known, and for sole traders whose numbers are masked, nobody can tell, and the ad
is in no group.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from assets.methods.ads import repeats
from sources.arbetsformedlingen.ad_reader import SOLE_TRADER

# A hash stands for the group: only equality and a repeatable order are asked of it.
_GROUPS = """
with grupperade as (
    select
        rowid as rad,
        cast(hash(organisationsnummer, ssyk4, kommun_kod {more}) >> 1 as bigint) as grupp,
        datediff('day', date '1970-01-01', publicerad) as dag,
        datediff('day', date '1970-01-01', coalesce(avslutad, publicerad)) as slut,
        annons_id
    from annonser
    where organisationsnummer <> $sole_trader and ssyk4 is not null and kommun_kod is not null {known}
)
select rad, grupp, dag, slut from grupperade where grupp % $parts = $part order by grupp, dag, annons_id
"""
SAME_HEADLINE = _GROUPS.format(more=", fingeravtryck", known="and fingeravtryck is not null")
SAME_OCCUPATION = _GROUPS.format(more="", known="")
_PART = 500_000
"""Ads whose groups are looked through at a time."""


def groups(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    """Arrays rad, grupp, dag and slut of the ads whose groups are known, whole groups at a time, sorted by group and day."""
    (total,) = connection.execute("select count(*) from annonser").fetchone() or (0,)
    parts = 1 + total // _PART
    for part in range(parts):
        yield connection.execute(query, {"sole_trader": SOLE_TRADER, "parts": parts, "part": part}).fetchnumpy()


def mark_repeats(connection: duckdb.DuckDBPyConnection) -> None:
    """Register ``upprepar``: the row of an ad (rad) and of the earlier one that it repeats (av)."""
    marks = [repeated(ads["rad"], repeats(ads["grupp"], ads["dag"])) for ads in groups(connection, SAME_HEADLINE)]
    connection.register("upprepar", pa.concat_tables(marks))


def repeated(row: Any, first: Any) -> pa.Table:
    """The rows of ads that repeat one (rad), and of those they repeat (av), of the answer of ``assets.methods.ads.repeats``."""
    again = np.flatnonzero(first >= 0)
    return pa.table({"rad": row[again], "av": row[first[again]]})
