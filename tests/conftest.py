"""Under KRAV_ALLT=1 (continuous integration) a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of the code.
settings.register_profile("utan klocka", deadline=None)
settings.load_profile("utan klocka")


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


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the made-up world with the edition 2026-06; one for all tests, so none may change it."""
    from tests.integration.test_whole_run import kompetens

    home = tmp_path_factory.mktemp("fryst")
    done = kompetens(home, "run", "--edition", "2026-06")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Publicerat:" in done.stdout
    return home
