"""Sheets of meetings and reports are held to the shared checker of structure, which is not ours. Needs ../shared beside the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from assets.reference.areas import membership
from tests.integration.test_whole_run import WORKBOOKS
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED


def test_every_sheet_of_paper_has_the_structure_that_a_screen_reader_needs(frozen: Path):
    sheets = sorted((frozen / "exempel/14/publicerat/senaste").glob("*.pdf"))
    assert len(sheets) == 2 * len(WORKBOOKS) + 1 + len(membership("14"))
    done = subprocess.run(
        [sys.executable, str(SHARED / "tools/pdfcheck.py"), *map(str, sheets)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    said = done.stdout.splitlines()
    assert [line.strip() for line in said if "problems" in line] == ["problems Counter()"] * len(sheets)
    headings = [line for line in said if line.startswith("/")]
    assert len(headings) == len(sheets)
    for line in headings:
        assert (" 1 p " in line) == ("motesunderlag_" in line or "kommun_" in line), line
        for part in ("lang sv-SE", "DisplayDocTitle True", "pdfuaid True", "embedded {True}", "Tabs missing 0"):
            assert part in line, line
