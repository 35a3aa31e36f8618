"""A home with a small warehouse, made by the project's own steps from a handful of figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.ads import (
    ADS,
    ADS_DROPPED,
    COVERAGE,
    OPEN_ADS,
    STAGED_ADS,
    STAGED_OPEN_ADS,
)
from assets.contracts.assessment import (
    ASSESSMENT,
    SIGNALS,
)
from assets.contracts.barometer import (
    BAROMETER,
)
from assets.contracts.edition import (
    CHANGES,
    EDITION,
    QUALITY,
    SOURCES,
)
from assets.contracts.employees import (
    EMPLOYEES,
    SERIES_BREAKS,
)
from assets.contracts.mismatch import (
    MISMATCH,
    MUNICIPALITIES,
)
from assets.contracts.model import TableContract
from assets.contracts.places import (
    DIM_GEO,
    DIM_OCCUPATION,
)
from assets.contracts.pxweb import (
    STAGED_EMPLOYEES,
    STAGED_PX,
)
from assets.contracts.registry import (
    PUBLISHED,
)
from assets.contracts.unemployed import (
    STAGED_UNEMPLOYED,
    UNEMPLOYED,
)
from assets.contracts.words import (
    NO_MUNICIPALITY,
)
from assets.home import Home
from assets.lineage import LINEAGE
from assets.marts.ads import ads as mart_ads
from assets.marts.ads.county_ads import county_ads
from assets.marts.ads.open_ads import open_ads
from assets.marts.assessment.assessment import assessment
from assets.marts.assessment.signals import SignalTables, signals
from assets.marts.edition.changes import changes
from assets.marts.edition.edition import edition
from assets.marts.edition.sources import sources as kalla
from assets.marts.employees import demand
from assets.marts.employees.series_breaks import series_breaks
from assets.marts.mismatch.mismatch import mismatch
from assets.marts.mismatch.municipalities import municipalities
from assets.marts.places import dimensions
from assets.marts.unemployed import supply
from assets.methods.aggregate import sum_or_missing
from assets.published.warehouse import build
from assets.reference import cut_points, educations_of_occupation, membership, ssyk2012
from pipelines.settings import Settings, load
from sources.arbetsformedlingen.ad_reader import READER_VERSION
from sources.catalogue.ads import AF_ADS
from sources.catalogue.registry import CATALOG
from sources.refresh import CURRENT, LAST_GOOD, Fetched
from sources.snapshot import Snapshot, SnapshotStore

MONTHS = [f"{2025 + (m > 12)}-{(m - 1) % 12 + 1:02d}" for m in range(9, 21)]
"""September 2025 to August 2026."""
IN_COUNTY = [m.municipality for m in membership("14")]
MELLERUD = "1461"
DIGEST = "d" * 64
EMPLOYED = (
    *(("222", 90, 10), ("223", 0, 0), ("344", 30, 30), ("235", 40, 40), ("0002", 5, 5)),
    *(("011", 0, 1), ("021", 0, 0), ("031", 0, 0)),
)
"""Women and men in each municipality."""


def _employees() -> pa.Table:
    """Per municipality 90 women and 10 men in 222; 344 is protected in one; 011 has a single man in each."""
    rows = []
    for region in ("00", "14", *IN_COUNTY):
        parts = {"00": 100, "14": len(IN_COUNTY)}.get(region, 1)
        for ssyk3, women, men in EMPLOYED:
            for year in (2020, 2021, 2024):
                for sex, count in (("kvinnor", women), ("män", men)):
                    hidden = ssyk3 == "344" and region == MELLERUD and sex == "män"
                    # The county is disturbed by its source, so that the delregioner do not add up to it.
                    noise = 1 if region == "14" and ssyk3 == "222" and sex == "män" else 0
                    value, status = (None, "..") if hidden else (parts * count + noise, None)
                    rows.append((region, ssyk3, sex, year, value, status))
    names = ["region_kod", "ssyk3", "kon", "ar", "varde", "status"]
    schema = pa.schema([f.with_nullable(True) for f in STAGED_EMPLOYEES.schema])
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema)


def _ads() -> pa.Table:
    """Each month two posts for 2221 in every municipality, and one ad for 2351 without municipality."""
    rows = []
    for month in MONTHS:
        for kommun, ssyk4, area, posts in [
            *((kommun, "2221", "8", 2) for kommun in IN_COUNTY),
            (None, "2351", "15", 1),
        ]:
            rows.append(
                {
                    "annons_id": str(len(rows)),
                    "publicerad": date.fromisoformat(f"{month}-01"),
                    "manad": month,
                    "ssyk4": ssyk4,
                    "af_yrkesomrade": area,
                    "kommun_kod": kommun,
                    "lan_kod": "14",
                    "land_kod": "199",
                    "platser_i_annons": posts,
                    "organisationsnummer": None,
                    "arkiv": "2026",
                    "aterannonserad": False,
                }
            )
    return pa.Table.from_pylist(rows, pa.schema([f.with_nullable(True) for f in STAGED_ADS.schema]))


def _unemployed() -> pa.Table:
    """Per municipality and month 3 women and 1 man in area 8; area 15 is protected in one; 2 without municipality."""
    rows = []
    for month in MONTHS:
        for kommun in (*IN_COUNTY, NO_MUNICIPALITY):
            for area, sex, count in (("8", "kvinnor", 3), ("8", "män", 1), ("15", "kvinnor", 2), ("15", "män", 2)):
                hidden = area == "15" and kommun == MELLERUD
                value, status = (None, "<5") if hidden else (count, None)
                rows.append((month, sex, area, "14", kommun, value, status))
    names = ["manad", "kon", "af_yrkesomrade", "lan_kod", "kommun_kod", "varde", "status"]
    schema = pa.schema([f.with_nullable(True) for f in STAGED_UNEMPLOYED.schema])
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema)


def _of_counties() -> pa.Table:
    """The county's registered unemployed, both sexes."""
    frame = _unemployed().to_pandas()
    sums = sum_or_missing(frame, ["manad", "af_yrkesomrade", "lan_kod"])
    return pa.Table.from_pandas(sums, preserve_index=False)


