"""From a zip of JSON lines to one Parquet file without free text, contacts or identity numbers of persons."""

from __future__ import annotations

import gc
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from isal import isal_zlib
from pandas.util import hash_array

from assets.reference.employers import staffing_names
from sources.arbetsformedlingen.ad_forms import BYTE_ORDER_MARK, CODE_FORMS, IDENTITY, MOST_POSTS, identity, mended
from sources.arbetsformedlingen.json_lines import UNREADABLE, blocks
from sources.errors import MalformedAnswer
from sources.http import Progress, silent
from sources.snapshot import STOCKHOLM

READER_VERSION = 5
REFUSED = "olasliga.parquet"
"""File of the lines that could not be read, with the columns FAULTS."""
SOLE_TRADER = "enskild"
UNTIL_FURTHER_NOTICE = "1"
"""The source's code for employment without an end (tills vidare)."""
_ROWS = 1 << 14
_KEPT_FAULTS = 10_000
"""Refused lines beyond these are counted only; an archive with so many stops the run anyway."""
_MOST_REFUSED, _MOST_REFUSED_SHARE = 100_000, 0.1
"""When more lines than this, and this share of them, are refused, the rest is not read: it is another file."""

AD_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("publication_date", pa.timestamp("s")),
        ("removed_date", pa.date32()),
        ("last_publication_date", pa.date32()),
        ("occupation_group", pa.string()),
        ("occupation_group_concept", pa.string()),
        ("occupation_field", pa.string()),
        ("duration", pa.string()),
        ("municipality_code", pa.string()),
        ("region_code", pa.string()),
        ("country_code", pa.string()),
        ("number_of_vacancies", pa.int64()),
        ("organization_number", pa.string()),
        ("fingerprint", pa.int64()),
        ("staffing_by_name", pa.bool_()),
    ]
)
"""``fingerprint`` is of the headline's words, which are not kept. Nor is the employer's name, only whether it is one that staffing
agencies have (``staffing_by_name``). ``occupation_group_concept`` stands in for a group without a
code."""
FAULTS = pa.schema([("rad", pa.int64()), ("byte", pa.int64()), ("sha256", pa.string()), ("orsak", pa.string())])
"""A refused line: which it is, how long, its checksum and what was wrong. Its text may name persons and is not kept."""


class AdConcept(msgspec.Struct, gc=False):
    """A taxonomy concept; SSYK4 and AF-yrkesområde are its legacy id."""

    legacy_ams_taxonomy_id: str | None = None
    concept_id: str | None = None


class Duration(msgspec.Struct, gc=False):
    """How long the employment is; the ads of some years have only a label."""

    legacy_ams_taxonomy_id: str | None = None
    label: str | None = None


class Employer(msgspec.Struct, gc=False):
    """The number, and the name to see what it tells of the employer; contacts are never read."""

    organization_number: str | None = None
    name: str | None = None


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
    headline: str | None = None
    removed_date: str | None = None
    last_publication_date: str | None = None
    application_deadline: str | None = None
    occupation_group: AdConcept | list[AdConcept] | None = None
    occupation_field: AdConcept | list[AdConcept] | None = None
    duration: Duration | list[Duration] | None = None
    employer: Employer | None = None
    workplace_address: Address | None = None
    number_of_vacancies: Annotated[int, msgspec.Meta(ge=-MOST_POSTS, le=MOST_POSTS)] | None = None


AdRow = tuple[Any, ...]


class LocalAd(Ad, gc=False):
    """An ad whose time has no offset, as the source writes it; another is read by the slower way."""

    publication_date: Annotated[datetime, msgspec.Meta(tz=False)]


_decoder = msgspec.json.Decoder(Ad)
_fast_decoder = msgspec.json.Decoder(LocalAd)
_plain_row = attrgetter(
    "id",
    "original_id",
    "publication_date",
    "removed_date",
    "last_publication_date",
    "application_deadline",
    "occupation_group.legacy_ams_taxonomy_id",
    "occupation_group.concept_id",
    "occupation_field.legacy_ams_taxonomy_id",
    "duration.legacy_ams_taxonomy_id",
    "duration.label",
    "workplace_address.municipality_code",
    "workplace_address.region_code",
    "workplace_address.country_code",
    "number_of_vacancies",
    "employer.organization_number",
    "headline",
    "employer.name",
)
_PUBLISHED = 2
_WRITTEN = re.compile(r"[0-9][0-9 -]*")


