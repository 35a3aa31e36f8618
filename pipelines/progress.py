"""How far a long fetch has come: a line that is written over on a terminal, otherwise a line when a stretch is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from sources.http import Progress

_EVERY = 0.5
_MB = 1_000_000


@dataclass
class Shown:
    """A watch (``sources.progress.Watch``) that writes to a stream."""

    stream: TextIO
    clock: Callable[[], float] = time.monotonic
    _width: int = field(default=0, init=False)

    def __call__(self, what: str, ads: Callable[[], int]) -> Progress:
        """Begin a stretch; see ``sources.progress.Watch``."""
        began = self.clock()
        said = began

        def told(done: int, whole: int | None) -> None:
            nonlocal said
            now, finished = self.clock(), done == whole
            if not finished and (not self.stream.isatty() or now - said < _EVERY):
                return
            said = now
            self._say(_line(what, done, whole, ads(), now - began), finished)

        return told

    def _say(self, line: str, finished: bool) -> None:
        if self.stream.isatty():
            # What was longer before is blanked out.
            self.stream.write("\r" + line.ljust(self._width) + ("\n" if finished else ""))
            self._width = 0 if finished else len(line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()


def _line(what: str, done: int, whole: int | None, ads: int, seconds: float) -> str:
    size = f"{_number(round(done / _MB))} MB"
    if whole and done < whole:
        size = f"{_number(round(done / _MB))} av {_number(round(whole / _MB))} MB"
    parts = [size, f"{_number(ads)} annonser"] if ads else [size]
    if whole and 0 < done < whole:
        parts.append(f"{_duration(seconds * (whole - done) / done)} kvar")
    elif whole and done == whole:
        parts.append(f"klart på {_duration(seconds)}")
    return f"  {what}: {', '.join(parts)}"


def _number(value: int) -> str:
    """With a space between thousands.

    >>> _number(1234567)
    '1 234 567'
    """
    return f"{value:,}".replace(",", " ")


def _duration(seconds: float) -> str:
    """In words.

    >>> _duration(59.6), _duration(75), _duration(0.2)
    ('1 min', '1 min 15 s', '0 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
