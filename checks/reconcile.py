"""Reconciliation: whether tables agree with each other and with what is known."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.contracts.ads import ADS
from assets.contracts.assessment import AGREEMENT_GATE
from assets.contracts.unemployed import DURATIONS, PROFILE_KINDS, WITHOUT_WORK
from assets.contracts.words import (
    BAS,
    EVERYBODY,
    NO_MUNICIPALITY,
    RAMS_MONTHLY,
    RAMS_STATEMENTS,
    REPORTING_GROUP,
    UNKNOWN,
)
from assets.methods.agreement import LEAST_AUC, LEAST_KAPPA, LEAST_KAPPA_LOWER
from assets.methods.employers import UNKNOWN_SECTOR
from assets.methods.signals import CLEAR_SIGNS, NOT_RATED, POSTS_RATE, TIGHTNESS
from assets.methods.splice import level_ratio
from assets.methods.taxonomy import GROUP, IN_USE
from assets.reference import (
    BAS_BREAK,
    CUT_POINTS_VERSION,
    FINAL,
    NATION,
    UNKNOWN_SSYK3,
    af_area_of_ssyk4,
    af_areas,
    counties,
    county_of,
    cut_points,
    municipalities,
    ssyk2012,
    without_af_group,
)
from checks.reconcile_analysis import PERSONS, ROUNDING, analysis_adds_up, gap_is_its_parts, raked_meets_its_margins
from checks.result import FAILED, PASSED, STOPPING, WARNING, CheckResult, CheckSpec, rule_digest

Tables = Callable[[str], Path]
SUM_TOLERANCE = 0.01
UNKNOWN_LIMIT = 0.02
UNKNOWN_SECTOR_LIMIT = 0.05
GROUPS_TOLERANCE, GROUPS_PERSONS = 0.02, 20
EMPLOYED_RATIO = (0.7, 1.05)
WHOLE_TOLERANCE = 0.02
HIDDEN_AT_MOST = 4
"""The largest count that the source protects."""
SWEDEN = "199"
OPEN_ADS_CHANGE = 0.3
PROTECTED = "<5"
LABOUR_FORCE = (4_800_000, 6_200_000)
OF_LABOUR_FORCE = (0.005, 0.25)
SHORTAGE_SHARE = (0.05, 0.35)
REGISTERS_APART = 0.05
MOST_ALIKE = 0.99
DECIMALS = 1e-6


@dataclass(frozen=True)
class Reconciliation:
    """A check over several tables, run when the table it is named for is made.

    ``judge`` returns faults as sentences, what was observed, and is given the path of every table.
    """

    spec: CheckSpec
    expected: str
    judge: Callable[[Tables], tuple[list[str], str]]
    reads: tuple[str, ...] = ()
    """Tables that must be made before it is run, beside its own and what that is made of."""

    def run(self, tables: Tables, sha256: str) -> CheckResult:
        """Judge the tables as they are; one that is beside its own may not be made when only some are."""
        absent = [f"{name} är inte gjord" for name in self.reads if not tables(name).is_file()]
        faults, observed = _nothing(*absent) if absent else self.judge(tables)
        outcome = FAILED if faults else PASSED
        return CheckResult(self.spec, outcome, len(faults), self.expected, observed, "; ".join(faults[:5]), sha256)


def _delregioner_make_county(tables: Tables, registers: tuple[str, ...]) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("mart.anstallda"), filters=[("kon", "=", "totalt"), ("register", "in", registers)]
    ).to_pandas()
    if frame.empty:
        return _nothing(f"mart.anstallda har inga år ur {' eller '.join(registers)}")
    frame["varde"] = frame["varde"].astype("float64")
    pivot = frame[frame["geo_niva"].isin(["delregion", "lan"])].pivot_table(
        index=["ar", "ssyk3"], columns="geo_niva", values="varde", aggfunc=lambda v: v.sum(skipna=False), dropna=False
    )
    complete = pivot.dropna().groupby("ar").sum()
    ratio = complete["delregion"] / complete["lan"]
    faults = [f"{year}: {value:.4f}" for year, value in ratio.items() if not abs(value - 1) <= SUM_TOLERANCE]
    return faults, f"delregioner delat med länet per år: {', '.join(f'{y} {v:.4f}' for y, v in ratio.items())}"


def _no_year_lacks(tables: Tables) -> tuple[list[str], str]:
    years = set(pq.read_table(tables("mart.anstallda"), columns=["ar"])["ar"].unique().to_pylist())
    lacking = sorted(set(range(min(years), max(years))) - years)
    return [f"{year} saknas" for year in lacking], f"{min(years)}–{max(years)}, {len(years)} år"


def _registers_are_alike(tables: Tables) -> tuple[list[str], str]:
    rows = pq.read_table(tables("mart.seriebrott"), filters=[("brott", "=", BAS_BREAK)]).to_pylist()
    old, new = (rows[0][name] for name in ("fore", "efter"))
    if not old or new is None:
        return _nothing("länets anställda finns inte i båda registren")
    ratio = float(level_ratio([new], [old]))
    faults = [f"{old:.0f} i det äldre, {new:.0f} i det nya"] if abs(ratio - 1) > REGISTERS_APART else []
    return faults, f"kvot {ratio:.3f}"


def _unknown_occupation(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("mart.anstallda"), filters=[("kon", "=", "totalt"), ("geo_niva", "in", ["lan", "riket"])]
    )
    latest = pc.max(frame["ar"]).as_py()
    rows = frame.filter(pc.equal(frame["ar"], latest)).to_pandas()
    total = rows.groupby("geo_kod")["varde"].sum()
    unknown = rows[rows["ssyk3"] == UNKNOWN_SSYK3].set_index("geo_kod")["varde"]
    share = (unknown / total).astype("float64")
    faults = [
        f"{'riket' if code == NATION else code}: {value:.1%}" for code, value in share.items() if value > UNKNOWN_LIMIT
    ]
    return faults, ", ".join(f"{code} {value:.2%}" for code, value in share.items())


def _ads_add_up(tables: Tables) -> tuple[list[str], str]:
    counts = [c.name for c in ADS.columns if c.unit]
    own = pq.read_table(
        tables("mart.annonser"), columns=["geo_niva", "manad", *counts], filters=[("geo_niva", "!=", "riket")]
    )
    sums = own.group_by(["geo_niva", "manad"]).aggregate([(name, "sum") for name in counts]).to_pandas()
    sums = sums.set_index(["geo_niva", "manad"]).rename(columns=lambda name: name.removesuffix("_sum"))
    months = sorted(set(sums.index.get_level_values("manad")))
    whole, rest, delregioner, kommuner = (
        sums.loc[sums.index.isin([level], level="geo_niva")].droplevel("geo_niva").reindex(months, fill_value=0)
        for level in ("lan", NO_MUNICIPALITY, "delregion", "kommun")
    )
    faults = [
        f"{name} {month}: {parts.at[month, column] + rest.at[month, column]} {column} mot {whole.at[month, column]} i länet"
        for name, parts in (("delregioner", delregioner), ("kommuner", kommuner))
        for month in months
        for column in counts
        if parts.at[month, column] + rest.at[month, column] != whole.at[month, column]
    ]
    return faults, f"{int(whole['annonser'].sum())} annonser i länet, {len(counts)} mått, {len(months)} månader"


def _cleaning_adds_up(tables: Tables) -> tuple[list[str], str]:
    parts = ["annonser_rensade", "annonser_bemanning", "annonser_dubbletter"]
    mart = pq.read_table(tables("mart.annonser"), columns=["geo_niva", "annonser", *parts]).to_pandas()
    sums = mart.groupby("geo_niva").sum()
    faults = [
        f"{level}: {row[parts].sum()} efter rensning mot {row['annonser']}"
        for level, row in sums.iterrows()
        if row[parts].sum() != row["annonser"]
    ]
    listed = pq.read_metadata(tables("mart.annonser_bortrensade")).num_rows
    dropped = int(sums["annonser_dubbletter"].get("kommun", 0))
    if listed != dropped:
        faults.append(f"{listed} annonser i annonser_bortrensade mot {dropped} räknade")
    return faults, f"{dropped} dubbletter av {int(sums['annonser'].get('kommun', 0))} annonser i länets kommuner"


def _known_sector(tables: Tables) -> tuple[list[str], str]:
    mart = pq.read_table(
        tables("mart.annonser"), columns=["sektor", "manad", "annonser"], filters=[("geo_niva", "=", "lan")]
    ).to_pandas()
    by_year = mart.assign(ar=mart["manad"].str[:4]).pivot_table(
        index="ar", columns="sektor", values="annonser", aggfunc="sum", fill_value=0
    )
    share = by_year.get(UNKNOWN_SECTOR, 0 * by_year.sum(axis=1)) / by_year.sum(axis=1)
    faults = [f"{year}: {value:.1%}" for year, value in share.items() if value > UNKNOWN_SECTOR_LIMIT]
    return faults, ", ".join(f"{year} {value:.1%}" for year, value in share.items())


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


def _municipalities_make_delregioner(tables: Tables) -> tuple[list[str], str]:
    parts = pq.read_table(tables("mart.kommuner")).to_pandas().groupby("delregion_kod")["annonserade_platser"].sum()
    whole = pq.read_table(
        tables("mart.obalans"), filters=[("geo_niva", "=", "delregion"), ("yrkesniva", "=", "ssyk3")]
    ).to_pandas()
    sums = whole.groupby("geo_kod")["annonserade_platser"].sum()
    faults = [
        f"{code}: kommunerna {parts.get(code, 0)}, delregionen {total}"
        for code, total in sums.items()
        if parts.get(code, 0) != total
    ]
    return faults, f"{int(parts.sum())} platser i kommunerna, {int(sums.sum())} i delregionerna"


def _rows(tables: Tables, table: str, *wanted: tuple[str, str, object]) -> pd.DataFrame:
    """The chosen rows of a table; none when its source is missing."""
    frame: pd.DataFrame = pq.read_table(tables(table), filters=list(wanted) or None).to_pandas()
    return frame.assign(varde=frame["varde"].astype("float64"))


def _nothing(*absent: str) -> tuple[list[str], str]:
    return [], f"inget att jämföra med: {' och '.join(absent)}"


def _empty(**frames: pd.DataFrame) -> list[str]:
    return [f"staged.{name} har inga sådana rader" for name, frame in frames.items() if frame.empty]


def _groups_make_occupations(tables: Tables) -> tuple[list[str], str]:
    parts = _rows(tables, "staged.anstallda_ssyk4", ("region_kod", "in", list(counties())))
    group = parts["ssyk4"].where(parts["ssyk4"] == UNKNOWN_SSYK3, parts["ssyk4"].str[:3])
    return _make_occupations(tables, parts.assign(ssyk3=group), "anstallda_ssyk4", "på fyra siffror")


def _ages_make_occupations(tables: Tables) -> tuple[list[str], str]:
    parts = _rows(tables, "staged.anstallda_alder", ("region_kod", "in", list(counties())))
    return _make_occupations(tables, parts, "anstallda_alder", "i alla åldrar")


def _make_occupations(tables: Tables, parts: pd.DataFrame, table: str, what: str) -> tuple[list[str], str]:
    """Whether the parts make each of the county's occupations on three digits, the newest year that both tables have."""
    whole = _rows(tables, "staged.anstallda", ("region_kod", "in", list(counties())))
    # The table on three digits has the own county alone.
    parts = parts[parts["region_kod"].isin(whole["region_kod"])]
    years = set(parts["ar"]) & set(whole["ar"])
    if not years:
        return _nothing(*(_empty(**{table: parts, "anstallda": whole}) or ["tabellerna har inget gemensamt år"]))
    newest = max(years)
    sums = pd.DataFrame(
        {
            name: frame[frame["ar"] == newest].groupby(["region_kod", "ssyk3"])["varde"].sum(min_count=1)
            for name, frame in (("parts", parts), ("whole", whole))
        }
    ).fillna(0.0)
    apart = (sums["parts"] - sums["whole"]).abs()
    wrong = sums[apart > (GROUPS_TOLERANCE * sums["whole"]).clip(lower=GROUPS_PERSONS)]
    faults = [
        f"{row.region_kod} {newest} SSYK {row.ssyk3}: {what} {row.parts:.0f}, på tre siffror {row.whole:.0f}"
        for row in wrong.loc[apart[wrong.index].sort_values(ascending=False).index].reset_index().itertuples()
    ]
    return (
        faults,
        f"{len(sums)} yrken {newest}: {sums['parts'].sum():.0f} {what}, {sums['whole'].sum():.0f} på tre siffror",
    )


