"""What several tests of checks use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assets.reference import FINAL, CutPoints, cut_points


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> dict[str, CutPoints]:
    """The limits in use as if they were final."""
    final = {name: replace(cut, status=FINAL) for name, cut in cut_points().items()}
    monkeypatch.setattr("checks.rules.assessment.cut_points", lambda: final)
    return final
