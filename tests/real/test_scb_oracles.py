"""Recorded answers, decoded here and by two other readers of JSON-stat. Needs ../shared beside the project."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import isnan, prod
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
import requests
from pxweb import PxApi
from pyjstat import pyjstat

from sources.errors import MalformedAnswer
from sources.http import read_body
from sources.jsonstat import STATUS, VALUE, codes, decode, parse
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED
FIXTURES = SHARED / "real/scb/fixtures"
SCB = "pxwebpy/TAB6471_data.json"
ORDER = "json-stat-org/order.json"
RECORDED = {
    SCB: 2772,
    "json-stat-org/canada.json": 120,
    "json-stat-org/galicia.json": 3960,
    "json-stat-org/hierarchy.json": 132,
    "json-stat-org/oecd.json": 432,
    "json-stat-org/us-gsp.json": 204,
    "json-stat-org/us-labor.json": 12_880,
    "json-stat-org/us-unr.json": 3220,
    "pyjstat/galicia-2.0.json": 3960,
}
WITHOUT_VALUES = [
    "pxapispecs/asJson_dataset-meta.json",
    "pxapispecs/table-metadata-example-jsonstat-nocomments.json",
    "pxwebapi/MetadataById_tab001_js2.json",
    "pxwebapi/MetadataById_tab003_js2.json",
    "pxwebapi/MetadataById_tab004_js2.json",
    "pxwebpy/TAB6471_metadata.json",
]
VERSION_1 = ["pyjstat/sample_data.json", "pyjstat/statswe.json"]
NOT_JSON = "pxapispecs/response-scb-all-region.json"

Cells = list[tuple[Any, ...]]
Document = dict[str, Any]


def recorded(name: str) -> Document:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def read(document: Document) -> pa.Table:
    """Its cells, as of an answer with that content."""
    return decode(parse(json.dumps(document).encode()))


def ours(document: Document) -> Cells:
    """Every cell as its codes and its value."""
    table = read(document)
    assert table.column_names == [*document["id"], VALUE, STATUS]
    return list(zip(*(table[name].to_pylist() for name in [*document["id"], VALUE]), strict=True))


def theirs(document: Document) -> Cells:
    """The same from pyjstat."""
    frame = pyjstat.Dataset.read(json.dumps(_with_index(document))).write("dataframe", naming="id")
    assert list(frame.columns) == [*document["id"], "value"]
    return [
        (*row[:-1], None if row[-1] is None or isnan(row[-1]) else float(row[-1]))
        for row in frame.itertuples(index=False, name=None)
    ]


def _with_index(document: Document) -> Document:
    """pyjstat 2.4.0 does not find the only category of a dimension without index when pandas is 3 or later."""
    dimensions = {}
    for name, dimension in document["dimension"].items():
        category = dimension["category"]
        assert "index" in category or len(category["label"]) == 1
        dimensions[name] = {**dimension, "category": {"index": list(category.get("label", [])), **category}}
    return {**document, "dimension": dimensions}


def test_no_recorded_dataset_is_left_out():
    found = {}
    for path in FIXTURES.rglob("*.json"):
        name = path.relative_to(FIXTURES).as_posix()
        content = None if name == NOT_JSON else json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict) and ("dataset" in content or content.get("class") == "dataset"):
            found[name] = bool(content.get("value"))
    assert {name for name, has_values in found.items() if has_values} == {*RECORDED, ORDER}
    assert {name for name, has_values in found.items() if not has_values} == {*WITHOUT_VALUES, *VERSION_1}


@pytest.mark.parametrize("name", RECORDED)
def test_every_cell_is_what_pyjstat_reads(name: str):
    document = recorded(name)
    cells = ours(document)
    assert len(cells) == RECORDED[name] == prod(document["size"])
    assert cells == theirs(document)


def test_a_cell_that_differs_would_be_seen():
    document = recorded(SCB)
    swapped = {**document, "value": [*document["value"][1::-1], *document["value"][2:]]}
    assert ours(swapped) != theirs(document)
    assert ours({**document, "value": [None, *document["value"][1:]]}) != theirs(document)


def test_values_come_in_the_order_of_the_official_sample():
    """Its values are texts that name the cell; SCB has only numbers, so the position stands in for the text."""
    document = recorded(ORDER)
    with pytest.raises(MalformedAnswer, match="inte är ett tal"):
        read(document)
    numbered = {**document, "value": list(range(24))}
    cells = ours(numbered)
    assert cells == theirs(numbered)
    named = [f"A{a}B{b}C{c}" for a, b, c, _ in cells]
    assert [i for i, text in enumerate(document["value"]) if text != named[i]] == [11]  # the sample has A1B1C4 twice


class _Answers(BaseHTTPRequestHandler):
    """A statistical database with one table: the recorded answer, to everyone who asks."""

    answers: dict[str, Document]

    def do_GET(self) -> None:
        body = json.dumps(self.answers[urlsplit(self.path).path]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Nothing is printed."""


