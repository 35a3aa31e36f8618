"""Every reconciliation, both ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from assets.contracts.ads import ADS
from assets.marts.barometer.occupation_key import occupation_key
from assets.reference import (
    FINAL,
    NATION,
    CutPoints,
    af_area_of_ssyk4,
    af_areas,
    counties,
    county_of,
    cut_points,
    ssyk2012,
)
from checks.asset_checks import asset_checks
from checks.result import FAILED, PASSED, WARNING
from checks.rules.base import Reconciliation
from checks.rules.registry import RECONCILIATIONS
from tests.unit.assets.marts.barometer.test_af_occupations import every_group
from tests.unit.checks.test_reconcile_sectors import CASES as OTHERS

OPEN_DAY = date(2025, 1, 31)


def employees(delregion: float = 60.0, unknown: float = 1.0, register: str = "BAS") -> pd.DataFrame:
    rows = [
        ("delregion", "fyrbodal", "222", delregion),
        ("delregion", "skaraborg", "222", 40.0),
        ("lan", "14", "222", 100.0),
        ("lan", "14", "0002", unknown),
        ("riket", "00", "222", 1000.0),
        ("riket", "00", "0002", 5.0),
        ("delregion", "fyrbodal", "0002", unknown),
        ("delregion", "skaraborg", "0002", 0.0),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "varde"])
    return frame.assign(kon="totalt", ar=2024, register=register)


def older(delregion: float = 60.0) -> pd.DataFrame:
    """Two registers; only the one that ended is judged."""
    return pd.concat([employees(delregion, register="RAMS, månadsuppgifter"), employees(10.0)])


def of_years(*years: int) -> Callable[..., pd.DataFrame]:
    return lambda without=0: pd.concat([employees().assign(ar=year) for year in years if year != without])


def breaks(new: float | None = 1040.0) -> pd.DataFrame:
    rows = [("yrkesregistret_2019", None, None), ("yrkesregistret_2020", 1000.0, new)]
    return pd.DataFrame(rows, columns=["brott", "fore", "efter"]).astype({"fore": "float64", "efter": "float64"})


def ads(county: int = 11, without: int = 1, days: int = 70, dropped: int = 2, unknown: int = 0) -> pd.DataFrame:
    """Ads per level; two of the municipalities' are dropped, one is a staffing agency's."""
    rows = [("delregion", 10), ("kommun", 10), ("lan", county), ("kommun_saknas", without), ("riket", 500)]
    frame = pd.DataFrame(rows, columns=["geo_niva", "annonser"])
    again = frame["geo_niva"].isin(["delregion", "kommun", "lan"]) * 2
    frame = frame.assign(
        annonser_dubbletter=again.where(frame["geo_niva"] != "kommun", dropped), annonser_bemanning=again // 2
    )
    frame["annonser_rensade"] = frame["annonser"] - again - frame["annonser_bemanning"]
    for column in (c.name for c in ADS.columns if c.unit):
        if column not in frame:
            frame[column] = frame["annonser"] * 7
    frame.loc[frame["geo_niva"] == "delregion", "annonsdagar"] = days
    frame = frame.assign(manad="2025-01", sektor="staten")
    if unknown:
        hidden = frame[frame["geo_niva"] == "lan"].assign(sektor="okänt", annonser=unknown)
        frame = pd.concat([frame, hidden])
    return frame


def unemployed(delregion: float = 990.0, county: float = 1000.0) -> pd.DataFrame:
    rows = [("delregion", "fyrbodal", delregion), ("lan", "14", county)]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "varde"]).assign(
        manad="2025-01", af_yrkesomrade="8", kon="totalt"
    )


def records(without: str = "", no_area: str = "") -> pd.DataFrame:
    places = [code for code, county in county_of().items() if county == "14" and code != without]
    rows = [(p, "3") for p in places] + [(places[0], a) for a in af_areas() if a != no_area]
    frame = pd.DataFrame(rows, columns=["kommun_kod", "af_yrkesomrade"])
    return frame.assign(manad="2025-01", lan_kod="14")


def municipalities(posts: int = 30) -> pd.DataFrame:
    return pd.DataFrame({"delregion_kod": ["fyrbodal", "fyrbodal"], "annonserade_platser": [posts, 12]})


def staged(rows: list[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    """Typed as the tables are, also without rows."""
    frame = pd.DataFrame(rows, columns=[*columns, "varde"])
    kinds = {c: "int64" if c == "ar" else "str" for c in columns}
    return frame.astype({**kinds, "varde": "float64"})


def groups(value: float = 600.0, unknown: float = 30.0, year: int = 2024) -> pd.DataFrame:
    """On four digits; on three there are 1,000 in 222 and 30 unknown."""
    rows = [("14", "2221", value), ("14", "2222", 400.0), ("14", "0002", unknown), ("00", "2221", 9.0)]
    return staged([(area, code, year, v) for area, code, v in rows], "region_kod", "ssyk4", "ar")


def ages(older: float = 400.0, whole: float | None = None) -> pd.DataFrame:
    """Of the 1,000 in 222; a table that offers a sum beside its parts counts everybody twice."""
    rows = [("14", "222", "16-54", 600.0), ("14", "222", "55-64", older), ("00", "222", "16-54", 9.0)]
    rows += [("14", "222", "tot", whole)] if whole else []
    rows += [("14", "0002", "16-54", 30.0)]
    return staged([(area, code, age, 2024, v) for area, code, age, v in rows], "region_kod", "ssyk3", "alder", "ar")


def employed(value: float = 1100.0, code: str = "1485", month: str = "2024-11") -> pd.DataFrame:
    """By workplace; Uddevalla has 1,000 employees."""
    rows = [
        (code, "A-U", "totalt", "arbetsställe", month, value),
        (code, "A-U", "totalt", "bostad", month, 1.0),
        (code, "A-U", "män", "arbetsställe", month, 1.0),
        (code, "Q", "totalt", "arbetsställe", month, 1.0),
        ("14", "A-U", "totalt", "arbetsställe", month, 1.0),
    ]
    return staged(rows, "region_kod", "sni", "kon", "matt", "manad")


def education(value: float = 600.0, hidden: int = 0) -> pd.DataFrame:
    """By group; on all levels together there are 1,000."""
    rows = [("1485", "02Z", "totalt", "befolkning", 2024, v) for v in (value, 400.0, *[float("nan")] * hidden)]
    more = [("1485", "02Z", g, m, 2024, 99.0) for g, m in (("män", "befolkning"), ("totalt", "helt matchade"))]
    return staged(rows + more, "region_kod", "utbildningsgrupp", "grupp", "matt", "ar")


def key(more: str = "", less: str = "", twice: str = "") -> pd.DataFrame:
    """Every group of SSYK 2012 under itself, but the two that no group covers."""
    codes = [c for c in ssyk2012() if c not in {"4430", "7619", less}] + [c for c in (more, twice) if c]
    return pd.DataFrame({"af_grupp": codes, "ssyk4": codes, "sammanslagen": ["ja", *["nej"] * (len(codes) - 1)]})


def concepts(moved: str = "", less: str = "", more: str = "") -> pd.DataFrame:
    areas = {c: None if c == moved else a for c, a in af_area_of_ssyk4().items() if c != less} | (
        {more: "3"} if more else {}
    )
    frame = pd.DataFrame(areas.items(), columns=["kod", "af_yrkesomrade"])
    return pd.concat(
        [frame.assign(typ="ssyk-level-4", tillstand="gäller"),
         pd.DataFrame([("9999", "3", "ssyk-level-4", "ersatt")], columns=["kod", "af_yrkesomrade", "typ", "tillstand"])]
    )  # fmt: skip


ASSESSED = {"jobbmojligheter": "stora", "rekryteringssituation": "brist", "efterfragan_om_fem_ar": None}


def barometer(without: str = "", said: int = 2) -> pd.DataFrame:
    places = [c for c in (NATION, *counties()) if c != without]
    rows = [
        {"lan_kod": c, "koncept_id": concept, "ssyk4": ssyk4, "antal_ssyk": n}
        for c in places
        for concept, ssyk4, n in (("a", "1310", said), ("a", "2512", said), ("b", "okänt", 0))
    ]
    return pd.DataFrame(rows).assign(omgang="2025-1", **ASSESSED)


def assessments(value: str = "stora", less: str = "", more: str = "a") -> pd.DataFrame:
    """The nation and one county, the merged group unfolded."""
    rows = [
        {"geo_kod": place, "koncept_id": concept, "ssyk4": ssyk4}
        for place in (NATION, "14")
        for concept, ssyk4 in (("a", "1311"), ("a", "1312"), ("a", "2512"), ("b", "okänt"), (more, "9999"))
        if concept != less
    ]
    return pd.DataFrame(rows).assign(omgang="2025-1", **{**ASSESSED, "jobbmojligheter": value})


def skills(naming: int = 21, base: int = 30, part: int = 25) -> pd.DataFrame:
    rows = [("lan", "14", "Java", naming, base), ("delregion", "goteborgsregionen", "Java", 18, part),
            ("delregion", "fyrbodal", "SQL", 5, 5), ("delregion", "fyrbodal", "Java", 5, 5)]  # fmt: skip
    columns = ["geo_niva", "geo_kod", "kompetens", "annonser_med", "annonser"]
    return pd.DataFrame(rows, columns=columns).assign(ssyk4="2512")


def open_ads(county: int = 11, without: int = 1, newest: date = date(2026, 10, 1), before: int = 12) -> pd.DataFrame:
    """On the newest day 10 in municipalities and 1 without."""
    rows = [
        (level, n, newest)
        for level, n in (("delregion", 10), ("kommun", 10), ("lan", county), ("kommun_saknas", without))
    ]
    rows += [(level, before, date(2026, 9, 30)) for level in ("delregion", "kommun", "lan")]
    return pd.DataFrame(rows, columns=["geo_niva", "oppna_annonser", "dag"]).assign(geo_kod="14")


def open_ads_staged() -> pd.DataFrame:
    """Open in the county: 10 with a municipality and 1 without. Not counted: closed, abroad, elsewhere, not yet published."""
    day, later = date(2026, 9, 20), date(2026, 10, 2)
    rows = [("1485", "14", "199", day, None)] * 9 + [("1485", None, None, day, None), (None, "14", "199", day, None)]
    rows += [("1485", "14", "199", day, day), (None, "14", "155", day, None), ("0180", "01", "199", day, None)]
    rows += [("1485", "14", "199", later, None)]
    columns = ["kommun_kod", "lan_kod", "land_kod", "publicerad", "stangd"]
    return pd.DataFrame(rows, columns=columns)


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


def raked(first: float = 20.0, county: float = 60.0, difference: float = 0.0) -> pd.DataFrame:
    """Two groups make Fyrbodal's 60 employees of SSYK 222; the others are protected."""
    rows = [
        ("delregion", "fyrbodal", "2221", first), ("delregion", "fyrbodal", "2222", 40.0), ("delregion", "skaraborg", "2223", None),
        ("lan", "14", "2221", county / 3), ("lan", "14", "2222", 2 * county / 3), ("lan", "14", "2223", 7.0),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk4", "varde"]).astype({"varde": "float64"})
    return frame.assign(ssyk3="222", ar=2024, marginal_skillnad=difference)


def gaps(shortage: float = 5.0, movable: float = 0.0, overhang: float = 5 / 1005, posts: int = 1005) -> pd.DataFrame:
    """Of the posts and unemployed beside it, one AF-yrkesområde: 1 000 and 990 in Fyrbodal, 1 005 and 1 000 in the county."""
    rows = [
        ("8", posts, shortage, 0.0, 5.0, overhang, None),
        ("alla", 1005, 5.0, 0.0, 5.0, 5 / 1005, movable),
    ]
    sums = ["platser", "summa_bristomraden", "summa_overskottsomraden", "netto", "overhang", "losbar_genom_rorlighet"]
    frame = pd.DataFrame(rows, columns=["af_yrkesomrade", *sums])
    return frame.assign(geo_niva="lan", geo_kod="14", manad="2025-01", dag=OPEN_DAY)


def open_posts() -> pd.DataFrame:
    rows = [
        ("delregion", "fyrbodal", "8", OPEN_DAY, 600), ("delregion", "fyrbodal", "8", OPEN_DAY, 400),
        ("delregion", "fyrbodal", "okänt", OPEN_DAY, 30), ("delregion", "fyrbodal", "8", date(2025, 2, 1), 50),
        ("lan", "14", "8", OPEN_DAY, 1005), ("kommun_saknas", "14", "8", OPEN_DAY, 5), ("kommun", "1485", "8", OPEN_DAY, 77),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "af_yrkesomrade", "dag", "platser_i_oppna"])


