"""Folders in an object store, in a folder that stands for one and in an S3 of the tests' own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets import object_store
from assets.errors import StoreError, StoreMoved
from assets.folder_tree import Seen, read_tree
from assets.object_store import KEPT_STATES, MOST_POINTER, ObjectStore, Pointer, place
from tests.s3 import ENVIRONMENT, S3, SECRET, s3

ROOT = Path(__file__).resolve().parents[3]
PARTS, KEY = ("raw", "data"), "skarp/14"
POINTER = f"{KEY}/pekare.json"


@dataclass
class There:
    """A store, and its objects as they lie."""

    uri: str
    names: Callable[[], set[str]]
    read: Callable[[str], bytes]
    write: Callable[[str, bytes], None]
    remove: Callable[[str], None]
    s3: S3 | None = None

    @property
    def store(self) -> ObjectStore:
        return ObjectStore.at(self.uri)

    def contents(self) -> list[str]:
        return sorted(name for name in self.names() if "/innehall/" in name)


@pytest.fixture(params=["mapp", "s3"])
def there(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[There]:
    if request.param == "mapp":
        root = tmp_path / "lager"
        root.mkdir()
        yield There(
            root.as_uri(),
            lambda: {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()},
            lambda name: (root / name).read_bytes(),
            lambda name, content: void((root / name).write_bytes(content)),
            lambda name: (root / name).unlink(),
        )
        return
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with s3() as server:
        yield There(
            server.uri,
            lambda: {name.removeprefix("kompetens/") for name in server.objects if not name.endswith("/")},
            lambda name: server.objects[f"kompetens/{name}"],
            lambda name, content: server.objects.update({f"kompetens/{name}": content}),
            lambda name: void(server.objects.pop(f"kompetens/{name}")),
            server,
        )


def void(_: object) -> None: ...


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "hem"
    for name, text in {"raw/a/svar.json": "ett", "raw/b/svar.json": "två", "data/mart/x.parquet": "ett"}.items():
        (found / name).parent.mkdir(parents=True, exist_ok=True)
        (found / name).write_text(text, encoding="utf-8")
    (found / "data/tom").mkdir()
    (found / "raw/a/svar.json").chmod(0o444)
    (found / "data/.ofardig").write_text("x", encoding="utf-8")
    (found / "las").write_text("", encoding="utf-8")
    return found


def put(there: There, folder: Path, after: Pointer | None = None) -> Pointer:
    return there.store.put_whole(folder, KEY, read_tree(folder, PARTS, Seen()), after, "prov")


def get(there: There, folder: Path, *, parts: bool = False) -> None:
    pointer = there.store.pointer(KEY)
    assert pointer is not None
    here = read_tree(folder, PARTS, Seen()) if parts else None
    tree = there.store.state(KEY, pointer)
    there.store.fetch(folder, KEY, tree, folder / "tillfalligt", here)
    place(folder, tree, folder / "tillfalligt")


def all_of(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mode & 0o222, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and path.parts[len(folder.parts)] in PARTS and not path.name.startswith(".")
    }


def test_what_is_put_is_what_comes_down_with_its_times_and_rights_and_empty_folders(
    there: There, folder: Path, tmp_path: Path
):
    pointer = put(there, folder)
    assert (pointer.number, pointer.before, pointer.by) == (1, (), "prov")
    assert there.store.pointer(KEY) == pointer
    # Two files hold the same, and it lies there once; what is hidden or outside the parts does not.
    assert len(there.contents()) == 2
    other = tmp_path / "annan"
    other.mkdir()
    get(there, other)
    assert all_of(other) == all_of(folder)
    assert (other / "data/tom").is_dir()
    assert (other / "data").stat().st_mtime_ns == (folder / "data").stat().st_mtime_ns
    assert sorted(path.name for path in other.iterdir()) == ["data", "raw"]


def test_only_what_is_new_is_sent_and_nothing_when_nothing_is(there: There, folder: Path):
    first = put(there, folder)
    before = {name: there.read(name) for name in there.names()}
    os.utime(folder / "raw/b/svar.json")
    assert put(there, folder, first) == first
    assert {name: there.read(name) for name in there.names()} == before
    (folder / "raw/b/svar.json").write_text("tre", encoding="utf-8")
    if there.s3:
        there.s3.asked.clear()
    second = put(there, folder, first)
    assert (second.number, second.before) == (2, (first.state,))
    assert len(there.contents()) == 3
    if there.s3:
        sent = [name.rpartition("/")[0] for name in there.s3.sent()]
        assert sent == [f"kompetens/{KEY}/innehall", f"kompetens/{KEY}/tillstand", f"kompetens/{KEY}"]
        assert there.s3.sent()[-1].endswith("/pekare.json")


def test_only_what_is_another_comes_down_and_what_lies_elsewhere_is_left(there: There, folder: Path, tmp_path: Path):
    first = put(there, folder)
    other = tmp_path / "annan"
    (other / "utkast").mkdir(parents=True)
    get(there, other)
    (folder / "raw/b/svar.json").write_text("tre", encoding="utf-8")
    (folder / "data/mart/x.parquet").unlink()
    put(there, folder, first)
    if there.s3:
        there.s3.asked.clear()
    get(there, other, parts=True)
    assert all_of(other) == all_of(folder)
    assert (other / "utkast").is_dir()
    assert not (other / "tillfalligt").exists()
    if there.s3:
        assert len({name for _, name, _ in there.s3.asked if "/innehall/" in name}) == 1


@pytest.mark.parametrize("when", ["content", "state", "pointer"])
def test_a_store_that_fails_in_the_middle_has_the_pointer_that_it_had_and_the_next_mends(
    there: There, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
):
    first, before = put(there, folder), all_of(folder)
    for number in range(5):
        (folder / f"raw/b/{number}.json").write_text(f"ny {number}", encoding="utf-8")
    ours, calls = {"content": "_send", "state": "_write", "pointer": "_write"}[when], []

    def fails(self: ObjectStore, *arguments: object) -> None:
        calls.append(arguments)
        if when == "content" and len(calls) > 2:
            raise StoreError("svarar inte")
        if when == "state" or (when == "pointer" and str(arguments[0]).endswith("pekare.json")):
            raise KeyboardInterrupt
        real(self, *arguments)

    with monkeypatch.context() as patch:
        real = getattr(ObjectStore, ours)
        patch.setattr(ObjectStore, ours, fails)
        with pytest.raises((StoreError, KeyboardInterrupt)):
            put(there, folder, first)
    assert there.store.pointer(KEY) == first
    other = tmp_path / "annan"
    other.mkdir()
    get(there, other)
    assert all_of(other) == before
    second = put(there, folder, first)
    get(there, other, parts=True)
    assert (second.number, all_of(other)) == (2, all_of(folder))


def test_one_that_is_killed_in_the_middle_leaves_the_pointer_and_no_half_object_that_stays(
    there: There, folder: Path, tmp_path: Path
):
    first = put(there, folder)
    (folder / "raw/b/stor.json").write_bytes(b"x" * 100_000)
    program = f"""
        import os, signal
        from pathlib import Path
        from assets import object_store
        from assets.folder_tree import Seen, read_tree
        from assets.object_store import ObjectStore
        object_store._BLOCK = 10_000
        folder, left = Path({str(folder)!r}), [5]
        real = object_store.hashlib.sha256
        class Dies:
            def __init__(self): self.real = real()
            def hexdigest(self): return self.real.hexdigest()
            def update(self, block):
                self.real.update(block)
                left[0] -= 1
                if not left[0]: os.kill(os.getpid(), signal.SIGKILL)
        store = ObjectStore.at({there.uri!r})
        tree, after = read_tree(folder, {PARTS!r}, Seen()), store.pointer({KEY!r})
        object_store.hashlib.sha256 = lambda *content: real(*content) if content else Dies()
        store.put_whole(folder, {KEY!r}, tree, after, "prov")
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert there.store.pointer(KEY) == first
    second = put(there, folder, first)
    other = tmp_path / "annan"
    other.mkdir()
    get(there, other)
    assert (second.number, all_of(other)) == (2, all_of(folder))


