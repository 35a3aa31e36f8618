"""Reference data: small, reviewed tables that no source publishes in the form we need.

Every CSV here has a row in ``ursprung.csv`` saying who published it, where and under which licence.
This package is the bottom layer: it imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assets.reference.rows import rows_of as _rows

UNKNOWN_SSYK3 = "0002"
"""SCB's code for employees whose occupation is unknown."""

UNKNOWN_SECTOR = "US"
"""SCB's code for people at work whose employer's sector is unknown."""

NATION = "00"


@dataclass(frozen=True)
class Membership:
    """A municipality's place in a sub-region, with its time of validity (ISO dates; empty ``valid_to`` is today)."""

    municipality: str
    delregion: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class NoAfGroup:
    """A group of SSYK 2012 that Arbetsförmedlingen has no group for: the group that covers it, or none, and why."""

    ssyk4: str
    af_group: str
    reason: str


@dataclass(frozen=True)
class ReportingGroup:
    """A redovisningsgrupp: the occupations that readers see as one, ``ssyk3``, and why they are merged (empty for one)."""

    code: str
    name: str
    ssyk3: tuple[str, ...]
    reason: str
    reviewed_by: str

    @property
    def managers(self) -> bool:
        """Whether all its occupations are managers, whose codes begin with 1 in SSYK; a mixed group's are not."""
        return all(code.startswith("1") for code in self.ssyk3)


@dataclass(frozen=True)
class SeriesBreak:
    """A change of how a series counts: the tables it concerns, its first period (``first``), and what to compare."""

    code: str
    tables: tuple[str, ...]
    first: str
    what: str
    not_comparable: str
    compare: str


@dataclass(frozen=True)
class EducationGroup:
    """An utbildningsgrupp of SCB's matching indicators; a ``general`` one (or unknown) prepares for no occupation."""

    code: str
    name: str
    level: str
    general: bool


@dataclass(frozen=True)
class MeetingQuestion:
    """How a question to a meeting is put, what it rests on and who can decide; names in braces are filled in from tables.

    ``level`` is how the names of the levels of education begin that it is about; empty when it is about no education.
    """

    kind: str
    level: str
    text: str
    basis: str
    who: str


@dataclass(frozen=True)
class Scenario:
    """A rule of calculation that is shown beside the projection: what it changes (``measure``) and by how much."""

    code: str
    name: str
    measure: str
    value: float
    origin: str


@dataclass(frozen=True)
class AgeNeed:
    """An occupation of the welfare whose work is nearly all for people of some ages, first and last."""

    ssyk3: str
    first: int
    last: int


@dataclass(frozen=True)
class Delregion:
    """One sub-region: ``code`` is our slug, ``council`` the council's own name."""

    code: str
    name: str
    county: str
    organisation: str
    council: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class Division:
    """How a county is divided, as readers are told: ``said`` is a sentence, and ``reviewed_by`` who has gone along with it."""

    said: str
    reviewed_by: str

    @property
    def sentence(self) -> str:
        """What stands on every page.

        >>> Division("Länet är inte delat i delregioner.", NOT_REVIEWED).sentence
        'Länet är inte delat i delregioner. Indelningen är inte granskad.'
        """
        return f"{self.said} Indelningen är inte granskad." if self.reviewed_by == NOT_REVIEWED else self.said


@cache
def divisions() -> dict[str, Division]:
    """County code → how it is divided; every county has a row."""
    return {row["lan_kod"]: Division(row["sagt"], row["granskad_av"]) for row in _rows("lanens_indelning.csv")}


def word_of(county: str, word: str) -> str:
    """What something is called in a county; the neutral word where the county has none of its own.

    Args:
        county: two-digit county code.
        word: as ``lanens_ord.csv`` has it: ``regionen`` is the region as an organisation and employer, ``avsiktsforklaring`` what the
            parties have agreed on, which has no neutral word.

    >>> word_of("14", "regionen"), word_of("12", "regionen")
    ('Regionen (VGR)', 'Regionen')
    """
    known = {(row["lan_kod"], row["ord"]): row["uttryck"] for row in _rows("lanens_ord.csv")}
    return known.get((county, word), known["", word])


def has_agreement(county: str) -> bool:
    """Whether the county's parties have an agreement that is followed up.

    >>> has_agreement("14"), has_agreement("12")
    (True, False)
    """
    return bool(word_of(county, "avsiktsforklaring"))


