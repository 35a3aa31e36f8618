"""A form is taken in whole, or refused with every fault in it and nothing kept: bad ones, good ones, and any ones."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS, STAGED_ASSESSMENTS
from assets.reference import reporting_groups
from assets.reference.council_form import CHOICE, COVER, DATE, TREATED, WHOLE, YEAR, form_sheets
from assets.staged.councils import stage_assessments
from sources.catalogue.councils import COUNCIL_FORMS
from sources.councils.cells import what_is_seen
from sources.councils.form import Form, read_form
from sources.councils.forms import KNOWN, REFUSED, REFUSED_FOLDER, TAKEN, TAKEN_FOLDER, Outcome, read, stored, take_in
from sources.councils.inbox import STILL_SECONDS, Inbox
from sources.errors import MalformedAnswer
from sources.snapshot import SnapshotStore
from tests.unit.sources import bad_forms
from tests.unit.sources.bad_forms import BAD, BOMBS, UNBELIEVED, B, Bad, made, member, number, packed, parts, put, text
from tests.unit.sources.good_forms import ANSWERS, COMMENT, TODAY, Given, form, given_places

MOST_SECONDS = 2.0
MOST_BYTES = 300 << 20


class Council:
    """A home's store and inbox, and a folder of somebody who sends."""

    def __init__(self, root: Path, mode: str = "live") -> None:
        self.raw, self.inbox, self.sender = root / "raw", root / "inkorg", root / "avsändare"
        self.store = SnapshotStore(self.raw, root / "tillfalligt", mode)
        self.inbox.mkdir(parents=True)
        self.sender.mkdir()

    def send(self, data: bytes, name: str = "form.xlsx", today: str = TODAY) -> Outcome:
        path = self.sender / name
        path.write_bytes(data)
        return take_in(path, self.store, self.inbox, today)

    def put(self, data: bytes, name: str = "form.xlsx", age: float = STILL_SECONDS + 1) -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        os.utime(path, (time.time() - age,) * 2)
        return path

    def take_in_all(self) -> list[Outcome]:
        return Inbox(self.inbox, self.store, TODAY).take_in_all()

    def kept(self) -> str:
        """One checksum over everything that is kept."""
        found = hashlib.sha256()
        for path in sorted(self.raw.rglob("*")):
            found.update(str(path.relative_to(self.raw)).encode())
            found.update(path.read_bytes() if path.is_file() else b"")
        return found.hexdigest()


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    seconds = iter(range(60))
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: f"{TODAY}T12:00:{next(seconds):02d}Z")
    return Council(tmp_path)


