from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.arbetsformedlingen.sheets import HEADER_WITHIN, read_sheets
from sources.errors import KompetensError, MalformedAnswer, SourceChanged
from tests.unit.sources.conftest import _sheets

HEADER = ["PERIOD", "KOMMUN", "ANTAL"]
COLUMNS = [("PERIOD",), ("KOMMUN", "KOM"), ("ANTAL",)]
ROWS = [["2026-08", "Göteborg", 12], ["2026-08", "Borås", "<5"], ["2026-07", "Uppgift saknas", None]]
TITLE = [["Inskrivna arbetslösa"], [], ["Värden under 5 redovisas som <5"]]


@pytest.fixture
def save(tmp_path: Path, sheets):
    def write(**content) -> Path:
        path = tmp_path / "arbetsbok.xlsx"
        path.write_bytes(sheets(content))
        return path

    return write


def read(path: Path, sheet: str = "Total") -> list[tuple[str | None, ...]]:
    table = read_sheets(path, {sheet: COLUMNS})[sheet]
    assert table.column_names == ["PERIOD", "KOMMUN", "ANTAL"]
    return [tuple(row.values()) for row in table.to_pylist()]


EXPECTED = [("2026-08", "Göteborg", "12"), ("2026-08", "Borås", "<5"), ("2026-07", "Uppgift saknas", None)]


@pytest.mark.parametrize("above", [[], TITLE, [["PERIOD", "2026-08"]] * 3, [[]] * (HEADER_WITHIN - 1)])
def test_the_header_is_found_by_its_names_wherever_it_is(save, above):
    assert read(save(Total=[*above, HEADER, *ROWS])) == EXPECTED


def test_columns_may_stand_in_any_order_among_others_and_be_spelled_differently(save):
    moved = [[n, "x", place, month] for month, place, n in ROWS]
    assert read(save(Total=[["ANTAL", "ANNAT", "KOM", " PERIOD "], *moved])) == EXPECTED


def test_headings_and_sheets_are_the_same_in_other_capitals_and_blanks(save):
    path = save(**{"total ": [["Period", "\u00a0kommun", "ANTAL  "], *ROWS]})
    assert read(path) == EXPECTED


def test_numbers_are_text_as_people_write_them(save):
    cells = [12, 12.5, 0, -3, "007", "  <5 ", True, datetime.date(2026, 8, 1)]
    rows = read(save(Total=[HEADER, *(["2026-08", "Göteborg", cell] for cell in cells)]))
    assert [row[2] for row in rows] == ["12", "12.5", "0", "-3", "007", "<5", "True", "2026-08-01"]


def test_notes_and_empty_rows_are_left_out(save):
    rows = [HEADER, *ROWS[:1], [], ["Källa: Arbetsförmedlingen"], *ROWS[1:], [None, None, "not"]]
    assert read(save(Total=rows)) == EXPECTED


def test_a_header_without_rows_is_an_empty_table(save):
    assert read(save(Total=[*TITLE, HEADER])) == []


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["PERIOD", "KOMMUN", "Summa"], *ROWS], "bladet Total; det som fattas är ANTAL"),
        ([["PERIOD"], *ROWS], "det som fattas är KOMMUN, ANTAL"),
        ([[]] * HEADER_WITHIN + [HEADER, *ROWS], "ingen rubrikrad"),
        ([], "alla rader"),
    ],
    ids=["renamed", "two gone", "too far down", "empty"],
)
def test_a_changed_header_is_a_changed_source(save, rows, says):
    with pytest.raises(SourceChanged, match=rf"arbetsbok\.xlsx har .*{says}"):
        read(save(Total=rows))


def test_a_sheet_that_is_gone_is_a_changed_source_that_names_the_others(save):
    with pytest.raises(SourceChanged, match="inte bladet Total, bara Summa, Kön"):
        read(save(Summa=[HEADER], Kön=[HEADER]))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(save, share):
    path = save(Total=[HEADER, *ROWS])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MalformedAnswer, match=r"arbetsbok\.xlsx är skadad .*Inget är ersatt"):
        read(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path, workbook):
    (tmp_path / "a.xlsx").write_bytes(workbook())
    with pytest.raises(MalformedAnswer):
        read(tmp_path / "a.xlsx")


CONTENT = _sheets({"Total": [HEADER, *ROWS]})


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_a_flipped_byte_anywhere_is_refused_or_does_no_harm(tmp_path_factory: pytest.TempPathFactory, position, flip):
    path = tmp_path_factory.getbasetemp() / "vand.xlsx"
    path.write_bytes(CONTENT[:position] + bytes([CONTENT[position] ^ flip]) + CONTENT[position + 1 :])
    with contextlib.suppress(KompetensError):
        assert read(path) == EXPECTED
