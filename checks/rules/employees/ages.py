"""Whether the ages of employees agree, with themselves and with what they are made of."""

from __future__ import annotations

import pandas as pd

from assets.contracts.employees import AGE_GROUPS, EMPLOYEES, MUNICIPALITY_AGES, OCCUPATION_AGES
from assets.contracts.pxweb import STAGED_AGE
from assets.contracts.words import REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.matching import OLDER
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, Rows, apart, named, reconciliation, two_bounds

_KNOWN_AGES = two_bounds("aldrar_mot_anstallda")


@reconciliation(
    OCCUPATION_AGES,
    name="aldern_raknas_om",
    severity=STOPPING,
    why="Varje andel 55–64 år är täljaren delad med nämnaren på samma rad, länets och rikets andelar är deras egna, och totalt är "
    "kvinnor och män tillsammans; i delregioner och hopslagna yrken högst det, för där räknas bara de celler där båda är kända.",
    action="Rätta assets/marts/employees/ages.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def ages_divide_again(made: Rows) -> Judgement:
    """Every number that is made of others on the row, of another area's or of another sex's."""
    frame = made.read(each={"geo_niva": ["lan", "riket"], "kon": ["totalt", "kvinnor", "män"]})
    cell = ["yrkesniva", "yrke_kod", "kon"]
    wrong = {
        "andelen är inte täljaren delad med nämnaren": apart(
            frame["andel_55_64"], frame["anstallda_55_64"] / frame["anstallda"]
        )
    }
    for level, column, others in (
        ("lan", "andel_55_64_lan", ["lan", "riket"]),
        ("riket", "andel_55_64_riket", ["riket"]),
    ):
        theirs = frame[frame["geo_niva"] == level].set_index(cell)["andel_55_64"].rename("theirs")
        again = frame.join(theirs, on=cell)["theirs"].mask(frame["geo_niva"].isin(others))
        wrong[f"{column} är inte talet för {level}"] = apart(frame[column], again) | (
            frame[column].isna() & again.notna()
        )
    faults = named(frame, wrong, "geo_namn", "yrke_kod", "kon")
    place = ["geo_niva", "geo_kod", "yrkesniva", "yrke_kod"]
    sexes = 0
    for column in ("anstallda", "anstallda_55_64"):
        by_sex = frame.pivot(index=place, columns="kon", values=column).dropna()
        both, levels = by_sex["kvinnor"] + by_sex["män"], by_sex.index.to_frame()
        whole = (levels["geo_niva"] != "delregion") & (levels["yrkesniva"] == SSYK3_LEVEL)
        off = (by_sex["totalt"] > both) | (whole & (by_sex["totalt"] != both))
        faults += [
            f"{code} {kind}: {column} för kvinnor och män blir inte totalt" for _, code, _, kind in by_sex[off].index
        ]
        sexes += len(by_sex)
    said = f"{frame['andel_55_64'].count()} andelar av {len(frame)} rader räknade igen"
    return Judgement(faults, {"andelar": frame["andel_55_64"].count(), "summor av kvinnor och män": sexes}, said)


@reconciliation(
    OCCUPATION_AGES,
    EMPLOYEES,
    name="aldrar_mot_anstallda",
    why="De anställda vars ålder är känd är tillsammans nästan lika många som de anställda i samma yrken, per område och kön.",
    action="Se vilka kommuner som saknar åldrar i staged/anstallda_alder, och kontrollen aldrar_blir_yrken.",
    bounds=(_KNOWN_AGES,),
)
def known_ages_make_employees(made: Rows, employees: Rows) -> Judgement:
    """Over the occupations that are shown in the area."""
    levels = ("geo_niva", "in", ["delregion", "lan", "riket"])
    known = made.read(levels, ("yrkesniva", "=", SSYK3_LEVEL)).rename(columns={"yrke_kod": "ssyk3"})
    by = ["geo_kod", "kon", "ssyk3", "ar"]
    whole = employees.read(levels).set_index(by)["varde"].rename("whole")
    both = known.join(whole, on=by).dropna(subset=["anstallda", "whole"])
    sums = both.groupby(["geo_kod", "kon"])[["anstallda", "whole"]].sum()
    sums = sums[sums["whole"] > 0]
    ratio = sums["anstallda"] / sums["whole"]
    found = _KNOWN_AGES.found(
        ratio,
        lambda at: (
            f"{at[0]} {at[1]}: {sums.at[at, 'anstallda']:.0f} med känd ålder, {sums.at[at, 'whole']:.0f} anställda"
        ),
    )
    said = f"{len(both)} yrken i {len(sums)} områden och kön; kvot {ratio.min():.3f} till {ratio.max():.3f}"
    return Judgement(found.faults, {"områden och kön": len(sums)}, said, found.beyond)


@reconciliation(
    MUNICIPALITY_AGES,
    STAGED_AGE,
    name="kommunens_aldrar_ur_kallan",
    severity=STOPPING,
    why="Varje antal är källans summa över yrken, båda könen är kvinnor och män tillsammans, och andelarna i en kommun blir 1.",
    action="Rätta assets/marts/employees/municipality_ages.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def ages_of_municipalities_again(made: Rows, ages: Rows) -> Judgement:
    """Every count again, and the sum of the shares."""
    by = ["geo_kod", "kon", "alder"]
    rows = made.read()
    source = ages.read(("ar", "=", int(rows["ar"].max()))).rename(columns={"region_kod": "geo_kod"})
    again = pd.concat([source, source.assign(kon="totalt")]).groupby(by)["varde"].sum()
    rows = rows.set_index(by)
    off = apart(rows["anstallda"], again.reindex(rows.index))
    faults = [f"{' '.join(at)}: {rows['anstallda'][at]:.0f}, i källan {again.get(at, 0):.0f}" for at in rows.index[off]]
    shares = rows["andel"].groupby(by[:2]).sum(min_count=1)
    faults += [f"{' '.join(at)}: andelarna blir {shares[at]:.3f}" for at in shares.index[(shares - 1).abs() > DECIMALS]]
    compared = {"antal": rows["anstallda"].notna().sum(), "andelar": rows["andel"].notna().sum()}
    return Judgement(
        faults, compared, f"{compared['antal']} antal i {rows.index.get_level_values(0).nunique()} kommuner"
    )


@reconciliation(
    AGE_GROUPS,
    OCCUPATION_AGES,
    name="aldersgrupperna_blir_yrket",
    severity=STOPPING,
    why="Åldersgruppernas andelar i ett yrke blir 1, och de från 55 år blir andelen i alder_yrke. Ett yrke utan andel där har ingen här.",
    action="Rätta assets/marts/employees/age_groups.py.",
    expected="lika",
    rule=(DECIMALS, OLDER),
)
def groups_make_the_occupation(made: Rows, ages: Rows) -> Judgement:
    """Sums of the shares in every area and occupation."""
    unit = ["geo_kod", "yrke_kod"]
    rows = made.read(each={"geo_niva": ["delregion", "lan"]})
    older = pd.to_numeric(rows["alder"].str.extract(r"^(\d+)", expand=False)) >= OLDER
    shares = rows.groupby(unit)["andel"].sum(min_count=1)
    of_older = rows[older].groupby(unit)["andel"].sum(min_count=1).reindex(shares.index)
    theirs = ages.read(("yrkesniva", "=", REPORTING_GROUP), ("kon", "=", "totalt")).set_index(unit)["andel_55_64"]
    theirs = theirs.reindex(shares.index)
    faults = [f"{' '.join(at)}: andelarna blir {shares[at]:.3f}" for at in shares.index[(shares - 1).abs() > DECIMALS]]
    off = apart(of_older, theirs) | (of_older.isna() != theirs.isna())
    faults += [
        f"{' '.join(at)}: {of_older[at]:.3f} är 55 år eller äldre, {theirs[at]:.3f} i alder_yrke"
        for at in shares.index[off]
    ]
    compared = int(shares.notna().sum())
    return Judgement(faults, {"yrken i områden": compared}, f"{compared} yrken i områden räknade igen")
