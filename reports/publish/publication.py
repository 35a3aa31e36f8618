"""Publishing: immutable folders, stable names, and a pointer that is replaced last.

publicerat/
  lopande/<date>-<digest>/   working figures, the three newest
  utgavor/<YYYY-MM>[-r2]/    frozen editions, never changed
  senaste/                   downloads of the newest edition under stable names, SHA256SUMS last
  catalog.rdf                that folder's tables for data portals, at an address that stays
  senaste.json               points to the newest edition, or to working figures until there is one
  index.html                 the same as a page, with every edition; replaced last of all
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.errors import HomeError
from assets.files import replace_text, replacing, sha256
from reports.errors import PublicationRefused
from reports.files.describe import CATALOG, PACKAGE, of_folder
from reports.publish.edition_name import WORKING, EditionName

KEPT = 3
SUMS, POINTER, FRONT, IDENTITY = "SHA256SUMS", "senaste.json", "index.html", "utgava.json"
DATABASE, PAGE = ".duckdb", ".html"
BY_PLACE = (PACKAGE, CATALOG)
"""Files that name others by their place in the folder, and would say wrong elsewhere."""
_SECOND = 10**9
EDITIONS, WORKING_FOLDERS, LATEST = "utgavor", "lopande", "senaste"
_OF_FILE_MANAGERS = ("Thumbs.db", "desktop.ini")
_HALF_WRITTEN = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")
"""What ``replacing`` leaves of a process that is killed."""
FrontPage = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], str]
"""Identity of the newest folder and of every folder, newest first → the start page of everything published."""


@dataclass(frozen=True)
class Edition:
    """What is published: name, content digest of the warehouse, date of its newest source, start page, files."""

    name: str
    warehouse_digest: str
    date: str
    front: Mapping[str, Any]
    """What the start page says; kept with the folder, so that later start pages can say it again."""
    files: Mapping[str, Path]
    """Path inside the folder → finished file."""

    @property
    def digest(self) -> str:
        """Over the warehouse's content and every other file; the database file itself differs from build to build."""
        lines = [f"{name} {sha256(path)}\n" for name, path in sorted(self.files.items()) if path.suffix != DATABASE]
        return hashlib.sha256("".join([self.warehouse_digest, *lines]).encode()).hexdigest()

    @property
    def folder(self) -> str:
        """Where it lies under ``publicerat``."""
        return _place(self.name, self.date, self.digest if self.name == WORKING else "")


def _place(name: str, date: str, digest: str) -> str:
    if name == WORKING:
        return f"{WORKING_FOLDERS}/{date}-{digest[:12]}"
    return f"{EDITIONS}/{name}"


@dataclass(frozen=True)
class Published:
    """Where it lies, whether it was there already, and what lies beside it that is not ours and was left alone."""

    folder: Path
    unchanged: bool
    foreign: tuple[Path, ...] = ()


def publish(root: Path, edition: Edition, front_page: FrontPage) -> Published:
    """Publish working figures, or freeze an edition.

    A folder is built aside and renamed, so that it is whole or absent; the stable copies and the pointer follow. Doing
    it again with the same content finishes what was interrupted and changes nothing else. What is refused is refused
    before anything is changed.

    Args:
        root: the folder ``publicerat``.
        edition: the content.
        front_page: makes the start page of everything that is published.

    Returns:
        The folder.

    Raises:
        PublicationRefused: an edition with that name exists with other content, or something that is not ours is in the way.
    """
    own = _own_copies(root)
    _refuse(root, edition, own)
    target = root / edition.folder
    unchanged = target.exists()
    if unchanged:
        _require_equal(target, edition)
    else:
        _build(target, edition)
    if edition.name == WORKING:
        _mark_newest(target)
    folders = published_folders(root)
    newest = folders[0]
    stable = _stable(root / newest["mapp"], newest["utgava"])
    _copy_latest(root / LATEST, stable, own)
    described = root / newest["mapp"] / CATALOG
    if described.is_file():
        replace_text(root / CATALOG, of_folder(described.read_text(encoding="utf-8"), newest["mapp"]))
    pointer = {key: value for key, value in newest.items() if key != "startsida"}
    replace_text(root / POINTER, json.dumps(pointer, ensure_ascii=False, indent=1))
    replace_text(root / FRONT, front_page(newest, folders))
    _remove_old(root / WORKING_FOLDERS, target)
    beside = [path for path in (*_shown(root / EDITIONS), *_shown(root / WORKING_FOLDERS)) if not _is_own(path)]
    # What is hidden, as file managers' own is, is nobody's matter.
    ours = {*own, *stable, *_OF_FILE_MANAGERS}
    return Published(target, unchanged, (*beside, *(path for path in _shown(root / LATEST) if path.name not in ours)))


