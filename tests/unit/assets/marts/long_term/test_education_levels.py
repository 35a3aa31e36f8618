"""mart.utbildningsniva_framskriven: the county's levels by cohorts beside those of the supply."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.long_term_levels import ABOVE, BELOW, LEVELS, SECONDARY
from assets.contracts.long_term_supply import SUPPLY
from assets.contracts.registry import contract
from assets.errors import MartError
from assets.marts.long_term.education_levels import education_levels
from assets.marts.places.dimensions import dim_geo
from tests.unit.assets.marts.long_term.test_supply import SEXES, population
from tests.unit.rows import one, tuples

BY_AGE = contract("staged.utbildningsniva_alder")
NAMES = "utbildningsgrupp kon befolkning befolkning_framskriven"


def supply(**changed: Any) -> pa.Table:
    """Half of the county has a secondary education and becomes fewer; nobody knows what the last have."""
    of = {"02Z": (200.0, 200.0), "03A": (500.0, 400.0), "75N": (300.0, 400.0), "99Z": (900.0, 100.0)}
    rows = [
        (code, sex, now * part, then * part)
        for code, (now, then) in of.items()
        for sex, part in (("totalt", 1.0), ("kvinnor", 0.5), ("män", 0.5))
    ]
    where = {"geo_niva": "lan", "geo_kod": "14", "geo_namn": "Länet", "ar": 2024, "till_ar": 2034}
    return tuples(SUPPLY, NAMES, rows, **{**where, **changed})


@cache
def by_age(years: tuple[int, ...] = (2014, 2024), hidden: int = 0, code: str = "") -> pa.Table:
    """Everybody had learned less ten years before; those whose level is not known are many."""
    levels = {"1": 1, "2": 1, "3": 2, "4": 2, "5": 2, "6": 1, "7": 1, "US": 50, **({code: 1} if code else {})}
    rows = [
        (place, level, str(age), sex, year, None if (age, place) == (hidden, "14") else 10 * number * size + old)
        for place, size in {"00": 10, "14": 1}.items()
        for level, number in levels.items()
        for age in range(16, 75)
        for sex in SEXES
        for year in years
        for old in ((10 * size,) if year == 2014 and level in "12" else (0,))
    ]
    return tuples(BY_AGE, "region_kod utbildningsniva alder kon ar varde", rows)


def made(of: pa.Table, given: pa.Table | None = None, without: int = 0) -> pa.Table:
    found = education_levels(supply() if given is None else given, of, *population(without), dim_geo("14"), "14")
    return LEVELS.conform(found)


def test_those_who_are_young_become_older() -> None:
    """Shares .2 .4 .4 today; in the nation .333 .333 .333 ten years before, for every age."""
    parts = [0.2 * 0.2 * 3, 0.4 * 0.4 * 3, 0.4 * 0.4 * 3]
    table = made(by_age())
    for sex in ("totalt", *SEXES):
        for level, share, today in zip((BELOW, SECONDARY, ABOVE), parts, (0.2, 0.4, 0.4), strict=True):
            row = one(table, kon=sex, niva=level)
            assert row["andel_efter_alder"] == pytest.approx(today)
            assert row["andel_efter_alder_framskriven"] == pytest.approx(share / sum(parts))


def test_the_groups_stand_beside_and_changes_are_compared() -> None:
    """Of the groups whose level is known: .2 .5 .3 become .2 .4 .4."""
    row = one(made(by_age()), kon="totalt", niva=ABOVE)
    assert (row["andel_av_grupper"], row["andel_av_grupper_framskriven"]) == (pytest.approx(0.3), pytest.approx(0.4))
    moved = row["andel_efter_alder_framskriven"] - row["andel_efter_alder"]
    assert row["skillnad"] == pytest.approx(0.1 - moved)
    assert (row["ar"], row["till_ar"], row["anmarkning"]) == (2024, 2034, None)


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (BY_AGE.written_schema.empty_table(), "saknas"),
        (by_age(years=(2015, 2024)), "har inte både 2024 och 2014"),
        (by_age(hidden=40), "saknas eller är skyddad"),
    ],
    ids=["no source", "no year", "hidden"],
)
def test_what_is_missing_is_said_on_every_row(of: pa.Table, said: str) -> None:
    """And the groups' shares stand there still."""
    rows = made(of).to_pylist()
    assert len(rows) == 9
    for row in rows:
        assert said in row["anmarkning"]
        assert (row["andel_efter_alder_framskriven"], row["skillnad"]) == (None, None)
        assert row["andel_av_grupper_framskriven"] is not None


def test_groups_that_are_not_projected_are_said() -> None:
    """The levels by age stand there still."""
    frame = supply().to_pandas().assign(befolkning=None, befolkning_framskriven=None)
    nothing = pa.Table.from_pandas(frame, supply().schema, preserve_index=False)
    for row in made(by_age(), nothing).to_pylist():
        assert "se tabellen tillgang" in row["anmarkning"]
        assert row["andel_efter_alder_framskriven"] is not None
        assert (row["andel_av_grupper_framskriven"], row["skillnad"]) == (None, None)


def test_a_population_that_is_not_known_is_said() -> None:
    assert all("folkmängden" in row["anmarkning"] for row in made(by_age(), without=2034).to_pylist())


def test_a_level_that_is_not_known_stops() -> None:
    with pytest.raises(MartError, match="8"):
        made(by_age(code="8"))


def test_without_a_supply_there_are_no_rows() -> None:
    assert made(by_age(), SUPPLY.written_schema.empty_table()).num_rows == 0
    assert made(by_age(), supply(geo_niva="delregion", geo_kod="fyrbodal")).num_rows == 0
