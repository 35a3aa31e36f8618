"""How a new answer differs from the one before it: slice by slice, with what was, what is, and whether people must look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from assets.methods.drift import (
    changed_places,
    common_move,
    counted_anew,
    expected_spread,
    log_change,
    mirrored,
    same_factor,
    share_became,
)
from assets.reference.drift import DriftLimit, UsualDrift, drift_limits
from assets.reference.occupations import UNKNOWN_SSYK3
from checks.acceptance.counts import Counts
from checks.acceptance.slice_names import named
from checks.acceptance.slices import code_numbers, slices

_LEAST_CELLS = 20
"""Fewer cells than this can be alike by chance."""
_LEAST_IN_PROFILE = 200.0
"""Codes with fewer in all have no profile to speak of."""
_LEAST_MIRRORED = 20.0
"""Smaller numbers do not tell which of two codes is the larger."""
_MOST_MIRRORED = 16
"""Codes of a division that are tried two by two, as sexes, sectors and groups; of more than that, profiles tell."""
_PRELIMINARY = 0.05
"""By how much a number may be corrected and still be the same number."""
_SHOWN = 5
_NEW_AT_MOST = 12
"""New periods that are looked at: a year of months."""
_MULTIPLE = 1.5
"""A factor nearer one than this is growth that many cells happen to share."""
_UNKNOWN = (UNKNOWN_SSYK3, "US", "uppgift saknas", "okänd")


@dataclass(frozen=True)
class Difference:
    """Something that has moved more than it should: one sentence, and whether the answer is held back for it."""

    kind: str
    sentence: str
    held: bool


@dataclass(frozen=True)
class _Pair:
    """Two answers, or two periods, cell by cell: ``was`` and ``now`` by code, NaN where the source gives no number.

    ``said`` tells people what is compared, ``usually`` how large slices move and ``clump`` how many come or go together.
    """

    cells: pd.DataFrame
    dims: tuple[str, ...]
    said: str
    usually: float
    clump: float
    same: bool = False
    """Whether both sides are of the same time, so that the source has changed its mind."""


def differences(after: Counts, before: Counts, usual: UsualDrift) -> list[Difference]:
    """Everything in a new answer that has moved more than it should.

    The periods that both answers have are compared with themselves. A period that is new is compared with the one before it,
    in the new answer when it has it, else in the old one.

    Args:
        after: the new answer.
        before: the answer that was accepted before.
        usual: how much the source's answers move when nothing is wrong.

    Returns:
        In the order in which they are found; of one kind at most five are written out, the rest are counted.
    """
    limits = drift_limits()
    if not after.periods:
        return [Difference("tomt", "Svaret har inte ett enda tal.", held=True)]
    if not before.periods:
        return []
    found = [*_lost_periods(after, before), *_codes(after, before, limits)]
    for pair in _pairs(after, before, usual):
        found += _moved(pair, usual.noise, limits, pairs_held=not after.counted)
        # Where rows are counted no cell is missing, and which are zero is another matter every month.
        found += [] if after.counted else _emptied(pair, usual.noise, limits)
        found += [] if after.counted else _anew(pair, usual.noise, limits)
        answers = after.least_repeated <= 1
        found += _places(pair, usual.noise, limits, answers=answers) if usual.profiles else []
        found += _mirrored(pair, limits)
    return found + _repeated(after, before, limits)


def _pairs(after: Counts, before: Counts, usual: UsualDrift) -> Iterator[_Pair]:
    common = sorted(set(after.periods) & set(before.periods))
    if common:
        said = f"{_from_to(common)} mot samma tid i förra hämtningen"
        cells, dims = _aligned(before.within(common), after.within(common))
        # As on most nights: what has not changed at all has moved nowhere, whatever it is asked.
        if not cells["was"].equals(cells["now"]):
            yield _Pair(cells, dims, said, usual.same_period, 1.0, same=True)
    new = [period for period in after.periods if period not in before.periods]
    if len(new) > 1:
        yield from _together(after, before, new, usual)
    for period in new[-_NEW_AT_MOST:]:
        other, earlier = after, _earlier(period, after.periods, usual.year_before)
        if not earlier:
            other, earlier = before, _earlier(period, before.periods, usual.year_before)
        if earlier:
            cells, dims = _aligned(other.at(earlier), after.at(period))
            longer = _years(earlier, period) ** 0.5
            yield _Pair(cells, dims, f"{period} mot {earlier}", usual.next_period * longer, usual.clump)


def _together(after: Counts, before: Counts, new: list[str], usual: UsualDrift) -> Iterator[_Pair]:
    """The new periods summed, against as many before them: what is lost in a month may show in a quarter."""
    known = sorted({*before.periods, *after.periods} - set(new))
    earlier = [_earlier(period, known, year_before=True) for period in new] if usual.year_before else known[-len(new) :]
    if len(earlier) == len(new) and all(earlier):
        other = after if set(earlier) <= set(after.periods) else before
        cells, dims = _aligned(other.summed(earlier), after.summed(new))
        yield _Pair(cells, dims, f"{_from_to(new)} mot {_from_to(earlier)}", usual.next_period, usual.clump)


def _from_to(periods: Sequence[str]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}"


def _earlier(period: str, periods: list[str], year_before: bool) -> str:
    """The period that another is held against, or nothing."""
    if year_before:
        wanted = f"{int(period[:4]) - 1}{period[4:]}"
        return wanted if wanted in periods else ""
    before = [p for p in periods if p < period]
    return before[-1] if before else ""


def _years(earlier: str, later: str) -> float:
    """How far apart two periods are, never less than a year."""
    return float(max(1, int(later[:4]) - int(earlier[:4]))) if later[:4].isdigit() and earlier[:4].isdigit() else 1.0


def _aligned(was: Counts, now: Counts) -> tuple[pd.DataFrame, tuple[str, ...]]:
    dims = tuple(d for d in now.dims if d in was.dims)
    cells = pd.DataFrame({"was": was.by(dims), "now": now.by(dims)})
    return (cells.fillna(0.0) if now.counted else cells), dims


def _moved(pair: _Pair, noise: float, limits: Mapping[str, DriftLimit], *, pairs_held: bool) -> list[Difference]:
    """What has moved beyond the move that is common; ``pairs_held`` is whether a pair of codes can hold an answer back."""
    parts = list(slices(pair.cells.dropna(), pair.dims, _UNKNOWN))
    if not len(parts[0].cells):
        return []
    widest = max(parts[: len(pair.dims)], key=lambda part: len(part.cells))
    move = common_move(log_change(widest.was, widest.now), np.maximum(widest.was, widest.now))
    found = []
    level = limits["nivå"]
    if abs(move) > level.told * pair.usually:
        before, after = pair.cells.dropna().sum()
        sentence = (
            f"Hela tabellen har ändrats {_factor(after / before if before else np.exp(move))}, {pair.said}: "
            f"{_number(before)} → {_number(after)}."
        )
        found.append(Difference("nivå", sentence, abs(move) > level.held * pair.usually))
    loose: list[tuple[float, bool, str]] = []
    part, factor = limits["del"], limits["faktor"]
    for each in parts:
        # From month to month few employers decide how many ads a place and an occupation have together.
        if len(each.by) > 1 and not (pairs_held or pair.same):
            continue
        was, now = each.was, each.now
        beyond = np.abs(log_change(was, now) - move)
        score = beyond / expected_spread(
            np.maximum(was, now), each.cells.astype(float), pair.usually, noise, pair.clump
        )
        told = (score > part.told) & (beyond > np.log(factor.told))
        held = (score > part.held) & (beyond > np.log(factor.held)) & (pairs_held or len(each.by) == 1)
        for at in np.flatnonzero(told):
            text = f"{each.named(int(at))}: {_number(was[at])} → {_number(now[at])}"
            loose.append((float(score[at]), bool(held[at]), text))
    return found + _gathered("del", loose, f"har rört sig på ett annat sätt än resten, {pair.said}")


def _gathered(kind: str, loose: list[tuple[float, bool, str]], what: str) -> list[Difference]:
    """The furthest of each weight as sentences, and how many more there are."""
    found = []
    for held in (True, False):
        chosen = sorted((item for item in loose if item[1] is held), key=lambda item: (-item[0], item[2]))
        if chosen:
            more = f"; och {len(chosen) - _SHOWN} till" if len(chosen) > _SHOWN else ""
            listed = "; ".join(text for _, _, text in chosen[:_SHOWN])
            found.append(Difference(kind, f"{listed}{more} {what}.", held))
    return found


def _emptied(pair: _Pair, noise: float, limits: Mapping[str, DriftLimit]) -> list[Difference]:
    was, now = pair.cells["was"], pair.cells["now"]
    found = []
    gone, limit = float(now.isna().mean() - was.isna().mean()), limits["tomma"]
    if gone > limit.told:
        found.append(Difference("tomma", f"{_percent(gone)} fler av värdena saknas, {pair.said}.", gone > limit.held))
    # A number that the source's noise or rounding can make nought says nothing.
    large = was.abs() > 3 * noise
    zero, limit = share_became(large.to_numpy(), (now == 0).to_numpy()), limits["nollor"]
    if zero > limit.told:
        which = "längre från noll än" if (was < 0).any() else "över"
        sentence = f"{_percent(zero)} av värdena {which} {3 * noise:.0f} är nu noll, {pair.said}."
        found.append(Difference("nollor", sentence, zero > limit.held))
    became, limit = share_became(was.isna().to_numpy(), (now == 0).to_numpy()), limits["tomma_blev_noll"]
    if pair.same and became > limit.told and int((was.isna() & (now == 0)).sum()) >= _LEAST_CELLS:
        sentence = f"{_percent(became)} av värdena som saknades är nu noll, {pair.said}."
        found.append(Difference("tomma_blev_noll", sentence, became > limit.held))
    return found


def _anew(pair: _Pair, noise: float, limits: Mapping[str, DriftLimit]) -> list[Difference]:
    """How much the source has counted anew of what it had already published."""
    known = pair.cells.dropna()
    share, limit = (
        counted_anew(known["was"].to_numpy(), known["now"].to_numpy(), noise, _PRELIMINARY),
        limits["omräknat"],
    )
    if not pair.same or share <= limit.told:
        return []
    change = (known["now"] - known["was"]).abs()
    furthest = change.nlargest(3)
    listed = "; ".join(
        f"{named(tuple(map(str, known.index.names)), at)}: {_number(known['was'][at])} → {_number(known['now'][at])}"
        for at in furthest.index
    )
    sentence = f"{_percent(share)} av talen har räknats om, {pair.said}. Mest har ändrats: {listed}."
    return [Difference("omräknat", sentence, share > limit.held)]


def _places(pair: _Pair, noise: float, limits: Mapping[str, DriftLimit], *, answers: bool) -> list[Difference]:
    """Codes that look like another did; where the cells are ``answers`` to a question none of it is chance."""
    known = pair.cells.dropna()
    numbered = code_numbers(known, pair.dims)
    limit = limits["bytta_platser"]
    found = []
    for dim in pair.dims:
        rest = [d for d in pair.dims if d != dim]
        if not rest:
            continue
        codes = list(numbered.names[dim])
        columns, column = np.unique(numbered.together(rest), return_inverse=True)
        was, now = np.zeros((2, len(codes), len(columns)))
        # A profile is how a whole is parted, and a net that is below zero is no part of one.
        was[numbered.places[dim], column] = known["was"].clip(lower=0)
        now[numbered.places[dim], column] = known["now"].clip(lower=0)
        swapped = changed_places(was, now, _LEAST_IN_PROFILE, noise, by_chance=not answers)
        if len(swapped) >= limit.told:
            listed = [f"{named((dim,), codes[a])} ser ut som {named((dim,), codes[b])} gjorde" for a, b in swapped]
            more = f"; och {len(listed) - _SHOWN} till" if len(listed) > _SHOWN else ""
            sentence = f"{'; '.join(listed[:_SHOWN])}{more}, {pair.said}."
            copied = any(np.array_equal(now[a], was[b]) for a, b in swapped)
            found.append(Difference("bytta_platser", sentence, copied or len(swapped) >= limit.held))
    return found


def _mirrored(pair: _Pair, limits: Mapping[str, DriftLimit]) -> list[Difference]:
    """Codes that fit better in each other's place than in their own, though each has moved as little as it might."""
    known = pair.cells[(pair.cells >= _LEAST_MIRRORED).all(axis=1)]
    limit, found = limits["spegelvända"], []
    for dim in pair.dims:
        codes = [code for code in known.index.unique(dim) if code not in _UNKNOWN]
        rest = [d for d in pair.dims if d != dim]
        if not rest or not 1 < len(codes) <= _MOST_MIRRORED:
            continue
        was, now = (known[column].unstack(dim)[codes].to_numpy() for column in ("was", "now"))
        there = ~np.isnan(was)
        for (at, one), (beside, other) in combinations(enumerate(codes), 2):
            both = there[:, at] & there[:, beside]
            if both.sum() < _LEAST_CELLS:
                continue
            times = mirrored(*((was[both, place], now[both, place]) for place in (at, beside)))
            if times >= limit.told:
                sentence = (
                    f"{named((dim,), one)} och {named((dim,), other)} ser ut att ha bytt plats: deras tal passar "
                    f"{_number(times) if np.isfinite(times) else 'oändligt många'} gånger bättre så, {pair.said}."
                )
                found.append(Difference("spegelvända", sentence, times >= limit.held))
    return found


