"""What a measure of the follow-up is handed on as: numbers with their error, and which years its source has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from assets.methods.follow_up import Estimate

AREA_YEAR = ["geo_kod", "ar"]
NO_SOURCE = "Underlaget saknas."
PART_HIDDEN = "Minst en uppgift som talet behöver är skyddad eller saknas."


@dataclass(frozen=True)
class Areas:
    """The areas that are followed: municipality → its delregion, the county, the counties beside it, the nation."""

    member: pd.Series
    county: str
    references: tuple[str, ...]
    nation: str

    @property
    def wide(self) -> tuple[str, ...]:
        """Those that sources have as one area."""
        return (self.nation, self.county, *self.references)

    def cells(self, areas: Iterable[str]) -> np.ndarray:
        """How many of the source's areas each area is a sum of: a delregion's municipalities, one for the others."""
        sizes = self.member.value_counts()
        return np.array([sizes.get(area, 1) for area in areas], np.float64)


@dataclass(frozen=True)
class MeasureNumbers:
    """A measure's numbers by area and year (``varde``, ``medelfel``), and the years that its source has.

    ``years`` is empty when the source is missing. ``why`` says why a number within them is missing, ``why_reference`` why one of
    the counties beside is. ``so_far`` says that the newest year is not over, when that is known. ``said`` is what is to be said of
    one area and year: of its number, or why it has none.
    """

    numbers: pd.DataFrame
    years: tuple[int, ...]
    why: str = PART_HIDDEN
    why_reference: str = PART_HIDDEN
    so_far: str = ""
    said: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def of(self, area: str, years: Iterable[int]) -> Estimate:
        """An area's numbers in those years, NaN where there is none."""
        nothing = dict.fromkeys(("varde", "medelfel"), np.nan)
        rows = [self._cells.get((area, year), nothing) for year in years]
        value, error = (np.array([row[name] for row in rows], np.float64) for name in nothing)
        return Estimate(value, error)

    @cached_property
    def _cells(self) -> dict[tuple[str, int], dict[str, float]]:
        cells: dict[tuple[str, int], dict[str, float]] = self.numbers.to_dict("index")  # type: ignore[assignment]
        return cells


def found(index: pd.Index, measured: Estimate, years: Iterable[int], **why: Any) -> MeasureNumbers:
    """A measure of the areas and years of an index.

    Args:
        index: area and year.
        measured: in its order.
        years: that the source has.
        why: see ``MeasureNumbers``.
    """
    numbers = pd.DataFrame({"varde": measured.value, "medelfel": measured.error}, index=index.set_names(AREA_YEAR))
    return MeasureNumbers(numbers, tuple(sorted(set(map(int, years)))), **why)


def no_source(why: str = NO_SOURCE) -> MeasureNumbers:
    """Nothing, because what the measure rests on has not been fetched, or is not there yet for another reason."""
    nothing = pd.MultiIndex.from_arrays([[], []], names=AREA_YEAR)
    return found(nothing, Estimate(np.array([]), np.array([])), (), why=why)


def whole_years(months: Iterable[str]) -> tuple[int, ...]:
    """The years of which every month is there.

    >>> whole_years([*(f"2024-{m:02d}" for m in range(1, 13)), "2025-01"])
    (2024,)
    """
    counted = pd.Series(sorted(set(months)), dtype="str").str[:4].astype("int64").value_counts()
    return tuple(sorted(int(year) for year in counted.index[counted == 12]))
