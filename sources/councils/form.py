"""A council's form read and judged whole: what it says, or everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from assets.reference.areas import counties, delregioner
from assets.reference.council_form import (
    ALWAYS,
    ASSESSMENTS,
    CHOICE,
    CLASS,
    COVER,
    DATE,
    DELREGION,
    EITHER,
    FIRST_YEAR,
    FORM_VERSION,
    GIVEN,
    INDICATOR,
    KEY,
    LAST_YEAR,
    MADE_UP,
    MATCHED,
    MUNICIPALITY,
    NAME,
    NUMBER,
    OCCUPATION,
    POSTS,
    ROUND,
    SECOND_TURN,
    STATISTICS,
    TARGET,
    TEXT,
    TREATED,
    TURN,
    TURNS,
    VERSION,
    WHOLE,
    YEAR,
    FormColumn,
    FormSheet,
    first_day,
    form_number,
    form_sheets,
    is_round,
    round_of,
)
from assets.reference.names import plain_name
from assets.reference.occupations import reporting_groups
from sources.councils.cells import Fault, Value, split
from sources.councils.codes import LONGEST_COMPARED, known_code, name_of, nearest_code
from sources.councils.personal import about_a_person
from sources.councils.workbook import Cells, read_cells

Row = dict[str, str | int]
"""A filled row: column → what it says; a date is ÅÅÅÅ-MM-DD, what is not filled is not there. ``rad`` is the sheet's row."""
_CORRECT_IT = "Rätta cellen och lämna in formuläret igen."
_ANEW = "Börja om i ett nytt formulär (kompetens form)."
_SHOWN = 60
_WHOLE_PERCENT = 100
"""Characters of a cell that a fault repeats."""
_DAYS = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)


@dataclass(frozen=True)
class Form:
    """What a form says: whose it is, which round and turn, when the council treated it, and its filled rows by sheet."""

    delregion: str
    round: str
    turn: str
    treated: str
    rows: Mapping[str, tuple[Row, ...]]


@dataclass
class Reading:
    """A form as it was read. ``form`` is there only when nothing is wrong."""

    cells: Cells
    faults: list[Fault] = field(default_factory=list)
    form: Form | None = None


def read_form(path: Path, today: str, *, made_up: bool) -> Reading:
    """Read a file as a form and judge all of it.

    Args:
        path: a file of unknown content.
        today: ÅÅÅÅ-MM-DD; a form of an earlier year, or treated later than today, is refused.
        made_up: whether the home is of the made-up world. Elsewhere a form that was made for it is refused.

    Returns:
        The form, or every fault in it.
    """
    cells = read_cells(path)
    form, faults = _judged(cells, today, made_up) if cells.sheets else (None, [])
    told = {(fault.sheet, fault.cell) for fault in cells.faults}
    faults = [*cells.faults, *(fault for fault in faults if (fault.sheet, fault.cell) not in told)]
    return Reading(cells, faults, None if faults else form)


def _judged(cells: Cells, today: str, made_up: bool) -> tuple[Form | None, list[Fault]]:
    """What the cells say, or all that is wrong with them; the rows of a sheet are judged when its headings are right."""
    faults = list(_sheets_wrong(cells))
    given: dict[str, str] = {}
    if COVER in cells.sheets:
        given, wrong = _cover(cells.sheets[COVER], today, made_up)
        faults += wrong
    rows: dict[str, tuple[Row, ...]] = {}
    for sheet in (sheet for sheet in form_sheets() if sheet.name in cells.sheets):
        headings = list(_headings_wrong(sheet, cells.sheets[sheet.name]))
        faults += headings or _outside(sheet, cells.sheets[sheet.name])
        if not headings:
            rows[sheet.name], wrong = _rows(sheet, cells.sheets[sheet.name], given.get(DELREGION, ""))
            faults += wrong
    if not faults and not any(_told(sheet, rows[sheet.name]) for sheet in form_sheets()):
        faults.append(Fault(ASSESSMENTS, "", "formuläret är inte ifyllt.", "Fyll i minst en rad på något blad."))
    if faults:
        return None, faults
    return Form(given[DELREGION], given[ROUND], given[TURN], given[TREATED], rows), []


def _told(sheet: FormSheet, rows: tuple[Row, ...]) -> bool:
    return bool(rows) and (not sheet.prefilled or any(CLASS in row for row in rows))


