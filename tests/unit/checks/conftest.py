"""What several tests of checks use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assets.reference.review import FINAL, ReviewedList
from assets.reference.signal_score import reviewed_lists


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> list[ReviewedList]:
    """The lists that the score is made by as if they were final."""
    final = [replace(item, status=FINAL, reviewed_by="A. Ek") for item in reviewed_lists()]
    monkeypatch.setattr("checks.rules.assessment.reviewed_lists", lambda: tuple(final))
    return final
