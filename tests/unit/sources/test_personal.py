"""What leads to a person is found however it is written, and what a council has to say is let through."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.reference.areas import counties, delregioner
from assets.reference.council_form import FIRST_YEAR, TEXT, form_sheets
from sources.councils.personal import about_a_person
from sources.example.councils import EXAMPLE_COUNCILS, made_up_answers
from tests.unit.sources.good_forms import ANSWERS

MAIL, NUMBER, TELEPHONE = "en e-postadress", "ett person- eller organisationsnummer", "ett telefonnummer"
AROUND = st.sampled_from(["", " ", "Anna ", "pnr", "(", "nr: "]), st.sampled_from(["", " ", "kr", ".", ", ring", ")"])
BETWEEN = st.sampled_from(["", " ", ".", "/", "_", "-", "--", "–", " - ", "+", "\n", "\u00a0"])


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("720315.1234", NUMBER),
        ("720315/1234", NUMBER),
        ("720315_1234", NUMBER),
        ("720315--1234", NUMBER),
        ("7203 15 1234", NUMBER),
        ("pnr7203151234", NUMBER),
        ("7203151234kr", NUMBER),
        ("1972-03-15-1234", NUMBER),
        ("1972 03 15 1234", NUMBER),
        ("720375 – 1234", NUMBER),
        ("7 2 0 3 1 5 1 2 3 4", NUMBER),
        ("26-11-20 1400", NUMBER),
        ("26-11-20-1400", NUMBER),
        ("26-11-20 24.00", NUMBER),
        ("261120 14.00", NUMBER),
        ("72-11-20 14.00", NUMBER),
        ("26-11-20 14.00.1", NUMBER),
        ("26-11-61 14.00", NUMBER),
        ("26-11-20 14.00. Ring Anna, 720315-1234", NUMBER),
        ("mötet 2026-11-20, 720315.1234", NUMBER),
        ("556677-8899", NUMBER),
        ("+47 912 34 567", TELEPHONE),
        ("+47-1 000 000", TELEPHONE),
        ("+47 912 34 567 +47 912 34 568", TELEPHONE),
        ("+45 12345678", TELEPHONE),
        ("+1 (212) 555-0123", TELEPHONE),
        ("(0)70-1234567", TELEPHONE),
        ("070-123 45 67", TELEPHONE),
        ("+46-708 123 456", TELEPHONE),
        ("+46 (0) 708 123 456", TELEPHONE),
        ("0046-708 123 456", TELEPHONE),
        ("070 - 812 345 678", TELEPHONE),
        ("(08) 123 456 789", TELEPHONE),
        ("70-123 45 67", TELEPHONE),
        ("70 123 45 67", TELEPHONE),
        ("072/123 45 67", TELEPHONE),
        ("+46 701 234 567", TELEPHONE),
        ("(0)701 234 567", TELEPHONE),
        ("0701 234 567", TELEPHONE),
        ("anna.svensson(at)firma.se", MAIL),
        ("anna ( AT ) firma.se", MAIL),
        ("anna[at]firma.se", MAIL),
        ("anna[at]firma[dot]se", MAIL),
        ("anna@firma . se", MAIL),
        ("anna@firma. se", MAIL),
        ("anna.berg@verkstan.se", MAIL),
    ],
)
def test_what_leads_to_a_person_is_found(text: str, what: str):
    assert about_a_person(text) == what
    assert about_a_person(f"Fråga\n{text}\noch vänta") == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024–2026",
        "2010–2012 12 personer och 2010–2011 14",
        "2026-11-20",
        "2026-11-20 14.00",
        "26-11-20 14.00",
        "Mötet 26-11-20, 09:30",
        "Mötet var 26-11-20 14.00.",
        "Möten:\n26-11-20 14.00\n26-12-04 09.15–11.00: digitalt",
        "20261120 14.00",
        "2026-11-20 – 2026-11-21",
        "2015-03-01–2016-04-30, 2015-03-01 - 2016-04-30",
        "12 000 000 kr",
        "500 000–1 250 000 kr",
        "80 000–1 112 000 kr",
        "2019-12–2021-06, 2020-10 - 2021-12",
        "läsåret 2010/11 2012/13 och 2011/12-2024/25",
        "20 12 2024 - 30 12 2025",
        "kl. 10.00–12.30 2025",
        "12.000.000 kr",
        "1 203 151 234 kr",
        "12 031 512 340 kr",
        "+12 000 000 kr, +2 500 000",
        "70 123 456 kr, 701 234 567 kr",
        "70–100 personer, 70 1000 och 72-75 %",
        "RUN 2026-00123, KR 2023-7, dnr 2026-001234",
        "SSYK 2512 2221 5111, 1204 1512 2221",
        "+46 är inget nummer",
        "-annonser, @nätet och +1 mässa",
        "Träffa oss @ mässan. Vi är där (at the fair), 10–12.",
        "3,14159265358979",
        "45 % (12 av 27), 2–3 gånger fler än 2019",
        "Kl 8–16.30 den 3/12",
    ],
)
def test_amounts_years_days_and_prose_are_let_through(text: str):
    assert about_a_person(text) == ""


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    """A number whose days may be those of a coordination number, in pieces with anything between."""
    century = draw(st.sampled_from(["", "19"]))
    parts = (
        draw(st.integers(0, 99)),
        draw(st.integers(1, 12)),
        draw(st.one_of(st.integers(1, 31), st.integers(61, 91))),
    )
    digits = [*([century] if century else []), *(f"{part:02}" for part in parts), f"{draw(st.integers(0, 9999)):04}"]
    return digits[0] + "".join(draw(BETWEEN) + each for each in digits[1:])


@given(AROUND[0], personal_numbers(), AROUND[1])
def test_every_way_to_write_a_personal_number_is_found(before: str, number: str, after: str):
    # As a telephone number too, where it could be one.
    assert about_a_person(before + number + after) in (NUMBER, TELEPHONE)


@given(st.sampled_from(["+47", "+45", "+358", "+49"]), st.text("0123456789", min_size=7, max_size=10), st.data())
def test_every_number_abroad_is_found(code: str, digits: str, data: Any):
    written = code + "".join(data.draw(st.sampled_from(["", " ", "-", "."])) + digit for digit in digits)
    # Ten digits together may be the other too.
    assert about_a_person(f"ring {written}, tack") in (TELEPHONE, NUMBER)


@given(
    st.integers(0, 99_999_999_999), st.sampled_from([" ", "\u00a0", "."]), st.sampled_from([" kr", " tkr", " personer"])
)
def test_every_amount_in_groups_is_let_through(amount: int, between: str, unit: str):
    assert about_a_person(f"omkring {amount:,}{unit}".replace(",", between)) == ""


DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2050, 12, 31))


@given(DAYS, DAYS, st.sampled_from(["–", " – ", "-", " till ", ", "]))
def test_every_span_of_days_or_years_is_let_through(first: dt.date, last: dt.date, between: str):
    assert about_a_person(f"under {first}{between}{last}.") == ""
    assert about_a_person(f"under {first.year}{between}{last.year}.") == ""


@given(
    DAYS.filter(lambda day: day.year >= FIRST_YEAR),
    st.times(),
    st.sampled_from([" ", "  ", ", ", "\n"]),
    st.sampled_from([".", ":"]),
    st.sampled_from(["", ".", ": digitalt", " och", ", sal 2", "\n"]),
)
def test_every_short_day_with_a_time_of_day_is_let_through(day, time, between, point, after):
    assert about_a_person(f"Mötet {day:%y-%m-%d}{between}{time:%H}{point}{time:%M}{after}") == ""


@given(
    DAYS,
    st.one_of(st.just(0), st.just(60)),
    st.sampled_from(["", "-", "+", " ", "–", " - "]),
    st.integers(0, 9999),
    st.booleans(),
)
def test_every_usual_way_to_write_a_personal_number_of_any_year_is_found(day, coordination, between, last, dashes):
    apart = "-" if dashes else ""
    written = f"{day:%y}{apart}{day:%m}{apart}{day.day + coordination:02}{between}{last:04}"
    assert about_a_person(f"Anna {written}.") in (NUMBER, TELEPHONE)


@given(st.text(st.characters(exclude_categories=["N"], exclude_characters="@()[]{}")))
def test_words_without_digits_are_let_through(words: str):
    assert about_a_person(words) == "" or re.search(r"[\d@(\[{]", words)


def texts() -> Iterator[str]:
    """Every free text of the forms that are made up."""
    free = {(sheet.name, column.name) for sheet in form_sheets() for column in sheet.columns if column.kind == TEXT}
    made = [
        made_up_answers(area.code)
        for county in counties()
        for area in delregioner(county)
        if area.code in EXAMPLE_COUNCILS
    ]
    for answers in (ANSWERS, *made):
        for sheet, rows in answers.items():
            yield from (str(value) for row in rows for name, value in row.items() if (sheet, name) in free)


def test_every_text_of_a_made_up_form_is_let_through():
    found = set(texts())
    assert len(found) > 10
    assert {text for text in found if about_a_person(text)} == set()


@given(
    st.sampled_from(["+46", "0046", "0", "(0)", "+46 (0)"]),
    st.sampled_from(["", " ", "-", " - ", "/", "  "]),
    st.integers(8, 79),
    st.integers(1_000_000, 9_999_999),
    st.sampled_from([(3, 2, 2), (3, 4), (2, 2, 3), (1, 3, 3), (7,)]),
)
def test_every_swedish_number_is_found_however_its_digits_are_grouped(prefix, sep, area, rest, grouping):
    digits, groups = str(rest), []
    for size in grouping:
        groups.append(digits[:size])
        digits = digits[size:]
    assert about_a_person(f"Ring {prefix}{sep}{area}-{' '.join(groups)} om det") in (TELEPHONE, NUMBER)


@given(st.integers(1, 999), st.integers(1_000_000, 999_999_999))
def test_every_span_of_amounts_is_let_through(thousands, most):
    least = f"{thousands} 000"
    for between in ("–", " – ", "-", " - "):
        assert about_a_person(f"Från {least}{between}{most:,} kr".replace(",", " ")) == ""
