"""Rules of the employees and their breaks."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.contracts.words import BAS, RAMS_MONTHLY, RAMS_STATEMENTS
from assets.methods.splice import level_ratio
from assets.reference import BAS_BREAK, NATION, UNKNOWN_SSYK3, counties
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.analysis_sums import PERSONS, raked_meets_its_margins
from checks.rules.base import (
    FOLLOW_BACK,
    GROUPS_PERSONS,
    GROUPS_TOLERANCE,
    LOOK_AT_SOURCE,
    SUM_TOLERANCE,
    Reconciliation,
    Tables,
    empty,
    nothing,
    rows,
)
from checks.rules.expectation import Expectation, Suite

UNKNOWN_LIMIT = 0.02

REGISTERS_APART = 0.05


def _delregioner_make_county(tables: Tables, registers: tuple[str, ...]) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("mart.anstallda"), filters=[("kon", "=", "totalt"), ("register", "in", registers)]
    ).to_pandas()
    if frame.empty:
        return nothing(f"mart.anstallda har inga år ur {' eller '.join(registers)}")
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
        return nothing("länets anställda finns inte i båda registren")
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


def _groups_make_occupations(tables: Tables) -> tuple[list[str], str]:
    parts = rows(tables, "staged.anstallda_ssyk4", ("region_kod", "in", list(counties())))
    group = parts["ssyk4"].where(parts["ssyk4"] == UNKNOWN_SSYK3, parts["ssyk4"].str[:3])
    return _make_occupations(tables, parts.assign(ssyk3=group), "anstallda_ssyk4", "på fyra siffror")


def _ages_make_occupations(tables: Tables) -> tuple[list[str], str]:
    parts = rows(tables, "staged.anstallda_alder", ("region_kod", "in", list(counties())))
    return _make_occupations(tables, parts, "anstallda_alder", "i alla åldrar")


def _make_occupations(tables: Tables, parts: pd.DataFrame, table: str, what: str) -> tuple[list[str], str]:
    """Whether the parts make each of the county's occupations on three digits, the newest year that both tables have."""
    whole = rows(tables, "staged.anstallda", ("region_kod", "in", list(counties())))
    # The table on three digits has the own county alone.
    parts = parts[parts["region_kod"].isin(whole["region_kod"])]
    years = set(parts["ar"]) & set(whole["ar"])
    if not years:
        return nothing(*(empty(**{table: parts, "anstallda": whole}) or ["tabellerna har inget gemensamt år"]))
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
            "staged.anstallda_ssyk4",
            "grupper_blir_yrken",
            "Länets anställda på fyra siffror blir samma antal som på tre, senaste gemensamma år: det är samma register.",
            WARNING,
            "Jämför de två tabellernas id och innehåll i sources/catalogue med källans sida, och när var och en uppdaterades.",
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
            "Se vilka åldersgrupper källan har. Är en av dem en summa av andra: utelämna den i sources/catalogue.",
            rule_digest(GROUPS_TOLERANCE, GROUPS_PERSONS),
        ),
        f"skillnad högst {GROUPS_PERSONS} personer eller {GROUPS_TOLERANCE:.0%}",
        _ages_make_occupations,
        reads=("staged.anstallda",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.anstallda_ssyk4",
            "marginalerna_halls",
            "De fördelade undergrupperna blir tillsammans delregionens anställda i varje yrkesgrupp på tre siffror, och "
            "delregionerna blir tillsammans länets tal, omräknat till delregionernas summa.",
            STOPPING,
            "Kontrollera assets/marts/employees/employees_ssyk4.py och assets/methods/raking.py.",
            rule_digest(PERSONS),
        ),
        f"skillnad högst {str(PERSONS).replace('.', ',')} personer",
        raked_meets_its_margins,
    ),
)
SUITES = (
    Suite(
        "mart.anstallda",
        (
            Expectation(
                "varde_inte_negativt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0},
                STOPPING,
                "Antal anställda är aldrig negativt.",
                FOLLOW_BACK,
            ),
            Expectation(
                "delregioner_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.9},
                STOPPING,
                "Högst en av tio uppgifter för delregionerna får saknas därför att en kommun är skyddad.",
                "Se vilka kommuner som saknar värde i staged/anstallda.",
                where=f"geo_niva == 'delregion' and register == '{BAS}'",
            ),
            Expectation(
                "inga_luckor_i_delregioner",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde"},
                WARNING,
                "Visar vilka delregioner och yrken som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                where=f"geo_niva == 'delregion' and kon == 'totalt' and register == '{BAS}'",
            ),
        ),
    ),
    Suite(
        "mart.seriebrott",
        (
            Expectation(
                "matt_pa_bada_sidor",
                "ExpectColumnValuesToNotBeNull",
                {"column": "efter"},
                WARNING,
                "Ett brott som mäts har ett tal före och ett efter.",
                "Se vilket år i staged/anstallda som saknar länets tal.",
                where="fore.notna()",
            ),
        ),
    ),
    Suite(
        "staged.anstallda",
        (
            Expectation(
                "varde_rimligt",
                "ExpectColumnValuesToBeBetween",
                {"column": "varde", "min_value": 0, "max_value": 400_000},
                STOPPING,
                "Antal anställda i ett yrke är aldrig negativt och inget yrke har över 400 000 i landet.",
                LOOK_AT_SOURCE,
            ),
            Expectation(
                "varden_finns",
                "ExpectColumnValuesToNotBeNull",
                {"column": "varde", "mostly": 0.95},
                STOPPING,
                "Högst 5 procent av cellerna får vara skyddade eller saknas; fler betyder att källan har ändrats.",
                LOOK_AT_SOURCE,
            ),
            Expectation(
                "ar_rimliga",
                "ExpectColumnValuesToBeBetween",
                {"column": "ar", "min_value": 2020, "max_value": 2040},
                STOPPING,
                "Tabellen börjar 2020 (BAS).",
                "Kontrollera tabellens id i sources/catalogue.",
            ),
        ),
    ),
)
