from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from sources.acceptance import Verdict, accepted_before, admitted
from sources.catalogue.ads import AF_ADS
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.errors import SnapshotError, SourceUnavailable
from sources.refresh import ABSENT, ACCEPTED_BEFORE, CURRENT, Fetched
from sources.snapshot import ACCEPTED, BY_ITSELF, HELD, REJECTED, Decision, Snapshot, SnapshotStore

OPTIONAL = replace(SCB_EMPLOYEES, required=False, without="Utan det visas inget.")
WRONG = Verdict(("Sjuksköterskor: 10 → 20.",), ("Något litet.",))


def keep(store: SnapshotStore, content: str, dataset: str = SCB_EMPLOYEES.dataset, **facts: Any) -> Snapshot:
    with store.workspace(dataset) as folder:
        (folder / "a").write_text(content)
        about = {"period_from": "2024", "period_to": "2024", "lines": 1, **facts}
        return store.keep(dataset, {"a": folder / "a"}, url="u", query={}, updated=None, licence="CC0", facts=about)


class Judge:
    def __init__(self, verdict: Verdict) -> None:
        self.verdict, self.asked = verdict, list[tuple[str, str | None]]()

    def __call__(self, entry: object, snapshot: Snapshot, before: Snapshot | None) -> Verdict:
        self.asked.append((snapshot.id, before.id if before else None))
        return self.verdict


def admit(store: SnapshotStore, snapshot: Snapshot, judge: Judge, entry: Any = SCB_EMPLOYEES) -> Fetched:
    return admitted(entry, Fetched((store.get(snapshot.origin.dataset, snapshot.id),), CURRENT), store, judge)


def test_an_answer_that_nothing_is_said_of_stands_and_is_not_asked_about_again(store: SnapshotStore):
    kept, judge = keep(store, "ett"), Judge(Verdict((), ("En liten skillnad.",)))
    for _ in range(2):
        found = admit(store, kept, judge)
        assert [s.id for s in found.snapshots] == [kept.id]
        assert (found.status, found.problem) == (CURRENT, "")
    assert judge.asked == [(kept.id, None)]
    decision = store.get(SCB_EMPLOYEES.dataset, kept.id).decision
    assert decision is not None
    assert (decision.outcome, decision.by, decision.differences) == (ACCEPTED, BY_ITSELF, ("En liten skillnad.",))


def test_one_that_is_held_back_leaves_the_one_before_it_standing_and_says_why(store: SnapshotStore):
    first = keep(store, "ett")
    admit(store, first, Judge(Verdict()))
    second, judge = keep(store, "två"), Judge(WRONG)
    found = admit(store, second, judge)
    assert [s.id for s in found.snapshots] == [first.id]
    assert found.status == ACCEPTED_BEFORE
    assert "i karantän" in found.problem
    assert "Sjuksköterskor: 10 → 20." in found.problem
    assert judge.asked == [(second.id, first.id)]
    (waiting,) = store.waiting()
    assert waiting.decision is not None
    assert (waiting.id, waiting.decision.outcome) == (second.id, HELD)
    assert waiting.decision.differences == ("Sjuksköterskor: 10 → 20.", "Något litet.")
    # Nothing was decided, so it is judged again, and stands when the rule is another.
    assert [s.id for s in admit(store, second, Judge(Verdict())).snapshots] == [second.id]
    assert store.waiting() == []


@pytest.mark.parametrize(("outcome", "stands"), [(ACCEPTED, "två"), (REJECTED, "ett")])
def test_what_a_person_has_decided_stands_whatever_the_judge_says(store: SnapshotStore, outcome: str, stands: str):
    admit(store, keep(store, "ett"), Judge(Verdict()))
    second, judge = keep(store, "två"), Judge(WRONG)
    admit(store, second, judge)
    (waiting,) = store.waiting()
    store.decide(waiting, Decision(outcome, "anna", "2026-11-28T10:00:00Z", "Källan har bekräftat talen", ()))
    found = admit(store, second, judge)
    assert found.snapshots[0].file("a").read_text() == stands
    assert len(judge.asked) == 1
    assert store.waiting() == []
    assert ("avvisat av anna: Källan har bekräftat talen" in found.problem) == (outcome == REJECTED)