def measures(own: float = 4.0, change: float = 10.0, score: float = 1.6, lowest: float = 1.2) -> pd.DataFrame:
    """Fyrbodal's employees went from 50 to 60."""
    rows = [
        ("anstallda_forandring", "alla", "alla", change, 50.0), ("anstallda_riket", "alla", "alla", 5.0, 50.0),
        ("anstallda_yrkesmix", "alla", "alla", 1.0, 50.0), ("anstallda_egen", "alla", "alla", own, 50.0),
        ("signalpoang_lagst", "redovisningsgrupp", "222", lowest, score),
        ("signalpoang_hogst", "redovisningsgrupp", "222", 1.9, score),
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["matt", "yrkesniva", "yrke_kod", "varde", "jamforelse"])
    return frame.assign(geo_kod="fyrbodal", period="2021–2024")


def county_ads(number: int = 8, without: str = "", elsewhere: int = 3, more: str = "") -> pd.DataFrame:
    """Two months in the county, which has eight cleaned ads in each; an older month is only in the published table."""
    months = [m for m in ("2025-01", "2025-02", more) if m and m != without]
    rows = [("14", "2221", month, number) for month in months]
    rows += [("12", "2221", month, elsewhere) for month in ("2025-01", "2025-02")]
    frame = pd.DataFrame(rows, columns=["geo_kod", "ssyk4", "manad", "annonser_rensade"])
    others = dict.fromkeys(("platser_rensade", "annonser_foljda", "annonser_aterannonserade"), 7)
    return frame.assign(geo_niva="lan", **others)


