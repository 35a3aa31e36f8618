"""Every mart, as it declares itself."""

from __future__ import annotations

from assets.declaration import Mart
from assets.marts.ads import ads, county_ads, list_hits, open_ads, skills
from assets.marts.assessment import assessment, score_parts, signals
from assets.marts.barometer import barometer, occupation_key
from assets.marts.change import posts_by_quarter, posts_by_year, then_and_now
from assets.marts.commuting import commuting
from assets.marts.councils import assessments, common_view, dialogues, goals, register, track_record, work
from assets.marts.edition import changes, edition, quality, sources
from assets.marts.education import (
    education,
    education_occupations,
    education_planning,
    graduates,
    municipality_educations,
)
from assets.marts.employees import (
    age_groups,
    ages,
    demand,
    employees_by_year,
    employees_in_all,
    employees_ssyk4,
    municipality_ages,
    series_breaks,
)
from assets.marts.follow_up import follow_up
from assets.marts.long_term import (
    accuracy,
    difference,
    education_levels,
    education_supply,
    every_county,
    long_assessment,
    need_by_age,
    outcomes,
    projection,
    replacement,
    scenarios,
    workforce,
)
from assets.marts.mismatch import analysis, gap, mismatch, municipalities, municipality_occupations, nation, open_now
from assets.marts.places import dimensions, search_words
from assets.marts.sector import sector
from assets.marts.trial import agreement, classes, indicators
from assets.marts.unemployed import shares, supply

MARTS: tuple[Mart, ...] = (
    *dimensions.MARTS,
    *search_words.MARTS,
    *demand.MARTS,
    *employees_by_year.MARTS,
    *employees_in_all.MARTS,
    *ages.MARTS,
    *age_groups.MARTS,
    *municipality_ages.MARTS,
    *series_breaks.MARTS,
    *employees_ssyk4.MARTS,
    *ads.MARTS,
    *county_ads.MARTS,
    *list_hits.MARTS,
    *open_ads.MARTS,
    *skills.MARTS,
    *supply.MARTS,
    *shares.MARTS,
    *mismatch.MARTS,
    *nation.MARTS,
    *municipalities.MARTS,
    *municipality_occupations.MARTS,
    *then_and_now.MARTS,
    *posts_by_year.MARTS,
    *posts_by_quarter.MARTS,
    *gap.MARTS,
    *open_now.MARTS,
    *analysis.MARTS,
    *occupation_key.MARTS,
    *barometer.MARTS,
    *signals.MARTS,
    *indicators.MARTS,
    *classes.MARTS,
    *score_parts.MARTS,
    *assessments.MARTS,
    *assessment.MARTS,
    *common_view.MARTS,
    *track_record.MARTS,
    *dialogues.MARTS,
    *work.MARTS,
    *goals.MARTS,
    *agreement.MARTS,
    *accuracy.MARTS,
    *projection.MARTS,
    *every_county.MARTS,
    *education.MARTS,
    *education_occupations.MARTS,
    *municipality_educations.MARTS,
    *graduates.MARTS,
    *education_planning.MARTS,
    *sector.MARTS,
    *commuting.MARTS,
    *replacement.MARTS,
    *workforce.MARTS,
    *education_supply.MARTS,
    *scenarios.MARTS,
    *education_levels.MARTS,
    *need_by_age.MARTS,
    *difference.MARTS,
    *long_assessment.MARTS,
    *outcomes.MARTS,
    *follow_up.MARTS,
    *edition.MARTS,
    *sources.MARTS,
    *register.MARTS,
    *changes.MARTS,
    *quality.MARTS,
)
