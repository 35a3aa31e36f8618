"""Contracts of the ads: from the archives, open ones, how much is advertised, and the skills that ads name."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.columns import (
    AREA_COLUMN,
    BASIS,
    GEO,
    LEAVING,
    MONTH_COLUMN,
    SECTOR_OF_EMPLOYER,
    ads,
    count,
    number,
    posts,
    text,
)
from assets.contracts.model import Column, TableContract
from assets.contracts.words import COMPUTED, FROM_NATION, GEO_LEVELS, NO_MUNICIPALITY
from assets.methods.ads import (
    DUPLICATE_DAYS,
    LEAST_EXPECTED,
    LEAST_FOLLOWED,
    MOST_POSTS,
    POSTS_CAP,
    READVERTISED_DAYS,
)
from assets.methods.aggregate import COUNTY_AD_MONTHS, WINDOW_MONTHS
from assets.methods.coverage import LEAST_FACTOR, MOST_FACTOR, MOST_VARIATION
from assets.methods.quoted import in_swedish, part, spelled
from assets.methods.skills import LEAST_ADS, LEAST_NAMING, TOP
from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, AF_SKILLS

STAFFING_NUMBERS, STAFFING_NAMES = "bemanningsforetag.csv", "bemanning_namnmonster.csv"
EITHER_STAFFING = "bemanningsföretag, båda listorna"
COMPANY_LIST, PREFIX_LIST = "offentligt_agda_foretag.csv", "organisationsnummer_sektor.csv"
LISTS = (STAFFING_NUMBERS, STAFFING_NAMES, EITHER_STAFFING, COMPANY_LIST, PREFIX_LIST)
"""What mart.listtraffar has a row of."""

SWEDEN = "199"
"""The source's code of the country."""

_REPEATS = text(
    "dubblett_av",
    "Annonsen som den här upprepar: samma arbetsgivare, yrkesgrupp, kommun och rubrik högst "
    f"{DUPLICATE_DAYS} dagar tidigare; tom när den inte upprepar någon",
    nullable=True,
)

_STAFFING_BY_NAME = Column(
    "bemanning_av_namn",
    pa.bool_(),
    "Sant när arbetsgivarens namn har ett ord ur bemanning_namnmonster.csv. Själva namnet sparas inte",
)


SQUARED_POSTS = "platser_rensade_kvadrat"
"""The column of the squared posts of the cleaned ads."""
OF_EMPLOYERS = "annonser_foljda_kvadrat"
"""The column of how many ads the employers of the followed ads have, added over those ads."""


def _of_employers(what: str) -> Column:
    """The column that says how much the same employers advertise, of a table's followed ads."""
    return count(
        OF_EMPLOYERS,
        f"{what}, var och en räknad som de annonser som samma arbetsgivare har i yrkesgruppen och kommunen inom ett halvår, och "
        "summerade: visar hur mycket annonserna följer varandra och används bara till medelfel",
        "annonser i kvadrat",
    )


def _squares(name: str) -> Column:
    """The column of the squared posts of each ad that a table's posts are in."""
    return count(
        name,
        f"Platserna i varje rensad annons, högst {POSTS_CAP}, i kvadrat och summerade: visar hur ojämnt platserna ligger på annonserna "
        "och används bara till medelfel",
        "platser i kvadrat",
    )


