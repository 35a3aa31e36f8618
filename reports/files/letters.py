"""Which letters a font has. What is set on paper with a letter that it lacks would stop, and with it everything published."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FONTS = Path(str(files("reports"))) / "fonts"
IN_ITS_PLACE = "◊"
"""What stands where a letter cannot be shown. Pages and workbooks, which use the reader's own fonts, have the letter."""
_MARK = "\ufeff"
"""Says how a file's letters are written; in a text it is nothing, and a PDF may not have it."""
_WITHOUT_A_PICTURE = ("Cf", "Mn", "Me", "Zl", "Zp")
"""Kinds of signs that steer, or stand on, other letters."""


def shown(value: Any) -> Any:
    r"""JSON-ready data in which every letter can be shown in every font of the project.

    >>> shown({"a": ["Lärare Ω ≥ 5 → 6", "👩 x\x00"]})
    {'a': ['Lärare Ω ≥ 5 → 6', '◊ x◊']}
    """
    if isinstance(value, str):
        return value if letters().issuperset(map(ord, value)) else "".join(map(_shown, value))
    if isinstance(value, Mapping):
        return {name: shown(each) for name, each in value.items()}
    return [shown(each) for each in value] if isinstance(value, list | tuple) else value


def _shown(letter: str) -> str:
    if letter == _MARK:
        return ""
    if letter in "\n\t" or unicodedata.category(letter) in _WITHOUT_A_PICTURE or ord(letter) in letters():
        return letter
    return IN_ITS_PLACE


@cache
def letters() -> frozenset[int]:
    """The letters, by their numbers, that all fonts of the project have."""
    found = frozenset.intersection(*(frozenset(_of(path.read_bytes())) for path in FONTS.glob("*.ttf")))
    return frozenset(number for number in found if chr(number) != _MARK and unicodedata.category(chr(number)) != "Co")


def _of(font: bytes) -> Iterator[int]:
    """The letters of a TrueType font, from the table that says which picture each has (cmap, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    (start,) = (
        offset
        for tag, offset in (struct.unpack_from(">4s4xL", font, 12 + 16 * n) for n in range(tables))
        if tag == b"cmap"
    )
    (parts,) = struct.unpack_from(">H", font, start + 2)
    for at in {start + struct.unpack_from(">4xL", font, start + 4 + 8 * n)[0] for n in range(parts)}:
        (form,) = struct.unpack_from(">H", font, at)
        if form == 12:
            (groups,) = struct.unpack_from(">L", font, at + 12)
            for n in range(groups):
                first, last, _ = struct.unpack_from(">3L", font, at + 16 + 12 * n)
                yield from range(first, last + 1)
        elif form == 4:
            (twice,) = struct.unpack_from(">H", font, at + 6)
            ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
            starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
            for first, last in zip(starts, ends, strict=True):
                yield from range(first, min(last, 0xFFFE) + 1)
