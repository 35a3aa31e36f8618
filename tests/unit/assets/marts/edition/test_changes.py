from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.edition import CHANGES, EDITION, SOURCES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.registry import (
    PUBLISHED,
)
from assets.contracts.words import REPORTING_GROUP
from assets.marts.edition.changes import baseline, changes
from assets.marts.edition.edition import edition

ORDER = {
    "utgava": "2026-12",
    "rattar": "",
    "skal": "",
    "avsandare": "Prov",
    "kontakt": "",
    "foregaende": None,
    "tidigare": [],
    "underlag": None,
}


def table(contract: TableContract, *rows: dict[str, Any]) -> pa.Table:
    full = [{c.name: row.get(c.name, None if c.nullable else _fill(c.type)) for c in contract.columns} for row in rows]
    return contract.conform(pa.Table.from_pylist(full, pa.schema([pa.field(c.name, c.type) for c in contract.columns])))


def _fill(kind: pa.DataType) -> Any:
    return "x" if kind == pa.string() else 0


def source(**changed: Any) -> dict[str, Any]:
    row = {
        "underlag": "scb_tab4434",
        "titel": "Anställda",
        "utgivare": "SCB",
        "tabell_id": "TAB4434",
        "period_fran": "2020",
    }
    times = {"period_till": "2024", "uppdaterad": "2026-03-05T07:00:00Z", "hamtad": "2026-11-20T05:00:00Z"}
    return {**row, **times, **changed}


def number(**changed: Any) -> dict[str, Any]:
    place = {"geo_niva": "delregion", "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal"}
    place["yrkesniva"] = REPORTING_GROUP
    time = {"ar_anstallda": "2024", "period_fran": "2025-01", "period_till": "2025-12"}
    return {**place, **time, "yrke_kod": "222", "yrke_namn": "Sjuksköterskor", "anstallda": 2188, **changed}


def state(order: dict[str, Any] | None = None, **changed: Any) -> dict[str, pa.Table]:
    return {
        EDITION.name: edition({**ORDER, **(order or {})}, "14"),
        SOURCES.name: table(SOURCES, source(**{k: v for k, v in changed.items() if k in source()})),
        MISMATCH.name: table(
            MISMATCH, number(**{k: v for k, v in changed.items() if k not in (*source(), "signaler")})
        ),
        ASSESSMENT.name: table(
            ASSESSMENT, number(**{k: v for k, v in changed.items() if k in ("signaler", "period_till")})
        ),
    }


def compared(now: dict[str, pa.Table], previous: dict[str, Any] | None) -> list[dict[str, Any]]:
    out = changes(now[EDITION.name], now[SOURCES.name], now[MISMATCH.name], now[ASSESSMENT.name], previous)
    return CHANGES.conform(out).to_pylist()


def before(**changed: Any) -> dict[str, Any]:
    return {
        **baseline(state({"utgava": "2026-06"}, **changed)),
        "tabeller": {c.name: [k.name for k in c.columns] for c in PUBLISHED},
    }


def test_the_first_edition_says_that_there_is_nothing_to_compare_with():
    (row,) = compared(state(), None)
    assert (row["orsak"], row["efter"]) == ("första utgåvan", "ingen tidigare utgåva")


def test_nothing_changed_leaves_only_what_is_compared():
    (row,) = compared(state(), before())
    assert (row["slag"], row["fore"], row["efter"], row["orsak"]) == ("utgåva", "2026-06", "2026-12", "ny utgåva")


def test_the_same_period_with_another_number_is_a_revision():
    (row,) = [r for r in compared(state(anstallda=2190), before()) if r["slag"] == "tal"]
    assert (row["amne"], row["matt"], row["geo_namn"]) == ("Sjuksköterskor", "Anställda", "Fyrbodal")
    assert (row["fore"], row["efter"], row["skillnad"], row["orsak"]) == ("2188", "2190", 2.0, "reviderat underlag")


def test_another_class_is_told_before_the_numbers_with_its_reason():
    now = state(signaler="vissa tecken på brist", anstallda=2190)
    rows = [r for r in compared(now, before(signaler="tydliga tecken på brist")) if r["slag"] in ("klass", "tal")]
    assert [r["slag"] for r in rows] == ["klass", "tal"]
    assert (rows[0]["amne"], rows[0]["matt"]) == ("Sjuksköterskor", "Våra signaler")
    assert (rows[0]["fore"], rows[0]["efter"]) == ("tydliga tecken på brist", "vissa tecken på brist")
    assert (rows[0]["geo_namn"], rows[0]["orsak"], rows[0]["skillnad"]) == ("Fyrbodal", "reviderat underlag", None)


def test_a_class_that_is_called_something_else_is_told_once_and_of_no_occupation():
    """The trial of the classes decides what they are called, edition by edition; no occupation moves by that."""
    now, was = state(signaler="tydliga tecken på brist"), before(signaler="många annonser per anställd")
    (row,) = [r for r in compared(now, was) if r["slag"] == "klass"]
    assert (row["amne"], row["geo_kod"], row["orsak"]) == ("Klassens namn", None, "ny prövning")
    assert (row["fore"], row["efter"]) == ("många annonser per anställd", "tydliga tecken på brist")


