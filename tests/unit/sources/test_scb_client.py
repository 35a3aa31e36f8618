from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.marts.edition.sources import source_row
from assets.reference.areas import county_of
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3
from sources import jsonstat
from sources.catalogue.common import SEX
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Periods, PxVariable
from sources.errors import MalformedAnswer, SnapshotError, SourceChanged, SourceUnavailable, TooLarge
from sources.refresh import CURRENT, Fetched, latest
from sources.scb import pxtable
from sources.scb.client import Note, Question, ScbClient
from sources.scb.selection import select
from sources.snapshot import ORIGIN
from tests.unit.sources.fake_scb import BASE, SMALL, FakeScb, asking


def read(files) -> dict[tuple[str, ...], float]:
    rows = [row for path in files for row in jsonstat.decode(jsonstat.parse(path.read_bytes())).to_pylist()]
    return {tuple(row[name] for name in SMALL): row["value"] for row in rows}


def test_a_small_table_is_one_post_that_names_every_variable(scb, client, adapter, tmp_path):
    metadata, files = client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert scb.bodies() == [SMALL]
    assert "outputFormat=json-stat2" in adapter.sent("POST")[0].url
    assert read(files) == {cell: scb.value(cell) for cell in product(*SMALL.values())}
    assert metadata.updated == json.loads(files[0].read_bytes())["updated"]
    described = f"{BASE}/tables/TAB1/metadata?lang=sv"
    assert [r.url for r in adapter.requests if "/data" not in r.url] == [f"{BASE}/config", described, described]
    assert adapter.requests[-1].url == described, "the version is asked for once more when the last part has come"


def test_metadata_are_read(scb, client):
    found = client.metadata("TAB1")
    assert (found.table, found.label, found.updated, found.notes) == (
        "TAB1",
        "Prov",
        "2026-03-05T07:00:00Z",
        (Note("En not", False),),
    )
    assert found.variables["Kon"] == {"1": "namn 1", "2": "namn 2"}
    assert found.require("Kon", ["2"]) == ["2"]


def test_no_body_repeats_a_code(scb, client, tmp_path):
    doubled = {name: [*codes, *codes] for name, codes in SMALL.items()}
    _, files = client.fetch(client.metadata("TAB1"), asking(doubled), tmp_path)
    assert scb.bodies() == [SMALL]
    assert len(read(files)) == 16


@pytest.mark.parametrize(("cells", "posts"), [(16, 1), (8, 2), (5, 4), (1, 16)])
def test_a_small_limit_splits_the_selection(scb, client, tmp_path, cells, posts):
    scb.config["maxDataCells"] = cells
    _, files = client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert len(scb.bodies()) == len(files) == posts
    assert all(prod(map(len, body.values())) <= cells and list(body) == list(SMALL) for body in scb.bodies())
    assert read(files) == {cell: scb.value(cell) for cell in product(*SMALL.values())}


def versions(scb: FakeScb, changes_at: set[int]) -> None:
    """The table changes after each of these data answers; every value is the number of the version."""
    state = {"version": 1, "answers": 0}
    scb.version = lambda: f"version {state['version']}"

    def value(_: tuple[str, ...]) -> int:
        return state["version"]

    def count(document: dict[str, Any]) -> dict[str, Any]:
        state["answers"] += 1
        if state["answers"] in changes_at:
            state["version"] += 1
        return document

    scb.value, scb.tamper = value, count  # type: ignore[method-assign]


@pytest.mark.parametrize(("changes_at", "version"), [({1}, 2), ({3}, 2), ({2, 4}, 3)])
def test_a_table_that_changes_while_it_is_read_is_started_over(scb, client, tmp_path, changes_at, version):
    scb.config["maxDataCells"] = 4
    versions(scb, changes_at)
    metadata, files = client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert metadata.updated == f"version {version}"
    assert set(read(files).values()) == {float(version)}
    assert len(files) == 4


def test_a_change_that_no_answer_shows_is_seen_in_the_metadata_that_are_read_last(scb, client, adapter, tmp_path):
    scb.config["maxDataCells"] = 4
    versions(scb, {4})
    metadata, files = client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert metadata.updated == "version 2"
    assert set(read(files).values()) == {2.0}
    assert len(scb.bodies()) == 8, "all four parts agreed and were asked for again"
    kinds = ["data" if "/data" in r.url else "metadata" for r in adapter.requests if "/config" not in r.url]
    assert kinds == ["metadata", *["data"] * 4, "metadata", *["data"] * 4, "metadata"]


