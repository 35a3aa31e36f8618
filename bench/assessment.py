"""The signals, their trial and the assessments of a county with four delregioner: seconds and peak memory, and the draws alone.

Made up: 148 occupations and 125 redovisningsgrupper in four delregioner and 21 counties, five sectors and twelve months of ads
for each of Arbetsförmedlingen's 400 groups, and an assessment of 219 of them in every county. Memory is that of the whole
process, with imports and the made-up tables.

Goals: the tables within 20 s and 1 GB; the draws of a county's cells, on both levels, from the figures to how often each class
stands, within 1 s; the trials of indicators and of classes and the agreement within 5 s. The median of the rounds is
printed; timings are noisy on a shared machine.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Mapping
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS, COUNTY_ADS, COVERAGE, STAGED_OPEN_ADS, SWEDEN
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.barometer import BAROMETER, JOB_CHANCES, STAGED_BAROMETER, WHOLE_GROUP
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.registry import contract
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL
from assets.contracts.unemployed import STAGED_UNEMPLOYED_COUNTIES, UNEMPLOYED
from assets.contracts.words import BAS
from assets.marts.assessment.assessment import current_assessment
from assets.marts.assessment.scores import AreaScores, area_scores
from assets.marts.assessment.signals import SignalTables, signals
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.marts.trial.agreement import agreement
from assets.marts.trial.classes import class_trial
from assets.marts.trial.indicators import trial
from assets.methods.employers import SECTORS
from assets.methods.score import DRAWS, SEED, WayToCount, class_stability
from assets.methods.signals import CHANGE_YEARS
from assets.reference.areas import NATION, counties, county_of
from assets.reference.educations import educations_of_occupation
from assets.reference.employers import sectors_of_survey
from assets.reference.occupations import af_area_of_any, af_area_of_ssyk4, af_areas, occupations_ssyk3, ssyk2012
from assets.reference.signal_score import class_limits, cut_points, score_composition

COUNTY, YEAR = "14", 2024
OPEN, ASSESSED, WAYS = 40_000, 219, 3
"""Open ads in the nation, occupations of the barometer, and ways to count that a class must survive."""
MONTHS = [str(p) for p in pd.period_range("2025-09", periods=12, freq="M")]
GEO = dim_geo(COUNTY)
PLACES = GEO.to_pandas()


def grid(**columns: Any) -> pd.DataFrame:
    """Every combination of the codes."""
    return pd.MultiIndex.from_product(columns.values(), names=list(columns)).to_frame(index=False)


def table(frame: pd.DataFrame, contract: TableContract, **filled: Any) -> pa.Table:
    """The frame with what the contract also wants."""
    full = frame.assign(**{name: value for name, value in filled.items() if name not in frame})
    full = full.assign(**{c.name: None for c in contract.columns if c.name not in full})
    return contract.conform(pa.Table.from_pandas(full[[c.name for c in contract.columns]], preserve_index=False))


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """With level and name of each place, also of other counties."""
    own = PLACES.set_index("geo_kod")
    level = frame["geo_kod"].map(own["geo_niva"]).fillna("lan")
    return frame.assign(geo_niva=level, geo_namn=frame["geo_kod"].map({**counties(), **own["geo_namn"].to_dict()}))


def world() -> tuple[SignalTables, pa.Table, pa.Table]:
    """The tables behind the signals, and Yrkesbarometern as read and of the county; the same every time."""
    dice = np.random.default_rng(1)
    delregioner = list(PLACES.loc[PLACES["geo_niva"] == "delregion", "geo_kod"])
    municipalities = list(PLACES.loc[PLACES["geo_niva"] == "kommun", "geo_kod"])
    own, years = [*delregioner, COUNTY], [YEAR - CHANGE_YEARS, YEAR]

    people = grid(geo_kod=[*own, NATION], ssyk3=list(occupations_ssyk3()), ar=years)
    people["varde"] = dice.lognormal(6, 1.5, len(people)).astype(int)
    sexes = pd.concat(
        [people.assign(kon="totalt"), *(people.assign(kon=k, varde=people["varde"] // 2) for k in ("kvinnor", "män"))]
    )
    employees = table(named(sexes), EMPLOYEES, register=BAS, grund="raknad")
    four = grid(region_kod=[NATION, *counties()], ssyk4=list(ssyk2012()), kon=["kvinnor", "män"], ar=years)
    four["varde"] = dice.lognormal(5, 1.5, len(four)).astype(int)

    def ads(places: list[str], contract: TableContract) -> pa.Table:
        counts = grid(geo_kod=places, ssyk4=list(af_area_of_ssyk4()), sektor=list(SECTORS), manad=MONTHS)
        number = dice.poisson(3, len(counts))
        none: Mapping[str, int] = {c.name: 0 for c in contract.columns if c.unit}
        counts = named(counts).assign(**none, af_yrkesomrade=counts["ssyk4"].map(af_area_of_ssyk4()), grund="raknad")
        counts = counts.assign(annonser_rensade=number, platser_rensade=2 * number, annonser_foljda=number)
        counts = counts.assign(platser_rensade_kvadrat=4 * number, annonser_foljda_kvadrat=number)
        counts = counts.assign(annonser_aterannonserade=dice.binomial(number, 0.2), annonser_med_slut=number)
        counts = counts.assign(annonser_foljda_med_rubrik=number, annonser_samma_rubrik_igen=dice.binomial(number, 0.1))
        return table(counts.assign(vantade_samma_rubrik_igen=0.05 * number, annonsdagar=25 * number), contract)

    unemployed = grid(geo_kod=own, af_yrkesomrade=list(af_areas()), kon=["totalt", "kvinnor", "män"], manad=MONTHS)
    unemployed["varde"] = dice.integers(20, 2000, len(unemployed))
    everywhere = grid(manad=MONTHS, af_yrkesomrade=list(af_areas()), lan_kod=list(counties()))
    everywhere["varde"] = dice.integers(200, 9000, len(everywhere))
    educations = sorted({e for linked in educations_of_occupation().values() for e in linked})
    matched = grid(
        region_kod=[NATION, *counties(), *municipalities], utbildningsgrupp=educations, matt=["befolkning", "helt matchade"], ar=years
    )  # fmt: skip
    matched["varde"] = np.where(matched["matt"] == "befolkning", 400, dice.integers(100, 300, len(matched)))
    factors = grid(geo_kod=[NATION, *counties()], sektor_i_enkaten=list(sectors_of_survey())).assign(tackning=1.5)
    factors = factors.assign(geo_niva="lan", geo_namn="", kvartal_fran="2025K4", kvartal_till="2026K3", grund="raknad")
    flows = grid(bostad_kod=municipalities, arbete_kod=municipalities).assign(kon="totalt", ar=YEAR)
    flows["varde"] = dice.integers(0, 500, len(flows))

    open_ads = pd.DataFrame({"annons_id": [str(at) for at in range(OPEN)]}).assign(
        ssyk4=dice.choice(list(af_area_of_ssyk4()), OPEN), kommun_kod=dice.choice(list(county_of()), OPEN), land_kod=SWEDEN,
        bemanning_av_namn=False,
    )  # fmt: skip

    own_ads, registered = ads(own, ADS), table(named(unemployed), UNEMPLOYED, af_yrkesomrade_namn="", grund="raknad")
    sources = SignalTables(
        employees=employees,
        counties=table(four, contract("staged.anstallda_ssyk4")),
        ads=own_ads,
        county_ads=ads(list(counties()), COUNTY_ADS),
        unemployed=registered,
        county_unemployed=table(everywhere, STAGED_UNEMPLOYED_COUNTIES),
        matching=table(matched, contract("staged.matchning"), grupp="totalt"),
        coverage=table(factors, COVERAGE),
        geo=GEO,
        window=MISMATCH.conform(mismatch(employees, own_ads, registered, dim_occupation(), COUNTY)),
        commuting=table(flows, contract("staged.pendling")),
        open_ads=table(open_ads, STAGED_OPEN_ADS),
    )
    said = grid(lan_kod=[NATION, *counties()], ssyk4=list(af_area_of_any())[:ASSESSED])
    said = said.assign(koncept_id=said["ssyk4"], jobbmojligheter=dice.choice(JOB_CHANCES.allowed, len(said)))
    said = said.assign(omgang="2026-1", galler=WHOLE_GROUP, antal_ssyk=1, rekryteringssituation="brist")
    here = said[said["lan_kod"] == COUNTY].rename(columns={"lan_kod": "geo_kod"})
    of_county = table(here, BAROMETER, geo_niva="lan", geo_namn=counties()[COUNTY])
    return sources, table(said, STAGED_BAROMETER), of_county


def tried(found: pa.Table, barometer: pa.Table) -> pa.Table:
    """mart.provning and mart.samstammighet, and mart.provning_klasser, which is given back."""
    for of, made in ((TRIAL, trial(found, barometer)), (AGREEMENT, agreement(found, barometer))):
        of.conform(made)
    return CLASS_TRIAL.conform(class_trial(found, barometer))


def every_table(sources: SignalTables, barometer: pa.Table, of_county: pa.Table) -> tuple[pa.Table, pa.Table]:
    """mart.signaler and mart.bedomning, and the trials between them."""
    found = SIGNALS.conform(signals(sources, cut_points(), COUNTY))
    classes = tried(found, barometer)
    silent = COUNCIL_ASSESSMENTS.schema.empty_table()
    made = current_assessment(found, sources.window, of_county, classes, sources.ads, silent, COUNTY)
    return found, ASSESSMENT.conform(made)


def stability(areas: list[AreaScores]) -> None:
    """The draws of every cell of some areas, from the figures to how often each class stands."""
    for area in areas:
        generator = np.random.default_rng(SEED)
        class_stability(
            [WayToCount(area.values, area.errors)] * WAYS, area.digits, score_composition(), class_limits(), generator
        )


def seconds(work: Any, rounds: int) -> float:
    """Median of the rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def main() -> None:
    """Print what each takes, beside its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    sources, barometer, of_county = world()
    found, made = every_table(sources, barometer, of_county)
    spent = seconds(lambda: every_table(sources, barometer, of_county), rounds)
    frame = found.to_pandas()
    areas = list(area_scores(frame[(frame["geo_niva"] == "delregion") | (frame["geo_kod"] == COUNTY)]))
    number = sum(len(area.score) for area in areas)
    print(f"{found.num_rows} signals, {made.num_rows} assessments; median of {rounds} rounds")
    print(f"signals, trials and assessments {spent:7.2f} s   goal 20")
    print(f"{DRAWS} draws of {number} cells {seconds(lambda: stability(areas), rounds):12.3f} s   goal 1")
    print(f"trials and agreement {seconds(lambda: tried(found, barometer), rounds):18.2f} s   goal 5")
    print(f"peak memory of it all {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:17.0f} MB  goal 1000")


if __name__ == "__main__":
    main()
