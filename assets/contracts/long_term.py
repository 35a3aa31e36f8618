"""Contracts of the need of competence some years ahead, and of how well projections have hit."""

from __future__ import annotations

from assets.contracts.columns import GEO, OCCUPATION_LEVELS, REMARK, count, number, text
from assets.contracts.model import TableContract
from assets.contracts.words import (
    AF_AREA,
    COUNTY,
    NATION_LEVEL,
    PER_MEASURE,
    PROJECTED,
    SSYK3_LEVEL,
    SSYK4_LEVEL,
    YES_NO,
)
from assets.methods.backtest import (
    LEAST_CELL,
    MEASURES,
    METHOD_NAMES,
    SCOPES,
    TESTED_HORIZONS,
)
from assets.methods.employment_shares import LEAST_STEPS
from assets.methods.parts_of_counties import OWN_SHARES
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.projection_intervals import (
    CLEAR_DIRECTION,
    DIRECTIONS,
    LEAST_DIRECTION,
    LEAST_EMPLOYEES,
    LEVEL,
    TOO_WIDE,
)
from assets.methods.quoted import in_swedish, spelled
from assets.methods.register_release import PUBLISHED_AFTER_YEARS
from assets.methods.trial import INTERVAL

_NO_SEX = "Båda könen tillsammans. Hur ett kön i taget hade träffats står i traffsakerhet. Anställda efter kön finns i tabellen anstallda."
_LEVEL = f"{100 * LEVEL:.0f}"
SLOPE, TOTAL_ERROR = OTHER_MEASURES = ("storlänens lutning", "fel i länens total")
"""What is told of the method itself beside how it has hit."""
COUNTY_TOTAL = "länets egen tillväxt"
BY_PEOPLE, BY_OWN_GROWTH = TOTAL_RESTS_ON = ("befolkning, deltagande och pendling", COUNTY_TOTAL)
"""What the growth of all employees of the county rests on: the people, or the county's own growth where they are not known."""
_YEARS = ", ".join(str(years) for years in TESTED_HORIZONS[:-1]) + f" och {TESTED_HORIZONS[-1]}"

ACCURACY = TableContract(
    "traffsakerhet",
    "mart",
    "Hur bra framskrivningarna har träffat",
    f"Varje år med minst {spelled(LEAST_STEPS)} års förändring bakom sig har skrivits fram {_YEARS} år med det som då var känt, i alla "
    "21 län, och hållits mot det som kom. En metod publiceras bara när den klarar kraven på utgåvans egna tal. Annars publiceras nästa: "
    "familjetrend, och sist oförändrade andelar. Riket och delregionerna har länens metod bara när den är säkert bättre också "
    "där.",
    "yrkesnivå × antal år × metod × mått × urval",
    ("yrkesniva", "horisont", "metod", "matt", "urval", "grupp"),
    (
        text("yrkesniva", "Yrkets nivå", allowed=(SSYK3_LEVEL, SSYK4_LEVEL)),
        count("horisont", "År framåt; 0 för det som inte gäller ett visst antal år", "år", term="År framåt"),
        text(
            "metod",
            "Sättet att skriva fram. Oförändrad andel är det som de andra jämförs med. I delregioner och efter kön flyttas den egna "
            f"andelen som länets med metoden; {OWN_SHARES}: länens metod på den egna andelen",
            allowed=(*METHOD_NAMES, OWN_SHARES, COUNTY_TOTAL),
            term="Metod",
        ),
        text(
            "matt",
            "relativt fel: summan av felen delad med felen om andelarna antas oförändrade, under 1 är bättre. täckning: del av "
            "utfallen som låg i intervallet. relativt fel mot länets utveckling: felen delade med felen om delregionen eller könet följer "
            "länet. snabbare än snittet: hur ofta andelen steg eller föll som framskrivet. snedhet: "
            "framskrivet för mycket, del av de anställda. fel i länens total: i naturliga logaritmer; "
            "i urvalet delregioner deras, om de växer som länet",
            allowed=(*MEASURES, *OTHER_MEASURES),
            term="Mått",
        ),
        text(
            "urval",
            "Vilka fall måttet gäller. Riket är summan av alla län, delregionerna är det egna länets, kön är ett kön i alla län. De "
            "andra är yrken i län",
            allowed=SCOPES,
            term="Urval",
        ),
        text(
            "grupp",
            "Vilket län, år, kön, vilken delregion, storlek (anställda) eller framskriven förändring; alla utan urval",
            term="Grupp",
        ),
        number("varde", "Måttets värde; tomt när det inte kan räknas", PER_MEASURE, term="Värde"),
        number(
            "nedre",
            f"Undre gräns för ett {in_swedish(INTERVAL, 'andel')} intervall där hela SSYK2-grupper dras om; tom för mått utan intervall",
            PER_MEASURE,
            term="Undre gräns",
        ),
        number("ovre", "Övre gräns för samma intervall", PER_MEASURE, term="Övre gräns"),
        count("celler", "Fall: yrken i län, ett för varje år som skrivits fram från", "celler", term="Fall"),
        count("ursprungsar", "Antal år som skrivits fram från", "år", term="Antal år prövade"),
        text("krav", "Vad måttet ska klara; tomt när inget krävs", nullable=True, term="Krav"),
        text(
            "klarade", "ja när kravet är uppfyllt; tomt när inget krävs", allowed=YES_NO, nullable=True, term="Klarade"
        ),
        text(
            "publiceras",
            "Den metod som publiceras för yrkesnivån så många år framåt, i länet, riket eller delregionerna; tom för det som inte "
            "gäller ett visst antal år, och för kön, som inte skrivs fram",
            allowed=METHOD_NAMES,
            nullable=True,
            term="Publiceras",
        ),
        text(
            "anmarkning",
            "Varför en bättre tänkt metod inte publiceras, eller att ingenting har kunnat prövas",
            nullable=True,
            term="Anmärkning",
        ),
    ),
    caveats=(
        "Få år är prövade, och de överlappar varandra. Ju fler år framåt, desto färre.",
        f"Registret för ett år kommer i mars {spelled(PUBLISHED_AFTER_YEARS)} år senare. "
        "Ett år framåt är därför ett år som redan har gått.",
        f"Felen räknas i andelar av länets anställda, i fall med minst {spelled(LEAST_CELL)} anställda. Hur länets total har träffat "
        "står för sig.",
        "Delregionerna är få. De prövas på det egna länets kommuner, så långt tillbaka som de finns. Ett antal år framåt som inte går att "
        "pröva där har en rad utan tal.",
        "Delregionens fel räknas i andelar av dess egna anställda. Ett yrke vars tal saknas något år är inte med där.",
        "Talen för ett år är de som nu finns i registren, inte de som först publicerades.",
    ),
    sex="Tabellen räknar inga personer efter kön.",
    may_be_empty=True,
)

