"""The order of the assessments, and the sheet of those that Arbetsförmedlingen contradicts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.model import Record
from assets.methods.score import NOT_RATED, SIGNAL_CLASSES
from reports.sheets.assessment import assessment_records, assessments, contradictions, lifted
from reports.warehouse import read_warehouse
from reports.web.tables_page import tables_pages
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.sheet_facts import cells, facts, record

CLEAR, SOME, NONE, SURPLUS = SIGNAL_CLASSES


def rated(code: str, signals: str = CLEAR.word, score: float | None = 80.0, **values: object) -> Record:
    usual: dict[str, object] = {
        "geo_kod": "fyrbodal", "yrke_kod": code, "yrke_namn": f"Yrke {code}", "signaler": signals, "signalpoang": score,
        "stabilitet": 0.9312, "chefer": "nej", "motsager_af": "nej", "lyfts_fram": "nej", "anstallda": 100,
        "ar_anstallda": "2024", "anmarkning": "Klassen står kvar i 93 av 100 omräkningar.",
    }  # fmt: skip
    return record(ASSESSMENT, **{**usual, **values})


def order(*rows: Record) -> list[object]:
    return [r["yrke_kod"] for r in assessment_records(facts(assessments=rows))]


def test_the_highest_score_stands_first_then_managers_and_last_what_cannot_be_rated():
    rows = [
        rated("011", NOT_RATED, None, anstallda=9000),
        rated("121", NOT_RATED, None, chefer="ja"),
        rated("131", CLEAR.word, 99.0, chefer="ja"),
        rated("132", SURPLUS.plain, 3.0, chefer="ja"),
        rated("222", CLEAR.word, 91.0),
        rated("251", CLEAR.word, 76.0),
        rated("532", SOME.plain, 61.0),
        rated("911", SURPLUS.plain, 4.0),
    ]
    expected = ["222", "251", "532", "911", "131", "132", "011", "121"]
    assert order(*rows) == expected
    assert order(*reversed(rows)) == expected


def test_the_same_score_is_ordered_by_employees_and_then_by_code():
    assert order(rated("333", anstallda=50), rated("222", anstallda=50), rated("444", anstallda=60)) == [
        "444",
        "222",
        "333",
    ]
    assert order(rated("333", geo_kod="skaraborg"), rated("222")) == ["222"]


def test_only_what_is_lifted_of_the_class_may_be_in_headlines():
    rows = [
        rated("222", lyfts_fram="ja"),
        rated("251"),
        rated("911", SURPLUS.plain, 4.0, lyfts_fram="ja"),
        rated("912", SURPLUS.word, 3.0, lyfts_fram="ja"),
    ]
    made = facts(assessments=rows)
    assert [[r["yrke_kod"] for r in lifted(made, at)] for at in range(4)] == [["222"], [], [], ["911", "912"]]


@pytest.mark.parametrize(("number", "said"), [(0, "inget yrke"), (1, "1 yrke"), (2, "2 yrken")])
def test_the_title_counts_what_is_lifted_of_the_highest_class_by_the_name_that_it_has_earned(number: int, said: str):
    high = [rated(code, lyfts_fram="ja" if at < number else "nej") for at, code in enumerate(("222", "251"))]
    others = [rated("532", SOME.plain, 61.0), rated("011", NOT_RATED, None)]
    title = assessments(facts(assessments=[*high, *others])).title
    assert title == f"Bedömning per yrke i Fyrbodal: {said} med tydliga tecken på brist lyfts fram"


SHORTAGE_AGAINST_SMALL = rated("222", af_jobbmojligheter="små", motsager_af="ja")
SURPLUS_AGAINST_LARGE = rated(
    "911", SURPLUS.plain, 4.0, af_jobbmojligheter="stora", af_rekrytering="brist", motsager_af="ja"
)


def test_contradictions_stand_both_ways_and_nothing_else():
    (sheet,) = contradictions(facts(assessments=[SURPLUS_AGAINST_LARGE, rated("251"), SHORTAGE_AGAINST_SMALL]))
    assert [cells(sheet, at) for at in range(2)] == [
        {
            "Kod": "222",
            "Yrke": "Yrke 222",
            "AF: jobbmöjligheter (länet)": "små",
            "AF: rekryteringsläge (länet)": "inte bedömt",
            "Våra signaler": "tydliga tecken på brist",
            "Stabilitet": 0.931,
        },
        {
            "Kod": "911",
            "Yrke": "Yrke 911",
            "AF: jobbmöjligheter (länet)": "stora",
            "AF: rekryteringsläge (länet)": "brist",
            "Våra signaler": "få annonser per anställd",
            "Stabilitet": 0.931,
        },
    ]
    assert len(sheet.rows) == 2
    assert sheet.title == "2 yrken i Fyrbodal där våra signaler och Arbetsförmedlingen säger emot varandra"
    assert sheet.note.startswith("Preliminärt.")
    said = " ".join([sheet.title, sheet.summary, sheet.alt_text])
    assert not [word for word in FORBIDDEN if re.search(word, said, re.IGNORECASE)]


def test_one_contradiction_is_one_occupation_and_none_is_no_sheet():
    (sheet,) = contradictions(facts(assessments=[SHORTAGE_AGAINST_SMALL]))
    assert sheet.title.startswith("1 yrke i Fyrbodal ")
    assert contradictions(facts(assessments=[rated("222"), rated("911", geo_kod="skaraborg", motsager_af="ja")])) == []


def test_contradictions_stand_after_the_assessments_among_the_tables(database: Callable[..., Path]):
    path = database("example")
    assert "Säger emot AF" not in [sheet.name for sheet in tables_pages(read_warehouse(path), "fyrbodal")[0].sheets]
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.bedomning set motsager_af = 'ja' where yrke_kod = '532'")
    sheets = tables_pages(read_warehouse(path), "fyrbodal")[0].sheets
    assert [sheet.name for sheet in sheets[:2]] == ["Bedömning", "Säger emot AF"]
    assert [row[0] for row in sheets[1].rows] == ["532"]
