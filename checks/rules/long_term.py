"""Rules of the projections: every number follows from the county's."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import BY_OWN_GROWTH, BY_PEOPLE, PROJECTION
from assets.contracts.long_term_supply import REPLACEMENT, WORKFORCE
from assets.contracts.pxweb import STAGED_SSYK4
from assets.contracts.words import (
    AF_AREA,
    COUNTY,
    DELREGION_LEVEL,
    REPORTING_GROUP,
    SSYK3_LEVEL,
    SSYK4_LEVEL,
)
from assets.methods.backtest import (
    CONSTANT,
)
from assets.methods.employment_shares import NOT_PROJECTED
from assets.methods.projection_intervals import (
    CLEAR_DIRECTION,
    DOWN,
    LEAST_EMPLOYEES,
    UNSURE,
    UP,
)
from assets.reference.areas import NATION, counties
from assets.reference.occupations import af_area_of_any, reporting_groups
from checks.result import STOPPING
from checks.rules.base import (
    DECIMALS,
    FOLLOW_BACK,
    Frame,
    Judgement,
    NotApplicableError,
    Rows,
    apart,
    reconciliation,
    two_bounds,
)
from checks.rules.expectation import Suite
from checks.rules.long_term_trial import LEVEL_OF_PARTS
from checks.rules.vocabulary import between, not_less_than, one_of, reason_given

_TWO_WAYS = two_bounds("tva_satt_ger_samma_total")
_AREA = ["geo_kod", "yrke_kod", "ar"]


@reconciliation(
    PROJECTION,
    name="delregionen_foljer_lanet",
    severity=STOPPING,
    why="En yrkesgrupps tal ändras lika mycket i delregionen som i länet, så att delregionerna tillsammans blir länet. Där delregionen "
    "inte har länets metod behåller yrket sin andel och ändras som alla anställda.",
    action="Se efter i assets/marts/long_term/projection.py hur delregionens tal flyttas.",
    expected="länets kvot mellan framskrivna och dagens anställda, eller alla anställdas",
    rule=(DECIMALS,),
)
def delregion_follows_county(projected: Rows) -> Judgement:
    """Occupations on three digits that have a number in both."""
    columns = ["geo_niva", *_AREA, "anstallda", "personer", "metod", "tillvaxt_alla"]
    every = projected.read(("yrkesniva", "=", SSYK3_LEVEL), columns=[*columns, "anmarkning"])
    small = every[every["geo_niva"] == DELREGION_LEVEL]
    if len(small) and (small["personer"].isna() & small["anmarkning"].notna()).all():
        raise NotApplicableError("inget yrke i delregionerna skrivs fram: skälen står i anmärkningen")
    rows = every[columns].dropna()
    rows = rows.assign(kvot=rows["personer"] / rows["anstallda"])
    of_county = rows[rows["geo_niva"] == COUNTY].set_index(["yrke_kod", "ar"])
    county = of_county[["kvot", "metod"]].rename(columns={"kvot": "lanets", "metod": "lanets_metod"})
    both = rows[rows["geo_niva"] == DELREGION_LEVEL].join(county, on=["yrke_kod", "ar"]).dropna()
    wanted = both["lanets"].where(both["metod"] == both["lanets_metod"], both["tillvaxt_alla"])
    odd = both.assign(vantad=wanted)[apart(both["kvot"], wanted)]
    faults = [f"{row.geo_kod} {row.yrke_kod} {row.ar}: {row.kvot:.4f} mot {row.vantad:.4f}" for row in odd.itertuples()]
    return Judgement(faults, {"yrken i delregioner": len(both)}, f"{len(both) - len(odd)} av {len(both)} lika")


@reconciliation(
    PROJECTION,
    name="gruppen_ar_sina_delar",
    severity=STOPPING,
    why="En redovisningsgrupp är summan av sina yrken på tre siffror, ett AF-yrkesområde av sina på fyra.",
    action="Se efter i assets/marts/long_term/projection.py hur gruppens delar läggs ihop.",
    expected="summan av delarna",
    rule=(DECIMALS,),
)
def group_is_its_parts(projected: Rows) -> Judgement:
    """Groups whose every part has a number, and of their own."""
    rows = projected.read(columns=["yrkesniva", *_AREA, "personer"])
    persons: Frame = rows.set_index(["yrkesniva", *_AREA])["personer"]
    members: dict[tuple[str, str], list[str]] = {
        (REPORTING_GROUP, group.code): list(group.ssyk3) for group in reporting_groups()
    }
    for code, area in af_area_of_any().items():
        if not code.startswith(NOT_PROJECTED):
            members.setdefault((AF_AREA, area), []).append(code)
    groups = rows[rows["yrkesniva"].isin(LEVEL_OF_PARTS) & rows["personer"].notna()]
    faults, compared = [], 0
    for row in groups.itertuples():
        codes = members[row.yrkesniva, row.yrke_kod]
        parts = [
            persons.get((LEVEL_OF_PARTS[row.yrkesniva], row.geo_kod, code, row.ar), float("nan")) for code in codes
        ]
        again = sum(parts)
        if again == again:  # every part has a number
            compared += 1
            if abs(row.personer - again) > DECIMALS * max(again, 1):
                faults.append(f"{row.geo_kod} {row.yrke_kod} {row.ar}: {row.personer:.1f} mot {again:.1f}")
    return Judgement(faults, {"grupper": compared}, f"{compared - len(faults)} av {compared} är sina delar")


@reconciliation(
    PROJECTION,
    name="fyra_siffror_blir_tre",
    severity=STOPPING,
    why="Yrken på fyra siffror växer tillsammans som sin yrkesgrupp på tre, i länet och i riket.",
    action="Se efter i assets/marts/long_term/ahead.py hur fyra siffror skalas till tre.",
    expected="samma kvot mellan framskrivna och dagens anställda",
    rule=(DECIMALS,),
)
def four_sum_to_three(projected: Rows) -> Judgement:
    """Groups on three digits that have a number, and whose every occupation on four has one."""
    rows = projected.read(columns=["yrkesniva", *_AREA, "anstallda", "personer"])
    fine = rows[rows["yrkesniva"] == SSYK4_LEVEL]
    fine = fine.assign(yrke_kod=fine["yrke_kod"].str[:3], saknas=fine["personer"].isna())
    sums = fine.groupby(_AREA).agg(delar=("personer", "sum"), delar_nu=("anstallda", "sum"), saknas=("saknas", "any"))
    sums = sums[~sums["saknas"]]
    # A trial that lets nothing on four digits through leaves nothing to add up; each row says so.
    if sums.empty:
        raise NotApplicableError("ingen yrkesgrupp har en framskrivning för alla sina yrken på fyra siffror")
    three = rows[(rows["yrkesniva"] == SSYK3_LEVEL)].set_index(_AREA)[["anstallda", "personer"]]
    both = three.join(sums, how="inner").dropna()
    again = both["delar"] / both["delar_nu"]
    odd = both[apart(both["personer"] / both["anstallda"], again)]
    faults = [
        f"{' '.join(map(str, key))}: {row['personer'] / row['anstallda']:.4f} mot {row['delar'] / row['delar_nu']:.4f}"
        for key, row in odd.iterrows()
    ]
    return Judgement(faults, {"yrkesgrupper": len(both)}, f"{len(both) - len(odd)} av {len(both)} lika")


@reconciliation(
    PROJECTION,
    EMPLOYEES,
    name="framskrivs_fran_registret",
    severity=STOPPING,
    why="Det antal som skrivs fram är registrets för samma år, område och yrke.",
    action="Se efter i assets/marts/long_term/projection.py vilket år och vilket register som läses.",
    expected="samma tal som i anstallda",
    rule=(),
)
def starts_from_register(projected: Rows, employees: Rows) -> Judgement:
    """Every occupation on three digits that has a number."""
    rows = projected.read(("yrkesniva", "=", SSYK3_LEVEL), columns=["geo_kod", "yrke_kod", "ar_anstallda", "anstallda"])
    rows = rows.drop_duplicates().dropna()
    there = employees.read(("kon", "=", "totalt"), ("ar", "in", rows["ar_anstallda"].unique().tolist()))
    return _as_registered(rows, there.set_index(["geo_kod", "ssyk3", "ar"])["varde"])


def _as_registered(rows: Frame, register: Frame) -> Judgement:
    """The number that each row is projected from beside the register's, by area, occupation and year; one that is not there is another."""
    both = rows.join(register.rename("registrets"), on=["geo_kod", "yrke_kod", "ar_anstallda"])
    odd = both[both["anstallda"] != both["registrets"]]
    faults = [f"{row.geo_kod} {row.yrke_kod}: {row.anstallda:.0f} mot {row.registrets:.0f}" for row in odd.itertuples()]
    return Judgement(faults, {"yrken i områden": len(both)}, f"{len(both) - len(odd)} av {len(both)} är registrets")


