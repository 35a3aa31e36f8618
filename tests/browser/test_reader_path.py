"""The pages as council staff, strategists and people without mouse or sight meet them: straight from a folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import Shot
from tests.shared import head_row

EDITION = "2026-06"
PAGES = {
    "all editions": "index.html",
    "start page": f"utgavor/{EDITION}/index.html",
    "delregion": f"utgavor/{EDITION}/rapport/fyrbodal.html",
    "tables": f"utgavor/{EDITION}/rapport/fyrbodal-tabeller.html",
    "county": f"utgavor/{EDITION}/rapport/lan.html",
    "method": f"utgavor/{EDITION}/metadata/metod.html",
    "glossary": f"utgavor/{EDITION}/metadata/ordlista.html",
    "sources": f"utgavor/{EDITION}/metadata/kallor.html",
    "quality": f"utgavor/{EDITION}/metadata/kvalitet.html",
    "trial": f"utgavor/{EDITION}/metadata/provning.html",
    "changes": f"utgavor/{EDITION}/metadata/andringar.html",
    "accessibility": f"utgavor/{EDITION}/metadata/tillganglighet.html",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LARGEST = 500_000
SCREENS = {"delregion": 10, "county": 12}
"""Of 1366 × 768 points. The county's maps name 49 municipalities and need the whole width."""


@pytest.fixture
def site(frozen: Path) -> Path:
    return frozen / "exempel/14/publicerat"


@pytest.fixture
def nurses(site: Path) -> dict[str, object]:
    """What the workbook says of nurses in Fyrbodal: heading → cell."""
    sheet = openpyxl.load_workbook(site / "senaste/kompetensbehov_fyrbodal.xlsx")["Yrken"]
    head = [str(cell.value) for cell in sheet[head_row(sheet)]]
    row = next(r for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True) if r[0] == "222+223")
    return dict(zip(head, row, strict=True))


@pytest.fixture(params=[1280, 320], ids=["desktop", "320px"])
def narrow_or_wide(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, bypass_csp=True, offline=True, locale="sv-SE"
    )
    yield context.new_page()
    context.close()


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(narrow_or_wide: Page, site: Path, path: str):
    narrow_or_wide.goto((site / path).as_uri())
    found = Axe().run(narrow_or_wide, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
    assert len(found.response["passes"]) > 10, "the rules were run"
    assert narrow_or_wide.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fault_would_have_been_seen(narrow_or_wide: Page, site: Path):
    narrow_or_wide.goto((site / PAGES["accessibility"]).as_uri())
    narrow_or_wide.evaluate("document.documentElement.removeAttribute('lang')")
    found = Axe().run(narrow_or_wide, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [v["id"] for v in found.response["violations"]] == ["html-has-lang"]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_page_is_one_request_with_no_complaint_and_small(page: Page, site: Path, path: str):
    asked: list[Request] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request) if not request.url.startswith("data:") else None)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((site / path).as_uri())
    assert [request.url for request in asked] == [(site / path).as_uri()]
    assert said == []
    assert (site / path).stat().st_size < LARGEST


def test_a_page_of_an_area_is_read_in_ten_screens_and_begins_with_a_chart(chromium: Browser, site: Path):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    try:
        page = context.new_page()
        screens = {}
        for kind in SCREENS:
            page.goto((site / PAGES[kind]).as_uri())
            screens[kind] = page.evaluate("document.documentElement.scrollHeight / innerHeight")
            assert page.locator("svg").first.evaluate("e => e.getBoundingClientRect().bottom < innerHeight"), kind
        assert {kind: n for kind, n in screens.items() if not 1 < n <= SCREENS[kind]} == {}
    finally:
        context.close()


@pytest.mark.parametrize("kind", ["delregion", "county", "tables"])
def test_no_column_is_cut_off_on_paper(page: Page, site: Path, kind: str, tmp_path: Path):
    page.goto((site / PAGES[kind]).as_uri())
    page.pdf(path=tmp_path / "sida.pdf", format="A4", prefer_css_page_size=True)
    made = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "999", tmp_path / "sida.pdf"], capture_output=True, text=True, check=True
    ).stdout
    wide, narrow = 1046, 718
    widths = {round(float(w)) for w in re.findall(r"size: +([\d.]+) x", made)}
    assert widths <= {596, 842}
    page.emulate_media(media="print")
    page.set_viewport_size({"width": wide if kind == "tables" else narrow, "height": narrow})
    assert (842 in widths) == (kind == "tables"), "the wide tables lie on their side"
    over = "[...document.querySelectorAll('.tabell')].map(e => e.scrollWidth - e.clientWidth)"
    assert set(page.evaluate(over)) == {0}


