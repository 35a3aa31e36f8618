from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION
from assets.contracts.employees import EMPLOYEES
from assets.contracts.registry import contract
from assets.errors import MartError
from assets.marts.education.education import education
from assets.marts.places.dimensions import dim_geo
from assets.methods.follow_up import rate
from assets.methods.matching import beyond_chance, change_per_year
from assets.reference.areas import delregioner
from assets.reference.educations import education_groups, occupations_of_education
from assets.reference.occupations import reporting_groups

GEO = dim_geo("14")
FYRBODAL = next(d for d in delregioner("14") if d.code == "fyrbodal").municipalities
PLACES = ["00", "14", *(m for d in delregioner("14") for m in d.municipalities)]
STAGED = contract("staged.matchning")
NURSE, GENERAL, UNLINKED = "75N", "03A", "01Z"
COUNTS = {"befolkning": 20, "helt matchade": 12, "delvis matchade": 2, "inte matchade": 2, "uppgift saknas": 1}
"""Of each municipality; the county has a hundred and the nation a thousand times as many."""

Change = dict[tuple[str, str, str, int], int | None]
"""Area, sex, what is counted and year → another number."""


def staged(change: Change, groups: tuple[str, ...] = (NURSE,)) -> pa.Table:
    rows = []
    for place in PLACES:
        times = {"00": 1000, "14": 100}.get(place, 1)
        for group in groups:
            for sex, half in (("totalt", 2), ("kvinnor", 1), ("män", 1)):
                for what, count in COUNTS.items():
                    for year in (2020, 2021, 2024):
                        value = change.get((place, sex, what, year), count * times * half)
                        rows.append((place, group, sex, what, year, value, None if value is not None else ".."))
    names = [c.name for c in STAGED.columns]
    return pa.table(dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True)))


def assessments(classes: dict[str, str]) -> pa.Table:
    """Every redovisningsgrupp in Fyrbodal and the county; without signs unless another class is given."""
    rows = [
        {
            **{c.name: None for c in ASSESSMENT.columns},
            "geo_kod": area,
            "yrkesniva": "redovisningsgrupp",
            "yrke_kod": group.code,
            "signaler": classes.get(group.name, "inga tydliga tecken"),
        }
        for area in ("fyrbodal", "goteborgsregionen", "borasregionen", "skaraborg", "14")
        for group in reporting_groups()
    ]
    return pa.Table.from_pylist(rows, ASSESSMENT.written_schema)


AGES = contract("staged.anstallda_alder")
LINKED = occupations_of_education()[NURSE]


def ages(change: Mapping[tuple[str, str, str, str], int | None] | None = None, year: int = 2024) -> pa.Table:
    """In every occupation that nurses' education leads to: 10 of each sex under 55 and 3 over, times the place's size."""
    rows = [
        (
            place,
            ssyk3,
            age,
            sex,
            year,
            (change or {}).get((place, ssyk3, age, sex), number * {"00": 1000, "14": 100}.get(place, 1)),
        )
        for place in PLACES
        for ssyk3 in (*LINKED, "251")
        for age, number in (("16-19", 4), ("50-54", 6), ("55-59", 2), ("60-64", 1))
        for sex in ("kvinnor", "män")
    ]
    names = [c.name for c in AGES.columns if c.name != "status"]
    table = pa.table(dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True)))
    return AGES.conform(table.append_column("status", pa.nulls(table.num_rows, pa.string())))


def employees(year: int = 2024) -> pa.Table:
    """Everybody of ``ages``."""
    sizes = {
        "00": ("riket", 1000),
        "14": ("lan", 100),
        **{d.code: ("delregion", len(d.municipalities)) for d in delregioner("14")},
    }
    rows = [
        {"geo_niva": level, "geo_kod": place, "geo_namn": place, "ssyk3": ssyk3, "kon": sex, "ar": year, "varde": 13 * size * both,
         "register": "BAS", "grund": "raknad", "status": None}
        for place, (level, size) in sizes.items()
        for ssyk3 in (*LINKED, "251")
        for sex, both in (("totalt", 2), ("kvinnor", 1), ("män", 1))
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, EMPLOYEES.written_schema)


