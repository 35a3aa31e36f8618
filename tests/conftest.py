"""Under KRAV_ALLT=1 (continuous integration) a skipped test is a failed one. What takes long begins first."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from hypothesis import settings

from tests.shared import shared, unpublished

# As in ``pipelines``, which not every test imports before NumPy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# How long an example takes says more of the machine than of the code.
settings.register_profile("utan klocka", deadline=None)
settings.load_profile("utan klocka")

LONGEST_FIRST = (
    "real/test_real_world.py",
    "integration/test_whole_country.py",
    "integration/test_whole_run.py",
    "integration/test_bad_days.py",
    "integration/test_editions.py",
    "integration/test_several_machines.py",
    "integration/test_alarms.py",
    "integration/test_other_county.py",
    "browser/test_analyst_day.py",
    "real/test_add_a_county.py",
    "real/test_af_ads.py",
    "browser/test_reader_path.py",
    "real/test_doctor_live.py",
    "real/test_af_unemployed.py",
    "real/test_af_jobstream.py",
    "integration/test_additions.py",
    "real/test_scb_bad_days.py",
    "unit/sources/test_jobstream.py",
)
"""Files that would leave a process waiting for another if they began late; the rest fill up the end."""


COUNTIES = ("09", "10", "12")
SAID = "sagt.txt"
MEMORY = Path("/dev/shm")
ROOM = 14 * 2**30
"""Bytes that the homes of a whole run and the processes that make them need together at most."""
_PREFIX = "kompetens-prov-"
_IN_MEMORY = pytest.StashKey[tuple[Path, FileLock]]()


def _free() -> int:
    """Bytes that both the file system in memory and the machine's memory have left; what lies in the first is taken from the second."""
    told = re.search(r"^MemAvailable:\s+(\d+) kB$", Path("/proc/meminfo").read_text(encoding="utf-8"), re.MULTILINE)
    return min(shutil.disk_usage(MEMORY).free, int(told[1]) * 1024 if told else 0)


def _sweep() -> None:
    """Remove what runs that were killed have left in memory: their lock is free, as no process holds it any more."""
    for lock in MEMORY.glob(f"{_PREFIX}*/las"):
        # Two runs that begin at once remove the same; what one finds gone the other is removing.
        with contextlib.suppress(Timeout, OSError), FileLock(lock, timeout=0):
            shutil.rmtree(lock.parent)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' homes in memory where there is room: a run writes thousands of small transactions."""
    if config.option.basetemp is not None or not MEMORY.is_dir():
        return
    _sweep()
    if _free() > ROOM:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=MEMORY))
        lock = FileLock(folder / "las")
        lock.acquire()
        config.stash[_IN_MEMORY] = folder, lock
        config.option.basetemp = str(folder / "prov")
        # Also what asks for a temporary folder of its own, here and in the processes that are begun from here.
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _IN_MEMORY in config.stash:
        folder, lock = config.stash[_IN_MEMORY]
        shutil.rmtree(folder)
        lock.release()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    place = {tests / name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, None]:
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("KRAV_ALLT") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped although KRAV_ALLT=1: {report.longrepr}"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("KOMPETENS_") or n == "DAGSTER_HOME"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def module_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for a home that the tests of a module share, removed with the last of them: a home is half a gigabyte."""
    folder = tmp_path_factory.mktemp("hem")
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the made-up world after its first run; one for all tests, so each that changes it takes a copy."""
    from tests.integration.test_whole_run import kompetens

    def make(home: Path) -> None:
        home.mkdir()
        done = kompetens(home, "run")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("EXEMPELDATA")
        assert "Publicerat:" in done.stdout
        assert "STOPPANDE" not in done.stdout
        assert "Warning" not in done.stdout + done.stderr

    return shared(tmp_path_factory, "pahittat", make)


@dataclass(frozen=True)
class Country:
    """A made-up country of which some counties have been run, and what the command said."""

    mode: Path
    """The folder that the country's home and the counties' lie in."""
    said: str


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Gotland, Blekinge and Skåne on a country that was fetched once; one for all tests, so none may change what it holds."""
    from tests.integration.test_whole_run import kompetens

    def make(folder: Path) -> None:
        folder.mkdir()
        done = kompetens(folder, "run", "--source", "example-nation", "--region", ",".join(COUNTIES))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "STOPPANDE" not in done.stdout
        (folder / SAID).write_text(done.stdout, encoding="utf-8")

    folder = shared(tmp_path_factory, "landet", make)
    return Country(folder / "exempel-riket", (folder / SAID).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory, made_up: Path) -> Path:
    """A home of the made-up world with the edition 2026-06 alone; one for all tests, so none may change it."""
    from tests.integration.test_whole_run import kompetens

    def make(home: Path) -> None:
        unpublished(made_up, home)
        done = kompetens(home, "run", "--edition", "2026-06")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Publicerat:" in done.stdout

    return shared(tmp_path_factory, "fryst", make)
