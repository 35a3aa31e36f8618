"""The shapes of what is found: a sentence with its figures, and the tiles of occupations and areas."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A label, its value, the value as readers see it, and a word about how sure it is."""

    label: str
    value: float
    shown: str
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding: what it is about, the sentence, and the figures it rests on.

    ``measure`` says what the bars count, where and when. ``upright`` bars are years in order; others are ranked.
    ``decimals`` are those of the bars' values as readers see them.
    """

    topic: str
    sentence: str
    measure: str
    bars: tuple[Bar, ...]
    source: str
    note: str = ""
    upright: bool = False
    decimals: int = 0


@dataclass(frozen=True)
class Dots:
    """A line with a measure of an area, as readers see it, and of what it is read against."""

    name: str
    here: float
    shown: str
    county: float | None
    nation: float | None = None


@dataclass(frozen=True)
class Tile:
    """An occupation's class in an area: its place on the scale, its word, and what makes it less sure.

    ``weak`` tiles are drawn on white: the class is not sure enough for a headline.
    """

    area: str
    position: int
    word: str
    detail: str
    weak: bool


@dataclass(frozen=True)
class MatrixRow:
    """An occupation over the county and its delregioner, with what Arbetsförmedlingen says of the county first."""

    code: str
    name: str
    of_af: str
    tiles: tuple[Tile, ...]
    lifted: int
    """In how many delregioner its highest class stands in headlines."""
