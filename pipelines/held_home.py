"""The home of a run or a command: held before every machine, the newest there is, and put where the others find it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from assets.errors import HomeLocked, StoreError
from assets.home import WAIT_SECONDS, Home
from pipelines import lease
from pipelines.say import Say
from pipelines.settings import Settings


@contextmanager
def held(settings: Settings, what: str, say: Say, wait: float = WAIT_SECONDS) -> Iterator[Home]:
    """Hold the home, on this machine and where there is a PostgreSQL on every other.

    Where there is an object store the home is brought down first when the store's is newer, and put up after, whatever came of what was
    done with it.

    Args:
        settings: whose home it is.
        what: said to others who wait.
        say: told whom it waits for, and what is brought and put.
        wait: seconds before giving up, on this machine and then on the others.

    Raises:
        HomeLocked: somebody else holds it.
        StoreError: the store does not answer, or has been changed apart from this home.
        NotStored: what was done is done here, and did not get up.
    """
    with ExitStack() as stack:
        home = stack.enter_context(Home(settings.home).locked(what, wait))
        if settings.dagster_postgres:
            stack.enter_context(lease.leased(settings.dagster_postgres, settings.home_name, what, wait, say))
        if not settings.object_store:
            yield home
            return
        # Whoever has no store needs no client for one either.
        from pipelines.home_in_store import HomeInStore

        stored = HomeInStore(settings, home, say)
        stored.bring()
        try:
            yield home
        finally:
            stored.put(what)


def holder(settings: Settings) -> str:
    """Who holds the home, here or on another machine, as a Swedish phrase; empty when nobody does."""
    here = Home(settings.home).holder()
    if here or not settings.dagster_postgres:
        return here
    return lease.holder(settings.dagster_postgres, settings.home_name)


def level(settings: Settings, what: str, say: Say) -> bool:
    """Make this machine's home and the store's the same, where runs may have been on another; what is in the way is said.

    Args:
        settings: whose home it is.
        what: said to others who wait.
        say: prints or logs a line.

    Returns:
        Whether they are the same, or there is no store.
    """
    if not settings.object_store:
        return True
    try:
        with held(settings, what, say, wait=1):
            return True
    except (StoreError, HomeLocked) as error:
        say(str(error))
        return False
