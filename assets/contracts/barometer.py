"""Contracts of Arbetsförmedlingen's assessments and of its occupations."""

from __future__ import annotations

from assets.contracts.columns import GEO, REMARK, count, text
from assets.contracts.model import TableContract
from assets.contracts.words import UNKNOWN
from sources.catalogue.barometer import AF_BAROMETER, AF_TAXONOMY

CONCEPT_STATES = ("gäller", "ersatt", "ersatt av flera", "ersättaren saknas", "utgått")
"""Whether a concept of the taxonomy is in use; one that is replaced names the concept that stands in its place."""

WHOLE_GROUP, ONE_OF_SEVERAL = "hela yrkesgruppen", "en av flera yrkesgrupper i bedömningen"

PART_OF_GROUP, PART_OF_SEVERAL = "del av yrkesgruppen", "del av en av flera yrkesgrupper i bedömningen"

NO_GROUP = "yrkesgruppen är inte angiven"

JOB_CHANCES = text(
    "jobbmojligheter",
    "Möjligheterna till jobb enligt Arbetsförmedlingen; tomt när yrket inte är bedömt",
    nullable=True,
    allowed=("stora", "medelstora", "små"),
    term="Jobbmöjligheter",
)

RECRUITMENT = text(
    "rekryteringssituation",
    "Arbetsgivarnas läge enligt Arbetsförmedlingen; paradox: många söker jobb, ändå svårt att rekrytera; tomt när det inte är "
    "bedömt",
    nullable=True,
    allowed=("brist", "balans", "överskott", "paradox"),
    term="Rekryteringssituation",
)

DEMAND_IN_FIVE_YEARS = text(
    "efterfragan_om_fem_ar",
    "Vad efterfrågan väntas göra på fem år enligt Arbetsförmedlingen; tomt när det inte är bedömt",
    nullable=True,
    allowed=("öka", "vara oförändrad", "minska"),
    term="Efterfrågan på fem år",
)

ASSESSED_GROUP = text(
    "galler",
    "Hur mycket av yrkesgruppen som bedömningen gäller",
    allowed=(WHOLE_GROUP, ONE_OF_SEVERAL, PART_OF_GROUP, PART_OF_SEVERAL, NO_GROUP),
    term="Bedömningen gäller",
)

ROUND = text("omgang", "Yrkesbarometerns omgång, ÅÅÅÅ-N", term="Omgång")

BAROMETER_CONCEPT = text("koncept_id", "Barometeryrkets id i Arbetsförmedlingens taxonomi")

BAROMETER_NAME = text("yb_yrke", "Vad Arbetsförmedlingen kallar yrket i sin bedömning", term="Yrke i Yrkesbarometern")

BAROMETER_VERSION = text("taxonomiversion", "Den version av taxonomin som Yrkesbarometerns omgång är gjord med")

