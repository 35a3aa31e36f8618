"""What the councils want to reach, do and have heard: their priorities, measures and dialogues, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from assets.contracts.council_work import COUNCIL_GOALS, COUNCIL_PRIORITIES, DECIDED, STEPPED
from assets.contracts.model import Record
from assets.methods.council_dialogues import EMPLOYER_STEP
from assets.methods.follow_up import NOT_TRIED
from assets.methods.quoted import spelled
from reports import texts
from reports.findings.messages import in_sentence, number_of
from reports.sheets.model import Facts

DRUM = "DRUM"
"""How the form calls the delregional development funds."""
_NOT_ATTRIBUTED = "En förändring i statistiken kan inte tillskrivas en enskild insats."


@dataclass(frozen=True)
class Priority:
    """A priority in words: what it is about, the goal, whether it is decided, and what the statistics say of it."""

    area: str
    concerns: str
    goal: str
    decided: bool
    owner: str
    decision: str
    followed: str
    code: str
    """Of the occupation or the education."""

    @property
    def stands(self) -> str:
        """Until when, who is responsible, and whether it is decided."""
        return f"{self.owner} {self.decision}"

    @property
    def sentence(self) -> str:
        """All of it."""
        return " ".join(filter(None, [f"{self.concerns}: {self.goal}", self.stands, self.followed]))


def priorities(facts: Facts) -> tuple[Priority, ...]:
    """Of a delregion its council's, of the county every council's: those that are decided first."""
    goals = {(row["geo_kod"], row["nr"]): row for row in facts.warehouse.council_goals}
    rows = _of_area(facts, facts.warehouse.council_priorities)
    rows.sort(key=lambda r: (r["beslutslage"] != DECIDED, texts.collation_key(str(r["geo_namn"])), r["nr"]))
    return tuple(
        Priority(
            str(row["geo_namn"]),
            str(row["galler_namn"]),
            _ended(str(row["mal"])),
            row["beslutslage"] == DECIDED,
            f"Målår {row['malar']}. Ansvarig: {row['agare']}.",
            _decision(row),
            _followed(goals.get((row["geo_kod"], row["nr"]))),
            str(row["galler_kod"]),
        )
        for row in rows
    )


def priorities_lead(facts: Facts, found: tuple[Priority, ...]) -> str:
    """How many there are, and how many are decided."""
    if not found:
        return ""
    decided = sum(each.decided for each in found)
    councils = len({each.area for each in found})
    who = f"{number_of(councils, 'råd', 'råd')} har" if facts.whole else "Rådet har"
    how = f"{_of_them(decided)} är {'beslutade' if decided > 1 else 'beslutad' if decided else 'beslutad än'}"
    left = len(found) - decided
    rest = f", {_of_them(left).lower()} är {'ett förslag' if left == 1 else 'förslag'}" if decided and left else ""
    many = (
        "en prioritering" if len(found) == 1 else in_sentence(number_of(len(found), "prioritering", "prioriteringar"))
    )
    return f"{who} lämnat {many}. {how}{rest}."


def priorities_source(facts: Facts) -> str:
    """What priorities and their numbers rest on."""
    return facts.source_of(COUNCIL_PRIORITIES, COUNCIL_GOALS)


def funds(facts: Facts) -> tuple[str, ...]:
    """What the measures that the delregional funds have paid have given, as the councils tell it; empty when there are none."""
    paid = [row for row in _of_area(facts, facts.warehouse.council_measures) if row["finansiering"] == DRUM]
    told = [row for row in paid if row["resultat"]]
    if not paid:
        return ()
    lead = (
        f"{'En insats' if len(paid) == 1 else number_of(len(paid), 'insats', 'insatser')} har delregionala utvecklingsmedel. "
        f"{_of_them(len(told))} säger vad det har gett."
    )
    return (
        lead,
        *(f"{_place(facts, row)}{_ended(str(row['insats']))} Resultat: {_ended(str(row['resultat']))}" for row in told),
        _NOT_ATTRIBUTED,
    )


def heard(facts: Facts) -> tuple[str, ...]:
    """How many employers the council has talked with, by occupation, in its newest round; empty when it has told of none."""
    rows = _of_area(facts, facts.warehouse.council_dialogues)
    if not rows:
        return ()
    newest = max(str(row["omgang"]) for row in rows)
    rows = [row for row in rows if row["omgang"] == newest]
    many: dict[int, list[str]] = {}
    for row in rows:
        place = f" ({row['geo_namn']})" if facts.whole else ""
        many.setdefault(int(row["arbetsgivare"] or 0), []).append(f"{in_sentence(str(row['yrke_namn']))}{place}")
    told = [
        f"Minst {spelled(count)} arbetsgivare har svarat om {texts.listed(sorted(many[count], key=texts.collation_key))}."
        for count in sorted(many, reverse=True)
        if count
    ]
    too_few = {row["yrke_namn"] for row in rows if row["arbetsgivare"] is None}
    few = f"Färre än {spelled(EMPLOYER_STEP)} har svarat om {in_sentence(number_of(len(too_few), 'yrke', 'yrken'))}."
    return (
        f"Arbetsgivare som {_who(facts)} har talat med i omgång {newest}:",
        *told,
        *([few] if too_few else []),
        STEPPED,
    )


def _who(facts: Facts) -> str:
    return "råden" if facts.whole else "rådet"


def _place(facts: Facts, row: Record) -> str:
    return f"{row['geo_namn']}: " if facts.whole else ""


def _of_them(count: int) -> str:
    return {0: "Ingen", 1: "En"}.get(count, spelled(count).capitalize())


def _of_area(facts: Facts, rows: tuple[Record, ...]) -> list[Record]:
    return [row for row in rows if facts.whole or row["geo_kod"] == facts.code]


def _ended(text: str) -> str:
    """A text of somebody's own as a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _decision(row: Record) -> str:
    if row["beslutslage"] != DECIDED:
        return "Förslag, inte beslutat."
    return f"Beslutad av {row['beslutad_av']} {row['beslutad_datum']} ({row['diarienummer']})."


def _followed(goal: Record | None) -> str:
    """The measure then and now, the target, and whether it has surely changed; empty when no measure is named."""
    if goal is None:
        return ""
    known = [
        f"{_amount(goal[value], goal['enhet'])} {goal[year]}"
        for year, value in (("basar", "basvarde"), ("senaste_ar", "senaste_varde"))
        if goal[value] is not None and (year == "senaste_ar" or goal["basar"] != goal["senaste_ar"])
    ]
    known.append(f"mål {_amount(goal['malvarde'], goal['enhet'])} {goal['malar']}")
    said = f"{str(goal['indikator']).capitalize()}: {', '.join(known)}."
    if goal["besked"] == NOT_TRIED:
        return f"{said} {goal['anmarkning']}"
    low, high = (texts.signed(float(goal[side]), 1) for side in ("forandring_nedre", "forandring_ovre"))
    change = f"{texts.signed(float(goal['forandring']), 1)} {goal['enhet_forandring']} ({low} till {high})"
    return f"{said} Förändring: {change}, {goal['besked']}."


def _amount(value: float, unit: str) -> str:
    return f"{texts.shown(value, 'decimal' if unit == 'procent' and value % 1 else 'integer')} {unit}"
