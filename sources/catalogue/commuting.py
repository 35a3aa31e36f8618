"""Source table of commuting."""

from __future__ import annotations

from sources.catalogue.common import BY_SEX_AND_TOTAL, FROM_SCB
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable, Turn

_LIVES = PxVariable("Bostadskommun", Choice.EVERYWHERE, "bostad_kod")

SCB_COMMUTING = PxTable(
    dataset="scb_tab1830",
    staged="pendling",
    title="Sysselsatta 15–74 år efter bostadskommun, arbetsställekommun och kön (pendling)",
    register="pendlingsstatistiken",
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
        BY_SEX_AND_TOTAL,
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
