"""The page of an occupation: every area side by side, what Arbetsförmedlingen says, and what our class is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assets.contracts.ads import ADS, SKILLS
from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.education import EDUCATION, MUNICIPALITY_EDUCATIONS
from assets.contracts.employees import AGE_GROUPS, EMPLOYEES_BY_YEAR, OCCUPATION_AGES
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.sector import SECTOR_OCCUPATION
from assets.contracts.words import COUNTY
from assets.methods.mismatch import MIN_COUNT
from assets.methods.quoted import figures, spelled
from assets.methods.score import TOP
from assets.reference.signal_score import class_limits
from reports import texts
from reports.findings.accuracy import accuracy_lead, total_note
from reports.findings.educations import LIMITS as LIMITS_OF_MATCHED
from reports.findings.employed import breaks_told
from reports.findings.long_term import (
    BOTH_SEXES,
    GROWING,
    LEAVING,
    MEANING,
    OF_OUTCOMES,
    difference_known,
    difference_told,
)
from reports.findings.occupation import MEASURES, Occupation
from reports.findings.occupations import known_years
from reports.findings.strips import LIMITS
from reports.sheets.model import Facts, facts_of
from reports.sheets.sector import POSTS_ALONE
from reports.sheets.trial import preliminary
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse
from reports.web.page import occupation_path

FIRST_PLACES = 5


@dataclass(frozen=True)
class OccupationPage:
    """The page of a redovisningsgrupp."""

    facts: Facts
    path: str
    title: str
    occupation: Occupation
    limits: str
    """What the interval beside a strip's value is."""
    how: tuple[str, ...]
    ahead: tuple[str, ...]
    """What the long term means, as sentences."""
    compared: bool
    """Whether a calculated difference between need and supply is known."""
    outcomes: str
    """How many outcomes the limits are made to hold."""
    hit: tuple[str, ...]
    """How well such projections have hit."""
    measures: tuple[tuple[str, str], ...]
    """Code of a measure and its heading, in the order of the table."""
    breaks: tuple[str, ...]
    """Where the lines of employees are broken and why, and their scale, as sentences."""
    least: int
    """Employees from which a municipality is shown."""
    first_places: int
    """Municipalities that are shown before the reader asks for all."""
    matched_limits: str
    """What the limits of a matched rate are."""
    posts_alone: str
    """Why the sectors are those of posts."""
    sources: dict[str, str]

    @property
    def posts_heading(self) -> str:
        """Heading of the row with the posts of some years, which says how many of them are known."""
        years = known_years(column.years for column in self.occupation.columns)
        return (
            f"Platser {spelled(years)} år, och ändring det senaste" if years > 1 else "Platser, och ändring på ett år"
        )

    @property
    def span(self) -> tuple[int, int]:
        """First and last year of every chart of employees: the same in all areas, so that they are read side by side."""
        ahead = [h for o in self.occupation.outlooks for h in o.horizons if None not in (h.low, h.middle, h.high)]
        years = [*self.occupation.history_years, *(h.year for h in ahead)]
        return min(years), max(years)

    @property
    def ages(self) -> tuple[str, ...]:
        """The age groups that are shown, youngest first, dashed; empty when no area has any."""
        known = (column.ages for column in self.occupation.columns if column.ages)
        return tuple(group.ages.replace("-", "–") for group in next(known, ()))


def breaks_of_charts(years: Sequence[int]) -> tuple[str, ...]:
    """What is said under the charts of employees.

    Args:
        years: that are drawn, oldest first; none where nothing is known.

    >>> breaks_of_charts((2023, 2024)), breaks_of_charts(())
    (('Varje bild har sin egen skala från noll.',), ())
    """
    if not years:
        return ()
    return tuple(filter(None, [breaks_told(years[0], years[-1]), "Varje bild har sin egen skala från noll."]))


def occupation_pages(warehouse: Warehouse, found: Iterable[Occupation]) -> list[OccupationPage]:
    """Decide the page of every occupation that was found in the warehouse."""
    facts = facts_of(warehouse, COUNTY)
    sources = {
        "bedomning": facts.source_of(*CLASSES),
        "tal": facts.source_of(STAGED_EMPLOYEES, ADS, OCCUPATION_AGES, AGE_GROUPS, POSTS_BY_YEAR),
        "historik": facts.source_of(EMPLOYEES_BY_YEAR),
        "sektor": facts.source_of(SECTOR_OCCUPATION),
        "barometer": facts.source_of(BAROMETER),
        "utbildning": facts.source_of(EDUCATION, MUNICIPALITY_EDUCATIONS),
        "sikt": facts.source_of(PROJECTION, REPLACEMENT, DIFFERENCE),
        "kommuner": facts.source_of(MUNICIPALITY_OCCUPATIONS),
        "kompetenser": facts.source_of(SKILLS),
        "remsa": facts.source_of(STAGED_EMPLOYEES, ADS, SIGNALS),
    }
    measures = tuple((name, MISMATCH.column(name).term) for name in MEASURES)
    limits = ", ".join(figures(limit) for limit in class_limits())
    how = (
        f"Yrkena i varje område ordnas efter annonser per anställd. Poängen går från 0 till {figures(TOP)}. Klasserna börjar vid {limits}.",
        texts.TWO_RATES,
        texts.ORDER,
        *filter(None, [preliminary()]),
    )
    hit, total = accuracy_lead(warehouse), total_note(warehouse)
    return [
        OccupationPage(
            facts,
            occupation_path(occupation.code),
            facts.title(occupation.name),
            occupation,
            LIMITS,
            how,
            (MEANING, LEAVING, GROWING, difference_told(warehouse), *total, BOTH_SEXES),
            difference_known(warehouse),
            OF_OUTCOMES,
            hit,
            measures,
            breaks_of_charts(occupation.history_years),
            MIN_COUNT,
            FIRST_PLACES,
            LIMITS_OF_MATCHED,
            POSTS_ALONE,
            sources,
        )
        for occupation in found
    ]
