"""A file of settings that cannot be read stops the command: the defaults are another world, or no alarms at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assets.errors import UsageError
from pipelines.settings import DEFAULTS, PREFIX, ROOT, load

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
GIVEN = dict(re.findall(r"^# (KOMPETENS_[A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
"""Name → value, of the settings that the example file has a line for."""
TOGETHER = "KOMPETENS_ALERT_EMAIL_"
"""Of these one is nothing without the others."""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("KOMPETENS_REGION: 12", 1),
        ("# Län\n\n\nKOMPETENS_REGION 99\nKOMPETENS_SOURCE=live\n", 4),
        ("KOMPETENS_SOURCE=example\r\n\r\nKOMPETENS_REGION: 12\r\n", 3),
        ("\nset KOMPETENS_REGION=12\n", 2),
        ("KOMPETENS_REGION\n", 1),
        ('KOMPETENS_ALERT_WEBHOOK="https://exempel.invalid/hemlig\n', 1),
        ("Inställningar i drift\nKOMPETENS_SOURCE=live\n", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_number_and_not_repeated(
    tmp_path: Path, caplog, text: str, line: int
):
    file = tmp_path / ".env"
    file.write_bytes(text.encode())
    with pytest.raises(UsageError) as caught:
        load({}, file)
    assert str(caught.value).startswith(f"Rad {line} i {file} går inte att läsa. Skriv NAMN=värde")
    assert "hemlig" not in str(caught.value)
    assert not caplog.records


def test_what_can_be_read_may_be_written_in_many_ways(tmp_path: Path):
    text = "\n# Län\nexport KOMPETENS_REGION = '12'\n  KOMPETENS_ADS_FROM=2023   # från\nANNAT\n\nKOMPETENS_PUBLISHER=\"Å Ä\"\n"
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    found = load({}, tmp_path / ".env")
    assert (found.region, found.ads_from, found.publisher) == ("12", 2023, "Å Ä")


@pytest.mark.parametrize(
    ("encoding", "publisher", "line"),
    [
        ("latin-1", "Länet", 2),
        ("utf-16", "Lanet", 1),
        ("utf-16-le", "Lanet", 1),
        ("utf-16-be", "Lanet", 1),
        ("utf-16-le", "Länet", 2),
    ],
)
def test_a_file_in_another_encoding_is_one_sentence(tmp_path: Path, encoding: str, publisher: str, line: int):
    file = tmp_path / ".env"
    file.write_bytes(f"KOMPETENS_SOURCE=live\nKOMPETENS_PUBLISHER={publisher}\n".encode(encoding))
    with pytest.raises(UsageError) as caught:
        load({}, file)
    assert str(caught.value) == (
        f"Filen {file} kan inte läsas som UTF-8 (rad {line}). Spara den som UTF-8 i en textredigerare."
    )


def test_a_mark_before_utf_8_is_no_part_of_the_first_name(tmp_path: Path):
    (tmp_path / ".env").write_text("KOMPETENS_REGION=12\n", encoding="utf-8-sig")
    assert load({}, tmp_path / ".env").region == "12"


def test_a_file_that_may_not_be_read_is_one_sentence(tmp_path: Path, monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Whoever runs the tests may be let to read everything.
    monkeypatch.setattr("pathlib.Path.open", refused)
    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    with pytest.raises(UsageError, match=r"\.env går inte att läsa \(PermissionError\)\. Ge den som kör rätt"):
        load({}, tmp_path / ".env")


def test_a_folder_in_the_place_of_the_file_is_one_sentence(tmp_path: Path):
    (tmp_path / ".env").mkdir()
    with pytest.raises(UsageError, match=r"\.env går inte att läsa \("):
        load({}, tmp_path / ".env")


def test_the_example_file_has_a_line_for_every_setting_and_names_no_other():
    assert set(GIVEN) == {PREFIX + name for name in DEFAULTS}
    assert set(re.findall(r"KOMPETENS_[A-Z_]+", EXAMPLE)) == set(GIVEN)


def test_the_example_file_is_right_as_it_stands(tmp_path: Path):
    (tmp_path / ".env").write_text(EXAMPLE, encoding="utf-8")
    assert load({}, tmp_path / ".env") == load({}, tmp_path / "no.env")


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_line_of_the_example_file_is_right_when_its_mark_is_taken_away(tmp_path: Path, name: str):
    used = [n for n in GIVEN if n == name or (n.startswith(TOGETHER) and name.startswith(TOGETHER))]
    text = re.sub(rf"^# (?=(?:{'|'.join(used)})=)", "", EXAMPLE, flags=re.MULTILINE)
    (tmp_path / ".env").write_text(text.replace("/srv/kompetens", tmp_path.as_posix()), encoding="utf-8")
    found = load({}, tmp_path / ".env")
    assert not re.search(r"\s\s|#", GIVEN[name])
    if name == "KOMPETENS_CONTACT":
        assert found.contact == "namn@exempel.se"
    if name == "KOMPETENS_HOME":
        assert found.data == tmp_path.resolve()
