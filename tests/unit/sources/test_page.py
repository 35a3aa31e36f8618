from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.arbetsformedlingen.page import StatisticsPage, _workbooks
from sources.arbetsformedlingen.workbooks import PREFIXES
from sources.errors import SourceChanged, SourceNotReady, SourceUnavailable

SITE = "https://af-statistik.test"
PAGE = f"{SITE}/statistik/sok"
AREAS, PROFILE, DURATION, FORCE = PREFIXES


@pytest.fixture
def page(adapter, http):
    def shows(*names: str) -> StatisticsPage:
        links = "".join(f'<a class="x" href="/download/18.ab/{name}.xlsx">Hämta</a>' for name in names)
        adapter.routes["GET /statistik/sok"] = adapter.reply(200, f"<html>{links}</html>")
        return StatisticsPage(http, PAGE, PREFIXES)

    return shows


def every(month: str) -> list[str]:
    return [f"{prefix}-{month}" for prefix in PREFIXES]


def test_every_workbook_of_the_same_month(page, adapter):
    shown = page(*every("2026-08"))
    for prefix in PREFIXES:
        assert shown.newest(prefix) == ("2026-08", f"{SITE}/download/18.ab/{prefix}-2026-08.xlsx")
    assert len(adapter.requests) == 1


def test_the_newest_month_that_all_have_is_chosen(page):
    shown = page(*every("2026-07"), *every("2025-12"), *every("2026-08"), f"{AREAS}-2026-09", f"{PROFILE}-2026-09")
    assert {shown.newest(prefix)[0] for prefix in PREFIXES} == {"2026-08"}


@pytest.mark.parametrize("late", PREFIXES)
def test_until_all_show_the_same_month_none_is_fetched(page, late):
    shown = page(*(f"{prefix}-2026-{'08' if prefix == late else '09'}" for prefix in PREFIXES))
    for prefix in PREFIXES:
        with pytest.raises(SourceNotReady, match="visar inte samma månad") as caught:
            shown.newest(prefix)
        for other in PREFIXES:
            assert f"{other} 2026-{'08' if other == late else '09'}" in str(caught.value)


@pytest.mark.parametrize("left", PREFIXES)
@pytest.mark.parametrize(("last", "others"), [("2026-06", "2026-08"), ("2025-12", "2026-02")])
def test_a_workbook_that_is_no_longer_published_stops_only_itself(page, left, last, others):
    shown = page(*(f"{prefix}-{last if prefix == left else others}" for prefix in PREFIXES))
    with pytest.raises(SourceChanged, match=f"visar {left} för {last} men andra arbetsböcker för {others}"):
        shown.newest(left)
    for prefix in set(PREFIXES) - {left}:
        assert shown.newest(prefix)[0] == others


@pytest.mark.parametrize("gone", PREFIXES)
def test_a_workbook_that_is_not_linked_stops_only_itself(page, gone):
    shown = page(*(name for name in every("2026-08") if not name.startswith(f"{gone}-2")))
    with pytest.raises(SourceChanged, match=rf"länkar ingen arbetsbok {gone}-ÅÅÅÅ-MM\.xlsx"):
        shown.newest(gone)
    for prefix in set(PREFIXES) - {gone}:
        assert shown.newest(prefix)[0] == "2026-08"


@pytest.mark.parametrize(
    "name",
    [
        "web-inskrivna-arbetslosa-andel-av-reg-2022-12",
        "web-inskrivna-arbetslosa-andel-av-bas-arsgenomsnitt-2025-12",
        "web-inskrivna-arbetslosa-2026-09",
        "ny-web-arbetslosa-yrkesomrade-2026-09",
        "web-arbetslosa-yrkesomrade-lan-2026-09",
        "web-sok-lan-2026-09",
        "web-sok-lan-kom-2026-13",
        "web-sok-lan-kom-2026-09-rattad",
        "web-sok-lan-kom-senaste",
    ],
)
def test_other_workbooks_with_the_same_beginning_are_left_alone(page, name):
    shown = page(*every("2026-08"), name)
    assert {shown.newest(prefix) for prefix in PREFIXES} == {
        ("2026-08", f"{SITE}/download/18.ab/{prefix}-2026-08.xlsx") for prefix in PREFIXES
    }


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('href="{}"', "/statistik/{}"),
        ("HREF = '{}'", "/statistik/{}"),
        ('href="/x/{}?v=1&amp;w=2"', "/x/{}?v=1&w=2"),
        ('href="https://af-statistik.test/y/{}"', "/y/{}"),
        ('href="/m%C3%A5nad/{}#topp"', "/m%C3%A5nad/{}#topp"),
    ],
)
def test_links_as_pages_write_them(link, url):
    name = f"{AREAS}-2026-08.xlsx"
    found = list(_workbooks(PAGE, f"<p><a {link.format(name)}>x</a></p>"))
    assert found == [(AREAS, "2026-08", SITE + url.format(name))]


@given(st.text(max_size=200))
def test_any_page_is_read_without_an_error(text):
    assert all(month[4] == "-" for _, month, _ in _workbooks(PAGE, text))


def test_a_page_that_is_gone_is_asked_for_again_next_time(page, adapter):
    shown = page(*every("2026-08"))
    there = adapter.routes.pop("GET /statistik/sok")
    with pytest.raises(SourceUnavailable, match="404.*KOMPETENS_AF_STATISTIK_URL"):
        shown.newest(AREAS)
    adapter.routes["GET /statistik/sok"] = there
    assert shown.newest(AREAS)[0] == "2026-08"
