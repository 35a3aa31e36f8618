"""The questions that a council asks, each answered with its number, or with why it cannot be and what would answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.council_work import COUNCIL_DIALOGUES, COUNCIL_MEASURES
from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES
from assets.contracts.long_term import ACCURACY, PROJECTION
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.trial import AGREEMENT
from assets.contracts.unemployed import BORN_ABROAD, OLD, REGISTERED_SHARES, YOUNG
from assets.contracts.words import COUNTY, NOT_MORE_PLACES, THE_OTHERS
from assets.methods.local_ratio import LESS, MORE, SAME
from assets.methods.score import SIGNAL_CLASSES
from assets.reference.areas import has_councils
from assets.reference.orders import VOCATIONAL
from assets.reference.questions import COUNCILS, PARTS, CouncilQuestion, council_questions
from reports import texts
from reports.assessment_texts import NOT_JUDGED
from reports.findings.accuracy import accuracy_lead
from reports.findings.commuters import commuting
from reports.findings.council_work import funds, heard, priorities, priorities_lead, priorities_source
from reports.findings.councils import council_view
from reports.findings.educations import education_rows, graduate_years
from reports.findings.follow_up import beside_nation
from reports.findings.long_term import AHEAD_NOTE, in_short
from reports.findings.messages import in_sentence, needs, number_of
from reports.findings.occupations import OccupationRow, amount, occupation_rows, to_take_up
from reports.findings.planning import WHO, PlannedEducation, af_told, ordered_as, planned_educations, years_of_planning
from reports.findings.sexes import women_and_men
from reports.findings.track_record import assessments_told
from reports.sheets.assessment import assessment_records
from reports.sheets.model import Facts, facts_of
from reports.sheets.trial import class_name
from reports.source_lines import CLASSES

NURSES, ASSISTANT_NURSES, DOCTORS = "222+223", "532", "221"
NAMED = 6
"""Occupations or educations that an answer names; it says how many more there are."""
CARE = "73O"
"""The education group of the upper secondary vård- och omsorg."""
ESTABLISHED = "etablerade"
"""The follow-up's measure of graduates who have found work, of all educations together."""
_NOT_HOW_HARD = (
    "Det säger inte våra signaler, för de har inte klarat provet för ordet brist. De säger var annonserna är många mot antalet "
    "anställda."
)
_NO_UNIONS = "Det finns inget underlag från fackliga organisationer."
_REGISTERED = {
    YOUNG: f"är {YOUNG}",
    OLD: f"är {OLD}",
    BORN_ABROAD: "är utrikes födda",
    "förgymnasial": "har högst grundskola",
    "mer än 12 månader": "har varit utan arbete mer än tolv månader",
}


@dataclass(frozen=True)
class Answer:
    """A question with what is said about it, and the occupations and kinds of pages that have more."""

    code: str
    question: str
    answered: bool
    sentences: tuple[str, ...]
    source: str
    occupations: tuple[tuple[str, str], ...] = ()
    """Code and name of those that lead further."""


@dataclass(frozen=True)
class _Said:
    sentences: tuple[str, ...]
    source: str
    occupations: tuple[tuple[str, str], ...] = ()


Rows = Mapping[str, OccupationRow]


def answers_of(facts: Facts) -> tuple[Answer, ...]:
    """Every question about an area, in their order; none that needs what the county does not have."""
    rows = {row.code: row for row in occupation_rows(facts)}
    there = {
        "",
        *([] if facts.warehouse.undivided else [PARTS]),
        *([COUNCILS] if has_councils(facts.warehouse.county) else []),
    }
    return tuple(_answer(question, facts, rows) for question in council_questions() if question.needs in there)


def _answer(question: CouncilQuestion, facts: Facts, rows: Rows) -> Answer:
    said = _ANSWERS[question.code](facts, rows) if question.code in _ANSWERS else None
    if said is None:
        why = f"Det kan inte besvaras. {question.why_not} Det här skulle svara: {question.lacking}."
        return Answer(question.code, question.text, False, (why,), "")
    return Answer(question.code, question.text, True, said.sentences, said.source, said.occupations)


def _named(rows: Rows, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, rows[code].name) for code in codes[:NAMED])


def _more(count: int) -> tuple[str, ...]:
    return (f"Här står {NAMED} av dem. De andra står på områdets sida.",) if count > NAMED else ()


