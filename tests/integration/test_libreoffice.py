"""The workbooks open in another program than the one they are written for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.integration.test_whole_run import WORKBOOKS

TOOLS = ("soffice", "pdftotext", "pdfinfo")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"{', '.join(TOOLS)} saknas: arbetsböckerna öppnas inte"
)


def test_every_workbook_opens_and_prints_readably(frozen: Path, tmp_path: Path):
    books = sorted((frozen / "exempel/14/publicerat/senaste").glob("*.xlsx"))
    assert len(books) == len(WORKBOOKS)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, books)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for book in books:
        pdf = tmp_path / f"{book.stem}.pdf"
        text = subprocess.run(
            ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout
        info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        pages = int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])
        assert 8 <= pages <= 20
        assert "EXEMPELDATA" in text
        assert "Annonserade platser under ett år per inskriven" in " ".join(text.split())
        assert "Undersköterskor" in text
        assert "Err:" not in text
        assert "#REF" not in text
