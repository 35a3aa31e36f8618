"""Every reconciliation, both ways, and what it says."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from assets.contracts.trial import NOT_TRIED, UNITS, WAITS
from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from assets.marts.barometer.occupation_key import occupation_key
from assets.reference.review import ReviewedList
from assets.reference.signal_score import reviewed_lists
from checks.asset_checks import asset_checks
from checks.result import STOPPING
from checks.rules.base import Reconciliation
from checks.rules.registry import RECONCILIATIONS
from tests.unit.assets.marts.barometer.test_af_occupations import every_group
from tests.unit.checks.cases import CASES, case, check_named, given, judged
from tests.unit.checks.frames import (
    education,
    educations,
    employed,
    gaps,
    groups,
    measures,
    open_ads,
    sector_ads,
    sectors,
)
from tests.unit.checks.frames_assessment import assessed, class_trial, trial
from tests.unit.checks.frames_education_planning import links_ahead, occupations_ahead
from tests.unit.checks.frames_long_term import accuracy, hidden_in_delregioner, projections
from tests.unit.checks.frames_unemployed import areas, everybody, profile, profile_mart, registered_in_force, unemployed

NAN = float("nan")


def named(check: Reconciliation) -> str:
    return check.spec.name


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("check", RECONCILIATIONS, ids=named)
def test_both_ways(check: Reconciliation, tmp_path: Path):
    right = judged(check, tmp_path, given(check))
    assert (right.outcome, right.failed_rows, right.sample, right.stops) == (PASSED, 0, "", False)
    for change in case(check.spec.name)[2]:
        wrong = judged(check, tmp_path, given(check, **change))
        assert wrong.outcome == FAILED
        assert wrong.failed_rows
        assert wrong.sample
        assert wrong.stops == (check.spec.severity == STOPPING or wrong.beyond)
        assert wrong.beyond <= check.spec.two_bounds


def test_every_reconciliation_has_a_case_and_a_name_of_its_own():
    assert {r.spec.name for r in RECONCILIATIONS} == set(CASES)
    assert all(r.spec.table == CASES[r.spec.name][0] == r.given[0].id for r in RECONCILIATIONS)
    assert set(Counter((r.spec.table, r.spec.name) for r in RECONCILIATIONS).values()) == {1}


@pytest.mark.parametrize("check", RECONCILIATIONS, ids=named)
def test_a_judge_takes_the_tables_that_its_check_is_given_and_no_other(check: Reconciliation):
    assert len(inspect.signature(check.judge).parameters) == len(check.given) == len(set(check.given))


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("check", RECONCILIATIONS, ids=named)
def test_a_result_names_the_digest_of_every_table_that_was_given(check: Reconciliation, tmp_path: Path):
    result = judged(check, tmp_path, given(check))
    assert list(result.digests) == [table.id for table in check.given]
    assert all(len(digest) == 64 for digest in result.digests.values())


def test_the_tables_that_are_given_are_made_before_the_check_runs():
    for definition in asset_checks():
        names = {key.name for key in definition.check_keys}
        (own,) = {tuple(key.asset_key.path) for key in definition.check_keys}
        wanted = {own} | {
            table.asset_key
            for r in RECONCILIATIONS
            if r.spec.name in names and r.given[0].asset_key == own
            for table in r.given
        }
        assert {tuple(key.path) for key in definition.keys_by_input_name.values()} == wanted


@pytest.mark.parametrize(
    ("name", "frame", "outcome", "observed"),
    [
        ("grupper_blir_yrken", groups(year=2019), NOT_RUN, "tabellerna har inget gemensamt år i länet"),
        ("anstallda_mot_bas", employed(month="2024-12"), NOT_RUN, "tabellerna har ingen gemensam november"),
        ("grupper_blir_befolkningen", education().assign(ar=2019), NOT_RUN, "tabellerna har inget gemensamt år och område"),
        ("grupper_blir_samtliga", profile(month="2026-07"), NOT_RUN, "tabellerna har ingen gemensam månad"),
        ("grupper_blir_befolkningen", education(value=580.0, hidden=1), PASSED, "1 områden och år, störst skillnad 1.60%"),
        ("anstallda_mot_bas", employed(), PASSED, "1 kommuner i november 2024: lägst 0.91, median 0.91, högst 0.91"),
        ("inskrivna_blir_samtliga", registered_in_force(), PASSED, "4 tal jämförda, 2026-08 till 2026-08: 72 i delarna, 72 i alla"),
        ("profil_blir_inskrivna", profile_mart(old=685.0), PASSED, "3 summor jämförda, störst skillnad 5 personer"),
        ("profil_blir_inskrivna", profile_mart(old=NAN), PASSED, "2 summor jämförda, störst skillnad 0 personer"),
        ("sektorer_blir_samtliga", sectors(welfare=9e3, delregion=9e3), PASSED, "1 summor jämförda, störst skillnad 5 personer"),
        ("sammansattningen_provad", trial(), PASSED, "4 av 4 som sammansättningen säger"),
        ("sammansattningen_provad", trial().assign(utfall=NOT_TRIED), NOT_APPLICABLE,
         "ingen indikator kunde prövas: Yrkesbarometern har för få av yrkena"),
        ("analys_gar_ihop", measures(), PASSED, "1 förändringar jämförda"),
        ("oppna_annonser_dag_for_dag", open_ads().query("dag == @day", local_dict={"day": date(2026, 10, 1)}), NOT_APPLICABLE,
         "2026-10-01 är den första dagen; det finns ingen tidigare att jämföra med"),
        ("delregionen_foljer_lanet", hidden_in_delregioner("Osäkert."), NOT_APPLICABLE,
         "inget yrke i delregionerna skrivs fram: skälen står i anmärkningen"),
        ("delregionen_foljer_lanet", hidden_in_delregioner(None), NOT_RUN, "inga yrken i delregioner att jämföra"),
    ],
)  # fmt: skip
def test_what_is_compared_is_said(name: str, frame: pd.DataFrame, outcome: str, observed: str, tmp_path: Path):
    check = check_named(name)
    result = judged(check, tmp_path, {**given(check), check.spec.table: frame})
    assert (result.outcome, result.observed[: len(observed)]) == (outcome, observed)


@pytest.mark.parametrize(
    ("everyone", "parts", "said"),
    [
        (everybody((30, 12, 3)), areas((25, 12, None)), ""),
        (everybody((30, 12, 4)), areas((25, 12, None)), ""),
        (everybody((30, 12, 0)), areas((25, 12, None)), ""),
        (everybody((30, 12, 5)), areas((25, 12, None)), "2026-08 utan kommun män: delarna 0, samtliga 5"),
        (everybody((30, 12, 8)), areas((25, 12, None), (5, 0, None)), ""),
        (everybody((30, 12, 500)), areas((25, 12, NAN)), ""),
        (everybody((24, 12, 3)), areas((25, NAN, 3), (None, 0, 0)), "2026-08 Göteborg män: delarna 25, samtliga 24"),
        (everybody((None, 12, 3)), areas(), ""),
        (everybody((30, 12, 3)), areas((25,), (5,)), "2026-08 Borås män: delarna 0, samtliga 12; "
         "2026-08 utan kommun män: delarna 0, samtliga 3"),
        (everybody((30, 12)), areas(), "2026-08 utan kommun män: delarna 3, samtliga 0"),
    ],
    ids=["protected", "at most", "at least", "too many", "two protected", "unknown", "too few", "all protected",
         "left out", "left out of all"],
)  # fmt: skip
def test_a_protected_part_is_neither_nothing_nor_anything(everyone, parts, said: str, tmp_path: Path):
    tables = {"staged.inskrivna_tid": everyone, "staged.inskrivna_arbetslosa": parts}
    result = judged(check_named("af_yrkesomraden_blir_samtliga"), tmp_path, tables)
    assert (result.outcome, result.sample) == (FAILED if said else PASSED, said)


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(
    ("name", "frame", "sample"),
    [
        ("profil_blir_inskrivna", profile_mart(old=900.0), "14 2025-01 totalt efter ålder: 1210, efter AF-yrkesområde 1000"),
        ("anstallda_mot_bas", employed(2000.0), "Uddevalla 0.50 (1000 anställda, 2000 sysselsatta (BAS))"),
        ("forvarvsgraden_raknas_om", educations(nation=51.0), "14 75N totalt 2024: rikets tal är inte rikets"),
        ("sektorer_blir_annonser", sector_ads(posts=4), "fyrbodal staten: 6 platser_rensade mot 7 i annonser"),
        ("sammansattningen_provad", trial(without="annonser_per_100_anstallda"), "annonser_per_100_anstallda: inte prövad"),
        ("sammansattningen_provad", trial(outside=WAITS),
         "anstallda_utveckling: har klarat provet, väntar på granskning"),
        ("orden_ar_fortjanta", assessed(next_highest="vissa tecken på brist"),
         "vissa tecken på brist: 95 rader, men vissa tecken på brist har inte klarat provet"),
        ("granserna_faststallda", assessed(version="3"), "raderna är gjorda med version 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(name: str, frame: pd.DataFrame, sample: str, tmp_path: Path):
    check = check_named(name)
    assert judged(check, tmp_path, {**given(check), check.spec.table: frame}).sample == sample


@pytest.mark.parametrize(
    ("name", "table", "frame"),
    [
        ("skillnad_ur_delarna", "mart.inskrivna_arbetslosa", unemployed().assign(varde=[None, 1000.0])),
        ("skillnad_ur_delarna", "mart.skillnad", gaps().assign(netto=NAN)),
        ("forvarvsgraden_raknas_om", "mart.utbildning", educations().assign(matchade_i_kvoten=NAN)),
        ("forvarvsgraden_raknas_om", "mart.utbildning", educations(beyond=NAN).assign(rikets_forvarvsgrad=49.0)),
        ("marginalerna_halls", "mart.anstallda", given(check_named("marginalerna_halls"))["mart.anstallda"].query("ssyk3 != '222'")),
        ("analys_gar_ihop", "mart.anstallda", given(check_named("analys_gar_ihop"))["mart.anstallda"].replace({"varde": {60.0: NAN}})),
        ("andel_okant_yrke", "mart.anstallda", given(check_named("andel_okant_yrke"))["mart.anstallda"].replace({"varde": {5.0: NAN}})),
        ("oppna_annonser_dag_for_dag", "mart.annonser_oppna", open_ads(before=0)),
    ],
)  # fmt: skip
def test_a_number_that_is_missing_on_one_side_is_a_fault(name: str, table: str, frame: pd.DataFrame, tmp_path: Path):
    check = check_named(name)
    assert judged(check, tmp_path, {**given(check), table: frame}).outcome == FAILED


def test_a_change_that_is_protected_in_both_tables_agrees(tmp_path: Path):
    check = check_named("analys_gar_ihop")
    tables = given(check)
    made = tables["mart.analys"]
    made.loc[made["matt"].str.startswith("anstallda"), "varde"] = NAN
    assert judged(check, tmp_path, tables).observed == "inga förändringar att jämföra"
    tables["mart.anstallda"] = tables["mart.anstallda"].replace({"varde": {60.0: NAN, 50.0: NAN}})
    assert judged(check, tmp_path, tables).outcome == PASSED


def test_without_a_factor_of_the_county_there_is_no_correction_to_hold_against_one(tmp_path: Path):
    check = check_named("rattade_platser_ur_tackningen")
    tables = given(check)
    tables["mart.tackning"]["tackning"] = NAN
    uncorrected = tables[check.spec.table].assign(platser_oppna_rattade=NAN)
    result = judged(check, tmp_path, {**tables, check.spec.table: uncorrected})
    assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
    assert judged(check, tmp_path, tables).outcome == FAILED


def test_where_nothing_is_known_ahead_of_any_occupation_there_is_nothing_to_hold_a_link_against(tmp_path: Path):
    check = check_named("kopplingarnas_behov_ar_yrkets")
    unknown = {"mart.bedomning_lang_sikt": occupations_ahead().assign(behov_mot_tillgang=None)}
    result = judged(check, tmp_path, {**unknown, check.spec.table: links_ahead(need=None)})
    assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
    # A class that nobody has said of the occupation is a fault all the same.
    assert judged(check, tmp_path, {**unknown, check.spec.table: links_ahead()}).outcome == FAILED


def test_the_merged_groups_are_listed(tmp_path: Path):
    frames = {"mart.yrkesnyckel": occupation_key(every_group()).to_pandas()}
    result = judged(check_named("varje_grupp_en_gang"), tmp_path, frames)
    assert result.outcome == PASSED
    assert result.observed.startswith(
        "400 grupper hos Arbetsförmedlingen, 427 av 429 i SSYK 2012; utan motsvarighet 4430, 7619; sammanslagna 1210: 1211, 1212;"
    )
    assert result.observed.count(": ") == 27


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "preliminär"}, "gränserna mellan klasserna är preliminär"),
        ({"reviewed_by": ""}, "ingen har granskat gränserna mellan klasserna"),
    ],
)
def test_limits_that_nobody_has_reviewed_are_named(
    change: dict[str, str], says: str, reviewed: list[ReviewedList], tmp_path: Path
):
    check = check_named("granserna_faststallda")
    reviewed[1] = replace(reviewed[1], **change)
    result = judged(check, tmp_path, given(check))
    assert (result.outcome, result.sample, result.stops) == (FAILED, says, False)


def test_limits_are_not_final_until_their_rows_are(tmp_path: Path):
    check = check_named("granserna_faststallda")
    found = [item.name for item in reviewed_lists() if not item.final]
    result = judged(check, tmp_path, given(check))
    assert (result.outcome, result.failed_rows) == (FAILED, len(found))


@pytest.mark.parametrize("tried", [class_trial(second_unit=UNITS[0]), class_trial(without="tydliga tecken på brist")])
def test_a_word_is_earned_in_both_units_and_nowhere_else(tried: pd.DataFrame, tmp_path: Path):
    check = check_named("orden_ar_fortjanta")
    result = judged(check, tmp_path, {**given(check), "mart.provning_klasser": tried})
    assert (result.outcome, result.stops) == (FAILED, True)
    assert result.sample == "tydliga tecken på brist: 325 rader, men tydliga tecken på brist har inte klarat provet"


def test_a_name_that_only_describes_ads_need_not_be_earned(tmp_path: Path):
    check = check_named("orden_ar_fortjanta")
    frames = given(check, highest="många annonser per anställd", next_highest="få annonser per anställd")
    result = judged(check, tmp_path, {**frames, "mart.provning_klasser": class_trial().assign(klarade="nej")})
    assert (result.outcome, result.failed_rows) == (PASSED, 0)


@pytest.mark.parametrize("highest", ["tydliga tecken på brist", "många annonser per anställd"])
@pytest.mark.parametrize(
    ("shortage", "says"),
    [(5, ""), (35, ""), (4, "Fyrbodal: 4%"), (36, "Fyrbodal: 36%"), (0, "Fyrbodal: 0%")],
)
def test_a_share_of_shortage_is_judged_per_area_whatever_the_class_is_called_and_stops_nothing(
    shortage: int, says: str, highest: str, tmp_path: Path
):
    check = check_named("andel_med_brist_rimlig")
    result = judged(check, tmp_path, given(check, shortage=shortage, highest=highest))
    assert (result.sample, result.stops) == (says, False)
    assert result.observed == f"Fyrbodal {shortage}%, Skaraborg 5%"


def test_an_area_without_a_rated_occupation_is_named(tmp_path: Path):
    check = check_named("andel_med_brist_rimlig")
    assert judged(check, tmp_path, given(check, shortage=0, rated=0)).sample == "Fyrbodal: inget yrke kan bedömas"


def test_unemployed_spread_by_employment_stop_the_signals(tmp_path: Path):
    check = check_named("inskrivna_ar_inte_fordelade")
    tables = given(check, alike=True)
    result = judged(check, tmp_path, tables)
    assert (result.stops, result.sample) == (True, "Fyrbodal: 1.000; Skaraborg: 1.000")
    # Where only one occupation has both there is nothing to rank, and where that is everywhere the rule is not tried.
    frame = tables["mart.signaler"]
    frame = frame[(frame["yrke_kod"] == "0") | (frame["indikator"] == "platser_per_arbetslos")]
    result = judged(check, tmp_path, {**tables, "mart.signaler": frame})
    assert (result.outcome, result.observed, result.stops) == (NOT_RUN, "inga områden att jämföra", True)


def test_a_method_that_is_not_surely_better_is_not_published(tmp_path: Path):
    check = check_named("metoden_har_klarat_provet")
    tried = accuracy(upper_of_second=1.0)
    result = judged(check, tmp_path, {**given(check), "mart.traffsakerhet": tried})
    assert result.outcome == FAILED
    assert "inte säkert bättre" in result.sample


def test_a_weaker_word_alone_is_not_earned(tmp_path: Path):
    check = check_named("orden_ar_fortjanta")
    clear, some = "tydliga tecken på brist", "vissa tecken på brist"
    weaker = class_trial().replace({"klass": {clear: some, some: clear}})
    frames = given(check, highest="många annonser per anställd", next_highest="vissa tecken på brist")
    result = judged(check, tmp_path, {**frames, "mart.provning_klasser": weaker})
    assert (result.outcome, result.stops) == (FAILED, True)
    assert result.sample == "vissa tecken på brist: 95 rader, men tydliga tecken på brist har inte klarat provet"
    both = weaker.assign(klarade="ja")
    assert judged(check, tmp_path, {**frames, "mart.provning_klasser": both}).outcome == PASSED


@pytest.mark.parametrize(("method", "outcome"), [("familjetrend", FAILED), ("oförändrad andel", PASSED)])
def test_a_size_that_was_tried_fewer_years_ahead_is_held_to_what_was_found_of_the_same_method(
    method: str, outcome: str, tmp_path: Path
):
    check = check_named("intervallen_har_hallit")
    trials = accuracy()
    of_size = (trials["matt"] == "täckning") & (trials["urval"] == "storlek")
    trials.loc[of_size, ["horisont", "metod", "publiceras"]] = [2, method, method]
    frames = {**given(check), "mart.traffsakerhet": trials, "mart.framskrivning": projections(now=501.0)}
    assert judged(check, tmp_path, frames).outcome == outcome


def test_a_nation_whose_ads_are_not_known_has_no_posts_and_no_ratio(tmp_path: Path):
    check = check_named("riket_ur_lanen")
    tables = given(check)
    tables["mart.annonser"] = tables["mart.annonser"].assign(geo_niva="lan")
    unknown = tables["mart.riket_yrkesomrade"].assign(platser_rensade=NAN, platser_per_arbetslos=NAN)
    right = judged(check, tmp_path / "a", {**tables, "mart.riket_yrkesomrade": unknown})
    assert (right.outcome, right.observed) == (PASSED, "rikets annonser är inte kända, så ingen kvot ska finnas")
    assert judged(check, tmp_path / "b", tables).outcome == FAILED


def test_a_month_in_which_the_nation_is_not_known_is_held_against_nothing(tmp_path: Path):
    check = check_named("annonser_mot_aret_fore")
    (table,) = given(check).values()
    newest = table["manad"].max()
    lacking = table[(table["geo_niva"] != "riket") | (table["manad"] != newest)]
    whole, found = (judged(check, tmp_path / name, {"mart.annonser": f}) for name, f in (("a", table), ("b", lacking)))
    assert (whole.outcome, found.outcome, found.beyond) == (PASSED, NOT_APPLICABLE, False)
