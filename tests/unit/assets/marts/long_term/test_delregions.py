"""The trial of the delregioner and of one sex at a time, and what follows from it for the projections."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.marts.long_term.accuracy import NOT_TRIED_IN_DELREGIONS, accuracy
from assets.marts.long_term.panels import county_panel, delregions, sexes
from assets.marts.long_term.projection import projection
from assets.methods import backtest as trial
from assets.methods.parts_of_counties import OWN_SHARES
from assets.methods.projection_intervals import SIZE_CLASSES, UNSURE, size_class
from tests.unit.assets.marts.long_term.registers import CODES, DELREGIONS, delregions_over_years, employees, registers
from tests.unit.assets.marts.long_term.test_long_term import people, saying
from tests.unit.assets.marts.long_term.test_long_term import tried as tried_without_delregions
from tests.unit.rows import one


@cache
def tried(own: float = 0.0) -> pd.DataFrame:
    return ACCURACY.conform(accuracy(delregions_over_years(own), **registers(), county="14")).to_pandas()


def of_delregions(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["urval"].isin(trial.OF_DELREGIONS) & frame["publiceras"].notna()]


def projected(**changes: str | None) -> pd.DataFrame:
    """With the families' trend in the counties, and in the delregioner what is told."""
    frame = saying(
        ACCURACY.conform(pa.Table.from_pandas(tried(), preserve_index=False)), publiceras=trial.BASE, klarade="ja"
    )
    answers = frame.to_pandas()
    here = answers["urval"].isin(trial.OF_DELREGIONS) & answers["publiceras"].notna()
    for column, value in changes.items():
        answers.loc[here, column] = value
    let_through = ACCURACY.conform(pa.Table.from_pandas(answers, preserve_index=False))
    made = projection(employees(), let_through, people(), **registers(), county="14")
    return PROJECTION.conform(made).to_pandas()


def test_every_number_of_years_says_what_the_delregioner_have() -> None:
    """Each with one method, tried on both of them; requirements stand only by what may be published."""
    frame = of_delregions(tried())
    assert set(frame["horisont"]) == set(trial.TESTED_HORIZONS)
    assert (frame.groupby("horisont")["publiceras"].nunique() == 1).all()
    assert set(frame.loc[frame["urval"] == trial.DELREGION, "grupp"]) == set(DELREGIONS)
    assert set(frame["yrkesniva"]) == {"ssyk3"}
    beside = frame["metod"].isin([OWN_SHARES, *trial.NAIVE])
    assert beside.any()
    assert frame.loc[beside, "krav"].isna().all()
    asked = frame[frame["krav"].notna()]
    assert set(asked["matt"]) == {trial.RELATIVE, trial.COVERAGE}
    covers = asked.loc[asked["matt"] == trial.COVERAGE, "krav"]
    assert set(covers) == {"minst 0,75"}


def test_where_they_keep_their_part_of_the_county_they_are_hit_as_it_is() -> None:
    """And where they do not, moving as the county is no longer surely better: shares are then constant, and the row says why."""
    still, moving = (of_delregions(tried(own)) for own in (0.0, 0.012))
    errors = [
        f[(f["horisont"] == 5) & (f["urval"] == trial.DELREGIONS) & (f["matt"] == trial.RELATIVE)].set_index("metod")
        for f in (still, moving)
    ]
    of_county = tried()
    of_county = of_county[of_county["yrkesniva"] == "ssyk3"]
    own = of_county[(of_county["horisont"] == 5) & (of_county["urval"] == trial.COUNTY) & (of_county["grupp"] == "14")]
    own = own[own["matt"] == trial.RELATIVE].set_index("metod")["varde"]
    for name in (trial.BASE, own.index[0]):
        assert errors[0].loc[name, "varde"] == pytest.approx(own[name], rel=0.1)
    assert errors[1].loc[trial.BASE, "varde"] > errors[0].loc[trial.BASE, "varde"]
    # Their own trend is what moves them, and it is seen.
    assert errors[1].loc[trial.OWN, "varde"] < errors[1].loc[trial.BASE, "varde"]
    against = moving[(moving["horisont"] == 5) & (moving["matt"] == trial.AGAINST_COUNTY)].set_index("metod")
    assert against.loc[trial.OWN, "ovre"] < 1