def county_unemployed(men: float | None = 75.0, without: str = "", month: str = "2026-08") -> pd.DataFrame:
    """As the municipalities have it: 25, 12 and 3 men with 20 and 10 women in one area, 5 in the other."""
    rows = [(month, "3", code, men if code == "14" else 9.0) for code in counties() if code != without]
    rows += [(month, "okänt", "14", 5.0)]
    return staged([(m, a, c, 70.0 if v == 75.0 else v) for m, a, c, v in rows], "manad", "af_yrkesomrade", "lan_kod")


def assessed(shortage: int = 20, rated: int = 100, unrated: int = 30) -> pd.DataFrame:
    """One area with as many of a hundred rated occupations; another one at the border of what is likely."""
    classes = ["tydliga tecken på brist"] * shortage + ["inga tydliga tecken"] * (rated - shortage)
    frames = [
        pd.DataFrame({"geo_namn": "Fyrbodal", "signaler": [*classes, *["kan inte bedömas"] * unrated]}),
        pd.DataFrame(
            {"geo_namn": "Skaraborg", "signaler": ["tydliga tecken på brist"] * 5 + ["vissa tecken på brist"] * 95}
        ),
    ]
    other = pd.DataFrame({"geo_namn": ["Fyrbodal"] * 300, "signaler": "tydliga tecken på brist"}).assign(
        yrkesniva="ssyk3"
    )
    return pd.concat([pd.concat(frames).assign(yrkesniva="redovisningsgrupp"), other])


