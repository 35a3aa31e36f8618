"""What advertising says of shortages, held against Arbetsförmedlingen's own assessment, on recorded figures only.

Employees by county and occupation (November 2024 and 2021), ads of 2024, open ads of May and June 2025 and the Yrkesbarometer
of spring 2025, as the sources published them: the folder that has them recorded is named on the command line. What only
calibrated tables have (unemployed, matched employment, ads advertised again, coverage) is not judged.

Two units, as in mart.samstammighet: occupations on three digits where the assessments agree, and every occupation of the
barometer with the value of its group on three digits. Each measure is cut into three classes by the other SSYK2 groups, never
by its own, and intervals draw whole SSYK2 groups.

Goal: κ at SSYK3 of at least 0.30 for the best of the measures of ads, and the same measure's κ in the barometer's unit said
beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assets.methods.agreement import classes_from_others, linear_kappa
from assets.methods.arrays import Array
from assets.methods.mismatch import MIN_EMPLOYEES, advertised_posts_rate
from assets.methods.score import LARGE, SAME_FIRST_DIGIT, SCOPES, SMALL, mid_ranks, signal_score
from assets.methods.signals import ADS_RATE, CHANGE_YEARS, growth_beyond_total
from assets.methods.trial import INTERVAL, Draws, count_pairs, group_draws, limits
from assets.reference.areas import NATION
from assets.reference.occupations import occupations_ssyk3, without_af_group
from assets.reference.signal_score import score_composition

AF = Path("af", "androjon-yrkesinfo")
REGISTER = Path("scb", "yreg60-lan-ssyk4", "yreg60_lan_ssyk4_kon_2020-2024.parquet")
CLASSES = (LARGE, "medelstora", SMALL)
YEAR = 2024
GOAL = 0.30
CELL = ["lan", "ssyk3"]
UNITS = {"SSYK3": ["ssyk3"], "the barometer's occupations": ["ssyk3", "koncept"]}
"""Unit → what tells its occupations apart."""
SCORE = "the score"
OF_ADS = (
    SCORE,
    "ads per employee",
    "ads per employee, SSYK1",
    "open ads per employee",
    "open ads per employee, SSYK1",
    "ads and open ads",
    "ads and open ads, half SSYK1",
)
"""The score of method 4, its parts, the same of open ads, and both: ranks within the county, or among the same first digit."""
MEASURES = (*OF_ADS, "growth", "number of employees")
NATIONAL = "AF's national class"


def assessments(figures: Path) -> pd.DataFrame:
    """The barometer's assessments of whole groups: lan, koncept, ssyk3, klass."""
    known = pd.read_csv(figures / AF / "occupation_ssyk4_barometer_map_taxv25.csv", dtype=str)
    parts = known.loc[known["barometer_part_of_ssyk"] == "True", "barometer_concept_id"]
    frame = pd.read_csv(figures / AF / "yrkesbarometer_regional_2025-05.csv.gz", dtype=str)
    frame = frame[frame["ssyk4_codes"].notna() & ~frame["barometer_concept_id"].isin(parts)]
    frame = frame.assign(ssyk4=frame["ssyk4_codes"].str.split("|")).explode("ssyk4")
    frame = frame.rename(columns={"lan_code": "lan", "barometer_concept_id": "koncept"})
    frame = frame.assign(ssyk3=frame["ssyk4"].str[:3], klass=frame["jobbmojligheter"].map(CLASSES.index))
    return frame[["lan", "koncept", "ssyk3", "klass"]].drop_duplicates(["lan", "koncept", "ssyk3"])