@dataclass
class LineCounts:
    """Lines read, lines refused, and which those are (columns of FAULTS)."""

    lines: int = 0
    malformed: int = 0
    faults: list[tuple[int, int, str, str]] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    """Field → ads in which it could not be read, and which are counted without it."""

    def refuse(self, line: bytes, error: Exception) -> None:
        """Count the line that was just read as refused."""
        self.malformed += 1
        if self.malformed > _MOST_REFUSED and self.malformed > _MOST_REFUSED_SHARE * self.lines:
            raise MalformedAnswer(
                f"{self.malformed} av de första {self.lines} raderna går inte att läsa som annonser. Inget är ersatt; kontrollera "
                "filen hos källan."
            )
        if len(self.faults) < _KEPT_FAULTS:
            self.faults.append((self.lines, len(line), hashlib.sha256(line).hexdigest(), type(error).__name__))

    def said(self) -> list[str]:
        """What could not be read and was counted without, in sentences."""
        return [f"{name} gick inte att läsa i {count} annonser och saknas i dem." for name, count in self.lost.items()]

    def table(self) -> pa.Table:
        """The refused lines."""
        return pa.Table.from_pylist([dict(zip(FAULTS.names, fault, strict=True)) for fault in self.faults], FAULTS)


@lru_cache(maxsize=1 << 16)
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


@cache
def _staffing_names() -> re.Pattern[str]:
    patterns = (r"\s+".join(map(re.escape, words.split())) for words in staffing_names())
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


@lru_cache(maxsize=1 << 16)
def staffing_by_name(name: str | None) -> bool:
    """Whether an employer's name has a word that only staffing agencies have: whole words, whatever the case.

    >>> [staffing_by_name(name) for name in ("Nords BEMANNING AB", "Bemanningsenheten", "Rekrytering & Personal AB", None)]
    [True, False, False, False]
    """
    return name is not None and _staffing_names().search(name.casefold()) is not None


def fingerprints(headlines: Sequence[str | None]) -> pa.Array:
    """The same number for the same words, whatever the case, punctuation and spaces; the words cannot be read from it.

    Args:
        headlines: of ads.

    Returns:
        One whole number per headline; null where there are no words.

    >>> same, other, natt, none = fingerprints(["Undersköterska, natt!", " undersköterska  NATT", "Natt", "?"]).to_pylist()
    >>> same == other, same == natt, none
    (True, False, None)
    """
    # Words of letters and digits in any script; the columnar functions are many times faster than a loop.
    words = pc.replace_substring_regex(pc.utf8_lower(pa.array(headlines, pa.string())), r"[^\pL\pN]+", " ")
    words = pc.utf8_trim_whitespace(words)
    missing = pc.fill_null(pc.equal(words, ""), True)
    numbers = hash_array(pc.fill_null(words, "").to_numpy(zero_copy_only=False), categorize=False)
    return pc.if_else(missing, pa.scalar(None, pa.int64()), pa.array(numbers.view("int64")))


def reduce_archive(
    archive: Path, target: Path, counts: LineCounts, inflater: ModuleType = isal_zlib, progress: Progress = silent
) -> None:
    """Stream an archive into Parquet.

    Args:
        archive: zip with exactly one member of JSON lines.
        target: Parquet file to write; complete or absent.
        counts: of lines, empty; filled while the archive is read.
        inflater: module with ``decompressobj`` and ``crc32`` as in zlib.
        progress: told how many compressed bytes have been read.

    Raises:
        MalformedAnswer: the zip is cut, damaged, or does not hold exactly one member.
    """
    write_reduced(target, (parse(block, counts) for block in blocks(archive, inflater, progress)))


def write_reduced(target: Path, parts: Iterable[list[AdRow]]) -> None:
    """Write rows of ``parse`` to a Parquet file with the columns of AD_SCHEMA; complete or absent."""
    partial = target.with_suffix(".part")
    with (
        _no_collection(),
        pq.ParquetWriter(partial, AD_SCHEMA, compression="zstd") as writer,
        ThreadPoolExecutor(1) as beside,
    ):
        # The columnar functions let another thread read on; one batch waits at most, so the memory is bounded.
        written: Future[None] | None = None
        for rows in _batches(parts):
            if written is not None:
                written.result()
            written = beside.submit(lambda rows: writer.write_table(table(rows)), rows)
        if written is not None:
            written.result()
    os.replace(partial, target)


def _batches(parts: Iterable[list[AdRow]]) -> Iterator[list[AdRow]]:
    rows: list[AdRow] = []
    for part in parts:
        rows += part
        if len(rows) >= _ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


