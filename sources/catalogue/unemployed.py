"""Source tables of the registered unemployed and of the labour force."""

from __future__ import annotations

from typing import Any

from sources.catalogue.entry import SourceTable

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
    register="inskrivna arbetslösa",
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
    register="inskrivna arbetslösa",
    table_id="web-sok-lan-kom",
    why="Utbud: vilka de inskrivna är.",
    without="Ålder, utbildning och födelseland visas inte, och AF-yrkesområdenas summa prövas inte mot dem.",
    unverified=_GROUPS_NOT_SEEN,
    **FROM_AF_WORKBOOK,
)

AF_UNEMPLOYED_DURATION = SourceTable(
    dataset="af_inskrivna_tid",
    title="Inskrivna arbetslösa efter kommun och tid utan arbete",
    register="inskrivna arbetslösa",
    table_id="web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom",
    why="Utbud: hur många som har varit utan arbete länge, och alla inskrivna per kommun att pröva de andra mot.",
    without="Tid utan arbete visas inte, och de andra arbetsböckernas summor prövas inte.",
    unverified=_GROUPS_NOT_SEEN,
    **FROM_AF_WORKBOOK,
)

AF_LABOUR_FORCE = SourceTable(
    dataset="af_arbetskraft_bas",
    title="Arbetskraften (BAS) och inskrivna arbetslösa efter kommun och kön",
    register="arbetskraften",
    table_id="web-inskrivna-arbetslosa-andel-av-bas",
    why="Arbetskraftens storlek, som inskrivna arbetslösa räknas som andel av.",
    without="Inskrivna arbetslösa som andel av arbetskraften räknas inte.",
    **FROM_AF_WORKBOOK,
)
