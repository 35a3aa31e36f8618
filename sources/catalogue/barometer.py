"""Source tables of Arbetsförmedlingen's assessments and of its occupations."""

from __future__ import annotations

from sources.catalogue.common import FROM_AF
from sources.catalogue.entry import SourceTable

TAXONOMY_VERSION = 31
"""The version of Arbetsförmedlingen's taxonomy that codes and concepts are read by; raised on purpose, never by itself."""

AF_BAROMETER = SourceTable(
    dataset="af_yrkesbarometer",
    title="Yrkesbarometern: jobbmöjligheter, rekryteringssituation och efterfrågan om fem år",
    register="Yrkesbarometern",
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
    register="arbetsmarknadstaxonomin",
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
