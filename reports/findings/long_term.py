"""An occupation some years ahead: the employees that are projected with their interval, those who leave, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.model import Record
from assets.contracts.words import REPORTING_GROUP
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.projection_intervals import (
    DOWN,
    LEVEL,
    UNCHANGED,
    UNSURE,
    UP,
    WEAKLY_DOWN,
    WEAKLY_UP,
)
from assets.methods.replacement_demand import BANDS
from assets.methods.score import SIGNAL_CLASSES
from assets.reference.occupations import reporting_groups
from reports import texts
from reports.findings.messages import number_of
from reports.findings.occupations import Amount, OccupationRow, amount
from reports.records import by
from reports.warehouse import Warehouse

NOW, SOON, LATER = sorted(PUBLISHED_HORIZONS)
"""Years ahead that are published: the present year, and the two that are called the long term."""
MEANING = (
    "Om utvecklingen fortsätter som i dag. Det är en konsekvensberäkning, inte ett besked om vad som kommer att hända."
)
OF_OUTCOMES = f"{100 * LEVEL:.0f} utfall av 100"
"""How many outcomes the limits are made to hold."""
LEAVING = (
    f"Ersättningsbehovet är nettoavgångar bland dem som är {BANDS[0]} år och äldre i dag. Det är inte detsamma som pensioneringar, och "
    "det är inte prövat."
)
GROWING = (
    "Tillväxtbehovet är framskrivna minus dagens anställda, lika osäkert som framskrivningen. Ett yrke som minskar ersätter ändå dem som "
    "lämnar."
)
LACKING = (
    "Beräknad skillnad är behov minus tillgång. Tillgången är de som utbildas, om de arbetar i samma yrken som i dag. Över noll blir det "
    "ont om folk jämfört med andra yrken. Tillgången är inte prövad, och gränserna säger bara hur osäker "
    "yrkets andel av de anställda är."
)
BOTH_SEXES = (
    "Framskrivning och skillnad gäller kvinnor och män tillsammans: ett arbete behöver en person, inte ett visst kön. Tillgången finns "
    "efter kön i tabellen tillgang."
)
GRID_COLUMNS = (
    ("ökande", (UP, WEAKLY_UP)),
    (UNCHANGED, (UNCHANGED,)),
    ("minskande", (DOWN, WEAKLY_DOWN)),
    (UNSURE, (UNSURE,)),
)
"""Heading of a column of the grid → the directions in it."""
OF_ALL = {
    UP: "ökande andel",
    WEAKLY_UP: "svagt ökande andel",
    UNCHANGED: "oförändrad andel",
    WEAKLY_DOWN: "svagt minskande andel",
    DOWN: "minskande andel",
    UNSURE: "osäker andel",
}
"""Our direction where it stands beside numbers: an occupation may have more employees and yet be a smaller part of them all."""
NAMED = 6
"""Occupations that a cell of the grid names; how many more there are is said."""


@dataclass(frozen=True)
class Horizon:
    """The employees of an occupation in a year ahead, with the limits of ``OF_OUTCOMES``; None when nothing can be said."""

    year: int
    low: float | None
    middle: float | None
    high: float | None
    shown: str
    """The middle, and the limits in parentheses."""
    word: str
    """The direction against all employees of the county; empty when none can be said."""
    leaving: Amount
    """Net departures from the register's year to this one."""
    growing: str
    """By how many more, or fewer, it is projected, with sign."""
    together: Amount
    """Net departures and growth together."""
    lacking: str
    """Needed less what there would be, with limits in parentheses."""
    against: str
    """Whether the need grows more than the supply; empty when that can not be said."""


@dataclass(frozen=True)
class Outlook:
    """An occupation of an area in every year ahead."""

    area: str
    base: int
    """The register's year, which is projected from."""
    employees: Amount
    horizons: tuple[Horizon, ...]
    remark: str

    @property
    def ahead(self) -> tuple[Horizon, ...]:
        """The years that are called the long term."""
        return self.horizons[1:]


@dataclass(frozen=True)
class GridCell:
    """Occupations that are alike now and ahead: those that are named, largest first, and how many more there are."""

    named: tuple[tuple[str, str], ...]
    """Code and name."""
    more: int


@dataclass(frozen=True)
class Grid:
    """Now against the long term: a row for each class that can be rated, a column for each direction."""

    year: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]
    left_out: str
    """How many occupations lack a class, a direction or both, in words; empty when none does."""