def rates(alike: bool = False, more: str = "") -> pd.DataFrame:
    """Posts per employee beside posts per unemployed, six occupations in two areas."""
    per_employee = [1.0, 2.0, 3.0, 4.0, 5.0, float("nan")]
    per_unemployed = [10 * v for v in per_employee] if alike else [30.0, 10.0, 50.0, 20.0, 40.0, 1.0]
    rows = [
        (place, str(at), indicator, value)
        for place in ("Fyrbodal", "Skaraborg")
        for indicator, values in (
            ("platser_per_100_anstallda", per_employee),
            ("platser_per_arbetslos", per_unemployed),
        )
        for at, value in enumerate(values)
    ]
    rows += [("Fyrbodal", "1", more, 1.0)] if more else []
    frame = pd.DataFrame(rows, columns=["geo_namn", "yrke_kod", "indikator", "varde"])
    return frame.assign(yrkesniva="redovisningsgrupp")


BESIDE = {
    "staged.annonser_oppna": open_ads_staged(),
    "staged.yrkesbarometer": barometer(),
    "staged.kompetenser": pd.DataFrame(
        [("2512", "1480", "Java", 20, 29), ("2512", "1480", "SQL", 5, 29), ("2512", "1485", "Java", 1, 1)],
        columns=["ssyk4", "kommun_kod", "kompetens", "annonser_med", "annonser"],
    ),
    "mart.annonser_bortrensade": pd.DataFrame({"annons_id": ["1", "2"]}),
    "staged.anstallda": staged(
        [("14", "222", 2024, 990.0), ("14", "222", 2024, 10.0), ("14", "0002", 2024, 30.0), ("1485", "222", 2024, 1000.0)],
        "region_kod", "ssyk3", "ar",
    ),
    "staged.matchning_niva": staged(
        [("1485", level, "totalt", "befolkning", 2024, v) for level, v in (("totalt", 1000.0), ("F", 300.0))],
        "region_kod", "utbildningsniva", "grupp", "matt", "ar",
    ),
    "staged.inskrivna_arbetslosa": areas(),
    "staged.inskrivna_tid": everybody(),
    "mart.inskrivna_arbetslosa": unemployed(),
    "mart.annonser_oppna": open_posts(),
    "mart.anstallda": pd.concat([employees(), employees(delregion=50.0, unknown=9.0).assign(ar=2021)]),
    "mart.bedomning": pd.DataFrame(
        {"geo_kod": ["fyrbodal"], "yrkesniva": ["redovisningsgrupp"], "yrke_kod": ["222"], "signalpoang": [1.6]}
    ),
    "mart.annonser": pd.concat(
        [ads().assign(manad=month, geo_kod="14") for month in ("2024-12", "2025-01", "2025-02")]
    ).assign(platser_rensade=7, annonser_foljda=7, annonser_aterannonserade=7),
}  # fmt: skip
"""The tables that the staged ones are compared with."""
CASES: dict[str, tuple[str, Callable[..., pd.DataFrame], list[dict[str, object]]]] = {
    "delregioner_blir_lanet": ("mart.anstallda", employees, [{"delregion": 50.0}, {"delregion": 70.0}]),
    "delregioner_blir_lanet_aldre_ar": ("mart.anstallda", older, [{"delregion": 50.0}]),
    "inga_ar_fattas": ("mart.anstallda", of_years(2018, 2019, 2020), [{"without": 2019}]),
    "registren_liknar_varandra": ("mart.seriebrott", breaks, [{"new": 1060.0}, {"new": 940.0}]),
    "andel_okant_yrke": ("mart.anstallda", employees, [{"unknown": 20.0}]),
    "annonser_summerar": ("mart.annonser", ads, [{"county": 12}, {"without": 0}, {"days": 71}]),
    "rensningen_gar_ihop": ("mart.annonser", ads, [{"dropped": 1}, {"dropped": 3}]),
    "sektor_kand": ("mart.annonser", ads, [{"unknown": 1}]),
    "ingen_utelamnad": ("staged.inskrivna_arbetslosa", records, [{"without": "1438"}, {"no_area": "14"}]),
    "kommuner_blir_delregion": ("mart.kommuner", municipalities, [{"posts": 29}]),
    "grupper_blir_yrken": ("staged.anstallda_ssyk4", groups, [{"value": 621.0}, {"value": 579.0}, {"unknown": 51.0}]),
    "aldrar_blir_yrken": ("staged.anstallda_alder", ages, [{"older": 421.0}, {"older": 379.0}, {"whole": 1000.0}]),
    "anstallda_mot_bas": ("staged.sysselsatta_naringsgren", employed, [{"value": 1500.0}, {"value": 940.0}]),
    "grupper_blir_befolkningen": (
        "staged.matchning",
        education,
        [{"value": 579.0}, {"value": 621.0}, {"value": 570.0, "hidden": 2}],
    ),
    "varje_grupp_en_gang": ("mart.yrkesnyckel", key, [{"more": "7619"}, {"less": "2512"}, {"twice": "2512"}]),
    "af_yrkesomraden_stammer": ("staged.taxonomi", concepts, [{"moved": "2512"}, {"less": "1310"}, {"more": "9998"}]),
    "barometern_hel": ("staged.yrkesbarometer", barometer, [{"without": "14"}, {"said": 3}]),
    "bedomningar_bevarade": (
        "mart.yrkesbarometer",
        assessments,
        [{"value": "medelstora"}, {"less": "b"}, {"more": "c"}],
    ),
    "kompetenser_mot_underlag": ("mart.kompetenser", skills, [{"naming": 20}, {"base": 31}, {"part": 26}]),
    "oppna_annonser_summerar": ("mart.annonser_oppna", open_ads, [{"county": 12}, {"without": 0}]),
    "oppna_annonser_som_i_underlaget": (
        "mart.annonser_oppna",
        open_ads,
        [{"county": 10}, {"newest": date(2026, 10, 2)}],
    ),
    "oppna_annonser_dag_for_dag": ("mart.annonser_oppna", open_ads, [{"before": 20}, {"before": 8}]),
    "af_yrkesomraden_blir_samtliga": (
        "staged.inskrivna_tid",
        everybody,
        [
            {"men": (31, 12, 3)},
            {"men": (29, 12, 3)},
            {"men": (30, 12)},
            {"women": (20,)},
            {"men": (30, 12, 3), "women": (21, 9)},
        ],
    ),
    "bladen_stammer": ("staged.inskrivna_tid", sheets, [{"total": 51}, {"age": 48}, {"six": 51}, {"six": 11}]),
    "grupper_blir_samtliga": ("staged.inskrivna_profil", profile, [{"young": (11, 2, 3)}, {"young": (10, 2)}]),
    "inskrivna_blir_samtliga": ("staged.arbetskraft_bas", registered_in_force, [{"men": 31.0}, {"code": "1481"}]),
    "riket_rimligt": (
        "staged.arbetskraft_bas",
        labour_force,
        [{"size": 10_000.0}, {"women": 8_000.0}, {"registered": 9_000.0}, {"registered": 9.0}, {"without": "1480"}],
    ),
    "profil_blir_inskrivna": (
        "mart.inskrivna_arbetslosa_profil",
        profile_mart,
        [{"old": 701.0}, {"old": 679.0}, {"months": 1100.0}],
    ),
    "marginalerna_halls": (
        "mart.anstallda_ssyk4",
        raked,
        [{"first": 20.6}, {"first": 19.4}, {"county": 63.0}, {"difference": 0.05}],
    ),
    "skillnad_ur_delarna": (
        "mart.skillnad",
        gaps,
        [{"shortage": 11.0}, {"movable": 1.0}, {"overhang": 0.02}, {"posts": 1001}],
    ),
    "analys_gar_ihop": (
        "mart.analys",
        measures,
        [{"own": 5.0}, {"change": 11.0, "own": 5.0}, {"score": 1.7}, {"lowest": 2.0}],
    ),
    "lanet_som_publicerat": (
        "mart.annonser_lan",
        county_ads,
        [{"number": 9}, {"without": "2025-01"}, {"without": "2025-02"}, {"more": "2025-03"}],
    ),
    "lanet_som_kommunerna": (
        "staged.inskrivna_lan",
        county_unemployed,
        [{"men": 71.0}, {"men": None}, {"without": "23"}, {"month": "2026-07"}],
    ),
    "andel_med_brist_rimlig": (
        "mart.bedomning",
        assessed,
        [{"shortage": 4}, {"shortage": 36}, {"shortage": 0, "rated": 0}],
    ),
    "granserna_faststallda": ("mart.signaler", rates, [{"more": "ny_indikator"}]),
    "inskrivna_ar_inte_fordelade": ("mart.signaler", rates, [{"alike": True}]),
    "inskrivna_summerar": ("mart.inskrivna_arbetslosa", unemployed, [{"delregion": 1001.0}, {"delregion": 900.0}]),
}


