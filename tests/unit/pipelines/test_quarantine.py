from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from assets.errors import UsageError
from assets.home import Home
from pipelines.quarantine import decide, decided, waiting
from pipelines.resources import snapshot_store
from pipelines.settings import Settings, load
from sources.snapshot import ACCEPTED, BY_ITSELF, HELD, REJECTED, Decision, Snapshot, SnapshotStore

DATASET = "scb_tab4434"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load({"KOMPETENS_HOME": str(tmp_path), "KOMPETENS_SOURCE": "example"})


@pytest.fixture
def store(settings: Settings) -> SnapshotStore:
    home = Home(settings.home)
    home.create()
    return snapshot_store(settings, home)


def held(store: SnapshotStore, content: str, dataset: str = DATASET, usable: bool = True) -> Snapshot:
    with store.workspace(dataset) as folder:
        (folder / "a").write_text(content)
        facts = {"period_from": "2024", "period_to": "2024", "lines": 1}
        kept = store.keep(dataset, {"a": folder / "a"}, url="u", query={}, updated=None, licence="CC0", facts=facts)
    return store.decide(
        kept, Decision(HELD, BY_ITSELF, "2026-11-28T01:00:00Z", "Skäl.", ("ssyk3 222: 10 → 20.", "Mer."), usable)
    )


def test_nothing_waits(settings: Settings, store: SnapshotStore, capsys: pytest.CaptureFixture[str]):
    assert waiting(settings, print) == 0
    assert capsys.readouterr().out == "Inget svar ligger i karantän.\n"


def test_what_waits_is_listed_with_every_difference(
    settings: Settings, store: SnapshotStore, capsys: pytest.CaptureFixture[str]
):
    held(store, "nytt")
    assert waiting(settings, print) == 0
    said = capsys.readouterr().out
    assert said.startswith("scb_tab4434: Anställda")
    assert "Inget används under tiden." in said
    assert "  – ssyk3 222: 10 → 20.\n  – Mer.\n" in said
    assert "kompetens accept UNDERLAG" in said


@pytest.mark.parametrize(("accept", "outcome"), [(True, ACCEPTED), (False, REJECTED)])
def test_a_decision_says_who_when_and_why(
    settings: Settings, store: SnapshotStore, capsys: pytest.CaptureFixture[str], accept: bool, outcome: str
):
    snapshot = held(store, "nytt")
    assert decide(settings, DATASET, "  Källan har bekräftat\ntalen ", accept=accept, say=print) == 0
    decision = store.get(DATASET, snapshot.id).decision
    assert decision is not None
    assert (decision.outcome, decision.by, decision.reason) == (
        outcome,
        getpass.getuser(),
        "Källan har bekräftat talen",
    )
    assert decision.differences == ("ssyk3 222: 10 → 20.", "Mer.")
    said = capsys.readouterr().out
    assert f"{outcome}. Skäl: Källan har bekräftat talen" in said
    assert "kompetens run" in said
    assert store.waiting() == []


def test_every_archive_of_a_source_is_decided_together(store: SnapshotStore):
    for year in ("2023", "2024"):
        held(store, year, f"af_annonser/{year}")
    assert len(decided(store, "af_annonser", "Skäl", accept=True)) == 3
    held(store, "2025", "af_annonser/2025")
    held(store, "2026", "af_annonser/2026")
    assert len(decided(store, "af_annonser/2025", "Skäl", accept=False)) == 2
    assert [s.origin.dataset for s in store.waiting()] == ["af_annonser/2026"]


def test_what_cannot_be_decided_is_a_sentence(settings: Settings, store: SnapshotStore):
    with pytest.raises(UsageError, match=r"Inget svar om 'scb_tab4434' ligger i karantän\. Ingenting ligger där\."):
        decide(settings, DATASET, "Skäl", accept=True, say=print)
    held(store, "nytt")
    with pytest.raises(UsageError, match="behöver ett skäl"):
        decide(settings, DATASET, " ", accept=True, say=print)
    with pytest.raises(UsageError, match=r"'scb_tab' ligger i karantän\. Det som ligger där är: scb_tab4434\."):
        decide(settings, "scb_tab", "Skäl", accept=True, say=print)


def test_what_numbers_could_never_rest_on_can_only_be_rejected(
    settings: Settings, store: SnapshotStore, capsys: pytest.CaptureFixture[str]
):
    snapshot = held(store, "nytt", usable=False)
    waiting(settings, print)
    assert "kan bara avvisas" in capsys.readouterr().out
    with pytest.raises(UsageError, match="scb_tab4434 går inte att använda, så det kan bara avvisas"):
        decide(settings, DATASET, "Skäl", accept=True, say=print)
    assert [s.id for s in store.waiting()] == [snapshot.id]
    assert decide(settings, DATASET, "Skäl", accept=False, say=print) == 0
    assert store.waiting() == []
