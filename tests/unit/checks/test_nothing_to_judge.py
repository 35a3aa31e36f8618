"""A check that compared nothing is never green: without a table, without its rows, without its numbers or its codes."""

from __future__ import annotations

import inspect
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from assets.contracts.ads import OPEN_ADS, SKILLS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.education import EDUCATION
from assets.contracts.long_term_difference import CONSTANT_SHARES
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION
from assets.contracts.registry import contract
from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from checks.judge import judge, specs
from checks.result import STOPPING, WARNING, Severity
from checks.rules.base import (
    Judgement,
    NotApplicableError,
    NothingFoundError,
    Reconciliation,
    Rows,
    reconciliation,
)
from checks.rules.registry import RECONCILIATIONS, SUITES, suite_of
from checks.runner import run_suite
from tests.unit.checks.cases import check_named, given, judged, tables_of
from tests.unit.checks.right_frames import RIGHT

GIVEN = [(check, table) for check in RECONCILIATIONS for table in check.given]
NAMES = [f"{check.spec.name}-{table.id}" for check, table in GIVEN]
NO_NUMBERS = {
    "inga_ar_fattas",
    "senaste_aret_anvands",
    "granserna_faststallda",
    "metoden_har_klarat_provet",
    "planeringens_yrken",
    "omgangar_ur_formularen",
    "radets_bedomning_ar_radets",
    "samsyn_foljer_bedomningarna",
    "arbetet_ur_insatserna",
    "kallorna_star_i_registret",
    "granskningar_star_i_registret",
}
"""Rules about years and names: no number that may be missing is part of them."""


JUDGED_ALONE = {
    "fore",
    "varde",
    "befolkning_framskriven",
    "anpassning",
    "skillnad",
    "skillnad_andel",
    "behov_mot_tillgang",
    "tillvaxt_egen",
    "marginal_skillnad",
}
"""Numbers, and a word that is made of one, that are missing with the source of a table that is given for the reason alone."""


ASKED_FOR = {
    ("malens_varden_ur_tabellerna", "mart.radets_prioriteringar"),
    ("saker_bara_utanfor_noll", "mart.radets_prioriteringar"),
}
"""Tables that a rule asks whether there is anything to judge, and of which it compares no number."""


WAITS = {"mart.utfall_mot_framskrivning", "mart.utfall_per_niva", "mart.bedomningar_mot_utfall"}
"""Tables that have no rows until a year has come that a frozen edition projected, whatever sources there are."""


def test_assessments_that_wait_for_their_outcome_are_not_applicable(tmp_path: Path):
    check = check_named("inget_rad_pekas_ut")
    (name,) = (table.id for table in check.given)
    frame = given(check)[name]
    for rows, said in (
        (frame.iloc[:0], "ingen utgåva har frysts med sina bedömningar"),
        (frame[frame["celler"].isna()], "ingen fryst utgåvas bedömningar är ett år gamla"),
    ):
        result = judged(check, tmp_path, {name: rows})
        assert (result.outcome, result.stops, result.observed) == (NOT_APPLICABLE, False, said)


@pytest.mark.parametrize(
    ("remark", "outcome"),
    [(CONSTANT_SHARES, NOT_APPLICABLE), ("Något annat skäl.", NOT_RUN), (None, NOT_RUN)],
    ids=["constant shares", "another reason", "none"],
)
def test_no_assessment_is_asked_for_where_no_method_beats_constant_shares(remark, outcome, tmp_path: Path):
    check = check_named("lang_sikt_ar_skillnaden")
    frame = given(check)["mart.bedomning_lang_sikt"]
    numbers = ["skillnad_andel", "nedre_andel", "ovre_andel"]
    silent = frame.assign(**dict.fromkeys(numbers, float("nan")), behov_mot_tillgang=None, anmarkning=remark)
    result = judged(check, tmp_path, {**given(check), "mart.bedomning_lang_sikt": silent})
    assert (result.outcome, result.stops) == (outcome, outcome == NOT_RUN)
    other_signal = silent.assign(signaler="tecken på överskott")
    assert judged(check, tmp_path, {**given(check), "mart.bedomning_lang_sikt": other_signal}).outcome == FAILED


