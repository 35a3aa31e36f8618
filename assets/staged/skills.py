"""Counts of skills in ads → staged.kompetenser."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.words import NO_MUNICIPALITY


def stage_skills(counts: pa.Table) -> pa.Table:
    """The counts with a word for ads without a municipality: columns of staged.kompetenser."""
    place = pc.coalesce(counts["kommun_kod"], pa.scalar(NO_MUNICIPALITY))
    return counts.set_column(counts.column_names.index("kommun_kod"), "kommun_kod", place)
