"""Rules of the levels of education by cohorts, and of the source that they are counted from."""

from __future__ import annotations

import pandas as pd

from assets.contracts.long_term_levels import LEVELS, THREE_LEVELS
from assets.contracts.long_term_supply import SUPPLY
from assets.contracts.registry import contract
from assets.reference.educations import education_groups
from checks.result import STOPPING
from checks.rules.base import (
    DECIMALS,
    HIDDEN_AT_MOST,
    LOOK_AT_SOURCE,
    SUMS_OF_PARTS,
    Judgement,
    NothingFoundError,
    Rows,
    apart,
    beyond_the_hidden,
    named,
    reconciliation,
    two_bounds,
)
from checks.rules.expectation import Suite
from checks.rules.long_term_supply import STAGED_FLOWS
from checks.rules.scb import NEARLY_ALL_KNOWN, WOMEN_AND_MEN, YEARS, of_size
from checks.rules.vocabulary import between, reason_given

_APART, _BY_AGE = two_bounds("nivaerna_foljs_at"), two_bounds("arskullarna_blir_nivan")
_SHARES = ("andel_efter_alder", "andel_efter_alder_framskriven", "andel_av_grupper", "andel_av_grupper_framskriven")
STAGED_BY_AGE, STAGED_LEVELS = contract("staged.utbildningsniva_alder"), contract("staged.utbildningsniva")
_AGES = [str(age) for age in range(16, 75)]
_CELL = ["region_kod", "utbildningsniva", "kon", "ar"]


@reconciliation(
    STAGED_BY_AGE,
    STAGED_LEVELS,
    name="arskullarna_blir_nivan",
    why="Årskullarna 16–74 år blir tillsammans de 16–74 år som samma register har på nivån, av varje kön, varje år; skyddade celler räknas "
    "som noll till fyra.",
    action="Se vilken nivå och vilket år det gäller. Fattas årskullar, eller har två nivåer bytt kod? "
    + LOOK_AT_SOURCE,
    rule=(HIDDEN_AT_MOST, _AGES),
    bounds=(_BY_AGE,),
)
def ages_make_the_level(by_age: Rows, levels: Rows) -> Judgement:
    """One cell per area, level, sex and year, of the areas, sexes and years that both tables have."""
    ages = by_age.read(("alder", "in", _AGES))
    whole = levels.read(("region_kod", "in", ages["region_kod"].unique().tolist())).set_index(_CELL)["varde"].dropna()
    cells = ages.groupby(_CELL, observed=True)["varde"].agg(SUMS_OF_PARTS)
    sums = cells.reindex(whole.index).dropna()
    if sums.empty:
        raise NothingFoundError("ingen nivå finns både efter ålder och för alla 16–74 år")
    # Of a year and a sex that both have, a level that only the one has is lost, or has another code there.
    asked = whole.index.droplevel("utbildningsniva").isin(cells.index.droplevel("utbildningsniva"))
    lost = whole[asked & ~whole.index.isin(cells.index) & (whole > 0)]
    gone = [f"{' '.join(map(str, at))}: årskullarna saknas, nivån {number:.0f}" for at, number in lost.items()]
    whole = whole[sums.index]
    share = _BY_AGE.share(beyond_the_hidden(sums, whole), whole)
    found = _BY_AGE.found(
        share, lambda at: f"{' '.join(map(str, at))}: årskullarna {sums.at[at, 'sum']:.0f}, nivån {whole[at]:.0f}"
    )
    said = f"{len(sums)} celler, störst skillnad {share.max():.2%} utöver skyddade celler"
    return Judgement([*gone, *found.faults], {"celler": len(sums)}, said, found.beyond)


