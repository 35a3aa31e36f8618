"""What a council brings to its meeting about an area: three of each, and never filled up with what is less sure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.councils import SINGLE_VIEW
from assets.contracts.education import EDUCATION
from assets.contracts.long_term import PROJECTION
from assets.contracts.model import Record
from assets.contracts.words import REPORTING_GROUP
from assets.methods.quoted import in_swedish, of_hundred, spelled
from assets.methods.score import NOT_RATED, POSITIONS
from assets.methods.then_and_now import LEVEL
from assets.reference.educations import occupations_of_education
from assets.reference.meeting_questions import CONTRADICTED, NOT_ASSESSED, MeetingQuestion, meeting_questions
from assets.reference.meeting_questions import EDUCATION as ABOUT_EDUCATION
from assets.reference.occupations import UNKNOWN_SSYK3, reporting_group_of, reporting_groups
from reports import assessment_texts, texts
from reports.findings.changed import NOTE, beyond_chance, judged_changes, sentence
from reports.findings.educations import matched_limits
from reports.findings.long_term import AHEAD_NOTE, InShort, in_short
from reports.findings.matrix import is_weak
from reports.findings.messages import in_percent, in_sentence, named, number_of, posts_of, signed_percent, year_bars
from reports.findings.model import Bar
from reports.findings.occupations import amount
from reports.sheets.assessment import assessment_records, lifted
from reports.sheets.councils import answers
from reports.sheets.model import Facts
from reports.sheets.trial import class_name, preliminary_in_short
from reports.source_lines import CLASSES

MOST = 3
"""Of each kind."""
_COUNCIL_DIFFERS = "radet_skiljer_sig"
LEAST_POSTS = 150
"""In the year before, of an occupation whose change is told in percent."""


@dataclass(frozen=True)
class Need:
    """An occupation to take up: its class, how sure it is, what Arbetsförmedlingen says, and its counts as readers see them."""

    name: str
    position: int
    word: str
    stability: str
    of_af: str
    of_af_later: str
    employed: str
    posts: str


@dataclass(frozen=True)
class ChangedPosts:
    """An occupation whose advertised posts have moved: the years, of which the last two are known, and the change."""

    name: str
    years: tuple[Bar, ...]
    percent: str

    @property
    def last_two(self) -> tuple[Bar, Bar]:
        """The year before, and the newest."""
        before, now = self.years[-2:]
        return before, now


@dataclass(frozen=True)
class Disagreement:
    """An occupation that the meeting should talk about before anyone uses its class, and why."""

    name: str
    position: int
    word: str
    weak: bool
    """Whether the class is drawn on white: not sure enough for a headline."""
    of_af: str
    recruitment: str
    reason: str


@dataclass(frozen=True)
class QuestionForCouncil:
    """A question, what it rests on, and who can decide."""

    text: str
    basis: str
    who: str


@dataclass(frozen=True)
class Meeting:
    """A meeting's sheet, decided. The notes say what was chosen, and why there are fewer than three when there are."""

    facts: Facts
    title: str
    period: str
    needs: tuple[Need, ...]
    needs_heading: str
    needs_note: str
    ahead: tuple[InShort, ...]
    """The same occupations in the long term, those that can be projected."""
    ahead_note: str
    changes: tuple[ChangedPosts, ...]
    changes_heading: str
    changes_note: str
    disagreements: tuple[Disagreement, ...]
    disagreements_heading: str
    disagreements_note: str
    questions: tuple[QuestionForCouncil, ...]
    questions_heading: str
    questions_note: str
    certainty: str
    unsaid: str
    source: str
    preliminary: str


