"""What the slides of a meeting say: at most eight, one message each, made of the same findings as the page and the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.model import Record
from assets.methods.quoted import figures, spelled
from reports.findings.matrix import class_counts
from reports.findings.meeting import Disagreement, Meeting
from reports.findings.messages import balance, change, in_sentence, needs
from reports.findings.model import Bar, Finding
from reports.sheets.assessment import lifted
from reports.sheets.model import Facts
from reports.sheets.trial import class_name

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


def _slides(meeting: Meeting) -> Iterator[Slide]:
    facts = meeting.facts
    source = facts.source_of(ASSESSMENT)
    waiting = "Preliminärt: ingen har granskat klasserna än." if meeting.preliminary else ""
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
            chart=_chart(sizes.measure, sizes.bars),
            note=f"Yrken med {name}, som är säkra nog att ta upp. {rest} {waiting}".replace("  ", " ").strip(),
        )
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


def _changed(meeting: Meeting) -> Slide:
    """The occupations whose posts have moved most, the year before beside the last one."""
    first = meeting.changes[0]
    labels = [year.label for year in first.years[-2:]]
    rows = [(change.before, change.now) for change in meeting.changes]
    told = ", ".join(f"{c.name}: {c.before} och {c.now} ({c.percent})" for c in meeting.changes)
    measure = f"Annonserade platser i {meeting.facts.area}, {labels[0]} och {labels[1]}"
    return Slide(
        f"Flest platser har {'försvunnit' if as_shown(first.now) < as_shown(first.before) else 'tillkommit'} för "
        f"{in_sentence(first.name)}: från {first.before} till {first.now}",
        meeting.source,
        chart=SlideChart(
            measure,
            tuple(f"{change.name} ({change.percent})" for change in meeting.changes),
            tuple(
                (label, tuple(map(as_shown, values)))
                for label, values in zip(labels, zip(*rows, strict=True), strict=True)
            ),
            0,
            False,
            f"Liggande staplar, två per yrke. {measure}. {told}.",
        ),
        note=meeting.changes_note,
    )


def _names(rows: Sequence[Record]) -> tuple[str, ...]:
    """The occupations with most employees first; how many there are beyond those that have room."""
    ranked = sorted(rows, key=lambda r: (-float(r["anstallda"] or 0), str(r["yrke_kod"])))
    names = tuple(str(r["yrke_namn"]) for r in ranked)
    if len(names) <= MOST_NAMES:
        return names
    return (*names[: MOST_NAMES - 1], f"och {figures(len(names) - MOST_NAMES + 1)} till")


def _charted(finding: Finding) -> Slide:
    """A finding with its chart; without figures the title says why."""
    chart = _chart(finding.measure, finding.bars, finding.upright) if finding.bars else None
    return Slide(finding.sentence, finding.source, chart=chart, note=finding.note)


def _chart(measure: str, bars: Sequence[Bar], upright: bool = False) -> SlideChart:
    values = ", ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return SlideChart(
        measure,
        tuple(bar.label for bar in bars),
        ((measure, tuple(as_shown(bar.shown) for bar in bars)),),
        max(len(bar.shown.partition(",")[2]) for bar in bars),
        upright,
        f"{'Stående' if upright else 'Liggande'} staplar. {measure}. {values}.",
    )


def as_shown(text: str) -> float:
    r"""The number that a reader sees.

    >>> as_shown("1\xa0234"), as_shown("2,0"), as_shown("0")
    (1234.0, 2.0, 0.0)
    """
    return float(text.replace("\xa0", "").replace(",", "."))
