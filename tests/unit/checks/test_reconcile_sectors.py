"""Reconciliations of education groups, sectors and commuting, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from checks.result import FAILED, PASSED, STOPPING
from checks.rules.base import Reconciliation
from checks.rules.registry import RECONCILIATIONS


def educations(
    rate: float = 60.0, whole: float = 100.0, people: float = 100.0, nation: float = 50.0, beyond: float = 10.0
) -> pd.DataFrame:
    rows = [
        ("riket", "00", 1000.0, 500.0, 1000.0, 500.0, 50.0, 50.0, None),
        ("lan", "14", people, 60.0, whole, 60.0, rate, nation, beyond),
        ("delregion", "fyrbodal", None, None, 40.0, 24.0, 60.0, 50.0, 10.0),
        ("delregion", "skaraborg", 40.0, 24.0, None, None, None, 50.0, None),
    ]
    columns = ["geo_niva", "geo_kod", "befolkning", "helt_matchade", "befolkning_i_kvoten", "matchade_i_kvoten",
               "matchad_forvarvsgrad", "rikets_forvarvsgrad", "skillnad_mot_riket"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(geo_namn=frame["geo_kod"], utbildningsgrupp="75N", kon="totalt", ar=2024)


def sectors(private: float = 600.0, welfare: float = 500.0, delregion: float = 1.0) -> pd.DataFrame:
    """1,000 are at work in the county; the sectors' numbers need not be exact."""
    rows = [
        ("lan", "14", "kommuner", "nej", 395.0),
        ("lan", "14", "privat sektor", "nej", private),
        ("lan", "14", "välfärd", "ja", welfare),
        ("delregion", "fyrbodal", "kommuner", "nej", delregion),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "sektor", "overlappar", "varde"])
    return frame.assign(kon="totalt", manad="2026-08")


def sector_ads(posts: int = 5, sector: str = "staten", first: str = "2025-09") -> pd.DataFrame:
    rows = [("fyrbodal", "222", sector, 1, posts), ("fyrbodal", "532", "staten", 1, 2), ("14", "222", "kommuner", 0, 0)]
    frame = pd.DataFrame(rows, columns=["geo_kod", "yrke_kod", "sektor", "annonser_rensade", "platser_rensade"])
    return frame.assign(period_fran=first, period_till="2026-08")


def flows(known: float = 30.0, hidden: int = 1) -> pd.DataFrame:
    rows = [
        ("kommun", "1485", "1486", 20.0, 0),
        ("kommun", "1486", "1485", 10.0, 0),
        ("kommun", "1438", "1485", None, 1),
        ("delregion", "fyrbodal", "fyrbodal", known, hidden),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "bostad_kod", "arbete_kod", "minst", "skyddade_floden"])
    return frame.assign(kon="totalt", ar=2024)


BESIDE = {
    "staged.sysselsatta_sektor": pd.DataFrame(
        [("14", "totalt", "arbetsställe", 1000.0), ("14", "totalt", "bostad", 1.0), ("14", "PRIV", "arbetsställe", 1.0)],
        columns=["region_kod", "sektor", "matt", "varde"],
    ).assign(kon="totalt", manad="2026-08"),
    "mart.annonser": pd.DataFrame(
        [("delregion", "fyrbodal", "staten", "2025-09", 2, 7), ("delregion", "fyrbodal", "staten", "2025-08", 9, 9),
         ("kommun", "1485", "staten", "2025-09", 9, 9)],
        columns=["geo_niva", "geo_kod", "sektor", "manad", "annonser_rensade", "platser_rensade"],
    ),
}  # fmt: skip
CASES: dict[str, tuple[Callable[..., pd.DataFrame], list[dict[str, object]]]] = {
    "forvarvsgraden_raknas_om": (
        educations,
        [{"rate": 61.0}, {"whole": 99.0}, {"people": 110.0}, {"nation": 51.0}, {"beyond": 11.0}],
    ),
    "sektorer_blir_samtliga": (sectors, [{"private": 626.0}, {"private": 584.0}]),
    "sektorer_blir_annonser": (sector_ads, [{"posts": 4}, {"sector": "kommuner"}, {"first": "2025-08"}]),
    "pendling_summerar": (flows, [{"known": 29.0}, {"hidden": 0}]),
}
CHECKS = [r for r in RECONCILIATIONS if r.spec.name in CASES]


def judged(check: Reconciliation, folder: Path, frame: pd.DataFrame) -> tuple[str, str, str]:
    for name, beside in {**BESIDE, check.spec.table: frame}.items():
        beside.to_parquet(folder / f"{name}.parquet")
    result = check.run(lambda name: folder / f"{name}.parquet", "abc")
    return result.outcome, result.observed, result.sample


@pytest.mark.parametrize("check", CHECKS, ids=lambda r: r.spec.name)
def test_both_ways(check: Reconciliation, tmp_path: Path):
    make, faulty = CASES[check.spec.name]
    assert check.spec.severity == STOPPING
    assert judged(check, tmp_path, make())[0] == PASSED
    for change in faulty:
        outcome, _, sample = judged(check, tmp_path, make(**change))
        assert outcome == FAILED
        assert sample


def test_welfare_and_the_delregioner_are_no_part_of_the_sum(tmp_path: Path):
    (check,) = (r for r in CHECKS if r.spec.name == "sektorer_blir_samtliga")
    outcome, observed, _ = judged(check, tmp_path, sectors(welfare=9_000.0, delregion=9_000.0))
    assert (outcome, observed) == (PASSED, "1 summor jämförda, störst skillnad 5 personer")


def test_what_is_wrong_is_named(tmp_path: Path):
    (check,) = (r for r in CHECKS if r.spec.name == "forvarvsgraden_raknas_om")
    assert judged(check, tmp_path, educations(nation=51.0))[2] == "14 75N totalt 2024: rikets tal är inte rikets"
    (check,) = (r for r in CHECKS if r.spec.name == "sektorer_blir_annonser")
    sample = judged(check, tmp_path, sector_ads(posts=4))[2]
    assert sample == "fyrbodal staten: 6 platser_rensade mot 7 i annonser"


@pytest.mark.parametrize("name", ["forvarvsgraden_raknas_om", "sektorer_blir_samtliga", "pendling_summerar"])
def test_a_table_without_rows_is_nothing_to_compare_with(name: str, tmp_path: Path):
    (check,) = (r for r in CHECKS if r.spec.name == name)
    outcome, observed, _ = judged(check, tmp_path, CASES[name][0]().iloc[:0])
    assert outcome == PASSED
    assert observed.startswith(f"inget att jämföra med: {check.spec.table} har inga")
