"""What is withheld cannot be worked out from what is published: tried on everything that a whole run publishes."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from assets.contracts.registry import PUBLISHED, contract
from assets.contracts.withheld import SHOWN_ELSEWHERE
from assets.methods.employers import PRIVATE, STATE
from assets.methods.recompute import determined, sums_along
from tests.integration.published_counts import BY_SECTOR, COUNTED, NOT_TRIED, follow, leaks, parts_of

_UNITS = ("personer", "platser", "annonser", "arbetsgivare", "indikatorns enhet")
_NOT_WHOLE = ("personer", "indikatorns enhet")
"""Units of numbers that need not be whole to be counts, or quotients of them."""
_BY_ANOTHER_COLUMN = {f"{each.table}.{each.column}" for each in COUNTED if each.tried and each.hidden != "false"}
"""Numbers that are never missing in their table, but that readers are not shown where another column says so."""
_TABLES = {each.table.split()[0] for each in COUNTED}


@pytest.fixture(scope="module")
def published(made_up: Path) -> Path:
    return made_up / "exempel" / "14" / "publicerat" / "senaste" / "kompetensbehov.duckdb"


def planted(published: Path, folder: Path, change: str) -> list[str]:
    """What is found after a change of the published tables."""
    copy = Path(shutil.copy(published, folder / "planterat.duckdb"))
    copy.chmod(0o600)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(change)
        return leaks(connection, "14")


def test_every_count_that_may_be_missing_is_tried_or_has_its_reason():
    counts = {
        f"{table.name}.{column.name}"
        for table in PUBLISHED
        for column in table.columns
        if column.nullable and column.unit in _UNITS and (pa.types.is_integer(column.type) or column.unit in _NOT_WHOLE)
    }
    tried = {f"{each.table}.{each.column}" for each in COUNTED if each.tried}
    assert counts == {each for each in tried | NOT_TRIED.keys() if each not in _BY_ANOTHER_COLUMN}
    assert not _BY_ANOTHER_COLUMN - tried
    assert not tried & NOT_TRIED.keys()


def test_no_withheld_number_follows_from_what_is_published(published: Path):
    with duckdb.connect(str(published), read_only=True) as connection:
        assert leaks(connection, "14") == []
        for each in COUNTED:
            if each.tried:
                (hidden,) = connection.execute(
                    f"select count(*) - count({each.shown}) from mart.{each.table} where {each.where}"
                ).fetchall()[0]
                assert hidden > 0, f"{each.table} has nothing to try"


@pytest.mark.parametrize("each", SHOWN_ELSEWHERE, ids=lambda each: f"{each.table}.{each.column}")
def test_an_exception_stands_only_while_the_number_stands_in_the_table_that_it_names(each, published: Path):
    with duckdb.connect(str(published), read_only=True) as connection:
        others = _TABLES - {each.table, each.table_with_all}
        alone = follow(connection, "14", without=others)[each.table, each.column]
        every = follow(connection, "14")[each.table, each.column]
    assert every
    # Who has no row in the ads is nobody.
    assert [cell for cell, number in every.items() if number and cell not in alone] == []
    assert each.reason in contract(f"mart.{each.table}").caveats


def test_a_sector_that_is_alone_in_its_occupations_posts_follows():
    total, state, private = (("14", what, "totalt", "2026") for what in ("512", f"512/{STATE}", f"512/{PRIVATE}"))
    parts = dict(parts_of(BY_SECTOR, {total, state, private}, "14"))
    sums = [one for at, each in parts.items() for one in sums_along({total, state, private}, at, each)]
    assert determined({total: 9.0, state: 4.0}, sums) == {private: 5.0}


PLANTED = {
    "alone in its delregion's sum": (
        "update mart.kommun_utbildning set befolkning = null where geo_kod || utbildningsgrupp = (select min(geo_kod || "
        "utbildningsgrupp) from mart.kommun_utbildning join (select delregion_kod, utbildningsgrupp from mart.kommun_utbildning "
        "group by all having count(*) = count(befolkning)) using (delregion_kod, utbildningsgrupp))",
        "kommun_utbildning.befolkning",
    ),
    "a sex beside both": (
        "update mart.alder_kommun set anstallda = null where kon = 'män' and geo_kod || alder = (select min(geo_kod || alder) "
        "from (select geo_kod, alder from mart.alder_kommun group by all having count(anstallda) = 3))",
        "alder_kommun.anstallda",
    ),
}
"""A change that lets a single number follow, and where it stands."""


@pytest.mark.parametrize(("change", "column"), PLANTED.values(), ids=PLANTED)
def test_a_number_that_follows_is_found(change: str, column: str, published: Path, tmp_path: Path):
    (found,) = planted(published, tmp_path, change)
    assert found.startswith(column)
