"""What the signal score is made of, and where its classes begin: mart.poangens_delar."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.assessment import LIMIT, PART, SCORE_PARTS
from assets.contracts.trial import CLASS_TRIAL
from assets.declaration import Mart
from assets.methods.score import SIGNAL_CLASSES
from assets.methods.signals import INDICATORS
from assets.reference.review import ReviewedList
from assets.reference.signal_score import SCORE_VERSION, class_limits, reviewed_lists, score_composition


def score_parts(class_trial: pa.Table) -> pa.Table:
    """Every part with its weight, and every class with its limit.

    Args:
        class_trial: mart.provning_klasser, which says what a class is called.

    Returns:
        Columns of mart.poangens_delar. The lowest class begins at 0.
    """
    parts, limits = reviewed_lists()
    terms = {indicator.code: indicator.term for indicator in INDICATORS}
    called = dict(zip(class_trial["klass"].to_pylist(), class_trial["heter"].to_pylist(), strict=True))
    composition = score_composition()
    whole = sum(part.weight for part in composition)
    rows = [
        {"slag": PART, "ordning": at, "namn": terms[part.indicator], "indikator": part.indicator,
         "jamfors_med": part.compared_with, "vikt": part.weight / whole, **_origin(parts)}
        for at, part in enumerate(composition, 1)
    ] + [
        {"slag": LIMIT, "ordning": at, "namn": called[each.word], "fran": begins, **_origin(limits)}
        for at, (each, begins) in enumerate(zip(SIGNAL_CLASSES, (*class_limits(), 0.0), strict=True), 1)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, SCORE_PARTS.written_schema)


def _origin(reviewed: ReviewedList) -> dict[str, str | None]:
    return {
        "version": SCORE_VERSION,
        "raknad_pa": reviewed.computed_on,
        "period": reviewed.period,
        "granskning": reviewed.status,
        "granskad_av": reviewed.reviewed_by or None,
    }


MARTS = (Mart(SCORE_PARTS, score_parts, {"class_trial": CLASS_TRIAL}),)
