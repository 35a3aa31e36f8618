"""Whether the ads of a month are as many as last year, the nation and the stream of open ads say that they should be."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from assets.contracts.ads import ADS, OPEN_ADS, STAGED_OPEN_ADS, SWEDEN
from assets.contracts.words import COUNTY
from checks.rules.base import Bounds, Found, Frame, Judgement, NotApplicableError, Rows, reconciliation, two_bounds

_NATION, _COUNTY, _MUNICIPALITY = map(
    two_bounds, ("annonser_mot_aret_fore_riket", "annonser_mot_aret_fore_lan", "annonser_mot_aret_fore_kommun")
)
_STREAM, _MUNICIPAL_STREAM = map(two_bounds, ("annonser_mot_oppna", "annonser_mot_oppna_kommun"))


@reconciliation(
    ADS,
    name="annonser_mot_aret_fore",
    why="Publicerade annonser per månad i riket mot samma månad året före, och i länet och varje kommun mot vad rikets utveckling ger. "
    "Ett arkiv som är delat, dubblerat eller ett annat års syns här, och en kommun vars annonser har hamnat hos en annan.",
    action="Se vilka månader och kommuner det gäller, och jämför arkivets fil i raw/af_ads med källans sida.",
    bounds=(_NATION, _COUNTY, _MUNICIPALITY),
)
def ads_as_the_year_before(ads: Rows) -> Judgement:
    """Every month that has one a year before; an area without ads in a month has none."""
    made = ads.read(
        ("geo_niva", "in", ["riket", COUNTY, "kommun"]),
        columns=["geo_niva", "geo_namn", "manad", "annonser_publicerade"],
        each={"geo_niva": ["riket", COUNTY]},
    )
    sums = made.groupby(["geo_niva", "geo_namn", "manad"])["annonser_publicerade"].sum().unstack("manad", fill_value=0)
    # The nation has no row of a month when a county lacks ads.
    known = {*made.loc[made["geo_niva"] == "riket", "manad"]}
    pairs = {
        month: f"{int(month[:4]) - 1}{month[4:]}" for month in known if f"{int(month[:4]) - 1}{month[4:]}" in known
    }
    if not pairs:
        raise NotApplicableError("annonserna omfattar inte någon månad som också finns året före")
    now, before = (
        sums[list(pairs)].astype("float64"),
        sums[list(pairs.values())].astype("float64").set_axis(list(pairs), axis=1),
    )
    nation = (now.loc["riket"].iloc[0] / before.loc["riket"].iloc[0]).rename("riket")
    found = _NATION.found(nation, lambda month: f"riket {month}: {nation[month]:.2f} gånger {pairs[month]}")
    for level, bounds in ((COUNTY, _COUNTY), ("kommun", _MUNICIPALITY)):
        if level in sums.index.get_level_values("geo_niva"):
            found += _against_nation(bounds, now.loc[level], before.loc[level] * nation)
    said = f"{len(pairs)} månader; i riket {nation.min():.2f} till {nation.max():.2f} gånger året före"
    return Judgement(found.faults, {"månader": len(pairs), "områden": len(now)}, said, found.beyond)


def _against_nation(bounds: Bounds, now: Frame, expected: Frame) -> Found:
    ours, theirs = now.stack(), expected.stack()
    return bounds.found(
        bounds.share(ours - theirs, theirs),
        lambda at: f"{at[0]} {at[1]}: {ours[at]:.0f} annonser, efter rikets utveckling {theirs[at]:.0f}",
    )


@reconciliation(
    ADS,
    STAGED_OPEN_ADS,
    OPEN_ADS,
    name="annonser_mot_oppna",
    why="Arkivets annonser i länet och i varje kommun är nästan lika många som de som publicerades i flödet av öppna annonser samma "
    "månad.",
    action="Se vilken månad och kommun det gäller. Är månaden delvis hämtad i flödet, eller är arkivet inte helt?",
    bounds=(_STREAM, _MUNICIPAL_STREAM),
)
def ads_as_in_the_stream(ads: Rows, staged: Rows, open_ads: Rows) -> Judgement:
    """Every month that the stream was followed from the last day of the month before to its own last day."""
    own = ads.read(
        ("geo_niva", "in", [COUNTY, "kommun"]),
        columns=["geo_niva", "geo_kod", "manad", "annonser_publicerade"],
        each={"geo_niva": [COUNTY]},
    )
    sums = own.groupby(["geo_niva", "geo_kod", "manad"])["annonser_publicerade"].sum()
    (county,) = sums[COUNTY].index.unique("geo_kod")
    archived = sums[COUNTY, county]
    known = set(open_ads.read(columns=["dag"])["dag"])
    whole = sorted(
        m for m in archived.index if {_last_day(m), date.fromisoformat(f"{m}-01") - timedelta(days=1)} <= known
    )
    if not whole:
        raise NotApplicableError("arkiven har ännu ingen hel månad som de öppna annonserna också har följts i")
    rows = staged.read(columns=["publicerad", "kommun_kod", "lan_kod", "land_kod"])
    here = (rows["kommun_kod"].str[:2].fillna(rows["lan_kod"]) == county) & rows["land_kod"].fillna(SWEDEN).eq(SWEDEN)
    rows = rows[here].assign(manad=pd.to_datetime(rows.loc[here, "publicerad"]).dt.strftime("%Y-%m"))
    rows = rows[rows["manad"].isin(whole)]
    streamed = rows["manad"].value_counts().reindex(whole, fill_value=0)
    archived = archived[whole].astype("float64")
    ratio = streamed / archived.where(archived > 0)
    found = _STREAM.found(
        ratio, lambda month: f"{month}: {streamed[month]:.0f} i flödet, {archived[month]:.0f} i arkivet"
    )
    places = sums.get("kommun", sums.iloc[:0].droplevel("geo_niva"))
    places = places[places.index.isin(whole, level="manad")]
    both = pd.DataFrame({"flode": rows.groupby(["kommun_kod", "manad"]).size(), "arkiv": places}).fillna(0.0)
    found += _MUNICIPAL_STREAM.found(
        _MUNICIPAL_STREAM.share(both["flode"] - both["arkiv"], both["arkiv"]),
        lambda at: f"{' '.join(at)}: {both['flode'][at]:.0f} i flödet, {both['arkiv'][at]:.0f} i arkivet",
    )
    compared = {"månader": len(whole), "kommuners månader": len(both)}
    return Judgement(found.faults, compared, f"{len(whole)} hela månader i länet och dess kommuner", found.beyond)


def _last_day(month: str) -> date:
    """The last day of a month.

    >>> _last_day("2024-02")
    datetime.date(2024, 2, 29)
    """
    return (date.fromisoformat(f"{month}-01") + timedelta(days=31)).replace(day=1) - timedelta(days=1)
