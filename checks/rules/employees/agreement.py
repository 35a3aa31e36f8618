"""Whether the tables of employees and of their breaks agree, with themselves and with what they are made of."""

from __future__ import annotations

import pandas as pd

from assets.contracts.employees import (
    EMPLOYEES,
    EMPLOYEES_BY_YEAR,
    EMPLOYEES_IN_ALL,
    EMPLOYEES_SSYK4,
    SERIES_BREAKS,
)
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_AGE, STAGED_EMPLOYEES, STAGED_SSYK4
from assets.contracts.registry import contract
from assets.contracts.words import BAS, RAMS_MONTHLY, RAMS_STATEMENTS, SEXES
from assets.methods.splice import level_ratio
from assets.reference.areas import NATION, counties
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_group_of, reporting_groups
from assets.reference.series_breaks import BAS_BREAK
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    SUM_TOLERANCE,
    Bounds,
    Frame,
    Judgement,
    NothingFoundError,
    Rows,
    reconciliation,
    two_bounds,
)

_OLDER, _REGISTERS, _UNKNOWN, _GROUPS, _AGES, _MARGINS = map(
    two_bounds,
    (
        "delregioner_blir_lanet_aldre_ar",
        "registren_liknar_varandra",
        "andel_okant_yrke",
        "grupper_blir_yrken",
        "aldrar_blir_yrken",
        "marginalerna_liknar_varandra",
    ),
)


MOST_GROUPS = 0.8
"""How many of the groups that a difference is said of; those with few employees differ by the source's noise."""

PERSONS = 0.5
"""How far a raked sum may be from the number that it is made of."""


STAGED_2019, STAGED_2014 = contract("staged.anstallda_2019"), contract("staged.anstallda_2014")


@reconciliation(
    EMPLOYEES,
    name="delregioner_blir_lanet",
    severity=STOPPING,
    why="Delregionernas anställda summerar till länets, inom källans störning.",
    action="Kontrollera delregionernas kommuner i assets/reference och att länet har alla sina kommuner i underlaget.",
    expected=f"kvot 1 ± {SUM_TOLERANCE}",
    rule=(SUM_TOLERANCE,),
)
def delregioner_make_county(employees: Rows) -> Judgement:
    """Of the newest register."""
    ratio = _of_county(employees, BAS)
    faults = [f"{year}: {value:.4f}" for year, value in ratio.items() if not abs(value - 1) <= SUM_TOLERANCE]
    return Judgement(faults, {"år": len(ratio)}, _by_year(ratio))


@reconciliation(
    EMPLOYEES,
    STAGED_2019,
    STAGED_2014,
    name="delregioner_blir_lanet_aldre_ar",
    why="Delregionernas anställda summerar till länets också de år som kommer ur äldre register.",
    action="Läs de äldre åren i delregionerna med försiktighet. Kontrollera om en kommun bytt län eller delats.",
    bounds=(_OLDER,),
)
def delregioner_make_county_before(employees: Rows, _monthly: Rows, _statements: Rows) -> Judgement:
    """Of the older registers; their staged tables are given so that a missing source is known for the reason."""
    ratio = _of_county(employees, RAMS_MONTHLY, RAMS_STATEMENTS)
    found = _OLDER.found(ratio, lambda year: f"{year}: {ratio[year]:.4f}")
    return Judgement(found.faults, {"år": len(ratio)}, _by_year(ratio), found.beyond)


def _by_year(ratio: Frame) -> str:
    return f"delregioner delat med länet per år: {', '.join(f'{year} {value:.4f}' for year, value in ratio.items())}"


def _of_county(employees: Rows, *registers: str) -> Frame:
    """The delregioner as a part of the county, by year, over the occupations that all of them have."""
    frame = employees.read(
        ("kon", "=", "totalt"),
        ("register", "in", registers),
        ("geo_niva", "in", ["delregion", "lan"]),
        each={"geo_niva": ["delregion", "lan"]},
    )
    pivot = frame.pivot_table(
        index=["ar", "ssyk3"], columns="geo_niva", values="varde", aggfunc=lambda v: v.sum(skipna=False), dropna=False
    )
    complete = pivot.dropna().groupby("ar").sum()
    return complete["delregion"] / complete["lan"]


