from __future__ import annotations

from typing import Any

import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE, LONG_ASSESSMENT
from assets.contracts.words import REPORTING_GROUP
from assets.marts.long_term.long_assessment import long_assessment
from tests.unit.rows import rows

WHERE = {"geo_niva": "delregion", "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal"}
SAYS = "tydliga tecken på brist"


def made(method: str = "familjetrend", **numbers: Any) -> list[dict[str, Any]]:
    """Assistant nurses of whom a tenth more are needed than there would be, and what signals and Arbetsförmedlingen say."""
    known = {"behov": 110.0, "tillgang": 100.0, "skillnad": 10.0, "nedre": 6.0, "ovre": 14.0, "riktning": "ökande"}
    differences = rows(
        DIFFERENCE,
        [
            {"enhet": enhet, "kod": "532", "namn": "Undersköterskor", **known, **numbers}
            for enhet in DIFFERENCE.column("enhet").allowed
        ],
        ar=2024,
        till_ar=2029,
        **WHERE,
    )
    projected = rows(PROJECTION, [{"yrke_kod": "532", "metod": method}], yrkesniva=REPORTING_GROUP, ar=2029, **WHERE)
    now = {"yrke_kod": "532", "signaler": SAYS, "af_om_fem_ar": "öka"}
    assessed = rows(ASSESSMENT, [now], yrkesniva=REPORTING_GROUP, **WHERE)
    return LONG_ASSESSMENT.conform(long_assessment(differences, projected, assessed)).to_pylist()


def test_the_difference_is_a_share_of_the_supply_beside_what_is_said_now():
    (row,) = made()
    assert (row["skillnad_andel"], row["nedre_andel"], row["ovre_andel"]) == pytest.approx((0.1, 0.06, 0.14))
    assert (row["behov_mot_tillgang"], row["signaler"], row["af_om_fem_ar"]) == ("ökande", SAYS, "öka")
    assert (row["horisont"], row["ar"], row["till_ar"], row["anmarkning"]) == ("lång sikt", 2024, 2029, None)


def test_constant_shares_say_nothing_of_the_long_term():
    (row,) = made(method="oförändrad andel")
    assert (row["behov_mot_tillgang"], row["skillnad_andel"], row["ovre_andel"]) == (None, None, None)
    assert row["anmarkning"] == "Oförändrade andelar publiceras. Därför kan utvecklingen inte bedömas."
    assert row["signaler"] == SAYS


def test_what_has_no_difference_keeps_its_reason():
    nothing = dict.fromkeys(("behov", "tillgang", "skillnad", "nedre", "ovre", "riktning"))
    (row,) = made(**nothing, anmarkning="Behovet är inte framskrivet, se framskrivning.")
    assert (row["behov_mot_tillgang"], row["skillnad_andel"]) == (None, None)
    assert row["anmarkning"] == "Behovet är inte framskrivet, se framskrivning."


def test_without_differences_the_table_is_empty():
    nothing = (c.written_schema.empty_table() for c in (DIFFERENCE, PROJECTION, ASSESSMENT))
    assert long_assessment(*nothing).num_rows == 0
