"""How assessments have stood a year or more later, as sentences."""

from __future__ import annotations

from assets.contracts.model import Record
from assets.contracts.track_record import AF, COUNCILS, STATISTICS
from assets.methods.quoted import figures
from assets.methods.trial import INTERVAL
from reports.sheets.trial import trial_in_short
from reports.warehouse import Warehouse

_WHAT = (
    "Bedömningarna i en fryst utgåva hålls ett år senare mot vad Arbetsförmedlingen då säger om samma yrken i hela länet. Råden mäts "
    "tillsammans, aldrig ett och ett."
)
_SAID_BY = {COUNCILS: "råden tillsammans", STATISTICS: "våra signaler", AF: "Arbetsförmedlingen"}


def assessments_told(warehouse: Warehouse) -> tuple[str, ...]:
    """How often those who assessed were right; before there is an outcome, when it comes and how the signals would have done."""
    known = [r for r in warehouse.track_record if r["celler"] is not None]
    if known:
        newest = max(str(r["utgava"]) for r in known)
        rows = [r for r in known if r["utgava"] == newest]
        told = "; ".join(f"{_SAID_BY[str(r['bedomare'])]} sa samma sida i {_limits(r)}, {r['urval']}" for r in rows)
        return (_WHAT, f"Utgåva {newest}: {told}.")
    waits = sorted({str(r["anmarkning"]) for r in warehouse.track_record})
    when = " ".join(waits) or "Ingen utgåva är fryst ännu, så inget utfall finns."
    return (_WHAT, f"{when} Så hade signalerna klarat sig, beräknat i efterhand: {trial_in_short(warehouse.agreement)}")


def _limits(row: Record) -> str:
    share, lower, upper = (figures(100 * float(str(row[name]))) for name in ("andel_traffar", "nedre", "ovre"))
    return f"{share} fall av 100 ({lower}–{upper}, {figures(100 * INTERVAL)} procents intervall)"
