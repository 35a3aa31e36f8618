"""Supply beside demand: mart.obalans."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.ads import ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import LEVELS_COMPARED, MISMATCH, NET_OF_STEP, UNUSUAL
from assets.contracts.places import DIM_OCCUPATION
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import COMPUTED, REPORTING_GROUP, UNKNOWN
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.ads.ads import cleaned, under_both_names
from assets.marts.employees.demand import employees_of_groups, in_todays_register, without_older_registers
from assets.methods import mismatch as method
from assets.methods.aggregate import latest_window, mean_over_window, share_within
from assets.methods.employment_change import comparable_from, crosses, level_change, net_of_step
from assets.reference.areas import NATION
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_group_of
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR

_LEVELS = ["delregion", "lan"]
_NOT_OF_FEW = [
    "andel_kvinnor",
    "lokaliseringskvot_lan",
    "lokaliseringskvot_riket",
    "andel_av_lanet",
    "forandring_anstallda",
    "forandring_netto",
    "forandring_andel",
    "forandring_utover_lanet",
    "platser_per_100_anstallda",
]
"""What is not shown for unknown occupation or under the least number of employees."""


def mismatch(employees: pa.Table, ads: pa.Table, unemployed: pa.Table, occupations: pa.Table, county: str) -> pa.Table:
    """Every kind of row of mart.obalans.

    Args:
        employees: mart.anstallda.
        ads: mart.annonser.
        unemployed: mart.inskrivna_arbetslosa.
        occupations: mart.dim_yrke.
        county: two-digit code.

    Returns:
        Columns of mart.obalans: per delregion and for the county, one row per AF-yrkesområde, per SSYK3 and per
        redovisningsgrupp.

    Raises:
        MartError: ads and unemployed do not share twelve consecutive months.
    """
    ad_frame, people = cleaned(ads, _LEVELS), unemployed.to_pandas()
    try:
        first, last = latest_window(list(ad_frame["manad"].unique()), list(people["manad"].unique()))
    except ValueError as error:
        raise MartError(str(error)) from error
    names = occupations.to_pandas().set_index(["yrkesniva", "yrke_kod"])["yrke_namn"].to_dict()
    in_window = ad_frame[ad_frame["manad"].between(first, last)]
    areas = _by_area(in_window, people[people["manad"].between(first, last)])
    counts = in_todays_register(employees.to_pandas())
    by_group = employees_of_groups(counts), ads_of_groups(in_window)
    groups = [
        _by_occupation(counts, _ads_of_ssyk3(in_window), county).assign(yrkesniva="ssyk3"),
        _by_occupation(*by_group, county).assign(yrkesniva=REPORTING_GROUP),
    ]
    out = pd.concat([areas, *groups], ignore_index=True)
    out["yrke_namn"] = pd.MultiIndex.from_frame(out[["yrkesniva", "yrke_kod"]]).map(names)
    out = under_both_names(out).assign(period_fran=first, period_till=last, grund=COMPUTED)
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in MISMATCH.columns]), preserve_index=False)


def _by_area(ads: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    place = ["geo_niva", "geo_kod", "geo_namn"]
    mean = mean_over_window(people[people["geo_niva"].isin(_LEVELS)], [*place, "af_yrkesomrade"])
    counts = ads.groupby([*place, "af_yrkesomrade"], as_index=False)[["annonser", "annonserade_platser"]].sum()
    out = mean.merge(counts, how="left", on=[*place, "af_yrkesomrade"])
    out[["annonser", "annonserade_platser"]] = out[["annonser", "annonserade_platser"]].fillna(0).astype("int64")
    share = share_within(out, ["geo_niva", "geo_kod"], "inskrivna_arbetslosa")
    comparable = out["inskrivna_arbetslosa"].where(out["af_yrkesomrade"] != UNKNOWN)
    out["platser_per_arbetslos"] = method.tightness(out["annonserade_platser"], comparable)
    out["anmarkning"] = [
        area_remark(code, total, posts, ratio, of_all)
        for code, total, posts, ratio, of_all in zip(
            out["af_yrkesomrade"],
            out["inskrivna_arbetslosa"],
            out["annonserade_platser"],
            out["platser_per_arbetslos"],
            share,
            strict=True,
        )
    ]
    return out.rename(columns={"af_yrkesomrade": "yrke_kod"}).assign(yrkesniva="af_yrkesomrade")


def area_remark(code: str, unemployed: float, posts: int, ratio: float, share: float) -> str | None:
    """Why an AF-yrkesområde has no ratio of posts to unemployed; ``share`` is that of all registered, 0–1."""
    if code == UNKNOWN:
        percent = f"{100 * share:.1f}".replace(".", ",")
        known = f"{percent} procent av de inskrivna saknar sökt yrke."
        if pd.isna(share):
            known = "Andelen av de inskrivna som saknar sökt yrke visas inte: ett tal i summan är skyddat eller saknas."
        return f"{known} Ingen kvot: okänt betyder olika saker i de två källorna."
    if pd.isna(unemployed):
        return "Minst en kommuns uppgift om inskrivna är skyddad eller saknas. Summan kan därför inte visas."
    if unemployed < method.MIN_UNEMPLOYED:
        return f"Färre än {method.MIN_UNEMPLOYED} inskrivna arbetslösa: kvoten visas inte."
    if pd.isna(ratio) and posts < method.MIN_POSTS:
        return f"Färre än {method.MIN_POSTS} annonserade platser: kvoten visas inte."
    return None


def _by_occupation(employees: pd.DataFrame, ads: pd.DataFrame, county: str) -> pd.DataFrame:
    year, earlier = int(employees["ar"].max()), int(employees["ar"].min())
    now, before = _counts(employees, year), _counts(employees, earlier)
    out = now[now.index.get_level_values("geo_niva").isin(_LEVELS)].reset_index()
    known, known_before = _known(now), _known(before)
    out["andel_kvinnor"] = method.share_of_employees(out["kvinnor"], out["totalt"])
    for column, reference in (("lokaliseringskvot_lan", county), ("lokaliseringskvot_riket", NATION)):
        totals = {area: _comparable_totals(known[area], known[reference]) for area in out["geo_kod"].unique()}
        own, there = (out["geo_kod"].map({a: t[side] for a, t in totals.items()}) for side in ("own", "reference"))
        in_reference = out["ssyk3"].map(known[reference])
        out[column] = method.location_quotient(out["totalt"], own, in_reference, there)
    county_now, county_before = _comparable_totals(known[county], known_before[county]).to_numpy()
    earlier_count = before["totalt"].reindex(pd.MultiIndex.from_frame(out[before.index.names])).to_numpy()
    change = (out["totalt"], county_now, earlier_count, county_before)
    out["andel_av_lanet"] = method.share_of_total(out["totalt"], county_now)
    out["forandring_andel"] = method.share_change(*change)
    out["forandring_utover_lanet"] = method.employment_beyond_total(*change)
    out = _with_changes(out, employees, year, earlier)
    out = _with_ads(out, ads)
    out["platser_per_100_anstallda"] = method.advertised_posts_rate(out["annonserade_platser"], out["totalt"])
    only_counts = (out["ssyk3"] == UNKNOWN_SSYK3) | (out["totalt"] < method.MIN_EMPLOYEES)
    out.loc[only_counts, _NOT_OF_FEW] = float("nan")
    out["anmarkning"] = [_occupation_remark(row, str(earlier)) for row in out.to_dict("records")]
    columns = {"ssyk3": "yrke_kod", "totalt": "anstallda", "kvinnor": "anstallda_kvinnor", "män": "anstallda_man"}
    return out.rename(columns=columns).assign(ar_anstallda=str(year), ar_jamforelse=str(earlier))


def _with_changes(out: pd.DataFrame, employees: pd.DataFrame, year: int, earlier: int) -> pd.DataFrame:
    """The changes of employees that never cross the break: since its first year, and net of the nation's step over it."""
    since = comparable_from(year, earlier, FIRST_KNOWN_YEAR)
    total = employees[employees["kon"] == "totalt"].set_index(["ar", "geo_kod", "ssyk3"])["varde"].astype("float64")

    def of(wanted: int, place: Any) -> Any:
        at = pd.MultiIndex.from_arrays([np.full(len(out), wanted), np.broadcast_to(place, len(out)), out["ssyk3"]])
        return total.reindex(at).to_numpy()

    compared = {name: of(at, out["geo_kod"]) for name, at in (("since", since), ("earlier", earlier))}
    crossed = crosses(year, earlier, FIRST_KNOWN_YEAR)
    steps = (
        (of(FIRST_KNOWN_YEAR, NATION), of(LAST_UNKNOWN_YEAR, NATION))
        if crossed
        else (np.ones(len(out)), np.ones(len(out)))
    )
    net = net_of_step(out["totalt"], compared["earlier"], *steps)
    over = crosses(year, since, FIRST_KNOWN_YEAR)
    return out.assign(
        forandring_netto=net,
        forandring_anstallda=net if over else level_change(out["totalt"], compared["since"]),
        forandring_fran=str(since),
        forandring_satt=NET_OF_STEP if over else LEVELS_COMPARED,
        _since=compared["since"],
        _earlier=compared["earlier"],
    )


