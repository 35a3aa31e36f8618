"""Forms that must be refused, each made of a good one: its name → how it is made, where the fault is, and what is said."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.comments import Comment

from assets.reference.council_form import COVER, DELREGION, NUMBER, ROUND, TREATED, TURN, VERSION
from tests.unit.sources.good_forms import EDUCATION, FIRST, SECOND, Given, form, given_places

SHEETS = (COVER, "Bedömning", "Dialoger", "Prioriteringar", "Insatser", "Underlagsbehov", "Granskning")
FILE = ("", "")
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Bad:
    """A bad form, the sheet and cell that the sentence names (neither: the file), and a piece of the sentence."""

    make: Callable[[], bytes]
    where: tuple[str, str]
    says: str


# The parts of a workbook, and a workbook of parts.


@cache
def _parts(data: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple((name, package.read(name)) for name in package.namelist())


def parts(data: bytes | None = None) -> Parts:
    return dict(_parts(form() if data is None else data))


def packed(found: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, data in found.items():
            package.writestr(name, data)
    return file.getvalue()


def member(sheet: str) -> str:
    return f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml"


def text(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def put(found: Parts, sheet: str, place: str, xml: str) -> Parts:
    """Put a cell's XML where the cell is; a row that has no such cell, or a sheet no such row, gets one."""
    name, row = member(sheet), place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    whole = found[name].decode()
    old = re.compile(rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)')
    if old.search(whole):
        whole = old.sub(lambda _: xml, whole, count=1)
    elif f'<row r="{row}"' in whole:
        whole = re.sub(rf'(<row r="{row}".*?)</row>', lambda seen: f"{seen[1]}{xml}</row>", whole, count=1)
    else:
        whole = whole.replace("</sheetData>", f'<row r="{row}">{xml}</row></sheetData>')
    found[name] = whole.encode()
    return found


def cell(sheet: str, place: str, xml: str) -> Callable[[], bytes]:
    return lambda: packed(put(parts(), sheet, place, xml))


def said(sheet: str, place: str, value: str) -> Callable[[], bytes]:
    return cell(sheet, place, text(place, value))


def counted(sheet: str, place: str, value: object) -> Callable[[], bytes]:
    return cell(sheet, place, number(place, value))


def emptied(sheet: str, *places: str) -> Callable[[], bytes]:
    def make() -> bytes:
        found = parts()
        for place in places:
            put(found, sheet, place, "")
        return packed(found)

    return make


def given(label: str, value: str) -> Callable[[], bytes]:
    """Something that the form was given out with, changed by hand."""
    return said(COVER, given_places()[label], value)


def replaced(name: str, old: str, new: str) -> Callable[[], bytes]:
    def make() -> bytes:
        found = parts()
        whole = found[name].decode()
        assert old in whole, (name, old)
        return packed({**found, name: whole.replace(old, new, 1).encode()})

    return make


def in_sheet(sheet: str, old: str, new: str) -> Callable[[], bytes]:
    return replaced(member(sheet), old, new)


def with_part(name: str, data: bytes = b"x") -> Callable[[], bytes]:
    return lambda: packed({**parts(), name: data})


def book(change: Callable[[openpyxl.Workbook], object]) -> Callable[[], bytes]:
    """What a spreadsheet program writes when something has been changed in it."""

    def make() -> bytes:
        opened, file = openpyxl.load_workbook(io.BytesIO(form())), io.BytesIO()
        change(opened)
        opened.save(file)
        return file.getvalue()

    return make


# Numbers in a form's styles: days and percentages are what a cell's format says.


def formatted(sheet: str, place: str, value: object, code: str) -> Callable[[], bytes]:
    def make() -> bytes:
        found = put(parts(), sheet, place, number(place, value, 999))
        styles = found["xl/styles.xml"].decode()
        count = int(re.search(r'<cellXfs count="(\d+)"', styles)[1])
        styles = re.sub(r"</cellXfs>", '<xf numFmtId="200" xfId="0"/></cellXfs>', styles)
        own = f'<numFmt numFmtId="200" formatCode="{escape(code)}"/>'
        styles = re.sub(r"(<numFmts[^>]*>)", lambda seen: seen[1] + own, styles)
        found["xl/styles.xml"] = styles.encode()
        found[member(sheet)] = found[member(sheet)].replace(b's="999"', f's="{count}"'.encode())
        return packed(found)

    return make


