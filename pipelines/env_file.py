"""What stands in ``.env``: each line is read, or refused with its number. None is left out without a word."""

from __future__ import annotations

import io
import re
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from assets.errors import UsageError


def read(file: Path, prefix: str) -> dict[str, str]:
    """Names and values; none where there is no file.

    Args:
        file: where it lies.
        prefix: what a name of ours begins with. Such a name must have a value; others may stand there for other programs.

    Raises:
        UsageError: a line that cannot be read. It is not repeated, since it may hold a secret.
    """
    text = _text(file)
    for binding in parse_stream(io.StringIO(text)):
        if binding.error or (binding.value is None and (binding.key or "").startswith(prefix)):
            raise UsageError(
                f"Rad {_line(binding)} i {file} går inte att läsa. Skriv NAMN=värde, eller # först om raden är en kommentar."
            )
    return {name: value for name, value in dotenv_values(stream=io.StringIO(text)).items() if value is not None}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _line(binding: Binding) -> int:
    # What was read as one begins with the empty lines before it.
    before = re.match(r"\s*", binding.original.string)
    return binding.original.line + len(re.findall(r"\r\n|\n|\r", before[0] if before else ""))
