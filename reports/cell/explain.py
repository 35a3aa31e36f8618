"""One cell in plain Swedish: every number with its period, its source and when it was fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.edition import SOURCES
from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES, SERIES_BREAKS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record, TableContract
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.methods.mismatch import share_of_total
from assets.methods.rounding import to_digits
from assets.methods.score import TOP
from assets.methods.signals import INDICATORS, Indicator
from assets.swedish_time import day, moment
from reports import texts
from reports.cell.cell import EMPLOYED, PEOPLE, POSTED, Cell, CellOrigin, Part, tables_of
from reports.cell.changes import employee_changes, stocks_now
from reports.cell.lookup import titled
from reports.sheets.trial import preliminary, trial_text

_RATES = ("andel_kvinnor", "forandring_anstallda", "platser_per_100_anstallda")
_CLOSE = 0.05
"""Means are sums of the parts' means, but for the last decimals of the computer."""


def explanation(cell: Cell, publisher: str) -> list[str]:
    """The answer: who and what, the assessments, employees, ads, the AF-yrkesområde, and the standing sentence.

    Args:
        cell: what the warehouse holds.
        publisher: who is named as sender.

    Returns:
        Lines for a terminal.
    """
    lines = [f"{texts.EXAMPLE}: alla tal är påhittade och säger inget om verkligheten."] if cell.example else []
    if cell.group:
        lines += [*_heading(cell, cell.group), *_rating(cell), *_employees(cell, cell.group), *_ads(cell, cell.group)]
        if cell.group["anmarkning"] or _lacks(cell.group, (*EMPLOYED, *POSTED, *_quotients(cell), *_RATES)):
            lines += ["", f"Anmärkning om yrket: {cell.group['anmarkning'] or texts.SOURCE_LACKS}"]
    for own, county in cell.areas:
        lines += _area(cell, own, county)
    if cell.group:
        lines += _unlinked(cell)
    return [*lines, "", texts.source_sentence(publisher)]


def _heading(cell: Cell, group: Record) -> list[str]:
    name = f"{group['yrke_kod']} {group['yrke_namn']}"
    lines = ["", f"{name} i {group['geo_namn']}"]
    if cell.asked:
        lines.append(f"Du frågade efter {', '.join(cell.asked)}. Svaret gäller hela redovisningsgruppen {name}.")
    if cell.parts:
        lines += ["I gruppen ingår:", *(f"  {part['yrke_kod']} {part['yrke_namn']}" for part in cell.parts)]
    return lines


def _rating(cell: Cell) -> list[str]:
    """Arbetsförmedlingen's view, the council's, and our signals with what they are made of."""
    row = cell.rating
    if row is None:
        return []
    chances, recruitment = (row[name] or "inte bedömt" for name in ("af_jobbmojligheter", "af_rekrytering"))
    made_for = f", bedömd för {row['af_bedomd_for']}" if row["af_bedomd_for"] else ""
    round_name = f" (Yrkesbarometern {row['af_omgang']}{made_for})" if row["af_omgang"] else ""
    lines = [
        "",
        "Bedömning",
        f"  1. Arbetsförmedlingen, hela länet{round_name}: jobbmöjligheter {chances}; rekryteringsläge {recruitment}; om fem år "
        f"{row['af_om_fem_ar'] or 'inte bedömt'}",
        f"  2. {_here(cell, row)}",
        f"  3. {ASSESSMENT.column('signaler').term}: {row['signaler']}{_score(row)}",
        f"  4. Rådet: {row['radets_bedomning'] or 'har inte lämnat någon bedömning'}",
        f"  {row['anmarkning']}",
        f"  {trial_text(cell.agreement)}",
    ]
    by_code = {signal["indikator"]: signal for signal in cell.signals}
    for inside, title in (("ja", f"I signalpoängen (version {row['gransversion']})"), ("nej", "Bredvid signalpoängen")):
        chosen = [i for i in INDICATORS if by_code[i.code]["i_poangen"] == inside]
        lines += ["", title, *(f"  {_signal(indicator, by_code[indicator.code])}" for indicator in chosen)]
    lines += [f"  {said}" for said in filter(None, [preliminary()])]
    return [*lines, _source(cell, SIGNALS)]


