"""Whether the tables of the registered unemployed and of the labour force agree, with themselves and with each other."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import pairwise

import pandas as pd

from assets.contracts.unemployed import (
    DURATIONS,
    PROFILE_KINDS,
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
    WITHOUT_WORK,
)
from assets.contracts.words import EVERYBODY, NO_MUNICIPALITY
from assets.reference.areas import counties, county_of, municipalities
from assets.reference.occupations import af_areas
from checks.result import STOPPING
from checks.rules.base import (
    HIDDEN_AT_MOST,
    SUM_TOLERANCE,
    Frame,
    Judgement,
    NothingFoundError,
    Rows,
    Where,
    reconciliation,
    two_bounds,
)

PROTECTED = "<5"


_PARTS, _NATION, _REGISTERED, _BY_SEX = map(
    two_bounds, ("delarna_blir_samtliga", "riket_rimligt_arbetskraft", "riket_rimligt_inskrivna", "riket_rimligt_kon")
)


_SEXES = ("kon", "in", ["kvinnor", "män"])
_LOOKED_FOR = 20
"""Registered in an AF-yrkesområde in the county, on average of the months before, from which the newest month must have some."""


@reconciliation(
    STAGED_UNEMPLOYED,
    name="ingen_utelamnad",
    severity=STOPPING,
    why="Länets alla kommuner finns varje månad, och senaste månaden alla AF-yrkesområden som i medeltal har haft minst "
    f"{_LOOKED_FOR} inskrivna i länet. Källan skriver ingen rad där ingen är inskriven, så en utelämnad kommun skulle annars se "
    "ut som noll. I ett litet område kan det däremot vara sant: i flera län är ingen inskriven i Militära yrken.",
    action="Jämför arbetsboken med källans sida. Är kommunen eller området omdöpt: rätta assets/reference.",
    expected="alla kommuner och de AF-yrkesområden som brukar ha inskrivna finns",
    rule=("alla", _LOOKED_FOR),
)
def nobody_left_out(unemployed: Rows) -> Judgement:
    """Municipalities every month, and the newest one the AF-yrkesområden that have not been nearly empty before."""
    frame = unemployed.read(columns=["manad", "lan_kod", "kommun_kod", "af_yrkesomrade", "varde"])
    here = set(frame["lan_kod"].unique())
    wanted = {code for code, county in county_of().items() if county in here}
    months = frame.groupby("manad")["kommun_kod"].agg(lambda codes: set(codes.unique()))
    faults = [
        f"{month}: {municipalities()[code]} saknas"
        for month, codes in months.items()
        for code in sorted(wanted - codes)
    ]
    newest = frame["manad"].max()
    before = frame[frame["manad"] < newest]
    usual = before.groupby("af_yrkesomrade")["varde"].sum() / before["manad"].nunique()
    looked_for = {code for code in af_areas() if usual.get(code, 0) >= _LOOKED_FOR}
    absent = looked_for - set(frame.loc[frame["manad"] == newest, "af_yrkesomrade"])
    faults += [f"{newest}: AF-yrkesområdet {af_areas()[code]} saknas" for code in sorted(absent)]
    return Judgement(
        faults,
        {"kommuner": len(wanted) * len(months), "AF-yrkesområden": len(looked_for)},
        f"{len(wanted)} kommuner och {len(looked_for)} AF-yrkesområden söktes, {len(faults)} saknas",
    )


@reconciliation(
    UNEMPLOYED,
    name="inskrivna_summerar",
    severity=STOPPING,
    why="Delregionernas inskrivna är aldrig fler än länets, och högst en procent hör till ingen kommun.",
    action="Kontrollera kommunnamnen i arbetsboken mot assets/reference.",
    expected=f"delregioner ≤ länet, rest högst {SUM_TOLERANCE:.0%}",
    rule=(SUM_TOLERANCE,),
)
def unemployed_add_up(unemployed: Rows) -> Judgement:
    """Per month and AF-yrkesområde, where no part is missing."""
    levels = ["delregion", "lan"]
    frame = unemployed.read(("kon", "=", "totalt"), ("geo_niva", "in", levels), each={"geo_niva": levels})
    pivot = frame.pivot_table(
        index=["manad", "af_yrkesomrade"],
        columns="geo_niva",
        values="varde",
        aggfunc=lambda v: v.sum(skipna=False),
        dropna=False,
    ).dropna()
    more = pivot[pivot["delregion"] > pivot["lan"]]
    faults = [
        f"{month} AF-yrkesområde {area}: delregionerna {row.delregion:.0f}, länet {row.lan:.0f}"
        for (month, area), row in more.iterrows()
    ]
    rest = float((pivot["lan"] - pivot["delregion"]).sum()) / max(float(pivot["lan"].sum()), 1.0)
    if not rest <= SUM_TOLERANCE:
        faults.append(f"{rest:.2%} av länets inskrivna hör till ingen kommun")
    return Judgement(faults, {"summor": len(pivot)}, f"{rest:.2%} av länets inskrivna utan kommun")


def _everybody_registered(duration: Rows, *more: Where) -> Frame:
    """All registered unemployed as the workbook on time without work has them, by sex."""
    return duration.read(("egenskap", "=", EVERYBODY), ("tid", "=", EVERYBODY), _SEXES, *more)


def _parts_make_everybody(parts: pd.DataFrame, everybody: pd.DataFrame, by: list[str]) -> Judgement:
    """Compare sums over parts with a number for all of them, in the months that both have.

    A record that is absent is nobody. A protected part is at most what the source protects, any other missing part can
    be anything, and a protected number for all is compared with nothing.

    Raises:
        NothingFoundError: they have no month in common.
    """
    months = set(parts["manad"].unique()) & set(everybody["manad"].unique())
    if not months:
        raise NothingFoundError("tabellerna har ingen gemensam månad")
    parts, everybody = (frame[frame["manad"].isin(months)] for frame in (parts, everybody))
    known, protected = parts["varde"].notna(), parts["varde"].isna() & (parts["status"] == PROTECTED)
    counts = parts.assign(known=known, protected=protected, unknown=~known & ~protected)
    sums: Frame = counts.groupby(by)[["varde", "known", "protected", "unknown"]].sum()
    whole = everybody.set_index(by)["varde"]
    every = sums.index.union(whole.index)
    sums, whole = sums.reindex(every, fill_value=0), whole.reindex(every, fill_value=0.0)
    most = (sums["varde"] + HIDDEN_AT_MOST * sums["protected"]).where(sums["unknown"] == 0, float("inf"))
    # The newest month first, of those that are as far off.
    order = sums.reset_index().sort_values(by, ascending=[b != "manad" for b in by]).set_index(by).index
    off = ((sums["varde"] - whole).clip(lower=0) + (whole - most).clip(lower=0)).reindex(order).dropna()
    found = _PARTS.found(
        _PARTS.share(off, whole[off.index]),
        lambda at: (
            f"{_called(dict(zip(by, at, strict=True)), by)}: delarna {sums.at[at, 'varde']:.0f}, "
            f"samtliga {whole[at]:.0f}"
        ),
    )
    return Judgement(
        found.faults,
        # Where there is no part, or only such as can be anything, there is nothing to hold against the whole.
        {"tal": int((whole.notna() & (sums["known"] + sums["protected"] > 0)).sum())},
        f"{len(sums)} tal jämförda, {min(months)} till {max(months)}: {sums['varde'].sum():.0f} i delarna, "
        f"{whole.sum():.0f} i alla",
        found.beyond,
    )


def _called(row: Mapping[Hashable, object], by: list[str]) -> str:
    """Which sum it is, with the municipality by its name."""
    known = {**municipalities(), NO_MUNICIPALITY: "utan kommun"}
    return " ".join(known.get(str(row[name]), str(row[name])) for name in by)


@reconciliation(
    STAGED_DURATION,
    STAGED_UNEMPLOYED,
    name="af_yrkesomraden_blir_samtliga",
    why="De inskrivna i alla AF-yrkesområden, med dem som saknar sökt yrke, är lika många som samtliga i arbetsboken om tid "
    "utan arbete, per kommun, kön och månad. Källan säger att de ska vara det.",
    action="Se vilka kommuner och månader det gäller. Är de få kan källan ha rättat en av arbetsböckerna: kör igen nästa natt. "
    "Är de många: jämför arbetsböckerna hos källan.",
    rule=(HIDDEN_AT_MOST,),
    bounds=(_PARTS,),
)
def areas_make_everybody(duration: Rows, unemployed: Rows) -> Judgement:
    """All AF-yrkesområden together."""
    return _parts_make_everybody(unemployed.read(), _everybody_registered(duration), ["manad", "kommun_kod", "kon"])


@reconciliation(
    STAGED_DURATION,
    name="bladen_stammer",
    why="Grupperna på varje blad är tillsammans samtliga, och ju längre tid utan arbete desto färre.",
    action="Jämför bladens rubriker i arbetsboken med sources/arbetsformedlingen/workbooks.py: en grupp eller kolumn är "
    "förväxlad eller fattas.",
    expected="färre för längre tid",
    rule=(HIDDEN_AT_MOST,),
    bounds=(_PARTS,),
)
def sheets_agree(duration: Rows) -> Judgement:
    """Groups against everybody, and each time against the shorter one."""
    frame = duration.read(each={"tid": DURATIONS, "egenskap": (EVERYBODY, *PROFILE_KINDS)})
    every = frame[(frame["tid"] == EVERYBODY) & (frame["egenskap"] == EVERYBODY) & (frame["kon"] == "totalt")]
    parts = frame[(frame["tid"] == EVERYBODY) & ((frame["egenskap"] != EVERYBODY) | (frame["kon"] != "totalt"))]
    kinds = pd.concat([every.assign(egenskap=kind) for kind in (EVERYBODY, *PROFILE_KINDS)])
    groups = _parts_make_everybody(parts, kinds, ["manad", "egenskap", "kommun_kod"])
    by = ["manad", "egenskap", "grupp", "kon", "kommun_kod"]
    times = frame.pivot(index=by, columns="tid", values="varde").reindex(columns=list(DURATIONS))
    faults, pairs = list(groups.faults), 0
    for shorter, longer in pairwise(DURATIONS):
        both = times[[shorter, longer]].dropna()
        pairs += len(both)
        faults += [
            f"{_called(row, by)}: {longer} {row[longer]:.0f}, {shorter} {row[shorter]:.0f}"
            for row in both[both[longer] > both[shorter]].reset_index().to_dict("records")
        ]
    return Judgement(faults, {**groups.compared, "tider": pairs}, groups.observed, groups.beyond)


@reconciliation(
    STAGED_PROFILE,
    STAGED_DURATION,
    name="grupper_blir_samtliga",
    why="De inskrivna efter ålder, efter utbildning och efter födelseland är var för sig lika många som samtliga i "
    "arbetsboken om tid utan arbete, per kommun, kön och månad.",
    action="Fattas en grupp eller finns en summa med? Jämför grupperna i arbetsboken med "
    "assets/reference/grupper_inskrivna.csv.",
    rule=(HIDDEN_AT_MOST,),
    bounds=(_PARTS,),
)
def groups_make_everybody(profile: Rows, duration: Rows) -> Judgement:
    """One characteristic at a time."""
    everybody = _everybody_registered(duration)
    each = pd.concat([everybody.assign(egenskap=kind) for kind in PROFILE_KINDS])
    return _parts_make_everybody(profile.read(), each, ["manad", "egenskap", "kommun_kod", "kon"])


@reconciliation(
    STAGED_LABOUR_FORCE,
    STAGED_DURATION,
    name="inskrivna_blir_samtliga",
    why="De inskrivna i arbetsboken om arbetskraften är lika många som samtliga i arbetsboken om tid utan arbete, per "
    "kommun, kön och månad.",
    action="Jämför de två arbetsböckerna hos källan: har den ena en annan månad eller en annan åldersgräns?",
    rule=(HIDDEN_AT_MOST,),
    bounds=(_PARTS,),
)
def labour_force_has_everybody(labour_force: Rows, duration: Rows) -> Judgement:
    """In the municipalities of the county."""
    everybody = _everybody_registered(duration, ("kommun_kod", "!=", NO_MUNICIPALITY))
    # The labour force has the whole country, the other table the own county alone.
    own = ("kommun_kod", "in", sorted(everybody["kommun_kod"].unique()))
    parts = labour_force.read(("matt", "=", "inskrivna"), _SEXES, own)
    return _parts_make_everybody(parts, everybody, ["manad", "kommun_kod", "kon"])


@reconciliation(
    STAGED_LABOUR_FORCE,
    name="riket_rimligt",
    why="Arbetskraften har alla 290 kommuner varje månad, blir tillsammans en rimlig arbetskraft i riket, och kvinnor och "
    "män blir totalt. Inskrivna är en rimlig del av arbetskraften i varje kommun senaste månaden.",
    action="Jämför summan för riket med bladet Antal i arbetsboken, och fältens namn med "
    "sources/arbetsformedlingen/workbooks.py.",
    bounds=(_NATION, _REGISTERED, _BY_SEX),
)
def labour_force_is_the_nation(labour_force: Rows) -> Judgement:
    """Whole, of a plausible size, by sex, and beside the registered."""
    frame = labour_force.read(each={"matt": ["arbetskraft", "inskrivna"], "kon": ["totalt", "kvinnor", "män"]})
    cells = frame.pivot(index=["manad", "kommun_kod"], columns=["matt", "kon"], values="varde")
    force, registered = cells["arbetskraft"], cells["inskrivna"]
    absent = [
        f"{month}: {municipalities()[code]} saknas"
        for month, codes in frame.groupby("manad")["kommun_kod"].agg(set).items()
        for code in sorted(set(municipalities()) - codes)
    ]
    nation = force["totalt"].groupby("manad").sum()
    apart = (force["kvinnor"] + force["män"] - force["totalt"]).abs().dropna()
    newest = str(nation.index.max())
    share = (registered["totalt"] / force["totalt"]).xs(newest, level="manad")
    found = (
        _NATION.found(nation, lambda month: f"{month}: {nation[month]:.0f} i riket")
        + _BY_SEX.found(
            _BY_SEX.share(apart, force["totalt"][apart.index]),
            lambda at: f"{at[0]} {municipalities()[at[1]]}: kvinnor och män skiljer {apart[at]:.1f} från totalt",
        )
        + _REGISTERED.found(share, lambda code: f"{newest} {municipalities()[code]}: {share[code]:.1%} inskrivna")
    )
    return Judgement(
        absent + found.faults,
        {"månader": len(nation), "summor av kvinnor och män": len(apart), "andelar": share.count()},
        f"{newest}: {nation[newest]:.2f} personer i {len(share)} kommuner; inskrivna {share.min():.1%} till {share.max():.1%}",
        found.beyond,
    )


@reconciliation(
    UNEMPLOYED_PROFILE,
    UNEMPLOYED,
    name="profil_blir_inskrivna",
    severity=STOPPING,
    why="Delregionernas och länets inskrivna är lika många efter ålder, utbildning, födelseland och AF-yrkesområde, inom "
    "en procent. Större skillnad betyder att en grupp fattas eller räknas två gånger.",
    action="Se vilken egenskap det gäller, och kontrollerna av staged.inskrivna_profil och staged.inskrivna_tid: de säger i "
    "vilka kommuner.",
    expected=f"skillnad högst {SUM_TOLERANCE:.0%}",
    rule=(SUM_TOLERANCE,),
)
def profile_makes_registered(made: Rows, unemployed: Rows) -> Judgement:
    """Where no group is missing."""
    levels = ("geo_niva", "in", ["delregion", "lan"])
    profile = made.read(levels)
    profile = profile[(profile["egenskap"] != WITHOUT_WORK) | (profile["grupp"] == EVERYBODY)]
    areas = unemployed.read(levels)
    by = ["manad", "geo_kod", "kon"]
    parts = profile.groupby([*by, "egenskap"])["varde"].agg(lambda v: v.sum(skipna=False)).rename("parts").reset_index()
    whole = areas.groupby(by)["varde"].agg(lambda v: v.sum(skipna=False)).rename("whole")
    both = parts.join(whole, on=by, how="inner").dropna()
    off = (both["parts"] - both["whole"]).abs()
    wrong = both[off > SUM_TOLERANCE * both["whole"]].sort_values("manad", ascending=False)
    faults = [
        f"{row.geo_kod} {row.manad} {row.kon} efter {row.egenskap}: {row.parts:.0f}, efter AF-yrkesområde {row.whole:.0f}"
        for row in wrong.itertuples()
    ]
    said = f"{len(both)} summor jämförda, störst skillnad {off.max() if len(both) else 0:.0f} personer"
    return Judgement(faults, {"summor": len(both)}, said)


@reconciliation(
    STAGED_UNEMPLOYED_COUNTIES,
    STAGED_UNEMPLOYED,
    name="lanet_som_kommunerna",
    severity=STOPPING,
    why="Alla 21 län finns, och länets inskrivna är lika många här som kommunernas och resten tillsammans.",
    action="Jämför länsnamnen i arbetsboken med assets/staged/af_names.py.",
    expected="lika många; 21 län",
    rule=("exakt",),
)
def counties_have_the_county(of_counties: Rows, unemployed: Rows) -> Judgement:
    """Per month and AF-yrkesområde; what is protected on one side is on the other, for they are made of the same parts."""
    every, own = of_counties.read(), unemployed.read()
    by = ["manad", "af_yrkesomrade"]
    theirs = every[every["lan_kod"].isin(own["lan_kod"].unique())].set_index(by)["varde"]
    ours = own.groupby(by)["varde"].sum(skipna=False)
    both = pd.DataFrame({"lan": theirs, "kommuner": ours}).dropna(how="all")
    apart = both[both["lan"] != both["kommuner"]]
    faults = [
        f"{row.manad} {row.af_yrkesomrade}: {row.lan:.0f} mot {row.kommuner:.0f}"
        for row in apart.reset_index().itertuples(index=False)
    ]
    missing = sorted(set(counties()) - set(every["lan_kod"]))
    faults += [f"län {code} finns inte" for code in missing]
    return Judgement(
        faults, {"tal i länet": len(both)}, f"{len(both)} tal i länet jämförda, {every['lan_kod'].nunique()} län"
    )
