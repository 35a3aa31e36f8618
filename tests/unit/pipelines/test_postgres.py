"""A PostgreSQL that does not answer is the same sentence wherever it is asked, and never what was in the address."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assets.errors import HomeError
from pipelines import lease
from pipelines.cli import main
from pipelines.postgres import connected
from tests.shared import free_port

SENTENCE = "PostgreSQL på 127.0.0.1 släpper inte in, eller svarar inte. Se efter att servern är igång, att databasen dagster finns"


@pytest.fixture
def address() -> str:
    """Of a port that nobody listens on."""
    return f"postgresql+psycopg2://kompetens:hemlig%40nyckel@127.0.0.1:{free_port()}/dagster"


def test_fetch_says_it_as_the_other_commands_do(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "hem/exempel/14").mkdir(parents=True)
    (tmp_path / "lager").mkdir()
    for name, value in (
        ("HOME", str(tmp_path / "hem")),
        ("OBJEKTLAGER", (tmp_path / "lager").as_uri()),
        ("DAGSTER_POSTGRES", address),
    ):
        monkeypatch.setenv(f"KOMPETENS_{name}", value)
    sentences = []
    for command in (["fetch"], ["doctor", "--json"]):
        assert main(command) == 2
        said = capsys.readouterr()
        assert said.err.startswith(SENTENCE)
        assert "hemlig" not in said.out + said.err
        sentences.append(said.err)
    assert sentences[0] == sentences[1]


def test_whoever_asks_who_holds_a_home_is_told(address: str):
    with pytest.raises(HomeError, match=SENTENCE) as caught:
        lease.holder(address, "exempel-14")
    # Else the driver's own words would be shown as what led here.
    assert caught.value.__suppress_context__
    with pytest.raises(HomeError, match=SENTENCE), lease.leased(address, "exempel-14", "körning", 1, print):
        pytest.fail("it was held")


def test_without_the_driver_it_says_what_to_install(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "psycopg2", None)
    with pytest.raises(HomeError, match=r"pip install 'kompetensbehov\[postgres\]'"):
        connected(address)
