"""Rendering pages with jinja2. Decides nothing: every number, order and word comes from the page's model."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from assets.contracts.words import COUNTY
from assets.reference import delregioner
from reports import texts
from reports.publish.edition_name import WORKING
from reports.sheets.model import Sheet, SheetColumn, SheetRow
from reports.warehouse import Warehouse
from reports.web.pages import AboutPage, AreaPage, TablesPage, page_path

ACCESSIBILITY_PAGE = "metadata/tillganglighet.html"
_ABOUT_LINKS = (
    ("Metod", "metadata/metod.html"),
    ("Ordlista", "metadata/ordlista.html"),
    ("Källor", "metadata/kallor.html"),
    ("Kvalitet", "metadata/kvalitet.html"),
    ("Prövning", "metadata/provning.html"),
    ("Ändringar", "metadata/andringar.html"),
)
_NUMERIC = ("integer", "decimal", "percent")


def render_area(page: AreaPage) -> str:
    """The page of a delregion or the county."""
    return _render("area.html.j2", page.path, page.facts.warehouse, page.facts.source, page=page)


def render_tables(page: TablesPage) -> str:
    """The page with every table of an area."""
    return _render("tables.html.j2", page.path, page.facts.warehouse, page.facts.source, page=page)


def render_about(page: AboutPage) -> str:
    """A page about the figures."""
    return _render("about.html.j2", page.path, page.facts.warehouse, page.facts.source, page=page)


def render_front(
    front: Mapping[str, Any], root: str = "", notices: Sequence[str] = (), editions: Sequence[Mapping[str, str]] = ()
) -> str:
    """The start page of a folder, or of everything that is published.

    Args:
        front: what ``pages.front`` decided.
        root: where the folder lies, seen from the page: empty, or for example ``utgavor/2026-12/``.
        notices: said above all else.
        editions: links to other editions, with href, text and note.
    """
    areas = [(area["namn"], area["sida"]) for area in front["omraden"]]
    return (
        _environment()
        .get_template("front.html.j2")
        .render(
            **_shared(root, "index.html", areas, front["exempel"], _edition(front["utgava"]), front["kalla"]),
            front=front,
            notices=notices,
            limits=texts.LIMITS,
            editions=editions,
        )
    )


def _render(template: str, path: str, warehouse: Warehouse, source: str, **more: Any) -> str:
    areas = [*((d.name, page_path(d.code)) for d in delregioner(warehouse.county)), ("Länet", page_path(COUNTY))]
    shared = _shared("../", path, areas, warehouse.example, _edition(warehouse.name), source)
    return _environment().get_template(template).render(**shared, **more)


def _edition(name: str) -> str:
    return "Löpande siffror" if name == WORKING else f"Utgåva {name}"


def _shared(
    root: str, here: str, areas: Sequence[tuple[str, str]], example: bool, edition: str, source: str
) -> dict[str, Any]:
    links = [*areas, *_ABOUT_LINKS]
    # The start page of everything published is beside the folder it shows, so that its link home is to itself.
    start = "index.html" if here == "index.html" else f"{root}index.html"
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return {
        "root": root,
        "start": start,
        "navigation": [
            {"text": "Startsida", "href": start, "current": here == "index.html"},
            *({"text": text, "href": f"{root}{href}", "current": here == href} for text, href in links),
        ],
        "accessibility": f"{root}{ACCESSIBILITY_PAGE}",
        "example": example,
        "edition": edition,
        "source": source,
        "script": _script(),
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
    environment.globals.update(shown=texts.shown, cells=_cells, names=_names, numeric=_NUMERIC)
    return environment


@cache
def _script() -> str:
    source = _environment().loader
    if source is None:
        raise ValueError("mallarna har ingen källa")
    return source.get_source(_environment(), "search.js")[0].strip()


def _cells(row: SheetRow, columns: tuple[SheetColumn, ...]) -> Iterator[tuple[Any, SheetColumn]]:
    return zip(row, columns, strict=True)


def _names(sheet: Sheet) -> int:
    """Which column names the row: the first that is not a code."""
    return next(at for at, column in enumerate(sheet.columns) if column.kind != "code")
