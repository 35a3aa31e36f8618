"""What the councils themselves tell."""

from __future__ import annotations

from sources.catalogue.entry import SourceTable

COUNCIL_FORMS = SourceTable(
    dataset="radens_formular",
    title="Rådens formulär",
    register="rådens formulär",
    publisher="De delregionala råden",
    table_id="formular",
    landing="https://www.vgregion.se/",
    licence="Råden bestämmer; det som visas är sammanställt",
    release="Två omgångar om året, efter Yrkesbarometern i juni och december",
    release_months=(3, 9),
    why="Rådens egna bedömningar, prioriteringar och insatser, att visa bredvid statistiken.",
    without="Rådens bedömningar visas inte.",
    kind="xlsx",
    max_age_days=400,
    unverified="Råden har inte granskat formuläret än.",
    note="Läggs i mappen inkorg eller läses in med kompetens import. Det som arbetsgivare har sagt publiceras bara som antal, från tre "
    "arbetsgivare.",
)
