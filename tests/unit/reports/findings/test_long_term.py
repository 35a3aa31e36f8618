from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.contracts.long_term import BY_OWN_GROWTH
from assets.contracts.model import Record
from assets.contracts.words import COUNTY
from assets.methods.backtest import (
    AGAINST_COUNTY,
    CONSTANT,
    COVERAGE,
    DELREGION_SIZE,
    DELREGIONS,
    OWN,
    PROFILE,
    RELATIVE,
    SEX,
)
from assets.methods.projection_intervals import DOWN, UNCHANGED, UNSURE
from reports.findings.accuracy import (
    OTHER_TOTAL,
    UNTRIED_TOTAL,
    accuracy_lead,
    in_delregions,
    outcomes_told,
    total_note,
    total_told,
)
from reports.findings.long_term import LACKING, NAMED, difference_told, grid, in_short, nation_told, outlooks
from reports.findings.matrix import area_names
from reports.findings.messages import number_of
from reports.findings.occupation import occupations
from reports.findings.occupations import occupation_rows
from reports.sheets.accuracy import accuracy_tables
from reports.sheets.long_term import long_term_details, long_term_tables
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse
from reports.web.fan import fan
from reports.web.html import render_page
from reports.web.occupation_page import occupation_pages
from tests.unit.reports.small_long_term import FEW, FOLLOWS, NO_LIMITS, accuracy, outcome_shares

Make = Callable[..., Warehouse]


def test_an_occupation_has_every_year_with_its_limits_and_those_who_leave(warehouse: Make):
    made = warehouse("example")
    found = outlooks(made, area_names(made))
    county, fyrbodal, *_ = found["222+223"]
    assert (county.area, fyrbodal.area) == ("Länet", "Fyrbodal")
    assert (fyrbodal.base, fyrbodal.employees.shown) == (2024, "2\xa0000")
    assert [h.shown for h in fyrbodal.horizons] == [
        "2\xa0040 (1\xa0940–2\xa0140)",
        "2\xa0100 (2\xa0000–2\xa0200)",
        "2\xa0200 (2\xa0100–2\xa0300)",
    ]
    assert [(h.year, h.word, h.leaving.shown) for h in fyrbodal.ahead] == [
        (2029, "svagt ökande", "200"),
        (2034, "svagt ökande", "400"),
    ]
    assert fyrbodal.ahead[0].lacking == "+100 (−100 till +300)"
    (none, *_) = found["532"]
    assert {h.lacking for h in none.horizons} == {".."}
    assert {h.shown for h in none.horizons} == {".."}
    assert none.remark == FEW, "the same remark of three years is said once"


def test_arbetsformedlingens_five_years_stand_beside_and_are_never_mixed_in(warehouse: Make):
    made = warehouse("example")
    nurses = next(o for o in occupations(made) if o.code == "222+223")
    (page,) = occupation_pages(made, [nurses])
    _, ahead = render_page(page).split('id="lang-sikt"')
    assert "<p>Arbetsförmedlingen om efterfrågan i länet om fem år: öka.</p>" in ahead
    assert [o.area for o in nurses.outlooks] == [c.name for c in nurses.columns]


def test_a_difference_that_is_known_nowhere_is_left_out_with_the_reason_of_its_table(warehouse: Make):
    made = warehouse("example")
    assert difference_told(made) == LACKING
    unknown = replace(
        made, differences=tuple({**r, "skillnad": None, "anmarkning": "Tillgången saknas."} for r in made.differences)
    )
    assert difference_told(unknown) == "Beräknad skillnad visas inte. Tillgången saknas."
    (before, after) = (
        {column.heading for sheet in long_term_details(facts_of(w, COUNTY)) for column in sheet.columns}
        for w in (made, unknown)
    )
    assert before - after == {
        f"{what} {year}" for what in ("Beräknad skillnad", "Behovet mot tillgången") for year in (2029, 2034)
    }
    assert [occupation_pages(w, occupations(w))[0].compared for w in (made, unknown)] == [True, False]


