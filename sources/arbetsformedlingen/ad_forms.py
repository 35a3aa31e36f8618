"""What the fields of an ad look like: how odd ones are read all the same, and what has no business in them.

A field in another form than usual (a number as text, a list for an object, a date without time) costs at most itself; only
without identity or publication date there is no ad. A code that does not look like one may be an address or a name that
somebody has written in the wrong place, so it is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

IDENTITY = re.compile(r"(?![0-9]{6,8}-[0-9]{4}$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""An ad's own id. An e-mail address, a name, a street or a person's number has signs or blanks that this has not."""
CODE_FORMS: Mapping[str, str] = {
    "occupation_group": r"^[0-9]{4}$",
    "occupation_group_concept": r"^[A-Za-z0-9]{1,4}(_[A-Za-z0-9]{1,4}){0,2}$",
    "occupation_field": r"^[0-9]{1,3}$",
    "duration": r"^[0-9]{1,3}$",
    "municipality_code": r"^[0-9]{4}$",
    "region_code": r"^[0-9]{2}$",
    "country_code": r"^([0-9]{1,4}|[A-Za-z]{2,3})$",
}
"""Column of codes → what a code in it looks like."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FIRST_MILLISECONDS = 10**11
"""A moment as a number is in milliseconds from here on: as seconds it would be after the year 5000, as those before 1974."""
MOST_POSTS = 2**31
"""A number of posts beyond this is no number of posts, and would not fit its column."""
_CODES = {"municipality_code": 4, "region_code": 2, "country_code": 0}
_DATES = ("removed_date", "last_publication_date", "application_deadline")


def identity(value: Any) -> str:
    """An ad's id as text.

    Raises:
        msgspec.ValidationError: it does not look like one, and may be about a person.
    """
    text = _text(value)
    if text is None or not IDENTITY.fullmatch(text):
        # Not what it says: the message may be printed.
        raise msgspec.ValidationError("an id in another form")
    return text


def coded(column: str, value: str | None) -> str | None:
    """A code that looks like one of its column, else none.

    >>> coded("municipality_code", "1480"), coded("municipality_code", "Hemgatan 1")
    ('1480', None)
    """
    return value if value and re.fullmatch(CODE_FORMS[column], value) else None


def moment(value: Any) -> datetime:
    """A time stamp, a date, or a number of seconds or milliseconds since 1970.

    Raises:
        msgspec.ValidationError: it is none of them.

    >>> moment("2024-07-01"), moment(1719813600).isoformat() == moment(1719813600000).isoformat()
    (datetime.datetime(2024, 7, 1, 0, 0), True)
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if abs(value) >= _FIRST_MILLISECONDS else value, UTC)
        return datetime.fromisoformat(value.strip())
    except (AttributeError, ValueError, OverflowError, OSError) as error:
        raise msgspec.ValidationError("no date") from error


def milliseconds(value: int) -> int:
    """A number of seconds or of milliseconds since 1970, as milliseconds.

    >>> milliseconds(1719813600), milliseconds(1719813600000)
    (1719813600000, 1719813600000)
    """
    return value if value >= _FIRST_MILLISECONDS else value * 1000


def mended(line: bytes) -> tuple[dict[str, Any], list[str]]:
    """An ad's line whose fields are in odd forms, in the usual ones.

    Args:
        line: JSON.

    Returns:
        The fields that are kept, and the names of those that could not be read and are missing.

    Raises:
        msgspec.DecodeError: it is no JSON object, or has no id or publication date that can be read.
    """
    raw = msgspec.json.decode(line)
    if not isinstance(raw, dict):
        raise msgspec.ValidationError("no object")
    ad: dict[str, Any] = {"id": identity(raw.get("id")), "publication_date": moment(raw.get("publication_date"))}
    original = raw.get("original_id")
    ad["original_id"] = None if original in (None, "") else identity(original)
    ad["headline"] = _text(raw.get("headline"))
    ad |= {name: _day(raw.get(name)) for name in _DATES}
    ad["number_of_vacancies"] = _posts(raw.get("number_of_vacancies"))
    ad["occupation_group"] = _concept(raw.get("occupation_group"), 4)
    ad["occupation_field"] = _concept(raw.get("occupation_field"), 0)
    ad["duration"] = _concept(raw.get("duration"), 0)
    employer, place = _object(raw.get("employer")), _object(raw.get("workplace_address"))
    ad["employer"] = {name: _text(employer.get(name)) for name in ("organization_number", "name")}
    ad["workplace_address"] = {name: _code(place.get(name), width) for name, width in _CODES.items()}
    lost = [name for name, value in ad.items() if not _said(value) and _said(raw.get(name))]
    return ad, lost


def _said(value: Any) -> bool:
    """Whether there is anything in a field, however deep."""
    if isinstance(value, dict):
        return any(map(_said, value.values()))
    if isinstance(value, list):
        return any(map(_said, value))
    return value not in (None, "")


def _object(value: Any) -> dict[str, Any]:
    """An object, or the first of a list of them; an empty one when there is none."""
    candidates = value if isinstance(value, list) else [value]
    return next((each for each in candidates if isinstance(each, dict)), {})


def _concept(value: Any, width: int) -> dict[str, str | None]:
    """A concept's code, id and label, from an object, a list, or the code alone."""
    found = _object(value)
    if not found and not isinstance(value, dict | list):
        found = {"legacy_ams_taxonomy_id": value}
    code = _code(found.get("legacy_ams_taxonomy_id"), width)
    return {
        "legacy_ams_taxonomy_id": code if code and code.isdigit() else None,
        "concept_id": _text(found.get("concept_id")),
        "label": _text(found.get("label")),
    }


def _code(value: Any, width: int) -> str | None:
    """A code as text; one that has become a number has its zeros again."""
    text = _text(value)
    return text.zfill(width) if text and not isinstance(value, str) else text


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _day(value: Any) -> str | None:
    try:
        return None if value in (None, "") else moment(value).isoformat()
    except msgspec.ValidationError:
        return None


def _posts(value: Any) -> int | None:
    text = _text(value)
    if text is None or not re.fullmatch(r"-?[0-9]+(\.0*)?", text):
        return None
    posts = int(text.partition(".")[0])
    return posts if abs(posts) <= MOST_POSTS else None
