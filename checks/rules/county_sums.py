"""Whether the municipalities of every source table that has both make the county that the source says."""

from __future__ import annotations

from assets.contracts.registry import contract
from assets.reference.areas import county_of
from checks.rules.base import (
    HIDDEN_AT_MOST,
    LOOK_AT_SOURCE,
    SUMS_OF_PARTS,
    Judgement,
    NothingFoundError,
    Reconciliation,
    Rows,
    Where,
    beyond_the_hidden,
    reconciliation,
    two_bounds,
)

_SUMS = two_bounds("kommuner_blir_lanet")
_PEOPLE = ("matt", "=", "befolkning")


def _municipalities_make_county(table: str, *where: Where) -> Reconciliation:
    """The rule for one table; ``where`` says which of its rows are counts that can be added."""
    made = contract(table)
    by = [name for name in made.key if name != "region_kod"]

    @reconciliation(
        made,
        name=f"kommuner_blir_lanet_{made.name}",
        why="Kommunernas tal blir tillsammans länets, i varje cell som källan redovisar; skyddade celler räknas som noll till fyra.",
        action="Se vilka celler det gäller. Fattas en kommun, eller hör talen till ett annat område? " + LOOK_AT_SOURCE,
        rule=(HIDDEN_AT_MOST, where),
        bounds=(_SUMS,),
    )
    def judge(source: Rows) -> Judgement:
        frame = source.read(*where)
        home = frame["region_kod"].map(county_of())
        # A table may have municipalities of other counties, whose sums nobody has asked for.
        counties = frame[frame["region_kod"].isin(home.dropna().unique())]
        parts = frame.assign(lan=home)[home.isin(counties["region_kod"].unique())]
        if parts.empty:
            raise NothingFoundError(f"{made.id} har inget län med sina kommuner")
        whole = counties.rename(columns={"region_kod": "lan"}).set_index(["lan", *by])["varde"].dropna()
        cells = parts.groupby(["lan", *by], observed=True)["varde"]
        sums = cells.agg(SUMS_OF_PARTS).reindex(whole.index).dropna()
        whole = whole[sums.index]
        share = _SUMS.share(beyond_the_hidden(sums, whole), whole)
        found = _SUMS.found(
            share, lambda at: f"{' '.join(map(str, at))}: kommunerna {sums.at[at, 'sum']:.0f}, länet {whole[at]:.0f}"
        )
        said = f"{len(sums)} celler, störst skillnad {share.max():.2%} utöver skyddade celler"
        return Judgement(found.faults, {"celler": len(sums)}, said, found.beyond)

    return judge


EMPLOYEES = _municipalities_make_county("staged.anstallda")
EMPLOYEES_2019 = _municipalities_make_county("staged.anstallda_2019")
EMPLOYEES_2014 = _municipalities_make_county("staged.anstallda_2014")
AGES = _municipalities_make_county("staged.anstallda_alder")
INDUSTRIES_OF_EMPLOYEES = _municipalities_make_county("staged.anstallda_naringsgren")
# The people alone: in the made-up world the matched of each area are drawn by themselves, so that they make no sum.
MATCHING = _municipalities_make_county("staged.matchning", _PEOPLE)
MATCHING_BY_LEVEL = _municipalities_make_county("staged.matchning_niva", _PEOPLE)
EDUCATION_LEVELS = _municipalities_make_county("staged.utbildningsniva")
SECTORS = _municipalities_make_county("staged.sysselsatta_sektor")
INDUSTRIES = _municipalities_make_county("staged.sysselsatta_naringsgren")
LABOUR_STATUS = _municipalities_make_county("staged.arbetsmarknadsstatus")
PROJECTED_PEOPLE = _municipalities_make_county("staged.framskriven_folkmangd")
PEOPLE_BEFORE = _municipalities_make_county("staged.folkmangd_till_2024")
PEOPLE = _municipalities_make_county("staged.folkmangd")
EDUCATION_FLOWS = _municipalities_make_county("staged.utbildningsfloden")
