"""What an earlier edition said, beside what came since."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_outcomes import OUTCOME_SHARES, OUTCOMES
from assets.contracts.words import BAS, RAMS_STATEMENTS, REPORTING_GROUP, SSYK3_LEVEL
from assets.marts.long_term.outcomes import kept, outcome_shares, outcomes
from tests.unit.rows import one, rows

COUNTY = {"geo_niva": "lan", "geo_kod": "14", "geo_namn": "Länet"}
LIMITS = {"nedre": 1000.0, "personer": 1100.0, "ovre": 1200.0}


def said(year: int = 2024, base: int = 2022, **changed: Any) -> pa.Table:
    """An edition's projections from a register: one occupation, the group that it is, and one that could not be projected."""
    given = [
        {"yrkesniva": SSYK3_LEVEL, "yrke_kod": "532", **LIMITS},
        {"yrkesniva": REPORTING_GROUP, "yrke_kod": "532", **LIMITS},
        {"yrkesniva": SSYK3_LEVEL, "yrke_kod": "251", "anmarkning": "Skrivs inte fram."},
        {"yrkesniva": "ssyk4", "yrke_kod": "5321", **LIMITS},
    ]
    return rows(
        PROJECTION, [{**COUNTY, **row, **changed} for row in given], ar=year, horisont=year - base, ar_anstallda=base
    )


def order(*editions: tuple[str, Any]) -> dict[str, Any]:
    """As it is written and read again."""
    made: dict[str, Any] = json.loads(
        json.dumps({"tidigare": [{"utgava": n, "framskrivning": k} for n, k in editions]})
    )
    return made


def came(number: int | None = 1150, then: str = BAS) -> pa.Table:
    """mart.anstallda of the year that was projected from and of 2024."""
    years = [{"ar": 2022, "varde": 1000, "register": then}, {"ar": 2024, "varde": number, "register": BAS}]
    given = [{"ssyk3": "532", **year} for year in years]
    given += [{"ssyk3": "251", **year, "varde": 500} for year in years]
    return rows(EMPLOYEES, [{**COUNTY, "kon": "totalt", **row} for row in given])


def both(employees: pa.Table, *editions: tuple[str, Any]) -> tuple[pa.Table, pa.Table]:
    asked = order(*editions)
    compared = OUTCOMES.conform(outcomes(asked, employees))
    return compared, OUTCOME_SHARES.conform(outcome_shares(asked, compared))


def test_an_edition_keeps_what_has_a_number_and_can_have_an_outcome() -> None:
    """Neither what it did not say, nor four digits."""
    assert kept(said())["yrke_kod"] == ["532", "532"]
    assert set(kept(said())["yrkesniva"]) == {SSYK3_LEVEL, REPORTING_GROUP}


def test_a_year_that_has_come_has_its_error_and_whether_it_was_inside() -> None:
    """In persons and as a share of the outcome; for the group too, and summed per level."""
    compared, shares = both(came(), ("2024-06", kept(said())))
    for level in (SSYK3_LEVEL, REPORTING_GROUP):
        row = one(compared, yrkesniva=level)
        assert (row["framskrivet"], row["utfall"], row["fel"], row["inom_granserna"]) == (1100.0, 1150, -50.0, "ja")
        assert row["fel_andel"] == pytest.approx(-50 / 1150)
        level_row = one(shares, yrkesniva=level)
        assert (level_row["celler"], level_row["inom"], level_row["andel_inom"]) == (1, 1, 1.0)
        assert level_row["medianfel"] == pytest.approx(50 / 1150)


def test_an_outcome_outside_the_limits_says_so() -> None:
    """And counts in the share."""
    compared, shares = both(came(1300), ("2024-06", kept(said())))
    assert one(compared, yrkesniva=SSYK3_LEVEL)["inom_granserna"] == "nej"
    assert one(shares, yrkesniva=SSYK3_LEVEL)["andel_inom"] == 0.0


def test_a_year_that_has_not_come_says_when_it_is_expected() -> None:
    """The cells are none, the level has a row."""
    compared, shares = both(came(), ("2024-06", kept(said(year=2029))))
    assert compared.num_rows == 0
    row = one(shares, yrkesniva=SSYK3_LEVEL)
    assert (row["celler"], row["andel_inom"]) == (0, None)
    assert row["anmarkning"] == "Året har inte kommit: registret för 2029 väntas 2031-03."


@pytest.mark.parametrize(("employees", "why"), [(came(None), "saknas"), (came(then=RAMS_STATEMENTS), "bytts")])
def test_what_can_not_be_compared_says_why(employees: pa.Table, why: str) -> None:
    """A missing number, and another register: numbers are never held against one another over a change of it."""
    compared, shares = both(employees, ("2024-06", kept(said())))
    row = one(compared, yrkesniva=SSYK3_LEVEL)
    assert (row["utfall"], row["fel"], row["inom_granserna"]) == (None, None, None)
    assert why in row["anmarkning"]
    level = one(shares, yrkesniva=SSYK3_LEVEL)
    assert (level["celler"], level["medianfel"]) == (0, None)
    assert "utfall_mot_framskrivning" in level["anmarkning"]


def test_every_edition_stands_for_itself() -> None:
    """One from before it was kept has nothing to hold against anything."""
    compared, shares = both(
        came(), ("2023-12", None), ("2024-06", kept(said())), ("2024-12", kept(said(personer=1140.0)))
    )
    assert compared.to_pandas().groupby("utgava")["framskrivet"].first().to_dict() == {
        "2024-06": 1100.0,
        "2024-12": 1140.0,
    }
    assert set(shares["utgava"].to_pylist()) == {"2024-06", "2024-12"}
    assert [table.num_rows for table in both(came(), ("2023-12", None))] == [0, 0]
    assert [table.num_rows for table in both(came())] == [0, 0]
