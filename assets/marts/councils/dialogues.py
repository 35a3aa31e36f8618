"""What the councils have heard from employers, as counts and never as text: mart.radets_dialoger."""

from __future__ import annotations

from itertools import groupby

import pyarrow as pa

from assets.contracts.council_work import COUNCIL_DIALOGUES, STAGED_DIALOGUES
from assets.contracts.model import Record
from assets.declaration import Mart
from assets.marts.councils.rows import newest_rows, table_of
from assets.methods.council_dialogues import FEWEST_EMPLOYERS, employers_at_least
from assets.methods.quoted import spelled
from assets.reference import delregioner, reporting_groups

TOO_FEW = f"Färre än {spelled(FEWEST_EMPLOYERS)} arbetsgivare har svarat om yrket. Då visas inget antal."
"""Why nothing is shown: not how many have answered either, since one or two could be told from each other."""


def dialogues(forms: pa.Table, county: str) -> pa.Table:
    """The dialogues of each round, by occupation: of the newest form of the round, so that no dialogue is counted twice.

    Args:
        forms: staged.radens_dialoger.
        county: two-digit code.

    Returns:
        Columns of mart.radets_dialoger.
    """
    names = {area.code: area.name for area in delregioner(county)}
    occupations = {group.code: group.name for group in reporting_groups()}
    rows = sorted(newest_rows(forms, county, ("omgang",)), key=_cell)
    found = []
    for (area, code, round_), of_cell in groupby(rows, _cell):
        cell = {"geo_niva": "delregion", "geo_kod": area, "geo_namn": names[area], "yrke_kod": code, "omgang": round_}
        found.append({**cell, "yrke_namn": occupations[code], **_counted(list(of_cell))})
    return table_of(COUNCIL_DIALOGUES, found)


def _cell(row: Record) -> tuple[str, str, str]:
    return row["delregion"], row["yrke_kod"], row["omgang"]


def _counted(rows: list[Record]) -> Record:
    employers = employers_at_least(
        (row["arbetsgivare_typ"], row["arbetsgivare_storlek"], row["datum"], row["behov_nar"]) for row in rows
    )
    if employers < FEWEST_EMPLOYERS:
        return {"anmarkning": TOO_FEW}
    return {"dialoger": employers, "behov_personer": sum(row["behov_personer"] for row in rows)}


MARTS = (Mart(COUNCIL_DIALOGUES, dialogues, {"forms": STAGED_DIALOGUES}),)
