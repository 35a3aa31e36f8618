"""The trial of the classes, and what each of them may be called: mart.provning_klasser."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.model import Record
from assets.contracts.trial import CLASS_TRIAL, UNITS
from assets.declaration import Mart
from assets.marts.trial.cases import Cases, cases
from assets.methods.agreement import LEAST_OCCUPATIONS
from assets.methods.arrays import number_or_none
from assets.methods.score import SIGNAL_CLASSES, SignalClass
from assets.methods.trial import Precision, earns_word, precision

_HELD_BACK = "Ordet är visat, men inte den starkare klassens. Då hade den svagare klassen låtit starkare, och båda heter efter annonserna."


def class_trial(signals: pa.Table, barometer: pa.Table) -> pa.Table:
    """How often Arbetsförmedlingen says what each class claims, in both units.

    Args:
        signals: mart.signaler.
        barometer: staged.yrkesbarometer; no rows when its source is missing, and then no class bears a word that claims anything.

    Returns:
        Columns of mart.provning_klasser.
    """
    newest, units = cases(signals, barometer)
    enough = {unit.unit: unit for unit in units if unit.frame["yrke_kod"].nunique() >= LEAST_OCCUPATIONS}
    first, last = (signals[name][0].as_py() for name in ("period_fran", "period_till"))
    rows: list[Record] = []
    earned: dict[str | None, bool] = {None: True}
    for at, each in enumerate(SIGNAL_CLASSES):
        found = {name: _precision(unit, at, each) for name, unit in enough.items() if each.claims}
        passed = not each.claims or (set(found) == set(UNITS) and earns_word(list(found.values())))
        # The classes come strongest first. A weaker one that alone bore the word would seem to be the stronger.
        held_back = passed and not earned.get(each.claims, True)
        earned[each.claims] = passed and not held_back
        for unit in UNITS:
            seen = found.get(unit)
            rows.append(
                {
                    "enhet": unit,
                    "klass": each.word,
                    "pastar": each.claims,
                    **_numbers(seen),
                    "klarade": "ja" if seen and earns_word([seen]) else "nej",
                    "heter": each.word if earned[each.claims] else each.plain,
                    "celler": int((enough[unit].frame["position"] == at).sum()) if unit in enough else 0,
                    "omgang": newest,
                    "period": f"{first}–{last}",
                    "anmarkning": _remark(each, unit in enough, newest) or (_HELD_BACK if held_back else None),
                }
            )
    return pa.Table.from_pylist(rows, pa.schema([(c.name, c.type) for c in CLASS_TRIAL.columns]))


def _precision(unit: Cases, position: int, each: SignalClass) -> Precision:
    inside = np.asarray(unit.frame["position"] == position)
    return precision(inside, unit.says(str(each.claims)), unit.says(str(each.opposite)), unit.groups, unit.draws)


def _numbers(found: Precision | None) -> Record:
    names = ("andel", "nedre", "ovre", "andel_alla", "andel_motsatt")
    if found is None:
        return dict.fromkeys(names)
    values = (found.share, found.lower, found.upper, found.base, found.opposite)
    return dict(zip(names, map(number_or_none, values), strict=True))


def _remark(each: SignalClass, tried: bool, newest: str | None) -> str | None:
    if not each.claims:
        return "Ordet påstår inget och prövas inte."
    if tried:
        return None
    if newest is None:
        return "Inte prövad: Yrkesbarometern saknas."
    return f"Inte prövad: färre än {LEAST_OCCUPATIONS} yrken kan jämföras."


MARTS = (Mart(CLASS_TRIAL, class_trial, {"signals": SIGNALS, "barometer": STAGED_BAROMETER}),)
