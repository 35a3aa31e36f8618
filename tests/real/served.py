"""Real figures served on loopback, for one county's ads. Needs ../shared beside the project."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.integration.test_whole_run import ROOT

SHARED = ROOT.parent / "shared"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared saknas: riktiga siffror prövas inte")


@contextmanager
def served_world(folder: Path, county: str) -> Iterator[dict[str, str]]:
    """Build and serve; the settings that point there."""
    build = [sys.executable, "-B", str(SHARED / "realworld/build_world.py"), "--out", str(folder)]
    subprocess.run([*build, "--lan", county, "--ads", "full"], check=True, capture_output=True, timeout=600)
    serve = [sys.executable, "-u", "-B", str(SHARED / "realworld/serve.py"), "--data", str(folder), "--port", "0"]
    with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        base = next(word for line in server.stdout for word in line.split() if word.startswith("http://127.0.0.1:"))
        host, port = base.removeprefix("http://").strip("/.,").split("/")[0].split(":")
        socket.create_connection((host, int(port)), timeout=10).close()
        world = f"http://{host}:{port}"
        yield {
            "KOMPETENS_SCB_URL": f"{world}/scb/api/v2",
            "KOMPETENS_AF_DATA_URL": f"{world}/af-data",
            "KOMPETENS_JOBSTREAM_URL": f"{world}/jobstream",
            "KOMPETENS_AF_STATISTIK_URL": f"{world}/af-statistik",
        }
        server.kill()
    shutil.rmtree(folder)