def formulas_of(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        return [name for name in sheets if re.search(rb"<f[ >/]", package.read(name))]


# Bad ones.


@pytest.mark.parametrize("name", [*BAD, *BOMBS])
def test_a_bad_form_is_refused_by_sheet_and_cell_and_nothing_is_kept(name: str, council: Council):
    bad: Bad = (BAD | BOMBS)[name]
    assert council.send(form(Given("skaraborg")), "god.xlsx").became == TAKEN
    before, data = council.kept(), made(name)
    began = time.process_time()
    outcome = council.send(data)
    assert time.process_time() - began < MOST_SECONDS
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


def test_there_are_many_bad_forms():
    assert len(BAD) + len(BOMBS) >= 60


@pytest.mark.parametrize("name", UNBELIEVED)
def test_what_a_form_says_of_its_own_size_is_not_believed(name: str, council: Council):
    data, began = UNBELIEVED[name](), time.process_time()
    assert council.send(data).became == TAKEN
    assert time.process_time() - began < MOST_SECONDS


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
    put(found, "Dialoger", "D2", number("D2", -4))
    put(found, "Granskning", "B2", text("B2", "anna@x.se"))
    outcome = council.send(packed(found))
    assert [(fault.sheet, fault.cell) for fault in outcome.faults] == [
        (B, "G4"),
        (B, "M4"),
        (B, "C2"),
        ("Dialoger", "D2"),
        ("Granskning", "B2"),
    ]
    assert outcome.marked is not None
    book = openpyxl.load_workbook(outcome.marked)
    sheet = next(sheet for sheet in book if sheet.title.endswith(B))
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFF8D7DA"} == {
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
    path = council.sender / "stor.xlsx"
    with path.open("wb") as file:
        file.write(form())
        file.truncate(100 << 20)
    began = time.process_time()
    outcome = take_in(path, council.store, council.inbox, TODAY)
    assert time.process_time() - began < 0.5
    assert "större än 2 MB" in str(outcome.faults[0])


def test_a_file_that_may_not_be_read_is_told(council: Council, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sources.councils.forms.os.access", lambda *_: False)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    path = council.sender / "form.xlsx"
    path.write_bytes(form())
    monkeypatch.setattr(Path, "open", refuse)
    outcome = take_in(path, council.store, council.inbox, TODAY)
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
    assert take_in(path, council.store, council.inbox, TODAY).became == TAKEN
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


# Good ones.


def saved_by_a_spreadsheet_program(data: bytes, folder: Path) -> bytes:
    (folder / "in.xlsx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "ut"),
            str(folder / "in.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "ut" / "in.xlsx").read_bytes()


def as_read(data: bytes, folder: Path, today: str = TODAY) -> Form:
    path = folder / "läst.xlsx"
    path.write_bytes(data)
    reading = read_form(path, today, made_up=False)
    assert reading.form is not None, [str(fault) for fault in reading.faults]
    return reading.form


def by_a_secretary(opened: openpyxl.Workbook) -> None:
    """What is in ANSWERS, typed into an empty form."""
    import datetime as dt

    opened[COVER][given_places()[TREATED]] = dt.datetime(2026, 11, 20)
    rows_of_codes = {group.code: row for row, group in enumerate(reporting_groups(), 2)}
    for sheet in form_sheets():
        for at, answer in enumerate(ANSWERS[sheet.name], 2):
            row = rows_of_codes[str(answer["yrke_kod"])] if sheet.prefilled else at
            for column, of in enumerate(sheet.columns, 1):
                value = answer.get(of.name)
                if value is not None:
                    cell = opened[sheet.name].cell(row, column)
                    cell.value = dt.date.fromisoformat(str(value)) if of.kind == DATE else value
                    if isinstance(value, str) and of.kind != DATE:
                        cell.data_type = "s"


def empty_book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(form(filled=False)))


def bytes_of(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def filled_in() -> bytes:
    book = empty_book()
    by_a_secretary(book)
    return bytes_of(book)


def test_a_form_says_what_was_written_in_it(tmp_path: Path):
    read_as = as_read(form(), tmp_path)
    assert (read_as.delregion, read_as.round, read_as.turn, read_as.treated) == (
        "fyrbodal",
        "2026-2",
        "1",
        "2026-11-20",
    )
    for sheet, answers in ANSWERS.items():
        rows = [{k: v for k, v in row.items() if k != "rad"} for row in read_as.rows[sheet]]
        for answer in answers:
            assert any(answer.items() <= row.items() for row in rows), (sheet, answer)
    assert len(read_as.rows[B]) == len(reporting_groups())


def test_what_a_secretary_types_is_the_same(tmp_path: Path):
    assert as_read(filled_in(), tmp_path).rows == as_read(form(), tmp_path).rows


def test_what_another_spreadsheet_program_saves_is_the_same(tmp_path: Path):
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed")
    saved = saved_by_a_spreadsheet_program(filled_in(), tmp_path)
    assert saved != filled_in()
    assert as_read(saved, tmp_path) == as_read(form(), tmp_path)


def sorted_otherwise(book: openpyxl.Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book[B].iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            cell = book[B].cell(at, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"


def wider(book: openpyxl.Workbook) -> None:
    for sheet in book:
        sheet.column_dimensions["A"].width = 70
        sheet.row_dimensions[2].height = 90


def blank_lines(book: openpyxl.Workbook) -> None:
    for sheet in book:
        sheet["A900"].font = openpyxl.styles.Font(bold=True)
        sheet["B901"] = "  \u00a0 "
    book["Dialoger"].insert_rows(2, 3)


def a_year_printed(book: openpyxl.Workbook) -> None:
    book[B].print_area = "A1:M60"
    book[B].auto_filter.ref = "A1:M126"


def counted_from_1904(book: openpyxl.Workbook) -> None:
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


def without_numbers(rows: Any) -> dict[str, list[tuple[tuple[str, Any], ...]]]:
    """The rows, wherever they stand."""
    return {
        sheet: sorted(tuple((k, v) for k, v in row.items() if k != "rad") for row in of) for sheet, of in rows.items()
    }


@pytest.mark.parametrize(
    "change", [sorted_otherwise, wider, blank_lines, a_year_printed, counted_from_1904], ids=lambda c: c.__name__
)
def test_what_changes_no_answer_is_accepted(change: Any, tmp_path: Path):
    book = openpyxl.load_workbook(io.BytesIO(filled_in()))
    change(book)
    assert without_numbers(as_read(bytes_of(book), tmp_path).rows) == without_numbers(as_read(form(), tmp_path).rows)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("=cmd|'/c calc'!A0", "=cmd|'/c calc'!A0"),
        ("{=1+1}", "{=1+1}"),
        ("+mer pengar", "+mer pengar"),
        ("-minskar", "-minskar"),
        ("@alla", "@alla"),
        ("https://www.exempel.invalid/rapport", "https://www.exempel.invalid/rapport"),
        ("två  \n rader\u00a0här", "två rader här"),
        ("va\u030ard", "vård"),
        ("under\u200bsköt\u00aderska\ufeff", "undersköterska"),
        ("\u202evänt\u202c", "vänt"),
        ("a_x0007_b_x000D_", "a b"),
        ("_x005F_x0041_", "_x0041_"),
        ("\uf0b7 punkt", "punkt"),
        ("SSYK 2221, 2023–2026: 1 200 000 kr", "SSYK 2221, 2023–2026: 1 200 000 kr"),
    ],
)
def test_text_is_kept_as_it_is_seen(written: str, read_as: str, tmp_path: Path):
    found = as_read(bad_forms.said(B, "M2", written)(), tmp_path)
    assert next(row["kommentar"] for row in found.rows[B] if "kommentar" in row) == read_as


@pytest.mark.parametrize(
    "written", ["TYDLIGA TECKEN PÅ BRIST", " tydliga  tecken pa\u030a brist ", "tydliga\u00a0tecken på\u200b brist"]
)
def test_a_choice_in_another_spelling_is_the_choice(written: str, tmp_path: Path):
    found = as_read(bad_forms.said(B, "C2", written)(), tmp_path)
    assert found.rows[B][0]["klass"] == "tydliga tecken på brist"


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_what_is_seen_is_stable_and_printable(written: str):
    seen = what_is_seen(written)
    assert seen.isprintable()
    assert seen == seen.strip()


def test_the_same_file_is_known(council: Council):
    assert council.send(form()).became == TAKEN
    before = council.kept()
    outcome = council.send(form(), "samma igen.xlsx")
    assert outcome.became == KNOWN
    assert outcome.form is not None
    assert council.kept() == before


def test_a_newer_form_stands_beside_the_older(council: Council):
    older, newer = form(Given(treated="2026-11-01")), form(Given(treated="2026-11-20"))
    assert [council.send(data).became for data in (older, newer)] == [TAKEN, TAKEN]
    kept = stored(council.store)
    assert [read(snapshot).treated for snapshot in kept] == ["2026-11-01", "2026-11-20"]
    assert len({snapshot.series for snapshot in kept}) == 2
    assert all(snapshot.accepted for snapshot in kept)
    staged = stage_assessments([(snapshot.id, read(snapshot)) for snapshot in kept])
    assert staged.num_rows == 2 * len(ANSWERS[B])


def test_a_form_of_the_second_turn_has_the_statistics(tmp_path: Path):
    assert as_read(form(Given(turn="2")), tmp_path).turn == "2"


def test_a_made_up_form_is_taken_in_the_made_up_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: f"{TODAY}T12:00:00Z")
    council = Council(tmp_path, "example")
    assert council.send(form(Given(made_up=True))).became == TAKEN
    assert read(stored(council.store)[0]).delregion == "fyrbodal"


def test_no_free_text_goes_on_to_a_table(tmp_path: Path):
    table = stage_assessments([("f", as_read(form(), tmp_path))])
    assert COMMENT not in str(table.to_pydict())
    texts = {column.name for sheet in form_sheets() for column in sheet.columns if column.kind == "text"}
    for contract in (STAGED_ASSESSMENTS, COUNCIL_ASSESSMENTS, COMMON_VIEW):
        assert texts.isdisjoint(column.name for column in contract.columns)


def test_a_kept_form_that_can_no_longer_be_read_repeats_nothing_of_it(council: Council):
    council.send(form())
    (kept,) = stored(council.store)
    file = kept.file("formular.xlsx")
    file.chmod(0o644)
    file.write_bytes(bad_forms.said(B, "C2", "Verkstan AB lägger ner")())
    with pytest.raises(MalformedAnswer, match="Bladet Bedömning, cell C2") as caught:
        read(kept)
    assert "Verkstan" not in str(caught.value)


# Any ones.

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


# The inbox.


def test_what_lies_in_the_inbox_is_taken_in_or_refused_and_lies_there_no_more(council: Council):
    council.put(form(), "a.xlsx")
    council.put(b"", "b.xlsx")
    council.put(form(Given("skaraborg")), "c.xlsx")
    assert [(o.name, o.became) for o in council.take_in_all()] == [
        ("a.xlsx", TAKEN),
        ("b.xlsx", REFUSED),
        ("c.xlsx", TAKEN),
    ]
    assert sorted(path.name for path in council.inbox.iterdir()) == [REFUSED_FOLDER, TAKEN_FOLDER]
    assert sorted(p.name for p in (council.inbox / REFUSED_FOLDER).iterdir()) == ["b – fel.xlsx", "b.xlsx"]
    assert sorted(p.name for p in (council.inbox / TAKEN_FOLDER).iterdir()) == ["a.xlsx", "c.xlsx"]
    assert council.take_in_all() == []


def test_no_file_replaces_another(council: Council):
    for data in (b"", b"1", b"22"):
        council.put(data, "x.xlsx")
        council.take_in_all()
    marked = council.put(b"333", "x – fel.xlsx")
    council.take_in_all()
    assert not marked.exists()
    sizes = sorted(path.stat().st_size for path in (council.inbox / REFUSED_FOLDER).iterdir())
    assert sizes[:4] == [0, 1, 2, 3]
    assert len(sizes) == 8


@pytest.mark.parametrize("name", ["~$lås.xlsx", ".dold.xlsx"])
def test_what_a_program_has_put_there_for_itself_is_left(name: str, council: Council):
    council.put(form(), name)
    assert council.take_in_all() == []
    assert (council.inbox / name).exists()


def test_folders_links_and_pipes_are_left(council: Council, tmp_path: Path):
    (tmp_path / "annan.xlsx").write_bytes(form())
    os.utime(tmp_path / "annan.xlsx", (1, 1))
    (council.inbox / "mapp.xlsx").mkdir()
    (council.inbox / "länk.xlsx").symlink_to(tmp_path / "annan.xlsx")
    (council.inbox / "borta.xlsx").symlink_to(tmp_path / "finns inte")
    os.mkfifo(council.inbox / "rör.xlsx")
    assert council.take_in_all() == []
    assert not council.raw.exists()


@pytest.mark.parametrize(
    ("age", "waits"), [(1, True), (STILL_SECONDS + 5, False), (-3600, True), (-10 * 86_400, False)], ids=str
)
def test_a_file_that_may_be_being_copied_waits(age: float, waits: bool, council: Council):
    council.put(form(), age=age)
    assert (council.take_in_all() == []) is waits


def test_a_file_that_goes_away_while_it_is_looked_for_is_not_there(council: Council, monkeypatch: pytest.MonkeyPatch):
    gone = council.put(form())
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([gone]))
    gone.unlink()
    assert Inbox(council.inbox, council.store, TODAY).waiting() == []


@pytest.mark.parametrize(
    "name",
    [
        "rad ett\nrad två.xlsx",
        "\x1b[31mröd.xlsx",
        "å" * 120 + ".xlsx",
        "x" * 250 + ".xl",
        "..xlsx",
        "..\\..\\x.xlsx",
        "=1+1.xlsx",
        "form",
        os.fsdecode(b"\xff\xfe.xlsx"),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("data", [b"", "god"], ids=["refused", "taken"])
def test_a_file_may_be_called_anything(name: str, data: Any, council: Council):
    council.put(form() if data else b"", "x")
    (council.inbox / "x").rename(council.inbox / name)
    if name.startswith("."):
        assert council.take_in_all() == []
        return
    (outcome,) = council.take_in_all()
    assert outcome.became == (TAKEN if data else REFUSED)
    assert outcome.name.isprintable()
    folder = council.inbox / (TAKEN_FOLDER if data else REFUSED_FOLDER)
    assert all(path.name.isprintable() for path in folder.iterdir())
    assert [path.name for path in council.inbox.iterdir()] == [folder.name]


def test_a_path_leads_nowhere_else(council: Council):
    below = council.sender / "a" / "b"
    below.mkdir(parents=True)
    (council.sender / "x.xlsx").write_bytes(b"")
    outcome = take_in(below / ".." / ".." / "x.xlsx", council.store, council.inbox, TODAY)
    assert outcome.marked == council.inbox / REFUSED_FOLDER / "x – fel.xlsx"
