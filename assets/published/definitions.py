"""The warehouse asset."""

from typing import Any

import dagster as dg

from assets.contracts.asset_graph import ORDER, OWNERS, WAREHOUSE
from assets.contracts.registry import CONTRACTS, PUBLISHED, content_digest
from assets.home import Home
from assets.published.warehouse import build, log_beside
from assets.resources import Editions, Gate
from assets.stamp import stamp, still

WAREHOUSE_KEY = dg.AssetKey(["publicering", "warehouse"])


@dg.asset(
    key=WAREHOUSE_KEY,
    group_name=WAREHOUSE,
    kinds={"duckdb"},
    owners=OWNERS,
    ins={"order": dg.AssetIn(list(ORDER))},
    deps=[dg.AssetKey(list(c.asset_key)) for c in CONTRACTS],
    description="DuckDB-filen som alla rapporter läser. Byggs ur kontrollerade tabeller och byts in hel; är ingen av dem ändrad får "
    "den stå kvar. Byggs inte om någon stoppande kontroll är röd eller inte har körts för just dessa tabeller, eller om uppdraget är en "
    "utgåva som är fryst med annat innehåll.",
)
def warehouse(
    order: dict[str, Any],
    gate: dg.ResourceParam[Gate],
    editions: dg.ResourceParam[Editions],
    home: dg.ResourceParam[Home],
    county: dg.ResourceParam[str],
    code: dg.ResourceParam[str],
) -> dg.MaterializeResult[None]:
    """Build and swap in, or let the file stand that the same code has built of the same tables."""
    digests = gate.require_green()
    digest = content_digest(digests)
    editions.require_same_content(order, digest)
    of = {"kod": code, "tabeller": digests, "län": county}
    stands = None if log_beside(home.warehouse_file) else still(home.warehouse_file, of)
    if stands is None:
        build({c.id: home.table(c.id) for c in PUBLISHED}, digest, county, home.warehouse_file)
        stamp(home.warehouse_file, of)
    return dg.MaterializeResult(
        metadata={
            "byggd": stands.told if stands else "nu",
            "kontrollsumma": digest,
            "fil": dg.MetadataValue.path(str(home.warehouse_file)),
            "tabeller": len(PUBLISHED),
        }
    )


ASSETS = [warehouse]
