"""How the pages look where there is little room, on paper, and where there is no colour."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Locator, Page

from tests.browser.pages import EDITION, PAGES

SIZES = ((1366, ""), (768, ""), (640, ""), (390, ""), (320, ""), (1280, "200%"))
"""Widths, and size of the text: 640 points are a window of 1280 at 200 % zoom, and the last has its text alone enlarged, which
tables take in boxes that scroll."""
EVERY_COLUMN = {"tables", "more tables"}
"""Pages that hold whole tables of twenty columns for those who look up: they scroll, in a box of their own."""
PAPERS = {
    "all editions": 2,
    "delregion": 5,
    "county": 5,
    "occupation": 5,
    "education": 2,
    "planning": 12,
    "questions": 3,
    "municipality": 2,
    "compare": 3,
    "quality": 3,
    "underlag": 4,
}
"""Most sheets of A4 that a page is printed on, with all that is folded; of educations that are planned, every row."""
AREAS = ("borasregionen", "goteborgsregionen", "skaraborg")
APART = 8
"""Least mean difference of two pictures in grey, of 255, which a reader sees; two of one class differ by nothing."""


CLIPPED = """[...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const box = e.getBoundingClientRect(), look = getComputedStyle(e);
  const out = box.right > innerWidth + 1 && box.width && !e.closest('.tabell, svg, .hoppa, .dold, thead');
  const cut = !['visible', 'auto', 'scroll'].includes(look.overflowX) && e.scrollWidth > e.clientWidth + 1
    || !['visible', 'auto', 'scroll'].includes(look.overflowY) && e.scrollHeight > e.clientHeight + 1;
  return (out || cut) && e.checkVisibility() && !e.closest('svg, .andelar');
}).map(e => e.outerHTML.slice(0, 120))"""
"""What reaches outside the window, or is cut by the box that it is in; a bar's names stand in the list under it too."""


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways_or_is_clipped_at_any_size(page: Page, site: Path, kind: str):
    page.goto((site / PAGES[kind]).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    wide = "[...document.querySelectorAll('.tabell')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText.slice(0, 60))"
    for width, text in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => document.documentElement.style.fontSize = size", text)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, text)
        assert text or kind in EVERY_COLUMN or page.evaluate(wide) == [], width
        assert page.evaluate(CLIPPED) == [], (width, text)


def test_what_is_clipped_would_have_been_seen(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    page.add_style_tag(content="h1{height:1rem;overflow:hidden}")
    assert len(page.evaluate(CLIPPED)) == 1


def test_a_table_that_is_too_wide_would_have_been_seen(page: Page, site: Path):
    page.goto((site / PAGES["tables"]).as_uri())
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("[...document.querySelectorAll('.tabell')].some(e => e.scrollWidth > e.clientWidth + 1)")


def test_a_row_that_is_a_card_says_what_each_number_is(page: Page, site: Path):
    page.set_viewport_size({"width": 390, "height": 900})
    said = "all => all.map(e => getComputedStyle(e, '::before').content.slice(1, -1))"
    for kind, table in (("delregion", "#yrkestabell"), ("quality", "main table"), ("sources", "main table")):
        page.goto((site / PAGES[kind]).as_uri())
        cells = page.locator(table).first.locator("tbody tr").first.locator("td")
        assert cells.count() > 3, kind
        # Without content the browser answers "none", of which one letter is left at each end.
        assert {"", "on"}.isdisjoint(cells.evaluate_all(said)), kind


def papers(page: Page, path: Path, pdf: Path) -> int:
    page.goto(path.as_uri())
    page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages: +(\d+)", told)[1])


@pytest.mark.parametrize(("kind", "most"), PAPERS.items())
def test_a_page_is_printed_on_few_papers(page: Page, site: Path, tmp_path: Path, kind: str, most: int):
    assert 0 < papers(page, site / PAGES[kind], tmp_path / "sida.pdf") <= most


@pytest.mark.parametrize("area", AREAS)
def test_every_delregion_is_printed_on_as_few(page: Page, site: Path, tmp_path: Path, area: str):
    path = site / f"utgavor/{EDITION}/rapport/{area}.html"
    assert 0 < papers(page, path, tmp_path / "sida.pdf") <= PAPERS["delregion"]


def test_a_class_is_told_apart_without_colour(chromium: Browser, site: Path):
    context = chromium.new_context(forced_colors="active", offline=True)
    try:
        page = context.new_page()
        page.goto((site / PAGES["all editions"]).as_uri())
        look = "all => all.map(e => getComputedStyle(e, '::before').maskImage)"
        shapes = page.locator("ul.skala .klass").evaluate_all(look)
        words = page.locator("ul.skala .klass").all_inner_texts()
        assert len(set(shapes)) == len({w.strip() for w in words}) == 5
        assert all(shape.startswith('url("data:image/svg+xml') for shape in shapes)
        assert set(page.locator("#matris tbody tr:visible .klass").evaluate_all(look)) <= set(shapes)
    finally:
        context.close()


def picture(element: Locator) -> Image.Image:
    """As it is seen, of one size."""
    return Image.open(io.BytesIO(element.screenshot())).convert("RGB").resize((160, 24))


def apart(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@pytest.fixture(params=["screen", "print"])
def grey(page: Page, site: Path, request: pytest.FixtureRequest) -> Page:
    """A delregion's page as one who sees no colours sees it, and as a printer without colours prints it."""
    page.emulate_media(media=request.param)
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    page.goto((site / PAGES["delregion"]).as_uri())
    # The words would tell them apart alone.
    page.add_style_tag(
        content=".skala .klass{width:12rem}.skala .klass span,.andelar span{color:transparent!important}"
    )
    return page


def test_the_classes_are_told_apart_in_grey_by_mark_and_fill(grey: Page):
    seen = [picture(tile) for tile in grey.locator("ul.skala .klass").all()]
    assert len(seen) == 5
    for channels in (image.split() for image in seen):
        assert {apart(channels[0].convert("RGB"), channel.convert("RGB")) for channel in channels} == {0}, "it is grey"
    pairs = {(a, b): apart(seen[a], seen[b]) for a in range(5) for b in range(a)}
    assert {pair: round(value, 1) for pair, value in pairs.items() if value < APART} == {}


def test_neighbours_in_a_bar_are_told_apart_in_grey(grey: Page):
    parts = grey.locator(".andelar:not(.klassrad)").first.locator("span").all()
    assert len(parts) == 6
    grey.add_style_tag(
        content=".andelar span{width:12rem!important;flex:none}.andelar{flex-wrap:wrap;height:auto!important}"
    )
    seen = [picture(part) for part in parts]
    # The last two are both white: the frame between them and the names under them are what tells.
    assert [at for at in range(4) if apart(seen[at], seen[at + 1]) < APART] == []


def test_two_colours_of_one_grey_would_have_been_seen(grey: Page):
    grey.add_style_tag(content=".skala .klass{border:0}.k0{background:#b04300!important}.k1{background:#666!important}")
    grey.add_style_tag(
        content=".skala .klass::before{display:none}.skala .klass span{background:none!important;box-shadow:none!important}"
    )
    first, second = (picture(tile) for tile in grey.locator("ul.skala .klass").all()[:2])
    assert apart(first, second) < APART


def test_a_date_is_whole_and_stays_in_its_sentence(page: Page, site: Path):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((site / PAGES["underlag"]).as_uri())
    dates = page.locator("caption .hel:visible, td .hel:visible")
    assert dates.count() > 20
    assert set(dates.evaluate_all("all => all.map(e => getComputedStyle(e).display + e.getClientRects().length)")) == {
        "inline1"
    }
