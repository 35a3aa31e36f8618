from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from pipelines import reach
from pipelines.doctor import say_disk, say_editions, say_entry, say_homes, say_schedule, say_sources
from pipelines.editions import Editions
from pipelines.home import Home
from pipelines.resources import snapshot_store
from pipelines.settings import Settings, load
from sources.catalog import ADS, EMPLOYEES
from sources.http import HttpClient
from tests.unit.pipelines.conftest import keep_snapshots

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def settings_of(data: Path, **environment: str) -> Settings:
    return load({"KOMPETENS_HOME": str(data), **environment}, data / "no.env")


class Answers(requests.adapters.BaseAdapter):
    """Answers each address with a status; an address that it does not know is a broken connection."""

    def __init__(self, statuses: dict[str, int]) -> None:
        super().__init__()
        self.statuses, self.asked = statuses, []

    def send(self, request, *args, **more):
        self.asked.append((request.method, request.url))
        if request.url not in self.statuses:
            raise requests.ConnectionError("no route")
        response = requests.Response()
        response.status_code, response.request, response.url = self.statuses[request.url], request, request.url
        response._content = b""
        return response

    def close(self) -> None:
        pass


def test_every_home_in_the_data_folder_is_listed_with_size_and_newest_publication(tmp_path: Path):
    settings = settings_of(tmp_path)
    home = Home(settings.home)
    home.create()
    other = Home(tmp_path / "skarp" / "14")
    other.create()
    (tmp_path / "skarp" / "en_fil").write_text("x", encoding="utf-8")
    (tmp_path / "dagster").mkdir()
    (other.raw / "stor").write_bytes(b"x" * 3_000_000)
    pointer = {"utgava": "2026-12", "datum": "2026-12-07", "data": "skarpa data", "mapp": "utgavor/2026-12"}
    (other.published / "senaste.json").write_text(json.dumps(pointer), encoding="utf-8")
    lines: list[str] = []
    say_homes(settings, home, lines.append)
    assert lines == [
        "Hem",
        f"  läge example (EXEMPELDATA), län 14: {home.root}, 0 MB",
        "    lås: ingen körning pågår",
        "    publicerat: inget ännu; kör kompetens run",
        "    frysta utgåvor: inga ännu",
        f"  annat hem: skarp, län 14: {other.root}, 3 MB",
        "    publicerat: 2026-12 2026-12-07, skarpa data, i utgavor/2026-12",
    ]
    live = replace(settings, source="live")
    lines.clear()
    say_homes(live, Home(live.home), lines.append)
    assert f"  läge live, län 14: {other.root}, 3 MB" in lines
    assert f"  annat hem: exempel (EXEMPELDATA), län 14: {home.root}, 0 MB" in lines


def test_an_edition_that_was_broken_off_is_said_with_what_to_do(tmp_path: Path):
    home = Home(tmp_path)
    lines: list[str] = []
    say_editions(Editions(home, "A"), lines.append)
    assert lines == ["    frysta utgåvor: inga ännu"]
    (home.raw / "utgavor").mkdir(parents=True)
    for name in ("2026-06", "2026-12"):
        (home.raw / "utgavor" / f"{name}.json").write_text("{}", encoding="utf-8")
    (home.published / "utgavor/2026-06").mkdir(parents=True)
    lines.clear()
    say_editions(Editions(home, "A"), lines.append)
    assert lines == [
        "    frysta utgåvor: 2026-06, 2026-12",
        "    utgåvan 2026-12 har en post men ingen mapp. Bygg den med kompetens run --edition 2026-12.",
    ]


def test_who_holds_the_lock_is_said(tmp_path: Path):
    settings = settings_of(tmp_path)
    lines: list[str] = []
    with Home(settings.home).locked("körning abc") as home:
        say_homes(settings, home, lines.append)
    assert any("lås: körning abc, process" in line and "sedan 20" in line for line in lines)


@pytest.mark.parametrize(("free", "warned"), [(5 * 10**9, False), (5 * 10**9 - 1, True)])
def test_little_free_space_is_warned_about(free, warned):
    lines: list[str] = []
    say_disk(free, lines.append)
    assert ("VARNING: mindre än 5 GB ledigt" in "\n".join(lines)) == warned


