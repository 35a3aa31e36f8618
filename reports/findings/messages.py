"""The three findings of an area: occupations to take up, posts beside unemployed, and how advertising moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assets.contracts.ads import ADS
from assets.contracts.change import POSTS_BY_YEAR
from assets.contracts.model import Record
from assets.contracts.open_now import OPEN_NOW
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import AF_AREA, ALL
from assets.methods.matching import SURE_LEVEL
from assets.methods.mismatch import MIN_POSTS, MIN_UNEMPLOYED_HEADLINE
from assets.methods.quoted import figures, in_swedish, spelled
from assets.methods.rounding import to_digits
from reports import texts
from reports.assessment_texts import judged
from reports.findings.model import Bar, Finding
from reports.sheets.assessment import lifted
from reports.sheets.model import Facts
from reports.sheets.trial import class_name
from reports.source_lines import CLASSES

MOST_BARS = 7
"""Of a ranked chart in a message."""
ENDS = 3
"""AF-yrkesområden at each end."""
_DECIMALS = 1
"""Of registered unemployed per open post."""


BALANCE = 1
"""Which of the findings is of posts beside registered unemployed."""


def findings(facts: Facts) -> tuple[Finding, ...]:
    """The area's findings, in the order in which they are read; one that has no figures says why."""
    return needs(facts), balance(facts), change(facts)


def number_of(count: int, one: str, many: str) -> str:
    """A count in words up to ten, with its noun; capital first.

    >>> number_of(0, "yrke", "yrken"), number_of(1, "yrke", "yrken"), number_of(6, "yrke", "yrken"), number_of(17, "yrke", "yrken")
    ('Inget yrke', 'Ett yrke', 'Sex yrken', '17 yrken')
    """
    if count < 2:
        return f"Inget {one}" if count == 0 else f"Ett {one}"
    said = spelled(count) if count <= 10 else figures(count)
    return f"{said[:1].upper()}{said[1:]} {many}"


MOST_NAMED = 4
"""Occupations, or educations, that a sentence names; how many more there are is said."""


