"""What is brought to the dialogue with the state: only what most delregioner share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.findings.state import LEAST_DELREGIONER, MOST_OCCUPATIONS, dialogue
from reports.warehouse import Warehouse
from tests.unit.reports.meetings import NURSES, assessed
from tests.unit.reports.sheet_facts import education, facts

AREAS = ("14", "goteborgsregionen", "borasregionen", "skaraborg", "fyrbodal")


def shared(code: str, name: str, delregioner: int, **values: object) -> list[dict[str, object]]:
    """An occupation that is sure enough in the county and in so many delregioner."""
    return [
        assessed(code, name, **{"geo_kod": area, "lyfts_fram": "ja" if at <= delregioner else "nej", **values})
        for at, area in enumerate(AREAS)
    ]


def warehouse(*occupations: list[dict[str, object]], **more: object) -> Warehouse:
    made = facts(assessments=[row for rows in occupations for row in rows], **more)  # type: ignore[arg-type]
    county = {**made.warehouse.mismatch[0], "geo_kod": "14", "geo_namn": "Västra Götalands län"}
    return replace(made.warehouse, mismatch=(county,))


def test_an_occupation_counts_when_it_is_taken_up_in_three_delregioner():
    rows = [shared("511", "Kockar", LEAST_DELREGIONER), shared("512", "Svetsare", LEAST_DELREGIONER - 1)]
    found = dialogue(warehouse(*rows, educations=()))
    assert [row.name for row in found.shared] == ["Kockar"]
    assert found.shared_heading == "Ett yrke tas upp i minst tre delregioner"
    assert [tile.area for tile in found.shared[0].tiles] == list(found.areas)
    assert [tile.area for tile in found.shared[0].tiles if tile.weak] == ["Fyrbodal"]
    assert "Tabellen visar" not in found.shared_note


def test_those_that_have_no_room_are_counted():
    rows = [shared(f"{500 + at}", f"Yrke {at}", 4) for at in range(MOST_OCCUPATIONS + 3)]
    found = dialogue(warehouse(*rows, educations=()))
    assert len(found.shared) == MOST_OCCUPATIONS
    assert found.shared_heading.startswith(str(MOST_OCCUPATIONS + 3))
    assert found.shared_note.endswith("Tabellen visar tio av dem.")


def test_nothing_shared_and_nothing_contradicted_is_said():
    found = dialogue(warehouse(shared("511", "Kockar", 0), educations=()))
    assert (found.shared, found.differing, found.training) == ((), (), ())
    assert found.shared_heading == "Inget yrke tas upp i minst tre delregioner"
    assert found.differing_note.startswith("Annonserna och Arbetsförmedlingens bedömning säger inte emot")
    assert found.training_note.startswith("Ingen utbildning med känd matchad")


def test_what_lies_near_a_limit_is_not_for_arbetsformedlingen():
    near, opposed = (
        shared(code, code, 0, **{flag: "ja"}) for code, flag in (("511", "nara_gransen"), ("512", "motsager_af"))
    )
    found = dialogue(warehouse(near, opposed, educations=()))
    assert [row.name for row in found.differing] == ["512"]


@pytest.mark.parametrize(("area", "rows"), [("14", 1), ("fyrbodal", 0)])
def test_the_countys_education_is_named_with_who_can_decide(area: str, rows: int):
    found = dialogue(warehouse(shared(NURSES, "Sjuksköterskor", 4), educations=[education(geo_kod=area)]))
    assert len(found.training) == rows
    for row in found.training:
        assert (row.people, row.rate, row.nation) == ("4\xa0489", "73", "73")
        assert row.who.startswith("Lärosätena")
        assert "i länet 2024" in found.training_note
