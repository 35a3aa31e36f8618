"""Frames of the tables that the publication is made of; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from assets.contracts.education import FEWER
from assets.contracts.words import WITHHELD_WITH_ANOTHER, WOMEN_AND_MEN
from assets.reference.educations import occupations_of_education
from assets.reference.occupations import reporting_group_of, reporting_groups


def concepts_named() -> pd.DataFrame:
    """An occupation with two titles in a group of systems developers, and one that is no longer in use."""
    rows = [
        ("g", "ssyk-level-4", "Mjukvaru- och systemutvecklare m.fl.", "2512", None, "gäller"),
        ("o", "occupation-name", "Systemutvecklare/Programmerare", None, "g", "gäller"),
        ("p", "occupation-name", "Systemman", None, "g", "ersatt"),
    ]
    return pd.DataFrame(rows, columns=["koncept_id", "typ", "namn", "kod", "grupp_id", "tillstand"])


def words(title: str = "Programmerare", everyday: str = "kodare") -> pd.DataFrame:
    """The words of its group, and an everyday word in another."""
    rows = [
        ("251", "Systemutvecklare", "yrkesbenämning", "Arbetsförmedlingen"),
        ("251", title, "yrkesbenämning", "Arbetsförmedlingen"),
        ("351", everyday, "vardagsord", "egen lista"),
    ]
    return pd.DataFrame(rows, columns=["yrke_kod", "ord", "slag", "kalla"])


def nurses_of_municipalities() -> pd.DataFrame:
    """In two municipalities nurses on both their numbers, in a third one of them is protected; drivers on one number."""
    rows = [
        ("1485", "222", 60.0),
        ("1485", "223", 40.0),
        ("1486", "222", 10.0),
        ("1486", "223", 9.0),
        ("1487", "222", 90.0),
        ("1487", "223", None),
        ("1485", "833", 30.0),
    ]
    frame = pd.DataFrame(rows, columns=["geo_kod", "ssyk3", "varde"])
    return frame.assign(geo_niva="kommun", kon="totalt", ar=2024)


def posts_of_municipalities() -> pd.DataFrame:
    """In the window, and as many before it."""
    rows = [("1485", "2221", 30), ("1486", "2231", 19), ("1487", "2221", 40), ("1485", "8331", 20)]
    frame = pd.DataFrame(rows, columns=["geo_kod", "ssyk4", "platser_rensade"]).assign(geo_niva="kommun")
    return pd.concat([frame.assign(manad="2025-08"), frame.assign(manad="2026-08")], ignore_index=True)


def municipality_occupations(
    employed: float | None = 100.0, few: float | None = None, posts: float | None = 40.0, rate: float | None = None
) -> pd.DataFrame:
    """Of the employees and posts beside it."""
    rows = [
        ("1485", "222+223", employed, 30.0, 30.0),
        ("1486", "222+223", few, None, None),
        ("1487", "222+223", None, posts, None),
        ("1485", "833", 30.0, 20.0, rate),
    ]
    columns = ["anstallda", "platser_rensade", "platser_per_100_anstallda"]
    frame = pd.DataFrame(rows, columns=["geo_kod", "yrke_kod", *columns]).astype(dict.fromkeys(columns, "float64"))
    return frame.assign(ar_anstallda="2024", period_fran="2025-09", period_till="2026-08")


_CLEAR, _NONE = "många annonser per anställd", "inga tydliga tecken"


def assessed_links() -> pd.DataFrame:
    """Every redovisningsgrupp in Fyrbodal, of which nurses stand in headlines."""
    frame = pd.DataFrame({"yrke_kod": [group.code for group in reporting_groups()]})
    nurses = frame["yrke_kod"] == "222+223"
    return frame.assign(
        geo_kod="fyrbodal",
        yrkesniva="redovisningsgrupp",
        signaler=nurses.map({True: _CLEAR, False: _NONE}),
        lyfts_fram=nurses.map({True: "ja", False: "nej"}),
    )


def links(without: str = "", class_of_nurses: str = _CLEAR, lifted: str = "ja") -> pd.DataFrame:
    """Of the assessments beside it; a link may be left out."""
    group = reporting_group_of()
    pairs = {(education, group[code]) for education, codes in occupations_of_education().items() for code in codes}
    frame = pd.DataFrame(sorted(pair for pair in pairs if pair[1] != without), columns=["utbildningsgrupp", "yrke_kod"])
    nurses = frame["yrke_kod"] == "222+223"
    return frame.assign(
        geo_kod="fyrbodal",
        signaler=nurses.map({True: class_of_nurses, False: _NONE}),
        lyfts_fram=nurses.map({True: lifted, False: "nej"}),
    )


def municipal_matching() -> pd.DataFrame:
    """In Uddevalla 718 nurses, 19 of another group and one that is withheld; twice as many in another measure and year.

    Beside Uddevalla's nobody with 41Z Trollhättan's is withheld; with 48Z there is nobody in either.
    """
    rows = [
        (place, group, "totalt", "befolkning", 2024, number)
        for place, group, number in (
            ("1485", "75N", 718.0),
            ("1485", "72F", 19.0),
            ("1485", "55M", None),
            ("1485", "41Z", 0.0),
            ("1488", "41Z", None),
            ("1485", "48Z", 0.0),
            ("1488", "48Z", 0.0),
        )
    ]
    frame = pd.DataFrame(rows, columns=["region_kod", "utbildningsgrupp", "grupp", "matt", "ar", "varde"])
    doubled = frame.assign(varde=2 * frame["varde"])
    return pd.concat(
        [frame, doubled.assign(ar=2023), doubled.assign(matt="helt matchade"), doubled.assign(grupp="kvinnor")]
    )


def municipal_educations(
    nurses: float | None = 718.0,
    few: float | None = None,
    hidden: float | None = None,
    remark: str | None = None,
    beside_hidden: float | None = None,
    nobody: float | None = 0.0,
) -> pd.DataFrame:
    """Of the source beside it."""
    return (
        pd.DataFrame(
            {
                "geo_kod": ["1485", "1485", "1485", "1485", "1488", "1485", "1488"],
                "utbildningsgrupp": ["75N", "72F", "55M", "41Z", "41Z", "48Z", "48Z"],
                "ar": 2024,
                "befolkning": [nurses, few, hidden, beside_hidden, None, nobody, 0.0],
            }
        )
        .astype({"befolkning": "float64"})
        .assign(delregion_kod="fyrbodal", anmarkning=remark)
    )


_MUNICIPALITIES = ("1485", "1488", "1480")


def withheld_educations(
    second: float | None = None, other: float | None = 30.0, third: float = 20.0, why: str = FEWER
) -> pd.DataFrame:
    """Of nurses two municipalities are withheld, 30 together, of the others all are shown."""
    rows = [
        ("1485", "75N", None, FEWER),
        ("1488", "75N", second, why if second is None else None),
        ("1480", "75N", third, None),
        ("1485", "72F", 40.0, None),
        ("1488", "72F", other, None if other else WITHHELD_WITH_ANOTHER),
    ]
    frame = pd.DataFrame(rows, columns=["geo_kod", "utbildningsgrupp", "befolkning", "anmarkning"])
    return frame.astype({"befolkning": "float64"}).assign(ar=2024, delregion_kod="fyrbodal")


def delregions_educations() -> pd.DataFrame:
    rows = [
        (*place, group, number, sex, year)
        for place in (("delregion", "fyrbodal"), ("lan", "14"))
        for group, number in (("75N", 50.0), ("72F", 70.0))
        for sex, year in (("totalt", 2024), ("kvinnor", 2024), ("totalt", 2021))
    ]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "utbildningsgrupp", "befolkning", "kon", "ar"])


def two_delregioner() -> pd.DataFrame:
    return pd.DataFrame({"geo_kod": ["14", "fyrbodal", "skaraborg"], "geo_niva": ["lan", "delregion", "delregion"]})


def two_municipalities() -> pd.DataFrame:
    return three_municipalities().iloc[:2]


def three_municipalities() -> pd.DataFrame:
    return pd.DataFrame({"geo_kod": _MUNICIPALITIES, "geo_niva": "kommun", "delregion_kod": "fyrbodal"})


_WINDOW = [str(month) for month in pd.period_range("2025-09", "2026-08", freq="M")]


def unemployed_of_counties() -> pd.DataFrame:
    """Twelve in two counties every month; in crafts one month of a county is protected, and eight are at sea."""
    rows = [
        (month, area, county, None if (area, county, month) == ("9", "14", "2026-01") else number)
        for month in ("2025-08", *_WINDOW)
        for area, county, number in (
            ("8", "14", 8.0),
            ("8", "01", 4.0),
            ("9", "14", 30.0),
            ("9", "01", 5.0),
            ("22", "14", 8.0),
        )
    ]
    return pd.DataFrame(rows, columns=["manad", "af_yrkesomrade", "lan_kod", "varde"])


def posts_of_the_nation() -> pd.DataFrame:
    """Two a month in health care, with as many in the county, which is part of the nation."""
    rows = [(level, month, 2) for level in ("riket", "lan") for month in ("2025-08", *_WINDOW)]
    return pd.DataFrame(rows, columns=["geo_niva", "manad", "platser_rensade"]).assign(af_yrkesomrade="8")


def nation_areas(
    people: float | None = 12.0,
    posts: float = 24.0,
    ratio: float | None = 2.0,
    crafts: float | None = None,
    few: float | None = None,
) -> pd.DataFrame:
    """Of the counties and the ads beside it."""
    rows = [("8", people, posts, ratio), ("9", crafts, 0.0, None), ("22", 8.0, 0.0, few), ("1", 0.0, 0.0, None)]
    columns = ["inskrivna_arbetslosa", "platser_rensade", "platser_per_arbetslos"]
    frame = pd.DataFrame(rows, columns=["af_yrkesomrade", *columns]).astype(dict.fromkeys(columns, "float64"))
    return frame.assign(period_fran=_WINDOW[0], period_till=_WINDOW[-1])  # fmt: skip


def occupations_by_year() -> pd.DataFrame:
    """Nurses on both their numbers in two registers, of which one lacks a part; the municipalities are beside."""
    rows = [
        ("delregion", "fyrbodal", "222", 2020, "BAS", 60.0),
        ("delregion", "fyrbodal", "223", 2020, "BAS", 40.0),
        ("delregion", "fyrbodal", "222", 2019, "RAMS, månadsuppgifter", 50.0),
        ("delregion", "fyrbodal", "223", 2019, "RAMS, månadsuppgifter", None),
        ("delregion", "fyrbodal", "0002", 2020, "BAS", 9.0),
        ("kommun", "1485", "222", 2020, "BAS", 60.0),
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "ar", "register", "varde"])
    return frame.assign(kon="totalt")


def everybody_by_sex() -> pd.DataFrame:
    """Three occupations' people, one of them unknown, in two municipalities and the county; a number of 2019 is not shown."""
    rows = [
        (
            level,
            place,
            code,
            sex,
            year,
            None if (place, code, sex, year) == (_MUNICIPALITIES[0], "222", "män", 2019) else 10.0,
        )
        for level, place in (("kommun", _MUNICIPALITIES[0]), ("kommun", _MUNICIPALITIES[1]), ("lan", "14"))
        for code in ("222", "223", "0002")
        for sex in WOMEN_AND_MEN
        for year in (2019, 2020)
    ]
    frame = pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "kon", "ar", "varde"])
    return frame.assign(register=frame["ar"].map({2019: "RAMS, månadsuppgifter", 2020: "BAS"}))