@reconciliation(
    PROJECTION,
    STAGED_SSYK4,
    name="fyra_siffror_fran_registret",
    severity=STOPPING,
    why="Det antal på fyra siffror som skrivs fram är registrets för samma år: länets eget, och i riket summan av länen.",
    action="Se efter i assets/marts/long_term/projection.py vilka rader av registret som räknas.",
    expected="samma tal som i anstallda_ssyk4",
    rule=(),
)
def four_start_from_register(projected: Rows, staged: Rows) -> Judgement:
    """Every occupation on four digits that has a number; one without a row in the area has nobody there."""
    columns = ["geo_kod", "yrke_kod", "ar_anstallda", "anstallda"]
    rows = projected.read(("yrkesniva", "=", SSYK4_LEVEL), columns=columns).drop_duplicates().dropna()
    there = staged.read(("ar", "in", rows["ar_anstallda"].unique().tolist()), ("region_kod", "in", list(counties())))
    of_nation = there.groupby(["ssyk4", "ar"])["varde"].sum()
    of_county = there.groupby(["region_kod", "ssyk4", "ar"])["varde"].sum()
    known = pd.concat([of_county, pd.concat({NATION: of_nation})])
    return _as_registered(rows, known.reindex(pd.MultiIndex.from_frame(rows[columns[:3]]), fill_value=0.0))


