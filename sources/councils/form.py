"""A council's form read and judged whole: what it says, or everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assets.reference import counties, delregioner, education_groups, reporting_groups
from assets.reference.council_form import (
    ALWAYS,
    ASSESSMENTS,
    CHOICE,
    CLASS,
    COVER,
    DATE,
    DELREGION,
    EITHER,
    FORM_VERSION,
    GIVEN,
    KEY,
    NAME,
    NUMBER,
    OCCUPATION,
    ROUND,
    SECOND_TURN,
    STATISTICS,
    TEXT,
    TREATED,
    TURN,
    TURNS,
    VERSION,
    WHOLE,
    WITH_CLASS,
    YEAR,
    FormColumn,
    FormSheet,
    form_number,
    form_sheets,
    is_round,
    round_of,
)
from assets.reference.names import plain_name, tidy
from sources.councils.workbook import Cells, Fault, Value, column_letters, read_cells

Row = dict[str, str | int]
"""A filled row: column → what it says; a date is ÅÅÅÅ-MM-DD, what is not filled is not there. ``rad`` is the sheet's row."""
_MOST = 10_000_000
"""More persons or kronor × 100 than any answer has: a number beyond it is in another unit, or a slip."""
_FIRST_YEAR, _LAST_YEAR = 2023, 2050
_ABOUT_A_PERSON = {
    "en e-postadress": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "ett person- eller organisationsnummer": re.compile(r"\b(?:\d{2})?\d{6}[-+ ]?\d{4}\b"),
    "ett telefonnummer": re.compile(r"\b0\d{1,3}[- /]\d[\d ]{4,}\b|\+46[\d -]{7,}"),
}
_CORRECT_IT = "Rätta cellen och lämna in formuläret igen."


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


def read_form(path: Path, today: str) -> Reading:
    """Read a file as a form and judge all of it.

    Args:
        path: a file of unknown content.
        today: ÅÅÅÅ-MM-DD; a form of an earlier year, or treated later than today, is refused.

    Returns:
        The form, or every fault in it.
    """
    cells = read_cells(path)
    if cells.faults:
        return Reading(cells, cells.faults)
    faults = list(_sheets_wrong(cells))
    if faults:
        return Reading(cells, faults)
    given, faults = _cover(cells, today)
    for sheet in form_sheets():
        faults += _headings_wrong(sheet, cells.sheets[sheet.name])
    if faults:
        return Reading(cells, faults)
    rows = {}
    for sheet in form_sheets():
        rows[sheet.name], wrong = _rows(sheet, cells.sheets[sheet.name])
        faults += wrong
    if not faults and not any(_told(sheet, rows[sheet.name]) for sheet in form_sheets()):
        faults.append(Fault(ASSESSMENTS, "", "formuläret är inte ifyllt.", "Fyll i minst en rad på något blad."))
    form = Form(given[DELREGION], given[ROUND], given[TURN], given[TREATED], rows)
    return Reading(cells, faults, None if faults else form)


def _told(sheet: FormSheet, rows: tuple[Row, ...]) -> bool:
    return bool(rows) and (not sheet.prefilled or any(CLASS in row for row in rows))


def _sheets_wrong(cells: Cells) -> Iterator[Fault]:
    wanted = [COVER, *(sheet.name for sheet in form_sheets())]
    for name in wanted:
        if name not in cells.sheets:
            yield Fault(
                name, "", "bladet saknas eller heter något annat.", "Börja om i ett nytt formulär (kompetens form)."
            )
    turn = str(_beside(cells.sheets.get(COVER, {}), TURN)[1] or "")
    allowed = {*wanted, *([STATISTICS] if turn == SECOND_TURN else [])}
    for name in cells.sheets.keys() - allowed:
        yield Fault(name, "", "bladet hör inte till formuläret.", "Ta bort det.")


def _beside(cover: Mapping[str, Value], label: str) -> tuple[str, Value | None]:
    """Where the first sheet has what belongs to a label, and what stands there."""
    for place, value in cover.items():
        if (
            place.startswith("A")
            and place[1:].isdigit()
            and isinstance(value, str)
            and plain_name(value) == plain_name(label)
        ):
            beside = f"B{place[1:]}"
            return beside, cover.get(beside)
    return "", None