_SAME_HEADLINE = (
    ads(
        "annonser_foljda_med_rubrik",
        "Följda annonser där arbetsgivare, yrkesgrupp, kommun och rubrik är kända, så att det syns om samma annons kommer igen",
    ),
    ads(
        "annonser_samma_rubrik_igen",
        "De av dem där samma arbetsgivare annonserade i samma yrkesgrupp och kommun med samma rubrik igen "
        f"1–{READVERTISED_DAYS} dagar efter avslutet",
    ),
    Column(
        "vantade_samma_rubrik_igen",
        pa.float64(),
        "Så många av dem som slumpen ger, när arbetsgivaren har ute samma rubrik så ofta som den har under ett år före och ett "
        "år efter",
        "annonser",
    ),
    number(
        "samma_rubrik_mot_slump",
        f"annonser_samma_rubrik_igen delat med vantade_samma_rubrik_igen; tomt under {LEAST_FOLLOWED} följda eller {LEAST_EXPECTED} "
        "väntade annonser. Läggs aldrig ihop",
        "gånger",
    ),
)
_DAYS_OUT = (
    ads("annonser_med_slut", "Rensade annonser med känd sista dag"),
    ads("annonser_uppskattat_slut", "De av dem där sista publiceringsdag står för den dag då annonsen togs bort"),
    count("annonsdagar", "Dagar från publicering till sista dag, summa över annonserna med känd sista dag", "dagar"),
)

STAGED_ADS = TableContract(
    "annonser",
    "staged",
    "Platsannonser ur arkiven, utan fritext och kontaktuppgifter",
    "En rad per annons. Samma annons i flera rader eller arkiv räknas en gång (källans ursprungliga id). Annonser som upprepar "
    "en tidigare är kvar och pekar på den.",
    "annons",
    ("annons_id",),
    (
        text("annons_id", "Källans id: original_id om det finns, annars id"),
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        MONTH_COLUMN,
        Column("avslutad", pa.date32(), "Dag då annonsen togs bort, annars dess sista publiceringsdag", nullable=True),
        Column(
            "avslutad_uppskattad",
            pa.bool_(),
            "Sant när källan inte säger när annonsen togs bort, så att sista publiceringsdag står i stället",
            nullable=True,
        ),
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen; tom när den saknas", nullable=True),
        text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod); tom när det saknas", nullable=True),
        text("kommun_kod", "Arbetsplatsens kommun; tom när den saknas", nullable=True),
        text("lan_kod", "Arbetsplatsens län; tom när det saknas", nullable=True),
        text("land_kod", f"Arbetsplatsens land i källans kod; {SWEDEN} är Sverige", nullable=True),
        count(
            "platser_i_annons",
            "Antal platser som annonsen anger; tomt när den inte anger något",
            "platser",
            nullable=True,
        ),
        Column(
            "tillsvidare",
            pa.bool_(),
            "Sant när anställningen gäller tills vidare; tomt när det inte sägs",
            nullable=True,
        ),
        text(
            "organisationsnummer",
            "Arbetsgivarens organisationsnummer; fysiska personers nummer är ersatta med 'enskild' innan något lagrats",
            nullable=True,
        ),
        _STAFFING_BY_NAME,
        text("arkiv", "Arkivfilen som raden kommer ur"),
        _REPEATS,
        Column(
            "aterannonserad",
            pa.bool_(),
            "Sant när samma arbetsgivare annonserar i samma yrkesgrupp och kommun igen "
            f"1–{READVERTISED_DAYS} dagar efter att annonsen avslutats",
        ),
        ads(
            "annonser_i_grupp",
            "Annonser av samma arbetsgivare i samma yrkesgrupp och kommun som publicerades högst ett halvår före eller efter den här "
            "och inte upprepar en tidigare; 1 när någon av de tre uppgifterna saknas",
        ),
        Column(
            "samma_rubrik_igen",
            pa.bool_(),
            "Sant när samma arbetsgivare annonserar i samma yrkesgrupp och kommun med samma rubrik igen "
            f"1–{READVERTISED_DAYS} dagar efter att annonsen avslutats; tomt när någon av de fyra uppgifterna saknas",
            nullable=True,
        ),
        number(
            "samma_rubrik_av_slump",
            "Hur sannolikt det är av bara slumpen, så ofta som arbetsgivaren har ute samma rubrik; tomt när någon av uppgifterna saknas",
            "andel",
        ),
    ),
    sex="Annonser har inget kön.",
    published=False,
    source=AF_ADS.dataset,
)

