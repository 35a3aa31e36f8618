"""The log of check results, and the gate in code: nothing is built or published around a red check."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.files import replace_text, sha256
from assets.home import Home
from checks.judge import specs
from checks.result import CheckResult, CheckSpec


class GateClosed(Exception):
    """A stopping check is red, or has not been run for exactly the tables that would be published."""


class CheckLog:
    """Results on disk, one file per table, each naming the digest of the table it judged."""

    def __init__(self, home: Home) -> None:
        """Keep the results of a home's tables in the home."""
        self._home = home

    def write(self, results: list[CheckResult]) -> None:
        """Store all results of one table, replacing those before."""
        table = results[0].spec.table
        text = json.dumps([asdict(r) for r in results], ensure_ascii=False)
        replace_text(self._home.checks / f"{table}.json", text)

    def read(self, table: str) -> list[CheckResult]:
        """The stored results of a table, of whatever version of it; none when another version of the code wrote them."""
        path = self._home.checks / f"{table}.json"
        if not path.is_file():
            return []
        stored = json.loads(path.read_text(encoding="utf-8"))
        names = {f.name for f in fields(CheckResult)}, {f.name for f in fields(CheckSpec)}
        if any((set(item), set(item["spec"])) != names for item in stored):
            return []
        return [CheckResult(**{**item, "spec": CheckSpec(**item["spec"])}) for item in stored]

    def current(self, tables: Iterable[str]) -> list[CheckResult]:
        """Results that judged exactly the files that are there now."""
        found = []
        for table in tables:
            path = self._home.table(table)
            digest = sha256(path) if path.is_file() else ""
            found += [r for r in self.read(table) if r.table_sha256 == digest]
        return found

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Current results as rows of mart.kvalitet."""
        return [
            {
                "tabell": r.spec.table,
                "kontroll": r.spec.name,
                "beskrivning": r.spec.description,
                "allvar": r.spec.severity,
                "utfall": r.outcome,
                "rader_fel": r.failed_rows,
                "forvantat": r.expected,
                "observerat": r.observed,
                "exempel": r.sample or None,
                "atgard": r.spec.action,
                "tabellens_sha256": r.table_sha256,
            }
            for r in self.current(table_ids)
        ]


class Gate:
    """Passes only when every stopping check is green for exactly the tables as they now are."""

    def __init__(self, log: CheckLog, home: Home, contracts: tuple[TableContract, ...] = CONTRACTS) -> None:
        """Guard ``contracts``, whose tables lie in ``home`` and whose results ``log`` holds."""
        self._log, self._home, self._contracts = log, home, contracts

    def require_green(self) -> dict[str, str]:
        """Let through, or refuse.

        Returns:
            Table id → SHA-256 of the judged file.

        Raises:
            GateClosed: lists every check that is red or missing, and says what to do.
        """
        digests, problems = {}, []
        for contract in self._contracts:
            path = self._home.table(contract.id)
            if not path.is_file():
                problems.append(f"{contract.id}: tabellen finns inte")
                continue
            digests[contract.id] = sha256(path)
            problems += self._problems(contract, digests[contract.id])
        if problems:
            shown = "; ".join(problems[:8]) + (f"; och {len(problems) - 8} till" if len(problems) > 8 else "")
            raise GateClosed(
                f"Inget publiceras: {shown}. Rätta det som är rött och kör hela flödet (jobbet nattlig), så att "
                "kontrollerna körs på nytt."
            )
        return digests

    def _problems(self, contract: TableContract, digest: str) -> list[str]:
        results = {r.spec: r for r in self._log.read(contract.id) if r.table_sha256 == digest}
        problems = []
        for spec in specs(contract):
            result = results.get(spec)
            if result is None:
                problems.append(f"{contract.id}/{spec.name}: inte körd för den tabell som nu finns")
            elif result.stops:
                problems.append(f"{contract.id}/{spec.name}: {result.outcome} ({result.observed})")
        return problems
