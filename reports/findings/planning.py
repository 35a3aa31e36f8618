"""What one who orders places needs of each education: what it is called there, who graduates and has it, and of its occupations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assets.contracts.education import EDUCATION_OCCUPATIONS
from assets.contracts.education_planning import EDUCATION_PLANNING
from assets.contracts.model import Record
from assets.methods.quoted import spelled
from assets.methods.replacement_demand import HORIZONS
from assets.reference.orders import ADULT, DEGREE, FORMS, JUDGED, PROGRAMME, VOCATIONAL
from reports import texts
from reports.findings.matrix import tile
from reports.findings.model import Tile
from reports.findings.occupations import Amount, amount
from reports.sheets.model import Facts

WHO = {PROGRAMME: "Gymnasiet", ADULT: "Komvux", VOCATIONAL: "Yrkeshögskolan", DEGREE: "Högskolan"}
"""Way of ordering → who is ordered of, as readers see it."""
NOBODY = "Ingen av dem"
_BETWEEN = " · "
"""Between the names of one way of ordering, as the contract says."""
_RATE, _LOW, _HIGH = (EDUCATION_PLANNING.column(name) for name in ("matchad_forvarvsgrad", "nedre", "ovre"))
_NATION, _GRADUATES = EDUCATION_PLANNING.column("rikets_forvarvsgrad"), EDUCATION_PLANNING.column("examinerade_lan")
_PEOPLE, _NOT_WORKING = EDUCATION_PLANNING.column("befolkning"), EDUCATION_PLANNING.column("arbetar_inte")


@dataclass(frozen=True)
class PlannedOccupation:
    """An occupation that an education leads to: what is said of it now and ahead."""

    code: str
    name: str
    tile: Tile
    af: str
    """Arbetsförmedlingen's answers about the county, as a sentence."""
    need: bool
    """Whether it is known if the need grows more than the supply."""
    ahead: tuple[str, ...]
    """Whether the need grows more than the supply, and who leaves, as sentences."""


@dataclass(frozen=True)
class PlannedEducation:
    """An education of an area."""

    code: str
    name: str
    level: str
    orders: tuple[tuple[str, tuple[str, ...]], ...]
    """Of whom it is ordered, and what it is called there."""
    judged: bool
    """Whether the link is our judgement."""
    why: str
    """Why it is linked so, or to nothing."""
    occupations: tuple[PlannedOccupation, ...]
    """Highest class first."""
    matched: Amount
    limits: str
    """The interval of the matched rate; empty when there is none."""
    nation: Amount
    against: str
    """Which side of the nation's it lies on, or that chance can explain it; empty when that is not known."""
    not_working: Amount
    """Percent of those who have the education."""
    people: Amount
    graduates: Amount
    remark: str

    @property
    def who(self) -> tuple[str, ...]:
        """Of whom it can be ordered, or that it is nobody."""
        return tuple(who for who, _ in self.orders) or (NOBODY,)

    @property
    def lifted(self) -> tuple[PlannedOccupation, ...]:
        """The occupations that have the highest class and stand in headlines."""
        return tuple(o for o in self.occupations if o.tile.position == 0 and not o.tile.weak)


def planned_educations(facts: Facts) -> tuple[PlannedEducation, ...]:
    """The area's educations that lead to occupations: those first whose occupations lie highest, then the largest."""
    rated = {str(r["yrke_kod"]): r for r in facts.warehouse.assessments if r["geo_kod"] == facts.code}
    links: dict[str, list[PlannedOccupation]] = {}
    for r in facts.warehouse.education_occupations:
        if r["geo_kod"] == facts.code:
            code = str(r["yrke_kod"])
            links.setdefault(str(r["utbildningsgrupp"]), []).append(_occupation(r, tile(rated[code], facts.area)))
    found = [
        _education(r, links.get(str(r["utbildningsgrupp"]), []))
        for r in facts.warehouse.planning
        if r["geo_kod"] == facts.code
    ]
    return tuple(
        sorted(
            (row for row in found if row.occupations),
            key=lambda row: (-len(row.lifted) / len(row.occupations), -(row.people.value or 0), row.code),
        )
    )


def ordered_as(rows: Iterable[PlannedEducation], form: str) -> dict[str, tuple[PlannedEducation, ...]]:
    """Names that places are ordered by in a way → the educations that are called so, in their order."""
    found: dict[str, tuple[PlannedEducation, ...]] = {}
    for row in rows:
        for name in dict(row.orders).get(WHO[form], ()):
            found[name] = (*found.get(name, ()), row)
    return found


