"""Numbers as Swedish texts quote them, so that a text and the constant it quotes cannot differ."""

from __future__ import annotations

import math

_SPELLED = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton")
_PARTS = {2: ("varannan", "hälften"), 3: ("var tredje", "en tredjedel"), 4: ("var fjärde", "en fjärdedel")}
_PARTS |= {5: ("var femte", "en femtedel"), 10: ("var tionde", "en tiondel"), 20: ("var tjugonde", "en tjugondel")}


def figures(value: float, digits: int = 0) -> str:
    """With a fixed number of decimals: decimal comma, and thousands apart.

    >>> figures(1000), figures(0.5, 2), figures(-3.0)
    ('1 000', '0,50', '−3')
    """
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace("-", "−")


def of_hundred(share: float) -> str:
    """How many whole times of a hundred, rounded down: what is below a limit is never read as if it had reached it.

    >>> of_hundred(0.799), of_hundred(0.8), of_hundred(0.29), of_hundred(1.0)
    ('79 av 100', '80 av 100', '29 av 100', '100 av 100')
    """
    # A share such as 0.29 lies just below its own hundredths.
    return f"{math.floor(100 * share + 1e-9)} av 100"


def in_swedish(value: float, unit: str = "") -> str:
    """With as few decimals as it has, and large ones in millions; a share in percent.

    >>> [in_swedish(n) for n in (0.5, 100, 5000, 400_000, 1_000_000, 6_500_000, -40)]
    ['0,5', '100', '5 000', '400 000', '1 miljon', '6,5 miljoner', '−40']
    >>> in_swedish(2020, "år"), in_swedish(1 - 0.95, "andel"), in_swedish(0.001, "andel")
    ('2020', '5 procent', '0,1 procent')
    """
    if unit == "år":
        return str(value)
    if unit == "andel":
        return f"{in_swedish(round(100 * value, 6))} procent"
    if value == 1_000_000:
        return "1 miljon"
    if value > 1_000_000 and value % 100_000 == 0:
        return f"{in_swedish(value / 1_000_000)} miljoner"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.-", " ,−"))


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
