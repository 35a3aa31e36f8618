"""What a priority that names a measure has come to: the year of the decision beside the newest, and when nothing can be said."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.ads import ADS
from assets.contracts.council_work import COUNCIL_GOALS, COUNCIL_PRIORITIES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING
from assets.marts.councils import goals as mart
from assets.marts.councils.goals import goals
from assets.marts.places.dimensions import dim_geo
from assets.methods.matching import LEAST_PEOPLE
from assets.reference.council_form import MATCHED, PRIORITIES, form_column
from assets.reference.educations import education_groups
from assets.reference.series_breaks import SeriesBreak

EDUCATION, GENERAL = "75N", next(group.code for group in education_groups() if group.general)
GEO = dim_geo("14")
MEMBERS = [r["geo_kod"] for r in GEO.to_pylist() if r["delregion_kod"] == "fyrbodal" and r["geo_niva"] == "kommun"]


def wanted(**values: Any) -> pa.Table:
    usual = {
        "geo_niva": "delregion", "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal", "nr": 1, "omgang": "2026-2",
        "behandlat": "2026-11-20", "galler_kod": "532", "galler_namn": "Undersköterskor", "mal": "M", "matt": "m",
        "indikator": "annonserade platser", "malvarde": 40, "malar": 2029, "agare": "A", "beslutslage": "beslutad",
        "beslutad_av": "N", "beslutad_datum": "2024-05-01", "diarienummer": "N 1",
    }  # fmt: skip
    return pa.Table.from_pylist([usual | values], COUNCIL_PRIORITIES.written_schema)


def ads(posts: dict[int, int], last_month: int = 12, code: str = "5321") -> pa.Table:
    """Posts a month in each municipality of Fyrbodal and in all, in every month of each year but the last one's last."""
    newest = max(posts)
    rows = [
        {"geo_niva": level, "geo_kod": area, "geo_namn": area, "ssyk4": code, "af_yrkesomrade": "x", "sektor": "kommun",
         "manad": f"{year}-{month:02d}", "annonser_rensade": count, "platser_rensade": count * times}
        for year, count in posts.items()
        for month in range(1, 1 + (last_month if year == newest else 12))
        for level, area, times in (*(("kommun", each, 1) for each in MEMBERS), ("delregion", "fyrbodal", len(MEMBERS)))
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, ADS.written_schema)


