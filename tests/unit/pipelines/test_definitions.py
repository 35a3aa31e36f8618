from __future__ import annotations

from pipelines.definitions import build
from pipelines.settings import load


def test_every_asset_says_why_it_stopped_also_outside_the_job():
    definitions = build(load({}))
    made = [a for a in definitions.resolve_asset_graph().assets_defs if a.is_executable and a.keys]
    assert made
    assert [a.keys for a in made if "varfor" not in {hook.name for hook in a.hook_defs}] == []


def test_checks_can_be_run_without_building_their_table_again():
    checks = [a for a in build(load({})).resolve_asset_graph().assets_defs if a.check_keys and not a.keys]
    assert checks
    assert [a.check_keys for a in checks if not a.can_subset] == []
