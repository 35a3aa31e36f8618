from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from assets.contracts.edition import EDITION
from assets.contracts.education import EDUCATION
from assets.contracts.registry import PUBLISHED
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION
from assets.methods.employers import SECTORS
from reports.sheets import workbook
from reports.sheets.education import NOT_LINKED, education_tables, educations
from reports.sheets.model import Sheet
from reports.sheets.sector import employers, sectors
from reports.warehouse import read_warehouse
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.sheet_facts import NURSES, at_work, cells, education, facts, record


def test_an_education_group_is_a_row_with_rounded_numbers():
    sheet = educations(facts())
    assert cells(sheet) == {
        "Kod": "75N",
        "Utbildningsgrupp": "Sjuksköterskeutbildning",
        "Nivå": "högskola, minst 3 år",
        "Befolkning 20–69 år 2024": 4489,
        "Andel kvinnor": 0.88,
        "Matchad förvärvsgrad (procent)": 72.8,
        "Rikets matchade förvärvsgrad (procent)": 73.2,
        "Skillnad mot riket (procentenheter)": -0.5,
        "Förändring per år (procentenheter) sedan 2021": 0.0,
        "Andel 55–64 år i länkade yrken 2024": 0.231,
        "Länkade yrken med våra signaler": "tydliga tecken på brist (1): Sjuksköterskor",
        "Anmärkning": "",
    }
    assert len(sheet.columns) <= 12
    assert str(cells(sheet)["Förändring per år (procentenheter) sedan 2021"]) == "0.0"


def test_only_large_enough_groups_that_lead_to_occupations_are_shown_the_largest_first():
    rows = [
        education("15B", befolkning=40),
        education("03A", befolkning=13_060),
        education("35E", befolkning=29, befolkning_i_kvoten=29),
        education("75A", befolkning=None, befolkning_i_kvoten=190, anmarkning="Antalet visas inte."),
        education("75T", befolkning=None, befolkning_i_kvoten=None),
        education("73O", geo_kod="skaraborg"),
        education(),
    ]
    assert [row[0] for row in educations(facts(rows)).rows] == ["75N", "75A", "15B"]


def test_a_missing_number_has_its_reason():
    rows = [
        education(befolkning=None, anmarkning="Antalet visas inte."),
        education("15B", matchad_forvarvsgrad=None, skillnad_mot_riket=None),
    ]
    sheet = educations(facts(rows))
    without, hidden = (cells(sheet, at) for at in range(2))
    assert (hidden["Befolkning 20–69 år 2024"], hidden["Anmärkning"]) == (None, "Antalet visas inte.")
    assert (without["Matchad förvärvsgrad (procent)"], without["Anmärkning"]) == (
        None,
        "Minst en uppgift saknas i källan eller är skyddad.",
    )


def test_a_group_without_links_says_so():
    sheet = educations(facts([education(lankade_signaler=None, lankade_yrken=None)]))
    assert cells(sheet)["Länkade yrken med våra signaler"] == NOT_LINKED


def only(made: Sheet | list[Sheet]) -> Sheet:
    return made if isinstance(made, Sheet) else made[0]


@pytest.mark.parametrize(
    ("make", "day", "period"),
    [
        (educations, "2026-06-20", "2021–2024"),
        (sectors, "2026-11-19", "september 2025–augusti 2026"),
        (employers, "2026-10-28", "augusti 2026"),
    ],
)
def test_every_table_has_its_source_and_period_and_no_forbidden_word(make, day, period):
    sheet = only(make(facts(working=at_work())))
    assert sheet.source.startswith("Källa: ")
    assert day in sheet.source
    assert period in sheet.title
    said = [sheet.name, sheet.title, sheet.summary, sheet.alt_text, *(c.heading for c in sheet.columns)]
    assert [(word, text) for text in said for word in FORBIDDEN if re.search(word, text, re.IGNORECASE)] == []
    assert only(make(facts(mode="example", working=at_work()))).title.startswith("EXEMPELDATA – ")


def test_without_the_source_of_education_groups_there_is_no_empty_table():
    assert [sheet.name for sheet in education_tables(facts())] == ["Utbildning"]
    assert education_tables(facts(educations=[])) == []


def test_they_stand_between_occupations_and_municipalities(monkeypatch: pytest.MonkeyPatch):
    def named(name: str) -> Sheet:
        return Sheet(name, "", "", "", "", (), (), "")

    monkeypatch.setattr(workbook.assessment_sheets, "assessments", lambda _: named("Bedömning"))
    for function, name in (("areas", "AF-yrkesområden"), ("occupations", "Yrken"), ("municipalities", "Kommuner")):
        monkeypatch.setattr(workbook.area_sheets, function, lambda _, name=name: named(name))
    assert [s.name for s in workbook.area_tables(facts())][2:] == ["Yrken", "Utbildning", "Sektor", "Kommuner"]


def test_the_warehouse_reads_the_newest_year_of_the_countys_own_areas(tmp_path: Path):
    rows = [
        education(geo_namn="x", grund="raknad"),
        education(geo_namn="x", grund="raknad", kon="kvinnor"),
        education(geo_namn="x", grund="raknad", ar=2021),
        education(geo_namn="x", grund="observerad", geo_kod="00", geo_niva="riket"),
        education(geo_namn="x", grund="observerad", geo_kod="14", geo_niva="lan"),
    ]
    working = [r | {"geo_niva": "delregion"} for r in at_work()]
    middle = [r | {"manad": "2026-01"} for r in working if r["manad"] == "2026-08"]
    towns = [r | {"geo_niva": "kommun", "geo_kod": "1485"} for r in working]
    tables = {EDUCATION: rows, SECTOR_OCCUPATION: NURSES, EDITION: [record(EDITION, utgava="löpande")]}
    tables |= {SECTOR: [*working, *middle, *towns]}
    path = tmp_path / "lager.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart; create schema om")
        connection.execute("create table om.lager as select 'abc' as digest, 'live' as lage, '14' as lan_kod")
        for contract in PUBLISHED:
            connection.register("rader", pa.Table.from_pylist(tables.get(contract, []), contract.written_schema))
            connection.execute(f"create table mart.{contract.name} as select * from rader")
    warehouse = read_warehouse(path)
    assert [(r["geo_kod"], r["kon"], r["ar"]) for r in warehouse.educations] == [
        ("fyrbodal", "totalt", 2024),
        ("14", "totalt", 2024),
    ]
    assert len(warehouse.sectors) == len(SECTORS)
    assert {(r["geo_kod"], r["manad"]) for r in warehouse.at_work} == {("fyrbodal", "2025-08"), ("fyrbodal", "2026-08")}
