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
from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX_AS_GROUP, NEARLY_ALL_KNOWN, PAIRS_OF_YEARS, WOMEN_AND_MEN, YEARS, known, of_size
from checks.rules.vocabulary import HIGHEST, LOWEST, between, reason_given

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

_GRADUATES = (
    *of_size(
        "Ingen utbildningsgrupp har över {hogst} examinerade av ett kön i landet på ett år, och antal är aldrig negativa.",
        "Landets största utbildningsgrupp har minst {lagst} examinerade av ett kön.",
    ),
    known("Var femte cell brukar vara skyddad i små län och utbildningsgrupper; mer än {resten} är för många."),
    YEARS,
    WOMEN_AND_MEN,
)
SUITES = (
    Suite(
        "staged.matchning",
        (
            *of_size(
                "Ingen utbildningsgrupp har över {hogst} personer i landet, och antal är aldrig negativa.",
                "Landets största utbildningsgrupp har minst {lagst} personer.",
            ),
            known("Källan skyddar små grupper i små kommuner; mer än {resten} av cellerna är för många."),
            YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite(
        "staged.matchning_niva",
        (
            *of_size(
                "Befolkningen 20–69 år är högst {hogst}, och antal är aldrig negativa.",
                "Samtliga utbildningar tillsammans är minst {lagst} personer i landet; mindre kan också betyda att raden totalt fattas.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite(
        "staged.utbildningsniva",
        (
            *of_size(
                "Ingen utbildningsnivå har över {hogst} av ett kön i landet, och antal är aldrig negativa.",
                "Landets största utbildningsnivå har minst {lagst} av ett kön.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            WOMEN_AND_MEN,
        ),
    ),
    Suite(
        "staged.utbildningsfloden",
        (
            *of_size(
                "Ingen utbildningsgrupp har över {hogst} personer i landet; netto får vara negativt, men inte under {lagst}.",
                "Landets största utbildningsgrupp har minst {lagst} personer.",
                lowest=LOWEST,
            ),
            known("Små grupper i små kommuner får vara skyddade; mer än {resten} av cellerna är för många."),
            PAIRS_OF_YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite("staged.examinerade", _GRADUATES),
    Suite("staged.etablerade", _GRADUATES),
    Suite(
        "mart.utbildning",
        (
            between(
                "forvarvsgrad_rimlig",
                "matchad_forvarvsgrad",
                0,
                100,
                "De matchade är en del av befolkningen.",
                FOLLOW_BACK,
            ),
            between("andel_kvinnor_rimlig", "andel_kvinnor", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            between(
                "alder_rimlig",
                "andel_55_lankade",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av de anställda i ett yrke är 55–64 år.",
                "Jämför källans åldersgrupper med gränsen 55 år i assets/marts/education/ages.py.",
                severity=WARNING,
            ),
            between(
                "skillnad_rimlig",
                "skillnad_mot_riket",
                LOWEST,
                HIGHEST,
                "Samma utbildning skiljer sällan mer än {hogst} procentenheter från riket i en grupp som är stor nog att visas.",
                "Se antalen på raden. Är gruppen stor: jämför med källans sida.",
                severity=WARNING,
            ),
            between("medelfel_inte_negativt", "medelfel", 0, None, "Ett medelfel är aldrig negativt.", FOLLOW_BACK),
            reason_given(
                "matchad_forvarvsgrad.isna() or befolkning.isna()",
                "den matchade förvärvsgraden eller befolkningen",
                "assets/marts/education/education.py",
            ),
        ),
    ),
)
