from __future__ import annotations

import shutil
from collections.abc import Callable
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


@pytest.fixture
def warehouse(kept_databases: Callable[..., Path]) -> Callable[..., Warehouse]:
    return lambda *what: read_warehouse(kept_databases(*what))
