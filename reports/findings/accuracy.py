"""How well projections have hit, as sentences; every figure is the edition's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assets.contracts.long_term import BY_PEOPLE
from assets.contracts.model import Record
from assets.contracts.words import COUNTY, REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.backtest import (
    CONSTANT,
    COVERAGE,
    DELREGION_SIZE,
    DELREGIONS,
    EVERYTHING,
    METHOD_NAMES,
    NATIONWIDE,
    OF_COUNTIES,
    OF_DELREGIONS,
    ORIGIN,
    RELATIVE,
    SEX,
    SIZE,
    TRIAL_CLASSES,
)
from assets.methods.backtest import COUNTY as COUNTIES
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.projection_intervals import LEVEL
from assets.methods.quoted import figures, spelled
from assets.reference.areas import NATION
from reports.findings.long_term import LATER, SOON
from reports.findings.messages import moved
from reports.texts import listed
from reports.warehouse import Warehouse

_UNTRIED = (
    "är inte prövat, för bara SCB:s nyaste befolkningsframskrivning är hämtad. Antalens gränser lånar därför felet som länens egen "
    "tillväxt har haft."
)
UNTRIED_TOTAL = f"Hur många länets alla anställda blir {_UNTRIED}"
"""What stands by projected numbers whose county total rests on the population."""
OTHER_TOTAL = (
    "Rikets antal följer länens egen tillväxt, länets följer SCB:s befolkningsframskrivning. Jämför därför orden mellan riket och "
    "länet, inte antalen."
)
"""What stands by them when the nation stands beside."""


def total_told(warehouse: Warehouse) -> str:
    """How all employees of the county change to the first year of the long term, what that rests on, and what the other way says.

    Returns:
        Empty when nothing is projected.
    """
    row = next(
        (
            r
            for r in warehouse.projections
            if r["geo_kod"] == warehouse.county and int(r["horisont"]) == SOON and r["tillvaxt_alla"] is not None
        ),
        None,
    )
    if row is None:
        return ""
    said = f"Länets alla anställda {_grown(float(row['tillvaxt_alla']))} till {row['ar']}"
    if row["tillvaxt_av"] != BY_PEOPLE:
        return f"{said} om länets egen tillväxt går vidare. Befolkning, deltagande och pendling är inte kända så långt fram."
    return (
        f"{said} om SCB:s befolkningsframskrivning stämmer och pendlingen är som i dag. Det {_UNTRIED} Med länets egen tillväxt, "
        f"som är prövad, hade de blivit {_grown(float(row['tillvaxt_egen'])).removeprefix('blir ')}."
    )


def total_note(warehouse: Warehouse) -> tuple[str, ...]:
    """That the county's total is not tried and whose error its limits have, where the numbers stand; nothing when it is the tried one.

    The nation's total never rests on the population, so beside such a county its numbers are another kind, and that is told too.
    """
    if not any(r["tillvaxt_av"] == BY_PEOPLE for r in warehouse.projections):
        return ()
    return (
        (UNTRIED_TOTAL, OTHER_TOTAL) if any(r["geo_kod"] == NATION for r in warehouse.projections) else (UNTRIED_TOTAL,)
    )


def _grown(ratio: float) -> str:
    """How a number has changed, in whole percent.

    >>> _grown(1.034), _grown(0.951), _grown(1.004)
    ('blir 3 procent fler', 'blir 5 procent färre', 'blir lika många')
    """
    return f"blir {moved(round(100 * (ratio - 1)))}"


def accuracy_lead(warehouse: Warehouse) -> tuple[str, ...]:
    """How well projections have hit, as sentences; every figure is the edition's own."""
    rows = [r for r in warehouse.accuracy if r["yrkesniva"] == SSYK3_LEVEL]
    if not rows:
        return ("Anställda finns för så få år att inget kan skrivas fram eller prövas.",)
    soon = {(str(r["matt"]), str(r["urval"]), str(r["grupp"])): r for r in rows if _published(r, SOON)}
    if not soon:
        return ("Metoden har inte kunnat prövas så många år framåt som den publiceras.",)
    whole = soon.get((RELATIVE, EVERYTHING, EVERYTHING))
    in_counties = [r for r in soon.values() if r["urval"] in OF_COUNTIES]
    reason = next((str(r["anmarkning"]) for r in in_counties if r["anmarkning"]), "")
    said = [
        "Varje år bakåt har skrivits fram med det som var känt då, i alla län, och hållits mot det som kom. Felet jämförs med att anta att "
        "varje yrkes andel av de anställda är oförändrad."
    ]
    if any(r["publiceras"] == CONSTANT for r in in_counties):
        said.append(f"Oförändrade andelar publiceras: vår framskrivning var inte bättre i provet. {reason}")
    elif whole and whole["varde"] is not None:
        said.append(
            f"{spelled(SOON).capitalize()} år framåt är felet {_less(whole)}, över alla yrken på tre siffror. "
            f"{_in_county(warehouse.county, soon)}{_in_nation(soon)}{_by_size(soon)}"
        )
        if reason:
            said.append(
                "En mer avancerad metod har också prövats. Den var inte säkert bättre, så den enklare publiceras. Skälet står i tabellen."
            )
    said.extend(
        filter(
            None,
            [
                _newest(rows),
                _covered(soon),
                "" if warehouse.undivided else in_delregions(rows),
                _by_sex(rows),
                total_told(warehouse),
            ],
        )
    )
    said.append(outcomes_told(warehouse))
    said.append(f"{LATER} år framåt är en konsekvensberäkning.{_longest(rows)}")
    return tuple(said)


