"""Errors of the command line and the homes, and which errors are sentences for people."""

from __future__ import annotations

from checks.gate import GateClosed
from reports.errors import PublicationRefused
from sources.errors import KompetensError

OK, STOPPED, WRONG_USE, NOT_FRESH, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes of the command line, as the README lists them."""


def all_kinds(kind: type[BaseException]) -> set[type[BaseException]]:
    """A class and everything below it."""
    return {kind}.union(*(all_kinds(k) for k in kind.__subclasses__()))


def spoken_errors() -> dict[str, type[BaseException]]:
    """Class name → class, for every error whose text is a sentence for people."""
    return {k.__name__: k for base in (KompetensError, GateClosed, PublicationRefused) for k in all_kinds(base)}
