"""Source tables of people at work per sector and industry."""

from __future__ import annotations

from sources.catalogue.common import (
    AREAS,
    BY_SEX,
    BY_SEX_AND_TOTAL,
    CONTENTS,
    COUNTIES,
    FROM_SCB,
    JUNE,
    MONTHLY,
    MONTHS,
)
from sources.catalogue.entry import Choice, Classification, Labelled, Periods, PxTable, PxVariable, Turn

_BY_PLACE = "arbetsställe", "bostad"
_WHERE = "Räknad där man arbetar eller där man bor"

SCB_SECTOR = PxTable(
    dataset="scb_tab2597",
    staged="sysselsatta_sektor",
    title="Sysselsatta 15–74 år efter kommun, sektor och kön, per månad (BAS)",
    register="Befolkningens arbetsmarknadsstatus",
    table_id="TAB2597",
    search=("SektorSyssM",),
    first_period="2020M01",
    why="Offentlig och privat sektor: hur arbetena i varje kommun delas mellan arbetsgivare.",
    without="Ingenting delas på sektor.",
    unverified="Sektorernas koder tas som källan har dem.",
    note="Offentlig förvaltning totalt överlappar stat, region och kommun. Preliminär. Störd med små tal (CKM).",
    variables=(
        AREAS,
        BY_SEX_AND_TOTAL,
        PxVariable("Alder", {"15-74": "15–74 år"}),
        PxVariable("ArbetsSektor", Choice.OFFERED, "sektor", classification=Classification.SECTOR),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable("ContentsCode", dict(zip(("000005F4", "000006OD"), _BY_PLACE, strict=True)), "matt", meaning=_WHERE),
        MONTHS,
    ),
    **FROM_SCB,
    **MONTHLY,
)

SCB_INDUSTRY = PxTable(
    dataset="scb_tab3784",
    staged="sysselsatta_naringsgren",
    title="Sysselsatta 15–74 år efter kommun, näringsgren och kön, per månad (BAS)",
    register="Befolkningens arbetsmarknadsstatus",
    table_id="TAB3784",
    search=("ArbStDoNMNN",),
    first_period="2020M01",
    why="Avstämning av anställda per kommun, och välfärdens verksamheter.",
    without="Anställda per kommun stäms inte av mot en andra källa.",
    note="Preliminär. Störd med små tal (CKM). Omfattar egenföretagare, till skillnad från Yrkesregistret.",
    variables=(
        AREAS,
        BY_SEX_AND_TOTAL,
        PxVariable("SNI2007", Choice.OFFERED, "sni", classification=Classification.SNI),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable("ContentsCode", dict(zip(("0000054D", "0000056A"), _BY_PLACE, strict=True)), "matt", meaning=_WHERE),
        PxVariable("Tid", Periods(newest=36), "manad"),
    ),
    **FROM_SCB,
    **MONTHLY,
)

SCB_LABOUR_STATUS = PxTable(
    dataset="scb_tab6260",
    staged="arbetsmarknadsstatus",
    title="Befolkningen efter kommun, arbetsmarknadsstatus, ålder och kön, per månad (BAS)",
    register="Befolkningens arbetsmarknadsstatus",
    table_id="TAB6260",
    search=("ArbStatusM",),
    first_period="2020M01",
    why="Utbud: sysselsatta och arbetslösa efter bostadens kommun.",
    without="Arbetsmarknadsstatus per kommun visas inte.",
    unverified=CONTENTS,
    note="Preliminär. Störd med små tal (CKM). Arbetslösa enligt BAS är inte inskrivna hos Arbetsförmedlingen.",
    variables=(
        AREAS,
        BY_SEX_AND_TOTAL,
        PxVariable("Alder", {"15-74": "15–74 år", "16-64": "16–64 år", "20-64": "20–64 år"}, "alder"),
        PxVariable("Fodelseregion", {"tot": "totalt"}),
        PxVariable(
            "ContentsCode",
            Labelled(
                {"Sysselsatta": "sysselsatta", "Arbetslösa": "arbetslösa"},
                known=("000006HI", "000004YH"),
            ),
            "matt",
            meaning="Arbetsmarknadsstatus",
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

SCB_INFLOWS = PxTable(
    dataset="scb_jobbinfloden",
    staged="jobbinfloden",
    title="Jobbinflöden efter län, näringsgren och kön (RMI E2)",
    register="Regionala matchningsindikatorer",
    table_id="",
    search=("RegionInd19E2B", "E2 jobbinflöden"),
    why="Efterfrågan: hur många som får nya jobb, och hur många av dem som byter jobb.",
    without="Inflödet till jobb visas inte.",
    unverified="Tabellens id och innehållets koder söks upp när den hämtas. En delning på utbildningsgrupp är inte funnen.",
    variables=(
        COUNTIES,
        PxVariable("SNI2007MI", Choice.OFFERED, "sni", classification=Classification.SNI),
        BY_SEX,
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
            meaning="Vilka som räknas",
        ),
        PxVariable("Tid", Periods(), "period"),
    ),
    **FROM_SCB,
    **JUNE,
)
