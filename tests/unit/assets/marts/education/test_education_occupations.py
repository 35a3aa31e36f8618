"""mart.utbildning_yrke: a row per link and area, with the occupation's class there."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION_OCCUPATIONS
from assets.marts.education.education import linked_groups
from assets.reference import education_groups, reporting_groups
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World

AREAS = ("fyrbodal", "14")


def made() -> pa.Table:
    """Nurses stand in headlines in Fyrbodal alone; the same code on three digits is another occupation."""
    assessments = rows(
        ASSESSMENT,
        (
            {
                **geo(area),
                "yrkesniva": level,
                "yrke_kod": group.code,
                "yrke_namn": group.name,
                "signaler": "många annonser per anställd" if lifted else "inga tydliga tecken",
                "lyfts_fram": "ja" if lifted else "nej",
            }
            for area in AREAS
            for group in reporting_groups()
            for level in ("redovisningsgrupp", "ssyk3")
            for lifted in [area == "fyrbodal" and group.code == "222+223" and level == "redovisningsgrupp"]
        ),
        horisont="nu",
    )
    return World({ASSESSMENT: shuffled(assessments)})[EDUCATION_OCCUPATIONS]


def test_every_link_stands_in_every_area():
    pairs = [(row["geo_kod"], row["utbildningsgrupp"], row["yrke_kod"]) for row in made().to_pylist()]
    assert sorted(pairs) == sorted(
        (area, education, code) for area in AREAS for education, codes in linked_groups().items() for code in codes
    )


def test_a_link_has_the_class_of_its_occupation_in_its_area():
    there = one(made(), geo_kod="fyrbodal", utbildningsgrupp="75N", yrke_kod="222+223")
    assert (there["signaler"], there["lyfts_fram"]) == ("många annonser per anställd", "ja")
    assert (there["yrke_namn"], there["geo_niva"]) == ("Sjuksköterskor", "delregion")
    named = {group.code: group for group in education_groups()}["75N"]
    assert (there["utbildning_namn"], there["niva"]) == (named.name, named.level)
    county = one(made(), geo_kod="14", utbildningsgrupp="75N", yrke_kod="222+223")
    assert (county["signaler"], county["lyfts_fram"]) == ("inga tydliga tecken", "nej")


def test_a_general_education_leads_nowhere():
    general = {group.code for group in education_groups() if group.general}
    assert general
    assert not [code for code in general if find(made(), utbildningsgrupp=code)]