def refuse_foreign(root: Path, edition: Edition) -> None:
    """Refuse when something that is not ours lies where publishing would write over it.

    Args:
        root: the folder ``publicerat``.
        edition: what is to be published.

    Raises:
        PublicationRefused: names the first that is not ours.
    """
    _refuse(root, edition, _own_copies(root))


def _refuse(root: Path, edition: Edition, own: set[str]) -> None:
    target, latest = root / edition.folder, root / LATEST
    coming = {_stable_name(Path(name), edition.name) for name in edition.files if _is_stable(Path(name))}
    for path in _listed(latest):
        if path.name in own | coming and (path.is_dir() or path.name not in own):
            raise _in_the_way(path)
    if target.exists() and not _is_own(target):
        raise _in_the_way(target)
    if latest.exists() and not latest.is_dir():
        raise _in_the_way(latest)
    for path in (root / POINTER, root / FRONT, root / CATALOG):
        if path.is_dir():
            raise _in_the_way(path)


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _own_copies(root: Path) -> set[str]:
    """Every name that a file in ``senaste`` can have from us.

    A publication that was killed left stable copies without sums, of any folder that is published: all their names are ours.
    """
    sums = root / LATEST / SUMS
    lines = sums.read_text(encoding="utf-8", errors="replace").splitlines() if sums.is_file() else []
    named = {line.partition("  ")[2] for line in lines}
    return named.union({SUMS}, *(_stable(root / each["mapp"], each["utgava"]) for each in published_folders(root)))


def _in_the_way(path: Path) -> PublicationRefused:
    return PublicationRefused(
        f"{path} har inte lagts dit av programmet, eller är skadad; programmet skriver inte över något främmande och tar inte bort det. "
        f"Flytta undan {path.name} och kör igen."
    )


def left_alone(foreign: Sequence[Path]) -> str:
    """What to say of what lies among the published folders and is not ours."""
    return (
        f"Lämnas orört, för det har inte lagts dit av programmet eller saknar en hel {IDENTITY}: {', '.join(map(str, foreign))}. "
        "Flytta undan det."
    )


def published_folders(root: Path) -> list[dict[str, Any]]:
    """Identity and folder of everything published: editions from the newest, then working figures from the newest."""
    editions = sorted(_own(root / EDITIONS), key=lambda p: EditionName.parse(p.name), reverse=True)
    working = sorted(_own(root / WORKING_FOLDERS), key=lambda p: p.stat().st_mtime, reverse=True)
    found = [{**_identity_of(p), "mapp": p.relative_to(root).as_posix()} for p in (*editions, *working)]
    # A folder published before there were pages has nothing that a start page could show.
    return [folder for folder in found if "startsida" in folder]


def newest(root: Path) -> dict[str, Any]:
    """Identity of the folder that readers should use; empty when nothing is published.

    Args:
        root: the folder ``publicerat``.

    Raises:
        HomeError: what is published cannot be read.
    """
    pointed = pointer(root)
    if not pointed:
        return {}
    try:
        found = {**_identity_of(root / pointed["mapp"]), "mapp": pointed["mapp"]}
        if "startsida" not in found:
            raise ValueError("published before there were pages")
        return found
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(root / pointed["mapp"]) from error


def pointer(root: Path) -> dict[str, Any]:
    """What points to the folder that readers should use; empty when nothing is published.

    Raises:
        HomeError: it cannot be read.
    """
    file = root / POINTER
    try:
        found = dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}
        if found and not {"utgava", "mapp", "datum", "kontrollsumma"} <= found.keys():
            raise ValueError("a key is missing")
        return found
    except (OSError, ValueError, TypeError) as error:
        raise _unreadable(file) from error


def _unreadable(path: Path) -> HomeError:
    return HomeError(f"{path} är skadad eller går inte att läsa. Kör länet på nytt, så skrivs den om.")


def _identity_of(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / IDENTITY).read_text(encoding="utf-8")))


