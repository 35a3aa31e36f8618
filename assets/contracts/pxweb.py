"""Contracts of PxWeb tables as they are staged, each made from its entry in the catalogue.

An entry says which variables become which columns and what their codes are called, so nothing is left to say here but what
a column of a name means.
"""

from __future__ import annotations

from assets.contracts.columns import VALUE, count, number, text
from assets.contracts.model import Column, TableContract
from assets.contracts.words import SEX_IN_COLUMN
from sources.catalogue.education import SCB_MATCHING
from sources.catalogue.employees import SCB_COUNTY_SSYK4, SCB_EMPLOYEES, SCB_MUNICIPALITY_AGE
from sources.catalogue.entry import Periods, PxTable, PxVariable
from sources.catalogue.registry import PX_TABLES

_MEANINGS = {
    "region_kod": "Källans områdeskod: 00, län eller kommun",
    "bostad_kod": "Kommunen där man bor",
    "arbete_kod": "Kommunen där man arbetar",
    "riksomrade": "Källans kod för den del av landet (NUTS 2) som länet ligger i",
    "ssyk3": "Yrkesgrupp enligt SSYK 2012, tre siffror; 0002 är yrke okänt",
    "ssyk4": "Yrkesgrupp enligt SSYK 2012, fyra siffror; 0002 är yrke okänt",
    "kon": "Kön",
    "alder": "Ålder i källans grupper",
    "sektor": "Arbetsgivarens sektor i källans kod",
    "sni": "Näringsgren enligt SNI 2007 i källans kod",
    "utbildningsgrupp": "Utbildningsgrupp i källans kod",
    "utbildningsniva": "Utbildningsnivå i källans kod",
    "ar": "År som uppgiften avser",
    "manad": "Månad, ÅÅÅÅ-MM",
    "kvartal": "Kvartal, ÅÅÅÅKN",
    "period": "Två år i rad, ÅÅÅÅ-ÅÅÅÅ, som i källan",
}
"""What a column says, unless the entry's variable has a meaning of its own."""
_SOURCES_VALUE = "Källans tal; tomt när uppgiften saknas, aldrig 0 i stället"


def staged_contract(entry: PxTable) -> TableContract:
    """The contract of the staged table that an entry describes: a row per cell, named by its columns, which are its key.

    Args:
        entry: of the catalogue.

    Returns:
        A contract whose columns stand in the order of the entry's variables, then value and status. A column whose codes the
        entry names allows those names only. The table may be empty when nothing that is published must have it.

    Raises:
        KeyError: a variable has a column that nobody has described.
    """
    columns = tuple(_column(entry, variable) for variable in entry.variables if variable.column)
    names = tuple(column.name for column in columns)
    return TableContract(
        entry.staged,
        "staged",
        entry.title,
        "Källans svar med egna kolumnnamn: en rad per värde, värde och status åtskilda.",
        " × ".join(names) + ", som i källan",
        names,
        (*columns, *_value(entry)),
        source=entry.dataset,
        sex=entry.sex or SEX_IN_COLUMN,
        may_be_empty=not entry.required,
        published=False,
    )


def _column(entry: PxTable, variable: PxVariable) -> Column:
    meaning = variable.meaning or _MEANINGS[variable.column]
    if isinstance(variable.codes, Periods) and variable.column == "ar":
        return count(variable.column, meaning, "år")
    return text(variable.column, meaning, allowed=entry.names(variable.column))


def _value(entry: PxTable) -> tuple[Column, ...]:
    persons, status = VALUE
    if entry.whole:
        return (
            persons if entry.unit == persons.unit else count("varde", _SOURCES_VALUE, entry.unit, nullable=True),
            status,
        )
    return number("varde", _SOURCES_VALUE, entry.unit), status


STAGED_PX = {entry.dataset: staged_contract(entry) for entry in PX_TABLES}
"""Dataset → contract, in the order of the catalogue."""


def staged_of(entry: PxTable) -> TableContract:
    """The contract of an entry's staged table."""
    return STAGED_PX[entry.dataset]


STAGED_EMPLOYEES = staged_of(SCB_EMPLOYEES)
STAGED_SSYK4 = staged_of(SCB_COUNTY_SSYK4)
STAGED_AGE = staged_of(SCB_MUNICIPALITY_AGE)
STAGED_MATCHING = staged_of(SCB_MATCHING)
