"""What is known of the employers behind ads, by their organisation numbers."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.methods.employers import sectors
from assets.reference import public_companies, sector_prefixes, staffing_agencies


def employers(numbers: Iterable[str | None]) -> pa.Table:
    """Sector of each employer, and whether it is a staffing agency.

    Args:
        numbers: organisation numbers, each once; ``enskild`` for sole traders, None where an ad has none.

    Returns:
        nummer, sektor, bemanning.
    """
    agencies = staffing_agencies()
    by_number = sectors(numbers, sector_prefixes(), public_companies())
    return pa.table(
        {
            "nummer": pa.array(by_number, pa.string()),
            "sektor": pa.array(by_number.values(), pa.string()),
            "bemanning": pa.array([number in agencies for number in by_number], pa.bool_()),
        }
    )
