"""A form as cells: opened under limits, and refused for what has no business in a form."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sources.archive import DAMAGED
from sources.councils.cells import (
    Fault,
    Formats,
    ReadSoFar,
    TooMuch,
    Value,
    local_name,
    read_formats,
    read_sheet,
    read_texts,
    what_is_seen,
)
from sources.errors import MalformedAnswer
from sources.package import Package, opened

LARGEST_FILE, LARGEST_INFLATED = 2 << 20, 8 << 20
"""Bytes. A form that is filled in to the last row is a tenth of either."""
_MOST_MEMBERS, _MOST_SHEETS = 300, 30
_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_FOREIGN = {
    "vbaproject": "makron",
    "macrosheets/": "makron",
    "dialogsheets/": "makron",
    "customui/": "knappar med programkod",
    "externallinks/": "länkar till andra filer",
    "embeddings/": "inbäddade filer",
    "activex/": "programkod",
    "ctrlprops/": "knappar",
    "connections.xml": "kopplingar till databaser",
    "querytables/": "kopplingar till databaser",
    "pivotcache/": "pivottabeller",
    "media/": "bilder",
    "comments": "kommentarer som är fästa vid celler, och de läses inte",
}
"""What a member's name holds, in small letters → what it is. Whatever a council has written is read, or the form is refused."""
_DRAWN = re.compile(r"xl/drawings/[^/]+\.xml", re.IGNORECASE)
_MACROS_ALLOWED = "macroenabled"
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
_UNREADABLE: tuple[type[Exception], ...] = (MalformedAnswer, *DAMAGED)
_BUILT_IN = "_xlnm."
"""How names that a spreadsheet program gives by itself begin, such as that of what is printed."""


