from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from reports.warehouse import Layer, read_layer
from tests.unit.reports.small_warehouse import make_warehouse


@pytest.fixture(scope="session")
def kept_warehouses(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Each warehouse made once; nobody writes in it."""
    return cache(make_warehouse(tmp_path_factory.mktemp("lager")))


@pytest.fixture
def warehouse(tmp_path: Path, kept_warehouses: Callable[..., Path]) -> Callable[..., Path]:
    """A copy of one's own, to write in."""
    return lambda *what: Path(shutil.copy(kept_warehouses(*what), tmp_path))


@pytest.fixture
def layer(kept_warehouses: Callable[..., Path]) -> Callable[..., Layer]:
    return lambda *what: read_layer(kept_warehouses(*what))
