"""The page that follows the agreement up, year by year to 2030."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.follow_up import FOLLOW_UP
from assets.contracts.words import COUNTY
from assets.methods.follow_up import AGREED_YEARS, BASE_YEAR
from reports.findings.follow_up import LEAD, FollowUp, follow_up
from reports.sheets.model import Facts, facts_of
from reports.warehouse import Warehouse
from reports.web.page import FOLLOW_UP_PAGE


@dataclass(frozen=True)
class FollowUpPage:
    """The page "Uppföljning": the county and its delregioner beside the nation and three other counties."""

    facts: Facts
    path: str
    title: str
    lead: tuple[str, ...]
    found: FollowUp
    base: int
    source: str


def follow_up_page(warehouse: Warehouse) -> FollowUpPage:
    """Decide the page."""
    facts = facts_of(warehouse, COUNTY)
    found = follow_up(facts)
    return FollowUpPage(
        facts,
        FOLLOW_UP_PAGE,
        facts.title(f"Uppföljning {AGREED_YEARS}"),
        (found.sentence, *LEAD),
        found,
        BASE_YEAR,
        facts.source_of(FOLLOW_UP),
    )
