"""mart.inskrivna_andelar: who the registered unemployed are, as shares."""

from __future__ import annotations

from itertools import product
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.unemployed import (
    BORN_IN_SWEDEN,
    PROFILE_KINDS,
    REGISTERED_SHARES,
    STAGED_DURATION,
    STAGED_PROFILE,
    UNEMPLOYED_PROFILE,
    WITHOUT_WORK,
)
from assets.marts.places.dimensions import dim_geo
from assets.marts.unemployed.shares import registered_shares
from assets.marts.unemployed.supply import unemployed_profile
from assets.reference.areas import delregioner
from assets.reference.unemployed_groups import groups_of_unemployed
from tests.unit.rows import tuples

GEO = dim_geo("14")
FYRBODAL = next(d for d in delregioner("14") if d.code == "fyrbodal").municipalities
MUNICIPALITIES = [m for d in delregioner("14") for m in d.municipalities]
NUMBERS = {
    ("ålder", "16–24"): 2, ("ålder", "25–54"): 6, ("ålder", "55–66"): 2,
    ("utbildning", "förgymnasial"): 4, ("utbildning", "gymnasial"): 5, ("utbildning", "uppgift saknas"): 1,
    ("födelseland", "inrikes födda"): 3, ("födelseland", "födda i övriga Europa"): 2,
    ("födelseland", "födda utanför Europa"): 4, ("födelseland", "uppgift saknas"): 1,
    ("tid utan arbete", "samtliga"): 10, ("tid utan arbete", "mer än 6 månader"): 7,
    ("tid utan arbete", "mer än 12 månader"): 5, ("tid utan arbete", "mer än 24 månader"): 2,
}  # fmt: skip
"""Of each sex in each municipality, who are ten by every characteristic."""
KINDS = (*PROFILE_KINDS, WITHOUT_WORK)
Change = dict[tuple[str, str, str, str], int | None]
"""Area, sex, characteristic and group → another number."""


def profile(change: Change, month: str = "2026-08", kinds: tuple[str, ...] = KINDS) -> pa.Table:
    """As mart.inskrivna_arbetslosa_profil has it, by the function that makes it."""
    people, times = [], []
    for place, ((kind, group), number) in product(MUNICIPALITIES, NUMBERS.items()):
        if kind in kinds:
            counts = {sex: change.get((place, sex, kind, group), number) for sex in ("kvinnor", "män")}
            if kind == WITHOUT_WORK:
                both = None if None in counts.values() else sum(n or 0 for n in counts.values())
                times += [(place, group, sex, n) for sex, n in {**counts, "totalt": both}.items()]
            else:
                people += [(place, kind, group, sex, n) for sex, n in counts.items()]
    every = {"egenskap": "samtliga", "grupp": "samtliga"}
    return UNEMPLOYED_PROFILE.conform(
        unemployed_profile(
            tuples(STAGED_PROFILE, "kommun_kod egenskap grupp kon varde", people, manad=month, lan_kod="14"),
            tuples(STAGED_DURATION, "kommun_kod tid kon varde", times, manad=month, lan_kod="14", **every),
            GEO,
            "14",
        )
    )


Found = dict[tuple[str, str, str], dict[str, Any]]


def shares(*tables: pa.Table) -> Found:
    """By area, group and sex."""
    out = REGISTERED_SHARES.conform(registered_shares(pa.concat_tables(tables), GEO, "14"))
    return {(r["geo_kod"], r["grupp"], r["kon"]): r for r in out.to_pylist()}


def made(change: Change | None = None) -> Found:
    return shares(profile(change or {}))


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["antal"], row["antal_i_kvoten"], row["alla_i_kvoten"], row["andel"]


def test_every_group_that_readers_ask_about_is_a_share_of_all_registered():
    found = {
        (r["egenskap"], group): r["andel"]
        for (area, group, sex), r in made().items()
        if (area, sex) == ("fyrbodal", "totalt")
    }
    assert found == {
        ("ålder", "under 25 år"): 0.2, ("ålder", "55 år och äldre"): 0.2,
        ("utbildning", "förgymnasial"): 0.4, ("utbildning", "gymnasial"): 0.5, ("utbildning", "uppgift saknas"): 0.1,
        ("födelseland", "utrikes födda"): 0.6,
        ("tid utan arbete", "mer än 6 månader"): 0.7, ("tid utan arbete", "mer än 12 månader"): 0.5,
        ("tid utan arbete", "mer än 24 månader"): 0.2,
    }  # fmt: skip


def test_counts_are_by_sex_in_delregioner_and_the_county():
    rows = made({("1485", "kvinnor", "födelseland", "födda utanför Europa"): 14})
    assert told(rows["fyrbodal", "utrikes födda", "kvinnor"]) == (94, 94, 150, pytest.approx(94 / 150))
    assert told(rows["fyrbodal", "utrikes födda", "totalt"]) == (178, 178, 290, pytest.approx(178 / 290))
    assert told(rows["14", "utrikes födda", "män"]) == (49 * 6, 49 * 6, 490, 0.6)
    areas = [r for r in rows.values() if r["geo_niva"] != "kommun"]
    assert {r["geo_niva"] for r in areas} == {"delregion", "lan"}
    assert {(r["manad"], r["grund"], r["anmarkning"]) for r in areas} == {("2026-08", "raknad", None)}


