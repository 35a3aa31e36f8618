"""The page of a delregion or the county: what it finds, its occupations, and what surrounds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_QUARTER, THEN_AND_NOW
from assets.contracts.employees import EMPLOYEES, EMPLOYEES_IN_ALL
from assets.contracts.long_term import PROJECTION
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.nation import NATION_AREAS
from assets.contracts.sector import SECTOR
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import ALL, UNKNOWN
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED_HEADLINE
from assets.methods.rounding import Number
from assets.methods.score import NOT_RATED, SIGNAL_CLASSES
from reports import texts
from reports.findings.area_educations import AreaEducations, area_educations
from reports.findings.changed import Changed, changed
from reports.findings.commuters import Commuting, commuting
from reports.findings.council_work import Priority, priorities, priorities_lead, priorities_source
from reports.findings.councils import CouncilView, council_view
from reports.findings.employed import EmployeesInAll, employees_in_all
from reports.findings.employers import SectorShare, employer_parts, welfare_sentence
from reports.findings.long_term import MEANING, Grid, grid
from reports.findings.messages import BALANCE, findings
from reports.findings.model import Dots, Finding
from reports.findings.municipality import slug
from reports.findings.occupations import (
    AF_ANSWERS,
    BAR_END,
    CARDS,
    OccupationRow,
    contradicted,
    known_years,
    near_the_limit,
    occupation_rows,
    search_text,
    sources_of_rows,
    to_take_up,
)
from reports.findings.quarters import Quarters, posts_by_quarter
from reports.findings.sexes import WomenAndMen, women_and_men
from reports.records import Value
from reports.sheets import about as about_sheets
from reports.sheets import area as area_sheets
from reports.sheets.model import Facts, facts_of, rows_of, shown_cell
from reports.sheets.trial import class_name, preliminary_in_short
from reports.sheets.workbook import consists_of, council
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse
from reports.web import maps
from reports.web.page import DownloadLink, Figure, area_path, municipality_path, tables_path
from reports.web.quality import quality_box

FIRST_ROWS = 7
"""How many occupations a reader meets before asking for the others."""
FIRST_MUNICIPALITIES = 15
"""How many municipalities: every delregion but Göteborgsregionen and Skaraborg has fewer."""
FIRST_FEW = 5
"""How many of the occupations with few ads, which stand beside two lists that are folded."""
_RATIO = MISMATCH.column("platser_per_arbetslos")


@dataclass(frozen=True)
class Municipality:
    """A municipality's numbers as readers see them, and the one that its bar is drawn by."""

    name: str
    path: str
    employees: str
    posts: str
    rate: float | None
    rate_shown: str
    unemployed: str


@dataclass(frozen=True)
class AreaPage:
    """The page of a delregion or the county."""

    facts: Facts
    area: str
    """Its code, or COUNTY."""
    path: str
    title: str
    lead: tuple[str, ...]
    findings: tuple[Finding, ...]
    classes: tuple[str, ...]
    cards: tuple[OccupationRow, ...]
    more_to_take_up: tuple[OccupationRow, ...]
    few: tuple[OccupationRow, ...]
    near: tuple[OccupationRow, ...]
    contradicted: tuple[OccupationRow, ...]
    council: CouncilView
    priorities: tuple[Priority, ...]
    priorities_lead: str
    priorities_source: str
    changed: Changed
    quarters: Quarters
    employed: EmployeesInAll
    changes_source: str
    """Of the year's changes, the quarters and the employees, which stand beside each other."""
    rows: tuple[OccupationRow, ...]
    words: dict[str, str]
    rows_source: str
    rows_note: str
    years: int
    """Of posts that are known, which the heading of their column says."""
    bar_end: int
    """Posts per 100 employees where the bars of the table end, whatever is beyond."""
    grid: Grid | None
    """Now against the long term; None when nothing is projected."""
    grid_meaning: str
    grid_source: str
    dots: tuple[Dots, ...]
    dots_left_out: tuple[tuple[str, tuple[str, ...]], ...]
    """Why AF-yrkesområden have no dot, and which they are."""
    dots_note: str
    """Why the numbers are others than the finding's; empty when there are not both."""
    dots_source: str
    employers: tuple[tuple[str, tuple[SectorShare, ...]], ...]
    employers_note: str
    educations: AreaEducations
    sexes: WomenAndMen
    commuting: Commuting
    municipalities: tuple[Municipality, ...]
    municipalities_source: str
    map: Figure
    quality: tuple[tuple[str, str], ...]
    downloads: tuple[DownloadLink, ...]
    tables_path: str
    first_rows: int = FIRST_ROWS
    first_municipalities: int = FIRST_MUNICIPALITIES
    first_few: int = FIRST_FEW

    @property
    def af_answers(self) -> tuple[str, ...]:
        """What Arbetsförmedlingen may have answered, from the largest chances."""
        return AF_ANSWERS


