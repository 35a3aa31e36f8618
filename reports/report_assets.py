"""Report assets: files and pages per delregion and for the county, the pages about the figures, Parquet, publication."""

import json
import math
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq

from assets.contracts.asset_graph import ORDER, OWNERS, PUBLISHING, REPORTS
from assets.contracts.registry import PUBLISHED, content_digest
from assets.contracts.words import COUNTY
from assets.files import replace_text, sha256
from assets.home import Home
from assets.methods.follow_up import LAST_YEAR
from assets.reference.areas import counties, has_agreement, parts_of
from assets.resources import Editions, Gate
from reports import texts
from reports.draft_metadata import draft_metadata
from reports.errors import PublicationRefused
from reports.files.area_files import area_files
from reports.files.area_zip import write_zip
from reports.files.describe import CATALOG, PACKAGE, write_descriptions
from reports.files.paper import write_municipality_sheet
from reports.files.parquet import FORMATS, export_tables, table_path
from reports.findings.occupation import occupations
from reports.publish.publication import FRONT, Edition, left_alone, publish, refuse_foreign
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse, read_warehouse
from reports.web.about_pages import about_pages
from reports.web.analyst_page import analyst_page
from reports.web.area_page import area_page
from reports.web.compare_page import compare_pages
from reports.web.data_page import DataPage, data_page
from reports.web.education_page import education_page
from reports.web.follow_up_page import follow_up_page
from reports.web.front_page import front_page
from reports.web.html import Page, render_front, render_page
from reports.web.municipality_page import municipality_pages
from reports.web.occupation_page import occupation_pages
from reports.web.page import DownloadLink
from reports.web.planning_page import planning_page
from reports.web.questions_page import questions_page
from reports.web.start_page import start_page
from reports.web.tables_page import tables_pages

WAREHOUSE = dg.AssetKey(["publicering", "warehouse"])
PUBLICATION = dg.AssetKey(["publicering", "publicerat"])
PARQUET, ABOUT, OCCUPATIONS, PLACES, START = "parquet", "sidor", "yrken", "kommuner", "startsida"
FINISHED = "klar.json"
_FORMATS = {
    ".xlsx": "Excel",
    ".pdf": "PDF",
    ".pptx": "PowerPoint",
    ".parquet": "Parquet",
    ".csv": "CSV",
    ".zip": "Zip",
    ".json": "JSON",
    ".rdf": "RDF",
}


def _warehouse(home: Home) -> Warehouse:
    """What the warehouse holds, read once for all reports of a process."""
    file = home.warehouse_file
    about = file.stat() if file.is_file() else None
    return _read_once(file, about and (about.st_ino, about.st_size, about.st_mtime_ns))


@lru_cache(maxsize=1)
def _read_once(file: Path, _identity: tuple[int, int, int] | None) -> Warehouse:
    """A file that has been swapped has another identity and is read anew."""
    return read_warehouse(file)


def _draft(home: Home, warehouse: Warehouse, area: str, path: str) -> Path:
    """Where a file of a draft lies: the warehouse's digest, the report, and the path it will be published under."""
    target = _folder(home, warehouse, area) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _folder(home: Home, warehouse: Warehouse, area: str) -> Path:
    return home.drafts / warehouse.digest[:12] / area


def _report(
    home: Home, warehouse: Warehouse, area: str, code: str, render: Callable[[], Sequence[str]]
) -> dg.Output[dict[str, Any]]:
    """The draft of a report; rendered only when there is none of the same warehouse and the same code."""
    folder = _folder(home, warehouse, area)
    stamp = folder / FINISHED
    digests = finished(stamp, code)
    reused = bool(digests)
    if not reused:
        digests = {name: sha256(folder / name) for name in render()}
        replace_text(stamp, json.dumps({"kod": code, "filer": digests}))
    metadata: dict[str, Any] = {
        **draft_metadata(warehouse, area, folder, digests),
        "utgåva": warehouse.name,
        "lagrets kontrollsumma": warehouse.digest,
        "utkast": dg.MetadataValue.path(str(folder)),
        "filer": ", ".join(digests),
        "storlek (kB)": sum((folder / f).stat().st_size for f in digests) // 1000,
        "data": "EXEMPELDATA" if warehouse.example else "skarpa data",
        "status": "Utkast. Publiceras först av publicerat, när alla rapporter har samma kontrollsumma.",
        "byggd nu": "nej, samma lager och kod som förra gången" if reused else "ja",
    }
    return dg.Output({"digest": warehouse.digest, "folder": str(folder), "files": digests}, metadata=metadata)