def test_the_countys_share_stands_beside():
    rows = made({("1485", "kvinnor", "ålder", "16–24"): 12})
    mine, county = rows["skaraborg", "under 25 år", "kvinnor"], rows["14", "under 25 år", "kvinnor"]
    assert (mine["andel_lan"], county["andel_lan"]) == (county["andel"], None)
    assert county["andel"] == pytest.approx((48 * 2 + 12) / (480 + 20))


def test_a_protected_municipality_is_on_neither_side_and_too_many_leave_no_share():
    one = made({(FYRBODAL[0], "män", "tid utan arbete", "mer än 12 månader"): None})
    row = one["fyrbodal", "mer än 12 månader", "män"]
    assert told(row) == (None, 13 * 5, 13 * 10, 0.5)
    assert row["anmarkning"] == (
        "Minst en kommuns uppgift är skyddad eller saknas: antalet visas inte. Andelen gäller de kommuner som är kända (130 "
        "inskrivna)."
    )
    assert told(one["14", "mer än 12 månader", "män"]) == (None, 48 * 5, 480, 0.5)
    assert told(one["fyrbodal", "mer än 6 månader", "män"]) == (98, 98, 140, 0.7)
    two = made({(m, "män", "tid utan arbete", "mer än 12 månader"): None for m in FYRBODAL[:2]})
    row = two["fyrbodal", "mer än 12 månader", "män"]
    assert told(row) == (None, None, None, None)
    assert row["anmarkning"].endswith("Andelen visas inte: mer än en tiondel är skyddat.")
    assert two["14", "mer än 12 månader", "män"]["andel"] == 0.5


def test_a_municipality_has_its_own_share_beside_the_countys():
    rows = made({("1485", "kvinnor", "födelseland", "födda utanför Europa"): 14})
    assert told(rows["1485", "utrikes födda", "totalt"]) == (22, 22, 30, pytest.approx(22 / 30))
    assert rows["1485", "utrikes födda", "totalt"]["andel_lan"] == rows["14", "utrikes födda", "totalt"]["andel"]
    few = rows["1485", "under 25 år", "män"]
    assert (few["antal"], few["andel"], few["anmarkning"]) == (2, None, "Andelen visas inte: färre än 20 inskrivna.")


def test_a_municipality_that_is_protected_says_which_number_is():
    rows = made({("1485", "män", "födelseland", "inrikes födda"): None})
    assert told(rows["1485", "utrikes födda", "totalt"]) == (12, None, None, None)
    assert rows["1485", "utrikes födda", "totalt"]["anmarkning"] == (
        "Andelen visas inte: antalet inskrivna i en annan grupp är skyddat."
    )
    rows = made({("1485", "män", "ålder", "16–24"): None})
    assert rows["1485", "under 25 år", "totalt"]["anmarkning"] == (
        "Uppgiften är skyddad eller saknas: antalet visas inte."
    )


def test_everybody_is_missing_when_a_part_is():
    one = made({(FYRBODAL[0], "kvinnor", "utbildning", "gymnasial"): None})
    assert told(one["fyrbodal", "förgymnasial", "kvinnor"]) == (56, 52, 130, 0.4)
    assert told(one["fyrbodal", "gymnasial", "kvinnor"]) == (None, 65, 130, 0.5)


@pytest.mark.parametrize(("number", "share"), [(20, 0.0), (19, None)])
def test_a_share_takes_twenty_registered(number: int, share: float | None):
    none: Change = {(m, "män", kind, group): 0 for m in FYRBODAL for kind, group in NUMBERS}
    row = made({**none, (FYRBODAL[0], "män", "ålder", "25–54"): number})["fyrbodal", "under 25 år", "män"]
    assert (row["alla_i_kvoten"], row["andel"]) == (number, share)
    assert row["anmarkning"] == (None if share is not None else "Andelen visas inte: färre än 20 inskrivna.")


def test_only_the_newest_month_of_each_characteristic_counts():
    older = profile({}, "2026-07")
    assert {r["manad"] for r in shares(older, profile({})).values()} == {"2026-08"}
    newer = profile({}).to_pandas()
    times = pa.Table.from_pandas(newer[newer["egenskap"] == "tid utan arbete"], preserve_index=False)
    found = shares(older, UNEMPLOYED_PROFILE.conform(times))
    assert {(r["egenskap"], r["manad"]) for r in found.values()} == {
        ("tid utan arbete", "2026-08"), ("ålder", "2026-07"), ("utbildning", "2026-07"), ("födelseland", "2026-07")
    }  # fmt: skip


def test_without_the_workbooks_there_are_no_rows():
    assert shares(UNEMPLOYED_PROFILE.schema.empty_table()) == {}


def test_those_born_here_are_called_so_in_the_reference_data():
    assert BORN_IN_SWEDEN in groups_of_unemployed()["födelseland"].values()


@settings(deadline=None, max_examples=10)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=14, max_size=14))
def test_a_share_is_of_the_known_and_lies_between_nothing_and_all(young):
    change: Change = {(m, "män", "ålder", "16–24"): n for m, n in zip(FYRBODAL, young, strict=True)}
    row = shares(profile(change, kinds=("ålder",)))["fyrbodal", "under 25 år", "män"]
    known = [n for n in young if n is not None]
    if len(known) == 14:
        assert told(row)[:3] == (sum(known), sum(known), sum(8 + n for n in known))
    elif row["andel"] is not None:
        assert told(row)[:3] == (None, sum(known), sum(8 + n for n in known))
    assert row["andel"] is None or 0 <= row["andel"] <= 1
