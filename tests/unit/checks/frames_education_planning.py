"""Frames of what those who plan education read; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

_NURSES = {"geo_kod": "fyrbodal", "utbildningsgrupp": "75N"}
_MANY, _NONE = "många annonser per anställd", "inga tydliga tecken"


def links_ahead(
    need: str | None = "ökande", later: str | None = None, leaving: float | None = 200.5, year: int = 2029
) -> pd.DataFrame:
    """Nurses and doctors in Fyrbodal; of doctors nothing is known ahead."""
    columns = ["yrke_kod", "yrke_namn", "signaler", "ar_om_fem", "behov_om_fem", "ersattning_om_fem", "behov_om_tio"]
    rows = [
        ("222+223", "Sjuksköterskor", _MANY, year, need, leaving, later),
        ("221", "Läkare", _NONE, 2029, None, None, None),
    ]
    numbers = {"ar_om_fem": "float64", "ersattning_om_fem": "float64"}
    frame = pd.DataFrame(rows, columns=columns).astype(numbers)
    return frame.assign(ar_om_tio=2034.0, ersattning_om_tio=390.0, **_NURSES).assign(
        ersattning_om_tio=[390.0, float("nan")]
    )


def occupations_ahead() -> pd.DataFrame:
    """mart.bedomning_lang_sikt of nurses: growing to 2029, and nothing that can be said of 2034."""
    frame = pd.DataFrame({"till_ar": [2029, 2034], "behov_mot_tillgang": ["ökande", None]})
    return frame.assign(geo_kod="fyrbodal", yrke_kod="222+223", ar=2024)


def leaving() -> pd.DataFrame:
    """mart.ersattningsbehov of nurses, of both sexes and of women, and of three digits under the same code."""
    frame = pd.DataFrame(
        [("redovisningsgrupp", "totalt", 1.0), ("redovisningsgrupp", "kvinnor", 0.5), ("ssyk3", "totalt", 0.5)],
        columns=["yrkesniva", "kon", "part"],
    ).merge(pd.DataFrame({"till_ar": [2029, 2034], "whole": [200.5, 390.0]}), how="cross")
    return frame.assign(
        geo_kod="fyrbodal", yrke_kod="222+223", ar=2024, ersattningsbehov=frame["part"] * frame["whole"]
    )


def planned(
    people: float | None = 4489.0,
    rate: float | None = 60.0,
    nation: float = 55.0,
    low: float | None = 57.0,
    graduates: float | None = 410.0,
    occupations: int = 2,
    said: str = f"{_MANY} (1): Sjuksköterskor; {_NONE} (1): Läkare",
) -> pd.DataFrame:
    """Nurses, and an education that leads nowhere and of which nothing is known."""
    names = ["befolkning", "matchad_forvarvsgrad", "rikets_forvarvsgrad", "nedre", "ovre", "examinerade_lan"]
    rows = [("75N", people, rate, nation, low, 63.0, graduates), ("53A", *[None] * 6)]
    frame = pd.DataFrame(rows, columns=["utbildningsgrupp", *names]).astype(dict.fromkeys(names, "float64"))
    return frame.assign(
        geo_kod="fyrbodal", geo_namn="Fyrbodal", ar_examinerade=2024, yrken=[occupations, 0], yrken_nu=[said, None]
    )


def have_it() -> pd.DataFrame:
    """mart.utbildning: the same in 2024, other numbers of women and in 2021."""
    frame = pd.DataFrame(
        [(2024, "totalt", 1.0), (2024, "kvinnor", 0.5), (2021, "totalt", 0.9)], columns=["ar", "kon", "part"]
    )
    part = frame["part"]
    return frame.assign(
        befolkning=4489 * part, matchad_forvarvsgrad=60 * part, rikets_forvarvsgrad=55 * part, **_NURSES
    )


def took_exams() -> pd.DataFrame:
    """mart.examinerade: 410 in the county in 2024, none counted yet in 2025; more in the nation, fewer women."""
    rows = [("lan", "totalt", 2024, 410.0), ("lan", "totalt", 2023, 400.0), ("lan", "totalt", 2025, None),
            ("lan", "kvinnor", 2024, 300.0), ("riket", "totalt", 2024, 4000.0)]  # fmt: skip
    return pd.DataFrame(rows, columns=["geo_niva", "kon", "ar", "examinerade"]).assign(utbildningsgrupp="75N")
