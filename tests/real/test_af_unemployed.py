"""Registered unemployed on the served workbooks, each compared with a reading of its own. Needs ../shared."""

from __future__ import annotations

import functools
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.registry import (
    contract,
)
from assets.contracts.unemployed import (
    DURATIONS,
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    UNEMPLOYED,
    UNEMPLOYED_PROFILE,
)
from assets.contracts.words import PASSED
from assets.marts.places.dimensions import dim_geo
from assets.marts.unemployed import supply
from assets.reference.areas import municipalities
from assets.staged.unemployed import stage_unemployed
from assets.staged.unemployed_profile import stage_duration, stage_labour_force, stage_profile
from checks.judge import judge
from checks.rules.registry import RECONCILIATIONS
from sources.arbetsformedlingen import workbooks
from sources.arbetsformedlingen.workbooks import AREAS_PART, ENTRIES, MUNICIPALITIES_PART
from sources.catalogue.unemployed import AF_LABOUR_FORCE, AF_UNEMPLOYED, AF_UNEMPLOYED_DURATION, AF_UNEMPLOYED_PROFILE
from sources.http import HttpClient
from sources.refresh import CURRENT, LAST_GOOD
from sources.session import Addresses, Sources
from sources.snapshot import SnapshotStore
from tests.real.served import FEW, NEEDS_SHARED, noted, server, shared_world
from tests.shared import believed
from tests.unit.checks.cases import tables_of

pytestmark = NEEDS_SHARED
COUNTY, MONTH = "14", "2026-08"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LABOUR_FORCE_OF_THE_NATION = 5_354_201.08
SEXES = {"K": "kvinnor", "M": "män"}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_world(tmp_path_factory, COUNTY, FEW)


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logg")


def sources(address: str, folder: Path) -> Sources:
    client = HttpClient("statistik@exempel.se", retries=1, sleep=lambda _: None)
    store = SnapshotStore(folder / "raw", folder / "tillfalligt", "live")
    return Sources(
        client, store, Addresses(address, address, f"{address}/af-statistik", address), COUNTY, 2025, believed
    )


@pytest.fixture(scope="module")
def address(world: Path, notes: Path) -> Iterator[str]:
    with server(world, notes=notes) as served:
        yield served


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hem")


@pytest.fixture(scope="module")
def parts(address: str, home: Path) -> dict[str, dict[str, pa.Table]]:
    """Dataset → part → what we read."""
    asked = sources(address, home)
    fetched = {entry.dataset: asked.fetch(entry) for entry in ENTRIES}
    assert {f.status for f in fetched.values()} == {CURRENT}
    return {dataset: workbooks.read(f.snapshots[0]) for dataset, f in fetched.items()}


@pytest.fixture(scope="module")
def files(world: Path) -> dict[str, Path]:
    """Dataset → the workbook as the instrument wrote it."""
    folder = world / "af-statistik/download"
    return {e.dataset: next(folder.glob(f"*/{e.table_id}-{MONTH}.xlsx")) for e in ENTRIES}


Records = Callable[[str, int], list[dict[str, str | None]]]


@pytest.fixture(scope="module")
def records(files: dict[str, Path]) -> Records:
    """The records of a dataset's pivot cache by its number, each read once."""
    return functools.cache(lambda dataset, number: list(cache(files[dataset], number)))


@pytest.fixture(scope="module")
def west(records: Records) -> list[dict[str, str | None]]:
    """The county's records by AF-yrkesområde."""
    return [row for row in records(AF_UNEMPLOYED.dataset, 1) if row["LÄN"] == "Västra Götalands län"]


