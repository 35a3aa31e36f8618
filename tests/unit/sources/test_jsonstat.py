from __future__ import annotations

import codecs
import json
from itertools import product
from math import prod
from typing import Any

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from requests import Response

from sources.errors import MalformedAnswer
from sources.http import read_body
from sources.jsonstat import codes, decode, parse

SHAPES = [(v, s) for v in ("list", "object") for s in ("none", "list", "object", "string", "list of one")]


def document(sizes: list[int], values: Any, status: Any = None, **more: Any) -> dict[str, Any]:
    names = [f"d{i}" for i in range(len(sizes))]
    dimension = {
        name: {"category": {"index": {f"{name}k{j}": j for j in range(size)}}}
        for name, size in zip(names, sizes, strict=True)
    }
    out = {"id": names, "size": sizes, "dimension": dimension, "value": values, **more}
    return out if status is None else {**out, "status": status}


def cells(document: dict[str, Any]) -> pa.Table:
    """As an answer with that content is read."""
    return decode(parse(json.dumps(document).encode()))


def naive(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """One row per combination, looked up position by position."""
    values, status = doc["value"], doc.get("status")

    def at(part: Any, position: int) -> Any:
        if part is None or isinstance(part, str):
            return part
        if isinstance(part, dict):
            return part.get(str(position))
        return part[position if len(part) > 1 else 0]

    ordered = []
    for name in doc["id"]:
        index = doc["dimension"][name]["category"]["index"]
        ordered.append([c for c, _ in sorted(index.items(), key=lambda pair: pair[1])])
    return [
        {**dict(zip(doc["id"], cell, strict=True)), "value": at(values, i), "status": at(status, i)}
        for i, cell in enumerate(product(*ordered))
    ]


@pytest.mark.parametrize(("value_shape", "status_shape"), SHAPES)
@settings(deadline=None, max_examples=20)
@given(st.data())
def test_decode_equals_a_naive_decoder(value_shape, status_shape, data):
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    total = prod(sizes)
    value = st.one_of(st.none(), st.integers(-1000, 10**6).map(float), st.floats(-1e6, 1e6, allow_nan=False))
    values: Any = data.draw(st.lists(value, min_size=total, max_size=total))
    symbols = data.draw(st.lists(st.sampled_from([None, "..", "<5"]), min_size=total, max_size=total))
    status: Any = {"none": None, "list": symbols, "string": "r", "list of one": ["r"]}.get(status_shape)
    if status_shape == "object":
        status = {str(i): s for i, s in reversed(list(enumerate(symbols))) if s is not None}
    if value_shape == "object":
        values = {str(i): v for i, v in reversed(list(enumerate(values))) if v is not None}
    doc = document(sizes, values, status)
    assert cells(doc).to_pylist() == naive(doc)


def test_last_dimension_runs_fastest():
    table = cells(document([2, 3], [1, 2, 3, 4, 5, 6]))
    assert table["d0"].to_pylist() == ["d0k0"] * 3 + ["d0k1"] * 3
    assert table["d1"].to_pylist() == ["d1k0", "d1k1", "d1k2"] * 2


def test_a_null_keeps_its_symbol_and_is_never_zero():
    table = cells(document([3], [0, None, None], {"1": ".."}))
    assert table["value"].to_pylist() == [0.0, None, None]
    assert table["status"].to_pylist() == [None, "..", None]
    sparse = cells(document([3], {"0": 0}, ["", "..", ""]))
    assert sparse["value"].to_pylist() == [0.0, None, None]
    assert sparse["status"].to_pylist() == [None, "..", None]


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        ({"index": ["b", "a"], "label": {"a": "A", "b": "B"}}, ["b", "a"]),
        ({"index": {"a": 1, "b": 0}, "label": {"a": "A", "b": "B"}}, ["b", "a"]),
        ({"label": {"x": "Ett"}}, ["x"]),
    ],
)
def test_index_may_be_a_list_an_object_or_missing(category, expected):
    assert codes({"category": category}) == expected
    doc = {"id": ["d"], "size": [len(expected)], "dimension": {"d": {"category": category}}}
    assert cells({**doc, "value": list(range(len(expected)))})["d"].to_pylist() == expected


def test_roles_and_labels_are_not_needed_and_extras_do_no_harm():
    doc = document([1], [5])
    assert cells({**doc, "role": {"time": ["d0"]}, "extension": {"x": 1}}) == cells(doc)


