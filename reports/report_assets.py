"""Report assets: one workbook per delregion, one for the county, the Parquet files, and publication last."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import dagster as dg
import duckdb

from assets.reference import counties, delregioner
from reports.excel import write_workbook
from reports.model import COUNTY, load_report
from reports.parquet import export_tables
from reports.publication import EDITION, Edition, PublicationRefused, publish
from reports.texts import day

WAREHOUSE = dg.AssetKey(["publicering", "warehouse"])
PUBLISHED = dg.AssetKey(["publicering", "publicerat"])
OWNERS = ["team:analys"]
PARQUET = "parquet"


class Folders(Protocol):
    """Where the warehouse, the drafts and the publications lie."""

    warehouse_file: Path
    drafts: Path
    published: Path


class Gate(Protocol):
    """The quality gate."""

    def require_green(self) -> dict[str, str]:
        """Refuse unless every stopping check is green for the tables as they are."""
        ...


class Digest(Protocol):
    """The content digest of the tables that the gate let through."""

    def __call__(self, files: dict[str, str]) -> str:
        """Table id → SHA-256 in, digest out."""
        ...


@dataclass(frozen=True)
class Sender:
    """Who is named as the one who worked up the figures."""

    name: str


class PublicationConfig(dg.Config):
    """What ``publicerat`` makes: working figures, or an edition when it is named."""

    utgava: str = ""


@dataclass(frozen=True)
class _Layer:
    digest: str
    example: bool
    date: str


def _layer(warehouse: Path) -> _Layer:
    if not warehouse.is_file():
        raise PublicationRefused("Lagret finns inte. Kör hela flödet (jobbet nattlig) först.")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        digest, mode = connection.execute("select digest, lage from om.lager").fetchall()[0]
        fetched = connection.execute("select max(hamtad) from mart.kalla").fetchall()[0][0]
    return _Layer(digest, mode == "example", day(fetched))


def _draft_folder(home: Folders, digest: str, area: str) -> Path:
    folder = home.drafts / digest[:12] / area
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _outcome(digest: str, files: list[Path]) -> dg.Output[dict[str, Any]]:
    metadata: dict[str, Any] = {
        "lagrets kontrollsumma": digest,
        "utkast": dg.MetadataValue.path(str(files[0].parent)),
        "filer": len(files),
        "storlek (kB)": sum(f.stat().st_size for f in files) // 1000,
        "status": "Utkast. Publiceras först av publicerat, när alla rapporter har samma kontrollsumma.",
    }
    return dg.Output({"digest": digest, "files": [str(f) for f in files]}, metadata=metadata)


def _workbook_asset(area: str, name: str) -> dg.AssetsDefinition:
    @dg.asset(
        key=["rapport", area],
        group_name="rapport",
        kinds={"excel"},
        owners=OWNERS,
        deps=[WAREHOUSE],
        io_manager_key="io_manager",
        description=f"Arbetsboken för {name}: obalans per AF-yrkesområde och yrke, källor, kontroller, metod och noter. Ett "
        "utkast tills publicerat har körts.",
    )
    def report(home: dg.ResourceParam[Folders], sender: dg.ResourceParam[Sender]) -> dg.Output[dict[str, Any]]:
        layer = _layer(home.warehouse_file)
        path = _draft_folder(home, layer.digest, area) / f"kompetensbehov_{_file_name(area, name)}.xlsx"
        write_workbook(load_report(home.warehouse_file, area, sender.name), path)
        return _outcome(layer.digest, [path])

    return report


def _file_name(area: str, name: str) -> str:
    plain = name.removesuffix(" län").removesuffix("s").lower() if area == COUNTY else area
    return plain.translate(str.maketrans("åäö ", "aao_"))


@dg.asset(
    key=["rapport", PARQUET],
    group_name="rapport",
    kinds={"parquet"},
    owners=OWNERS,
    deps=[WAREHOUSE],
    io_manager_key="io_manager",
    description="Alla publicerade tabeller som Parquet, lästa ur lagret, med beskrivningar i filerna.",
)
def _parquet(home: dg.ResourceParam[Folders]) -> dg.Output[dict[str, Any]]:
    layer = _layer(home.warehouse_file)
    return _outcome(layer.digest, export_tables(home.warehouse_file, _draft_folder(home, layer.digest, PARQUET)))


def _publication_asset(areas: list[str]) -> dg.AssetsDefinition:
    @dg.asset(
        key=PUBLISHED,
        group_name="publicering",
        kinds={"excel", "parquet", "duckdb"},
        owners=OWNERS,
        deps=[WAREHOUSE],
        ins={area: dg.AssetIn(["rapport", area]) for area in areas},
        description="Publicerar: flyttar alla rapporter till publicerat/, när varje stoppande kontroll är grön för just de "
        "tabeller som lagret är byggt av och alla rapporter kommer ur samma lager.",
    )
    def publicerat(
        context: dg.AssetExecutionContext,
        config: PublicationConfig,
        home: dg.ResourceParam[Folders],
        gate: dg.ResourceParam[Gate],
        digest_of: dg.ResourceParam[Digest],
        **reports: dict[str, Any],
    ) -> dg.MaterializeResult[None]:
        name = edition_name(config.utgava)
        layer = _layer(home.warehouse_file)
        require_same(layer.digest, digest_of(gate.require_green()), reports)
        done = publish(home.published, Edition(layer.digest, layer.date, layer.example, _files(home, reports)), name)
        _sweep_drafts(home.drafts, layer.digest)
        context.log.info(f"Publicerat: {done.folder}")
        return dg.MaterializeResult(
            metadata={
                "mapp": dg.MetadataValue.path(str(done.folder)),
                "kontrollsumma": layer.digest,
                "oförändrad": done.unchanged,
                "data": "EXEMPELDATA" if layer.example else "skarpa data",
            }
        )

    return publicerat


def edition_name(text: str) -> str | None:
    """The name of an edition, or None for working figures.

    Raises:
        PublicationRefused: it is not a year and a month.
    """
    if not text:
        return None
    if not EDITION.fullmatch(text):
        raise PublicationRefused(f"Utgåvan '{text}' ska skrivas som år och månad, till exempel 2026-12.")
    return text


def require_same(warehouse: str, tables: str, reports: dict[str, dict[str, Any]]) -> None:
    """Refuse unless warehouse, tables and every report have the same content digest.

    Raises:
        PublicationRefused: names what differs.
    """
    if warehouse != tables:
        raise PublicationRefused("Lagret är inte byggt av de tabeller som nu finns. Kör hela flödet (jobbet nattlig).")
    other = sorted(area for area, report in reports.items() if report["digest"] != warehouse)
    if other:
        raise PublicationRefused(
            f"Rapporterna {', '.join(other)} kommer ur ett annat lager än det som nu finns. Bygg om dem och kör igen."
        )


def _files(home: Folders, reports: dict[str, dict[str, Any]]) -> dict[str, Path]:
    found = {f"duckdb/{home.warehouse_file.name}": home.warehouse_file}
    for area, report in reports.items():
        folder = "parquet" if area == PARQUET else "excel"
        for path in map(Path, report["files"]):
            if not path.is_file():
                raise PublicationRefused(
                    f"Utkastet {path.name} finns inte längre. Bygg om rapporten {area} och kör igen."
                )
            found[f"{folder}/{path.name}"] = path
    return found


def _sweep_drafts(drafts: Path, digest: str) -> None:
    for folder in drafts.iterdir():
        if folder.name != digest[:12]:
            shutil.rmtree(folder)


def report_assets(county: str) -> list[dg.AssetsDefinition]:
    """The report assets of a county."""
    areas = {**{d.code: d.name for d in delregioner(county)}, COUNTY: counties()[county]}
    workbooks = [_workbook_asset(area, name) for area, name in areas.items()]
    return [*workbooks, _parquet, _publication_asset([*areas, PARQUET])]
