"""``docs/datakatalog.md``, written from the catalogue and the contracts: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator

from assets.tables import CONTRACTS, Column, TableContract
from pipelines.settings import ROOT
from sources.catalog import CATALOG
from sources.entry import SourceTable

TARGET = ROOT / "docs" / "datakatalog.md"
_LEAD = """# Datakatalog

Skriven av `make docs` ur `sources/catalog.py` och `assets/tables.py`. Ändra där, inte här.

Saknade tal är tomma, aldrig 0. Varje publicerad tabell finns som Parquet och i DuckDB-filens schema `mart`, med samma
beskrivningar. Tabellerna under *Arbetstabeller* publiceras inte.
"""


def text() -> str:
    """The whole catalogue as Markdown."""
    published = [c for c in CONTRACTS if c.published]
    working = [c for c in CONTRACTS if not c.published]
    lines = [_LEAD, "## Underlag\n", *(line for entry in CATALOG for line in _entry(entry))]
    lines += ["## Publicerade tabeller\n", *(line for c in published for line in _table(c))]
    lines += ["## Arbetstabeller\n", *(line for c in working for line in _table(c))]
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: SourceTable) -> Iterator[str]:
    yield f"### {entry.publisher} {entry.table_id} (`{entry.dataset}`)\n"
    yield f"{entry.title}.\n"
    yield f"- **Varför:** {entry.why}"
    yield f"- **Ges ut:** {entry.release}"
    yield f"- **Licens:** {entry.licence}"
    yield f"- **Källans sida:** <{entry.landing}>"
    yield f"- **Får användas om källan inte svarar:** i {entry.max_age_days} dagar"
    if entry.note:
        yield f"- **Att veta:** {entry.note}"
    yield ""


def _table(contract: TableContract) -> Iterator[str]:
    yield f"### `{contract.name}`: {contract.title}\n"
    yield f"{contract.description}\n"
    yield f"- **En rad:** {contract.grain}"
    yield f"- **Nyckel:** {', '.join(f'`{name}`' for name in contract.key)}"
    yield f"- **Underlag:** {', '.join(f'`{name}`' for name in contract.sources) or 'kontrollerna själva'}"
    yield f"- **Kön:** {contract.sex}"
    yield f"- **Kontraktets version:** {contract.version}"
    yield from (f"- **Att veta:** {caveat}" for caveat in contract.caveats)
    yield "\n| Kolumn | Typ | Enhet | Beskrivning | Rubrik för läsare |\n| --- | --- | --- | --- | --- |"
    yield from (_column(column) for column in contract.columns)
    yield ""


def _column(column: Column) -> str:
    allowed = f" Koder: {', '.join(column.allowed)}." if column.allowed else ""
    empty = " Kan vara tom." if column.nullable else ""
    cells = (f"`{column.name}`", str(column.type), column.unit, f"{column.description}.{allowed}{empty}", column.term)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write() -> None:
    """Write the file."""
    TARGET.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
