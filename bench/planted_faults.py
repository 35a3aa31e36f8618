"""Wrong tables planted before the door: which are held back, which are told, and which pass unseen.

Takes the staged tables of a home as what was accepted before. Each fault is a table that has been changed as a source could
change it. A fault in the newest period stands in an answer that is one period longer than the accepted one; a fault of
the whole table in an answer of the same periods. Then the same tables are tried without fault: each period against the ones
before it, and with the noise and the rounding that sources protect small numbers by.

Writes a Markdown table of every fault, with the sentence that names where it is.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.registry import CONTRACTS
from assets.home import Home
from bench.planted.changes import Frame, Table
from bench.planted.faults import GROSS, SMALL, UNPUBLISHED, PlantedFault, faults
from checks.acceptance.answer import moved, wrong_by_itself

_ALIKE = 0.9995
"""Share of equal values from which a table counts as not changed."""
HELD, TOLD, UNSEEN = "karantän", "varning", "osedd"


@dataclass(frozen=True)
class PlantedOutcome:
    """What became of a planted fault, and the first sentence that was said of it."""

    fault: PlantedFault
    became: str
    said: str


class TableTrial:
    """One staged table, and a folder to write wrong ones in."""

    def __init__(self, table: Table, folder: Path) -> None:
        """Write what is tried into ``folder``."""
        self._table, self._folder = table, folder
        self._accepted = {
            newest_only: self._written(rows, f"fore-{newest_only}")
            for newest_only, rows in ((False, table.rows), (True, table.before_newest))
        }

    def tried(self, fault: PlantedFault) -> PlantedOutcome | None:
        """What becomes of a fault; None when it changes nothing in this table, so that nothing could be seen."""
        table = self._table
        if not fault.newest_only:
            new = fault.change(table.rows, table)
        else:
            newest = table.rows[table.rows[table.when] == table.newest]
            new = pd.concat([table.before_newest, fault.change(newest, table)])
        if self._alike(new, table.rows):
            return None
        return PlantedOutcome(fault, *self._said_of(new, self._accepted[fault.newest_only]))

    def _alike(self, new: Frame, right: Frame) -> bool:
        key = list(self._table.contract.key)
        ours, theirs = (rows.sort_values(key).reset_index(drop=True) for rows in (new, right))
        return len(ours) == len(theirs) and all(
            ((ours[c] == theirs[c]) | (ours[c].isna() & theirs[c].isna())).mean() > _ALIKE for c in ours
        )

    def quiet(self, at_most: int) -> list[tuple[str, str, str, str]]:
        """The table's own periods, each after the ones before it, and its numbers with noise and rounding: what is said."""
        table = self._table
        if "varde" not in table.rows:
            return []
        name, said = table.contract.name, []
        periods = sorted(table.rows[table.when].unique())
        for earlier, later in list(itertools.pairwise(periods))[-at_most:]:
            rows = table.rows[table.rows[table.when] <= later]
            before = self._written(rows[rows[table.when] <= earlier], "tidigare")
            said.append((name, f"{later} efter {earlier}", *self._said_of(rows, before)))
        if pa.types.is_integer(table.contract.column("varde").type):
            noise = np.random.default_rng(1).integers(-3, 4, len(table.rows))
            noisy = (table.rows["varde"] + noise).clip(lower=0).where(table.rows["varde"] > 0, table.rows["varde"])
            rounded = (table.rows["varde"] / 5).round() * 5
            for what, values in (("brus ±3", noisy), ("avrundat till 5", rounded)):
                said.append((name, what, *self._said_of(table.rows.assign(varde=values), self._accepted[False])))
        return said

    def _said_of(self, new: Frame, before: Path) -> tuple[str, str]:
        """What the door says of a table, when another was accepted before it."""
        contract, ours = self._table.contract, self._written(new, "ny")
        wrong, _ = wrong_by_itself(contract, ours, part=contract.name == "annonser")
        if wrong:
            return HELD, wrong[0]
        found = moved(contract, ours, before)
        held = [d.sentence for d in found if d.held]
        told = [d.sentence for d in found if not d.held]
        return (HELD, held[0]) if held else (TOLD, told[0]) if told else (UNSEEN, "")

    def _written(self, rows: Frame, name: str) -> Path:
        contract, path = self._table.contract, self._folder / f"{name}.parquet"
        table = pa.Table.from_pandas(rows, preserve_index=False)
        pq.write_table(table.select(contract.written_schema.names).cast(contract.written_schema), path)
        return path


def tables(home: Home, chosen: set[str]) -> Iterator[Table]:
    """The staged tables of a home that have rows, or those of them that are chosen."""
    for contract in CONTRACTS:
        path = home.table(contract.id)
        if contract.layer != "staged" or (chosen and contract.name not in chosen) or not path.is_file():
            continue
        if pq.read_metadata(path).num_rows:
            yield Table(contract, pq.read_table(path).to_pandas())


def report(outcomes: list[PlantedOutcome], quiet: list[tuple[str, str, str, str]]) -> str:
    """The outcomes as Markdown."""
    counted = Counter((o.fault.size, o.became) for o in outcomes)
    lines = [
        "# Prövade fel",
        "",
        "Gjord av `python -m bench.planted_faults`. Felen är planterade i riktiga tabeller; talen i dem är påhittade.",
        "",
        f"- {len(outcomes)} planterade fel i {len({o.fault.table for o in outcomes})} tabeller.",
        *(
            f"- {size}: {counted[size, HELD]} i karantän, {counted[size, TOLD]} varningar, {counted[size, UNSEEN]} osedda."
            for size in (GROSS, SMALL, UNPUBLISHED)
        ),
        f"- Utan fel: {len(quiet)} prövningar, {sum(became == HELD for _, _, became, _ in quiet)} i karantän.",
        "",
        "| tabell | fel | storlek | utfall | vad som sägs |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {o.fault.table} | {o.fault.what} | {o.fault.size} | {o.became} | {_short(o.said)} |" for o in outcomes),
        "",
        "## Utan fel",
        "",
        "| tabell | prövning | utfall | vad som sägs |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | {what} | {'inget' if became == UNSEEN else became} | {_short(said)} |"
            for name, what, became, said in quiet
        ),
        "",
    ]
    return "\n".join(lines)


def _short(sentence: str) -> str:
    return sentence.replace("|", "/").replace("\n", " ")[:160]


def main() -> None:
    """Plant every fault in the tables of a home."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--home", required=True, type=Path, help="a home with staged tables, for example var/demo/exempel/14"
    )
    parser.add_argument("--out", type=Path, help="the Markdown file; printed when none is given")
    parser.add_argument("--tables", default="", help="only faults of these tables, with commas")
    parser.add_argument(
        "--periods", type=int, default=4, help="newest periods of each table that are tried without fault"
    )
    options = parser.parse_args()
    tried: list[PlantedOutcome] = []
    quiet: list[tuple[str, str, str, str]] = []
    for table in tables(Home(options.home), set(filter(None, options.tables.split(",")))):
        with tempfile.TemporaryDirectory() as folder:
            trial = TableTrial(table, Path(folder))
            mine = [trial.tried(fault) for fault in faults() if fault.table == table.contract.name]
            tried += [outcome for outcome in mine if outcome is not None]
            quiet += trial.quiet(options.periods)
    text = report(tried, quiet)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
