"""One municipality: its largest occupations beside its delregion's classes, its employers, its people. It has no class."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from assets.contracts.commuting import ELSEWHERE
from assets.contracts.mismatch import MUNICIPALITIES
from assets.contracts.model import Record
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.words import COUNTY
from assets.methods.mismatch import advertised_posts_rate
from assets.reference.areas import counties, parts_of
from reports import texts
from reports.findings.employers import ORDER, PUBLIC, SectorShare, employer_parts, part, together
from reports.findings.matrix import tile
from reports.findings.model import Tile
from reports.findings.occupations import Amount, amount, to_take_up
from reports.findings.people import People, employees_by_age, registered_people
from reports.records import by
from reports.sheets.model import facts_of
from reports.sheets.sector import sector_headings
from reports.warehouse import Warehouse

LARGEST = 10
_FLOWS = 3
_PROTECTED = "ett antal som är skyddat"
_EMPLOYED, _ADVERTISED, _REGISTERED = "anstallda", "annonserade_platser", "inskrivna_arbetslosa"


@dataclass(frozen=True)
class MunicipalityRow:
    """An occupation in the municipality, with the class of its delregion."""

    code: str
    name: str
    employees: Amount
    posts: Amount
    rate: Amount
    tile: Tile


@dataclass(frozen=True)
class KeyNumber:
    """A number of the municipality, and the same of the areas that it is read against."""

    label: str
    shown: str
    beside: str


@dataclass(frozen=True)
class MunicipalitySheet:
    """What is said of a municipality."""

    code: str
    name: str
    slug: str
    delregion: str
    """Its name; the county's where that is not divided."""
    delregion_code: str
    """Its code, or COUNTY."""
    lead: tuple[str, ...]
    numbers: tuple[KeyNumber, ...]
    largest: tuple[MunicipalityRow, ...]
    to_take_up: tuple[MunicipalityRow, ...]
    """The occupations that the delregion's headlines name and that are not among the largest."""
    employers: tuple[SectorShare, ...]
    employers_month: str
    commuting: tuple[str, ...]
    ages: People
    registered: People
    cannot_say: str


def municipality_sheets(warehouse: Warehouse) -> tuple[MunicipalitySheet, ...]:
    """Every municipality of the county, in Swedish alphabetical order."""
    names = {d.code: d.name for d in parts_of(warehouse.county)} or {warehouse.county: counties()[warehouse.county]}
    rated = {(str(r["geo_kod"]), str(r["yrke_kod"])): r for r in warehouse.assessments}
    rows = by(warehouse.municipality_occupations, "geo_kod")
    chosen = {code: set(to_take_up(facts_of(warehouse, code), 0)) for code in names}
    rates = {code: _rate(warehouse, code) for code in (*names, warehouse.county)}
    found = []
    for place in sorted(warehouse.municipalities, key=lambda r: texts.collation_key(str(r["geo_namn"]))):
        code, home = str(place["geo_kod"]), str(place["delregion_kod"])
        mine = [_row(r, rated[home, str(r["yrke_kod"])], names[home]) for r in rows[code,]]
        mine.sort(key=lambda r: (r.employees.value is None, -(r.employees.value or 0), r.code))
        largest = tuple(r for r in mine[:LARGEST] if r.employees.value is not None)
        shown = {r.code for r in largest}
        found.append(
            MunicipalitySheet(
                code,
                str(place["geo_namn"]),
                slug(code, str(place["geo_namn"])),
                names[home],
                COUNTY if home == warehouse.county else home,
                _lead(place),
                _numbers(
                    place,
                    "" if home == warehouse.county else f"{names[home]} {rates[home]} · ",
                    rates[warehouse.county],
                    employees_by_age(warehouse, code),
                    _public(warehouse, code, home),
                ),
                largest,
                tuple(r for r in mine if r.code in chosen[home] and r.code not in shown),
                *_employers(warehouse, code),
                commuting(warehouse, code),
                employees_by_age(warehouse, code),
                registered_people(warehouse, code),
                _cannot_say(names[home], len(warehouse.municipalities)),
            )
        )
    return tuple(found)


def _cannot_say(area: str, municipalities: int) -> str:
    """Why the municipality has no class of its own.

    Args:
        area: whose classes are shown.
        municipalities: in the county.
    """
    if municipalities == 1:
        return f"Kommunen är hela länet: klassen gäller {area}."
    return f"En kommun får ingen egen klass: klassen gäller {area}. Pendling gör att ett behov här kan mötas från grannkommunen."


def slug(code: str, name: str) -> str:
    """Name of a municipality's files: code and name without å, ä and ö.

    >>> slug("1485", "Uddevalla"), slug("1439", "Färgelanda"), slug("1482", "Kungälv"), slug("1438", "Dals-Ed")
    ('1485_uddevalla', '1439_fargelanda', '1482_kungalv', '1438_dals-ed')
    """
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return f"{code}_{plain.replace(' ', '-')}"


def _row(row: Record, rated: Record, delregion: str) -> MunicipalityRow:
    employees, posts, rate = (
        amount(MUNICIPALITY_OCCUPATIONS.column(name), row[name])
        for name in ("anstallda", "platser_rensade", "platser_per_100_anstallda")
    )
    return MunicipalityRow(str(row["yrke_kod"]), str(row["yrke_namn"]), employees, posts, rate, tile(rated, delregion))


