"""Rules of supply beside demand, and of the analysts' tables."""

from __future__ import annotations

import pandas as pd

from assets.contracts.ads import OPEN_ADS
from assets.contracts.employees import EMPLOYEES
from assets.contracts.mismatch import ANALYSIS, GAP, MISMATCH, MUNICIPALITIES, NET_OF_STEP
from assets.contracts.unemployed import UNEMPLOYED
from assets.contracts.words import ALL, REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.mismatch import UNUSUAL_POSTS_RATE
from assets.methods.quoted import in_swedish
from assets.reference.areas import NATION
from assets.reference.occupations import UNKNOWN_SSYK3
from assets.reference.series_breaks import FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR
from checks.result import STOPPING, WARNING
from checks.rules.base import FOLLOW_BACK, Frame, Judgement, Rows, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, LOWEST, between, contains_all, never_null, reason_given

ROUNDING = 1e-6


PERSONS = 0.5
"""How far a change may be from what the employees give."""


_PARTS = ["anstallda_riket", "anstallda_yrkesmix", "anstallda_egen"]


@reconciliation(
    MUNICIPALITIES,
    MISMATCH,
    name="kommuner_blir_delregion",
    severity=STOPPING,
    why="Kommunernas annonserade platser summerar till delregionens i obalans.",
    action="Kontrollera delregionernas kommuner i assets/reference och att båda tabellerna har samma period.",
    expected="exakt lika",
    rule=("exakt",),
)
def municipalities_make_delregioner(municipalities: Rows, imbalance: Rows) -> Judgement:
    """Every delregion that either table has."""
    parts = municipalities.read(columns=["delregion_kod", "annonserade_platser"]).groupby("delregion_kod").sum()
    whole = imbalance.read(("geo_niva", "=", "delregion"), ("yrkesniva", "=", "ssyk3"))
    sums = whole.groupby("geo_kod")["annonserade_platser"].sum()
    posts = parts["annonserade_platser"]
    every = posts.index.union(sums.index)
    faults = [
        f"{code}: kommunerna {posts.get(code, 0):.0f}, delregionen {sums.get(code, 0):.0f}"
        for code in every
        if posts.get(code, 0) != sums.get(code, 0)
    ]
    said = f"{int(posts.sum())} platser i kommunerna, {int(sums.sum())} i delregionerna"
    return Judgement(faults, {"delregioner": len(every)}, said)


@reconciliation(
    GAP,
    OPEN_ADS,
    UNEMPLOYED,
    name="skillnad_ur_delarna",
    severity=STOPPING,
    why="Varje summa går att räkna fram igen ur platser i öppna annonser och inskrivna arbetslösa, och nettot är summan över "
    "bristområden minus summan över de andra.",
    action="Kontrollera assets/methods/mismatch_index.py och vilken dag och månad raden avser.",
    expected="lika",
    rule=(ROUNDING,),
)
def gap_is_its_parts(made: Rows, open_ads: Rows, unemployed: Rows) -> Judgement:
    """Every number of the table from posts and unemployed, which are read again; one that is missing is so in both."""
    levels = {"geo_niva": ["delregion", "lan"]}
    rows = made.read(each={"af_yrkesomrade": [ALL]}).set_index("af_yrkesomrade")
    day, month, county = (rows[name].iloc[0] for name in ("dag", "manad", "geo_kod"))
    ads = open_ads.read(("geo_niva", "in", levels["geo_niva"]), each=levels)
    ads = ads[ads["dag"] == day]
    people = unemployed.read(("manad", "=", month), ("kon", "=", "totalt"), each=levels)
    by = ["geo_kod", "af_yrkesomrade"]
    small = sorted(set(people.loc[people["geo_niva"] == "delregion", "geo_kod"]))
    every = pd.MultiIndex.from_product([[county, *small], rows.index.drop(ALL)], names=by)
    cells = pd.DataFrame(
        {"posts": ads.groupby(by)["platser_i_oppna_rensade"].sum(), "people": people.set_index(by)["varde"]}
    ).reindex(every)
    # No row of posts is none; no number of persons is missing, and then so are the sums.
    posts, apart = cells["posts"].fillna(0.0), cells["posts"].fillna(0.0) - cells["people"]
    own = pd.DataFrame(
        {
            "summa_bristomraden": apart.clip(lower=0),
            "summa_overskottsomraden": (-apart).clip(lower=0),
            "netto": apart,
            "platser": posts,
        }
    ).xs(county)
    own.loc[ALL] = own.sum(skipna=False)
    sums = own.reindex(rows.index)
    sums["overhang"] = (sums["summa_bristomraden"] / sums["platser"]).where(sums["platser"] > 0)
    in_parts = apart[apart.index.isin(small, level="geo_kod")]
    together = in_parts.groupby("af_yrkesomrade").agg(lambda v: v.sum(skipna=False)).clip(lower=0)
    movable = in_parts.clip(lower=0).sum(skipna=False) - together.sum(skipna=False)
    sums["losbar_genom_rorlighet"] = float("nan")
    sums.loc[sums.index == ALL, "losbar_genom_rorlighet"] = movable
    shown = rows[sums.columns].astype("float64")
    wrong = ~((shown - sums).abs() <= ROUNDING) & ~(shown.isna() & sums.isna())
    faults = [
        f"{code} {name}: {there:g} i tabellen, {again:g} ur delarna"
        for name in map(str, wrong.columns)
        for code, there, again, differs in zip(wrong.index, shown[name], sums[name], wrong[name], strict=True)
        if differs
    ]
    return Judgement(faults, {"rader": len(rows)}, f"{len(rows)} rader, platser {day} och inskrivna {month}")