def matched(rates: dict[int, int | None], people: int = 1000, code: str = EDUCATION) -> pa.Table:
    """So many in a hundred are matched, in each municipality of Fyrbodal."""
    rows = [
        {"region_kod": each, "utbildningsgrupp": code, "grupp": "totalt", "matt": what, "ar": year, "varde": value}
        for year, rate in rates.items()
        for each in MEMBERS
        for what, value in (("befolkning", people), ("helt matchade", None if rate is None else people * rate // 100))
    ]
    return pa.Table.from_pylist(rows, STAGED_MATCHING.written_schema)


def followed(priority: pa.Table, posts: pa.Table | None = None, rates: pa.Table | None = None) -> dict[str, Any]:
    posts = ads({2024: 5, 2025: 5}) if posts is None else posts
    rates = matched({2023: 50, 2024: 50}) if rates is None else rates
    table = goals(priority, posts, rates, GEO, "14")
    (row,) = COUNCIL_GOALS.conform(table).to_pylist()
    return row


def of_education(**values: Any) -> pa.Table:
    return wanted(galler_kod=EDUCATION, indikator=MATCHED, malvarde=75, beslutad_datum="2023-11-01", **values)


def test_the_choices_of_the_form_are_those_that_can_be_followed():
    assert form_column(PRIORITIES, "indikator").choices == COUNCIL_GOALS.column("indikator").allowed
    assert DIM_GEO.conform(GEO).num_rows


def test_posts_of_the_year_of_the_decision_stand_beside_the_newest_whole_year():
    row = followed(wanted(), ads({2024: 5, 2025: 10, 2026: 90}, last_month=11))
    each = 12 * len(MEMBERS)
    assert (row["basar"], row["basvarde"], row["senaste_ar"], row["senaste_varde"]) == (2024, 5 * each, 2025, 10 * each)
    assert (row["forandring"], row["enhet_forandring"]) == (pytest.approx(100), "procent")
    assert row["forandring_nedre"] > 0
    assert (row["besked"], row["anmarkning"], row["malvarde"]) == ("säker förändring", None, 40)


def test_a_rate_changes_in_percentage_points_and_is_sure_only_beyond_chance():
    row = followed(of_education(), rates=matched({2023: 50, 2024: 60}))
    assert (row["basvarde"], row["senaste_varde"], row["forandring"]) == (50, 60, pytest.approx(10))
    assert (row["besked"], row["enhet"], row["enhet_forandring"]) == ("säker förändring", "procent", "procentenheter")
    few = followed(of_education(), rates=matched({2023: 50, 2024: 55}, people=20))
    assert few["besked"] == "ingen säker förändring"
    assert few["forandring_nedre"] < 0 < few["forandring_ovre"]


LESS = dict.fromkeys((2023, 2024), 1)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"priority": wanted(beslutslage="förslag")}, "inte beslutat"),
        ({"priority": wanted(beslutad_datum="2026-02-01")}, "2026, då målet beslutades, är inte publicerad än"),
        ({"priority": wanted(beslutad_datum="2025-02-01")}, "Inget år efter 2025"),
        ({"priority": wanted(beslutad_datum="2023-02-01")}, "2023, då målet beslutades, finns inte"),
        ({"priority": wanted(), "posts": ads({2024: 0, 2025: 5})}, "färre än 5 platser"),
        ({"priority": wanted(), "posts": ads({2024: 5, 2025: 5}).slice(0, 0)}, "inte hämtat"),
        ({"priority": of_education(), "rates": matched({2023: 1}).slice(0, 0)}, "inte hämtat"),
        ({"priority": of_education(), "rates": matched({2023: 50, 2024: None})}, "2024 visas inte"),
        ({"priority": of_education(), "rates": matched({2023: None, 2024: 50})}, "2023, då målet beslutades, finns inte"),
        ({"priority": of_education(), "rates": matched(LESS, people=(LEAST_PEOPLE - 1) // len(MEMBERS))}, "visas inte"),
        ({"priority": wanted(indikator=MATCHED, galler_kod=GENERAL), "rates": matched(LESS, code=GENERAL)}, "visas inte"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_says_why_and_never_that_it_is_sure(given: dict[str, Any], says: str):
    row = followed(**given)
    assert (row["besked"], row["forandring"], row["forandring_nedre"]) == ("kan inte prövas", None, None)
    assert says in row["anmarkning"]


def test_a_year_without_an_ad_is_none_and_no_missing_number():
    row = followed(wanted(galler_kod="251"))
    assert (row["basvarde"], row["senaste_varde"]) == (0, 0)


def test_nothing_is_counted_over_a_break_in_the_series(monkeypatch: pytest.MonkeyPatch):
    new = SeriesBreak("ny", ("mart.utbildning",), "2024", "", "", "")
    monkeypatch.setattr(mart, "known_breaks", lambda: {"ny": new})
    row = followed(of_education(), rates=matched({2023: 50, 2024: 60}))
    assert (row["besked"], row["basvarde"], row["senaste_varde"]) == ("kan inte prövas", 50, 60)
    assert "från 2024" in row["anmarkning"]
    assert followed(wanted(), ads({2024: 5, 2025: 10}))["besked"] == "säker förändring"


def test_a_priority_that_names_no_measure_is_not_followed():
    assert goals(wanted(indikator=None, malvarde=None), ads({2024: 5}), matched({2023: 50}), GEO, "14").num_rows == 0
