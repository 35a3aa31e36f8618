"""How large a source's numbers are known to be: what holds an answer back when there is none before it to compare with."""

from __future__ import annotations

from pathlib import Path

from assets.contracts.model import TableContract
from assets.reference.drift import known_levels
from checks.acceptance.counts import VALUE, counts_of


def outside(contract: TableContract, path: Path, county: str) -> list[str]:
    """Totals of the newest period that are far from what has been published, as sentences.

    Args:
        contract: of the table.
        path: its Parquet file.
        county: the run's county; levels that are known for another one are not asked.

    Returns:
        Nothing when no level is known, or every total lies within its limits.
    """
    levels = [level for level in known_levels() if level.table == contract.name and level.county in ("", county)]
    if not levels:
        return []
    counts = counts_of(contract, path)
    if not counts.periods:
        return []
    newest = counts.at(counts.periods[-1]).frame
    found = []
    for level in levels:
        rows = newest
        for column, codes in level.where.items():
            rows = rows[rows[column].isin(codes)]
        total = float(rows[VALUE].sum())
        if not level.lowest <= total <= level.highest:
            found.append(
                f"{level.what} är {total:,.0f} {counts.periods[-1]}; det ska ligga mellan {level.lowest:,.0f} och "
                f"{level.highest:,.0f} ({level.origin}).".replace(",", " ")
            )
    return found
