"""What an entry of the catalogue is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class SourceTable:
    """One underlag.

    ``register`` is what a line of sources calls the register or survey that the table is cut from. ``kind`` is the format of
    the snapshot's files. ``release_months`` are the months of the year in which the source publishes. ``max_age_days`` is
    how long the last good snapshot may stand in when the source cannot be read; after that the job stops for what is
    ``required``, and does ``without`` for the rest. ``unverified`` is what could not be checked against the source when the
    entry was written. ``note`` is what a reader of the lineage must know beside that.
    """

    dataset: str
    title: str
    register: str
    publisher: str
    table_id: str
    landing: str
    licence: str
    release: str
    release_months: tuple[int, ...]
    why: str
    without: str
    kind: str
    max_age_days: int
    required: bool = False
    unverified: str = ""
    note: str = ""

    @property
    def shown_id(self) -> str:
        """The table id for readers, who must be told when there is none yet."""
        return self.table_id or "(id söks upp)"

    @property
    def name(self) -> str:
        """Publisher and table id, as people call it."""
        return f"{self.publisher} {self.shown_id}"


Entry = TypeVar("Entry", bound=SourceTable)


def needed_first(entries: Iterable[Entry]) -> list[Entry]:
    """What is required before the rest, otherwise in the order given."""
    return sorted(entries, key=lambda entry: not entry.required)


class Choice(Enum):
    """Codes that are found when the table is asked for, because they depend on the county or on the table."""

    AREAS = auto()
    """The nation, the county and its municipalities."""
    NATION_AND_COUNTY = auto()
    """The nation and the county."""
    COUNTIES = auto()
    """The nation and the 21 counties."""
    EVERY_COUNTY = auto()
    """The 21 counties."""
    NATION = auto()
    """The nation."""
    MUNICIPALITIES = auto()
    """The county's municipalities."""
    ELSEWHERE = auto()
    """Every municipality outside the county."""
    EVERYWHERE = auto()
    """Every municipality of the country."""
    NUTS2 = auto()
    """The part of the country that the county lies in."""
    SSYK3 = auto()
    """Every occupation on three digits, and "yrke okänt"."""
    OFFERED = auto()
    """Every code that the table offers."""
    SINGLE_AGES = auto()
    """Every age in years, of a table that also offers groups of ages."""
    SUMMED = auto()
    """None: the source's own total over the variable, which it leaves out of the answer. The table may lack the variable."""


class Classification(Enum):
    """A classification of which the source may come to use another version, under the same codes."""

    SSYK3 = "SSYK på tre siffror"
    SSYK4 = "SSYK på fyra siffror"
    EDUCATION_GROUP = "utbildningsgrupp"
    SNI = "SNI"
    SECTOR = "sektor"


@dataclass(frozen=True)
class Periods:
    """Every period that the table has, or the newest or the first few; the source's 2024M06 is our 2024-06."""

    newest: int = 0
    first: int = 0


@dataclass(frozen=True)
class Labelled:
    """Codes found by label → what we call them, for codes that the source does not document.

    ``known`` holds the codes, in the order of the names, where somebody has seen them; one that is offered is taken. Else
    a label fits the code itself, the whole label, or the only label that begins with it. Outside an optional turn, the
    only code of a variable fits the only label.
    """

    names: Mapping[str, str]
    known: tuple[str, ...] = ()


Codes = Choice | Periods | Labelled | Mapping[str, str]


@dataclass(frozen=True)
class PxVariable:
    """One variable of a PxWeb table: which codes are asked for, and what it is called in the staged table.

    ``codes`` that are listed go from the source's code to ours. Without ``column`` the variable is left out of the staged
    table, which takes that one code is asked for. ``codelist`` names the source's own list in which the codes are found.
    ``meaning`` describes the column where its name alone does not, as for ``matt`` (what is counted). The codes of a
    ``classification`` are recognised by their labels.
    """

    code: str
    codes: Codes
    column: str = ""
    codelist: str = ""
    meaning: str = ""
    classification: Classification | None = None


@dataclass(frozen=True)
class Turn:
    """A further selection of the same table, for codes that cannot be asked for together with the first ones.

    ``variables`` take the place of those with the same code. An ``optional`` turn is left out, and said so, when the
    table does not offer its codes.
    """

    variables: tuple[PxVariable, ...]
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class PxTable(SourceTable):
    """A table of a PxWeb database. Every variable is named, because the source sums away one that is not.

    A table that is not found by its id is looked for by ``search`` and is the only one with the same variables whose first
    period is ``first_period``. Its cells become the table ``staged.<staged>``, with a column for every variable that has one
    and the value in ``unit``. ``sex`` says where sex is found, or why the table has none, when it has no column ``kon``.
    """

    variables: tuple[PxVariable, ...]
    staged: str
    unit: str = "personer"
    whole: bool = True
    """Whether the values are whole numbers."""
    sex: str = ""
    further: tuple[Turn, ...] = ()
    search: tuple[str, ...] = ()
    first_period: str = ""
    kind: str = "json"

    def turns(self) -> Iterator[Turn]:
        """Every selection, with all variables in the order of the first."""
        yield Turn(self.variables)
        for turn in self.further:
            changed = {v.code: v for v in turn.variables}
            yield Turn(tuple(changed.get(v.code, v) for v in self.variables), turn.optional)

    def names(self, column: str) -> tuple[str, ...]:
        """What the codes of a column are called with us, in every selection; none where they are the source's own."""
        listed = [v.codes for turn in self.turns() for v in turn.variables if v.column == column]
        names = [c.names if isinstance(c, Labelled) else c for c in listed if isinstance(c, (Labelled, Mapping))]
        return tuple(dict.fromkeys(ours for each in names for ours in each.values()))