def _lead(place: Record) -> tuple[str, ...]:
    year = place["ar_anstallda"]
    months = texts.period(str(place["period_fran"]), str(place["period_till"]))
    count = {
        name: amount(MUNICIPALITIES.column(name), place[name]).shown
        for name in (_EMPLOYED, "anstallda_kvinnor", "anstallda_man", _ADVERTISED, _REGISTERED)
        if place[name] is not None
    }
    women, men = (count.get(f"anstallda_{sex}") for sex in ("kvinnor", "man"))
    sexes = f", {women} kvinnor och {men} män" if women and men else ""
    people = (
        f"{count[_EMPLOYED]} arbetar här{sexes}"
        if _EMPLOYED in count
        else "Hur många som arbetar här går inte att säga"
    )
    registered = (
        f"{count[_REGISTERED]} var inskrivna arbetslösa, i medeltal av samma månader."
        if _REGISTERED in count
        else "Ett medeltal av inskrivna arbetslösa samma månader går inte att räkna, för minst en uppgift är skyddad eller saknas."
    )
    return (
        f"{people} (november {year}).",
        *([f"{count[_ADVERTISED]} platser annonserades {months}."] if _ADVERTISED in count else []),
        registered,
        *([str(place["anmarkning"])] if place["anmarkning"] else []),
    )


def _rate(warehouse: Warehouse, area: str) -> str:
    """Posts per 100 employees of an area's municipalities together, as readers see it.

    A municipality whose employees are not known is left out of both, and it is said how many are in.
    """
    mine = [r for r in warehouse.municipalities if area in (r["delregion_kod"], warehouse.county)]
    known = [r for r in mine if None not in (r["annonserade_platser"], r["anstallda"])]
    posts, employees = (sum(int(r[name]) for r in known) for name in ("annonserade_platser", "anstallda"))
    rate = float(advertised_posts_rate(posts, employees))
    shown = amount(MUNICIPALITIES.column("platser_per_100_anstallda"), None if math.isnan(rate) else rate).shown
    if len(known) in (0, len(mine)):
        return shown
    return f"{shown} ({len(known)} av {len(mine)} kommuner, resten okänd)"


def _numbers(place: Record, beside: str, county: str, ages: People, public: tuple[str, str]) -> tuple[KeyNumber, ...]:
    """The numbers that a municipality is known by.

    Args:
        place: its row of mart.kommuner.
        beside: name of its delregion and posts per 100 employees there, before the county's; empty where the county is not divided.
        county: posts per 100 employees in the county.
        ages: its employees' ages.
        public: share at work for municipalities, the region and the state here, and the same in delregion and county.
    """
    rate, women = MUNICIPALITIES.column("platser_per_100_anstallda"), MUNICIPALITIES.column("andel_kvinnor")
    here, others = public
    return (
        KeyNumber(
            "Platser per 100 anställda",
            amount(rate, place[rate.name]).shown,
            f"{beside}länet {county}",
        ),
        KeyNumber("Kvinnor bland de anställda", amount(women, place[women.name]).shown, "alla yrken tillsammans"),
        *(KeyNumber(f"Anställda {g.name}", g.shown, f"länet {g.county}") for g in ages.groups[-1:]),
        *([KeyNumber("Arbetar hos kommun, region eller stat", here, others)] if here else []),
    )


def _public(warehouse: Warehouse, code: str, home: str) -> tuple[str, str]:
    """What of the people at work municipalities, the region and the state employ: here, and in delregion and county."""
    here, _ = _employers(warehouse, code)
    if not here:
        return "", ""
    others = employer_parts(facts_of(warehouse, home))
    names = ("länet" if name == "Länet" else name for name, _ in others)
    beside = (f"{name} {together(parts[:PUBLIC]).shown}" for name, (_, parts) in zip(names, others, strict=True))
    return together(here[:PUBLIC]).shown, " · ".join(beside)


def _employers(warehouse: Warehouse, code: str) -> tuple[tuple[SectorShare, ...], str]:
    """Shares per sector and their month; none where one is not known."""
    mine = {str(r["sektor"]): r for r in warehouse.municipal_sectors if r["geo_kod"] == code}
    shares = [mine[s]["andel"] if s in mine else None for s in ORDER]
    if None in shares:
        return (), ""
    month = str(next(iter(mine.values()))["manad"])
    headings = sector_headings(warehouse.county)
    parts = tuple(part(headings[s], float(share or 0)) for s, share in zip(ORDER, shares, strict=True))
    return parts, texts.month(month)


def commuting(warehouse: Warehouse, code: str) -> tuple[str, ...]:
    """The largest flows out and in, as sentences; empty where the source is missing."""
    said = []
    for here, there, told in (
        ("bostad_kod", "arbete", ("Flest i länet åker till", "I andra län arbetar")),
        ("arbete_kod", "bostad", ("Flest i länet kommer från", "Från andra län kommer")),
    ):
        mine = [r for r in warehouse.commuting if r[here] == code]
        flows = [r for r in mine if r["varde"] is not None and r[f"{there}_kod"] not in (code, ELSEWHERE)]
        flows.sort(key=lambda r: (-int(r["varde"]), str(r[f"{there}_namn"])))
        within, outside = told
        named = [f"{r[f'{there}_namn']} {texts.shown(int(r['varde']), 'integer')}" for r in flows[:_FLOWS]]
        beyond = [r["varde"] for r in mine if r[f"{there}_kod"] == ELSEWHERE]
        counts = (_PROTECTED if value is None else texts.shown(int(value), "integer") for value in beyond)
        sentences = [*([f"{within}: {', '.join(named)}."] if named else []), *(f"{outside} {n}." for n in counts)]
        said += [" ".join(sentences)] if sentences else []
    year = max((str(r["ar"]) for r in warehouse.commuting), default="")
    return (f"Sysselsatta 15–74 år, {year}. Den som arbetar i ett annat land är inte med.", *said) if said else ()
