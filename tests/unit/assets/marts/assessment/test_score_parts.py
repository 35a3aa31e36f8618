"""mart.poangens_delar: the weights and limits that the score is made by, under the names that readers meet."""

from __future__ import annotations

import pytest

from assets.contracts.assessment import SCORE_PARTS
from assets.contracts.trial import CLASS_TRIAL, UNITS
from assets.methods.score import SIGNAL_CLASSES
from assets.reference.signal_score import SCORE_VERSION, class_limits, score_composition
from tests.unit.rows import find, rows
from tests.unit.world.world import World


def made(earned: bool = False):
    trial = rows(
        CLASS_TRIAL,
        (
            {"enhet": unit, "klass": each.word, "heter": each.word if earned else each.plain}
            for unit in UNITS
            for each in SIGNAL_CLASSES
        ),
    )
    return World({CLASS_TRIAL: trial})[SCORE_PARTS]


def test_every_part_has_its_weight_and_what_it_is_compared_with():
    found = find(made(), slag="del")
    assert [(row["indikator"], row["jamfors_med"]) for row in found] == [
        (part.indicator, part.compared_with) for part in score_composition()
    ]
    assert sum(row["vikt"] for row in found) == pytest.approx(1)
    assert {(row["namn"] != row["indikator"], row["fran"], row["version"]) for row in found} == {
        (True, None, SCORE_VERSION)
    }


@pytest.mark.parametrize("earned", [True, False])
def test_every_class_has_its_limit_and_the_name_it_has_earned(earned: bool):
    found = find(made(earned), slag="klass")
    assert [row["namn"] for row in found] == [each.word if earned else each.plain for each in SIGNAL_CLASSES]
    assert [row["fran"] for row in found] == [*class_limits(), 0.0]
    assert {(row["vikt"], row["indikator"], row["granskad_av"]) for row in found} == {(None, None, None)}
    assert {row["granskning"] for row in found} == {"preliminär"}
