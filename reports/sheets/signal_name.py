"""What our signals may be called, and how well they agree with Arbetsförmedlingen: decided here, by mart.samstammighet."""

from __future__ import annotations

from collections.abc import Iterable

from assets.contracts.assessment import AGREEMENT_GATE, ASSESSMENT
from assets.contracts.model import Column, Record
from assets.methods.agreement import INTERVAL_LEVEL, LEAST_AUC, LEAST_KAPPA, LEAST_KAPPA_LOWER
from assets.methods.quoted import figures
from assets.reference import reviewed_lists
from reports import texts

SIGNALS_COLUMN = ASSESSMENT.column("signaler")
NOT_PASSED = "Annonssignal"
_SCORE, _NATIONAL = "signalpoang", "af_rikstal"


def signal_name(records: Iterable[Record]) -> str:
    """The readers' name of our signals: "Våra signaler" when they passed the trial, else "Annonssignal".

    Args:
        records: rows of mart.samstammighet; none when there is no Yrkesbarometer, and then nothing has been passed.

    >>> signal_name([{"prediktor": "signalpoang", "matt": "prov", "varde": 1.0}]), signal_name([])
    ('Våra signaler', 'Annonssignal')
    """
    return SIGNALS_COLUMN.term if _verdict(records) == 1 else NOT_PASSED


def heading(column: Column, records: Iterable[Record]) -> str:
    """The heading of a column: its term, but for our signals the name that they have earned."""
    return signal_name(records) if column == SIGNALS_COLUMN else column.term


def trial(records: Iterable[Record]) -> str:
    """How the trial went, in sentences for a reader."""
    rows = list(records)
    verdict = _verdict(rows)
    if verdict is None:
        return "Signalerna är inte prövade mot Yrkesbarometern. Kolumnen heter därför annonssignal."
    found = {(str(r["prediktor"]), str(r["matt"])): r for r in rows}
    kappa, ranked = found[_SCORE, "kappa"], found[_SCORE, "auc"]
    copied = found[_NATIONAL, "kappa"]["varde"]
    said = [
        f"Prövade mot Yrkesbarometern {kappa['omgang']} i alla län: samstämmighet κ {_two(kappa['varde'])} "
        f"({figures(100 * INTERVAL_LEVEL)} procents intervall "
        f"{_two(kappa['nedre'])} till {_two(kappa['ovre'])}), AUC {_two(ranked['varde'])}, på {kappa['yrken']} yrken.",
        f"Arbetsförmedlingens rikstal kopierat till länen: κ {_two(copied)}." if copied is not None else "",
        "0 är slumpen, 1 full samstämmighet.",
    ]
    if verdict != 1:
        said.append(
            f"Kravet är κ minst {_two(LEAST_KAPPA)} med undre gräns över {_two(LEAST_KAPPA_LOWER)} och AUC minst "
            f"{_two(LEAST_AUC)}. Det nås inte, och kolumnen heter därför annonssignal."
        )
    return " ".join(filter(None, said))


def preliminary() -> str:
    """What stands under everything that has our points or classes while a list that makes them is not final."""
    return texts.preliminary(reviewed_lists())


def _verdict(records: Iterable[Record]) -> float | None:
    """1 passed, 0 not passed, None not tried."""
    rows = (r for r in records if (r["prediktor"], r["matt"]) == (_SCORE, AGREEMENT_GATE))
    return next((None if r["varde"] is None else float(r["varde"]) for r in rows), None)


def _two(value: str | float | None) -> str:
    return texts.number_text(None if value is None else float(value), 2)
