"""mart.bedomning: assessments beside each other, and what makes a row rated, stable, supported and shown."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from assets.contracts.assessment import (
    SAYS_NOTHING,
)
from assets.contracts.barometer import BAROMETER
from assets.contracts.mismatch import MISMATCH, UNUSUAL
from assets.contracts.pxweb import staged_of
from assets.contracts.trial import CLASS_TRIAL, UNITS
from assets.contracts.words import REPORTING_GROUP
from assets.methods.local_ratio import LocalRatio, local_ratio
from assets.methods.score import (
    CLEAR_SIGNS,
    NEAR_STABILITY,
    NO_SIGNS,
    NOT_RATED,
    SIGNAL_CLASSES,
    SOME_SIGNS,
    SURPLUS_SIGNS,
)
from assets.reference.occupations import occupations_ssyk3, reporting_groups
from assets.reference.signal_score import SCORE_VERSION
from sources.catalogue.employees import SCB_COUNTY_SSYK4
from tests.unit.rows import chosen, rows, shuffled
from tests.unit.world.numbers import GROUP_OF_NURSES, assessed, signalled, usual, world
from tests.unit.world.places import COUNTY, DELREGIONER, NATION, geo

pytestmark = pytest.mark.filterwarnings("error")
HERE = "fyrbodal"
ADS = {"251": 2000, "222": 900, "711": 500, "131": 400, "223": 100}
"""Far apart, so that few draws move them. Ranks among all .9 .7 .5 .3 .1; of the first digit 2: 5/6, 1/2 and 1/6."""
SCORES = {"251": 100 * (0.9 + 5 / 6) / 2, "222": 60.0, "711": 50.0, "131": 40.0, "223": 100 * (0.1 + 1 / 6) / 2}
CLASSES = {"251": CLEAR_SIGNS, "222": SOME_SIGNS, "711": NO_SIGNS, "131": NO_SIGNS, "223": SURPLUS_SIGNS}


def row(table: pa.Table, ssyk3: str = "251", place: str = HERE, **level: str) -> dict[str, Any]:
    (found,) = chosen(table, geo_kod=place, **(level or {"yrkesniva": "ssyk3", "yrke_kod": ssyk3})).to_pylist()
    return found


def named(earned: bool = True) -> pa.Table:
    """Every class with its word, or with the name that claims nothing."""
    found = (
        {"enhet": unit, "klass": each.word, "heter": each.word if earned else each.plain}
        for each in SIGNAL_CLASSES
        for unit in UNITS
    )
    return rows(CLASS_TRIAL, found, klarade="ja" if earned else "nej")


def apart() -> Any:
    return world(advertised={(HERE, code): (n, n, n, 0) for code, n in ADS.items()})


@cache
def as_it_is() -> pa.Table:
    return assessed(apart(), class_trial=named())


def barometer(*said: tuple[str | None, ...], place: str = COUNTY, newest: str = "2026-1") -> pa.Table:
    """Occupation of the barometer, SSYK4, chances, recruitment and demand in five years."""
    names = ("koncept_id", "ssyk4", "jobbmojligheter", "rekryteringssituation", "efterfragan_om_fem_ar")
    found = ({**dict(zip(names, one, strict=False)), "yb_yrke": one[0]} for one in said)
    return rows(BAROMETER, found, **geo(place), omgang=newest, bedomd_for="länet")


# The rows


def test_the_delregioner_and_the_county_have_every_occupation_on_both_levels():
    table = as_it_is()
    assert table.num_rows == 5 * (len(occupations_ssyk3()) + len(reporting_groups()))
    assert set(table["geo_kod"].to_pylist()) == {*DELREGIONER, COUNTY}
    assert set(table["horisont"].to_pylist()) == {"nu"}
    assert set(table["gransversion"].to_pylist()) == {SCORE_VERSION}
    assert table["metodversion"].equals(table["gransversion"])
    assert table["radets_bedomning"].null_count == table.num_rows


def test_counts_and_periods_are_those_of_the_table_they_stand_in():
    found = row(as_it_is(), place="skaraborg")
    assert (found["anstallda"], found["anstallda_kvinnor"], found["anstallda_man"]) == (1000, 500, 500)
    assert (found["annonser_rensade"], found["platser_rensade"]) == (120, 150)
    assert (found["period_fran"], found["period_till"], found["ar_anstallda"]) == ("2025-09", "2026-08", "2024")


def test_the_score_is_the_mean_of_two_ranks_in_the_area():
    table = as_it_is()
    for code, score in SCORES.items():
        found = row(table, code)
        assert found["signalpoang"] == pytest.approx(score), code
        assert found["signaler"] == CLASSES[code], code
        assert max(found["stabilitet"], found["andel_vikter_samma_klass"]) <= 1
    # Where everybody advertises alike, everybody lies in the middle.
    assert {row(table, code, place="skaraborg")["signalpoang"] for code in ADS} == {50}


def test_a_county_without_a_number_on_four_digits_is_not_said_to_lack_ads():
    of_counties = (pc.field("region_kod") == COUNTY) & pc.starts_with(pc.field("ssyk4"), "251")
    sources = apart()
    contract = staged_of(SCB_COUNTY_SSYK4)
    found = row(
        assessed(sources.but({contract: sources[contract].filter(~of_counties)}), class_trial=named()), place=COUNTY
    )
    assert (found["signaler"], found["anstallda"]) == (NOT_RATED, 4000)
    assert found["skal"] == "anställda saknas eller är färre än 50 i registret på fyra siffror"


def test_a_redovisningsgrupp_is_ranked_among_redovisningsgrupper():
    table = as_it_is()
    nurses = row(table, **GROUP_OF_NURSES)
    # 1,000 ads per 2,000 employees, as carpenters: between IT managers and developers, and second of two of the first digit.
    assert nurses["signalpoang"] == pytest.approx(100 * (0.5 + 0.25) / 2)
    assert nurses["anstallda"] == 2000


@pytest.mark.parametrize(("earned", "name"), [(True, CLEAR_SIGNS), (False, SIGNAL_CLASSES[0].plain)])
def test_a_class_bears_its_word_only_when_it_has_earned_it(earned, name):
    table = as_it_is() if earned else assessed(apart(), class_trial=named(earned))
    assert row(table)["signaler"] == name
    assert row(table, "711")["signaler"] == NO_SIGNS


def test_without_a_barometer_no_class_bears_a_word_that_claims_something():
    table = assessed(apart())
    assert {row(table, code)["signaler"] for code in ADS} == {
        *(SIGNAL_CLASSES[at].plain for at in (0, 1, 3)),
        NO_SIGNS,
    }
    for column in ("af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar", "af_bedomd_for", "af_omgang"):
        assert table[column].null_count == table.num_rows
    assert set(table["motsager_af"].to_pylist()) == {"nej"}
    assert row(table)["stod"] == SAYS_NOTHING


# The place beside the county


def test_the_county_has_no_place_beside_itself_and_few_ads_say_nothing():
    table = as_it_is()
    assert row(table, place=COUNTY)["laget_har"] is None
    few = assessed(world(advertised={(place, "251"): (4, 4, 4, 0) for place in (*DELREGIONER, COUNTY)}))
    assert row(few)["laget_har"] is None
    assert row(few)["lokal_kvot"] is None


def test_more_posts_per_employee_than_in_the_county_is_more_and_fewer_is_less():
    changed = {(HERE, "251"): (300, 900, 300, 0), (HERE, "711"): (10, 10, 10, 0), (COUNTY, "251"): (660, 1350, 660, 0)}
    table = assessed(world(advertised=changed))
    more, less, same = row(table), row(table, "711"), row(table, "222", place="skaraborg")
    assert (more["laget_har"], less["laget_har"], same["laget_har"]) == ("mer", "mindre", "som")
    for found in (more, less, same):
        assert found["lokal_kvot_nedre"] < found["lokal_kvot"] < found["lokal_kvot_ovre"]
    assert 1 < more["lokal_kvot_nedre"] < 900 / (1350 / 4)
    assert less["lokal_kvot_ovre"] < 1


def test_the_interval_knows_which_part_of_the_county_the_delregion_is(monkeypatch: pytest.MonkeyPatch):
    shares: list[float] = []

    def seen(posts: object, expected: object, share: pd.Series, spread: float) -> LocalRatio:
        shares.extend(share.dropna())
        return local_ratio(posts, expected, share, spread)  # type: ignore[arg-type]

    monkeypatch.setattr("assets.marts.assessment.local_ratio.local_ratio", seen)
    table = assessed(world(employed={(HERE, "251"): (1000, 3000)}))
    here, county = (row(table, place=place)["anstallda"] for place in (HERE, COUNTY))
    assert here / county in [pytest.approx(share) for share in shares]
    assert 0 < min(shares) < max(shares) == 1, "the county is the whole of itself, and is told nothing"


def test_ads_of_the_county_without_a_municipality_make_no_delregion_less():
    usual_ads = {(HERE, "251"): (300, 900, 300, 0)}
    more_in_county = {**usual_ads, (COUNTY, "251"): (3000, 9000, 3000, 0)}
    ratios = [assessed(world(advertised=given))["lokal_kvot"].to_pylist() for given in (usual_ads, more_in_county)]
    assert ratios[0] == ratios[1]
    assert any(ratio is not None for ratio in ratios[0])


# Whose ads


def test_a_class_that_rests_on_the_countys_ads_says_so_and_is_not_lifted():
    whole = {(COUNTY, code): (n // 2, n // 2, n // 2, 0) for code, n in ADS.items()}
    here = {(HERE, code): (n, n, n, 0) for code, n in ADS.items()}
    fewer = {(HERE, code): (n // 8, n // 8, n // 8, 0) for code, n in ADS.items()}
    of_own = row(assessed(world(advertised=whole | here), class_trial=named()))
    few_here = world(employed={(HERE, "251"): (60, 60)}, advertised=whole | fewer | {(HERE, "251"): (1, 1, 1, 0)})
    borrowed = row(assessed(few_here, class_trial=named()))
    assert (of_own["annonsernas_grund"], of_own["lyfts_fram"]) == ("raknad", "ja")
    assert "lånat" not in of_own["anmarkning"]
    assert (borrowed["annonsernas_grund"], borrowed["lyfts_fram"]) == ("lanad_lan", "nej")
    assert borrowed["signaler"] == CLEAR_SIGNS
    assert "annonser per anställd är lånat från " in borrowed["anmarkning"]


def test_more_posts_than_an_occupation_can_have_are_told_and_not_lifted():
    usual_ads = {(HERE, code): (n, n, n, 0) for code, n in ADS.items()}
    found = [
        row(assessed(world(advertised=usual_ads | {(HERE, "251"): (2000, posts, 2000, 0)}), class_trial=named()))
        for posts in (2000, 4000)
    ]
    assert [f["lyfts_fram"] for f in found] == ["ja", "nej"]
    assert [UNUSUAL in f["anmarkning"] for f in found] == [False, True]


# What cannot be rated


FEW = {"251": 49, "711": 0, "131": None, "222": 50}


@cache
def few() -> pa.Table:
    return assessed(world(employed={(HERE, code): (1000, n) for code, n in FEW.items()}))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("251", "färre än 50 anställda"),
        ("711", "färre än 50 anställda"),
        ("131", "anställda saknas eller är skyddade"),
        ("222", None),
    ],
)
def test_fewer_than_fifty_employees_cannot_be_rated(code, says):
    found = row(few(), code)
    assert found["anstallda"] == FEW[code]
    assert (found["signaler"] == NOT_RATED) == (says is not None)
    assert found["skal"] == says
    if says:
        assert found["anmarkning"] == f"Våra signaler kan inte bedömas: {says}."
        for column in ("signalpoang", "stabilitet", "andel_vikter_samma_klass", "stod"):
            assert found[column] is None
        for flag in ("nara_gransen", "motsager_af", "lyfts_fram"):
            assert found[flag] == "nej"


def test_what_cannot_be_rated_takes_no_part_in_the_ranks_of_others():
    table = assessed(
        world(employed={(HERE, "711"): (1000, 40)}, advertised={(HERE, c): (n, n, n, 0) for c, n in ADS.items()})
    )
    assert row(table)["signalpoang"] == pytest.approx(100 * (7 / 8 + 5 / 6) / 2)


# Stability


def test_a_class_at_a_limit_stands_less_often_is_near_and_is_not_lifted():
    table = as_it_is()
    at_limit = row(table, "222")
    assert at_limit["stabilitet"] < NEAR_STABILITY
    assert (at_limit["nara_gransen"], at_limit["lyfts_fram"]) == ("ja", "nej")
    assert at_limit["anmarkning"].endswith("Nära gränsen.")


def test_the_same_figures_have_the_same_stability_with_other_delregioner_beside_or_without():
    given, table = apart(), as_it_is()
    signals = signalled(given)
    alone = signals.filter(pc.is_in(signals["geo_kod"], pa.array([HERE, COUNTY])))
    assert chosen(assessed(given, alone, class_trial=named()), geo_kod=HERE).equals(chosen(table, geo_kod=HERE))


def test_the_order_of_the_rows_is_irrelevant():
    given = apart()
    said = barometer(("a", "2512", "stora", "brist"), ("b", "2512", "små", None), ("c", "2514", "små", "balans"))
    signals = signalled(given)
    mixed = given.but({MISMATCH: shuffled(given[MISMATCH])})
    answer = assessed(mixed, shuffled(signals), shuffled(said), class_trial=named())
    assert answer.equals(assessed(given, signals, said, class_trial=named()))


# Arbetsförmedlingen


LISTED = {
    "251": ([("a", "1", "stora", "brist", "öka")], "stora", "brist", "öka"),
    "711": ([("a", "1", "stora", "brist", "öka"), ("b", "2", "stora", None, "minska")],
            "stora", "brist", "öka (1 yrke), minska (1 yrke)"),
    "131": ([("a", "1", "små", "balans"), ("b", "2", "stora", "brist"), ("c", "3", "stora", "paradox")],
            "stora (2 yrken), små (1 yrke)", "brist (1 yrke), paradox (1 yrke), balans (1 yrke)", None),
    # An occupation of the barometer that covers several groups is counted once.
    "222": ([("a", "1", "stora", "brist"), ("a", "2", "stora", "brist"), ("b", "3", "små", "brist")],
            "stora (1 yrke), små (1 yrke)", "brist", None),
    "223": ([("a", "1", None, None, "vara oförändrad")], None, None, "vara oförändrad"),
}  # fmt: skip
"""Occupation of three digits → what is said of those of four in it, and how that is told."""


@cache
def listed() -> pa.Table:
    """Also of one that nobody knows and one without any figures."""
    said = [
        (f"{code}{concept}", code + last, *words) for code, (of, *_) in LISTED.items() for concept, last, *words in of
    ]
    said += [("x", "okänt", "små", "balans"), ("y", "2631", "stora", "brist")]
    return assessed(usual()[0], barometer=barometer(*said))


@cache
def unheard() -> pa.Table:
    return assessed(usual()[0])


@pytest.mark.parametrize("code", LISTED)
def test_several_assessments_are_listed_and_never_weighed(code):
    _, chances, recruitment, later = LISTED[code]
    told(listed(), code, chances, recruitment, later)


def test_what_is_said_of_another_occupation_is_not_told():
    said = barometer(("a", "2221", "stora", "brist"), ("b", "okänt", "små", "balans"))
    told(assessed(usual()[0], barometer=said), "251", None, None, None)


def told(table: pa.Table, code: str, chances: str | None, recruitment: str | None, later: str | None) -> None:
    for place in (HERE, COUNTY):
        found = row(table, code, place)
        assert (found["af_jobbmojligheter"], found["af_rekrytering"], found["af_om_fem_ar"]) == (
            chances,
            recruitment,
            later,
        )
        assert found["af_omgang"] == ("2026-1" if chances or recruitment or later else None)
    # They take no part in ours.
    for column in ("signalpoang", "stabilitet", "lokal_kvot"):
        assert row(table, code)[column] == row(unheard(), code)[column]


def test_a_merged_group_lists_what_is_said_of_all_its_parts():
    said = barometer(("a", "2221", "stora", "brist"), ("b", "2231", "medelstora", "brist"))
    table = assessed(usual()[0], barometer=said)
    assert row(table, **GROUP_OF_NURSES)["af_jobbmojligheter"] == "stora (1 yrke), medelstora (1 yrke)"
    assert row(table, "222")["af_jobbmojligheter"] == "stora"


def test_only_the_newest_round_and_the_own_county_are_told():
    old = barometer(("a", "2512", "små", "balans"), newest="2025-2")
    there = barometer(("a", "2512", "små", "balans"), place=NATION)
    both = BAROMETER.conform(pa.concat_tables([old, there, barometer(("a", "2512", "stora", "brist"))]))
    found = row(assessed(usual()[0], barometer=both))
    assert (found["af_jobbmojligheter"], found["af_omgang"]) == ("stora", "2026-1")


@pytest.mark.parametrize(("said", "lifted"), [([], "nej"), ([("a", "1311", "stora", None)], "ja")])
def test_managers_are_a_block_of_their_own_and_lifted_only_when_assessed(said, lifted):
    many = world(advertised={(HERE, "131"): (9000, 9000, 9000, 0), (HERE, "711"): (10, 10, 10, 0)})
    table = assessed(many, barometer=barometer(*said), class_trial=named())
    found = row(table, yrkesniva=REPORTING_GROUP, yrke_kod="131")
    assert found["chefer"] == "ja" == row(table, "131")["chefer"]
    assert row(table)["chefer"] == "nej"
    # Alone with its first digit it is in the middle there, so it can come no higher.
    assert found["signaler"] in (SOME_SIGNS, CLEAR_SIGNS)
    assert found["lyfts_fram"] in ("nej", lifted)
