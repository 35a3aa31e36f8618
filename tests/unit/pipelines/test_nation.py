"""What leads to every published county, and what lays their databases beside each other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from assets.contracts.registry import PUBLISHED
from pipelines.nation import renew
from tests.unit.pipelines.test_counties import published


def test_one_county_needs_no_page_above_its_own(tmp_path: Path):
    published(tmp_path, "14")
    assert renew(tmp_path, "Avsändaren", print) is None
    assert not (tmp_path / "riket").exists()


def test_the_page_leads_to_what_is_published_and_names_what_is_not(tmp_path: Path):
    published(tmp_path, "14")
    published(tmp_path, "12")
    page = renew(tmp_path, "Avsändaren", print)
    assert page
    text = page.read_text(encoding="utf-8")
    links = re.findall(r'href="(\.\./[^"]+)"', text)
    assert links == ["../../12/publicerat/index.html", "../../14/publicerat/index.html"]
    assert all((page.parent / link).parent.is_dir() for link in links)
    assert "Just nu: fynd i 12." in text
    assert "Länet är inte delat i delregioner" in text
    assert "EXEMPELDATA" in text
    assert "Bearbetning: Avsändaren. Bedömningarna är inte officiell statistik." in text
    missing = re.search(r"Inte publicerade</h2>\s*<p>([^<]+)", text)
    assert missing
    assert len(missing[1].split(", ")) == 19
    assert "Skåne" not in missing[1]


@pytest.mark.parametrize(
    "what", ["half a pointer", "an empty pointer", "a pointer to nothing", "no start page", "no right to write"]
)
def test_one_countys_damaged_home_is_said_and_the_page_is_as_it_was(tmp_path: Path, what: str):
    """Who renews it has just published a county of its own, and is not red for another's."""
    for code in ("12", "13", "14"):
        published(tmp_path, code)
    page = renew(tmp_path, "Avsändaren", print)
    assert page
    before = page.read_text(encoding="utf-8")
    pointer = tmp_path / "13/publicerat/senaste.json"
    if what == "a pointer to nothing":
        shutil.rmtree(tmp_path / "13/publicerat/lopande")
    elif what == "no start page":
        (tmp_path / "13/publicerat/lopande/1/utgava.json").write_text("{}", encoding="utf-8")
    elif what == "no right to write":
        shutil.move(page.parent, tmp_path / "undan")
        page.parent.write_text("ingen mapp", encoding="utf-8")
    else:
        pointer.write_text(
            pointer.read_text(encoding="utf-8")[: 20 if what == "half a pointer" else 0], encoding="utf-8"
        )
    said: list[str] = []
    assert renew(tmp_path, "Avsändaren", said.append) is None
    (line,) = said
    assert "är som den var" in line
    if what != "no right to write":
        assert f"{tmp_path / '13/publicerat'}" in line
        assert "Kör länet på nytt" in line
        assert page.read_text(encoding="utf-8") == before
        published(tmp_path, "13")
        assert renew(tmp_path, "Avsändaren", said.append) == page


def database(mode: Path, code: str, people: int) -> None:
    """A county's database with every published table, and some rows in one of them."""
    file = mode / code / "publicerat/senaste/kompetensbehov.duckdb"
    file.parent.mkdir(parents=True)
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema mart")
        for table in PUBLISHED:
            columns = ", ".join(f"null::varchar as {column.name}" for column in table.columns)
            connection.execute(f"create table mart.{table.name} as select {columns} limit 0")
        connection.execute(
            "insert into mart.dim_geo by name values ('00', null), (?, ?), (? || '80', ?)".replace(
                "by name values", "(geo_kod, lan_kod) values"
            ),
            [code, code, code, code],
        )
        connection.execute(
            "insert into mart.anstallda (geo_kod, varde) values ('00', 1000), ('99', 7), (?, ?)", [code, people]
        )


def test_the_views_have_each_countys_own_rows_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for code, people in (("12", 120), ("14", 140)):
        published(tmp_path, code)
        database(tmp_path, code, people)
    page = renew(tmp_path, "Avsändaren", print)
    assert page
    monkeypatch.chdir(page.parent)
    with duckdb.connect() as connection:
        connection.execute(Path("riket.sql").read_text(encoding="utf-8"))
        rows = connection.execute("select lan, geo_kod, varde from vy.anstallda order by lan").fetchall()
        assert rows == [("12", "12", "120"), ("14", "14", "140")]
        places = connection.execute("select lan, count(*) from vy.dim_geo group by lan order by lan").fetchall()
        assert places == [("12", 2), ("14", 2)]
        views = connection.execute("select count(*) from duckdb_views() where schema_name = 'vy'").fetchone()
        assert views == (len(PUBLISHED),)
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("delete from lan_12.mart.anstallda")
