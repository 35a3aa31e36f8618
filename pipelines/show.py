"""``kompetens show``: find what is meant, read it, explain it."""

from __future__ import annotations

from assets.contracts.edition import EDITION
from assets.home import Home
from pipelines.errors import OK, STOPPED
from pipelines.say import Say
from pipelines.settings import Settings
from reports.cell.lookup import find_occupation, find_place
from reports.publish.edition_name import WORKING
from reports.publish.publication import published_folders
from reports.records import records


def show(settings: Settings, area: str, occupation: str, origin: bool, say: Say) -> int:
    """Explain one cell of the warehouse.

    Args:
        settings: whose home is read.
        area: delregion or ``lan``, as typed.
        occupation: SSYK code or name, as typed.
        origin: also how the numbers are put together, down to the snapshots.
        say: prints a line.

    Returns:
        0, or 1 when there is no warehouse yet.
    """
    home = Home(settings.home)
    if not home.warehouse_file.is_file():
        say(f"Lagret finns inte ännu i {home.warehouse}. Kör först kompetens run.")
        return STOPPED
    from reports.cell.cell import READ, read_cell, read_origin
    from reports.cell.explain import explanation
    from reports.cell.origin import origin_text
    from reports.open_warehouse import reading

    with reading(home.warehouse_file) as connection:
        query = "select table_name, column_name from duckdb_columns() where schema_name = 'mart'"
        made = {(row["table_name"], row["column_name"]) for row in records(connection, query)}
        if not {(table.name, column.name) for table in READ for column in table.columns} <= made:
            say(f"Lagret i {home.warehouse} är gjort av en äldre version. Kör kompetens run.")
            return STOPPED
        place = find_place(area, records(connection, "select * from mart.dim_geo order by geo_niva, geo_kod"))
        target = find_occupation(
            occupation, records(connection, "select * from mart.dim_yrke order by yrkesniva, yrke_kod")
        )
        cell = read_cell(connection, place, target)
        (edition,) = records(connection, f"select avsandare from mart.{EDITION.name}")
        lines = explanation(cell, edition["avsandare"])
        if origin:
            made_of = read_origin(connection, cell, home.root)
            lines += origin_text(cell, made_of, _published(home, made_of.digest))
    for line in lines:
        say(line)
    return OK


def _published(home: Home, digest: str) -> str:
    """What a warehouse was published as, the newest first."""
    for folder in published_folders(home.published):
        if folder["lagrets_kontrollsumma"] == digest:
            name = folder["utgava"]
            return f"löpande siffror {folder['datum']}" if name == WORKING else f"utgåva {name}"
    return ""