def test_a_dataset_without_cells():
    assert cells(document([0], [])).num_rows == 0
    assert cells(document([2, 0], {})).num_rows == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"value": [1]}, "1 värden men ska ha 2"),
        ({"value": [1, 2, 3]}, "3 värden men ska ha 2"),
        ({"value": {"2": 1}}, "utanför de 2 cellerna"),
        ({"value": {"-1": 1}}, "utanför"),
        ({"value": {"x": 1}}, "position som inte är ett tal"),
        ({"value": {"9" * 25: 1}}, "position som inte är ett tal"),
        ({"status": {"9" * 25: ".."}}, "position som inte är ett tal"),
        ({"value": [1, "många"]}, "inte är ett tal"),
        ({"value": [1, "2"]}, "inte är ett tal"),
        ({"value": {"0": "många"}}, "inte är ett tal"),
        ({"value": {"0": "2"}}, "inte är ett tal"),
        ({"value": None}, None),
        ({"value": 7}, None),
        ({"status": ["..", None, None]}, "3 statustecken men ska ha 2"),
        ({"status": {"9": ".."}}, "utanför"),
        ({"status": [1, 2]}, None),
        ({"status": {"0": 1}}, None),
        ({"status": 5}, None),
        ({"size": [3]}, "inte lika många"),
        ({"size": ["två"]}, "fullständigt"),
        ({"size": None}, "fullständigt"),
        ({"id": ["annat"]}, "fullständigt"),
        ({"dimension": {}}, "fullständigt"),
        ({"dimension": {"d0": {}}}, "fullständigt"),
        ({"dimension": {"d0": {"category": {}}}}, "fullständigt"),
        ({"dimension": []}, "fullständigt"),
    ],
)
def test_what_breaks_the_format_is_refused(changes, says):
    doc = document([2], [1, 2])
    assert cells(doc).num_rows == 2
    with pytest.raises(MalformedAnswer, match=says):
        cells({**doc, **changes})


@pytest.mark.parametrize("part", ["id", "size", "dimension", "value"])
def test_a_missing_part_is_named(part):
    doc = document([2], [1, 2])
    del doc[part]
    with pytest.raises(MalformedAnswer, match=part):
        cells(doc)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("form", [list, lambda values: dict(zip("01", values, strict=True))])
def test_what_is_no_number_of_json_is_refused_at_the_door(number, form):
    document = {"id": ["a"], "size": [2], "dimension": {"a": {"category": {"index": ["x", "y"]}}}}
    assert cells({**document, "value": form([1.0, None])})["value"].to_pylist() == [1.0, None]
    with pytest.raises(msgspec.DecodeError, match="malformed"):
        cells({**document, "value": form([1.0, number])})


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400, "true", "[1]"])
def test_what_no_double_can_hold_is_no_number(number):
    body = json.dumps(document([1], [7]))
    assert decode(parse(body.encode()))["value"].to_pylist() == [7.0]
    with pytest.raises(MalformedAnswer, match="ett värde som inte är ett tal"):
        parse(body.replace("7", number).encode())


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"id": ' + b"[" * 100_000, b'{"x": ' + b"[" * 100_000, b'{"id": ["\\ud800"]}']
)
def test_what_is_cut_nested_without_end_or_half_a_letter_is_refused_as_an_answer(body):
    response = Response()
    response._content, response.status_code = body, 200
    with pytest.raises(MalformedAnswer):
        read_body(response, "https://scb.test", parse)


def test_a_mark_of_the_order_of_bytes_is_no_part_of_the_answer():
    body = json.dumps(document([1], [7])).encode()
    assert parse(codecs.BOM_UTF8 + body) == parse(body)


@pytest.mark.parametrize("index", [{"x": 0, "y": 0}, {"x": 0, "y": 2}, {"x": 1, "y": 2}, {"x": -1, "y": 0}, ["x", "x"]])
def test_an_order_that_would_be_a_guess_is_refused(index):
    document = {"id": ["a"], "size": [2], "dimension": {"a": {"category": {"index": index}}}, "value": [1, 2]}
    with pytest.raises(MalformedAnswer, match="Svaret"):
        cells(document)


def test_a_few_codes_that_say_more_cells_than_there_is_memory_are_refused():
    codes = {"category": {"index": [str(n) for n in range(1_000)]}}
    bomb = {"id": list("abcd"), "size": [1_000] * 4, "dimension": dict.fromkeys("abcd", codes), "value": {"0": 1}}
    with pytest.raises(MalformedAnswer, match="Svaret säger att det har 1000000000000 celler"):
        cells(bomb)
    assert cells({**bomb, "id": ["a"], "size": [1_000]}).num_rows == 1_000


def test_no_status_at_all_is_an_empty_list():
    document = {"id": ["a"], "size": [2], "dimension": {"a": {"category": {"index": ["x", "y"]}}}, "value": [1, 2]}
    assert cells({**document, "status": []})["status"].to_pylist() == [None, None]
