"""The indicators: what is measured of every occupation, and whether a high value points to a shortage.

Which of them the score is made of is decided by the trial (``assets.methods.trial``), not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assets.methods.ads import READVERTISED_DAYS
from assets.methods.aggregate import WINDOW_MONTHS
from assets.methods.arrays import Array
from assets.methods.mismatch import MIN_EMPLOYEES, MIN_UNEMPLOYED
from assets.methods.quoted import spelled
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR

LEAST_DENOMINATOR = 20

CHANGE_YEARS = 3
"""How many years back changes are counted from."""


@dataclass(frozen=True)
class Indicator:
    """One indicator: its code in the data, how readers meet it, and whether a high value points to a shortage."""

    code: str
    term: str
    unit: str
    description: str
    high_is_shortage: bool = True


ADS_RATE = Indicator(
    "annonser_per_100_anstallda",
    "Annonser per 100 anställda, rättade för täckning",
    "annonser per 100 anställda",
    f"Rensade annonser under {spelled(WINDOW_MONTHS)} månader, rättade för hur mycket som annonseras, per 100 anställda i yrket",
)
OPEN_RATE = Indicator(
    "oppna_per_100_anstallda",
    "Öppna annonser per 100 anställda",
    "annonser per 100 anställda",
    "Annonser som var öppna när de senast hämtades, per 100 anställda i yrket",
)
TIGHTNESS = Indicator(
    "platser_per_arbetslos",
    "Annonserade platser under ett år per inskriven i AF-yrkesområdet",
    "platser per inskriven",
    f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader, rättade för hur mycket som annonseras, per inskriven arbetslös i det "
    "AF-yrkesområde som yrket främst hör till",
)
POSTS_RATE = Indicator(
    "platser_per_100_anstallda",
    "Platser per 100 anställda, rättade för täckning",
    "platser per 100 anställda",
    f"Annonserade platser under {spelled(WINDOW_MONTHS)} månader, rättade för hur mycket som annonseras, per 100 anställda i yrket",
)
READVERTISED = Indicator(
    "andel_aterannonserade",
    "Annonserade på nytt",
    "procent",
    "Andel av annonserna där samma arbetsgivare annonserade i samma yrke och kommun igen inom "
    f"{READVERTISED_DAYS} dagar efter avslutet",
)
UNEMPLOYMENT = Indicator(
    "andel_arbetslosa",
    "Inskrivna i AF-yrkesområdet",
    "procent",
    "Inskrivna arbetslösa i AF-yrkesområdet av alla som är anställda eller inskrivna där",
    high_is_shortage=False,
)
MATCHED = Indicator(
    "matchade_mot_riket",
    "Matchade mot riket",
    "procentenheter",
    "Andel med yrkets utbildningar som arbetar i ett matchande yrke, utöver rikets för samma utbildningar",
)
MATCHED_CHANGE = Indicator(
    "matchade_forandring",
    "Matchade mot riket, förändring",
    "procentenheter per år",
    f"Hur skillnaden mot riket har ändrats per år de senaste {spelled(CHANGE_YEARS)} åren",
)
EMPLOYMENT_GROWTH = Indicator(
    "anstallda_utveckling",
    "Anställda, utveckling",
    "procent per år",
    f"Hur yrkets andel av områdets anställda har ändrats per år de senaste {spelled(CHANGE_YEARS)} åren. Från "
    f"{LAST_UNKNOWN_YEAR} till {FIRST_KNOWN_YEAR} fick fler ett känt yrke, så det året räknas inte med",
)
AGAIN = Indicator(
    "samma_rubrik_mot_slump",
    "Samma annons igen",
    "gånger slumpen",
    f"Hur många gånger oftare än slumpen ger som samma arbetsgivare annonserar med samma rubrik igen inom {READVERTISED_DAYS} dagar "
    "efter avslutet, i samma yrke och kommun",
)
DURATION = Indicator(
    "annonstid",
    "Annonstid",
    "dagar",
    "Hur många dagar annonserna i medeltal var ute",
)
INDICATORS: tuple[Indicator, ...] = (
    ADS_RATE,
    OPEN_RATE,
    TIGHTNESS,
    POSTS_RATE,
    READVERTISED,
    AGAIN,
    DURATION,
    UNEMPLOYMENT,
    MATCHED,
    MATCHED_CHANGE,
    EMPLOYMENT_GROWTH,
)
SIGNS = {indicator.code: 1.0 if indicator.high_is_shortage else -1.0 for indicator in INDICATORS}
"""Indicator → what its values are multiplied with, so that a high one points to a shortage."""


def unemployment_rate(unemployed: ArrayLike, employed: ArrayLike) -> Array:
    """Registered unemployed per 100 employed or unemployed, 100 · U / (U + E).

    Args:
        unemployed: registered unemployed who seek work in the AF-yrkesområde (persons, by residence).
        employed: employees in it (persons, by workplace).

    Returns:
        Percent; NaN when U is under ``MIN_UNEMPLOYED`` or U + E under ``LEAST_DENOMINATOR``.

    >>> unemployment_rate([10, 9, 30], [90, 200, 70]).tolist()
    [10.0, nan, 30.0]
    """
    u, e = np.asarray(unemployed, np.float64), np.asarray(employed, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((u >= MIN_UNEMPLOYED) & (u + e >= LEAST_DENOMINATOR), 100 * u / (u + e), np.nan)


def growth_beyond_total(
    employees: ArrayLike, total: ArrayLike, earlier: ArrayLike, earlier_total: ArrayLike, years: int
) -> Array:
    """Yearly growth of the occupation's share of the area's employees, 100 · (((E₁/T₁) / (E₀/T₀))^(1/years) − 1).

    A share moves little when more occupations become known, as between 2022 and 2023, where levels jump.

    Args:
        employees: employees now.
        total: the area's employees with a known occupation now.
        earlier: employees then.
        earlier_total: the area's total then.
        years: between the two.

    Returns:
        Percent a year; NaN when either count is under 50.

    >>> growth_beyond_total([110, 49], 1000, [100, 60], 1000, 1).round(3).tolist()
    [10.0, nan]
    """
    e1, t1, e0, t0 = (np.asarray(a, np.float64) for a in (employees, total, earlier, earlier_total))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (e1 / t1) / (e0 / t0)
        return np.where((e1 >= MIN_EMPLOYEES) & (e0 >= MIN_EMPLOYEES), 100 * (ratio ** (1 / years) - 1), np.nan)


def growth_over_spans(growths: Sequence[ArrayLike], years: Sequence[int]) -> Array:
    """Yearly growth over spans of years that do not join, 100 · (Π (1 + g_i / 100)^(k_i / Σ k_i) − 1).

    Args:
        growths: g_i, percent a year in each span.
        years: k_i, how many years each span is.

    Returns:
        Percent a year; NaN where any span's is missing.

    >>> growth_over_spans([[10.0, 5.0], [10.0, float("nan")]], [1, 1]).round(6).tolist()
    [10.0, nan]
    """
    factors = [(1 + np.asarray(g, np.float64) / 100) ** (k / sum(years)) for g, k in zip(growths, years, strict=True)]
    return np.asarray(100 * (np.prod(factors, axis=0) - 1))
