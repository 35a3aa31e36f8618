"""What advertising says of shortages, held against Arbetsförmedlingen's own assessment, on recorded figures only.

Employees by county and occupation (November 2024 and 2021), ads of 2024, open ads of May and June 2025 and the Yrkesbarometer
of spring 2025, as the sources published them: the folder that has them recorded is named on the command line. Each measure is
cut into three classes by the other occupations' shares, never its own, and intervals resample whole occupations. What only
calibrated tables have (unemployed, matched employment, ads advertised again) is not judged.

Two units: SSYK3 where the assessments agree, as mart.samstammighet has it, and every occupation of the barometer.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assets.methods.agreement import (
    Rows,
    auc,
    bootstrap_interval,
    classes_from_others,
    confusion_table,
    fold_of,
    gate,
    linear_kappa,
    percentiles,
)
from assets.methods.arrays import Array
from assets.methods.borrowing import shrunk_rate
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.methods.signals import CHANGE_YEARS, growth_beyond_total
from assets.reference import NATION, without_af_group

AF = Path("af", "androjon-yrkesinfo")
REGISTER = Path("scb", "yreg60-lan-ssyk4", "yreg60_lan_ssyk4_kon_2020-2024.parquet")
CLASSES = ("stora", "medelstora", "små")
YEAR = 2024
SHRINK = 200
"""Employees at which a cell's own ads per employee weigh as much as the county's, as in the trial that the gate comes from."""
MEASURES = (
    "ads per employee",
    "open ads per employee",
    "ads",
    "ads, SSYK1",
    "ads, half SSYK1",
    "ads and growth",
    "growth",
    "number of employees",
)
NATIONAL = "AF's national class"
COMPARED = ("ads, SSYK1", "ads, half SSYK1", "ads and growth", "ads per employee", "open ads per employee")
"""Each is held against the mean percentile of the two measures of ads."""

Statistic = Callable[[Rows], float]


def assessments(figures: Path) -> pd.DataFrame:
    """The barometer's assessments of whole groups: lan, koncept, ssyk4, klass."""
    known = pd.read_csv(figures / AF / "occupation_ssyk4_barometer_map_taxv25.csv", dtype=str)
    parts = known.loc[known["barometer_part_of_ssyk"] == "True", "barometer_concept_id"]
    frame = pd.read_csv(figures / AF / "yrkesbarometer_regional_2025-05.csv.gz", dtype=str)
    frame = frame[frame["ssyk4_codes"].notna() & ~frame["barometer_concept_id"].isin(parts)]
    frame = frame.assign(ssyk4=frame["ssyk4_codes"].str.split("|")).explode("ssyk4")
    names = {"lan_code": "lan", "barometer_concept_id": "koncept", "jobbmojligheter": "klass"}
    return frame.rename(columns=names)[["lan", "koncept", "ssyk4", "klass"]]


def counts(figures: Path) -> pd.DataFrame:
    """Per county and Arbetsförmedlingen's group on four digits: employees now and before, ads, open ads."""
    frame = pd.read_parquet(figures / REGISTER)
    groups = {code: where.af_group for code, where in without_af_group().items()}
    frame["ssyk4"] = frame["code_4"].map(lambda code: groups.get(code) or code)
    people = frame.groupby(["county_code", "ssyk4", "year"])["value"].sum().unstack("year")
    people.index.names = ["lan", "ssyk4"]
    ads = pd.read_csv(figures / AF / "ads_2024_by_ssyk4_geo.csv.gz", dtype=str)
    snapshots = pd.read_parquet(figures / AF / "open_ads_snapshots_2025.parquet")
    # The snapshots overlap: their mean is worth about two of them.
    return pd.DataFrame(
        {
            "now": people[str(YEAR)],
            "before": people[str(YEAR - CHANGE_YEARS)],
            "ads": _in_counties(ads, ads["ads_2024"].astype("float64")),
            "open": _in_counties(snapshots, snapshots["open_ads"] / snapshots["commit"].nunique()),
        }
    ).fillna(0.0)