@contextmanager
def _no_collection() -> Iterator[None]:
    """Nothing that is read has cycles, and looking for them among so many rows takes a seventh of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def parse(block: bytes, counts: LineCounts) -> list[AdRow]:
    """Rows of a block of whole lines, for ``table``; what cannot be read is counted. A clean block is decoded in one go.

    The decoder passes over blank lines; a block that has one goes line by line, so that it is counted as refused.
    """
    try:
        ads = _fast_decoder.decode_lines(block)
        if len(ads) != block.count(b"\n") + (not block.endswith(b"\n")):
            return _line_by_line(block, counts)
        rows = _rows(ads)
    except UNREADABLE:
        return _line_by_line(block, counts)
    if not all(IDENTITY.fullmatch(str(each)) for ad in ads for each in (ad.id, ad.original_id) if each):
        return _line_by_line(block, counts)
    counts.lines += len(rows)
    return rows


def _rows(ads: Sequence[Ad]) -> list[AdRow]:
    try:
        return list(map(_plain_row, ads))
    except AttributeError:
        return [_row(ad) for ad in ads]


def _line_by_line(block: bytes, counts: LineCounts) -> list[AdRow]:
    rows: list[AdRow] = []
    lines = block.split(b"\n")
    if not lines[-1]:
        lines.pop()
    for line in lines:
        counts.lines += 1
        try:
            row = _row(_read(line.removeprefix(BYTE_ORDER_MARK) if counts.lines == 1 else line, counts))
            rows.append((*row[:_PUBLISHED], _swedish(row[_PUBLISHED]), *row[_PUBLISHED + 1 :]))
        except UNREADABLE as error:
            counts.refuse(line, error)
    return rows


def _read(line: bytes, counts: LineCounts) -> Ad:
    """An ad in whatever form its fields are; a field that cannot be read is counted and missing."""
    try:
        ad = _decoder.decode(line)
    except msgspec.ValidationError:
        fields, lost = mended(line)
        for name in lost:
            counts.lost[name] = counts.lost.get(name, 0) + 1
        return msgspec.convert(fields, Ad)
    ad.id, ad.original_id = identity(ad.id), identity(ad.original_id) if ad.original_id else None
    return ad


def _row(ad: Ad) -> AdRow:
    try:
        row: AdRow = _plain_row(ad)
    except AttributeError:
        ad.occupation_group = _first(ad.occupation_group, AdConcept)
        ad.occupation_field = _first(ad.occupation_field, AdConcept)
        ad.duration = _first(ad.duration, Duration)
        ad.employer = ad.employer or Employer()
        ad.workplace_address = ad.workplace_address or Address()
        row = _plain_row(ad)
    return row


def _first(concept: Any, empty: type[Any]) -> Any:
    if isinstance(concept, list):
        concept = concept[0] if concept else None
    return concept or empty()


def _swedish(moment: datetime) -> datetime:
    """Local time; the source's times without offset already are."""
    return moment if moment.tzinfo is None else moment.astimezone(STOCKHOLM).replace(tzinfo=None)


def table(rows: Sequence[AdRow]) -> pa.Table:
    """Rows of ``parse`` as a table with the columns of AD_SCHEMA. Times are Swedish local time, as the source's are."""
    (
        ident,
        original,
        published,
        removed,
        last,
        deadline,
        group,
        concept,
        area,
        length,
        length_label,
        *place_and_more,
    ) = zip(*rows, strict=True)
    municipality, county, country, posts, number, headline, name = place_and_more
    columns = [
        [str(o or i) for o, i in zip(original, ident, strict=True)],
        # Many times faster than to seconds at once, and the fraction is cut all the same.
        pa.array(published, pa.timestamp("us")).cast(pa.timestamp("s"), safe=False),
        _days(removed),
        _days(tuple(n or d for n, d in zip(last, deadline, strict=True))),
        group,
        [None if g else c for g, c in zip(group, concept, strict=True)],
        area,
        [c or _duration_code(n) for c, n in zip(length, length_label, strict=True)],
        municipality,
        county,
        country,
        posts,
        [mask(n) for n in number],
        fingerprints(headline),
        [staffing_by_name(n) for n in name],
    ]
    arrays = [c if isinstance(c, pa.Array) else pa.array(c, f.type) for c, f in zip(columns, AD_SCHEMA, strict=True)]
    return pa.table([_only_codes(c, f.name) for c, f in zip(arrays, AD_SCHEMA, strict=True)], AD_SCHEMA)


def _only_codes(column: pa.Array, name: str) -> pa.Array:
    """The column without what does not look like a code, which may be about a person."""
    if name not in CODE_FORMS:
        return column
    return pc.if_else(pc.match_substring_regex(column, CODE_FORMS[name]), column, pa.scalar(None, pa.string()))


def _days(texts: Sequence[str | None]) -> pa.Array:
    """Dates out of time stamps; what is no date is none, since nothing is counted by it."""
    written = pc.utf8_slice_codeunits(pa.array(texts, pa.string()), 0, 10)
    return pc.strptime(written, "%Y-%m-%d", "s", error_is_null=True).cast(pa.date32())


def _duration_code(label: str | None) -> str | None:
    """The code of a duration that has only a label, which in the archives of 2020–21 is upper-case with underscores."""
    return UNTIL_FURTHER_NOTICE if label and label.casefold().replace("_", " ") == "tills vidare" else None
