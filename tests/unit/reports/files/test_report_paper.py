"""The report about an area as it lies in the file: every number of its tables, on pages that a screen reader can follow."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import texts
from reports.files.paper import report_data, set_paper, write_report
from reports.findings.area_report import AreaReport, area_report
from reports.sheets.model import facts_of
from tests.unit.reports.files.test_paper import tags, words


def read(report: AreaReport) -> PdfReader:
    return PdfReader(io.BytesIO(set_paper("report.typ", report_data(report), "2026-11-28")))


@pytest.fixture
def report(warehouse) -> AreaReport:
    return area_report(facts_of(warehouse("example"), "fyrbodal"))


def test_every_finding_and_every_cell_is_on_paper(report: AreaReport):
    text = words("".join(page.extract_text() for page in read(report).pages))
    for finding in report.findings:
        assert words(finding.sentence) in text
        for bar in finding.bars:
            assert words(bar.label + bar.shown) in text
    said = 0
    for sheet in report.sheets:
        for row in sheet.rows:
            for cell, column in zip(row, sheet.columns, strict=True):
                assert words(texts.shown(cell, column.kind)) in text, (sheet.name, cell)
                said += 1
    assert said > 50
    for line in report.certainty:
        assert words(line) in text


def test_what_matters_most_comes_first_and_every_page_is_marked(report: AreaReport):
    pages = read(report).pages
    assert report.findings[0].sentence[:30] in pages[0].extract_text()
    assert report.sheets[0].name == "Bedömning"
    assert len(pages) > 3
    assert all("EXEMPELDATA" in page.extract_text() for page in pages)


def test_a_screen_reader_gets_a_heading_and_a_header_row_for_every_table(report: AreaReport):
    root = read(report).trailer["/Root"]
    kinds = [element["/S"] for element in tags(root["/StructTreeRoot"]["/K"])]
    tables = len(report.sheets) + sum(bool(finding.bars) for finding in report.findings)
    assert kinds.count("/Table") == kinds.count("/THead") == tables
    assert kinds.count("/H1") == len(report.findings) + len(report.sheets) + 1
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_a_long_table_says_how_much_of_it_is_on_paper(warehouse, monkeypatch):
    facts = facts_of(warehouse("live"), "fyrbodal")
    whole = area_report(facts)
    assert all(sheet.note == "" for sheet in whole.sheets)
    cut = [replace(sheet, printed=1) for sheet in whole.sheets]
    monkeypatch.setattr("reports.findings.area_report.area_tables", lambda _: cut)
    for sheet, long in zip(area_report(facts).sheets, whole.sheets, strict=False):
        if sheet.name in ("Bedömning", "Kommuner") and len(long.rows) > 1:
            assert sheet.rows == long.rows[:1]
            assert sheet.note == f"De 1 första av {len(long.rows)} rader. Alla står i arbetsboken."


def test_the_same_report_gives_the_same_bytes(report: AreaReport, tmp_path: Path):
    for name in ("a.pdf", "b.pdf"):
        write_report(report, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
