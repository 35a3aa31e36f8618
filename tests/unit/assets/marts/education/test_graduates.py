"""mart.examinerade: the county's and the nation's, both sexes as their sum, and why a number is missing."""

from __future__ import annotations

import pyarrow as pa
import pytest

from assets.contracts.education import GRADUATES
from assets.contracts.pxweb import staged_of
from assets.errors import MartError
from sources.catalogue.education import SCB_ESTABLISHED, SCB_GRADUATES
from tests.unit.rows import one, rows, shuffled
from tests.unit.world.world import World

NURSES = "75N"


def made(men: int | None = 10, followed: int = 9, educations: tuple[str, ...] = (NURSES,), years=(2023,)) -> pa.Table:
    """Thirty women graduate each year 2023 and 2024 in three regions, and men; establishment is known of some years."""
    graduated = rows(
        staged_of(SCB_GRADUATES),
        (
            {"region_kod": region, "utbildningsgrupp": education, "kon": sex, "ar": year, "varde": number}
            for region in ("00", "14", "12")
            for education in educations
            for year in (2023, 2024)
            for sex, number in (("kvinnor", 30), ("män", men))
        ),
    )
    established = rows(
        staged_of(SCB_ESTABLISHED),
        (
            {"region_kod": region, "utbildningsgrupp": NURSES, "kon": sex, "ar": year, "matt": matt, "varde": number}
            for region in ("00", "14", "12")
            for year in years
            for sex, matt, number in (
                ("kvinnor", "examinerade", 25),
                ("kvinnor", "etablerade", 20),
                ("män", "examinerade", followed),
                ("män", "etablerade", 5),
            )
        ),
    )
    stated = {staged_of(SCB_GRADUATES): shuffled(graduated), staged_of(SCB_ESTABLISHED): shuffled(established)}
    return World(stated)[GRADUATES]


def row(table: pa.Table, sex: str = "totalt", year: int = 2023) -> dict[str, object]:
    return one(table, geo_kod="14", utbildningsgrupp=NURSES, kon=sex, ar=year)


def test_both_sexes_are_their_sum_and_the_share_is_of_those_followed():
    table = made()
    assert set(table["geo_kod"].to_pylist()) == {"00", "14"}
    found = row(table)
    assert (found["examinerade"], found["etablerade"], found["examinerade_foljda"]) == (40, 25, 34)
    assert found["andel_etablerade"] == pytest.approx(25 / 34)
    assert (found["geo_niva"], found["niva"], found["grund"], found["anmarkning"]) == (
        "lan",
        "högskola, minst 3 år",
        "raknad",
        None,
    )
    assert row(table, "kvinnor")["grund"] == "observerad"


def test_few_have_no_share():
    assert row(made(followed=5))["andel_etablerade"] == pytest.approx(25 / 30)
    found = row(made(followed=4))
    assert (found["etablerade"], found["andel_etablerade"]) == (25, None)
    assert found["anmarkning"] == "Andelen etablerade visas inte: färre än 30 examinerade."


def test_a_protected_sex_makes_the_sum_missing():
    found = row(made(men=None))
    assert (found["examinerade"], found["anmarkning"]) == (None, "Antalet examinerade är skyddat eller saknas.")
    assert row(made(men=None), "kvinnor")["examinerade"] == 30


def test_a_year_that_nobody_is_followed_from_says_so():
    found = row(made(), year=2024)
    assert (found["examinerade"], found["etablerade"]) == (40, None)
    assert found["anmarkning"] == "Källan har inte räknat etableringen för 2024."
    assert row(made(years=()))["anmarkning"] == "Källan har inte räknat etableringen för 2023."


def test_without_either_source_there_are_no_rows():
    assert World({})[GRADUATES].num_rows == 0


def test_an_education_that_is_not_known_is_named():
    with pytest.raises(MartError, match="00X"):
        made(educations=("00X",))
