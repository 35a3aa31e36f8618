"""Commuting over an area's border: who comes to work in it, and who leaves to work elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.contracts.commuting import COMMUTING_FLOWS
from assets.contracts.model import Record
from assets.methods.commuting import NumberRange, net_flow
from assets.reference.areas import parts_of
from reports import texts
from reports.findings.occupations import Amount
from reports.sheets.model import Facts


@dataclass(frozen=True)
class Stream:
    """Those who commute to an area to work and those who commute from it."""

    name: str
    inward: Amount
    outward: Amount


@dataclass(frozen=True)
class Commuting:
    """What is found of an area's commuting, and its streams: by the other area, or for the county by delregion."""

    sentence: str
    measure: str
    labels: tuple[str, str]
    """What the two bars of a stream count, inward first."""
    streams: tuple[Stream, ...]
    note: str
    source: str


@dataclass(frozen=True)
class Flow:
    """Persons of the flows that are shown, and how many flows the source hides; a total of none at all is not known."""

    people: int | None
    hidden: int

    @property
    def amount(self) -> Amount:
        """As readers see it."""
        if self.people is None:
            return Amount(None, texts.NO_VALUE)
        number = texts.shown(self.people, "integer")
        return Amount(float(self.people), f"minst {number}" if self.hidden else number)


def together(rows: Iterable[Record]) -> Flow:
    """The sum of some rows of mart.pendling.

    >>> together([{"minst": 900, "skyddade_floden": 0}, {"minst": None, "skyddade_floden": 2}])
    Flow(people=900, hidden=2)
    >>> together([]).amount.shown, together([{"minst": 900, "skyddade_floden": 2}]).amount.shown
    ('..', 'minst 900')
    """
    kept = list(rows)
    known = [int(r["minst"]) for r in kept if r["minst"] is not None]
    return Flow(sum(known) if known else None, sum(int(r["skyddade_floden"]) for r in kept))


