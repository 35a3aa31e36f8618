"""One cell in plain Swedish: every number with its period, its source and when it was fetched."""

from __future__ import annotations

from collections.abc import Sequence

from assets.contracts.ads import ADS
from assets.contracts.assessment import ASSESSMENT, SIGNALS
from assets.contracts.change import PEOPLE_MEASURE, POSTS_MEASURE
from assets.contracts.employees import EMPLOYEES, OCCUPATION_AGES, SERIES_BREAKS
from assets.contracts.long_term import PROJECTION
from assets.contracts.long_term_difference import DIFFERENCE
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import Record, TableContract
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.pxweb import STAGED_EMPLOYEES
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import AF_AREA, REPORTING_GROUP
from assets.methods.local_ratio import LEVEL
from assets.methods.mismatch import share_of_total
from assets.methods.quoted import in_swedish
from assets.methods.rounding import to_digits
from assets.methods.score import TOP
from assets.methods.signals import INDICATORS, Indicator
from assets.swedish_time import day
from reports import assessment_texts, texts
from reports.cell.cell import EMPLOYED, PEOPLE, POSTED, Cell
from reports.cell.changes import employee_changes, stocks_now
from reports.cell.lookup import titled
from reports.findings.long_term import GROWING, LACKING, LEAVING, MEANING, OF_OUTCOMES, difference_shown, growth_shown
from reports.findings.occupations import amount
from reports.sheets.trial import preliminary, trial_text
from reports.source_lines import source_name

_RATES = ("andel_kvinnor", "forandring_anstallda", "platser_per_100_anstallda")


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
        lines += [
            *_heading(cell, cell.group),
            *_rating(cell),
            *_employees(cell, cell.group),
            *_ads(cell, cell.group),
            *_ahead(cell),
        ]
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
    """Arbetsförmedlingen's view, the council's, the delregion beside the county, and our signals with what they are made of."""
    row = cell.rating
    if row is None:
        return []
    made_for = f", bedömd för {row['af_bedomd_for']}" if row["af_bedomd_for"] else ""
    round_name = f" (Yrkesbarometern {row['af_omgang']}{made_for})" if row["af_omgang"] else ""
    lines = [
        "",
        "Bedömning",
        f"  1. Arbetsförmedlingen, hela länet{round_name}: {assessment_texts.of_af(row)}",
        f"  2. Rådet: {row['radets_bedomning'] or 'har inte lämnat någon bedömning'}",
        f"  3. {_here(cell, row)}",
        f"  4. {ASSESSMENT.column('signaler').term}: {row['signaler']}{_score(row)}",
        *([f"  5. Parterna gemensamt: {row['gemensam_bedomning']}"] if row["gemensam_bedomning"] else []),
        f"  {row['anmarkning']}",
        f"  {trial_text(cell.agreement)}",
    ]
    by_code = {signal["indikator"]: signal for signal in cell.signals}
    for inside, title in (("ja", f"I signalpoängen (version {row['gransversion']})"), ("nej", "Bredvid signalpoängen")):
        chosen = [i for i in INDICATORS if by_code[i.code]["i_poangen"] == inside]
        lines += ["", title, *(f"  {_signal(indicator, by_code[indicator.code])}" for indicator in chosen)]
    lines += [f"  {said}" for said in filter(None, [preliminary()])]
    return [*lines, _source(cell, SIGNALS)]


def _ahead(cell: Cell) -> list[str]:
    """The years ahead with their limits, who leaves and what would be lacking; nothing when no year is projected."""
    if not cell.ahead:
        return []
    lines = ["", f"På lång sikt, från november {cell.ahead[0]['ar_anstallda']}", f"  {MEANING}"]
    for row in cell.ahead:
        year = int(row["ar"])
        lines.append(f"  {year}{_projected(row, 'länets')}")
        if year in cell.ahead_nation:
            lines.append(f"    I riket{_projected(cell.ahead_nation[year], 'rikets')}")
        if row["personer"] is None:
            continue
        if year in cell.leaving:
            gone = amount(REPLACEMENT.column("ersattningsbehov"), cell.leaving[year]["ersattningsbehov"]).shown
            both = amount(
                REPLACEMENT.column("ersattning_och_tillvaxt"), cell.leaving[year]["ersattning_och_tillvaxt"]
            ).shown
            lines.append(f"    Ersättningsbehov till dess: {gone}")
            lines.append(f"    Tillväxtbehov till dess: {growth_shown(cell.leaving[year])}; tillsammans {both}")
        if year in cell.lacking:
            lines.append(f"    Beräknad skillnad mellan behov och tillgång: {difference_shown(cell.lacking[year])}")
    lines += [
        f"  {row['yrke_kod']} {row['yrke_namn']} {row['ar']}{_projected(row, 'länets')}" for row in cell.ahead_fine
    ]
    return [*lines, f"  {LEAVING}", f"  {GROWING}", f"  {LACKING}", _source(cell, PROJECTION, REPLACEMENT, DIFFERENCE)]


