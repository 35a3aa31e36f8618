"""The page for those who order places on an area's educations."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.education import EDUCATION, GRADUATES
from assets.contracts.education_planning import EDUCATION_PLANNING
from assets.contracts.words import COUNTY, NOT_MORE_PLACES, THE_OTHERS
from assets.methods.replacement_demand import BANDS
from assets.reference.concepts import concepts
from reports.findings.educations import LIMITS
from reports.findings.matrix import area_names
from reports.findings.planning import NOBODY, WHO, PlannedEducation, planned_educations, years_of_planning
from reports.sheets.model import Facts, facts_of
from reports.sheets.trial import preliminary_in_short
from reports.warehouse import Warehouse
from reports.web.area_page import class_names
from reports.web.page import area_path, education_path, planning_path

FIRST_ROWS = 10
NO_PLACES = "Hur många platser som finns, och hur många som söker dem, står inte i något underlag."
_LATER_IN_LIFE = "Hur mycket mindre det blir om fler arbetar längre upp i åren står på sidan Scenarier."
_NEVER_TOGETHER = "Flera utbildningar kan leda till samma yrke, så lägg aldrig ihop dem."
OF_OCCUPATIONS = (
    f"Behov och ersättningsbehov är yrkets. {_NEVER_TOGETHER} Båda är oprövade: ingen har kunnat hålla dem mot vad som hände. Därför har "
    f"ersättningsbehovet inget intervall. {_LATER_IN_LIFE}"
)
WITHOUT_NEED = (
    "Behovet mot tillgången visas inte, för det kan inte räknas med det underlag som finns. Ersättningsbehovet är yrkets. "
    f"{_NEVER_TOGETHER} Det är oprövat: ingen har kunnat hålla det mot vad som hände. Därför har det inget intervall. {_LATER_IN_LIFE}"
)
_NEED = "behovet mot tillgången"
_EXPLAINED = {concept.word: concept.explanation for concept in concepts()}
WORDS = (
    ("samma i … av 100", _EXPLAINED["stabilitet"]),
    ("nära gränsen", _EXPLAINED["nära gränsen"]),
    ("lånat från länet", _EXPLAINED["lånat tal"]),
    (
        "AF säger emot",
        "Minst hälften av Arbetsförmedlingens svar om jobb eller rekrytering pekar åt andra hållet än våra signaler. Svaren står på "
        "yrkets sida.",
    ),
    (
        _NEED,
        "Ökande: behovet är tydligt större än tillgången det året. Minskande: tydligt mindre. Oförändrat: ungefär lika. Osäkert: det "
        "går inte att säga.",
    ),
    (
        "ersättningsbehov",
        f"Så många fler av dem som är {BANDS[0]} år eller äldre i dag som väntas lämna yrket än komma till det fram till året, vilken "
        "utbildning de än har.",
    ),
)
"""Words of the table that nothing else on the page explains."""


@dataclass(frozen=True)
class PlanningPage:
    """An area's educations for those who order places on them."""

    facts: Facts
    path: str
    title: str
    area_path: str
    education_path: str
    areas: tuple[tuple[str, str], ...]
    """Name and path of the same page of every area."""
    classes: tuple[str, ...]
    rows: tuple[PlannedEducation, ...]
    who: tuple[str, ...]
    """Of whom places are ordered: those that any row has."""
    year: str
    graduates: str
    """Year of the county's graduates, empty when there are none."""
    not_more: str
    no_places: str
    others: str
    """What those do who are not counted in the matched rate."""
    need: bool
    """Whether the need of any occupation stands beside the supply."""
    words: tuple[tuple[str, str], ...]
    """Words of the table that nothing else on the page explains."""
    notes: tuple[str, ...]
    source: str
    first_rows: int = FIRST_ROWS


def planning_page(warehouse: Warehouse, area: str) -> PlanningPage:
    """Decide the page for those who plan an area's education.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    rows = planned_educations(facts)
    year, graduates, _ = years_of_planning(facts)
    names = area_names(warehouse)
    codes = [(COUNTY if code == warehouse.county else code, name) for code, name in names.items()]
    need = any(o.need for row in rows for o in row.occupations)
    present = {who for row in rows for who in row.who}
    sure = (
        f"Andelen är av alla 20–69 år som bor här och har utbildningen. {LIMITS} Små utbildningar har vida gränser. Över eller under "
        "riket står när hela intervallet ligger på samma sida om rikets tal, annars ryms skillnaden i slumpen."
    )
    return PlanningPage(
        facts,
        planning_path(area),
        facts.title(f"Planera utbildning i {facts.area}"),
        area_path(area),
        education_path(area),
        tuple((name, planning_path(code)) for code, name in codes),
        class_names(facts),
        rows,
        tuple(who for who in (*WHO.values(), NOBODY) if who in present),
        year,
        graduates,
        NOT_MORE_PLACES,
        NO_PLACES,
        THE_OTHERS,
        need,
        tuple(each for each in WORDS if need or each[0] != _NEED),
        (sure, OF_OCCUPATIONS if need else WITHOUT_NEED, *filter(None, [preliminary_in_short()])),
        facts.source_of(EDUCATION, GRADUATES, EDUCATION_PLANNING),
    )