def test_nothing_projected_is_said_and_drawn_as_nothing(warehouse: Make):
    made = replace(warehouse("example"), projections=(), accuracy=(), outcome_shares=())
    assert outlooks(made, area_names(made)) == {}
    assert grid(made, "fyrbodal", occupation_rows(facts_of(made, "fyrbodal"))) is None
    assert long_term_tables(facts_of(made, COUNTY)) == []
    assert accuracy_tables(facts_of(made, COUNTY)) == ()
    assert accuracy_lead(made) == ("Anställda finns för så få år att inget kan skrivas fram eller prövas.",)


def test_the_grid_has_every_rated_occupation_once_or_says_how_many_are_left_out(warehouse: Make):
    made = warehouse("example")
    rows = occupation_rows(facts_of(made, "fyrbodal"))
    found = grid(made, "fyrbodal", rows)
    assert found is not None
    assert (found.year, found.columns) == (2029, ("ökande", UNCHANGED, "minskande", UNSURE))
    named = [code for _, cells in found.rows for cell in cells for code, _ in cell.named]
    more = sum(cell.more for _, cells in found.rows for cell in cells)
    left_out = sum(not row.manager for row in rows) - len(named) - more
    assert left_out > 1
    assert found.left_out == number_of(left_out, "yrke", "yrken")
    assert named == ["222+223"]


@pytest.mark.parametrize(("word", "column"), [("svagt minskande", 2), (DOWN, 2), (UNCHANGED, 1), (UNSURE, 3)])
def test_a_direction_has_its_column_whether_weak_or_not(warehouse: Make, word: str, column: int):
    made = warehouse("example")
    turned = replace(made, projections=tuple({**r, "riktning": r["riktning"] and word} for r in made.projections))
    found = grid(turned, "fyrbodal", occupation_rows(facts_of(turned, "fyrbodal")))
    assert found is not None
    assert [at for _, cells in found.rows for at, cell in enumerate(cells) if cell.named] == [column]


def test_what_a_full_cell_does_not_name_is_counted(warehouse: Make):
    made = warehouse("example")
    row = next(r for r in occupation_rows(facts_of(made, "fyrbodal")) if r.code == "222+223")
    many = [replace(row, code=str(n), name=f"Yrke {n}") for n in range(NAMED + 3)]
    ahead = next(
        r for r in made.projections if r["yrke_kod"] == "222+223" and r["geo_kod"] == "fyrbodal" and r["horisont"] == 5
    )
    found = grid(replace(made, projections=tuple({**ahead, "yrke_kod": r.code} for r in many)), "fyrbodal", many)
    assert found is not None
    (cell,) = (cell for _, cells in found.rows for cell in cells if cell.named)
    assert (len(cell.named), cell.more) == (NAMED, 3)


def test_how_it_has_hit_is_told_with_the_editions_own_figures(warehouse: Make):
    said = " ".join(accuracy_lead(warehouse("example")))
    assert (
        "Fem år framåt är felet 14 procent mindre, över alla yrken på tre siffror. I länet är det 19 procent mindre."
        in said
    )
    assert (
        "I yrken med 2 000 eller fler anställda är det 18 procent mindre, i yrken med 50–149 6 procent mindre." in said
    )
    assert "Ett år framåt, från 2023 till 2024, var felet 4 procent större." in said
    assert (
        "Framskrivningens gränser är gjorda för att hålla 80 gånger av 100. Fem år framåt höll de 85 gånger av 100, prövat från två år "
        "som överlappar varandra." in said
    )
    assert (
        "10 år framåt är en konsekvensberäkning. Metoden har bara kunnat prövas 8 år framåt, från ett enda år." in said
    )


def test_that_no_frozen_edition_has_been_compared_is_said_with_why(warehouse: Make):
    made = warehouse("example")
    alone = replace(made, outcome_shares=(), edition={**made.edition, "foregaende": None})
    assert outcomes_told(alone) == "Det finns ingen tidigare fryst utgåva att hålla mot vad som kom."
    silent = replace(made, outcome_shares=(), edition={**made.edition, "foregaende": "2026-06"})
    assert "2026-06 och de före den har inte sparat" in outcomes_told(silent)
    waiting = replace(made, outcome_shares=tuple(outcome_shares().to_pylist()))
    assert outcomes_told(waiting) == (
        "Vad en fryst utgåva har sagt är ännu inte hållet mot vad som kom. Året har inte kommit: registret för 2025 väntas 2027-03."
    )
    assert outcomes_told(waiting) in accuracy_lead(waiting)