def meeting(facts: Facts) -> Meeting:
    """Decide what a meeting about an area is given."""
    needs, changes, differing = _needs(facts), _changes(facts), disagreements(facts)
    first = next((row for row in differing if row["motsager_af"] == "ja"), None)
    questions = _questions(facts, needs, first)
    name = class_name(facts, 0)
    named = [(str(row["yrke_kod"]), str(row["yrke_namn"])) for row in needs]
    return Meeting(
        facts=facts,
        title=facts.title(_title(facts)),
        period=f"Annonser {facts.months}. Anställda november {facts.year}.",
        needs=tuple(map(_need, needs)),
        needs_heading=number_of(len(needs), "yrke att ta upp", "yrken att ta upp"),
        needs_note=f"Yrken med {name}, som är säkra nog att ta upp. Flest anställda först. Samma klass är hur ofta klassen står kvar "
        "när den räknas om. Siffran inom parentes är hur många av Arbetsförmedlingens yrken svaret gäller."
        + _fewer(needs, "Inga fler är säkra nog."),
        ahead=(ahead := in_short(facts.warehouse, facts.code, named)),
        ahead_note=AHEAD_NOTE if ahead else "",
        changes=tuple(_change(rows) for rows in changes),
        changes_heading=_heading(
            len(changes), ("Ingen förändring att lyfta", "En förändring", "förändringar"), " i annonserade platser"
        ),
        changes_note=f"{sentence(judged_changes(facts))} Intervall på {in_swedish(LEVEL, 'andel')}. Störst ändring först, från minst "
        f"{LEAST_POSTS} platser." + _fewer(changes, "Inga fler yrken uppfyller det.")
        if changes
        else _no_changes(facts),
        disagreements=tuple(map(disagreement, differing)),
        disagreements_heading=_heading(
            len(differing), ("Ingen skillnad", "En skillnad", "skillnader"), " att prata om"
        ),
        disagreements_note=(
            "Först de yrken där rådet skiljer sig från de andra. Därefter" if answers(facts) else "Först"
        )
        + " de yrken där annonserna och Arbetsförmedlingen säger emot varandra, sedan de som ligger nära en "
        "gräns. Flest anställda först." + _fewer(differing, "Det finns inga fler."),
        questions=questions,
        questions_heading=_heading(len(questions), ("Ingen fråga", "En fråga", "frågor"), " att besluta"),
        questions_note=_fewer(questions, "Siffrorna ger inga fler frågor.").strip(),
        certainty=_certainty(facts, name),
        unsaid="Siffrorna säger inte hur stor bristen är, och inte hur det blir. Alla jobb annonseras inte, och klasserna ordnar "
        "bara områdets yrken mot varandra.",
        source=facts.source_of(*CLASSES, POSTS_BY_YEAR, EDUCATION, *([PROJECTION] if ahead else [])),
        preliminary=preliminary_in_short(),
    )


def _title(facts: Facts) -> str:
    council = next((p["rad"] for p in facts.warehouse.places if p["geo_kod"] == facts.code), None)
    return f"Underlag till {council}" if council else f"Underlag till möte om {facts.area}"


def _heading(count: int, words: tuple[str, str, str], about: str) -> str:
    """The heading of so many, of words for none, one and several of common gender.

    >>> [_heading(n, ("Ingen fråga", "En fråga", "frågor"), " att besluta") for n in (0, 1, 2)]
    ['Ingen fråga att besluta', 'En fråga att besluta', 'Två frågor att besluta']
    """
    none, one, many = words
    return (none if count == 0 else one if count == 1 else f"{spelled(count).capitalize()} {many}") + about


def _fewer(found: Sequence[object], sentence: str) -> str:
    return f" {sentence}" if len(found) < MOST else ""


def _needs(facts: Facts) -> list[Record]:
    return [r for r in lifted(facts, 0) if r["anstallda"] is not None][:MOST]


def _need(row: Record) -> Need:
    return Need(
        str(row["yrke_namn"]),
        POSITIONS[str(row["signaler"])],
        str(row["signaler"]),
        _stability(row),
        af_in_short(row, "af_jobbmojligheter"),
        af_in_short(row, "af_om_fem_ar"),
        texts.shown(row["anstallda"], "integer"),
        texts.shown(row["annonserade_platser"], "integer"),
    )


def af_in_short(row: Record, column: str) -> str:
    """What Arbetsförmedlingen says; a count is not parted from what it counts by the end of a line."""
    return assessment_texts.short(assessment_texts.judged(row[column])).replace(" (", "\xa0(")


def _stability(row: Record) -> str:
    """In how many of the recomputations the class stands."""
    share = row["stabilitet"]
    return texts.NO_VALUE if share is None else of_hundred(float(share))


