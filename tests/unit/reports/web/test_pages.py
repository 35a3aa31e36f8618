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

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.words import COUNTY
from reports.sheets.trial import trial_text
from reports.warehouse import Warehouse, read_warehouse
from reports.web import pages
from reports.web.html import render_about, render_area, render_front, render_tables
from reports.web.pages import DownloadLink
from tests.unit.reports.forbidden import FORBIDDEN
from tests.unit.reports.sheet_facts import facts, record

Make = Callable[..., Warehouse]
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
        self._cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [given["href"]] if tag == "a" and given.get("href") else []
        self._silent += tag in ("script", "style")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.texts.append(data)
        if self._cell:
            self.rows[-1][-1] += data.replace("\xa0", " ")

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).replace("\xa0", " ").split())


def every_page(warehouse: Warehouse) -> dict[str, str]:
    areas = ("fyrbodal", "goteborgsregionen", COUNTY)
    found = {pages.page_path(a): render_area(pages.area_page(warehouse, a, [BOOK])) for a in areas}
    found |= {pages.tables_path(a): render_tables(pages.tables_page(warehouse, a)) for a in areas}
    found |= {page.path: render_about(page) for page in pages.about_pages(warehouse)}
    found["index.html"] = render_front(pages.front(warehouse, {"fyrbodal": [BOOK], "": [BOOK]}))
    return found


@pytest.fixture(scope="module")
def made(kept_databases: Callable[..., Path]) -> dict[str, str]:
    return every_page(read_warehouse(kept_databases("example", "2026-12", "2026-06")))


def test_every_page_is_marked_dated_sourced_and_small(made: dict[str, str]):
    assert len(made) == 14
    for path, text in made.items():
        read = Reader(text)
        assert "EXEMPELDATA" in read.text, path
        assert "Utgåva 2026-12" in read.text, path
        assert "Bearbetning: Provavsändaren. Bedömningarna är inte officiell statistik." in read.text, path
        assert "Hämtat 2026-" in read.text, path
        assert len(text.encode()) < 500_000, path
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


def test_every_link_leads_to_a_page_or_a_place_in_it(made: dict[str, str]):
    elsewhere = {pages.page_path(a) for a in ("borasregionen", "skaraborg")} | {BOOK.path, "../../index.html"}
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
                else str((here / file).as_posix()).replace("rapport/../", "").replace("metadata/../", "")
            )
            assert target in made or target in elsewhere, (path, link, target)


def test_every_page_about_the_figures_is_linked_from_every_page(made: dict[str, str]):
    about = {Path(path).name for path in made if path.startswith("metadata/")}
    assert "provning.html" in about
    for path, text in made.items():
        assert about <= {Path(link).name for link in Reader(text).links}, path


def test_the_same_warehouse_gives_the_same_pages(warehouse: Make, made: dict[str, str]):
    assert every_page(warehouse("example", "2026-12", "2026-06")) == made


def test_an_occupation_answers_in_sentences_with_period_and_source(warehouse: Make):
    page = pages.area_page(warehouse("example"), "fyrbodal", [])
    (nurses,) = [o for o in page.occupations if o.code == "222+223"]
    told = " ".join(nurses.sentences).replace("\xa0", " ")
    assert told.startswith(
        "Bedömning. Arbetsförmedlingen om länet: jobbmöjligheter stora (3 yrken), medelstora (2 yrken); rekryteringsläge brist; om "
        "fem år väntas efterfrågan öka. Annonserade platser per anställd i Fyrbodal: mer än länet. Våra signaler för Fyrbodal: "
        "tydliga tecken på brist. Klassen står kvar i 93 av 100 omräkningar. AF säger delvis samma. Anställda"
    )
    assert "Anställda med arbetsplats i Fyrbodal november 2024: 2 004 (1 002 kvinnor, 1 002 män)." in told
    assert "Källa: SCB, TAB4434, hämtad 2026-09-01." in told
    assert "Annonserade platser september 2025–augusti 2026: 20 i 10 annonser" in told
    assert "Hälso- och sjukvård: 100 inskrivna (medeltal september 2025–augusti 2026)" in told
    assert "Gäller AF-yrkesområdet, inte yrket." in told
    assert "0002" not in [o.code for o in page.occupations]


