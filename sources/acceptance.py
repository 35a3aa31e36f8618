"""The door: an answer becomes the one that numbers rest on when it has been understood and judged, not when it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sources.catalogue.entry import SourceTable
from sources.errors import SourceUnavailable
from sources.refresh import ABSENT, ACCEPTED_BEFORE, Fetched, unusable
from sources.snapshot import ACCEPTED, BY_ITSELF, HELD, REJECTED, Decision, Snapshot, SnapshotStore, now_utc


@dataclass(frozen=True)
class Verdict:
    """What was found of a new answer: ``faults`` hold it back, ``notes`` are told. Each is a sentence.

    ``usable``: numbers could rest on it, if a person says so; one that cannot be read, or breaks its own rules, would stop
    the night further on.
    """

    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    usable: bool = True


Judge = Callable[[SourceTable, Snapshot, Snapshot | None], Verdict]
"""An entry, its new snapshot, and the one accepted before it, if any → what was found."""


def admitted(entry: SourceTable, fetched: Fetched, store: SnapshotStore, judge: Judge) -> Fetched:
    """What may stand for a source: what was fetched, or where that is held back what was accepted before it.

    A snapshot that nobody has decided about is judged, every time until somebody has; so what was held back by a rule passes
    when the rule, or the next snapshot, is another.

    Args:
        entry: of the catalogue.
        fetched: of the source.
        store: where snapshots and decisions are kept.
        judge: says what is wrong with a snapshot.

    Raises:
        SourceUnavailable: of a required source nothing that has been accepted is young enough.
    """
    standing: list[Snapshot] = []
    problems: list[str] = []
    for snapshot in fetched.snapshots:
        looked_at = _looked_at(entry, snapshot, store, judge)
        if looked_at.accepted:
            standing.append(looked_at)
            continue
        problems.append(_why(looked_at))
        earlier = [s for s in store.accepted(snapshot.origin.dataset) if s.series == snapshot.series]
        standing += earlier[-1:]
    if not problems:
        return Fetched(tuple(standing), fetched.status, fetched.problem)
    said = " ".join([*problems, *([fetched.problem] if fetched.problem else [])])
    nothing = (
        unusable(entry, tuple(standing)) if standing else f"{entry.title} ({entry.publisher}) har aldrig godkänts."
    )
    if not nothing:
        return Fetched(tuple(standing), ACCEPTED_BEFORE, said)
    if entry.required:
        raise SourceUnavailable(f"{nothing} {said}")
    return Fetched((), ABSENT, f"{entry.without} {said}")


def _looked_at(entry: SourceTable, snapshot: Snapshot, store: SnapshotStore, judge: Judge) -> Snapshot:
    decided = snapshot.decision
    if decided is not None and decided.outcome != HELD:
        return snapshot
    verdict = judge(entry, snapshot, accepted_before(entry, snapshot, store))
    outcome = HELD if verdict.faults else ACCEPTED
    reason = " ".join(verdict.faults) or "Inget skilde så mycket att det hölls kvar."
    found = Decision(outcome, BY_ITSELF, now_utc(), reason, (*verdict.faults, *verdict.notes), verdict.usable)
    if decided is not None and replace(decided, at=found.at) == found:
        return snapshot
    return store.decide(snapshot, found)


def accepted_before(entry: SourceTable, snapshot: Snapshot, store: SnapshotStore) -> Snapshot | None:
    """What a new snapshot is held against: the newest accepted one of its series, else one before its period.

    Of a dataset that comes in parts that is the part that has the same time the year before, since there are seasons; where none
    has, the latest.
    """
    accepted = [s for s in store.accepted(entry.dataset) if s.id != snapshot.id]
    own = [s for s in accepted if s.series == snapshot.series]
    if own:
        return own[-1]
    before = [s for s in accepted if s.origin.facts["period_to"] < snapshot.origin.facts["period_from"]]
    first = str(snapshot.origin.facts["period_from"])
    wanted = f"{int(first[:4]) - 1}{first[4:]}" if first[:4].isdigit() else ""
    covering = [s for s in before if s.origin.facts["period_from"] <= wanted <= s.origin.facts["period_to"]]
    return max(covering or before, key=lambda s: str(s.origin.facts["period_to"]), default=None)


def _why(snapshot: Snapshot) -> str:
    decision = snapshot.decision
    assert decision is not None  # it has just been looked at
    day = snapshot.origin.fetched_at[:10]
    if decision.outcome == REJECTED:
        return f"Svaret från {day} är avvisat av {decision.by}: {decision.reason}"
    return f"Svaret från {day} ligger i karantän tills någon har beslutat om det: {decision.reason}"
