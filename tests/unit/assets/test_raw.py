from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest
import yaml

from assets.raw.definitions import ASSETS
from sources.catalog import CATALOG, SourceTable

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("asset", "entry"), zip(ASSETS[1:], CATALOG, strict=True), ids=[e.dataset for e in CATALOG])
def test_every_entry_has_a_raw_asset_that_says_when_it_is_old(asset: dg.AssetsDefinition, entry: SourceTable):
    spec = asset.get_asset_spec()
    assert spec.key == dg.AssetKey(["raw", entry.dataset])
    assert spec.freshness_policy == dg.FreshnessPolicy.time_window(
        fail_window=timedelta(days=entry.max_age_days), warn_window=timedelta(hours=36)
    )
    assert spec.description is not None
    assert all(text in spec.description for text in (entry.title, entry.publisher, entry.licence, entry.note))


def test_dagster_judges_freshness():
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["freshness"] == {"enabled": True}
