"""The tables about the figures: sources, checks, changes, method, notes, glossary, columns, contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.edition import CHANGES, QUALITY, SOURCES
from assets.contracts.education import EDUCATION
from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES, SERIES_BREAKS
from assets.contracts.mismatch import MISMATCH, MUNICIPALITIES
from assets.contracts.model import Record, TableContract
from assets.contracts.registry import CONTRACTS
from assets.contracts.sector import SECTOR_OCCUPATION
from assets.contracts.unemployed import REGISTERED_SHARES, UNEMPLOYED
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.methods.score import SIGNAL_CLASSES
from assets.reference.areas import parts_of
from assets.reference.concepts import concepts
from assets.reference.signal_score import reviewed_lists
from assets.swedish_time import moment
from reports import assessment_texts, texts
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, SheetRow, kind_of, shown_cell
from reports.sheets.trial import class_name, preliminary

_CHANGES_SHOWN = 40
_NAMED_TABLES = 3
"""Tables that an explanation of a heading is always named by; one of more is that of most, where it is."""
_TEXT_WIDTHS = (50, 136, 50)


def sources(facts: Facts) -> Sheet:
    """Every underlag with period, update and fetch."""
    widths = {
        "titel": 40,
        "utgivare": 20,
        "tabell_id": 22,
        "period_fran": 10,
        "period_till": 10,
        "uppdaterad": 21,
        "hamtad": 21,
        "nasta_vantas": 13,
        "licens": 18,
        "lank": 44,
        "hamtstatus": 18,
        "rader_lasta": 12,
        "rader_fel": 12,
        "anmarkning": 30,
    }
    columns, rows = _from_contract(SOURCES, [_told(r) for r in facts.warehouse.sources], widths)
    return Sheet(
        "Källor",
        "kallor",
        facts.title("Källor: vilka underlag talen bygger på"),
        facts.source,
        "En rad per underlag som talen bygger på. Tider är svensk tid. Övriga underlag står i tabellen kalla.",
        columns,
        rows,
        "Underlag med period, när källan uppdaterade dem och när de hämtades",
    )


def checks(facts: Facts) -> Sheet:
    """Every check, those that are not green first."""
    widths = {
        "tabell": 26,
        "kontroll": 28,
        "beskrivning": 54,
        "allvar": 12,
        "utfall": 14,
        "forvantat": 30,
        "observerat": 30,
        "atgard": 44,
    }
    records = facts.warehouse.checks
    last: dict[str, int] = {NOT_APPLICABLE: 1, PASSED: 2}
    ordered = sorted(records, key=lambda r: (last.get(str(r["utfall"]), 0), str(r["tabell"]), str(r["kontroll"])))
    told = [{**r, "atgard": "Inget" if r["utfall"] == PASSED else r["atgard"]} for r in ordered]
    columns, rows = _from_contract(QUALITY, told, widths)
    return Sheet(
        "Kontroller",
        "kontroller",
        facts.title(f"Kontroller: {texts.tally([str(r['utfall']) for r in records], 'godkända')}"),
        facts.source,
        "En rad per kontroll, de som inte är godkända överst. En stoppande kontroll som inte är godkänd eller inte kunde köras "
        "hindrar publicering. Ej tillämplig: det fanns inget att pröva, av det skäl som står där. Övriga kontroller står i "
        "tabellen kvalitet, som också säger vad man gör om en godkänd kontroll inte längre är det.",
        columns,
        rows,
        "Kontroller med utfall, förväntat och observerat",
        printed=sum(r["utfall"] != PASSED for r in records),
    )


def breaks(facts: Facts) -> Sheet:
    """Every break in a series, the newest first."""
    widths = {
        "fran": 12,
        "vad": 54,
        "jamfor_inte": 40,
        "jamfor_i_stallet": 40,
        "matt": 34,
        "fore": 12,
        "efter": 12,
        "tabeller": 30,
    }
    ordered = sorted(facts.warehouse.breaks, key=lambda r: (str(r["fran"]), str(r["brott"])), reverse=True)
    told = [{**r, "matt": r["matt"] or "mäts inte"} for r in ordered]
    columns, rows = _from_contract(SERIES_BREAKS, told, widths)
    return Sheet(
        "Brott i serierna",
        "seriebrott",
        facts.title("Brott i serierna: när en källa bytt sätt att räkna"),
        facts.source,
        "En rad per brott, det senaste överst. Två punkter (..) i Före och Efter betyder att brottet inte kan mätas.",
        columns,
        rows,
        "Brott i serierna med vad som ändrats och vad som inte kan jämföras",
    )


_TIMES = tuple(SOURCES.column(name).term for name in ("uppdaterad", "hamtad"))


def changes(facts: Facts) -> Sheet:
    """What differs from the last frozen edition; of numbers the revised ones and the largest shifts."""
    widths = {"slag": 10, "amne": 44, "geo_namn": 22, "matt": 30, "fore": 22, "efter": 22, "skillnad": 12, "orsak": 20}
    everywhere = [r for r in facts.warehouse.changes if not r["geo_kod"]]
    # That a source was fetched anew, with nothing new in it, is the least of what has changed.
    fetched = [r for r in everywhere if r["orsak"] == "ny hämtning"]
    general = [r for r in everywhere if r not in fetched]
    general += [r for r in facts.warehouse.changes if r["slag"] == "klass" and r["geo_kod"] == facts.code]
    numbers = [r for r in facts.warehouse.changes if r["slag"] == "tal" and r["geo_kod"] == facts.code]
    numbers.sort(key=lambda r: (r["orsak"] != "reviderat underlag", -abs(float(r["skillnad"] or 0)), str(r["amne"])))
    shown = numbers[:_CHANGES_SHOWN]
    called = {r["fore"]: f"{r['fore']} (heter nu {r['efter']})" for r in everywhere if r["slag"] == "klass"}
    told = [_changed(r, called) for r in (*general, *shown, *fetched)]
    columns, rows = _from_contract(CHANGES, told, widths)
    left_out = texts.shown(len(numbers) - len(shown), "integer")
    more = f" {left_out} ändrade tal till står i tabellen andringar." if len(numbers) > len(shown) else ""
    return Sheet(
        "Ändringar",
        "andringar",
        facts.title(f"Ändringar sedan förra utgåvan, {facts.area}"),
        facts.source,
        "Först underlag, tabeller och metod, sedan klasser och tal: de reviderade, därefter de med störst skillnad. Sist vad som bara är "
        f"hämtat igen.{more}",
        columns,
        rows,
        "Ändringar med förra utgåvans uppgift, uppgiften nu och orsak",
        note=preliminary(),
    )


def _changed(row: Record, called: Mapping[object, str]) -> Record:
    """A change as readers see it: times in Swedish, numbers as elsewhere, and nothing where an area or a difference does not belong.

    Args:
        row: of mart.andringar.
        called: a class that has a new name → both. Without it a fall from a class could read as a rise, to a stronger word.
    """
    if row["slag"] == "klass" and row["geo_kod"]:
        row = {**row, "fore": called.get(row["fore"], row["fore"])}
    return {
        **row,
        "geo_namn": row["geo_namn"] or "",
        **{
            side: _as_read(str(row["slag"]), str(row["matt"]), str(row[side]))
            for side in ("fore", "efter")
            if row[side]
        },
        "skillnad": row["skillnad"] if row["slag"] == "tal" else "",
    }


def _as_read(kind: str, what: str, said: str) -> str:
    r"""What the table keeps as text, whatever it is: a number, a time, a period or a word.

    >>> _as_read("tal", "Anställda", "34869"), _as_read("tal", "Platser per inskriven", "7.5")
    ('34\xa0869', '7,5')
    >>> _as_read("underlag", "Hämtad", "2026-11-20T05:00:00Z"), _as_read("underlag", "Till", "2024")
    ('2026-11-20 kl. 06:00', '2024')
    """
    if kind == "tal":
        return texts.shown(float(said), "decimal" if "." in said else "integer")
    return moment(datetime.fromisoformat(said)) if what in _TIMES else said


def method(facts: Facts) -> Sheet:
    """How the numbers are made, step by step."""
    title = "Metod: hur talen är framtagna"
    rows: list[SheetRow] = [
        *texts.METHOD,
        *(("Granskad referensdata", assessment_texts.reviewed(r)) for r in reviewed_lists()),
    ]
    return _text_sheet(facts, "Metod", "metod", title, ("Steg", "Beskrivning"), rows)


def notes(facts: Facts) -> Sheet:
    """What a reader must know, from the contracts and the reference data."""
    contracts = (
        ASSESSMENT,
        SIGNALS,
        MISMATCH,
        MUNICIPALITIES,
        EMPLOYEES,
        OCCUPATION_AGES,
        ADS,
        UNEMPLOYED,
        REGISTERED_SHARES,
        EDUCATION,
        SECTOR_OCCUPATION,
    )
    rows: list[SheetRow] = [(c.title, caveat) for c in contracts for caveat in c.caveats]
    rows += [("Kön", f"{c.title}: {c.sex}") for c in (ADS,)]
    rows += _source_notes(facts.warehouse.sources)
    rows += [("Tecken", symbol) for symbol in texts.SYMBOLS]
    rows += [("Kommuner utanför länet", sentence) for sentence in outside(facts)]
    return _text_sheet(facts, "Noter", "noter", "Noter: vad du behöver veta om talen", ("Gäller", "Not"), rows)


def _source_notes(sources: Sequence[Record]) -> list[SheetRow]:
    """Every note of the sources once, with the publisher and the tables that it is about."""
    tables: dict[tuple[str, str], list[str]] = {}
    for r in sources:
        for note in str(r["kallans_noter"] or "").splitlines():
            tables.setdefault((str(r["utgivare"]), note), []).append(str(r["tabell_id"]))
    return [(f"{publisher} {', '.join(dict.fromkeys(ids))}", note) for (publisher, note), ids in tables.items()]


def outside(facts: Facts) -> list[str]:
    """The notes on municipalities outside the county: the delregion's own, or every delregion's of the county."""
    mine = [d.code for d in parts_of(facts.code)] if facts.whole else [facts.code]
    return [texts.OUTSIDE[code] for code in mine if code in texts.OUTSIDE]


def glossary(facts: Facts) -> Sheet:
    """The words that a reader meets, in plain words; of the classes those that are called so in this edition."""
    called = {class_name(facts, at) for at in range(len(SIGNAL_CLASSES))}
    every_name = {name for each in SIGNAL_CLASSES for name in (each.word, each.plain)}
    rows: list[SheetRow] = [
        (c.word, c.explanation, c.source) for c in concepts() if c.word in called or c.word not in every_name
    ]
    title = "Ordlista: orden på sidorna"
    return _text_sheet(facts, "Ordlista", "ordlista", title, ("Ord", "Förklaring", "Varifrån"), rows)


def column_glossary(facts: Facts, sheets: Sequence[Sheet]) -> Sheet:
    """The headings that stand on the other sheets, as their contracts explain them."""
    shown = [c.heading for sheet in sheets for c in sheet.columns]
    explained: dict[str, dict[str, list[str]]] = {}
    for contract in (c for c in CONTRACTS if c.published):
        for column in (c for c in contract.columns if c.term):
            # "Läge" is not what the heading "Läget här mot länet" is about.
            if any(text == column.term or text.startswith((f"{column.term} ", f"{column.term},")) for text in shown):
                unit = f" Enhet: {column.unit}." if column.unit else ""
                meanings = explained.setdefault(column.term, {})
                meanings.setdefault(f"{column.description}.{unit}", []).append(contract.title)
    title = "Kolumner: vad rubrikerna i tabellerna betyder"
    rows: list[SheetRow] = [
        (term, text) for term in sorted(explained, key=texts.collation_key) for text in _by_table(explained[term])
    ]
    return _text_sheet(facts, "Kolumner", "kolumner", title, ("Kolumn", "Förklaring"), rows)


def _by_table(meanings: Mapping[str, Sequence[str]]) -> list[str]:
    """Each explanation of a heading, with the tables that it holds for where it means several things.

    >>> _by_table({"Yrkets kod.": ["Jämförelse"]})
    ['Yrkets kod.']
    >>> _by_table({"Yrkets kod.": ["Jämförelse"], "Gruppens kod.": ["Utbildning", "Examinerade"]})
    ['Utbildning, Examinerade: Gruppens kod.', 'Jämförelse: Yrkets kod.']
    >>> _by_table({"Varför.": ["Ett", "Två", "Tre", "Fyra"], "Om hämtningen.": ["Källor"]})
    ['Källor: Om hämtningen.', 'De flesta tabeller: Varför.']
    """
    if len(meanings) == 1:
        return list(meanings)
    most, *others = sorted(meanings, key=lambda text: -len(meanings[text]))
    told = [f"{', '.join(meanings[text])}: {text}" for text in others]
    tables, of_all = len(meanings[most]), sum(map(len, meanings.values()))
    if tables > _NAMED_TABLES and 2 * tables > of_all:
        return [*told, f"De flesta tabeller: {most}"]
    return [f"{', '.join(meanings[most])}: {most}", *told]


def contents(facts: Facts, sheets: Sequence[Sheet]) -> Sheet:
    """The other sheets, with links."""
    return Sheet(
        "Innehåll",
        "innehall",
        facts.title(f"Innehåll: blad i arbetsboken för {facts.area}"),
        facts.source,
        "En rad per blad, med länk.",
        (
            SheetColumn("Blad", "text", 22),
            SheetColumn("Innehåll", "text", 100),
            SheetColumn("Antal rader", "integer", 12),
        ),
        tuple((s.name, s.title.removeprefix(f"{texts.EXAMPLE} – "), len(s.rows)) for s in sheets),
        "Bladen i arbetsboken med länkar",
        links=True,
    )


def _from_contract(
    contract: TableContract, records: Sequence[Record], widths: dict[str, int]
) -> tuple[tuple[SheetColumn, ...], tuple[SheetRow, ...]]:
    """The contract's columns that have a width here, under their readers' headings."""
    chosen = [c for c in contract.columns if c.name in widths]
    columns = tuple(SheetColumn(c.term, kind_of(c), widths[c.name]) for c in chosen)
    return columns, tuple(tuple(shown_cell(c, r[c.name]) for c in chosen) for r in records)


def _told(row: Record) -> Record:
    """A source with Swedish times, a remark that is never missing, and a reason in it when the source's own date is."""
    reasons: list[Value] = [row["anmarkning"], "" if row["uppdaterad"] else texts.NO_UPDATE]
    if row["reviderade_tal"]:
        reasons.append(texts.revised(int(row["reviderade_tal"])))
    times = {name: moment(datetime.fromisoformat(str(row[name]))) for name in ("uppdaterad", "hamtad") if row[name]}
    return {**row, **times, "anmarkning": " ".join(str(r) for r in reasons if r)}


def _text_sheet(
    facts: Facts, name: str, table: str, title: str, headings: tuple[str, ...], rows: list[SheetRow]
) -> Sheet:
    return Sheet(
        name,
        table,
        facts.title(title),
        facts.source,
        "",
        tuple(SheetColumn(heading, "text", width) for heading, width in zip(headings, _TEXT_WIDTHS, strict=False)),
        tuple(rows),
        title,
    )
