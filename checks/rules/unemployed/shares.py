"""Whether the shares of the registered unemployed are what they are made of."""

from __future__ import annotations

from assets.contracts.unemployed import PROFILE_KINDS, REGISTERED_SHARES, UNEMPLOYED_PROFILE, WITHOUT_WORK
from assets.contracts.words import COUNTY, EVERYBODY, SEXES
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Judgement, Rows, apart, named, reconciliation, two_bounds

_EDUCATION = "utbildning"
_EDUCATIONS = two_bounds("utbildningar_blir_samtliga")


@reconciliation(
    REGISTERED_SHARES,
    name="andelarna_raknas_om",
    severity=STOPPING,
    why="Varje andel är täljaren delad med nämnaren på samma rad, länets andel är länets egen, och kvinnor och män blir totalt.",
    action="Rätta assets/marts/unemployed/shares.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def shares_divide_again(made: Rows) -> Judgement:
    """Every number that is made of others on the row, of the county's or of another sex's."""
    frame = made.read(each={"geo_niva": [COUNTY], "kon": SEXES})
    group = ["egenskap", "grupp", "kon"]
    county = frame[frame["geo_niva"] == COUNTY].set_index(group)["andel"].rename("county")
    again = frame.join(county, on=group)["county"].mask(frame["geo_niva"] == COUNTY)
    wrong = {
        "andelen är inte täljaren delad med nämnaren": apart(
            frame["andel"], frame["antal_i_kvoten"] / frame["alla_i_kvoten"]
        ),
        "täljaren är inte alla i gruppen": apart(
            frame["antal_i_kvoten"], frame["antal"].fillna(frame["antal_i_kvoten"])
        ),
        "täljaren är större än nämnaren": frame["antal_i_kvoten"] > frame["alla_i_kvoten"],
        "länets andel är inte länets": apart(frame["andel_lan"], again) | (frame["andel_lan"].isna() & again.notna()),
    }
    faults = named(frame, wrong, "geo_namn", "grupp", "kon")
    # Of the time without work the source has a number of its own for both sexes.
    summed = frame[frame["egenskap"].isin(PROFILE_KINDS)]
    by_sex = summed.pivot(index=["geo_kod", "egenskap", "grupp"], columns="kon", values="antal").dropna()
    off = by_sex["kvinnor"] + by_sex["män"] != by_sex["totalt"]
    faults += [f"{place} {name}: kvinnor och män blir inte totalt" for place, _, name in by_sex[off].index]
    return Judgement(
        faults,
        {"andelar": frame["andel"].count(), "summor av kvinnor och män": len(by_sex)},
        f"{frame['andel'].count()} andelar av {len(frame)} rader räknade igen",
    )


@reconciliation(
    REGISTERED_SHARES,
    UNEMPLOYED_PROFILE,
    name="utbildningar_blir_samtliga",
    why="De inskrivna i alla utbildningsnivåer är tillsammans lika många som samtliga inskrivna i arbetsboken om tid utan arbete, "
    "per område och kön samma månad.",
    action="Se kontrollen profil_blir_inskrivna: fattas en grupp, eller är den ena arbetsboken äldre?",
    bounds=(_EDUCATIONS,),
)
def educations_make_everybody(made: Rows, profile: Rows) -> Judgement:
    """Where no group is missing."""
    by = ["geo_kod", "kon", "manad"]
    # A few persons are a large share of a municipality.
    areas = made.read(("egenskap", "=", _EDUCATION), ("geo_niva", "!=", "kommun"))
    parts = areas.groupby(by)["antal"].agg(lambda v: v.sum(skipna=False))
    whole = profile.read(("egenskap", "=", WITHOUT_WORK), ("grupp", "=", EVERYBODY)).set_index(by)["varde"]
    both = parts.rename("parts").to_frame().join(whole.rename("whole"), how="inner").dropna()
    off = (both["parts"] - both["whole"]).abs()
    found = _EDUCATIONS.found(
        _EDUCATIONS.share(off, both["whole"]),
        lambda at: f"{' '.join(at)}: {both.at[at, 'parts']:.0f} efter utbildning, {both.at[at, 'whole']:.0f} samtliga",
    )
    said = f"{len(both)} summor, störst skillnad {off.max() if len(both) else 0:.0f} personer"
    return Judgement(found.faults, {"summor": len(both)}, said, found.beyond)
