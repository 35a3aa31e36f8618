"""An Excel workbook as what it is: a zip of XML files, inflated under limits and read without document types."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from sources.archive import DAMAGED
from sources.errors import MalformedAnswer, SourceChanged

LARGEST_MEMBER = 2 << 30
"""Bytes. The pivot cache of the areas of occupation is several hundred MB of XML; more than this is a bomb."""
LARGEST_WORKBOOK = 3 << 30
LARGEST_SHEET = 1 << 24
"""Cells up to the last row and column, which a sheet takes memory for whether they are filled or not."""
LONGEST_TAG = 1 << 20
"""Bytes of one tag or comment. The parser reads one that has not ended again from its beginning with each block, so that the work
grows as the square of its length: 100 MB took 40 s. A cell holds 32,767 characters, so no attribute that is written is near it."""
LONGEST_COLUMN = 3
"""Letters of a column. The last that a spreadsheet program knows is XFD."""
_PLACE = re.compile(rf"([A-Z]{{0,{LONGEST_COLUMN}}})([0-9]{{0,7}})")
"""A row's number, or a cell's column and row. Longer ones mean arithmetic with numbers of any length before they are refused."""
_SHOWN = 20
"""Characters of a place that is refused, in the sentence about it."""
_BLOCK = 1 << 18
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED: tuple[type[Exception], ...] = (*DAMAGED, expat.ExpatError)
_SHEETS_NEED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/(?:_rels|worksheets)/[^/]+\.(?:xml|rels)"
)

Start = Callable[[str, dict[str, str]], None]


class Package:
    """The members of one workbook. Everything that is read from it counts towards what it may inflate to."""

    def __init__(self, zipped: zipfile.ZipFile, largest: int) -> None:
        self._zipped, self._largest = zipped, largest
        self._inflated = 0
        self.names = zipped.namelist()
        for member in zipped.infolist():
            _require(member.file_size <= LARGEST_MEMBER, f"{member.filename} packas upp till", LARGEST_MEMBER)
            if member.compress_type not in _PACKED:
                # The format knows no other way; unpacking another can take any memory, and fail in ways of its own.
                raise MalformedAnswer(f"{member.filename} är packad på ett sätt som inte läses.")
        _require(sum(m.file_size for m in zipped.infolist()) <= largest, "Den packas upp till", largest)

    def parse(
        self,
        name: str,
        start: Start | None = None,
        end: Callable[[str], None] | None = None,
        copy: Callable[[bytes], object] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Read one member in blocks.

        Args:
            name: of the member.
            start: told the tag and attributes of every element that begins.
            end: told the tag of every element that ends.
            copy: given the bytes as well, in order.
            text: told what stands between the tags, in one piece or more.

        Raises:
            MalformedAnswer: it inflates to more than is sane, has a tag without end, or a document type declaration.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        fed = 0
        with self._zipped.open(name) as file:
            while block := file.read(_BLOCK):
                # The size that a member declares can be a lie; what comes out of it cannot.
                self._inflated += len(block)
                _require(self._inflated <= self._largest, "Den packas upp till", self._largest)
                parser.Parse(block, False)
                fed += len(block)
                _require(
                    fed - parser.CurrentByteIndex <= LONGEST_TAG, f"En tagg eller kommentar i {name} är", LONGEST_TAG
                )
                if copy is not None:
                    copy(block)
        parser.Parse(b"", True)

    def related(self, name: str, kind: str) -> str:
        """The member that a member names as its own of that kind, such as the records of a pivot cache."""
        folder, base = posixpath.split(name)
        found: list[str] = []

        def start(_: str, attributes: dict[str, str]) -> None:
            if attributes.get("Type", "").endswith(f"/{kind}"):
                found.append(posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/"))

        self.parse(f"{folder}/_rels/{base}.rels", start)
        if len(found) != 1:
            raise MalformedAnswer(
                f"{name} hänvisar till {len(found)} {kind}, inte ett. Inget är ersatt; kör igen senare."
            )
        return found[0]

    def sheets_only(self) -> io.BytesIO:
        """A copy with the sheets and what they need, in which every byte has been read under the limits.

        For a reader that inflates on its own: it meets nothing but what was looked at here.
        """
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for name in filter(_SHEETS_NEED.fullmatch, dict.fromkeys(self.names)):
                extent = _Extent(name)
                with target.open(name, "w") as member:
                    self.parse(name, extent.start, copy=member.write)
                extent.require_sane()
        copy.seek(0)
        return copy


class _Extent:
    """How many cells a sheet has, and how far they reach. One cell in the last corner is 17 billion."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._columns: set[str] = set()
        self._rows: set[str] = set()
        self._elements = 0

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > LARGEST_SHEET:
            self._require(self._elements)
        # Rows and cells are what has such an attribute; the tag may have any prefix.
        place = attributes.get("r")
        if place is not None:
            found = _PLACE.fullmatch(place)
            if found is None:
                raise MalformedAnswer(
                    f"{self._name} har en cell eller rad på platsen {place[:_SHOWN]!r}, som inte finns i något blad. "
                    "Kontrollera arbetsboken hos källan."
                )
            self._columns.add(found[1])
            self._rows.add(found[2])

    def require_sane(self) -> None:
        width = max((column_number(letters) for letters in self._columns), default=0)
        height = max((int(digits) for digits in self._rows), default=0)
        self._require(width * height)

    def _require(self, cells: int) -> None:
        _require(cells <= LARGEST_SHEET, f"{self._name} har", LARGEST_SHEET, "celler")


def column_number(letters: str) -> int:
    """The number of a column, A is 1.

    Raises:
        ValueError: the text is no column, or has more letters than one.

    >>> column_number("A"), column_number("Z"), column_number("AA"), column_number("XFD")
    (1, 26, 27, 16384)
    """
    if len(letters) > LONGEST_COLUMN:
        raise ValueError(f"a column of {len(letters)} letters")
    number = 0
    for letter in letters:
        number = number * 26 + int(letter, 36) - 9
    return number


def _require(sane: bool, what: str, limit: int, unit: str = "byte") -> None:
    if not sane:
        raise MalformedAnswer(f"{what} mer än {limit} {unit} och läses inte. Kontrollera arbetsboken hos källan.")


def _refuse_doctype(*_: object) -> None:
    raise MalformedAnswer("Arbetsboken innehåller en dokumenttypsdeklaration och läses inte.")


@contextmanager
def opened(workbook: Path, largest: int | None = None) -> Iterator[Package]:
    """A workbook for reading; every way in which it can be damaged is one error.

    Args:
        workbook: the file.
        largest: bytes that it may inflate to; ``LARGEST_WORKBOOK`` when nothing is said.

    Raises:
        MalformedAnswer: it is damaged, holds a document type declaration, or unpacks to more than is sane.
    """
    try:
        with zipfile.ZipFile(workbook) as zipped:
            yield Package(zipped, LARGEST_WORKBOOK if largest is None else largest)
    except _DAMAGED as error:
        raise MalformedAnswer(f"{workbook.name} är skadad ({error}). Inget är ersatt; kör igen senare.") from error


def lacking(workbook: Path, what: str) -> SourceChanged:
    """The error for a workbook that no longer has what is read from it."""
    return SourceChanged(f"{workbook.name} har {what}. Kontrollera arbetsboken hos källan.")
