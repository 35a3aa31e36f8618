"""Any PxWeb table of the catalogue: what is asked for, fetched when it is new, and read back."""

from __future__ import annotations

import json
from math import prod

import pyarrow as pa

from assets.reference import NATION, UNKNOWN_SSYK3, county_of, occupations_ssyk3
from sources import jsonstat
from sources.catalog import Choice, Labelled, PxTable, PxVariable
from sources.errors import SourceChanged
from sources.scb.client import ScbClient, TableMetadata
from sources.scb.plan import Selection
from sources.snapshot import Snapshot, SnapshotStore

METADATA = "metadata.json"
TIME = "Tid"


def selection(entry: PxTable, metadata: TableMetadata, county: str) -> Selection:
    """The codes of every variable that the catalogue names.

    A variable that the table does not have is left to the client, which names it and the nearest.

    Raises:
        SourceChanged: there are no contents or they cannot be told apart, or there is no period.
    """
    return {v.code: _codes(entry, v, metadata.variables.get(v.code), county) for v in entry.variables}


def _codes(entry: PxTable, variable: PxVariable, offered: dict[str, str] | None, county: str) -> list[str]:
    match variable.codes:
        case Choice.AREAS:
            return [NATION, county, *(code for code, county_code in county_of().items() if county_code == county)]
        case Choice.SSYK3:
            return [*occupations_ssyk3(), UNKNOWN_SSYK3]
        case Choice.YEARS | Choice.MONTHS as rhythm:
            if offered == {}:
                periods = "år" if rhythm is Choice.YEARS else "månader"
                raise SourceChanged(f"Tabellen {entry.table_id} har inga {periods}. Kontrollera tabellen hos källan.")
            return list(offered or {})
        case Labelled(label):
            return [] if offered is None else _labelled(entry, offered, label)
    return list(variable.codes)


def _labelled(entry: PxTable, offered: dict[str, str], label: str) -> list[str]:
    if not offered:
        raise SourceChanged(f"Tabellen {entry.table_id} har inga innehåll. Kontrollera tabellen hos källan.")
    chosen = [code for code, name in offered.items() if len(offered) == 1 or name.casefold() == label.casefold()]
    if len(chosen) != 1:
        raise SourceChanged(
            f"Tabellen {entry.table_id} har flera innehåll ({', '.join(offered.values())}) och inget heter {label}. "
            "Välj innehåll i sources/catalog.py."
        )
    return chosen


def refresh(entry: PxTable, client: ScbClient, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The current snapshot; data is fetched only when version or selection differ from the stored one.

    Raises:
        SourceChanged: the table no longer has what is asked for, also when it says that it is the stored version.
    """
    metadata = client.metadata(entry.table_id)
    wanted = selection(entry, metadata, county)
    client.check(metadata, wanted)
    stored = store.latest(entry.dataset)
    if stored and stored.origin.updated == metadata.updated and stored.origin.query == wanted:
        return (stored,)
    with store.workspace(entry.dataset) as folder:
        metadata, files = client.fetch(metadata, wanted, folder)
        description = folder / METADATA
        description.write_text(json.dumps(metadata.document, ensure_ascii=False), encoding="utf-8")
        periods = [period(code) for code in wanted[TIME]]
        facts = {
            "period_from": min(periods),
            "period_to": max(periods),
            "lines": prod(len(codes) for codes in wanted.values()),
            "notes": list(metadata.notes),
        }
        snapshot = store.keep(
            entry.dataset,
            {path.name: path for path in [*files, description]},
            url=f"{client.base}/tables/{entry.table_id}/data",
            query=wanted,
            updated=metadata.updated,
            licence=entry.licence,
            facts=facts,
        )
    return (snapshot,)


def period(code: str) -> str:
    """The source's year or month as we write it.

    >>> period("2024"), period("2024M06")
    ('2024', '2024-06')
    """
    return code.replace("M", "-")


def read(snapshot: Snapshot) -> pa.Table:
    """Every cell of the snapshot: one column of codes per variable, value, status."""
    names = sorted(name for name in snapshot.origin.files if name != METADATA)
    tables = [jsonstat.decode(json.loads(snapshot.file(name).read_bytes())) for name in names]
    return pa.concat_tables([t.cast(_plain(t.schema)) for t in tables])


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema([f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in schema])