def test_what_a_frozen_edition_said_stands_beside_what_came(warehouse: Make):
    made = replace(warehouse("example"), outcome_shares=tuple(outcome_shares(came=True).sort_by("ar").to_pylist()))
    assert outcomes_told(made) == (
        "Utgåvan 2022-06 skrev fram 2022, som nu har kommit. Av 120 yrken i länet låg 97 inom gränserna, som är gjorda för 80 av 100. "
        "Det typiska felet var 3 procent."
    )
    *_, sheet = accuracy_tables(facts_of(made, COUNTY))
    assert sheet.name == "Utgåvor mot utfall"
    assert [row[:6] for row in sheet.rows] == [
        ("2022-06", "Länet", "redovisningsgrupper", "2022", 120, 97),
        ("2022-06", "Länet", "redovisningsgrupper", "2025", None, None),
    ]
    assert sheet.rows[0][6:8] == (97 / 120, 0.034)


def test_the_total_is_told_with_what_it_rests_on_and_what_the_other_way_says(warehouse: Make):
    made = warehouse("example")
    assert total_told(made) == (
        "Länets alla anställda blir 3 procent fler till 2029 om SCB:s befolkningsframskrivning stämmer och pendlingen är som i dag. Det "
        "är inte prövat, för bara SCB:s nyaste befolkningsframskrivning är hämtad. Antalens gränser lånar därför felet som länens "
        "egen tillväxt har haft. Med länets egen tillväxt, som är prövad, hade de blivit 5 procent fler."
    )
    own = tuple({**r, "tillvaxt_av": BY_OWN_GROWTH, "tillvaxt_alla": 0.98} for r in made.projections)
    assert total_told(replace(made, projections=own)).startswith(
        "Länets alla anställda blir 2 procent färre till 2029 om länets egen tillväxt går vidare."
    )
    assert total_told(replace(made, projections=())) == ""
    assert total_note(made) == (UNTRIED_TOTAL, OTHER_TOTAL)
    county = tuple(r for r in made.projections if r["geo_niva"] != "riket")
    assert total_note(replace(made, projections=county)) == (UNTRIED_TOTAL,)
    assert total_note(replace(made, projections=own)) == ()


def test_when_the_naive_wins_it_is_published_and_named(warehouse: Make):
    made = replace(warehouse("example"), accuracy=tuple(accuracy(CONSTANT).to_pylist()))
    said = " ".join(accuracy_lead(made))
    assert (
        "Oförändrade andelar publiceras: vår framskrivning var inte bättre i provet. Metoden klarade inte kravet."
        in said
    )
    assert "procent mindre" not in said


def test_the_sheet_to_read_says_number_limits_and_direction_of_each_year_in_ten_columns(warehouse: Make):
    (sheet,) = long_term_tables(facts_of(warehouse("example"), "fyrbodal"))
    heads = [c.heading for c in sheet.columns]
    assert len(heads) <= 10
    nurses = dict(zip(heads, next(r for r in sheet.rows if r[0] == "222+223"), strict=True))
    assert str(nurses["Framskrivning 2029"]).replace("\xa0", " ") == "2 100 (2 000–2 200)"
    assert nurses["Mot länets alla anställda till 2034"] == "svagt ökande"
    assert nurses["AF:s svar för länet om fem år"] == "öka"


