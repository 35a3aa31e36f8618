"""Rules of the signals, the assessments and their trial."""

from __future__ import annotations

import pandas as pd

from assets.contracts.assessment import AGREEMENT, AGREEMENT_GATE, ASSESSMENT, SIGNALS
from assets.contracts.registry import contract
from assets.contracts.words import REPORTING_GROUP
from assets.methods.agreement import LEAST_AUC, LEAST_KAPPA, LEAST_KAPPA_LOWER
from assets.methods.signals import BORROWED, CLEAR_SIGNS, NOT_RATED, POSTS_RATE, TIGHTNESS
from assets.reference import CUT_POINTS_VERSION, FINAL, cut_points
from checks.result import STOPPING, WARNING
from checks.rules.base import FOLLOW_BACK, Judgement, NotApplicableError, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import always_null, between, never_null, not_less_than, one_of

SHORTAGE_SHARE = (0.05, 0.35)


MOST_ALIKE = 0.99

STAGED_SSYK4 = contract("staged.anstallda_ssyk4")


@reconciliation(
    ASSESSMENT,
    name="andel_med_brist_rimlig",
    severity=WARNING,
    why="Andelen bedömda yrken med tydliga tecken på brist ligger mellan 5 och 35 procent i varje område. Utanför det ska "
    "bedömningen granskas innan den används.",
    action="Jämför med förra utgåvan: har ett underlag ändrats, eller passar gränserna (kompetens cutpoints) inte längre?",
    expected=f"{SHORTAGE_SHARE[0]:.0%}–{SHORTAGE_SHARE[1]:.0%}",
    rule=(SHORTAGE_SHARE,),
)
def share_of_shortage(assessed: Rows) -> Judgement:
    """In every area."""
    frame = assessed.read(("yrkesniva", "=", REPORTING_GROUP))
    rated = frame[frame["signaler"] != NOT_RATED]
    share = (rated["signaler"] == CLEAR_SIGNS).groupby(rated["geo_namn"]).mean()
    low, high = SHORTAGE_SHARE
    faults = [f"{place}: {value:.0%}" for place, value in share.items() if not low <= value <= high]
    faults += [f"{place}: inget yrke kan bedömas" for place in sorted(set(frame["geo_namn"]) - set(share.index))]
    return Judgement(
        faults, {"områden": len(share)}, ", ".join(f"{place} {value:.0%}" for place, value in share.items())
    )


@reconciliation(
    SIGNALS,
    name="granserna_faststallda",
    severity=WARNING,
    why="Varje indikators gränser är fastställda: räknade på källornas egna tal och granskade av en människa.",
    action="Räkna om gränserna på skarpa data (kompetens cutpoints), låt någon granska dem och spara dem som en ny version.",
    expected="alla fastställda",
    rule=(FINAL, CUT_POINTS_VERSION),
)
def limits_are_final(signals: Rows) -> Judgement:
    """Those of every indicator, used or not, and none is used without."""
    used = set(signals.read(columns=["indikator"])["indikator"])
    faults = [f"{name} är {limits.status}" for name, limits in sorted(cut_points().items()) if limits.status != FINAL]
    faults += [f"{name} saknar gränser" for name in sorted(used - set(cut_points()))]
    said = f"{len(cut_points())} indikatorer, version {CUT_POINTS_VERSION}"
    return Judgement(faults, {"indikatorer": len(used)}, said)


@reconciliation(
    SIGNALS,
    STAGED_SSYK4,
    name="inskrivna_ar_inte_fordelade",
    severity=STOPPING,
    why="Platser per inskriven ordnar inte yrkena som platser per anställd. Gjorde den det vore de inskrivna fördelade efter "
    "anställda, och talet sade inget nytt.",
    action="Se efter i assets/marts/assessment/signals.py hur de inskrivna når yrkena.",
    expected=f"rangkorrelation högst {MOST_ALIKE}",
    rule=(MOST_ALIKE,),
)
def not_the_vacancy_rate(signals: Rows, _counties: Rows) -> Judgement:
    """Posts per unemployed and posts per employee rank occupations alike only if the unemployed were spread by employment.

    The counties' employees are given so that a missing source is known for the reason: without them there is no rate.
    """
    both = [TIGHTNESS.code, POSTS_RATE.code]
    frame = signals.read(("yrkesniva", "=", REPORTING_GROUP), ("indikator", "in", both), each={"indikator": both})
    wide = frame.pivot(index=["geo_namn", "yrke_kod"], columns="indikator", values="varde")
    alike = wide.groupby("geo_namn").apply(lambda part: part[both[0]].corr(part[both[1]], method="spearman"))
    # Where all have the same posts per unemployed, as in one AF-yrkesområde, there is no order to compare.
    found = alike.dropna()
    faults = [f"{place}: {value:.3f}" for place, value in found.items() if value > MOST_ALIKE]
    said = ", ".join(f"{place} {value:.2f}" for place, value in found.items())
    return Judgement(faults, {"områden": len(found)}, said)


