"""Rules of how assessments stood: no single council is told, every share follows from its cases, and a missing number says why."""

from __future__ import annotations

from assets.contracts.track_record import ASSESSED, TRACK_RECORD
from assets.methods.agreement import LEAST_OCCUPATIONS
from assets.methods.track_record import LEAST_COUNCILS
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, NotApplicableError, Rows, apart, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import reason_given

_WHERE = "assets/marts/councils/track_record.py"


@reconciliation(
    TRACK_RECORD,
    name="inget_rad_pekas_ut",
    severity=STOPPING,
    why="Råden mäts tillsammans, aldrig ett och ett. De som jämförs mäts på samma fall, och andelen är träffarna av dem.",
    action=f"Rätta {_WHERE}.",
    expected=f"minst {LEAST_COUNCILS} råd, samma fall för alla, och andelen är träffar genom fall",
    rule=(LEAST_COUNCILS, LEAST_OCCUPATIONS, DECIMALS),
)
def no_council_is_told(made: Rows) -> Judgement:
    """Every row with a number."""
    rows = made.read()
    known = rows.dropna(subset="celler")
    if known.empty:
        raise NotApplicableError("ingen fryst utgåvas bedömningar är ett år gamla")
    few = (known["urval"] == ASSESSED) & ~(known["rad"] >= LEAST_COUNCILS)
    unlike = known.groupby(["utgava", "urval"])["celler"].transform("nunique") > 1
    odd = (
        few
        | unlike
        | (known["celler"] < LEAST_OCCUPATIONS)
        | apart(known["andel_traffar"], known["traffar"] / known["celler"])
        | ~((known["nedre"] <= known["andel_traffar"]) & (known["andel_traffar"] <= known["ovre"]))
        | ~(known["brier"].between(0, 1) & known["brier_vanligast"].between(0, 1))
    )
    faults = [f"{row.utgava} {row.urval} {row.bedomare}: {row.celler:.0f} fall" for row in known[odd].itertuples()]
    return Judgement(faults, {"rader med tal": len(known)}, f"{len(known) - int(odd.sum())} av {len(known)} stämmer")


SUITES = (Suite(TRACK_RECORD.id, (reason_given("celler.isna()", "träffarna", _WHERE),)),)
