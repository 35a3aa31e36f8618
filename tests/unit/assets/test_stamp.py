from __future__ import annotations

import json
from functools import partial, wraps
from pathlib import Path

import pytest

from assets.marts.places.dimensions import dim_geo
from assets.staged.registry import STAGED
from assets.stamp import accounted, place_of, stamp, still

OF = {"kod": "a", "läst": {"geo": "b"}}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tabell.parquet"
    path.write_bytes(b"innehall")
    stamp(path, OF)
    return path


def test_a_table_made_of_the_same_stands_and_says_since_when(table: Path):
    found = still(table, {"läst": {"geo": "b"}, "kod": "a"})
    assert found is not None
    assert found.since == json.loads(place_of(table).read_text(encoding="utf-8"))["sedan"]


@pytest.mark.parametrize("of", [{**OF, "kod": "c"}, {**OF, "läst": {"geo": "c"}}, {**OF, "läst": {}}, {"kod": "a"}, {}])
def test_made_of_anything_else_it_does_not_stand(table: Path, of: dict):
    assert still(table, of) is None


def test_a_file_that_is_damaged_or_gone_does_not_stand(table: Path):
    table.write_bytes(b"innehalL")
    assert still(table, OF) is None
    table.unlink()
    assert still(table, OF) is None


@pytest.mark.parametrize("left", ["", "{", "[]", "null", "{}", '{"av": {"kod": "a", "läst": {"geo": "b"}}}'])
def test_half_a_stamp_or_another_form_of_it_is_none(table: Path, left: str):
    place_of(table).write_text(left, encoding="utf-8")
    assert still(table, OF) is None


@pytest.mark.parametrize(("key", "value"), [("tabell", "0" * 64), ("av", {"kod": "c"})])
def test_a_stamp_that_somebody_has_changed_does_not_hold(table: Path, key: str, value: object):
    left = json.loads(place_of(table).read_text(encoding="utf-8"))
    place_of(table).write_text(json.dumps({**left, key: value}), encoding="utf-8")
    assert still(table, OF) is None


def test_killed_between_the_table_and_its_stamp_it_is_made_again(table: Path):
    """The stamp of the table before is still there, whatever the new one was to be made of."""
    table.write_bytes(b"nytt innehall")
    assert still(table, OF) is None
    assert still(table, {**OF, "kod": "ny"}) is None


def test_what_is_not_all_known_leaves_no_stamp(table: Path):
    stamp(table, None)
    assert not place_of(table).exists()
    stamp(table, None)


def test_only_functions_of_the_digested_files_are_accounted_for():
    @wraps(dim_geo)
    def wrapped(county: str) -> object:
        return dim_geo(county)

    assert accounted(dim_geo)
    assert accounted(partial(dim_geo, county="14"))
    assert all(accounted(maker.make) and accounted(staged.read) for staged in STAGED for maker in staged.tables)
    assert not accounted(wrapped)
    assert not accounted(partial(wrapped))
    assert not accounted(len)
