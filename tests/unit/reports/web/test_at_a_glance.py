"""What must be understood at once: contradictions beside the class, highest first, why two numbers differ, what is not passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.contracts.words import PASSED
from reports import texts
from reports.findings.educations import LinkedOccupation, by_class
from reports.findings.model import Tile
from reports.findings.occupation import Occupation, contradicted_where, occupations
from reports.warehouse import Warehouse
from reports.web.about_pages import FIRST_ROWS, about_pages
from reports.web.area_page import area_page
from reports.web.compare_page import compare_pages
from reports.web.html import render_page
from reports.web.occupation_page import occupation_pages

Make = Callable[..., Warehouse]


def nurses(warehouse: Warehouse, contradicted: set[str]) -> Occupation:
    rows = tuple({**r, "motsager_af": "ja" if r["geo_kod"] in contradicted else "nej"} for r in warehouse.assessments)
    return next(o for o in occupations(replace(warehouse, assessments=rows)) if o.code == "222+223")


def test_an_occupations_first_lines_say_where_arbetsformedlingen_says_otherwise(warehouse: Make):
    made = warehouse("example")
    assert contradicted_where(nurses(made, set()).columns) == ()
    assert "säger emot" not in nurses(made, set()).lead
    assert nurses(made, {"14", "fyrbodal"}).lead.endswith(" Arbetsförmedlingen säger emot.")
    some = nurses(made, {"fyrbodal", "skaraborg"}).lead
    assert some.endswith(" Arbetsförmedlingen säger emot klassen i Fyrbodal och Skaraborg.")


def test_a_remark_on_the_years_ahead_stands_once_after_all_that_it_is_of(warehouse: Make):
    found = nurses(warehouse("example"), set())
    remarks = [remark for _, remark in found.outlook_remarks]
    assert len(remarks) == len(set(remarks))
    assert "Riket" in [areas for areas, _ in found.outlook_remarks]
    assert "Riket" not in [areas for areas, _ in replace(found, nation_remark="").outlook_remarks]


def test_measures_stand_with_the_highest_in_the_county_first_and_the_unknown_last(warehouse: Make):
    made = warehouse("example")
    for measure in (measure for page in compare_pages(made) for measure in page.measures):
        values = [cells[0].value for _, _, cells in measure.rows]
        known = [value for value in values if value is not None]
        assert values == sorted(known, reverse=True) + [None] * (len(values) - len(known)), measure.heading


def test_posts_of_a_year_and_of_a_day_say_why_they_differ_where_both_stand(warehouse: Make):
    made = warehouse("example")
    page = area_page(made, "fyrbodal", [])
    assert page.dots
    assert page.findings[1].bars
    assert texts.TWO_BALANCES in render_page(page)
    alone = area_page(replace(made, open_now=()), "fyrbodal", [])
    assert texts.TWO_BALANCES not in render_page(alone)


def test_occupations_of_a_class_stand_under_one_tile_and_say_what_makes_them_less_sure():
    sure, near = Tile("Fyrbodal", 0, "många", "samma i 98 av 100", False), Tile("Fyrbodal", 0, "många", "nära", True)
    other = replace(sure, detail="samma i 90 av 100")
    links = [LinkedOccupation(str(n), f"Yrke {n}", tile) for n, tile in enumerate((sure, other, near))]
    assert by_class(links) == (
        (replace(sure, detail=""), (("0", "Yrke 0", ""), ("1", "Yrke 1", ""))),
        (replace(near, detail=""), (("2", "Yrke 2", "nära"),)),
    )
    assert by_class([]) == ()


def test_the_quality_page_shows_what_is_not_passed_and_has_the_rest(warehouse: Make):
    page = next(p for p in about_pages(warehouse("example")) if p.path.endswith("kvalitet.html"))
    (sheet,) = page.sheets
    for shown in (0, 1, len(sheet.rows)):
        text = render_page(replace(page, sheets=(replace(sheet, printed=shown),)))
        assert text.count('<tr class="fler">') == len(sheet.rows) - shown
        assert (f"Visa alla {len(sheet.rows)} rader" in text) == (shown < len(sheet.rows))


def test_a_check_that_is_passed_asks_for_nothing(warehouse: Make):
    made = warehouse("example")
    told = replace(made, checks=tuple({**r, "atgard": "Rätta källan."} for r in made.checks))
    page = next(p for p in about_pages(told) if p.path.endswith("kvalitet.html"))
    (sheet,) = page.sheets
    columns = [column.heading for column in sheet.columns]
    outcome, to_do = columns.index("Utfall"), columns.index("Vad man gör")
    assert {row[to_do] for row in sheet.rows if row[outcome] == PASSED} == {"Inget"}
    assert {row[to_do] for row in sheet.rows if row[outcome] != PASSED} == {"Rätta källan."}


def test_a_long_table_of_scenarios_begins_with_its_first_rows(warehouse: Make):
    page = next(p for p in about_pages(warehouse("example")) if p.path.endswith("scenarier.html"))
    assert page.sheets
    assert {sheet.printed for sheet in page.sheets if len(sheet.rows) <= FIRST_ROWS} <= {None}
    assert {sheet.printed for sheet in page.sheets if len(sheet.rows) > FIRST_ROWS} <= {FIRST_ROWS}


def test_a_card_tells_in_words_what_is_expected_in_five_years(warehouse: Make):
    row = area_page(warehouse("example"), "fyrbodal", []).rows[0]
    assert replace(row, af_later="öka").later_told == "Efterfrågan om fem år väntas öka"
    assert replace(row, af_later="inte bedömt").later_told == "Efterfrågan om fem år: inte bedömt"


def test_an_area_that_is_protected_is_not_called_one_of_few(warehouse: Make):
    made = warehouse("example")
    mine = {
        str(r["yrke_kod"]) for r in made.mismatch if r["geo_kod"] == "fyrbodal" and r["yrkesniva"] == "af_yrkesomrade"
    }
    protected, few, *_ = sorted(mine - {"alla", "okänt"})

    def changed(row: dict[str, object]) -> dict[str, object]:
        if row["geo_kod"] != "fyrbodal" or row["yrkesniva"] != "af_yrkesomrade":
            return row
        people = {protected: None, few: 49}.get(str(row["yrke_kod"]), row["inskrivna_arbetslosa"])
        return {**row, "inskrivna_arbetslosa": people, **({"platser_per_arbetslos": None} if people is None else {})}

    found = dict(area_page(replace(made, mismatch=tuple(map(changed, made.mismatch))), "fyrbodal", []).dots_left_out)
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in made.mismatch if r["geo_kod"] == "fyrbodal"}
    (unknown,) = [why for why in found if why.startswith("Antalet inskrivna är skyddat")]
    (small,) = [why for why in found if why.startswith("Färre än 50 inskrivna")]
    assert names[protected] in found[unknown]
    assert names[few] in found[small]
    assert names[protected] not in found[small]


def test_where_a_mark_of_the_county_or_the_country_is_not_drawn_it_is_said(warehouse: Make):
    made = warehouse("example")
    drawn = {d.name: d for d in area_page(made, "fyrbodal", []).dots}
    name = next(n for n, d in drawn.items() if d.county is not None and d.nation is not None)
    code = next(r["yrke_kod"] for r in made.mismatch if r["yrke_namn"] == name)

    def hidden(rows: tuple[dict[str, object], ...], column: str) -> tuple[dict[str, object], ...]:
        return tuple({**r, "platser_per_arbetslos": None} if r[column] == code else r for r in rows)

    county = tuple(r for r in made.mismatch if r["geo_kod"] == made.county)
    fewer = replace(
        made,
        mismatch=(*(r for r in made.mismatch if r not in county), *hidden(county, "yrke_kod")),
        nation_areas=hidden(made.nation_areas, "af_yrkesomrade"),
    )
    for facts in (made, fewer):
        page = area_page(facts, "fyrbodal", [])
        for mark, what in (("ring", "county"), ("streck", "nation")):
            told = next((names for why, names in page.dots_left_out if why.startswith(f"Utan {mark}")), ())
            assert set(told) == {d.name for d in page.dots if getattr(d, what) is None}
            assert (name in told) == (facts is fewer)
    of_the_county = [why for why, _ in area_page(fewer, made.county, []).dots_left_out]
    assert not any(why.startswith("Utan ring") for why in of_the_county)
    assert any(why.startswith("Utan streck") for why in of_the_county) == any(
        d.nation is None for d in area_page(fewer, made.county, []).dots
    )


def test_headings_of_posts_say_as_many_years_as_are_known(warehouse: Make):
    made = warehouse("example")
    oldest = sorted({str(r["period_fran"]) for r in made.posts_by_year})

    def told(unknown: int) -> tuple[str, str]:
        rows = tuple(
            {**r, "platser_rensade": None} if r["period_fran"] in oldest[:unknown] else r for r in made.posts_by_year
        )
        fewer = replace(made, posts_by_year=rows)
        (page,) = occupation_pages(fewer, [nurses(fewer, set())])
        area = render_page(area_page(fewer, "fyrbodal", []))
        small = area.split("<small>")[[part.endswith("Platser") for part in area.split("<small>")].index(True) + 1]
        assert page.posts_heading in render_page(page)
        return page.posts_heading, small.split("<")[0]

    assert told(1) == ("Platser fyra år, och ändring det senaste", "4 år, senaste ändring")
    assert told(3) == ("Platser två år, och ändring det senaste", "2 år, senaste ändring")
    assert told(4) == ("Platser, och ändring på ett år", "senaste ändring")
