from __future__ import annotations

import errno
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from assets.home import Home
from pipelines import reach
from pipelines.doctor import (
    report,
    say_catalog,
    say_disk,
    say_editions,
    say_entry,
    say_homes,
    say_schedule,
    say_sources,
)
from pipelines.editions import Editions
from pipelines.live_comparison import Comparison, next_words, say_comparison, say_table
from pipelines.monitoring import state
from pipelines.quarantine import waiting
from pipelines.resources import snapshot_store
from pipelines.settings import Settings, load
from sources.arbetsformedlingen.ad_reader import READER_VERSION
from sources.catalogue.ads import AF_ADS
from sources.catalogue.employees import SCB_EMPLOYEES, SCB_EMPLOYEES_2014
from sources.catalogue.entry import PxTable, SourceTable
from sources.catalogue.population import SCB_SUPPORT_RATIO
from sources.catalogue.registry import CATALOG, PX_TABLES
from sources.catalogue.sector import SCB_INDUSTRY, SCB_INFLOWS
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.http import HttpClient
from sources.scb import pxtable
from sources.scb.client import ScbClient
from sources.snapshot import Snapshot, SnapshotStore
from tests.unit.pipelines.conftest import keep_snapshots

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def settings_of(data: Path, **environment: str) -> Settings:
    return load({"KOMPETENS_HOME": str(data), **environment}, data / "no.env")


def answered(request: requests.PreparedRequest, status: int, document: object = None) -> requests.Response:
    response = requests.Response()
    response.status_code, response.request, response.url = status, request, request.url or ""
    response.raw = io.BytesIO(b"" if document is None else json.dumps(document).encode())
    return response