ADS = TableContract(
    "annonser",
    "mart",
    "Annonser och annonserade platser efter område, yrke, sektor och månad",
    "Annonser publicerade under månaden, ett flöde: dels som de är publicerade, dels rensade. Rensade är annonser som inte "
    "upprepar en tidigare och inte kommer från ett bemanningsföretag. Annonser utan kommun finns på egen rad och i länets tal, "
    "aldrig i en delregion. Annonser i utlandet ingår inte.",
    "kommun, delregion, län, länets rest utan kommun eller riket × fyrsiffergrupp × AF-yrkesområde × sektor × månad",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "manad"),
    (
        text("geo_niva", "Geografisk nivå", allowed=(*GEO_LEVELS, NO_MUNICIPALITY)),
        *GEO[1:],
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        MONTH_COLUMN,
        ads("annonser_publicerade", "Antal annonser som de är publicerade, varje annons en gång"),
        posts(
            "platser_publicerade",
            "Platser i dessa annonser, utan tak; en annons som inte anger antal, anger 0 eller "
            f"{in_swedish(MOST_POSTS)} och fler räknas som en plats",
        ),
        ads("annonser", f"Samma tal som annonser_publicerade; namnet {LEAVING}"),
        posts("annonserade_platser", f"Samma tal som platser_publicerade; namnet {LEAVING}"),
        ads(
            "annonser_dubbletter",
            "Annonser som upprepar en tidigare: samma arbetsgivare, yrkesgrupp, kommun och rubrik högst "
            f"{DUPLICATE_DAYS} dagar tidigare",
        ),
        ads(
            "annonser_rensade", "Annonser utan dubbletter och bemanningsföretag; också platserna med högst 1 per annons"
        ),
        posts(
            "platser_rensade",
            f"Platser i rensade annonser, högst {POSTS_CAP} per annons; det mått som jämförelserna bygger på",
        ),
        posts("platser_rensade_utan_tak", "Platser i rensade annonser, utan tak"),
        _squares(SQUARED_POSTS),
        ads("annonser_tillsvidare", "Rensade annonser för anställning tills vidare"),
        posts("platser_tillsvidare", f"Platser i dem, högst {POSTS_CAP} per annons"),
        ads("annonser_bemanning", "Bemanningsföretagens annonser utan dubbletter"),
        posts("platser_bemanning", f"Platser i dem, högst {POSTS_CAP} per annons"),
        ads(
            "annonser_foljda",
            f"Rensade annonser som avslutats minst {READVERTISED_DAYS} dagar före underlagets sista dag",
        ),
        ads(
            "annonser_aterannonserade",
            "Följda annonser där samma arbetsgivare annonserade i samma yrkesgrupp och kommun igen "
            f"1–{READVERTISED_DAYS} dagar efter avslutet",
        ),
        _of_employers("Följda annonser"),
        *_SAME_HEADLINE,
        *_DAYS_OUT,
        BASIS,
    ),
    caveats=(
        "Alla jobb annonseras inte hos Arbetsförmedlingen. Flera annonser kan gälla samma jobb.",
        "En annons räknas i den månad då den publicerades, i svensk tid.",
        "Serien börjar tidigast 2021, för tidigare annonser har inget organisationsnummer och kan inte delas på sektor.",
        "Enskilda näringsidkares nummer lagras inte. Därför kan deras annonser inte rensas från dubbletter.",
        "Vilka företag som är offentligt ägda eller bemanningsföretag står i listor som människor underhåller. Ett företag som "
        "inte finns med räknas till privat sektor. Bemanningsföretags annonser döljer vem som ska anställa.",
        "Bemanningsföretag känns igen på organisationsnumret, eller på ord i namnet som bara sådana företag har. Annonserna säger "
        "inte vilken näringsgren arbetsgivaren har.",
        "Antal läggs ihop. Andelen återannonserade är annonser_aterannonserade delat med annonser_foljda, medeltiden ute är "
        "annonsdagar delat med annonser_med_slut; andelar läggs aldrig ihop.",
        "annonser_aterannonserade visar mest hur stor arbetsgivaren är: en stor arbetsgivare annonserar alltid igen. "
        "annonser_samma_rubrik_igen jämförs därför med vad slumpen ger. En arbetsgivare som alltid har samma annons ute ger inget besked.",
    ),
    sex="Annonser har inget kön.",
)

