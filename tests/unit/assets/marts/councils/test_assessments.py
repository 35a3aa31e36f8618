"""What stands as the council's is what the council said last, and it goes nowhere near our signals."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.assessment import ASSESSMENT, SCORE_PARTS, SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.councils import (
    COMMON_VIEW,
    COUNCIL_ASSESSMENTS,
    COUNCILS_VIEW,
    OF_ENOUGH,
    SINGLE_VIEW,
    STAGED_ASSESSMENTS,
)
from assets.contracts.long_term import PROJECTION
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.track_record import TRACK_RECORD
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL
from assets.lineage import LINEAGE
from assets.marts.councils.assessments import council_assessments
from assets.marts.councils.common_view import common_view
from assets.methods.council_agreement import AGREES, DIFFERS, FEW_VOICES, NOT_COMPARED, PARTLY
from assets.methods.score import CLEAR_SIGNS, NO_SIGNS, SOME_SIGNS, SURPLUS_SIGNS
from sources.catalogue.councils import COUNCIL_FORMS
from tests.unit.rows import chosen, rows
from tests.unit.world.numbers import GROUP_OF_NURSES, usual

HERE, NURSES = "fyrbodal", GROUP_OF_NURSES["yrke_kod"]
SAID = {"delregion": HERE, "yrke_kod": NURSES, "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20"}


def made(*answers: dict[str, Any]) -> pa.Table:
    forms = rows(STAGED_ASSESSMENTS, [{**SAID, "formular": str(at), "roster": 5, **a} for at, a in enumerate(answers)])
    return COUNCIL_ASSESSMENTS.conform(council_assessments(forms, "14"))


def in_force(table: pa.Table) -> list[str]:
    return [row["klass"] for row in chosen(table, galler_nu="ja").to_pylist()]


def test_a_newer_form_supersedes_and_the_older_ones_stay():
    table = made(
        {"klass": NO_SIGNS, "omgang": "2026-1", "behandlat": "2026-05-20"},
        {"klass": SOME_SIGNS},
        {"klass": CLEAR_SIGNS, "runda": "2", "behandlat": "2026-11-27"},
    )
    assert table.num_rows == 3
    assert in_force(table) == [CLEAR_SIGNS]


def test_two_forms_of_a_round_are_told_apart_by_their_day_and_both_are_shown():
    table = made({"klass": NO_SIGNS}, {"klass": CLEAR_SIGNS, "behandlat": "2026-11-27"})
    assert table["behandlat"].to_pylist() == ["2026-11-20", "2026-11-27"]
    assert in_force(table) == [CLEAR_SIGNS]


def test_a_group_that_is_merged_into_another_since_keeps_the_name_that_it_had():
    table = made({"klass": NO_SIGNS, "yrke_kod": "229", "yrke_namn": "Andra i vården"})
    assert [(row["yrke_kod"], row["yrke_namn"]) for row in table.to_pylist()] == [("229", "Andra i vården")]


def test_of_a_day_that_is_handed_in_twice_the_last_form_stands():
    assert in_force(made({"klass": NO_SIGNS}, {"klass": CLEAR_SIGNS})) == [CLEAR_SIGNS]


def test_what_an_older_round_said_is_not_in_force_when_the_newer_says_nothing_of_it():
    table = made({"klass": NO_SIGNS, "omgang": "2026-1"}, {"klass": CLEAR_SIGNS, "yrke_kod": "251"})
    assert in_force(table) == [CLEAR_SIGNS]


@pytest.mark.parametrize(
    ("voices", "shown"), [(1, SINGLE_VIEW), (FEW_VOICES - 1, SINGLE_VIEW), (FEW_VOICES, COUNCILS_VIEW)]
)
def test_few_voices_are_not_called_the_councils(voices: int, shown: str):
    assert made({"roster": voices})["visas_som"].to_pylist() == [shown]


def test_what_one_or_two_have_said_is_a_class_and_nothing_more():
    told = {
        "personer_fran": 50,
        "personer_till": 100,
        "jav": "ja",
        "orsak": "villkor",
        "grund": "dialoger med arbetsgivare",
    }
    said = {"klass": CLEAR_SIGNS, "sakerhet": "hög", **told}
    (few,), (enough,) = (made({**said, "roster": voices}).to_pylist() for voices in (FEW_VOICES - 1, FEW_VOICES))
    assert {column.name for column in OF_ENOUGH if few[column.name] is not None} == set()
    assert (few["klass"], few["visas_som"]) == (CLEAR_SIGNS, SINGLE_VIEW)
    assert {name: enough[name] for name in told} == told


def test_another_countys_councils_are_left_out():
    forms = rows(STAGED_ASSESSMENTS, [{**SAID, "formular": "a", "roster": 5}])
    assert council_assessments(forms, "12").num_rows == 0


def beside(klass: str, *, voices: int = 5) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row of mart.bedomning and that of mart.samsyn, when the council says so of the nurses."""
    world, _ = usual()
    changed = world.but({COUNCIL_ASSESSMENTS: made({"klass": klass, "roster": voices})})
    (assessed,) = chosen(changed[ASSESSMENT], geo_kod=HERE, **GROUP_OF_NURSES).to_pylist()
    (view,) = changed[COMMON_VIEW].to_pylist()
    return assessed, view


