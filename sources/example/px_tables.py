"""The PxWeb tables of the made-up world: which variables and codes each has, and its cells."""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np

from assets.reference.areas import NATION, municipalities, nuts2_of
from assets.reference.educations import education_groups
from assets.reference.names import KnownCode, classifications
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk4
from sources.catalogue.education import SCB_EDUCATION_FLOWS, SCB_LEVEL_BY_AGE, SCB_MATCHING
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Classification, Labelled, Periods, PxTable, PxVariable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.sector import SCB_LABOUR_STATUS
from sources.example.workbook import PERIODS
from sources.example.world import EXAMPLE_GROUPS, EXAMPLE_YEARS, OCCUPATIONS, Example, Floats, world
from sources.scb.selection import area_codes

Table = dict[str, dict[str, str]]
"""Variable → code → label, in the table's order."""
_AGES = [str(age) for age in range(100)] + ["100+"]
_WITH_AN_EDUCATION = _AGES[16:75]
"""The register of education has nobody younger or older."""
_ALONE = [o + "0" for o in OCCUPATIONS if o != UNKNOWN_SSYK3 and not any(g.startswith(o) for g in EXAMPLE_GROUPS)]
"""Groups of the occupations that the world divides into none."""
_WORKING_AGES = {
    "16-19": 0.03, "20-24": 0.09, "25-29": 0.11, "30-34": 0.12, "35-39": 0.115, "40-44": 0.11, "45-49": 0.115, "50-54": 0.112,
    "55-59": 0.108, "60-64": 0.09,
}  # fmt: skip
"""Age group → its share of the employees, falling from 45 years on as cohorts leave."""
_OLDER_OCCUPATION = 0.25
"""How much older or younger than all an occupation's employees may be: spread of the logarithm per twenty years of age."""
_OFFERED = {
    "alder": list(_WORKING_AGES),
    "ssyk4": [*EXAMPLE_GROUPS, *_ALONE, UNKNOWN_SSYK3],
    "sni": ["A", "B+C", "F", "G", "M+N", "O", "P", "Q", "00"],
    "sektor": ["totalt", "stat", "region", "kommun", "privat"],
    "utbildningsgrupp": [group.code for group in education_groups()],
    "utbildningsniva": ["1", "2", "3", "4", "5", "6", "7", "US"],
    "scb_tab6929_niva.utbildningsniva": ["F", "G", "K", "L", "U", "totalt"],
    "scb_tab3784.sni": ["A", "B+C", "F", "G", "M+N", "O", "P", "Q", "US", "A-U"],
    "scb_tab2597.sektor": ["totalt", "STAT", "REG", "KOM", "OFFAG", "PRIV", "US"],
    "matt": ["000001EX"],
}


def _first_names(versions: dict[str, dict[str, KnownCode]]) -> dict[str, str]:
    return {code: known.beginnings[0] for code, known in next(iter(versions.values())).items()}


_NAMES: dict[Classification | None, dict[str, str]] = {
    Classification.SSYK4: {**occupations_ssyk4(), UNKNOWN_SSYK3: "yrke okänt"},
    Classification.EDUCATION_GROUP: {group.code: group.name for group in education_groups()},
    **{Classification(name): _first_names(versions) for name, versions in classifications().items()},
}
"""What a code is called, by which the reader tells the classification."""
_LAST_OF_ENDED = {**dict.fromkeys(("scb_tab4396", "scb_yreg60"), 2018), "scb_tab638": 2024}
"""The last year of a table that goes on in another; others have three years."""
_TOTALS = {"totalt", "1+2", "TotSa", "A-U", "tot", "tot16-74", "15-74", "16-64", "20-64", "SC"}
"""Codes of everybody; the others of their variable share them out."""


