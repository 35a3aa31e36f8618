"""A file in the home that is written when a run has ended: for whoever watches from outside whether nights come and go well."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assets.errors import HomeError
from assets.files import replace_text_for_good
from assets.home import Home
from pipelines.ended import Ended
from pipelines.source_states import SourceState
from reports.publish.publication import POINTER

FILE, VERSION = "livstecken.json", 1
LAST, LAST_WHOLE = "korning", "hela_flodet"


def write(home: Home, ended: Ended, mode: str, county: str, sources: Iterable[SourceState]) -> None:
    """Replace the file; what it says of the last run of the whole flow stays when this one was not.

    Args:
        home: whose file it is.
        ended: the run.
        mode: source mode.
        county: code.
        sources: every underlag as it is now.
    """
    run = {
        "jobb": ended.job,
        "hela_flodet": ended.whole,
        "borjade": ended.began.isoformat(timespec="seconds"),
        "slutade": ended.ended.isoformat(timespec="seconds"),
        "utfall": ended.outcome,
        "stannade_vid": list(ended.steps),
    }
    before = read(home)
    text = {
        "version": VERSION,
        "lage": mode,
        "lan": county,
        LAST: run,
        LAST_WHOLE: run if ended.whole else before and before[LAST_WHOLE],
        "publicerat": published(home),
        "underlag": {state.entry.dataset: of_source(state) for state in sources},
    }
    replace_text_for_good(home.root / FILE, json.dumps(text, ensure_ascii=False, indent=1))


def read(home: Home) -> dict[str, Any] | None:
    """What the file says; None where no run has ended yet, or another version of the program wrote it.

    Raises:
        HomeError: the file is damaged.
    """
    path = home.root / FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"version": None}
        return found if found["version"] == VERSION else None
    except (ValueError, KeyError, TypeError) as error:
        raise HomeError(f"{path} är skadad. Ta bort filen; nästa körning skriver den på nytt.") from error


def last_whole_began(home: Home) -> datetime | None:
    """When the last run of the whole flow began that has ended."""
    found = read(home)
    whole = found and found[LAST_WHOLE]
    return datetime.fromisoformat(whole["borjade"]) if whole else None


def published(home: Home) -> dict[str, Any] | None:
    """Name, date, digest and folder of what readers see first; None before anything is published."""
    path = home.published / POINTER
    if not path.is_file():
        return None
    pointer = json.loads(path.read_text(encoding="utf-8"))
    return {key: pointer[key] for key in ("utgava", "datum", "kontrollsumma", "mapp")}


def of_source(state: SourceState) -> dict[str, Any]:
    """When it was fetched (UTC, or None), days since then, and how many may pass."""
    return {
        "hamtat": state.fetched,
        "dagar": None if state.age is None else round(state.age, 1),
        "hogst_dagar": state.entry.max_age_days,
    }
