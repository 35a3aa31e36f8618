"""The pages, read as text and as HTML; how a browser takes them is tested in tests/browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.registry import PUBLISHED
from assets.contracts.words import COUNTY
from reports.files.parquet import FORMATS, table_path
from reports.findings.occupation import occupations
from reports.sheets.trial import trial_text
from reports.warehouse import Warehouse, read_warehouse
from reports.web.about_pages import about_pages
from reports.web.analyst_page import analyst_page
from reports.web.area_page import area_page
from reports.web.compare_page import compare_pages
from reports.web.data_page import data_page, next_edition
from reports.web.education_page import education_page
from reports.web.follow_up_page import follow_up_page
from reports.web.html import (
    render_front,
    render_page,
)
from reports.web.municipality_page import municipality_pages
from reports.web.occupation_page import occupation_pages
from reports.web.page import DATA_PAGE, DownloadLink, area_path, education_path, planning_path, questions_path
from reports.web.planning_page import planning_page
from reports.web.questions_page import questions_page
from reports.web.start_page import start_page
from reports.web.tables_page import tables_pages
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.lix import lix

Make = Callable[..., Warehouse]
PAGE_LIX = 45
LARGEST = {"index.html": 200_000}
BOOK = DownloadLink("Arbetsbok för Fyrbodal", "excel/kompetensbehov_fyrbodal.xlsx", "Excel", "54 kB")


class Reader(HTMLParser):
    """Visible text, ids, links and rows of cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self._silent = 0
        self.prose: list[str] = []
        self._cell = False
        self._told: str | None = None
        self._beside = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        self._silent += tag in ("script", "style")
        self._beside += tag in ("table", "nav", "footer")
        if tag in ("p", "dd", "li"):
            # A source line is the same on every page and is no prose.
            self._told = None if given.get("class") == "kalla" else ""
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        self._beside -= tag in ("table", "nav", "footer")
        if tag in ("td", "th"):
            self._cell = False
        if tag in ("p", "dd", "li") and self._told is not None:
            told = " ".join(self._told.split())
            self.prose += [told] if not self._beside and told.endswith((".", "?", ":")) else []
            self._told = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.texts.append(data)
        if self._told is not None:
            self._told += data
        if self._cell:
            self.rows[-1][-1] += data.replace("\xa0", " ")

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).replace("\xa0", " ").split())


OF_AN_AREA = (area_path, education_path, planning_path, questions_path)


def every_page(warehouse: Warehouse) -> dict[str, str]:
    areas = ("fyrbodal", "goteborgsregionen", COUNTY)
    found = occupations(warehouse)
    pages = (
        *(area_page(warehouse, a, [BOOK]) for a in areas),
        *(page for a in areas for page in tables_pages(warehouse, a)),
        *(page(warehouse, a) for page in (education_page, planning_page, questions_page) for a in areas),
        *occupation_pages(warehouse, found),
        *municipality_pages(warehouse),
        *about_pages(warehouse),
        follow_up_page(warehouse),
        *compare_pages(warehouse),
        analyst_page(warehouse),
        data_page(
            warehouse,
            [("Fyrbodal", [BOOK])],
            DownloadLink("Alla tabeller i en databas", "duckdb/lager.duckdb", "DuckDB", "högst 5 MB"),
            table_links(warehouse),
            {c.name: 1234 for c in PUBLISHED},
            [DownloadLink("Tabellerna för program", "datapackage.json", "JSON", "90 kB")],
        ),
    )
    front = render_front(start_page(warehouse, {"fyrbodal": [BOOK]}))
    return {page.path: render_page(page) for page in pages} | {"index.html": front}


def table_links(warehouse: Warehouse) -> dict[str, DownloadLink]:
    paths = {table_path(c, form, warehouse.suffix): c.title for c in PUBLISHED for form in FORMATS}
    return {path: DownloadLink(title, path, Path(path).suffix[1:].upper(), "12 kB") for path, title in paths.items()}


@pytest.fixture(scope="module")
def made(kept_databases: Callable[..., Path]) -> dict[str, str]:
    return every_page(read_warehouse(kept_databases("example", "2026-12", "2026-06")))


