from __future__ import annotations

import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from tests.unit.rows import rows


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.id)
def test_what_is_not_stated_is_what_the_contract_allows(contract: TableContract):
    (filled,) = rows(contract, [{}]).to_pylist()
    for column in contract.columns:
        value = filled[column.name]
        assert (value is None) == column.nullable
        assert value is None or not column.allowed or value in column.allowed


def test_what_is_stated_stays_and_a_column_that_is_not_there_is_refused():
    given = [{"geo_kod": "14", "varde": 7}, {"geo_kod": "00", "ssyk3": None}]
    table = rows(EMPLOYEES, given, ar=2024)
    assert table.select(["geo_kod", "varde", "ssyk3", "ar"]).to_pylist() == [
        {"geo_kod": "00", "varde": None, "ssyk3": None, "ar": 2024},
        {"geo_kod": "14", "varde": 7, "ssyk3": "text", "ar": 2024},
    ]
    assert table.schema.types == [column.type for column in EMPLOYEES.columns]
    with pytest.raises(KeyError, match="mart.anstallda has no column vard"):
        rows(EMPLOYEES, [{"vard": 1}])
