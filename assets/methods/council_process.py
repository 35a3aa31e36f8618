"""How far a council's own work has come, as the follow-up counts it."""

from __future__ import annotations


def is_decided(decided_by: str | None, day: str | None, number: str | None) -> bool:
    """Whether a priority is decided: it says by whom, when, and where the decision is found.

    Args:
        decided_by: the body.
        day: ÅÅÅÅ-MM-DD.
        number: diarienummer.

    Returns:
        False as soon as one of them is missing: then it is a proposal.

    >>> is_decided("Kompetensrådet", "2026-10-01", "KR 2026:12"), is_decided("Kompetensrådet", "2026-10-01", None)
    (True, False)
    """
    return all(said is not None and bool(said.strip()) for said in (decided_by, day, number))


def share_of(part: int, whole: int) -> float | None:
    """A part as a share of the whole.

    Args:
        part: number of rows, at most ``whole``.
        whole: number of rows.

    Returns:
        Between 0 and 1; None when there is nothing to be a share of.

    >>> share_of(1, 4), share_of(0, 0)
    (0.25, None)
    """
    return part / whole if whole else None