def test_every_page_is_marked_dated_sourced_and_small(made: dict[str, str]):
    assert len(made) == 3 + 6 + 3 + 3 + 3 + 3 + 49 + 11 + 1 + 10 + 1 + 1 + 1
    for path, text in made.items():
        read = Reader(text)
        assert "EXEMPELDATA" in read.text, path
        assert "Utgåva 2026-12" in read.text, path
        assert "Bearbetning: Provavsändaren. Bedömningarna är inte officiell statistik." in read.text, path
        assert "Hämtat 2026-" in read.text, path
        assert len(text.encode()) < LARGEST.get(path, 300_000), path
        assert text.count("<h1>") == 1, path
        assert not [i for i, n in Counter(read.ids).items() if n > 1], path
        assert not re.search(r"""(src|href)=["'](https?:)?//""", text), path


def test_real_figures_are_never_called_made_up(warehouse: Make):
    assert not [path for path, text in every_page(warehouse("live")).items() if "EXEMPELDATA" in text]


def test_forbidden_words_are_nowhere(made: dict[str, str]):
    found = [
        (path, word, hit.group())
        for path, text in made.items()
        for word in FORBIDDEN
        for hit in re.finditer(word, Reader(text).text, re.IGNORECASE)
    ]
    assert found == []


def test_no_page_shows_a_name_that_only_code_uses(made: dict[str, str]):
    """The names of columns and codes are for those who open the data; a call that one may copy has a parenthesis."""
    for path, text in made.items():
        without_code = re.sub(r"<(code|pre)\b.*?</\1>", "", text, flags=re.DOTALL)
        assert re.findall(r"\b[a-zåäö0-9]+_[a-zåäö0-9_]+\b(?!\()", Reader(without_code).text) == [], path


def test_no_mark_is_longer_than_its_room(made: dict[str, str]):
    lengths = {
        path: [float(n) for n in re.findall(r"(?:width|left|height):([\d.]+)%", text)] for path, text in made.items()
    }
    assert sum(map(len, lengths.values())) > 100
    assert {path: max(found) for path, found in lengths.items() if found and max(found) > 100} == {}


def test_every_page_is_plain_swedish(made: dict[str, str]):
    measured = {path: lix(" ".join(prose)) for path, text in made.items() if (prose := Reader(text).prose)}
    assert len(measured) > 10
    assert {path: round(value) for path, value in measured.items() if value > PAGE_LIX} == {}


def test_every_link_leads_to_a_page_or_a_place_in_it(made: dict[str, str], warehouse: Make):
    elsewhere = {path(a) for a in ("borasregionen", "skaraborg") for path in OF_AN_AREA} | {
        BOOK.path,
        "../../index.html",
        "duckdb/lager.duckdb",
        "datapackage.json",
        "SHA256SUMS",
        *table_links(warehouse("example", "2026-12")),
    }
    for path, text in made.items():
        here = Path(path).parent
        for link in Reader(text).links:
            file, _, place = link.partition("#")
            if not file:
                assert place in Reader(text).ids, (path, link)
                continue
            target = (
                link
                if link in elsewhere
                else str((here / file).as_posix())
                .replace("rapport/../", "")
                .replace("fragor/../", "")
                .replace("metadata/../", "")
                .replace("yrke/../", "")
                .replace("kommun/../", "")
                .replace("utbildning/../", "")
            )
            assert target in made or target in elsewhere, (path, link, target)


def test_the_data_page_has_every_table_in_every_format_and_the_start_page_one_link_to_it(made: dict[str, str]):
    page = Reader(made[DATA_PAGE])
    assert {c.name for c in PUBLISHED} <= set(page.ids)
    for contract in PUBLISHED:
        (row,) = [r for r in page.rows if r and r[0] == contract.title + contract.name]
        assert contract.description.startswith(row[1].removesuffix("."))
        assert row[2:] == ["1 234", "12 kB", "12 kB"]
    assert {f"../{path}" for path in table_links_of(made)} <= set(page.links)
    assert "Avsändaren svarar på frågor: Provavsändaren." in page.text
    front = Reader(made["index.html"]).links
    assert DATA_PAGE in front
    assert not [link for link in front if link.endswith((".parquet", ".csv"))]


def table_links_of(made: dict[str, str]) -> set[str]:
    found = re.findall(r'href="\.\./((?:parquet|csv)/[^"]+)"', made[DATA_PAGE])
    assert len(found) == len(set(found)) == len(FORMATS) * len(PUBLISHED)
    return set(found)


