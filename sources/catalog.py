"""The catalogue of source tables: what each is, why it is needed, and how old its snapshot may become.

Everything that is made once per source (raw asset, freshness, row in mart.kalla, and for a PxWeb table also selection,
staged asset and answers of the made-up world) is made from these entries, so that a PxWeb table is added here and in
``assets/tables.py``, with its plausibility in ``checks/suites``.
"""

from __future__ import annotations

from typing import Any

from sources.entry import Choice, Labelled, Periods, PxTable, PxVariable, SourceTable, Turn

SEX = {"1": "män", "2": "kvinnor"}
SEX_AND_TOTAL = {**SEX, "1+2": "totalt"}
FROM_SCB: dict[str, Any] = {"publisher": "SCB", "landing": "https://www.statistikdatabasen.scb.se/", "licence": "CC0"}
MARCH: dict[str, Any] = {"release": "En gång om året, i mars", "release_months": (3,), "max_age_days": 400}
JUNE: dict[str, Any] = {"release": "En gång om året, i juni", "release_months": (6,), "max_age_days": 400}
MONTHLY: dict[str, Any] = {
    "release": "Varje månad, omkring den 25:e, med två månaders eftersläpning",
    "release_months": tuple(range(1, 13)),
    "max_age_days": 100,
}
ENDED: dict[str, Any] = {
    "release": "Ges inte ut längre; serien fortsätter i en annan tabell",
    "release_months": (),
    "max_age_days": 3650,
}
_ID_AND_CONTENTS = "Tabellens id och innehållets kod söks upp när den hämtas."
_CONTENTS = "Innehållets kod väljs efter namn när den hämtas."
_AREAS = PxVariable("Region", Choice.AREAS, "region_kod")
_COUNTIES = PxVariable("Region", Choice.COUNTIES, "region_kod")
_SSYK3 = PxVariable("Yrke2012", Choice.SSYK3, "ssyk3")
_SSYK4 = PxVariable("Yrke2012", Choice.OFFERED, "ssyk4")
_SEX = PxVariable("Kon", SEX, "kon")
_SEX_AND_TOTAL = PxVariable("Kon", SEX_AND_TOTAL, "kon")
_EMPLOYEES = PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}))
_SINGLE_AGES = PxVariable("Alder", Choice.SINGLE_AGES, "alder")
_YEARS = PxVariable("Tid", Periods(), "ar")
_MONTHS = PxVariable("Tid", Periods(), "manad")