def _repeated(after: Counts, before: Counts, limits: Mapping[str, DriftLimit]) -> list[Difference]:
    """Periods that are another period over again: the newest in the new answer, and the newest in the answer before."""
    limit, found = limits["upprepade"], []
    newest = after.periods[-1]
    pairs = [(after, period, newest) for period in _looked_back(after)]
    pairs += [(before, old, new) for new in after.periods[-2:] for old in before.periods[-3:] if old != new]
    usually = max((_same(before, p, before, before.periods[-1])[1] for p in _looked_back(before)), default=0.0)
    for other, earlier, later in pairs:
        factor, share = _same(other, earlier, after, later)
        if share > limit.told and not _already(earlier, later, before, limit):
            times = "samma tal som" if factor == 1.0 else f"{factor:g} gånger talen".replace(".", ",") + " för"
            whose = "" if other is after else " i förra hämtningen"
            sentence = f"{_percent(share)} av talen för {later} är {times} {earlier}{whose}."
            # A source whose periods are alike anyway says nothing by being so once more.
            found.append(Difference("upprepade", sentence, share > limit.held and usually < limit.told))
    return found


def _looked_back(counts: Counts) -> list[str]:
    """The periods that the newest is most likely a copy of: the one before it, and the same time the year before."""
    periods = counts.periods
    nearest = (
        [_earlier(periods[-1], periods, year) for year in (False, True)]
        if periods[-1][:4].isdigit()
        else periods[-2:-1]
    )
    return sorted({period for period in nearest if period})


