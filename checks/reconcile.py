"""Reconciliation: whether tables agree with each other and with what is known."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.reference import NATION, UNKNOWN_SSYK3, af_areas, counties, county_of, municipalities
from assets.tables import DURATIONS, EVERYBODY, NO_MUNICIPALITY, PROFILE_KINDS, WITHOUT_WORK
from checks.result import FAILED, PASSED, STOPPING, WARNING, CheckResult, CheckSpec, rule_digest

Tables = Callable[[str], Path]
SUM_TOLERANCE = 0.01
UNKNOWN_LIMIT = 0.02
GROUPS_TOLERANCE, GROUPS_PERSONS = 0.02, 20
EMPLOYED_RATIO = (0.7, 1.05)
WHOLE_TOLERANCE = 0.02
HIDDEN_AT_MOST = 4
"""The largest count that the source protects."""
PROTECTED = "<5"
LABOUR_FORCE = (4_800_000, 6_200_000)
OF_LABOUR_FORCE = (0.005, 0.25)


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


def _delregioner_make_county(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.anstallda"), filters=[("kon", "=", "totalt")]).to_pandas()
    frame["varde"] = frame["varde"].astype("float64")
    pivot = frame[frame["geo_niva"].isin(["delregion", "lan"])].pivot_table(
        index=["ar", "ssyk3"], columns="geo_niva", values="varde", aggfunc=lambda v: v.sum(skipna=False), dropna=False
    )
    complete = pivot.dropna().groupby("ar").sum()
    ratio = complete["delregion"] / complete["lan"]
    faults = [f"{year}: {value:.4f}" for year, value in ratio.items() if not abs(value - 1) <= SUM_TOLERANCE]
    return faults, f"delregioner delat med länet per år: {', '.join(f'{y} {v:.4f}' for y, v in ratio.items())}"


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
    mart = pq.read_table(tables("mart.annonser"), columns=["geo_niva", "manad", "annonser"]).to_pandas()
    sums = mart.pivot_table(index="manad", columns="geo_niva", values="annonser", aggfunc="sum", fill_value=0)
    if NO_MUNICIPALITY not in sums:
        sums[NO_MUNICIPALITY] = 0
    parts = {"delregioner": sums["delregion"], "kommuner": sums["kommun"]}
    faults = [
        f"{name} {month}: {values[month] + sums[NO_MUNICIPALITY][month]} mot {total} i länet"
        for name, values in parts.items()
        for month, total in sums["lan"].items()
        if values[month] + sums[NO_MUNICIPALITY][month] != total
    ]
    placed = pq.read_table(tables("staged.annonser"), columns=["kommun_kod"])
    return faults, f"{int(sums['lan'].sum())} annonser i länet av {placed.num_rows} lästa"


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
    any_county = ("region_kod", "in", list(counties()))
    parts, whole = _rows(tables, "staged.anstallda_ssyk4", any_county), _rows(tables, "staged.anstallda", any_county)
    # The table on three digits has the own county alone.
    parts = parts[parts["region_kod"].isin(whole["region_kod"])]
    years = set(parts["ar"]) & set(whole["ar"])
    if not years:
        return _nothing(*(_empty(anstallda_ssyk4=parts, anstallda=whole) or ["tabellerna har inget gemensamt år"]))
    newest = max(years)
    parts, whole = parts[parts["ar"] == newest], whole[whole["ar"] == newest]
    group = parts["ssyk4"].where(parts["ssyk4"] == UNKNOWN_SSYK3, parts["ssyk4"].str[:3]).rename("ssyk3")
    sums = pd.DataFrame(
        {
            "parts": parts.groupby(["region_kod", group])["varde"].sum(min_count=1),
            "whole": whole.groupby(["region_kod", "ssyk3"])["varde"].sum(min_count=1),
        }
    ).fillna(0.0)
    apart = (sums["parts"] - sums["whole"]).abs()
    wrong = sums[apart > (GROUPS_TOLERANCE * sums["whole"]).clip(lower=GROUPS_PERSONS)]
    faults = [
        f"{row.region_kod} {newest} SSYK {row.ssyk3}: fyra siffror {row.parts:.0f}, tre siffror {row.whole:.0f}"
        for row in wrong.loc[apart[wrong.index].sort_values(ascending=False).index].reset_index().itertuples()
    ]
    return (
        faults,
        f"{len(sums)} yrken {newest}: {sums['parts'].sum():.0f} på fyra siffror, {sums['whole'].sum():.0f} på tre",
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
        _delregioner_make_county,
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
            "Kommuner respektive delregioner, plus annonser utan kommun, blir länets annonser varje månad.",
            STOPPING,
            "Kontrollera assets/marts/sql/annonser.sql och delregionernas kommuner.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _ads_add_up,
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
)