def counts(figures: Path) -> pd.DataFrame:
    """Per county and occupation on three digits: employees now and before, ads, open ads."""
    frame = pd.read_parquet(figures / REGISTER)
    groups = {code: where.af_group for code, where in without_af_group().items()}
    frame = frame.assign(lan=frame["county_code"], ssyk3=frame["code_4"].map(lambda c: (groups.get(c) or c)[:3]))
    people = frame.groupby([*CELL, "year"])["value"].sum().unstack("year")
    ads = pd.read_csv(figures / AF / "ads_2024_by_ssyk4_geo.csv.gz", dtype=str)
    snapshots = pd.read_parquet(figures / AF / "open_ads_snapshots_2025.parquet")
    # The snapshots overlap: their mean is worth about two of them.
    made = pd.DataFrame(
        {
            "now": people[str(YEAR)],
            "before": people[str(YEAR - CHANGE_YEARS)],
            "ads": _in_counties(ads, ads["ads_2024"].astype("float64")),
            "open": _in_counties(snapshots, snapshots["open_ads"] / snapshots["commit"].nunique()),
        }
    ).fillna(0.0)
    return made[made.index.isin(list(occupations_ssyk3()), level="ssyk3") & (made["now"] > 0)]


def _in_counties(frame: pd.DataFrame, values: pd.Series) -> pd.Series:
    rows = frame.assign(n=values)[frame["geo_level"] == "region"]
    return rows.groupby([rows["geo_code"].rename("lan"), rows["ssyk4"].str[:3].rename("ssyk3")])["n"].sum()


def measured(counted: pd.DataFrame) -> pd.DataFrame:
    """Every measure of the occupations with enough employees, ranked over all of them, also those that are not assessed."""
    totals = counted.groupby("lan").sum().reindex(counted.index, level="lan")
    rates = {name: advertised_posts_rate(counted[name], counted["now"]) for name in ("ads", "open")}
    growth = growth_beyond_total(counted["now"], totals["now"], counted["before"], totals["before"], CHANGE_YEARS)
    found = counted.assign(**{f"{name} rate": rate for name, rate in rates.items()}, **{"growth": growth})
    found = found[found["now"] >= MIN_EMPLOYEES].reset_index()
    within = {scope: found["lan"] + (found["ssyk3"].str[0] if scope == SAME_FIRST_DIGIT else "") for scope in SCOPES}
    ads, open_ads = ([mid_ranks(found[f"{name} rate"], within[scope]) for scope in SCOPES] for name in rates)
    score = np.empty(len(found))
    for at in found.groupby("lan").indices.values():
        digits = found["ssyk3"].str[0].to_numpy()[at]
        score[at] = signal_score({ADS_RATE.code: found["ads rate"].to_numpy()[at]}, digits, score_composition())
    names = dict(zip(OF_ADS, (score, *ads, *open_ads, ads[0] + open_ads[0], sum((*ads, *open_ads))), strict=True))
    number = mid_ranks(found["now"], found["lan"])
    return found[CELL].assign(**names, **{"growth": mid_ranks(found["growth"], found["lan"]), MEASURES[-1]: number})


def cases(measures: pd.DataFrame, assessed: pd.DataFrame, unit: str) -> pd.DataFrame:
    """County cells with one assessment and every measure.

    Args:
        measures: of ``measured``.
        assessed: of ``assessments``.
        unit: one of ``UNITS``.
    """
    occupation = UNITS[unit]
    by_cell = assessed.groupby(["lan", *occupation])["klass"]
    several = by_cell.nunique() > 1
    agreed = by_cell.first()[~several].rename("truth").reset_index()
    nation = agreed[agreed["lan"] == NATION].set_index(occupation)["truth"].mul(-1).rename(NATIONAL)
    found = agreed[agreed["lan"] != NATION].merge(measures, on=CELL).join(nation, on=occupation)
    apart = int(several.drop(NATION, level="lan").sum())
    print(f"{unit}: {apart} county cells have assessments that disagree and are left out")
    return found.dropna(subset=list(MEASURES)).reset_index(drop=True)


