"""The analyst's day in Dagster's UI, in the order of the day: the tests share one UI and one home."""

from __future__ import annotations

import getpass
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from sources.snapshot import REJECTED, SnapshotStore
from tests.browser.conftest import Shot
from tests.integration.test_quarantine import FAULTS
from tests.integration.test_whole_run import ROOT, verified_sums
from tests.shared import RUN_SECONDS, free_port, plant, unpublished, until

START_SECONDS, SIGHT_MS = 300, 60_000
LOCATION = "EXEMPELDATA, län 14"
LOADED = "{ locationOrLoadError { __typename } name }"

expect.set_options(timeout=SIGHT_MS)


@dataclass(frozen=True)
class Ui:
    address: str
    home: Path

    def ask(self, query: str, **variables: str) -> dict[str, Any]:
        answer = requests.post(
            f"{self.address}/graphql", json={"query": query, "variables": variables}, timeout=SIGHT_MS / 1000
        )
        answer.raise_for_status()
        return answer.json()["data"]

    def location(self) -> str | None:
        try:
            data = self.ask(f"{{ workspaceOrError {{ ... on Workspace {{ locationEntries {LOADED} }} }} }}")
        except requests.ConnectionError:
            return None
        loaded = [e for e in data["workspaceOrError"]["locationEntries"] if e["locationOrLoadError"]]
        return loaded[0]["locationOrLoadError"]["__typename"] if loaded else None

    def status(self, run: str) -> str:
        """How a run ended, when it has."""

        def ended() -> str | None:
            query = "query Q($run: ID!) { runOrError(runId: $run) { ... on Run { status } } }"
            status = self.ask(query, run=run)["runOrError"]["status"]
            return status if status in ("SUCCESS", "FAILURE", "CANCELED") else None

        return until(ended, RUN_SECONDS, f"körningen {run}")

    @property
    def published(self) -> Path:
        return self.home / "publicerat"


@contextmanager
def started(folder: Path, **environment: str) -> Iterator[Ui]:
    """The UI of the homes in a folder, as a person starts it."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    log = folder / "ui.log"
    with log.open("wb") as out:
        # A session of its own, so that the code server, the web server, the daemon and the runs that it starts are
        # exactly the members of one process group: in the background they do not end on SIGTERM.
        started = subprocess.Popen(
            [sys.executable, "-m", "pipelines", "ui", "--port", str(port)],
            cwd=ROOT,
            env={**env, "KOMPETENS_HOME": str(folder), **environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            there = Ui(f"http://127.0.0.1:{port}", folder / "exempel" / "14")
            assert until(there.location, START_SECONDS, "gränssnittet") == "RepositoryLocation", log.read_text()
            assert "WARNING" not in log.read_text()
            yield there
        finally:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait(timeout=60)


@pytest.fixture(scope="module")
def ui(made_up: Path, module_folder: Path) -> Iterator[Ui]:
    with started(unpublished(made_up, module_folder / "kopia")) as there:
        yield there


def open_asset(page: Page, ui: Ui, *key: str) -> None:
    """From the first page to an asset's, with the search."""
    page.goto(ui.address)
    page.get_by_role("button", name="Search").click()
    page.get_by_placeholder("Search assets, jobs").fill(key[-1])
    page.get_by_role("link", name=f"{' / '.join(key)} Asset in {LOCATION}").click()
    expect(page.get_by_role("tab", name="Overview").first).to_be_visible()


def launched(page: Page) -> str:
    """The run that the UI says it has started."""
    toast = page.get_by_role("listitem").filter(has_text="Launched run")
    return str(toast.get_by_role("link", name="View").get_attribute("href")).rpartition("/")[2]


def row(page: Page, name: str) -> Locator:
    """A row of metadata, by the word it begins with."""
    return page.get_by_role("row", name=re.compile(rf"^{re.escape(name)} "))


def see_run(page: Page, ui: Ui, run: str, word: str) -> None:
    page.goto(f"{ui.address}/runs/{run}")
    expect(page.get_by_text(word, exact=True).first).to_be_visible()


def see_why(page: Page, sentence: re.Pattern[str]) -> None:
    page.get_by_placeholder("Filter…").fill("Varför det stannade")
    expect(page.get_by_text(sentence).first).to_be_visible()


def test_the_first_page_says_that_the_figures_are_made_up(ui: Ui, page: Page, shot: Shot):
    page.goto(ui.address)
    # The front page goes on to the timeline by itself, and a click before that is lost.
    expect(page.get_by_role("tab", name="Timeline")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"(^|\s)Lineage$")).click()
    for group in ("1_uppdrag", "5_lager", "6_rapporter", "7_publicering"):
        expect(page.get_by_text(group, exact=True).first).to_be_visible()
    shot("01_lineage_grupper")
    open_asset(page, ui, "uppdrag", "utgava")
    expect(page.get_by_text("EXEMPELDATA: alla tal är påhittade.").first).to_be_visible()
    page.get_by_role("link", name="Deployment").click()
    expect(page.get_by_role("link", name=LOCATION)).to_be_visible()
    shot("02_plats")


