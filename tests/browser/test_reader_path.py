"""The pages as council staff, strategists and people without mouse or sight meet them: straight from a folder."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from assets.reference.areas import delregioner
from reports.web.area_page import FIRST_ROWS
from reports.web.tables_page import MORE
from tests.browser.conftest import Shot
from tests.browser.pages import EDITION, PAGES
from tests.shared import head_row

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LARGEST, LARGEST_START = 300_000, 200_000
"""Bytes of a page."""
SCREENS = {"all editions": 6, "delregion": 10, "county": 10, "occupation": 9}
"""Of 1366 × 768 points."""
NARROW, PAPER = 320, 718
WITHOUT_TWINS = """
for (const body of document.querySelectorAll('tbody')) {
  const seen = new Set();
  for (const row of [...body.rows]) {
    const markup = row.outerHTML.replace(/>[^<]+</g, '>…<').replace(/ (?!class|role|scope)([\\w-]+)="[^"]*"/g, ' $1');
    seen.has(markup) ? row.remove() : seen.add(markup);
  }
}
"""
"""Of rows that differ in nothing but their words and the values of their attributes, the first is left: axe is told of each kind."""


@pytest.fixture
def nurses(site: Path) -> dict[str, object]:
    """What the workbook says of nurses in Fyrbodal: heading → cell."""
    sheet = openpyxl.load_workbook(site / "senaste/kompetensbehov_fyrbodal.xlsx")["Yrken"]
    head = [str(cell.value) for cell in sheet[head_row(sheet)]]
    row = next(r for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True) if r[0] == "222+223")
    return dict(zip(head, row, strict=True))


@pytest.fixture(params=[1280, NARROW], ids=["desktop", "320px"])
def narrow_or_wide(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, bypass_csp=True, offline=True, locale="sv-SE"
    )
    yield context.new_page()
    context.close()


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def letters(text: str) -> str:
    """Without what a line break on paper adds or takes."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_has_an_accessibility_fault_or_scrolls_sideways(narrow_or_wide: Page, site: Path, path: str):
    narrow_or_wide.goto((site / path).as_uri())
    assert narrow_or_wide.evaluate("document.documentElement.scrollWidth <= innerWidth")
    narrow_or_wide.evaluate(WITHOUT_TWINS)
    found = Axe().run(narrow_or_wide, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found.response["violations"]] == []
    assert len(found.response["passes"]) > 10, "the rules were run"