def test_a_change_after_the_last_part_three_times_in_a_row_is_given_up(scb, client, tmp_path):
    versions(scb, {1, 2, 3})
    with pytest.raises(SourceChanged, match="3 gånger i rad"):
        client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert len(scb.bodies()) == 3


@pytest.mark.parametrize("after", [1, 4], ids=["after the first part", "after the last part"])
def test_a_period_that_appears_while_the_table_is_read_is_asked_for_when_it_is_started_over(scb, client, store, after):
    scb.config["maxDataCells"] = 4
    versions(scb, {after})
    count = scb.tamper

    def grow(document: dict[str, Any]) -> dict[str, Any]:
        counted = count(document)
        if scb.version() == "version 2":
            scb.variables["Tid"] = ["2023", "2024", "2025"]
        return counted

    scb.tamper = grow
    entry = replace(SCB_EMPLOYEES, dataset="prov", table_id="TAB1", variables=GROWING)
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    assert snapshot.origin.updated == "version 2"
    assert snapshot.origin.facts["periods"] == ["2023", "2024", "2025"]
    assert snapshot.origin.query["urval"][0]["koder"]["Tid"] == ["2023", "2024", "2025"]
    table = pxtable.read(snapshot)
    assert (table.num_rows, set(table["value"].to_pylist())) == (4 * 2 * 3, {2.0})
    assert pxtable.refresh(entry, client, store, "14") == (snapshot,)


GROWING = (
    PxVariable("Region", Choice.OFFERED, "region_kod"),
    PxVariable("Kon", {"1": "män", "2": "kvinnor"}, "kon"),
    PxVariable("Tid", Periods(), "ar"),
)


def test_a_table_that_keeps_changing_is_given_up(scb, client, tmp_path):
    scb.config["maxDataCells"] = 4
    versions(scb, set(range(1, 99)))
    with pytest.raises(SourceChanged, match=r"TAB1 ändrades medan den hämtades, 3 gånger i rad\. Inget är ersatt"):
        client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)
    assert len(scb.bodies()) == 6


def test_a_code_that_disappears_while_the_table_is_read_is_named(scb, client, tmp_path):
    scb.config["maxDataCells"] = 4
    versions(scb, {1})
    count = scb.tamper

    def shrink(document: dict[str, Any]) -> dict[str, Any]:
        scb.variables = {**SMALL, "Region": SMALL["Region"][:3]}
        return count(document)

    scb.tamper = shrink
    with pytest.raises(SourceChanged, match="saknar koden 1481 i Region"):
        client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        ({**SMALL, "Region": ["00", "1489"]}, r"saknar koden 1489 i Region \(närmast: 148[01]\) \(1 kod saknas\)"),
        ({**SMALL, "Sex": ["1"]}, "saknar variabeln Sex"),
        ({**SMALL, "Tidd": ["2024"]}, r"saknar variabeln Tidd \(närmast: Tid\)"),
        ({"Region": ["00"], "Kon": ["1"]}, "har variabeln Tid som valet inte nämner"),
    ],
)
def test_what_the_table_does_not_have_is_named_before_any_data_call(scb, client, tmp_path, selection, says):
    with pytest.raises(SourceChanged, match=f"Tabellen TAB1 {says}"):
        client.fetch(client.metadata("TAB1"), asking(selection), tmp_path)
    assert scb.bodies() == []


# A variable that the source sums away


def test_a_variable_without_codes_is_left_to_the_source_to_sum(scb, client, adapter, tmp_path):
    asked = {**SMALL, "Kon": []}
    _, files = client.fetch(client.metadata("TAB1"), asking(asked), tmp_path)
    assert scb.bodies() == [{"Region": SMALL["Region"], "Tid": SMALL["Tid"]}]
    (table,) = [jsonstat.decode(jsonstat.parse(path.read_bytes())) for path in files]
    assert (table.num_rows, table.column_names) == (8, ["Region", "Tid", "value", "status"])


