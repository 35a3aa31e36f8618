"""How a table's asset is declared: everything comes from its contract."""

from __future__ import annotations

from typing import TypedDict

from assets.contracts.asset_graph import GROUP_OF_LAYER, OWNERS
from assets.contracts.model import TableContract


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
        "group_name": GROUP_OF_LAYER[contract.layer],
        "kinds": {"parquet"},
        "owners": OWNERS,
        "io_manager_key": "io_manager",
        "description": f"{contract.title}. {contract.description} En rad: {contract.grain}.",
    }
