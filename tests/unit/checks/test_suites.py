"""Every rule of plausibility, both ways: a frame that passes, and one changed so that exactly that rule is red."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import checks
from assets.contracts.registry import CONTRACTS, PUBLISHED
from assets.contracts.words import FAILED, NOT_RUN, PASSED
from assets.lineage import LINEAGE
from assets.methods.quoted import in_swedish
from assets.reference.plausibility import Bound, plausible_bounds
from checks.judge import specs
from checks.result import STOPPING, WARNING
from checks.rules import expectation as model
from checks.rules.expectation import Expectation, Reviewed, Suite
from checks.rules.registry import SUBJECTS, SUITES, suite_of
from checks.rules.vocabulary import HIGHEST, LOWEST, SHARE, between, never_null
from checks.runner import _WORDS, run_suite
from tests.unit.checks.right_frames import KEY, NAN, RIGHT
from tests.unit.checks.wrong_frames import COMPANY, OWN, Change, put, wrong_frames
from tests.unit.reports.forbidden import FORBIDDEN

WITHOUT_RULES: frozenset[str] = frozenset()
"""Tables that nobody has said anything plausible about yet; a new one is named here or gets a suite."""
RULES = {(suite.table, rule.name): rule for suite in SUITES.values() for rule in suite.rules}
WRONG: dict[tuple[str, str, str], Change] = {
    (table, rule.name, way): change
    for table, suite in SUITES.items()
    for rule in suite.expectations
    for way, change in wrong_frames(table, rule, RIGHT[table]()).items()
}


def reviewed(rule: Expectation) -> set[str]:
    return {number.value for number in rule.arguments.values() if isinstance(number, Reviewed)}


REVIEWED = {key: rule for key, rule in RULES.items() if reviewed(rule)}


def test_every_table_has_one_suite_or_is_known_to_lack_one():
    tables = [suite.table for subject in SUBJECTS for suite in subject.SUITES]
    assert sorted(tables) == sorted(SUITES)
    assert {c.id for c in CONTRACTS} - set(SUITES) == WITHOUT_RULES
    assert set(SUITES) <= {c.id for c in CONTRACTS}
    assert len(RULES) == sum(len(suite.rules) for suite in SUITES.values())


def test_a_table_without_a_suite_is_judged_by_its_contract():
    unnamed = replace(CONTRACTS[0], name="utan_regler")
    assert [spec.name for spec in specs(unnamed)] == ["kontrakt"]


def test_every_rule_has_a_failing_frame():
    assert set(SUITES) == set(RIGHT)
    assert {key[:2] for key in WRONG} == set(RULES)
    assert set(OWN) | set(COMPANY) <= set(WRONG)


@pytest.mark.parametrize("table", sorted(RIGHT))
def test_a_right_frame_passes(table: str):
    results = run_suite(SUITES[table], RIGHT[table](), "abc", KEY[table])
    assert [(r.spec.name, r.outcome, r.observed) for r in results if r.outcome != PASSED] == []
    assert len(results) == len(SUITES[table].expectations)
    assert all(r.digests == {table: "abc"} for r in results)


def that_can_tell(suite: Suite, right: pd.DataFrame, wrong: pd.DataFrame) -> Suite:
    """The rules of a suite to which a changed frame is not just the right one, which all of them pass."""
    if list(right.columns) != list(wrong.columns) or not right.index.equals(wrong.index):
        return suite
    other = [name for name in right.columns if not right[name].equals(wrong[name])]
    return Suite(
        suite.table,
        tuple(e for e in suite.expectations if any(name in f"{e.arguments} {e.where}" for name in other)),
        suite.count_by,
    )


@pytest.mark.parametrize(("table", "name", "way"), sorted(WRONG))
def test_a_wrong_frame_fails_on_exactly_that_check(table: str, name: str, way: str):
    right = RIGHT[table]()
    wrong = WRONG[table, name, way](right.copy())
    results = run_suite(that_can_tell(SUITES[table], right, wrong), wrong, "abc", KEY[table])
    other = COMPANY.get((table, name, way))
    assert {r.spec.name for r in results if r.outcome != PASSED} == {name, other} - {None}
    (red,) = (r for r in results if r.spec.name == name)
    assert red.outcome == FAILED
    assert red.stops == (red.spec.severity == STOPPING)
    assert red.expected
    assert red.observed
    assert red.spec.action


@pytest.mark.parametrize(("table", "name"), sorted(key for key, rule in RULES.items() if rule.where))
def test_a_rule_without_the_rows_it_is_about_has_compared_nothing(table: str, name: str):
    (rule,) = (e for e in SUITES[table].expectations if e.name == name)
    others = RIGHT[table]().query(f"not ({rule.where})")
    (result,) = run_suite(Suite(table, (rule,)), others, "abc", KEY[table])
    if not rule.may_lack_rows:
        assert (result.outcome, result.stops) == (NOT_RUN, rule.severity == STOPPING)
        assert result.observed == f"inga rader där {rule.where}"
    elif rule.kind == "ExpectTableRowCountToEqual":
        assert (result.outcome, result.observed) == (FAILED, "0")
    else:
        assert (result.outcome, result.observed) == (PASSED, "inga sådana rader")


@pytest.mark.parametrize(
    ("table", "at", "change", "red"),
    [
        ("mart.bedomning", 1, {"laget_har": "som"}, "mindre_ar_sakert_mindre"),
        ("mart.bedomning", 4, {"laget_har": "mindre"}, "mer_ar_sakert_mer"),
        ("mart.bedomning", 2, {"laget_har": "mer"}, "osakert_ar_som_lanet"),
        ("mart.bedomning", 4, {"lokal_kvot_nedre": 1.0}, "osakert_ar_som_lanet"),
        ("mart.bedomning", 4, {"lokal_kvot_ovre": NAN}, "lokala_intervallet_ratt_vant"),
        ("mart.bedomning", 3, {"laget_har": "som"}, "inget_lage_utan_intervall"),
        ("mart.bedomning", 4, {"chefer": "ja", "af_rekrytering": None}, "chefer_utan_af_lyfts_inte"),
        ("mart.bedomning", 4, {"chefer": "ja"}, ""),
        ("mart.bedomning", 3, {"motsager_af": "nej"}, "sma_mot_hog_klass_ar_motsagelse"),
        ("mart.bedomning", 4, {"af_rekrytering": "överskott"}, "sma_mot_hog_klass_ar_motsagelse"),
        ("mart.bedomning", 2, {"af_rekrytering": "brist"}, "stora_mot_lag_klass_ar_motsagelse"),
        ("mart.bedomning", 2, {"af_jobbmojligheter": "stora"}, "stora_mot_lag_klass_ar_motsagelse"),
        ("mart.bedomning", 2, {"af_jobbmojligheter": "stora (2 yrken), små (1 yrke)"}, ""),
        ("mart.bedomning", 1, {"lyfts_fram": "ja"}, "motsagda_lyfts_inte"),
        ("mart.bedomning", 4, {"annonsernas_grund": "lanad_lan"}, "lanade_lyfts_inte"),
        ("mart.bedomning", 4, {"annonsernas_grund": "vagd_med_lanet"}, ""),
        ("mart.provning", 3, {"nedre": 0.0}, "ingen_klarar_utan_skillnad"),
        ("mart.provning", 3, {"tillforlitlighet": 0.5}, ""),
        ("mart.provning", 3, {"tillforlitlighet": 0.499}, "ingen_klarar_som_mest_brus"),
        ("mart.provning", 3, {"klarade": "nej"}, "utfallet_foljer_provet"),
        ("mart.provning", 0, {"utfall": "har klarat provet, väntar på granskning"}, "utfallet_foljer_provet"),
        ("mart.provning", 3, {"klarade": "nej", "utfall": "ingår, men har inte klarat provet"}, ""),
        ("mart.provning_klasser", 2, {"nedre": 0.5}, "inget_ord_utan_lyft"),
        ("mart.provning_klasser", 2, {"andel_motsatt": 0.8}, "inget_ord_som_lika_ofta_ar_fel"),
        ("mart.provning_klasser", 1, {"heter": "tecken på överskott"}, "klassen_heter_vad_den_visat"),
    ],
)  # fmt: skip
def test_a_row_of_the_assessment_or_the_trial_says_no_more_than_its_numbers(
    table: str, at: int, change: dict[str, object], red: str
):
    frame = RIGHT[table]()
    for column, value in change.items():
        frame = put(column, value, at)(frame)
    results = run_suite(SUITES[table], frame, "abc", KEY[table])
    assert [r.spec.name for r in results if r.outcome != PASSED] == [red] * bool(red)


def test_a_check_that_cannot_run_stops_and_is_not_taken_for_a_data_fault():
    results = run_suite(SUITES["staged.anstallda"], RIGHT["staged.anstallda"]().drop(columns="ar"), "abc", ["varde"])
    outcomes = {r.spec.name: r.outcome for r in results}
    assert outcomes == {"varde_rimligt": PASSED, "varden_finns": PASSED, "ar_rimliga": NOT_RUN}
    assert [r.spec.name for r in results if r.stops] == ["ar_rimliga"]


def test_a_warning_that_cannot_run_is_not_green_and_stops_nothing():
    never = never_null("x", "finns_inte", "varför", "gör", severity=WARNING)
    (result,) = run_suite(Suite("t", (never,)), pd.DataFrame({"a": [1]}), "abc", ["a"])
    assert (result.outcome, result.stops) == (NOT_RUN, False)


def test_a_red_row_is_named_by_its_key_with_the_wrong_value():
    frame = pd.DataFrame({"region_kod": ["1401", "1402"], "ar": [2024, 2024], "varde": [-3.0, 5.0]})
    (red,) = (
        r
        for r in run_suite(SUITES["staged.anstallda"], frame, "abc", ["region_kod", "ar"])
        if r.spec.name == "varde_rimligt"
    )
    assert red.sample == "region_kod 1401, ar 2024, varde -3"


def test_every_argument_is_said_in_swedish():
    silent = {"or_equal"}
    for suite in SUITES.values():
        for e in suite.expectations:
            assert set(e.arguments) <= set(_WORDS) | silent


def test_no_rule_names_an_expectation_of_the_library_itself():
    files = Path(checks.__file__).parent.rglob("*.py")
    named = {path.name for path in files if re.search('"Expect(Column|Table)', path.read_text("utf-8"))}
    assert named == {"vocabulary.py"}


def test_every_reviewed_number_is_used_by_exactly_one_rule():
    assert {key: set(bound.numbers) for key, bound in plausible_bounds().items()} == {
        key: reviewed(rule) for key, rule in REVIEWED.items()
    }


@pytest.mark.parametrize(("table", "name"), sorted(REVIEWED))
def test_a_text_quotes_the_numbers_that_the_rule_has(table: str, name: str):
    rule, bound = REVIEWED[table, name], plausible_bounds()[table, name]
    why, template = rule.of(table).why, rule.why
    for column, value in bound.numbers.items():
        shown = [in_swedish(value, "andel"), in_swedish(1 - value, "andel")]
        if column != "andel":
            # A limit downwards that is the one upwards turned is not quoted twice.
            turned = column == "lagst" and value == -bound.numbers.get("hogst", value)
            shown = [in_swedish(abs(value) if turned else value, bound.unit)]
        assert any(re.search(rf"(?<![\d,]){re.escape(text)}(?![\d,]\d)", why) for text in shown)
        assert not any(re.search(rf"(?<![\d,]){re.escape(text)}(?![\d,]\d)", template) for text in shown)


def test_a_number_that_is_changed_changes_the_rule_and_its_text(monkeypatch):
    row = {("t", "a"): Bound("kronor", {"lagst": 1500, "hogst": 2_500_000, "andel": 0.9})}
    monkeypatch.setattr(model, "plausible_bounds", lambda: row)
    rule = between("a", "x", LOWEST, HIGHEST, "{lagst} till {hogst} i {andel}, {resten} får skilja.", "gör", SHARE)
    made = rule.of("t")
    assert made.arguments == {"column": "x", "min_value": 1500, "max_value": 2_500_000, "mostly": 0.9}
    assert made.why == "1 500 till 2,5 miljoner i 90 procent, 10 procent får skilja."
    before = Suite("t", (rule,)).specs()
    row["t", "a"].numbers["lagst"] = 1600
    assert [spec.rule for spec in Suite("t", (rule,)).specs()] != [spec.rule for spec in before]


@pytest.mark.parametrize("table", ["t", "u"])
def test_a_number_that_nobody_has_reviewed_is_named(monkeypatch, table: str):
    monkeypatch.setattr(model, "plausible_bounds", lambda: {("t", "a"): Bound("kronor", {"lagst": 1})})
    rule = between("a", "x", 0, HIGHEST, "varför", "gör")
    with pytest.raises(ValueError, match=rf"rimlighet.csv saknar hogst för kontrollen a av {table}\. Skriv talet"):
        rule.of(table)


def test_the_words_of_checks_are_those_of_published_texts():
    texts = [text for c in CONTRACTS for spec in specs(c)[1:] for text in (spec.description, spec.action)]
    assert [(word, text) for text in texts for word in FORBIDDEN if re.search(word, text, re.IGNORECASE)] == []
    assert [text for text in texts if "{" in text] == []


def test_only_what_nothing_published_leans_on_warns_alone():
    leaned_on = {dataset for dataset, tables in LINEAGE.used_in(PUBLISHED).items() if tables}
    for contract in CONTRACTS:
        if contract.may_be_empty and not leaned_on & {*LINEAGE.sources(contract)}:
            assert {e.severity for e in suite_of(contract.id).expectations} == {WARNING}


def test_no_rule_stands_in_both_contract_and_suite():
    for contract in CONTRACTS:
        columns = {c.name: c for c in contract.columns}
        for e in suite_of(contract.id).expectations:
            column = columns.get(str(e.arguments.get("column")))
            if column is None or e.where:
                continue
            if e.kind == "ExpectColumnValuesToNotBeNull":
                assert column.nullable, f"{contract.id}.{column.name}: the contract already forbids null"
            if e.kind == "ExpectColumnValuesToBeInSet":
                assert set(e.arguments["value_set"]) < set(column.allowed or ("*", *e.arguments["value_set"]))
            if e.kind == "ExpectColumnValuesToBeUnique":
                assert contract.key != (column.name,)
