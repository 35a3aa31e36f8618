"""Source tables of the population, as it was and as it is projected."""

from __future__ import annotations

from sources.catalogue.common import AREAS, BY_SEX, CONTENTS, ENDED, FROM_SCB, JUNE, SEX, SINGLE_AGES, YEARS
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable

SCB_PROJECTION = PxTable(
    dataset="scb_tab6008",
    staged="framskriven_folkmangd",
    title="Framskriven folkmängd efter kommun, ålder och kön",
    register="befolkningsframskrivningen",
    table_id="TAB6008",
    search=("BefProgRegFakN",),
    why="Fem och tio år framåt: hur många som är i arbetsför ålder, barn och äldre.",
    without="Framskrivningar görs inte.",
    release="En gång om året, i maj",
    release_months=(5,),
    max_age_days=400,
    variables=(
        AREAS,
        PxVariable("InrikesUtrikes", Choice.SUMMED),
        BY_SEX,
        SINGLE_AGES,
        PxVariable("ContentsCode", {"000005RC": "folkmängd"}),
        PxVariable("Tid", Periods(first=14), "ar"),
    ),
    **FROM_SCB,
)

SCB_POPULATION_TO_2024 = PxTable(
    dataset="scb_tab638",
    staged="folkmangd_till_2024",
    title="Folkmängd efter kommun, ålder och kön, till och med 2024",
    register="befolkningsstatistiken",
    table_id="TAB638",
    search=("BefolkningNy",),
    why="Befolkningen åren före framskrivningen.",
    without="Befolkningens utveckling visas inte.",
    note="En kommun som inte fanns ett år har 0 i källan.",
    variables=(
        AREAS,
        PxVariable("Civilstand", Choice.SUMMED),
        SINGLE_AGES,
        BY_SEX,
        PxVariable("ContentsCode", {"BE0101N1": "folkmängd"}),
        PxVariable("Tid", Periods(newest=10), "ar"),
    ),
    **FROM_SCB,
    **ENDED,
)

SCB_POPULATION = PxTable(
    dataset="scb_tab5557",
    staged="folkmangd",
    title="Folkmängd efter kommun, ålder och kön, från 2025",
    register="befolkningsstatistiken",
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
        AREAS,
        PxVariable("Civilstand", {"SC": "samtliga"}),
        SINGLE_AGES,
        PxVariable("Kon", {**SEX, "TotSa": "totalt"}, "kon"),
        PxVariable("ContentsCode", {"000007ME": "folkmängd"}),
        YEARS,
    ),
    **FROM_SCB,
)

SCB_SUPPORT_RATIO = PxTable(
    dataset="scb_tab5457",
    staged="forsorjningskvot",
    unit="kvot",
    whole=False,
    sex="Kvoten delas inte på kön.",
    title="Demografisk försörjningskvot efter kommun (RMI R2)",
    register="Regionala matchningsindikatorer",
    table_id="TAB5457",
    search=("R2 demografisk försörjningskvot", "försörjningskvot"),
    why="Förutsättning: hur många varje person i arbetsför ålder ska försörja.",
    without="Försörjningskvoten visas inte.",
    unverified=CONTENTS,
    variables=(
        AREAS,
        PxVariable("ContentsCode", Labelled({"Demografisk försörjningskvot": "försörjningskvot"})),
        YEARS,
    ),
    **FROM_SCB,
    **JUNE,
)
