"""Rendering pages with jinja2. Decides nothing: every number, order and word comes from the page's model."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from assets.contracts.words import COUNTY
from assets.methods.follow_up import AGREED_YEARS, BASE_YEAR, LAST_YEAR
from assets.reference.areas import divisions, has_agreement, has_councils, parts_of
from reports import texts
from reports.findings.changed import BEYOND_NOTE
from reports.findings.educations import by_class
from reports.findings.employed import values_told
from reports.publish.edition_name import WORKING
from reports.sheets.model import SheetColumn, SheetRow
from reports.web.about_pages import AboutPage
from reports.web.analyst_page import PATH as ANALYST_PAGE
from reports.web.analyst_page import AnalystPage
from reports.web.area_page import AreaPage
from reports.web.compare_page import PATH as COMPARE_PAGE
from reports.web.compare_page import ComparePage
from reports.web.data_page import DataPage
from reports.web.education_page import EducationPage
from reports.web.fan import fan
from reports.web.follow_up_page import FollowUpPage
from reports.web.maps import BORDERS, Region, region_map
from reports.web.municipality_page import MunicipalityPage
from reports.web.occupation_page import OccupationPage
from reports.web.page import (
    ACCURACY_PAGE,
    DATA_PAGE,
    FOLLOW_UP_PAGE,
    area_path,
    education_path,
    municipality_path,
    occupation_path,
    planning_path,
    questions_path,
)
from reports.web.planning_page import PlanningPage
from reports.web.questions_page import QuestionsPage
from reports.web.tables_page import TablesPage

EDUCATIONS = education_path(COUNTY)
SOURCES_PAGE = "metadata/kallor.html"
ACCESSIBILITY_PAGE = "metadata/tillganglighet.html"
_ABOUT_LINKS = (
    ("Metod", "metadata/metod.html"),
    ("Ordlista", "metadata/ordlista.html"),
    ("Källor", SOURCES_PAGE),
    ("Underlag", "metadata/underlag.html"),
    ("Kvalitet", "metadata/kvalitet.html"),
    ("Prövning", "metadata/provning.html"),
    ("Träffsäkerhet", ACCURACY_PAGE),
    ("Scenarier", "metadata/scenarier.html"),
    ("Uppföljning", FOLLOW_UP_PAGE),
    ("Ändringar", "metadata/andringar.html"),
    ("För analytiker", ANALYST_PAGE),
    ("Data och filer", DATA_PAGE),
)
Page = (
    AboutPage
    | AnalystPage
    | AreaPage
    | ComparePage
    | DataPage
    | EducationPage
    | FollowUpPage
    | MunicipalityPage
    | OccupationPage
    | PlanningPage
    | QuestionsPage
    | TablesPage
)
_TEMPLATES: dict[type, str] = {
    AboutPage: "about.html.j2",
    AnalystPage: "analyst.html.j2",
    AreaPage: "area.html.j2",
    ComparePage: "compare.html.j2",
    DataPage: "data.html.j2",
    EducationPage: "education.html.j2",
    FollowUpPage: "follow_up.html.j2",
    MunicipalityPage: "municipality.html.j2",
    OccupationPage: "occupation.html.j2",
    PlanningPage: "planning.html.j2",
    QuestionsPage: "questions.html.j2",
    TablesPage: "tables.html.j2",
}
_DATE = re.compile(r"\b\d{4}-\d{2}(-\d{2})?\b")
_NUMERIC = ("integer", "decimal", "hundredth", "percent")


def render_page(page: Page) -> str:
    """A page of an edition, by the template of its kind."""
    facts, warehouse = page.facts, page.facts.warehouse
    areas = [*((d.name, area_path(d.code)) for d in parts_of(warehouse.county)), ("Länet", area_path(COUNTY))]
    script = "weights.js" if isinstance(page, AnalystPage) else "tools.js"
    shared = _shared(
        "../",
        page.path,
        areas,
        warehouse.example,
        _edition(warehouse.name),
        facts.source,
        script,
        divisions()[warehouse.county].sentence,
        has_agreement(warehouse.county),
        texts.made_by(warehouse.publisher),
    )
    return _environment().get_template(_TEMPLATES[type(page)]).render(**shared, page=page)


def render_front(
    front: Mapping[str, Any], root: str = "", notices: Sequence[str] = (), editions: Sequence[Mapping[str, str]] = ()
) -> str:
    """The start page of a folder, or of everything that is published.

    Args:
        front: what ``start_page`` decided.
        root: where the folder lies, seen from the page: empty, or for example ``utgavor/2026-12/``.
        notices: said above all else.
        editions: links to other editions, with href, text and note.
    """
    areas = [(area["kort"], area["sida"]) for area in front["omraden"]]
    regions = [Region(r["kommuner"], r["namn"], r["mening"], root + r["sida"]) for r in front["regioner"]]
    return (
        _environment()
        .get_template("front.html.j2")
        .render(
            **_shared(
                root,
                "index.html",
                areas,
                front["exempel"],
                _edition(front["utgava"]),
                front["kalla"],
                division=front["indelning"],
                followed=bool(front["uppfoljning"]),
            ),
            front=front,
            region_map=region_map(regions),
            borders=BORDERS,
            notices=notices,
            limits=texts.LIMITS,
            editions=editions,
        )
    )


def render_list(title: str, example: bool, notices: Sequence[str], editions: Sequence[Mapping[str, str]]) -> str:
    """A start page that only lists what is published.

    Args:
        title: of the page.
        example: whether the newest figures are made up.
        notices: said above all else.
        editions: links, with href, text and note.
    """
    shared = _shared("", "index.html", [], example, "", "") | {"about": []}
    shared["navigation"] = shared["navigation"][:1]
    template = _environment().get_template("list.html.j2")
    return template.render(**shared, title=title, notices=notices, editions=editions)


def render_nation(
    title: str, example: bool, source: str, cards: Sequence[Mapping[str, str]], missing: Sequence[str]
) -> str:
    """The start page that leads to several counties.

    Args:
        title: of the page.
        example: whether any county's figures are made up.
        source: the standing sentence.
        cards: a county each: ``namn``, ``sida``, ``mening``, ``utgava`` and ``indelning``.
        missing: names of the counties that are not published.
    """
    shared = _shared("", "index.html", [], example, "", source) | {"about": []}
    shared["navigation"] = shared["navigation"][:1]
    template = _environment().get_template("nation.html.j2")
    return template.render(**shared, title=title, counties=cards, missing=missing)


def _edition(name: str) -> str:
    return "Löpande siffror" if name == WORKING else f"Utgåva {name}"


def _shared(
    root: str,
    here: str,
    areas: Sequence[tuple[str, str]],
    example: bool,
    edition: str,
    source: str,
    script: str = "tools.js",
    division: str = "",
    followed: bool = False,
    made_by: str = "",
) -> dict[str, Any]:
    # The start page of everything published is beside the folder it shows, so that its link home is to itself.
    start = "index.html" if here == "index.html" else f"{root}index.html"
    digest = base64.b64encode(hashlib.sha256(_source(script).encode()).digest()).decode()
    links = [*_ABOUT_LINKS, ("Tillgänglighet", ACCESSIBILITY_PAGE)]
    about = [(text, href) for text, href in links if followed or href != FOLLOW_UP_PAGE]
    return {
        "root": root,
        "start": start,
        "navigation": [
            {"text": "Start", "href": start, "current": here == "index.html"},
            *({"text": text, "href": f"{root}{href}", "current": here == href} for text, href in areas),
            {"text": "Alla yrken", "href": f"{start}#yrken", "current": False},
            {"text": "Utbildningar", "href": f"{root}{EDUCATIONS}", "current": here == EDUCATIONS},
            {"text": "Jämför", "href": f"{root}{COMPARE_PAGE}", "current": here == COMPARE_PAGE},
            {"text": "Om siffrorna", "href": f"{root}{_ABOUT_LINKS[0][1]}", "current": here == _ABOUT_LINKS[0][1]},
            {"text": "Data och filer", "href": f"{root}{DATA_PAGE}", "current": here == DATA_PAGE},
        ],
        "about": [{"text": text, "href": f"{root}{href}", "current": here == href} for text, href in about],
        "example": example,
        "edition": edition,
        "source": source,
        "made_by": made_by,
        "division": division,
        "style": _source("style.css"),
        "script": _source(script),
        "script_hash": f"'sha256-{digest}'",
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["linked"] = _linked
    environment.filters["breakable"] = _breakable
    environment.globals.update(
        shown=texts.shown,
        cells=_cells,
        numeric=_NUMERIC,
        part=_part,
        sort_value=_sort_value,
        path_of=occupation_path,
        education_path=education_path,
        planning_path=planning_path,
        questions_path=questions_path,
        municipality_path=municipality_path,
        fan=fan,
        values_told=values_told,
        accuracy_page=ACCURACY_PAGE,
        by_class=by_class,
        same_class=texts.SAME_CLASS,
        dots=texts.DOTS,
        beyond_note=BEYOND_NOTE,
        follow_up_page=FOLLOW_UP_PAGE,
        has_agreement=has_agreement,
        has_councils=has_councils,
        base_year=BASE_YEAR,
        last_followed_year=LAST_YEAR,
        agreed_years=AGREED_YEARS,
    )
    return environment


@cache
def _source(name: str) -> str:
    loader = _environment().loader
    if loader is None:
        raise ValueError("mallarna har ingen källa")
    return loader.get_source(_environment(), name)[0].strip()


def _part(value: float, most: float, room: float) -> str:
    """How much of the room a mark takes, at most all of it.

    >>> _part(5, 10, 60), _part(0, 0, 60), _part(1, 3, 100)
    ('30', '0', '33.3')
    """
    return f"{room * value / most if most else 0:.1f}".removesuffix(".0")


def _sort_value(value: float | None) -> str:
    """What a cell is sorted by; empty when it is missing, which is last both ways.

    >>> _sort_value(0.066), _sort_value(5700.0), _sort_value(None)
    ('0.066', '5700', '')
    """
    return "" if value is None else f"{value:g}" if value % 1 else f"{value:.0f}"


@pass_context
def _linked(context: Context, line: str) -> Markup:
    """A source line whose mention of the page of all sources leads there, without what the foot of the page says of all its lines."""
    line = line.replace(f" {context['made_by']}", "") if context["made_by"] else line
    link = Markup('se <a href="{}{}">Källor</a>').format(context["root"], SOURCES_PAGE)
    # The dates first: an edition's folder has one in its name, which stands in the link.
    return Markup(_whole_dates(escape(line))).replace("se Källor", link)


def _breakable(text: str) -> Markup:
    """A name of a table, a column or a file, which may be broken where it is put together; a date may not.

    >>> str(_breakable("mart.anstallda_ssyk4")), str(_breakable("a & b")), str(_breakable("den 2026-11-29"))
    ('mart.anstallda_<wbr>ssyk4', 'a &amp; b', 'den <span class="hel">2026-11-29</span>')
    """
    broken = Markup("_<wbr>").join(escape(part) for part in text.split("_"))
    return Markup(_whole_dates(broken))


def _whole_dates(escaped: Markup) -> str:
    """The same with every date kept on one line."""
    return _DATE.sub(r'<span class="hel">\g<0></span>', str(escaped))


def _cells(row: SheetRow, columns: tuple[SheetColumn, ...]) -> Iterator[tuple[Any, SheetColumn]]:
    return zip(row, columns, strict=True)
