"""A file in the home that is written when a run has ended: for whoever watches from outside whether nights come and go well."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from assets.errors import HomeError
from assets.files import replace_text_for_good, set_aside
from assets.home import Home
from pipelines.ended import Ended
from pipelines.source_states import SourceState
from reports.publish.publication import pointer

FILE, VERSION = "livstecken.json", 1
LAST, LAST_WHOLE = "korning", "hela_flodet"


def write(home: Home, ended: Ended, mode: str, county: str, sources: Iterable[SourceState]) -> list[str]:
    """Replace the file; what it says of the last run of the whole flow stays when this one was not.

    What is damaged keeps nobody from being told that a run has ended: it is left out, and the file itself moved aside.

    Args:
        home: whose file it is.
        ended: the run.
        mode: source mode.
        county: code.
        sources: every underlag as it is now.

    Returns:
        A sentence for each thing that was damaged.
    """
    remarks: list[str] = []
    run = {
        "jobb": ended.job,
        "hela_flodet": ended.whole,
        "borjade": ended.began.isoformat(timespec="seconds"),
        "slutade": ended.ended.isoformat(timespec="seconds"),
        "utfall": ended.outcome,
        "stannade_vid": list(ended.steps),
    }
    before: dict[str, Any] | None = None
    try:
        before = read(home)
    except HomeError:
        remarks.append(
            f"{home.root / FILE} var skadad. Den är flyttad till {set_aside(home.root / FILE)} och skrivs på nytt; när hela flödet "
            "senast kördes står där igen när det har körts nästa gång."
        )
    try:
        seen = published(home)
    except HomeError as error:
        seen = None
        remarks.append(f"Livstecknet säger inte vad som är publicerat. {error}")
    text = {
        "version": VERSION,
        "lage": mode,
        "lan": county,
        LAST: run,
        LAST_WHOLE: run if ended.whole else before and before[LAST_WHOLE],
        "publicerat": seen,
        "underlag": {state.entry.dataset: of_source(state) for state in sources},
    }
    replace_text_for_good(home.root / FILE, json.dumps(text, ensure_ascii=False, indent=1))
    return remarks


def read(home: Home) -> dict[str, Any] | None:
    """What the file says; None where no run has ended yet, or another version of the program wrote it.

    Raises:
        HomeError: the file is damaged.
    """
    path = home.root / FILE
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"version": None}
        if found["version"] != VERSION:
            return None
        for run in (found[LAST], found[LAST_WHOLE] or found[LAST]):
            if None in (_aware(run["borjade"]), _aware(run["slutade"]), run["utfall"]):
                raise ValueError("not what is written here")
        return dict(found)
    except (ValueError, KeyError, TypeError) as error:
        raise HomeError(f"{path} är skadad. Ta bort filen; nästa körning skriver den på nytt.") from error


def _aware(moment: str) -> timedelta | None:
    """How far from UTC a moment is told; None when it does not say."""
    return datetime.fromisoformat(moment).utcoffset()


def last_whole_began(home: Home) -> datetime | None:
    """When the last run of the whole flow began that has ended."""
    found = read(home)
    whole = found and found[LAST_WHOLE]
    return datetime.fromisoformat(whole["borjade"]) if whole else None


def published(home: Home) -> dict[str, Any] | None:
    """Name, date, digest and folder of what readers see first; None before anything is published.

    Raises:
        HomeError: what points to it is damaged.
    """
    found = pointer(home.published)
    return {key: found[key] for key in ("utgava", "datum", "kontrollsumma", "mapp")} if found else None


def of_source(state: SourceState) -> dict[str, Any]:
    """When it was fetched (UTC, or None), days since then, and how many may pass."""
    return {
        "hamtat": state.fetched,
        "dagar": None if state.age is None else round(state.age, 1),
        "hogst_dagar": state.entry.max_age_days,
    }
