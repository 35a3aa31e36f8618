"""Every reconciliation that has two bounds: told of between them, and nothing published beyond the outer one."""

from __future__ import annotations

import csv
import math
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from assets import reference
from assets.contracts.words import FAILED, NOT_APPLICABLE, PASSED
from assets.home import Home
from assets.reference.bounds import AgreementBound, agreement_bounds
from checks.asset_checks import asset_checks
from checks.gate import CheckLog, Gate, GateClosed
from checks.result import CheckResult, CheckSpec
from checks.rules.base import Bounds, Reconciliation
from checks.rules.registry import RECONCILIATIONS
from tests.unit.checks.cases import CASES, check_named, given, judged, tables_of
from tests.unit.checks.frames_levels import SUMMED, followed_days, sexes_of_employees

Change = dict[str, object]
BOUNDS: dict[str, tuple[Change | None, list[Change]]] = {
    "delregioner_blir_lanet_aldre_ar": ({"delregion": 58.0}, [{"delregion": 50.0}, {"delregion": 66.0}]),
    "registren_liknar_varandra": ({"new": 1060.0}, [{"new": 500.0}, {"new": 2000.0}]),
    "andel_okant_yrke": ({"unknown": 5.0}, [{"unknown": 20.0}]),
    "grupper_blir_yrken": ({"value": 621.0}, [{"value": 750.0}, {"value": 300.0}]),
    "aldrar_blir_yrken": ({"older": 421.0}, [{"whole": 1000.0}, {"older": 200.0}]),
    "marginalerna_liknar_varandra": ({"difference": 0.06}, [{"difference": 0.3}]),
    "anstallda_mot_bas": ({"value": 1500.0}, [{"value": 2000.0}, {"value": 700.0}]),
    "andel_med_brist_rimlig": ({"shortage": 36}, [{"shortage": 70}]),
    "af_yrkesomraden_blir_samtliga": ({"men": (31, 12, 3)}, [{"men": (100, 12, 3)}]),
    "bladen_stammer": ({"total": 51}, [{"total": 150}]),
    "grupper_blir_samtliga": ({"young": (11, 2, 3)}, [{"young": (90, 2, 3)}]),
    "inskrivna_blir_samtliga": ({"men": 31.0}, [{"men": 90.0}]),
    "riket_rimligt": ({"registered": 9_000.0}, [{"size": 1_000.0}, {"registered": 9_990.0}, {"women": 1_000.0}]),
    "utbildningar_blir_samtliga": ({"women": 55.0}, [{"women": 30.0}]),
    "aldrar_mot_anstallda": ({"county": 97.0}, [{"county": 80.0}]),
    "grupper_blir_befolkningen": ({"value": 579.0}, [{"value": 300.0}, {"value": 1200.0}]),
    "okant_yrke_mellan_ar": ({"unknown": 45.0}, [{"unknown": 390.0}]),
    "anstallda_kvinnor_mot_fyra_siffror": ({"women": 320.0}, [{"women": 200.0}]),
    "anstallda_kvinnor_mot_aret_fore": ({"before": 230.0}, [{"before": 100.0}]),
    "sektor_kand": ({"unknown": 1}, [{"unknown": 11}]),
    "kompetenser_mot_underlag": (None, [{"naming": 20}]),
    "oppna_annonser_dag_for_dag": ({"before": 20}, [{"before": 90}, {"before": 2}]),
    "annonser_mot_aret_fore": (
        {"county": 600},
        [{"county": 300}, {"county": 3000}, {"town": 20}, {"town": 2000}, {"nation": 3_000}, {"nation": 40_000}],
    ),
    "annonser_mot_oppna": ({"archived": 8}, [{"archived": 4}, {"archived": 25}, {"municipal": 100}]),
    "varje_grupp_en_gang": ({"less": "2512"}, []),
    "af_yrkesomraden_stammer": ({"moved": "2512"}, []),
    "barometern_hel": (None, [{"without": "14"}]),
    "bedomningar_bevarade": (None, [{"value": "medelstora"}]),
    "ersattningsbehov_summerar_till_lanet": ({"delregion": 0.94}, [{"delregion": 0.5}]),
    "floden_gar_ihop": ({"second": 1036.0}, [{"second": 2000.0}]),
    "nivaerna_foljs_at": ({"apart": 0.051}, [{"apart": 0.26}, {"apart": -0.26}]),
    "arskullarna_blir_nivan": ({"one": 300.0}, [{"one": 1500.0}, {"until": 60}]),
    "anpassningen_ar_liten": ({"adjustment": 101.0}, [{"adjustment": 500.0}]),
    "skillnaderna_tar_ut_varandra": ({"other": -1.0}, [{"other": 60.0}]),
    "skalningen_ar_rimlig": ({"scale": 1.31}, [{"scale": 2.1}, {"scale": 0.4}]),
    "tva_satt_ger_samma_total": ({"own": 1.0}, [{"own": 0.5}]),
    **{f"kommuner_blir_lanet_{table}": ({"one": 390.0}, [{"one": 0.0}, {"one": 1000.0}]) for table in SUMMED},
}
"""Name of a check → what puts it between its bounds, if its small frame can be there, and what puts it beyond the outer one."""
WITH_TWO = tuple(check for check in RECONCILIATIONS if check.spec.two_bounds)


def named(check: Reconciliation) -> str:
    return check.spec.name


