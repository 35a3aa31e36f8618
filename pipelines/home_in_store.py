"""A home in the object store: brought down when the store's is newer, put up when this one is, and never both at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from assets.errors import NotStored, StoreError, StoreMoved
from assets.files import replace_text_for_good
from assets.folder_tree import Seen, Tree, read_tree
from assets.home import Home
from assets.object_store import ObjectStore, Pointer, place
from assets.swedish_time import minute
from pipelines.say import Say
from pipelines.settings import MODES, Settings
from sources.nation import FOLDER as FETCHED_FOR_ALL

PARTS = ("raw", FETCHED_FOR_ALL, "inkorg", "data", "kontroller", "warehouse", "utkast", "publicerat")
"""What a run elsewhere begins with. The second is what counties stand on, and only the whole country has it. Alarms and the heartbeat are
of the machine that tells, and stay there."""
INBOX, PUBLISHED = "inkorg", "publicerat"
FILE, _VERSION = "objektlager.json", 1


@dataclass(frozen=True)
class _Known:
    """What this machine last had in common with the store.

    ``state`` is its name and ``files`` the digests of its files; ``seen`` is what has been read here. While the home is ``half`` it is
    being replaced by what the store has, and nothing here is a change of anyone's.
    """

    state: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)
    half: bool = False


class HomeInStore:
    """One home's way to and from the store, within the home's lock."""

    def __init__(self, settings: Settings, home: Home, say: Say) -> None:
        """Find the store.

        Args:
            settings: whose home it is, and where the store lies.
            home: held.
            say: told what is brought and put.

        Raises:
            StoreError: the address leads nowhere.
        """
        self._store, self._home, self._say = ObjectStore.at(settings.object_store), home, say
        self._key = key_of(settings)
        # What the whole country publishes is made on each machine, of the counties that are published there.
        self._parts = tuple(part for part in PARTS if not (settings.whole_country and part == PUBLISHED))
        self._pointer: Pointer | None = None

    def bring(self) -> None:
        """Bring the home down when the store's is newer, or there is none here.

        Raises:
            StoreError: the store does not answer or is damaged, or both have been changed since they were the same.
        """
        known, pointer = _read(self._home), self._store.pointer(self._key)
        self._pointer = pointer
        if pointer is None:
            return
        here = read_tree(self._home.root, self._parts, known.seen)
        if here.files and not known.half:
            if pointer.state == known.state:
                return
            if here.digest == pointer.content:
                self._remember(pointer, here, known.seen)
                return
        tree = self._store.state(self._key, pointer)
        changed = {name for name, file in here.files.items() if known.files.get(name) != file.sha256}
        changed |= known.files.keys() - here.files.keys()
        # A form that has been put in the inbox is post that has come, whatever has happened to the home.
        new = changed - known.files.keys() - tree.files.keys()
        post = {name for name in new if name.rpartition("/")[0] == INBOX}
        moved = here.files and not known.half and changed - post
        if moved or known.state not in ("", pointer.state, *pointer.before):
            raise StoreError(
                f"Hemmet {self._home.root} har ändrats här, och {self._key} i objektlagret av {pointer.by} {minute(pointer.when)}, sedan "
                f"de senast var lika. {self._way_out()}"
            )
        scratch = self._home.scratch / "hamtat"
        self._store.fetch(self._home.root, self._key, tree, scratch, here)
        for name in post:
            shutil.copy2(self._home.root / name, scratch / name)
        _write(self._home, replace(known, half=True))
        place(self._home.root, tree, scratch)
        self._remember(pointer, tree, Seen())
        self._say(f"Hemmet är hämtat ur objektlagret: tillstånd {pointer.number}, {pointer.by} {minute(pointer.when)}.")

    def put(self, by: str) -> None:
        """Put the home up when it has changed.

        Args:
            by: who has changed it.

        Raises:
            NotStored: it could not be. What lies in the store is as it was, and so is what lies here.
        """
        try:
            known = _read(self._home)
            tree = read_tree(self._home.root, self._parts, known.seen)
            pointer = self._store.put_whole(self._home.root, self._key, tree, self._pointer, by)
            self._remember(pointer, tree, known.seen)
            if pointer != self._pointer:
                self._pointer = pointer
                self._say(f"Hemmet ligger i objektlagret: tillstånd {pointer.number}.")
                self._store.remove_unnamed(self._key, pointer, datetime.now(UTC))
        except StoreMoved as error:
            raise NotStored(
                f"Hemmet lades inte i objektlagret. {error} Det som körningen gjorde ligger i {self._home.root}. "
                f"{self._way_out()}"
            ) from None
        except StoreError as error:
            raise NotStored(
                f"Hemmet lades inte i objektlagret: {error} Det som körningen gjorde ligger i {self._home.root}, och läggs upp av nästa "
                "körning."
            ) from None

    def _remember(self, pointer: Pointer, tree: Tree, seen: Seen) -> None:
        _write(self._home, _Known(pointer.state, {name: file.sha256 for name, file in tree.files.items()}, seen))

    def _way_out(self) -> str:
        return (
            f"Flytta undan {self._home.root} för att fortsätta från det som ligger i lagret, eller ta bort {self._key}/pekare.json i "
            "lagret för att lägga upp det som ligger här. Inget slås ihop."
        )


def key_of(settings: Settings) -> str:
    """What a home is called in the store: the same for every machine."""
    return f"{MODES[settings.source]}/{settings.place}"


def _read(home: Home) -> _Known:
    path = home.root / FILE
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"version": None}
        if found["version"] != _VERSION:
            return _Known()
        seen = {str(name): (list(marks), str(digest)) for name, (marks, digest) in found["last"].items()}
        return _Known(str(found["tillstand"]), dict(found["filer"]), Seen(seen), bool(found["halvt"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"{path} är skadad. Ta bort filen; är hemmet detsamma som i lagret märker nästa körning det."
        ) from None


def _write(home: Home, known: _Known) -> None:
    found = {
        "version": _VERSION,
        "tillstand": known.state,
        "halvt": known.half,
        "filer": known.files,
        "last": known.seen.known,
    }
    replace_text_for_good(home.root / FILE, json.dumps(found, ensure_ascii=False))
