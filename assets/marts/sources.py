"""The table of sources: mart.kalla."""

from __future__ import annotations

import pyarrow as pa

from sources.catalog import SourceTable
from sources.refresh import Fetched
from sources.snapshot import Origin


def source_row(entry: SourceTable, fetched: Fetched) -> dict[str, object]:
    """One row of mart.kalla. Of several snapshots the newest fetch and the worst share of unreadable lines count."""
    origins = [s.origin for s in fetched.snapshots]
    newest = max(fetched.snapshots, key=lambda s: s.origin.fetched_at)
    updated = sorted(o.updated for o in origins if o.updated)
    return {
        "underlag": entry.dataset,
        "titel": entry.title,
        "utgivare": entry.publisher,
        "tabell_id": entry.table_id,
        "period_fran": min(o.facts["period_from"] for o in origins),
        "period_till": max(o.facts["period_to"] for o in origins),
        "uppdaterad": newest.origin.updated or (updated[-1] if updated else None),
        "hamtad": newest.origin.fetched_at,
        "licens": entry.licence,
        "lank": _address([o.url for o in origins]),
        "ogonblicksbild": " ".join(s.id for s in fetched.snapshots),
        "sha256": " ".join(s.sha256 for s in fetched.snapshots),
        "lage": newest.origin.mode,
        "hamtstatus": fetched.status,
        "rader_lasta": sum(o.facts["lines"] for o in origins),
        "rader_fel": sum(o.facts.get("malformed", 0) for o in origins),
        "andel_fel": max(_unreadable(o) for o in origins),
        "anmarkning": fetched.problem or None,
    }


def _address(urls: list[str]) -> str:
    """The address, or the folder where several archives lie."""
    return urls[0] if len(urls) == 1 else urls[0].rpartition("/")[0] + "/"


def _unreadable(origin: Origin) -> float:
    lines = origin.facts["lines"]
    return float(origin.facts.get("malformed", 0) / lines) if lines else 0.0


def source_table(rows: list[dict[str, object]]) -> pa.Table:
    """Rows → Arrow."""
    return pa.Table.from_pylist(rows)
