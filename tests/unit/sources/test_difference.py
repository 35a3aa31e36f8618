"""Each way in which a table can differ from the catalogue and from the last fetch, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sources.catalogue.ads import (
    SCB_VACANCIES,
)
from sources.catalogue.education import (
    SCB_MATCHING,
)
from sources.catalogue.employees import (
    SCB_COUNTY_SSYK4,
    SCB_EMPLOYEES,
    SCB_EMPLOYEES_2014,
)
from sources.catalogue.entry import Choice, Periods, PxTable, PxVariable, Turn
from sources.catalogue.population import (
    SCB_PROJECTION,
)
from sources.catalogue.registry import (
    PX_TABLES,
)
from sources.catalogue.sector import (
    SCB_INDUSTRY,
)
from sources.errors import SourceGone, SourceUnavailable
from sources.example.px_tables import table_id, tables
from sources.example.pxweb import dataset
from sources.example.world import Example
from sources.scb.client import TableMetadata, described
from sources.scb.difference import CatalogueDifference, compare

TODAY = date(2026, 11, 24)
TABLES, CODELISTS = tables(Example())
EMPLOYEES, MATCHING = SCB_EMPLOYEES, SCB_MATCHING
SIMPLIFIED = (
    "Region finns finare: 49 koder",
    "Serien börjar 2024-09",
    "Ett frivilligt urval erbjuds inte: ",
    "Kan ha slutat ges ut: den senaste perioden är 2024K4",
)
"""What the made-up world does not imitate: tables of counties alone, all months, country of birth, late quarters."""
Edit = Callable[[dict[str, dict[str, str]]], Any]


def table(entry: PxTable, edit: Edit = lambda variables: None, **facts: Any) -> TableMetadata:
    """The entry's table in the made-up world, changed."""
    variables = deepcopy(TABLES[table_id(entry)])
    edit(variables)
    return described(table_id(entry), {**dataset(table_id(entry), variables), **facts})


def difference(
    entry: PxTable, now: TableMetadata, stored: TableMetadata | None = None, **given: Any
) -> CatalogueDifference:
    given = {"listing": {}, "county": "14", "codelist": CODELISTS.__getitem__, "today": TODAY, **given}
    return compare(entry, now, stored=stored, **given)


@pytest.mark.parametrize("entry", PX_TABLES, ids=lambda e: e.dataset)
def test_only_the_made_up_worlds_own_simplifications_differ_from_the_catalogue(entry):
    found = difference(entry, table(entry), table(entry))
    assert found.gone == []
    assert [text for text in found.sentences if not text.startswith(SIMPLIFIED)] == []
    assert found.sentences == [] or entry is not EMPLOYEES


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda v: v["Region"].pop("1480"), "Region saknar 1 kod som vi frågar efter: 1480 (närmast: 14"),
        (lambda v: [v["Region"].pop(c) for c in ("1480", "1481")], "Region saknar 2 koder som vi frågar efter: 148"),
        (lambda v: [v["Yrke2012"].pop(c) for c in list(v["Yrke2012"])[:9]], " och 4 till."),
        (lambda v: v.update(Kon2=v.pop("Kon")), "Variabeln Kon finns inte (närmast: Kon2)."),
        (lambda v: v.update(Alder={"1": "ett"}), "Tabellen har variabeln Alder, som katalogen inte nämner."),
        (lambda v: v["Tid"].clear(), "har inga perioder"),
        (
            lambda v: v.update(ContentsCode={"a": "Anställd personal", "b": "Lön"}),
            "inget som ensamt heter Anställda (närmast: Anställd personal)",
        ),
    ],
    ids=["code", "two codes", "many codes", "variable", "new variable", "periods", "label"],
)
def test_what_stops_the_fetch_is_gone(edit, sentence):
    found = difference(EMPLOYEES, table(EMPLOYEES, edit), table(EMPLOYEES))
    assert any(sentence in text for text in found.gone), found
    assert found.sentences[0] in found.gone


def test_every_fault_is_told_not_only_the_first():
    def edit(variables):
        del variables["Region"]["1480"], variables["Kon"]["2"]

    assert len(difference(EMPLOYEES, table(EMPLOYEES, edit)).gone) == 2


