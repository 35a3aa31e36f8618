from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from assets.methods.employers import PRIVATE, SECTORS
from assets.tables import AF_ADS, EDITION, EDUCATION, MATCHING, PUBLISHED, SECTOR_OCCUPATION, TableContract
from reports import workbook
from reports.education_sheets import COMMON, FEW_EMPLOYERS, NOT_LINKED, education_tables, educations, sectors
from reports.layer import Layer, Record, read_layer
from reports.model import Facts, Sheet, facts_of
from tests.unit.reports.forbidden import FORBIDDEN


def record(contract: TableContract, **values: object) -> Record:
    unknown = values.keys() - {c.name for c in contract.columns}
    assert not unknown
    return {c.name: values.get(c.name) for c in contract.columns}  # type: ignore[misc]


def education(code: str = "75N", name: str = "Sjuksköterskeutbildning", **values: object) -> Record:
    usual: dict[str, object] = {
        "geo_kod": "fyrbodal", "geo_niva": "delregion", "utbildningsgrupp": code, "utbildning_namn": name,
        "niva": "högskola, minst 3 år", "kon": "totalt", "ar": 2024, "ar_jamforelse": "2021", "befolkning": 4489,
        "befolkning_i_kvoten": 4489, "andel_kvinnor": 0.88042, "matchad_forvarvsgrad": 72.756, "rikets_forvarvsgrad": 73.214,
        "skillnad_mot_riket": -0.458, "forandring_per_ar": -0.04, "ar_alder": "2024",
        "andel_55_lankade": 0.2312, "lankade_yrken": "Sjuksköterskor",
        "lankade_signaler": "tydliga tecken på brist (1): Sjuksköterskor", "anmarkning": None,
    }  # fmt: skip
    return record(EDUCATION, **{**usual, **values})


def posts(code: str, name: str, *counts: int, area: str = "fyrbodal", few: bool = False) -> list[Record]:
    """In the order of the sectors."""
    shared = {"geo_kod": area, "yrke_kod": code, "yrke_namn": name}
    return [
        record(
            SECTOR_OCCUPATION, **shared, sektor=sector, platser_rensade=count, fa_arbetsgivare=few and sector == PRIVATE
        )
        for sector, count in zip(SECTORS, counts, strict=True)
    ]


NURSES = posts("222+223", "Sjuksköterskor", 23, 329, 253, 1, 193, 0)
EDUCATIONS = [education()]


def facts(educations: Sequence[Record] = EDUCATIONS, sectors: Sequence[Record] = NURSES, mode: str = "live") -> Facts:
    window: Record = {
        "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal", "yrkesniva": "redovisningsgrupp", "period_fran": "2025-09",
        "period_till": "2026-08", "ar_anstallda": "2024", "ar_jamforelse": "2020",
    }  # fmt: skip
    sources: tuple[Record, ...] = tuple(
        {"underlag": name, "hamtad": f"{day}T05:00:00Z", "hamtstatus": "aktuell", "utgivare": "x", "tabell_id": "y"}
        for name, day in ((MATCHING, "2026-06-20"), (AF_ADS, "2026-11-19"))
    )
    layer = Layer(
        digest="abc",
        mode=mode,
        county="14",
        edition={"utgava": "löpande", "avsandare": "Provavsändaren"},
        mismatch=(window,),
        assessments=(),
        signals=(),
        agreement=(),
        municipalities=(),
        places=(),
        occupations=(),
        sources=sources,
        checks=(),
        changes=(),
        educations=tuple(educations),
        sectors=tuple(sectors),
        breaks=(),
    )
    return facts_of(layer, "fyrbodal")


def cells(sheet: Sheet, row: int = 0) -> dict[str, object]:
    return {column.heading: cell for column, cell in zip(sheet.columns, sheet.rows[row], strict=True)}


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


def test_posts_stand_under_their_sector_the_most_advertised_occupation_first():
    unknown = posts("0002", "Yrke okänt", 900, 0, 0, 0, 0, 0)
    doctors, none = posts("221", "Läkare", 0, 1, 60, 0, 20, 3), posts("261", "Jurister", 0, 0, 0, 0, 0, 0)
    elsewhere = posts("221", "Läkare", 5, 5, 5, 5, 5, 5, area="14")
    sheet = sectors(facts(sectors=[*unknown, *doctors, *none, *NURSES, *elsewhere]))
    assert [row[0] for row in sheet.rows] == ["222+223", "221", "261", "0002"]
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
    assert cells(sheet, 3)["Anmärkning"] == "Yrket är inte känt i annonsen."


