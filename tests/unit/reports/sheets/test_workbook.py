from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assets.contracts.education import EDUCATION
from assets.contracts.words import COUNTY
from assets.methods.score import POSITIONS
from reports.files.excel import write_workbook
from reports.files.layout import CHARACTER, SCREEN
from reports.findings.messages import findings
from reports.findings.model import Finding
from reports.sheets.about import notes
from reports.sheets.model import Report, Sheet, SheetColumn, facts_of, sheet_column
from reports.sheets.workbook import workbook
from reports.warehouse import read_warehouse
from tests.shared import head_row
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.small_warehouse import make_warehouse

MakeFile = Callable[[str], Path]
Book = Callable[..., Path]
SHEETS = [
    "Sammanfattning",
    "Läs mig",
    "Innehåll",
    "Bedömning",
    "Jämförelse",
    "AF-yrkesområden",
    "Inskrivna",
    "Yrken",
    "Ålder",
    "Lång sikt",
    "Utbildning",
    "Utbildningsplanering",
    "Utbildning och yrken",
    "Sektor",
    "Kommuner",
    "Uppföljning",
    "Ändringar",
    "Källor",
    "Metod",
    "Noter",
    "Ordlista",
    "Kolumner",
    "Lång sikt i detalj",
    "Alla mått",
    "Kontroller",
]


