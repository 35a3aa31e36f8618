"""TAB4434: employees by municipality of work, occupation (SSYK3) and sex."""

from __future__ import annotations

import json
from math import prod

import pyarrow as pa

from assets.reference import NATION, UNKNOWN_SSYK3, county_of, occupations_ssyk3
from sources import jsonstat
from sources.catalog import EMPLOYEES, SourceTable
from sources.errors import SourceChanged
from sources.refresh import latest
from sources.scb.client import ScbClient, TableMetadata
from sources.scb.plan import Selection
from sources.snapshot import Snapshot, SnapshotStore

METADATA = "metadata.json"


def selection(metadata: TableMetadata, county: str, entry: SourceTable = EMPLOYEES) -> Selection:
    """Nation, the county and its municipalities × every SSYK3 and "yrke okänt" × sex × every year.

    The contents code is not documented by the source; it is the table's only one, or the one labelled Anställda.
    """
    municipalities = [code for code, county_code in county_of().items() if county_code == county]
    contents = metadata.variables.get("ContentsCode", {})
    chosen = [code for code, label in contents.items() if len(contents) == 1 or label.casefold() == "anställda"]
    if len(chosen) != 1:
        raise SourceChanged(
            f"Tabellen {entry.table_id} har flera innehåll ({', '.join(contents.values())}) och inget heter Anställda. "
            "Välj innehåll i sources/scb/employees.py."
        )
    years = list(metadata.variables.get("Tid", {}))
    if "Tid" in metadata.variables and not years:
        raise SourceChanged(f"Tabellen {entry.table_id} har inga år. Kontrollera tabellen hos källan.")
    return {
        "Region": [NATION, county, *municipalities],
        "Yrke2012": [*occupations_ssyk3(), UNKNOWN_SSYK3],
        "Kon": ["1", "2"],
        "ContentsCode": chosen,
        "Tid": years,
    }


def refresh(client: ScbClient, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The current snapshot; data is fetched only when version or selection differ from the stored one."""
    metadata = client.metadata(EMPLOYEES.table_id)
    wanted = selection(metadata, county)
    stored = store.latest(EMPLOYEES.dataset)
    if stored and stored.origin.updated == metadata.updated and stored.origin.query == wanted:
        return (stored,)
    with store.workspace(EMPLOYEES.dataset) as folder:
        metadata, files = client.fetch(metadata, wanted, folder)
        description = folder / METADATA
        description.write_text(json.dumps(metadata.document, ensure_ascii=False), encoding="utf-8")
        years = wanted["Tid"]
        facts = {
            "period_from": min(years),
            "period_to": max(years),
            "lines": prod(len(codes) for codes in wanted.values()),
            "notes": list(metadata.notes),
        }
        url = f"{client.base}/tables/{EMPLOYEES.table_id}/data"
        snapshot = store.keep(
            EMPLOYEES.dataset,
            {path.name: path for path in [*files, description]},
            url=url,
            query=wanted,
            updated=metadata.updated,
            licence=EMPLOYEES.licence,
            facts=facts,
        )
    return (snapshot,)


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The newest stored snapshot, if any."""
    return latest(store, EMPLOYEES.dataset)


def read(snapshot: Snapshot) -> pa.Table:
    """Every cell of the snapshot: Region, Yrke2012, Kon, ContentsCode, Tid, value, status."""
    names = sorted(name for name in snapshot.origin.files if name != METADATA)
    tables = [jsonstat.decode(json.loads(snapshot.file(name).read_bytes())) for name in names]
    return pa.concat_tables([t.cast(_plain(t.schema)) for t in tables])


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema([f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in schema])