@cache
def counties() -> dict[str, str]:
    """County code → name, the 21 counties."""
    return {row["lan_kod"]: row["namn"] for row in _rows("lan.csv")}


@cache
def nuts2_of() -> dict[str, str]:
    """County code → code of the part of the country (NUTS 2) that it lies in; Västra Götaland lies in SE23."""
    return {row["lan_kod"]: row["nuts2"] for row in _rows("lan.csv")}


@cache
def municipalities() -> dict[str, str]:
    """Municipality code → name, the 290 municipalities."""
    return {row["kommun_kod"]: row["namn"] for row in _rows("kommuner.csv")}


@cache
def county_of() -> dict[str, str]:
    """Municipality code → county code."""
    return {row["kommun_kod"]: row["lan_kod"] for row in _rows("kommuner.csv")}


@cache
def occupations_ssyk3() -> dict[str, str]:
    """SSYK 2012 three-digit code → name, 148 groups, without "yrke okänt"."""
    return {row["ssyk3"]: row["namn"] for row in _rows("yrken_ssyk3.csv")}


@cache
def reporting_groups() -> tuple[ReportingGroup, ...]:
    """The redovisningsgrupper in the order of their codes; each SSYK 2012 three-digit code is in exactly one."""
    return tuple(
        ReportingGroup(
            row["redovisningsgrupp"], row["namn"], tuple(row["ssyk3"].split()), row["skal"], row["granskad_av"]
        )
        for row in _rows("redovisningsgrupper.csv")
    )


@cache
def reporting_group_of() -> dict[str, str]:
    """SSYK 2012 three-digit code → code of its redovisningsgrupp, without "yrke okänt"."""
    return {ssyk3: group.code for group in reporting_groups() for ssyk3 in group.ssyk3}


CONTRADICTED, EDUCATION, NOT_ASSESSED = QUESTION_KINDS = ("säger emot", "utbildning", "kan inte bedömas")
"""What gives a question to a meeting, in the order in which they are asked."""


@cache
def meeting_questions() -> tuple[MeetingQuestion, ...]:
    """The questions that a meeting may be asked."""
    return tuple(
        MeetingQuestion(row["slag"], row["niva"], row["fraga"], row["underlag"], row["vem"])
        for row in _rows("motesfragor.csv")
    )


@cache
def scenarios() -> tuple[Scenario, ...]:
    """The long term's scenarios, in the order of the file."""
    return tuple(
        Scenario(row["scenario"], row["namn"], row["matt"], float(row["varde"]), row["ursprung"])
        for row in _rows("scenarier.csv")
    )


LONGER_WORKING_LIFE = "langre_arbetsliv"
"""The scenario that changes how long people work, in years."""


@cache
def needs_by_age() -> tuple[AgeNeed, ...]:
    """The occupations that follow an age group."""
    return tuple(
        AgeNeed(row["ssyk3"], int(row["alder_fran"]), int(row["alder_till"]))
        for row in _rows("valfardsyrken_alder.csv")
    )


@cache
def occupation_fields() -> dict[str, str]:
    """Code of a redovisningsgrupp → the broad field that it belongs to, a dozen in all."""
    return {row["redovisningsgrupp"]: row["yrkesfalt"] for row in _rows("yrkesfalt.csv")}


@cache
def everyday_words() -> tuple[tuple[str, str], ...]:
    """Word that people say and code of a redovisningsgrupp that they mean; a word may mean several."""
    return tuple((row["ord"], row["redovisningsgrupp"]) for row in _rows("vardagsord.csv"))


@cache
def series_breaks() -> dict[str, SeriesBreak]:
    """The register of breaks, by code."""
    return {
        row["brott"]: SeriesBreak(
            row["brott"],
            tuple(row["tabeller"].split()),
            row["fran"],
            row["vad"],
            row["jamfor_inte"],
            row["jamfor_i_stallet"],
        )
        for row in _rows("seriebrott.csv")
    }


BAS_BREAK, UNKNOWN_BREAK = "yrkesregistret_2020", "yrkesregistret_2023"
"""The breaks where the register was changed to BAS, and where fewer employees have an unknown occupation."""


@cache
def education_groups() -> tuple[EducationGroup, ...]:
    """The 87 utbildningsgrupper in the order of their codes."""
    return tuple(
        EducationGroup(row["utbildningsgrupp"], row["namn"], row["niva"], row["allman"] == "ja")
        for row in _rows("utbildningsgrupper.csv")
    )