def test_a_variable_that_the_source_cannot_sum_is_refused_before_any_data_call(scb, client, tmp_path):
    scb.summable = set()
    with pytest.raises(SourceChanged, match=r"TAB1 har inget eget tal för alla i Kon\. Välj koder i sources/catalogue"):
        client.fetch(client.metadata("TAB1"), asking({**SMALL, "Kon": []}), tmp_path)
    assert scb.bodies() == []


@pytest.mark.parametrize("codes", [["1", "2"], ["1+2"]], ids=["its parts", "its total"])
def test_an_answer_that_still_has_what_was_to_be_summed_is_refused(scb, client, tmp_path, codes):
    kept = {**SMALL, "Kon": codes}
    scb.tamper = lambda d: {**d, **scb.dimensions(kept), "value": [1] * prod(map(len, kept.values()))}
    with pytest.raises(MalformedAnswer, match="Svaret för TAB1 har Kon, som inte efterfrågades"):
        client.fetch(client.metadata("TAB1"), asking({**SMALL, "Kon": []}), tmp_path)


def test_a_summed_variable_is_in_no_column_of_the_snapshot(scb, client, store):
    variables = (GROWING[0], PxVariable("Kon", Choice.SUMMED), GROWING[2])
    entry = replace(SCB_EMPLOYEES, dataset="prov", table_id="TAB1", variables=variables)
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    assert pxtable.read(snapshot).column_names == ["Region", "Tid", "value", "status"]
    assert snapshot.origin.facts["lines"] == 8
    assert snapshot.origin.query["urval"][0]["koder"]["Kon"] == []


# Several turns


@st.composite
def turns(draw: st.DrawFn) -> list[dict[str, list[str]]]:
    """Questions that share no cell: each has codes of its own in one variable; a code may be named twice."""
    names = ["Region", "Kon", "Tid"][: draw(st.integers(2, 3))]
    split = draw(st.sampled_from(names))
    own = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    questions = []
    for turn, size in enumerate(own):
        question = {}
        for name in names:
            codes = (
                [f"{turn}.{i}" for i in range(size)]
                if name == split
                else [str(i) for i in range(draw(st.integers(1, 5)))]
            )
            question[name] = [*codes, *draw(st.lists(st.sampled_from(codes), max_size=2))]
        if split != "Kon" and "Kon" in names and draw(st.booleans()):
            question["Kon"] = []
        questions.append(question)
    # A variable is summed away in every turn or in none: the answers are one table.
    if not all(question.get("Kon", ["1"]) for question in questions):
        questions = [{**question, "Kon": []} for question in questions]
    return questions


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=turns(), limit=st.integers(1, 60))
def test_the_parts_of_all_turns_are_the_cells_asked_for_once(adapter, http, tmp_path, asked, limit):
    adapter.requests.clear()
    offered = {name: sorted({code for q in asked for code in q[name]}) or ["1"] for name in asked[0]}
    scb = FakeScb(adapter, "TAB1", offered, cells=limit)
    client = ScbClient(http, BASE)
    _, files = client.fetch(client.metadata("TAB1"), asking(*asked), tmp_path)
    sent = [cell for body in scb.bodies() for cell in product(*body.values())]
    wanted = {cell for question in asked for cell in product(*(set(codes) for codes in question.values() if codes))}
    assert len(sent) == len(set(sent))
    assert set(sent) == wanted
    assert all(prod(map(len, body.values())) <= limit for body in scb.bodies())
    assert all(len(codes) == len(set(codes)) for body in scb.bodies() for codes in body.values())
    assert len(files) == len(scb.bodies())
    rows = [row for path in files for row in jsonstat.decode(jsonstat.parse(path.read_bytes())).to_pylist()]
    named = [name for name in asked[0] if asked[0][name]]
    cells = {tuple(row[name] for name in named): row["value"] for row in rows}
    assert len(rows) == len(cells)
    assert cells == {cell: scb.value(cell) for cell in wanted}


def test_a_question_names_its_codelists_for_its_own_variables_only(scb, client, adapter, tmp_path):
    scb.offer("Region", "vs_Kommun", {"1480": "Göteborg"})
    questions = [
        Question({**SMALL, "Region": ["1480"]}, {"Region": "vs_Kommun"}),
        Question({**SMALL, "Region": ["00"]}),
    ]
    client.fetch(client.metadata("TAB1"), lambda metadata: questions, tmp_path)
    sent = [json.loads(r.body)["selection"] for r in adapter.sent("POST")]
    assert [[s.get("codelist") for s in selection] for selection in sent] == [["vs_Kommun", None, None], [None] * 3]
    assert client.metadata("TAB1").codelists == {"Region": ("vs_Kommun",), "Kon": (), "Tid": ()}
    assert client.codelist("vs_Kommun") == {"1480": "Göteborg"}


