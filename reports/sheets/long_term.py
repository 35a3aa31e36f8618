"""The long term as tables: every occupation of an area in the years ahead."""

from __future__ import annotations

from collections import Counter

from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.long_term_supply import REPLACEMENT
from assets.methods.projection_intervals import LEAST_EMPLOYEES
from reports import texts
from reports.findings.accuracy import total_told
from reports.findings.long_term import (
    LEAVING,
    MEANING,
    OF_OUTCOMES,
    Outlook,
    difference_known,
    difference_told,
    outlooks,
)
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
        SheetColumn("AF:s svar för länet om fem år", "text", 30),
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
    columns += [SheetColumn(f"Tillväxtbehov till {h.year}", "text", 14) for h in first.ahead]
    columns += [SheetColumn(f"Ersättning och tillväxt till {h.year}", "integer", 16) for h in first.ahead]
    compared = first.ahead if difference_known(facts.warehouse) else ()
    columns += [SheetColumn(f"Beräknad skillnad {h.year}", "text", 24) for h in compared]
    columns += [SheetColumn(f"Behovet mot tillgången {h.year}", "text", 18) for h in compared]
    columns += [SheetColumn("AF:s svar för länet om fem år", "text", 18), SheetColumn("Anmärkning", "text", 50)]
    rows = [
        (
            group,
            name,
            _whole(o.employees.value),
            *(value for h in o.horizons for value in (_whole(h.middle), _whole(h.low), _whole(h.high))),
            *(h.word or "–" for h in o.ahead),
            *(_whole(h.leaving.value) for h in o.ahead),
            *(h.growing for h in o.ahead),
            *(_whole(h.together.value) for h in o.ahead),
            *(h.lacking for h in o.ahead[: len(compared)]),
            *(h.against or "–" for h in o.ahead[: len(compared)]),
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
            f"{MEANING} Minst och högst är gränser för {OF_OUTCOMES}. {LEAVING} {difference_told(facts.warehouse)} Under "
            f"{LEAST_EMPLOYEES} anställda skrivs inget fram. "
            f"{total_told(facts.warehouse)} Tillväxten är lika osäker som framskrivningen. Flest anställda överst. {texts.TOO_WIDE}",
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