def test_every_check_with_two_bounds_is_tried_both_ways():
    assert {check.spec.name for check in WITH_TWO} == set(BOUNDS)


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("check", WITH_TWO, ids=named)
def test_it_warns_between_its_bounds_and_stops_beyond_the_outer_one(check: Reconciliation, tmp_path: Path):
    between, beyond = BOUNDS[check.spec.name]
    assert between or beyond
    for change, stops in [*([(between, False)] if between else []), *((change, True) for change in beyond)]:
        result = judged(check, tmp_path, given(check, **change))
        assert (result.outcome, result.stops, result.severity) == (
            FAILED,
            stops,
            "stoppande" if stops else "varning",
        ), (change, result.observed, result.sample)
        assert ("utanför den yttre gränsen" in result.observed) == stops
    assert "inget publiceras" in check.expected


def test_what_is_farthest_off_is_named_first():
    bounds = Bounds(AgreementBound("kvot", "gånger", 0, (0.9, 1.1), (0.5, 2.0), ""))
    found = bounds.found(pd.Series({"a": 1.2, "b": 3.0, "c": 1.0, "d": 0.1, "e": float("nan")}), str)
    assert found.faults == ["b", "d", "a", "e"]
    assert found.beyond == ["b", "d"]


def test_a_difference_is_never_a_share_of_less_than_the_least():
    bounds = Bounds(AgreementBound("skillnad", "andel", 1000, (-math.inf, 0.02), (-math.inf, 0.1), ""))
    share = bounds.share(pd.Series([20.0, 20.0]), pd.Series([10.0, 4000.0]))
    assert list(share) == [0.02, 0.005]
    assert bounds.expected == "skillnad: högst 2 procent, och inget publiceras över 10 procent"


def test_faults_of_a_kind_are_beyond_when_they_are_many():
    bounds = Bounds(AgreementBound("andel", "andel", 0, (-math.inf, 0.0), (-math.inf, 0.05), ""))
    assert bounds.too_many(["a"], 20) == []
    assert bounds.too_many(["a", "b"], 20) == ["a", "b"]
    assert bounds.too_many([], 0) == []
    assert bounds.too_many(["a"], 0) == ["a"]


def test_the_outer_bound_lies_outside_the_inner_one_and_says_what_it_rests_on():
    for name, bound in agreement_bounds().items():
        (low, high), (lowest, highest) = bound.told, bound.held
        assert lowest <= low, name
        assert high < highest, name
        assert lowest < low or math.isinf(lowest), name
        assert bound.rests_on.endswith("."), name
        assert bound.unit in {"andel", "gånger", "personer"}, name


def test_every_row_of_bounds_is_used_and_reviewed_or_said_not_to_be():
    with Path(reference.__file__).with_name("granser_avstamning.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["granskad_av"] for row in rows)
    used = {bound.limits for check in WITH_TWO for bound in check.bounds}
    assert set(agreement_bounds().values()) == used


def test_the_gate_closes_beyond_the_outer_bound_and_not_between(tmp_path: Path):
    check = check_named("registren_liknar_varandra")
    table = check.given[0]
    for new, closed in ((1060.0, False), (2000.0, True)):
        tables = tables_of(tmp_path, given(check, new=new))
        log = CheckLog(Home(tmp_path), tables)
        result = check.run(tables)
        log.write([result])
        (row,) = log.rows([table.id])
        assert row["allvar"] == ("stoppande" if closed else "varning")
        assert log.read(table.id) == [result]
        with pytest.raises(GateClosed) as refused:
            Gate(log, (table,)).require_green()
        assert ("registren_liknar_varandra: inte godkänd" in str(refused.value)) == closed


def test_in_dagster_a_check_with_two_bounds_can_block():
    blocking = {
        spec.name: spec.blocking
        for definition in asset_checks()
        for spec in definition.check_specs_by_output_name.values()
    }
    assert all(blocking[check.spec.name] for check in WITH_TWO)


def test_a_result_is_kept_with_how_far_off_it_was():
    spec = CheckSpec("mart.a", "b", "c", "varning", "d", "e", two_bounds=True)
    result = CheckResult(spec, FAILED, 1, "", "", "", {}, beyond=True)
    stored = asdict(result)
    assert CheckResult(**{**stored, "spec": CheckSpec(**stored["spec"])}).stops


def test_a_year_of_another_register_is_not_held_against_the_one_before(tmp_path: Path):
    check = check_named("anstallda_kvinnor_mot_aret_fore")
    right = given(check) | {"mart.anstallda": sexes_of_employees(before=100.0, register="RAMS, månadsuppgifter")}
    result = judged(check, tmp_path, right)
    assert (result.outcome, result.observed) == (NOT_APPLICABLE, "2024 är det första året i sitt register")


def test_a_month_that_the_stream_was_not_followed_through_is_not_compared(tmp_path: Path):
    check = check_named("annonser_mot_oppna")
    frames = given(check, archived=99) | {"mart.annonser_oppna": followed_days(date(2026, 9, 30), date(2026, 10, 2))}
    result = judged(check, tmp_path, frames)
    assert result.outcome == NOT_APPLICABLE
    assert "ännu ingen hel månad" in result.observed


def test_ads_of_the_first_year_have_none_to_be_held_against(tmp_path: Path):
    check = check_named("annonser_mot_aret_fore")
    result = judged(check, tmp_path, given(check, published="2024-02"))
    assert result.outcome == NOT_APPLICABLE


def test_a_protected_cell_is_nobody_or_as_many_as_the_source_protects(tmp_path: Path):
    check = check_named("kommuner_blir_lanet_folkmangd")
    assert judged(check, tmp_path, given(check, one=None, other=1997.0)).outcome == PASSED
    assert CASES[check.spec.name][0] == "staged.folkmangd"
