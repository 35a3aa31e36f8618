"""Real figures served on loopback, for one county's ads. Needs ../shared beside the project."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_whole_run import ROOT
from tests.shared import shared

SHARED = ROOT.parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared saknas: riktiga siffror prövas inte")
WORLD = SHARED / "realworld"
READY = "listening on "
BUILDS, BUILD_SECONDS = 3, 180
FEW = "700"
"""Ads that are quick to write, where a test asks for tables."""


def build_world(folder: Path, county: str, ads: str = "full") -> None:
    """Write what a server serves. The tables are the same whatever ``ads`` is; few ads are quick to write.

    The instrument forks its workers, and a worker forked beside the threads of a numerical library can hang for ever: it
    gets no such threads, and one that hangs all the same is ended with its workers and started again.
    """
    build = [sys.executable, "-B", str(WORLD / "build_world.py"), "--out", str(folder)]
    alone = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_IO_THREADS"), "1")
    for _ in range(BUILDS):
        shutil.rmtree(folder, ignore_errors=True)
        process = subprocess.Popen(
            [*build, "--lan", county, "--ads", ads],
            env={**os.environ, **alone},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            _, said = process.communicate(timeout=BUILD_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            continue
        assert process.returncode == 0, said
        return
    raise TimeoutError(f"the served world was not built in {BUILDS} times {BUILD_SECONDS} seconds")


def shared_world(factory: pytest.TempPathFactory, county: str, ads: str = "full") -> Path:
    """A built world that every test of a run uses, in whichever process; nobody may change it."""
    return shared(factory, f"varld-{county}-{ads}", lambda folder: build_world(folder, county, ads))


@contextmanager
def server(world: Path, plan: Sequence[dict[str, Any]] = (), notes: Path | None = None) -> Iterator[str]:
    """The address of a server of a built world, ended on the way out whatever happened.

    Args:
        world: folder of ``build_world``, which any number of servers may share.
        plan: faults, in the form of ../shared/realworld/README.md.
        notes: folder for the plan and for the log, see ``requests_in``.
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
