"""What two priorities that name a measure have come to, right and wrong."""

from __future__ import annotations

import pandas as pd

from tests.unit.checks.right_frames import NAN


def wanted() -> pd.DataFrame:
    """mart.radets_prioriteringar: a proposal and a decided one that name a measure, and one that names none."""
    columns = [
        "geo_kod", "nr", "galler_kod", "galler_namn", "beslutslage", "beslutad_datum", "indikator", "malvarde", "malar",
    ]  # fmt: skip
    rows = [
        ("fyrbodal", 1, "532", "Undersköterskor", "förslag", "2025-01-01", "annonserade platser", 40.0, 2029),
        ("fyrbodal", 2, "75N", "Sjuksköterskeutbildning", "beslutad", "2021-05-01", "matchad förvärvsgrad", 75.0, 2030),
        ("skaraborg", 1, "251", "IT-arkitekter", "beslutad", "2025-01-01", None, NAN, 2030),
    ]
    return pd.DataFrame(rows, columns=columns)


def goals(
    without: int = 0, more: bool = False, base: float = 2021.0, since: float = NAN, first: float = 70.0,
    last: float = 74.0, posts: float = 12.0, year: int = 2024, low: float = 1.0, word: str = "säker förändring",
    target: int = 75, state: str = "förslag", tried: str = "kan inte prövas", before: float = NAN,
) -> pd.DataFrame:  # fmt: skip
    """mart.radets_mal."""
    columns = [
        "geo_kod", "nr", "galler_kod", "galler_namn", "beslutslage", "indikator", "malvarde", "malar", "basar", "basvarde",
        "senaste_ar", "senaste_varde", "forandring", "forandring_nedre", "forandring_ovre", "besked",
    ]  # fmt: skip
    of_posts = ("532", "Undersköterskor", state, "annonserade platser", 40, 2029, since, before, 2025, posts)
    matched = (
        "75N",
        "Sjuksköterskeutbildning",
        "beslutad",
        "matchad förvärvsgrad",
        target,
        2030,
        base,
        first,
        year,
        last,
    )
    rows = [
        ("fyrbodal", 1, *of_posts, NAN, NAN, NAN, tried),
        ("fyrbodal", 2, *matched, 4.0, low, 7.0, word),
        *([("skaraborg", 1, *of_posts, NAN, NAN, NAN, "kan inte prövas")] if more else []),
    ]
    return pd.DataFrame([row for row in rows if row[1] != without], columns=columns)


def posts_by_month() -> pd.DataFrame:
    """mart.annonser: one post a month through 2025, and some of a year that is not whole."""
    months = [f"2025-{month:02d}" for month in range(1, 13)] + ["2026-01"]
    rows = [("delregion", "fyrbodal", "5321", month, 1) for month in months]
    rows += [("kommun", "1488", "5321", month, 1) for month in months]
    rows.append(("delregion", "skaraborg", "2512", "2025-05", 9))
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk4", "manad", "platser_rensade"])


def rates() -> pd.DataFrame:
    """mart.utbildning."""
    rows = [
        ("delregion", "fyrbodal", "75N", "totalt", 2021, 70.0),
        ("delregion", "fyrbodal", "75N", "totalt", 2024, 74.0),
        ("delregion", "fyrbodal", "75N", "kvinnor", 2024, 79.0),
        ("lan", "14", "75N", "totalt", 2024, 71.0),
    ]
    columns = ["geo_niva", "geo_kod", "utbildningsgrupp", "kon", "ar", "matchad_forvarvsgrad"]
    return pd.DataFrame(rows, columns=columns)
