"""What differs from the last frozen edition: mart.andringar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.asset_graph import ORDER
from assets.contracts.edition import CHANGES, COMPARED_NUMBERS, EDITION, SOURCES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record, TableContract
from assets.contracts.registry import PUBLISHED
from assets.contracts.words import AF_AREA, REPORTING_GROUP
from assets.declaration import Mart
from assets.marts.councils.assessments import SIGNALS_ALONE
from assets.methods.rounding import to_digits
from assets.methods.score import POSITIONS

Baseline = dict[str, Any]
"""What a later edition needs of this one: its name, method, tables, sources, and the numbers and classes that readers see."""

_CLASS = "signaler"
_PERIOD = {"anstallda": ("ar_anstallda",), _CLASS: ("ar_anstallda", "period_fran", "period_till")}
_IDENTITY = ("geo_niva", "geo_kod", "geo_namn", "yrkesniva", "yrke_kod", "yrke_namn")
_TIMES = ("ar_anstallda", "period_fran", "period_till")
_SOURCE = ("underlag", "titel", "utgivare", "tabell_id", "period_fran", "period_till", "uppdaterad", "hamtad")
_COMPARED = ("period_till", "uppdaterad", "hamtad")


def baseline(tables: Mapping[str, pa.Table]) -> Baseline:
    """The parts of an edition that the next one is compared with.

    Args:
        tables: name → published table, at least utgava, kalla, obalans and bedomning.

    Returns:
        JSON-ready: ``utgava``, ``metodversion``, ``tabeller`` (columns per table), ``underlag``, ``tal`` and ``klasser``.
    """
    order = tables[EDITION.name].to_pylist()[0]
    return {
        "utgava": order["utgava"],
        "metodversion": order["metodversion"],
        "tabeller": {name: table.column_names for name, table in sorted(tables.items())},
        "underlag": tables[SOURCES.name].select(list(_SOURCE)).to_pylist(),
        "tal": _seen(tables[MISMATCH.name], [*_TIMES, *COMPARED_NUMBERS], (AF_AREA, REPORTING_GROUP)),
        "klasser": _seen(tables[ASSESSMENT.name], [*_TIMES, _CLASS], (REPORTING_GROUP,)),
    }


def _seen(table: pa.Table, columns: list[str], levels: tuple[str, ...]) -> list[Record]:
    """The rows that readers see, with what identifies them."""
    rows = table.filter(pc.is_in(table["yrkesniva"], pa.array(levels)))
    return list(rows.select([*_IDENTITY, *columns]).to_pylist())


def changes(
    edition: pa.Table, sources: pa.Table, mismatch: pa.Table, assessments: pa.Table, previous: Baseline | None
) -> pa.Table:
    """Every difference from the previous edition, most general first.

    Args:
        edition: mart.utgava.
        sources: mart.kalla.
        mismatch: mart.obalans.
        assessments: mart.bedomning.
        previous: ``baseline`` of the last frozen edition, or None for the first.

    Returns:
        Columns of mart.andringar. The first row says what is compared; there is always one.
    """
    now = baseline(
        {EDITION.name: edition, SOURCES.name: sources, MISMATCH.name: mismatch, ASSESSMENT.name: assessments}
    )
    if previous is None:
        return _table([_row("utgåva", "Utgåvan", "Jämförs med", None, "ingen tidigare utgåva", "första utgåvan")])
    order = edition.to_pylist()[0]
    why = "rättelse" if order["rattar"] else "ny utgåva"
    rows = [_row("utgåva", "Utgåvan", "Jämförs med", previous["utgava"], now["utgava"], why)]
    if order["rattar"]:
        rows.append(_row("utgåva", "Utgåvan", "Skäl till rättelsen", None, order["skal"], why))
    method_changed = previous["metodversion"] != now["metodversion"]
    if method_changed:
        versions = previous["metodversion"], now["metodversion"]
        rows.append(_row("metod", "Metoden", "Version", *versions, "ny metod"))
    rows += _changed_tables(previous["tabeller"])
    rows += _changed_sources(previous["underlag"], now["underlag"])
    # An edition from before there were assessments has none; that the table is new is said above.
    if "klasser" in previous:
        rows += _changed_classes(previous["klasser"], now["klasser"], method_changed)
    rows += _changed_numbers(previous["tal"], now["tal"], method_changed)
    return _table(rows)


def _row(kind: str, subject: str, what: str, before: str | None, after: str | None, why: str, **more: Any) -> Record:
    return {"slag": kind, "amne": subject, "matt": what, "fore": before, "efter": after, "orsak": why, **more}


def _table(rows: list[Record]) -> pa.Table:
    schema = pa.schema([pa.field(c.name, c.type) for c in CHANGES.columns])
    return pa.Table.from_pylist([{**row, "nr": at} for at, row in enumerate(rows, 1)], schema)


def _changed_tables(before: Mapping[str, list[str]]) -> Iterator[Record]:
    now: dict[str, TableContract] = {c.name: c for c in PUBLISHED}
    for name in sorted({*before, *now}):
        if name not in before or name not in now:
            words = ("finns inte", "finns")
            yield _row("tabell", name, "Tabellen", words[name in before], words[name in now], "ändrad tabell")
            continue
        columns = [c.name for c in now[name].columns]
        gone, new = sorted(set(before[name]) - set(columns)), sorted(set(columns) - set(before[name]))
        for column in (*gone, *new):
            words = ("finns inte", "finns")
            yield _row(
                "tabell", name, f"Kolumnen {column}", words[column in gone], words[column in new], "ändrad tabell"
            )


def _changed_sources(before: list[Record], now: list[Record]) -> Iterator[Record]:
    old, new = ({r["underlag"]: r for r in rows} for rows in (before, now))
    for name in sorted({*old, *new}):
        was, now_is = old.get(name, {}), new.get(name, {})
        shown = now_is or was
        # An edition from before sources had titles there calls one that is gone by its table.
        subject = f"{shown['utgivare']}, {shown.get('titel') or shown['tabell_id']}"
        why = "ny hämtning"
        for column in _COMPARED:
            if was.get(column) == now_is.get(column):
                continue
            if column == "period_till":
                why = "ny period"
            elif column == "uppdaterad" and why != "ny period":
                why = "reviderat underlag"
            term = SOURCES.column(column).term
            yield _row("underlag", subject, term, was.get(column), now_is.get(column), why)


def _pairs(before: list[Record], now: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Each cell as it was and as it is; empty where it is not there."""

    def key(row: Record) -> tuple[str, str, str]:
        return row["geo_kod"], row["yrkesniva"], row["yrke_kod"]

    old, new = {key(r): r for r in before}, {key(r): r for r in now}
    for cell in sorted({*old, *new}):
        yield old.get(cell, {}), new.get(cell, {})


