"""What a delregion adds to Arbetsförmedlingen's view of the county: its posts per employee beside the county's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.methods.borrowing import expected_count
from assets.methods.local_ratio import WORDS, dispersion, local_ratio
from assets.methods.member_sums import members
from assets.reference.occupations import occupations_ssyk3, reporting_groups


def local_ratios(ads: pd.DataFrame, cells: pd.DataFrame, county: str) -> pd.DataFrame:
    """Ratio, interval and word of every cell of the delregioner; nothing for the county itself.

    What a delregion is held against is the sum of the delregioner: an ad without municipality belongs to the county and to no
    delregion, so with it every delregion would advertise less than the county.

    Args:
        ads: rows of mart.annonser for the delregioner, the months of the window.
        cells: geo_niva, geo_kod, yrkesniva, yrke_kod and anstallda, both levels of occupation.
        county: two-digit code.

    Returns:
        laget_har, lokal_kvot, lokal_kvot_nedre, lokal_kvot_ovre, in the order of the cells.
    """
    by_delregion = _posts(ads)
    key = ["yrkesniva", "yrke_kod"]
    whole = by_delregion.groupby(level=key, sort=False).sum()
    own = [part.droplevel("geo_kod").reindex(whole.index) for _, part in by_delregion.groupby(level="geo_kod")]
    # On three digits only: what redovisningsgrupper have is the same posts again.
    single = whole.index.get_level_values("yrkesniva") == "ssyk3"
    spread = dispersion(
        np.concatenate([table[single] for table in own]), np.concatenate([whole[single].to_numpy()] * len(own))
    )
    sums = pd.concat([by_delregion, pd.concat({county: whole}, names=["geo_kod"])]).sum(axis=1).rename("platser")
    found = cells.join(sums, on=["geo_kod", *key]).fillna({"platser": 0})
    in_county = found[found["geo_kod"] == county].set_index(key)[["platser", "anstallda"]].add_suffix("_lan")
    found = found.join(in_county, on=key)
    expected = expected_count(
        found["anstallda"].astype("float64"), found["platser_lan"], found["anstallda_lan"].astype("float64")
    )
    share = found["anstallda"].astype("float64") / found["anstallda_lan"].astype("float64")
    # A delregion's sum of employees may be a few persons more than the county's own, which the source protects by itself.
    ratio = local_ratio(
        found["platser"], np.where(found["geo_kod"] == county, np.nan, expected), share.clip(upper=1), spread
    )
    return pd.DataFrame(
        {
            "laget_har": [WORDS[at] if at >= 0 else None for at in ratio.word],
            "lokal_kvot": ratio.ratio,
            "lokal_kvot_nedre": ratio.lower,
            "lokal_kvot_ovre": ratio.upper,
        },
        index=cells.index,
    )


def _posts(ads: pd.DataFrame) -> pd.DataFrame:
    """Cleaned posts per area, level, occupation and month: months in columns, 0 where there were none."""
    codes = list(occupations_ssyk3())
    by_month = (
        ads.assign(yrke_kod=ads["ssyk4"].str[:3]).groupby(["geo_kod", "yrke_kod", "manad"])["platser_rensade"].sum()
    )
    three = by_month.unstack("manad", fill_value=0)
    three = three[three.index.get_level_values("yrke_kod").isin(codes)].astype("float64")
    groups = reporting_groups()
    link = members(pd.Series([g.ssyk3 for g in groups]), codes)
    parts = []
    for place, table in three.groupby(level="geo_kod"):
        each = table.droplevel("geo_kod").reindex(codes, fill_value=0)
        merged = pd.DataFrame(link @ each.to_numpy(), index=[g.code for g in groups], columns=each.columns)
        parts.append(pd.concat({(place, "ssyk3"): each, (place, "redovisningsgrupp"): merged}))
    return pd.concat(parts).rename_axis(["geo_kod", "yrkesniva", "yrke_kod"])
