"""How sure an area's figures are, at the edges: what is missing, what is closed, none, one and many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.assessment import SIGNALS
from assets.contracts.edition import SOURCES
from assets.contracts.trial import AGREEMENT, GROUPS_OF_THREE, KAPPA, SCORE
from assets.contracts.words import COMPUTED, COUNTY, FROM_COUNTY, REPORTING_GROUP, WITH_COUNTY
from assets.methods.signals import ADS_RATE
from reports.sheets.model import facts_of
from reports.sheets.trial import NOT_TRIED, trial_in_short
from reports.warehouse import Warehouse
from reports.web.quality import of_answers, of_county, quality_box
from tests.unit.reports.lix import lix
from tests.unit.reports.sheet_facts import record

Make = Callable[..., Warehouse]
EASY = 45


def source(table: str, last: str, following: str | None = None, **more: object) -> dict[str, object]:
    about = {
        "utgivare": "SCB",
        "tabell_id": table,
        "titel": f"Tabellen {table}",
        "period_till": last,
        "nasta_vantas": following,
    }
    return record(SOURCES, **{**about, "hamtstatus": "aktuell", "rader_fel": 0, "anmarkning": None, **more})


def box(made: Warehouse, **changed: object) -> dict[str, str]:
    return dict(quality_box(facts_of(replace(made, **changed), "fyrbodal")))


def test_the_oldest_source_is_no_closed_series(warehouse: Make):
    closed, old, new = source("TAB1", "2018"), source("TAB2", "2024", "2027-03"), source("TAB3", "2026-08", "2026-11")
    made = warehouse("live")
    assert box(made, sources=(closed, new, old))["Äldsta underlaget"] == "SCB, TAB2, avser till och med 2024."
    as_old = source("TAB4", "2024", "2027-03")
    assert box(made, sources=(old, as_old))["Äldsta underlaget"] == "SCB, TAB2 och 1 till, avser till och med 2024."
    assert box(made, sources=(closed,))["Äldsta underlaget"] == "Inget av underlagen fylls på."


def test_the_page_says_what_is_borrowed_in_each_part_and_which_source_is_oldest(warehouse: Make):
    def signal(area: str, basis: str | None, code: str = ADS_RATE.code) -> dict[str, object]:
        return record(SIGNALS, geo_kod=area, yrkesniva=REPORTING_GROUP, indikator=code, grund=basis)

    measured = (
        signal("fyrbodal", FROM_COUNTY),
        signal("fyrbodal", COMPUTED),
        signal("fyrbodal", WITH_COUNTY),
        signal("fyrbodal", None),
        signal("fyrbodal", FROM_COUNTY, "another"),
        signal("skaraborg", COMPUTED),
    )
    old = source("TAB2", "2024", "2027-03")
    made = replace(warehouse("live"), signals=measured, sources=(old,))
    told = dict(of_county(facts_of(made, COUNTY)))
    assert "1 av 3 yrken i Fyrbodal" in told["Lånat underlag"]
    assert "0 av 1 yrken i Skaraborg" in told["Lånat underlag"]
    assert told["Äldsta underlaget"] == "SCB, TAB2, avser till och med 2024."
    assert all(lix(said) <= EASY for said in told.values()), {k: lix(v) for k, v in told.items()}


def test_a_missing_source_is_said_by_name_with_what_is_not_shown(warehouse: Make):
    made, here = warehouse("live"), source("TAB2", "2024", "2027-03")
    assert box(made, sources=(here,), missing=())["Källor som saknas"] == "Alla källor gick att läsa."
    lacking = source("TAB9", "", anmarkning="Underlaget är inte hämtat. Försörjningskvoten visas inte.")
    late = source("TAB3", "2024", "2027-03", hamtstatus="senast fungerande")
    assert box(made, sources=(here, late), missing=(lacking,))["Källor som saknas"] == (
        "SCB, TAB3: ett äldre svar används. Tabellen TAB9: Underlaget är inte hämtat. Försörjningskvoten visas inte."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (0, "Alla rader gick att läsa."),
        (1, "1 rad gick inte att läsa och räknas inte med."),
        (56, "56 rader gick inte att läsa och räknas inte med."),
    ],
)
def test_unreadable_rows(warehouse: Make, rows: int, said: str):
    assert (
        box(warehouse("live"), sources=(source("TAB2", "2024", "2027-03", rader_fel=rows),))["Oläsliga rader"] == said
    )


@pytest.mark.parametrize(("kappa", "word"), [(0.15, "knappt"), (0.28, "svagt"), (0.45, "måttligt"), (0.9, "väl")])
def test_how_well_the_signals_agree_is_said_without_a_number(kappa: float, word: str):
    row = record(AGREEMENT, enhet=GROUPS_OF_THREE, prediktor=SCORE, matt=KAPPA, varde=kappa, nedre=kappa - 0.1)
    said = trial_in_short([row])
    assert said.startswith(f"Signalerna stämmer {word} med Arbetsförmedlingens bedömning. De ger frågor, inte svar.")
    assert lix(said) <= EASY
    by_chance = trial_in_short([{**row, "nedre": 0.0}])
    assert by_chance.startswith("Signalerna stämmer inte säkert bättre med Arbetsförmedlingens bedömning än slumpen.")
    assert lix(by_chance) <= EASY
    assert trial_in_short([]) == trial_in_short([{**row, "varde": None}]) == NOT_TRIED


def test_what_people_have_decided_about_answers_is_told_and_else_that_nobody_had_to(warehouse: Make):
    made, here = warehouse("live"), source("TAB2", "2024", "2027-03", godkannande=None)
    told = dict(of_answers(replace(made, sources=(here,), missing=())))
    assert told["Beslut om svar"] == "Inget av svaren som används har krävt ett beslut."
    decided = source("TAB3", "2024", "2027-03", godkannande="anna 2026-11-28T10:00:00Z: Källan har bekräftat talen")
    waiting = source(
        "TAB4", "2024", hamtstatus="senast godkända", anmarkning="Svaret från 2026-11-28 ligger i karantän."
    )
    told = dict(of_answers(replace(made, sources=(here, decided, waiting), missing=())))
    assert told["Beslut om svar"] == "SCB, TAB3: anna 2026-11-28T10:00:00Z: Källan har bekräftat talen."
    assert told["Källor som saknas"] == (
        "SCB, TAB4: ett äldre svar används. Tabellen TAB4: Svaret från 2026-11-28 ligger i karantän."
    )