def test_a_variable_that_the_source_no_longer_sums_is_gone():
    now = replace(table(SCB_PROJECTION), summable=frozenset())
    assert difference(SCB_PROJECTION, now).gone == ["Källan har inget eget tal för alla i InrikesUtrikes."]


def test_a_list_of_codes_that_the_table_or_the_source_lacks_is_gone_once():
    now = table(MATCHING)
    renamed = replace(now, codelists={**now.codelists, "Region": ("vs_CKM03Kommuner", "vs_CKM02Län", "vs_CKM01Riket")})
    found = difference(MATCHING, renamed)
    assert len(found.gone) == 1
    assert "saknar kodlistan vs_CKM03Kommun för Region (närmast: vs_CKM03Kommuner)" in found.gone[0]

    def gone(name: str) -> dict[str, str]:
        if name == "vs_CKM02Län":
            raise SourceGone(f"{name} finns inte")
        return CODELISTS[name]

    assert difference(MATCHING, now, codelist=gone).gone == ["vs_CKM02Län finns inte"]


def test_a_code_outside_its_list_is_gone():
    lists = {**CODELISTS, "vs_CKM03Kommun": {"1480": "Göteborg"}}
    assert "Region saknar 48 koder" in difference(MATCHING, table(MATCHING), codelist=lists.__getitem__).gone[0]


def test_a_source_that_cannot_be_read_is_not_taken_for_a_difference():
    def fails(name: str) -> dict[str, str]:
        raise SourceUnavailable("trasig")

    with pytest.raises(SourceUnavailable):
        difference(MATCHING, table(MATCHING), codelist=fails)


def test_an_optional_turn_that_is_not_offered_is_a_change_told_once():
    def edit(variables):
        born = [c for c, label in variables["KonAlderFodelseland"].items() if "född" in label or "föd" in label]
        for code in born:
            del variables["KonAlderFodelseland"][code]

    found = difference(MATCHING, table(MATCHING, edit))
    assert found.gone == []
    assert len(found.changed) == 1
    assert found.changed[0].startswith("Ett frivilligt urval erbjuds inte: ")
    assert "inrikes föd" in found.changed[0]


@pytest.mark.parametrize(
    ("entry", "listing", "said"),
    [
        (EMPLOYEES, {"discontinued": True}, True),
        (EMPLOYEES, {"discontinued": None}, False),
        (EMPLOYEES, {"discontinued": False}, False),
        (SCB_EMPLOYEES_2014, {"discontinued": True}, False),
    ],
)
def test_discontinued_is_told_where_the_catalogue_expects_more(entry, listing, said):
    found = difference(entry, table(entry), listing=listing)
    assert found.changed == (
        ["Källan märker tabellen som avslutad, men katalogen väntar nya perioder."] if said else []
    )


@pytest.mark.parametrize(
    ("entry", "last", "today", "said"),
    [
        (EMPLOYEES, "2022", date(2025, 12, 31), False),
        (EMPLOYEES, "2022", date(2026, 2, 1), True),
        (SCB_EMPLOYEES_2014, "2018", TODAY, False),
        (SCB_INDUSTRY, "2026M08", date(2027, 3, 1), False),
        (SCB_INDUSTRY, "2026M08", date(2027, 4, 1), True),
        (SCB_VACANCIES, "2026K3", date(2027, 7, 1), False),
        (SCB_VACANCIES, "2026K3", date(2027, 8, 1), True),
    ],
)
def test_a_last_period_that_is_older_than_the_rhythm_is_told(entry, last, today, said):
    first = entry.first_period
    now = table(entry, lambda v: v.update(Tid={code: code for code in (first, last)}))
    found = difference(entry, now, today=today)
    assert any("Kan ha slutat ges ut: den senaste perioden är" in text for text in found.changed) == said
    assert found.gone == []


