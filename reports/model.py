"""What a workbook says, decided once: rows, order, rounding, headings. Renderers only render."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from assets.reference import UNKNOWN_SSYK3, delregioner
from assets.tables import (
    ADS,
    AF_ADS,
    AF_UNEMPLOYED,
    EMPLOYEES,
    MISMATCH,
    QUALITY,
    SCB,
    SOURCES,
    UNEMPLOYED,
    UNKNOWN,
    TableContract,
)
from reports import texts
from reports.rounding import number as _number
from reports.rounding import persons as _persons

COUNTY = "lan"
Kind = Literal["text", "code", "integer", "decimal", "percent"]
Cell = str | int | float | None
Row = tuple[Cell, ...]
Record = dict[str, Cell]


@dataclass(frozen=True)
class SheetColumn:
    """A heading, how its cells are shown, and its width in characters."""

    heading: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class Chart:
    """A bar chart of one column of the sheet's table, for the first rows."""

    label_column: int
    value_column: int
    rows: int
    title: str
    alt_text: str


@dataclass(frozen=True)
class Sheet:
    """One sheet with one table. ``links`` are sheet names that the first column points to."""

    name: str
    table_name: str
    title: str
    source: str
    summary: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[Row, ...]
    alt_text: str
    chart: Chart | None = None
    links: bool = False


