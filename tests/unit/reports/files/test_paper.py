"""The sheet of a meeting as it lies in the file: one page, every number of the meeting, and what a screen reader needs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from reports.files.letters import letters, shown
from reports.files.paper import set_paper, sheet_data, write_meeting_sheet
from reports.findings.meeting import Meeting
from tests.unit.reports.meetings import decided, full, longest

DAY = "2026-11-28"


def sheet(meeting: Meeting) -> PdfReader:
    return PdfReader(io.BytesIO(set_paper("meeting.typ", sheet_data(meeting), DAY)))


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("alt", "years", "publisher", "classes"):
                yield from texts_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each)


def tags(element: Any) -> Iterator[Any]:
    element = element.get_object()
    if isinstance(element, list):
        for each in element:
            yield from tags(each)
    elif hasattr(element, "get"):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from tags(element["/K"])


@pytest.mark.parametrize(
    "meeting", [full(), full("example"), longest(), decided()], ids=["full", "exempel", "langst", "tomt"]
)
def test_it_is_one_page_with_every_word_of_the_meeting(meeting: Meeting):
    pages = sheet(meeting).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    text = words(pages[0].extract_text())
    data = sheet_data(meeting)
    for rows in ("needs", "changes", "disagreements"):
        if not data[rows]:
            del data[f"{rows}_columns"]
    said = list(texts_of(data))
    assert len(said) >= 15
    assert [each for each in said if words(each) not in text] == []


def test_a_name_is_never_read_as_markup():
    assert words("=CMD|calc #strong[x]") in words(sheet(full()).pages[0].extract_text())


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Lärare 👩🏫", "Lärare ◊◊"),
        ("معلم", "◊◊◊◊"),
        ("a\x00b", "a◊b"),
        ('<x> @ref $x$ #eval("1") [a] \\ `a` // b = c', '<x> @ref $x$ #eval("1") [a] \\ `a` // b = c'),
        ("Łukasz Šárka Ω ≥ 5", "Łukasz Šárka Ω ≥ 5"),
        ("a\u202eb\u200bc\u0323\ufeffd\ufffee\ue000f", None),
        ("x" * 3000, None),
    ],
)
def test_no_letter_that_a_source_or_a_council_has_written_stops_a_paper(written: str, seen: str | None):
    """One that the fonts lack would stop the publication of everything."""
    (first, *rest) = full().needs
    text = sheet(replace(full(), needs=(replace(first, name=written), *rest))).pages[0].extract_text()
    assert seen is None or words(seen) in words(text)


def test_every_letter_that_the_fonts_are_said_to_have_can_be_set():
    said = "".join(map(chr, sorted(letters())))
    (first, *rest) = full().needs
    for part in (said[at : at + 500] for at in range(0, len(said), 500)):
        sheet(replace(full(), needs=(replace(first, name=part), *rest)))
    assert len(said) > 1000
    assert shown(said) == said


def test_made_up_figures_are_marked():
    assert "EXEMPELDATA: alla tal i filen är påhittade" in sheet(full("example")).pages[0].extract_text()
    assert "EXEMPELDATA" not in sheet(full()).pages[0].extract_text()


def test_a_screen_reader_gets_structure_language_and_title():
    reader = sheet(full())
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv-SE", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == full().title
    found = list(tags(root["/StructTreeRoot"]["/K"]))
    kinds = [element["/S"] for element in found]
    assert (kinds.count("/Table"), kinds.count("/Title"), kinds.count("/H1")) == (3, 1, 5)
    figures = [str(element["/Alt"]) for element in found if element["/S"] == "/Figure"]
    assert len(figures) == 3
    assert "24/25: 295, 25/26: 178" in " ".join(figures)
    headers = [element for element in found if element["/S"] == "/TH"]
    assert len(headers) == 8 + 5 + 5
    assert all("/Scope" in str(element["/A"]) for element in headers)


def test_only_the_projects_font_is_used_and_it_is_in_the_file():
    fonts = sheet(full()).pages[0]["/Resources"]["/Font"].get_object().values()
    for font in fonts:
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert "SourceSansPro" in descriptor["/FontName"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_a_picture_without_alternative_text_is_refused():
    data = sheet_data(full())
    for change in data["changes"]:
        change["alt"] = None
    with pytest.raises(typst.TypstError, match=r"(?i)alt"):
        set_paper("meeting.typ", data, DAY)


def test_a_text_that_needs_a_second_page_is_refused():
    data = sheet_data(longest())
    data["certainty"] *= 80
    with pytest.raises(typst.TypstError, match="ryms inte på en sida"):
        set_paper("meeting.typ", data, DAY)


def test_a_text_that_is_somewhat_too_long_is_set_smaller_on_the_same_page():
    def sizes(times: int) -> set[float]:
        data = sheet_data(longest())
        data["certainty"] *= times
        found: set[float] = set()
        (page,) = PdfReader(io.BytesIO(set_paper("meeting.typ", data, DAY))).pages
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.add(round(size, 1)))
        return found

    assert 9.4 in sizes(1)
    assert 9.4 not in sizes(14)


def test_the_same_meeting_gives_the_same_bytes(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        write_meeting_sheet(full(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert sheet(full()).metadata.creation_date.date().isoformat() == DAY  # type: ignore[union-attr]
