from __future__ import annotations

import re
from collections import Counter

import pytest

from assets.reference.occupations import (
    UNKNOWN_SSYK3,
    occupation_fields,
    occupations_ssyk3,
    reporting_group_of,
    reporting_groups,
)

GROUPS = reporting_groups()


def test_every_occupation_is_in_exactly_one_group():
    members = Counter(ssyk3 for group in GROUPS for ssyk3 in group.ssyk3)
    assert members == Counter(list(occupations_ssyk3()))
    assert set(reporting_group_of()) == set(occupations_ssyk3())
    assert UNKNOWN_SSYK3 not in reporting_group_of()


def test_readers_get_between_120_and_130_groups():
    assert 120 <= len(GROUPS) <= 130


def test_a_code_is_its_members_in_order():
    assert all(group.code == "+".join(sorted(group.ssyk3)) for group in GROUPS)
    assert [group.code for group in GROUPS] == sorted(group.code for group in GROUPS)


def test_a_merged_group_says_why_and_only_that():
    for group in GROUPS:
        assert bool(group.reason) == (len(group.ssyk3) > 1), group
        assert not group.reason or group.reason.endswith("."), group
        assert group.reviewed_by


def test_names_are_everyday_words():
    names = [group.name for group in GROUPS]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert len(name) <= 55, name
        assert name[0].isupper(), name
        assert not re.search(r"m\.\s?fl|m\.\s?m|övrig|fortsättning|\d", name, re.IGNORECASE), name


@pytest.mark.parametrize(
    ("together", "name"),
    [
        ({"222", "223"}, "Sjuksköterskor"),
        ({"011", "021", "031"}, "Officerare och soldater"),
        ({"141", "142", "149"}, "Rektorer och andra skolchefer"),
        ({"345", "512"}, "Kockar och köksmästare"),
    ],
)
def test_one_trade_is_one_group(together, name):
    assert {group.name for group in GROUPS if together & set(group.ssyk3)} == {name}


@pytest.mark.parametrize("ssyk3", ["221", "224", "225", "226", "324", "325", "531", "532", "533", "534", "535"])
def test_what_is_ordered_as_an_education_of_its_own_stays_apart(ssyk3):
    assert reporting_group_of()[ssyk3] == ssyk3


def test_managers_are_the_groups_that_have_nobody_else():
    managers = [group.code for group in GROUPS if group.managers]
    assert managers == [
        "112", "121", "122", "123+129", "124+125", "131", "132", "133+134", "135+136", "137", "138", "141+142+149",
        "151", "152+153", "159", "161", "171+172", "173", "174+179",
    ]  # fmt: skip
    # The mixed ones are elected people and clergy: their managers are few.
    mixed = {group.code for group in GROUPS if not group.managers and any(code[0] == "1" for code in group.ssyk3)}
    assert mixed == {"111+443", "154+267"}


def test_every_group_belongs_to_one_of_a_dozen_fields():
    fields = occupation_fields()
    assert set(fields) == {group.code for group in GROUPS}
    sizes = Counter(fields.values())
    assert 10 <= len(sizes) <= 14
    assert all(field == field.strip() != "" for field in sizes)
    assert min(sizes.values()) >= 3
    assert (fields["222+223"], fields["251"], fields["833"]) == ("Vård och omsorg", "IT", "Transport och lager")