def _longest(rows: Iterable[Record]) -> str:
    """How far ahead the method of the last year could be tried, and from how many years; nothing when it could not."""
    years = PUBLISHED_HORIZONS[LATER]
    key = (RELATIVE, EVERYTHING, EVERYTHING)
    tried = [
        r for r in rows if _published(r, years) and (r["matt"], r["urval"], r["grupp"]) == key and r["ursprungsar"]
    ]
    return "".join(f" Metoden har bara kunnat prövas {years} år framåt, från {_origins(row)}." for row in tried)


def _origins(row: Record) -> str:
    """From how many years a number of the trial comes.

    >>> [_origins({"ursprungsar": years, "horisont": ahead}) for years, ahead in ((1, 5), (4, 5), (8, 1))]
    ['ett enda år', 'fyra år som överlappar varandra', 'åtta år']
    """
    years = int(row["ursprungsar"])
    if years == 1:
        return "ett enda år"
    return f"{spelled(years)} år" + (" som överlappar varandra" if int(row["horisont"]) > 1 else "")


def in_delregions(rows: Iterable[Record]) -> str:
    """How delregioner that move as the county have been hit, and at how many years ahead that is not tried.

    Args:
        rows: of mart.traffsakerhet on three digits.
    """
    here = [r for r in rows if r["urval"] in OF_DELREGIONS and r["publiceras"]]
    if not here:
        return ""
    untried = sorted({int(r["horisont"]) for r in here if not r["celler"]} & set(PUBLISHED_HORIZONS.values()))
    of_soon = [r for r in here if int(r["horisont"]) == SOON]
    said = [_delregions_soon(of_soon)] if of_soon and SOON not in untried else []
    if untried:
        years = listed([spelled(years) for years in untried])
        said.append(
            f"{years.capitalize()} år framåt är delregionernas framskrivning inte prövad, för kommunernas anställda finns inte för så "
            "många år. De ändras som länets."
        )
    return " ".join(said)


def _delregions_soon(rows: Sequence[Record]) -> str:
    """What the first year of the long term has been worth in the delregioner."""
    own = {(r["matt"], r["urval"], r["grupp"]): r for r in rows if r["metod"] == r["publiceras"]}
    any_row = rows[0]
    ahead = spelled(SOON).capitalize()
    whole, held = (own.get((matt, DELREGIONS, EVERYTHING)) for matt in (RELATIVE, COVERAGE))
    if any_row["publiceras"] == CONSTANT:
        return f"{ahead} år framåt antas yrkenas andelar vara oförändrade i delregionerna. {any_row['anmarkning'] or ''}".rstrip()
    if whole is None or whole["varde"] is None:
        return ""
    said = f"Delregionernas tal ändras som länets. Där är felet {_less(whole)} {spelled(SOON)} år framåt, prövat från {_origins(whole)}."
    if held is not None and held["varde"] is not None:
        said += (
            f" Länens gränser höll där {round(100 * float(held['varde']))} gånger av 100, prövat från {_origins(held)}."
        )
    narrow = [str(r["grupp"]) for r in own.values() if r["urval"] == DELREGION_SIZE and r["klarade"] == "nej"]
    if narrow:
        said += f" I yrken med {' eller '.join(narrow)} anställda höll de för sällan, och där visas inget tal i delregionerna."
    return said


