from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import dagster as dg
import pytest
import yaml

from assets.raw.definitions import ASSETS
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.refresh import ABSENT, CURRENT, LAST_GOOD, Fetched
from sources.snapshot import Origin, Snapshot

SNAPSHOT = Snapshot("1", Path("raw"), Origin("prov", "u", {}, "2026-01-01T00:00:00Z", None, "CC0", "live", {}, {}))
ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize(("asset", "entry"), zip(ASSETS[1:], CATALOG, strict=True), ids=[e.dataset for e in CATALOG])
def test_every_entry_has_a_raw_asset_that_says_when_it_is_old(asset: dg.AssetsDefinition, entry: SourceTable):
    spec = asset.get_asset_spec()
    assert spec.key == dg.AssetKey(["raw", entry.dataset])
    assert spec.freshness_policy == dg.FreshnessPolicy.time_window(
        fail_window=timedelta(days=entry.max_age_days), warn_window=timedelta(hours=36)
    )
    assert spec.description is not None
    assert all(text in spec.description for text in (entry.title, entry.publisher, entry.licence, entry.note))


@pytest.mark.parametrize(
    ("fetched", "says"),
    [
        (Fetched((), CURRENT), []),
        (Fetched((), ABSENT, "Nere."), ["Källan kunde inte läsas; underlaget saknas. Nere."]),
        (
            Fetched((SNAPSHOT,), LAST_GOOD, "Nere."),
            ["Källan kunde inte läsas; senast fungerande underlag används. Nere."],
        ),
    ],
    ids=["answers", "absent", "last good"],
)
def test_the_log_says_what_stands_in_for_a_source_that_cannot_be_read(fetched: Fetched, says: list[str], monkeypatch):
    said: list[str] = []
    context = dg.build_asset_context(resources={"sources": SimpleNamespace(fetch=lambda entry: fetched)})
    monkeypatch.setattr(context.log, "warning", said.append)
    assert ASSETS[1](context, order={"underlag": None}) is fetched
    assert said == says


def test_dagster_judges_freshness():
    settings = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["freshness"] == {"enabled": True}
