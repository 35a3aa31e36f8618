"""The form that a council fills in: its sheets and columns, and what may stand in each."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from assets.reference.areas import counties, membership, municipalities
from assets.reference.rows import rows_of

FORM_VERSION = 3
"""Raised when a sheet or a column is another than before: forms of an older version are refused, those that are kept stay as they were."""
WEEKS_TO_ANSWER = 4
"""What a council, or somebody who reads a municipality's sheet, is given to answer."""
INBOX = "inkorg"
"""The home's folder where forms are put, beside the snapshots."""
COVER, STATISTICS = "Läs mig", "Statistik"
"""The first sheet of every form, and the one that only a form of the second turn has."""
DELREGION, ROUND, TURN, VERSION, NUMBER, TREATED = (
    "Delregion",
    "Omgång",
    "Runda",
    "Formulärets version",
    "Formulärets nummer",
    "Behandlat av rådet den",
)
"""Labels in the first column of the first sheet; what belongs to each stands beside it."""
GIVEN = (DELREGION, ROUND, TURN, VERSION, NUMBER)
"""What the form came with, and nobody changes."""
FIRST_TURN, SECOND_TURN = "1", "2"
"""The council answers without having seen our signals, then with them beside."""
TURNS = (FIRST_TURN, SECOND_TURN)
MADE_UP = "EXEMPELDATA"
"""How the first sheet of a form begins a line when it was made for the made-up world."""
FIRST_YEAR, LAST_YEAR = 2023, 2050
"""Days and years of a form lie between: the councils' agreement began in the first, and nothing is planned beyond the last."""
KEY, NAME, CHOICE, WHOLE, TEXT, DATE, YEAR, OCCUPATION, EITHER, MUNICIPALITY = (
    "nyckel",
    "namn",
    "val",
    "heltal",
    "text",
    "datum",
    "ar",
    "yrke",
    "yrke eller utbildning",
    "kommun",
)
"""Kinds of columns."""
ALWAYS, WITH = "ja", "med "
"""When a column must be filled: on every row that is used, or with another column of the row, which is named after it."""
ASSESSMENTS, CLASS = "Bedömning", "klass"
DIALOGUES, PRIORITIES, MEASURES, WANTED, REVIEWS = (
    "Dialoger",
    "Prioriteringar",
    "Insatser",
    "Underlagsbehov",
    "Granskning",
)
"""The other sheets."""
NOT_AHEAD = ((DIALOGUES, "datum"), (PRIORITIES, "beslutad_datum"), (REVIEWS, "datum"))
"""Sheet and column of the days on which something was: a day ahead has not been decided, spoken or reviewed yet."""
INDICATOR, TARGET = "indikator", "malvarde"
"""The columns of a priority that say what in the statistics it can be followed by, and how far."""
POSTS, MATCHED = "annonserade platser", "matchad förvärvsgrad"
"""What a priority can be followed by: of an occupation, and of an education."""
_ROUND = re.compile(r"20[0-9]{2}-[12]")


@dataclass(frozen=True)
class FormColumn:
    """A column of a sheet: ``kind`` says what may stand in it, ``longest`` how many characters (0 is no text).

    A whole number is at least ``least`` and at most ``most``: what is beyond is in another unit, or a slip.
    """

    name: str
    heading: str
    kind: str
    choices: tuple[str, ...]
    needed: str
    longest: int
    least: int
    most: int
    explanation: str

    def choices_in(self, delregion: str) -> tuple[str, ...]:
        """What may be chosen in the form of a delregion; none where the column is not one of choices, or nobody knows the delregion."""
        return municipalities_in(delregion) if self.kind == MUNICIPALITY else self.choices

    @property
    def needed_with(self) -> str:
        """The column of the same row with which this one must be filled; empty where there is none."""
        return self.needed.removeprefix(WITH) if self.needed.startswith(WITH) else ""

    @property
    def named(self) -> str:
        """Where a filled row has what its code is called: we put it there, the day when the form is taken in."""
        return f"{self.name.removesuffix('_kod')}_namn" if self.kind in (OCCUPATION, EITHER) else ""


@dataclass(frozen=True)
class FormSheet:
    """A sheet that the council fills in, one row per thing."""

    name: str
    columns: tuple[FormColumn, ...]

    @property
    def prefilled(self) -> bool:
        """Whether its rows are given, one per redovisningsgrupp."""
        return any(column.kind == KEY for column in self.columns)


@cache
def municipalities_in(delregion: str) -> tuple[str, ...]:
    """Names of the municipalities that belong to a delregion today, sorted; none where there is no such delregion."""
    mine = (each for county in counties() for each in membership(county) if each.delregion == delregion)
    return tuple(sorted(municipalities()[each.municipality] for each in mine))


@cache
def form_sheets() -> tuple[FormSheet, ...]:
    """The sheets in their order."""
    columns: dict[str, list[FormColumn]] = {}
    for row in rows_of("radets_formular.csv"):
        choices = tuple(filter(None, row["val"].split("|")))
        columns.setdefault(row["blad"], []).append(
            FormColumn(
                row["kolumn"],
                row["rubrik"],
                row["slag"],
                choices,
                row["kravs"],
                int(row["langst"] or 0),
                int(row["minst"] or 0),
                int(row["hogst"] or 0),
                row["forklaring"],
            )
        )
    return tuple(FormSheet(name, tuple(of)) for name, of in columns.items())


def form_sheet(name: str) -> FormSheet:
    """One sheet.

    Raises:
        KeyError: there is none of that name.
    """
    for sheet in form_sheets():
        if sheet.name == name:
            return sheet
    raise KeyError(f"Formuläret har inget blad {name}.")


def form_column(sheet: str, name: str) -> FormColumn:
    """One column of a sheet.

    Raises:
        KeyError: there is none of that name.
    """
    for column in form_sheet(sheet).columns:
        if column.name == name:
            return column
    raise KeyError(f"Formuläret har ingen kolumn {name} på bladet {sheet}.")


def is_round(text: str) -> bool:
    """Whether a text names a round: a year and its half, as Yrkesbarometern does.

    >>> is_round("2026-2"), is_round("2026-3")
    (True, False)
    """
    return _ROUND.fullmatch(text) is not None


def round_of(day: str) -> str:
    """The round that a day belongs to.

    Args:
        day: ÅÅÅÅ-MM-DD.

    >>> round_of("2026-06-30"), round_of("2026-07-01")
    ('2026-1', '2026-2')
    """
    return f"{day[:4]}-{1 if int(day[5:7]) < 7 else 2}"


def first_day(round_: str) -> str:
    """The day when a round begins, ÅÅÅÅ-MM-DD.

    >>> first_day("2026-1"), first_day("2026-2")
    ('2026-01-01', '2026-07-01')
    """
    return f"{round_[:4]}-{'01' if round_.endswith('1') else '07'}-01"


def form_number(delregion: str, round_: str, turn: str) -> str:
    """What tells whether a form still is the one that was given out: made of its delregion, round, turn and version.

    >>> form_number("fyrbodal", "2026-2", "1") == form_number("skaraborg", "2026-2", "1")
    False
    """
    told = "|".join((delregion, round_, turn, str(FORM_VERSION)))
    return hashlib.sha256(told.encode()).hexdigest()[:8]
