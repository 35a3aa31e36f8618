"""Rules of the follow-up: every cell has a number or a reason, and every difference follows from the numbers beside it."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pandas as pd

from assets.contracts.ads import ADS
from assets.contracts.council_work import COUNCIL_PRIORITIES, DECIDED, STAGED_DIALOGUES
from assets.contracts.councils import COUNCIL_ASSESSMENTS
from assets.contracts.employees import EMPLOYEES_IN_ALL, SERIES_BREAKS
from assets.contracts.follow_up import BASE, COMPARISON, COUNTED, FOLLOW_UP, WITHOUT_VALUE
from assets.contracts.places import DIM_GEO
from assets.contracts.registry import contract
from assets.contracts.words import COUNTY, NATION_LEVEL
from assets.methods.council_dialogues import EMPLOYER_STEP, employers_at_least
from assets.methods.follow_up import BASE_YEAR, FOLLOWED_YEARS, NOT_SURE, NOT_TRIED, SURE
from assets.methods.matching import LEAST_PEOPLE
from assets.methods.quoted import spelled
from assets.reference.follow_up import PROCESS, REFERENCE_COUNTIES, indicators
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    DECIMALS,
    FOLLOW_BACK,
    Judgement,
    NotApplicableError,
    Rows,
    apart,
    named,
    reconciliation,
    whole_years,
)
from checks.rules.council_forms import newest, of_county
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, not_less_than, reason_given

_MODULE = "assets/marts/follow_up"
_OWN = (COUNTY, "delregion")
_ROUNDS, _OWNED, _REACHED = "omgangar", "prioriteringar_agare", "kommuner_nadda"
_EMPLOYER = ["arbetsgivare_typ", "arbetsgivare_storlek", "datum", "behov_nar", "kommun", "yrke_kod"]
_MEANS = [one.code for one in indicators() if one.code.startswith("matchade") or one.code == "i_arbete"]
"""Measures whose county is the mean of its delregioner, all of whose people they count."""
_INDEX, _RATE = "platser_index", "platser_per_100"
_POSTED = [_INDEX, _RATE]
_MATCHED = {"matchade": "totalt", "matchade_kvinnor": "kvinnor", "matchade_man": "män"}


@reconciliation(
    FOLLOW_UP,
    DIM_GEO,
    name="varje_ruta_har_en_rad",
    severity=STOPPING,
    why="Varje indikator har en rad för varje område och år, med ett tal eller med ett skäl. Inget får falla bort i det tysta.",
    action=f"Kontrollera {_MODULE} och assets/reference/uppfoljning_indikatorer.csv.",
    expected="en rad per indikator, område och år; beskedet säger om talet finns",
    rule=(FOLLOWED_YEARS, REFERENCE_COUNTIES, WITHOUT_VALUE, PROCESS),
)
def every_cell_has_a_row(made: Rows, areas: Rows) -> Judgement:
    """The indicators of the list, in the areas that they are counted for."""
    places = areas.read(("geo_niva", "in", [NATION_LEVEL, *_OWN]), columns=["geo_niva", "geo_kod"])
    own = set(places.loc[places["geo_niva"].isin(_OWN), "geo_kod"])
    everywhere = {*places["geo_kod"], *REFERENCE_COUNTIES}
    expected = {
        cell
        for one in indicators()
        for cell in itertools.product([one.code], own if one.kind == PROCESS else everywhere, FOLLOWED_YEARS)
    }
    rows = made.read()
    cells = set(rows[["indikator", "geo_kod", "ar"]].itertuples(index=False, name=None))
    faults = [f"{' '.join(map(str, cell))}: raden saknas" for cell in sorted(expected - cells)]
    faults += [f"{' '.join(map(str, cell))}: raden hör inte hit" for cell in sorted(cells - expected)]
    unlike = rows["varde"].isna() != rows["besked"].isin(WITHOUT_VALUE)
    faults += named(rows, {"besked och tal säger olika": unlike}, "indikator", "geo_kod", "ar")
    return Judgement(faults, {"rader": len(rows)}, f"{len(rows)} rader av {len(expected)}")


@reconciliation(
    FOLLOW_UP,
    name="skillnader_raknas_om",
    severity=STOPPING,
    why="Skillnaden är områdets tal minus rikets, och förändringen mot riket är skillnaden minus basårets. En förändring kallas säker bara "
    "när intervallet inte rymmer noll och den inte har vänt sedan året före.",
    action=f"Kontrollera {_MODULE}/follow_up.py och assets/methods/follow_up.py.",
    expected="samma skillnader, samma ord",
    rule=(DECIMALS, BASE_YEAR, SURE, NOT_SURE, NOT_TRIED, COUNTED, PROCESS),
)
def differences_follow(made: Rows) -> Judgement:
    """Every difference again from the numbers beside it, and the word from its interval; a count has neither."""
    rows = made.read().dropna(subset="varde")
    counts = rows["indikator"].isin([one.code for one in indicators() if one.kind == PROCESS])
    cell = ["indikator", "ar"]
    nation = rows[rows["geo_niva"] == NATION_LEVEL].set_index(cell)["varde"].rename("rikets")
    base = rows[rows["ar"] == BASE_YEAR].set_index(["indikator", "geo_kod"])
    rows = rows.join(nation, on=cell).join(
        base[["varde", "skillnad_mot_riket"]].add_suffix("_bas"), on=["indikator", "geo_kod"]
    )
    beside = rows["geo_niva"] != NATION_LEVEL
    if not rows["skillnad_mot_riket"].notna().any() and not rows.loc[beside, "rikets"].notna().any():
        raise NotApplicableError("inget mått har både områdets och rikets tal")
    before = rows.set_index(["indikator", "geo_kod", rows["ar"] + 1])["forandring_mot_riket"].rename("aret_fore")
    rows = rows.join(before, on=["indikator", "geo_kod", "ar"])
    turned = rows["forandring_mot_riket"] * rows["aret_fore"] < 0
    interval = rows["forandring_nedre"].notna() & rows["forandring_ovre"].notna()
    holds_zero = (rows["forandring_nedre"] <= 0) & (rows["forandring_ovre"] >= 0)
    word = np.where(~interval, NOT_TRIED, np.where(holds_zero | turned, NOT_SURE, SURE))
    word = np.where(~beside, COMPARISON, np.where(rows["ar"] == BASE_YEAR, BASE, word))
    word = np.where(counts, COUNTED, word)
    wrong = {
        "rikets tal": beside & (apart(rows["riket"], rows["rikets"]) | (rows["riket"].isna() != rows["rikets"].isna())),
        "skillnaden": apart(rows["skillnad_mot_riket"], rows["varde"] - rows["rikets"])
        | (beside & (rows["skillnad_mot_riket"].isna() != rows["rikets"].isna())),
        "förändringen": apart(rows["forandring"], rows["varde"] - rows["varde_bas"]),
        "förändringen mot riket": apart(
            rows["forandring_mot_riket"], rows["skillnad_mot_riket"] - rows["skillnad_mot_riket_bas"]
        ),
        "ordet": rows["besked"] != word,
    }
    compared = int(rows["skillnad_mot_riket"].notna().sum())
    faults = named(rows, wrong, "indikator", "geo_kod", "ar")
    return Judgement(faults, {"skillnader": compared}, f"{compared} skillnader räknade om")


@reconciliation(
    FOLLOW_UP,
    contract("staged.matchning_niva"),
    name="matchade_ur_kallan",
    severity=STOPPING,
    why="Andelen som arbetar i ett yrke som passar utbildningen är källans egna tal, för riket och länen.",
    action=f"Kontrollera {_MODULE}/matched.py. {FOLLOW_BACK}",
    expected="helt matchade delade med befolkningen",
    rule=(DECIMALS, LEAST_PEOPLE, tuple(_MATCHED.items())),
)
def matched_are_the_sources(made: Rows, staged: Rows) -> Judgement:
    """Areas that the source has as one; a year that it knows has its number."""
    rows = made.read(("indikator", "in", list(_MATCHED)), ("geo_niva", "in", [NATION_LEVEL, COUNTY]))
    places = sorted(set(rows["geo_kod"]))
    counts = staged.read(
        ("utbildningsniva", "=", "totalt"),
        ("grupp", "in", list(_MATCHED.values())),
        ("matt", "in", ["helt matchade", "befolkning"]),
        ("region_kod", "in", places),
    )
    wide = counts.pivot(index=["region_kod", "grupp", "ar"], columns="matt", values="varde")
    again = (100 * wide["helt matchade"] / wide["befolkning"]).where(wide["befolkning"] >= LEAST_PEOPLE)
    rows["grupp"] = rows["indikator"].map(_MATCHED)
    both = rows.join(again.rename("kallans"), on=["geo_kod", "grupp", "ar"])
    off = apart(both["varde"], both["kallans"]) | (both["varde"].isna() != both["kallans"].isna())
    faults = named(both, {"inte källans tal": off}, "indikator", "geo_kod", "ar")
    compared = int(both["kallans"].notna().sum())
    return Judgement(faults, {"andelar": compared}, f"{compared - len(faults)} av {compared} andelar är källans")


@reconciliation(
    FOLLOW_UP,
    ADS,
    EMPLOYEES_IN_ALL,
    name="platserna_ur_annonserna",
    severity=STOPPING,
    why="Annonserade platser räknas ur samma annonser som alla andra tal, varje annons en gång i sitt område. De jämförs med anställda i "
    "november året före.",
    action=f"Kontrollera {_MODULE}/work.py. {FOLLOW_BACK}",
    expected="platserna delade med basårets, och med de anställda",
    rule=(DECIMALS, BASE_YEAR, tuple(_POSTED)),
)
def posts_are_those_of_ads(made: Rows, ads: Rows, employees: Rows) -> Judgement:
    """The nation, the county and its delregioner, every year that has all its months."""
    places = [NATION_LEVEL, *_OWN]
    rows = made.read(("indikator", "in", _POSTED), ("geo_niva", "in", places))
    posted = ads.read(("geo_niva", "in", places), columns=["geo_kod", "manad", "platser_rensade"])
    posted, whole = posted.assign(ar=posted["manad"].str[:4].astype("int64")), whole_years(posted["manad"])
    cells = pd.MultiIndex.from_product([sorted(posted["geo_kod"].unique()), whole], names=["geo_kod", "ar"])
    posts = posted.groupby(["geo_kod", "ar"])["platser_rensade"].sum().reindex(cells, fill_value=0).astype("float64")
    workers = employees.read(("kon", "=", "totalt")).assign(ar=lambda frame: frame["ar"] + 1)
    before = workers.set_index(["geo_kod", "ar"])["varde"].astype("float64")
    again = {_RATE: 100 * posts / before.reindex(cells)}
    if BASE_YEAR in whole:
        base = posts.where(posts > 0).xs(BASE_YEAR, level="ar").reindex(cells.get_level_values("geo_kod"))
        again[_INDEX] = 100 * posts / base.to_numpy()
    known = pd.concat(again, names=["indikator", "geo_kod", "ar"]).rename("raknat")
    # The counties beside are not in these ads.
    own = rows[rows["geo_kod"].isin(posted["geo_kod"])].join(known, on=["indikator", "geo_kod", "ar"])
    if own["raknat"].isna().all():
        raise NotApplicableError("annonserna har inget helt år som kan jämföras")
    both = own[own["varde"].notna()]
    faults = named(both, {"inte annonsernas tal": apart(both["varde"], both["raknat"])}, "indikator", "geo_kod", "ar")
    return Judgement(faults, {"tal": len(both)}, f"{len(both) - len(faults)} av {len(both)} tal är annonsernas")


@reconciliation(
    FOLLOW_UP,
    DIM_GEO,
    name="lanet_mellan_delregionerna",
    severity=WARNING,
    why="Länets andel är ett vägt medeltal av delregionernas: alla som bor i länet bor i en av dem. Ligger den utanför, räknar tabellerna "
    "olika personer.",
    action=f"Kontrollera {_MODULE}/matched.py, och om källans kommuner och län är uppdaterade samtidigt.",
    expected="länets intervall når in mellan den lägsta och den högsta delregionens",
    rule=tuple(_MEANS),
)
def county_lies_between_its_parts(made: Rows, areas: Rows) -> Judgement:
    """Measures that are means over the same people, in years where the county and every delregion have a number."""
    own = areas.read(("geo_niva", "in", list(_OWN)), columns=["geo_kod"])["geo_kod"]
    rows = made.read(("indikator", "in", _MEANS), ("geo_kod", "in", sorted(own)))
    parts = rows[rows["geo_niva"] != COUNTY].groupby(["indikator", "ar"])
    ends = parts.agg(lagst=("nedre", "min"), hogst=("ovre", "max"), kanda=("varde", "count"), delar=("varde", "size"))
    both = rows[(rows["geo_niva"] == COUNTY) & rows["varde"].notna()].join(ends, on=["indikator", "ar"])
    both = both[both["kanda"] == both["delar"]]
    if both.empty:
        raise NotApplicableError("inget av måtten har både länets och alla delregioners tal")
    outside = (both["ovre"] < both["lagst"]) | (both["nedre"] > both["hogst"])
    faults = named(both, {"utanför delregionernas": outside}, "indikator", "geo_kod", "ar")
    return Judgement(faults, {"jämförda tal": len(both)}, f"{len(both) - len(faults)} av {len(both)} ligger mellan")


@reconciliation(
    FOLLOW_UP,
    SERIES_BREAKS,
    name="ingen_forandring_over_brott",
    severity=STOPPING,
    why="Ett tal före ett brott i serien och ett efter räknar inte samma sak. Då räknas ingen förändring.",
    action=f"Kontrollera {_MODULE}/follow_up.py och brotten på raden i assets/reference/uppfoljning_indikatorer.csv.",
    expected="ingen förändring efter ett brott",
    rule=(BASE_YEAR,),
)
def no_change_over_a_break(made: Rows, breaks: Rows) -> Judgement:
    """The rows with a number whose series has been broken since the base year."""
    firsts = breaks.read(columns=["brott", "fran"]).set_index("brott")["fran"].str[:4].astype("int64")
    unknown = sorted({code for one in indicators() for code in one.breaks} - set(firsts.index))
    faults = [f"{code}: brottet finns inte i seriebrott" for code in unknown]
    since = {
        one.code: min((firsts[c] for c in one.breaks if c in firsts.index and firsts[c] > BASE_YEAR), default=None)
        for one in indicators()
    }
    rows = made.read().dropna(subset="varde")
    first = rows["indikator"].map(since).astype("float64")
    after = rows[rows["ar"] >= first]
    if after.empty and not faults:
        raise NotApplicableError("inget mått har ett tal efter ett brott i sin serie")
    told = after[["forandring", "forandring_mot_riket"]].notna().any(axis=1)
    faults += named(after, {"förändring över ett brott": told}, "indikator", "geo_kod", "ar")
    return Judgement(faults, {"tal efter ett brott": len(after)}, f"{len(after)} tal efter ett brott")


@reconciliation(
    FOLLOW_UP,
    COUNCIL_ASSESSMENTS,
    name="omgangar_ur_formularen",
    severity=STOPPING,
    why="Antalet omgångar är de som råden har lämnat formulär i, var och en räknad en gång. Länets tal är alla rådens.",
    action=f"Kontrollera {_MODULE}/process.py och jämför med tabellen radets_bedomning.",
    expected="samma antal omgångar som i formulären",
    rule=("exakt",),
)
def rounds_are_the_councils(made: Rows, assessments: Rows) -> Judgement:
    """Every round of every council once, in the first year in which it was treated; nothing is counted without a form."""
    rows = made.read(("indikator", "=", _ROUNDS))
    first: dict[tuple[str, str], str] = {}
    for row in assessments.read(columns=["geo_kod", "omgang", "behandlat"]).itertuples():
        held = (str(row.geo_kod), str(row.omgang))
        first[held] = min(first.get(held, str(row.behandlat)), str(row.behandlat))
    if rows["varde"].isna().all() and not first:
        raise NotApplicableError("inget råd har lämnat något formulär")
    counted = Counter((area, int(day[:4])) for (area, _), day in first.items())
    for county in {str(code) for code in rows.loc[rows["geo_niva"] == COUNTY, "geo_kod"]}:
        counted += Counter((county, int(day[:4])) for day in first.values())
    years = [int(day[:4]) for day in first.values()]
    since, until = min(years, default=0), max(years, default=0)
    faults = []
    for row in rows.itertuples():
        known = since <= row.ar <= until
        if row.varde != counted[row.geo_kod, row.ar] if known else not np.isnan(row.varde):
            faults.append(f"{row.geo_kod} {row.ar}: {row.varde} står, {counted[row.geo_kod, row.ar]} i formulären")
    return Judgement(faults, {"omgångar": len(first)}, f"{len(first)} omgångar, {len(rows)} rader")


@reconciliation(
    FOLLOW_UP,
    COUNCIL_PRIORITIES,
    name="agda_prioriteringar_ur_formularen",
    severity=STOPPING,
    why="Andelen prioriteringar med ägare och beslut är räknad på rådens egna, och länets på alla rådens tillsammans.",
    action=f"Kontrollera {_MODULE}/process.py och jämför med tabellen radets_prioriteringar.",
    expected="samma andel som i formulären",
    rule=(DECIMALS, DECIDED),
)
def owned_are_the_councils(made: Rows, priorities: Rows) -> Judgement:
    """Every area and year with a priority; no other has a number."""
    rows = made.read(("indikator", "=", _OWNED))
    given: dict[tuple[str, int], list[bool]] = {}
    counties = {str(code) for code in rows.loc[rows["geo_niva"] == COUNTY, "geo_kod"]}
    for row in priorities.read(columns=["geo_kod", "behandlat", "agare", "beslutslage"]).itertuples():
        for area in (str(row.geo_kod), *counties):
            owned = isinstance(row.agare, str) and row.beslutslage == DECIDED
            given.setdefault((area, int(row.behandlat[:4])), []).append(owned)
    if rows["varde"].isna().all() and not given:
        raise NotApplicableError("inget råd har lämnat någon prioritering")
    faults = []
    for row in rows.itertuples():
        mine = given.get((row.geo_kod, row.ar))
        if np.isnan(row.varde) != (mine is None) or (mine and abs(row.varde - 100 * sum(mine) / len(mine)) > DECIMALS):
            faults.append(f"{row.geo_kod} {row.ar}: {row.varde}")
    return Judgement(
        faults, {"prioriteringar": sum(map(len, given.values()))}, f"{len(given)} områden och år, {len(rows)} rader"
    )


@reconciliation(
    FOLLOW_UP,
    STAGED_DIALOGUES,
    DIM_GEO,
    name="nadda_kommuner_ur_formularen",
    severity=STOPPING,
    why=f"En kommun räknas en gång per råd och år, och inget antal visas när färre än {spelled(EMPLOYER_STEP)} arbetsgivare har en kommun. "
    "Länets tal är rådens.",
    action=f"Rätta {_MODULE}/process.py. Publicera inget förrän den är rättad: rådet har lovat arbetsgivarna det.",
    expected=f"formulärens kommuner, där minst {spelled(EMPLOYER_STEP)} arbetsgivare har en kommun",
    rule=("exakt", EMPLOYER_STEP),
)
def reached_are_the_councils(made: Rows, staged: Rows, places: Rows) -> Judgement:
    """Every council and year again, in both directions. A fault never says how many there are: it is read by more than the council."""
    rows = made.read(("indikator", "=", _REACHED))
    forms = newest(of_county(staged, places), "geo_kod", "omgang")
    wanted: Counter[tuple[str, int]] = Counter()
    counties = {str(code) for code in rows.loc[rows["geo_niva"] == COUNTY, "geo_kod"]}
    forms = forms[forms["kommun"].notna()]
    for (area, year), mine in forms.groupby(["geo_kod", forms["datum"].str[:4]]):
        who = mine[_EMPLOYER].fillna("").itertuples(index=False, name=None)
        if employers_at_least(who) >= EMPLOYER_STEP:
            for place in (area, *counties):
                wanted[place, int(year)] += mine["kommun"].nunique()
    if rows["varde"].isna().all() and not wanted.total():
        raise NotApplicableError("inget formulär säger i vilka kommuner samtalen har förts")
    faults = [
        f"{row.geo_kod} {row.ar}: ett annat antal än formulärens"
        for row in rows.itertuples()
        if (0 if np.isnan(row.varde) else row.varde) != wanted[row.geo_kod, row.ar]
    ]
    return Judgement(faults, {"områden och år": len(+wanted)}, f"{len(+wanted)} områden och år, {len(rows)} rader")


SUITES = (
    Suite(
        FOLLOW_UP.id,
        (
            between(
                "andelar_noll_till_hundra",
                "varde",
                0,
                100,
                "En andel i procent ligger mellan 0 och 100.",
                FOLLOW_BACK,
                where="enhet == 'procent' and varde.notna()",
                may_lack_rows=True,
            ),
            between("medelfel_inte_negativt", "medelfel", 0, None, "Ett medelfel är aldrig negativt.", FOLLOW_BACK),
            not_less_than(
                "intervallet_ratt_vant",
                "ovre",
                "nedre",
                "Intervallets övre gräns ligger inte under den undre.",
                f"Kontrollera {_MODULE}.",
                where="nedre.notna()",
            ),
            not_less_than(
                "forandringen_ratt_vand",
                "forandring_ovre",
                "forandring_nedre",
                "Förändringens övre gräns ligger inte under den undre.",
                f"Kontrollera {_MODULE}.",
                where="forandring_nedre.notna()",
                may_lack_rows=True,
            ),
            not_less_than(
                "egna_forandringen_ratt_vand",
                "egen_ovre",
                "egen_nedre",
                "Den egna förändringens övre gräns ligger inte under den undre.",
                f"Kontrollera {_MODULE}.",
                where="egen_nedre.notna()",
                may_lack_rows=True,
            ),
            reason_given("varde.isna()", "ett tal", f"{_MODULE}/follow_up.py"),
        ),
    ),
)
