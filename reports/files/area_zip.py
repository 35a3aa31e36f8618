"""Everything about a delregion in one file: its reports, and its rows of every table as CSV."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assets.contracts.registry import PUBLISHED
from assets.files import replacing
from reports.files.csv_files import write_csv
from reports.files.parquet import sorted_rows
from reports.open_warehouse import reading
from reports.sheets.model import Facts

_README = "las_mig.txt"
_PLACE = "geo_kod"
_PLACES = (_PLACE, "bostad_kod", "arbete_kod")
"""Columns that say where a row belongs; a flow belongs to both of its ends."""


def write_zip(database: Path, facts: Facts, reports: Mapping[str, Path], path: Path) -> None:
    """Write it; the same content gives the same bytes.

    Args:
        database: the DuckDB file, opened read-only.
        facts: of the area.
        reports: name in the zip → a finished report of the area.
        path: target; replaced whole.
    """
    with TemporaryDirectory() as folder, replacing(path) as temporary:
        tables = _tables(database, facts, Path(folder))
        contents = {
            _README: _readme(facts).encode("utf-8-sig"),
            **{name: file.read_bytes() for name, file in reports.items()},
            **{f"csv/{file.name}": file.read_bytes() for file in tables},
        }
        day = date.fromisoformat(facts.warehouse.date)
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in contents.items():
                # No clock: the day is that of the newest source.
                member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o644 << 16
                target.writestr(member, content)


def _tables(database: Path, facts: Facts, folder: Path) -> list[Path]:
    """The tables that have rows of the area or of its municipalities."""
    mine = [facts.code, *(str(r[_PLACE]) for r in facts.warehouse.municipalities if r["delregion_kod"] == facts.code)]
    inside = f"in ({', '.join(repr(code) for code in mine)})"
    written = []
    with reading(database) as connection:
        for contract in PUBLISHED:
            places = [column.name for column in contract.columns if column.name in _PLACES]
            if not places:
                continue
            rows = sorted_rows(connection, contract, " or ".join(f"{place} {inside}" for place in places))
            if rows.num_rows:
                file = folder / f"{contract.name}{facts.warehouse.suffix}.csv"
                write_csv(connection, rows, file)
                written.append(file)
    return written


def _readme(facts: Facts) -> str:
    lines = (
        facts.title(f"Allt om {facts.area}"),
        facts.edition,
        "Börja med mötesunderlaget, ett A4. Arbetsboken har bedömningarna, talen bakom dem, källor, metod och noter. Där finns också "
        "rapporten och bilder till mötet.",
        f"Mappen csv har raderna för {facts.area} och dess kommuner ur varje tabell som är delad på områden. Kolumnerna är beskrivna i "
        "bladet Kolumner och i datapackage.json bredvid de publicerade tabellerna.",
        "CSV-filerna har semikolon mellan kolumnerna, decimalkomma och UTF-8. En tom cell är en uppgift som saknas.",
        facts.source,
    )
    return "\r\n".join(lines) + "\r\n"
