"""Education groups: how many have them, how many work in a matching occupation, and what the occupations' signals say."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION
from assets.contracts.employees import EMPLOYEES
from assets.contracts.places import DIM_GEO
from assets.contracts.pxweb import STAGED_MATCHING, staged_of
from assets.contracts.words import COMPUTED, OBSERVED, REPORTING_GROUP, SEXES
from assets.declaration import Mart
from assets.errors import MartError
from assets.marts.councils.assessments import SIGNALS_ALONE
from assets.marts.employees.ages import ages_of_groups
from assets.marts.employees.demand import without_older_registers
from assets.marts.places.dimensions import delregion_of, level_and_name
from assets.methods import matching as method
from assets.methods.aggregate import sum_or_missing
from assets.methods.follow_up import rate
from assets.methods.known_pairs import known_pairs
from assets.methods.quoted import every
from assets.methods.score import POSITIONS
from assets.methods.signals import CHANGE_YEARS
from assets.reference.areas import NATION
from assets.reference.educations import education_groups, occupations_of_education
from assets.reference.occupations import reporting_group_of, reporting_groups
from sources.catalogue.barometer import AF_BAROMETER
from sources.catalogue.employees import SCB_MUNICIPALITY_AGE

SEPARATOR = " · "
"""Between names of occupations, which have commas in them."""
_COUNTS = {
    "befolkning": "befolkning",
    "helt matchade": "helt_matchade",
    "delvis matchade": "delvis_matchade",
    "inte matchade": "inte_matchade",
    "uppgift saknas": "uppgift_saknas",
}
_GROUP = ["utbildningsgrupp", "kon", "ar"]
_KEY = ["geo_kod", *_GROUP]


def education(
    staged: pa.Table, ages: pa.Table, employees: pa.Table, assessments: pa.Table, geo: pa.Table, county: str
) -> pa.Table:
    """Every education group in the nation, the county and its delregioner.

    Args:
        staged: staged.matchning; no rows when its source is missing, and then there are none here.
        ages: staged.anstallda_alder; no rows when its source is missing, and then no age is known.
        employees: mart.anstallda.
        assessments: mart.bedomning.
        geo: mart.dim_geo.
        county: two-digit code.

    Returns:
        Columns of mart.utbildning: the newest year and the one three years before.

    Raises:
        MartError: the source has an education group that is not known.
    """
    frame = staged.to_pandas()
    if frame.empty:
        return EDUCATION.schema.empty_table()
    named = {group.code: group for group in education_groups()}
    if unknown := sorted(set(frame["utbildningsgrupp"].unique()) - named.keys()):
        raise MartError(
            f"Källan har utbildningsgrupper som inte är kända: {', '.join(unknown)}. "
            "Rätta assets/reference/utbildningsgrupper.csv."
        )
    newest = int(frame["ar"].max())
    areas = geo.to_pandas()
    member = delregion_of(areas)
    counted = _counted(frame, (newest - CHANGE_YEARS, newest), county, member)
    out = _counts(counted, member)
    wide = counted.pivot(index=["region_kod", *_GROUP], columns="matt", values="varde").reset_index()
    pairs = known_pairs(wide, member, _GROUP, "helt matchade", "befolkning").rename_axis(_KEY)
    pairs.columns = pd.Index(["matchade_i_kvoten", "befolkning_i_kvoten"])
    out = out.join(pairs, on=_KEY).join(_womens_share(counted, member), on=_KEY)
    out = out.join(_rates(pairs, newest, member), on=_KEY)
    nation = out[out["geo_kod"] == NATION].set_index(_GROUP)["matchad_forvarvsgrad"].rename("rikets_forvarvsgrad")
    out = out.join(nation, on=_GROUP)
    beyond = out["matchad_forvarvsgrad"] - out["rikets_forvarvsgrad"]
    out["skillnad_mot_riket"] = beyond.where(out["geo_kod"] != NATION)
    out = out.join(_ages(ages, employees, member, county, newest), on=_KEY)
    out["ar_jamforelse"] = [str(newest - CHANGE_YEARS) if year == newest else None for year in out["ar"]]
    out = out.join(level_and_name(areas), on="geo_kod")
    out["grund"] = np.where(out["geo_niva"] == "delregion", COMPUTED, OBSERVED)
    out["utbildning_namn"] = out["utbildningsgrupp"].map({code: group.name for code, group in named.items()})
    out["niva"] = out["utbildningsgrupp"].map({code: group.level for code, group in named.items()})
    linked = linked_groups()
    names = {group.code: group.name for group in reporting_groups()}
    out["lankade_yrken"] = [
        SEPARATOR.join(names[g] for g in linked.get(e, ())) or None for e in out["utbildningsgrupp"]
    ]
    out["lankade_signaler"] = _signals(out, assessments, linked, names, newest)
    out["bortfall"] = with_losses(out)
    side = method.against_nation(out["matchad_forvarvsgrad"], out["rikets_forvarvsgrad"], out["medelfel"])
    out["skillnad_saker"] = [each in (method.ABOVE, method.BELOW) for each in side]
    out["forandring_saker"] = method.beyond_chance(out["forandring_per_ar"], out["medelfel_forandring"])
    out["anmarkning"] = [_remark(row, named[row["utbildningsgrupp"]].general) for row in out.to_dict("records")]
    return pa.Table.from_pandas(out.reindex(columns=[c.name for c in EDUCATION.columns]), preserve_index=False)


def _counted(frame: pd.DataFrame, years: tuple[int, int], county: str, member: pd.Series) -> pd.DataFrame:
    """The source's rows that are used, by sex."""
    places = {NATION, county, *member.index}
    wanted = frame[frame["ar"].isin(years) & frame["grupp"].isin(SEXES) & frame["region_kod"].isin(places)]
    return wanted.rename(columns={"grupp": "kon"}).assign(varde=wanted["varde"].astype("float64"))


