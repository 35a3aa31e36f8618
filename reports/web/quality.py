"""How sure an area's figures are, said in a few lines."""

from __future__ import annotations

from assets.contracts.words import NOT_APPLICABLE, PASSED, REPORTING_GROUP, UNKNOWN
from assets.reference import UNKNOWN_SSYK3
from reports import texts
from reports.sheets.model import Facts, rows_of
from reports.sheets.trial import trial_text


def quality_box(facts: Facts) -> tuple[tuple[str, str], ...]:
    """How sure the figures are: coverage, age, breaks, failures, changes."""
    warehouse = facts.warehouse
    occupations = [r for r in rows_of(warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    areas = [r for r in rows_of(warehouse, facts.code, "af_yrkesomrade") if r["yrke_kod"] != UNKNOWN]
    counted = sum(r["anstallda"] is not None for r in occupations)
    rated = sum(_known(r["platser_per_100_anstallda"]) for r in occupations)
    compared = sum(_known(r["platser_per_arbetslos"]) for r in areas)
    oldest = min(warehouse.sources, key=lambda r: str(r["period_till"]))
    stale = [f"{r['utgivare']}, {r['tabell_id']}" for r in warehouse.sources if r["hamtstatus"] != "aktuell"]
    unreadable = sum(int(r["rader_fel"] or 0) for r in warehouse.sources)
    outcomes = [str(r["utfall"]) for r in warehouse.checks]
    warnings = sum(outcome not in (PASSED, NOT_APPLICABLE) for outcome in outcomes)
    changed = sum(1 for r in warehouse.changes if r["slag"] == "tal" and r["geo_kod"] == facts.code)
    previous = warehouse.edition["foregaende"]
    return (
        (
            "Täckning",
            f"{counted} av {len(occupations)} yrken har antal anställda, {rated} är stora nog för kvoter. {compared} av "
            f"{len(areas)} AF-yrkesområden har annonserade platser per inskriven.",
        ),
        ("Osäkerhet", " ".join(texts.CERTAINTY[:3])),
        (
            "Äldsta underlaget",
            f"{oldest['utgivare']}, {oldest['tabell_id']}, avser till och med {oldest['period_till']}.",
        ),
        ("Prövning av signalerna", trial_text(facts.warehouse.agreement)),
        ("Brott i serien", texts.BREAK),
        (
            "Källor som inte svarade",
            f"{', '.join(stale)}: äldre hämtning används." if stale else "Alla källor gick att läsa.",
        ),
        ("Oläsliga rader", f"{texts.shown(unreadable, 'integer')} rader lades åt sidan."),
        (
            "Kontroller",
            f"{texts.tally(outcomes, 'godkända')}. {warnings} varningar, se sidan Kvalitet.",
        ),
        (
            "Ändringar",
            f"{texts.shown(changed, 'integer')} tal skiljer mot utgåva {previous}, se bladet Ändringar i arbetsboken."
            if previous
            else "Det finns ingen tidigare utgåva att jämföra med.",
        ),
    )


def _known(value: object) -> bool:
    return isinstance(value, float) and value == value
