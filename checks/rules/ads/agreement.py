"""Rules of the ads, the open ones, and the skills that they name."""

from __future__ import annotations

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.contracts.ads import ADS, SWEDEN
from assets.contracts.words import NO_MUNICIPALITY
from assets.methods.employers import UNKNOWN_SECTOR
from checks.result import STOPPING, WARNING, CheckSpec, rule_digest
from checks.rules.base import Reconciliation, Tables, nothing

UNKNOWN_SECTOR_LIMIT = 0.05


OPEN_ADS_CHANGE = 0.3


def _ads_add_up(tables: Tables) -> tuple[list[str], str]:
    counts = [c.name for c in ADS.columns if c.unit]
    own = pq.read_table(
        tables("mart.annonser"), columns=["geo_niva", "manad", *counts], filters=[("geo_niva", "!=", "riket")]
    )
    sums = own.group_by(["geo_niva", "manad"]).aggregate([(name, "sum") for name in counts]).to_pandas()
    sums = sums.set_index(["geo_niva", "manad"]).rename(columns=lambda name: name.removesuffix("_sum"))
    months = sorted(set(sums.index.get_level_values("manad")))
    whole, rest, delregioner, kommuner = (
        sums.loc[sums.index.isin([level], level="geo_niva")].droplevel("geo_niva").reindex(months, fill_value=0)
        for level in ("lan", NO_MUNICIPALITY, "delregion", "kommun")
    )
    faults = [
        f"{name} {month}: {parts.at[month, column] + rest.at[month, column]} {column} mot {whole.at[month, column]} i länet"
        for name, parts in (("delregioner", delregioner), ("kommuner", kommuner))
        for month in months
        for column in counts
        if parts.at[month, column] + rest.at[month, column] != whole.at[month, column]
    ]
    return faults, f"{int(whole['annonser'].sum())} annonser i länet, {len(counts)} mått, {len(months)} månader"


def _cleaning_adds_up(tables: Tables) -> tuple[list[str], str]:
    parts = ["annonser_rensade", "annonser_bemanning", "annonser_dubbletter"]
    mart = pq.read_table(tables("mart.annonser"), columns=["geo_niva", "annonser", *parts]).to_pandas()
    sums = mart.groupby("geo_niva").sum()
    faults = [
        f"{level}: {row[parts].sum()} efter rensning mot {row['annonser']}"
        for level, row in sums.iterrows()
        if row[parts].sum() != row["annonser"]
    ]
    listed = pq.read_metadata(tables("mart.annonser_bortrensade")).num_rows
    dropped = int(sums["annonser_dubbletter"].get("kommun", 0))
    if listed != dropped:
        faults.append(f"{listed} annonser i annonser_bortrensade mot {dropped} räknade")
    return faults, f"{dropped} dubbletter av {int(sums['annonser'].get('kommun', 0))} annonser i länets kommuner"


def _known_sector(tables: Tables) -> tuple[list[str], str]:
    mart = pq.read_table(
        tables("mart.annonser"), columns=["sektor", "manad", "annonser"], filters=[("geo_niva", "=", "lan")]
    ).to_pandas()
    by_year = mart.assign(ar=mart["manad"].str[:4]).pivot_table(
        index="ar", columns="sektor", values="annonser", aggfunc="sum", fill_value=0
    )
    share = by_year.get(UNKNOWN_SECTOR, 0 * by_year.sum(axis=1)) / by_year.sum(axis=1)
    faults = [f"{year}: {value:.1%}" for year, value in share.items() if value > UNKNOWN_SECTOR_LIMIT]
    return faults, ", ".join(f"{year} {value:.1%}" for year, value in share.items())


