"""Which day of the open ads stands beside a month of registered unemployed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd
import pyarrow as pa


class OpenDay(NamedTuple):
    """The day that the posts are counted, and whether it was over then."""

    day: date
    preliminary: bool

    def remarks(self, month: str) -> list[str]:
        """What a reader must know of the day beside the unemployed of ``month``, as sentences."""
        said = []
        if self.day.strftime("%Y-%m") != month:
            said.append(f"Platserna är från {self.day:%Y-%m-%d} och de inskrivna från {month}: inte samma tid.")
        if self.preliminary:
            said.append("Dagen var inte slut när annonserna hämtades.")
        return said


def open_day(open_ads: pa.Table, month: str) -> OpenDay | None:
    """The last day of the month of the unemployed, which they are counted at; else the newest day, whole if there is one.

    Args:
        open_ads: mart.annonser_oppna; no rows when its source is missing, and then there is no day.
        month: of the unemployed, ``YYYY-MM``.
    """
    days = {row["dag"]: row["preliminar"] for row in open_ads.select(["dag", "preliminar"]).to_pylist()}
    end = pd.Period(month, "M").end_time.date()
    ranked = sorted(days, key=lambda day: (day == end, not days[day], day))
    return OpenDay(ranked[-1], days[ranked[-1]]) if ranked else None
