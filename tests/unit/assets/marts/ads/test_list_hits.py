"""mart.listtraffar: how much each list of employers matches in the ads."""

from __future__ import annotations

from typing import Any

import pytest

from assets.contracts.ads import (
    COMPANY_LIST,
    EITHER_STAFFING,
    LIST_HITS,
    LISTS,
    PREFIX_LIST,
    STAFFING_NAMES,
    STAFFING_NUMBERS,
    STAGED_ADS,
)
from assets.reference.employers import sector_prefixes, staffing_names
from tests.unit.assets.marts.ads.test_ads import AGENCY, COMPANY, staged
from tests.unit.world.world import World


@pytest.fixture(autouse=True)
def lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.marts.ads.list_hits.staffing_agencies", lambda: frozenset({AGENCY, "5569000009"}))
    monkeypatch.setattr("assets.marts.ads.list_hits.public_companies", lambda: frozenset({COMPANY}))


def hits(*ads: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["lista"]: row for row in World({STAGED_ADS: staged(*ads)})[LIST_HITS].to_pylist()}


def test_rows_that_match_and_ads_that_are_matched_are_counted():
    found = hits(
        {"organisationsnummer": AGENCY},
        {"organisationsnummer": AGENCY, "bemanning_av_namn": True},
        {"organisationsnummer": "5560000001", "bemanning_av_namn": True},
        {"organisationsnummer": "2120001234", "bemanning_av_namn": True},
        {"organisationsnummer": "2120005678"},
        {"organisationsnummer": COMPANY},
        {"organisationsnummer": "enskild"},
        {"organisationsnummer": None},
    )
    assert set(found) == set(LISTS)
    assert {name: (row["rader"], row["rader_med_traff"], row["annonser_med_traff"]) for name, row in found.items()} == {
        STAFFING_NUMBERS: (2, 1, 2),
        STAFFING_NAMES: (len(staffing_names()), None, 3),
        EITHER_STAFFING: (2 + len(staffing_names()), None, 3),  # a public body never is one
        COMPANY_LIST: (1, 1, 1),
        PREFIX_LIST: (len(sector_prefixes()), 1, 2),
    }
    assert {row["annonser_publicerade"] for row in found.values()} == {8}
    assert found[STAFFING_NUMBERS]["andel"] == 0.25


def test_a_list_that_matches_nothing_has_its_row():
    found = hits({"organisationsnummer": None})
    assert {row["annonser_med_traff"] for row in found.values()} == {0}
    assert {row["andel"] for row in found.values()} == {0}


def test_only_the_newest_twelve_months_count():
    found = hits(
        {"manad": "2025-03", "organisationsnummer": AGENCY},
        {"manad": "2025-04", "organisationsnummer": AGENCY},
        {"manad": "2026-03"},
    )
    row = found[STAFFING_NUMBERS]
    assert (row["annonser_publicerade"], row["annonser_med_traff"]) == (2, 1)
    assert (row["period_fran"], row["period_till"]) == ("2025-04", "2026-03")