def _counties() -> pa.Table:
    """The county and the nation on four digits, everyone in the first group of the occupation."""
    rows = _employees().to_pandas()
    rows = rows[rows["region_kod"].isin(["00", "14"]) & (rows["ssyk3"] != "0002")].rename(columns={"ssyk3": "ssyk4"})
    first = {code[:3]: code for code in sorted(ssyk2012(), reverse=True)}
    return pa.Table.from_pandas(rows.assign(ssyk4=rows["ssyk4"].map(first)), preserve_index=False)


def _matching() -> pa.Table:
    """Of a hundred nurses 90 work as such everywhere, a few more in the nation."""
    rows = [
        {
            "region_kod": region,
            "utbildningsgrupp": group,
            "grupp": "totalt",
            "matt": measure,
            "ar": year,
            "varde": value,
        }
        for group in educations_of_occupation()["222"]
        for region in ("00", "14", *IN_COUNTY)
        for year in (2021, 2024)
        for measure, value in (("befolkning", 100), ("helt matchade", 92 if region == "00" else 90))
    ]
    return pa.Table.from_pylist(rows)


def keep_snapshots(home: Home) -> dict[str, Snapshot]:
    """One snapshot per underlag; the ads lie one folder deeper, by archive."""
    store = SnapshotStore(home.raw, home.scratch, "example")
    kept = {}
    for entry in CATALOG:
        home.scratch.mkdir(exist_ok=True)
        file = home.scratch / "svar"
        file.write_text(entry.dataset, encoding="utf-8")
        kept[entry.dataset] = store.keep(
            f"{entry.dataset}/2026" if entry is AF_ADS else entry.dataset,
            {"svar": file},
            url=f"https://exempel.invalid/{entry.dataset}",
            query={},
            updated=None if entry is AF_ADS else "2026-03-05T07:00:00Z",
            licence=entry.licence,
            facts={"reader": READER_VERSION, "period_from": "2025-09", "period_to": "2026-08", "lines": 10},
        )
    return kept


