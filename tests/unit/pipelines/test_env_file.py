"""A file of settings that cannot be read stops the command: the defaults are another world, or no alarms at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.errors import UsageError
from pipelines.settings import load


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
