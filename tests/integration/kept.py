"""Looking through everything that is kept for what may never be: addresses, telephone numbers, identity numbers of persons."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2 as pdfium

PERSONAL = {
    # Two characters at least on each side, and a domain's own letters: what is no text has such a thing now and then by chance.
    "e-mail address": re.compile(r"[\w.+-]{2,}@(?:[a-zåäö0-9-]{2,}\.)+[a-z]{2,}", re.IGNORECASE),
    "telephone number": re.compile(r"(?<![\w.,-])(?:\+46|0)[ -]?\d{1,3}[ -]\d{2,3} ?\d{2,3}(?: ?\d{2})?(?![\w-])"),
    # The month of a co-ordination number is an ordinary one; its day is sixty higher.
    "identity number": re.compile(
        r"(?<![\w.,-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+]?\d{4}(?![\w.-])"
    ),
}

MOST_GROUPS = 4
"""Of figures alone in a telephone number: +46 520 123 45 67."""


def texts(path: Path, seen: set[bytes]) -> Iterator[str]:
    """Every text in a file: strings of tables, members of zips and of zips in them, pages of paper, otherwise its bytes.

    An edition is kept under several names and once more in zips: what has been ``seen`` is not read again.
    """
    if _again(path.read_bytes(), seen):
        return
    if path.suffix == ".parquet":
        with pq.ParquetFile(path) as file:
            yield str(file.schema_arrow.metadata)
            for batch in file.iter_batches():
                for column, field in zip(batch.columns, batch.schema, strict=True):
                    if pa.types.is_string(field.type):
                        yield _lines(column.unique().to_pylist())
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            columns = connection.execute(
                "select schema_name, table_name, column_name, comment from duckdb_columns() where data_type = 'VARCHAR' "
                "and schema_name in ('mart', 'om')"
            ).fetchall()
            for schema, table, column, comment in columns:
                yield comment
                found = connection.execute(f'select distinct "{column}" from {schema}.{table}').fetchall()
                yield _lines(value for (value,) in found)
    elif zipfile.is_zipfile(path):
        yield from _members(path.read_bytes(), seen)
    elif path.suffix == ".pdf":
        with pdfium.PdfDocument(path) as document:
            yield str(document.get_metadata_dict())
            for page in document:
                yield "\n".join(map(_line, page.get_textpage().get_text_range().splitlines()))
    else:
        yield path.read_bytes().decode("utf-8", "replace")


def _lines(values: Iterable[str | None]) -> str:
    """Values as one text with a line each, which no pattern reaches across: one search is quicker than a hundred thousand."""
    return "\n".join(value for value in values if value)


def _line(text: str) -> str:
    """A line of paper with the cells of a row of numbers apart: side by side they could be read as a telephone number."""
    together = text.replace("\xa0", "")
    return together.replace(" ", "\t") if sum(word.isdecimal() for word in together.split()) > MOST_GROUPS else together


def _again(content: bytes, seen: set[bytes]) -> bool:
    digest = hashlib.sha256(content).digest()
    known = digest in seen
    seen.add(digest)
    return known


def _members(content: bytes, seen: set[bytes]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            member = package.read(name)
            if _again(member, seen):
                continue
            if zipfile.is_zipfile(io.BytesIO(member)):
                yield from _members(member, seen)
            else:
                yield member.decode("utf-8", "replace")


def personal(root: Path) -> list[str]:
    """What was found under a folder, each once: file, kind and text; of files that are alike, the first."""
    seen: set[bytes] = set()
    found = (
        f"{path.relative_to(root)}: {kind} {match.group()}"
        for path in sorted(root.rglob("*"))
        if path.is_file()
        for text in texts(path, seen)
        for kind, pattern in PERSONAL.items()
        # The pattern of an address tries every word of a page; without this sign there is none.
        if kind != "e-mail address" or "@" in text
        for match in pattern.finditer(text)
    )
    return list(dict.fromkeys(found))
