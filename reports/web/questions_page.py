"""The page of an area's questions and answers."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.words import COUNTY
from assets.reference.areas import parts_of
from reports.findings.questions import Answer, answers_of
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from reports.web.page import area_path, questions_path


@dataclass(frozen=True)
class QuestionsPage:
    """Questions of an area, each with its answer or why there is none."""

    facts: Facts
    path: str
    title: str
    area_path: str
    areas: tuple[tuple[str, str], ...]
    """Name and path of the same page of every area."""
    answers: tuple[Answer, ...]


def questions_page(warehouse: Warehouse, area: str) -> QuestionsPage:
    """Decide the page of an area's questions.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    others = [*((place.name, place.code) for place in parts_of(warehouse.county)), ("Länet", COUNTY)]
    return QuestionsPage(
        facts,
        questions_path(area),
        facts.title(f"Frågor och svar om {facts.area}"),
        area_path(area),
        tuple((name, questions_path(code)) for name, code in others),
        answers_of(facts),
    )
