"""The catalogue of source tables: every entry, in the order in which they are fetched.

Everything that is made once per source (raw asset, freshness, row in mart.kalla, and for a PxWeb table also selection,
staged asset and answers of the made-up world) is made from these entries.
"""

from __future__ import annotations

from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, AF_SKILLS, SCB_VACANCIES
from sources.catalogue.barometer import AF_BAROMETER, AF_TAXONOMY
from sources.catalogue.commuting import SCB_COMMUTING
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.education import (
    SCB_EDUCATION_FLOWS,
    SCB_EDUCATION_LEVEL,
    SCB_ESTABLISHED,
    SCB_GRADUATES,
    SCB_LEVEL_BY_AGE,
    SCB_MATCHING,
    SCB_MATCHING_BY_LEVEL,
)
from sources.catalogue.employees import (
    SCB_COUNTY_SSYK4,
    SCB_COUNTY_SSYK4_2014,
    SCB_COUNTY_SSYK4_2019,
    SCB_EMPLOYEES,
    SCB_EMPLOYEES_2014,
    SCB_EMPLOYEES_2019,
    SCB_INDUSTRY_OF_OCCUPATION,
    SCB_MUNICIPALITY_AGE,
    SCB_NATION_AGE,
    SCB_PAY,
    SCB_PAY_2014,
)
from sources.catalogue.entry import PxTable, SourceTable
from sources.catalogue.population import SCB_POPULATION, SCB_POPULATION_TO_2024, SCB_PROJECTION, SCB_SUPPORT_RATIO
from sources.catalogue.sector import SCB_INDUSTRY, SCB_INFLOWS, SCB_LABOUR_STATUS, SCB_SECTOR
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE

CATALOG: tuple[SourceTable, ...] = (
    SCB_EMPLOYEES,
    AF_ADS,
    AF_UNEMPLOYED,
    AF_OPEN_ADS,
    SCB_EMPLOYEES_2019,
    SCB_EMPLOYEES_2014,
    SCB_COUNTY_SSYK4,
    SCB_COUNTY_SSYK4_2019,
    SCB_COUNTY_SSYK4_2014,
    SCB_NATION_AGE,
    SCB_MUNICIPALITY_AGE,
    SCB_INDUSTRY_OF_OCCUPATION,
    SCB_MATCHING,
    SCB_MATCHING_BY_LEVEL,
    SCB_EDUCATION_LEVEL,
    SCB_LEVEL_BY_AGE,
    SCB_SECTOR,
    SCB_INDUSTRY,
    SCB_LABOUR_STATUS,
    SCB_COMMUTING,
    SCB_PROJECTION,
    SCB_POPULATION_TO_2024,
    SCB_POPULATION,
    SCB_PAY,
    SCB_PAY_2014,
    SCB_VACANCIES,
    SCB_INFLOWS,
    SCB_EDUCATION_FLOWS,
    SCB_GRADUATES,
    SCB_ESTABLISHED,
    SCB_SUPPORT_RATIO,
    AF_BAROMETER,
    AF_TAXONOMY,
    AF_SKILLS,
    AF_UNEMPLOYED_PROFILE,
    AF_UNEMPLOYED_DURATION,
    AF_LABOUR_FORCE,
    COUNCIL_FORMS,
)

PX_TABLES: tuple[PxTable, ...] = tuple(entry for entry in CATALOG if isinstance(entry, PxTable))
