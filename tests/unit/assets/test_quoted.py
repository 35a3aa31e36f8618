"""Texts quote numbers from the constants; those that no constant can reach are held here."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from assets.contracts.ads import COUNTY_ADS, STAGED_OPEN_ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import ANALYSIS, ANALYSIS_MEASURES, MISMATCH, NET_OF_STEP
from assets.contracts.trial import AGREEMENT
from assets.methods.matching import NINTH_DECILE, SURE_LEVEL
from assets.methods.mismatch_index import ALPHAS
from assets.methods.quoted import every, figures, in_swedish, part, spelled
from assets.methods.rounding import COARSE_STEPS, coarse_persons
from assets.reference.areas import counties
from assets.reference.series_breaks import UNKNOWN_BREAK, known_breaks
from reports import texts
from sources.arbetsformedlingen.ad_state import REMEMBERED


@pytest.mark.parametrize("number", [-1, 14, 2.5, 1000])
def test_a_number_without_a_word_is_written_with_figures(number):
    with pytest.raises(ValueError, match="write the text that quotes it with figures"):
        spelled(number)


@pytest.mark.parametrize("share", [0, 0.15, 0.3, 0.7, 1, -0.1])
def test_a_share_without_a_word_is_written_with_figures(share):
    for words in (part, every):
        with pytest.raises(ValueError, match="write the text that quotes it with figures"):
            words(share)


def test_figures_are_swedish():
    assert [figures(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1 000", "1 234 567"]
    assert [figures(n, 2) for n in (0.1, 2, 1234.5)] == ["0,10", "2,00", "1 234,50"]
    assert [in_swedish(n) for n in (0.25, 0.3, 3, 10)] == ["0,25", "0,3", "3", "10"]


def test_the_break_that_texts_tell_of_is_the_registered_one():
    first = int(known_breaks()[UNKNOWN_BREAK].first)
    told = " ".join(
        [*EMPLOYEES.caveats, *MISMATCH.caveats, *ANALYSIS.caveats, texts.BREAK, *(text for _, text in texts.METHOD)]
    )
    assert told.count(f"ellan {first - 1} och {first}") == 7
    assert f"utan rikets hopp {first - 1}–{first}" == NET_OF_STEP
    assert NET_OF_STEP.removeprefix("utan ") in MISMATCH.column("forandring_netto").term


def test_counties_and_days_that_texts_tell_of_are_those_of_the_code():
    assert f"alla {len(counties())} län" in COUNTY_ADS.description
    assert f"alla {len(counties())} län" in AGREEMENT.description
    assert REMEMBERED.days == 14
    assert "i två veckor" in STAGED_OPEN_ADS.description


def test_the_level_of_what_is_sure_is_that_of_its_decile():
    assert round(NormalDist().inv_cdf((1 + SURE_LEVEL) / 2), 4) == NINTH_DECILE


def test_the_mismatch_measures_are_named_by_their_elasticity():
    assert all(code == f"missmatchning_{10 * alpha:02.0f}" for code, alpha in ALPHAS.items())
    assert list(ANALYSIS_MEASURES)[: len(ALPHAS)] == list(ALPHAS)


def test_persons_are_rounded_as_the_method_tells():
    told = dict(texts.METHOD)["Avrundning"]
    assert "till närmaste 5 under 100, 10 under 1 000 och 50 däröver" in told
    assert [coarse_persons(n) for n in (99, 101, 994, 1024, 1026)] == [100, 100, 990, 1000, 1050]
    assert [step for _, step in COARSE_STEPS] == [5, 10, 50]