# Whole files.


def lying_about_its_size() -> bytes:
    """The sheet says that it is ten bytes, and unpacks to thirty million."""
    found = parts()
    found[member("Bedömning")] = found[member("Bedömning")].replace(b"<sheetData>", b"<sheetData>" + b" " * 30_000_000)
    data = bytearray(packed(found))
    for match in list(re.finditer(rb"PK\x01\x02", data)):
        at = match.start()
        if data[at + 46 :].startswith(member("Bedömning").encode()):
            data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def encrypted_member() -> bytes:
    data = bytearray(form())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in list(re.finditer(re.escape(signature), data)):
            data[match.start() + at] |= 1
    return bytes(data)


def spread_over(cells: int) -> Callable[[], bytes]:
    rows = "".join(
        f'<row r="{row}">' + "".join(number(f"{letter}{row}", 1) for letter in "ABCDEFGHIJKLM") + "</row>"
        for row in range(200, 200 + cells // 13)
    )
    return in_sheet("Bedömning", "</sheetData>", f"{rows}</sheetData>")


def with_text_of(length: int, times: int) -> Callable[[], bytes]:
    """One shared text that many cells refer to."""

    def make() -> bytes:
        found = parts()
        texts = found["xl/sharedStrings.xml"].decode()
        at = texts.count("<si>")
        found["xl/sharedStrings.xml"] = texts.replace("</sst>", f"<si><t>{'x' * length}</t></si></sst>").encode()
        rows = "".join(
            f'<row r="{row}"><c r="M{row}" t="s"><v>{at}</v></c></row>' for row in range(200, min(200 + times, 2000))
        )
        name = member("Bedömning")
        found[name] = found[name].replace(b"</sheetData>", f"{rows}</sheetData>".encode())
        return packed(found)

    return make


def nothing_but_the_day() -> bytes:
    place = given_places()[TREATED]
    day = f'<c r="{place}" t="d"><v>2026-11-20</v></c>'
    return packed(put(parts(form(filled=False)), COVER, place, day))


def open_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<office:document-content/>")
    return file.getvalue()


def twice_the_same_member() -> bytes:
    file = io.BytesIO(form())
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(member("Bedömning").upper().replace("XL/", "xl/"), b"<worksheet/>")
    return file.getvalue()


def sheet_listed(times: int) -> Callable[[], bytes]:
    more = "".join(f'<sheet name="s{at}" sheetId="{at + 50}" r:id="rId1"/>' for at in range(times))
    return replaced("xl/workbook.xml", "</sheets>", f"{more}</sheets>")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(9))
    + "]>"
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NUMBERS = given_places()
B, D, P, E, U, G = SHEETS[1:]
STARTED_ANEW = "Börja om i ett nytt formulär"


def _formula(place: str, formula: str, extra: str = "", value: str = "<v>5</v>") -> str:
    return f'<c r="{place}"><f{extra}>{escape(formula)}</f>{value}</c>'


def _moved_columns(opened: openpyxl.Workbook) -> None:
    sheet = opened[B]
    for row in sheet.iter_rows(min_col=3, max_col=4):
        row[0].value, row[1].value = row[1].value, row[0].value


def _two_rows_of_one(opened: openpyxl.Workbook) -> None:
    opened[B]["A3"], opened[B]["B3"] = opened[B]["A2"].value, opened[B]["B2"].value


def _hidden_sheet(state: str) -> Callable[[openpyxl.Workbook], None]:
    def hide(opened: openpyxl.Workbook) -> None:
        opened[D].sheet_state = state

    return hide


def _hidden(what: str) -> Callable[[openpyxl.Workbook], None]:
    def hide(opened: openpyxl.Workbook) -> None:
        if what == "rad":
            opened[B].row_dimensions[2].hidden = True
        else:
            opened[B].column_dimensions["C"].hidden = True

    return hide


def _more_than_all() -> bytes:
    found = put(put(parts(), P, "A3", text("A3", EDUCATION)), P, "D3", text("D3", "matchad förvärvsgrad"))
    return packed(put(found, P, "E3", number("E3", 101)))


