from __future__ import annotations

from assets.contracts.sector import WELFARE
from assets.methods.employers import SECTORS
from reports.sheets.sector import COMMON, FEW_EMPLOYERS, OVERLAPS, WELFARE_HEADING, employers, sector_headings, sectors
from reports.texts import SOURCE_LACKS
from tests.unit.reports.sheet_facts import NURSES, at_work, cells, facts, posts


def test_posts_stand_under_their_sector_the_most_advertised_occupation_first():
    unknown = posts("0002", "Yrke okänt", 900, 0, 0, 0, 0, 0)
    doctors, none = posts("221", "Läkare", 0, 1, 60, 0, 20, 3), posts("261", "Jurister", 0, 0, 0, 0, 0, 0)
    elsewhere = posts("221", "Läkare", 5, 5, 5, 5, 5, 5, area="14")
    sheet = sectors(facts(sectors=[*unknown, *doctors, *none, *NURSES, *elsewhere]))
    assert [row[0] for row in sheet.rows] == ["222+223", "221", "0002", "261"]
    assert cells(sheet) == {
        "Kod": "222+223",
        "Yrke": "Sjuksköterskor",
        "Annonserade platser": 799,
        "Staten": 23,
        "Kommuner": 329,
        "Regionen (VGR)": 253,
        "Offentligt ägda företag": 1,
        "Privat sektor": 193,
        "Okänt": 0,
        "Anmärkning": "",
    }
    assert cells(sheet, 2)["Anmärkning"] == "Yrket är inte känt i annonsen."


def test_the_need_of_one_private_employer_cannot_be_read():
    hidden, shown = posts("221", "Läkare", 0, 1, 60, 0, 20, 3, few=True), posts("261", "Jurister", 0, 9, 0, 0, 40, 0)
    sheet = sectors(facts(sectors=[*hidden, *shown]))
    row = cells(sheet)
    of_sectors = sector_headings("14").values()
    assert {row[heading] for heading in of_sectors} == {None}, "the total less the others is the private one"
    assert (row["Annonserade platser"], row["Anmärkning"]) == (84, FEW_EMPLOYERS)
    assert (cells(sheet, 1)["Privat sektor"], cells(sheet, 1)["Anmärkning"]) == (40, "")


def test_what_cannot_be_told_per_sector_is_said():
    assert COMMON in sectors(facts()).summary
    assert "gemensamma" in COMMON
    assert "ingen bedömning per sektor" in COMMON


def test_those_at_work_stand_per_sector_and_the_welfare_last():
    (sheet,) = employers(facts(working=[*at_work(), *at_work("skaraborg")]))
    assert [row[0] for row in sheet.rows] == [*(sector_headings("14")[s] for s in SECTORS), WELFARE_HEADING]
    assert cells(sheet, 1) == {
        "Arbetsgivare": "Kommuner",
        "Sysselsatta 15–74 år augusti 2026": 84,
        "Kvinnor, augusti 2026": 44,
        "Män, augusti 2026": 40,
        "Andel av alla, augusti 2026": 0.21,
        "Sysselsatta 15–74 år augusti 2025": 80,
        "Anmärkning": "",
    }
    assert cells(sheet, 6)["Anmärkning"] == OVERLAPS


def test_a_sector_that_is_protected_says_so_and_a_missing_welfare_is_no_number():
    (sheet,) = employers(facts(working=at_work(kommuner=None)))
    assert (cells(sheet, 1)["Andel av alla, augusti 2026"], cells(sheet, 1)["Anmärkning"]) == (None, SOURCE_LACKS)
    (without,) = employers(facts(working=[r for r in at_work() if r["sektor"] != WELFARE]))
    assert list(cells(without, 6).values())[1:6] == [None] * 5
    assert cells(without, 6)["Anmärkning"] == f"{OVERLAPS} {SOURCE_LACKS}"


def test_without_the_source_of_those_at_work_there_is_no_empty_table():
    assert employers(facts(working=at_work("skaraborg"))) == []
    assert "Sysselsatta" not in sectors(facts()).summary


def test_where_people_work_is_a_sentence_beside_the_ads():
    told = "Sysselsatta 15–74 år (BAS) i Fyrbodal augusti 2026: Staten 5 procent, Kommuner 21 procent, Regionen (VGR) 10 procent, "
    summary = sectors(facts(working=at_work())).summary
    assert told in summary
    assert f"{WELFARE_HEADING} 32 procent. {COMMON}" in summary
    assert "Kommuner" not in sectors(facts(working=at_work(kommuner=None))).summary


def test_on_paper_stand_the_occupations_with_posts():
    none = posts("261", "Jurister", 0, 0, 0, 0, 0, 0)
    sheet = sectors(facts(sectors=[*none, *NURSES, *posts("0002", "Yrke okänt", 900, 0, 0, 0, 0, 0)]))
    assert ([row[0] for row in sheet.rows], sheet.printed) == (["222+223", "0002", "261"], 2)
