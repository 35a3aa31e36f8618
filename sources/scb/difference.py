"""What differs between a table as the catalogue and the last fetch have it, and as the source has it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sources.catalogue.entry import Choice, PxTable, PxVariable, Turn
from sources.errors import SourceChanged
from sources.scb.client import Question, TableMetadata, nearest
from sources.scb.pxtable import period
from sources.scb.selection import TIME, Codelist, choose, finer, missing_total

SHOWN = 5
"""How many codes a sentence names; the rest are counted."""
LONGEST_SILENCE, SHORTEST_SILENCE = 36, 6
"""Months between the end of the last period and today that cannot be the rhythm of an annual table, and of any table."""
_MONTHS = {"M": 1, "K": 3}
"""The letter of a period → its length; a year has none."""


@dataclass(frozen=True)
class CatalogueDifference:
    """Sentences about one table, none when nothing differs."""

    gone: list[str] = field(default_factory=list)
    """What stops the table from being fetched until the catalogue is changed."""
    changed: list[str] = field(default_factory=list)
    """What is not as we think, although the table can be fetched."""
    news: list[str] = field(default_factory=list)
    """What there is to fetch, or that we could ask for."""

    @property
    def sentences(self) -> list[str]:
        """All, the worst first."""
        return [*self.gone, *self.changed, *self.news]


def compare(
    entry: PxTable,
    metadata: TableMetadata,
    listing: Mapping[str, Any],
    stored: TableMetadata | None,
    county: str,
    codelist: Codelist,
    today: date,
) -> CatalogueDifference:
    """Compare a table with its entry, and with what it was when it was last fetched.

    Args:
        entry: of the catalogue.
        metadata: of the table as it now is.
        listing: the table's line in the source's list.
        stored: the metadata of the newest snapshot, if there is one.
        county: two-digit code.
        codelist: reads one of the source's lists.
        today: the date that the last period is measured against.
    """
    found = CatalogueDifference()
    questions = [_question(turn, metadata, county, codelist, found) for turn in entry.turns()]
    found.gone.extend(_unnamed(entry, metadata))
    found.changed.extend(_series(entry, metadata, listing, today))
    if stored:
        asked = {(name, code) for q in questions for name, codes in q.selection.items() for code in codes}
        found.changed.extend(_dropped(metadata, stored, asked))
        found.news.extend(_periods(metadata, stored))
        found.news.extend(_added(metadata, stored, asked))
    found.news.extend(finer(metadata, questions))
    return found


def _question(
    turn: Turn, metadata: TableMetadata, county: str, codelist: Codelist, found: CatalogueDifference
) -> Question:
    """What a turn asks for, as far as its codes can be found; what cannot goes into ``found``."""
    selection, problems = {}, []
    for variable in turn.variables:
        if missing_total(variable, metadata):
            continue
        try:
            codes, offered = choose(variable, metadata, county, codelist, turn.optional)
        except SourceChanged as error:
            problems.append(str(error))
        else:
            selection[variable.code] = codes
            problems += _missing(variable, codes, offered, metadata)
    told, words = (found.changed, "Ett frivilligt urval erbjuds inte: ") if turn.optional else (found.gone, "")
    told.extend(words + p for p in problems if p not in found.gone and words + p not in told)
    return Question(selection)


def _missing(
    variable: PxVariable, codes: list[str], offered: Mapping[str, str], metadata: TableMetadata
) -> Iterator[str]:
    name = variable.code
    if name not in metadata.variables:
        yield f"Variabeln {name} finns inte{nearest(name, list(metadata.variables))}."
        return
    if variable.codes is Choice.SUMMED and name not in metadata.summable:
        yield f"Källan har inget eget tal för alla i {name}."
    known = [code for code in metadata.variables[name] if code in offered]
    gone = [code for code in codes if code not in known]
    if gone:
        yield f"{name} saknar {_count(gone)} som vi frågar efter: {_some(c + nearest(c, known) for c in gone)}."


def _unnamed(entry: PxTable, metadata: TableMetadata) -> list[str]:
    named = {variable.code for variable in entry.variables}
    return [
        f"Tabellen har variabeln {name}, som katalogen inte nämner. Välj dess koder i sources/catalogue."
        for name in metadata.variables
        if name not in named
    ]


def _series(entry: PxTable, metadata: TableMetadata, listing: Mapping[str, Any], today: date) -> Iterator[str]:
    """Whether this is the table, and whether it goes on."""
    if entry.table_id and metadata.table != entry.table_id:
        yield f"Katalogens id {entry.table_id} finns inte; tabellen har nu id {metadata.table}."
    if listing.get("discontinued") and entry.release_months:
        yield "Källan märker tabellen som avslutad, men katalogen väntar nya perioder."
    periods = sorted(metadata.variables.get(TIME, ()))
    if not periods:
        return
    if entry.first_period and periods[0] != entry.first_period:
        yield f"Serien börjar {period(periods[0])}, enligt katalogen {period(entry.first_period)}."
    # The source's own mark is not always set when a table has been replaced by another.
    if entry.release_months and _silent(periods[-1], today) > _patience(entry):
        yield f"Kan ha slutat ges ut: den senaste perioden är {period(periods[-1])}. Sök efter en tabell som fortsätter."


def _patience(entry: PxTable) -> int:
    """Months that the last period may lie back; more seldom published, more."""
    return max(SHORTEST_SILENCE, LONGEST_SILENCE // len(entry.release_months))


def _silent(last: str, today: date) -> int:
    """Whole months from the end of a period, or of the last of two years.

    >>> _silent("2023-2024", date(2026, 11, 24)), _silent("2026M08", date(2026, 11, 24)), _silent("2026K3", date(2026, 11, 24))
    (22, 2, 1)
    """
    last = last.rpartition("-")[2]
    year, letter, part = int(last[:4]), last[4:5], int(last[5:] or 1)
    end = year * 12 + part * _MONTHS.get(letter, 12)
    return today.year * 12 + today.month - 1 - end


def _periods(metadata: TableMetadata, stored: TableMetadata) -> Iterator[str]:
    new = _new(metadata, stored, TIME)
    if len(new) == 1:
        yield f"Ny period {period(new[0])} finns att hämta."
    elif new:
        yield f"{len(new)} nya perioder finns att hämta: {period(min(new))} – {period(max(new))}."
    elif metadata.updated > stored.updated:
        yield f"Reviderad: källan ändrade tabellen {metadata.updated[:10]} utan någon ny period."


def _added(metadata: TableMetadata, stored: TableMetadata, asked: set[tuple[str, str]]) -> Iterator[str]:
    for name in metadata.variables:
        new = _new(metadata, stored, name) if name != TIME else []
        fetched = sum((name, code) in asked for code in new)
        then = f"{fetched or 'Ingen'} av dem hämtas med katalogens val."
        if new:
            words = (f"{code} {metadata.variables[name][code]}" for code in new)
            yield f"{name} har fått {_count(new, 'ny kod', 'nya koder')} sedan hämtningen: {_some(words)}. {then}"


def _dropped(metadata: TableMetadata, stored: TableMetadata, asked: set[tuple[str, str]]) -> Iterator[str]:
    """Codes that the stored snapshot has and the table no longer; those asked for by name are told elsewhere."""
    for name, codes in stored.variables.items():
        offered = metadata.variables.get(name, {})
        gone = [code for code in codes if offered and code not in offered and (name, code) not in asked]
        if gone:
            words = (period(code) if name == TIME else f"{code} {codes[code]}" for code in gone)
            yield f"{name} har inte längre {_count(gone)} som fanns vid hämtningen: {_some(words)}."


def _new(metadata: TableMetadata, stored: TableMetadata, name: str) -> list[str]:
    return [code for code in metadata.variables.get(name, ()) if code not in stored.variables.get(name, ())]


def _count(codes: list[str], one: str = "kod", many: str = "koder") -> str:
    return f"{len(codes)} {one if len(codes) == 1 else many}"


def _some(words: Iterable[str]) -> str:
    every = list(words)
    more = f" och {len(every) - SHOWN} till" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more
