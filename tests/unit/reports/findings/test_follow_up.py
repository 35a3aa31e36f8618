"""What the follow-up says, on the small warehouse: one sure change, one that is chance, and measures without numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assets.contracts.follow_up import NOT_ATTRIBUTED
from assets.contracts.words import COUNTY
from assets.reference.follow_up import PROCESS, indicators
from reports.findings.follow_up import LEAD, decided, follow_up
from reports.findings.follow_up_words import remarks
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
    # No council of the small warehouse has given a priority.
    assert {m.status for m in found.process} == {"kan inte räknas än", "saknas"}


def test_a_sure_change_is_named_and_one_that_is_chance_is_not(warehouse: Make):
    (measure,) = follow_up(facts_of(warehouse("live"), COUNTY)).measures
    assert measure.sentence == "Talet har utvecklats bättre än riket i Fyrbodal sedan 2022, med mer än mätfelet."
    said = {line.name: line.said for line in measure.lines}
    assert said["Fyrbodal"] == "större än mätfelet"
    assert {said[name] for name in said if name not in ("Fyrbodal", "Riket")} == {"ryms i mätfelet"}
    assert said["Riket"] == ""


def changed(full: Warehouse, numbers: dict[str, dict[str, Any]], area: str = "14") -> Warehouse:
    """The small warehouse with other numbers of 2023 in an area, by measure."""
    rows = tuple(
        {**r, "varde": 40.0, **numbers[r["indikator"]]}
        if r["indikator"] in numbers and (r["geo_kod"], r["ar"]) == (area, 2023)
        else r
        for r in full.follow_up
    )
    return replace(full, follow_up=rows)


def told(beside: float, own: float, said: str = "säker förändring") -> dict[str, Any]:
    limits = {"forandring_nedre": beside - 0.05, "forandring_ovre": beside + 0.05}
    limits |= {"egen_nedre": own - 0.05, "egen_ovre": own + 0.05}
    return {"forandring_mot_riket": beside, "forandring": own, **limits, "besked": said}


def test_the_county_is_told_first_by_what_is_better_and_parts_are_no_findings_of_their_own(warehouse: Make):
    full = warehouse("live")
    of_county = follow_up(facts_of(full, COUNTY)).sentence
    assert of_county == (
        "Inget av ett mått som kan prövas har ändrats åt ett håll mot riket i länet sedan 2022, med mer än mätfelet."
    )
    numbers = {
        "matchade": told(0.2, -0.1),
        "matchade_kvinnor": told(0.2, -0.1),
        "matchade_man": told(0.2, -0.1),
        "i_arbete_gap": told(0.4, 0.1),
        "inskrivna_andel": told(-0.3, -0.6),
        "anstallda_index": told(-0.4, 1.0),
        "i_arbete": told(0.3, 0.3, "ingen säker förändring"),
        "etablerade": {"forandring_mot_riket": None, "besked": "kan inte prövas"},
    }
    found = follow_up(facts_of(changed(full, numbers), COUNTY))
    assert found.sentence == (
        "Fyra av fem mått som kan prövas har ändrats åt ett håll mot riket i länet sedan 2022, med mer än mätfelet: två har utvecklats "
        "bättre än riket, ett har utvecklats sämre än riket och ett utan riktning har ökat mindre än riket. Ett av dem som har utvecklats "
        "bättre än riket är ändå sämre än 2022. Ett mått vände sedan året före. Ett mått kan inte prövas än."
    )
    assert {m.code: m.tried for m in found.measures} == {code: code != "etablerade" for code in numbers}


def test_a_fall_within_its_own_error_is_not_told_as_one(warehouse: Make):
    full = warehouse("live")
    for limits, fallen in (((-0.6, -0.4), True), ((-0.6, 0.1), False), ((None, None), False)):
        own = told(0.2, -0.5) | dict(zip(("egen_nedre", "egen_ovre"), limits, strict=True))
        found = follow_up(facts_of(changed(full, {"matchade": own}), COUNTY))
        assert ("ändå sämre än 2022" in found.sentence) == fallen, found.sentence


@pytest.mark.parametrize(
    ("code", "numbers", "said"),
    [
        ("matchade", told(0.2, -0.1), "Talet har utvecklats bättre än riket i Västra Götalands län sedan 2022, med mer än mätfelet."),
        ("i_arbete_gap", told(0.2, -0.1), "Talet har utvecklats sämre än riket i Västra Götalands län sedan 2022, med mer än mätfelet."),
        ("anstallda_index", told(0.2, -0.1), "Talet har minskat mindre än riket i Västra Götalands län sedan 2022, med mer än mätfelet."),
        ("i_arbete", told(0.2, 0.1, "ingen säker förändring"),
         "I Västra Götalands län vände förändringen mot riket sedan året före."),
        ("i_arbete", told(0.01, 0.1, "ingen säker förändring"),
         "Talet har inte ändrats mot riket med mer än mätfelet sedan 2022 i Västra Götalands län."),
    ],
)  # fmt: skip
def test_a_difference_is_never_told_as_a_rise(warehouse: Make, code: str, numbers: dict[str, Any], said: str):
    full = warehouse("live")
    alone = replace(
        full,
        follow_up=tuple({**r, "varde": None, "besked": "saknas"} if r["ar"] == 2023 else r for r in full.follow_up),
    )
    measures = follow_up(facts_of(changed(alone, {code: numbers}), COUNTY)).measures
    (measure,) = (m for m in measures if m.code == code)
    assert measure.sentence == said


def test_only_an_interval_of_chance_is_said_to_hold_80_times_of_100(warehouse: Make):
    numbers = {code: told(0.1, 0.1) for code in ("matchade", "inpendling", "paradoxyrken")}
    found = follow_up(facts_of(changed(warehouse("live"), numbers), COUNTY))
    said = {m.code: m.intervals for m in found.measures}
    assert said["matchade"].startswith("Intervallen håller 80 gånger av 100 om bara slump")
    assert "80" not in said["inpendling"]
    assert said["inpendling"]
    assert said["paradoxyrken"] == ""


def of_years(*given: tuple[int, float | None, str, str | None]) -> list[dict[str, Any]]:
    return [{"ar": year, "varde": value, "besked": status, "anmarkning": why} for year, value, status, why in given]


def test_the_newest_year_gives_its_own_reason_beside_the_base_years():
    late = (2024, None, "inte publicerat än", "Räcker till 2023.")
    protected = of_years((2022, None, "saknas", "Börjar 2023."), (2023, None, "saknas", "Skyddad."), late)
    assert remarks(protected) == ["2023: Skyddad.", "2022: Börjar 2023."]
    known = of_years((2022, 1.0, "basår", None), (2023, None, "saknas", "Skyddad."), late)
    assert remarks(known, 2022) == ["2023: Skyddad."]
    same = of_years((2022, None, "saknas", "Skyddad."), (2023, None, "saknas", "Skyddad."), late)
    assert remarks(same) == ["Skyddad."]
    both = of_years((2022, None, "saknas", "Börjar 2023."), (2023, 1.0, "kan inte prövas", "Basåret saknas."), late)
    assert remarks(both, 2023) == ["Basåret saknas.", "2022: Börjar 2023."]


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
    assert (line.own_change, line.beyond) == ("+0,70", True)
    assert (line.difference, line.change, line.change_interval) == ("+1,5", "+0,50", "+0,31 till +0,69")
    assert [name for name, _ in line.years.bars] == ["2022", "2023"]
    names = [line.name for line in measure.lines]
    assert names[:5] == ["Länet", "Fyrbodal", "Göteborgsregionen", "Boråsregionen", "Skaraborg"]
    assert names[-2:] == ["Riket", "Skåne län"]


def test_a_line_without_any_change_says_only_why(warehouse: Make):
    full = warehouse("live")
    (measure,) = follow_up(facts_of(full, COUNTY)).measures
    line = next(line for line in measure.lines if line.name == "Fyrbodal")
    assert not line.silent
    assert not replace(line, change="..").silent
    assert replace(line, change="..", own_change="..").silent


def test_what_councils_have_done_is_a_count_per_area_and_year(warehouse: Make):
    (work,) = follow_up(facts_of(warehouse("live"), COUNTY)).work
    assert (work.code, work.years, work.notes) == ("omgangar", ("2026",), ("Fler kan komma.",))
    assert work.lines[0] == ("Länet", ("1",))
    assert dict(work.lines)["Fyrbodal"] == ("1",)
    assert dict(work.lines)["Skaraborg"] == ("0",)
    assert work.source.startswith("Källa: ")


def test_a_count_that_is_not_shown_has_its_reason_with_its_area_and_year(warehouse: Make):
    known = warehouse("live")
    reached = {
        ("14", 2026): (5.0, "Länet har 49 kommuner. Fler kan komma."),
        ("fyrbodal", 2026): (5.0, "Fler kan komma."),
        ("skaraborg", 2026): (None, "Färre än tre."),
        ("goteborgsregionen", 2026): (None, "Färre än tre."),
    }

    def row(r: dict[str, object]) -> dict[str, object]:
        if r["indikator"] == "utgavor_i_tid" and (r["geo_kod"], r["ar"]) == ("14", 2026):
            return {**r, "varde": 50.0, "besked": "räknat", "anmarkning": "I tid."}
        if r["indikator"] != "kommuner_nadda" or (r["geo_kod"], r["ar"]) not in reached:
            return r
        value, why = reached[str(r["geo_kod"]), int(str(r["ar"]))]
        return {**r, "varde": value, "anmarkning": why}

    told = replace(known, follow_up=tuple(map(row, known.follow_up)))
    work = {each.code: each for each in follow_up(facts_of(told, COUNTY)).work}
    assert dict(work["kommuner_nadda"].lines)["Skaraborg"] == ("..",)
    assert work["kommuner_nadda"].notes[0] == "Länet har 49 kommuner. Fler kan komma."
    assert "Fler kan komma." not in work["kommuner_nadda"].notes, "what is said is said once"
    assert "Göteborgsregionen 2026 och Skaraborg 2026: Färre än tre." in work["kommuner_nadda"].notes
    assert work["utgavor_i_tid"].lines == (("Länet", ("50",)),)
    assert work["utgavor_i_tid"].notes == ("I tid.",)


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
def test_the_sheet_has_eleven_columns_and_a_reason_for_every_missing_number(warehouse: Make, area: str):
    sheet = follow_up_table(facts_of(warehouse("live"), area))
    assert len(sheet.columns) == 11
    assert len(sheet.rows) == len(indicators())
    assert NOT_ATTRIBUTED in sheet.summary
    assert all(row[-1] for row in sheet.rows if None in row)
    row = sheet.rows[0]
    assert row[1:6] == (41.0, "2023", *((41.7, 41.6, 41.8) if area == "fyrbodal" else (41.2, 41.1, 41.4)))
    rounds = next(row for row in sheet.rows if str(row[0]).startswith("Omgångar"))
    assert rounds[2:5] == ("2026", 1.0, None)
    assert rounds[9:] == ("räknat", "Fler kan komma. Underlaget saknas.")
    fyrbodal = area == "fyrbodal"
    assert row[7:10] == ((0.7, 0.5, "större än mätfelet") if fyrbodal else (0.25, 0.05, "ryms i mätfelet"))
    assert {sheet.columns[at].kind for at in (7, 8)} == {"hundredth"}


def test_nobody_is_told_that_the_agreement_did_it():
    assert NOT_ATTRIBUTED in LEAD