def tried(passed: float | None = 1.0, remark: str = "3 celler") -> pd.DataFrame:
    rows = [("signalpoang", "kappa", 0.2), ("signalpoang", "auc", 0.7), ("af_rikstal", "kappa", 0.79)]
    frame = pd.DataFrame([*rows, ("signalpoang", "prov", passed)], columns=["prediktor", "matt", "varde"])
    return frame.assign(nedre=0.11, ovre=0.29, celler=994, yrken=68, anmarkning=remark)


CASES["signalerna_provade"] = ("mart.samstammighet", tried, [{"passed": 0.0}])


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (tried(), "κ 0.20 (90 %: 0.11–0.29), AUC 0.70, 994 celler, 68 yrken; AF:s rikstal kopierat κ 0.79"),
        (tried(None), "inget att jämföra med: signalerna är inte prövade. 3 celler"),
        (tried().iloc[:0], "inget att jämföra med: Yrkesbarometern saknas: signalerna är inte prövade"),
    ],
)
def test_the_trial_of_the_signals_is_said_in_words(frame: pd.DataFrame, said: str, tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "signalerna_provade")
    frame.to_parquet(tmp_path / "mart.samstammighet.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.outcome, result.observed, result.stops) == (PASSED, said, False)


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> dict[str, CutPoints]:
    """The limits in use as if they were final."""
    final = {name: replace(cut, status=FINAL) for name, cut in cut_points().items()}
    monkeypatch.setattr("checks.rules.assessment.cut_points", lambda: final)
    return final


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("check", [r for r in RECONCILIATIONS if r.spec.name not in OTHERS], ids=lambda r: r.spec.name)
def test_both_ways(check, tmp_path: Path):
    table, make, faulty = CASES[check.spec.name]

    def path(name: str) -> Path:
        return tmp_path / f"{name}.parquet"

    occupations = {"geo_niva": "delregion", "yrkesniva": "ssyk3", "geo_kod": "fyrbodal"}
    pd.DataFrame([{**occupations, "annonserade_platser": n} for n in (40, 2)]).to_parquet(path("mart.obalans"))
    for name, frame in BESIDE.items():
        frame.to_parquet(path(name))
    make().to_parquet(path(table))
    assert check.run(path, "abc").outcome == PASSED
    for change in faulty:
        make(**change).to_parquet(path(table))
        result = check.run(path, "abc")
        assert (result.outcome, result.failed_rows) != (PASSED, 0)
        assert result.outcome == FAILED
        assert result.sample


# Both tables of ads are made of the same ads: neither can be missing while the other is there.
BESIDES = [r for r in RECONCILIATIONS if r.reads and r.spec.name != "rensningen_gar_ihop"]


def outcome(check: Reconciliation, folder: Path, **tables: pd.DataFrame) -> tuple[str, str]:
    for name, frame in {**BESIDE, **tables}.items():
        frame.to_parquet(folder / f"{name}.parquet")
    result = check.run(lambda name: folder / f"{name}.parquet", "abc")
    return result.outcome, result.observed


@pytest.mark.parametrize("check", BESIDES, ids=lambda r: r.spec.name)
def test_a_staged_table_without_rows_is_nothing_to_compare_with(check: Reconciliation, tmp_path: Path):
    table, make, _ = CASES[check.spec.name]
    (other,) = check.reads
    make().to_parquet(tmp_path / f"{table}.parquet")
    alone = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (alone.outcome, alone.observed) == (PASSED, f"inget att jämföra med: {other} är inte gjord")
    for absent, tables in (
        (table, {table: make().iloc[:0]}),
        (other, {table: make(), other: BESIDE[other].iloc[:0]}),
    ):
        found, observed = outcome(check, tmp_path, **tables)
        assert found == PASSED
        assert observed.startswith("inget att jämföra med: ")
        assert absent in observed


@pytest.mark.parametrize(
    ("name", "frame", "observed"),
    [
        ("grupper_blir_yrken", groups(year=2019), "inget att jämföra med: tabellerna har inget gemensamt år"),
        ("anstallda_mot_bas", employed(month="2024-12"), "inget att jämföra med: tabellerna har ingen gemensam november"),
        ("grupper_blir_befolkningen", education().assign(ar=2019), "inget att jämföra med: tabellerna har inget gemensamt år"),
        ("grupper_blir_befolkningen", education(value=580.0, hidden=1), "1 områden och år, störst skillnad 1.60%"),
        ("anstallda_mot_bas", employed(), "1 kommuner i november 2024: lägst 0.91, median 0.91, högst 0.91"),
        ("inskrivna_blir_samtliga", registered_in_force(), "4 tal jämförda, 2026-08 till 2026-08: 72 i delarna, 72 i alla"),
        ("profil_blir_inskrivna", profile_mart(old=685.0), "3 summor jämförda, störst skillnad 5 personer"),
    ],
)  # fmt: skip
def test_what_is_compared_is_said(name: str, frame: pd.DataFrame, observed: str, tmp_path: Path):
    (check,) = (r for r in BESIDES if r.spec.name == name)
    found, said = outcome(check, tmp_path, **{check.spec.table: frame})
    assert (found, said[: len(observed)]) == (PASSED, observed)


@pytest.mark.parametrize(
    ("everyone", "parts", "said"),
    [
        (everybody((30, 12, 3)), areas((25, 12, None)), ""),
        (everybody((30, 12, 4)), areas((25, 12, None)), ""),
        (everybody((30, 12, 0)), areas((25, 12, None)), ""),
        (everybody((30, 12, 5)), areas((25, 12, None)), "2026-08 utan kommun män: delarna 0, samtliga 5"),
        (everybody((30, 12, 8)), areas((25, 12, None), (5, 0, None)), ""),
        (everybody((30, 12, 500)), areas((25, 12, float("nan"))), ""),
        (everybody((24, 12, 3)), areas((25, float("nan"), 3), (None, 0, 0)), "2026-08 Göteborg män: delarna 25, samtliga 24"),
        (everybody((None, 12, 3)), areas(), ""),
        (everybody((30, 12, 3)), areas((25,), (5,)), "2026-08 Borås män: delarna 0, samtliga 12; "
         "2026-08 utan kommun män: delarna 0, samtliga 3"),
        (everybody((30, 12)), areas(), "2026-08 utan kommun män: delarna 3, samtliga 0"),
    ],
    ids=["protected", "at most", "at least", "too many", "two protected", "unknown", "too few", "all protected",
         "left out", "left out of all"],
)  # fmt: skip
def test_a_protected_part_is_neither_nothing_nor_anything(everyone, parts, said: str, tmp_path: Path):
    (check,) = (r for r in BESIDES if r.spec.name == "af_yrkesomraden_blir_samtliga")
    tables = {**BESIDE, "staged.inskrivna_tid": everyone, "staged.inskrivna_arbetslosa": parts}
    for name, frame in tables.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.outcome, result.sample) == (FAILED if said else PASSED, said)
    assert not result.stops


