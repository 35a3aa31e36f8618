"""Frames that reconciliations judge, right ones unless told otherwise; few rows and the columns that a judge reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from assets.contracts.ads import ADS
from assets.reference.areas import NATION, counties
from assets.reference.occupations import af_area_of_ssyk4, ssyk2012
from tests.unit.checks.frames_unemployed import staged

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


def municipalities(posts: int = 30) -> pd.DataFrame:
    return pd.DataFrame({"delregion_kod": ["fyrbodal", "fyrbodal"], "annonserade_platser": [posts, 12]})


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


def at_work(unknown: float = 20.0, years: tuple[int, int] = (2023, 2024)) -> pd.DataFrame:
    """A thousand of the nation's 1,500 work; in the second year so many of them in an occupation that is not known."""
    rows = [
        ("00", "totalt", "totalt", measure, year, value)
        for year, left in zip(years, (20.0, unknown), strict=True)
        for measure, value in (
            ("befolkning", 1500.0), ("helt matchade", 600.0), ("delvis matchade", 200.0),
            ("inte matchade", 200.0 - left), ("uppgift saknas", left),
        )
    ]  # fmt: skip
    more = [
        ("14", "totalt", "totalt", "uppgift saknas", 2024, 999.0),
        ("00", "män", "totalt", "uppgift saknas", 2024, 999.0),
    ]
    return staged(rows + more, "region_kod", "grupp", "utbildningsniva", "matt", "ar")


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


def open_ads(
    county: int = 11, without: int = 1, newest: date = date(2026, 10, 1), before: int = 12, cleaned: int = 0
) -> pd.DataFrame:
    """On the newest day 10 in municipalities and 1 without; as many are cleaned, and ``cleaned`` more in the county."""
    rows = [
        (level, n, newest)
        for level, n in (("delregion", 10), ("kommun", 10), ("lan", county), ("kommun_saknas", without))
    ]
    rows += [(level, before, date(2026, 9, 30)) for level in ("delregion", "kommun", "lan")]
    made = pd.DataFrame(rows, columns=["geo_niva", "oppna_annonser", "dag"]).assign(geo_kod="14")
    more = made["oppna_annonser"] + (made["geo_niva"] == "lan") * cleaned
    return made.assign(
        oppna_rensade=more,
        platser_i_oppna=made["oppna_annonser"],
        platser_i_oppna_rensade=made["oppna_annonser"],
        platser_i_oppna_rensade_kvadrat=made["oppna_annonser"],
    )


def open_ads_staged(unknown: int = 0) -> pd.DataFrame:
    """Open in the county: 10 with a municipality and 1 without. Not counted: closed, abroad, elsewhere, not yet published.

    So many of the open ones have no fingerprint.
    """
    day, later = date(2026, 9, 20), date(2026, 10, 2)
    rows = [("1485", "14", "199", day, None)] * 9 + [("1485", None, None, day, None), (None, "14", "199", day, None)]
    rows += [("1485", "14", "199", day, day), (None, "14", "155", day, None), ("0180", "01", "199", day, None)]
    rows += [("1485", "14", "199", later, None)]
    columns = ["kommun_kod", "lan_kod", "land_kod", "publicerad", "stangd"]
    made = pd.DataFrame(rows, columns=columns)
    return made.assign(rubrik_kand=made["stangd"].isna().cumsum() > unknown)


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
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "af_yrkesomrade", "dag", "platser_i_oppna_rensade"])


def measures(own: float = 4.0, change: float = 10.0, first: str = "2023") -> pd.DataFrame:
    """Fyrbodal's employees went from 50 to 60."""
    rows = [
        ("anstallda_forandring", change),
        ("anstallda_riket", 5.0),
        ("anstallda_yrkesmix", 1.0),
        ("anstallda_egen", own),
    ]
    frame = pd.DataFrame(rows, columns=["matt", "varde"])
    return frame.assign(yrkesniva="alla", yrke_kod="alla", geo_kod="fyrbodal", period=f"{first}–2024")


FOLLOWED = (
    "platser_rensade",
    "annonser_foljda",
    "annonser_aterannonserade",
    "annonser_foljda_kvadrat",
    "annonser_foljda_med_rubrik",
    "annonser_samma_rubrik_igen",
    "vantade_samma_rubrik_igen",
    "annonsdagar",
)


def county_ads(
    number: int = 8, without: str = "", elsewhere: int = 3, more: str = "", expected: float = 7.001
) -> pd.DataFrame:
    """Two months in the county, which has eight cleaned ads in each; an older month is only in the published table."""
    months = [m for m in ("2025-01", "2025-02", more) if m and m != without]
    rows = [("14", "2221", month, number) for month in months]
    rows += [("12", "2221", month, elsewhere) for month in ("2025-01", "2025-02")]
    frame = pd.DataFrame(rows, columns=["geo_kod", "ssyk4", "manad", "annonser_rensade"])
    return frame.assign(geo_niva="lan", **dict.fromkeys(FOLLOWED, 7)).assign(vantade_samma_rubrik_igen=expected)


