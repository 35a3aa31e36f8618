from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.education import EDUCATION
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import SUPPLY
from assets.marts.education.education import linked_groups
from assets.marts.long_term.difference import difference
from tests.unit.rows import rows

LINKED = next(e for e, codes in linked_groups().items() if "532" in codes)
ELSEWHERE = "00X"


def limits(moved: float | None) -> dict[str, float]:
    if moved is None:
        return {}
    return {"forandring_nedre": moved - 0.02, "forandring_ovre": moved + 0.02}


def made(then: float | None = 110.0, change: float | None = 0.05, few: bool = False) -> list[dict[str, Any]]:
    """Assistant nurses and shop assistants in Fyrbodal: of those educated to nurse 100 work now and ``then`` in five years."""
    occupations = (("532", "Undersköterskor", 100, change), ("522", "Butikspersonal", 300, None if few else 0.0))
    projected = rows(
        PROJECTION,
        (
            {"yrke_kod": code, "yrke_namn": name, "anstallda": people, "forandring_andel": moved, **limits(moved)}
            for code, name, people, moved in occupations
        ),
        geo_niva="delregion", geo_kod="fyrbodal", geo_namn="Fyrbodal", yrkesniva="redovisningsgrupp", ar=2029, horisont=5,
        ar_anstallda=2024, tillvaxt_alla=1.1, slag="framskrivning", metod="familjetrend", grund="framskriven",
    )  # fmt: skip
    supply = rows(
        SUPPLY,
        (
            {"utbildningsgrupp": code, "utbildning_namn": code, "arbetande": now, "tillgang": later}
            for code, now, later in ((LINKED, 100.0, then), (ELSEWHERE, 300.0, 300.0))
        ),
        geo_niva="delregion", geo_kod="fyrbodal", geo_namn="Fyrbodal", kon="totalt", ar=2024, till_ar=2029,
        niva="gymnasial", provning="inte prövad", grund="framskriven",
    )  # fmt: skip
    stock = rows(
        EDUCATION,
        (
            {"ar": year, "utbildningsgrupp": LINKED, "helt_matchade": fits, "delvis_matchade": 0, "inte_matchade": 100 - fits}
            for year, fits in ((2019, 10), (2024, 80))
        ),
        geo_niva="delregion", geo_kod="fyrbodal", kon="totalt",
    )  # fmt: skip
    return DIFFERENCE.conform(difference(projected, supply, stock)).to_pylist()


def row(found: list[dict[str, Any]], code: str) -> dict[str, Any]:
    return next(r for r in found if r["kod"] == code)


def test_need_less_supply_by_hand():
    """The margins are 100 and 300 both ways and the cross ratio is 80.25 · 227.25 / (20.75 · 75.75): 62.424 of the 100 are there."""
    nurses = row(made(), "532")
    assert nurses["behov"] == pytest.approx(100 * 1.1 * 1.05)
    needed = 1.1 * (100 * 1.05 + 300)
    assert nurses["skalning"] == pytest.approx(needed / 410)
    assert nurses["tillgang"] == pytest.approx((110 * 0.62424 + 300 * 37.576 / 300) * needed / 410, rel=1e-4)
    assert nurses["skillnad"] == pytest.approx(nurses["behov"] - nurses["tillgang"])
    assert nurses["ovre"] - nurses["nedre"] == pytest.approx(100 * 1.1 * 0.04)


def test_differences_cancel_and_more_educated_means_less_lacking():
    found = made()
    of_occupations = [r["skillnad"] for r in found if r["enhet"] == "redovisningsgrupp"]
    assert sum(of_occupations) == pytest.approx(0, abs=0.1)
    assert row(made(then=150.0), "532")["skillnad"] < row(found, "532")["skillnad"]


def test_an_education_has_the_need_of_what_it_leads_to():
    education = row(made(), LINKED)
    assert education["behov"] - education["tillgang"] == pytest.approx(education["skillnad"])
    assert education["nedre"] < education["skillnad"] < education["ovre"]
    assert row(made(), ELSEWHERE)["anmarkning"].startswith("Utbildningen leder inte till något särskilt yrke.")


def test_a_supply_that_is_not_known_gives_no_difference_anywhere():
    found = made(then=None)
    assert {r["skillnad"] for r in found} == {None}
    assert {r["anmarkning"] for r in found} == {
        "Tillgången är inte känd för alla utbildningsgrupper i området. Därför kan ingen skillnad räknas."
    }


def test_what_is_not_projected_keeps_its_share_and_has_no_difference():
    found = made(few=True)
    assert row(found, "522")["skillnad"] is None
    assert row(found, "522")["anmarkning"] == "Behovet är inte framskrivet, se framskrivning."
    assert row(found, "532")["behov"] == pytest.approx(row(made(), "532")["behov"])


def test_without_its_sources_the_table_is_empty():
    empty = [c.written_schema.empty_table() for c in (PROJECTION, SUPPLY, EDUCATION)]
    assert isinstance(difference(*empty), pa.Table)
    assert difference(*empty).num_rows == 0
