"""A database for tables that are too large for memory: what does not fit waits on disk, in the private scratch folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

MEMORY_LIMIT = "300MB"
"""What the database may use beside the result; the rest waits on disk, so that memory hardly grows with the years."""
THREADS = 2
"""Each takes its share of the memory, so that more of them need more."""


@contextmanager
def scratch_database(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database on disk, gone afterwards whatever happens.

    Args:
        scratch: private folder for unfinished files.
    """
    with TemporaryDirectory(dir=scratch, prefix="databas.") as folder:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": folder,
            "preserve_insertion_order": "false",
            "threads": THREADS,
        }
        with duckdb.connect(f"{folder}/databas.duckdb", config=config) as connection:
            yield connection
