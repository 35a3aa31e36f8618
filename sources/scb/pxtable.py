"""Any PxWeb table of the catalogue: found, asked, fetched when it is new, and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from assets.reference.areas import NATION
from sources import jsonstat
from sources.catalogue.entry import Choice, PxTable
from sources.errors import MalformedAnswer, SnapshotError, SourceChanged, SourceGone
from sources.scb.client import Question, ScbClient, TableMetadata, described
from sources.scb.plan import parts
from sources.scb.selection import TIME, Selected, finer, select
from sources.snapshot import Snapshot, SnapshotStore

METADATA = "metadata.json"
_FOUND = "Tabellen hittades med"
LEAST_PUBLISHED = 0.5
"""Values of a period, as a share of those of the period before, under which it is not published yet."""


def locate(entry: PxTable, client: ScbClient, known: str = "") -> tuple[TableMetadata, str]:
    """The entry's table: by the id that was found before or that the catalogue has, else by search.

    Args:
        entry: of the catalogue.
        client: of the source.
        known: the id under which it was found the last time, if any.

    Returns:
        Its metadata, and the decision when it was found by search, now or before, else nothing.

    Raises:
        SourceGone: no table, or more than one, fits.
    """
    for table in dict.fromkeys(filter(None, (entry.table_id, known))):
        try:
            found = f"{_FOUND} sökning vid en tidigare hämtning: {table}." if table != entry.table_id else ""
            return client.metadata(table), found
        except SourceGone:
            if not entry.search:
                raise
    # The source's own search has words of its own for a table; its variables and first period tell which one it is.
    wanted = {variable.code for variable in entry.variables}
    needed = {variable.code for variable in entry.variables if variable.codes is not Choice.SUMMED}
    for query in entry.search:
        lines = [line for line in client.search(query) if entry.first_period in ("", line.get("firstPeriod"))]
        fitting = [m for m in (client.metadata(line["id"]) for line in lines) if needed <= set(m.variables) <= wanted]
        if len(fitting) == 1:
            return fitting[0], f"{_FOUND} sökningen {query}: {fitting[0].table}."
        if fitting:  # another search that happens to give only one of them would choose for us
            break
    since = f" från {entry.first_period}" if entry.first_period else ""
    raise SourceGone(
        f"{entry.title}: ingen sökning hos källan ({', '.join(entry.search)}) ger precis en tabell{since} "
        f"med variablerna {', '.join(sorted(needed))}. Sök upp tabellen och skriv dess id i "
        "sources/catalogue."
    )


def refresh(entry: PxTable, client: ScbClient, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The current snapshot; data is fetched only when version or selection differ from the stored one.

    Raises:
        SourceChanged: the table no longer has what is asked for, also when it says that it is the stored version.
    """
    stored = store.latest(entry.dataset)
    metadata, found = locate(entry, client, stored.origin.facts.get("table", "") if stored else "")
    selected = select(entry, metadata, county, client.codelist)
    client.check(metadata, selected.questions)
    if stored and _still(stored, metadata, selected):
        return (stored,)

    before = store.standing(entry.dataset)

    def ask(version: TableMetadata) -> list[Question]:
        nonlocal selected
        selected = select(entry, version, county, client.codelist)
        if before:
            _require_last_period(version.table, selected, before)
        return selected.questions

    with store.workspace(entry.dataset) as folder:
        metadata, files = client.fetch(metadata, ask, folder)
        facts = _for_counties(client, selected) if county == NATION else {}
        url = f"{client.base}/tables/{metadata.table}/data"
        answer = _Answer(metadata, selected, files, [found] if found else [], url, facts=facts)
        return (_stored(entry, answer, before, store, county, folder),)


