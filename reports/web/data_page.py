"""The page "Data och filer": every file that can be fetched, what it holds, and how it is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.registry import PUBLISHED
from assets.contracts.words import COUNTY
from reports import texts
from reports.files.parquet import FORMATS, table_path
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from reports.web.page import DATA_PAGE, DownloadLink
from reports.web.start_page import when


@dataclass(frozen=True)
class DataTable:
    """A published table: what it is, how many rows it has, and its files in the order of FORMATS."""

    title: str
    name: str
    description: str
    rows: int
    files: tuple[DownloadLink, ...]


@dataclass(frozen=True)
class DataPage:
    """The page: files per area, the database, and every table."""

    facts: Facts
    path: str
    title: str
    lead: str
    areas: tuple[tuple[str, tuple[DownloadLink, ...]], ...]
    """Name of an area and its files."""
    database: DownloadLink
    tables: tuple[DataTable, ...]
    formats: tuple[tuple[str, str], ...]
    """A format, and how it is opened."""
    about: tuple[DownloadLink, ...]
    """Descriptions that programs read."""
    contact: str
    next_edition: str


def data_page(
    warehouse: Warehouse,
    areas: Sequence[tuple[str, Sequence[DownloadLink]]],
    database: DownloadLink,
    files: Mapping[str, DownloadLink],
    rows: Mapping[str, int],
    about: Sequence[DownloadLink],
) -> DataPage:
    """Decide the page.

    Args:
        warehouse: what it holds.
        areas: name of an area and its files, in the order in which areas stand.
        database: the file with every table.
        files: path of a table's file → link to it.
        rows: name of a table → its number of rows.
        about: the descriptions that programs read.
    """
    facts = facts_of(warehouse, COUNTY)
    tables = sorted(PUBLISHED, key=lambda c: texts.collation_key(c.title))
    return DataPage(
        facts,
        DATA_PAGE,
        facts.title("Data och filer"),
        "Här hämtar du allt som är publicerat. Alla filer har samma tal.",
        tuple((name, tuple(links)) for name, links in areas),
        database,
        tuple(
            DataTable(
                c.title,
                c.name,
                _first_sentence(c.description),
                rows[c.name],
                tuple(files[table_path(c, form, warehouse.suffix)] for form in FORMATS),
            )
            for c in tables
        ),
        _HOW_TO_OPEN,
        tuple(about),
        f"Avsändaren svarar på frågor: {warehouse.publisher}.",
        next_edition(warehouse),
    )


def _first_sentence(text: str) -> str:
    """What a table holds, in one sentence; the rest stands in the data's own descriptions.

    >>> _first_sentence("Varje underlag: vad det är. Och mer."), _first_sentence("Koder.")
    ('Varje underlag: vad det är.', 'Koder.')
    """
    return f"{text.split('. ')[0].removesuffix('.')}."


_HOW_TO_OPEN = (
    (
        "Arbetsbok",
        "Öppnas i Excel. Den har talen för ett område, med bedömningar, källor, metod och noter.",
    ),
    (
        "CSV",
        "Öppnas i Excel på svenska med dubbelklick: semikolon mellan kolumnerna, decimalkomma och UTF-8. Excel tar bort nollor först i "
        "koder. Behöver du koderna: hämta filen i Excel med Data, Från text/CSV, och välj Text för kodens kolumn. I R: read.csv2. I "
        'Python: pandas.read_csv(fil, sep=";", decimal=","). En text som Excel skulle ta för en formel har en apostrof först.',
    ),
    (
        "Parquet",
        "För R, Python, DuckDB och Power Query. Kolumnerna har rätt typ och en beskrivning. Excel läser filen med Data, Hämta data, Från "
        "fil, Från Parquet.",
    ),
    (
        "DuckDB",
        "Alla tabeller i en databas, med färdiga vyer i schemat vy. Filen öppnas skrivskyddad.",
    ),
)


def next_edition(warehouse: Warehouse) -> str:
    """When the next edition is expected: after the next round of Yrkesbarometern, as far as that is known."""
    rule = "Utgåvor kommer två gånger om året, efter Arbetsförmedlingens Yrkesbarometer."
    expected = next((r["nasta_vantas"] for r in warehouse.sources if r["underlag"] == STAGED_BAROMETER.source), None)
    if not expected:
        return f"{rule} När nästa kommer är inte känt."
    return f"{rule} Nästa omgång väntas {when(str(expected))}."
