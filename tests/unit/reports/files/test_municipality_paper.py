"""The sheet of a municipality as it lies in the file: one page, every number, withheld ones as two points."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from assets.contracts.words import COUNTY
from assets.methods.score import POSITIONS
from assets.reference.council_form import WEEKS_TO_ANSWER
from assets.reference.occupations import reporting_groups
from reports.files.paper import TO_TAKE_UP, municipality_data, set_paper, write_municipality_sheet
from reports.findings.employers import ORDER, part
from reports.findings.messages import in_sentence, number_of
from reports.findings.model import Tile
from reports.findings.municipality import KeyNumber, MunicipalityRow, MunicipalitySheet, municipality_sheets
from reports.findings.occupations import Amount
from reports.findings.people import Beside, People
from reports.findings.reply import reply_wanted
from reports.publish.edition_name import WORKING
from reports.sheets.model import Facts, facts_of
from tests.unit.reports.files.test_paper import tags, words


@pytest.fixture
def facts(warehouse) -> Facts:
    return facts_of(warehouse("example"), COUNTY)


@pytest.fixture
def known(facts: Facts) -> MunicipalitySheet:
    return municipality_sheets(facts.warehouse)[0]


def longest(known: MunicipalitySheet) -> MunicipalitySheet:
    names = sorted((group.name for group in reporting_groups()), key=len)[-25:]
    tile = Tile("x", 1, max(POSITIONS, key=len), "", True)
    rows = tuple(
        MunicipalityRow(name, name, Amount(9e4, "90\xa0000"), Amount(None, ".."), Amount(1e2, "100,0"), tile)
        for name in names
    )
    flows = tuple(
        f"{within}: {'Stenungsund 10 433, ' * 3}. {outside} 10 433."
        for within, outside in (
            ("Flest i länet åker till", "I andra län arbetar"),
            ("Flest i länet kommer från", "Från andra län kommer"),
        )
    )
    rate, *numbers = known.numbers
    beside = "Göteborgsregionen 100,0 (11 av 12 kommuner, resten okänd) · länet 100,0 (44 av 49 kommuner, resten okänd)"
    group = Beside("utan arbete mer än 12 månader", "100,0 %", "100,0 %")
    people = People(
        "Andel av de inskrivna arbetslösa som bor här, september 2026 och november 2026. Två punkter (..): skyddat eller för få.",
        (group,) * 5,
    )
    return replace(
        known,
        largest=rows[:10],
        to_take_up=rows[10:],
        commuting=("Sysselsatta 15–74 år, 2024. Den som arbetar i ett annat land är inte med.", *flows),
        numbers=(
            replace(rate, beside=beside),
            *numbers,
            KeyNumber("Arbetar hos kommun, region eller stat", "46 %", "Göteborgsregionen 46 % · länet 46 %"),
        ),
        lead=tuple(
            "Hur många som arbetar här går inte att säga: minst ett tal är skyddat (november 2024)." for _ in range(3)
        ),
        employers=tuple(part(f"{name} och andra aktiebolag", 0.17) for name in ORDER),
        employers_month="augusti 2026",
        ages=replace(people, groups=people.groups[:3]),
        registered=people,
    )


def read(facts: Facts, sheet: MunicipalitySheet) -> PdfReader:
    return PdfReader(io.BytesIO(set_paper("municipality.typ", municipality_data(facts, sheet), "2026-11-28")))


def test_it_is_one_page_with_every_number(facts: Facts, known: MunicipalitySheet):
    for sheet in (known, longest(known)):
        (page,) = read(facts, sheet).pages
        text = words(page.extract_text())
        said = [sheet.name, sheet.cannot_say, *sheet.lead, *sheet.commuting]
        said += [part for number in sheet.numbers for part in (number.label, number.shown, number.beside)]
        said += [part for each in sheet.employers for part in (each.name, each.shown)]
        for people in (sheet.ages, sheet.registered):
            said += [
                people.sentence,
                *(part for each in people.groups for part in (each.name, each.shown, each.county)),
            ]
        for row in (*sheet.largest, *sheet.to_take_up[: TO_TAKE_UP[0]]):
            said += [row.name, row.employees.shown, row.posts.shown, row.rate.shown, row.tile.word]
        assert [each for each in said if words(each) not in text] == []
        assert "EXEMPELDATA" in text


def test_it_has_room_when_no_source_answered_and_says_how_many_are_left_out(facts: Facts, known: MunicipalitySheet):
    sources = facts.warehouse.sources
    title = "Inskrivna arbetslösa efter kommun, kön, ålder, utbildning och födelseland"
    named_by_title = {"hamtstatus": "senast fungerande", "titel": title, "utgivare": "Arbetsförmedlingen"}
    gone = tuple({**r, **named_by_title, "tabell_id": f"web-{at}"} for at in range(12) for r in sources)
    stale = replace(facts, warehouse=replace(facts.warehouse, sources=gone))
    (page,) = read(stale, longest(known)).pages
    text = words(page.extract_text())
    assert (
        words(
            f"Ytterligare {in_sentence(number_of(15 - TO_TAKE_UP[0], 'yrke', 'yrken'))} att ta upp står på kommunens sida."
        )
        in text
    )
    assert words("till, se Källor") in text


@pytest.mark.parametrize(
    ("lines", "left_out"), [(0, "Ytterligare tio yrken"), (6, "Ytterligare 12 yrken"), (12, "15 yrken")]
)
def test_where_other_texts_are_long_fewer_occupations_stand_on_it(
    facts: Facts, known: MunicipalitySheet, tmp_path: Path, lines: int, left_out: str
):
    sheet = longest(known)
    write_municipality_sheet(facts, replace(sheet, lead=(*sheet.lead, *sheet.lead[:1] * lines)), tmp_path / "a.pdf")
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    assert words(f"{left_out} att ta upp står på kommunens sida.") in words(page.extract_text())


def test_what_is_missing_is_said(facts: Facts, known: MunicipalitySheet):
    nobody = People("", ())
    gone = replace(known, largest=(), to_take_up=(), employers=(), commuting=(), ages=nobody, registered=nobody)
    (page,) = read(facts, gone).pages
    text = words(page.extract_text())
    assert words("Inget yrke har så många anställda att det visas.") in text
    assert text.count(words("Uppgiften saknas.")) == 4


def test_a_screen_reader_gets_headings_and_header_rows(facts: Facts, known: MunicipalitySheet):
    root = read(facts, longest(known)).trailer["/Root"]
    kinds = [element["/S"] for element in tags(root["/StructTreeRoot"]["/K"])]
    assert kinds.count("/Table") == kinds.count("/THead") == 5
    assert kinds.count("/H1") == 6


def test_the_same_figures_give_the_same_bytes(facts: Facts, known: MunicipalitySheet, tmp_path: Path):
    for name in ("a.pdf", "b.pdf"):
        write_municipality_sheet(facts, known, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_it_ends_with_a_question_and_only_an_edition_has_a_day(facts: Facts, known: MunicipalitySheet):
    working = replace(facts, warehouse=replace(facts.warehouse, edition={**facts.warehouse.edition, "utgava": WORKING}))
    frozen = replace(
        facts, warehouse=replace(facts.warehouse, edition={**facts.warehouse.edition, "utgava": "2026-12"})
    )
    unsure, asked = (municipality_data(made, known)["reply"] for made in (working, frozen))
    day = (date.fromisoformat(facts.warehouse.fetched[:10]) + timedelta(weeks=WEEKS_TO_ANSWER)).isoformat()
    assert asked.startswith(f"Stämmer bilden? Svara senast {day} till ")
    assert "Svara senast" not in unsure
    (page,) = read(frozen, known).pages
    assert words(asked) in words(page.extract_text())
    named = replace(
        frozen, warehouse=replace(frozen.warehouse, edition={**frozen.warehouse.edition, "kontakt": "a@b.invalid"})
    )
    assert municipality_data(named, known)["reply"].endswith("till a@b.invalid.")


def test_in_a_county_without_councils_the_region_is_asked(facts: Facts):
    assert reply_wanted(facts, facts.code).startswith("Stämmer bilden? Säg det till Regionen (VGR).")
