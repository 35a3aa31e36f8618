"""Who graduates in the small warehouse."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.education import GRADUATES
from assets.contracts.words import SEXES
from tests.unit.rows import tuples

_NURSES = {
    "utbildningsgrupp": "75N",
    "utbildning_namn": "Sjuksköterskeutbildning",
    "niva": "högskola, minst 3 år",
}


def graduates() -> pa.Table:
    """Of two years, the newer of which nobody is followed from yet."""
    known, unknown = (
        (400, 360, 400, 0.9, None),
        (410, None, None, None, "Källan har inte räknat etableringen för 2024."),
    )
    return tuples(
        GRADUATES,
        "geo_niva geo_kod geo_namn kon ar examinerade etablerade examinerade_foljda andel_etablerade anmarkning",
        [
            (*place, sex, year, *numbers)
            for place in (("lan", "14", "Västra Götalands län"), ("riket", "00", "Riket"))
            for sex in SEXES
            for year, numbers in ((2023, known), (2024, unknown))
        ],
        **_NURSES,
        grund="observerad",
    )
