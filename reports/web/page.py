"""What the pages share: where they lie, files to fetch, pictures."""

from __future__ import annotations

from dataclasses import dataclass

DATA_PAGE = "metadata/data.html"
"""Where the page with every file lies in the folder."""

ACCURACY_PAGE = "metadata/traffsakerhet.html"
"""Where the page about how well projections have hit lies."""

FOLLOW_UP_PAGE = "rapport/uppfoljning.html"
"""Where the page that follows the agreement up lies."""


@dataclass(frozen=True)
class DownloadLink:
    """A file to fetch: what it is, where it lies in the folder, its format and size."""

    text: str
    path: str
    format: str
    size: str


@dataclass(frozen=True)
class Figure:
    """A picture, its title and the sentence under it."""

    title: str
    svg: str
    caption: str


def area_path(area: str) -> str:
    """Where an area's page lies in the folder."""
    return f"rapport/{area}.html"


def tables_path(area: str) -> str:
    """Where the page with an area's tables lies in the folder."""
    return f"rapport/{area}-tabeller.html"


def more_tables_path(area: str) -> str:
    """Where the page with the rest of them lies."""
    return f"rapport/{area}-fler-tabeller.html"


def education_path(area: str) -> str:
    """Where the page of an area's educations lies in the folder."""
    return f"utbildning/{area}.html"


def planning_path(area: str) -> str:
    """Where the page for those who plan an area's education lies in the folder."""
    return f"utbildning/{area}-planera.html"


def questions_path(area: str) -> str:
    """Where the page of an area's questions and answers lies in the folder."""
    return f"fragor/{area}.html"


def municipality_path(slug: str) -> str:
    """Where a municipality's page lies in the folder."""
    return f"kommun/{slug}.html"


def occupation_path(code: str) -> str:
    """Where an occupation's page lies in the folder.

    >>> occupation_path("222+223")
    'yrke/222-223.html'
    """
    return f"yrke/{code.replace('+', '-')}.html"
