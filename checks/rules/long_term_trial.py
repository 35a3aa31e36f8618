"""Rules of the trial of the projections: nothing is published that it has not let through."""

from __future__ import annotations

from assets.contracts.long_term import ACCURACY, PROJECTION, SLOPE
from assets.contracts.places import DIM_GEO
from assets.contracts.words import (
    AF_AREA,
    COUNTY,
    DELREGION_LEVEL,
    NATION_LEVEL,
    REPORTING_GROUP,
    SSYK3_LEVEL,
    SSYK4_LEVEL,
)
from assets.methods.backtest import (
    AGAINST_COUNTY,
    BASE,
    CONSTANT,
    COVERAGE,
    DELREGION_SIZE,
    DELREGIONS,
    EVERYTHING,
    FAMILIES,
    FASTER,
    NATIONWIDE,
    NATIONWIDE_SIZE,
    OF_COUNTIES,
    OF_DELREGIONS,
    OF_NATION,
    PROFILE,
    RELATIVE,
    SIZE,
)
from assets.methods.projection_gate import PUBLISHED_HORIZONS
from assets.methods.projection_intervals import (
    SIZE_CLASSES,
    size_class,
)
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    FOLLOW_BACK,
    Judgement,
    NotApplicableError,
    NothingFoundError,
    Rows,
    reconciliation,
)
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, not_less_than, one_of

_LADDER = (PROFILE, FAMILIES, BASE)
LEVEL_OF_PARTS = {REPORTING_GROUP: SSYK3_LEVEL, AF_AREA: SSYK4_LEVEL}
"""What is a sum → the level of its parts, which is the one that is tried."""
_TRIALS = {COUNTY: OF_COUNTIES, NATION_LEVEL: OF_NATION, DELREGION_LEVEL: OF_DELREGIONS}
"""Geographic level → the scopes of its trial."""
_IN_ALL, _OF_SIZE = (EVERYTHING, NATIONWIDE, DELREGIONS), (SIZE, NATIONWIDE_SIZE, DELREGION_SIZE)
_PLACE = {COUNTY: "", NATION_LEVEL: " i riket", DELREGION_LEVEL: " i delregionerna"}
_AS_TRIED = tuple(years for years, tested in PUBLISHED_HORIZONS.items() if years == tested)
_SHOWN = {years: min(years, max(_AS_TRIED)) for years in PUBLISHED_HORIZONS}
"""Years ahead → the years whose intervals must have held."""


@reconciliation(
    PROJECTION,
    ACCURACY,
    name="metoden_har_klarat_provet",
    severity=STOPPING,
    why="Varje framskrivning är gjord med den metod som provet släppte fram, och en metod som har missat ett krav är ingen sådan.",
    action="Se efter i assets/marts/long_term varifrån metoden kommer, och läs tabellen traffsakerhet.",
    expected="varje antal år har en metod som klarat sina krav",
    rule=(tuple(PUBLISHED_HORIZONS.items()), _LADDER),
)
def method_has_passed(projected: Rows, accuracy: Rows) -> Judgement:
    """Each level and number of years, in the counties, the nation and the delregioner: the trial names the method, its error is surely
    the smaller one where it could be tried, and it misses nothing but size classes.
    """
    tried = accuracy.read(
        ("horisont", ">", 0),
        columns=["yrkesniva", "horisont", "metod", "matt", "urval", "ovre", "celler", "klarade", "publiceras"],
    )
    used = projected.read(columns=["geo_niva", "yrkesniva", "horisont", "metod"])
    used = used.assign(niva=used["yrkesniva"].map(lambda u: LEVEL_OF_PARTS.get(u, u)))
    used = used[["geo_niva", "niva", "horisont", "metod"]].drop_duplicates()
    faults = []
    for place, level, horizon, name in used.itertuples(index=False):
        rows = tried[
            (tried["yrkesniva"] == level)
            & (tried["horisont"] == PUBLISHED_HORIZONS[horizon])
            & tried["urval"].isin(list(_TRIALS[place]))
        ]
        what = f"{level} {horizon} år{_PLACE[place]}"
        allowed = {*rows["publiceras"].dropna()} or {CONSTANT}
        if allowed != {name}:
            faults.append(f"{what}: framskrivet med {name}, provet säger {', '.join(sorted(allowed))}")
        of_class = (rows["matt"] == COVERAGE) & rows["urval"].isin(_OF_SIZE)
        missed = rows[(rows["metod"] == name) & (rows["klarade"] == "nej") & ~of_class]
        if name != CONSTANT and len(missed):
            faults.append(f"{what}: {name} har missat {', '.join(sorted({*missed['matt']}))}")
        error = rows[(rows["metod"] == name) & (rows["matt"] == RELATIVE) & rows["urval"].isin(_IN_ALL)]
        untried = place == DELREGION_LEVEL and len(rows) and not rows["celler"].any()
        if name != CONSTANT and not untried and not (error["ovre"] < 1).any():
            faults.append(f"{what}: {name} är inte säkert bättre än oförändrade andelar")
    return Judgement(faults, {"nivåer och antal år": len(used)}, f"{len(used)} nivåer och antal år framåt")


