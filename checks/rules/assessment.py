"""Rules of the signals, the assessments and their trial."""

from __future__ import annotations

from assets.contracts.assessment import ASSESSMENT, LIMIT, PART, SCORE_PARTS, SIGNALS
from assets.contracts.pxweb import STAGED_SSYK4
from assets.contracts.words import FROM_COUNTY, REPORTING_GROUP
from assets.methods.local_ratio import LESS, MORE, SAME
from assets.methods.method_3 import BORROWED
from assets.methods.quoted import in_swedish
from assets.methods.score import LARGE, NOT_RATED, POSITIONS, SHORTAGE_NAMES, SMALL, TOP
from assets.methods.signals import POSTS_RATE, TIGHTNESS
from assets.reference.review import FINAL
from assets.reference.signal_score import COMPOSITION_FILE, LIMITS_FILE, SCORE_VERSION, reviewed_lists
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    CHECK_REFERENCE,
    DECIMALS,
    FOLLOW_BACK,
    Judgement,
    NotApplicableError,
    Rows,
    reconciliation,
    two_bounds,
)
from checks.rules.expectation import Suite
from checks.rules.vocabulary import always_null, between, never_null, not_less_than, one_of

_SHORTAGE = two_bounds("andel_med_brist_rimlig")

MOST_ALIKE = 0.99

_HIGH = sorted(SHORTAGE_NAMES)
_LOW = sorted({*POSITIONS} - SHORTAGE_NAMES - {NOT_RATED})
"""Names of the classes that point to a shortage, and of those that do not."""


@reconciliation(
    ASSESSMENT,
    name="andel_med_brist_rimlig",
    why=f"Andelen bedömda yrken i den högsta klassen ligger mellan {in_swedish(_SHORTAGE.limits.told[0], 'andel')} och "
    f"{in_swedish(_SHORTAGE.limits.told[1], 'andel')} i varje område. Utanför det ska bedömningen granskas innan den används.",
    action="Jämför med förra utgåvan: har ett underlag ändrats, eller passar klassernas gränser (kompetens trial) inte längre?",
    bounds=(_SHORTAGE,),
)
def share_of_shortage(assessed: Rows) -> Judgement:
    """In every area."""
    frame = assessed.read(("yrkesniva", "=", REPORTING_GROUP))
    rated = frame[frame["signaler"] != NOT_RATED]
    share = (rated["signaler"].map(POSITIONS) == 0).groupby(rated["geo_namn"]).mean()
    found = _SHORTAGE.found(share, lambda place: f"{place}: {share[place]:.0%}")
    # Where a source is missing nothing is rated, which is told of in every row; it is no number that is too low.
    unrated = [f"{place}: inget yrke kan bedömas" for place in sorted(set(frame["geo_namn"]) - set(share.index))]
    said = ", ".join(f"{place} {value:.0%}" for place, value in share.items())
    return Judgement(found.faults + unrated, {"områden": len(share)}, said, found.beyond)


@reconciliation(
    ASSESSMENT,
    name="granserna_faststallda",
    severity=WARNING,
    why="Vad signalpoängen består av och var klasserna börjar är fastställt: räknat på källornas egna tal och granskat av en människa.",
    action=f"Läs kompetens trial på skarpa data, låt någon granska {COMPOSITION_FILE} och {LIMITS_FILE} och skriva sitt namn.",
    expected="allt fastställt",
    rule=(FINAL, SCORE_VERSION),
)
def limits_are_final(assessed: Rows) -> Judgement:
    """The composition of the score and the limits of its classes, and the rows are made by this version of them."""
    used = set(assessed.read(columns=["gransversion"])["gransversion"])
    lists = reviewed_lists()
    faults = [f"{item.name} är {item.status}" for item in lists if not item.final]
    faults += [f"ingen har granskat {item.name}" for item in lists if item.final and not item.reviewed_by]
    faults += [f"raderna är gjorda med version {version}" for version in sorted(used - {SCORE_VERSION})]
    return Judgement(faults, {"listor": len(lists)}, f"{len(lists)} listor, version {SCORE_VERSION}")


