"""Rules of Arbetsförmedlingen's assessments and occupations."""

from __future__ import annotations

from assets.contracts.barometer import BAROMETER, OCCUPATION_KEY, STAGED_BAROMETER, STAGED_TAXONOMY
from assets.contracts.words import UNKNOWN
from assets.methods.taxonomy import GROUP, IN_USE
from assets.reference.areas import NATION, counties
from assets.reference.occupations import af_area_of_ssyk4, ssyk2012, without_af_group
from checks.result import WARNING
from checks.rules.base import LOOK_AT_SOURCE, Judgement, Rows, reconciliation, two_bounds
from checks.rules.expectation import Suite
from checks.rules.vocabulary import (
    HIGHEST,
    LOWEST,
    SHARE,
    contains_all,
    matches,
    never_null,
    none_of,
    rows_are,
    share_known,
    values_between,
)

_KEY, _AREAS, _WHOLE, _KEPT = map(
    two_bounds, ("varje_grupp_en_gang", "af_yrkesomraden_stammer", "barometern_hel", "bedomningar_bevarade")
)
_ASSESSED = ["jobbmojligheter", "rekryteringssituation", "efterfragan_om_fem_ar"]


@reconciliation(
    OCCUPATION_KEY,
    name="varje_grupp_en_gang",
    bounds=(_KEY,),
    why="Varje grupp i SSYK 2012 motsvaras av precis en grupp hos Arbetsförmedlingen, eller står i referensdata med skäl.",
    action="Jämför assets/reference/yrken_utan_af_grupp.csv med Arbetsförmedlingens taxonomi och rätta den.",
    expected="en gång, utom grupperna utan motsvarighet",
    rule=("exakt", tuple(without_af_group().values())),
)
def every_group_once(key: Rows) -> Judgement:
    """Also those that have no counterpart: they have none."""
    frame = key.read(columns=["af_grupp", "ssyk4", "sammanslagen"])
    times, names = frame["ssyk4"].value_counts(), ssyk2012()
    alone = {code for code, row in without_af_group().items() if not row.af_group}
    faults = [
        f"{code} {name}: {'täcks' if code in alone else 'finns'} {times.get(code, 0)} gånger"
        for code, name in names.items()
        if times.get(code, 0) != (code not in alone)
    ]
    merged = frame[frame["sammanslagen"] == "ja"].groupby("af_grupp")["ssyk4"].agg(", ".join)
    said = "; ".join(f"{group}: {codes}" for group, codes in merged.items())
    return Judgement(
        faults,
        {"grupper": len(names)},
        f"{frame['af_grupp'].nunique()} grupper hos Arbetsförmedlingen, {frame['ssyk4'].isin(list(names)).sum()} av "
        f"{len(names)} i SSYK 2012; utan motsvarighet {', '.join(sorted(alone))}; sammanslagna {said}",
        _KEY.too_many(faults, len(names)),
    )


@reconciliation(
    STAGED_TAXONOMY,
    name="af_yrkesomraden_stammer",
    bounds=(_AREAS,),
    why="Varje yrkesgrupps AF-yrkesområde i taxonomin är det som referensdata säger, som annonser och inskrivna räknas med.",
    action="Jämför assets/reference/yrken_ssyk4.csv med taxonomin. Har Arbetsförmedlingen flyttat gruppen: rätta filen.",
    expected="samma AF-yrkesområde",
    rule=("exakt", tuple(af_area_of_ssyk4().items())),
)
def areas_of_groups(taxonomy: Rows) -> Judgement:
    """Of the groups in use."""
    frame = taxonomy.read(("typ", "=", GROUP), ("tillstand", "=", IN_USE))
    theirs, ours = dict(zip(frame["kod"], frame["af_yrkesomrade"], strict=True)), af_area_of_ssyk4()
    both = sorted(set(theirs) & set(ours))
    faults = [
        f"{code}: {theirs[code] or 'okänt'} i taxonomin, {ours[code]} hos oss"
        for code in both
        if theirs[code] != ours[code]
    ]
    faults += [f"{code} finns bara i taxonomin" for code in sorted(c for c in theirs if c and c not in ours)]
    faults += [f"{code} finns bara hos oss" for code in sorted(set(ours) - set(theirs))]
    said = f"{len(theirs)} grupper i taxonomin, {len(ours)} hos oss"
    return Judgement(faults, {"grupper": len(both)}, said, _AREAS.too_many(faults, len(ours)))


@reconciliation(
    STAGED_BAROMETER,
    name="barometern_hel",
    bounds=(_WHOLE,),
    why="Varje barometeryrke finns för riket och alla län i varje omgång, med så många yrkesgrupper som källan säger.",
    action="Se vilka yrken det gäller och jämför filen i raw/ med källans sida.",
    expected="22 områden, samma antal yrkesgrupper",
    rule=("exakt",),
)
def barometer_whole(barometer: Rows) -> Judgement:
    """One fault per occupation: the same groups stand in every area."""
    frame = barometer.read(columns=["omgang", "koncept_id", "lan_kod", "ssyk4", "antal_ssyk"])
    areas, occupations = 1 + len(counties()), frame.groupby(["omgang", "koncept_id"])
    faults = [
        f"{round_}: {concept} finns i {count} av {areas} områden"
        for (round_, concept), count in occupations["lan_kod"].nunique().items()
        if count != areas
    ]
    named = frame.assign(angiven=frame["ssyk4"] != UNKNOWN).groupby(["omgang", "koncept_id", "lan_kod"])
    groups = named.agg(angivna=("angiven", "sum"), sagda=("antal_ssyk", "first")).reset_index()
    wrong = groups[groups["angivna"] != groups["sagda"]].drop_duplicates(["omgang", "koncept_id"])
    faults += [
        f"{row.omgang}: {row.koncept_id} anger {row.angivna} yrkesgrupper men säger {row.sagda}"
        for row in wrong.itertuples()
    ]
    said = f"{len(occupations)} yrken i {frame['omgang'].nunique()} omgångar"
    return Judgement(faults, {"yrken": len(occupations)}, said, _WHOLE.too_many(faults, len(occupations)))