def class_names(facts: Facts) -> tuple[str, ...]:
    """What the places of the scale are called in this edition, from the highest; what cannot be rated is last."""
    return (*(class_name(facts, position) for position in range(len(SIGNAL_CLASSES))), NOT_RATED)


def area_page(warehouse: Warehouse, area: str, downloads: Sequence[DownloadLink]) -> AreaPage:
    """Decide the page of an area.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
        downloads: the area's own files.
    """
    facts = facts_of(warehouse, area)
    rows = occupation_rows(facts)
    by_code = {row.code: row for row in rows}
    chosen = [by_code[code] for code in to_take_up(facts, 0)]
    dots, left_out = _dots(facts)
    found = findings(facts)
    wanted = priorities(facts)
    return AreaPage(
        facts=facts,
        area=area,
        path=area_path(area),
        title=facts.title(f"Kompetensbehov i {facts.area}"),
        lead=_lead(facts),
        findings=found,
        classes=class_names(facts),
        cards=tuple(chosen[:CARDS]),
        more_to_take_up=tuple(chosen[CARDS:]),
        few=tuple(by_code[code] for code in to_take_up(facts, len(SIGNAL_CLASSES) - 1)),
        near=tuple(by_code[code] for code in near_the_limit(facts)),
        contradicted=tuple(by_code[code] for code in contradicted(facts)),
        council=council_view(facts),
        priorities=wanted,
        priorities_lead=priorities_lead(facts, wanted),
        priorities_source=priorities_source(facts) if wanted else "",
        changed=changed(facts),
        quarters=posts_by_quarter(facts),
        employed=employees_in_all(facts),
        changes_source=facts.source_of(POSTS_BY_QUARTER, THEN_AND_NOW, EMPLOYEES_IN_ALL),
        rows=rows,
        words=search_text(warehouse),
        rows_source=sources_of_rows(facts),
        bar_end=BAR_END,
        years=known_years(row.years for row in rows),
        rows_note=" ".join([texts.ORDER, texts.TWO_RATES, *filter(None, [preliminary_in_short()])]),
        grid=grid(warehouse, facts.code, rows),
        grid_meaning=MEANING,
        grid_source=facts.source_of(*CLASSES, PROJECTION),
        dots=dots,
        dots_left_out=left_out,
        dots_note=texts.TWO_BALANCES if dots and found[BALANCE].bars else "",
        dots_source=facts.source_of(ADS, UNEMPLOYED, NATION_AREAS),
        employers=employer_parts(facts),
        employers_note=" ".join([*filter(None, [welfare_sentence(facts)]), facts.source_of(SECTOR)]),
        educations=area_educations(facts),
        sexes=women_and_men(facts),
        commuting=commuting(facts),
        municipalities=_municipalities(facts),
        municipalities_source=facts.source_of(EMPLOYEES, ADS, UNEMPLOYED),
        map=_map(facts),
        quality=quality_box(facts),
        downloads=tuple(downloads),
        tables_path=tables_path(area),
    )


def _lead(facts: Facts) -> tuple[str, ...]:
    return (
        consists_of(facts, ". De står i tabellen ovan" if facts.whole else ""),
        *about_sheets.outside(facts),
        *filter(None, [council(facts)]),
    )


_FEW_REGISTERED = f"Färre än {MIN_UNEMPLOYED_HEADLINE} inskrivna"
_FEW_POSTS = f"Färre än {MIN_POSTS} annonserade platser"
_NOT_KNOWN = "Antalet inskrivna är skyddat eller saknas"
_NO_COUNTY = "Utan ring, länets tal är skyddat eller saknas"
_NO_NATION = "Utan streck, rikets tal är skyddat eller saknas"