def named(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first names, and how many more.

    >>> named(["A", "B"]), named(["A", "B", "C", "D", "E", "F"])
    ('A och B', 'A, B, C, D och 2 till')
    """
    if len(names) <= most:
        return texts.listed(list(names))
    return texts.listed([*names[:most], f"{len(names) - most} till"])


def needs(facts: Facts, position: int = 0) -> Finding:
    """The occupations of a class that are sure enough to be taken up, those with most employees first.

    Args:
        facts: of the area.
        position: of the class on the scale; the highest by default.
    """
    rows = lifted(facts, position)
    name = class_name(facts, position)
    count = number_of(len(rows), "yrke", "yrken")
    if not rows:
        sentence = f"{count} i {facts.area} med {name} är säkert nog att ta upp."
    elif len(rows) == 1:
        sentence = (
            f"{count} i {facts.area} har {name} och är säkert nog att ta upp: {in_sentence(str(rows[0]['yrke_namn']))}."
        )
    else:
        sentence = (
            f"{count} i {facts.area} har {name} och är säkra nog att ta upp. Flest anställda har "
            f"{in_sentence(str(rows[0]['yrke_namn']))}."
        )
    return Finding(
        "Yrken",
        sentence,
        f"Anställda i {facts.area}, november {facts.year}",
        tuple(
            Bar(str(r["yrke_namn"]), float(r["anstallda"]), texts.shown(int(r["anstallda"]), "integer"), _of_af(r))
            for r in rows[:MOST_BARS]
            if r["anstallda"] is not None
        ),
        facts.source_of(*CLASSES),
        f"Bilden visar de {spelled(MOST_BARS)} med flest anställda av {len(rows)} yrken."
        if len(rows) > MOST_BARS
        else "",
    )


def _of_af(row: Record) -> str:
    """What Arbetsförmedlingen says of the county, beside a bar."""
    return f"AF: {judged(row['af_jobbmojligheter'])}"


def balance(facts: Facts) -> Finding:
    """Registered unemployed per open post, where they are fewest and most."""
    rows = [r for r in facts.warehouse.open_now if r["geo_kod"] == facts.code and r["af_yrkesomrade"] != ALL]
    source = facts.source_of(UNEMPLOYED, ADS, OPEN_NOW)
    if not any(r["dag"] for r in rows):
        said = "Annonser som är öppna just nu saknas. Därför jämförs inga platser med inskrivna arbetslösa."
        return Finding("Balans", said, "", (), source)
    known = [
        r
        for r in rows
        if r["inskrivna_per_oppen_plats"] is not None and r["inskrivna_arbetslosa"] >= MIN_UNEMPLOYED_HEADLINE
    ]
    if not known:
        said = f"Inget AF-yrkesområde i {facts.area} har minst {MIN_UNEMPLOYED_HEADLINE} inskrivna arbetslösa och öppna platser."
        return Finding("Balans", said, "", (), source)
    known.sort(
        key=lambda r: (float(r["inskrivna_per_oppen_plats"]), texts.collation_key(str(r["af_yrkesomrade_namn"])))
    )
    few, many = known[0], known[-1]
    sentence = (
        f"Inom {_name(few)} finns {_told(few)} inskrivna arbetslösa per öppen plats. Inom {_name(many)} {_told(many)}."
        if len(known) > 1
        else f"Inom {_name(few)} finns {_told(few)} inskrivna arbetslösa per öppen plats."
    )
    ends = known if len(known) <= 2 * ENDS else [*known[:ENDS], *known[-ENDS:]]
    return Finding(
        "Balans",
        sentence,
        f"Inskrivna arbetslösa per öppen plats i {facts.area}, {texts.open_day(few)}",
        tuple(
            Bar(str(r["af_yrkesomrade_namn"]), float(r["inskrivna_per_oppen_plats"]), _ratio(r), texts.stocks(r))
            for r in ends
        ),
        source,
        f"{_shown_ends(len(ends), len(known))} AF-yrkesområden med minst {MIN_UNEMPLOYED_HEADLINE} inskrivna, av {len(rows)}. Inom "
        f"parentes: intervall på {in_swedish(SURE_LEVEL, 'andel')}. Ingen bedömning av brist.",
        decimals=_DECIMALS,
    )


def _name(row: Record) -> str:
    return in_sentence(str(row["af_yrkesomrade_namn"]))


def in_sentence(name: str) -> str:
    """A name that stands first in its own line, inside a sentence.

    >>> in_sentence("Hälso- och sjukvård"), in_sentence("Data/IT"), in_sentence("IT-chefer")
    ('hälso- och sjukvård', 'data/IT', 'IT-chefer')
    """
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _ratio(row: Record, column: str = "inskrivna_per_oppen_plats") -> str:
    return texts.number_text(to_digits(float(row[column]), _DECIMALS), _DECIMALS)


def _told(row: Record) -> str:
    """The quotient with its interval."""
    return f"{_ratio(row)} ({_ratio(row, 'nedre')}–{_ratio(row, 'ovre')})"


def _shown_ends(shown: int, known: int) -> str:
    """How many have a bar of those that are known, and which.

    >>> _shown_ends(6, 13), _shown_ends(2, 2)
    ('De tre lägsta och de tre högsta av 13', 'Alla 2')
    """
    ends = spelled(ENDS)
    return f"De {ends} lägsta och de {ends} högsta av {known}" if shown < known else f"Alla {known}"


def posts_of(facts: Facts, code: str, area: str, level: str) -> list[Record]:
    """The years of posts of a unit in an area, oldest first.

    Args:
        facts: of any area of the warehouse.
        code: of the occupation or AF-yrkesområde, or ``ALL``.
        area: code of the area.
        level: of the occupation.
    """
    return [
        r
        for r in facts.warehouse.posts_by_year
        if r["geo_kod"] == area and r["yrke_kod"] == code and r["yrkesniva"] == level
    ]


def year_label(row: Record) -> str:
    """The years that a period of twelve months stretches over.

    >>> year_label({"period_fran": "2025-09", "period_till": "2026-08"})
    '25/26'
    >>> year_label({"period_fran": "2025-01", "period_till": "2025-12"})
    '2025'
    """
    first, last = str(row["period_fran"])[:4], str(row["period_till"])[:4]
    return first if first == last else f"{first[2:]}/{last[2:]}"


def in_percent(rows: Sequence[Record]) -> int | None:
    """How many percent the newest year differs from the one before; None when either is missing or has too few posts to compare.

    From three posts to eleven is 267 percent, and tells nothing; from thirty to none does.

    >>> in_percent([{"platser_rensade": 200}, {"platser_rensade": 150}]), in_percent([{"platser_rensade": None}, {"platser_rensade": 5}])
    (-25, None)
    >>> in_percent([{"platser_rensade": 3}, {"platser_rensade": 11}]), in_percent([{"platser_rensade": 30}, {"platser_rensade": 0}])
    (None, -100)
    """
    if len(rows) < 2:
        return None
    before, now = (row["platser_rensade"] for row in rows[-2:])
    if now is None or before is None or before < MIN_POSTS or 0 < now < MIN_POSTS:
        return None
    return round(100 * (float(now) / float(before) - 1))


def limits_in_percent(row: Record) -> tuple[int, int] | None:
    """Between which percents a change may lie for chance alone, of a row of mart.da_och_nu; None when it has no limits.

    >>> limits_in_percent({"nedre": 0.915, "ovre": 2.25}), limits_in_percent({"nedre": None, "ovre": None})
    ((-8, 125), None)
    """
    if row["nedre"] is None or row["ovre"] is None:
        return None
    return round(100 * (float(row["nedre"]) - 1)), round(100 * (float(row["ovre"]) - 1))


def signed_percent(percent: int | None) -> str:
    r"""A change with its sign.

    >>> [signed_percent(percent) for percent in (12, 0, -3, None)]
    ['+12\xa0%', '0\xa0%', '−3\xa0%', '..']
    """
    if percent is None:
        return texts.NO_VALUE
    return f"{texts.signed(percent)}\xa0%"


def year_bars(rows: Iterable[Record]) -> tuple[Bar, ...]:
    """The years that have a number, of rows of mart.platser_per_ar."""
    return tuple(
        Bar(year_label(r), float(r["platser_rensade"]), texts.shown(int(r["platser_rensade"]), "integer"))
        for r in rows
        if r["platser_rensade"] is not None
    )


def moved(percent: int) -> str:
    """A change in words.

    >>> moved(-14), moved(0), moved(3)
    ('14 procent färre', 'lika många', '3 procent fler')
    """
    if percent == 0:
        return "lika många"
    return f"{figures(abs(percent))} procent {'fler' if percent > 0 else 'färre'}"


def change(facts: Facts) -> Finding:
    """How the number of advertised posts has moved in a year, beside the county's."""
    rows = posts_of(facts, ALL, facts.code, AF_AREA)
    county = facts.warehouse.county
    here, there = in_percent(rows), in_percent(posts_of(facts, ALL, county, AF_AREA))
    if here is None:
        sentence = "Ett år av annonser saknar månader. Därför går det inte att säga hur antalet platser har ändrats."
    else:
        sentence = f"Platserna i {facts.area} blev {moved(here)} på ett år."
        if not facts.whole and there is not None:
            sentence += f" I länet blev de {moved(there)}."
    bars = year_bars(rows)
    first, last = (texts.month(str(rows[-1][name])).split()[0] for name in ("period_fran", "period_till"))
    missing = len(rows) - len(bars)
    return Finding(
        "Utveckling",
        sentence,
        f"Annonserade platser i {facts.area}, {first}–{last} varje år",
        bars,
        facts.source_of(POSTS_BY_YEAR, ADS),
        "Alla annonser hos Arbetsförmedlingen, utan dubbletter och bemanningsföretag."
        + (" År som saknar månader visas inte." if missing else ""),
        upright=True,
    )
