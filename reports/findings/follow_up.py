"""What the follow-up of the agreement says, measure by measure: the newest year, the nation beside, and what may be said of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.follow_up import NOT_ATTRIBUTED
from assets.contracts.model import Record
from assets.contracts.registry import contract
from assets.contracts.words import COUNTY, NATION_LEVEL
from assets.methods.follow_up import AGREED_YEARS, BASE_YEAR, EARLIER_YEARS, NOT_SURE, SURE
from assets.methods.matching import SURE_LEVEL
from assets.reference.follow_up import CHANCE, HIDDEN, OUTCOME, PROCESS, FollowUpMeasure, indicators
from reports import texts
from reports.findings.follow_up_words import change_word, is_tried, newest_known, of_areas, of_county, remarks
from reports.findings.matrix import area_names
from reports.sheets.model import Facts
from reports.warehouse import Warehouse

SPARK_YEARS = 5
"""Years that there is room to draw."""
_DIGITS, _CHANGE_DIGITS = 1, 2
"""Decimals of values, and of changes, which are often smaller than the values' own rounding."""
_UNIT_OF_CHANGE = {"procent": "procentenheter", "index": "enheter av index"}
"""What differences and changes are counted in; of other measures it is the measure's own unit."""
_HOLDS = {
    CHANCE: f"Intervallen håller {100 * SURE_LEVEL:.0f} gånger av 100 om bara slump och störda små tal rör talet.",
    HIDDEN: "Intervallen rymmer slumpen och halva spelrummet för flöden som är dolda.",
}
"""What is said of a measure's intervals; nothing where it has none."""
LEAD = (
    f"Avsiktsförklaringen gäller {AGREED_YEARS}. Här följs den upp med tal för varje år. Basåret är {BASE_YEAR}, det sista året före. "
    "Det var högkonjunktur.",
    "Läs därför hur området har ändrats mot riket, och bredvid det hur det egna talet har ändrats. Bättre än riket kan vara en försämring "
    "som är mindre än rikets. Skåne, Östergötland och Halland står bredvid.",
    NOT_ATTRIBUTED,
    "Mätfelet är slumpen och källornas störning av små tal. Hur talen varierar mellan åren är inte med. Större än mätfelet betyder därför "
    "inte att förändringen är stor eller håller i sig. Av fem förändringar som bara är mätfel blir i snitt en större än mätfelet. "
    "Pekade förändringen åt andra hållet året före står det i stället att den vände.",
)


@dataclass(frozen=True)
class DrawnYears:
    """The newest years of an area, to be drawn from 0."""

    bars: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Line:
    """An area's measure as readers see it."""

    name: str
    years: DrawnYears
    base: str
    base_interval: str
    latest: str
    interval: str
    difference: str
    own_change: str
    """Since the base year, of the area alone."""
    change: str
    """The same beside the nation's."""
    change_interval: str
    said: str
    """What may be said of the change beside the nation, in a word or two; empty for the nation."""
    beyond: bool
    """Whether it is larger than its error and has not turned."""
    own: bool
    """Whether it is the county or one of its delregioner."""

    @property
    def silent(self) -> bool:
        """Whether neither change is known, so that only why is said."""
        return self.change == self.own_change == texts.NO_VALUE


@dataclass(frozen=True)
class Measure:
    """A measure that has numbers."""

    code: str
    name: str
    unit: str
    unit_of_change: str
    """Of differences and changes."""
    decision: str
    sentence: str
    rests_on: str
    year: str
    earlier: str
    tried: bool
    """Whether it can be told of any of the county's areas that it has changed or not."""
    lines: tuple[Line, ...]
    intervals: str
    """What its intervals hold; empty where it has none."""
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Missing:
    """A measure without numbers: why, and what would be needed."""

    name: str
    status: str
    why: str


@dataclass(frozen=True)
class Work:
    """What the councils have done, counted: a row per area and a column per year."""

    code: str
    name: str
    unit: str
    rests_on: str
    years: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class FollowUp:
    """Everything that the page says."""

    sentence: str
    """What is found of the county, all measures together."""
    measures: tuple[Measure, ...]
    missing: tuple[Missing, ...]
    work: tuple[Work, ...]
    process: tuple[Missing, ...]
    """Measures of the councils' work that have no number."""
    decided: str


def follow_up(facts: Facts) -> FollowUp:
    """Decide it, of the county and its delregioner; the nation and the counties beside stand last."""
    rows: dict[str, list[Record]] = {}
    for r in facts.warehouse.follow_up:
        rows.setdefault(str(r["indikator"]), []).append(r)
    every = indicators()
    told = [one for one in every if any(r["varde"] is not None for r in rows[one.code])]
    untold = [one for one in every if one not in told]
    return FollowUp(
        of_county(
            (one, latest(r for r in rows[one.code] if r["geo_kod"] == facts.code))
            for one in told
            if one.kind == OUTCOME
        ),
        tuple(_measure(facts, one, rows[one.code]) for one in told if one.kind == OUTCOME),
        tuple(_missing(facts, one, rows[one.code]) for one in untold if one.kind == OUTCOME),
        tuple(_work(facts, one, rows[one.code]) for one in told if one.kind == PROCESS),
        tuple(_missing(facts, one, rows[one.code]) for one in untold if one.kind == PROCESS),
        decided(every),
    )


