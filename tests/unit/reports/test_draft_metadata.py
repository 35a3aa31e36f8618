"""A draft's page in the UI says what the draft finds and which file to open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.draft_metadata import draft_metadata
from reports.findings.messages import findings
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse

Make = Callable[..., Warehouse]


def test_an_area_says_its_findings_and_its_page_is_opened_first(warehouse: Make):
    made = warehouse("example")
    files = ["excel/kompetensbehov_fyrbodal.xlsx", "rapport/fyrbodal.html", "rapport/fyrbodal-tabeller.html"]
    said = draft_metadata(made, "fyrbodal", Path("/utkast"), files)
    assert said["öppna"] == Path("/utkast/rapport/fyrbodal.html")
    found = findings(facts_of(made, "fyrbodal"))
    assert said["det viktigaste"] == "\n".join(f"- {each.topic}: {each.sentence}" for each in found)
    assert len(found) == 3


def test_what_is_no_area_says_only_how_it_is_opened(warehouse: Make):
    made = warehouse("example")
    tables = draft_metadata(made, "parquet", Path("/utkast"), ["parquet/b.parquet", "parquet/a.parquet"])
    assert tables["öppna"] == Path("/utkast/parquet/b.parquet")
    assert "det viktigaste" not in tables