def test_a_decision_is_written_once(store: SnapshotStore):
    kept = keep(store, "ett")
    decision = Decision(ACCEPTED, "anna", "2026-11-28T10:00:00Z", "Skäl")
    store.decide(kept, decision)
    with pytest.raises(SnapshotError, match="redan avgjord"):
        store.decide(kept, replace(decision, outcome=REJECTED))
    kept.verify()


def test_the_first_answer_ever_that_is_held_back_is_missing(store: SnapshotStore):
    kept = keep(store, "ett")
    found = admit(store, kept, Judge(WRONG), OPTIONAL)
    assert (found.snapshots, found.status) == ((), ABSENT)
    assert found.problem.startswith("Utan det visas inget. ")
    with pytest.raises(SourceUnavailable, match=r"har aldrig godkänts\. Svaret från 2026-01-01 ligger i karantän"):
        admit(store, kept, Judge(WRONG))


def test_what_was_accepted_too_long_ago_stands_in_for_nothing(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2020-01-01T00:00:00Z")
    admit(store, keep(store, "ett"), Judge(Verdict()))
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2026-01-02T00:00:00Z")
    second = keep(store, "två")
    with pytest.raises(SourceUnavailable, match="dagar gammalt"):
        admit(store, second, Judge(WRONG))
    assert admit(store, second, Judge(WRONG), OPTIONAL).status == ABSENT


@pytest.fixture
def today(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")


@pytest.mark.usefixtures("today")
def test_of_several_archives_only_the_one_that_is_held_back_is_another(store: SnapshotStore):
    years = {
        y: keep(store, y, f"{AF_ADS.dataset}/{y}", period_from=f"{y}-01", period_to=f"{y}-12") for y in ("2023", "2024")
    }
    accepted = admitted(AF_ADS, Fetched(tuple(years.values()), CURRENT), store, Judge(Verdict()))
    assert len(accepted.snapshots) == 2
    new = keep(store, "2024 igen", f"{AF_ADS.dataset}/2024", period_from="2024-01", period_to="2024-12")
    judge = Judge(WRONG)
    found = admitted(AF_ADS, Fetched((accepted.snapshots[0], new), CURRENT), store, judge)
    assert [s.file("a").read_text() for s in found.snapshots] == ["2023", "2024"]
    assert judge.asked == [(new.id, years["2024"].id)]


def test_a_new_archive_is_held_against_the_one_of_the_period_before(store: SnapshotStore):
    earlier = keep(store, "2023", f"{AF_ADS.dataset}/2023", period_from="2023-01", period_to="2023-12")
    admitted(AF_ADS, Fetched((earlier,), CURRENT), store, Judge(Verdict()))
    new = keep(store, "2024", f"{AF_ADS.dataset}/2024", period_from="2024-01", period_to="2024-12")
    before = accepted_before(AF_ADS, new, store)
    assert before is not None
    assert before.id == earlier.id


def test_a_quarter_is_held_against_the_archive_that_has_the_same_quarter_the_year_before(store: SnapshotStore):
    spans = {"2023": ("01", "12"), "2024": ("01", "12"), "2025-Q1": ("01", "03"), "2025-Q2": ("04", "06")}
    archives = {
        name: keep(
            store, name, f"{AF_ADS.dataset}/{name}", period_from=f"{name[:4]}-{first}", period_to=f"{name[:4]}-{last}"
        )
        for name, (first, last) in spans.items()
    }
    admitted(AF_ADS, Fetched(tuple(archives.values())[:3], CURRENT), store, Judge(Verdict()))
    before = accepted_before(AF_ADS, archives["2025-Q2"], store)
    assert before is not None
    assert before.id == archives["2024"].id


@pytest.mark.usefixtures("today")
def test_a_round_that_is_held_back_leaves_the_other_rounds(store: SnapshotStore):
    rounds = [keep(store, r, AF_BAROMETER.dataset, round=r, period_from=r, period_to=r) for r in ("2025-2", "2026-1")]
    admitted(AF_BAROMETER, Fetched((rounds[0],), CURRENT), store, Judge(Verdict()))
    first = store.get(AF_BAROMETER.dataset, rounds[0].id)
    found = admitted(AF_BAROMETER, Fetched((first, rounds[1]), CURRENT), store, Judge(WRONG))
    assert [s.id for s in found.snapshots] == [first.id]
    assert found.status == ACCEPTED_BEFORE
