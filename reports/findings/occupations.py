"""Every occupation of an area on one row: what the table of its page shows, and the cards above it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.change import POSTS_BY_YEAR, POSTS_MEASURE
from assets.contracts.employees import OCCUPATION_AGES
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Column, Record
from assets.contracts.words import REPORTING_GROUP
from assets.methods.employers import MUNICIPAL, PUBLIC_COMPANY, REGIONAL, STATE
from assets.methods.score import LARGE, POSITIONS, SMALL
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import assessment_texts, texts
from reports.findings.changed import BEYOND
from reports.findings.matrix import tile
from reports.findings.messages import in_percent, signed_percent, year_label
from reports.findings.model import Tile
from reports.records import by
from reports.sheets.assessment import assessment_records, lifted
from reports.sheets.model import Facts, kind_of, rows_of, shown_cell
from reports.source_lines import CLASSES
from reports.warehouse import Warehouse

AF_ANSWERS = (LARGE, "medelstora", SMALL)
"""What Arbetsförmedlingen answers of the chances of a job, from the largest."""
_AF_RANK = {word: len(AF_ANSWERS) - at for at, word in enumerate(AF_ANSWERS)}
_RATE = MISMATCH.column("platser_per_100_anstallda")
_OLDER = OCCUPATION_AGES.column("andel_55_64")
_PUBLIC = (MUNICIPAL, REGIONAL, STATE, PUBLIC_COMPANY)
_SHORTEST = 2
"""Letters of a word that leads nowhere by itself, as och and i."""
BAR_END = 40
"""Posts per 100 employees that fill a bar: few occupations have more, and one with hundreds would leave the others none to see."""
CARDS = 6
"""Occupations that stand as cards; the others are named."""


@dataclass(frozen=True)
class Amount:
    """A number as readers see it, and what it is sorted and drawn by; None when it is missing."""

    value: float | None
    shown: str


@dataclass(frozen=True)
class PostsOfYears:
    """Posts of some years, oldest first: label and number, None for a year that lacks months; and the change in words."""

    bars: tuple[tuple[str, float | None], ...]
    percent: int | None
    shown: str
    sure: str
    """Whether the change is beyond its own interval, with the level of that; empty when it cannot be said."""


@dataclass(frozen=True)
class OccupationRow:
    """An occupation of an area."""

    code: str
    name: str
    manager: bool
    lifted: bool
    af_now: str
    af_rank: int
    """By Arbetsförmedlingen's highest answer: 3 large chances, 1 small, 0 not assessed."""
    af_answers: tuple[str, ...]
    """Every answer that it gives, from the largest chances; empty when it has not assessed the occupation."""
    af_later: str
    beside_county: str
    """Empty for the county itself, and where it cannot be said."""
    tile: Tile
    employees: Amount
    rate: Amount
    """Posts per 100 employees."""
    county_rate: float | None
    years: PostsOfYears
    older: Amount
    """Share of 55–64 years."""
    public: Amount
    """Public employers' share of the posts; missing when few employers advertise."""

    @property
    def later_told(self) -> str:
        """What Arbetsförmedlingen expects in five years, as a sentence without its full stop."""
        if self.af_later == assessment_texts.NOT_JUDGED:
            return f"Efterfrågan om fem år: {assessment_texts.NOT_JUDGED}"
        return f"Efterfrågan om fem år väntas {self.af_later}"


def amount(column: Column, value: object) -> Amount:
    """A value of a contract's column, rounded as everywhere else."""
    seen = shown_cell(column, value)  # type: ignore[arg-type]
    return Amount(None if seen is None else float(seen), texts.shown(seen, kind_of(column)))


def sure_changes(warehouse: Warehouse) -> dict[tuple[str, str], str]:
    """Code of an area and of an occupation → whether its posts have changed beyond their interval, as mart.da_och_nu says."""
    return {
        (str(r["geo_kod"]), str(r["yrke_kod"])): BEYOND[str(r["ord"])]
        for r in warehouse.then_and_now
        if r["yrkesniva"] == REPORTING_GROUP and r["matt"] == POSTS_MEASURE and r["ord"]
    }


def years_of(rows: Iterable[Record], sure: str = "") -> PostsOfYears:
    """The years of a unit, oldest first, of mart.platser_per_ar.

    >>> rows = [{"period_fran": f"{y}-09", "period_till": f"{y + 1}-08", "platser_rensade": n} for y, n in ((2024, 50), (2025, 40))]
    >>> years_of(rows).bars, years_of(rows).percent
    ((('24/25', 50.0), ('25/26', 40.0)), -20)
    """
    kept = list(rows)
    numbers = [r["platser_rensade"] for r in kept]
    percent = in_percent(kept)
    return PostsOfYears(
        tuple((year_label(r), None if n is None else float(n)) for r, n in zip(kept, numbers, strict=True)),
        percent,
        signed_percent(percent),
        sure,
    )


def known_years(rows: Iterable[PostsOfYears]) -> int:
    """In how many of the years any of the rows has a number.

    >>> known_years([PostsOfYears((("23/24", None), ("24/25", 50.0), ("25/26", 40.0)), -20, "", "")]), known_years([])
    (2, 0)
    """
    return len({label for row in rows for label, number in row.bars if number is not None})