def _skills_of_ads(tables: Tables) -> tuple[list[str], str]:
    made = pq.read_table(tables("mart.kompetenser")).to_pandas()
    given = pq.read_table(tables("staged.kompetenser")).to_pandas()
    if made.empty:
        return nothing("mart.kompetenser har inga rader")
    ads = given.drop_duplicates(["ssyk4", "kommun_kod"]).groupby("ssyk4")["annonser"].sum()
    naming = given.groupby(["ssyk4", "kompetens"])["annonser_med"].sum()
    whole = made[made["geo_niva"] == "lan"]
    faults = [
        f"{row.ssyk4} {row.kompetens}: {row.annonser_med} av {row.annonser} i länet, "
        f"{naming.get((row.ssyk4, row.kompetens), 0)} av {ads.get(row.ssyk4, 0)} i underlaget"
        for row in whole.itertuples()
        if (row.annonser_med, row.annonser) != (naming.get((row.ssyk4, row.kompetens), 0), ads.get(row.ssyk4, 0))
    ]
    parts = made[made["geo_niva"] == "delregion"].drop_duplicates(["geo_kod", "ssyk4"])
    sums = parts.groupby("ssyk4")["annonser"].sum()
    faults += [
        f"{code}: delregionerna har {count} annonser, underlaget {ads.get(code, 0)}"
        for code, count in sums.items()
        if count > ads.get(code, 0)
    ]
    return faults, f"{whole['ssyk4'].nunique()} yrkesgrupper i länet, {int(ads.sum())} lästa annonser"


def _open_per_day(tables: Tables) -> pd.DataFrame:
    """Open ads: a row per day, a column per level of area, and none of either when the source is missing."""
    mart = pq.read_table(tables("mart.annonser_oppna"), columns=["geo_niva", "dag", "oppna_annonser"]).to_pandas()
    sums: pd.DataFrame = mart.groupby(["dag", "geo_niva"])["oppna_annonser"].sum().unstack(fill_value=0)
    return sums.reindex(columns=["lan", "delregion", "kommun", NO_MUNICIPALITY], fill_value=0)


def _open_ads_add_up(tables: Tables) -> tuple[list[str], str]:
    sums = _open_per_day(tables)
    faults = [
        f"{name} {day}: {row[level] + row[NO_MUNICIPALITY]} mot {row['lan']} i länet"
        for level, name in (("delregion", "delregioner"), ("kommun", "kommuner"))
        for day, row in sums.iterrows()
        if row[level] + row[NO_MUNICIPALITY] != row["lan"]
    ]
    return faults, f"{len(sums)} dagar, {int(sums['lan'].sum())} öppna annonser i länet sammanlagt"


def _open_ads_are_the_sources(tables: Tables) -> tuple[list[str], str]:
    mart = pq.read_table(tables("mart.annonser_oppna"), filters=[("geo_niva", "=", "lan")]).to_pandas()
    if mart.empty:
        return nothing("underlaget saknas")
    newest, county = mart["dag"].max(), mart["geo_kod"].iloc[0]
    shown = int(mart.loc[mart["dag"] == newest, "oppna_annonser"].sum())
    columns = ["publicerad", "stangd", "kommun_kod", "lan_kod", "land_kod"]
    ads = pq.read_table(
        tables("staged.annonser_oppna"), columns=columns, filters=pc.field("stangd").is_null()
    ).to_pandas()
    here = ads["kommun_kod"].str[:2].fillna(ads["lan_kod"]) == county
    found = int((here & ads["land_kod"].fillna(SWEDEN).eq(SWEDEN) & (ads["publicerad"] <= newest)).sum())
    faults = [] if shown == found else [f"{newest}: {shown} i tabellen, {found} i underlaget"]
    return faults, f"{shown} öppna annonser {newest}"


def _open_ads_day_by_day(tables: Tables) -> tuple[list[str], str]:
    per_day = _open_per_day(tables)["lan"]
    if len(per_day) < 2:
        return nothing("en tidigare dag")
    before, newest = per_day.iloc[-2:]
    change = newest / before - 1
    said = f"{per_day.index[-2]}: {before}, {per_day.index[-1]}: {newest} ({change:+.1%})"
    return [said] if abs(change) > OPEN_ADS_CHANGE else [], said


