"""Ads of some months for the marts that count posts by period."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.ads import ADS
from tests.unit.rows import rows, shuffled
from tests.unit.world.places import geo


def three_posts(months: Iterable[str], without: str = "") -> pa.Table:
    """A nurse's post every month in Fyrbodal, two in the county, and one of an unknown occupation there."""
    found = (("fyrbodal", "2221", "8", 1), ("14", "2221", "8", 2), ("14", "okänt", "okänt", 1))
    ads = rows(
        ADS,
        (
            {**geo(place), "ssyk4": code, "af_yrkesomrade": area, "manad": month, "platser_rensade": number}
            for month in months
            if month != without
            for place, code, area, number in found
        ),
        sektor="okänt",
        grund="raknad",
    )
    return shuffled(ads)
