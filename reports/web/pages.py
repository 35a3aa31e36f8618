"""What each web page says, decided once. Templates only place it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.ads import ADS
from assets.contracts.mismatch import MUNICIPALITIES
from assets.contracts.model import Record, TableContract
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.words import ALL, COUNTY, NOT_APPLICABLE, PASSED, REPORTING_GROUP, UNKNOWN
from assets.methods.mismatch import MIN_UNEMPLOYED_HEADLINE
from assets.methods.quoted import figures
from assets.methods.score import NEAR_STABILITY, SIGNAL_CLASSES
from assets.reference import UNKNOWN_SSYK3, counties, delregioner
from reports import texts
from reports.files.workbook import area_tables, council, municipality_names, workbook
from reports.sheets import (
    about as about_sheets,
)
from reports.sheets import (
    area as area_sheets,
)
from reports.sheets import (
    assessment as assessment_sheets,
)
from reports.sheets import (
    sector as sector_sheets,
)
from reports.sheets.model import Facts, Sheet, facts_of, rows_of, shown_cell
from reports.sheets.trial import class_name, class_trial, indicator_trial, preliminary, trial_lead, trial_text
from reports.warehouse import Warehouse
from reports.web import charts, maps
from reports.web.occupation_texts import OccupationText, occupation_texts

_MOST = 5
"""How many occupations the headlines name."""
_FEW = 3
"""How many AF-yrkesområden the headlines name at each end."""
FIRST_ROWS = 12
"""How many rows of a table a reader meets before asking for the others."""


@dataclass(frozen=True)
class DownloadLink:
    """A file to fetch: what it is, where it lies in the folder, its format and size."""

    text: str
    path: str
    format: str
    size: str


@dataclass(frozen=True)
class Figure:
    """A picture, the sentence under it and the table that has the same figures."""

    title: str
    svg: str
    caption: str
    table: str


@dataclass(frozen=True)
class AreaPage:
    """The page of a delregion or the county."""

    facts: Facts
    path: str
    title: str
    lead: tuple[str, ...]
    headlines: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    """The few that the page is about; every other one stands on the page with all tables."""
    charts: tuple[Figure, ...]
    maps: tuple[Figure, ...]
    occupations: tuple[OccupationText, ...]
    quality: tuple[tuple[str, str], ...]
    downloads: tuple[DownloadLink, ...]
    tables_path: str
    first_rows: int = FIRST_ROWS

    @property
    def places(self) -> dict[str, str]:
        """Code of an occupation → id of its place on the page."""
        return {occupation.code: occupation.place for occupation in self.occupations}


@dataclass(frozen=True)
class TablesPage:
    """The page with every table of a delregion or the county."""

    facts: Facts
    path: str
    title: str
    area_path: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class AboutPage:
    """A page about the figures: paragraphs and tables."""

    facts: Facts
    path: str
    title: str
    paragraphs: tuple[str, ...]
    sheets: tuple[Sheet, ...]


def page_path(area: str) -> str:
    """Where an area's page lies in the folder."""
    return f"rapport/{area}.html"


def tables_path(area: str) -> str:
    """Where the page with an area's tables lies in the folder."""
    return f"rapport/{area}-tabeller.html"


def area_page(warehouse: Warehouse, area: str, downloads: Sequence[DownloadLink]) -> AreaPage:
    """Decide the page of an area.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
        downloads: the area's own files.
    """
    facts = facts_of(warehouse, area)
    names = municipality_names(facts)
    lead = (
        texts.PURPOSE,
        f"{facts.area} är här {len(names)} kommuner: {', '.join(names)}.",
        *about_sheets.outside(facts),
        *filter(None, [council(facts)]),
    )
    tables = area_tables(facts)
    return AreaPage(
        facts=facts,
        path=page_path(area),
        title=facts.title(f"Kompetensbehov i {facts.area}"),
        lead=lead,
        headlines=headlines(facts),
        sheets=(tables[0], *assessment_sheets.contradictions(facts)),
        charts=_charts(tables),
        maps=_maps(facts),
        occupations=tuple(occupation_texts(facts)),
        quality=quality_box(facts),
        downloads=tuple(downloads),
        tables_path=tables_path(area),
    )


