"""What is staged of one new answer, before it stands for its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

from assets.contracts.model import TableContract
from assets.declaration import Maker
from assets.staged.registry import STAGED
from sources.catalogue.entry import SourceTable
from sources.snapshot import Snapshot

_STAGED = {staged.entry.dataset: staged for staged in STAGED}


def staged_alone(
    entry: SourceTable, snapshot: Snapshot, folder: Path, county: str, scratch: Path
) -> list[tuple[TableContract, Path]]:
    """The staged tables of one snapshot, as files in a folder.

    What a table is made of beside the source is left empty, so that an answer is judged by itself. An ad that names its
    occupation by a concept alone then has no code, in the new answer as in the one before.

    Args:
        entry: of the catalogue.
        snapshot: what it answered.
        folder: where the files are written, one per table.
        county: two-digit code of the run's county.
        scratch: folder for what does not fit in memory.

    Returns:
        Contract and file of each table that is made of the source.
    """
    staged = _STAGED[entry.dataset]
    what = staged.read((snapshot,))
    given = {"county": county, "scratch": scratch}
    made = []
    for maker in staged.tables:
        beside: dict[str, Any] = {name: _empty(maker, name) for name in maker.reads}
        rows = maker.make(what, **beside, **{name: given[name] for name in maker.given})
        path = folder / f"{maker.contract.name}.parquet"
        maker.contract.write(rows, path)
        made.append((maker.contract, path))
    return made


def _empty(maker: Maker, parameter: str) -> pa.Table:
    contract = maker.reads[parameter]
    assert isinstance(contract, TableContract)  # a staged table reads no source beside its own
    return contract.schema.empty_table()
