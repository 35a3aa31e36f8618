"""Errors of the command line and the homes, and which errors are sentences for people."""

from __future__ import annotations

from checks.gate import GateClosed
from reports.errors import PublicationRefused
from sources.errors import KompetensError

OK, STOPPED, WRONG_USE, NOT_FRESH, INTERNAL, NOT_STORED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
"""Exit codes of the command line, as the README lists them."""
KILLED = 137
"""What stands for the exit code of a process of ours that a signal ended, whichever it was."""


FULL = ("no space left", "disk is full", "disk full", "errno 28", "winerror 112", "not enough space on the disk")
"""How the system, DuckDB, SQLite and Arrow say that the disk is full, in small letters."""


def disk_is_full(said: str) -> bool:
    """Whether an error's text says that there is no room for what was to be written."""
    return any(words in said.casefold() for words in FULL)


def disk_full(place: object) -> str:
    """The sentence about it."""
    return f"Disken är full: det som skulle skrivas i {place} fick inte plats. Frigör utrymme och kör igen."


def all_kinds(kind: type[BaseException]) -> set[type[BaseException]]:
    """A class and everything below it."""
    return {kind}.union(*(all_kinds(k) for k in kind.__subclasses__()))


def spoken_errors() -> dict[str, type[BaseException]]:
    """Class name → class, for every error whose text is a sentence for people."""
    return {k.__name__: k for base in (KompetensError, GateClosed, PublicationRefused) for k in all_kinds(base)}


def words_of(error: BaseException) -> str:
    """What people are told of an error: its own sentence, or its kind when it has none for them."""
    return str(error) if type(error).__name__ in spoken_errors() else type(error).__name__