def _counts(counted: pd.DataFrame, member: pd.Series) -> pd.DataFrame:
    """Counts of every area; a delregion's is missing when a municipality's is."""
    inside = counted["region_kod"].isin(member.index)
    parts = counted[inside].assign(geo_kod=lambda f: f["region_kod"].map(member))
    sums = sum_or_missing(parts, [*_KEY, "matt"])
    own = counted[~inside].rename(columns={"region_kod": "geo_kod"})
    both = pd.concat([f[[*_KEY, "matt", "varde"]].astype({"varde": "Int64"}) for f in (own, sums)], ignore_index=True)
    return both.pivot(index=_KEY, columns="matt", values="varde").rename(columns=_COUNTS).reset_index()


def _womens_share(counted: pd.DataFrame, member: pd.Series) -> pd.DataFrame:
    """On the rows of both sexes."""
    people = counted[counted["matt"] == "befolkning"]
    wide = people.pivot(index=["region_kod", "utbildningsgrupp", "ar"], columns="kon", values="varde").reset_index()
    pairs = known_pairs(wide, member, ["utbildningsgrupp", "ar"], "kvinnor", "totalt").rename_axis(
        ["geo_kod", "utbildningsgrupp", "ar"]
    )
    share = pairs.assign(andel_kvinnor=method.share_of_people(pairs["kvinnor"], pairs["totalt"]))
    return share[["andel_kvinnor"]].reset_index().assign(kon="totalt").set_index(_KEY)


def _rates(pairs: pd.DataFrame, newest: int, member: pd.Series) -> pd.DataFrame:
    """Rates with their error, and on the newest year's rows the change; none for groups that lead to no occupation."""
    general = [group.code for group in education_groups() if group.general]
    used = pairs[~pairs.index.get_level_values("utbildningsgrupp").isin(general)]
    levels = used.index.to_frame(index=False)
    # The source has each municipality's people as one cell, and the county's and the nation's too.
    cells = levels["geo_kod"].map(member.value_counts()).fillna(1)
    measured = rate(used["matchade_i_kvoten"], used["befolkning_i_kvoten"], cells, cells)
    before = used.reindex(pd.MultiIndex.from_frame(levels.assign(ar=levels["ar"] - CHANGE_YEARS)))
    earlier = rate(before["matchade_i_kvoten"], before["befolkning_i_kvoten"], cells, cells)
    change = method.change_per_year(measured.value, measured.error, earlier.value, earlier.error, CHANGE_YEARS)
    now = (levels["ar"] == newest).to_numpy()
    return pd.DataFrame(
        {
            "matchad_forvarvsgrad": measured.value,
            "medelfel": measured.error,
            "forandring_per_ar": np.where(now, change.per_year, np.nan),
            "medelfel_forandring": np.where(now, change.error, np.nan),
        },
        index=used.index,
    )


def _ages(ages: pa.Table, employees: pa.Table, member: pd.Series, county: str, newest: int) -> pd.DataFrame:
    """Age in each education group's linked occupations, on the newest year's rows."""
    found = ages_of_groups(ages, employees, occupations_of_education(), member, county).dropna(subset="anstallda")
    columns = {
        "anstallda": "anstallda_lankade",
        "anstallda_55_64": "anstallda_lankade_55",
        "andel_55_64": "andel_55_lankade",
    }
    told = found.assign(ar_alder=found["ar"].astype("str")).drop(columns=["ar", "alla"]).rename(columns=columns)
    return (
        pd.concat({newest: told}, names=["ar"])
        .rename_axis(["ar", "geo_kod", "utbildningsgrupp", "kon"])
        .reorder_levels(_KEY)
    )


def linked_groups() -> dict[str, tuple[str, ...]]:
    """Education group → redovisningsgrupper that it leads to, each once."""
    of = reporting_group_of()
    return {e: tuple(dict.fromkeys(of[code] for code in codes)) for e, codes in occupations_of_education().items()}