@dataclass(frozen=True)
class Report:
    """A workbook: the first sheet is text, the others tables."""

    title: str
    subject: str
    publisher: str
    created: str
    cover: tuple[str, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class _Facts:
    """What every sheet of a workbook shares."""

    area: str
    code: str
    example: bool
    publisher: str
    sources: tuple[Record, ...]
    first: str
    last: str
    year: str
    compared: str

    @property
    def months(self) -> str:
        return texts.period(self.first, self.last)

    @property
    def source(self) -> str:
        return self.source_of(*(str(r["underlag"]) for r in self.sources))

    @property
    def origin(self) -> str:
        parts = (f"{r['utgivare']}, {r['tabell_id']}, hämtad {texts.day(str(r['hamtad']))}" for r in self.sources)
        return f"Underlag: {'; '.join(parts)}."

    @property
    def whole(self) -> bool:
        return self.code.isdigit()

    def source_of(self, *names: str) -> str:
        """The standing sentence and when just these sources were fetched."""
        used = [r for r in self.sources if r["underlag"] in names]
        stale = [f"{r['utgivare']}, {r['tabell_id']}" for r in used if r["hamtstatus"] != "aktuell"]
        when = texts.fetched([texts.day(str(r["hamtad"])) for r in used], stale)
        return f"{texts.source_sentence(self.publisher)} {when}"

    def title(self, text: str) -> str:
        return f"{texts.EXAMPLE} – {text}" if self.example else text


def load_report(warehouse: Path, area: str, publisher: str) -> Report:
    """Read the warehouse and decide a workbook.

    Args:
        warehouse: DuckDB file, opened read-only.
        area: code of a delregion, or COUNTY.
        publisher: who is named as sender.

    Returns:
        The workbook of the area.

    Raises:
        ValueError: the warehouse has no such area.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        mode, county = connection.execute("select lage, lan_kod from om.lager").fetchall()[0]
        code = county if area == COUNTY else area
        mismatch = _records(connection, "select * from mart.obalans")
        sources = _records(connection, "select * from mart.kalla order by underlag")
        checks = _records(connection, "select * from mart.kvalitet order by tabell, kontroll")
        places = _records(connection, "select * from mart.dim_geo order by geo_kod")
    mine = [r for r in mismatch if r["geo_kod"] == code]
    if not mine:
        raise ValueError(f"Området '{area}' finns inte i lagret. Ange en delregion, eller {COUNTY} för länet.")
    facts = _facts(mine, sources, mode == "example", publisher)
    county_rows = [r for r in mismatch if r["geo_kod"] == county]
    sheets = [_areas(facts, mine, county_rows), _occupations(facts, mine)]
    if area == COUNTY:
        sheets.append(_comparison(facts, mismatch, county))
    sheets += [_sources(facts, sources), _checks(facts, checks), _method(facts), _notes(facts)]
    sheets.append(_glossary(facts, sheets))
    return Report(
        facts.title(f"Kompetensbehov i {facts.area}"),
        f"Obalans mellan utbud och efterfrågan, {facts.months}",
        publisher,
        max(str(r["hamtad"]) for r in sources),
        _cover(facts, places, county),
        (_contents(facts, sheets), *sheets),
    )


def _records(connection: duckdb.DuckDBPyConnection, query: str) -> list[Record]:
    cursor = connection.execute(query)
    names = [d[0] for d in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _facts(mine: list[Record], sources: list[Record], example: bool, publisher: str) -> _Facts:
    occupation = next(r for r in mine if r["yrkesniva"] == "ssyk3")
    return _Facts(
        area=str(occupation["geo_namn"]),
        code=str(occupation["geo_kod"]),
        example=example,
        publisher=publisher,
        sources=tuple(sources),
        first=str(occupation["period_fran"]),
        last=str(occupation["period_till"]),
        year=str(occupation["ar_anstallda"]),
        compared=str(occupation["ar_jamforelse"]),
    )


def _term(name: str, contract: TableContract = MISMATCH) -> str:
    return contract.column(name).term


def _last(row: Record, unknown: str) -> bool:
    return row["yrke_kod"] == unknown


def _descending(value: Cell) -> float:
    return math.inf if value is None else -float(value)


def _areas(facts: _Facts, mine: list[Record], county: list[Record]) -> Sheet:
    rows = [r for r in mine if r["yrkesniva"] == "af_yrkesomrade"]
    ratio = "platser_per_arbetslos"
    rows.sort(key=lambda r: (_last(r, UNKNOWN), _descending(r[ratio]), str(r["yrke_namn"])))
    reference = {r["yrke_kod"]: r for r in county if r["yrkesniva"] == "af_yrkesomrade"}
    whole = facts.whole
    columns = [
        SheetColumn("Kod", "code", 8),
        SheetColumn("AF-yrkesområde", "text", 40),
        SheetColumn(_term("annonser"), "integer", 11),
        SheetColumn(_term("annonserade_platser"), "integer", 13),
        SheetColumn(_term("inskrivna_arbetslosa"), "integer", 13),
        SheetColumn(_term("inskrivna_kvinnor"), "integer", 12),
        SheetColumn(_term("inskrivna_man"), "integer", 12),
        SheetColumn(_term(ratio), "decimal", 15),
        *([] if whole else [SheetColumn(f"Länets {_term(ratio).lower()}", "decimal", 15)]),
        SheetColumn(_term("anmarkning"), "text", 60),
    ]
    cells = tuple(
        (
            r["yrke_kod"],
            r["yrke_namn"],
            _number(r["annonser"]),
            _number(r["annonserade_platser"]),
            *(_number(r[c]) for c in ("inskrivna_arbetslosa", "inskrivna_kvinnor", "inskrivna_man")),
            _number(r[ratio], 1),
            *([] if whole else [_number(reference[r["yrke_kod"]][ratio], 1)]),
        )
        for r in rows
    )
    remarks = ["" if whole else _county_remark(r, reference[r["yrke_kod"]]) for r in rows]
    table = tuple(_remarked(r, c, extra) for r, c, extra in zip(rows, cells, remarks, strict=True))
    shown = sum(1 for r in table if r[7] is not None)
    alt = (
        f"Stapeldiagram: platser per inskriven arbetslös i {facts.area}, {shown} AF-yrkesområden i fallande ordning. Talen "
        "står i tabellen på samma blad."
    )
    return Sheet(
        "AF-yrkesområden",
        f"af_yrkesomraden_{_plain(facts.code)}",
        facts.title(f"Annonserade platser och inskrivna arbetslösa i {facts.area}, {facts.months}, antal"),
        facts.source_of(AF_ADS, AF_UNEMPLOYED),
        "Bladet innehåller en tabell: en rad per AF-yrkesområde, flest platser per inskriven överst. Inskrivna arbetslösa är "
        "medeltal av periodens månader.",
        tuple(columns),
        table,
        f"Annonser, platser och inskrivna arbetslösa per AF-yrkesområde i {facts.area}",
        Chart(1, 7, shown, f"Platser per inskriven arbetslös, {facts.area}", alt) if shown else None,
    )


def _county_remark(row: Record, county: Record) -> str:
    """Why the county's number is missing, when the reason is not the area's own."""
    if _number(county["platser_per_arbetslos"], 1) is not None or county["anmarkning"] == row["anmarkning"]:
        return ""
    return f"Länets tal: {county['anmarkning'] or texts.SOURCE_LACKS}"


def _remarked(row: Record, cells: Row, extra: str = "") -> Row:
    """The cells with the row's own remark and another last; never empty when a number is missing."""
    reasons = " ".join(str(text) for text in (row["anmarkning"], extra) if text)
    return (*cells, reasons or (texts.SOURCE_LACKS if None in cells else ""))


def _occupations(facts: _Facts, mine: list[Record]) -> Sheet:
    rows = [r for r in mine if r["yrkesniva"] == "ssyk3"]
    rows.sort(key=lambda r: (_last(r, UNKNOWN_SSYK3), _descending(r["anstallda"]), str(r["yrke_kod"])))
    whole = facts.whole
    columns = (
        SheetColumn("Kod", "code", 8),
        SheetColumn("Yrke", "text", 54),
        SheetColumn(f"{_term('anstallda')} november {facts.year}", "integer", 13),
        SheetColumn(_term("anstallda_kvinnor"), "integer", 10),
        SheetColumn(_term("anstallda_man"), "integer", 10),
        SheetColumn(_term("andel_kvinnor"), "percent", 10),
        SheetColumn(_term("annonser"), "integer", 11),
        SheetColumn(_term("annonserade_platser"), "integer", 13),
        SheetColumn(_term("platser_per_100_anstallda"), "decimal", 13),
        *([] if whole else [SheetColumn(_term("lokaliseringskvot_lan"), "decimal", 13)]),
        SheetColumn(_term("lokaliseringskvot_riket"), "decimal", 13),
        SheetColumn(f"{_term('forandring_utover_lanet')} sedan {facts.compared}", "integer", 16),
        SheetColumn(_term("anmarkning"), "text", 60),
    )
    cells = tuple(
        (
            r["yrke_kod"],
            r["yrke_namn"],
            *(_number(r[c]) for c in ("anstallda", "anstallda_kvinnor", "anstallda_man")),
            _number(r["andel_kvinnor"], 3),
            _number(r["annonser"]),
            _number(r["annonserade_platser"]),
            _number(r["platser_per_100_anstallda"], 1),
            *([] if whole else [_number(r["lokaliseringskvot_lan"], 1)]),
            _number(r["lokaliseringskvot_riket"], 1),
            _persons(r["forandring_utover_lanet"]),
        )
        for r in rows
    )
    table = tuple(_remarked(r, c) for r, c in zip(rows, cells, strict=True))
    return Sheet(
        "Yrken",
        f"yrken_{_plain(facts.code)}",
        facts.title(f"Anställda och annonser per yrke i {facts.area}, november {facts.year} och {facts.months}, antal"),
        facts.source_of(SCB, AF_ADS),
        "Bladet innehåller en tabell: en rad per yrkesgrupp (SSYK 2012, tre siffror), flest anställda överst.",
        columns,
        table,
        f"Anställda, annonser och kvoter per yrke i {facts.area}",
    )


def _comparison(facts: _Facts, mismatch: list[Record], county: str) -> Sheet:
    areas = [*((d.code, d.name) for d in delregioner(county)), (county, "Länet")]
    ratio = {
        (r["geo_kod"], r["yrke_kod"]): _number(r["platser_per_arbetslos"], 1)
        for r in mismatch
        if r["yrkesniva"] == "af_yrkesomrade"
    }
    rows = [r for r in mismatch if r["geo_kod"] == county and r["yrkesniva"] == "af_yrkesomrade"]
    rows = [r for r in rows if r["yrke_kod"] != UNKNOWN]
    rows.sort(key=lambda r: (_descending(r["platser_per_arbetslos"]), str(r["yrke_namn"])))
    table = []
    for r in rows:
        values = [ratio.get((code, r["yrke_kod"])) for code, _ in areas]
        note = "Tal saknas där en uppgift är skyddad eller underlaget för litet." if None in values else ""
        table.append((r["yrke_kod"], r["yrke_namn"], *values, note))
    return Sheet(
        "Jämförelse",
        "jamforelse_delregioner",
        facts.title(f"Platser per inskriven arbetslös per delregion och i länet, {facts.months}"),
        facts.source_of(AF_ADS, AF_UNEMPLOYED),
        "Bladet innehåller en tabell: en rad per AF-yrkesområde och en kolumn per delregion.",
        (
            SheetColumn("Kod", "code", 8),
            SheetColumn("AF-yrkesområde", "text", 40),
            *(SheetColumn(name, "decimal", 18) for _, name in areas),
            SheetColumn(_term("anmarkning"), "text", 50),
        ),
        tuple(table),
        "Platser per inskriven arbetslös per AF-yrkesområde och delregion",
    )


def _from_contract(
    contract: TableContract, records: list[Record], widths: dict[str, int]
) -> tuple[tuple[SheetColumn, ...], tuple[Row, ...]]:
    """Columns that have a reader's heading, as text or whole numbers."""
    chosen = [c for c in contract.columns if c.name in widths]
    columns = tuple(SheetColumn(c.term, "integer" if c.unit == "rader" else "text", widths[c.name]) for c in chosen)
    rows = tuple(
        tuple(_number(r[c.name]) if c.unit == "rader" else _as_text(r[c.name]) for c in chosen) for r in records
    )
    return columns, rows


def _as_text(value: Cell) -> Cell:
    return None if value is None else str(value)


def _with_update(row: Record) -> Record:
    """A source with its remark never missing, and a reason in it when the source's own date is."""
    reasons = [str(row["anmarkning"] or ""), "" if row["uppdaterad"] else texts.NO_UPDATE]
    return {**row, "anmarkning": " ".join(r for r in reasons if r)}


def _sources(facts: _Facts, records: list[Record]) -> Sheet:
    widths = {
        "titel": 40,
        "utgivare": 20,
        "tabell_id": 22,
        "period_fran": 10,
        "period_till": 10,
        "uppdaterad": 21,
        "hamtad": 21,
        "licens": 18,
        "lank": 44,
        "hamtstatus": 18,
        "rader_lasta": 12,
        "rader_fel": 12,
        "anmarkning": 30,
    }
    columns, rows = _from_contract(SOURCES, [_with_update(r) for r in records], widths)
    return Sheet(
        "Källor",
        "kallor",
        facts.title("Källor: vilka underlag talen bygger på"),
        facts.source,
        "Bladet innehåller en tabell: en rad per underlag. Tider är i UTC.",
        columns,
        rows,
        "Underlag med period, när källan uppdaterade dem och när de hämtades",
    )


def _checks(facts: _Facts, records: list[Record]) -> Sheet:
    widths = {
        "tabell": 26,
        "kontroll": 28,
        "beskrivning": 54,
        "allvar": 12,
        "utfall": 14,
        "forvantat": 30,
        "observerat": 30,
        "atgard": 44,
    }
    ordered = sorted(records, key=lambda r: (r["utfall"] == "godkänd", str(r["tabell"]), str(r["kontroll"])))
    columns, rows = _from_contract(QUALITY, ordered, widths)
    red = sum(r["utfall"] != "godkänd" for r in records)
    return Sheet(
        "Kontroller",
        "kontroller",
        facts.title(f"Kontroller: {len(records) - red} av {len(records)} godkända"),
        facts.source,
        "Bladet innehåller en tabell: en rad per kontroll, de som inte är godkända överst. En stoppande kontroll som inte är "
        "godkänd hindrar publicering.",
        columns,
        rows,
        "Kontroller med utfall, förväntat och observerat",
    )


def _text_sheet(facts: _Facts, name: str, table: str, title: str, headings: tuple[str, str], rows: list[Row]) -> Sheet:
    return Sheet(
        name,
        table,
        facts.title(title),
        facts.source,
        "Bladet innehåller en tabell.",
        (SheetColumn(headings[0], "text", 40), SheetColumn(headings[1], "text", 110)),
        tuple(rows),
        title,
    )


def _method(facts: _Facts) -> Sheet:
    return _text_sheet(
        facts, "Metod", "metod", "Metod: hur talen är framtagna", ("Steg", "Beskrivning"), list(texts.METHOD)
    )


def _notes(facts: _Facts) -> Sheet:
    rows: list[Row] = [(c.title, caveat) for c in (MISMATCH, EMPLOYEES, ADS, UNEMPLOYED) for caveat in c.caveats]
    rows += [("Kön", f"{c.title}: {c.sex}") for c in (ADS,)]
    rows += [("Tecken", symbol) for symbol in texts.SYMBOLS]
    rows += [("Kommuner utanför länet", sentence) for sentence in _outside(facts)]
    return _text_sheet(facts, "Noter", "noter", "Noter: vad du behöver veta om talen", ("Gäller", "Not"), rows)


def _outside(facts: _Facts) -> list[str]:
    """The notes on municipalities outside the county: the delregion's own, or every delregion's of the county."""
    mine = [d.code for d in delregioner(facts.code)] if facts.whole else [facts.code]
    return [texts.OUTSIDE[code] for code in mine if code in texts.OUTSIDE]


def _glossary(facts: _Facts, sheets: list[Sheet]) -> Sheet:
    """The headings that stand on the other sheets, as their contracts explain them."""
    shown = [c.heading for sheet in sheets for c in sheet.columns]
    unique: dict[str, Row] = {}
    for column in (c for contract in (MISMATCH, SOURCES, QUALITY) for c in contract.columns if c.term):
        if any(heading.startswith(column.term) for heading in shown):
            unit = f" Enhet: {column.unit}." if column.unit else ""
            unique.setdefault(column.term, (column.term, f"{column.description}.{unit}"))
    return _text_sheet(
        facts,
        "Ordlista",
        "ordlista",
        "Ordlista: vad kolumnerna betyder",
        ("Begrepp", "Förklaring"),
        list(unique.values()),
    )


def _contents(facts: _Facts, sheets: list[Sheet]) -> Sheet:
    return Sheet(
        "Innehåll",
        "innehall",
        facts.title(f"Innehåll: blad i arbetsboken för {facts.area}"),
        facts.source,
        "Bladet innehåller en tabell: en rad per blad, med länk.",
        (
            SheetColumn("Blad", "text", 22),
            SheetColumn("Innehåll", "text", 100),
            SheetColumn("Antal rader", "integer", 12),
        ),
        tuple((s.name, s.title.removeprefix(f"{texts.EXAMPLE} – "), len(s.rows)) for s in sheets),
        "Bladen i arbetsboken med länkar",
        links=True,
    )


def _cover(facts: _Facts, places: list[Record], county: str) -> tuple[str, ...]:
    area = next(p for p in places if p["geo_kod"] == facts.code)
    members = [p for p in places if p["geo_niva"] == "kommun" and facts.code in (p["delregion_kod"], county)]
    names = ", ".join(sorted(str(p["geo_namn"]) for p in members))
    lines = [facts.title(f"Kompetensbehov i {facts.area}")]
    if facts.example:
        lines.append(texts.EXAMPLE_SENTENCE)
    lines += [
        f"Talen avser anställda november {facts.year}, annonser {facts.months}, inskrivna arbetslösa medeltal av samma "
        "månader.",
        "Filen visar var utbud och efterfrågan på kompetens inte möts: hur många platser arbetsgivare annonserar, hur många "
        "som är inskrivna som arbetslösa, och hur många som arbetar i varje yrke.",
        f"{facts.area} är här {len(members)} kommuner: {names}.",
        *_outside(facts),
    ]
    if area["rad"]:
        lines.append(f"Rådet heter {area['rad']}. Kommunalförbund: {area['organisation']}.")
    blocks = (texts.steps(facts.whole), texts.SYMBOLS, texts.CERTAINTY)
    for heading, block in zip(texts.HEADINGS, blocks, strict=True):
        lines += [heading, *block]
    lines += [facts.source, facts.origin, "Licens: källornas egna, se bladet Källor."]
    return tuple(lines)


def _plain(code: str) -> str:
    return "lan_" + code if code.isdigit() else code
