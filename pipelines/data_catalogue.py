"""``docs/datakatalog.md``, written from the catalogue and the contracts: ``make docs``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from babel.dates import get_month_names

from assets.contracts.asset_graph import ORDER
from assets.contracts.edition import QUALITY, SOURCES
from assets.contracts.model import Column, TableContract
from assets.contracts.registry import CONTRACTS
from assets.lineage import LINEAGE
from pipelines.settings import ROOT
from reports.texts import LOCALE
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable, SourceTable, needed_first
from sources.catalogue.registry import CATALOG
from sources.scb.pxtable import period

CATALOGUE_FILE = ROOT / "docs" / "datakatalog.md"
_LEAD = """# Datakatalog

Skriven av `make docs` ur `sources/catalogue` och `assets/contracts`. Ändra där, inte här.

Saknade tal är tomma, aldrig 0. Varje publicerad tabell finns som Parquet och i DuckDB-filens schema `mart`, med samma
beskrivningar. Tabellerna under *Arbetstabeller* publiceras inte.
"""

_PERIODS = {
    "ar": ("alla år", "det senaste året", "åren"),
    "manad": ("alla månader", "den senaste månaden", "månaderna"),
    "period": ("alla par av år", "det senaste paret av år", "paren av år"),
    "kvartal": ("alla kvartal", "det senaste kvartalet", "kvartalen"),
}
_CHOICES = {
    Choice.AREAS: "riket, länet och länets kommuner",
    Choice.NATION_AND_COUNTY: "riket och länet",
    Choice.COUNTIES: "riket och de 21 länen",
    Choice.EVERY_COUNTY: "de 21 länen",
    Choice.NATION: "riket",
    Choice.MUNICIPALITIES: "länets kommuner",
    Choice.ELSEWHERE: "alla kommuner utanför länet",
    Choice.EVERYWHERE: "alla kommuner i landet",
    Choice.NUTS2: "riksområdet som länet ligger i",
    Choice.SSYK3: "alla yrken på tre siffror och yrke okänt",
    Choice.OFFERED: "allt som tabellen har",
    Choice.SINGLE_AGES: "varje ålder i år, inte källans åldersgrupper",
    Choice.SUMMED: "källans egen summa över alla",
}


def catalogue_text() -> str:
    """The whole catalogue as Markdown."""
    published = [c for c in CONTRACTS if c.published]
    working = [c for c in CONTRACTS if not c.published]
    lines = [_LEAD, "## Underlag\n", *(line for entry in needed_first(CATALOG) for line in _entry(entry))]
    lines += ["## Publicerade tabeller\n", *(line for c in published for line in _table(c))]
    lines += ["## Arbetstabeller\n", *(line for c in working for line in _table(c))]
    return "\n".join(lines).rstrip() + "\n"


def _entry(entry: SourceTable) -> Iterator[str]:
    yield f"### {entry.name} (`{entry.dataset}`)\n"
    yield f"{entry.title}.\n"
    yield f"- **Varför:** {entry.why}"
    yield f"- **{'Behövs' if entry.required else 'Valfri'}.** Utan underlaget: {entry.without}"
    yield f"- **Ges ut:** {entry.release}"
    yield f"- **Månader då det ges ut:** {_months(entry.release_months)}"
    yield f"- **Licens:** {entry.licence}"
    yield f"- **Källans sida:** <{entry.landing}>"
    yield f"- **Får användas om källan inte svarar:** {_usable(entry)}"
    if isinstance(entry, PxTable):
        yield from _selection(entry)
    yield f"- **Blir:** {', '.join(f'`{c.id}`' for c in CONTRACTS if c.source == entry.dataset)}"
    if entry.unverified:
        yield f"- **Inte bekräftat mot källan:** {entry.unverified}"
    if entry.note:
        yield f"- **Att veta:** {entry.note}"
    yield ""


def _months(months: tuple[int, ...]) -> str:
    names = get_month_names("wide", locale=LOCALE)
    if len(months) == len(names):
        return "varje månad"
    return ", ".join(names[month] for month in months) or "inga, serien är avslutad"


def _usable(entry: SourceTable) -> str:
    if not entry.release_months:
        return "tills vidare, eftersom serien är avslutad och inte ändras"
    return f"i {entry.max_age_days} dagar"


def _selection(entry: PxTable) -> Iterator[str]:
    if not entry.table_id:
        since = f", från {period(entry.first_period)}" if entry.first_period else ""
        yield f"- **Söks upp med:** {', '.join(f'`{query}`' for query in entry.search)}{since}"
    yield "- **Urval:**"
    yield from (f"    - {_variable(variable)}" for variable in entry.variables)
    if entry.further:
        yield "- **Dessutom hämtas, var för sig och med resten som ovan:**"
    for turn in entry.further:
        where = " (om tabellen har det)" if turn.optional else ""
        yield f"    - {'; '.join(_variable(variable) for variable in turn.variables)}{where}"


def _variable(variable: PxVariable) -> str:
    listed = f", ur källans lista `{variable.codelist}`" if variable.codelist else ""
    column = f" → `{variable.column}`" if variable.column else ""
    return f"`{variable.code}`: {_codes(variable)}{listed}{column}"


def _codes(variable: PxVariable) -> str:
    match variable.codes:
        case Choice() as choice:
            return _CHOICES[choice]
        case Periods() as wanted:
            return _periods(wanted, variable.column)
        case Labelled(names):
            return f"det som källan kallar {_all_of(names)}"
    return _all_of({f"`{code}`": name for code, name in variable.codes.items()})


def _all_of(names: Mapping[str, str]) -> str:
    """What the source has, with our word where it is another."""
    return ", ".join(theirs if theirs.casefold() == ours else f"{theirs} ({ours})" for theirs, ours in names.items())


def _periods(wanted: Periods, column: str) -> str:
    """How many periods are asked for.

    >>> _periods(Periods(), "manad"), _periods(Periods(newest=1), "ar"), _periods(Periods(first=14), "ar")
    ('alla månader', 'det senaste året', 'de 14 första åren')
    """
    every, one, many = _PERIODS[column]
    if not (wanted.newest or wanted.first):
        return every
    if wanted.newest == 1:
        return one
    return f"de {wanted.newest} senaste {many}" if wanted.newest else f"de {wanted.first} första {many}"


def _table(contract: TableContract) -> Iterator[str]:
    yield f"### `{contract.name}`: {contract.title}\n"
    yield f"{contract.description}\n"
    yield f"- **En rad:** {contract.grain}"
    yield f"- **Nyckel:** {', '.join(f'`{name}`' for name in contract.key)}"
    yield f"- **Underlag:** {', '.join(f'`{name}`' for name in LINEAGE.sources(contract)) or _made_of(contract)}"
    yield from (f"- **Läses men används inte:** {names}. {why}" for why, names in _not_used(contract).items())
    yield f"- **Kön:** {contract.sex}"
    yield f"- **Kontraktets version:** {contract.version}"
    yield from (f"- **Att veta:** {caveat}" for caveat in contract.caveats)
    yield "\n| Kolumn | Typ | Enhet | Beskrivning | Rubrik för läsare |\n| --- | --- | --- | --- | --- |"
    yield from (_column(column) for column in contract.columns)
    yield ""


def _made_of(contract: TableContract) -> str:
    """What a table is made of that rests on no source."""
    if contract is QUALITY:
        return "kontrollerna själva"
    if contract is SOURCES:
        return "det som hämtades och hur det gick"
    return "körningens uppdrag" if ORDER in LINEAGE.reads(contract) else "referensdata"


def _not_used(contract: TableContract) -> dict[str, str]:
    """Reason → the sources that come along with what the table reads without being used."""
    reasons: dict[str, list[str]] = {}
    for dataset, why in LINEAGE.not_used(contract.id).items():
        reasons.setdefault(why, []).append(f"`{dataset}`")
    every = len(CATALOG)
    return {why: "alla underlag" if len(names) == every else ", ".join(names) for why, names in reasons.items()}


def _column(column: Column) -> str:
    allowed = f" Koder: {', '.join(column.allowed)}." if column.allowed else ""
    empty = " Kan vara tom." if column.nullable else ""
    cells = (f"`{column.name}`", str(column.type), column.unit, f"{column.description}.{allowed}{empty}", column.term)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write() -> None:
    """Write the file."""
    CATALOGUE_FILE.write_text(catalogue_text(), encoding="utf-8")


if __name__ == "__main__":
    write()