def decided(every: Iterable[FollowUpMeasure]) -> str:
    """How many of the measures somebody has decided."""
    known = list(every)
    count = sum(one.decided for one in known)
    if not count:
        return "Alla mått är förslag: ingen har beslutat dem än."
    return f"{count} av {len(known)} mått är beslutade. De andra är förslag."


def latest(rows: Iterable[Record]) -> Record | None:
    """The newest row with a number; None when there is none."""
    known = [r for r in rows if r["varde"] is not None]
    return max(known, key=lambda r: int(r["ar"]), default=None)


def of_area(warehouse: Warehouse, code: str, indicator: str) -> list[Record]:
    """An indicator's rows of an area, oldest first."""
    mine = (r for r in warehouse.follow_up if r["geo_kod"] == code and r["indikator"] == indicator)
    return sorted(mine, key=lambda r: int(r["ar"]))


@dataclass(frozen=True)
class BesideNation:
    """A measure of the county and the nation in sentences, with their source."""

    sentences: tuple[str, ...]
    source: str


def beside_nation(facts: Facts, code: str) -> BesideNation | None:
    """The newest number of the county beside the nation's, and how it has changed against it where that can be tried.

    Args:
        facts: of any area; the county's number is told.
        code: of a measure.

    Returns:
        None when the county or the nation has no number.
    """
    (one,) = (each for each in indicators() if each.code == code)
    row = latest(of_area(facts.warehouse, facts.warehouse.county, code))
    if row is None or row["riket"] is None:
        return None
    own, nation = (texts.number_text(row[name], _DIGITS) for name in ("varde", "riket"))
    said = [f"{one.name}, {row['ar']}: {own} {one.unit} i länet, {nation} i riket."]
    if row["besked"] in (SURE, NOT_SURE):
        change = rounded(float(row["forandring_mot_riket"]), _CHANGE_DIGITS)
        limits = interval(row["forandring_nedre"], row["forandring_ovre"], _CHANGE_DIGITS, sign=True)
        unit = _UNIT_OF_CHANGE.get(one.unit, one.unit)
        said += [f"Ändrat mot riket sedan {BASE_YEAR}: {change} {unit} ({limits}), {change_word(row)}.", NOT_ATTRIBUTED]
    return BesideNation(tuple(said), facts.source_of(*(contract(table) for table in one.tables)))


def interval(lower: float | None, upper: float | None, digits: int, sign: bool = False) -> str:
    """Two limits as readers see them; empty when either is missing.

    >>> interval(-1.53, -1.091, 2, sign=True), interval(38.6, 39.0, 1), interval(None, 1.0, 1)
    ('−1,53 till −1,09', '38,6–39,0', '')
    """
    if lower is None or upper is None:
        return ""
    if sign:
        return f"{rounded(lower, digits)} till {rounded(upper, digits)}"
    low, high = texts.number_text(lower, digits), texts.number_text(upper, digits)
    return f"{low} till {high}" if lower < 0 else f"{low}–{high}"


def _by_area(facts: Facts, rows: Iterable[Record]) -> dict[str, list[Record]]:
    """A measure's rows, the areas as readers meet them and each one's oldest year first."""
    found: dict[str, list[Record]] = {}
    for r in sorted(rows, key=lambda r: (_place(facts, r), int(r["ar"]))):
        found.setdefault(str(r["geo_kod"]), []).append(r)
    return found


def _work(facts: Facts, one: FollowUpMeasure, rows: list[Record]) -> Work:
    by_area = _by_area(facts, (r for r in rows if r["geo_niva"] not in one.without))
    years = sorted({int(r["ar"]) for r in rows if r["varde"] is not None})
    numbers = {(r["geo_kod"], r["ar"]): r["varde"] for r in rows}
    names = area_names(facts.warehouse)
    return Work(
        one.code,
        one.name,
        one.unit,
        one.rests_on,
        tuple(map(str, years)),
        tuple(
            (names[code], tuple(texts.number_text(numbers[code, year], 0) for year in years))
            for code, mine in by_area.items()
        ),
        _notes_of_work(by_area, names, years),
        facts.source_of(*(contract(table) for table in one.tables)),
    )


def _notes_of_work(
    by_area: Mapping[str, list[Record]], names: Mapping[str, str], years: Sequence[int]
) -> tuple[str, ...]:
    """What is to be said of the numbers, and of which areas and years there is none and why."""
    shown = [r for rows in by_area.values() for r in rows if int(r["ar"]) in years and r["anmarkning"]]
    every = dict.fromkeys(str(r["anmarkning"]) for r in shown if r["varde"] is not None)
    said = [text for text in every if not any(text in other for other in every if other != text)]
    without: dict[str, list[str]] = {}
    for r in shown:
        if r["varde"] is None:
            without.setdefault(str(r["anmarkning"]), []).append(f"{names[r['geo_kod']]} {r['ar']}")
    return (*said, *(f"{texts.listed(places)}: {why}" for why, places in without.items()))


