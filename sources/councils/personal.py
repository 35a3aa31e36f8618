"""What a text of a form may not have: what leads to a person, however it is written."""

from __future__ import annotations

import re
import unicodedata

from assets.reference.council_form import FIRST_YEAR, LAST_YEAR

_DASH = r"\-\u2010\u2011\u2012\u2013\u2014\u2212"
_BETWEEN = rf"[\s._/+{_DASH}]*"
_CROWNS = r"(?!\s*(?:kr|tkr|mkr|sek|euro)\b)"
_AMOUNT = re.compile(
    rf"(?<![\d+)])(?<!\d[\s.])(?<!\+\s)(?<!0[/{_DASH}])[1-9]\d{{0,2}}(?:[\s.]\d{{3}}){{2,}}(?![\s.]?\d)"
)
"""Millions in groups of three, which are not what comes after the country or the zero of a telephone number."""
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"{_YEAR}-\d\d-\d\d"
_SPANS = re.compile(
    rf"(?<!\d)(?:{_DAY}\s?[{_DASH}]\s?{_DAY}|{_YEAR}\s?[{_DASH}]\s?{_YEAR})(?!\d)"
    # Nobody in a form is born after the first round of them: such a day is when something was or will be.
    rf"|(?<!\d)(?:{'|'.join(map(str, range(FIRST_YEAR, LAST_YEAR + 1)))})-?\d\d-?\d\d(?!\d)"
)
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
_TELEPHONE = re.compile(
    rf"(?:\+46|\b0046|(?<![\d.,])0(?=[1-9 (){_DASH}]))(?:[ ()/.{_DASH}]*\d){{7,10}}\b"
    # The number of another country: its code and at least seven digits.
    rf"|\+\s?\(?[1-9]\d{{0,2}}(?:[\s()/._{_DASH}]*\d){{7,14}}+{_CROWNS}"
    # A mobile number without its zero.
    rf"|(?<![\d.,])7[02369][\s/.{_DASH}]+\d{{3}}[\s.{_DASH}]*\d\d[\s.{_DASH}]*\d\d(?!\d){_CROWNS}",
    re.IGNORECASE,
)


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
    left = _AMOUNT.sub("x", _SPANS.sub("x", plain))
    dated, telephone = _DATED.search(left), _TELEPHONE.search(left)
    # Where a mobile number could be a day and four digits too it is called what it looks like.
    if _NUMBER.search(plain) or (dated and not (telephone and telephone.start() <= dated.start())):
        return "ett person- eller organisationsnummer"
    return "ett telefonnummer" if telephone else ""
