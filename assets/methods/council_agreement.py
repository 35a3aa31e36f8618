"""Whether a council's assessment and another say the same."""

from __future__ import annotations

from assets.methods.score import CLEAR_SIGNS, LARGE, NO_SIGNS, POSITIONS, SMALL, SOME_SIGNS, SURPLUS_SIGNS

AGREES, PARTLY, DIFFERS, NOT_COMPARED = AGREEMENTS = ("samstämmig", "delvis", "skiljer sig", "kan inte jämföras")
FEW_VOICES = 3
"""Voices from which an assessment is called the council's own; below, it is what one or two have said."""
_COUNCIL = {name: at for at, name in enumerate((CLEAR_SIGNS, SOME_SIGNS, NO_SIGNS, SURPLUS_SIGNS))}
_BALANCE = 2
"""Position of the class on whose other side a surplus lies."""
SHORTAGE_SIDE, SURPLUS_SIDE = -1, 1
_THREE = {LARGE: SHORTAGE_SIDE, "medelstora": 0, SMALL: SURPLUS_SIDE}


def _steps(one: int, other: int) -> str:
    apart = abs(one - other)
    return AGREES if apart == 0 else PARTLY if apart == 1 else DIFFERS


def side_of_class(name: str | None) -> int | None:
    """Which side of balance a class lies on: −1 shortage, 0 balance, 1 surplus; None for what cannot be assessed.

    Args:
        name: a class of the common scale, or the plain name of a class of our signals.

    >>> side_of_class("vissa tecken på brist"), side_of_class("få annonser per anställd"), side_of_class("kan inte bedömas")
    (-1, 1, None)
    """
    at = POSITIONS.get(name or "")
    if at is None or at >= len(_COUNCIL):
        return None
    return (at > _BALANCE) - (at < _BALANCE)


def side_of_chances(chances: str | None) -> int | None:
    """Which side of balance Arbetsförmedlingen's chances of a job lie on; None when it says nothing, or several things.

    >>> side_of_chances("stora"), side_of_chances("medelstora"), side_of_chances("stora (2), små (1)")
    (-1, 0, None)
    """
    return _THREE.get(chances or "")


def against_signals(council: str, signals: str) -> str:
    """A council's class against the class of our signals.

    The same class agrees, one step apart agrees partly; two steps, or opposite sides of balance, differ.

    Args:
        council: a class of the common scale.
        signals: word or plain name of a class of our signals.

    Returns:
        One of ``AGREEMENTS``; not compared when either cannot be assessed.

    Source: the rule agreed for the councils' rounds: same class, one step, two steps or opposite sides.

    >>> against_signals("tydliga tecken på brist", "vissa tecken på brist")
    'delvis'
    >>> against_signals("vissa tecken på brist", "få annonser per anställd")
    'skiljer sig'
    """
    mine, theirs = _COUNCIL.get(council), POSITIONS.get(signals)
    if mine is None or theirs is None or theirs >= len(_COUNCIL):
        return NOT_COMPARED
    return _steps(mine, theirs)


def against_af(council: str, chances: str | None) -> str:
    """A council's class against Arbetsförmedlingen's chances of a job, on three sides: shortage, balance, surplus.

    Args:
        council: a class of the common scale.
        chances: stora, medelstora or små; anything else is several assessments or none.

    Returns:
        One of ``AGREEMENTS``; not compared when either has not assessed the occupation, or has assessed it in several ways.

    >>> against_af("tydliga tecken på brist", "stora"), against_af("tydliga tecken på brist", "små")
    ('samstämmig', 'skiljer sig')
    >>> against_af("tydliga tecken på brist", "stora (2 yrken), små (1 yrke)")
    'kan inte jämföras'
    """
    mine, theirs = side_of_class(council), side_of_chances(chances)
    return NOT_COMPARED if mine is None or theirs is None else _steps(mine, theirs)
