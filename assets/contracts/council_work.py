"""Contracts of what the councils have heard, want, do and have reviewed: the other sheets of their form."""

from __future__ import annotations

from collections.abc import Sequence

from assets.contracts.columns import GEO, REMARK, count, number, text
from assets.contracts.councils import COUNCIL_CODE, DELREGION, FORM, ROUND, TREATED_ON, TURN
from assets.contracts.model import Column, TableContract
from assets.contracts.words import COMPUTED, DELREGION_LEVEL, PER_UNIT
from assets.methods.council_dialogues import EMPLOYER_STEP
from assets.methods.follow_up import NOT_SURE, NOT_TRIED, SURE
from assets.methods.matching import SURE_LEVEL
from assets.methods.quoted import spelled
from assets.reference.council_form import (
    ALWAYS,
    CHOICE,
    DIALOGUES,
    INDICATOR,
    MATCHED,
    MEASURES,
    POSTS,
    PRIORITIES,
    REVIEWS,
    TARGET,
    WANTED,
    WHOLE,
    YEAR,
    form_column,
    form_sheet,
)
from sources.catalogue.councils import COUNCIL_FORMS

_UNITS = {"malvarde": "måttets enhet", "malar": "år", "belopp": "kronor", "kostnad": "kronor"}
_NO_PERSONS = "Tabellen räknar inga personer."
_NOT_ASKED = "Formuläret frågar inte efter kön."
ROW = count("rad", "Radens nummer på bladet", "ordning")
PROPOSED, DECIDED = "förslag", "beslutad"
"""Whether a priority is decided: then it says by whom, when and where that is found."""
SOURCE, REFERENCE_LIST, OUR_TABLE, WISHED, OTHER = "källa", "referenslista", "vår tabell", "önskat", "annat"
"""What an underlag is: what our numbers rest on, what they are reviewed by, what they are, what is asked for, or something else."""
USED = "används"
STEPPED = f"Antal visas i steg om {spelled(EMPLOYER_STEP)}, så att ingen enskild arbetsgivare kan räknas ut."
"""What stands beside every count of employers."""


def _of_form(sheet: str, name: str, description: str = "", term: str = "", may_lack: bool = False) -> Column:
    """A column as the form defines it: type, choices and whether it must be filled; explained as there unless told otherwise.

    ``may_lack`` is for a table that has other rows too.
    """
    column = form_column(sheet, name)
    make = count if column.kind in (WHOLE, YEAR) else text
    unit = {"unit": _UNITS[name]} if name in _UNITS else {}
    return make(
        name,
        description or column.explanation,
        nullable=may_lack or column.needed != ALWAYS,
        allowed=column.choices if column.kind == CHOICE else (),
        term=term,
        **unit,
    )


def _staged(
    sheet: str, name: str, title: str, row: str, left_out: Sequence[str] = (), sex: str = _NO_PERSONS
) -> TableContract:
    columns: list[Column] = []
    for column in form_sheet(sheet).columns:
        columns += [_of_form(sheet, column.name)] if column.name not in left_out else []
        columns += [text(column.named, "Vad koden betydde när rådet svarade")] if column.named else []
    return TableContract(
        name,
        "staged",
        title,
        row,
        "formulär × rad",
        (FORM.name, ROW.name),
        (FORM, DELREGION, ROUND, TURN, TREATED_ON, ROW, *columns),
        sex=sex,
        may_be_empty=True,
        published=False,
        source=COUNCIL_FORMS.dataset,
    )


STAGED_DIALOGUES = _staged(
    DIALOGUES,
    "radens_dialoger",
    "Rådens samtal med arbetsgivare som de är ifyllda",
    "En rad per samtal och tid. Vad arbetsgivaren behöver och har prövat läses inte.",
    ("behov_personer", "atgarder"),
    _NOT_ASKED,
)
STAGED_PRIORITIES = _staged(
    PRIORITIES, "radens_prioriteringar", "Rådens prioriteringar som de är ifyllda", "En rad per prioritering."
)
STAGED_MEASURES = _staged(MEASURES, "radens_insatser", "Rådens insatser som de är ifyllda", "En rad per insats.")
STAGED_WANTED = _staged(
    WANTED, "radens_underlagsbehov", "Underlag som råden önskar, som de är ifyllda", "En rad per fråga."
)
STAGED_REVIEWS = _staged(
    REVIEWS, "radens_granskningar", "Rådens granskningar av underlag som de är ifyllda", "En rad per granskning."
)
COUNCIL_STAGED = {
    DIALOGUES: STAGED_DIALOGUES,
    PRIORITIES: STAGED_PRIORITIES,
    MEASURES: STAGED_MEASURES,
    WANTED: STAGED_WANTED,
    REVIEWS: STAGED_REVIEWS,
}
"""Sheet of the form → the table that its rows are staged in."""
_AREA = (text("geo_niva", "Geografisk nivå", allowed=(DELREGION_LEVEL,)), *GEO[1:])
_NR = count("nr", "Ordningen i rådets formulär", "ordning")
_NEWEST = "Raderna är de i rådets senaste formulär där bladet är ifyllt. Omgången och dagen säger hur gammalt det är."
_AS_WRITTEN = "Texten är rådets egen."

