"""The country's areas: counties, municipalities, and the parts that a county is divided into."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from assets.reference.review import NOT_REVIEWED
from assets.reference.rows import rows_of

NATION = "00"


@dataclass(frozen=True)
class Membership:
    """A municipality's place in a sub-region, with its time of validity (ISO dates; empty ``valid_to`` is today)."""

    municipality: str
    delregion: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Delregion:
    """One sub-region: ``code`` is our slug, ``council`` the council's own name."""

    code: str
    name: str
    county: str
    organisation: str
    council: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class Division:
    """How a county is divided, as readers are told: ``said`` is a sentence, and ``reviewed_by`` who has gone along with it."""

    said: str
    reviewed_by: str

    @property
    def sentence(self) -> str:
        """What stands on every page.

        >>> Division("Länet är inte delat i delregioner.", NOT_REVIEWED).sentence
        'Länet är inte delat i delregioner. Indelningen är inte granskad.'
        """
        return f"{self.said} Indelningen är inte granskad." if self.reviewed_by == NOT_REVIEWED else self.said


@cache
def divisions() -> dict[str, Division]:
    """County code → how it is divided; every county has a row."""
    return {row["lan_kod"]: Division(row["sagt"], row["granskad_av"]) for row in rows_of("lanens_indelning.csv")}


def word_of(county: str, word: str) -> str:
    """What something is called in a county; the neutral word where the county has none of its own.

    Args:
        county: two-digit county code.
        word: as ``lanens_ord.csv`` has it: ``regionen`` is the region as an organisation and employer, ``avsiktsforklaring`` what the
            parties have agreed on, which has no neutral word.

    >>> word_of("14", "regionen"), word_of("12", "regionen")
    ('Regionen (VGR)', 'Regionen')
    """
    known = {(row["lan_kod"], row["ord"]): row["uttryck"] for row in rows_of("lanens_ord.csv")}
    return known.get((county, word), known["", word])


def has_agreement(county: str) -> bool:
    """Whether the county's parties have an agreement that is followed up.

    >>> has_agreement("14"), has_agreement("12")
    (True, False)
    """
    return bool(word_of(county, "avsiktsforklaring"))


@cache
def counties() -> dict[str, str]:
    """County code → name, the 21 counties."""
    return {row["lan_kod"]: row["namn"] for row in rows_of("lan.csv")}


@cache
def nuts2_of() -> dict[str, str]:
    """County code → code of the part of the country (NUTS 2) that it lies in; Västra Götaland lies in SE23."""
    return {row["lan_kod"]: row["nuts2"] for row in rows_of("lan.csv")}


@cache
def municipalities() -> dict[str, str]:
    """Municipality code → name, the 290 municipalities."""
    return {row["kommun_kod"]: row["namn"] for row in rows_of("kommuner.csv")}


@cache
def county_of() -> dict[str, str]:
    """Municipality code → county code."""
    return {row["kommun_kod"]: row["lan_kod"] for row in rows_of("kommuner.csv")}


@cache
def membership(county: str) -> tuple[Membership, ...]:
    """The municipalities of a county that belong to a sub-region today."""
    rows = (Membership(*row.values()) for row in rows_of("delregion_kommuner.csv"))
    return tuple(m for m in rows if not m.valid_to and county_of()[m.municipality] == county)


@cache
def delregioner(county: str) -> tuple[Delregion, ...]:
    """The sub-regions of a county in the order of the file, with today's members; one that is all of it where it is not divided.

    Args:
        county: two-digit county code.
    """
    members: dict[str, list[str]] = {}
    for item in membership(county):
        members.setdefault(item.delregion, []).append(item.municipality)
    return tuple(
        Delregion(
            row["delregion"],
            row["namn"],
            row["lan_kod"],
            row["organisation"],
            row["rad"],
            tuple(sorted(members[row["delregion"]])),
        )
        for row in rows_of("delregioner.csv")
        if row["lan_kod"] == county
    )


def parts_of(county: str) -> tuple[Delregion, ...]:
    """The sub-regions that readers meet beside the county: none where the only one is all of it."""
    whole = delregioner(county)
    return whole if len(whole) > 1 else ()


def has_councils(county: str) -> bool:
    """Whether any sub-region of the county has a council of its own."""
    return any(place.council for place in delregioner(county))
