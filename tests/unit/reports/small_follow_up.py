"""The follow-up of the small warehouse: one share with a sure change, one that is only chance, a round, the rest with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from assets.contracts.follow_up import FOLLOW_UP
from assets.methods.follow_up import FOLLOWED_YEARS
from assets.reference.follow_up import OUTCOME, PROCESS, FollowUpMeasure, indicators
from tests.unit.rows import rows

SURE_IN = "fyrbodal"
"""The only area whose share has surely changed."""
_NATION = (40.0, 40.2)
_OWN = (41.0, 41.7)


def follow_up(areas: Iterable[tuple[str, str, str]]) -> pa.Table:
    """Two years of how many are matched, in the areas (code, name and level), the nation and Skåne."""
    places = [*areas, ("00", "Riket", "riket"), ("12", "Skåne län", "lan")]
    return rows(
        FOLLOW_UP, (row for one in indicators() for place in places for row in _rows(one, *place)), grund="raknad"
    )


def _rows(one: FollowUpMeasure, code: str, name: str, level: str) -> Iterator[dict[str, Any]]:
    if one.kind == PROCESS and (level == "riket" or code == "12"):
        return
    shared = {
        "geo_niva": level, "geo_kod": code, "geo_namn": name, "indikator": one.code, "indikator_namn": one.name,
        "slag": one.kind, "enhet": one.unit, "beslut": one.decision,
    }  # fmt: skip
    for year in FOLLOWED_YEARS:
        if one.code == "omgangar" and year == 2026:
            held = {"14": 1.0, SURE_IN: 1.0}.get(code, 0.0)
            yield {**shared, "ar": year, "varde": held, "besked": "räknat", "anmarkning": "Fler kan komma."}
        elif one.code == "matchade" and year < 2024:
            yield {**shared, "ar": year, **_matched(code, year)}
        elif one.why_not:
            status = "kan inte räknas" if one.kind == OUTCOME else "kan inte räknas än"
            yield {**shared, "ar": year, "besked": status, "anmarkning": one.why_not}
        else:
            yield {**shared, "ar": year, "besked": "saknas", "anmarkning": "Underlaget saknas."}


def _matched(code: str, year: int) -> dict[str, Any]:
    at = year - 2022
    if code == "00":
        return {"varde": _NATION[at], "medelfel": 0.02, "nedre": _NATION[at] - 0.03, "ovre": _NATION[at] + 0.03,
                "besked": "jämförelse"}  # fmt: skip
    sure = code == SURE_IN
    value = _OWN[at] if sure or not at else 41.25
    found = {"varde": value, "medelfel": 0.1, "nedre": value - 0.13, "ovre": value + 0.13, "riket": _NATION[at],
             "skillnad_mot_riket": value - _NATION[at], "besked": "basår"}  # fmt: skip
    if at:
        change = value - _NATION[at] - (_OWN[0] - _NATION[0])
        found |= {"forandring": value - _OWN[0], "forandring_mot_riket": change, "forandring_nedre": change - 0.19,
                  "forandring_ovre": change + 0.19,
                  "egen_nedre": value - _OWN[0] - 0.18, "egen_ovre": value - _OWN[0] + 0.18,
                  "besked": "säker förändring" if sure else "ingen säker förändring"}  # fmt: skip
    return found
