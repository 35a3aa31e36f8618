from __future__ import annotations

import pytest

from sources.arbetsformedlingen.unemployed import FIELDS, WORKBOOK, read, refresh
from sources.catalog import UNEMPLOYED
from sources.errors import MalformedAnswer, SourceChanged, SourceError, SourceUnavailable
from sources.refresh import latest

SITE = "https://af-statistik.test"
PAGE = f"{SITE}/statistik/sok"
NAME = "web-arbetslosa-yrkesomrade"
ITEMS = {
    "PERIOD": '<s v="2026-08"/><s v="2026-07"/>',
    "KÖN": '<s v="M"/><s v="K"/>',
    "YRKESOMRÅDE": '<s v="Transport"/><m/>',
    "LÄN": '<s v="Västra Götalands län"/>',
    "KOMMUN": '<s v="Göteborg"/><m/>',
    "KVAR": "",
}
ROW = '<r><x v="0"/><x v="0"/><x v="0"/><x v="0"/><x v="0"/><n v="12"/></r>'
OLDER = '<r><x v="1"/><x v="1"/><x v="1"/><x v="0"/><x v="1"/><s v="&lt;5"/></r>'


class FakeAf:
    """The page of statistics and the workbooks that it links."""

    def __init__(self, adapter, workbook) -> None:
        self.adapter, self.workbook = adapter, workbook

    def page(self, *hrefs: str) -> None:
        links = "".join(f'<a class="x" href="{href}">Hämta</a>' for href in hrefs)
        self.adapter.routes["GET /statistik/sok"] = self.adapter.reply(200, f"<html>{links}</html>")

    def file(self, path: str, records: str = ROW + OLDER, cut: int | None = None, **headers: str) -> None:
        content = self.workbook((ITEMS, records))[:cut]
        self.adapter.routes[f"HEAD {path}"] = self.adapter.reply(200, b"", **headers)
        self.adapter.routes[f"GET {path}"] = self.adapter.reply(200, content, **headers)

    def downloads(self) -> list[str]:
        return [r.url.removeprefix(SITE) for r in self.adapter.sent("GET") if r.url.endswith(".xlsx")]


@pytest.fixture
def af(adapter, workbook) -> FakeAf:
    fake = FakeAf(adapter, workbook)
    fake.page(f"/download/1/{NAME}-2026-08.xlsx")
    fake.file(f"/download/1/{NAME}-2026-08.xlsx", ETag='"a"', Last_Modified="Wed, 23 Sep 2026 06:00:00 GMT")
    return fake


def test_the_workbook_is_kept_unchanged_and_read(af, http, store):
    (snapshot,) = refresh(http, PAGE, store)
    assert snapshot.file(WORKBOOK).read_bytes() == af.workbook((ITEMS, ROW + OLDER))
    assert read(snapshot).to_pylist() == [
        dict(zip(FIELDS, ("2026-08", "M", "Transport", "Västra Götalands län", "Göteborg", "12"), strict=True)),
        dict(zip(FIELDS, ("2026-07", "K", None, "Västra Götalands län", None, "<5"), strict=True)),
    ]
    facts = snapshot.origin.facts
    assert (facts["period_from"], facts["period_to"], facts["lines"]) == ("2026-07", "2026-08", 2)
    assert snapshot.origin.updated == "2026-09-23T06:00:00Z"
    assert list(store.scratch.iterdir()) == []
    assert latest(store, UNEMPLOYED.dataset) == (snapshot,)


def test_the_newest_month_among_the_links_is_chosen(af, http, store):
    newest = f"/download/2/{NAME}-2026-10.xlsx"
    af.page(
        f"/download/1/{NAME}-2026-08.xlsx",
        f"/download/9/{NAME}-2025-12.xlsx",
        newest,
        "/download/3/web-annat-2027-01.xlsx",
        f"/download/4/{NAME}-2026-11.pdf",
    )
    af.file(newest, ETag='"b"')
    (snapshot,) = refresh(http, PAGE, store)
    assert (snapshot.origin.url, snapshot.origin.query["month"]) == (SITE + newest, "2026-10")


def test_relative_and_absolute_links(af, http, store):
    for href in (f"{NAME}-2026-09.xlsx", f"{SITE}/statistik/{NAME}-2026-09.xlsx"):
        af.page(href)
        af.file(f"/statistik/{NAME}-2026-09.xlsx")
        assert refresh(http, PAGE, store)[0].origin.url == f"{SITE}/statistik/{NAME}-2026-09.xlsx"


@pytest.mark.parametrize("hrefs", [[], ["/annat.xlsx"], [f"/{NAME}-senaste.xlsx"]])
def test_no_link_is_a_changed_source(af, http, store, hrefs):
    af.page(*hrefs)
    with pytest.raises(SourceChanged, match=rf"länkar ingen arbetsbok {NAME}-ÅÅÅÅ-MM\.xlsx"):
        refresh(http, PAGE, store)


def test_a_page_or_workbook_that_is_gone(af, http, store, adapter):
    del adapter.routes[f"HEAD /download/1/{NAME}-2026-08.xlsx"]
    with pytest.raises(SourceUnavailable, match=r"2026-08\.xlsx svarade 404"):
        refresh(http, PAGE, store)
    del adapter.routes["GET /statistik/sok"]
    with pytest.raises(SourceUnavailable, match="404.*KOMPETENS_AF_STATISTIK_URL"):
        refresh(http, PAGE, store)


def test_unchanged_marks_mean_no_download_and_new_ones_a_new_snapshot(af, http, store):
    (first,) = refresh(http, PAGE, store)
    assert refresh(http, PAGE, store) == (first,)
    assert len(af.downloads()) == 1
    af.file(f"/download/1/{NAME}-2026-08.xlsx", ROW, ETag='"b"')
    (second,) = refresh(http, PAGE, store)
    assert second.origin.facts["lines"] == 1
    assert store.all(first.origin.dataset) == [first, second]
    first.verify()


def test_without_marks_it_is_fetched_every_time(af, http, store):
    af.file(f"/download/1/{NAME}-2026-08.xlsx")
    refresh(http, PAGE, store)
    refresh(http, PAGE, store)
    assert len(af.downloads()) == 2


@pytest.mark.parametrize(
    ("records", "cut", "error"),
    [(ROW, -30, MalformedAnswer), ("<r></r>", None, MalformedAnswer), ("", None, SourceError)],
    ids=["cut", "empty record", "no records"],
)
def test_a_damaged_workbook_replaces_nothing(af, http, store, records, cut, error):
    (old,) = refresh(http, PAGE, store)
    af.file(f"/download/1/{NAME}-2026-08.xlsx", records, cut, ETag='"b"')
    with pytest.raises(error):
        refresh(http, PAGE, store)
    assert latest(store, UNEMPLOYED.dataset) == (old,)
    assert list(store.scratch.iterdir()) == []


def test_a_record_without_period_is_refused_in_a_sentence(af, http, store):
    af.file(f"/download/1/{NAME}-2026-08.xlsx", ROW + ROW.replace('<r><x v="0"/>', "<r><m/>"))
    with pytest.raises(SourceError):
        refresh(http, PAGE, store)