def _cover(cells: Cells, today: str) -> tuple[dict[str, str], list[Fault]]:
    """What the first sheet says, and what is wrong with it."""
    cover, faults = cells.sheets[COVER], []
    given, places = dict.fromkeys((*GIVEN, TREATED), ""), {}
    for label in given:
        place, value = _beside(cover, label)
        places[label] = place
        if value is None:
            do = "Skriv dagen, ÅÅÅÅ-MM-DD." if label == TREATED else "Börja om i ett nytt formulär (kompetens form)."
            faults.append(Fault(COVER, place, f"{label} saknas.", do))
            continue
        if label == TREATED and not isinstance(value, dt.date):
            faults.append(Fault(COVER, place, f"'{value}' är inget datum.", "Skriv dagen som datum, ÅÅÅÅ-MM-DD."))
            continue
        given[label] = value.isoformat() if isinstance(value, dt.date) else _plain(value)
    if faults:
        return given, faults
    known = {area.code for county in counties() for area in delregioner(county)}
    anew = "Börja om i ett nytt formulär (kompetens form)."
    for label, wrong in (
        (DELREGION, given[DELREGION] not in known),
        (ROUND, not is_round(given[ROUND])),
        (TURN, given[TURN] not in TURNS),
    ):
        if wrong:
            faults.append(Fault(COVER, places[label], f"'{given[label]}' är ingen {label.lower()}.", anew))
    if given[VERSION] != str(FORM_VERSION):
        said = f"formuläret har version {given[VERSION]}, och det som läses har version {FORM_VERSION}."
        faults.append(Fault(COVER, places[VERSION], said, anew))
    if faults:
        return given, faults
    if given[NUMBER] != form_number(given[DELREGION], given[ROUND], given[TURN]):
        said = "numret hör inte till den delregion, omgång och runda som står här."
        faults.append(Fault(COVER, places[NUMBER], said, f"Ändra dem inte för hand. {anew}"))
    if given[TREATED] > today:
        faults.append(
            Fault(
                COVER, places[TREATED], f"{given[TREATED]} har inte varit än.", "Skriv dagen då rådet behandlade det."
            )
        )
    newest = round_of(today)
    if given[ROUND] > newest or given[ROUND] < f"{int(newest[:4]) - 1}{newest[4:]}":
        said = f"omgången {given[ROUND]} tas inte emot {today}; nu gäller {newest}."
        faults.append(Fault(COVER, places[ROUND], said, anew))
    return given, faults


