"""How commands speak: a line at a time to whoever ran them."""

from __future__ import annotations

from collections.abc import Callable

from assets.methods.quoted import figures
from assets.methods.rounding import to_digits

Say = Callable[[str], None]


def number(value: float | None, digits: int) -> str:
    """A number as a command says it.

    >>> number(0.666, 2), number(None, 2)
    ('0,67', 'saknas')
    """
    shown = to_digits(value, digits)
    return "saknas" if shown is None else figures(shown, digits)
