"""Bombs: what a workbook may inflate to, whatever it says of itself."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sources import package
from sources.arbetsformedlingen.pivot_cache import read_pivot_cache
from sources.errors import MalformedAnswer
from sources.package import column_number, opened

FILLING = "<a>" + " " * 10_000 + "</a>"
RELATED = '<R><r Type="x/pivotCacheRecords" Target="pivotCacheRecords1.xml"/></R>'


@pytest.fixture
def save(tmp_path: Path):
    def write(members: dict[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "arbetsbok.xlsx"
        with zipfile.ZipFile(path, "w", kind) as file:
            for name, content in members.items():
                file.writestr(name, content)
        return path

    return write


def parse(path: Path, *names: str) -> None:
    with opened(path) as book:
        for name in names:
            book.parse(name)


def test_a_member_that_says_it_is_too_large_is_refused_before_it_is_read(save, monkeypatch: pytest.MonkeyPatch):
    path = save({"a.xml": "<a/>", "b.xml": FILLING})
    parse(path, "a.xml", "b.xml")
    monkeypatch.setattr(package, "LARGEST_MEMBER", 10_000)
    with pytest.raises(MalformedAnswer, match=r"b\.xml packas upp till mer än 10000 byte och läses inte"):
        parse(path)


def test_many_members_that_are_too_large_together_are_refused(save, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "LARGEST_WORKBOOK", 50_000)
    parse(save({f"{n}.xml": FILLING for n in range(4)}))
    with pytest.raises(MalformedAnswer, match="Den packas upp till mer än 50000 byte"):
        parse(save({f"{n}.xml": FILLING for n in range(5)}))


def test_what_is_read_again_and_again_counts_every_time(save, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "LARGEST_WORKBOOK", 25_000)
    path = save({"a.xml": FILLING})
    parse(path, "a.xml", "a.xml")
    with pytest.raises(MalformedAnswer, match="Den packas upp till"):
        parse(path, "a.xml", "a.xml", "a.xml")


def lie(path: Path, size: int) -> None:
    """Make the directory of a zip with one member say that it is small."""
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, size)
    path.write_bytes(content)


def test_a_member_that_lies_about_its_size_is_refused(save, monkeypatch: pytest.MonkeyPatch):
    path = save({"a.xml": "<a>" + " " * 3_000_000 + "</a>"})
    lie(path, 100)
    inflated: list[int] = []
    with pytest.raises(MalformedAnswer, match="är skadad"), opened(path) as book:
        book.parse("a.xml", copy=lambda block: inflated.append(len(block)))
    assert sum(inflated) <= 100


def test_a_document_type_is_refused_in_every_member_that_is_copied(save):
    path = save({"xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": '<!DOCTYPE s [<!ENTITY a "aaaa">]><s>&a;</s>'})
    with pytest.raises(MalformedAnswer, match="dokumenttypsdeklaration"), opened(path) as book:
        book.sheets_only()


def test_the_copy_has_what_sheets_need_and_nothing_else(save):
    needed = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
              "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]  # fmt: skip
    others = ["xl/pivotCache/pivotCacheRecords1.xml", "xl/media/bild.png", "xl/vbaProject.bin", "docProps/app.xml"]
    with opened(save(dict.fromkeys(needed, "<a/>") | dict.fromkeys(others, "inte xml"))) as book:
        copy = book.sheets_only()
    with zipfile.ZipFile(copy) as file:
        assert sorted(file.namelist()) == sorted(needed)
        assert file.read("xl/workbook.xml") == b"<a/>"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_copied_once(save, tmp_path: Path):
    path = save({"xl/workbook.xml": "<a/>"})
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/workbook.xml", "<b/>")
    with opened(path) as book, zipfile.ZipFile(book.sheets_only()) as copy:
        assert copy.namelist() == ["xl/workbook.xml"]
        assert copy.read("xl/workbook.xml") == b"<b/>"


@pytest.mark.parametrize(
    "begun",
    ['<a b="', "<a", "<a><!--", "<a><?b ", '<a xmlns="', "<a></a"],
    ids=["attribute", "tag", "comment", "instruction", "namespace", "end"],
)
def test_a_tag_without_end_is_refused_as_soon_as_it_is_longer_than_any(save, begun):
    """Each block that does not end it is read again with the next: what is given up early is little work."""
    read: list[int] = []
    path = save({"a.xml": begun + "x" * 8_000_000})
    with (
        pytest.raises(MalformedAnswer, match=r"En tagg eller kommentar i a\.xml är mer än 1048576 byte och läses inte"),
        opened(path) as book,
    ):
        book.parse("a.xml", copy=lambda block: read.append(len(block)))
    assert sum(read) <= package.LONGEST_TAG


@pytest.mark.parametrize(
    "content",
    [f'<a b="{"x" * 500_000}"/>', f"<a>{'x' * 3_000_000}</a>", "<a>" + '<b c="åäö"/>' * 200_000 + "</a>",
     "\n" * 3_000_000 + "<a/>" + "\n" * 3_000_000, f"<a><![CDATA[{'x' * 3_000_000}]]></a>"],
    ids=["attribute", "text", "tags", "blanks", "literal text"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_long_of_many_parts_is_read(save, content, encoding):
    whole = content.encode(encoding)
    read: list[bytes] = []
    with opened(save({"a.xml": whole})) as book:
        book.parse("a.xml", copy=read.append)
    assert b"".join(read) == whole


def test_records_with_a_tag_without_end_are_refused(save):
    path = save(
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": '<p><cacheField name="a"><sharedItems/></cacheField></p>',
            "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": RELATED,
            "xl/pivotCache/pivotCacheRecords1.xml": f'<p><r><s v="{"x" * 8_000_000}"/></r></p>',
        }
    )
    with pytest.raises(MalformedAnswer, match=r"i xl/pivotCache/pivotCacheRecords1\.xml är mer än"):
        read_pivot_cache(path, ("a",))


def sheet(cells: str, prefix: str = "") -> dict[str, str | bytes]:
    return {"xl/worksheets/sheet1.xml": f'<{prefix}s xmlns:x="y">{cells}</{prefix}s>'}


@pytest.mark.parametrize(
    "cells",
    ['<c r="XFD1048576"/>', '<c r="A1"/><c r="A1048576"/><c r="Z1"/>', '<x:c r="XFD1048576"/>', '<c r="ZZZ9999"/>',
     '<row r="1048576"><c r="AZ1"/></row>'],
    ids=["last corner", "far apart", "prefix", "no such column", "row"],
)  # fmt: skip
def test_a_sheet_that_reaches_too_far_is_refused(save, cells):
    with (
        pytest.raises(MalformedAnswer, match=r"sheet1\.xml har mer än 16777216 celler"),
        opened(save(sheet(cells))) as book,
    ):
        book.sheets_only()


def test_a_sheet_of_many_cells_without_a_place_is_refused(save, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(package, "LARGEST_SHEET", 100)
    path = save(sheet("<c/>" * 98))
    with opened(path) as book:
        book.sheets_only()
    with pytest.raises(MalformedAnswer, match="har mer än 100 celler"), opened(save(sheet("<c/>" * 100))) as book:
        book.sheets_only()


@pytest.mark.parametrize(
    "place", ["", "A", "-1", "1A", "A1B2", "Å1", "aaaa9999", "AAAA1", "A12345678", "A" * 400_000, "1" * 400_000]
)
def test_a_cell_whose_place_cannot_be_is_refused(save, place):
    with pytest.raises(MalformedAnswer) as caught, opened(save(sheet(f'<c r="{place}"/>'))) as book:
        book.sheets_only()
    assert len(str(caught.value)) < 200


def test_no_arithmetic_is_made_with_a_place_that_cannot_be(save, monkeypatch: pytest.MonkeyPatch):
    """400,000 letters are a number of 560,000 digits, which takes the better part of a minute to make."""
    asked: list[int] = []
    monkeypatch.setattr(package, "column_number", lambda letters: asked.append(len(letters)) or column_number(letters))
    with opened(save(sheet('<row r="1048576"><c r="A1"/><c r="O1048576"/></row>'))) as book:
        book.sheets_only()
    assert max(asked) == 1
    with (
        pytest.raises(MalformedAnswer, match=r"sheet1\.xml har en cell eller rad på platsen 'AAAA.*, som inte finns"),
        opened(save(sheet(f'<c r="{"A" * 400_000}1"/>'))) as book,
    ):
        book.sheets_only()
    assert max(asked) == 1


def test_a_column_has_three_letters_at_most():
    assert column_number("ZZZ") == 18_278
    with pytest.raises(ValueError, match="4 letters"):
        column_number("AAAA")


def test_the_records_are_never_held_whole(save):
    """What memory a cache takes grows with the wanted fields, not with the XML."""
    other, record = '<x v="0"/>' * 20, '<r><x v="0"/>{}</r>'
    named = "".join(f'<cacheField name="{n}"><sharedItems><s v="x"/></sharedItems></cacheField>' for n in range(21))

    def peak(count: int) -> int:
        path = save(
            {
                "xl/pivotCache/pivotCacheDefinition1.xml": f"<p>{named}</p>",
                "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": RELATED,
                "xl/pivotCache/pivotCacheRecords1.xml": f"<p>{record.format(other) * count}</p>",
            }
        )
        tracemalloc.start()
        assert read_pivot_cache(path, ("0",)).num_rows == count
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1)  # what is imported on first use
    assert peak(44_000) - peak(4_000) < 40_000 * len(record.format(other)) / 4


def test_no_zip_is_a_damaged_workbook(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(b"<html></html>")
    with pytest.raises(MalformedAnswer, match=r"a\.xlsx är skadad"):
        parse(tmp_path / "a.xlsx")