@reconciliation(
    PROJECTION,
    WORKFORCE,
    name="totalen_foljer_arbetskraften",
    severity=STOPPING,
    why="Där de som arbetar i länet är kända växer alla anställda som de mellan de år som båda har. Annars växer de med länets egen takt.",
    action="Se efter i assets/marts/long_term/projection.py var länets total räknas.",
    expected="samma tillväxt mellan åren som i arbetskraft_framskriven, annars den egna",
    rule=(DECIMALS,),
)
def total_follows_people(projected: Rows, workforce: Rows) -> Judgement:
    """Every year ahead: between two that both rest on people the step is the labour force's, else the growth is the county's own."""
    columns = ["ar", "ar_anstallda", "tillvaxt_alla", "tillvaxt_av", "tillvaxt_egen"]
    years = (
        projected.read(("geo_niva", "=", COUNTY), columns=columns).drop_duplicates().sort_values("ar").set_index("ar")
    )
    there = workforce.read(("geo_niva", "=", COUNTY), ("kon", "=", "totalt"), columns=["ar", "arbetande_arbetsplats"])
    known = there.dropna().set_index("ar")["arbetande_arbetsplats"]
    faults = []
    if years.index.has_duplicates:
        faults.append("samma år har flera tillväxter")
    of_people = years[years["tillvaxt_av"] == BY_PEOPLE]
    for (first, one), (second, other) in pairwise(of_people["tillvaxt_alla"].items()):
        if first not in known or second not in known:
            faults.append(f"{first}–{second}: arbetskraften är inte känd")
        elif not abs(other / one - known[second] / known[first]) <= DECIMALS:
            faults.append(f"{first}–{second}: {other / one:.4f} mot {known[second] / known[first]:.4f}")
    for year, row in years[years["tillvaxt_av"] == BY_OWN_GROWTH].iterrows():
        if not abs(row["tillvaxt_alla"] - row["tillvaxt_egen"]) <= DECIMALS:
            faults.append(f"{year}: {row['tillvaxt_alla']:.4f} mot den egna {row['tillvaxt_egen']:.4f}")
        if year in known:
            faults.append(f"{year}: den egna tillväxten, fast arbetskraften är känd")
    return Judgement(faults, {"år": len(years)}, f"{len(of_people)} av {len(years)} år vilar på befolkningen")


