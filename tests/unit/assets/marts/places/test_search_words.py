"""mart.sokord: every name leads to its group, once, and what people say leads where they mean."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from assets.contracts.barometer import STAGED_TAXONOMY
from assets.contracts.places import SEARCH_WORDS
from assets.reference.occupations import everyday_words, occupations_ssyk4, reporting_group_of, reporting_groups
from tests.unit.rows import find, one, rows
from tests.unit.world.world import World

_OCCUPATION = {"typ": "occupation-name", "grupp_id": "g"}
TAXONOMY = rows(
    STAGED_TAXONOMY,
    [
        {"koncept_id": "g", "typ": "ssyk-level-4", "namn": "Systemutvecklare m.fl.", "kod": "2512"},
        {**_OCCUPATION, "koncept_id": "o", "namn": "Systemutvecklare/Programmerare"},
        {**_OCCUPATION, "koncept_id": "q", "namn": "Systemman", "tillstand": "ersatt", "ersatts_av": "o"},
        {**_OCCUPATION, "koncept_id": "x", "namn": "Yrke utan grupp", "grupp_id": "saknas"},
    ],
    taxonomiversion="31",
)


def made(taxonomy: pa.Table = TAXONOMY) -> pa.Table:
    return World({STAGED_TAXONOMY: taxonomy})[SEARCH_WORDS]


def found(query: str, table: pa.Table) -> set[str]:
    """Groups with a word that has the query as a whole word, whatever its capitals."""
    whole = re.compile(rf"(?<!\w){re.escape(query)}(?!\w)", re.IGNORECASE)
    return {row["yrke_kod"] for row in table.to_pylist() if whole.search(row["ord"])}


@pytest.mark.parametrize("taxonomy", [TAXONOMY, TAXONOMY.slice(0, 0)], ids=["with titles", "without a taxonomy"])
def test_what_people_say_finds_the_group_they_mean(taxonomy: pa.Table):
    table = made(taxonomy)
    assert found("sjuksköterska", table) == {"222+223"}
    assert found("undersköterska", table) == {"532"}
    assert found("programmerare", table) == {"251"}
    assert found("chaufför", table) == {"832", "833"}
    assert found("Lärare", table) >= {"232", "233", "234"}


def test_a_name_with_a_slash_is_two_words_and_an_old_name_says_that_it_is():
    table = made()
    shared = {"yrke_kod": "251", "kalla": "Arbetsförmedlingen"}
    assert one(table, ord="Systemutvecklare") == {**shared, "ord": "Systemutvecklare", "slag": "yrkesbenämning"}
    assert one(table, ord="Systemman") == {**shared, "ord": "Systemman", "slag": "tidigare yrkesbenämning"}
    assert not find(table, ord="Systemutvecklare/Programmerare")


def test_an_occupation_without_a_group_leads_nowhere():
    assert not find(made(), ord="Yrke utan grupp")


def test_a_word_stands_once_in_a_group_under_the_first_who_has_it():
    table = made()
    assert [row["slag"] for row in table.to_pylist() if row["ord"].casefold() == "programmerare"] == ["yrkesbenämning"]
    assert one(made(TAXONOMY.slice(0, 0)), ord="programmerare")["slag"] == "vardagsord"
    keys = [(row["yrke_kod"], row["ord"].casefold()) for row in table.to_pylist()]
    assert len(set(keys)) == len(keys)


def test_every_name_of_scb_leads_to_its_group():
    pairs = {(row["yrke_kod"], row["ord"]) for row in made().to_pylist()}
    of = reporting_group_of()
    assert {(group.code, group.name) for group in reporting_groups()} <= pairs
    folded = {(code, word.casefold()) for code, word in pairs}
    assert all((of[code[:3]], name.casefold()) in folded for code, name in occupations_ssyk4().items())
    assert one(made(), yrke_kod="251", ord="Systemtestare och testledare")["kalla"] == "SCB"


def test_everyday_words_are_pairs_of_known_groups_each_once():
    pairs = everyday_words()
    assert len(set(pairs)) == len(pairs)
    assert {group for _, group in pairs} <= {group.code for group in reporting_groups()}
    assert all(word == word.strip() != "" for word, _ in pairs)
