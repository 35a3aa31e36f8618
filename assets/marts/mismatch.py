"""Supply beside demand: mart.obalans."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from assets.methods import mismatch as method
from assets.methods.aggregate import WINDOW_MONTHS, latest_window
from assets.reference import NATION, UNKNOWN_SSYK3
from assets.tables import COMPUTED, MISMATCH, UNKNOWN

_LEVELS = ["delregion", "lan"]


def mismatch(employees: pa.Table, ads: pa.Table, unemployed: pa.Table, occupations: pa.Table, county: str) -> pa.Table:
    """Both kinds of rows of mart.obalans.

    Args:
        employees: mart.anstallda.
        ads: mart.annonser.
        unemployed: mart.inskrivna_arbetslosa.
        occupations: mart.dim_yrke.
        county: two-digit code.

    Returns:
        Columns of mart.obalans: per delregion and for the county, one row per AF-yrkesområde and one per SSYK3.

    Raises:
        ValueError: ads and unemployed do not share twelve consecutive months.
    """
    ad_frame, people = ads.to_pandas(), unemployed.to_pandas()
    first, last = latest_window(list(ad_frame["manad"].unique()), list(people["manad"].unique()))
    names = occupations.to_pandas().set_index(["yrkesniva", "yrke_kod"])["yrke_namn"].to_dict()
    in_window = ad_frame[ad_frame["manad"].between(first, last) & ad_frame["geo_niva"].isin(_LEVELS)]
    areas = _by_area(in_window, people[people["manad"].between(first, last)])
    groups = _by_occupation(employees.to_pandas(), in_window, county)
    out = pd.concat([areas, groups], ignore_index=True)
    out["yrke_namn"] = pd.MultiIndex.from_frame(out[["yrkesniva", "yrke_kod"]]).map(names)
    out = out.assign(period_fran=first, period_till=last, grund=COMPUTED)
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in MISMATCH.columns]), preserve_index=False)


def _by_area(ads: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    place = ["geo_niva", "geo_kod", "geo_namn"]
    mean = _means(people[people["geo_niva"].isin(_LEVELS)], [*place, "af_yrkesomrade"])
    counts = ads.groupby([*place, "af_yrkesomrade"], as_index=False)[["annonser", "annonserade_platser"]].sum()
    out = mean.merge(counts, how="left", on=[*place, "af_yrkesomrade"])
    out[["annonser", "annonserade_platser"]] = out[["annonser", "annonserade_platser"]].fillna(0).astype("int64")
    comparable = out["inskrivna_arbetslosa"].where(out["af_yrkesomrade"] != UNKNOWN)
    out["platser_per_arbetslos"] = method.tightness(out["annonserade_platser"], comparable)
    out["anmarkning"] = [
        _area_remark(code, total, posts, ratio)
        for code, total, posts, ratio in zip(
            out["af_yrkesomrade"],
            out["inskrivna_arbetslosa"],
            out["annonserade_platser"],
            out["platser_per_arbetslos"],
            strict=True,
        )
    ]
    return out.rename(columns={"af_yrkesomrade": "yrke_kod"}).assign(yrkesniva="af_yrkesomrade")


def _means(people: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Mean over the months per sex; missing when a month is missing."""
    value = people.assign(varde=people["varde"].astype("float64"))
    grouped = value.groupby([*by, "kon"])["varde"]
    mean = grouped.mean().where(grouped.count() == WINDOW_MONTHS).unstack("kon").reset_index()
    columns = {"totalt": "inskrivna_arbetslosa", "kvinnor": "inskrivna_kvinnor", "män": "inskrivna_man"}
    return mean.rename(columns=columns)


def _area_remark(code: str, unemployed: float, posts: int, ratio: float) -> str | None:
    if code == UNKNOWN:
        return "Kvoten beräknas inte: okänt AF-yrkesområde är olika saker i annonserna och bland de inskrivna."
    if pd.isna(unemployed):
        return "Minst en kommuns uppgift om inskrivna är skyddad eller saknas. Summan kan därför inte visas."
    if unemployed < method.MIN_UNEMPLOYED:
        return f"Färre än {method.MIN_UNEMPLOYED} inskrivna arbetslösa: kvoten visas inte."
    if pd.isna(ratio) and posts < method.MIN_POSTS:
        return f"Färre än {method.MIN_POSTS} annonserade platser: kvoten visas inte."
    return None