def test_the_sheet_of_details_has_every_occupation_with_limits_and_the_largest_first(warehouse: Make):
    (sheet,) = long_term_details(facts_of(warehouse("example"), "fyrbodal"))
    heads = [c.heading for c in sheet.columns]
    nurses = dict(zip(heads, next(r for r in sheet.rows if r[0] == "222+223"), strict=True))
    assert nurses["Framskrivning 2029"] == 2100
    assert (nurses["Minst 2029"], nurses["Högst 2029"]) == (2000, 2200)
    assert nurses["Mot länets alla anställda till 2034"] == "svagt ökande"
    assert nurses["Ersättningsbehov till 2029"] == 200
    assert (nurses["Tillväxtbehov till 2029"], nurses["Ersättning och tillväxt till 2029"]) == ("+100", 300)
    assert nurses["Behovet mot tillgången 2029"] == "osäkert"
    assert nurses["AF:s svar för länet om fem år"] == "öka"


def test_the_trial_is_a_table_in_all_by_size_and_of_directions(warehouse: Make):
    whole, sizes, directions, _ = accuracy_tables(facts_of(warehouse("example"), COUNTY))
    assert whole.rows[1][:4] == ("tre siffror", 5, "familj och storlän", 0.863)
    assert sizes.rows == (("tre siffror", 5, *(pytest.approx(0.98 - 0.04 * at) for at in range(5))),)
    assert directions.rows == (("tre siffror", 5, *(pytest.approx(0.5 + 0.08 * at) for at in range(4))),)


def _of_delregions(years: int, untried: tuple[int, ...] = (), published: str = PROFILE) -> list[Record]:
    """The trial of the delregioner: tried five years ahead with one size that fails, unless told otherwise."""
    rows = [
        (DELREGIONS, "alla", RELATIVE, 0.9, None),
        (DELREGIONS, "alla", COVERAGE, 0.83, None),
        (DELREGION_SIZE, "50–149", COVERAGE, 0.7, "nej"),
        (DELREGION_SIZE, "150–499", COVERAGE, 0.8, "ja"),
    ]
    made = [
        {"horisont": 5, "metod": published, "matt": matt, "urval": scope, "grupp": group, "varde": value, "nedre": None}
        | {
            "ovre": None,
            "celler": 90,
            # Limits need years before the one they are made from.
            "ursprungsar": 1 if years and matt == COVERAGE else years,
            "klarade": held,
            "publiceras": published,
            "anmarkning": None,
        }
        for scope, group, matt, value, held in rows
        if not (published == CONSTANT and matt == RELATIVE)
    ]
    none = {**made[0], "varde": None, "celler": 0, "ursprungsar": 0, "matt": RELATIVE, "anmarkning": "Inte prövad."}
    found = [] if 5 in untried else made
    return [{**r, "yrkesniva": "ssyk3"} for r in [*found, *({**none, "horisont": h, "grupp": "alla"} for h in untried)]]


def test_the_delregioner_are_told_with_how_many_years_and_where_limits_were_too_narrow():
    assert in_delregions(_of_delregions(4, untried=(8,))) == (
        "Delregionernas tal ändras som länets. Där är felet 10 procent mindre fem år framåt, prövat från fyra år som överlappar varandra. "
        "Länens gränser höll där 83 gånger av 100, prövat från ett enda år. I yrken med 50–149 anställda höll de för sällan, "
        "och där visas inget tal i delregionerna. Åtta år framåt är delregionernas framskrivning inte prövad, för kommunernas "
        "anställda finns inte för så många år. De ändras som länets."
    )
    assert "fem år framåt, prövat från ett enda år." in in_delregions(_of_delregions(1))
    assert in_delregions([]) == ""


def test_delregioner_that_could_not_be_tried_or_did_not_pass_have_no_error_to_boast_of():
    untried = in_delregions(_of_delregions(0, untried=(2, 5, 8)))
    assert untried.startswith("Två, fem och åtta år framåt är delregionernas framskrivning inte prövad")
    assert "procent" not in untried
    constant = in_delregions(_of_delregions(4, published=CONSTANT))
    assert constant == "Fem år framåt antas yrkenas andelar vara oförändrade i delregionerna."


