"""How assessments of an edition stood, right and wrong."""

from __future__ import annotations

import pandas as pd

from assets.contracts.track_record import AF, ASSESSED, COUNCILS, STATISTICS


def track_records(
    councils: float = 3.0,
    cells: float = 40.0,
    hits: float = 30.0,
    lower: float = 0.6,
    brier: float = 0.2,
    other: float = 40.0,
) -> pd.DataFrame:
    """The three who are measured on the same cells, and an edition whose outcome has not come."""
    rows = [
        (COUNCILS, councils, cells, hits, 0.75, lower, 0.85, brier, 0.25, None),
        (STATISTICS, 3.0, other, 20.0, 20.0 / other, 0.4, 0.6, 0.3, 0.25, None),
        (AF, 3.0, 40.0, 36.0, 0.9, 0.8, 0.95, 0.1, 0.25, None),
    ]
    columns = [
        "bedomare",
        "rad",
        "celler",
        "traffar",
        "andel_traffar",
        "nedre",
        "ovre",
        "brier",
        "brier_vanligast",
        "anmarkning",
    ]
    came = pd.DataFrame(rows, columns=columns).assign(utgava="2026-12")
    waits = pd.DataFrame([(COUNCILS, "Utfallet väntas.")], columns=["bedomare", "anmarkning"]).assign(utgava="2027-12")
    return pd.concat([came, waits], ignore_index=True).assign(urval=ASSESSED)