@reconciliation(
    PROJECTION,
    WORKFORCE,
    name="tva_satt_ger_samma_total",
    why="Länets total är räknad på två sätt. Ligger de längre isär än den prövade tillväxten har haft fel, är minst ett av dem fel.",
    action="Läs tillvaxt_alla och tillvaxt_egen i framskrivning, och se efter om befolkningen eller registret har ändrats.",
    bounds=(_TWO_WAYS,),
)
def ways_agree_on_total(projected: Rows, _workforce: Rows) -> Judgement:
    """Every year ahead whose total rests on people."""
    columns = ["ar", "tillvaxt_alla", "tillvaxt_av", "tillvaxt_egen", "fel_total"]
    years = projected.read(("geo_niva", "=", COUNTY), columns=columns).drop_duplicates().sort_values("ar")
    both = years[years["tillvaxt_av"] == BY_PEOPLE].dropna()
    apart_by = np.log(both["tillvaxt_alla"] / both["tillvaxt_egen"]).abs()
    found = _TWO_WAYS.found(
        apart_by / both["fel_total"],
        lambda at: (
            f"{both['ar'][at]}: {both['tillvaxt_alla'][at]:.3f} ur befolkningen, {both['tillvaxt_egen'][at]:.3f} egen"
        ),
    )
    said = "; ".join(f"{row.ar}: {row.tillvaxt_alla:.3f} mot {row.tillvaxt_egen:.3f}" for row in both.itertuples())
    return Judgement(found.faults, {"år som vilar på befolkningen": len(both)}, said, found.beyond)


@reconciliation(
    PROJECTION,
    WORKFORCE,
    name="behovet_ryms_bland_de_som_arbetar",
    why="Alla yrken som skrivs fram har tillsammans aldrig fler anställda än de som arbetar i området det året. Anställda är en del av "
    "dem: företagare är inte med, och inte heller de som är yngre än 16 eller äldre än 64.",
    action="Läs tillvaxt_alla i framskrivning och arbetande_arbetsplats i arbetskraft_framskriven för området.",
    expected="högst lika många",
    rule=(DECIMALS,),
)
def need_is_never_above_people(projected: Rows, workforce: Rows) -> Judgement:
    """Every area and year whose workers are known."""
    rows = projected.read(("yrkesniva", "=", SSYK3_LEVEL), columns=["geo_kod", "ar", "personer"])
    needed = rows.dropna().groupby(["geo_kod", "ar"])["personer"].sum()
    people = workforce.read(("kon", "=", "totalt"), columns=["geo_kod", "ar", "arbetande_arbetsplats"])
    there = people.set_index(["geo_kod", "ar"])["arbetande_arbetsplats"]
    both = needed.to_frame().join(there, how="inner").dropna()
    above = both[both["personer"] > both["arbetande_arbetsplats"] * (1 + DECIMALS)]
    faults = [
        f"{area} {year}: {row['personer']:.0f} av {row['arbetande_arbetsplats']:.0f}"
        for (area, year), row in above.iterrows()
    ]
    return Judgement(faults, {"områden och år": len(both)}, f"{len(both) - len(above)} av {len(both)} ryms")


