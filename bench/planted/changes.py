"""How a table is made wrong: pure functions over its rows."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.contracts.model import TableContract
from checks.acceptance.counts import PERIODS

Frame = pd.DataFrame
Change = Callable[[Frame, "Table"], Frame]


@dataclass(frozen=True)
class Table:
    """A staged table and the columns that faults are planted in."""

    contract: TableContract
    rows: Frame

    @property
    def when(self) -> str:
        """The column that says when, or nothing."""
        return next((column for column in PERIODS if column in self.contract.key), "")

    @property
    def newest(self) -> str | int | None:
        """The newest period with a number."""
        if not self.when:
            return None
        known = self.rows if "varde" not in self.rows else self.rows[self.rows["varde"].notna()]
        return known[self.when].max()

    @property
    def before_newest(self) -> Frame:
        """The table as it was before the newest period came; as it is, when it has no period or only one."""
        if not self.when or self.rows[self.when].nunique() < 2:
            return self.rows
        return self.rows[self.rows[self.when] < self.newest]

    def largest(self, dim: str, number: int = 1) -> list[str]:
        """The codes of a column with the largest sums, totals left out."""
        rows = self.rows[~self.rows[dim].isin(["00", "totalt", "A-U", "0002", "14"])]
        sums = rows.groupby(dim)["varde"].sum() if "varde" in rows else rows.groupby(dim).size()
        return [str(code) for code in sums.nlargest(number).index]


def swap(dim: str, one: str, other: str) -> Change:
    """Two codes of a column take each other's place."""

    def change(rows: Frame, table: Table) -> Frame:
        return rows.assign(**{dim: rows[dim].replace({one: other, other: one})})

    return change


def swap_nearest(dim: str) -> Change:
    """The largest code and the one nearest it in size take each other's place."""

    def change(rows: Frame, table: Table) -> Frame:
        one, other = table.largest(dim, 2)
        return swap(dim, one, other)(rows, table)

    return change


def swap_within(dim: str, one: str, other: str, within: str) -> Change:
    """Two codes take each other's place for the largest code of another column alone."""

    def change(rows: Frame, table: Table) -> Frame:
        (code,) = table.largest(within)
        mine = rows[within] == code
        return rows.assign(**{dim: rows[dim].where(~mine, rows[dim].replace({one: other, other: one}))})

    return change


def shifted(dim: str) -> Change:
    """Every code of a column has moved one step."""

    def change(rows: Frame, table: Table) -> Frame:
        codes = sorted(rows[dim].dropna().unique())
        return rows.assign(**{dim: rows[dim].map(dict(zip(codes, [*codes[1:], codes[0]], strict=True)))})

    return change


def turned(dim: str) -> Change:
    """The codes of a column in the opposite order."""

    def change(rows: Frame, table: Table) -> Frame:
        codes = sorted(rows[dim].dropna().unique())
        return rows.assign(**{dim: rows[dim].map(dict(zip(codes, codes[::-1], strict=True)))})

    return change


def times(factor: float, dim: str = "", codes: tuple[str, ...] = ()) -> Change:
    """Values multiplied; of the largest code of a column, of the codes given, or all."""

    def change(rows: Frame, table: Table) -> Frame:
        chosen = list(codes) or (table.largest(dim) if dim else [])
        mine = rows[dim].isin(chosen) if dim else pd.Series(True, index=rows.index)
        return rows.assign(varde=rows["varde"].where(~mine, (rows["varde"] * factor).round()))

    return change


def zeros_for_null(rows: Frame, table: Table) -> Frame:
    """What is missing is nought."""
    return rows.assign(varde=rows["varde"].fillna(0.0))


def half_zero(rows: Frame, table: Table) -> Frame:
    """Every second value is nought."""
    odd = pd.Series(np.arange(len(rows)) % 2 == 1, index=rows.index)
    return rows.assign(varde=rows["varde"].where(~odd, 0.0))


def all_null(rows: Frame, table: Table) -> Frame:
    """No value at all."""
    return rows.assign(varde=np.nan, status="..")


def nothing(rows: Frame, table: Table) -> Frame:
    """No row at all."""
    return rows.iloc[:0]


def copied_from_before(factor: float = 1.0) -> Change:
    """The newest period is the one before it over again, times a factor."""

    def change(rows: Frame, table: Table) -> Frame:
        earlier = table.before_newest
        source = earlier[earlier[table.when] == earlier[table.when].max()]
        return source.assign(**{table.when: table.newest, "varde": source["varde"] * factor})

    return change


def holds_anothers(dim: str, code: str, others: str) -> Change:
    """One code holds what another has."""

    def change(rows: Frame, table: Table) -> Frame:
        copy = rows[rows[dim] == others].assign(**{dim: code})
        return pd.concat([rows[rows[dim] != code], copy])

    return change


def one_code_less(dim: str) -> Change:
    """The largest code is gone."""

    def change(rows: Frame, table: Table) -> Frame:
        return rows[~rows[dim].isin(table.largest(dim))]

    return change


def one_code_more(dim: str, code: str) -> Change:
    """A code that was not there has what the largest has."""

    def change(rows: Frame, table: Table) -> Frame:
        return pd.concat([rows, rows[rows[dim].isin(table.largest(dim))].assign(**{dim: code})])

    return change


def late(rows: Frame, table: Table) -> Frame:
    """Every period has the numbers of the one before it."""
    periods = sorted(rows[table.when].unique())
    moved_to = dict(itertools.pairwise(periods))
    kept = rows[rows[table.when] == periods[0]]
    return pd.concat(
        [kept, rows[rows[table.when] != periods[-1]].assign(**{table.when: lambda r: r[table.when].map(moved_to)})]
    )


def older_doubled(rows: Frame, table: Table) -> Frame:
    """Every period but the newest is doubled."""
    return rows.assign(varde=rows["varde"].where(rows[table.when] == table.newest, rows["varde"] * 2))


def transposed(one: str, other: str) -> Change:
    """Two columns have changed names."""

    def change(rows: Frame, table: Table) -> Frame:
        return rows.rename(columns={one: other, other: one})[list(rows.columns)]

    return change
