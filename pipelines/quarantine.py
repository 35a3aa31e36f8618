"""``kompetens quarantine``, ``accept`` and ``reject``: what waits at the door, and a person's decision about it."""

from __future__ import annotations

import getpass
from collections.abc import Iterable

from assets.errors import UsageError
from assets.home import Home
from pipelines.errors import OK
from pipelines.held_home import held
from pipelines.resources import snapshot_store
from pipelines.say import Say
from pipelines.settings import Settings
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.councils.forms import FORM_FILE, undecided
from sources.snapshot import ACCEPTED, REJECTED, Decision, Snapshot, SnapshotStore, now_utc

THEN = "Kör hela flödet (kompetens run, eller jobbet nattlig), så används det svar som då är godkänt."


def waiting(settings: Settings, say: Say) -> int:
    """Say every answer in quarantine, with what differs from the one that is used instead."""
    store = snapshot_store(settings, Home(settings.home))
    found = store.waiting()
    if not found:
        say("Inget svar ligger i karantän.")
    for form in undecided(store):
        say(
            f"Formuläret {form.origin.facts['round']} är sparat men saknar beslutet att det är läst, så inga tal bygger på det. "
            f'Läs in det igen: kompetens import "{form.file(FORM_FILE)}"'
        )
    for snapshot in found:
        say("\n".join(described(snapshot, store)))
    if found:
        say(
            'Godkänn med kompetens accept UNDERLAG --reason "…", eller avvisa med kompetens reject UNDERLAG --reason "…". '
            "Tills någon har beslutat används det förra svaret."
        )
    return OK


def described(snapshot: Snapshot, store: SnapshotStore) -> list[str]:
    """What waits, what is used meanwhile, and every difference, a line each."""
    decision = snapshot.decision
    assert decision is not None  # it waits because it has been looked at
    used = [s for s in store.accepted(snapshot.origin.dataset) if s.series == snapshot.series]
    meanwhile = (
        f"Under tiden används svaret från {used[-1].origin.fetched_at[:10]}." if used else "Inget används under tiden."
    )
    title = next((entry.title for entry in CATALOG if _belongs(snapshot, entry)), snapshot.origin.dataset)
    return [
        f"{snapshot.origin.dataset}: {title}. Hämtat {snapshot.origin.fetched_at}. {meanwhile}",
        *(f"  – {difference}" for difference in decision.differences),
        *([] if decision.usable else ["  Det går inte att använda, så det kan bara avvisas."]),
    ]


def decide(settings: Settings, table: str, reason: str, *, accept: bool, say: Say) -> int:
    """Accept or reject what waits of a table, under the home's lock, as the user of the machine.

    Args:
        settings: whose home it is.
        table: dataset, or a part of it as ``kompetens quarantine`` names it.
        reason: why, in words that a reader of the quality page understands.
        accept: else it is rejected.
        say: prints a line.

    Raises:
        UsageError: nothing of the table waits, or no reason is given.
    """
    with held(settings, "beslut om ett svar", say) as home:
        for line in decided(snapshot_store(settings, home), table, reason, accept=accept):
            say(line)
    return OK


def decided(store: SnapshotStore, table: str, reason: str, *, accept: bool) -> list[str]:
    """Write the decision beside every snapshot of the table that waits; what was decided, a line each, and what to do then.

    Raises:
        UsageError: nothing of the table waits, no reason is given, or what is to be accepted cannot be used.
    """
    why = " ".join(reason.split())
    if not why:
        raise UsageError('Ett beslut behöver ett skäl som en läsare förstår: --reason "…", eller fältet skal i jobbet.')
    found = store.waiting()
    chosen = [s for s in found if s.origin.dataset == table or s.origin.dataset.startswith(f"{table}/")]
    if not chosen:
        raise UsageError(f"Inget svar om '{table}' ligger i karantän. {_those(found)}")
    useless = [s for s in chosen if s.decision and not s.decision.usable]
    if accept and useless:
        raise UsageError(
            f"Svaret om {useless[0].origin.dataset} går inte att använda, så det kan bara avvisas. Det förra används tills källan "
            "har rättat sig, eller programmet kan läsa det nya. Se skälet med kompetens quarantine."
        )
    lines = []
    for snapshot in chosen:
        differences = snapshot.decision.differences if snapshot.decision else ()
        outcome = ACCEPTED if accept else REJECTED
        store.decide(snapshot, Decision(outcome, getpass.getuser(), now_utc(), why, differences))
        lines.append(f"{snapshot.origin.dataset}, hämtat {snapshot.origin.fetched_at}: {outcome}. Skäl: {why}")
    return [*lines, THEN]


def _those(found: Iterable[Snapshot]) -> str:
    names = ", ".join(snapshot.origin.dataset for snapshot in found)
    return f"Det som ligger där är: {names}." if names else "Ingenting ligger där."


def _belongs(snapshot: Snapshot, entry: SourceTable) -> bool:
    return snapshot.origin.dataset.split("/")[0] == entry.dataset