@pytest.mark.parametrize("answer", [{}, {"values": [{"code": "1"}]}, {"values": None}, {"values": ["1480"]}])
def test_an_incomplete_list_of_codes_is_refused(scb, client, adapter, answer):
    adapter.routes["GET /api/v2/codelists/vs_X"] = adapter.reply(200, answer)
    with pytest.raises(MalformedAnswer, match="Kodlistan vs_X är ofullständig"):
        client.codelist("vs_X")


@pytest.mark.parametrize("answer", [{}, {"tables": None}, {"tables": ["TAB1"]}, {"tables": [{"label": "Prov"}]}])
def test_an_incomplete_search_is_refused(scb, client, adapter, answer):
    adapter.routes["GET /api/v2/tables"] = adapter.reply(200, answer)
    with pytest.raises(MalformedAnswer, match="tables svarade utan en lista med tabeller"):
        client.search("YREG")


# What the source says of its table


def noted(scb: FakeScb, **more: Any) -> dict[str, Any]:
    """Metadata with notes on the table and on a variable, of which the first, and the variable's, are mandatory."""
    document = scb.describe() | {"note": ["Ny indelning", "Upplysning"]}
    document["dimension"]["Tid"]["note"] = ["Ålder vid årets slut", "Kort period"]
    document["dimension"]["Tid"]["extension"]["noteMandatory"] = {"0": True, "1": False}
    document["dimension"]["Region"]["note"] = ["Utan tvång"]
    return document | {"extension": {"noteMandatory": {"0": True}, **more}}


def test_notes_of_the_table_and_of_its_variables_are_read_with_what_must_follow_the_figures(scb, client, adapter):
    adapter.routes["GET /api/v2/tables/TAB1/metadata"] = adapter.reply(200, noted(scb))
    assert client.metadata("TAB1").notes == (
        Note("Ny indelning", True),
        Note("Upplysning", False),
        Note("Utan tvång", False, "Region"),
        Note("Ålder vid årets slut", True, "Tid"),
        Note("Kort period", False, "Tid"),
    )


