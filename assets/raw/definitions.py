"""Raw assets: what the run is for, and one per entry of the catalogue."""

from datetime import timedelta
from typing import Any

import dagster as dg

from assets.contracts.asset_graph import ASKED, FETCHED, ORDER, OWNERS
from assets.resources import Editions
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.refresh import Fetched
from sources.session import Sources

MISSED_NIGHT = timedelta(hours=36)


class OrderConfig(dg.Config):
    """What is asked for in the launchpad; nothing means working figures."""

    utgava: str = ""
    rattelse: str = ""


@dg.asset(
    key=list(ORDER),
    group_name=ASKED,
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
    origin = f"{entry.title}. Utgivare: {entry.publisher}. {entry.why} Ges ut: {entry.release.lower()}."
    return f"{origin} Licens: {entry.licence}. {entry.note}".strip()


def _raw_asset(entry: SourceTable) -> dg.AssetsDefinition:
    @dg.asset(
        key=["raw", entry.dataset],
        ins={"order": dg.AssetIn(list(ORDER))},
        group_name=FETCHED,
        kinds={entry.kind},
        owners=OWNERS,
        io_manager_key="io_manager",
        description=_description(entry),
        # Counts from the last run, whatever the source answered; that it did not answer is a check on mart.kalla.
        freshness_policy=dg.FreshnessPolicy.time_window(
            fail_window=timedelta(days=entry.max_age_days), warn_window=MISSED_NIGHT
        ),
    )
    def raw(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources], order: dict[str, Any]) -> Fetched:
        recorded = order["underlag"]
        if recorded is not None:
            return sources.recorded(entry, recorded)
        fetched = sources.fetch(entry)
        if fetched.problem:
            instead = "senast fungerande underlag används" if fetched.snapshots else "underlaget saknas"
            context.log.warning(f"Källan kunde inte läsas; {instead}. {fetched.problem}")
        return fetched

    return raw


ASSETS = [order, *(_raw_asset(entry) for entry in CATALOG)]