@pytest.fixture
def pxwebpy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Document], list[dict[str, Any]]]]:
    """A document's rows from pxwebpy, asked as its users ask: the client cannot be given an answer without a server."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "127.0.0.1")
    answers = {"/config": recorded("pxwebpy/config.json"), "/tables": recorded("pxwebpy/tables.json")}
    handler = type("Answers", (_Answers,), {"answers": answers})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

        def rows(document: Document) -> list[dict[str, Any]]:
            answers["/tables/TAB6471/data"] = document
            api = PxApi(f"http://127.0.0.1:{server.server_port}", disable_cache=True)
            selection = {name: codes(document["dimension"][name]) for name in document["id"]}
            return api.get_table_data("TAB6471", selection, show="code_value")

        yield rows
        server.shutdown()


def with_gaps(document: Document) -> Document:
    """Every seventh value is missing, with the mark that SCB uses: no recorded answer from SCB has one."""
    gaps = range(0, prod(document["size"]), 7)
    values = [None if position in gaps else value for position, value in enumerate(document["value"])]
    return {**document, "value": values, "status": {str(position): ".." for position in gaps}}


@pytest.mark.parametrize("change", [dict, with_gaps], ids=["recorded", "with gaps"])
def test_every_cell_of_scb_is_what_pxwebpy_reads(change: Callable[[Document], Document], pxwebpy: Any):
    document = change(recorded(SCB))
    rows = pxwebpy(document)
    dimensions = [document["dimension"][name] for name in document["id"]]
    assert list(rows[0]) == [*(dimension["label"] for dimension in dimensions), "value"]
    labels = [dimension["category"]["label"] for dimension in dimensions]
    cells = [
        (*(f"{code}: {label[code]}" for code, label in zip(cell[:-1], labels, strict=True)), cell[-1])
        for cell in ours(document)
    ]
    assert cells == [tuple(row.values()) for row in rows]


def _symbols(document: Document) -> list[str | None]:
    """The status of every cell, as the format says: a list, an object, or one that is the same for all."""
    total, status = prod(document["size"]), document.get("status")
    if isinstance(status, dict):
        return [status.get(str(position)) for position in range(total)]
    if status is None or isinstance(status, str):
        return [status] * total
    return list(status) * total if len(status) == 1 else list(status)


def _marked(document: Document) -> Document:
    """A document without status gets SCB's mark on what it lacks, so that there is a status to write in every way."""
    if "status" in document:
        return document
    values = document["value"]
    listed = values if isinstance(values, list) else [values.get(str(i)) for i in range(prod(document["size"]))]
    return {**document, "status": {str(i): ".." for i, value in enumerate(listed) if value is None}}


WAYS_OF_VALUE = {
    "list": lambda values: values,
    "object": lambda values: {str(i): v for i, v in enumerate(values) if v is not None},
    "object with nulls, backwards": lambda values: {str(i): values[i] for i in reversed(range(len(values)))},
}
WAYS_OF_STATUS = {
    "list": lambda symbols: symbols,
    "list with empty texts": lambda symbols: [s or "" for s in symbols],
    "object": lambda symbols: {str(i): s for i, s in enumerate(symbols) if s is not None},
    "object with nulls, backwards": lambda symbols: {str(i): symbols[i] for i in reversed(range(len(symbols)))},
}
WAYS_FOR_ALL = {"text": lambda symbols: symbols[0], "list of one": lambda symbols: symbols[:1]}
SHAPED = ["canada", "galicia", "hierarchy", "oecd"]


@pytest.mark.parametrize("value", WAYS_OF_VALUE)
@pytest.mark.parametrize("status", [*WAYS_OF_STATUS, *WAYS_FOR_ALL])
@pytest.mark.parametrize("name", [*SHAPED, "scb"])
def test_values_and_status_mean_the_same_however_they_are_written(name: str, value: str, status: str):
    document = with_gaps(recorded(SCB)) if name == "scb" else _marked(recorded(f"json-stat-org/{name}.json"))
    expected, symbols = theirs(document), _symbols(document)
    if status in WAYS_FOR_ALL and len(set(symbols)) > 1:
        symbols = ["r"] * len(symbols)  # a document whose cells differ is given one mark for all
    assert any(symbols)
    rewritten = {
        **document,
        "value": WAYS_OF_VALUE[value]([cell[-1] for cell in expected]),
        "status": (WAYS_OF_STATUS | WAYS_FOR_ALL)[status](symbols),
    }
    assert ours(rewritten) == expected
    assert read(rewritten)[STATUS].to_pylist() == symbols


@pytest.mark.parametrize("name", SHAPED)
def test_the_recorded_status_is_read(name: str):
    document = recorded(f"json-stat-org/{name}.json")
    assert read(document)[STATUS].to_pylist() == _symbols(document)


@pytest.mark.parametrize("name", [*WITHOUT_VALUES, *VERSION_1, "json-stat-org/collection.json"])
def test_what_is_no_answer_with_values_is_refused(name: str):
    with pytest.raises(MalformedAnswer):
        decode(parse((FIXTURES / name).read_bytes()))


def test_an_answer_that_is_not_json_is_refused():
    response = requests.Response()
    response.status_code, response.raw = 200, io.BytesIO((FIXTURES / NOT_JSON).read_bytes())
    response.headers["Content-Type"] = "application/json"
    with pytest.raises(MalformedAnswer, match="inte går att läsa som JSON"):
        read_body(response, "https://scb.test/api/v2/tables/TAB638/data", parse)