def _in_counties(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
    rows = frame.assign(n=values)[frame["geo_level"] == "region"]
    return rows.groupby([rows["geo_code"].rename("lan"), rows["ssyk4"]])["n"].sum()


def cells(every: pd.DataFrame, assessed: pd.DataFrame, unit: str) -> pd.DataFrame:
    """County cells with one assessment and every measure.

    Args:
        every: of ``counts``.
        assessed: of ``assessments``.
        unit: "ssyk3", or "koncept" for the barometer's own occupations.
    """
    assessed = assessed.assign(ssyk3=assessed["ssyk4"].str[:3])
    groups = every.reset_index().assign(ssyk3=lambda f: f["ssyk4"].str[:3])
    members = groups if unit == "ssyk3" else groups.merge(assessed[[unit, "ssyk4"]].drop_duplicates(), on="ssyk4")
    found = members.groupby(["lan", unit])[list(every.columns)].sum()
    found["code"] = members.groupby(["lan", unit])["ssyk3"].first()
    totals = every.groupby("lan").sum().reindex(found.index, level="lan")
    rates = {
        name: shrunk_rate(found[column], found["now"], totals[column] / totals["now"], SHRINK)
        for name, column in (("ads per employee", "ads"), ("open ads per employee", "open"))
    }
    found = found.assign(**rates)
    found["growth"] = growth_beyond_total(found["now"], totals["now"], found["before"], totals["before"], CHANGE_YEARS)
    found["number of employees"] = found["now"]
    found = found[found["now"] >= MIN_EMPLOYEES].reset_index()
    # Over every occupation of the county, also those that are not assessed.
    ads, open_ads, growth = (percentiles(found[n], found["lan"]) for n in (*rates, "growth"))
    family = found["lan"] + found["code"].str[0]
    found["ads"] = (ads + open_ads) / 2
    found["ads, SSYK1"] = sum(percentiles(found[n], family) for n in rates) / 2
    found["ads, half SSYK1"] = (found["ads"] + found["ads, SSYK1"]) / 2
    found["ads and growth"] = (ads + open_ads + growth) / 3
    by_cell = assessed.groupby(["lan", unit])["klass"]
    agreed = by_cell.first()[by_cell.nunique() == 1].map(CLASSES.index)
    nation = agreed.xs(NATION, level="lan")
    found = found.join(agreed.rename("truth"), on=["lan", unit]).join(-nation.rename(NATIONAL), on=unit)
    apart = int((by_cell.nunique().drop(NATION, level="lan") > 1).sum())
    print(f"{unit}: {apart} county cells have assessments that disagree and are left out")
    return found.dropna(subset=["truth", *MEASURES]).assign(truth=lambda f: f["truth"].astype(int))


def judge(found: pd.DataFrame, unit: str, measures: Sequence[str], draws: int) -> None:
    """Print κ, accuracy and AUC of each measure, and how far the others are from the two measures of ads together."""
    truth, groups = found["truth"].to_numpy(), found[unit].to_numpy()
    shares = ", ".join(
        f"{word} {share:.0%}" for word, share in zip(CLASSES, np.bincount(truth) / len(truth), strict=True)
    )
    print(f"{len(found)} cells, {len(set(groups))} occupations: {shares}")
    every, own = np.arange(len(found)), np.flatnonzero(found["lan"] == "14")
    statistics: dict[str, dict[str, Statistic]] = {}
    for name in measures:
        score = found[name].to_numpy(np.float64)
        copied = name == NATIONAL
        rated = -score if copied else classes_from_others(score, truth, found["code"].map(fold_of), len(CLASSES))
        kinds = {"kappa": partial(_kappa, truth, rated), "AUC": partial(_auc, truth, score)}
        statistics[name] = kinds
        (k, a), limits = (f(every) for f in kinds.values()), {n: _interval(f, groups, draws) for n, f in kinds.items()}
        low, high = limits["kappa"]
        print(
            f"  {name:22} kappa {k:.3f} [{low:.3f}, {high:.3f}]  accuracy {(truth == rated).mean():.2f}  "
            f"AUC {a:.3f} [{limits['AUC'][0]:.3f}, {limits['AUC'][1]:.3f}]  "
            f"county 14: {kinds['kappa'](own):.2f}, {kinds['AUC'](own):.2f}  gate {'passed' if gate(k, low, a) else 'not passed'}"
        )
    for name in COMPARED:
        said = []
        for kind, mean in statistics["ads"].items():
            apart = partial(_apart, statistics[name][kind], mean)
            low, high = _interval(apart, groups, draws)
            said.append(f"{kind} {apart(every):+.3f} [{low:+.3f}, {high:+.3f}]")
        print(f"  {name} minus ads: {', '.join(said)}")


def _kappa(truth: NDArray[np.int_], rated: NDArray[np.int_], rows: Rows) -> float:
    return linear_kappa(confusion_table(truth[rows], rated[rows], range(len(CLASSES))))


def _auc(truth: NDArray[np.int_], score: Array, rows: Rows) -> float:
    return auc(score[rows], truth[rows] == 0)


def _apart(one: Statistic, other: Statistic, rows: Rows) -> float:
    return one(rows) - other(rows)


def _interval(statistic: Statistic, groups: NDArray[np.object_], draws: int) -> tuple[float, float]:
    return bootstrap_interval(statistic, groups, draws, np.random.default_rng(1))


def main() -> None:
    """Judge both units, and again where the nation has one assessment."""
    parser = argparse.ArgumentParser()
    parser.add_argument("figures", type=Path)
    parser.add_argument("--draws", type=int, default=1000)
    asked = parser.parse_args()
    every, assessed = counts(asked.figures), assessments(asked.figures)
    for unit in ("ssyk3", "koncept"):
        found = cells(every, assessed, unit)
        judge(found, unit, MEASURES, asked.draws)
        print("  where the nation has one assessment:")
        judge(found.dropna(subset=NATIONAL), unit, (*MEASURES, NATIONAL), asked.draws)


if __name__ == "__main__":
    main()