def finished(stamp: Path, code: str) -> dict[str, str]:
    """Name → SHA-256 of a finished draft's files; empty unless the code made it and every file is as it was left."""
    if not stamp.is_file():
        return {}
    left = json.loads(stamp.read_text(encoding="utf-8"))
    files = {name: stamp.parent / name for name in left["filer"]}
    whole = all(file.is_file() and sha256(file) == left["filer"][name] for name, file in files.items())
    return dict(left["filer"]) if whole and left["kod"] == code else {}


def _download(text: str, path: str, file: Path) -> DownloadLink:
    return DownloadLink(text, path, _FORMATS[file.suffix], texts.file_size(file.stat().st_size))


def _area_asset(area: str, name: str) -> dg.AssetsDefinition:
    @dg.asset(
        key=["rapport", area],
        group_name=REPORTS,
        kinds={"excel", "html", "pdf"},
        owners=OWNERS,
        deps=[WAREHOUSE],
        io_manager_key="io_manager",
        description=f"Arbetsbok, mötesunderlag (ett A4), rapport, bilder till mötet och sex webbsidor för {name}, och för en delregion "
        "allt i en zip: obalans per AF-yrkesområde och yrke, kommuner, diagram, karta, källor, kontroller, metod och noter. Ett utkast "
        "tills publicerat har körts.",
    )
    def report(home: dg.ResourceParam[Home], report_code: dg.ResourceParam[str]) -> dg.Output[dict[str, Any]]:
        warehouse = _warehouse(home)
        return _report(home, warehouse, area, report_code, lambda: _render_area_report(home, warehouse, area, name))

    return report


def _render_area_report(home: Home, warehouse: Warehouse, area: str, name: str) -> list[str]:
    downloads = []
    for each in area_files(warehouse, area, name):
        file = _draft(home, warehouse, area, each.path)
        each.write(file)
        downloads.append(_download(each.text, each.path, file))
    pages = (
        area_page(warehouse, area, downloads),
        *tables_pages(warehouse, area),
        education_page(warehouse, area),
        planning_page(warehouse, area),
        questions_page(warehouse, area),
    )
    made = [*(each.path for each in downloads), *_write_pages(home, area, pages)]
    if area == COUNTY:
        return made
    whole = zip_path(warehouse, area)
    inside = {Path(each.path).name: _folder(home, warehouse, area) / each.path for each in downloads}
    write_zip(home.warehouse_file, facts_of(warehouse, area), inside, _draft(home, warehouse, area, whole))
    return [*made, whole]


def _write_pages(home: Home, area: str, pages: Iterable[Page]) -> list[str]:
    """Write pages into a report's draft; their paths."""
    made = []
    for page in pages:
        _draft(home, page.facts.warehouse, area, page.path).write_text(render_page(page), encoding="utf-8")
        made.append(page.path)
    return made


def zip_path(warehouse: Warehouse, area: str) -> str:
    """Where everything about a delregion lies in the published folder."""
    return f"zip/kompetensbehov_{area}{warehouse.suffix}.zip"


@dg.asset(
    key=["rapport", ABOUT],
    group_name=REPORTS,
    kinds={"html"},
    owners=OWNERS,
    deps=[WAREHOUSE],
    io_manager_key="io_manager",
    description="Sidorna om talen: metod, ordlista, källor, kvalitet, ändringar sedan förra utgåvan, tillgänglighet, och "
    f"uppföljningen till {LAST_YEAR}.",
)
def _about(home: dg.ResourceParam[Home], report_code: dg.ResourceParam[str]) -> dg.Output[dict[str, Any]]:
    warehouse = _warehouse(home)

    def render() -> list[str]:
        followed = [follow_up_page(warehouse)] if has_agreement(warehouse.county) else []
        pages: list[Page] = [*about_pages(warehouse), *followed]
        return _write_pages(home, ABOUT, pages)

    return _report(home, warehouse, ABOUT, report_code, render)


@dg.asset(
    key=["rapport", OCCUPATIONS],
    group_name=REPORTS,
    kinds={"html"},
    owners=OWNERS,
    deps=[WAREHOUSE],
    io_manager_key="io_manager",
    description="En sida per yrke: alla områden bredvid varandra, Arbetsförmedlingens svar, talen bakom "
    "och vad klassen består av. Också sidorna som jämför områden och som låter läsaren väga om.",
)
def _occupations(home: dg.ResourceParam[Home], report_code: dg.ResourceParam[str]) -> dg.Output[dict[str, Any]]:
    warehouse = _warehouse(home)

    def render() -> list[str]:
        found = occupations(warehouse)
        pages: list[Page] = [*occupation_pages(warehouse, found)]
        pages += [*compare_pages(warehouse), analyst_page(warehouse)]
        return _write_pages(home, OCCUPATIONS, pages)

    return _report(home, warehouse, OCCUPATIONS, report_code, render)


