"""Where people live and where they work: what connects demand (by workplace) with supply (by residence).

Flows are a matrix of employed persons, areas of residence × areas of workplace, neighbours outside the county included.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array

HIDDEN_FLOW = 4.0
"""The most persons that a flow may have which the source does not show."""


class SelfContainment(NamedTuple):
    """Shares 0–1 per area: of those who live there, and of those who work there."""

    residents: Array
    workplaces: Array


def _flows(flows: ArrayLike) -> Array:
    matrix = np.asarray(flows, dtype=np.float64)
    if matrix.ndim != 2 or (matrix < 0).any() or np.isinf(matrix).any():
        raise ValueError(f"flows must be a matrix of counts, got shape {matrix.shape} or a negative or infinite number")
    return matrix


def self_containment(flows: ArrayLike) -> SelfContainment:
    """How much of an area's labour market is its own, C_ii / Σ_j C_ij and C_jj / Σ_i C_ij.

    For a delregion, sum the flows of its municipalities first.

    Args:
        flows: employed, residence × workplace, the same areas in the same order (persons).

    Returns:
        The share of the area's employed residents who work in it, and the share of those who work in it who live there.
        NaN when a flow that the share needs is missing, and when its denominator is 0.

    Raises:
        ValueError: flows are not a square matrix, or a flow is negative or infinite.

    Source: self-containment of travel-to-work areas, Coombes and Bond, 2008.

    >>> [side.round(4).tolist() for side in self_containment([[80, 20], [10, 60]])]
    [[0.8, 0.8571], [0.8889, 0.75]]
    """
    matrix = _flows(flows)
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"flows must have the same areas on both sides, got shape {matrix.shape}")
    own = np.diagonal(matrix)
    with np.errstate(invalid="ignore"):
        return SelfContainment(own / matrix.sum(axis=1), own / matrix.sum(axis=0))


def least_self_containment(flows: ArrayLike, hidden: ArrayLike) -> SelfContainment:
    """The self-containment if every flow that the source hides had four persons, the most that it may have.

    Args:
        flows: as in ``self_containment``, without what is hidden (persons).
        hidden: how many hidden flows are in each of them; those within an area count as 0.

    Returns:
        As ``self_containment``, never above it.

    Raises:
        ValueError: as in ``self_containment``.

    Source: the bound is the project's.

    >>> [side.round(4).tolist() for side in least_self_containment([[80, 16], [8, 60]], [[0, 1], [0, 0]])]
    [[0.8, 0.8824], [0.9091, 0.75]]
    """
    matrix, count = _flows(flows), np.asarray(hidden, np.float64)
    return self_containment(matrix + HIDDEN_FLOW * count * (1 - np.eye(len(matrix))))


class NumberRange(NamedTuple):
    """The least and the most that a number can be."""

    least: float
    most: float


def net_flow(inward: float, hidden_inward: int, outward: float, hidden_outward: int) -> NumberRange:
    """Net commuting, Σ_i C_ij − Σ_k C_jk over other areas, between its bounds when small flows are hidden.

    Args:
        inward: persons who work in the area and live elsewhere, of the flows that are shown.
        hidden_inward: how many inward flows the source hides; each has at most ``HIDDEN_FLOW`` persons.
        outward: persons who live in the area and work elsewhere, of the flows that are shown.
        hidden_outward: how many outward flows it hides.

    Returns:
        Persons; the bounds are equal when nothing is hidden. Above 0 the area has more work than employed residents.

    Source: the bound is the project's.

    >>> net_flow(120, 0, 100, 0), net_flow(103, 2, 100, 1)
    (NumberRange(least=20.0, most=20.0), NumberRange(least=-1.0, most=11.0))
    """
    return NumberRange(
        float(inward - (outward + HIDDEN_FLOW * hidden_outward)),
        float(inward + HIDDEN_FLOW * hidden_inward - outward),
    )


def accessible_unemployed(unemployed: ArrayLike, flows: ArrayLike) -> Array:
    """Unemployed by the workplaces they can reach, U_acc(j) = Σ_i U(i) · C_ij / Σ_k C_ik.

    Nobody is counted twice: the sum over workplaces is the sum over residences.

    Args:
        unemployed: registered unemployed per area of residence (persons); areas are the last axis, so that rows can be
            occupational areas.
        flows: employed, residence × workplace (persons), of all occupations.

    Returns:
        Persons per area of workplace, last axis; NaN in a whole row of which an unemployed count is missing, wherever a
        flow is missing, and when an area with unemployed has no flow to follow.

    Raises:
        ValueError: shapes do not fit, or a count is negative or infinite.

    Source: methods §2.6; the unemployed are taken to commute as the employed of their area do.

    >>> accessible_unemployed([10, 30], [[80, 20], [10, 60]]).round(4).tolist()
    [12.2857, 27.7143]
    """
    matrix, persons = _flows(flows), np.asarray(unemployed, dtype=np.float64)
    if persons.ndim == 0 or persons.shape[-1] != len(matrix):
        raise ValueError(f"unemployed have shape {persons.shape} but flows {len(matrix)} areas of residence")
    if (persons < 0).any() or np.isinf(persons).any():
        raise ValueError("unemployed must be counts: a number is negative or infinite")
    with np.errstate(invalid="ignore"):
        shares = matrix / matrix.sum(axis=1, keepdims=True)
    nobody = (persons == 0)[..., None] & (matrix.sum(axis=1, keepdims=True) == 0)
    # not a matrix product: that may leave out a factor 0, and then a missing flow would count as 0
    reached: Array = np.where(nobody, 0, persons[..., None] * shares).sum(axis=-2)
    return reached