def test_the_nightly_job_is_launched_from_its_page_and_publishes(ui: Ui, page: Page, shot: Shot):
    page.goto(ui.address)
    page.get_by_role("link", name="Jobs").click()
    page.get_by_role("link", name="nattlig").click()
    expect(page.get_by_text("Hela flödet:")).to_be_visible()
    page.get_by_role("button", name="Materialize all").click()
    run = launched(page)
    shot("03_nattlig_startad")
    assert ui.status(run) == "SUCCESS"
    see_run(page, ui, run, "Success")
    page.get_by_placeholder("Filter…").fill("Kontroller:")
    expect(
        page.get_by_text(re.compile(r"Klart: \d+ steg\. Kontroller: \d+ av \d+ gröna[^.]*\. Publicerat: /")).first
    ).to_be_visible()
    shot("04_nattlig_klar")
    assert verified_sums(ui.published / "senaste")


def test_the_lineage_goes_from_raw_to_published(ui: Ui, page: Page, shot: Shot):
    # Only nodes within the window are drawn.
    page.set_viewport_size({"width": 3400, "height": 2000})
    see_upstream(page, ui, ("mart", "obalans"), ("af_annonser", "scb_tab4434", "anstallda", "obalans"))
    shot("05_lineage")
    # All that is above publicerat is more than any window holds; what it is made of is one step away.
    see_upstream(page, ui, ("publicering", "publicerat"), ("warehouse", "fyrbodal", "publicerat"), every_level=False)
    shot("05_lineage_publicerat")


def see_upstream(page: Page, ui: Ui, asset: tuple[str, str], names: tuple[str, ...], every_level: bool = True) -> None:
    open_asset(page, ui, *asset)
    page.get_by_role("tab", name="Lineage").click()
    page.get_by_role("button", name="Upstream").click()
    all_levels = page.get_by_role("button", name="All", exact=True)
    if every_level and all_levels.is_enabled():
        all_levels.click()
    for name in names:
        expect(page.get_by_text(name, exact=True).first).to_be_visible()


def test_a_raw_assets_page_says_rows_period_update_and_freshness(ui: Ui, page: Page, shot: Shot):
    open_asset(page, ui, "raw", "scb_tab4434")
    expect(page.get_by_text("Anställda 16–64 år efter arbetsställets kommun").first).to_be_visible()
    expect(page.get_by_text("Row count")).to_be_visible()
    expect(page.get_by_text("75 990")).to_be_visible()
    expect(row(page, "period")).to_contain_text("2020 – 2024")
    expect(row(page, "källan uppdaterad")).to_contain_text("2026-03-05 08:00")
    expect(row(page, "läge")).to_contain_text("EXEMPELDATA")
    expect(page.get_by_text("Warns if more than 36 hours since last materialization")).to_be_visible()
    shot("06_raw_scb_tab4434")


def test_a_tables_page_says_rows_columns_and_shows_the_first_rows(ui: Ui, page: Page, shot: Shot):
    open_asset(page, ui, "mart", "obalans")
    expect(page.get_by_text("Utbud och efterfrågan per delregion.").first).to_be_visible()
    expect(page.get_by_text("1 485", exact=True)).to_be_visible()
    column = page.get_by_role("row", name=re.compile("^platser_per_arbetslos "))
    expect(column).to_contain_text("Annonserade platser under tolv månader per inskriven arbetslös")
    shot("07_mart_obalans")
    row(page, "förhandsvisning").get_by_text("Show Markdown").click()
    expect(page.get_by_role("dialog").get_by_role("cell", name="Borås").first).to_be_visible()
    shot("08_mart_obalans_forhandsvisning")


def test_one_report_is_a_draft_and_leaves_what_is_published_alone(ui: Ui, page: Page, shot: Shot):
    before = verified_sums(ui.published / "senaste")
    open_asset(page, ui, "rapport", "fyrbodal")
    page.get_by_role("button", name="Materialize").first.click()
    assert ui.status(launched(page)) == "SUCCESS"
    page.reload()
    expect(row(page, "status")).to_contain_text("Utkast. Publiceras först av publicerat")
    expect(row(page, "det viktigaste")).to_contain_text("i Fyrbodal har många annonser per anställd")
    expect(row(page, "öppna")).to_contain_text("rapport/fyrbodal.html")
    shot("09_rapport_fyrbodal")
    assert verified_sums(ui.published / "senaste") == before