def _score(row: Record) -> str:
    score, other = to_digits(row["signalpoang"]), to_digits(row["andel_vikter_samma_klass"], 2)
    if score is None:
        return ""
    return (
        f", signalpoäng {texts.number_text(score)} av {texts.number_text(TOP)}; klassen är densamma med "
        f"{texts.number_text(100 * (other or 0))} av 100 andra vikter"
    )


def _here(cell: Cell, row: Record) -> str:
    """What the delregion adds: its posts per employee beside the county's."""
    if cell.whole:
        return "Läget här mot länet: det här är länet"
    ratio, lower, upper = (to_digits(row[name], 2) for name in ("lokal_kvot", "lokal_kvot_nedre", "lokal_kvot_ovre"))
    if ratio is None:
        return "Läget här mot länet: annonserna är för få för att säga något"
    return (
        f"Läget här mot länet: {row['laget_har']}; {texts.number_text(ratio, 2)} gånger så många annonserade platser per anställd "
        f"({texts.number_text(lower, 2)} till {texts.number_text(upper, 2)})"
    )


def _signal(indicator: Indicator, row: Record) -> str:
    """One indicator: value, error, and whose the value is."""
    what = indicator.term
    if row["tillampas"] == "nej":
        return f"{what}: gäller inte yrket, ingen utbildning är kopplad till det"
    value = to_digits(row["varde"], 1)
    if value is None:
        return f"{what}: saknas eller har för litet underlag"
    error = texts.number_text(to_digits(row["medelfel"], 1), 1)
    return (
        f"{what}: {texts.number_text(value, 1)} {indicator.unit} (medelfel {error}); "
        f"{texts.whose(row['grund'], row['lanad_fran'] or '')}"
    )


def _employees(cell: Cell, group: Record) -> list[str]:
    total, women, men = (texts.number_text(to_digits(group[column])) for column in EMPLOYED)
    share = to_digits(group["andel_kvinnor"], 3)
    lines = [
        "",
        f"Anställda, november {group['ar_anstallda']}",
        f"  {_term('anstallda')}: {total}, varav kvinnor {women} och män {men} (16–64 år, arbetsplats i {group['geo_namn']})",
        f"  {_term('andel_kvinnor')}: {texts.NO_VALUE if share is None else texts.number_text(100 * share, 1) + ' procent'}",
    ]
    for column in _quotients(cell):
        lines.append(f"  {_term(column)}: {_shown(group[column], 1)} ({_meaning(column)})")
    lines += employee_changes(group)
    return [*lines, *_history(cell), _source(cell, EMPLOYEES), *(_age(cell, cell.age) if cell.age else [])]


def _age(cell: Cell, row: Record) -> list[str]:
    """The share of 55–64 years, whose it is, and what it is in the county and the nation."""
    names = ("andel_55_64", "andel_55_64_lan", "andel_55_64_riket")
    own, county, nation = (texts.shown(to_digits(row[name], 3), "percent") for name in names)
    older, known = (texts.number_text(row[name]) for name in ("anstallda_55_64", "anstallda"))
    why = row["anmarkning"] or f"{older} av {known} anställda med känd ålder"
    return [
        "",
        f"Ålder, november {row['ar']}",
        f"  {OCCUPATION_AGES.column('andel_55_64').term} i {row['geo_namn']}: {own} ({why.rstrip('.')})",
        f"  Samma yrke: {'' if cell.whole else f'länet {county}, '}riket {nation}",
        _source(cell, OCCUPATION_AGES),
    ]