@reconciliation(
    BAROMETER,
    STAGED_BAROMETER,
    name="bedomningar_bevarade",
    bounds=(_KEPT,),
    why="Varje bedömning för riket och länet står i tabellen som källan skriver den, och ingen annan.",
    action="Rätta assets/marts/barometer/barometer.py: bedömningar listas, de ändras eller vägs aldrig ihop.",
    expected="samma bedömningar",
    rule=("exakt",),
)
def assessments_kept(made: Rows, staged: Rows) -> Judgement:
    """Each as it is written, also those that say nothing."""
    key = ["omgang", "omrade", "koncept_id"]
    shown = made.read().rename(columns={"geo_kod": "omrade"})
    areas = [NATION, *sorted(set(shown["omrade"]) - {NATION})]
    given = staged.read(("lan_kod", "in", areas)).rename(columns={"lan_kod": "omrade"})
    ours, theirs = (
        {tuple(row) for row in frame[[*key, *_ASSESSED]].astype("object").fillna("–").itertuples(index=False)}
        for frame in (shown, given)
    )
    faults = [f"saknas: {' '.join(row)}" for row in sorted(theirs - ours)]
    faults += [f"finns inte hos källan: {' '.join(row)}" for row in sorted(ours - theirs)]
    said = f"{len(theirs)} bedömningar hos källan för riket och länet, {len(ours)} i tabellen"
    return Judgement(faults, {"bedömningar": len(theirs)}, said, _KEPT.too_many(faults, len(theirs)))


AF_GROUPS = 400


_REFERENCE = "Jämför assets/reference/yrken_ssyk4.csv och yrken_utan_af_grupp.csv med Arbetsförmedlingens taxonomi."


_EVERY_GROUP = f"Arbetsförmedlingen har {AF_GROUPS} yrkesgrupper på fyra siffror."


_KNOWN_GROUP = f"ssyk4 != '{UNKNOWN}'"


_GROUPS_IN_USE = f"typ == '{GROUP}' and tillstand == '{IN_USE}'"


# All of it warns: none of the sources is required, and a table whose source is missing is empty.
SUITES = (
    Suite(
        "staged.yrkesbarometer",
        (
            matches(
                "yrkesgruppen_har_form",
                "ssyk4",
                r"^\d{4}$",
                "En angiven yrkesgrupp är fyra siffror.",
                LOOK_AT_SOURCE,
                severity=WARNING,
                where=_KNOWN_GROUP,
            ),
            share_known(
                "bedomda_finns",
                "jobbmojligheter",
                SHARE,
                "Ungefär tre av fyra yrken brukar vara bedömda; under {andel} betyder att källan har ändrats.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
            values_between(
                "antal_yrken_rimligt",
                "koncept_id",
                LOWEST,
                HIGHEST,
                "Yrkesbarometern brukar ha drygt 200 yrken; färre än {lagst} eller fler än {hogst} är en annan lista.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
            contains_all(
                "alla_lan_finns",
                "lan_kod",
                [NATION, *counties()],
                "Riket och alla 21 län ska finnas.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "staged.taxonomi",
        (
            rows_are("antal_grupper", AF_GROUPS, _EVERY_GROUP, _REFERENCE, severity=WARNING, where=_GROUPS_IN_USE),
            never_null(
                "grupper_har_kod",
                "kod",
                "En yrkesgrupp utan kod kan inte kopplas till SSYK 2012.",
                LOOK_AT_SOURCE,
                severity=WARNING,
                where=_GROUPS_IN_USE,
            ),
            none_of(
                "ersattare_finns",
                "tillstand",
                ["ersättaren saknas"],
                "Ett ersatt begrepp leder till ett som filen har. Annars kan det inte kopplas till en yrkesgrupp.",
                LOOK_AT_SOURCE,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.yrkesnyckel",
        (
            values_between(
                "antal_grupper", "af_grupp", AF_GROUPS, AF_GROUPS, _EVERY_GROUP, _REFERENCE, severity=WARNING
            ),
            none_of(
                "motsvarighet_kand",
                "ssyk4",
                [UNKNOWN],
                "Varje grupp hos Arbetsförmedlingen har en motsvarighet i SSYK 2012.",
                _REFERENCE,
                severity=WARNING,
            ),
        ),
    ),
    Suite(
        "mart.yrkesbarometer",
        (
            never_null(
                "yrkesgruppen_kand",
                "ssyk4_namn",
                "Varje angiven yrkesgrupp finns i SSYK 2012 eller hos Arbetsförmedlingen.",
                _REFERENCE,
                severity=WARNING,
                where=_KNOWN_GROUP,
            ),
            none_of(
                "yrkesgrupp_angiven",
                "ssyk4",
                [UNKNOWN],
                "Högst {resten} av barometeryrkena får sakna yrkesgrupp; de visas utan kod.",
                LOOK_AT_SOURCE,
                SHARE,
                severity=WARNING,
            ),
            never_null(
                "skal_nar_bedomning_saknas",
                "anmarkning",
                "Saknas en bedömning står skälet i anmärkningen.",
                "Rätta assets/marts/barometer/barometer.py så att varje saknad bedömning får ett skäl.",
                severity=WARNING,
                where="jobbmojligheter.isna() or rekryteringssituation.isna() or efterfragan_om_fem_ar.isna()",
                may_lack_rows=True,
            ),
        ),
    ),
)