def occupation_rows(facts: Facts) -> tuple[OccupationRow, ...]:
    """Every known occupation, in the order of the assessments: highest score first, then chefer, then what is not rated."""
    code = facts.code
    measured = {str(r["yrke_kod"]): r for r in rows_of(facts.warehouse, code, REPORTING_GROUP)}
    county = {str(r["yrke_kod"]): r for r in rows_of(facts.warehouse, facts.warehouse.county, REPORTING_GROUP)}
    ages = {str(r["yrke_kod"]): r for r in facts.warehouse.ages if r["geo_kod"] == code and r["kon"] == "totalt"}
    mine = (r for r in facts.warehouse.posts_by_year if r["geo_kod"] == code and r["yrkesniva"] == REPORTING_GROUP)
    years = by(mine, "yrke_kod")
    public, sure = _public_shares(facts), sure_changes(facts.warehouse)
    return tuple(
        _row(
            facts,
            r,
            measured[at],
            county[at],
            ages.get(at),
            years_of(years[at,], sure.get((code, at), "")),
            public.get(at),
        )
        for r in assessment_records(facts)
        if (at := str(r["yrke_kod"])) != UNKNOWN_SSYK3
    )


def _row(
    facts: Facts,
    row: Record,
    measured: Record,
    county: Record,
    ages: Record | None,
    years: PostsOfYears,
    public: float | None,
) -> OccupationRow:
    answers = tuple(word for word in AF_ANSWERS if word in _words(row["af_jobbmojligheter"]))
    here = "" if facts.whole or not row["laget_har"] else assessment_texts.beside_county(str(row["laget_har"]))
    reference = shown_cell(_RATE, county[_RATE.name])
    return OccupationRow(
        str(row["yrke_kod"]),
        str(row["yrke_namn"]),
        row["chefer"] == "ja",
        row["lyfts_fram"] == "ja",
        assessment_texts.judged(row["af_jobbmojligheter"]),
        max((_AF_RANK[word] for word in answers), default=0),
        answers,
        assessment_texts.judged(row["af_om_fem_ar"]),
        here,
        tile(row, facts.area),
        amount(ASSESSMENT.column("anstallda"), row["anstallda"]),
        amount(_RATE, measured[_RATE.name]),
        None if facts.whole or reference is None else float(reference),
        years,
        amount(_OLDER, ages[_OLDER.name]) if ages else Amount(None, texts.NO_VALUE),
        Amount(public, texts.shown(public, "percent")),
    )


def _words(listed: object) -> set[str]:
    """The answers that a text lists.

    >>> sorted(_words("stora (2 yrken), små (1 yrke)")), _words(None)
    (['små', 'stora'], set())
    """
    return {part.split(" (")[0] for part in str(listed).split(", ")} if listed else set()


def _public_shares(facts: Facts) -> dict[str, float]:
    """Occupation → public employers' share of the posts, where enough employers advertise."""
    found: dict[str, float] = {}
    for r in facts.warehouse.sectors:
        if r["geo_kod"] != facts.code or r["fa_arbetsgivare"] or r["andel_platser"] is None:
            continue
        share = float(r["andel_platser"]) if r["sektor"] in _PUBLIC else 0.0
        found[str(r["yrke_kod"])] = found.get(str(r["yrke_kod"]), 0.0) + share
    return {code: round(share, 3) for code, share in found.items()}


def to_take_up(facts: Facts, position: int) -> tuple[str, ...]:
    """Codes of the occupations of a class that stand in headlines, most employees first."""
    return tuple(str(r["yrke_kod"]) for r in lifted(facts, position))


def near_the_limit(facts: Facts) -> tuple[str, ...]:
    """Codes of the occupations whose class is of an end of the scale but changes easily."""
    ends = (0, max(POSITIONS.values()) - 1)
    return tuple(
        str(r["yrke_kod"])
        for r in assessment_records(facts)
        if r["nara_gransen"] == "ja" and r["motsager_af"] != "ja" and POSITIONS[str(r["signaler"])] in ends
    )


def contradicted(facts: Facts) -> tuple[str, ...]:
    """Codes of the occupations where Arbetsförmedlingen says the opposite."""
    return tuple(str(r["yrke_kod"]) for r in assessment_records(facts) if r["motsager_af"] == "ja")


def search_text(warehouse: Warehouse) -> dict[str, str]:
    """Code of an occupation → the words that a reader may search it by, beside its name; no word twice.

    Args:
        warehouse: its mart.sokord.
    """
    names = {str(r["yrke_kod"]): str(r["yrke_namn"]).casefold() for r in warehouse.assessments}
    found: dict[str, dict[str, None]] = {code: {} for code in names}
    for r in warehouse.search_words:
        code = str(r["yrke_kod"])
        for word in re.findall(r"[^\W\d_]+", str(r["ord"]).casefold()):
            if code in found and word not in names[code] and len(word) > _SHORTEST:
                found[code][word] = None
    return {code: " ".join(words) for code, words in found.items()}


def sources_of_rows(facts: Facts) -> str:
    """The source line of the table."""
    return facts.source_of(*CLASSES, POSTS_BY_YEAR, OCCUPATION_AGES)
