"""What the councils want to reach and what they do: mart.radets_prioriteringar, mart.radets_insatser and mart.radets_arbete."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.council_work import (
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    COUNCIL_PROCESS,
    DECIDED,
    PROPOSED,
    STAGED_MEASURES,
    STAGED_PRIORITIES,
)
from assets.contracts.model import Record
from assets.contracts.words import DELREGION_LEVEL
from assets.declaration import Mart
from assets.marts.councils.rows import newest_rows, numbered, table_of
from assets.methods.council_process import is_decided, share_of
from assets.reference.areas import delregioner

ENDED = "avslutad"
"""State of a measure that has come to its end, as the form calls it."""


def priorities(forms: pa.Table, county: str) -> pa.Table:
    """The priorities of each council's newest form that has any.

    Args:
        forms: staged.radens_prioriteringar.
        county: two-digit code.

    Returns:
        Columns of mart.radets_prioriteringar.
    """
    rows = [{**row, "beslutslage": _state(row)} for row in numbered(newest_rows(forms, county), county)]
    return table_of(COUNCIL_PRIORITIES, rows)


def _state(row: Record) -> str:
    return DECIDED if is_decided(row["beslutad_av"], row["beslutad_datum"], row["diarienummer"]) else PROPOSED


def measures(forms: pa.Table, county: str) -> pa.Table:
    """The measures of each council's newest form that has any.

    Args:
        forms: staged.radens_insatser.
        county: two-digit code.

    Returns:
        Columns of mart.radets_insatser.
    """
    return table_of(COUNCIL_MEASURES, numbered(newest_rows(forms, county), county))


def process(wanted: pa.Table, done: pa.Table, county: str) -> pa.Table:
    """How much of its work each council has decided and ended; a council that has told nothing has no row.

    Args:
        wanted: mart.radets_prioriteringar.
        done: mart.radets_insatser.
        county: two-digit code.

    Returns:
        Columns of mart.radets_arbete.
    """
    found = []
    for area in delregioner(county):
        of, by = ([r for r in table.to_pylist() if r["geo_kod"] == area.code] for table in (wanted, done))
        if not of and not by:
            continue
        both = sum(bool(r["agare"]) and r["beslutslage"] == DECIDED for r in of)
        found.append(
            {
                "geo_niva": DELREGION_LEVEL,
                "geo_kod": area.code,
                "geo_namn": area.name,
                "prioriteringar": len(of),
                "med_agare": sum(bool(r["agare"]) for r in of),
                "beslutade": sum(r["beslutslage"] == DECIDED for r in of),
                "med_agare_och_beslut": both,
                "andel_agare_och_beslut": share_of(both, len(of)),
                "insatser": len(by),
                "insatser_avslutade": sum(r["lage"] == ENDED for r in by),
                "insatser_med_resultat": sum(bool(r["resultat"]) for r in by),
            }
        )
    return table_of(COUNCIL_PROCESS, found)


MARTS = (
    Mart(COUNCIL_PRIORITIES, priorities, {"forms": STAGED_PRIORITIES}),
    Mart(COUNCIL_MEASURES, measures, {"forms": STAGED_MEASURES}),
    Mart(COUNCIL_PROCESS, process, {"wanted": COUNCIL_PRIORITIES, "done": COUNCIL_MEASURES}),
)
