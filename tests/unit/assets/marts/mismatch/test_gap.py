"""mart.skillnad from hand-made tables: three AF-yrkesområden with posts or unemployed, the others with none."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.mismatch import GAP, GAP_LABEL
from assets.marts.mismatch.gap import gap
from assets.marts.places.dimensions import dim_geo
from assets.reference.occupations import af_areas

GEO = dim_geo("14")
AREAS = ("borasregionen", "fyrbodal", "goteborgsregionen", "skaraborg", "14")
END, WHOLE, TODAY = date(2026, 8, 31), date(2026, 11, 19), date(2026, 11, 20)
Counts = dict[tuple[str, str], int | None]
POSTS: Counts = {
    ("fyrbodal", "8"): 150, ("fyrbodal", "3"): 30, ("fyrbodal", "9"): 20,
    ("skaraborg", "8"): 30, ("skaraborg", "3"): 40,
    ("14", "8"): 185, ("14", "3"): 70, ("14", "9"): 20,
}  # fmt: skip
PEOPLE: Counts = {
    ("fyrbodal", "8"): 100, ("fyrbodal", "3"): 60, ("fyrbodal", "9"): 80,
    ("skaraborg", "8"): 50, ("skaraborg", "3"): 10,
    ("14", "8"): 150, ("14", "3"): 70, ("14", "9"): 80,
}  # fmt: skip


def of_ads(posts: Counts = POSTS, days: dict[date, bool] | None = None) -> pa.Table:
    """The posts in two sectors on every day, with 1 more post on all days but the first."""
    rows = [
        (
            ("lan" if area == "14" else "delregion"),
            area,
            code,
            sector,
            day,
            preliminary,
            number + bool(at and sector == "privat"),
        )
        for at, (day, preliminary) in enumerate((days or {END: False, WHOLE: False, TODAY: True}).items())
        for (area, code), n in posts.items()
        if n is not None
        for sector, number in (("privat", n - n // 2), ("kommun", n // 2))
    ]
    rows += [
        ("delregion", "fyrbodal", "okänt", "privat", END, False, 500),
        ("kommun", "1485", "8", "privat", END, False, 90),
    ]
    columns = ["geo_niva", "geo_kod", "af_yrkesomrade", "sektor", "dag", "preliminar", "platser_i_oppna_rensade"]
    frame = pd.DataFrame(rows, columns=columns)
    table = pa.Table.from_pandas(
        frame[frame["dag"].isin((days or {END: 0, WHOLE: 0, TODAY: 0}).keys())], preserve_index=False
    )
    return table.set_column(4, "dag", table["dag"].cast(pa.date32()))


def of_people(people: Counts = PEOPLE, months: tuple[str, ...] = ("2026-07", "2026-08")) -> pa.Table:
    rows = [
        (
            "lan" if area == "14" else "delregion",
            area,
            code,
            sex,
            month,
            share(people.get((area, code), 0), sex, month, months),
        )
        for area in AREAS
        for code in [*af_areas(), "okänt"]
        for sex in ("totalt", "kvinnor", "män")
        for month in months
    ]
    columns = ["geo_niva", "geo_kod", "af_yrkesomrade", "kon", "manad", "varde"]
    frame = pd.DataFrame(rows, columns=columns).astype({"varde": "Int64"})
    frame.loc[frame["af_yrkesomrade"] == "okänt", "varde"] = 777
    return pa.Table.from_pandas(frame, preserve_index=False)


def share(number: int | None, sex: str, month: str, months: tuple[str, ...]) -> int | None:
    if number is None or month != months[-1]:
        return None
    return {"totalt": number, "kvinnor": number // 2, "män": number - number // 2}[sex]


def made(ads: pa.Table | None = None, people: pa.Table | None = None) -> dict[str, dict[str, Any]]:
    ads, people = (usual if table is None else table for table, usual in ((ads, of_ads()), (people, of_people())))
    out = GAP.conform(gap(ads, people, GEO, "14"))
    rows = {row["af_yrkesomrade"]: row for row in out.to_pylist()}
    assert set(rows) == {*af_areas(), "alla"}
    assert {row["geo_kod"] for row in rows.values()} == {"14"}
    return rows


def test_the_three_numbers_stand_together():
    row = made()["alla"]
    assert (row["platser"], row["inskrivna_arbetslosa"]) == (275, 300)
    assert (row["summa_bristomraden"], row["summa_overskottsomraden"], row["netto"]) == (35, 60, -25)
    assert (row["overhang"], row["antal_omraden"], row["antal_bristomraden"]) == (35 / 275, 21, 1)
    assert (row["inskrivna_kvinnor"], row["inskrivna_man"]) == (150, 150)
    assert (row["matt"], row["dag"], row["manad"], row["grund"]) == ("läge", END, "2026-08", "raknad")
    assert row["anmarkning"] == f"{GAP_LABEL}."


def test_an_area_of_occupation_has_the_same_three_numbers():
    rows = made()
    health, culture, nobody = rows["8"], rows["9"], rows["17"]
    assert (health["summa_bristomraden"], health["summa_overskottsomraden"], health["netto"]) == (35, 0, 35)
    assert (culture["summa_bristomraden"], culture["summa_overskottsomraden"], culture["netto"]) == (0, 60, -60)
    assert (nobody["platser"], nobody["netto"], nobody["overhang"]) == (0, 0, None)
    assert (health["antal_omraden"], health["antal_bristomraden"], health["losbar_genom_rorlighet"]) == (1, 1, None)


def test_what_mobility_could_solve_is_of_the_delregioner():
    # 50 and 30 short in the two delregioner, 30 together (area 8: 180 posts and 150 persons; area 3: 70 and 70).
    assert made()["alla"]["losbar_genom_rorlighet"] == 50 + 30 - 30


def test_a_protected_area_leaves_all_three_missing_with_the_reason():
    rows = made(people=of_people({**PEOPLE, ("14", "17"): None}))
    sums = (
        "inskrivna_arbetslosa",
        "summa_bristomraden",
        "summa_overskottsomraden",
        "netto",
        "overhang",
        "antal_bristomraden",
    )
    for code in ("17", "alla"):
        assert [rows[code][name] for name in sums] == [None] * 6
        assert rows[code]["anmarkning"] == (
            f"{GAP_LABEL}. Minst en uppgift om inskrivna är skyddad eller saknas: ingen av summorna kan visas."
        )
    assert rows["8"]["netto"] == 35


def test_what_mobility_could_solve_is_missing_when_a_delregion_is():
    row = made(people=of_people({**PEOPLE, ("fyrbodal", "17"): None}))["alla"]
    assert (row["netto"], row["losbar_genom_rorlighet"]) == (-25, None)
    assert "rörlighet" in row["anmarkning"]


@pytest.mark.parametrize(
    ("days", "chosen", "said"),
    [
        ({END: False, WHOLE: False, TODAY: True}, END, []),
        ({WHOLE: False, TODAY: True}, WHOLE, ["inte samma tid"]),
        ({TODAY: True}, TODAY, ["inte samma tid", "inte slut när annonserna hämtades"]),
    ],
)
def test_the_day_is_the_months_last_else_the_newest_whole_else_the_newest(days, chosen, said):
    row = made(of_ads(days=days))["alla"]
    assert row["dag"] == chosen
    assert row["platser"] == 275
    assert row["anmarkning"].count(".") == 1 + len(said)
    assert all(text in row["anmarkning"] for text in said)


def test_without_open_ads_every_area_has_a_row_that_says_so():
    for row in made(of_ads().slice(0, 0)).values():
        assert (row["dag"], row["platser"], row["summa_bristomraden"], row["netto"]) == (None, None, None, None)
        assert row["anmarkning"] == f"{GAP_LABEL}. Underlaget om öppna annonser saknas: ingen av summorna kan visas."


counts = st.lists(st.integers(0, 300), min_size=10, max_size=10)


@settings(max_examples=5)
@given(counts, counts, st.randoms(use_true_random=False))
def test_the_net_is_the_difference_and_mobility_is_never_negative(v, u, order: random.Random):
    keys = [(area, code) for area in AREAS for code in ("3", "8")]
    posts, people = dict(zip(keys, v, strict=True)), dict(zip(keys, u, strict=True))
    tables = [of_ads(posts, {END: False}), of_people(people)]
    rows = made(*tables)
    for row in rows.values():
        assert row["summa_bristomraden"] - row["summa_overskottsomraden"] == row["netto"]
        assert row["netto"] == row["platser"] - row["inskrivna_arbetslosa"]
    assert rows["alla"]["losbar_genom_rorlighet"] >= 0
    at = [list(range(table.num_rows)) for table in tables]
    for places in at:
        order.shuffle(places)
    assert made(*(table.take(places) for table, places in zip(tables, at, strict=True))) == rows
