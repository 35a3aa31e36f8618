"""Frames of what is compared over time, and of stocks side by side; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from tests.unit.checks.frames import OPEN_DAY, open_posts

_NOW, _THEN = ([str(m) for m in pd.period_range(first, periods=12, freq="M")] for first in ("2025-09", "2024-09"))


def two_years_of_ads() -> pd.DataFrame:
    """One post a month in 222 in Fyrbodal and one without municipality, twice as many the year before."""
    rows = [
        (level, area, month, posts * times)
        for months, times in ((_NOW, 1), (_THEN, 2))
        for month in months
        for level, area, posts in (("delregion", "fyrbodal", 1), ("lan", "14", 2), ("kommun_saknas", "14", 1))
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "manad", "platser_rensade"])
    return frame.assign(ssyk4="2221", af_yrkesomrade="8")


def two_years_of_people() -> pd.DataFrame:
    """Five women in Fyrbodal in every month, and a sixth in the county."""
    rows = [
        (level, area, sex, month, number)
        for month in (*_NOW, *_THEN)
        for level, area, number in (("delregion", "fyrbodal", 5.0), ("lan", "14", 6.0))
        for sex in ("totalt", "kvinnor")
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "kon", "manad", "varde"])
    return frame.assign(af_yrkesomrade="8")


def then_and_now(
    now: float = 12.0, then: float = 24.0, county: float = 24.0, people: float = 5.0, women: float = 5.0
) -> pd.DataFrame:
    posts = ("annonserade_platser", "totalt")
    rows = [
        ("delregion", "fyrbodal", *posts, "af_yrkesomrade", "8", now, then),
        ("lan", "14", *posts, "af_yrkesomrade", "8", county, 48.0),
        ("delregion", "fyrbodal", *posts, "redovisningsgrupp", "222+223", 12.0, 24.0),
        ("delregion", "fyrbodal", *posts, "ssyk3", "911", 0.0, 0.0),
        *(
            (level, area, "inskrivna_arbetslosa", sex, "af_yrkesomrade", "8", number, before)
            for level, area, sex, number, before in (
                ("delregion", "fyrbodal", "totalt", people, 5.0),
                ("delregion", "fyrbodal", "kvinnor", women, 5.0),
                ("lan", "14", "totalt", 6.0, 6.0),
            )
        ),
    ]
    columns = ["geo_niva", "geo_kod", "matt", "kon", "yrkesniva", "yrke_kod", "nu", "da"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(period_fran=_NOW[0], period_till=_NOW[-1], period_fran_da=_THEN[0], period_till_da=_THEN[-1])


def ratios(posts: float = 1.1, people: float = 0.9) -> pd.DataFrame:
    """A row of each measure; NaN where no ratio could be made."""
    return pd.DataFrame({"matt": ["annonserade_platser", "inskrivna_arbetslosa"], "kvot": [posts, people]})


def years(now: float = 12.0, every: float = 12.0, before: float | None = 24.0, start: str = "2024-09") -> pd.DataFrame:
    """Of the ads beside it: Fyrbodal in two years, nurses and all ads; the county's newest year."""
    rows = [
        ("redovisningsgrupp", "222+223", _NOW[0], _NOW[-1], now),
        ("af_yrkesomrade", "alla", _NOW[0], _NOW[-1], every),
        ("redovisningsgrupp", "222+223", start, _THEN[-1], before),
    ]
    columns = ["yrkesniva", "yrke_kod", "period_fran", "period_till", "platser_rensade"]
    frame = pd.DataFrame(rows, columns=columns).astype({"platser_rensade": "float64"})
    county = pd.DataFrame(
        [("lan", "14", "af_yrkesomrade", "alla", _NOW[0], _NOW[-1], 24.0)], columns=["geo_niva", "geo_kod", *columns]
    )
    return pd.concat([frame.assign(geo_niva="delregion", geo_kod="fyrbodal"), county], ignore_index=True)


def quarters(
    now: float | None = 3.0, before: float = 6.0, county: float = 6.0, none: float | None = None
) -> pd.DataFrame:
    """Of the ads beside it: Fyrbodal in two quarters and one that the source has a month of; the county's newest."""
    rows = [
        ("delregion", "fyrbodal", "2026-04", "2026-06", now),
        ("delregion", "fyrbodal", "2025-04", "2025-06", before),
        ("delregion", "fyrbodal", "2024-07", "2024-09", none),
        ("lan", "14", "2026-04", "2026-06", county),
    ]
    columns = ["geo_niva", "geo_kod", "period_fran", "period_till", "platser_rensade"]
    return pd.DataFrame(rows, columns=columns).astype({"platser_rensade": "float64"})


def over_the_break() -> pd.DataFrame:
    """The nation's step is a tenth; Fyrbodal has it too, and ten more after it."""
    rows = [
        (area, year, number)
        for area, numbers in (
            ("fyrbodal", (900.0, 950.0, 1045.0, 1055.0)),
            ("00", (9_000.0, 9_500.0, 10_450.0, 10_400.0)),
        )
        for year, number in zip((2020, 2022, 2023, 2024), numbers, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["geo_kod", "ar", "varde"])
    return frame.assign(ssyk3="222", kon="totalt", register="BAS")


def changed_employees(
    since: float | None = 10.0, net: float = 65.0, year: str = "2023", how: str = "antal rakt av"
) -> pd.DataFrame:
    """A second occupation is too small to be compared."""
    frame = pd.DataFrame(
        {"yrke_kod": ["222", "911"], "anstallda": [1055.0, 9.0], "forandring_anstallda": [since, None],
         "forandring_netto": [net, None], "anmarkning": [None, "Färre än 50 anställda: bara antal visas."]}
    )  # fmt: skip
    return frame.astype({"forandring_anstallda": "float64", "forandring_netto": "float64"}).assign(
        geo_kod="fyrbodal", yrkesniva="ssyk3", ar_anstallda="2024", ar_jamforelse="2020", forandring_fran=year,
        forandring_satt=how,
    )  # fmt: skip


def open_posts_by_sector() -> pd.DataFrame:
    """The same posts, cleaned: 600 of companies and 400 of the state, and another 5 of the state without municipality."""
    sectors = ["privat sektor", "staten", "staten", "staten", "staten", "staten", "staten"]
    frame = open_posts().rename(columns={"platser_i_oppna": "platser_i_oppna_rensade"}).assign(sektor=sectors)
    more = frame[frame["geo_niva"] == "lan"]
    frame.loc[frame["geo_niva"] == "lan", "platser_i_oppna_rensade"] = 405
    return pd.concat([frame, more.assign(sektor="privat sektor", platser_i_oppna_rensade=600)], ignore_index=True)


def stocks(
    posts: float | None = 1000.0,
    county: float = 1005.0,
    people: float = 990.0,
    every: float = 1000.0,
    corrected: float | None = 1300.0,
) -> pd.DataFrame:
    """Of the posts and unemployed beside it; companies advertise two posts in three."""
    rows = [
        ("delregion", "fyrbodal", "8", posts, corrected, people), ("delregion", "fyrbodal", "alla", every, 1300.0, 990.0),
        ("lan", "14", "8", county, 1305.0, 1000.0), ("lan", "14", "alla", 1005.0, 1305.0, 1000.0),
    ]  # fmt: skip
    columns = ["platser_oppna", "platser_oppna_rattade", "inskrivna_arbetslosa"]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "af_yrkesomrade", *columns])
    return frame.astype(dict.fromkeys(columns, "float64")).assign(manad="2025-01", dag=OPEN_DAY)
