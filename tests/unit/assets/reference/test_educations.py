from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from assets import reference
from assets.reference.educations import education_groups, educations_of_occupation, occupations_of_education
from assets.reference.occupations import occupations_ssyk3, occupations_ssyk4

GROUPS = {group.code: group for group in education_groups()}
LINKS = occupations_of_education()
VOCATIONAL_AT_MOST = 12

with Path(reference.__file__).with_name("utbildningsgrupp_yrke.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def test_there_are_87_groups_with_a_name_and_a_level():
    assert len(GROUPS) == len(education_groups()) == 87
    assert len({group.name for group in GROUPS.values()}) == 87
    assert {group.level for group in GROUPS.values()} == {
        "förgymnasial",
        "gymnasial",
        "eftergymnasial, kortare än 3 år",
        "eftergymnasial, olika längd",
        "högskola, minst 3 år",
        "okänd",
    }


def test_the_level_agrees_with_the_name():
    for group in GROUPS.values():
        name = group.name.lower()
        if re.search("(?<!efter)gymnasi", name):
            assert group.level == "gymnasial", group
        if "minst 3 år" in name:
            assert group.level == "högskola, minst 3 år", group
        if "eftergymnasial" in name:
            assert group.level.startswith("eftergymnasial") or "minst 3 år" in name, group


def test_general_education_leads_to_no_occupation():
    general = {code for code, group in GROUPS.items() if group.general}
    assert general == {"01Z", "02Z", "03A", "03N", "99Z"}
    assert not general & set(LINKS)


def test_groups_without_a_link_are_few_and_known():
    assert set(GROUPS) - set(LINKS) == {"01Z", "02Z", "03A", "03N", "99Z", "13Z", "23E", "45X", "53A", "73X"}


def test_links_join_known_codes_once_and_say_where_from():
    assert len({(row["utbildningsgrupp"], row["ssyk3"]) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert row["utbildningsgrupp"] in GROUPS, row
        assert row["ssyk3"] in occupations_ssyk3(), row
        assert row["granskad_av"], row
        assert row["kalla"] == "namnet" or re.fullmatch(
            r"AF: \d{3}[a-z] → \d{4}|inriktningen: \d{3}[a-z] \S.+", row["kalla"]
        ), row


def test_a_link_from_arbetsformedlingen_lies_in_its_occupation():
    afs = [row for row in ROWS if row["kalla"].startswith("AF")]
    assert all(row["kalla"][-4:-1] == row["ssyk3"] for row in afs)
    assert {row["kalla"][-4:] for row in afs} <= set(occupations_ssyk4())


def test_a_field_lies_in_the_broad_field_of_its_group():
    # Both codes begin with the broad field of SUN 2020.
    for row in ROWS:
        field = re.search(r"\d{3}[a-z]", row["kalla"])
        assert field is None or field[0][0] == row["utbildningsgrupp"][0], row


def test_no_group_leads_to_everything():
    assert max(map(len, LINKS.values())) <= VOCATIONAL_AT_MOST


@pytest.mark.parametrize(
    ("education", "occupations"),
    [
        ("75N", {"222", "223"}),
        ("75H", {"221"}),
        ("75V", {"226"}),
        ("75P", {"266"}),
        ("73O", {"532", "533", "534"}),
        ("73B", {"531"}),
        ("53E", {"741", "742", "351"}),
        ("53F", {"723"}),
        ("15B", {"234"}),
        ("15H", {"233", "234"}),
        ("15V", {"232"}),
        ("35P", {"224"}),
        ("65V", {"225"}),
        ("85P", {"336"}),
    ],
)
def test_known_educations_lead_exactly_there(education, occupations):
    assert set(LINKS[education]) == occupations


@pytest.mark.parametrize(
    ("education", "ssyk3"),
    [("53B", "711"), ("53R", "712"), ("53V", "722"), ("55H", "311"), ("55C", "214"), ("83R", "512"), ("83T", "833")],
)
def test_known_educations_lead_there_too(education, ssyk3):
    assert ssyk3 in LINKS[education]


def test_the_inverse_holds_the_same_links():
    inverse = educations_of_occupation()
    assert {(e, o) for e, several in LINKS.items() for o in several} == {
        (e, o) for o, several in inverse.items() for e in several
    }
    assert set(inverse["535"]) == {"73T", "75X"}


def test_most_occupations_below_the_managers_have_an_education():
    linked = set(educations_of_occupation())
    others = {ssyk3 for ssyk3 in occupations_ssyk3() if ssyk3[0] != "1"}
    assert len(linked) / len(occupations_ssyk3()) > 0.7
    assert sorted(others - linked) == [
        "031", "231", "312", "323", "333", "335", "421", "441", "443", "516",
        "524", "912", "921", "931", "932", "933", "952", "962",
    ]  # fmt: skip
