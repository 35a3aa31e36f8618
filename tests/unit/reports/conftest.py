"""A small warehouse made straight from the contracts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from assets.marts.dimensions import dim_geo
from assets.reference import delregioner
from assets.tables import AF_ADS, AF_UNEMPLOYED, DIM_GEO, MISMATCH, QUALITY, SCB, SOURCES, TableContract

AREAS = [*((d.code, d.name, "delregion") for d in delregioner("14")), ("14", "Västra Götalands län", "lan")]


def _row(contract: TableContract, **values: object) -> dict[str, object]:
    defaults = {
        c.name: None if c.nullable else (0 if pa.types.is_integer(c.type) else "text") for c in contract.columns
    }
    return {**defaults, **values}


def _mismatch() -> list[dict[str, object]]:
    rows = []
    for place, (code, name, level) in enumerate(AREAS, 1):
        shared = {"geo_niva": level, "geo_kod": code, "geo_namn": name, "grund": "raknad"}
        window = {"period_fran": "2025-09", "period_till": "2026-08"}
        for area, label, posts, people, note in (
            ("8", "Hälso- och sjukvård", 500 * place, 100.4, None),
            ("3", "Data/IT", 90, 60.0, None),
            ("14", "Naturvetenskap", 40, None, "Minst en kommuns uppgift om inskrivna är skyddad eller saknas."),
            ("okänt", "AF-yrkesområde okänt", 5, 30.0, "Kvoten beräknas inte."),
        ):
            ratio = posts / people if people and note is None else None
            rows.append(
                _row(
                    MISMATCH,
                    **shared,
                    **window,
                    yrkesniva="af_yrkesomrade",
                    yrke_kod=area,
                    yrke_namn=label,
                    annonser=posts // 2,
                    annonserade_platser=posts,
                    inskrivna_arbetslosa=people,
                    platser_per_arbetslos=ratio,
                    anmarkning=note,
                )
            )
        for code3, label, count in (
            ("222", "Sjuksköterskor", 2000 + place),
            ("011", "=CMD|calc", 60),
            ("532", "Undersköterskor", 5000),
            ("0002", "Yrke okänt", 9000),
        ):
            rows.append(
                _row(
                    MISMATCH,
                    **shared,
                    **window,
                    yrkesniva="ssyk3",
                    yrke_kod=code3,
                    yrke_namn=label,
                    ar_anstallda="2024",
                    ar_jamforelse="2020",
                    anstallda=count,
                    anstallda_kvinnor=count // 2,
                    anstallda_man=count - count // 2,
                    andel_kvinnor=0.5,
                    lokaliseringskvot_lan=1.25,
                    lokaliseringskvot_riket=None if code3 == "011" else 0.84,
                    forandring_utover_lanet=-132.0,
                    annonser=10,
                    annonserade_platser=20,
                    platser_per_100_anstallda=1.04,
                )
            )
    return rows


def _sources(mode: str) -> list[dict[str, object]]:
    """Fetched on three days; SCB could not be read the last time."""
    return [
        _row(
            SOURCES,
            underlag=name,
            utgivare=publisher,
            tabell_id=table,
            hamtad=f"{day}T05:00:00Z",
            hamtstatus=status,
            uppdaterad=updated,
            lage=mode,
        )
        for name, publisher, table, day, status, updated in (
            (SCB, "SCB", "TAB4434", "2026-09-01", "senast fungerande", "2026-03-05T07:00:00Z"),
            (AF_ADS, "Arbetsförmedlingen", "annonser", "2026-11-19", "aktuell", None),
            (AF_UNEMPLOYED, "Arbetsförmedlingen", "inskrivna", "2026-11-20", "aktuell", "2026-11-18T06:00:00Z"),
        )
    ]


@pytest.fixture
def warehouse(tmp_path: Path) -> Callable[[str], Path]:
    def make(mode: str) -> Path:
        path = tmp_path / f"{mode}.duckdb"
        tables = {
            MISMATCH: pa.Table.from_pylist(_mismatch(), MISMATCH.schema),
            SOURCES: pa.Table.from_pylist(_sources(mode), SOURCES.schema),
            QUALITY: pa.Table.from_pylist(
                [
                    _row(QUALITY, kontroll="a", allvar="stoppande", utfall="godkänd"),
                    _row(QUALITY, kontroll="b", allvar="varning", utfall="inte godkänd"),
                ],
                QUALITY.schema,
            ),
            DIM_GEO: DIM_GEO.conform(dim_geo("14")),
        }
        with duckdb.connect(str(path)) as connection:
            connection.execute("create schema mart; create schema om")
            for contract, table in tables.items():
                connection.register("rader", table)
                connection.execute(f"create table mart.{contract.name} as select * from rader")
                connection.unregister("rader")
            connection.execute(f"create table om.lager as select 'abc' as digest, '{mode}' as lage, '14' as lan_kod")
        return path

    return make