def _hardest(facts: Facts, rows: Rows) -> _Said:
    found, codes = needs(facts), to_take_up(facts, 0)
    highest = SIGNAL_CLASSES[0]
    unearned = () if class_name(facts, 0) == highest.word else (_NOT_HOW_HARD,)
    return _Said((*unearned, found.sentence, *_more(len(codes))), found.source, _named(rows, codes))


def _beside_county(facts: Facts, rows: Rows) -> _Said:
    if facts.whole:
        return _Said(("Länet jämförs inte med sig självt. Välj en delregion.",), facts.source_of(*CLASSES))
    words: dict[object, list[str]] = {}
    for row in assessment_records(facts):
        if row["yrke_kod"] in rows:
            words.setdefault(row["laget_har"], []).append(str(row["yrke_kod"]))
    more, few = words.get(MORE, []), len(words.get(None, []))
    said = (
        f"Fler annonserade platser per anställd än i länet: {in_sentence(number_of(len(more), 'yrke', 'yrken'))}. Färre: "
        f"{in_sentence(number_of(len(words.get(LESS, [])), 'yrke', 'yrken'))}. Skillnaden mot länet ryms i slumpen: "
        f"{in_sentence(number_of(len(words.get(SAME, [])), 'yrke', 'yrken'))}.",
        *(
            [
                f"Om {in_sentence(number_of(few, 'yrke', 'yrken'))} går det inte att säga: annonserna är för få eller "
                "antalet anställda är inte känt."
            ]
            if few
            else []
        ),
        *(["De här har fler än i länet:"] if more else []),
    )
    return _Said((*said, *_more(len(more))), facts.source_of(*CLASSES), _named(rows, more))


def _ahead(facts: Facts, rows: Rows) -> _Said | None:
    if ASSISTANT_NURSES not in rows:
        return None
    told = in_short(facts.warehouse, facts.code, [(ASSISTANT_NURSES, rows[ASSISTANT_NURSES].name)])
    if not told:
        return None
    said = f"Anställda, med gränser: {told[0].years}. {AHEAD_NOTE}"
    return _Said((said,), facts.source_of(PROJECTION), _named(rows, [ASSISTANT_NURSES]))


def _one(facts: Facts, rows: Rows, codes: Sequence[str]) -> _Said | None:
    """What stands in the table of the area's page about some occupations."""
    there = [rows[code] for code in codes if code in rows]
    if not there:
        return None
    said = tuple(
        f"{row.name}: {row.employees.shown} anställda (november {facts.year}), {row.rate.shown} annonserade platser per 100 anställda "
        f"({facts.months}). Våra signaler: {row.tile.word}. {_af(row)}"
        for row in there
    )
    return _Said(said, facts.source_of(*CLASSES), tuple((row.code, row.name) for row in there))


def _af(row: OccupationRow) -> str:
    """What Arbetsförmedlingen answers of the county, as a sentence."""
    now, later = (None if said == NOT_JUDGED else said for said in (row.af_now, row.af_later))
    return af_told(now, later, "Arbetsförmedlingens svar för länet")


def _nurses(facts: Facts, rows: Rows) -> _Said | None:
    return _one(facts, rows, [NURSES])


def _doctors(facts: Facts, rows: Rows) -> _Said | None:
    found = _one(facts, rows, [DOCTORS, NURSES])
    note = "Specialistsjuksköterskor ingår bland sjuksköterskorna. " + (
        "I länet finns de var för sig på sjuksköterskornas sida, bland yrkena på fyra siffror."
        if facts.whole
        else "I delregionen skiljs de inte åt i registret. I länet finns de på sjuksköterskornas sida, bland yrkena på fyra siffror."
    )
    return found and _Said((*found.sentences, note), found.source, found.occupations)


def _care(facts: Facts, rows: Rows) -> _Said | None:
    """Those who have the education, who graduate, and what is said of its occupations: places are in no source."""
    found = [row for row in planned_educations(facts) if row.code == CARE]
    if not found:
        return None
    (care,) = found
    year, graduated, _ = years_of_planning(facts)
    called = " ".join(f"På {who.lower()}: {in_sentence(texts.listed(names))}." for who, names in care.orders)
    people = (
        f"{care.people.shown} som bor här hade utbildningen {year}. Av dem arbetade {_percent(care)} i ett yrke som passar "
        f"utbildningen, i riket {care.nation.shown} procent. {THE_OTHERS}"
        if year
        else "Uppgift om dem som har utbildningen saknas."
    )
    exams = f" I länet tog {care.graduates.shown} examen {graduated}." if graduated else ""
    return _Said(
        (
            f"Antalet utbildningsplatser finns inte i något underlag. {NOT_MORE_PLACES}",
            called,
            f"{people}{exams}",
            "Arbetsförmedlingens (AF) svar ges för hela länet.",
            *(f"{o.name}. {o.af} Våra signaler: {o.tile.word}. {' '.join(o.ahead)}".strip() for o in care.occupations),
        ),
        facts.source_of(EDUCATION, GRADUATES, EDUCATION_OCCUPATIONS),
        tuple((o.code, o.name) for o in care.occupations[:NAMED]),
    )


