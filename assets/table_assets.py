"""Dagster assets of the staged tables and the marts: the one place that makes them, from what the tables declare."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from assets.asset_options import table_asset
from assets.candidate import kept
from assets.contracts.registry import PUBLISHED
from assets.declaration import Maker, Mart, Staged, asset_key
from assets.errors import MartError
from assets.files import sha256
from assets.lineage import LINEAGE
from assets.marts.registry import MARTS
from assets.staged.registry import STAGED
from assets.stamp import Made, Unchanged, accounted, borrowed, still
from sources.errors import KompetensError
from sources.refresh import Fetched

_RESOURCES: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "county": ("county", lambda county: county),
    "scratch": ("home", lambda home: home.scratch),
    "check_log": ("check_log", lambda log: log),
}
"""What a function is given by name → the resource that it comes from, and what of it."""


def table_assets() -> list[dg.AssetsDefinition]:
    """One definition per source that is staged and per mart."""
    return [*(_staged_asset(staged) for staged in STAGED), *(_mart_asset(mart) for mart in MARTS)]


def _mart_asset(mart: Mart) -> dg.AssetsDefinition:
    @dg.asset(
        ins=_ins(mart),
        deps=[dg.AssetKey(list(contract.asset_key)) for contract in mart.after],
        required_resource_keys=_resources(mart),
        **table_asset(mart.contract),
    )
    def mart_table(context: dg.AssetExecutionContext, **read: Any) -> Any:
        return _made_or_unchanged(mart, context, read, mart.make)

    return mart_table


def _staged_asset(staged: Staged) -> dg.AssetsDefinition:
    fetched_in = {"fetched": dg.AssetIn(list(asset_key(staged.entry)))}
    if len(staged.tables) > 1:
        return _several_tables(staged, fetched_in)
    (maker,) = staged.tables

    @dg.asset(
        ins={**fetched_in, **_ins(maker)}, required_resource_keys=_resources(maker), **table_asset(maker.contract)
    )
    def staged_table(context: dg.AssetExecutionContext, fetched: Fetched, **read: Any) -> Any:
        def make(**given: Any) -> Any:
            if _lacks(fetched, maker):
                return maker.contract.schema.empty_table()
            found = kept(context.resources.home.judged, maker, fetched.snapshots)
            return found or maker.make(staged.read(fetched.snapshots), **given)

        return _made_or_unchanged(maker, context, read, make, staged, fetched)

    return staged_table


def _several_tables(staged: Staged, fetched_in: Mapping[str, dg.AssetIn]) -> dg.AssetsDefinition:
    makers = {maker.contract.name: maker for maker in staged.tables}

    @dg.multi_asset(
        name=f"staged_{'_'.join(makers)}",
        ins={**fetched_in, **{name: read for maker in staged.tables for name, read in _ins(maker).items()}},
        outs={name: dg.AssetOut(**table_asset(m.contract), is_required=False) for name, m in makers.items()},
        required_resource_keys=set().union(*(_resources(maker) for maker in staged.tables)),
        can_subset=True,
    )
    def staged_tables(context: dg.AssetExecutionContext, fetched: Fetched, **read: Any) -> Iterator[dg.Output[Any]]:
        what = cache(lambda: staged.read(fetched.snapshots))
        for name in sorted(context.op_execution_context.selected_output_names):
            maker = makers[name]
            own = {parameter: read[parameter] for parameter in maker.reads}

            def make(maker: Maker = maker, **given: Any) -> Any:
                found = kept(context.resources.home.judged, maker, fetched.snapshots)
                return found or maker.make(what(), **given)

            made = _made_or_unchanged(maker, context, own, make, staged, fetched)
            yield dg.Output(made, name)

    return staged_tables


def _made_or_unchanged(
    maker: Maker,
    context: dg.AssetExecutionContext,
    read: Mapping[str, Any],
    make: Callable[..., Any],
    staged: Staged | None = None,
    fetched: Fetched | None = None,
) -> Made | Unchanged:
    """The table as it stands when nothing that it is made of is another; else made of what is read and given."""
    given, home = _given(maker, context), context.resources.home
    of = None
    if accounted(maker.make) and (staged is None or accounted(staged.read)) and "check_log" not in given:
        of = {
            "kod": context.resources.code,
            "kontrakt": maker.contract.digest,
            # Not how they came: a staged table is made of the snapshots alone, also when they stand in for a silent source.
            "hämtat": _digest(replace(fetched, status="", problem="") if fetched else None),
            "läst": {name: _digest(what) for name, what in read.items()},
            "givet": _digest({name: what for name, what in given.items() if name != "scratch"}),
        }
        table = home.table(maker.contract.id)
        if unchanged := still(table, of) or borrowed(
            table, of, (other.table(maker.contract.id) for other in home.beside)
        ):
            return unchanged
    opened = {
        name: pq.read_table(what) if isinstance(what, Path) and not maker.wants_file(name) else what
        for name, what in read.items()
    }
    return Made(made_of(maker, opened, lambda: make(**opened, **given)), of)


def made_of(maker: Maker, opened: Mapping[str, Any], make: Callable[[], Any]) -> Any:
    """What a table's function makes.

    Args:
        maker: declares the table.
        opened: parameter → table or file.
        make: the call.

    Raises:
        MartError: the function broke, and a table that it reads has no rows: that one is named, not the step alone.
    """
    try:
        return make()
    except KompetensError:
        raise
    except Exception as error:
        empty = [
            "/".join(asset_key(maker.reads[name]))
            for name, table in opened.items()
            if isinstance(table, pa.Table) and not table.num_rows
        ]
        if not empty:
            raise
        raise MartError(
            f"{maker.contract.id} kunde inte räknas: {', '.join(empty)} har inga rader ({type(error).__name__}: {error}). Se med "
            "kompetens doctor vilket underlag som saknas eller inte kunde läsas."
        ) from error


def _digest(what: Any) -> str:
    """SHA-256 of a table's file, of what was fetched with its origin, or of plain JSON."""
    if isinstance(what, Path):
        return sha256(what)
    if isinstance(what, Fetched):
        what = [what.status, what.problem, *((s.id, asdict(s.origin)) for s in what.snapshots)]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _lacks(fetched: Fetched, maker: Maker) -> bool:
    return not fetched.snapshots and maker.contract.may_be_empty


def _ins(maker: Maker) -> dict[str, dg.AssetIn]:
    """Where each table that is read comes from."""
    return {name: dg.AssetIn(list(asset_key(read))) for name, read in maker.reads.items()}


def _resources(maker: Maker) -> set[str]:
    return {"home", "code"} | {_RESOURCES[name][0] for name in maker.given if name in _RESOURCES}


def _given(maker: Maker, context: dg.AssetExecutionContext) -> dict[str, Any]:
    found: dict[str, Any] = {"used_in": LINEAGE.used_in(PUBLISHED)} if "used_in" in maker.given else {}
    for name in maker.given:
        if name in _RESOURCES:
            resource, part = _RESOURCES[name]
            found[name] = part(getattr(context.resources, resource))
    return found
