"""The results of a table's checks as a file."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from assets.files import replace_text
from checks.result import CheckResult, CheckSpec

_DAMAGE = (ValueError, KeyError, TypeError)


def write_results(path: Path, results: list[CheckResult], code: str = "") -> None:
    """Store results, replacing those before; ``code`` says which code gave them, empty where nobody knows."""
    replace_text(path, json.dumps({"kod": code, "utfall": [asdict(r) for r in results]}, ensure_ascii=False))


def read_results(path: Path) -> tuple[str, list[CheckResult]]:
    """Code and results; none when there is no file, or it is written in another form or damaged: then the checks are run anew."""
    try:
        return _read(path)
    except _DAMAGE:
        return "", []


def is_damaged(path: Path) -> bool:
    """Whether there is a file that is not what ``write_results`` writes, so that somebody must be told that it counts as none."""
    try:
        _read(path)
    except _DAMAGE:
        return True
    return False


def _read(path: Path) -> tuple[str, list[CheckResult]]:
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    if not isinstance(stored, dict):
        return "", []
    names = {f.name for f in fields(CheckResult)}, {f.name for f in fields(CheckSpec)}
    if any((set(item), set(item["spec"])) != names for item in stored["utfall"]):
        return stored["kod"], []
    return stored["kod"], [CheckResult(**{**item, "spec": CheckSpec(**item["spec"])}) for item in stored["utfall"]]