@dataclass(frozen=True)
class OutlookOfSCB:
    """What SCB has published of an education in a county some years ahead, as a person has entered it (persons)."""

    county: str
    education: str
    year: int
    need: float
    supply: float
    origin: str


@cache
def outlooks_of_scb() -> tuple[OutlookOfSCB, ...]:
    """SCB's published regional outlook, in the order of the file; no rows until somebody has entered them.

    Raises:
        ValueError: a row has no origin, or nobody has put a name to it.
    """
    found = []
    for row in _rows("scb_regional_utblick.csv"):
        if not row["ursprung"].strip() or not row["inford_av"].strip():
            raise ValueError(
                f"scb_regional_utblick.csv: raden för {row['lan_kod']} {row['utbildningsgrupp']} saknar ursprung eller inford_av. "
                "Skriv in dem."
            )
        found.append(
            OutlookOfSCB(
                row["lan_kod"],
                row["utbildningsgrupp"],
                int(row["till_ar"]),
                float(row["behov"]),
                float(row["tillgang"]),
                row["ursprung"],
            )
        )
    return tuple(found)


@cache
def occupations_of_education() -> dict[str, tuple[str, ...]]:
    """Utbildningsgrupp → the three-digit occupations it leads to; a group without a link is not there."""
    links: dict[str, list[str]] = {}
    for row in _rows("utbildningsgrupp_yrke.csv"):
        links.setdefault(row["utbildningsgrupp"], []).append(row["ssyk3"])
    return {education: tuple(sorted(occupations)) for education, occupations in links.items()}


@cache
def educations_of_occupation() -> dict[str, tuple[str, ...]]:
    """Three-digit occupation → the utbildningsgrupper that lead to it; an occupation without a link is not there."""
    links: dict[str, list[str]] = {}
    for education, occupations in occupations_of_education().items():
        for ssyk3 in occupations:
            links.setdefault(ssyk3, []).append(education)
    return {ssyk3: tuple(sorted(educations)) for ssyk3, educations in links.items()}


@cache
def occupations_ssyk4() -> dict[str, str]:
    """Four-digit code → name: SSYK 2012 and the manager groups that Arbetsförmedlingen merges."""
    return {row["ssyk4"]: row["namn"] for row in _rows("yrken_ssyk4.csv")}


@cache
def ssyk2012() -> dict[str, str]:
    """Four-digit code → name of SCB's 429 groups."""
    return {row["ssyk4"]: row["namn"] for row in _rows("yrken_ssyk4.csv") if row["indelning"] == "SSYK 2012"}


@cache
def without_af_group() -> dict[str, NoAfGroup]:
    """The 54 groups of SSYK 2012 that Arbetsförmedlingen has no group of their own for."""
    return {row["ssyk4"]: NoAfGroup(*row.values()) for row in _rows("yrken_utan_af_grupp.csv")}


@cache
def af_area_of_ssyk4() -> dict[str, str]:
    """Four-digit code → AF-yrkesområde, for Arbetsförmedlingen's 400 groups."""
    return {row["ssyk4"]: row["af_yrkesomrade"] for row in _rows("yrken_ssyk4.csv") if row["af_yrkesomrade"]}


@cache
def af_area_of_any() -> dict[str, str]:
    """Four-digit code of SSYK 2012 → AF-yrkesområde; a group that Arbetsförmedlingen merges has the merged group's."""
    known = af_area_of_ssyk4()
    merged = {code: known[group.af_group] for code, group in without_af_group().items() if group.af_group}
    return {**merged, **known}


@cache
def af_areas() -> dict[str, str]:
    """AF-yrkesområde code → name, 21 areas."""
    return {row["af_yrkesomrade"]: row["namn"] for row in _rows("af_yrkesomraden.csv")}


@cache
def membership(county: str) -> tuple[Membership, ...]:
    """The municipalities of a county that belong to a sub-region today."""
    rows = (Membership(*row.values()) for row in _rows("delregion_kommuner.csv"))
    return tuple(m for m in rows if not m.valid_to and county_of()[m.municipality] == county)


