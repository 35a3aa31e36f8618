"""Occupations on four digits that sum to their group on three, whatever method each level has."""

from __future__ import annotations

from assets.methods.arrays import Array
from assets.methods.employment_shares import SUMMING_DIGITS, Method, Panel, scaled_to_groups


def within_groups(own: Method, above: Method) -> Method:
    """A method for four digits that sums to another on three: shares by ``own``, scaled within each group to ``above``.

    Where ``own`` holds shares constant, an occupation keeps its part of its group, and moves as the group does.

    Raises:
        ValueError: the panel that it is handed has three digits or fewer.
    """

    def projected(panel: Panel, horizon: int) -> Array:
        if panel.digits <= SUMMING_DIGITS:
            raise ValueError(f"occupations on {panel.digits} digits have no group on {SUMMING_DIGITS}")
        three = panel.summed(SUMMING_DIGITS)
        return scaled_to_groups(own(panel, horizon), panel.codes, above(three, horizon), three.codes)

    return projected
