"""What ``kompetens show`` says of the assessments: their order, and each sentence at its edges."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from assets.contracts.change import PEOPLE_MEASURE, POSTS_MEASURE
from assets.contracts.words import AF_AREA, REPORTING_GROUP
from assets.methods.signals import ADS_RATE
from assets.reference.review import FINAL
from assets.reference.signal_score import reviewed_lists
from reports.cell.explain import explanation
from reports.sheets.trial import NOT_TRIED, trial_text
from tests.unit.pipelines.conftest import cell_of, told
from tests.unit.reports import small_signals


def rating_lines(text: str) -> list[str]:
    """The lines under Bedömning, with what each begins with."""
    return text.partition("Bedömning\n")[2].split("\n\n")[0].splitlines()


def test_the_assessments_stand_in_order_and_every_indicator_says_whose_it_is(connection):
    text = told(connection, "fyrbodal", "222+223")
    assert rating_lines(text) == [
        "  1. Arbetsförmedlingen, hela länet: yrket är inte bedömt",
        "  2. Rådet: har inte lämnat någon bedömning",
        "  3. Läget här mot länet: som länet; 1,00 gånger så många annonserade platser per anställd (80 procents intervall 0,94–1,06)",
        "  4. Våra signaler: många annonser per anställd, signalpoäng 75 av 100; med andra vikter blir klassen densamma i 100 fall av 100",
        "  Klassen står kvar i 100 av 100 omräkningar. AF har inte bedömt.",
        f"  {NOT_TRIED}",
    ]
    inside, beside = (
        text.partition(title)[2].split("\n\n")[0] for title in ("I signalpoängen", "Bredvid signalpoängen")
    )
    assert (
        "  Annonser per 100 anställda, rättade för täckning: 12,0 annonser per 100 anställda (medelfel 1,3); eget värde"
        in inside
    )
    assert inside.count("\n") == 1
    assert "5,9 platser per inskriven (medelfel" not in beside
    assert "6,0 platser per inskriven (medelfel 1,0); gäller AF-yrkesområdet Hälso- och sjukvård\n" in beside
    assert "  Annonserade på nytt: saknas eller har för litet underlag\n" in beside
    assert "Du frågade efter" not in text


def rated_as(connection: duckdb.DuckDBPyConnection, area: str = "fyrbodal", **changes: object) -> list[str]:
    cell = cell_of(connection, area, "222+223")
    assert cell.rating is not None
    text = "\n".join(explanation(replace(cell, rating={**cell.rating, **changes}), "x"))
    return rating_lines(text.replace("\N{NO-BREAK SPACE}", " "))


def test_what_af_says_comes_first_with_its_round_now_and_in_five_years(connection):
    said = rated_as(
        connection, af_jobbmojligheter="stora (3 yrken), små (1 yrke)", af_rekrytering="brist", af_om_fem_ar="vara oförändrad",
        af_omgang="2026-1", af_bedomd_for="länet",
    )  # fmt: skip
    assert said[0] == (
        "  1. Arbetsförmedlingen, hela länet (Yrkesbarometern 2026-1, bedömd för länet): jobbmöjligheter stora (3 yrken), små (1 yrke); "
        "rekryteringsläge brist; om fem år väntas efterfrågan vara oförändrad"
    )
    said = rated_as(connection, af_om_fem_ar="minska", af_omgang="2026-1")
    assert said[0] == (
        "  1. Arbetsförmedlingen, hela länet (Yrkesbarometern 2026-1): jobbmöjligheter inte bedömda; rekryteringsläge inte bedömt; om "
        "fem år väntas efterfrågan minska"
    )
    said = rated_as(connection, radets_bedomning="tydliga tecken på brist")
    assert said[1] == "  2. Rådet: tydliga tecken på brist"


@pytest.mark.parametrize(
    ("word", "numbers", "said"),
    [
        ("mer", (1.3149, 1.1042, 1.5512), "mer än länet; 1,31 gånger så många annonserade platser per anställd (80 procents "
         "intervall 1,10–1,55)"),
        ("mindre", (0.5, 0.42, 0.994), "mindre än länet; 0,50 gånger så många annonserade platser per anställd (80 procents "
         "intervall 0,42–0,99)"),
        (None, (None, None, None), "går inte att säga, för få annonser eller okänt antal anställda"),
    ],
)  # fmt: skip
def test_the_delregion_lies_beside_the_county(connection, word, numbers, said):
    names = ("lokal_kvot", "lokal_kvot_nedre", "lokal_kvot_ovre")
    changed = dict(zip(names, numbers, strict=True))
    assert rated_as(connection, laget_har=word, **changed)[2] == f"  3. Läget här mot länet: {said}"


def test_the_county_has_no_place_beside_itself(connection):
    assert rated_as(connection, "lan")[2] == "  3. Läget här mot länet: det här är länet"


def test_what_cannot_be_rated_has_its_reason_and_no_score(connection):
    lines = rating_lines(told(connection, "fyrbodal", "011"))
    assert lines[3] == "  4. Våra signaler: kan inte bedömas"
    assert lines[4] == "  Våra signaler kan inte bedömas: färre än 50 anställda."
    assert rating_lines(told(connection, "fyrbodal", "0002")) == []


def test_how_the_trial_went_is_told(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    tried = replace(cell, agreement=tuple(small_signals.agreement().to_pylist()))
    assert f"\n  {trial_text(tried.agreement)}\n" in "\n".join(explanation(tried, "x"))


def test_a_borrowed_value_and_one_that_does_not_apply_are_said(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    changed = {
        "platser_per_100_anstallda": {"grund": "lanad_lan", "lanad_fran": "Västra Götalands län"},
        "matchade_mot_riket": {"tillampas": "nej"},
    }
    signals = tuple({**row, **changed.get(row["indikator"], {})} for row in cell.signals)
    text = "\n".join(explanation(replace(cell, signals=signals), "x")).replace("\xa0", " ")
    assert "24,0 platser per 100 anställda (medelfel 2,6); lånat från Västra Götalands län\n" in text
    assert "Matchade mot riket: gäller inte yrket, ingen utbildning är kopplad till det\n" in text


def test_limits_that_are_preliminary_are_said_and_final_ones_not(connection, monkeypatch: pytest.MonkeyPatch):
    cell = cell_of(connection, "fyrbodal", "222+223")
    said = "Preliminärt. Vad signalpoängen består av, version 4. Avser: januari 2024–december 2024."
    assert f"\n  {said}" in "\n".join(explanation(cell, "x"))
    assert "Granskat av: ingen än." in "\n".join(explanation(cell, "x"))
    final = tuple(replace(item, status=FINAL) for item in reviewed_lists())
    monkeypatch.setattr("reports.sheets.trial.reviewed_lists", lambda: final)
    assert "Preliminärt" not in "\n".join(explanation(cell, "x"))


def test_show_says_whether_there_are_more_than_the_year_before_and_which_year_that_is(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    row = {
        "ord": "fler",
        "kvot": 1.1234,
        "nedre": 1.04,
        "ovre": 1.21,
        "period_fran_da": "2024-09",
        "period_till_da": "2025-08",
    }
    said = "fler 1,12 (1,04–1,21) gånger så många"
    for key, line in (
        ((REPORTING_GROUP, "222+223", POSTS_MEASURE), f"  Platser mot september 2024–augusti 2025: {said}"),
        ((AF_AREA, "8", PEOPLE_MEASURE), f"  Inskrivna mot september 2024–augusti 2025: {said}"),
    ):
        lines = [one.replace("\N{NO-BREAK SPACE}", " ") for one in explanation(replace(cell, before={key: row}), "x")]
        assert lines.count(line) == 1
        assert line not in explanation(replace(cell, before={key: {**row, "ord": None}}), "x")


def test_an_indicator_that_is_corrected_says_the_surveys_error_beside(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    signals = tuple(
        {**row, "medelfel_tackning": 0.9} if row["indikator"] == ADS_RATE.code else row for row in cell.signals
    )
    text = "\n".join(explanation(replace(cell, signals=signals), "x")).replace("\N{NO-BREAK SPACE}", " ")
    assert "12,0 annonser per 100 anställda (medelfel 1,3, täckningens 0,9); eget värde" in text
