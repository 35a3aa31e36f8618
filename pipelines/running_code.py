"""Which code a process runs: the project's own files and every library, as they were when it loaded them."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import distributions
from uuid import uuid4

from pipelines.editions import code_digest


def _on_disk() -> str:
    libraries = sorted(f"{about['Name']} {about['Version']}" for about in (d.metadata for d in distributions()))
    return hashlib.sha256("\n".join([code_digest(), sys.version, *libraries]).encode()).hexdigest()


@cache
def loaded_code() -> str:
    """The digest of what the process has loaded, taken the first time that anybody asks: when everything has been imported."""
    return _on_disk()


def running_code() -> str:
    """The digest of the code that runs, for saying that what it made need not be made again.

    Where the files are no longer those that were loaded, as after an update under a server that runs, nobody can say
    what runs. Then it is a word that is no other run's, so that nothing stands and nothing will.
    """
    loaded = loaded_code()
    return loaded if loaded == _on_disk() else f"ändrad {uuid4()}"