def test_a_table_without_rows_or_months_in_common_is_nothing_to_compare_with(tmp_path: Path):
    for name, make, observed in (
        ("bladen_stammer", sheets, "inget att jämföra med: staged.inskrivna_tid har inga sådana rader"),
        ("riket_rimligt", labour_force, "inget att jämföra med: staged.arbetskraft_bas har inga sådana rader"),
    ):
        (check,) = (r for r in RECONCILIATIONS if r.spec.name == name)
        assert outcome(check, tmp_path, **{check.spec.table: make().iloc[:0]}) == (PASSED, observed)
    (check,) = (r for r in BESIDES if r.spec.name == "grupper_blir_samtliga")
    found = outcome(check, tmp_path, **{check.spec.table: profile(month="2026-07")})
    assert found == (PASSED, "inget att jämföra med: tabellerna har ingen gemensam månad")


def test_the_profile_stops_what_would_be_published_wrong(tmp_path: Path):
    (check,) = (r for r in BESIDES if r.spec.name == "profil_blir_inskrivna")
    for name, frame in {**BESIDE, check.spec.table: profile_mart(old=900.0)}.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert result.stops
    assert result.sample == "14 2025-01 totalt efter ålder: 1210, efter AF-yrkesområde 1000"
    missing = profile_mart(old=float("nan"))
    assert outcome(check, tmp_path, **{check.spec.table: missing})[0] == PASSED