def _by_sex(rows: Iterable[Record]) -> str:
    """How one sex would have been hit so many years ahead."""
    found = {
        (r["matt"], r["grupp"]): r
        for r in rows
        if r["urval"] == SEX and int(r["horisont"]) == SOON and r["metod"] in METHOD_NAMES and r["varde"] is not None
    }
    told = [f"för {sex} {_less(row)}" for (matt, sex), row in sorted(found.items()) if matt == RELATIVE]
    if not told:
        return ""
    return (
        f"Om kvinnors och mäns andelar ändras som yrkets är felet {spelled(SOON)} år framåt {' och '.join(told)} än med oförändrade "
        "andelar. Det är bara prövat: framskrivningen görs inte efter kön."
    )


def outcomes_told(warehouse: Warehouse) -> str:
    """What the newest year that a frozen edition has projected came to in the county; why there is none when none has come."""
    rows = warehouse.outcome_shares
    if not rows:
        earlier = warehouse.edition["foregaende"]
        return (
            f"Utgåvan {earlier} och de före den har inte sparat vad de skrev fram, så det kan inte hållas mot vad som kom."
            if earlier
            else "Det finns ingen tidigare fryst utgåva att hålla mot vad som kom."
        )
    own = [r for r in rows if r["geo_niva"] == COUNTY and r["yrkesniva"] == REPORTING_GROUP and r["celler"]]
    if not own:
        first = min(rows, key=lambda r: int(r["ar"]))
        return f"Vad en fryst utgåva har sagt är ännu inte hållet mot vad som kom. {first['anmarkning']}"
    row = max(own, key=lambda r: (int(r["ar"]), str(r["utgava"])))
    typical = (
        "" if row["medianfel"] is None else f" Det typiska felet var {round(100 * float(row['medianfel']))} procent."
    )
    return (
        f"Utgåvan {row['utgava']} skrev fram {row['ar']}, som nu har kommit. Av {row['celler']} yrken i länet låg {row['inom']} inom "
        f"gränserna, som är gjorda för {figures(100 * LEVEL)} av 100.{typical}"
    )


def _published(row: Record, horizon: int) -> bool:
    return int(row["horisont"]) == horizon and row["metod"] == row["publiceras"]


def _less(row: Record) -> str:
    """How the error stands against constant shares.

    >>> _less({"varde": 0.863}), _less({"varde": 1.041}), _less({"varde": 0.998})
    ('14 procent mindre', '4 procent större', 'lika stort')
    """
    percent = round(100 * (1 - float(row["varde"])))
    if not percent:
        return "lika stort"
    return f"{abs(percent)} procent {'mindre' if percent > 0 else 'större'}"


def _in_county(county: str, found: Mapping[tuple[str, str, str], Record]) -> str:
    row = found.get((RELATIVE, COUNTIES, county))
    return f"I länet är det {_less(row)}. " if row and row["varde"] is not None else ""


def _in_nation(found: Mapping[tuple[str, str, str], Record]) -> str:
    row = found.get((RELATIVE, NATIONWIDE, EVERYTHING))
    return f"I riket är det {_less(row)}. " if row and row["varde"] is not None else ""


def _by_size(found: Mapping[tuple[str, str, str], Record]) -> str:
    """The smallest class that is published, and the largest."""
    _, smallest, *_, largest = TRIAL_CLASSES
    ends = [found.get((RELATIVE, SIZE, name)) for name in (largest, smallest)]
    if any(row is None or row["varde"] is None for row in ends):
        return ""
    great, small = (_less(row) for row in ends if row)
    return f"I yrken med {largest} anställda är det {great}, i yrken med {smallest} {small}."


def _newest(rows: Iterable[Record]) -> str:
    """What one year ahead from the newest year gave, which is the hardest trial."""
    ahead = [
        r
        for r in rows
        if _published(r, 1) and r["matt"] == RELATIVE and r["urval"] == ORIGIN and r["varde"] is not None
    ]
    if not ahead:
        return ""
    row = max(ahead, key=lambda r: str(r["grupp"]))
    year = int(row["grupp"])
    return f"Ett år framåt, från {year} till {year + 1}, var felet {_less(row)}."


def _covered(found: Mapping[tuple[str, str, str], Record]) -> str:
    row = found.get((COVERAGE, EVERYTHING, EVERYTHING))
    if not row or row["varde"] is None:
        return ""
    return (
        f"Framskrivningens gränser är gjorda för att hålla {figures(100 * LEVEL)} gånger av 100. {spelled(SOON).capitalize()} år framåt "
        f"höll de {round(100 * float(row['varde']))} gånger av 100, prövat från {_origins(row)}."
    )
