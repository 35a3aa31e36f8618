"""What the trials are made of: forty occupations in two counties whose advertising rises or falls with the chances of a job."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pyarrow as pa

from assets.contracts.assessment import SIGNALS
from assets.contracts.barometer import JOB_CHANCES, STAGED_BAROMETER, WHOLE_GROUP
from assets.methods.signals import ADS_RATE, INDICATORS, Indicator
from assets.reference.areas import NATION
from assets.reference.occupations import occupations_ssyk3
from tests.unit.rows import rows

OCCUPATIONS = [code for code in occupations_ssyk3() if code[0] in "2345"][:40]
COUNTIES = ("12", "14")
LARGE, MIDDLE, SMALL = JOB_CHANCES.allowed


def truth_of(code: str) -> str:
    """What Arbetsförmedlingen says of an occupation, in every county."""
    return (LARGE, MIDDLE, SMALL)[int(code) % 3]


def signals(
    turned: Collection[str] = (), missing: Mapping[str, tuple[Indicator, ...]] | None = None, error: float = 0.1
) -> pa.Table:
    """Every indicator rises with the chances of a job, or falls in occupations that are turned; those missing have no value."""
    found = []
    for county in COUNTIES:
        for at, code in enumerate(OCCUPATIONS):
            step = (30.0, 10.0, 0.0)[int(code) % 3]
            for indicator in INDICATORS:
                value = (-step if code in turned else step) + at / 100
                known = indicator not in (missing or {}).get(code, ())
                found.append(
                    {
                        "geo_kod": county,
                        "yrke_kod": code,
                        "indikator": indicator.code,
                        "varde": (value if indicator.high_is_shortage else -value) if known else None,
                        "medelfel": error if known else None,
                        "i_poangen": "ja" if indicator == ADS_RATE else "nej",
                    }
                )
    return rows(
        SIGNALS, found, geo_niva="lan", yrkesniva="ssyk3", tillampas="ja", period_fran="2025-09", period_till="2026-08"
    )


def assessed(code: str, county: str, chances: str | None, **more: str) -> dict[str, object]:
    """One assessment of the barometer."""
    row = {"omgang": "2026-1", "lan_kod": county, "koncept_id": code, "yb_yrke": code, "ssyk4": f"{code}1"}
    row |= {"antal_ssyk": 1, "galler": WHOLE_GROUP, "jobbmojligheter": chances, "taxonomiversion": "25"}
    return row | more


def barometer(*more: dict[str, object], only: int = len(OCCUPATIONS)) -> pa.Table:
    """Every occupation, or the first ones, in both counties and the nation, and more."""
    found = [assessed(code, area, truth_of(code)) for code in OCCUPATIONS[:only] for area in (*COUNTIES, NATION)]
    return rows(STAGED_BAROMETER, [*found, *more])


NOTHING = STAGED_BAROMETER.written_schema.empty_table()