@reconciliation(
    EMPLOYEES,
    STAGED_EMPLOYEES,
    name="senaste_aret_anvands",
    severity=WARNING,
    why="Kommunernas och länens tabeller läses tillsammans. Har bara den ena fått ett nytt år används året före i båda.",
    action="Vänta tills källan har gett ut det nya året för länen på fyra siffror. Det nya året används då av sig självt.",
    expected="samma senaste år",
    rule=("samma senaste år",),
)
def newest_year_is_used(employees: Rows, staged: Rows) -> Judgement:
    """The source's newest year is the newest that is counted."""
    used, offered = (int(table.read(columns=["ar"])["ar"].max()) for table in (employees, staged))
    said = f"källans senaste år är {offered}, {used} används"
    return Judgement([said] if used < offered else [], {"senaste år": 1}, said)


@reconciliation(
    EMPLOYEES,
    name="inga_ar_fattas",
    severity=WARNING,
    why="Serien över anställda har alla år från det första till det senaste.",
    action="Se i mart.kalla vilket av Yrkesregistrets tre underlag som inte gick att läsa.",
    expected="inga luckor",
    rule=("inga luckor",),
)
def no_year_lacks(employees: Rows) -> Judgement:
    """From the first year to the last."""
    years = set(employees.read(columns=["ar"])["ar"].unique())
    first, last = min(years), max(years)
    absent = sorted(set(range(first, last)) - years)
    return Judgement(
        [f"{year} saknas" for year in absent], {"år efter det första": last - first}, f"{first}–{last}, {len(years)} år"
    )


@reconciliation(
    SERIES_BREAKS,
    STAGED_2019,
    name="registren_liknar_varandra",
    why="Samma år i båda registren ger nästan lika många anställda i länet, så bytet är ett byte av register och inget annat.",
    action="Kontrollera att tabellerna TAB3119 och TAB4434 är de rätta, och läs de äldre åren med försiktighet.",
    bounds=(_REGISTERS,),
)
def registers_are_alike(breaks: Rows, _monthly: Rows) -> Judgement:
    """The older register's staged table is given so that a missing source is known for the reason."""
    (row,) = breaks.read(("brott", "=", BAS_BREAK)).itertuples()
    if not row.fore > 0 or pd.isna(row.efter):
        raise NothingFoundError("länets anställda finns inte i båda registren")
    ratio = float(level_ratio([row.efter], [row.fore]))
    found = _REGISTERS.found(pd.Series([ratio]), lambda _: f"{row.fore:.0f} i det äldre, {row.efter:.0f} i det nya")
    return Judgement(found.faults, {"tal": 1}, f"kvot {ratio:.3f}", found.beyond)


@reconciliation(
    EMPLOYEES,
    name="andel_okant_yrke",
    why="Andelen anställda med okänt yrke är liten senaste året.",
    action="Nämn andelen i rapporten. Är den stor: kontrollera om källan har bytt register.",
    bounds=(_UNKNOWN,),
)
def unknown_occupation(employees: Rows) -> Judgement:
    """In the county and the nation, the newest year."""
    frame = employees.read(
        ("kon", "=", "totalt"), ("geo_niva", "in", ["lan", "riket"]), each={"geo_niva": ["lan", "riket"]}
    )
    rows = frame[frame["ar"] == frame["ar"].max()]
    unknown = rows[rows["ssyk3"] == UNKNOWN_SSYK3].set_index("geo_kod")["varde"]
    employees.insist(len(unknown) > 0, ("ar", "=", frame["ar"].max()), ("ssyk3", "=", UNKNOWN_SSYK3))
    share = unknown / rows.groupby("geo_kod")["varde"].sum()
    found = _UNKNOWN.found(
        share,
        lambda code: (
            f"{'riket' if code == NATION else code}: "
            f"{'uppgift saknas' if pd.isna(share[code]) else f'{share[code]:.1%}'}"
        ),
    )
    said = ", ".join(f"{code} {value:.2%}" for code, value in share.items())
    return Judgement(found.faults, {"andelar": share.count()}, said, found.beyond)


