"""Who the registered unemployed are, as shares beside the county's."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.places import DIM_GEO
from assets.contracts.unemployed import (
    BORN_ABROAD,
    BORN_IN_SWEDEN,
    MISSING_GROUP,
    OLD,
    REGISTERED_SHARES,
    UNEMPLOYED_PROFILE,
    WITHOUT_WORK,
    YOUNG,
)
from assets.contracts.words import COMPUTED, COUNTY, EVERYBODY
from assets.declaration import Mart
from assets.marts.places.dimensions import delregion_of
from assets.methods.known_pairs import MOST_LEFT_OUT, known_pairs
from assets.methods.matching import OLDER
from assets.methods.mismatch import MIN_REGISTERED, share_of_registered
from assets.methods.quoted import figures, part

_PART, _WHOLE = "antal_i_kvoten", "alla_i_kvoten"
_GROUP = ["egenskap", "grupp", "kon", "manad"]
_KEY = ["geo_kod", *_GROUP]
_YOUNG_UNTIL = 24
_AGES = re.compile(r"(\d\d)–(\d\d)")


def registered_shares(profile: pa.Table, geo: pa.Table, county: str) -> pa.Table:
    """The groups that readers ask about, the newest month of each characteristic: columns of mart.inskrivna_andelar.

    Args:
        profile: mart.inskrivna_arbetslosa_profil; it may have no rows.
        geo: mart.dim_geo.
        county: two-digit code.
    """
    frame = profile.to_pandas()
    frame = frame[frame["manad"] == frame.groupby("egenskap")["manad"].transform("max")]
    if frame.empty:
        return REGISTERED_SHARES.schema.empty_table()
    counts = _counts(frame.assign(varde=frame["varde"].astype("float64")))
    municipal = counts[counts["geo_niva"] == "kommun"].rename(columns={"geo_kod": "region_kod"})
    member = delregion_of(geo.to_pandas())
    whole = member.map(lambda _: county)
    known = [known_pairs(municipal, of, _GROUP, _PART, _WHOLE).rename_axis(_KEY) for of in (member, whole)]
    out = counts.set_index(_KEY)
    # What a whole area's own sum lacks, those of its municipalities that are known may still say.
    pairs = out.dropna(subset=[_PART, _WHOLE])[[_PART, _WHOLE]].combine_first(pd.concat(known))
    out = out.assign(antal=out[_PART]).drop(columns=[_PART, _WHOLE]).join(pairs).reset_index()
    out["andel"] = share_of_registered(out[_PART], out[_WHOLE])
    theirs = out[out["geo_niva"] == COUNTY].set_index(_GROUP)["andel"].rename("andel_lan")
    out = out.join(theirs, on=_GROUP)
    out["andel_lan"] = out["andel_lan"].where(out["geo_niva"] != COUNTY)
    out["grund"] = COMPUTED
    out["anmarkning"] = [_remark(row) for row in out.to_dict("records")]
    numbers = dict.fromkeys(["antal", _PART, _WHOLE], "Int64")
    return pa.Table.from_pandas(out.astype(numbers)[[c.name for c in REGISTERED_SHARES.columns]], preserve_index=False)


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Per area and sex each group of the readers' and all registered; missing when a part of it is."""
    place = ["geo_niva", "geo_kod", "geo_namn", "egenskap", "kon", "manad"]
    # The times without work lie in each other, and everybody is a row of its own; the other groups are parts.
    everybody = frame[(frame["egenskap"] != WITHOUT_WORK) | (frame["grupp"] == EVERYBODY)]
    readers = [_readers_group(kind, group) for kind, group in frame[["egenskap", "grupp"]].itertuples(index=False)]
    parts = frame.assign(grupp=pd.Series(readers, index=frame.index)).dropna(subset="grupp")
    some = parts.groupby([*place, "grupp"])["varde"].agg(lambda v: v.sum(skipna=False)).rename(_PART)
    whole = everybody.groupby(place)["varde"].agg(lambda v: v.sum(skipna=False)).rename(_WHOLE)
    return some.reset_index().join(whole, on=place)


def _readers_group(kind: str, group: str) -> str | None:
    """The group that readers see one of the source's in; None for one that is not shown.

    >>> [_readers_group("ålder", ages) for ages in ("16–24", "25–54", "55–66")]
    ['under 25 år', None, '55 år och äldre']
    >>> _readers_group("födelseland", "födda utanför Europa"), _readers_group("tid utan arbete", "mer än 12 månader")
    ('utrikes födda', 'mer än 12 månader')
    """
    if kind == "utbildning":
        return group
    if kind == WITHOUT_WORK:
        return None if group == EVERYBODY else group
    if kind == "födelseland":
        return None if group in (BORN_IN_SWEDEN, MISSING_GROUP) else BORN_ABROAD
    ages = _AGES.fullmatch(group)
    if ages is None:
        return None
    youngest, oldest = map(int, ages.groups())
    return YOUNG if oldest <= _YOUNG_UNTIL else OLD if youngest >= OLDER else None


def _remark(row: Mapping[Hashable, Any]) -> str | None:
    """Why a number is missing."""
    municipal = row["geo_niva"] == "kommun"
    hidden = "Uppgiften" if municipal else "Minst en kommuns uppgift"
    said = [f"{hidden} är skyddad eller saknas: antalet visas inte."] if pd.isna(row["antal"]) else []
    if pd.isna(row[_WHOLE]) and municipal:
        said = said or ["Andelen visas inte: antalet inskrivna i en annan grupp är skyddat."]
    elif pd.isna(row[_WHOLE]):
        said.append(f"Andelen visas inte: mer än {part(MOST_LEFT_OUT)} är skyddat.")
    elif row[_WHOLE] < MIN_REGISTERED:
        said.append(f"Andelen visas inte: färre än {MIN_REGISTERED} inskrivna.")
    elif said:
        said.append(f"Andelen gäller de kommuner som är kända ({figures(row[_WHOLE])} inskrivna).")
    return " ".join(said) or None


MARTS = (Mart(REGISTERED_SHARES, registered_shares, {"profile": UNEMPLOYED_PROFILE, "geo": DIM_GEO}),)
