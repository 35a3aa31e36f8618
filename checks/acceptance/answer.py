"""What is wrong with a new answer by itself, and against the one that was accepted before it."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.contracts.words import FAILED
from assets.files import sha256
from assets.reference.areas import NATION, counties, municipalities
from assets.reference.drift import usual_drift
from checks.acceptance.counts import counts_of
from checks.acceptance.difference import Difference, differences
from checks.judge import judge_alone
from checks.result import CheckResult

_PLACES = {"region_kod", "bostad_kod", "arbete_kod"}
"""Columns of areas in SCB's tables, which are asked for by their codes."""
_SHOWN = 5


def wrong_by_itself(contract: TableContract, path: Path, *, part: bool) -> tuple[list[str], list[CheckResult]]:
    """What a new table does not meet.

    Args:
        contract: of the table.
        path: Parquet file of the table.
        part: it is a part of the table that is published, so only its form can be judged.

    Returns:
        The stopping checks that it does not meet, as sentences, and what every check answered.
    """
    results = judge_alone(contract, path, sha256(path), form_only=part)
    return [*(_sentence(result) for result in results if result.stops), *_unknown_places(contract, path)], results


def _unknown_places(contract: TableContract, path: Path) -> list[str]:
    """Areas that nobody can name: only known ones are asked for, so an answer with others is not the one that was asked for."""
    found = []
    for column in sorted(_PLACES & {*contract.key}):
        codes = pc.unique(pq.read_table(path, columns=[column])[column]).to_pylist()
        if unknown := sorted({*map(str, codes)} - {NATION, *counties(), *municipalities()}):
            more = f" och {len(unknown) - _SHOWN} till" if len(unknown) > _SHOWN else ""
            found.append(f"{contract.id}, {column}: okända områden {', '.join(unknown[:_SHOWN])}{more}.")
    return found


def _sentence(result: CheckResult) -> str:
    rows = f" ({result.sample})" if result.sample else ""
    said = "" if result.outcome == FAILED else f"{result.outcome}: "
    return f"{result.spec.table}, {result.spec.name}: {said}{result.observed}{rows}."


def moved(contract: TableContract, path: Path, before: Path) -> list[Difference]:
    """How a new table differs from the one that was accepted before it.

    Args:
        contract: of the table.
        path: Parquet file of the new table.
        before: that of the accepted one.
    """
    return differences(counts_of(contract, path), counts_of(contract, before), usual_drift(contract.source))
