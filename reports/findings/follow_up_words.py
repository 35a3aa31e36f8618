"""What the follow-up says in words: of a change, of the county's measures together, and of why a number is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assets.contracts.follow_up import NOT_PUBLISHED
from assets.contracts.model import Record
from assets.methods.follow_up import BASE_YEAR, NOT_SURE, SURE, own_and_beside
from assets.reference.follow_up import FollowUpMeasure
from reports import texts
from reports.findings.messages import in_sentence, number_of

BEYOND, WITHIN, TURNED = "större än mätfelet", "ryms i mätfelet", "vände sedan året före"
"""What readers are told of a change: that it is sure is more than an interval of chance and noise can say."""
_BETTER, _WORSE = "bättre", "sämre"


def change_word(row: Record) -> str:
    """What readers are told of a row's change, on the page and in the sheet."""
    if row["besked"] == SURE:
        return BEYOND
    if row["besked"] != NOT_SURE:
        return str(row["besked"])
    return WITHIN if row["forandring_nedre"] <= 0 <= row["forandring_ovre"] else TURNED


def is_tried(row: Record) -> bool:
    """Whether it can be told of a row that it has changed or not."""
    return row["besked"] in (SURE, NOT_SURE)


def of_county(newest: Iterable[tuple[FollowUpMeasure, Record | None]]) -> str:
    """How many measures have come out better and worse than the nation's, of those that can be tried; parts of one count with it."""
    known = [(one, row) for one, row in newest if row is not None and not one.part_of]
    tried = [(one, row) for one, row in known if is_tried(row)]
    untried = len(known) - len(tried)
    waiting = f" {number_of(untried, 'mått', 'mått')} kan inte prövas än." if untried else ""
    if not tried:
        return "Inget mått kan prövas mot riket än."
    turned = sum(change_word(row) == TURNED for _, row in tried)
    back = f" {number_of(turned, 'mått', 'mått')} vände sedan året före." if turned else ""
    waiting = f"{back}{waiting}"
    of = f"av {in_sentence(number_of(len(tried), 'mått', 'mått'))} som kan prövas"
    moved = [(one, row) for one, row in tried if row["besked"] == SURE]
    beside = f"har ändrats åt ett håll mot riket i länet sedan {BASE_YEAR}, med mer än mätfelet"
    if not moved:
        return f"Inget {of} {beside}.{waiting}"
    counted = Counter(_direction(one, row) for one, row in moved)
    words = {_BETTER: "har utvecklats bättre än riket", _WORSE: "har utvecklats sämre än riket"}
    words |= {word: f"utan riktning har {word} än riket" for word in sorted(counted.keys() - words.keys())}
    parts = [in_sentence(number_of(counted[key], word, word)) for key, word in words.items() if counted[key]]
    fell = sum(_direction(one, row) == _BETTER and _has_fallen(one, row) for one, row in moved)
    still = "av dem som har utvecklats bättre än riket är ändå sämre än"
    yet = f" {number_of(fell, still, still)} {BASE_YEAR}." if fell else ""
    return f"{number_of(len(moved), of, of)} {beside}: {texts.listed(parts)}.{yet}{waiting}"


def of_areas(one: FollowUpMeasure, rows: Iterable[Record]) -> str:
    """What is found: which areas have come out otherwise than the nation, or why that cannot be told."""
    tried = [r for r in rows if is_tried(r)]
    if not tried:
        return f"Om något har ändrats sedan {BASE_YEAR} kan inte prövas."
    found: dict[str, list[str]] = {}
    for r in tried:
        if r["besked"] == SURE:
            found.setdefault(_direction(one, r), []).append(str(r["geo_namn"]))
    turned = [str(r["geo_namn"]) for r in tried if change_word(r) == TURNED]
    back = f"I {texts.listed(turned)} vände förändringen mot riket sedan året före." if turned else ""
    if found:
        parts = [f"{word} än riket i {texts.listed(names)}" for word, names in found.items()]
        verb = "utvecklats " if one.better else ""
        said = f"Talet har {verb}{', '.join(parts)} sedan {BASE_YEAR}, med mer än mätfelet."
        return f"{said} {back}" if turned else said
    names = texts.listed([str(r["geo_namn"]) for r in tried])
    return back or f"Talet har inte ändrats mot riket med mer än mätfelet sedan {BASE_YEAR} i {names}."


def _direction(one: FollowUpMeasure, row: Record) -> str:
    """Better or worse than the nation, or which of the two has risen or fallen more where neither is better."""
    beside = float(row["forandring_mot_riket"])
    if not one.better:
        return own_and_beside(float(row["forandring"]), beside)
    return _WORSE if _is_worse(one, beside) else _BETTER


def _has_fallen(one: FollowUpMeasure, row: Record) -> bool:
    """Whether the area's own value is worse than in the base year, beyond its error."""
    low, high = row["egen_nedre"], row["egen_ovre"]
    return low is not None and not low <= 0 <= high and _is_worse(one, float(row["forandring"]))


def _is_worse(one: FollowUpMeasure, change: float) -> bool:
    return change < 0 if one.better == "högre" else change > 0


def remarks(rows: list[Record], year: int | None = None) -> list[str]:
    """What is said of an area's base year, of a year and of the newest that its source has, each reason once.

    Args:
        rows: of a measure, every year of an area, oldest first.
        year: that is shown beside the base year; None when none is.

    Returns:
        Why a number is missing has its years before it, unless the reason is the same for all of these years.
    """
    newest = newest_known(rows)
    chosen = [r for r in reversed(rows) if r is rows[0] or r is newest or r["ar"] == year]
    said = [str(r["anmarkning"]) for r in chosen if r["varde"] is not None and r["anmarkning"]]
    reasons: dict[str, list[str]] = {}
    for r in chosen:
        if r["varde"] is None:
            reasons.setdefault(str(r["anmarkning"]), []).append(str(r["ar"]))
    if len(reasons) == 1 and rows[0]["varde"] is None and newest["varde"] is None:
        return [*dict.fromkeys(said), *reasons]
    return [*dict.fromkeys(said), *(f"{texts.listed(sorted(at))}: {reason}" for reason, at in reasons.items())]


def newest_known(rows: list[Record]) -> Record:
    """The newest year that the source has, with a number or with its own reason; the base year when it has none."""
    return next((r for r in reversed(rows) if r["besked"] != NOT_PUBLISHED), rows[0])