def test_pictures_show_what_the_tables_beside_them_say(warehouse: Make):
    text = render_area(pages.area_page(warehouse("example"), "fyrbodal", []))
    tables = Reader(render_tables(pages.tables_page(warehouse("example"), "fyrbodal")))
    places = {row[1]: row for row in tables.rows if len(row) > 10 and row[0].startswith("14")}
    drawn = [t.replace("\xa0", " ") for t in re.findall(r"<text[^>]*>([^<]+)</text>", text)]
    for name in ("Uddevalla", "Trollhättan"):
        assert name in drawn
        assert places[name][7] in drawn, "annonserade platser"
        assert places[name][5] in drawn, "andel kvinnor"
    assert places["Mellerud"][9] == ".."
    assert "19,9" in drawn
    assert 'role="img" aria-label="Stapeldiagram' in text
    assert text.count("Källa för gränser: SCB, Digitala gränser (CC0)") == 2


def test_every_table_is_on_one_page_and_those_of_the_area_page_are_the_same(warehouse: Make):
    page = pages.area_page(warehouse("example"), "fyrbodal", [])
    tables = pages.tables_page(warehouse("example"), "fyrbodal")
    assert page.sheets[0] == tables.sheets[0]
    assert [s.name for s in tables.sheets][-1] == "Källor"
    assert {f.table for f in (*page.charts, *page.maps)} <= {s.name for s in tables.sheets}


def test_every_row_of_a_table_that_is_cut_is_in_the_page(warehouse: Make):
    whole = pages.area_page(warehouse("example"), "fyrbodal", [])
    rows = len(whole.sheets[0].rows)
    cut, uncut = (render_area(replace(whole, sheets=whole.sheets[:1], first_rows=n)) for n in (rows - 1, rows))
    assert f"Visa alla {rows} rader, inte bara de {rows - 1} första" in Reader(cut).text
    assert cut.count('<tr class="fler">') == 1
    assert "fler" not in re.sub("<style>.*?</style>", "", uncut, flags=re.DOTALL)
    assert Reader(cut).rows == Reader(uncut).rows


def test_an_occupation_in_the_table_leads_to_what_is_said_of_it(warehouse: Make):
    text = render_area(pages.area_page(warehouse("example"), "fyrbodal", []))
    assert '<a href="#yrke-222-223">Sjuksköterskor</a>' in text
    assert '<details id="yrke-222-223">' in text


def test_text_from_sources_is_never_markup(database: Callable[..., Path]):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute("update mart.obalans set yrke_namn = '<script>x</script>' where yrke_kod = '011+021+031'")
        connection.execute("update mart.bedomning set yrke_namn = '<script>x</script>' where yrke_kod = '011+021+031'")
    text = render_area(pages.area_page(read_warehouse(path), "fyrbodal", []))
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_the_quality_box_says_coverage_age_failures_and_changes(warehouse: Make):
    box = dict(pages.area_page(warehouse("example", "2026-12", "2026-06"), "fyrbodal", []).quality)
    assert box["Täckning"].startswith("3 av 3 yrken har antal anställda")
    assert "2 av 3 AF-yrkesområden" in box["Täckning"]
    assert box["Källor som inte svarade"] == "SCB, TAB4434: äldre hämtning används."
    assert box["Kontroller"].startswith("2 av 4 godkända, 1 ej tillämplig. 1 varningar")
    assert box["Ändringar"].startswith("2 tal skiljer mot utgåva 2026-06")
    first = dict(pages.area_page(warehouse("live"), "fyrbodal", []).quality)
    assert first["Ändringar"] == "Det finns ingen tidigare utgåva att jämföra med."


