"""What is known of the open ads, as facts that may be told in any order and any number of times.

A version is an ad's attributes at a moment; of two versions the newer stands. A removal is a moment; of two removals of
the same id the later stands. Whether an ad is closed, and since when, follows from the two: a removal closes the version
that it is not older than, and a version newer than the removal has opened the ad again. So the same facts give the same
state, however they were cut into answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from assets.reference.areas import NATION
from sources.arbetsformedlingen import ad_reader

MOMENT = pa.timestamp("ms", "UTC")
REMEMBERED = timedelta(days=14)
"""How long a closed ad outside the county, and a removal of an ad that has not been told of, can still matter."""
AD_FIELDS = [field for field in ad_reader.AD_SCHEMA if field.name != "removed_date"]
VERSIONS = pa.schema([*AD_FIELDS, ("stream_id", pa.string()), ("seen_at", MOMENT)])
"""``id`` is the ad's own, ``stream_id`` the one that a removal names. ``seen_at`` is when it was so."""
STATE_SCHEMA = pa.schema([*VERSIONS, ("closed_at", MOMENT), ("closed_estimated", pa.bool_())])
REMOVALS = pa.schema([("id", pa.string()), ("removed_at", MOMENT), ("missing_at", MOMENT)])
"""``removed_at`` is told by the source. ``missing_at`` is when an ad that was open was not among the open ads."""


@dataclass(frozen=True)
class State:
    """One row per ad (columns of STATE_SCHEMA) and one per id that has been removed (columns of REMOVALS), both in order of id."""

    ads: pa.Table
    removals: pa.Table

    @property
    def known_to(self) -> datetime:
        """The newest moment that the source has told anything of, which no clock of ours takes part in.

        Raises:
            ValueError: nothing is known.
        """
        columns = (self.ads["seen_at"], self.removals["removed_at"], self.removals["missing_at"])
        known: list[datetime] = [moment for c in columns if (moment := pc.max(c).as_py()) is not None]
        return max(known)

    @property
    def open_ads(self) -> int:
        """How many ads are open."""
        return int(self.ads["closed_at"].null_count)


EMPTY = State(STATE_SCHEMA.empty_table(), REMOVALS.empty_table())


def fold(state: State, versions: pa.Table, removals: pa.Table) -> State:
    """The state with more facts.

    Args:
        state: what was known.
        versions: columns of VERSIONS, in any order, the same ad any number of times.
        removals: columns of REMOVALS, likewise.
    """
    newest = _newest(pa.concat_tables([state.ads.select(VERSIONS.names), versions]))
    latest = _latest(pa.concat_tables([state.removals, removals]))
    return State(_closed(newest, latest), latest)


def replace(state: State, versions: pa.Table, removals: pa.Table, missing_at: datetime | None = None) -> State:
    """The state after an answer with every open ad: one that was open and is not there is closed, by estimate.

    An ad that is there was not missing, whatever an earlier answer lacked. When the source has told that it was removed,
    and of no newer version, it stays closed: the list of open ads may be older than the removal.

    Args:
        state: what was known.
        versions: columns of VERSIONS, at least one.
        removals: columns of REMOVALS.
        missing_at: when an ad that is not there was missing; when nothing is said, the newest moment that is told of.
    """
    told = fold(EMPTY, versions, removals)
    absent = pc.and_(pc.is_null(state.ads["closed_at"]), pc.invert(pc.is_in(state.ads["id"], told.ads["id"])))
    missing = state.ads["id"].filter(absent)
    moments = pa.nulls(len(missing), MOMENT), pa.array([missing_at or told.known_to] * len(missing), MOMENT)
    there = pc.is_in(state.removals["id"], told.ads["id"])
    before = state.removals["missing_at"].combine_chunks()
    kept = state.removals.set_column(2, REMOVALS.field(2), pc.if_else(there, pa.scalar(None, MOMENT), before))
    gone = pa.table([missing, *moments], REMOVALS)
    return fold(State(state.ads, kept), versions, pa.concat_tables([removals, gone]))


