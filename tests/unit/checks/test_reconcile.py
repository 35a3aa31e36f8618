"""Every reconciliation, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from assets.reference import af_areas, county_of
from checks.reconcile import RECONCILIATIONS
from checks.result import FAILED, PASSED


def employees(delregion: float = 60.0, unknown: float = 1.0) -> pd.DataFrame:
    rows = [
        ("delregion", "fyrbodal", "222", delregion),
        ("delregion", "skaraborg", "222", 40.0),
        ("lan", "14", "222", 100.0),
        ("lan", "14", "0002", unknown),
        ("riket", "00", "222", 1000.0),
        ("riket", "00", "0002", 5.0),
        ("delregion", "fyrbodal", "0002", unknown),
        ("delregion", "skaraborg", "0002", 0.0),
    ]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "varde"]).assign(kon="totalt", ar=2024)


def ads(county: int = 11, without: int = 1) -> pd.DataFrame:
    rows = [("delregion", 10), ("kommun", 10), ("lan", county), ("kommun_saknas", without)]
    return pd.DataFrame(rows, columns=["geo_niva", "annonser"]).assign(manad="2025-01")


def unemployed(delregion: float = 990.0, county: float = 1000.0) -> pd.DataFrame:
    rows = [("delregion", delregion), ("lan", county)]
    return pd.DataFrame(rows, columns=["geo_niva", "varde"]).assign(manad="2025-01", af_yrkesomrade="8", kon="totalt")


def records(without: str = "", no_area: str = "") -> pd.DataFrame:
    places = [code for code, county in county_of().items() if county == "14" and code != without]
    rows = [(p, "3") for p in places] + [(places[0], a) for a in af_areas() if a != no_area]
    frame = pd.DataFrame(rows, columns=["kommun_kod", "af_yrkesomrade"])
    return frame.assign(manad="2025-01", lan_kod="14")


def municipalities(posts: int = 30) -> pd.DataFrame:
    return pd.DataFrame({"delregion_kod": ["fyrbodal", "fyrbodal"], "annonserade_platser": [posts, 12]})


CASES: dict[str, tuple[str, Callable[..., pd.DataFrame], list[dict[str, object]]]] = {
    "delregioner_blir_lanet": ("mart.anstallda", employees, [{"delregion": 50.0}, {"delregion": 70.0}]),
    "andel_okant_yrke": ("mart.anstallda", employees, [{"unknown": 20.0}]),
    "annonser_summerar": ("mart.annonser", ads, [{"county": 12}, {"without": 0}]),
    "ingen_utelamnad": ("staged.inskrivna_arbetslosa", records, [{"without": "1438"}, {"no_area": "14"}]),
    "kommuner_blir_delregion": ("mart.kommuner", municipalities, [{"posts": 29}]),
    "inskrivna_summerar": ("mart.inskrivna_arbetslosa", unemployed, [{"delregion": 1001.0}, {"delregion": 900.0}]),
}


@pytest.mark.parametrize("check", RECONCILIATIONS, ids=lambda r: r.spec.name)
def test_both_ways(check, tmp_path: Path):
    table, make, faulty = CASES[check.spec.name]

    def path(name: str) -> Path:
        return tmp_path / f"{name}.parquet"

    pd.DataFrame({"kommun_kod": ["1485"] * 11}).to_parquet(path("staged.annonser"))
    occupations = {"geo_niva": "delregion", "yrkesniva": "ssyk3", "geo_kod": "fyrbodal"}
    pd.DataFrame([{**occupations, "annonserade_platser": n} for n in (40, 2)]).to_parquet(path("mart.obalans"))
    make().to_parquet(path(table))
    assert check.run(path, "abc").outcome == PASSED
    for change in faulty:
        make(**change).to_parquet(path(table))
        result = check.run(path, "abc")
        assert (result.outcome, result.failed_rows) != (PASSED, 0)
        assert result.outcome == FAILED
        assert result.sample


def test_every_reconciliation_has_a_case():
    assert {r.spec.name for r in RECONCILIATIONS} == set(CASES)
