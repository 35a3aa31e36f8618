"""``kompetens backtest``: how well projections have hit, on the home's own registers."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY, SLOPE
from assets.contracts.model import Record
from assets.home import Home
from assets.marts.long_term.panels import REGISTERS
from assets.methods.backtest import (
    AGAINST_COUNTY,
    COUNTY,
    COVERAGE,
    DELREGION,
    DELREGION_SIZE,
    DELREGIONS,
    EVERYTHING,
    MEASURES,
    OF_COUNTIES,
    OF_DELREGIONS,
    ORIGIN,
    RELATIVE,
    SEX,
    SIZE,
    TESTED_HORIZONS,
    TRIAL_CLASSES,
)
from assets.methods.parts_of_counties import OWN_SHARES
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from pipelines.errors import OK, STOPPED
from pipelines.say import Say, number
from pipelines.settings import Settings

_IN_ORDER = {group: place for place, group in enumerate(TRIAL_CLASSES)}


def backtest(settings: Settings, say: Say) -> int:
    """Try the projections anew and print what they have been worth; nothing is written.

    Args:
        settings: whose home is read.
        say: prints a line.

    Returns:
        0, or 1 when the registers are not there yet or have nothing to try on.
    """
    home = Home(settings.home)
    paths = {parameter: home.table(table.id) for parameter, table in {"employees": EMPLOYEES, **REGISTERS}.items()}
    if not all(path.is_file() for path in paths.values()):
        say(f"Registren som provet görs på finns inte i {home.data}. Kör först kompetens run.")
        return STOPPED
    from assets.marts.long_term.accuracy import LEVELS, accuracy

    tables = {parameter: pq.read_table(path) for parameter, path in paths.items()}
    rows = ACCURACY.conform(accuracy(county=settings.region, **tables)).to_pylist()
    if not any(row["publiceras"] for row in rows):
        say("Inget kan prövas: registren har för få år i rad, eller källan på fyra siffror saknas.")
        return STOPPED
    if settings.made_up:
        say("EXEMPELDATA: alla tal är påhittade och säger inget om verkligheten.")
    for level in LEVELS:
        _level(level, [row for row in rows if row["yrkesniva"] == level], settings.region, say)
    ahead = ", ".join(f"{years} år efter provet på {tested}" for years, tested in PUBLISHED_HORIZONS.items())
    say(f"Publiceras: {ahead}. Kraven och varje mått står i tabellen {ACCURACY.name}.")
    return OK


def _level(level: str, rows: list[Record], county: str, say: Say) -> None:
    say(f"{level}: relativt fel, alla felen delade med felen om andelarna antas oförändrade (under 1 är bättre):")
    tried = sorted({row["horisont"] for row in rows} & set(TESTED_HORIZONS))
    everything = [row for row in rows if row["urval"] == EVERYTHING]
    for method in dict.fromkeys(row["metod"] for row in everything if row["matt"] == RELATIVE):
        said = (
            f"{row['horisont']} år {_said(row, 3)}"
            for row in sorted(everything, key=lambda row: row["horisont"])
            if (row["matt"], row["metod"]) == (RELATIVE, method)
        )
        say(f"  {method}: {'; '.join(said)}")
    for horizon in tried:
        here = [row for row in rows if row["horisont"] == horizon and row["publiceras"] and row["urval"] in OF_COUNTIES]
        name = here[0]["publiceras"]
        say(f"  {horizon} år framåt publiceras {name}. {here[0]['anmarkning'] or ''}".rstrip())
        own = [row for row in here if row["metod"] == name]
        for measure in MEASURES:
            for scope in (EVERYTHING, SIZE, ORIGIN, COUNTY):
                some = [row for row in own if (row["matt"], row["urval"]) == (measure, scope)]
                some = [row for row in some if scope != COUNTY or row["grupp"] == county]
                some.sort(key=lambda row: _IN_ORDER.get(row["grupp"], 0))
                if some and (scope == EVERYTHING or measure in (RELATIVE, COVERAGE)):
                    say(f"    {measure}{_of(scope)}: {'; '.join(_with_group(row) for row in some)}")
    _delregions([row for row in rows if row["urval"] in OF_DELREGIONS and row["publiceras"]], say)
    _sexes([row for row in rows if row["urval"] == SEX], say)
    slopes = (f"{row['grupp']} {number(row['varde'], 4)}" for row in rows if row["matt"] == SLOPE)
    say(f"  {SLOPE}: {'; '.join(slopes)}")
    say("")


def _delregions(rows: list[Record], say: Say) -> None:
    """What the county's delregioner have been worth, moved as the county, and what their own history had given."""
    for horizon in sorted({row["horisont"] for row in rows}):
        here = [row for row in rows if row["horisont"] == horizon]
        name = here[0]["publiceras"]
        say(f"  delregioner, {horizon} år framåt publiceras {name}. {here[0]['anmarkning'] or ''}".rstrip())
        whole = [row for row in here if (row["matt"], row["urval"]) == (RELATIVE, DELREGIONS) and row["celler"]]
        if whole:
            said = (f"{row['metod']} {_with_group(row)}" for row in whole)
            say(f"    {RELATIVE}: {'; '.join(said)}")
        for measure, scope in (
            (RELATIVE, DELREGION),
            (RELATIVE, DELREGION_SIZE),
            (COVERAGE, DELREGIONS),
            (COVERAGE, DELREGION_SIZE),
        ):
            some = [
                r for r in here if (r["matt"], r["urval"]) == (measure, scope) and r["metod"] == name and r["celler"]
            ]
            some.sort(key=lambda row: (_IN_ORDER.get(row["grupp"], 0), row["grupp"]))
            if some:
                of = "" if scope == DELREGIONS else f", {scope}"
                say(f"    {measure}{of}: {'; '.join(_with_group(row) for row in some)}")
        beside = [row for row in here if row["matt"] == AGAINST_COUNTY]
        if beside:
            said = (f"{row['metod']} {_said(row, 3)}" for row in beside)
            say(f"    {AGAINST_COUNTY}: {'; '.join(said)}")


def _sexes(rows: list[Record], say: Say) -> None:
    """How one sex would have been hit; nothing of it is published."""
    for measure in (RELATIVE, COVERAGE):
        for sex in sorted({row["grupp"] for row in rows}):
            some = [r for r in rows if (r["matt"], r["grupp"]) == (measure, sex) and r["metod"] != OWN_SHARES]
            if some:
                said = (f"{r['horisont']} år {_said(r, 3)}" for r in some)
                say(f"  {measure}, {sex}: {'; '.join(said)}")


def _of(scope: str) -> str:
    return "" if scope == EVERYTHING else f", {scope}"


def _with_group(row: Record) -> str:
    said = _said(row, 3 if row["matt"] == RELATIVE else 2)
    asked = f" (krav {row['krav']}: {row['klarade']})" if row["krav"] else ""
    return f"{said}{asked}" if row["urval"] in (EVERYTHING, DELREGIONS) else f"{row['grupp']} {said}{asked}"


def _said(row: Record, digits: int) -> str:
    limits = f" ({number(row['nedre'], digits)} till {number(row['ovre'], digits)})" if row["ovre"] is not None else ""
    return f"{number(row['varde'], digits)}{limits}"