def prune(state: State, county: str) -> State:
    """The state without what can no longer matter.

    Ads that are open, closed lately, or of the county are kept; of the removals those that are recent or that close an ad
    that is kept.

    Args:
        state: with at least one ad.
        county: two-digit code, or the nation's, which every ad is of.
    """
    since = pa.scalar(state.known_to - REMEMBERED, MOMENT)
    ads = state.ads
    here = pc.or_(
        pc.fill_null(pc.starts_with(ads["municipality_code"], "" if county == NATION else county), county == NATION),
        pc.fill_null(pc.equal(ads["region_code"], county), False),
    )
    kept = ads.filter(pc.or_(here, pc.fill_null(pc.greater_equal(ads["closed_at"], since), True)))
    closed = kept.filter(pc.is_valid(kept["closed_at"]))
    names = pa.chunked_array([*closed["id"].chunks, *closed["stream_id"].chunks], pa.string()).combine_chunks()
    moments = pa.chunked_array([*closed["closed_at"].chunks] * 2, MOMENT).combine_chunks()
    closing = moments.take(pc.index_in(state.removals["id"].combine_chunks(), names))
    facts = {"id": state.removals["id"]}
    for name in ("removed_at", "missing_at"):
        fact = state.removals[name].combine_chunks()
        matters = pc.or_(pc.greater_equal(fact, since), pc.fill_null(pc.equal(fact, closing), False))
        facts[name] = pc.if_else(matters, fact, pa.scalar(None, MOMENT))
    removals = pa.table(facts, REMOVALS)
    some = pc.or_(pc.is_valid(removals["removed_at"]), pc.is_valid(removals["missing_at"]))
    return State(kept.combine_chunks(), removals.filter(some).combine_chunks())


def changes(before: State, after: State) -> dict[str, int]:
    """How many ads were opened, edited and closed from one state to the next."""
    ads = after.ads
    at = pc.index_in(ads["id"].combine_chunks(), before.ads["id"].combine_chunks())
    seen, closed = (before.ads[name].combine_chunks().take(at) for name in ("seen_at", "closed_at"))
    edited = pc.fill_null(pc.not_equal(ads["seen_at"].combine_chunks(), seen), False)
    newly = pc.and_(pc.is_valid(ads["closed_at"].combine_chunks()), pc.is_null(closed))
    return {"opened": at.null_count, "edited": pc.sum(edited).as_py() or 0, "closed": pc.sum(newly).as_py() or 0}


def _newest(versions: pa.Table) -> pa.Table:
    """The newest version of each ad; of two with the same moment always the same one."""
    keys = ["id", "seen_at", *(name for name in VERSIONS.names if name not in ("id", "seen_at"))]
    order = pc.sort_indices(versions, sort_keys=[(key, "ascending", "at_start") for key in keys])
    ordered = versions.take(order).combine_chunks()
    if not ordered.num_rows:
        return ordered
    ids = ordered["id"].combine_chunks()
    last = pa.concat_arrays([pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)), pa.array([True])])
    return ordered.filter(last)


def _latest(removals: pa.Table) -> pa.Table:
    by_id = removals.group_by("id", use_threads=False).aggregate([("removed_at", "max"), ("missing_at", "max")])
    return by_id.select(["id", "removed_at_max", "missing_at_max"]).rename_columns(REMOVALS.names).sort_by("id")


def _closed(versions: pa.Table, removals: pa.Table) -> pa.Table:
    """Columns of STATE_SCHEMA. A removal is told to the second, so it closes a version of the same second."""
    ids = removals["id"].combine_chunks()
    told = removals["removed_at"].combine_chunks()
    at, by_stream = (pc.index_in(versions[name].combine_chunks(), ids) for name in ("id", "stream_id"))
    removed, other = told.take(at), told.take(by_stream)
    removed = pc.if_else(pc.coalesce(pc.greater(other, removed), pc.is_null(removed)), other, removed)
    missing = removals["missing_at"].combine_chunks().take(at)
    seen = versions["seen_at"].combine_chunks()
    exact = pc.fill_null(pc.greater_equal(removed, pc.floor_temporal(seen, unit="second")), False)
    estimated = pc.and_not(pc.fill_null(pc.greater_equal(missing, seen), False), exact)
    never = pa.scalar(None, MOMENT)
    closed_at = pc.if_else(exact, removed, pc.if_else(estimated, missing, never))
    return pa.table([*versions.columns, closed_at, estimated], STATE_SCHEMA)