@cache
def delregioner(county: str) -> tuple[Delregion, ...]:
    """The sub-regions of a county in the order of the file, with today's members; one that is all of it where it is not divided.

    Args:
        county: two-digit county code.
    """
    members: dict[str, list[str]] = {}
    for item in membership(county):
        members.setdefault(item.delregion, []).append(item.municipality)
    return tuple(
        Delregion(
            row["delregion"],
            row["namn"],
            row["lan_kod"],
            row["organisation"],
            row["rad"],
            tuple(sorted(members[row["delregion"]])),
        )
        for row in _rows("delregioner.csv")
        if row["lan_kod"] == county
    )


def parts_of(county: str) -> tuple[Delregion, ...]:
    """The sub-regions that readers meet beside the county: none where the only one is all of it."""
    whole = delregioner(county)
    return whole if len(whole) > 1 else ()


def has_councils(county: str) -> bool:
    """Whether any sub-region of the county has a council of its own."""
    return any(place.council for place in delregioner(county))


@cache
def sector_prefixes() -> dict[str, str]:
    """Beginning of an organisation number → sector."""
    return {row["prefix"]: row["sektor"] for row in _rows("organisationsnummer_sektor.csv")}


@cache
def sectors_of_scb() -> dict[str, str]:
    """SCB's code of a sector → ours; its codes of several sectors together are not here."""
    return {row["kod"]: row["sektor"] for row in _rows("sektorer_scb.csv")}


@cache
def sectors_of_survey() -> dict[str, tuple[str, ...]]:
    """Beginning of a sector's code in SCB's survey of job vacancies → the sectors that it covers."""
    covered: dict[str, list[str]] = {}
    for row in _rows("sektorer_lediga_jobb.csv"):
        covered.setdefault(row["sektor_i_enkaten"], []).append(row["sektor"])
    return {name: tuple(sectors) for name, sectors in covered.items()}


@cache
def groups_of_unemployed() -> dict[str, dict[str, str]]:
    """Characteristic → what Arbetsförmedlingen's workbooks call a group (in small letters) → the group."""
    groups: dict[str, dict[str, str]] = {}
    for row in _rows("grupper_inskrivna.csv"):
        groups.setdefault(row["egenskap"], {})[row["namn_i_kallan"]] = row["grupp"]
    return groups


@cache
def welfare_industries() -> tuple[str, ...]:
    """Industries (SNI 2007, one letter) that make the welfare's activities, whoever employs."""
    return tuple(row["sni"] for row in _rows("valfardens_naringsgrenar.csv"))


@cache
def public_companies() -> frozenset[str]:
    """Organisation numbers of companies that the state, a region or municipalities own."""
    return frozenset(row["organisationsnummer"] for row in _rows("offentligt_agda_foretag.csv"))


@cache
def staffing_agencies() -> frozenset[str]:
    """Organisation numbers of staffing agencies, whose ads hide who the employer will be."""
    return frozenset(row["organisationsnummer"] for row in _rows("bemanningsforetag.csv"))


@cache
def staffing_names() -> tuple[str, ...]:
    """Words that a staffing agency has in its name, in small letters; one or several words each."""
    return tuple(row["monster"] for row in _rows("bemanning_namnmonster.csv"))


@dataclass(frozen=True)
class CutPoints:
    """An indicator's frozen limits between points, and what they were made of.

    ``status`` is ``fastställd``, or ``preliminär`` when not every figure behind them was the sources' own.
    """

    indicator: str
    points: tuple[float, float, float]
    cells: int
    period: str
    status: str


CUT_POINTS_VERSION = "1"
FINAL = "fastställd"
"""Status of limits that were made of the sources' own figures and reviewed."""
NOT_REVIEWED = "Ej granskad"
"""What stands as reviewer until there is one."""


@cache
def cut_points(version: str = CUT_POINTS_VERSION) -> dict[str, CutPoints]:
    """Indicator → its frozen limits. A new version is a new file; the old one stays."""
    return {
        row["indikator"]: CutPoints(
            row["indikator"],
            (float(row["c25"]), float(row["c50"]), float(row["c75"])),
            int(row["celler"]),
            row["period"],
            row["status"],
        )
        for row in _rows(f"granser_v{version}.csv")
    }


