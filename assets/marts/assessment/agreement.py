"""How well the signals agree with Arbetsförmedlingen's assessment of the counties: mart.samstammighet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from assets.contracts.ads import STAGED_OPEN_ADS, SWEDEN
from assets.contracts.assessment import AGREEMENT, AGREEMENT_GATE, PREDICTORS, SIGNALS
from assets.contracts.barometer import JOB_CHANCES, ONE_OF_SEVERAL, STAGED_BAROMETER, WHOLE_GROUP
from assets.contracts.model import Record
from assets.contracts.pxweb import staged_of
from assets.declaration import Mart
from assets.marts.assessment.indicator_arrays import CELL, CODES, as_array
from assets.marts.employees.demand import employees_of_counties
from assets.methods import agreement as method
from assets.methods.arrays import Array
from assets.methods.certainty import DRAWS, SEED
from assets.methods.mismatch import advertised_posts_rate
from assets.methods.signals import POSTS_RATE, rated, shortage_score
from assets.reference import NATION
from sources.catalogue.employees import SCB_COUNTY_SSYK4

_SCORE, _POSTS, _OPEN, _ADS, _NATIONAL, _MAJORITY = PREDICTORS
_CHANCES = JOB_CHANCES.allowed
_COUNTY_CELL = ["geo_kod", "yrke_kod"]

Positions = NDArray[np.intp]


@dataclass(frozen=True)
class _Judged:
    """A predictor on the cells that it has a value for."""

    cells: pd.DataFrame
    score: Array
    rated: Positions

    def rows(self, predictor: str) -> list[Record]:
        """κ, share with the same class, and AUC, each with its interval."""
        truth = self.cells["klass"].to_numpy(np.intp)
        measures: dict[str, Callable[[method.Rows], float]] = {
            "kappa": partial(_kappa, truth * len(_CHANCES) + self.rated),
            "andel_lika": partial(_mean, (truth == self.rated).astype(np.float64)),
            "auc": partial(_auc, self.score, (truth == 0).astype(np.float64)),
        }
        every, occupations = np.arange(len(truth)), self.cells["yrke_kod"].to_numpy()
        found: list[Record] = []
        for name, measure in measures.items():
            interval = method.bootstrap_interval(measure, occupations, DRAWS, np.random.default_rng(SEED))
            values = {"varde": measure(every), "nedre": interval.lower, "ovre": interval.upper}
            known = {key: None if np.isnan(value) else value for key, value in values.items()}
            counted = {"celler": len(truth), "yrken": len(set(occupations))}
            found.append({"prediktor": predictor, "matt": name, **known, **counted})
        return found


def agreement(signals: pa.Table, employees: pa.Table, barometer: pa.Table, open_ads: pa.Table) -> pa.Table:
    """Every predictor against the newest round, over all counties.

    Args:
        signals: mart.signaler.
        employees: staged.anstallda_ssyk4.
        barometer: staged.yrkesbarometer; no rows when its source is missing, and then there are none here.
        open_ads: staged.annonser_oppna; no rows when its source is missing.

    Returns:
        Columns of mart.samstammighet.
    """
    assessed = barometer.to_pandas()
    if assessed.empty:
        return AGREEMENT.schema.empty_table()
    newest = str(assessed["omgang"].max())
    frame = _predictors(signals, employees, open_ads)
    agreed, left_out = _agreed(assessed[assessed["omgang"] == newest])
    nation = agreed[agreed.index.get_level_values("geo_kod") == NATION].droplevel("geo_kod").rename(_NATIONAL)
    cells = frame.merge(agreed.rename("klass").reset_index(), on=_COUNTY_CELL).join(-nation, on="yrke_kod")
    cells["del"] = cells["yrke_kod"].map(method.fold_of)
    # The measures are compared on the same cells; one that has no value at all is left to itself.
    present = [name for name in (_SCORE, _POSTS, _OPEN, _ADS) if cells[name].notna().any()]
    cells = cells.dropna(subset=present).reset_index(drop=True)
    first, last = (signals[name][0].as_py() for name in ("period_fran", "period_till"))
    day = pc.max(open_ads["publicerad"]).as_py()
    periods = {_OPEN: f"{day}", _ADS: f"{first}–{last} och {day}"}
    said = f"{left_out} celler vars bedömningar inte är lika har lämnats utanför."
    made: list[Record] = []
    for predictor in PREDICTORS:
        enough = _enough(cells, predictor)
        found = _judge(cells, predictor).rows(predictor) if enough else _not_judged(predictor)
        shared = {
            "omgang": newest,
            "period": periods.get(predictor, f"{first}–{last}") if enough else None,
            "anmarkning": said
            if enough
            else f"Inte prövad: värdet finns för färre än {method.LEAST_OCCUPATIONS} yrken. {said}",
        }
        made += [{**row, **shared} for row in (found if predictor != _SCORE else [*found, _gate(found)])]
    return pa.Table.from_pylist(made, pa.schema([(c.name, c.type) for c in AGREEMENT.columns]))


def _predictors(signals: pa.Table, employees: pa.Table, open_ads: pa.Table) -> pd.DataFrame:
    """County × SSYK3 with at least 50 employees, and what each predictor says there."""
    frame = signals.to_pandas()
    frame = frame[(frame["geo_niva"] == "lan") & (frame["yrkesniva"] == "ssyk3")]
    cells = frame[CELL].drop_duplicates().sort_values(CELL, ignore_index=True)
    points, shares, values = (as_array(frame, name, cells) for name in ("poang", "vikt", "varde"))
    found = shortage_score(points, np.nan_to_num(shares), as_array(frame, "tillampas", cells) == "ja")
    index = pd.MultiIndex.from_frame(cells[_COUNTY_CELL])
    people = employees_of_counties(employees).rename_axis(_COUNTY_CELL).reindex(index)
    out = pd.DataFrame(
        {
            _SCORE: np.where(rated(found), found.score, np.nan),
            _POSTS: values[:, CODES.index(POSTS_RATE.code)],
            _OPEN: advertised_posts_rate(_open(open_ads, index), people),
        },
        index=index,
    )
    # The rate of posts is known from 50 employees, where the register has every part of the occupation.
    out = out[out[_POSTS].notna()].reset_index()
    county = out["geo_kod"]
    out[_ADS] = (method.percentiles(out[_POSTS], county) + method.percentiles(out[_OPEN], county)) / 2
    return out


def _open(open_ads: pa.Table, cells: pd.MultiIndex) -> Array:
    """Ads that are open on the newest day; none is 0, but without the source nothing is known."""
    frame = open_ads.to_pandas()
    if frame.empty:
        return np.full(len(cells), np.nan)
    frame = frame[frame["stangd"].isna() & frame["land_kod"].fillna(SWEDEN).eq(SWEDEN) & frame["ssyk4"].notna()]
    county = frame["kommun_kod"].str[:2].fillna(frame["lan_kod"]).rename("geo_kod")
    counts = frame.groupby([county, frame["ssyk4"].str[:3].rename("yrke_kod")]).size()
    return np.asarray(counts.reindex(cells, fill_value=0), np.float64)


def _agreed(assessed: pd.DataFrame) -> tuple[pd.Series, int]:
    """Position of the class where all assessments of whole groups are the same, and how many county cells have several."""
    frame = assessed[assessed["galler"].isin([WHOLE_GROUP, ONE_OF_SEVERAL]) & assessed["jobbmojligheter"].notna()]
    frame = frame.assign(yrke_kod=frame["ssyk4"].str[:3]).rename(columns={"lan_kod": "geo_kod"})
    by_cell = frame.groupby(_COUNTY_CELL)["jobbmojligheter"]
    several = by_cell.nunique() > 1
    apart = int(several[several.index.get_level_values("geo_kod") != NATION].sum())
    return by_cell.first()[~several].map(_CHANCES.index), apart


def _enough(cells: pd.DataFrame, predictor: str) -> bool:
    known = cells if predictor == _MAJORITY else cells[cells[predictor].notna()]
    return bool(known["yrke_kod"].nunique() >= method.LEAST_OCCUPATIONS)


def _judge(cells: pd.DataFrame, predictor: str) -> _Judged:
    """Classes cut by the other occupations; the copied class is one already."""
    if predictor == _MAJORITY:
        constant = np.zeros(len(cells))
        return _Judged(cells, constant, _commonest_of_others(cells))
    known = cells[cells[predictor].notna()].reset_index(drop=True)
    score = known[predictor].to_numpy(np.float64)
    if predictor == _NATIONAL:
        return _Judged(known, score, (-score).astype(np.intp))
    return _Judged(known, score, method.classes_from_others(score, known["klass"], known["del"], len(_CHANCES)))


def _commonest_of_others(cells: pd.DataFrame) -> Positions:
    counts = pd.crosstab(cells["del"], cells["klass"])
    return np.asarray(cells["del"].map((counts.sum() - counts).idxmax(axis=1)), np.intp)


def _not_judged(predictor: str) -> list[Record]:
    return [
        {"prediktor": predictor, "matt": name, **dict.fromkeys(("varde", "nedre", "ovre")), "celler": 0, "yrken": 0}
        for name in ("kappa", "andel_lika", "auc")
    ]


def _gate(found: list[Record]) -> Record:
    """The gate's row: 1, 0, or nothing when the score was not judged."""
    kappa, _, auc = found
    values = [kappa["varde"], kappa["nedre"], auc["varde"]]
    passed = float(method.gate(*values)) if None not in values else None
    return {**kappa, "matt": AGREEMENT_GATE, "varde": passed, "nedre": None, "ovre": None}


def _kappa(pairs: Positions, rows: method.Rows) -> float:
    size = len(_CHANCES)
    found = method.linear_kappa(np.bincount(pairs[rows], minlength=size**2).reshape(size, size))
    return round(found, 12)  # full agreement is 1 and not a last decimal above it


def _mean(same: Array, rows: method.Rows) -> float:
    return float(same[rows].mean())


def _auc(score: Array, large: Array, rows: method.Rows) -> float:
    return method.auc(score[rows], large[rows])


MARTS = (
    Mart(
        AGREEMENT,
        agreement,
        {
            "signals": SIGNALS,
            "employees": staged_of(SCB_COUNTY_SSYK4),
            "barometer": STAGED_BAROMETER,
            "open_ads": STAGED_OPEN_ADS,
        },
    ),
)
