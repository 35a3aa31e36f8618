"""Rules of the education groups."""

from __future__ import annotations

import pandas as pd
import pyarrow.parquet as pq

from assets.reference import NATION
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.base import (
    FOLLOW_BACK,
    HIDDEN_AT_MOST,
    WHOLE_TOLERANCE,
    Reconciliation,
    Tables,
    empty,
    nothing,
    rows,
)
from checks.rules.expectation import Expectation, Suite

DECIMALS = 1e-6


def _groups_make_population(tables: Tables) -> tuple[list[str], str]:
    everyone = ("grupp", "=", "totalt"), ("matt", "=", "befolkning")
    parts = rows(tables, "staged.matchning", *everyone)
    whole = rows(tables, "staged.matchning_niva", *everyone, ("utbildningsniva", "=", "totalt"))
    if absent := empty(matchning=parts, matchning_niva=whole):
        return nothing(*absent)
    by_area = parts.groupby(["region_kod", "ar"])["varde"]
    sums = pd.DataFrame(
        {
            "parts": by_area.sum(),
            "hidden": by_area.size() - by_area.count(),
            "whole": whole.set_index(["region_kod", "ar"])["varde"],
        }
    ).dropna()
    if sums.empty:
        return nothing("tabellerna har inget gemensamt år och område")
    # A protected group is somewhere between nobody and the largest count that is protected.
    most = sums["parts"] + HIDDEN_AT_MOST * sums["hidden"]
    off = (sums["parts"] - sums["whole"]).clip(lower=0) + (sums["whole"] - most).clip(lower=0)
    wrong = sums[off > WHOLE_TOLERANCE * sums["whole"]].sort_index(level="ar", ascending=False)
    faults = [
        f"{row.region_kod} {row.ar}: grupperna {row.parts:.0f} och {row.hidden:.0f} skyddade, samtliga {row.whole:.0f}"
        for row in wrong.reset_index().itertuples()
    ]
    worst = (off / sums["whole"]).max()
    return faults, f"{len(sums)} områden och år, störst skillnad {worst:.2%} utöver skyddade celler"


def _rates_divide_again(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.utbildning")).to_pandas()
    if frame.empty:
        return nothing("mart.utbildning har inga rader")
    counts = ["befolkning", "helt_matchade", "befolkning_i_kvoten", "matchade_i_kvoten"]
    frame[counts] = frame[counts].astype("float64")
    group = ["utbildningsgrupp", "kon", "ar"]
    nation = frame[frame["geo_kod"] == NATION].set_index(group)["matchad_forvarvsgrad"].rename("nation")
    frame = frame.join(nation, on=group)
    rate, own = frame["matchad_forvarvsgrad"], frame["geo_niva"] != "delregion"
    wrong = {
        "förvärvsgraden är inte täljaren delad med nämnaren": _apart(
            rate, 100 * frame["matchade_i_kvoten"] / frame["befolkning_i_kvoten"]
        ),
        "täljaren är inte alla matchade": own & _apart(frame["matchade_i_kvoten"], frame["helt_matchade"]),
        "nämnaren är inte hela befolkningen": own & _apart(frame["befolkning_i_kvoten"], frame["befolkning"]),
        "nämnaren är större än befolkningen": frame["befolkning_i_kvoten"] > frame["befolkning"],
        "rikets tal är inte rikets": _apart(frame["rikets_forvarvsgrad"], frame["nation"]),
        "skillnaden är inte talet minus rikets": _apart(frame["skillnad_mot_riket"], rate - frame["nation"]),
    }
    faults = [
        f"{row.geo_namn} {row.utbildningsgrupp} {row.kon} {row.ar}: {what}"
        for what, rows in wrong.items()
        for row in frame[rows].itertuples(index=False)
    ]
    return faults, f"{int(rate.notna().sum())} förvärvsgrader av {len(frame)} rader räknade igen"


def _apart(one: pd.Series, other: pd.Series) -> pd.Series:
    """Where two numbers that are both known differ by more than computing with decimals explains."""
    return (one - other).abs() > DECIMALS


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "staged.matchning",
            "grupper_blir_befolkningen",
            "Utbildningsgruppernas befolkning blir tillsammans samtliga i varje område och år; skyddade celler räknas som noll "
            "till fyra.",
            WARNING,
            "Jämför kodlistan för utbildningsgrupper i sources/catalogue med källans: fattas en grupp eller finns en summa med?",
            rule_digest(WHOLE_TOLERANCE, HIDDEN_AT_MOST),
        ),
        f"skillnad högst {WHOLE_TOLERANCE:.0%}",
        _groups_make_population,
        reads=("staged.matchning_niva",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.utbildning",
            "forvarvsgraden_raknas_om",
            "Varje matchad förvärvsgrad är täljaren delad med nämnaren på samma rad, som utanför delregionerna är källans egna "
            "antal, och skillnaden mot riket är mot rikets tal för samma utbildning, kön och år.",
            STOPPING,
            "Rätta assets/marts/education/education.py.",
            rule_digest(DECIMALS),
        ),
        "lika",
        _rates_divide_again,
    ),
)

SUITES = (
    Suite(
        "mart.utbildning",
        (
            Expectation(
                "forvarvsgrad_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "matchad_forvarvsgrad", "min_value": 0, "max_value": 100},
                STOPPING,
                "De matchade är en del av befolkningen.",
                FOLLOW_BACK,
            ),
            Expectation(
                "andel_kvinnor_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_kvinnor", "min_value": 0, "max_value": 1},
                STOPPING,
                "En andel ligger mellan 0 och 1.",
                FOLLOW_BACK,
            ),
            Expectation(
                "alder_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_55_lankade", "min_value": 0.02, "max_value": 0.6},
                WARNING,
                "Mellan en femtiondel och tre femtedelar av de anställda i ett yrke är 55–64 år.",
                "Jämför källans åldersgrupper med gränsen 55 år i assets/marts/education/ages.py.",
            ),
            Expectation(
                "skillnad_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "skillnad_mot_riket", "min_value": -40, "max_value": 40},
                WARNING,
                "Samma utbildning skiljer sällan så mycket från riket i en grupp som är stor nog att visas.",
                "Se antalen på raden. Är gruppen stor: jämför med källans sida.",
            ),
            Expectation(
                "medelfel_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "medelfel", "min_value": 0},
                STOPPING,
                "Ett medelfel är aldrig negativt.",
                FOLLOW_BACK,
            ),
            Expectation(
                "skal_nar_tal_saknas",
                "ExpectColumnValuesToNotBeNull",
                {"column": "anmarkning"},
                STOPPING,
                "Saknas den matchade förvärvsgraden eller befolkningen står skälet i anmärkningen.",
                "Rätta assets/marts/education/education.py så att varje utelämnat tal får ett skäl.",
                where="matchad_forvarvsgrad.isna() or befolkning.isna()",
            ),
        ),
    ),
)
