"""Stock against stock: registered unemployed per open post, and the interval of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array
from assets.methods.matching import NINTH_DECILE
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED
from assets.methods.standard_errors import tightness_error


def unemployed_per_open_post(posts: ArrayLike, unemployed: ArrayLike) -> Array:
    """Registered unemployed per open post, U / V, both at the same time.

    Args:
        posts: V, posts in ads that are open on a day (posts).
        unemployed: U, registered unemployed at the end of the same month (persons).

    Returns:
        Persons per post; NaN when U is under 10 or V under 5.

    Source: the inverse of market tightness, with stocks on both sides; methods §2.4.

    >>> unemployed_per_open_post([1189, 4, 50], [2273, 100, 9]).round(4).tolist()
    [1.9117, nan, nan]
    """
    v, u = np.asarray(posts, np.float64), np.asarray(unemployed, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((u >= MIN_UNEMPLOYED) & (v >= MIN_POSTS), u / v, np.nan)


def stock_interval(ratio: ArrayLike, ads: ArrayLike, unemployed: ArrayLike) -> tuple[Array, Array]:
    """80 percent interval of unemployed per open post, r · exp(∓ 1.2816 · √(φ / N + 1 / U)) with φ = 2.

    What a correction for coverage adds is not in it: the survey gives no error of the factor in a delregion.

    Args:
        ratio: r (persons per post).
        ads: N, the ``effective_ads`` of the open ads that the posts are in; none counts as one.
        unemployed: U (persons).

    Returns:
        Lower and upper end, persons per post.

    Source: the relative error of ``tightness_error``, which is the same whichever way round the quotient stands; on the
    logarithm, so that the interval is never below 0.

    >>> [end.round(4).item() for end in stock_interval(2.0, 400, 10_000)]
    [1.8251, 2.1917]
    """
    r = np.asarray(ratio, np.float64)
    spread = np.exp(NINTH_DECILE * tightness_error(1.0, ads, unemployed))
    return r / spread, r * spread