def educations(
    rate: float = 60.0, whole: float = 100.0, people: float = 100.0, nation: float = 50.0, beyond: float = 10.0
) -> pd.DataFrame:
    rows = [
        ("riket", "00", 1000.0, 500.0, 1000.0, 500.0, 50.0, 50.0, None),
        ("lan", "14", people, 60.0, whole, 60.0, rate, nation, beyond),
        ("delregion", "fyrbodal", None, None, 40.0, 24.0, 60.0, 50.0, 10.0),
        ("delregion", "skaraborg", 40.0, 24.0, None, None, None, 50.0, None),
    ]
    columns = ["geo_niva", "geo_kod", "befolkning", "helt_matchade", "befolkning_i_kvoten", "matchade_i_kvoten",
               "matchad_forvarvsgrad", "rikets_forvarvsgrad", "skillnad_mot_riket"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(geo_namn=frame["geo_kod"], utbildningsgrupp="75N", kon="totalt", ar=2024)


def sectors(private: float = 600.0, welfare: float = 500.0, delregion: float = 1.0) -> pd.DataFrame:
    """1,000 are at work in the county; the sectors' numbers need not be exact."""
    rows = [
        ("lan", "14", "kommuner", "nej", 395.0),
        ("lan", "14", "privat sektor", "nej", private),
        ("lan", "14", "välfärd", "ja", welfare),
        ("delregion", "fyrbodal", "kommuner", "nej", delregion),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "sektor", "overlappar", "varde"])
    return frame.assign(kon="totalt", manad="2026-08")


def sector_ads(posts: int = 5, sector: str = "staten", first: str = "2025-09") -> pd.DataFrame:
    rows = [("fyrbodal", "222", sector, 1, posts), ("fyrbodal", "532", "staten", 1, 2), ("14", "222", "kommuner", 0, 0)]
    frame = pd.DataFrame(rows, columns=["geo_kod", "yrke_kod", "sektor", "annonser_rensade", "platser_rensade"])
    return frame.assign(period_fran=first, period_till="2026-08")


def flows(known: float = 30.0, hidden: int = 1) -> pd.DataFrame:
    rows = [
        ("kommun", "1485", "1486", 20.0, 0),
        ("kommun", "1486", "1485", 10.0, 0),
        ("kommun", "1438", "1485", None, 1),
        ("delregion", "fyrbodal", "fyrbodal", known, hidden),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "bostad_kod", "arbete_kod", "minst", "skyddade_floden"])
    return frame.assign(kon="totalt", ar=2024)


def aged(
    women: float = 60.0,
    older: float = 25.0,
    share: float = 0.25,
    county: float = 0.25,
    nation: float = 0.25,
    men: float = 40.0,
) -> pd.DataFrame:
    """In one occupation a quarter are 55–64 years; in the delregion nothing is known of the men."""
    sexes = {"totalt": (100.0, older), "kvinnor": (women, 15.0), "män": (men, 10.0)}
    rows = [
        (level, place, kind, sex, size * everybody, size * old, share if sex == "totalt" else old / everybody)
        for level, place, size in (("riket", "00", 10), ("lan", "14", 1), ("kommun", "1485", 1))
        for kind in ("ssyk3", "redovisningsgrupp")
        for sex, (everybody, old) in sexes.items()
    ]
    nan = float("nan")
    rows += [
        ("delregion", "fyrbodal", "ssyk3", sex, n, n / 4, nan if n != n else 0.25)
        for sex, n in (("totalt", 59.0), ("män", nan))
    ]
    columns = ["geo_niva", "geo_kod", "yrkesniva", "kon", "anstallda", "anstallda_55_64", "andel_55_64"]
    frame = pd.DataFrame(rows, columns=columns).assign(yrke_kod="222", ar=2024, geo_namn="x")
    theirs = frame["kon"].map({"totalt": county, "kvinnor": 0.25, "män": 0.25})
    frame["andel_55_64_lan"] = theirs.where(~frame["geo_niva"].isin(["lan", "riket"]))
    everywhere = frame["kon"].map({"totalt": nation, "kvinnor": 0.25, "män": 0.25})
    frame["andel_55_64_riket"] = everywhere.where(frame["geo_niva"] != "riket")
    return frame


def known_ages(county: float = 99.0) -> pd.DataFrame:
    """Of the county's 100 employees in 222 almost everybody's age is known."""
    rows = [("lan", "14", county), ("delregion", "skaraborg", 40.0), ("delregion", "fyrbodal", float("nan"))]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "anstallda"])
    return frame.assign(yrkesniva="ssyk3", yrke_kod="222", kon="totalt", ar=2024)
