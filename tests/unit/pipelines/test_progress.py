from __future__ import annotations

import io
import itertools

from pipelines.progress import Shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, seconds: float, *steps: tuple[int, int | None], ads: int = 0) -> str:
    """What is written when every look at the clock is ``seconds`` later."""
    ticks = itertools.count()
    told = Shown(stream, lambda: next(ticks) * seconds)("läser 2024.jsonl.zip", lambda: ads)
    for step in steps:
        told(*step)
    return stream.getvalue()


def test_a_terminal_is_shown_megabytes_ads_and_the_time_left_on_one_line():
    text = shown(
        Terminal(), 10.0, (100_000_000, 800_000_000), (400_000_000, 800_000_000), (800_000_000, 800_000_000), ads=98_765
    )
    first, second, last = text.removeprefix("\r").split("\r")
    assert first == "  läser 2024.jsonl.zip: 100 av 800 MB, 98 765 annonser, 1 min 10 s kvar"
    assert second.rstrip() == "  läser 2024.jsonl.zip: 400 av 800 MB, 98 765 annonser, 20 s kvar"
    assert len(second) == len(first)
    assert last == "  läser 2024.jsonl.zip: 800 MB, 98 765 annonser, klart på 30 s".ljust(len(second.rstrip())) + "\n"


def test_a_terminal_is_not_written_to_at_every_step():
    text = shown(Terminal(), 0.1, *[(n, 100) for n in range(1, 101)])
    assert 15 < text.count("\r") < 25


def test_a_log_gets_one_line_when_it_is_done():
    text = shown(io.StringIO(), 10.0, (100_000_000, 800_000_000), (800_000_000, 800_000_000))
    assert text == "  läser 2024.jsonl.zip: 800 MB, klart på 20 s\n"


def test_a_source_that_does_not_say_how_much_there_is_to_come():
    text = shown(Terminal(), 10.0, (30_000_000, None))
    assert text == "\r  läser 2024.jsonl.zip: 30 MB"
