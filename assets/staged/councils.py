"""The councils' forms → one row per assessment, and one per filled row of each other sheet."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.council_work import COUNCIL_STAGED
from assets.contracts.councils import STAGED_ASSESSMENTS
from assets.contracts.model import Record, TableContract
from assets.reference.council_form import ASSESSMENTS, CLASS
from sources.councils.form import Form, Row


def stage_assessments(forms: list[tuple[str, Form]]) -> pa.Table:
    """The occupations that the forms have assessed.

    Args:
        forms: id of the snapshot and what it says.

    Returns:
        Columns of staged.radens_bedomningar; an occupation that a council left open has no row.
    """
    rows = [
        _row(STAGED_ASSESSMENTS, identity, form, row)
        for identity, form in forms
        for row in form.rows[ASSESSMENTS]
        if CLASS in row
    ]
    return pa.Table.from_pylist(rows, STAGED_ASSESSMENTS.written_schema)


def stage_rows(forms: list[tuple[str, Form]], sheet: str) -> pa.Table:
    """The filled rows of a sheet to which the council adds rows.

    Args:
        forms: id of the snapshot and what it says.
        sheet: name of the sheet.

    Returns:
        Columns of the sheet's staged table: what the contract does not have, such as what an employer has said, is not read.
    """
    contract = COUNCIL_STAGED[sheet]
    rows = [_row(contract, identity, form, row) for identity, form in forms for row in form.rows[sheet]]
    return pa.Table.from_pylist(rows, contract.written_schema)


def _row(contract: TableContract, identity: str, form: Form, row: Row) -> Record:
    """The columns of the contract, with where the row stands."""
    return {column.name: row.get(column.name) for column in contract.columns} | {
        "formular": identity,
        "delregion": form.delregion,
        "omgang": form.round,
        "runda": form.turn,
        "behandlat": form.treated,
    }
