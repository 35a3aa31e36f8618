"""Scenarios of the long term as tables, each beside the base and never instead of it."""

from __future__ import annotations

from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_levels import ABOVE, LEVELS
from assets.contracts.long_term_supply import NEED_BY_AGE, REPLACEMENT, SUPPLY_SCENARIOS
from assets.contracts.model import Column, Record
from assets.contracts.words import EDUCATION_LEVEL
from assets.methods.long_term_difference import difference_class
from assets.methods.projection_intervals import UNSURE
from assets.reference.educations import education_groups, outlooks_of_scb
from assets.reference.scenarios import scenarios
from reports.findings.long_term import LEAVING
from reports.findings.matrix import area_names
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, shown_cell
from reports.texts import signed

SCENARIO_LEAD = (
    "Ett scenario säger vad en enda förändring betyder. Det säger inte att förändringen väntas. Scenarierna står bredvid basen.",
    "Behov efter ålder är hur många som behövs om bemanningen per åldersgrupp är som i dag. I prov på länen träffade det sämre än att anta "
    "oförändrade andelar. Läs det som vad behovet vore, inte som vad som kommer att hända.",
    "Tillgång på utbildade i scenarier är inte prövad.",
)


def scenario_tables(facts: Facts) -> tuple[Sheet, ...]:
    """Need by age in every area, supply and SCB's outlook in the facts' own; nothing of what has no rows."""
    return (*_need_by_age(facts), *_later(facts), *_supply(facts), *_of_scb(facts))


def _later(facts: Facts) -> tuple[Sheet, ...]:
    """Those who leave each occupation, and if working life is longer; the years it is longer by are the reviewed list's."""
    rows = [r for r in facts.warehouse.replacement if r["geo_kod"] == facts.code and r["langre_arbetsliv"] is not None]
    if not rows:
        return ()
    years = sorted({int(r["till_ar"]) for r in rows})
    longer = int(rows[0]["ar_langre"])
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in rows}
    found = {(str(r["yrke_kod"]), int(r["till_ar"])): r for r in rows}
    columns = [REPLACEMENT.column(name) for name in ("ersattningsbehov", "langre_arbetsliv")]
    made = tuple(
        (code, name, *(_in_scenario(found.get((code, year)), column) for year in years for column in columns))
        for code, name in sorted(names.items(), key=lambda item: (item[1], item[0]))
    )
    return (
        Sheet(
            "Scenarier, arbetsliv",
            "scenarier_arbetsliv",
            facts.title(f"Ersättningsbehov i {facts.area}, i dag och om arbetslivet blir {longer} år längre"),
            facts.source_of(REPLACEMENT),
            f"{LEAVING} I scenariot arbetar alla som når den övre åldersgränsen {longer} år till.",
            (
                SheetColumn("Kod", "code", 12),
                SheetColumn("Yrke", "text", 40),
                *(
                    SheetColumn(f"{what} {year}", "integer", 16)
                    for year in years
                    for what in ("Ersättningsbehov till", f"{longer} år längre, till")
                ),
            ),
            made,
            "Ersättningsbehov per yrke, och om arbetslivet blir längre.",
        ),
    )


def _need_by_age(facts: Facts) -> tuple[Sheet, ...]:
    names = area_names(facts.warehouse)
    rows = [r for r in facts.warehouse.need_by_age if r["geo_kod"] in names]
    if not rows:
        return ()
    base = {(r["geo_kod"], r["yrke_kod"], int(r["ar"])): r for r in facts.warehouse.welfare_projections}
    years = sorted({int(r["till_ar"]) for r in rows})
    units: dict[tuple[str, str], dict[int, Record]] = {}
    for row in rows:
        units.setdefault((str(row["geo_kod"]), str(row["ssyk3"])), {})[int(row["till_ar"])] = row
    order = list(names)
    made: list[tuple[Value, ...]] = []
    for (area, code), of in sorted(units.items(), key=lambda unit: (order.index(unit[0][0]), unit[0][1])):
        first = next(iter(of.values()))
        numbers: list[Value] = []
        for year in years:
            ahead, need = base.get((area, code, year)), of.get(year)
            numbers.append(shown_cell(PROJECTION.column("personer"), ahead["personer"] if ahead else None))
            numbers.append(shown_cell(NEED_BY_AGE.column("behov"), need["behov"] if need else None))
        counted = shown_cell(NEED_BY_AGE.column("anstallda"), first["anstallda"])
        made.append((names[area], str(first["yrke_namn"]), str(first["aldrar"]), counted, *numbers))
    columns = [
        SheetColumn("Område", "text", 18),
        SheetColumn("Yrke", "text", 34),
        SheetColumn("Följer åldrarna", "text", 16),
        SheetColumn(f"Anställda november {rows[0]['ar']}", "integer", 11),
    ]
    for year in years:
        columns.append(SheetColumn(f"Framskrivning {year}", "integer", 14))
        columns.append(SheetColumn(f"Behov vid dagens bemanning {year}", "integer", 16))
    return (
        Sheet(
            "Behov efter ålder",
            "behov_efter_alder",
            facts.title("Behov i välfärden om bemanningen per åldersgrupp är som i dag"),
            facts.source_of(NEED_BY_AGE, PROJECTION),
            "Framskrivningen är basen. Behovet efter ålder är ett scenario. I provet träffade det sämre än oförändrade andelar.",
            tuple(columns),
            tuple(made),
            "Behov efter ålder bredvid framskrivningen, i länet och delregionerna.",
        ),
    )