@dg.asset(
    key=["rapport", PLACES],
    group_name=REPORTS,
    kinds={"html", "pdf"},
    owners=OWNERS,
    deps=[WAREHOUSE],
    io_manager_key="io_manager",
    description="En sida och ett A4 per kommun: de största yrkena med delregionens klass bredvid, arbetsgivare och pendling.",
)
def _municipalities(home: dg.ResourceParam[Home], report_code: dg.ResourceParam[str]) -> dg.Output[dict[str, Any]]:
    warehouse = _warehouse(home)

    def render() -> list[str]:
        made = []
        for page in municipality_pages(warehouse):
            paper = f"pdf/kommun_{page.municipality.slug}{warehouse.suffix}.pdf"
            file = _draft(home, warehouse, PLACES, paper)
            write_municipality_sheet(page.facts, page.municipality, file)
            linked = replace(page, downloads=(_download(f"Blad om {page.municipality.name}, ett A4", paper, file),))
            made += [*_write_pages(home, PLACES, [linked]), paper]
        return made

    return _report(home, warehouse, PLACES, report_code, render)


@dg.asset(
    key=["rapport", PARQUET],
    group_name=REPORTS,
    kinds={"parquet", "csv"},
    owners=OWNERS,
    deps=[WAREHOUSE],
    io_manager_key="io_manager",
    description="Alla publicerade tabeller som Parquet och CSV, lästa ur lagret, med beskrivningar för program (Data Package och DCAT).",
)
def _parquet(home: dg.ResourceParam[Home], report_code: dg.ResourceParam[str]) -> dg.Output[dict[str, Any]]:
    warehouse = _warehouse(home)

    def render() -> list[str]:
        folder = _folder(home, warehouse, PARQUET)
        return [*export_tables(home.warehouse_file, warehouse, folder), *write_descriptions(warehouse, folder)]

    return _report(home, warehouse, PARQUET, report_code, render)


def _publication_asset(areas: Mapping[str, str]) -> dg.AssetsDefinition:
    reports = [*areas, ABOUT, OCCUPATIONS, PLACES, PARQUET]

    @dg.asset(
        key=PUBLICATION,
        group_name=PUBLISHING,
        kinds={"excel", "html", "parquet", "duckdb"},
        owners=OWNERS,
        deps=[WAREHOUSE],
        ins={"order": dg.AssetIn(list(ORDER)), **{area: dg.AssetIn(["rapport", area]) for area in reports}},
        description="Publicerar: flyttar alla rapporter till publicerat/, när varje stoppande kontroll är grön för just de "
        "tabeller som lagret är byggt av och alla rapporter kommer ur samma lager. Med en utgåva som uppdrag fryses den "
        "och ändras sedan aldrig.",
    )
    def publicerat(
        context: dg.AssetExecutionContext,
        home: dg.ResourceParam[Home],
        gate: dg.ResourceParam[Gate],
        editions: dg.ResourceParam[Editions],
        order: dict[str, Any],
        **made: dict[str, Any],
    ) -> dg.MaterializeResult[None]:
        warehouse = _warehouse(home)
        require_same(warehouse, content_digest(gate.require_green()), order, made)
        files = draft_files(home, warehouse, made)
        downloads = _downloads(warehouse, areas, files)
        front = start_page(warehouse, downloads)
        start = _draft(home, warehouse, START, "index.html")
        start.write_text(render_front(front), encoding="utf-8")
        (listing,) = _write_pages(home, START, [_data_page(warehouse, areas, files, downloads)])
        every = {**files, "index.html": start, listing: _folder(home, warehouse, START) / listing}
        edition = Edition(warehouse.name, warehouse.digest, warehouse.date, front, every)
        # An edition that is recorded is frozen, so what would be refused at the end is refused before.
        refuse_foreign(home.published, edition)
        editions.record(order, edition.digest, warehouse.digest, warehouse.date)
        done = publish(home.published, edition, front_page)
        sweep_drafts(home.drafts, warehouse.digest)
        context.log.info(f"Publicerat: {done.folder}")
        foreign = {"främmande": left_alone(done.foreign)} if done.foreign else {}
        for sentence in foreign.values():
            context.log.warning(sentence)
        return dg.MaterializeResult(
            metadata={
                "öppna": dg.MetadataValue.path(str(home.published / FRONT)),
                "det viktigaste": front["fynd"]["mening"],
                "utgåva": warehouse.name,
                "mapp": dg.MetadataValue.path(str(done.folder)),
                "kontrollsumma": edition.digest,
                "lagrets kontrollsumma": warehouse.digest,
                "oförändrad": "ja" if done.unchanged else "nej",
                **foreign,
                "data": "EXEMPELDATA" if warehouse.example else "skarpa data",
            }
        )

    return publicerat