def _history(cell: Cell) -> list[str]:
    """The group's share of the county's employees year by year, and where the series is broken."""
    said = []
    for row in cell.history:
        share = None if row["saknas"] else to_digits(100 * float(share_of_total(row["anstallda"], row["lanet"])), 2)
        said.append(f"{row['ar']} {texts.number_text(share, 2)}")
    breaks = ", ".join(str(row["fran"]) for row in cell.breaks)
    hidden = [str(row["ar"]) for row in cell.history if row["saknas"]]
    remark = [f"  {_term('anmarkning')} om {', '.join(hidden)}: {texts.SOURCE_LACKS}"] if hidden else []
    return [
        f"  Andel av länets anställda med känt yrke, procent: {' · '.join(said)}",
        f"  Brott i serien {breaks}: antal jämförs inte rakt över dem. Se sidan Källor och tabellen {SERIES_BREAKS.name}.",
        *remark,
    ]


def _quotients(cell: Cell) -> tuple[str, ...]:
    """The county's quotient to itself is 1 whatever the occupation, and not shown."""
    return ("lokaliseringskvot_riket",) if cell.whole else ("lokaliseringskvot_lan", "lokaliseringskvot_riket")


def _ads(cell: Cell, group: Record) -> list[str]:
    months = texts.period(group["period_fran"], group["period_till"])
    rate = "platser_per_100_anstallda"
    return [
        "",
        f"Annonser, {months}",
        *_posted(group),
        _source(cell, ADS),
        "",
        f"Annonser och anställda, {months} och november {group['ar_anstallda']}",
        f"  {_term(rate)}: {_shown(group[rate], 1)} ({_meaning(rate)})",
        _source(cell, ADS, STAGED_EMPLOYEES),
    ]


def _posted(row: Record) -> list[str]:
    ads, posts = (texts.number_text(to_digits(row[column])) for column in POSTED)
    return [
        f"  {_term('annonser')}: {ads} (publicerade under perioden, arbetsplats i {row['geo_namn']})",
        f"  {_term('annonserade_platser')}: {posts} ({_meaning('annonserade_platser')})",
    ]


def _area(cell: Cell, own: Record, county: Record) -> list[str]:
    months = texts.period(own["period_fran"], own["period_till"])
    members = [part["yrke_kod"] for part in cell.parts if part["af_yrkesomrade"] == own["yrke_kod"]]
    lines = ["", f"{titled(own)} i {own['geo_namn']}, {months}"]
    lines.append(
        f"  Talen gäller AF-yrkesområdet, inte yrket. Av gruppen hör hit: {', '.join(members)}."
        if members
        else "  Talen gäller hela AF-yrkesområdet, inte ett enskilt yrke."
    )
    columns = (PEOPLE, "inskrivna_kvinnor", "inskrivna_man")
    total, women, men = (texts.number_text(to_digits(own[column])) for column in columns)
    ratio = "platser_per_arbetslos"
    compared = "" if cell.whole else f" i {own['geo_namn']}, {_shown(county[ratio], 1)} i länet"
    lines += [
        f"  {_term(PEOPLE)}: {total}, varav kvinnor {women} och män {men} (medeltal av periodens månader, öppet arbetslösa och i "
        f"program, bostad i {own['geo_namn']})",
        *_posted(own),
        f"  {_term(ratio)}: {_shown(own[ratio], 1)}{compared} ({_meaning(ratio)})",
    ]
    if own["anmarkning"] or _lacks(own, (*columns, ratio)):
        lines.append(f"  {_term('anmarkning')}: {own['anmarkning'] or texts.SOURCE_LACKS}")
    said = own["anmarkning"] and county["anmarkning"] == own["anmarkning"]
    if not cell.whole and county[ratio] is None and not said:
        lines.append(f"  {_term('anmarkning')} om länets tal: {county['anmarkning'] or texts.SOURCE_LACKS}")
    lines.append(_source(cell, UNEMPLOYED, ADS))
    row = cell.stocks.get(own["yrke_kod"])
    return [*lines, "", *stocks_now(titled(own), row), _source(cell, OPEN_NOW)] if row else lines