def _measure(facts: Facts, one: FollowUpMeasure, rows: list[Record]) -> Measure:
    by_area = _by_area(facts, rows)
    newest = latest(rows)
    assert newest is not None  # only measures with a number are told
    year = int(newest["ar"])
    # Bars begin at 0, so that a measure that is ever below it has none.
    drawable = all(r["varde"] is None or r["varde"] >= 0 for r in rows)
    lines = tuple(_line(facts, mine, year, drawable) for mine in by_area.values())
    at_year = {code: next(r for r in mine if int(r["ar"]) == year) for code, mine in by_area.items()}
    return Measure(
        one.code,
        one.name,
        one.unit,
        _UNIT_OF_CHANGE.get(one.unit, one.unit),
        one.decision,
        of_areas(one, _own(facts, at_year)),
        f"{one.rests_on}{f' {one.better.capitalize()} är bättre.' if one.better else ''}",
        str(year),
        f"Länet: {earlier}" if (earlier := earlier_mean(one, by_area[facts.code])) else "",
        any(is_tried(r) for r in _own(facts, at_year)),
        lines,
        _HOLDS.get(one.interval, ""),
        _notes(by_area, year),
        facts.source_of(*(contract(table) for table in one.tables)),
    )


def _place(facts: Facts, row: Record) -> tuple[int, tuple[int, ...]]:
    """The county and its delregioner as they always stand, the nation, the counties beside."""
    kind = row["geo_niva"]
    own = row["geo_kod"] == facts.warehouse.county
    at = 0 if own else {"delregion": 1, NATION_LEVEL: 2, COUNTY: 3}[str(kind)]
    order = list(area_names(facts.warehouse))
    within = (order.index(row["geo_kod"]),) if at <= 1 else texts.collation_key(str(row["geo_namn"]))
    return at, within


def _line(facts: Facts, rows: list[Record], year: int, drawable: bool) -> Line:
    row, base = (next(r for r in rows if int(r["ar"]) == at) for at in (year, BASE_YEAR))
    drawn = [r for r in rows if int(r["ar"]) <= year][-SPARK_YEARS:]
    nation = row["geo_niva"] == NATION_LEVEL
    return Line(
        area_names(facts.warehouse).get(str(row["geo_kod"]), str(row["geo_namn"])),
        DrawnYears(
            tuple((str(r["ar"]), None if r["varde"] is None else float(r["varde"])) for r in drawn) if drawable else ()
        ),
        texts.number_text(base["varde"], _DIGITS),
        interval(base["nedre"], base["ovre"], _DIGITS),
        texts.number_text(row["varde"], _DIGITS),
        interval(row["nedre"], row["ovre"], _DIGITS),
        _signed(row["skillnad_mot_riket"], _DIGITS, nation),
        _signed(row["forandring"], _CHANGE_DIGITS, year == BASE_YEAR),
        _signed(row["forandring_mot_riket"], _CHANGE_DIGITS, nation or year == BASE_YEAR),
        interval(row["forandring_nedre"], row["forandring_ovre"], _CHANGE_DIGITS, sign=True),
        "" if nation else change_word(row),
        row["besked"] == SURE,
        row["geo_kod"] in area_names(facts.warehouse),
    )


def _signed(value: float | None, digits: int, none_to_tell: bool) -> str:
    """A difference with its sign; a dash where there can be none."""
    if none_to_tell:
        return "–"
    return texts.NO_VALUE if value is None else rounded(float(value), digits)


def rounded(value: float, digits: int) -> str:
    """A number with the sign of what is left of it when it is rounded.

    >>> rounded(-0.04, 1), rounded(-0.06, 1)
    ('0,0', '−0,1')
    """
    return texts.signed(round(value, digits), digits)


def _own(facts: Facts, at_year: Mapping[str, Record]) -> list[Record]:
    return [row for code, row in at_year.items() if code in area_names(facts.warehouse)]


def earlier_mean(one: FollowUpMeasure, rows: list[Record]) -> str:
    """The mean of the years before, of a flow in an area, as a sentence; empty where there is none."""
    mean = rows[0]["medel_tidigare"]
    if not one.flow or mean is None:
        return ""
    return f"Medeltalet {EARLIER_YEARS[0]}–{EARLIER_YEARS[-1]} var {texts.number_text(mean, _DIGITS)}."


def _notes(by_area: Mapping[str, list[Record]], year: int) -> tuple[str, ...]:
    """Why something is missing, each reason once with the areas it is about."""
    found: dict[str, list[str]] = {}
    for rows in by_area.values():
        for said in remarks(rows, year):
            found.setdefault(said, []).append(str(rows[0]["geo_namn"]))
    everybody = len(by_area)
    return tuple(said if len(names) == everybody else f"{texts.listed(names)}: {said}" for said, names in found.items())


def _missing(facts: Facts, one: FollowUpMeasure, rows: list[Record]) -> Missing:
    mine = sorted((r for r in rows if r["geo_kod"] == facts.warehouse.county), key=lambda r: int(r["ar"]))
    return Missing(one.name, str(newest_known(mine)["besked"]), " ".join(remarks(mine)))
