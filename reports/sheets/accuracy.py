"""How well projections have hit, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from assets.contracts.long_term import ACCURACY
from assets.contracts.long_term_outcomes import OUTCOME_SHARES
from assets.contracts.model import Record
from assets.contracts.words import COUNTY, DELREGION_LEVEL, NATION_LEVEL, SSYK3_LEVEL
from assets.methods.backtest import (
    AGAINST_COUNTY,
    CHANGE,
    COVERAGE,
    DELREGION_SIZE,
    DELREGIONS,
    DIRECTION,
    EVERYTHING,
    NATIONWIDE,
    OF_COUNTIES,
    OF_DELREGIONS,
    OWN,
    RELATIVE,
    SEX,
    SIZE,
    TESTED_HORIZONS,
    TRIAL_CLASSES,
)
from assets.methods.backtest import COUNTY as COUNTIES
from assets.methods.parts_of_counties import OWN_SHARES
from assets.methods.projection_intervals import CHANGE_CLASSES, SIZE_CLASSES
from assets.methods.trial import INTERVAL
from reports.findings.long_term import OF_OUTCOMES
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn

_DELREGIONS = "delregionerna"
_LEVEL, _AHEAD = SheetColumn("Yrken på", "text", 14), SheetColumn("År framåt", "integer", 9)
_PUBLISHED = SheetColumn("Metod som publiceras", "text", 22)
_ERROR = (
    SheetColumn("Fel mot oförändrade andelar", "percent", 14),
    SheetColumn("Undre gräns", "percent", 10),
    SheetColumn("Övre gräns", "percent", 10),
)
_OF_ERROR = ("varde", "nedre", "ovre")
_INSIDE = SheetColumn("Utfall i intervallet", "percent", 12)
_ERROR_TRIED = SheetColumn("Felet prövat från, år", "integer", 10)
_INSIDE_TRIED = SheetColumn("Intervallet prövat från, år", "integer", 12)
"""Limits need years before the one they are made from, so they are tried from fewer."""


def accuracy_tables(facts: Facts) -> tuple[Sheet, ...]:
    """What is published so many years ahead and how it has hit: in all, by size of the occupation, and of directions."""
    rows = [r for r in facts.warehouse.accuracy if r["metod"] == r["publiceras"]]
    tried: tuple[Sheet, ...] = ()
    if rows:
        tried = (
            _in_all(facts, rows),
            _by_size(facts, rows),
            _directions(facts, rows),
            *(() if facts.warehouse.undivided else _of_delregions(facts)),
            *_of_sexes(facts),
        )
    return (*tried, *([_editions(facts)] if facts.warehouse.outcome_shares else []))


def _editions(facts: Facts) -> Sheet:
    """What frozen editions said beside what came; the newest edition first."""
    where = {NATION_LEVEL: "Riket", COUNTY: "Länet", DELREGION_LEVEL: "Delregionerna"}
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
    units = sorted({(level, years) for level, years, _, scope, _ in found if scope in OF_COUNTIES})
    made, before = [], ""
    for level, years in units:
        whole, held = (found.get((level, years, matt, EVERYTHING, EVERYTHING)) for matt in (RELATIVE, COVERAGE))
        own = found.get((level, years, RELATIVE, COUNTIES, county))
        nation = found.get((level, years, RELATIVE, NATIONWIDE, EVERYTHING))
        any_row = next(r for key, r in found.items() if key[:2] == (level, years) and key[3] in OF_COUNTIES)
        why = str(any_row["anmarkning"] or "")
        made.append(
            (
                _digits(level),
                years,
                str(any_row["publiceras"]),
                *(_value(whole, limit) for limit in _OF_ERROR),
                _value(own, "varde"),
                _value(nation, "varde"),
                _years_tried(whole),
                _value(held, "varde"),
                _years_tried(held),
                "Som ovan." if why and why == before else why,
            )
        )
        before = why
    columns = (
        _LEVEL,
        _AHEAD,
        _PUBLISHED,
        *_ERROR,
        SheetColumn("Det egna länets fel", "percent", 12),
        SheetColumn("Rikets fel", "percent", 10),
        _ERROR_TRIED,
        _INSIDE,
        _INSIDE_TRIED,
        SheetColumn("Varför inte en annan", "text", 50),
    )
    return Sheet(
        "Träffsäkerhet",
        "traffsakerhet_alla",
        facts.title("Hur framskrivningarna har träffat"),
        facts.source_of(ACCURACY),
        "Felet är delat med felet om andelarna antas oförändrade. Under 100 procent är bättre än så. Två sorters gränser finns här. Undre "
        f"och övre gräns gäller felet: {100 * INTERVAL:.0f} av 100 prov med andra yrken skulle ge ett fel däremellan. Utfall i "
        f"intervallet gäller framskrivningens egna gränser: hur ofta de höll. De är gjorda för {OF_OUTCOMES}.",
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
        "Felet mot oförändrade andelar, i yrken med så många anställda i länet. Under 100 procent är bättre än så.",
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


def _of_delregions(facts: Facts) -> Iterable[Sheet]:
    """How delregioner that move as the county have been hit, whether anything of their own had been better, and how limits held."""
    rows = [r for r in facts.warehouse.accuracy if r["urval"] in OF_DELREGIONS and r["publiceras"]]
    found = {(int(r["horisont"]), str(r["metod"]), str(r["matt"]), str(r["urval"]), str(r["grupp"])): r for r in rows}
    made, sizes = [], []
    for years in sorted({key[0] for key in found}):
        here = [r for key, r in found.items() if key[0] == years]
        name = str(here[0]["publiceras"])
        whole, held = (found.get((years, name, matt, DELREGIONS, EVERYTHING)) for matt in (RELATIVE, COVERAGE))
        beside = (found.get((years, other, AGAINST_COUNTY, DELREGIONS, EVERYTHING)) for other in (OWN_SHARES, OWN))
        made.append(
            (
                _DELREGIONS,
                years,
                name,
                *(_value(whole, limit) for limit in _OF_ERROR),
                _years_tried(whole),
                _value(held, "varde"),
                _years_tried(held),
                *(_value(row, "varde") for row in beside),
                str(here[0]["anmarkning"] or ""),
            )
        )
        of_size = (found.get((years, name, COVERAGE, DELREGION_SIZE, group)) for group in SIZE_CLASSES)
        sizes.append((_DELREGIONS, years, *(_value(row, "varde") for row in of_size)))
    if not made:
        return
    place = SheetColumn("Område", "text", 16)
    columns = (
        place,
        _AHEAD,
        _PUBLISHED,
        *_ERROR,
        _ERROR_TRIED,
        _INSIDE,
        _INSIDE_TRIED,
        SheetColumn("Egna andelar mot länets", "percent", 12),
        SheetColumn("Egen trend mot länets", "percent", 12),
        SheetColumn("Anmärkning", "text", 50),
    )
    yield Sheet(
        "Träffsäkerhet, delregioner",
        "traffsakerhet_delregioner",
        facts.title("Hur delregionernas framskrivning har träffat"),
        facts.source_of(ACCURACY),
        "Yrken på tre siffror. Delregionens andel ändras som länets, och felet är delat med felet om den antas oförändrad. Under 100 "
        "procent är bättre än så. Mot länets: länens metod på delregionens egna andelar, eller dess egen trend. Under 100 procent hade de "
        "varit bättre än att ändras som länet.",
        columns,
        tuple(made),
        "Fel, gränser och täckning i delregionerna per antal år framåt.",
    )
    yield Sheet(
        "Träffsäkerhet, delregionsstorlek",
        "traffsakerhet_delregion_storlek",
        facts.title("Hur ofta länens gränser har hållit i delregionerna, efter yrkets storlek"),
        facts.source_of(ACCURACY),
        f"I yrken med så många anställda i delregionen. Gränserna är gjorda för {OF_OUTCOMES}. Där de hållit för sällan visas inget tal.",
        (place, _AHEAD, *(SheetColumn(group, "percent", 14) for group in SIZE_CLASSES)),
        tuple(sizes),
        "Täckning i delregionerna per antal år framåt och storlek.",
    )


def _of_sexes(facts: Facts) -> Iterable[Sheet]:
    """How one sex would have been hit, moved as all employees of the occupation."""
    rows = [r for r in facts.warehouse.accuracy if r["urval"] == SEX and r["metod"] != OWN_SHARES]
    found = {(str(r["grupp"]), int(r["horisont"]), str(r["matt"])): r for r in rows}
    made = tuple(
        (
            sex,
            years,
            *(_value(found.get((sex, years, RELATIVE)), limit) for limit in _OF_ERROR),
            _value(found.get((sex, years, COVERAGE)), "varde"),
        )
        for sex, years in sorted({key[:2] for key in found})
    )
    if not made:
        return
    yield Sheet(
        "Träffsäkerhet, kön",
        "traffsakerhet_kon",
        facts.title("Hur ett kön i taget hade träffats"),
        facts.source_of(ACCURACY),
        "Yrken på tre siffror i alla län. Kvinnors och mäns andelar ändras som yrkets. Bara prövat: framskrivningen görs inte efter kön.",
        (
            SheetColumn("Kön", "text", 14),
            _AHEAD,
            *_ERROR,
            _INSIDE,
        ),
        made,
        "Fel och täckning per kön och antal år framåt.",
    )


def _columns(groups: Iterable[str], width: int) -> tuple[SheetColumn, ...]:
    return (_LEVEL, _AHEAD, *(SheetColumn(name, "percent", width) for name in groups))


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


def _years_tried(row: Record | None) -> Value:
    return None if row is None or not row["ursprungsar"] else int(row["ursprungsar"])