def test_the_need_of_one_private_employer_cannot_be_read():
    hidden, shown = posts("221", "Läkare", 0, 1, 60, 0, 20, 3, few=True), posts("261", "Jurister", 0, 9, 0, 0, 40, 0)
    sheet = sectors(facts(sectors=[*hidden, *shown]))
    row = cells(sheet)
    assert (row["Annonserade platser"], row["Regionen (VGR)"]) == (84, 60)
    assert (row["Privat sektor"], row["Okänt"], row["Anmärkning"]) == (None, None, FEW_EMPLOYERS)
    assert (cells(sheet, 1)["Privat sektor"], cells(sheet, 1)["Anmärkning"]) == (40, "")


def test_what_cannot_be_told_per_sector_is_said():
    assert COMMON in sectors(facts()).summary
    assert "gemensamma" in COMMON
    assert "ingen bedömning per sektor" in COMMON


@pytest.mark.parametrize("make", [educations, sectors])
def test_every_table_has_its_source_and_period_and_no_forbidden_word(make):
    sheet = make(facts())
    day, period = {"Utbildning": ("2026-06-20", "2021–2024"), "Sektor": ("2026-11-19", "september 2025–augusti 2026")}[
        sheet.name
    ]
    assert sheet.source.startswith("Källa: SCB/Arbetsförmedlingen. Bearbetning: Provavsändaren.")
    assert day in sheet.source
    assert period in sheet.title
    said = [sheet.name, sheet.title, sheet.summary, sheet.alt_text, *(c.heading for c in sheet.columns)]
    assert [(word, text) for text in said for word in FORBIDDEN if re.search(word, text, re.IGNORECASE)] == []
    assert make(facts(mode="example")).title.startswith("EXEMPELDATA – ")


def test_without_the_source_of_education_groups_there_is_no_empty_table():
    assert [sheet.name for sheet in education_tables(facts())] == ["Utbildning", "Sektor"]
    assert [sheet.name for sheet in education_tables(facts(educations=[]))] == ["Sektor"]


def test_they_stand_between_occupations_and_municipalities(monkeypatch: pytest.MonkeyPatch):
    def named(name: str) -> Sheet:
        return Sheet(name, "", "", "", "", (), (), "")

    monkeypatch.setattr(workbook.assessment_sheets, "assessments", lambda _: named("Bedömning"))
    for function, name in (("areas", "AF-yrkesområden"), ("occupations", "Yrken"), ("municipalities", "Kommuner")):
        monkeypatch.setattr(workbook.area_sheets, function, lambda _, name=name: named(name))
    assert [s.name for s in workbook.area_tables(facts())][2:] == ["Yrken", "Utbildning", "Sektor", "Kommuner"]


def test_the_layer_reads_the_newest_year_of_the_countys_own_areas(tmp_path: Path):
    rows = [
        education(geo_namn="x", grund="raknad"),
        education(geo_namn="x", grund="raknad", kon="kvinnor"),
        education(geo_namn="x", grund="raknad", ar=2021),
        education(geo_namn="x", grund="observerad", geo_kod="00", geo_niva="riket"),
        education(geo_namn="x", grund="observerad", geo_kod="14", geo_niva="lan"),
    ]
    tables = {EDUCATION: rows, SECTOR_OCCUPATION: NURSES, EDITION: [record(EDITION, utgava="löpande")]}
    path = tmp_path / "lager.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart; create schema om")
        connection.execute("create table om.lager as select 'abc' as digest, 'live' as lage, '14' as lan_kod")
        for contract in PUBLISHED:
            connection.register("rader", pa.Table.from_pylist(tables.get(contract, []), contract.written_schema))
            connection.execute(f"create table mart.{contract.name} as select * from rader")
    layer = read_layer(path)
    assert [(r["geo_kod"], r["kon"], r["ar"]) for r in layer.educations] == [
        ("fyrbodal", "totalt", 2024),
        ("14", "totalt", 2024),
    ]
    assert len(layer.sectors) == len(SECTORS)
