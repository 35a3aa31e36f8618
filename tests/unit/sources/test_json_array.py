"""An array is read in pieces, and gives what it gives when it is decoded whole."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.arbetsformedlingen import json_array
from sources.arbetsformedlingen.json_array import items
from sources.errors import MalformedAnswer

TEXTS = st.sampled_from(["", ",", '{"id": 1}', '},{"id"', "[{", "]}", '\\"', "å\n", "\\"])
ADS = st.recursive(
    st.one_of(TEXTS, st.integers(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "b", '{"id"']), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(st.one_of(ADS, st.fixed_dictionaries({"id": ADS, "b": ADS})), max_size=12),
    st.sampled_from([None, 0, 2]),
    st.integers(4, 60),
)
def test_pieces_of_any_length_give_the_items_of_the_whole(listed, indent: int | None, piece: int):
    body = json.dumps(listed, indent=indent, ensure_ascii=False).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "PIECE", piece)
        given_items = list(items(io.BytesIO(b" \n" + body + b"\n"), "adress"))
    assert given_items == [bytes(item) for item in msgspec.json.decode(body, type=list[msgspec.Raw])]


@given(st.data())
def test_an_array_that_is_cut_anywhere_is_said_to_be(data: st.DataObject):
    body = json.dumps([{"id": str(n), "tags": [{"id": n}, {"id": "},{"}]} for n in range(9)]).encode()
    begun = body[: data.draw(st.integers(1, len(body) - 1))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_array, "PIECE", data.draw(st.integers(4, 90)))
        with pytest.raises(MalformedAnswer, match=r"^adress slutade mitt i en lista\. Inget är ersatt"):
            list(items(io.BytesIO(begun), "adress"))


@pytest.mark.parametrize("after", [b'{"id": 3}', b', {"id": 3}]', b"]", b'[{"id": 3}]'])
def test_what_comes_after_the_end_is_no_part_of_it(after: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_array, "PIECE", 8)
    with pytest.raises(MalformedAnswer, match="slutade mitt i en lista"):
        list(items(io.BytesIO(b'[{"id": 1}, {"id": 2}]' + after), "adress"))


def test_an_ad_may_be_as_long_as_an_item_can_be_and_no_longer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_array, "PIECE", 64)
    monkeypatch.setattr(json_array, "LONGEST_ITEM", 1024)
    within, beyond = (
        io.BytesIO(json.dumps([{"id": 1}, {"id": 2, "text": "x" * length}, {"id": 3}]).encode())
        for length in (900, 1100)
    )
    assert len(list(items(within, "adress"))) == 3
    with pytest.raises(MalformedAnswer, match=r"en lista där ingen annons börjar på 0 MB\. Inget är ersatt"):
        list(items(beyond, "adress"))


@pytest.mark.parametrize("short", [b"0", b"{}", b"[]", b'""'])
def test_a_list_of_short_values_is_refused_before_it_fills_the_memory(short: bytes):
    body = io.BytesIO(b"[" + b",".join([short] * ((24 << 20) // (len(short) + 1))) + b"]")
    with held_at_most(40 << 20), pytest.raises(MalformedAnswer, match="där ingen annons börjar på 8 MB"):
        list(items(body, "adress"))


def test_a_list_of_short_objects_is_read_without_filling_the_memory():
    body = io.BytesIO(b"[" + b",".join([b'{"a":0}'] * 1_200_000) + b"]")
    with held_at_most(40 << 20):
        assert sum(1 for _ in items(body, "adress")) == 1_200_000


@contextmanager
def held_at_most(most: int) -> Iterator[None]:
    """What is done takes at most so many bytes of memory."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()
