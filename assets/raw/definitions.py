"""Raw assets: one per source."""

from datetime import timedelta
from typing import Any, Protocol

import dagster as dg

from assets.asset_options import ORDER, OWNERS
from sources.catalog import ADS, EMPLOYEES, UNEMPLOYED, SourceTable
from sources.refresh import Fetched
from sources.session import Sources

_A_NIGHT_MISSED = timedelta(hours=36)


class Editions(Protocol):
    """The editions that are frozen, and what a new one is to be."""

    def order(self, name: str, reason: str) -> dict[str, Any]:
        """What a run makes: its edition, what it corrects, what it is compared with, and what it is rebuilt from."""
        ...


class OrderConfig(dg.Config):
    """What is asked for in the launchpad; nothing means working figures."""

    utgava: str = ""
    rattelse: str = ""


@dg.asset(
    key=ORDER,
    group_name="uppdrag",
    kinds={"json"},
    owners=OWNERS,
    io_manager_key="io_manager",
    description="Vad körningen ska bli. Utan val: löpande siffror. Med utgava (år-månad, till exempel 2026-12) fryses en "
    "utgåva. Med rattelse (ett skäl) blir det en rättelse, -r2 och så vidare. Här står också vilken utgåva som "
    "ändringarna räknas från, och om en fryst utgåva byggs om: vilka ögonblicksbilder den bygger på.",
)
def order(config: OrderConfig, editions: dg.ResourceParam[Editions]) -> dg.Output[dict[str, Any]]:
    """What the run is for."""
    decided = editions.order(config.utgava.strip(), config.rattelse.strip())
    previous = decided["foregaende"]
    return dg.Output(
        decided,
        metadata={
            "utgåva": decided["utgava"],
            "rättar": decided["rattar"] or "–",
            "skäl": decided["skal"] or "–",
            "jämförs med": previous["utgava"] if previous else "ingen tidigare utgåva",
            "underlag": "samma som när utgåvan frystes" if decided["underlag"] else "det senaste från källorna",
            "avsändare": decided["avsandare"],
        },
    )


def _description(entry: SourceTable) -> str:
    return f"{entry.title}. Utgivare: {entry.publisher}. {entry.why} Ges ut: {entry.release.lower()}. Licens: {entry.licence}."


def _freshness(entry: SourceTable) -> dg.FreshnessPolicy:
    """Yellow when a night was missed, red when nothing can any longer be young enough to publish from."""
    return dg.FreshnessPolicy.time_window(timedelta(days=entry.max_age_days), _A_NIGHT_MISSED)


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
    freshness_policy=_freshness(EMPLOYEES),
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
    freshness_policy=_freshness(ADS),
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
    freshness_policy=_freshness(UNEMPLOYED),
)
def raw_unemployed(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
    """Workbook of registered unemployed."""
    return _say(context, sources.unemployed())


ASSETS = [order, raw_employees, raw_ads, raw_unemployed]
