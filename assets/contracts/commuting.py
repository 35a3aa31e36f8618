"""Contract of the commuting."""

from __future__ import annotations

from assets.contracts.columns import BASIS, SEX_COLUMN, VALUE, YEAR, count, text
from assets.contracts.model import TableContract

ELSEWHERE = "ovriga_sverige"

COMMUTING_FLOWS = TableContract(
    "pendling",
    "mart",
    "Pendling mellan kommuner, delregioner och övriga Sverige",
    "Sysselsatta 15–74 år efter var de bor och var de arbetar, senaste året. Kommunerna i länet mot varandra och mot övriga "
    "Sverige, och delregionerna likaså.",
    "kommun eller övriga Sverige × kommun eller övriga Sverige × kön × år; delregioner likaså",
    ("geo_niva", "bostad_kod", "arbete_kod", "kon", "ar"),
    (
        text("geo_niva", "Vad raden går mellan", allowed=("delregion", "kommun")),
        text("bostad_kod", f"Området där man bor; '{ELSEWHERE}' är alla kommuner utanför länet", term="Bor i, kod"),
        text("bostad_namn", "Områdets namn", term="Bor i"),
        text(
            "arbete_kod",
            f"Området där man arbetar; '{ELSEWHERE}' är alla kommuner utanför länet",
            term="Arbetar i, kod",
        ),
        text("arbete_namn", "Områdets namn", term="Arbetar i"),
        SEX_COLUMN,
        YEAR,
        *VALUE,
        count(
            "minst",
            "Summan av de flöden mellan kommuner som källan visar: så många är det minst; tomt när den inte visar något av dem",
            nullable=True,
        ),
        count(
            "skyddade_floden", "Antal flöden mellan två kommuner som källan inte visar därför att de är små", "flöden"
        ),
        BASIS,
    ),
    caveats=(
        "Källan visar inte små flöden mellan två kommuner. De är tomma här. En summa där något flöde saknas är också tom, och minst "
        "säger vad de flöden som visas blir tillsammans.",
        "Den som arbetar utomlands, till exempel i Norge, är inte med. Det rör främst kommunerna vid gränsen.",
        "Egenföretagare avgränsas på nytt sätt från 2024. Sysselsatta är 15–74 år.",
        "Hur stor del av ett område som arbetar i det redovisas inte i den här tabellen.",
    ),
    may_be_empty=True,
)