def years_of_planning(facts: Facts) -> tuple[str, str, tuple[str, ...]]:
    """The year of those who have an education, the graduates', and the years ahead; empty where nothing is known."""
    mine = [r for r in facts.warehouse.planning if r["geo_kod"] == facts.code]

    def year(column: str) -> str:
        return max((str(int(r[column])) for r in mine if r[column] is not None), default="")

    ahead = tuple(filter(None, (year(f"ar_om_{spelled(years)}") for years in HORIZONS)))
    return year("ar"), year("ar_examinerade"), ahead


def _education(row: Record, links: list[PlannedOccupation]) -> PlannedEducation:
    low, high = (amount(column, row[column.name]) for column in (_LOW, _HIGH))
    return PlannedEducation(
        str(row["utbildningsgrupp"]),
        str(row["utbildning_namn"]),
        str(row["niva"]),
        tuple((WHO[form], tuple(str(row[form]).split(_BETWEEN))) for form in FORMS if row[form]),
        row["koppling"] == JUDGED,
        str(row["skal"]),
        tuple(sorted(links, key=lambda o: (o.tile.position, o.tile.weak, texts.collation_key(o.name)))),
        amount(_RATE, row[_RATE.name]),
        "" if low.value is None else f"{low.shown}–{high.shown}",
        amount(_NATION, row[_NATION.name]),
        str(row["mot_riket"] or ""),
        amount(_NOT_WORKING, row[_NOT_WORKING.name]),
        amount(_PEOPLE, row[_PEOPLE.name]),
        amount(_GRADUATES, row[_GRADUATES.name]),
        str(row["anmarkning"] or ""),
    )


def _occupation(row: Record, shown: Tile) -> PlannedOccupation:
    af = af_told(row["af_jobbmojligheter"], row["af_om_fem_ar"])
    need = any(row[f"behov_om_{spelled(years)}"] is not None for years in HORIZONS)
    return PlannedOccupation(str(row["yrke_kod"]), str(row["yrke_namn"]), shown, af, need, ahead_told(row))


def af_told(now: str | None, later: str | None, who: str = "AF") -> str:
    """Arbetsförmedlingen's answers about the county, as sentences.

    >>> af_told("stora", "öka")
    'AF: möjligheterna till jobb är stora, och om fem år väntas efterfrågan öka.'
    >>> af_told("stora", None), af_told(None, "öka")
    ('AF: möjligheterna till jobb är stora.', 'AF: om fem år väntas efterfrågan öka.')
    >>> af_told(None, None)
    'AF har inte bedömt yrket.'
    """
    said = [
        *([f"möjligheterna till jobb är {now}"] if now else []),
        *([f"om fem år väntas efterfrågan {later}"] if later else []),
    ]
    return f"{who}: {', och '.join(said)}." if said else "AF har inte bedömt yrket."


def ahead_told(row: Record) -> tuple[str, ...]:
    """What is said of an occupation ahead, as sentences; none when nothing is.

    Args:
        row: of mart.utbildning_yrke.

    >>> told = {"ar_om_fem": 2029, "behov_om_fem": "ökande", "ersattning_om_fem": 679.9}
    >>> ahead_told(told | {"ar_om_tio": 2034, "behov_om_tio": None, "ersattning_om_tio": None})
    ('Behovet mot tillgången: ökande 2029.', 'Ersättningsbehov, hela yrket från 2024: 680 till 2029.')
    """
    need, leaving, first = [], [], 0
    for ahead, word in zip(HORIZONS, map(spelled, HORIZONS), strict=True):
        year = row[f"ar_om_{word}"]
        if row[f"behov_om_{word}"] is not None:
            need.append(f"{row[f'behov_om_{word}']} {year}")
        if row[f"ersattning_om_{word}"] is not None:
            column = EDUCATION_OCCUPATIONS.column(f"ersattning_om_{word}")
            leaving.append(f"{amount(column, row[column.name]).shown} till {year}")
            first = int(year) - ahead
    said = [f"Behovet mot tillgången: {', '.join(need)}."] if need else []
    if leaving:
        said.append(f"Ersättningsbehov, hela yrket från {first}: {', '.join(leaving)}.")
    return tuple(said)
