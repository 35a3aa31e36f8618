"""What the councils bring to each of the state's authorities: what concerns it, what it can affect and what it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.model import Record
from assets.methods.employers import PRIVATE
from assets.reference.educations import education_groups
from assets.reference.orders import NOWHERE, PROGRAMME, education_orders
from assets.reference.state_questions import (
    CONTRADICTED,
    EVERY,
    NAMES,
    PRIVATELY,
    SHORTAGE,
    TRAINED,
    StateQuestion,
    state_questions,
)
from reports import texts
from reports.findings.council_work import Priority
from reports.findings.messages import MOST_NAMED, in_sentence, named
from reports.findings.model import MatrixRow
from reports.findings.planning import WHO, PlannedEducation, ordered_as, planned_educations
from reports.sheets.model import Facts

MOST_ASKED = 5
"""Programmes that a question has room for."""
MOST_EDUCATIONS = 3
"""Educations that a block has room for with their numbers."""
NOTHING_ASKED = "Inget i den här utgåvan."
_HALF = 0.5
_UPPER_SECONDARY = "gymnasial"
_NONE_CONCERNED = {
    EVERY: "Våra signaler lyfter inget yrke i tillräckligt många delregioner.",
    TRAINED: "Inget av yrkena som lyfts har en känd utbildning som går att påverka här.",
    PRIVATELY: "I inget av yrkena som lyfts står privata arbetsgivare för mer än hälften av de annonserade platserna.",
}


@dataclass(frozen=True)
class EducationTakenUp:
    """An education that leads to an occupation that is taken up, with its numbers of the county."""

    name: str
    graduates: str
    rate: str
    nation: str
    against: str
    """Which side of the nation's its rate lies on, or that chance can explain it; empty when that is not known."""


@dataclass(frozen=True)
class Block:
    """What is said to one authority."""

    receiver: str
    affects: str
    occupations: str
    """Which of the occupations that are taken up concern it; or that none does."""
    educations: tuple[EducationTakenUp, ...]
    educations_note: str
    priorities: str
    """Which of the decided priorities that stand in the paper concern it; or that none does."""
    question: str
    """Or that there is nothing to ask about."""
    about_differing: bool
    """Whether it is asked about where our signals and Arbetsförmedlingen contradict each other."""


def blocks(
    facts: Facts,
    shared: Sequence[MatrixRow],
    posts: Mapping[str, int | None],
    decided: Sequence[Priority],
    differing: int,
) -> tuple[Block, ...]:
    """One for each authority, in the order of the list.

    Args:
        facts: of the county.
        shared: the occupations that most delregioner take up.
        posts: code of an occupation → its advertised posts in the county.
        decided: the decided priorities that stand in the paper, in their order.
        differing: occupations where our signals and Arbetsförmedlingen contradict each other.
    """
    planned = planned_educations(facts)
    private = {str(r["yrke_kod"]) for r in facts.warehouse.sectors if r["geo_kod"] == facts.code and _private(r)}
    return tuple(_block(facts, one, shared, posts, decided, differing, planned, private) for one in state_questions())


def _private(row: Record) -> bool:
    """Whether private employers advertise most of an occupation's posts, when that may be told."""
    return row["sektor"] == PRIVATE and not row["fa_arbetsgivare"] and (row["andel_platser"] or 0) > _HALF


def _block(
    facts: Facts,
    one: StateQuestion,
    shared: Sequence[MatrixRow],
    posts: Mapping[str, int | None],
    decided: Sequence[Priority],
    differing: int,
    planned: Sequence[PlannedEducation],
    private: set[str],
) -> Block:
    reach = [row for row in planned if any(ordered_as([row], form) for form in one.forms)]
    trained = {o.code for row in reach for o in row.occupations}
    concerned = {EVERY: None, TRAINED: trained, PRIVATELY: private}[one.occupations]
    mine = [row for row in shared if concerned is None or row.code in concerned]
    codes = {row.code for row in mine}
    leading = [row for row in reach if any(o.code in codes for o in row.occupations)]
    numbers = [
        at
        for at, priority in enumerate(decided, 1)
        if _can_affect(one, priority.code)
        or (concerned is None and _is_occupation(priority.code))
        or priority.code in (concerned or ())
    ]
    unlinked = [at for at, priority in enumerate(decided, 1) if _in_no_programme(one, priority.code)]
    return Block(
        one.receiver,
        one.affects,
        _occupations(facts, mine, posts) + _mixed(one, leading, codes) or _NONE_CONCERNED[one.occupations],
        tuple(
            EducationTakenUp(row.name, row.graduates.shown, row.matched.shown, row.nation.shown, row.against)
            for row in leading[:MOST_EDUCATIONS]
        ),
        _educations_note(one, len(leading)),
        _priorities(numbers, unlinked, len(decided)),
        _question(one, bool(mine), list(ordered_as(leading, one.about)), differing) or NOTHING_ASKED,
        one.about == CONTRADICTED,
    )