@reconciliation(
    PROJECTION,
    ACCURACY,
    name="intervallen_har_hallit",
    severity=STOPPING,
    why="I en storlek där intervallen inte har hållit skrivs inget tal fram.",
    action="Se efter i assets/marts/long_term/ahead.py vilka storlekar som är osäkra. Täckningen står i tabellen traffsakerhet.",
    expected="inget tal i en storlek som har missat sitt krav",
    rule=(tuple(_SHOWN.items()),),
)
def intervals_have_held(projected: Rows, accuracy: Rows) -> Judgement:
    """Every number, by the class of its size, as it held the most years ahead that could be tried.

    A class that could not be tried so far ahead in the delregioner is the counties' too.
    """
    columns = ["yrkesniva", "horisont", "metod", "urval", "grupp", "varde", "klarade", "publiceras"]
    trials = accuracy.read(columns=["matt", *columns])
    held = trials[(trials["matt"] == COVERAGE) & trials["urval"].isin(_OF_SIZE)]
    held = held[held["metod"] == held["publiceras"]]
    if held["varde"].isna().any():
        raise NothingFoundError("mart.traffsakerhet har en täckning utan tal")
    rows = projected.read(columns=["geo_niva", "geo_kod", "yrkesniva", "yrke_kod", "horisont", "anstallda", "personer"])
    rows = rows.dropna(subset=["anstallda", "personer"])
    rows = rows.assign(
        niva=rows["yrkesniva"].map(lambda u: LEVEL_OF_PARTS.get(u, u)),
        prov=rows["horisont"].map(_SHOWN),
        storlek=[SIZE_CLASSES[at] if at >= 0 else None for at in size_class(rows["anstallda"])],
    )
    faults = []
    for (place, level, years), shown in rows.groupby(["geo_niva", "niva", "prov"]):
        now = trials[(trials["yrkesniva"] == level) & (trials["horisont"] == years)]
        until = held[(held["yrkesniva"] == level) & (held["horisont"] <= years)]
        own, counties = (
            until[until["urval"].isin(of) & until["metod"].isin(now.loc[now["urval"].isin(of), "publiceras"].dropna())]
            .sort_values("horisont", kind="stable")
            .drop_duplicates("grupp", keep="last")
            .set_index("grupp")
            for of in (list(_TRIALS[place]), list(_TRIALS[COUNTY]))
        )
        missed = {*own.index[own["klarade"] == "nej"]}
        if place == DELREGION_LEVEL:
            missed |= {*counties.index[counties["klarade"] == "nej"]} - {*own.index[own["horisont"] == years]}
        odd = shown[shown["storlek"].isin(missed)]
        faults += [f"{r.geo_kod} {r.yrke_kod} {r.horisont} år: {r.anstallda:.0f} anställda" for r in odd.itertuples()]
    return Judgement(faults, {"framskrivna tal": len(rows)}, f"{len(rows) - len(faults)} av {len(rows)}")


