"""Contract of how assessments stood a year or more later."""

from __future__ import annotations

from assets.contracts.columns import REMARK, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import COMPUTED
from assets.methods.agreement import LEAST_OCCUPATIONS
from assets.methods.quoted import in_swedish, spelled
from assets.methods.track_record import LEAST_COUNCILS
from assets.methods.trial import INTERVAL

COUNCILS, STATISTICS, AF = JUDGES = ("råden tillsammans", "våra signaler", "Arbetsförmedlingen")
ASSESSED, EVERYTHING = SCOPES = ("det råden har bedömt", "hela länet")
"""The cells that are compared: a delregion's occupations that its council had assessed, or all occupations of the county."""

TRACK_RECORD = TableContract(
    "bedomningar_mot_utfall",
    "mart",
    "Hur bedömningar stod sig",
    "Vad råden, våra signaler och Arbetsförmedlingen sa när en utgåva frystes, mot vad Arbetsförmedlingen säger om samma yrken minst ett "
    "år senare. En träff är samma sida: brist, balans eller överskott. Råden mäts tillsammans, aldrig ett och ett.",
    "utgåva × urval × den som bedömde",
    ("utgava", "urval", "bedomare"),
    (
        text(
            "utgava", "Den frysta utgåva som bedömningarna stod i; av en månads rättelser bara den sista", term="Utgåva"
        ),
        text("urval", "Vilka yrken som jämförs", allowed=SCOPES, term="Urval"),
        text("bedomare", "Den som sa något om yrkena när utgåvan frystes", allowed=JUDGES, term="Bedömare"),
        text("omgang", "Yrkesbarometerns omgång när utgåvan frystes", nullable=True, term="Sagt vid omgång"),
        text(
            "omgang_utfall",
            "Omgången som bedömningen jämförs med; tomt tills ett år har gått",
            nullable=True,
            term="Mot omgång",
        ),
        count("ar_emellan", "Hela år mellan dem", "år", nullable=True, term="År emellan"),
        count("rad", "Råd som hade bedömt något", "råd", nullable=True, term="Antal råd"),
        count("celler", "Yrken i områden som kan jämföras", "celler", nullable=True, term="Fall"),
        count("traffar", "De av dem där samma sida sades och sågs", "celler", nullable=True, term="Träffar"),
        number("andel_traffar", "Träffar som del av fallen", "andel", term="Andel träffar"),
        number(
            "nedre",
            f"Undre gräns: {in_swedish(INTERVAL, 'andel')} intervall där hela SSYK2-grupper dras om",
            "andel",
            term="Undre gräns",
        ),
        number("ovre", "Övre gräns för samma intervall", "andel", term="Övre gräns"),
        number(
            "brier",
            "Briers mått på hur rätt och hur säkert brist sades: 0 är alltid rätt och säkert, 1 alltid fel och säkert",
            "andel",
            term="Brier",
        ),
        number(
            "brier_vanligast",
            "Samma mått för den som alltid säger den andel yrken med brist som Arbetsförmedlingen då bedömde",
            "andel",
            term="Brier, alltid detsamma",
        ),
        text("grund", "Räknad ur utgåvans bedömningar och Yrkesbarometern", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "Arbetsförmedlingens bedömning är inget facit. Att den ändras kan bero på läget eller på metoden.",
        "Arbetsförmedlingen bedömer länet, råden sin delregion. En delregion kan ha brist fast länet inte har det.",
        f"Färre än {spelled(LEAST_COUNCILS)} råd mäts inte, för då kunde ett enda råd pekas ut.",
        f"Färre än {LEAST_OCCUPATIONS} fall mäts inte, för då säger intervallet inget.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
