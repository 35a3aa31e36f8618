"""A council's priorities and measures, and the register of underlag, as sheets and pages: text stays text everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    REGISTER,
    STEPPED,
)
from assets.contracts.model import TableContract
from assets.contracts.words import COUNTY
from reports.files.excel import write_workbook
from reports.sheets.councils import council_tables
from reports.sheets.model import facts_of, shown_cell
from reports.sheets.underlag import underlag_lead, underlag_tables
from reports.sheets.workbook import workbook
from reports.warehouse import Warehouse
from reports.web.about_pages import about_pages
from reports.web.html import render_page
from reports.web.tables_page import tables_pages

Make = Callable[..., Warehouse]
GOAL = {
    "indikator": "matchad förvärvsgrad", "enhet": "procent", "basar": 2023, "basvarde": 70.26, "malar": 2030, "malvarde": 75,
    "senaste_ar": 2024, "senaste_varde": 74.0, "enhet_forandring": "procentenheter", "forandring": 3.74,
    "forandring_nedre": 1.2, "forandring_ovre": 6.3, "besked": "säker förändring",
}  # fmt: skip
HOSTILE = "=1+1 <script>alert('x')</script> #strong[hej] $x$"


def row(contract: TableContract, **values: Any) -> dict[str, Any]:
    return {column.name: None for column in contract.columns} | values


def told(warehouse: Warehouse) -> Warehouse:
    """With two priorities, a measure and what a council asks for and has reviewed, each with a hostile text."""
    of_area = {"geo_kod": "fyrbodal", "geo_namn": "Fyrbodal"}
    of = {**of_area, "omgang": "2026-2", "behandlat": "2026-11-20"}
    proposal = row(
        COUNCIL_PRIORITIES, **of, nr=1, galler_namn="Läkare", mal=HOSTILE, malar=2030, agare="A", beslutslage="förslag"
    )
    decided = {
        "beslutad_av": "Nämnden",
        "beslutad_datum": "2023-10-01",
        "diarienummer": "N 1",
        "beslutslage": "beslutad",
    }
    goal = row(COUNCIL_GOALS, **of_area, nr=2, galler_namn="Läkare", beslutslage="beslutad", **GOAL)
    talks = [
        row(COUNCIL_DIALOGUES, **of_area, yrke_namn=name, omgang="2026-2", arbetsgivare=count)
        for name, count in (("Läkare", 6), ("Kockar", None))
    ]
    wish = row(REGISTER, nr=900, slag="önskat", underlag=HOSTILE, lage="saknas", onskas_i="Fyrbodal")
    review = {"granskat_i": "Fyrbodal", "granskare": HOSTILE, "omdome": "används", "granskat_den": "2026-10-01"}
    return replace(
        warehouse,
        council_priorities=(proposal, proposal | {"nr": 2, "mal": "Fler", **decided}),
        council_goals=(goal,),
        council_measures=(
            row(COUNCIL_MEASURES, **of, nr=1, insats=HOSTILE, finansiering="DRUM", resultat=HOSTILE, lage="pågår"),
        ),
        council_dialogues=tuple(talks),
        register=(
            warehouse.register[0] | review,
            *warehouse.register[1:],
            wish,
            row(REGISTER, nr=901, slag="annat", underlag=HOSTILE, **review),
        ),
    )


def test_sheets_are_there_only_where_the_council_has_given_any(warehouse: Make):
    plain, made = warehouse("live"), told(warehouse("live"))
    assert council_tables(facts_of(plain, "fyrbodal")) == []
    assert council_tables(facts_of(made, "skaraborg")) == council_tables(facts_of(made, COUNTY)) == []
    wanted, goals, done, heard = council_tables(facts_of(made, "fyrbodal"))
    assert wanted.title == "Rådets prioriteringar i Fyrbodal: 1 av 2 är beslutade"
    assert [cells[wanted.column("Beslutsläge")] for cells in wanted.rows] == ["beslutad", "förslag"]
    assert wanted.rows[1][wanted.column("Målår")] == "2030"
    assert goals.rows[0][goals.column("Värde basåret")] == 70.3
    assert goals.rows[0][goals.column("Basår")] == "2023"
    assert goals.rows[0][goals.column("Förändringen är")] == "säker förändring"
    assert [cells[-1] for cells in heard.rows] == ["färre än tre", "6"]
    assert STEPPED in heard.summary
    assert (done.name, done.rows[0][done.column("Belopp")]) == ("Insatser", None)
    assert "omgång 2026-2 och behandlade dem 2026-11-20" in done.summary
    assert {"Prioriteringar", "Mål", "Insatser", "Dialoger"} <= {
        s.name for page in tables_pages(made, "fyrbodal") for s in page.sheets
    }


def test_a_value_of_whole_posts_is_whole_beside_one_in_percent():
    shown = [shown_cell(COUNCIL_GOALS.column("basvarde"), value) for value in (179.0, 70.26)]
    assert [(value, type(value)) for value in shown] == [(179, int), (70.3, float)]


def test_what_a_council_writes_is_text_on_pages_and_in_workbooks(warehouse: Make, tmp_path: Path):
    made = told(warehouse("live"))
    pages = [*tables_pages(made, "fyrbodal"), *(p for p in about_pages(made) if p.path.endswith("underlag.html"))]
    shown = "".join(map(render_page, pages))
    assert "<script>alert" not in shown
    assert shown.count("=1+1 &lt;script&gt;") >= 6
    found = 0
    for area in ("fyrbodal", COUNTY):
        write_workbook(workbook(made, area), tmp_path / "bok.xlsx")
        for sheet in openpyxl.load_workbook(tmp_path / "bok.xlsx"):
            cells = [cell for line in sheet.iter_rows() for cell in line]
            hostile = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=1+1")]
            # A text that begins as a formula is a string in the file; the reader calls what is no string a formula.
            assert {cell.data_type for cell in hostile} <= {"s"}
            found += len(hostile)
    assert found >= 6


def test_the_register_says_what_is_used_asked_for_and_reviewed(warehouse: Make):
    plain, made = (facts_of(w, COUNTY) for w in (warehouse("live"), told(warehouse("live"))))
    assert [s.name for s in underlag_tables(plain)] == ["Underlag"]
    assert "Inget råd har önskat underlag än." in underlag_lead(plain)
    used, wished, others = underlag_tables(made)
    assert underlag_lead(made)[0].endswith("Råden har granskat 1 av källorna.")
    assert "Frågor som råden vill ha svar på: 1 saknas." in underlag_lead(made)
    assert [cells[used.column("Granskat av")] for cells in used.rows][:2] == [HOSTILE, "ingen än"]
    assert wished.rows[0][wished.column("Kostnad")] is None
    assert len(others.rows) == 1
    names = {area: [s.name for s in workbook(made.warehouse, area).sheets] for area in ("fyrbodal", COUNTY)}
    assert ("Underlag" in names[COUNTY], "Underlag" in names["fyrbodal"]) == (True, False)
