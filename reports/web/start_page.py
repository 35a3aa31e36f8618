"""The start page: the finding, every occupation over every area, the ways on, and what is new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assets.contracts.ads import STAGED_ADS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.model import Record
from assets.contracts.pxweb import STAGED_EMPLOYEES, STAGED_MATCHING
from assets.contracts.unemployed import STAGED_UNEMPLOYED
from assets.contracts.words import COUNTY
from assets.methods.quoted import spelled
from assets.methods.score import POSITIONS
from assets.reference.areas import counties, divisions, has_agreement, parts_of
from reports import texts
from reports.findings.matrix import ENDS_OF_SCALE, area_names, class_counts, matrix, order_told
from reports.findings.messages import in_sentence, number_of
from reports.findings.model import MatrixRow
from reports.findings.municipality import slug
from reports.findings.occupations import search_text, to_take_up
from reports.sheets.area import municipality_records
from reports.sheets.model import facts_of
from reports.sheets.trial import preliminary_in_short
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse
from reports.web.area_page import class_names
from reports.web.page import DATA_PAGE, FOLLOW_UP_PAGE, DownloadLink, area_path, municipality_path, occupation_path

FORM = 6
"""Of the plain data: a folder keeps what its own code decided, so a later form must be told apart."""
FIRST_ROWS = 12
"""Occupations that a reader meets before asking for the others."""
_, _LOWEST = ENDS_OF_SCALE
_CHANGES = 8
_NAMED = 3
_MOST_NAMED = 8
_NEWS = {
    STAGED_ADS.source: "Annonser",
    STAGED_UNEMPLOYED.source: "Inskrivna arbetslösa",
    STAGED_EMPLOYEES.source: "Anställda per yrke",
    STAGED_MATCHING.source: "Utbildning och matchning",
    STAGED_BAROMETER.source: "Arbetsförmedlingens Yrkesbarometer",
}
"""Sources that a reader asks for by name."""


def start_page(warehouse: Warehouse, downloads: Mapping[str, Sequence[DownloadLink]]) -> dict[str, Any]:
    """What the start page says of an edition, as plain data that is kept with it.

    Args:
        warehouse: what it holds.
        downloads: area → its files.

    Returns:
        JSON-ready.
    """
    facts = facts_of(warehouse, COUNTY)
    rows = matrix(warehouse)
    divided = parts_of(warehouse.county)
    areas = [*((d.code, d.name) for d in divided), (COUNTY, counties()[warehouse.county])]
    everywhere = [row.name for row in rows if row.lifted == max(1, len(divided))]
    where = "i alla delregioner" if divided else "i länet"
    classes = class_names(facts)
    fewest = [row.name for row in rows if all(t.position == _LOWEST and not t.weak for t in row.tiles[1:] or row.tiles)]
    words = search_text(warehouse)
    return {
        "form": FORM,
        "titel": facts.title(f"Vilka yrken annonserar arbetsgivarna mest efter i {facts.area}?"),
        "exempel": warehouse.example,
        "utgava": warehouse.name,
        "rattar": warehouse.edition["rattar"],
        "skal": warehouse.edition["skal"],
        "datum": warehouse.date,
        "ingress": "Här ser du yrke för yrke vad Arbetsförmedlingen bedömer och vad annonserna visar"
        + (f", i länet och i de {spelled(len(divided))} delregionerna." if divided else " i länet."),
        "fynd": {
            "mening": f"Just nu: {in_sentence(_sure(everywhere, classes[0]))} att ta upp {where}.",
            "yrken": _first(everywhere),
            "underlag": f"Anställda november {facts.year}, annonser {facts.months}. {facts.source_of(*CLASSES)}",
        },
        "motsatt": {
            "mening": f"{_sure(fewest, classes[_LOWEST])} att nämnas {where}.",
            "yrken": _first(fewest),
        },
        "klasser": list(classes),
        "kolumner": list(area_names(warehouse).values()),
        "rader": [_matrix_row(row, words) for row in rows],
        "forsta": FIRST_ROWS,
        "not": " ".join([texts.ORDER, *filter(None, [preliminary_in_short()])]),
        "kalla": facts.source,
        "omraden": [_card(warehouse, code, name, downloads.get(code, ())) for code, name in areas],
        "karta": "Yrken att ta upp per delregion. Välj en delregion." if divided else "Yrken att ta upp i länet.",
        "tabell": "Yrken i länet och delregionerna" if divided else "Yrken i länet",
        "ordning": order_told(bool(divided)),
        "allt": "arbetsböckerna och allt om en delregion i en fil" if divided else "och arbetsboken",
        "indelning": divisions()[warehouse.county].sentence,
        "regioner": [_region(warehouse, d.code, d.name) for d in divided]
        or [_region(warehouse, COUNTY, counties()[warehouse.county])],
        "kommuner": [
            {"namn": str(r["geo_namn"]), "sida": municipality_path(slug(str(r["geo_kod"]), str(r["geo_namn"])))}
            for r in municipality_records(facts)
        ],
        "nytt": _changes(warehouse),
        "uppgifter": _news(warehouse),
        "data": DATA_PAGE,
        "uppfoljning": FOLLOW_UP_PAGE if has_agreement(warehouse.county) else "",
    }


def _region(warehouse: Warehouse, area: str, name: str) -> dict[str, Any]:
    facts = facts_of(warehouse, area)
    return {
        "kod": facts.code,
        "namn": name,
        "mening": f"{len(to_take_up(facts, 0))} yrken",
        "sida": area_path(area),
        "kommuner": [str(r["geo_kod"]) for r in warehouse.municipalities if r["delregion_kod"] == facts.code],
    }


def _matrix_row(row: MatrixRow, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kod": row.code,
        "namn": row.name,
        "sida": occupation_path(row.code),
        "sok": words.get(row.code, ""),
        "af": row.of_af,
        "rutor": [asdict(tile) for tile in row.tiles],
        "alla": _everywhere(row),
    }


def _sure(names: Sequence[str], word: str) -> str:
    """How many occupations of a class are sure enough.

    >>> _sure((), "få annonser"), _sure(("Tandläkare", "Läkare"), "få annonser")
    ('Inget yrke med få annonser är säkert nog', 'Två yrken med få annonser är säkra nog')
    """
    return number_of(len(names), f"yrke med {word} är säkert nog", f"yrken med {word} är säkra nog")


def _first(names: Sequence[str]) -> list[str]:
    """The names that stand first on the page; how many more there are is said, and the table below has them.

    >>> _first(["a", "b"]), _first([*"abcdefghijk"])[-2:]
    (['a', 'b'], ['g', 'och 4 till'])
    """
    if len(names) <= _MOST_NAMED:
        return list(names)
    return [*names[: _MOST_NAMED - 1], f"och {len(names) - _MOST_NAMED + 1} till"]


def _everywhere(row: MatrixRow) -> str:
    """What a phone says once of an occupation that has one sure class in every area; empty when it has not."""
    county, *others = row.tiles
    if not others or any(tile.weak or tile.position != county.position for tile in row.tiles):
        return ""
    return "Länet och alla delregioner"


def _card(warehouse: Warehouse, area: str, name: str, files: Sequence[DownloadLink]) -> dict[str, Any]:
    facts = facts_of(warehouse, area)
    counts = class_counts(warehouse, facts.code)
    chosen = to_take_up(facts, 0)
    highest = class_names(facts)[0]
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in warehouse.assessments if r["geo_kod"] == facts.code}
    return {
        "namn": name,
        "kort": "Länet" if facts.whole else name,
        "mening": f"{number_of(counts[0], 'yrke', 'yrken')} av {sum(counts[:-1])} bedömda har {highest}. "
        f"{number_of(len(chosen), 'är säkert nog', 'är säkra nog')} att ta upp.",
        "antal": list(counts),
        "yrken": [names[code] for code in chosen[:_NAMED]],
        "sida": area_path(area),
        "filer": [vars(d) for d in files],
    }


def _changes(warehouse: Warehouse) -> dict[str, Any]:
    """Occupations whose class has changed since the edition before, the first few; or why there are none."""
    previous = warehouse.edition["foregaende"]
    told = [r for r in warehouse.changes if r["slag"] == "klass"]
    # A class that is called something else moves nobody, and is of no area.
    rows = [r for r in told if r["geo_kod"]]
    renamed = "".join(f" Klassen {r['fore']} heter nu {r['efter']}." for r in told if not r["geo_kod"])
    if not previous:
        said = "Det finns ingen tidigare utgåva att jämföra med. Från nästa utgåva står här varje yrke som bytt klass."
    elif not rows:
        said = f"Inget yrke har bytt klass sedan utgåva {previous}.{renamed}"
    else:
        said = f"{number_of(len(rows), 'byte', 'byten')} av klass sedan utgåva {previous}. Alla står på sidan Ändringar.{renamed}"
    return {"mening": said, "rader": [_change(r) for r in rows[:_CHANGES]]}


def _change(row: Record) -> dict[str, Any]:
    return {
        "amne": f"{row['amne']}, {row['geo_namn']}",
        "fore": _word(row["fore"]),
        "efter": _word(row["efter"]),
        "orsak": str(row["orsak"]),
    }


def _word(word: object) -> dict[str, Any]:
    """A class with its place on the scale; a word that is none of them has no place."""
    return {"ord": str(word or "–"), "plats": POSITIONS.get(str(word))}


def _news(warehouse: Warehouse) -> list[dict[str, str]]:
    """The sources that readers ask for: what they are, to when they reach, and when the next is expected."""
    found = {str(r["underlag"]): r for r in warehouse.sources}
    return [
        {
            "titel": name,
            "till": when(str(found[source]["period_till"])),
            "nasta": _expected(found[source]["nasta_vantas"], warehouse.fetched),
        }
        for source, name in _NEWS.items()
        if source in found
    ]


def _expected(period: Any, asked: str) -> str:
    """When the next is expected, and that it is late where that month is over.

    Args:
        period: of one source, ÅÅÅÅ-MM or a whole day.
        asked: when any source was fetched last, since one that has nothing new keeps the day it last had.

    >>> _expected("2026-11", "2026-11-30T05:00:00Z"), _expected("2026-11", "2026-12-01T05:00:00Z"), _expected(None, "2026-12-01")
    ('november 2026', 'november 2026, har inte kommit', '..')
    """
    if not period:
        return texts.NO_VALUE
    return f"{when(str(period))}{', har inte kommit' if str(period)[:7] < asked[:7] else ''}"


def when(period: str) -> str:
    """A month in words; a year, a round or two points as they are.

    >>> when("2026-08"), when("2024"), when("2025-1")
    ('augusti 2026', '2024', 'omgång 2025-1')
    """
    if re.fullmatch(r"\d{4}-\d{2}", period):
        return texts.month(period)
    return f"omgång {period}" if re.fullmatch(r"\d{4}-\d", period) else period
