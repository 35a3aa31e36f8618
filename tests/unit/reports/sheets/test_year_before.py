"""Whether there are more posts, and more registered unemployed, than in the year before: in the sheets."""

from __future__ import annotations

from collections.abc import Callable

from assets.methods.quoted import every, in_swedish
from assets.methods.then_and_now import LEVEL
from reports.findings.changed import BEYOND, BEYOND_NOTE
from reports.sheets.area import areas, occupations
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse

MORE = "fler 1,12 (1,04–1,21)"


def test_an_occupation_says_it_of_posts_and_what_cannot_be_compared_says_nothing(
    warehouse: Callable[..., Warehouse],
):
    sheet = occupations(facts_of(warehouse("live"), "fyrbodal"))
    at = sheet.column("Platser mot året före")
    said = {row[0]: row[at] for row in sheet.rows}
    assert said["222+223"] == MORE
    assert {words for code, words in said.items() if code != "222+223"} == {""}


def test_an_af_area_says_it_of_posts_and_of_people(warehouse: Callable[..., Warehouse]):
    sheet = areas(facts_of(warehouse("live"), "fyrbodal"))
    (care,) = [row for row in sheet.rows if row[0] == "8"]
    posts, people = (care[sheet.column(heading)] for heading in ("Platser mot", "Inskrivna mot"))
    assert posts == "fler 1,20 (1,12–1,29)"
    assert people == "oförändrat 0,98 (0,90–1,07)"


def test_a_single_change_says_the_level_of_its_interval_and_never_that_it_is_beyond_chance(
    warehouse: Callable[..., Warehouse],
):
    level = in_swedish(LEVEL, "andel")
    facts = facts_of(warehouse("live"), "fyrbodal")
    headings = [c.heading for sheet in (occupations(facts), areas(facts)) for c in sheet.columns]
    assert [h for h in headings if "mot året före" in h and level not in h] == []
    assert level.split()[0] in BEYOND["fler"]
    assert level.split()[0] in BEYOND["färre"]
    assert "utöver slumpen" not in " ".join(BEYOND.values())
    assert every(round(1 - LEVEL, 6)) in BEYOND_NOTE
