"""What is right in a form by itself and wrong where and when it is handed in: another county's council, and a day that has not been."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_rowcol_to_cell

from assets.reference.areas import counties, delregioner
from assets.reference.council_form import COVER, NOT_AHEAD, form_sheets
from sources.councils.cells import Fault
from sources.councils.form import Form


def out_of_place(form: Form, county: str, today: str) -> Iterator[Fault]:
    """What does not belong in the home that a form is handed in to, or not yet.

    Args:
        form: nothing else is wrong in it.
        county: two-digit code of the home's county.
        today: ÅÅÅÅ-MM-DD.
    """
    whose, area = next((code, area) for code in counties() for area in delregioner(code) if area.code == form.delregion)
    if whose != county:
        said = f"formuläret är från {area.name}, som hör till {counties()[whose]}, och det här hemmet är {counties()[county]}s."
        yield Fault(COVER, "", said, f"Läs in det med --region {whose}.")
    columns = ((sheet, at, column) for sheet in form_sheets() for at, column in enumerate(sheet.columns))
    for sheet, at, column in (each for each in columns if (each[0].name, each[2].name) in NOT_AHEAD):
        for row in form.rows[sheet.name]:
            day = str(row.get(column.name, ""))
            if day > today:
                place = xl_rowcol_to_cell(int(row["rad"]) - 1, at)
                action = f"Skriv dagen då det hände: {column.heading}."
                yield Fault(sheet.name, place, f"{day} har inte varit än.", action)