def _sheets_wrong(cells: Cells) -> Iterator[Fault]:
    wanted = [COVER, *(sheet.name for sheet in form_sheets())]
    for name in wanted:
        if name not in cells.sheets:
            yield Fault(name, "", "bladet saknas eller heter något annat.", _ANEW)
    cover = cells.sheets.get(COVER, {})
    turns = [_plain(cover[place]) for place in _beside(cover, TURN) if place in cover]
    allowed = {*wanted, *([STATISTICS] if SECOND_TURN in turns else [])}
    for name in (name for name in cells.sheets if name not in allowed):
        yield Fault(name, "", "bladet hör inte till formuläret.", "Ta bort det.")


def _beside(cover: Mapping[str, Value], label: str) -> list[str]:
    """Where the first sheet has what belongs to a label: the cell to the right of it, or of each of them."""
    return [
        f"B{split(place)[1]}"
        for place, value in cover.items()
        if split(place)[0] == "A" and isinstance(value, str) and plain_name(value[:_SHOWN]) == plain_name(label)
    ]


def _cover(cover: Mapping[str, Value], today: str, made_up: bool) -> tuple[dict[str, str], list[Fault]]:
    """What the first sheet says, and what is wrong with it."""
    given, places, faults = dict.fromkeys((*GIVEN, TREATED), ""), dict.fromkeys((*GIVEN, TREATED), ""), []
    for label in given:
        found = _beside(cover, label)
        if len(found) > 1:
            faults.append(Fault(COVER, found[1], f"{label} står flera gånger.", _ANEW))
            continue
        places[label] = found[0] if found else ""
        value = cover.get(places[label])
        if value is None:
            do = "Skriv dagen, ÅÅÅÅ-MM-DD." if label == TREATED and found else _ANEW
            faults.append(Fault(COVER, places[label], f"{label} saknas.", do))
        elif label == TREATED and not isinstance(value, dt.date):
            said = f"'{_plain(value)[:_SHOWN]}' är inget datum."
            faults.append(Fault(COVER, places[label], said, "Skriv dagen som datum, ÅÅÅÅ-MM-DD."))
        else:
            given[label] = _plain(value)
    faults += _beside_the_cover(cover, set(places.values()))
    if not made_up:
        for place in (p for p, value in cover.items() if isinstance(value, str) and value.startswith(MADE_UP)):
            faults.append(Fault(COVER, place, "formuläret är gjort för exempeldata.", _ANEW))
    faults = faults or list(_no_such(given, places))
    return given, faults or list(_untimely(given, places, today))


def _beside_the_cover(cover: Mapping[str, Value], known: set[str]) -> Iterator[Fault]:
    """What somebody has written where nothing is read."""
    last = max((split(place)[1] for place in known if place), default=0)
    for place, value in cover.items():
        letters, row = split(place)
        if place not in known and (letters != "A" or row > last):
            said = f"'{_plain(value)[:_SHOWN]}' står där inget läses."
            yield Fault(COVER, place, said, "Ta bort det, eller skriv det på ett annat blad.")


def _no_such(given: Mapping[str, str], places: Mapping[str, str]) -> Iterator[Fault]:
    """What no form was ever given out with."""
    known = {area.code for county in counties() for area in delregioner(county)}
    for label, wrong in (
        (DELREGION, given[DELREGION] not in known),
        (ROUND, not is_round(given[ROUND])),
        (TURN, given[TURN] not in TURNS),
    ):
        if wrong:
            yield Fault(COVER, places[label], f"'{given[label][:_SHOWN]}' är ingen {label.lower()}.", _ANEW)
    if given[VERSION] != str(FORM_VERSION):
        said = f"formuläret har version {given[VERSION][:_SHOWN]}, och det som läses har version {FORM_VERSION}."
        yield Fault(COVER, places[VERSION], said, _ANEW)


def _untimely(given: Mapping[str, str], places: Mapping[str, str], today: str) -> Iterator[Fault]:
    """What does not belong together, or not to now."""
    if given[NUMBER] != form_number(given[DELREGION], given[ROUND], given[TURN]):
        said = "numret hör inte till den delregion, omgång och runda som står här."
        yield Fault(COVER, places[NUMBER], said, f"Ändra dem inte för hand. {_ANEW}")
    treated, begins = given[TREATED], first_day(given[ROUND])
    if treated > today:
        yield Fault(COVER, places[TREATED], f"{treated} har inte varit än.", "Skriv dagen då rådet behandlade det.")
    if treated < begins:
        said = f"{treated} är före {begins}, då omgången {given[ROUND]} började."
        yield Fault(COVER, places[TREATED], said, "Skriv dagen då rådet behandlade det.")
    newest = round_of(today)
    if given[ROUND] > newest or given[ROUND] < f"{int(newest[:4]) - 1}{newest[4:]}":
        said = f"omgången {given[ROUND]} tas inte emot {today}; nu gäller {newest}."
        yield Fault(COVER, places[ROUND], said, _ANEW)


