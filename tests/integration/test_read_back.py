"""The same cells in the warehouse, Parquet, CSV, workbook, HTML, PDF and PPTX, each read back from its file."""

from __future__ import annotations

import csv
import json
import random
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from pptx import Presentation
from pypdf import PdfReader

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.model import TableContract
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.open_now import OPEN_NOW
from assets.reference.areas import delregioner
from tests.shared import head_row

COUNTY = "14"
AREAS = {**{d.code: d.code for d in delregioner(COUNTY)}, COUNTY: "vastra_gotaland"}
"""Code of an area → what its files are called."""
READ = (MISMATCH, ASSESSMENT, POSTS_BY_YEAR, OPEN_NOW, MUNICIPALITY_OCCUPATIONS, MUNICIPALITIES)
GROUP = "redovisningsgrupp"


class Tables:
    """The cells of tables, which must be the same in the warehouse, Parquet and CSV when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._rows: dict[str, list[tuple[dict[str, Any], dict[str, Any], dict[str, str]]]] = {}
        with duckdb.connect(str(folder / "kompetensbehov.duckdb"), read_only=True) as connection:
            for contract in READ:
                names = [c.name for c in contract.columns]
                query = f"select {', '.join(names)} from mart.{contract.name} order by {', '.join(contract.key)}"
                stored = [dict(zip(names, row, strict=True)) for row in connection.execute(query).fetchall()]
                kept = pq.read_table(folder / f"{contract.name}.parquet").to_pylist()
                with (folder / f"{contract.name}.csv").open(encoding="utf-8-sig", newline="") as file:
                    text = list(csv.DictReader(file, delimiter=";"))
                self._rows[contract.name] = list(zip(stored, kept, text, strict=True))

    def rows(self, contract: TableContract, **where: str) -> list[dict[str, Any]]:
        """The warehouse's rows with those values."""
        return [stored for stored, _, _ in self._rows[contract.name] if all(stored[k] == v for k, v in where.items())]

    def cell(self, contract: TableContract, column: str, **where: str) -> Any:
        """The one cell, the same in all three."""
        found = [row for row in self._rows[contract.name] if all(row[0][k] == v for k, v in where.items())]
        ((stored, kept, text),) = found
        value = stored[column]
        assert kept[column] == value, (contract.name, where, column)
        assert (float(text[column].replace(",", ".")) if text[column] else None) == value, (
            contract.name,
            where,
            column,
        )
        return value


class Page(HTMLParser):
    """The rows of cells of every table of a page, by the table's id or its caption's; small print is left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._in_cell = self._aside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self._rows = []
        if tag in ("table", "caption") and given.get("id"):
            self.tables[str(given["id"])] = self._rows
        if tag == "tr":
            self._rows.append([])
        if tag in ("td", "th"):
            self._in_cell = True
            self._rows[-1].append("")
        self._aside = self._aside or tag == "small"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False
        self._aside = self._aside and tag != "small"

    def handle_data(self, data: str) -> None:
        if self._in_cell and not self._aside:
            self._rows[-1][-1] += data

    def cells(self, table: str, heading: str) -> dict[str, str]:
        """First cell of a row → the cell under a heading."""
        head, *rows = self.tables[table]
        at = [name.strip() for name in head].index(heading)
        return {row[0].strip(): row[at].strip() for row in rows}


def printed(value: float | None, digits: int = 0) -> str:
    """As readers see it, without the space between thousands."""
    if value is None:
        return ".."
    return f"{round(value, digits):.{digits}f}".replace(".", ",").replace("-", "−")


def plain(text: str) -> str:
    """Without white space, which neither a page nor a paper keeps."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def folder(made_up: Path) -> Path:
    published = made_up / "exempel/14/publicerat"
    return published / json.loads((published / "senaste.json").read_text(encoding="utf-8"))["mapp"]


@pytest.fixture(scope="module")
def tables(made_up: Path) -> Tables:
    return Tables(made_up / "exempel/14/publicerat/senaste")


def test_an_areas_page_and_its_workbook_have_the_cells_of_the_tables(folder: Path, tables: Tables):
    chosen, compared = random.Random(20260831), 0
    for area, files in AREAS.items():
        place = "lan" if area == COUNTY else area
        page = Page((folder / f"rapport/{place}.html").read_text(encoding="utf-8"))
        sheet = openpyxl.load_workbook(folder / f"excel/kompetensbehov_{files}.xlsx")["Yrken"]
        head = [str(cell.value) for cell in sheet[head_row(sheet)]]
        in_book = {str(r[0]): r for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True)}
        rows = [r for r in tables.rows(MISMATCH, geo_kod=area, yrkesniva=GROUP) if r["yrke_kod"] != "0002"]
        for row in chosen.sample(rows, 12):
            where = {"geo_kod": area, "yrkesniva": GROUP, "yrke_kod": row["yrke_kod"]}
            for column, heading, digits in (
                ("anstallda", "Anställda", 0),
                ("platser_per_100_anstallda", "Platser per 100 anställda", 1),
            ):
                value = tables.cell(MISMATCH, column, **where)
                seen = page.cells("yrkestabell", heading)[row["yrke_namn"]]
                assert plain(seen) == printed(value, digits), (area, where, column)
                at = next(at for at, name in enumerate(head) if name.startswith(heading))
                cell = in_book[row["yrke_kod"]][at]
                assert cell == (".." if value is None else round(value, digits)), (area, where, column)
                compared += 1
    assert compared == 120


