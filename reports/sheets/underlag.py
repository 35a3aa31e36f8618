"""The register of underlag as tables: what is used, what the councils ask for, and who has reviewed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assets.contracts.council_work import OTHER, REFERENCE_LIST, REGISTER, SOURCE, WISHED
from assets.contracts.model import Record
from assets.swedish_time import day
from reports.sheets.model import ON_SCREEN_ONLY, CellKind, Facts, Sheet, SheetColumn

_REVIEWED = {"granskare": 24, "omdome": 16, "granskat_den": 13}
_USED = {"underlag": 50, "slag": 12, "utgivare": 20, "period_till": 12, "hamtad": 12, "hamtstatus": 16} | _REVIEWED
_WANTED = {"underlag": 60, "onskas_i": 18, "onskas_av": 30, "lage": 12, "kostnad": 14, "beslut": 50}
_OTHER = {"underlag": 60} | _REVIEWED
_NOBODY = "ingen än"


def underlag_lead(facts: Facts) -> tuple[str, ...]:
    """What the register holds, in sentences."""
    rows = facts.warehouse.register
    sources, lists, wished = (_things(rows, kind) for kind in (SOURCE, REFERENCE_LIST, WISHED))
    reviewed = sum(any(r["granskat_i"] for r in of) for of in sources.values())
    by_state = _tally([str(of[0]["lage"]) for of in wished.values()])
    asked = f"Frågor som råden vill ha svar på: {by_state}." if wished else "Inget råd har önskat underlag än."
    return (
        f"Talen bygger på {len(sources)} källor och {len(lists)} listor som människor granskar. "
        f"Råden har granskat {reviewed} av källorna.",
        asked,
        "Källor visar hur källorna hämtades och vad de själva säger. Sidan här visar vem som har granskat dem, och vad som fattas.",
    )


def _things(rows: Sequence[Record], kind: str) -> dict[str, list[Record]]:
    """The underlag of a kind, each with its rows: one that is reviewed twice has two."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        if row["slag"] == kind:
            found.setdefault(str(row["underlag_id"] or row["nr"]), []).append(row)
    return found


def _tally(states: Sequence[str]) -> str:
    return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))


def underlag_tables(facts: Facts) -> tuple[Sheet, ...]:
    """What is used, then what is asked for and what else has been reviewed, where there is any."""
    rows = facts.warehouse.register
    used = [row for row in rows if row["slag"] not in (WISHED, OTHER)]
    about = "En rad per underlag, och en till för varje granskning efter den första. Står det ingen än har inget råd granskat underlaget."
    register = _sheet(facts, "Underlag", "Underlag som används", about, used, _USED, facts.source)
    found = [replace(register, printed=min(ON_SCREEN_ONLY, len(used)))]
    told = facts.source_of(REGISTER)
    wished = [row for row in rows if row["slag"] == WISHED]
    if wished:
        about = "En rad per fråga i rådens senaste formulär. Två punkter (..) betyder att kostnaden inte är sagd. Texten är rådens egen."
        found.append(_sheet(facts, "Önskade underlag", "Underlag som råden önskar", about, wished, _WANTED, told))
    others = [row for row in rows if row["slag"] == OTHER]
    if others:
        about = "Granskningar av något som inte är en källa, lista eller tabell här. Texten är rådens egen."
        found.append(_sheet(facts, "Andra underlag", "Annat som råden har granskat", about, others, _OTHER, told))
    return tuple(found)


def _sheet(
    facts: Facts, name: str, title: str, about: str, rows: Sequence[Record], widths: Mapping[str, int], source: str
) -> Sheet:
    kinds: dict[str, CellKind] = {"kostnad": "integer"}
    return Sheet(
        name,
        name.lower().replace(" ", "_").replace("ö", "o"),
        facts.title(title),
        source,
        about,
        tuple(SheetColumn(REGISTER.column(n).term, kinds.get(n, "text"), width) for n, width in widths.items()),
        tuple(tuple(row[n] if n in kinds else _said(n, row[n]) for n in widths) for row in rows),
        title,
    )


def _said(name: str, value: object) -> str:
    """A cell as text; a time as a day, and that nobody has reviewed is said."""
    if value is None:
        return _NOBODY if name == "granskare" else ""
    return day(str(value)) if name == "hamtad" and "T" in str(value) else str(value)
