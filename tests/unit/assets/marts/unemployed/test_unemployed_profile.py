"""Age, education, country of birth, time without work and the labour force: names → codes, and over areas."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts.unemployed import (
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    UNEMPLOYED_PROFILE,
)
from assets.contracts.words import NO_MUNICIPALITY
from assets.marts.places.dimensions import dim_geo
from assets.marts.unemployed import supply
from assets.methods.aggregate import PART_MISSING, share_within
from assets.reference.areas import municipalities
from assets.staged.unemployed_profile import stage_duration, stage_labour_force, stage_profile
from sources.errors import SourceChanged

GEO = dim_geo("14")
Cell = str | None


def texts(rows: list[dict[str, Cell]]) -> pa.Table:
    return pa.table({name: pa.array([r[name] for r in rows], pa.string()).dictionary_encode() for name in rows[0]})


def person(**more: Cell) -> dict[str, Cell]:
    usual = {
        "manad": "2026-08",
        "kon": "K",
        "lan": "Västra Götaland",
        "kommun": "Göteborg",
        "antal": "12",
        "grupp": "16-24",
    }
    return {**usual, **more}


def profile(kind: str = "ålder", *rows: dict[str, Cell]) -> list[dict[str, Any]]:
    staged: list[dict[str, Any]] = STAGED_PROFILE.conform(stage_profile({kind: texts([*rows])}, "14")).to_pylist()
    return staged


def test_the_profile_gets_codes_and_our_words():
    assert profile("ålder", person()) == [
        {"manad": "2026-08", "egenskap": "ålder", "grupp": "16–24", "kon": "kvinnor", "lan_kod": "14", "kommun_kod": "1480",
         "varde": 12, "status": None}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "written", "ours"),
    [
        ("ålder", "16-24", "16–24"),
        ("ålder", "55–66 år", "55–66"),
        ("utbildning", "Förgymnasial", "förgymnasial"),
        ("utbildning", "Gymnasial ", "gymnasial"),
        ("utbildning", "Eftergymnasial", "eftergymnasial"),
        ("födelseland", "Inrikesfödda", "inrikes födda"),
        ("födelseland", "Utrikes födda", "utrikes födda"),
        ("födelseland", "Sverige", "inrikes födda"),
        ("födelseland", "Europa", "födda i övriga Europa"),
        ("födelseland", "Övriga länder", "födda utanför Europa"),
        ("födelseland", None, "uppgift saknas"),
        ("utbildning", "Uppgift saknas", "uppgift saknas"),
        ("ålder", "", "uppgift saknas"),
    ],
)
def test_the_groups_in_everyday_words(kind, written, ours):
    (row,) = profile(kind, person(grupp=written))
    assert row["grupp"] == ours


@pytest.mark.parametrize(
    ("kind", "names", "says"),
    [
        ("ålder", ["Ungdomar", "16-24", "65+"], "grupper efter ålder som inte är kända: 65\\+, Ungdomar"),
        ("utbildning", ["Forskar", "Gymnasial"], "grupper efter utbildning som inte är kända: Forskar"),
        ("födelseland", ["Norden"], "grupper efter födelseland som inte är kända: Norden"),
    ],
)
def test_an_unknown_group_stops_with_the_list(kind, names, says):
    with pytest.raises(SourceChanged, match=says):
        profile(kind, *(person(grupp=name) for name in names))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kommun": "Gbg"}, "kommun .*: Gbg"),
        ({"kon": "X"}, "kön .*: X"),
        ({"lan": "Storlänet"}, "inga rader för Västra"),
    ],
)
def test_an_unknown_name_stops_with_the_list(more, says):
    with pytest.raises(SourceChanged, match=says):
        profile("ålder", person(**more))


@pytest.mark.parametrize(("written", "found"), [("<5", (None, "<5")), (None, (None, "..")), ("0", (0, None))])
def test_a_protected_number_stays_missing(written, found):
    (row,) = profile("ålder", person(antal=written))
    assert (row["varde"], row["status"]) == found


def test_the_residual_and_other_counties():
    rows = profile(
        "ålder",
        person(kommun="Uppgift saknas"),
        person(lan="Halland", kommun="Kungsbacka"),
        person(lan="Uppgift saknas"),
    )
    assert [row["kommun_kod"] for row in rows] == [NO_MUNICIPALITY]


TIMES = ("samtliga", "mer än 6 månader", "mer än 12 månader", "mer än 24 månader")


def place(*counts: Cell, kommun: str = "Göteborg", month: str = "2026-08", **more: Cell) -> dict[str, Cell]:
    return {"manad": month, "lan": "Västra Götaland", "kommun": kommun, **dict(zip(TIMES, counts, strict=True)), **more}


def duration(**sheets: list[dict[str, Cell]]) -> pa.Table:
    return STAGED_DURATION.conform(stage_duration({name: texts(rows) for name, rows in sheets.items()}, "14"))


def test_the_time_without_work_has_a_row_per_number():
    staged = duration(
        Total=[place("30", "20", "<5", "0")],
        Kön=[place("12", "8", None, "0", grupp="K")],
        Ålder=[place("9", "5", "5", "0", grupp="16-24")],
    )
    found = {(r["egenskap"], r["grupp"], r["kon"], r["tid"]): (r["varde"], r["status"]) for r in staged.to_pylist()}
    assert found == {
        ("samtliga", "samtliga", "totalt", "samtliga"): (30, None),
        ("samtliga", "samtliga", "totalt", "mer än 6 månader"): (20, None),
        ("samtliga", "samtliga", "totalt", "mer än 12 månader"): (None, "<5"),
        ("samtliga", "samtliga", "totalt", "mer än 24 månader"): (0, None),
        ("samtliga", "samtliga", "kvinnor", "samtliga"): (12, None),
        ("samtliga", "samtliga", "kvinnor", "mer än 6 månader"): (8, None),
        ("samtliga", "samtliga", "kvinnor", "mer än 12 månader"): (None, ".."),
        ("samtliga", "samtliga", "kvinnor", "mer än 24 månader"): (0, None),
        ("ålder", "16–24", "totalt", "samtliga"): (9, None),
        ("ålder", "16–24", "totalt", "mer än 6 månader"): (5, None),
        ("ålder", "16–24", "totalt", "mer än 12 månader"): (5, None),
        ("ålder", "16–24", "totalt", "mer än 24 månader"): (0, None),
    }


def force(
    kommun: str = "1480 Göteborg", lan: str = "14 Västra Götaland", number: Cell = "300000.25"
) -> dict[str, Cell]:
    counts = {
        f"{count} {sex}": number for count in ("arbetskraft", "inskrivna") for sex in ("totalt", "kvinnor", "män")
    }
    return {"manad": "2026-08", "lan": lan, "kommun": kommun, **counts}


def labour_force(*rows: dict[str, Cell]) -> list[dict[str, Any]]:
    staged: list[dict[str, Any]] = STAGED_LABOUR_FORCE.conform(stage_labour_force(texts([*rows]))).to_pylist()
    return staged


def test_the_labour_force_of_the_whole_country_keeps_its_decimals():
    rows = labour_force(force(), force("0114 Upplands Väsby", "01 Stockholm", None))
    assert len(rows) == 2 * 2 * 3
    assert rows[6] == {"manad": "2026-08", "lan_kod": "14", "kommun_kod": "1480", "matt": "arbetskraft", "kon": "kvinnor",
                       "varde": 300_000.25, "status": None}  # fmt: skip
    assert {(r["lan_kod"], r["varde"], r["status"]) for r in rows[:6]} == {("01", None, "..")}


@pytest.mark.parametrize(
    ("row", "says"),
    [(force("1480 Gbg"), "kommun .*: 1480 Gbg"), (force("Uppgift saknas"), "kommun"), (force(lan="Ö"), "län .*: Ö")],
)
def test_a_labour_force_that_is_nowhere_stops(row, says):
    with pytest.raises(SourceChanged, match=says):
        labour_force(force(), row)


def test_every_municipality_of_the_country_has_its_code():
    rows = labour_force(*(force(f"{code} {name}", "14 Västra Götaland") for code, name in municipalities().items()))
    assert {r["kommun_kod"] for r in rows} == set(municipalities())


# mart.inskrivna_arbetslosa_profil


def mart(
    people: list[dict[str, Cell]] | None = None, times: dict[str, list[dict[str, Cell]]] | None = None
) -> pa.Table:
    staged = stage_profile({"ålder": texts(people)}, "14") if people else STAGED_PROFILE.schema.empty_table()
    long = duration(**times) if times else STAGED_DURATION.schema.empty_table()
    return UNEMPLOYED_PROFILE.conform(
        supply.unemployed_profile(STAGED_PROFILE.conform(staged), STAGED_DURATION.conform(long), GEO, "14")
    )


def value(table: pa.Table, **where: Any) -> tuple[Any, ...]:
    (row,) = [r for r in table.to_pylist() if all(r[name] == v for name, v in where.items())]
    return row["varde"], row["status"], row["grund"]


def test_delregioner_are_sums_and_the_residual_is_only_the_countys():
    table = mart(
        [person(), person(kon="M", antal="7"), person(kommun="Härryda", antal="3"), person(kommun="Borås", antal="9"),
         person(kommun="Uppgift saknas", antal="2")]
    )  # fmt: skip
    assert value(table, geo_kod="1480", kon="kvinnor") == (12, None, "observerad")
    assert value(table, geo_kod="goteborgsregionen", kon="kvinnor") == (15, None, "raknad")
    assert value(table, geo_kod="goteborgsregionen", kon="totalt") == (22, None, "raknad")
    assert value(table, geo_kod="borasregionen", kon="totalt") == (9, None, "raknad")
    assert value(table, geo_kod="14", kon="totalt") == (33, None, "raknad")
    assert {r["geo_niva"] for r in table.to_pylist()} == {"kommun", "delregion", "lan"}
    assert {r["geo_namn"] for r in table.to_pylist()} >= {"Göteborg", "Skaraborg", "Västra Götalands län"}


def test_who_is_in_no_record_is_nobody_and_a_protected_number_makes_its_sums_missing():
    table = mart([person(antal="<5"), person(kommun="Borås")])
    assert value(table, geo_kod="1490", kon="män") == (0, None, "observerad")
    assert value(table, geo_kod="skaraborg", kon="totalt") == (0, None, "raknad")
    assert value(table, geo_kod="1480", kon="kvinnor") == (None, "<5", "observerad")
    for code in ("1480", "goteborgsregionen", "14"):
        assert value(table, geo_kod=code, kon="totalt") == (None, PART_MISSING, "raknad")
    assert value(table, geo_kod="borasregionen", kon="totalt") == (12, None, "raknad")


def test_a_group_that_the_source_did_not_have_in_a_month_has_no_rows_for_it():
    table = mart([person(grupp="55-65", manad="2025-12"), person(grupp="55-66", manad="2026-01")])
    found = {(r["manad"], r["grupp"]) for r in table.to_pylist()}
    assert found == {("2025-12", "55–65"), ("2026-01", "55–66")}


def test_the_time_without_work_keeps_the_sources_own_total():
    times = {
        "Total": [place("9", "7", "6", "5"), place("5", "5", "<5", "0", kommun="Borås")],
        "Kön": [
            place("6", "5", "<5", "<5", grupp="K"),
            place("3", "<5", "<5", "0", grupp="M"),
            place("5", "5", "<5", "0", kommun="Borås", grupp="M"),
        ],
        "Ålder": [place("9", "7", "6", "5", grupp="16-24")],
    }
    table = mart(times=times)
    assert {r["egenskap"] for r in table.to_pylist()} == {"tid utan arbete"}
    assert value(table, geo_kod="1480", kon="totalt", grupp="mer än 12 månader") == (6, None, "observerad")
    assert value(table, geo_kod="1480", kon="kvinnor", grupp="mer än 12 månader") == (None, "<5", "observerad")
    assert value(table, geo_kod="14", kon="totalt", grupp="mer än 12 månader") == (None, PART_MISSING, "raknad")
    assert value(table, geo_kod="14", kon="totalt", grupp="mer än 6 månader") == (12, None, "raknad")
    assert value(table, geo_kod="14", kon="totalt", grupp="samtliga") == (14, None, "raknad")
    assert value(table, geo_kod="1490", kon="kvinnor", grupp="samtliga") == (0, None, "observerad")


def test_the_table_has_what_there_is_when_a_workbook_is_missing():
    assert mart().num_rows == 0
    assert {r["egenskap"] for r in mart([person()]).to_pylist()} == {"ålder"}


counts = st.lists(st.one_of(st.none(), st.integers(0, 40)), min_size=3, max_size=3)


@settings(deadline=None, max_examples=15)
@given(counts)
def test_a_sum_is_exact_or_missing_never_smaller(given_counts):
    names = ("Göteborg", "Härryda", "Borås")
    people = [person(kommun=n, antal="<5" if v is None else str(v)) for n, v in zip(names, given_counts, strict=True)]
    table = mart(people)
    for code, parts in (
        ("goteborgsregionen", given_counts[:2]),
        ("borasregionen", given_counts[2:]),
        ("14", given_counts),
    ):
        expected = None if None in parts else sum(parts)
        assert value(table, geo_kod=code, kon="totalt")[0] == expected


@given(counts)
def test_shares_add_up_to_one_or_are_missing(given_counts):
    frame = pd.DataFrame({"g": ["a"] * 3, "varde": pd.array(given_counts, dtype="Int64")})
    shares = share_within(frame, ["g"])
    if None in given_counts or sum(given_counts) == 0:
        assert shares.isna().all()
    else:
        assert shares.sum() == pytest.approx(1)
