from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

import pytest

from assets.reference import UNKNOWN_SSYK3, county_of, occupations_ssyk3
from sources import jsonstat
from sources.catalog import EMPLOYEES, Choice, PxVariable
from sources.errors import MalformedAnswer, SourceChanged, SourceUnavailable
from sources.refresh import latest
from sources.scb import pxtable
from sources.scb.client import ScbClient

BASE = "https://scb.test/api/v2"
SMALL = {"Region": ["00", "14", "1480", "1481"], "Kon": ["1", "2"], "Tid": ["2023", "2024"]}


class FakeScb:
    """One table of a statistical database. ``version`` is asked for every answer."""

    def __init__(self, adapter: Any, table: str, variables: dict[str, list[str]], cells: int = 150_000) -> None:
        self.adapter, self.variables, self.table = adapter, variables, table
        self.version: Callable[[], str] = lambda: "2026-03-05T07:00:00Z"
        self.tamper: Callable[[dict[str, Any]], Any] = lambda document: document
        path = f"/api/v2/tables/{table}"
        self.config = {"maxDataCells": cells, "maxCallsPerTimeWindow": 10_000, "timeWindow": 10}
        adapter.routes["GET /api/v2/config"] = lambda request: adapter.reply(200, self.config)(request)
        adapter.routes[f"GET {path}/metadata"] = lambda request: adapter.reply(200, self.describe())(request)
        adapter.routes[f"POST {path}/data"] = self._data

    def describe(self) -> dict[str, Any]:
        return {"label": "Prov", "updated": self.version(), "note": ["En not"], **self._dimensions(self.variables)}

    @staticmethod
    def _dimensions(chosen: dict[str, list[str]]) -> dict[str, Any]:
        dimension = {
            name: {"category": {"index": codes, "label": {c: f"namn {c}" for c in codes}}}
            for name, codes in chosen.items()
        }
        if "Kon" in dimension:
            dimension["Kon"]["extension"] = {"elimination": True}
        return {"id": list(chosen), "size": [len(c) for c in chosen.values()], "dimension": dimension}

    def _data(self, request: Any) -> Any:
        chosen = {s["variableCode"]: s["valueCodes"] for s in json.loads(request.body)["selection"]}
        value = [self.value(cell) for cell in product(*chosen.values())]
        document = {**self._dimensions(chosen), "updated": self.version(), "value": value}
        answer = self.tamper(document)
        return (self.adapter.reply(200, answer) if isinstance(answer, dict | bytes) else answer)(request)

    def value(self, cell: tuple[str, ...]) -> int:
        return sum(map(ord, "|".join(cell))) % 997

    def bodies(self) -> list[dict[str, list[str]]]:
        sent = [json.loads(r.body or b"{}") for r in self.adapter.sent("POST")]
        return [{s["variableCode"]: s["valueCodes"] for s in body["selection"]} for body in sent]


@pytest.fixture
def scb(adapter) -> FakeScb:
    return FakeScb(adapter, "TAB1", SMALL)


@pytest.fixture
def client(http) -> ScbClient:
    return ScbClient(http, BASE + "/")


def read(files) -> dict[tuple[str, ...], float]:
    rows = [row for path in files for row in jsonstat.decode(json.loads(path.read_bytes())).to_pylist()]
    return {tuple(row[name] for name in SMALL): row["value"] for row in rows}


def test_a_small_table_is_one_post_that_names_every_variable(scb, client, adapter, tmp_path):
    metadata, files = client.fetch(client.metadata("TAB1"), SMALL, tmp_path)
    assert scb.bodies() == [SMALL]
    assert "outputFormat=json-stat2" in adapter.sent("POST")[0].url
    assert read(files) == {cell: scb.value(cell) for cell in product(*SMALL.values())}
    assert metadata.updated == json.loads(files[0].read_bytes())["updated"]
    assert [r.url for r in adapter.sent("GET")] == [f"{BASE}/config", f"{BASE}/tables/TAB1/metadata?lang=sv"]


def test_metadata_are_read(scb, client):
    found = client.metadata("TAB1")
    assert (found.table, found.label, found.updated, found.notes) == (
        "TAB1",
        "Prov",
        "2026-03-05T07:00:00Z",
        ("En not",),
    )
    assert found.variables["Kon"] == {"1": "namn 1", "2": "namn 2"}
    assert found.require("Kon", ["2"]) == ["2"]


