from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest

from sources import package
from sources.arbetsformedlingen.pivot_cache import read_pivot_cache
from sources.errors import MalformedAnswer, SourceChanged

FIELDS = ("PERIOD", "KOMMUN", "KVAR")
OTHER = ({"Annat": '<s v="x"/>'}, '<r><x v="0"/></r>')
ITEMS = {
    "PERIOD": '<s v="2026-07"/><s v="2026-08"/>',
    "EXTRA": "",
    "KOMMUN": '<s v="Göteborg"/><m/><s v="Borås &amp; co"/>',
    "KVAR": "",
}
RECORDS = (
    '<r><x v="1"/><n v="7"/><x v="0"/><n v="12"/></r>'
    '<r><x v="0"/><m/><x v="1"/><s v="&lt;5"/></r>'
    '<r><x v="0"/><d v="2026-01-01T00:00:00"/><x v="2"/><m/></r>'
    '<r><x v="0"/><b v="1"/><s v="Ny kommun"/><n v="12"/></r>'
)


@pytest.fixture
def save(tmp_path: Path, workbook):
    def write(*caches, **more) -> Path:
        path = tmp_path / "arbetsbok.xlsx"
        path.write_bytes(workbook(*caches, **more))
        return path

    return write


def test_the_cache_that_has_the_fields_is_read(save):
    table = read_pivot_cache(save(OTHER, (ITEMS, RECORDS)), FIELDS)
    assert table.column_names == list(FIELDS)
    assert table.to_pylist() == [
        {"PERIOD": "2026-08", "KOMMUN": "Göteborg", "KVAR": "12"},
        {"PERIOD": "2026-07", "KOMMUN": None, "KVAR": "<5"},
        {"PERIOD": "2026-07", "KOMMUN": "Borås & co", "KVAR": None},
        {"PERIOD": "2026-07", "KOMMUN": "Ny kommun", "KVAR": "12"},
    ]


@pytest.mark.parametrize(
    "spelled",
    [
        lambda text: f" {text} ",
        lambda text: f"{text}\u00a0",
        lambda text: unicodedata.normalize("NFD", text),
    ],
    ids=["blanks", "a blank that does not break", "split letters"],
)
def test_fields_and_items_are_the_same_however_they_are_spelled(save, spelled):
    usual = read_pivot_cache(save((ITEMS, RECORDS)), FIELDS)
    odd = {spelled(name): items for name, items in ITEMS.items()}
    for word in ("Göteborg", "2026-08"):
        odd = {name: items.replace(f'"{word}"', f'"{spelled(word)}"') for name, items in odd.items()}
    assert read_pivot_cache(save((odd, RECORDS)), FIELDS).to_pylist() == usual.to_pylist()
    small = {name.lower(): items for name, items in ITEMS.items()}
    assert read_pivot_cache(save((small, RECORDS)), FIELDS).to_pylist() == usual.to_pylist()


def test_the_first_of_two_fitting_caches_is_read(save):
    second = '<r><x v="0"/><m/><x v="0"/><n v="1"/></r>'
    assert read_pivot_cache(save((ITEMS, RECORDS), (ITEMS, second)), FIELDS).num_rows == 4


@pytest.mark.parametrize("block", [1, 50, 1 << 18])
def test_the_result_does_not_depend_on_the_blocks(save, monkeypatch: pytest.MonkeyPatch, block):
    monkeypatch.setattr(package, "_BLOCK", block)
    rows = read_pivot_cache(save((ITEMS, RECORDS)), FIELDS).to_pylist()
    assert [row["KOMMUN"] for row in rows] == ["Göteborg", None, "Borås & co", "Ny kommun"]


def test_the_columns_come_in_the_asked_order(save):
    table = read_pivot_cache(save((ITEMS, RECORDS)), FIELDS[::-1])
    assert table.column_names == list(FIELDS[::-1])
    assert table["KVAR"].to_pylist() == ["12", "<5", None, "12"]


def test_no_records_is_an_empty_table(save):
    assert read_pivot_cache(save((ITEMS, "")), FIELDS).num_rows == 0


def test_an_error_cell_does_not_shift_the_others(save):
    items = {**ITEMS, "KOMMUN": '<e v="#N/A"/><s v="Göteborg"/><s v="Borås"/>'}
    records = '<r><x v="0"/><n v="7"/><x v="1"/><n v="1"/></r><r><x v="0"/><e v="#N/A"/><x v="2"/><n v="2"/></r>'
    rows = read_pivot_cache(save((items, records)), FIELDS).to_pylist()
    assert [row["KOMMUN"] for row in rows] == ["Göteborg", "Borås"]