def _percent(row: PlannedEducation) -> str:
    """The matched rate in a sentence, with its limits."""
    limits = f" (gränser {row.limits})" if row.limits else ""
    return f"{row.matched.shown} procent{limits}"


def _unemployed(facts: Facts, rows: Rows) -> _Said | None:
    mine = {
        str(r["grupp"]): r for r in facts.warehouse.registered if r["geo_kod"] == facts.code and r["kon"] == "totalt"
    }
    share, county = REGISTERED_SHARES.column("andel"), REGISTERED_SHARES.column("andel_lan")
    told = [
        f"{amount(share, mine[group][share.name]).shown} {words}"
        + ("" if facts.whole else f" (länet {amount(county, mine[group][county.name]).shown})")
        for group, words in _REGISTERED.items()
        if group in mine
    ]
    if not told:
        return None
    month = texts.month(max(str(row["manad"]) for row in mine.values()))
    return _Said((f"Av de inskrivna arbetslösa i {month}: {'; '.join(told)}.",), facts.source_of(REGISTERED_SHARES))


def _commuters(facts: Facts, rows: Rows) -> _Said:
    found = commuting(facts)
    return _Said(tuple(filter(None, (found.sentence, found.measure and f"{found.measure}.", found.note))), found.source)


def _young(facts: Facts, rows: Rows) -> _Said | None:
    """All educations together beside the nation, and each of the largest; one of them is answer enough."""
    together = beside_nation(facts, ESTABLISHED)
    year, followed = graduate_years(facts.warehouse)
    known = [row for row in education_rows(facts_of(facts.warehouse, COUNTY)) if row.established.value is not None]
    if not followed or not known:
        return _Said(together.sentences, together.source) if together else None
    largest = sorted(known, key=lambda row: -(row.graduates.value or 0))[:NAMED]
    listed = "; ".join(f"{row.name}: {row.established.shown}" for row in largest)
    each = (
        f"Andel etablerade i länet, av de examinerade {followed} som SCB följer, unga som äldre. De är inte alltid lika många som tog "
        f"examen. De yrkesutbildningar där flest tog examen {year}: {listed}. Breda utbildningar är inte med i listan."
    )
    return _Said((*(together.sentences if together else ()), each), facts.source_of(GRADUATES))


def _vocational(facts: Facts, rows: Rows) -> _Said | None:
    """The areas of the yrkeshögskola whose educations lead to an occupation to take up; what else is in a group is said."""
    planned = [row for row in planned_educations(facts) if _areas(row)]
    if not planned:
        return None
    leading = [row for row in planned if row.lifted]
    found = ordered_as([row for row in leading if len(_areas(row)) == 1], VOCATIONAL)
    note = (
        "Underlaget skiljer inte yrkeshögskolan från andra eftergymnasiala utbildningar. Vilket område en utbildning hör till är vår "
        f"bedömning. {NOT_MORE_PLACES}"
    )
    if not leading:
        none = "Inget område på yrkeshögskolan leder till ett yrke som är säkert nog att ta upp."
        return _Said((none, note), facts.source_of(EDUCATION_OCCUPATIONS, *CLASSES))
    only = {o.code for row in leading if len(row.orders) == 1 for o in row.lifted}
    lifted = dict.fromkeys(o.code for row in leading for o in row.lifted)
    also = [in_sentence(rows[code].name) for code in lifted if code in rows and code not in only]
    return _Said(
        (
            *(
                ["De här områdena på yrkeshögskolan har en utbildning som leder till minst ett yrke att ta upp."]
                if found
                else []
            ),
            *(f"{name}: {texts.listed([_in_area(row) for row in told])}." for name, told in found.items()),
            *(_of_several(row) for row in leading if len(_areas(row)) > 1),
            note,
            *(
                [
                    "I underlaget ligger yrkeshögskola och högskola ihop för utbildningarna till några yrken. Vilken av dem som leder dit "
                    f"går därför inte att säga: {'; '.join(also)}."
                ]
                if also
                else []
            ),
            "Yrkena är:",
        ),
        facts.source_of(EDUCATION_OCCUPATIONS, *CLASSES),
        tuple((code, rows[code].name) for code in lifted if code in rows),
    )