def made(
    change: Change | None = None,
    groups: tuple[str, ...] = (NURSE,),
    classes: dict[str, str] | None = None,
    aged: pa.Table | None = None,
) -> dict[tuple[str, str, str, int], dict[str, Any]]:
    older = ages() if aged is None else aged
    found = education(staged(change or {}, groups), older, employees(), assessments(classes or {}), GEO, "14")
    out = EDUCATION.conform(found)
    return {(r["geo_kod"], r["utbildningsgrupp"], r["kon"], r["ar"]): r for r in out.to_pylist()}


def test_the_newest_year_and_three_years_before_in_every_area():
    rows = made()
    assert {key[0] for key in rows} == {"00", "14", "fyrbodal", "goteborgsregionen", "borasregionen", "skaraborg"}
    assert {key[3] for key in rows} == {2021, 2024}
    assert len(rows) == 6 * 3 * 2
    assert {r["grund"] for r in rows.values() if r["geo_niva"] == "delregion"} == {"raknad"}
    assert {r["grund"] for r in rows.values() if r["geo_niva"] != "delregion"} == {"observerad"}


def test_counts_add_and_the_rate_is_divided_again():
    row = made({("1485", "totalt", "helt matchade", 2024): 100, ("1485", "totalt", "befolkning", 2024): 180})[
        "fyrbodal", NURSE, "totalt", 2024
    ]
    people, matched = 13 * 40 + 180, 13 * 24 + 100
    assert (row["befolkning"], row["helt_matchade"], row["delvis_matchade"]) == (people, matched, 14 * 4)
    assert row["matchad_forvarvsgrad"] == pytest.approx(100 * matched / people)
    assert row["rikets_forvarvsgrad"] == pytest.approx(60.0)
    assert row["skillnad_mot_riket"] == pytest.approx(100 * matched / people - 60)
    assert row["forandring_per_ar"] == pytest.approx((100 * matched / people - 60) / 3)
    now, then = rate(matched, people, 14, 14), rate(14 * 24, 14 * 40, 14, 14)
    assert row["medelfel"] == pytest.approx(float(now.error))
    expected = change_per_year(now.value, now.error, then.value, then.error, 3).error
    assert row["medelfel_forandring"] == pytest.approx(float(expected))
    assert row["ar_jamforelse"] == "2021"


def test_the_error_has_the_noise_of_every_municipality_as_the_follow_up_has():
    rows = made()
    for area, cells in (("fyrbodal", 14), ("14", 1), ("00", 1)):
        row = rows[area, NURSE, "totalt", 2024]
        expected = rate(row["matchade_i_kvoten"], row["befolkning_i_kvoten"], cells, cells).error
        assert row["medelfel"] == pytest.approx(float(expected)), area
    chance = 100 * (0.6 * 0.4 / 560) ** 0.5
    assert rows["fyrbodal", NURSE, "totalt", 2024]["medelfel"] > 1.1 * chance


def test_the_nation_is_compared_with_nobody_and_the_earlier_year_has_no_change():
    rows = made()
    nation, earlier = rows["00", NURSE, "totalt", 2024], rows["fyrbodal", NURSE, "totalt", 2021]
    assert (nation["skillnad_mot_riket"], nation["rikets_forvarvsgrad"]) == (None, 60.0)
    assert (earlier["forandring_per_ar"], earlier["medelfel_forandring"], earlier["ar_jamforelse"]) == (None,) * 3
    assert earlier["matchad_forvarvsgrad"] == 60.0
    assert earlier["anmarkning"] == "Skillnaden mot riket ryms i slumpen.", (
        "of a change and of ages the newest year tells"
    )
    assert not [row["anmarkning"] for row in rows.values() if "nan" in (row["anmarkning"] or "")]


def test_womens_share_stands_on_the_rows_of_both_sexes():
    rows = made({("1485", "kvinnor", "befolkning", 2024): 40})
    assert rows["fyrbodal", NURSE, "totalt", 2024]["andel_kvinnor"] == pytest.approx((13 * 20 + 40) / (14 * 40))
    assert rows["fyrbodal", NURSE, "kvinnor", 2024]["andel_kvinnor"] is None


