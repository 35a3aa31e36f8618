"""Which sector an employer belongs to, by its organisation number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.arrays import Array, Flags

STATE, MUNICIPAL, REGIONAL = "staten", "kommuner", "regionen"
PUBLIC_COMPANY, PRIVATE, UNKNOWN_SECTOR = "offentligt ägda företag", "privat sektor", "okänt"
SECTORS = (STATE, MUNICIPAL, REGIONAL, PUBLIC_COMPANY, PRIVATE, UNKNOWN_SECTOR)
_PUBLIC_BODY = "2"
LEAST_EMPLOYERS = 3
LARGEST_SHARE = 0.8
LEAST_FOR_SHARES = 20


def sector_of(number: str | None, prefixes: Mapping[str, str], public_companies: Collection[str]) -> str:
    """The employer's sector: by the list of publicly owned companies, else by the beginning of the number.

    A publicly owned company has the number of a company, so it is found only by the list. A number that begins with 2 is a
    public body; which, is said by the longest prefix that fits. A sole trader's number is masked and is always private.

    Args:
        number: ten digits, ``enskild`` for a sole trader, or None.
        prefixes: beginning of a number → sector.
        public_companies: numbers of companies that the state, a region or a municipality owns.

    Returns:
        One of SECTORS; ``okänt`` without a number, and for a public body that no prefix fits.

    Source: the form of Swedish organisation numbers; the lists are reference data with their origin.

    >>> [sector_of(n, {"2120": "kommuner"}, {"5561234567"}) for n in ("2120001234", "5561234567", "5569999999", "enskild")]
    ['kommuner', 'offentligt ägda företag', 'privat sektor', 'privat sektor']
    >>> sector_of("2999999999", {"2120": "kommuner"}, ()), sector_of(None, {}, ())
    ('okänt', 'okänt')
    """
    if not number:
        return UNKNOWN_SECTOR
    if number in public_companies:
        return PUBLIC_COMPANY
    if not number.startswith(_PUBLIC_BODY):
        return PRIVATE
    fitting = [prefix for prefix in prefixes if number.startswith(prefix)]
    return prefixes[max(fitting, key=len)] if fitting else UNKNOWN_SECTOR


def sectors(
    numbers: Iterable[str | None], prefixes: Mapping[str, str], public_companies: Collection[str]
) -> dict[str | None, str]:
    """``sector_of`` for many numbers.

    >>> sectors(["5569999999", None], {}, ())
    {'5569999999': 'privat sektor', None: 'okänt'}
    """
    return {number: sector_of(number, prefixes, public_companies) for number in numbers}


def staffing_agency(number: str | None, by_name: bool, agencies: Collection[str]) -> bool:
    """Whether an employer is a staffing agency: by the list of numbers, or by words of its name.

    A public body never is one, though a unit of it may have such a name.

    Args:
        number: ten digits, ``enskild`` for a sole trader, or None.
        by_name: whether the name has a word that only staffing agencies have.
        agencies: numbers of staffing agencies.

    >>> [staffing_agency(n, True, ()) for n in ("5569999999", "2120001234", "enskild", None)]
    [True, False, True, True]
    >>> [staffing_agency(n, False, {"5561234567"}) for n in ("5561234567", "5569999999", None)]
    [True, False, False]
    """
    return number in agencies or (by_name and not (number or "").startswith(_PUBLIC_BODY))


def few_employers(employers: ArrayLike, largest_share: ArrayLike) -> Flags:
    """Whether a number tells of one employer's need: fewer than three employers, or one with at least 80 percent of the posts.

    Args:
        employers: employers behind the posts (count).
        largest_share: the largest one's share of the posts, 0–1.

    Returns:
        False where there is no employer.

    Source: methods §2.12, employer identity; the rule holds for private employers.

    >>> few_employers([0, 2, 5, 5], [float("nan"), 0.5, 0.8, 0.79]).tolist()
    [False, True, True, False]
    """
    count, share = np.asarray(employers), np.asarray(largest_share, np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray((count > 0) & ((count < LEAST_EMPLOYERS) | (share >= LARGEST_SHARE)))


def share_of_ads(some: ArrayLike, every: ArrayLike) -> Array:
    """Share of an occupation's ads (or their posts) that a sector has, 0–1; NaN when there are fewer than 20.

    Args:
        some: the sector's (ads or posts).
        every: those of all sectors.

    >>> share_of_ads([5, 5], [20, 19]).tolist()
    [0.25, nan]
    """
    counted, total = np.asarray(some, np.float64), np.asarray(every, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total >= LEAST_FOR_SHARES, counted / total, np.nan)