def _changes(facts: Facts) -> list[list[Record]]:
    """The years of the occupations whose posts have moved most by more than chance; none when no more have than chance gives."""
    moved = []
    for row in beyond_chance(facts):
        if row["yrke_kod"] == UNKNOWN_SSYK3:
            continue
        years = posts_of(facts, str(row["yrke_kod"]), facts.code, REPORTING_GROUP)
        before, now = _last_two(years)
        if before is not None and now is not None and before >= LEAST_POSTS:
            moved.append((-abs(now - before), str(row["yrke_kod"]), years))
    return [years for *_, years in sorted(moved, key=lambda each: each[:2])[:MOST]]


def _no_changes(facts: Facts) -> str:
    """Why no occupation is told of."""
    small = f"Inget av dem hade minst {LEAST_POSTS} platser året före. " if beyond_chance(facts) else ""
    return " ".join([sentence(rows := judged_changes(facts)), *([small + NOTE] if rows else [])])


def _last_two(years: Sequence[Record]) -> tuple[float | None, float | None]:
    if len(years) < 2:
        return None, None
    before, now = (None if r["platser_rensade"] is None else float(r["platser_rensade"]) for r in years[-2:])
    return before, now


def _change(years: Sequence[Record]) -> ChangedPosts:
    return ChangedPosts(str(years[-1]["yrke_namn"]), year_bars(years), signed_percent(in_percent(years)))


def disagreements(facts: Facts, most: int = MOST) -> list[Record]:
    """The rows where the council differs from the others, those that Arbetsförmedlingen contradicts, then those near a limit.

    Of each kind those with most employees first.
    """
    differs = {row["yrke_kod"] for row in answers(facts) if row["till_samtal"] == "ja"}
    rated = (r for r in assessment_records(facts) if r["signaler"] != NOT_RATED)
    rows = [{**r, _COUNCIL_DIFFERS: r["yrke_kod"] in differs} for r in rated]
    rows = [r for r in rows if r[_COUNCIL_DIFFERS] or "ja" in (r["motsager_af"], r["nara_gransen"])]
    return sorted(
        rows,
        key=lambda r: (
            not r[_COUNCIL_DIFFERS],
            not r[_COUNCIL_DIFFERS] and r["motsager_af"] != "ja",
            -float(r["anstallda"] or 0),
            str(r["yrke_kod"]),
        ),
    )[:most]


def disagreement(row: Record) -> Disagreement:
    """What is shown of a row, and why it is."""
    contradicted = row["motsager_af"] == "ja"
    return Disagreement(
        str(row["yrke_namn"]),
        POSITIONS[str(row["signaler"])],
        str(row["signaler"]),
        is_weak(row),
        af_in_short(row, "af_jobbmojligheter"),
        af_in_short(row, "af_rekrytering"),
        _of_council(str(row["radets_bedomning"]))
        if row[_COUNCIL_DIFFERS]
        else "Annonserna och AF säger emot varandra"
        if contradicted
        else f"Nära gränsen: samma klass i {_stability(row)} omräkningar",
    )


def _of_council(said: str) -> str:
    """What the council says, or what one or two in it do.

    >>> _of_council("inga tydliga tecken"), _of_council("inga tydliga tecken (enskild uppgift)")
    ('Rådet säger inga tydliga tecken', 'Enskilda i rådet säger inga tydliga tecken')
    """
    alone = f" ({SINGLE_VIEW})"
    return f"{'Enskilda i rådet' if said.endswith(alone) else 'Rådet'} säger {said.removesuffix(alone)}"


def _questions(facts: Facts, needs: Sequence[Record], contradicted: Record | None) -> tuple[QuestionForCouncil, ...]:
    """At most one of each kind, those that the figures give."""
    found = []
    if contradicted is not None:
        words = {
            "yrke": in_sentence(str(contradicted["yrke_namn"])),
            "signaler": str(contradicted["signaler"]),
            "radet": f" {_of_council(str(said))}." if (said := contradicted["radets_bedomning"]) else "",
            "af": af_in_short(contradicted, "af_jobbmojligheter"),
            "rekrytering": af_in_short(contradicted, "af_rekrytering"),
        }
        found.append(_question(CONTRADICTED, "", words))
    found.extend(_about_education(facts, needs))
    unrated = [r for r in assessment_records(facts) if r["signaler"] == NOT_RATED and r["yrke_kod"] != UNKNOWN_SSYK3]
    if unrated:
        words = {
            "yrken": named([in_sentence(str(r["yrke_namn"])) for r in unrated]),
            "skal": "; ".join(sorted({str(r["skal"]) for r in unrated})),
        }
        found.append(_question(NOT_ASSESSED, "", words))
    return tuple(found)


