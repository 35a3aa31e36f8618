"""SCB's cells → staged.anstallda."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def stage_employees(cells: pa.Table) -> pa.Table:
    """Rename, translate the codes of sex, and keep value and symbol apart.

    Args:
        cells: Region, Yrke2012, Kon, ContentsCode, Tid, value, status.

    Returns:
        Columns of staged.anstallda, one row per cell. A missing value without a symbol gets ``..``.
    """
    missing = pc.is_null(cells["value"])
    sex = pc.if_else(pc.equal(cells["Kon"], "1"), "män", "kvinnor")
    return pa.table(
        {
            "region_kod": cells["Region"],
            "ssyk3": cells["Yrke2012"],
            "kon": sex,
            "ar": pc.cast(cells["Tid"], pa.int64()),
            "varde": pc.cast(pc.round(cells["value"]), pa.int64()),
            "status": pc.if_else(missing, pc.coalesce(cells["status"], pa.scalar("..")), pa.scalar(None, pa.string())),
        }
    )
