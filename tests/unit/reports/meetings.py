"""Meetings decided of records made by hand, and one with the longest of everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.change import POSTS_BY_YEAR, POSTS_MEASURE, THEN_AND_NOW
from assets.contracts.model import Record
from assets.contracts.words import AF_AREA, ALL
from assets.methods.projection_intervals import WEAKLY_DOWN
from assets.methods.score import POSITIONS
from assets.reference.areas import delregioner
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_groups
from reports.findings.long_term import AHEAD_NOTE, OF_ALL, InShort
from reports.findings.meeting import Disagreement, Meeting, Need, meeting
from tests.unit.reports.sheet_facts import facts, record

NURSES = "222+223"


def assessed(code: str, name: str = "", **values: object) -> Record:
    usual: dict[str, object] = {
        "geo_kod": "fyrbodal", "yrkesniva": "redovisningsgrupp", "yrke_kod": code, "yrke_namn": name or f"Yrke {code}",
        "signaler": "många annonser per anställd", "lyfts_fram": "ja", "motsager_af": "nej", "nara_gransen": "nej",
        "chefer": "nej", "anstallda": 1000, "annonserade_platser": 120, "stabilitet": 0.96, "signalpoang": 80.0,
        "af_jobbmojligheter": "stora", "af_rekrytering": "brist", "af_om_fem_ar": "öka",
    }  # fmt: skip
    return record(ASSESSMENT, **{**usual, **values})


def moved(code: str, word: str | None, *posts: int | None) -> tuple[Record, list[Record]]:
    shared = {"geo_kod": "fyrbodal", "yrkesniva": "redovisningsgrupp", "yrke_kod": code, "yrke_namn": f"Yrke {code}"}
    years = [
        record(POSTS_BY_YEAR, **shared, period_fran=f"{year}-09", period_till=f"{year + 1}-08", platser_rensade=count)
        for year, count in enumerate(posts, 2026 - len(posts))
    ]
    return record(THEN_AND_NOW, **shared, matt=POSTS_MEASURE, kon="totalt", ord=word), years


def decided(
    assessments: Sequence[Record] = (), changes: Sequence[tuple[Record, list[Record]]] = (), **more: object
) -> Meeting:
    made = facts(assessments=assessments, **more)  # type: ignore[arg-type]
    all_posts = [
        record(
            POSTS_BY_YEAR, geo_kod=area, yrkesniva=AF_AREA, yrke_kod=ALL, period_fran=f"{year}-09",
            period_till=f"{year + 1}-08", platser_rensade=count,
        )
        for area in ("fyrbodal", "14")
        for year, count in ((2024, 12845), (2025, 11105))
    ]  # fmt: skip
    warehouse = replace(
        made.warehouse,
        then_and_now=tuple(word for word, _ in changes),
        posts_by_year=(*all_posts, *(year for _, years in changes for year in years)),
    )
    return meeting(replace(made, warehouse=warehouse))


def full(mode: str = "live") -> Meeting:
    """Three of everything."""
    rows = [
        assessed(NURSES, "Sjuksköterskor"),
        assessed("513", "IT-tekniker"),
        assessed("514", "=CMD|calc #strong[x]", anstallda=1100, af_jobbmojligheter=None),
        assessed("515", "Kockar", motsager_af="ja", lyfts_fram="nej", signaler="inga tydliga tecken"),
        assessed("516", "Svetsare", motsager_af="ja", lyfts_fram="nej", signaler="få annonser per anställd"),
        assessed(
            "517", "Djurskötare", nara_gransen="ja", lyfts_fram="nej", signaler="ganska många annonser per anställd"
        ),
        assessed("518", signaler="kan inte bedömas", lyfts_fram="nej", skal="färre än 50 anställda"),
    ]
    changes = [
        moved("511", "färre", 506, 439, None, 295, 178),
        moved("512", "fler", 400, 500),
        moved("513", "färre", 1000, 0),
    ]
    return decided(rows, changes, mode=mode)


def longest() -> Meeting:
    """The longest name of everything, at once."""
    known = full("example")
    names = sorted((group.name for group in reporting_groups()), key=len)[-3:]
    council = max((area.council for area in delregioner("14")), key=len)
    word = max(POSITIONS, key=len)
    chances, later = "stora (9), medelstora (9), små (9)", "vara oförändrad (9), minska (9), öka (9)"
    recruitment = "brist (9), paradox (9), balans (9), överskott (9)"
    training = max((group.name for group in education_groups()), key=len)
    contradicted, about_education, unrated = known.questions
    who = max((known.questions[1].who, "Yrkeshögskolans anordnare och Myndigheten för yrkeshögskolan"), key=len)
    warehouse = replace(
        known.facts.warehouse,
        edition={"utgava": "2026-12-r2", "avsandare": "Boråsregionen – Sjuhärads kommunalförbund"},
    )
    return replace(
        known,
        facts=replace(known.facts, warehouse=warehouse),
        title=f"EXEMPELDATA – Underlag till {council}",
        needs=tuple(
            Need(name, 0, "många annonser per anställd", "100 av 100", chances, later, "125 839", "25 597")
            for name in names
        ),
        needs_note=f"{known.needs_note} Inga fler är säkra nog.",
        ahead=tuple(
            InShort(
                name,
                f"2029: 125\xa0839 (110\xa0839–139\xa0839), {OF_ALL[WEAKLY_DOWN]}; 2034: 125\xa0839 (100\xa0839–159\xa0839), "
                f"{OF_ALL[WEAKLY_DOWN]}",
            )
            for name in names
        ),
        ahead_note=AHEAD_NOTE,
        changes=tuple(replace(change, name=name) for change, name in zip(known.changes, names, strict=True)),
        disagreements=tuple(
            Disagreement(
                name, 1, word, True, chances, recruitment, "Nära gränsen: samma klass i 100 av 100 omräkningar"
            )
            for name in names
        ),
        questions=(
            replace(
                contradicted,
                text=f"Vilken bedömning gäller för {names[-1]}?",
                basis=f"Annonserna: {word}. Rådet säger {word}. Arbetsförmedlingen om länet: jobbmöjligheter {chances}; läget vid "
                f"rekrytering {recruitment}. Vad säger arbetsgivarna?",
            ),
            replace(
                about_education,
                text=f"Utbildas tillräckligt många till {names[-1]}?",
                basis=about_education.basis.replace("Sjuksköterskeutbildning", training),
                who=who,
            ),
            unrated,
        ),
        source=f"{known.source} Ett äldre svar används av SCB, TAB4434; Arbetsförmedlingen, Inskrivna arbetslösa efter kommun, kön, "
        "ålder, utbildning och födelseland.",
    )