@reconciliation(
    SIGNALS,
    STAGED_SSYK4,
    name="inskrivna_ar_inte_fordelade",
    severity=STOPPING,
    why="Annonserade platser per inskriven ordnar inte yrkena som platser per anställd. Gjorde den det vore de inskrivna fördelade efter "
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
    SCORE_PARTS,
    SIGNALS,
    ASSESSMENT,
    name="delarna_ar_de_som_bedomningen_vilar_pa",
    severity=STOPPING,
    why="Poängens delar är de indikatorer som ingår i poängen, klassernas namn och gränser är de som bedomning har, och versionen är "
    "densamma.",
    action="Kontrollera assets/marts/assessment/score_parts.py och filernas version i assets/reference.",
    expected="lika",
    rule=("exakt",),
)
def parts_are_those_of_the_assessment(made: Rows, signals: Rows, assessed: Rows) -> Judgement:
    """Names, limits and version again, from the rows that were rated by them."""
    parts = made.read(each={"slag": [PART, LIMIT]})
    inside = set(signals.read(("i_poangen", "=", "ja"), columns=["indikator"])["indikator"])
    frame = assessed.read(columns=["signaler", "signalpoang", "gransversion"])
    faults = []
    if inside != (listed := set(parts.loc[parts["slag"] == PART, "indikator"])):
        faults.append(f"i poängen ingår {', '.join(sorted(inside))}, i tabellen står {', '.join(sorted(listed))}")
    if set(frame["gransversion"]) != set(parts["version"]):
        faults.append(f"bedomning är gjord med version {', '.join(sorted(set(frame['gransversion'])))}")
    classes = parts[parts["slag"] == LIMIT].sort_values("ordning")
    ends = [TOP + DECIMALS, *classes["fran"]]
    rated = frame[frame["signaler"] != NOT_RATED]
    if rated.empty and not faults:
        raise NotApplicableError("inget yrke kan bedömas: annonserna eller de anställda saknas")
    known = rated["signaler"].isin(classes["namn"])
    faults += [f"klassen {name} står inte i tabellen" for name in sorted(set(rated.loc[~known, "signaler"]))]
    for name, low, high in zip(classes["namn"], ends[1:], ends[:-1], strict=True):
        points = rated.loc[rated["signaler"] == name, "signalpoang"]
        outside = points[~points.between(low - DECIMALS, high + DECIMALS)]
        faults += [f"{name}: {value:.2f} poäng ligger utanför {low:g}–{high:g}" for value in outside]
    return Judgement(
        faults, {"bedömda rader": len(rated)}, f"{len(rated)} bedömda rader, {len(parts)} delar och klasser"
    )