@reconciliation(
    ANALYSIS,
    EMPLOYEES,
    name="analys_gar_ihop",
    severity=STOPPING,
    why="Rikets, yrkesmixens och den egna delen blir tillsammans förändringen av anställda, som är den i tabellen anstallda.",
    action="Kontrollera assets/marts/mismatch/analysis.py.",
    expected="lika",
    rule=(ROUNDING, PERSONS),
)
def analysis_adds_up(made: Rows, employees: Rows) -> Judgement:
    """The parts of a change make it, and the change is that of the employees."""
    changes, faults = _changes_add_up(made, employees)
    return Judgement(faults, {"förändringar": changes}, f"{changes} förändringar jämförda")


@reconciliation(
    MISMATCH,
    EMPLOYEES,
    name="forandringen_korsar_inte_brottet",
    severity=STOPPING,
    why=f"Förändringen av anställda räknas aldrig rakt över {LAST_UNKNOWN_YEAR}–{FIRST_KNOWN_YEAR}, då fler fick ett känt yrke, och är den "
    "som tabellen anstallda ger.",
    action="Kontrollera assets/methods/employment_change.py och assets/marts/mismatch/mismatch.py.",
    expected="lika",
    rule=(PERSONS,),
)
def the_change_does_not_cross_the_break(made: Rows, employees: Rows) -> Judgement:
    """Both changes of every occupation again; one that is not shown has its reason."""
    rows = made.read(("yrkesniva", "=", SSYK3_LEVEL))
    counts = employees.read(("kon", "=", "totalt")).set_index(["geo_kod", "ssyk3", "ar"])["varde"]
    compared, faults = 0, []
    for row in rows.to_dict("records"):
        place, code, newest = row["geo_kod"], row["yrke_kod"], int(row["ar_anstallda"])
        for name, since, net in (
            ("forandring_anstallda", int(row["forandring_fran"]), row["forandring_satt"] == NET_OF_STEP),
            ("forandring_netto", int(row["ar_jamforelse"]), True),
        ):
            if since < FIRST_KNOWN_YEAR <= newest and not net:
                faults.append(f"{place} {code}: {name} går från {since} till {newest} rakt över brottet")
            if since >= FIRST_KNOWN_YEAR and name == "forandring_anstallda" and net:
                faults.append(f"{place} {code}: {name} sägs vara utan rikets hopp, fast den räknas från {since}")
            was = counts.get((place, code, since), float("nan"))
            if since < FIRST_KNOWN_YEAR <= newest:
                after, before = (
                    counts.get((NATION, code, year), float("nan")) for year in (FIRST_KNOWN_YEAR, LAST_UNKNOWN_YEAR)
                )
                was = was * after / before if before else float("nan")
            shown, again = row[name], row["anstallda"] - was
            compared += pd.notna(shown)
            if pd.notna(shown) and not abs(shown - again) <= PERSONS:
                faults.append(f"{place} {code}: {name} är {shown:.0f}, av anställda {again:.0f}")
            if pd.isna(shown) and pd.isna(row["anmarkning"]):
                faults.append(f"{place} {code}: {name} saknas utan att det står varför")
    return Judgement(faults, {"förändringar": compared}, f"{compared} förändringar ur anställda")


def _changes_add_up(made: Rows, employees: Rows) -> tuple[int, list[str]]:
    """How many changes could be compared, and what is wrong with them. One that is protected in both tables agrees."""
    wanted = ["anstallda_forandring", *_PARTS]
    whole = made.read(("yrkesniva", "=", ALL), ("matt", "in", wanted), each={"matt": wanted})
    changes = whole.pivot(index=["geo_kod", "period"], columns="matt", values="varde")
    known = employees.read(("kon", "=", "totalt"), ("ssyk3", "!=", UNKNOWN_SSYK3))
    wide = known.set_index(["geo_kod", "ar", "ssyk3"])["varde"].unstack("ssyk3")
    nothing = pd.Series(float("nan"), index=wide.columns)

    def of(place: str, year: int) -> Frame:
        return wide.loc[(place, year)] if (place, year) in wide.index else nothing

    compared, faults = 0, []
    for (code, period), row in changes.iterrows():
        first, last = map(int, period.split("–"))
        now, was = of(code, last), of(code, first)
        if first < FIRST_KNOWN_YEAR <= last:
            # Of an occupation that nobody in the nation had either year there is no step.
            was = was * (of(NATION, FIRST_KNOWN_YEAR) / of(NATION, LAST_UNKNOWN_YEAR)).where(
                of(NATION, LAST_UNKNOWN_YEAR) + of(NATION, FIRST_KNOWN_YEAR) != 0, 1.0
            )
        change, again, parts = row["anstallda_forandring"], (now - was).sum(skipna=False), row[_PARTS].sum(skipna=False)
        compared += pd.notna(change) or pd.isna(again)
        if pd.notna(change) and not abs(again - change) <= PERSONS:
            faults.append(f"{code} {period}: förändringen är {change:.0f}, av anställda {again:.0f}")
        if pd.notna(parts) and not abs(parts - change) <= ROUNDING * max(abs(change), 1.0):
            faults.append(f"{code}: delarna skiljer {abs(parts - change):.3f} personer från förändringen")
    return compared, faults


