"""Rules of people at work, and ads, per sector."""

from __future__ import annotations

import pandas as pd
import pyarrow.parquet as pq

from assets.reference import municipalities
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.base import (
    FOLLOW_BACK,
    GROUPS_PERSONS,
    WHOLE_TOLERANCE,
    Reconciliation,
    Tables,
    empty,
    nothing,
    rows,
)
from checks.rules.expectation import Expectation, Suite

EMPLOYED_RATIO = (0.7, 1.05)


def _employees_of_employed(tables: Tables) -> tuple[list[str], str]:
    own = rows(tables, "staged.anstallda")
    everyone = ("sni", "in", ["A-U", "A-U+US"]), ("kon", "=", "totalt"), ("matt", "=", "arbetsställe")
    employed = rows(tables, "staged.sysselsatta_naringsgren", *everyone)
    years = {int(month[:4]) for month in employed["manad"] if month.endswith("-11")} & set(own["ar"])
    if not years:
        absent = empty(sysselsatta_naringsgren=employed, anstallda=own)
        return nothing(*(absent or ["tabellerna har ingen gemensam november"]))
    newest = max(years)
    ratio = pd.DataFrame(
        {
            "own": own[own["ar"] == newest].groupby("region_kod")["varde"].sum(),
            "employed": employed[employed["manad"] == f"{newest}-11"].set_index("region_kod")["varde"],
        }
    )
    ratio = ratio[ratio.index.isin(list(municipalities()))]
    ratio["share"] = ratio["own"] / ratio["employed"]
    lowest, highest = EMPLOYED_RATIO
    wrong = ratio[~ratio["share"].between(lowest, highest)]
    faults = [
        f"{municipalities()[str(row.Index)]} {row.share:.2f} ({row.own:.0f} anställda, {row.employed:.0f} sysselsatta (BAS))"
        for row in wrong.itertuples()
    ]
    spread = f"lägst {ratio['share'].min():.2f}, median {ratio['share'].median():.2f}, högst {ratio['share'].max():.2f}"
    return faults, f"{len(ratio)} kommuner i november {newest}: {spread}"


def _sectors_make_everybody(tables: Tables) -> tuple[list[str], str]:
    whole = rows(tables, "staged.sysselsatta_sektor", ("sektor", "=", "totalt"), ("matt", "=", "arbetsställe"))
    parts = rows(tables, "mart.sektor", ("overlappar", "=", "nej"), ("geo_niva", "in", ["kommun", "lan"]))
    if absent := empty(sysselsatta_sektor=whole) or (["mart.sektor har inga sådana rader"] if parts.empty else []):
        return nothing(*absent)
    by = ["geo_kod", "kon", "manad"]
    sums = pd.DataFrame(
        {
            "parts": parts.groupby(by)["varde"].agg(lambda v: v.sum(skipna=False)),
            "whole": whole.rename(columns={"region_kod": "geo_kod"}).set_index(by)["varde"],
        }
    ).dropna()
    apart = (sums["parts"] - sums["whole"]).abs()
    wrong = sums[apart > (WHOLE_TOLERANCE * sums["whole"]).clip(lower=GROUPS_PERSONS)]
    faults = [
        f"{row.geo_kod} {row.kon} {row.manad}: sektorerna {row.parts:.0f}, samtliga {row.whole:.0f}"
        for row in wrong.reset_index().itertuples(index=False)
    ]
    return faults, f"{len(sums)} summor jämförda, störst skillnad {apart.max():.0f} personer"