def test_a_fault_would_have_been_seen(narrow_or_wide: Page, site: Path):
    narrow_or_wide.goto((site / PAGES["accessibility"]).as_uri())
    narrow_or_wide.evaluate("document.documentElement.removeAttribute('lang')")
    found = Axe().run(narrow_or_wide, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [v["id"] for v in found.response["violations"]] == ["html-has-lang"]


def test_a_fault_of_the_last_row_alone_would_have_been_seen(narrow_or_wide: Page, site: Path):
    narrow_or_wide.goto((site / PAGES["tables"]).as_uri())
    before = narrow_or_wide.locator("tbody tr").count()
    narrow_or_wide.evaluate("[...document.querySelectorAll('tbody tr')].at(-1).cells[1].innerHTML = '<img src=\"\">'")
    narrow_or_wide.evaluate(WITHOUT_TWINS)
    assert narrow_or_wide.locator("tbody tr").count() < before
    found = Axe().run(narrow_or_wide, options={"runOnly": {"type": "tag", "values": RULES}})
    assert "image-alt" in [v["id"] for v in found.response["violations"]]


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
    kinds = {PAGES["all editions"]: LARGEST_START, PAGES["start page"]: LARGEST_START}
    assert (site / path).stat().st_size < kinds.get(path, LARGEST)


def test_a_page_is_read_in_few_screens_and_begins_with_a_picture(chromium: Browser, site: Path):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    try:
        page = context.new_page()
        screens = {}
        others = [d.code for d in delregioner("14") if d.code != "fyrbodal"]
        paths = {kind: (PAGES[kind], most) for kind, most in SCREENS.items()}
        paths |= {code: (f"utgavor/{EDITION}/rapport/{code}.html", SCREENS["delregion"]) for code in others}
        for kind, (path, _) in paths.items():
            page.goto((site / path).as_uri())
            screens[kind] = page.evaluate("document.documentElement.scrollHeight / innerHeight")
            first = page.locator(".staplar, .karta, .klass").first
            assert first.evaluate("e => e.getBoundingClientRect().top < innerHeight"), kind
        assert {kind: n for kind, n in screens.items() if not 1 < n <= paths[kind][1]} == {}
    finally:
        context.close()


@pytest.mark.parametrize(
    "kind", ["all editions", "delregion", "county", "occupation", "tables", "sources", "quality", "follow-up"]
)
def test_no_column_is_cut_off_on_paper(page: Page, site: Path, kind: str, tmp_path: Path):
    page.goto((site / PAGES[kind]).as_uri())
    page.pdf(path=tmp_path / "sida.pdf", format="A4", prefer_css_page_size=True)
    made = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "999", tmp_path / "sida.pdf"], capture_output=True, text=True, check=True
    ).stdout
    widths = {round(float(w)) for w in re.findall(r"size: +([\d.]+) x", made)}
    assert widths <= {595, 596, 842}
    lying = kind in ("tables", "sources")
    assert (842 in widths) == lying, "wide tables lie on their side"
    printed = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "sida.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    last = page.locator("main table thead th:last-child").evaluate_all("all => all.map(e => e.firstChild.textContent)")
    folded = page.locator("main details > :nth-child(2)").evaluate_all("all => all.map(e => e.textContent)")
    assert [text for text in (*last, *folded) if letters(text)[:20] not in letters(printed)] == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1046 if lying else PAPER, "height": PAPER})
    over = "[...document.querySelectorAll('.tabell, .tre > *, .kort > li')].map(e => e.scrollWidth - e.clientWidth)"
    assert set(page.evaluate(over)) <= {0}


@pytest.mark.parametrize("area", [d.code for d in delregioner("14")])
def test_what_an_area_is_stands_on_one_page_of_paper(page: Page, site: Path, area: str, tmp_path: Path):
    page.goto((site / f"utgavor/{EDITION}/rapport/{area}.html").as_uri())
    page.pdf(path=tmp_path / "sida.pdf", format="A4", prefer_css_page_size=True)
    printed = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "sida.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")
    # The heading stands in the page's list of contents too.
    (own,) = [text for text in printed if re.search(r"^Om området$", text, re.MULTILINE) and "består av" in text]
    assert "Alla tabeller om" in own