def _shown(folder: Path) -> list[Path]:
    return [path for path in _listed(folder) if not path.name.startswith(".")]


def _own(folder: Path) -> list[Path]:
    return [path for path in _shown(folder) if _is_own(path)]


def _is_own(folder: Path) -> bool:
    """Whether a folder says itself that it is what its name says; somebody's copy of one does not."""
    try:
        identity = _identity_of(folder)
    except (OSError, ValueError, TypeError):
        return False
    name = str(identity.get("utgava"))
    place = _place(name, str(identity.get("datum")), str(identity.get("kontrollsumma")))
    return place == f"{folder.parent.name}/{folder.name}" and (name == WORKING or EditionName.is_name(name))


def _require_equal(target: Path, edition: Edition) -> None:
    if not _is_own(target):
        raise _in_the_way(target)
    if _identity_of(target)["kontrollsumma"] != edition.digest:
        raise PublicationRefused(
            f"Utgåvan {edition.name} finns redan med annat innehåll och ändras aldrig. Välj ett nytt namn, eller gör en "
            'rättelse: kompetens run --edition ÅÅÅÅ-MM --correction "skälet".'
        )


def _build(target: Path, edition: Edition) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in target.parent.glob(".*.ny"):
        shutil.rmtree(stale)
    building = _hidden(target)
    for name, source in edition.files.items():
        (building / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, building / name)
    identity = {
        "utgava": edition.name,
        "datum": edition.date,
        "kontrollsumma": edition.digest,
        "lagrets_kontrollsumma": edition.warehouse_digest,
        "data": "EXEMPELDATA" if edition.front["exempel"] else "skarpa data",
        "rattar": edition.front["rattar"],
        "skal": edition.front["skal"],
        "startsida": edition.front,
    }
    replace_text(building / IDENTITY, json.dumps(identity, ensure_ascii=False, indent=1))
    _write_sums(building, _files(building))
    if edition.name != WORKING and os.name == "posix":
        for path in _files(building):
            path.chmod(0o444)
    os.replace(building, target)


def _hidden(folder: Path) -> Path:
    """What a folder is called while it is not whole; what a process that is killed leaves so, the next that builds removes."""
    return folder.with_name(f".{folder.name}.ny")


def _mark_newest(target: Path) -> None:
    """Let the folder's own time be after that of every folder beside it.

    The clock alone does not say which is newest: it may have been set back, and what is published again lies there already.
    """
    others = [path.stat().st_mtime_ns for path in _own(target.parent) if path != target]
    newest = max(others, default=0)
    if target.stat().st_mtime_ns <= newest:
        os.utime(target, ns=(newest + _SECOND, newest + _SECOND))


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != SUMS)


def _write_sums(folder: Path, files: Sequence[Path]) -> None:
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    replace_text(folder / SUMS, "".join(lines))


def _copy_latest(latest: Path, stable: Mapping[str, Path], own: set[str]) -> None:
    """Copy the downloads to names without edition, file by file; files of our own that are gone are removed last.

    The sums are taken away before and written after, so that nobody holds one edition's files against another's sums.
    """
    latest.mkdir(parents=True, exist_ok=True)
    gone = own - {*stable, SUMS}
    (latest / SUMS).unlink(missing_ok=True)
    for file_name, path in stable.items():
        with replacing(latest / file_name) as temporary:
            shutil.copyfile(path, temporary)
    for path in latest.iterdir():
        if path.name in gone or _HALF_WRITTEN.fullmatch(path.name):
            path.unlink()
    _write_sums(latest, [latest / file_name for file_name in sorted(stable)])


def _stable(folder: Path, name: str) -> dict[str, Path]:
    """Name without edition → a folder's download."""
    return {_stable_name(path, name): path for path in _files(folder) if _is_stable(path)}


def _is_stable(path: Path) -> bool:
    return path.suffix != PAGE and path.name not in BY_PLACE


def _stable_name(path: Path, name: str) -> str:
    return path.name.replace(f"_{name}.", ".")


def _remove_old(folder: Path, current: Path) -> None:
    kept = sorted(_own(folder), key=lambda p: p.stat().st_mtime)
    for old in kept[:-KEPT]:
        if old != current:
            # Half of it would be without its identity, and nobody's.
            os.replace(old, _hidden(old))
            shutil.rmtree(_hidden(old))