def commuting(facts: Facts) -> Commuting:
    """A delregion's streams by the area at their other end; the county's by delregion, the largest first."""
    rows = [r for r in facts.warehouse.commuting_between if r["bostad_kod"] != r["arbete_kod"]]
    source = facts.source_of(COMMUTING_FLOWS)
    year = max((str(r["ar"]) for r in rows), default="")
    names = {d.code: d.name for d in parts_of(facts.warehouse.county)}
    if not rows:
        return Commuting("Underlaget om pendling saknas.", "", ("", ""), (), "", source)
    flows = {code: (_into(rows, code), _out_of(rows, code)) for code in names or [facts.code]}
    if facts.whole and names:
        said = of_county({names[code]: _net(*both) for code, both in flows.items()})
        streams = [Stream(names[code], inward.amount, outward.amount) for code, (inward, outward) in flows.items()]
        labels, what = ("åker dit för att arbeta", "åker därifrån"), "delregionernas gränser"
    else:
        inward, outward = flows[facts.code]
        said = of_area(facts.area, _net(inward, outward))
        if None not in (inward.people, outward.people):
            said += f" {_capital(inward.amount.shown)} åker in och {outward.amount.shown} ut."
        streams = [_with(rows, facts.code, code, name) for code, name in _others(rows, facts.code).items()]
        labels, what = ("åker hit för att arbeta", "åker härifrån"), f"gränsen till {facts.area}"
    streams.sort(key=lambda s: (-((s.inward.value or 0) + (s.outward.value or 0)), texts.collation_key(s.name)))
    return Commuting(
        said,
        f"Sysselsatta 15–74 år som pendlar över {what}, {year}",
        labels,
        tuple(streams),
        "Den som arbetar utomlands är inte med."
        + (" Små flöden är skyddade: därför står minst." if any(r["skyddade_floden"] for r in rows) else ""),
        source,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _into(rows: list[Record], code: str) -> Flow:
    return together(r for r in rows if r["arbete_kod"] == code)


def _out_of(rows: list[Record], code: str) -> Flow:
    return together(r for r in rows if r["bostad_kod"] == code)


def _net(inward: Flow, outward: Flow) -> NumberRange | None:
    if inward.people is None or outward.people is None:
        return None
    return net_flow(inward.people, inward.hidden, outward.people, outward.hidden)


def _others(rows: list[Record], code: str) -> dict[str, str]:
    """The areas that the area has a stream to or from, and their names; the rest of the country is one of them."""
    found = {str(r["arbete_kod"]): str(r["arbete_namn"]) for r in rows if r["bostad_kod"] == code}
    return found | {str(r["bostad_kod"]): str(r["bostad_namn"]) for r in rows if r["arbete_kod"] == code}


def _with(rows: list[Record], code: str, other: str, name: str) -> Stream:
    mine = [r for r in rows if other in (r["bostad_kod"], r["arbete_kod"])]
    return Stream(name, _into(mine, code).amount, _out_of(mine, code).amount)


def of_area(area: str, net: NumberRange | None) -> str:
    """Whether more come to the area than leave it, as far as what is hidden lets it be said.

    >>> of_area("Fyrbodal", NumberRange(-20.0, -4.0)), of_area("Fyrbodal", NumberRange(3.0, 9.0))
    ('Fler åker från Fyrbodal för att arbeta än dit.', 'Fler åker till Fyrbodal för att arbeta än därifrån.')
    >>> of_area("Fyrbodal", NumberRange(0.0, 0.0))
    'Lika många åker till Fyrbodal för att arbeta som därifrån.'
    >>> of_area("Fyrbodal", NumberRange(-1.0, 11.0)) == of_area("Fyrbodal", None)
    True
    """
    if net and net.least > 0:
        return f"Fler åker till {area} för att arbeta än därifrån."
    if net and net.most < 0:
        return f"Fler åker från {area} för att arbeta än dit."
    if net == NumberRange(0.0, 0.0):
        return f"Lika många åker till {area} för att arbeta som därifrån."
    return f"Det går inte att säga om fler åker till {area} för att arbeta än därifrån: små flöden är skyddade."


def of_county(nets: dict[str, NumberRange | None]) -> str:
    """Which delregioner more people come to than leave.

    Args:
        nets: name → net commuting.

    >>> of_county({"Fyrbodal": NumberRange(-20.0, -4.0), "Skaraborg": NumberRange(1.0, 9.0)})
    'Till Skaraborg åker fler för att arbeta än därifrån. Från Fyrbodal åker fler än dit.'
    >>> of_county({"Fyrbodal": NumberRange(-20.0, -4.0), "Borås": NumberRange(-2.0, 9.0), "Skaraborg": None})
    'Från Fyrbodal åker fler för att arbeta än dit. För Borås och Skaraborg är det inte säkert åt vilket håll fler åker.'
    >>> of_county({"Fyrbodal": NumberRange(0.0, 0.0), "Skaraborg": None})
    'I ingen delregion är det säkert att fler åker in för att arbeta än ut, eller tvärtom.'
    """
    gain = [name for name, net in nets.items() if net and net.least > 0]
    lose = [name for name, net in nets.items() if net and net.most < 0]
    even = [name for name, net in nets.items() if net and net.least == net.most == 0]
    unsure = [name for name in nets if name not in {*gain, *lose, *even}]
    said = [f"Till {texts.listed(gain)} åker fler för att arbeta än därifrån."] if gain else []
    if lose:
        said.append(f"Från {texts.listed(lose)} åker fler {'' if gain else 'för att arbeta '}än dit.")
    if said and even:
        said.append(f"I {texts.listed(even)} är de lika många.")
    if said and unsure:
        said.append(f"För {texts.listed(unsure)} är det inte säkert åt vilket håll fler åker.")
    return " ".join(said) or "I ingen delregion är det säkert att fler åker in för att arbeta än ut, eller tvärtom."