def test_the_trial_of_delregioner_and_sexes_is_tables_too(warehouse: Make):
    made = warehouse("example")
    beside = [{**r, "metod": OWN, "matt": AGAINST_COUNTY, "varde": 1.2} for r in _of_delregions(4)[:1]]
    sexes = [
        {**r, "urval": SEX, "grupp": sex, "publiceras": None}
        for sex in ("kvinnor", "män")
        for r in _of_delregions(4)[:2]
    ]
    rows = (*made.accuracy, *_of_delregions(4, untried=(8,)), *beside, *sexes)
    whole, *_, places, sizes, of_sexes, _ = accuracy_tables(facts_of(replace(made, accuracy=rows), COUNTY))
    assert len(whole.rows) == 3, "the delregioner are in no row of the counties"
    assert places.rows == (
        ("delregionerna", 5, PROFILE, 0.9, None, None, 4, 0.83, 1, None, 1.2, ""),
        ("delregionerna", 8, PROFILE, None, None, None, None, None, None, None, None, "Inte prövad."),
    )
    assert sizes.rows[0] == ("delregionerna", 5, 0.7, 0.8, None, None)
    assert of_sexes.rows == (("kvinnor", 5, 0.9, None, None, 0.83), ("män", 5, 0.9, None, None, 0.83))
    said = " ".join(accuracy_lead(replace(made, accuracy=rows)))
    assert "för kvinnor 10 procent mindre och för män 10 procent mindre" in said
    assert "framskrivningen görs inte efter kön" in said


def test_the_fan_opens_from_the_last_known_year_and_never_joins_registers(warehouse: Make):
    nurses = next(o for o in occupations(warehouse("example")) if o.code == "222+223")
    column = nurses.columns[0]
    assert column.outlook is not None
    drawn = fan(column.history, column.outlook.horizons)
    assert drawn.count('class="falt"') == drawn.count('class="framat"') == 1
    pieces = len([r for r in column.history if any(n is not None for _, n in r.years)])
    assert drawn.count("<path d=") == pieces
    assert drawn.count('class="brott"') == pieces - 1 > 0
    assert 'class="falt"' not in fan(column.history, ())
    assert fan((), column.outlook.horizons) == ""


def test_the_long_term_in_short_has_years_limits_and_direction_and_leaves_out_what_cannot_be_said(warehouse: Make):
    made = warehouse("example")
    silent = next(str(r["yrke_kod"]) for r in made.projections if r["personer"] is None and r["geo_kod"] == "fyrbodal")
    asked = [("222+223", "Sjuksköterskor"), (silent, "Annat"), ("saknas", "Saknas")]
    (only,) = in_short(made, "fyrbodal", asked)
    assert only.name == "Sjuksköterskor"
    assert only.years.replace("\xa0", " ") == (
        "2024: 2 000; 2029: 2 100 (2 000–2 200), svagt ökande andel; 2034: 2 200 (2 100–2 300), svagt ökande andel"
    )


def test_the_nation_stands_beside_with_the_years_that_it_has(warehouse: Make):
    others = list(occupations(warehouse("example")))
    nurses = others.pop([o.code for o in others].index("222+223"))
    assert nurses.nation.replace("\xa0", " ") == (
        "I riket: 2024: 20 000; 2029: 21 000 (19 950–22 050), svagt ökande andel. Andelen är av rikets alla anställda."
    )
    assert ("Riket", f"2034: {NO_LIMITS}") in nurses.outlook_remarks
    assert {o.nation for o in others} == {""}
    silent = replace(outlooks(warehouse("example"), {"00": "Riket"})[nurses.code][0], horizons=(), remark=NO_LIMITS)
    assert nation_told(silent) == (f"I riket: {NO_LIMITS}", "")


def test_occupations_on_four_digits_stand_with_what_can_not_be_said_of_them(warehouse: Make):
    others = list(occupations(warehouse("example")))
    nurses = others.pop([o.code for o in others].index("222+223"))
    assert [(f.code, f.shown.replace("\xa0", " "), f.word, f.remark) for f in nurses.fine] == [
        ("2221", "1 600 (1 520–1 680)", "svagt ökande", ""),
        ("2222", "310 (294–326)", "", FOLLOWS),
    ]
    assert nurses.fine_remarks == (f"2222: {FOLLOWS}",)
    assert not any(o.fine for o in others)