def _by_occupation(employees: pd.DataFrame, ads: pd.DataFrame, county: str) -> pd.DataFrame:
    year, earlier = int(employees["ar"].max()), int(employees["ar"].min())
    wide = _counts(employees, year)
    before = _counts(employees, earlier)["totalt"]
    known = employees[(employees["ssyk3"] != UNKNOWN_SSYK3) & (employees["kon"] == "totalt")]
    value = known["varde"].astype("float64")
    totals = value.groupby([known["geo_kod"], known["ar"]]).sum()
    out = wide[wide.index.get_level_values("geo_niva").isin(_LEVELS)].reset_index()
    current = wide["totalt"].droplevel(["geo_niva", "geo_namn"])
    before = before.droplevel(["geo_niva", "geo_namn"])
    keys = pd.MultiIndex.from_frame(out[["geo_kod", "ssyk3"]])
    earlier_count = before.reindex(keys).to_numpy()
    county_now, county_before = totals[(county, year)], totals[(county, earlier)]
    own_total = out["geo_kod"].map(totals.xs(year, level="ar")).to_numpy()
    out["andel_kvinnor"] = method.womens_share(out["kvinnor"], out["totalt"])
    for column, reference in (("lokaliseringskvot_lan", county), ("lokaliseringskvot_riket", NATION)):
        there = current.xs(reference, level="geo_kod").reindex(out["ssyk3"]).to_numpy()
        out[column] = method.location_quotient(out["totalt"], own_total, there, totals[(reference, year)])
    out["andel_av_lanet"] = method.share_of_total(out["totalt"], county_now)
    out["forandring_andel"] = method.share_change(out["totalt"], county_now, earlier_count, county_before)
    out["forandring_utover_lanet"] = method.employment_beyond_total(
        out["totalt"], county_now, earlier_count, county_before
    )
    posts = ads.assign(
        ssyk3=ads["ssyk4"].where(ads["ssyk4"] == UNKNOWN, ads["ssyk4"].str[:3]).replace(UNKNOWN, UNKNOWN_SSYK3)
    )
    counts = posts.groupby(["geo_kod", "ssyk3"], as_index=False)[["annonser", "annonserade_platser"]].sum()
    out = out.merge(counts, how="left", on=["geo_kod", "ssyk3"])
    out[["annonser", "annonserade_platser"]] = out[["annonser", "annonserade_platser"]].fillna(0).astype("int64")
    out["platser_per_100_anstallda"] = method.advertised_posts_rate(out["annonserade_platser"], out["totalt"])
    _blank_unknown(out)
    remarked = zip(out["ssyk3"], out["totalt"], earlier_count, out["platser_per_100_anstallda"], strict=True)
    out["anmarkning"] = [_occupation_remark(*values) for values in remarked]
    columns = {"ssyk3": "yrke_kod", "totalt": "anstallda", "kvinnor": "anstallda_kvinnor", "män": "anstallda_man"}
    return out.rename(columns=columns).assign(yrkesniva="ssyk3", ar_anstallda=str(year), ar_jamforelse=str(earlier))


def _counts(employees: pd.DataFrame, year: int) -> pd.DataFrame:
    """Area × occupation with one column per sex, float with NaN for missing."""
    frame = employees[employees["ar"] == year]
    frame = frame.assign(varde=frame["varde"].astype("float64"))
    return frame.pivot(index=["geo_niva", "geo_kod", "geo_namn", "ssyk3"], columns="kon", values="varde")


def _blank_unknown(out: pd.DataFrame) -> None:
    """No indicator is made for unknown occupation, only counts."""
    indicators = [
        "lokaliseringskvot_lan",
        "lokaliseringskvot_riket",
        "andel_av_lanet",
        "forandring_andel",
        "forandring_utover_lanet",
        "platser_per_100_anstallda",
    ]
    out.loc[out["ssyk3"] == UNKNOWN_SSYK3, indicators] = float("nan")


def _occupation_remark(code: str, count: float, earlier: float, rate: float) -> str | None:
    if code == UNKNOWN_SSYK3:
        return "Yrket är inte känt. Visas bara som antal."
    if pd.isna(count):
        return "Minst en kommuns uppgift om anställda är skyddad eller saknas. Summan kan därför inte visas."
    if count < method.MIN_EMPLOYEES:
        return f"Färre än {method.MIN_EMPLOYEES} anställda: bara antal visas."
    if pd.isna(earlier) or earlier < method.MIN_EMPLOYEES:
        return "För få anställda jämförelseåret: förändringen visas inte."
    if rate > method.UNUSUAL_POSTS_RATE:
        return "Ovanligt många annonserade platser per anställd. Läs talet med försiktighet."
    return None
