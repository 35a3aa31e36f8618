"""Frames of the registered unemployed and the labour force, right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from assets.reference.areas import counties, county_of
from assets.reference.occupations import af_areas


def staged(rows: list[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    """Typed as the tables are, also without rows."""
    frame = pd.DataFrame(rows, columns=[*columns, "varde"])
    kinds = {c: "int64" if c == "ar" else "str" for c in columns}
    return frame.astype({**kinds, "varde": "float64"})


def unemployed(delregion: float = 990.0, county: float = 1000.0) -> pd.DataFrame:
    rows = [("delregion", "fyrbodal", delregion), ("lan", "14", county)]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "varde"]).assign(
        manad="2025-01", af_yrkesomrade="8", kon="totalt"
    )


def records(without: str = "", no_area: str = "", few: tuple[str, ...] = ("22",)) -> pd.DataFrame:
    places = [code for code, county in county_of().items() if county == "14" and code != without]
    everywhere = [("2024-12", places[0], a, 1.0 if a in few else 20.0) for a in af_areas()]
    newest = [("2025-01", p, "3", 20.0) for p in places]
    newest += [("2025-01", places[0], a, 20.0) for a in af_areas() if a not in (no_area, *few)]
    rows = [*(("2024-12", p, "3", 20.0) for p in places), *everywhere, *newest]
    return pd.DataFrame(rows, columns=["manad", "kommun_kod", "af_yrkesomrade", "varde"]).assign(lan_kod="14")


def of_places(*values: float | None, kon: str = "män", **columns: str) -> pd.DataFrame:
    """One month's numbers in Göteborg, in Borås, and without municipality; None is protected, NaN is missing otherwise."""
    places = ("1480", "1490", "kommun_saknas")
    frame = pd.DataFrame(
        {"kommun_kod": places[: len(values)], "varde": [None if v is None else float(v) for v in values]}
    )
    frame["status"] = ["<5" if v is None else ".." if v != v else None for v in values]
    usual = {"manad": "2026-08", "lan_kod": "14", "kon": kon}
    return frame.astype({"varde": "float64"}).assign(**{**usual, **columns})


ALL = {"egenskap": "samtliga", "grupp": "samtliga", "tid": "samtliga"}


def everybody(
    men: tuple[float | None, ...] = (30, 12, 3), women: tuple[float | None, ...] = (20, 10, 0), month: str = "2026-08"
) -> pd.DataFrame:
    """Sheet Kön."""
    return pd.concat([of_places(*men, **ALL), of_places(*women, kon="kvinnor", **ALL)]).assign(manad=month)


def areas(known: tuple[float | None, ...] = (25, 12, 3), unknown: tuple[float | None, ...] = (5, 0, 0)) -> pd.DataFrame:
    parts = [of_places(*known, af_yrkesomrade="3"), of_places(*unknown, af_yrkesomrade="okänt")]
    women = of_places(20, 10, kon="kvinnor", af_yrkesomrade="3")
    return pd.concat([*parts, women])


def profile(young: tuple[float, ...] = (10, 2, 3), month: str = "2026-08") -> pd.DataFrame:
    kinds = (
        ("ålder", ("16–24", "25–66")),
        ("utbildning", ("gymnasial", "eftergymnasial")),
        ("födelseland", ("inrikes födda",) * 2),
    )
    frames = []
    for kind, (first, second) in kinds:
        frames += [of_places(*young, egenskap=kind, grupp=first), of_places(20, 10, 0, egenskap=kind, grupp=second)]
        frames.append(of_places(20, 10, kon="kvinnor", egenskap=kind, grupp=second))
    return pd.concat(frames).assign(manad=month)