def _signals(
    out: pd.DataFrame,
    assessments: pa.Table,
    linked: Mapping[str, tuple[str, ...]],
    names: Mapping[str, str],
    newest: int,
) -> list[str | None]:
    """What the linked occupations' signals say, class by class; on the county's and its delregioner's newest rows."""
    frame = assessments.to_pandas()
    frame = frame[frame["yrkesniva"] == REPORTING_GROUP]
    classes = dict(zip(zip(frame["geo_kod"], frame["yrke_kod"], strict=True), frame["signaler"], strict=True))
    rated_areas = set(frame["geo_kod"])
    return [
        listed({names[g]: classes[area, g] for g in linked[group]})
        if sex == "totalt" and year == newest and area in rated_areas and group in linked
        else None
        for area, group, sex, year in out[_KEY].itertuples(index=False)
    ]


def listed(classes: Mapping[str, str], order: Iterable[str] = POSITIONS) -> str:
    """Occupations under their class, with how many they are; never one class for all of them.

    Args:
        classes: name of an occupation → its class.
        order: every class that there is, in the order to say them.

    >>> listed({"A": "inga tydliga tecken", "B": "tydliga tecken på brist", "C": "inga tydliga tecken"})
    'tydliga tecken på brist (1): B; inga tydliga tecken (2): A · C'
    """
    under = {wanted: [name for name, found in classes.items() if found == wanted] for wanted in order}
    return "; ".join(f"{wanted} ({len(names)}): {SEPARATOR.join(names)}" for wanted, names in under.items() if names)


def about_rate(row: Mapping[Hashable, Any], general: bool) -> list[str]:
    """Why the population or the matched rate is missing or must be read with care, as sentences."""
    hidden = pd.isna(row["befolkning"])
    said = ["Minst en kommuns uppgift är skyddad eller saknas: antalet visas inte."] if hidden else []
    if general:
        return [*said, "Utbildningen leder inte till ett visst yrke: ingen matchad förvärvsgrad räknas."]
    people = row["befolkning_i_kvoten"]
    if pd.isna(row["matchad_forvarvsgrad"]):
        few = people < method.LEAST_PEOPLE
        reason = f"färre än {method.LEAST_PEOPLE} personer" if few else "för mycket är skyddat"
        return [*said, f"Förvärvsgraden visas inte: {reason}."]
    if hidden:
        said.append(f"Kvoterna gäller de kommuner som är kända ({people:.0f} personer).")
    if row["bortfall"]:
        said.append(f"Mer än {every(method.MOST_DATA_LOSS)} som arbetar har okänt yrke: läs med försiktighet.")
    return said


def with_losses(out: pd.DataFrame) -> pd.Series:
    """Whether so many of those who work have an unknown occupation that a reader must be told, row by row of mart.utbildning."""
    lost = method.data_loss(*(out[name].astype("float64") for name in list(_COUNTS.values())[1:]))
    return pd.Series(lost > method.MOST_DATA_LOSS, out.index)


def _remark(row: Mapping[Hashable, Any], general: bool) -> str | None:
    """Why a number is missing or must be read with care, as sentences."""
    said = about_rate(row, general)
    if general or pd.isna(row["matchad_forvarvsgrad"]):
        return " ".join(said)
    # pandas has made NaN, which is true, of the older years' None.
    compared = pd.notna(row["ar_jamforelse"])
    if compared and pd.isna(row["andel_55_lankade"]):
        unlinked = pd.isna(row["lankade_yrken"])
        said.append("Ålder saknas: inget länkat yrke." if unlinked else "Ålder saknas: för få, eller skyddad.")
    chance = []
    if pd.notna(row["skillnad_mot_riket"]) and not row["skillnad_saker"]:
        chance.append("skillnaden mot riket")
    if compared and pd.isna(row["forandring_per_ar"]):
        said.append(f"Förändringen visas inte: för få eller skyddade {row['ar_jamforelse']}.")
    elif compared and not row["forandring_saker"]:
        chance.append("förändringen")
    if chance:
        said.append(f"{' och '.join(chance).capitalize()} ryms i slumpen.")
    return " ".join(said) or None


MARTS = (
    Mart(
        EDUCATION,
        education,
        {
            "staged": STAGED_MATCHING,
            "ages": staged_of(SCB_MUNICIPALITY_AGE),
            "employees": EMPLOYEES,
            "assessments": ASSESSMENT,
            "geo": DIM_GEO,
        },
        not_used={
            **without_older_registers("Bara ett av de senaste åren läses ur anstallda."),
            **SIGNALS_ALONE,
            AF_BAROMETER.dataset: "Ur bedomning läses våra signaler, som Arbetsförmedlingens bedömning aldrig ingår i.",
        },
    ),
)
