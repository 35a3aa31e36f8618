"""Contracts of what the councils tell, and of where they, Arbetsförmedlingen and our signals agree."""

from __future__ import annotations

from dataclasses import replace

from assets.contracts.columns import GEO, count, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import DELREGION_LEVEL, YES_NO
from assets.methods.council_agreement import AGREEMENTS, FEW_VOICES
from assets.methods.quoted import spelled
from assets.reference.council_form import ASSESSMENTS, CLASS, TURNS, form_column
from sources.catalogue.councils import COUNCIL_FORMS

COUNCILS_VIEW, SINGLE_VIEW = "rådets bedömning", "enskild uppgift"
"""How many stand behind an assessment: enough to call it the council's, or one or two."""
FORM = text("formular", "Ögonblicksbilden som raden står i")
DELREGION = text("delregion", "Delregionens kod")
ROUND = text("omgang", "Rådens omgång, ÅÅÅÅ-N som Yrkesbarometerns", term="Omgång")
TURN = text("runda", "1 är innan rådet såg våra signaler, 2 är efter", allowed=TURNS, term="Runda")
TREATED_ON = text("behandlat", "Dagen då rådet behandlade formuläret, ÅÅÅÅ-MM-DD", term="Behandlat")
COUNCIL_CODE = text("yrke_kod", "Redovisningsgruppens kod", term="Kod")
_NAME = text("yrke_namn", "Vad redovisningsgruppen hette när rådet svarade", term="Yrke")


def _chosen(name: str, description: str, term: str, *, nullable: bool = False) -> Column:
    """A column of what is chosen among the form's own choices."""
    return text(name, description, nullable=nullable, allowed=form_column(ASSESSMENTS, name).choices, term=term)


_SAID = (
    _chosen("klass", "Rådets bedömning av läget i delregionen nu", "Läget nu"),
    _chosen(
        "om_fem_ar",
        "Vart rådet tror att behovet är på väg på fem år; tomt när det inte är sagt",
        "Om fem år",
        nullable=True,
    ),
    _chosen("sakerhet", "Hur säkert rådet är", "Rådets säkerhet"),
    _chosen("orsak", "Främsta orsaken enligt rådet; tomt när den inte är sagd", "Främsta orsak", nullable=True),
    count("personer_fran", "Så många fattas minst enligt rådet; tomt när det inte är sagt", "personer", nullable=True),
    count("personer_till", "Så många fattas högst enligt rådet; tomt när det inte är sagt", "personer", nullable=True),
    count("roster", "Hur många som har bedömt yrket", "personer", term="Antal som bedömt"),
    _chosen("grund", "Vad bedömningen främst vilar på", "Bygger på"),
    _chosen("jav", "ja när någon som har bedömt yrket själv tjänar på svaret", "Jäv"),
    _chosen(
        "syns_inte",
        "ja när bedömningen gäller något som statistiken inte kan se; tomt när det inte är sagt",
        "Syns inte i statistiken",
        nullable=True,
    ),
)

OF_ENOUGH = tuple(
    replace(
        column,
        nullable=True,
        description=f"{column.description}; tomt när färre än {spelled(FEW_VOICES)} har bedömt yrket",
    )
    for column in _SAID
    if column.name != CLASS
)
"""What one or two people have said is published as a class and nothing more: the rest could be what a single employer has told."""

STAGED_ASSESSMENTS = TableContract(
    "radens_bedomningar",
    "staged",
    "Rådens bedömningar som de är ifyllda",
    "En rad per yrke som ett formulär har bedömt. Kommentarer läses inte.",
    "formulär × redovisningsgrupp",
    ("formular", "yrke_kod"),
    (
        FORM,
        DELREGION,
        ROUND,
        TURN,
        TREATED_ON,
        COUNCIL_CODE,
        _NAME,
        *_SAID,
    ),
    sex="Formuläret frågar inte efter kön.",
    may_be_empty=True,
    published=False,
    source=COUNCIL_FORMS.dataset,
)

COUNCIL_ASSESSMENTS = TableContract(
    "radets_bedomning",
    "mart",
    "Rådens bedömningar",
    "Vad varje delregionalt råd självt har bedömt, varje gång. Råden lämnar första rundan innan de har sett våra signaler.",
    "delregion × redovisningsgrupp × omgång × runda × dag",
    ("geo_kod", "yrke_kod", "omgang", "runda", "behandlat"),
    (
        text("geo_niva", "Geografisk nivå", allowed=(DELREGION_LEVEL,)),
        *GEO[1:],
        COUNCIL_CODE,
        _NAME,
        ROUND,
        TURN,
        TREATED_ON,
        _SAID[0],
        *OF_ENOUGH,
        text(
            "visas_som",
            f"{COUNCILS_VIEW}, eller {SINGLE_VIEW} när färre än {spelled(FEW_VOICES)} har bedömt yrket",
            allowed=(COUNCILS_VIEW, SINGLE_VIEW),
            term="Visas som",
        ),
        text(
            "galler_nu",
            "ja för delregionens senaste svar om yrket i dess senaste omgång; de äldre står kvar",
            allowed=YES_NO,
            term="Gäller nu",
        ),
    ),
    caveats=(
        "Rådet bedömer, statistiken räknar. Ingen av dem skriver över den andra.",
        "Kommentarer och det som arbetsgivare har sagt publiceras inte.",
        f"Har färre än {spelled(FEW_VOICES)} bedömt ett yrke visas bara läget, som {SINGLE_VIEW}.",
    ),
    sex="Formuläret frågar inte efter kön.",
    may_be_empty=True,
)

COMMON_VIEW = TableContract(
    "samsyn",
    "mart",
    "Samsyn: rådet bredvid Arbetsförmedlingen och våra signaler",
    "En rad per yrke som rådet har bedömt. Den säger var bedömningarna är lika och vilka yrken mötet behöver tala om.",
    "delregion × redovisningsgrupp",
    ("geo_kod", "yrke_kod"),
    (
        text("geo_niva", "Geografisk nivå", allowed=(DELREGION_LEVEL,)),
        *GEO[1:],
        COUNCIL_CODE,
        text("yrke_namn", "Vad redovisningsgruppen heter", term="Yrke"),
        text(
            "af_jobbmojligheter",
            "Möjligheterna till jobb i länet enligt Arbetsförmedlingen, som i bedomning",
            nullable=True,
            term="AF: jobbmöjligheter (länet)",
        ),
        text("radets_bedomning", "Rådets bedömning, som i bedomning", term="Rådets bedömning"),
        text("signaler", "Våra signaler, som i bedomning", term="Våra signaler"),
        text(
            "rad_mot_af",
            "Rådets bedömning mot Arbetsförmedlingens på tre steg: brist, balans, överskott",
            allowed=AGREEMENTS,
            term="Rådet mot AF",
        ),
        text(
            "rad_mot_signaler",
            "Rådets bedömning mot våra signaler på fyra steg",
            allowed=AGREEMENTS,
            term="Rådet mot signalerna",
        ),
        text(
            "till_samtal",
            "ja när rådets bedömning skiljer sig från någon av de andra: då behöver mötet tala om yrket",
            allowed=YES_NO,
            term="Att tala om",
        ),
        text(
            "drivs_av",
            "Talen bakom våra signaler, när yrket är något att tala om",
            nullable=True,
            term="Vad statistiken ser",
        ),
    ),
    caveats=(
        "Samstämmig är samma steg, delvis är ett steg ifrån, skiljer sig är två steg eller mer, eller var sin sida om balans.",
        "Att de skiljer sig säger inte vem som har rätt.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
