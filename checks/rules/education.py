"""Rules of the education groups, of the occupations that they lead to, and of who graduates."""

from __future__ import annotations

import pandas as pd

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES, MUNICIPALITY_EDUCATIONS
from assets.contracts.pxweb import STAGED_MATCHING
from assets.contracts.registry import contract
from assets.contracts.words import REPORTING_GROUP, WITHHELD_WITH_ANOTHER
from assets.methods.mismatch import MIN_COUNT
from assets.reference.areas import NATION
from assets.reference.educations import education_groups, occupations_of_education
from assets.reference.occupations import reporting_group_of
from checks.result import STOPPING, WARNING
from checks.rules.base import (
    CHECK_REFERENCE,
    DECIMALS,
    FOLLOW_BACK,
    HIDDEN_AT_MOST,
    SUMS_OF_PARTS,
    Frame,
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
from checks.rules.scb import EVERY_SEX_AS_GROUP, NEARLY_ALL_KNOWN, PAIRS_OF_YEARS, WOMEN_AND_MEN, YEARS, known, of_size
from checks.rules.vocabulary import HIGHEST, LOWEST, between, none_of, reason_given

_GROUPS = two_bounds("grupper_blir_befolkningen")
_UNKNOWN_WORK = two_bounds("okant_yrke_mellan_ar")

STAGED_MATCHING_BY_LEVEL = contract("staged.matchning_niva")
STAGED_GRADUATES, STAGED_ESTABLISHED = contract("staged.examinerade"), contract("staged.etablerade")


@reconciliation(
    STAGED_MATCHING,
    STAGED_MATCHING_BY_LEVEL,
    name="grupper_blir_befolkningen",
    why="Utbildningsgruppernas befolkning blir tillsammans samtliga i varje område och år; skyddade celler räknas som noll "
    "till fyra.",
    action="Jämför kodlistan för utbildningsgrupper i sources/catalogue med källans: fattas en grupp eller finns en summa med?",
    rule=(HIDDEN_AT_MOST,),
    bounds=(_GROUPS,),
)
def groups_make_population(groups: Rows, levels: Rows) -> Judgement:
    """A protected group is somewhere between nobody and the largest count that is protected."""
    everyone = ("grupp", "=", "totalt"), ("matt", "=", "befolkning")
    parts, whole = groups.read(*everyone), levels.read(*everyone, ("utbildningsniva", "=", "totalt"))
    by_area = parts.groupby(["region_kod", "ar"])["varde"].agg(SUMS_OF_PARTS)
    sums: Frame = by_area.assign(whole=whole.set_index(["region_kod", "ar"])["varde"]).dropna()
    if sums.empty:
        raise NothingFoundError("tabellerna har inget gemensamt år och område")
    share = _GROUPS.share(beyond_the_hidden(sums, sums["whole"]), sums["whole"])
    found = _GROUPS.found(
        share.sort_index(level="ar", ascending=False),
        lambda at: (
            f"{at[0]} {at[1]}: grupperna {sums.at[at, 'sum']:.0f} och {sums.at[at, 'size'] - sums.at[at, 'count']:.0f} skyddade, "
            f"samtliga {sums.at[at, 'whole']:.0f}"
        ),
    )
    said = f"{len(sums)} områden och år, störst skillnad {share.max():.2%} utöver skyddade celler"
    return Judgement(found.faults, {"områden och år": len(sums)}, said, found.beyond)


@reconciliation(
    STAGED_MATCHING_BY_LEVEL,
    name="okant_yrke_mellan_ar",
    why="Lika stor del av dem som arbetar har ett okänt yrke som året före. Annars ändras förvärvsgraderna av registret, och inte av dem "
    "som arbetar.",
    action="Läs förvärvsgradens ändring i utbildning, och andelen som arbetar framåt i tillgang, med försiktighet: båda har hoppet i sig.",
    bounds=(_UNKNOWN_WORK,),
)
def unknown_occupations_stay(levels: Rows) -> Judgement:
    """In the nation, each year beside the one before."""
    rows = levels.read(("region_kod", "=", NATION), ("grupp", "=", "totalt"), ("utbildningsniva", "=", "totalt"))
    counts = rows.pivot(index="ar", columns="matt", values="varde").drop(columns="befolkning")
    share = (counts["uppgift saknas"] / counts.sum(axis=1, skipna=False)).dropna()
    change = share.diff().dropna()
    if change.empty:
        raise NothingFoundError("källan har inte två år att jämföra")
    found = _UNKNOWN_WORK.found(
        change.abs(), lambda year: f"{year}: {share[year]:.1%}, året före {share[year] - change[year]:.1%}"
    )
    said = f"{len(change)} årsskiften, störst ändring {change.abs().max():.2%}"
    return Judgement(found.faults, {"årsskiften": len(change)}, said, found.beyond)


@reconciliation(
    EDUCATION,
    name="forvarvsgraden_raknas_om",
    severity=STOPPING,
    why="Varje matchad förvärvsgrad är täljaren delad med nämnaren på samma rad, som utanför delregionerna är källans egna "
    "antal, och skillnaden mot riket är mot rikets tal för samma utbildning, kön och år.",
    action="Rätta assets/marts/education/education.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def rates_divide_again(made: Rows) -> Judgement:
    """Every number that is made of others on the row, or of the nation's."""
    frame = made.read(each={"geo_kod": [NATION]})
    group = ["utbildningsgrupp", "kon", "ar"]
    nation = frame[frame["geo_kod"] == NATION].set_index(group)["matchad_forvarvsgrad"].rename("nation")
    frame = frame.join(nation, on=group)
    rate, own = frame["matchad_forvarvsgrad"], frame["geo_niva"] != "delregion"
    wrong = {
        "förvärvsgraden är inte täljaren delad med nämnaren": apart(
            rate, 100 * frame["matchade_i_kvoten"] / frame["befolkning_i_kvoten"]
        ),
        "täljaren är inte alla matchade": own & apart(frame["matchade_i_kvoten"], frame["helt_matchade"]),
        "nämnaren är inte hela befolkningen": own & apart(frame["befolkning_i_kvoten"], frame["befolkning"]),
        # A delregion's population is missing where a municipality's is; its rate is of the municipalities that are known.
        "nämnaren är större än befolkningen": frame["befolkning_i_kvoten"] > frame["befolkning"],
        "rikets tal är inte rikets": apart(frame["rikets_forvarvsgrad"], frame["nation"]),
        "skillnaden är inte talet minus rikets": apart(frame["skillnad_mot_riket"], rate - frame["nation"]),
    }
    faults = named(frame, wrong, "geo_namn", "utbildningsgrupp", "kon", "ar")
    said = f"{rate.count()} förvärvsgrader av {len(frame)} rader räknade igen"
    return Judgement(
        faults,
        {"förvärvsgrader": rate.count(), "skillnader mot riket": frame["skillnad_mot_riket"].count()},
        said,
    )


@reconciliation(
    EDUCATION_OCCUPATIONS,
    ASSESSMENT,
    name="kopplingarna_som_bedomningen",
    severity=STOPPING,
    why="Varje koppling finns en gång i varje område, och yrkets klass är den som står i bedomning.",
    action="Rätta assets/marts/education/education_occupations.py.",
    expected="samma klass, och alla kopplingar",
    rule=("exakt", tuple(occupations_of_education().items())),
)
def links_as_assessed(made: Rows, assessments: Rows) -> Judgement:
    """Every link in every area, with its class and whether it stands in headlines."""
    said = ["signaler", "lyfts_fram"]
    rated = assessments.read(("yrkesniva", "=", REPORTING_GROUP)).set_index(["geo_kod", "yrke_kod"])[said]
    areas, group = rated.index.unique("geo_kod"), reporting_group_of()
    pairs = {(education, group[code]) for education, codes in occupations_of_education().items() for code in codes}
    ours = [tuple(row) for row in made.read()[["geo_kod", "utbildningsgrupp", "yrke_kod", *said]].to_numpy()]
    theirs = {
        (area, education, code, *rated.loc[(area, code)])
        for area in areas
        for education, code in pairs
        if (area, code) in rated.index
    }
    faults = [f"saknas: {' '.join(row)}" for row in sorted(theirs - set(ours))]
    faults += [f"finns inte i bedomning: {' '.join(row)}" for row in sorted(set(ours) - theirs)]
    return Judgement(faults, {"kopplingar": len(theirs)}, f"{len(pairs)} kopplingar i {len(areas)} områden")


@reconciliation(
    MUNICIPALITY_EDUCATIONS,
    STAGED_MATCHING,
    name="kommunens_utbildningar_ur_kallan",
    severity=STOPPING,
    why="Varje antal är källans, och ett för litet antal visas inte.",
    action="Kontrollera assets/marts/education/municipality_educations.py och gränsen i assets/methods/mismatch.py.",
    expected="lika, och tomt under gränsen eller när anmärkningen säger att det annars avslöjar ett annat",
    rule=(MIN_COUNT,),
)
def educations_as_in_the_source(made: Rows, staged: Rows) -> Judgement:
    """Every number again, and what must not be shown."""
    rows = made.read()
    people = staged.read(("grupp", "=", "totalt"), ("matt", "=", "befolkning"), ("ar", "=", int(rows["ar"].max())))
    source = people.set_index(["region_kod", "utbildningsgrupp"])["varde"].astype("float64")
    again = pd.Series(source.reindex(pd.MultiIndex.from_frame(rows[["geo_kod", "utbildningsgrupp"]])).to_numpy())
    shown = rows["befolkning"].astype("float64").reset_index(drop=True)
    # Beside one that the source withholds, another's 0 is a small number too.
    nobody = (
        again.eq(0).groupby([rows["delregion_kod"].to_numpy(), rows["utbildningsgrupp"].to_numpy()]).transform("all")
    )
    few = ~(again >= MIN_COUNT) & ~nobody
    with_another = (rows["anmarkning"] == WITHHELD_WITH_ANOTHER).reset_index(drop=True)
    wrong = (shown.notna() & (few | (shown != again))) | (shown.isna() & ~few & again.notna() & ~with_another)
    faults = [
        f"{row.geo_kod} {row.utbildningsgrupp}: {shown[at]:g} i tabellen, {again[at]:g} i källan"
        for at, row in enumerate(rows.itertuples())
        if wrong[at]
    ]
    return Judgement(faults, {"antal": int(shown.notna().sum())}, f"{len(rows)} rader, {shown.notna().sum()} antal")


@reconciliation(
    GRADUATES,
    STAGED_GRADUATES,
    STAGED_ESTABLISHED,
    name="examinerade_ur_kallan",
    severity=STOPPING,
    why="Kvinnors och mäns antal är källornas, och båda könen är deras summa.",
    action="Rätta assets/marts/education/graduates.py.",
    expected="lika",
    rule=("exakt",),
)
def graduates_are_the_sources(made: Rows, graduated: Rows, established: Rows) -> Judgement:
    """Every count again, and each missing one."""
    key = ["geo_kod", "utbildningsgrupp", "ar", "kon"]
    rows = made.read().set_index(key)
    compared, faults = 0, []
    for name, source, measure in (
        ("examinerade", graduated, None),
        ("etablerade", established, "etablerade"),
        ("examinerade_foljda", established, "examinerade"),
    ):
        own = source.read(*([("matt", "=", measure)] if measure else [])).rename(columns={"region_kod": "geo_kod"})
        both = own.groupby(key[:-1])["varde"].sum(skipna=False).reset_index().assign(kon="totalt")
        again = pd.concat([own, both]).set_index(key)["varde"].reindex(rows.index)
        wrong = apart(rows[name], again) | (rows[name].notna() != again.notna())
        compared += int(rows[name].notna().sum())
        faults += [
            f"{' '.join(map(str, at))}: {name} är {rows[name][at]:g}, i källan {again[at]:g}"
            for at in rows.index[wrong]
        ]
    return Judgement(faults, {"antal": compared}, f"{compared} antal jämförda")


_GRADUATES = (
    *of_size(
        "Ingen utbildningsgrupp har över {hogst} examinerade av ett kön i landet på ett år, och antal är aldrig negativa.",
        "Landets största utbildningsgrupp har minst {lagst} examinerade av ett kön.",
    ),
    known("Var femte cell brukar vara skyddad i små län och utbildningsgrupper; mer än {resten} är för många."),
    YEARS,
    WOMEN_AND_MEN,
)


SUITES = (
    Suite(
        "staged.matchning",
        (
            *of_size(
                "Ingen utbildningsgrupp har över {hogst} personer i landet, och antal är aldrig negativa.",
                "Landets största utbildningsgrupp har minst {lagst} personer.",
            ),
            known("Källan skyddar små grupper i små kommuner; mer än {resten} av cellerna är för många."),
            YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite(
        "staged.matchning_niva",
        (
            *of_size(
                "Befolkningen 20–69 år är högst {hogst}, och antal är aldrig negativa.",
                "Samtliga utbildningar tillsammans är minst {lagst} personer i landet; mindre kan också betyda att raden totalt fattas.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite(
        "staged.utbildningsniva",
        (
            *of_size(
                "Ingen utbildningsnivå har över {hogst} av ett kön i landet, och antal är aldrig negativa.",
                "Landets största utbildningsnivå har minst {lagst} av ett kön.",
            ),
            NEARLY_ALL_KNOWN,
            YEARS,
            WOMEN_AND_MEN,
        ),
    ),
    Suite(
        "staged.utbildningsfloden",
        (
            *of_size(
                "Ingen utbildningsgrupp har över {hogst} personer i landet; netto får vara negativt, men inte under {lagst}.",
                "Landets största utbildningsgrupp har minst {lagst} personer.",
                lowest=LOWEST,
            ),
            known("Små grupper i små kommuner får vara skyddade; mer än {resten} av cellerna är för många."),
            PAIRS_OF_YEARS,
            EVERY_SEX_AS_GROUP,
        ),
    ),
    Suite("staged.examinerade", _GRADUATES),
    Suite("staged.etablerade", _GRADUATES),
    Suite(
        "mart.utbildning",
        (
            between(
                "forvarvsgrad_rimlig",
                "matchad_forvarvsgrad",
                0,
                100,
                "De matchade är en del av befolkningen.",
                FOLLOW_BACK,
            ),
            between("andel_kvinnor_rimlig", "andel_kvinnor", 0, 1, "En andel ligger mellan 0 och 1.", FOLLOW_BACK),
            between(
                "alder_rimlig",
                "andel_55_lankade",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av de anställda i ett yrke är 55–64 år.",
                "Jämför källans åldersgrupper med gränsen 55 år i assets/marts/employees/ages.py.",
                severity=WARNING,
            ),
            between(
                "skillnad_rimlig",
                "skillnad_mot_riket",
                LOWEST,
                HIGHEST,
                "Samma utbildning skiljer sällan mer än {hogst} procentenheter från riket i en grupp som är stor nog att visas.",
                "Se antalen på raden. Är gruppen stor: jämför med källans sida.",
                severity=WARNING,
            ),
            between("medelfel_inte_negativt", "medelfel", 0, None, "Ett medelfel är aldrig negativt.", FOLLOW_BACK),
            reason_given(
                "matchad_forvarvsgrad.isna() or befolkning.isna()",
                "den matchade förvärvsgraden eller befolkningen",
                "assets/marts/education/education.py",
            ),
        ),
    ),
    Suite(
        "mart.utbildning_yrke",
        (
            none_of(
                "inga_allmanna_utbildningar",
                "utbildningsgrupp",
                [group.code for group in education_groups() if group.general],
                "En allmän utbildning leder inte till ett visst yrke.",
                CHECK_REFERENCE,
            ),
        ),
    ),
    Suite(
        "mart.kommun_utbildning",
        (
            between("inga_negativa_antal", "befolkning", 0, None, "Antal kan inte vara negativa.", FOLLOW_BACK),
            reason_given("befolkning.isna()", "befolkningen", "assets/marts/education/municipality_educations.py"),
        ),
    ),
    Suite(
        "mart.examinerade",
        (
            between(
                "inga_negativa_examinerade",
                "examinerade",
                0,
                None,
                "Antal kan inte vara negativa.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
            between(
                "andel_etablerade_rimlig",
                "andel_etablerade",
                0,
                1,
                "De etablerade är en del av de examinerade.",
                FOLLOW_BACK,
                severity=WARNING,
            ),
            reason_given(
                "examinerade.isna() or andel_etablerade.isna()", "ett tal", "assets/marts/education/graduates.py"
            ),
        ),
    ),
)