SUITES = (
    Suite(
        "mart.poangens_delar",
        (
            never_null("delar_har_vikt", "vikt", "Varje del har en vikt.", CHECK_REFERENCE, where=f"slag == '{PART}'"),
            never_null(
                "klasser_har_grans", "fran", "Varje klass har en gräns.", CHECK_REFERENCE, where=f"slag == '{LIMIT}'"
            ),
        ),
    ),
    Suite(
        "mart.signaler",
        (
            one_of("poang_noll_till_tre", "poang", [0, 1, 2, 3], "Poäng är 0, 1, 2 eller 3.", FOLLOW_BACK),
            never_null(
                "poang_nar_varde_finns",
                "poang",
                "Ett värde som finns har poäng i metod 3, ett som saknas räknas aldrig som 0.",
                FOLLOW_BACK,
                where="varde.notna() and familj.notna()",
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
            always_null(
                "inget_fel_utan_varde",
                "medelfel_tackning",
                "Ett värde som saknas har inget medelfel.",
                FOLLOW_BACK,
                where="varde.isna()",
                may_lack_rows=True,
            ),
            *(
                between(
                    f"{column}_inte_negativt",
                    column,
                    0,
                    None,
                    "Ett medelfel är aldrig negativt.",
                    FOLLOW_BACK,
                    where="varde.notna()",
                    may_lack_rows=may_lack,
                )
                for column, may_lack in (("medelfel", False), ("medelfel_tackning", True))
            ),
        ),
    ),
    Suite(
        "mart.bedomning",
        (
            between(
                "signalpoang_inom_skalan",
                "signalpoang",
                0,
                TOP,
                f"Signalpoängen ligger mellan 0 och {TOP}.",
                FOLLOW_BACK,
            ),
            never_null(
                "stabilitet_nar_bedomt",
                "stabilitet",
                "Varje bedömt yrke har en stabilitet.",
                FOLLOW_BACK,
                where=f"signaler != '{NOT_RATED}'",
            ),
            always_null(
                "ingen_stabilitet_utan_bedomning",
                "stabilitet",
                "Ett yrke som inte kan bedömas har ingen stabilitet.",
                FOLLOW_BACK,
                where=f"signaler == '{NOT_RATED}'",
                may_lack_rows=True,
            ),
            between("stabilitet_noll_till_ett", "stabilitet", 0, 1, "Stabiliteten är en andel.", FOLLOW_BACK),
            between(
                "samma_klass_noll_till_ett",
                "andel_vikter_samma_klass",
                0,
                1,
                "Hur många viktningar som ger samma klass är en andel.",
                FOLLOW_BACK,
            ),
            not_less_than(
                "lokala_intervallet_ratt_vant",
                "lokal_kvot_ovre",
                "lokal_kvot_nedre",
                "Intervallets övre gräns är aldrig lägre än den nedre.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            one_of(
                "mer_ar_sakert_mer",
                "laget_har",
                [MORE],
                "Ligger hela intervallet över 1 står ordet mer.",
                FOLLOW_BACK,
                where="lokal_kvot_nedre > 1",
                may_lack_rows=True,
            ),
            one_of(
                "mindre_ar_sakert_mindre",
                "laget_har",
                [LESS],
                "Ligger hela intervallet under 1 står ordet mindre.",
                FOLLOW_BACK,
                where="lokal_kvot_ovre < 1",
                may_lack_rows=True,
            ),
            one_of(
                "osakert_ar_som_lanet",
                "laget_har",
                [SAME],
                "Täcker intervallet 1 står ordet som.",
                FOLLOW_BACK,
                where="lokal_kvot_nedre <= 1 and lokal_kvot_ovre >= 1",
                may_lack_rows=True,
            ),
            never_null(
                "laget_nar_intervallet_finns",
                "laget_har",
                "Finns intervallet står ett ord om läget.",
                FOLLOW_BACK,
                where="lokal_kvot_nedre.notna()",
                may_lack_rows=True,
            ),
            always_null(
                "inget_lage_utan_intervall",
                "laget_har",
                "Utan intervall står inget ord om läget.",
                FOLLOW_BACK,
                where="lokal_kvot_nedre.isna()",
                may_lack_rows=True,
            ),
            one_of(
                "stora_mot_lag_klass_ar_motsagelse",
                "motsager_af",
                ["ja"],
                "Säger Arbetsförmedlingen stora möjligheter eller brist, men inte våra signaler, är de markerade som motsatta.",
                FOLLOW_BACK,
                where=f"signaler in {_LOW} and (af_jobbmojligheter == '{LARGE}' or af_rekrytering == 'brist')",
                may_lack_rows=True,
            ),
            one_of(
                "sma_mot_hog_klass_ar_motsagelse",
                "motsager_af",
                ["ja"],
                "Säger Arbetsförmedlingen små möjligheter eller överskott, men våra signaler brist, är de markerade som motsatta.",
                FOLLOW_BACK,
                where=f"signaler in {_HIGH} and (af_jobbmojligheter == '{SMALL}' or af_rekrytering == 'överskott')",
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
            one_of(
                "lanade_lyfts_inte",
                "lyfts_fram",
                ["nej"],
                "Ett yrke vars annonser per anställd är lånade från länet står inte i rubriker.",
                FOLLOW_BACK,
                where=f"annonsernas_grund == '{FROM_COUNTY}'",
                may_lack_rows=True,
            ),
            one_of(
                "chefer_utan_af_lyfts_inte",
                "lyfts_fram",
                ["nej"],
                "Chefer som Arbetsförmedlingen inte har bedömt står inte i rubriker.",
                FOLLOW_BACK,
                where="chefer == 'ja' and af_jobbmojligheter.isna() and af_rekrytering.isna()",
                may_lack_rows=True,
            ),
        ),
    ),
)
