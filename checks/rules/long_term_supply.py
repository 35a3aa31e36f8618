"""Rules of the long term's replacement demand and supply."""

from __future__ import annotations

import math

import pandas as pd

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_supply import NEED_BY_AGE, REPLACEMENT, SUPPLY, SUPPLY_SCENARIOS, WORKFORCE
from assets.contracts.registry import contract
from assets.contracts.words import PROJECTED, REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.education_supply import FIRST_AGE, LAST_AGE
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.reference.occupations import reporting_groups
from assets.reference.scenarios import scenarios
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    DECIMALS,
    FOLLOW_BACK,
    LOOK_AT_SOURCE,
    SUM_TOLERANCE,
    Judgement,
    NothingFoundError,
    Rows,
    apart,
    named,
    reconciliation,
    sexes_apart,
    two_bounds,
)
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, LOWEST, always_null, between, reason_given

# Each delregion's departures may rest on other ages than the county's, and the source's noise puts a stock from the one before.
_DEPARTURES, _FLOWS, _ADJUSTED = map(
    two_bounds, ("ersattningsbehov_summerar_till_lanet", "floden_gar_ihop", "anpassningen_ar_liten")
)

STAGED_FLOWS = contract("staged.utbildningsfloden")
POPULATIONS = tuple(
    contract(f"staged.{name}") for name in ("folkmangd_till_2024", "folkmangd", "framskriven_folkmangd")
)

_SHOWN = ("geo_kod", "yrke_kod", "kon", "till_ar")
_ROW = ["geo_kod", "yrkesniva", "yrke_kod", "kon", "till_ar"]


