"""What other machines have made, brought here without a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assets.errors import StoreError, UsageError
from assets.files import replace_text
from assets.home import Home
from assets.object_store import ObjectStore
from assets.reference.areas import NATION
from pipelines.cli import main
from pipelines.held_home import held, level
from pipelines.home_in_store import key_of
from pipelines.nation import renew
from pipelines.settings import Settings, load
from pipelines.stored_homes import counties_run_before, fetch
from tests.unit.pipelines.test_counties import published

Machine = Callable[[str], Settings]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    def of(name: str) -> Settings:
        (tmp_path / name).mkdir(exist_ok=True)
        given = {
            "KOMPETENS_HOME": str(tmp_path / name),
            "KOMPETENS_SOURCE": "example-nation",
            "KOMPETENS_OBJEKTLAGER": (tmp_path / "lager").as_uri(),
        }
        return load(given, tmp_path / "no.env")

    return of


def published_there(settings: Settings, code: str, digest: str = "a1") -> None:
    """As a county's run on that machine leaves it."""
    with held(replace(settings, region=code), "körning abc", print):
        published(settings.of_mode, code, digest)


def fetched_there(settings: Settings, text: str) -> None:
    """As the whole country's run on that machine leaves it."""
    with held(replace(settings, region=NATION), "riket", print) as home:
        replace_text(home.root / "raw/a/svar.json", text)


def test_a_machine_that_shows_readers_what_others_publish_needs_no_run(machine: Machine):
    there, here = machine("there"), machine("here")
    published_there(there, "12")
    published_there(there, "14")
    fetched_there(there, "ett")
    said: list[str] = []
    assert fetch(here, said.append, every=True) == 0
    assert [line.partition(": ")[0] for line in said] == ["riket", "län 12", "län 14", "Alla län som är publicerade"]
    assert all("Hemmet är hämtat ur objektlagret: tillstånd 1" in line for line in said[:3])
    assert (here.of_mode / "riket/publicerat/index.html").is_file()
    published_there(there, "12", "b2")
    said.clear()
    assert fetch(here, said.append, every=True) == 0
    assert [line.partition(": ")[2] for line in said if "redan" in line] == ["Hemmet är redan som i objektlagret."] * 2
    assert '"b2"' in (here.of_mode / "12/publicerat/senaste.json").read_text(encoding="utf-8")


def test_one_home_alone_is_brought_and_one_that_is_nowhere_is_said(machine: Machine):
    there, here = machine("there"), machine("here")
    published_there(there, "12")
    published_there(there, "14")
    assert fetch(replace(here, region="14"), print, every=False) == 0
    assert sorted(path.name for path in here.of_mode.iterdir()) == ["14"]
    with pytest.raises(StoreError, match="Hemmet för län 13 finns varken här eller i objektlagret"):
        fetch(replace(here, region="13"), print, every=False)
    assert ObjectStore.at(here.object_store).pointer(key_of(replace(here, region="13"))) is None


def test_a_home_that_is_in_the_way_is_said_and_the_others_are_brought(machine: Machine):
    there, here = machine("there"), machine("here")
    published_there(there, "12")
    published_there(there, "14")
    published(here.of_mode, "12", "egen")
    said: list[str] = []
    assert fetch(here, said.append, every=True) == 1
    assert any(line.startswith("län 12: Hemmet") and "Flytta undan" in line for line in said)
    assert any(line.startswith("län 14: Hemmet är hämtat") for line in said)
    assert '"egen"' in (here.of_mode / "12/publicerat/senaste.json").read_text(encoding="utf-8")


def test_a_home_that_a_run_holds_is_left_to_it(machine: Machine):
    there, here = machine("there"), machine("here")
    published_there(there, "12")
    with Home(replace(here, region="12").home).locked("körning abc", 0):
        said: list[str] = []
        assert fetch(here, said.append, every=True) == 1
    assert "körning abc" in said[0]


def test_without_a_store_or_a_home_in_it_the_command_says_what_to_do(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    said: list[str] = []
    assert fetch(machine("here"), said.append, every=True) == 0
    assert said == ["Inget hem ligger i objektlagret. Kör kompetens run på en dator med samma KOMPETENS_OBJEKTLAGER."]
    with pytest.raises(UsageError, match="Sätt KOMPETENS_OBJEKTLAGER"):
        fetch(replace(machine("here"), object_store=""), print, every=False)
    published_there(machine("there"), "14")
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path / "here"))
    monkeypatch.setenv("KOMPETENS_OBJEKTLAGER", (tmp_path / "lager").as_uri())
    assert main(["fetch", "--source", "example-nation", "--region", "alla"]) == 0
    assert "län 14: Hemmet är hämtat" in capsys.readouterr().out
    assert main(["fetch", "--source", "example-nation", "--region", "14"]) == 0
    assert capsys.readouterr().out == "län 14: Hemmet är redan som i objektlagret.\n"


def test_a_county_has_been_run_where_it_has_a_folder_or_a_state_in_the_store(machine: Machine):
    there, here = machine("there"), machine("here")
    published_there(there, "14")
    published(here.of_mode, "03")
    assert counties_run_before(here) == ["03", "14"]
    assert counties_run_before(replace(here, object_store="")) == ["03"]


def test_the_start_page_of_what_is_published_here_is_no_change_of_the_country(machine: Machine):
    """It is made anew on each machine of the counties that have been published there."""
    there, here = machine("there"), machine("here")
    fetched_there(there, "ett")
    country = replace(here, region=NATION)
    level(country, "län 12 tar sin del av riket", print)
    published(here.of_mode, "12")
    published(here.of_mode, "14")
    assert renew(here.of_mode, "Avsändaren", print)
    fetched_there(there, "två")
    said: list[str] = []
    level(country, "län 12 tar sin del av riket", said.append)
    assert [line for line in said if "har ändrats här" in line] == []
    assert (country.home / "raw/a/svar.json").read_text(encoding="utf-8") == "två"
    assert (country.home / "publicerat/index.html").is_file()
