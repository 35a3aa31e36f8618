"""Which code a process runs: the project's own files and every library, as they were when it loaded them."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from uuid import uuid4

from pipelines.editions import CODE, REPORTS, code_digest


@dataclass(frozen=True)
class Code:
    """Digests of the code that runs, by what it makes: tables and what is judged of them, or reports."""

    of_tables: str
    """Of all that is not a report's: the contracts of import-linter let no table, check or source import ``reports``."""
    of_reports: str
    """Of everything, since a report is made of tables."""


def _on_disk() -> Code:
    libraries = sorted(f"{about['Name']} {about['Version']}" for about in (d.metadata for d in distributions()))
    tables, reports = code_digest([package for package in CODE if package != REPORTS]), code_digest([REPORTS])

    def digest(*code: str) -> str:
        return hashlib.sha256("\n".join([*code, sys.version, *libraries]).encode()).hexdigest()

    return Code(digest(tables), digest(tables, reports))


@cache
def loaded_code() -> Code:
    """The digests of what the process has loaded, taken the first time that anybody asks: when everything has been imported."""
    return _on_disk()


def running_code() -> Code:
    """The digests of the code that runs, for saying that what it made need not be made again.

    Where the files are no longer those that were loaded, as after an update under a server that runs, nobody can say
    what runs. Then each is a word that is no other run's, so that nothing stands and nothing will.
    """
    loaded = loaded_code()
    if loaded == _on_disk():
        return loaded
    nobody_knows = f"ändrad {uuid4()}"
    return Code(nobody_knows, nobody_knows)
