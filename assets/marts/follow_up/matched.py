"""How many work, and in an occupation that matches their education: measures of the follow-up."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.marts.follow_up.found import Areas, MeasureNumbers, found, no_source
from assets.methods import follow_up as method
from assets.methods.known_pairs import known_pairs
from assets.reference.educations import EducationGroup, education_groups
from assets.reference.orders import ADULT, education_orders, names_of_orders

_PEOPLE, _MATCHED = "befolkning", "helt matchade"
_AT_WORK = (_MATCHED, "delvis matchade", "inte matchade", "uppgift saknas")
_BELOW, _UPPER = "förgymnasial", "gymnasial"
_GENERAL_COURSES = "gymnasial"
"""What adults read at komvux in place of a programme that prepares for university; in place of a vocational one, yrkesvux."""
_ALL, _BORN_ABROAD = "totalt", "utrikes födda"
_CELL = ["region_kod", "ar"]


def matched(levels: pa.Table, groups: pa.Table, areas: Areas) -> dict[str, MeasureNumbers]:
    """The measures that rest on how education matches work, by code.

    Args:
        levels: staged.matchning_niva, of which everybody's education together is read.
        groups: staged.matchning, of which educations are put together and people born abroad are read.
        areas: that are followed.
    """
    everybody = _counts(levels.filter(pc.equal(levels["utbildningsniva"], _ALL)), ("totalt", "kvinnor", "män"), areas)
    parts = _counts(groups, (_ALL, _BORN_ABROAD), areas)
    named = education_groups()
    every = [group.code for group in named]
    return {
        "matchade": _rate(everybody, _ALL, (_MATCHED,), areas),
        "matchade_kvinnor": _rate(everybody, "kvinnor", (_MATCHED,), areas),
        "matchade_man": _rate(everybody, "män", (_MATCHED,), areas),
        "matchade_yrkesgymnasium": _rate(_of(parts, vocational(named)), _ALL, (_MATCHED,), areas),
        "matchade_eftergymnasial": _rate(_of(parts, _higher(named)), _ALL, (_MATCHED,), areas),
        "matchade_utrikes_fodda": _rate(_of(parts, every), _BORN_ABROAD, (_MATCHED,), areas),
        "i_arbete": _rate(everybody, _ALL, _AT_WORK, areas),
        "i_arbete_gap": _gap(parts, named, areas),
    }


def _counts(staged: pa.Table, groups: Collection[str], areas: Areas) -> pd.DataFrame:
    """The source's rows of the areas and the groups of people."""
    places = pa.array([*areas.wide, *areas.member.index])
    wanted = pc.and_(pc.is_in(staged["region_kod"], places), pc.is_in(staged["grupp"], pa.array(groups)))
    frame: pd.DataFrame = staged.filter(wanted).to_pandas()
    return frame.assign(varde=frame["varde"].astype("float64"))


def vocational(groups: Collection[EducationGroup]) -> list[str]:
    """Every education of upper secondary school but those of the programmes that prepare for university."""
    general = names_of_orders()[ADULT, _GENERAL_COURSES]
    orders = education_orders()
    return [
        group.code
        for group in groups
        if group.level == _UPPER and not group.general and general not in orders[group.code].names[ADULT]
    ]


def _higher(groups: Collection[EducationGroup]) -> list[str]:
    """Every education after upper secondary school; one that is not known is none."""
    return [group.code for group in groups if group.level.startswith(("eftergymnasial", "högskola"))]


def _of(frame: pd.DataFrame, educations: Collection[str]) -> pd.DataFrame:
    return frame[frame["utbildningsgrupp"].isin(educations)]


def _rate(frame: pd.DataFrame, people: str, some: Collection[str], areas: Areas) -> MeasureNumbers:
    """Those of some measures in percent of the population, by area and year; a municipality that is not known is on neither side."""
    mine = frame[frame["grupp"] == people]
    if mine.empty:
        return no_source()
    sums = mine.groupby([*_CELL, "matt"])["varde"].agg(["sum", "count", "size"])
    known = sums["sum"].where(sums["count"] == sums["size"]).unstack("matt")
    pairs = known.assign(nagra=known[list(some)].sum(axis=1, skipna=False)).reset_index()
    both = known_pairs(pairs, areas.member, ["ar"], "nagra", _PEOPLE)
    educations = mine["utbildningsgrupp"].nunique() if "utbildningsgrupp" in mine else 1
    cells = areas.cells(both.index.get_level_values(0)) * educations
    return found(both.index, method.rate(both["nagra"], both[_PEOPLE], cells * len(some), cells), mine["ar"])


def _gap(parts: pd.DataFrame, groups: Collection[EducationGroup], areas: Areas) -> MeasureNumbers:
    """How much more often those with an education after upper secondary school work than those with less than that."""
    below = [group.code for group in groups if group.level == _BELOW]
    ends = [_rate(_of(parts, codes), _ALL, _AT_WORK, areas) for codes in (_higher(groups), below)]
    if not all(end.years for end in ends):
        return no_source()
    both = ends[0].numbers.index.intersection(ends[1].numbers.index)
    one, other = (
        method.Estimate(*(end.numbers.loc[both, name].to_numpy() for name in ("varde", "medelfel"))) for end in ends
    )
    return found(both, method.gap(one, other), ends[0].years)
