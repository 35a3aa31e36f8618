"""The published tables as files, and what describes them to programs."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system
from pyshacl import validate
from rdflib import Graph, URIRef

from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.registry import PUBLISHED
from assets.files import sha256
from reports.files.area_zip import write_zip
from reports.files.csv_files import write_csv
from reports.files.describe import CATALOG, PACKAGE, of_folder, write_descriptions
from reports.files.parquet import export_tables
from reports.sheets.model import facts_of
from reports.sheets.workbook import workbook
from reports.warehouse import read_warehouse

SHAPES = Path(__file__).with_name("catalogue_shapes.ttl")
VCARD = "http://www.w3.org/2006/vcard/ns#"
DCAT = "http://www.w3.org/ns/dcat#"
HELD = ("obalans", "kommuner", "bedomning", "kalla", "utgava", "dim_geo", "dim_yrke", "andringar")
"""Tables of the small warehouse that are written here."""


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    held = tuple(c for c in PUBLISHED if c.name in HELD)
    for module in ("parquet", "describe", "area_zip"):
        monkeypatch.setattr(f"reports.files.{module}.PUBLISHED", held)


@pytest.fixture(name="written")
def tables(kept_databases: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """A maker of the files of a warehouse, in a folder of their own."""

    def make(*what: str, folder: str = "tabeller") -> Path:
        database, target = kept_databases(*what), tmp_path / folder
        warehouse = read_warehouse(database)
        export_tables(database, warehouse, target)
        write_descriptions(warehouse, target)
        return target

    return make


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def as_csv(value: object) -> str:
    if value is None or value != value:
        return ""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_a_table_has_the_same_cells_as_csv_and_as_parquet(written: Callable[..., Path]):
    folder = written("example")
    for name in HELD:
        table = pq.read_table(folder / f"parquet/{name}.parquet").to_pylist()
        rows = read_csv(folder / f"csv/{name}.csv")
        shown = [{k: as_csv(v) for k, v in row.items()} for row in table]
        for row in shown:
            # What Excel would take for a formula has a sign before it.
            row.update({k: f"'{v}" for k, v in row.items() if v.startswith("=")})
        assert rows == shown, name
        assert rows
    names = {row["yrke_namn"] for row in read_csv(folder / "csv/obalans.csv")}
    assert "'=CMD|calc" in names


@pytest.mark.parametrize(
    ("value", "written_as"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("-bra", "'-bra"),
        ("+46 70", "'+46 70"),
        ("\n=1+1", "'\n=1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("a\n=1+1", "a\n=1+1"),
        ("-12,5", "-12,5"),
        ("+3", "+3"),
        ("-1.5", "-1.5"),
        ("å;b", "å;b"),
        ('sa "hej"', 'sa "hej"'),
        ("två\nrader", "två\nrader"),
        ("0114", "0114"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_text_is_written_as_it_is_unless_it_looks_like_a_formula(tmp_path: Path, value: str | None, written_as: str):
    path = tmp_path / "en ' tabell.csv"
    with duckdb.connect() as connection:
        write_csv(connection, pa.table({"text": pa.array([value, "x"], pa.string()), "nr": [1, 2]}), path)
    assert [row["text"] for row in read_csv(path)] == [written_as, "x"]


def test_numbers_have_a_decimal_comma_and_a_missing_one_is_empty(tmp_path: Path):
    path = tmp_path / "tal.csv"
    numbers = pa.array([0.1, -1234.5, 1e-7, float("nan"), None], pa.float64())
    with duckdb.connect() as connection:
        write_csv(connection, pa.table({"tal": numbers, "sant": [True, False, True, True, None]}), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbftal;sant\n")
    rows = read_csv(path)
    assert [row["tal"] for row in rows] == ["0,1", "-1234,5", "1e-07", "", ""]
    assert [row["sant"] for row in rows] == ["true", "false", "true", "true", ""]


def test_the_same_warehouse_gives_the_same_files(written: Callable[..., Path]):
    first, second = written("example"), written("example", folder="igen")
    files = [p.relative_to(first) for p in sorted(first.rglob("*")) if p.is_file()]
    assert len(files) == 2 * len(HELD) + 2
    assert [sha256(first / f) for f in files] == [sha256(second / f) for f in files]


def test_the_package_describes_every_file_and_frictionless_agrees(written: Callable[..., Path]):
    folder = written("example", "2026-12")
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    assert package["$schema"].endswith("/2.0/datapackage.json")
    assert package["version"] == "2026-12"
    assert package["title"].startswith("EXEMPELDATA")
    assert all(resource["title"].startswith("EXEMPELDATA") for resource in package["resources"])
    assert {resource["path"] for resource in package["resources"]} == {
        f"{form}/{name}_2026-12.{form}" for name in HELD for form in ("parquet", "csv")
    }
    for resource in package["resources"]:
        file = folder / resource["path"]
        assert (resource["bytes"], resource["hash"]) == (file.stat().st_size, f"sha256:{sha256(file)}")
    with system.use_context(trusted=True):
        read = Package(str(folder / PACKAGE))
        for name in ("dim_geo", "dim_yrke"):
            report = read.get_resource(name).validate()
            assert report.valid, report.flatten(["title", "note"])
        (first, *_) = read.get_resource("kommuner").read_rows()
        assert first["andel_kvinnor"] == Decimal("0.401")


def test_real_figures_are_described_without_a_mark(written: Callable[..., Path]):
    folder = written("live")
    for name in (PACKAGE, CATALOG):
        assert "EXEMPELDATA –" not in (folder / name).read_text(encoding="utf-8")
    assert json.loads((folder / PACKAGE).read_text(encoding="utf-8"))["version"] == "2026-11-20"


def test_the_catalogue_has_what_a_data_portal_asks_for(written: Callable[..., Path]):
    folder = written("example")
    graph = Graph().parse(folder / CATALOG, format="xml")
    conforms, _, told = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")
    assert conforms, told
    addresses = {str(address) for address in graph.objects(None, URIRef(f"{DCAT}accessURL"))}
    assert addresses == {(folder / f"{form}/{name}.{form}").as_uri() for name in HELD for form in ("parquet", "csv")}
    titles = {str(t) for t in graph.objects(None, URIRef("http://purl.org/dc/terms/title"))}
    assert all(title.startswith("EXEMPELDATA – ") for title in titles)
    assert all(len(title.removeprefix("EXEMPELDATA – ").split()) < 12 for title in titles)


@pytest.mark.parametrize("lost", ["dcterms:publisher", "dcterms:license", "dcat:accessURL", "dcat:inSeries"])
def test_the_shapes_see_what_is_lost(written: Callable[..., Path], lost: str):
    lines = (written("example") / CATALOG).read_text(encoding="utf-8").splitlines()
    graph = Graph().parse(data="\n".join(line for line in lines if f"<{lost} " not in line), format="xml")
    assert not validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")[0]


@pytest.mark.parametrize(
    ("contact", "told", "address"),
    [
        ("fragor@exempel.invalid", "hasEmail", "mailto:fragor@exempel.invalid"),
        ("https://exempel.invalid/fraga", "hasURL", "https://exempel.invalid/fraga"),
    ],
)
def test_who_is_asked_stands_in_the_catalogue_as_the_settings_have_it(
    kept_databases: Callable[..., Path], tmp_path: Path, contact: str, told: str, address: str
):
    database = kept_databases("example")
    warehouse = read_warehouse(database)
    asked = replace(warehouse, edition={**warehouse.edition, "kontakt": contact})
    export_tables(database, asked, tmp_path)
    write_descriptions(asked, tmp_path)
    graph = Graph().parse(tmp_path / CATALOG, format="xml")
    conforms, _, why = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none")
    assert conforms, why
    assert [str(o) for o in graph.objects(None, URIRef(f"{VCARD}{told}"))] == [address]
    assert len(set(graph.subjects(URIRef(f"{DCAT}contactPoint")))) == len(HELD) + 2


@pytest.mark.parametrize("contact", [None, "Anna på kansliet"])
def test_a_contact_that_cannot_be_followed_is_left_out_and_none_is_made_up(
    kept_databases: Callable[..., Path], tmp_path: Path, contact: str | None
):
    database = kept_databases("example")
    warehouse = read_warehouse(database)
    asked = replace(warehouse, edition={**warehouse.edition, "kontakt": contact})
    export_tables(database, asked, tmp_path)
    write_descriptions(asked, tmp_path)
    assert "vcard" not in (tmp_path / CATALOG).read_text(encoding="utf-8")


def test_the_catalogue_said_from_above_points_into_the_folder(written: Callable[..., Path], tmp_path: Path):
    folder = written("example")
    above = tmp_path / CATALOG
    above.write_text(of_folder((folder / CATALOG).read_text(encoding="utf-8"), folder.name), encoding="utf-8")
    addresses = {str(a) for a in Graph().parse(above, format="xml").objects(None, URIRef(f"{DCAT}accessURL"))}
    assert (folder / "csv/obalans.csv").as_uri() in addresses


def test_everything_about_a_delregion_is_in_one_file_and_nothing_about_another(
    kept_databases: Callable[..., Path], tmp_path: Path
):
    database = kept_databases("example")
    facts = facts_of(read_warehouse(database), "fyrbodal")
    book = tmp_path / "bok.xlsx"
    book.write_bytes(b"bok")
    for name in ("ett.zip", "igen.zip"):
        write_zip(database, facts, {"bok.xlsx": book}, tmp_path / name)
    assert (tmp_path / "ett.zip").read_bytes() == (tmp_path / "igen.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "ett.zip") as whole:
        assert whole.read("bok.xlsx") == b"bok"
        readme = whole.read("las_mig.txt").decode("utf-8-sig")
        tables = [name for name in whole.namelist() if name.startswith("csv/")]
        whole.extractall(tmp_path / "ut")
    assert readme.startswith("EXEMPELDATA – Allt om Fyrbodal\r\n")
    named = re.findall(r"bladet (\w+)", readme)
    assert named
    assert set(named) <= {sheet.name for sheet in workbook(facts.warehouse, "fyrbodal").sheets}
    assert set(tables) == {"csv/obalans.csv", "csv/kommuner.csv", "csv/bedomning.csv", "csv/dim_geo.csv"}
    assert {row["geo_kod"] for row in read_csv(tmp_path / "ut/csv/obalans.csv")} == {"fyrbodal"}
    places = {row["geo_kod"] for row in read_csv(tmp_path / "ut/csv/kommuner.csv")}
    assert len(places) == 14
    assert "1485" in places
    assert "1480" not in places


def test_commuting_to_and_from_a_delregion_is_in_its_file(
    database: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("reports.files.area_zip.PUBLISHED", (COMMUTING_FLOWS,))
    path = database("example")
    flows = [
        ("1485", "1480"),
        ("1480", "1488"),
        ("1480", "1490"),
        ("fyrbodal", "skaraborg"),
        ("skaraborg", "skaraborg"),
    ]
    rows = [
        {**dict.fromkeys(COMMUTING_FLOWS.schema.names), "bostad_kod": home, "arbete_kod": work} for home, work in flows
    ]
    with duckdb.connect(str(path)) as connection:
        connection.register(
            "rader", pa.Table.from_pylist(rows, pa.schema([f.with_nullable(True) for f in COMMUTING_FLOWS.schema]))
        )
        connection.execute("create or replace table mart.pendling as select * from rader")
    write_zip(path, facts_of(read_warehouse(path), "fyrbodal"), {}, tmp_path / "allt.zip")
    with zipfile.ZipFile(tmp_path / "allt.zip") as whole:
        whole.extractall(tmp_path / "ut")
    found = {(row["bostad_kod"], row["arbete_kod"]) for row in read_csv(tmp_path / "ut/csv/pendling.csv")}
    assert found == {flows[0], flows[1], flows[3]}
