"""How well the score and simpler measures agree with Arbetsförmedlingen's assessment of the counties: mart.samstammighet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.model import Record
from assets.contracts.trial import (
    AGREEMENT,
    AUC,
    KAPPA,
    MAJORITY,
    MEASURES,
    NATIONAL,
    PREDICTORS,
    SAME_CLASS,
    SCORE,
    SCORE_OF_METHOD_3,
)
from assets.declaration import Mart
from assets.marts.assessment.indicator_arrays import as_arrays
from assets.marts.assessment.scores import CELL
from assets.marts.trial.cases import CHANCES, Cases, cases
from assets.methods import agreement as method
from assets.methods import method_3
from assets.methods.arrays import Array, number_or_none
from assets.methods.score import ALL_OCCUPATIONS, LARGE, SAME_FIRST_DIGIT
from assets.methods.signals import ADS_RATE, OPEN_RATE, POSTS_RATE
from assets.methods.trial import INTERVAL, Draws, count_pairs

_RANKS = {
    "annonser_per_100_anstallda": (ADS_RATE.code, ALL_OCCUPATIONS),
    "annonser_inom_forsta_siffran": (ADS_RATE.code, SAME_FIRST_DIGIT),
    "oppna_per_100_anstallda": (OPEN_RATE.code, ALL_OCCUPATIONS),
    "platser_per_100_anstallda": (POSTS_RATE.code, ALL_OCCUPATIONS),
}

_DECIMALS = 9
"""Of a measure when cases are ranked by it: two that are equal by hand may differ in the last bits, by how they were summed."""


@dataclass(frozen=True)
class _Judged:
    """A predictor on some cases: a number that is higher where the first class is likelier, and the class that it gives."""

    cases: Cases
    score: Array
    rated: method.Positions

    @property
    def groups(self) -> int:
        """Number of groups that the cases are of."""
        return len(set(self.cases.groups))

    def measured(self, draws: Draws) -> dict[str, Array]:
        """κ, share with the same class and AUC, each once per sample of groups."""
        group, names = pd.factorize(self.cases.groups, sort=True)
        truth = self.cases.frame["klass"].to_numpy(np.intp)
        size, number = len(CHANCES), len(names)
        tables = np.zeros((number, size, size))
        np.add.at(tables, (group, truth, self.rated), 1)
        drawn = np.tensordot(draws, tables, axes=1)
        kappas = np.array([method.linear_kappa(table) for table in drawn])
        same = np.trace(drawn, axis1=1, axis2=2) / drawn.sum((1, 2))
        pairs = count_pairs(self.score, self.cases.says(LARGE), group, number)
        return {KAPPA: kappas, SAME_CLASS: same, AUC: pairs.auc(draws)}

    def whole(self) -> dict[str, float]:
        """The same of all cases."""
        return {name: float(values[0]) for name, values in self.measured(np.ones((1, self.groups), np.int64)).items()}

    def rows(self, score: Mapping[str, float]) -> list[Record]:
        """Each measure with the interval over samples of groups, beside what the score has on the same cases."""
        measured = self.measured(np.vstack([np.ones((1, self.groups), np.int64), self.cases.draws]))
        counted = {"celler": len(self.score), "grupper": self.groups}
        tail = (1 - INTERVAL) / 2
        rows: list[Record] = []
        for name in MEASURES:
            whole, *sampled = measured[name]
            limits = np.quantile(sampled, [tail, 1 - tail])
            columns = ("varde", "nedre", "ovre", "poang_samma_fall")
            values = zip(columns, (whole, *limits, score[name]), strict=True)
            # Full agreement is 1 and not a last decimal above it.
            rows.append({"matt": name, **{k: number_or_none(round(float(v), 12)) for k, v in values}, **counted})
        return rows


def agreement(signals: pa.Table, barometer: pa.Table) -> pa.Table:
    """Every predictor against the newest round, over all counties and in both units.

    Args:
        signals: mart.signaler.
        barometer: staged.yrkesbarometer; no rows when its source is missing; then, or without counties, there are none here.

    Returns:
        Columns of mart.samstammighet.
    """
    newest, units = cases(signals, barometer)
    if not units:
        return AGREEMENT.schema.empty_table()
    old = _score_of_method_3(signals)
    first, last = (signals[name][0].as_py() for name in ("period_fran", "period_till"))
    made: list[Record] = []
    for unit in units:
        unit = Cases(unit.unit, unit.frame.join(old, on=["geo_kod", "yrke_kod"]), unit.left_out)
        said = f"{unit.left_out} fall vars bedömningar inte är lika har lämnats utanför." if unit.left_out else None
        shared = {"enhet": unit.unit, "omgang": newest, "period": f"{first}–{last}"}
        for predictor in PREDICTORS:
            judged = _judge(unit, predictor)
            if judged is None:
                why = f"Inte prövad: värdet finns för färre än {method.LEAST_OCCUPATIONS} yrken."
                empty: Record = {"varde": None, "nedre": None, "ovre": None, "poang_samma_fall": None}
                empty |= {"celler": 0, "grupper": 0}
                made += [{**shared, "prediktor": predictor, "matt": m, **empty, "anmarkning": why} for m in MEASURES]
            else:
                # Every case has a score, so on the cases of any predictor it can be judged.
                score = cast(_Judged, _judge(judged.cases, SCORE)).whole()
                made += [{**shared, "prediktor": predictor, **row, "anmarkning": said} for row in judged.rows(score)]
    return pa.Table.from_pylist(made, pa.schema([(c.name, c.type) for c in AGREEMENT.columns]))


def _judge(unit: Cases, predictor: str) -> _Judged | None:
    """Classes cut by the other SSYK2 groups; what is copied is a class already. Nothing when too few occupations have a value."""
    score = np.round(_predicted(unit, predictor), _DECIMALS)
    kept, score = unit.where(~np.isnan(score)), score[~np.isnan(score)]
    truth = kept.frame["klass"]
    if kept.frame["yrke_kod"].nunique() < method.LEAST_OCCUPATIONS:
        return None
    if predictor == MAJORITY:
        counts = pd.crosstab(kept.groups, truth)
        commonest = (counts.sum() - counts).idxmax(axis=1)
        return _Judged(kept, score, np.asarray(pd.Series(kept.groups).map(commonest), np.intp))
    if predictor == NATIONAL:
        return _Judged(kept, score, (-score).astype(np.intp))
    return _Judged(kept, score, method.classes_from_others(score, truth, kept.groups, len(CHANCES)))


def _predicted(unit: Cases, predictor: str) -> Array:
    if predictor in _RANKS:
        return unit.rank(*_RANKS[predictor])
    columns = {SCORE: "poang", SCORE_OF_METHOD_3: SCORE_OF_METHOD_3}
    if predictor in columns:
        return unit.frame[columns[predictor]].to_numpy(np.float64)
    return -unit.frame["riket"].to_numpy(np.float64) if predictor == NATIONAL else np.zeros(len(unit.frame))


def _score_of_method_3(signals: pa.Table) -> pd.Series:
    """The old score of every occupation in every county, so that what the new one is better at can be seen."""
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "lan") & (frame["yrkesniva"] == "ssyk3")]
    cells = frame[CELL].drop_duplicates().sort_values(CELL, ignore_index=True)
    points, shares, applies = as_arrays(frame, ("poang", "vikt", "tillampas"), cells).values()
    found = method_3.shortage_score(points, np.nan_to_num(shares), applies == "ja")
    score = np.where(method_3.rated(found), found.score, np.nan)
    return pd.Series(score, pd.MultiIndex.from_frame(cells[["geo_kod", "yrke_kod"]]), name=SCORE_OF_METHOD_3)


MARTS = (Mart(AGREEMENT, agreement, {"signals": SIGNALS, "barometer": STAGED_BAROMETER}),)
