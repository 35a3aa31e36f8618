"""Rules of the trial: what the score is made of has earned its place, and every word has earned its claim."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.trial import CLASS_TRIAL, IN_SCORE_UNPROVEN, NOT_TRIED, TRIAL, WAITS
from assets.methods.score import SIGNAL_CLASSES
from checks.result import STOPPING, WARNING
from checks.rules.base import FOLLOW_BACK, Judgement, NotApplicableError, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, not_less_than, one_of


@reconciliation(
    TRIAL,
    STAGED_BAROMETER,
    name="sammansattningen_provad",
    severity=WARNING,
    why="Varje del av signalpoängen har klarat provet på utgåvans egna tal, och ingen indikator utanför har gjort det.",
    action="Läs tabellen provning och kompetens trial. Delarna byts bara av den som granskar assets/reference/signalpoang_v4.csv.",
    expected="alla delar har klarat provet",
    rule=(IN_SCORE_UNPROVEN, WAITS),
)
def composition_has_passed(trial: Rows, _barometer: Rows) -> Judgement:
    """The outcome of both units together; the barometer is given so that its absence is known for the reason."""
    rows = trial.read(columns=["indikator", "utfall"]).drop_duplicates()
    tried = rows[rows["utfall"] != NOT_TRIED]
    if tried.empty:
        raise NotApplicableError("ingen indikator kunde prövas: Yrkesbarometern saknas eller har för få yrken")
    odd = tried[tried["utfall"].isin([IN_SCORE_UNPROVEN, WAITS])]
    faults = [f"{row.indikator}: {row.utfall}" for row in odd.itertuples()]
    return Judgement(
        faults, {"indikatorer": len(tried)}, f"{len(tried) - len(odd)} av {len(tried)} som sammansättningen säger"
    )


@reconciliation(
    ASSESSMENT,
    CLASS_TRIAL,
    name="orden_ar_fortjanta",
    severity=STOPPING,
    why="Ordet brist eller överskott står bara i en klass som har klarat provet i båda enheterna.",
    action="Se efter i assets/marts/assessment/assessment.py varifrån klassernas namn kommer.",
    expected="varje ord är förtjänt",
    rule=tuple(each.word for each in SIGNAL_CLASSES if each.claims),
)
def words_are_earned(assessed: Rows, tried: Rows) -> Judgement:
    """Every word that claims something, in every row."""
    passed = tried.read().groupby("klass")["klarade"].apply(lambda said: bool((said == "ja").all()))
    claims = {each.word for each in SIGNAL_CLASSES if each.claims}
    rows = assessed.read(columns=["signaler"])["signaler"].value_counts()
    faults = [
        f"{word}: {rows[word]} rader, men klassen har inte klarat provet"
        for word in rows.index
        if word in claims and not passed[word]
    ]
    return Judgement(faults, {"rader": int(rows.sum())}, ", ".join(f"{word} {number}" for word, number in rows.items()))


SUITES = (
    Suite(
        "mart.provning",
        (
            between(
                "tillforlitlighet_hogst_ett", "tillforlitlighet", None, 1, "Tillförlitligheten är högst 1.", FOLLOW_BACK
            ),
            not_less_than(
                "skillnad_inom_intervallet",
                "skillnad_auc",
                "nedre",
                "Skillnaden är aldrig lägre än sin undre gräns.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            one_of(
                "ingen_klarar_utan_skillnad",
                "klarade",
                ["nej"],
                "En indikator vars undre gräns inte är över 0 har inte klarat provet.",
                FOLLOW_BACK,
                where="nedre.isna() or nedre <= 0",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.provning_klasser",
        (
            between(
                "andel_noll_till_ett", "andel", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK, may_lack_rows=True
            ),
            one_of(
                "inget_ord_utan_lyft",
                "klarade",
                ["nej"],
                "En klass vars undre gräns inte ligger över alla yrkens andel har inte klarat provet.",
                FOLLOW_BACK,
                where="nedre.isna() or nedre <= andel_alla",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.samstammighet",
        (
            between(
                "samstammighet_rimlig",
                "varde",
                -1,
                1,
                "Samstämmighet ligger mellan −1 och 1.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "andelar_noll_till_ett",
                "varde",
                0,
                1,
                "Andel lika och AUC ligger mellan 0 och 1.",
                FOLLOW_BACK,
                where="matt != 'kappa'",
                may_lack_rows=True,
            ),
            not_less_than(
                "intervall_ratt_vant",
                "ovre",
                "nedre",
                "Intervallets övre gräns är aldrig lägre än den nedre.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
        ),
    ),
)
