"""Whether the tables of ads, of the open ones and of skills agree, with themselves and with what they are made of."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import (
    ADS,
    ADS_DROPPED,
    COUNTY_ADS,
    OF_EMPLOYERS,
    OPEN_ADS,
    SKILLS,
    STAGED_OPEN_ADS,
    STAGED_SKILLS,
    SWEDEN,
)
from assets.contracts.words import NO_MUNICIPALITY
from assets.methods.employers import UNKNOWN_SECTOR
from assets.methods.skills import LEAST_ADS, LEAST_NAMING
from checks.result import STOPPING, WARNING
from checks.rules.base import Judgement, NotApplicableError, Rows, reconciliation, two_bounds

_SECTOR, _SKILLS, _OPEN_CHANGE = map(
    two_bounds, ("sektor_kand", "kompetenser_mot_underlag", "oppna_annonser_dag_for_dag")
)

KNOWN_HEADLINE = 0.95


PARTED = {"delregion": "delregioner", "kommun": "kommuner"}
"""Levels of area that make the county, beside the ads that name no municipality."""


_BOTH_HAVE = (
    "annonser_rensade",
    "platser_rensade",
    "annonser_foljda",
    "annonser_aterannonserade",
    OF_EMPLOYERS,
    "annonser_foljda_med_rubrik",
    "annonser_samma_rubrik_igen",
    "vantade_samma_rubrik_igen",
    "annonsdagar",
)
_NEVER_ADDED = "samma_rubrik_mot_slump"
_ROUNDING = 0.01
"""Sums of decimal numbers that are rounded; a whole number that differs does so by more."""


@reconciliation(
    ADS,
    name="annonser_summerar",
    severity=STOPPING,
    why="Kommuner respektive delregioner, plus annonser utan kommun, blir länets tal varje månad, i varje mått.",
    action="Kontrollera assets/marts/ads/sql/annonser.sql och delregionernas kommuner.",
    expected="exakt lika",
    rule=("exakt",),
)
def ads_add_up(ads: Rows) -> Judgement:
    """Every month, every measure."""
    counts = [c.name for c in ADS.columns if c.unit and c.name != _NEVER_ADDED]
    levels = ["lan", *PARTED]
    own = ads.read(("geo_niva", "!=", "riket"), columns=["geo_niva", "manad", *counts], each={"geo_niva": levels})
    sums = own.groupby(["geo_niva", "manad"])[counts].sum()
    months = sorted(own["manad"].unique())
    of_level = {
        level: sums.loc[sums.index.isin([level], level="geo_niva")].droplevel("geo_niva").reindex(months, fill_value=0)
        for level in (*levels, NO_MUNICIPALITY)
    }
    whole, rest = of_level["lan"], of_level[NO_MUNICIPALITY]
    faults = [
        f"{name} {month}: {made} {column} mot {whole.at[month, column]} i länet"
        for level, name in PARTED.items()
        for month in months
        for column in counts
        if abs((made := of_level[level].at[month, column] + rest.at[month, column]) - whole.at[month, column])
        > _ROUNDING
    ]
    return Judgement(
        faults,
        {"summor": len(PARTED) * len(months) * len(counts)},
        f"{int(whole['annonser'].sum())} annonser i länet, {len(counts)} mått, {len(months)} månader",
    )


@reconciliation(
    ADS,
    ADS_DROPPED,
    name="rensningen_gar_ihop",
    severity=STOPPING,
    why="Rensade annonser, bemanningsföretagens och dubbletterna blir tillsammans alla annonser, och varje dubblett står i "
    "annonser_bortrensade.",
    action="Kontrollera assets/marts/ads/sql/annonser.sql och annonser_bortrensade.sql: de ska räkna samma annonser.",
    expected="exakt lika",
    rule=("exakt",),
)
def cleaning_adds_up(ads: Rows, dropped: Rows) -> Judgement:
    """On every level, and the dropped ones are listed."""
    parts = ["annonser_rensade", "annonser_bemanning", "annonser_dubbletter"]
    made = ads.read(columns=["geo_niva", "annonser", *parts], each={"geo_niva": ["kommun"]})
    sums = made.groupby("geo_niva").sum()
    faults = [
        f"{level}: {row[parts].sum()} efter rensning mot {row['annonser']}"
        for level, row in sums.iterrows()
        if row[parts].sum() != row["annonser"]
    ]
    listed, counted = dropped.count(), int(sums.at["kommun", "annonser_dubbletter"])
    if listed != counted:
        faults.append(f"{listed} annonser i annonser_bortrensade mot {counted} räknade")
    return Judgement(
        faults,
        {"annonser": int(sums.at["kommun", "annonser"])},
        f"{counted} dubbletter av {int(sums.at['kommun', 'annonser'])} annonser i länets kommuner",
    )


@reconciliation(
    ADS,
    name="sektor_kand",
    why="Få annonser saknar organisationsnummer eller har en offentlig arbetsgivare vars nummer ingen inledning passar.",
    action="Se vilka organisationsnummer det gäller i staged/annonser och komplettera "
    "assets/reference/organisationsnummer_sektor.csv.",
    bounds=(_SECTOR,),
)
def known_sector(ads: Rows) -> Judgement:
    """Every year; no ad without a known sector is a share of 0."""
    made = ads.read(("geo_niva", "=", "lan"), columns=["sektor", "manad", "annonser"])
    year = made["manad"].str[:4]
    unknown = made["annonser"].where(made["sektor"] == UNKNOWN_SECTOR, 0)
    share = unknown.groupby(year).sum() / made["annonser"].groupby(year).sum()
    found = _SECTOR.found(share, lambda year: f"{year}: {share[year]:.1%}")
    said = ", ".join(f"{year} {value:.1%}" for year, value in share.items())
    return Judgement(found.faults, {"år": share.count()}, said, found.beyond)


@reconciliation(
    SKILLS,
    STAGED_SKILLS,
    name="kompetenser_mot_underlag",
    why="Länets antal är underlagets summor, och delregionernas annonser är tillsammans inte fler.",
    action="Kontrollera delregionernas kommuner i assets/reference och assets/marts/ads/skills.py.",
    expected="länet lika, delregionerna högst så många",
    bounds=(_SKILLS,),
)
def skills_of_ads(made: Rows, staged: Rows) -> Judgement:
    """Against sums of the source's municipalities."""
    given = staged.read()
    ads = given.drop_duplicates(["ssyk4", "kommun_kod"]).groupby("ssyk4")["annonser"].sum()
    naming = given.groupby(["ssyk4", "kompetens"])["annonser_med"].sum()
    enough = (naming.index.get_level_values("ssyk4").map(ads) >= LEAST_ADS) & (naming >= LEAST_NAMING)
    if not enough.any() and not made.count():
        raise NotApplicableError(
            f"inget yrke i länet har {LEAST_ADS} lästa annonser och en kompetens som {LEAST_NAMING} av dem nämner"
        )
    whole = made.read(("geo_niva", "=", "lan"))
    faults = [
        f"{row.ssyk4} {row.kompetens}: {row.annonser_med} av {row.annonser} i länet, "
        f"{naming.get((row.ssyk4, row.kompetens), 0)} av {ads.get(row.ssyk4, 0)} i underlaget"
        for row in whole.itertuples()
        if (row.annonser_med, row.annonser) != (naming.get((row.ssyk4, row.kompetens), 0), ads.get(row.ssyk4, 0))
    ]
    parts = made.read(("geo_niva", "=", "delregion")).drop_duplicates(["geo_kod", "ssyk4"])
    sums = parts.groupby("ssyk4")["annonser"].sum()
    faults += [
        f"{code}: delregionerna har {count} annonser, underlaget {ads.get(code, 0)}"
        for code, count in sums.items()
        if count > ads.get(code, 0)
    ]
    return Judgement(
        faults,
        {"kompetenser i länet": len(whole), "yrkesgrupper i delregionerna": len(sums)},
        f"{whole['ssyk4'].nunique()} yrkesgrupper i länet, {int(ads.sum())} lästa annonser",
        _SKILLS.too_many(faults, len(whole) + len(sums)),
    )


