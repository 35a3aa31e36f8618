"""From a zip of JSON lines to one Parquet file without free text, contacts or identity numbers of persons."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from sources.archive import DAMAGED
from sources.errors import MalformedAnswer

READER_VERSION = 1
SOLE_TRADER = "enskild"
_BLOCK, _ROWS = 1 << 18, 1 << 16
_KEPT_FAULTS = 20
_MOST = 2**31
"""A number of posts beyond this is no number of posts, and would not fit its column."""
_REFUSED = (msgspec.DecodeError, UnicodeDecodeError, OverflowError, RecursionError)
"""What a malformed line can raise: no JSON, wrong type, no UTF-8, a date outside time, nesting without end."""

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("publication_date", pa.timestamp("s")),
        ("occupation_group", pa.string()),
        ("occupation_field", pa.string()),
        ("municipality_code", pa.string()),
        ("region_code", pa.string()),
        ("country_code", pa.string()),
        ("number_of_vacancies", pa.int64()),
        ("organization_number", pa.string()),
    ]
)


class Concept(msgspec.Struct, gc=False):
    """A taxonomy concept; SSYK4 and AF-yrkesområde are its legacy id."""

    legacy_ams_taxonomy_id: str | None = None


class Employer(msgspec.Struct, gc=False):
    """Only the number; name and contact are never read."""

    organization_number: str | None = None


class Address(msgspec.Struct, gc=False):
    """Codes only."""

    municipality_code: str | None = None
    region_code: str | None = None
    country_code: str | None = None


class Ad(msgspec.Struct, gc=False):
    """The fields that are kept. Taxonomy fields are an object in some archives and a list of objects in others."""

    id: str | int
    publication_date: datetime
    original_id: str | int | None = None
    occupation_group: Concept | list[Concept] | None = None
    occupation_field: Concept | list[Concept] | None = None
    employer: Employer | None = None
    workplace_address: Address | None = None
    number_of_vacancies: Annotated[int, msgspec.Meta(ge=-_MOST, le=_MOST)] | None = None


@dataclass(frozen=True)
class Counts:
    """Lines read, lines refused, and where the first refused ones are (line number and reason, never the text)."""

    lines: int
    malformed: int
    first_malformed: tuple[str, ...]


_decoder = msgspec.json.Decoder(Ad)
_plain_row = attrgetter(
    "occupation_group.legacy_ams_taxonomy_id",
    "occupation_field.legacy_ams_taxonomy_id",
    "workplace_address.municipality_code",
    "workplace_address.region_code",
    "workplace_address.country_code",
    "number_of_vacancies",
    "employer.organization_number",
)
_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_WRITTEN = re.compile(r"[0-9][0-9 -]*")


def mask(number: str | None) -> str | None:
    """A legal person's ten digits; ``enskild`` for everything that can be a person's identity number.

    In a legal person's number the third digit is at least 2; in a person's it is the first digit of the month.

    >>> mask("212000-1234"), mask("720315-1234"), mask("19720315-1234"), mask("165566778899"), mask(None)
    ('2120001234', 'enskild', 'enskild', '5566778899', None)
    """
    if not number:
        return None
    if not _WRITTEN.fullmatch(number.strip()):
        return SOLE_TRADER
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if len(digits) == 10 and digits[2] >= "2":
        return digits
    return SOLE_TRADER


def reduce_archive(archive: Path, target: Path) -> Counts:
    """Stream an archive into Parquet.

    Args:
        archive: zip with exactly one member of JSON lines.
        target: Parquet file to write; complete or absent.

    Returns:
        Counts of lines.

    Raises:
        MalformedAnswer: the zip is cut, damaged, or does not hold exactly one member.
    """
    partial = target.with_suffix(".part")
    lines = malformed = 0
    faults: list[str] = []
    rows: list[tuple[object, ...]] = []
    with pq.ParquetWriter(partial, SCHEMA, compression="zstd") as writer:
        for block in _blocks(archive):
            got, seen, refused = _parse(block, lines)
            rows += got
            lines += seen
            malformed += len(refused)
            faults += refused[: max(0, _KEPT_FAULTS - len(faults))]
            if len(rows) >= _ROWS:
                writer.write_table(_table(rows))
                rows = []
        if rows:
            writer.write_table(_table(rows))
    os.replace(partial, target)
    return Counts(lines, malformed, tuple(faults))


def _blocks(archive: Path) -> Iterator[bytes]:
    """Whole lines in blocks; the size and checksum of the member are verified at the end."""
    try:
        with zipfile.ZipFile(archive) as zipped:
            members = zipped.infolist()
            if len(members) != 1:
                raise MalformedAnswer(
                    f"{archive.name} ska ha en fil men har {len(members)}. Kontrollera arkivet hos källan."
                )
            rest = b""
            with zipped.open(members[0]) as file:
                while block := file.read(_BLOCK):
                    cut = block.rfind(b"\n") + 1
                    if cut:
                        yield rest + block[:cut]
                        rest = block[cut:]
                    else:
                        rest += block
            if rest:
                yield rest
    except DAMAGED as error:
        raise MalformedAnswer(
            f"{archive.name} är avkortat eller skadat ({error}). Inget är ersatt; kör igen senare."
        ) from error


def _parse(block: bytes, before: int) -> tuple[list[tuple[object, ...]], int, list[str]]:
    """Rows of a block, number of lines, and the refused ones. A clean block is decoded in one go.

    The decoder passes over blank lines; a block that has one goes line by line, so that it is counted as refused.
    """
    try:
        ads = _decoder.decode_lines(block)
        blank = b"\n\n" in block or block.startswith(b"\n")
        if not blank and len(ads) == block.count(b"\n") + (not block.endswith(b"\n")):
            return [_row(ad) for ad in ads], len(ads), []
        return _parse_line_by_line(block, before)
    except _REFUSED:
        return _parse_line_by_line(block, before)


def _parse_line_by_line(block: bytes, before: int) -> tuple[list[tuple[object, ...]], int, list[str]]:
    rows: list[tuple[object, ...]] = []
    refused: list[str] = []
    lines = block.split(b"\n")
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, before + 1):
        try:
            rows.append(_row(_decoder.decode(line)))
        except _REFUSED as error:
            refused.append(f"rad {number}: {type(error).__name__}")
    return rows, len(lines), refused


def _row(ad: Ad) -> tuple[object, ...]:
    key = str(ad.original_id or ad.id)
    try:
        group, area, municipality, county, country, posts, number = _plain_row(ad)
    except AttributeError:
        address, employer = ad.workplace_address or Address(), ad.employer or Employer()
        group, area = _first(ad.occupation_group), _first(ad.occupation_field)
        municipality, county, country = address.municipality_code, address.region_code, address.country_code
        posts, number = ad.number_of_vacancies, employer.organization_number
    return key, _local(ad.publication_date), group, area, municipality, county, country, posts, mask(number)


def _local(moment: datetime) -> datetime:
    """Swedish local time; the source's times without offset already are."""
    return moment if moment.tzinfo is None else moment.astimezone(_STOCKHOLM).replace(tzinfo=None)


def _first(concept: Concept | list[Concept] | None) -> str | None:
    if isinstance(concept, list):
        concept = concept[0] if concept else None
    return concept.legacy_ams_taxonomy_id if concept else None


def _table(rows: list[tuple[object, ...]]) -> pa.Table:
    return pa.table(
        [pa.array(column, f.type) for column, f in zip(zip(*rows, strict=True), SCHEMA, strict=True)], SCHEMA
    )
