"""What a report's page in Dagster's UI says: what it finds, and how its files are opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reports.findings.messages import findings
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse
from reports.web.page import area_path

_ORDER = (".html", ".xlsx")
"""What a person opens first."""


def draft_metadata(warehouse: Warehouse, area: str, folder: Path, files: Iterable[str]) -> dict[str, Path | str]:
    """How a draft is opened, and for an area what it finds.

    Args:
        warehouse: that the draft is made of.
        area: code of a delregion, COUNTY, or the name of another report.
        folder: where the draft lies.
        files: paths within it.

    Returns:
        Metadata of an asset: a path and sentences.
    """
    names = list(files)
    kinds = {Path(name).suffix: name for name in reversed(names)}
    first = next((kinds[suffix] for suffix in _ORDER if suffix in kinds), names[0])
    said: dict[str, Path | str] = {
        "öppna": folder / first,
        "så öppnar du": "Kopiera sökvägen till webbläsarens adressfält eller till filhanteraren. Det som är publicerat visas av "
        "kompetens serve.",
    }
    if area_path(area) in names:
        lines = [f"- {each.topic}: {each.sentence}" for each in findings(facts_of(warehouse, area))]
        said["det viktigaste"] = "\n".join(lines)
    return said