@reconciliation(
    STAGED_SSYK4,
    STAGED_EMPLOYEES,
    name="grupper_blir_yrken",
    why="Länets anställda på fyra siffror blir samma antal som på tre, senaste gemensamma år: det är samma register.",
    action="Jämför de två tabellernas id och innehåll i sources/catalogue med källans sida, och när var och en uppdaterades.",
    bounds=(_GROUPS,),
)
def groups_make_occupations(groups: Rows, employees: Rows) -> Judgement:
    """Four digits against three."""
    parts = groups.read(("region_kod", "in", list(counties())))
    ssyk3 = parts["ssyk4"].where(parts["ssyk4"] == UNKNOWN_SSYK3, parts["ssyk4"].str[:3])
    return _make_occupations(parts.assign(ssyk3=ssyk3), employees, "på fyra siffror", _GROUPS)


@reconciliation(
    STAGED_AGE,
    STAGED_EMPLOYEES,
    name="aldrar_blir_yrken",
    why="Länets anställda i alla åldersgrupper blir samma antal som i yrket: grupperna överlappar inte och ingen är en summa.",
    action="Se vilka åldersgrupper källan har. Är en av dem en summa av andra: utelämna den i sources/catalogue.",
    bounds=(_AGES,),
)
def ages_make_occupations(ages: Rows, employees: Rows) -> Judgement:
    """All ages against the occupation."""
    return _make_occupations(ages.read(("region_kod", "in", list(counties()))), employees, "i alla åldrar", _AGES)


def _make_occupations(parts: pd.DataFrame, employees: Rows, what: str, bounds: Bounds) -> Judgement:
    """Whether the parts make each of the county's occupations on three digits, the newest year that both tables have."""
    whole = employees.read(("region_kod", "in", list(counties())))
    # The table on three digits has the own county alone.
    parts = parts[parts["region_kod"].isin(whole["region_kod"].unique())]
    years = set(parts["ar"]) & set(whole["ar"])
    if not years:
        raise NothingFoundError("tabellerna har inget gemensamt år i länet")
    newest = max(years)
    sums: Frame = pd.DataFrame(
        {
            name: frame[frame["ar"] == newest].groupby(["region_kod", "ssyk3"])["varde"].sum(min_count=1)
            for name, frame in (("parts", parts), ("whole", whole))
        }
    ).dropna(how="all")
    sums = sums.fillna(0.0)
    found = bounds.found(
        bounds.share((sums["parts"] - sums["whole"]).abs(), sums["whole"]),
        lambda at: (
            f"{at[0]} {newest} SSYK {at[1]}: {what} {sums.at[at, 'parts']:.0f}, "
            f"på tre siffror {sums.at[at, 'whole']:.0f}"
        ),
    )
    said = f"{len(sums)} yrken {newest}: {sums['parts'].sum():.0f} {what}, {sums['whole'].sum():.0f} på tre siffror"
    return Judgement(found.faults, {"yrken": len(sums)}, said, found.beyond)


