"""A PostgreSQL of the tests' own, on this machine alone, gone with them."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
import pytest

from tests.shared import free_port, until

USER, PASSWORD = "kompetens", "hemlig@nyckel/%"
SECRET = quote(PASSWORD, safe="")
START_SECONDS = 120


@dataclass(frozen=True)
class Postgres:
    port: int

    def address(self, database: str) -> str:
        """As the setting has it, password included."""
        return f"postgresql+psycopg2://{USER}:{SECRET}@127.0.0.1:{self.port}/{database}"

    def ask(self, database: str, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query; none when it has no rows to give."""
        # Not in a with statement, which would be a transaction, and no database is made in one.
        connection = psycopg2.connect(self.address(database).replace("+psycopg2", "", 1), connect_timeout=5)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def database(self, name: str) -> str:
        """A new, empty database; its address."""
        self.ask("postgres", f"create database {name}")
        return self.address(name)


def _program(name: str) -> str:
    """Where a program of PostgreSQL lies: on the path, else where Debian puts the newest release."""
    places = [shutil.which(name), *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    found = next((str(place) for place in places if place), None)
    if found is None:
        pytest.skip("PostgreSQL saknas")
    return found


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server on a free port, without a socket in the file system, ended by its own process number."""
    initdb, server = _program("initdb"), _program("postgres")
    # It refuses to run as root, and its user may not walk through the folders of our tests.
    other: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="kompetens-postgres-", dir="/tmp"))
    try:
        (folder / "losen").write_text(PASSWORD, encoding="utf-8")
        if other:
            shutil.chown(folder, "postgres", "postgres")
            shutil.chown(folder / "losen", "postgres", "postgres")
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "USER": other.get("user", getpass.getuser())}
        data = str(folder / "data")
        # Dagster connects anew for much that it asks, and the newer way to ask for a password costs 4,096 rounds each time.
        subprocess.run(
            [initdb, "-D", data, "-U", USER, "-A", "md5", f"--pwfile={folder / 'losen'}", "-E", "UTF8", "-N"],
            cwd=folder,
            env=env,
            check=True,
            capture_output=True,
            timeout=START_SECONDS,
            **other,
        )
        there = Postgres(free_port())
        options = {"listen_addresses": "127.0.0.1", "port": there.port, "unix_socket_directories": "", "fsync": "off"}
        with (folder / "logg").open("wb") as log:
            started = subprocess.Popen(
                [server, "-D", data, *(f"--{name}={value}" for name, value in options.items())],
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                **other,
            )
        try:

            def answers() -> bool | None:
                assert started.poll() is None, (folder / "logg").read_text(encoding="utf-8")
                try:
                    return bool(there.ask("postgres", "select true"))
                except psycopg2.OperationalError:
                    return None

            until(answers, START_SECONDS, "PostgreSQL")
            yield there
        finally:
            # Fast shutdown: it does not wait for those who are connected.
            started.send_signal(signal.SIGINT)
            started.wait(timeout=60)
    finally:
        shutil.rmtree(folder)
