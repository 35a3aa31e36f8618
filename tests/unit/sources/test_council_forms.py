"""A bad form is refused with every fault in it and nothing is kept, and so is whatever else a file can hold."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.reference.council_form import CHOICE, COVER, TREATED, WHOLE, YEAR, form_sheets
from sources.catalogue.councils import COUNCIL_FORMS
from sources.councils.form import read_form
from sources.councils.forms import KNOWN, REFUSED, REFUSED_FOLDER, TAKEN, FormOutcome, stored, take_in
from sources.snapshot import SnapshotStore
from tests.unit.sources import bad_forms
from tests.unit.sources.bad_forms import BAD, BOMBS, UNBELIEVED, B, Bad, made, member, number, packed, parts, put, text
from tests.unit.sources.council import Council
from tests.unit.sources.good_forms import COMMENT, FIRST, TODAY, Given, form, given_places

MOST_TIMES, FEW_TIMES = 100, 10
"""What a bad form, and one that is refused unread, may cost of what a right form does in the same test, on machines of any speed."""
MOST_BYTES = 300 << 20


def timed(do: Callable[[], FormOutcome]) -> tuple[FormOutcome, float]:
    """What came of a form, and the processor seconds that it took."""
    began = time.process_time()
    return do(), time.process_time() - began


def formulas_of(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return [name for name in sheets if re.search(rb"<f[ >/]", package.read(name))]


@pytest.mark.parametrize("name", [*BAD, *BOMBS])
def test_a_bad_form_is_refused_by_sheet_and_cell_and_nothing_is_kept(name: str, council: Council):
    bad: Bad = (BAD | BOMBS)[name]
    good, usual = timed(lambda: council.send(form(Given("skaraborg")), "god.xlsx"))
    assert good.became == TAKEN
    before, data = council.kept(), made(name)
    outcome, took = timed(lambda: council.send(data))
    assert took < MOST_TIMES * usual
    assert outcome.became == REFUSED
    assert outcome.form is None
    here = [str(fault) for fault in outcome.faults if (fault.sheet, fault.cell) == bad.where]
    assert any(bad.says in sentence for sentence in here), [str(fault) for fault in outcome.faults[:5]]
    assert council.kept() == before
    assert (council.sender / "form.xlsx").read_bytes() == data
    assert outcome.marked is not None
    assert outcome.marked.parent == council.inbox / REFUSED_FOLDER
    assert formulas_of(outcome.marked) == []
    with python_calamine.load_workbook(outcome.marked) as book:
        listed = book.get_sheet_by_name("Fel").to_python()
    assert len(listed) == 1 + len(outcome.faults)
    assert all(fault.wrong and fault.action for fault in outcome.faults)


def test_a_form_of_another_countys_council_is_refused_and_says_where_it_belongs(council: Council):
    path = council.sender / "form.xlsx"
    path.write_bytes(form())
    outcome = take_in(path, council.store, council.inbox, "12", TODAY)
    assert outcome.became == REFUSED
    assert outcome.form is None
    (fault,) = outcome.faults
    assert "från Fyrbodal, som hör till Västra Götalands län, och det här hemmet är Skåne läns" in str(fault)
    assert "Läs in det med --region 14." in str(fault)
    assert stored(council.store) == ()


def test_there_are_many_bad_forms():
    assert len(BAD) + len(BOMBS) >= 60


@pytest.mark.parametrize("name", UNBELIEVED)
def test_what_a_form_says_of_its_own_size_is_not_believed(name: str, council: Council):
    _, usual = timed(lambda: council.send(form(Given("skaraborg")), "god.xlsx"))
    data = UNBELIEVED[name]()
    outcome, took = timed(lambda: council.send(data))
    assert outcome.became == TAKEN
    assert took < MOST_TIMES * usual


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a process' memory is Linux'")
def test_no_bomb_takes_more_memory_than_a_form_may(tmp_path: Path):
    for at, name in enumerate(BOMBS):
        (tmp_path / f"{at}.xlsx").write_bytes(made(name))
    code = (
        "import resource, sys, pathlib\n"
        "from sources.councils.form import read_form\n"
        "from sources.councils.refused import write_marked_copy\n"
        "held = int(pathlib.Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        f"resource.setrlimit(resource.RLIMIT_AS, (held + {MOST_BYTES},) * 2)\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).glob('*.xlsx')):\n"
        f"    reading = read_form(path, '{TODAY}', made_up=False)\n"
        "    write_marked_copy(reading.cells, tuple(reading.faults), path.with_suffix('.fel'))\n"
        "    print(path.stem, len(reading.faults))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    assert len(done.stdout.splitlines()) == len(BOMBS)


def test_every_fault_is_told_at_once(council: Council):
    found = put(parts(), B, "C2", text("C2", "brist"))
    put(found, B, "G4", '<c r="G4"><f>1+1</f><v>2</v></c>')
    put(found, B, "M4", '<c r="M4" t="e"><v>#REF!</v></c>')
    put(found, B, "A6", text("A6", FIRST.code))
    put(found, COVER, given_places()[TREATED], "")
    put(found, "Dialoger", "D2", number("D2", -4))
    put(found, "Prioriteringar", "A1", text("A1", "Kod"))
    put(found, "Prioriteringar", "F2", number("F2", -4))
    put(found, "Granskning", "B2", text("B2", "anna@x.se"))
    outcome = council.send(packed(found))
    assert [(fault.sheet, fault.cell) for fault in outcome.faults] == [
        (B, "G4"),
        (B, "M4"),
        (COVER, given_places()[TREATED]),
        (B, "C2"),
        (B, "A6"),
        (B, "B6"),
        (B, ""),
        ("Dialoger", "D2"),
        ("Prioriteringar", "A1"),
        ("Granskning", "B2"),
    ]
    assert outcome.marked is not None
    book = openpyxl.load_workbook(outcome.marked)
    sheet = next(sheet for sheet in book if sheet.title.endswith(B))
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFF8D7DA"} == {
        "A6",
        "B6",
        "C2",
        "G4",
        "M4",
    }
    assert sheet["M2"].value == COMMENT
    assert sheet["M2"].data_type == "s"


def test_a_marked_copy_that_is_handed_in_is_no_form(council: Council):
    marked = council.send(bad_forms.said(B, "C2", "brist")()).marked
    assert marked is not None
    assert council.send(marked.read_bytes()).became == REFUSED


def test_100_mb_are_not_read(council: Council):
    _, usual = timed(lambda: council.send(form(Given("skaraborg")), "god.xlsx"))
    path = council.sender / "stor.xlsx"
    with path.open("wb") as file:
        file.write(form())
        file.truncate(100 << 20)
    outcome, took = timed(lambda: take_in(path, council.store, council.inbox, "14", TODAY))
    assert took < FEW_TIMES * usual
    assert "större än 2 MB" in str(outcome.faults[0])


def test_a_file_that_may_not_be_read_is_told(council: Council, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sources.councils.forms.os.access", lambda *_: False)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    path = council.sender / "form.xlsx"
    path.write_bytes(form())
    monkeypatch.setattr(Path, "open", refuse)
    outcome = take_in(path, council.store, council.inbox, "14", TODAY)
    assert "går inte att öppna (Permission denied)" in str(outcome.faults[0])


def test_what_is_judged_is_what_is_kept(council: Council, monkeypatch: pytest.MonkeyPatch):
    """Somebody saves the file anew while it is read."""
    path = council.sender / "form.xlsx"
    path.write_bytes(form())

    def then_changed(*args: Any, **options: Any) -> Any:
        reading = read_form(*args, **options)
        path.write_bytes(bad_forms.said(B, "C2", "katastrof")())
        return reading

    monkeypatch.setattr("sources.councils.forms.read_form", then_changed)
    assert take_in(path, council.store, council.inbox, "14", TODAY).became == TAKEN
    (kept,) = stored(council.store)
    assert kept.file("formular.xlsx").read_bytes() == form()


def test_one_that_was_being_kept_when_the_process_ended_is_kept_the_next_time(council: Council, monkeypatch):
    def ended(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SnapshotStore, "decide", ended)
        with pytest.raises(KeyboardInterrupt):
            council.send(form())
    assert stored(council.store) == ()
    assert council.send(form()).became == TAKEN
    assert len(stored(council.store)) == 1
    assert council.send(form()).became == KNOWN


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=40),
    st.sampled_from([choice for sheet in form_sheets() for column in sheet.columns for choice in column.choices]),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.integers(-5, 3000),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(bad_forms.SHEETS),
        st.sampled_from("ABCDEFGHIJKLMN"),
        st.sampled_from([1, 2, 3, 4, 12, 13, 31, 127, 140]),
        VALUES,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_whatever_is_written_in_cells_is_on_the_scale_or_refused(edits: list[tuple[str, str, int, Any]]):
    found = parts()
    for sheet, letters, row, value in edits:
        place = f"{letters}{row}"
        put(found, sheet, place, text(place, value) if isinstance(value, str) else number(place, value))
    with tempfile.TemporaryDirectory() as folder:
        council = Council(Path(folder))
        outcome = council.send(packed(found))
        kept = list(council.store.all(COUNCIL_FORMS.dataset))
    assert (outcome.became == TAKEN) == (outcome.faults == ()) == (outcome.form is not None) == (len(kept) == 1)
    for sheet_of in form_sheets() if outcome.form else ():
        for row_of in outcome.form.rows[sheet_of.name] if outcome.form else ():
            for column in sheet_of.columns:
                value = row_of.get(column.name)
                if value is None:
                    continue
                if column.kind == CHOICE:
                    assert value in column.choices
                elif column.kind == WHOLE:
                    assert column.least <= int(value) <= column.most
                elif column.kind == YEAR:
                    assert 2023 <= int(value) <= 2050
                else:
                    assert isinstance(value, str)
                    assert 0 < len(value) <= max(column.longest, 10)


@settings(max_examples=150)
@given(st.data())
def test_whatever_a_file_holds_it_is_read_or_refused(data: st.DataObject):
    """Bytes are changed in the zip, or in what is packed in it."""
    inside = data.draw(
        st.sampled_from(
            [
                "",
                "xl/workbook.xml",
                "xl/styles.xml",
                "xl/sharedStrings.xml",
                member(B),
                "xl/_rels/workbook.xml.rels",
                "[Content_Types].xml",
            ]
        )
    )
    whole = bytearray(parts()[inside] if inside else form())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        with_what = data.draw(st.binary(max_size=6))
        whole[at : at + data.draw(st.integers(0, 6))] = with_what
    changed = packed({**parts(), inside: bytes(whole)}) if inside else bytes(whole)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(changed)
        reading = read_form(path, TODAY, made_up=False)
    assert (reading.form is None) == bool(reading.faults)
