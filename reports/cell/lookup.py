"""Which area and which occupation a person means, from what they typed."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assets.contracts.model import Record
from assets.contracts.words import AF_AREA, COUNTY, REPORTING_GROUP, SSYK4_LEVEL, UNKNOWN
from assets.errors import UsageError
from assets.reference.occupations import UNKNOWN_SSYK3

_SHOWN = 8


@dataclass(frozen=True)
class Target:
    """The row that answers: a redovisningsgrupp or an AF-yrkesområde.

    ``asked`` names the occupations that the person meant when the answer is for a whole group.
    """

    level: str
    code: str
    asked: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Without case, accents and extra spaces, so that ``FYRBODAL`` and ``Göteborgsregionen`` are found as typed.

    >>> plain(" Sjuksköterskor  M.FL. ")
    'sjukskoterskor m.fl.'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def titled(row: Record) -> str:
    """Code and name of an occupation; an AF-yrkesområde says that it is one."""
    if row["yrke_kod"] == UNKNOWN:
        return str(row["yrke_namn"])
    if row["yrkesniva"] == AF_AREA:
        return f"AF-yrkesområdet {row['yrke_namn']}"
    return f"{row['yrke_kod']} {row['yrke_namn']}"


def find_place(text: str, places: list[Record]) -> Record:
    """The delregion, or the county, that ``text`` names by code or name.

    Args:
        text: what the person typed; ``lan`` is the county.
        places: rows of mart.dim_geo.

    Raises:
        UsageError: there is none; names the nearest, or the delregion of a municipality.
    """
    known: dict[str, Record] = {}
    parts = [place["geo_kod"] for place in places if place["geo_niva"] == "delregion"]
    divided = len(parts) > 1
    for place in places:
        if place["geo_niva"] == COUNTY or (divided and place["geo_niva"] == "delregion"):
            known |= {plain(place["geo_kod"]): place, plain(place["geo_namn"]): place}
            known |= {COUNTY: place, "lanet": place} if place["geo_niva"] == COUNTY else {}
    wanted = plain(text)
    if wanted in known:
        return known[wanted]
    for place in places:
        if place["geo_niva"] == "kommun" and wanted in (place["geo_kod"], plain(place["geo_namn"])):
            where = (
                f"delregionen som den hör till: ange {place['delregion_kod']}" if divided else f"länet: ange {COUNTY}"
            )
            raise UsageError(f"{place['geo_namn']} är en kommun. Tal visas för {where}.")
    near = known[difflib.get_close_matches(wanted, known, 1, 0)[0]]
    if not divided:
        raise UsageError(f"Området '{text}' finns inte. Länet är inte delat: ange {COUNTY} för länet.")
    name = COUNTY if near["geo_niva"] == COUNTY else near["geo_kod"]
    raise UsageError(
        f"Delregionen '{text}' finns inte. Menade du {name}? Välj bland {', '.join(sorted(parts))}, eller {COUNTY} för länet."
    )


def find_occupation(text: str, occupations: list[Record]) -> Target:
    """The row that answers for a code of SSYK or of a redovisningsgrupp, a name, or a part of a name.

    A code or a whole name wins over a part of a name. Hits in the same redovisningsgrupp have the same answer.

    Args:
        text: what the person typed.
        occupations: rows of mart.dim_yrke.

    Raises:
        UsageError: there is none, or several; names the nearest, or at most eight of them.
    """
    wanted = plain(text)
    rows = [row for row in occupations if (row["yrkesniva"], row["yrke_kod"]) != (SSYK4_LEVEL, UNKNOWN)]
    by_code = [row for row in rows if row["yrkesniva"] != AF_AREA and row["yrke_kod"] == wanted]
    hits = (
        by_code
        or [row for row in rows if plain(row["yrke_namn"]) == wanted]
        or [row for row in rows if wanted and wanted in plain(row["yrke_namn"])]
    )
    if not hits:
        raise UsageError(_unknown(text, wanted, rows))
    targets = _targets(hits)
    if len(targets) > 1:
        raise UsageError(_several(text, targets, rows))
    return targets[0]


def _targets(hits: Iterable[Record]) -> list[Target]:
    asked: dict[tuple[str, str], list[str]] = {}
    whole: set[tuple[str, str]] = set()
    for row in hits:
        key = _answer(row)
        asked.setdefault(key, [])
        if key[1] == row["yrke_kod"]:
            whole.add(key)
        else:
            asked[key].append(titled(row))
    return [Target(*key, () if key in whole else tuple(names)) for key, names in asked.items()]


def _answer(row: Record) -> tuple[str, str]:
    """Level and code of the row that answers for an occupation."""
    if row["yrkesniva"] == AF_AREA:
        return AF_AREA, row["yrke_kod"]
    return REPORTING_GROUP, row["redovisningsgrupp"] or UNKNOWN_SSYK3


def _unknown(text: str, wanted: str, rows: list[Record]) -> str:
    names = {plain(row["yrke_namn"]): row for row in rows}
    codes = {row["yrke_kod"]: row for row in rows if row["yrkesniva"] != AF_AREA}
    if wanted.isdigit():
        beginnings = [wanted[: n + 1] for n in range(len(wanted))]
        digits = [code for code in codes if code.isdigit()]
        near = codes[max(digits, key=lambda code: sum(code.startswith(b) for b in beginnings))]
    else:
        near = names[difflib.get_close_matches(wanted, names, 1, 0)[0]]
    return (
        f"Yrket '{text}' finns inte. Menade du {titled(near)}? Ange SSYK-kod med tre eller fyra siffror, eller en del av "
        "namnet på ett yrke eller AF-yrkesområde."
    )


def _several(text: str, targets: list[Target], rows: list[Record]) -> str:
    names = {(row["yrkesniva"], row["yrke_kod"]): titled(row) for row in rows}
    listed = [", ".join(t.asked) or names[t.level, t.code] for t in targets]
    more = f"; och {len(listed) - _SHOWN} till" if len(listed) > _SHOWN else ""
    return f"'{text}' passar på flera; ange koden eller mer av namnet: {'; '.join(listed[:_SHOWN])}{more}"
