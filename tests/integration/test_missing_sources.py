"""Without sources that may be missing nothing stops, and every check that is left without rows says which it lacks."""

from __future__ import annotations

import json
import shutil
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.ads import COVERAGE, OPEN_ADS
from assets.contracts.assessment import SCORE_PARTS
from assets.contracts.follow_up import FOLLOW_UP
from assets.contracts.long_term_outcomes import OUTCOME_SHARES, OUTCOMES
from assets.contracts.model import TableContract
from assets.contracts.registry import CONTRACTS
from assets.contracts.track_record import TRACK_RECORD
from assets.contracts.trial import TRIAL
from assets.contracts.words import NOT_APPLICABLE, NOT_RUN
from assets.declaration import Mart, asset_key
from assets.home import Home
from assets.marts.registry import MARTS
from checks.judge import judge
from checks.tables import Tables
from pipelines.resources import judged_tables

NOT_OF_TABLES = {"mart.kalla", "mart.utgava", "mart.andringar", "mart.kvalitet"}
"""Marts of what was fetched, ordered or judged: no staged table is part of them."""


def in_order() -> list[Mart]:
    marts = {mart.contract.id: mart for mart in MARTS if mart.contract.id not in NOT_OF_TABLES}
    reads = {
        name: [read.id for read in mart.reads.values() if isinstance(read, TableContract) and read.id in marts]
        for name, mart in marts.items()
    }
    return [marts[name] for name in TopologicalSorter(reads).static_order()]


def make(mart: Mart, tables: Tables, home: Home, scratch: Path) -> pa.Table:
    if mart.contract is OPEN_ADS:  # also reads which days were fetched, and without any there are none
        return mart.contract.schema.empty_table()
    read: dict[str, Any] = {}
    for name, what in mart.reads.items():
        if isinstance(what, TableContract):
            path = tables.path(what.id)
            read[name] = path if mart.wants_file(name) else pq.read_table(path)
        else:
            layer, order = asset_key(what)
            read[name] = json.loads((home.data / layer / f"{order}.json").read_text(encoding="utf-8"))
    given = {"county": "14", "scratch": scratch}
    return mart.make(**read, **{name: given[name] for name in mart.given})


def staged_that_may_be_empty(*names: str) -> list[TableContract]:
    return [t for t in CONTRACTS if t.layer == "staged" and t.may_be_empty and (not names or t.id in names)]


@pytest.mark.parametrize("names", [(), ("staged.anstallda_ssyk4",)], ids=["all", "the one that most leans on"])
def test_without_sources_that_may_be_missing_nothing_stops(names: tuple[str, ...], made_up: Path, tmp_path: Path):
    home = Home(tmp_path)
    shutil.copytree(made_up / "exempel/14/data", home.data)
    tables, changed = judged_tables(home), {table.id: table for table in staged_that_may_be_empty(*names)}
    empty = [*changed]
    for table in changed.values():
        pq.write_table(table.written_schema.empty_table(), tables.path(table.id))
    for mart in in_order():
        if any(isinstance(read, TableContract) and read.id in changed for read in mart.reads.values()):
            changed[mart.contract.id] = mart.contract
            pq.write_table(mart.contract.conform(make(mart, tables, home, tmp_path)), tables.path(mart.contract.id))
    found = [result for table in changed.values() for result in judge(table, tables)]
    assert [(r.spec.table, r.spec.name, r.observed) for r in found if r.stops or r.outcome == NOT_RUN] == []
    idle = [r for r in found if r.outcome == NOT_APPLICABLE]
    # In the made-up world the survey ends before the ads begin, and without the counties no indicator can be tried; without
    # employees or ads no occupation is rated. No edition before has projected a year that has come.
    # Of what is followed up, only employees are left, whose series has no break.
    unsaid = {r.spec.table for r in idle if "; underlag saknas till " not in r.observed}
    assert unsaid <= {
        COVERAGE.id,
        TRIAL.id,
        SCORE_PARTS.id,
        OUTCOMES.id,
        OUTCOME_SHARES.id,
        TRACK_RECORD.id,
        FOLLOW_UP.id,
    }
    assert {r.spec.table for r in idle} >= {*empty}
