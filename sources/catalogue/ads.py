"""Source tables of ads, of the skills that they name, and of the vacancies that they are a part of."""

from __future__ import annotations

from sources.catalogue.common import COUNTIES, FROM_AF, FROM_SCB
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable, SourceTable, Turn

SCB_VACANCIES = PxTable(
    dataset="scb_lediga_jobb",
    staged="lediga_jobb",
    unit="jobb",
    sex="Lediga jobb har inget kön.",
    title="Lediga jobb (SCB) efter län och sektor, per kvartal",
    register="statistiken över lediga jobb",
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
        COUNTIES,
        PxVariable("Sektor", Choice.OFFERED, "sektor"),
        PxVariable(
            "ContentsCode",
            Labelled({"Lediga jobb, totalt": "lediga jobb"}),
            "matt",
            meaning="Lediga jobb, eller källans osäkerhetsmarginal",
        ),
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

AF_ADS = SourceTable(
    dataset="af_annonser",
    title="Historiska platsannonser (Platsbanken)",
    register="Platsbankens annonser",
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

AF_SKILLS = SourceTable(
    dataset="af_kompetenser",
    title="Kompetenser som nämns i platsannonser (berikade annonser)",
    register="kompetenser i annonser",
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
    register="öppna annonser",
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
