from __future__ import annotations

import re

import dagster as dg
import pytest

from pipelines.dagster_queue import HOME_TAG
from pipelines.definitions import build
from pipelines.settings import load
from pipelines.summary import summed_up
from reports.report_assets import PUBLICATION


def test_every_asset_says_why_it_stopped_also_outside_the_job():
    definitions = build(load({}))
    made = [a for a in definitions.resolve_asset_graph().assets_defs if a.is_executable and a.keys]
    assert made
    assert [a.keys for a in made if "varfor" not in {hook.name for hook in a.hook_defs}] == []


def test_checks_can_be_run_without_building_their_table_again():
    checks = [a for a in build(load({})).resolve_asset_graph().assets_defs if a.check_keys and not a.keys]
    assert checks
    assert [a.check_keys for a in checks if not a.can_subset] == []


def test_every_job_is_known_by_its_home():
    settings = load({"KOMPETENS_SOURCE": "live", "KOMPETENS_REGION": "12"})
    jobs = {j.name: j.tags for j in build(settings).resolve_all_job_defs() if j.name != "__ASSET_JOB"}
    assert {"nattlig", "utgava", "las_in_formular", "godkann_svar", "avvisa_svar"} < jobs.keys()
    assert [name for name, tags in jobs.items() if tags.get(HOME_TAG) != "skarp-12"] == []


@pytest.mark.parametrize("source", ["example", "live"])
def test_every_asset_can_be_run_and_only_made_up_ones_say_so(source: str):
    graph = build(load({"KOMPETENS_SOURCE": source})).resolve_asset_graph()
    assert [key for key in graph.get_all_asset_keys() if not graph.get(key).is_executable] == []
    marked = {"EXEMPELDATA" in graph.get(key).kinds for key in graph.get_all_asset_keys()}
    assert marked == {source == "example"}
    assert {
        graph.get(key).description.startswith("EXEMPELDATA: alla tal") for key in graph.get_all_asset_keys()
    } == marked


def test_groups_are_numbered_in_the_order_of_the_flow_with_publishing_alone_and_last():
    graph = build(load({})).resolve_asset_graph()
    group = {key: graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert [name[0] for name in sorted(set(group.values()))] == [*"1234567"]
    backwards = {
        (group[parent], group[key])
        for key in group
        for parent in graph.get(key).parent_keys
        if group[parent] > group[key]
    }
    assert backwards == set()
    assert [key for key, name in group.items() if name == max(group.values())] == [PUBLICATION]


def test_only_checks_that_stop_are_called_blocking():
    graph = build(load({})).resolve_asset_graph()
    blocking = {key: graph.get_check_spec(key).blocking for key in graph.asset_check_keys}
    assert set(blocking.values()) == {True, False}
    limits = dg.AssetCheckKey(dg.AssetKey(["mart", "bedomning"]), "granserna_faststallda")
    form = dg.AssetCheckKey(dg.AssetKey(["mart", "bedomning"]), "kontrakt")
    assert (blocking[limits], blocking[form]) == (False, True)


def test_every_report_has_a_job_for_its_draft_alone():
    definitions = build(load({}))
    reports = {k.path[-1] for k in definitions.resolve_asset_graph().get_all_asset_keys() if k.path[0] == "rapport"}
    jobs = {job.name: job for job in definitions.resolve_all_job_defs() if job.name.startswith("utkast_")}
    assert set(jobs) == {f"utkast_{name}" for name in reports}
    assert {len(job.asset_layer.selected_asset_keys) for job in jobs.values()} == {1}
    assert all("inget publiceras" in (job.description or "") for job in jobs.values())


@dg.asset
def _works() -> None:
    """Do nothing."""


@dg.asset
def _breaks() -> None:
    raise ValueError("går inte")


@dg.asset_check(asset=_works, name="prov")
def _checked() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True, description="godkänd: sett")


@dg.asset(key=PUBLICATION)
def _publishes() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"oförändrad": "nej", "mapp": dg.MetadataValue.path("/mapp/utgava")})


def _job() -> dg.JobDefinition:
    definitions = dg.Definitions(
        assets=[_works, _breaks, _publishes],
        asset_checks=[_checked],
        jobs=[dg.define_asset_job("prov")],
        executor=summed_up,
    )
    return definitions.resolve_job_def("prov")


@pytest.mark.parametrize(
    ("selected", "line"),
    [
        (
            [_works.key],
            r"Klart: 2 steg\. Kontroller: 1 av 1 gröna\. Inget publicerades\. Det som var publicerat är kvar\.",
        ),
        ([PUBLICATION], r"Klart: 1 steg\. Publicerat: /mapp/utgava\."),
        ([_breaks.key], r"Stannade vid _breaks\. 0 steg hann bli klara\. Inget publicerades\. .*"),
    ],
)
def test_the_last_line_of_a_runs_log_sums_it_up(selected: list[dg.AssetKey], line: str):
    with dg.instance_for_test() as instance:
        done = dg.execute_job(dg.reconstructable(_job), instance, asset_selection=selected, raise_on_error=False)
        said = [e.dagster_event for e in instance.all_logs(done.run_id) if e.dagster_event]
    assert [e.message for e in said[:-1] if re.fullmatch(line, e.message or "")] == [said[-2].message]
    assert said[-1].event_type_value in ("PIPELINE_SUCCESS", "PIPELINE_FAILURE")
