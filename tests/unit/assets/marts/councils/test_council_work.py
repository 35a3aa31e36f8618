"""What the other sheets of a council's form become: counts in steps of three, own words, and a register."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    COUNCIL_PROCESS,
    COUNCIL_STAGED,
    REGISTER,
    STAGED_DIALOGUES,
    STAGED_MEASURES,
    STAGED_PRIORITIES,
    STAGED_REVIEWS,
    STAGED_WANTED,
)
from assets.contracts.edition import SOURCES
from assets.contracts.model import TableContract
from assets.marts.councils.dialogues import TOO_FEW, dialogues
from assets.marts.councils.register import register
from assets.marts.councils.work import measures, priorities, process
from assets.methods.council_dialogues import EMPLOYER_STEP, employers_at_least, shown_employers
from assets.reference.council_form import DIALOGUES, form_sheet, form_sheets
from assets.staged.councils import stage_rows
from sources.councils.form import Form

FORM = {"formular": "f1", "delregion": "fyrbodal", "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20"}
LATER = FORM | {"formular": "f2", "runda": "2", "behandlat": "2026-12-01"}
ASKED = {
    "yrke_kod": "532",
    "yrke_namn": "Undersköterskor",
    "arbetsgivare_typ": "kommun",
    "arbetsgivare_storlek": "10–49",
    "behov_nar": "nu",
    "datum": "2026-10-01",
}
WHO = ("arbetsgivare_typ", "arbetsgivare_storlek", "datum", "behov_nar")
WANTED = {"galler_kod": "532", "galler_namn": "Undersköterskor", "mal": "M", "matt": "m", "malar": 2030, "agare": "A"}
DECISION = {"beslutad_av": "Nämnden", "beslutad_datum": "2026-10-01", "diarienummer": "N 1"}


def staged(contract: TableContract, *rows: dict[str, Any]) -> pa.Table:
    """The rows with their numbers on the sheet."""
    return pa.Table.from_pylist([FORM | {"rad": at} | row for at, row in enumerate(rows, 2)], contract.written_schema)


def heard(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    table = dialogues(staged(STAGED_DIALOGUES, *(ASKED | row for row in rows)), "14")
    return list(COUNCIL_DIALOGUES.conform(table).to_pylist())


def test_what_an_employer_has_said_is_not_even_staged():
    said = {"rad": 2, "atgarder": "Bolaget AB har annonserat", "behov_personer": 77123} | ASKED
    rows = {sheet.name: () for sheet in form_sheets()} | {DIALOGUES: (said,)}
    table = stage_rows([("f1", Form("fyrbodal", "2026-2", "1", "2026-11-20", rows))], DIALOGUES)
    kept = str(STAGED_DIALOGUES.conform(table).to_pylist())
    assert not [text for text in ("Bolaget", "77123") if text in kept]
    left_out = {c.name for c in form_sheet(DIALOGUES).columns} - {c.name for c in STAGED_DIALOGUES.columns}
    assert left_out == {"atgarder", "behov_personer"}
    for sheet, contract in COUNCIL_STAGED.items():
        assert (
            stage_rows(
                [("f1", Form("fyrbodal", "2026-2", "1", "d", {s.name: () for s in form_sheets()}))], sheet
            ).num_rows
            == 0
        )
        assert not contract.published


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([{}, {}], None),
        ([{}, {}, {}], 3),
        ([{}, {}, {"behov_nar": "inom ett år"}], None),
        ([{}, {"datum": "2026-10-02"}, {"arbetsgivare_typ": "stat"}], 3),
        ([{}, {}, {"behov_nar": "inom ett år"}, {"arbetsgivare_storlek": "1–9"}], 3),
        ([{}] * 5, 3),
        ([{}] * 6, 6),
        ([{"kommun": "Tanum"}, {"kommun": "Åmål"}, {}], None),
        ([{"kommun": "Tanum"}] * 3, 3),
    ],
)
def test_dialogues_are_counted_in_steps_of_three_employers(rows, shown):
    (row,) = heard(*rows)
    assert row["arbetsgivare"] == shown
    assert row["anmarkning"] == (TOO_FEW if shown is None else None)
    assert (row["geo_namn"], row["yrke_kod"], row["omgang"]) == ("Fyrbodal", "532", "2026-2")


EMPLOYERS = st.lists(
    st.tuples(
        st.sampled_from(["kommun", "stat"]),
        st.sampled_from(["1–9", "10–49"]),
        st.sampled_from(["2026-10-01", "2026-10-02"]),
        st.sampled_from(["nu", "inom ett år"]),
    ),
    max_size=25,
)


@given(EMPLOYERS, EMPLOYERS.map(lambda rows: rows[:1]))
def test_one_employer_more_is_at_most_one_step_and_no_count_is_exact_but_by_its_step(before, one):
    counts = [employers_at_least(rows) for rows in (before, [*before, *one])]
    assert counts[1] - counts[0] in (0, 1)
    shown = [shown_employers(count) for count in counts]
    for count, told in zip(counts, shown, strict=True):
        assert (told is None) == (count < EMPLOYER_STEP)
        assert (told == count) == (count > 0 and count % EMPLOYER_STEP == 0)
        assert told is None or 0 <= count - told < EMPLOYER_STEP
    assert (shown[1] or 0) - (shown[0] or 0) in (0, EMPLOYER_STEP)


@given(EMPLOYERS)
def test_nothing_that_is_shown_depends_on_what_an_employer_needs(rows):
    asked = [dict(zip(WHO, row, strict=True)) for row in rows]
    few, many = (heard(*({**row, "behov_personer": need} for row in asked)) for need in (1, 900))
    assert few == many
    assert all(row["arbetsgivare"] is None or row["arbetsgivare"] % EMPLOYER_STEP == 0 for row in few)
    assert not {column.name for column in COUNCIL_DIALOGUES.columns} & {*WHO, "behov_personer", "atgarder"}


def test_a_round_has_the_dialogues_of_its_newest_form_and_occupations_and_councils_are_apart():
    both = heard(*[{}] * 3, *[LATER] * 6)
    assert [row["arbetsgivare"] for row in both] == [6]
    assert [row["arbetsgivare"] for row in heard(*[{}] * 3, *[LATER | {"omgang": "2027-1"}] * 2)] == [3, None]
    apart = heard({}, {}, {"yrke_kod": "251"}, {"delregion": "skaraborg"})
    assert [row["arbetsgivare"] for row in apart] == [None] * 3
    assert heard(*[{"delregion": "halland"}] * 3) == []


def test_a_group_that_is_merged_since_keeps_the_name_that_it_had():
    old = {"yrke_kod": "999+998", "yrke_namn": "Hette så"}
    assert [(row["yrke_kod"], row["yrke_namn"]) for row in heard(old)] == [("999+998", "Hette så")]
    gone = WANTED | {"galler_kod": "99Z", "galler_namn": "Utbildningen hette så"}
    assert priorities(staged(STAGED_PRIORITIES, gone), "14").to_pylist()[0]["galler_namn"] == "Utbildningen hette så"


@pytest.mark.parametrize("lacking", [None, *DECISION])
def test_a_priority_is_decided_only_with_all_three(lacking: str | None):
    table = priorities(staged(STAGED_PRIORITIES, WANTED | {k: v for k, v in DECISION.items() if k != lacking}), "14")
    (row,) = COUNCIL_PRIORITIES.conform(table).to_pylist()
    assert row["beslutslage"] == ("förslag" if lacking else "beslutad")
    assert (row["nr"], row["mal"], row["rus"]) == (1, "M", None)


def test_the_newest_form_that_has_the_sheet_filled_stands_word_for_word():
    formula = '=HYPERLINK("x") <b>#strong[*]</b>'
    older, newer = (
        WANTED | {"mal": "förr"},
        LATER | WANTED | {"mal": formula, "galler_kod": "13Z", "galler_namn": "Gymnasial"},
    )
    other = WANTED | {"delregion": "skaraborg", "mal": "annat"}
    rows = priorities(staged(STAGED_PRIORITIES, older, newer, LATER | WANTED, other), "14").to_pylist()
    assert [(r["geo_kod"], r["nr"], r["mal"]) for r in rows] == [
        ("fyrbodal", 1, formula),
        ("fyrbodal", 2, "M"),
        ("skaraborg", 1, "annat"),
    ]
    assert rows[0]["galler_namn"] == "Gymnasial"


def test_process_counts_what_is_decided_and_ended():
    wanted = priorities(staged(STAGED_PRIORITIES, WANTED | DECISION, WANTED), "14")
    did = {"insats": "I", "utforare": "U", "finansiering": "DRUM", "fran": "2026-01-01", "lage": "pågår"}
    ended = did | {"lage": "avslutad", "resultat": "40", "belopp": 5}
    done = measures(staged(STAGED_MEASURES, did, ended, ended | {"delregion": "skaraborg"}), "14")
    assert [r["belopp"] for r in COUNCIL_MEASURES.conform(done).to_pylist()] == [None, 5, 5]
    first, second = COUNCIL_PROCESS.conform(process(wanted, done, "14")).to_pylist()
    assert [*first.values()][3:] == [2, 2, 1, 1, 0.5, 2, 1, 1]
    assert [*second.values()][3:] == [0, 0, 0, 0, None, 1, 1, 1]
    nothing = (priorities(staged(STAGED_PRIORITIES), "14"), measures(staged(STAGED_MEASURES), "14"))
    assert process(*nothing, "14").num_rows == 0


def source(name: str, table: str, used: str | None = "obalans") -> dict[str, Any]:
    return {
        "underlag": name,
        "tabell_id": table,
        "titel": f"Titel på {name}",
        "anvands_i": used,
        "hamtad": "2026-11-20",
    }


def test_reviews_stand_by_the_underlag_that_they_name():
    kept = pa.Table.from_pylist(
        [source("scb_tab1", "TAB1"), source("scb_tab12", "TAB12"), source("scb_tab3", "TAB3", None)],
        SOURCES.written_schema,
    )
    said = {"granskare": "A", "omdome": "används", "datum": "2026-10-01"}
    given = [said | {"underlag": text} for text in ("tab12 hos SCB", "mart.signaler", "en sektor", "TAB3", "TAB12")]
    asked = {"fraga": "Varför?", "onskas_av": "A", "finns": "saknas"}
    table = register(kept, staged(STAGED_WANTED, asked), staged(STAGED_REVIEWS, *given, given[0]), "14")
    rows = [r for r in REGISTER.conform(table).to_pylist() if r["slag"] != "referenslista"]
    assert [(r["slag"], r["underlag_id"] or r["underlag"], r["omdome"]) for r in rows] == [
        ("källa", "scb_tab1", None),
        ("källa", "scb_tab12", "används"),
        ("källa", "scb_tab12", "används"),
        ("vår tabell", "mart.signaler", "används"),
        ("önskat", "Varför?", None),
        ("annat", "TAB3", "används"),
        ("annat", "en sektor", "används"),
    ]
    assert [r["nr"] for r in table.to_pylist()] == [*range(1, table.num_rows + 1)]
