"""Rules of the registered unemployed and of the labour force."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import pairwise

import pandas as pd
import pyarrow.parquet as pq

from assets.contracts.unemployed import DURATIONS, PROFILE_KINDS, WITHOUT_WORK
from assets.contracts.words import EVERYBODY, NO_MUNICIPALITY
from assets.reference import af_areas, counties, county_of, municipalities
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.base import (
    HIDDEN_AT_MOST,
    SUM_TOLERANCE,
    Reconciliation,
    Tables,
    empty,
    nothing,
    rows,
)

PROTECTED = "<5"

LABOUR_FORCE = (4_800_000, 6_200_000)

OF_LABOUR_FORCE = (0.005, 0.25)


def _unemployed_add_up(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("mart.inskrivna_arbetslosa"), filters=[("kon", "=", "totalt"), ("geo_niva", "in", ["delregion", "lan"])]
    ).to_pandas()
    frame["varde"] = frame["varde"].astype("float64")
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
    rest = float((pivot["lan"] - pivot["delregion"]).sum() / pivot["lan"].sum()) if len(pivot) else 0.0
    if rest > SUM_TOLERANCE:
        faults.append(f"{rest:.2%} av länets inskrivna hör till ingen kommun")
    return faults, f"{rest:.2%} av länets inskrivna utan kommun"


def _nobody_left_out(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("staged.inskrivna_arbetslosa"), columns=["manad", "lan_kod", "kommun_kod", "af_yrkesomrade"]
    ).to_pandas()
    counties = set(frame["lan_kod"].unique())
    wanted = {code for code, county in county_of().items() if county in counties}
    faults = [
        f"{month}: {municipalities()[code]} saknas"
        for month, codes in frame.groupby("manad")["kommun_kod"].agg(lambda codes: set(codes.unique())).items()
        for code in sorted(wanted - codes)
    ]
    newest = frame[frame["manad"] == frame["manad"].max()]
    absent = set(af_areas()) - set(newest["af_yrkesomrade"])
    faults += [f"{newest['manad'].iloc[0]}: AF-yrkesområdet {af_areas()[code]} saknas" for code in sorted(absent)]
    return faults, f"{len(wanted)} kommuner och {len(af_areas())} AF-yrkesområden söktes, {len(faults)} saknas"


def _everybody_registered(tables: Tables, *more: tuple[str, str, object]) -> pd.DataFrame:
    """All registered unemployed as the workbook on time without work has them, by sex."""
    everybody = ("egenskap", "=", EVERYBODY), ("tid", "=", EVERYBODY), ("kon", "in", ["kvinnor", "män"])
    return rows(tables, "staged.inskrivna_tid", *everybody, *more)


def _parts_make_everybody(parts: pd.DataFrame, everybody: pd.DataFrame, by: list[str]) -> tuple[list[str], str]:
    """Compare sums over parts with a number for all of them, in the months that both have.

    A record that is absent is nobody. A protected part is at most what the source protects, any other missing part can
    be anything, and a protected number for all is compared with nothing.
    """
    months = set(parts["manad"]) & set(everybody["manad"])
    if not months:
        return nothing("tabellerna har ingen gemensam månad")
    parts, everybody = (frame[frame["manad"].isin(months)] for frame in (parts, everybody))
    protected = parts["varde"].isna() & (parts["status"] == PROTECTED)
    counts = parts.assign(protected=protected, unknown=parts["varde"].isna() & ~protected)
    sums, whole = counts.groupby(by)[["varde", "protected", "unknown"]].sum(), everybody.set_index(by)["varde"]
    every = sums.index.union(whole.index)
    sums, whole = sums.reindex(every, fill_value=0), whole.reindex(every, fill_value=0.0)
    most = (sums["varde"] + HIDDEN_AT_MOST * sums["protected"]).where(sums["unknown"] == 0, float("inf"))
    wrong = (
        sums.assign(whole=whole)[(whole < sums["varde"]) | (whole > most)]
        .reset_index()
        .sort_values(by, ascending=[b != "manad" for b in by])
    )
    faults = [
        f"{_called(row, by)}: delarna {row['varde']:.0f}, samtliga {row['whole']:.0f}"
        for row in wrong.to_dict("records")
    ]
    return faults, (
        f"{len(sums)} tal jämförda, {min(months)} till {max(months)}: {sums['varde'].sum():.0f} i delarna, "
        f"{whole.sum():.0f} i alla"
    )


def _called(row: Mapping[Hashable, object], by: list[str]) -> str:
    """Which sum it is, with the municipality by its name."""
    known = {**municipalities(), NO_MUNICIPALITY: "utan kommun"}
    return " ".join(known.get(str(row[name]), str(row[name])) for name in by)


def _areas_make_everybody(tables: Tables) -> tuple[list[str], str]:
    everybody, parts = _everybody_registered(tables), rows(tables, "staged.inskrivna_arbetslosa")
    if absent := empty(inskrivna_tid=everybody, inskrivna_arbetslosa=parts):
        return nothing(*absent)
    return _parts_make_everybody(parts, everybody, ["manad", "kommun_kod", "kon"])


def _groups_make_everybody(tables: Tables) -> tuple[list[str], str]:
    everybody, parts = _everybody_registered(tables), rows(tables, "staged.inskrivna_profil")
    if absent := empty(inskrivna_tid=everybody, inskrivna_profil=parts):
        return nothing(*absent)
    each = pd.concat([everybody.assign(egenskap=kind) for kind in PROFILE_KINDS])
    return _parts_make_everybody(parts, each, ["manad", "egenskap", "kommun_kod", "kon"])


def _labour_force_has_everybody(tables: Tables) -> tuple[list[str], str]:
    everybody = _everybody_registered(tables, ("kommun_kod", "!=", NO_MUNICIPALITY))
    parts = rows(tables, "staged.arbetskraft_bas", ("matt", "=", "inskrivna"), ("kon", "in", ["kvinnor", "män"]))
    # The labour force has the whole country, the other table the own county alone.
    parts = parts[parts["kommun_kod"].isin(everybody["kommun_kod"])]
    if absent := empty(inskrivna_tid=everybody, arbetskraft_bas=parts):
        return nothing(*absent)
    return _parts_make_everybody(parts, everybody, ["manad", "kommun_kod", "kon"])


def _sheets_agree(tables: Tables) -> tuple[list[str], str]:
    frame = rows(tables, "staged.inskrivna_tid")
    if frame.empty:
        return nothing(*empty(inskrivna_tid=frame))
    every = frame[(frame["tid"] == EVERYBODY) & (frame["egenskap"] == EVERYBODY) & (frame["kon"] == "totalt")]
    parts = frame[(frame["tid"] == EVERYBODY) & ((frame["egenskap"] != EVERYBODY) | (frame["kon"] != "totalt"))]
    kinds = pd.concat([every.assign(egenskap=kind) for kind in (EVERYBODY, *PROFILE_KINDS)])
    faults, observed = _parts_make_everybody(parts, kinds, ["manad", "egenskap", "kommun_kod"])
    by = ["manad", "egenskap", "grupp", "kon", "kommun_kod"]
    times = frame.pivot(index=by, columns="tid", values="varde").reindex(columns=list(DURATIONS))
    for shorter, longer in pairwise(DURATIONS):
        grows = times[times[longer] > times[shorter]].reset_index()
        faults += [
            f"{_called(row, by)}: {longer} {row[longer]:.0f}, {shorter} {row[shorter]:.0f}"
            for row in grows.to_dict("records")
        ]
    return faults, observed


def _labour_force_is_the_nation(tables: Tables) -> tuple[list[str], str]:
    frame = rows(tables, "staged.arbetskraft_bas")
    if frame.empty:
        return nothing(*empty(arbetskraft_bas=frame))
    cells = frame.pivot(index=["manad", "kommun_kod"], columns=["matt", "kon"], values="varde")
    force, registered = cells["arbetskraft"], cells["inskrivna"]
    faults = [
        f"{month}: {municipalities()[code]} saknas"
        for month, codes in frame.groupby("manad")["kommun_kod"].agg(set).items()
        for code in sorted(set(municipalities()) - codes)
    ]
    nation = force["totalt"].groupby("manad").sum()
    faults += [f"{month}: {total:.0f} i riket" for month, total in nation.items() if not _between(total, LABOUR_FORCE)]
    apart = (force["kvinnor"] + force["män"] - force["totalt"]).abs()
    faults += [
        f"{month} {municipalities()[code]}: kvinnor och män skiljer {n:.1f} från totalt"
        for (month, code), n in apart[apart > 1].items()
    ]
    newest = str(nation.index.max())
    share = (registered["totalt"] / force["totalt"]).xs(newest, level="manad")
    faults += [
        f"{newest} {municipalities()[str(code)]}: {value:.1%} inskrivna"
        for code, value in share.items()
        if not _between(value, OF_LABOUR_FORCE)
    ]
    return faults, (
        f"{newest}: {nation[newest]:.2f} personer i {len(share)} kommuner; inskrivna {share.min():.1%} till {share.max():.1%}"
    )


def _between(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _profile_makes_registered(tables: Tables) -> tuple[list[str], str]:
    levels = ("geo_niva", "in", ["delregion", "lan"])
    profile = rows(tables, "mart.inskrivna_arbetslosa_profil", levels)
    profile = profile[(profile["egenskap"] != WITHOUT_WORK) | (profile["grupp"] == EVERYBODY)]
    areas = rows(tables, "mart.inskrivna_arbetslosa", levels)
    named = {"mart.inskrivna_arbetslosa_profil": profile, "mart.inskrivna_arbetslosa": areas}
    if absent := [f"{name} har inga sådana rader" for name, frame in named.items() if frame.empty]:
        return nothing(*absent)
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
    return faults, f"{len(both)} summor jämförda, störst skillnad {off.max() if len(both) else 0:.0f} personer"


def _counties_have_the_county(tables: Tables) -> tuple[list[str], str]:
    every = pq.read_table(tables("staged.inskrivna_lan")).to_pandas()
    own = pq.read_table(tables("staged.inskrivna_arbetslosa")).to_pandas()
    absent = empty(inskrivna_lan=every, inskrivna_arbetslosa=own)
    if absent:
        return nothing(*absent)
    by = ["manad", "af_yrkesomrade"]
    theirs = every[every["lan_kod"].isin(own["lan_kod"])].set_index(by)["varde"].astype("float64")
    ours = own.assign(varde=own["varde"].astype("float64")).groupby(by)["varde"].sum(skipna=False)
    both = pd.DataFrame({"lan": theirs, "kommuner": ours})
    # Both are made of the same parts, so what is protected in one is in the other.
    apart = both[~((both["lan"] == both["kommuner"]) | both.isna().all(axis=1))]
    faults = [
        f"{row.manad} {row.af_yrkesomrade}: {row.lan:.0f} mot {row.kommuner:.0f}"
        for row in apart.reset_index().itertuples(index=False)
    ]
    missing = sorted(set(counties()) - set(every["lan_kod"]))
    faults += [f"län {code} finns inte" for code in missing]
    return faults, f"{len(both)} tal i länet jämförda, {every['lan_kod'].nunique()} län"


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "staged.inskrivna_arbetslosa",
            "ingen_utelamnad",
            "Länets alla kommuner finns varje månad och alla AF-yrkesområden senaste månaden. Källan skriver ingen rad där "
            "ingen är inskriven, så en utelämnad kommun skulle annars se ut som noll.",
            STOPPING,
            "Jämför arbetsboken med källans sida. Är kommunen eller området omdöpt: rätta assets/reference.",
            rule_digest("alla"),
        ),
        "alla kommuner och AF-yrkesområden finns",
        _nobody_left_out,
    ),
    Reconciliation(
        CheckSpec(
            "mart.inskrivna_arbetslosa",
            "inskrivna_summerar",
            "Delregionernas inskrivna är aldrig fler än länets, och högst en procent hör till ingen kommun.",
            STOPPING,
            "Kontrollera kommunnamnen i arbetsboken mot assets/reference.",
            rule_digest(SUM_TOLERANCE),
        ),
        f"delregioner ≤ länet, rest högst {SUM_TOLERANCE:.0%}",
        _unemployed_add_up,
    ),
    Reconciliation(
        CheckSpec(
            "staged.inskrivna_tid",
            "af_yrkesomraden_blir_samtliga",
            "De inskrivna i alla AF-yrkesområden, med dem som saknar sökt yrke, är lika många som samtliga i arbetsboken om tid "
            "utan arbete, per kommun, kön och månad. Källan säger att de ska vara det.",
            WARNING,
            "Se vilka kommuner och månader det gäller. Är de få kan källan ha rättat en av arbetsböckerna: kör igen nästa natt. "
            "Är de många: jämför arbetsböckerna hos källan.",
            rule_digest("exakt", HIDDEN_AT_MOST),
        ),
        "lika många; en skyddad del är noll till fyra",
        _areas_make_everybody,
        reads=("staged.inskrivna_arbetslosa",),
    ),
    Reconciliation(
        CheckSpec(
            "staged.inskrivna_tid",
            "bladen_stammer",
            "Grupperna på varje blad är tillsammans samtliga, och ju längre tid utan arbete desto färre.",
            WARNING,
            "Jämför bladens rubriker i arbetsboken med sources/arbetsformedlingen/workbooks.py: en grupp eller kolumn är "
            "förväxlad eller fattas.",
            rule_digest("exakt", HIDDEN_AT_MOST),
        ),
        "lika många; färre för längre tid",
        _sheets_agree,
    ),
    Reconciliation(
        CheckSpec(
            "staged.inskrivna_profil",
            "grupper_blir_samtliga",
            "De inskrivna efter ålder, efter utbildning och efter födelseland är var för sig lika många som samtliga i "
            "arbetsboken om tid utan arbete, per kommun, kön och månad.",
            WARNING,
            "Fattas en grupp eller finns en summa med? Jämför grupperna i arbetsboken med assets/staged/unemployed_profile.py.",
            rule_digest("exakt", HIDDEN_AT_MOST),
        ),
        "lika många; en skyddad del är noll till fyra",
        _groups_make_everybody,
        reads=("staged.inskrivna_tid",),
    ),
    Reconciliation(
        CheckSpec(
            "staged.arbetskraft_bas",
            "inskrivna_blir_samtliga",
            "De inskrivna i arbetsboken om arbetskraften är lika många som samtliga i arbetsboken om tid utan arbete, per "
            "kommun, kön och månad.",
            WARNING,
            "Jämför de två arbetsböckerna hos källan: har den ena en annan månad eller en annan åldersgräns?",
            rule_digest("exakt", HIDDEN_AT_MOST),
        ),
        "lika många",
        _labour_force_has_everybody,
        reads=("staged.inskrivna_tid",),
    ),
    Reconciliation(
        CheckSpec(
            "staged.arbetskraft_bas",
            "riket_rimligt",
            "Arbetskraften har alla 290 kommuner varje månad, blir tillsammans en rimlig arbetskraft i riket, och kvinnor och "
            "män blir totalt. Inskrivna är en rimlig del av arbetskraften i varje kommun senaste månaden.",
            WARNING,
            "Jämför summan för riket med bladet Antal i arbetsboken, och fältens namn med "
            "sources/arbetsformedlingen/workbooks.py.",
            rule_digest(LABOUR_FORCE, OF_LABOUR_FORCE),
        ),
        f"{LABOUR_FORCE[0]}–{LABOUR_FORCE[1]} i riket; inskrivna {OF_LABOUR_FORCE[0]:.1%}–{OF_LABOUR_FORCE[1]:.0%}",
        _labour_force_is_the_nation,
    ),
    Reconciliation(
        CheckSpec(
            "mart.inskrivna_arbetslosa_profil",
            "profil_blir_inskrivna",
            "Delregionernas och länets inskrivna är lika många efter ålder, utbildning, födelseland och AF-yrkesområde, inom "
            "en procent. Större skillnad betyder att en grupp fattas eller räknas två gånger.",
            STOPPING,
            "Se vilken egenskap det gäller, och kontrollerna av staged.inskrivna_profil och staged.inskrivna_tid: de säger i "
            "vilka kommuner.",
            rule_digest(SUM_TOLERANCE),
        ),
        f"skillnad högst {SUM_TOLERANCE:.0%}",
        _profile_makes_registered,
        reads=("mart.inskrivna_arbetslosa",),
    ),
    Reconciliation(
        CheckSpec(
            "staged.inskrivna_lan",
            "lanet_som_kommunerna",
            "Alla 21 län finns, och länets inskrivna är lika många här som kommunernas och resten tillsammans.",
            STOPPING,
            "Jämför länsnamnen i arbetsboken med assets/staged/af_names.py.",
            rule_digest("exakt"),
        ),
        "lika många; 21 län",
        _counties_have_the_county,
        reads=("staged.inskrivna_arbetslosa",),
    ),
)