def _periods(entry: PxTable, wanted: Periods, column: str) -> list[str]:
    if column == "manad":
        return [period.replace("-", "M") for period in PERIODS]
    first = int(entry.first_period[:4] or EXAMPLE_YEARS[0])
    if wanted.first:
        return [str(year) for year in range(int(EXAMPLE_YEARS[-1]) + 2, int(EXAMPLE_YEARS[-1]) + 2 + wanted.first)]
    last = max(first, int(EXAMPLE_YEARS[-1])) if entry.release_months else _LAST_OF_ENDED.get(entry.dataset, first + 2)
    years = [str(year) for year in range(first, last + 1)]
    if column == "period":
        return [f"{year}-{int(year) + 1}" for year in years]
    return [f"{year}K{quarter}" for year in years for quarter in range(1, 5)] if column == "kvartal" else years


def _codes(variable: PxVariable, entry: PxTable, example: Example) -> dict[str, str]:
    match variable.codes:
        case Choice.OFFERED:
            offered = _OFFERED.get(f"{entry.dataset}.{variable.column}", _OFFERED.get(variable.column, []))
            return {code: _NAMES.get(variable.classification, {}).get(code, code) for code in offered}
        case Choice.SINGLE_AGES:
            told = _WITH_AN_EDUCATION if entry is SCB_LEVEL_BY_AGE else _AGES
            return {code: code for code in told}
        case Choice.SUMMED:
            return {"1": "en del", "2": "en annan del"}
        case Choice.SSYK3:
            return OCCUPATIONS
        case Choice.AREAS:
            return example.regions
        case Choice() as choice:
            names = {**municipalities(), **example.regions}
            return {code: names.get(code, code) for code in area_codes(choice, example.county)}
        case Periods() as wanted:
            return {code: code for code in _periods(entry, wanted, variable.column)}
        case Labelled(names):
            # A code of its own per label: a further turn adds to the variable and must not take the place of the first.
            return {f"{zlib.crc32(label.encode()) % 1_000_000:06d}EX": label for label in names}
    return dict(variable.codes)


def table_id(entry: PxTable) -> str:
    """The entry's table; one that the catalogue has no id for gets a made-up one, and is found by search."""
    return entry.table_id or f"EX{zlib.crc32(entry.dataset.encode()) % 10_000:04d}"


@lru_cache
def tables(example: Example) -> tuple[dict[str, Table], dict[str, dict[str, str]]]:
    """Every table by id, two entries of the same table together, and the lists of codes that they name."""
    made: dict[str, Table] = {}
    lists: dict[str, dict[str, str]] = {}
    for entry in PX_TABLES:
        table = made.setdefault(table_id(entry), {})
        for variable in (v for turn in entry.turns() for v in turn.variables):
            codes = _codes(variable, entry, example)
            table[variable.code] = table.get(variable.code, {}) | codes
            if variable.codelist:
                lists[variable.codelist] = codes
    return made, lists


UPDATED = {
    table_id(entry): f"2026-{max((m for m in entry.release_months if m < 11), default=1):02d}-05T07:00:00Z"
    for entry in PX_TABLES
}
"""When each table was changed the last time: in a month in which it usually is, before the made-up today."""


_OCCUPATION = ("Region", "Yrke2012", "Kon", "Tid")
_PER_EMPLOYEE = {
    "arbetsställe": 1.1,
    "bostad": 1.1,
    "befolkning": 1.3,
    "befolkning första året": 1.3,
    "befolkning andra året": 1.3,
    "folkmängd": 2.1,
    "Sysselsatta": 1.05,
    "Arbetslösa": 0.08,
    "Utanför arbetskraften": 0.4,
    "netto": 0.006,
    "inflyttade": 0.05,
    "utflyttade": 0.045,
    "examinerade": 0.03,
    "vidareutbildade": 0.01,
    "Lediga jobb, totalt": 0.02,
    "Lediga jobb, totalt, osäkerhetsmarginal": 0.004,
    "Examinerade": 0.03,
    "Etablerade": 0.025,
}
"""Content → its size per employee; other contents are parts of the employees."""
_OF_EDUCATED = {"helt matchade": 0.5, "delvis matchade": 0.12, "inte matchade": 0.27, "uppgift saknas": 0.11}
"""How those with an education are matched; "uppgift saknas" is something else where it stands among sectors."""
_NOT_PEOPLE = {"Månadslön": (42_000, 6_000), "Demografisk försörjningskvot": (1.5, 0.1)}
"""Content → mean and spread."""
_OF_STATUS = {"15-74": 1.0, "16-64": 0.95, "20-64": 0.92}
"""Age group → its part of those who are at work or seek it."""
_APART = (5**0.5 - 1) / 2
"""The step round a circle that comes least near to where it has been: the golden ratio."""
_GROWTH = 0.004
"""Of the population, per year."""
_OLDER_POPULATION = 0.02
"""Yearly growth beyond that of those who are 80 years and older."""
_ELSEWHERE = 2_000.0
"""Employees of an area that the world has nothing about."""


