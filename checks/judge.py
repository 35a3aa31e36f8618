"""Every check of a table: which there are, and running them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from checks.contract import check_contract, contract_spec
from checks.result import FAILED, NOT_RUN, PASSED, CheckResult, CheckSpec
from checks.rules.expectation import Suite
from checks.rules.registry import RECONCILIATIONS, suite_of
from checks.runner import run_suite

_WHEN_THERE = "rimliga värden när underlaget finns"


def specs(contract: TableContract) -> list[CheckSpec]:
    """Contract check, expectations and reconciliations of a table, in the order they run."""
    found = [contract_spec(contract), *suite_of(contract.id).specs()]
    return found + [r.spec for r in RECONCILIATIONS if r.spec.table == contract.id]


def judge(
    contract: TableContract, tables: Callable[[str], Path], sha256: str, earlier: Iterable[CheckResult] = ()
) -> list[CheckResult]:
    """Run every check of a table.

    When the form is wrong, plausibility cannot be judged: those checks are "kunde inte köras", with the reason.
    Plausibility is a function of the table and the rule alone, so an earlier answer for the same bytes and the same
    rules stands; that saves an unchanged night the seconds it takes to load the library. A table whose contract lets it be
    empty has nothing to judge when it is: mart.kalla says that its source is missing.

    Args:
        contract: of the table.
        tables: table id → Parquet file.
        sha256: digest of the table's file.
        earlier: stored results of the table.

    Returns:
        One result per spec, in the same order.
    """
    path = tables(contract.id)
    form = check_contract(contract, path, sha256)
    if form.outcome == FAILED:
        reason = "tabellen följer inte sitt kontrakt, se kontrollen kontrakt"
        rest = [CheckResult(s, NOT_RUN, None, "", reason, "", sha256) for s in specs(contract)[1:]]
        return [form, *rest]
    suite = suite_of(contract.id)
    wanted = suite.specs()
    stands = {r.spec: r for r in earlier if r.table_sha256 == sha256 and r.outcome != NOT_RUN}
    if pq.read_metadata(path).num_rows == 0:
        stands = {
            s: CheckResult(s, PASSED, 0, _WHEN_THERE, "inga rader: underlaget saknas", "", sha256) for s in wanted
        }
    elif not all(spec in stands for spec in wanted):
        stands = {r.spec: r for r in run_suite(suite, _judged(suite, path, contract.key), sha256, contract.key)}
    plausibility = {spec.name: stands[spec] for spec in wanted}
    agreement = {r.spec.name: r.run(tables, sha256) for r in RECONCILIATIONS if r.spec.table == contract.id}
    return [form, *({**plausibility, **agreement}[s.name] for s in specs(contract)[1:])]


def _judged(suite: Suite, path: Path, key: Sequence[str]) -> pd.DataFrame:
    """What the suite looks at: the columns that it names, or how many rows each group of the table has."""
    if not suite.count_by:
        said = " ".join(f"{e.arguments} {e.where}" for e in suite.expectations)
        named = [name for name in pq.read_schema(path).names if name in key or name in said]
        rows: pd.DataFrame = pq.read_table(path, columns=named).to_pandas()
        return rows
    with duckdb.connect() as connection:
        query = (
            f"select {', '.join(suite.count_by)}, count(*) as antal from read_parquet($path) group by all order by all"
        )
        return connection.execute(query, {"path": str(path)}).df()
