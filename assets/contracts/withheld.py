"""Numbers that a rule of ours withholds although they are openly published, here or by the source, and why that is right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShownElsewhere:
    """A column where a number that is not shown follows from what is published."""

    table: str
    column: str
    table_with_all: str | None
    """The published table that it stands in; None when it stands in the source's own open table."""
    reason: str
    """For readers; a caveat of the table."""


_UNKNOWN_AGES = (
    "Ett tal som inte visas är för osäkert, inte hemligt: åldern är okänd för för många. SCB publicerar öppet de åldrar som är kända per "
    "yrke och kommun. Båda könen minus det ena kan därför ge det andra, räknat på de kända."
)

SHOWN_ELSEWHERE = (
    ShownElsewhere(
        "kommun_yrke",
        "anstallda",
        "anstallda",
        "Regeln om anställda gäller säkerhet, inte sekretess. SCB har redan skyddat talen och publicerar dem öppet. De står därför i "
        "tabellen anstallda, som de är. Här utelämnas de för att ingen ska läsa dem som ett behov.",
    ),
    ShownElsewhere(
        "kommun_yrke",
        "platser_rensade",
        "annonser",
        "Regeln om platser gäller också säkerhet. Annonser är öppna, och en plats är ingen person. Alla platser står i tabellen annonser.",
    ),
    ShownElsewhere(
        "sektor_yrke",
        "platser_rensade",
        "sektor_yrke",
        "Regeln om få privata arbetsgivare gäller vad rapporterna lyfter fram, inte sekretess. Annonserna är öppna med arbetsgivarens "
        "namn, och en plats är ingen person. Alla tal står därför i tabellen sektor_yrke, med fa_arbetsgivare där rapporterna är tysta.",
    ),
    *(ShownElsewhere("alder_yrke", column, None, _UNKNOWN_AGES) for column in ("anstallda", "anstallda_55_64")),
)


def reasons_of(table: str) -> tuple[str, ...]:
    """What readers of a table are told of them."""
    return tuple(dict.fromkeys(each.reason for each in SHOWN_ELSEWHERE if each.table == table))