@lru_cache
def cells(example: Example, table: str) -> Floats:
    """Every cell of a table: the world's own employees where they fit, else people by area; the rest are drawn shares."""
    (made, lists), regions = tables(example), example.regions
    variables = made[table]
    order = list(variables)
    if table == SCB_EMPLOYEES.table_id:
        return world(example).published[:, :, :, None, :]
    if "folkmängd" in variables["ContentsCode"].values():
        return _population(example, variables)
    r = np.random.default_rng([example.seed, zlib.crc32(table.encode())])
    whole: Floats = np.ones((1,) * len(order))
    known: tuple[str, ...] = ()
    if "Yrke2012" in variables and variables.get("Region", regions).keys() <= regions.keys():
        known = tuple(name for name in _OCCUPATION if name in variables)
        whole = _along(_employees(example, variables), order, known)
    people = _people(example)
    for name, codes in variables.items():
        if name in ("Region", "Bostadskommun") and name not in known:
            whole = whole * _along(np.array([people.get(code, _ELSEWHERE) for code in codes]), order, (name,))
        elif name == "Arbetsstallekommun":
            home = np.equal.outer(list(variables["Bostadskommun"]), list(codes))
            size = np.array([people.get(code, _ELSEWHERE) for code in codes])
            works = 0.6 * home + 0.4 * size / size.sum()
            whole = whole * _along(works, order, ("Bostadskommun", name))
        elif name == "Alder" and known:
            whole = whole * _along(_ages(example.seed, list(variables["Yrke2012"])), order, ("Yrke2012", name))
        elif name not in known:
            whole = whole * _along(np.array(_shares(r, codes, lists)), order, (name,))
    if not known and not {"Region", "Bostadskommun"} & variables.keys():
        whole = whole * people[NATION]
    whole = np.array(np.broadcast_to(whole, [len(codes) for codes in variables.values()]))
    for at, content in enumerate(variables["ContentsCode"].values()):
        if content in _NOT_PEOPLE:
            where = (slice(None),) * order.index("ContentsCode") + (at,)
            whole[where] = r.normal(*_NOT_PEOPLE[content], whole[where].shape)
    if table == table_id(SCB_EDUCATION_FLOWS):
        _let_flows_add_up(whole, list(variables["ContentsCode"].values()), r)
    if table == SCB_LABOUR_STATUS.table_id:
        # As in the source, which has nobody without work for all of 15–74 years.
        hidden: list[slice | int] = [slice(None)] * len(order)
        hidden[order.index("ContentsCode")] = list(variables["ContentsCode"].values()).index("Arbetslösa")
        hidden[order.index("Alder")] = list(variables["Alder"]).index("15-74")
        whole[tuple(hidden)] = np.nan
    if table == SCB_MATCHING.table_id:
        matched = list(variables["ContentsCode"].values()).index("helt matchade")
        regions, educations, _, _, _, years = whole.shape
        # Some places have work for an education more often than others.
        more = r.normal(1, 0.08, (regions, educations, 1, 1, years))
        for at, county in enumerate(places := list(variables["Region"])):
            # Who lives in a county lives in one of its municipalities.
            if parts := [n for n, code in enumerate(places) if len(code) > len(county) and code.startswith(county)]:
                more[at] = np.average(more[parts], axis=0, weights=[people[places[n]] for n in parts])
        whole[..., matched, :] *= more
    return np.rint(whole)


