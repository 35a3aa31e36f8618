"""A cause is told once for as long as it stands, and anew when it has been over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assets.errors import HomeError
from assets.home import Home
from pipelines.alarms import memory
from pipelines.alarms.causes import Cause
from pipelines.alarms.memory import Memory

FIRST = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)
NEXT = FIRST + timedelta(days=1)
RED, HELD = Cause("kontroll/mart.x/y/stoppande", "Röd", "Gör."), Cause("karantän/b", "Väntar", "Besluta.")


def untold(stands: Memory, sender: str = "webhook") -> list[str]:
    return [standing.cause.key for standing in stands.untold(sender)]


def test_what_has_been_told_is_not_told_again_by_the_same_sender():
    stands = Memory().seen([RED, HELD], [], FIRST)
    assert untold(stands) == [HELD.key, RED.key]
    stands = stands.told(RED.key, "webhook", "", FIRST).seen([RED, HELD], ["kontroll/", "karantän/"], NEXT)
    assert untold(stands) == [HELD.key]
    assert untold(stands, "e-post") == [HELD.key, RED.key]
    assert stands.standing[RED.key].since == FIRST.isoformat()


def test_a_cause_that_was_over_is_told_when_it_comes_again():
    stands = Memory().seen([RED], [], FIRST).told(RED.key, "webhook", "", FIRST)
    over = stands.seen([], ["kontroll/"], NEXT)
    assert over.standing == {}
    assert untold(over.seen([RED], ["kontroll/"], NEXT)) == [RED.key]


def test_a_run_that_could_not_have_seen_a_cause_does_not_end_it():
    stands = Memory().seen([RED, HELD], [], FIRST).seen([], ["karantän/"], NEXT)
    assert list(stands.standing) == [RED.key]
    assert list(stands.seen([], [], NEXT).standing) == [RED.key]


def test_the_newest_words_of_a_cause_stand():
    stands = Memory().seen([RED], [], FIRST).seen([Cause(RED.key, "Röd än", "Gör mer.")], [], NEXT)
    assert stands.standing[RED.key].cause.heading == "Röd än"
    assert stands.standing[RED.key].since == FIRST.isoformat()


def test_why_a_sender_failed_stands_until_it_has_told_of_something():
    stands = Memory().seen([RED, HELD], [], FIRST).not_told("webhook", "svarade 500").not_told("e-post", "borta")
    assert stands.told(RED.key, "webhook", "", NEXT).failed == {"e-post": "borta"}
    assert stands.told(RED.key, "webhook", "1 av 2", NEXT).failed == {"webhook": "1 av 2", "e-post": "borta"}


def test_it_is_kept_in_the_home(tmp_path: Path):
    home = Home(tmp_path)
    assert memory.read(home) == Memory()
    stands = Memory().seen([RED, HELD], [], FIRST).told(RED.key, "webhook", "", NEXT).not_told("e-post", "borta")
    memory.write(home, stands)
    assert memory.read(home) == stands


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"orsaker": {"a": 1}, "fel": {}}'])
def test_one_that_is_damaged_says_what_to_do(tmp_path: Path, text: str):
    (tmp_path / "larm.json").write_text(text, encoding="utf-8")
    with pytest.raises(HomeError, match="larm.json är skadad. Ta bort filen"):
        memory.read(Home(tmp_path))
