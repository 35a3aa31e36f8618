"""Contracts of what the signals are held against: the trial of indicators and of classes, and how well the score agrees."""

from __future__ import annotations

from assets.contracts.columns import REMARK, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import YES_NO
from assets.methods.quoted import in_swedish
from assets.methods.score import POSITIONS, SIGNAL_CLASSES
from assets.methods.signals import INDICATORS
from assets.methods.trial import INTERVAL, LEAST_RELIABILITY, WEIGHTS

GROUPS_OF_THREE, OCCUPATIONS_OF_AF = UNITS = ("yrkesgrupper (SSYK3)", "barometerns yrken")
"""What a case is, per county: an occupation on three digits where all assessments agree, or each occupation of the barometer."""
IN_SCORE, IN_SCORE_UNPROVEN, WAITS, BESIDE, NOISE, NOT_TRIED = OUTCOMES = (
    "ingår i signalpoängen",
    "ingår, men har inte klarat provet",
    "har klarat provet, väntar på granskning",
    "visas bredvid",
    "mest brus",
    "inte prövad",
)
_UNIT = text(
    "enhet",
    f"{UNITS[0]}: yrken på tre siffror i ett län, där alla Arbetsförmedlingens bedömningar inom yrket är lika; {UNITS[1]}: varje "
    "yrke som Arbetsförmedlingen har bedömt i ett län, med sin yrkesgrupps värde",
    allowed=UNITS,
)
_PERIODS = (
    text("omgang", "Yrkesbarometerns omgång; tom utan den", nullable=True),
    text("period", "Månader som annonserna avser"),
)
_NO_SEX = "Tabellen räknar inga personer."
_NOT_THE_TRUTH = "Arbetsförmedlingens bedömning är inget facit. Den visar om signalerna pekar åt samma håll som någon som också vet annat."

TRIAL = TableContract(
    "provning",
    "mart",
    "Provet: vilka indikatorer som har förtjänat en plats i signalpoängen",
    f"En indikator får ingå när minst {in_swedish(LEAST_RELIABILITY, 'andel')} av dess skillnader är annat än brus, och när den säkert gör "
    "det lättare att skilja yrken med stora jobbmöjligheter från andra. Provet görs i varje utgåva på dess egna tal.",
    "enhet × indikator",
    ("enhet", "indikator"),
    (
        _UNIT,
        text("indikator", "Indikatorn", allowed=tuple(i.code for i in INDICATORS)),
        number(
            "tillforlitlighet",
            "Hur stor del av skillnaderna mellan yrken och län som inte är indikatorns eget fel, högst 1. Under 0 är felen större än "
            "skillnaderna",
            "andel",
        ),
        number("auc_utan", "AUC för signalpoängen utan indikatorn; 0,5 är slumpen", "andel"),
        number(
            "skillnad_auc",
            "Hur mycket högre AUC blir med indikatorn, på yrken vars egen bedömning inte har valt vikten",
            "andel",
        ),
        number(
            "nedre",
            f"Undre gräns för skillnaden: {in_swedish(INTERVAL, 'andel')} intervall där hela SSYK2-grupper dras om, vidare ju färre "
            "de är. Bland yrkesgrupper strängare ju fler indikatorer som prövas samtidigt",
            "andel",
        ),
        number("ovre", "Övre gräns", "andel"),
        number(
            "provad_vikt",
            f"Den vikt bredvid poängen som ordnar bäst, av {', '.join(in_swedish(w) for w in WEIGHTS)}",
            "andel",
        ),
        text("klarade", "ja när indikatorn klarade provet i den här enheten", allowed=YES_NO),
        text("utfall", "Vad provet leder till, över båda enheterna", allowed=OUTCOMES),
        count("celler", "Fall som provet vilar på", "celler"),
        count("grupper", "SSYK2-grupper bland dem", "grupper"),
        *_PERIODS,
        REMARK,
    ),
    caveats=(
        _NOT_THE_TRUTH,
        "Signalpoängens delar byts aldrig av sig själva. De står i referensdata, och den som granskar dem läser den här tabellen.",
    ),
    sex=_NO_SEX,
)