def test_a_municipality_is_named(tmp_path: Path):
    (check,) = (r for r in BESIDES if r.spec.name == "anstallda_mot_bas")
    for name, frame in {**BESIDE, check.spec.table: employed(2000.0)}.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert result.sample == "Uddevalla 0.50 (1000 anställda, 2000 sysselsatta (BAS))"
    assert not result.stops


def test_the_tables_that_are_compared_are_made_before_the_check_runs():
    for check in BESIDES:
        (definition,) = (d for d in asset_checks() if check.spec.name in {key.name for key in d.check_keys})
        wanted = {tuple(table.split(".")) for table in (check.spec.table, *check.reads)}
        assert {tuple(key.path) for key in definition.keys_by_input_name.values()} == wanted


@pytest.mark.parametrize(
    ("name", "table", "absent"),
    [
        ("varje_grupp_en_gang", "mart.yrkesnyckel", "mart.yrkesnyckel har inga rader"),
        ("af_yrkesomraden_stammer", "staged.taxonomi", "staged.taxonomi har inga yrkesgrupper"),
        ("barometern_hel", "staged.yrkesbarometer", "staged.yrkesbarometer har inga rader"),
        ("bedomningar_bevarade", "staged.yrkesbarometer", "staged.yrkesbarometer har inga rader"),
        ("kompetenser_mot_underlag", "mart.kompetenser", "mart.kompetenser har inga rader"),
    ],
)
def test_a_source_that_is_missing_is_nothing_to_compare_with(name: str, table: str, absent: str, tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == name)
    assert check.spec.severity == WARNING
    tables = {check.spec.table: CASES[name][1](), **BESIDE}
    for other, frame in tables.items():
        (frame.iloc[:0] if other in (table, check.spec.table) else frame).to_parquet(tmp_path / f"{other}.parquet")
    result = check.run(lambda other: tmp_path / f"{other}.parquet", "abc")
    assert (result.outcome, result.observed) == (PASSED, f"inget att jämföra med: {absent}")