def everybody(
    now: float | None = 120.0, before: float | None = None, least: float | None = 110.0, lack: int = 1, rows: int = 12
) -> pd.DataFrame:
    """The sums of those beside it; both sexes in the delregion are as told."""
    told = [
        ("fyrbodal", "totalt", 2020, now, 120.0, 0),
        ("fyrbodal", "totalt", 2019, before, least, lack),
        ("fyrbodal", "kvinnor", 2020, 60.0, 60.0, 0),
        ("fyrbodal", "kvinnor", 2019, 60.0, 60.0, 0),
        ("fyrbodal", "män", 2020, 60.0, 60.0, 0),
        ("fyrbodal", "män", 2019, None, 50.0, 1),
        *(
            ("14", sex, year, n, n, 0)
            for sex, n in (("totalt", 60.0), ("kvinnor", 30.0), ("män", 30.0))
            for year in (2019, 2020)
        ),
    ][:rows]
    frame = pd.DataFrame(told, columns=["geo_kod", "kon", "ar", "varde", "minst", "tal_som_saknas"])
    return frame.assign(
        geo_niva=frame["geo_kod"].map({"fyrbodal": "delregion", "14": "lan"}),
        register=frame["ar"].map({2019: "RAMS, månadsuppgifter", 2020: "BAS"}),
    )


def groups_by_year(
    now: float | None = 100.0, before: float | None = None, register: str = "BAS", years: int = 2
) -> pd.DataFrame:
    """Of the occupations beside it."""
    rows = [(2020, register, now), (2019, "RAMS, månadsuppgifter", before)][:years]
    frame = pd.DataFrame(rows, columns=["ar", "register", "varde"]).astype({"varde": "float64"})
    return frame.assign(geo_niva="delregion", geo_kod="fyrbodal", yrke_kod="222+223")
