"""The taxonomy: pinned, with replaced concepts followed to the end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.barometer import (
    CONCEPT_STATES,
)
from assets.methods import taxonomy as methods
from sources.arbetsformedlingen import taxonomy
from sources.arbetsformedlingen.taxonomy import PATH, decisions, follow, parse, read, refresh, stored, tabulate
from sources.catalogue.barometer import AF_TAXONOMY, TAXONOMY_VERSION
from sources.errors import MalformedAnswer, SourceChanged

BASE = "https://af.test/af-data"
FILE = f"/af-data/{PATH}"


def concept(identity: str, kind: str = "occupation-name", **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": kind, "preferred_label": f"Namn {identity}", **more}


def replaced(identity: str, *by: str, **more: Any) -> dict[str, Any]:
    return concept(identity, deprecated=True, replaced_by=[{"id": other} for other in by], **more)


GROUP = concept("g", "ssyk-level-4", ssyk_code_2012="2512", broader=[{"id": "x", "type": "ssyk-level-3"}, {"id": "f"}])
FIELD = concept("f", "occupation-field")
BASIS = [GROUP, FIELD]


def content(*concepts: dict[str, Any]) -> bytes:
    return json.dumps({"data": {"concepts": concepts}}, ensure_ascii=False).encode()


def made(*concepts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in tabulate(parse(content(*BASIS, *concepts))).to_pylist()}


def test_the_version_stands_in_the_address_and_in_the_origin(adapter, http, store):
    assert f"/version/{TAXONOMY_VERSION}/" in f"/{PATH}"
    body = content(*BASIS)
    adapter.routes[f"HEAD {FILE}"] = adapter.reply(200, b"", ETag='"1"')
    adapter.routes[f"GET {FILE}"] = adapter.reply(200, body, ETag='"1"')
    (snapshot,) = refresh(http, BASE, store)
    assert snapshot.file(taxonomy.TAXONOMY_FILE).read_bytes() == body
    facts = snapshot.origin.facts
    assert (facts["version"], facts["period_to"], facts["lines"]) == (31, "version 31", 2)
    assert "inga ersättningar är följda" in facts["decisions"][1]
    assert refresh(http, BASE, store) == (snapshot,)
    assert len(adapter.sent("GET")) == 1
    assert read(snapshot).num_rows == 2


def test_a_snapshot_of_another_version_does_not_stand_in(adapter, http, store, monkeypatch):
    adapter.routes[f"HEAD {FILE}"] = adapter.reply(200, b"", ETag='"1"')
    adapter.routes[f"GET {FILE}"] = adapter.reply(200, content(*BASIS), ETag='"1"')
    refresh(http, BASE, store)
    monkeypatch.setattr(taxonomy, "TAXONOMY_VERSION", 32)
    assert stored(store) == ()


def test_codes_groups_and_areas_are_read():
    rows = made(
        concept("o", broader=[{"id": "g"}]),
        concept("k", "municipality", lau_2_code_2015="1480"),
        concept("l", "region", national_nuts_level_3_code_2019="14"),
    )
    assert (rows["g"]["code"], rows["g"]["area"], rows["g"]["group"]) == ("2512", "Namn f", None)
    assert (rows["o"]["code"], rows["o"]["area"], rows["o"]["group"]) == (None, None, "g")
    assert (rows["k"]["code"], rows["l"]["code"]) == ("1480", "14")


def test_replacements_are_followed_to_the_end_and_what_leads_nowhere_is_named():
    rows = made(
        replaced("a", "b"),
        replaced("b", "c"),
        concept("c", broader=[{"id": "g"}]),
        replaced("split", "c", "d"),
        concept("d"),
        replaced("joins", "b", "c"),
        replaced("lost", "nowhere"),
        concept("ended", deprecated=True, replaced_by=[]),
    )
    found = {identity: (rows[identity]["state"], rows[identity]["replaced_by"]) for identity in rows}
    assert found == {
        "g": ("gäller", None),
        "f": ("gäller", None),
        "a": ("ersatt", "c"),
        "b": ("ersatt", "c"),
        "c": ("gäller", None),
        "split": ("ersatt av flera", None),
        "d": ("gäller", None),
        "joins": ("ersatt", "c"),
        "lost": ("ersättaren saknas", None),
        "ended": ("utgått", None),
    }
    said = decisions(tabulate(parse(content(*BASIS, replaced("lost", "nowhere")))))
    assert said[1:] == [
        "Begrepp som inte gäller längre: 0 ersatt, 0 ersatt av flera, 1 ersättaren saknas, 0 utgått.",
        "Leder till begrepp som filen inte har: lost.",
    ]


def test_the_words_of_the_source_and_of_the_contract_are_the_same():
    states = (taxonomy.IN_USE, taxonomy.REPLACED, taxonomy.SPLIT, taxonomy.DEAD_END, taxonomy.EXPIRED)
    assert states == CONCEPT_STATES
    assert (methods.GROUP, methods.IN_USE) == (taxonomy.GROUP, taxonomy.IN_USE)


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        (content(*BASIS)[:-9], MalformedAnswer, "går inte att läsa"),
        (b"<html></html>", MalformedAnswer, "går inte att läsa"),
        (b'{"okant": ' + b"[" * 100_000, MalformedAnswer, "går inte att läsa"),
        (b'{"data": {}}', MalformedAnswer, "fält saknas.*concepts"),
        (content({"id": "a"}), MalformedAnswer, "fält saknas.*type"),
        (content(GROUP, GROUP), MalformedAnswer, "samma begrepp flera gånger: g"),
        (content(FIELD), SourceChanged, "inga yrkesgrupper"),
        (content(*BASIS, replaced("a", "b"), replaced("b", "c"), replaced("c", "b")), MalformedAnswer, "cirkel: b → c → b"),
        (content(*BASIS, replaced("a", "a")), MalformedAnswer, "cirkel: a → a"),
        (content(*BASIS, {**GROUP, "id": "g2"}), MalformedAnswer, "samma kod: 2512"),
    ],
    ids=["cut", "html", "nested", "no concepts", "no type", "twice", "no groups", "circle", "itself", "two with a code"],
)  # fmt: skip
def test_what_is_not_understood_is_refused_and_replaces_nothing(adapter, http, store, body, error, says):
    adapter.routes[f"HEAD {FILE}"] = adapter.reply(200, b"")
    adapter.routes[f"GET {FILE}"] = adapter.reply(200, body)
    with pytest.raises(error, match=says):
        refresh(http, BASE, store)
    assert store.all(AF_TAXONOMY.dataset) == []
    assert list(store.scratch.iterdir()) == []


@given(st.dictionaries(st.integers(0, 30), st.lists(st.integers(1, 12), min_size=1, max_size=3), max_size=30))
def test_every_chain_ends_at_what_is_not_replaced(steps):
    # A concept is replaced by later ones only, so that there is no circle.
    chains = {str(n): [str(n + step) for step in forward] for n, forward in steps.items()}
    ends = follow(chains)
    assert set(ends) == set(chains)
    for start, found in ends.items():
        assert found
        assert not set(found) & set(chains)
        assert len(set(found)) == len(found)
        reached = {end for n in chains[start] for end in (ends[n] if n in chains else (n,))}
        assert set(found) == reached


def test_a_long_chain_is_followed():
    chains = {str(n): [str(n + 1)] for n in range(5000)}
    assert follow(chains)["0"] == ("5000",)
