"""mart.bedomning: three assessments beside each other, and what makes a row rated, sure and shown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from assets.methods.certainty import LEVELS, SOLID

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.mismatch import MISMATCH
from assets.contracts.words import REPORTING_GROUP
from assets.methods.signals import (
    CLEAR_SIGNS,
    INDICATORS,
    MATCHED,
    MATCHED_CHANGE,
    NO_SIGNS,
    NOT_RATED,
    POSTS_RATE,
    READVERTISED,
    SOME_SIGNS,
    SURPLUS_SIGNS,
    TIGHTNESS,
    UNEMPLOYMENT,
)
from assets.reference import CutPoints, cut_points, occupations_ssyk3, reporting_groups
from tests.unit.rows import chosen, one, rows, shuffled
from tests.unit.world.numbers import (
    AREA_OF,
    GROUP_OF_NURSES,
    STAGED_COMMUTING,
    assessed,
    signalled,
    usual,
    world,
)
from tests.unit.world.places import COUNTY, DELREGIONER, MEMBERS, NATION, geo

pytestmark = pytest.mark.filterwarnings("error")
HERE = "fyrbodal"


def row(table: pa.Table, ssyk3: str = "251", place: str = HERE, **level: str) -> dict[str, Any]:
    (found,) = chosen(table, geo_kod=place, **(level or {"yrkesniva": "ssyk3", "yrke_kod": ssyk3})).to_pylist()
    return found


def limits(points: dict[str, int], usual_value: dict[str, float]) -> dict[str, CutPoints]:
    """Cut points that give the usual values those points, far from a border so that no draw moves them."""
    made = {}
    for indicator in INDICATORS:
        value, wanted = usual_value[indicator.code], points[indicator.code]
        passed = wanted if indicator.high_is_shortage else 3 - wanted
        cuts = [value - 1000 + at if at < passed else value + 1000 + at for at in range(3)]
        made[indicator.code] = CutPoints(indicator.code, (cuts[0], cuts[1], cuts[2]), 1, "", "")
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


def with_points(barometer: pa.Table | None = None, **points: int) -> pa.Table:
    """One delregion, assessed where every indicator has the points given, else 1."""
    wanted = {i.code: points.get(i.code, points.get("others", 1)) for i in INDICATORS}
    rows = chosen(usual()[1], geo_kod=HERE).to_pandas()
    given = rows["indikator"].map(wanted).where(rows["poang"].notna())
    rows = rows.assign(poang=given, poang_pendling=given, poang_lan=given)
    table = SIGNALS.conform(pa.Table.from_pandas(rows, preserve_index=False))
    return assessed(usual()[0], table, barometer, limits(wanted, values()))


@cache
def as_it_is() -> pa.Table:
    sources, table = usual()
    return assessed(sources, table)


def barometer(*said: tuple[str, str, str | None, str | None], place: str = COUNTY, newest: str = "2026-1") -> pa.Table:
    """Occupation of the barometer, SSYK4, chances and recruitment."""
    found = (
        {
            "koncept_id": concept,
            "yb_yrke": concept,
            "ssyk4": ssyk4,
            "jobbmojligheter": chances,
            "rekryteringssituation": recruitment,
        }
        for concept, ssyk4, chances, recruitment in said
    )
    return rows(BAROMETER, found, **geo(place), omgang=newest, bedomd_for="länet")


# The rows


def test_the_delregioner_and_the_county_have_every_occupation_on_both_levels():
    table = as_it_is()
    assert table.num_rows == 5 * (len(occupations_ssyk3()) + len(reporting_groups()))
    assert set(table["geo_kod"].to_pylist()) == {*DELREGIONER, COUNTY}
    assert set(table["horisont"].to_pylist()) == {"nu"}
    assert set(table["gransversion"].to_pylist()) == {"1"}
    assert table["metodversion"].equals(table["gransversion"])
    assert table["radets_bedomning"].null_count == table.num_rows


def test_counts_and_periods_are_those_of_the_table_they_stand_in():
    found = row(as_it_is())
    assert (found["anstallda"], found["anstallda_kvinnor"], found["anstallda_man"]) == (1000, 500, 500)
    assert (found["annonser"], found["annonserade_platser"], found["ar_anstallda"]) == (120, 150, "2024")
    assert (found["annonser_rensade"], found["platser_rensade"]) == (120, 150)
    assert (found["period_fran"], found["period_till"]) == ("2025-09", "2026-08")


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
        assert found["signaler"] == name
        assert score is None or found["signalpoang"] == pytest.approx(score)
        assert (found["antal_indikatorer"], found["antal_egna"]) == (7, 5)
        assert found["viktmassa"] == pytest.approx(0.5 * 2.5 / 3 + 0.4 * 2.5 / 3 + 0.1)
        assert (found["andel_samma_klass"], found["sakerhet"], found["skal"]) == (1, LEVELS[0], SOLID)
        assert found["anmarkning"].startswith(f"Säkerheten är hög: {SOLID}.")


def test_the_score_is_weighed_and_the_equal_one_is_not():
    found = row(with_points(**{"others": 1, POSTS_RATE.code: 3, MATCHED.code: 3}))
    flow, stock = (0.5 * 1 + 3 + 1) / 2.5, (0.5 * 1 + 3 + 1) / 2.5
    assert found["signalpoang"] == pytest.approx(0.5 * flow + 0.4 * stock + 0.1 * 1)
    assert found["signalpoang_lika"] == pytest.approx((5 * 1 + 2 * 3) / 7)


def test_a_group_is_scored_again_and_is_no_mean_of_its_parts():
    sources = world(
        employed={(HERE, "222"): (1000, 1000), (HERE, "223"): (1000, 3000)},
        advertised={(HERE, "222"): (500, 900, 300, 200), (HERE, "223"): (120, 20, 100, 3)},
    )
    table = assessed(sources)
    nurses, parts = row(table, **GROUP_OF_NURSES), [row(table, code) for code in ("222", "223")]
    assert nurses["anstallda"] == 4000
    mean = sum(p["signalpoang"] for p in parts) / 2
    assert min(p["signalpoang"] for p in parts) <= nurses["signalpoang"] <= max(p["signalpoang"] for p in parts)
    assert nurses["signalpoang"] != pytest.approx(mean)


# What cannot be rated


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (49, "färre än 50 anställda"),
        (0, "färre än 50 anställda"),
        (None, "anställda saknas eller är skyddade"),
        (50, None),
    ],
)
def test_fewer_than_fifty_employees_cannot_be_rated(number, says):
    found = row(assessed(world(employed={(HERE, "251"): (1000, number)})))
    assert found["anstallda"] == number
    if says is None:
        assert (found["antal_indikatorer"], found["skal"]) == (7, "för osäkert")
    else:
        assert found["signaler"] == NOT_RATED
        assert (found["skal"], found["sakerhet"], found["signalpoang"]) == (says, None, None)
        assert found["anmarkning"] == f"Signalerna kan inte bedömas: {says}."
        for flag in ("nara_gransen", "pendlingskanslig", "motsager_af", "lyfts_fram"):
            assert found[flag] == "nej"


def test_what_no_education_leads_to_is_rated_on_what_there_is():
    found = row(as_it_is(), "131")
    assert (found["antal_indikatorer"], found["antal_egna"]) == (5, 3)
    # Of the second family only unemployment is expected, and it is inherited.
    assert found["viktmassa"] == pytest.approx(0.5 * 2.5 / 3 + 0.4 * 0.5 + 0.1)
    assert found["signaler"] != NOT_RATED


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ({}, None),
        (dict.fromkeys((MATCHED, MATCHED_CHANGE, UNEMPLOYMENT, TIGHTNESS)), "bara 3 av 7 indikatorer är kända"),
        (
            dict.fromkeys((POSTS_RATE, READVERTISED, MATCHED, MATCHED_CHANGE), 0.5),
            "för få egna tal, det mesta är lånat",
        ),
        ({POSTS_RATE: 0.5, READVERTISED: 0.5, MATCHED: None}, "för mycket är lånat eller saknas"),
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
    assert (found["signaler"] == NOT_RATED) == (says is not None)
    assert says is None or found["skal"] == says


def test_a_class_that_falls_easily_is_less_sure_and_one_that_is_too_unsure_is_not_shown():
    sources, _ = usual()
    on_the_border = {
        name: CutPoints(name, (values()[name] - 1e-9, values()[name], values()[name] + 1e-9), 1, "", "")
        for name in cut_points()
    }
    shown = row(assessed(sources, cuts=on_the_border))
    assert 0 < shown["andel_samma_klass"] < 0.7
    assert (shown["skal"], shown["sakerhet"]) == ("klassen ändras lätt", "medel")
    # With few employees and much that is borrowed beside, it is lower than low.
    for employees, level, reason in ((150, "låg", "klassen ändras lätt"), (149, None, "för osäkert")):
        found = row(assessed(world(employed={(HERE, "251"): (employees, employees)}), cuts=on_the_border))
        assert (found["sakerhet"], found["skal"]) == (level, reason)
        assert (found["signaler"] == NOT_RATED) == (level is None)
        assert (found["andel_samma_klass"] is None) == (level is None)


def test_the_same_figures_have_the_same_certainty_on_both_levels_and_in_every_place():
    table = as_it_is()
    columns = ("signaler", "signalpoang", "andel_samma_klass", "sakerhet", "skal")
    for code in ("251", "711", "131"):
        both = [row(table, code), row(table, yrkesniva=REPORTING_GROUP, yrke_kod=code)]
        assert [both[0][c] for c in columns] == [both[1][c] for c in columns]
    # With other delregioner beside or without, an area's answer is its own.
    sources, _ = usual()
    assert chosen(assessed(sources, here()), geo_kod=HERE).equals(chosen(table, geo_kod=HERE))


def test_the_order_of_the_rows_is_irrelevant():
    sources, signals = usual()
    said = barometer(("a", "2512", "stora", "brist"), ("b", "2512", "små", None), ("c", "2514", "små", "balans"))
    usual_answer = assessed(sources, signals, said)
    mixed = sources.but({MISMATCH: shuffled(sources[MISMATCH])})
    assert assessed(mixed, shuffled(signals), shuffled(said)).equals(usual_answer)


# Commuting and borders


def test_a_class_that_depends_on_how_commuting_is_counted_says_so():
    flows = {(m, MEMBERS[HERE][0]): 1000 for m in MEMBERS["goteborgsregionen"]}
    people = {("goteborgsregionen", AREA_OF["251"]): 9000, (COUNTY, AREA_OF["251"]): 400}
    sources = world(unemployed=people, flows=flows)
    points = dict.fromkeys((i.code for i in INDICATORS), 2) | {
        POSTS_RATE.code: 1,
        READVERTISED.code: 1,
        MATCHED_CHANGE.code: 3,
    }
    cuts = limits(points, values())
    cuts[TIGHTNESS.code] = CutPoints(TIGHTNESS.code, (0.5, 1.0, 1.4), 1, "", "")
    cuts[UNEMPLOYMENT.code] = CutPoints(UNEMPLOYMENT.code, (9.2, 20.0, 30.0), 1, "", "")
    table = assessed(sources, cuts=cuts)
    found, other = row(table), row(table, place="skaraborg")
    assert (found["pendlingskanslig"], other["pendlingskanslig"]) == ("ja", "nej")
    assert found["signaler"] == other["signaler"]
    assert found["anmarkning"].endswith("Klassen beror på hur pendlingen räknas.")
    without = sources.but({STAGED_COMMUTING: STAGED_COMMUTING.written_schema.empty_table()})
    assert row(assessed(without, cuts=cuts))["pendlingskanslig"] == "nej"


@pytest.mark.parametrize(
    ("points", "near"),
    [
        ({"others": 2}, "ja"),
        ({"others": 3}, "nej"),
        ({"others": 1, TIGHTNESS.code: 0}, "nej"),
        ({"others": 1, TIGHTNESS.code: 0, UNEMPLOYMENT.code: 0}, "ja"),
        ({"others": 1, TIGHTNESS.code: 0, UNEMPLOYMENT.code: 1, READVERTISED.code: 0, MATCHED.code: 1}, "nej"),
    ],
)
def test_near_a_border_is_said_and_kept_out_of_headlines(points, near):
    found = row(with_points(**points))
    assert found["nara_gransen"] == near, found["signalpoang"]
    assert ("Nära gränsen till en annan klass." in found["anmarkning"]) == (near == "ja")
    assert near == "nej" or found["lyfts_fram"] == "nej"


# Arbetsförmedlingen


@pytest.mark.parametrize(
    ("said", "chances", "recruitment"),
    [
        ([("a", "2512", "stora", "brist")], "stora", "brist"),
        ([("a", "2512", "stora", "brist"), ("b", "2513", "stora", None)], "stora", "brist"),
        (
            [("a", "2512", "små", "balans"), ("b", "2513", "stora", "brist"), ("c", "2514", "stora", "paradox")],
            "stora (2 yrken), små (1 yrke)",
            "brist (1 yrke), paradox (1 yrke), balans (1 yrke)",
        ),
        # An occupation of the barometer that covers several groups is counted once.
        ([("a", "2512", "stora", "brist"), ("a", "2513", "stora", "brist"), ("b", "2514", "små", "brist")],
         "stora (1 yrke), små (1 yrke)", "brist"),
        ([("a", "2512", None, "överskott")], None, "överskott"),
        ([("a", "2221", "stora", "brist"), ("b", "okänt", "små", "balans")], None, None),
    ],
)  # fmt: skip
def test_several_assessments_are_listed_and_never_weighed(said, chances, recruitment):
    table = assessed(usual()[0], here(), barometer(*said))
    for place in (HERE, COUNTY):
        found = row(table, place=place)
        assert (found["af_jobbmojligheter"], found["af_rekrytering"]) == (chances, recruitment)
        assert found["af_omgang"] == ("2026-1" if chances or recruitment else None)
        assert found["af_bedomd_for"] == ("länet" if chances or recruitment else None)
    # They take no part in ours.
    without = row(as_it_is())
    for column in ("signaler", "signalpoang", "sakerhet", "andel_samma_klass"):
        assert row(table)[column] == without[column]


def test_a_merged_group_lists_what_is_said_of_all_its_parts():
    sources, signals = usual()[0], here()
    said = barometer(("a", "2221", "stora", "brist"), ("b", "2231", "medelstora", "brist"))
    table = assessed(sources, signals, said)
    assert row(table, **GROUP_OF_NURSES)["af_jobbmojligheter"] == "stora (1 yrke), medelstora (1 yrke)"
    assert row(table, "222")["af_jobbmojligheter"] == "stora"


def test_only_the_newest_round_and_the_own_county_are_told():
    old, there = (
        barometer(("a", "2512", "små", "balans"), newest="2025-2"),
        barometer(("a", "2512", "små", "balans"), place=NATION),
    )
    new = barometer(("a", "2512", "stora", "brist"))
    both = BAROMETER.conform(pa.concat_tables([old, new, there]))
    found = row(assessed(usual()[0], here(), both))
    assert (found["af_jobbmojligheter"], found["af_omgang"]) == ("stora", "2026-1")


@pytest.mark.parametrize(
    ("points", "said", "against"),
    [
        (3, ["små"], "ja"),
        (3, ["små", "medelstora"], "nej"),
        (3, ["medelstora"], "nej"),
        (3, ["stora"], "nej"),
        (3, [None], "nej"),
        (0, ["stora"], "ja"),
        (0, ["stora", "små"], "nej"),
        (0, ["små"], "nej"),
        (1, ["stora"], "nej"),
        (1, ["små"], "nej"),
    ],
)
def test_a_contradiction_is_said_and_kept_out_of_headlines(points, said, against):
    assessments = barometer(*((f"yb{at}", "2512", chances, None) for at, chances in enumerate(said)))
    found = row(with_points(barometer=assessments, others=points))
    assert found["motsager_af"] == against
    assert found["lyfts_fram"] == ("ja" if points != 1 and against == "nej" else "nej")
    assert ("säger emot varandra" in found["anmarkning"]) == (against == "ja")
    assert found["sakerhet"] == "hög"


def test_some_signs_against_small_chances_contradict_too():
    said = barometer(("a", "2512", "små", None))
    assert row(with_points(barometer=said, **{"others": 2, TIGHTNESS.code: 0}))["motsager_af"] == "ja"


def test_without_a_barometer_there_is_a_table():
    table = as_it_is()
    for column in ("af_jobbmojligheter", "af_rekrytering", "af_bedomd_for", "af_omgang"):
        assert table[column].null_count == table.num_rows
    assert set(table["motsager_af"].to_pylist()) == {"nej"}


def test_every_sentence_is_one_of_the_contracts_words():
    sources = world(employed={(HERE, "251"): (40, 40), (HERE, "711"): (1000, None)})
    table = assessed(sources, signalled(sources))
    for found in chosen(table, geo_kod=HERE).to_pylist():
        assert found["anmarkning"].endswith(".")
        assert (found["sakerhet"] is None) == (found["signaler"] == NOT_RATED)
        assert (found["signalpoang"] is None) == (found["signaler"] == NOT_RATED)
        assert 0 <= found["viktmassa"] <= 1
    assert one(table, geo_kod=HERE, yrkesniva="ssyk3", yrke_kod="711")["skal"] == "anställda saknas eller är skyddade"