def _plain(value: Value) -> str:
    """A cell as text; a whole number without decimals.

    >>> _plain(2.0), _plain(" a\u00a0 b ")
    ('2', 'a b')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def _headings_wrong(sheet: FormSheet, cells: Mapping[str, Value]) -> Iterator[Fault]:
    for at, column in enumerate(sheet.columns, 1):
        place = f"{column_letters(at)}1"
        if plain_name(str(cells.get(place, ""))) != plain_name(column.heading):
            said = f"rubriken är '{cells.get(place, '')}' och ska vara '{column.heading}'."
            yield Fault(sheet.name, place, said, "Flytta inga kolumner. Börja om i ett nytt formulär (kompetens form).")
    for place, value in cells.items():
        if place.rstrip("0123456789") not in {column_letters(at) for at in range(1, len(sheet.columns) + 1)}:
            yield Fault(sheet.name, place, f"'{str(value)[:40]}' står utanför formulärets kolumner.", "Ta bort det.")


def _rows(sheet: FormSheet, cells: Mapping[str, Value]) -> tuple[tuple[Row, ...], list[Fault]]:
    numbers = sorted({int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in cells} - {1})
    rows: list[Row] = []
    faults: list[Fault] = []
    for number in numbers:
        row: Row = {"rad": number}
        wrong: list[Fault] = []
        for at, column in enumerate(sheet.columns, 1):
            place = f"{column_letters(at)}{number}"
            if place in cells:
                read = _cell(sheet, column, place, cells[place])
                if isinstance(read, Fault):
                    wrong.append(read)
                else:
                    row[column.name] = read
        rows.append(row)
        faults += wrong or _row_wrong(sheet, row)
    return tuple(rows), [*faults, *(_codes_wrong(sheet, rows) if sheet.prefilled and not faults else [])]


def _cell(sheet: FormSheet, column: FormColumn, place: str, value: Value) -> str | int | Fault:
    """What a cell says, or what is wrong with it."""

    def wrong(said: str, do: str = _CORRECT_IT) -> Fault:
        return Fault(sheet.name, place, said, do)

    shown = str(value)[:60]
    if column.kind in (WHOLE, YEAR):
        if isinstance(value, bool) or not isinstance(value, int | float) or not float(value).is_integer():
            return wrong(f"'{shown}' är inget heltal.", "Skriv ett helt tal utan ord och tecken.")
        least, most = (_FIRST_YEAR, _LAST_YEAR) if column.kind == YEAR else (0, _MOST * 100)
        if not least <= value <= most:
            return wrong(f"{shown} är utanför {least}–{most}.")
        return int(value)
    if column.kind == DATE:
        if not isinstance(value, dt.date):
            return wrong(f"'{shown}' är inget datum.", "Skriv dagen som datum, ÅÅÅÅ-MM-DD.")
        return value.isoformat()
    if not isinstance(value, str):
        return wrong(
            f"'{shown}' är inte text.", "Skriv värdet som text; en kod är text också när den består av siffror."
        )
    text = tidy(value)
    if column.kind == CHOICE:
        return _choice(column, text) or wrong(_no_choice(column, text), f"Välj ett av: {', '.join(column.choices)}.")
    if column.kind in (KEY, OCCUPATION, EITHER):
        return _code(column, text) or wrong(f"'{shown}' är ingen känd kod.", _nearest_code(column, text))
    if column.longest and len(text) > column.longest:
        return wrong(f"texten har {len(text)} tecken; högst {column.longest} läses.", "Korta den.")
    if column.kind == TEXT:
        for what, pattern in _ABOUT_A_PERSON.items():
            if pattern.search(text):
                return wrong(f"texten har {what}.", "Ta bort det: inget företag och ingen person ska nämnas.")
    return text


def _choice(column: FormColumn, text: str) -> str:
    return next((choice for choice in column.choices if plain_name(choice) == plain_name(text)), "")


def _no_choice(column: FormColumn, text: str) -> str:
    named = [choice for choice in column.choices if plain_name(choice) in plain_name(text)]
    return f"'{text[:60]}' är {'flera val i samma cell' if len(named) > 1 else 'inget av valen'}."


def _known(column: FormColumn) -> dict[str, str]:
    occupations = {group.code: group.name for group in reporting_groups()}
    return occupations if column.kind != EITHER else occupations | {g.code: g.name for g in education_groups()}


def _code(column: FormColumn, text: str) -> str:
    return next((code for code in _known(column) if code.casefold() == text.casefold()), "")


def _nearest_code(column: FormColumn, text: str) -> str:
    known = _known(column)
    named = {plain_name(name): code for code, name in known.items()}
    near = difflib.get_close_matches(plain_name(text), named, 1, 0.6) or difflib.get_close_matches(text, known, 1, 0.4)
    meant = named.get(near[0], near[0]) if near else ""
    return f"Menades {meant} ({known[meant]})?" if meant else "Koderna står på bladet Bedömning."


def _row_wrong(sheet: FormSheet, row: Row) -> Iterator[Fault]:
    """What is wrong with a row whose cells are right."""
    used = any(column.name in row for column in sheet.columns if column.kind not in (KEY, NAME))
    for at, column in enumerate(sheet.columns, 1):
        place = f"{column_letters(at)}{row['rad']}"
        needed = column.needed == ALWAYS or (column.needed == WITH_CLASS and CLASS in row)
        if needed and column.name not in row:
            yield Fault(sheet.name, place, f"{column.heading} saknas.", "Fyll i cellen, eller töm hela raden.")
        if sheet.prefilled and used and CLASS not in row and column.name == CLASS:
            yield Fault(
                sheet.name,
                place,
                f"{column.heading} saknas fast annat på raden är ifyllt.",
                "Välj ett läge, eller töm raden.",
            )
    for low, high in (("personer_fran", "personer_till"), ("fran", "till")):
        if low in row and high in row and _more(row[low], row[high]):
            at = [column.name for column in sheet.columns].index(high) + 1
            yield Fault(
                sheet.name, f"{column_letters(at)}{row['rad']}", f"{row[high]} är före {row[low]}.", _CORRECT_IT
            )


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
            yield Fault(
                sheet.name, f"B{row['rad']}", said, "Flytta inga koder eller namn. Börja om i ett nytt formulär."
            )
    for code in (c for c in names if c not in seen):
        yield Fault(
            sheet.name,
            "",
            f"raden för {names[code]} ({code}) saknas.",
            "Lägg tillbaka den, eller börja om i ett nytt formulär.",
        )