def test_no_cache_with_the_fields_is_a_changed_source(save):
    path = save(OTHER, ({k: v for k, v in ITEMS.items() if k != "KVAR"}, ""))
    with pytest.raises(SourceChanged, match=r"arbetsbok\.xlsx har ingen pivottabell med fälten PERIOD, KOMMUN, KVAR"):
        read_pivot_cache(path, FIELDS)
    with pytest.raises(SourceChanged):
        read_pivot_cache(save(), FIELDS)


@pytest.mark.parametrize("prolog", ["<!DOCTYPE r>", '<!DOCTYPE r [<!ENTITY a "aaaa">]>', '<!DOCTYPE r SYSTEM "x.dtd">'])
def test_a_document_type_is_refused(save, prolog):
    with pytest.raises(MalformedAnswer, match="dokumenttypsdeklaration"):
        read_pivot_cache(save((ITEMS, RECORDS), prolog=prolog), FIELDS)


@pytest.mark.parametrize(
    "record",
    [
        '<r><x v="0"/><m/><x v="0"/></r>',
        '<r><x v="0"/></r>',
        "<r/>",
        '<r><x v="0"/><m/><x v="0"/><n v="1"/><n v="2"/></r>',
        '<r><x v="0"/><m/><x v="9"/><n v="1"/></r>',
        '<r><x v="0"/><m/><x v="-1"/><n v="1"/></r>',
        '<r><x v="0"/><m/><x v="noll"/><n v="1"/></r>',
        '<r><x v="0"/><m/><x/><n v="1"/></r>',
        '<r><x v="0"/><m/><x v="0"/><n v="1"/>',
    ],
    ids=["one short", "short", "empty", "one too many", "unknown item", "negative item", "no number", "no item", "cut"],
)
def test_a_record_that_does_not_fit_is_refused(save, record):
    with pytest.raises(MalformedAnswer):
        read_pivot_cache(save((ITEMS, RECORDS + record)), FIELDS)


def test_the_records_are_those_that_the_definition_names(save):
    other = '<r><x v="0"/><m/><x v="0"/><n v="99"/></r>'
    path = save((ITEMS, RECORDS), (ITEMS, other), records_of={1: 2, 2: 1})
    assert read_pivot_cache(path, FIELDS)["KVAR"].to_pylist() == ["99"]


@pytest.mark.parametrize("named", [{1: 7}, {1: "1.xml/../../../../etc/passwd"}], ids=["absent", "outside"])
def test_records_that_are_not_there_are_refused(save, named):
    with pytest.raises(MalformedAnswer, match=r"arbetsbok\.xlsx är skadad"):
        read_pivot_cache(save((ITEMS, RECORDS), records_of=named), FIELDS)


def test_a_definition_that_names_no_records_is_refused(save):
    path = save((ITEMS, RECORDS))
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content.replace(b"x/pivotCacheRecords", b"x/annat"))
    with pytest.raises(MalformedAnswer, match="hänvisar till 0 pivotCacheRecords"):
        read_pivot_cache(path, FIELDS)


def test_fields_that_are_calculated_or_grouped_have_nothing_in_the_records(save, workbook):
    path = save((ITEMS, RECORDS))
    plain = read_pivot_cache(path, FIELDS)
    grouped = '</sharedItems><fieldGroup><groupItems><s v="2026"/></groupItems></fieldGroup><sharedItems>'
    path = save(({**ITEMS, "PERIOD": ITEMS["PERIOD"] + grouped, 'Andel" databaseField="0': ""}, RECORDS))
    assert read_pivot_cache(path, FIELDS) == plain


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(save, share):
    path = save((ITEMS, RECORDS))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(MalformedAnswer, match=r"arbetsbok\.xlsx är skadad .*Inget är ersatt"):
        read_pivot_cache(path, FIELDS)


def test_a_flipped_byte_anywhere_is_refused_or_does_no_harm(save):
    path = save((ITEMS, RECORDS))
    content = path.read_bytes()
    expected = read_pivot_cache(path, FIELDS)
    unexpected: dict[str, int] = {}
    for position in range(len(content)):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1 :])
        try:
            assert read_pivot_cache(path, FIELDS) == expected
        except (MalformedAnswer, SourceChanged):
            pass
        except Exception as error:  # noqa: BLE001 - which kinds escape is what is asked
            unexpected[type(error).__name__] = position
    assert unexpected == {}
