"""What is asked of a table: the catalogue's choices turned into the codes that the table offers now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assets.reference.areas import NATION, counties, county_of, nuts2_of
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable, Turn
from sources.errors import SourceChanged
from sources.scb.classification import Recognised, recognise
from sources.scb.client import Question, TableMetadata, nearest

TIME = "Tid"
HIERARCHIES = {"Region", "Yrke2012"}
"""Variables where a longer code that begins with a shorter one is a part of it."""
Codelist = Callable[[str], dict[str, str]]
"""Code → label of one of the source's own lists."""


@dataclass
class Selected:
    """The questions, what the codes are called with us, and what was decided on the way."""

    questions: list[Question] = field(default_factory=list)
    names: dict[str, dict[str, str | None]] = field(default_factory=dict)
    """Variable → the source's code → ours, where ours is another; None for a code that is not counted."""
    unknown: dict[str, Recognised] = field(default_factory=dict)
    """Variable → what is known of its codes, where some are not."""
    decisions: list[str] = field(default_factory=list)


def select(entry: PxTable, metadata: TableMetadata, county: str, codelist: Codelist) -> Selected:
    """The codes of every variable that the catalogue names, for every turn.

    A variable that the table does not have is left to the client, which names it and the nearest.

    Args:
        entry: of the catalogue.
        metadata: of the table as it now is.
        county: two-digit code, or the nation's for what every county needs.
        codelist: reads one of the source's lists.

    Raises:
        SourceChanged: a label or a code of the first turn, or of one that is not optional, cannot be found.
    """
    selected = Selected()
    for turn in entry.turns():
        try:
            _add(turn, entry, metadata, county, codelist, selected)
        except SourceChanged as error:
            if not turn.optional:
                raise
            decision = f"Utelämnat, tabellen erbjuder det inte: {error}"
            selected.decisions += [decision] if decision not in selected.decisions else []
    return selected


def _add(
    turn: Turn, entry: PxTable, metadata: TableMetadata, county: str, codelist: Codelist, selected: Selected
) -> None:
    codes: dict[str, list[str]] = {}
    names: dict[str, dict[str, str | None]] = {}
    decisions = []
    for variable in turn.variables:
        if missing_total(variable, metadata):
            continue
        codes[variable.code], offered = choose(variable, metadata, county, codelist, turn.optional)
        if not codes[variable.code] and variable.codes is not Choice.SUMMED and variable.code in metadata.variables:
            # No codes would otherwise be read as a variable that the source is to sum away.
            raise SourceChanged(
                f"Tabellen {metadata.table} har inga koder i {variable.code}. Kontrollera den hos källan."
            )
        recognised = _recognised(variable, metadata, offered)
        names[variable.code] = _names(variable, codes[variable.code], recognised)
        decisions += [*_decisions(variable, codes[variable.code], offered), *recognised.decisions]
        if recognised.unknown:
            selected.unknown[variable.code] = recognised
        if turn.optional:
            metadata.require(variable.code, codes[variable.code])
    codelists = {v.code: v.codelist for v in turn.variables if v.codelist}
    selected.questions.append(Question(codes, codelists))
    for code, ours in names.items():
        selected.names.setdefault(code, {}).update(ours)
    selected.decisions += [d for d in decisions if d not in selected.decisions]


def missing_total(variable: PxVariable, metadata: TableMetadata) -> bool:
    """Whether the table lacks a variable that would only have been summed away."""
    return variable.codes is Choice.SUMMED and variable.code not in metadata.variables


def choose(
    variable: PxVariable, metadata: TableMetadata, county: str, codelist: Codelist, optional: bool
) -> tuple[list[str], dict[str, str]]:
    """The codes of one variable that are asked for, and those that the table offers for it with their labels.

    Raises:
        SourceChanged: a label, the list of codes or every period is gone. A code is not looked for here.
    """
    offered = metadata.variables.get(variable.code, {})
    if variable.codelist:
        offered = _listed(variable, metadata, codelist)
    codes = _codes(variable, offered, metadata, county, optional)
    recognised = _recognised(variable, metadata, offered)
    if isinstance(variable.codes, Mapping):
        return [recognised.code_of(code) for code in codes], offered
    return [*codes, *(code for code in recognised.unknown if code not in codes)], offered


def _recognised(variable: PxVariable, metadata: TableMetadata, offered: Mapping[str, str]) -> Recognised:
    if variable.classification is None:
        return Recognised()
    return recognise(variable.classification, metadata.table, variable.code, offered)


def _listed(variable: PxVariable, metadata: TableMetadata, codelist: Codelist) -> dict[str, str]:
    known = metadata.codelists.get(variable.code, ())
    if variable.code in metadata.variables and variable.codelist not in known:
        raise SourceChanged(
            f"Tabellen {metadata.table} saknar kodlistan {variable.codelist} för {variable.code}"
            f"{nearest(variable.codelist, list(known))}. Rätta valet i sources/catalogue."
        )
    return codelist(variable.codelist) if known else {}


