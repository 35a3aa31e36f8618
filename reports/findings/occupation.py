"""One occupation over every area: its numbers side by side, Arbetsförmedlingen's answers, and where its advertising lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assets.contracts.employees import AGE_GROUPS, OCCUPATION_AGES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record
from assets.contracts.municipality_occupations import MUNICIPALITY_OCCUPATIONS
from assets.contracts.words import NATION_LEVEL, REPORTING_GROUP
from assets.methods.matching import OLDER
from assets.methods.rounding import to_digits
from assets.methods.score import NOT_RATED
from assets.reference.areas import NATION
from assets.reference.occupations import reporting_groups
from reports import assessment_texts, texts
from reports.findings.educations import LeadingEducation, leading_educations
from reports.findings.employed import OCCUPATION_BREAKS, Register, registers
from reports.findings.employers import ORDER, SectorShare, part
from reports.findings.long_term import Fine, Outlook, fine_outlooks, nation_told, outlooks
from reports.findings.matrix import area_names, tile
from reports.findings.messages import in_sentence, number_of
from reports.findings.model import Tile
from reports.findings.municipality import slug
from reports.findings.occupations import Amount, PostsOfYears, amount, sure_changes, years_of
from reports.findings.strips import Strip, strips_by_occupation
from reports.records import by
from reports.sheets.sector import FEW_EMPLOYERS, sector_headings
from reports.warehouse import Warehouse

_FIRST_YEAR = re.compile(r"\d+")
MEASURES = ("anstallda", "andel_kvinnor", "annonserade_platser", "platser_per_100_anstallda", "lokaliseringskvot_lan")
"""Columns of mart.obalans that an occupation's page shows, in that order."""


@dataclass(frozen=True)
class AgeGroup:
    """An age group's share of an occupation's employees, and whether it is of those who soon leave."""

    ages: str
    share: Amount
    older: bool


@dataclass(frozen=True)
class AreaColumn:
    """The occupation in an area: its class, how it lies beside the county, and its numbers by measure."""

    name: str
    tile: Tile
    contradicted: bool
    """Whether Arbetsförmedlingen says otherwise of the county."""
    beside_county: str
    numbers: dict[str, Amount]
    older: Amount
    ages: tuple[AgeGroup, ...]
    """Youngest first; empty when they are not known."""
    years: PostsOfYears
    history: tuple[Register, ...]
    """Years are never read against each other over a break."""
    sectors: tuple[SectorShare, ...]
    sectors_missing: str
    """Why no sectors are shown; empty when they are."""
    outlook: Outlook | None
    """The years ahead; None when nothing could be projected."""
    remark: str


@dataclass(frozen=True)
class AfAnswer:
    """What Arbetsförmedlingen says of one of its own occupations: of which group, now and in five years, and for what area."""

    name: str
    group: str
    chances: str
    recruitment: str
    later: str
    made_for: str


@dataclass(frozen=True)
class InMunicipality:
    """The occupation in a municipality, which has no class of its own."""

    name: str
    slug: str
    delregion: str
    employees: Amount
    posts: Amount
    rate: Amount


@dataclass(frozen=True)
class Skills:
    """What the ads of one SSYK group in the county name most, how many of the ads that were read name it, and how many those are."""

    group: str
    named: tuple[tuple[str, int], ...]
    ads: int


