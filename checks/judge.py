"""Every check of a table: which there are, and running them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.contracts.words import FAILED, NOT_APPLICABLE, NOT_RUN, PASSED
from assets.stamp import accounted
from checks.contract import check_contract, contract_spec
from checks.result import CheckResult, CheckSpec, unanswered
from checks.rules.expectation import Suite
from checks.rules.registry import RECONCILIATIONS, suite_of
from checks.runner import run_suite
from checks.tables import Tables

_WHEN_THERE = "rimliga värden när underlaget finns"


def specs(contract: TableContract) -> list[CheckSpec]:
    """Contract check, expectations and reconciliations of a table, in the order they run."""
    found = [contract_spec(contract), *suite_of(contract.id).specs()]
    return found + [r.spec for r in RECONCILIATIONS if r.spec.table == contract.id]


def judge(
    contract: TableContract,
    tables: Tables,
    earlier: Iterable[CheckResult] = (),
    of_this_code: Iterable[CheckResult] = (),
) -> list[CheckResult]:
    """Run every check of a table.

    When the form is wrong, plausibility cannot be judged: those checks are "kunde inte köras", with the reason.
    Plausibility is a function of the table and the rule alone, so an earlier answer for the same bytes and the same
    rules stands; that saves an unchanged night the seconds it takes to load the library. The other checks are also what their
    code is: an earlier answer of theirs stands when the very same code gave it and it was an answer, green or red. A table
    whose contract lets it be empty has nothing to judge when it is: those checks are "ej tillämplig", and say whether a source
    is missing.

    Args:
        contract: of the table.
        tables: the tables as they are.
        earlier: results that some code gave, of whatever versions of the table.
        of_this_code: results that the code that runs now gave, likewise.

    Returns:
        One result per spec, in the same order.
    """
    tables = tables.for_now()
    path, own = tables.path(contract.id), {contract.id: tables.digest(contract.id)}
    ours = [r for r in of_this_code if not tables.changed_since(r)]
    theirs = [r for r in earlier if not tables.changed_since(r)]
    stands = {r.spec: r for r in (*theirs, *ours) if r.outcome != NOT_RUN}
    again = {r.spec: r for r in ours if r.outcome in (PASSED, FAILED)}
    form = again.get(contract_spec(contract)) or check_contract(contract, path, own[contract.id])
    if form.outcome == FAILED:
        reason = "tabellen följer inte sitt kontrakt, se kontrollen kontrakt"
        return [form, *(unanswered(s, "", reason, own) for s in specs(contract)[1:])]
    suite = suite_of(contract.id)
    wanted = suite.specs()
    if not tables.has_rows(contract):
        stands = {s: _without_rows(s, own, tables.why_empty(contract)) for s in wanted}
    elif not all(spec in stands for spec in wanted):
        frame = _judged(suite, path, contract.key)
        missing = tables.sources_missing(contract)
        stands = {r.spec: r for r in run_suite(suite, frame, own[contract.id], contract.key, missing)}
    plausibility = {spec.name: stands[spec] for spec in wanted}
    agreement = {
        r.spec.name: (accounted(r.judge) and again.get(r.spec)) or r.run(tables)
        for r in RECONCILIATIONS
        if r.spec.table == contract.id
    }
    return [form, *({**plausibility, **agreement}[s.name] for s in specs(contract)[1:])]


def judge_alone(contract: TableContract, path: Path, digest: str, *, form_only: bool) -> list[CheckResult]:
    """Run the checks of a table that lean on nothing else, before it stands among the others.

    Args:
        contract: of the table.
        path: its Parquet file, wherever it lies.
        digest: SHA-256 of the file.
        form_only: leave out what is plausible of the whole table, because this is a part of it.

    Returns:
        The contract check, and when the form is right and there are rows, the expectations.
    """
    form = check_contract(contract, path, digest)
    if form_only or form.outcome == FAILED or not pq.read_metadata(path).num_rows:
        return [form]
    suite = suite_of(contract.id)
    return [form, *run_suite(suite, _judged(suite, path, contract.key), digest, contract.key)]


def _without_rows(spec: CheckSpec, own: Mapping[str, str], behind: Mapping[str, str]) -> CheckResult:
    """The result of an expectation of a table that may be empty and is; its contract has been judged."""
    why = f"{spec.table} har inga rader"
    if behind:
        return unanswered(spec, _WHEN_THERE, why, own, behind)
    return CheckResult(spec, NOT_APPLICABLE, None, _WHEN_THERE, f"{why}, fast det som den görs av har det", "", own)


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
