"""What the slides of a meeting say: at most eight, one message each, made of the same findings as the page and the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assets.contracts.long_term import PROJECTION
from assets.contracts.model import Record
from assets.methods.quoted import figures, spelled
from reports.findings.matrix import class_counts
from reports.findings.meeting import Disagreement, Meeting
from reports.findings.messages import balance, change, in_sentence, needs
from reports.findings.model import Finding
from reports.sheets.assessment import lifted
from reports.sheets.model import Facts
from reports.sheets.trial import class_name
from reports.source_lines import CLASSES

MOST_SLIDES = 8
MOST_NAMES = 16
"""On one slide; the others are counted."""


@dataclass(frozen=True)
class SlideChart:
    """Bars as they are drawn: the values are those that readers see, so that a chart edited later starts from the same.

    ``series`` are name and values; of two, the last is the newest. ``upright`` bars are years in order, the newest last; others
    are ranked.
    """

    measure: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]
    decimals: int
    upright: bool
    alt: str


@dataclass(frozen=True)
class Slide:
    """One message. ``number`` is written large; ``points`` are a sentence and what it rests on; ``differing`` a table's rows."""

    title: str
    source: str
    number: str = ""
    lines: tuple[str, ...] = ()
    points: tuple[tuple[str, str], ...] = ()
    chart: SlideChart | None = None
    differing: tuple[Disagreement, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Deck:
    """The slides of a meeting about an area."""

    facts: Facts
    title: str
    slides: tuple[Slide, ...]


def deck(meeting: Meeting) -> Deck:
    """Decide the slides of a meeting."""
    facts = meeting.facts
    return Deck(facts, facts.title(f"Bilder om kompetensbehov i {facts.area}"), tuple(_slides(meeting)))


def _slides(meeting: Meeting) -> list[Slide]:
    """Every message there is room for: how all posts have changed gives way, since single occupations' changes are shown."""
    made = [*_first(meeting), *_ahead(meeting), *_others(meeting)]
    spare = _charted(change(meeting.facts))
    return made if len(made) <= MOST_SLIDES else [slide for slide in made if slide != spare]


def _ahead(meeting: Meeting) -> Iterator[Slide]:
    if meeting.ahead:
        yield Slide(
            "På lång sikt, om utvecklingen fortsätter som i dag",
            meeting.facts.source_of(PROJECTION),
            points=tuple((row.name, row.years) for row in meeting.ahead),
            note=meeting.ahead_note,
        )


def _first(meeting: Meeting) -> Iterator[Slide]:
    facts = meeting.facts
    source = facts.source_of(*CLASSES)
    waiting = _waiting(meeting)
    total = sum(class_counts(facts.warehouse, facts.code))
    chosen, sizes = lifted(facts, 0), needs(facts)
    name = class_name(facts, 0)
    yield Slide(
        f"Yrken att ta upp i {facts.area}",
        source,
        f"{len(chosen)} av {total} yrken",
        (f"har {name} och är säkra nog att ta upp.", *_names(chosen)),
        note=waiting,
    )
    if sizes.bars:
        first = sizes.bars[0]
        rest = f"Bilden visar {spelled(len(sizes.bars))} av dem." if len(sizes.bars) < len(chosen) else ""
        yield Slide(
            f"Flest anställda har {in_sentence(first.label)}: {first.shown}",
            sizes.source,
            chart=_chart(sizes),
            note=f"Yrken med {name}, som är säkra nog att ta upp. {rest} {waiting}".replace("  ", " ").strip(),
        )


def _others(meeting: Meeting) -> Iterator[Slide]:
    facts = meeting.facts
    source = facts.source_of(*CLASSES)
    waiting = _waiting(meeting)
    if meeting.changes:
        yield _changed(meeting)
    yield from map(_charted, (balance(facts), change(facts)))
    if meeting.disagreements:
        yield Slide(meeting.disagreements_heading, source, differing=meeting.disagreements, note=waiting)
    yield Slide(
        "Läs som en riktning, inte som exakta tal",
        source,
        lines=(meeting.certainty, meeting.unsaid, *filter(None, [waiting])),
    )
    if meeting.questions:
        asked = tuple((q.text, f"{q.basis} Kan besluta: {in_sentence(q.who)}.") for q in meeting.questions)
        yield Slide(meeting.questions_heading, meeting.source, points=asked)


def _waiting(meeting: Meeting) -> str:
    return "Preliminärt: ingen har granskat klasserna än." if meeting.preliminary else ""


def _changed(meeting: Meeting) -> Slide:
    """The occupations whose posts have moved most, the year before beside the last one."""
    first, pairs = meeting.changes[0], [change.last_two for change in meeting.changes]
    before, now = pairs[0]
    labels = [year.label for year in pairs[0]]
    told = ", ".join(
        f"{change.name}: {then.shown} och {last.shown} ({change.percent})"
        for change, (then, last) in zip(meeting.changes, pairs, strict=True)
    )
    measure = f"Annonserade platser i {meeting.facts.area}, {labels[0]} och {labels[1]}"
    return Slide(
        f"Flest platser har {'försvunnit' if now.value < before.value else 'tillkommit'} för {in_sentence(first.name)}: från "
        f"{before.shown} till {now.shown}",
        meeting.source,
        chart=SlideChart(
            measure,
            tuple(f"{change.name} ({change.percent})" for change in meeting.changes),
            tuple(
                (label, tuple(year.value for year in years))
                for label, years in zip(labels, zip(*pairs, strict=True), strict=True)
            ),
            0,
            False,
            f"Liggande staplar, två per yrke. {measure}. {told}.",
        ),
        note=meeting.changes_note,
    )


def _names(rows: Sequence[Record]) -> tuple[str, ...]:
    """The occupations with most employees first; how many there are beyond those that have room."""
    names = tuple(str(r["yrke_namn"]) for r in rows)
    if len(names) <= MOST_NAMES:
        return names
    return (*names[: MOST_NAMES - 1], f"och {figures(len(names) - MOST_NAMES + 1)} till")


def _charted(finding: Finding) -> Slide:
    """A finding with its chart; without figures the title says why."""
    chart = _chart(finding) if finding.bars else None
    return Slide(finding.sentence, finding.source, chart=chart, note=finding.note)


def _chart(finding: Finding) -> SlideChart:
    values = ", ".join(f"{bar.label}: {bar.shown}" for bar in finding.bars)
    return SlideChart(
        finding.measure,
        tuple(bar.label for bar in finding.bars),
        ((finding.measure, tuple(round(bar.value, finding.decimals) for bar in finding.bars)),),
        finding.decimals,
        finding.upright,
        f"{'Stående' if finding.upright else 'Liggande'} staplar. {finding.measure}. {values}.",
    )
