"""``kompetens fetch``: what runs on other machines have made, brought here without a run; and which counties there are to bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assets.errors import HomeLocked, StoreError, UsageError
from assets.home import Home
from assets.reference import NATION, counties
from pipelines.errors import OK, STOPPED
from pipelines.held_home import held
from pipelines.nation import renew
from pipelines.say import Say
from pipelines.settings import Settings

_PATIENCE = 1.0
"""Seconds that are waited for a home: a run that holds it puts it up itself, and the others are to have their turn."""


def counties_run_before(settings: Settings) -> list[str]:
    """The counties that have a home: a folder here, or a state in the object store, put there by any machine.

    Args:
        settings: of any place of the mode.

    Returns:
        Their codes, in the order of the register of counties.

    Raises:
        StoreError: the store does not answer.
    """
    stored = set(_stored(settings)) if settings.object_store else set()
    return [code for code in counties() if code in stored or Home(settings.of_mode / code).root.is_dir()]


def fetch(settings: Settings, say: Say, *, every: bool) -> int:
    """Make the homes here what they are in the store, for a machine that shows readers what other machines publish.

    What has been put in a home's inbox here goes the other way.

    Args:
        settings: of the home, or with ``every`` of any place of the mode.
        say: told what is brought, and of each home what was in the way.
        every: all homes of the mode that the store has, the whole country's among them.

    Returns:
        0, or 1 when a home could not be made the same; it and the others are then as they were, or new.

    Raises:
        UsageError: there is no store to fetch from.
        StoreError: the store does not answer when it is asked which homes it has, or the home is neither there nor here.
    """
    if not settings.object_store:
        raise UsageError("Inget objektlager är angivet, så det finns inget att hämta. Sätt KOMPETENS_OBJEKTLAGER.")
    stored = list(_stored(settings))
    if not every and settings.region not in stored and not settings.home.is_dir():
        raise StoreError(
            f"Hemmet för {settings.said_place} finns varken här eller i objektlagret. Kör kompetens run på en dator med samma "
            "KOMPETENS_OBJEKTLAGER."
        )
    if every and not stored:
        say("Inget hem ligger i objektlagret. Kör kompetens run på en dator med samma KOMPETENS_OBJEKTLAGER.")
    code = OK
    for each in (replace(settings, region=region) for region in (stored if every else [settings.region])):
        said: list[str] = []
        try:
            with held(each, "kompetens fetch", said.append, _PATIENCE):
                pass
        except (StoreError, HomeLocked) as error:
            said.append(str(error))
            code = STOPPED
        for line in said or ["Hemmet är redan som i objektlagret."]:
            say(f"{each.said_place}: {line}")
    if page := renew(settings.of_mode, settings.publisher, say):
        say(f"Alla län som är publicerade: {page}")
    return code


def _stored(settings: Settings) -> Iterator[str]:
    """The codes of what the store has a home of, the whole country first."""
    # Whoever has no store needs no client for one either.
    from assets.object_store import ObjectStore
    from pipelines.home_in_store import key_of

    store = ObjectStore.at(settings.object_store)
    for region in (NATION, *counties()):
        if store.pointer(key_of(replace(settings, region=region))):
            yield region
