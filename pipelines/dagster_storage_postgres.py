"""Dagster's event log in PostgreSQL, with its connections kept open. Named in the dagster.yaml that is written for PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy
from dagster._serdes import ConfigurableClassData
from dagster_postgres import PostgresEventLogStorage
from dagster_postgres.utils import pg_url_from_config

_MOST_MORE = 20
"""Connections that threads may open beside the one that is kept."""
_RENEWED_AFTER_SECONDS = 1800
_SILENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 60,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""A firewall between two machines forgets a connection on which nothing is said, and tells neither. Something is said every minute,
and one that is lost all the same is known within another, instead of after a quarter of an hour in which a run stands still."""


class PooledEventLogStorage(PostgresEventLogStorage):
    """The same tables as Dagster's own event log, asked over a connection that is used again.

    A run stores about 4,500 events, and Dagster connects to PostgreSQL anew for each, with the password asked for every time.
    Here a process keeps one connection, as Dagster's own web server does. One that the server has closed in between is opened
    again before it is used.
    """

    def __init__(self, postgres_url: str, inst_data: ConfigurableClassData | None = None) -> None:
        """Keep the log at an address."""
        super().__init__(postgres_url, inst_data=inst_data)
        self._engine = sqlalchemy.create_engine(
            postgres_url,
            isolation_level="AUTOCOMMIT",
            pool_size=1,
            max_overflow=_MOST_MORE,
            pool_recycle=_RENEWED_AFTER_SECONDS,
            pool_pre_ping=True,
            connect_args=_SILENCE,
        )

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> PooledEventLogStorage:
        """What dagster.yaml says; the inherited one would make the inherited class."""
        return cls(pg_url_from_config(config_value), inst_data)

    def dispose(self) -> None:
        """Stop watching, then close what this process has open."""
        super().dispose()
        self._engine.dispose()
