"""How many are employed, year by year, never read over a change of register."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.contracts.employees import EMPLOYEES
from assets.contracts.model import Record
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, breaks_of
from reports import texts
from reports.findings.messages import moved
from reports.sheets.model import Facts

OCCUPATION_BREAKS = tuple(sorted(breaks_of(EMPLOYEES.id)))
"""First years of the breaks in the counts of an occupation, which has employees whose occupation is known alone."""


@dataclass(frozen=True)
class Register:
    """Employees in years of one register that may be read against each other; None for a year that is not known."""

    name: str
    years: tuple[tuple[int, float | None], ...]


@dataclass(frozen=True)
class EmployeesInAll:
    """Everybody employed in an area since the first year, and what the newest amounts to."""

    sentence: str
    measure: str
    history: tuple[Register, ...]
    """Empty when the source is missing."""
    notes: tuple[str, ...]


def registers(rows: Iterable[Record], number: str, breaks: Sequence[int] = ()) -> tuple[Register, ...]:
    """The years of one area, by register, oldest first.

    Args:
        rows: with ``ar``, ``register`` and the number.
        number: name of its column.
        breaks: first years of the breaks that the numbers have; one that lies within a register parts it too.
    """
    found: dict[tuple[str, int], list[tuple[int, float | None]]] = {}
    for r in sorted(rows, key=lambda r: int(r["ar"])):
        year = int(r["ar"])
        piece = str(r["register"]), bisect_right(breaks, year)
        found.setdefault(piece, []).append((year, None if r[number] is None else float(r[number])))
    return tuple(Register(name, tuple(years)) for (name, _), years in found.items())


def employees_in_all(facts: Facts) -> EmployeesInAll:
    """The years of the area; drawn is what the source shows, also where it hides a part."""
    rows = sorted(
        (r for r in facts.warehouse.employees_in_all if r["geo_kod"] == facts.code), key=lambda r: int(r["ar"])
    )
    known = [r for r in rows if r["minst"] is not None]
    if not known:
        return EmployeesInAll("Underlaget om anställda saknas.", "", (), ())
    hidden = any(r["varde"] is None for r in known)
    return EmployeesInAll(
        sentence(known),
        f"Anställda 16–64 år i {facts.area}, november {known[0]['ar']}–{known[-1]['ar']}, också de med okänt yrke",
        registers(known, "minst"),
        (BREAKS, *([HIDDEN] if hidden else [])),
    )


def values_told(history: Sequence[Register]) -> str:
    r"""The first and last known number of each piece that can be compared; a newest year that is unknown is said to be.

    >>> before, after = Register("BAS", ((2020, 160.0), (2022, 165.0))), Register("BAS", ((2023, 170.0), (2024, None)))
    >>> values_told([before, after])
    '2020: 160, 2022: 165; 2023: 170; 2024: ..'
    """
    pieces = [[each for each in piece.years if each[1] is not None] for piece in history]
    told = [known[:: len(known) - 1] if len(known) > 1 else known for known in pieces if known]
    if history and history[-1].years[-1][1] is None:
        told.append([history[-1].years[-1]])
    return "; ".join(", ".join(f"{year}: {texts.shown(number, 'integer')}" for year, number in each) for each in told)


def breaks_told(first: int, last: int) -> str:
    """Where the line of an occupation's employees is broken, and why; empty when it is whole.

    Args:
        first: the first year of it.
        last: the last year of it.

    >>> breaks_told(2021, 2024)
    'Linjen bryts där talen inte kan jämföras: 2023 fick fler ett känt yrke. Jämför bara år mellan två streck.'
    >>> breaks_told(2023, 2024)
    ''
    """
    within = [year for year in OCCUPATION_BREAKS if first < year <= last]
    registers = [str(year) for year in within if year != FIRST_KNOWN_YEAR]
    why = [f"{texts.listed(registers)} bytte källan register"] if registers else []
    if FIRST_KNOWN_YEAR in within:
        why.append(f"{FIRST_KNOWN_YEAR} fick fler ett känt yrke")
    if not why:
        return ""
    return f"Linjen bryts där talen inte kan jämföras: {', och '.join(why)}. Jämför bara år mellan två streck."


BREAKS = "Lodräta streck: källan bytte register. Jämför bara år mellan två streck."
HIDDEN = "Minst: källan döljer små tal i vissa kommuner och yrken. De är inte med i summan."


def shown(row: Record) -> str:
    r"""A year's number as readers see it.

    >>> shown({"varde": 1200, "minst": 1200}), shown({"varde": None, "minst": 1195})
    ('1\xa0200', 'minst 1\xa0195')
    """
    number = texts.shown(int(row["minst"]), "integer")
    return number if row["varde"] is not None else f"minst {number}"


def sentence(rows: list[Record]) -> str:
    r"""The newest year, against the first of the same register when both are known in full.

    Args:
        rows: of mart.anstallda_alla_yrken with a ``minst``, one area and sex, oldest first.

    >>> old = {"ar": 2019, "register": "RAMS", "varde": 900, "minst": 900}
    >>> first, last = ({"ar": y, "register": "BAS", "varde": n, "minst": n} for y, n in ((2020, 1000), (2024, 1100)))
    >>> sentence([old, first, last])
    'I november 2024 fanns 1\xa0100 anställda. Det är 10 procent fler än 2020.'
    >>> sentence([old, first, last | {"varde": 1000}]), sentence([old, last | {"varde": None}])
    ('I november 2024 fanns 1\xa0100 anställda. Det är lika många som 2020.', 'I november 2024 fanns minst 1\xa0100 anställda.')
    """
    newest = rows[-1]
    said = f"I november {newest['ar']} fanns {shown(newest)} anställda."
    first = next(r for r in rows if r["register"] == newest["register"])
    if first is newest or newest["varde"] is None or not first["varde"]:
        return said
    percent = round(100 * (newest["varde"] / first["varde"] - 1))
    return f"{said} Det är {moved(percent)} {'än' if percent else 'som'} {first['ar']}."
