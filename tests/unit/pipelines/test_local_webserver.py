"""Dagster's web server as ``kompetens ui`` starts it: the real program, and what a browser says when another page asks."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from dagster._cli import dev

from pipelines import cli
from pipelines.local_ui import started_instead
from pipelines.settings import environment_of_a_child
from tests.shared import free_port, until

START_SECONDS = 120
MUTATION = "/graphql?query=mutation%7BreloadWorkspace%7B__typename%7D%7D"
QUERY = json.dumps({"query": "{ version permissions { permission value } }"})
LINK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OTAxMjM0NQ==",
    "Sec-WebSocket-Protocol": "graphql-ws",
}


def asked(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        content = {"Content-Type": "application/json"} if method == "POST" else {}
        connection.request(method, path, QUERY if method == "POST" else None, {**content, **headers})
        response = connection.getresponse()
        # What stays open has no end to read to.
        return response.status, "" if response.status == 101 else response.read().decode()
    finally:
        connection.close()


@contextmanager
def running(folder: Path, module: str, *more: str) -> Iterator[int]:
    port, log = free_port(), folder / "webb.log"
    (folder / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    with log.open("wb") as out:
        started = subprocess.Popen(
            [sys.executable, "-m", module, "--empty-workspace", "-h", "127.0.0.1", "-p", str(port), *more],
            cwd=folder,
            env={**environment_of_a_child(), "DAGSTER_HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:

        def answers() -> bool | None:
            assert started.poll() is None, log.read_text(encoding="utf-8")
            try:
                return asked(port, "/server_info")[0] == 200 or None
            except ConnectionError:
                return None

        until(answers, START_SECONDS, "webbservern")
        yield port
    finally:
        started.terminate()
        started.wait(timeout=60)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running(tmp_path_factory.mktemp("webb"), "pipelines.local_webserver") as there:
        yield there


REFUSED: dict[str, tuple[str, str, dict[str, str]]] = {
    "a mutation in an address": ("GET", MUTATION, {}),
    "a mutation in an address, from a page": (
        "GET",
        MUTATION,
        {"Origin": "https://ond.exempel.invalid", "Sec-Fetch-Site": "cross-site"},
    ),
    "a mutation in a link": ("GET", MUTATION, {**LINK, "Sec-Fetch-Site": "cross-site"}),
    "a question with another method": ("HEAD", "/graphql", {}),
    "a page of somebody else's": ("POST", "/graphql", {"Origin": "https://ond.exempel.invalid"}),
    "a page of nobody's": ("POST", "/graphql", {"Origin": "null"}),
    "another program on this computer": ("POST", "/graphql", {"Origin": "http://127.0.0.1:1"}),
    "the same place, encrypted": ("POST", "/graphql", {"Origin": "https://127.0.0.1:{port}"}),
    "another place": ("POST", "/graphql", {"Sec-Fetch-Site": "cross-site"}),
    "another port": ("POST", "/graphql", {"Sec-Fetch-Site": "same-site"}),
    "a name that leads here": ("POST", "/graphql", {"Host": "ond.exempel.invalid:{port}"}),
    "a name that leads here, as its own": (
        "POST",
        "/graphql",
        {
            "Host": "ond.exempel.invalid:{port}",
            "Origin": "http://ond.exempel.invalid:{port}",
            "Sec-Fetch-Site": "same-origin",
        },
    ),
    "a page of a name that leads here": ("GET", "/runs", {"Host": "ond.exempel.invalid:{port}"}),
    "a name with ours in it": ("GET", "/runs", {"Host": "127.0.0.1.ond.invalid:{port}"}),
    "another port's name": ("GET", "/runs", {"Host": "127.0.0.1"}),
    "a form that is sent": (
        "POST",
        "/report_asset_materialization/a",
        {**LINK, "Origin": "https://ond.exempel.invalid", "Sec-Fetch-Site": "cross-site"},
    ),
    "a picture": ("GET", "/runs", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}),
    "a frame": ("GET", "/runs", {**LINK, "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}),
    "an open connection": ("GET", "/graphql", {**WEBSOCKET, "Origin": "https://ond.exempel.invalid"}),
    "an open connection that says nothing": ("GET", "/graphql", {**WEBSOCKET, "Sec-Fetch-Site": "cross-site"}),
    "an open connection to a name that leads here": (
        "GET",
        "/graphql",
        {**WEBSOCKET, "Host": "ond.exempel.invalid", "Origin": "http://ond.exempel.invalid"},
    ),
}
LET_IN: dict[str, tuple[str, str, dict[str, str]]] = {
    "a program": ("POST", "/graphql", {}),
    "its own page": (
        "POST",
        "/graphql",
        {"Origin": "http://127.0.0.1:{port}", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"},
    ),
    "its own page by name": (
        "POST",
        "/graphql",
        {"Host": "localhost:{port}", "Origin": "http://localhost:{port}", "Sec-Fetch-Site": "same-origin"},
    ),
    "an address that is typed": ("GET", "/asset-groups", {**LINK, "Sec-Fetch-Site": "none"}),
    "a link somewhere else": ("GET", "/runs", {**LINK, "Sec-Fetch-Site": "cross-site"}),
    "an old browser": ("GET", "/runs", {}),
    "an open connection of its own": ("GET", "/graphql", {**WEBSOCKET, "Origin": "http://127.0.0.1:{port}"}),
}


def headers_at(port: int, headers: dict[str, str]) -> dict[str, str]:
    return {name: value.format(port=port) for name, value in headers.items()}


@pytest.mark.parametrize("name", REFUSED)
def test_what_another_page_asks_is_refused(name: str, port: int):
    method, path, headers = REFUSED[name]
    status, said = asked(port, path, method, **headers_at(port, headers))
    assert status == 403
    if method != "HEAD" and "Upgrade" not in headers:
        assert "ränssnittet" in said
        assert said.count("\n") == 1


@pytest.mark.parametrize("name", LET_IN)
def test_its_own_pages_and_programs_are_answered(name: str, port: int):
    method, path, headers = LET_IN[name]
    status, said = asked(port, path, method, **headers_at(port, headers))
    assert status == (101 if "Upgrade" in headers else 200)
    assert ("permissions" in said) == (method == "POST")


def test_dagster_s_own_web_server_would_have_answered(tmp_path: Path):
    """Else what is refused above would be no news, and the guard could go."""
    with running(tmp_path, "dagster_webserver") as port:
        for name in (
            "a mutation in an address, from a page",
            "a name that leads here, as its own",
            "an open connection",
        ):
            method, path, headers = REFUSED[name]
            assert asked(port, path, method, **headers_at(port, headers))[0] in (101, 200)


def test_the_words_of_dagster_s_command_are_understood(tmp_path: Path):
    with running(tmp_path, "pipelines.local_webserver", "--read-only") as port:
        allowed = json.loads(asked(port, "/graphql", "POST")[1])["data"]["permissions"]
        assert {each["permission"]: each["value"] for each in allowed}["launch_pipeline_execution"] is False
        assert asked(port, MUTATION)[0] == 403


def started(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[..., Any], list[list[str]]]:
    """What ``dagster dev`` starts processes with, and what is started."""
    seen: list[list[str]] = []
    monkeypatch.setattr(dev, "open_ipc_subprocess", lambda words, **_: seen.append(words))
    started_instead()
    return dev.open_ipc_subprocess, seen


def test_dagster_dev_starts_our_web_server_and_its_own_daemon(monkeypatch: pytest.MonkeyPatch):
    start, seen = started(monkeypatch)
    start(["python", "-m", "dagster_webserver", "--port", "1"])
    start(["python", "-m", "dagster._daemon", "run"])
    assert seen == [
        ["python", "-m", "pipelines.local_webserver", "--port", "1"],
        ["python", "-m", "dagster._daemon", "run"],
    ]


def test_nothing_is_started_by_a_dagster_that_starts_its_web_server_otherwise(monkeypatch: pytest.MonkeyPatch):
    start, seen = started(monkeypatch)
    with pytest.raises(SystemExit, match="på ett sätt som programmet inte känner till"):
        start(["python", "-m", "dagster.webserver", "--port", "1"])
    assert seen == []


def test_the_ui_is_started_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Became(Exception):
        pass

    def become(_: str, words: list[str]) -> None:
        raise Became(*words)

    for name in ("HOME", "SOURCE", "REGION"):
        monkeypatch.setenv(f"KOMPETENS_{name}", "")
    for name in ("DAGSTER_HOME", "DAGSTER_DISABLE_TELEMETRY", "PYTHONPATH"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipelines.instance.read_log_from_now", lambda: None)
    monkeypatch.setattr(os, "execv", become)
    settings = cli.load({"KOMPETENS_HOME": str(tmp_path)}, tmp_path / "no.env")
    with pytest.raises(Became) as caught:
        cli._ui(settings, cli._parser().parse_args(["ui", "--port", "0"]))
    assert caught.value.args[3:5] == ("-m", "pipelines.local_ui")