def _employees_of_employed(tables: Tables) -> tuple[list[str], str]:
    own = _rows(tables, "staged.anstallda")
    everyone = ("sni", "in", ["A-U", "A-U+US"]), ("kon", "=", "totalt"), ("matt", "=", "arbetsställe")
    employed = _rows(tables, "staged.sysselsatta_naringsgren", *everyone)
    years = {int(month[:4]) for month in employed["manad"] if month.endswith("-11")} & set(own["ar"])
    if not years:
        absent = _empty(sysselsatta_naringsgren=employed, anstallda=own)
        return _nothing(*(absent or ["tabellerna har ingen gemensam november"]))
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


def _groups_make_population(tables: Tables) -> tuple[list[str], str]:
    everyone = ("grupp", "=", "totalt"), ("matt", "=", "befolkning")
    parts = _rows(tables, "staged.matchning", *everyone)
    whole = _rows(tables, "staged.matchning_niva", *everyone, ("utbildningsniva", "=", "totalt"))
    if absent := _empty(matchning=parts, matchning_niva=whole):
        return _nothing(*absent)
    by_area = parts.groupby(["region_kod", "ar"])["varde"]
    sums = pd.DataFrame(
        {
            "parts": by_area.sum(),
            "hidden": by_area.size() - by_area.count(),
            "whole": whole.set_index(["region_kod", "ar"])["varde"],
        }
    ).dropna()
    if sums.empty:
        return _nothing("tabellerna har inget gemensamt år och område")
    # A protected group is somewhere between nobody and the largest count that is protected.
    most = sums["parts"] + HIDDEN_AT_MOST * sums["hidden"]
    off = (sums["parts"] - sums["whole"]).clip(lower=0) + (sums["whole"] - most).clip(lower=0)
    wrong = sums[off > WHOLE_TOLERANCE * sums["whole"]].sort_index(level="ar", ascending=False)
    faults = [
        f"{row.region_kod} {row.ar}: grupperna {row.parts:.0f} och {row.hidden:.0f} skyddade, samtliga {row.whole:.0f}"
        for row in wrong.reset_index().itertuples()
    ]
    worst = (off / sums["whole"]).max()
    return faults, f"{len(sums)} områden och år, störst skillnad {worst:.2%} utöver skyddade celler"