def _unlinked(cell: Cell) -> list[str]:
    """The four-digit groups that no AF-yrkesområde is known for."""
    codes = [part["yrke_kod"] for part in cell.parts if not part["af_yrkesomrade"]]
    if cell.areas and not codes:
        return []
    which = (
        f"{', '.join(codes)}; därför visas inga inskrivna arbetslösa för dem."
        if codes
        else ("yrket; därför visas inga inskrivna arbetslösa.")
    )
    return ["", f"Koppling till AF-yrkesområde saknas för {which}"]


def _term(name: str) -> str:
    return MISMATCH.column(name).term


def _meaning(name: str) -> str:
    text = MISMATCH.column(name).description
    return text[:1].lower() + text[1:]


def _shown(value: float | None, digits: int) -> str:
    return texts.number_text(to_digits(value, digits), digits)


def _lacks(row: Record, columns: Sequence[str]) -> bool:
    return any(to_digits(row[column]) is None for column in columns)


def _source(cell: Cell, *tables: TableContract) -> str:
    """Publisher, table and day of fetching of each underlag of the tables, and which could not be read the last time."""
    parts = []
    for row in cell.resting_on(*tables):
        late = (
            "" if row["hamtstatus"] == "aktuell" else " (källan kunde inte läsas senast, så en äldre hämtning används)"
        )
        parts.append(f"{row['utgivare']}, {row['tabell_id']}, hämtat {day(row['hamtad'])}{late}")
    return f"  Underlag: {'; '.join(parts)}."


def origin_text(cell: Cell, origin: CellOrigin, published: str) -> list[str]:
    """How the numbers are put together, and what they were made from.

    Args:
        cell: what was explained.
        origin: its parts, checks and snapshots.
        published: what the warehouse was published as; empty when it is only a draft.

    Returns:
        Lines for a terminal.
    """
    lines = ["", f"SÅ ÄR TALEN FÖR {str(cell.place['geo_namn']).upper()} SAMMANSATTA"]
    if cell.group:
        months = texts.period(cell.group["period_fran"], cell.group["period_till"])
        title = (
            f"{cell.group['yrke_kod']} {cell.group['yrke_namn']}: anställda november {cell.group['ar_anstallda']} "
            f"(mart.anstallda), annonser {months} (mart.annonser)"
        )
        lines += ["", title, *_sums(cell, cell.group, origin.group, (*EMPLOYED, *POSTED))]
    for (own, _), parts in zip(cell.areas, origin.areas, strict=True):
        months = texts.period(own["period_fran"], own["period_till"])
        title = (
            f"{titled(own)}, {months}: annonser (mart.annonser), inskrivna arbetslösa i medeltal "
            "(mart.inskrivna_arbetslosa)"
        )
        lines += ["", title, *_sums(cell, own, parts, (*POSTED, PEOPLE))]
    lines += ["", "UNDERLAG (svensk tid)"]
    counted = (STAGED_EMPLOYEES, OCCUPATION_AGES, ADS, UNEMPLOYED) if cell.group else (ADS, UNEMPLOYED)
    for row in cell.resting_on(*counted, *((ASSESSMENT,) if cell.rating else ())):
        lines += _underlag(row, origin)
    tables = [
        *([EMPLOYEES.id, OCCUPATION_AGES.id] if cell.group else []),
        ADS.id,
        UNEMPLOYED.id,
        MISMATCH.id,
        *([ASSESSMENT.id, SIGNALS.id] if cell.rating else []),
    ]
    status = f"publicerat som {published}" if published else "inte publicerat; det är ett utkast"
    return [
        *lines,
        "",
        f"Talen är lästa ur {', '.join(tables)} i lagret, kontrollsumma {origin.digest} ({status}).",
        *_checks(tables, origin.checks),
    ]


