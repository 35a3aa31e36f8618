"""A small warehouse made straight from the contracts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.marts.dimensions import dim_geo, dim_occupation
from assets.reference import delregioner
from assets.tables import (
    AF_ADS,
    AF_UNEMPLOYED,
    CHANGES,
    DIM_GEO,
    DIM_OCCUPATION,
    EDITION,
    MISMATCH,
    MUNICIPALITIES,
    QUALITY,
    SCB,
    SOURCES,
    TableContract,
)

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
            period_fran="2024",
            period_till="2024",
            lank="https://exempel.invalid/",
            anvands_i="obalans",
            lage=mode,
        )
        for name, publisher, table, day, status, updated in (
            (SCB, "SCB", "TAB4434", "2026-09-01", "senast fungerande", "2026-03-05T07:00:00Z"),
            (AF_ADS, "Arbetsförmedlingen", "annonser", "2026-11-19", "aktuell", None),
            (AF_UNEMPLOYED, "Arbetsförmedlingen", "inskrivna", "2026-11-20", "aktuell", "2026-11-18T06:00:00Z"),
        )
    ] + [_row(SOURCES, underlag="scb_oanvand", utgivare="SCB", tabell_id="TAB0", hamtstatus="saknas")]


def _municipalities() -> list[dict[str, object]]:
    """Every municipality of the county; Mellerud has no number of registered unemployed."""
    places = [r for r in dim_geo("14").to_pylist() if r["geo_niva"] == "kommun"]
    return [
        _row(
            MUNICIPALITIES,
            **{name: r[name] for name in ("geo_niva", "geo_kod", "geo_namn", "delregion_kod")},
            ar_anstallda="2024",
            period_fran="2025-09",
            period_till="2026-08",
            anstallda=1000 * at,
            anstallda_kvinnor=400 * at,
            anstallda_man=600 * at,
            andel_kvinnor=0.4 + at / 1000,
            annonser=10 * at,
            annonserade_platser=20 * at,
            platser_per_100_anstallda=2.0,
            inskrivna_arbetslosa=None if r["geo_namn"] == "Mellerud" else 30.4 * at,
            anmarkning="Minst en uppgift om inskrivna arbetslösa är skyddad." if r["geo_namn"] == "Mellerud" else None,
        )
        for at, r in enumerate(places, 1)
    ]


def _changes(previous: str | None) -> list[dict[str, object]]:
    if previous is None:
        return [_row(CHANGES, nr=1, slag="utgåva", efter="ingen tidigare utgåva", orsak="första utgåvan")]
    number = {
        "slag": "tal",
        "geo_niva": "delregion",
        "geo_kod": "fyrbodal",
        "geo_namn": "Fyrbodal",
        "matt": "Anställda",
    }
    return [
        _row(CHANGES, nr=1, slag="utgåva", fore=previous, efter="2026-12", orsak="ny utgåva"),
        _row(CHANGES, nr=2, **number, amne="Läkare", fore="300", efter="320", skillnad=20.0, orsak="ny period"),
        _row(CHANGES, nr=3, **number, amne="Kockar", fore="90", efter="91", skillnad=1.0, orsak="reviderat underlag"),
    ]


def _edition(name: str, previous: str | None) -> list[dict[str, object]]:
    return [_row(EDITION, utgava=name, foregaende=previous, avsandare="Provavsändaren", metodversion="1", lan_kod="14")]


def make_warehouse(folder: Path) -> Callable[..., Path]:
    """A maker of warehouses in a folder: mode, edition, previous edition → the file."""

    def make(mode: str, name: str = "löpande", previous: str | None = None) -> Path:
        path = folder / f"{mode}{name}.duckdb"
        tables = {
            MISMATCH: pa.Table.from_pylist(_mismatch(), MISMATCH.schema),
            SOURCES: pa.Table.from_pylist(_sources(mode), SOURCES.schema),
            QUALITY: pa.Table.from_pylist(
                [
                    _row(QUALITY, kontroll="a", allvar="stoppande", utfall="godkänd"),
                    _row(QUALITY, kontroll="b", allvar="varning", utfall="inte godkänd"),
                    _row(QUALITY, tabell="staged.anstallda", kontroll="c", allvar="stoppande", utfall="godkänd"),
                    _row(QUALITY, tabell="staged.pendling", kontroll="d", allvar="varning", utfall="inte godkänd"),
                ],
                QUALITY.schema,
            ),
            DIM_GEO: DIM_GEO.conform(dim_geo("14")),
            DIM_OCCUPATION: DIM_OCCUPATION.conform(dim_occupation()),
            MUNICIPALITIES: pa.Table.from_pylist(_municipalities(), MUNICIPALITIES.schema),
            EDITION: pa.Table.from_pylist(_edition(name, previous), EDITION.schema),
            CHANGES: pa.Table.from_pylist(_changes(previous), CHANGES.schema),
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
