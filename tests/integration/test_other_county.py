"""A county that is not divided, run whole beside others of a made-up country: its texts are its own."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from assets.contracts.registry import PUBLISHED
from assets.reference.areas import delregioner, divisions, municipalities, word_of
from tests.conftest import COUNTIES, Country
from tests.integration.test_whole_run import verified_sums

COUNTY, OTHER = "12", "14"
ONLY = delregioner(COUNTY)[0]
OF_THE_OTHER = {
    *(word for d in delregioner(OTHER) for word in (d.name, d.organisation, d.council)),
    word_of(OTHER, "regionen"),
    "kompetensråd",
    "tillsammans med Halland",
    "vgregion",
    "fyra råd",
    "utvecklingsmedlen",
    "uppföljning 2023",
}


@pytest.fixture(scope="module")
def mode(country: Country) -> Path:
    return country.mode


@pytest.fixture(scope="module")
def folder(mode: Path) -> Path:
    (found,) = (mode / COUNTY / "publicerat/lopande").iterdir()
    return found


ORIGINS = ("underlagsregister", "underlag")
"""Where the lists come from, which names those who keep the other county's."""


def texts(folder: Path) -> dict[str, str]:
    """Path → everything that a person can read there."""
    found = {}
    for path in (path for path in folder.rglob("*") if path.stem not in ORIGINS):
        if path.suffix == ".html":
            found[path.name] = re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))
        elif path.suffix == ".pdf":
            found[path.name] = " ".join(page.extract_text() for page in PdfReader(path).pages)
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            cells = (
                str(cell)
                for sheet in book
                if sheet.title != "Underlag"
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if cell
            )
            found[path.name] = " ".join(cells)
        elif path.suffix == ".parquet":
            table = pq.read_table(path)
            columns = [column for column in table.columns if pa.types.is_string(column.type)]
            found[path.name] = " ".join(str(value) for column in columns for value in column.unique().to_pylist())
    return found


def test_nothing_is_said_of_another_county(folder: Path):
    read = texts(folder)
    assert len(read) > 100
    assert {
        (name, word) for name, text in read.items() for word in OF_THE_OTHER if word.casefold() in text.casefold()
    } == set()
    with duckdb.connect(str(next(folder.glob("duckdb/*.duckdb"))), read_only=True) as connection:
        kinds = ("tables", "columns", "views")
        said = [row for kind in kinds for row in connection.execute(f"select comment from duckdb_{kind}()").fetchall()]
    assert {word for (text,) in said for word in OF_THE_OTHER if text and word.casefold() in text.casefold()} == set()


def test_the_county_stands_alone_with_its_municipalities(folder: Path):
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert {"rapport/lan.html", "index.html"} <= pages
    assert not [page for page in pages if ONLY.code in page]
    assert len([page for page in pages if page.startswith("kommun/")]) == len(ONLY.municipalities)
    assert list(folder.glob("zip/*")) == []
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert 'data-l="Länet"' in front
    assert ONLY.name not in front
    area = (folder / "rapport/lan.html").read_text(encoding="utf-8")
    assert f"Skåne län består av {len(ONLY.municipalities)} kommuner. De står i tabellen ovan." in area
    assert "Vad råden säger" not in area
    assert "lämnat någon bedömning" not in area
    asked = (folder / "fragor/lan.html").read_text(encoding="utf-8")
    assert "Skiljer vi oss från länet" not in asked
    assert not re.search(r"\bråde[nt]s?\b", asked, re.IGNORECASE)
    malmo = next(code for code, name in municipalities().items() if name == "Malmö")
    page = (folder / f"kommun/{malmo}_malmo.html").read_text(encoding="utf-8")
    assert "klassen gäller Skåne län" in page
    assert 'href="../rapport/lan.html"' in page
    for path in pages:
        assert divisions()[COUNTY].sentence in (folder / path).read_text(encoding="utf-8"), path


def test_a_county_of_one_municipality_says_so(mode: Path):
    (folder,) = (mode / "09/publicerat/lopande").iterdir()
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert '<p>Kommunen: <a href="kommun/0980_gotland.html">Gotland</a></p>' in front
    assert "Hitta din kommun" not in front
    area = (folder / "rapport/lan.html").read_text(encoding="utf-8")
    assert "Gotlands län är en enda kommun: Gotland." in area
    assert "1 kommuner" not in area


def test_sums_hold_and_no_sheet_compares_the_county_with_itself(mode: Path):
    latest = mode / COUNTY / "publicerat/senaste"
    verified_sums(latest)
    sheets = openpyxl.load_workbook(latest / "kompetensbehov_skane.xlsx", read_only=True).sheetnames
    assert not {"Jämförelse", "AF-yrkesområden jämförda", "Träffsäkerhet, delregioner"} & set(sheets)


def test_the_nation_leads_to_its_counties_and_reads_their_databases(mode: Path, monkeypatch: pytest.MonkeyPatch):
    page = mode / "riket/publicerat/index.html"
    links = re.findall(r'href="(\.\./[^"]+)"', page.read_text(encoding="utf-8"))
    blekinge, gotland, skane = "10", "09", "12"
    assert [link.split("/")[2] for link in links] == [blekinge, gotland, skane]
    assert all((page.parent / link).is_file() for link in links)
    monkeypatch.chdir(page.parent)
    with duckdb.connect() as connection:
        connection.execute(Path("riket.sql").read_text(encoding="utf-8"))
        for table in PUBLISHED:
            if "geo_kod" in table.key:
                twice = f"select count(*) from (select {', '.join(table.key)} from vy.{table.name} group by all having count(*) > 1)"
                assert connection.execute(twice).fetchone() == (0,), table.name
        found = connection.execute("select distinct lan from vy.bedomning order by lan").fetchall()
        assert found == [(code,) for code in COUNTIES]