def test_a_series_that_begins_elsewhere_and_a_table_with_a_new_id_are_told():
    now = table(EMPLOYEES, lambda v: v["Tid"].pop("2020"))
    assert difference(EMPLOYEES, now).changed == ["Serien börjar 2021, enligt katalogen 2020."]
    moved = replace(table(EMPLOYEES), table="TAB7777")
    assert difference(EMPLOYEES, moved).changed == ["Katalogens id TAB4434 finns inte; tabellen har nu id TAB7777."]
    searched = replace(table(SCB_COUNTY_SSYK4), table="TAB7777")
    assert difference(SCB_COUNTY_SSYK4, searched).changed == []


LATER = "2026-11-20T07:00:00Z"


@pytest.mark.parametrize(
    ("edit", "facts", "news"),
    [
        (lambda v: v["Tid"].update({"2030": "2030"}), {}, ["Ny period 2030 finns att hämta."]),
        (lambda v: v["Tid"].update({"2030": "2030"}), {"updated": LATER}, ["Ny period 2030 finns att hämta."]),
        (
            lambda v: v["Tid"].update({"2030": "2030", "2031": "2031"}),
            {},
            ["2 nya perioder finns att hämta: 2030 – 2031."],
        ),
        (lambda v: None, {"updated": LATER}, ["Reviderad: källan ändrade tabellen 2026-11-20 utan någon ny period."]),
        (lambda v: None, {"updated": "2020-01-01T00:00:00Z"}, []),
        (
            lambda v: v["Region"].update({"9999": "Okänd"}),
            {},
            ["Region har fått 1 ny kod sedan hämtningen: 9999 Okänd. Ingen av dem hämtas med katalogens val."],
        ),
    ],
    ids=["period", "period and version", "two periods", "revised", "older", "code not asked for"],
)
def test_news_since_the_last_fetch(edit, facts, news):
    now = table(EMPLOYEES, edit, **facts)
    found = difference(EMPLOYEES, now, table(EMPLOYEES))
    assert (found.gone, found.changed, found.news) == ([], [], news)
    # Before the first fetch nothing is new.
    assert difference(EMPLOYEES, now).news == []


def test_a_new_code_of_a_variable_that_is_fetched_whole_is_fetched():
    entry = SCB_COUNTY_SSYK4
    now = table(entry, lambda v: v["Yrke2012"].update({"9999": "Nytt yrke"}))
    news = difference(entry, now, table(entry)).news[0]
    assert news == "Yrke2012 har fått 1 ny kod sedan hämtningen: 9999 Nytt yrke. 1 av dem hämtas med katalogens val."


def test_codes_that_the_fetch_had_and_the_table_no_longer_has_are_told_once():
    entry = SCB_COUNTY_SSYK4
    before = table(entry, lambda v: v["Yrke2012"].update({"9999": "Gammalt yrke"}))
    found = difference(entry, table(entry), before)
    assert found.changed == ["Yrke2012 har inte längre 1 kod som fanns vid hämtningen: 9999 Gammalt yrke."]
    shorter = table(EMPLOYEES, lambda v: v["Tid"].pop("2021"))
    assert difference(EMPLOYEES, shorter, table(EMPLOYEES)).changed == [
        "Tid har inte längre 1 kod som fanns vid hämtningen: 2021."
    ]
    without = table(EMPLOYEES, lambda v: v["Region"].pop("1480"))
    found = difference(EMPLOYEES, without, table(EMPLOYEES))
    assert (len(found.gone), found.changed) == (1, [])


def test_a_finer_grain_that_is_offered_is_news():
    now = table(EMPLOYEES, lambda v: v["Yrke2012"].update({"2221": "Grundutbildade sjuksköterskor"}))
    (news,) = difference(EMPLOYEES, now).news
    assert news == "Yrke2012 finns finare: 1 kod, till exempel 2221 Grundutbildade sjuksköterskor."


def test_a_further_turn_that_is_not_optional_is_needed():
    entry = replace(
        EMPLOYEES,
        variables=(PxVariable("Region", Choice.NATION), PxVariable("Tid", Periods())),
        further=(Turn((PxVariable("Region", Choice.MUNICIPALITIES),)),),
    )
    now = table(EMPLOYEES, lambda v: [v.pop(name) for name in ("Yrke2012", "Kon", "ContentsCode")])
    assert difference(entry, now).sentences == []
    del now.variables["Region"]["1480"]
    assert "1480" in difference(entry, now).gone[0]