@dataclass(frozen=True)
class Occupation:
    """Everything that is known of an occupation."""

    code: str
    name: str
    lead: str
    members: tuple[str, ...]
    """The SSYK groups it is made of."""
    columns: tuple[AreaColumn, ...]
    af_now: str
    af_recruitment: str
    af_later: str
    af_round: str
    af_made_for: str
    """The area that the answers are made for, often larger than the county; empty where there is none."""
    answers: tuple[AfAnswer, ...]
    council: tuple[tuple[str, str], ...]
    """Area and the council's assessment; empty while no council has given one."""
    decided: tuple[tuple[str, str], ...]
    """Area and what the parties have decided together; empty while nothing is decided."""
    educations: tuple[LeadingEducation, ...]
    nation: str
    """The occupation in the nation in the years ahead; empty when nothing is projected."""
    nation_remark: str
    """What is to be remarked of it, which stands with the areas' remarks."""
    fine: tuple[Fine, ...]
    """What the county's occupations on four digits come to, the largest first."""
    places: tuple[InMunicipality, ...]
    """The municipalities that have enough of it to count, most employees first."""
    places_few: str
    """How many municipalities have too few, or an unknown number, in words; empty when none has."""
    skills: tuple[Skills, ...]
    skills_read: str
    """Which ads the skills were read in; empty when there are none."""
    strips: tuple[Strip, ...]
    """What the score is made of, first; then what stands beside it."""
    scores: tuple[tuple[str, str], ...]
    """Area and its score, where there is one."""

    @property
    def history_years(self) -> tuple[int, ...]:
        """The years in which any area's employees are counted, oldest first."""
        return tuple(sorted({year for c in self.columns for piece in c.history for year, _ in piece.years}))

    @property
    def fine_remarks(self) -> tuple[str, ...]:
        """What must be said of the occupations on four digits, each remark once with those that it is of."""
        said: dict[str, list[str]] = {}
        for row in self.fine:
            if row.remark:
                said.setdefault(row.remark, []).append(row.code)
        return tuple(f"{', '.join(codes)}: {remark}" for remark, codes in said.items())

    @property
    def outlook_remarks(self) -> tuple[tuple[str, str], ...]:
        """What is to be remarked of the years ahead, each remark once after the areas that it is of."""
        said: dict[str, list[str]] = {}
        for area, remark in (*((o.area, o.remark) for o in self.outlooks), ("Riket", self.nation_remark)):
            if remark:
                said.setdefault(remark, []).append(area)
        return tuple((texts.listed(areas), remark) for remark, areas in said.items())

    @property
    def outlooks(self) -> tuple[Outlook, ...]:
        """Every area some years ahead; empty when nothing could be projected."""
        return tuple(column.outlook for column in self.columns if column.outlook)


def occupations(warehouse: Warehouse) -> tuple[Occupation, ...]:
    """Every redovisningsgrupp that is known, in the order of its codes."""
    names, headings = area_names(warehouse), sector_headings(warehouse.county)
    rated: dict[str, dict[str, Record]] = {}
    for r in warehouse.assessments:
        rated.setdefault(str(r["yrke_kod"]), {})[str(r["geo_kod"])] = r
    measured = {
        (str(r["yrke_kod"]), str(r["geo_kod"])): r for r in warehouse.mismatch if r["yrkesniva"] == REPORTING_GROUP
    }
    ages = {(str(r["yrke_kod"]), str(r["geo_kod"])): r for r in warehouse.ages if r["kon"] == "totalt"}
    unit = ("yrke_kod", "geo_kod")
    years = by((r for r in warehouse.posts_by_year if r["yrkesniva"] == REPORTING_GROUP), *unit)
    grouped = by(warehouse.age_groups, *unit)
    sectors, history = by(warehouse.sectors, *unit), by(warehouse.employees_by_year, *unit)
    strips = strips_by_occupation(warehouse)
    answers = _answers(warehouse)
    educations, sure = leading_educations(warehouse), sure_changes(warehouse)
    ahead = {(group, o.area): o for group, areas in outlooks(warehouse, names).items() for o in areas}
    nation = {group: areas[0] for group, areas in outlooks(warehouse, {NATION: NATION_LEVEL}).items()}
    fine = fine_outlooks(warehouse)
    in_places = by(warehouse.municipality_occupations, "yrke_kod")
    skills = _skills(warehouse)
    read = _skills_read(warehouse)
    titles = {str(r["yrke_kod"]): str(r["yrke_namn"]) for r in warehouse.occupations if r["yrkesniva"] == "ssyk3"}
    found = []
    for group in reporting_groups():
        areas = rated.get(group.code)
        if areas is None:
            continue
        columns = tuple(
            AreaColumn(
                name,
                tile(areas[area], name),
                areas[area]["motsager_af"] == "ja",
                assessment_texts.beside_county(str(areas[area]["laget_har"])) if areas[area]["laget_har"] else "",
                {m: amount(MISMATCH.column(m), measured[group.code, area][m]) for m in MEASURES},
                _older(ages.get((group.code, area))),
                age_groups(grouped[group.code, area]),
                years_of(years[group.code, area], sure.get((area, group.code), "")),
                registers(history[group.code, area], "varde", OCCUPATION_BREAKS),
                *_sectors(sectors[group.code, area], headings),
                ahead.get((group.code, name)),
                str(areas[area]["anmarkning"] or ""),
            )
            for area, name in names.items()
        )
        county = areas[warehouse.county]
        found.append(
            Occupation(
                group.code,
                str(county["yrke_namn"]),
                " ".join([lead(columns), *contradicted_where(columns)]),
                tuple(f"{titles.get(code, code)} ({code})" for code in group.ssyk3),
                columns,
                assessment_texts.judged(county["af_jobbmojligheter"]),
                assessment_texts.judged(county["af_rekrytering"]),
                assessment_texts.judged(county["af_om_fem_ar"]),
                str(county["af_omgang"] or ""),
                str(county["af_bedomd_for"] or ""),
                answers.get(group.code, ()),
                _given(areas, names, "radets_bedomning"),
                _given(areas, names, "gemensam_bedomning"),
                educations.get(group.code, ()),
                *nation_told(nation.get(group.code)),
                fine.get(group.code, ()),
                *_places(in_places[group.code,], names),
                skills.get(group.code, ()),
                read if group.code in skills else "",
                strips[group.code],
                tuple(
                    (name, texts.number_text(to_digits(float(areas[area]["signalpoang"])), 0))
                    for area, name in names.items()
                    if areas[area]["signaler"] != NOT_RATED
                ),
            )
        )
    return tuple(found)


