"""What a council has written, to be held against the tables that are made of it."""

from __future__ import annotations

from collections import Counter

from assets.contracts.words import DELREGION_LEVEL
from checks.rules.base import Frame, Judgement, Rows


def of_county(staged: Rows, places: Rows) -> Frame:
    """The rows of the county's councils, with what the delregion is called."""
    areas = places.read(("geo_niva", "=", DELREGION_LEVEL), columns=["geo_kod", "geo_namn"])
    return staged.read().rename(columns={"delregion": "geo_kod"}).merge(areas, on="geo_kod")


def newest(rows: Frame, *of: str) -> Frame:
    """The rows of the newest form of each."""
    form = rows[["omgang", "behandlat", "runda", "formular"]].agg(" ".join, axis=1)
    return rows[form == form.groupby([rows[name] for name in of]).transform("max")]


def the_same(shown: Frame, given: Frame, what: str) -> Judgement:
    """Word for word and as many times, in both directions."""
    ours, theirs = (
        Counter(map(str, frame.astype("object").fillna("–").itertuples(index=False, name=None)))
        for frame in (shown, given)
    )
    faults = [f"ska inte stå här: {row}" for row in sorted((ours - theirs).elements())]
    faults += [f"saknas: {row}" for row in sorted((theirs - ours).elements())]
    return Judgement(faults, {what: len(given)}, f"{len(shown)} {what}")
