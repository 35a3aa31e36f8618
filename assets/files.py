"""Files that are replaced whole, and their checksums."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name beside ``target`` to write to; what is written takes the target's place when the block ends.

    A reader sees the file before or the file after, never half. The target's folder is made if it is not there. If the
    block raises, the unfinished file is removed and the target is as it was; a process that is killed leaves a hidden
    file that nobody reads. The name is this writing's own, since Dagster's settings are written outside a home's lock, by
    processes that have the same number where each is in a container of its own.

    Nothing is forced to the disk, since most of a home can be made again from ``raw``. What readers open without comparing
    it with anything, and what nothing can make again, is forced by its writer before the block ends.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield temporary
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def replace_text(target: Path, text: str) -> None:
    """Write a text file whole, as ``replacing`` does."""
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def replace_text_for_good(target: Path, text: str) -> None:
    """As ``replace_text``, and what is written survives a power cut: nothing can make it again."""
    with replacing(target) as temporary:
        temporary.write_text(text, encoding="utf-8")
        force(temporary)


def set_aside(path: Path) -> str:
    """Move a damaged file out of the way, beside where it lay, for whoever wants to see what it was; its new name."""
    aside = path.with_name(f"{path.name}.skadad")
    os.replace(path, aside)
    return aside.name


def force(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk and survive a power cut."""
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    elif os.name == "posix":
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