def _codes(
    variable: PxVariable, offered: dict[str, str], metadata: TableMetadata, county: str, optional: bool
) -> list[str]:
    match variable.codes:
        case Choice.OFFERED:
            return list(offered)
        case Choice.SINGLE_AGES:
            return _single_ages(offered)
        case Choice() as choice:
            return area_codes(choice, county)
        case Periods() as wanted:
            return _periods(wanted, offered, metadata)
        case Labelled(names, known) if offered:
            if len(offered) == len(names) == 1 and not optional:
                return list(offered)
            seen = dict(zip(names, known, strict=False))
            return [_labelled(label, seen.get(label, ""), offered, variable, metadata) for label in names]
        case Labelled():
            return []
    return list(variable.codes)


def area_codes(choice: Choice, county: str) -> list[str]:
    """The codes of a choice that depends on the county alone, in the source's codes; for the nation those of every county.

    >>> area_codes(Choice.NUTS2, "14"), len(area_codes(Choice.ELSEWHERE, "14")), len(area_codes(Choice.COUNTIES, "14"))
    (['SE23'], 241, 22)
    >>> len(area_codes(Choice.AREAS, NATION)), len(area_codes(Choice.ELSEWHERE, NATION)), len(area_codes(Choice.NUTS2, NATION))
    (312, 290, 8)
    """
    whole = county == NATION
    of_run = list(counties()) if whole else [county]
    own = [code for code, of in county_of().items() if of in of_run]
    choices = {
        Choice.AREAS: [NATION, *of_run, *own],
        Choice.NATION_AND_COUNTY: [NATION, *of_run],
        Choice.COUNTIES: [NATION, *counties()],
        Choice.EVERY_COUNTY: list(counties()),
        Choice.NATION: [NATION],
        Choice.MUNICIPALITIES: own,
        Choice.ELSEWHERE: [code for code, of in county_of().items() if whole or of != county],
        Choice.EVERYWHERE: list(county_of()),
        Choice.NUTS2: list(dict.fromkeys(nuts2_of()[code] for code in of_run)),
        Choice.SSYK3: [*occupations_ssyk3(), UNKNOWN_SSYK3],
        Choice.SUMMED: [],
    }
    return choices[choice]


def _periods(wanted: Periods, offered: dict[str, str], metadata: TableMetadata) -> list[str]:
    if not offered and TIME in metadata.variables:
        raise SourceChanged(f"Tabellen {metadata.table} har inga perioder. Kontrollera tabellen hos källan.")
    periods = sorted(offered)
    if wanted.newest:
        return periods[-wanted.newest :]
    return periods[: wanted.first] if wanted.first else periods


def _single_ages(offered: dict[str, str]) -> list[str]:
    """Ages in years, and the open one at the end, which has several codes where the source also groups ages.

    >>> _single_ages({"0": "", "1": "", "-4": "", "100+1": "", "100+5": "", "TotSA": ""})
    ['0', '1', '100+1']
    """
    oldest = [code for code in ("100+1", "100+") if code in offered]
    return [code for code in offered if code.isdigit()] + oldest[:1]


def _labelled(label: str, seen: str, offered: dict[str, str], variable: PxVariable, metadata: TableMetadata) -> str:
    for code in (seen, label):
        if code in offered:
            return code
    plain = label.casefold()
    whole = [code for code, text in offered.items() if text.casefold() == plain]
    begins = [code for code, text in offered.items() if text.casefold().startswith(plain)]
    for found in (whole, begins):
        if len(found) == 1:
            return found[0]
    raise SourceChanged(
        f"Tabellen {metadata.table} har i {variable.code} inget som ensamt heter {label}"
        f"{nearest(label, list(offered.values()))}. Välj i sources/catalogue."
    )


def _names(variable: PxVariable, codes: list[str], recognised: Recognised) -> dict[str, str | None]:
    if isinstance(variable.codes, Labelled):
        return dict(zip(codes, variable.codes.names.values(), strict=bool(codes)))
    if isinstance(variable.codes, Mapping):
        return {recognised.code_of(code): ours for code, ours in variable.codes.items()}
    return {code: ours for code, ours in recognised.names.items() if code in codes}


def _decisions(variable: PxVariable, codes: list[str], offered: dict[str, str]) -> list[str]:
    if not isinstance(variable.codes, Labelled):
        return []
    chosen = [code for code in codes if code not in variable.codes.known and code not in variable.codes.names]
    return [f"{variable.code} {code} valdes efter namnet {offered[code]}." for code in chosen]


def finer(metadata: TableMetadata, questions: list[Question]) -> list[str]:
    """What the table offers in finer parts than any that we ask for: parts of our areas or occupations.

    Args:
        metadata: of the table.
        questions: what is asked of it.

    Returns:
        One sentence per variable.
    """
    found = []
    for variable in sorted(HIERARCHIES & metadata.variables.keys()):
        # The whole country is no prefix, and "yrke okänt" has four digits beside the groups of three.
        whole = {code for q in questions for code in q.selection.get(variable, ())} - {UNKNOWN_SSYK3}
        asked = {code for code in whole if code.strip("0")}
        finest = max(map(len, asked), default=0)
        parts = [c for c in metadata.variables[variable] if len(c) > finest and any(map(c.startswith, asked))]
        if parts:
            label = metadata.variables[variable][parts[0]]
            found.append(
                f"{variable} finns finare: {len(parts)} {'kod' if len(parts) == 1 else 'koder'}, till exempel {parts[0]} {label}."
            )
    return found
