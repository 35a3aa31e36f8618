"""What councils and editions have done, in mart.uppfoljning: rounds, priorities, municipalities and editions in time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.council_work import COUNCIL_PRIORITIES, STAGED_DIALOGUES
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.marts.follow_up.process import (
    NO_COUNCIL,
    NO_DIALOGUE,
    NO_EDITION,
    NO_MUNICIPALITY,
    NOT_ASKED,
    TOO_FEW,
)
from assets.methods.follow_up import FOLLOWED_YEARS
from tests.unit.assets.marts.follow_up.test_follow_up import Row, made
from tests.unit.rows import rows, tuples


def rounds(*given: tuple[str, str, str, str]) -> dict[tuple[str, int], Row]:
    """What is said of rounds, of forms with council, round, turn and day."""
    forms = tuples(COUNCIL_ASSESSMENTS, "geo_kod omgang runda behandlat", given, yrke_kod="532")
    found = made(assessments=forms)
    return {(place, year): row for (code, place, year), row in found.items() if code == "omgangar"}


def test_a_round_counts_once_in_the_year_it_was_first_treated():
    found = rounds(
        ("fyrbodal", "2026-2", "1", "2026-11-20"),
        ("fyrbodal", "2026-2", "2", "2027-01-10"),
        ("fyrbodal", "2027-1", "1", "2027-06-01"),
        ("skaraborg", "2026-2", "1", "2026-11-02"),
    )
    numbers = {cell: row["varde"] for cell, row in found.items() if cell[1] in (2026, 2027)}
    assert [numbers["fyrbodal", year] for year in (2026, 2027)] == [1.0, 1.0]
    assert [numbers["skaraborg", year] for year in (2026, 2027)] == [1.0, 0.0]
    assert [numbers["borasregionen", year] for year in (2026, 2027)] == [0.0, 0.0]
    assert [numbers["14", year] for year in (2026, 2027)] == [2.0, 1.0]
    row = found["14", 2027]
    assert (row["besked"], row["anmarkning"]) == (
        "räknat",
        "Räknat till det senaste formuläret, 2027-06-01. Fler kan komma.",
    )
    assert found["14", 2026]["anmarkning"] is None
    assert {row[name] for name in ("skillnad_mot_riket", "forandring", "medelfel", "nedre")} == {None}


def test_years_before_the_first_form_and_after_the_newest_have_no_number():
    found = rounds(("fyrbodal", "2026-2", "1", "2026-11-20"))
    assert (found["skaraborg", 2025]["varde"], found["skaraborg", 2025]["besked"]) == (None, "saknas")
    assert found["skaraborg", 2025]["anmarkning"] == "Underlaget som är hämtat börjar 2026."
    assert (found["14", 2027]["varde"], found["14", 2027]["besked"]) == (None, "inte publicerat än")


def owned(*given: tuple[str, int, str | None, str, str]) -> dict[tuple[str, int], Row]:
    """What is said of priorities, with council, number, owner, state of the decision and day of the form."""
    rows_ = tuples(COUNCIL_PRIORITIES, "geo_kod nr agare beslutslage behandlat", given)
    return {
        (place, year): row
        for (code, place, year), row in made(priorities=rows_).items()
        if code == "prioriteringar_agare"
    }


def test_a_priority_counts_when_it_has_an_owner_and_a_decision():
    found = owned(
        ("fyrbodal", 1, "Kommunerna", "beslutad", "2026-11-20"),
        ("fyrbodal", 2, "Kommunerna", "förslag", "2026-11-20"),
        ("skaraborg", 1, None, "beslutad", "2026-11-02"),
        ("skaraborg", 2, "Förbundet", "beslutad", "2026-11-02"),
        ("skaraborg", 3, "Förbundet", "beslutad", "2026-11-02"),
    )
    numbers = {place: found[place, 2026]["varde"] for place in ("fyrbodal", "skaraborg", "borasregionen", "14")}
    assert numbers == {"fyrbodal": 50.0, "skaraborg": pytest.approx(200 / 3), "borasregionen": None, "14": 60.0}
    assert found["borasregionen", 2026]["anmarkning"] == "Rådet lämnade ingen prioritering det året."
    assert (found["14", 2026]["besked"], found["14", 2027]["varde"]) == ("räknat", None)
    assert {found["14", 2026][name] for name in ("skillnad_mot_riket", "forandring", "medelfel", "nedre")} == {None}


def test_before_a_council_has_given_a_priority_there_is_no_number():
    assert {row["varde"] for row in owned().values()} == {None}


KINDS = ("kommun", "region", "stat", "privat företag", "ideell organisation")


def reached(*given: tuple[str, str, str | None], **same: str) -> dict[tuple[str, int], Row]:
    """What is said of municipalities, of dialogues with council, day and municipality, each with another employer."""
    found = [
        {
            "formular": f"f {area}", "delregion": area, "omgang": "2026-2", "runda": "1", "behandlat": "2027-01-20", "rad": at,
            "arbetsgivare_typ": KINDS[at % len(KINDS)], "arbetsgivare_storlek": "10–49", "yrke_kod": "532", "behov_nar": "nu",
            "datum": day, "kommun": place, **same,
        }
        for at, (area, day, place) in enumerate(given)
    ]  # fmt: skip
    made_of = made(dialogues=rows(STAGED_DIALOGUES, found, yrke_namn="Undersköterskor"))
    return {(place, year): row for (code, place, year), row in made_of.items() if code == "kommuner_nadda"}


def test_a_municipality_is_reached_once_a_year_however_many_dialogues():
    day = "2026-10-01"
    found = reached(
        *[("fyrbodal", day, "Tanum"), ("fyrbodal", day, "Åmål"), ("fyrbodal", day, "Tanum"), ("fyrbodal", day, None)],
        *[("skaraborg", day, "Skara"), ("skaraborg", day, "Hjo"), ("skaraborg", day, "Vara")],
        *[("fyrbodal", "2027-01-12", None)] * 3,
    )
    numbers = {cell: row["varde"] for cell, row in found.items() if row["varde"] is not None}
    assert numbers == {("fyrbodal", 2026): 2.0, ("skaraborg", 2026): 3.0, ("14", 2026): 5.0}
    assert found["14", 2026]["anmarkning"] == "Länet har 49 kommuner. Länets tal är två av fyra råds."
    assert found["borasregionen", 2026]["anmarkning"] == NO_DIALOGUE
    assert found["fyrbodal", 2027]["anmarkning"] == NO_MUNICIPALITY
    assert found["14", 2027]["anmarkning"] == NO_COUNCIL
    assert (found["14", 2025]["varde"], found["14", 2028]["besked"]) == (None, "inte publicerat än")


def test_nothing_is_told_of_fewer_than_three_employers_nor_can_it_be_counted_from_the_countys():
    day = "2026-10-01"
    three = [("skaraborg", day, "Skara"), ("skaraborg", day, "Hjo"), ("skaraborg", day, "Vara")]
    few = [("fyrbodal", day, "Tanum"), ("fyrbodal", day, "Åmål")]
    found = reached(*three, *few)
    assert (found["fyrbodal", 2026]["varde"], found["fyrbodal", 2026]["anmarkning"]) == (None, TOO_FEW)
    assert found["14", 2026]["varde"] == found["skaraborg", 2026]["varde"] == 3.0
    assert "Tanum" not in str(found)
    one = reached(*[("fyrbodal", day, place) for place in ("Tanum", "Åmål", "Orust")], arbetsgivare_typ="kommun")
    assert one["fyrbodal", 2026]["anmarkning"] == TOO_FEW, "one employer in three municipalities"


def test_employers_without_a_municipality_do_not_hide_the_one_that_has():
    day = "2026-10-01"
    for named, shown in ((1, None), (2, None), (3, 3.0)):
        places = [*("Tanum", "Åmål", "Orust")[:named], *[None] * 3]
        row = reached(*[("fyrbodal", day, place) for place in places])["fyrbodal", 2026]
        assert (row["varde"], row["anmarkning"] == TOO_FEW) == (shown, shown is None)


def test_one_employer_that_is_asked_about_three_occupations_is_one():
    said = {"arbetsgivare_typ": "kommun", "arbetsgivare_storlek": "10–49", "behov_nar": "nu", "datum": "2026-10-01",
            "formular": "f", "delregion": "fyrbodal", "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20",
            "kommun": "Tanum", "yrke_namn": "Y"}  # fmt: skip
    forms = rows(STAGED_DIALOGUES, [{**said, "rad": at, "yrke_kod": code} for at, code in enumerate(("1", "2", "3"))])
    assert made(dialogues=forms)["kommuner_nadda", "fyrbodal", 2026]["anmarkning"] == TOO_FEW


def test_forms_that_did_not_ask_for_municipalities_give_no_number():
    found = reached(*[("fyrbodal", "2026-10-01", None)] * 4)
    assert {(row["varde"], row["anmarkning"]) for row in found.values()} == {(None, NOT_ASKED)}


def in_time(rounds: Sequence[str], *editions: tuple[str, str | None]) -> dict[tuple[str, int], Row]:
    """What is said of editions, with name and day, beside the rounds that are known."""
    barometer = rows(
        STAGED_BAROMETER, [{"omgang": each} for each in rounds], lan_kod="14", bedomningsniva=None, ssyk4="5321"
    )
    earlier = [{"utgava": name, "fryst": day} for name, day in editions]
    found = made(editions=earlier, barometer=barometer)
    return {(place, year): row for (code, place, year), row in found.items() if code == "utgavor_i_tid"}


def test_an_edition_is_in_time_when_it_is_frozen_soon_after_the_round():
    found = in_time(
        ["2025-2", "2026-1", "2026-2", "2027-1", "2027-2"], ("2026-06", "2026-07-31"), ("2026-12-r2", "2027-02-01")
    )
    assert {year: row["varde"] for (place, year), row in found.items() if place == "14"} == {
        **dict.fromkeys(FOLLOWED_YEARS),
        2026: 50.0,
        2027: 0.0,
    }
    assert found["14", 2026]["anmarkning"].startswith("I tid är en utgåva som fryses senast 31 dagar efter månaden")
    assert found["fyrbodal", 2026]["anmarkning"] == "En utgåva gäller hela länet."


def test_where_no_edition_is_known_nothing_is_counted():
    none = {year: r for (place, year), r in in_time(["2026-1"]).items() if place == "14"}
    assert {(r["besked"], r["anmarkning"]) for year, r in none.items() if year <= 2026} == {("saknas", NO_EDITION)}
    assert {(r["besked"], r["anmarkning"]) for year, r in none.items() if year > 2026} == {
        ("inte publicerat än", "Underlaget räcker till 2026.")
    }
    undated = in_time(["2026-1", "2026-2"], ("2026-06", None))["14", 2026]
    assert (undated["varde"], undated["besked"]) == (None, "saknas")
    assert undated["anmarkning"] == "Dagen då utgåvan frystes är inte antecknad."
    without = made(editions=[{"utgava": "2026-06", "fryst": "2026-07-01"}])["utgavor_i_tid", "14", 2026]
    assert (without["varde"], without["anmarkning"]) == (None, "Underlaget saknas.")
