"""Every source line names registers and tables that the numbers beside it rest on, and no others."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from assets.contracts.model import Record, TableContract
from assets.contracts.registry import PUBLISHED
from assets.contracts.words import COUNTY
from reports.files.paper import dialogue_data, municipality_data, report_data, sheet_data
from reports.findings.area_report import area_report
from reports.findings.meeting import meeting
from reports.findings.slides import deck
from reports.findings.state import dialogue
from reports.sheets.model import Facts, facts_of
from reports.sheets.workbook import area_tables
from reports.source_lines import NAMED, until
from reports.warehouse import Warehouse, read_warehouse, sources_of
from reports.web.html import render_page
from reports.web.municipality_page import municipality_pages
from reports.web.page import area_path, education_path, occupation_path
from tests.unit.reports.web.test_pages import every_page

EVERYTHING = "SCB/Arbetsförmedlingen"
"""What the line of a whole page, workbook or report names: all its sources stand on the page Källor."""
LINE = re.compile(r"Källa: (.*?)\. (?:Bearbetning:|Hämtat )")
MORE = re.compile(r",? och \d+ till, se Källor$")


@pytest.fixture(scope="module")
def read(kept_databases: Callable[..., Path]) -> Warehouse:
    return read_warehouse(kept_databases("example", "2026-12", "2026-06"))


def rest_on(told: str, rows: list[Record]) -> bool:
    """Whether what a line says of a register is so of some sources: its name, its tables' numbers, and to when it reaches."""
    found = re.fullmatch(r"(.+?)(?: \(([A-Z0-9, ]+)\))? ((?:till|version|20).*)", told)
    if not found:
        return False
    name, ids, end = found.groups()
    own = [r for r in rows if r["register"] == name]
    numbers = {str(r["tabell_id"]) for r in own if re.fullmatch(r"[A-Z]+\d+", str(r["tabell_id"]))}
    named = set(ids.split(", ")) if ids else set()
    return (
        bool(own)
        and named <= numbers
        and bool(named) == bool(numbers)
        and end in {until(str(r["period_till"])) for r in own}
    )


def registers(line: str) -> list[str]:
    """The registers of a line, each with its tables and period."""
    parts = []
    for publisher in MORE.sub("", line).split("; "):
        _, _, told = publisher.partition(", ")
        parts += re.split(r"(?:, | och )(?![^()]*\))", told)
    return parts


def in_data(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from in_data(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from in_data(each)


def lines(text: str) -> list[str]:
    plain = html.unescape(re.sub(r"<[^>]*>", "", text)).replace("\xa0", " ")
    return LINE.findall(plain)


def outputs(warehouse: Warehouse) -> dict[str, list[str]]:
    """Kind of output → the lines of one of it."""
    facts = facts_of(warehouse, "fyrbodal")
    pages = every_page(warehouse)
    place = next(iter(municipality_pages(warehouse)))
    meeting_here = meeting(facts)
    papers = {
        "mötesunderlag": sheet_data(meeting_here),
        "rapport": report_data(area_report(facts)),
        "dialog": dialogue_data(dialogue(warehouse)),
        "kommunblad": municipality_data(place.facts, place.municipality),
    }
    chosen = {
        "start": "index.html",
        "delregion": area_path("fyrbodal"),
        "länet": area_path(COUNTY),
        "yrke": occupation_path("532"),
        "utbildning": education_path("fyrbodal"),
        "kommun": place.path,
        "jämför": next(path for path in pages if "jamfor" in path),
        "analytiker": next(path for path in pages if "analytiker" in path),
    }
    return {
        **{kind: lines(pages[path]) for kind, path in chosen.items()},
        **{kind: lines(" ".join(in_data(data))) for kind, data in papers.items()},
        **{f"bild {n}": lines(slide.source) for n, slide in enumerate(deck(meeting_here).slides, 1)},
        **{f"blad {sheet.name}": lines(sheet.source) for sheet in area_tables(facts)},
    }


def test_every_kind_of_output_names_registers_that_the_warehouse_has(read: Warehouse):
    for kind, said in outputs(read).items():
        own = [line for line in said if line != EVERYTHING]
        assert own, kind
        for line in own:
            told = registers(line)
            assert len(told) <= NAMED + 1
            assert [each for each in told if not rest_on(each, list(read.sources))] == [], kind


@pytest.mark.parametrize("contract", PUBLISHED, ids=lambda contract: contract.name)
def test_a_line_names_only_what_the_table_rests_on(read: Warehouse, contract: TableContract):
    (line,) = lines(facts_of(read, "fyrbodal").source_of(contract))
    resting = sources_of(read, contract)
    if not resting:
        assert line == EVERYTHING
        return
    assert [each for each in registers(line) if not rest_on(each, resting)] == []
    named = {(str(r["utgivare"]), str(r["register"])) for r in resting}
    told = re.search(r" och (\d+) till, se Källor$", line)
    assert len(registers(line)) + (int(told[1]) if told else 0) == len(named)


def test_the_page_of_all_sources_is_a_link_away(read: Warehouse):
    facts: Facts = facts_of(read, "fyrbodal")
    page = next(iter(municipality_pages(read)))
    assert "se Källor" in page.source or len(sources_of(facts.warehouse)) <= NAMED + 1
    assert re.search(r'Hämtat <span class="hel">\d{4}-\d{2}-\d{2}</span>', render_page(page)), "a date is never broken"
    assert 'se <a href="../metadata/kallor.html">Källor</a>' in render_page(page) or "se Källor" not in page.source
