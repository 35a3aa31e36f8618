"""Opening the warehouse so that nothing can be written to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from reports.errors import PublicationRefused

_CONFIG: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""What is asked is soon answered: threads that help would cost half as much again."""


@contextmanager
def reading(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, for reading only.

    Raises:
        PublicationRefused: it cannot be read; when another program has it open for writing, says which.
    """
    try:
        connection = duckdb.connect(str(database), read_only=True, config=_CONFIG)
    except duckdb.IOException as error:
        raise PublicationRefused(_why(database, str(error))) from error
    with connection:
        yield connection


def _why(database: Path, said: str) -> str:
    if "lock" not in said.casefold():
        return f"Lagret {database} går inte att läsa. Ta bort filen och kör hela flödet (jobbet nattlig) igen."
    process = re.search(r"PID (\d+)", said)
    return (
        f"Ett annat program{f' (process {process[1]})' if process else ''} har lagret {database} öppet för skrivning. Stäng det "
        "där, eller öppna det bara för läsning, och kör igen."
    )