def test_no_body_repeats_a_code(scb, client, tmp_path):
    doubled = {name: [*codes, *codes] for name, codes in SMALL.items()}
    _, files = client.fetch(client.metadata("TAB1"), doubled, tmp_path)
    assert scb.bodies() == [SMALL]
    assert len(read(files)) == 16


@pytest.mark.parametrize(("cells", "posts"), [(16, 1), (8, 2), (5, 4), (1, 16)])
def test_a_small_limit_splits_the_selection(scb, client, tmp_path, cells, posts):
    scb.config["maxDataCells"] = cells
    _, files = client.fetch(client.metadata("TAB1"), SMALL, tmp_path)
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
    metadata, files = client.fetch(client.metadata("TAB1"), SMALL, tmp_path)
    assert metadata.updated == f"version {version}"
    assert set(read(files).values()) == {float(version)}
    assert len(files) == 4


def test_a_table_that_keeps_changing_is_given_up(scb, client, tmp_path):
    scb.config["maxDataCells"] = 4
    versions(scb, set(range(1, 99)))
    with pytest.raises(SourceChanged, match=r"TAB1 ändrades medan den hämtades, 3 gånger i rad\. Inget är ersatt"):
        client.fetch(client.metadata("TAB1"), SMALL, tmp_path)
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
        client.fetch(client.metadata("TAB1"), SMALL, tmp_path)


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        ({**SMALL, "Region": ["00", "1489"]}, r"saknar koden 1489 i Region \(närmast: 148[01]\) \(1 koder saknas\)"),
        ({**SMALL, "Sex": ["1"]}, "saknar variabeln Sex"),
        ({**SMALL, "Tidd": ["2024"]}, r"saknar variabeln Tidd \(närmast: Tid\)"),
        ({"Region": ["00"], "Kon": ["1"]}, "har variabeln Tid som valet inte nämner"),
    ],
)
def test_what_the_table_does_not_have_is_named_before_any_data_call(scb, client, tmp_path, selection, says):
    with pytest.raises(SourceChanged, match=f"Tabellen TAB1 {says}"):
        client.fetch(client.metadata("TAB1"), selection, tmp_path)
    assert scb.bodies() == []