def test_the_next_edition_follows_the_barometer_as_far_as_that_is_known(warehouse: Make):
    now = warehouse("live")
    assert next_edition(now).endswith("När nästa kommer är inte känt.")
    barometer = {**now.sources[0], "underlag": STAGED_BAROMETER.source, "nasta_vantas": "2026-12"}
    assert next_edition(replace(now, sources=(barometer,))).endswith("Nästa omgång väntas december 2026.")


def test_every_page_about_the_figures_is_linked_from_every_page(made: dict[str, str]):
    about = {Path(path).name for path in made if path.startswith("metadata/")}
    assert "provning.html" in about
    for path, text in made.items():
        assert about <= {Path(link).name for link in Reader(text).links}, path


def test_the_same_warehouse_gives_the_same_pages(warehouse: Make, made: dict[str, str]):
    assert every_page(warehouse("example", "2026-12", "2026-06")) == made


def test_an_occupation_has_every_area_beside_the_others(warehouse: Make):
    made = warehouse("example")
    (page,) = occupation_pages(made, [o for o in occupations(made) if o.code == "222+223"])
    read = Reader(render_page(page))
    rows = {row[0]: row[1:] for row in read.rows}
    assert rows["Vem bedömer"] == ["Länet", "Fyrbodal", "Göteborgsregionen", "Boråsregionen", "Skaraborg"]
    assert rows["Arbetsförmedlingen nu"] == [
        "Möjligheter till jobb i länet: stora (3 yrken), medelstora (2 yrken). Rekrytering: brist."
    ]
    larger = tuple({**r, "af_bedomd_for": "riksområdet"} for r in made.assessments)
    wide = replace(made, assessments=larger)
    (other,) = occupation_pages(wide, [o for o in occupations(wide) if o.code == "222+223"])
    assert "Rekrytering: brist. Bedömt för: riksområdet." in Reader(render_page(other)).text
    assert rows["Arbetsförmedlingen om fem år"] == ["Efterfrågan i länet väntas: öka."]
    assert rows["Läget mot länet"][:2] == ["–", "mer än länet"]
    assert rows["Våra signaler"][1] == "tydliga tecken på bristsamma i 93 av 100"
    assert rows["Anställda"][1] == "2 001"
    assert "Rådets bedömning" not in rows, "nobody has given one"
    assert "Anställda november 2024. Annonserade platser september 2025–augusti 2026." in read.text
    assert "0002" not in [o.code for o in occupations(made)]


def test_an_occupation_has_its_municipalities_and_what_its_ads_name(warehouse: Make):
    made = warehouse("example")
    nurses, assistants = occupation_pages(made, [o for o in occupations(made) if o.code in ("222+223", "532")])
    read = Reader(render_page(nurses))
    uddevalla = next(row for row in read.rows if row[0] == "Uddevalla")
    assert uddevalla == ["Uddevalla", "Fyrbodal", "100", "20", "20,0"]
    assert len(nurses.occupation.places) == 49
    assert "Kommuner med minst 20 anställda i yrket, flest överst. En kommun har ingen egen klass." in read.text
    assert "Visa alla 49 kommuner" in read.text
    assert "Grundutbildade sjuksköterskor (2221): 22 annonser som nämner någon kompetens" in read.text
    assert "Journalföring (18), Läkemedelshantering (4)" in read.text
    assert "Annonser i länet januari 2025–december 2025, stickprov på en procent." in read.text
    few = Reader(render_page(assistants))
    assert "Ingen kommun har så många anställda i yrket att antalet visas." in few.text
    assert "För få annonser är lästa, eller underlaget saknas." in few.text


def test_an_indicator_that_an_area_lacks_is_two_points_there(warehouse: Make):
    made = warehouse("example")
    kept = [r for r in made.indicator_values if (r["geo_kod"], r["indikator"]) != ("skaraborg", "annonstid")]
    fewer = replace(made, indicator_values=tuple(kept))
    (page,) = occupation_pages(fewer, [o for o in occupations(fewer) if o.code == "222+223"])
    (row,) = [row for row in Reader(render_page(page)).rows if row[0] == "Annonstiddagar"]
    assert row[-1] == ".."
    assert row[2].startswith("7,25")


