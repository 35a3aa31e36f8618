"""The bench of what the signals are worth runs to its end on the recorded figures. Needs ../shared."""

from __future__ import annotations

from tests.integration.test_bench import bench
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED


def test_both_units_are_judged():
    said = bench("validity", str(SHARED / "real"), "--draws", "20")
    assert said.count("where the nation has one assessment:") == 2
    assert "ads, half SSYK1" in said
