"""Commuting, Arbetsförmedlingen's paradoxes and graduates who are established: measures of the follow-up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.marts.follow_up.found import AREA_YEAR, Areas, MeasureNumbers, found, no_source
from assets.methods import follow_up as method
from assets.methods.commuting import HIDDEN_FLOW, least_self_containment, self_containment
from assets.methods.known_pairs import MOST_LEFT_OUT

_TOO_MUCH_HIDDEN = "För många flöden mellan kommuner är skyddade: de kunde flytta talet mer än en procentenhet."


def commuters(staged: pa.Table, areas: Areas) -> dict[str, MeasureNumbers]:
    """Who lives and works in the area, and who comes from outside it.

    Args:
        staged: staged.pendling; no rows when its source is missing.
        areas: that are followed.
    """
    frame = staged.to_pandas()
    frame = frame[frame["kon"] == "totalt"]
    if frame.empty:
        return {"bor_och_arbetar": no_source(), "inpendling": no_source()}
    delregioner = areas.member.groupby(areas.member).groups
    inside = {areas.county: set(areas.member.index), **{code: set(names) for code, names in delregioner.items()}}
    rows = [
        (area, year, *_shares(flows, members))
        for year, flows in frame.groupby("ar")
        for area, members in inside.items()
    ]
    names = [*AREA_YEAR, "bor", "bor_minst", "boende", "arbetar", "arbetar_minst", "arbetande"]
    wide = pd.DataFrame(rows, columns=names).set_index(AREA_YEAR)
    live = method.share_between(wide["bor"], wide["bor_minst"], wide["boende"])
    work = method.share_between(wide["arbetar"], wide["arbetar_minst"], wide["arbetande"])
    from_outside = method.Estimate(100 - work.value, work.error)
    years = frame["ar"].unique()
    return {
        "bor_och_arbetar": found(wide.index, live, years, why=_TOO_MUCH_HIDDEN),
        "inpendling": found(wide.index, from_outside, years, why=_TOO_MUCH_HIDDEN),
    }


def _shares(flows: pd.DataFrame, members: set[str]) -> tuple[float, ...]:
    """The most and the least that an area's own share can be of its residents and of its workplaces, and how many these are."""
    lives, works = flows["bostad_kod"].isin(members), flows["arbete_kod"].isin(members)
    kinds = (lives & works, lives & ~works, ~lives & works)
    own, out, inward = (float(flows.loc[kind, "varde"].sum()) for kind in kinds)
    hidden_own, hidden_out, hidden_in = (int(flows.loc[kind, "varde"].isna().sum()) for kind in kinds)
    largest = self_containment([[own + HIDDEN_FLOW * hidden_own, out], [inward, 0]])
    least = least_self_containment([[own, out], [inward, 0]], [[0, hidden_out], [hidden_in, 0]])
    ends = ((largest.residents, least.residents, own + out), (largest.workplaces, least.workplaces, own + inward))
    return tuple(number for most, lowest, people in ends for number in (float(most[0]), float(lowest[0]), people))


def paradoxes(staged: pa.Table, areas: Areas) -> MeasureNumbers:
    """Occupations that Arbetsförmedlingen calls a paradox, in percent of those it has rated, in the year's last round.

    Args:
        staged: staged.yrkesbarometer; no rows when its source is missing.
        areas: that are followed.

    Returns:
        Without error: it is a judgement and nothing that was measured.
    """
    frame = staged.to_pandas()
    frame = frame[frame["lan_kod"].isin(areas.wide)].dropna(subset="rekryteringssituation")
    if frame.empty:
        return no_source()
    frame = frame.assign(ar=frame["omgang"].str[:4].astype("int64")).rename(columns={"lan_kod": "geo_kod"})
    frame = frame[frame["omgang"] == frame.groupby("ar")["omgang"].transform("max")]
    frame = frame.drop_duplicates([*AREA_YEAR, "koncept_id"])
    share = (frame["rekryteringssituation"] == "paradox").groupby([frame[name] for name in AREA_YEAR]).mean()
    value = 100 * share.to_numpy()
    return found(share.index, method.Estimate(value, np.full(len(value), np.nan)), frame["ar"])


def established(staged: pa.Table, areas: Areas) -> MeasureNumbers:
    """Graduates who are established in percent of all of them, every education together.

    An education of which either count is hidden is on neither side. Where that leaves out more than a tenth of the graduates who
    are known, there is no number.

    Args:
        staged: staged.etablerade; no rows when its source is missing.
        areas: that are followed.
    """
    frame = staged.to_pandas()
    frame = frame[frame["region_kod"].isin(areas.wide)].rename(columns={"region_kod": "geo_kod"})
    if frame.empty:
        return no_source()
    cell = [*AREA_YEAR, "utbildningsgrupp", "kon"]
    wide = frame.assign(varde=frame["varde"].astype("float64")).pivot(index=cell, columns="matt", values="varde")
    both = wide.dropna()
    sums = both.groupby(AREA_YEAR).sum()
    everybody = wide["examinerade"].groupby(AREA_YEAR).sum().reindex(sums.index)
    enough = sums["examinerade"] >= (1 - MOST_LEFT_OUT) * everybody
    cells = both.groupby(AREA_YEAR).size().to_numpy()
    measured = method.rate(sums["etablerade"].where(enough), sums["examinerade"].where(enough), cells, cells)
    return found(sums.index, measured, frame["ar"])
