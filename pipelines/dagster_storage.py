"""Dagster's event log in SQLite, with its connections kept open. Named in dagster.yaml, so everything that opens it does."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine


@dataclass
class _Kept:
    """What one process keeps open, and the turn that its threads take."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    engines: dict[str, Engine] = field(default_factory=dict)


class KeptOpenEventLogStorage(SqliteEventLogStorage):
    """The same files as Dagster's own SQLite event log, opened once instead of for every statement.

    A run stores about 2,700 events, and Dagster opens and closes 6,600 connections for them, each with an engine of its
    own and, when it closes, a checkpoint that waits for the disk. Here a process keeps two files open: the index over
    all runs and the run that was asked for last; a browser that walks through a thousand old runs keeps no more. Threads
    take turns, as they do in Dagster's own class.

    The files are in WAL mode, and ``synchronous=NORMAL`` lets a commit return before the disk has it. A process that is
    killed loses nothing: what it has committed lies with the operating system, and the next one that opens the file finds
    it. A power cut can lose what was stored in the last half minute, never the file: some lines of history in the UI, and a
    table may look one run older than it is. No figure, gate or edition is read from there; they have files of their own.

    A child that was forked opens its own connections and leaves its parent's alone, also when it ends, as SQLite demands.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        # Before the inherited constructor, which already connects when the index is new.
        self._kept: dict[int, _Kept] = {}
        self._tables_seen: set[str] = set()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> KeptOpenEventLogStorage:
        """What dagster.yaml says; the inherited one would make the inherited class."""
        return cls(inst_data=inst_data, **config_value)

    def run_connection(self, run_id: str | None = None) -> AbstractContextManager[Connection]:
        """A transaction in the file of a run; without a run it is Dagster's own that refuses."""
        return self._transaction(cast(str, run_id))

    def index_connection(self) -> AbstractContextManager[Connection]:
        """A transaction in the file over all runs."""
        return self._transaction(INDEX_SHARD_NAME)

    def has_table(self, table_name: str) -> bool:
        """Asked 865 times in a run, also in the middle of a transaction; a table that is there stays."""
        if table_name not in self._tables_seen and super().has_table(table_name):
            self._tables_seen.add(table_name)
        return table_name in self._tables_seen

    def store_event(self, event: EventLogEntry) -> None:
        """Store it, and wake those who watch the run.

        They watch the run's main file, which an open connection leaves untouched until the next checkpoint.
        """
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

    def wipe(self) -> None:
        """Remove every run; its file must not be held while it is."""
        self._close()
        super().wipe()

    def dispose(self) -> None:
        """Stop watching, then close what this process has open."""
        super().dispose()
        self._close()

    @contextmanager
    def _transaction(self, shard: str) -> Iterator[Connection]:
        kept = self._own()
        with kept.turn:
            if shard in kept.engines:
                with kept.engines[shard].begin() as connection:
                    yield connection
                return
            # The first time, Dagster's own way: it creates the file, or recognises it, and closes it again.
            with super().run_connection(shard) as connection:
                if shard != INDEX_SHARD_NAME:
                    for run in kept.engines.keys() - {INDEX_SHARD_NAME}:
                        kept.engines.pop(run).dispose()
                kept.engines[shard] = self._engine(shard)
                yield connection

    def _engine(self, shard: str) -> Engine:
        """It connects when it is first asked for a transaction."""
        engine = sqlalchemy.create_engine(
            self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
        )
        sqlalchemy.event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA synchronous=NORMAL"))
        return engine

    def _own(self) -> _Kept:
        return self._kept.setdefault(os.getpid(), _Kept())

    def _close(self) -> None:
        kept = self._own()
        with kept.turn:
            while kept.engines:
                kept.engines.popitem()[1].dispose()
