"""Rules of what frozen editions said beside what came: the outcome is the register's, and every sum follows from its rows."""

from __future__ import annotations

import numpy as np

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_outcomes import OUTCOME_SHARES, OUTCOMES
from assets.contracts.words import SSYK3_LEVEL
from checks.result import STOPPING
from checks.rules.base import (
    DECIMALS,
    FOLLOW_BACK,
    Judgement,
    NotApplicableError,
    Rows,
    apart,
    reconciliation,
)
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, reason_given

_UNIT = ["utgava", "geo_niva", "yrkesniva", "ar"]
_WAITING = "ingen tidigare utgåva har skrivit fram ett år som har kommit"


@reconciliation(
    OUTCOMES,
    EMPLOYEES,
    name="utfallet_ar_registrets",
    severity=STOPPING,
    why="Utfallet är registrets tal för yrket, området och året. Felet och om det låg inom gränserna följer av det.",
    action="Se efter i assets/marts/long_term/outcomes.py vilket år och vilket register som läses.",
    expected="samma tal som i anstallda, och samma fel",
    rule=(DECIMALS,),
)
def outcome_is_the_registers(compared: Rows, employees: Rows) -> Judgement:
    """Every occupation on three digits with an outcome; the same register in both years."""
    if not compared.count():
        raise NotApplicableError(_WAITING)
    rows = compared.read(("yrkesniva", "=", SSYK3_LEVEL)).dropna(subset="utfall")
    there = employees.read(("kon", "=", "totalt"), columns=["geo_kod", "ssyk3", "ar", "register", "varde"])
    known = there.set_index(["geo_kod", "ssyk3", "ar"])["varde"].rename("registrets")
    both = rows.join(known, on=["geo_kod", "yrke_kod", "ar"])
    register = there.drop_duplicates("ar").set_index("ar")["register"]
    within = np.where((both["nedre"] <= both["utfall"]) & (both["utfall"] <= both["ovre"]), "ja", "nej")
    odd = (
        ~(both["utfall"] == both["registrets"])
        | apart(both["fel"], both["framskrivet"] - both["utfall"])
        | apart(both["fel_andel"], both["framskrivet"] / both["utfall"] - 1)
        | (both["inom_granserna"] != within)
        | (both["ar"].map(register) != both["ar_anstallda"].map(register))
    )
    faults = [f"{row.utgava} {row.geo_kod} {row.yrke_kod} {row.ar}: {row.utfall:.0f}" for row in both[odd].itertuples()]
    return Judgement(faults, {"yrken i områden": len(both)}, f"{len(both) - int(odd.sum())} av {len(both)} stämmer")


@reconciliation(
    OUTCOME_SHARES,
    OUTCOMES,
    EMPLOYEES,
    name="traffen_ar_sina_fall",
    severity=STOPPING,
    why="Varje år som en utgåva har skrivit fram och som finns i registret är jämfört. Hur stor del som låg inom gränserna är räknad på de "
    "fall som har ett utfall, och på inga andra.",
    action="Se efter i assets/marts/long_term/outcomes.py hur fallen läggs ihop.",
    expected="samma antal fall, samma antal inom gränserna",
    rule=(DECIMALS,),
)
def share_is_its_cells(shares: Rows, compared: Rows, employees: Rows) -> Judgement:
    """Every edition, level and year; that nothing is compared must be because no year has come."""
    if not shares.count() and not compared.count():
        raise NotApplicableError(_WAITING)
    there = employees.read(columns=["ar", "varde"]).dropna()
    employees.insist(bool(len(there)), ("varde", "!=", "tomt"))
    newest = int(there["ar"].max())
    rows = shares.read()
    if not compared.count() and not (rows["ar"] <= newest).any():
        raise NotApplicableError(_WAITING)
    cells = compared.read(columns=[*_UNIT, "utfall", "inom_granserna"])
    known = cells.dropna()
    again = known.assign(inom=known["inom_granserna"] == "ja").groupby(_UNIT)["inom"].agg(fall="size", traffar="sum")
    both = rows.join(again, on=_UNIT).fillna({"fall": 0, "traffar": 0})
    looked_at = set(map(tuple, cells[_UNIT].drop_duplicates().to_numpy()))
    odd = (
        (both["celler"] != both["fall"])
        | (both["inom"] != both["traffar"])
        | (both["andel_inom"].isna() != (both["fall"] == 0))
        | apart(both["andel_inom"], both["traffar"] / both["fall"])
        | np.array([(tuple(key) in looked_at) != (key[-1] <= newest) for key in both[_UNIT].to_numpy()])
    )
    faults = [f"{row.utgava} {row.geo_niva} {row.yrkesniva} {row.ar}" for row in both[odd].itertuples()]
    unsaid = looked_at - set(map(tuple, rows[_UNIT].to_numpy()))
    faults += [f"{' '.join(map(str, key))}: saknas i utfall_per_niva" for key in sorted(unsaid)]
    return Judgement(faults, {"utgåvors år": len(both)}, f"{len(both) - int(odd.sum())} av {len(both)} är sina fall")


SUITES = (
    Suite(
        "mart.utfall_mot_framskrivning",
        (reason_given("utfall.isna()", "utfallet", "assets/marts/long_term/outcomes.py"),),
    ),
    Suite(
        "mart.utfall_per_niva",
        (
            between(
                "andel_noll_till_ett",
                "andel_inom",
                0,
                1,
                "En andel ligger mellan 0 och 1.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            reason_given("andel_inom.isna()", "andelen inom gränserna", "assets/marts/long_term/outcomes.py"),
        ),
    ),
)
