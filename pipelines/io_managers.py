"""How assets hand over: Parquet for tables, JSON for what was fetched and which reports were made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq

from assets.contracts.registry import contract
from assets.errors import HomeError
from assets.files import replace_text, replacing, sha256
from assets.home import Home
from assets.stamp import Made, Unchanged, stamp
from assets.swedish_time import minute
from sources.refresh import Fetched
from sources.snapshot import SnapshotStore

_PREVIEW = 8


class HomeIOManager(dg.IOManager):
    """Writes to a temporary name and replaces; a table gets exactly its contract's schema and order."""

    def __init__(self, home: Home, store: SnapshotStore) -> None:
        """Use the folders of ``home``; snapshots are named, not copied, and found again in ``store``."""
        self._home, self._store = home, store

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Store an asset's output and show what it is."""
        layer, name = context.asset_key.path
        if isinstance(obj, Made):
            table = f"{layer}.{name}"
            with replacing(self._home.table(table)) as temporary:
                if isinstance(obj.rows, Path):
                    obj.rows.replace(temporary)
                else:
                    contract(table).write(obj.rows, temporary)
            stamp(self._home.table(table), obj.of)
            context.add_output_metadata({**self._said(table), "räknad": "nu"})
        elif isinstance(obj, Unchanged):
            context.add_output_metadata({**self._said(f"{layer}.{name}"), "räknad": obj.told})
        elif isinstance(obj, Fetched):
            self._write_json(layer, name, _fetched_to_json(obj))
            context.add_output_metadata(_fetched_metadata(obj))
        else:
            self._write_json(layer, name, obj)

    def load_input(self, context: dg.InputContext) -> Any:
        """The stored output of an upstream asset.

        Raises:
            HomeError: it has never been made here, or its file is damaged.
        """
        layer, name = context.asset_key.path
        table = self._home.table(f"{layer}.{name}")
        if table.is_file():
            # As its file: whoever reads it knows whether it must be opened, and whether it fits in memory.
            return table
        path = self._json(layer, name)
        if not path.is_file():
            raise HomeError(f"{layer}/{name} har inte körts i det här hemmet. Kör hela flödet (jobbet nattlig) först.")
        try:
            answer = json.loads(path.read_text(encoding="utf-8"))
            if "snapshots" not in answer:
                return answer
            snapshots = tuple(self._store.get(s["dataset"], s["id"]) for s in answer["snapshots"])
            return Fetched(snapshots, answer["status"], answer["problem"])
        except (ValueError, KeyError, TypeError) as error:
            raise HomeError(
                f"{path} är skadad, så det som {layer}/{name} lämnade går inte att läsa. Kör hela flödet (kompetens run, eller jobbet "
                "nattlig), så skrivs filen på nytt."
            ) from error

    def _said(self, table_id: str) -> dict[str, Any]:
        """What is shown of a table's file."""
        path = self._home.table(table_id)
        columns = [
            dg.TableColumn(c.name, str(c.type), c.description, dg.TableColumnConstraints(nullable=c.nullable))
            for c in contract(table_id).columns
        ]
        return {
            "dagster/row_count": pq.read_metadata(path).num_rows,
            "dagster/column_schema": dg.TableSchema(columns),
            "förhandsvisning": dg.MetadataValue.md(_preview(path)),
            "kontrollsumma": sha256(path),
            "kontraktets version": contract(table_id).version,
            "fil": dg.MetadataValue.path(str(path)),
        }

    def _json(self, layer: str, name: str) -> Path:
        return self._home.data / layer / f"{name}.json"

    def _write_json(self, layer: str, name: str, value: Any) -> None:
        replace_text(self._json(layer, name), json.dumps(value, ensure_ascii=False))


def _preview(path: Path) -> str:
    with pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        first = next(file.iter_batches(_PREVIEW), None)
    rows = first.to_pylist() if first else []
    head = "| " + " | ".join(names) + " |\n|" + " --- |" * len(names)
    return "\n".join(
        [head, *("| " + " | ".join("" if v is None else str(v) for v in row.values()) + " |" for row in rows)]
    )


def _fetched_to_json(fetched: Fetched) -> dict[str, Any]:
    named = [{"dataset": s.origin.dataset, "id": s.id} for s in fetched.snapshots]
    return {"snapshots": named, "status": fetched.status, "problem": fetched.problem}


def _fetched_metadata(fetched: Fetched) -> dict[str, Any]:
    if not fetched.snapshots:
        return {"dagster/row_count": 0, "status": fetched.status, "problem": fetched.problem}
    origins = [s.origin for s in fetched.snapshots]
    return {
        "dagster/row_count": sum(o.facts["lines"] for o in origins),
        "period": f"{min(o.facts['period_from'] for o in origins)} – {max(o.facts['period_to'] for o in origins)}",
        "källan uppdaterad": max((minute(o.updated) for o in origins if o.updated), default="–"),
        "hämtad": max(minute(o.fetched_at) for o in origins),
        "status": fetched.status,
        "läge": "EXEMPELDATA" if origins[0].mode == "example" else origins[0].mode,
        "ögonblicksbilder": ", ".join(s.id for s in fetched.snapshots),
        "rikets ögonblicksbilder": ", ".join(o.facts["nation"] for o in origins if "nation" in o.facts) or "–",
        "problem": fetched.problem or "–",
    }
