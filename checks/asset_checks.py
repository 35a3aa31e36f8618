"""The checks as Dagster asset checks: one step per table, one check per rule."""

from collections.abc import Iterator

import dagster as dg

from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.contracts.registry import contract as table
from assets.files import sha256
from assets.home import Home
from checks.gate import CheckLog
from checks.judge import judge, specs
from checks.result import NOT_RUN, PASSED, STOPPING, CheckResult
from checks.rules.registry import RECONCILIATIONS

_LEVEL = {True: dg.AssetCheckSeverity.ERROR, False: dg.AssetCheckSeverity.WARN}


def _answer(contract: TableContract, result: CheckResult) -> dg.AssetCheckResult:
    stopping = result.spec.severity == STOPPING or result.outcome == NOT_RUN
    return dg.AssetCheckResult(
        passed=result.outcome == PASSED,
        asset_key=list(contract.asset_key),
        check_name=result.spec.name,
        severity=_LEVEL[stopping],
        description=f"{result.outcome}: {result.observed}",
        metadata={
            "allvar": result.spec.severity,
            "utfall": result.outcome,
            "rader": result.failed_rows if result.failed_rows is not None else "–",
            "förväntat": result.expected or "–",
            "observerat": result.observed,
            "exempel": result.sample or "–",
            "vad man gör": result.spec.action,
        },
    )


def _checks(contract: TableContract) -> dg.AssetChecksDefinition:
    others = {r.spec.name: [table(t) for t in r.reads] for r in RECONCILIATIONS if r.spec.table == contract.id}

    @dg.multi_asset_check(
        name=f"kontroller_{contract.layer}_{contract.name}",
        specs=[
            dg.AssetCheckSpec(
                s.name,
                asset=list(contract.asset_key),
                description=s.description,
                blocking=True,
                additional_deps=[list(other.asset_key) for other in others.get(s.name, ())],
            )
            for s in specs(contract)
        ],
        description=f"Kontroller av {contract.title.lower()}",
        # Without it the UI lets nobody run a table's checks on their own.
        can_subset=True,
    )
    def run(
        context: dg.AssetCheckExecutionContext, home: dg.ResourceParam[Home], check_log: dg.ResourceParam[CheckLog]
    ) -> Iterator[dg.AssetCheckResult]:
        results = judge(contract, home.table, sha256(home.table(contract.id)), check_log.read(contract.id))
        check_log.write(results)
        chosen = {key.name for key in context.selected_asset_check_keys}
        for result in results:
            if result.spec.name in chosen:
                yield _answer(contract, result)

    return run


def asset_checks() -> list[dg.AssetChecksDefinition]:
    """One definition per table."""
    return [_checks(contract) for contract in CONTRACTS]
