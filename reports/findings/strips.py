"""An occupation's indicators over every county and delregion: where each value lies, between what, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.contracts.model import Record
from assets.methods.matching import SURE_LEVEL, sure_interval
from assets.methods.quoted import in_swedish
from assets.methods.signals import INDICATORS, Indicator
from assets.methods.standard_errors import both_errors
from assets.reference.areas import counties
from assets.reference.signal_score import score_composition
from reports import assessment_texts, texts
from reports.findings.matrix import area_names
from reports.records import by
from reports.warehouse import Warehouse

_ORDER = {"lan": 0, "har": 1, "annat": 2}
_SMALL = 10
"""A strip whose values all are below it shows them with two decimals, as a change of some tenths of a percent would otherwise be 0."""
LIMITS = (
    f"Under varje värde står ett intervall på {in_swedish(SURE_LEVEL, 'andel')}: så mycket rör det sig av slump eller av störda små tal, "
    "och där annonserna är rättade för täckning av att lediga jobb (SCB) är en urvalsundersökning, vilket flyttar länet och dess "
    "delregioner åt samma håll. Sedan står vems värdet är. Länets är lånat, därför att områdets eget underlag är för litet. "
    "AF-yrkesområdets är gemensamt för yrkena där."
)


@dataclass(frozen=True)
class Mark:
    """A value on a strip: where it lies from the left, 0–1, how much with its limits, as readers see them, and whose it is."""

    name: str
    place: float
    shown: str
    limits: str
    whose: str
    kind: str
    """``har`` a delregion, ``lan`` the own county, ``annat`` another county."""


@dataclass(frozen=True)
class Strip:
    """An indicator of an occupation; what points to a shortage is always to the right."""

    code: str
    term: str
    unit: str
    """Empty when the term says it."""
    measure: str
    in_score: bool
    marks: tuple[Mark, ...]
    """The own county, the delregioner, then the other counties."""
    ends: tuple[str, str]
    """The values at the left and the right end."""
    right: str
    """What lying to the right means."""
    zero: float | None
    """Where 0 lies, when it is not an end."""

    @property
    def own(self) -> dict[str, Mark]:
        """The own county and the delregioner that have a value, by name."""
        return {mark.name: mark for mark in self.marks if mark.kind != "annat"}

    @property
    def others(self) -> tuple[str, ...]:
        """The other counties with their values."""
        return tuple(f"{mark.name} {mark.shown}" for mark in self.marks if mark.kind == "annat")


def strips_by_occupation(warehouse: Warehouse) -> dict[str, tuple[Strip, ...]]:
    """Code of an occupation → a strip per indicator that is known of it: those of the score, then those beside it.

    An indicator that is not computed for every county has no strip: there would be nothing to read a place on it against.
    """
    names = area_names(warehouse)
    values = by(warehouse.indicator_values, "indikator")
    every = {r["geo_kod"] for r in warehouse.indicator_values if r["geo_niva"] == "lan"}
    in_score = {part.indicator for part in score_composition()}
    found: dict[str, list[Strip]] = {}
    for indicator in sorted(INDICATORS, key=lambda i: i.code not in in_score):
        rows = values[indicator.code,]
        if {r["geo_kod"] for r in rows if r["geo_niva"] == "lan"} != every:
            continue
        for (code,), own in by(rows, "yrke_kod").items():
            found.setdefault(code, []).append(
                _strip(indicator, indicator.code in in_score, warehouse.county, names, own)
            )
    return {code: tuple(strips) for code, strips in found.items()}


def _strip(indicator: Indicator, in_score: bool, county: str, names: dict[str, str], rows: list[Record]) -> Strip:
    lowest, highest = span(float(r["varde"]) for r in rows)
    digits = 2 if max(-lowest, highest) < _SMALL else 1
    marks = []
    for r in rows:
        code, value = str(r["geo_kod"]), float(r["varde"])
        marks.append(
            Mark(
                names.get(code) or counties()[code],
                placed(value, lowest, highest, indicator.high_is_shortage),
                texts.rounded_text(value, digits),
                _limits(r, digits),
                assessment_texts.WHOSE_IT_IS[str(r["grund"])],
                "lan" if code == county else "har" if code in names else "annat",
            )
        )
    ends = (lowest, highest) if indicator.high_is_shortage else (highest, lowest)
    return Strip(
        indicator.code,
        indicator.term,
        "" if indicator.unit in indicator.term.lower() else indicator.unit,
        f"{indicator.description}.",
        in_score,
        tuple(sorted(marks, key=lambda m: (_ORDER[m.kind], texts.collation_key(m.name) if m.kind == "annat" else ()))),
        (texts.rounded_text(ends[0], digits), texts.rounded_text(ends[1], digits)),
        "högre tal till höger" if indicator.high_is_shortage else "lägre tal till höger",
        placed(0.0, lowest, highest, indicator.high_is_shortage) if lowest < 0 < highest else None,
    )


def span(values: Iterable[float]) -> tuple[float, float]:
    """The ends of a strip: 0 is always on it.

    >>> span([12.0, 40.0]), span([-1.5, 2.0])
    ((0.0, 40.0), (-1.5, 2.0))
    """
    known = [0.0, *values]
    return min(known), max(known)


def placed(value: float, lowest: float, highest: float, rising: bool) -> float:
    """Where a value lies from the left, 0–1.

    Args:
        value: between the ends.
        lowest: the one end.
        highest: the other; when they are the same every value lies to the left.
        rising: whether high values lie to the right.

    >>> placed(10.0, 0.0, 40.0, True), placed(10.0, 0.0, 40.0, False), placed(0.0, 0.0, 0.0, True)
    (0.25, 0.75, 0.0)
    """
    share = (value - lowest) / (highest - lowest) if highest > lowest else 0.0
    return share if rising else 1 - share


def _limits(row: Record, digits: int) -> str:
    """The interval of a value, or that none is known."""
    if row["medelfel"] is None:
        return "okänt intervall"
    error = both_errors(row["medelfel"], row["medelfel_tackning"] or 0.0)
    low, high = (float(side) for side in sure_interval(float(row["varde"]), error))
    return f"{texts.rounded_text(low, digits)} till {texts.rounded_text(high, digits)}"