_OPEN = tuple(c.name for c in OPEN_ADS.columns if c.unit)


def _open_per_day(open_ads: Rows) -> dict[str, pd.DataFrame]:
    """Measure of open ads → a row per day, a column per level of area."""
    made = open_ads.read(columns=["geo_niva", "dag", *_OPEN], each={"geo_niva": ["lan", *PARTED]})
    sums = made.groupby(["dag", "geo_niva"])[list(_OPEN)].sum().unstack(fill_value=0)
    return {name: sums[name].reindex(columns=["lan", *PARTED, NO_MUNICIPALITY], fill_value=0) for name in _OPEN}


@reconciliation(
    OPEN_ADS,
    name="oppna_annonser_summerar",
    severity=STOPPING,
    why="Kommuner respektive delregioner, plus annonser utan kommun, blir länets öppna annonser varje dag, i varje mått.",
    action="Kontrollera assets/marts/ads/sql/annonser_oppna.sql och delregionernas kommuner.",
    expected="exakt lika",
    rule=("exakt",),
)
def open_ads_add_up(open_ads: Rows) -> Judgement:
    """Every day, every measure."""
    measures = _open_per_day(open_ads)
    faults = [
        f"{name} {day}: {row[level] + row[NO_MUNICIPALITY]} {measure} mot {row['lan']} i länet"
        for measure, sums in measures.items()
        for level, name in PARTED.items()
        for day, row in sums.iterrows()
        if row[level] + row[NO_MUNICIPALITY] != row["lan"]
    ]
    whole = measures["oppna_annonser"]["lan"]
    said = f"{len(whole)} dagar, {int(whole.sum())} öppna annonser i länet sammanlagt"
    return Judgement(faults, {"dagar": len(whole)}, said)


