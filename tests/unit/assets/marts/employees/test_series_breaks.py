from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.employees import SERIES_BREAKS
from assets.contracts.pxweb import STAGED_EMPLOYEES, staged_of
from assets.contracts.registry import CONTRACTS
from assets.reference.occupations import UNKNOWN_SSYK3
from assets.reference.series_breaks import BAS_BREAK, UNKNOWN_BREAK, known_breaks
from sources.catalogue.employees import SCB_EMPLOYEES_2019
from tests.unit.rows import tuples
from tests.unit.world.world import World

STAGED_2019 = staged_of(SCB_EMPLOYEES_2019)
Given = dict[tuple[int, str], tuple[int | None, int]]
"""Year and SSYK3 → women and men in the county; a tenth as many in a municipality."""
NOW: Given = {
    (2020, "222"): (500, 500), (2020, UNKNOWN_SSYK3): (50, 50), (2022, "222"): (460, 460), (2022, UNKNOWN_SSYK3): (40, 40),
    (2023, "222"): (495, 495), (2023, UNKNOWN_SSYK3): (5, 5),
}  # fmt: skip
BEFORE: Given = {
    (2019, "222"): (1, 1),
    (2020, "222"): (480, 480),
    (2020, "223"): (7, 7),
    (2020, UNKNOWN_SSYK3): (70, 70),
}


def staged(given: Given) -> pa.Table:
    found = [
        (place, ssyk3, sex, year, None if number is None else number // (1 if place == "14" else 10))
        for (year, ssyk3), pair in given.items()
        for place in ("14", "1480")
        for sex, number in zip(("kvinnor", "män"), pair, strict=True)
    ]
    return tuples(STAGED_EMPLOYEES, "region_kod ssyk3 kon ar varde", found)


def made(now: Given = NOW, before: Given = BEFORE) -> dict[str, dict[str, Any]]:
    out = World({STAGED_EMPLOYEES: staged(now), STAGED_2019: staged(before)})[SERIES_BREAKS]
    return {row["brott"]: row for row in out.to_pylist()}


def test_every_registered_break_is_there_and_is_about_tables_that_exist():
    rows = made()
    assert set(rows) == set(known_breaks()) >= {BAS_BREAK, UNKNOWN_BREAK}
    known = {contract.id for contract in CONTRACTS}
    assert {name for row in rows.values() for name in row["tabeller"].split()} <= known


def test_two_registers_are_compared_over_the_occupations_that_both_have():
    now, before = {**NOW, (2021, "222"): (510, 510)}, {**BEFORE, (2021, "222"): (505, 505)}
    row = made(now, before)[BAS_BREAK]
    assert row["matt"] == "Anställda med känt yrke i båda registren, 2020–2021 tillsammans"
    assert (row["fore"], row["efter"]) == (960.0 + 1010, 1000.0 + 1020)


def test_an_occupation_that_is_protected_in_one_year_is_in_neither_sum():
    more: Given = {(2020, "223"): (7, 7), (2021, "223"): (7, 7), (2021, "222"): (500, 500)}
    row = made({**NOW, **more}, {**BEFORE, **more, (2021, "223"): (None, 7)})[BAS_BREAK]
    assert (row["fore"], row["efter"]) == (960.0 + 1000, 1000.0 + 1000)


def test_the_share_of_unknown_is_that_of_the_years_beside_the_break():
    row = made()[UNKNOWN_BREAK]
    assert row["matt"] == "Procent av de anställda med okänt yrke, 2022 och 2023"
    assert (row["fore"], row["efter"]) == (pytest.approx(8.0), pytest.approx(1.0))


@pytest.mark.parametrize(
    ("now", "before", "code"),
    [
        (NOW, {}, BAS_BREAK),
        (NOW, {(2018, "222"): (1, 1)}, BAS_BREAK),
        ({(2023, "222"): (1, 1), (2023, UNKNOWN_SSYK3): (1, 1)}, BEFORE, UNKNOWN_BREAK),
        ({(2022, "222"): (1, 1), (2023, "222"): (1, 1)}, BEFORE, UNKNOWN_BREAK),
    ],
)
def test_what_cannot_be_measured_has_no_size(now, before, code):
    row = made(now, before)[code]
    assert (row["matt"], row["fore"], row["efter"]) == (None, None, None)


def test_a_protected_number_leaves_the_share_of_unknown_missing():
    row = made({**NOW, (2022, UNKNOWN_SSYK3): (None, 40)})[UNKNOWN_BREAK]
    assert (row["fore"], row["efter"]) == (None, pytest.approx(1.0))
