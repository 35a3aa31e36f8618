from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from sources.errors import ClockWrong, SnapshotError
from sources.snapshot import ACCEPTED, DECISION, ORIGIN, Decision, Snapshot, SnapshotStore

ASKED: dict[str, Any] = {"query": {"Tid": ["2024"]}, "updated": "2026-03-05", "licence": "CC0", "facts": {"lines": 2}}


def keep(store: SnapshotStore, content: bytes = b"svar", dataset: str = "prov", **more: Any) -> Snapshot:
    with store.workspace(dataset) as folder:
        (folder / "a.json").write_bytes(content)
        (folder / "b.json").write_bytes(b"annat")
        files = {name: folder / name for name in ("a.json", "b.json")}
        return store.keep(dataset, files, **{"url": "https://kalla.test", **ASKED, **more})


def test_what_is_kept_can_be_read_back(store: SnapshotStore):
    kept = keep(store)
    read = store.get("prov", kept.id)
    assert read == kept == store.latest("prov")
    assert read.file("a.json").read_bytes() == b"svar"
    origin = read.origin
    assert (origin.dataset, origin.url, origin.mode, origin.licence) == ("prov", "https://kalla.test", "live", "CC0")
    assert (origin.query, origin.updated, origin.facts) == (ASKED["query"], ASKED["updated"], ASKED["facts"])
    assert origin.files == {
        "a.json": hashlib.sha256(b"svar").hexdigest(),
        "b.json": hashlib.sha256(b"annat").hexdigest(),
    }
    assert origin.fetched_at == "2026-01-01T00:00:00Z"
    read.verify()


def test_the_id_says_when_and_what(store: SnapshotStore):
    first, second = keep(store), keep(store, b"nytt svar")
    assert re.fullmatch(r"20260101T000000Z-[0-9a-f]{12}", first.id)
    assert first.id.split("-")[1] != second.id.split("-")[1]
    assert first.sha256 != second.sha256
    assert [s.id for s in store.all("prov")] == [first.id, second.id]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_kept_files_are_read_only(store: SnapshotStore):
    for path in keep(store).folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_the_same_content_twice(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch):
    first, later = keep(store), keep(store)
    assert first.sha256 == later.sha256
    assert first.id != later.id
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: first.origin.fetched_at)
    assert keep(store) == first
    assert store.all("prov") == [first, later]


@pytest.mark.parametrize("clock", ["2026-01-01T00:00:00Z", "2025-12-31T21:30:00Z"])
def test_the_one_kept_last_is_the_newest_also_when_the_clock_has_been_set_back_a_little(store, monkeypatch, clock):
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2026-01-01T00:00:00Z")
    first = keep(store)
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: clock)
    for content in (b"b", b"c", b"d", b"e"):
        kept = keep(store, content)
        assert store.latest("prov") == kept
    assert store.all("prov")[0] == first
    assert kept.origin.fetched_at == "2026-01-01T00:00:04Z"
    store.require_clock()


def test_a_clock_that_is_far_behind_what_is_stored_stops_before_anything_is_kept(store, monkeypatch):
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2036-01-01T00:00:00Z")
    ahead = keep(store)
    keep(store, dataset="annat/2024")
    store.require_clock()
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2026-01-01T00:00:00Z")
    kept = keep(store, dataset="tredje")
    for stopped in (store.require_clock, lambda: keep(store, b"nytt")):
        with pytest.raises(
            ClockWrong, match=r"klocka visar 2026-01-01T00:00:00Z, men raw/(prov|annat/2024)/20360101T000000Z-"
        ):
            stopped()
    assert store.all("prov") == [ahead]
    # What the sentence says to do.
    for folder in store.raw.glob("**/2036*"):
        folder.rename(store.scratch / folder.parent.name)
    store.require_clock()
    assert keep(store, b"nytt") == store.latest("prov")
    assert store.latest("tredje") == kept


def test_the_checksum_does_not_depend_on_the_order_of_files(store: SnapshotStore):
    kept = keep(store)
    turned = dict(reversed(kept.origin.files.items()))
    origin = type(kept.origin)(**{**vars(kept.origin), "files": turned})
    assert Snapshot("x", kept.folder, origin).sha256 == kept.sha256


def test_a_dataset_that_was_never_kept(store: SnapshotStore):
    assert (store.all("prov"), store.latest("prov")) == ([], None)
    with pytest.raises(SnapshotError, match=r"Ögonblicksbilden x finns inte under raw/prov\. Kör"):
        store.get("prov", "x")


def test_a_series_below_a_dataset_is_its_own(store: SnapshotStore):
    kept = keep(store, dataset="annonser/2024")
    assert store.latest("annonser/2024") == kept
    assert store.all("annonser") == []


def test_the_workspace_is_private_empty_and_removed(store: SnapshotStore):
    with store.workspace("prov") as folder:
        (folder / "rest").write_text("x")
        assert os.name != "posix" or stat.S_IMODE(folder.stat().st_mode) == 0o700
        with store.workspace("prov") as again:
            assert list(again.iterdir()) == []
    assert list(store.scratch.iterdir()) == []
    with pytest.raises(RuntimeError, match="mitt i"), store.workspace("prov") as folder:
        (folder / "halv").write_text("x")
        raise RuntimeError("mitt i")
    assert list(store.scratch.iterdir()) == []


@pytest.mark.parametrize("dataset", ["prov", "annonser/2024"])
def test_nothing_is_left_in_the_scratch_folder(store: SnapshotStore, dataset):
    keep(store, dataset=dataset)
    assert list(store.scratch.iterdir()) == []


