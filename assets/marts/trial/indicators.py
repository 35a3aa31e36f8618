"""The trial of every indicator on the edition's own figures: mart.provning."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.model import Record
from assets.contracts.trial import (
    BESIDE,
    GROUPS_OF_THREE,
    IN_SCORE,
    IN_SCORE_UNPROVEN,
    NOISE,
    NOT_TRIED,
    TRIAL,
    UNITS,
    WAITS,
)
from assets.declaration import Mart
from assets.marts.trial.cases import Cases, cases
from assets.methods.agreement import LEAST_OCCUPATIONS
from assets.methods.arrays import Array, number_or_none
from assets.methods.score import ALL_OCCUPATIONS, LARGE
from assets.methods.signals import INDICATORS
from assets.methods.trial import LEAST_RELIABILITY, Gain, earns_place, gain, reliability
from assets.reference.signal_score import ScorePart, score_composition


class _Candidate(NamedTuple):
    """An indicator, what it is in the score (its rank, outside it), and what the score is without it."""

    indicator: str
    parts: tuple[ScorePart, ...]
    simpler: tuple[ScorePart, ...]


def _candidates() -> list[_Candidate]:
    """Every indicator: those of the score beside the rest of it, the others beside all of it."""
    whole = score_composition()
    made = []
    for indicator in INDICATORS:
        mine = tuple(part for part in whole if part.indicator == indicator.code)
        rest = tuple(part for part in whole if part.indicator != indicator.code)
        made.append(_Candidate(indicator.code, mine or (ScorePart(indicator.code, ALL_OCCUPATIONS, 1.0),), rest))
    return made


def trial(signals: pa.Table, barometer: pa.Table) -> pa.Table:
    """Reliability and gain of every indicator, in both units.

    Args:
        signals: mart.signaler.
        barometer: staged.yrkesbarometer; no rows when its source is missing, and then nothing is tried.

    Returns:
        Columns of mart.provning.
    """
    newest, units = cases(signals, barometer)
    reliable = _reliabilities(signals)
    first, last = (signals[name][0].as_py() for name in ("period_fran", "period_till"))
    rows: list[Record] = []
    for candidate in _candidates():
        found = {unit.unit: _gain(unit, candidate) for unit in units}
        reliability_of = reliable[candidate.indicator]
        passed = {name: earns_place(reliability_of, tried.lower) for name, (tried, _) in found.items() if tried}
        for unit in UNITS:
            tried, kept = found.get(unit, (None, None))
            rows.append(
                {
                    "enhet": unit,
                    "indikator": candidate.indicator,
                    "tillforlitlighet": number_or_none(reliability_of),
                    **_numbers(tried),
                    "klarade": "ja" if passed.get(unit) else "nej",
                    "utfall": _outcome(candidate.indicator, reliability_of, passed),
                    "celler": 0 if kept is None else len(kept.frame),
                    "grupper": 0 if kept is None else len(set(kept.groups)),
                    "omgang": newest,
                    "period": f"{first}–{last}",
                    "anmarkning": None if tried else _why_not(newest),
                }
            )
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in TRIAL.columns]))


def _gain(unit: Cases, candidate: _Candidate) -> tuple[Gain | None, Cases]:
    """What the indicator adds on the cases where it is known; nothing when they are of too few occupations.

    Among groups of occupations, where it is decided, the limit is stricter the more indicators are tried at once. What passes
    there is confirmed, or not, on the barometer's own occupations, where it is tried alone.
    """
    known = ~np.isnan(unit.rank(candidate.indicator, ALL_OCCUPATIONS))
    kept = unit.where(known)
    if kept.frame["yrke_kod"].nunique() < LEAST_OCCUPATIONS:
        return None, kept
    at_once = len(_candidates()) if unit.unit == GROUPS_OF_THREE else 1
    simpler, tried = (_score(kept, parts) for parts in (candidate.simpler, candidate.parts))
    found = gain(simpler, tried, kept.says(LARGE), kept.groups, at_once, kept.draws)
    return (None if np.isnan(found.lower) else found), kept


def _numbers(found: Gain | None) -> Record:
    names = ("auc_utan", "skillnad_auc", "nedre", "ovre", "provad_vikt")
    if found is None:
        return dict.fromkeys(names)
    values = (found.simpler, found.difference, found.lower, found.upper, found.weight)
    return dict(zip(names, map(number_or_none, values), strict=True))


def _score(unit: Cases, parts: tuple[ScorePart, ...]) -> Array:
    """The score of some parts, 0–1; the same everywhere when there are none."""
    if not parts:
        return np.zeros(len(unit.frame))
    ranks = np.stack([unit.rank(part.indicator, part.compared_with) for part in parts])
    weights = np.array([part.weight for part in parts])
    return np.asarray(weights @ ranks / weights.sum())


def _reliabilities(signals: pa.Table) -> dict[str, float]:
    """Of each indicator over the occupations on three digits in all counties."""
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "lan") & (frame["yrkesniva"] == "ssyk3")]
    by_indicator = {str(code): rows for code, rows in frame.groupby("indikator")}
    return {i.code: reliability(by_indicator[i.code]["varde"], by_indicator[i.code]["medelfel"]) for i in INDICATORS}


def _outcome(indicator: str, reliable: float, passed: dict[str, bool]) -> str:
    """What the trial leads to: the score is never changed by itself."""
    inside = indicator in {part.indicator for part in score_composition()}
    if set(passed) != set(UNITS):
        return NOT_TRIED
    if all(passed.values()):
        return IN_SCORE if inside else WAITS
    if inside:
        return IN_SCORE_UNPROVEN
    return BESIDE if reliable >= LEAST_RELIABILITY else NOISE


def _why_not(newest: str | None) -> str:
    if newest is None:
        return "Inte prövad: Yrkesbarometern saknas."
    return f"Inte prövad: värdet finns för färre än {LEAST_OCCUPATIONS} yrken, eller för bara ett svar."


MARTS = (Mart(TRIAL, trial, {"signals": SIGNALS, "barometer": STAGED_BAROMETER}),)
