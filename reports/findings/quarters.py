"""How advertising moves quarter by quarter: every quarter is read against the same of the year before."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.change import POSTS_BY_QUARTER
from assets.contracts.model import Record
from assets.methods.aggregate import QUARTERS
from reports import texts
from reports.findings.messages import in_percent, moved
from reports.findings.occupations import Amount, amount
from reports.sheets.model import Facts

_POSTS = POSTS_BY_QUARTER.column("platser_rensade")
_NAMES = ("första", "andra", "tredje", "fjärde")


@dataclass(frozen=True)
class Quarter:
    """A quarter, its posts, and whether it is the same part of the year as the newest."""

    label: str
    posts: Amount
    same: bool


@dataclass(frozen=True)
class Quarters:
    """The quarters of an area, oldest first, and what the newest amounts to."""

    sentence: str
    measure: str
    quarters: tuple[Quarter, ...]

    @property
    def first(self) -> str:
        """The oldest quarter's label; empty when there is none."""
        return self.quarters[0].label if self.quarters else ""

    @property
    def last(self) -> str:
        """The newest quarter's label; empty when there is none."""
        return self.quarters[-1].label if self.quarters else ""


def posts_by_quarter(facts: Facts) -> Quarters:
    """The quarters of the area; none where the source has no whole one."""
    rows = [r for r in facts.warehouse.posts_by_quarter if r["geo_kod"] == facts.code]
    if not any(r[_POSTS.name] is not None for r in rows):
        return Quarters("Underlaget om annonser per kvartal saknas.", "", ())
    # Quarters before the source begins are no gaps in what it has.
    begins = next(at for at, r in enumerate(rows) if r[_POSTS.name] is not None)
    part = str(rows[-1]["kvartal"])[-1]
    return Quarters(
        sentence(rows),
        f"Annonserade platser per kvartal i {facts.area}. Mörka staplar är samma kvartal som det senaste.",
        tuple(
            Quarter(label(str(r["kvartal"])), amount(_POSTS, r[_POSTS.name]), str(r["kvartal"])[-1] == part)
            for r in rows[begins:]
        ),
    )


def label(quarter: str) -> str:
    """A quarter as readers see it.

    >>> label("2026-K2")
    'kv 2 2026'
    """
    return f"kv {quarter[-1]} {quarter[:4]}"


def sentence(rows: list[Record]) -> str:
    r"""The newest quarter against the same a year before.

    Args:
        rows: of mart.platser_per_kvartal, one area, oldest first.

    >>> quarters = [{"kvartal": f"2025-K{q}", "platser_rensade": 1200} for q in (2, 3, 4)]
    >>> sentence([*quarters, {"kvartal": "2026-K1", "platser_rensade": 900}, {"kvartal": "2026-K2", "platser_rensade": 900}])
    'Andra kvartalet 2026 annonserades 900 platser: 25 procent färre än samma kvartal 2025.'
    >>> sentence([{"kvartal": "2026-K2", "platser_rensade": 900}])
    'Andra kvartalet 2026 annonserades 900 platser.'
    >>> sentence([{"kvartal": "2026-K2", "platser_rensade": None}])
    'Andra kvartalet 2026 saknar månader. Därför sägs inget om det.'
    """
    newest = rows[-1]
    name = f"{_NAMES[int(str(newest['kvartal'])[-1]) - 1].capitalize()} kvartalet {str(newest['kvartal'])[:4]}"
    if newest[_POSTS.name] is None:
        return f"{name} saknar månader. Därför sägs inget om det."
    said = f"{name} annonserades {texts.shown(int(newest[_POSTS.name]), 'integer')} platser"
    before = rows[-1 - QUARTERS] if len(rows) > QUARTERS else None
    percent = None if before is None else in_percent([before, newest])
    if before is None or percent is None:
        return f"{said}."
    than = "som" if percent == 0 else "än"
    return f"{said}: {moved(percent)} {than} samma kvartal {str(before['kvartal'])[:4]}."
