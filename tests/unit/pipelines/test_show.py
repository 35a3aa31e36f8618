from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.employees import OCCUPATION_AGES
from assets.errors import UsageError
from assets.home import Home
from assets.lineage import LINEAGE
from pipelines.cli import main
from pipelines.settings import Settings
from pipelines.show import show
from reports.cell.cell import read_origin
from reports.cell.explain import explanation
from reports.cell.origin import origin_text
from reports.texts import SOURCE_LACKS
from tests.unit.pipelines.conftest import DIGEST, cell_of, told
from tests.unit.world.places import IN_COUNTY

BEHIND = {*LINEAGE.sources(ASSESSMENT), *LINEAGE.sources(OCCUPATION_AGES)}
"""The datasets that an occupation's answer rests on."""
FYRBODAL = 14
"""Municipalities in the delregion."""


def origin_of(
    connection: duckdb.DuckDBPyConnection, settings: Settings, area: str, occupation: str, published: str = ""
):
    cell = cell_of(connection, area, occupation)
    text = "\n".join(origin_text(cell, read_origin(connection, cell, settings.home), published))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_number_stands_with_period_source_and_day(connection):
    text = told(connection, "fyrbodal", "222")
    assert text.startswith("EXEMPELDATA: alla tal är påhittade")
    assert "222+223 Sjuksköterskor i Fyrbodal" in text
    assert "Anställda, november 2024\n  Anställda: 1 400, varav kvinnor 1 260 och män 140" in text
    assert "Andel kvinnor: 90,0 procent" in text
    assert "Så vanligt jämfört med länet (1 = lika vanligt): 1,0 (yrkets andel av områdets anställda" in text
    assert "  Annonser: 168 (publicerade under perioden, arbetsplats i Fyrbodal)" in text
    assert "  Annonserade platser: 336 (platser i dessa annonser, högst 10 per annons)" in text
    assert "Platser per 100 anställda: 24,0" in text
    assert "Fler eller färre anställda: ingen skillnad, avrundat (sedan november 2023, antal rakt av)" in text
    assert (
        "Fler eller färre anställda utan rikets hopp 2022–2023: ingen skillnad, avrundat (sedan november 2020)" in text
    )
    assert "Inskrivna arbetslösa: 56, varav kvinnor 42 och män 14 (medeltal av periodens månader" in text
    assert "Talen gäller AF-yrkesområdet, inte yrket. Av gruppen hör hit: 2221, 2222" in text
    assert "Annonserade platser under ett år per inskriven: 6,0 i Fyrbodal, 5,9 i länet" in text
    blocks = [block for block in text.split("\n\n")[2:-1] if not block.startswith(("Anmärkning", "Koppling"))]
    ratings, inside, beside, *blocks = blocks
    assert ratings.startswith("Bedömning\n")
    assert inside.startswith("I signalpoängen (version 4)\n")
    assert beside.startswith("Bredvid signalpoängen\n")
    assert len(blocks) == 6
    assert blocks[-1].startswith(
        "AF-yrkesområdet Hälso- och sjukvård i Fyrbodal, den 31 augusti 2026\n  60 öppna platser och 56 inskrivna\n"
        "  Inskrivna per öppen plats: 0,9 (80 procents intervall 0,6–1,4); rättat för det som inte annonseras ..\n"
        "  Anmärkning: Tal för länets täckning saknas: platserna är inte rättade."
    )
    assert all("2024" in block.splitlines()[0] or "augusti 2026" in block.splitlines()[0] for block in blocks)
    assert all("Underlag: " in block.splitlines()[-1] and "hämtat 20" in block for block in blocks)
    assert text.endswith("Bearbetning: Provkontoret. Bedömningarna är inte officiell statistik.")


def test_a_source_that_could_not_be_read_is_said_where_its_numbers_stand(connection):
    text = told(connection, "fyrbodal", "222")
    assert (
        text.count("SCB, TAB4434, hämtat")
        == text.count("(källan kunde inte läsas senast, så en äldre hämtning används)")
        == 4
    )


def test_a_four_digit_code_is_answered_for_its_group_and_says_so(connection):
    text = told(connection, "fyrbodal", "2221")
    assert "Du frågade efter 2221 Grundutbildade sjuksköterskor. Svaret gäller hela redovisningsgruppen 222+223" in text
    assert "I gruppen ingår:\n  2221 Grundutbildade sjuksköterskor\n  2222 Barnmorskor" in text


