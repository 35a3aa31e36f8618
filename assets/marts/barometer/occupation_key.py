"""Arbetsförmedlingen's occupation groups as groups of SSYK 2012: mart.yrkesnyckel."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from assets.contracts.barometer import OCCUPATION_KEY, STAGED_TAXONOMY
from assets.contracts.words import UNKNOWN
from assets.declaration import Mart
from assets.methods.taxonomy import GROUP, IN_USE
from assets.reference.occupations import ssyk2012, without_af_group


def occupation_key(taxonomy: pa.Table) -> pa.Table:
    """One row per group of Arbetsförmedlingen's and group of SSYK 2012 that it covers.

    Args:
        taxonomy: staged.taxonomi; none of its rows when the source is missing.

    Returns:
        Columns of mart.yrkesnyckel. A group whose counterpart is not known has one row that says so.
    """
    names = ssyk2012()
    also = defaultdict(list)
    for row in without_af_group().values():
        also[row.af_group].append(row.ssyk4)
    rows = []
    for concept in taxonomy.to_pylist():
        code = concept["kod"]
        if concept["typ"] != GROUP or concept["tillstand"] != IN_USE or not code:
            continue
        covered = [*([code] if code in names else []), *also[code]] or [UNKNOWN]
        rows += [
            {
                "af_grupp": code,
                "af_namn": concept["namn"],
                "koncept_id": concept["koncept_id"],
                "ssyk4": ssyk4,
                "ssyk4_namn": names.get(ssyk4),
                "sammanslagen": "ja" if len(covered) > 1 else "nej",
                "taxonomiversion": concept["taxonomiversion"],
            }
            for ssyk4 in covered
        ]
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in OCCUPATION_KEY.columns]))


MARTS = (Mart(OCCUPATION_KEY, occupation_key, {"taxonomy": STAGED_TAXONOMY}),)
