"""A joint assessment is one when it is decided, and says by whom, when, where and why."""

from __future__ import annotations

import pytest

from assets.methods.score import SIGNAL_CLASSES
from assets.reference.council_form import ASSESSMENTS, CLASS, form_column, form_sheets
from assets.reference.joint_assessments import STATUSES, joint_assessments, joint_of

ROW = {
    "delregion": "fyrbodal",
    "yrke_kod": "251",
    "klass": "tydliga tecken på brist",
    "status": "beslutad",
    "beslutad_av": "Strategiska gruppen",
    "datum": "2026-12-01",
    "diarienummer": "RUN 2026-1",
    "skal": "Råden är eniga.",
}


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_decided_is_shown(status: str):
    assert len(joint_of([{**ROW, "status": status}])) == (status == "beslutad")


@pytest.mark.parametrize("column", ["beslutad_av", "datum", "diarienummer", "skal"])
def test_a_decision_without_its_papers_is_refused_by_name(column: str):
    with pytest.raises(
        ValueError, match=rf"fyrbodal 251: {column} saknas\. En beslutad rad säger vem, när, var och varför"
    ):
        joint_of([{**ROW, column: " "}])


@pytest.mark.parametrize("changed", [{"status": "klar"}, {"klass": "brist"}])
def test_an_unknown_word_is_refused(changed: dict[str, str]):
    with pytest.raises(ValueError, match="finns inte. Rätta raden"):
        joint_of([{**ROW, **changed}])


def test_the_list_can_be_read():
    assert all(each.decided_by for each in joint_assessments())


def test_the_form_has_the_scale_of_our_signals():
    assert form_column(ASSESSMENTS, CLASS).choices == (*(each.word for each in SIGNAL_CLASSES), "kan inte bedömas")


def test_every_column_of_the_form_says_what_it_is_for():
    assert all(column.explanation.endswith(".") for sheet in form_sheets() for column in sheet.columns)
    assert len({(s.name, c.name) for s in form_sheets() for c in s.columns}) == sum(
        len(s.columns) for s in form_sheets()
    )