def lead(columns: tuple[AreaColumn, ...]) -> str:
    """The class of the county, and in how many delregioner it is the same, as a sentence or two.

    Args:
        columns: the county first.
    """
    county, *areas = columns
    word = county.tile.word
    if word == NOT_RATED:
        return "Yrket kan inte bedömas i länet. Skälet står i tabellen."
    same = [area.name for area in areas if area.tile.word == word]
    here = f"{in_sentence(word).capitalize()} i länet"
    if not areas:
        return f"{here}."
    if len(same) == len(areas):
        return f"{here} och i alla delregioner."
    if not same:
        return f"{here}. Ingen delregion har samma klass."
    others = [f"{area.name}: {area.tile.word}" for area in areas if area.tile.word != word]
    return f"{here} och i {texts.listed(same)}. {'. '.join(others)}."


def contradicted_where(columns: tuple[AreaColumn, ...]) -> tuple[str, ...]:
    """Where Arbetsförmedlingen says otherwise, which must stand beside the class; nothing where it does not.

    Args:
        columns: the county first.
    """
    places = [column.name for column in columns if column.contradicted]
    if not places:
        return ()
    if columns[0].contradicted:
        return ("Arbetsförmedlingen säger emot.",)
    return (f"Arbetsförmedlingen säger emot klassen i {texts.listed(places)}.",)


def _older(row: Record | None) -> Amount:
    column = OCCUPATION_AGES.column("andel_55_64")
    return amount(column, row[column.name]) if row else Amount(None, texts.NO_VALUE)


def age_groups(rows: list[Record]) -> tuple[AgeGroup, ...]:
    """The groups of an occupation in an area, where their shares are known.

    Args:
        rows: of mart.alder_yrke_grupper; groups are written as ``16-19``.
    """
    column = AGE_GROUPS.column("andel")
    if any(r[column.name] is None or not _FIRST_YEAR.match(str(r["alder"])) for r in rows):
        return ()
    return tuple(
        AgeGroup(str(r["alder"]), amount(column, r[column.name]), _first_year(r) >= OLDER)
        for r in sorted(rows, key=_first_year)
    )


def _first_year(row: Record) -> int:
    found = _FIRST_YEAR.match(str(row["alder"]))
    return int(found[0]) if found else 0