_SHARE = "enhet == 'andel'"


SUITES = (
    Suite(
        "mart.obalans",
        (
            between("andel_kvinnor_rimlig", "andel_kvinnor", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            between(
                "kvot_rimlig",
                "lokaliseringskvot_riket",
                0,
                HIGHEST,
                "Inget yrke är {hogst} gånger vanligare i en delregion än i riket.",
                FOLLOW_BACK,
            ),
            between(
                "platser_per_arbetslos_rimlig",
                "platser_per_arbetslos",
                0,
                HIGHEST,
                "Fler än {hogst} annonserade platser per inskriven arbetslös betyder att annonser eller inskrivna är fel räknade.",
                FOLLOW_BACK,
            ),
            between(
                "platser_per_100_rimlig",
                "platser_per_100_anstallda",
                0,
                UNUSUAL_POSTS_RATE,
                f"Mer än {in_swedish(UNUSUAL_POSTS_RATE)} annonserade platser per 100 anställda och år är ovanligt.",
                "Inget: anmärkningen i rapporten säger det. Är det nytt: se vilka arbetsgivare som annonserar.",
                severity=WARNING,
            ),
            contains_all(
                "delregioner_kompletta",
                "yrkesniva",
                ["af_yrkesomrade", "ssyk3", REPORTING_GROUP],
                "Alla tre slagens rader finns.",
                FOLLOW_BACK,
            ),
            reason_given(
                "yrkesniva == 'af_yrkesomrade' and platser_per_arbetslos.isna()",
                "annonserade platser per inskriven",
                "assets/marts/mismatch/mismatch.py",
            ),
        ),
    ),
    Suite(
        "mart.kommuner",
        (
            between(
                "andel_kvinnor_rimlig",
                "andel_kvinnor",
                LOWEST,
                HIGHEST,
                "I ingen kommun är mindre än {lagst} eller mer än {hogst} av de anställda kvinnor.",
                FOLLOW_BACK,
            ),
            between(
                "anstallda_rimliga",
                "anstallda",
                LOWEST,
                HIGHEST,
                "Ingen kommun har under {lagst} eller över {hogst} anställda.",
                FOLLOW_BACK,
            ),
            never_null(
                "inga_luckor",
                "inskrivna_arbetslosa",
                "Visar vilka kommuner som saknar tal därför att en uppgift är skyddad.",
                "Inget: rapporten visar .. och skälet.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.skillnad",
        (
            between(
                "brist_inte_negativ",
                "summa_bristomraden",
                0,
                None,
                "En summa över bristområden är aldrig negativ.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "overskott_inte_negativt",
                "summa_overskottsomraden",
                0,
                None,
                "En summa över de andra är aldrig negativ.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "overhang_ar_andel",
                "overhang",
                0,
                1,
                "Överhänget är en andel av platserna.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            between(
                "rorlighet_inte_negativ",
                "losbar_genom_rorlighet",
                0,
                None,
                "Delregionernas brist är tillsammans aldrig mindre än den när de läggs ihop.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            never_null(
                "summorna_finns",
                "netto",
                "Visar vilka områden som saknar summor därför att en uppgift är skyddad eller underlaget saknas.",
                "Inget: tabellen säger det i anmärkningen.",
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.analys",
        (
            between(
                "andelar_noll_till_ett",
                "varde",
                0,
                1,
                "Missmatchning, pendling och stabilitet är andelar.",
                FOLLOW_BACK,
                where=_SHARE,
                may_lack_rows=True,
            ),
            between(
                "jamforda_andelar_noll_till_ett",
                "jamforelse",
                0,
                1,
                "Det som en andel läses mot är också en andel.",
                FOLLOW_BACK,
                where=_SHARE,
                may_lack_rows=True,
            ),
            between(
                "percentil_noll_till_hundra",
                "percentil",
                0,
                100,
                "En percentil ligger mellan 0 och 100.",
                FOLLOW_BACK,
                may_lack_rows=True,
            ),
            reason_given("varde.isna()", "ett tal", "tabellens modul i assets/marts"),
        ),
    ),
)