SCB_EMPLOYEES = PxTable(
    dataset="scb_tab4434",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (SSYK 2012, tre siffror) och kön",
    table_id="TAB4434",
    search=("YREG58BAS",),
    first_period="2020",
    why="Efterfrågan: hur många som arbetar i varje yrke i varje kommun.",
    without="Ingenting publiceras.",
    required=True,
    unverified=_CONTENTS,
    variables=(_AREAS, _SSYK3, _SEX, _EMPLOYEES, _YEARS),
    **FROM_SCB,
    **MARCH,
)
SCB_EMPLOYEES_2019 = PxTable(
    dataset="scb_tab3119",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke och kön, 2019–2021 (RAMS)",
    table_id="TAB3119",
    search=("YREG58N",),
    first_period="2019",
    why="Skarven mellan RAMS och BAS: samma år i båda registren.",
    without="Serien före 2020 länkas inte; den börjar 2020.",
    unverified=_CONTENTS,
    variables=SCB_EMPLOYEES.variables,
    **FROM_SCB,
    **ENDED,
)
SCB_EMPLOYEES_2014 = PxTable(
    dataset="scb_tab4396",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke och kön, 2014–2018 (RAMS)",
    table_id="TAB4396",
    search=("YREG58",),
    first_period="2014",
    why="Tio års historia för framskrivningarnas prov.",
    without="Framskrivningarna prövas på kortare serier.",
    unverified=_CONTENTS,
    variables=SCB_EMPLOYEES.variables,
    **FROM_SCB,
    **ENDED,
)
SCB_COUNTY_SSYK4 = PxTable(
    dataset="scb_yreg60bas",
    title="Anställda 16–64 år efter län, yrke (SSYK 2012, fyra siffror) och kön",
    table_id="",
    search=("YREG60BAS", "anställda län yrke 4-siffrig SSYK"),
    first_period="2020",
    why="Gränserna för signalerna (alla 21 län) och fördelningen av yrken på fyra siffror.",
    without="Yrken på fyra siffror visas inte och gränserna från förra utgåvan gäller.",
    unverified=_ID_AND_CONTENTS,
    variables=(_COUNTIES, _SSYK4, _SEX, _EMPLOYEES, _YEARS),
    **FROM_SCB,
    **MARCH,
)
SCB_COUNTY_SSYK4_2019 = PxTable(
    dataset="scb_yreg60n",
    title="Anställda 16–64 år efter län, yrke (fyra siffror) och kön, 2019–2021 (RAMS)",
    table_id="",
    search=("YREG60N", "anställda län yrke 4-siffrig SSYK"),
    first_period="2019",
    why="Skarven mellan RAMS och BAS för yrken på fyra siffror.",
    without="Länens serie på fyra siffror börjar 2020.",
    unverified=_ID_AND_CONTENTS,
    variables=SCB_COUNTY_SSYK4.variables,
    **FROM_SCB,
    **ENDED,
)
SCB_COUNTY_SSYK4_2014 = PxTable(
    dataset="scb_yreg60",
    title="Anställda 16–64 år efter län, yrke (fyra siffror) och kön, 2014–2018 (RAMS)",
    table_id="",
    search=("YREG60", "anställda län yrke 4-siffrig SSYK"),
    first_period="2014",
    why="Tio års historia för yrken på fyra siffror.",
    without="Framskrivningarna prövas på kortare serier.",
    unverified=_ID_AND_CONTENTS,
    variables=SCB_COUNTY_SSYK4.variables,
    **FROM_SCB,
    **ENDED,
)
SCB_NATION_AGE = PxTable(
    dataset="scb_yreg54bas",
    title="Anställda 16–64 år i riket efter yrke (fyra siffror), ålder och kön",
    table_id="",
    search=("YREG54BAS", "anställda riket yrke 4-siffrig SSYK ålder"),
    first_period="2020",
    why="Ersättningsbehovet: hur många som lämnar yrket i varje ålder.",
    without="Ersättningsbehov räknas inte.",
    unverified=_ID_AND_CONTENTS,
    variables=(
        _SSYK4,
        PxVariable("Alder", Choice.OFFERED, "alder"),
        _SEX,
        PxVariable("SNI2007", Choice.SUMMED),
        PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}, known=("000006Y1",))),
        _YEARS,
    ),
    **FROM_SCB,
    **MARCH,
)
SCB_MUNICIPALITY_AGE = PxTable(
    dataset="scb_yreg57bas",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (tre siffror), ålder och kön, senaste året",
    table_id="",
    search=("YREG57BAS", "anställda region yrke SSYK ålder"),
    first_period="2020",
    why="Ersättningsbehovet: kommunens egen åldersfördelning i yrket.",
    without="Rikets åldersfördelning i yrket lånas, och det sägs.",
    unverified=_ID_AND_CONTENTS,
    variables=(
        _AREAS,
        _SSYK3,
        PxVariable("Alder", Choice.OFFERED, "alder"),
        _SEX,
        _EMPLOYEES,
        PxVariable("Tid", Periods(newest=1), "ar"),
    ),
    **FROM_SCB,
    **MARCH,
)
SCB_INDUSTRY_OF_OCCUPATION = PxTable(
    dataset="scb_tab4436",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (tre siffror), näringsgren och kön, senaste året",
    table_id="TAB4436",
    search=("YREG56BAS",),
    first_period="2020",
    why="Sektor och välfärdens verksamheter: vilka näringsgrenar yrket finns i.",
    without="Yrket delas inte på sektor.",
    unverified=_CONTENTS,
    variables=(
        _AREAS,
        _SSYK3,
        PxVariable("SNI2007", Choice.OFFERED, "sni"),
        _SEX,
        PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}, known=("000006XZ",))),
        PxVariable("Tid", Periods(newest=1), "ar"),
    ),
    **FROM_SCB,
    **MARCH,
)
_MATCHED = PxVariable(
    "ContentsCode",
    {
        "000008QQ": "helt matchade",
        "000008QP": "delvis matchade",
        "000008QR": "inte matchade",
        "000008QS": "uppgift saknas",
        "000008QT": "befolkning",
    },
    "matt",
)
_ALL_INDUSTRIES = PxVariable("SNI2007", {"A-U": "alla"})
_EDUCATION_GROUP = PxVariable("Utbildning", Choice.OFFERED, "utbildningsgrupp", "vs_UtbildningsgruppE2-3N1-2")
_MATCHING_BY_SEX = PxVariable(
    "KonAlderFodelseland", Labelled({"totalt": "totalt", "kvinnor": "kvinnor", "män": "män"}), "grupp"
)
_BORN = PxVariable(
    "KonAlderFodelseland", Labelled({"inrikes föd": "inrikes födda", "utrikes föd": "utrikes födda"}), "grupp"
)
_MUNICIPALITIES_CKM = PxVariable("Region", Choice.MUNICIPALITIES, "region_kod", "vs_CKM03Kommun")
_COUNTIES_CKM = PxVariable("Region", Choice.EVERY_COUNTY, "region_kod", "vs_CKM02Län")
_NATION_CKM = PxVariable("Region", Choice.NATION, "region_kod", "vs_CKM01Riket")
_CKM_NOTE = "Störd med små tal (CKM): delar summerar inte alltid till det redovisade talet."
SCB_MATCHING = PxTable(
    dataset="scb_tab6929",
    title="Befolkningen 20–69 år efter utbildningsgrupp och matchning mellan utbildning och yrke",
    table_id="TAB6929",
    search=("RegionInd19E3CKMNy",),
    first_period="2019",
    why="Utbud: hur många som har utbildningen i varje kommun, och hur många av dem som arbetar i ett matchande yrke.",
    without="Utbildningsgrupper och matchning visas inte.",
    unverified="Koderna för kön och födelseland väljs efter namn när den hämtas. Finns inte födelseland utelämnas det.",
    note=_CKM_NOTE,
    variables=(_MUNICIPALITIES_CKM, _EDUCATION_GROUP, _ALL_INDUSTRIES, _MATCHING_BY_SEX, _MATCHED, _YEARS),
    further=(
        Turn((_COUNTIES_CKM,)),
        Turn((_NATION_CKM,)),
        Turn((_BORN,), optional=True),
        Turn((_COUNTIES_CKM, _BORN), optional=True),
        Turn((_NATION_CKM, _BORN), optional=True),
    ),
    **FROM_SCB,
    **JUNE,
)
_EDUCATION_LEVEL = PxVariable("Utbildning", Choice.OFFERED, "utbildningsniva", "vs_Utbildningsnivå19RMI")
SCB_MATCHING_BY_LEVEL = PxTable(
    dataset="scb_tab6929_niva",
    title="Befolkningen 20–69 år efter utbildningsnivå och matchning mellan utbildning och yrke",
    table_id="TAB6929",
    search=("RegionInd19E3CKMNy",),
    first_period="2019",
    why="Samtliga utbildningar tillsammans, att jämföra grupperna med. Nivåer och grupper är två indelningar av samma "
    "personer och läggs aldrig ihop.",
    without="Matchningen jämförs inte med samtliga utbildningar.",
    unverified="Koderna för kön väljs efter namn när den hämtas.",
    note=_CKM_NOTE,
    variables=(_MUNICIPALITIES_CKM, _EDUCATION_LEVEL, _ALL_INDUSTRIES, _MATCHING_BY_SEX, _MATCHED, _YEARS),
    further=(Turn((_COUNTIES_CKM,)), Turn((_NATION_CKM,))),
    **FROM_SCB,
    **JUNE,
)
SCB_EDUCATION_LEVEL = PxTable(
    dataset="scb_tab3981",
    title="Befolkning 16–74 år efter kommun, utbildningsnivå och kön",
    table_id="TAB3981",
    search=("UF0506B Utbildning",),
    first_period="1985",
    why="Utbud: befolkningens utbildningsnivå över tid.",
    without="Utbildningsnivån över tid visas inte.",
    note="En kommun som inte fanns ett år har 0 i källan. Från 2025 störd med små tal (CKM).",
    variables=(
        _AREAS,
        PxVariable("UtbildningsNiva", Choice.OFFERED, "utbildningsniva"),
        PxVariable("Alder", {"tot16-74": "16–74 år"}),
        _SEX,
        PxVariable("ContentsCode", {"UF0506A1": "befolkning"}),
        PxVariable("Tid", Periods(newest=15), "ar"),
    ),
    **FROM_SCB,
    **JUNE,
)
_BY_PLACE = "arbetsställe", "bostad"
SCB_SECTOR = PxTable(
    dataset="scb_tab2597",
    title="Sysselsatta 15–74 år efter kommun, sektor och kön, per månad (BAS)",
    table_id="TAB2597",
    search=("SektorSyssM",),
    first_period="2020M01",
    why="Offentlig och privat sektor: hur arbetena i varje kommun delas mellan arbetsgivare.",
    without="Ingenting delas på sektor.",
    unverified="Sektorernas koder tas som källan har dem.",
    note="Offentlig förvaltning totalt överlappar stat, region och kommun. Preliminär. Störd med små tal (CKM).",
    variables=(
        _AREAS,
        _SEX_AND_TOTAL,
        PxVariable("Alder", {"15-74": "15–74 år"}),
        PxVariable("ArbetsSektor", Choice.OFFERED, "sektor"),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable("ContentsCode", dict(zip(("000005F4", "000006OD"), _BY_PLACE, strict=True)), "matt"),
        _MONTHS,
    ),
    **FROM_SCB,
    **MONTHLY,
)
SCB_INDUSTRY = PxTable(
    dataset="scb_tab3784",
    title="Sysselsatta 15–74 år efter kommun, näringsgren och kön, per månad (BAS)",
    table_id="TAB3784",
    search=("ArbStDoNMNN",),
    first_period="2020M01",
    why="Avstämning av anställda per kommun, och välfärdens verksamheter.",
    without="Anställda per kommun stäms inte av mot en andra källa.",
    note="Preliminär. Störd med små tal (CKM). Omfattar egenföretagare, till skillnad från Yrkesregistret.",
    variables=(
        _AREAS,
        _SEX_AND_TOTAL,
        PxVariable("SNI2007", Choice.OFFERED, "sni"),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable("ContentsCode", dict(zip(("0000054D", "0000056A"), _BY_PLACE, strict=True)), "matt"),
        PxVariable("Tid", Periods(newest=36), "manad"),
    ),
    **FROM_SCB,
    **MONTHLY,
)
SCB_LABOUR_STATUS = PxTable(
    dataset="scb_tab6260",
    title="Befolkningen efter kommun, arbetsmarknadsstatus, ålder och kön, per månad (BAS)",
    table_id="TAB6260",
    search=("ArbStatusM",),
    first_period="2020M01",
    why="Utbud: sysselsatta och arbetslösa efter bostadens kommun.",
    without="Arbetsmarknadsstatus per kommun visas inte.",
    unverified=_CONTENTS,
    note="Preliminär. Störd med små tal (CKM). Arbetslösa enligt BAS är inte inskrivna hos Arbetsförmedlingen.",
    variables=(
        _AREAS,
        _SEX_AND_TOTAL,
        PxVariable("Alder", {"15-74": "15–74 år", "16-64": "16–64 år", "20-64": "20–64 år"}, "alder"),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable(
            "ContentsCode",
            Labelled(
                {"Sysselsatta": "sysselsatta", "Arbetslösa": "arbetslösa"},
                known=("000006HI", "000004YH"),
            ),
            "matt",
        ),
        PxVariable("Tid", Periods(newest=60), "manad"),
    ),
    further=(
        Turn(
            (PxVariable("ContentsCode", Labelled({"Utanför arbetskraften": "utanför arbetskraften"}), "matt"),),
            optional=True,
        ),
    ),
    **FROM_SCB,
    **MONTHLY,
)
_LIVES = PxVariable("Bostadskommun", Choice.EVERYWHERE, "bostad_kod")
SCB_COMMUTING = PxTable(
    dataset="scb_tab1830",
    title="Sysselsatta 15–74 år efter bostadskommun, arbetsställekommun och kön (pendling)",
    table_id="TAB1830",
    search=("ArRegPend2",),
    first_period="2020",
    why="Pendling: vilka kommuner som delar arbetskraft.",
    without="Utbud och efterfrågan knyts inte ihop över kommungränser.",
    note="Små värden redovisas inte. Egenföretagare avgränsas på nytt sätt från 2024.",
    release="En gång om året, i november",
    release_months=(11,),
    max_age_days=400,
    variables=(
        _LIVES,
        PxVariable("Arbetsstallekommun", Choice.MUNICIPALITIES, "arbete_kod"),
        _SEX_AND_TOTAL,
        PxVariable("ContentsCode", Labelled({"Sysselsatta": "sysselsatta"}, known=("000000QT",))),
        PxVariable("Tid", Periods(newest=2), "ar"),
    ),
    further=(
        Turn(
            (
                PxVariable("Bostadskommun", Choice.MUNICIPALITIES, "bostad_kod"),
                PxVariable("Arbetsstallekommun", Choice.ELSEWHERE, "arbete_kod"),
            )
        ),
    ),
    **FROM_SCB,
)
SCB_PROJECTION = PxTable(
    dataset="scb_tab6008",
    title="Framskriven folkmängd efter kommun, ålder och kön",
    table_id="TAB6008",
    search=("BefProgRegFakN",),
    why="Fem och tio år framåt: hur många som är i arbetsför ålder, barn och äldre.",
    without="Framskrivningar görs inte.",
    release="En gång om året, i maj",
    release_months=(5,),
    max_age_days=400,
    variables=(
        _AREAS,
        PxVariable("InrikesUtrikes", Choice.SUMMED),
        _SEX,
        _SINGLE_AGES,
        PxVariable("ContentsCode", {"000005RC": "folkmängd"}),
        PxVariable("Tid", Periods(first=14), "ar"),
    ),
    **FROM_SCB,
)
SCB_POPULATION_TO_2024 = PxTable(
    dataset="scb_tab638",
    title="Folkmängd efter kommun, ålder och kön, till och med 2024",
    table_id="TAB638",
    search=("BefolkningNy",),
    why="Befolkningen åren före framskrivningen.",
    without="Befolkningens utveckling visas inte.",
    note="En kommun som inte fanns ett år har 0 i källan.",
    variables=(
        _AREAS,
        PxVariable("Civilstand", Choice.SUMMED),
        _SINGLE_AGES,
        _SEX,
        PxVariable("ContentsCode", {"BE0101N1": "folkmängd"}),
        PxVariable("Tid", Periods(newest=10), "ar"),
    ),
    **FROM_SCB,
    **ENDED,
)
SCB_POPULATION = PxTable(
    dataset="scb_tab5557",
    title="Folkmängd efter kommun, ålder och kön, från 2025",
    table_id="TAB5557",
    search=("BefolkningCKM",),
    first_period="2025",
    why="Befolkningen nu.",
    without="Den senaste folkmängden visas inte.",
    note="Störd med små tal (CKM): delar summerar inte alltid till det redovisade talet.",
    release="En gång om året, i februari",
    release_months=(2,),
    max_age_days=400,
    variables=(
        _AREAS,
        PxVariable("Civilstand", {"SC": "samtliga"}),
        _SINGLE_AGES,
        PxVariable("Kon", {**SEX, "TotSa": "totalt"}, "kon"),
        PxVariable("ContentsCode", {"000007ME": "folkmängd"}),
        _YEARS,
    ),
    **FROM_SCB,
)
_PAY = (
    PxVariable("Region", Choice.NUTS2, "riksomrade"),
    PxVariable("Sektor", Choice.OFFERED, "sektor"),
    _SSYK4,
    _SEX_AND_TOTAL,
    PxVariable("ContentsCode", Labelled({"Månadslön": "månadslön", "Antal anställda": "antal anställda"}), "matt"),
    _YEARS,
)
SCB_PAY = PxTable(
    dataset="scb_tab5696",
    title="Månadslön och antal anställda efter riksområde, sektor, yrke (fyra siffror) och kön",
    table_id="TAB5696",
    search=("LonYrkeRegion4AN",),
    first_period="2023",
    why="Signalen pris: stiger lönen snabbare där det är brist?",
    without="Lönens utveckling ingår inte i signalerna.",
    unverified=_CONTENTS,
    note="Västra Götaland redovisas tillsammans med Halland (Västsverige).",
    variables=_PAY,
    **FROM_SCB,
    **JUNE,
)
SCB_PAY_2014 = PxTable(
    dataset="scb_tab4262",
    title="Månadslön och antal anställda efter riksområde, sektor, yrke (fyra siffror) och kön, 2014–2022",
    table_id="TAB4262",
    search=("LonYrkeRegion4A",),
    first_period="2014",
    why="Lönens utveckling före 2023.",
    without="Lönens utveckling räknas från 2023.",
    unverified=_CONTENTS,
    note="Västra Götaland redovisas tillsammans med Halland (Västsverige).",
    variables=_PAY,
    **FROM_SCB,
    **ENDED,
)
SCB_VACANCIES = PxTable(
    dataset="scb_lediga_jobb",
    title="Lediga jobb (SCB) efter län och sektor, per kvartal",
    table_id="TAB6424",
    search=("RegionIndE1KN", "lediga jobb region sektor kvartal"),
    first_period="2015K1",
    why="Efterfrågan: hur stor del av de lediga jobben som annonseras hos Arbetsförmedlingen.",
    without="Annonserna räknas inte upp till alla lediga jobb.",
    unverified="Id:t är läst ur andras program. Innehållets kod väljs efter namn; sektorernas koder tas som källan har dem.",
    note="Urvalsundersökning: osäker för ett län. Osäkerhetsmarginalen hämtas när källan har den.",
    release="Varje kvartal, i februari, maj, augusti och november",
    release_months=(2, 5, 8, 11),
    max_age_days=200,
    variables=(
        _COUNTIES,
        PxVariable("Sektor", Choice.OFFERED, "sektor"),
        PxVariable("ContentsCode", Labelled({"Lediga jobb, totalt": "lediga jobb"}), "matt"),
        PxVariable("Tid", Periods(), "kvartal"),
    ),
    further=(
        Turn(
            (
                PxVariable(
                    "ContentsCode", Labelled({"Lediga jobb, totalt, osäkerhetsmarginal": "osäkerhetsmarginal"}), "matt"
                ),
            ),
            optional=True,
        ),
    ),
    **FROM_SCB,
)
SCB_INFLOWS = PxTable(
    dataset="scb_jobbinfloden",
    title="Jobbinflöden efter län, näringsgren och kön (RMI E2)",
    table_id="",
    search=("RegionInd19E2B", "E2 jobbinflöden"),
    why="Efterfrågan: hur många som får nya jobb, och hur många av dem som byter jobb.",
    without="Inflödet till jobb visas inte.",
    unverified="Tabellens id och innehållets koder söks upp när den hämtas. En delning på utbildningsgrupp är inte funnen.",
    variables=(
        _COUNTIES,
        PxVariable("SNI2007MI", Choice.OFFERED, "sni"),
        _SEX,
        PxVariable(
            "ContentsCode",
            Labelled(
                {
                    "Nya förvärvsarbetande, antal": "nya sysselsatta",
                    "Jobbytare, antal": "jobbytare",
                    "Totalt jobbinflöde, antal": "jobbinflöde",
                }
            ),
            "matt",
        ),
        PxVariable("Tid", Periods(), "period"),
    ),
    **FROM_SCB,
    **JUNE,
)
SCB_EDUCATION_FLOWS = PxTable(
    dataset="scb_tab6928",
    title="Utbildningsgruppernas flöden per kommun: examinerade, flyttare, åldrande (RMI)",
    table_id="TAB6928",
    search=("utbildningsgrupp flöden region",),
    why="Framtida utbud: hur många som tillkommer och försvinner i varje utbildningsgrupp och kommun.",
    without="Tillflödet per kommun visas inte.",
    unverified="Koderna är lästa ur andras program. Summan prövas: befolkning första året + nettot = andra året.",
    note=_CKM_NOTE,
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Utbildngrupp", Choice.OFFERED, "utbildningsgrupp"),
        PxVariable("KonAlderFodelseland", Labelled({"totalt": "totalt"}), "grupp"),
        PxVariable(
            "ContentsCode",
            {
                "000008QG": "befolkning första året",
                "000008QH": "befolkning andra året",
                "000008QI": "netto",
                "000008QL": "inflyttade",
                "000008QM": "utflyttade",
                "000008QN": "examinerade",
                "000008QO": "vidareutbildade",
            },
            "matt",
        ),
        PxVariable("Tid", Periods(newest=5), "period"),
    ),
    further=(
        Turn(
            (PxVariable("KonAlderFodelseland", Labelled({"kvinnor": "kvinnor", "män": "män"}), "grupp"),),
            optional=True,
        ),
    ),
    **FROM_SCB,
    **JUNE,
)
_EDUCATION_BY_COUNTY = PxVariable("Utbildning", Choice.OFFERED, "utbildningsgrupp")
_NOT_THE_SAME = (
    "Andras program läser tabellen med annat innehåll (arbetskraftsdeltagande, pendling) och variabeln Utbildngrupp. Finns "
    "inte de namn som söks hämtas den inte."
)
SCB_GRADUATES = PxTable(
    dataset="scb_tab6368",
    title="Examinerade efter län, utbildningsgrupp och kön (RMI U1b)",
    table_id="TAB6368",
    search=("U1bN1",),
    first_period="2019",
    why="Framtida utbud: hur många som tar examen i varje utbildningsgrupp.",
    without="Tillflödet av examinerade visas inte.",
    unverified=_NOT_THE_SAME,
    variables=(
        _COUNTIES,
        _EDUCATION_BY_COUNTY,
        _SEX,
        PxVariable("ContentsCode", Labelled({"Examinerade": "examinerade"})),
        _YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)
SCB_ESTABLISHED = PxTable(
    dataset="scb_tab6369",
    title="Etablerade på arbetsmarknaden efter examen, efter län, utbildningsgrupp och kön (RMI U2)",
    table_id="TAB6369",
    search=("U2N1",),
    first_period="2019",
    why="Framtida utbud: hur många av de examinerade som får arbete.",
    without="Etableringen efter examen visas inte.",
    unverified=_NOT_THE_SAME,
    variables=(
        _COUNTIES,
        _EDUCATION_BY_COUNTY,
        _SEX,
        PxVariable("ContentsCode", Labelled({"Etablerade": "etablerade", "Examinerade": "examinerade"}), "matt"),
        _YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)
SCB_SUPPORT_RATIO = PxTable(
    dataset="scb_tab5457",
    title="Demografisk försörjningskvot efter kommun (RMI R2)",
    table_id="TAB5457",
    search=("R2 demografisk försörjningskvot", "försörjningskvot"),
    why="Förutsättning: hur många varje person i arbetsför ålder ska försörja.",
    without="Försörjningskvoten visas inte.",
    unverified=_CONTENTS,
    variables=(
        _AREAS,
        PxVariable("ContentsCode", Labelled({"Demografisk försörjningskvot": "försörjningskvot"})),
        _YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)
AF_ADS = SourceTable(
    dataset="af_annonser",
    title="Historiska platsannonser (Platsbanken)",
    publisher="Arbetsförmedlingen",
    table_id="annonser/historiska",
    landing="https://data.arbetsformedlingen.se/annonser/historiska/",
    licence="CC0",
    release="Ett arkiv per år, under året ett per kvartal",
    release_months=(1, 4, 7, 10),
    why="Efterfrågan: vilka arbetsgivare söker just nu, per yrke och kommun.",
    without="Ingenting publiceras.",
    required=True,
    kind="parquet",
    max_age_days=120,
    note="Fritext, kontaktuppgifter och fysiska personers nummer lagras aldrig.",
)
FROM_AF_WORKBOOK: dict[str, Any] = {
    "publisher": "Arbetsförmedlingen",
    "landing": "https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    "licence": "Fri användning med källhänvisning",
    "release": "Varje månad, omkring den 23:e till den 7:e",
    "release_months": tuple(range(1, 13)),
    "kind": "excel",
    "max_age_days": 62,
    "note": "Hämtas när alla arbetsböcker om inskrivna arbetslösa visar samma månad.",
}
AF_UNEMPLOYED = SourceTable(
    dataset="af_inskrivna_yrkesomrade",
    title="Inskrivna arbetslösa efter kommun, kön och AF-yrkesområde",
    table_id="web-arbetslosa-yrkesomrade",
    why="Utbud: hur många som söker arbete inom varje AF-yrkesområde.",
    without="Ingenting publiceras.",
    required=True,
    **FROM_AF_WORKBOOK,
)
_GROUPS_NOT_SEEN = "Gruppernas namn är inte sedda hos källan; ett okänt namn stoppar med en lista."
AF_UNEMPLOYED_PROFILE = SourceTable(
    dataset="af_inskrivna_profil",
    title="Inskrivna arbetslösa efter kommun, kön, ålder, utbildning och födelseland",
    table_id="web-sok-lan-kom",
    why="Utbud: vilka de inskrivna är.",
    without="Ålder, utbildning och födelseland visas inte, och AF-yrkesområdenas summa prövas inte mot dem.",
    unverified=_GROUPS_NOT_SEEN,
    **FROM_AF_WORKBOOK,
)
AF_UNEMPLOYED_DURATION = SourceTable(
    dataset="af_inskrivna_tid",
    title="Inskrivna arbetslösa efter kommun och tid utan arbete",
    table_id="web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom",
    why="Utbud: hur många som har varit utan arbete länge, och alla inskrivna per kommun att pröva de andra mot.",
    without="Tid utan arbete visas inte, och de andra arbetsböckernas summor prövas inte.",
    unverified=_GROUPS_NOT_SEEN,
    **FROM_AF_WORKBOOK,
)
AF_LABOUR_FORCE = SourceTable(
    dataset="af_arbetskraft_bas",
    title="Arbetskraften (BAS) och inskrivna arbetslösa efter kommun och kön",
    table_id="web-inskrivna-arbetslosa-andel-av-bas",
    why="Arbetskraftens storlek, som inskrivna arbetslösa räknas som andel av.",
    without="Inskrivna arbetslösa som andel av arbetskraften räknas inte.",
    **FROM_AF_WORKBOOK,
)
FROM_AF: dict[str, Any] = {"publisher": "Arbetsförmedlingen", "licence": "CC0"}
TAXONOMY_VERSION = 31
"""The version of Arbetsförmedlingen's taxonomy that codes and concepts are read by; raised on purpose, never by itself."""
AF_BAROMETER = SourceTable(
    dataset="af_yrkesbarometer",
    title="Yrkesbarometern: jobbmöjligheter, rekryteringssituation och efterfrågan om fem år",
    table_id="prognoser/yrkesbarometer.json",
    landing="https://data.arbetsformedlingen.se/prognoser/yrkesbarometer.json",
    release="Två gånger om året, i juni och december (före 2026 vår och höst); källan skriver över den förra omgången",
    release_months=(6, 12),
    why="Arbetsförmedlingens egen bedömning av yrken i länet, att visa bredvid våra tal.",
    without="Arbetsförmedlingens bedömning visas inte; det som hämtats tidigare finns kvar i raw/.",
    unverified="Att delvis_helt säger om bedömningen helt eller delvis är gjord på den nivå som hogsta_bedomningsniva anger. "
    "Vad paradox beror på och källans texter läses inte.",
    kind="json",
    max_age_days=240,
    note="Varje omgång sparas, eftersom källan bara har den senaste.",
    **FROM_AF,
)
AF_TAXONOMY = SourceTable(
    dataset="af_taxonomi",
    title=f"Arbetsmarknadstaxonomin, version {TAXONOMY_VERSION}",
    table_id=f"taxonomy/version/{TAXONOMY_VERSION}",
    landing="https://data.arbetsformedlingen.se/taxonomy/",
    release="En ny version några gånger om året; vilken som används är låst",
    release_months=(),
    why="Nyckeln mellan Arbetsförmedlingens yrkesgrupper och SCB:s (SSYK 2012), och vad ersatta begrepp heter nu.",
    without="Yrkesnyckeln är tom, och Arbetsförmedlingens sammanslagna grupper delas inte upp.",
    unverified="Fälten deprecated och replaced_by heter så i Arbetsförmedlingens frågegränssnitt; om den samlade filen har "
    "dem är inte prövat. Utan dem följs inga ersättningar, och det står i beslut.",
    kind="json",
    max_age_days=3650,
    **FROM_AF,
)
AF_SKILLS = SourceTable(
    dataset="af_kompetenser",
    title="Kompetenser som nämns i platsannonser (berikade annonser)",
    table_id="annonser/historiska/berikade",
    landing="https://data.arbetsformedlingen.se/annonser/historiska/berikade/",
    release="Oregelbundet, ungefär en gång om året",
    release_months=(),
    why="Vilka kompetenser arbetsgivare nämner per yrke och delregion, som beskrivning.",
    without="Tabellen kompetenser är tom.",
    unverified="Att fälten heter så i arkivet utan fritext; bara stickprovet på en procent är prövat.",
    kind="parquet",
    max_age_days=800,
    note="Bara koder, kompetensernas namn och antal lagras. De fullständiga arkiven, som har fritext, läses aldrig.",
    **FROM_AF,
)
AF_OPEN_ADS = SourceTable(
    dataset="af_jobstream",
    title="Öppna platsannonser och deras ändringar (JobStream)",
    publisher="Arbetsförmedlingen",
    table_id="v2/snapshot",
    landing="https://jobstream.api.jobtechdev.se/",
    licence="CC0",
    release="Löpande; hämtas varje natt",
    release_months=tuple(range(1, 13)),
    why="Efterfrågan: hur många annonser som är öppna varje dag, per yrke och kommun.",
    without="Öppna annonser per dag visas inte.",
    kind="parquet",
    max_age_days=14,
    unverified="Hur länge källan minns borttagna annonser (90 dagar enligt en äldre vägledning) och att tider utan zon är "
    "svensk tid. Frågorna överlappar så att båda får vara fel.",
    note="Fritext, kontaktuppgifter och fysiska personers nummer lagras aldrig.",
)
CATALOG: tuple[SourceTable, ...] = (
    SCB_EMPLOYEES,
    AF_ADS,
    AF_UNEMPLOYED,
    AF_OPEN_ADS,
    SCB_EMPLOYEES_2019,
    SCB_EMPLOYEES_2014,
    SCB_COUNTY_SSYK4,
    SCB_COUNTY_SSYK4_2019,
    SCB_COUNTY_SSYK4_2014,
    SCB_NATION_AGE,
    SCB_MUNICIPALITY_AGE,
    SCB_INDUSTRY_OF_OCCUPATION,
    SCB_MATCHING,
    SCB_MATCHING_BY_LEVEL,
    SCB_EDUCATION_LEVEL,
    SCB_SECTOR,
    SCB_INDUSTRY,
    SCB_LABOUR_STATUS,
    SCB_COMMUTING,
    SCB_PROJECTION,
    SCB_POPULATION_TO_2024,
    SCB_POPULATION,
    SCB_PAY,
    SCB_PAY_2014,
    SCB_VACANCIES,
    SCB_INFLOWS,
    SCB_EDUCATION_FLOWS,
    SCB_GRADUATES,
    SCB_ESTABLISHED,
    SCB_SUPPORT_RATIO,
    AF_BAROMETER,
    AF_TAXONOMY,
    AF_SKILLS,
    AF_UNEMPLOYED_PROFILE,
    AF_UNEMPLOYED_DURATION,
    AF_LABOUR_FORCE,
)
PX_TABLES: tuple[PxTable, ...] = tuple(entry for entry in CATALOG if isinstance(entry, PxTable))
