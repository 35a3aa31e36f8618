"""The skills that ads name, from the archives where Arbetsförmedlingen has marked them, reduced to counts.

The archives without free text are read where there are any, else the source's samples of one per cent. An archive is
streamed in the private scratch folder and removed; kept are codes, names of skills and counts, for one county or for each.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from sys import intern
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from assets.reference.areas import NATION, counties
from sources.arbetsformedlingen.ad_forms import coded
from sources.arbetsformedlingen.files import Made, refreshed
from sources.arbetsformedlingen.json_lines import UNREADABLE, blocks
from sources.catalogue.ads import AF_SKILLS
from sources.errors import SourceChanged, SourceUnavailable
from sources.http import Download, HttpClient
from sources.links import linked, page_text
from sources.progress import Watch, unwatched
from sources.snapshot import Snapshot, SnapshotStore

SKILLS_READER_VERSION = 2
COUNTS = "kompetenser.parquet"
ALL_ADS, SAMPLED_ADS = "alla annonser", "stickprov på en procent"
PLACES = ((ALL_ADS, "metadata/"), (SAMPLED_ADS, "exempel/"))
"""What a folder's archives hold, and where it lies; the first that has an archive is used."""
_LINK = re.compile(
    r'href="(?P<href>(?:[^"]*/)?(?P<name>(?P<year>\d{4})(?:_Q(?P<quarter>[1-4]))?(?:_beta\d+)?_(?:metadata|1_percent)_jsonl\.zip))"'
)
LONGEST_NAME = 100
"""Characters; what is longer is a text, not the name of a skill."""
_PERSONAL = re.compile(r"@|\d(?:[ ./()+-]*\d){6,}")
"""An e-mail address, or seven digits in a row as in a telephone or identity number, however they are divided."""

SKILLS_SCHEMA = pa.schema(
    [
        ("ssyk4", pa.string()),
        ("kommun_kod", pa.string()),
        ("kompetens", pa.string()),
        ("annonser_med", pa.int64()),
        ("annonser", pa.int64()),
    ]
)


class Group(msgspec.Struct, gc=False):
    """Arbetsförmedlingen's group, a code of four digits."""

    legacy_ams_taxonomy_id: str | None = None


class Place(msgspec.Struct, gc=False):
    """Codes only."""

    municipality_code: str | None = None
    region_code: str | None = None


class Skill(msgspec.Struct, gc=False):
    """The name alone; the ad's own wording is never read."""

    concept_label: str | None = None


class Enriched(msgspec.Struct, gc=False):
    """What the source has found in the ad. A skill is an object, or its name."""

    skill: list[Skill | str] | None = None


class Keywords(msgspec.Struct, gc=False):
    """The part of the ad that the source has added."""

    enriched: Enriched | None = None


class MarkedAd(msgspec.Struct, gc=False):
    """The fields that are read. Taxonomy fields are a list of objects in these archives, an object in others."""

    id: str | int
    publication_date: datetime
    original_id: str | int | None = None
    occupation_group: Group | list[Group] | None = None
    workplace_address: Place | list[Place] | None = None
    keywords: Keywords | None = None


_decoder = msgspec.json.Decoder(MarkedAd)
Coded = TypeVar("Coded", Group, Place)


@dataclass(frozen=True, order=True)
class SkillsArchive:
    """One archive of a year, or of a year up to a quarter."""

    year: int
    quarter: int
    name: str
    url: str
    holds: str


@dataclass
class Tally:
    """What has been counted of an archive. Ads are those of the county, each once, with a group and a skill."""

    lines: int = 0
    malformed: int = 0
    repeated: int = 0
    other_years: int = 0
    in_county: int = 0
    dropped_names: int = 0
    months: set[str] = field(default_factory=set)
    base: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    named: Counter[tuple[str, str | None, str]] = field(default_factory=Counter)


def newest_archive(http: HttpClient, base: str) -> SkillsArchive:
    """The archive that is read.

    Raises:
        SourceUnavailable: a page answers with an error.
        SourceChanged: no page lists an archive.
    """
    root = f"{base.rstrip('/')}/{AF_SKILLS.table_id}/"
    for holds, folder in PLACES:
        page = root + folder
        response = http.get(page)
        if response.status_code not in (200, 404, 410):
            raise SourceUnavailable(f"{page} svarade {response.status_code}. Kör igen senare.")
        found = [
            SkillsArchive(int(m["year"]), int(m["quarter"] or 0), m["name"], url, holds)
            for m in _LINK.finditer(page_text(response) if response.status_code == 200 else "")
            if (url := linked(page, m["href"])) is not None
        ]
        if found:
            return max(found)
    raise SourceChanged(
        f"{root} listar inga arkiv under {' eller '.join(folder for _, folder in PLACES)}. Kontrollera sidan hos källan."
    )