def cut(entry: PxTable, national: Snapshot, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The county's part of what has been fetched for every county, as if the county had asked for it; nobody is asked.

    Raises:
        SourceChanged: the catalogue, or our lists, ask for something else now than when the nation's was fetched.
    """
    metadata = stored_metadata(national)
    assert metadata is not None  # every snapshot of this release has one
    another = SourceChanged(
        f"{entry.title} är hämtad för riket med ett annat val än det som nu står i katalogen. Kör riket på nytt."
    )
    codelists: dict[str, dict[str, str]] = national.origin.facts["codelists"]

    def codelist(name: str) -> dict[str, str]:
        if name not in codelists:
            raise another
        return codelists[name]

    selected, asked = select(entry, metadata, county, codelist), _questions(national)
    if len(asked) != len(selected.questions) or not all(map(_is_part, selected.questions, asked)):
        raise another
    stored = store.latest(entry.dataset)
    # A county that has asked for itself since the nation was fetched does not go back.
    if stored and (_still(stored, metadata, selected) or (stored.origin.updated or "") > metadata.updated):
        return (stored,)
    before = store.standing(entry.dataset)
    if before:
        _require_last_period(metadata.table, selected, before)
    files_of = _files_of_questions(national, asked)
    with store.workspace(entry.dataset) as folder:
        files = []
        for number, (question, whole) in enumerate(zip(selected.questions, files_of, strict=True)):
            document = jsonstat.cut((jsonstat.parse(path.read_bytes()) for path in whole), question.named)
            path = folder / f"del{number:03d}.json"
            path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            files.append(path)
        found = [decision for decision in national.origin.facts["decisions"] if decision.startswith(_FOUND)]
        facts = {"nation": national.id}
        answer = _Answer(metadata, selected, files, found, national.origin.url, national.origin.fetched_at, facts)
        return (_stored(entry, answer, before, store, county, folder),)


def _for_counties(client: ScbClient, selected: Selected) -> dict[str, Any]:
    """What a county's part of the answer is cut by, beside the answer itself."""
    named = sorted({name for q in selected.questions for name in q.codelists.values()} & client.codelists.keys())
    return {"limit": client.limits.cells, "codelists": {name: client.codelists[name] for name in named}}


def _still(stored: Snapshot, metadata: TableMetadata, selected: Selected) -> bool:
    """Whether a snapshot is of this version of the table and of this question, understood as our lists say now."""
    return (
        stored.origin.updated == metadata.updated
        and stored.origin.query == _query(selected)
        and stored.origin.facts.get("names") == selected.names
    )


def _is_part(part: Question, whole: Question) -> bool:
    """Whether all that one question asks for is in the answer to another: the same variables, lists and sums."""
    return (
        part.named.keys() == whole.named.keys()
        and dict(part.codelists) == dict(whole.codelists)
        and all(set(codes) <= set(whole.named[name]) for name, codes in part.named.items())
    )


def _questions(national: Snapshot) -> list[Question]:
    return [Question(q["koder"], q["kodlistor"]) for q in national.origin.query["urval"]]


def _files_of_questions(national: Snapshot, asked: list[Question]) -> list[list[Path]]:
    """The files of each question: they were fetched in this order, each cut to the source's limit of that time."""
    files = iter(_data_files(national))
    return [[next(files) for _ in parts(q.named, national.origin.facts["limit"])] for q in asked]


@dataclass(frozen=True)
class _Answer:
    """What a source has answered, before it is kept."""

    metadata: TableMetadata
    selected: Selected
    files: list[Path]
    decisions: list[str]
    url: str
    fetched_at: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def _stored(
    entry: PxTable, answer: _Answer, before: Snapshot | None, store: SnapshotStore, county: str, folder: Path
) -> Snapshot:
    """The answer as a snapshot, with what differs from the one before."""
    metadata, selected = answer.metadata, answer.selected
    description = folder / METADATA
    description.write_text(json.dumps(metadata.document, ensure_ascii=False), encoding="utf-8")
    cells = _cells(answer.files)
    facts = _facts(metadata, selected, answer.decisions, unpublished(cells, metadata.table))
    unknown = _unknown(cells, selected, facts["period_to"], county)
    facts |= {"unknown_codes": len(unknown), "decisions": [*facts["decisions"], *unknown], **answer.facts}
    # A snapshot of an earlier release of this code has no list of periods, and another kind of query.
    if before and facts["periods"] == before.origin.facts.get("periods") and before.origin.query == _query(selected):
        facts["revision_of"] = before.id
        facts["revised"] = _differing(cells, read(before))
    return store.keep(
        entry.dataset,
        {path.name: path for path in [*answer.files, description]},
        url=answer.url,
        query=_query(selected),
        updated=metadata.updated,
        licence=entry.licence,
        facts=facts,
        fetched_at=answer.fetched_at,
    )


def _require_last_period(table: str, selected: Selected, before: Snapshot) -> None:
    last, reached = period(max(selected.questions[0].selection[TIME])), before.origin.facts["period_to"]
    if last < reached:
        raise SourceChanged(
            f"Tabellen {table} slutar nu {last} men gick förut till {reached}. Det som fanns behålls; kontrollera tabellen "
            "hos källan."
        )


def _query(selected: Selected) -> dict[str, Any]:
    return {"urval": [{"koder": q.selection, "kodlistor": dict(q.codelists)} for q in selected.questions]}


def unpublished(cells: pa.Table, table: str) -> list[str]:
    """The newest periods that the source has announced but not published yet: nearly all of their values are missing.

    Args:
        cells: one column of codes per variable, value, status.
        table: for the error.

    Returns:
        The source's codes of the periods, oldest first. A period counts as published when it has at least half as many
        values as the one before it.

    Raises:
        MalformedAnswer: no period has any value.
    """
    counted = cells.group_by(TIME).aggregate([(jsonstat.VALUE, "count")]).to_pydict()
    known = dict(sorted(zip(counted[TIME], counted[f"{jsonstat.VALUE}_count"], strict=True)))
    if not any(known.values()):
        raise MalformedAnswer(
            f"Tabellen {table} har inte ett enda tal i svaret: alla {len(cells)} celler är tomma. Det som fanns behålls; "
            "kontrollera tabellen hos källan."
        )
    periods = list(known)
    last = len(periods) - 1
    while known[periods[last]] == 0 or (last and known[periods[last]] < LEAST_PUBLISHED * known[periods[last - 1]]):
        last -= 1
    return periods[last + 1 :]


def _facts(metadata: TableMetadata, selected: Selected, decisions: list[str], not_yet: list[str]) -> dict[str, Any]:
    """What the snapshot's readers need beside the cells."""
    asked = list(dict.fromkeys(code for q in selected.questions for code in q.selection[TIME]))
    periods = sorted(map(period, asked))
    published = sorted(period(code) for code in asked if code not in not_yet)
    waiting = [
        f"{period(code)} är inte publicerat än: källan saknar nästan alla tal. {published[-1]} används."
        for code in not_yet
    ]
    notes = [note for note in metadata.notes if not note.code or _asked(note.variable, note.code, selected)]
    return {
        "table": metadata.table,
        "period_from": periods[0],
        "period_to": published[-1],
        "periods": periods,
        "lines": sum(prod(len(codes) for codes in q.named.values()) for q in selected.questions),
        "notes": [note.text for note in notes],
        "mandatory_notes": [note.text for note in notes if note.mandatory],
        "next_update": metadata.next_update,
        "names": selected.names,
        "decisions": [*decisions, *selected.decisions, *waiting],
        "finer": finer(metadata, selected.questions),
    }


def _unknown(cells: pa.Table, selected: Selected, last: str, county: str) -> list[str]:
    """One sentence per code that the source has and our lists lack, with its size and what is done with it.

    The size is that of the county, or of all areas where it has none of its own, in the newest published period, of the
    table's first content; women and men are added where the source has no row of both.
    """
    said = []
    for name, recognised in selected.unknown.items():
        newest = [code for code in pc.unique(cells[TIME]).to_pylist() if period(code) == last]
        rows = cells.filter(pc.is_in(cells[TIME], pa.array(newest)))
        for variable, whole in (("Region", county), ("Kon", "1+2"), ("ContentsCode", rows["ContentsCode"][0].as_py())):
            if variable in rows.column_names and whole in pc.unique(rows[variable]).to_pylist():
                rows = rows.filter(pc.equal(rows[variable], whole))
        for code, label in recognised.unknown.items():
            size = pc.sum(rows.filter(pc.equal(rows[name], code))[jsonstat.VALUE]).as_py()
            counted = "uppgift saknas" if size is None else f"{size:.0f} för {last}"
            said.append(
                f"Okänd kod: {name} {code} {label} finns inte i referensdata ({counted}) och {recognised.fate}."
            )
    return said


def _asked(variable: str, code: str, selected: Selected) -> bool:
    return any(code in q.selection.get(variable, ()) for q in selected.questions)


def period(code: str) -> str:
    """The source's year, month or quarter as we write it.

    >>> period("2024"), period("2024M06"), period("2024K2")
    ('2024', '2024-06', '2024K2')
    """
    return code.replace("M", "-")


def stored_metadata(snapshot: Snapshot) -> TableMetadata | None:
    """The table's description as it was when the snapshot was fetched; None when the snapshot has none.

    Raises:
        SnapshotError: it cannot be read.
    """
    if METADATA not in snapshot.origin.files:
        return None
    try:
        return described(snapshot.origin.facts["table"], json.loads(snapshot.file(METADATA).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(
            f"{snapshot.id}/{METADATA} går inte att läsa. Ta bort mappen under raw/{snapshot.origin.dataset} och kör igen."
        ) from error


def names(snapshot: Snapshot) -> dict[str, dict[str, str | None]]:
    """Variable → the source's code → ours, None where it is not counted, as decided when the snapshot was fetched.

    Raises:
        SnapshotError: it was fetched by an earlier release, which did not keep its decisions.
    """
    if "names" not in snapshot.origin.facts:
        raise SnapshotError(
            f"Ögonblicksbilden {snapshot.id} under raw/{snapshot.origin.dataset} är hämtad av en äldre version av programmet. "
            "Kör igen när källan svarar, så hämtas den på nytt."
        )
    kept: dict[str, dict[str, str | None]] = snapshot.origin.facts["names"]
    return kept


def read(snapshot: Snapshot) -> pa.Table:
    """Every cell of the snapshot: one column of codes per variable, value, status."""
    return _cells(_data_files(snapshot))


def _data_files(snapshot: Snapshot) -> list[Path]:
    # The numbers in their names are of three digits, or of more.
    names = sorted(snapshot.origin.files.keys() - {METADATA}, key=lambda name: (len(name), name))
    return [snapshot.file(name) for name in names]


def _cells(files: list[Path]) -> pa.Table:
    tables = [jsonstat.decode(jsonstat.parse(path.read_bytes())) for path in files]
    return pa.concat_tables([t.cast(_plain(t.schema)) for t in tables])


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema([f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in schema])


def _differing(new: pa.Table, old: pa.Table) -> int:
    """How many cells have another value or symbol; both tables hold the same cells."""
    keys = [(name, "ascending") for name in new.column_names if name not in (jsonstat.VALUE, jsonstat.STATUS)]
    pairs = [(new.sort_by(keys)[name], old.sort_by(keys)[name]) for name in (jsonstat.VALUE, jsonstat.STATUS)]
    differs = [pc.or_(pc.xor(pc.is_null(a), pc.is_null(b)), pc.fill_null(pc.not_equal(a, b), False)) for a, b in pairs]
    return int(pc.sum(pc.or_(*differs)).as_py() or 0)
