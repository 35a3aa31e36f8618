"""What assets of several layers say in the graph of assets."""

from __future__ import annotations

OWNERS = ["team:analys"]
ORDER = ("uppdrag", "utgava")
"""Asset key of what the run was asked for: working figures or an edition."""
