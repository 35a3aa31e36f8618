"""Why a run from the command line did not reach its end, a sentence for each step that stopped, and the exit code."""

from __future__ import annotations

import dagster as dg

from assets.home import Home
from pipelines.ended import CHECK_FAILED, STORE, failures, root
from pipelines.errors import INTERNAL, NOT_FRESH, NOT_STORED, STOPPED, disk_full, disk_is_full, spoken_errors
from pipelines.say import Say
from sources.errors import SourceError

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's own lines are left to its log: what the terminal is told is said by us."""

NOTHING_PUBLISHED = "Inget publicerades. Det som var publicerat är kvar."
"""What stands when a county's run did not reach its end."""


def say_failure(result: dg.ExecuteInProcessResult, home: Home, say: Say, *, require_fresh: bool, kept: str) -> int:
    """Say what went wrong.

    Args:
        result: of the run.
        home: of the run.
        say: prints a line.
        require_fresh: whether a source that could not be read is what the user asked to be told of by the exit code.
        kept: what stands nevertheless; said last, unless what was made only did not get up into the object store.

    Returns:
        The exit code.
    """
    known = spoken_errors()
    code, full = STOPPED, False
    found = failures(result.all_events)
    for step, failed in found:
        error = root(failed)
        if disk_is_full(error.message):
            full = True
            continue
        name = error.cls_name or ""
        if name == CHECK_FAILED:
            continue
        if name not in known:
            say(f"Internt fel i {step}: {error.message.strip()} Kör igen med --debug.")
            code = INTERNAL
            continue
        say(error.message.strip().split(": ", 1)[1])
        if step == STORE and code == STOPPED and len(found) == 1:
            code = NOT_STORED
        if require_fresh and issubclass(known[name], SourceError) and code == STOPPED:
            code = NOT_FRESH
    if full:
        say(disk_full(home.root))
    if code != NOT_STORED:
        say(kept)
    return code