def _sectors(rows: list[Record], headings: Mapping[str, str]) -> tuple[tuple[SectorShare, ...], str]:
    """Shares of the posts per sector, or why there are none."""
    if any(r["fa_arbetsgivare"] for r in rows):
        return (), FEW_EMPLOYERS
    shares = {str(r["sektor"]): r["andel_platser"] for r in rows}
    known = [shares.get(sector) for sector in ORDER]
    if not rows or None in known:
        return (), "För få annonser."
    return tuple(part(headings[s], float(share or 0)) for s, share in zip(ORDER, known, strict=True)), ""


def _given(areas: Mapping[str, Record], names: Mapping[str, str], by: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(areas[area][by])) for area, name in names.items() if areas[area][by])


def _places(rows: list[Record], names: Mapping[str, str]) -> tuple[tuple[InMunicipality, ...], str]:
    """The municipalities with a known number of employees, and how many have none, in words."""
    known = [r for r in rows if r["anstallda"] is not None]
    known.sort(key=lambda r: (-int(r["anstallda"]), texts.collation_key(str(r["geo_namn"]))))
    columns = [
        MUNICIPALITY_OCCUPATIONS.column(c) for c in ("anstallda", "platser_rensade", "platser_per_100_anstallda")
    ]
    few = len(rows) - len(known)
    return tuple(
        InMunicipality(
            str(r["geo_namn"]),
            slug(str(r["geo_kod"]), str(r["geo_namn"])),
            names[str(r["delregion_kod"])],
            *(amount(column, r[column.name]) for column in columns),
        )
        for r in known
    ), number_of(few, "kommun", "kommuner") if few else ""


def _skills(warehouse: Warehouse) -> dict[str, tuple[Skills, ...]]:
    """Redovisningsgrupp → what the county's ads name, per SSYK group, the one with most ads first."""
    groups = _group_of(warehouse)
    found: dict[str, list[Skills]] = {}
    for (_,), rows in by(warehouse.skills, "ssyk4").items():
        ssyk4 = str(rows[0]["ssyk4"])
        if ssyk4 in groups:
            named = tuple((str(r["kompetens"]), int(r["annonser_med"])) for r in rows)
            name = f"{rows[0]['ssyk4_namn'] or 'Yrkesgrupp'} ({ssyk4})"
            found.setdefault(groups[ssyk4], []).append(Skills(name, named, int(rows[0]["annonser"])))
    return {group: tuple(sorted(each, key=lambda s: (-s.ads, s.group))) for group, each in found.items()}


def _skills_read(warehouse: Warehouse) -> str:
    for r in warehouse.skills:
        return f"Annonser i länet {texts.period(str(r['period_fran']), str(r['period_till']))}, {r['urval']}."
    return ""


def _group_of(warehouse: Warehouse) -> dict[str, str]:
    """SSYK on four digits → its redovisningsgrupp."""
    return {
        str(r["yrke_kod"]): str(r["redovisningsgrupp"])
        for r in warehouse.occupations
        if r["yrkesniva"] == "ssyk4" and r["redovisningsgrupp"]
    }


def _answers(warehouse: Warehouse) -> dict[str, tuple[AfAnswer, ...]]:
    """Redovisningsgrupp → Arbetsförmedlingen's answers of the newest round, by name."""
    groups = _group_of(warehouse)
    found: dict[str, list[AfAnswer]] = {}
    for r in warehouse.barometer:
        group = groups.get(str(r["ssyk4"]))
        if group:
            found.setdefault(group, []).append(
                AfAnswer(
                    str(r["yb_yrke"]),
                    f"{r['ssyk4_namn']} ({r['ssyk4']})" if r["ssyk4_namn"] else str(r["ssyk4"]),
                    assessment_texts.judged(r["jobbmojligheter"]),
                    assessment_texts.judged(r["rekryteringssituation"]),
                    assessment_texts.judged(r["efterfragan_om_fem_ar"]),
                    str(r["bedomd_for"] or "–"),
                )
            )
    return {
        group: tuple(sorted(answers, key=lambda a: (texts.collation_key(a.name), a.group)))
        for group, answers in found.items()
    }