@reconciliation(
    OPEN_ADS,
    STAGED_OPEN_ADS,
    name="oppna_annonser_som_i_underlaget",
    severity=STOPPING,
    why="Den senaste dagens öppna annonser i länet är precis de som är öppna i underlaget.",
    action="Kontrollera assets/marts/ads/open_ads.py mot staged/annonser_oppna.",
    expected="exakt lika",
    rule=("exakt",),
)
def open_ads_are_the_sources(open_ads: Rows, staged: Rows) -> Judgement:
    """On the newest day."""
    made = open_ads.read(("geo_niva", "=", "lan"))
    newest, county = made["dag"].max(), made["geo_kod"].iloc[0]
    shown = int(made.loc[made["dag"] == newest, "oppna_annonser"].sum())
    ads = staged.read(columns=["publicerad", "stangd", "kommun_kod", "lan_kod", "land_kod"])
    here = ads["kommun_kod"].str[:2].fillna(ads["lan_kod"]) == county
    is_open = ads["stangd"].isna() & (ads["publicerad"] <= newest)
    found = int((here & is_open & ads["land_kod"].fillna(SWEDEN).eq(SWEDEN)).sum())
    faults = [] if shown == found else [f"{newest}: {shown} i tabellen, {found} i underlaget"]
    return Judgement(faults, {"öppna annonser": shown}, f"{shown} öppna annonser {newest}")


@reconciliation(
    OPEN_ADS,
    name="oppna_annonser_dag_for_dag",
    why="Antalet öppna annonser i länet ändras lite från den senaste hela dagen till hämtningen.",
    action="Se i ursprung.json under raw/af_jobstream hur många annonser som öppnades och stängdes, och jämför med källans "
    "sökning.",
    bounds=(_OPEN_CHANGE,),
)
def open_ads_day_by_day(open_ads: Rows) -> Judgement:
    """The newest day against the one before."""
    per_day = _open_per_day(open_ads)["oppna_annonser"]["lan"]
    if len(per_day) < 2:
        raise NotApplicableError(f"{per_day.index[0]} är den första dagen; det finns ingen tidigare att jämföra med")
    change = _OPEN_CHANGE.share(per_day.diff(), per_day.shift()).iloc[-1:]
    said = f"{per_day.index[-2]}: {per_day.iloc[-2]}, {per_day.index[-1]}: {per_day.iloc[-1]} ({change.iloc[0]:+.1%})"
    found = _OPEN_CHANGE.found(change, lambda _: said)
    return Judgement(found.faults, {"dagar": 1}, said, found.beyond)


@reconciliation(
    STAGED_OPEN_ADS,
    name="oppna_annonser_gar_att_rensa",
    severity=WARNING,
    why="Dubbletter bland de öppna annonserna känns igen på rubrikens avtryck. Annonser utan avtryck räknas var för sig, och då "
    "blir de rensade öppna annonserna för många.",
    action="Avtrycken kommer med nästa hämtning: kör kompetens run --source live. Kommer de inte, kontrollera källans fält headline.",
    expected=f"minst {KNOWN_HEADLINE:.0%} av de öppna annonserna",
    rule=(KNOWN_HEADLINE,),
)
def open_ads_can_be_cleaned(staged: Rows) -> Judgement:
    """Of the ads that are open now, wherever they are."""
    known = staged.read(columns=["stangd", "rubrik_kand"]).query("stangd.isna()")["rubrik_kand"]
    said = f"{int(known.sum())} av {len(known)} öppna annonser har avtryck"
    return Judgement([] if known.sum() >= KNOWN_HEADLINE * len(known) else [said], {"öppna annonser": len(known)}, said)


@reconciliation(
    COUNTY_ADS,
    ADS,
    name="lanet_som_publicerat",
    severity=STOPPING,
    why="Länets rensade annonser är lika många här som i tabellen annonser, varje månad.",
    action="Jämför assets/marts/ads/sql/annonser_lan.sql med annonser.sql: de rensar olika.",
    expected="lika många",
    rule=("exakt", _BOTH_HAVE),
)
def county_is_itself(counties: Rows, ads: Rows) -> Judgement:
    """The county's own figures in the tables of all counties are those that are published."""
    wide, own = counties.read(), ads.read(("geo_niva", "=", "lan"))
    own = own[own["manad"] >= wide["manad"].min()]
    here = wide[wide["geo_kod"].isin(own["geo_kod"].unique())].groupby("manad")[list(_BOTH_HAVE)].sum()
    published = own.groupby("manad")[list(_BOTH_HAVE)].sum()
    months = here.index.union(published.index)
    here, published = (sums.reindex(months, fill_value=0) for sums in (here, published))
    faults = [
        f"{month}: {here.at[month, name]} {name} mot {published.at[month, name]}"
        for month in months
        for name in _BOTH_HAVE
        if abs(here.at[month, name] - published.at[month, name]) > _ROUNDING
    ]
    said = f"{int(here['annonser_rensade'].sum())} rensade annonser i länet, {len(here)} månader"
    return Judgement(faults, {"månader": len(months)}, said)
