"""Reconciliation: whether tables agree with each other and with what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.reference import NATION, UNKNOWN_SSYK3, af_areas, county_of, municipalities
from assets.tables import NO_MUNICIPALITY
from checks.result import FAILED, PASSED, STOPPING, WARNING, CheckResult, CheckSpec, rule_digest

Tables = Callable[[str], Path]
SUM_TOLERANCE = 0.01
UNKNOWN_LIMIT = 0.02


@dataclass(frozen=True)
class Reconciliation:
    """A check over several tables, run when the table it is named for is made.

    ``judge`` returns faults as sentences, what was observed, and is given the path of every table.
    """

    spec: CheckSpec
    expected: str
    judge: Callable[[Tables], tuple[list[str], str]]

    def run(self, tables: Tables, sha256: str) -> CheckResult:
        """Judge the tables as they are."""
        faults, observed = self.judge(tables)
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
)