def _population(example: Example, variables: Table) -> Floats:
    """The same people in every table of the population: as many of each age until 65, then fewer, and more old ones each year."""
    people = _people(example)
    whole: Floats = np.full((1,) * len(variables), _PER_EMPLOYEE["folkmängd"])
    years = np.array([int(year) for year in variables["Tid"]]) - int(EXAMPLE_YEARS[-1])
    ages = np.array([int(age.rstrip("+")) for age in variables["Alder"]])
    alive = np.where(ages < 65, 1.0, (101 - ages) / 36)
    by_age = alive[:, None] / alive.sum() * (1 + _GROWTH + _OLDER_POPULATION * (ages >= 80))[:, None] ** years
    order = list(variables)
    whole = whole * _along(by_age, order, ("Alder", "Tid"))
    for name, codes in variables.items():
        if name == "Region":
            whole = whole * _along(np.array([people.get(code, _ELSEWHERE) for code in codes]), order, (name,))
        elif name not in ("Alder", "Tid"):
            parts = [code for code in codes if code not in _TOTALS]
            whole = whole * _along(
                np.array([1 / len(parts) if code in parts else 1.0 for code in codes]), order, (name,)
            )
    return np.asarray(np.rint(whole))


def _let_flows_add_up(whole: Floats, contents: list[str], r: np.random.Generator) -> None:
    """Some educations grow and others shrink, and the first year with the net is the second year.

    Args:
        whole: regions, educations, groups of people, contents and periods; changed in place.
        contents: in the order of their axis.
        r: draws how many graduate.
    """
    at = {name: contents.index(name) for name in contents}
    more = np.exp(r.normal(0, 0.5, whole.shape[1]))[None, :, None, None]
    graduates = whole[..., at["examinerade"], :] * more
    whole[..., at["netto"], :] = np.rint(
        whole[..., at["netto"], :] + 0.5 * (graduates - whole[..., at["examinerade"], :])
    )
    whole[..., at["examinerade"], :] = graduates
    first = np.rint(whole[..., at["befolkning första året"], :])
    whole[..., at["befolkning första året"], :] = first
    whole[..., at["befolkning andra året"], :] = first + whole[..., at["netto"], :]


def _people(example: Example) -> dict[str, float]:
    """Employees of every area, also of the parts of the country."""
    totals = np.nansum(world(example).published[..., -1], (1, 2)).tolist()
    people: dict[str, float] = dict(zip(example.regions, totals, strict=True))
    for county, part in nuts2_of().items():
        people[part] = people.get(part, 0.0) + people[county]
    return people


def _employees(example: Example, variables: Table) -> Floats:
    """The world's own by region, occupation, sex and year, groups on four digits adding up to those on three.

    A year before the world is reckoned back from its first, one after it gets the last one's figures; without areas they are the
    nation's.
    """
    published, by_group = world(example)
    first, last = int(EXAMPLE_YEARS[0]), int(EXAMPLE_YEARS[-1])
    years = [int(year) for year in variables["Tid"]]
    within: Floats = published[..., [min(max(year, first), last) - first for year in years]]
    found = np.stack(
        [_before(example, first - year) if year < first else within[..., at] for at, year in enumerate(years)], -1
    )
    if variables["Yrke2012"].keys() != OCCUPATIONS.keys():
        size = np.append(by_group.sum((0, 2)), np.ones(len(_ALONE)))
        parent = [list(OCCUPATIONS).index(group[:3]) for group in (*EXAMPLE_GROUPS, *_ALONE)]
        share = size / np.bincount(parent, size)[parent]
        found = np.concatenate([found[:, parent] * share[:, None, None], found[:, -1:]], 1)
    areas = [list(example.regions).index(area) for area in variables.get("Region", [NATION])]
    chosen: Floats = found[areas]
    return chosen if "Region" in variables else chosen[0]


def _ages(seed: int, occupations: list[str]) -> Floats:
    """Share of each age group in each occupation; those of the same three digits are alike."""
    r = np.random.default_rng([seed, 57])
    drawn = dict(zip(OCCUPATIONS, r.normal(0, _OLDER_OCCUPATION, len(OCCUPATIONS)), strict=True))
    older = np.array([drawn.get(code, drawn.get(code[:3], 0.0)) for code in occupations])
    middle = np.array([int(group[:2]) + 2 for group in _WORKING_AGES])
    shares = np.array(list(_WORKING_AGES.values())) * np.exp(np.outer(older, (middle - 40) / 20))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