def _plain(value: Value) -> str:
    """A cell as text; a whole number without decimals.

    >>> _plain(2.0), _plain(True), _plain(dt.date(2026, 11, 3))
    ('2', 'SANT', '2026-11-03')
    """
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _headings_wrong(sheet: FormSheet, cells: Mapping[str, Value]) -> Iterator[Fault]:
    for at, column in enumerate(sheet.columns):
        place = xl_rowcol_to_cell(0, at)
        heading = _plain(cells.get(place, ""))
        if plain_name(heading) != plain_name(column.heading):
            said = f"rubriken är '{heading[:_SHOWN]}' och ska vara '{column.heading}'."
            yield Fault(sheet.name, place, said, f"Flytta inga kolumner. {_ANEW}")


def _outside(sheet: FormSheet, cells: Mapping[str, Value]) -> Iterator[Fault]:
    """What stands beside the columns, where nothing is read."""
    letters = {xl_col_to_name(at) for at in range(len(sheet.columns))}
    for place, value in cells.items():
        if split(place)[0] not in letters:
            said = f"'{_plain(value)[:_SHOWN]}' står utanför formulärets kolumner."
            yield Fault(sheet.name, place, said, "Ta bort det.")


def _rows(sheet: FormSheet, cells: Mapping[str, Value], delregion: str) -> tuple[tuple[Row, ...], list[Fault]]:
    numbers = sorted({split(place)[1] for place in cells} - {1})
    rows: list[Row] = []
    faults: list[Fault] = []
    for number in numbers:
        row: Row = {"rad": number}
        wrong: list[Fault] = []
        for at, column in enumerate(sheet.columns):
            place = xl_rowcol_to_cell(number - 1, at)
            if place in cells:
                read = _cell(sheet, column, place, cells[place], delregion)
                if isinstance(read, Fault):
                    wrong.append(read)
                else:
                    row[column.name] = read
                    if column.named:
                        row[column.named] = name_of(column, str(read))
        rows.append(row)
        faults += wrong or _row_wrong(sheet, row)
    if sheet.prefilled and all("yrke_kod" in row and "yrke_namn" in row for row in rows):
        faults += _codes_wrong(sheet, rows)
    return tuple(rows), faults


def _cell(sheet: FormSheet, column: FormColumn, place: str, value: Value, delregion: str) -> str | int | Fault:
    """What a cell says, or what is wrong with it."""

    def wrong(said: str, do: str = _CORRECT_IT) -> Fault:
        return Fault(sheet.name, place, said, do)

    shown = _plain(value)[:_SHOWN]
    if column.kind in (WHOLE, YEAR):
        if isinstance(value, bool) or not isinstance(value, float) or not value.is_integer():
            return wrong(f"'{shown}' är inget heltal.", "Skriv ett helt tal utan ord och tecken.")
        least, most = (FIRST_YEAR, LAST_YEAR) if column.kind == YEAR else (column.least, column.most)
        if not least <= value <= most:
            return wrong(f"{shown} är utanför {least}–{most}.")
        return int(value)
    if column.kind == DATE:
        if not isinstance(value, dt.date):
            return wrong(f"'{shown}' är inget datum.", "Skriv dagen som datum, ÅÅÅÅ-MM-DD.")
        if not _DAYS[0] <= value <= _DAYS[1]:
            return wrong(f"{shown} är utanför {_DAYS[0]}–{_DAYS[1]}.")
        return value.isoformat()
    if not isinstance(value, str):
        return wrong(
            f"'{shown}' är inte text.", "Skriv värdet som text; en kod är text också när den består av siffror."
        )
    if column.kind in (CHOICE, MUNICIPALITY):
        choices = column.choices_in(delregion)
        choose = f"Välj ett av: {', '.join(choices)}."
        # Whose municipalities they are is not known where the delregion is wrong, and then that is told.
        return _choice(choices, value) or (wrong(_no_choice(choices, value), choose) if choices else value)
    if column.kind in (KEY, OCCUPATION, EITHER):
        return known_code(column, value) or wrong(f"'{shown}' är ingen känd kod.", nearest_code(column, value))
    if len(value) > column.longest:
        return wrong(f"texten har {len(value)} tecken; högst {column.longest} läses.", "Korta den.")
    if column.kind == TEXT and (what := about_a_person(value)):
        return wrong(f"texten har {what}.", "Ta bort det: inget företag och ingen person ska nämnas.")
    return value