@dataclass
class Cells:
    """The filled cells of a workbook by sheet and place, as in ``B3``, and what is wrong with the workbook itself."""

    sheets: dict[str, dict[str, Value]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_cells(path: Path) -> Cells:
    """Every filled cell of a workbook, and what has no business in a form.

    Args:
        path: a file of unknown content.

    Returns:
        The cells; none when a fault says that the file as a whole is refused.
    """
    try:
        refused = _as_a_file(path)
        if refused:
            return Cells(faults=[refused])
        with opened(path, LARGEST_INFLATED) as package:
            foreign = _foreign(package)
            return Cells(faults=[foreign]) if foreign else _cells(package)
    except TooMuch as error:
        return Cells(faults=[error.fault])
    except _UNREADABLE:
        return Cells(faults=[_whole_file("den är skadad, eller innehåller mer än ett formulär kan göra")])


def _as_a_file(path: Path) -> Fault | None:
    size = path.stat().st_size
    if size == 0:
        return _whole_file("den är tom")
    if size > LARGEST_FILE:
        return _whole_file(f"den är större än {LARGEST_FILE >> 20} MB")
    with path.open("rb") as file:
        first = file.read(8)
    if first == _OLD_OR_LOCKED:
        return _whole_file("den har lösenord eller är sparad i ett äldre format (.xls)")
    if not zipfile.is_zipfile(path):
        return _whole_file("den är ingen Excel-arbetsbok")
    return None


def _whole_file(why: str) -> Fault:
    return Fault(
        "", "", f"{why}.", "Fyll i formuläret som kompetens form har gjort, och spara det som Excel-arbetsbok (.xlsx)."
    )


def _foreign(package: Package) -> Fault | None:
    """Why a workbook is refused before anything in it is read."""
    names = [name.casefold() for name in package.names]
    if "xl/workbook.xml" not in package.names:
        return _whole_file("den är ingen Excel-arbetsbok, eller sparad i ett annat format (.ods)")
    if len(names) > _MOST_MEMBERS or len(names) != len(set(names)):
        return _whole_file("den består av fler delar än ett formulär, eller har samma del flera gånger")
    for part, what in _FOREIGN.items():
        if any(part in name for name in names):
            return _to_take_away(what)
    limits = ReadSoFar()
    if any(_has_something_drawn(package, name, limits) for name in package.names if _DRAWN.fullmatch(name)):
        return _to_take_away("bilder, textrutor eller diagram")
    kinds: list[str] = []
    package.parse("[Content_Types].xml", _counted(limits, lambda _, given: kinds.append(given.get("ContentType", ""))))
    if any(_MACROS_ALLOWED in kind.casefold() for kind in kinds):
        return _whole_file("den är sparad som en arbetsbok med makron (.xlsm)")
    return None


def _to_take_away(what: str) -> Fault:
    do = "Ta bort det och spara formuläret som Excel-arbetsbok (.xlsx), eller börja om i ett nytt (kompetens form)."
    return Fault("", "", f"den innehåller {what}.", do)


def _has_something_drawn(package: Package, name: str, limits: ReadSoFar) -> bool:
    """Whether anything stands on a sheet's drawing; some programs give every sheet one."""
    anchors: list[str] = []

    def start(kind: str, _: dict[str, str]) -> None:
        if kind.endswith("Anchor"):
            anchors.append(kind)

    package.parse(name, _counted(limits, start))
    return bool(anchors)


def _counted(
    limits: ReadSoFar, start: Callable[[str, dict[str, str]], object]
) -> Callable[[str, dict[str, str]], None]:
    def counted(tag: str, attributes: dict[str, str]) -> None:
        limits.element()
        start(local_name(tag), attributes)

    return counted


@dataclass
class _Plan:
    """What a workbook says of itself: its sheets, where they and their texts and formats are, and names of its own."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    old_mac: bool = False
    members: dict[str, tuple[str, str]] = field(default_factory=dict)

    def workbook(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "sheet":
            (identity,) = (value for key, value in attributes.items() if key.endswith(":id"))
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes["name"], identity, hidden))
        elif kind == "definedName" and not attributes.get("name", "").startswith(_BUILT_IN):
            self.names.append(what_is_seen(attributes.get("name", "")))
        elif kind == "workbookPr":
            self.old_mac = attributes.get("date1904", "0") in ("1", "true")

    def relation(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self.members[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

    def only(self, kind: str) -> str:
        """The member of a kind that a workbook has one of, or none."""
        found = [target for of, target in self.members.values() if of == kind]
        if len(found) > 1:
            raise MalformedAnswer(f"Arbetsboken har {len(found)} {kind}.")
        return found[0] if found else ""


def _cells(package: Package) -> Cells:
    limits, plan = ReadSoFar(), _Plan()
    package.parse("xl/workbook.xml", _counted(limits, plan.workbook))
    package.parse("xl/_rels/workbook.xml.rels", _counted(limits, plan.relation))
    wrong = next(_sheets_wrong(plan), None)
    if wrong:
        return Cells(faults=[wrong])
    found = Cells()
    texts, formats = plan.only("sharedStrings"), plan.only("styles")
    known_texts = read_texts(package, texts, limits) if texts else []
    known_formats = read_formats(package, formats, limits) if formats else Formats()
    for name, identity, hidden in plan.sheets:
        _, member = plan.members[identity]
        sheet = read_sheet(package, member, name, known_texts, known_formats, plan.old_mac, limits)
        found.sheets[name] = sheet.values
        if hidden:
            found.faults.append(
                Fault(name, "", "bladet är dolt.", "Visa bladet igen, eller ta bort det om det är ert eget.")
            )
        found.faults += sheet.faults
    return found


def _sheets_wrong(plan: _Plan) -> Iterator[Fault]:
    """Why sheets cannot be told from one another, or are no sheets of cells."""
    names = [name.casefold() for name, _, _ in plan.sheets]
    if len(names) > _MOST_SHEETS or len(names) != len(set(names)):
        yield _whole_file("den har fler blad än ett formulär, eller två med samma namn")
    for name in plan.names:
        said = f"arbetsboken har det egna namnet '{name[:_LONGEST_NAME]}'."
        yield Fault("", "", said, "Ta bort det i Namnhanteraren (fliken Formler).")
    for name, identity, _ in plan.sheets:
        kind, _ = plan.members[identity]
        if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
            yield _whole_file("ett blad har ett namn som inget blad kan ha")
        elif kind != "worksheet":
            yield Fault(name, "", "bladet är inget vanligt blad.", "Ta bort det.")
