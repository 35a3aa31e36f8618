"""How sure an area's figures are, said in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from assets.contracts.model import Record
from assets.contracts.words import FROM_COUNTY, NOT_APPLICABLE, PASSED, REPORTING_GROUP, UNKNOWN
from assets.methods.signals import ADS_RATE
from assets.reference.areas import parts_of
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import texts
from reports.sheets.model import Facts, rows_of
from reports.sheets.trial import trial_in_short
from reports.source_lines import source_name, stale
from reports.warehouse import Warehouse


def quality_box(facts: Facts) -> tuple[tuple[str, str], ...]:
    """How sure the figures are: coverage, age, breaks, failures, changes."""
    warehouse = facts.warehouse
    occupations = [r for r in rows_of(warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    areas = [r for r in rows_of(warehouse, facts.code, "af_yrkesomrade") if r["yrke_kod"] != UNKNOWN]
    counted = sum(r["anstallda"] is not None for r in occupations)
    rated = sum(r["platser_per_100_anstallda"] is not None for r in occupations)
    compared = sum(r["platser_per_arbetslos"] is not None for r in areas)
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
        ("Äldsta underlaget", _oldest(warehouse.sources)),
        ("Prövning av signalerna", trial_in_short(warehouse.agreement)),
        ("Brott i serien", texts.BREAK),
        *of_answers(warehouse),
        ("Oläsliga rader", _unreadable(unreadable)),
        (
            "Kontroller",
            f"{texts.tally(outcomes, 'godkända')}. {warnings} varning{'' if warnings == 1 else 'ar'}, se sidan Kvalitet.",
        ),
        (
            "Ändringar",
            f"{texts.shown(changed, 'integer')} tal skiljer mot utgåva {previous}, se bladet Ändringar i arbetsboken."
            if previous
            else "Det finns ingen tidigare utgåva att jämföra med.",
        ),
    )


def of_county(facts: Facts) -> tuple[tuple[str, str], ...]:
    """How sure the figures of the whole county and its parts are: heading and sentences, after what is said of all figures."""
    warehouse = facts.warehouse
    outcomes = [str(r["utfall"]) for r in warehouse.checks]
    return (
        ("Kontroller", f"{texts.tally(outcomes, 'godkända')}. De står i tabellen nedan."),
        *([] if warehouse.undivided else [("Lånat underlag", _borrowed(warehouse))]),
        ("Äldsta underlaget", _oldest(warehouse.sources)),
        *of_answers(warehouse),
    )


def _borrowed(warehouse: Warehouse) -> str:
    """In how many occupations the measure of the score is the county's own, by part of the county."""
    measured = [r for r in warehouse.signals if r["indikator"] == ADS_RATE.code and r["yrkesniva"] == REPORTING_GROUP]
    told = []
    for area in parts_of(warehouse.county):
        here = [str(r["grund"]) for r in measured if r["geo_kod"] == area.code and r["grund"] is not None]
        told.append(f"{here.count(FROM_COUNTY)} av {len(here)} yrken i {area.name}")
    return (
        "Där ett yrke har för litet eget underlag används länets annonser per 100 anställda. Det gäller "
        f"{texts.listed(told)}. I andra små yrken vägs det egna talet med länets. Varje yrke säger vilket som gäller."
    )


def of_answers(warehouse: Warehouse) -> tuple[tuple[str, str], ...]:
    """Which sources' answers are used, and what people have decided about them: heading and sentences."""
    return ("Källor som saknas", _lacking(warehouse)), ("Beslut om svar", _decisions(warehouse.sources))


def _oldest(sources: Sequence[Record]) -> str:
    """The first of the sources that end first, and how many more; a closed series is history, not old data."""
    renewed = [r for r in sources if r["nasta_vantas"]]
    if not renewed:
        return "Inget av underlagen fylls på."
    oldest = min(renewed, key=lambda r: str(r["period_till"]))
    others = sum(r["period_till"] == oldest["period_till"] for r in renewed) - 1
    named = f"{source_name(oldest)}{f' och {others} till' if others else ''}"
    return f"{named}, avser till och med {oldest['period_till']}."


def _lacking(warehouse: Warehouse) -> str:
    """The sources that an older copy stands in for, and those that there is none of with what is not shown therefore."""
    older = stale(warehouse.sources)
    said = [f"{'; '.join(older)}: ett äldre svar används."] if older else []
    said += [f"{r['titel']}: {r['anmarkning']}" for r in warehouse.sources if r["hamtstatus"] == "senast godkända"]
    said += [f"{r['titel']}: {r['anmarkning']}" for r in warehouse.missing]
    return " ".join(said) or "Alla källor gick att läsa."


def _decisions(sources: Sequence[Record]) -> str:
    """What people have accepted of the answers that are used."""
    decided = [f"{source_name(row)}: {line}" for row in sources for line in (row["godkannande"] or "").splitlines()]
    return " ".join(f"{line}." for line in decided) or "Inget av svaren som används har krävt ett beslut."


def _unreadable(rows: int) -> str:
    """How many rows could not be read.

    >>> _unreadable(0), _unreadable(1)
    ('Alla rader gick att läsa.', '1 rad gick inte att läsa och räknas inte med.')
    """
    if rows == 0:
        return "Alla rader gick att läsa."
    return f"{texts.shown(rows, 'integer')} {'rad' if rows == 1 else 'rader'} gick inte att läsa och räknas inte med."