def test_a_protected_municipality_is_in_no_count_and_on_neither_side_of_the_rate():
    row = made({("1438", "totalt", "befolkning", 2024): None, ("1485", "totalt", "helt matchade", 2024): 40})[
        "fyrbodal", NURSE, "totalt", 2024
    ]
    assert (row["befolkning"], row["helt_matchade"]) == (None, 13 * 24 + 40)
    assert (row["matchade_i_kvoten"], row["befolkning_i_kvoten"]) == (12 * 24 + 40, 13 * 40)
    assert row["matchad_forvarvsgrad"] == pytest.approx(100 * (12 * 24 + 40) / (13 * 40))
    assert "antalet visas inte. Kvoterna gäller de kommuner som är kända (520 personer)." in row["anmarkning"]


def test_leaving_out_more_than_a_tenth_leaves_no_rate():
    hidden: Change = {(code, "totalt", "helt matchade", 2024): None for code in FYRBODAL[:2]}
    row = made(hidden)["fyrbodal", NURSE, "totalt", 2024]
    assert (row["befolkning"], row["helt_matchade"], row["befolkning_i_kvoten"]) == (14 * 40, None, None)
    assert (row["matchad_forvarvsgrad"], row["skillnad_mot_riket"], row["forandring_per_ar"]) == (None,) * 3
    assert row["anmarkning"] == "Förvärvsgraden visas inte: för mycket är skyddat."
    one = made({(FYRBODAL[0], "totalt", "helt matchade", 2024): None})["fyrbodal", NURSE, "totalt", 2024]
    assert one["matchad_forvarvsgrad"] == 60.0


def test_few_people_leave_no_rate():
    few: Change = {(code, "kvinnor", "befolkning", 2024): 2 for code in FYRBODAL}
    row = made(few)["fyrbodal", NURSE, "kvinnor", 2024]
    assert (row["befolkning"], row["matchad_forvarvsgrad"], row["medelfel"]) == (28, None, None)
    assert row["anmarkning"] == "Förvärvsgraden visas inte: färre än 30 personer."


def test_a_change_without_an_earlier_rate_says_so():
    row = made({("14", "totalt", "befolkning", 2021): None})["14", NURSE, "totalt", 2024]
    assert (row["matchad_forvarvsgrad"], row["forandring_per_ar"]) == (60.0, None)
    assert (
        row["anmarkning"] == "Förändringen visas inte: för få eller skyddade 2021. Skillnaden mot riket ryms i slumpen."
    )


def test_what_chance_can_explain_is_marked():
    assert made()["14", NURSE, "totalt", 2024]["anmarkning"] == "Skillnaden mot riket och förändringen ryms i slumpen."
    better = made({("14", "totalt", "helt matchade", 2024): 3500})["14", NURSE, "totalt", 2024]
    assert (better["skillnad_mot_riket"], better["anmarkning"]) == (27.5, None)
    assert beyond_chance(better["skillnad_mot_riket"], better["medelfel"])


def test_many_in_unknown_occupations_are_said():
    row = made({("14", "totalt", "uppgift saknas", 2024): 2000})["14", NURSE, "totalt", 2024]
    assert row["anmarkning"].startswith("Mer än var femte som arbetar har okänt yrke")
    assert row["matchad_forvarvsgrad"] == 60.0


def test_a_general_group_has_no_rate_and_says_why():
    row = made(groups=(NURSE, GENERAL))["fyrbodal", GENERAL, "totalt", 2024]
    assert (row["befolkning"], row["helt_matchade"]) == (560, 336)
    assert (row["matchad_forvarvsgrad"], row["rikets_forvarvsgrad"], row["medelfel"]) == (None,) * 3
    assert (row["lankade_yrken"], row["lankade_signaler"]) == (None, None)
    assert row["anmarkning"] == "Utbildningen leder inte till ett visst yrke: ingen matchad förvärvsgrad räknas."


def test_linked_occupations_are_listed_by_class_and_never_weighed():
    classes = {"Undersköterskor": "tydliga tecken på brist", "Vårdbiträden": "kan inte bedömas"}
    rows = made(groups=("73O",), classes=classes)
    row = rows["fyrbodal", "73O", "totalt", 2024]
    names = "Undersköterskor · Vårdbiträden · Personliga assistenter, skötare och boendestödjare"
    assert row["lankade_yrken"] == names
    assert row["lankade_signaler"] == (
        "tydliga tecken på brist (1): Undersköterskor; inga tydliga tecken (1): Personliga assistenter, skötare och "
        "boendestödjare; kan inte bedömas (1): Vårdbiträden"
    )
    without = [("fyrbodal", "73O", "kvinnor", 2024), ("fyrbodal", "73O", "totalt", 2021), ("00", "73O", "totalt", 2024)]
    assert [(rows[key]["lankade_yrken"], rows[key]["lankade_signaler"]) for key in without] == [(names, None)] * 3


