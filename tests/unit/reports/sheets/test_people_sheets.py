"""The sheets Ålder and Inskrivna."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.sheets.employees import age_tables, ages
from reports.sheets.model import Sheet
from reports.sheets.unemployed import registered, registered_tables
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.sheet_facts import aged, cells, facts, registered_people

COUNTY = "14"
RETIREMENT = "pension"


def of_ages(*rows, area: str = "fyrbodal") -> Sheet:
    return ages(replace(facts(ages=[r for several in rows for r in several]), code=area))


def of_registered(*rows, area: str = "fyrbodal") -> Sheet:
    return registered(replace(facts(registered=[r for several in rows for r in several]), code=area))


def test_an_occupation_is_a_row_with_both_sexes_beside_the_county_and_the_nation():
    assert cells(of_ages(aged())) == {
        "Kod": "222+223",
        "Yrke": "Sjuksköterskor",
        "Anställda med känd ålder november 2024": 1000,
        "55–64 år": 240,
        "55–64 år, kvinnor": 180,
        "55–64 år, män": 60,
        "Andel 55–64 år": 0.24,
        "Andel 55–64 år, kvinnor": 0.24,
        "Andel 55–64 år, män": 0.24,
        "Länets andel 55–64 år": 0.216,
        "Rikets andel 55–64 år": 0.222,
        "Anmärkning": "",
    }


def test_the_county_is_compared_with_the_nation_alone():
    headings = list(cells(of_ages(aged(area=COUNTY, andel_55_64_lan=None), area=COUNTY)))
    assert "Rikets andel 55–64 år" in headings
    assert "Länets andel 55–64 år" not in headings


def test_those_with_most_of_55_and_more_stand_first_and_the_unknown_last_with_the_reason():
    hidden = aged("532", "Undersköterskor", older=None, anmarkning="Åldern är skyddad.")
    sheet = of_ages(hidden, aged("911", "Städare", older=100), aged())
    assert [row[0] for row in sheet.rows] == ["222+223", "911", "532"]
    assert cells(sheet, 2)["Andel 55–64 år"] is None
    assert cells(sheet, 2)["Anmärkning"] == "Åldern är skyddad."


def test_the_groups_of_the_registered_stand_one_characteristic_after_the_other():
    sheet = of_registered(
        registered_people("födelseland", "utrikes födda"),
        registered_people("utbildning", "gymnasial"),
        registered_people("utbildning", "uppgift saknas"),
        registered_people("utbildning", "förgymnasial"),
        registered_people("ålder", "under 25 år"),
        registered_people("ålder", "55 år och äldre"),
        registered_people(group="mer än 24 månader"),
        registered_people(),
    )
    assert [row[1::-1] for row in sheet.rows] == [
        ("Tid utan arbete", "mer än 12 månader"), ("Tid utan arbete", "mer än 24 månader"),
        ("Ålder", "under 25 år"), ("Ålder", "55 år och äldre"),
        ("Utbildning", "förgymnasial"), ("Utbildning", "gymnasial"), ("Utbildning", "uppgift saknas"),
        ("Födelseland", "utrikes födda"),
    ]  # fmt: skip


def test_a_group_has_counts_by_sex_and_its_share_beside_the_countys():
    assert cells(of_registered(registered_people())) == {
        "Grupp": "mer än 12 månader",
        "Egenskap": "Tid utan arbete",
        "Inskrivna arbetslösa i gruppen, augusti 2026": 500,
        "Kvinnor bland inskrivna": 200,
        "Män bland inskrivna": 300,
        "Andel av de inskrivna": 0.4,
        "Andel av inskrivna kvinnor": 0.4,
        "Andel av inskrivna män": 0.4,
        "Länets andel": 0.382,
        "Anmärkning": "",
    }
    assert "Länets andel" not in cells(of_registered(registered_people(area=COUNTY, andel_lan=None), area=COUNTY))


def test_a_hidden_count_has_its_reason():
    row = cells(of_registered(registered_people(antal=None, anmarkning="Minst en kommuns uppgift är skyddad.")))
    assert (row["Inskrivna arbetslösa i gruppen, augusti 2026"], row["Andel av de inskrivna"]) == (None, 0.4)
    assert row["Anmärkning"] == "Minst en kommuns uppgift är skyddad."


def test_without_figures_for_the_area_there_is_no_empty_table():
    without = facts(ages=aged(area="skaraborg"), registered=registered_people(area="skaraborg"))
    assert (age_tables(without), registered_tables(without)) == ([], [])
    having = facts(ages=aged(), registered=registered_people())
    assert [len(made) for made in (age_tables(having), registered_tables(having))] == [1, 1]


@pytest.mark.parametrize(
    ("sheet", "day", "period"),
    [
        (of_ages(aged()), "2026-03-21", "november 2024"),
        (of_registered(registered_people()), "2026-11-20", "augusti 2026"),
    ],
    ids=["ages", "registered"],
)
def test_every_table_has_its_source_and_period_and_no_forbidden_word(sheet: Sheet, day: str, period: str):
    assert day in sheet.source
    assert period in sheet.title
    said = " ".join([sheet.name, sheet.title, sheet.summary, sheet.alt_text, *(c.heading for c in sheet.columns)])
    assert not [word for word in (*FORBIDDEN, RETIREMENT) if re.search(word, said, re.IGNORECASE)]
