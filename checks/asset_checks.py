"""The checks as Dagster asset checks: one step per table, one check per rule."""

from collections.abc import Iterable, Iterator
from typing import Any

import dagster as dg

from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.contracts.registry import contract as table
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.home import Home
from checks.gate import CheckLog
from checks.judge import specs
from checks.result import STOPPING, CheckResult
from checks.rules.registry import RECONCILIATIONS
from checks.tables import Tables

_LEVEL = {True: dg.AssetCheckSeverity.ERROR, False: dg.AssetCheckSeverity.WARN}


def _said(result: CheckResult) -> dict[str, Any]:
    """What Dagster is told of a result. One that is not applicable is not green, and stops nothing."""
    return {
        "asset_key": dg.AssetKey(result.spec.table.split(".")),
        "check_name": result.spec.name,
        "passed": result.outcome == PASSED,
        "severity": _LEVEL[result.severity == STOPPING and result.outcome != NOT_APPLICABLE],
        "description": f"{result.outcome}: {result.observed}",
        "metadata": {
            "allvar": result.severity,
            "utfall": result.outcome,
            "rader": result.failed_rows if result.failed_rows is not None else "–",
            "förväntat": result.expected or "–",
            "observerat": result.observed,
            "exempel": result.sample or "–",
            "vad man gör": result.spec.action,
            "dömda tabeller": ", ".join(result.digests),
        },
    }


class RunCheckLog(CheckLog):
    """The log as a run has it: before the results are listed, those that do not hold for the tables as they are, are renewed.

    A run of some tables runs the checks of those alone. A check of another table that read one of them has then judged
    what is no more; it would be missing in mart.kvalitet and close the gate.
    """

    def __init__(self, home: Home, tables: Tables, instance: dg.DagsterInstance, code: str = "") -> None:
        """Keep results in ``home``; what is judged again is told to ``instance``."""
        super().__init__(home, tables, code)
        self._instance = instance

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Results for the tables as they are, as rows of mart.kvalitet."""
        self._renew(table(identity) for identity in table_ids)
        return super().rows(table_ids)

    def _renew(self, contracts: Iterable[TableContract]) -> None:
        for contract in contracts:
            holds = {result.spec for result in self.current([contract.id])}
            if not self.tables.path(contract.id).is_file() or holds == set(specs(contract)):
                continue
            for result in self.judge(contract):
                if result.spec not in holds:
                    self._instance.report_runless_asset_event(
                        dg.AssetCheckEvaluation(blocking=result.spec.may_stop, **_said(result))
                    )


def _checks(contract: TableContract) -> dg.AssetChecksDefinition:
    others = {r.spec.name: r.given[1:] for r in RECONCILIATIONS if r.spec.table == contract.id}

    @dg.multi_asset_check(
        name=f"kontroller_{contract.layer}_{contract.name}",
        specs=[
            dg.AssetCheckSpec(
                s.name,
                asset=list(contract.asset_key),
                description=s.description,
                blocking=s.may_stop,
                additional_deps=[list(other.asset_key) for other in others.get(s.name, ())],
            )
            for s in specs(contract)
        ],
        description=f"Kontroller av {contract.title.lower()}",
        # Without it the UI lets nobody run a table's checks on their own.
        can_subset=True,
    )
    def run(
        context: dg.AssetCheckExecutionContext, check_log: dg.ResourceParam[CheckLog]
    ) -> Iterator[dg.AssetCheckResult]:
        chosen = {key.name for key in context.selected_asset_check_keys}
        for result in check_log.judge(contract):
            if result.spec.name in chosen:
                yield dg.AssetCheckResult(**_said(result))

    return run


def asset_checks() -> list[dg.AssetChecksDefinition]:
    """One definition per table."""
    return [_checks(contract) for contract in CONTRACTS]
