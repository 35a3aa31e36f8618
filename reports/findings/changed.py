"""What has changed in a year in an area's occupations, as far as the intervals let it be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.contracts.change import POSTS_MEASURE
from assets.contracts.model import Record
from assets.contracts.words import REPORTING_GROUP
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.quoted import every, figures, in_swedish, spelled
from assets.methods.then_and_now import FEWER, LEVEL, MORE, UNCHANGED, by_chance, more_than_chance
from reports import texts
from reports.sheets.model import Facts

MOST_NAMED = 5
"""Occupations that are named of those with more posts, and of those with fewer."""
_BY_CHANCE = f"Ungefär {every(round(1 - LEVEL, 6))} gör det ändå av en slump."
NOTE = f"Ett yrke räknas bara när hela intervallet på {in_swedish(LEVEL, 'andel')} ligger på samma sida om oförändrat. {_BY_CHANCE}"

_SURE = f"({figures(100 * LEVEL)}\xa0%)"
BEYOND = {MORE: f"{MORE} {_SURE}", FEWER: f"{FEWER} {_SURE}", UNCHANGED: "ryms i slumpen"}
"""A single change in a table, with the level of its interval: of many some leave theirs by chance, which the headline counts."""
BEYOND_NOTE = f"{MORE.capitalize()} eller {FEWER} {_SURE}: hela förändringens intervall ligger på samma sida om oförändrat. {_BY_CHANCE}"


@dataclass(frozen=True)
class ChangedOccupation:
    """An occupation whose posts have changed by more than chance, and how much with its interval."""

    code: str
    name: str
    shown: str


@dataclass(frozen=True)
class Changed:
    """What may be said of a year's changes; nothing is named when there are no more of them than chance gives."""

    sentence: str
    more: tuple[ChangedOccupation, ...]
    fewer: tuple[ChangedOccupation, ...]
    note: str


def changed(facts: Facts) -> Changed:
    """The occupations whose posts are surely more or fewer than the year before, those that changed most first."""
    told = beyond_chance(facts)
    more = sorted((r for r in told if r["ord"] == MORE), key=lambda r: (-float(r["kvot"]), str(r["yrke_kod"])))
    fewer = sorted((r for r in told if r["ord"] == FEWER), key=lambda r: (float(r["kvot"]), str(r["yrke_kod"])))
    note = f"Annonserade platser {facts.months}, mot {spelled(WINDOW_MONTHS)} månader före dem. {NOTE}"
    return Changed(
        sentence(judged_changes(facts)),
        tuple(_named(r) for r in more[:MOST_NAMED]),
        tuple(_named(r) for r in fewer[:MOST_NAMED]),
        note,
    )


def judged_changes(facts: Facts) -> list[Record]:
    """The area's occupations whose posts can be read against the year before, of mart.da_och_nu."""
    return [
        r
        for r in facts.warehouse.then_and_now
        if r["geo_kod"] == facts.code and r["yrkesniva"] == REPORTING_GROUP and r["matt"] == POSTS_MEASURE and r["ord"]
    ]


def beyond_chance(facts: Facts) -> list[Record]:
    """Those of them that have changed by more than chance; none when they are no more than chance gives."""
    rows = judged_changes(facts)
    changed = [r for r in rows if r["ord"] in (MORE, FEWER)]
    return changed if more_than_chance(len(changed), len(rows)) else []


def sentence(rows: Sequence[Record]) -> str:
    """How many of the occupations have changed beyond their own interval, and how many chance alone gives.

    Args:
        rows: those that can be read against the year before, with the word of each.

    >>> rows = [{"ord": word} for word, many in ((MORE, 30), (FEWER, 1), (UNCHANGED, 68)) for _ in range(many)]
    >>> sentence(rows)
    'Platserna har ökat i 30 och minskat i 1 av 99 yrken. Slumpen ger omkring 20.'
    >>> sentence(rows[25:])
    'Platserna har ändrats i 6 av 74 yrken. Så många kan slumpen ensam ge.'
    >>> sentence(rows[31:]), sentence(rows[:2])
    ('Platserna har inte ändrats i något av 68 yrken.', 'Platserna har ökat i 2 av 2 yrken. Slumpen ger färre än ett.')
    >>> sentence([])
    'Underlaget är för litet för att säga vad som har ändrats på ett år.'
    """
    if not rows:
        return "Underlaget är för litet för att säga vad som har ändrats på ett år."
    more, fewer = (sum(r["ord"] == word for r in rows) for word in (MORE, FEWER))
    of_all = f"av {figures(len(rows))} {'yrke' if len(rows) == 1 else 'yrken'}"
    if not more + fewer:
        return f"Platserna har inte ändrats i något {of_all}."
    if not more_than_chance(more + fewer, len(rows)):
        return f"Platserna har ändrats i {figures(more + fewer)} {of_all}. Så många kan slumpen ensam ge."
    told = [f"{how} i {figures(count)}" for how, count in (("ökat", more), ("minskat", fewer)) if count]
    expected = by_chance(len(rows))
    chance = f"omkring {figures(round(expected))}" if expected >= 1 else "färre än ett"
    return f"Platserna har {' och '.join(told)} {of_all}. Slumpen ger {chance}."


def _named(row: Record) -> ChangedOccupation:
    return ChangedOccupation(
        str(row["yrke_kod"]), str(row["yrke_namn"]), percent(*(float(row[name]) for name in ("kvot", "nedre", "ovre")))
    )


def percent(ratio: float, low: float, high: float) -> str:
    r"""A ratio as percent more or fewer, with its interval.

    >>> percent(1.12, 1.04, 1.21), percent(0.8, 0.7, 0.93)
    ('12\xa0% fler (4–21)', '20\xa0% färre (7–30)')
    """
    if ratio > 1:
        value, ends, word = ratio - 1, (low - 1, high - 1), "fler"
    else:
        value, ends, word = 1 - ratio, (1 - high, 1 - low), "färre"
    least, most = (texts.number_text(round(100 * end)) for end in ends)
    return f"{texts.number_text(round(100 * value))}\xa0% {word} ({least}–{most})"
