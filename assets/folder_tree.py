"""The files of a folder as they lie: names, digests and times, and names that no folder may have."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assets.errors import StoreError
from assets.files import sha256


@dataclass(frozen=True)
class File:
    """What is known of a file: bytes, SHA-256, when it was written (nanoseconds), and whether nobody may write in it."""

    size: int
    sha256: str
    written: int
    frozen: bool = False


@dataclass(frozen=True)
class Tree:
    """Files, and folders with when they were changed, by their path with ``/``."""

    files: Mapping[str, File]
    folders: Mapping[str, int]

    @property
    def digest(self) -> str:
        """Over names and contents; when they were written is not part of what they are."""
        files = [f"{name}\0{file.sha256}\0{file.frozen}\n" for name, file in sorted(self.files.items())]
        return hashlib.sha256("".join([*files, *(f"{name}/\n" for name in sorted(self.folders))]).encode()).hexdigest()


@dataclass
class Seen:
    """Digests of files that have not changed since they were read: path → what the file system said of it, and the digest."""

    known: dict[str, tuple[list[int], str]] = field(default_factory=dict)

    def digest(self, name: str, path: Path) -> str:
        """A file's SHA-256, read only when its size, times or place on the disk are others than when it was read last."""
        found = path.stat()
        marks = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
        before = self.known.get(name)
        if before is None or before[0] != marks:
            self.known[name] = marks, sha256(path)
        return self.known[name][1]


def read_tree(folder: Path, parts: Iterable[str], seen: Seen) -> Tree:
    """The files of some folders in a folder; hidden ones are unfinished, and no part of it.

    Raises:
        StoreError: something there is neither a file nor a folder.
    """
    files, folders = dict[str, File](), dict[str, int]()
    waiting = [folder / part for part in parts if (folder / part).is_dir()]
    while waiting:
        here = waiting.pop()
        folders[here.relative_to(folder).as_posix()] = here.stat().st_mtime_ns
        for path in here.iterdir():
            name = path.relative_to(folder).as_posix()
            if path.name.startswith("."):
                continue
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise StoreError(
                    f"{path} är varken en fil eller en mapp, och kan inte läggas i objektlagret. Ta bort den."
                )
            if path.is_dir():
                waiting.append(path)
                continue
            about = path.stat()
            files[name] = File(about.st_size, seen.digest(name, path), about.st_mtime_ns, not about.st_mode & 0o222)
    seen.known = {name: seen.known[name] for name in files}
    return Tree(files, folders)


def require_inside(tree: Tree) -> None:
    """Refuse names that lead out of the folder, that not every machine can give a file, or that are both a file and a folder.

    Raises:
        StoreError: says which.
    """
    for name in (*tree.files, *tree.folders):
        parts, parent = name.split("/"), name.rpartition("/")[0]
        # One that begins with a dot leads out, or is hidden and unfinished.
        plain = (
            all(part and not part.startswith(".") for part in parts)
            and not set(name) & set("\\:")
            and name.isprintable()
        )
        in_folder = parent in tree.folders if parent else name in tree.folders
        if not plain or not in_folder or (name in tree.files and name in tree.folders):
            raise StoreError(
                f"Namnet {name!r} kan ingen fil i objektlagret ha: det leder ut ur mappen, eller går inte på alla datorer. Inget är hämtat "
                "eller upplagt."
            )
