"""What has been told, and to whom: a file in the home, so that a cause is told once and not every night."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from assets.errors import HomeError
from assets.files import replace_text_for_good, set_aside
from assets.home import Home
from pipelines.alarms.causes import Cause
from pipelines.say import Say

FILE, _LOCK = "larm.json", "larm.las"
_WAIT = 30.0


@dataclass(frozen=True)
class Standing:
    """A cause that has not been seen to be over: since when, and when each sender has told of it."""

    cause: Cause
    since: str
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """Key → what stands; and of each sender that failed the last time, why."""

    standing: Mapping[str, Standing] = field(default_factory=dict)
    failed: Mapping[str, str] = field(default_factory=dict)

    def seen(self, causes: Iterable[Cause], over: Sequence[str], now: datetime) -> Memory:
        """What stands after a look.

        A cause that is not seen stands all the same, unless the look could have seen it: a run that stopped halfway says nothing of
        what it never came to.

        Args:
            causes: that were seen.
            over: beginnings of the keys that are over when they were not seen.
            now: aware moment.
        """
        found = {cause.key: cause for cause in causes}
        kept = {key: s for key, s in self.standing.items() if key in found or not key.startswith(tuple(over))}
        new = {key: Standing(cause, now.isoformat(timespec="seconds")) for key, cause in found.items()}
        worded = {key: replace(s, cause=found[key]) for key, s in kept.items() if key in found}
        return replace(self, standing={**new, **kept, **worded})

    def untold(self, sender: str) -> list[Standing]:
        """What a sender has not told of, the oldest first."""
        return sorted((s for s in self.standing.values() if sender not in s.told), key=lambda s: (s.since, s.cause.key))

    def told(self, key: str, sender: str, remark: str, now: datetime) -> Memory:
        """A sender has told of a cause; ``remark`` is what went wrong for some of the receivers, if anything."""
        before = self.standing[key]
        after = replace(before, told={**before.told, sender: now.isoformat(timespec="seconds")})
        others = {name: why for name, why in self.failed.items() if name != sender}
        return Memory({**self.standing, key: after}, {**others, **({sender: remark} if remark else {})})

    def not_told(self, sender: str, why: str) -> Memory:
        """A sender has failed."""
        return replace(self, failed={**self.failed, sender: why})


def read(home: Home) -> Memory:
    """The memory of a home; an empty one when there is none.

    Raises:
        HomeError: the file is damaged.
    """
    path = _place(home)
    if not path.is_file():
        return Memory()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        standing = {
            key: Standing(Cause(key, each["rubrik"], each["text"]), each["sedan"], each["sagt"])
            for key, each in stored["orsaker"].items()
        }
        return Memory(standing, dict(stored["fel"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HomeError(f"{path} är skadad. Ta bort filen; då sägs det som kvarstår en gång till.") from error


def read_or_begin(home: Home, say: Say) -> Memory:
    """The memory of a home; one that is damaged is moved aside, and an empty one takes its place.

    Telling a cause once too often is better than telling nothing until somebody has looked.

    Args:
        home: whose it is.
        say: told of the damage.
    """
    try:
        return read(home)
    except HomeError:
        say(
            f"{_place(home)} var skadad. Den är flyttad till {set_aside(_place(home))} och skrivs på nytt; det som kvarstår sägs en "
            "gång till."
        )
        return Memory()


def write(home: Home, memory: Memory) -> None:
    """Write it whole."""
    causes = {
        key: {"rubrik": s.cause.heading, "text": s.cause.text, "sedan": s.since, "sagt": dict(s.told)}
        for key, s in sorted(memory.standing.items())
    }
    replace_text_for_good(
        _place(home), json.dumps({"orsaker": causes, "fel": dict(memory.failed)}, ensure_ascii=False, indent=1)
    )


@contextmanager
def alone(home: Home) -> Iterator[None]:
    """One process at a time reads and writes it, and sends: two runs may end together."""
    with FileLock(home.root / _LOCK, timeout=_WAIT):
        yield


def _place(home: Home) -> Path:
    return home.root / FILE