def tables_page(warehouse: Warehouse, area: str) -> TablesPage:
    """Decide the page with every table of an area.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
    """
    facts = facts_of(warehouse, area)
    sheets = (*area_tables(facts), *sector_sheets.employers(facts), about_sheets.sources(facts))
    return TablesPage(facts, tables_path(area), facts.title(f"Alla tabeller om {facts.area}"), page_path(area), sheets)


def headlines(facts: Facts) -> tuple[str, ...]:
    """A few sentences, each with its number, base and period."""
    rows = [r for r in rows_of(facts.warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    largest = max((r for r in rows if r["anstallda"] is not None), key=lambda r: float(r["anstallda"] or 0))
    count = texts.shown(int(largest["anstallda"] or 0), "integer")
    return (
        *_signs(facts),
        *_open_now(facts),
        f"Största yrket är {largest['yrke_namn']}: {count} anställda november {facts.year}.",
    )


def _open_now(facts: Facts) -> list[str]:
    """Open posts beside registered unemployed, where they are most and fewest."""
    rows = [r for r in facts.warehouse.open_now if r["geo_kod"] == facts.code]
    if not any(r["dag"] for r in rows):
        return ["Underlaget om öppna annonser saknas. Därför jämförs inga öppna platser med inskrivna arbetslösa."]
    known = [
        r
        for r in rows
        if r["af_yrkesomrade"] != ALL
        and _known(r["inskrivna_per_oppen_plats"])
        and r["inskrivna_arbetslosa"] >= MIN_UNEMPLOYED_HEADLINE
    ]
    if not known:
        return []
    known.sort(key=lambda r: (r["inskrivna_per_oppen_plats"], texts.collation_key(str(r["af_yrkesomrade_namn"]))))
    when = texts.open_day(known[0])
    return [
        f"Flest öppna platser mot inskrivna arbetslösa i {facts.area}, {when}: {_stocks(known[:_FEW])}. "
        f"Bland AF-yrkesområden med minst {MIN_UNEMPLOYED_HEADLINE} inskrivna.",
        f"Färst öppna platser mot inskrivna arbetslösa samma tid: {_stocks(known[::-1][:_FEW])}.",
        "Talen visar hur många platser som är annonserade just då, och hur många som är inskrivna. Det är inte en bedömning "
        "av brist: alla jobb annonseras inte.",
    ]


def _stocks(rows: Sequence[Record]) -> str:
    return "; ".join(f"{r['af_yrkesomrade_namn']} ({texts.stocks(r)})" for r in rows)


def _signs(facts: Facts) -> list[str]:
    """The occupations that our signals lift, and what must be said with them."""
    said = []
    for position in (0, len(SIGNAL_CLASSES) - 1):
        chosen = assessment_sheets.lifted(facts, position)
        names = "; ".join(map(_with_af, chosen[:_MOST]))
        name = class_name(facts, position)
        number = "1 yrke" if len(chosen) == 1 else f"{len(chosen)} yrken"
        first = f"{number} med {name} lyfts fram{', främst' if len(chosen) > _MOST else ':'} {names}"
        said.append(f"{facts.area}: {first if chosen else f'inget yrke med {name} lyfts fram'}.")
    said.append(
        f"{texts.ORDER} Signalerna gäller anställda november {facts.year} och annonser {facts.months}. Ett yrke lyfts inte fram när "
        f"Arbetsförmedlingen bedömer tvärtom, när klassen står kvar i färre än {figures(100 * NEAR_STABILITY)} av 100 "
        "omräkningar, eller när områdets egna annonser är för få. AF om länet är Arbetsförmedlingens bedömning av jobbmöjligheterna. "
        "Alla yrken står i tabellen Bedömning."
    )
    return [*said, *filter(None, [preliminary()])]


def _with_af(row: Record) -> str:
    """An occupation with what Arbetsförmedlingen says of it, first."""
    return f"{row['yrke_namn']} (AF om länet: {row['af_jobbmojligheter'] or 'inte bedömt'})"


def _charts(sheets: Sequence[Sheet]) -> tuple[Figure, ...]:
    return tuple(
        Figure(sheet.chart.title, charts.bar_chart(sheet, f"stapel-{at}"), sheet.source, sheet.name)
        for at, sheet in enumerate(sheets)
        if sheet.chart
    )


def _maps(facts: Facts) -> tuple[Figure, ...]:
    posts = f"Annonserade platser per kommun, {facts.months}"
    women = f"Kvinnornas andel av de anställda per kommun, november {facts.year}"
    return (
        _map(facts, "count", posts, "annonserade_platser", ADS),
        _map(facts, "share", women, "andel_kvinnor", STAGED_EMPLOYEES),
    )


def _map(facts: Facts, kind: maps.MapKind, title: str, column: str, table: TableContract) -> Figure:
    rows = area_sheets.municipality_records(facts)
    measure = maps.Measure(
        kind,
        title,
        f"Karta: {title[0].lower()}{title[1:]}, {facts.area}. Talen står i tabellen Kommuner.",
        {str(r["geo_kod"]): _number(r, column) for r in rows},
        {str(r["geo_kod"]): str(r["geo_namn"]) for r in rows},
    )
    caption = f"{maps.KEYS[kind]} {facts.source_of(table)} {maps.BORDERS}"
    return Figure(title, maps.municipality_map(measure, f"karta-{kind}"), caption, "Kommuner")


def _number(row: Record, column: str) -> float | None:
    value = shown_cell(MUNICIPALITIES.column(column), row[column])
    return None if value is None else float(value)


def quality_box(facts: Facts) -> tuple[tuple[str, str], ...]:
    """How sure the figures are: coverage, age, breaks, failures, changes."""
    warehouse = facts.warehouse
    occupations = [r for r in rows_of(warehouse, facts.code, REPORTING_GROUP) if r["yrke_kod"] != UNKNOWN_SSYK3]
    areas = [r for r in rows_of(warehouse, facts.code, "af_yrkesomrade") if r["yrke_kod"] != UNKNOWN]
    counted = sum(r["anstallda"] is not None for r in occupations)
    rated = sum(_known(r["platser_per_100_anstallda"]) for r in occupations)
    compared = sum(_known(r["platser_per_arbetslos"]) for r in areas)
    oldest = min(warehouse.sources, key=lambda r: str(r["period_till"]))
    stale = [f"{r['utgivare']}, {r['tabell_id']}" for r in warehouse.sources if r["hamtstatus"] != "aktuell"]
    unreadable = sum(int(r["rader_fel"] or 0) for r in warehouse.sources)
    outcomes = [str(r["utfall"]) for r in warehouse.checks]
    warnings = sum(outcome not in (PASSED, NOT_APPLICABLE) for outcome in outcomes)
    changed = sum(1 for r in warehouse.changes if r["slag"] == "tal" and r["geo_kod"] == facts.code)
    previous = warehouse.edition["foregaende"]
    return (
        (
            "Täckning",
            f"{counted} av {len(occupations)} yrken har antal anställda, {rated} är stora nog för kvoter. {compared} av "
            f"{len(areas)} AF-yrkesområden har annonserade platser per inskriven.",
        ),
        ("Osäkerhet", " ".join(texts.CERTAINTY[:3])),
        (
            "Äldsta underlaget",
            f"{oldest['utgivare']}, {oldest['tabell_id']}, avser till och med {oldest['period_till']}.",
        ),
        ("Prövning av signalerna", trial_text(facts.warehouse.agreement)),
        ("Brott i serien", texts.BREAK),
        (
            "Källor som inte svarade",
            f"{', '.join(stale)}: äldre hämtning används." if stale else "Alla källor gick att läsa.",
        ),
        ("Oläsliga rader", f"{texts.shown(unreadable, 'integer')} rader lades åt sidan."),
        (
            "Kontroller",
            f"{texts.tally(outcomes, 'godkända')}. {warnings} varningar, se sidan Kvalitet.",
        ),
        (
            "Ändringar",
            f"{texts.shown(changed, 'integer')} tal skiljer mot utgåva {previous}, se bladet Ändringar i arbetsboken."
            if previous
            else "Det finns ingen tidigare utgåva att jämföra med.",
        ),
    )


def _known(value: object) -> bool:
    return isinstance(value, float) and value == value


def about_pages(warehouse: Warehouse) -> list[AboutPage]:
    """Method, glossary, sources, quality, changes and accessibility."""
    facts = facts_of(warehouse, COUNTY)
    sheets = workbook(warehouse, COUNTY).sheets
    pages = (
        ("metod", "Metod", texts.LIMITS, (about_sheets.method(facts), about_sheets.notes(facts))),
        ("ordlista", "Ordlista", (), (about_sheets.glossary(facts, sheets),)),
        ("kallor", "Källor", (facts.origin,), (about_sheets.sources(facts), about_sheets.breaks(facts))),
        ("kvalitet", "Kvalitet", texts.CERTAINTY, (about_sheets.checks(facts),)),
        ("provning", "Prövning av signalerna", trial_lead(facts), (class_trial(facts), indicator_trial(facts))),
        ("andringar", "Ändringar", _changes_lead(warehouse), (about_sheets.changes(facts),)),
        ("tillganglighet", "Tillgänglighet", texts.ACCESSIBILITY, ()),
    )
    return [
        AboutPage(facts, f"metadata/{name}.html", facts.title(title), paragraphs, tables)
        for name, title, paragraphs, tables in pages
    ]


def _changes_lead(warehouse: Warehouse) -> tuple[str, ...]:
    previous = warehouse.edition["foregaende"]
    if not previous:
        return ("Det finns ingen tidigare utgåva att jämföra med.",)
    reason = f"Det här är en rättelse av {warehouse.edition['rattar']}. Skäl: {warehouse.edition['skal']}"
    numbers = sum(r["slag"] == "tal" for r in warehouse.changes)
    return (
        *([reason] if warehouse.edition["rattar"] else []),
        f"Jämfört med utgåva {previous} skiljer {texts.shown(numbers, 'integer')} tal, i länet och delregionerna. Sidan visar "
        "länets; delregionernas står i deras arbetsböcker, och alla i tabellen andringar.",
    )


def front(warehouse: Warehouse, downloads: Mapping[str, Sequence[DownloadLink]]) -> dict[str, object]:
    """What the start page says of an edition, as plain data that is kept with it.

    Args:
        warehouse: what it holds.
        downloads: area → its files; the empty name holds those for analysis.

    Returns:
        JSON-ready: title, edition, periods, source and one card per area.
    """
    facts = facts_of(warehouse, COUNTY)
    areas = [*((d.code, d.name) for d in delregioner(warehouse.county)), (COUNTY, counties()[warehouse.county])]
    return {
        "titel": facts.title(f"Kompetensbehov i {facts.area}"),
        "exempel": warehouse.example,
        "utgava": warehouse.name,
        "rattar": warehouse.edition["rattar"],
        "skal": warehouse.edition["skal"],
        "datum": warehouse.date,
        "perioder": [
            f"Anställda: november {facts.year}",
            f"Annonser: {facts.months}",
            f"Inskrivna arbetslösa: medeltal {facts.months}",
        ],
        "kalla": facts.source,
        "inledning": [texts.PURPOSE],
        "omraden": [
            {
                "namn": name,
                "mening": headlines(facts_of(warehouse, code))[0],
                "sida": page_path(code),
                "filer": [vars(d) for d in downloads.get(code, ())],
            }
            for code, name in areas
        ],
        "analys": [vars(d) for d in downloads.get("", ())],
    }