def outlooks(warehouse: Warehouse, names: Mapping[str, str]) -> dict[str, tuple[Outlook, ...]]:
    """Redovisningsgrupp → its areas in the order of the names; none when nothing could be projected.

    Args:
        warehouse: what it holds.
        names: code of an area → name.
    """
    leaving = {(str(r["yrke_kod"]), str(r["geo_kod"]), int(r["till_ar"])): r for r in warehouse.replacement}
    lacking = {
        (str(r["kod"]), str(r["geo_kod"]), int(r["till_ar"])): r
        for r in warehouse.differences
        if r["enhet"] == REPORTING_GROUP
    }
    against = {(str(r["yrke_kod"]), str(r["geo_kod"]), int(r["till_ar"])): r for r in warehouse.long_assessments}
    rows = by(warehouse.projections, "yrke_kod", "geo_kod")
    found: dict[str, list[Outlook]] = {}
    for group in sorted({str(r["yrke_kod"]) for r in warehouse.projections}):
        for area, name in names.items():
            if mine := sorted(rows[group, area], key=lambda r: int(r["ar"])):
                found.setdefault(group, []).append(_outlook(name, mine, leaving, lacking, against))
    return {group: tuple(areas) for group, areas in found.items()}


_Found = Mapping[tuple[str, str, int], Record]


def _outlook(name: str, rows: list[Record], leaving: _Found, lacking: _Found, against: _Found) -> Outlook:
    years: dict[str, list[str]] = {}
    for row in rows:
        if row["anmarkning"]:
            years.setdefault(str(row["anmarkning"]), []).append(str(row["ar"]))
    # What is to be remarked of every year is said once; what is of some is said of those.
    remarks = [text if len(of) == len(rows) else f"{texts.listed(of)}: {text}" for text, of in years.items()]
    return Outlook(
        name,
        int(rows[0]["ar_anstallda"]),
        amount(PROJECTION.column("anstallda"), rows[0]["anstallda"]),
        tuple(_horizon(r, *(table.get(_key(r)) for table in (leaving, lacking, against))) for r in rows),
        " ".join(remarks),
    )


def _key(row: Record) -> tuple[str, str, int]:
    return str(row["yrke_kod"]), str(row["geo_kod"]), int(row["ar"])


def difference_known(warehouse: Warehouse) -> bool:
    """Whether the calculated difference has a number anywhere: of supply that is not known whole there is none."""
    return any(row["skillnad"] is not None for row in warehouse.differences)


def difference_told(warehouse: Warehouse) -> str:
    """What the calculated difference is, or why none is shown, as the table says it."""
    if difference_known(warehouse):
        return LACKING
    why = next((str(row["anmarkning"]) for row in warehouse.differences if row["anmarkning"]), "Underlaget saknas.")
    return f"Beräknad skillnad visas inte. {why}"


def difference_shown(row: Record | None) -> str:
    """A calculated difference with its sign and limits: more are needed than there would be when it is above 0.

    >>> difference_shown({"skillnad": 210.0, "nedre": -40.2, "ovre": 460.0})
    '+210 (−40 till +460)'
    >>> difference_shown(None)
    '..'
    """
    if row is None or row["skillnad"] is None:
        return texts.NO_VALUE
    middle, low, high = (
        amount(DIFFERENCE.column(name), row[name]).value or 0.0 for name in ("skillnad", "nedre", "ovre")
    )
    return f"{texts.signed(middle)} ({texts.signed(low)} till {texts.signed(high)})"


def growth_shown(row: Record | None) -> str:
    """By how many more, or fewer, an occupation is projected, with its sign.

    >>> growth_shown({"tillvaxtbehov": -140.4}), growth_shown(None)
    ('−140', '..')
    """
    if row is None or row["tillvaxtbehov"] is None:
        return texts.NO_VALUE
    return texts.signed(amount(REPLACEMENT.column("tillvaxtbehov"), row["tillvaxtbehov"]).value or 0.0)


def _horizon(row: Record, left: Record | None, lack: Record | None, assessed: Record | None) -> Horizon:
    low, middle, high = (amount(PROJECTION.column(c), row[c]) for c in ("nedre", "personer", "ovre"))
    gone, both = (
        amount(REPLACEMENT.column(c), left[c] if left else None)
        for c in ("ersattningsbehov", "ersattning_och_tillvaxt")
    )
    shown = middle.shown if low.value is None else f"{middle.shown} ({low.shown}–{high.shown})"
    return Horizon(
        int(row["ar"]),
        low.value,
        middle.value,
        high.value,
        shown,
        str(row["riktning"] or ""),
        gone,
        growth_shown(left),
        both,
        difference_shown(lack),
        str(assessed["behov_mot_tillgang"] or "") if assessed else "",
    )


@dataclass(frozen=True)
class InShort:
    """An occupation in the long term, for who has a minute: today, then a year each with limits and the direction, if any."""

    name: str
    years: str


