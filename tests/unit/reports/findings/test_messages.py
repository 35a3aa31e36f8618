"""The three findings of an area at their edges: none, one and many; rising, falling and unchanged; missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from assets.contracts.assessment import ASSESSMENT
from reports.findings.messages import balance, change, findings, needs
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse, read_warehouse
from tests.unit.reports.lix import lix
from tests.unit.reports.sheet_facts import facts, record

HEADLINE_LIX = 40
Make = Callable[..., Warehouse]


def chosen(number: int) -> list[dict[str, object]]:
    return [
        record(ASSESSMENT, geo_kod="fyrbodal", yrke_kod=f"21{at}", yrke_namn=f"Yrke {at}", signalpoang=90.0 - at, chefer="nej",
               signaler="tydliga tecken på brist", lyfts_fram="ja", anstallda=100 + at, af_jobbmojligheter=None)
        for at in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Inget yrke i Fyrbodal med tydliga tecken på brist är säkert nog att ta upp."),
        (1, "Ett yrke i Fyrbodal har tydliga tecken på brist och är säkert nog att ta upp: yrke 0."),
        (
            9,
            "Nio yrken i Fyrbodal har tydliga tecken på brist och är säkra nog att ta upp. Flest anställda har yrke 8.",
        ),
    ],
)
def test_needs_are_counted_and_the_largest_named(number: int, said: str):
    found = needs(facts(assessments=chosen(number)))
    assert found.sentence == said
    assert [bar.label for bar in found.bars] == [f"Yrke {at}" for at in range(number)][::-1][:7]
    assert ("av 9 yrken" in found.note) == (number > 7)
    assert {bar.note for bar in found.bars} <= {"AF: inte bedömt"}


def fyrbodal(path: Path, statement: str = "select 1"):
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    return facts_of(read_warehouse(path), "fyrbodal")


def test_findings_have_their_period_source_and_figures(warehouse: Make):
    for found in findings(facts_of(warehouse("example"), "fyrbodal")):
        assert found.bars
        assert "Fyrbodal" in found.measure
        assert "Hämtat 2026-" in found.source


def test_balance_names_the_ends_and_no_area_of_few_persons(warehouse: Make):
    found = balance(facts_of(warehouse("example"), "fyrbodal"))
    assert found.sentence.replace("\xa0", " ") == (
        "Inom hälso- och sjukvård finns 1,9 (1,5–2,4) inskrivna arbetslösa per öppen plats. Inom data/IT 6,0 (4,8–7,5)."
    )
    assert [bar.label for bar in found.bars] == ["Hälso- och sjukvård", "Data/IT"]
    assert found.bars[0].note.replace("\xa0", " ") == "1 189 öppna platser och 2 273 inskrivna"
    assert "den 31 augusti 2026" in found.measure
    assert found.note == (
        "Alla 2 AF-yrkesområden med minst 50 inskrivna, av 4. Inom parentes: intervall på 80 procent. Ingen bedömning av brist."
    )


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("dag = null", "Annonser som är öppna just nu saknas."),
        ("inskrivna_arbetslosa = 49", "Inget AF-yrkesområde i Fyrbodal har minst 50 inskrivna"),
    ],
)
def test_balance_says_why_there_is_none(database: Callable[..., Path], statement: str, said: str):
    found = balance(fyrbodal(database("example"), f"update mart.oppna_mot_inskrivna set {statement}"))
    assert found.sentence.startswith(said)
    assert found.bars == ()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (720, "Platserna i Fyrbodal blev 3 procent fler på ett år. I länet blev de 14 procent färre."),
        (700, "Platserna i Fyrbodal blev lika många på ett år. I länet blev de 14 procent färre."),
        (None, "Ett år av annonser saknar månader. Därför går det inte att säga hur antalet platser har ändrats."),
    ],
)
def test_a_change_is_said_beside_the_countys(database: Callable[..., Path], now: int | None, said: str):
    statement = (
        f"update mart.platser_per_ar set platser_rensade = {'null' if now is None else now} "
        "where geo_kod = 'fyrbodal' and yrke_kod = 'alla' and period_till = '2026-08'"
    )
    found = change(fyrbodal(database("example"), statement))
    assert found.sentence == said
    assert [bar.label for bar in found.bars] == ["22/23", "23/24", "24/25", *(["25/26"] if now else [])]
    assert "År som saknar månader visas inte." in found.note


def test_findings_are_plain_swedish(warehouse: Make):
    for area in ("fyrbodal", "goteborgsregionen", "lan"):
        told = [found.sentence for found in findings(facts_of(warehouse("example"), area))]
        assert lix(" ".join(told)) <= HEADLINE_LIX, told