@pytest.fixture(scope="module")
def expected(world: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((world / "expected.json").read_text(encoding="utf-8"))["workbooks"]
    return {entry.dataset: found[entry.table_id] for entry in ENTRIES}


def cache(workbook: Path, number: int) -> Iterator[dict[str, str | None]]:
    """Records of a pivot cache, read as a tree by the standard library."""
    with zipfile.ZipFile(workbook) as file:
        definition = ET.fromstring(file.read(f"xl/pivotCache/pivotCacheDefinition{number}.xml"))
        fields = {
            f.attrib["name"]: [item.get("v") for item in f.iterfind(f"{MAIN}sharedItems/*")]
            for f in definition.iter(f"{MAIN}cacheField")
        }
        with file.open(f"xl/pivotCache/pivotCacheRecords{number}.xml") as records:
            for _, element in ET.iterparse(records):
                if element.tag == f"{MAIN}r":
                    cells = (items[int(c.attrib["v"])] if c.tag == f"{MAIN}x" else c.get("v")
                             for c, items in zip(element, fields.values(), strict=True))  # fmt: skip
                    yield dict(zip(fields, cells, strict=True))
                    element.clear()


def sheet(workbook: Path, name: str) -> Iterator[dict[str, Any]]:
    """Rows of a sheet under its fifth row, read by openpyxl."""
    with closing(openpyxl.load_workbook(workbook, read_only=True)) as book:
        rows = book[name].iter_rows(min_row=5, values_only=True)
        header = next(rows)
        yield from (dict(zip(header, row, strict=True)) for row in rows)


def counted(rows: Iterable[dict[str, Any]], fields: dict[str, str]) -> Counter[tuple[str | None, ...]]:
    """How often each record is there, with the wanted fields in our order, as text."""
    return Counter(tuple(None if row[f] is None else str(row[f]) for f in fields.values()) for row in rows)


def ours(table: pa.Table) -> Counter[tuple[str | None, ...]]:
    return Counter(zip(*(column.to_pylist() for column in table.columns), strict=True))


CACHES = {
    (AF_UNEMPLOYED.dataset, AREAS_PART): 1,
    (AF_UNEMPLOYED_PROFILE.dataset, "ålder"): 3,
    (AF_UNEMPLOYED_PROFILE.dataset, "födelseland"): 2,
    (AF_UNEMPLOYED_PROFILE.dataset, "utbildning"): 1,
    (AF_LABOUR_FORCE.dataset, MUNICIPALITIES_PART): 1,
}


@pytest.mark.parametrize(("dataset", "part"), CACHES, ids=lambda value: str(value))
def test_every_record_of_every_pivot_cache_is_read(parts, records: Records, dataset: str, part: str):
    fields = workbooks.PIVOT_CACHES[dataset][part]
    assert ours(parts[dataset][part]) == counted(records(dataset, CACHES[dataset, part]), fields)


@pytest.mark.parametrize("name", list(workbooks.SHEETS[AF_UNEMPLOYED_DURATION.dataset]))
def test_every_row_of_every_sheet_is_read(parts, files, name: str):
    dataset = AF_UNEMPLOYED_DURATION.dataset
    fields = {column: spellings[0] for column, spellings in workbooks.SHEETS[dataset][name].items()}
    assert ours(parts[dataset][name]) == counted(sheet(files[dataset], name), fields)


def test_the_instruments_own_counts(parts, expected):
    assert parts[AF_UNEMPLOYED.dataset][AREAS_PART].num_rows == expected[AF_UNEMPLOYED.dataset]["records"]
    profile = parts[AF_UNEMPLOYED_PROFILE.dataset]
    assert [profile[p].num_rows for p in ("utbildning", "födelseland", "ålder")] == expected[
        AF_UNEMPLOYED_PROFILE.dataset
    ]["records"]
    long = parts[AF_UNEMPLOYED_DURATION.dataset]
    assert [part.num_rows for part in long.values()] == expected[AF_UNEMPLOYED_DURATION.dataset]["rows"]
    masked = sum(ours(part.select([t]))[("<5",)] for part in long.values() for t in DURATIONS)
    assert masked == expected[AF_UNEMPLOYED_DURATION.dataset]["masked_cells"] > 0
    for dataset, part, count in (
        (AF_UNEMPLOYED.dataset, AREAS_PART, "antal"),
        (AF_UNEMPLOYED_PROFILE.dataset, "ålder", "antal"),
    ):
        frame = parts[dataset][part].to_pandas()
        assert frame[frame["manad"] == MONTH][count].astype(int).sum() == expected[dataset]["total_latest"]


@pytest.fixture(scope="module")
def staged(parts) -> dict[str, pa.Table]:
    made = {
        STAGED_UNEMPLOYED: stage_unemployed(parts[AF_UNEMPLOYED.dataset][AREAS_PART], COUNTY),
        STAGED_PROFILE: stage_profile(parts[AF_UNEMPLOYED_PROFILE.dataset], COUNTY),
        STAGED_DURATION: stage_duration(parts[AF_UNEMPLOYED_DURATION.dataset], COUNTY),
        STAGED_LABOUR_FORCE: stage_labour_force(parts[AF_LABOUR_FORCE.dataset][MUNICIPALITIES_PART]),
    }
    return {contract.id: contract.conform(table) for contract, table in made.items()}


@pytest.fixture(scope="module")
def marts(staged) -> dict[str, pa.Table]:
    geo = dim_geo(COUNTY)
    areas = supply.registered_unemployed(staged["staged.inskrivna_arbetslosa"], geo, COUNTY)
    profile = supply.unemployed_profile(staged["staged.inskrivna_profil"], staged["staged.inskrivna_tid"], geo, COUNTY)
    return {
        UNEMPLOYED.id: UNEMPLOYED.conform(areas),
        UNEMPLOYED_PROFILE.id: UNEMPLOYED_PROFILE.conform(profile),
    }


OWN = {name: code for code, name in municipalities().items() if code.startswith(COUNTY)}


def per_municipality(frame: pd.DataFrame, **where: str) -> dict[tuple[str, str, str], int]:
    """Month, municipality, sex → persons, of the county's municipalities; nobody is left out."""
    for name, code in where.items():
        frame = frame[frame[name] == code]
    sums = frame[frame["kon"] != "totalt"].groupby(["manad", "geo_kod", "kon"])["varde"].sum()
    return {key: int(n) for key, n in sums.items() if n}


def served(
    rows: Iterable[dict[str, Any]], month: str, place: str, sex: str, count: str
) -> dict[tuple[str, str, str], int]:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        if row[place] in OWN:
            found[row[month], OWN[row[place]], SEXES[row[sex]]] += int(row[count])
    return {key: n for key, n in found.items() if n}


def test_registered_unemployed_per_municipality_equal_the_served_tables(marts, files, records: Records, west):
    areas = marts[UNEMPLOYED.id].to_pandas().query("geo_niva == 'kommun'")
    told = served(west, "PERIOD", "KOMMUN", "KÖN", "KVAR")
    assert len(told) == 49 * 68 * 2
    assert per_municipality(areas) == told
    own = marts[UNEMPLOYED_PROFILE.id].to_pandas().query("geo_niva == 'kommun'")
    everybody = served(sheet(files[AF_UNEMPLOYED_DURATION.dataset], "Kön"), "PERIOD", "KOMMUN", "KOEN", "ARBETSLÖSA")
    assert everybody == {key: n for key, n in told.items() if key[0] >= "2023-01"}
    assert per_municipality(own, egenskap="tid utan arbete", grupp="samtliga") == everybody
    for kind, number in (("utbildning", 1), ("födelseland", 2), ("ålder", 3)):
        again = served(records(AF_UNEMPLOYED_PROFILE.dataset, number), "PERIOD", "KOMMUN_BESKR", "KOEN", "INSAL")
        assert per_municipality(own, egenskap=kind) == again == everybody


def test_the_county_has_those_without_municipality_and_delregioner_do_not(marts, west):
    rows = [r for r in west if r["PERIOD"] == MONTH]
    residual = sum(int(r["KVAR"] or 0) for r in rows if r["KOMMUN"] is None)
    frame = marts[UNEMPLOYED.id].to_pandas().query("kon == 'totalt' and manad == @MONTH")
    sums = frame.groupby("geo_niva")["varde"].sum()
    assert sums["lan"] == sum(int(r["KVAR"] or 0) for r in rows)
    assert sums["lan"] - sums["delregion"] == sums["lan"] - sums["kommun"] == residual > 0
    unknown = frame[(frame["geo_niva"] == "lan") & (frame["af_yrkesomrade_namn"] == "Sökt yrke saknas")].iloc[0]
    without = sum(int(r["KVAR"] or 0) for r in rows if r["YRKESOMRÅDE"] is None)
    assert (unknown["varde"], unknown["andel"]) == (without, pytest.approx(without / sums["lan"]))


def test_protected_numbers_are_missing_and_so_are_their_sums(staged, marts, files):
    told: Counter[str] = Counter()
    for name in workbooks.SHEETS[AF_UNEMPLOYED_DURATION.dataset]:
        for row in sheet(files[AF_UNEMPLOYED_DURATION.dataset], name):
            if row["LÄN"] == "Västra Götaland":
                told.update(str(v) for v in row.values() if v == "<5")
    frame = staged["staged.inskrivna_tid"].to_pandas()
    assert Counter(frame["status"].dropna()) == told
    assert frame[frame["status"] == "<5"]["varde"].isna().all()
    own = marts[UNEMPLOYED_PROFILE.id].to_pandas()
    protected = own[(own["geo_niva"] == "kommun") & (own["status"] == "<5")]
    assert len(protected) > 0
    members = dim_geo(COUNTY).to_pandas().set_index("geo_kod")["delregion_kod"]
    keys = ["geo_kod", "manad", "egenskap", "grupp", "kon"]
    above = own.set_index(keys)["varde"]
    for row in protected.to_dict("records"):
        for code in (members[row["geo_kod"]], COUNTY):
            assert pd.isna(above[(code, *(row[k] for k in keys[1:]))])


def test_the_labour_force_of_the_nation_is_the_published(staged, files):
    frame = staged["staged.arbetskraft_bas"].to_pandas()
    newest = frame[(frame["manad"] == MONTH) & (frame["matt"] == "arbetskraft") & (frame["kon"] == "totalt")]
    assert len(newest) == 290
    assert round(newest["varde"].sum(), 2) == LABOUR_FORCE_OF_THE_NATION
    with closing(openpyxl.load_workbook(files[AF_LABOUR_FORCE.dataset], read_only=True)) as book:
        shown = {row[2]: row[3] for row in book["Antal"].iter_rows(min_row=6, values_only=True)}
    assert {
        f"{c} {municipalities()[c]}": v for c, v in zip(newest["kommun_kod"], newest["varde"], strict=True)
    } == pytest.approx(shown)


def test_every_check_is_green_on_the_served_figures(staged, marts, tmp_path: Path):
    made = {**staged, **marts}
    tables = tables_of(tmp_path)
    for name, table in made.items():
        tables.path(name).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, tables.path(name))
    found = {}
    for name in made:
        for result in judge(contract(name), tables):
            found[f"{name}/{result.spec.name}"] = (result.outcome, result.observed)
    assert {name: said for name, said in found.items() if said[0] != PASSED} == {}
    wanted = {f"{r.spec.table}/{r.spec.name}" for r in RECONCILIATIONS if r.spec.table in made}
    assert len(wanted) == 8
    assert wanted <= set(found)