def test_half_an_object_is_not_taken_for_a_whole_one(there: There, folder: Path, tmp_path: Path):
    first = put(there, folder)
    (folder / "raw/b/svar.json").write_text("något längre", encoding="utf-8")
    digest = read_tree(folder, PARTS, Seen()).files["raw/b/svar.json"].sha256
    there.write(f"{KEY}/innehall/{digest}", b"n")
    put(there, folder, first)
    other = tmp_path / "annan"
    other.mkdir()
    get(there, other)
    assert all_of(other) == all_of(folder)


def damaged(there: There, folder: Path, part: str) -> str:
    pointer = put(there, folder)
    if part == "innehall":
        return there.contents()[0]
    return POINTER if part == "pekare" else f"{KEY}/tillstand/{pointer.state}.json"


@pytest.mark.parametrize("part", ["innehall", "tillstand", "pekare"])
@pytest.mark.parametrize("how", ["ändrad", "längre", "kortare", "borta"])
def test_what_has_been_changed_in_the_store_is_refused_with_a_sentence_and_nothing_here_is_touched(
    there: There, folder: Path, part: str, how: str
):
    name = damaged(there, folder, part)
    if (part, how) == ("pekare", "borta"):
        there.remove(name)
        assert there.store.pointer(KEY) is None
        return
    content = there.read(name)
    changed = {"ändrad": b"#" + content[1:], "längre": content + b"x", "kortare": content[:-1]}
    there.remove(name) if how == "borta" else there.write(name, changed[how])
    other = folder.parent / "annan"
    (other / "raw").mkdir(parents=True)
    (other / "raw/kvar").write_text("kvar", encoding="utf-8")
    with pytest.raises(StoreError, match="objektlagret .*Inget är hämtat och inget ändrat"):
        get(there, other)
    assert (other / "raw/kvar").read_text(encoding="utf-8") == "kvar"