BAD: dict[str, Bad] = {
    # Whose form it is, and when.
    "delregion that is none": Bad(given(DELREGION, "småland"), (COVER, NUMBERS[DELREGION]), "är ingen delregion"),
    "delregion changed by hand": Bad(given(DELREGION, "skaraborg"), (COVER, NUMBERS[NUMBER]), "numret hör inte till"),
    "number changed": Bad(given(NUMBER, "deadbeef"), (COVER, NUMBERS[NUMBER]), "numret hör inte till"),
    "version changed": Bad(given(VERSION, "4"), (COVER, NUMBERS[VERSION]), "har version 4"),
    "version before this one": Bad(given(VERSION, "2"), (COVER, NUMBERS[VERSION]), "har version 2"),
    "version of last year": Bad(given(VERSION, "0"), (COVER, NUMBERS[VERSION]), STARTED_ANEW),
    "round that is none": Bad(given(ROUND, "2026-3"), (COVER, NUMBERS[ROUND]), "är ingen omgång"),
    "round in digits of another script": Bad(given(ROUND, "20٢6-2"), (COVER, NUMBERS[ROUND]), "är ingen omgång"),
    "turn that is none": Bad(given(TURN, "3"), (COVER, NUMBERS[TURN]), "är ingen runda"),
    "round of two years ago": Bad(
        lambda: form(Given(round="2025-1", treated="2025-03-01")), (COVER, NUMBERS[ROUND]), "tas inte emot"
    ),
    "round to come": Bad(
        lambda: form(Given(round="2027-1", treated="2026-11-20")), (COVER, NUMBERS[ROUND]), "tas inte"
    ),
    "number is gone": Bad(emptied(COVER, NUMBERS[NUMBER]), (COVER, NUMBERS[NUMBER]), "saknas"),
    "delregion twice": Bad(said(COVER, "A40", DELREGION), (COVER, "B40"), "står flera gånger"),
    "text beside what is read": Bad(said(COVER, "C5", "Ring oss!"), (COVER, "C5"), "står där inget läses"),
    "made for the made-up world": Bad(lambda: form(Given(made_up=True)), (COVER, "A2"), "exempeldata"),
    "treated tomorrow": Bad(lambda: form(Given(treated="2026-11-30")), (COVER, NUMBERS[TREATED]), "har inte varit än"),
    "treated before the round": Bad(lambda: form(Given(treated="2026-06-30")), (COVER, NUMBERS[TREATED]), "är före"),
    "treated as text": Bad(said(COVER, NUMBERS[TREATED], "2026-11-20"), (COVER, NUMBERS[TREATED]), "är inget datum"),
    "treated on no day": Bad(counted(COVER, NUMBERS[TREATED], 46_000), (COVER, NUMBERS[TREATED]), "är inget datum"),
    "treated never": Bad(emptied(COVER, NUMBERS[TREATED]), (COVER, NUMBERS[TREATED]), "ÅÅÅÅ-MM-DD"),
    # Sheets, headings, rows.
    "sheet renamed": Bad(book(lambda b: setattr(b[D], "title", "Samtal")), (D, ""), "saknas"),
    "sheet removed": Bad(book(lambda b: b.remove(b[E])), (E, ""), "saknas"),
    "sheet added": Bad(book(lambda b: b.create_sheet("Mina tankar")), ("Mina tankar", ""), "hör inte till"),
    "sheet in small letters": Bad(book(lambda b: setattr(b[D], "title", "dialoger")), (D, ""), "saknas"),
    "sheet with the statistics in the first turn": Bad(
        book(lambda b: b.create_sheet("Statistik")), ("Statistik", ""), "hör"
    ),
    "sheet hidden": Bad(book(_hidden_sheet("hidden")), (D, ""), "dolt"),
    "sheet hidden from menus too": Bad(book(_hidden_sheet("veryHidden")), (D, ""), "dolt"),
    "row hidden": Bad(book(_hidden("rad")), (B, "A2"), "raden är dold"),
    "column hidden": Bad(book(_hidden("kolumn")), (B, "C1"), "kolumnen är dold"),
    "column of no width": Bad(in_sheet(B, "<cols>", '<cols><col min="13" max="13" width="0"/>'), (B, "M1"), "dold"),
    "rows hidden by default": Bad(
        in_sheet(B, "<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '), (B, "A2"), "raden är dold"
    ),
    "cells merged": Bad(book(lambda b: b[D].merge_cells("A2:B2")), (D, "A2"), "A2:B2 är sammanfogade"),
    "heading changed": Bad(said(B, "C1", "Läget sen"), (B, "C1"), "rubriken är 'Läget sen'"),
    "heading gone": Bad(emptied(D, "A1"), (D, "A1"), "rubriken är ''"),
    "columns moved": Bad(book(_moved_columns), (B, "C1"), "Flytta inga kolumner"),
    "column more": Bad(said(B, "N5", "Egen kolumn"), (B, "N5"), "utanför formulärets kolumner"),
    "column put in": Bad(book(lambda b: b[D].insert_cols(2)), (D, "B1"), "rubriken"),
    "row removed": Bad(book(lambda b: b[B].delete_rows(3)), (B, ""), f"({SECOND.code}) saknas"),
    "row twice": Bad(book(_two_rows_of_one), (B, "A3"), "står också på rad 2"),
    "row of its own": Bad(said(B, "B300", "Trollkarl"), (B, "A300"), "Kod saknas"),
    "name changed": Bad(said(B, "B3", "Trollkarlar"), (B, "B3"), f"som heter {SECOND.name}"),
    "names moved": Bad(said(B, "B2", SECOND.name), (B, "B2"), f"är inte {FIRST.code}"),
    "nothing filled in": Bad(nothing_but_the_day, (B, ""), "är inte ifyllt"),
    # What stands in a cell.
    "code as a number": Bad(counted(B, "A3", 2221), (B, "A3"), "'2221' är inte text"),
    "occupation unknown": Bad(said(D, "C2", "9999"), (D, "C2"), "ingen känd kod"),
    "occupation by its name": Bad(said(D, "C2", FIRST.name), (D, "C2"), f"Menades {FIRST.code}"),
    "class misspelt": Bad(said(B, "C2", "tydlig tecken på brist"), (B, "C2"), "inget av valen"),
    "class of one's own": Bad(said(B, "C2", "katastrof"), (B, "C2"), "inget av valen"),
    "class as a number": Bad(counted(B, "C2", 1), (B, "C2"), "'1' är inte text"),
    "municipality of another delregion": Bad(said("Dialoger", "H2", "Skövde"), ("Dialoger", "H2"), "inget av valen"),
    "two municipalities in a cell": Bad(said("Dialoger", "H2", "Tanum, Åmål"), ("Dialoger", "H2"), "flera val"),
    "column of municipalities is gone": Bad(emptied("Dialoger", "H1"), ("Dialoger", "H1"), "ska vara 'Kommun'"),
    "two classes in a cell": Bad(
        said(B, "C2", "tydliga tecken på brist, inga tydliga tecken"), (B, "C2"), "flera val i samma cell"
    ),
    "class with look-alike letters": Bad(said(B, "K2", "nеj"), (B, "K2"), "inget av valen"),
    "voices missing": Bad(emptied(B, "I2"), (B, "I2"), "Antal som bedömt saknas"),
    "certainty missing": Bad(emptied(B, "E2"), (B, "E2"), "Säkerhet saknas"),
    "ground missing": Bad(emptied(B, "J2"), (B, "J2"), "Bygger på saknas"),
    "conflict of interest missing": Bad(emptied(B, "K2"), (B, "K2"), "Jäv saknas"),
    "answers without a class": Bad(emptied(B, "C2"), (B, "C2"), "fast annat på raden är ifyllt"),
    "comment without a class": Bad(said(B, "M3", "Viktigt"), (B, "C3"), "fast annat på raden är ifyllt"),
    "dialogue without a day": Bad(emptied(D, "G2"), (D, "G2"), "Datum saknas"),
    "more at least than at most": Bad(counted(B, "G2", 30), (B, "H2"), "20 är före 30"),
    "persons fewer than none": Bad(counted(B, "G2", -1), (B, "G2"), "utanför 0–100000"),
    "persons with decimals": Bad(counted(B, "G2", 2.5), (B, "G2"), "'2.5' är inget heltal"),
    "persons in words": Bad(said(B, "G2", "ungefär tio"), (B, "G2"), "är inget heltal"),
    "persons as text": Bad(said(B, "G2", "10"), (B, "G2"), "är inget heltal"),
    "persons beyond everybody": Bad(counted(B, "H2", 9_000_000), (B, "H2"), "utanför 0–100000"),
    "persons as true": Bad(cell(B, "G2", '<c r="G2" t="b"><v>1</v></c>'), (B, "G2"), "'SANT' är inget heltal"),
    "persons as a day": Bad(cell(B, "G2", '<c r="G2" t="d"><v>2026-01-02</v></c>'), (B, "G2"), "är inget heltal"),
    "persons as a share": Bad(formatted(B, "H2", 100, "0%"), (B, "H2"), "procenttal"),
    "voices nobody": Bad(counted(B, "I2", 0), (B, "I2"), "utanför 1–200"),
    "goal in a year long past": Bad(counted(P, "F2", 1999), (P, "F2"), "utanför 2023–2050"),
    "goal in numbers without a measure": Bad(counted(P, "E2", 70), (P, "D2"), "Mått i statistiken saknas"),
    "measure without a number": Bad(emptied(P, "E3"), (P, "E3"), "Målvärde saknas"),
    "measure of an education for an occupation": Bad(
        said(P, "D3", "matchad förvärvsgrad"), (P, "D3"), "matchad förvärvsgrad finns inte för ett yrke"
    ),
    "measure of an occupation for an education": Bad(
        said(P, "A3", EDUCATION), (P, "D3"), "annonserade platser finns inte för en utbildning"
    ),
    "goal beyond the whole": Bad(_more_than_all, (P, "E3"), "101 är mer än 100 procent"),
    "day as text": Bad(said(D, "G2", "2026-10-01"), (D, "G2"), "är inget datum"),
    "day as a number": Bad(counted(D, "G2", 46_000), (D, "G2"), "är inget datum"),
    "day in another century": Bad(formatted(D, "G2", 2, "yyyy-mm-dd"), (D, "G2"), "utanför 2023-01-01"),
    "talk that has not been": Bad(formatted(D, "G2", 50_000, "yyyy-mm-dd"), (D, "G2"), "2036-11-21 har inte varit än"),
    "decision that has not been": Bad(
        formatted(P, "I2", 50_000, "yyyy-mm-dd"), (P, "I2"), "2036-11-21 har inte varit än"
    ),
    "review that has not been": Bad(
        formatted(G, "D2", 50_000, "yyyy-mm-dd"), (G, "D2"), "2036-11-21 har inte varit än"
    ),
    "day beyond the calendar": Bad(formatted(D, "G2", "1e300", "yyyy-mm-dd"), (D, "G2"), "är inget datum"),
    "hour for a day": Bad(formatted(D, "G2", 0.5, "hh:mm"), (D, "G2"), "är inget datum"),
    "ends before it begins": Bad(formatted(E, "F2", 45_000, "yyyy\\-mm\\-dd"), (E, "F2"), "är före 2026-01-01"),
    "error of a reference": Bad(cell(B, "G2", '<c r="G2" t="e"><v>#REF!</v></c>'), (B, "G2"), "felvärde"),
    "error in a comment": Bad(cell(B, "M2", '<c r="M2" t="e"><v>#N/A</v></c>'), (B, "M2"), "felvärde"),
    "error nobody knows": Bad(cell(B, "M2", '<c r="M2" t="e"><v>#FOO</v></c>'), (B, "M2"), "felvärde"),
    "text too long": Bad(said(B, "M2", "å" * 501), (B, "M2"), "texten har 501 tecken; högst 500 läses"),
    "text as long as a cell": Bad(said(B, "M2", "x" * 32_767), (B, "M2"), "32767 tecken"),
    "text longer than a cell": Bad(said(B, "M2", "x" * 32_768), FILE, "skadad"),
    "number for a text": Bad(counted(P, "B2", 12), (P, "B2"), "är inte text"),
    # Whom it is about.
    "e-mail": Bad(said(B, "M2", "Fråga anna.berg@verkstan.se"), (B, "M2"), "en e-postadress"),
    "e-mail with a sign that is not seen": Bad(
        said(B, "M2", "anna@\u200bverkstan\u00ad.se"), (B, "M2"), "e-postadress"
    ),
    "e-mail in wide letters": Bad(said(B, "M2", "anna\uff20verkstan\uff0ese"), (B, "M2"), "en e-postadress"),
    "telephone": Bad(said(D, "F2", "ring 070-123 45 67"), (D, "F2"), "ett telefonnummer"),
    "telephone abroad": Bad(said(D, "F2", "+46 (0)70 123 45 67"), (D, "F2"), "ett telefonnummer"),
    "telephone with a long dash": Bad(said(D, "F2", "0522 – 12 34 56"), (D, "F2"), "ett telefonnummer"),
    "personal number": Bad(said(E, "B2", "Anna 800101-1234"), (E, "B2"), "ett person- eller organisationsnummer"),
    "personal number in full": Bad(said(E, "B2", "198001011234"), (E, "B2"), "ett person- eller"),
    "personal number in pieces": Bad(said(E, "B2", "Anna 7203 15 1234"), (E, "B2"), "ett person- eller"),
    "organisation number": Bad(said(U, "B2", "556012–5790"), (U, "B2"), "organisationsnummer"),
    # Formulas, and what runs or leads somewhere.
    "formula": Bad(cell(B, "G2", _formula("G2", "1+1")), (B, "G2"), "cellen är en formel"),
    "formula without a value": Bad(cell(B, "G3", _formula("G3", "1+1", value="")), (B, "G3"), "cellen är en formel"),
    "formula with a text": Bad(
        cell(B, "C2", '<c r="C2" t="str"><f>"brist"</f><v>tydliga tecken på brist</v></c>'), (B, "C2"), "formel"
    ),
    "formula of an array": Bad(cell(B, "G2", _formula("G2", "A1:A2", ' t="array" ref="G2:G3"')), (B, "G2"), "formel"),
    "formula that is shared": Bad(cell(B, "G2", _formula("G2", "", ' t="shared" si="0"')), (B, "G2"), "formel"),
    "formula that starts a program": Bad(cell(B, "M2", _formula("M2", "cmd|'/c calc'!A0")), (B, "M2"), "formel"),
    "formula that asks the net": Bad(
        cell(B, "M2", _formula("M2", 'WEBSERVICE("https://exempel.invalid")')), (B, "M2"), "formel"
    ),
    "formula with a link": Bad(
        book(lambda b: setattr(b[B]["M2"], "value", '=HYPERLINK("http://x.invalid")')), (B, "M2"), "formel"
    ),
    "formula that reads another file": Bad(cell(B, "G2", _formula("G2", "[1]Blad1!A1")), (B, "G2"), "formel"),
    "formula on the first sheet": Bad(cell(COVER, "A3", _formula("A3", "1")), (COVER, "A3"), "formel"),
    "name with a formula": Bad(
        replaced("xl/workbook.xml", "<definedNames>", '<definedNames><definedName name="svar">1+1</definedName>'),
        FILE,
        "det egna namnet 'svar'",
    ),
    "macros": Bad(with_part("xl/vbaProject.bin"), FILE, "makron"),
    "macros of old": Bad(with_part("xl/macrosheets/sheet1.xml"), FILE, "makron"),
    "macros allowed": Bad(
        replaced("[Content_Types].xml", "spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"), FILE, ".xlsm"
    ),
    "buttons": Bad(with_part("customUI/customUI14.xml"), FILE, "programkod"),
    "program": Bad(with_part("xl/activeX/activeX1.bin"), FILE, "programkod"),
    "link to a file": Bad(with_part("xl/externalLinks/externalLink1.xml"), FILE, "länkar till andra filer"),
    "file inside": Bad(with_part("xl/embeddings/oleObject1.bin"), FILE, "inbäddade filer"),
    "connection": Bad(with_part("xl/connections.xml"), FILE, "kopplingar"),
    "picture": Bad(with_part("xl/media/image1.png"), FILE, "bilder"),
    "text box": Bad(with_part("xl/drawings/drawing1.xml", b"<d><x:oneCellAnchor xmlns:x='x'/></d>"), FILE, "textrutor"),
    "comment at a cell": Bad(
        book(lambda b: setattr(b[B]["C2"], "comment", Comment("Se mejlet", "Anna"))), FILE, "kommentarer"
    ),
    # Files that are no form.
    "empty file": Bad(lambda: b"", FILE, "den är tom"),
    "cut short": Bad(lambda: form()[: len(form()) // 2], FILE, "ingen Excel-arbetsbok"),
    "cut inside": Bad(lambda: form()[:3000] + form()[5000:], FILE, "skadad"),
    "password or .xls": Bad(lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4000), FILE, "lösenord"),
    "locked member": Bad(encrypted_member, FILE, "skadad"),
    ".ods": Bad(open_document, FILE, ".ods"),
    ".csv": Bad(lambda: b"Kod;Yrke\r\n2221;x\r\n", FILE, "ingen Excel-arbetsbok"),
    ".txt": Bad(lambda: "Vi saknar sjuksköterskor".encode(), FILE, "ingen Excel-arbetsbok"),
    ".pdf": Bad(lambda: b"%PDF-1.7\n" + bytes(2000), FILE, "ingen Excel-arbetsbok"),
    "web page": Bad(lambda: b"<html><table><tr><td>=1+1</td></tr></table></html>", FILE, "ingen Excel-arbetsbok"),
    "zip of something else": Bad(lambda: packed({"x.txt": b"x"}), FILE, "ingen Excel-arbetsbok"),
    "larger than any form": Bad(lambda: form() + bytes(3 << 20), FILE, "större än 2 MB"),
    "packed in another way": Bad(lambda: packed(parts(), zipfile.ZIP_LZMA), FILE, "skadad"),
    "same member twice": Bad(twice_the_same_member, FILE, "samma del flera gånger"),
    "sheet without XML": Bad(lambda: packed({n: d for n, d in parts().items() if n != member(B)}), FILE, "skadad"),
    "sheet of rubbish": Bad(lambda: packed({**parts(), member(B): b"\x00\xff" * 99}), FILE, "skadad"),
    "letters of an unknown kind": Bad(in_sheet(B, 'encoding="UTF-8"', 'encoding="klingon"'), FILE, "skadad"),
    "letters that are packed": Bad(in_sheet(B, 'encoding="UTF-8"', 'encoding="zip"'), FILE, "skadad"),
    "cell without a place": Bad(
        in_sheet(B, "</sheetData>", '<row r="400"><c><v>1</v></c></row></sheetData>'), FILE, "skadad"
    ),
    "cell twice": Bad(in_sheet(B, "</sheetData>", f"<row r='400'>{number('A2', 1)}</row></sheetData>"), FILE, "skadad"),
    "cell with a number that is none": Bad(counted(B, "G2", "NaN"), FILE, "skadad"),
    "cell with a number that never ends": Bad(counted(B, "G2", "1e999"), FILE, "skadad"),
    "cell of an unknown kind": Bad(cell(B, "G2", '<c r="G2" t="zz"><v>1</v></c>'), FILE, "skadad"),
    "cell with a text that is not there": Bad(cell(B, "M2", '<c r="M2" t="s"><v>99999</v></c>'), FILE, "skadad"),
    "cell with the last text but one": Bad(cell(B, "M2", '<c r="M2" t="s"><v>-1</v></c>'), FILE, "skadad"),
    "cell with a format that is not there": Bad(cell(B, "G2", number("G2", 1, 9999)), FILE, "skadad"),
    "sheets of one name": Bad(replaced("xl/workbook.xml", 'name="Dialoger"', 'name="BEDÖMNING"'), FILE, "samma namn"),
    "sheet with a line in its name": Bad(
        replaced("xl/workbook.xml", 'name="Dialoger"', 'name="Dia&#10;loger"'), FILE, "namn som inget blad kan ha"
    ),
    "sheet with a long name": Bad(
        replaced("xl/workbook.xml", 'name="Dialoger"', f'name="{"D" * 100_000}"'), FILE, "namn som inget blad kan ha"
    ),
    "sheet named in pictures": Bad(
        replaced("xl/workbook.xml", 'name="Dialoger"', f'name="{"😀" * 26}"'), ("😀" * 26, ""), "hör inte till"
    ),
    "sheet named as a formula": Bad(
        replaced("xl/workbook.xml", 'name="Dialoger"', 'name="{=1+1}"'), ("{=1+1}", ""), "hör inte till"
    ),
    "diagram for a sheet": Bad(
        replaced("xl/_rels/workbook.xml.rels", "relationships/worksheet", "relationships/chartsheet"),
        (COVER, ""),
        "inget vanligt blad",
    ),
}
"""What somebody can hand in."""

BOMBS: dict[str, Bad] = {
    "cell in the last column": Bad(said(B, "XFD2", "x"), (B, "XFD2"), "bara 2000 rader och 60 kolumner"),
    "cell in the last row": Bad(said(B, "A1048576", "x"), (B, "A1048576"), "bara 2000 rader"),
    "a million rows": Bad(
        in_sheet(B, "</sheetData>", "".join(f'<row r="{r}"/>' for r in range(200, 250_000)) + "</sheetData>"),
        FILE,
        "skadad",
    ),
    "more cells than any form": Bad(spread_over(22_100), (B, "G1715"), "mer än 20000 ifyllda celler"),
    "blank cells without end": Bad(
        in_sheet(B, "</sheetData>", "<row>" + "<c/>" * 900_000 + "</row></sheetData>"), FILE, "skadad"
    ),
    "elements in one another": Bad(in_sheet(B, "<sheetData>", "<a>" * 900_000 + "<sheetData>"), FILE, "skadad"),
    "a text without end": Bad(in_sheet(B, "<sheetData>", f"<sheetData>{'&#10;x' * 1_400_000}"), FILE, "skadad"),
    "an attribute without end": Bad(in_sheet(B, "<sheetData>", f"<sheetData x='{'a' * 7_000_000}'>"), FILE, "skadad"),
    "inflates to 30 MB": Bad(in_sheet(B, "<sheetData>", "<sheetData>" + " " * 30_000_000), FILE, "skadad"),
    "lies about its size": Bad(lying_about_its_size, FILE, "skadad"),
    "20 000 members": Bad(
        lambda: packed({**parts(), **{f"xl/a{at}.xml": b"" for at in range(14_000)}}, zipfile.ZIP_STORED),
        FILE,
        "fler delar",
    ),
    "3 000 sheets": Bad(sheet_listed(3000), FILE, "fler blad"),
    "3 000 names": Bad(
        replaced(
            "xl/workbook.xml", "<definedNames>", "<definedNames>" + '<definedName name="x">1</definedName>' * 3000
        ),
        FILE,
        "egna namnet",
    ),
    "one long text in every row": Bad(with_text_of(32_767, 1_800), (B, "M200"), "32767 tecken"),
    "one endless text in every row": Bad(with_text_of(1_000_000, 1_800), FILE, "skadad"),
    "a code that is none in every row": Bad(
        in_sheet(
            D,
            "</sheetData>",
            "".join(f"<row r='{r}'>{text(f'C{r}', f'Systemutv {r} kod')}</row>" for r in range(200, 2000))
            + "</sheetData>",
        ),
        (D, "C200"),
        "ingen känd kod",
    ),
    "5 000 merged cells": Bad(
        in_sheet(B, "</sheetData>", "</sheetData><mergeCells>" + '<mergeCell ref="A1:B2"/>' * 5_000 + "</mergeCells>"),
        (B, "A1"),
        "sammanfogade",
    ),
    "document type": Bad(in_sheet(B, DECLARATION, f"{DECLARATION}<!DOCTYPE x>"), FILE, "skadad"),
    "billion laughs": Bad(in_sheet(B, DECLARATION, DECLARATION + LAUGHS), FILE, "skadad"),
    "billion laughs among the texts": Bad(
        replaced("xl/sharedStrings.xml", DECLARATION, DECLARATION + LAUGHS), FILE, "skadad"
    ),
    "entity of a file": Bad(
        in_sheet(B, DECLARATION, f'{DECLARATION}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'), FILE, "skadad"
    ),
}
"""What somebody can make to cost more than it should."""

UNBELIEVED: dict[str, Callable[[], bytes]] = {
    "reaches the last corner": in_sheet(B, '<dimension ref="', '<dimension ref="A1:XFD1048576" x="'),
    "four billion texts": replaced("xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="4294967295" x="'),
    "more texts than can be counted": replaced(
        "xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="18446744073709551615" x="'
    ),
    "a long attribute": in_sheet(B, "<sheetData>", f"<sheetData x='{'a' * 700_000}'>"),
    "four billion formats": replaced("xl/styles.xml", '<cellXfs count="', '<cellXfs count="4294967295" x="'),
}
"""Forms that say something odd of themselves, such as how large they are, and are otherwise right: it is not believed."""


@cache
def made(name: str) -> bytes:
    """The bytes of a bad form, made once."""
    return (BAD | BOMBS)[name].make()