def _quality() -> pa.Table:
    defaults = {c.name: None if c.nullable else (0 if pa.types.is_integer(c.type) else "text") for c in QUALITY.columns}
    rows = [
        {**defaults, "tabell": table, "kontroll": name, "allvar": level, "utfall": outcome}
        | {"observerat": "1 av 9 rader", "atgard": "Inget."}
        for table, name, level, outcome in (
            ("staged.anstallda", "kontrakt", "stoppande", "godkänd"),
            ("mart.anstallda", "kontrakt", "stoppande", "godkänd"),
            ("mart.anstallda", "inga_luckor", "varning", "inte godkänd"),
            ("mart.obalans", "kontrakt", "stoppande", "godkänd"),
        )
    ]
    return pa.Table.from_pylist(rows, QUALITY.schema)


def make_warehouse(home: Home, stale: str = "") -> None:
    """The warehouse of a home; ``stale`` is an underlag that could not be read the last time."""
    home.create()
    kept = keep_snapshots(home)
    geo, occupations = dimensions.dim_geo("14"), dimensions.dim_occupation()
    none = STAGED_EMPLOYEES.schema.empty_table()
    employees = demand.employees(_employees(), none, none, geo, "14")
    staged = home.table(STAGED_ADS.id)
    staged.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(STAGED_ADS.conform(_ads()), staged)
    ads = mart_ads.ads(staged, geo, "14", home.root)
    unemployed = supply.registered_unemployed(_unemployed(), geo, "14")
    no_stock = open_ads(STAGED_OPEN_ADS.schema.empty_table(), geo, "14", {})
    fetched = {
        entry.dataset: Fetched(
            (kept[entry.dataset],), *((LAST_GOOD, "Källan svarade inte.") if entry.dataset == stale else (CURRENT,))
        )
        for entry in CATALOG
    }
    imbalance = mismatch(employees, ads, unemployed, occupations, "14")
    empty = {c.name: c.schema.empty_table() for c in STAGED_PX.values()}
    found = signals(
        SignalTables(
            employees=employees,
            counties=_counties(),
            ads=ads,
            county_ads=county_ads(staged, geo, home.root),
            unemployed=unemployed,
            county_unemployed=_of_counties(),
            matching=_matching(),
            coverage=COVERAGE.schema.empty_table(),
            geo=geo,
            window=imbalance,
            commuting=empty["pendling"],
        ),
        cut_points(),
        "14",
    )
    limits = {name: cut.points for name, cut in cut_points().items()}
    rated = assessment(found, imbalance, BAROMETER.schema.empty_table(), limits, "14", "1")
    order = {"utgava": "löpande", "rattar": "", "skal": "", "avsandare": "Provkontoret", "foregaende": None}
    named, sources = edition(order, "14"), kalla(LINEAGE.used_in(PUBLISHED), **fetched)
    made: dict[TableContract, pa.Table] = {
        **{c: c.schema.empty_table() for c in PUBLISHED},
        DIM_GEO: geo,
        DIM_OCCUPATION: occupations,
        EMPLOYEES: employees,
        SERIES_BREAKS: series_breaks(_employees(), none, "14"),
        ADS: ads,
        ADS_DROPPED: mart_ads.dropped(staged, geo, home.root),
        UNEMPLOYED: unemployed,
        MISMATCH: imbalance,
        MUNICIPALITIES: municipalities(employees, ads, unemployed, geo, imbalance),
        EDITION: named,
        SOURCES: sources,
        CHANGES: changes(named, sources, imbalance, rated, None),
        QUALITY: _quality(),
        OPEN_ADS: no_stock,
        SIGNALS: found,
        ASSESSMENT: rated,
    }
    for contract, table in made.items():
        path = home.table(contract.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(contract.conform(table), path)
    build({c.id: home.table(c.id) for c in made}, DIGEST, "14", home.warehouse_file)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home with a warehouse and nothing published."""
    root = tmp_path_factory.mktemp("data")
    found = load({"KOMPETENS_HOME": str(root), "KOMPETENS_PUBLISHER": "Provkontoret"}, root / "no.env")
    make_warehouse(Home(found.home), stale="scb_tab4434")
    return found


@pytest.fixture
def connection(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(Home(settings.home).warehouse_file), read_only=True) as opened:
        yield opened
