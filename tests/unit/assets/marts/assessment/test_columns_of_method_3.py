"""The columns of mart.bedomning that method 3 made and that stay an edition: points, class, certainty."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.assessment import SIGNALS
from assets.contracts.words import REPORTING_GROUP
from assets.methods.method_3 import CLEAR_SIGNS, LEVELS, NO_SIGNS, NOT_RATED, SCORED, SOLID, SOME_SIGNS, SURPLUS_SIGNS
from assets.methods.signals import (
    MATCHED,
    MATCHED_CHANGE,
    POSTS_RATE,
    READVERTISED,
    TIGHTNESS,
    UNEMPLOYMENT,
)
from assets.reference.signal_score import CutPoints, cut_points
from tests.unit.rows import chosen
from tests.unit.world.numbers import (
    AREA_OF,
    GROUP_OF_NURSES,
    STAGED_COMMUTING,
    assessed,
    usual,
    world,
)
from tests.unit.world.places import COUNTY, MEMBERS

pytestmark = pytest.mark.filterwarnings("error")
HERE = "fyrbodal"


def row(table: pa.Table, ssyk3: str = "251", place: str = HERE, **level: str) -> dict[str, Any]:
    (found,) = chosen(table, geo_kod=place, **(level or {"yrkesniva": "ssyk3", "yrke_kod": ssyk3})).to_pylist()
    return found


def limits(points: dict[str, int], usual_value: dict[str, float]) -> dict[str, CutPoints]:
    """Cut points that give the usual values those points, far from a border so that no draw moves them."""
    made = {}
    for indicator in SCORED:
        value, wanted = usual_value[indicator.code], points[indicator.code]
        passed = wanted if indicator.high_is_shortage else 3 - wanted
        cuts = [value - 1000 + at if at < passed else value + 1000 + at for at in range(3)]
        made[indicator.code] = (cuts[0], cuts[1], cuts[2])
    return made


@cache
def values() -> dict[str, float]:
    _, table = usual()
    found = chosen(table, geo_kod=HERE, yrkesniva="ssyk3", yrke_kod="251").to_pylist()
    return {r["indikator"]: r["varde"] for r in found}


@cache
def here() -> pa.Table:
    """The usual signals of one delregion and the county."""
    table = usual()[1]
    return table.filter(pc.is_in(table["geo_kod"], pa.array([HERE, COUNTY])))


def with_points(**points: int) -> pa.Table:
    """One delregion, assessed where every indicator has the points given, else 1."""
    wanted = {i.code: points.get(i.code, points.get("others", 1)) for i in SCORED}
    rows = chosen(usual()[1], geo_kod=HERE).to_pandas()
    given = rows["indikator"].map(wanted).where(rows["poang"].notna())
    rows = rows.assign(poang=given, poang_pendling=given, poang_lan=given)
    table = SIGNALS.conform(pa.Table.from_pandas(rows, preserve_index=False))
    return assessed(usual()[0], table, cuts=limits(wanted, values()))


@cache
def as_it_is() -> pa.Table:
    sources, table = usual()
    return assessed(sources, table)


# The rows


@pytest.mark.parametrize(
    ("points", "score", "name"),
    [
        ({"others": 3}, 3, CLEAR_SIGNS),
        ({"others": 2}, 2, CLEAR_SIGNS),
        ({"others": 2, TIGHTNESS.code: 0}, None, SOME_SIGNS),
        ({"others": 1}, 1, NO_SIGNS),
        ({"others": 0}, 0, SURPLUS_SIGNS),
        ({"others": 0, TIGHTNESS.code: 1}, None, NO_SIGNS),
        ({"others": 0, UNEMPLOYMENT.code: 1}, None, NO_SIGNS),
    ],
)
def test_the_class_follows_the_points(points, score, name):
    table = with_points(**points)
    for found in (row(table), row(table, yrkesniva=REPORTING_GROUP, yrke_kod="251")):
        assert found["signaler_metod_3"] == name
        assert score is None or found["signalpoang_metod_3"] == pytest.approx(score)
        assert (found["antal_indikatorer"], found["antal_egna"]) == (7, 5)
        assert found["viktmassa"] == pytest.approx(0.5 * 2.5 / 3 + 0.4 * 2.5 / 3 + 0.1)
        assert (found["andel_samma_klass"], found["sakerhet"], found["skal_metod_3"]) == (1, LEVELS[0], SOLID)


def test_the_score_is_weighed_and_the_equal_one_is_not():
    found = row(with_points(**{"others": 1, POSTS_RATE.code: 3, MATCHED.code: 3}))
    flow, stock = (0.5 * 1 + 3 + 1) / 2.5, (0.5 * 1 + 3 + 1) / 2.5
    assert found["signalpoang_metod_3"] == pytest.approx(0.5 * flow + 0.4 * stock + 0.1 * 1)
    assert found["signalpoang_lika"] == pytest.approx((5 * 1 + 2 * 3) / 7)


def test_a_group_is_scored_again_and_is_no_mean_of_its_parts():
    sources = world(
        employed={(HERE, "222"): (1000, 1000), (HERE, "223"): (1000, 3000)},
        advertised={(HERE, "222"): (500, 900, 300, 200), (HERE, "223"): (120, 20, 100, 3)},
    )
    table = assessed(sources)
    nurses, parts = row(table, **GROUP_OF_NURSES), [row(table, code) for code in ("222", "223")]
    assert nurses["anstallda"] == 4000
    mean = sum(p["signalpoang_metod_3"] for p in parts) / 2
    assert (
        min(p["signalpoang_metod_3"] for p in parts)
        <= nurses["signalpoang_metod_3"]
        <= max(p["signalpoang_metod_3"] for p in parts)
    )
    assert nurses["signalpoang_metod_3"] != pytest.approx(mean)


# What cannot be rated


FEW = {"222": 49, "711": 0, "131": None, "251": 50}


@cache
def few() -> pa.Table:
    return assessed(world(employed={(HERE, code): (1000, n) for code, n in FEW.items()}))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("222", "färre än 50 anställda"),
        ("711", "färre än 50 anställda"),
        ("131", "anställda saknas eller är skyddade"),
        ("251", None),
    ],
)
def test_fewer_than_fifty_employees_cannot_be_rated(code, says):
    found = row(few(), code)
    assert found["anstallda"] == FEW[code]
    if says is None:
        assert (found["antal_indikatorer"], found["skal_metod_3"]) == (7, "för osäkert")
    else:
        assert found["signaler_metod_3"] == NOT_RATED
        assert (found["skal_metod_3"], found["sakerhet"], found["signalpoang_metod_3"]) == (says, None, None)
        assert found["pendlingskanslig"] == "nej"


def test_what_no_education_leads_to_is_rated_on_what_there_is():
    found = row(as_it_is(), "131")
    assert (found["antal_indikatorer"], found["antal_egna"]) == (5, 3)
    # Of the second family only unemployment is expected, and it is inherited.
    assert found["viktmassa"] == pytest.approx(0.5 * 2.5 / 3 + 0.4 * 0.5 + 0.1)
    assert found["signaler_metod_3"] != NOT_RATED


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ({}, None),
        (dict.fromkeys((MATCHED, MATCHED_CHANGE, UNEMPLOYMENT, TIGHTNESS)), "bara 3 av 7 indikatorer är kända"),
        (
            dict.fromkeys((POSTS_RATE, READVERTISED, MATCHED, MATCHED_CHANGE), 0.5),
            "för få egna tal",
        ),
        ({POSTS_RATE: 0.5, READVERTISED: 0.5, MATCHED: None}, "för mycket saknas eller bygger på länets tal"),
    ],
    ids=["enough", "few known", "few own", "little mass"],
)
def test_too_little_says_why(weights, says):
    rows = here().to_pandas()
    at_hand = (rows["geo_kod"] == HERE) & (rows["yrke_kod"] == "251")
    for indicator, weight in weights.items():
        at = at_hand & (rows["indikator"] == indicator.code)
        rows.loc[at, "vikt"] = weight
        if weight is None:
            rows.loc[at, ["varde", "poang", "poang_pendling", "poang_lan", "medelfel"]] = None
    changed = SIGNALS.conform(pa.Table.from_pandas(rows, preserve_index=False))
    found = row(assessed(usual()[0], changed))
    assert (found["signaler_metod_3"] == NOT_RATED) == (says is not None)
    assert says is None or found["skal_metod_3"] == says


def test_a_class_that_falls_easily_is_less_sure_and_one_that_is_too_unsure_is_not_shown():
    sources, _ = usual()
    on_the_border = {name: (values()[name] - 1e-9, values()[name], values()[name] + 1e-9) for name in cut_points()}
    shown = row(assessed(sources, cuts=on_the_border))
    assert 0 < shown["andel_samma_klass"] < 0.7
    assert (shown["skal_metod_3"], shown["sakerhet"]) == ("små ändringar i talen kan ge en annan bedömning", "medel")
    # With few employees and much that is borrowed beside, it is lower than low.
    for employees, level, reason in (
        (150, "låg", "små ändringar i talen kan ge en annan bedömning"),
        (149, None, "för osäkert"),
    ):
        found = row(assessed(world(employed={(HERE, "251"): (employees, employees)}), cuts=on_the_border))
        assert (found["sakerhet"], found["skal_metod_3"]) == (level, reason)
        assert (found["signaler_metod_3"] == NOT_RATED) == (level is None)
        assert (found["andel_samma_klass"] is None) == (level is None)


def test_the_same_figures_have_the_same_certainty_on_both_levels_and_in_every_place():
    table = as_it_is()
    columns = ("signaler_metod_3", "signalpoang_metod_3", "andel_samma_klass", "sakerhet", "skal_metod_3")
    for code in ("251", "711", "131"):
        both = [row(table, code), row(table, yrkesniva=REPORTING_GROUP, yrke_kod=code)]
        assert [both[0][c] for c in columns] == [both[1][c] for c in columns]
    # With other delregioner beside or without, an area's answer is its own.
    sources, _ = usual()
    assert chosen(assessed(sources, here()), geo_kod=HERE).equals(chosen(table, geo_kod=HERE))


# Commuting and borders


def test_a_class_that_depends_on_how_commuting_is_counted_says_so():
    flows = {(m, MEMBERS[HERE][0]): 1000 for m in MEMBERS["goteborgsregionen"]}
    people = {("goteborgsregionen", AREA_OF["251"]): 9000, (COUNTY, AREA_OF["251"]): 400}
    sources = world(unemployed=people, flows=flows)
    points = dict.fromkeys((i.code for i in SCORED), 2) | {
        POSTS_RATE.code: 1,
        READVERTISED.code: 1,
        MATCHED_CHANGE.code: 3,
    }
    cuts = limits(points, values())
    cuts[TIGHTNESS.code] = (0.5, 1.0, 1.4)
    cuts[UNEMPLOYMENT.code] = (9.2, 20.0, 30.0)
    table = assessed(sources, cuts=cuts)
    found, other = row(table), row(table, place="skaraborg")
    assert (found["pendlingskanslig"], other["pendlingskanslig"]) == ("ja", "nej")
    assert found["signaler_metod_3"] == other["signaler_metod_3"]
    without = sources.but({STAGED_COMMUTING: STAGED_COMMUTING.written_schema.empty_table()})
    assert row(assessed(without, cuts=cuts))["pendlingskanslig"] == "nej"