def _every_group_once(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.yrkesnyckel"), columns=["af_grupp", "ssyk4", "sammanslagen"]).to_pandas()
    if frame.empty:
        return _nothing("mart.yrkesnyckel har inga rader")
    times, names = frame["ssyk4"].value_counts(), ssyk2012()
    alone = {code for code, row in without_af_group().items() if not row.af_group}
    faults = [
        f"{code} {name}: {'täcks' if code in alone else 'finns'} {times.get(code, 0)} gånger"
        for code, name in names.items()
        if times.get(code, 0) != (code not in alone)
    ]
    merged = frame[frame["sammanslagen"] == "ja"].groupby("af_grupp")["ssyk4"].agg(", ".join)
    said = "; ".join(f"{group}: {codes}" for group, codes in merged.items())
    return faults, (
        f"{frame['af_grupp'].nunique()} grupper hos Arbetsförmedlingen, {frame['ssyk4'].isin(list(names)).sum()} av "
        f"{len(names)} i SSYK 2012; utan motsvarighet {', '.join(sorted(alone))}; sammanslagna {said}"
    )


def _areas_of_groups(tables: Tables) -> tuple[list[str], str]:
    chosen = [("typ", "=", GROUP), ("tillstand", "=", IN_USE)]
    frame = pq.read_table(tables("staged.taxonomi"), filters=chosen).to_pandas()
    if frame.empty:
        return _nothing("staged.taxonomi har inga yrkesgrupper")
    theirs, ours = dict(zip(frame["kod"], frame["af_yrkesomrade"], strict=True)), af_area_of_ssyk4()
    faults = [
        f"{code}: {theirs[code] or 'okänt'} i taxonomin, {ours[code]} hos oss"
        for code in sorted(set(theirs) & set(ours))
        if theirs[code] != ours[code]
    ]
    faults += [f"{code} finns bara i taxonomin" for code in sorted(c for c in theirs if c and c not in ours)]
    faults += [f"{code} finns bara hos oss" for code in sorted(set(ours) - set(theirs))]
    return faults, f"{len(theirs)} grupper i taxonomin, {len(ours)} hos oss"


def _barometer_whole(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("staged.yrkesbarometer"), columns=["omgang", "koncept_id", "lan_kod", "ssyk4", "antal_ssyk"]
    ).to_pandas()
    if frame.empty:
        return _nothing("staged.yrkesbarometer har inga rader")
    areas, occupations = 1 + len(counties()), frame.groupby(["omgang", "koncept_id"])
    faults = [
        f"{round_}: {concept} finns i {count} av {areas} områden"
        for (round_, concept), count in occupations["lan_kod"].nunique().items()
        if count != areas
    ]
    named = frame.assign(angiven=frame["ssyk4"] != UNKNOWN).groupby(["omgang", "koncept_id", "lan_kod"])
    groups = named.agg(angivna=("angiven", "sum"), sagda=("antal_ssyk", "first")).reset_index()
    # One fault per occupation: the same groups stand in every area.
    wrong = groups[groups["angivna"] != groups["sagda"]].drop_duplicates(["omgang", "koncept_id"])
    faults += [
        f"{row.omgang}: {row.koncept_id} anger {row.angivna} yrkesgrupper men säger {row.sagda}"
        for row in wrong.itertuples()
    ]
    return faults, f"{len(occupations)} yrken i {frame['omgang'].nunique()} omgångar"


_ASSESSED = ["jobbmojligheter", "rekryteringssituation", "efterfragan_om_fem_ar"]


def _assessments_kept(tables: Tables) -> tuple[list[str], str]:
    key = ["omgang", "omrade", "koncept_id"]
    made = pq.read_table(tables("mart.yrkesbarometer")).to_pandas().rename(columns={"geo_kod": "omrade"})
    given = pq.read_table(tables("staged.yrkesbarometer")).to_pandas().rename(columns={"lan_kod": "omrade"})
    given = given[given["omrade"].isin([NATION, *made["omrade"]])]
    if given.empty:
        return _nothing("staged.yrkesbarometer har inga rader")
    ours, theirs = (
        {tuple(row) for row in frame[[*key, *_ASSESSED]].astype("object").fillna("–").itertuples(index=False)}
        for frame in (made, given)
    )
    faults = [f"saknas: {' '.join(row)}" for row in sorted(theirs - ours)]
    faults += [f"finns inte hos källan: {' '.join(row)}" for row in sorted(ours - theirs)]
    return faults, f"{len(theirs)} bedömningar hos källan för riket och länet, {len(ours)} i tabellen"


def _skills_of_ads(tables: Tables) -> tuple[list[str], str]:
    made = pq.read_table(tables("mart.kompetenser")).to_pandas()
    given = pq.read_table(tables("staged.kompetenser")).to_pandas()
    if made.empty:
        return _nothing("mart.kompetenser har inga rader")
    ads = given.drop_duplicates(["ssyk4", "kommun_kod"]).groupby("ssyk4")["annonser"].sum()
    naming = given.groupby(["ssyk4", "kompetens"])["annonser_med"].sum()
    whole = made[made["geo_niva"] == "lan"]
    faults = [
        f"{row.ssyk4} {row.kompetens}: {row.annonser_med} av {row.annonser} i länet, "
        f"{naming.get((row.ssyk4, row.kompetens), 0)} av {ads.get(row.ssyk4, 0)} i underlaget"
        for row in whole.itertuples()
        if (row.annonser_med, row.annonser) != (naming.get((row.ssyk4, row.kompetens), 0), ads.get(row.ssyk4, 0))
    ]
    parts = made[made["geo_niva"] == "delregion"].drop_duplicates(["geo_kod", "ssyk4"])
    sums = parts.groupby("ssyk4")["annonser"].sum()
    faults += [
        f"{code}: delregionerna har {count} annonser, underlaget {ads.get(code, 0)}"
        for code, count in sums.items()
        if count > ads.get(code, 0)
    ]
    return faults, f"{whole['ssyk4'].nunique()} yrkesgrupper i länet, {int(ads.sum())} lästa annonser"


def _open_per_day(tables: Tables) -> pd.DataFrame:
    """Open ads: a row per day, a column per level of area, and none of either when the source is missing."""
    mart = pq.read_table(tables("mart.annonser_oppna"), columns=["geo_niva", "dag", "oppna_annonser"]).to_pandas()
    sums: pd.DataFrame = mart.groupby(["dag", "geo_niva"])["oppna_annonser"].sum().unstack(fill_value=0)
    return sums.reindex(columns=["lan", "delregion", "kommun", NO_MUNICIPALITY], fill_value=0)


def _open_ads_add_up(tables: Tables) -> tuple[list[str], str]:
    sums = _open_per_day(tables)
    faults = [
        f"{name} {day}: {row[level] + row[NO_MUNICIPALITY]} mot {row['lan']} i länet"
        for level, name in (("delregion", "delregioner"), ("kommun", "kommuner"))
        for day, row in sums.iterrows()
        if row[level] + row[NO_MUNICIPALITY] != row["lan"]
    ]
    return faults, f"{len(sums)} dagar, {int(sums['lan'].sum())} öppna annonser i länet sammanlagt"


def _open_ads_are_the_sources(tables: Tables) -> tuple[list[str], str]:
    mart = pq.read_table(tables("mart.annonser_oppna"), filters=[("geo_niva", "=", "lan")]).to_pandas()
    if mart.empty:
        return _nothing("underlaget saknas")
    newest, county = mart["dag"].max(), mart["geo_kod"].iloc[0]
    shown = int(mart.loc[mart["dag"] == newest, "oppna_annonser"].sum())
    columns = ["publicerad", "stangd", "kommun_kod", "lan_kod", "land_kod"]
    ads = pq.read_table(
        tables("staged.annonser_oppna"), columns=columns, filters=pc.field("stangd").is_null()
    ).to_pandas()
    here = ads["kommun_kod"].str[:2].fillna(ads["lan_kod"]) == county
    found = int((here & ads["land_kod"].fillna(SWEDEN).eq(SWEDEN) & (ads["publicerad"] <= newest)).sum())
    faults = [] if shown == found else [f"{newest}: {shown} i tabellen, {found} i underlaget"]
    return faults, f"{shown} öppna annonser {newest}"


def _open_ads_day_by_day(tables: Tables) -> tuple[list[str], str]:
    per_day = _open_per_day(tables)["lan"]
    if len(per_day) < 2:
        return _nothing("en tidigare dag")
    before, newest = per_day.iloc[-2:]
    change = newest / before - 1
    said = f"{per_day.index[-2]}: {before}, {per_day.index[-1]}: {newest} ({change:+.1%})"
    return [said] if abs(change) > OPEN_ADS_CHANGE else [], said


def _everybody_registered(tables: Tables, *more: tuple[str, str, object]) -> pd.DataFrame:
    """All registered unemployed as the workbook on time without work has them, by sex."""
    everybody = ("egenskap", "=", EVERYBODY), ("tid", "=", EVERYBODY), ("kon", "in", ["kvinnor", "män"])
    return _rows(tables, "staged.inskrivna_tid", *everybody, *more)


def _parts_make_everybody(parts: pd.DataFrame, everybody: pd.DataFrame, by: list[str]) -> tuple[list[str], str]:
    """Compare sums over parts with a number for all of them, in the months that both have.

    A record that is absent is nobody. A protected part is at most what the source protects, any other missing part can
    be anything, and a protected number for all is compared with nothing.
    """
    months = set(parts["manad"]) & set(everybody["manad"])
    if not months:
        return _nothing("tabellerna har ingen gemensam månad")
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
    everybody, parts = _everybody_registered(tables), _rows(tables, "staged.inskrivna_arbetslosa")
    if absent := _empty(inskrivna_tid=everybody, inskrivna_arbetslosa=parts):
        return _nothing(*absent)
    return _parts_make_everybody(parts, everybody, ["manad", "kommun_kod", "kon"])


def _groups_make_everybody(tables: Tables) -> tuple[list[str], str]:
    everybody, parts = _everybody_registered(tables), _rows(tables, "staged.inskrivna_profil")
    if absent := _empty(inskrivna_tid=everybody, inskrivna_profil=parts):
        return _nothing(*absent)
    each = pd.concat([everybody.assign(egenskap=kind) for kind in PROFILE_KINDS])
    return _parts_make_everybody(parts, each, ["manad", "egenskap", "kommun_kod", "kon"])


def _labour_force_has_everybody(tables: Tables) -> tuple[list[str], str]:
    everybody = _everybody_registered(tables, ("kommun_kod", "!=", NO_MUNICIPALITY))
    parts = _rows(tables, "staged.arbetskraft_bas", ("matt", "=", "inskrivna"), ("kon", "in", ["kvinnor", "män"]))
    # The labour force has the whole country, the other table the own county alone.
    parts = parts[parts["kommun_kod"].isin(everybody["kommun_kod"])]
    if absent := _empty(inskrivna_tid=everybody, arbetskraft_bas=parts):
        return _nothing(*absent)
    return _parts_make_everybody(parts, everybody, ["manad", "kommun_kod", "kon"])


def _sheets_agree(tables: Tables) -> tuple[list[str], str]:
    frame = _rows(tables, "staged.inskrivna_tid")
    if frame.empty:
        return _nothing(*_empty(inskrivna_tid=frame))
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
    frame = _rows(tables, "staged.arbetskraft_bas")
    if frame.empty:
        return _nothing(*_empty(arbetskraft_bas=frame))
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
    profile = _rows(tables, "mart.inskrivna_arbetslosa_profil", levels)
    profile = profile[(profile["egenskap"] != WITHOUT_WORK) | (profile["grupp"] == EVERYBODY)]
    areas = _rows(tables, "mart.inskrivna_arbetslosa", levels)
    named = {"mart.inskrivna_arbetslosa_profil": profile, "mart.inskrivna_arbetslosa": areas}
    if absent := [f"{name} har inga sådana rader" for name, frame in named.items() if frame.empty]:
        return _nothing(*absent)
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


def _county_is_itself(tables: Tables) -> tuple[list[str], str]:
    """The county's own figures in the tables of all counties are those that are published."""
    wide = pq.read_table(tables("mart.annonser_lan")).to_pandas()
    own = pq.read_table(tables("mart.annonser"), filters=[("geo_niva", "=", "lan")]).to_pandas()
    absent = [
        f"{name} har inga rader för län"
        for name, frame in (("mart.annonser_lan", wide), ("mart.annonser", own))
        if frame.empty
    ]
    if absent:
        return _nothing(*absent)
    own = own[own["manad"] >= wide["manad"].min()]
    here = wide[wide["geo_kod"].isin(own["geo_kod"])].groupby("manad")[list(_BOTH_HAVE)].sum()
    published = own.groupby("manad")[list(_BOTH_HAVE)].sum()
    months = here.index.union(published.index)
    here, published = (sums.reindex(months, fill_value=0) for sums in (here, published))
    faults = [
        f"{month}: {here.at[month, name]} {name} mot {published.at[month, name]}"
        for month in months
        for name in _BOTH_HAVE
        if here.at[month, name] != published.at[month, name]
    ]
    return faults, f"{int(here['annonser_rensade'].sum())} rensade annonser i länet, {len(here)} månader"


_BOTH_HAVE = ("annonser_rensade", "platser_rensade", "annonser_foljda", "annonser_aterannonserade")


def _counties_have_the_county(tables: Tables) -> tuple[list[str], str]:
    every = pq.read_table(tables("staged.inskrivna_lan")).to_pandas()
    own = pq.read_table(tables("staged.inskrivna_arbetslosa")).to_pandas()
    absent = _empty(inskrivna_lan=every, inskrivna_arbetslosa=own)
    if absent:
        return _nothing(*absent)
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


def _share_of_shortage(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.bedomning"), filters=[("yrkesniva", "=", REPORTING_GROUP)]).to_pandas()
    rated = frame[frame["signaler"] != NOT_RATED]
    share = (rated["signaler"] == CLEAR_SIGNS).groupby(rated["geo_namn"]).mean()
    low, high = SHORTAGE_SHARE
    faults = [f"{place}: {value:.0%}" for place, value in share.items() if not low <= value <= high]
    faults += [f"{place}: inget yrke kan bedömas" for place in sorted(set(frame["geo_namn"]) - set(share.index))]
    return faults, ", ".join(f"{place} {value:.0%}" for place, value in share.items())


def _limits_are_final(tables: Tables) -> tuple[list[str], str]:
    used = set(pq.read_table(tables("mart.signaler"), columns=["indikator"])["indikator"].to_pylist())
    faults = [f"{name} är {limits.status}" for name, limits in sorted(cut_points().items()) if limits.status != FINAL]
    faults += [f"{name} saknar gränser" for name in sorted(used - set(cut_points()))]
    return faults, f"{len(cut_points())} indikatorer, version {CUT_POINTS_VERSION}"


def _not_the_vacancy_rate(tables: Tables) -> tuple[list[str], str]:
    """Posts per unemployed and posts per employee rank occupations alike only if the unemployed were spread by employment."""
    frame = pq.read_table(tables("mart.signaler"), filters=[("yrkesniva", "=", REPORTING_GROUP)]).to_pandas()
    wide = frame.pivot(index=["geo_namn", "yrke_kod"], columns="indikator", values="varde")
    found = {
        place: part[TIGHTNESS.code].corr(part[POSTS_RATE.code], method="spearman")
        for place, part in wide.groupby("geo_namn")
        if part[[TIGHTNESS.code, POSTS_RATE.code]].dropna().shape[0] > 1
    }
    faults = [f"{place}: {value:.3f}" for place, value in found.items() if value > MOST_ALIKE]
    return faults, ", ".join(f"{place} {value:.2f}" for place, value in found.items())


def _signals_are_tried(tables: Tables) -> tuple[list[str], str]:
    """The gate in words, beside what copying the nation's class would give."""
    frame = pq.read_table(tables("mart.samstammighet")).to_pandas()
    if frame.empty:
        return _nothing("Yrkesbarometern saknas: signalerna är inte prövade")
    found = frame.set_index(["prediktor", "matt"])
    passed, kappa, ranked = (found.loc[("signalpoang", name)] for name in (AGREEMENT_GATE, "kappa", "auc"))
    if pd.isna(passed["varde"]):
        return _nothing(f"signalerna är inte prövade. {passed['anmarkning']}")
    observed = (
        f"κ {kappa['varde']:.2f} (90 %: {kappa['nedre']:.2f}–{kappa['ovre']:.2f}), AUC {ranked['varde']:.2f}, "
        f"{kappa['celler']} celler, {kappa['yrken']} yrken; AF:s rikstal kopierat κ "
        f"{found.loc[('af_rikstal', 'kappa'), 'varde']:.2f}"
    )
    faults = [] if passed["varde"] == 1 else ["kolumnen heter Annonssignal, eftersom signalerna inte når gränserna"]
    return faults, observed


def _rates_divide_again(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.utbildning")).to_pandas()
    if frame.empty:
        return _nothing("mart.utbildning har inga rader")
    counts = ["befolkning", "helt_matchade", "befolkning_i_kvoten", "matchade_i_kvoten"]
    frame[counts] = frame[counts].astype("float64")
    group = ["utbildningsgrupp", "kon", "ar"]
    nation = frame[frame["geo_kod"] == NATION].set_index(group)["matchad_forvarvsgrad"].rename("nation")
    frame = frame.join(nation, on=group)
    rate, own = frame["matchad_forvarvsgrad"], frame["geo_niva"] != "delregion"
    wrong = {
        "förvärvsgraden är inte täljaren delad med nämnaren": _apart(
            rate, 100 * frame["matchade_i_kvoten"] / frame["befolkning_i_kvoten"]
        ),
        "täljaren är inte alla matchade": own & _apart(frame["matchade_i_kvoten"], frame["helt_matchade"]),
        "nämnaren är inte hela befolkningen": own & _apart(frame["befolkning_i_kvoten"], frame["befolkning"]),
        "nämnaren är större än befolkningen": frame["befolkning_i_kvoten"] > frame["befolkning"],
        "rikets tal är inte rikets": _apart(frame["rikets_forvarvsgrad"], frame["nation"]),
        "skillnaden är inte talet minus rikets": _apart(frame["skillnad_mot_riket"], rate - frame["nation"]),
    }
    faults = [
        f"{row.geo_namn} {row.utbildningsgrupp} {row.kon} {row.ar}: {what}"
        for what, rows in wrong.items()
        for row in frame[rows].itertuples(index=False)
    ]
    return faults, f"{int(rate.notna().sum())} förvärvsgrader av {len(frame)} rader räknade igen"


def _apart(one: pd.Series, other: pd.Series) -> pd.Series:
    """Where two numbers that are both known differ by more than computing with decimals explains."""
    return (one - other).abs() > DECIMALS


def _sectors_make_everybody(tables: Tables) -> tuple[list[str], str]:
    whole = _rows(tables, "staged.sysselsatta_sektor", ("sektor", "=", "totalt"), ("matt", "=", "arbetsställe"))
    parts = _rows(tables, "mart.sektor", ("overlappar", "=", "nej"), ("geo_niva", "in", ["kommun", "lan"]))
    if absent := _empty(sysselsatta_sektor=whole) or (["mart.sektor har inga sådana rader"] if parts.empty else []):
        return _nothing(*absent)
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


def _municipal_flows_make_the_delregioners(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.pendling")).to_pandas()
    if frame.empty:
        return _nothing("mart.pendling har inga rader")
    counts = ["minst", "skyddade_floden"]
    sums = frame.groupby(["kon", "ar", "geo_niva"])[counts].sum().astype("float64").unstack("geo_niva")
    faults = [
        f"{sex} {year}: {name} {row[name, 'kommun']:.0f} mellan kommuner, {row[name, 'delregion']:.0f} mellan delregioner"
        for (sex, year), row in sums.iterrows()
        for name in counts
        if row[name, "kommun"] != row[name, "delregion"]
    ]
    return faults, f"{sums['minst', 'kommun'].sum():.0f} i de flöden som visas, kvinnor, män och båda"


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "mart.anstallda",
            "delregioner_blir_lanet",
            "Delregionernas anställda summerar till länets, inom källans störning.",
            STOPPING,
            "Kontrollera delregionernas kommuner i assets/reference och att länet har alla sina kommuner i underlaget.",
            rule_digest(SUM_TOLERANCE),
        ),
        f"kvot 1 ± {SUM_TOLERANCE}",
        partial(_delregioner_make_county, registers=(BAS,)),
    ),
    Reconciliation(
        CheckSpec(
            "mart.anstallda",
            "delregioner_blir_lanet_aldre_ar",
            "Delregionernas anställda summerar till länets också de år som kommer ur äldre register.",
            WARNING,
            "Läs de äldre åren i delregionerna med försiktighet. Kontrollera om en kommun bytt län eller delats.",
            rule_digest(SUM_TOLERANCE),
        ),
        f"kvot 1 ± {SUM_TOLERANCE}",
        partial(_delregioner_make_county, registers=(RAMS_MONTHLY, RAMS_STATEMENTS)),
    ),
    Reconciliation(
        CheckSpec(
            "mart.anstallda",
            "inga_ar_fattas",
            "Serien över anställda har alla år från det första till det senaste.",
            WARNING,
            "Se i mart.kalla vilket av Yrkesregistrets tre underlag som inte gick att läsa.",
            rule_digest("inga luckor"),
        ),
        "inga luckor",
        _no_year_lacks,
    ),
    Reconciliation(
        CheckSpec(
            "mart.seriebrott",
            "registren_liknar_varandra",
            "Samma år i båda registren ger nästan lika många anställda i länet, så bytet är ett byte av register och inget annat.",
            WARNING,
            "Kontrollera att tabellerna TAB3119 och TAB4434 är de rätta, och läs de äldre åren med försiktighet.",
            rule_digest(REGISTERS_APART),
        ),
        f"högst {REGISTERS_APART:.0%} skillnad",
        _registers_are_alike,
    ),
    Reconciliation(
        CheckSpec(
            "mart.anstallda",
            "andel_okant_yrke",
            "Andelen anställda med okänt yrke är liten senaste året.",
            WARNING,
            "Nämn andelen i rapporten. Är den stor: kontrollera om källan har bytt register.",
            rule_digest(UNKNOWN_LIMIT),
        ),
        f"högst {UNKNOWN_LIMIT:.0%}",
        _unknown_occupation,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "annonser_summerar",
            "Kommuner respektive delregioner, plus annonser utan kommun, blir länets tal varje månad, i varje mått.",
            STOPPING,
            "Kontrollera assets/marts/sql/annonser.sql och delregionernas kommuner.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _ads_add_up,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "rensningen_gar_ihop",
            "Rensade annonser, bemanningsföretagens och dubbletterna blir tillsammans alla annonser, och varje dubblett står i "
            "annonser_bortrensade.",
            STOPPING,
            "Kontrollera assets/marts/sql/annonser.sql och annonser_bortrensade.sql: de ska räkna samma annonser.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _cleaning_adds_up,
        reads=("mart.annonser_bortrensade",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "sektor_kand",
            "Få annonser saknar organisationsnummer eller har en offentlig arbetsgivare vars nummer ingen inledning passar.",
            WARNING,
            "Se vilka organisationsnummer det gäller i staged/annonser och komplettera assets/reference/organisationsnummer_sektor.csv.",
            rule_digest(UNKNOWN_SECTOR_LIMIT),
        ),
        f"högst {UNKNOWN_SECTOR_LIMIT:.0%} av länets annonser varje år",
        _known_sector,
    ),
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
            "mart.kommuner",
            "kommuner_blir_delregion",
            "Kommunernas annonserade platser summerar till delregionens i obalans.",
            STOPPING,
            "Kontrollera delregionernas kommuner i assets/reference och att båda tabellerna har samma period.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _municipalities_make_delregioner,
    ),
    Reconciliation(
        CheckSpec(
            "staged.anstallda_ssyk4",
            "grupper_blir_yrken",
            "Länets anställda på fyra siffror blir samma antal som på tre, senaste gemensamma år: det är samma register.",
            WARNING,
            "Jämför de två tabellernas id och innehåll i sources/catalog.py med källans sida, och när var och en uppdaterades.",
            rule_digest(GROUPS_TOLERANCE, GROUPS_PERSONS),
        ),
        f"skillnad högst {GROUPS_PERSONS} personer eller {GROUPS_TOLERANCE:.0%}",
        _groups_make_occupations,
        reads=("staged.anstallda",),
    ),
    Reconciliation(
        CheckSpec(
            "staged.anstallda_alder",
            "aldrar_blir_yrken",
            "Länets anställda i alla åldersgrupper blir samma antal som i yrket: grupperna överlappar inte och ingen är en summa.",
            WARNING,
            "Se vilka åldersgrupper källan har. Är en av dem en summa av andra: utelämna den i sources/catalog.py.",
            rule_digest(GROUPS_TOLERANCE, GROUPS_PERSONS),
        ),
        f"skillnad högst {GROUPS_PERSONS} personer eller {GROUPS_TOLERANCE:.0%}",
        _ages_make_occupations,
        reads=("staged.anstallda",),
    ),
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
            "staged.matchning",
            "grupper_blir_befolkningen",
            "Utbildningsgruppernas befolkning blir tillsammans samtliga i varje område och år; skyddade celler räknas som noll "
            "till fyra.",
            WARNING,
            "Jämför kodlistan för utbildningsgrupper i sources/catalog.py med källans: fattas en grupp eller finns en summa med?",
            rule_digest(WHOLE_TOLERANCE, HIDDEN_AT_MOST),
        ),
        f"skillnad högst {WHOLE_TOLERANCE:.0%}",
        _groups_make_population,
        reads=("staged.matchning_niva",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.yrkesnyckel",
            "varje_grupp_en_gang",
            "Varje grupp i SSYK 2012 motsvaras av precis en grupp hos Arbetsförmedlingen, eller står i referensdata med skäl.",
            WARNING,
            "Jämför assets/reference/yrken_utan_af_grupp.csv med Arbetsförmedlingens taxonomi och rätta den.",
            rule_digest("exakt", tuple(without_af_group().values())),
        ),
        "en gång, utom grupperna utan motsvarighet",
        _every_group_once,
    ),
    Reconciliation(
        CheckSpec(
            "staged.taxonomi",
            "af_yrkesomraden_stammer",
            "Varje yrkesgrupps AF-yrkesområde i taxonomin är det som referensdata säger, som annonser och inskrivna räknas med.",
            WARNING,
            "Jämför assets/reference/yrken_ssyk4.csv med taxonomin. Har Arbetsförmedlingen flyttat gruppen: rätta filen.",
            rule_digest("exakt", tuple(af_area_of_ssyk4().items())),
        ),
        "samma AF-yrkesområde",
        _areas_of_groups,
    ),
    Reconciliation(
        CheckSpec(
            "staged.yrkesbarometer",
            "barometern_hel",
            "Varje barometeryrke finns för riket och alla län i varje omgång, med så många yrkesgrupper som källan säger.",
            WARNING,
            "Se vilka yrken det gäller och jämför filen i raw/ med källans sida.",
            rule_digest("exakt"),
        ),
        "22 områden, samma antal yrkesgrupper",
        _barometer_whole,
    ),
    Reconciliation(
        CheckSpec(
            "mart.yrkesbarometer",
            "bedomningar_bevarade",
            "Varje bedömning för riket och länet står i tabellen som källan skriver den, och ingen annan.",
            WARNING,
            "Rätta assets/marts/barometer.py: bedömningar listas, de ändras eller vägs aldrig ihop.",
            rule_digest("exakt"),
        ),
        "samma bedömningar",
        _assessments_kept,
    ),
    Reconciliation(
        CheckSpec(
            "mart.kompetenser",
            "kompetenser_mot_underlag",
            "Länets antal är underlagets summor, och delregionernas annonser är tillsammans inte fler.",
            WARNING,
            "Kontrollera delregionernas kommuner i assets/reference och assets/marts/skills.py.",
            rule_digest("exakt"),
        ),
        "länet lika, delregionerna högst så många",
        _skills_of_ads,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_summerar",
            "Kommuner respektive delregioner, plus annonser utan kommun, blir länets öppna annonser varje dag.",
            STOPPING,
            "Kontrollera assets/marts/sql/annonser_oppna.sql och delregionernas kommuner.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _open_ads_add_up,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_som_i_underlaget",
            "Den senaste dagens öppna annonser i länet är precis de som är öppna i underlaget.",
            STOPPING,
            "Kontrollera assets/marts/open_ads.py mot staged/annonser_oppna.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _open_ads_are_the_sources,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_dag_for_dag",
            "Antalet öppna annonser i länet ändras lite från den senaste hela dagen till hämtningen.",
            WARNING,
            "Se i ursprung.json under raw/af_jobstream hur många annonser som öppnades och stängdes, och jämför med källans sökning.",
            rule_digest(OPEN_ADS_CHANGE),
        ),
        f"ändring högst {OPEN_ADS_CHANGE:.0%}",
        _open_ads_day_by_day,
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
            "mart.annonser_lan",
            "lanet_som_publicerat",
            "Länets rensade annonser är lika många här som i tabellen annonser, varje månad.",
            STOPPING,
            "Jämför assets/marts/sql/annonser_lan.sql med annonser.sql: de rensar olika.",
            rule_digest("exakt", _BOTH_HAVE),
        ),
        "lika många",
        _county_is_itself,
        reads=("mart.annonser",),
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
    Reconciliation(
        CheckSpec(
            "mart.bedomning",
            "andel_med_brist_rimlig",
            "Andelen bedömda yrken med tydliga tecken på brist ligger mellan 5 och 35 procent i varje område. Utanför det ska "
            "bedömningen granskas innan den används.",
            WARNING,
            "Jämför med förra utgåvan: har ett underlag ändrats, eller passar gränserna (kompetens cutpoints) inte längre?",
            rule_digest(SHORTAGE_SHARE),
        ),
        f"{SHORTAGE_SHARE[0]:.0%}–{SHORTAGE_SHARE[1]:.0%}",
        _share_of_shortage,
    ),
    Reconciliation(
        CheckSpec(
            "mart.signaler",
            "granserna_faststallda",
            "Varje indikators gränser är fastställda: räknade på källornas egna tal och granskade av en människa.",
            WARNING,
            "Räkna om gränserna på skarpa data (kompetens cutpoints), låt någon granska dem och spara dem som en ny version.",
            rule_digest(FINAL, CUT_POINTS_VERSION),
        ),
        "alla fastställda",
        _limits_are_final,
    ),
    Reconciliation(
        CheckSpec(
            "mart.signaler",
            "inskrivna_ar_inte_fordelade",
            "Platser per inskriven ordnar inte yrkena som platser per anställd. Gjorde den det vore de inskrivna fördelade efter "
            "anställda, och talet sade inget nytt.",
            STOPPING,
            "Se efter i assets/marts/signals.py hur de inskrivna når yrkena.",
            rule_digest(MOST_ALIKE),
        ),
        f"rangkorrelation högst {MOST_ALIKE}",
        _not_the_vacancy_rate,
    ),
    Reconciliation(
        CheckSpec(
            "mart.samstammighet",
            "signalerna_provade",
            "Signalpoängen stämmer med Arbetsförmedlingens bedömning av länen mer än slumpen ger, på yrken vars bedömning inte har "
            "satt klassernas gränser. Gör den inte det heter kolumnen Annonssignal i rapporterna.",
            WARNING,
            "Läs tabellen samstammighet och docs/metod.md. Ändra inte gränser eller vikter för att klara prövningen.",
            rule_digest(LEAST_KAPPA, LEAST_KAPPA_LOWER, LEAST_AUC),
        ),
        f"κ minst {LEAST_KAPPA}, nedre gräns över {LEAST_KAPPA_LOWER}, AUC minst {LEAST_AUC}",
        _signals_are_tried,
    ),
    Reconciliation(
        CheckSpec(
            "mart.anstallda_ssyk4",
            "marginalerna_halls",
            "De fördelade undergrupperna blir tillsammans delregionens anställda i varje yrkesgrupp på tre siffror, och "
            "delregionerna blir tillsammans länets tal, omräknat till delregionernas summa.",
            STOPPING,
            "Kontrollera assets/marts/employees_ssyk4.py och assets/methods/raking.py.",
            rule_digest(PERSONS),
        ),
        f"skillnad högst {str(PERSONS).replace('.', ',')} personer",
        raked_meets_its_margins,
    ),
    Reconciliation(
        CheckSpec(
            "mart.skillnad",
            "skillnad_ur_delarna",
            "Varje summa går att räkna fram igen ur platser i öppna annonser och inskrivna arbetslösa, och nettot är summan över "
            "bristområden minus summan över de andra.",
            STOPPING,
            "Kontrollera assets/methods/mismatch_index.py och vilken dag och månad raden avser.",
            rule_digest(ROUNDING),
        ),
        "lika",
        gap_is_its_parts,
    ),
    Reconciliation(
        CheckSpec(
            "mart.analys",
            "analys_gar_ihop",
            "Rikets, yrkesmixens och den egna delen blir tillsammans förändringen av anställda, som är den i tabellen anstallda. "
            "Signalpoängen är den i tabellen bedomning.",
            STOPPING,
            "Kontrollera assets/marts/analysis.py.",
            rule_digest(ROUNDING, PERSONS),
        ),
        "lika",
        analysis_adds_up,
    ),
    Reconciliation(
        CheckSpec(
            "mart.utbildning",
            "forvarvsgraden_raknas_om",
            "Varje matchad förvärvsgrad är täljaren delad med nämnaren på samma rad, som utanför delregionerna är källans egna "
            "antal, och skillnaden mot riket är mot rikets tal för samma utbildning, kön och år.",
            STOPPING,
            "Rätta assets/marts/education.py.",
            rule_digest(DECIMALS),
        ),
        "lika",
        _rates_divide_again,
    ),
    Reconciliation(
        CheckSpec(
            "mart.sektor",
            "sektorer_blir_samtliga",
            "Sektorerna blir tillsammans källans samtliga i länet och varje kommun. Större skillnad betyder att en sektor fattas "
            "eller överlappar en annan.",
            STOPPING,
            "Jämför källans sektorer med SECTOR_OF_SOURCE i assets/marts/sector.py.",
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
            "Kontrollera assets/marts/sector.py och redovisningsgrupperna i assets/reference.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _sectors_make_ads,
    ),
    Reconciliation(
        CheckSpec(
            "mart.pendling",
            "pendling_summerar",
            "Kommunernas och delregionernas flöden blir tillsammans lika många, och lika många är skyddade.",
            STOPPING,
            "Kontrollera assets/marts/commuting.py och delregionernas kommuner i assets/reference.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _municipal_flows_make_the_delregioners,
    ),
)
