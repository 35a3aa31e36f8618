from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from reports.warehouse import Warehouse, read_warehouse
from tests.unit.reports.small_warehouse import make_warehouse


@pytest.fixture(scope="session")
def kept_databases(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Each warehouse made once; nobody writes in it."""
    return cache(make_warehouse(tmp_path_factory.mktemp("lager")))


@pytest.fixture
def database(tmp_path: Path, kept_databases: Callable[..., Path]) -> Callable[..., Path]:
    """A copy of one's own, to write in."""
    return lambda *what: Path(shutil.copy(kept_databases(*what), tmp_path))


@pytest.fixture(scope="session")
def warehouse(kept_databases: Callable[..., Path]) -> Iterator[Callable[..., Warehouse]]:
    """Each warehouse read once; nobody changes what was read, which is held against another reading at the end."""
    read: dict[tuple[str | None, ...], Warehouse] = {}

    def once(*what: str | None) -> Warehouse:
        if what not in read:
            read[what] = read_warehouse(kept_databases(*what))
        return read[what]

    yield once
    assert [what for what, found in read.items() if found != read_warehouse(kept_databases(*what))] == []
