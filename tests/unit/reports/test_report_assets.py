from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.registry import PUBLISHED
from assets.files import sha256
from assets.home import Home
from reports.errors import PublicationRefused
from reports.files.area_files import area_files
from reports.files.describe import CATALOG, PACKAGE
from reports.files.parquet import FORMATS, table_path
from reports.report_assets import _data_page, draft_files, finished, require_same, sweep_drafts
from reports.warehouse import Warehouse

Make = Callable[..., Warehouse]


def test_reports_of_another_warehouse_are_refused_by_name(warehouse: Make):
    now, order = warehouse("example"), {"utgava": "löpande"}
    require_same(now, "abc", order, {"fyrbodal": {"digest": "abc"}})
    with pytest.raises(PublicationRefused, match="Rapporterna fyrbodal, lan kommer ur ett annat lager"):
        made = {"lan": {"digest": "b"}, "fyrbodal": {"digest": "c"}, "skaraborg": {"digest": "abc"}}
        require_same(now, "abc", order, made)
    with pytest.raises(PublicationRefused, match="Lagret är inte byggt av de tabeller"):
        require_same(now, "b", order, {})
    with pytest.raises(PublicationRefused, match="Uppdraget gäller 2026-12 men lagret löpande"):
        require_same(now, "abc", {"utgava": "2026-12"}, {})


def test_the_data_page_does_not_depend_on_the_database_files_own_size(warehouse: Make, tmp_path: Path):
    now, files = warehouse("example"), {}
    for name in (PACKAGE, CATALOG):
        files[name] = tmp_path / name
        files[name].write_text("{}", encoding="utf-8")
    for contract in PUBLISHED:
        for form in FORMATS:
            path = table_path(contract, form, "")
            files[path] = tmp_path / Path(path).name
            pq.write_table(pa.table({"tal": pa.array(range(100_000), pa.int64())}), files[path])
    files["duckdb/kompetensbehov.duckdb"] = database = tmp_path / "lager.duckdb"
    said = []
    for size in (100_000, 400_000):
        database.write_bytes(b"x" * size)
        said.append(_data_page(now, {}, files, {}))
    assert said[0] == said[1]
    assert (said[0].database.path, said[0].database.size) == (
        "duckdb/kompetensbehov.duckdb",
        f"högst {math.ceil(len(PUBLISHED) * 0.8125)}\xa0MB",
    )
    assert {table.rows for table in said[0].tables} == {100_000}


def test_files_of_an_edition_carry_its_name(warehouse: Make):
    working = area_files(warehouse("example"), "fyrbodal", "Fyrbodal")
    assert [each.path for each in working] == [
        "excel/kompetensbehov_fyrbodal.xlsx",
        "pdf/motesunderlag_fyrbodal.pdf",
        "pdf/kompetensbehov_fyrbodal.pdf",
        "bilder/kompetensbehov_fyrbodal.pptx",
    ]
    frozen = warehouse("example", "2026-12")
    county = area_files(frozen, "lan", "Västra Götalands län")
    assert [each.path for each in county] == [
        "excel/kompetensbehov_vastra_gotaland_2026-12.xlsx",
        "pdf/motesunderlag_vastra_gotaland_2026-12.pdf",
        "pdf/kompetensbehov_vastra_gotaland_2026-12.pdf",
        "bilder/kompetensbehov_vastra_gotaland_2026-12.pptx",
        "pdf/dialog_med_staten_2026-12.pdf",
    ]


def test_a_draft_that_is_gone_or_changed_is_named(warehouse: Make, tmp_path: Path):
    home = Home(tmp_path)
    page = tmp_path / "sida.html"
    page.write_text("som den byggdes", encoding="utf-8")
    made = {"fyrbodal": {"folder": str(tmp_path), "files": {"sida.html": sha256(page)}}}
    now = warehouse("example")
    assert draft_files(home, now, made)["sida.html"] == page
    page.write_text("ändrad för hand", encoding="utf-8")
    with pytest.raises(PublicationRefused, match=r"sida.html .* har ändrats. Bygg om rapporten fyrbodal"):
        draft_files(home, now, made)
    page.unlink()
    with pytest.raises(PublicationRefused, match="Utkastet sida.html finns inte längre"):
        draft_files(home, now, made)


def test_a_finished_draft_is_used_again_only_whole_and_from_the_same_code(tmp_path: Path):
    stamp, page = tmp_path / "klar.json", tmp_path / "sida.html"
    assert finished(stamp, "kod") == {}
    page.write_text("som den byggdes", encoding="utf-8")
    digests = {"sida.html": sha256(page)}
    stamp.write_text(json.dumps({"kod": "kod", "filer": digests}), encoding="utf-8")
    assert finished(stamp, "kod") == digests
    assert finished(stamp, "annan kod") == {}
    page.write_text("ändrad för hand", encoding="utf-8")
    assert finished(stamp, "kod") == {}


def test_drafts_of_other_warehouses_are_swept(tmp_path: Path):
    for name in ("a" * 12, "b" * 12):
        (tmp_path / name / "fyrbodal").mkdir(parents=True)
    sweep_drafts(tmp_path, "a" * 64)
    assert [p.name for p in tmp_path.iterdir()] == ["a" * 12]