def _is_occupation(code: str) -> bool:
    return code not in education_orders()


def _can_affect(one: StateQuestion, code: str) -> bool:
    """Whether a code is of an education that is ordered in a way that the authority affects."""
    order = education_orders().get(code)
    return order is not None and any(order.names.get(form) for form in one.forms)


def _in_no_programme(one: StateQuestion, code: str) -> bool:
    """Whether a code is of an upper secondary education that no programme certainly answers to, said to who affects programmes."""
    order = education_orders().get(code)
    levels = {group.code: group.level for group in education_groups()}
    return order is not None and PROGRAMME in one.forms and order.basis == NOWHERE and levels[code] == _UPPER_SECONDARY


def _occupations(facts: Facts, mine: Sequence[MatrixRow], posts: Mapping[str, int | None]) -> str:
    """The occupations with how many delregioner take each up, and their posts together."""
    if not mine:
        return ""
    names = [row.name if facts.warehouse.undivided else f"{row.name} ({row.lifted})" for row in mine]
    counts = [posts.get(row.code) for row in mine]
    known = [count for count in counts if count is not None]
    total = (
        f" Tillsammans {texts.shown(sum(known), 'integer')} annonserade platser." if len(known) == len(counts) else ""
    )
    return f"{named(names)}.{total}"


def _mixed(one: StateQuestion, leading: Sequence[PlannedEducation], codes: set[str]) -> str:
    """Occupations that the source knows only an education of which others order too, so that nothing says whose leads there."""
    if not one.forms:
        return ""
    ours = {WHO[form] for form in one.forms}
    own = {o.code for row in leading if ours >= {who for who, _ in row.orders} for o in row.occupations}
    shared = {o.code: in_sentence(o.name) for row in leading for o in row.occupations if o.code in codes - own}
    if not shared:
        return ""
    first = list(shared.values())[:MOST_NAMED]
    more = f" och {len(shared) - MOST_NAMED} till" if len(shared) > MOST_NAMED else ""
    # The names hold commas of their own.
    return f" Underlaget skiljer inte på vem som utbildar till: {'; '.join(first)}{more}."


def _educations_note(one: StateQuestion, found: int) -> str:
    if not one.forms:
        return ""
    if not found:
        return "Ingen känd utbildning som går att påverka här leder till yrkena som lyfts."
    more = found - MOST_EDUCATIONS
    return f"Och {more} till, se sidan Utbildningar." if more > 0 else ""


def _priorities(numbers: Sequence[int], unlinked: Sequence[int], decided: int) -> str:
    if not decided:
        return "Inget råd har beslutat någon prioritering."
    if not numbers and not unlinked:
        return "Ingen av de beslutade rör det som går att påverka här."
    said = [f"Nummer {_numbers(numbers)} under Rådens beslutade prioriteringar."] if numbers else []
    if unlinked:
        said.append(f"Nummer {_numbers(unlinked)} gäller en gymnasial utbildning som inget program säkert svarar mot.")
    return " ".join(said)


def _numbers(numbers: Sequence[int]) -> str:
    return texts.listed([str(number) for number in numbers])


def _question(one: StateQuestion, concerned: bool, names: Sequence[str], differing: int) -> str:
    """The question; empty where there is nothing to ask about."""
    if one.about == CONTRADICTED:
        return one.question if differing else ""
    if one.about == SHORTAGE:
        return one.question if concerned else ""
    most = MOST_ASKED if one.about == PROGRAMME else MOST_NAMED
    return one.question.replace(NAMES, named(names, most)) if names else ""
