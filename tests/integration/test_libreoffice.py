"""The workbooks open in another program than the one they are written for, whatever fonts it has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.integration.test_whole_run import WORKBOOKS

TOOLS = ("soffice", "pdftotext", "pdfinfo", "pdffonts")
FONTS = Path("/usr/share/fonts/truetype")
PAGES = range(8, 31)
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"{', '.join(TOOLS)} saknas: arbetsböckerna öppnas inte"
)


def fonts(folders: list[Path], tmp_path: Path) -> dict[str, str]:
    """An environment where a program finds the fonts of these folders and no other."""
    for folder in folders:
        if not folder.is_dir():
            pytest.skip(f"typsnitten i {folder} saknas")
    file = tmp_path / "fonts.conf"
    listed = "".join(f"<dir>{folder}</dir>" for folder in folders)
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/conf.d</include>'
        f"<reset-dirs/>{listed}<cachedir>{tmp_path}/typsnitt</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


@pytest.mark.parametrize(
    ("folders", "font"), [(["dejavu"], "DejaVu"), (["dejavu", "crosextra"], "Carlito")], ids=["dejavu", "calibri"]
)
def test_every_workbook_opens_and_prints_readably(frozen: Path, tmp_path: Path, folders: list[str], font: str):
    environment = fonts([FONTS / folder for folder in folders], tmp_path)
    books = sorted((frozen / "exempel/14/publicerat/senaste").glob("*.xlsx"))
    assert len(books) == len(WORKBOOKS)
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, books)],
        check=True,
        capture_output=True,
        timeout=300,
        env=environment,
    )
    for book in books:
        pdf = tmp_path / f"{book.stem}.pdf"
        text, info, used = (
            subprocess.run([*command], check=True, capture_output=True, text=True).stdout
            for command in (("pdftotext", "-layout", str(pdf), "-"), ("pdfinfo", str(pdf)), ("pdffonts", str(pdf)))
        )
        assert font in used
        assert int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1]) in PAGES
        assert "EXEMPELDATA" in text
        assert "Annonserade platser under ett år per inskriven" in " ".join(text.split())
        assert "Undersköterskor" in text
        assert "Err:" not in text
        assert "#REF" not in text