@reconciliation(
    REPLACEMENT,
    name="ersattningsbehov_raknas_om",
    severity=STOPPING,
    why="Per år och andel är ersättningsbehovet delat med åren och med de anställda på samma rad. Tio år är minst fem, ett längre "
    "arbetsliv ger aldrig fler, och kvinnor och män blir tillsammans totalt.",
    action="Rätta assets/marts/long_term/replacement.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def departures_divide_again(made: Rows) -> Judgement:
    """Every number that is made of others on the row, in the other sex's or in the shorter time's."""
    frame = made.read(each={"kon": ["totalt", "kvinnor", "män"]})
    need = frame["ersattningsbehov"]
    cell = [name for name in _ROW if name != "till_ar"]
    shorter = frame.sort_values("till_ar").groupby(cell)["ersattningsbehov"].shift().reindex(frame.index)
    wrong = {
        "per år är inte behovet delat med åren": apart(frame["per_ar"], need / (frame["till_ar"] - frame["ar"])),
        "andelen är inte behovet delat med de anställda": apart(frame["andel_av_anstallda"], need / frame["anstallda"]),
        "fler lämnar om alla arbetar längre": frame["langre_arbetsliv"] > need + DECIMALS,
        "färre lämnar på längre tid": need + DECIMALS < shorter,
        "summan är inte ersättning och tillväxt": apart(
            frame["ersattning_och_tillvaxt"], need + frame["tillvaxtbehov"].clip(lower=0)
        ),
    }
    faults = named(frame, wrong, *_SHOWN)
    both = [name for name in _ROW if name != "kon"]
    off, sums = sexes_apart(frame, both, "ersattningsbehov")
    faults += [f"{place} {code} {year}: kvinnor och män blir inte totalt" for place, _, code, year in off.index]
    return Judgement(
        faults,
        {"tal": need.count(), "summor av kvinnor och män": sums},
        f"{need.count()} tal av {len(frame)} rader räknade igen, {sums} summor av kvinnor och män",
    )


@reconciliation(
    REPLACEMENT,
    EMPLOYEES,
    name="ersattningsbehov_av_anstallda",
    severity=STOPPING,
    why="De anställda på varje rad är de i anstallda samma år, i en redovisningsgrupp alla dess yrken, och ingen fler än de lämnar.",
    action="Rätta assets/marts/long_term/replacement.py.",
    expected="lika",
    rule=("exakt", tuple((group.code, group.ssyk3) for group in reporting_groups())),
)
def departures_are_of_the_employees(made: Rows, employees: Rows) -> Judgement:
    """Every row's employees again."""
    rows = made.read()
    years = rows["ar"].unique().tolist()
    key = ["geo_kod", "yrke_kod", "kon"]
    own = employees.read(("ar", "in", years), ("geo_niva", "in", ["delregion", "lan"])).rename(
        columns={"ssyk3": "yrke_kod"}
    )
    members = pd.DataFrame(
        [(group.code, code) for group in reporting_groups() for code in group.ssyk3], columns=["grupp", "yrke_kod"]
    )
    parts = own.merge(members, on="yrke_kod").assign(yrke_kod=lambda f: f["grupp"])
    sums = parts.groupby(key)["varde"].agg(["sum", "count"])
    whole = sums["sum"].where(
        sums["count"] == sums.index.get_level_values("yrke_kod").map(members["grupp"].value_counts())
    )
    again = pd.concat(
        {SSYK3_LEVEL: own.set_index(key)["varde"], REPORTING_GROUP: whole}, names=["yrkesniva"]
    ).reset_index(name="igen")
    both = rows.merge(again, on=["yrkesniva", *key], how="left")
    wrong = {
        "antalet är inte det i anstallda": ~(both["anstallda"] == both["igen"])
        & ~(both["anstallda"].isna() & both["igen"].isna()),
        "fler är 45 år och äldre än de anställda": both["anstallda_45"] > both["anstallda"] + DECIMALS,
        "fler lämnar än de som är 45 år och äldre": both["ersattningsbehov"] > both["anstallda_45"] + DECIMALS,
    }
    known = int(both["anstallda"].count())
    return Judgement(named(both, wrong, *_SHOWN), {"antal": known}, f"{len(both)} rader, {known} antal ur anstallda")


@reconciliation(
    REPLACEMENT,
    name="ersattningsbehov_summerar_till_lanet",
    why="Delregionernas ersättningsbehov blir tillsammans nästan länets, över de yrken som alla delregioner har tal för.",
    action="Se i kolumnen aldrar vilka yrken som lånar rikets åldrar, och kontrollen aldrar_blir_yrken.",
    bounds=(_DEPARTURES,),
)
def departures_make_the_county(made: Rows) -> Judgement:
    """By year, both sexes together."""
    frame = made.read(("kon", "=", "totalt"), ("yrkesniva", "=", SSYK3_LEVEL), each={"geo_niva": ["delregion", "lan"]})
    delregioner = frame.loc[frame["geo_niva"] == "delregion", "geo_kod"].nunique()
    by = frame.dropna(subset="ersattningsbehov").groupby(["till_ar", "yrke_kod", "geo_niva"])["ersattningsbehov"]
    sums = by.agg(["sum", "count"]).unstack("geo_niva").dropna()
    complete = sums[sums["count", "delregion"] == delregioner]["sum"].groupby("till_ar").sum()
    ratio = complete["delregion"] / complete["lan"]
    said = ", ".join(f"{year} {value:.3f}" for year, value in ratio.items())
    found = _DEPARTURES.found(ratio, lambda year: f"{year}: {ratio[year]:.3f}")
    return Judgement(found.faults, {"år": len(ratio)}, f"delregioner delat med länet: {said}", found.beyond)


@reconciliation(
    WORKFORCE,
    name="arbetskraften_raknas_om",
    severity=STOPPING,
    why="Befolkning gånger deltagande är arbetskraften, de som arbetar är en del av den, kvinnor och män blir totalt, delregionerna "
    "blir länet efter arbetsplats, och utvecklingen är mot det senaste kända året.",
    action="Rätta assets/marts/long_term/workforce.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def workforce_divides_again(made: Rows) -> Judgement:
    """Every number that is made of others."""
    frame = made.read(each={"kon": ["totalt", "kvinnor", "män"], "geo_niva": ["delregion", "lan"]})
    first = frame[frame["grund"] != PROJECTED].set_index(["geo_kod", "kon"])["arbetande_arbetsplats"].rename("start")
    frame = frame.join(first, on=["geo_kod", "kon"])
    force, people = frame["arbetskraft"], frame["befolkning_15_74"]
    wrong = {
        "befolkning gånger deltagande är inte arbetskraften": (people * frame["deltagande"] - force).abs()
        > DECIMALS * people,
        "fler arbetar än arbetskraften": frame["arbetande_bostad"] > force * (1 + DECIMALS),
        "arbetskraften är större än befolkningen": force > people * (1 + DECIMALS),
        "utvecklingen är inte mot det kända året": apart(
            frame["utveckling"], frame["arbetande_arbetsplats"] / frame["start"]
        ),
    }
    faults = named(frame, wrong, "geo_kod", "kon", "ar")
    for column in ("arbetskraft", "arbetande_bostad"):
        off, _ = sexes_apart(frame, ["geo_kod", "ar"], column)
        faults += [f"{place} {year}: {column} för kvinnor och män blir inte totalt" for place, year in off.index]
    sums = (
        frame.groupby(["kon", "ar", "geo_niva"])["arbetande_arbetsplats"].sum(min_count=1).unstack("geo_niva").dropna()
    )
    off = sums[(sums["delregion"] - sums["lan"]).abs() > DECIMALS * sums["lan"]]
    faults += [f"{sex} {year}: delregionerna blir inte länet" for sex, year in off.index]
    said = f"{force.count()} tal av {len(frame)} rader räknade igen, {len(sums)} summor av delregioner"
    return Judgement(faults, {"tal": force.count()}, said)


@reconciliation(
    STAGED_FLOWS,
    name="floden_gar_ihop",
    why="Utbildningsgruppens befolkning första året plus nettot är befolkningen andra året, i länet och riket. Koderna är lästa ur andras "
    "program, och stämmer summan är de rätt.",
    action="Jämför innehållets koder för TAB6928 i sources/catalogue/education.py med källans sida.",
    bounds=(_FLOWS,),
)
def flows_add_up(flows: Rows) -> Judgement:
    """Of the areas that are no municipalities, where less is protected."""
    frame = flows.read()
    frame = frame[frame["region_kod"].str.len() == 2]
    flows.insist(len(frame) > 0, ("region_kod", "=", "län eller riket"))
    wide = frame.pivot(index=["region_kod", "utbildningsgrupp", "grupp", "period"], columns="matt", values="varde")
    known = wide[["befolkning första året", "netto", "befolkning andra året"]].dropna()
    again, second = known["befolkning första året"] + known["netto"], known["befolkning andra året"]
    found = _FLOWS.found(
        _FLOWS.share((again - second).abs(), second),
        lambda at: f"{' '.join(at)}: {again[at]:.0f} räknat, {second[at]:.0f} i källan",
    )
    said = f"{len(known)} flöden, störst skillnad {(again - second).abs().max():.0f} personer"
    return Judgement(found.faults, {"flöden": len(known)}, said, found.beyond)


@reconciliation(
    SUPPLY,
    STAGED_FLOWS,
    name="tillgangen_raknas_om",
    severity=STOPPING,
    why="Den framskrivna befolkningen är dagens plus examinerade, övriga flöden och anpassning; tillgången är den gånger andelen som "
    "arbetar, och kvinnor och män blir tillsammans totalt.",
    action="Rätta assets/marts/long_term/education_supply.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def supply_adds_up(made: Rows, _flows: Rows) -> Judgement:
    """Every number that is made of others; there is none without the source of the flows."""
    frame = made.read(each={"kon": ["totalt", "kvinnor", "män"]})
    later = frame["befolkning_framskriven"]
    again = frame[["befolkning", "examinerade", "nettoflode", "anpassning"]].sum(axis=1, skipna=False)
    wrong = {
        "delarna blir inte den framskrivna befolkningen": (later - again).abs() > DECIMALS * later.clip(lower=1),
        "tillgången är inte befolkningen gånger andelen": (
            frame["tillgang"] - later * frame["forvarvsgrad_framskriven"]
        ).abs()
        > DECIMALS * later.clip(lower=1),
        "de som arbetar är inte befolkningen gånger andelen": (
            frame["arbetande"] - frame["befolkning"] * frame["forvarvsgrad"]
        ).abs()
        > DECIMALS * frame["befolkning"].clip(lower=1),
    }
    faults = named(frame, wrong, "geo_kod", "utbildningsgrupp", "kon", "till_ar")
    for column in ("befolkning_framskriven", "tillgang"):
        off, _ = sexes_apart(frame, ["geo_kod", "utbildningsgrupp", "till_ar"], column)
        faults += [f"{' '.join(map(str, at))}: {column} för kvinnor och män blir inte totalt" for at in off.index]
    return Judgement(faults, {"tal": later.count()}, f"{later.count()} tal av {len(frame)} rader räknade igen")


@reconciliation(
    SUPPLY,
    STAGED_FLOWS,
    *POPULATIONS,
    name="utbildningsgrupperna_blir_befolkningen",
    severity=STOPPING,
    why="Länets utbildningsgrupper växer tillsammans lika mycket som befolkningen 20–69 år från det kända året till det framskrivna.",
    action="Kontrollera assets/marts/long_term/education_supply.py och vilka år folkmängdens tre tabeller har.",
    expected=f"skillnad högst {SUM_TOLERANCE:.0%}",
    rule=(SUM_TOLERANCE,),
)
def educations_make_the_population(
    made: Rows, _flows: Rows, to_2024: Rows, since_2025: Rows, projected: Rows
) -> Judgement:
    """In the county, over the groups that are shown; every year on the way must be known."""
    rows = made.read(("geo_niva", "=", "lan"), ("kon", "!=", "totalt")).dropna(subset="befolkning_framskriven")
    if rows.empty:
        raise NothingFoundError("länet har inga framskrivna utbildningsgrupper")
    columns = ["kon", "ar", "alder", "varde"]
    county = ("region_kod", "=", rows["geo_kod"].iloc[0])
    people = pd.concat(
        [of.read(county, columns=columns).assign(order=at) for at, of in enumerate((to_2024, since_2025, projected))]
    )
    people = people[people["alder"].isin([str(age) for age in range(FIRST_AGE, LAST_AGE + 1)])]
    # A year that has been counted is not the projected one.
    people = people[people["order"] == people.groupby("ar")["order"].transform("min")]
    by_year = people.groupby(["kon", "ar"])["varde"]
    counted = by_year.sum().where(by_year.count() == by_year.size())
    sums = rows.groupby(["kon", "ar", "till_ar"])[["befolkning", "befolkning_framskriven"]].sum()
    grew = sums["befolkning_framskriven"] / sums["befolkning"]
    faults = []
    for (sex, now, then), value in grew.items():
        path = [counted.get((sex, year), float("nan")) for year in range(now, then + 1)]
        if any(math.isnan(number) for number in path):
            faults.append(f"{sex} {then}: folkmängden saknas något år")
        elif not abs(value * path[0] / path[-1] - 1) <= SUM_TOLERANCE:
            faults.append(f"{sex} {then}: grupperna {value:.4f}, befolkningen {path[-1] / path[0]:.4f}")
    said = ", ".join(f"{sex} {then} {value:.4f}" for (sex, _, then), value in grew.items())
    return Judgement(faults, {"summor": len(grew)}, f"mot i dag: {said}")


@reconciliation(
    SUPPLY,
    STAGED_FLOWS,
    name="anpassningen_ar_liten",
    why="Utbildningsgruppernas egna flöden ger nästan den befolkning som SCB framskriver. Måste de räknas om mycket är det flödena, eller "
    "måttet på befolkningen, som är fel.",
    action="Se kontrollen floden_gar_ihop, och jämför befolkningen i TAB6929 och TAB6928.",
    bounds=(_ADJUSTED,),
)
def little_is_adjusted(made: Rows, _flows: Rows) -> Judgement:
    """By area and year, both sexes together."""
    rows = made.read(("kon", "=", "totalt")).dropna(subset="anpassning")
    sums = rows.groupby(["geo_kod", "till_ar"])[["anpassning", "befolkning"]].sum()
    share = sums["anpassning"] / sums["befolkning"]
    found = _ADJUSTED.found(share.abs(), lambda at: f"{at[0]} {at[1]}: {share[at]:+.1%}")
    said = f"{len(share)} områden och år, störst {share.abs().max():.1%}"
    return Judgement(found.faults, {"områden och år": len(share)}, said, found.beyond)


@reconciliation(
    SUPPLY_SCENARIOS,
    SUPPLY,
    name="scenarierna_utgar_fran_basen",
    severity=STOPPING,
    why="Varje rad i tillgang som har ett tal har varje scenario, med samma bas; skillnaden är scenariot minus basen, och högre "
    "deltagande eller fler examinerade ger aldrig en lägre tillgång.",
    action="Rätta assets/marts/long_term/scenarios.py och assets/reference/scenarier.csv.",
    expected="lika",
    rule=(DECIMALS, tuple(scenarios())),
)
def scenarios_start_from_the_base(made: Rows, base: Rows) -> Judgement:
    """Every scenario of every row of the base."""
    rows = made.read()
    key = ["geo_kod", "utbildningsgrupp", "till_ar"]
    shown = base.read(("kon", "=", "totalt")).set_index(key)["tillgang"].dropna().rename("again")
    both = rows.join(shown, on=key)
    away = both["tillgang"] - both["bas"]
    unchanged = {"deltagande": 0.0, "examinerade": 1.0}
    turned = {s.code: math.copysign(1, s.value - unchanged[s.measure]) for s in scenarios() if s.measure in unchanged}
    direction = both["scenario"].map(turned)
    wrong = {
        "basen är inte den i tillgang": ~((both["bas"] - both["again"]).abs() <= DECIMALS),
        "skillnaden är inte scenariot minus basen": ~((both["skillnad"] - away).abs() <= DECIMALS),
        "tillgången går åt fel håll": away * direction < -DECIMALS,
    }
    faults = named(both, wrong, "geo_kod", "utbildningsgrupp", "till_ar", "scenario")
    lacking = len(shown) * both["scenario"].nunique() - len(both)
    faults += [f"{lacking} rader för lite"] if lacking else []
    return Judgement(faults, {"rader": len(both)}, f"{len(both)} rader, {both['scenario'].nunique()} scenarier")


@reconciliation(
    NEED_BY_AGE,
    EMPLOYEES,
    name="behovet_raknas_om",
    severity=STOPPING,
    why="Behovet är de anställda gånger hur folkmängden i åldrarna ändras, skillnaden är mot de anställda, och de är de i anstallda.",
    action="Rätta assets/marts/long_term/need_by_age.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def need_divides_again(made: Rows, employees: Rows) -> Judgement:
    """Every row again."""
    rows = made.read()
    key = ["geo_kod", "ssyk3", "ar"]
    known = employees.read(("kon", "=", "totalt"), ("ar", "in", rows["ar"].unique().tolist()))
    both = rows.join(known.set_index(key)["varde"].rename("again"), on=key)
    need = both["anstallda"] * both["folkmangd_framskriven"] / both["folkmangd"]
    wrong = {
        "antalet är inte det i anstallda": ~(both["anstallda"] == both["again"])
        & ~(both["anstallda"].isna() & both["again"].isna()),
        "behovet är inte de anställda gånger folkmängdens förändring": apart(both["behov"], need),
        "skillnaden är inte behovet minus de anställda": apart(both["skillnad"], both["behov"] - both["anstallda"]),
    }
    faults = named(both, wrong, "geo_kod", "ssyk3", "till_ar")
    return Judgement(
        faults, {"behov": both["behov"].count()}, f"{both['behov'].count()} behov av {len(both)} rader räknade igen"
    )


SUITES = (
    Suite(
        "mart.ersattningsbehov",
        (
            between("behov_inte_negativt", "ersattningsbehov", 0, None, "Ingen blir fler av att lämna.", FOLLOW_BACK),
            between(
                "andel_rimlig",
                "andel_av_anstallda",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av länets anställda i ett yrke lämnar på fem eller tio år.",
                "Jämför källans åldersgrupper och okänt yrke i de två åren; formeln är assets/methods/replacement_demand.py.",
                severity=WARNING,
                where="geo_niva == 'lan' and kon == 'totalt' and yrkesniva == 'redovisningsgrupp'",
            ),
            always_null(
                "inget_behov_av_fa",
                "ersattningsbehov",
                f"Under {MIN_EMPLOYEES} anställda visas inget.",
                "Rätta assets/marts/long_term/replacement.py.",
                where=f"anstallda < {MIN_EMPLOYEES}",
                may_lack_rows=True,
            ),
            reason_given("ersattningsbehov.isna()", "ersättningsbehovet", "assets/marts/long_term/replacement.py"),
        ),
    ),
    Suite(
        "mart.arbetskraft_framskriven",
        (
            between(
                "deltagande_rimligt",
                "deltagande",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av befolkningen 15–74 år deltar i arbetskraften.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
            between(
                "utvecklingen_rimlig",
                "utveckling",
                LOWEST,
                HIGHEST,
                "På tio år blir de som arbetar i ett område {lagst} till {hogst} gånger så många som i dag.",
                "Jämför folkmängdens tre tabeller med varandra: är de samma befolkning?",
                severity=WARNING,
            ),
            reason_given(
                "arbetskraft.isna() or arbetande_arbetsplats.isna()",
                "arbetskraften eller de som arbetar",
                "assets/marts/long_term/workforce.py",
            ),
        ),
    ),
    Suite(
        "mart.tillgang",
        (
            between(
                "befolkning_inte_negativ", "befolkning_framskriven", 0, None, "Antal är aldrig negativa.", FOLLOW_BACK
            ),
            between(
                "andelen_en_andel",
                "forvarvsgrad_framskriven",
                0,
                1,
                "En andel ligger mellan 0 och 1.",
                FOLLOW_BACK,
            ),
            reason_given("tillgang.isna()", "tillgången", "assets/marts/long_term/education_supply.py"),
        ),
    ),
    Suite(
        "mart.tillgang_scenarier",
        (between("tillgang_inte_negativ", "tillgang", 0, None, "Antal är aldrig negativa.", FOLLOW_BACK),),
    ),
    Suite(
        "mart.behov_per_alder",
        (
            between("behov_inte_negativt", "behov", 0, None, "Ett behov är aldrig negativt.", FOLLOW_BACK),
            reason_given("behov.isna()", "behovet", "assets/marts/long_term/need_by_age.py"),
        ),
    ),
)
