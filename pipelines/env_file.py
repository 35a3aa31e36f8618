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
        UsageError: a file that cannot be read, or a line of it. The line is not repeated, since it may hold a secret.
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
        data = file.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise UsageError(
            f"Filen {file} går inte att läsa ({type(error).__name__}). Ge den som kör rätt att läsa den, eller flytta den."
        ) from error
    try:
        text = data.decode("utf-8-sig")
        # UTF-16 without a mark can be read as letters with NUL between them: every name would then be another program's.
        if "\0" not in text:
            return text
        odd = data.index(b"\0")
    except UnicodeDecodeError as error:
        odd = error.start
    line = data.count(b"\n", 0, odd) + 1
    raise UsageError(f"Filen {file} kan inte läsas som UTF-8 (rad {line}). Spara den som UTF-8 i en textredigerare.")


def _line(binding: Binding) -> int:
    # What was read as one begins with the empty lines before it.
    before = re.match(r"\s*", binding.original.string)
    return binding.original.line + len(re.findall(r"\r\n|\n|\r", before[0] if before else ""))