@reconciliation(
    EMPLOYEES_SSYK4,
    STAGED_SSYK4,
    name="marginalerna_liknar_varandra",
    why="Tabellerna på tre och fyra siffror är samma register, så de flesta undergrupperna i länet är nästan lika stora i båda.",
    action="Se kontrollen grupper_blir_yrken av staged.anstallda_ssyk4, som jämför de två tabellerna i länet.",
    rule=(MOST_GROUPS,),
    bounds=(_MARGINS,),
)
def margins_are_alike(made: Rows, _groups: Rows) -> Judgement:
    """The difference that most of the county's groups are within; without the county's groups there is none."""
    apart = made.read(("geo_niva", "=", "lan"))["marginal_skillnad"].abs().dropna()
    widest = apart.quantile([MOST_GROUPS])
    found = _MARGINS.found(
        widest if len(apart) else apart,
        lambda share: f"{share:.0%} av undergrupperna skiljer högst {widest[share]:.1%}",
    )
    said = f"{len(apart)} undergrupper, {MOST_GROUPS:.0%} av dem skiljer högst {widest[MOST_GROUPS]:.1%}"
    return Judgement(found.faults, {"undergrupper": len(apart)}, said, found.beyond)


@reconciliation(
    EMPLOYEES_SSYK4,
    EMPLOYEES,
    STAGED_SSYK4,
    name="marginalerna_halls",
    severity=STOPPING,
    why="De fördelade undergrupperna blir tillsammans delregionens anställda i varje yrkesgrupp på tre siffror, och "
    "delregionerna blir tillsammans länets tal, omräknat till delregionernas summa.",
    action="Kontrollera assets/marts/employees/employees_ssyk4.py och assets/methods/raking.py.",
    expected=f"skillnad högst {str(PERSONS).replace('.', ',')} personer",
    rule=(PERSONS,),
)
def raked_meets_its_margins(made: Rows, employees: Rows, _groups: Rows) -> Judgement:
    """Four-digit groups make the SSYK3 of each delregion, and the delregioner the county's group, rescaled.

    The county's groups are given so that a missing source is known for the reason: without them every number is missing.
    """
    spread = made.read(each={"geo_niva": ["delregion", "lan"]})
    years = spread["ar"].unique().tolist()
    given = employees.read(("kon", "=", "totalt"), ("geo_niva", "=", "delregion"), ("ar", "in", years))
    raked = spread[spread["geo_niva"] == "delregion"]
    by_area = ["geo_kod", "ssyk3"]
    rows = pd.DataFrame(
        {"raked": _sum(raked.set_index(by_area)["varde"], by_area), "given": given.set_index(by_area)["varde"]}
    ).dropna(subset="raked")
    county = spread[spread["geo_niva"] == "lan"].set_index("ssyk4")
    columns = pd.DataFrame(
        {
            "raked": _sum(raked.set_index("ssyk4")["varde"], "ssyk4"),
            "given": county["varde"] * (1 + county["marginal_skillnad"]),
        }
    ).dropna(subset="raked")
    faults = [
        f"{row.geo_kod} SSYK {row.ssyk3}: {row.raked:.1f} fördelade, {row.given:.0f} anställda"
        for row in rows[~((rows["raked"] - rows["given"]).abs() <= PERSONS)].reset_index().itertuples()
    ]
    faults += [
        f"SSYK {row.ssyk4}: {row.raked:.1f} fördelade, {row.given:.1f} i länet"
        for row in columns[~((columns["raked"] - columns["given"]).abs() <= PERSONS)].reset_index().itertuples()
    ]
    return Judgement(
        faults,
        {"yrkesgrupper i delregionerna": len(rows), "undergrupper i länet": len(columns)},
        f"{len(rows)} yrkesgrupper i delregionerna och {len(columns)} undergrupper i länet",
    )


def _sum(values: pd.Series, level: str | list[str]) -> pd.Series:
    """Sums that are missing when a part is."""
    sums: pd.Series = values.groupby(level).agg(lambda v: v.sum(skipna=False))
    return sums


