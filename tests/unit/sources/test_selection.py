"""The catalogue's choices become the codes that a table offers, and a table is found when its id is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest

from assets.marts.edition.sources import source_row
from assets.reference.areas import NATION, counties, county_of, municipalities
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3
from sources.catalogue.education import SCB_MATCHING, SCB_MATCHING_BY_LEVEL
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Codes, Labelled, Periods, PxTable, PxVariable, Turn
from sources.catalogue.registry import PX_TABLES
from sources.errors import SourceChanged, SourceGone
from sources.example import px_tables
from sources.example.world import Example
from sources.refresh import CURRENT, Fetched
from sources.scb import pxtable
from sources.scb.client import Question, TableMetadata
from sources.scb.plan import parts
from sources.scb.pxtable import locate
from sources.scb.selection import Selected, area_codes, finer, select
from tests.unit.sources.fake_scb import FakeScb, searchable

LIMIT = 150_000
TABLES, CODELISTS = px_tables.tables(Example())
AREA_CHOICES = {
    Choice.AREAS,
    Choice.NATION_AND_COUNTY,
    Choice.COUNTIES,
    Choice.EVERY_COUNTY,
    Choice.NATION,
    Choice.MUNICIPALITIES,
    Choice.ELSEWHERE,
    Choice.EVERYWHERE,
}
AREAS = {"Region", "Bostadskommun", "Arbetsstallekommun"}
NO_AREA = {"99", "9999", "0000"}
"""What the source calls those who cannot be placed: in no county, in no municipality."""


def described(
    variables: Mapping[str, Mapping[str, str] | list[str]],
    codelists: Mapping[str, tuple[str, ...]] | None = None,
    summable: tuple[str, ...] = (),
) -> TableMetadata:
    labelled = {v: dict(c) if isinstance(c, Mapping) else {code: code for code in c} for v, c in variables.items()}
    lists = {v: (codelists or {}).get(v, ()) for v in variables}
    return TableMetadata("TAB1", "Prov", "version 1", labelled, lists, frozenset(summable), (), None, {})


def entry_of(*variables: PxVariable, further: tuple[Turn, ...] = (), **more: Any) -> PxTable:
    return replace(SCB_EMPLOYEES, dataset="prov", variables=variables, further=further, **more)


def no_list(name: str) -> dict[str, str]:
    raise AssertionError(f"{name} was asked for")


def chosen(codes: Codes, offered: Mapping[str, str] | list[str], county: str = "14") -> list[str]:
    """What is asked for of one variable called V."""
    selected = select(entry_of(PxVariable("V", codes)), described({"V": offered}), county, no_list)
    (question,) = selected.questions
    assert question.codelists == {}
    return question.selection["V"]


# Where a table is

LOST = replace(
    SCB_EMPLOYEES,
    dataset="prov",
    table_id="",
    title="Anställda",
    search=("ETT", "två ord"),
    first_period="2020",
    variables=(PxVariable("Region", Choice.AREAS, "region_kod"), PxVariable("Tid", Periods(), "ar")),
)
FITS = {"Region": [NATION, "14", *[m for m, c in county_of().items() if c == "14"]], "Tid": ["2020", "2021"]}


def line(table: str, first: str = "2020") -> dict[str, Any]:
    return {"id": table, "label": "Prov", "firstPeriod": first}


@pytest.fixture
def lost(adapter) -> FakeScb:
    """The table that fits, another that has one variable more, and what the searches find."""
    FakeScb(adapter, "TAB8", {**FITS, "Kon": ["1", "2"]})
    return FakeScb(adapter, "TAB7", FITS)


def test_a_table_is_found_by_its_id_without_a_search(lost, client, adapter):
    found, decision = locate(replace(LOST, table_id="TAB7"), client)
    assert (found.table, decision) == ("TAB7", "")
    assert not any("query=" in r.url for r in adapter.requests)


@pytest.mark.parametrize("table_id", ["", "TAB404"], ids=["unknown id", "id that is gone"])
def test_a_table_is_found_by_search_first_period_and_variables(lost, client, adapter, table_id):
    searchable(adapter, {"ETT": [line("TAB6", "2014"), line("TAB8"), line("TAB7")]})
    found, decision = locate(replace(LOST, table_id=table_id), client)
    assert (found.table, decision) == ("TAB7", "Tabellen hittades med sökningen ETT: TAB7.")
    assert not any("TAB6" in r.url for r in adapter.requests), "another first period is no reason to ask more"
    (search,) = [r.url for r in adapter.requests if "query=" in r.url]
    assert "lang=sv" in search


def test_the_next_search_is_tried_when_the_first_finds_nothing_that_fits(lost, client, adapter):
    searchable(adapter, {"ETT": [line("TAB8")], "två ord": [line("TAB7")]})
    found, decision = locate(LOST, client)
    assert (found.table, decision) == ("TAB7", "Tabellen hittades med sökningen två ord: TAB7.")


def test_any_first_period_fits_when_the_catalogue_names_none(lost, client, adapter):
    searchable(adapter, {"ETT": [line("TAB7", "1968")]})
    assert locate(replace(LOST, first_period=""), client)[0].table == "TAB7"


@pytest.mark.parametrize(
    "found",
    [
        {},
        {"ETT": [line("TAB7", "2014")], "två ord": [line("TAB8")]},
        {"ETT": [line("TAB7"), line("TAB9")]},
        {"ETT": [line("TAB7"), line("TAB9")], "två ord": [line("TAB7")]},
    ],
    ids=["nothing", "nothing that fits", "two that fit", "two, of which the next search finds one"],
)
def test_what_is_not_one_table_is_refused_with_the_searches(lost, client, adapter, found):
    FakeScb(adapter, "TAB9", FITS)
    searchable(adapter, found)
    with pytest.raises(SourceGone) as caught:
        locate(LOST, client)
    assert str(caught.value) == (
        "Anställda: ingen sökning hos källan (ETT, två ord) ger precis en tabell från 2020 med variablerna Region, Tid. "
        "Sök upp tabellen och skriv dess id i sources/catalogue."
    )


def test_a_table_that_is_gone_and_has_no_search_is_gone(client, lost):
    with pytest.raises(SourceGone, match="TAB404/metadata finns inte hos källan längre"):
        locate(replace(LOST, table_id="TAB404", search=()), client)


@pytest.mark.parametrize("table_id", ["", "TAB404"])
def test_the_id_found_last_time_is_tried_before_searching(lost, client, adapter, table_id):
    found, decision = locate(replace(LOST, table_id=table_id), client, "TAB7")
    assert found.table == "TAB7"
    assert decision == "Tabellen hittades med sökning vid en tidigare hämtning: TAB7."
    assert not any("query=" in r.url for r in adapter.requests)


def test_a_table_that_was_found_and_is_gone_is_searched_for_again(lost, client, adapter):
    searchable(adapter, {"ETT": [line("TAB7")]})
    found, decision = locate(LOST, client, "TAB404")
    assert (found.table, decision) == ("TAB7", "Tabellen hittades med sökningen ETT: TAB7.")


def test_how_a_table_was_found_is_kept_and_reaches_the_readers(lost, client, store, adapter):
    searchable(adapter, {"ETT": [line("TAB7")]})
    (first,) = pxtable.refresh(LOST, client, store, "14")
    assert first.origin.facts["table"] == "TAB7"
    assert first.origin.facts["decisions"] == ["Tabellen hittades med sökningen ETT: TAB7."]
    row = source_row(LOST, Fetched((first,), CURRENT))
    assert (row["tabell_id"], row["beslut"]) == ("TAB7", "Tabellen hittades med sökningen ETT: TAB7.")
    assert pxtable.refresh(LOST, client, store, "14") == (first,)
    assert sum("query=" in r.url for r in adapter.requests) == 1
    lost.version = lambda: "2027-03-05T07:00:00Z"
    (second,) = pxtable.refresh(LOST, client, store, "14")
    assert second.origin.facts["decisions"] == ["Tabellen hittades med sökning vid en tidigare hämtning: TAB7."]
    assert sum("query=" in r.url for r in adapter.requests) == 1


def test_every_table_of_the_catalogue_can_be_searched_for():
    assert all(entry.search for entry in PX_TABLES)
    ways = [
        (query, entry.first_period, {v.code for v in entry.variables}) for entry in PX_TABLES for query in entry.search
    ]
    same = [pair for pair in combinations(ways, 2) if pair[0] == pair[1]]
    two = {"RegionInd19E3CKMNy", "UF0506B Utbildning"}
    assert {pair[0][0] for pair in same} == two, "only TAB6929 and TAB3981 have two entries"


# Codes of every choice


@pytest.mark.parametrize("county", counties())
def test_the_areas_of_every_county(county):
    own, elsewhere = area_codes(Choice.MUNICIPALITIES, county), area_codes(Choice.ELSEWHERE, county)
    everywhere = area_codes(Choice.EVERYWHERE, county)
    assert own
    assert not set(own) & set(elsewhere)
    assert {*own, *elsewhere} == set(everywhere) == set(municipalities())
    assert len(own) + len(elsewhere) == len(everywhere) == 290
    assert all(code.startswith(county) and len(code) == 4 for code in own)
    assert area_codes(Choice.AREAS, county) == [NATION, county, *own]
    assert area_codes(Choice.COUNTIES, county) == [NATION, *counties()]
    assert area_codes(Choice.EVERY_COUNTY, county) == [*counties()]
    assert len(area_codes(Choice.EVERY_COUNTY, county)) == 21
    assert area_codes(Choice.NATION, county) == [NATION]
    assert area_codes(Choice.NATION_AND_COUNTY, county) == [NATION, county]
    for choice in AREA_CHOICES:
        codes = area_codes(choice, county)
        assert len(codes) == len(set(codes))
        assert not NO_AREA & set(codes)


def test_the_part_of_the_country_of_every_county():
    parts_of = {county: area_codes(Choice.NUTS2, county) for county in counties()}
    assert all(len(codes) == 1 for codes in parts_of.values())
    assert len({code for (code,) in parts_of.values()}) == 8
    assert parts_of["14"] == parts_of["13"] == ["SE23"]
    assert parts_of["01"] == ["SE11"]


def test_occupations_are_all_on_three_digits_and_the_unknown():
    assert area_codes(Choice.SSYK3, "14") == [*occupations_ssyk3(), UNKNOWN_SSYK3]
    assert len(area_codes(Choice.SSYK3, "14")) == 149


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (Choice.NATION, ["00"]),
        (Choice.NUTS2, ["SE23"]),
        (Choice.OFFERED, ["b", "a", "00", "SE23"]),
        ({"a": "ett", "b": "två"}, ["a", "b"]),
        ({"x": "finns inte"}, ["x"]),
    ],
)
def test_the_codes_of_a_choice(codes, expected):
    assert chosen(codes, ["b", "a", "00", "SE23"]) == expected


def test_listed_codes_keep_the_catalogues_names_and_others_have_none():
    variables = (
        PxVariable("Kon", {"1": "män", "2": "kvinnor"}),
        PxVariable("Tid", Periods()),
        PxVariable("Ort", Choice.NATION),
    )
    selected = select(
        entry_of(*variables), described({"Kon": ["1", "2"], "Tid": ["2024"], "Ort": ["00"]}), "14", no_list
    )
    assert {code: names for code, names in selected.names.items() if names} == {"Kon": {"1": "män", "2": "kvinnor"}}
    assert selected.decisions == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Periods(), ["2021", "2022", "2023", "2024"]),
        (Periods(newest=1), ["2024"]),
        (Periods(newest=3), ["2022", "2023", "2024"]),
        (Periods(newest=9), ["2021", "2022", "2023", "2024"]),
        (Periods(first=2), ["2021", "2022"]),
        (Periods(first=9), ["2021", "2022", "2023", "2024"]),
    ],
)
def test_periods_are_all_or_the_newest_or_the_first_however_they_are_ordered(wanted, expected):
    for offered in (["2021", "2022", "2023", "2024"], ["2024", "2022", "2023", "2021"]):
        selected = select(entry_of(PxVariable("Tid", wanted)), described({"Tid": offered}), "14", no_list)
        assert selected.questions[0].selection == {"Tid": expected}


def test_months_and_quarters_are_ordered_too():
    offered = ["2024M01", "2023M12", "2024M10", "2024M02"]
    assert chosen(Periods(newest=2), offered) == ["2024M02", "2024M10"]
    assert chosen(Periods(first=2), ["2024K1", "2023K4", "2024K2"]) == ["2023K4", "2024K1"]


def test_a_table_without_periods_or_codes_is_refused():
    with pytest.raises(SourceChanged, match="TAB1 har inga perioder"):
        select(entry_of(PxVariable("Tid", Periods(newest=2))), described({"Tid": []}), "14", no_list)
    for codes in (Choice.OFFERED, Labelled({"Antal": "antal"})):
        with pytest.raises(SourceChanged, match="TAB1 har inga koder i V"):
            chosen(codes, [])


# Codes found by label


@pytest.mark.parametrize(
    ("labels", "offered", "expected"),
    [
        (["Anställda"], {"a": "Anställda", "b": "Anställda, andel"}, ["a"]),
        (["anställda"], {"a": "ANSTÄLLDA", "b": "Annat"}, ["a"]),
        (["Anställda"], {"a": "Anställda 16–64 år", "b": "Andel anställda"}, ["a"]),
        (["Anställda"], {"000X": "Vad som helst"}, ["000X"]),
        (["män", "kvinnor"], {"b": "Kvinnor", "a": "Män", "c": "Totalt"}, ["a", "b"]),
        (["inrikes föd"], {"a": "inrikes födda", "b": "utrikes födda"}, ["a"]),
    ],
    ids=["whole before begins", "case", "begins", "only one", "several", "the catalogue's own"],
)
def test_a_label_fits_whole_else_the_only_that_begins_with_it(labels, offered, expected):
    wanted = Labelled({label: f"vår {label}" for label in labels})
    selected = select(entry_of(PxVariable("V", wanted)), described({"V": offered}), "14", no_list)
    assert selected.questions[0].selection["V"] == expected
    assert selected.names["V"] == {code: f"vår {label}" for code, label in zip(expected, labels, strict=True)}
    assert selected.decisions == [f"V {code} valdes efter namnet {offered[code]}." for code in expected]


@pytest.mark.parametrize(
    ("labels", "offered", "says"),
    [
        (["Anställda"], {"a": "Löner", "b": "Andel"}, r"inget som ensamt heter Anställda\. Välj"),
        (["Anställda"], {"a": "Anstälda", "b": "Andel"}, r"inget som ensamt heter Anställda \(närmast: Anstälda\)"),
        (["Anställda"], {"a": "Anställda män", "b": "Anställda kvinnor"}, "inget som ensamt heter Anställda"),
        (["Anställda"], {"a": "Anställda", "b": "anställda"}, "inget som ensamt heter Anställda"),
        (["män", "kvinnor"], {"a": "Män"}, "inget som ensamt heter kvinnor"),
    ],
    ids=["none", "nearest", "two begin", "two whole", "only one of two"],
)
def test_a_label_that_is_not_one_code_is_refused(labels, offered, says):
    with pytest.raises(SourceChanged, match=f"TAB1 har i V {says}"):
        chosen(Labelled({label: label for label in labels}), offered)


# The source's own lists


def with_list(name: str = "vs_Kommun") -> PxTable:
    return entry_of(PxVariable("Region", Choice.OFFERED, "region_kod", name), PxVariable("Tid", Periods(), "ar"))


def test_codes_are_found_in_the_sources_list_which_is_named_in_the_question():
    metadata = described({"Region": ["14", "1480"], "Tid": ["2024"]}, {"Region": ("vs_Län", "vs_Kommun")})
    asked: list[str] = []

    def codelist(name: str) -> dict[str, str]:
        asked.append(name)
        return {"1480": "Göteborg"}

    (question,) = select(with_list(), metadata, "14", codelist).questions
    assert (question.selection["Region"], question.codelists) == (["1480"], {"Region": "vs_Kommun"})
    assert asked == ["vs_Kommun"]


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (("vs_Län", "vs_Kommuner"), r"saknar kodlistan vs_Kommun för Region \(närmast: vs_Kommuner\)\. Rätta"),
        (("agg_Åldersklass",), r"saknar kodlistan vs_Kommun för Region\. Rätta"),
        ((), r"saknar kodlistan vs_Kommun för Region\. Rätta"),
    ],
)
def test_a_list_that_is_gone_is_named_with_the_nearest(known, says):
    metadata = described({"Region": ["1480"], "Tid": ["2024"]}, {"Region": known})
    with pytest.raises(SourceChanged, match=f"TAB1 {says}"):
        select(with_list(), metadata, "14", no_list)


def test_an_empty_list_is_refused_and_never_read_as_all_of_them():
    metadata = described({"Region": ["1480"], "Tid": ["2024"]}, {"Region": ("vs_Kommun",)}, summable=("Region",))
    with pytest.raises(SourceChanged, match="TAB1 har inga koder i Region"):
        select(with_list(), metadata, "14", lambda name: {})


def test_a_variable_that_is_gone_is_left_to_the_client_which_names_it():
    (question,) = select(with_list(), described({"Region2": ["1480"], "Tid": ["2024"]}), "14", no_list).questions
    assert question.selection["Region"] == []


# Turns

PEOPLE = PxVariable("Grupp", {"T": "alla"}, "grupp")
BORN = PxVariable("Grupp", {"I": "inrikes", "U": "utrikes"}, "grupp")
NAMED = PxVariable("Grupp", Labelled({"inrikes": "inrikes födda"}), "grupp")
OWN = PxVariable("Region", Choice.MUNICIPALITIES, "region_kod")
WHOLE = PxVariable("Region", Choice.NATION, "region_kod")
YEARS = PxVariable("Tid", Periods(), "ar")
GOTLAND = {"Region": ["00", "0980"], "Grupp": ["T", "I", "U"], "Tid": ["2023", "2024"]}


def test_a_further_turn_takes_the_place_of_the_same_variables_and_keeps_the_order():
    entry = entry_of(OWN, PEOPLE, YEARS, further=(Turn((WHOLE,)), Turn((BORN, WHOLE))))
    selected = select(entry, described(GOTLAND), "09", no_list)
    assert [q.selection for q in selected.questions] == [
        {"Region": ["0980"], "Grupp": ["T"], "Tid": ["2023", "2024"]},
        {"Region": ["00"], "Grupp": ["T"], "Tid": ["2023", "2024"]},
        {"Region": ["00"], "Grupp": ["I", "U"], "Tid": ["2023", "2024"]},
    ]
    assert all(list(q.selection) == ["Region", "Grupp", "Tid"] for q in selected.questions)
    assert selected.names["Grupp"] == {"T": "alla", "I": "inrikes", "U": "utrikes"}


@pytest.mark.parametrize("turn", [(BORN,), (NAMED,)], ids=["code", "label"])
def test_an_optional_turn_that_is_not_offered_is_left_out_and_said_once(turn):
    entry = entry_of(OWN, PEOPLE, YEARS, further=(Turn(turn, optional=True), Turn((*turn, WHOLE), optional=True)))
    selected = select(entry, described({**GOTLAND, "Grupp": ["T", "X"]}), "09", no_list)
    assert [q.selection["Grupp"] for q in selected.questions] == [["T"]]
    (decision,) = selected.decisions
    assert decision.startswith("Utelämnat, tabellen erbjuder det inte: Tabellen TAB1 ")
    assert "T" in selected.names["Grupp"]
    assert "I" not in selected.names["Grupp"]


def test_an_optional_turn_that_is_offered_is_asked_for_without_a_word():
    entry = entry_of(OWN, PEOPLE, YEARS, further=(Turn((BORN,), optional=True),))
    selected = select(entry, described(GOTLAND), "09", no_list)
    assert [q.selection["Grupp"] for q in selected.questions] == [["T"], ["I", "U"]]
    assert selected.decisions == []


def test_an_optional_turn_in_which_a_code_found_by_label_is_said_once_for_all_turns():
    entry = entry_of(OWN, PEOPLE, YEARS, further=(Turn((NAMED,), optional=True), Turn((NAMED, WHOLE), optional=True)))
    labels = {"T": "totalt", "I": "Inrikes födda", "U": "Utrikes födda"}
    selected = select(entry, described({**GOTLAND, "Grupp": labels}), "09", no_list)
    assert len(selected.questions) == 3
    assert selected.decisions == ["Grupp I valdes efter namnet Inrikes födda."]


def test_a_turn_that_is_not_optional_is_refused(adapter, client, store):
    scb = FakeScb(adapter, "TAB1", {**GOTLAND, "Grupp": ["T", "X"]})
    labelled = entry_of(OWN, PEOPLE, YEARS, further=(Turn((NAMED,)),), table_id="TAB1")
    with pytest.raises(SourceChanged, match="har i Grupp inget som ensamt heter inrikes"):
        pxtable.refresh(labelled, client, store, "09")
    coded = entry_of(OWN, PEOPLE, YEARS, further=(Turn((BORN,)),), table_id="TAB1")
    with pytest.raises(SourceChanged, match="saknar koden I i Grupp"):
        pxtable.refresh(coded, client, store, "09")
    assert scb.bodies() == []


def test_what_was_left_out_reaches_the_readers(adapter, client, store):
    FakeScb(adapter, "TAB1", {**GOTLAND, "Grupp": ["T", "X"]})
    entry = entry_of(OWN, PEOPLE, YEARS, further=(Turn((BORN,), optional=True),), table_id="TAB1")
    (snapshot,) = pxtable.refresh(entry, client, store, "09")
    row = source_row(entry, Fetched((snapshot,), CURRENT))
    assert str(row["beslut"]).startswith("Utelämnat, tabellen erbjuder det inte: Tabellen TAB1 saknar koden I i Grupp")


# The whole catalogue, every county


@cache
def offered_everywhere(table: str) -> TableMetadata:
    """The example table, with the areas of the whole country and those that cannot be placed."""
    everywhere = [NATION, *counties(), *municipalities(), *sorted(NO_AREA)]
    nuts2 = {code: code for county in counties() for code in area_codes(Choice.NUTS2, county)}
    variables = {
        v: {**dict(codes), **{a: a for a in everywhere}, **nuts2} if v in AREAS else codes
        for v, codes in TABLES[table].items()
    }
    entries = [e for e in PX_TABLES if px_tables.table_id(e) == table]
    listed = {v.code: () for e in entries for turn in e.turns() for v in turn.variables}
    for variable in (v for e in entries for turn in e.turns() for v in turn.variables if v.codelist):
        listed[variable.code] = (*listed[variable.code], variable.codelist)
    summed = tuple(v.code for e in entries for v in e.variables if v.codes is Choice.SUMMED)
    return described(variables, listed, summed)


def catalogue_asks(entry: PxTable, county: str) -> Selected:
    return select(entry, offered_everywhere(px_tables.table_id(entry)), county, CODELISTS.__getitem__)


def overlap(a: Question, b: Question) -> bool:
    """Two blocks of cells share one when every variable shares a code."""
    return all(set(a.selection[v]) & set(b.selection[v]) for v in a.named)


@pytest.mark.parametrize("county", counties())
def test_no_cell_is_asked_for_twice_in_any_county(county):
    asked: dict[str, list[Question]] = {}
    for entry in PX_TABLES:
        selected = catalogue_asks(entry, county)
        assert len(selected.questions) == 1 + len(entry.further), f"{entry.dataset}: {selected.decisions}"
        for question in selected.questions:
            assert all(len(codes) == len(set(codes)) for codes in question.selection.values())
        asked.setdefault(px_tables.table_id(entry), []).extend(selected.questions)
    assert len(asked) == len(PX_TABLES) - 2, "TAB6929 and TAB3981 have two entries, every other table has one"
    for table, questions in asked.items():
        assert not [pair for pair in combinations(questions, 2) if overlap(*pair)], table
    assert len(asked["TAB6929"]) == 9
    assert len(asked["TAB1830"]) == 2


@pytest.mark.parametrize("entry", [e for e in PX_TABLES if e.further], ids=lambda e: e.dataset)
def test_the_turns_of_the_example_tables_hold_every_cell_once(entry):
    questions = catalogue_asks(entry, "14").questions
    cells = [cell for question in questions for cell in product(*question.named.values())]
    assert len(cells) == len(set(cells)) > 1000


@pytest.mark.parametrize("county", counties())
def test_what_cannot_be_placed_is_never_asked_for(county):
    for entry in PX_TABLES:
        for question in catalogue_asks(entry, county).questions:
            asked = {code for area in AREAS & question.selection.keys() for code in question.selection[area]}
            assert not NO_AREA & asked, entry.dataset
    areas = [v.codes for e in PX_TABLES for turn in e.turns() for v in turn.variables if v.code in AREAS]
    assert all(isinstance(codes, Choice) and codes is not Choice.OFFERED for codes in areas)


def test_the_requests_of_matching_are_as_few_as_planned(adapter):
    groups = [f"{at:02d}X" for at in range(87)]
    variables = {**offered_everywhere("TAB6929").variables, "Utbildning": {g: g for g in groups}}
    years = [str(year) for year in range(2019, 2025)]
    metadata = replace(offered_everywhere("TAB6929"), variables={**variables, "Tid": {y: y for y in years}})
    lists = {**CODELISTS, "vs_UtbildningsgruppE2-3N1-2": {g: g for g in groups}}
    questions = select(SCB_MATCHING, metadata, "14", lists.__getitem__).questions
    sizes = [[len(codes) for codes in q.named.values()] for q in questions]
    assert sizes[0] == [49, 87, 1, 3, 5, 6]
    assert [len(list(parts(q.named, LIMIT))) for q in questions] == [3, 2, 1, 2, 1, 1]
    (level, *_) = select(SCB_MATCHING_BY_LEVEL, metadata, "14", lists.__getitem__).questions
    assert len(list(parts(level.named, LIMIT))) == 1


# What there is beside what we ask for


def finer_than(asked: dict[str, list[str]], offered: dict[str, dict[str, str]]) -> list[str]:
    return finer(described(offered), [Question(asked)])


REGIONS = {NATION: "Riket", "14": "Västra Götalands län", "1480": "Göteborg", "1481": "Mölndal", "13": "Halland"}


def test_municipalities_that_a_county_table_offers_are_said():
    assert finer_than({"Region": ["00", "14"]}, {"Region": REGIONS}) == [
        "Region finns finare: 2 koder, till exempel 1480 Göteborg."
    ]
    assert finer_than({"Region": ["00", "14", "1480"]}, {"Region": REGIONS}) == []
    assert finer_than({"Region": ["13"]}, {"Region": REGIONS}) == [], "only parts of our own areas"
    assert finer_than({"Region": ["00"]}, {"Region": REGIONS}) == [], "the nation is not the beginning of a code"


def test_occupations_on_four_digits_that_a_three_digit_table_offers_are_said():
    offered = {"251": "Data", "2511": "Systemanalytiker", "2512": "Utvecklare", UNKNOWN_SSYK3: "okänt", "0000": "okänt"}
    said = ["Yrke2012 finns finare: 2 koder, till exempel 2511 Systemanalytiker."]
    assert finer_than({"Yrke2012": ["251"]}, {"Yrke2012": offered}) == said
    assert finer_than({"Yrke2012": ["251", UNKNOWN_SSYK3]}, {"Yrke2012": offered}) == said
    assert finer_than({"Yrke2012": ["251", "0000"]}, {"Yrke2012": offered}) == said
    assert finer_than({"Yrke2012": ["2511", "2512", UNKNOWN_SSYK3]}, {"Yrke2012": offered}) == []


def test_the_level_is_that_of_all_turns_and_other_variables_have_none():
    questions = [Question({"Region": ["14"]}), Question({"Region": ["1480"]})]
    assert finer(described({"Region": REGIONS}), questions) == []
    assert finer_than({"Alder": ["1"]}, {"Alder": {"1": "ett", "16": "sexton"}}) == []


def test_the_catalogue_asks_for_the_finest_areas_it_needs():
    entry = next(e for e in PX_TABLES if e.dataset == "scb_tab4434")
    selected = catalogue_asks(entry, "14")
    assert finer(offered_everywhere(entry.table_id), selected.questions) == []
