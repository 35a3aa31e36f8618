"""The paper for the dialogue with the state as it lies in the file: two pages, also with the longest of everything."""

from __future__ import annotations

import io
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from assets.methods.matching import AGAINST_NATION
from assets.methods.score import POSITIONS
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_groups
from assets.reference.orders import PROGRAMME, names_of_orders
from assets.reference.state_questions import NAMES, state_questions
from reports.files.paper import dialogue_data, set_paper, sheet_data, write_dialogue
from reports.findings.council_work import Priority
from reports.findings.messages import MOST_NAMED, named
from reports.findings.model import Tile
from reports.findings.slides import deck
from reports.findings.state import (
    MOST_BESIDE,
    MOST_DECIDED,
    MOST_DIFFERING,
    MOST_OCCUPATIONS,
    Dialogue,
    Shared,
    dialogue,
    in_short,
)
from reports.findings.state_receivers import MOST_ASKED, MOST_EDUCATIONS, EducationTakenUp
from tests.unit.reports.files.test_paper import tags, texts_of, words
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.meetings import full, longest


def longest_dialogue(known: Dialogue) -> Dialogue:
    names = sorted((group.name for group in reporting_groups()), key=len)[-MOST_OCCUPATIONS:]
    educations = sorted((group.name for group in education_groups()), key=len)[-MOST_EDUCATIONS:]
    word = max(POSITIONS, key=len)
    chances, later = "stora (9), medelstora (9), små (9)", "vara oförändrad (9), minska (9), öka (9)"
    text = "ord " * 80
    decided = [in_short(Priority("Göteborgsregionen", n, text, True, "", text, "", "")) for n in names[-MOST_DECIDED:]]
    tiles = tuple(Tile(area, 1, word, "", True) for area in known.areas)
    orders = sorted(names_of_orders().values(), key=len)[-MOST_NAMED - 1 :]
    of_schools = [name for (form, _), name in names_of_orders().items() if form == PROGRAMME]
    programmes = sorted(of_schools, key=len)[-MOST_ASKED - 1 :]
    every = tuple(str(number) for number in range(1, MOST_DECIDED + 1))
    return replace(
        known,
        shared_note=f"{known.shared_note} Tabellen visar tio. Dessutom lyfts {named(names, MOST_BESIDE)}.",
        shared=tuple(Shared(name, chances, later, "125 839", "125 839", tiles) for name in names),
        differing=tuple(replace(longest().disagreements[0], name=name) for name in names[:MOST_DIFFERING]),
        blocks=tuple(
            replace(
                block,
                occupations=f"{named([f'{name} (4)' for name in names])}. Tillsammans 125 839 annonserade platser.",
                educations=tuple(
                    EducationTakenUp(name, "12 583", "100,0", "100,0", max(AGAINST_NATION, key=len))
                    for name in educations
                )
                if asked.forms
                else (),
                educations_note="Och 12 till, se sidan Utbildningar." if asked.forms else block.educations_note,
                priorities=f"Nummer {', '.join(every)} under Rådens beslutade prioriteringar.",
                question=asked.question.replace(
                    NAMES, named(programmes, MOST_ASKED) if asked.about == PROGRAMME else named(orders)
                ),
            )
            for block, asked in zip(known.blocks, state_questions(), strict=True)
        ),
        decided=tuple(decided),
    )


@pytest.fixture
def known(warehouse) -> Dialogue:
    return dialogue(warehouse("example"))


def read(content: Dialogue) -> PdfReader:
    return PdfReader(io.BytesIO(set_paper("state.typ", dialogue_data(content), "2026-11-28")))


def test_it_is_two_pages_with_every_word(known: Dialogue):
    for content in (known, longest_dialogue(known)):
        pages = read(content).pages
        assert len(pages) == 2
        text = words("".join(page.extract_text() for page in pages))
        data = dialogue_data(content)
        said = [content.title, content.shared_heading, content.certainty, content.unsaid, content.source]
        said += [*texts_of([data["shared_columns"]]), *content.decided]
        said += texts_of([data["differing_columns"]]) if content.differing else []
        said += [
            each
            for row in (*content.blocks, *content.differing, *(e for b in content.blocks for e in b.educations))
            for each in asdict(row).values()
            if isinstance(each, str)
        ]
        said = [each for each in said if each not in {row.reason for row in content.differing}]
        assert [each for each in said if words(each) not in text] == []
        assert all("EXEMPELDATA" in page.extract_text() for page in pages)


def test_no_forbidden_word_is_on_paper_or_slides(known: Dialogue):
    said = str([dialogue_data(known), dialogue_data(longest_dialogue(known)), sheet_data(full()), deck(full()).slides])
    assert [pattern for pattern in FORBIDDEN if re.search(pattern, said, re.IGNORECASE)] == []


def test_every_table_has_a_header_row(known: Dialogue):
    root = read(longest_dialogue(known)).trailer["/Root"]
    kinds = [element["/S"] for element in tags(root["/StructTreeRoot"]["/K"])]
    assert kinds.count("/Table") == kinds.count("/THead") == 5
    assert kinds.count("/H1") == 1 + len(state_questions()) + 2


def test_a_third_page_is_refused(known: Dialogue):
    data = dialogue_data(longest_dialogue(known))
    data["educations_note"] = "ord " * 4000
    with pytest.raises(typst.TypstError, match="ryms inte på två sidor"):
        set_paper("state.typ", data, "2026-11-28")


def test_the_same_dialogue_gives_the_same_bytes(known: Dialogue, tmp_path: Path):
    for name in ("a.pdf", "b.pdf"):
        write_dialogue(known, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