PROJECTION = TableContract(
    "framskrivning",
    "mart",
    "Anställda per yrke om utvecklingen fortsätter som i dag",
    "Länet behåller sin profil. Yrket följer sin familjs utveckling i riket, som klingar av. Yrken som mest finns i storlänen "
    "fortsätter att växa något, yrken som mest finns i små län att minska. Små tal dras mot sin egen tidigare nivå. Delregionens "
    "tal är dess egen nivå, flyttad som länets där det har varit säkert bättre än oförändrade andelar i delregionerna. Riket är "
    "summan av alla län. Det är en konsekvensberäkning, inte ett besked om vad som kommer att hända.",
    "delregion, län eller riket × SSYK3 eller redovisningsgrupp × år; länet och riket också × SSYK4 och AF-yrkesområde",
    ("geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "ar"),
    (
        text("geo_niva", "Geografisk nivå", allowed=(NATION_LEVEL, COUNTY, "delregion")),
        *GEO[1:],
        text(
            "yrkesniva",
            "Yrkets nivå. Delregionerna har inte fyra siffror, för ingen källa har det",
            allowed=(*OCCUPATION_LEVELS, SSYK4_LEVEL, AF_AREA),
        ),
        text("yrke_kod", "Yrkets kod på den nivån; okänt yrke är inte med"),
        text(
            "yrke_namn",
            "Yrkets, redovisningsgruppens eller AF-yrkesområdets namn. Området är de av sina yrken på fyra siffror som skrivs fram",
            term="Yrke",
        ),
        count("ar", "År som skrivs fram till (november)", "år", term="År"),
        count("horisont", "År framåt från registrets senaste", "år", term="År framåt"),
        text(
            "slag",
            "beräknat läge: registret är upp till två år gammalt, och året har gått eller pågår; framskrivning: år som kommer",
            allowed=("beräknat läge", "framskrivning"),
            term="Slag",
        ),
        count("ar_anstallda", "Registrets senaste år (november), som skrivs fram från", "år", term="Framskrivet från"),
        count(
            "anstallda",
            "Anställda det året med arbetsplats i området; tomt när uppgiften saknas",
            nullable=True,
            term="Anställda",
            dated="november {ar_anstallda}",
        ),
        number(
            "tillvaxt_alla",
            "Hur många gånger så många som i dag alla anställda är det året; i länet samma för alla yrken och områden, i riket dess egen",
            "kvot",
        ),
        text(
            "tillvaxt_av",
            "Vad den tillväxten vilar på. Befolkning, deltagande och pendling: som de som arbetar i länet i arbetskraft_framskriven. "
            "Länets egen tillväxt: när de inte är kända för de år som behövs. I riket alla läns egen tillväxt",
            allowed=TOTAL_RESTS_ON,
            term="Alla anställda följer",
        ),
        number(
            "tillvaxt_egen",
            "Samma kvot med länets egen tillväxt inom ett och samma register, som klingar av",
            "kvot",
        ),
        number(
            "forandring_andel",
            "Hur mycket yrkets andel av områdets alla anställda ändras, relativt. 0,05 är fem procent mer än alla",
            "andel",
            term="Förändring mot alla anställda",
        ),
        number(
            "forandring_nedre", f"Undre gräns: {_LEVEL} av 100 utfall ska ligga mellan gränserna", "andel", term="Minst"
        ),
        number("forandring_ovre", "Övre gräns", "andel", term="Högst"),
        number(
            "personer",
            "Anställda om utvecklingen fortsätter som i dag, inte avrundat",
            "personer",
            term="Framskrivna anställda",
        ),
        number(
            "nedre",
            f"Undre gräns för {_LEVEL} av 100 utfall: andelens osäkerhet och länets totals tillsammans",
            "personer",
            term="Minst anställda",
        ),
        number("ovre", "Övre gräns för samma antal", "personer", term="Högst anställda"),
        text(
            "riktning",
            "Alltid mot länets alla anställda, i riket mot rikets. "
            f"Under {in_swedish(LEAST_DIRECTION, 'andel')}: oförändrat, riktningen går inte att säga. "
            f"Under {in_swedish(CLEAR_DIRECTION, 'andel')}: svagt. Osäkert när intervallen i yrkets storlek inte har hållit i "
            "provet, eller när intervallet rymmer både "
            f"−{in_swedish(TOO_WIDE, 'andel')} och +{in_swedish(TOO_WIDE, 'andel')}. Tom när inget kan sägas, se anmarkning",
            allowed=DIRECTIONS,
            nullable=True,
            term="Riktning",
        ),
        text("metod", "Den metod som publiceras, se traffsakerhet", allowed=METHOD_NAMES, term="Metod"),
        number(
            "fel_total",
            "Hur mycket områdets total kan vara fel, i naturliga logaritmer (0,28 är från 24 procent under till 32 procent över): "
            f"{_LEVEL} av 100 län och år har legat inom det, framskrivna med länets "
            "egen tillväxt; i delregionerna deras eget fel när det har varit större",
            "ln",
        ),
        text("grund", "Framskriven", allowed=(PROJECTED,)),
        REMARK,
    ),
    caveats=(
        f"Under {LEAST_EMPLOYEES} anställda skrivs inget tal fram.",
        "Delregionens intervall är länens för ett yrke av dess storlek. Hur de har hållit där står i traffsakerhet. I en storlek där de "
        "har varit för snäva skrivs inget tal fram. Felet i delregionens total är länets, eller det egna när det har varit större.",
        "Rikets intervall är gjort av rikets egna fel: ett fel som alla län har samtidigt tar inte ut sig. Felet i rikets total är i "
        "stället länens, för riket har för få år.",
        "AF-yrkesområdets intervall följer lagen för så många anställda men är inte prövat. Yrken som aldrig skrivs fram är inte med.",
        "Anmärkningen säger när ett yrke på fyra siffror bara följer sin grupp på tre. På fyra siffror summerar andelarna alltid till tre.",
        "Länets total följer de som arbetar i länet om SCB:s befolkningsframskrivning stämmer. Bara den nyaste framskrivningen är hämtad, "
        "så det är inte prövat. Personernas intervall har i stället felet som länets egen tillväxt har haft. Andelens intervall har det "
        "inte.",
        "Arbetskraften är känd ett år senare än registret. Åren däremellan växer totalen med länets egen tillväxt.",
        f"{max(PUBLISHED_HORIZONS)} år framåt är en konsekvensberäkning: metoden har bara kunnat prövas "
        f"{spelled(PUBLISHED_HORIZONS[max(PUBLISHED_HORIZONS)])} år framåt.",
        "Ett län där källan saknar eller skyddar ett tal räknas där som om ingen arbetade i yrket, när andelar och trender räknas.",
        "Hur ofta sådana besked har stämt står i tabellen traffsakerhet, måttet rätt riktning.",
    ),
    sex=_NO_SEX,
    may_be_empty=True,
)
