"""Numbers as Swedish texts quote them, so that a text and the constant it quotes cannot differ."""

from __future__ import annotations

_SPELLED = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton")
_PARTS = {2: ("varannan", "hälften"), 3: ("var tredje", "en tredjedel"), 4: ("var fjärde", "en fjärdedel")}
_PARTS |= {5: ("var femte", "en femtedel"), 10: ("var tionde", "en tiondel"), 20: ("var tjugonde", "en tjugondel")}


def figures(value: float, digits: int = 0) -> str:
    """Decimal comma, and thousands apart.

    >>> figures(1000), figures(0.5, 2), figures(3.0)
    ('1 000', '0,50', '3')
    """
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


def plain(value: float) -> str:
    """With as few decimals as it has, at most two.

    >>> plain(1.0), plain(0.75), plain(0.5)
    ('1', '0,75', '0,5')
    """
    return figures(value, 2).rstrip("0").rstrip(",")


def percent(share: float) -> str:
    """A share in whole percent.

    >>> percent(0.8)
    '80 procent'
    """
    return f"{figures(100 * share)} procent"


def spelled(number: float) -> str:
    """A whole number as a word; one is of common gender.

    Raises:
        ValueError: no text has needed the word.

    >>> spelled(12), spelled(5.0)
    ('tolv', 'fem')
    """
    if number != int(number) or not 0 <= number < len(_SPELLED):
        raise ValueError(f"there is no word for {number}: write the text that quotes it with figures")
    return _SPELLED[int(number)]


def part(share: float) -> str:
    """A share as a part.

    Raises:
        ValueError: no text has needed the word.

    >>> part(0.1), part(0.25)
    ('en tiondel', 'en fjärdedel')
    """
    return _words_of(share)[1]


def every(share: float) -> str:
    """A share as one of so many.

    Raises:
        ValueError: no text has needed the word.

    >>> every(0.2)
    'var femte'
    """
    return _words_of(share)[0]


def _words_of(share: float) -> tuple[str, str]:
    number = round(1 / share) if share else 0
    if number not in _PARTS or abs(number * share - 1) > 1e-9:
        raise ValueError(f"there is no word for the share {share}: write the text that quotes it with figures")
    return _PARTS[number]
