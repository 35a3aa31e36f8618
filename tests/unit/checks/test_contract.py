from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.model import Column, TableContract
from assets.contracts.words import FAILED, PASSED
from checks.contract import check_contract

CONTRACT = TableContract(
    "prov",
    "mart",
    "Prov",
    "Prov.",
    "rad",
    ("kod",),
    (
        Column("kod", pa.string(), "Kod"),
        Column("kon", pa.string(), "Kön", allowed=("kvinnor", "män")),
        Column("varde", pa.int64(), "Värde", nullable=True),
        Column("status", pa.string(), "Status", nullable=True),
    ),
)
GOOD = {"kod": ["a", "b"], "kon": ["kvinnor", "män"], "varde": [1, None], "status": [None, ".."]}


def judged(tmp_path: Path, **changes: list[object]):
    schema = pa.schema([(c.name, c.type) for c in CONTRACT.columns])
    columns = {k: v for k, v in {**GOOD, **changes}.items() if v != []}
    table = pa.table(
        {k: pa.array(v, schema.field(k).type) if k in schema.names else pa.array(v) for k, v in columns.items()}
    )
    path = tmp_path / "prov.parquet"
    pq.write_table(table, path)
    return check_contract(CONTRACT, path, "abc")


def test_a_table_that_keeps_its_contract_passes(tmp_path: Path):
    result = judged(tmp_path)
    assert (result.outcome, result.failed_rows, result.stops) == (PASSED, 0, False)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kod": ["a", "a"]}, "nyckeln kod är inte unik: 2 rader"),
        ({"kod": ["a", None]}, "kod är tom: 1 rader"),
        ({"kod": [None, None]}, "nyckeln kod är inte unik: 2 rader; kod är tom: 2 rader"),
        ({"kon": ["kvinnor", "alla"]}, "kon har en kod som inte är tillåten: 1 rader"),
        ({"status": [None, None]}, "varde saknas utan att status säger varför: 1 rader"),
        ({"status": ["..", ".."]}, "status finns trots att varde finns: 1 rader"),
        ({"kon": []}, "kolumnen kon saknas"),
        ({"extra": [1, 2]}, "kolumnen extra finns inte i kontraktet"),
    ],
)
def test_each_breach_is_named_and_stops(tmp_path: Path, changes, fault: str):
    result = judged(tmp_path, **changes)
    assert (result.outcome, result.stops) == (FAILED, True)
    assert fault in result.observed


def test_a_wrong_type_and_an_empty_table_are_breaches(tmp_path: Path):
    path = tmp_path / "prov.parquet"
    schema = pa.schema([(c.name, c.type) for c in CONTRACT.columns])
    pq.write_table(schema.empty_table(), path)
    assert "tabellen är tom" in check_contract(CONTRACT, path, "abc").observed
    assert check_contract(replace(CONTRACT, may_be_empty=True), path, "abc").outcome == PASSED
    pq.write_table(pa.table({**GOOD, "varde": ["1", None]}), path)
    assert "kolumnen varde har typen string" in check_contract(CONTRACT, path, "abc").observed
