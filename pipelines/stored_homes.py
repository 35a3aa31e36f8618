"""``kompetens fetch``: what runs on other machines have made, brought here without a run; and which counties there are to bring."""

from __future__ import annotations

from dataclasses import replace

from assets.errors import StoreError, UsageError
from assets.home import Home
from assets.reference.areas import NATION, counties
from pipelines.errors import OK, STOPPED
from pipelines.held_home import level
from pipelines.nation import renew
from pipelines.say import Say
from pipelines.settings import Settings


def counties_run_before(settings: Settings) -> list[str]:
    """The counties that have a home: a folder here, or a state in the object store, put there by any machine.

    Args:
        settings: of any place of the mode.

    Returns:
        Their codes, in the order of the register of counties.

    Raises:
        StoreError: the store does not answer.
    """
    stored = _stored(settings) if settings.object_store else []
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
    wanted = _stored(settings) if every else [settings.region]
    if not every and not settings.home.is_dir() and not _is_stored(settings):
        raise StoreError(
            f"Hemmet för {settings.said_place} finns varken här eller i objektlagret. Kör kompetens run på en dator med samma "
            "KOMPETENS_OBJEKTLAGER."
        )
    if not wanted:
        say("Inget hem ligger i objektlagret. Kör kompetens run på en dator med samma KOMPETENS_OBJEKTLAGER.")
    code = OK
    for each in (replace(settings, region=region) for region in wanted):
        said: list[str] = []
        if not level(each, "kompetens fetch", said.append):
            code = STOPPED
        for line in said or ["Hemmet är redan som i objektlagret."]:
            say(f"{each.said_place}: {line}")
    if page := renew(settings.of_mode, settings.publisher, say):
        say(f"Alla län som är publicerade: {page}")
    return code


def _stored(settings: Settings) -> list[str]:
    """The codes of what the store has a home of, the whole country first."""
    return [code for code in (NATION, *counties()) if _is_stored(replace(settings, region=code))]


def _is_stored(settings: Settings) -> bool:
    # Whoever has no store needs no client for one either.
    from assets.object_store import ObjectStore
    from pipelines.home_in_store import key_of

    return ObjectStore.at(settings.object_store).pointer(key_of(settings)) is not None