def _choice(choices: Iterable[str], text: str) -> str:
    plain = plain_name(text[:LONGEST_COMPARED])
    return next((choice for choice in choices if plain_name(choice) == plain), "")


def _no_choice(choices: Iterable[str], text: str) -> str:
    plain = plain_name(text[:LONGEST_COMPARED])
    named = [choice for choice in choices if plain_name(choice) in plain]
    return f"'{text[:_SHOWN]}' är {'flera val i samma cell' if len(named) > 1 else 'inget av valen'}."


def _row_wrong(sheet: FormSheet, row: Row) -> Iterator[Fault]:
    """What is wrong with a row whose cells are right."""
    used = any(column.name in row for column in sheet.columns if column.kind not in (KEY, NAME))
    for at, column in enumerate(sheet.columns):
        place = xl_rowcol_to_cell(int(row["rad"]) - 1, at)
        needed = column.needed == ALWAYS or column.needed_with in row
        if needed and column.name not in row:
            yield Fault(sheet.name, place, f"{column.heading} saknas.", "Fyll i cellen, eller töm hela raden.")
        if sheet.prefilled and used and CLASS not in row and column.name == CLASS:
            yield Fault(
                sheet.name,
                place,
                f"{column.heading} saknas fast annat på raden är ifyllt.",
                "Välj ett läge, eller töm raden.",
            )
    if row.get(INDICATOR) and "galler_kod" in row:
        yield from _unsuitable(sheet, row)
    for low, high in (("personer_fran", "personer_till"), ("fran", "till")):
        if low in row and high in row and _more(row[low], row[high]):
            at = [column.name for column in sheet.columns].index(high)
            yield Fault(
                sheet.name, xl_rowcol_to_cell(int(row["rad"]) - 1, at), f"{row[high]} är före {row[low]}.", _CORRECT_IT
            )


def _unsuitable(sheet: FormSheet, row: Row) -> Iterator[Fault]:
    """A priority that cannot be followed by what it says, or a target that it can never reach."""
    at = {column.name: xl_rowcol_to_cell(int(row["rad"]) - 1, n) for n, column in enumerate(sheet.columns)}
    of_occupation = str(row["galler_kod"]) in {group.code for group in reporting_groups()}
    if of_occupation != (row[INDICATOR] == POSTS):
        what, other = ("ett yrke", MATCHED) if of_occupation else ("en utbildning", POSTS)
        said = f"{other} finns inte för {what}."
        yield Fault(sheet.name, at[INDICATOR], said, f"Välj {POSTS if of_occupation else MATCHED}, eller töm cellen.")
    if row[INDICATOR] == MATCHED and int(row.get(TARGET, 0)) > _WHOLE_PERCENT:
        yield Fault(sheet.name, at[TARGET], f"{row[TARGET]} är mer än {_WHOLE_PERCENT} procent.", _CORRECT_IT)


def _more(low: str | int, high: str | int) -> bool:
    return low > high if isinstance(low, int) and isinstance(high, int) else str(low) > str(high)


def _codes_wrong(sheet: FormSheet, rows: list[Row]) -> Iterator[Fault]:
    """Given rows that are gone, twice, or called something else."""
    names = {group.code: group.name for group in reporting_groups()}
    seen: dict[str, int] = {}
    for row in rows:
        code = str(row["yrke_kod"])
        if code in seen:
            said = f"{names[code]} står också på rad {seen[code]}."
            yield Fault(sheet.name, f"A{row['rad']}", said, "Ett yrke har en rad. Ta bort den ena.")
        seen.setdefault(code, int(row["rad"]))
        if plain_name(str(row["yrke_namn"])) != plain_name(names[code]):
            said = f"'{row['yrke_namn']}' är inte {code}, som heter {names[code]}."
            yield Fault(sheet.name, f"B{row['rad']}", said, f"Flytta inga koder eller namn. {_ANEW}")
    for code in (c for c in names if c not in seen):
        yield Fault(
            sheet.name,
            "",
            f"raden för {names[code]} ({code}) saknas.",
            "Lägg tillbaka den, eller börja om i ett nytt formulär.",
        )