def test_it_stands_beside_and_changes_nothing_else_of_the_row():
    world, _ = usual()
    changed = world.but({COUNCIL_ASSESSMENTS: made({"klass": CLEAR_SIGNS})})
    before, after = world[ASSESSMENT].to_pylist(), changed[ASSESSMENT].to_pylist()
    different = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert [b["radets_bedomning"] for _, b in different] == [CLEAR_SIGNS]
    assert all({k for k in a if a[k] != b[k]} == {"radets_bedomning"} for a, b in different)


def test_few_voices_say_so_in_the_row_that_readers_see():
    assessed, view = beside(CLEAR_SIGNS, voices=1)
    assert assessed["radets_bedomning"] == view["radets_bedomning"] == f"{CLEAR_SIGNS} ({SINGLE_VIEW})"


@pytest.mark.parametrize("klass", [CLEAR_SIGNS, SOME_SIGNS, NO_SIGNS, SURPLUS_SIGNS, "kan inte bedömas"])
def test_what_differs_is_for_the_meeting_with_the_numbers_behind_ours(klass: str):
    assessed, view = beside(klass)
    assert view["signaler"] == assessed["signaler"]
    differs = DIFFERS in (view["rad_mot_af"], view["rad_mot_signaler"])
    assert view["till_samtal"] == ("ja" if differs else "nej")
    assert bool(view["drivs_av"]) == differs
    assert view["rad_mot_af"] in (AGREES, PARTLY, DIFFERS, NOT_COMPARED)
    if klass == "kan inte bedömas":
        assert (view["rad_mot_af"], view["rad_mot_signaler"]) == (NOT_COMPARED, NOT_COMPARED)


def test_the_numbers_behind_our_signals_keep_a_decimal():
    world, _ = usual()
    signals = world[SIGNALS].to_pandas()
    of_nurses = (signals["geo_kod"] == HERE) & (signals["yrke_kod"] == NURSES)
    signals.loc[of_nurses & signals["varde"].notna(), "varde"] = 0.44
    said = made({"klass": SURPLUS_SIGNS, "roster": 5})
    assessed = world[ASSESSMENT].to_pandas()
    assessed.loc[assessed["yrke_kod"] == NURSES, "signaler"] = CLEAR_SIGNS
    made_of = common_view(
        ASSESSMENT.conform(pa.Table.from_pandas(assessed)), said, SIGNALS.conform(pa.Table.from_pandas(signals))
    )
    (view,) = made_of.to_pylist()
    assert view["till_samtal"] == "ja"
    assert [part.split(": ")[1].split(" ")[0] for part in view["drivs_av"].split("; ")] == ["0,4"] * 3


@pytest.mark.parametrize(
    "table", [SIGNALS, SCORE_PARTS, MISMATCH, TRIAL, CLASS_TRIAL, AGREEMENT, BAROMETER, PROJECTION], ids=lambda t: t.id
)
def test_no_table_of_ours_or_of_arbetsformedlingen_rests_on_what_a_council_says(table: TableContract):
    assert COUNCIL_FORMS.dataset not in LINEAGE.sources(table)


def test_only_what_shows_the_councils_and_how_right_they_were_rests_on_their_forms():
    resting = set(
        LINEAGE.used_in([SIGNALS, ASSESSMENT, COUNCIL_ASSESSMENTS, COMMON_VIEW, TRACK_RECORD])[COUNCIL_FORMS.dataset]
    )
    assert resting == {ASSESSMENT.name, COUNCIL_ASSESSMENTS.name, COMMON_VIEW.name, TRACK_RECORD.name}


def test_what_the_councils_say_rests_on_no_other_source():
    assert LINEAGE.sources(COUNCIL_ASSESSMENTS) == (COUNCIL_FORMS.dataset,)
