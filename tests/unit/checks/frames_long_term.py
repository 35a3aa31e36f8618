"""Frames of the projections and their trial; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd

from assets.contracts.long_term import SLOPE
from assets.reference.occupations import af_area_of_any, reporting_groups

_MERGED = next(group for group in reporting_groups() if group.ssyk3 == ("111", "443"))
_AREA = "4"
"""A small AF-yrkesområde, none of whose occupations is on three digits here."""
_IN_AREA = [code for code, area in af_area_of_any().items() if area == _AREA]


def projections(
    method: str = "familjetrend",
    delregion: float = 165.0,
    group: float = 220.0,
    now: float = 100.0,
    four: float = 66.0,
    area: float | None = None,
    of_nation: str = "oförändrad andel",
    on_four: str = "familjetrend",
    of_delregions: str = "familjetrend",
    size: float = 1000.0,
    there: float = 150.0,
    four_now: float = 60.0,
    nation_four: float = 600.0,
) -> pd.DataFrame:
    """Two occupations that are shown as one, in the nation, the county and a delregion, five years ahead; one of them on four digits
    too, with an AF-yrkesområde that is made of what it is made of.
    """
    first, second = _MERGED.ssyk3
    rows = [
        ("lan", "14", "ssyk3", first, now, now * 1.1, method),
        ("lan", "14", "ssyk3", second, 100.0, 110.0 if now == 100 else 220.0 - now * 1.1, method),
        ("lan", "14", "redovisningsgrupp", _MERGED.code, 200.0, group, method),
        ("lan", "14", "ssyk4", "1111", four_now, four, on_four),
        ("lan", "14", "ssyk4", "1112", 30.0, 33.0, on_four),
        ("lan", "14", "ssyk4", "1113", 10.0, 11.0, on_four),
        # A group whose every occupation can not be said anything of is left alone.
        ("lan", "14", "ssyk4", "4430", 40.0, None, on_four),
        *(("lan", "14", "ssyk4", code, 20.0, 22.0, on_four) for code in _IN_AREA),
        ("lan", "14", "af_yrkesomrade", _AREA, 20.0 * len(_IN_AREA), area or 22.0 * len(_IN_AREA), on_four),
        ("riket", "00", "ssyk3", first, size, size * 1.1, of_nation),
        ("riket", "00", "ssyk4", "1111", nation_four, nation_four * 1.1, of_nation),
        ("delregion", "fyrbodal", "ssyk3", first, there, there / 150 * delregion, of_delregions),
    ]
    columns = ["geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "anstallda", "personer", "metod"]
    return pd.DataFrame(rows, columns=columns).assign(
        ar=2029, horisont=5, ar_anstallda=2024, tillvaxt_alla=1.02, anmarkning=None
    )


def hidden_in_delregioner(reason: str | None) -> pd.DataFrame:
    """Projections where no delregion has a number, and the reason that its rows give."""
    frame = projections()
    frame.loc[frame["geo_niva"] == "delregion", ["personer", "anmarkning"]] = [None, reason]
    return frame


def totals(
    then: float = 1.1, later: float = 1.21, own: float = 1.08, error: float = 0.07, now: float = 1.01
) -> pd.DataFrame:
    """All employees: of the county by its own growth to the present year, and by people to the two that come; of the nation otherwise."""
    rows = [("lan", 2026, now, "länets egen tillväxt", 1.01, 0.05)]
    rows += [("lan", 2029, then, "befolkning, deltagande och pendling", own, error)]
    rows += [("lan", 2034, later, "befolkning, deltagande och pendling", 1.2, 0.2)]
    rows += [("riket", 2029, 1.03, "länets egen tillväxt", 1.03, 0.07)]
    columns = ["geo_niva", "ar", "tillvaxt_alla", "tillvaxt_av", "tillvaxt_egen", "fel_total"]
    return pd.DataFrame(rows, columns=columns).assign(ar_anstallda=2024)


def workers() -> pd.DataFrame:
    """Those who work in the county."""
    rows = [(2029, 1100.0), (2034, 1210.0)]
    frame = pd.DataFrame(rows, columns=["ar", "arbetande_arbetsplats"])
    return frame.assign(geo_niva="lan", geo_kod="14", kon="totalt")


def projected_from() -> pd.DataFrame:
    """The register that they are projected from."""
    first, second = _MERGED.ssyk3
    rows = [("14", first, 100.0), ("14", second, 100.0), ("fyrbodal", first, 150.0), ("00", first, 1000.0)]
    return pd.DataFrame(rows, columns=["geo_kod", "ssyk3", "varde"]).assign(kon="totalt", ar=2024)


def four_projected_from() -> pd.DataFrame:
    """The register on four digits, with the source's own row of the nation among the counties."""
    rows = [("14", "1111", "kvinnor", 50.0), ("14", "1111", "män", 10.0), ("14", "1112", "män", 30.0)]
    rows += [
        ("14", "1113", "män", 10.0),
        ("14", "4430", "män", 40.0),
        *(("14", code, "män", 20.0) for code in _IN_AREA),
    ]
    rows += [("12", "1111", "kvinnor", 540.0), ("00", "1111", "kvinnor", 590.0), ("00", "1111", "män", 10.0)]
    return pd.DataFrame(rows, columns=["region_kod", "ssyk4", "kon", "varde"]).assign(ar=2024)


