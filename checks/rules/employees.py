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
from checks.rules.expectation import Suite
from checks.rules.scb import EVERY_SEX, FOUR_DIGITS, NEARLY_ALL_KNOWN, WOMEN_AND_MEN, YEARS, known, of_size
from checks.rules.vocabulary import HIGHEST, LOWEST, SHARE, between, never_null, reason_given

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

_OCCUPATION = of_size(
    "Antal anställda i ett yrke är aldrig negativt och inget yrke har över {hogst} av ett kön i landet.",
    "Landets största yrke har minst {lagst} anställda av ett kön.",
)
_OCCUPATION_BY_AGE = of_size(
    "Ingen åldersgrupp i ett yrke har över {hogst} anställda av ett kön i landet, och antal är aldrig negativa.",
    "Landets största åldersgrupp i ett yrke har minst {lagst} anställda av ett kön.",
)
_OCCUPATION_IN_INDUSTRY = of_size(
    "Inget yrke har över {hogst} anställda av ett kön i en näringsgren, och antal är aldrig negativa.",
    "Landets största yrke i en näringsgren har minst {lagst} anställda av ett kön.",
)
_PAY = (
    *of_size(
        "Månadslönen för ett yrke är {lagst}–{hogst} kronor; annat är en annan enhet, eller 0 i stället för saknad uppgift.",
        "Det högst betalda yrket har minst {lagst} kronor i månaden.",
        lowest=LOWEST,
        where="matt == 'månadslön'",
        name="lon",
    ),
    *of_size(
        "Inget yrke har över {hogst} anställda i en del av landet, och antal är aldrig negativa.",
        "Det största yrket har minst {lagst} anställda i sin del av landet.",
        where="matt == 'antal anställda'",
        name="antal",
    ),
    known("Källan redovisar inte lön och antal för små grupper, ofta mer än hälften; mer än {resten} är för många."),
    YEARS,
    EVERY_SEX,
    FOUR_DIGITS,
)
SUITES = (
    Suite(
        "staged.anstallda",
        (
            between(
                "varde_rimligt",
                "varde",
                0,
                HIGHEST,
                "Antal anställda i ett yrke är aldrig negativt och inget yrke har över {hogst} i landet.",
                LOOK_AT_SOURCE,
            ),
            never_null(
                "varden_finns",
                "varde",
                "Högst {resten} av cellerna får vara skyddade eller saknas; fler betyder att källan har ändrats.",
                LOOK_AT_SOURCE,
                SHARE,
            ),
            between(
                "ar_rimliga",
                "ar",
                LOWEST,
                HIGHEST,
                "Tabellen börjar {lagst} (BAS), och inget år är efter {hogst}.",
                "Kontrollera tabellens id i sources/catalogue.",
            ),
        ),
    ),
    Suite("staged.anstallda_2019", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_2014", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_ssyk4", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_ssyk4_2019", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_ssyk4_2014", (*_OCCUPATION, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_alder_riket", (*_OCCUPATION_BY_AGE, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN, FOUR_DIGITS)),
    Suite("staged.anstallda_alder", (*_OCCUPATION_BY_AGE, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.anstallda_naringsgren", (*_OCCUPATION_IN_INDUSTRY, NEARLY_ALL_KNOWN, YEARS, WOMEN_AND_MEN)),
    Suite("staged.loner", _PAY),
    Suite("staged.loner_2014", _PAY),
    Suite(
        "mart.anstallda",
        (
            between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            never_null(
                "delregioner_finns",
                "varde",
                "Högst {resten} av uppgifterna för delregionerna får saknas därför att en kommun är skyddad.",
                "Se vilka kommuner som saknar värde i staged/anstallda.",
                SHARE,
                where=f"geo_niva == 'delregion' and register == '{BAS}'",
            ),
            never_null(
                "inga_luckor_i_delregioner",
                "varde",
                "Visar vilka delregioner och yrken som saknar tal därför att en kommuns uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                severity=WARNING,
                where=f"geo_niva == 'delregion' and kon == 'totalt' and register == '{BAS}'",
            ),
        ),
    ),
    Suite(
        "mart.anstallda_ssyk4",
        (
            between("varde_inte_negativt", "varde", 0, None, "Antal anställda är aldrig negativt.", FOLLOW_BACK),
            reason_given("varde.isna()", "ett tal", "tabellens modul i assets/marts"),
            between(
                "marginalerna_liknar_varandra",
                "marginal_skillnad",
                LOWEST,
                HIGHEST,
                "Tabellerna på tre och fyra siffror är samma register: högst {resten} av undergrupperna får skilja över {hogst}.",
                "Se kontrollen grupper_blir_yrken av staged.anstallda_ssyk4, som jämför de två tabellerna i länet.",
                SHARE,
                severity=WARNING,
                where="geo_niva == 'lan'",
            ),
            never_null(
                "fordelade_finns",
                "varde",
                "Högst {resten} av uppgifterna får saknas därför att ett tal på tre eller fyra siffror är skyddat.",
                "Läs anmärkningarna. Saknas alla: se i mart.kalla om underlaget på fyra siffror är hämtat.",
                SHARE,
                severity=WARNING,
                where="geo_niva == 'delregion'",
            ),
        ),
    ),
    Suite(
        "mart.seriebrott",
        (
            never_null(
                "matt_pa_bada_sidor",
                "efter",
                "Ett brott som mäts har ett tal före och ett efter.",
                "Se vilket år i staged/anstallda som saknar länets tal.",
                severity=WARNING,
                where="fore.notna()",
            ),
        ),
    ),
)
