"""Clocks that are wrong for a night: the time that the project's own code reads is shifted in a child process."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from bench.days.trial import PLACE, RUN, Done, FaultOutcome, HomeTrial, broken, forked, outcome
from sources.snapshot import ORIGIN

_OURS = ("assets", "checks", "pipelines", "reports", "sources")
_NEWS = "scb_tab4434"
"""The table that has something new while the clock is ahead."""
SAME = "samma utgåva"


class _Real(type):
    def __instancecheck__(cls, found: object) -> bool:
        return isinstance(found, datetime)


def shifted(by: timedelta) -> Callable[[], None]:
    """What a child does first to live at another time."""

    class Shifted(datetime, metaclass=_Real):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + by

    def shift() -> None:
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] in _OURS and vars(module).get("datetime") is datetime:
                vars(module)["datetime"] = Shifted
        right = time.time
        time.time = lambda: right() + by.total_seconds()

    return shift


def clocks(trial: HomeTrial) -> Iterator[FaultOutcome]:
    """Nights with a clock that is wrong, and the night after with one that is right."""
    for words, by in (("två timmar bak", timedelta(hours=-2)), ("ett år fram", timedelta(days=365))):
        faults = trial.not_the_same(forked(trial.home, RUN, shifted(by)))
        yield outcome(f"klockan {words} en natt utan något nytt", 1, [*faults, *broken(trial.home)], SAME)
    stopped = forked(trial.home, RUN, shifted(timedelta(days=-10)))
    faults = [*_not_said(stopped), *trial.mended()]
    became = "stannade med en mening, det publicerade helt; med rätt klocka gav nästa körning samma utgåva"
    yield outcome("klockan tio dagar bak", 1, faults, became)
    yield _ahead_with_news(trial)


def _ahead_with_news(trial: HomeTrial) -> FaultOutcome:
    raw = trial.home / PLACE / "raw" / _NEWS
    (stored,) = raw.glob(f"*/{ORIGIN}")
    as_fetched = stored.read_text(encoding="utf-8")
    stored.chmod(0o644)
    stored.write_text(json.dumps({**json.loads(as_fetched), "updated": "2020-01-01T07:00:00Z"}), encoding="utf-8")
    ahead = forked(trial.home, RUN, shifted(timedelta(days=10)))
    faults = [f"stannade: {ahead.last}"] if ahead.code else []
    faults += broken(trial.home)
    later = [folder for folder in raw.iterdir() if folder != stored.parent]
    faults += [] if len(later) == 1 else [f"{len(later)} nya svar hämtade"]
    faults += _not_said(forked(trial.home, RUN, shifted(timedelta(0))))
    faults += broken(trial.home)
    for folder in later:
        shutil.rmtree(folder)
    stored.write_text(as_fetched, encoding="utf-8")
    became = "körningen därefter stannade med en mening, det publicerade helt; med svaret undanflyttat gav nästa körning samma utgåva"
    return outcome("klockan tio dagar fram en natt med ett nytt svar", 1, [*faults, *trial.mended()], became)


def _not_said(done: Done) -> list[str]:
    """What is wrong with a run that should stop and say that the clock is."""
    if not done.code:
        return ["körningen stannade inte"]
    faults = [] if "Datorns klocka visar" in done.said else [f"sade inget om klockan: {done.last}"]
    return [*faults, *(["en felspårning i stället för en mening"] if "Traceback" in done.said else [])]


def today() -> str:
    """The day when the trial was made."""
    return datetime.now(UTC).date().isoformat()