@reconciliation(
    LEVELS,
    SUPPLY,
    name="nivaerna_raknas_om",
    severity=STOPPING,
    why="Varje köns andelar blir ett på båda sätten, utbildningsgruppernas andelar är de i tillgang, och skillnaden är ändringarnas.",
    action="Rätta assets/marts/long_term/education_levels.py.",
    expected="lika",
    rule=(DECIMALS, THREE_LEVELS),
)
def levels_add_up(made: Rows, supply: Rows) -> Judgement:
    """Sums, differences and the groups' shares again, by the group's own word for its level."""
    rows = made.read(each={"kon": ["totalt", "kvinnor", "män"]})
    year = ("till_ar", "in", rows["till_ar"].unique().tolist())
    groups = supply.read(year, ("geo_niva", "=", "lan")).dropna(subset="befolkning_framskriven")
    # Known by how it begins: högskola is above the secondary level too, and what is okänd is in none.
    words = {group.code: group.level for group in education_groups()}
    level = groups["utbildningsgrupp"].map(words).str.split(r"[ ,]").str[0].replace("högskola", "eftergymnasial")
    sums = groups.assign(niva=level)[level != "okänd"].groupby(["kon", "niva"])["befolkning_framskriven"].sum()
    again = sums / sums.groupby("kon").transform("sum")
    own = rows.set_index(["kon", "niva"])
    wrong = {
        "gruppernas andel är inte den i tillgang": apart(
            own["andel_av_grupper_framskriven"], again.reindex(own.index)
        ).set_axis(rows.index),
        "skillnaden är inte ändringarnas": apart(
            rows["skillnad"],
            rows["andel_av_grupper_framskriven"]
            - rows["andel_av_grupper"]
            - rows["andel_efter_alder_framskriven"]
            + rows["andel_efter_alder"],
        ),
    }
    faults = named(rows, wrong, "kon", "niva")
    numbers = 0
    for column in _SHARES:
        known = rows.dropna(subset=column)
        numbers += len(known)
        whole = known.groupby("kon")[column].sum()
        faults += [
            f"{sex}: {column} blir {total:.6f}" for sex, total in whole.items() if not abs(total - 1) <= DECIMALS
        ]
    return Judgement(faults, {"tal": numbers}, f"{numbers} andelar av {len(rows)} rader räknade igen")


@reconciliation(
    LEVELS,
    STAGED_BY_AGE,
    STAGED_FLOWS,
    name="nivaerna_foljs_at",
    why="Hur stor del som har varje utbildningsnivå om tio år ändras nästan lika mycket om de som är unga följs när de blir äldre som om "
    "utbildningsgruppernas flöden går vidare.",
    action="Jämför flödena i TAB6928 med utbildningsregistret: är det ett år med annan indelning, eller flöden som inte håller i sig?",
    bounds=(_APART,),
)
def levels_go_together(made: Rows, _by_age: Rows, _flows: Rows) -> Judgement:
    """Both sexes together."""
    rows = made.read(("kon", "=", "totalt")).dropna(subset="skillnad").set_index("niva")
    if rows.empty:
        raise NothingFoundError("ingen utbildningsnivå är räknad på båda sätten")
    apart_by: pd.Series = rows["skillnad"]
    found = _APART.found(apart_by.abs(), lambda level: f"{level}: {100 * apart_by[level]:+.1f} procentenheter")
    largest = apart_by.abs().max()
    return Judgement(
        found.faults,
        {"nivåer": len(rows)},
        f"{len(rows)} nivåer, störst skillnad {100 * largest:.1f} procentenheter",
        found.beyond,
    )


SUITES = (
    Suite(
        "staged.utbildningsniva_alder",
        (
            *of_size(
                "Ingen årskull har över {hogst} av ett kön på en nivå i landet, och antal är aldrig negativa.",
                "Landets största årskull på en nivå är minst {lagst} av ett kön.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            WOMEN_AND_MEN,
        ),
    ),
    Suite(
        "mart.utbildningsniva_framskriven",
        (
            between(
                "andelen_ar_en_andel",
                "andel_efter_alder_framskriven",
                0,
                1,
                "Ingen nivå har mindre än ingen eller mer än alla.",
                "Rätta assets/methods/education_levels.py.",
            ),
            reason_given(
                "skillnad.isna()",
                "skillnaden",
                "assets/marts/long_term/education_levels.py",
            ),
        ),
    ),
)