COUNCIL_DIALOGUES = TableContract(
    "radets_dialoger",
    "mart",
    "Rådens samtal med arbetsgivare",
    f"Hur många arbetsgivare som ett råd har talat med om ett yrke. {STEPPED}",
    "delregion × redovisningsgrupp × omgång",
    ("geo_kod", "yrke_kod", "omgang"),
    (
        *_AREA,
        COUNCIL_CODE,
        text("yrke_namn", "Vad redovisningsgruppen hette när rådet svarade", term="Yrke"),
        ROUND,
        count(
            "arbetsgivare",
            f"Så många arbetsgivare har minst svarat, i steg om {spelled(EMPLOYER_STEP)}; tomt när de är färre än {spelled(EMPLOYER_STEP)}",
            "arbetsgivare",
            nullable=True,
            term="Arbetsgivare",
        ),
        REMARK,
    ),
    caveats=(
        f"{STEPPED} Färre än {spelled(EMPLOYER_STEP)} visas aldrig som ett antal.",
        "Vad en arbetsgivare har sagt publiceras inte, inte heller som summa eller uppdelat efter slag, storlek, tid eller kommun: ur ett "
        "sådant tal går det att räkna sig nära en enskild arbetsgivares svar.",
        "Formuläret säger inte vilken arbetsgivare en rad gäller. Rader med samma slag, storlek och dag kan vara en och samma, så de "
        "räknas som så få arbetsgivare som möjligt.",
        "Arbetsgivarna är de som rådet har talat med, inte alla i delregionen.",
    ),
    sex=_NOT_ASKED,
    may_be_empty=True,
)

COUNCIL_PRIORITIES = TableContract(
    "radets_prioriteringar",
    "mart",
    "Rådens prioriteringar",
    "Vad varje delregionalt råd vill uppnå, till när och vem som ansvarar.",
    "delregion × prioritering",
    ("geo_kod", "nr"),
    (
        *_AREA,
        _NR,
        ROUND,
        TREATED_ON,
        text("galler_kod", "Redovisningsgruppens eller utbildningsgruppens kod", term="Prioriteringens kod"),
        text(
            "galler_namn", "Vad det yrket eller den utbildningen hette när rådet svarade", term="Prioriteringen gäller"
        ),
        _of_form(PRIORITIES, "mal", "Vad som ska uppnås, med rådets ord", "Mål"),
        _of_form(PRIORITIES, "matt", "Vilket mått som ska ändras, med rådets ord", "Mått"),
        _of_form(
            PRIORITIES,
            INDICATOR,
            "Det mått i statistiken som målet följs med, se radets_mal; tomt när det inte är sagt",
        ),
        _of_form(PRIORITIES, TARGET, "Vad måttet ska vara målåret; tomt när det inte är sagt"),
        _of_form(PRIORITIES, "malar", "Året då det ska vara uppnått", "Målår"),
        _of_form(PRIORITIES, "agare", "Organisation som ansvarar", "Ägare"),
        text(
            "beslutslage",
            f"{DECIDED} när det står vem som har beslutat, vilken dag och med vilket diarienummer, annars {PROPOSED}",
            allowed=(PROPOSED, DECIDED),
            term="Beslutsläge",
        ),
        _of_form(PRIORITIES, "beslutad_av", "Organ som har beslutat; tomt när det inte är sagt", "Beslutad av"),
        _of_form(
            PRIORITIES, "beslutad_datum", "Dagen för beslutet, ÅÅÅÅ-MM-DD; tomt när den inte är sagd", "Beslutad den"
        ),
        _of_form(PRIORITIES, "diarienummer", "Var beslutet finns; tomt när det inte är sagt", "Diarienummer"),
        _of_form(
            PRIORITIES,
            "rus",
            "Prioritering i regional utvecklingsstrategi 2021–2030 som målet hör till; tomt när den inte är sagd",
            "Regional utvecklingsstrategi",
        ),
    ),
    caveats=(_NEWEST, f"{_AS_WRITTEN} Ett förslag är ännu inte beslutat av någon."),
    sex=_NO_PERSONS,
    may_be_empty=True,
)

UNITS_OF_GOALS = {POSTS: ("platser", "procent"), MATCHED: ("procent", "procentenheter")}
"""Measure of a priority → the unit of its value, and of its change."""
_OF_CHANGE = f"{PER_UNIT}_forandring"
_CHANCE = f"{100 * SURE_LEVEL:.0f} procents intervall"

