"""Folders kept whole in an object store: contents by their SHA-256, a state that names them, and a pointer that is replaced last.

<key>/innehall/<sha256>      what files hold, each once, however many files and states hold it; never changed
<key>/tillstand/<sha256>.json   every file of a folder at one moment; never changed
<key>/pekare.json            which state is the newest, and which came before it

Whoever reads follows the pointer, so what is half sent is read by nobody, and whoever is killed leaves the state before.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pyarrow import fs

from assets.errors import StoreError, StoreMoved
from assets.folder_tree import File, Tree, require_inside

KEPT_STATES = 3
"""How many states stay whole in the store, the newest among them."""
LEAST_AGE = timedelta(days=1)
"""What no state names is removed when it is older: until then somebody may be about to name it."""
MOST_ANCESTORS, MOST_FILES = 1_000, 200_000
MOST_POINTER, MOST_STATE = 2**20, 2**26
_VERSION, _BLOCK, _AT_ONCE = 1, 2**24, 8
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"AWS Error ([A-Z_]+(?: \(HTTP status \d+\))?)")
Done = TypeVar("Done")


@dataclass(frozen=True)
class Pointer:
    """Which state is the newest.

    ``number`` counts the states, ``state`` is its name, ``size`` its bytes, ``content`` the digest of its tree, and ``before`` the names
    of those that it was made from, the newest first.
    """

    number: int
    state: str
    size: int
    content: str
    when: str
    by: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class ObjectStore:
    """A place in an object store, or a folder that stands for one."""

    filesystem: fs.FileSystem
    root: str

    @classmethod
    def at(cls, uri: str) -> ObjectStore:
        """The place that a URI names: ``s3://bucket/prefix?…`` or ``file:///folder``.

        Keys come from the ordinary environment variables of AWS.

        Raises:
            StoreError: it is no such address.
        """
        # What is small is then sent in one request, which is all or nothing, instead of begun as a large one.
        more = ("&" if "?" in uri else "?") + "allow_delayed_open=true" if uri.startswith("s3:") else ""
        filesystem, root = _asked(lambda: fs.FileSystem.from_uri(uri + more))
        return cls(filesystem, root.rstrip("/"))

    def pointer(self, key: str) -> Pointer | None:
        """Which state is the newest; None when none has been put there.

        Raises:
            StoreError: the store does not answer, or what lies there is not a pointer.
        """
        content = self._read(f"{key}/pekare.json", MOST_POINTER)
        if content is None:
            return None
        try:
            found = json.loads(content)
            if found.pop("version") != _VERSION:
                raise ValueError("version")
            pointer = Pointer(**{**found, "before": tuple(found["before"])})
            if not all(_DIGEST.fullmatch(each) for each in (pointer.state, pointer.content, *pointer.before)):
                raise ValueError("digest")
            if not (pointer.number > 0 and 0 < pointer.size <= MOST_STATE and len(pointer.before) <= MOST_ANCESTORS):
                raise ValueError("bounds")
            datetime.fromisoformat(pointer.when)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise StoreError(
                f"Pekaren {key}/pekare.json i objektlagret är skadad. Inget är hämtat och inget ändrat. Ta bort den, så läggs hemmet upp "
                "på nytt från datorn som har det."
            ) from None
        return pointer

    def state(self, key: str, pointer: Pointer) -> Tree:
        """What a pointer leads to.

        Raises:
            StoreError: it is not there, has been changed, or names what lies outside its folder.
        """
        damaged = StoreError(
            f"Tillståndet {pointer.number} av {key} i objektlagret är skadat eller borta. Inget är hämtat och inget ändrat."
        )
        content = self._read(f"{key}/tillstand/{pointer.state}.json", pointer.size)
        if content is None or hashlib.sha256(content).hexdigest() != pointer.state:
            raise damaged
        try:
            found = json.loads(content)
            files = {str(name): File(**each) for name, each in found["files"].items()}
            tree = Tree(files, {str(name): int(when) for name, when in found["folders"].items()})
            right = all(
                _DIGEST.fullmatch(f.sha256) and isinstance(f.size, int) and f.size >= 0 and isinstance(f.written, int)
                for f in files.values()
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            raise damaged from None
        if not right or len(files) > MOST_FILES:
            raise damaged
        require_inside(tree)
        return tree

    def put_whole(self, folder: Path, key: str, tree: Tree, after: Pointer | None, by: str) -> Pointer:
        """Send what is not there, then the state, then the pointer.

        Args:
            folder: where the files lie.
            key: what it is called in the store.
            tree: the files, as ``read_tree`` has found them.
            after: the pointer that the folder was made from; None when there was none.
            by: who puts it there.

        Returns:
            The pointer as it now is: the same as before when nothing has changed.

        Raises:
            StoreMoved: the store's pointer is another than ``after``. It is left as it is.
            StoreError: the store does not answer, a file was changed meanwhile, or has a name that not every machine can give it.
                The pointer is as it was.
        """
        when = datetime.now(UTC).isoformat(timespec="seconds")
        require_inside(tree)
        if after and after.content == tree.digest:
            return after
        there = self._list(f"{key}/innehall")
        wanted = {file.sha256: (name, file.size) for name, file in tree.files.items()}
        # An object of another size is what somebody was killed in the middle of.
        missing = [
            (digest, *found) for digest, found in wanted.items() if there.get(digest, (None, None))[0] != found[1]
        ]
        _each(missing, lambda each: self._send(folder / each[1], f"{key}/innehall/{each[0]}", each[0]))
        before = () if after is None else (after.state, *after.before)[:MOST_ANCESTORS]
        number = 1 if after is None else after.number + 1
        state = json.dumps(
            {
                **{"version": _VERSION, "number": number, "before": before[:1], "when": when, "by": by},
                "files": {name: asdict(file) for name, file in sorted(tree.files.items())},
                "folders": dict(sorted(tree.folders.items())),
            },
            ensure_ascii=False,
        ).encode()
        name = hashlib.sha256(state).hexdigest()
        pointer = Pointer(number, name, len(state), tree.digest, when, by, before)
        self._write(f"{key}/tillstand/{name}.json", state)
        if self.pointer(key) != after:
            raise StoreMoved(f"{key} i objektlagret har flyttats av en annan körning under tiden.")
        content = json.dumps({"version": _VERSION, **asdict(pointer)}, ensure_ascii=False, indent=1)
        self._write(f"{key}/pekare.json", content.encode())
        return pointer

    def fetch(self, folder: Path, key: str, tree: Tree, scratch: Path, here: Tree | None = None) -> None:
        """Bring a state down beside the folder; ``place`` puts it where it is to lie.

        Args:
            folder: where its parts are to lie.
            key: what it is called in the store.
            tree: the state.
            scratch: a folder that is not there, on the same disk.
            here: what lies in the folder now, as ``read_tree`` has found it; what is the same is not fetched.

        Raises:
            StoreError: the store does not answer, or has something else than the state says. The folder is as it was.
        """
        same = {file.sha256: folder / name for name, file in here.files.items()} if here else {}
        for name in sorted(tree.folders):
            (scratch / name).mkdir(parents=True, exist_ok=True)
        fetched = {file.sha256: scratch / name for name, file in tree.files.items() if file.sha256 not in same}
        sizes = {file.sha256: file.size for file in tree.files.values()}
        _each(fetched.items(), lambda each: self._fetch(f"{key}/innehall/{each[0]}", sizes[each[0]], each[0], each[1]))
        for name, file in tree.files.items():
            target = scratch / name
            if file.sha256 in same:
                # A copy where the two are not to be one file: what nobody may write in here, others may there.
                source = same[file.sha256]
                (os.link if (not source.stat().st_mode & 0o222) == file.frozen else shutil.copyfile)(source, target)
            elif fetched[file.sha256] != target:
                shutil.copyfile(fetched[file.sha256], target)
        for name, file in tree.files.items():
            target = scratch / name
            if target.stat().st_nlink == 1:
                os.utime(target, ns=(file.written, file.written))
                target.chmod(0o444 if file.frozen else 0o644)

    def remove_unnamed(self, key: str, pointer: Pointer, now: datetime) -> None:
        """Remove what neither the newest states nor anything that may be on its way has named.

        Args:
            key: what the folder is called in the store.
            pointer: the newest.
            now: aware moment.

        Raises:
            StoreError: the store does not answer. What is left is removed the next time.
        """
        kept, named = [pointer.state, *pointer.before[: KEPT_STATES - 1]], set[str]()
        states = self._list(f"{key}/tillstand")
        for state in kept:
            # What they name is known from themselves; with one of them gone, nothing can be said to be unnamed.
            content = self._read(f"{key}/tillstand/{state}.json", MOST_STATE)
            if content is None:
                return
            named |= {str(each["sha256"]) for each in json.loads(content)["files"].values()}
        names = {f"{state}.json" for state in kept}
        for folder, found, keep in (("innehall", self._list(f"{key}/innehall"), named), ("tillstand", states, names)):
            old = [name for name, (_, when) in found.items() if name not in keep and when and now - when > LEAST_AGE]
            _each([f"{key}/{folder}/{name}" for name in old], self._remove)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def _read(self, name: str, most: int) -> bytes | None:
        """A small object; None when it is not there."""

        def read() -> bytes:
            with self.filesystem.open_input_stream(self._path(name)) as stream:
                return bytes(stream.read(most + 1))

        try:
            content = _asked(read)
        except FileNotFoundError:
            return None
        if len(content) > most:
            raise StoreError(f"{name} i objektlagret är större än det får vara. Inget är hämtat och inget ändrat.")
        return content

    def _write(self, name: str, content: bytes) -> None:
        """A small object, the one before it standing until this one is whole."""
        path = self._path(name)

        def write() -> None:
            if not isinstance(self.filesystem, fs.LocalFileSystem):
                with self.filesystem.open_output_stream(path) as stream:
                    stream.write(content)
                return
            self.filesystem.create_dir(path.rpartition("/")[0], recursive=True)
            with self.filesystem.open_output_stream(f"{path}.ny") as stream:
                stream.write(content)
            self.filesystem.move(f"{path}.ny", path)

        _asked(write)

    def _send(self, path: Path, name: str, digest: str) -> None:
        """A finished file, in blocks; one that is changed meanwhile is taken away again."""
        target = self._path(name)

        def send() -> str:
            if isinstance(self.filesystem, fs.LocalFileSystem):
                self.filesystem.create_dir(target.rpartition("/")[0], recursive=True)
            sent = hashlib.sha256()
            with path.open("rb") as file, self.filesystem.open_output_stream(target) as stream:
                while block := file.read(_BLOCK):
                    sent.update(block)
                    stream.write(block)
            return sent.hexdigest()

        if not _has(digest, send):
            with suppress(FileNotFoundError):
                _asked(lambda: self.filesystem.delete_file(target))
            raise StoreError(f"{path} ändrades medan den lades i objektlagret. Det som låg där är kvar. Kör igen.")

    def _fetch(self, name: str, size: int, digest: str, target: Path) -> None:
        def fetch() -> str:
            came, left = hashlib.sha256(), size
            with self.filesystem.open_input_stream(self._path(name)) as stream, target.open("wb") as file:
                while block := stream.read(min(_BLOCK, left + 1)):
                    left -= len(block)
                    if left < 0:
                        return "too long"
                    came.update(block)
                    file.write(block)
            return came.hexdigest()

        if not _has(digest, fetch):
            raise StoreError(
                f"{name} i objektlagret saknas eller är något annat än det som lades dit. Inget är hämtat och inget ändrat."
            )

    def _list(self, name: str) -> dict[str, tuple[int, datetime | None]]:
        """Name → size and age of what lies there."""
        selector = fs.FileSelector(self._path(name), recursive=False, allow_not_found=True)
        found = _asked(lambda: self.filesystem.get_file_info(selector))
        return {info.base_name: (info.size, info.mtime) for info in found if info.type == fs.FileType.File}

    def _remove(self, name: str) -> None:
        _asked(lambda: self.filesystem.delete_file(self._path(name)))


def place(folder: Path, tree: Tree, scratch: Path) -> None:
    """Put what has been brought down where it is to lie: each part takes its place whole, and what lay there is gone."""
    for name in sorted(tree.folders, reverse=True):
        os.utime(scratch / name, ns=(tree.folders[name], tree.folders[name]))
    for part in sorted(name for name in tree.folders if "/" not in name):
        if (folder / part).exists():
            os.replace(folder / part, scratch / f".{part}")
        os.replace(scratch / part, folder / part)
    shutil.rmtree(scratch)


def _asked(ask: Callable[[], Done]) -> Done:
    """What the store answers.

    Raises:
        FileNotFoundError: it has nothing by that name.
        StoreError: it did not answer, or refused. Only the kind of fault is said, as its own text may repeat what it was asked with.
    """
    try:
        return ask()
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        code = _CODE.search(str(error))
        why = code[1] if code else (getattr(error, "strerror", "") or type(error).__name__)
        raise StoreError(
            f"Objektlagret svarar inte, eller nekar ({why}). Se efter att adressen i KOMPETENS_OBJEKTLAGER och nycklarna stämmer."
        ) from None


def _has(digest: str, move: Callable[[], str]) -> bool:
    """Whether what was sent or came, of which ``move`` gives the digest, is what it should be; what is not there is not."""
    try:
        return _asked(move) == digest
    except FileNotFoundError:
        return False


def _each(items: Iterable[Any], do: Callable[[Any], None]) -> None:
    """Some at a time; the first that fails stops those that have not begun."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(do, item) for item in items]
        try:
            for each in waiting:
                each.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
