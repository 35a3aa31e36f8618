"""What education groups are called by those who order places."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from assets import reference
from assets.reference import orders
from assets.reference.educations import education_groups
from assets.reference.orders import (
    ADULT,
    BASES_OF_ORDERS,
    BY_NAME,
    DEGREE,
    FORMS,
    JUDGED,
    NOWHERE,
    PROGRAMME,
    VOCATIONAL,
    education_orders,
    names_of_orders,
)
from assets.reference.review import NOT_REVIEWED

FOLDER = Path(reference.__file__).parent
GROUPS = {group.code: group for group in education_groups()}
ORDERS = education_orders()


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_group_has_a_name_of_an_order_or_a_reason():
    assert set(ORDERS) == set(GROUPS)
    for order in ORDERS.values():
        assert order.basis in BASES_OF_ORDERS, order
        assert order.said.endswith("."), order
        assert any(order.names.values()) == (order.basis != NOWHERE), order


def test_a_name_is_said_once_and_every_row_says_who_has_reviewed_it():
    forms = rows("utbildningsformer.csv")
    assert len({(row["form"], row["kod"]) for row in forms}) == len(names_of_orders()) == len(forms)
    assert {row["form"] for row in forms} == set(FORMS)
    for row in [*forms, *rows("utbildningsgrupp_bestalls.csv")]:
        assert row["granskad_av"] == NOT_REVIEWED, row
    assert all(row["faststalld_i"] for row in forms)


def test_every_name_is_used():
    used = {name for order in ORDERS.values() for names in order.names.values() for name in names}
    assert used == set(names_of_orders().values())


def test_the_level_of_a_group_says_how_it_can_be_ordered():
    for code, order in ORDERS.items():
        level = GROUPS[code].level
        if order.names[PROGRAMME]:
            assert level == "gymnasial", code
            assert order.names[ADULT], code
        if order.names[VOCATIONAL]:
            assert level.startswith("eftergymnasial"), code
        if order.names[DEGREE]:
            assert level.startswith(("eftergymnasial", "högskola")), code


def test_no_education_of_three_years_is_ordered_of_the_vocational_schools():
    assert not [c for c, order in ORDERS.items() if order.names[VOCATIONAL] and "minst 3 år" in GROUPS[c].level]


@pytest.mark.parametrize(
    ("code", "form", "name", "basis"),
    [
        ("73O", PROGRAMME, "Vård- och omsorgsprogrammet (VO)", BY_NAME),
        ("53B", PROGRAMME, "Bygg- och anläggningsprogrammet (BA)", JUDGED),
        ("53E", PROGRAMME, "El- och energiprogrammet (EE)", JUDGED),
        ("73B", PROGRAMME, "Barn- och fritidsprogrammet (BF)", JUDGED),
        ("45D", VOCATIONAL, "Data/IT", JUDGED),
        ("75O", VOCATIONAL, "Hälso- och sjukvård samt socialt arbete", JUDGED),
        ("75N", DEGREE, "Sjuksköterskeexamen", JUDGED),
        ("75N", DEGREE, "Barnmorskeexamen", JUDGED),
        ("75N", DEGREE, "Specialistsjuksköterskeexamen", JUDGED),
        ("75X", DEGREE, "Studie- och yrkesvägledarexamen", JUDGED),
        ("75X", DEGREE, "Ortopedingenjörsexamen", JUDGED),
        ("55H", DEGREE, "Brandingenjörsexamen", JUDGED),
        ("65J", DEGREE, "Hortonomexamen", JUDGED),
        ("65J", DEGREE, "Lantmästarexamen", JUDGED),
        ("53K", ADULT, "Yrkesvux med ämnen inom hantverk", JUDGED),
        ("53T", ADULT, "Yrkesvux med ämnen inom hantverk", JUDGED),
        ("15B", DEGREE, "Förskollärarexamen", BY_NAME),
        ("55C", DEGREE, "Civilingenjörsexamen", BY_NAME),
        ("65V", DEGREE, "Veterinärexamen", BY_NAME),
    ],
)
def test_known_educations_are_called_so(code: str, form: str, name: str, basis: str):
    assert (name in ORDERS[code].names[form], ORDERS[code].basis) == (True, basis)


@pytest.mark.parametrize("code", ["99Z", "85P", "53X", "73T"])
def test_known_educations_are_ordered_in_none_of_the_ways(code: str):
    assert (ORDERS[code].basis, set(ORDERS[code].names.values())) == (NOWHERE, {()})


_OWN_KEY = {
    "Studie- och yrkesvägledarexamen": "Studie- och yrkesvägledarutbildning",
    "Tandteknikerexamen": "Tandteknikerutbildning",
}


@pytest.mark.parametrize(("degree", "education"), _OWN_KEY.items())
def test_a_degree_stands_where_the_list_of_occupations_counts_its_education(degree: str, education: str):
    counted = {row["utbildningsgrupp"] for row in rows("utbildningsgrupp_yrke.csv") if row["kalla"].endswith(education)}
    assert {code for code, order in ORDERS.items() if degree in order.names[DEGREE]} == counted


def test_a_reason_names_groups_and_never_shows_their_codes():
    assert not [code for code in GROUPS for order in ORDERS.values() if code in order.said]
    assert GROUPS["75X"].name in ORDERS["73T"].said
    assert "75X" in {row["utbildningsgrupp"]: row["stod"] for row in rows("utbildningsgrupp_bestalls.csv")}["73T"]


def test_naprapats_are_said_where_they_are_counted():
    assert "Naprapater" in ORDERS["75X"].said


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch):
    """The lists with another row; what was read before is read anew."""

    def changed(name: str, change: dict[str, str] | None) -> None:
        read = orders.rows_of

        def other(asked: str) -> list[dict[str, str]]:
            found = read(asked)
            if asked != name:
                return found
            return [{**found[0], **change}, *found[1:]] if change else found[1:]

        monkeypatch.setattr(orders, "rows_of", other)

    education_orders.cache_clear()
    yield changed
    education_orders.cache_clear()


def test_a_name_that_nobody_has_decided_is_refused(listed):
    listed("utbildningsgrupp_bestalls.csv", {"gymnasieprogram": "HV"})
    with pytest.raises(ValueError, match="01Z: HV står inte i utbildningsformer.csv"):
        education_orders()


def test_a_group_that_is_left_out_is_refused(listed):
    listed("utbildningsgrupp_bestalls.csv", None)
    with pytest.raises(ValueError, match=r"inte samma grupper .*\['01Z'\]"):
        education_orders()