LIST_HITS = TableContract(
    "listtraffar",
    "mart",
    "Hur mycket listorna över arbetsgivare träffar i annonserna",
    "En lista som inte träffar något gör att alla tal som bygger på den blir fel utan att det syns. Annonser i hela landet under de "
    f"senaste {spelled(WINDOW_MONTHS)} månaderna.",
    "lista",
    ("lista",),
    (
        text(
            "lista",
            "Listans fil i assets/reference, eller de två listorna över bemanningsföretag tillsammans",
            allowed=LISTS,
        ),
        count("rader", "Rader i listan", "rader"),
        count(
            "rader_med_traff",
            "Rader som träffar minst en annons; tomt för namnen, eftersom det inte sparas vilket ord som träffade",
            "rader",
            nullable=True,
        ),
        ads("annonser_publicerade", "Alla annonser under perioden"),
        ads("annonser_med_traff", "De av dem som listan träffar"),
        number("andel", "Andel av annonserna som listan träffar", "andel"),
        text("period_fran", "Första månad"),
        text("period_till", "Sista månad"),
    ),
    sex="Annonser har inget kön.",
    published=False,
)

CLEANED = {"annonser": "annonser_rensade", "annonserade_platser": "platser_rensade"}
"""What a table for comparisons calls its ads and posts → the cleaned measure in mart.annonser."""

ADS_DROPPED = TableContract(
    "annonser_bortrensade",
    "mart",
    "Annonser som rensats bort som dubbletter",
    "Annonser i länet som upprepar en tidigare: samma arbetsgivare, yrkesgrupp, kommun och rubrik "
    f"högst {DUPLICATE_DAYS} dagar efter den "
    "senast räknade. Här kan rensningen granskas.",
    "annons",
    ("annons_id",),
    (
        text("annons_id", "Källans id för annonsen"),
        text("dubblett_av", "Källans id för annonsen som den upprepar"),
        text("geo_niva", "Geografisk nivå", allowed=("kommun",)),
        *GEO[1:],
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        MONTH_COLUMN,
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen"),
        SECTOR_OF_EMPLOYER,
        posts("platser_i_annons", "Platser i annonsen, utan tak"),
    ),
    sex="Annonser har inget kön.",
)

SKILL_SELECTION = (
    text("urval", "Vilka annonser som är lästa", allowed=("alla annonser", "stickprov på en procent"), term="Urval"),
    text("period_fran", "Första månad med lästa annonser, ÅÅÅÅ-MM"),
    text("period_till", "Sista månad med lästa annonser, ÅÅÅÅ-MM"),
)