_UNITS_OF_VALUES = tuple(unit for unit, _ in UNITS_OF_GOALS.values())
_UNITS_OF_CHANGE = tuple(unit for _, unit in UNITS_OF_GOALS.values())
COUNCIL_GOALS = TableContract(
    "radets_mal",
    "mart",
    "Rådens mål i statistiken",
    "De prioriteringar som nämner ett mått: värdet året då målet beslutades, målvärdet, det senaste värdet och om förändringen är säker.",
    "delregion × prioritering med ett mått",
    ("geo_kod", "nr"),
    (
        *_AREA,
        _NR,
        text("galler_kod", "Redovisningsgruppens eller utbildningsgruppens kod", term="Prioriteringens kod"),
        text("galler_namn", "Som i radets_prioriteringar", term="Prioriteringen gäller"),
        text("beslutslage", "Som i radets_prioriteringar", allowed=(PROPOSED, DECIDED), term="Beslutsläge"),
        text(
            INDICATOR,
            f"{POSTS}: platser i rensade annonser under ett kalenderår. {MATCHED}: procent av befolkningen 20–69 år med utbildningen "
            "som arbetar i ett yrke som helt matchar den",
            allowed=(POSTS, MATCHED),
            term="Mått i statistiken",
        ),
        text("enhet", "Vad värdena räknas i", allowed=_UNITS_OF_VALUES, term="Enhet"),
        count("basar", "Året då målet beslutades; tomt för ett förslag", "år", nullable=True, term="Basår"),
        number(
            "basvarde",
            "Måttet basåret; tomt när det inte är publicerat eller inte visas",
            PER_UNIT,
            term="Värde basåret",
        ),
        count("malar", "Året då målet ska vara uppnått", "år", term="Målår"),
        count(TARGET, "Vad måttet ska vara målåret", PER_UNIT, term="Målvärde"),
        count("senaste_ar", "Måttets senaste år; tomt när underlaget saknas", "år", nullable=True, term="Senaste år"),
        number("senaste_varde", "Måttet det senaste året", PER_UNIT, term="Senaste värde"),
        text(
            "enhet_forandring",
            "Vad förändringen räknas i: antal jämförs i procent, andelar i procentenheter",
            allowed=_UNITS_OF_CHANGE,
            term="Förändringens enhet",
        ),
        number("forandring", "Från basåret till det senaste året", _OF_CHANGE, term="Förändring"),
        number("forandring_nedre", f"Förändringens nedre gräns, {_CHANCE}", _OF_CHANGE, term="Nedre gräns"),
        number("forandring_ovre", f"Förändringens övre gräns, {_CHANCE}", _OF_CHANGE, term="Övre gräns"),
        text(
            "besked",
            f"{SURE} bara när hela intervallet ligger på ena sidan om noll. {NOT_TRIED}: skälet står i anmärkningen",
            allowed=(SURE, NOT_SURE, NOT_TRIED),
            term="Förändringen är",
        ),
        text("grund", "Räknad ur observerade tal", allowed=(COMPUTED,)),
        REMARK,
    ),
    caveats=(
        "En förändring kan inte tillskrivas målet, beslutet eller en enskild insats.",
        "Säker förändring säger att den är större än slumpen, inte att den är stor. Av fem förändringar som bara är slump blir i "
        "genomsnitt en kallad säker.",
        "En förändring över ett brott i serien räknas inte: se seriebrott.",
    ),
    sex=_NO_PERSONS,
    may_be_empty=True,
)

COUNCIL_MEASURES = TableContract(
    "radets_insatser",
    "mart",
    "Rådens insatser",
    "Vad varje delregionalt råd gör eller prövar, vem som betalar och vad det har gett.",
    "delregion × insats",
    ("geo_kod", "nr"),
    (
        *_AREA,
        _NR,
        ROUND,
        TREATED_ON,
        _of_form(MEASURES, "insats", "Åtgärden eller försöket, med rådets ord", "Insats"),
        _of_form(MEASURES, "utforare", "Organisation som genomför insatsen", "Utförare"),
        _of_form(MEASURES, "finansiering", term="Finansiering"),
        _of_form(MEASURES, "belopp", "Hela beloppet; tomt när det inte är sagt", "Belopp i kronor"),
        _of_form(MEASURES, "fran", "Dagen då insatsen börjar, ÅÅÅÅ-MM-DD", "Börjar"),
        _of_form(MEASURES, "till", "Dagen då insatsen slutar, ÅÅÅÅ-MM-DD; tomt när den inte är sagd", "Slutar"),
        _of_form(MEASURES, "lage", "Hur långt insatsen har kommit", "Insatsens läge"),
        _of_form(MEASURES, "resultat", "Vad den har gett, med rådets ord; tomt när det inte är sagt", "Resultat"),
    ),
    caveats=(_NEWEST, f"{_AS_WRITTEN} Att något blev bättre efter en insats säger inte att insatsen var orsaken."),
    sex=_NO_PERSONS,
    may_be_empty=True,
)

