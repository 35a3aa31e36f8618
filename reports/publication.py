"""Publishing: immutable folders, stable names, and a pointer that is replaced last.

publicerat/
  lopande/<date>-<digest>/   working figures, the three newest
  utgavor/<YYYY-MM>/         frozen editions, never changed
  senaste/                   copies under stable names, SHA256SUMS last
  senaste.json               points to the newest folder
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

KEPT = 3
SUMS, POINTER, IDENTITY = "SHA256SUMS", "senaste.json", "utgava.json"
DATABASE = ".duckdb"
EDITION = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class PublicationRefused(Exception):
    """What was asked for would change something that is published, or mix reports of different warehouses."""


@dataclass(frozen=True)
class Edition:
    """What is published: content digest of the warehouse, date of its newest source, mode, files."""

    warehouse: str
    date: str
    example: bool
    files: dict[str, Path]
    """Path inside the folder → finished file."""

    @property
    def digest(self) -> str:
        """Over the warehouse's content and every other file; the database file itself differs from build to build."""
        lines = [f"{name} {_sha256(path)}\n" for name, path in sorted(self.files.items()) if path.suffix != DATABASE]
        return hashlib.sha256("".join([self.warehouse, *lines]).encode()).hexdigest()


@dataclass(frozen=True)
class Published:
    """Where it lies, and whether it was there already."""

    folder: Path
    unchanged: bool


def publish(root: Path, edition: Edition, name: str | None = None) -> Published:
    """Publish working figures, or freeze an edition.

    A folder is built aside and renamed, so that it is whole or absent; the stable copies and the pointer follow. Doing
    it again with the same content finishes what was interrupted and changes nothing else.

    Args:
        root: the folder ``publicerat``.
        edition: the content.
        name: ``YYYY-MM`` to freeze an edition; None for working figures.

    Returns:
        The folder.

    Raises:
        PublicationRefused: an edition with that name exists with other content.
    """
    target = root / "utgavor" / name if name else root / "lopande" / f"{edition.date}-{edition.digest[:12]}"
    identity = _identity(edition, name)
    unchanged = target.is_dir()
    if unchanged:
        stored = json.loads((target / IDENTITY).read_text(encoding="utf-8"))
        if stored["kontrollsumma"] != edition.digest:
            raise PublicationRefused(
                f"Utgåvan {name} finns redan med annat innehåll och ändras aldrig. Välj ett nytt namn på utgåvan."
            )
    else:
        _build(target, edition, identity)
    _copy_latest(root / "senaste", target)
    _replace_text(
        root / POINTER, json.dumps({**identity, "mapp": str(target.relative_to(root))}, ensure_ascii=False, indent=1)
    )
    _remove_old(root / "lopande", target)
    return Published(target, unchanged)


def _identity(edition: Edition, name: str | None) -> dict[str, object]:
    return {
        "utgava": name or "löpande",
        "datum": edition.date,
        "kontrollsumma": edition.digest,
        "lagrets_kontrollsumma": edition.warehouse,
        "data": "EXEMPELDATA" if edition.example else "skarpa data",
    }


def _build(target: Path, edition: Edition, identity: dict[str, object]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(".*.ny"):
        shutil.rmtree(stale)
    building = target.with_name(f".{target.name}.ny")
    for name, source in edition.files.items():
        (building / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, building / name)
    _replace_text(building / IDENTITY, json.dumps(identity, ensure_ascii=False, indent=1))
    _write_sums(building)
    os.replace(building, target)


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != SUMS)


def _write_sums(folder: Path) -> None:
    lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder)]
    _replace_text(folder / SUMS, "".join(lines))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy_latest(latest: Path, folder: Path) -> None:
    """Copy to stable names, file by file, then the sums; files that are gone are removed last."""
    latest.mkdir(parents=True, exist_ok=True)
    names = {path.name: path for path in _files(folder)}
    for name, path in names.items():
        temporary = latest / f".{name}.ny"
        shutil.copyfile(path, temporary)
        os.replace(temporary, latest / name)
    for path in latest.iterdir():
        if path.name not in names and path.name != SUMS:
            path.unlink()
    _write_sums(latest)


def _replace_text(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.ny")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def _remove_old(folder: Path, current: Path) -> None:
    if not folder.is_dir():
        return
    kept = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=lambda p: p.stat().st_mtime)
    for old in kept[:-KEPT]:
        if old != current:
            shutil.rmtree(old)
