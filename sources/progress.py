"""How a long fetch tells how far it has come, without knowing who is shown it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sources.http import Progress, silent


class Watch(Protocol):
    """Somebody who may be shown what is going on."""

    def __call__(self, what: str, ads: Callable[[], int]) -> Progress:
        """A new stretch of work begins.

        Args:
            what: Swedish, such as "hämtar 2024.jsonl.zip".
            ads: how many ads have been read so far.

        Returns:
            What is to be told about every step.
        """
        ...


def unwatched(what: str, ads: Callable[[], int]) -> Progress:
    """Nobody is watching."""
    return silent