def test_changes_name_the_previous_edition_and_put_revisions_first(warehouse: Make):
    now = warehouse("example", "2026-12", "2026-06")
    (page,) = [p for p in pages.about_pages(now) if p.path.endswith("andringar.html")]
    assert "Jämfört med utgåva 2026-06 skiljer 2 tal" in " ".join(page.paragraphs)
    from reports.sheets.about import changes
    from reports.sheets.model import facts_of

    orders = [row[-1] for row in changes(facts_of(now, "fyrbodal")).rows]
    assert orders == ["ny utgåva", "reviderat underlag", "ny period"]


def test_headlines_name_no_area_of_few_persons(database: Callable[..., Path]):
    told = pages.area_page(read_warehouse(database("example")), "fyrbodal", []).headlines
    first, last = (s.replace("\xa0", " ") for word in ("Flest", "Färst") for s in told if s.startswith(word))
    assert first == (
        "Flest öppna platser mot inskrivna arbetslösa i Fyrbodal, den 31 augusti 2026: Hälso- och sjukvård (1 189 öppna platser "
        "och 2 273 inskrivna); Data/IT (10 öppna platser och 60 inskrivna). Bland AF-yrkesområden med minst 50 inskrivna."
    )
    assert last.startswith("Färst öppna platser mot inskrivna arbetslösa samma tid: Data/IT (10 öppna")
    assert not any("under ett år per inskriven" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("dag = null", "Underlaget om öppna annonser saknas. Därför jämförs inga öppna platser"),
        (
            "dag = date '2026-11-19'",
            "i Fyrbodal, platser den 19 november 2026 och inskrivna i slutet av augusti 2026: ",
        ),
        ("inskrivna_arbetslosa = 49", ""),
    ],
)
def test_headlines_say_when_the_two_stocks_are_counted(database: Callable[..., Path], change: str, said: str):
    path = database("example")
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"update mart.oppna_mot_inskrivna set {change}")
    told = [s for s in pages.area_page(read_warehouse(path), "fyrbodal", []).headlines if "öppna" in s]
    assert bool(told) == bool(said)
    assert said in " ".join(told)


def test_headlines_name_lifted_occupations_with_what_af_says_of_them_first(warehouse: Make):
    clear, surplus, base, *_ = pages.area_page(warehouse("example"), "fyrbodal", []).headlines
    assert clear == (
        "Fyrbodal: 1 yrke med tydliga tecken på brist lyfts fram: Sjuksköterskor (AF om länet: "
        "stora (3 yrken), medelstora (2 yrken))."
    )
    assert surplus == "Fyrbodal: inget yrke med få annonser per anställd lyfts fram."
    assert base.startswith("Klasserna ordnar områdets yrken mot varandra. ")
    assert "anställda november 2024 och annonser september 2025–augusti 2026" in base


def test_the_front_page_gives_each_delregion_its_sentence_and_download(made: dict[str, str]):
    read = Reader(made["index.html"])
    assert read.links.count(BOOK.path) == 2
    assert "Arbetsbok för Fyrbodal (Excel, 54 kB)" in read.text
    assert "Fyrbodal: 1 yrke med tydliga tecken på brist lyfts fram: Sjuksköterskor" in read.text
    assert "Anställda: november 2024" in read.text


def test_headlines_say_which_come_first_when_not_all_that_are_lifted_are_named():
    named = [record(ASSESSMENT, geo_kod="fyrbodal", yrke_kod=f"21{at}", yrke_namn=f"Yrke {at}", signalpoang=90.0 - at, chefer="nej",
                    signaler="tydliga tecken på brist", lyfts_fram="ja") for at in range(6)]  # fmt: skip
    clear, _, _, *_ = pages._signs(facts(assessments=named))
    assert clear.startswith("Fyrbodal: 6 yrken med tydliga tecken på brist lyfts fram, främst Yrke 0 (AF om ")
    assert "Yrke 4 (" in clear
    assert "Yrke 5" not in clear


def test_what_the_signals_have_earned_is_a_page(warehouse: Make):
    (page,) = [p for p in pages.about_pages(warehouse("live")) if p.path == "metadata/provning.html"]
    assert (page.title, [s.name for s in page.sheets]) == (
        "Prövning av signalerna",
        ["Prov av klasser", "Prov av indikatorer"],
    )
    assert page.paragraphs[0] == trial_text(warehouse("live").agreement)
