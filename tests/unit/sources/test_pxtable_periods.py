"""A period that the source has announced but not published is no period yet, and it is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assets.contracts.pxweb import staged_contract
from assets.marts.edition.sources import source_row
from assets.staged.pxweb import published_cells, stage_pxweb
from sources.catalogue.common import SEX
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Periods, PxTable, PxVariable
from sources.errors import MalformedAnswer
from sources.refresh import CURRENT, LAST_GOOD, Fetched, fetch_or_last_good, latest
from sources.scb import pxtable
from tests.unit.sources.fake_scb import FakeScb

GOTLAND = {"Region": ["00", "09", "0980"], "Kon": ["1", "2"], "Tid": ["2023", "2024", "2025"]}
ENTRY: PxTable = replace(
    SCB_EMPLOYEES,
    dataset="prov",
    table_id="TAB1",
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Kon", SEX, "kon"),
        PxVariable("Tid", Periods(), "ar"),
    ),
)
SAID = "2025 är inte publicerat än: källan saknar nästan alla tal. 2024 används."


def without(scb: FakeScb, hidden) -> None:
    scb.symbol = lambda cell: ".." if hidden(cell) else None
    scb.value = lambda cell: None if hidden(cell) else 7  # type: ignore[method-assign]


def fetched(client, store):
    (snapshot,) = pxtable.refresh(ENTRY, client, store, "09")
    contract = staged_contract(ENTRY)
    cells = published_cells(snapshot, ENTRY)
    staged = stage_pxweb(cells, ENTRY, contract, pxtable.names(snapshot))
    return source_row(ENTRY, Fetched((snapshot,), CURRENT)), set(staged["ar"].to_pylist())


@pytest.mark.parametrize(
    "hidden",
    [
        lambda cell: cell[2] == "2025",
        lambda cell: cell[2] == "2025" and cell[0] != "00",
    ],
    ids=["every number", "nearly every number"],
)
def test_a_year_without_numbers_is_not_published_yet(adapter, client, store, hidden):
    without(FakeScb(adapter, "TAB1", GOTLAND), hidden)
    row, years = fetched(client, store)
    assert years == {2023, 2024}
    assert (row["period_till"], row["beslut"]) == ("2024", SAID)


@pytest.mark.parametrize(
    "hidden",
    [
        lambda cell: False,
        lambda cell: cell[2] == "2025" and cell[0] == "0980",
        lambda cell: cell[0] == "0980",
        lambda cell: cell[2] == "2023",
    ],
    ids=["nothing hidden", "a protected municipality", "one protected in every year", "the first year"],
)
def test_a_year_with_numbers_is_published_whatever_else_is_protected(adapter, client, store, hidden):
    without(FakeScb(adapter, "TAB1", GOTLAND), hidden)
    row, years = fetched(client, store)
    assert years == {2023, 2024, 2025}
    assert (row["period_till"], row["beslut"]) == ("2025", None)


def test_a_year_is_used_as_soon_as_it_is_published(adapter, client, store):
    scb = FakeScb(adapter, "TAB1", GOTLAND)
    without(scb, lambda cell: cell[2] == "2025")
    fetched(client, store)
    without(scb, lambda cell: False)
    scb.version = lambda: "2026-04-05T07:00:00Z"
    assert fetched(client, store)[1] == {2023, 2024, 2025}


def test_a_table_without_a_single_number_leaves_the_last_good_one(adapter, client, store):
    scb = FakeScb(adapter, "TAB1", GOTLAND)
    (good,) = pxtable.refresh(ENTRY, client, store, "09")
    without(scb, lambda cell: True)
    scb.version = lambda: "2026-04-05T07:00:00Z"
    with pytest.raises(MalformedAnswer, match="TAB1 har inte ett enda tal i svaret: alla 18 celler är tomma"):
        pxtable.refresh(ENTRY, client, store, "09")
    again = fetch_or_last_good(
        ENTRY, lambda: pxtable.refresh(ENTRY, client, store, "09"), lambda: latest(store, ENTRY.dataset)
    )
    assert ([s.id for s in again.snapshots], again.status) == ([good.id], LAST_GOOD)
