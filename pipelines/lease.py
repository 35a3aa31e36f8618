"""A home's lock where several machines share a PostgreSQL: held by the connection of a process, and gone with it."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, unquote

from assets.errors import HomeLocked
from assets.swedish_time import moment
from pipelines.postgres import connected
from pipelines.say import Say

_LONGEST_NAME = 63
"""Bytes that PostgreSQL keeps of what a connection calls itself."""
_HOLDER = """select a.application_name, a.backend_start from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = a.datid and a.datname = current_database()
and (l.classid::bigint << 32 | l.objid::bigint) = %s"""


@contextmanager
def leased(address: str, home: str, what: str, wait: float, say: Say) -> Iterator[None]:
    """Hold a home for as long as the block lasts, before every machine that has the same database.

    Args:
        address: of the database, as the setting has it.
        home: what the home is called there.
        what: said to others who wait.
        wait: seconds before giving up.
        say: told whom it waits for.

    Raises:
        HomeLocked: somebody else held it all that time; says who, since when.
        HomeError: the database does not answer.
    """
    connection = _connected(address, what)
    from psycopg2.errors import LockNotAvailable

    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [_key(home)])
            if not cursor.fetchone()[0]:
                say(f"Väntar på en annan körning av hemmet {home}: {_holder(cursor, home)}.")
                cursor.execute("select set_config('lock_timeout', %s, false)", [f"{max(1, round(wait * 1000))}ms"])
                try:
                    cursor.execute("select pg_advisory_lock(%s)", [_key(home)])
                except LockNotAvailable:
                    raise HomeLocked(
                        f"En annan körning har låst hemmet {home}: {_holder(cursor, home)}. Vänta tills den är klar, eller avsluta den."
                    ) from None
        yield
    finally:
        connection.close()


def holder(address: str, home: str) -> str:
    """Who holds a home, as a Swedish phrase; empty when nobody does."""
    connection = _connected(address, "fråga")
    try:
        with connection.cursor() as cursor:
            return _holder(cursor, home)
    finally:
        connection.close()


def _connected(address: str, what: str) -> Any:
    # Only plain letters are kept of a name, and its end is lost when it is too long: what matters least is last.
    name = quote(f"{what}|{os.getpid()}|{socket.gethostname()}", safe=" |.-_")[:_LONGEST_NAME]
    connection = connected(
        address,
        application_name=name,
        # Of a machine that is gone the server hears nothing: within a few minutes its lock is free.
        options="-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=30 -c tcp_keepalives_count=4",
        keepalives_idle=60,
    )
    connection.autocommit = True
    return connection


def _key(home: str) -> int:
    """The number that PostgreSQL knows the lock by."""
    return int.from_bytes(hashlib.sha256(f"kompetens/hem {home}".encode()).digest()[:8], "big", signed=True)


def _holder(cursor: Any, home: str) -> str:
    cursor.execute(_HOLDER, [_key(home)])
    found = cursor.fetchone()
    if found is None:
        return ""
    name, since = found
    what, _, rest = unquote(name).partition("|")
    process, _, machine = rest.partition("|")
    return f"{what}, process {process} på {machine} sedan {moment(since)}"
