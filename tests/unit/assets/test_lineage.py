"""Which sources a table rests on is what its function is handed, and what Dagster's graph says."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from assets.contracts.ads import ADS
from assets.contracts.edition import EDITION, QUALITY, SOURCES
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.places import DIM_GEO
from assets.contracts.registry import CONTRACTS, PUBLISHED
from assets.contracts.trial import AGREEMENT
from assets.declaration import GIVEN, Maker, asset_key
from assets.lineage import LINEAGE, Lineage
from assets.marts.registry import MARTS
from assets.staged.registry import STAGED
from pipelines.definitions import build
from pipelines.settings import load
from sources.catalogue.barometer import AF_TAXONOMY
from sources.catalogue.employees import SCB_EMPLOYEES, SCB_EMPLOYEES_2014
from sources.catalogue.registry import CATALOG

MAKERS: list[Maker] = [*MARTS, *(maker for staged in STAGED for maker in staged.tables)]
ids = pytest.mark.parametrize("maker", MAKERS, ids=lambda m: m.contract.id)


def test_every_table_is_made_by_one_declaration():
    assert sorted(m.contract.id for m in MAKERS) == sorted(c.id for c in CONTRACTS)


@ids
def test_a_function_is_handed_just_what_it_asks_for(maker: Maker):
    parameters = inspect.signature(maker.make).parameters.values()
    named = [p.name for p in parameters if p.kind is not p.VAR_KEYWORD and p.default is p.empty]
    if maker.contract.layer == "staged":
        named = named[1:]
    takes_more = any(p.kind is p.VAR_KEYWORD for p in parameters)
    assert set(named) <= {*maker.reads, *GIVEN}
    assert takes_more or set(maker.reads) <= set(named)


def test_the_declared_reads_are_the_edges_of_the_graph():
    graph = build(load()).resolve_asset_graph()
    for maker in MAKERS:
        key = next(k for k in graph.get_all_asset_keys() if tuple(k.path) == maker.contract.asset_key)
        declared = {asset_key(read) for read in maker.reads.values()}
        declared |= {c.asset_key for c in getattr(maker, "after", ())}
        declared |= {asset_key(s.entry) for s in STAGED if maker in s.tables}
        edges = {tuple(parent.path) for parent in graph.get(key).parent_keys}
        # Tables that are read out of one workbook share its step, and so what either of them reads.
        assert declared <= edges
        assert edges - declared <= {
            asset_key(r) for s in STAGED if maker in s.tables for m in s.tables for r in m.reads.values()
        }


def test_the_trial_of_the_signals_rests_on_all_that_the_signals_rest_on():
    assert {"scb_yreg60bas", "af_yrkesbarometer", "af_jobstream", "scb_tab6929", "scb_tab1830"} <= {
        *LINEAGE.sources(AGREEMENT)
    }
    assert AF_TAXONOMY.dataset in LINEAGE.sources(ADS)


def test_tables_of_reference_data_the_order_and_the_checks_rest_on_no_source():
    assert [LINEAGE.sources(table) for table in (DIM_GEO, EDITION, QUALITY, SOURCES)] == [()] * 4


def test_sources_stand_in_the_order_of_the_catalogue():
    order = [entry.dataset for entry in CATALOG]
    for contract in CONTRACTS:
        places = [order.index(dataset) for dataset in LINEAGE.sources(contract)]
        assert places == sorted(places)
    used = LINEAGE.used_in(PUBLISHED)
    assert list(used) == order
    assert "obalans" in used[SCB_EMPLOYEES.dataset]


def test_what_is_not_used_comes_along_and_says_why():
    for mart in MARTS:
        without = Lineage(CATALOG, STAGED, [replace(m, not_used={}) if m is mart else m for m in MARTS])
        assert set(mart.not_used) <= set(without.sources(mart.contract)), mart.contract.id
        assert all(why.endswith(".") for why in mart.not_used.values())


def test_a_source_that_is_left_out_is_left_out_of_what_follows():
    assert SCB_EMPLOYEES_2014.dataset in LINEAGE.sources(EMPLOYEES)
    assert SCB_EMPLOYEES_2014.dataset not in LINEAGE.sources(MISMATCH)


def test_a_table_that_nobody_makes_is_named():
    strange = TableContract("prov", "mart", "Prov", "Prov.", "rad", ("a",), ())
    with pytest.raises(KeyError, match=r"mart\.prov"):
        LINEAGE.sources(strange)
