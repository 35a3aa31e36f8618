"""A council's round from beginning to end: the form out, filled as a secretary would, in, seen everywhere, and out again."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from assets.reference.council_form import ASSESSMENTS, COVER, STATISTICS, TREATED, form_sheets
from tests.integration.test_whole_run import ROOT, kompetens

AREA, MUNICIPALITY = "borasregionen", "Svenljunga"
COUNCILS_CLASS, SECRET = "tecken på överskott", "HEMLIG-7781"
PERSONS, GOAL, PROPOSED = 7781, "Fler matchade av dem som har utbildningen", "Ett förslag som ingen har beslutat"
DECIDED = {
    "galler_kod": "75N",
    "mal": GOAL,
    "matt": "Matchade",
    "indikator": "matchad förvärvsgrad",
    "malvarde": 80,
    "malar": 2030,
    "agare": "Förbundet",
    "beslutad_av": "Rådet",
    "beslutad_datum": date(2023, 5, 1),
    "diarienummer": "KR 2023-7",
}
HOME = "exempel/14"
FROM_ELSEWHERE = {"PYTHONPATH": str(ROOT)}


def heading(sheet: str, name: str) -> int:
    """The number of a column of the form."""
    (found,) = (s for s in form_sheets() if s.name == sheet)
    return 1 + [column.name for column in found.columns].index(name)


def fill(path: Path, answers: dict[str, dict[str, object]]) -> None:
    """Write answers into a form: code of the occupation → column → what stands there."""
    book = openpyxl.load_workbook(path)
    cover, sheet = book[COVER], book[ASSESSMENTS]
    (day,) = (row for row in cover.iter_rows() if row[0].value == TREATED)
    day[1].value = date.today()
    for row in sheet.iter_rows(min_row=2):
        for name, value in answers.get(str(row[0].value), {}).items():
            row[heading(ASSESSMENTS, name) - 1].value = value
    said = {
        "arbetsgivare_typ": "kommun",
        "arbetsgivare_storlek": "10–49",
        "yrke_kod": next(iter(answers)),
        "behov_personer": PERSONS,
        "behov_nar": "nu",
        "atgarder": f"={SECRET}",
        "datum": date.today(),
    }
    told = {
        "Dialoger": [
            said | {"arbetsgivare_typ": kind, "kommun": place}
            for kind, place in (
                ("kommun", MUNICIPALITY),
                ("region", None),
                ("stat", MUNICIPALITY),
                ("ideell organisation", MUNICIPALITY),
            )
        ],
        "Prioriteringar": [DECIDED, {**DECIDED, "mal": PROPOSED, "diarienummer": None}],
    }
    for name, rows in told.items():
        for at, row in enumerate(rows, 2):
            for column, value in row.items():
                cell = book[name].cell(at, heading(name, column), value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)


def through_libreoffice(path: Path, folder: Path) -> Path:
    """The same form, saved by another program."""
    if shutil.which("soffice") is None:
        pytest.skip("soffice saknas: formuläret sparas inte av LibreOffice")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", "xlsx"]
        + ["--outdir", str(folder / "sparad"), str(path)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "sparad" / path.name


@pytest.fixture(scope="module")
def occupations(made_up: Path) -> tuple[str, str]:
    """Two occupations of the area with the most ads per employee, so that the council can say otherwise."""
    with duckdb.connect(str(made_up / HOME / "warehouse/kompetensbehov.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select yrke_kod from mart.bedomning where geo_kod = ? and yrkesniva = 'redovisningsgrupp' "
            "order by signalpoang desc nulls last, yrke_kod limit 2",
            [AREA],
        ).fetchall()
    return rows[0][0], rows[1][0]


@pytest.fixture(scope="module")
def handed_in(
    made_up: Path, occupations: tuple[str, str], module_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A home in which a third council has answered, and the form as it was handed in."""
    home = shutil.copytree(made_up, module_folder / "kopia")
    folder = tmp_path_factory.mktemp("radet")
    done = kompetens(home, "form", AREA, cwd=folder, **FROM_ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    (form,) = folder.glob("*.xlsx")
    common = {"klass": COUNCILS_CLASS, "sakerhet": "hög", "grund": "enkät", "jav": "nej"}
    first, second = occupations
    fill(form, {first: {**common, "roster": 5, "kommentar": f"@{SECRET}"}, second: {**common, "roster": 1}})
    saved = through_libreoffice(form, folder)
    done = kompetens(home, "import", str(saved), cwd=folder, **FROM_ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "är inläst" in done.stdout
    done = kompetens(home, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    return home, saved


def sums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def latest(home: Path) -> Path:
    """The folder of the working figures that were published last."""
    return max((home / HOME / "publicerat/lopande").iterdir(), key=lambda folder: folder.stat().st_mtime)


def test_the_same_file_again_changes_nothing(handed_in: tuple[Path, Path]):
    home, saved = handed_in
    before = sums(home / HOME / "raw/radens_formular")
    done = kompetens(home, "import", str(saved))
    assert (done.returncode, "är redan inläst" in done.stdout) == (0, True)
    assert sums(home / HOME / "raw/radens_formular") == before
    assert hashlib.sha256(saved.read_bytes()).hexdigest() in before.values()


def test_it_stands_beside_the_others_on_page_workbook_meeting_sheet_and_in_show(
    handed_in: tuple[Path, Path], occupations: tuple[str, str]
):
    home, _ = handed_in
    folder, (first, second) = latest(home), occupations
    page = (folder / f"rapport/{AREA}.html").read_text(encoding="utf-8")
    assert "Rådet har bedömt ett yrke. Om ett yrke till har bara enskilda i rådet svarat." in page
    assert f'data-l="Rådet">{COUNCILS_CLASS}</td>' in page
    assert f'data-l="Rådet">{COUNCILS_CLASS} (enskild uppgift)</td>' in page
    (workbook,) = (folder / "excel").glob(f"*{AREA}*.xlsx")
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(workbook)["Samsyn"].iter_rows()]
    assert {row[0] for row in rows} >= {first, second}
    shown = kompetens(home, "show", AREA, first).stdout
    assert f"2. Rådet: {COUNCILS_CLASS}" in shown
    assert shown.index("1. Arbetsförmedlingen") < shown.index("2. Rådet")
    (deck,) = (folder / "bilder").glob(f"*{AREA}*.pptx")
    with zipfile.ZipFile(deck) as slides:
        said = "".join(slides.read(name).decode() for name in slides.namelist() if name.startswith("ppt/slides/slide"))
    assert f"Rådet säger {COUNCILS_CLASS}" in said


def test_a_priority_is_followed_and_dialogues_are_counted_in_steps(handed_in: tuple[Path, Path]):
    home, _ = handed_in
    folder = latest(home)
    page = (folder / f"rapport/{AREA}.html").read_text(encoding="utf-8")
    assert "Rådet har lämnat två prioriteringar. En är beslutad, en är ett förslag." in page
    assert GOAL in page
    assert "mål 80 procent 2030. Förändring: " in page
    questions = (folder / f"fragor/{AREA}.html").read_text(encoding="utf-8")
    assert "Minst tre arbetsgivare har svarat om " in questions
    assert "Antal visas i steg om tre, så att ingen enskild arbetsgivare kan räknas ut." in questions
    (workbook,) = (folder / "excel").glob(f"*{AREA}*.xlsx")
    book = openpyxl.load_workbook(workbook)
    cells = {name: [cell.value for row in book[name].iter_rows() for cell in row] for name in book.sheetnames}
    assert GOAL in cells["Prioriteringar"]
    assert "Sjuksköterskeutbildning" in str(cells["Mål"])
    assert "3" in cells["Dialoger"]
    with duckdb.connect(str(home / HOME / "warehouse/kompetensbehov.duckdb"), read_only=True) as connection:
        where = f"where geo_kod = '{AREA}'"
        assert connection.execute(f"select arbetsgivare from mart.radets_dialoger {where}").fetchall() == [(3,)]
        ((base, newest, word),) = connection.execute(
            f"select basar, senaste_ar, besked from mart.radets_mal {where} and beslutslage = 'beslutad'"
        ).fetchall()
        reached = connection.execute(
            f"select varde from mart.uppfoljning {where} and indikator = 'kommuner_nadda' and ar = {date.today().year}"
        ).fetchall()
    assert reached == [(1.0,)]
    assert (base, newest) == (2023, 2024)
    assert word.endswith("säker förändring")


def test_two_councils_agree_or_have_not_answered_on_the_countys_page(handed_in: tuple[Path, Path]):
    page = (latest(handed_in[0]) / "rapport/lan.html").read_text(encoding="utf-8")
    assert "3 av 4 råd har lämnat sin bedömning" in page
    assert "Göteborgsregionen har inte lämnat." in page


def test_our_signals_are_the_same_as_without_it(made_up: Path, handed_in: tuple[Path, Path]):
    def told(home: Path) -> list[tuple[object, ...]]:
        with duckdb.connect(str(home / HOME / "warehouse/kompetensbehov.duckdb"), read_only=True) as connection:
            return connection.execute("select * exclude (radets_bedomning) from mart.bedomning order by all").fetchall()

    assert told(handed_in[0]) == told(made_up)


def test_what_employers_and_commentators_have_said_is_nowhere(handed_in: tuple[Path, Path]):
    home, _ = handed_in
    searched = 0
    for path in [*latest(home).rglob("*"), *(home / HOME / "data").rglob("*"), *(home / HOME / "warehouse").rglob("*")]:
        if not path.is_file():
            continue
        searched += 1
        assert SECRET.encode() not in path.read_bytes(), path
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                assert not [name for name in packed.namelist() if SECRET.encode() in packed.read(name)], path
    assert searched > 500


def test_the_second_turn_has_the_first_answers_and_our_signals_beside(
    handed_in: tuple[Path, Path], occupations: tuple[str, str], tmp_path: Path
):
    done = kompetens(handed_in[0], "form", AREA, "--turn", "2", cwd=tmp_path, **FROM_ELSEWHERE)
    assert done.returncode == 0, done.stdout + done.stderr
    (form,) = tmp_path.glob("*.xlsx")
    book = openpyxl.load_workbook(form)
    at = heading(ASSESSMENTS, "klass") - 1
    answered = {row[0].value: row[at].value for row in book[ASSESSMENTS].iter_rows(min_row=2) if row[at].value}
    assert answered == dict.fromkeys(occupations, COUNCILS_CLASS)
    beside = {row[0].value for row in book[STATISTICS].iter_rows(min_row=2)}
    assert set(occupations) <= beside
    assert len(beside) > 100