@reconciliation(
    AGREEMENT,
    name="signalerna_provade",
    severity=WARNING,
    why="Signalpoängen stämmer med Arbetsförmedlingens bedömning av länen mer än slumpen ger, på yrken vars bedömning inte har "
    "satt klassernas gränser. Gör den inte det heter kolumnen Annonssignal i rapporterna.",
    action="Läs tabellen samstammighet och docs/metod.md. Ändra inte gränser eller vikter för att klara prövningen.",
    expected=f"κ minst {LEAST_KAPPA}, nedre gräns över {LEAST_KAPPA_LOWER}, AUC minst {LEAST_AUC}",
    rule=(LEAST_KAPPA, LEAST_KAPPA_LOWER, LEAST_AUC),
)
def signals_are_tried(agreement: Rows) -> Judgement:
    """The gate in words, beside what copying the nation's class would give."""
    measures = (AGREEMENT_GATE, "kappa", "auc")
    made = agreement.read(each={"prediktor": ["signalpoang", "af_rikstal"], "matt": measures})
    found = made.set_index(["prediktor", "matt"])
    passed, kappa, ranked = (found.loc[("signalpoang", name)] for name in measures)
    if pd.isna(passed["varde"]):
        raise NotApplicableError(f"signalerna är inte prövade. {passed['anmarkning']}")
    observed = (
        f"κ {kappa['varde']:.2f} (90 %: {kappa['nedre']:.2f}–{kappa['ovre']:.2f}), AUC {ranked['varde']:.2f}, "
        f"{kappa['celler']} celler, {kappa['yrken']} yrken; AF:s rikstal kopierat κ "
        f"{found.loc[('af_rikstal', 'kappa'), 'varde']:.2f}"
    )
    faults = [] if passed["varde"] == 1 else ["kolumnen heter Annonssignal, eftersom signalerna inte når gränserna"]
    return Judgement(faults, {"celler": int(kappa["celler"])}, observed)


SUITES = (
    Suite(
        "mart.signaler",
        (
            one_of("poang_noll_till_tre", "poang", [0, 1, 2, 3], "Poäng är 0, 1, 2 eller 3.", FOLLOW_BACK),
            never_null(
                "poang_nar_varde_finns",
                "poang",
                "Ett värde som finns har poäng, ett som saknas räknas aldrig som 0.",
                FOLLOW_BACK,
                where="varde.notna()",
            ),
            always_null(
                "ingen_poang_utan_varde",
                "poang",
                "Ett värde som saknas har ingen poäng.",
                FOLLOW_BACK,
                where="varde.isna()",
                may_lack_rows=True,
            ),
            between("vikt_rimlig", "vikt", 0.25, 1, "Ett eget värde väger 1, ett lånat mindre.", FOLLOW_BACK),
            between(
                "yrkesomradets_varde_ar_inte_eget",
                "vikt",
                None,
                BORROWED,
                "Inskrivna finns bara per AF-yrkesområde och räknas aldrig som yrkets egna.",
                FOLLOW_BACK,
                where="grund == 'galler_yrkesomradet'",
            ),
            between("medelfel_inte_negativt", "medelfel", 0, None, "Ett medelfel är aldrig negativt.", FOLLOW_BACK),
        ),
    ),
    Suite(
        "mart.bedomning",
        (
            between(
                "signalpoang_noll_till_tre",
                "signalpoang",
                0,
                3,
                "Signalpoängen ligger mellan 0 och 3.",
                FOLLOW_BACK,
            ),
            never_null(
                "sakerhet_nar_bedomt",
                "sakerhet",
                "Varje bedömt yrke har en säkerhet.",
                FOLLOW_BACK,
                where=f"signaler != '{NOT_RATED}'",
            ),
            always_null(
                "ingen_sakerhet_utan_bedomning",
                "sakerhet",
                "Ett yrke som inte kan bedömas har ingen säkerhet.",
                FOLLOW_BACK,
                where=f"signaler == '{NOT_RATED}'",
                may_lack_rows=True,
            ),
            one_of(
                "motsagda_lyfts_inte",
                "lyfts_fram",
                ["nej"],
                "Ett yrke där signalerna säger emot Arbetsförmedlingen står inte i rubriker.",
                FOLLOW_BACK,
                where="motsager_af == 'ja'",
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
                "Andel lika, AUC och prövningens utfall ligger mellan 0 och 1.",
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