def test_verify_finds_a_changed_and_a_missing_file(store: SnapshotStore):
    kept = keep(store)
    path = kept.file("a.json")
    path.chmod(0o600)
    path.write_bytes(b"svaR")
    with pytest.raises(SnapshotError, match=rf"{kept.id} är skadad: a\.json .*kör igen"):
        kept.verify()
    path.unlink()
    with pytest.raises(SnapshotError, match=r"a\.json saknas"):
        kept.verify()


def test_a_store_of_another_mode_refuses(store: SnapshotStore):
    kept = keep(store)
    other = SnapshotStore(store.raw, store.scratch, "example")
    for read in (lambda: other.latest("prov"), lambda: other.get("prov", kept.id)):
        with pytest.raises(SnapshotError, match="hämtad i läget live men körningen är i läget example"):
            read()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"dataset": "prov"}', b"\xff".decode("latin-1"), "<html>"])
def test_an_unreadable_origin_is_a_sentence(store: SnapshotStore, text):
    kept = keep(store)
    path = kept.folder / ORIGIN
    path.chmod(0o600)
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SnapshotError, match=rf"{kept.id}/{ORIGIN} går inte att läsa\. Ta bort mappen"):
        store.latest("prov")


def test_an_origin_with_a_field_from_the_future_is_refused(store: SnapshotStore):
    path = keep(store).folder / ORIGIN
    path.chmod(0o600)
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "nytt": 1}), encoding="utf-8")
    with pytest.raises(SnapshotError):
        store.all("prov")


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_snapshot_is_whole_or_absent(store: SnapshotStore, monkeypatch: pytest.MonkeyPatch, fails_at):
    earlier = keep(store)
    calls, real = 0, os.replace

    def replace(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr("sources.snapshot.os.replace", replace)
    with pytest.raises(OSError, match="No space"):
        keep(store, b"nytt svar")
    assert calls == fails_at
    assert store.all("prov") == [earlier]
    assert list(store.scratch.iterdir()) == []
    earlier.verify()
    monkeypatch.undo()
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: "2026-01-02T00:00:00Z")
    assert keep(store, b"nytt svar") == store.latest("prov")


def accepted(store: SnapshotStore, snapshot: Snapshot) -> Snapshot:
    return store.decide(snapshot, Decision(ACCEPTED, "prov", "2026-01-01T00:00:00Z", "prov"))


def beside(store: SnapshotStore, tmp_path: Path) -> SnapshotStore:
    """The store of another county, whose neighbour is ``store``."""
    return SnapshotStore(tmp_path / "annat/raw", tmp_path / "annat/tillfalligt", "live", [store.raw])


def test_what_another_county_has_accepted_is_linked_and_judged_here_too(store: SnapshotStore, tmp_path: Path):
    theirs = accepted(store, keep(store))
    here = beside(store, tmp_path)
    ours = here.shared("prov", lambda s: s.origin.query == ASKED["query"])
    assert ours is not None
    assert (ours.id, ours.origin, ours.decision) == (theirs.id, theirs.origin, None)
    assert ours.folder == tmp_path / "annat/raw/prov" / theirs.id
    assert all(ours.file(name).samefile(theirs.file(name)) for name in theirs.origin.files)
    assert here.get("prov", ours.id) == ours
    assert not (ours.folder / DECISION).exists()


def test_on_another_disk_it_is_a_copy(store: SnapshotStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_links(*_: Any) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    theirs = accepted(store, keep(store))
    monkeypatch.setattr(os, "link", no_links)
    ours = beside(store, tmp_path).shared("prov", lambda s: True)
    assert ours is not None
    ours.verify()
    assert not ours.file("a.json").samefile(theirs.file("a.json"))


def test_what_a_neighbour_takes_away_or_does_not_let_be_read_stops_nobody(
    store: SnapshotStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here = beside(store, tmp_path)
    gone, hidden = accepted(store, keep(store)), accepted(store, keep(store, b"dold"))
    read = SnapshotStore._read

    def unreadable(self: SnapshotStore, path: Path) -> Snapshot:
        if self is here and path.parent == hidden.folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(self, path)

    def taken_away_meanwhile(snapshot: Snapshot) -> bool:
        for name in (*snapshot.origin.files, ORIGIN, DECISION):
            snapshot.file(name).unlink()
        return True

    monkeypatch.setattr(SnapshotStore, "_read", unreadable)
    monkeypatch.setattr(Snapshot, "verify", taken_away_meanwhile)
    assert here.shared("prov", lambda s: True) is None
    assert not (gone.folder / ORIGIN).exists()
    assert here.all("prov") == []
    assert list(here.scratch.iterdir()) == []


def test_what_does_not_fit_is_older_waits_or_is_damaged_is_not_taken(store: SnapshotStore, tmp_path: Path):
    waiting, here = keep(store), beside(store, tmp_path)
    assert here.shared("prov", lambda s: True) is None
    theirs = accepted(store, waiting)
    assert here.shared("prov", lambda s: s.origin.query == {"Tid": ["2025"]}) is None
    own = keep(here, b"nyare")
    assert here.shared("prov", lambda s: True) is None
    assert here.all("prov") == [own]
    damaged = accepted(store, keep(store, b"sedan"))
    damaged.file("a.json").chmod(0o644)
    damaged.file("a.json").write_bytes(b"skadad")
    assert here.shared("prov", lambda s: True) is None
    (damaged.folder / ORIGIN).chmod(0o644)
    (damaged.folder / ORIGIN).write_text("{", encoding="utf-8")
    assert here.shared("prov", lambda s: True) is None
    assert store.get("prov", theirs.id) == theirs
