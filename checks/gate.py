"""The log of check results, and the gate in code: nothing is built or published around a red check."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.home import Home
from checks.judge import judge, specs
from checks.result import CheckResult
from checks.stored import is_damaged, read_results, write_results
from checks.tables import Tables


class GateClosed(Exception):
    """A stopping check is red, or has not been run for exactly the tables that would be published."""


class CheckLog:
    """Results on disk, one file per table, each naming the digests of the tables that it leans on."""

    def __init__(self, home: Home, tables: Tables, code: str = "") -> None:
        """Keep results in ``home``; ``tables`` says what is there now, ``code`` which code judges; empty where none does."""
        self._home, self.tables, self._code = home, tables, code

    def judge(self, contract: TableContract) -> list[CheckResult]:
        """Run every check of a table, or let an earlier answer stand as ``judge`` says, and store the results.

        Such answers are also what was found when the table's source was let in, in this run, and what another county was
        answered of the very same table.
        """
        code, earlier = read_results(self._place(contract.id))
        _, at_the_door = read_results(self._home.judged / f"{contract.id}.json")
        ours = earlier if self._code and code == self._code else []
        results = judge(contract, self.tables, earlier, [*ours, *at_the_door, *self._of_another_county(contract)])
        self.write(results)
        return results

    def _of_another_county(self, contract: TableContract) -> list[CheckResult]:
        """What the code that runs now has answered of the same table in another county's home."""
        digest = self.tables.digest(contract.id)
        if not self._code or not digest:
            return []
        size = self._home.table(contract.id).stat().st_size
        for other in self._home.beside:
            table = other.table(contract.id)
            if table.is_file() and table.stat().st_size == size:
                code, found = read_results(other.checks / f"{contract.id}.json")
                if code == self._code and any(r.digests.get(contract.id) == digest for r in found):
                    return found
        return []

    def write(self, results: list[CheckResult]) -> None:
        """Store all results of one table, replacing those before."""
        write_results(self._place(results[0].spec.table), results, self._code)

    def read(self, table: str) -> list[CheckResult]:
        """The stored results of a table, of whatever versions of it; none when they are written in another form."""
        return read_results(self._place(table))[1]

    def damaged(self, table_ids: Iterable[str]) -> list[str]:
        """A sentence for each table whose results cannot be read, and so count as none."""
        return [
            f"{place} är skadad och räknas som inga svar. Kör hela flödet (kompetens run), så görs kontrollerna av {table} om."
            for table in table_ids
            if is_damaged(place := self._place(table))
        ]

    def _place(self, table: str) -> Path:
        return self._home.checks / f"{table}.json"

    def current(self, table_ids: Iterable[str]) -> list[CheckResult]:
        """Results that lean on exactly the files that are there now."""
        tables = self.tables.for_now()
        return [r for table in table_ids for r in self.read(table) if not tables.changed_since(r)]

    def rows(self, table_ids: list[str]) -> list[dict[str, Any]]:
        """Current results as rows of mart.kvalitet."""
        return [
            {
                "tabell": r.spec.table,
                "kontroll": r.spec.name,
                "beskrivning": r.spec.description,
                "allvar": r.severity,
                "utfall": r.outcome,
                "rader_fel": r.failed_rows,
                "forvantat": r.expected,
                "observerat": r.observed,
                "exempel": r.sample or None,
                "atgard": r.spec.action,
                "tabellens_sha256": r.digests[r.spec.table],
            }
            for r in self.current(table_ids)
        ]


class Gate:
    """Passes only when every stopping check is green for exactly the tables as they now are."""

    def __init__(self, log: CheckLog, contracts: tuple[TableContract, ...] = CONTRACTS) -> None:
        """Guard ``contracts``, whose results ``log`` holds."""
        self._log, self._contracts = log, contracts

    def require_green(self) -> dict[str, str]:
        """Let through, or refuse.

        Returns:
            Table id → SHA-256 of the judged file.

        Raises:
            GateClosed: lists every check that is red, missing or of another version of a table, and says what to do.
        """
        tables = self._log.tables.for_now()
        digests = {contract.id: tables.digest(contract.id) for contract in self._contracts}
        problems = [f"{table}: tabellen finns inte" for table, digest in digests.items() if not digest]
        for contract in self._contracts:
            if digests[contract.id]:
                problems += self._problems(contract, tables)
        if problems:
            shown = "; ".join(problems[:8]) + (f"; och {len(problems) - 8} till" if len(problems) > 8 else "")
            raise GateClosed(
                f"Inget publiceras: {shown}. Rätta det som är rött. Kör hela flödet (jobbet nattlig), eller mart.kvalitet och "
                "det som följer den, så att kontrollerna körs på nytt."
            )
        return digests

    def _problems(self, contract: TableContract, tables: Tables) -> list[str]:
        results = {r.spec: r for r in self._log.read(contract.id)}
        problems = []
        for spec in specs(contract):
            check, result = f"{contract.id}/{spec.name}", results.get(spec)
            changed = [contract.id] if result is None else tables.changed_since(result)
            if contract.id in changed:
                problems.append(f"{check}: inte körd för den tabell som nu finns")
            elif changed:
                problems.append(f"{check}: dömdes mot en annan {' och '.join(changed)} än den som nu finns")
            elif result is not None and result.stops:
                beside = [table for table in result.digests if table != contract.id]
                against = f", jämförd med {' och '.join(beside)}" if beside else ""
                problems.append(f"{check}: {result.outcome}{against} ({result.observed})")
        return problems