def test_a_night_with_nothing_new_downloads_nothing_but_headers(address: str, home: Path, notes: Path, parts, files):
    asked = sources(address, home)
    before = len(noted(notes, asked.http, address))
    assert {asked.fetch(entry).status for entry in ENTRIES} == {CURRENT}
    calls = noted(notes, asked.http, address)[before:]
    later = [(call["method"], call["path"].partition("?")[0]) for call in calls]
    assert later[0] == ("GET", "/af-statistik")
    assert Counter(method for method, _ in later) == {"GET": 1, "HEAD": len(ENTRIES)}
    assert {path.rpartition("/")[2] for method, path in later if method == "HEAD"} == {f.name for f in files.values()}


def test_a_cut_workbook_leaves_the_others_whole_and_the_last_good_in_its_place(world: Path, tmp_path: Path):
    plan = [{"match": f"GET .*{AF_LABOUR_FORCE.table_id}", "after": 1, "action": "truncate", "percent": 60}]
    with server(world, plan, tmp_path) as served_at:
        good = sources(served_at, tmp_path / "hem").fetch(AF_LABOUR_FORCE)
        for mark in (tmp_path / "hem/raw" / AF_LABOUR_FORCE.dataset).glob("*/ursprung.json"):
            # As if the source had replaced the workbook since.
            mark.chmod(0o644)
            mark.write_text(mark.read_text(encoding="utf-8").replace('"etag": "', '"etag": "x'), encoding="utf-8")
        asked = sources(served_at, tmp_path / "hem")
        again = asked.fetch(AF_LABOUR_FORCE)
        assert (again.status, [s.id for s in again.snapshots]) == (LAST_GOOD, [s.id for s in good.snapshots])
        assert asked.fetch(AF_UNEMPLOYED_PROFILE).status == CURRENT
