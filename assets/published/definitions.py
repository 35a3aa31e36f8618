"""The warehouse asset."""

from pathlib import Path
from typing import Protocol

import dagster as dg

from assets.asset_options import OWNERS
from assets.contracts.registry import CONTRACTS, PUBLISHED
from assets.home import FILE_NAME
from assets.published.warehouse import build, content_digest

WAREHOUSE_KEY = dg.AssetKey(["publicering", "warehouse"])


class Gate(Protocol):
    """What the quality gate offers: passing, or refusing with a sentence."""

    def require_green(self) -> dict[str, str]:
        """Table id → SHA-256 of every table, when every stopping check is green for exactly those."""
        ...


class Folders(Protocol):
    """Where tables and the warehouse lie."""

    warehouse: Path

    def table(self, table_id: str) -> Path:
        """Parquet file of a table."""
        ...


@dg.asset(
    key=WAREHOUSE_KEY,
    group_name="publicering",
    kinds={"duckdb"},
    owners=OWNERS,
    deps=[dg.AssetKey(list(c.asset_key)) for c in CONTRACTS],
    description="DuckDB-filen som alla rapporter läser. Byggs på nytt ur kontrollerade tabeller och byts in hel. Byggs inte "
    "om någon stoppande kontroll är röd eller inte har körts för just dessa tabeller.",
)
def warehouse(
    gate: dg.ResourceParam[Gate], home: dg.ResourceParam[Folders], county: dg.ResourceParam[str]
) -> dg.MaterializeResult[None]:
    """Build and swap in."""
    digests = gate.require_green()
    digest = content_digest(digests)
    target = home.warehouse / FILE_NAME
    build({c.id: home.table(c.id) for c in PUBLISHED}, digest, county, target)
    return dg.MaterializeResult(
        metadata={"kontrollsumma": digest, "fil": dg.MetadataValue.path(str(target)), "tabeller": len(PUBLISHED)}
    )


ASSETS = [warehouse]