@pytest.fixture(scope="module", name="book")
def books(kept_databases: MakeFile, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Each workbook made once; tests read it only."""
    folder = tmp_path_factory.mktemp("arbetsbocker")

    @cache
    def made(area: str = "fyrbodal", mode: str = "example") -> Path:
        return write(kept_databases(mode), area, folder / f"{area}_{mode}.xlsx")

    return made


def write(database: Path, area: str, path: Path) -> Path:
    write_workbook(workbook(read_warehouse(database), area), path)
    return path


def strings(path: Path) -> list[str]:
    loaded = openpyxl.load_workbook(path)
    return [str(c) for sheet in loaded for row in sheet.iter_rows(values_only=True) for c in row if isinstance(c, str)]


def above(sheet: Worksheet) -> str:
    """What stands above a sheet's table, as one text."""
    return " ".join(str(sheet.cell(row, 1).value) for row in range(1, head_row(sheet)))


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    loaded = openpyxl.load_workbook(path)[sheet]
    (table,) = loaded.tables.values()
    head, *found = ([cell.value for cell in row] for row in loaded[table.ref])
    return [dict(zip(head, r, strict=True)) for r in found]


def test_sheets_in_order_each_with_one_marked_table_and_a_way_back(book: Book):
    loaded = openpyxl.load_workbook(book())
    assert loaded.sheetnames == SHEETS
    assert loaded.active.title == "Sammanfattning"
    for sheet in (sheet for sheet in loaded.worksheets if sheet.title != "Läs mig"):
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A")
        assert str(sheet["A2"].value).startswith("Bladet innehåller en tabell.")
        assert "Bearbetning: Provavsändaren. Bedömningarna är inte officiell statistik." in above(sheet)
        assert re.search(r"Hämtat 2026-\d\d-\d\d", above(sheet))
        assert [row for (cell,) in sheet["A1":"A10"] if (row := cell.hyperlink)]
        assert not sheet.merged_cells.ranges
    links = {
        cell.hyperlink.location.split("!")[0].strip("'") for (cell,) in loaded["Innehåll"]["A5":"A29"] if cell.hyperlink
    }
    assert links == set(SHEETS) - {"Innehåll"}


def test_the_county_has_the_af_areas_of_the_four_delregioner_side_by_side(book: Book):
    path = book(COUNTY)
    (first, *_) = rows(path, "AF-yrkesområden jämförda")
    assert list(first)[2:7] == ["Fyrbodal", "Göteborgsregionen", "Boråsregionen", "Skaraborg", "Länet"]
    assert (first["Fyrbodal"], first["Länet"]) == (5.0, 24.9)


def test_made_up_figures_say_so_on_every_sheet_and_real_ones_nowhere(book: Book):
    made_up = openpyxl.load_workbook(book())
    assert all(sheet["A1"].value.startswith("EXEMPELDATA") for sheet in made_up)
    assert made_up.properties.title.startswith("EXEMPELDATA")
    real = book(mode="live")
    assert not [s for s in strings(real) if "EXEMPELDATA" in s]


def test_a_missing_number_is_two_dots_with_the_reason_beside(book: Book):
    path = book()
    for sheet in ("AF-yrkesområden", "Yrken", "Kommuner"):
        for row in rows(path, sheet):
            values = {k: v for k, v in row.items() if k not in ("Inskrivna kvinnor", "Inskrivna män")}
            assert None not in values.values()
            if ".." in values.values():
                assert len(str(row["Anmärkning"])) > 10


def test_order_numbers_and_codes(book: Book):
    path = book()
    areas = rows(path, "AF-yrkesområden")
    assert [r["Kod"] for r in areas] == ["8", "3", "14", "okänt"]
    assert (areas[0]["Annonserade platser"], areas[0]["Inskrivna arbetslösa"]) == (500, 100)
    assert areas[0]["Annonserade platser under ett år per inskriven"] == 5.0
    assert areas[0]["Länets annonserade platser under ett år per inskriven"] == 24.9
    occupations = rows(path, "Yrken")
    assert [r["Kod"] for r in occupations] == ["532", "222+223", "011+021+031", "0002"]
    assert occupations[1]["Anställda november 2024"] == 2001
    assert occupations[1]["Fler eller färre anställda sedan 2023 (antal rakt av)"] == -130
    checks = rows(path, "Kontroller")
    # What nothing published rests on is not the reader's: "d" is left out.
    assert [r["Kontroll"] for r in checks] == ["b", "0", "c", "a"]


def test_paper_takes_the_checks_that_are_not_green_and_the_sheet_all(book: Book):
    sheet = openpyxl.load_workbook(book())["Kontroller"]
    assert "Rader som skrivs ut på papper, uppifrån räknat: 2." in above(sheet)
    outcome = next(cell.column for cell in sheet[head_row(sheet)] if cell.value == "Utfall")
    told = [sheet.cell(row, outcome).value for row in range(head_row(sheet) + 1, sheet.max_row + 1)]
    assert [word == "godkänd" for word in told] == [False, False, True, True]
    assert sheet.print_area.endswith(f"${head_row(sheet) + 2}")


def test_a_note_of_several_tables_is_told_once(database: MakeFile):
    warehouse = read_warehouse(database("example"))
    sources = [{**r, "kallans_noter": {"TAB4434": "Samma\nEgen"}.get(str(r["tabell_id"]))} for r in warehouse.sources]
    extra = {**sources[0], "utgivare": "SCB", "tabell_id": "TAB2597", "kallans_noter": "Samma"}
    rows = notes(facts_of(replace(warehouse, sources=(*sources, extra)), "fyrbodal")).rows
    assert [row for row in rows if row[1] in ("Samma", "Egen")] == [
        ("SCB TAB4434, TAB2597", "Samma"),
        ("SCB TAB4434", "Egen"),
    ]


def test_the_first_data_sheet_has_the_assessments_in_order_and_at_most_ten_columns(book: Book):
    nurses, assistants, soldiers = rows(book(), "Bedömning")
    assert list(nurses) == [
        "Kod",
        "Yrke",
        "AF: jobbmöjligheter (länet)",
        "AF: rekryteringsläge (länet)",
        "AF: om fem år (länet)",
        "Läget här mot länet",
        "Våra signaler",
        "Anställda november 2024",
        "Hur säkert",
    ]
    assert (nurses["AF: om fem år (länet)"], nurses["Läget här mot länet"]) == ("öka", "mer än länet")
    assert nurses["Våra signaler"] == "tydliga tecken på brist"
    assert (
        assistants["Våra signaler"],
        assistants["AF: rekryteringsläge (länet)"],
        assistants["Läget här mot länet"],
    ) == (
        "ganska många annonser per anställd",
        "inte bedömt",
        "som länet",
    )
    assert (soldiers["Våra signaler"], soldiers["Läget här mot länet"]) == ("kan inte bedömas", "går inte att säga")
    assert soldiers["Hur säkert"] == "annonserna är inte kända"


def test_the_county_is_not_compared_with_itself_on_the_first_data_sheet(book: Book):
    nurses, *_ = rows(book(COUNTY), "Bedömning")
    assert "Läget här mot länet" not in nurses
    assert "läget här" not in above(openpyxl.load_workbook(book(COUNTY))["Bedömning"])
    measures, *_ = rows(book(COUNTY), "Alla mått")
    assert not [heading for heading in measures if "mot länet" in heading.lower()]
    assert measures["Signalpoäng"] == 84.3


def test_the_summary_says_the_findings_and_its_charts_show_the_tables_rows(book: Book, kept_databases: MakeFile):
    path = book()
    sheet, found = openpyxl.load_workbook(path)["Sammanfattning"], findings_of(kept_databases("example"))
    assert all(f"{at}. {each.sentence}" in above(sheet) for at, each in enumerate(found, 1))
    bars = [bar for each in found for bar in each.bars]
    told = [(r["Vad"], float(str(r["Värde"]))) for r in rows(path, "Sammanfattning")]
    assert told == [(bar.label, float(bar.shown.replace("\xa0", "").replace(",", "."))) for bar in bars]
    with zipfile.ZipFile(path) as zipped:
        charts = [zipped.read(f"xl/charts/chart{at}.xml").decode() for at in (1, 2, 3)]
    shown = [re.findall(r"<c:f>Sammanfattning!(\S+)</c:f>", chart) for chart in charts]
    at = head_row(sheet) + 1
    for (names, values), each in zip(shown, found, strict=True):
        ends = [at, *([at + len(each.bars) - 1] if len(each.bars) > 1 else [])]
        assert (names, values) == tuple(":".join(f"${column}${row}" for row in ends) for column in "BC")
        at += len(each.bars)


def findings_of(database: Path) -> tuple[Finding, ...]:
    return findings(facts_of(read_warehouse(database), "fyrbodal"))


def test_a_finding_without_figures_says_so_in_the_table(database: MakeFile):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("delete from mart.oppna_mot_inskrivna")
    sheet = next(s for s in workbook(read_warehouse(path), "fyrbodal").sheets if s.name == "Sammanfattning")
    (missing,) = [row for row in sheet.rows if row[0] == "Balans"]
    assert (missing[1], missing[2]) == ("Inga tal", None)
    assert "saknas" in str(missing[4])
    assert len(sheet.charts) == 2


def test_a_class_is_a_word_with_its_fill_and_a_weak_one_stands_on_white(book: Book):
    loaded = openpyxl.load_workbook(book())
    (nurses, assistants, soldiers) = (
        next(c for c in row if str(c.value) in POSITIONS)
        for row in loaded["Bedömning"].iter_rows(min_row=head_row(loaded["Bedömning"]) + 1, max_col=9)
        if row[0].value in ("222+223", "532", "011+021+031")
    )
    assert (nurses.value, nurses.fill.fgColor.rgb) == ("tydliga tecken på brist", "FFB04300")
    assert assistants.fill.fgColor.rgb in ("FFFBDDB8", "FFFFFFFF")
    assert nurses.font.color.rgb == "FFFFFFFF"
    assert soldiers.border.left.style == "dashed"
    compared = [
        c for row in loaded["Jämförelse"].iter_rows(min_row=head_row(loaded["Jämförelse"]) + 1, min_col=4) for c in row
    ]
    weak = [c for c in compared if "(" in str(c.value)]
    assert weak
    assert {c.fill.fgColor.rgb for c in weak} == {"FFFFFFFF"}
    assert {c.border.left.color.rgb for c in weak} <= {"FFB04300", "FF857A63", "FF1F4E79"}


def test_the_delregioner_are_compared_in_words_in_every_workbook(book: Book):
    for area in ("fyrbodal", COUNTY):
        first, *_ = rows(book(area), "Jämförelse")
        assert list(first)[3:] == ["Länet", "Fyrbodal", "Göteborgsregionen", "Boråsregionen", "Skaraborg"]
        assert first["Yrke"] == "Sjuksköterskor"
        assert all(str(first[name]).startswith("tydliga tecken på brist") for name in list(first)[3:])


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_a_sheet_is_seen_whole_on_a_common_screen_or_scrolled_beside_its_names(book: Book, area: str):
    loaded = openpyxl.load_workbook(book(area))
    wide = [
        sheet.title
        for sheet in loaded.worksheets
        if sum(d.width * CHARACTER for d in sheet.column_dimensions.values() for _ in range(d.min, d.max + 1)) > SCREEN
    ]
    assert set(wide) <= {
        "Lång sikt i detalj",
        "Utbildning",
        "Utbildningsplanering",
        "Utbildning och yrken",
        "Alla mått",
        "Källor",
    }
    for sheet in loaded.worksheets[2:]:
        named = "C1" if sheet.cell(head_row(sheet), 1).value == "Kod" else "B1"
        assert sheet.freeze_panes == named, sheet.title


def test_every_measure_says_its_value_and_whose_it_is(book: Book):
    nurses, _, soldiers = rows(book(), "Alla mått")
    name = "Annonser per 100 anställda, rättade för täckning"
    assert nurses[f"{name} (annonser per 100 anställda)"] == 1.2
    assert nurses[f"Värdet är: {name}"] == "eget värde"
    assert (nurses["Signalpoäng"], nurses["Platser per anställd mot länet"], nurses["Stöd"]) == (
        84.3,
        1.3,
        "AF säger delvis samma",
    )
    assert (nurses["Stabilitet"], nurses["Samma klass med andra vikter"]) == (0.931, 0.974)
    assert (nurses["Säger emot AF"], nurses["Chefer"], nurses["Nära gränsen"]) == ("nej", "nej", "nej")
    assert (soldiers["Signalpoäng"], soldiers["Skäl"]) == ("..", "annonserna är inte kända")
    assert soldiers["Anmärkning"] == "Våra signaler kan inte bedömas: annonserna är inte kända."
    matched = "Matchade mot riket"
    assert (soldiers[f"{matched} (procentenheter)"], soldiers[f"Värdet är: {matched}"]) == ("..", "gäller inte yrket")
    assert soldiers["Värdet är: Anställda, utveckling"] == "saknas"


def test_no_text_becomes_a_formula(book: Book):
    loaded = openpyxl.load_workbook(book())
    cells = [c for sheet in loaded for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert "=CMD|calc" in [c.value for c in cells if c.data_type == "s"]


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_the_same_warehouse_gives_the_same_bytes(book: Book, tmp_path: Path, area: str):
    again = write(make_warehouse(tmp_path)("example"), area, tmp_path / "igen.xlsx")
    assert again.read_bytes() == book(area).read_bytes()


def test_language_alt_texts_and_properties(book: Book):
    path = book()
    with zipfile.ZipFile(path) as zipped:
        assert b"<dc:language>sv-SE</dc:language>" in zipped.read("docProps/core.xml")
        tables = [zipped.read(n) for n in zipped.namelist() if n.startswith("xl/tables/")]
        drawings = "".join(zipped.read(f"xl/drawings/drawing{at}.xml").decode() for at in (1, 2))
    assert len(tables) == len(SHEETS) - 1
    assert all(b"altText" in t for t in tables)
    assert "Stapeldiagram: annonserade platser under ett år per inskriven" in drawings
    assert "Stapeldiagram: Anställda i Fyrbodal, november 2024. " in drawings
    assert openpyxl.load_workbook(path).properties.creator == "Provavsändaren"


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_forbidden_words_are_nowhere(book: Book, area: str):
    found = [(w, s) for s in strings(book(area)) for w in FORBIDDEN if re.search(w, s, re.IGNORECASE)]
    assert found == []


def test_the_cover_names_council_municipalities_and_periods(book: Book):
    cover = " ".join(strings(book("skaraborg")))
    assert "Kompetensforum Skaraborg" in cover
    assert "15 kommuner" in cover
    assert "Hallands län" not in cover
    assert "anställda november 2024, annonser september 2025–augusti 2026" in cover


def test_every_sheet_dates_its_own_sources_and_names_a_stale_one(book: Book):
    loaded = openpyxl.load_workbook(book())
    areas, occupations = (above(loaded[name]).removesuffix(" Till innehållet") for name in ("AF-yrkesområden", "Yrken"))
    assert areas.endswith("Hämtat 2026-11-19 och 2026-11-20.")
    assert "Hämtat 2026-09-01 och 2026-11-19." in occupations
    assert occupations.endswith("Ett äldre svar används av SCB, TAB4434.")


def test_a_source_without_a_date_of_its_own_says_so(book: Book):
    found = {r["Tabell-id"]: r for r in rows(book(), "Källor")}
    assert found["annonser"]["Uppdaterad hos källan"] == ".."
    assert "anger inte när" in str(found["annonser"]["Anmärkning"])
    assert found["TAB4434"]["Anmärkning"] == "–"


def test_the_countys_number_is_missing_for_the_countys_own_reason(database: MakeFile, tmp_path: Path):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update mart.obalans set platser_per_arbetslos = null, anmarkning = 'Färre än 5 annonserade platser.' "
            "where geo_kod = '14' and yrke_kod = '3'"
        )
        connection.execute("update mart.obalans set anstallda_man = null where yrke_kod = '532'")
    report = workbook(read_warehouse(path), "fyrbodal")
    by_name = {sheet.name: {row[0]: row for row in sheet.rows} for sheet in report.sheets}
    assert by_name["AF-yrkesområden"]["3"][-1] == "Länets tal: Färre än 5 annonserade platser."
    assert by_name["Yrken"]["532"][-1] == "Minst en uppgift saknas i källan eller är skyddad."


@pytest.mark.parametrize(
    ("area", "outside", "inside"),
    [
        ("goteborgsregionen", ["Varberg"], ["Kungsbacka"]),
        ("fyrbodal", ["Varberg", "Kungsbacka"], ["Jämför med länets tal"]),
        (COUNTY, ["länets tal i kolumnen bredvid"], ["Kungsbacka", "Varberg", "bladet AF-yrkesområden jämförda"]),
    ],
)
def test_a_workbook_says_only_what_concerns_its_area(book: Book, area: str, outside: list[str], inside: list[str]):
    text = " ".join(strings(book(area)))
    assert not [word for word in outside if word in text]
    assert all(word in text for word in inside)


def test_the_glossary_explains_the_headings_that_are_shown(book: Book):
    terms = {r["Kolumn"] for r in rows(book(), "Kolumner")}
    assert {"Anställda", "Uppdaterad hos källan", "Allvar"} <= terms
    assert not {"Områdeskod", "Läge", "Förändring av andelen av länets anställda"} & terms


def test_the_glossary_has_the_classes_as_they_are_called(book: Book):
    words = {r["Ord"] for r in rows(book(), "Ordlista")}
    assert {"inga tydliga tecken", "kan inte bedömas", "paradox", "redovisningsgrupp"} <= words
    for claim, plain in (
        ("tydliga tecken på brist", "många annonser per anställd"),
        ("tecken på överskott", "få annonser per anställd"),
    ):
        assert (claim in words) != (plain in words)


def test_an_unknown_area_is_refused_by_name(database: MakeFile):
    with pytest.raises(ValueError, match="Området 'atlantis' finns inte i lagret"):
        workbook(read_warehouse(database("example")), "atlantis")


def test_a_text_that_no_cell_can_hold_is_cut_with_a_mark_and_a_note(kept_databases: MakeFile, tmp_path: Path):
    report = workbook(read_warehouse(kept_databases("example")), "fyrbodal")
    sheet = next(s for s in report.sheets if s.name == "Källor")
    long = replace(sheet, rows=tuple((*row[:-1], "å" * 32_768) for row in sheet.rows))
    write_workbook(
        replace(report, sheets=(*(s for s in report.sheets if s.name != "Källor"), long)), tmp_path / "a.xlsx"
    )
    cells = [c for c in strings(tmp_path / "a.xlsx") if len(c) > 32_000]
    assert cells == ["å" * 32_766 + "…"] * len(sheet.rows)
    assert "En text som slutar med … är avkortad" in " ".join(strings(tmp_path / "a.xlsx"))
    write_workbook(report, tmp_path / "b.xlsx")
    assert "är avkortad" not in " ".join(strings(tmp_path / "b.xlsx"))


@pytest.mark.parametrize("headings", [("Kod", "Yrke", "yrke"), ("Kod", "Yrke", "")], ids=["two alike", "one without"])
def test_a_sheet_that_would_be_no_table_is_refused(headings: tuple[str, ...], tmp_path: Path):
    """The library only warns."""
    columns = tuple(SheetColumn(heading, "text", 12) for heading in headings)
    sheet = Sheet("Blad", "blad", "Titel", "Källa: SCB.", "Rader.", columns, (("a", "b", "c"),), "Bild")
    report = Report("Bok", "Om", "Avsändare", "2026-11-29T00:00:00Z", ("Bok",), (sheet,))
    with pytest.raises(ValueError, match="bladet Blad blir ingen tabell"):
        write_workbook(report, tmp_path / "bok.xlsx")
    empty = replace(report, sheets=(replace(sheet, rows=()),))
    with pytest.raises(ValueError, match="bladet Blad har inga rader: gör inget blad"):
        write_workbook(empty, tmp_path / "bok.xlsx")


def test_a_heading_is_dated_by_a_row_that_has_the_year():
    column = EDUCATION.column("andel_55_lankade")
    none, some = {"ar_alder": None}, {"ar_alder": 2024}
    assert sheet_column(column, [none, some]).heading == f"{column.term} 2024"
    assert sheet_column(column, [none]).heading == column.term