def test_without_a_source_there_are_no_rows():
    table = education(staged({}).slice(0, 0), ages(), employees(), assessments({}), GEO, "14")
    assert EDUCATION.conform(table).num_rows == 0


def test_an_unknown_group_is_named():
    with pytest.raises(MartError, match="utbildningsgrupper som inte är kända: 99Q"):
        education(staged({}, (NURSE, "99Q")), ages(), employees(), assessments({}), GEO, "14")


def test_without_the_earlier_year_there_is_no_change():
    newest = staged({}).to_pandas()
    table = pa.Table.from_pandas(newest[newest["ar"] == 2024], preserve_index=False)
    frame = EDUCATION.conform(education(table, ages(), employees(), assessments({}), GEO, "14")).to_pandas()
    assert set(frame["ar"]) == {2024}
    assert frame["matchad_forvarvsgrad"].notna().all()
    assert pd.isna(frame["forandring_per_ar"]).all()


def older(
    rows: dict[tuple[str, str, str, int], dict[str, Any]], area: str = "fyrbodal", sex: str = "totalt"
) -> list[Any]:
    row = rows[area, NURSE, sex, 2024]
    return [row[name] for name in ("ar_alder", "anstallda_lankade", "anstallda_lankade_55", "andel_55_lankade")]


def test_those_of_55_and_more_are_counted_in_the_linked_occupations():
    rows, n = made(), len(LINKED)
    assert older(rows) == ["2024", 14 * 26 * n, 14 * 6 * n, pytest.approx(3 / 13)]
    assert older(rows, sex="kvinnor") == ["2024", 14 * 13 * n, 14 * 3 * n, pytest.approx(3 / 13)]
    assert older(rows, "14") == ["2024", 2600 * n, 600 * n, pytest.approx(3 / 13)]
    assert older(rows, "00")[1] == 26_000 * n
    assert rows["fyrbodal", NURSE, "totalt", 2021]["andel_55_lankade"] is None
    more = ages({("1485", LINKED[0], "60-64", "män"): 21})
    assert older(made(aged=more))[2] == 14 * 6 * n + 20


def test_a_municipality_whose_ages_are_protected_is_in_neither_count():
    one = made(aged=ages({("1438", LINKED[0], "16-19", "män"): None}))
    assert older(one)[1:3] == [14 * 26 * len(LINKED) - 26, 14 * 6 * len(LINKED) - 6]
    assert older(one, sex="kvinnor")[1] == 14 * 13 * len(LINKED)
    many = ages({(m, ssyk3, "55-59", "män"): None for m in FYRBODAL[:2] for ssyk3 in LINKED})
    row = made(aged=many)["fyrbodal", NURSE, "totalt", 2024]
    assert (row["andel_55_lankade"], row["anstallda_lankade"]) == (None, None)
    assert "Ålder saknas: för få, eller skyddad." in row["anmarkning"]


def test_an_occupation_without_known_ages_counts_among_those_left_out():
    hidden = ages({(m, LINKED[0], "60-64", sex): None for m in FYRBODAL for sex in ("kvinnor", "män")})
    rows = made(aged=hidden)
    assert older(rows) == [None] * 4
    assert older(rows, "skaraborg")[0] == "2024"


def test_ages_that_are_counted_twice_are_not_shown():
    sums = ages().to_pandas().groupby(["region_kod", "ssyk3", "kon", "ar"], as_index=False)["varde"].sum()
    totals = AGES.conform(pa.Table.from_pandas(sums.assign(alder="tot16-64", status=None), preserve_index=False))
    assert older(made(aged=pa.concat_tables([ages(), totals]))) == [None] * 4


def test_without_the_source_or_a_link_no_age_is_told():
    assert older(made(aged=AGES.schema.empty_table())) == [None] * 4
    unlinked = next(g.code for g in education_groups() if not g.general and g.code not in occupations_of_education())
    row = made(groups=(NURSE, unlinked))["fyrbodal", unlinked, "totalt", 2024]
    assert row["andel_55_lankade"] is None
    assert "Ålder saknas: inget länkat yrke." in row["anmarkning"]
