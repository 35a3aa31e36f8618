"""The published tables as CSV for Excel on Swedish: semicolon, decimal comma, UTF-8 with a byte order mark.

The same files are what R reads with ``read.csv2`` and pandas with ``sep=";", decimal=","``. A missing value is an empty cell.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from assets.files import replacing

DELIMITER, DECIMAL = ";", ","
_FORMULA = r"^[=+@\-\t\r\n]"
"""How a text begins that Excel would take for a formula."""
_MARK = "\ufeff"
"""What tells Excel that the text is UTF-8."""


def write_csv(connection: duckdb.DuckDBPyConnection, rows: pa.Table, path: Path) -> None:
    """Write a table in its own order; the same rows give the same bytes.

    Args:
        connection: any; the rows need not be in it.
        rows: the table.
        path: target; replaced whole.
    """
    first, *others = (_column(field, rows.column(field.name)) for field in rows.schema)
    # The mark stands first in the file, which is before the first heading.
    columns = [f'{first[0]} as "{_MARK}{first[1]}"', *(f'{value} as "{name}"' for value, name in others)]
    connection.register("rader", rows)
    with replacing(path) as temporary:
        target = str(temporary).replace("'", "''")
        connection.execute(
            f"copy (select {', '.join(columns)} from rader) to '{target}' (format csv, header true, delimiter '{DELIMITER}')"
        )
    connection.unregister("rader")


def _column(field: pa.Field, values: pa.ChunkedArray) -> tuple[str, str]:
    """How the values of a column are written, in SQL, and its name."""
    name = f'"{field.name}"'
    if pa.types.is_floating(field.type):
        return f"case when not isnan({name}) then replace({name}::varchar, '.', '{DECIMAL}') end", field.name
    # Hardly any column has a text that begins as a formula, and what is only looked at takes a tenth of what is rewritten.
    if pa.types.is_string(field.type) and pc.any(pc.match_substring_regex(values, _FORMULA)).as_py():
        return f"case when {_like_formula(name)} then '''' || {name} else {name} end", field.name
    return name, field.name


def _like_formula(name: str) -> str:
    """Whether Excel would take a text for a formula: it begins as one and is no number. A sign before it keeps it a text."""
    number = f"try_cast(replace({name}, '{DECIMAL}', '.') as double)"
    return f"regexp_matches({name}, '{_FORMULA}') and {number} is null"
