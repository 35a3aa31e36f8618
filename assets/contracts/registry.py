"""Every contract, in the order in which people read them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from assets.contracts.ads import (
    ADS,
    ADS_DROPPED,
    COUNTY_ADS,
    COVERAGE,
    LIST_HITS,
    OPEN_ADS,
    SKILLS,
    STAGED_ADS,
    STAGED_OPEN_ADS,
    STAGED_SKILLS,
)
from assets.contracts.assessment import ASSESSMENT, SCORE_PARTS, SIGNALS
from assets.contracts.barometer import BAROMETER, OCCUPATION_KEY, STAGED_BAROMETER, STAGED_TAXONOMY
from assets.contracts.change import POSTS_BY_QUARTER, POSTS_BY_YEAR, THEN_AND_NOW
from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    COUNCIL_PROCESS,
    COUNCIL_STAGED,
    REGISTER,
)
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS, STAGED_ASSESSMENTS
from assets.contracts.edition import CHANGES, EDITION, QUALITY, SOURCES
from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES, MUNICIPALITY_EDUCATIONS
from assets.contracts.education_planning import DIM_EDUCATION, EDUCATION_PLANNING
from assets.contracts.employees import (
    AGE_GROUPS,
    EMPLOYEES,
    EMPLOYEES_BY_YEAR,
    EMPLOYEES_IN_ALL,
    EMPLOYEES_SSYK4,
    MUNICIPALITY_AGES,
    OCCUPATION_AGES,
    SERIES_BREAKS,
)
from assets.contracts.follow_up import FOLLOW_UP
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.long_term_counties import COUNTIES
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.long_term_levels import LEVELS
from assets.contracts.long_term_outcomes import OUTCOME_SHARES, OUTCOMES
from assets.contracts.long_term_supply import NEED_BY_AGE, REPLACEMENT, SUPPLY, SUPPLY_SCENARIOS, WORKFORCE
from assets.contracts.mismatch import ANALYSIS, GAP, MISMATCH, MUNICIPALITIES
from assets.contracts.model import TableContract
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.nation import NATION_AREAS
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.places import DIM_GEO, DIM_OCCUPATION, SEARCH_WORDS
from assets.contracts.pxweb import STAGED_PX
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION
from assets.contracts.track_record import TRACK_RECORD
from assets.contracts.trial import AGREEMENT, CLASS_TRIAL, TRIAL
from assets.contracts.unemployed import (
    REGISTERED_SHARES,
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
)

CONTRACTS: tuple[TableContract, ...] = (
    *STAGED_PX.values(),
    STAGED_ADS,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
    STAGED_PROFILE,
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    DIM_GEO,
    DIM_OCCUPATION,
    DIM_EDUCATION,
    SEARCH_WORDS,
    EMPLOYEES,
    EMPLOYEES_BY_YEAR,
    EMPLOYEES_IN_ALL,
    OCCUPATION_AGES,
    AGE_GROUPS,
    MUNICIPALITY_AGES,
    SERIES_BREAKS,
    ADS,
    ADS_DROPPED,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
    REGISTERED_SHARES,
    MISMATCH,
    NATION_AREAS,
    MUNICIPALITIES,
    MUNICIPALITY_OCCUPATIONS,
    OPEN_NOW,
    THEN_AND_NOW,
    POSTS_BY_YEAR,
    POSTS_BY_QUARTER,
    EDITION,
    SOURCES,
    CHANGES,
    QUALITY,
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
    STAGED_SKILLS,
    STAGED_ASSESSMENTS,
    *COUNCIL_STAGED.values(),
    OCCUPATION_KEY,
    BAROMETER,
    SKILLS,
    STAGED_OPEN_ADS,
    OPEN_ADS,
    COUNTY_ADS,
    LIST_HITS,
    COVERAGE,
    SIGNALS,
    ASSESSMENT,
    SCORE_PARTS,
    COUNCIL_ASSESSMENTS,
    COMMON_VIEW,
    TRACK_RECORD,
    COUNCIL_DIALOGUES,
    COUNCIL_PRIORITIES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PROCESS,
    REGISTER,
    TRIAL,
    CLASS_TRIAL,
    AGREEMENT,
    EMPLOYEES_SSYK4,
    GAP,
    ANALYSIS,
    PROJECTION,
    COUNTIES,
    ACCURACY,
    DIFFERENCE,
    LONG_ASSESSMENT,
    OUTCOMES,
    OUTCOME_SHARES,
    EDUCATION,
    EDUCATION_OCCUPATIONS,
    EDUCATION_PLANNING,
    MUNICIPALITY_EDUCATIONS,
    GRADUATES,
    SECTOR,
    SECTOR_OCCUPATION,
    COMMUTING_FLOWS,
    REPLACEMENT,
    WORKFORCE,
    SUPPLY,
    SUPPLY_SCENARIOS,
    LEVELS,
    NEED_BY_AGE,
    FOLLOW_UP,
)

PUBLISHED: tuple[TableContract, ...] = tuple(c for c in CONTRACTS if c.published)


def contract(identity: str) -> TableContract:
    """The contract with that ``layer.name``.

    Raises:
        KeyError: no such table.
    """
    for item in CONTRACTS:
        if item.id == identity:
            return item
    raise KeyError(identity)


def content_digest(files: Mapping[str, str]) -> str:
    """One digest over the published tables: their contracts and, by table id, the SHA-256 of their Parquet files."""
    lines = [f"{c.id} {c.digest} {files[c.id]}\n" for c in PUBLISHED]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
