"""Form: columns, types, keys, nulls and allowed codes, straight from the table's contract."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.contracts.words import FAILED, PASSED
from checks.result import STOPPING, CheckResult, CheckSpec, rule_digest

NAME = "kontrakt"
_SAMPLE = 5


def contract_spec(contract: TableContract) -> CheckSpec:
    """The one contract check of a table."""
    return CheckSpec(
        contract.id,
        NAME,
        f"Tabellen följer sitt kontrakt: kolumner, typer, unik nyckel ({', '.join(contract.key)}), inga tomma värden där "
        "sådana inte får finnas, bara tillåtna koder.",
        STOPPING,
        "Se vilka rader det gäller. Är källan ändrad: rätta assets/staged. Är kontraktet fel: rätta assets/contracts.",
        rule_digest(contract.digest),
    )


def check_contract(contract: TableContract, path: Path, sha256: str) -> CheckResult:
    """Compare a Parquet file with its contract.

    Args:
        contract: of the table.
        path: Parquet file.
        sha256: of the file, carried into the result.

    Returns:
        One result; ``observed`` lists every fault, ``failed_rows`` counts the rows with one.
    """
    faults, rows, samples = _form_faults(contract, path), 0, []
    if not faults:
        rules, key = _row_rules(contract), ", ".join(contract.key)
        with _database().cursor() as connection:
            tabell = f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
            for (text, condition), count in zip(rules, _breaches(connection, tabell, key, rules), strict=True):
                if count:
                    rows += count
                    faults.append(f"{text}: {count} rader")
                    sample = connection.execute(
                        f"with tabell as (from {tabell}) select {key} from tabell where {condition} order by all limit {_SAMPLE}"
                    ).fetchall()
                    samples.append("; ".join(" ".join(map(str, row)) for row in sample))
    return CheckResult(
        contract_spec(contract),
        FAILED if faults else PASSED,
        rows,
        "inga avvikelser från kontraktet",
        "; ".join(faults) or "inga avvikelser",
        " | ".join(samples),
        {contract.id: sha256},
    )


def _form_faults(contract: TableContract, path: Path) -> list[str]:
    schema = pq.read_schema(path)
    expected = {c.name: c.type for c in contract.columns}
    faults = [f"kolumnen {name} saknas" for name in expected if name not in schema.names]
    faults += [f"kolumnen {name} finns inte i kontraktet" for name in schema.names if name not in expected]
    faults += [
        f"kolumnen {name} har typen {schema.field(name).type}, ska vara {kind}"
        for name, kind in expected.items()
        if name in schema.names and schema.field(name).type != kind
    ]
    if not faults and not contract.may_be_empty and pq.read_metadata(path).num_rows == 0:
        faults.append("tabellen är tom")
    return faults


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Holds no table, nor any file: only to open it takes longer than to judge most tables, and so do threads that help."""
    return duckdb.connect(config={"threads": 1, "enable_external_file_cache": False})


def _breaches(
    connection: duckdb.DuckDBPyConnection, tabell: str, key: str, rules: list[tuple[str, str]]
) -> tuple[int, ...]:
    """How many rows break each rule, all counted by one question; the first rule is that the key is unique."""
    repeated = f"select count(*) as rader from {tabell} group by {key} having rader > 1"
    others = "".join(f", count(*) filter ({condition})" for _, condition in rules[1:])
    found = connection.execute(
        f"select (select coalesce(sum(rader), 0) from ({repeated})){others} from {tabell}"
    ).fetchone()
    return tuple(map(int, found or ()))


def _row_rules(contract: TableContract) -> list[tuple[str, str]]:
    key = ", ".join(contract.key)
    rules = [
        (f"nyckeln {key} är inte unik", f"({key}) in (select ({key}) from tabell group by {key} having count(*) > 1)")
    ]
    rules += [(f"{c.name} är tom", f"{c.name} is null") for c in contract.columns if not c.nullable]
    for column in contract.columns:
        if column.allowed:
            codes = ", ".join("'" + code.replace("'", "''") + "'" for code in column.allowed)
            rules.append((f"{column.name} har en kod som inte är tillåten", f"{column.name} not in ({codes})"))
    if {"varde", "status"} <= {c.name for c in contract.columns}:
        rules.append(("varde saknas utan att status säger varför", "varde is null and status is null"))
        rules.append(("status finns trots att varde finns", "varde is not null and status is not null"))
    return rules
