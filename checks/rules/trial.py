"""Rules of the trial: what the score is made of has earned its place, and every word has earned its claim."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.barometer import STAGED_BAROMETER
from assets.contracts.trial import CLASS_TRIAL, IN_SCORE, IN_SCORE_UNPROVEN, NOT_TRIED, TRIAL, UNITS, WAITS
from assets.methods.quoted import in_swedish
from assets.methods.score import SIGNAL_CLASSES
from assets.methods.trial import LEAST_RELIABILITY
from assets.reference.signal_score import COMPOSITION_FILE, SCORE_VERSION, score_composition
from checks.result import STOPPING, WARNING
from checks.rules.base import FOLLOW_BACK, Judgement, NotApplicableError, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, none_of, not_less_than, one_of

CLAIMS = tuple(each.word for each in SIGNAL_CLASSES if each.claims)
"""The words that say something of the labour market, and not only of ads."""


@reconciliation(
    TRIAL,
    STAGED_BAROMETER,
    name="sammansattningen_provad",
    severity=WARNING,
    why="Varje del av signalpoängen har klarat provet på utgåvans egna tal, och ingen indikator utanför har gjort det.",
    action=f"Läs tabellen provning och kompetens trial. Delarna byts bara av den som granskar assets/reference/{COMPOSITION_FILE}.",
    expected="alla delar har klarat provet",
    rule=(SCORE_VERSION, IN_SCORE, IN_SCORE_UNPROVEN, WAITS),
)
def composition_has_passed(trial: Rows, barometer: Rows) -> Judgement:
    """Each indicator of the score, also one that the table lacks or that could not be tried while others were; and all others."""
    outcomes = trial.read(columns=["indikator", "utfall"]).drop_duplicates()
    barometer.insist(barometer.count() > 0)
    if (outcomes["utfall"] == NOT_TRIED).all():
        raise NotApplicableError("ingen indikator kunde prövas: Yrkesbarometern har för få av yrkena")
    found = outcomes.groupby("indikator")["utfall"].agg(", ".join).to_dict()
    parts = {part.indicator for part in score_composition()}
    said = dict.fromkeys(sorted(parts - found.keys()), NOT_TRIED) | found
    odd = {
        which: outcome
        for which, outcome in said.items()
        if (outcome != IN_SCORE if which in parts else outcome in (IN_SCORE, IN_SCORE_UNPROVEN, WAITS))
    }
    faults = [f"{indicator}: {outcome}" for indicator, outcome in odd.items()]
    observed = f"{len(said) - len(odd)} av {len(said)} som sammansättningen säger"
    return Judgement(faults, {"indikatorer": len(found)}, observed)


@reconciliation(
    ASSESSMENT,
    CLASS_TRIAL,
    name="orden_ar_fortjanta",
    severity=STOPPING,
    why="Ordet brist eller överskott står bara i en klass som har klarat provet i båda enheterna, och i en svagare klass bara när den "
    "starkare också har det.",
    action="Se efter i assets/marts/assessment/assessment.py varifrån klassernas namn kommer.",
    expected="varje ord är förtjänt",
    rule=(CLAIMS, UNITS),
)
def words_are_earned(assessed: Rows, tried: Rows) -> Judgement:
    """Every word that claims something, in every row; a unit that the trial lacks is one in which it was not passed."""
    trial = tried.read(columns=["enhet", "klass", "klarade"])
    passed = trial[trial["klarade"] == "ja"].groupby("klass")["enhet"].agg(set).to_dict()
    rows = assessed.read(columns=["signaler"])["signaler"].value_counts()
    failed = {each.word for each in SIGNAL_CLASSES if each.claims and not passed.get(each.word, set()) >= {*UNITS}}
    # A weaker class that alone bore its word would seem to be the stronger one.
    beside = {
        each.word: {other.word for other in SIGNAL_CLASSES[: at + 1] if other.claims == each.claims}
        for at, each in enumerate(SIGNAL_CLASSES)
    }
    faults = [
        f"{word}: {rows[word]} rader, men {' och '.join(sorted(lacking))} har inte klarat provet"
        for word in rows.index
        if word in CLAIMS and (lacking := failed & beside[str(word)])
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
                "skillnaden_over_nedre",
                "skillnad_auc",
                "nedre",
                "Intervallet rymmer skillnaden.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            not_less_than(
                "skillnaden_under_ovre",
                "ovre",
                "skillnad_auc",
                "Intervallet rymmer skillnaden.",
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
            one_of(
                "ingen_klarar_som_mest_brus",
                "klarade",
                ["nej"],
                f"En indikator vars tillförlitlighet är under {in_swedish(LEAST_RELIABILITY, 'andel')} har inte klarat provet.",
                FOLLOW_BACK,
                where=f"tillforlitlighet.isna() or tillforlitlighet < {LEAST_RELIABILITY}",
                may_lack_rows=True,
            ),
            one_of(
                "utfallet_foljer_provet",
                "klarade",
                ["ja"],
                "Den som sägs ha förtjänat sin plats har klarat provet i varje enhet.",
                FOLLOW_BACK,
                where=f"utfall in {[IN_SCORE, WAITS]}",
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
            one_of(
                "inget_ord_som_lika_ofta_ar_fel",
                "klarade",
                ["nej"],
                "En klass som Arbetsförmedlingen säger emot minst lika ofta som den säger detsamma har inte klarat provet.",
                FOLLOW_BACK,
                where="andel <= andel_motsatt",
                may_lack_rows=True,
            ),
            none_of(
                "klassen_heter_vad_den_visat",
                "heter",
                CLAIMS,
                "En klass som inte har klarat provet i båda enheterna heter något som bara beskriver annonserna.",
                FOLLOW_BACK,
                where="klarade == 'nej'",
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
                "poangen_pa_samma_fall_rimlig",
                "poang_samma_fall",
                -1,
                1,
                "Signalpoängens samstämmighet på samma fall ligger mellan −1 och 1.",
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