def refresh(
    http: HttpClient, base: str, store: SnapshotStore, county: str, watch: Watch = unwatched
) -> tuple[Snapshot, ...]:
    """The counts of the newest archive; it is downloaded only when it, or the source's marks for it, are new.

    Args:
        http: client.
        base: address of the source's open data.
        store: where snapshots are kept.
        county: two-digit code, or the nation's for the counts of each county.
        watch: is told how far the download has come.

    Raises:
        MalformedAnswer: the archive is damaged.
        SourceChanged: there is none, or it names no skills in the county.
    """
    archive = newest_archive(http, base)
    wanted = list(counties()) if county == NATION else [county]

    def make(fetched: Download, folder: Path) -> Made:
        counted = count_skills(fetched.path, archive.year, wanted)
        of = {code: _facts(archive, tally, fetched) for code, tally in counted.items() if tally.base}
        if not of:
            tally = counted[wanted[0]]
            raise SourceChanged(
                f"{archive.name} nämner inga kompetenser i länet ({tally.lines} rader, {tally.malformed} oläsliga). Inget är "
                "ersatt; kontrollera fälten keywords.enriched.skill och occupation_group hos källan."
            )
        files = {code: folder / (COUNTS if county != NATION else _of_county(code)) for code in of}
        for code, file in files.items():
            pq.write_table(tabulate(counted[code]), file, compression="zstd")
        facts = of[county] if county != NATION else _of_all(of)
        return {file.name: file for file in files.values()}, facts

    question = {"archive": archive.name, "holds": archive.holds, "county": county, "reader": SKILLS_READER_VERSION}
    return (refreshed(http, store, AF_SKILLS, archive.url, question, make, watch=watch),)


def cut(national: Snapshot, store: SnapshotStore, county: str) -> tuple[Snapshot, ...]:
    """The county's part of what has been counted for every county; nobody is asked.

    Raises:
        SourceChanged: the archive names no skills in the county.
    """
    stored = store.latest(AF_SKILLS.dataset)
    query = {**national.origin.query, "county": county}
    if stored and stored.origin.fetched_at >= national.origin.fetched_at:
        return (stored,)
    facts = national.origin.facts["counties"].get(county)
    if facts is None:
        raise SourceChanged(f"{national.origin.facts['archive']} nämner inga kompetenser i länet.")
    with store.workspace(AF_SKILLS.dataset) as folder:
        shutil.copyfile(national.file(_of_county(county)), folder / COUNTS)
        snapshot = store.keep(
            AF_SKILLS.dataset,
            {COUNTS: folder / COUNTS},
            url=national.origin.url,
            query=query,
            updated=national.origin.updated,
            licence=national.origin.licence,
            facts={**facts, "nation": national.id},
            fetched_at=national.origin.fetched_at,
        )
    return (snapshot,)


def _of_county(county: str) -> str:
    return f"kompetenser_{county}.parquet"


def _facts(archive: SkillsArchive, tally: Tally, fetched: Download) -> dict[str, Any]:
    return {
        "archive": archive.name,
        "holds": archive.holds,
        "period_from": min(tally.months),
        "period_to": max(tally.months),
        "lines": tally.lines,
        "malformed": tally.malformed,
        "original_size": fetched.size,
        "original_sha256": fetched.sha256,
        "reader": SKILLS_READER_VERSION,
        "decisions": decisions(archive, tally),
    }


