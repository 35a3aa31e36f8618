"""A table whose function breaks on a table without rows says which, and any other fault stays what it is."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.registry import MARTS
from assets.table_assets import made_of

ROWS, NONE = pa.table({"a": [1]}), pa.table({"a": pa.array([], pa.int64())})


def newest(employees: pa.Table) -> int:
    return int(pd.Series(employees["a"].to_pylist(), dtype="float64").max())


MART = Mart(MISMATCH, newest, {"employees": EMPLOYEES})


def test_a_table_without_rows_is_named():
    with pytest.raises(MartError) as caught:
        made_of(MART, {"employees": NONE}, lambda: newest(NONE))
    assert str(caught.value) == (
        "mart.obalans kunde inte räknas: mart/anstallda har inga rader (ValueError: cannot convert float NaN to integer). Se med "
        "kompetens doctor vilket underlag som saknas eller inte kunde läsas."
    )


def test_a_table_is_what_its_function_makes():
    assert made_of(MART, {"employees": ROWS}, lambda: newest(ROWS)) == 1


def test_a_fault_that_no_empty_table_explains_is_not_explained():
    with pytest.raises(ZeroDivisionError):
        made_of(MART, {"employees": ROWS}, lambda: 1 // 0)


def test_what_says_itself_what_is_wrong_is_left_alone():
    def says() -> None:
        raise MartError("Det här är fel.")

    with pytest.raises(MartError, match=r"^Det här är fel\.$"):
        made_of(MART, {"employees": NONE}, says)


def test_agreement_without_counties_has_no_rows():
    (mart,) = (m for m in MARTS if m.contract.id == "mart.samstammighet")
    empty = {name: table.written_schema.empty_table() for name, table in mart.reads.items()}
    assert mart.make(**empty).num_rows == 0
