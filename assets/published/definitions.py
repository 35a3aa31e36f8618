"""The warehouse asset."""

import dagster as dg

from assets.contracts.asset_graph import OWNERS, WAREHOUSE
from assets.contracts.registry import CONTRACTS, PUBLISHED, content_digest
from assets.home import Home
from assets.published.warehouse import build
from assets.resources import Gate

WAREHOUSE_KEY = dg.AssetKey(["publicering", "warehouse"])


@dg.asset(
    key=WAREHOUSE_KEY,
    group_name=WAREHOUSE,
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[dg.AssetKey(list(c.asset_key)) for c in CONTRACTS],
    description="DuckDB-filen som alla rapporter läser. Byggs på nytt ur kontrollerade tabeller och byts in hel. Byggs inte "
    "om någon stoppande kontroll är röd eller inte har körts för just dessa tabeller.",
)
def warehouse(
    gate: dg.ResourceParam[Gate], home: dg.ResourceParam[Home], county: dg.ResourceParam[str]
) -> dg.MaterializeResult[None]:
    """Build and swap in."""
    digests = gate.require_green()
    digest = content_digest(digests)
    build({c.id: home.table(c.id) for c in PUBLISHED}, digest, county, home.warehouse_file)
    return dg.MaterializeResult(
        metadata={
            "kontrollsumma": digest,
            "fil": dg.MetadataValue.path(str(home.warehouse_file)),
            "tabeller": len(PUBLISHED),
        }
    )


ASSETS = [warehouse]
