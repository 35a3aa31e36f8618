from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.layer import Layer, read_layer
from tests.unit.reports.small_warehouse import make_warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Callable[..., Path]:
    return make_warehouse(tmp_path)


@pytest.fixture
def layer(warehouse: Callable[..., Path]) -> Callable[..., Layer]:
    return lambda *what: read_layer(warehouse(*what))
