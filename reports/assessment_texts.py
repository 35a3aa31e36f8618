"""Phrases about an assessment: what Arbetsförmedlingen says, whose a value is, and who has reviewed what it is made by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assets.contracts.words import COMPUTED, FROM_COUNTY, OF_AREA, WITH_COUNTY
from assets.methods.local_ratio import LESS, MORE, SAME
from assets.reference.review import ReviewedList
from reports import texts

_WHOSE = {
    COMPUTED: "eget värde",
    WITH_COUNTY: "eget värde vägt med värdet för",
    FROM_COUNTY: "lånat från",
    OF_AREA: "gäller AF-yrkesområdet",
}

WHOSE_IT_IS = {COMPUTED: "eget", WITH_COUNTY: "vägt med länets", FROM_COUNTY: "länets", OF_AREA: "AF-yrkesområdets"}
"""The same in a cell, under which there is no room for the lender's name."""


def whose(basis: str, lender: str) -> str:
    """Whose an indicator's value is; the lender is empty for its own.

    >>> whose("raknad", ""), whose("lanad_lan", "Västra Götalands län")
    ('eget värde', 'lånat från Västra Götalands län')
    """
    return f"{_WHOSE[basis]} {lender}" if lender else _WHOSE[basis]


_BESIDE_COUNTY = {MORE: "mer än länet", SAME: "som länet", LESS: "mindre än länet"}


def beside_county(word: str) -> str:
    """How an area lies beside the county, where the word alone would not say so.

    >>> [beside_county(word) for word in (MORE, SAME, LESS)]
    ['mer än länet', 'som länet', 'mindre än länet']
    """
    return _BESIDE_COUNTY[word]


NOT_JUDGED = "inte bedömt"


def judged(answer: object) -> str:
    """What Arbetsförmedlingen answers, or that it has not judged the occupation.

    >>> judged("stora"), judged(None)
    ('stora', 'inte bedömt')
    """
    return str(answer or NOT_JUDGED)


PARADOX = "många söker jobb, ändå svårt att rekrytera"
"""What Arbetsförmedlingen's word paradox means."""


def of_af(row: Mapping[str, Any]) -> str:
    """What Arbetsförmedlingen says of the county, now and in five years, as a phrase.

    Args:
        row: of mart.bedomning.

    >>> of_af({"af_jobbmojligheter": "stora", "af_rekrytering": None, "af_om_fem_ar": "vara oförändrad"})
    'jobbmöjligheter stora; rekryteringsläge inte bedömt; om fem år väntas efterfrågan vara oförändrad'
    >>> of_af({"af_jobbmojligheter": "små", "af_rekrytering": "paradox", "af_om_fem_ar": None})
    'jobbmöjligheter små; rekryteringsläge paradox: många söker jobb, ändå svårt att rekrytera; om fem år inte bedömt'
    >>> of_af(dict.fromkeys(["af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar"]))
    'yrket är inte bedömt'
    """
    if not any(row[name] for name in ("af_jobbmojligheter", "af_rekrytering", "af_om_fem_ar")):
        return f"yrket är {NOT_JUDGED}"
    later = f"om fem år väntas efterfrågan {row['af_om_fem_ar']}" if row["af_om_fem_ar"] else f"om fem år {NOT_JUDGED}"
    chances, recruitment = row["af_jobbmojligheter"] or "inte bedömda", judged(row["af_rekrytering"])
    if recruitment == "paradox":
        recruitment = f"{recruitment}: {PARADOX}"
    return f"jobbmöjligheter {chances}; rekryteringsläge {recruitment}; {later}"


def short(of_af: str) -> str:
    """What Arbetsförmedlingen says, on one line: what the number in brackets counts is said once beside the table.

    >>> short("stora (1 yrke), medelstora (3 yrken)"), short("stora")
    ('stora (1), medelstora (3)', 'stora')
    """
    return re.sub(r" yrken?\)", ")", of_af)


def reviewed(item: ReviewedList) -> str:
    """What a reference list is made of and who has reviewed it, for a reader.

    >>> reviewed(ReviewedList("gränserna", "2", "2025-09–2026-08", "alla 21 län", "A. Ek", "fastställd"))
    'Gränserna, version 2. Avser: september 2025–augusti 2026. Räknat på: alla 21 län. Granskat av: A. Ek.'
    """
    first, last = item.period.split("–")
    return (
        f"{item.name[:1].upper()}{item.name[1:]}, version {item.version}. Avser: {texts.period(first, last)}. "
        f"Räknat på: {item.computed_on}. Granskat av: {item.reviewed_by or 'ingen än'}."
    )


def preliminary(lists: Iterable[ReviewedList]) -> str:
    """What must stand under the points and classes that lists give before they are final; empty when all are.

    >>> made = ("gränserna", "2", "2025-09–2026-08", "alla 21 län", "")
    >>> preliminary([ReviewedList(*made, "preliminär")])[:41], preliminary([ReviewedList(*made, "fastställd")])
    ('Preliminärt. Gränserna, version 2. Avser:', '')
    """
    waiting = [reviewed(item) for item in lists if not item.final]
    return " ".join(["Preliminärt.", *waiting]) if waiting else ""


def preliminary_in_short(lists: Iterable[ReviewedList]) -> str:
    """The same where a reader wants the classes and not their making: whether they are reviewed, and where the rest stands.

    >>> made = ("gränserna", "2", "2025-09–2026-08", "alla 21 län")
    >>> preliminary_in_short([ReviewedList(*made, "", "preliminär")])
    'Preliminärt: ingen har granskat klasserna än. Vad de är räknade på står på sidan Metod.'
    >>> preliminary_in_short([ReviewedList(*made, "A. Ek", "preliminär")])
    'Preliminärt: klasserna är inte fastställda än. Vad de är räknade på står på sidan Metod.'
    >>> preliminary_in_short([ReviewedList(*made, "A. Ek", "fastställd")])
    ''
    """
    waiting = [item for item in lists if not item.final]
    if not waiting:
        return ""
    reviewed_by_some = any(item.reviewed_by for item in waiting)
    said = "klasserna är inte fastställda än" if reviewed_by_some else "ingen har granskat klasserna än"
    return f"Preliminärt: {said}. Vad de är räknade på står på sidan Metod."
