"""The table of sources: mart.kalla."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from assets.contracts.edition import SOURCES
from assets.declaration import Mart
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.refresh import Fetched, next_expected
from sources.snapshot import BY_ITSELF, Origin, Snapshot


def source_row(entry: SourceTable, fetched: Fetched, used_in: Sequence[str] = ()) -> dict[str, object]:
    """One row of mart.kalla; ``used_in`` names the published tables that rest on the source.

    Of several snapshots the newest fetch and the worst share of unreadable lines count.
    """
    row: dict[str, object] = {
        "underlag": entry.dataset,
        "titel": entry.title,
        "utgivare": entry.publisher,
        "register": entry.register,
        "tabell_id": entry.table_id or None,
        "licens": entry.licence,
        "hamtstatus": fetched.status,
        "anvands_i": ", ".join(used_in) or None,
        "rader_lasta": 0,
        "rader_fel": 0,
        # Not the error itself: a rebuild from what is stored meets none, and must give the same row.
        "anmarkning": f"Underlaget är inte hämtat. {entry.without}",
    }
    return row | _fetched(entry, fetched) if fetched.snapshots else row


def _fetched(entry: SourceTable, fetched: Fetched) -> dict[str, object]:
    origins = [s.origin for s in fetched.snapshots]
    newest = max(fetched.snapshots, key=lambda s: s.origin.fetched_at).origin
    updated = sorted(o.updated for o in origins if o.updated)
    return {
        "tabell_id": newest.facts.get("table", entry.table_id),
        "period_fran": min(o.facts["period_from"] for o in origins),
        "period_till": max(o.facts["period_to"] for o in origins),
        "uppdaterad": newest.updated or (updated[-1] if updated else None),
        "hamtad": newest.fetched_at,
        "nasta_vantas": next_expected(entry, newest),
        "lank": _address([o.url for o in origins]),
        "ogonblicksbild": " ".join(s.id for s in fetched.snapshots),
        "sha256": " ".join(s.sha256 for s in fetched.snapshots),
        "lage": newest.mode,
        "rader_lasta": sum(o.facts["lines"] for o in origins),
        "rader_fel": sum(o.facts.get("malformed", 0) for o in origins),
        "andel_fel": max(_unreadable(o) for o in origins),
        "kallans_noter": _lines(newest.facts.get("mandatory_notes", [])),
        "beslut": _lines(newest.facts.get("decisions", [])),
        "reviderade_tal": newest.facts.get("revised"),
        "godkannande": _lines(_decided(fetched.snapshots)),
        "skillnader": _lines(
            list(dict.fromkeys(d for s in fetched.snapshots if s.decision for d in s.decision.differences))
        ),
        "okanda_koder": newest.facts.get("unknown_codes") or None,
        "anmarkning": fetched.problem or None,
    }


def _decided(snapshots: Sequence[Snapshot]) -> list[str]:
    """Who accepted the snapshots that somebody had to be asked about, when and why."""
    decisions = [s.decision for s in snapshots if s.decision is not None]
    return [f"{d.by} {d.at}: {d.reason}" for d in decisions if d.by != BY_ITSELF]


def _lines(texts: list[str]) -> str | None:
    return "\n".join(" ".join(text.split()) for text in texts) or None


def _address(urls: list[str]) -> str:
    """The address, or the folder where several archives lie."""
    return urls[0] if len(set(urls)) == 1 else urls[0].rpartition("/")[0] + "/"


def _unreadable(origin: Origin) -> float:
    lines = origin.facts["lines"]
    return float(origin.facts.get("malformed", 0) / lines) if lines else 0.0


def source_table(rows: list[dict[str, object]]) -> pa.Table:
    """Rows → Arrow."""
    return pa.Table.from_pylist(rows, pa.schema([pa.field(c.name, c.type) for c in SOURCES.columns]))


def sources(used_in: Mapping[str, Sequence[str]], **fetched: Fetched) -> pa.Table:
    """Every entry of the catalogue with what was fetched of it: columns of mart.kalla.

    Args:
        used_in: dataset → the published tables that rest on it.
        fetched: dataset → what was fetched.
    """
    return source_table([source_row(entry, fetched[entry.dataset], used_in[entry.dataset]) for entry in CATALOG])


MARTS = (
    Mart(
        SOURCES,
        sources,
        {entry.dataset: entry for entry in CATALOG},
        not_used={entry.dataset: "Tabellen beskriver underlaget; inget av dess tal står i den." for entry in CATALOG},
    ),
)
