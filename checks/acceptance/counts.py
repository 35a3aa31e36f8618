"""What of a table is compared with the answer before: its numbers, by code and period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.model import TableContract
from assets.methods.ads import capped_posts, counted_posts

PERIODS = ("ar", "manad", "kvartal", "period", "omgang")
"""Columns that say when, in every staged table that has one."""
PERIOD, VALUE = "tidpunkt", "varde"
_MISSING_CODE = "uppgift saknas"
_NOW = "nu"
_NOT_NOUGHT = 1e-9


@dataclass(frozen=True)
class Counts:
    """The numbers of a table.

    ``frame`` has a row per cell: the columns ``dims`` (codes as text), ``tidpunkt`` (text, in order) and ``varde`` (NaN where the
    source gives none). ``least_repeated`` is how large a number must be to be asked whether it comes again. When rows are
    ``counted`` of codes that come and go, a cell without any is 0.
    """

    frame: pd.DataFrame
    dims: tuple[str, ...]
    least_repeated: float = 20.0
    counted: bool = False

    @cached_property
    def periods(self) -> list[str]:
        """Periods with any number, in order."""
        known = self.frame.loc[self.frame[VALUE].notna(), PERIOD]
        return sorted(known.unique())

    def at(self, period: str) -> Counts:
        """The numbers of one period, which is asked for again and again."""
        return self._by_period[period]

    def within(self, periods: Sequence[str]) -> Counts:
        """The numbers of some periods, each by its own time."""
        rows = self.frame[self.frame[PERIOD].isin(periods)]
        return replace(self, frame=rows, dims=self.dims if len(periods) == 1 else (*self.dims, PERIOD))

    def summed(self, periods: Sequence[str]) -> Counts:
        """The numbers of some periods together; a cell that lacks one of them has no sum."""
        rows = self.frame[self.frame[PERIOD].isin(periods)]
        grouped = rows.assign(saknas=rows[VALUE].isna()).groupby(list(self.dims), sort=True)
        sums = grouped[VALUE].sum().mask(grouped["saknas"].any())
        return replace(self, frame=sums.reset_index())

    def by(self, dims: Sequence[str]) -> pd.Series[float]:
        """The numbers, by code."""
        dims = tuple(dims)
        if dims not in self._by_code:
            self._by_code[dims] = self.frame.set_index(list(dims))[VALUE]
        return self._by_code[dims]

    @cached_property
    def _by_period(self) -> dict[str, Counts]:
        return {str(period): replace(self, frame=rows) for period, rows in self.frame.groupby(PERIOD, sort=False)}

    @cached_property
    def _by_code(self) -> dict[tuple[str, ...], pd.Series[float]]:
        return {}


def counts_of(contract: TableContract, path: Path) -> Counts:
    """The numbers of a staged table.

    A table with a column ``varde`` has its own. Of the others it is counted how many rows have each code.
    """
    count = _COUNTED.get(contract.name, _cells)
    return count(contract, path)


def _cells(contract: TableContract, path: Path) -> Counts:
    when = next((column for column in PERIODS if column in contract.key), "")
    dims = tuple(column for column in contract.key if column != when)
    if not dims:
        dims = (when,)
    columns = list(dict.fromkeys([*dims, *([when] if when else []), VALUE]))
    frame = pq.read_table(path, columns=columns).to_pandas()
    frame[VALUE] = frame[VALUE].astype(float)
    frame[PERIOD] = frame[when].astype(str) if when else _NOW
    for column in dims:
        frame[column] = frame[column].astype(str)
    # Whole small numbers come again by chance; decimals of a whole table do not.
    least = 20.0 if pa.types.is_integer(contract.column(VALUE).type) else _NOT_NOUGHT
    return Counts(frame[[*dims, PERIOD, VALUE]], dims, least)


def _counted(
    select: str, dims: tuple[str, ...], least_repeated: float = 20.0, *, moves: bool = True
) -> Callable[[TableContract, Path], Counts]:
    def count(contract: TableContract, path: Path) -> Counts:
        frame = _asked(select, path)
        for column in dims:
            frame[column] = frame[column].fillna(_MISSING_CODE).astype(str)
        frame[VALUE] = frame[VALUE].astype(np.float64)
        return Counts(frame, dims, least_repeated, counted=moves)

    return count


_ADS = """
select {when} as tidpunkt, coalesce(kommun_kod, lan_kod) as plats, ssyk4, platser_i_annons, count(*) as annonser,
    count(platser_i_annons) as "annonser som anger antal"
from read_parquet($path) where {which} group by all order by all
"""


def _ads(when: str, which: str) -> Callable[[TableContract, Path], Counts]:
    """Ads and the posts in them, as few of one ad as the marts count at most."""

    def count(contract: TableContract, path: Path) -> Counts:
        found = _asked(_ADS.format(when=when, which=which), path)
        stated = counted_posts(found["platser_i_annons"].fillna(0).to_numpy(np.int64))
        found["platser"] = capped_posts(stated) * found["annonser"]
        dims = ("plats", "ssyk4", "matt")
        by = [*dims[:2], PERIOD]
        found[list(dims[:2])] = found[list(dims[:2])].fillna(_MISSING_CODE)
        # An ad that states no number is one post, so numbers that have gone are seen in how many state one.
        summed = found.groupby(by)[["annonser", "platser", "annonser som anger antal"]].sum().reset_index()
        cells = summed.melt(by, var_name="matt", value_name=VALUE).astype({VALUE: np.float64})
        return Counts(cells, dims, counted=True)

    return count


def _asked(query: str, path: Path) -> pd.DataFrame:
    with duckdb.connect() as connection:
        return connection.execute(query, {"path": str(path)}).df()


_BAROMETER = """
with ord as (
    unpivot (
        select omgang, lan_kod, ssyk4, jobbmojligheter, rekryteringssituation, efterfragan_om_fem_ar
        from read_parquet($path)
    ) on jobbmojligheter, rekryteringssituation, efterfragan_om_fem_ar into name falt value ordet
)
select omgang as tidpunkt, falt || ' ' || ordet as svar, lan_kod, ssyk4, count(*) as varde from ord group by all order by all
"""
_TAXONOMY = """
select 'nu' as tidpunkt, typ, tillstand, af_yrkesomrade, kod, count(*) as varde from read_parquet($path) group by all order by all
"""
_SKILLS = """
select 'nu' as tidpunkt, ssyk4, kommun_kod, sum(annonser_med) as varde from read_parquet($path) group by all order by all
"""
_COUNTED: Mapping[str, Callable[[TableContract, Path], Counts]] = {
    "annonser": _ads("manad", "true"),
    "annonser_oppna": _ads("'nu'", "stangd is null"),
    "yrkesbarometer": _counted(_BAROMETER, ("svar", "lan_kod", "ssyk4"), 1.0),
    # One version of it never changes, so that a code that has gone is no small code that comes and goes.
    "taxonomi": _counted(_TAXONOMY, ("typ", "tillstand", "af_yrkesomrade", "kod"), moves=False),
    "kompetenser": _counted(_SKILLS, ("ssyk4", "kommun_kod")),
}
