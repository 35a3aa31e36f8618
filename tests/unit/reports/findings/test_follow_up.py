"""What the follow-up says, on the small warehouse: one sure change, one that is chance, and measures without numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.follow_up import NOT_ATTRIBUTED
from assets.contracts.words import COUNTY
from assets.reference.follow_up import PROCESS, indicators
from reports.findings.follow_up import LEAD, decided, follow_up
from reports.sheets.follow_up import follow_up_table
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse

Make = Callable[..., Warehouse]


def test_only_measures_with_numbers_are_told_and_every_other_has_its_reason(warehouse: Make):
    found = follow_up(facts_of(warehouse("live"), COUNTY))
    assert [m.code for m in found.measures] == ["matchade"]
    assert len(found.measures) + len(found.missing) + len(found.work) + len(found.process) == len(indicators())
    assert len(found.work) + len(found.process) == sum(one.kind == PROCESS for one in indicators())
    assert all(m.why for m in (*found.missing, *found.process))
    assert {m.status for m in found.process} == {"kan inte räknas än"}


def test_a_sure_change_is_named_and_one_that_is_chance_is_not(warehouse: Make):
    (measure,) = follow_up(facts_of(warehouse("live"), COUNTY)).measures
    assert measure.sentence == "Jämfört med riket har talet säkert ökat i Fyrbodal sedan 2022."
    said = {line.name: line.said for line in measure.lines}
    assert said["Fyrbodal"] == "säker"
    assert {said[name] for name in said if name not in ("Fyrbodal", "Riket")} == {"ryms i slumpen"}
    assert said["Riket"] == ""


def test_the_county_is_told_first_with_how_many_have_surely_changed(warehouse: Make):
    full = warehouse("live")
    of_county = follow_up(facts_of(full, COUNTY)).sentence
    assert of_county == "Inget av ett mått som kan prövas har säkert ändrats mot riket i länet sedan 2022."
    numbers = {"i_arbete": ("säker förändring", 0.4), "matchade_man": ("säker förändring", -0.3), "matchade": ("säker förändring", 0.1),
               "etablerade": ("kan inte prövas", None)}  # fmt: skip
    changed = tuple(
        {**r, "varde": 40.0, "besked": numbers[r["indikator"]][0], "forandring_mot_riket": numbers[r["indikator"]][1]}
        if r["indikator"] in numbers and (r["geo_kod"], r["ar"]) == (full.county, 2023)
        else r
        for r in full.follow_up
    )
    found = follow_up(facts_of(replace(full, follow_up=changed), COUNTY))
    assert found.sentence == (
        "Tre av tre mått som kan prövas har säkert ändrats mot riket i länet sedan 2022: två har ökat och ett har minskat. "
        "Ett mått kan inte prövas än."
    )
    assert {m.code: m.tried for m in found.measures} == {code: code != "etablerade" for code in numbers}
    untried = tuple({**r, "besked": "kan inte prövas"} for r in full.follow_up)
    assert follow_up(facts_of(replace(full, follow_up=untried), COUNTY)).sentence == (
        "Inget mått kan prövas mot riket än."
    )


def test_a_measure_that_is_ever_below_0_is_drawn_for_no_area(warehouse: Make):
    full = warehouse("live")
    below = tuple(
        {**r, "varde": -1.0} if (r["indikator"], r["geo_kod"], r["ar"]) == ("matchade", "12", 2022) else r
        for r in full.follow_up
    )
    (measure,) = follow_up(facts_of(replace(full, follow_up=below), COUNTY)).measures
    assert {line.years.bars for line in measure.lines} == {()}


def test_a_line_has_base_latest_interval_and_difference(warehouse: Make):
    (measure,) = follow_up(facts_of(warehouse("live"), COUNTY)).measures
    line = next(line for line in measure.lines if line.name == "Fyrbodal")
    assert (line.base, line.base_interval) == ("41,0", "40,9–41,1")
    assert (line.latest, line.interval) == ("41,7", "41,6–41,8")
    assert (measure.unit, measure.unit_of_change) == ("procent", "procentenheter")
    assert (line.difference, line.change, line.change_interval) == ("+1,5", "+0,50", "+0,31 till +0,69")
    assert [name for name, _ in line.years.bars] == ["2022", "2023"]
    names = [line.name for line in measure.lines]
    assert names[:5] == ["Länet", "Fyrbodal", "Göteborgsregionen", "Boråsregionen", "Skaraborg"]
    assert names[-2:] == ["Riket", "Skåne län"]


def test_what_councils_have_done_is_a_count_per_area_and_year(warehouse: Make):
    (work,) = follow_up(facts_of(warehouse("live"), COUNTY)).work
    assert (work.code, work.years, work.notes) == ("omgangar", ("2026",), ("Fler kan komma.",))
    assert work.lines[0] == ("Länet", ("1",))
    assert dict(work.lines)["Fyrbodal"] == ("1",)
    assert dict(work.lines)["Skaraborg"] == ("0",)
    assert work.source.startswith("Källa: ")


def test_without_any_number_every_measure_is_missing(warehouse: Make):
    full = warehouse("live")
    bare = replace(full, follow_up=tuple({**r, "varde": None, "besked": "saknas"} for r in full.follow_up))
    found = follow_up(facts_of(bare, COUNTY))
    assert found.measures == found.work == ()
    assert len(found.missing) + len(found.process) == len(indicators())


def test_measures_are_proposals_until_all_three_stand():
    first, *others = indicators()
    assert decided(indicators()) == "Alla mått är förslag: ingen har beslutat dem än."
    half = replace(first, decided_by="Västgruppen", decided_on="2027-03-01")
    assert decided([half, *others]).startswith("Alla mått är förslag")
    whole = replace(half, register_number="RS 2027-1")
    assert decided([whole, *others]) == f"1 av {len(indicators())} mått är beslutade. De andra är förslag."


@pytest.mark.parametrize("area", ["fyrbodal", COUNTY])
def test_the_sheet_has_ten_columns_and_a_reason_for_every_missing_number(warehouse: Make, area: str):
    sheet = follow_up_table(facts_of(warehouse("live"), area))
    assert len(sheet.columns) == 10
    assert len(sheet.rows) == len(indicators())
    assert NOT_ATTRIBUTED in sheet.summary
    assert all(row[-1] for row in sheet.rows if None in row)
    row = sheet.rows[0]
    assert row[1:6] == (41.0, "2023", *((41.7, 41.6, 41.8) if area == "fyrbodal" else (41.2, 41.1, 41.4)))
    rounds = next(row for row in sheet.rows if str(row[0]).startswith("Omgångar"))
    assert rounds[2:5] == ("2026", 1.0, None)
    assert rounds[8:] == ("räknat", "Fler kan komma. Underlaget saknas.")
    assert row[8] == ("säker förändring" if area == "fyrbodal" else "ingen säker förändring")


def test_nobody_is_told_that_the_agreement_did_it():
    assert NOT_ATTRIBUTED in LEAD
