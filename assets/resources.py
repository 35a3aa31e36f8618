"""What assets ask for by name and are handed when they run, where the layers keep them from importing it."""

from __future__ import annotations

from typing import Any, Protocol


class CheckResults(Protocol):
    """What the check log offers to the marts."""

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Results that hold for the tables as they now are, as rows of mart.kvalitet."""
        ...