@dataclass(frozen=True)
class ReviewedList:
    """A versioned reference list that assessments are made by, and how far people have gone along with it.

    ``name`` can stand inside a sentence, ``period`` is first and last month, ``computed_on`` what the list was made of, and
    ``reviewed_by`` is empty when nobody has. ``status`` is ``FINAL``, or what it is called until then.
    """

    name: str
    version: str
    period: str
    computed_on: str
    reviewed_by: str
    status: str

    @property
    def final(self) -> bool:
        """Whether it was made of the sources' own figures and reviewed, as a whole."""
        return self.status == FINAL


def reviewed_list(name: str, version: str, rows: Sequence[Mapping[str, str]]) -> ReviewedList:
    """A list as its rows describe it: final when all of them are, and reviewed by those who have reviewed all.

    Args:
        name: what readers call it.
        version: of the file.
        rows: with ``period``, ``raknad_pa``, ``granskad_av`` and ``status``.

    >>> row = {"period": "2025-09–2026-08", "raknad_pa": "21 län", "granskad_av": NOT_REVIEWED, "status": "preliminär"}
    >>> found = reviewed_list("gränserna", "2", [row, {**row, "granskad_av": "A. Ek", "status": FINAL}])
    >>> found.status, found.reviewed_by, found.period
    ('preliminär', '', '2025-09–2026-08')
    """
    said = {column: list(dict.fromkeys(row[column] for row in rows)) for column in rows[0]}
    months = [month for period in said["period"] for month in period.split("–")]
    return ReviewedList(
        name,
        version,
        f"{min(months)}–{max(months)}",
        "; ".join(said["raknad_pa"]),
        "" if NOT_REVIEWED in said["granskad_av"] else ", ".join(said["granskad_av"]),
        next((status for status in said["status"] if status != FINAL), FINAL),
    )


@dataclass(frozen=True)
class ScorePart:
    """A part of the signal score: the rank of an indicator among ``compared_with``, and what it weighs."""

    indicator: str
    compared_with: str
    weight: float


SCORE_VERSION = "4"


@cache
def score_composition(version: str = SCORE_VERSION) -> tuple[ScorePart, ...]:
    """What the signal score is made of. A new composition is a new file, which rests on a trial; the old one stays."""
    rows = _rows(f"signalpoang_v{version}.csv")
    return tuple(ScorePart(row["indikator"], row["jamfors_med"], float(row["vikt"])) for row in rows)


@cache
def class_limits(version: str = SCORE_VERSION) -> tuple[float, ...]:
    """Where each class of the signal score but the lowest begins, highest first."""
    return tuple(float(row["fran"]) for row in _rows(f"signalklasser_v{version}.csv"))


@cache
def reviewed_lists() -> tuple[ReviewedList, ...]:
    """What the score and the classes are made by."""
    return (
        reviewed_list("vad signalpoängen består av", SCORE_VERSION, _rows(f"signalpoang_v{SCORE_VERSION}.csv")),
        reviewed_list("gränserna mellan klasserna", SCORE_VERSION, _rows(f"signalklasser_v{SCORE_VERSION}.csv")),
    )


@dataclass(frozen=True)
class Bound:
    """What a check holds to be plausible: ``numbers`` by column (``lagst``, ``hogst``, ``andel``), those that are given.

    ``andel`` is the share of the rows of which it must hold. ``unit`` is that of the other two.
    """

    unit: str
    numbers: dict[str, float]


@cache
def plausible_bounds() -> dict[tuple[str, str], Bound]:
    """Table and name of a check → the numbers in it that people review; one row may hold for several tables."""
    return {
        (table, row["kontroll"]): Bound(
            row["enhet"],
            {
                name: float(row[name]) if "." in row[name] else int(row[name])
                for name in ("lagst", "hogst", "andel")
                if row[name]
            },
        )
        for row in _rows("rimlighet.csv")
        for table in row["tabeller"].split()
    }


@dataclass(frozen=True)
class Concept:
    """A word that readers meet, explained in at most two short sentences: where that is known from, and who has reviewed it."""

    word: str
    explanation: str
    source: str
    reviewed_by: str


@cache
def concepts() -> tuple[Concept, ...]:
    """The words that readers meet, in the order in which they are explained."""
    return tuple(
        Concept(row["begrepp"], row["forklaring"], row["kalla"], row["granskad_av"]) for row in _rows("begrepp.csv")
    )


@cache
def origins() -> tuple[dict[str, str], ...]:
    """One row per reference file: contents, publisher, address, licence, fetched, reviewed by, note."""
    return tuple(_rows("ursprung.csv"))
