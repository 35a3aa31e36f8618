"""What is brought to the dialogue with the state: only what most delregioner share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.methods.score import POSITIONS
from reports.findings.state import LEAST_DELREGIONER, MOST_OCCUPATIONS, dialogue
from reports.warehouse import Warehouse
from tests.unit.reports.meetings import assessed
from tests.unit.reports.sheet_facts import facts

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
    assert found.shared_heading == "Våra signaler lyfter ett yrke i minst tre delregioner"
    assert [tile.area for tile in found.shared[0].tiles] == list(found.areas)
    assert [tile.area for tile in found.shared[0].tiles if tile.weak] == ["Fyrbodal"]
    assert "Tabellen visar" not in found.shared_note


def test_those_that_have_no_room_are_named_under_the_table():
    rows = [shared(f"{500 + at}", f"Yrke {at}", 4) for at in range(MOST_OCCUPATIONS + 3)]
    found = dialogue(warehouse(*rows, educations=()))
    assert len(found.shared) == MOST_OCCUPATIONS
    assert found.shared_heading == f"Våra signaler lyfter {MOST_OCCUPATIONS + 3} yrken i minst tre delregioner"
    beside = found.shared_note.partition("Tabellen visar tio. Dessutom lyfts ")[2]
    every = {f"Yrke {at}" for at in range(MOST_OCCUPATIONS + 3)}
    assert set(beside.rstrip(".").replace(" och ", ", ").split(", ")) == every - {row.name for row in found.shared}


def test_nothing_shared_and_nothing_contradicted_is_said():
    found = dialogue(warehouse(shared("511", "Kockar", 0), educations=()))
    assert (found.shared, found.differing, found.educations_note) == ((), (), "")
    assert not any(block.educations for block in found.blocks)
    assert found.shared_heading == "Våra signaler lyfter inget yrke i minst tre delregioner"
    assert found.differing_note.startswith("Annonserna och Arbetsförmedlingens bedömning säger inte emot")


def test_what_lies_near_a_limit_is_not_for_arbetsformedlingen():
    near, opposed = (
        shared(code, code, 0, **{flag: "ja"}) for code, flag in (("511", "nara_gransen"), ("512", "motsager_af"))
    )
    found = dialogue(warehouse(near, opposed, educations=()))
    assert [row.name for row in found.differing] == ["512"]


def test_educations_are_explained_once_with_their_years(warehouse: Callable[..., Warehouse]):
    known = warehouse("live")
    code = next(str(r["yrke_kod"]) for r in known.education_occupations if r["geo_kod"] == "14")
    highest = next(word for word, position in POSITIONS.items() if position == 0)
    rated = tuple(
        {**r, "lyfts_fram": "ja", "signaler": highest} if r["yrke_kod"] == code else r for r in known.assessments
    )
    found = dialogue(replace(known, assessments=rated))
    assert any(block.educations for block in found.blocks)
    assert found.educations_note.startswith("Examinerade i länet 20")
    assert "Brist betyder inte i sig fler utbildningsplatser." in found.educations_note
    assert found.shared[0].employees
    assert found.shared[0].posts