def _about_education(facts: Facts, needs: Sequence[Record]) -> list[QuestionForCouncil]:
    """About the education that leads to a need and to fewest other occupations."""
    found = [(leading, need) for need in needs if (leading := education_of(facts, str(need["yrke_kod"])))]
    if not found:
        return []
    leading, need = min(found, key=lambda each: each[0].order)
    return [question_about(facts, leading.row, str(need["yrke_namn"]))]


@dataclass(frozen=True)
class RankedEducation:
    """An education that leads to an occupation: fewest other occupations, then most people, stand first in ``order``."""

    order: tuple[int, int, str]
    row: Record


def education_of(facts: Facts, occupation: str) -> RankedEducation | None:
    """The education that leads to an occupation and to fewest others, of those whose matched rate is known here and in the nation.

    Args:
        facts: of the area.
        occupation: code of the redovisningsgrupp.
    """
    members = next((set(group.ssyk3) for group in reporting_groups() if group.code == occupation), set())
    found = []
    for row in facts.warehouse.educations:
        code = str(row["utbildningsgrupp"])
        leads_to = occupations_of_education().get(code, ())
        known = row["befolkning"] and rate(row, "matchad_forvarvsgrad") and rate(row, "rikets_forvarvsgrad")
        if row["geo_kod"] == facts.code and known and members & set(leads_to):
            others = {reporting_group_of()[ssyk3] for ssyk3 in leads_to}
            found.append(RankedEducation((len(others), -int(row["befolkning"]), code), row))
    return min(found, key=lambda leading: leading.order, default=None)


def question_about(facts: Facts, education: Record, occupation: str) -> QuestionForCouncil:
    """The question of an education that leads to an occupation."""
    words = {
        "yrke": in_sentence(occupation),
        "utbildning": str(education["utbildning_namn"]),
        "befolkning": texts.shown(education["befolkning"], "integer"),
        "omrade": facts.area,
        "andel": rate(education, "matchad_forvarvsgrad"),
        "granser": f" (gränser {limits})" if (limits := matched_limits(education)) else "",
        "riket": rate(education, "rikets_forvarvsgrad"),
    }
    return _question(ABOUT_EDUCATION, str(education["niva"]), words)


def rate(row: Record, name: str) -> str:
    """A matched rate in percent, with the decimal that its limits have; empty when it is not known."""
    return "" if row[name] is None else amount(EDUCATION.column(name), row[name]).shown


def _question(kind: str, level: str, words: Mapping[str, str]) -> QuestionForCouncil:
    """Fill in a question.

    Raises:
        ValueError: the reference data have no such question, so that nobody has said who can decide.
    """
    for each in meeting_questions():
        if each.kind == kind and level.startswith(each.level):
            return QuestionForCouncil(_filled(each, each.text, words), _filled(each, each.basis, words), each.who)
    raise ValueError(f"motesfragor.csv saknar en fråga av slaget '{kind}' för nivån '{level}'.")


def _filled(question: MeetingQuestion, text: str, words: Mapping[str, str]) -> str:
    try:
        return text.format_map(words)
    except KeyError as error:
        raise ValueError(f"Frågan '{question.text}' i motesfragor.csv har ett okänt ord: {error}.") from error


def _certainty(facts: Facts, name: str) -> str:
    """How many occupations can be rated, and how many of the highest class are sure enough to take up."""
    rows = [r for r in assessment_records(facts) if r["yrke_kod"] != UNKNOWN_SSYK3]
    unrated = sum(r["signaler"] == NOT_RATED for r in rows)
    highest = sum(POSITIONS[str(r["signaler"])] == 0 for r in rows)
    first = (
        f"{unrated} av {len(rows)} yrken kan inte bedömas."
        if unrated
        else f"Alla {len(rows)} yrken i området går att bedöma."
    )
    return f"{first} Säkra nog att ta upp är {len(lifted(facts, 0))} av {highest} yrken med {name}."
