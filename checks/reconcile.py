"""Reconciliation: whether tables agree with each other and with what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.reference import NATION, UNKNOWN_SSYK3, af_areas, counties, county_of, municipalities
from assets.tables import NO_MUNICIPALITY
from checks.result import FAILED, PASSED, STOPPING, WARNING, CheckResult, CheckSpec, rule_digest

Tables = Callable[[str], Path]
SUM_TOLERANCE = 0.01
UNKNOWN_LIMIT = 0.02
GROUPS_TOLERANCE, GROUPS_PERSONS = 0.02, 20
EMPLOYED_RATIO = (0.7, 1.05)
WHOLE_TOLERANCE = 0.02
HIDDEN_AT_MOST = 4
"""The largest count that the source protects."""
SWEDEN = "199"
OPEN_ADS_CHANGE = 0.3


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
)