def _same(other: Counts, earlier: str, after: Counts, later: str) -> tuple[float, float]:
    """The factor between two periods and the share of numbers that keep it.

    No share when too few are asked, or when the factor is neither one nor a multiple: that all have grown alike is no copy.
    """
    cells, _ = _aligned(other.at(earlier), after.at(later))
    known = cells.dropna()
    factor, share, asked = same_factor(known["was"].to_numpy(), known["now"].to_numpy(), after.least_repeated)
    grown = factor != 1.0 and 1 / _MULTIPLE < factor < _MULTIPLE
    return factor, 0.0 if grown or asked < _LEAST_CELLS else share


def _already(earlier: str, later: str, before: Counts, limit: DriftLimit) -> bool:
    """Whether the two periods were as alike in the answer before, so that their likeness is no news."""
    if later not in before.periods or earlier not in before.periods:
        return False
    return _same(before, earlier, before, later)[1] > limit.told


def _lost_periods(after: Counts, before: Counts) -> list[Difference]:
    """Periods that had numbers and have none; that the oldest fall out of a table that keeps so many is as it should be."""
    lost = [period for period in before.periods if period > after.periods[0] and period not in after.periods]
    return [Difference("perioder", f"Inga tal finns längre för {', '.join(lost)}.", held=True)] if lost else []