class Answers(requests.adapters.BaseAdapter):
    """Answers each address with a status; an address that it does not know is a broken connection."""

    def __init__(self, statuses: dict[str, int]) -> None:
        super().__init__()
        self.statuses, self.asked = statuses, []

    def send(self, request, *args, **more):
        self.asked.append((request.method, request.url))
        if request.url not in self.statuses:
            raise requests.ConnectionError("no route")
        return answered(request, self.statuses[request.url])

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
    pointer["kontrollsumma"] = "d" * 64
    (other.published / "senaste.json").write_text(json.dumps(pointer), encoding="utf-8")
    lines: list[str] = []
    assert say_homes(settings, home, lines.append)
    assert lines == [
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


def test_what_points_to_another_homes_publication_is_said_when_it_is_damaged(tmp_path: Path):
    settings, other = settings_of(tmp_path), Home(tmp_path / "skarp" / "14")
    home = Home(settings.home)
    home.create()
    other.create()
    (other.published / "senaste.json").write_text('{"a":', encoding="utf-8")
    lines: list[str] = []
    assert say_homes(settings, home, lines.append)
    assert lines[-1].startswith("    publicerat: GÅR INTE ATT LÄSA: ")
    (home.published / "senaste.json").write_text('{"a":', encoding="utf-8")
    assert not say_homes(settings, home, lines.append)


@pytest.fixture
def read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home on a file system that may only be read, which the superuser of a test cannot be kept from otherwise."""
    settings = settings_of(tmp_path)
    with Home(settings.home).locked("körning 1"):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr("assets.home.FileLock.acquire", refuse)
    return settings


def test_a_home_that_may_only_be_read_is_said_to_be_and_the_rest_is_told(
    read_only: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("pipelines.doctor.say_sources", lambda *_: True)
    lines: list[str] = []
    assert report(read_only, lines.append) == 1
    said = "\n".join(lines)
    assert "  KAN BARA LÄSAS: Mappen " in said
    assert "Till dess kan inget köras i hemmet." in said
    assert "    lås: Det går inte att se om någon kör, för låset går inte att skriva." in lines
    assert "    publicerat: inget ännu; kör kompetens run" in lines
    assert {"Disk", "Schema", "Larm", "Källor"} <= set(lines)
    assert "GÅR INTE ATT LÄSA" not in said
    found = state(read_only, NOW)
    assert sum("går inte att skriva i" in problem for problem in found["problem"]) == 1
    assert found["ledigt_gb"] > 0
    assert waiting(read_only, lines.append) == 0
    assert lines[-1] == "Inget svar ligger i karantän."


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
    for name in ("2026-12 (kopia).json", "2026-12.txt", ".2026-12.json.0123abcd.tmp"):
        (home.raw / "utgavor" / name).write_text("{}", encoding="utf-8")
    said = list(lines)
    lines.clear()
    say_editions(Editions(home, "A"), lines.append)
    assert lines == [
        *said,
        "    läses inte, för namnet är ingen utgåvas: 2026-12 (kopia).json, 2026-12.txt. "
        f"Flytta undan det ur {home.raw / 'utgavor'}.",
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
        (NOW + timedelta(days=9), "schemaläggaren är inte igång (senaste livstecken 2026-12-03 kl. 13:00)"),
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
    assert not say_sources(settings, HttpClient("prov", adapter, retries=0), lines.append)
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
    fetched = datetime.fromisoformat(kept[SCB_EMPLOYEES.dataset].origin.fetched_at)
    lines: list[str] = []
    assert say_entry(SCB_EMPLOYEES, store, settings, fetched + timedelta(days=3), lines.append)
    last = (fetched + timedelta(days=400)).date()
    assert lines[:3] == [
        f"  SCB TAB4434: {SCB_EMPLOYEES.title}",
        f"    {SCB_EMPLOYEES.why}",
        f"    obekräftat: {SCB_EMPLOYEES.unverified}",
    ]
    assert "period 2025-09 – 2026-08, hämtat 20" in lines[-2]
    assert "Uppdaterat hos källan 2026-03-05 kl. 08:00. Nästa vänta" in lines[-2]
    assert lines[-2].endswith(" 2027-03.")
    assert lines[-1].startswith("    färskt: 3 dagar gammalt; blir för gammalt 20")
    assert abs((datetime.fromisoformat(lines[-1].split()[-4]).date() - last).days) <= 1
    assert not say_entry(SCB_EMPLOYEES, store, settings, fetched + timedelta(days=401), lines.append)
    assert "FÖR GAMMALT: 401 dagar, högst 400; gick ut 20" in lines[-1]
    assert not say_entry(SCB_EMPLOYEES, store, settings, fetched - timedelta(days=1), lines.append)
    assert lines[-1].startswith("    HÄMTAT SENARE ÄN DATORNS KLOCKA VISAR: klockan går fel")
    assert kept[SCB_EMPLOYEES.dataset].id in lines[-1]
    assert say_entry(AF_ADS, store, settings, fetched, lines.append)
    assert "Källan anger inte när underlaget ändrades." in lines[-2]


def test_a_damaged_snapshot_is_a_line_and_the_rest_is_still_said(tmp_path: Path):
    settings = settings_of(tmp_path)
    home = Home(settings.home)
    home.create()
    origin = home.raw / SCB_EMPLOYEES.dataset / "20261124T000000Z-skadad" / "ursprung.json"
    origin.parent.mkdir(parents=True)
    origin.write_text("{", encoding="utf-8")
    lines: list[str] = []
    assert not say_entry(SCB_EMPLOYEES, snapshot_store(settings, home), settings, NOW, lines.append)
    assert "GÅR INTE ATT LÄSA: 20261124T000000Z-skadad/ursprung.json går inte att läsa" in lines[-1]


def keep(store: SnapshotStore, entry: SourceTable, **facts: object) -> Snapshot:
    store.scratch.mkdir(parents=True, exist_ok=True)
    (store.scratch / "svar").write_text(entry.dataset, encoding="utf-8")
    return store.keep(
        f"{entry.dataset}/2026" if entry is AF_ADS else entry.dataset,
        {"svar": store.scratch / "svar"},
        url="https://exempel.invalid/svar",
        query={},
        updated="2026-03-05T07:00:00Z",
        licence=entry.licence,
        facts={"reader": READER_VERSION, "period_from": "2020", "period_to": "2024", "lines": 1, **facts},
    )


@pytest.fixture
def kept(tmp_path: Path) -> SnapshotStore:
    settings = settings_of(tmp_path)
    Home(settings.home).create()
    return snapshot_store(settings, Home(settings.home))


def told(entry: SourceTable, store: SnapshotStore, tmp_path: Path, days: int = 0) -> tuple[bool, str]:
    lines: list[str] = []
    now = datetime.now(UTC) + timedelta(days=days)
    good = say_entry(entry, store, settings_of(tmp_path), now, lines.append)
    return good, "\n".join(lines)


def test_what_was_recorded_when_it_was_fetched_is_told(tmp_path: Path, kept: SnapshotStore):
    keep(kept, SCB_INFLOWS, table="TAB7777", decisions=["Valt efter namn."], finer=["Finns per kommun."], revised=12)
    good, text = told(SCB_INFLOWS, kept, tmp_path)
    assert good
    assert text.startswith("  SCB TAB7777: Jobbinflöden")
    assert "\n    beslut: Valt efter namn." in text
    assert "\n    möjligt: Finns per kommun." in text
    assert "\n    reviderat: Källan har ändrat 12 tal för samma perioder sedan förra hämtningen." in text
    keep(kept, SCB_EMPLOYEES)
    assert not any(word in told(SCB_EMPLOYEES, kept, tmp_path)[1] for word in ("beslut", "möjligt", "reviderat"))


def test_the_next_release_is_told_as_coming_late_or_never(tmp_path: Path, kept: SnapshotStore):
    assert next_words("2026-11", NOW) == "Nästa väntas 2026-11."
    assert next_words("2026-11-23", NOW) == "Nästa väntades 2026-11-23."
    assert next_words("2026-10", NOW) == "Nästa väntades 2026-10."
    keep(kept, SCB_EMPLOYEES_2014)
    assert "Serien är avslutad." in told(SCB_EMPLOYEES_2014, kept, tmp_path)[1]
    keep(kept, SCB_INDUSTRY, next_update="2099-11-27T07:00:00Z")
    assert "Nästa väntas 2099-11-27." in told(SCB_INDUSTRY, kept, tmp_path)[1]


def test_what_is_missing_is_a_failure_only_when_it_is_required(tmp_path: Path, kept: SnapshotStore):
    good, text = told(SCB_SUPPORT_RATIO, kept, tmp_path)
    assert not good
    assert text.endswith(f"    inte hämtat; {SCB_SUPPORT_RATIO.without}")
    good, text = told(SCB_EMPLOYEES, kept, tmp_path)
    assert text.endswith("    INTE HÄMTAT ännu; kör kompetens run. Utan det: Ingenting publiceras.")
    assert "(id söks upp)" in told(SCB_INFLOWS, kept, tmp_path)[1]

    def catalog(days: int = 0) -> tuple[bool, list[str]]:
        lines: list[str] = []
        now = datetime.now(UTC) + timedelta(days=days)
        return say_catalog(kept, settings_of(tmp_path), now, lines.append), lines

    assert not catalog()[0]
    required = [entry for entry in CATALOG if entry.required]
    for entry in required[1:]:
        keep(kept, entry)
    assert not catalog()[0]
    keep(kept, required[0])
    good, lines = catalog()
    assert good
    others = len(CATALOG) - len(required)
    assert lines[-1] == f"  av underlagen går 3 av 3 som behövs och 0 av {others} övriga att använda"
    headings = [line for line in lines if not line.startswith("   ")]
    assert headings[1].startswith("  SCB TAB4434: ")
    assert headings[4] == f"Övriga underlag ({others}): utan ett av dem saknas det som står vid det"
    assert len(headings) == len(CATALOG) + 3
    # An optional one that is too old or damaged is said and is no failure; a required one that is too old is.
    keep(kept, SCB_INDUSTRY)
    assert catalog(61)[0]
    assert not catalog(63)[0]
    assert f"Kör kompetens run. Tills dess: {SCB_INDUSTRY.without}" in told(SCB_INDUSTRY, kept, tmp_path, days=101)[1]
    damaged = kept.raw / SCB_INDUSTRY.dataset / "x" / "ursprung.json"
    damaged.parent.mkdir()
    damaged.write_text("{", encoding="utf-8")
    assert "GÅR INTE ATT LÄSA" in told(SCB_INDUSTRY, kept, tmp_path)[1]
    assert catalog()[0]


class Changed(ExampleAdapter):
    """The made-up world, where some addresses answer otherwise: a status, or a function of the JSON answer."""

    def __init__(self, **answers: object) -> None:
        super().__init__()
        self.answers = {path.replace("__", "/"): answer for path, answer in answers.items()}

    def send(self, request, *args, **options):
        answer = next((a for path, a in self.answers.items() if f"/{path}?" in f"{request.url}?"), None)
        if isinstance(answer, int):
            return answered(request, answer)
        table = request.url.split("/tables/")[-1].split("?")[0]
        if "/tables/" in request.url and "/" not in table:
            # The made-up world has no lines of the list of tables beside its searches.
            return answered(request, 200, {"id": table, "discontinued": answer == "discontinued"})
        response = super().send(request, *args, **options)
        if callable(answer):
            document = response.json()
            answer(document)
            return answered(request, 200, document)
        return response


def scb(adapter: ExampleAdapter) -> ScbClient:
    return ScbClient(HttpClient("prov", adapter, retries=0), f"{EXAMPLE_BASE}/scb/api/v2")


def without_code(variable: str, code: str):
    def edit(document):
        category = document["dimension"][variable]["category"]
        del category["label"][code]
        category["index"] = {c: at for at, c in enumerate(category["label"])}

    return edit


def compared(kept: SnapshotStore, adapter: ExampleAdapter) -> tuple[bool, str]:
    lines: list[str] = []
    return say_comparison(scb(adapter), kept, "14", NOW, lines.append), "\n".join(lines)


def one(entry: PxTable, kept: SnapshotStore, adapter: ExampleAdapter) -> tuple[Comparison, str]:
    lines: list[str] = []
    client = scb(adapter)
    return say_table(entry, client, kept, "14", NOW, lines.append), "\n".join(lines)


def test_live_compares_every_table_and_says_first_how_long_it_takes(kept: SnapshotStore):
    good, text = compared(kept, Changed())
    assert good
    assert text.startswith(f"  {len(PX_TABLES)} tabeller jämförs med omkring ")
    assert all(f": {entry.title}" in text for entry in PX_TABLES)
    assert text.splitlines()[1] == f"  SCB TAB4434 (behövs): {SCB_EMPLOYEES.title}"
    assert "    lika som katalogen; inte hämtat ännu" in text
    assert "lika som katalogen, " in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("answers", "words", "outcome"),
    [
        ({"TAB4434__metadata": 404}, "FINNS INTE: Anställda", Comparison.GONE),
        ({"TAB4434__metadata": 503}, "kunde inte läsas: ", Comparison.UNREAD),
        ({"tables__TAB4434": 503}, "kunde inte läsas: ", Comparison.UNREAD),
        ({"TAB4434__metadata": without_code("Region", "1480")}, "BORTA: Region saknar 1 kod", Comparison.GONE),
        ({"tables__TAB4434": "discontinued"}, "ändrat: Källan märker tabellen som avslutad", Comparison.DIFFERS),
        ({}, "lika som katalogen; inte hämtat ännu", Comparison.SAME),
    ],
    ids=["table gone", "table unread", "listing unread", "code gone", "discontinued", "same"],
)
def test_live_says_what_came_of_one_table(kept: SnapshotStore, answers, words, outcome):
    if answers.get("TAB4434__metadata") == 404:
        answers = {**answers, "tables": lambda document: document["tables"].clear()}
    found, text = one(SCB_EMPLOYEES, kept, Changed(**answers))
    assert (found, words in text) == (outcome, True), text


@pytest.mark.parametrize(
    ("table", "answer", "good"),
    [
        ("TAB4434", without_code("Region", "1480"), False),
        ("TAB4434", 503, False),
        ("TAB3784", without_code("Region", "1480"), True),
        ("TAB3784", 503, True),
    ],
)
def test_live_fails_for_what_is_required_and_goes_on_with_the_rest(kept: SnapshotStore, table, answer, good):
    found, text = compared(kept, Changed(**{f"{table}__metadata": answer}))
    assert found == good
    assert all(f": {entry.title}" in text for entry in PX_TABLES)


def test_live_says_once_that_the_source_does_not_answer(kept: SnapshotStore):
    good, text = compared(kept, Changed(config=503))
    assert not good
    assert text.startswith("  ingen tabell kan jämföras: ")
    assert text.count("\n") == 0


def test_live_compares_with_what_is_stored(kept: SnapshotStore):
    kept.scratch.mkdir(exist_ok=True)
    (snapshot,) = pxtable.refresh(SCB_EMPLOYEES, scb(ExampleAdapter()), kept, "14")
    assert "    lika som katalogen och som vid hämtningen" in one(SCB_EMPLOYEES, kept, Changed())[1]

    def next_year(document):
        category = document["dimension"]["Tid"]["category"]
        category["label"]["2030"] = "2030"
        category["index"]["2030"] = len(category["index"])

    outcome, text = one(SCB_EMPLOYEES, kept, Changed(TAB4434__metadata=next_year))
    assert (outcome, "nytt: Ny period 2030 finns att hämta." in text) == (Comparison.DIFFERS, True)
    outcome, text = one(
        SCB_EMPLOYEES, kept, Changed(TAB4434__metadata=lambda d: d.update(updated="2026-11-20T07:00:00Z"))
    )
    assert "nytt: Reviderad: källan ändrade tabellen 2026-11-20" in text
    snapshot.file(pxtable.METADATA).unlink()
    outcome, text = one(SCB_EMPLOYEES, kept, Changed())
    assert "det hämtade går inte att läsa, så tabellen jämförs bara med katalogen" in text
    assert outcome is Comparison.SAME


def test_a_table_without_id_is_searched_for_until_it_is_stored(kept: SnapshotStore):
    outcome, text = one(SCB_INFLOWS, kept, Changed())
    assert text.startswith("  SCB (id söks upp): Jobbinflöden")
    assert "\n    Tabellen hittades med sökningen RegionInd19E2B: EX" in text
    pxtable.refresh(SCB_INFLOWS, scb(ExampleAdapter()), kept, "14")
    assert "Tabellen hittades med sökningen" not in one(SCB_INFLOWS, kept, Changed())[1]
    outcome, text = one(SCB_SUPPORT_RATIO, kept, Changed(TAB5457__metadata=404, tables=lambda d: d["tables"].clear()))
    assert outcome is Comparison.GONE
    assert "FINNS INTE: Demografisk" in text
    assert "(R2 demografisk försörjningskvot, försörjningskvot)" in text
