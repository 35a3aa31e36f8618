"""What the signals have earned, as a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.model import Record
from assets.contracts.trial import AUC, KAPPA, NATIONAL, SCORE, UNITS
from assets.reference.review import FINAL
from assets.reference.signal_score import reviewed_lists
from reports.sheets.model import Facts, Sheet
from reports.sheets.trial import NOT_TRIED, class_name, class_trial, indicator_trial, trial_lead, trial_text
from tests.unit.reports import small_signals
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.sheet_facts import cells, facts

AGREEMENT: list[Record] = small_signals.agreement().to_pylist()
TRIAL: list[Record] = small_signals.trial().to_pylist()


def agreeing(*, without: Callable[[Record], bool] = lambda _: False) -> list[Record]:
    """The rows, those that are left out as the table has what could not be tried."""
    return [{**r, "varde": None, "nedre": None, "ovre": None} if without(r) else r for r in AGREEMENT]


def test_the_trial_is_told_in_sentences_with_both_units():
    assert trial_text(AGREEMENT) == (
        "Signalerna är prövade mot Yrkesbarometern i alla län. Varje yrke prövas med gränser som andra yrken har satt. "
        "Samstämmigheten (kappa) är 0 när den bara är slump, och 1 när den är full. För yrkesgrupper (SSYK3) är den 0,31 (0,21 till "
        "0,42). Arbetsförmedlingens bedömning av riket, kopierad till länen, når 0,79. På samma fall når signalpoängen 0,33. "
        "Ett yrke med stora jobbmöjligheter har högre signalpoäng än ett annat yrke i 67 jämförelser av 100. För barometerns yrken "
        "är den 0,21 (0,11 till 0,32). "
        "Arbetsförmedlingens bedömning av riket, kopierad till länen, når 0,69. På samma fall når signalpoängen 0,23. "
        "Ett yrke med stora jobbmöjligheter har högre signalpoäng än ett annat yrke i 57 jämförelser av 100. "
        "Inom parentes står 90 procents intervall."
    )


@pytest.mark.parametrize(
    "rows", [[], agreeing(without=lambda r: r["prediktor"] == SCORE)], ids=["no rows", "no values"]
)
def test_without_a_barometer_it_says_what_the_classes_are_called(rows: list[Record]):
    assert trial_text(rows) == NOT_TRIED
    assert "inte prövade" in NOT_TRIED
    assert "vad annonserna visar" in NOT_TRIED


def test_a_unit_and_a_measure_that_could_not_be_tried_are_not_told_as_numbers():
    text = trial_text(agreeing(without=lambda r: r["enhet"] == UNITS[1]))
    assert "För yrkesgrupper (SSYK3) är den 0,31" in text
    assert "Barometerns yrken är inte prövade." in text
    assert ".." not in text
    text = trial_text(agreeing(without=lambda r: r["prediktor"] == NATIONAL or r["matt"] == AUC))
    assert text.count("är den 0,") == 2
    assert "kopierad" not in text
    assert "jämförelser" not in text
    assert text == trial_text([r for r in AGREEMENT if (r["prediktor"], r["matt"]) == (SCORE, KAPPA)])


def test_what_is_rounded_to_nothing_has_no_minus():
    rows = [{**r, "nedre": -0.002} for r in AGREEMENT]
    assert "är den 0,31 (0,00 till 0,42)." in trial_text(rows)
    sheet = indicator_trial(facts(trial=[{**r, "nedre": -0.0001} for r in TRIAL]))
    assert {row[5] for row in sheet.rows} == {"0,000"}


def test_the_page_says_first_how_it_went_and_on_what_sources():
    told, source = trial_lead(facts(agreement=AGREEMENT))
    assert told == trial_text(AGREEMENT)
    assert source.startswith("Källa: ")
    assert "Hämtat 2026-" in source


def test_a_class_is_a_row_per_unit_from_the_highest_with_its_name():
    sheet = class_trial(facts())
    assert [row[0] for row in sheet.rows][::2] == [
        "tydliga tecken på brist", "vissa tecken på brist", "inga tydliga tecken", "tecken på överskott",
    ]  # fmt: skip
    assert [row[1] for row in sheet.rows] == [*UNITS] * 4
    assert cells(sheet) == {
        "Klass": "tydliga tecken på brist",
        "Prövad på": "yrkesgrupper (SSYK3)",
        "Ordet påstår att jobbmöjligheterna är": "stora",
        "AF säger det om klassens yrken": 0.72,
        "Undre gräns": 0.61,
        "Övre gräns": 0.81,
        "AF säger det om alla yrken": 0.543,
        "AF säger motsatsen om klassens yrken": 0.08,
        "Klassen heter": "tydliga tecken på brist",
        "Anmärkning": "",
    }
    assert [row[-2] for row in sheet.rows[2:]] == [
        *["ganska många annonser per anställd"] * 2, *["inga tydliga tecken"] * 2, *["få annonser per anställd"] * 2,
    ]  # fmt: skip


def test_a_class_is_called_the_same_wherever_it_is_told_of():
    assert [class_name(facts(), at) for at in range(4)] == [
        "tydliga tecken på brist", "ganska många annonser per anställd", "inga tydliga tecken", "få annonser per anställd",
    ]  # fmt: skip


def test_an_indicator_is_a_row_per_unit_in_the_indicators_order():
    sheet = indicator_trial(facts(trial=TRIAL[::-1]))
    assert [row[0] for row in sheet.rows][::2] == [
        "Annonser per 100 anställda, rättade för täckning", "Öppna annonser per 100 anställda", "Annonstid",
    ]  # fmt: skip
    assert [row[1] for row in sheet.rows] == [*UNITS] * 3
    assert cells(sheet) == {
        "Indikator": "Annonser per 100 anställda, rättade för täckning",
        "Prövad på": "yrkesgrupper (SSYK3)",
        "Tillförlitlighet": "0,96",
        "AUC utan": "0,50",
        "Skillnad med": "0,151",
        "Undre gräns": "0,072",
        "Utfall": "ingår i signalpoängen",
        "Anmärkning": "",
    }
    assert "tillförlitligheten är minst 0,5 och" in sheet.summary


@pytest.mark.parametrize("make", [class_trial, indicator_trial])
def test_what_was_not_tried_has_its_reason_beside_the_two_dots(make: Callable[[Facts], Sheet]):
    sheet = make(facts(trial=TRIAL))
    lacking = [row for row in sheet.rows if None in row or ".." in row]
    assert lacking
    assert all(row[-1] for row in lacking)
    assert not [row for row in sheet.rows if row not in lacking and row[-1]]


@pytest.mark.parametrize("make", [class_trial, indicator_trial])
def test_the_tables_are_dated_marked_preliminary_until_they_are_not_and_plain(
    make: Callable[[Facts], Sheet], monkeypatch: pytest.MonkeyPatch
):
    sheet = make(facts(trial=TRIAL))
    assert sheet.note.startswith("Preliminärt. Vad signalpoängen består av, version 4.")
    assert "Hämtat 2026-" in sheet.source
    assert make(facts(trial=TRIAL, mode="example")).title.startswith("EXEMPELDATA – ")
    said = " ".join(
        [sheet.title, sheet.summary, sheet.alt_text, *(c.heading for c in sheet.columns), trial_text(AGREEMENT)]
    )
    assert not [word for word in FORBIDDEN if re.search(word, said, re.IGNORECASE)]
    final = tuple(replace(item, status=FINAL) for item in reviewed_lists())
    monkeypatch.setattr("reports.sheets.trial.reviewed_lists", lambda: final)
    assert make(facts(trial=TRIAL)).note == ""