CLASS_TRIAL = TableContract(
    "provning_klasser",
    "mart",
    "Provet av klasserna: vilka som får bära ordet brist eller överskott",
    "En klass får bära sitt ord när Arbetsförmedlingen säkert säger detsamma oftare om klassens yrken än om alla, och oftare än "
    "motsatsen, i båda enheterna. En svagare klass får det bara när den starkare också har fått sitt. Annars heter den något som bara "
    "beskriver annonserna.",
    "enhet × klass",
    ("enhet", "klass"),
    (
        _UNIT,
        text("klass", "Klassen, med sitt ord på den gemensamma skalan", allowed=tuple(c.word for c in SIGNAL_CLASSES)),
        text(
            "pastar",
            "Vad Arbetsförmedlingen då ska säga om jobbmöjligheterna; tomt när ordet inte påstår något",
            nullable=True,
        ),
        number("andel", "Andel av klassens fall där Arbetsförmedlingen säger det", "andel"),
        number(
            "nedre", f"Undre gräns: {in_swedish(INTERVAL, 'andel')} intervall där hela SSYK2-grupper dras om", "andel"
        ),
        number("ovre", "Övre gräns", "andel"),
        number("andel_alla", "Andel av alla fall där Arbetsförmedlingen säger det", "andel"),
        number("andel_motsatt", "Andel av klassens fall där Arbetsförmedlingen säger motsatsen", "andel"),
        text("klarade", "ja när ordet är visat i den här enheten", allowed=YES_NO),
        text("heter", "Vad klassen heter i utgåvan, efter båda enheterna", allowed=tuple(POSITIONS)),
        count("celler", "Fall i klassen", "celler"),
        *_PERIODS,
        REMARK,
    ),
    caveats=(_NOT_THE_TRUTH,),
    sex=_NO_SEX,
)

SCORE, SCORE_OF_METHOD_3, NATIONAL, MAJORITY = "signalpoang", "signalpoang_metod_3", "af_rikstal", "majoritet"
PREDICTORS = (
    SCORE,
    "annonser_per_100_anstallda",
    "annonser_inom_forsta_siffran",
    "oppna_per_100_anstallda",
    "platser_per_100_anstallda",
    SCORE_OF_METHOD_3,
    NATIONAL,
    MAJORITY,
)
KAPPA, SAME_CLASS, AUC = MEASURES = ("kappa", "andel_lika", "auc")

AGREEMENT = TableContract(
    "samstammighet",
    "mart",
    "Hur väl signalerna stämmer med Arbetsförmedlingens bedömning",
    "Signalpoängen, dess delar var för sig, den gamla metodens poäng och enklare mått i alla 21 län mot Yrkesbarometerns "
    "jobbmöjligheter, bredvid Arbetsförmedlingens egen bedömning av riket.",
    "enhet × mått som prövas × hur samstämmighet mäts",
    ("enhet", "prediktor", "matt"),
    (
        _UNIT,
        text(
            "prediktor",
            "Det som prövas: signalpoängen; annonser per 100 anställda bland alla yrken, och bara bland yrken med samma första "
            "siffra; öppna annonser och annonserade platser per 100 anställda; signalpoängen enligt metod 3; Arbetsförmedlingens "
            "bedömning av riket kopierad till länet (af_rikstal); alltid den vanligaste klassen (majoritet)",
            allowed=PREDICTORS,
        ),
        text(
            "matt",
            "kappa: samstämmighet utöver slumpen, linjärt vägd mellan tre klasser; andel_lika: andel fall med samma klass; auc: "
            "sannolikheten att ett fall med stora jobbmöjligheter har högre värde än ett annat",
            allowed=MEASURES,
        ),
        number("varde", "Värdet; tomt när det inte kunde prövas", "kvot"),
        number(
            "nedre", f"Undre gräns: {in_swedish(INTERVAL, 'andel')} intervall där hela SSYK2-grupper dras om", "kvot"
        ),
        number("ovre", "Övre gräns", "kvot"),
        number(
            "poang_samma_fall",
            "Signalpoängens värde på samma fall. Det är det som värdet jämförs med, för måtten finns inte i lika många fall",
            "kvot",
        ),
        count("celler", "Fall som måttet är prövat på", "celler"),
        count("grupper", "SSYK2-grupper bland dem", "grupper"),
        *_PERIODS,
        REMARK,
    ),
    caveats=(
        "Klassernas gränser sätts av andra SSYK2-grupper: varje grupp utelämnas i tur och ordning, så att ingen bedömning avgör "
        "klassen för ett yrke i sin egen grupp.",
        _NOT_THE_TRUTH,
    ),
    sex=_NO_SEX,
    may_be_empty=True,
    version=2,
)