def _known(counts: pd.DataFrame) -> pd.DataFrame:
    """SSYK3 × area, without unknown occupation."""
    table = counts["totalt"].droplevel(["geo_niva", "geo_namn"]).unstack("geo_kod")
    return table.drop(index=UNKNOWN_SSYK3, errors="ignore")


def _comparable_totals(own: pd.Series, reference: pd.Series) -> pd.Series:
    """Both totals over the occupations that have a number in both, so that a missing one distorts neither."""
    both = pd.DataFrame({"own": own, "reference": reference}).dropna()
    return both.sum()


def _ads_of_ssyk3(ads: pd.DataFrame) -> pd.DataFrame:
    return ads.assign(ssyk3=ads["ssyk4"].str[:3].where(ads["ssyk4"] != UNKNOWN, UNKNOWN_SSYK3))


def ads_of_groups(ads: pd.DataFrame) -> pd.DataFrame:
    """Ads with the code of their redovisningsgrupp, or of unknown occupation, as ``ssyk3``."""
    group = reporting_group_of()
    three = _ads_of_ssyk3(ads)
    return three.assign(ssyk3=three["ssyk3"].map(lambda code: group.get(code, code)))


def _with_ads(out: pd.DataFrame, ads: pd.DataFrame) -> pd.DataFrame:
    """Ads and posts per area and occupation; 0 where there are none."""
    values = ["annonser", "annonserade_platser"]
    counts = ads.groupby(["geo_kod", "ssyk3"], as_index=False)[values].sum()
    joined = out.merge(counts, how="left", on=["geo_kod", "ssyk3"])
    joined[values] = joined[values].fillna(0).astype("int64")
    return joined


