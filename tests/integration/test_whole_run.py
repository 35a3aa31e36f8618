"""The whole job on the made-up world, as a person runs it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import dagster as dg
import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from pptx import Presentation
from pypdf import PdfReader

from assets.contracts.edition import QUALITY
from assets.contracts.registry import CONTRACTS, PUBLISHED
from assets.methods.score import NOT_RATED, SIGNAL_CLASSES
from pipelines.instance import anchor
from pipelines.settings import load
from sources.catalogue.registry import CATALOG
from sources.example import ads
from sources.example.world import Example
from tests.integration.kept import personal
from tests.shared import RUN_SECONDS, head_row

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = ("fyrbodal", "goteborgsregionen", "borasregionen", "skaraborg", "vastra_gotaland")


def kompetens(home: Path, *arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *arguments],
        cwd=cwd,
        env={**env, "KOMPETENS_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=RUN_SECONDS,
        check=False,
    )


def verified_sums(folder: Path) -> dict[str, str]:
    """The sums of a published folder, after checking every one and that no file is outside them."""
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != "SHA256SUMS"}
    assert there == set(sums)
    return sums


@pytest.fixture(scope="module")
def home(made_up: Path, module_folder: Path) -> Path:
    return shutil.copytree(made_up, module_folder / "kopia")


@pytest.fixture(scope="module")
def latest(home: Path) -> Path:
    return home / "exempel" / "14" / "publicerat" / "senaste"


def test_everything_is_published_and_sums_hold(home: Path, latest: Path):
    names = verified_sums(latest)
    assert {f"{c.name}.{form}" for c in PUBLISHED for form in ("parquet", "csv")} <= set(names)
    assert {f"kompetensbehov_{w}.zip" for w in WORKBOOKS[:-1]} <= set(names)
    # What names other files by their place stands in the folder alone, and above it with the folder as its base.
    assert not {"datapackage.json", "catalog.rdf"} & set(names)
    for kind in ("kompetensbehov_{}.xlsx", "motesunderlag_{}.pdf", "kompetensbehov_{}.pdf", "kompetensbehov_{}.pptx"):
        assert {kind.format(w) for w in WORKBOOKS} <= set(names)
    assert {"kompetensbehov.duckdb", "dialog_med_staten.pdf", "kommun_1485_uddevalla.pdf"} <= set(names)
    pointer = json.loads((latest.parent / "senaste.json").read_text(encoding="utf-8"))
    folder = latest.parent / pointer["mapp"]
    assert {"datapackage.json", "catalog.rdf", "metadata/data.html"} <= set(verified_sums(folder))
    assert f'xml:base="{pointer["mapp"]}/"' in (latest.parent / "catalog.rdf").read_text(encoding="utf-8")
    assert pointer["data"] == "EXEMPELDATA"


def test_scratch_is_empty_and_no_personal_data_was_kept(home: Path):
    root = home / "exempel" / "14"
    assert list((root / "tillfalligt").iterdir()) == []
    assert personal(root) == []
    numbers = pq.read_table(next((root / "raw/af_annonser").rglob("annonser.parquet")))["organization_number"]
    assert "enskild" in numbers.to_pylist()


def test_what_is_looked_for_is_in_the_ads_and_would_be_found(tmp_path: Path):
    name = "2026-Q3.jsonl.zip"
    (tmp_path / name).write_bytes(ads.build(Example(), name))
    planted = " ".join(personal(tmp_path))
    assert "e-mail address exempel@exempel.invalid" in planted
    assert "telephone number 070-000 00 00" in planted
    assert re.search(r"identity number \d{10}", planted)
    (tmp_path / name).unlink()
    hidden = ["ring 0520-123 45 67", "anna.andersson@exempel.se", "720315-1234", "19720375-1234"]
    pq.write_table(pa.table({"text": hidden}), tmp_path / "tabell.parquet")
    with duckdb.connect(str(tmp_path / "lager.duckdb")) as connection:
        connection.execute("create schema mart; create table mart.t (text varchar)")
        connection.executemany("insert into mart.t values (?)", [[text] for text in hidden])
        connection.execute("comment on column mart.t.text is 'text'")
    (tmp_path / "sida.html").write_text("<p>" + "</p><p>".join(hidden), encoding="utf-8")
    assert {line.split(":")[0] for line in personal(tmp_path)} == {"tabell.parquet", "lager.duckdb", "sida.html"}
    assert len([line for line in personal(tmp_path) if line.startswith("tabell")]) == len(hidden)
    (tmp_path / "ofarligt.html").write_text(
        "2120001234 556036-0793 0.7203151234 2026-11-24 04:15 1 234 567 28704631 SSYK 2221 0,72 1480 0@u.ңP",
        encoding="utf-8",
    )
    assert [line for line in personal(tmp_path) if line.startswith("ofarligt")] == []


def test_no_published_text_says_what_the_program_calls_nothing(latest: Path):
    alone = r"(^|[^\p{L}])(nan|NaN|NaT|None|inf)([^\p{L}]|$)"
    with duckdb.connect(str(latest / "kompetensbehov.duckdb"), read_only=True) as connection:
        texts = connection.execute(
            "select table_name, list(column_name) from duckdb_columns() where schema_name = 'mart' and data_type = 'VARCHAR' group by all"
        ).fetchall()
        assert len(texts) > 60
        for table, columns in texts:
            any_of = " or ".join(f"regexp_matches({column}, $alone)" for column in columns)
            found = connection.execute(
                f"select * from mart.{table} where {any_of} limit 1", {"alone": alone}
            ).fetchall()
            assert found == [], table


def test_workbook_warehouse_and_parquet_agree(home: Path, latest: Path):
    with duckdb.connect(str(latest / "kompetensbehov.duckdb"), read_only=True) as connection:
        rows = dict(
            connection.execute(
                "select yrke_kod, anstallda from mart.obalans where geo_kod = 'fyrbodal' and yrkesniva = 'redovisningsgrupp'"
            ).fetchall()
        )
        assert len(rows) == 126
        assert connection.execute(
            "select count(*) from duckdb_columns() where schema_name = 'mart' and comment is null"
        ).fetchone() == (0,)
    table = pq.read_table(
        latest / "obalans.parquet", filters=[("geo_kod", "=", "fyrbodal"), ("yrkesniva", "=", "redovisningsgrupp")]
    )
    assert dict(zip(table["yrke_kod"].to_pylist(), table["anstallda"].to_pylist(), strict=True)) == rows
    assert b"EXEMPELDATA" in pq.read_schema(latest / "obalans.parquet").metadata[b"data"]
    sheet = openpyxl.load_workbook(latest / "kompetensbehov_fyrbodal.xlsx")["Yrken"]
    head = [cell.value for cell in sheet[head_row(sheet)]]
    code, count = head.index("Kod"), next(i for i, h in enumerate(head) if str(h).startswith("Anställda"))
    shown = {r[code]: r[count] for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True) if r[code]}
    assert {k: v if v is not None else ".." for k, v in rows.items()} == shown


def test_the_made_up_assessment_agrees_with_the_ads_about_as_the_real_one_does(home: Path):
    """The bounds are the intervals on the real answers; a demonstration that is better or worse would mislead."""
    with duckdb.connect(str(home / "exempel/14/warehouse/kompetensbehov.duckdb"), read_only=True) as connection:

        def asked(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        found = dict(
            asked("select matt, varde from mart.samstammighet where enhet like '%SSYK3%' and prediktor = 'signalpoang'")
        )
        names = {name for (name,) in asked("select heter from mart.provning_klasser")}
        rows = asked(
            "select geo_kod, signaler, af_jobbmojligheter, motsager_af, lyfts_fram from mart.bedomning "
            "where geo_niva = 'delregion' and yrkesniva = 'redovisningsgrupp'"
        )
        later = {word for (word,) in asked("select distinct efterfragan_om_fem_ar from mart.yrkesbarometer")}
    assert 0.14 <= found["kappa"] <= 0.39
    assert 0.63 <= found["auc"] <= 0.79
    highest, lowest = SIGNAL_CLASSES[0].plain, SIGNAL_CLASSES[-1].plain
    assert names == {each.plain if each.claims else each.word for each in SIGNAL_CLASSES}
    for delregion in WORKBOOKS[:-1]:
        here = [row[1:] for row in rows if row[0] == delregion]
        assert {word for word, *_ in here} == {*names, NOT_RATED}
        assert sum(word == highest and lifted == "ja" for word, _, _, lifted in here) >= 3
    assert {(highest, "små", "ja"), (lowest, "stora", "ja")} <= {row[1:4] for row in rows}
    assert later == {None, "öka", "vara oförändrad", "minska"}


NUMERIC = {"anstallda": "Anställda", "annonser": "Annonser", "annonserade_platser": "Annonserade platser"}


def test_sampled_cells_are_equal_in_warehouse_parquet_csv_and_workbook(latest: Path):
    chosen, compared = random.Random(20260831), 0
    with duckdb.connect(str(latest / "kompetensbehov.duckdb"), read_only=True) as connection:
        for contract in PUBLISHED:
            keys = ", ".join(contract.key)
            columns = [c.name for c in contract.columns]
            rows = connection.execute(
                f"select {', '.join(columns)} from mart.{contract.name} order by {keys}"
            ).fetchall()
            table = pq.read_table(latest / f"{contract.name}.parquet")
            with (latest / f"{contract.name}.csv").open(encoding="utf-8-sig", newline="") as file:
                text = list(csv.reader(file, delimiter=";"))
            assert text[0] == columns
            assert len(rows) == table.num_rows == len(text) - 1, contract.name
            for at in chosen.sample(range(len(rows)), min(6, len(rows))):
                column = chosen.randrange(len(columns))
                value = rows[at][column]
                kept = table[columns[column]][at].as_py()
                assert kept is None if value != value else kept == value, (contract.name, at, columns[column])
                assert text[at + 1][column] == as_csv(value), (contract.name, at, columns[column])
                compared += 1
        for area in ("fyrbodal", "skaraborg"):
            sheet = openpyxl.load_workbook(latest / f"kompetensbehov_{area}.xlsx")["Yrken"]
            head = [str(cell.value) for cell in sheet[head_row(sheet)]]
            shown = {str(r[0]): r for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True)}
            for name, term in NUMERIC.items():
                column = next(
                    at for at, heading in enumerate(head) if heading == term or heading.startswith(f"{term} november")
                )
                values = connection.execute(
                    f"select yrke_kod, {name} from mart.obalans where geo_kod = ? and yrkesniva = 'redovisningsgrupp'",
                    [area],
                ).fetchall()
                for code, value in chosen.sample(values, 20):
                    assert shown[code][column] == (".." if value is None else value), (area, code, name)
                    compared += 1
    assert compared >= 200


def as_csv(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_the_package_is_read_by_frictionless(latest: Path):
    pointer = json.loads((latest.parent / "senaste.json").read_text(encoding="utf-8"))
    package = Package(str(latest.parent / pointer["mapp"] / "datapackage.json"))
    assert package.title.startswith("EXEMPELDATA")
    for name in ("bedomning", "kommuner", "obalans", "dim_yrke", "kalla", "andringar"):
        report = package.get_resource(name).validate()
        assert report.valid, (name, report.flatten(["title", "note"])[:3])


def test_the_meetings_files_are_made_of_the_published_figures(latest: Path):
    folder = latest.parent / json.loads((latest.parent / "senaste.json").read_text(encoding="utf-8"))["mapp"]
    page = (folder / "rapport/fyrbodal.html").read_text(encoding="utf-8")
    with duckdb.connect(str(latest / "kompetensbehov.duckdb"), read_only=True) as connection:
        largest = connection.execute(
            "select yrke_namn, anstallda from mart.bedomning where geo_kod = 'fyrbodal' and yrkesniva = 'redovisningsgrupp' "
            "and lyfts_fram = 'ja' and signaler in ('tydliga tecken på brist', 'många annonser per anställd') "
            "order by anstallda desc, yrke_kod limit 3"
        ).fetchall()
    assert largest
    sheet = PdfReader(latest / "motesunderlag_fyrbodal.pdf")
    assert len(sheet.pages) == 1
    on_paper = "".join(sheet.pages[0].extract_text().split())
    assert "EXEMPELDATA:" in on_paper
    slides = Presentation(str(latest / "kompetensbehov_fyrbodal.pptx")).slides
    assert 5 <= len(slides) <= 8
    plot = next(shape.chart.plots[0] for shape in slides[1].shapes if shape.has_chart)
    assert list(zip(plot.categories, plot.series[0].values, strict=True))[: len(largest)] == largest
    for name, employed in largest:
        assert "".join(name.split()) in on_paper
        assert str(employed) in on_paper
    for path in ("pdf/motesunderlag_fyrbodal.pdf", "bilder/kompetensbehov_fyrbodal.pptx"):
        assert f'href="../{path}"' in page
        assert (folder / path).is_file()


def tables_said(home: Path) -> dict[tuple[str, ...], dict[str, object]]:
    """What the newest materialization of every table says of it, but when it was made."""
    anchor(load({"KOMPETENS_HOME": str(home)}, home / "no.env"))
    with dg.DagsterInstance.get() as instance:
        found = {c.asset_key: instance.get_latest_materialization_event(dg.AssetKey(c.asset_key)) for c in CONTRACTS}
    events = {key: event.asset_materialization for key, event in found.items() if event}
    return {key: dict(made.metadata) for key, made in events.items() if made}


def test_a_second_run_fetches_nothing_and_changes_nothing(home: Path, latest: Path):
    first, judged = tables_said(home), {p: p.read_bytes() for p in (home / "exempel/14/kontroller").iterdir()}
    written = {p: p.stat().st_mtime_ns for p in (home / "exempel/14/data").rglob("*.parquet")}
    before, raw = verified_sums(latest), sorted(p.name for p in (home / "exempel/14/raw").rglob("ursprung.json"))
    snapshots = sorted(str(p) for p in (home / "exempel/14/raw").rglob("ursprung.json"))
    done = kompetens(home, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Oförändrat:" in done.stdout
    assert verified_sums(latest) == before
    assert sorted(str(p) for p in (home / "exempel/14/raw").rglob("ursprung.json")) == snapshots
    assert raw
    # No table was made again but that of the checks' results, and every run says the same of them and of every check.
    made = {p for p, moment in written.items() if p.stat().st_mtime_ns != moment}
    assert made == {home / "exempel/14/data/mart/kvalitet.parquet"}
    assert {p: p.read_bytes() for p in judged} == judged
    second = tables_said(home)
    assert len(second) == len(CONTRACTS)
    for key, said in second.items():
        when = str(said.pop("räknad").value)
        assert first[key].pop("räknad").value == "nu"
        assert when == "nu" if key == QUALITY.asset_key else when.startswith("oförändrad sedan 20"), key
        # The home is a copy, so that its files have another place than when they were made.
        assert {**said, "fil": None} == {**first[key], "fil": None}


def test_one_delregion_is_a_draft_and_publishes_nothing(home: Path, latest: Path):
    before = verified_sums(latest)
    done = kompetens(home, "run", "--only", "fyrbodal")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Inget publicerades" in done.stdout
    drafts = list((home / "exempel/14/utkast").rglob("kompetensbehov_fyrbodal.xlsx"))
    assert len(drafts) == 1
    assert drafts[0].read_bytes() == (latest / drafts[0].name).read_bytes()
    assert verified_sums(latest) == before


def test_doctor_says_what_is_fetched(home: Path):
    done = kompetens(home, "doctor")
    assert done.returncode == 0
    assert "ingen körning pågår" in done.stdout
    assert done.stdout.count("hämtat 20") == len(CATALOG)
    assert done.stdout.count("blir för gammalt 20") == len(CATALOG)
    assert "ingen källa tillfrågas" in done.stdout
    assert "publicerat: " in done.stdout
    assert "nästa körning enligt schemat" in done.stdout
    # The run made Dagster's home, and nothing in it has ever scheduled anything.
    assert "schemaläggaren är inte igång (den har aldrig startats här)" in done.stdout


def test_doctor_asks_unreachable_sources_once_and_judges_by_what_is_stored(tmp_path: Path):
    nowhere = {f"KOMPETENS_{n}": "http://127.0.0.1:9/x" for n in ("SCB_URL", "AF_DATA_URL", "AF_STATISTIK_URL")}
    done = kompetens(tmp_path, "doctor", KOMPETENS_SOURCE="live", **nowhere)
    assert done.returncode == 1
    assert done.stdout.count("svarar inte: ") == 3
    assert done.stdout.count("INTE HÄMTAT ännu") == 3
    assert not (tmp_path / "dagster").exists()


def test_show_says_the_workbooks_numbers_and_follows_them_to_the_snapshots(home: Path, latest: Path):
    done = kompetens(home, "show", "Fyrbodal", "2221", "--origin")
    assert done.returncode == 0, done.stdout + done.stderr
    text = done.stdout.replace("\N{NO-BREAK SPACE}", "")
    assert text.startswith("EXEMPELDATA")
    sheet = openpyxl.load_workbook(latest / "kompetensbehov_fyrbodal.xlsx")["Yrken"]
    head = [str(cell.value) for cell in sheet[head_row(sheet)]]
    row = next(r for r in sheet.iter_rows(min_row=head_row(sheet) + 1, values_only=True) if r[0] == "222+223")
    shown = dict(zip(head, row, strict=True))
    year = next(h for h in head if h.startswith("Anställda november")).split()[-1]
    assert (
        f"Anställda: {shown[f'Anställda november {year}']}, varav kvinnor {shown['Kvinnor']} och män {shown['Män']}"
        in text
    )
    for term, digits in (
        ("Annonser", 0),
        ("Annonserade platser", 0),
        ("Platser per 100 anställda", 1),
        ("Så vanligt jämfört med länet (1 = lika vanligt)", 1),
        ("Så vanligt jämfört med riket (1 = lika vanligt)", 1),
    ):
        assert f"  {term}: {shown[term]:.{digits}f} (".replace(".", ",") in text, term
    assert "Anställda, Kvinnor, Män, Annonser, Annonserade platser: summan är talet ovan." in text
    assert "publicerat som " in text
    assert "Svaret gäller hela redovisningsgruppen 222+223 Sjuksköterskor." in text
    assert "4. Våra signaler: " in text
    folders = [line.split(": ")[1] for line in text.splitlines() if line.startswith("  Ögonblicksbild: ")]
    sources = pq.read_table(latest / "kalla.parquet").to_pandas()
    behind = {"obalans", "bedomning", "alder_yrke"}
    named = sources["anvands_i"].fillna("").str.split(", ")
    used = sources[[bool(behind & {name.split(".")[-1] for name in names}) for names in named]]
    assert len(folders) == sum(len(ids.split()) for ids in used["ogonblicksbild"].dropna())
    assert {Path(folder).parts[1] for folder in folders} == set(used["underlag"])
    assert all((home / "exempel/14" / folder / "ursprung.json").is_file() for folder in folders)


def test_a_reader_that_has_seen_enough_is_no_fault(home: Path):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines", "show", "fyrbodal", "222"],
            cwd=ROOT,
            env={**env, "KOMPETENS_HOME": str(home)},
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (130, "")


def test_every_published_occupation_can_be_shown_everywhere(home: Path):
    from reports.cell.cell import read_cell, read_origin, records
    from reports.cell.explain import explanation
    from reports.cell.lookup import Target, find_place
    from reports.cell.origin import origin_text

    root = home / "exempel" / "14"
    with duckdb.connect(str(root / "warehouse" / "kompetensbehov.duckdb"), read_only=True) as connection:
        places = records(connection, "select * from mart.dim_geo")
        rows = records(
            connection, "select yrkesniva, yrke_kod from mart.obalans where geo_kod = '14' and yrkesniva <> 'ssyk3'"
        )
        # Every row in one area, and a few in the others: the reading is the same.
        for area, targets in (("skaraborg", rows), ("lan", rows[::10]), ("borasregionen", rows[::25])):
            place = find_place(area, places)
            for row in targets:
                cell = read_cell(connection, place, Target(row["yrkesniva"], row["yrke_kod"]))
                text = "\n".join(explanation(cell, "x"))
                assert "nan" not in text.split()
                assert "None" not in text
                assert ".." not in text or "nmärkning" in text, text
        assert "gröna" in "\n".join(origin_text(cell, read_origin(connection, cell, root), ""))


def test_serve_shows_what_is_published_until_ctrl_c(home: Path):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KOMPETENS_", "DAGSTER_"))}
    process = subprocess.Popen(
        # A shell that runs the tests in the background lets its children ignore Ctrl-C; a terminal does not.
        [
            sys.executable,
            "-c",
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
            "from pipelines.cli import main; sys.exit(main(['serve', '--port', '0']))",
        ],
        cwd=ROOT,
        env={**env, "KOMPETENS_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = ""
        for _ in range(20):
            address = next((w for w in process.stdout.readline().split() if w.startswith("http://127.0.0.1:")), "")
            if address:
                break
        published = urljoin(address, "/senaste/obalans.parquet")
        with urllib.request.urlopen(published, timeout=30) as answer:
            assert answer.headers["Content-Type"] == "application/vnd.apache.parquet"
            assert answer.read(4) == b"PAR1"
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
        assert rest.endswith("Avslutat.\n")
    finally:
        process.kill()
        process.communicate(timeout=120)


def test_archive_mode_never_uses_what_the_made_up_world_gave(home: Path):
    done = kompetens(home, "run", "--source", "archive")
    assert done.returncode == 1
    assert "finns inte i raw/" in done.stdout


def test_unreachable_sources_are_sentences_with_the_right_codes(tmp_path: Path):
    addresses = ("SCB_URL", "AF_DATA_URL", "AF_STATISTIK_URL", "JOBSTREAM_URL")
    nowhere = {f"KOMPETENS_{name}": "http://127.0.0.1:9/x" for name in addresses}
    fast = {"KOMPETENS_SOURCE": "live", **nowhere}
    for arguments, code in ((("run",), 1), (("run", "--require-fresh"), 3)):
        done = kompetens(tmp_path, *arguments, **fast)
        assert done.returncode == code, done.stdout + done.stderr
        assert "kunde inte nås" in done.stdout
        assert "Inget publicerades" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr


def test_definitions_validate_in_an_empty_environment(tmp_path: Path):
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dagster")), "definitions", "validate"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
