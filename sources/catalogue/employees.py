"""Source tables of the employees and their pay."""

from __future__ import annotations

from sources.catalogue.common import (
    AREAS,
    BY_SEX,
    BY_SEX_AND_TOTAL,
    CONTENTS,
    COUNTIES,
    EMPLOYED_PERSONS,
    ENDED,
    FROM_SCB,
    ID_AND_CONTENTS,
    JUNE,
    MARCH,
    NOVEMBERS,
    SSYK3,
    SSYK4,
    YEARS,
)
from sources.catalogue.entry import Choice, Classification, Labelled, Periods, PxTable, PxVariable

SCB_EMPLOYEES = PxTable(
    dataset="scb_tab4434",
    staged="anstallda",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (SSYK 2012, tre siffror) och kön",
    register="Yrkesregistret",
    table_id="TAB4434",
    search=("YREG58BAS",),
    first_period="2020",
    why="Efterfrågan: hur många som arbetar i varje yrke i varje kommun.",
    without="Ingenting publiceras.",
    required=True,
    unverified=CONTENTS,
    variables=(AREAS, SSYK3, BY_SEX, EMPLOYED_PERSONS, NOVEMBERS),
    **FROM_SCB,
    **MARCH,
)

SCB_EMPLOYEES_2019 = PxTable(
    dataset="scb_tab3119",
    staged="anstallda_2019",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke och kön, 2019–2021 (RAMS)",
    register="Yrkesregistret",
    table_id="TAB3119",
    search=("YREG58N",),
    first_period="2019",
    why="Skarven mellan RAMS och BAS: samma år i båda registren.",
    without="Serien före 2020 länkas inte; den börjar 2020.",
    unverified=CONTENTS,
    variables=SCB_EMPLOYEES.variables,
    **FROM_SCB,
    **ENDED,
)

SCB_EMPLOYEES_2014 = PxTable(
    dataset="scb_tab4396",
    staged="anstallda_2014",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke och kön, 2014–2018 (RAMS)",
    register="Yrkesregistret",
    table_id="TAB4396",
    search=("YREG58",),
    first_period="2014",
    why="Tio års historia för framskrivningarnas prov.",
    without="Framskrivningarna prövas på kortare serier.",
    unverified=CONTENTS,
    variables=SCB_EMPLOYEES.variables,
    **FROM_SCB,
    **ENDED,
)

SCB_COUNTY_SSYK4 = PxTable(
    dataset="scb_yreg60bas",
    staged="anstallda_ssyk4",
    title="Anställda 16–64 år efter län, yrke (SSYK 2012, fyra siffror) och kön",
    register="Yrkesregistret",
    table_id="",
    search=("YREG60BAS", "anställda län yrke 4-siffrig SSYK"),
    first_period="2020",
    why="Gränserna för signalerna (alla 21 län) och fördelningen av yrken på fyra siffror.",
    without="Yrken på fyra siffror visas inte och gränserna från förra utgåvan gäller.",
    unverified=ID_AND_CONTENTS,
    variables=(COUNTIES, SSYK4, BY_SEX, EMPLOYED_PERSONS, NOVEMBERS),
    **FROM_SCB,
    **MARCH,
)

SCB_COUNTY_SSYK4_2019 = PxTable(
    dataset="scb_yreg60n",
    staged="anstallda_ssyk4_2019",
    title="Anställda 16–64 år efter län, yrke (fyra siffror) och kön, 2019–2021 (RAMS)",
    register="Yrkesregistret",
    table_id="",
    search=("YREG60N", "anställda län yrke 4-siffrig SSYK"),
    first_period="2019",
    why="Skarven mellan RAMS och BAS för yrken på fyra siffror.",
    without="Länens serie på fyra siffror börjar 2020.",
    unverified=ID_AND_CONTENTS,
    variables=SCB_COUNTY_SSYK4.variables,
    **FROM_SCB,
    **ENDED,
)

SCB_COUNTY_SSYK4_2014 = PxTable(
    dataset="scb_yreg60",
    staged="anstallda_ssyk4_2014",
    title="Anställda 16–64 år efter län, yrke (fyra siffror) och kön, 2014–2018 (RAMS)",
    register="Yrkesregistret",
    table_id="",
    search=("YREG60", "anställda län yrke 4-siffrig SSYK"),
    first_period="2014",
    why="Tio års historia för yrken på fyra siffror.",
    without="Framskrivningarna prövas på kortare serier.",
    unverified=ID_AND_CONTENTS,
    variables=SCB_COUNTY_SSYK4.variables,
    **FROM_SCB,
    **ENDED,
)