def sheets(total: float | None = 50, six: float | None = 20, age: float = 49) -> pd.DataFrame:
    """All sheets for Göteborg."""
    frames = [of_places(total, kon="totalt", **ALL), of_places(30, **ALL), of_places(20, kon="kvinnor", **ALL)]
    frames += [of_places(n, kon="totalt", **{**ALL, "tid": t}) for t, n in (
        ("mer än 6 månader", six), ("mer än 12 månader", 12), ("mer än 24 månader", None))]  # fmt: skip
    for kind, (first, second) in {"ålder": (age, 1), "utbildning": (25, 25), "födelseland": (50, 0)}.items():
        frames += [
            of_places(n, kon="totalt", egenskap=kind, grupp=g, tid="samtliga") for g, n in (("a", first), ("b", second))
        ]
    return pd.concat(frames)


def registered_in_force(men: float = 30.0, code: str = "1480") -> pd.DataFrame:
    rows = [
        (code, "män", men),
        (code, "kvinnor", 20.0),
        ("1490", "män", 12.0),
        ("1490", "kvinnor", 10.0),
        ("0114", "män", 7.0),
    ]
    frame = staged(rows, "kommun_kod", "kon")
    return pd.concat([frame.assign(matt="inskrivna"), frame.assign(matt="arbetskraft", varde=9e3)]).assign(
        manad="2026-08", status=None
    )


def labour_force(
    size: float = 18_000.0, women: float = 9_000.0, registered: float = 900.0, without: str = ""
) -> pd.DataFrame:
    """Every municipality of the country."""
    numbers = {
        "arbetskraft": {"totalt": size, "kvinnor": women, "män": 9_000.0},
        "inskrivna": {"totalt": registered, "kvinnor": 400.0, "män": 500.0},
    }
    rows = [
        (code, m, kon, n)
        for code in county_of()
        for m, by in numbers.items()
        for kon, n in by.items()
        if code != without
    ]
    return staged(rows, "kommun_kod", "matt", "kon").assign(manad="2026-08", status=None)


def profile_mart(old: float = 690.0, months: float = 1000.0) -> pd.DataFrame:
    rows = [("ålder", "16–24", 310.0), ("ålder", "25–66", old), ("utbildning", "gymnasial", 1000.0),
            ("tid utan arbete", "samtliga", months), ("tid utan arbete", "mer än 6 månader", 500.0)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["egenskap", "grupp", "varde"])
    return frame.assign(geo_niva="lan", geo_kod="14", kon="totalt", manad="2025-01")


def county_unemployed(men: float | None = 75.0, without: str = "", month: str = "2026-08") -> pd.DataFrame:
    """As the municipalities have it: 25, 12 and 3 men with 20 and 10 women in one area, 5 in the other."""
    rows = [(month, "3", code, men if code == "14" else 9.0) for code in counties() if code != without]
    rows += [(month, "okänt", "14", 5.0)]
    return staged([(m, a, c, 70.0 if v == 75.0 else v) for m, a, c, v in rows], "manad", "af_yrkesomrade", "lan_kod")


def shares_of_registered(
    women: float = 60.0, some: float = 60.0, share: float = 0.6, county: float = 0.6, known: float = 100.0
) -> pd.DataFrame:
    """Six of ten have upper secondary education; of the delregion one municipality is protected."""
    nan = float("nan")
    rows = [
        ("lan", "14", "gymnasial", "totalt", 100.0, 100.0, 200.0, 0.5, nan),
        ("lan", "14", "gymnasial", "kvinnor", women, some, known, share, nan),
        ("lan", "14", "gymnasial", "män", 40.0, 40.0, 100.0, 0.4, nan),
        ("lan", "14", "eftergymnasial", "totalt", 100.0, 100.0, 200.0, 0.5, nan),
        ("lan", "14", "eftergymnasial", "kvinnor", 40.0, 40.0, 100.0, 0.4, nan),
        ("lan", "14", "eftergymnasial", "män", 60.0, 60.0, 100.0, 0.6, nan),
        ("delregion", "fyrbodal", "gymnasial", "kvinnor", nan, 9.0, 20.0, 0.45, county),
    ]
    columns = ["geo_niva", "geo_kod", "grupp", "kon", "antal", "antal_i_kvoten", "alla_i_kvoten", "andel", "andel_lan"]
    return pd.DataFrame(rows, columns=columns).assign(egenskap="utbildning", manad="2025-01", geo_namn="x")
