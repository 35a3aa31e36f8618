"""What the other sheets of a council's form become: counts from three, own words, and a register."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

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
from assets.reference.council_form import DIALOGUES, form_sheet, form_sheets
from assets.staged.councils import stage_rows
from sources.councils.form import Form

FORM = {"formular": "f1", "delregion": "fyrbodal", "omgang": "2026-2", "runda": "1", "behandlat": "2026-11-20"}
LATER = FORM | {"formular": "f2", "runda": "2", "behandlat": "2026-12-01"}
ASKED = {
    "yrke_kod": "532",
    "arbetsgivare_typ": "kommun",
    "arbetsgivare_storlek": "10–49",
    "behov_personer": 2,
    "behov_nar": "nu",
    "datum": "2026-10-01",
}
WANTED = {"galler_kod": "532", "mal": "M", "matt": "m", "malar": 2030, "agare": "A"}
DECISION = {"beslutad_av": "Nämnden", "beslutad_datum": "2026-10-01", "diarienummer": "N 1"}


def staged(contract: TableContract, *rows: dict[str, Any]) -> pa.Table:
    """The rows with their numbers on the sheet."""
    return pa.Table.from_pylist([FORM | {"rad": at} | row for at, row in enumerate(rows, 2)], contract.written_schema)


def heard(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    table = dialogues(staged(STAGED_DIALOGUES, *(ASKED | row for row in rows)), "14")
    return list(COUNCIL_DIALOGUES.conform(table).to_pylist())


def test_what_an_employer_has_said_is_not_even_staged():
    said = {"rad": 2, "atgarder": "Bolaget AB har annonserat"} | ASKED
    rows = {sheet.name: () for sheet in form_sheets()} | {DIALOGUES: (said,)}
    table = stage_rows([("f1", Form("fyrbodal", "2026-2", "1", "2026-11-20", rows))], DIALOGUES)
    assert "Bolaget" not in str(STAGED_DIALOGUES.conform(table).to_pylist())
    left_out = {c.name for c in form_sheet(DIALOGUES).columns} - {c.name for c in STAGED_DIALOGUES.columns}
    assert left_out == {"atgarder"}
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
        ([{}, {}], (None, None)),
        ([{}, {}, {}], (3, 6)),
        ([{}, {}, {"behov_nar": "inom ett år"}], (None, None)),
        ([{}, {"datum": "2026-10-02"}, {"arbetsgivare_typ": "stat", "behov_personer": 0}], (3, 4)),
        ([{}, {}, {"behov_nar": "inom ett år"}, {"arbetsgivare_storlek": "1–9"}], (3, 8)),
    ],
)
def test_dialogues_are_counted_only_from_three_employers(rows, shown):
    (row,) = heard(*rows)
    assert (row["dialoger"], row["behov_personer"]) == shown
    assert row["anmarkning"] == (TOO_FEW if shown[0] is None else None)
    assert (row["geo_namn"], row["yrke_kod"], row["omgang"]) == ("Fyrbodal", "532", "2026-2")


def test_a_round_has_the_dialogues_of_its_newest_form_and_occupations_and_councils_are_apart():
    both = heard(*[{}] * 3, *[LATER | {"behov_personer": 5}] * 4)
    assert [(row["dialoger"], row["behov_personer"]) for row in both] == [(4, 20)]
    assert [row["dialoger"] for row in heard(*[{}] * 3, *[LATER | {"omgang": "2027-1"}] * 2)] == [3, None]
    apart = heard({}, {}, {"yrke_kod": "251"}, {"delregion": "skaraborg"})
    assert [row["dialoger"] for row in apart] == [None] * 3
    assert heard(*[{"delregion": "halland"}] * 3) == []


@pytest.mark.parametrize("lacking", [None, *DECISION])
def test_a_priority_is_decided_only_with_all_three(lacking: str | None):
    table = priorities(staged(STAGED_PRIORITIES, WANTED | {k: v for k, v in DECISION.items() if k != lacking}), "14")
    (row,) = COUNCIL_PRIORITIES.conform(table).to_pylist()
    assert row["beslutslage"] == ("förslag" if lacking else "beslutad")
    assert (row["nr"], row["mal"], row["rus"]) == (1, "M", None)


def test_the_newest_form_that_has_the_sheet_filled_stands_word_for_word():
    formula = '=HYPERLINK("x") <b>#strong[*]</b>'
    older, newer = WANTED | {"mal": "förr"}, LATER | WANTED | {"mal": formula, "galler_kod": "13Z"}
    other = WANTED | {"delregion": "skaraborg", "mal": "annat"}
    rows = priorities(staged(STAGED_PRIORITIES, older, newer, LATER | WANTED, other), "14").to_pylist()
    assert [(r["geo_kod"], r["nr"], r["mal"]) for r in rows] == [
        ("fyrbodal", 1, formula),
        ("fyrbodal", 2, "M"),
        ("skaraborg", 1, "annat"),
    ]
    assert rows[0]["galler_namn"].startswith("Gymnasial utbildning")


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