def test_without_municipalities_back_in_time_it_is_said() -> None:
    """One row for each number of years, without a number; the county's method is kept."""
    frame = tried_without_delregions().to_pandas()
    rows = of_delregions(frame)
    assert set(rows["anmarkning"]) == {NOT_TRIED_IN_DELREGIONS}
    assert len(rows) == len(trial.TESTED_HORIZONS)
    assert (rows["celler"] == 0).all()
    assert rows["varde"].isna().all()
    of_counties = frame[(frame["urval"] == trial.EVERYTHING) & (frame["yrkesniva"] == "ssyk3")]
    kept = of_counties.dropna(subset=["publiceras"]).groupby("horisont")["publiceras"].first()
    assert rows.set_index("horisont")["publiceras"].to_dict() == kept.to_dict()


def test_an_occupation_that_is_missing_a_year_is_in_no_case_and_no_total() -> None:
    """So that the delregion's total is of the same occupations every year; nothing else is lost."""
    panel = county_panel(**registers())
    assert panel is not None
    three = panel.summed(3)
    whole, lacking = (delregions(three, delregions_over_years(hidden=code), "14") for code in ("", CODES[20]))
    assert whole is not None
    assert lacking is not None
    assert whole.known.all()
    at = three.codes.index(CODES[20])
    assert (np.argwhere(~lacking.known) == [[at, 0]]).all()
    assert not lacking.panel.persons[at, 0].any()
    assert (np.delete(lacking.panel.persons, at, axis=0) == np.delete(whole.panel.persons, at, axis=0)).all()


def test_years_that_are_not_in_a_row_begin_later() -> None:
    """A year without a delregion ends the row, and none is no trial."""
    panel = county_panel(**registers())
    assert panel is not None
    three = panel.summed(3)
    frame = delregions_over_years().to_pandas()
    hole = pa.Table.from_pandas(
        frame[(frame["ar"] != 2019) | (frame["geo_kod"] != DELREGIONS[1])], preserve_index=False
    )
    found = delregions(three, hole, "14")
    assert found is not None
    assert (found.panel.first_year, found.panel.last_year) == (2020, 2024)
    assert delregions(three, delregions_over_years().slice(0, 0), "14") is None


def test_women_and_men_are_tried_and_nothing_of_them_is_published() -> None:
    """In this register all are women; men, whom no county has, are left out."""
    panel = county_panel(**registers())
    assert panel is not None
    assert list(sexes(panel.summed(3), **registers())) == ["kvinnor"]
    rows = tried()[tried()["urval"] == trial.SEX]
    assert set(rows["grupp"]) == {"kvinnor"}
    assert rows["publiceras"].isna().all()
    assert set(rows["anmarkning"]) == {"Bara prövat: framskrivningen görs inte efter kön."}
    # All employees are one sex here, so it is hit as all are.
    both = tried()[(tried()["urval"] == trial.EVERYTHING) & (tried()["matt"] == trial.RELATIVE)]
    both = both[both["yrkesniva"] == "ssyk3"].set_index(["horisont", "metod"])["varde"]
    women = rows[(rows["matt"] == trial.RELATIVE) & rows["metod"].isin(trial.METHOD_NAMES)]
    for row in women.itertuples():
        assert row.varde == pytest.approx(both[row.horisont, row.metod])