def test_every_row_is_shown_when_it_is_asked_for(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    assert page.locator("table:has(#tabell-1) tbody > tr").count() == 125
    assert page.locator("table:has(#tabell-1) tbody > tr:visible").count() == 12
    page.get_by_label("Visa alla 125 rader").check()
    assert page.locator("table:has(#tabell-1) tbody > tr:visible").count() == 125


def test_an_occupation_is_opened_from_the_table(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    chosen = page.locator("table:has(#tabell-1) tbody a").first
    place = str(chosen.get_attribute("href"))
    assert not page.locator(place).evaluate("e => e.open")
    chosen.click()
    expect(page.locator(f"{place} p").first).to_be_in_viewport()


def test_a_strategist_finds_nurses_in_fyrbodal_in_three_clicks(
    page: Page, site: Path, nurses: dict[str, object], shot: Shot
):
    page.goto((site / "index.html").as_uri())
    page.get_by_role("heading", name="Fyrbodal").get_by_role("link").click()
    page.get_by_role("link", name="Hitta ett yrke").click()
    page.locator("summary", has_text="Sjuksköterskor (222+223)").click()
    answer = plain(page.locator("#yrke-222-223").inner_text())
    shot("sjukskoterskor-i-fyrbodal")
    year = next(h for h in nurses if h.startswith("Anställda november")).split()[-1]
    employed = f"{nurses[f'Anställda november {year}']:,}".replace(",", " ")
    assert f"Anställda med arbetsplats i Fyrbodal november {year}: {employed} (" in answer
    assert "Källa: SCB, TAB4434, hämtad 20" in answer
    assert f": {nurses['Annonserade platser']} i {nurses['Annonser']} annonser" in answer
    assert "Annonserade platser september 2025–augusti 2026" in answer
    assert "Källa: Arbetsförmedlingen, annonser/historiska, hämtad 20" in answer
    assert "Bedömning. Arbetsförmedlingen om länet: jobbmöjligheter " in answer
    assert "Våra signaler för Fyrbodal: " in answer


def test_a_delregions_workbook_is_downloaded_from_its_page_and_opens(page: Page, site: Path, tmp_path: Path):
    page.goto((site / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="Fyrbodal").click()
    link = page.get_by_role("link", name="Arbetsbok för Fyrbodal (Excel")
    with page.expect_download() as caught:
        link.click()
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    assert file.name == f"kompetensbehov_fyrbodal_{EDITION}.xlsx"
    assert f"{round(file.stat().st_size / 1000)} kB" in plain(link.inner_text())
    book = openpyxl.load_workbook(file)
    assert f"Utgåva {EDITION}" in " ".join(str(c.value) for (c,) in book["Läs mig"]["A1":"A4"])
    assert book["Yrken"].max_row > 120


def test_every_download_that_the_start_page_offers_is_there(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    offered = [link.get_attribute("href") for link in page.locator("a[download]").all()]
    assert len(offered) >= 17
    assert [href for href in offered if not (site / str(href)).is_file()] == []


def test_with_the_keyboard_alone(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    seen = []
    while "sok" not in seen and len(seen) < 40:
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert "sok" in seen
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid", "focus is seen"
    page.keyboard.type("sjuksköterskor")
    expect(page.get_by_role("status")).to_have_text("Visar 1 av 125 yrken.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#yrke-222-223").evaluate("e => e.open")


def test_without_javascript_everything_is_there(chromium: Browser, site: Path):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    try:
        page = context.new_page()
        page.goto((site / PAGES["delregion"]).as_uri())
        expect(page.locator("#sok")).to_be_hidden()
        page.locator("summary", has_text="Sjuksköterskor (222+223)").click()
        expect(page.locator("#yrke-222-223 p").nth(1)).to_contain_text("Anställda med arbetsplats i Fyrbodal")
        assert page.locator("table").count() == 2
        assert page.locator("svg").count() == 3
        page.get_by_label("Visa alla 125 rader").check()
        assert page.locator("table:has(#tabell-1) tbody > tr:visible").count() == 125
        page.get_by_role("link", name="Alla tabeller", exact=True).click()
        assert page.locator("table").count() == 10
    finally:
        context.close()
