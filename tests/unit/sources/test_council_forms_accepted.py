"""What a secretary and their spreadsheet program do to a form without changing an answer, and what is then kept."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.council_work import STAGED_DIALOGUES
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS, STAGED_ASSESSMENTS
from assets.reference.areas import counties, delregioner, municipalities
from assets.reference.council_form import (
    COVER,
    DATE,
    MUNICIPALITY,
    TREATED,
    WHOLE,
    form_sheet,
    form_sheets,
    municipalities_in,
)
from assets.reference.occupations import reporting_groups
from assets.staged.councils import stage_assessments, stage_rows
from sources.councils.cells import what_is_seen
from sources.councils.form import Form, read_form
from sources.councils.forms import FORM_FILE, KNOWN, TAKEN, read, stored
from tests.unit.sources import bad_forms
from tests.unit.sources.bad_forms import B, packed, parts, put
from tests.unit.sources.council import Council
from tests.unit.sources.good_forms import ANSWERS, COMMENT, TODAY, Given, answers_of, form, given_places


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
    """The answers of Fyrbodal, typed into an empty form."""
    import datetime as dt

    opened[COVER][given_places()[TREATED]] = dt.datetime(2026, 11, 20)
    rows_of_codes = {group.code: row for row, group in enumerate(reporting_groups(), 2)}
    for sheet in form_sheets():
        for at, answer in enumerate(answers_of("fyrbodal")[sheet.name], 2):
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
    for sheet, answers in answers_of("fyrbodal").items():
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


def test_a_kept_form_says_the_same_when_the_lists_are_others(council: Council, monkeypatch: pytest.MonkeyPatch):
    outcome = council.send(form())
    (kept,) = stored(council.store)
    renamed = tuple(replace(group, name=f"{group.name} och andra") for group in reporting_groups())
    monkeypatch.setattr("sources.councils.form.reporting_groups", lambda: renamed)
    assert read_form(kept.file(FORM_FILE), TODAY, made_up=False).faults, "by the lists of today it would be refused"
    assert read(kept) == outcome.form
    kept.verify()


def test_a_form_that_was_kept_before_it_asked_for_municipalities_is_read(council: Council):
    council.send(form())
    (kept,) = stored(council.store)
    said = read(kept)
    (dialogue,) = said.rows["Dialoger"]
    assert dialogue["kommun"] == "Åmål"
    before = {name: value for name, value in dialogue.items() if name != "kommun"}
    older = replace(said, rows={**said.rows, "Dialoger": (before,)})
    rows = STAGED_DIALOGUES.conform(stage_rows([("f1", said), ("f0", older)], "Dialoger")).to_pylist()
    assert {row["formular"]: row["kommun"] for row in rows} == {"f1": "Åmål", "f0": None}


def test_the_municipalities_of_a_form_are_its_delregions():
    for area in (area for county in counties() for area in delregioner(county) if area.council):
        book = openpyxl.load_workbook(io.BytesIO(form(Given(area.code))))
        column = next(at for at, c in enumerate(form_sheet("Dialoger").columns, 1) if c.kind == MUNICIPALITY)
        place = f"{openpyxl.utils.get_column_letter(column)}2"
        rules = {str(r.sqref).split(":")[0]: r for r in book["Dialoger"].data_validations.dataValidation}
        names = municipalities_in(area.code)
        assert rules[place].formula1.strip('"').split(",") == list(names)
        assert {code for code, name in municipalities().items() if name in names} == set(area.municipalities)
    assert municipalities_in("småland") == ()


def test_a_link_that_a_program_makes_of_an_address_is_its_text(tmp_path: Path):
    book = openpyxl.load_workbook(io.BytesIO(filled_in()))
    book["Granskning"]["A2"] = "www.exempel.invalid"
    book["Granskning"]["A2"].hyperlink = "https://www.exempel.invalid"
    assert as_read(bytes_of(book), tmp_path).rows["Granskning"][0]["underlag"] == "www.exempel.invalid"


@pytest.mark.parametrize(
    "name",
    [
        "xl/drawings/drawing1.xml",
        "xl/printerSettings/printerSettings1.bin",
        "xl/persons/person.xml",
        "docMetadata/LabelInfo.xml",
        "docProps/thumbnail.wmf",
        "customXml/item1.xml",
        "xl/metadata.xml",
    ],
)
def test_what_programs_add_by_themselves_is_no_fault(name: str, tmp_path: Path):
    assert as_read(packed({**parts(), name: b"<empty/>"}), tmp_path) == as_read(form(), tmp_path)


def test_a_text_in_several_styles_is_one_text_without_how_it_is_said(tmp_path: Path):
    rich = "<si><r><t>tydliga </t></r><r><rPr><b/></rPr><t>tecken på brist</t></r><rPh><t>x</t></rPh></si>"
    found = parts()
    texts = found["xl/sharedStrings.xml"].decode()
    found["xl/sharedStrings.xml"] = texts.replace("</sst>", f"{rich}</sst>").encode()
    put(found, B, "C2", f'<c r="C2" t="s"><v>{texts.count("<si>")}</v></c>')
    assert as_read(packed(found), tmp_path).rows[B][0]["klass"] == "tydliga tecken på brist"


def test_the_form_itself_lets_through_the_numbers_that_are_read():
    book = openpyxl.load_workbook(io.BytesIO(form()))
    for sheet in form_sheets():
        rules = {str(rule.sqref).split(":")[0]: rule for rule in book[sheet.name].data_validations.dataValidation}
        for at, column in enumerate(sheet.columns, 1):
            if column.kind == WHOLE:
                rule = rules[f"{openpyxl.utils.get_column_letter(at)}2"]
                assert (int(rule.formula1), int(rule.formula2)) == (column.least, column.most)
                assert column.least < column.most
