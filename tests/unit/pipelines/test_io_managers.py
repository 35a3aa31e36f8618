"""What an asset left for the next one, when its file is not there or is damaged."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from assets.errors import HomeError
from assets.home import Home
from pipelines.io_managers import HomeIOManager
from sources.refresh import Fetched
from sources.snapshot import SnapshotStore

KEY = dg.AssetKey(["raw", "scb_tab4434"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.create()
    return made


@pytest.fixture
def manager(home: Home) -> HomeIOManager:
    return HomeIOManager(home, SnapshotStore(home.raw, home.scratch, "example", []))


def test_what_was_never_made_says_what_to_run(manager: HomeIOManager):
    with pytest.raises(HomeError, match="raw/scb_tab4434 har inte körts i det här hemmet. Kör hela flödet"):
        manager.load_input(dg.build_input_context(asset_key=KEY))


@pytest.mark.parametrize("text", ["", '{"snapshots": [', '{"snapshots": [1]}', '{"snapshots": []}', "7"])
def test_a_damaged_file_is_named_and_is_whole_once_its_asset_has_been_made(
    home: Home, manager: HomeIOManager, text: str
):
    file = home.data / "raw/scb_tab4434.json"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    context = dg.build_input_context(asset_key=KEY)
    with pytest.raises(HomeError, match=r"raw/scb_tab4434.json är skadad.*Kör hela flödet .* så skrivs filen på nytt"):
        manager.load_input(context)
    again = Fetched((), "saknas", "Borta.")
    manager.handle_output(dg.build_output_context(asset_key=KEY), again)
    assert manager.load_input(context) == again