def accuracy(
    slope: float = 0.03, upper_of_second: float = 0.97, upper_of_own: float = 1.01, celler: int = 100
) -> pd.DataFrame:
    """The second method is published five years ahead, on three digits in the counties and their delregioner and on four: the first
    has missed a requirement, and so has a size class of the second. In the nation nothing is surely better than constant shares.
    """
    rows = [
        (5, "familj och storlän", "relativt fel", "alla", "alla", 1.01, "nej", "familjetrend"),
        (5, "familjetrend", "relativt fel", "alla", "alla", 0.9, "ja", "familjetrend"),
        (5, "familjetrend", "täckning", "storlek", "500–1 999", 0.95, "nej", "familjetrend"),
        (0, "familj och storlän", SLOPE, "år framskrivet från", "2022", -0.02, None, None),
        (0, "familj och storlän", SLOPE, "år framskrivet från", "2023", 0.02, None, None),
        (0, "familj och storlän", SLOPE, "år framskrivet från", "2024", slope, None, None),
    ]
    columns = ["horisont", "metod", "matt", "urval", "grupp", "varde", "klarade", "publiceras"]
    upper = [1.05, upper_of_second, *[float("nan")] * 4]
    three = pd.DataFrame(rows, columns=columns).assign(yrkesniva="ssyk3", ovre=upper)
    nation = three.iloc[[1]].assign(urval="riket", varde=0.98, ovre=1.01, klarade="nej", publiceras="oförändrad andel")
    wide = nation.assign(
        metod="oförändrad andel", matt="täckning", urval="riket, storlek", grupp="2 000 eller fler", varde=0.7
    )
    four = three.iloc[[1, 2]].assign(yrkesniva="ssyk4")
    there = three.iloc[[1, 2]].assign(urval=["delregioner", "delregioner, storlek"], grupp=["alla", "50–149"])
    beside = [
        (years, name, "relativt fel mot länets utveckling", "delregioner", "alla", 0.98, None, "familjetrend", upper)
        for name, uppers in {"egen trend": (1.2, 1.3), "egna andelar": (0.99, upper_of_own)}.items()
        for years, upper in zip((2, 5), uppers, strict=True)
    ]
    other = pd.DataFrame(beside, columns=[*columns, "ovre"]).assign(yrkesniva="ssyk3")
    return pd.concat([three, nation, wide, four, there, other], ignore_index=True).assign(celler=celler)


def differences(
    supply: float = 90.0,
    low: float = 5.0,
    high: float = 20.0,
    other: float = -10.0,
    word: str = "ökande",
    scale: float = 1.1,
) -> pd.DataFrame:
    """Ten more are needed of one occupation than there would be, and ten fewer of another."""
    rows = [
        ("532", 100.0, supply, 10.0, low, high, word),
        ("222+223", 80.0, 80.0 - other, other, other - 5, other + 30, "osäkert"),
    ]
    columns = ["kod", "behov", "tillgang", "skillnad", "nedre", "ovre", "riktning"]
    return pd.DataFrame(rows, columns=columns).assign(
        geo_kod="fyrbodal", till_ar=2029, enhet="redovisningsgrupp", skalning=scale, anmarkning=None
    )


def long_assessments(
    share: float = 10 / 90, signal: str = "tydliga tecken på brist", word: str = "ökande", low: float = 0.06
) -> pd.DataFrame:
    """The first of ``differences`` as a share of its supply."""
    row = ("fyrbodal", "532", 2029, signal, word, share, low, 0.2)
    columns = ["geo_kod", "yrke_kod", "till_ar", "signaler", "behov_mot_tillgang", "skillnad_andel", "nedre_andel"]
    return pd.DataFrame([row], columns=[*columns, "ovre_andel"]).assign(anmarkning=None)


def assessed_now() -> pd.DataFrame:
    """What today's signals say of it."""
    row = ("fyrbodal", "532", "redovisningsgrupp", "tydliga tecken på brist")
    return pd.DataFrame([row], columns=["geo_kod", "yrke_kod", "yrkesniva", "signaler"])


def outcomes(
    came: float = 1150.0, error: float = -50.0, inside: str = "ja", base: int = 2022, relative: float = -50 / 1150
) -> pd.DataFrame:
    """What an edition said of two occupations in 2024; of one the number is missing."""
    rows = [("532", came, error, relative, inside, None), ("251", None, None, None, None, "Utfallet saknas.")]
    columns = ["yrke_kod", "utfall", "fel", "fel_andel", "inom_granserna", "anmarkning"]
    return pd.DataFrame(rows, columns=columns).assign(
        utgava="2024-06", geo_niva="lan", geo_kod="14", yrkesniva="ssyk3", ar=2024, ar_anstallda=base,
        framskrivet=1100.0, nedre=1000.0, ovre=1200.0,
    )  # fmt: skip


def outcome_shares(cells: int = 1, inside: int = 1, share: float = 1.0, later: int = 2029) -> pd.DataFrame:
    """The same per level, and a year that has not come."""
    rows = [(2024, cells, inside, share, None), (later, 0, 0, None, "Året har inte kommit.")]
    columns = ["ar", "celler", "inom", "andel_inom", "anmarkning"]
    return pd.DataFrame(rows, columns=columns).assign(utgava="2024-06", geo_niva="lan", yrkesniva="ssyk3")


def came() -> pd.DataFrame:
    """The register that outcomes are from."""
    rows = [(2019, 900.0, "RAMS"), (2022, 1000.0, "BAS"), (2024, 1150.0, "BAS")]
    return pd.DataFrame(rows, columns=["ar", "varde", "register"]).assign(geo_kod="14", ssyk3="532", kon="totalt")