def test_an_occupations_page_has_the_cells_of_the_tables(folder: Path, tables: Tables):
    names = {area: tables.rows(MISMATCH, geo_kod=area)[0]["geo_namn"] for area in AREAS} | {COUNTY: "Länet"}
    codes = [r["yrke_kod"] for r in tables.rows(MISMATCH, geo_kod=COUNTY, yrkesniva=GROUP) if r["yrke_kod"] != "0002"]
    compared = 0
    for code in random.Random(20260901).sample(codes, 8):
        page = Page((folder / f"yrke/{code.replace('+', '-')}.html").read_text(encoding="utf-8"))
        for area, name in names.items():
            seen = page.cells("t-tal", name)
            for column, heading in (("anstallda", "Anställda"), ("annonserade_platser", "Annonserade platser")):
                value = tables.cell(MISMATCH, column, geo_kod=area, yrkesniva=GROUP, yrke_kod=code)
                assert plain(seen[heading]) == printed(value), (code, area, column)
                compared += 1
    assert compared == 80


def test_the_papers_have_the_cells_of_the_tables(folder: Path, tables: Tables):
    """A row of a paper is its name and its numbers with nothing between them."""
    compared = 0
    for place in random.Random(20260902).sample(tables.rows(MUNICIPALITIES), 8):
        code = place["geo_kod"]
        (paper,) = (folder / "pdf").glob(f"kommun_{code}_*.pdf")
        text = plain(PdfReader(paper).pages[0].extract_text())
        rows = [r for r in tables.rows(MUNICIPALITY_OCCUPATIONS, geo_kod=code) if r["anstallda"] is not None]
        rows.sort(key=lambda r: (-r["anstallda"], r["yrke_kod"]))
        for row in rows[:8]:
            numbers = [
                printed(tables.cell(MUNICIPALITY_OCCUPATIONS, column, geo_kod=code, yrke_kod=row["yrke_kod"]), digits)
                for column, digits in (("anstallda", 0), ("platser_rensade", 0), ("platser_per_100_anstallda", 1))
            ]
            assert plain(row["yrke_namn"]) + "".join(numbers) in text, (code, row["yrke_namn"], numbers)
            compared += len(numbers)
    assert compared >= 150, compared


def test_the_slides_charts_have_the_cells_of_the_tables(folder: Path, tables: Tables):
    compared = 0
    for area, files in AREAS.items():
        codes = {r["yrke_namn"]: r["yrke_kod"] for r in tables.rows(ASSESSMENT, geo_kod=area, yrkesniva=GROUP)}
        fields = {r["af_yrkesomrade_namn"]: r["af_yrkesomrade"] for r in tables.rows(OPEN_NOW, geo_kod=area)}
        years = {
            f"{r['period_fran'][2:4]}/{r['period_till'][2:4]}": r["period_fran"]
            for r in tables.rows(POSTS_BY_YEAR, geo_kod=area)
        }
        for slide in Presentation(str(folder / f"bilder/kompetensbehov_{files}.pptx")).slides:
            for chart in (shape.chart for shape in slide.shapes if shape.has_chart):
                labels = [re.sub(r" \([+−]?\d+\s%\)$", "", str(label)) for label in chart.plots[0].categories]
                for series in chart.plots[0].series:
                    for label, drawn in zip(labels, series.values, strict=True):
                        if label in fields:
                            value = tables.cell(
                                OPEN_NOW, "inskrivna_per_oppen_plats", geo_kod=area, af_yrkesomrade=fields[label]
                            )
                            value = round(value, 1)
                        elif label in years:
                            value = tables.cell(
                                POSTS_BY_YEAR,
                                "platser_rensade",
                                geo_kod=area,
                                yrke_kod="alla",
                                period_fran=years[label],
                            )
                        elif series.name in years:
                            value = tables.cell(
                                POSTS_BY_YEAR, "platser_rensade", geo_kod=area, yrkesniva=GROUP, yrke_kod=codes[label],
                                period_fran=years[series.name],
                            )  # fmt: skip
                        else:
                            value = tables.cell(
                                ASSESSMENT, "anstallda", geo_kod=area, yrkesniva=GROUP, yrke_kod=codes[label]
                            )
                        assert drawn == value, (area, series.name, label)
                        compared += 1
    assert compared >= 75, compared
