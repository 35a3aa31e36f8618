from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.cli import main
from sources.catalog import CATALOG


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["run", "--edition", "2026-13"], {}, "Utgåvan '2026-13' ska skrivas som år och månad"),
        (["run", "--edition", "december"], {}, "Utgåvan 'december' ska skrivas som år och månad"),
        (
            ["run", "--only", "fyrbodel"],
            {},
            "'fyrbodel' är varken delregion, rapport eller tabell. Menade du fyrbodal?",
        ),
        (["run", "--correction", "fel"], {}, "--correction gäller en utgåva. Ange också --edition"),
        (["run", "--edition", "2026-12", "--only", "fyrbodal"], {}, "En utgåva fryses av hela flödet"),
        (["run", "--region", "77"], {}, "Länet '77' finns inte"),
        (["run", "--source", "skarp"], {}, "KOMPETENS_SOURCE kan vara"),
        (["doctor"], {"KOMPETENS_HEM": "x"}, "Inställningen KOMPETENS_HEM finns inte. Menade du KOMPETENS_HOME?"),
    ],
)
def test_wrong_use_is_one_swedish_sentence_and_code_2(arguments, environment, sentence, monkeypatch, capsys):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(arguments) == 2
    errors = capsys.readouterr().err.strip()
    assert sentence in errors
    assert "\n" not in errors


def test_an_unknown_verb_is_one_swedish_sentence(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["publicera"])
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("Kommandot kunde inte tolkas:")


def test_an_unwritable_home(tmp_path, monkeypatch, capsys):
    (tmp_path / "exempel").write_text("en fil där en mapp ska vara", encoding="utf-8")
    assert main(["run"]) == 2
    assert "går inte att skriva i" in capsys.readouterr().err


def test_doctor_before_the_first_run_says_what_is_missing(capsys):
    assert main(["doctor"]) == 1
    text = capsys.readouterr().out
    assert text.count("inte hämtat ännu") == len(CATALOG)
    assert "EXEMPELDATA" in text
