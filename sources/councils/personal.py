"""What a text of a form may not have: what leads to a person, however it is written."""

from __future__ import annotations

import re
import unicodedata

from assets.reference.council_form import FIRST_YEAR, LAST_YEAR

_DASH = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"
_BETWEEN = rf"[\s._/+{_DASH}]*"
_CROWNS = r"(?!\s*(?:kr|tkr|mkr|sek|euro)\b)"
_MILLIONS = r"[1-9]\d{0,2}(?:[\s.]\d{3}){2,}"
_AMOUNT = re.compile(rf"(?<![\d+)])(?<!\d[\s.])(?<!\+\s)(?<!0[/{_DASH}]){_MILLIONS}(?![\s.]?\d)")
"""Millions in groups of three, which are not what comes after the country or the zero of a telephone number."""
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"{_YEAR}-\d\d-\d\d"
_MONTH = rf"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY_FIRST = r"[0-3]?\d[ ./][01]?\d[ ./]20\d\d"
_TIME = r"[0-2]?\d[.:][0-5]\d"
_TO = rf"\s?[{_DASH}]\s?"
_SPANS = re.compile(
    rf"(?<!\d)(?:{_DAY}{_TO}{_DAY}|{_MONTH}{_TO}{_MONTH}|{_DAY_FIRST}{_TO}{_DAY_FIRST}|{_YEAR}{_TO}{_YEAR})(?![\d-])"
    rf"|\bkl\.?\s*{_TIME}(?:{_TO}{_TIME})?(?!\d)"
    rf"|(?<![\d+])[1-9]\d{{0,2}}(?:[\s.]\d{{3}})+{_TO}{_MILLIONS}(?![\s.]?\d)"
    # Nobody in a form is born after the first round of them: such a day is when something was or will be.
    rf"|(?<!\d)(?:{'|'.join(map(str, range(FIRST_YEAR, LAST_YEAR + 1)))})-?\d\d-?\d\d(?!\d)"
    # Nobody writes the last four digits of a number as a time of day after a day with its dashes.
    rf"|(?<!\d)(?:{'|'.join(f'{year % 100:02}' for year in range(FIRST_YEAR, LAST_YEAR + 1))})-(?:0[1-9]|1[0-2])-[0-3]\d,?\s+"
    rf"(?:[01]\d|2[0-3])[.:][0-5]\d(?![.:]?\d)"
)
"""Amounts, days, months, years and times from one to another."""
_SCHOOL_YEAR = re.compile(rf"(?<!\d)({_YEAR})/(\d\d)(?!\d)")
_DATED = re.compile(
    rf"(?<!\d)(?:1{_BETWEEN}9{_BETWEEN}|2{_BETWEEN}0{_BETWEEN})?\d{_BETWEEN}\d{_BETWEEN}"
    rf"(?:0{_BETWEEN}[1-9]|1{_BETWEEN}[0-2]){_BETWEEN}"
    # The day, or the day and sixty of a coordination number.
    rf"(?:[06]{_BETWEEN}[1-9]|[1278]{_BETWEEN}\d|[39]{_BETWEEN}[01]){_BETWEEN}"
    rf"\d(?:{_BETWEEN}\d){{3}}(?!\d)"
)
_AT = r"(?:@|[(\[{]\s*(?:at|snabel-?a)\s*[)\]}])"
_DOT = r"(?:\.|\s+\.\s*|\.\s+(?=(?:se|nu|com|net|org|eu|no|dk|fi)\b)|\s*[(\[{]\s*(?:dot|punkt)\s*[)\]}]\s*)"
_MAIL = re.compile(rf"\w\s*{_AT}\s*[\w-]+{_DOT}\w", re.IGNORECASE)
_NUMBER = re.compile(rf"\b(?:\d{{2}})?\d{{6}} ?[+{_DASH}]? ?\d{{4}}\b")
_SWEDISH = re.compile(
    rf"(?:\+46|\b0046|(?<![\d.,])(?!(?<=\d[\s.])0\d\d(?:[\s.]\d{{3}})+(?![\s.]?\d))0(?=[1-9 ()/{_DASH}]))"
    rf"(?:[ ()/._{_DASH}]*\d){{7,10}}\b"
)
_ABROAD = re.compile(
    # The country's code and at least seven digits.
    rf"\+\s?\(?[1-9]\d{{0,2}}(?:[\s()/._{_DASH}]*\d){{7,14}}+{_CROWNS}",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    # Without its zero.
    rf"(?<![\d.,])7[02369][\s/.{_DASH}]+\d{{3}}[\s.{_DASH}]*\d\d[\s.{_DASH}]*\d\d(?!\d){_CROWNS}",
    re.IGNORECASE,
)


def _school_year(found: re.Match[str]) -> str:
    """Nothing in the place of two years that follow each other, as 2025/26; else what stands there."""
    return "x" if (int(found[1]) + 1) % 100 == int(found[2]) else found[0]


def about_a_person(text: str) -> str:
    """What a text has that leads to a person or a company, as a Swedish phrase; empty when it has nothing such.

    Amounts, years and days are no such thing.

    >>> about_a_person("Ring 70-123 45 67"), about_a_person("72 03 15 1234"), about_a_person("12 000 000 kr 2024–2026")
    ('ett telefonnummer', 'ett person- eller organisationsnummer', '')
    """
    plain = unicodedata.normalize("NFKC", text)
    if _MAIL.search(plain):
        return "en e-postadress"
    # A letter in the place of what it is not, so that what stands around it is not read as one number.
    without_spans = _SCHOOL_YEAR.sub(_school_year, _SPANS.sub("x", plain))
    without_amounts = _AMOUNT.sub("x", without_spans)
    # What is left of a number with a code or a zero when an amount is taken out of it is none, so they are looked for before.
    searched = ((without_spans, _SWEDISH), (without_spans, _ABROAD), (without_amounts, _MOBILE))
    found = [(text, number.start()) for text, pattern in searched if (number := pattern.search(text))]
    # Where a mobile number could be a day and four digits too it is called what it looks like.
    called = any((dated := _DATED.search(text)) is None or at <= dated.start() for text, at in found)
    if _NUMBER.search(plain) or (_DATED.search(without_amounts) and not called):
        return "ett person- eller organisationsnummer"
    return "ett telefonnummer" if found else ""