def test_a_delregion_that_the_trial_does_not_let_move_keeps_its_share_and_says_so() -> None:
    """While the county moves."""
    made = pa.Table.from_pandas(projected(publiceras=trial.CONSTANT))
    here = one(made, geo_kod="fyrbodal", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    county = one(made, geo_kod="14", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    assert (here["metod"], here["forandring_andel"], here["riktning"]) == (trial.CONSTANT, 0.0, None)
    assert "här var länens framskrivning inte säkert bättre" in here["anmarkning"]
    assert (county["metod"], county["forandring_andel"] != 0) == (trial.BASE, True)


def test_a_size_whose_limits_have_been_too_narrow_in_the_delregioner_has_no_number_there() -> None:
    """The county's numbers of that size stay."""
    frame = tried()
    made = projected(klarade="nej")
    here = made[(made["ar"] == 2029) & (made["yrkesniva"] == "ssyk3")]
    there = here[(here["geo_niva"] == "delregion") & here["anstallda"].between(50, 10**6)]
    there = there[~there["yrke_kod"].str.startswith(("0", "95"))]
    covered = frame[
        (frame["urval"] == trial.DELREGION_SIZE) & (frame["matt"] == trial.COVERAGE) & (frame["horisont"] == 5)
    ]
    classes = [SIZE_CLASSES[at] for at in size_class(there["anstallda"])]
    there = there[pd.Series(classes, there.index).isin(covered["grupp"])]
    assert len(there) > 10
    assert (there["riktning"] == UNSURE).all()
    assert there["personer"].isna().all()
    assert here.loc[here["geo_niva"] == "lan", "personer"].notna().any()


def test_an_untried_delregion_says_so_beside_the_number() -> None:
    """It is moved as the county."""
    let_through = saying(tried_without_delregions(), publiceras=trial.BASE, klarade="ja")
    made = PROJECTION.conform(projection(employees(), let_through, people(), **registers(), county="14"))
    here = one(made, geo_kod="fyrbodal", yrkesniva="ssyk3", yrke_kod=CODES[20], ar=2029)
    assert here["personer"] is not None
    assert here["anmarkning"].startswith("Ändras som länets. Inte prövad i delregionerna")


def test_the_error_of_their_total_widens_the_persons_limits_and_never_narrows_them() -> None:
    """The larger of the county's and their own."""
    made = projected()
    errors = made[made["horisont"] == 5].groupby("geo_niva")["fel_total"].first()
    assert errors["delregion"] >= errors["lan"]


@pytest.mark.parametrize("own", ["ja", None])
def test_a_size_that_was_not_tried_in_the_delregioner_has_the_verdict_of_the_counties(own: str | None) -> None:
    """Size by size: what was tried there stands, whatever is said of the counties."""
    frame = saying(
        ACCURACY.conform(pa.Table.from_pandas(tried(), preserve_index=False)), publiceras=trial.BASE, klarade="ja"
    ).to_pandas()
    covered = (frame["matt"] == trial.COVERAGE) & (frame["metod"] == trial.BASE)
    there = covered & (frame["urval"] == trial.DELREGION_SIZE)
    size = frame.loc[there & (frame["horisont"] == 5), "grupp"].iloc[0]
    frame.loc[covered & (frame["urval"] == trial.SIZE) & (frame["grupp"] == size), "klarade"] = "nej"
    if own is None:
        frame = frame[~(there & (frame["grupp"] == size))]
    accuracy = ACCURACY.conform(pa.Table.from_pandas(frame, preserve_index=False))
    made = projection(employees(), accuracy, people(), **registers(), county="14").to_pandas()
    here = made[(made["ar"] == 2029) & (made["yrkesniva"] == "ssyk3") & (made["geo_niva"] == "delregion")]
    here = here[(here["anstallda"] >= 50) & ~here["yrke_kod"].str.startswith(("0", "95"))]
    inside = here[[SIZE_CLASSES[at] == size for at in size_class(here["anstallda"])]]
    assert len(inside)
    assert inside["personer"].notna().all() == (own == "ja")