def test_the_merged_groups_are_listed(tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "varje_grupp_en_gang")
    occupation_key(every_group()).to_pandas().to_parquet(tmp_path / "mart.yrkesnyckel.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert result.outcome == PASSED
    assert result.observed.startswith(
        "400 grupper hos Arbetsförmedlingen, 427 av 429 i SSYK 2012; utan motsvarighet 4430, 7619; sammanslagna 1210: 1211, 1212;"
    )
    assert result.observed.count(": ") == 27


def test_limits_that_nobody_has_reviewed_are_named(reviewed: dict[str, CutPoints], tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "granserna_faststallda")
    reviewed["platser_per_arbetslos"] = replace(reviewed["platser_per_arbetslos"], status="preliminär")
    rates().to_parquet(tmp_path / "mart.signaler.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.outcome, result.sample, result.stops) == (FAILED, "platser_per_arbetslos är preliminär", False)


@pytest.mark.parametrize(
    ("shortage", "says"),
    [(5, ""), (35, ""), (4, "Fyrbodal: 4%"), (36, "Fyrbodal: 36%"), (0, "Fyrbodal: 0%")],
)
def test_a_share_of_shortage_is_judged_per_area_and_stops_nothing(shortage: int, says: str, tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "andel_med_brist_rimlig")
    assessed(shortage).to_parquet(tmp_path / "mart.bedomning.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.sample, result.stops) == (says, False)
    assert result.observed == f"Fyrbodal {shortage}%, Skaraborg 5%"


def test_an_area_without_a_rated_occupation_is_named(tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "andel_med_brist_rimlig")
    assessed(shortage=0, rated=0).to_parquet(tmp_path / "mart.bedomning.parquet")
    assert check.run(lambda name: tmp_path / f"{name}.parquet", "abc").sample == "Fyrbodal: inget yrke kan bedömas"


def test_unemployed_spread_by_employment_stop_the_signals(tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "inskrivna_ar_inte_fordelade")
    rates(alike=True).to_parquet(tmp_path / "mart.signaler.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.stops, result.sample) == (True, "Fyrbodal: 1.000; Skaraborg: 1.000")
    # Where only one occupation has both there is nothing to rank.
    frame = rates(alike=True)
    frame = frame[(frame["yrke_kod"] == "0") | (frame["indikator"] == "platser_per_arbetslos")]
    frame.to_parquet(tmp_path / "mart.signaler.parquet")
    assert check.run(lambda name: tmp_path / f"{name}.parquet", "abc").outcome == PASSED


def test_every_reconciliation_has_a_case():
    assert {r.spec.name for r in RECONCILIATIONS} == {*CASES, *OTHERS}


@pytest.mark.parametrize("days", [0, 1])
def test_open_ads_without_a_source_or_an_earlier_day_are_nothing_to_compare_with(days: int, tmp_path: Path):
    frame = open_ads(county=11)
    frame = frame[frame["dag"] == date(2026, 10, 1)] if days else frame.iloc[:0]
    for check in (r for r in RECONCILIATIONS if r.spec.table == "mart.annonser_oppna"):
        found, observed = outcome(check, tmp_path, **{"mart.annonser_oppna": frame})
        assert (found, bool(observed)) == (PASSED, True)


def test_sums_that_are_not_shown_are_nothing_to_compare_with(tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "skillnad_ur_delarna")
    found, observed = outcome(check, tmp_path, **{"mart.skillnad": gaps().assign(netto=float("nan"))})
    assert (found, observed) == (PASSED, "inget att jämföra med: inga summor visas")


def test_a_sum_over_a_protected_part_is_a_fault(tmp_path: Path):
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == "skillnad_ur_delarna")
    people = unemployed().assign(varde=[None, 1000.0])
    assert outcome(check, tmp_path, **{"mart.skillnad": gaps(), "mart.inskrivna_arbetslosa": people})[0] == FAILED