def test_the_series_stands_as_shares_with_its_breaks(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    years = [
        dict(cell.history[0], ar=year, anstallda=300, lanet=40_000, saknas=gone)
        for year, gone in ((2018, 0), (2019, 1))
    ]
    text = "\n".join(explanation(replace(cell, history=tuple(years)), "Provkontoret"))
    assert "  Andel av länets anställda med känt yrke, procent: 2018 0,75 · 2019 ..\n" in text
    assert "  Brott i serien 2019, 2020, 2023: antal jämförs inte rakt över dem." in text
    assert f"  Anmärkning om 2019: {SOURCE_LACKS}" in text
    (now,) = (row for row in cell.history if row["ar"] == 2024)
    assert cell.group is not None
    assert now["anstallda"] == cell.group["anstallda"]


def test_the_age_says_its_year_and_whose_it_is(connection):
    text = told(connection, "fyrbodal", "222+223")
    assert (
        "Ålder, november 2024\n"
        "  Andel 55–64 år i Fyrbodal: 30,0 % (420 av 1 400 anställda med känd ålder)\n"
        "  Samma yrke: länet 30,0 %, riket 30,0 %\n"
        "  Underlag: SCB, TAB4434, hämtat "
    ) in text
    county = told(connection, "lan", "222+223")
    assert "  Samma yrke: riket 30,0 %\n" in county
    hidden = told(connection, "fyrbodal", "235")
    assert (
        "  Andel 55–64 år i Fyrbodal: .. (Åldern är skyddad eller okänd för mer än en tiondel av de anställda)\n"
        "  Samma yrke: länet .., riket ..\n"
    ) in hidden
    assert "pension" not in (text + hidden).lower()


def test_without_its_source_no_age_is_said(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    assert "Ålder" not in "\n".join(explanation(replace(cell, age=None), "x"))
    assert cell_of(connection, "fyrbodal", "Hälso- och sjukvård").age is None


def test_an_older_warehouse_without_assessments_is_one_sentence(settings, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    old = tmp_path / "exempel/14/warehouse/kompetensbehov.duckdb"
    old.parent.mkdir(parents=True)
    with duckdb.connect(str(old)) as connection:
        connection.execute("create schema mart; create table mart.dim_geo as select 1 as geo_kod")
    assert main(["show", "fyrbodal", "222"]) == 1
    assert capsys.readouterr().out.strip().endswith("är gjort av en äldre version. Kör kompetens run.")


def test_a_warehouse_whose_table_lacks_a_column_is_older(settings: Settings, tmp_path: Path):
    home = tmp_path / "exempel/14"
    file = Home(home).warehouse_file
    file.parent.mkdir(parents=True)
    shutil.copy(Home(settings.home).warehouse_file, file)
    with duckdb.connect(str(file)) as connection:
        connection.execute("alter table mart.bedomning drop column stod")
    said: list[str] = []
    assert show(replace(settings, data=tmp_path), "fyrbodal", "222", False, said.append) == 1
    assert said == [f"Lagret i {file.parent} är gjort av en äldre version. Kör kompetens run."]


def test_a_missing_number_is_two_points_and_a_remark(connection):
    text = told(connection, "fyrbodal", "344")
    assert "Anställda: .., varav kvinnor 420 och män .." in text
    assert "Anmärkning om yrket: Minst en kommuns uppgift om anställda är skyddad eller saknas." in text
    assert "..." not in text
    assert "Anmärkning: Minst en kommuns uppgift om inskrivna är skyddad" in text
    assert "Färre än 50 anställda: bara antal visas." in told(connection, "fyrbodal", "011")


def test_a_missing_number_without_a_remark_still_gets_a_reason(connection):
    cell = cell_of(connection, "fyrbodal", "222")
    bare = replace(cell, group={**cell.group, "lokaliseringskvot_lan": None})
    assert f"Anmärkning om yrket: {SOURCE_LACKS}" in "\n".join(explanation(bare, "x"))
    (own, county), *_ = cell.areas
    bare = replace(cell, areas=((own, {**county, "platser_per_arbetslos": None}),))
    assert f"Anmärkning om länets tal: {SOURCE_LACKS}" in "\n".join(explanation(bare, "x"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (132.0, "130 fler anställda, avrundat (sedan"),
        (-7.0, "5 färre anställda, avrundat"),
        (None, ".. (sedan november"),
    ],
)
def test_the_change_of_employees_is_in_words(connection, change, words):
    cell = cell_of(connection, "fyrbodal", "222")
    text = "\n".join(explanation(replace(cell, group={**cell.group, "forandring_anstallda": change}), "x"))
    assert f"Fler eller färre anställda: {words}" in text


def test_the_county_is_not_compared_with_itself(connection):
    text = told(connection, "lan", "222")
    assert "Så vanligt jämfört med länet" not in text
    assert "i länet" not in text.partition("Annonserade platser under ett år per inskriven")[2]
    assert "Så vanligt jämfört med riket (1 = lika vanligt)" in text


def test_an_af_area_is_shown_alone(connection):
    text = told(connection, "fyrbodal", "hälso- och sjukvård")
    assert "AF-yrkesområdet Hälso- och sjukvård i Fyrbodal, september 2025–augusti 2026" in text
    assert "Talen gäller hela AF-yrkesområdet, inte ett enskilt yrke." in text
    assert "Anställda" not in text.replace("anställda", "")


def test_parts_without_an_af_area_are_named(connection):
    cell = cell_of(connection, "fyrbodal", "222")
    parts = ({**cell.parts[0], "af_yrkesomrade": None}, *cell.parts[1:])
    text = "\n".join(explanation(replace(cell, parts=parts), "x"))
    assert "Koppling till AF-yrkesområde saknas för 2221; därför visas inga inskrivna arbetslösa för dem." in text
    assert "saknas för yrket; därför visas inga inskrivna arbetslösa." in told(connection, "fyrbodal", "0002")


def test_real_figures_have_no_banner(connection):
    cell = replace(cell_of(connection, "fyrbodal", "222"), example=False)
    assert "EXEMPELDATA" not in "\n".join(explanation(cell, "x"))


def test_the_sum_can_be_followed_municipality_by_municipality(connection, settings):
    text = origin_of(connection, settings, "fyrbodal", "222", "utgåva 2026-12")
    table = text.split("\n\n")[1].splitlines()
    assert len([line for line in table if line[2:6].isdigit()]) == FYRBODAL
    assert "1461 Mellerud".ljust(15) in table[9]
    assert table[9].split()[2:] == ["100", "90", "10", "12", "24"]
    assert next(line for line in table if "Summa" in line).split() == [
        "Summa",
        "1",
        "400",
        "1",
        "260",
        "140",
        "168",
        "336",
    ]
    assert table[-1] == "  Anställda, Kvinnor, Män, Annonser, Annonserade platser: summan är talet ovan."
    assert "Annonser, Annonserade platser, Inskrivna arbetslösa: summan är talet ovan." in text


def test_a_part_that_is_missing_is_named(connection, settings):
    text = origin_of(connection, settings, "fyrbodal", "344")
    assert "Anställda, Män: summan visas inte, uppgift saknas eller är skyddad för 1461 Mellerud." in text
    assert "Inskrivna arbetslösa: summan visas inte, uppgift saknas eller är skyddad för 1461 Mellerud." in text


def test_the_county_is_put_together_from_the_delregioner_and_what_has_no_municipality(connection, settings):
    text = origin_of(connection, settings, "lan", "235")
    assert "Göteborgsregionen" in text
    assert "  annonser utan kommun" in text
    assert "Anställda, Kvinnor, Män, Annonser, Annonserade platser: summan är talet ovan." in text
    text = origin_of(connection, settings, "lan", "222")
    assert "Anställda, Män: summan är inte talet ovan. Länets tal är källans eget" in text
    assert "Inskrivna arbetslösa: summan är inte talet ovan. Länets tal räknar också personer utan känd kommun." in text


def test_a_sum_that_should_hold_and_does_not_says_what_to_do(connection, settings):
    cell = cell_of(connection, "fyrbodal", "222")
    wrong = replace(cell, group={**cell.group, "annonser": 1})
    text = "\n".join(origin_text(wrong, read_origin(connection, cell, settings.home), ""))
    assert "Annonser: summan är inte talet ovan. Kör hela flödet igen" in text


def test_each_underlag_is_followed_to_its_snapshot(connection, settings):
    text = origin_of(connection, settings, "fyrbodal", "222", "utgåva 2026-12")
    assert text.count("SHA-256 ") == len(BEHIND)
    folders = [line.split(": ")[1] for line in text.splitlines() if line.startswith("  Ögonblicksbild: ")]
    assert all((settings.home / folder / "ursprung.json").is_file() for folder in folders)
    assert any(folder.startswith("raw/af_annonser/2026/") for folder in folders)
    assert "Adress: https://exempel.invalid/scb_tab4434" in text
    assert "Uppdaterad hos källan: 2026-03-05 kl. 08:00" in text
    assert "Uppdaterad hos källan: Källan anger inte när underlaget ändrades." in text
    assert "Läge: example (EXEMPELDATA)" in text
    assert "Anmärkning: Källan svarade inte." in text
    assert "Kontroller av staged.anstallda: 1 av 1 gröna" in text
    assert (
        "Kontroller av mart.anstallda, mart.alder_yrke, mart.annonser, mart.inskrivna_arbetslosa, mart.obalans, "
        "mart.bedomning, mart.signaler: 2 av 3 gröna" in text
    )
    assert "    varning: mart.anstallda/inga_luckor: inte godkänd, 1 av 9 rader. Inget." in text
    assert f"kontrollsumma {DIGEST} (publicerat som utgåva 2026-12)" in text
    assert "inte publicerat; det är ett utkast" in origin_of(connection, settings, "fyrbodal", "222")
    assert "TAB4434" not in origin_of(connection, settings, "fyrbodal", "data/it")


def test_a_snapshot_that_was_removed_is_said(connection, tmp_path: Path):
    cell = cell_of(connection, "fyrbodal", "222")
    text = "\n".join(origin_text(cell, read_origin(connection, cell, tmp_path), ""))
    assert text.count("mappen finns inte längre under raw/") == len(BEHIND)


def test_the_verb_from_the_command_line(settings: Settings, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(settings.data))
    assert main(["show", "Fyrbodal", "sjuksköterskor"]) == 0
    assert capsys.readouterr().out.startswith("EXEMPELDATA")
    assert main(["show", "fyrbodall", "222"]) == 2
    assert "Menade du fyrbodal?" in capsys.readouterr().err
    assert main(["show", "fyrbodal", "chefer"]) == 2
    assert "passar på flera" in capsys.readouterr().err


def test_without_a_warehouse_one_sentence_and_code_1(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    assert main(["show", "fyrbodal", "222"]) == 1
    assert capsys.readouterr().out.strip() == (
        f"Lagret finns inte ännu i {tmp_path}/exempel/14/warehouse. Kör först kompetens run."
    )
    assert list(tmp_path.iterdir()) == []


def test_published_or_draft_is_read_from_what_is_published(settings: Settings):
    folder = Home(settings.home).published / "utgavor/2026-12"
    identity = {"utgava": "2026-12", "datum": "2026-11-20", "lagrets_kontrollsumma": DIGEST, "startsida": {}}
    lines: list[str] = []
    try:
        folder.mkdir(parents=True)
        (folder / "utgava.json").write_text(json.dumps(identity), encoding="utf-8")
        assert show(settings, "lan", "222", True, lines.append) == 0
    finally:
        shutil.rmtree(folder)
    assert any("publicerat som utgåva 2026-12" in line for line in lines)
    with pytest.raises(UsageError):
        show(settings, "norrland", "222", False, lines.append)
    assert len(IN_COUNTY) == 49


def test_the_long_term_stands_with_its_limits_and_what_it_means(connection):
    cell = cell_of(connection, "fyrbodal", "222+223")
    assert "På lång sikt" not in "\n".join(explanation(replace(cell, ahead=()), "x"))
    year = {"ar": 2029, "ar_anstallda": 2024, "slag": "framskrivning", "riktning": "svagt ökande", "anmarkning": None}
    told_of = {**year, "nedre": 1400.0, "personer": 1500.4, "ovre": 1610.0}
    silent = {**year, "ar": 2034, "nedre": None, "personer": None, "ovre": None, "anmarkning": "Skrivs inte fram: få."}
    lacking = {2029: {"skillnad": 120.0, "nedre": -20.0, "ovre": 260.0}}
    nation = {2029: {**told_of, "personer": 20000.0, "nedre": 18000.0, "ovre": 22000.0, "riktning": None}}
    four = {**told_of, "yrke_kod": "2221", "yrke_namn": "Grundutbildade"}
    shown = replace(
        cell,
        ahead=(told_of, silent),
        ahead_nation=nation,
        ahead_fine=(four,),
        leaving={2029: {"ersattningsbehov": 140.3, "tillvaxtbehov": -20.4, "ersattning_och_tillvaxt": 140.3}},
        lacking=lacking,
    )
    text = "\n".join(explanation(shown, "x")).replace("\N{NO-BREAK SPACE}", " ")
    assert "På lång sikt, från november 2024\n  Om utvecklingen fortsätter som i dag." in text
    assert (
        "  2029, framskrivning: 1 500 anställda (80 utfall av 100: 1 400–1 610); mot länets alla anställda: svagt ökande\n"
        "    I riket, framskrivning: 20 000 anställda (80 utfall av 100: 18 000–22 000)\n"
        "    Ersättningsbehov till dess: 140\n"
        "    Tillväxtbehov till dess: −20; tillsammans 140\n"
        "    Beräknad skillnad mellan behov och tillgång: +120 (−20 till +260)\n"
        "  2034: Skrivs inte fram: få.\n"
        "  2221 Grundutbildade 2029, framskrivning: 1 500 anställda (80 utfall av 100: 1 400–1 610); mot länets alla anställda: svagt "
        "ökande\n"
    ) in text
