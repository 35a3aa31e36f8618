"""The workbooks and slides open in another program than the one they are written for, whatever fonts it has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.integration.test_whole_run import WORKBOOKS

TOOLS = ("soffice", "pdftotext", "pdfinfo", "pdffonts")
FONTS = Path("/usr/share/fonts/truetype")
PAGES = range(8, 46)
"""Of a workbook on paper; where a council has filled its form there are five sheets more, and planning and follow-up have three."""
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"{', '.join(TOOLS)} saknas: arbetsböckerna öppnas inte"
)

IMPRESS = Path(shutil.which("soffice") or "").resolve().with_name("libsdlo.so")


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


def _as_pdf(files: Sequence[Path], folder: Path, environment: dict[str, str] | None = None) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profil"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=900,
        env=environment,
    )


def _text_and_pages(pdf: Path) -> tuple[str, int]:
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return text, int(next(line for line in info.splitlines() if line.startswith("Pages:")).split()[1])


@pytest.mark.skipif(not IMPRESS.is_file(), reason="LibreOffice Impress saknas: bilderna öppnas inte")
def test_the_slides_of_every_area_open_with_a_mark_on_each(frozen: Path, tmp_path: Path):
    decks = sorted((frozen / "exempel/14/publicerat/senaste").glob("*.pptx"))
    assert len(decks) == len(WORKBOOKS)
    _as_pdf(decks, tmp_path)
    for slides in decks:
        text, pages = _text_and_pages(tmp_path / f"{slides.stem}.pdf")
        assert 5 <= pages <= 8
        assert text.count("EXEMPELDATA:") == text.count("Källa:") == pages
        assert "många annonser per anställd" in text


@pytest.mark.parametrize(
    ("folders", "font"), [(["dejavu"], "DejaVu"), (["dejavu", "crosextra"], "Carlito")], ids=["dejavu", "calibri"]
)
def test_every_workbook_opens_and_prints_readably(frozen: Path, tmp_path: Path, folders: list[str], font: str):
    books = sorted((frozen / "exempel/14/publicerat/senaste").glob("*.xlsx"))
    assert len(books) == len(WORKBOOKS)
    _as_pdf(books, tmp_path, fonts([FONTS / folder for folder in folders], tmp_path))
    for book in books:
        pdf = tmp_path / f"{book.stem}.pdf"
        text, pages = _text_and_pages(pdf)
        used = subprocess.run(["pdffonts", str(pdf)], check=True, capture_output=True, text=True).stdout
        assert font in used
        assert pages in PAGES
        assert "EXEMPELDATA" in text
        assert "Annonserade platser under ett år per inskriven" in " ".join(text.split())
        assert "Undersköterskor" in text
        assert "Err:" not in text
        assert "#REF" not in text
