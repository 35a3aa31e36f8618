"""Raw assets of the whole country: one per source that counties share, and the state that they stand on."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.contracts.asset_graph import FETCHED, OWNERS
from assets.swedish_time import minute
from sources import nation
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.entry import SourceTable
from sources.catalogue.registry import CATALOG
from sources.refresh import CURRENT, Fetched
from sources.session import Sources

LAYER = "riket"
STATE = dg.AssetKey([LAYER, "hamtat"])
SHARED = tuple(entry for entry in CATALOG if entry is not COUNCIL_FORMS)
"""What is fetched for every county; the councils' forms are each county's own."""


def _national_asset(entry: SourceTable) -> dg.AssetsDefinition:
    @dg.asset(
        key=[LAYER, entry.dataset],
        group_name=FETCHED,
        kinds={entry.kind},
        owners=OWNERS,
        io_manager_key="io_manager",
        description=f"{entry.title}, för alla län. Utgivare: {entry.publisher}. Prövas i varje län, när länet tar sin del.",
    )
    def fetched(context: dg.AssetExecutionContext, sources: dg.ResourceParam[Sources]) -> Fetched:
        found = sources.fetch(entry)
        if found.problem:
            context.log.warning(f"Källan kunde inte läsas. {found.problem}")
        return found

    return fetched


@dg.asset(
    key=STATE,
    ins={entry.dataset: dg.AssetIn([LAYER, entry.dataset]) for entry in SHARED},
    group_name=FETCHED,
    kinds={"json"},
    owners=OWNERS,
    io_manager_key="io_manager",
    description="Riket: vilka ögonblicksbilder av varje källa som länens körningar bygger på, under en kontrollsumma. Ändras aldrig; nya "
    "svar blir ett nytt riket, och det som står byts sist.",
)
def state(sources: dg.ResourceParam[Sources], **fetched: Fetched) -> dg.Output[Any]:
    """Write the state that counties stand on."""
    written = nation.write(sources.store, fetched)
    return dg.Output({"riket": written.digest}, metadata=_said(written, fetched))


def _said(written: nation.Nation, fetched: Mapping[str, Fetched]) -> dict[str, Any]:
    not_current = [dataset for dataset, found in fetched.items() if found.status != CURRENT]
    return {
        "riket": written.digest,
        "hämtat": minute(written.at),
        "underlag": len(fetched),
        "inte aktuella": ", ".join(not_current) or "–",
    }


NATIONAL_ASSETS = [*(_national_asset(entry) for entry in SHARED), state]