def _of_all(of: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What is said of the archive as a whole, and of each county's part."""
    some = next(iter(of.values()))
    return {
        **some,
        "period_from": min(facts["period_from"] for facts in of.values()),
        "period_to": max(facts["period_to"] for facts in of.values()),
        "decisions": [],
        "counties": dict(of),
    }


def decisions(archive: SkillsArchive, tally: Tally) -> list[str]:
    """What was chosen, and what was left out."""
    own = (
        "källans stickprov på en procent" if archive.holds == SAMPLED_ADS else "arkivet utan fritext, med alla annonser"
    )
    counted = tally.base.total()
    return [
        f"Läst: {own}, {archive.name}. Bara det senaste året ({archive.year}).",
        f"{tally.in_county} annonser i länet, {counted} av dem med yrkesgrupp och minst en kompetens; andelar är av dem.",
        f"Utelämnat: {tally.repeated} upprepade annonser, {tally.other_years} från andra år och {tally.dropped_names} namn på "
        "kompetenser som kan vara en personuppgift.",
    ]


def count_skills(archive: Path, year: int, wanted: Sequence[str]) -> dict[str, Tally]:
    """Count the skills of some counties' ads.

    Args:
        archive: zip with exactly one member of JSON lines.
        year: ads of other years are left out.
        wanted: two-digit codes of the counties.

    Returns:
        County → counts. Memory grows with the number of different cells in the counties, not with the archive.

    Raises:
        MalformedAnswer: the zip is cut, damaged, or does not hold exactly one member.
    """
    tallies, seen = {county: Tally() for county in wanted}, {county: set[str]() for county in wanted}
    lines = malformed = 0
    for block in blocks(archive):
        for line in block.removesuffix(b"\n").split(b"\n"):
            lines += 1
            try:
                ad = _decoder.decode(line)
            except UNREADABLE:
                malformed += 1
                continue
            place = _first(ad.workplace_address)
            municipality = coded("municipality_code", place.municipality_code) if place else None
            of = {place.region_code or "", (municipality or "")[:2]} if place else set()
            for county in of & tallies.keys():
                _add(tallies[county], seen[county], ad, year, municipality)
    for tally in tallies.values():
        tally.lines, tally.malformed = lines, malformed
    return tallies


def _add(tally: Tally, seen: set[str], ad: MarkedAd, year: int, municipality: str | None) -> None:
    group = _first(ad.occupation_group)
    key = str(ad.original_id or ad.id)
    if key in seen:
        tally.repeated += 1
    elif ad.publication_date.year != year:
        tally.other_years += 1
    else:
        seen.add(key)
        tally.in_county += 1
        given = ad.keywords.enriched.skill if ad.keywords and ad.keywords.enriched else None
        written = {s if isinstance(s, str) else s.concept_label for s in given or ()} - {None, ""}
        names = {name for text in written if text and (name := skill_name(text))}
        tally.dropped_names += len(written) - len(names)
        code = coded("occupation_group", group.legacy_ams_taxonomy_id) if group else None
        if code and names:
            # One text for all cells that have it: each ad brings its own copy.
            cell = intern(code), intern(municipality) if municipality else None
            tally.months.add(f"{ad.publication_date:%Y-%m}")
            tally.base[cell] += 1
            tally.named.update((*cell, intern(name)) for name in names)


def skill_name(text: str) -> str | None:
    """The name of a skill with single spaces; nothing for what can be a person's address, telephone or identity number.

    >>> skill_name(" Svets,  ISO 9606 "), skill_name("ring 070-000 00 00"), skill_name("namn@exempel.invalid")
    ('Svets, ISO 9606', None, None)
    """
    name = " ".join(text.split())
    return None if not name or len(name) > LONGEST_NAME or _PERSONAL.search(name) else name


def _first(value: Coded | list[Coded] | None) -> Coded | None:
    if isinstance(value, list):
        return value[0] if value else None
    return value


def tabulate(tally: Tally) -> pa.Table:
    """SKILLS_SCHEMA, sorted: one row per group, municipality (null where the ad has none) and skill."""
    cells = tally.named
    columns = (
        *([cell[at] for cell in cells] for at in range(3)),
        list(cells.values()),
        [tally.base[code, place] for code, place, _ in cells],
    )
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, SKILLS_SCHEMA, strict=True)]
    return pa.table(arrays, SKILLS_SCHEMA).sort_by([(name, "ascending") for name in SKILLS_SCHEMA.names[:3]])


def read(snapshot: Snapshot) -> pa.Table:
    """The counts of a snapshot: SKILLS_SCHEMA, with ``urval``, ``period_fran`` and ``period_till`` from its facts."""
    table, facts = pq.read_table(snapshot.file(COUNTS)), snapshot.origin.facts
    said = {"urval": facts["holds"], "period_fran": facts["period_from"], "period_till": facts["period_to"]}
    for name, value in said.items():
        table = table.append_column(name, pa.array([value] * table.num_rows, pa.string()))
    return table
