"""The lines of a zip of JSON lines, streamed in blocks and verified to the last byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, cast

import msgspec
from isal import isal_zlib
from isal.igzip_lib import IsalError

from sources.archive import DAMAGED
from sources.errors import MalformedAnswer
from sources.http import Progress, silent

READ = 1 << 16
_BROKEN = (*DAMAGED, cast("type[Exception]", IsalError))  # the library's own description calls it an instance
_LOCAL_HEADER = 30
_NO_ADS = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$)")
_RAW_DEFLATE = -15
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, OverflowError, RecursionError)
"""What decoding a malformed line can raise: no JSON, wrong type, no UTF-8, a date outside time, nesting without end."""
LONGEST_LINE = 1 << 26
"""A line beyond this is no line: the archive is not JSON lines, or is made to fill the memory."""

LARGEST_INFLATED = 40 << 30
"""Bytes. A year of ads is about 4 GB of lines, and the largest archive that has been seen, of 1.34 GB, about 6."""
MOST_TIMES = 200
"""How much larger the lines may be than they are packed. Ads are four or five times as large, the source's other zips of JSON
eight or nine; only the same again and again is packed to so little."""


def blocks(archive: Path, inflater: ModuleType = isal_zlib, progress: Progress = silent) -> Iterator[bytes]:
    """Whole lines in blocks of about a hundred kilobytes.

    ``zipfile``'s own iteration over lines takes longer than everything else together, so the member is inflated here. That
    the inflated size and checksum are those of the zip's directory is what proves it whole: most flipped bits raise nothing.

    Args:
        archive: zip with exactly one member of JSON lines, beside folders and what an archiver adds of its own.
        inflater: module with ``decompressobj`` and ``crc32`` as in zlib.
        progress: told how many compressed bytes have been read.

    Yields:
        One or more whole lines; the last may lack its newline.

    Raises:
        MalformedAnswer: the zip is cut, damaged, does not hold exactly one member, or says that it unpacks to more than is sane.
    """
    try:
        with zipfile.ZipFile(archive) as zipped, archive.open("rb") as file:
            yield from _member(zipped, file, archive.name, inflater, progress)
    except _BROKEN as error:
        raise MalformedAnswer(
            f"{archive.name} är avkortat eller skadat ({error}). Inget är ersatt; kör igen senare."
        ) from error


def _member(
    zipped: zipfile.ZipFile, file: BinaryIO, name: str, inflater: ModuleType, progress: Progress
) -> Iterator[bytes]:
    # What an archiver adds of its own, folders and a Mac's notes, holds no ads.
    members = [m for m in zipped.infolist() if not (m.is_dir() or _NO_ADS.search(m.filename))]
    if len(members) != 1:
        raise MalformedAnswer(f"{name} ska ha en fil men har {len(members)}. Kontrollera arkivet hos källan.")
    (member,) = members
    if member.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        raise MalformedAnswer(f"{name} är packat på ett sätt som inte går att läsa. Kontrollera arkivet hos källan.")
    # What comes out is held against the announced size below, so that a size which lies is no way around this.
    if member.file_size > min(LARGEST_INFLATED, MOST_TIMES * member.compress_size):
        raise MalformedAnswer(
            f"{name} säger sig packas upp från {member.compress_size} till {member.file_size} byte, mer än något arkiv med annonser. "
            "Inget är ersatt; kontrollera arkivet hos källan."
        )
    zipped.open(member).close()  # refuses encryption, and a local header that is not the directory's
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    inflate = inflater.decompressobj(_RAW_DEFLATE).decompress if member.compress_type else bytes
    left, size, crc, rest = member.compress_size, 0, 0, b""
    while left:
        packed = file.read(min(READ, left))
        if not packed:
            break
        left -= len(packed)
        block = inflate(packed)
        size += len(block)
        crc = inflater.crc32(block, crc)
        if size > member.file_size:
            break
        cut = block.rfind(b"\n") + 1
        if cut:
            yield rest + block[:cut]
            rest = block[cut:]
        else:
            rest += block
            if len(rest) > LONGEST_LINE:
                raise MalformedAnswer(f"{name} har en rad utan slut. Kontrollera arkivet hos källan.")
        progress(member.compress_size - left, member.compress_size)
    if (left, size, crc) != (0, member.file_size, member.CRC):
        raise MalformedAnswer(
            f"{name} stämmer inte med sin egen storlek och kontrollsumma. Inget är ersatt; kör igen senare."
        )
    if rest:
        yield rest
