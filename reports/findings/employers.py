"""Who employs in an area: shares per sector, beside the county's."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.sector import WELFARE
from assets.methods.employers import MUNICIPAL, PRIVATE, PUBLIC_COMPANY, REGIONAL, STATE, UNKNOWN_SECTOR
from assets.methods.rounding import to_digits
from reports import texts
from reports.sheets.model import Facts
from reports.sheets.sector import sector_headings

ORDER = (MUNICIPAL, REGIONAL, STATE, PUBLIC_COMPANY, PRIVATE, UNKNOWN_SECTOR)
"""Public employers first, as everywhere."""
PUBLIC = 3
"""How many of them are a municipality, the region or the state: the first."""


@dataclass(frozen=True)
class SectorShare:
    """A sector's share of a whole, 0–1, and the share as readers see it."""

    name: str
    share: float
    shown: str


def employer_parts(facts: Facts) -> tuple[tuple[str, tuple[SectorShare, ...]], ...]:
    """Area and its parts, the area first and then the county; empty where the source is missing or a share is not known."""
    places = [(facts.area, facts.code)]
    if not facts.whole:
        places.append(("Länet", facts.warehouse.county))
    headings, found = sector_headings(facts.warehouse.county), []
    for name, code in places:
        shares = _shares(facts, code)
        if shares and all(shares.get(sector) is not None for sector in ORDER):
            found.append((name, tuple(part(headings[sector], float(shares[sector] or 0)) for sector in ORDER)))
    return tuple(found)


def part(name: str, share: float) -> SectorShare:
    """A part with its share in whole percent."""
    return SectorShare(name, share, f"{texts.number_text(to_digits(100 * share))}\xa0%")


def together(parts: tuple[SectorShare, ...]) -> SectorShare:
    """Several parts as one.

    >>> together((SectorShare("a", 0.124, "12 %"), SectorShare("b", 0.124, "12 %"))).shown.split()
    ['25', '%']
    """
    return part(texts.listed([p.name for p in parts]), sum(p.share for p in parts))


def month(facts: Facts) -> str:
    """The month that the shares are of, empty when there are none."""
    return max((str(r["manad"]) for r in facts.warehouse.at_work if r["geo_kod"] == facts.code), default="")


def _shares(facts: Facts, code: str) -> dict[str, float | None]:
    now = month(facts)
    return {
        str(r["sektor"]): r["andel"]
        for r in facts.warehouse.at_work
        if r["geo_kod"] == code and r["kon"] == "totalt" and r["manad"] == now
    }


def welfare_sentence(facts: Facts) -> str:
    """How many work in the welfare's activities whoever employs them; empty when it is not known."""
    share = _shares(facts, facts.code).get(WELFARE)
    if share is None:
        return ""
    return (
        f"Sysselsatta 15–74 år med arbetsplats i området, {texts.month(month(facts))} (preliminärt). "
        f"{texts.number_text(to_digits(100 * float(share)))} procent arbetar i välfärdens verksamheter, oavsett arbetsgivare: offentlig "
        "förvaltning, utbildning, vård och omsorg."
    )