@pytest.mark.parametrize(
    "tamper",
    [
        lambda d: b"<!DOCTYPE html><html>Driftstopp</html>",
        lambda d: json.dumps(d).encode()[:-20],
        lambda d: {**d, "value": d["value"][:-1]},
        lambda d: {**d, "value": [*d["value"], 1]},
        lambda d: {**d, **FakeScb._dimensions({**SMALL, "Kon": ["1", "3"]})},
        lambda d: {**d, **FakeScb._dimensions({"Region": SMALL["Region"], "Annat": ["1", "2"], "Tid": SMALL["Tid"]})},
    ],
    ids=["html", "cut", "one too few", "one too many", "another code", "another variable"],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused(scb, client, tmp_path, tamper):
    scb.tamper = tamper
    with pytest.raises(MalformedAnswer):
        client.fetch(client.metadata("TAB1"), SMALL, tmp_path)


def test_a_refused_question_says_what_the_source_said(scb, client, adapter, tmp_path):
    metadata = client.metadata("TAB1")
    scb.tamper = lambda d: adapter.reply(400, {"title": "Non-existent value"})
    with pytest.raises(SourceChanged, match=r"svarade 400 \(Non-existent value\)\. Kontrollera valet för TAB1"):
        client.fetch(metadata, SMALL, tmp_path)
    scb.tamper = lambda d: adapter.reply(403, b"<html>")
    with pytest.raises(SourceChanged, match=r"svarade 403 \(utan förklaring\)"):
        client.fetch(metadata, SMALL, tmp_path)


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


@pytest.mark.parametrize("config", [{}, {"maxDataCells": "många"}, {"maxDataCells": None}])
def test_limits_that_cannot_be_read_are_refused(scb, client, config):
    scb.config = {**scb.config, **config} if config else {}
    with pytest.raises(MalformedAnswer, match="config saknar gränserna"):
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
    return FakeScb(adapter, EMPLOYEES.table_id, {**variables, "Tid": ["2023", "2024"]})


def test_refresh_of_an_unchanged_table_asks_for_no_data(employees_scb, client, store):
    (first,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    posts = len(employees_scb.bodies())
    assert pxtable.refresh(EMPLOYEES, client, store, "14") == (first,) == latest(store, EMPLOYEES.dataset)
    assert len(employees_scb.bodies()) == posts == 1
    assert list(store.scratch.iterdir()) == []


def test_refresh_keeps_the_answer_with_its_origin(employees_scb, client, store):
    (snapshot,) = pxtable.refresh(EMPLOYEES, client, store, "14")
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
    (snapshot,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    assert len(employees_scb.bodies()) == 4
    assert pxtable.read(snapshot).num_rows == 51 * 149 * 2 * 2


def test_a_new_version_is_a_new_snapshot_and_the_old_one_stays(employees_scb, client, store):
    (old,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    (new,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    assert new.origin.updated == "2027-03-05T07:00:00Z"
    assert store.all(EMPLOYEES.dataset) == [old, new]
    old.verify()


def test_a_code_that_is_gone_is_named_although_the_version_is_the_stored(employees_scb, client, store):
    pxtable.refresh(EMPLOYEES, client, store, "14")
    employees_scb.variables["Kon"].remove("1")
    with pytest.raises(SourceChanged, match="saknar koden 1 i Kon"):
        pxtable.refresh(EMPLOYEES, client, store, "14")
    assert len(employees_scb.bodies()) == 1


def test_another_selection_is_fetched_although_the_version_is_the_same(employees_scb, client, store):
    pxtable.refresh(EMPLOYEES, client, store, "14")
    employees_scb.variables["Tid"].append("2025")
    (new,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    assert new.origin.facts["period_to"] == "2025"


def test_a_table_that_fails_leaves_the_store_as_it_was(employees_scb, client, store):
    (old,) = pxtable.refresh(EMPLOYEES, client, store, "14")
    employees_scb.version = lambda: "2027-03-05T07:00:00Z"
    employees_scb.tamper = lambda d: {**d, "value": d["value"][:-1]}
    with pytest.raises(MalformedAnswer):
        pxtable.refresh(EMPLOYEES, client, store, "14")
    assert store.all(EMPLOYEES.dataset) == [old]
    assert list(store.scratch.iterdir()) == []


def test_several_contents_need_one_called_employees(employees_scb, client, store):
    employees_scb.variables["ContentsCode"] = ["a", "b"]
    with pytest.raises(SourceChanged, match=r"flera innehåll \(namn a, namn b\) och inget heter Anställda"):
        pxtable.refresh(EMPLOYEES, client, store, "14")
    metadata = client.metadata(EMPLOYEES.table_id)
    metadata.variables["ContentsCode"]["b"] = "Anställda"
    assert pxtable.selection(EMPLOYEES, metadata, "14")["ContentsCode"] == ["b"]


@pytest.mark.parametrize("variable", [v.code for v in EMPLOYEES.variables])
def test_a_renamed_variable_is_named(employees_scb, client, store, variable):
    employees_scb.variables[f"{variable}X"] = employees_scb.variables.pop(variable)
    with pytest.raises(SourceChanged, match=f"{variable}"):
        pxtable.refresh(EMPLOYEES, client, store, "14")
    assert employees_scb.bodies() == []


def test_a_table_without_years_is_refused(employees_scb, client, store):
    employees_scb.variables["Tid"] = []
    with pytest.raises(SourceChanged, match="TAB4434 har inga år"):
        pxtable.refresh(EMPLOYEES, client, store, "14")


def test_a_table_without_contents_is_refused(employees_scb, client, store):
    employees_scb.variables["ContentsCode"] = []
    with pytest.raises(SourceChanged, match="TAB4434 har inga innehåll"):
        pxtable.refresh(EMPLOYEES, client, store, "14")
    assert employees_scb.bodies() == []


def test_a_monthly_table_has_periods_written_as_ours(scb, client, store):
    scb.variables = {"ContentsCode": ["a", "b"], "Sektor": ["10", "20", "30"], "Tid": ["2024M02", "2024M11"]}
    chosen = (
        PxVariable("ContentsCode", {"b": "dagbefolkning"}),
        PxVariable("Sektor", {"10": "stat", "30": "region"}, "sektor"),
        PxVariable("Tid", Choice.MONTHS, "manad"),
    )
    entry = replace(EMPLOYEES, dataset="prov", table_id="TAB1", variables=chosen)
    (snapshot,) = pxtable.refresh(entry, client, store, "14")
    assert scb.bodies() == [{"ContentsCode": ["b"], "Sektor": ["10", "30"], "Tid": ["2024M02", "2024M11"]}]
    assert (snapshot.origin.facts["period_from"], snapshot.origin.facts["period_to"]) == ("2024-02", "2024-11")
    scb.variables["Tid"] = []
    with pytest.raises(SourceChanged, match="TAB1 har inga månader"):
        pxtable.refresh(entry, client, store, "14")
