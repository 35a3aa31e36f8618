"""What the councils themselves have done: measures of the follow-up that are counts, held against nobody.

Each is a function here, whose table the follow-up then reads, and a row without a reason in uppfoljning_indikatorer.csv.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.council_work import DECIDED
from assets.contracts.model import Record
from assets.marts.councils.rows import newest_rows
from assets.marts.follow_up.found import AREA_YEAR, Areas, MeasureNumbers, found, no_source
from assets.methods import follow_up as method
from assets.methods.council_dialogues import EMPLOYER_STEP, employers_at_least
from assets.methods.quoted import figures, spelled
from assets.methods.rounds import DAYS_TO_FREEZE, Frozen, rounds_in_time
from sources.catalogue.barometer import AF_BAROMETER

NOT_ASKED = "Inget formulär säger i vilka kommuner samtalen har förts."
NO_DIALOGUE = "Rådet har inte lämnat något samtal det året."
NO_MUNICIPALITY = "Rådets samtal det året säger inte i vilka kommuner."
TOO_FEW = (
    f"Färre än {spelled(EMPLOYER_STEP)} av årets arbetsgivare har en kommun i rådets formulär. Då visas inget antal."
)
NO_COUNCIL = "Inget råd har ett antal det året."
NO_EDITION = "Ingen utgåva är fryst före den här."
_UNKNOWN_DAY = "Dagen då utgåvan frystes är inte antecknad."
_NO_ROUND = "Ingen utgåva har kunnat prövas det året."
_IN_TIME = f"I tid är en utgåva som fryses senast {figures(DAYS_TO_FREEZE)} dagar efter månaden då Arbetsförmedlingens omgång kommer."


def rounds_held(assessments: pa.Table, areas: Areas) -> MeasureNumbers:
    """Rounds in which a council has handed in its form, by the year in which it first treated it; the county's are all councils'.

    A council that has handed in none has 0 in the years of which any council's form is known: before the first one nobody was
    asked, and after the newest nobody has answered.

    Args:
        assessments: mart.radets_bedomning; no rows until a form has been handed in.
        areas: that are followed.

    Returns:
        Without error: it is a count of forms.
    """
    frame = assessments.select(["geo_kod", "omgang", "behandlat"]).to_pandas()
    if frame.empty:
        return no_source()
    newest = frame["behandlat"].max()
    first = frame.groupby(["geo_kod", "omgang"], as_index=False)["behandlat"].min()
    first["ar"] = first["behandlat"].str[:4].astype("int64")
    years = range(int(first["ar"].min()), int(newest[:4]) + 1)
    held = first.groupby(AREA_YEAR).size()
    held = held.reindex(pd.MultiIndex.from_product([sorted(set(areas.member)), years], names=AREA_YEAR), fill_value=0)
    whole = pd.concat({areas.county: held.groupby("ar").sum()}, names=AREA_YEAR)
    return _counted(pd.concat([held, whole]), years, newest)


def priorities_owned(priorities: pd.DataFrame, areas: Areas) -> MeasureNumbers:
    """How large a part of the councils' priorities has an owner and is decided, by the year in which the council treated its form.

    Only the newest form of a council is in force, so that an area has a number for one year.

    Args:
        priorities: mart.radets_prioriteringar; no rows until a council has given one.
        areas: that are followed.

    Returns:
        Percent, without error: it is a count of forms. The county's is of all priorities together.
    """
    if priorities.empty:
        return no_source()
    owned = priorities["agare"].notna() & (priorities["beslutslage"] == DECIDED)
    rows = priorities.assign(ar=priorities["behandlat"].str[:4].astype("int64"), del_=100.0 * owned)
    own = rows.groupby(AREA_YEAR)["del_"].mean()
    whole = pd.concat({areas.county: rows.groupby("ar")["del_"].mean()}, names=AREA_YEAR)
    years = range(int(rows["ar"].min()), int(rows["ar"].max()) + 1)
    why = "Rådet lämnade ingen prioritering det året."
    return _counted(pd.concat([own, whole]), years, str(priorities["behandlat"].max()), why)


def municipalities_reached(dialogues: pa.Table, areas: Areas) -> MeasureNumbers:
    """Municipalities in which a council has talked with at least one employer, by the year of the dialogue.

    No municipality is named, and none is counted before at least three employers of the council's year have one, as with every
    count of employers: those that have none do not hide the one that has. One that is in several municipalities names none, so
    that the number is the least that it can be. The county's is the sum of the councils' that have a number: no municipality is in
    two delregioner, and a council without a number could else be told from it.

    Args:
        dialogues: staged.radens_dialoger; forms from before the municipality was asked for have none.
        areas: that are followed.

    Returns:
        Without error: it is a count of what stands in forms.
    """
    rows = newest_rows(dialogues, areas.county, ("omgang",))
    if not any(row["kommun"] for row in rows):
        return no_source(NOT_ASKED)
    of_year: defaultdict[tuple[str, int], list[Record]] = defaultdict(list)
    for row in rows:
        of_year[row["delregion"], int(row["datum"][:4])].append(row)
    newest = max(str(row["behandlat"]) for row in rows)
    years = range(
        min(year for (_, year), mine in of_year.items() if any(r["kommun"] for r in mine)), int(newest[:4]) + 1
    )
    councils = sorted(set(areas.member))
    numbers: dict[tuple[str, int], float] = {}
    said: dict[tuple[str, int], str] = {}
    for year in years:
        for area in councils:
            mine = of_year[area, year]
            why = _not_counted(mine)
            if why:
                said[area, year] = why
            else:
                numbers[area, year] = len({row["kommun"] for row in mine} - {None})
        known = [area for area in councils if (area, year) in numbers]
        if known:
            numbers[areas.county, year] = sum(numbers[area, year] for area in known)
        said[areas.county, year] = _of_the_county(len(known), areas) if known else NO_COUNCIL
    index = pd.MultiIndex.from_tuples(list(numbers), names=AREA_YEAR)
    return _counted(pd.Series(list(numbers.values()), index, dtype="float64"), years, newest, said=said)


def _not_counted(rows: list[Record]) -> str:
    """Why no municipalities are shown of a council's year; empty when they are."""
    if not rows:
        return NO_DIALOGUE
    placed = [row for row in rows if row["kommun"]]
    if not placed:
        return NO_MUNICIPALITY
    who = ("arbetsgivare_typ", "arbetsgivare_storlek", "datum", "behov_nar", "kommun", "yrke_kod")
    return TOO_FEW if employers_at_least(tuple(row[name] for name in who) for row in placed) < EMPLOYER_STEP else ""