def in_short(warehouse: Warehouse, area: str, occupations: Iterable[tuple[str, str]]) -> tuple[InShort, ...]:
    """The long term of those occupations (code, name) of an area, in their order; one without any number is left out.

    Args:
        warehouse: what it holds.
        area: code.
        occupations: redovisningsgrupp and its name.
    """
    found = outlooks(warehouse, {area: area})
    made = []
    for code, name in occupations:
        for outlook in found.get(code, ()):
            years = [h for h in outlook.ahead if h.middle is not None]
            if years:
                made.append(InShort(name, _years_told(outlook, years)))
    return tuple(made)


def _years_told(outlook: Outlook, years: Iterable[Horizon]) -> str:
    """Today's employees, then those of the years with limits and direction."""
    said = (f"{h.year}: {h.shown}{f', {OF_ALL[h.word]}' if h.word else ''}" for h in years)
    return "; ".join([f"{outlook.base}: {outlook.employees.shown}", *said])


def nation_told(outlook: Outlook | None) -> tuple[str, str]:
    """The same occupation in the nation, and what is to be remarked of it.

    The remark stands in the first when no year has a number; both are empty when the occupation is not there at all.
    """
    if outlook is None:
        return "", ""
    years = [h for h in outlook.ahead if h.middle is not None]
    if not years:
        return (f"I riket: {outlook.remark}" if outlook.remark else ""), ""
    against = " Andelen är av rikets alla anställda." if any(h.word for h in years) else ""
    return f"I riket: {_years_told(outlook, years)}.{against}", outlook.remark


@dataclass(frozen=True)
class Fine:
    """An occupation on four digits in the county, in the first year of the long term."""

    code: str
    name: str
    employees: Amount
    year: int
    shown: str
    """The number with its limits."""
    word: str
    remark: str
    """Why there is no number or no direction; empty when both are there."""


def fine_outlooks(warehouse: Warehouse) -> dict[str, tuple[Fine, ...]]:
    """Redovisningsgrupp → its occupations on four digits that somebody has, most employees first."""
    group_of = {code: group.code for group in reporting_groups() for code in group.ssyk3}
    found: dict[str, list[Fine]] = {}
    rows = (r for r in warehouse.fine_projections if int(r["horisont"]) == SOON and r["anstallda"])
    for row in sorted(rows, key=lambda r: (-int(r["anstallda"]), str(r["yrke_kod"]))):
        code = str(row["yrke_kod"])
        horizon = _horizon(row, None, None, None)
        fine = Fine(
            code,
            str(row["yrke_namn"]),
            amount(PROJECTION.column("anstallda"), row["anstallda"]),
            horizon.year,
            horizon.shown,
            horizon.word,
            str(row["anmarkning"] or ""),
        )
        found.setdefault(group_of[code[:3]], []).append(fine)
    return {group: tuple(some) for group, some in found.items()}


AHEAD_NOTE = (
    "Anställda om utvecklingen fortsätter som i dag. Andelen är yrkets av länets alla anställda: den kan minska fast antalet ökar. "
    f"Gränserna är gjorda för att hålla {100 * LEVEL:.0f} gånger av 100."
)
"""What stands by ``in_short``."""


def grid(warehouse: Warehouse, area: str, rows: Iterable[OccupationRow]) -> Grid | None:
    """The occupations of an area by their class now and their direction in five years; managers are left out.

    Returns:
        None when nothing is projected.
    """
    ahead = {
        str(r["yrke_kod"]): r for r in warehouse.projections if r["geo_kod"] == area and int(r["horisont"]) == SOON
    }
    if not ahead:
        return None
    members = [row for row in rows if not row.manager]
    column_of = {word: at for at, (_, words) in enumerate(GRID_COLUMNS) for word in words}
    cells: dict[tuple[int, int], list[OccupationRow]] = {}
    left_out = 0
    for row in members:
        word = str(ahead[row.code]["riktning"] or "") if row.code in ahead else ""
        if row.tile.position >= len(SIGNAL_CLASSES) or word not in column_of:
            left_out += 1
        else:
            cells.setdefault((row.tile.position, column_of[word]), []).append(row)
    names = {row.tile.position: row.tile.word for row in members if row.tile.position < len(SIGNAL_CLASSES)}
    return Grid(
        int(next(iter(ahead.values()))["ar"]),
        tuple(heading for heading, _ in GRID_COLUMNS),
        tuple(
            (word, tuple(_cell(cells.get((position, at), [])) for at in range(len(GRID_COLUMNS))))
            for position, word in sorted(names.items())
        ),
        number_of(left_out, "yrke", "yrken") if left_out else "",
    )


def _cell(rows: list[OccupationRow]) -> GridCell:
    largest = sorted(rows, key=lambda r: (-(r.employees.value or 0), r.name))
    return GridCell(tuple((r.code, r.name) for r in largest[:NAMED]), max(0, len(rows) - NAMED))