def _in_scenario(row: Record | None, column: Column) -> Value:
    return None if row is None else shown_cell(column, row[column.name])


def _supply(facts: Facts) -> tuple[Sheet, ...]:
    rows = [r for r in facts.warehouse.supply_scenarios if r["geo_kod"] == facts.code]
    if not rows:
        return ()
    year = min(int(r["till_ar"]) for r in rows)
    chosen = [r for r in rows if int(r["till_ar"]) == year]
    shown = [s for s in scenarios() if any(r["scenario"] == s.code for r in chosen)]
    found = {(str(r["utbildningsgrupp"]), str(r["scenario"])): r for r in chosen}
    names = {str(r["utbildningsgrupp"]): (str(r["utbildning_namn"]), r["bas"]) for r in chosen}
    beside = by_age_beside(facts)
    base, other = SUPPLY_SCENARIOS.column("bas"), SUPPLY_SCENARIOS.column("tillgang")
    made = tuple(
        (name, shown_cell(base, amount), *(_in_scenario(found.get((code, s.code)), other) for s in shown))
        for code, (name, amount) in sorted(names.items(), key=lambda item: (-float(item[1][1]), item[1][0]))
    )
    return (
        Sheet(
            "Scenarier, tillgång",
            "scenarier_tillgang",
            facts.title(f"Tillgång på utbildade {year} i {facts.area}, i basen och i varje scenario"),
            facts.source_of(SUPPLY_SCENARIOS, *([LEVELS] if beside else [])),
            f"Basen står först. I varje scenario är en enda sak annorlunda. Antalen läggs inte ihop över utbildningar.{beside}",
            (
                SheetColumn("Utbildning", "text", 40),
                SheetColumn(f"Basen {year}", "integer", 12),
                *(SheetColumn(s.name, "integer", 14) for s in shown),
            ),
            made,
            "Tillgång per utbildning i basen och i varje scenario.",
        ),
    )


def by_age_beside(facts: Facts) -> str:
    """How the share of the highest level changes by the flows and by age, or why not; nothing of an area without its own."""
    (row,) = [r for r in facts.warehouse.levels_ahead if r["geo_kod"] == facts.code and r["niva"] == ABOVE] or (None,)
    if row is None:
        return ""
    if row["skillnad"] is None:
        return f" Jämförelse efter ålder: {row['anmarkning']}"
    ways = ("andel_av_grupper", "andel_efter_alder")
    flows, ages = (signed(100 * (row[f"{way}_framskriven"] - row[way]), 1) for way in ways)
    return (
        f" Till {row['till_ar']} ändras andelen eftergymnasialt utbildade med {flows} procentenheter i basen (20–69 år). Följs de som är "
        f"unga när de blir äldre ändras den med {ages} (25–64 år). Åldrarna är olika, så det är ändringarna som går att jämföra."
    )


def beside_scb(ours: str, need: float, supply: float) -> str:
    """Whether SCB's outlook says the same as our word for the difference; empty when ours says nothing.

    >>> beside_scb("ökande", 1100, 1000), beside_scb("minskande", 1100, 1000), beside_scb("osäkert", 1100, 1000)
    ('säger detsamma', 'säger något annat', '')
    >>> beside_scb("oförändrat", 1040, 1000)
    'säger detsamma'
    """
    if ours in ("", UNSURE):
        return ""
    apart = need - supply
    theirs = difference_class(apart, apart, apart, supply)  # SCB gives no limits
    return "säger detsamma" if theirs == ours else "säger något annat"


def _of_scb(facts: Facts) -> tuple[Sheet, ...]:
    rows = [row for row in outlooks_of_scb() if row.county == facts.code]
    if not rows:
        return ()
    ours = {
        (str(r["kod"]), int(r["till_ar"])): r
        for r in facts.warehouse.differences
        if r["geo_kod"] == facts.code and r["enhet"] == EDUCATION_LEVEL
    }
    names = {e.code: e.name for e in education_groups()}
    column = DIFFERENCE.column("skillnad")
    made = []
    for row in rows:
        mine = ours.get((row.education, row.year))
        word = str(mine["riktning"] or "") if mine else ""
        made.append(
            (
                names[row.education],
                row.year,
                shown_cell(DIFFERENCE.column("behov"), row.need),
                shown_cell(DIFFERENCE.column("tillgang"), row.supply),
                shown_cell(column, mine["skillnad"] if mine else None),
                word or "–",
                beside_scb(word, row.need, row.supply) or "–",
                row.origin,
            )
        )
    return (
        Sheet(
            "SCB:s utblick",
            "scb_utblick",
            facts.title(f"SCB:s regionala utblick bredvid vår beräkning, {facts.area}"),
            facts.source_of(DIFFERENCE),
            "SCB:s tal är införda för hand och räknas aldrig in i våra. Varje rad har sitt ursprung.",
            (
                SheetColumn("Utbildning", "text", 40),
                SheetColumn("År", "code", 8),
                SheetColumn("SCB: behov", "integer", 12),
                SheetColumn("SCB: tillgång", "integer", 12),
                SheetColumn("Vår beräknade skillnad", "integer", 14),
                SheetColumn("Behovet mot tillgången hos oss", "text", 18),
                SheetColumn("SCB", "text", 18),
                SheetColumn("Ursprung", "text", 50),
            ),
            tuple(made),
            "SCB:s behov och tillgång per utbildning bredvid vår skillnad.",
        ),
    )