@reconciliation(
    REPLACEMENT,
    PROJECTION,
    name="tillvaxten_ar_framskrivningens",
    severity=STOPPING,
    why="Tillväxtbehovet är de framskrivna anställda minus de anställda samma år som ersättningsbehovet räknas från. Oförändrade andelar "
    "säger inget om hur yrket växer.",
    action="Rätta assets/marts/long_term/replacement.py.",
    expected="framskrivna minus anställda",
    rule=(DECIMALS,),
)
def expansion_is_projected(made: Rows, projected: Rows) -> Judgement:
    """Every growth of both sexes together, and every projection from the same year that should have one."""
    keys = ["geo_kod", "yrkesniva", "yrke_kod", "till_ar"]
    frame = made.read(("kon", "=", "totalt"), columns=[*keys, "ar", "tillvaxtbehov"])
    columns = ["geo_kod", "yrkesniva", "yrke_kod", "ar", "ar_anstallda", "anstallda", "personer", "metod"]
    ahead = projected.read(columns=columns).rename(columns={"ar": "till_ar", "ar_anstallda": "ar"})
    ahead = ahead[ahead["metod"] != CONSTANT]
    ahead = ahead.assign(framskriven=ahead["personer"] - ahead["anstallda"]).set_index([*keys, "ar"])["framskriven"]
    both = frame.join(ahead, on=[*keys, "ar"])
    if both["framskriven"].isna().all():
        raise NotApplicableError("inget är framskrivet från samma år")
    lacks = both["tillvaxtbehov"].isna() != both["framskriven"].isna()
    wrong = lacks | apart(both["tillvaxtbehov"], both["framskriven"])
    faults = [
        f"{row.geo_kod} {row.yrke_kod} {row.till_ar}: {row.tillvaxtbehov:.1f} mot {row.framskriven:.1f}"
        for row in both[wrong].itertuples()
    ]
    known = int(both["framskriven"].notna().sum())
    return Judgement(faults, {"tal": known}, f"{known} framskrivna tal")


SUITES = (
    Suite(
        "mart.framskrivning",
        (
            not_less_than(
                "personer_over_nedre",
                "personer",
                "nedre",
                "Intervallet rymmer talet.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            not_less_than(
                "personer_under_ovre", "ovre", "personer", "Intervallet rymmer talet.", FOLLOW_BACK, may_lack_rows=True
            ),
            not_less_than(
                "forandringens_granser_ratt_vanda",
                "forandring_ovre",
                "forandring_nedre",
                "Förändringens övre gräns är aldrig lägre än den nedre.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "inget_tal_i_sma_yrken",
                "anstallda",
                LEAST_EMPLOYEES,
                None,
                f"Under {LEAST_EMPLOYEES} anställda skrivs inget tal fram.",
                FOLLOW_BACK,
                where="personer.notna()",
                may_lack_rows=True,
            ),
            between(
                "okar_med_tydlig_forandring",
                "forandring_andel",
                CLEAR_DIRECTION,
                None,
                "Ökande sägs bara från den gräns där riktningen brukar stämma.",
                FOLLOW_BACK,
                where=f"riktning == '{UP}'",
                may_lack_rows=True,
            ),
            between(
                "minskar_med_tydlig_forandring",
                "forandring_andel",
                None,
                -CLEAR_DIRECTION,
                "Minskande sägs bara från den gräns där riktningen brukar stämma.",
                FOLLOW_BACK,
                where=f"riktning == '{DOWN}'",
                may_lack_rows=True,
            ),
            one_of(
                "ingen_riktning_utan_prov",
                "riktning",
                [UNSURE],
                "Där andelarna antas oförändrade sägs ingen riktning.",
                FOLLOW_BACK,
                where=f"metod == '{CONSTANT}' and riktning.notna()",
                may_lack_rows=True,
            ),
            reason_given("personer.isna()", "den framskrivna siffran", "assets/marts/long_term/projection.py"),
        ),
    ),
)