STAGED_SKILLS = TableContract(
    "kompetenser",
    "staged",
    "Kompetenser som nämns i länets annonser",
    "Antal annonser som nämner varje kompetens. Bara annonser där källan har hittat minst en kompetens räknas.",
    "yrkesgrupp × kommun × kompetens",
    ("ssyk4", "kommun_kod", "kompetens"),
    (
        text("ssyk4", "Yrkesgrupp på fyra siffror enligt Arbetsförmedlingen"),
        text("kommun_kod", f"Arbetsplatsens kommun, eller '{NO_MUNICIPALITY}' när annonsen inte har någon"),
        text("kompetens", "Kompetensens namn hos källan"),
        count("annonser_med", "Annonser som nämner kompetensen", "annonser"),
        count("annonser", "Annonser i yrkesgruppen och kommunen som nämner någon kompetens", "annonser"),
        *SKILL_SELECTION,
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
    published=False,
    source=AF_SKILLS.dataset,
)

SKILLS = TableContract(
    "kompetenser",
    "mart",
    "Kompetenser som oftast nämns i annonser, per yrkesgrupp och delregion",
    f"De {spelled(TOP)} kompetenser som flest annonser nämner i varje yrkesgrupp. En beskrivning av annonser, inte av vad som saknas.",
    "delregion eller län × yrkesgrupp × plats i ordningen",
    ("geo_niva", "geo_kod", "ssyk4", "rang"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("delregion", "lan")),
        *GEO[1:],
        text("ssyk4", "Yrkesgrupp på fyra siffror enligt Arbetsförmedlingen", term="AF-grupp"),
        text("ssyk4_namn", "Gruppens namn; tomt när den inte är känd", nullable=True, term="Yrkesgrupp"),
        count("rang", "Plats i ordningen; lika många ordnas efter namn", "ordning", term="Plats"),
        text("kompetens", "Kompetensens namn hos källan", term="Kompetens"),
        count("annonser_med", "Annonser som nämner kompetensen", "annonser", term="Annonser som nämner den"),
        count(
            "annonser",
            "Annonser i området och yrkesgruppen som nämner någon kompetens",
            "annonser",
            term="Lästa annonser",
        ),
        number("andel", "Andel av dem som nämner kompetensen", "andel", term="Andel"),
        *SKILL_SELECTION,
    ),
    caveats=(
        "Beskriver vad annonser nämner och ingår aldrig i obalans.",
        "Kompetenserna är funna av Arbetsförmedlingens program i annonsernas text; vad som är självklart nämns ofta inte.",
        "Andelen är av de lästa annonser där minst en kompetens är funnen. Är urvalet ett stickprov på en procent är talen "
        "små och osäkra.",
        f"Bara yrkesgrupper med minst {LEAST_ADS} lästa annonser i området, och kompetenser som minst "
        f"{LEAST_NAMING} av dem nämner.",
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
)

STAGED_OPEN_ADS = TableContract(
    "annonser_oppna",
    "staged",
    "Öppna platsannonser, utan fritext och kontaktuppgifter",
    "En rad per annons som är öppen eller har varit det sedan den första hämtningen. Stängda annonser utanför länet finns "
    "kvar i två veckor.",
    "annons",
    ("annons_id",),
    (
        text("annons_id", "Källans id: original_id om det finns, annars id"),
        Column("publicerad", pa.date32(), "Publiceringsdag, svensk tid"),
        Column(
            "stangd", pa.date32(), "Dag då annonsen togs bort, svensk tid; tom så länge den är öppen", nullable=True
        ),
        Column(
            "stangd_uppskattad",
            pa.bool_(),
            "Sant när källan inte har sagt när annonsen togs bort, bara att den inte längre finns",
        ),
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen; tom när den saknas", nullable=True),
        text("af_yrkesomrade", "Arbetsförmedlingens yrkesområde (kod); tom när det saknas", nullable=True),
        text("kommun_kod", "Arbetsplatsens kommun; tom när den saknas", nullable=True),
        text("lan_kod", "Arbetsplatsens län; tom när det saknas", nullable=True),
        text("land_kod", f"Arbetsplatsens land i källans kod; {SWEDEN} är Sverige", nullable=True),
        count(
            "platser_i_annons",
            "Antal platser som annonsen anger; tomt när den inte anger något",
            "platser",
            nullable=True,
        ),
        text(
            "organisationsnummer",
            "Arbetsgivarens organisationsnummer; fysiska personers nummer är ersatta med 'enskild' innan något lagrats",
            nullable=True,
        ),
        Column(
            "tillsvidare",
            pa.bool_(),
            "Om anställningen gäller tills vidare; tomt när annonsen inte säger hur länge",
            nullable=True,
        ),
        _STAFFING_BY_NAME,
        Column(
            "rubrik_kand",
            pa.bool_(),
            "Falskt när rubriken är tom, eller hämtad innan rubrikernas avtryck sparades. Då kan ingen se om annonsen är en dubblett",
        ),
        _REPEATS,
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
    published=False,
    source=AF_OPEN_ADS.dataset,
)

OPEN_ADS = TableContract(
    "annonser_oppna",
    "mart",
    "Öppna annonser och deras platser per dag, efter område, yrke och sektor",
    "Annonser som var öppna vid dagens slut: publicerade den dagen eller tidigare och inte borttagna. Sista dagen i varje "
    "månad finns, den senaste hela dagen, och dagen för hämtningen så långt den hade kommit.",
    "kommun, delregion, län eller länets rest utan kommun × fyrsiffergrupp × AF-yrkesområde × sektor × dag",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "dag"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("lan", "delregion", "kommun", NO_MUNICIPALITY)),
        *GEO[1:],
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        Column("dag", pa.date32(), "Dag, svensk tid"),
        Column("preliminar", pa.bool_(), "Sant för dagen då annonserna hämtades, som inte var slut"),
        count("oppna_annonser", "Antal öppna annonser, varje annons en gång", "annonser"),
        count(
            "platser_i_oppna",
            "Antal platser i de öppna annonserna; en annons utan uppgift eller med 0 räknas som en plats, "
            f"högst {POSTS_CAP} per annons",
            "platser",
        ),
        count(
            "oppna_rensade",
            "Öppna annonser utan dubbletter och bemanningsföretag, rensade som i tabellen annonser",
            "annonser",
        ),
        count(
            "platser_i_oppna_rensade",
            f"Antal platser i de öppna rensade annonserna, högst {POSTS_CAP} per annons",
            "platser",
        ),
        _squares("platser_i_oppna_rensade_kvadrat"),
        BASIS,
    ),
    caveats=(
        "Öppna annonser är ett läge en viss dag. De läggs aldrig ihop med publicerade annonser (tabellen annonser), som är "
        "ett flöde under en månad, och inte heller med varandra över dagar: samma annons är öppen i flera.",
        "Hur länge annonser ligger ute skiljer mellan kommuner. Jämför delregioner inom ett av måtten, aldrig det ena måttet "
        "i en delregion med det andra i en annan, och läs inte läge delat med flöde som brist.",
        "Serien börjar den dag då annonserna hämtades första gången. Har hämtningen legat nere längre än källan minns saknas "
        "dagarna däremellan.",
        "En annons som publiceras och tas bort samma dag är inte öppen vid någon dags slut, och en som publiceras och tas bort "
        "mellan två nätters hämtning syns inte.",
        "Tar källan tillbaka en annons som varit borttagen räknas den som öppen hela tiden.",
        "En dubblett känns igen när annonsen som den upprepar är öppen, eller har varit det efter den första hämtningen. Annonser "
        "hämtade innan rubrikernas avtryck sparades räknas var för sig.",
    ),
    sex="Annonser har inget kön.",
    may_be_empty=True,
)

