"""What the slides of a meeting say, at their edges."""

from __future__ import annotations

from dataclasses import replace

from reports.findings.long_term import AHEAD_NOTE, InShort
from reports.findings.meeting import meeting
from reports.findings.slides import MOST_NAMES, MOST_SLIDES, deck
from reports.sheets.model import facts_of
from tests.unit.reports.meetings import assessed, decided, full, moved


def test_a_meeting_with_everything_has_at_most_eight_slides_with_a_message_each(warehouse):
    made = deck(meeting(facts_of(warehouse("example"), "fyrbodal")))
    assert 5 <= len(made.slides) <= MOST_SLIDES
    titles = [slide.title for slide in made.slides]
    assert len(set(titles)) == len(titles)
    assert all(titles)
    assert all(slide.source.startswith("Källa:") for slide in made.slides)
    assert made.title.startswith("EXEMPELDATA – ")


def test_the_first_slide_counts_and_names_what_to_take_up():
    first, second, *_ = deck(full()).slides
    assert first.number == "3 av 7 yrken"
    assert first.lines[1:] == ("=CMD|calc #strong[x]", "Sjuksköterskor", "IT-tekniker")
    assert second.title == "Flest anställda har =CMD|calc #strong[x]: 1\xa0100"
    assert second.chart is not None
    assert second.chart.series == ((second.chart.measure, (1100.0, 1000.0, 1000.0)),)
    assert "Bilden visar" not in second.note


def test_names_that_have_no_room_are_counted():
    def names(count: int) -> tuple[str, ...]:
        return deck(decided([assessed(f"{500 + at}") for at in range(count)])).slides[0].lines[1:]

    assert len(names(MOST_NAMES)) == MOST_NAMES
    assert names(MOST_NAMES)[-1] == f"Yrke {500 + MOST_NAMES - 1}"
    assert len(names(MOST_NAMES + 1)) == MOST_NAMES
    assert names(MOST_NAMES + 1)[-1] == "och 2 till"


def test_the_chart_says_how_many_of_them_it_shows():
    slides = deck(decided([assessed(f"{500 + at}") for at in range(9)])).slides
    assert "Bilden visar sju av dem." in slides[1].note


def test_the_changes_stand_beside_the_year_before():
    changed = next(slide for slide in deck(full()).slides if slide.title.startswith("Flest platser"))
    assert changed.title == "Flest platser har försvunnit för yrke 513: från 1\xa0000 till 0"
    assert changed.chart is not None
    assert changed.chart.series == (("24/25", (1000.0, 295.0, 400.0)), ("25/26", (0.0, 178.0, 500.0)))
    assert "Yrke 511: 295 och 178 (−40\xa0%)" in changed.chart.alt


def test_more_posts_are_not_called_fewer():
    slides = deck(decided(changes=[moved("512", "fler", 400, 500), moved("513", "fler", 400, 450)])).slides
    assert "Flest platser har tillkommit för yrke 512: från 400 till 500" in [slide.title for slide in slides]


def test_what_is_missing_is_said_in_the_title_and_has_no_chart():
    slides = deck(decided()).slides
    assert slides[0].number == "0 av 0 yrken"
    said = {slide.title: slide.chart for slide in slides}
    assert said["Annonser som är öppna just nu saknas. Därför jämförs inga platser med inskrivna arbetslösa."] is None
    assert not [
        title
        for title in said
        if "skillnad" in title or title.startswith("Flest platser") or "fråg" in title or title.startswith("Flest")
    ]


def test_a_class_that_is_not_reviewed_says_so_and_a_reviewed_one_does_not():
    assert deck(full()).slides[0].note == "Preliminärt: ingen har granskat klasserna än."
    assert deck(replace(full(), preliminary="")).slides[0].note == ""


def test_the_long_term_is_one_slide_with_limits_and_gives_way_to_nobody():
    with_ahead = replace(full(), ahead=(InShort("Sjuksköterskor", "2029: 2 100 (2 000–2 200)"),), ahead_note=AHEAD_NOTE)
    made = deck(with_ahead).slides
    (slide,) = (s for s in made if s.title.startswith("På lång sikt"))
    assert slide.points == (("Sjuksköterskor", "2029: 2 100 (2 000–2 200)"),)
    assert "80 gånger av 100" in slide.note
    assert len(made) <= MOST_SLIDES
    assert "Läs som en riktning, inte som exakta tal" in [s.title for s in made]
    assert not [s for s in deck(full()).slides if s.title.startswith("På lång sikt")]
