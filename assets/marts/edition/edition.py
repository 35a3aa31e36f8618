"""Which edition the tables belong to: mart.utgava."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from assets.contracts.asset_graph import ORDER
from assets.contracts.edition import EDITION
from assets.declaration import Mart
from assets.methods import VERSION


def edition(order: Mapping[str, Any], county: str) -> pa.Table:
    """One row.

    Args:
        order: what the run was asked for: utgava, rattar, skal, avsandare, kontakt and foregaende (a baseline or None).
        county: two-digit code.

    Returns:
        Columns of mart.utgava.
    """
    previous = order["foregaende"]
    row = {
        "utgava": order["utgava"],
        "rattar": order["rattar"] or None,
        "skal": order["skal"] or None,
        "foregaende": previous["utgava"] if previous else None,
        "avsandare": order["avsandare"],
        "kontakt": order["kontakt"] or None,
        "metodversion": VERSION,
        "lan_kod": county,
    }
    return pa.Table.from_pylist([row], pa.schema([pa.field(c.name, c.type) for c in EDITION.columns]))


MARTS = (Mart(EDITION, edition, {"order": ORDER}),)
