"""What the councils have heard from employers, as counts and never as text: mart.radets_dialoger."""

from __future__ import annotations

from itertools import groupby

import pyarrow as pa

from assets.contracts.council_work import COUNCIL_DIALOGUES, STAGED_DIALOGUES
from assets.contracts.model import Record
from assets.contracts.words import DELREGION_LEVEL
from assets.declaration import Mart
from assets.marts.councils.rows import newest_rows, table_of
from assets.methods.council_dialogues import EMPLOYER_STEP, employers_at_least, shown_employers
from assets.methods.quoted import spelled
from assets.reference.areas import delregioner

TOO_FEW = f"Färre än {spelled(EMPLOYER_STEP)} arbetsgivare har svarat om yrket. Då visas inget antal."
"""Why no number is shown: one or two could be told from each other."""


def dialogues(forms: pa.Table, county: str) -> pa.Table:
    """The dialogues of each round, by occupation: of the newest form of the round, so that no dialogue is counted twice.

    Args:
        forms: staged.radens_dialoger.
        county: two-digit code.

    Returns:
        Columns of mart.radets_dialoger. An occupation has the name that it had when the council told of it.
    """
    names = {area.code: area.name for area in delregioner(county)}
    rows = sorted(newest_rows(forms, county, ("omgang",)), key=_cell)
    found = []
    for (area, code, round_), of_cell in groupby(rows, _cell):
        told = list(of_cell)
        employers = shown_employers(employers_at_least(map(_who, told)))
        found.append(
            {
                "geo_niva": DELREGION_LEVEL,
                "geo_kod": area,
                "geo_namn": names[area],
                "yrke_kod": code,
                "yrke_namn": told[0]["yrke_namn"],
                "omgang": round_,
                "arbetsgivare": employers,
                "anmarkning": TOO_FEW if employers is None else None,
            }
        )
    return table_of(COUNCIL_DIALOGUES, found)


def _cell(row: Record) -> tuple[str, str, str]:
    return row["delregion"], row["yrke_kod"], row["omgang"]


def _who(row: Record) -> tuple[str | None, ...]:
    return row["arbetsgivare_typ"], row["arbetsgivare_storlek"], row["datum"], row["behov_nar"], row["kommun"]


MARTS = (Mart(COUNCIL_DIALOGUES, dialogues, {"forms": STAGED_DIALOGUES}),)
