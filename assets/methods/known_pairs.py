"""Two counts that are divided, summed over the municipalities of a delregion."""

from __future__ import annotations

import pandas as pd

MOST_LEFT_OUT = 0.1


def known_pairs(frame: pd.DataFrame, member: pd.Series, by: list[str], part: str, whole: str) -> pd.DataFrame:
    """Two counts per area, ready to be divided.

    A delregion's are those of the municipalities where both are known: a protected one is left out on both sides, so that it
    is not 0 on either. Where that leaves out more than a tenth of the whole, both are missing. A municipality whose whole is not
    known either is taken to have as much of it, for its size, as the delregion's others.

    Args:
        frame: ``region_kod``, ``by``, ``part`` and ``whole`` (persons); NaN where missing.
        member: municipality → its delregion.
        by: columns that identify a count within an area.
        part: column of the count that is divided.
        whole: column of the count that it is divided by.

    Returns:
        ``part`` and ``whole`` by ``region_kod`` and ``by``: delregioner, and the areas of the frame that are in none. An area
        without both has no row.

    >>> counts = pd.DataFrame({"region_kod": ["1", "2", "00"], "e": "x", "a": [5.0, None, 50.0], "n": [9.0, 1.0, 80.0]})
    >>> known_pairs(counts, pd.Series({"1": "d", "2": "d"}), ["e"], "a", "n").to_dict("index")
    {('d', 'x'): {'a': 5.0, 'n': 9.0}, ('00', 'x'): {'a': 50.0, 'n': 80.0}}
    """
    keys = ["region_kod", *by]
    both = frame.dropna(subset=[part, whole])
    sums = both.assign(region_kod=both["region_kod"].map(member)).groupby(keys)[[part, whole]].sum()
    sums = sums[sums[whole] >= (1 - MOST_LEFT_OUT) * _everybody(frame, member, by, whole).reindex(sums.index)]
    own = both[~both["region_kod"].isin(list(member.index))].set_index(keys)[[part, whole]]
    return pd.concat([sums, own])


def _everybody(frame: pd.DataFrame, member: pd.Series, by: list[str], whole: str) -> pd.Series:
    """The whole of each delregion, with what is not known put in by the municipality's size."""
    size = frame.groupby("region_kod")[whole].sum().rename("size")
    every = frame.join(size, on="region_kod")
    every = every.assign(region_kod=every["region_kod"].map(member)).dropna(subset="region_kod")
    keys = ["region_kod", *by]
    known = every.dropna(subset=whole).groupby(keys)[[whole, "size"]].sum()
    every = every.join((known[whole] / known["size"]).rename("usual"), on=keys)
    every[whole] = every[whole].fillna(every["size"] * every["usual"])
    sums: pd.Series = every.groupby(keys)[whole].sum()
    return sums