def require_same(
    warehouse: Warehouse, tables: str, order: Mapping[str, Any], made: Mapping[str, Mapping[str, Any]]
) -> None:
    """Refuse unless order, warehouse, tables and every report belong together.

    Raises:
        PublicationRefused: names what differs.
    """
    if order["utgava"] != warehouse.name:
        raise PublicationRefused(
            f"Uppdraget gäller {order['utgava']} men lagret {warehouse.name}. Kör hela flödet (jobbet nattlig eller utgava)."
        )
    if warehouse.digest != tables:
        raise PublicationRefused("Lagret är inte byggt av de tabeller som nu finns. Kör hela flödet (jobbet nattlig).")
    other = sorted(area for area, report in made.items() if report["digest"] != warehouse.digest)
    if other:
        raise PublicationRefused(
            f"Rapporterna {', '.join(other)} kommer ur ett annat lager än det som nu finns. Bygg om dem och kör igen."
        )


def draft_files(home: Home, warehouse: Warehouse, made: Mapping[str, Mapping[str, Any]]) -> dict[str, Path]:
    """Path in the published folder → finished file, for the warehouse and every report.

    Raises:
        PublicationRefused: a draft is gone, or is not as it was rendered.
    """
    found = {_database(warehouse): home.warehouse_file}
    for area, report in made.items():
        for name, digest in report["files"].items():
            file = Path(report["folder"]) / name
            if not file.is_file() or sha256(file) != digest:
                raise PublicationRefused(
                    f"Utkastet {file.name} finns inte längre eller har ändrats. Bygg om rapporten {area} och kör igen."
                )
            found[name] = file
    return found


def _database(warehouse: Warehouse) -> str:
    return f"duckdb/kompetensbehov{warehouse.suffix}.duckdb"


def _downloads(
    warehouse: Warehouse, areas: Mapping[str, str], files: Mapping[str, Path]
) -> dict[str, list[DownloadLink]]:
    """Area → its files and, of a delregion, everything in one."""
    found = {}
    for area, name in areas.items():
        paths = {each.path: each.text for each in area_files(warehouse, area, name)}
        if area != COUNTY:
            paths[zip_path(warehouse, area)] = f"Allt för {name}"
        found[area] = [_download(text, path, files[path]) for path, text in paths.items()]
    return found


def _data_page(
    warehouse: Warehouse,
    areas: Mapping[str, str],
    files: Mapping[str, Path],
    downloads: Mapping[str, Sequence[DownloadLink]],
) -> DataPage:
    tables = {table_path(c, form, warehouse.suffix): c for c in PUBLISHED for form in FORMATS}
    parquet = {c.name: files[table_path(c, FORMATS[0], warehouse.suffix)] for c in PUBLISHED}
    about = {
        PACKAGE: "Tabellerna med kolumner och nycklar, Data Package",
        CATALOG: "Tabellerna för dataportaler, DCAT-AP-SE",
    }
    return data_page(
        warehouse,
        [(name, downloads[area]) for area, name in areas.items()],
        DownloadLink(
            "Alla tabeller i en databas", _database(warehouse), "DuckDB", database_size(list(parquet.values()))
        ),
        {path: _download(contract.title, path, files[path]) for path, contract in tables.items()},
        {name: pq.read_metadata(file).num_rows for name, file in parquet.items()},
        [_download(text, path, files[path]) for path, text in about.items()],
    )


def database_size(tables: Sequence[Path]) -> str:
    """An upper limit of the database file's size: that of its tables in memory.

    The file itself may be a block larger or smaller from build to build, and a page that said so would make two builds of
    the same content differ.
    """
    unpacked = sum(pq.read_table(table).nbytes for table in tables)
    return f"högst {texts.number_text(math.ceil(unpacked / 1e6))}\xa0MB"


def sweep_drafts(drafts: Path, digest: str) -> None:
    """Remove the drafts of every other warehouse."""
    for folder in drafts.iterdir():
        if folder.name != digest[:12]:
            shutil.rmtree(folder)


def report_assets(county: str) -> list[dg.AssetsDefinition]:
    """The report assets of a county."""
    areas = {**{d.code: d.name for d in parts_of(county)}, COUNTY: counties()[county]}
    return [
        *(_area_asset(area, name) for area, name in areas.items()),
        _about,
        _occupations,
        _municipalities,
        _parquet,
        _publication_asset(areas),
    ]