COUNCIL_PROCESS = TableContract(
    "radets_arbete",
    "mart",
    "Rådens arbete i antal",
    "Hur många prioriteringar och insatser varje råd har, och hur stor del av prioriteringarna som har både ägare och beslut.",
    "delregion",
    ("geo_kod",),
    (
        *_AREA,
        count("prioriteringar", "Prioriteringar i radets_prioriteringar", "prioriteringar"),
        count("med_agare", "Av dem: de som har en ägare", "prioriteringar"),
        count("beslutade", "Av dem: de som är beslutade", "prioriteringar"),
        count("med_agare_och_beslut", "Av dem: de som har en ägare och är beslutade", "prioriteringar"),
        number("andel_agare_och_beslut", "Deras andel av prioriteringarna; tomt när det inte finns några", "andel"),
        count("insatser", "Insatser i radets_insatser", "insatser"),
        count("insatser_avslutade", "Av dem: de som är avslutade", "insatser"),
        count("insatser_med_resultat", "Av dem: de som säger vad de har gett", "insatser"),
    ),
    sex=_NO_PERSONS,
    may_be_empty=True,
)

REGISTER = TableContract(
    "underlagsregister",
    "mart",
    "Register över underlag",
    "Vilka underlag som används, vilka som råden önskar, och vem som har granskat dem med vilket omdöme.",
    "underlag × granskning",
    ("nr",),
    (
        count("nr", "Löpnummer", "ordning"),
        text(
            "slag",
            f"{SOURCE}: statistik som talen bygger på. {REFERENCE_LIST}: lista som människor granskar. {OUR_TABLE}: tabell som vi gör. "
            f"{WISHED}: fråga som ett råd vill ha svar på. {OTHER}: något som ett råd har granskat och som inte är något av dem",
            allowed=(SOURCE, REFERENCE_LIST, OUR_TABLE, WISHED, OTHER),
            term="Slag av underlag",
        ),
        text("underlag", "Vad underlaget heter, eller frågan som behöver svar, med rådets ord", term="Vad det är"),
        text(
            "underlag_id",
            "Källans namn i tabellen kalla, listans fil eller vår tabell; tomt för det övriga",
            nullable=True,
        ),
        text("utgivare", "Vem som ger ut det; tomt när det inte är känt", nullable=True, term="Kommer från"),
        text(
            "lage",
            "Om det används, finns, köps eller saknas; tomt när det inte är sagt",
            nullable=True,
            allowed=(USED, *form_column(WANTED, "finns").choices),
            term="Finns det?",
        ),
        text("period_till", "Sista period i källan; tomt för det övriga", nullable=True, term="Senaste uppgift"),
        text(
            "hamtad",
            "När källan hämtades (UTC), eller dagen då listan är från; tomt för det övriga",
            nullable=True,
            term="Hämtat den",
        ),
        text(
            "hamtstatus",
            "Hur färsk hämtningen är, som i tabellen kalla; tomt för det övriga",
            nullable=True,
            term="Hämtning",
        ),
        text(
            "onskas_i",
            "Delregionen vars råd vill ha svar på frågan; tomt för det övriga",
            nullable=True,
            term="Önskas i",
        ),
        _of_form(WANTED, "onskas_av", "Organisation som vill ha svar; tomt för det övriga", "Önskas av", may_lack=True),
        _of_form(WANTED, "kostnad", "Vad underlaget kostar; tomt när det inte är sagt", "Kostnad i kronor"),
        _of_form(WANTED, "beslut", "Vad som är beslutat om underlaget; tomt när inget är sagt", "Beslut om underlaget"),
        text(
            "granskat_i",
            "Delregionen vars råd har lämnat granskningen; tomt när inget råd har gjort det",
            nullable=True,
            term="Granskat i",
        ),
        text(
            "granskare",
            "Organisation eller roll som har granskat; tomt när ingen har gjort det",
            nullable=True,
            term="Granskat av",
        ),
        text(
            "omdome",
            "Vad granskningen kom fram till; tomt när ingen har granskat",
            nullable=True,
            allowed=form_column(REVIEWS, "omdome").choices,
            term="Omdöme",
        ),
        text(
            "granskat_den",
            "När det granskades, ÅÅÅÅ-MM-DD; tomt när ingen har gjort det",
            nullable=True,
            term="Granskat den",
        ),
    ),
    caveats=(
        "En källa som är granskad flera gånger har en rad för varje granskning.",
        "En granskning hör till ett underlag som den nämner med tabellens nummer, namn eller titel. Annars står den för sig.",
    ),
    sex=_NO_PERSONS,
)