_SPREAD_OWN, _SPREAD_ELSEWHERE, _SMALL = 0.025, 0.008, 1500.0
"""How far an occupation is from its trend in a year before the world, as a share of its size, and the size below which chance adds
to it. More in the county whose later years are sums of many places, where chance evens out."""


@lru_cache
def _before(example: Example, years: int) -> Floats:
    """Employees by region, occupation and sex so many years before the world's first.

    Occupations have grown in the nation as they do in the world, and in each county a little more or less; a municipality as its
    county, so that sums hold.
    """
    published, regions = world(example).published, list(example.regions)
    nation = np.nansum(published[regions.index(NATION)], 1)
    trend = np.log(np.maximum(nation[:, -1], 1) / np.maximum(nation[:, 0], 1)) / (len(EXAMPLE_YEARS) - 1)
    # Growth of the whole is none of an occupation's.
    trend -= np.log(nation[:, -1].sum() / nation[:, 0].sum()) / (len(EXAMPLE_YEARS) - 1)
    # That few have an unknown occupation from 2023 on is no trend of theirs.
    trend[list(OCCUPATIONS).index(UNKNOWN_SSYK3)] = 0.0
    counties = sorted({code[:2] for code in regions if code != NATION})
    r = np.random.default_rng([example.seed, 2, years])
    size = np.nansum(published[[regions.index(county) for county in counties]][..., 0], 2)
    spread = np.array([_SPREAD_OWN if county in example.counties else _SPREAD_ELSEWHERE for county in counties])
    steps = r.normal(0, spread[:, None] * np.sqrt(1 + _SMALL / (size + 1)))
    own = np.array([counties.index(code[:2]) if code != NATION else -1 for code in regions])
    local = np.where((own >= 0)[:, None], steps[own], 0.0)
    cells: Floats = np.rint(published[..., 0] * np.exp(local - years * trend)[..., None])
    whole = [at for at, code in enumerate(regions) if len(code) == 2 and code != NATION]
    cells[regions.index(NATION)] = cells[whole].sum(0)
    return cells


def _along(values: Floats, order: list[str], names: tuple[str, ...]) -> Floats:
    """Values with their axes moved to those of the named variables, and one everywhere else."""
    shape = [1] * len(order)
    for name, size in zip(names, values.shape, strict=True):
        shape[order.index(name)] = size
    return values.transpose(np.argsort([order.index(name) for name in names])).reshape(shape)


def _periods_apart(r: np.random.Generator, count: int) -> list[float]:
    """How much of the whole each period has: from 95 to 100 per cent, and never as much as one of those just before it.

    A period that repeats another is what a source's mistake looks like, and is held back.
    """
    return list(0.95 + 0.05 * ((r.uniform() + np.arange(count) * _APART) % 1.0))


def _shares(r: np.random.Generator, codes: dict[str, str], lists: dict[str, dict[str, str]]) -> list[float]:
    """A share for each code: all of it for a total, near all of it for a period, else parts of one.

    Two of the source's lists are two ways to share out the same whole.
    """
    if all(code[:4].isdigit() and code[:2] in ("19", "20") for code in codes):
        return _periods_apart(r, len(codes))
    drawn: dict[str, float] = {}
    for whole in [c.keys() for c in lists.values() if c.keys() <= codes.keys()] or [codes.keys()]:
        everyone = [code for code in whole if code not in _TOTALS and codes[code] != "totalt"]
        born = [code for code in everyone if codes[code].endswith("rikes föd")]
        for parts in (born, [code for code in everyone if code not in born]):
            drawn |= dict(zip(parts, r.dirichlet(np.full(len(parts), 20.0)), strict=True)) if parts else {}
    known = {**_PER_EMPLOYEE, **(_OF_EDUCATED if _OF_EDUCATED.keys() <= set(codes.values()) else {})}
    return [known.get(codes[code], _OF_STATUS.get(code, drawn.get(code, 1.0))) for code in codes]
