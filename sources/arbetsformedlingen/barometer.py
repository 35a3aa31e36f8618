"""Yrkesbarometern: Arbetsförmedlingen's own assessment of occupations, per county and for the nation.

The source has one file and overwrites it with every round, so each round is kept, and what stands for the source is the
newest snapshot of every round.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path
from typing import Literal

import msgspec
import pyarrow as pa

from assets.reference.areas import NATION, counties
from assets.reference.names import other_names_of_af, plain_name, tidy
from sources.arbetsformedlingen.files import Made, refreshed
from sources.arbetsformedlingen.json_lines import UNREADABLE
from sources.catalogue.barometer import AF_BAROMETER
from sources.errors import MalformedAnswer, SourceChanged
from sources.http import LARGEST_ANSWER, Download, HttpClient
from sources.snapshot import Snapshot, SnapshotStore

BAROMETER_FILE = "yrkesbarometer.json"
WORDS: dict[str, tuple[str, ...]] = {
    "jobbmojligheter": ("stora", "medelstora", "små"),
    "rekryteringssituation": ("brist", "balans", "överskott", "paradox"),
    "prognos": ("öka", "vara oförändrad", "minska"),
    "hogsta_bedomningsniva": ("län", "nuts2", "nationellt"),
    "delvis_helt": ("helt", "delvis"),
}
"""Field → the words that the source uses in it; each may also be missing."""
_ROUND = re.compile(r"\d{4}-\d")
_GROUPS = re.compile(r"\d{4}(, *\d{4})*")


class Assessment(msgspec.Struct, gc=False):
    """One row of the file: an occupation of the barometer in one area, under the source's own names."""

    yb_concept_id: str
    yb_yrke: str
    lan: str
    antal_ssyk: int
    del_av_ssyk: Literal[0, 1]
    ssyk: str | None
    jobbmojligheter: str | None
    rekryteringssituation: str | None
    prognos: str | None
    hogsta_bedomningsniva: str | None
    delvis_helt: str | None
    omgang: str
    taxonomi_version: int | str

    @property
    def groups(self) -> list[str]:
        """The SSYK codes of the occupation, each once."""
        return sorted(set(re.findall(r"\d{4}", self.ssyk or "")))


_decoder = msgspec.json.Decoder(list[Assessment], strict=False)


def refresh(http: HttpClient, base: str, store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The newest snapshot of every round; the file is downloaded only when the source's marks show a new one.

    Raises:
        MalformedAnswer: the file is cut, lacks a field, or does not hold exactly one round.
        SourceChanged: a word or an area is not known.
    """
    url = f"{base.rstrip('/')}/{AF_BAROMETER.table_id}"
    # It is read whole, as an answer is.
    refreshed(http, store, AF_BAROMETER, url, {"fil": AF_BAROMETER.table_id}, _make, largest=LARGEST_ANSWER)
    return stored(store)


def _make(fetched: Download, folder: Path) -> Made:
    rows = parse(fetched.path.read_bytes())
    facts = {
        "round": rows[0].omgang,
        "period_from": rows[0].omgang,
        "period_to": rows[0].omgang,
        "lines": len(rows),
        "assessed": sum(row.jobbmojligheter is not None for row in rows),
        "taxonomy_versions": sorted({str(row.taxonomi_version) for row in rows}),
    }
    return {BAROMETER_FILE: fetched.path}, facts


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """The newest snapshot of every round that has been kept, oldest round first."""
    newest = {snapshot.origin.facts["round"]: snapshot for snapshot in store.all(AF_BAROMETER.dataset)}
    return tuple(snapshot for _, snapshot in sorted(newest.items()))


def parse(content: bytes) -> list[Assessment]:
    """The rows of a file.

    Args:
        content: JSON as the source gives it.

    Returns:
        At least one row, all of the same round, each occupation at most once in an area.

    Raises:
        MalformedAnswer: it is cut, lacks a field, holds no or several rounds, or an occupation twice in an area.
        SourceChanged: a word or an area is not known.
    """
    try:
        rows = [_usual(row) for row in _decoder.decode(content.removeprefix(codecs.BOM_UTF8))]
    except UNREADABLE as error:
        raise MalformedAnswer(
            f"Yrkesbarometern går inte att läsa: ett fält saknas, har fel slags värde eller filen är avkortad ({error}). "
            "Inget är ersatt; jämför filen med källans beskrivning."
        ) from error
    rounds = sorted({row.omgang for row in rows})
    if len(rounds) != 1 or not _ROUND.fullmatch(rounds[0]):
        raise MalformedAnswer(
            f"Yrkesbarometern ska ha en enda omgång (ÅÅÅÅ-N) men har {', '.join(rounds) or 'inga rader'}. Inget är ersatt; "
            "kontrollera filen hos källan."
        )
    unknown = Counter(
        f"{field} {word!r}"
        for row in rows
        for field, words in WORDS.items()
        if (word := getattr(row, field)) is not None and word not in words
    )
    unknown += Counter(f"lan {row.lan!r}" for row in rows if row.lan not in {NATION, *counties()})
    unknown += Counter(f"ssyk {row.ssyk!r}" for row in rows if row.ssyk and not _GROUPS.fullmatch(row.ssyk))
    if unknown:
        named = "; ".join(f"{what} ({count} rader)" for what, count in unknown.most_common(8))
        raise SourceChanged(
            f"Yrkesbarometern använder ord som inte är kända: {named}. Inget är ersatt; läs källans beskrivning och lägg till "
            "dem i sources/arbetsformedlingen/barometer.py."
        )
    cells = Counter((row.yb_concept_id, row.lan) for row in rows)
    twice = [f"{concept} i {area}" for (concept, area), count in cells.items() if count > 1]
    if twice:
        raise MalformedAnswer(
            f"Yrkesbarometern har samma yrke flera gånger i samma område: {', '.join(twice[:8])}. Inget är ersatt; kontrollera "
            "filen hos källan."
        )
    return rows


def _usual(row: Assessment) -> Assessment:
    """The row with its words in the usual spelling, and other words that are declared for them in their place."""
    other = other_names_of_af()["yrkesbarometern"]
    spelled: dict[str, str | None] = {}
    for field in WORDS:
        word = getattr(row, field)
        plain = plain_name(word) if word is not None else ""
        spelled[field] = other.get(plain, plain) or None
    return msgspec.structs.replace(
        row,
        **spelled,
        lan=row.lan.strip(),
        omgang=row.omgang.strip(),
        ssyk=" ".join(row.ssyk.split()) or None if row.ssyk is not None else None,
        yb_yrke=tidy(row.yb_yrke),
    )


def read(snapshot: Snapshot) -> pa.Table:
    """The rows of a snapshot, one per occupation, area and SSYK code, under the source's names.

    An occupation without a code has one row, with null in ``ssyk``. Columns are text, beside ``antal_ssyk`` and
    ``del_av_ssyk`` (whole numbers).
    """
    return unfold(parse(Path(snapshot.file(BAROMETER_FILE)).read_bytes()))


def unfold(rows: list[Assessment]) -> pa.Table:
    """One row per SSYK code of each row."""
    none: list[str | None] = [None]
    unfolded = [
        {**msgspec.structs.asdict(row), "ssyk": code, "taxonomi_version": str(row.taxonomi_version)}
        for row in rows
        for code in row.groups or none
    ]
    numbers = ("antal_ssyk", "del_av_ssyk")
    schema = pa.schema(
        [(name, pa.int64() if name in numbers else pa.string()) for name in Assessment.__struct_fields__]
    )
    return pa.Table.from_pylist(unfolded, schema)
