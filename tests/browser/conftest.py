"""A real browser: one Chromium per test module, one fresh page per test, and screenshots of what a person would see."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
Shot = Callable[[str], Path]


# Per module and not per session: an open playwright leaves its event loop running in this thread, and the test modules
# that come after must be able to run one of their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium saknas")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        locale="sv-SE", timezone_id="Europe/Stockholm", viewport={"width": 1500, "height": 1000}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def shot(page: Page, tmp_path: Path) -> Shot:
    """Takes a picture of the page; kept in BROWSER_SHOTS when that is set."""
    folder = Path(os.environ.get("BROWSER_SHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        return path

    return take


@pytest.fixture
def site(frozen: Path) -> Path:
    return frozen / "exempel/14/publicerat"