@pytest.mark.parametrize(
    "name",
    [
        "../ute",
        "/etc/ute",
        "raw/../../ute",
        "raw\\ute",
        "raw/\0",
        "C:ute",
        "raw//ute",
        "raw/./x",
        "",
        "ute",
        "x/y",
        "raw/.dold",
    ],
)
def test_a_name_never_leads_out_of_the_folder(there: There, folder: Path, tmp_path: Path, name: str):
    state = json.loads(there.read(damaged(there, folder, "tillstand")))
    state["files"][name] = state["files"]["raw/b/svar.json"]
    lead_to(there, state)
    other = tmp_path / "annan"
    other.mkdir()
    with pytest.raises(StoreError, match="kan ingen fil i objektlagret ha"):
        get(there, other)
    assert list(other.iterdir()) == []
    assert not (tmp_path / "ute").exists()


def lead_to(there: There, state: dict[str, object]) -> None:
    """A state that somebody else has put there, with a pointer that is right in all else."""
    content = json.dumps(state).encode()
    name = object_store.hashlib.sha256(content).hexdigest()
    there.write(f"{KEY}/tillstand/{name}.json", content)
    pointer = json.loads(there.read(POINTER))
    there.write(POINTER, json.dumps({**pointer, "state": name, "size": len(content)}).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"size": -1},
        {"size": 2**40},
        {"state": "../../x"},
        {"number": 0},
        {"before": ["x"]},
        {"version": 2},
        {"when": "igår"},
        {"nytt": 1},
        {"before": ["a" * 64] * 1001},
    ],
)
def test_a_pointer_has_bounds(there: There, folder: Path, change: dict[str, object]):
    put(there, folder)
    there.write(POINTER, json.dumps({**json.loads(there.read(POINTER)), **change}).encode())
    with pytest.raises(StoreError, match="Pekaren skarp/14/pekare.json i objektlagret är skadad"):
        there.store.pointer(KEY)


