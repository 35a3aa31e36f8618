"""The signals and the assessments of a county with four delregioner: seconds and peak memory, and the thousand draws alone.

Made up: 148 occupations and 125 redovisningsgrupper in four delregioner and 21 counties, five sectors and twelve months of ads
for each of Arbetsförmedlingen's 400 groups. Memory is that of the whole process, with imports and the made-up tables.

Goals: both tables within 20 s and 1 GB; the draws of 4 × 148 cells, from the figures to how often each class stands, within
0.5 s. The median of the rounds is printed; timings are noisy on a shared machine.
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
from assets.methods.certainty import DRAWS, SEED, class_stability, drawn_points

from assets.contracts.ads import (
    ADS,
    COUNTY_ADS,
    COVERAGE,
)
from assets.contracts.assessment import (
    ASSESSMENT,
    SIGNALS,
)
from assets.contracts.barometer import (
    BAROMETER,
)
from assets.contracts.employees import (
    EMPLOYEES,
)
from assets.contracts.mismatch import (
    MISMATCH,
)
from assets.contracts.model import (
    TableContract,
)
from assets.contracts.registry import (
    contract,
)
from assets.contracts.unemployed import (
    STAGED_UNEMPLOYED_COUNTIES,
    UNEMPLOYED,
)
from assets.contracts.words import BAS
from assets.marts.assessment.assessment import assessment
from assets.marts.assessment.signals import SignalTables, signals
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.places.dimensions import dim_geo, dim_occupation
from assets.methods.employers import SECTORS
from assets.methods.signals import CHANGE_YEARS, INDICATORS, rated, shortage_score, signal_class, surplus_points
from assets.reference import (
    CUT_POINTS_VERSION,
    NATION,
    af_area_of_any,
    af_area_of_ssyk4,
    af_areas,
    counties,
    cut_points,
    educations_of_occupation,
    occupations_ssyk3,
    sectors_of_survey,
    ssyk2012,
)

COUNTY, YEAR = "14", 2024
MONTHS = [str(p) for p in pd.period_range("2025-09", periods=12, freq="M")]
GEO = dim_geo(COUNTY)
PLACES = GEO.to_pandas()
CUTS = {name: limits.points for name, limits in cut_points().items()}


def grid(**columns: Any) -> pd.DataFrame:
    """Every combination of the codes."""
    return pd.MultiIndex.from_product(columns.values(), names=list(columns)).to_frame(index=False)


def table(frame: pd.DataFrame, contract: TableContract, **filled: Any) -> pa.Table:
    """The frame with what the contract also wants."""
    full = frame.assign(**{name: value for name, value in filled.items() if name not in frame})
    return contract.conform(
        pa.Table.from_pandas(full.reindex(columns=[c.name for c in contract.columns]), preserve_index=False)
    )


def named(frame: pd.DataFrame) -> pd.DataFrame:
    """With level and name of each place, also of other counties."""
    own = PLACES.set_index("geo_kod")
    level = frame["geo_kod"].map(own["geo_niva"]).fillna("lan")
    return frame.assign(geo_niva=level, geo_namn=frame["geo_kod"].map({**counties(), **own["geo_namn"].to_dict()}))


def world() -> tuple[SignalTables, pa.Table]:
    """The tables behind the signals, and Yrkesbarometern; the same every time."""
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
        return table(counts.assign(annonser_aterannonserade=dice.binomial(number, 0.2)), contract)

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

    own_ads, registered = (
        ads(own, ADS),
        table(named(unemployed), UNEMPLOYED, af_yrkesomrade_namn="", grund="raknad"),
    )
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
    )
    said = pd.DataFrame({"ssyk4": list(af_area_of_any())[:219]})
    said = said.assign(koncept_id=said["ssyk4"], jobbmojligheter=dice.choice(["stora", "medelstora", "små"], len(said)))
    said = said.assign(
        omgang="2026-1", geo_niva="lan", geo_kod=COUNTY, geo_namn=counties()[COUNTY], rekryteringssituation="brist"
    )
    return sources, table(said, BAROMETER)


def both(sources: SignalTables, barometer: pa.Table) -> tuple[pa.Table, pa.Table]:
    """mart.signaler and mart.bedomning."""
    found = SIGNALS.conform(signals(sources, cut_points(), COUNTY))
    made = assessment(found, sources.window, barometer, CUTS, COUNTY, CUT_POINTS_VERSION)
    return found, ASSESSMENT.conform(made)


def cells(found: pa.Table) -> tuple[np.ndarray[Any, Any], ...]:
    """Values, errors, points and weights of the delregioner's SSYK3, cells × indicators."""
    frame = found.to_pandas()
    frame = frame[(frame["geo_niva"] == "delregion") & (frame["yrkesniva"] == "ssyk3")]
    wide = (
        frame.pivot(index=["geo_kod", "yrke_kod"], columns="indikator", values=n)
        for n in ("varde", "medelfel", "poang", "vikt")
    )
    return tuple(part.reindex(columns=[i.code for i in INDICATORS]).to_numpy() for part in wide)


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
    sources, barometer = world()
    found, made = both(sources, barometer)
    spent = seconds(lambda: both(sources, barometer), rounds)
    value, error, points, weight = cells(found)
    shares, applies = np.nan_to_num(weight), np.ones(points.shape, np.bool_)
    scored = shortage_score(points, shares, applies)
    measured = signal_class(np.where(rated(scored), scored.score, np.nan), surplus_points(points))

    def draws() -> None:
        drawn = drawn_points(value, error, CUTS, DRAWS, np.random.default_rng(SEED))
        class_stability(drawn, shares, applies, measured)

    print(f"{found.num_rows} signals, {made.num_rows} assessments; median of {rounds} rounds")
    print(f"signals and assessments {spent:7.2f} s   goal 20")
    print(f"{DRAWS} draws of {len(points)} cells {seconds(draws, rounds):6.3f} s   goal 0.5")
    print(f"peak memory of it all   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:7.0f} MB  goal 1000")


if __name__ == "__main__":
    main()