SCB_NATION_AGE = PxTable(
    dataset="scb_yreg54bas",
    staged="anstallda_alder_riket",
    title="Anställda 16–64 år i riket efter yrke (fyra siffror), ålder och kön",
    register="Yrkesregistret",
    table_id="",
    search=("YREG54BAS", "anställda riket yrke 4-siffrig SSYK ålder"),
    first_period="2020",
    why="Ersättningsbehovet: hur många som lämnar yrket i varje ålder.",
    without="Ersättningsbehov räknas inte.",
    unverified=ID_AND_CONTENTS,
    variables=(
        SSYK4,
        PxVariable("Alder", Choice.OFFERED, "alder"),
        BY_SEX,
        PxVariable("SNI2007", Choice.SUMMED),
        PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}, known=("000006Y1",))),
        NOVEMBERS,
    ),
    **FROM_SCB,
    **MARCH,
)

SCB_MUNICIPALITY_AGE = PxTable(
    dataset="scb_yreg57bas",
    staged="anstallda_alder",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (tre siffror), ålder och kön, de två senaste åren",
    register="Yrkesregistret",
    table_id="",
    search=("YREG57BAS", "anställda region yrke SSYK ålder"),
    first_period="2020",
    why="Ersättningsbehovet: kommunens egen åldersfördelning i yrket.",
    without="Rikets åldersfördelning i yrket lånas, och det sägs.",
    unverified=ID_AND_CONTENTS,
    variables=(
        AREAS,
        SSYK3,
        PxVariable("Alder", Choice.OFFERED, "alder"),
        BY_SEX,
        EMPLOYED_PERSONS,
        PxVariable("Tid", Periods(newest=2), "ar", meaning="År (november)"),
    ),
    **FROM_SCB,
    **MARCH,
)

SCB_INDUSTRY_OF_OCCUPATION = PxTable(
    dataset="scb_tab4436",
    staged="anstallda_naringsgren",
    title="Anställda 16–64 år efter arbetsställets kommun, yrke (tre siffror), näringsgren och kön, de två senaste åren",
    register="Yrkesregistret",
    table_id="TAB4436",
    search=("YREG56BAS",),
    first_period="2020",
    why="Sektor och välfärdens verksamheter: vilka näringsgrenar yrket finns i.",
    without="Yrket delas inte på sektor.",
    unverified=CONTENTS,
    variables=(
        AREAS,
        SSYK3,
        PxVariable("SNI2007", Choice.OFFERED, "sni", classification=Classification.SNI),
        BY_SEX,
        PxVariable("ContentsCode", Labelled({"Anställda": "anställda"}, known=("000006XZ",))),
        PxVariable("Tid", Periods(newest=2), "ar", meaning="År (november)"),
    ),
    **FROM_SCB,
    **MARCH,
)

_PAY = (
    PxVariable("Region", Choice.NUTS2, "riksomrade"),
    PxVariable("Sektor", Choice.OFFERED, "sektor"),
    SSYK4,
    BY_SEX_AND_TOTAL,
    PxVariable(
        "ContentsCode",
        Labelled({"Månadslön": "månadslön", "Antal anställda": "antal anställda"}),
        "matt",
        meaning="Månadslön i kronor, eller antal anställda",
    ),
    YEARS,
)

SCB_PAY = PxTable(
    dataset="scb_tab5696",
    staged="loner",
    unit="kronor eller personer",
    title="Månadslön och antal anställda efter riksområde, sektor, yrke (fyra siffror) och kön",
    register="lönestrukturstatistiken",
    table_id="TAB5696",
    search=("LonYrkeRegion4AN",),
    first_period="2023",
    why="Signalen pris: stiger lönen snabbare där det är brist?",
    without="Lönens utveckling ingår inte i signalerna.",
    unverified=CONTENTS,
    note="Redovisas för riksområden (NUTS 2), där ett län kan ingå tillsammans med andra.",
    variables=_PAY,
    **FROM_SCB,
    **JUNE,
)

SCB_PAY_2014 = PxTable(
    dataset="scb_tab4262",
    staged="loner_2014",
    unit="kronor eller personer",
    title="Månadslön och antal anställda efter riksområde, sektor, yrke (fyra siffror) och kön, 2014–2022",
    register="lönestrukturstatistiken",
    table_id="TAB4262",
    search=("LonYrkeRegion4A",),
    first_period="2014",
    why="Lönens utveckling före 2023.",
    without="Lönens utveckling räknas från 2023.",
    unverified=CONTENTS,
    note="Redovisas för riksområden (NUTS 2), där ett län kan ingå tillsammans med andra.",
    variables=_PAY,
    **FROM_SCB,
    **ENDED,
)