def test_an_answer_that_waits_is_seen_and_rejected_in_the_launchpad(ui: Ui, page: Page, shot: Shot):
    store = SnapshotStore(ui.home / "raw", ui.home / "tillfalligt", "example")
    stored = store.latest("scb_tab5457")
    assert stored is not None
    wrong = plant(store, stored, FAULTS["tio gånger för stort"])
    open_asset(page, ui, "raw", "scb_tab5457")
    page.get_by_role("button", name="Materialize").first.click()
    assert ui.status(launched(page)) == "SUCCESS"
    page.reload()
    expect(row(page, "status")).to_contain_text("senast godkända")
    expect(row(page, "problem")).to_contain_text("ligger i karantän tills någon har beslutat om det")
    shot("09a_i_karantan")
    page.goto(ui.address)
    page.get_by_role("link", name="Jobs").click()
    page.get_by_role("link", name="avvisa_svar").click()
    expect(page.get_by_text("Avvisa ett svar som ligger i karantän.")).to_be_visible()
    page.get_by_role("tab", name="Launchpad").click()
    for field, value in (("underlag", "scb_tab5457"), ("skal", "Prov i gränssnittet")):
        page.get_by_text(f"{field}:", exact=False).first.click()
        for key in ("End", "Shift+Home"):
            page.keyboard.press(key)
        page.keyboard.type(f'{field}: "{value}"')
    expect(page.get_by_text("No errors")).to_be_visible()
    shot("09b_avvisa_svar")
    page.get_by_role("button", name="Launch Run").click()
    page.wait_for_url(f"{ui.address}/runs/*")
    assert ui.status(page.url.rpartition("/")[2]) == "SUCCESS"
    decision = store.get("scb_tab5457", wrong.id).decision
    assert decision is not None
    assert (decision.outcome, decision.reason) == (REJECTED, "Prov i gränssnittet")
    assert decision.by == getpass.getuser()


def test_a_red_check_shows_the_rows_what_was_expected_and_what_to_do(ui: Ui, page: Page, shot: Shot):
    path = ui.home / "data" / "staged" / "anstallda.parquet"
    table = pq.read_table(path)
    at, values = table.column_names.index("varde"), table["varde"].to_pylist()
    values[0] = -7
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(values, pa.int64())), path)
    open_asset(page, ui, "staged", "anstallda")
    page.get_by_role("tab", name="Checks").click()
    page.get_by_role("button", name="Execute all").click()
    assert ui.status(launched(page)) == "FAILURE"
    page.get_by_text("varde_rimligt").first.click()
    expect(page.get_by_text("inte godkänd: 1 av 75990 rader")).to_be_visible()
    first = [f"{name} {table[name][0].as_py()}" for name in ("region_kod", "ssyk3", "kon", "ar")]
    expect(row(page, "exempel")).to_contain_text(", ".join([*first, "varde -7"]))
    expect(row(page, "förväntat")).to_contain_text("kolumnen varde; lägst 0; högst 400000")
    expect(row(page, "observerat")).to_contain_text("1 av 75990 rader")
    expect(row(page, "vad man gör")).to_contain_text("jämför med källans sida")
    shot("10_rod_kontroll")


def test_nothing_is_published_around_the_red_check_and_the_log_says_why(ui: Ui, page: Page, shot: Shot):
    before = verified_sums(ui.published / "senaste")
    open_asset(page, ui, "publicering", "publicerat")
    page.get_by_role("button", name="Materialize").first.click()
    run = launched(page)
    assert ui.status(run) == "FAILURE"
    see_run(page, ui, run, "Failure")
    see_why(page, re.compile("Varför det stannade: Inget publiceras: .*staged.anstallda/varde_rimligt: inte godkänd"))
    shot("11_varfor_inget_publicerades")
    assert verified_sums(ui.published / "senaste") == before


def open_edition_job(page: Page, ui: Ui) -> None:
    page.goto(ui.address)
    page.get_by_role("link", name="Jobs").click()
    page.get_by_role("link", name="utgava").click()
    expect(page.get_by_text("Fryser en utgåva:")).to_be_visible()


def test_an_edition_without_a_name_of_its_own_stops_with_a_sentence(ui: Ui, page: Page, shot: Shot):
    open_edition_job(page, ui)
    page.get_by_role("button", name="Materialize all").click()
    run = launched(page)
    assert ui.status(run) == "FAILURE"
    see_run(page, ui, run, "Failure")
    see_why(page, re.compile("Varför det stannade: .*ÅÅÅÅ-MM.* till exempel 2026-12"))
    shot("12_utgava_utan_namn")
    assert not (ui.published / "utgavor").exists()


def test_an_edition_is_frozen_with_the_name_written_in_the_launchpad(ui: Ui, page: Page, shot: Shot):
    open_edition_job(page, ui)
    page.get_by_role("button", name="Materialize all").locator("xpath=following::button[1]").click()
    page.get_by_role("menuitem", name="Open launchpad").click()
    launchpad = page.get_by_role("dialog")
    launchpad.get_by_text("ÅÅÅÅ-MM").click()
    for key in ("End", "Shift+Home"):
        page.keyboard.press(key)
    page.keyboard.type('utgava: "2026-12"')
    expect(launchpad.get_by_text("No errors")).to_be_visible()
    shot("13_utgava_launchpad")
    launchpad.get_by_role("button", name="Materialize").click()
    page.wait_for_url(f"{ui.address}/runs/*")
    assert ui.status(page.url.rpartition("/")[2]) == "SUCCESS"
    expect(page.get_by_text("Success", exact=True).first).to_be_visible()
    assert verified_sums(ui.published / "utgavor" / "2026-12")
    open_asset(page, ui, "uppdrag", "utgava")
    expect(row(page, "utgåva")).to_contain_text("2026-12")
    shot("14_utgava_klar")