def _sectors_make_ads(tables: Tables) -> tuple[list[str], str]:
    made = pq.read_table(tables("mart.sektor_yrke")).to_pandas()
    first, last = made["period_fran"].iloc[0], made["period_till"].iloc[0]
    counts = ["annonser_rensade", "platser_rensade"]
    chosen = [("geo_niva", "in", ["delregion", "lan"]), ("manad", ">=", first), ("manad", "<=", last)]
    given = pq.read_table(
        tables("mart.annonser"), columns=["geo_niva", "geo_kod", "sektor", "manad", *counts], filters=chosen
    ).to_pandas()
    ours, theirs = (frame.groupby(["geo_kod", "sektor"])[counts].sum() for frame in (made, given))
    every = ours.index.union(theirs.index)
    ours, theirs = (sums.reindex(every, fill_value=0) for sums in (ours, theirs))
    faults = [
        f"{area} {sector}: {ours.at[(area, sector), name]} {name} mot {theirs.at[(area, sector), name]} i annonser"
        for area, sector in every
        for name in counts
        if ours.at[(area, sector), name] != theirs.at[(area, sector), name]
    ]
    return faults, f"{int(ours['platser_rensade'].sum())} platser i {len(every)} områden och sektorer, {first}–{last}"


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "staged.sysselsatta_naringsgren",
            "anstallda_mot_bas",
            "Anställda i varje kommun mot sysselsatta (BAS) där man arbetar, samma november. BAS räknar 15–74 år och "
            "egenföretagare, så de anställda är färre.",
            WARNING,
            "Se vilka kommuner det gäller. Är de få: nämn dem. Är de många: kontrollera vilka register som de två tabellerna har.",
            rule_digest(EMPLOYED_RATIO),
        ),
        f"kvot {EMPLOYED_RATIO[0]}–{EMPLOYED_RATIO[1]}",
        _employees_of_employed,
        reads=("staged.anstallda",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.sektor",
            "sektorer_blir_samtliga",
            "Sektorerna blir tillsammans källans samtliga i länet och varje kommun. Större skillnad betyder att en sektor fattas "
            "eller överlappar en annan.",
            STOPPING,
            "Jämför källans sektorer med SECTOR_OF_SOURCE i assets/marts/sector/sector.py.",
            rule_digest(WHOLE_TOLERANCE, GROUPS_PERSONS),
        ),
        f"skillnad högst {GROUPS_PERSONS} personer eller {WHOLE_TOLERANCE:.0%}",
        _sectors_make_everybody,
    ),
    Reconciliation(
        CheckSpec(
            "mart.sektor_yrke",
            "sektorer_blir_annonser",
            "Yrkenas annonser och platser blir i varje område och sektor precis de rensade i tabellen annonser under samma period.",
            STOPPING,
            "Kontrollera assets/marts/sector/sector.py och redovisningsgrupperna i assets/reference.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _sectors_make_ads,
    ),
)

SUITES = (
    Suite(
        "mart.sektor",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 2_000_000},
                STOPPING,
                "Antal är aldrig negativa, och inget län har två miljoner sysselsatta (BAS) i en sektor.",
                FOLLOW_BACK,
            ),
            Expectation(
                "andel_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel", "min_value": 0, "max_value": 1},
                STOPPING,
                "En sektor är en del av alla.",
                FOLLOW_BACK,
            ),
            Expectation(
                "valfarden_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel", "min_value": 0.1, "max_value": 0.6},
                WARNING,
                "Välfärdens verksamheter är mellan en tiondel och tre femtedelar av dem som arbetar i en delregion.",
                "Jämför källans näringsgrenar med WELFARE_INDUSTRIES i assets/marts/sector/sector.py.",
                where="overlappar == 'ja' and geo_niva != 'kommun' and kon == 'totalt'",
            ),
        ),
    ),
    Suite(
        "mart.sektor_yrke",
        (
            Expectation(
                "platser_minst_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "platser_rensade", "column_B": "annonser_rensade", "or_equal": True},
                STOPPING,
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                FOLLOW_BACK,
            ),
            Expectation(
                "andel_rimlig",
                "ExpectColumnValuesToBeBetween",
                {"column": "andel_platser", "min_value": 0, "max_value": 1},
                STOPPING,
                "En sektors platser är en del av yrkets.",
                FOLLOW_BACK,
            ),
            Expectation(
                "arbetsgivare_hogst_annonser",
                "ExpectColumnPairValuesAToBeGreaterThanB",
                {"column_A": "annonser_rensade", "column_B": "arbetsgivare", "or_equal": True},
                STOPPING,
                "Bakom varje annons står en arbetsgivare, så arbetsgivarna är aldrig fler än annonserna.",
                "Rätta assets/marts/ads/sql/arbetsgivare.sql: den ska räkna samma annonser som annonser.sql.",
            ),
            Expectation(
                "storsta_ar_en_del",
                "ExpectColumnValuesToBeBetween",
                {"column": "storsta_arbetsgivare", "min_value": 0, "max_value": 1},
                STOPPING,
                "Den största arbetsgivarens platser är en del av sektorns.",
                "Rätta assets/marts/ads/sql/arbetsgivare.sql: den ska räkna samma annonser som annonser.sql.",
            ),
            Expectation(
                "arbetsgivare_ar_kanda",
                "ExpectColumnValuesToNotBeNull",
                {"column": "storsta_arbetsgivare"},
                STOPPING,
                "Har en sektor platser är dess arbetsgivare räknade: annars kunde ett enskilt företag pekas ut.",
                "Rätta assets/marts/ads/sql/arbetsgivare.sql: den ska räkna samma annonser som annonser.sql.",
                where="platser_rensade > 0",
            ),
        ),
    ),
)
