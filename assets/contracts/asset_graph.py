"""What assets of several layers say in the graph of assets."""

from __future__ import annotations

OWNERS = ["team:analys"]
ORDER = ("uppdrag", "utgava")
"""Asset key of what the run was asked for: working figures or an edition."""
ASKED, FETCHED, TIDIED, COMPUTED, WAREHOUSE, REPORTS, PUBLISHING = (
    f"{at}_{name}"
    for at, name in enumerate(
        ("uppdrag", "hamtat", "kallornas_tabeller", "raknat", "lager", "rapporter", "publicering"), 1
    )
)
"""Groups of assets in the order of the flow, which the UI lists by name. Dagster takes no å, ä or ö in them."""
GROUP_OF_LAYER = {"staged": TIDIED, "mart": COMPUTED}