def _county_is_itself(tables: Tables) -> tuple[list[str], str]:
    """The county's own figures in the tables of all counties are those that are published."""
    wide = pq.read_table(tables("mart.annonser_lan")).to_pandas()
    own = pq.read_table(tables("mart.annonser"), filters=[("geo_niva", "=", "lan")]).to_pandas()
    absent = [
        f"{name} har inga rader för län"
        for name, frame in (("mart.annonser_lan", wide), ("mart.annonser", own))
        if frame.empty
    ]
    if absent:
        return nothing(*absent)
    own = own[own["manad"] >= wide["manad"].min()]
    here = wide[wide["geo_kod"].isin(own["geo_kod"])].groupby("manad")[list(_BOTH_HAVE)].sum()
    published = own.groupby("manad")[list(_BOTH_HAVE)].sum()
    months = here.index.union(published.index)
    here, published = (sums.reindex(months, fill_value=0) for sums in (here, published))
    faults = [
        f"{month}: {here.at[month, name]} {name} mot {published.at[month, name]}"
        for month in months
        for name in _BOTH_HAVE
        if here.at[month, name] != published.at[month, name]
    ]
    return faults, f"{int(here['annonser_rensade'].sum())} rensade annonser i länet, {len(here)} månader"


_BOTH_HAVE = ("annonser_rensade", "platser_rensade", "annonser_foljda", "annonser_aterannonserade")

RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "annonser_summerar",
            "Kommuner respektive delregioner, plus annonser utan kommun, blir länets tal varje månad, i varje mått.",
            STOPPING,
            "Kontrollera assets/marts/ads/sql/annonser.sql och delregionernas kommuner.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _ads_add_up,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "rensningen_gar_ihop",
            "Rensade annonser, bemanningsföretagens och dubbletterna blir tillsammans alla annonser, och varje dubblett står i "
            "annonser_bortrensade.",
            STOPPING,
            "Kontrollera assets/marts/ads/sql/annonser.sql och annonser_bortrensade.sql: de ska räkna samma annonser.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _cleaning_adds_up,
        reads=("mart.annonser_bortrensade",),
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser",
            "sektor_kand",
            "Få annonser saknar organisationsnummer eller har en offentlig arbetsgivare vars nummer ingen inledning passar.",
            WARNING,
            "Se vilka organisationsnummer det gäller i staged/annonser och komplettera assets/reference/organisationsnummer_sektor.csv.",
            rule_digest(UNKNOWN_SECTOR_LIMIT),
        ),
        f"högst {UNKNOWN_SECTOR_LIMIT:.0%} av länets annonser varje år",
        _known_sector,
    ),
    Reconciliation(
        CheckSpec(
            "mart.kompetenser",
            "kompetenser_mot_underlag",
            "Länets antal är underlagets summor, och delregionernas annonser är tillsammans inte fler.",
            WARNING,
            "Kontrollera delregionernas kommuner i assets/reference och assets/marts/ads/skills.py.",
            rule_digest("exakt"),
        ),
        "länet lika, delregionerna högst så många",
        _skills_of_ads,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_summerar",
            "Kommuner respektive delregioner, plus annonser utan kommun, blir länets öppna annonser varje dag.",
            STOPPING,
            "Kontrollera assets/marts/ads/sql/annonser_oppna.sql och delregionernas kommuner.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _open_ads_add_up,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_som_i_underlaget",
            "Den senaste dagens öppna annonser i länet är precis de som är öppna i underlaget.",
            STOPPING,
            "Kontrollera assets/marts/ads/open_ads.py mot staged/annonser_oppna.",
            rule_digest("exakt"),
        ),
        "exakt lika",
        _open_ads_are_the_sources,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_oppna",
            "oppna_annonser_dag_for_dag",
            "Antalet öppna annonser i länet ändras lite från den senaste hela dagen till hämtningen.",
            WARNING,
            "Se i ursprung.json under raw/af_jobstream hur många annonser som öppnades och stängdes, och jämför med källans sökning.",
            rule_digest(OPEN_ADS_CHANGE),
        ),
        f"ändring högst {OPEN_ADS_CHANGE:.0%}",
        _open_ads_day_by_day,
    ),
    Reconciliation(
        CheckSpec(
            "mart.annonser_lan",
            "lanet_som_publicerat",
            "Länets rensade annonser är lika många här som i tabellen annonser, varje månad.",
            STOPPING,
            "Jämför assets/marts/ads/sql/annonser_lan.sql med annonser.sql: de rensar olika.",
            rule_digest("exakt", _BOTH_HAVE),
        ),
        "lika många",
        _county_is_itself,
        reads=("mart.annonser",),
    ),
)