def _of_the_county(known: int, areas: Areas) -> str:
    councils = len(set(areas.member))
    parts = f" Länets tal är {spelled(known)} av {spelled(councils)} råds." if known < councils else ""
    return f"Länet har {figures(len(areas.member))} kommuner.{parts}"


def editions_in_time(editions: Iterable[Mapping[str, Any]], barometer: pa.Table, areas: Areas) -> MeasureNumbers:
    """How many of Arbetsförmedlingen's rounds an edition came in time after, by the year of the round; only of the whole county.

    Args:
        editions: names and days of the frozen editions before this one, as the run's order has them.
        barometer: staged.yrkesbarometer; no rows when its source is missing.
        areas: that are followed.

    Returns:
        Percent of the year's rounds that can be judged, without error.
    """
    frozen = [Frozen(str(each["utgava"])[:7], each["fryst"]) for each in editions]
    rounds = {str(each) for each in barometer["omgang"].unique().to_pylist()}
    if not rounds:
        return no_source()
    judged = rounds_in_time(rounds, AF_BAROMETER.release_months, frozen)
    if not judged:
        until = range(method.BASE_YEAR, int(max(rounds)[:4]) + 1)
        return replace(no_source(_NO_ROUND if frozen else NO_EDITION), years=tuple(until))
    years = range(int(min(judged)[:4]), int(max(judged)[:4]) + 1)
    numbers: dict[tuple[str, int], float] = {}
    said: dict[tuple[str, int], str] = {}
    for year in years:
        mine = [in_time for month, in_time in judged.items() if int(month[:4]) == year]
        known = [in_time for in_time in mine if in_time is not None]
        if known:
            numbers[areas.county, year] = 100 * sum(known) / len(known)
        lacking = _UNKNOWN_DAY if None in mine else "" if known else _NO_ROUND
        said[areas.county, year] = " ".join(filter(None, [_IN_TIME if known else "", lacking]))
    index = pd.MultiIndex.from_tuples(list(numbers) or [(areas.county, years[0])], names=AREA_YEAR)
    values = np.array(list(numbers.values()) or [np.nan])
    return found(index, method.Estimate(values, np.full(len(values), np.nan)), years, said=said)


def _counted(
    numbers: pd.Series, years: range, newest: str, why: str = "", said: Mapping[tuple[str, int], str] | None = None
) -> MeasureNumbers:
    """Numbers that are counted, and so without error."""
    measured = method.Estimate(numbers.to_numpy(np.float64), np.full(len(numbers), np.nan))
    so_far = f"Räknat till det senaste formuläret, {newest}. Fler kan komma."
    return found(numbers.index, measured, years, why=why, so_far=so_far, said=said or {})
