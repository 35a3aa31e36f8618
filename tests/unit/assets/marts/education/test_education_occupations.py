"""mart.utbildning_yrke: a row per link and area, with the occupation's class there and what is said of it ahead."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION_OCCUPATIONS
from assets.contracts.long_term_difference import LONG_ASSESSMENT
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.words import SEXES
from assets.marts.education.education import linked_groups
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_groups
from tests.unit.rows import find, one, rows, shuffled
from tests.unit.world.places import geo
from tests.unit.world.world import World

AREAS = ("fyrbodal", "14")
NURSES = {"yrke_kod": "222+223"}
NO_FLOWS = "Tillgången är inte känd för alla utbildningsgrupper i området."


def long_assessments() -> pa.Table:
    """The need of nurses in Fyrbodal grows to 2029; of 2034 nothing can be said, nor of anybody else."""
    said: list[dict[str, Any]] = [
        {"till_ar": 2029, "behov_mot_tillgang": "ökande"},
        {"till_ar": 2034, "anmarkning": NO_FLOWS},
    ]
    return rows(LONG_ASSESSMENT, ({**geo("fyrbodal"), **NURSES, **row} for row in said), ar=2024)


def replacement() -> pa.Table:
    """Of nurses 200.5 leave to 2029 and 390 to 2034; women and men are half each, and three digits are another occupation."""
    numbers = {2029: 200.5, 2034: 390.0}
    return rows(
        REPLACEMENT,
        (
            {
                **geo("fyrbodal"),
                **NURSES,
                "yrkesniva": level,
                "kon": sex,
                "till_ar": year,
                "ersattningsbehov": n if (level, sex) == ("redovisningsgrupp", "totalt") else n / 2,
            }
            for level in ("redovisningsgrupp", "ssyk3")
            for sex in SEXES
            for year, n in numbers.items()
        ),
        ar=2024,
    )


def made(*without: object) -> pa.Table:
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
                "af_jobbmojligheter": "stora" if lifted else None,
                "af_om_fem_ar": "öka" if lifted else None,
                "anmarkning": "Om annonserna, som inte står här.",
            }
            for area in AREAS
            for group in reporting_groups()
            for level in ("redovisningsgrupp", "ssyk3")
            for lifted in [area == "fyrbodal" and group.code == "222+223" and level == "redovisningsgrupp"]
        ),
        horisont="nu",
    )
    stated = {LONG_ASSESSMENT: long_assessments(), REPLACEMENT: replacement()}
    bare = {contract: contract.schema.empty_table() for contract in without}
    tables = {ASSESSMENT: assessments, **stated, **bare}
    return World({c: shuffled(table) for c, table in tables.items()})[EDUCATION_OCCUPATIONS]


def nurses(table: pa.Table, area: str = "fyrbodal") -> dict[str, Any]:
    return one(table, geo_kod=area, utbildningsgrupp="75N", yrke_kod="222+223")


def test_every_link_stands_in_every_area():
    pairs = [(row["geo_kod"], row["utbildningsgrupp"], row["yrke_kod"]) for row in made().to_pylist()]
    assert sorted(pairs) == sorted(
        (area, education, code) for area in AREAS for education, codes in linked_groups().items() for code in codes
    )


def test_a_link_has_the_class_of_its_occupation_in_its_area():
    there = nurses(made())
    assert (there["signaler"], there["lyfts_fram"]) == ("många annonser per anställd", "ja")
    assert (there["yrke_namn"], there["geo_niva"]) == ("Sjuksköterskor", "delregion")
    assert (there["af_jobbmojligheter"], there["af_om_fem_ar"]) == ("stora", "öka")
    named = {group.code: group for group in education_groups()}["75N"]
    assert (there["utbildning_namn"], there["niva"]) == (named.name, named.level)
    county = nurses(made(), "14")
    assert (county["signaler"], county["lyfts_fram"]) == ("inga tydliga tecken", "nej")


def test_a_link_has_the_need_and_departures_of_the_whole_occupation_ahead():
    there = nurses(made())
    assert (there["ar_om_fem"], there["behov_om_fem"], there["ersattning_om_fem"]) == (2029, "ökande", 200.5)
    assert (there["ar_om_tio"], there["behov_om_tio"], there["ersattning_om_tio"]) == (2034, None, 390.0)
    assert there["anmarkning"] == NO_FLOWS


def test_what_is_not_known_ahead_has_its_reason():
    county = nurses(made(), "14")
    assert (county["ar_om_fem"], county["behov_om_fem"], county["ersattning_om_fem"]) == (None, None, None)
    assert county["anmarkning"] == "Behovet på lång sikt är inte framskrivet. Ersättningsbehovet är inte räknat."


def test_without_one_source_ahead_the_other_stands():
    leaving = nurses(made(LONG_ASSESSMENT))
    assert (leaving["ar_om_fem"], leaving["behov_om_fem"], leaving["ersattning_om_fem"]) == (2029, None, 200.5)
    assert leaving["anmarkning"] == "Behovet på lång sikt är inte framskrivet."
    need = nurses(made(REPLACEMENT))
    assert (need["ar_om_fem"], need["behov_om_fem"], need["ersattning_om_fem"]) == (2029, "ökande", None)
    assert need["anmarkning"] == f"Ersättningsbehovet är inte räknat. {NO_FLOWS}"


def test_a_general_education_leads_nowhere():
    general = {group.code for group in education_groups() if group.general}
    assert general
    assert not [code for code in general if find(made(), utbildningsgrupp=code)]
