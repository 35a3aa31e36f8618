"""The items of a JSON array of ads, in pieces, so that no more than a few megabytes of it are held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

import msgspec

from sources.arbetsformedlingen.json_lines import UNREADABLE
from sources.errors import MalformedAnswer

PIECE = 1 << 20
LONGEST_ITEM = 8 << 20
"""Bytes that may go by before another ad begins; an ad has some kilobytes. A list of nothing but short values takes forty times its
size in memory, so a piece is not let grow."""
MOST_CUTS = 64
"""Places where a piece is tried to be cut. The first is nearly always right; of an answer that is made to be slow it must end."""
_OPENING = re.compile(rb'\{\s*"[^"]*"')


def items(body: BinaryIO, url: str) -> Iterator[bytes]:
    """The items of an array, as they are written.

    An array of half a gigabyte is read in as good as the same time as when it is decoded whole.

    Args:
        body: where the array begins.
        url: where it came from, for the sentences.

    Raises:
        MalformedAnswer: the array is cut, or goes on without ads.
    """
    rest = body.read(PIECE).lstrip()[1:]
    first = _OPENING.search(rest)
    try:
        while block := body.read(PIECE):
            whole, rest = _cut(rest + block, first[0]) if first else ([], rest + block)
            yield from map(bytes, whole)
            if len(rest) > LONGEST_ITEM:
                raise MalformedAnswer(
                    f"{url} svarade med en lista där ingen annons börjar på {LONGEST_ITEM >> 20} MB. Inget är ersatt; "
                    "kontrollera källan."
                )
        yield from map(bytes, msgspec.json.decode(b"[" + rest, type=list[msgspec.Raw]))
    except UNREADABLE as error:
        raise MalformedAnswer(f"{url} slutade mitt i en lista. Inget är ersatt; kör igen senare.") from error


def _cut(piece: bytes, opening: bytes) -> tuple[list[msgspec.Raw], bytes]:
    """The whole items that a piece begins with, and what is left of it.

    Ads begin with the same name, which a part of an ad or a text may do too. What comes before it is then no whole list, since
    something in it is still open.
    """
    end = len(piece)
    for _ in range(MOST_CUTS):
        end = piece.rfind(opening, 1, end)
        if end < 0:
            break
        before = piece[:end].rstrip()
        if before.endswith(b","):
            with suppress(*UNREADABLE):
                return msgspec.json.decode(b"[" + before[:-1] + b"]", type=list[msgspec.Raw]), piece[end:]
    return [], piece