_COUNTY_LEVELS = ("lan", "riket")

COUNTY_ADS = TableContract(
    "annonser_lan",
    "mart",
    "Rensade annonser i alla län",
    "Annonser i alla 21 län: underlag när gränserna räknas om och för prövningen mot Yrkesbarometern. De senaste "
    f"{COUNTY_AD_MONTHS} månaderna.",
    "län × fyrsiffergrupp × AF-yrkesområde × sektor × månad",
    ("geo_niva", "geo_kod", "ssyk4", "af_yrkesomrade", "sektor", "manad"),
    (
        text("geo_niva", "Geografisk nivå", allowed=("lan",)),
        *GEO[1:],
        text("ssyk4", "Yrkesgrupp på fyrsiffernivå enligt Arbetsförmedlingen, eller 'okänt'"),
        AREA_COLUMN,
        SECTOR_OF_EMPLOYER,
        MONTH_COLUMN,
        ads("annonser_rensade", "Annonser utan dubbletter och bemanningsföretag"),
        posts("platser_rensade", f"Platser i dem, högst {POSTS_CAP} per annons"),
        _squares(SQUARED_POSTS),
        ads("annonser_foljda", f"De av dem som avslutats minst {READVERTISED_DAYS} dagar före underlagets sista dag"),
        ads("annonser_aterannonserade", f"De av dem som annonserades igen 1–{READVERTISED_DAYS} dagar efter avslutet"),
        _of_employers("De som har följts så länge"),
        *_SAME_HEADLINE,
        *_DAYS_OUT,
        BASIS,
    ),
    sex="Annonser har inget kön.",
    published=False,
)