def _areas(row: PlannedEducation) -> tuple[str, ...]:
    """The areas of the yrkeshögskola that an education is given in."""
    return dict(row.orders).get(WHO[VOCATIONAL], ())


def _of_several(row: PlannedEducation) -> str:
    """That nothing says which of an education's areas its occupations belong to."""
    areas, led = "; ".join(_areas(row)), "; ".join(in_sentence(o.name) for o in row.lifted)
    return f"{row.name} rymmer flera områden: {areas}. Underlaget säger inte vilket av dem som leder till: {led}."


def _in_area(row: PlannedEducation) -> str:
    """An education in a sentence, and that a part of it is given elsewhere."""
    elsewhere = " (också på högskola)" if len(row.orders) > 1 else ""
    return f"{in_sentence(row.name)}{elsewhere}"


def _sexes(facts: Facts, rows: Rows) -> _Said:
    found, people = women_and_men(facts), _unemployed(facts, rows)
    born = "Födelseland finns för inskrivna arbetslösa, inte för anställda per yrke."
    return _Said(
        (found.sentence, born, *(people.sentences if people else ())),
        facts.source_of(STAGED_EMPLOYEES, REGISTERED_SHARES),
    )


def _agreed(facts: Facts, rows: Rows) -> _Said | None:
    view = council_view(facts_of(facts.warehouse, COUNTY))
    if not view.source:
        return None
    return _Said((view.sentence, *view.notes), view.source, tuple(each for each in view.agreed if each[0])[:NAMED])


def _council(facts: Facts, rows: Rows) -> _Said | None:
    view, talks = council_view(facts), heard(facts)
    if not view.source and not talks:
        return None
    source = facts.source_of(COUNCIL_DIALOGUES) if not view.source else view.source
    hidden = len(view.talk) + view.more - NAMED
    more = (f"Här står {NAMED} av dem. De andra står i arbetsboken, bladet Samsyn.",) if hidden > 0 else ()
    return _Said((view.sentence, *more, *talks, _NO_UNIONS), source, tuple((t.code, t.name) for t in view.talk[:NAMED]))


def _priorities(facts: Facts, rows: Rows) -> _Said | None:
    found = priorities(facts)
    if not found:
        return None
    place = "{0.area}: {0.sentence}" if facts.whole else "{0.sentence}"
    more = f"{len(found) - NAMED} till står i delregionernas arbetsböcker, bladet Prioriteringar."
    return _Said(
        (
            priorities_lead(facts, found),
            *(place.format(each) for each in found[:NAMED]),
            *([more] if len(found) > NAMED else []),
        ),
        priorities_source(facts),
    )


def _funds(facts: Facts, rows: Rows) -> _Said | None:
    told = funds(facts)
    return _Said(told, facts.source_of(COUNCIL_MEASURES)) if told else None


def _sure(facts: Facts, rows: Rows) -> _Said | None:
    if not facts.warehouse.accuracy:
        return None
    assessed = assessments_told(facts.warehouse) if has_councils(facts.warehouse.county) else ()
    told = (*accuracy_lead(facts.warehouse)[:2], *assessed)
    return _Said(told, facts.source_of(ACCURACY, AGREEMENT))


_ANSWERS: Mapping[str, Callable[[Facts, Rows], _Said | None]] = {
    "svarast": _hardest,
    "mot_lanet": _beside_county,
    "underskoterskor": _ahead,
    "sjukskoterskor": _nurses,
    "vard_och_omsorg": _care,
    "arbetslosa": _unemployed,
    "arbetsgivare_och_fack": _council,
    "prioriteringar": _priorities,
    "pendling": _commuters,
    "unga": _young,
    "yrkeshogskola": _vocational,
    "lakare": _doctors,
    "kon_och_fodelseland": _sexes,
    "medlen": _funds,
    "eniga": _agreed,
    "hur_sakra": _sure,
}
"""Question → how it is answered; None when the underlag is missing. A question that is not here never can be."""