@reconciliation(
    ACCURACY,
    name="storlanens_lutning_haller",
    severity=WARNING,
    why="Metoden räknar med att yrken som mest finns i storlänen växer. När det vänder gör metoden det flera år för sent.",
    action="Läs tabellen traffsakerhet. Metoden använder inte lutningen när den inte är över noll, eller nyss har bytt tecken.",
    expected="över noll de två senaste åren, på tre och fyra siffror",
    rule=(),
)
def slope_holds(accuracy: Rows) -> Judgement:
    """The two newest years of each level."""
    rows = accuracy.read(("matt", "=", SLOPE), columns=["yrkesniva", "grupp", "varde"]).sort_values("grupp")
    newest = rows.groupby("yrkesniva").tail(2)
    if newest["varde"].isna().any():
        raise NothingFoundError("mart.traffsakerhet har en lutning utan tal")
    turned = newest[newest["varde"] <= 0]
    faults = [f"{row.yrkesniva} {row.grupp}: {row.varde:.4f}" for row in turned.itertuples()]
    return Judgement(faults, {"lutningar": len(newest)}, f"{len(newest) - len(turned)} av {len(newest)} över noll")


@reconciliation(
    ACCURACY,
    DIM_GEO,
    name="inget_annat_ar_battre_i_delregionerna",
    severity=WARNING,
    why="Delregionen flyttas som länet tills något annat har visat sig säkert bättre där, både nära och längre fram.",
    action="Läs tabellen traffsakerhet, urvalet delregioner och måttet relativt fel mot länets utveckling. Pröva att byta metod i "
    "assets/methods/parts_of_counties.py.",
    expected="inget som är säkert bättre vid alla antal år som publiceras efter prov på lika många",
    rule=(_AS_TRIED,),
)
def nothing_else_is_better(accuracy: Rows, places: Rows) -> Judgement:
    """Methods beside the published one, at the numbers of years that are published as they were tried."""
    if len(places.read(("geo_niva", "=", "delregion"), columns=["geo_kod"])) == 1:
        raise NotApplicableError("länet är inte delat i delregioner, så det är sig självt som det jämförs med")
    rows = accuracy.read(
        ("matt", "=", AGAINST_COUNTY), ("urval", "=", DELREGIONS), columns=["horisont", "metod", "varde", "ovre"]
    )
    rows = rows[rows["horisont"].isin(_AS_TRIED)]
    if set(rows["horisont"]) != set(_AS_TRIED):
        raise NotApplicableError("delregionerna har inte kunnat prövas så många år framåt")
    if rows["ovre"].isna().any():
        raise NothingFoundError("mart.traffsakerhet har ett relativt fel utan gräns")
    better = rows.assign(battre=rows["ovre"] < 1).groupby("metod")["battre"].all()
    faults = [
        f"{name}: {', '.join(f'{row.horisont} år {row.varde:.3f}' for row in rows[rows['metod'] == name].itertuples())}"
        for name in better.index[better]
    ]
    return Judgement(faults, {"metoder": len(better)}, f"{len(better) - len(faults)} av {len(better)} är inte bättre")


SUITES = (
    Suite(
        "mart.traffsakerhet",
        (
            between(
                "andelar_noll_till_ett",
                "varde",
                0,
                1,
                "En andel ligger mellan 0 och 1.",
                FOLLOW_BACK,
                where=f"matt in {[COVERAGE, FASTER]}",
                may_lack_rows=True,
            ),
            between(
                "relativt_fel_inte_negativt",
                "varde",
                0,
                None,
                "Ett fel är aldrig mindre än noll.",
                FOLLOW_BACK,
                where=f"matt == '{RELATIVE}'",
                may_lack_rows=True,
            ),
            not_less_than(
                "granserna_ratt_vanda",
                "ovre",
                "nedre",
                "Intervallets övre gräns är aldrig lägre än den nedre.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            one_of(
                "missat_nar_ovre_gransen_inte_ar_under_ett",
                "klarade",
                ["nej"],
                "En metod vars övre gräns inte är under 1 har inte visat att den är bättre än oförändrade andelar.",
                FOLLOW_BACK,
                where=f"matt == '{RELATIVE}' and urval == 'alla' and krav.notna() and ovre >= 1",
                may_lack_rows=True,
            ),
        ),
    ),
)