def _why_no_dot(value: Value, people: Number) -> str:
    """Why a quotient of an AF-yrkesområde is not drawn; empty when it is.

    >>> _why_no_dot(None, None) == _NOT_KNOWN, _why_no_dot(2.0, 49) == _FEW_REGISTERED, _why_no_dot(None, 50) == _FEW_POSTS
    (True, True, True)
    >>> _why_no_dot(2.0, 50)
    ''
    """
    if people is None:
        return _NOT_KNOWN
    if people < MIN_UNEMPLOYED_HEADLINE:
        return _FEW_REGISTERED
    return _FEW_POSTS if value is None else ""


def _dots(facts: Facts) -> tuple[tuple[Dots, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Those with enough registered unemployed, highest first; the names of the others, and of what lacks a mark, by why."""
    county = {
        r["yrke_kod"]: shown_cell(_RATIO, r[_RATIO.name])
        for r in rows_of(facts.warehouse, facts.warehouse.county, "af_yrkesomrade")
    }
    nation = {r["af_yrkesomrade"]: shown_cell(_RATIO, r[_RATIO.name]) for r in facts.warehouse.nation_areas}
    drawn: list[Dots] = []
    left_out: dict[str, list[str]] = {
        _FEW_REGISTERED: [],
        _FEW_POSTS: [],
        _NOT_KNOWN: [],
        _NO_COUNTY: [],
        _NO_NATION: [],
    }
    for r in rows_of(facts.warehouse, facts.code, "af_yrkesomrade"):
        if r["yrke_kod"] in (UNKNOWN, ALL):
            continue
        value = shown_cell(_RATIO, r[_RATIO.name])
        people = r["inskrivna_arbetslosa"]
        why = _why_no_dot(value, people)
        if value is None or why:
            left_out[why].append(str(r["yrke_namn"]))
            continue
        other, whole = None if facts.whole else county[r["yrke_kod"]], nation.get(r["yrke_kod"])
        if other is None and not facts.whole:
            left_out[_NO_COUNTY].append(str(r["yrke_namn"]))
        if whole is None:
            left_out[_NO_NATION].append(str(r["yrke_namn"]))
        drawn.append(
            Dots(
                str(r["yrke_namn"]),
                float(value),
                texts.shown(value, "decimal"),
                None if other is None else float(other),
                None if whole is None else float(whole),
            )
        )
    drawn.sort(key=lambda dot: (-dot.here, texts.collation_key(dot.name)))
    return tuple(drawn), tuple(
        (why, tuple(sorted(names, key=texts.collation_key))) for why, names in left_out.items() if names
    )


def _municipalities(facts: Facts) -> tuple[Municipality, ...]:
    """Most posts per 100 employees first; those without a rate last."""
    kinds = {"anstallda": "integer", "annonserade_platser": "integer", "inskrivna_arbetslosa": "integer"}
    found = []
    for r in area_sheets.municipality_records(facts):
        cells = {
            name: texts.shown(shown_cell(MUNICIPALITIES.column(name), r[name]), kind) for name, kind in kinds.items()
        }
        rate = shown_cell(MUNICIPALITIES.column(_RATE), r[_RATE])
        found.append(
            Municipality(
                str(r["geo_namn"]),
                municipality_path(slug(str(r["geo_kod"]), str(r["geo_namn"]))),
                cells["anstallda"],
                cells["annonserade_platser"],
                None if rate is None else float(rate),
                texts.shown(rate, "decimal"),
                cells["inskrivna_arbetslosa"],
            )
        )
    return tuple(sorted(found, key=lambda m: (m.rate is None, -(m.rate or 0), texts.collation_key(m.name))))


_RATE = "platser_per_100_anstallda"


def _map(facts: Facts) -> Figure:
    title = f"Annonserade platser per 100 anställda, {facts.months}"
    rows = area_sheets.municipality_records(facts)
    column = MUNICIPALITIES.column(_RATE)
    measure = maps.MapMeasure(
        f"Karta: {title[0].lower()}{title[1:]}, {facts.area}. Talen står i tabellen bredvid.",
        {str(r["geo_kod"]): None if (value := shown_cell(column, r[_RATE])) is None else float(value) for r in rows},
        {str(r["geo_kod"]): str(r["geo_namn"]) for r in rows},
    )
    return Figure(title, maps.municipality_map(measure), f"{maps.KEY} {maps.BORDERS}")
