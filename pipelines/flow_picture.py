"""``docs/flode.svg``, the flow with its rooms as they are in the project now: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from pipelines.settings import ROOT

TARGET = ROOT / "docs" / "flode.svg"
_WIDE, _HIGH, _GAP, _LINE, _TOP = 176, 34, 38, 21, 64
_INK, _PALE, _LINES = "#1d2733", "#eef3f7", "#5b7083"
_SHARED = {"common", "entry", "registry", "base", "definitions"}
"""Modules that belong to every subject."""


def text() -> str:
    """The picture as SVG."""
    columns = [
        ("sources/catalogue", "vad som hämtas", _rooms("sources/catalogue")),
        ("assets/staged", "en tabell per källtabell", _rooms("assets/staged")),
        ("assets/marts", "ett rum per ämne", _rooms("assets/marts")),
        ("assets/published", "en DuckDB-fil", ["warehouse"]),
        ("reports", "det som läsaren får", _rooms("reports")),
    ]
    rows = max(len(rooms) for _, _, rooms in columns)
    foot = _TOP + _HIGH + rows * _LINE + 18
    width = len(columns) * (_WIDE + _GAP) - _GAP + 20
    parts = [part for at, column in enumerate(columns) for part in _column(10 + at * (_WIDE + _GAP), foot, *column)]
    parts += [_arrow(10 + at * (_WIDE + _GAP) + _WIDE) for at in range(len(columns) - 1)]
    parts += _checks(10 + _WIDE + _GAP, foot + 30, 2 * _WIDE + _GAP)
    label = "Flödet: källor, staged, marts, lagret och rapporter, med kontroller och grind under"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {foot + 112}" role="img" aria-label="{label}" '
        f'font-family="sans-serif" font-size="13" fill="{_INK}">\n'
        f'<text x="10" y="24" font-size="16" font-weight="bold">Från källa till läsare</text>\n{"".join(parts)}</svg>\n'
    )


def _rooms(folder: str) -> list[str]:
    """The subjects' folders, or its modules where it has no folders."""
    place = ROOT / folder
    folders = sorted(path.name for path in place.iterdir() if (path / "__init__.py").is_file())
    return folders or sorted({path.stem for path in place.glob("[a-z]*.py")} - _SHARED)


def _column(x: int, foot: int, path: str, says: str, rooms: list[str]) -> Iterator[str]:
    yield f'<rect x="{x}" y="{_TOP - 24}" width="{_WIDE}" height="{foot - _TOP + 24}" rx="6" fill="{_PALE}"/>\n'
    yield f'<text x="{x + 10}" y="{_TOP}" font-weight="bold">{escape(path)}</text>\n'
    yield f'<text x="{x + 10}" y="{_TOP + 17}" fill="{_LINES}" font-size="12">{escape(says)}</text>\n'
    for at, room in enumerate(rooms):
        yield f'<text x="{x + 10}" y="{_TOP + _HIGH + 10 + at * _LINE}">{escape(room)}</text>\n'


def _arrow(x: int) -> str:
    y = _TOP - 4
    return f'<path d="M{x + 6} {y}h{_GAP - 16}m-7 -5l7 5l-7 5" fill="none" stroke="{_LINES}" stroke-width="2"/>\n'


def _checks(x: int, y: int, width: int) -> Iterator[str]:
    """What judges the tables, and the gate that the warehouse and the publication stand behind."""
    subjects = ", ".join(sorted(_rules()))
    yield f'<rect x="{x}" y="{y}" width="{width}" height="66" rx="6" fill="none" stroke="{_LINES}" stroke-dasharray="5 4"/>\n'
    yield f'<text x="{x + 10}" y="{y + 20}" font-weight="bold">checks/rules</text>\n'
    for at, line in enumerate(_wrapped(subjects, 62)):
        yield f'<text x="{x + 10}" y="{y + 38 + at * 17}" font-size="12">{escape(line)}</text>\n'
    gate = x + width + _GAP
    yield f'<path d="M{x + width + 6} {y + 33}h{_GAP - 16}m-7 -5l7 5l-7 5" fill="none" stroke="{_LINES}" stroke-width="2"/>\n'
    yield f'<rect x="{gate}" y="{y}" width="{_WIDE}" height="66" rx="6" fill="{_INK}"/>\n'
    middle = gate + _WIDE // 2
    yield f'<path d="M{middle} {y - 4}v-18m-5 7l5 -7l5 7" fill="none" stroke="{_LINES}" stroke-width="2"/>\n'
    yield f'<text x="{gate + 10}" y="{y + 28}" fill="#fff" font-weight="bold">checks/gate</text>\n'
    yield f'<text x="{gate + 10}" y="{y + 47}" fill="#fff" font-size="12">inget byggs runt rött</text>\n'


def _rules() -> set[str]:
    place = ROOT / "checks" / "rules"
    names = {path.stem for path in place.glob("[a-z]*.py")}
    return (names | {path.parent.name for path in place.glob("*/__init__.py")}) & set(_rooms("assets/marts"))


def _wrapped(words: str, width: int) -> list[str]:
    lines = [""]
    for word in words.split():
        fits = len(lines[-1]) + len(word) < width
        lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if fits else [*lines, word]
    return lines


def write() -> None:
    """Write the file."""
    TARGET.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
