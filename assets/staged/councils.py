"""The councils' forms → one row per assessment."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.councils import STAGED_ASSESSMENTS
from assets.reference.council_form import ASSESSMENTS, CLASS
from sources.councils.form import Form


def stage_assessments(forms: list[tuple[str, Form]]) -> pa.Table:
    """The occupations that the forms have assessed.

    Args:
        forms: id of the snapshot and what it says.

    Returns:
        Columns of staged.radens_bedomningar; an occupation that a council left open has no row.
    """
    names = [column.name for column in STAGED_ASSESSMENTS.columns]
    rows = [
        {name: row.get(name) for name in names}
        | {
            "formular": identity,
            "delregion": form.delregion,
            "omgang": form.round,
            "runda": form.turn,
            "behandlat": form.treated,
        }
        for identity, form in forms
        for row in form.rows[ASSESSMENTS]
        if CLASS in row
    ]
    return pa.Table.from_pylist(rows, STAGED_ASSESSMENTS.written_schema)