def test_the_map_and_the_table_beside_it_say_the_same(warehouse: Make):
    text = render_page(area_page(warehouse("example"), "fyrbodal", []))
    places = {row[0]: row for row in Reader(text).rows if len(row) == 5}
    drawn = {
        name: value.replace("\xa0", " ")
        for name, value in re.findall(r"<text[^>]*>([^<]+)<tspan[^>]*>([^<]+)</tspan>", text)
    }
    assert {"Uddevalla", "Trollhättan", "Mellerud"} <= set(drawn)
    assert {name: places[name][3].strip() for name in drawn} == drawn
    assert 'role="img" aria-label="Karta: annonserade platser per 100 anställda' in text
    assert text.count("Källa för gränser: SCB, Digitala gränser (CC0)") == 1


def test_every_row_of_a_table_that_is_cut_is_in_the_page(warehouse: Make):
    whole = area_page(warehouse("example"), "fyrbodal", [])
    rows = len(whole.rows)
    cut, uncut = (render_page(replace(whole, first_rows=n)) for n in (rows - 1, rows))
    assert f"Visa alla {rows} yrken" in Reader(cut).text
    assert f"Visa alla {rows} yrken" not in Reader(uncut).text
    body = [page.partition('id="yrkestabell"')[2].partition("</table>")[0] for page in (cut, uncut)]
    assert [part.count('class="fler"') for part in body] == [1, 0]
    assert Reader(cut).rows == Reader(uncut).rows


def test_an_occupation_in_the_table_leads_to_its_page(warehouse: Make):
    text = render_page(area_page(warehouse("example"), "fyrbodal", []))
    assert '<a href="../yrke/222-223.html">Sjuksköterskor</a>' in text


def test_text_from_sources_is_never_markup(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.obalans set yrke_namn = '<script>x</script>' where yrke_kod = '011+021+031'")
        connection.execute("update mart.bedomning set yrke_namn = '<script>x</script>' where yrke_kod = '011+021+031'")
    text = render_page(area_page(read_warehouse(path), "fyrbodal", []))
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_the_quality_box_says_coverage_age_failures_and_changes(warehouse: Make):
    box = dict(area_page(warehouse("example", "2026-12", "2026-06"), "fyrbodal", []).quality)
    assert box["Täckning"].startswith("3 av 3 yrken har antal anställda")
    assert "2 av 3 AF-yrkesområden" in box["Täckning"]
    assert box["Källor som saknas"].startswith("SCB, TAB4434: ett äldre svar används.")
    assert box["Kontroller"].startswith("2 av 4 godkända, 1 ej tillämplig. 1 varning, ")
    assert box["Ändringar"].startswith("2 tal skiljer mot utgåva 2026-06")
    first = dict(area_page(warehouse("live"), "fyrbodal", []).quality)
    assert first["Ändringar"] == "Det finns ingen tidigare utgåva att jämföra med."


def test_the_start_page_has_every_occupation_and_each_areas_ways_on(made: dict[str, str]):
    read = Reader(made["index.html"])
    assert read.links.count(BOOK.path) == 1
    assert "Arbetsbok för Fyrbodal (Excel, 54 kB)" in read.text
    assert (
        "Just nu: ett yrke med tydliga tecken på brist är säkert nog att ta upp i alla delregioner. Sjuksköterskor"
        in read.text
    )
    assert "Ett yrke av 2 bedömda har tydliga tecken på brist. Ett är säkert nog att ta upp." in read.text
    assert "Anställda november 2024, annonser september 2025–augusti 2026." in read.text
    (nurses,) = [row for row in read.rows if row[0] == "Sjuksköterskor"]
    assert nurses[1:3] == ["stora (3 yrken), medelstora (2 yrken)", "tydliga tecken på bristsamma i 93 av 100"]
    assert {"yrke/222-223.html", "kommun/1485_uddevalla.html"} <= set(read.links)


def test_what_the_signals_have_earned_is_a_page(warehouse: Make):
    (page,) = [p for p in about_pages(warehouse("live")) if p.path == "metadata/provning.html"]
    assert (page.title, [s.name for s in page.sheets]) == (
        "Prövning av signalerna",
        ["Prov av klasser", "Prov av indikatorer"],
    )
    assert page.paragraphs[0] == trial_text(warehouse("live").agreement)