def test_occupations_that_move_are_told_beside_the_new_names_and_so_are_those_that_come_and_go():
    names = (
        "tydliga tecken på brist",
        "många annonser per anställd",
        "vissa tecken på brist",
        "ganska många annonser per anställd",
    )
    clear, plain, some, some_plain = names
    now = [
        number(signaler=some),
        number(yrke_kod="511", signaler=clear),
        number(yrke_kod="512", signaler=some),
        number(yrke_kod="514", yrke_namn="Ny", signaler="inga tydliga tecken"),
    ]
    was = before(signaler=plain)
    (first,) = was["klasser"]
    was["klasser"] += [
        {**first, "yrke_kod": "511"},
        {**first, "yrke_kod": "512", "signaler": some_plain},
        {**first, "yrke_kod": "513", "yrke_namn": "Borta", "signaler": "inga tydliga tecken"},
    ]
    rows = [r for r in compared(state() | {ASSESSMENT.name: table(ASSESSMENT, *now)}, was) if r["slag"] == "klass"]
    assert [(r["amne"], r["fore"], r["efter"]) for r in rows] == [
        ("Klassens namn", plain, clear),
        ("Klassens namn", some_plain, some),
        ("Sjuksköterskor", plain, some),
        ("Borta", "inga tydliga tecken", None),
        ("Ny", None, "inga tydliga tecken"),
    ]


def test_an_edition_from_before_there_were_classes_has_none_to_compare_with():
    previous = before()
    del previous["klasser"]
    assert [r["slag"] for r in compared(state(signaler="tecken på överskott"), previous)] == ["utgåva"]


@pytest.mark.parametrize(
    ("changed", "measure"),
    [
        ({"anstallda": 2200, "ar_anstallda": "2025"}, "Anställda"),
        ({"platser_per_arbetslos": 7.66, "period_till": "2026-06"}, "Annonserade platser under ett år per inskriven"),
    ],
)
def test_a_new_period_is_named_as_the_reason(changed: dict[str, Any], measure: str):
    now = state() | {MISMATCH.name: table(MISMATCH, number(**{"platser_per_arbetslos": 5.0, **changed}))}
    rows = compared(now, before(platser_per_arbetslos=5.0))
    (row,) = [r for r in rows if r["slag"] == "tal"]
    assert (row["matt"], row["orsak"]) == (measure, "ny period")


def test_a_number_that_reads_the_same_after_rounding_has_not_changed():
    now = state(inskrivna_arbetslosa=305.4, platser_per_arbetslos=7.66)
    assert len(compared(now, before(inskrivna_arbetslosa=305.1, platser_per_arbetslos=7.71))) == 1


def test_a_number_that_is_withheld_now_is_a_change_without_difference():
    (row,) = [r for r in compared(state(anstallda=None), before()) if r["slag"] == "tal"]
    assert (row["fore"], row["efter"], row["skillnad"]) == ("2188", None, None)


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"hamtad": "2026-12-01T05:00:00Z"}, ["ny hämtning"]),
        ({"uppdaterad": "2026-12-01T05:00:00Z"}, ["reviderat underlag"]),
        ({"period_till": "2025", "uppdaterad": "2027-03-01T05:00:00Z"}, ["ny period", "ny period"]),
    ],
)
def test_a_source_says_whether_it_was_fetched_revised_or_grew(changed: dict[str, Any], reasons: list[str]):
    now = state() | {SOURCES.name: table(SOURCES, source(**changed))}
    rows = [r for r in compared(now, before()) if r["slag"] == "underlag"]
    assert [r["orsak"] for r in rows] == reasons
    assert {r["amne"] for r in rows} == {"SCB, Anställda"}


def test_a_new_method_is_named_before_any_number():
    rows = compared(state(anstallda=2190), {**before(), "metodversion": "0"})
    assert [(r["slag"], r["orsak"]) for r in rows[1:]] == [("metod", "ny metod"), ("tal", "ny metod")]


def test_tables_and_columns_that_come_and_go_are_listed():
    previous = before()
    previous["tabeller"] = {**previous["tabeller"], "gammal": ["a"], "utgava": ["utgava", "borttagen"]}
    del previous["tabeller"]["kommuner"]
    rows = {
        (r["amne"], r["matt"]): (r["fore"], r["efter"]) for r in compared(state(), previous) if r["slag"] == "tabell"
    }
    assert rows["gammal", "Tabellen"] == ("finns", "finns inte")
    assert rows["kommuner", "Tabellen"] == ("finns inte", "finns")
    assert rows["utgava", "Kolumnen borttagen"] == ("finns", "finns inte")
    assert rows["utgava", "Kolumnen skal"] == ("finns inte", "finns")


def test_a_correction_says_what_it_corrects_and_why():
    rows = compared(state({"utgava": "2026-12-r2", "rattar": "2026-12", "skal": "fel år"}), before())
    assert [r["orsak"] for r in rows] == ["rättelse", "rättelse"]
    assert rows[1]["efter"] == "fel år"


def test_the_edition_row_follows_its_contract():
    row = EDITION.conform(edition({**ORDER, "foregaende": before()}, "14")).to_pylist()[0]
    assert (row["utgava"], row["rattar"], row["foregaende"]) == ("2026-12", None, "2026-06")