STAGED_BAROMETER = TableContract(
    "yrkesbarometer",
    "staged",
    "Yrkesbarometern, alla län och omgångar",
    "Arbetsförmedlingens bedömningar som källan ger dem, en rad per yrkesgrupp när ett barometeryrke omfattar flera.",
    "omgång × område × barometeryrke × yrkesgrupp",
    ("omgang", "lan_kod", "koncept_id", "ssyk4"),
    (
        ROUND,
        text("lan_kod", "Län, eller 00 för riket"),
        BAROMETER_CONCEPT,
        BAROMETER_NAME,
        text("ssyk4", f"Yrkesgrupp på fyra siffror som källan skriver den, eller '{UNKNOWN}' när den inte är angiven"),
        count("antal_ssyk", "Antal yrkesgrupper som källan säger att barometeryrket omfattar", "yrkesgrupper"),
        ASSESSED_GROUP,
        JOB_CHANCES,
        RECRUITMENT,
        DEMAND_IN_FIVE_YEARS,
        text(
            "bedomningsniva",
            "Största område som bedömningen är gjord för, med källans ord; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("län", "nuts2", "nationellt"),
        ),
        text(
            "delvis_helt",
            "Om bedömningen helt eller delvis är gjord för det området, med källans ord",
            nullable=True,
            allowed=("helt", "delvis"),
        ),
        BAROMETER_VERSION,
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
    published=False,
    source=AF_BAROMETER.dataset,
)

STAGED_TAXONOMY = TableContract(
    "taxonomi",
    "staged",
    "Arbetsförmedlingens taxonomi, en låst version",
    "Begrepp med kod och namn, och vilket begrepp som gäller i stället för ett ersatt.",
    "begrepp",
    ("koncept_id",),
    (
        text("koncept_id", "Begreppets id"),
        text("typ", "Slag av begrepp, med källans ord"),
        text("namn", "Begreppets namn"),
        text("kod", "Kod i SSYK 2012, kommunkod eller länskod; tomt för begrepp utan kod", nullable=True),
        text("grupp_id", "Yrkets yrkesgrupp (begreppets id); tomt för annat än yrken", nullable=True),
        text(
            "af_yrkesomrade",
            "Yrkesgruppens AF-yrkesområde (kod); tomt för annat än yrkesgrupper och när namnet inte är känt",
            nullable=True,
        ),
        text("tillstand", "Om begreppet gäller, är ersatt eller har utgått", allowed=CONCEPT_STATES),
        text(
            "ersatts_av",
            "Begreppet som gäller i stället, när alla led är följda; tomt när det inte är precis ett",
            nullable=True,
        ),
        text("taxonomiversion", "Taxonomins version"),
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
    published=False,
    source=AF_TAXONOMY.dataset,
)

OCCUPATION_KEY = TableContract(
    "yrkesnyckel",
    "mart",
    "Nyckel mellan Arbetsförmedlingens yrkesgrupper och SSYK 2012",
    "Vilka grupper i SCB:s SSYK 2012 som varje yrkesgrupp hos Arbetsförmedlingen motsvarar. De flesta är samma; några har "
    "Arbetsförmedlingen slagit samman.",
    "Arbetsförmedlingens grupp × grupp i SSYK 2012",
    ("af_grupp", "ssyk4"),
    (
        text("af_grupp", "Arbetsförmedlingens grupp, fyra siffror", term="AF-grupp"),
        text("af_namn", "Gruppens namn hos Arbetsförmedlingen", term="AF-gruppens namn"),
        text("koncept_id", "Gruppens id i Arbetsförmedlingens taxonomi"),
        text(
            "ssyk4",
            f"Grupp i SSYK 2012, fyra siffror, eller '{UNKNOWN}' när motsvarigheten inte är känd",
            term="SSYK-kod",
        ),
        text("ssyk4_namn", "Gruppens namn i SSYK 2012; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        text(
            "sammanslagen",
            "ja när Arbetsförmedlingens grupp omfattar flera grupper i SSYK 2012",
            allowed=("ja", "nej"),
            term="Sammanslagen",
        ),
        text(
            "taxonomiversion",
            "Vilken version av Arbetsförmedlingens lista över yrken och grupper som nyckeln är gjord av",
            term="Taxonomins version",
        ),
    ),
    caveats=(
        "Vilka grupper som är sammanslagna är härlett: chefsgrupper som slutar på 0 omfattar båda chefsnivåerna, och 5321 och "
        "5323 omfattar 5322 och 5324 enligt sina namn.",
        "Grupperna 4430 Förtroendevalda och 7619 Övriga livsmedelsförädlare har ingen motsvarighet hos Arbetsförmedlingen.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)

BAROMETER = TableContract(
    "yrkesbarometer",
    "mart",
    "Yrkesbarometern: Arbetsförmedlingens bedömning av yrken i länet och riket",
    "Vad Arbetsförmedlingen bedömer, som den skriver det, för varje grupp i SSYK 2012 och varje omgång som hämtats.",
    "omgång × riket eller länet × barometeryrke × grupp i SSYK 2012",
    ("omgang", "geo_niva", "geo_kod", "koncept_id", "ssyk4"),
    (
        ROUND,
        text("geo_niva", "Geografisk nivå", allowed=("riket", "lan")),
        *GEO[1:],
        BAROMETER_CONCEPT,
        BAROMETER_NAME,
        text(
            "ssyk4",
            f"Grupp i SSYK 2012, fyra siffror, eller '{UNKNOWN}'; Arbetsförmedlingens egen kod när den inte kan delas upp",
            term="SSYK-kod",
        ),
        text("ssyk4_namn", "Gruppens namn; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        ASSESSED_GROUP,
        JOB_CHANCES,
        RECRUITMENT,
        DEMAND_IN_FIVE_YEARS,
        text(
            "bedomd_for",
            "Det område som bedömningen är gjord för; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("länet", "riksområdet (NUTS 2)", "riket"),
            term="Bedömd för",
        ),
        text(
            "omfattning",
            "Om hela bedömningen eller en del av den är gjord för det området; tomt när yrket inte är bedömt",
            nullable=True,
            allowed=("hela bedömningen", "en del av bedömningen"),
            term="Omfattning",
        ),
        REMARK,
        BAROMETER_VERSION,
        text(
            "nyckelversion",
            "Den version av taxonomin som grupperna är översatta med; tomt när taxonomin inte är hämtad",
            nullable=True,
        ),
    ),
    caveats=(
        "Bedömningarna är Arbetsförmedlingens och ingår inte i våra tal.",
        "Samma yrkesgrupp kan ha flera barometeryrken. De visas var för sig och vägs aldrig ihop.",
        "Arbetsförmedlingen bedömer län och riket, aldrig kommuner eller delregioner.",
        "Metoden har ändrats mellan omgångar; jämför dem med försiktighet.",
    ),
    sex="Tabellen räknar inga personer.",
    may_be_empty=True,
)