@reconciliation(
    EMPLOYEES_BY_YEAR,
    EMPLOYEES,
    name="aren_ur_anstallda",
    severity=STOPPING,
    why="Varje grupps anställda är summan av dess yrken, med registret som året kommer ur. Saknas en del saknas summan.",
    action="Kontrollera assets/marts/employees/employees_by_year.py.",
    expected="lika",
    rule=("exakt", tuple(reporting_group_of().items())),
)
def years_are_their_occupations(made: Rows, employees: Rows) -> Judgement:
    """Every year of every row again."""
    rows = made.read()
    parts = employees.read(("kon", "=", "totalt"), ("geo_niva", "in", rows["geo_niva"].unique().tolist()))
    key = ["geo_kod", "yrke_kod", "ar", "register"]
    of = parts.assign(yrke_kod=parts["ssyk3"].map(reporting_group_of())).groupby(key)["varde"].agg(["sum", "count"])
    members = {group.code: len(group.ssyk3) for group in reporting_groups()}
    again = of["sum"].where(of["count"] == of.index.get_level_values("yrke_kod").map(members))
    shown = rows.set_index(key)["varde"]
    theirs = again.reindex(shown.index)
    wrong = ~(shown == theirs) & ~(shown.isna() & theirs.isna())
    faults = [
        f"{' '.join(map(str, at))}: {shown[at]:g} i tabellen, {theirs[at]:g} ur anstallda" for at in shown.index[wrong]
    ]
    faults += [f"{' '.join(map(str, at))}: saknas i tabellen" for at in again.index.difference(shown.index)]
    compared = int(shown.notna().sum())
    return Judgement(faults, {"tal": compared}, f"{len(rows)} rader, {compared} tal ur anstallda")


@reconciliation(
    EMPLOYEES_IN_ALL,
    EMPLOYEES,
    DIM_GEO,
    name="alla_yrken_ur_anstallda",
    severity=STOPPING,
    why="Områdets alla anställda är summan av yrkenas, med okänt yrke och med registret som året kommer ur. Saknas en del saknas "
    "summan, och minst är summan av resten.",
    action="Kontrollera assets/marts/employees/employees_in_all.py.",
    expected="lika",
    rule=("exakt",),
)
def all_are_their_occupations(made: Rows, employees: Rows, geo: Rows) -> Judgement:
    """Every number of every row again, both sexes as the source's two."""
    rows = made.read(each={"kon": SEXES, "geo_niva": ["delregion", "lan"]})
    parts = employees.read(("geo_niva", "!=", "delregion"), ("kon", "!=", "totalt"))
    member = geo.read(("geo_niva", "=", "kommun")).set_index("geo_kod")["delregion_kod"]
    inside = parts["geo_niva"] == "kommun"
    parts = parts.assign(plats=parts["geo_kod"], geo_kod=parts["geo_kod"].mask(inside, parts["geo_kod"].map(member)))
    key = ["geo_kod", "kon", "ar", "register"]
    grouped: Frame = pd.concat([parts, parts.assign(kon="totalt")]).groupby(key)
    of = grouped["varde"].agg(["sum", "count", "size"]).assign(places=grouped["plats"].nunique())
    lacking = of["size"] - of["count"]
    places = of.index.get_level_values("geo_kod").map(member.value_counts()).fillna(1)
    again = pd.DataFrame(
        {
            "varde": of["sum"].where((lacking == 0) & (of["places"] == places)),
            "minst": of["sum"].where(of["count"] > 0),
            "tal_som_saknas": lacking,
        }
    )
    shown = rows.set_index(key)[list(again.columns)].astype("float64")
    theirs = again.reindex(shown.index).astype("float64")
    faults = [
        f"{' '.join(map(str, at))}: {name} är {shown.at[at, name]:g} i tabellen, {theirs.at[at, name]:g} ur anstallda"
        for name in shown.columns
        for at in shown.index[~(shown[name] == theirs[name]) & ~(shown[name].isna() & theirs[name].isna())]
    ]
    faults += [f"{' '.join(map(str, at))}: saknas i tabellen" for at in again.index.difference(shown.index)]
    compared = int(shown["minst"].notna().sum())
    return Judgement(faults, {"tal": compared}, f"{len(rows)} rader, {compared} summor ur anstallda")