def test_a_pointer_or_a_file_that_is_larger_than_it_says_is_not_read_to_its_end(there: There, folder: Path):
    put(there, folder)
    there.write(POINTER, b" " * (MOST_POINTER + 1))
    with pytest.raises(StoreError, match="större än det får vara"):
        there.store.pointer(KEY)


def test_whoever_has_been_overtaken_is_refused_and_what_is_there_stands(there: There, folder: Path):
    first = put(there, folder)
    (folder / "raw/b/svar.json").write_text("mitt", encoding="utf-8")
    theirs = put(there, folder, first)
    (folder / "raw/b/svar.json").write_text("ditt", encoding="utf-8")
    for mine in (first, None):
        with pytest.raises(StoreMoved):
            put(there, folder, mine)
    assert there.store.pointer(KEY) == theirs


def test_what_the_newest_states_do_not_name_is_removed_when_it_is_old(there: There, folder: Path, tmp_path: Path):
    pointer, now = None, datetime.now(UTC)
    for number in range(KEPT_STATES + 2):
        (folder / "raw/b/svar.json").write_text(f"svar {number}", encoding="utf-8")
        pointer = put(there, folder, pointer)
    assert pointer is not None
    orphan = f"{KEY}/innehall/{'0' * 64}"
    there.write(orphan, b"av en som dog")
    everything = there.names()
    there.store.remove_unnamed(KEY, pointer, now)
    assert there.names() == everything
    there.store.remove_unnamed(KEY, pointer, now + timedelta(days=2))
    assert orphan not in there.names()
    assert len(there.contents()) == 1 + KEPT_STATES
    assert len(there.names()) == 1 + KEPT_STATES + 1 + KEPT_STATES
    other = tmp_path / "annan"
    other.mkdir()
    get(there, other)
    assert all_of(other) == all_of(folder)


def test_nothing_is_removed_when_a_state_that_is_kept_cannot_be_read(there: There, folder: Path):
    first = put(there, folder)
    (folder / "raw/b/svar.json").write_text("nytt", encoding="utf-8")
    second = put(there, folder, first)
    there.remove(f"{KEY}/tillstand/{first.state}.json")
    before = there.names()
    there.store.remove_unnamed(KEY, second, datetime.now(UTC) + timedelta(days=2))
    assert there.names() == before


def test_a_link_or_a_name_that_not_every_machine_can_have_is_not_put(there: There, folder: Path):
    (folder / "raw/a:b").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="'raw/a:b'"):
        put(there, folder)
    (folder / "raw/a:b").unlink()
    (folder / "raw/lank").symlink_to("/etc/passwd")
    with pytest.raises(StoreError, match="lank är varken en fil eller en mapp"):
        put(there, folder)
    assert there.store.pointer(KEY) is None


def test_a_file_that_is_changed_while_it_is_sent_is_not_named(there: There, folder: Path):
    tree = read_tree(folder, PARTS, Seen())
    (folder / "raw/b/svar.json").write_text("TVÅ", encoding="utf-8")
    with pytest.raises(StoreError, match="ändrades medan"):
        there.store.put_whole(folder, KEY, tree, None, "prov")
    assert there.store.pointer(KEY) is None
    assert not any(there.read(name) == "TVÅ".encode() for name in there.names())


def test_a_store_that_refuses_or_is_not_there_is_a_sentence_without_keys(monkeypatch: pytest.MonkeyPatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with s3() as server:
        server.refuse = lambda method, name: 403
        with pytest.raises(StoreError, match=r"Objektlagret svarar inte, eller nekar \(ACCESS_DENIED\)") as caught:
            ObjectStore.at(server.uri).pointer(KEY)
    assert caught.value.__cause__ is None
    assert SECRET not in str(caught.value)
    with pytest.raises(StoreError, match=r"\(NETWORK_CONNECTION\)"):
        ObjectStore.at(server.uri).pointer(KEY)