def _sums(cell: Cell, row: Record, parts: Sequence[Part], columns: Sequence[str]) -> list[str]:
    """A table of the parts, their sums, the number shown above, and what the comparison says."""
    sums: dict[str, float | None] = {}
    for column in columns:
        values = [part.values[column] for part in parts if column in part.values]
        sums[column] = None if None in values else sum(v for v in values if v is not None)
    shown = {column: None if to_digits(row[column], 1) is None else float(row[column]) for column in columns}
    table = [
        ["Del", *(_term(column) for column in columns)],
        *([part.name, *(_cell(part.values, column) for column in columns)] for part in parts),
        ["Summa", *(_cell(sums, column) for column in columns)],
        [f"{row['geo_namn']} ovan", *(_cell(shown, column) for column in columns)],
    ]
    return [*_aligned(table), *_compared(cell, parts, sums, shown)]


def _cell(values: dict[str, float | None], column: str) -> str:
    digits = 1 if column == PEOPLE else 0
    return texts.number_text(to_digits(values[column], digits), digits) if column in values else "–"


def _aligned(table: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return [
        "  " + "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in table
    ]


def _compared(
    cell: Cell, parts: Sequence[Part], sums: dict[str, float | None], shown: dict[str, float | None]
) -> list[str]:
    """One line per outcome, naming the columns that have it."""
    outcomes: dict[str, list[str]] = {}
    for column, total in sums.items():
        above = shown[column]
        if total is None:
            lacking = [part.name for part in parts if column in part.values and part.values[column] is None]
            outcome = f"summan visas inte, uppgift saknas eller är skyddad för {', '.join(lacking)}."
        elif above is not None and abs(total - above) < _CLOSE:
            outcome = "summan är talet ovan."
        else:
            outcome = f"summan är inte talet ovan. {_why_not(cell, column)}"
        outcomes.setdefault(outcome, []).append(_term(column))
    return [f"  {', '.join(terms)}: {outcome}" for outcome, terms in outcomes.items()]


def _why_not(cell: Cell, column: str) -> str:
    if cell.whole and column in EMPLOYED:
        return "Länets tal är källans eget, och källan kan vara störd med små tal för att skydda enskilda."
    if cell.whole and column == PEOPLE:
        return "Länets tal räknar också personer utan känd kommun."
    return "Kör hela flödet igen; blir det likadant är något fel i tabellerna."


def _underlag(row: Record, origin: CellOrigin) -> list[str]:
    updated = moment(datetime.fromisoformat(row["uppdaterad"])) if row["uppdaterad"] else texts.NO_UPDATE
    mode = "example (EXEMPELDATA)" if row["lage"] == "example" else row["lage"]
    lines = [
        "",
        f"{row['utgivare']}, {row['tabell_id']}: {row['titel']}",
        f"  {SOURCES.column('lank').term}: {row['lank']}",
        f"  {SOURCES.column('uppdaterad').term}: {updated}",
        f"  {SOURCES.column('hamtad').term}: {moment(datetime.fromisoformat(row['hamtad']))} ({row['hamtstatus']})",
        f"  {SOURCES.column('lage').term}: {mode}",
    ]
    for identity, digest in zip(row["ogonblicksbild"].split(), row["sha256"].split(), strict=True):
        folder = origin.folders.get(identity, f"{identity}, mappen finns inte längre under raw/{row['underlag']}")
        lines += [f"  {SOURCES.column('ogonblicksbild').term}: {folder}", f"    SHA-256 {digest}"]
    if row["anmarkning"]:
        lines.append(f"  {SOURCES.column('anmarkning').term}: {row['anmarkning']}")
    return [*lines, *_checks(tables_of(row), origin.checks)]


def _checks(tables: list[str], checks: Sequence[Record]) -> list[str]:
    mine = [row for row in checks if row["tabell"] in tables]
    return [
        f"  Kontroller av {', '.join(tables)}: {texts.tally([row['utfall'] for row in mine], 'gröna')}",
        *(f"    {_told(row)}" for row in mine if row["utfall"] != PASSED),
    ]


def _told(row: Record) -> str:
    check = f"{row['tabell']}/{row['kontroll']}"
    if row["utfall"] == NOT_APPLICABLE:
        return f"{row['utfall']}: {check}: {row['observerat']}."
    return f"{row['allvar']}: {check}: {row['utfall']}, {row['observerat']}. {row['atgard']}"
