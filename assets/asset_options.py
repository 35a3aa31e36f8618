"""How a table's asset is declared: everything comes from its contract."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, TypedDict

from assets.contracts.model import TableContract

OWNERS = ["team:analys"]
ORDER = ["uppdrag", "utgava"]
"""Asset key of what the run was asked for: working figures or an edition."""


class Scratch(Protocol):
    """Where private and unfinished files may lie."""

    scratch: Path


class AssetOptions(TypedDict):
    """What ``dagster.asset`` is told about a table."""

    key: list[str]
    group_name: str
    kinds: set[str]
    owners: list[str]
    io_manager_key: str
    description: str


def table_asset(contract: TableContract) -> AssetOptions:
    """Arguments of ``dagster.asset`` for a table: key, group, kind, owner, Swedish description."""
    return {
        "key": list(contract.asset_key),
        "group_name": contract.layer,
        "kinds": {"parquet"},
        "owners": OWNERS,
        "io_manager_key": "io_manager",
        "description": f"{contract.title}. {contract.description} En rad: {contract.grain}.",
    }
