"""The bench of what the signals are worth runs to its end on the recorded figures. Needs ../shared."""

from __future__ import annotations

import re

import pytest

from bench.validity import GOAL, MEASURES, NATIONAL, OF_ADS, SCORE, cases, measured
from bench.validity import assessments as recorded_assessments
from bench.validity import counts as recorded_counts
from tests.integration.test_bench import bench
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED


@pytest.fixture(scope="module")
def said() -> str:
    return bench("validity", str(SHARED / "real"), "--draws", "20")


def test_both_units_are_judged_by_every_measure(said: str):
    assert said.count("where the nation has one assessment:") == 2
    counted = [len(re.findall(rf"^ +{re.escape(name)} +kappa ", said, re.MULTILINE)) for name in MEASURES]
    assert counted == [4] * len(MEASURES)
    assert len(re.findall(rf"^ +{re.escape(NATIONAL)} +kappa ", said, re.MULTILINE)) == 2


def test_the_figure_of_the_goal_is_the_best_measure_of_ads_beside_the_other_unit(said: str):
    kappas = re.findall(r"^ +(.+?) +kappa (\S+) ", said, re.MULTILINE)
    of_ads = {name: [value for other, value in kappas if other == name] for name in OF_ADS}
    best = max(OF_ADS, key=lambda name: float(of_ads[name][0]))
    lines = [line for line in said.splitlines() if " at SSYK3, goal " in line]
    assert [line.split(":")[0] for line in lines] == list(dict.fromkeys((best, SCORE)))
    for line in lines:
        first, _, second, _ = of_ads[line.split(":")[0]]
        verdict = "reached" if float(first) >= GOAL else "not reached"
        assert line.endswith(f"kappa {first} at SSYK3, goal {GOAL:.2f} {verdict}; {second} in the barometer's unit")


def test_what_advertising_says_agrees_with_the_assessments_as_far_as_is_claimed(said: str):
    (best, *_) = [line for line in said.splitlines() if " at SSYK3, goal " in line]
    assert f"goal {GOAL:.2f} reached" in best


def test_each_case_has_one_assessment_and_measures_within_its_county():
    measures = measured(recorded_counts(SHARED / "real"))
    found = cases(measures, recorded_assessments(SHARED / "real"), "SSYK3")
    assert not found.duplicated(["lan", "ssyk3"]).any()
    assert found["lan"].nunique() == 21
    assert found[SCORE].between(0, 100).all()
    assert measures.groupby("lan")["ads per employee"].mean().round(9).eq(0.5).all()
