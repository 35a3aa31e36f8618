"""The long term as tables: every occupation of an area in the years ahead, and how well projections have hit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.long_term_outcomes import OUTCOME_SHARES
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.model import Record
from assets.contracts.words import COUNTY, NATION_LEVEL, SSYK3_LEVEL
from assets.methods.backtest import (
    CHANGE,
    COVERAGE,
    DIRECTION,
    EVERYTHING,
    NATIONWIDE,
    OF_NATION,
    RELATIVE,
    SIZE,
    TESTED_HORIZONS,
    TRIAL_CLASSES,
)
from assets.methods.backtest import COUNTY as COUNTIES
from assets.methods.projection_intervals import CHANGE_CLASSES, LEAST_EMPLOYEES
from assets.methods.trial import INTERVAL
from reports import texts
from reports.findings.accuracy import total_told
from reports.findings.long_term import LACKING, LEAVING, MEANING, OF_OUTCOMES, Outlook, outlooks
from reports.records import Value
from reports.sheets.model import ON_SCREEN_ONLY, Facts, Sheet, SheetColumn

_RESTS_ON = (PROJECTION, REPLACEMENT, DIFFERENCE, LONG_ASSESSMENT)
_ON_PAPER = 40


def long_term_tables(facts: Facts) -> list[Sheet]:
    """Every occupation of the area in the years ahead, to be read; no table when nothing is projected."""
    found = _found(facts)
    if not found:
        return []
    first, later = found[0][2], _later(facts)
    # What is to be known of nearly every row is said once: on each, the rows would be four times as tall.
    projected = Counter(o.remark for _, _, o in found if o.ahead[-1].middle is not None and o.remark)
    common = next((remark for remark, _ in projected.most_common(1)), "")
    said = f" Gäller rader utan anmärkning: {common}" if common else ""
    columns = [
        SheetColumn("Kod", "code", 13),
        SheetColumn("Yrke", "text", 34),
        SheetColumn(f"Anställda november {first.base}", "integer", 11),
    ]
    for horizon in first.ahead:
        columns += [
            SheetColumn(f"Framskrivning {horizon.year}", "text", 24),
            SheetColumn(f"Mot länets alla anställda till {horizon.year}", "text", 18),
        ]
    columns += [
        SheetColumn(f"Ersättningsbehov till {first.ahead[-1].year}", "integer", 16),
        SheetColumn("AF om länet om fem år", "text", 30),
        SheetColumn("Anmärkning", "text", 40),
    ]
    rows = [
        (
            group,
            name,
            _whole(o.employees.value),
            *(cell for h in o.ahead for cell in (h.shown, h.word or "–")),
            _whole(o.ahead[-1].leaving.value),
            later.get(group, "–"),
            "" if o.remark == common else o.remark,
        )
        for group, name, o in found
    ]
    return [
        Sheet(
            "Lång sikt",
            "lang_sikt",
            _title(facts, first),
            facts.source_of(*_RESTS_ON),
            f"{MEANING} Inom parentes står gränser för {OF_OUTCOMES}. {LEAVING} Under {LEAST_EMPLOYEES} anställda skrivs inget fram. "
            f"{total_told(facts.warehouse)} Flest anställda står överst.{said}",
            tuple(columns),
            tuple(rows),
            f"Anställda per yrke i {facts.area} framåt, med gränser, riktning och ersättningsbehov.",
            printed=_ON_PAPER,
        )
    ]


def long_term_details(facts: Facts) -> list[Sheet]:
    """The same years with every number in a column of its own, for those who compute; no table when nothing is projected."""
    found = _found(facts)
    if not found:
        return []
    first, later = found[0][2], _later(facts)
    columns = [
        SheetColumn("Kod", "code", 13),
        SheetColumn("Yrke", "text", 34),
        SheetColumn(f"Anställda november {first.base}", "integer", 11),
    ]
    for at, horizon in enumerate(first.horizons):
        what = "Framskrivning" if at else "Beräknat läge"
        columns += [
            SheetColumn(f"{what} {horizon.year}", "integer", 14),
            SheetColumn(f"Minst {horizon.year}", "integer", 9),
            SheetColumn(f"Högst {horizon.year}", "integer", 9),
        ]
    columns += [SheetColumn(f"Mot länets alla anställda till {h.year}", "text", 18) for h in first.ahead]
    columns += [SheetColumn(f"Ersättningsbehov till {h.year}", "integer", 16) for h in first.ahead]
    columns += [SheetColumn(f"Beräknad skillnad {h.year}", "text", 24) for h in first.ahead]
    columns += [SheetColumn(f"Behovet mot tillgången {h.year}", "text", 18) for h in first.ahead]
    columns += [SheetColumn("AF om länet om fem år", "text", 18), SheetColumn("Anmärkning", "text", 50)]
    rows = [
        (
            group,
            name,
            _whole(o.employees.value),
            *(value for h in o.horizons for value in (_whole(h.middle), _whole(h.low), _whole(h.high))),
            *(h.word or "–" for h in o.ahead),
            *(_whole(h.leaving.value) for h in o.ahead),
            *(h.lacking for h in o.ahead),
            *(h.against or "–" for h in o.ahead),
            later.get(group, "–"),
            o.remark,
        )
        for group, name, o in found
    ]
    return [
        Sheet(
            "Lång sikt i detalj",
            "lang_sikt_i_detalj",
            f"{_title(facts, first)}, i detalj",
            facts.source_of(*_RESTS_ON),
            f"{MEANING} Minst och högst är gränser för {OF_OUTCOMES}. {LEAVING} {LACKING} Under "
            f"{LEAST_EMPLOYEES} anställda skrivs inget fram. "
            f"{total_told(facts.warehouse)} Flest anställda står överst. {texts.TOO_WIDE}",
            tuple(columns),
            tuple(rows),
            f"Anställda per yrke i {facts.area} framåt, varje tal i sin kolumn.",
            printed=ON_SCREEN_ONLY,
        )
    ]


def _found(facts: Facts) -> list[tuple[str, str, Outlook]]:
    """Code, name and outlook of every occupation of the area, those with most employees first."""
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in facts.warehouse.projections}
    found = outlooks(facts.warehouse, {facts.code: facts.area})
    rows = [(group, names[group], areas[0]) for group, areas in found.items()]
    return sorted(rows, key=lambda row: (-(row[2].employees.value or 0), row[1]))


def _later(facts: Facts) -> dict[str, str]:
    """What Arbetsförmedlingen says of the county in five years, by occupation."""
    return {
        str(r["yrke_kod"]): str(r["af_om_fem_ar"] or "–")
        for r in facts.warehouse.assessments
        if r["geo_kod"] == facts.warehouse.county
    }


def _title(facts: Facts, first: Outlook) -> str:
    return facts.title(f"{facts.area} till {' och '.join(str(h.year) for h in first.ahead)}")


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def accuracy_tables(facts: Facts) -> tuple[Sheet, ...]:
    """What is published so many years ahead and how it has hit: in all, by size of the occupation, and of directions."""
    rows = [r for r in facts.warehouse.accuracy if r["metod"] == r["publiceras"]]
    tried = () if not rows else (_in_all(facts, rows), _by_size(facts, rows), _directions(facts, rows))
    return (*tried, *([_editions(facts)] if facts.warehouse.outcome_shares else []))


def _editions(facts: Facts) -> Sheet:
    """What frozen editions said beside what came; the newest edition first."""
    where = {NATION_LEVEL: "Riket", COUNTY: "Länet", "delregion": "Delregionerna"}
    made = [
        (
            str(r["utgava"]),
            where[str(r["geo_niva"])],
            _digits(str(r["yrkesniva"])) if r["yrkesniva"] == SSYK3_LEVEL else "redovisningsgrupper",
            str(r["ar"]),
            *((int(r["celler"]), int(r["inom"])) if r["celler"] else (None, None)),
            *(_value(r, name) for name in ("andel_inom", "medianfel")),
            str(r["anmarkning"] or ""),
        )
        for r in sorted(facts.warehouse.outcome_shares, key=lambda r: str(r["utgava"]), reverse=True)
    ]
    columns = (
        SheetColumn("Utgåva", "text", 12),
        SheetColumn("Område", "text", 14),
        SheetColumn("Yrken på", "text", 18),
        SheetColumn("År", "code", 8),
        SheetColumn("Fall", "integer", 8),
        SheetColumn("Inom gränserna", "integer", 10),
        SheetColumn("Andel inom", "percent", 10),
        SheetColumn("Typiskt fel", "percent", 10),
        SheetColumn("Anmärkning", "text", 50),
    )
    return Sheet(
        "Utgåvor mot utfall",
        "utfall_per_niva",
        facts.title("Vad frysta utgåvor skrev fram, mot vad som kom"),
        facts.source_of(OUTCOME_SHARES),
        f"Gränserna är gjorda för {OF_OUTCOMES}. Utgåvor från samma register säger nästan detsamma om samma år.",
        columns,
        tuple(made),
        "Fall, fall inom gränserna och typiskt fel per utgåva, område, yrkesnivå och år.",
    )


def _in_all(facts: Facts, rows: list[Record]) -> Sheet:
    county = facts.warehouse.county
    found = {
        (str(r["yrkesniva"]), int(r["horisont"]), str(r["matt"]), str(r["urval"]), str(r["grupp"])): r for r in rows
    }
    units = sorted({(level, years) for level, years, _, scope, _ in found if scope not in OF_NATION})
    made, before = [], ""
    for level, years in units:
        whole, held = (found.get((level, years, matt, EVERYTHING, EVERYTHING)) for matt in (RELATIVE, COVERAGE))
        own = found.get((level, years, RELATIVE, COUNTIES, county))
        nation = found.get((level, years, RELATIVE, NATIONWIDE, EVERYTHING))
        any_row = next(r for key, r in found.items() if key[:2] == (level, years) and key[3] not in OF_NATION)
        why = str(any_row["anmarkning"] or "")
        made.append(
            (
                _digits(level),
                years,
                str(any_row["publiceras"]),
                *(_value(whole, name) for name in ("varde", "nedre", "ovre")),
                _value(own, "varde"),
                _value(nation, "varde"),
                _value(held, "varde"),
                None if whole is None else int(whole["ursprungsar"]),
                "Som ovan." if why and why == before else why,
            )
        )
        before = why
    columns = (
        SheetColumn("Yrken på", "text", 14),
        SheetColumn("År framåt", "integer", 9),
        SheetColumn("Metod som publiceras", "text", 22),
        SheetColumn("Fel mot oförändrade andelar", "percent", 14),
        SheetColumn("Undre gräns", "percent", 10),
        SheetColumn("Övre gräns", "percent", 10),
        SheetColumn("Det egna länets fel", "percent", 12),
        SheetColumn("Rikets fel", "percent", 10),
        SheetColumn("Utfall i intervallet", "percent", 12),
        SheetColumn("Antal år prövade", "integer", 10),
        SheetColumn("Varför inte en annan", "text", 50),
    )
    return Sheet(
        "Träffsäkerhet",
        "traffsakerhet_alla",
        facts.title("Hur framskrivningarna har träffat"),
        facts.source_of(ACCURACY),
        "Felet är delat med felet om andelarna antas oförändrade. Under 100 procent är bättre än så. Gränserna rymmer "
        f"{100 * INTERVAL:.0f} av 100 omdragningar.",
        columns,
        tuple(made),
        "Fel, gränser och täckning per yrkesnivå och antal år framåt.",
    )


def _by_size(facts: Facts, rows: list[Record]) -> Sheet:
    made = _laid_out(rows, RELATIVE, SIZE, TRIAL_CLASSES)
    return Sheet(
        "Träffsäkerhet, storlek",
        "traffsakerhet_storlek",
        facts.title("Hur framskrivningarna har träffat, efter yrkets storlek"),
        facts.source_of(ACCURACY),
        "Felet mot oförändrade andelar, i yrken med så många anställda i länet. Vinsten ligger i de stora yrkena.",
        _columns(TRIAL_CLASSES, 14),
        made,
        "Fel mot oförändrade andelar per yrkesnivå, antal år framåt och storlek.",
    )


def _directions(facts: Facts, rows: list[Record]) -> Sheet:
    made = _laid_out(rows, DIRECTION, CHANGE, CHANGE_CLASSES)
    return Sheet(
        "Träffsäkerhet, riktning",
        "traffsakerhet_riktning",
        facts.title("Hur ofta riktningen har stämt"),
        facts.source_of(ACCURACY),
        "Hur ofta andelen har stigit eller fallit som framskrivet, efter hur stor ändring som skrevs fram. Hälften är som att "
        "singla slant.",
        _columns(CHANGE_CLASSES, 16),
        made,
        "Andel rätta riktningar per yrkesnivå, antal år framåt och framskriven ändring.",
    )


def _columns(groups: Iterable[str], width: int) -> tuple[SheetColumn, ...]:
    level, years = SheetColumn("Yrken på", "text", 14), SheetColumn("År framåt", "integer", 9)
    return (level, years, *(SheetColumn(name, "percent", width) for name in groups))


def _laid_out(rows: Iterable[Record], measure: str, scope: str, groups: Iterable[str]) -> tuple[tuple[Value, ...], ...]:
    """One row for each level and number of years, one column for each group."""
    found = {
        (str(r["yrkesniva"]), int(r["horisont"]), str(r["grupp"])): r
        for r in rows
        if r["matt"] == measure and r["urval"] == scope and int(r["horisont"]) in TESTED_HORIZONS
    }
    return tuple(
        (_digits(level), years, *(_value(found.get((level, years, group)), "varde") for group in groups))
        for level, years in sorted({key[:2] for key in found})
    )


def _digits(level: str) -> str:
    return "tre siffror" if level == SSYK3_LEVEL else "fyra siffror"


def _value(row: Record | None, name: str) -> Value:
    return None if row is None or row[name] is None else float(row[name])