def test_every_row_is_shown_when_it_is_asked_for(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    assert page.locator("#yrkestabell tbody > tr").count() == 125
    assert page.locator("#yrkestabell tbody > tr:visible").count() == FIRST_ROWS
    page.get_by_label("Visa alla 125 yrken").check()
    assert page.locator("#yrkestabell tbody > tr:visible").count() == 125
    assert page.get_by_role("status").inner_text() == "Visar 125 av 125 yrken."


def test_a_table_is_sorted_filtered_and_searched(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    rows = page.locator("#yrkestabell tbody > tr:visible")
    button = page.get_by_role("button", name="Anställda nov")
    head = page.locator("#yrkestabell th").filter(has=button)
    button.click()
    assert head.get_attribute("aria-sort") == "descending"
    numbers = [int(plain(n).replace(" ", "")) for n in rows.locator("td[data-l=Anställda]").all_inner_texts()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == FIRST_ROWS
    button.click()
    assert head.get_attribute("aria-sort") == "ascending"
    first = rows.first.locator("td[data-l=Anställda]").inner_text()
    assert int(plain(first).replace(" ", "")) < numbers[-1]
    page.locator("[data-filter=k]").select_option("0")
    shown = set(rows.locator(".klass span").evaluate_all("all => all.map(e => e.firstChild.textContent)"))
    assert len(shown) == 1
    page.locator("[data-filter=k]").select_option("")
    page.locator("[data-filter=a]").select_option("stora")
    page.locator("[data-filter=t]").select_option("ja")
    kept = rows.locator("td[data-l='AF nu']").all_inner_texts()
    assert 0 < len(kept) < 125
    assert all("stora" in re.findall(r"\w+", answer) for answer in kept)
    assert rows.locator(".svag").count() == 0
    page.locator("[data-filter=a]").select_option("")
    page.locator("[data-filter=t]").select_option("")
    page.get_by_label("Sök yrke").fill("sjuksköterskor")
    assert rows.count() == 1
    assert page.get_by_role("status").inner_text() == "Visar 1 av 125 yrken."


def test_a_measure_is_opened_by_its_address_and_sorted_by_the_number_before_its_limits(page: Page, site: Path):
    page.goto((site / PAGES["compare ahead"]).as_uri() + "#matt-5")
    measure = page.locator("#matt-5")
    assert page.locator("details[open][id]").evaluate_all("all => all.map(e => e.id)") == ["matt-1", "matt-5"]
    measure.get_by_role("button", name="Fyrbodal").click()
    measure.get_by_label("Visa alla 125 yrken").check()
    shown = [plain(text) for text in measure.locator("tbody td:nth-child(3)").all_inner_texts()]
    numbers = [int(re.split(r"\s\(", text)[0].replace(" ", "")) for text in shown if text != ".."]
    assert numbers == sorted(numbers, reverse=True)
    assert shown[len(numbers) :] == [".."] * (125 - len(numbers))
    assert len(numbers) > 50


def test_a_word_that_people_say_finds_the_row_in_a_delregions_table(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    rows = page.locator("#yrkestabell tbody > tr:visible")
    for typed, name in (("programmerare", "Systemutvecklare"), ("chauffor", "Lastbils"), ("sjuksköterska", "Sjuksk")):
        page.get_by_label("Sök yrke").fill(typed)
        assert any(name in found for found in rows.locator("th").all_inner_texts()), typed
        assert rows.count() < 20


def test_an_analyst_moves_the_weights_and_the_official_class_stays(page: Page, site: Path):
    page.goto((site / PAGES["analyst"]).as_uri())
    said = page.locator("#vikt-antal")
    for area in page.locator("#vikter select option").all_inner_texts():
        page.locator("#vikter select").select_option(area)
        assert re.match(r"0 av \d{2,3} yrken får", said.inner_text()), area
    official = page.locator("#vikt-tabell tbody tr", has_text="Sjuksköterskor").locator("td").nth(3).inner_text()
    page.get_by_label("Vikt på första delen").fill("100")
    assert not said.inner_text().startswith("0 av")
    again = page.locator("#vikt-tabell tbody tr", has_text="Sjuksköterskor").locator("td").nth(3).inner_text()
    assert again.removesuffix(" (annan)") == official


def test_a_strategist_finds_nurses_in_fyrbodal_in_two_clicks(
    page: Page, site: Path, nurses: dict[str, object], shot: Shot
):
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Sök yrke").fill("sjuksköterskor")
    page.locator("#matris tbody tr:visible a").click()
    shot("sjukskoterskor")
    assert page.locator("h1").inner_text().endswith("Sjuksköterskor")
    year = next(h for h in nurses if h.startswith("Anställda november")).split()[-1]
    at = page.locator("#tal ~ .tabell thead th").all_inner_texts().index("Fyrbodal")
    answers = {
        row.locator("th").inner_text(): plain(row.locator("td").nth(at - 1).inner_text()).strip()
        for row in page.locator("#tal ~ .tabell").first.locator("tbody tr").all()
    }
    employed = f"{nurses[f'Anställda november {year}']:,}".replace(",", " ")
    assert answers["Anställda"] == employed
    assert answers["Annonserade platser"] == f"{nurses['Annonserade platser']:,}".replace(",", " ")
    assert re.match(r"[+−]?\d+ %", next(a for h, a in answers.items() if "ändring det senaste" in h))
    text = plain(page.locator("main").inner_text())
    assert f"Anställda november {year}. Annonserade platser september 2025–augusti 2026." in text
    assert re.search(r"Källa: SCB, Yrkesregistret \([A-Z0-9, ]*TAB4434[A-Z0-9, ]*\) till \d{4}", text)
    assert "av 100" in text


def test_a_strategist_finds_the_educations_of_an_occupation_and_who_has_them_in_uddevalla(page: Page, site: Path):
    page.goto((site / "index.html").as_uri())
    page.get_by_label("Sök yrke").fill("undersköterska")
    page.locator("#matris tbody tr:visible a", has_text="Undersköterskor").click()
    educations = page.locator("h2#utbildningar ~ details")
    names = educations.locator("summary").all_inner_texts()
    assert any(name.startswith("Omvårdnads- och omsorgsutbildning på gymnasial nivå") for name in names)
    first = educations.first
    first.locator("summary").click()
    said = plain(first.locator("li", has_text="Uddevalla").inner_text()).removeprefix("Uddevalla: ").replace(" ", "")
    rows = pq.read_table(site / "senaste/kommun_utbildning.parquet").to_pylist()
    (number,) = {
        row["befolkning"]
        for row in rows
        if row["geo_kod"] == "1485" and names[0].startswith(f"{row['utbildning_namn']},")
    }
    assert said == (".." if number is None else str(number))


def test_the_meetings_sheet_and_slides_are_one_click_from_the_areas_page(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    for name, ending in (("Mötesunderlag för Fyrbodal", ".pdf"), ("Bilder till mötet om Fyrbodal", ".pptx")):
        href = str(page.get_by_role("link", name=name).get_attribute("href"))
        file = (site / PAGES["delregion"]).parent / href
        assert file.suffix == ending
        assert file.stat().st_size > 10_000


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


@pytest.mark.parametrize(("kind", "least"), [("all editions", 10), ("delregion", 4), ("county", 5), ("data", 90)])
def test_every_download_that_a_page_offers_is_there(page: Page, site: Path, kind: str, least: int):
    page.goto((site / PAGES[kind]).as_uri())
    offered = [str(link.get_attribute("href")) for link in page.locator("a[download]").all()]
    assert len(offered) >= least
    assert [href for href in offered if not ((site / PAGES[kind]).parent / href).is_file()] == []


def test_with_the_keyboard_alone(page: Page, site: Path):
    page.goto((site / PAGES["delregion"]).as_uri())
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    reached = "document.activeElement.hasAttribute('data-sok')"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            break
    assert page.evaluate(reached)
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid", "focus is seen"
    page.keyboard.type("sjuksköterskor")
    expect(page.get_by_role("status")).to_have_text("Visar 1 av 125 yrken.")
    name = "document.activeElement.textContent"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(name) == "Sjuksköterskor":
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Sjuksköterskor")


def test_without_javascript_everything_is_there(chromium: Browser, site: Path):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    try:
        page = context.new_page()
        page.goto((site / PAGES["delregion"]).as_uri())
        expect(page.locator(".verktyg")).to_be_hidden()
        page.get_by_label("Visa alla 125 yrken").check()
        assert page.locator("#yrkestabell tbody > tr:visible").count() == 125
        page.locator("#yrkestabell").get_by_role("link", name="Sjuksköterskor", exact=True).click()
        expect(page.locator("h1")).to_contain_text("Sjuksköterskor")
        page.go_back()
        page.get_by_role("link", name="Alla tabeller", exact=True).click()
        page.wait_for_url("**/fyrbodal-tabeller.html")
        tables = page.locator("table").count()
        page.get_by_role("link", name=", ".join(MORE), exact=True).click()
        page.wait_for_url("**/fyrbodal-fler-tabeller.html")
        assert tables + page.locator("table").count() >= 12
    finally:
        context.close()
