"""Which classification a variable's codes belong to: told by the codes' labels, because a new version keeps letters and digits.

SNI 2025 calls education Q, which is care in SNI 2007, and a new SSYK may give an old number to another occupation. So a code
counts as ours only while its label does not say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from assets.reference.educations import education_groups
from assets.reference.employers import UNKNOWN_SECTOR
from assets.reference.names import KnownCode, classifications, plain_name
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3, occupations_ssyk4
from sources.catalogue.entry import Classification
from sources.errors import SourceChanged

LEAST_RECOGNISED = 0.75
"""Of the codes that a list names in full, the share whose label must be the list's."""
_FORM = {
    Classification.SSYK3: re.compile(r"[0-9A-Z]{3}"),
    Classification.SSYK4: re.compile(r"[0-9A-Z]{4}"),
    Classification.EDUCATION_GROUP: re.compile(r"[0-9A-Z]{3}"),
    Classification.SECTOR: re.compile(r"[A-Z]+"),
}
"""How a code is written; what is written otherwise is a sum or another level. Of SNI only the codes in use are known."""
_TOTAL = re.compile(r"total|samtliga|\b(?:summa|alla|hela)\b")
_WHAT_BECOMES: Mapping[Classification, tuple[str | None, str]] = {
    Classification.SSYK3: (UNKNOWN_SSYK3, "räknas som yrke okänt"),
    Classification.SECTOR: (UNKNOWN_SECTOR, "räknas som okänd sektor"),
    Classification.EDUCATION_GROUP: (None, "räknas inte med"),
}
"""Which of our codes an unknown one is counted as, None for none, and how that is said; any other classification keeps it."""
_AFTER_CODE = re.compile(r"[\s\-:.]+[\d\-]*\s*|$")
"""What stands between a code and its name, or that nothing does."""
_KEPT = "står med källans kod"


@dataclass(frozen=True)
class Recognised:
    """What the codes of a variable are called with us, where that is another code, and which are not known."""

    names: dict[str, str | None] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    """Code → label."""
    fate: str = _KEPT
    decisions: list[str] = field(default_factory=list)

    def code_of(self, ours: str) -> str:
        """The source's code of one of ours."""
        return next((code for code, name in self.names.items() if name == ours), ours)


def recognise(classification: Classification, table: str, variable: str, labels: Mapping[str, str]) -> Recognised:
    """Hold a variable's codes and labels against the versions of its classification that are declared.

    Args:
        classification: of the catalogue.
        table: for the error.
        variable: likewise.
        labels: code → label, as the table has them now.

    Returns:
        The first declared version that no label contradicts, and what it takes to read the table as the first of all.

    Raises:
        SourceChanged: the labels contradict every declared version.
    """
    versions = _versions(classification)
    named = {code: text for code, label in labels.items() if (text := _without_code(code, label))}
    against = {version: _contradicted(known, named) for version, known in versions.items()}
    fitting = [version for version, faults in against.items() if not faults]
    # Where no label says anything, a version is told by having the codes at all.
    fitting.sort(key=lambda version: -sum(code in labels for code in versions[version]))
    if not fitting:
        first, faults = next(iter(against.items()))
        code, said = next(iter(faults.items()))
        raise SourceChanged(
            f"Tabellen {table} har en annan indelning i {variable} än {', '.join(versions)}: koden {code} heter "
            f"”{labels[code]}” och {said} i {first} ({len(faults)} {'kod' if len(faults) == 1 else 'koder'} stämmer inte). "
            "Det som fanns behålls. Skriv in den nya indelningen i assets/reference/klassifikationer.csv, eller rätta "
            "listan som koderna prövas mot."
        )
    version = fitting[0]
    return _read_as_first(classification, versions, version, labels)


def _read_as_first(
    classification: Classification,
    versions: Mapping[str, Mapping[str, KnownCode]],
    version: str,
    labels: Mapping[str, str],
) -> Recognised:
    first, known = next(iter(versions)), versions[version]
    names: dict[str, str | None] = {code: known[code].ours for code in labels if code in known}
    names = {code: ours for code, ours in names.items() if code != ours}
    decisions = []
    if version != first:
        # A letter that the first version uses for something else must not be read as that.
        names |= {code: f"{version} {code}" for code in labels if code not in known and _of_kind(code)}
        mapped = ", ".join(f"{code} som {names.get(code, code)}" for code in labels if code in known)
        decisions.append(f"Källans indelning är {version} och läses som {first}: {mapped}.")
    form = _FORM.get(classification)
    unknown = {
        code: label
        for code, label in labels.items()
        if form
        and form.fullmatch(code)
        and code not in known
        and code.strip("0")
        and not _TOTAL.search(label.casefold())
    }
    becomes, fate = _WHAT_BECOMES.get(classification, ("", _KEPT))
    if fate != _KEPT:
        names |= dict.fromkeys(unknown, becomes)
    return Recognised(names, unknown, fate, decisions)


def _of_kind(code: str) -> bool:
    return bool(re.fullmatch(r"[A-Z](?:[-+][A-Z])*", code))


def _contradicted(known: Mapping[str, KnownCode], named: Mapping[str, str]) -> dict[str, str]:
    """Code → what is wrong with its label."""
    faults, strangers = {}, []
    full = [code for code in named if code in known and known[code].in_full]
    for code, text in named.items():
        if code not in known or known[code].fits(text):
            continue
        others = [other for other, entry in known.items() if entry.fits(text)]
        if others:
            faults[code] = f"det är {others[0]}"
        elif known[code].certain:
            faults[code] = "det namnet är inte känt"
        else:
            strangers.append(code)
    strange = [code for code in strangers if known[code].in_full]
    if len(strange) > (1 - LEAST_RECOGNISED) * len(full):
        faults |= dict.fromkeys(strange, "det namnet är inte känt")
    return faults


def _without_code(code: str, label: str) -> str:
    """The label in small letters, without the code before it; nothing when it is only the code."""
    text, own = plain_name(label), code.casefold()
    after = _AFTER_CODE.match(text, len(own)) if text.startswith(own) else None
    return text[after.end() :] if after else text


@cache
def _versions(classification: Classification) -> Mapping[str, Mapping[str, KnownCode]]:
    if classification in (Classification.SSYK3, Classification.SSYK4):
        names = occupations_ssyk3() if classification is Classification.SSYK3 else occupations_ssyk4()
        return {"SSYK 2012": {**_in_full(names), UNKNOWN_SSYK3: KnownCode(UNKNOWN_SSYK3, ())}}
    if classification is Classification.EDUCATION_GROUP:
        return {"utbildningsgrupperna enligt SUN 2020": _in_full({g.code: g.name for g in education_groups()})}
    return classifications()[classification.value]


def _in_full(names: Mapping[str, str]) -> dict[str, KnownCode]:
    return {code: KnownCode(code, (plain_name(name),), in_full=True) for code, name in names.items()}
