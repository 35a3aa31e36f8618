"""mart.samstammighet: what is judged, on what, and what is left out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import STAGED_OPEN_ADS
from assets.contracts.assessment import AGREEMENT
from assets.contracts.barometer import JOB_CHANCES, PART_OF_GROUP, STAGED_BAROMETER, WHOLE_GROUP
from assets.marts.assessment import agreement as mart
from assets.methods.signals import INDICATORS, POSTS_RATE
from assets.reference import NATION, occupations_ssyk3

OCCUPATIONS = [code for code in occupations_ssyk3() if code[0] in "2345"][:40]
COUNTIES = ("12", "14")
LARGE, MIDDLE, SMALL = JOB_CHANCES.allowed


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mart, "DRAWS", 5)


def truth_of(code: str) -> str:
    return (LARGE, MIDDLE, SMALL)[int(code) % 3]


def signals(turned: bool = False, unrated: tuple[str, ...] = (), small: tuple[str, ...] = ()) -> pa.Table:
    """Points and posts that rise with the chances of a job, or fall with them."""
    rows = []
    for county in COUNTIES:
        for at, code in enumerate(OCCUPATIONS):
            points = float((3, 1, 0)[int(code) % 3] if not turned else (0, 1, 3)[int(code) % 3])
            for indicator in INDICATORS:
                known = code not in small and (code not in unrated or indicator == POSTS_RATE)
                row = {"geo_niva": "lan", "geo_kod": county, "yrkesniva": "ssyk3", "yrke_kod": code}
                row |= {"indikator": indicator.code, "tillampas": "ja", "vikt": 1.0 if known else None}
                row |= {"poang": points if known else None, "varde": 10 * points + at / 100 if known else None}
                rows.append(row | {"period_fran": "2025-09", "period_till": "2026-08"})
    return pa.Table.from_pandas(pd.DataFrame(rows))


def employees() -> pa.Table:
    rows = [
        {"region_kod": county, "ssyk4": f"{code}1", "kon": sex, "ar": year, "varde": 100}
        for county in (*COUNTIES, NATION)
        for code in OCCUPATIONS
        for sex in ("kvinnor", "män")
        for year in (2023, 2024)
    ]
    return pa.Table.from_pandas(pd.DataFrame(rows))


def assessed(code: str, county: str, chances: str | None, **more: str) -> dict[str, object]:
    row = {"omgang": "2026-1", "lan_kod": county, "koncept_id": code, "yb_yrke": code, "ssyk4": f"{code}1"}
    row |= {"antal_ssyk": 1, "galler": WHOLE_GROUP, "jobbmojligheter": chances, "taxonomiversion": "25"}
    return row | more


def barometer(*more: dict[str, object]) -> pa.Table:
    rows = [assessed(code, area, truth_of(code)) for code in OCCUPATIONS for area in (*COUNTIES, NATION)]
    return pa.Table.from_pylist([*rows, *more], pa.schema([(c.name, c.type) for c in STAGED_BAROMETER.columns]))


def open_ads(days: int = 1) -> pa.Table:
    """The more open ads the larger the chances; a closed one and one abroad count nowhere."""
    rows = [
        {"publicerad": date(2026, 11, 20), "kommun_kod": None, "lan_kod": county, "ssyk4": f"{code}1"}
        for county in COUNTIES
        for code in OCCUPATIONS
        for _ in range(2 - int(code) % 3)
    ]
    beside = {"kommun_kod": "1480", "lan_kod": "14", "publicerad": date(2026, 11, 1)}
    small = next(code for code in OCCUPATIONS if truth_of(code) == SMALL)
    rows += [{**beside, "ssyk4": f"{small}1", "land_kod": "155"}] * 9
    rows += [{**beside, "ssyk4": f"{small}1", "stangd": date(2026, 11, 2)}] * 9
    return pa.Table.from_pylist(rows * days, pa.schema([(c.name, c.type) for c in STAGED_OPEN_ADS.columns]))


def made(**tables: pa.Table) -> pd.DataFrame:
    found = {"signals": signals(), "employees": employees(), "barometer": barometer(), "open_ads": open_ads()} | tables
    table = AGREEMENT.conform(mart.agreement(**found))
    return table.to_pandas().set_index(["prediktor", "matt"])


def test_what_orders_as_the_assessment_agrees_fully():
    found = made()
    for predictor in (
        "signalpoang",
        "platser_per_100_anstallda",
        "oppna_annonser_per_anstalld",
        "annonser",
        "af_rikstal",
    ):
        assert found.loc[predictor, "varde"][["kappa", "andel_lika", "auc"]].tolist() == [1, 1, 1], predictor
    assert found.loc[("majoritet", "auc"), "varde"] == 0.5
    assert (found["celler"] == 80).all()
    assert (found["yrken"] == 40).all()
    assert found.loc[("signalpoang", "prov"), "varde"] == 1
    assert set(found["omgang"]) == {"2026-1"}
    assert found.loc[("oppna_annonser_per_anstalld", "auc"), "period"] == "2026-11-20"


def test_what_orders_the_other_way_does_not_pass():
    found = made(signals=signals(turned=True))
    assert found.loc[("signalpoang", "auc"), "varde"] == 0
    assert found.loc[("signalpoang", "kappa"), "varde"] < 0
    assert found.loc[("signalpoang", "prov"), "varde"] == 0


def test_assessments_that_differ_are_left_out_and_counted():
    code = OCCUPATIONS[0]
    other = assessed(code, "14", next(w for w in JOB_CHANCES.allowed if w != truth_of(code)), koncept_id="annan")
    part = {**other, "lan_kod": "12", "galler": PART_OF_GROUP}
    nobody = {**other, "lan_kod": "12", "jobbmojligheter": None}
    found = made(barometer=barometer(other, part, nobody))
    assert (found["celler"] == 79).all()
    assert found["anmarkning"].unique().tolist() == ["1 celler vars bedömningar inte är lika har lämnats utanför."]


def test_only_the_newest_round_is_used():
    old = [assessed(code, "14", LARGE, omgang="2025-2") for code in OCCUPATIONS]
    assert made(barometer=barometer(*old)).loc[("signalpoang", "kappa"), "varde"] == 1


def test_measures_are_compared_on_the_same_cells():
    found = made(signals=signals(unrated=tuple(OCCUPATIONS[:2]), small=tuple(OCCUPATIONS[2:4])))
    assert (found["celler"] == 72).all()


def test_the_nation_is_copied_only_where_it_has_one_assessment():
    code = OCCUPATIONS[0]
    other = assessed(code, NATION, next(w for w in JOB_CHANCES.allowed if w != truth_of(code)), koncept_id="annan")
    found = made(barometer=barometer(other))
    assert found.loc[("af_rikstal", "kappa"), "celler"] == 78
    assert found.loc[("signalpoang", "kappa"), "celler"] == 80


def test_without_open_ads_the_rest_is_judged():
    found = made(open_ads=STAGED_OPEN_ADS.schema.empty_table())
    for predictor in ("oppna_annonser_per_anstalld", "annonser"):
        rows = found.loc[predictor]
        assert rows["varde"].isna().all()
        assert rows["period"].isna().all()
        assert rows["anmarkning"].str.startswith("Inte prövad").all()
    assert found.loc[("signalpoang", "kappa"), ["varde", "celler"]].tolist() == [1, 80]


def test_without_the_barometer_there_are_no_rows_and_with_few_occupations_or_none_no_verdict():
    assert made(barometer=STAGED_BAROMETER.schema.empty_table()).empty
    few = barometer().filter(np.isin(barometer()["koncept_id"].to_pylist(), OCCUPATIONS[:29]))
    for found in (made(barometer=few), made(signals=signals(small=OCCUPATIONS))):
        assert found["varde"].isna().all()
        assert ("signalpoang", "prov") in found.index


def test_the_same_figures_give_the_same_table():
    assert made().equals(made())
