"""The words that rules of plausibility are written in; no other file names an expectation of the library.

Each makes one rule: its name, the column it is about, what must hold, why, and what to do when it does not. A number is
written here when it follows from what is counted (0 for counts, 1 for shares); one that people review is ``LOWEST``,
``HIGHEST`` or ``SHARE``, and stands in assets/reference/rimlighet.csv.

A rule stops publication unless it says ``severity=WARNING``, and looks at every row unless it says ``where``. Then such
rows must be there, unless it also says ``may_lack_rows=True``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from checks.result import STOPPING, Severity
from checks.rules.expectation import Expectation, Reviewed

LOWEST, HIGHEST, SHARE = Reviewed.LOWEST, Reviewed.HIGHEST, Reviewed.SHARE
Number = float | Reviewed | None
_BETWEEN_ROWS, _EQUAL_ROWS = "ExpectTableRowCountToBeBetween", "ExpectTableRowCountToEqual"
ROW_COUNTS = (_BETWEEN_ROWS, _EQUAL_ROWS)
"""Rules about how many rows there are."""


class Options(TypedDict, total=False):
    """What any rule may say beside what must hold."""

    severity: Severity
    where: str
    may_lack_rows: bool


def _rule(name: str, kind: str, why: str, action: str, options: Options, **arguments: object) -> Expectation:
    given = {key: value for key, value in arguments.items() if value is not None}
    severity, where = options.get("severity", STOPPING), options.get("where", "")
    return Expectation(name, kind, given, severity, why, action, where, options.get("may_lack_rows", False))


def between(
    name: str,
    column: str,
    lowest: Number,
    highest: Number,
    why: str,
    action: str,
    share: Number = None,
    **options: Unpack[Options],
) -> Expectation:
    """No value is lower or higher; ``None`` is no limit. With ``share``, of so many of the rows."""
    limits = {"column": column, "min_value": lowest, "max_value": highest, "mostly": share}
    return _rule(name, "ExpectColumnValuesToBeBetween", why, action, options, **limits)


def largest_at_least(
    name: str, column: str, lowest: Number, why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """The largest value is not smaller; else it is counted in another unit."""
    return _rule(name, "ExpectColumnMaxToBeBetween", why, action, options, column=column, min_value=lowest)


def not_less_than(name: str, column: str, other: str, why: str, action: str, **options: Unpack[Options]) -> Expectation:
    """In each row the one column is at least the other."""
    kind = "ExpectColumnPairValuesAToBeGreaterThanB"
    return _rule(name, kind, why, action, options, column_A=column, column_B=other, or_equal=True)


def never_null(
    name: str, column: str, why: str, action: str, share: Number = None, **options: Unpack[Options]
) -> Expectation:
    """There is a value in every row, or in ``share`` of them; each row that lacks one is named."""
    return _rule(name, "ExpectColumnValuesToNotBeNull", why, action, options, column=column, mostly=share)


def share_known(
    name: str, column: str, share: Number, why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """There is a value in ``share`` of the rows; the share alone, since to name every row takes seconds of thousands."""
    kind = "ExpectColumnProportionOfNonNullValuesToBeBetween"
    return _rule(name, kind, why, action, options, column=column, min_value=share)


def always_null(name: str, column: str, why: str, action: str, **options: Unpack[Options]) -> Expectation:
    """There is a value in none of the rows."""
    return _rule(name, "ExpectColumnValuesToBeNull", why, action, options, column=column)


def unique(name: str, column: str, why: str, action: str, **options: Unpack[Options]) -> Expectation:
    """No two rows have the same value."""
    return _rule(name, "ExpectColumnValuesToBeUnique", why, action, options, column=column)


def matches(name: str, column: str, pattern: str, why: str, action: str, **options: Unpack[Options]) -> Expectation:
    """Every text has the form of a regular expression."""
    return _rule(name, "ExpectColumnValuesToMatchRegex", why, action, options, column=column, regex=pattern)


def never_matches(
    name: str, column: str, pattern: str, why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """No text has the form of a regular expression."""
    return _rule(name, "ExpectColumnValuesToNotMatchRegex", why, action, options, column=column, regex=pattern)


def one_of(
    name: str, column: str, values: Sequence[object], why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """Every value is one of these."""
    return _rule(name, "ExpectColumnValuesToBeInSet", why, action, options, column=column, value_set=list(values))


def none_of(
    name: str,
    column: str,
    values: Sequence[object],
    why: str,
    action: str,
    share: Number = None,
    **options: Unpack[Options],
) -> Expectation:
    """No value is one of these, or ``share`` of them are not."""
    wrong = {"column": column, "value_set": list(values), "mostly": share}
    return _rule(name, "ExpectColumnValuesToNotBeInSet", why, action, options, **wrong)


def contains_all(
    name: str, column: str, values: Sequence[object], why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """Each of these is a value of some row."""
    kind = "ExpectColumnDistinctValuesToContainSet"
    return _rule(name, kind, why, action, options, column=column, value_set=list(values))


def values_between(
    name: str, column: str, lowest: Number, highest: Number, why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """So many different values there are."""
    limits = {"column": column, "min_value": lowest, "max_value": highest}
    return _rule(name, "ExpectColumnUniqueValueCountToBeBetween", why, action, options, **limits)


def rows_between(
    name: str, lowest: Number, highest: Number, why: str, action: str, **options: Unpack[Options]
) -> Expectation:
    """So many rows there are; none is a number of rows."""
    counted: Options = {**options, "may_lack_rows": True}
    limits = {"min_value": lowest, "max_value": highest}
    return _rule(name, _BETWEEN_ROWS, why, action, counted, **limits)


def rows_are(name: str, number: int, why: str, action: str, **options: Unpack[Options]) -> Expectation:
    """Exactly so many rows there are."""
    counted: Options = {**options, "may_lack_rows": True}
    return _rule(name, _EQUAL_ROWS, why, action, counted, value=number)


def reason_given(where: str, what: str, module: str) -> Expectation:
    """Each row that lacks a number says why in ``anmarkning``."""
    return never_null(
        "skal_nar_tal_saknas",
        "anmarkning",
        f"Saknas {what} står skälet i anmärkningen.",
        f"Rätta {module} så att varje utelämnat tal får ett skäl.",
        where=where,
        may_lack_rows=True,
    )
