"""How commands speak: a line at a time to whoever ran them."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[[str], None]