def _projected(row: Record, whose: str) -> str:
    """The number of a row with its limits and direction, or why there is none."""
    if row["personer"] is None:
        return f": {row['anmarkning']}"
    low, middle, high = (amount(PROJECTION.column(name), row[name]).shown for name in ("nedre", "personer", "ovre"))
    word = f"; mot {whose} alla anställda: {row['riktning']}" if row["riktning"] else ""
    return f", {row['slag']}: {middle} anställda ({OF_OUTCOMES}: {low}–{high}){word}"


def _score(row: Record) -> str:
    score = to_digits(row["signalpoang"])
    if score is None:
        return ""
    other = texts.number_text(100 * row["andel_vikter_samma_klass"])
    points = f"signalpoäng {texts.number_text(score)} av {texts.number_text(TOP)}"
    return f", {points}; med andra vikter blir klassen densamma i {other} fall av 100"


def _here(cell: Cell, row: Record) -> str:
    """What the delregion adds: its posts per employee beside the county's."""
    if cell.whole:
        return "Läget här mot länet: det här är länet"
    ratio, lower, upper = (to_digits(row[name], 2) for name in ("lokal_kvot", "lokal_kvot_nedre", "lokal_kvot_ovre"))
    if ratio is None:
        return "Läget här mot länet: går inte att säga, för få annonser eller okänt antal anställda"
    here, interval = assessment_texts.beside_county(row["laget_har"]), f"{in_swedish(LEVEL, 'andel')}s intervall"
    return (
        f"Läget här mot länet: {here}; {texts.number_text(ratio, 2)} gånger så många annonserade platser per anställd "
        f"({interval} {texts.number_text(lower, 2)}–{texts.number_text(upper, 2)})"
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
    of_coverage = to_digits(row["medelfel_tackning"], 1)
    besides = "" if of_coverage is None else f", täckningens {texts.number_text(of_coverage, 1)}"
    return (
        f"{what}: {texts.number_text(value, 1)} {indicator.unit} (medelfel {error}{besides}); "
        f"{assessment_texts.whose(row['grund'], row['lanad_fran'] or '')}"
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
        lines.append(f"  {_term(column)}: {texts.rounded_text(group[column], 1)} ({_meaning(column)})")
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
        *_before(cell, REPORTING_GROUP, group["yrke_kod"], POSTS_MEASURE),
        _source(cell, ADS),
        "",
        f"Annonser och anställda, {months} och november {group['ar_anstallda']}",
        f"  {_term(rate)}: {texts.rounded_text(group[rate], 1)} ({_meaning(rate)})",
        _source(cell, ADS, STAGED_EMPLOYEES),
    ]


def _before(cell: Cell, level: str, code: str, measure: str) -> list[str]:
    """The last twelve months against the twelve before, when something can be said of them."""
    row = cell.before.get((level, code, measure))
    said = texts.against_year_before(row)
    what = {POSTS_MEASURE: "Platser", PEOPLE_MEASURE: "Inskrivna"}[measure]
    if row is None or not said:
        return []
    then = texts.period(row["period_fran_da"], row["period_till_da"])
    return [f"  {what} mot {then}: {said} gånger så många"]


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
    compared = "" if cell.whole else f" i {own['geo_namn']}, {texts.rounded_text(county[ratio], 1)} i länet"
    lines += [
        f"  {_term(PEOPLE)}: {total}, varav kvinnor {women} och män {men} (medeltal av periodens månader, öppet arbetslösa och i "
        f"program, bostad i {own['geo_namn']})",
        *_posted(own),
        *(
            line
            for measure in (PEOPLE_MEASURE, POSTS_MEASURE)
            for line in _before(cell, AF_AREA, own["yrke_kod"], measure)
        ),
        f"  {_term(ratio)}: {texts.rounded_text(own[ratio], 1)}{compared} ({_meaning(ratio)})",
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


def _lacks(row: Record, columns: Sequence[str]) -> bool:
    return any(to_digits(row[column]) is None for column in columns)


_LATE = {
    "aktuell": "",
    "senast fungerande": " (källan kunde inte läsas senast, så en äldre hämtning används)",
    "senast godkända": " (ett nyare svar är inte godkänt, så det förra används)",
}


def _source(cell: Cell, *tables: TableContract) -> str:
    """Publisher, table and day of fetching of each underlag of the tables, and which could not be read the last time."""
    parts = []
    for row in cell.resting_on(*tables):
        parts.append(f"{source_name(row)}, hämtat {day(row['hamtad'])}{_LATE[row['hamtstatus']]}")
    return f"  Underlag: {'; '.join(parts)}."