def _changed_classes(before: list[Record], now: list[Record], method_changed: bool) -> Iterator[Record]:
    """First the classes that have another name, then the occupations that are in another class.

    The trial decides in each edition what a class is called. An occupation whose class has a new name has not moved.
    """
    term = ASSESSMENT.column(_CLASS).term
    called = [{POSITIONS[name]: name for r in rows if (name := r[_CLASS]) in POSITIONS} for rows in (before, now)]
    renamed = {old: new for at, old in sorted(called[0].items()) if (new := called[1].get(at, old)) != old}
    for old, new in renamed.items():
        yield _row("klass", "Klassens namn", term, old, new, "ny prövning")
    for was, now_is in _pairs(before, now):
        shown, old, new = now_is or was, was.get(_CLASS), now_is.get(_CLASS)
        if old == new or (old in renamed and renamed[old] == new):
            continue
        yield _row(
            "klass",
            shown["yrke_namn"],
            term,
            old,
            new,
            _why(_CLASS, was, now_is, method_changed),
            **{name: shown[name] for name in ("geo_niva", "geo_kod", "geo_namn")},
        )


def _changed_numbers(before: list[Record], now: list[Record], method_changed: bool) -> Iterator[Record]:
    for was, now_is in _pairs(before, now):
        shown = now_is or was
        for column, digits in COMPARED_NUMBERS.items():
            earlier, current = to_digits(was.get(column), digits), to_digits(now_is.get(column), digits)
            if earlier == current:
                continue
            difference = None if earlier is None or current is None else float(round(current - earlier, digits))
            yield _row(
                "tal",
                shown["yrke_namn"],
                MISMATCH.column(column).term,
                None if earlier is None else str(earlier),
                None if current is None else str(current),
                _why(column, was, now_is, method_changed),
                **{name: shown[name] for name in ("geo_niva", "geo_kod", "geo_namn")},
                skillnad=difference,
            )


def _why(column: str, was: Record, now: Record, method_changed: bool) -> str:
    """A new method outweighs a new period, since the number may have changed for either reason."""
    if method_changed:
        return "ny metod"
    times = _PERIOD.get(column, ("period_fran", "period_till"))
    same = all(was.get(t) == now.get(t) for t in times)
    return "reviderat underlag" if same else "ny period"


def changes_since_previous(
    order: Mapping[str, Any], edition: pa.Table, sources: pa.Table, mismatch: pa.Table, assessments: pa.Table
) -> pa.Table:
    """The same, from the edition that the order says is the previous one."""
    return changes(edition, sources, mismatch, assessments, order["foregaende"])


MARTS = (
    Mart(
        CHANGES,
        changes_since_previous,
        {"order": ORDER, "edition": EDITION, "sources": SOURCES, "mismatch": MISMATCH, "assessments": ASSESSMENT},
        not_used=SIGNALS_ALONE,
    ),
)