def _counts(employees: pd.DataFrame, year: int) -> pd.DataFrame:
    """Area × occupation with one column per sex, float with NaN for missing."""
    frame = employees[employees["ar"] == year]
    frame = frame.assign(varde=frame["varde"].astype("float64"))
    return frame.pivot(index=["geo_niva", "geo_kod", "geo_namn", "ssyk3"], columns="kon", values="varde")


def _occupation_remark(row: dict[Hashable, Any], earlier: str) -> str | None:
    if row["ssyk3"] == UNKNOWN_SSYK3:
        return "Yrket är inte känt. Visas bara som antal."
    if pd.isna(row["totalt"]):
        return "Minst en kommuns uppgift om anställda är skyddad eller saknas. Summan kan därför inte visas."
    if row["totalt"] < method.MIN_EMPLOYEES:
        return f"Färre än {method.MIN_EMPLOYEES} anställda: bara antal visas."
    remarks = []
    if pd.isna(row["lokaliseringskvot_lan"]) or pd.isna(row["lokaliseringskvot_riket"]):
        remarks.append("Yrket är för litet i länet eller riket för en kvot.")
    for compared, count in {earlier: row["_earlier"], row["forandring_fran"]: row["_since"]}.items():
        if pd.isna(count):
            remarks.append(f"Uppgift om anställda saknas för {compared}: förändringen sedan dess visas inte.")
        elif count < method.MIN_EMPLOYEES:
            remarks.append(f"För få anställda {compared}: förändringen sedan dess visas inte.")
    if not pd.isna(row["_earlier"]) and row["_earlier"] >= method.MIN_EMPLOYEES and pd.isna(row["forandring_netto"]):
        remarks.append(f"Rikets tal för yrket saknas när serien bröts: förändringen sedan {earlier} visas inte.")
    if row["platser_per_100_anstallda"] > method.UNUSUAL_POSTS_RATE:
        remarks.append(UNUSUAL)
    return " ".join(remarks) or None


MARTS = (
    Mart(
        MISMATCH,
        mismatch,
        {"employees": EMPLOYEES, "ads": ADS, "unemployed": UNEMPLOYED, "occupations": DIM_OCCUPATION},
        not_used=without_older_registers("Bara dagens register (BAS) läses ur anstallda."),
    ),
)
