"""Women and men in the largest occupations of an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.contracts.mismatch import MISMATCH
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.words import REPORTING_GROUP
from assets.methods.even_sexes import EVEN_FROM, EVEN_TO, evenly_shared
from assets.methods.quoted import figures, spelled
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import texts
from reports.findings.model import Dots
from reports.sheets.model import Facts, rows_of, shown_cell

LARGEST = 8
"""Occupations that are drawn; in the whole table the share stands for each of them."""
_SHARE = MISMATCH.column("andel_kvinnor")
_HALF = 0.5


@dataclass(frozen=True)
class WomenAndMen:
    """The share of women in the area's largest occupations, most women first, and what it amounts to."""

    sentence: str
    measure: str
    dots: tuple[Dots, ...]
    source: str


def women_and_men(facts: Facts) -> WomenAndMen:
    """The occupations with most employees whose share of women is known, each beside the county's."""
    own = [
        r
        for r in rows_of(facts.warehouse, facts.code, REPORTING_GROUP)
        if r["yrke_kod"] != UNKNOWN_SSYK3 and r["anstallda"] is not None and r[_SHARE.name] is not None
    ]
    own.sort(key=lambda r: (-int(r["anstallda"]), str(r["yrke_kod"])))
    county = {
        r["yrke_kod"]: shown_cell(_SHARE, r[_SHARE.name])
        for r in rows_of(facts.warehouse, facts.warehouse.county, REPORTING_GROUP)
    }
    dots = []
    for r in own[:LARGEST]:
        share, beside = shown_cell(_SHARE, r[_SHARE.name]), None if facts.whole else county.get(r["yrke_kod"])
        dots.append(
            Dots(
                str(r["yrke_namn"]),
                float(share or 0),
                texts.shown(share, "percent"),
                None if beside is None else float(beside),
            )
        )
    dots.sort(key=lambda dot: (-dot.here, texts.collation_key(dot.name)))
    return WomenAndMen(
        sentence(facts.area, [dot.here for dot in dots]),
        f"Andel kvinnor i de yrken i {facts.area} som har flest anställda, november {facts.year}. Jämnt är "
        f"{figures(100 * EVEN_FROM)}–{figures(100 * EVEN_TO)} procent kvinnor.",
        tuple(dots),
        facts.source_of(STAGED_EMPLOYEES),
    )


def sentence(area: str, shares: Sequence[float]) -> str:
    """How many of the occupations are even, and which sex is in majority in the others.

    Args:
        area: its name.
        shares: of women, 0–1, one per occupation, as readers see them.

    >>> sentence("Fyrbodal", [0.89, 0.62, 0.5, 0.22])
    'Ett av de fyra största yrkena i Fyrbodal har jämnt med kvinnor och män. I två är kvinnorna fler. I ett är männen fler.'
    >>> sentence("Fyrbodal", [0.5, 0.41]), sentence("Fyrbodal", [0.9, 0.8])[:58]
    ('Båda de två största yrkena i Fyrbodal har jämnt med kvinnor och män.', 'Inget av de två största yrkena i Fyrbodal har jämnt med kv')
    """
    if len(shares) < 2:
        return f"Andelen kvinnor är känd i för få yrken i {area}. Därför jämförs inga."
    even = int(evenly_shared(shares).sum())
    women, men = (sum(test(share) for share in shares) for test in (_mostly_women, _mostly_men))
    every = "Båda" if len(shares) == 2 else "Alla"
    which = f"{every} de" if even == len(shares) else f"{_counted(even).capitalize()} av de"
    said = [f"{which} {spelled(len(shares))} största yrkena i {area} har jämnt med kvinnor och män."]
    said += [f"I {_counted(women)} är kvinnorna fler."] if women else []
    said += [f"I {_counted(men)} är männen fler."] if men else []
    return " ".join(said)


def _mostly_women(share: float) -> bool:
    return share > _HALF and not evenly_shared(share)


def _mostly_men(share: float) -> bool:
    return share < _HALF and not evenly_shared(share)


def _counted(count: int) -> str:
    """How many occupations, in words.

    >>> _counted(0), _counted(1), _counted(3)
    ('inget', 'ett', 'tre')
    """
    return {0: "inget", 1: "ett"}.get(count) or spelled(count)
