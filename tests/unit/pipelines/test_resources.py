from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import dagster as dg
import pytest

from pipelines.resources import resources
from pipelines.settings import load
from sources.arbetsformedlingen.jobstream import SNAPSHOT, STREAM
from sources.catalogue.ads import AF_OPEN_ADS
from sources.example.adapter import EXAMPLE_NOW, ExampleAdapter
from sources.session import Sources
from sources.snapshot import now_utc


def fetched(home: Path, source: str) -> tuple[Sources, str]:
    """The sources as a run has them, and which snapshot of the open ads stands after it."""
    settings = load({"KOMPETENS_HOME": str(home), "KOMPETENS_SOURCE": source}, home / "no.env")
    made = resources(settings)
    with dg.build_resources({name: made[name] for name in ("home", "sources")}) as given:
        (snapshot,) = given.sources.fetch(AF_OPEN_ADS).snapshots
        return given.sources, snapshot.id


def test_the_made_up_world_stands_still_so_what_is_known_of_it_never_grows_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A source whose news end in October 2026 would from December on be asked for every open ad each night."""
    asked: list[str] = []
    send = ExampleAdapter.send

    def noted(self, request, *args, **options):
        asked.append(urlsplit(request.url).path.removeprefix("/jobstream/"))
        return send(self, request, *args, **options)

    monkeypatch.setattr(ExampleAdapter, "send", noted)
    sources, first = fetched(tmp_path, "example")
    assert asked == [SNAPSHOT, STREAM]
    asked.clear()
    assert fetched(tmp_path, "example")[1] == first
    assert asked == [STREAM]
    assert sources.clock() == EXAMPLE_NOW


def test_the_real_sources_are_asked_by_the_clock_that_goes(tmp_path: Path):
    made = resources(load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "archive"}, tmp_path / "no.env"))
    with dg.build_resources({name: made[name] for name in ("home", "sources")}) as given:
        assert given.sources.clock is now_utc
