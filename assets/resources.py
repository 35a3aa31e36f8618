"""What assets and reports ask for by name and are handed when they run, where the layers keep them from importing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class CheckResults(Protocol):
    """What the check log offers to the marts."""

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Results that hold for the tables as they now are, as rows of mart.kvalitet."""
        ...


class Gate(Protocol):
    """What the quality gate offers: passing, or refusing with a sentence."""

    def require_green(self) -> dict[str, str]:
        """Table id → SHA-256 of every table, when every stopping check is green for exactly those."""
        ...


class Editions(Protocol):
    """The editions that are frozen, and what a new one is to be."""

    def order(self, name: str, reason: str) -> dict[str, Any]:
        """What a run makes: its edition, what it corrects, what it is compared with, and what it is rebuilt from."""
        ...

    def require_same_content(self, order: Mapping[str, Any], warehouse: str) -> None:
        """Refuse when the edition that is ordered is frozen with another warehouse."""
        ...

    def record(self, order: Mapping[str, Any], digest: str, warehouse: str, date: str) -> None:
        """Write what an edition can be rebuilt from; refuse when it is recorded with another content."""
        ...
