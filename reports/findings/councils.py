"""What an area's council says beside the others, or that it has not answered."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.councils import COUNCIL_ASSESSMENTS, COUNCILS_VIEW, SINGLE_VIEW
from assets.contracts.model import Record
from assets.contracts.words import DELREGION_LEVEL
from assets.methods.council_agreement import AGREES, DIFFERS
from assets.methods.score import CLEAR_SIGNS, SOME_SIGNS
from assets.reference.areas import has_councils
from reports import texts
from reports.findings.messages import in_sentence, number_of
from reports.sheets.councils import SHOWN, answers, treated
from reports.sheets.model import Facts

SHORTAGE = (CLEAR_SIGNS, SOME_SIGNS)
"""Classes in which a council sees signs of a shortage."""
_TWO = 2
MOST_SHOWN = 8
"""Occupations to talk about that are shown; the others stand in the workbook."""


@dataclass(frozen=True)
class Talk:
    """An occupation that the meeting needs to talk about: what each says of it."""

    code: str
    name: str
    of_af: str
    of_council: str
    signals: str


@dataclass(frozen=True)
class CouncilView:
    """What a council, or the county's councils together, have said."""

    sentence: str
    notes: tuple[str, ...]
    talk: tuple[Talk, ...]
    more: int
    agreed: tuple[tuple[str, str], ...]
    """Of the county only: code and name of what every answering council sees a shortage of, by more voices than one or two.

    What has no page has no code.
    """
    source: str


def council_view(facts: Facts) -> CouncilView:
    """Of a delregion its own council's answers, of the county what the councils agree on; nothing where there are none."""
    if not has_councils(facts.warehouse.county):
        return CouncilView("", (), (), 0, (), "")
    return _together(facts) if facts.whole else _own(facts)


def _own(facts: Facts) -> CouncilView:
    rows = answers(facts)
    if not rows:
        return CouncilView("Rådet har inte lämnat någon bedömning.", (), (), 0, (), "")
    newest = treated(facts)
    talk = [row for row in rows if row["till_samtal"] == "ja"]
    alone = _few_voices(facts)
    of_council = [row for row in rows if row["yrke_kod"] not in alone]
    both = sum(row["rad_mot_af"] == AGREES and row["rad_mot_signaler"] != DIFFERS for row in of_council)
    return CouncilView(
        f"{_judged(len(rows), len(alone))} {_talked(len(talk))}",
        (
            f"Omgång {newest['omgang']}, runda {newest['runda']}, behandlad {newest['behandlat']}.",
            f"Om {in_sentence(number_of(both, 'yrke', 'yrken'))} säger Arbetsförmedlingen samma som rådet, och våra signaler "
            "säger inte emot.",
            "Att de skiljer sig säger inte vem som har rätt.",
        ),
        tuple(map(_talk, talk[:MOST_SHOWN])),
        max(0, len(talk) - MOST_SHOWN),
        (),
        facts.source_of(*SHOWN),
    )


def _few_voices(facts: Facts) -> set[str]:
    """The occupations that only one or two in the area's council have judged."""
    said = facts.warehouse.council_assessments
    return {str(r["yrke_kod"]) for r in said if r["geo_kod"] == facts.code and r["visas_som"] == SINGLE_VIEW}


def _judged(every: int, few: int) -> str:
    """How many occupations the council has judged, and of how many only a few in it have."""
    of_council, alone = (in_sentence(number_of(count, "yrke", "yrken")) for count in (every - few, few))
    if few == every:
        return f"Om {alone} har bara enskilda i rådet svarat."
    return f"Rådet har bedömt {of_council}.{f' Om {alone} till har bara enskilda i rådet svarat.' if few else ''}"


def _talked(count: int) -> str:
    if count == 0:
        return "Inget av svaren skiljer sig så mycket från de andras att det behöver tas upp."
    occupations = in_sentence(number_of(count, "yrke", "yrken"))
    return f"Om {occupations} skiljer sig svaret så mycket från Arbetsförmedlingen eller våra signaler att det behöver tas upp."


def _talk(row: Record) -> Talk:
    return Talk(
        str(row["yrke_kod"]),
        str(row["yrke_namn"]),
        str(row["af_jobbmojligheter"] or "inte bedömt"),
        str(row["radets_bedomning"]),
        str(row["signaler"]),
    )


def _together(facts: Facts) -> CouncilView:
    said = facts.warehouse.council_assessments
    names = {
        str(place["geo_kod"]): str(place["geo_namn"])
        for place in facts.warehouse.places
        if place["geo_niva"] == DELREGION_LEVEL
    }
    answered = sorted({str(row["geo_kod"]) for row in said}, key=lambda code: texts.collation_key(names[code]))
    silent = [name for code, name in names.items() if code not in answered]
    if not answered:
        return CouncilView("Inget råd har lämnat någon bedömning.", (), (), 0, (), "")
    by_code: dict[tuple[str, str], set[str]] = {}
    for row in said:
        if row["klass"] in SHORTAGE and row["visas_som"] == COUNCILS_VIEW:
            by_code.setdefault((str(row["yrke_kod"]), str(row["yrke_namn"])), set()).add(str(row["geo_kod"]))
    agreed = sorted(
        (each for each, areas in by_code.items() if len(areas) == len(answered)),
        key=lambda each: texts.collation_key(each[1]),
    )
    rated = {str(row["yrke_kod"]) for row in facts.warehouse.assessments}
    who = texts.listed([names[code] for code in answered])
    several = len(answered) > 1
    every = "båda" if len(answered) == _TWO else "alla"
    together = f"{every.capitalize()} ser tecken på brist i {in_sentence(number_of(len(agreed), 'yrke', 'yrken'))}."
    found = f" {together if agreed else f'Det finns inget yrke där {every} ser tecken på brist.'}" if several else ""
    return CouncilView(
        f"{len(answered)} av {len(names)} råd har lämnat sin bedömning: {who}.{found}",
        tuple(f"{name} har inte lämnat." for name in sorted(silent, key=texts.collation_key)),
        (),
        0,
        tuple((code if code in rated else "", name) for code, name in agreed) if several else (),
        facts.source_of(COUNCIL_ASSESSMENTS),
    )