COVERAGE = TableContract(
    "tackning",
    "mart",
    "Hur stor del av jobben som annonseras",
    "Lediga jobb (SCB) delade med platser i annonser som var ute samtidigt. Talet rättar annonserade platser för att sektorer "
    "annonserar olika mycket.",
    "län eller riket × sektor i SCB:s enkät",
    ("geo_niva", "geo_kod", "sektor_i_enkaten"),
    (
        text("geo_niva", "Geografisk nivå", allowed=_COUNTY_LEVELS),
        *GEO[1:],
        text(
            "sektor_i_enkaten",
            "Sektor i enkäten om lediga jobb; offentligt ägda företag räknas där till privat",
            allowed=("stat", "kommun", "region", "privat"),
        ),
        number("lediga_jobb", "Lediga jobb (SCB), medeltal av kvartalen", "jobb"),
        number("osakerhetsmarginal", "Källans osäkerhetsmarginal, medeltal av kvartalen", "jobb"),
        number(
            "annonserade_ute",
            "Platser i annonser som var ute mitt i kvartalet, medeltal av kvartalen. I riket summan av länen, tom när ett län saknar "
            "annonser: annonser utan län är inte med, som de inte heller är i det län som lånar rikets tal",
            "platser",
        ),
        number(
            "tackning",
            f"Tal att gånga annonserade platser med; minst {in_swedish(LEAST_FACTOR)} och högst "
            f"{in_swedish(MOST_FACTOR)}. Rikets när länets enkät är för osäker. Tomt när rikets saknas: då rättas inget",
            "jobb per plats",
        ),
        number(
            "medelfel",
            "Talets medelfel, ur enkätens osäkerhetsmarginal för ett kvartal, så det är snarare för stort. Tomt när enkäten inte har någon "
            "marginal. Hur mycket ett län skiljer sig från riket är inte med när talet är rikets, och ett tal som hålls av sin gräns kan "
            "ligga längre från det rätta",
            "jobb per plats",
        ),
        text("kvartal_fran", "Första kvartal, ÅÅÅÅKN"),
        text("kvartal_till", "Sista kvartal, ÅÅÅÅKN"),
        text(
            "grund",
            "Räknad på länets egen enkät, eller lånad från riket när den är för osäker",
            allowed=(COMPUTED, FROM_NATION),
        ),
    ),
    caveats=(
        "Lediga jobb (SCB) är en urvalsundersökning. Är osäkerheten i länet över "
        f"{part(MOST_VARIATION)} används rikets tal.",
        "Enkäten frågar efter påbörjad rekrytering, annonser är hur den syns. Talet rättar nivån mellan sektorer, inte mellan yrken.",
        "Saknar ett län annonser ett kvartal räknas det kvartalet inte i riket: länets jobb är med i enkäten men dess annonser ingenstans. "
        "Ett län rättas bara när alla dess sektorer har ett tal.",
    ),
    sex="Lediga jobb och annonser har inget kön.",
    may_be_empty=True,
)