@dataclass(frozen=True)
class Judged:
    """A measure over the cases: κ and AUC over all of them (first) and over each sample of groups, and what it got right."""

    kappa: Array
    auc: Array
    same: float

    def minus(self, other: Judged) -> tuple[Array, Array]:
        """How much better than another, sample by sample."""
        return self.kappa - other.kappa, self.auc - other.auc


def judge(found: pd.DataFrame, unit: str, measures: Sequence[str], draws: int) -> dict[str, float]:
    """Print κ, share with the same class and AUC of each measure, and how far each is from the score; their κ by name."""
    truth = found["truth"].to_numpy(np.intp)
    group, names = pd.factorize(found["ssyk3"].str[:2], sort=True)
    shares = ", ".join(
        f"{word} {share:.0%}" for word, share in zip(CLASSES, np.bincount(truth) / len(truth), strict=True)
    )
    print(
        f"  {len(found)} cells, {found[UNITS[unit][-1]].nunique()} occupations in {len(names)} SSYK2 groups: {shares}"
    )
    drawn = group_draws(len(names), np.random.default_rng(1), draws)
    judged = {name: _judged(found, name, truth, group, drawn) for name in measures}
    for name, of in judged.items():
        said = " ".join(
            f"{kind} {_said(values, len(names))}" for kind, values in (("kappa", of.kappa), ("AUC", of.auc))
        )
        apart = ""
        if name != SCORE:
            both = zip(("kappa", "AUC"), of.minus(judged[SCORE]), strict=True)
            apart = "  minus the score: " + ", ".join(f"{kind} {_said(v, len(names), '+')}" for kind, v in both)
        print(f"    {name:28} {said}  same class {of.same:.2f}{apart}")
    return {name: float(of.kappa[0]) for name, of in judged.items()}


def _judged(found: pd.DataFrame, name: str, truth: NDArray[np.intp], group: NDArray[np.intp], drawn: Draws) -> Judged:
    """What is copied is a class already; every other measure is cut by the other groups."""
    score, size = found[name].to_numpy(np.float64), len(CLASSES)
    rated = (-score).astype(np.intp) if name == NATIONAL else classes_from_others(score, truth, group, size)
    tables = np.zeros((drawn.shape[1], size, size))
    np.add.at(tables, (group, truth, rated), 1)
    every = np.concatenate([np.ones((1, drawn.shape[1]), np.int64), drawn])
    kappas = np.array([linear_kappa(table) for table in np.tensordot(every, tables, axes=1)])
    pairs = count_pairs(score, truth == CLASSES.index(LARGE), group, drawn.shape[1])
    return Judged(kappas, pairs.auc(every), float((truth == rated).mean()))


def _said(values: Array, groups: int, sign: str = "") -> str:
    tail = (1 - INTERVAL) / 2
    low, high = limits(float(values[0]), values[1:], groups, tail, tail)
    return f"{values[0]:{sign}.3f} [{low:{sign}.3f}, {high:{sign}.3f}]"


def main() -> None:
    """Judge both units, and again where the nation has one assessment; last what is beside its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("figures", type=Path)
    parser.add_argument("--draws", type=int, default=1000)
    asked = parser.parse_args()
    measures, assessed = measured(counts(asked.figures)), assessments(asked.figures)
    kappas = {}
    for unit in UNITS:
        found = cases(measures, assessed, unit)
        kappas[unit] = judge(found, unit, MEASURES, asked.draws)
        print("  where the nation has one assessment:")
        judge(found.dropna(subset=NATIONAL), unit, (*MEASURES, NATIONAL), asked.draws)
    first, second = kappas.values()
    best = max(OF_ADS, key=first.__getitem__)
    for name in dict.fromkeys((best, SCORE)):
        verdict = "reached" if first[name] >= GOAL else "not reached"
        print(
            f"{name}: kappa {first[name]:.3f} at SSYK3, goal {GOAL:.2f} {verdict}; {second[name]:.3f} in the barometer's unit"
        )


if __name__ == "__main__":
    main()
