"""Raw assets: one per source."""

import dagster as dg

from sources.catalog import ADS, EMPLOYEES, UNEMPLOYED, SourceTable
from sources.refresh import Fetched
from sources.session import Sources

OWNERS = ["team:analys"]


def _description(entry: SourceTable) -> str:
    return f"{entry.title}. Utgivare: {entry.publisher}. {entry.why} Ges ut: {entry.release.lower()}. Licens: {entry.licence}."


def _say(context: dg.AssetExecutionContext, fetched: Fetched) -> Fetched:
    if fetched.problem:
        context.log.warning(f"Källan kunde inte läsas; senast fungerande underlag används. {fetched.problem}")
    return fetched


@dg.asset(
    key=["raw", EMPLOYEES.dataset],
    group_name="raw",
    kinds={"json"},
    owners=OWNERS,
    io_manager_key="io_manager",
    description=_description(EMPLOYEES),
)
def raw_employees(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
    """SCB TAB4434."""
    return _say(context, sources.employees())


@dg.asset(
    key=["raw", ADS.dataset],
    group_name="raw",
    kinds={"parquet"},
    owners=OWNERS,
    io_manager_key="io_manager",
    description=_description(ADS) + " Fritext, kontaktuppgifter och fysiska personers nummer lagras aldrig.",
)
def raw_ads(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
    """Ad archives."""
    return _say(context, sources.ads())


@dg.asset(
    key=["raw", UNEMPLOYED.dataset],
    group_name="raw",
    kinds={"excel"},
    owners=OWNERS,
    io_manager_key="io_manager",
    description=_description(UNEMPLOYED),
)
def raw_unemployed(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
    """Workbook of registered unemployed."""
    return _say(context, sources.unemployed())


ASSETS = [raw_employees, raw_ads, raw_unemployed]
