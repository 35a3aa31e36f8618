"""Rules of people at work, and ads, per sector."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import ADS
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.registry import contract
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION
from assets.reference.areas import municipalities
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    FOLLOW_BACK,
    GROUPS_PERSONS,
    WHOLE_TOLERANCE,
    Judgement,
    NothingFoundError,
    Rows,
    reconciliation,
    two_bounds,
)
from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX, MONTHS, NEARLY_ALL_KNOWN, PAIRS_OF_YEARS, WOMEN_AND_MEN, known, of_size
from checks.rules.vocabulary import HIGHEST, LOWEST, between, never_null, not_less_than

_OF_EMPLOYED = two_bounds("anstallda_mot_bas")


STAGED_SECTOR, STAGED_INDUSTRY = contract("staged.sysselsatta_sektor"), contract("staged.sysselsatta_naringsgren")


@reconciliation(
    STAGED_INDUSTRY,
    STAGED_EMPLOYEES,
    name="anstallda_mot_bas",
    why="Anställda i varje kommun mot sysselsatta (BAS) där man arbetar, samma november. BAS räknar 15–74 år och "
    "egenföretagare, så de anställda är färre.",
    action="Se vilka kommuner det gäller. Är de få: nämn dem. Är de många: kontrollera vilka register som de två tabellerna "
    "har.",
    bounds=(_OF_EMPLOYED,),
)
def employees_of_employed(industries: Rows, employees: Rows) -> Judgement:
    """The newest November that both have."""
    own = employees.read(("region_kod", "in", sorted(municipalities())))
    employed = industries.read(
        ("sni", "in", ["A-U", "A-U+US"]),
        ("kon", "=", "totalt"),
        ("matt", "=", "arbetsställe"),
        ("region_kod", "in", sorted(municipalities())),
    )
    years = {int(month[:4]) for month in employed["manad"] if month.endswith("-11")} & set(own["ar"])
    if not years:
        raise NothingFoundError("tabellerna har ingen gemensam november")
    newest = max(years)
    ratio = pd.DataFrame(
        {
            "own": own[own["ar"] == newest].groupby("region_kod")["varde"].sum(),
            "employed": employed[employed["manad"] == f"{newest}-11"].set_index("region_kod")["varde"],
        }
    )
    ratio["share"] = ratio["own"] / ratio["employed"]
    found = _OF_EMPLOYED.found(
        ratio["share"],
        lambda code: (
            f"{municipalities()[code]} {ratio['share'][code]:.2f} ({ratio['own'][code]:.0f} anställda, "
            f"{ratio['employed'][code]:.0f} sysselsatta (BAS))"
        ),
    )
    spread = f"lägst {ratio['share'].min():.2f}, median {ratio['share'].median():.2f}, högst {ratio['share'].max():.2f}"
    said = f"{len(ratio)} kommuner i november {newest}: {spread}"
    return Judgement(found.faults, {"kommuner": ratio["share"].count()}, said, found.beyond)


@reconciliation(
    SECTOR,
    STAGED_SECTOR,
    name="sektorer_blir_samtliga",
    severity=STOPPING,
    why="Sektorerna blir tillsammans källans samtliga i länet och varje kommun. Större skillnad betyder att en sektor fattas "
    "eller överlappar en annan.",
    action="Jämför källans sektorer med assets/reference/sektorer_scb.csv.",
    expected=f"skillnad högst {GROUPS_PERSONS} personer eller {WHOLE_TOLERANCE:.0%}",
    rule=(WHOLE_TOLERANCE, GROUPS_PERSONS),
)
def sectors_make_everybody(made: Rows, staged: Rows) -> Judgement:
    """Those that do not overlap, where none is missing."""
    whole = staged.read(("sektor", "=", "totalt"), ("matt", "=", "arbetsställe"))
    parts = made.read(("overlappar", "=", "nej"), ("geo_niva", "in", ["kommun", "lan"]))
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
    said = f"{len(sums)} summor jämförda, störst skillnad {apart.max():.0f} personer"
    return Judgement(faults, {"summor": len(sums)}, said)


@reconciliation(
    SECTOR_OCCUPATION,
    ADS,
    name="sektorer_blir_annonser",
    severity=STOPPING,
    why="Yrkenas annonser och platser blir i varje område och sektor precis de rensade i tabellen annonser under samma period.",
    action="Kontrollera assets/marts/sector/sector.py och redovisningsgrupperna i assets/reference.",
    expected="exakt lika",
    rule=("exakt",),
)
def sectors_make_ads(occupations: Rows, ads: Rows) -> Judgement:
    """In every area and sector, over the same months."""
    made = occupations.read()
    first, last = made["period_fran"].iloc[0], made["period_till"].iloc[0]
    counts = ["annonser_rensade", "platser_rensade"]
    given = ads.read(
        ("geo_niva", "in", ["delregion", "lan"]),
        ("manad", ">=", first),
        ("manad", "<=", last),
        columns=["geo_niva", "geo_kod", "sektor", "manad", *counts],
    )
    ours, theirs = (frame.groupby(["geo_kod", "sektor"])[counts].sum() for frame in (made, given))
    every = ours.index.union(theirs.index)
    ours, theirs = (sums.reindex(every, fill_value=0) for sums in (ours, theirs))
    faults = [
        f"{area} {sector}: {ours.at[(area, sector), name]} {name} mot {theirs.at[(area, sector), name]} i annonser"
        for area, sector in every
        for name in counts
        if ours.at[(area, sector), name] != theirs.at[(area, sector), name]
    ]
    said = f"{int(ours['platser_rensade'].sum())} platser i {len(every)} områden och sektorer, {first}–{last}"
    return Judgement(faults, {"områden och sektorer": len(every)}, said)


_EMPLOYED = (
    *of_size(
        "Sysselsatta (BAS) är aldrig färre än noll och i hela landet högst {hogst}.",
        "I hela landet finns minst {lagst} sysselsatta (BAS).",
    ),
    NEARLY_ALL_KNOWN,
    MONTHS,
    EVERY_SEX,
)


_SAME_ADS = "Rätta assets/marts/ads/sql/arbetsgivare.sql: den ska räkna samma annonser som annonser.sql."


SUITES = (
    Suite("staged.sysselsatta_sektor", _EMPLOYED),
    Suite("staged.sysselsatta_naringsgren", _EMPLOYED),
    Suite(
        "staged.arbetsmarknadsstatus",
        (
            *of_size(
                "Ingen status har över {hogst} personer i landet, och antal är aldrig negativa.",
                "Den största gruppen i landet är minst {lagst} personer.",
            ),
            known(
                "Antalet arbetslösa är skyddat i en del åldrar, omkring var nionde cell; mer än {resten} är för många."
            ),
            MONTHS,
            EVERY_SEX,
        ),
    ),
    Suite(
        "staged.jobbinfloden",
        (
            *of_size(
                "Högst {hogst} av ett kön får nytt jobb under ett år, och antal är aldrig negativa.",
                "I landets största näringsgren får minst {lagst} av ett kön nytt jobb.",
            ),
            known("Små celler får vara skyddade; mer än {resten} är för många."),
            PAIRS_OF_YEARS,
            WOMEN_AND_MEN,
        ),
    ),
    Suite(
        "mart.sektor",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                HIGHEST,
                "Antal är aldrig negativa, och inget län har över {hogst} sysselsatta (BAS) i en sektor.",
                FOLLOW_BACK,
            ),
            between("andel_rimlig", "andel", 0, 1, "En sektor är en del av alla.", FOLLOW_BACK),
            between(
                "valfarden_rimlig",
                "andel",
                LOWEST,
                HIGHEST,
                "Välfärdens verksamheter är mellan {lagst} och {hogst} av dem som arbetar i en delregion.",
                "Jämför källans näringsgrenar med assets/reference/valfardens_naringsgrenar.csv.",
                severity=WARNING,
                where="overlappar == 'ja' and geo_niva != 'kommun' and kon == 'totalt'",
                # A source without one of the industries is refused where the table is made; without the source there are none.
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.sektor_yrke",
        (
            not_less_than(
                "platser_minst_annonser",
                "platser_rensade",
                "annonser_rensade",
                "En annons har minst en plats, så platserna är aldrig färre än annonserna.",
                FOLLOW_BACK,
            ),
            between("andel_rimlig", "andel_platser", 0, 1, "En sektors platser är en del av yrkets.", FOLLOW_BACK),
            not_less_than(
                "arbetsgivare_hogst_annonser",
                "annonser_rensade",
                "arbetsgivare",
                "Bakom varje annons står en arbetsgivare, så arbetsgivarna är aldrig fler än annonserna.",
                _SAME_ADS,
            ),
            between(
                "storsta_ar_en_del",
                "storsta_arbetsgivare",
                0,
                1,
                "Den största arbetsgivarens platser är en del av sektorns.",
                _SAME_ADS,
            ),
            never_null(
                "arbetsgivare_ar_kanda",
                "storsta_arbetsgivare",
                "Har en sektor platser är dess arbetsgivare räknade: annars kunde ett enskilt företag pekas ut.",
                _SAME_ADS,
                where="platser_rensade > 0",
            ),
        ),
    ),
)
