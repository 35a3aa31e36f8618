"""What is staged of one new answer, before it stands for its source; and that it need not be staged once more when it does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from assets.contracts.model import TableContract
from assets.declaration import Maker
from assets.staged.registry import STAGED
from assets.stamp import accounted
from sources.catalogue.entry import SourceTable
from sources.session import fetched_whole
from sources.snapshot import Snapshot

_STAGED = {staged.entry.dataset: staged for staged in STAGED}


def same_in_every_county(entry: SourceTable) -> bool:
    """Whether a source is fetched whole and no table is staged of it for one county alone.

    >>> from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS
    >>> same_in_every_county(AF_ADS), same_in_every_county(AF_OPEN_ADS)
    (True, False)
    """
    return fetched_whole(entry) and all("county" not in m.given for m in _STAGED[entry.dataset].tables)


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


def keep(folder: Path, snapshot: Snapshot, made: list[tuple[TableContract, Path]]) -> list[tuple[TableContract, Path]]:
    """Put by what was staged of a snapshot that has been accepted, for the step that would make the same again in this run.

    Args:
        folder: of the home, emptied before and after every run, so that the same code finds what it has put there.
        snapshot: what it was staged of.
        made: from ``staged_alone``; the files are moved.

    Returns:
        The same tables where they lie now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for contract, path in made:
        path.replace(_file(folder, contract))
        _of(_file(folder, contract)).write_text(json.dumps(_named([snapshot])), encoding="utf-8")
    return [(contract, _file(folder, contract)) for contract, _ in made]


def kept(folder: Path, maker: Maker, snapshots: Sequence[Snapshot]) -> Path | None:
    """The file of a table that was put by and is made of just these snapshots; None when it must be made.

    A table that reads others beside its source was staged without them, and is another.
    """
    found = _file(folder, maker.contract)
    return found if not maker.reads and accounted(maker.make) and put_by(found, *snapshots) else None


def put_by(path: Path, *snapshots: Snapshot) -> bool:
    """Whether a file is there that was put by and is made of just these snapshots."""
    return path.is_file() and json.loads(_of(path).read_text(encoding="utf-8")) == _named(snapshots)


def _file(folder: Path, contract: TableContract) -> Path:
    return folder / f"{contract.name}.parquet"


def _of(path: Path) -> Path:
    return path.with_suffix(".av.json")


def _named(snapshots: Sequence[Snapshot]) -> list[list[str]]:
    return [[snapshot.origin.dataset, snapshot.id] for snapshot in snapshots]


def _empty(maker: Maker, parameter: str) -> pa.Table:
    contract = maker.reads[parameter]
    assert isinstance(contract, TableContract)  # a staged table reads no source beside its own
    return contract.schema.empty_table()