@pytest.mark.parametrize(
    ("alive", "words"),
    [
        (None, "schemaläggaren är inte igång (den har aldrig startats här)"),
        (NOW - timedelta(minutes=4), "schemaläggaren är igång, senaste livstecken 2026-11-24 kl. 12:56"),
        (NOW - timedelta(minutes=5), "schemaläggaren är inte igång (senaste livstecken 2026-11-24 kl. 12:55)"),
    ],
)
def test_the_next_run_and_whether_anything_will_start_it(alive, words):
    lines: list[str] = []
    say_schedule(alive, NOW, lines.append)
    assert lines[0] == "  nästa körning enligt schemat nattlig_0415: 2026-11-25 kl. 04:15, svensk tid"
    assert words in lines[1]


@pytest.mark.parametrize(("mode", "words"), [("example", "världen påhittad"), ("archive", "redan är hämtat")])
def test_no_source_is_asked_in_the_modes_that_ask_none(tmp_path: Path, mode, words):
    lines: list[str] = []
    adapter = Answers({})
    say_sources(settings_of(tmp_path, KOMPETENS_SOURCE=mode), HttpClient("prov", adapter), lines.append)
    assert len(lines) == 1
    assert "ingen källa tillfrågas" in lines[0]
    assert words in lines[0]
    assert adapter.asked == []


def test_live_asks_every_source_once_and_says_why_one_does_not_answer(tmp_path: Path):
    settings = settings_of(
        tmp_path,
        KOMPETENS_SOURCE="live",
        KOMPETENS_SCB_URL="https://scb.invalid/api/",
        KOMPETENS_AF_DATA_URL="https://data.invalid",
        KOMPETENS_AF_STATISTIK_URL="https://af.invalid/sida",
    )
    adapter = Answers({"https://scb.invalid/api/config": 200, "https://data.invalid/annonser/historiska/": 404})
    lines: list[str] = []
    say_sources(settings, HttpClient("prov", adapter, retries=0), lines.append)
    assert lines[0] == "  SCB TAB4434: svarar (https://scb.invalid/api/config)"
    assert "annonser/historiska: svarar inte: https://data.invalid/annonser/historiska/ gav svaret 404" in lines[1]
    assert (
        "web-arbetslosa-yrkesomrade: svarar inte: https://af.invalid/sida kunde inte nås (ConnectionError)" in lines[2]
    )
    assert [method for method, _ in adapter.asked] == ["GET"] * 3


def test_the_doctors_client_tries_once_with_a_short_timeout(tmp_path: Path):
    client = reach.client(settings_of(tmp_path))
    assert client._retries == 0
    assert max(client._timeout) <= 10


def test_age_and_last_day_of_each_underlag(tmp_path: Path):
    settings = settings_of(tmp_path)
    home = Home(settings.home)
    home.create()
    kept = keep_snapshots(home)
    store = snapshot_store(settings, home)
    fetched = datetime.fromisoformat(kept[EMPLOYEES.dataset].origin.fetched_at)
    lines: list[str] = []
    assert say_entry(EMPLOYEES, store, settings, fetched + timedelta(days=3), lines.append)
    last = (fetched + timedelta(days=400)).date()
    assert "period 2025-09 – 2026-08, hämtat 20" in lines[-2]
    assert "Uppdaterat hos källan 2026-03-05 kl. 08:00." in lines[-2]
    assert lines[-1].startswith("    ålder 3 dagar; blir för gammalt 20")
    assert abs((datetime.fromisoformat(lines[-1].split()[-4]).date() - last).days) <= 1
    assert not say_entry(EMPLOYEES, store, settings, fetched + timedelta(days=401), lines.append)
    assert "FÖR GAMMALT: 401 dagar, högst 400; gick ut 20" in lines[-1]
    assert say_entry(ADS, store, settings, fetched, lines.append)
    assert "Källan anger inte när underlaget ändrades." in lines[-2]


def test_a_damaged_snapshot_is_a_line_and_the_rest_is_still_said(tmp_path: Path):
    settings = settings_of(tmp_path)
    home = Home(settings.home)
    home.create()
    origin = home.raw / EMPLOYEES.dataset / "20261124T000000Z-skadad" / "ursprung.json"
    origin.parent.mkdir(parents=True)
    origin.write_text("{", encoding="utf-8")
    lines: list[str] = []
    assert not say_entry(EMPLOYEES, snapshot_store(settings, home), settings, NOW, lines.append)
    assert "GÅR INTE ATT LÄSA: 20261124T000000Z-skadad/ursprung.json går inte att läsa" in lines[-1]