def test_notes_of_single_codes_follow_when_the_codes_are_asked_for(scb, client, store, adapter):
    scb.labels["Region"] = {"1480": "Göteborg", "1481": "Mölndal"}
    document = noted(scb)
    region = document["dimension"]["Region"]
    region["category"]["note"] = {"1480": ["Ny gräns", "Upplysning om staden"], "1481": ["Ny kommun"], "00": ["Allt"]}
    region["extension"]["categoryNoteMandatory"] = {"1480": {"0": True}, "1481": {"0": True}}
    adapter.routes["GET /api/v2/tables/TAB1/metadata"] = adapter.reply(200, document)
    assert Note("Göteborg: Ny gräns", True, "Region", "1480") in client.metadata("TAB1").notes
    few = PxVariable("Region", {"1480": "Göteborg", "00": "riket"}, "region_kod")
    entry = replace(SCB_EMPLOYEES, dataset="prov", table_id="TAB1", variables=(few, *GROWING[1:]))
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    facts = snapshot.origin.facts
    assert facts["mandatory_notes"] == ["Ny indelning", "Göteborg: Ny gräns", "Ålder vid årets slut"]
    assert {"Göteborg: Upplysning om staden", "namn 00: Allt"} < set(facts["notes"])
    assert not any("Mölndal" in text for text in facts["notes"])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"px": {"nextUpdate": "2027-03-11T07:00:00Z"}}, "2027-03-11T07:00:00Z"),
        ({"px": {"nextUpdate": None}}, None),
        ({"px": {}}, None),
        ({}, None),
    ],
)
def test_notes_and_the_next_release_are_kept_and_reach_the_readers(scb, client, store, adapter, more, expected):
    adapter.routes["GET /api/v2/tables/TAB1/metadata"] = adapter.reply(200, noted(scb, **more))
    assert client.metadata("TAB1").next_update == expected
    entry = replace(SCB_EMPLOYEES, dataset="prov", table_id="TAB1", variables=GROWING)
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    facts = snapshot.origin.facts
    assert facts["notes"] == ["Ny indelning", "Upplysning", "Utan tvång", "Ålder vid årets slut", "Kort period"]
    assert facts["mandatory_notes"] == ["Ny indelning", "Ålder vid årets slut"]
    assert facts["next_update"] == expected
    row = source_row(entry, Fetched((snapshot,), CURRENT))
    assert row["kallans_noter"] == "Ny indelning\nÅlder vid årets slut"
    assert row["nasta_vantas"] == ("2027-03-11" if expected else "2027-03")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda scb, d: b"<!DOCTYPE html><html>Driftstopp</html>",
        lambda scb, d: json.dumps(d).encode()[:-20],
        lambda scb, d: {**d, "value": d["value"][:-1]},
        lambda scb, d: {**d, "value": [*d["value"], 1]},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Kon": ["1", "3"]})},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Kon": ["1", "1"]})},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Kon": ["1", "2", "2"]}), "value": [1] * 24},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Region": [*SMALL["Region"], "99"]}), "value": [1] * 20},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Region": [*SMALL["Region"], "9999"]}), "value": [1] * 20},
        lambda scb, d: {**d, **scb.dimensions({**SMALL, "Region": [*SMALL["Region"][:3], "9999"]})},
        lambda scb, d: {**d, **scb.dimensions({"Region": SMALL["Region"], "Annat": ["1", "2"], "Tid": SMALL["Tid"]})},
    ],
    ids=[
        "html",
        "cut",
        "one too few",
        "one too many",
        "another code",
        "one code twice for another",
        "a code twice",
        "also those in no county",
        "also those in no municipality",
        "those in no municipality for a municipality",
        "another variable",
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused(scb, client, tmp_path, tamper):
    scb.tamper = lambda document: tamper(scb, document)
    with pytest.raises(MalformedAnswer):
        client.fetch(client.metadata("TAB1"), asking(SMALL), tmp_path)


def test_a_refused_question_says_what_the_source_said(scb, client, adapter, tmp_path):
    metadata = client.metadata("TAB1")
    scb.tamper = lambda d: adapter.reply(400, {"title": "Non-existent value"})
    with pytest.raises(SourceChanged, match=r"svarade 400 \(Non-existent value\)\. Kontrollera valet för TAB1"):
        client.fetch(metadata, asking(SMALL), tmp_path)
    scb.tamper = lambda d: adapter.reply(403, b"<html>")
    with pytest.raises(SourceChanged, match=r"svarade 403 \(utan förklaring\)"):
        client.fetch(metadata, asking(SMALL), tmp_path)


def test_a_limit_that_the_source_has_lowered_is_too_large(scb, client, adapter, tmp_path):
    metadata = client.metadata("TAB1")
    scb.tamper = lambda d: adapter.reply(400, {"title": "Too many cells selected"})
    with pytest.raises(TooLarge, match="tar inte emot 16 celler fast /config tillåter 150000"):
        client.fetch(metadata, asking(SMALL), tmp_path)


def test_a_table_that_is_gone_and_a_source_that_refuses(scb, client, adapter):
    with pytest.raises(SourceChanged, match="TAB9/metadata finns inte hos källan längre"):
        client.metadata("TAB9")
    adapter.routes["GET /api/v2/tables/TAB1/metadata"] = adapter.reply(403, {"title": "Nej"})
    with pytest.raises(SourceUnavailable, match=r"svarade 403 \(Nej\)"):
        client.metadata("TAB1")


@pytest.mark.parametrize("part", ["id", "label", "updated", "dimension"])
def test_incomplete_metadata_are_refused(scb, client, adapter, part):
    document = scb.describe()
    assert client.metadata("TAB1").document == document
    del document[part]
    adapter.routes["GET /api/v2/tables/TAB1/metadata"] = adapter.reply(200, document)
    with pytest.raises(MalformedAnswer, match=f"Metadata för TAB1 är ofullständiga .*{part}"):
        client.metadata("TAB1")


def test_without_its_limits_the_source_is_asked_within_the_last_known_ones(scb, client, adapter):
    adapter.routes["GET /api/v2/config"] = adapter.reply(404, b"<html>")
    limits = client.limits
    assert (limits.cells, limits.rate.calls, limits.rate.seconds) == (150_000, 30, 10.0)
    assert client.metadata(scb.table).table == scb.table


@pytest.mark.parametrize("config", [{}, {"maxDataCells": "många"}, {"maxDataCells": None}])
def test_limits_that_cannot_be_read_are_refused(scb, client, config):
    scb.config = {**scb.config, **config} if config else {}
    with pytest.raises(MalformedAnswer, match="config saknar gränserna"):
        client.metadata("TAB1")


@pytest.mark.parametrize(
    ("name", "limit"),
    [("maxDataCells", 0), ("maxCallsPerTimeWindow", 0), ("maxCallsPerTimeWindow", -1), ("timeWindow", -1),
     ("timeWindow", "inf"), ("timeWindow", "nan"), ("timeWindow", 10**9), ("timeWindow", 10**400)],
)  # fmt: skip
def test_limits_that_let_nothing_through_are_refused(scb, client, name, limit):
    """They would be an IndexError, an OverflowError or a pause without end."""
    scb.config |= {name: limit}
    with pytest.raises(MalformedAnswer, match=r"config saknar gränserna .*Kör igen senare"):
        client.metadata("TAB1")


def test_limits_are_read_once_and_come_from_the_source(scb, client, adapter):
    scb.config |= {"maxDataCells": 77, "maxCallsPerTimeWindow": 12, "timeWindow": 34}
    limits = client.limits
    client.metadata("TAB1")
    assert (limits.cells, limits.rate.calls, limits.rate.seconds) == (77, 12, 34.0)
    assert sum("/config" in r.url for r in adapter.requests) == 1


def test_the_call_for_the_limits_counts_against_them(scb, client):
    scb.config |= {"maxCallsPerTimeWindow": 2, "timeWindow": 10}
    paused = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        client.limits.rate.calls = 3

    client.limits.rate.sleep = pause
    client.metadata("TAB1")
    assert paused == []
    client.metadata("TAB1")
    assert len(paused) == 1
    assert 0 < paused[0] <= 10


@pytest.fixture
def employees_scb(adapter) -> FakeScb:
    regions = ["00", "01", "14", *county_of()]
    occupations = [*occupations_ssyk3(), UNKNOWN_SSYK3]
    variables = {"Region": regions, "Yrke2012": occupations, "Kon": ["1", "2"], "ContentsCode": ["000ABC"]}
    scb = FakeScb(adapter, SCB_EMPLOYEES.table_id, {**variables, "Tid": ["2023", "2024"]})
    scb.labels["Yrke2012"] = occupations_ssyk3()
    return scb


def test_refresh_of_an_unchanged_table_asks_for_no_data(employees_scb, client, store):
    (first,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    posts = len(employees_scb.bodies())
    assert pxtable.refresh(SCB_EMPLOYEES, client, store, "14") == (first,) == latest(store, SCB_EMPLOYEES.dataset)
    assert len(employees_scb.bodies()) == posts == 1
    assert list(store.scratch.iterdir()) == []


def test_refresh_keeps_the_answer_with_its_origin(employees_scb, client, store):
    (snapshot,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    table = pxtable.read(snapshot)
    (body,) = employees_scb.bodies()
    assert len(body["Region"]) == 51
    assert not {code for code in body["Region"] if code[:2] not in ("00", "14")}
    assert table.num_rows == snapshot.origin.facts["lines"] == 51 * 149 * 2 * 2
    assert table.column_names == ["Region", "Yrke2012", "Kon", "ContentsCode", "Tid", "value", "status"]
    assert snapshot.origin.facts["period_from"] == "2023"
    assert snapshot.origin.facts["period_to"] == "2024"
    assert snapshot.origin.facts["notes"] == ["En not"]
    assert snapshot.origin.updated == employees_scb.version()
    assert snapshot.origin.url == f"{BASE}/tables/TAB4434/data"
    assert set(snapshot.origin.files) == {"del000.json", "metadata.json"}
    snapshot.verify()


def test_a_split_table_is_read_whole(employees_scb, client, store):
    employees_scb.config["maxDataCells"] = 10_000
    (snapshot,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert len(employees_scb.bodies()) == 4
    assert pxtable.read(snapshot).num_rows == 51 * 149 * 2 * 2


def test_a_new_version_is_a_new_snapshot_and_the_old_one_stays(employees_scb, client, store):
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert new.origin.updated == "2027-03-05T07:00:00Z"
    assert store.all(SCB_EMPLOYEES.dataset) == [old, new]
    old.verify()


def _at(cell: tuple[str, ...]) -> bool:
    return cell[0] == "1480" and cell[1] == "251" and cell[2:] == ("2", "000ABC", "2024")


REVISIONS: dict[str, tuple[Any, Any, int]] = {
    "nothing": ((5, None), (5, None), 0),
    "a value": ((5, None), (6, None), 1),
    "a value that was missing": ((None, ".."), (6, None), 1),
    "a value that is missing": ((5, None), (None, ".."), 1),
    "zero that was missing": ((None, ".."), (0, None), 1),
    "the symbol of a missing value": ((None, ".."), (None, "."), 1),
    "a missing value without a symbol": ((None, ".."), (None, None), 1),
    "a value that is preliminary": ((5, None), (5, "p"), 1),
}


@pytest.mark.parametrize("split", [150_000, 10_000], ids=["one part", "several parts"])
@pytest.mark.parametrize(("before", "after", "revised"), REVISIONS.values(), ids=REVISIONS)
def test_new_figures_for_the_same_periods_are_a_revision(
    employees_scb, client, http, store, before, after, revised, split
):
    usual = employees_scb.value
    employees_scb.value = lambda cell: before[0] if _at(cell) else usual(cell)
    employees_scb.symbol = lambda cell: before[1] if _at(cell) else None
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert "revision_of" not in old.origin.facts
    employees_scb.config["maxDataCells"] = split
    employees_scb.version = lambda: "2026-03-09T07:00:00Z"
    employees_scb.value = lambda cell: after[0] if _at(cell) else usual(cell)
    employees_scb.symbol = lambda cell: after[1] if _at(cell) else None
    (new,) = pxtable.refresh(SCB_EMPLOYEES, ScbClient(http, BASE), store, "14")
    assert (new.origin.facts["revision_of"], new.origin.facts["revised"]) == (old.id, revised)
    assert store.all(SCB_EMPLOYEES.dataset) == [old, new]
    old.verify()
    new.verify()
    posts = len(employees_scb.bodies())
    assert pxtable.refresh(SCB_EMPLOYEES, client, store, "14") == (new,)
    assert len(employees_scb.bodies()) == posts


def test_every_figure_that_differs_is_counted_and_reaches_the_readers(employees_scb, client, store):
    pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2026-03-09T07:00:00Z"
    usual = employees_scb.value
    employees_scb.value = lambda cell: usual(cell) + (cell[0] == "1480")
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert new.origin.facts["revised"] == 149 * 2 * 2
    row = source_row(SCB_EMPLOYEES, Fetched((new,), CURRENT))
    assert (row["reviderade_tal"], row["anmarkning"]) == (596, None)


def test_a_new_period_is_not_a_revision(employees_scb, client, store):
    pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    employees_scb.variables["Tid"].append("2025")
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert new.origin.facts["periods"] == ["2023", "2024", "2025"]
    assert not {"revision_of", "revised"} & new.origin.facts.keys()
    assert source_row(SCB_EMPLOYEES, Fetched((new,), CURRENT))["anmarkning"] is None


def test_a_table_that_has_lost_its_last_period_does_not_replace_the_one_that_had_it(employees_scb, client, store):
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    employees_scb.variables["Tid"].remove("2024")
    with pytest.raises(SourceChanged, match="slutar nu 2023 men gick förut till 2024"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert store.all(SCB_EMPLOYEES.dataset) == [old]


def test_a_table_that_loses_its_last_period_while_it_is_read_does_not_either(employees_scb, client, store):
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    versions(employees_scb, {1})
    count = employees_scb.tamper

    def shrink(document: dict[str, Any]) -> dict[str, Any]:
        employees_scb.variables["Tid"] = ["2023"]
        return count(document)

    employees_scb.tamper = shrink
    with pytest.raises(SourceChanged, match="slutar nu 2023 men gick förut till 2024"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert store.all(SCB_EMPLOYEES.dataset) == [old]


def test_another_selection_of_the_same_periods_is_not_a_revision(employees_scb, client, store):
    pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "01")
    assert not {"revision_of", "revised"} & new.origin.facts.keys()


def test_a_snapshot_of_an_earlier_release_is_no_hindrance(employees_scb, client, store):
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    path = old.file(ORIGIN)
    path.chmod(0o644)
    origin = json.loads(path.read_text(encoding="utf-8"))
    few = {name: origin["facts"][name] for name in ("period_from", "period_to", "lines", "notes")}
    path.write_text(json.dumps({**origin, "query": {"selection": {}}, "facts": few}), encoding="utf-8")
    (found,) = latest(store, SCB_EMPLOYEES.dataset)
    with pytest.raises(SnapshotError, match="är hämtad av en äldre version av programmet"):
        pxtable.names(found)
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert pxtable.names(new)["Kon"] == SEX
    assert new.id != old.id
    assert "revision_of" not in new.origin.facts


def test_a_code_that_is_gone_is_named_although_the_version_is_the_stored(employees_scb, client, store):
    pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.variables["Kon"].remove("1")
    with pytest.raises(SourceChanged, match="saknar koden 1 i Kon"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert len(employees_scb.bodies()) == 1


def test_another_selection_is_fetched_although_the_version_is_the_same(employees_scb, client, store):
    pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.variables["Tid"].append("2025")
    (new,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert new.origin.facts["period_to"] == "2025"


def test_a_table_that_fails_leaves_the_store_as_it_was(employees_scb, client, store):
    (old,) = pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    employees_scb.tamper = lambda d: {**d, "value": d["value"][:-1]}
    with pytest.raises(MalformedAnswer):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert store.all(SCB_EMPLOYEES.dataset) == [old]
    assert list(store.scratch.iterdir()) == []


def test_several_contents_need_one_called_employees(employees_scb, client, store):
    employees_scb.variables["ContentsCode"] = ["a", "b"]
    with pytest.raises(SourceChanged, match="TAB4434 har i ContentsCode inget som ensamt heter Anställda"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert employees_scb.bodies() == []
    employees_scb.labels["ContentsCode"] = {"b": "Anställda"}
    selected = select(SCB_EMPLOYEES, client.metadata(SCB_EMPLOYEES.table_id), "14", client.codelist)
    assert [q.selection["ContentsCode"] for q in selected.questions] == [["b"]]
    assert selected.names["ContentsCode"] == {"b": "anställda"}


@pytest.mark.parametrize("variable", [v.code for v in SCB_EMPLOYEES.variables])
def test_a_renamed_variable_is_named(employees_scb, client, store, variable):
    employees_scb.variables[f"{variable}X"] = employees_scb.variables.pop(variable)
    with pytest.raises(SourceChanged, match=f"{variable}"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert employees_scb.bodies() == []


def test_a_table_without_years_is_refused(employees_scb, client, store):
    employees_scb.variables["Tid"] = []
    with pytest.raises(SourceChanged, match="TAB4434 har inga perioder"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")


def test_a_table_without_contents_is_refused(employees_scb, client, store):
    employees_scb.variables["ContentsCode"] = []
    with pytest.raises(SourceChanged, match="TAB4434 har inga koder i ContentsCode"):
        pxtable.refresh(SCB_EMPLOYEES, client, store, "14")
    assert employees_scb.bodies() == []


def test_a_monthly_table_has_periods_written_as_ours(scb, client, store):
    scb.variables = {"ContentsCode": ["a", "b"], "Sektor": ["10", "20", "30"], "Tid": ["2024M02", "2024M11"]}
    chosen = (
        PxVariable("ContentsCode", {"b": "dagbefolkning"}),
        PxVariable("Sektor", {"10": "stat", "30": "region"}, "sektor"),
        PxVariable("Tid", Periods(), "manad"),
    )
    entry = replace(SCB_EMPLOYEES, dataset="prov", table_id="TAB1", variables=chosen)
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    assert scb.bodies() == [{"ContentsCode": ["b"], "Sektor": ["10", "30"], "Tid": ["2024M02", "2024M11"]}]
    assert (snapshot.origin.facts["period_from"], snapshot.origin.facts["period_to"]) == ("2024-02", "2024-11")
    scb.variables["Tid"] = []
    with pytest.raises(SourceChanged, match="TAB1 har inga perioder"):
        pxtable.refresh(entry, client, store, "14")