def _codes(after: Counts, before: Counts, limits: Mapping[str, DriftLimit]) -> list[Difference]:
    """Codes that have come and gone, with how much of the newest period's sum they stand for."""
    found = []
    dims = tuple(d for d in after.dims if d in before.dims)
    # What comes and what goes is as much of the whole, of which a net below zero would be less than none.
    was, now = before.at(before.periods[-1]).by(dims).abs(), after.at(after.periods[-1]).by(dims).abs()
    for dim in dims:
        for kind, these, others, word in (
            ("borta", was, now, "finns inte längre"),
            ("nya", now, was, "är nya"),
        ):
            sums = these.groupby(level=dim).sum()
            alone = sums[~sums.index.isin(others.groupby(level=dim).sum().index)]
            if alone.empty:
                continue
            share = float(alone.sum() / sums.sum()) if sums.sum() else 0.0
            listed = ", ".join(named((dim,), code) for code in list(alone.index)[:_SHOWN])
            more = f" och {len(alone) - _SHOWN} till" if len(alone) > _SHOWN else ""
            sentence = f"Koder som {word}: {listed}{more} ({_percent(share)} av summan)."
            limit = limits[f"{kind}_räknade" if after.counted else kind]
            if share > limit.told or not after.counted:
                found.append(Difference(kind, sentence, share > limit.held))
    return found


def _factor(factor: float) -> str:
    return f"{factor:.2f} gånger".replace(".", ",")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")
