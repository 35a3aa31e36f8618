"""Employees per occupation some years ahead in every county: mart.framskrivning_lan."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term import ACCURACY
from assets.contracts.long_term_counties import COUNTIES
from assets.contracts.words import COUNTY, PROJECTED, SSYK3_LEVEL, SSYK4_LEVEL
from assets.declaration import Mart
from assets.marts.employees.demand import newest_common_year, without_older_registers
from assets.marts.long_term import reasons
from assets.marts.long_term.ahead import Ahead, ahead, county_total
from assets.marts.long_term.panels import REGISTERS, county_panel
from assets.marts.long_term.projection import PROJECTED_NUMBERS, kind_of_year, remark
from assets.methods import backtest as trial
from assets.methods import projection_intervals as intervals
from assets.methods.arrays import Array, Flags
from assets.methods.county_total import projected_totals
from assets.methods.employment_shares import NOT_PROJECTED, SUMMING_DIGITS, Panel
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.reference.areas import counties
from assets.reference.occupations import occupations_ssyk3, ssyk2012


def every_county(
    employees: pa.Table,
    accuracy: pa.Table,
    staged: pa.Table,
    staged_2019: pa.Table,
    staged_2014: pa.Table,
    county: str,
) -> pa.Table:
    """Every known occupation that is not too small, in every county, with its number or why there is none.

    Args:
        employees: mart.anstallda, which says what year both registers have.
        accuracy: mart.traffsakerhet, which says what each number of years ahead may publish.
        staged: staged.anstallda_ssyk4; no rows when its source is missing, and then there are none here.
        staged_2019: staged.anstallda_ssyk4_2019.
        staged_2014: staged.anstallda_ssyk4_2014.
        county: two-digit code, whose requirements the trial has held the methods to.

    Returns:
        Columns of mart.framskrivning_lan.
    """
    if staged.num_rows:
        staged = staged.filter(pc.less_equal(staged["ar"], newest_common_year(employees, staged)))
    four = county_panel(staged, staged_2019, staged_2014)
    if four is None:
        return COUNTIES.schema.empty_table()
    three, tried = four.summed(SUMMING_DIGITS), accuracy.to_pandas()
    hidden = _hidden(staged, four)
    parts = []
    for panel, level, names, missing in (
        (three, SSYK3_LEVEL, occupations_ssyk3(), _of_three(hidden, four, three)),
        (four, SSYK4_LEVEL, ssyk2012(), hidden),
    ):
        unrest = intervals.unrest(panel).factor[:, None]
        for horizon in PUBLISHED_HORIZONS:
            found = ahead(panel, horizon, tried, county_total(three, horizon, {}, county), county)
            own = projected_totals(three, horizon) / three.totals[:, -1]
            made = _of_panel(panel, found, own, unrest, missing)
            parts.append(made.assign(yrkesniva=level, yrke_namn=made["yrke_kod"].map(names)).dropna(subset="yrke_namn"))
    out = pd.concat(parts, ignore_index=True)
    out["geo_niva"], out["geo_namn"] = COUNTY, out["geo_kod"].map(counties())
    return pa.Table.from_pandas(out[[c.name for c in COUNTIES.columns]], COUNTIES.written_schema, preserve_index=False)


def _hidden(staged: pa.Table, four: Panel) -> Flags:
    """Where the register's newest year has an occupation of a county without a number for either sex."""
    frame = staged.to_pandas()
    frame = frame[(frame["ar"] == four.last_year) & frame["varde"].isna()]
    without = set(zip(frame["ssyk4"], frame["region_kod"], strict=True))
    return np.array([[(code, place) in without for place in four.counties] for code in four.codes])


def _of_three(hidden: Flags, four: Panel, three: Panel) -> Flags:
    """A group is missing where any of its occupations is."""
    at = {code: position for position, code in enumerate(three.codes)}
    made = np.zeros(three.now.shape, np.bool_)
    np.logical_or.at(made, [at[code[:SUMMING_DIGITS]] for code in four.codes], hidden)
    return made


def _of_panel(panel: Panel, found: Ahead, own: Array, unrest: Array, missing: Flags) -> pd.DataFrame:
    """The rows of a level so many years ahead; as in mart.framskrivning, of all places at once."""
    now, shape = panel.now, panel.now.shape
    place = intervals.size_class(now)
    below, above = found.limits.of(now, np.broadcast_to(np.arange(shape[1]), shape))
    width = unrest * intervals.SIZE_LAWS[panel.digits](now)
    # A share that does not move has not moved in the last decimal either.
    change = np.round(found.growth, 12)
    projected = intervals.projected(now, change, own, width * below, width * above, found.total.error)
    numbers = dict(zip(PROJECTED_NUMBERS, projected, strict=True))
    never = np.array([code.startswith(NOT_PROJECTED) for code in panel.codes])[:, None]
    unsure = np.isin(place, [intervals.SIZE_CLASSES.index(name) for name in found.unsure])
    why = np.select(
        [np.broadcast_to(never, shape), missing, unsure, np.isnan(below)],
        [reasons.NOT_PROJECTED, reasons.MISSING, reasons.UNSURE, reasons.NO_INTERVAL],
        "",
    )
    codes, places = (np.broadcast_to(axis, shape) for axis in (np.array(panel.codes)[:, None], panel.counties))
    frame = pd.DataFrame(
        {
            "geo_kod": places.ravel(),
            "yrke_kod": codes.ravel(),
            "ar": found.base + found.horizon,
            "horisont": found.horizon,
            "slag": kind_of_year(found.horizon),
            "ar_anstallda": found.base,
            "anstallda": pd.array(np.where(missing, np.nan, now).ravel()).astype("Int64"),
            "tillvaxt_egen": np.broadcast_to(own, shape).ravel(),
            **{name: values.ravel() for name, values in numbers.items()},
            "metod": found.method,
            "grund": PROJECTED,
            "anmarkning": why.ravel(),
        }
    )
    told = frame["anmarkning"] == ""
    frame[PROJECTED_NUMBERS] = frame[PROJECTED_NUMBERS].where(told)
    frame["riktning"] = None
    frame.loc[frame["anmarkning"] == reasons.UNSURE, "riktning"] = intervals.UNSURE
    if found.method != trial.CONSTANT:
        changes = frame.loc[told, PROJECTED_NUMBERS[:3]].itertuples(index=False)
        frame.loc[told, "riktning"] = [intervals.direction(*row) for row in changes]
    sizes = pd.Series(np.array(intervals.SIZE_CLASSES)[place].ravel())
    frame.loc[told, "anmarkning"] = sizes[told].map({size: remark(found, size) for size in intervals.SIZE_CLASSES})
    return frame[(now >= intervals.LEAST_EMPLOYEES).ravel() | missing.ravel()]


MARTS = (
    Mart(
        COUNTIES,
        every_county,
        {"employees": EMPLOYEES, "accuracy": ACCURACY, **REGISTERS},
        not_used=without_older_registers("Ur anstallda läses bara vilka år som finns."),
    ),
)