def test_no_ratio_is_asked_for_in_a_county_with_one_municipality(tmp_path: Path):
    check = check_named("kvoten_raknas_dar_den_kan")
    frames = given(check)
    without = frames["mart.da_och_nu"].assign(kvot=float("nan"))
    alone = {"mart.da_och_nu": without, "mart.dim_geo": frames["mart.dim_geo"].iloc[:1]}
    result = judged(check, tmp_path, alone)
    assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
    assert "en enda kommun" in result.observed
    several = judged(check, tmp_path, {**frames, "mart.da_och_nu": without})
    assert (several.outcome, several.stops) == (FAILED, True)
    one_measure = judged(check, tmp_path, {**frames, "mart.da_och_nu": frames["mart.da_och_nu"].iloc[:1]})
    assert one_measure.outcome == FAILED


def only_for_the_reason(check: Reconciliation, table: object) -> bool:
    """Whether the judge is given a table so that its missing source is known, and reads no row of it."""
    return [*inspect.signature(check.judge).parameters][check.given.index(table)].startswith("_")


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(("check", "table"), GIVEN, ids=NAMES)
def test_without_a_table_it_could_not_be_run(check: Reconciliation, table, tmp_path: Path):
    frames = given(check)
    del frames[table.id]
    result = judged(check, tmp_path, frames)
    assert (result.outcome, result.observed) == (NOT_RUN, f"{table.id} är inte gjord")
    assert result.stops == (check.spec.severity == STOPPING)
    assert result.digests[table.id] == ""


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(("check", "table"), GIVEN, ids=NAMES)
def test_without_rows_it_is_not_green_and_says_whether_a_source_is_missing(
    check: Reconciliation, table, tmp_path: Path
):
    frames = {**given(check), table.id: given(check)[table.id].iloc[:0]}
    if check.spec.name == "delregioner_blir_lanet_aldre_ar":
        frames["mart.anstallda"] = frames["mart.anstallda"].query("register == 'BAS'")
    elif only_for_the_reason(check, table):
        own = frames[check.spec.table]
        frames[check.spec.table] = own.assign(**dict.fromkeys(JUDGED_ALONE & {*own}, float("nan")))
    there = judged(check, tmp_path, frames)
    if table.id in WAITS:
        assert there.outcome != PASSED
        return
    if not table.may_be_empty:
        assert there.outcome in (NOT_RUN, FAILED)
        assert there.stops == (check.spec.severity == STOPPING)
        return
    # What a staged table has no rows of is missing. A mart without rows was made wrong, unless what it is made of has none.
    assert there.outcome == (NOT_RUN if table.layer == "mart" else NOT_APPLICABLE)
    for behind in tables_of(tmp_path).made_of(table) if table.layer == "mart" else ():
        if behind.may_be_empty:
            frames[behind.id] = behind.schema.empty_table().to_pandas()
    missing = judged(check, tmp_path, frames)
    assert (missing.outcome, missing.stops) == (NOT_APPLICABLE, False)
    assert "; underlag saknas till " in missing.observed


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(("check", "table"), GIVEN, ids=NAMES)
def test_without_any_number_it_is_not_green(check: Reconciliation, table, tmp_path: Path):
    frame = given(check)[table.id]
    numbers = [name for name in frame if pd.api.types.is_float_dtype(frame[name])]
    if not numbers or only_for_the_reason(check, table) or check.spec.name in NO_NUMBERS:
        return
    if (check.spec.name, table.id) in ASKED_FOR:
        return
    frames = {**given(check), table.id: frame.assign(**dict.fromkeys(numbers, float("nan")))}
    assert judged(check, tmp_path, frames).outcome != PASSED


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("check", RECONCILIATIONS, ids=lambda r: r.spec.name)
def test_rows_that_are_looked_for_by_a_code_that_is_gone_are_named(
    check: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    looked_for, read = set(), Rows.read

    def recorded(rows: Rows, *where, columns=(), each=None):
        looked_for.update((rows.contract.id, column) for column, how, _ in where if how in ("=", "in"))
        looked_for.update((rows.contract.id, column) for column in each or {})
        return read(rows, *where, columns=columns, each=each)

    monkeypatch.setattr(Rows, "read", recorded)
    assert judged(check, tmp_path, given(check)).outcome == PASSED
    monkeypatch.undo()
    for table, column in sorted(looked_for):
        frame = given(check)[table]
        if not pd.api.types.is_string_dtype(frame[column]):
            continue
        result = judged(check, tmp_path, {**given(check), table: frame.assign(**{column: "ett annat ord"})})
        assert result.outcome in (NOT_RUN, FAILED)
        assert result.stops == (check.spec.severity == STOPPING)
        if result.outcome == NOT_RUN and "avbröts" not in result.observed:
            assert f"{table} har inga rader där " in result.observed
            assert column in result.observed


def ruled(answer: object, severity: Severity = WARNING) -> Reconciliation:
    """A rule whose judge answers or raises that."""

    @reconciliation(DIM_GEO, DIM_OCCUPATION, name="prov", severity=severity, why="v", action="g", expected="f", rule=())
    def judge_of_it(_areas: Rows, _occupations: Rows) -> Judgement:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    return judge_of_it


FRAMES = {"mart.dim_geo": pd.DataFrame({"geo_kod": ["14"]}), "mart.dim_yrke": pd.DataFrame({"yrke_kod": ["222"]})}


@pytest.mark.parametrize(
    ("answer", "outcome", "observed"),
    [
        (Judgement([], {"tal": 1}, "sett"), PASSED, "sett"),
        (Judgement(["fel"], {"tal": 1}, "sett"), FAILED, "sett"),
        (Judgement(["fel"], {"tal": 0}, "sett"), FAILED, "sett"),
        (Judgement([], {"tal": 0}, "sett"), NOT_RUN, "inga tal att jämföra"),
        (Judgement([], {"tal": 0, "år": 3, "kön": 0}, "sett"), NOT_RUN, "inga tal och inga kön att jämföra"),
        (NothingFoundError("mart.dim_geo har inga rader"), NOT_RUN, "mart.dim_geo har inga rader"),
        (NotApplicableError("första dagen"), NOT_APPLICABLE, "första dagen"),
        (KeyError("kod"), NOT_RUN, "avbröts av KeyError i test_nothing_to_judge.py, rad "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("severity", [STOPPING, WARNING])
def test_the_framework_and_not_the_judge_says_what_is_green(
    answer, outcome, observed, severity: Severity, tmp_path: Path
):
    result = judged(ruled(answer, severity), tmp_path, FRAMES)
    assert (result.outcome, result.observed[: len(observed)]) == (outcome, observed)
    assert result.stops == (severity == STOPPING and outcome in (FAILED, NOT_RUN))


def test_a_judge_must_say_what_it_compared():
    with pytest.raises(ValueError, match="domen säger inte vad som jämfördes"):
        Judgement([], {}, "")


def test_a_rule_that_is_given_another_table_is_another_rule():
    one, other = (
        reconciliation(*tables, name="n", severity=WARNING, why="", action="", expected="", rule=("exakt",))(
            lambda: None
        )
        for tables in ((DIM_GEO,), (DIM_GEO, DIM_OCCUPATION))
    )
    assert one.spec.rule != other.spec.rule


def test_a_reader_names_what_it_did_not_find(tmp_path: Path):
    frame = pd.DataFrame({"geo_niva": ["lan"], "geo_kod": ["14"]})
    frame.to_parquet(tmp_path / "t.parquet")
    rows = Rows(DIM_GEO, tmp_path / "t.parquet")
    assert (rows.count(), len(rows.read(("geo_niva", "in", ["lan", "kommun"])))) == (1, 1)
    for where, each, said in (
        ((("geo_niva", "=", "kommun"),), {}, "geo_niva är kommun"),
        ((("geo_niva", "in", list("abcdef")), ("geo_kod", ">=", "15")), {},
         "geo_niva är någon av a, b, c, d, e … (6 koder) och geo_kod är minst 15"),
        ((), {"geo_niva": ["lan", "riket"]}, "geo_niva är riket"),
    ):  # fmt: skip
        with pytest.raises(
            NothingFoundError, match=rf"^mart.dim_geo har inga rader där {said.replace('(', '.').replace(')', '.')}$"
        ):
            rows.read(*where, each=each)


def empty(table) -> pd.DataFrame:
    return table.schema.empty_table().to_pandas()


@pytest.mark.parametrize(("table", "behind"), [(OPEN_ADS, "staged.annonser_oppna"), (EDUCATION, "staged.matchning")])
def test_a_mart_that_lost_its_rows_stops_although_it_may_be_empty(table, behind: str, tmp_path: Path):
    """Its reconciliations say so; plausibility alone has nothing to judge, and says which it is."""
    staged = contract(behind)
    tables = tables_of(tmp_path, {behind: empty(staged), table.id: empty(table)})
    pq.write_table(table.written_schema.empty_table(), tables.path(table.id))
    results = judge(table, tables)
    assert [r.spec for r in results] == specs(table)
    assert [r.outcome for r in results] == [PASSED, *[NOT_APPLICABLE] * (len(results) - 1)]
    assert {r.observed for r in results[1:]} == {f"{table.id} har inga rader; underlag saknas till {behind}"}
    assert all(r.digests[behind] for r in results[1:])
    tables = tables_of(tmp_path, {behind: pd.DataFrame({"manad": ["2025-01"]})})
    results = judge(table, tables)
    rules = {r.spec.name for r in RECONCILIATIONS if r.spec.table == table.id}
    assert {r.outcome for r in results if r.spec.name in rules} == {NOT_RUN}
    assert any(r.stops for r in results)
    assert {r.observed for r in results[1:] if r.spec.name not in rules} == {
        f"{table.id} har inga rader, fast det som den görs av har det"
    }


def test_a_number_is_missing_with_any_source_behind_it_and_a_table_is_empty_with_those_it_is_made_of(tmp_path: Path):
    empties = [contract("staged.anstallda_ssyk4"), contract("staged.pendling"), contract("staged.loner")]
    tables = tables_of(tmp_path, {table.id: empty(table) for table in empties})
    assert [*tables.why_empty(SIGNALS)] == ["staged.anstallda_ssyk4", "staged.pendling"]
    assert [*tables.why_empty(ASSESSMENT)] == []
    assert {*tables.sources_missing(ASSESSMENT)} == {"staged.anstallda_ssyk4", "staged.pendling"}
    assert [*tables.sources_missing(empties[2])] == [*tables.why_empty(empties[2])] == ["staged.loner"]


def test_the_first_day_of_open_ads_is_no_fault(tmp_path: Path):
    check = check_named("oppna_annonser_dag_for_dag")
    frame = given(check)["mart.annonser_oppna"]
    result = judged(check, tmp_path, {"mart.annonser_oppna": frame[frame["dag"] == frame["dag"].max()]})
    assert (result.outcome, result.failed_rows) == (NOT_APPLICABLE, None)


def test_what_waits_for_a_year_is_not_applicable_until_it_has_come(tmp_path: Path):
    for name in ("utfallet_ar_registrets", "traffen_ar_sina_fall"):
        check = check_named(name)
        frames = given(check)
        bare = {**frames, **{table: frames[table].iloc[:0] for table in WAITS & {*frames}}}
        result = judged(check, tmp_path, bare)
        assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
        assert result.observed == "ingen tidigare utgåva har skrivit fram ett år som har kommit"
    # A year that is in the register and is not compared stops.
    frames["mart.utfall_mot_framskrivning"] = frames["mart.utfall_mot_framskrivning"].iloc[:0]
    assert judged(check, tmp_path, frames).stops
    frames["mart.utfall_per_niva"] = frames["mart.utfall_per_niva"].assign(ar=2029)
    assert judged(check, tmp_path, frames).outcome == NOT_APPLICABLE


def test_a_county_with_few_ads_in_the_sample_has_no_skills_and_that_is_no_fault(tmp_path: Path):
    check = check_named("kompetenser_mot_underlag")
    right = given(check)["staged.kompetenser"]
    few, many = (right.assign(annonser=n * right["annonser"], annonser_med=n * right["annonser_med"]) for n in (0, 10))
    result = judged(check, tmp_path, {"mart.kompetenser": empty(SKILLS), "staged.kompetenser": few})
    assert (result.outcome, result.failed_rows) == (NOT_APPLICABLE, None)
    assert "inget yrke i länet har 20 lästa annonser" in result.observed
    lost = judged(check, tmp_path, {"mart.kompetenser": empty(SKILLS), "staged.kompetenser": many})
    assert lost.outcome == NOT_RUN


def test_a_county_that_is_not_divided_is_not_held_against_itself(tmp_path: Path):
    check = check_named("inget_annat_ar_battre_i_delregionerna")
    frames = given(check, upper_of_own=0.999)
    assert judged(check, tmp_path, frames).outcome == FAILED
    places = frames["mart.dim_geo"]
    alone = pd.concat([places[places["geo_niva"] != "delregion"], places[places["geo_niva"] == "delregion"].iloc[:1]])
    result = judged(check, tmp_path, {**frames, "mart.dim_geo": alone})
    assert (result.outcome, result.stops) == (NOT_APPLICABLE, False)
    assert "länet är inte delat i delregioner" in result.observed


def test_analysis_where_every_number_is_protected_stops_no_county(tmp_path: Path):
    """As in a county where one of Arbetsförmedlingen's areas has too few unemployed to be shown: each row says why."""
    frame = pd.DataFrame(
        {
            "matt": ["missmatchning_1", "missmatchning_2"],
            "enhet": "andel",
            "varde": [float("nan")] * 2,
            "jamforelse": [float("nan")] * 2,
            "percentil": [float("nan")] * 2,
            "anmarkning": "Minst en uppgift är skyddad eller saknas. Talet kan därför inte visas.",
        }
    )
    results = run_suite(suite_of("mart.analys"), frame, "d" * 64, ["matt"])
    idle = {r.spec.name: r.observed for r in results if r.outcome == NOT_APPLICABLE}
    assert idle["percentil_noll_till_hundra"] == "inga värden att pröva"
    assert {r.spec.name for r in results if r.outcome == PASSED} >= {"skal_nar_tal_saknas"}
    assert [r.spec.name for r in results if r.outcome not in (PASSED, NOT_APPLICABLE)] == []
    silent = run_suite(suite_of("mart.analys"), frame.assign(anmarkning=None), "d" * 64, ["matt"])
    assert [r.spec.name for r in silent if r.stops] == ["skal_nar_tal_saknas"]


OF_COUNCILS = [table for table in SUITES if table.startswith(("staged.radens_", "mart.radets_"))]


@pytest.mark.parametrize("table", OF_COUNCILS)
def test_what_a_council_need_not_fill_in_stops_nothing_when_nobody_has(table: str):
    """As in a first round with one talk, of fewer employers than are shown, and nothing decided."""
    made = contract(table)
    frame = RIGHT[table]() if table in RIGHT else pd.DataFrame({name: ["x"] for name in made.key})
    free = [column.name for column in made.columns if column.nullable]
    given = frame.assign(**dict.fromkeys(free))
    if "anmarkning" in free:
        given["anmarkning"] = "Färre än tre arbetsgivare."
    key = [name for name in made.key if name in given]
    results = run_suite(suite_of(table), given, "d" * 64, key)
    assert [r.spec.name for r in results if r.outcome not in (PASSED, NOT_APPLICABLE)] == []
