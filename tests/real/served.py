"""Real figures served on loopback, for one county's ads. Needs ../shared beside the project."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sources.http import HttpClient
from tests.integration.test_whole_run import ROOT
from tests.shared import shared

SHARED = ROOT.parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared saknas: riktiga siffror prövas inte")
WORLD = SHARED / "realworld"
READY = "listening on "
BUILD_SECONDS = 400
ONE_PROCESS = """
import multiprocessing, multiprocessing.dummy, pathlib, runpy, sys
context = multiprocessing.get_context
multiprocessing.get_context = lambda kind=None: multiprocessing.dummy if kind == "fork" else context(kind)
sys.argv = [*sys.argv[1:], "--jobs", "1"]
sys.path.insert(0, str(pathlib.Path(sys.argv[0]).parent))
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""The instrument forks its workers, and one forked beside the threads of a numerical library can hang for ever: here it works
in one process, which writes the same bytes."""
FEW = "700"
"""Ads that are quick to write, where a test asks for tables."""


def build_world(folder: Path, county: str, ads: str = "full") -> None:
    """Write what a server serves. The tables are the same whatever ``ads`` is; few ads are quick to write."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", ONE_PROCESS, str(WORLD / "build_world.py"), "--out", str(folder)]
        + ["--lan", county, "--ads", ads],
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def shared_world(factory: pytest.TempPathFactory, county: str, ads: str = "full") -> Path:
    """A built world that every test of a run uses, in whichever process; nobody may change it."""
    return shared(factory, f"varld-{county}-{ads}", lambda folder: build_world(folder, county, ads))


@contextmanager
def server(world: Path, plan: Sequence[dict[str, Any]] = (), notes: Path | None = None) -> Iterator[str]:
    """The address of a server of a built world, ended on the way out whatever happened.

    Args:
        world: folder of ``build_world``, which any number of servers may share.
        plan: faults, in the form of ../shared/realworld/README.md.
        notes: folder for the plan and for what the server notes of each call, see ``noted``.
    """
    serve = [sys.executable, "-u", "-B", str(WORLD / "serve.py"), "--data", str(world), "--port", "0", "--quiet"]
    if notes is not None:
        (notes / "plan.json").write_text(json.dumps(list(plan)), encoding="utf-8")
        serve += ["--faults", str(notes / "plan.json"), "--log", str(notes / "log.jsonl")]
    process = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(READY), line + process.stdout.read()
        yield line.removeprefix(READY).strip()
    finally:
        process.kill()
        process.communicate(timeout=10)


def noted(notes: Path, http: HttpClient, address: str) -> list[dict[str, Any]]:
    """What the server has noted of its calls so far, in order.

    It writes a note after its answer but before its next answer on the same connection: hence one call more with ``http``, which
    must be the client that asked, and which is left out.
    """
    http.get(f"{address}/")
    notes_of = map(json.loads, (notes / "log.jsonl").read_text(encoding="utf-8").splitlines())
    return [note for note in notes_of if note["path"] != "/"]


def settings_for(world: str) -> dict[str, str]:
    """The settings that point to a server."""
    return {
        "KOMPETENS_SCB_URL": f"{world}/scb/api/v2",
        "KOMPETENS_AF_DATA_URL": f"{world}/af-data",
        "KOMPETENS_JOBSTREAM_URL": f"{world}/jobstream",
        "KOMPETENS_AF_STATISTIK_URL": f"{world}/af-statistik",
    }


@contextmanager
def served_world(world: Path, notes: Path | None = None) -> Iterator[dict[str, str]]:
    """Serve a built world, see ``server``; the settings that point there."""
    with server(world, notes=notes) as address:
        yield settings_for(address)
