"""Rules of Arbetsförmedlingen's assessments and occupations."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.words import UNKNOWN
from assets.methods.taxonomy import GROUP, IN_USE
from assets.reference import NATION, af_area_of_ssyk4, counties, ssyk2012, without_af_group
from checks.result import WARNING, CheckSpec, rule_digest
from checks.rules.base import LOOK_AT_SOURCE, Reconciliation, Tables, nothing
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


def _every_group_once(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(tables("mart.yrkesnyckel"), columns=["af_grupp", "ssyk4", "sammanslagen"]).to_pandas()
    if frame.empty:
        return nothing("mart.yrkesnyckel har inga rader")
    times, names = frame["ssyk4"].value_counts(), ssyk2012()
    alone = {code for code, row in without_af_group().items() if not row.af_group}
    faults = [
        f"{code} {name}: {'täcks' if code in alone else 'finns'} {times.get(code, 0)} gånger"
        for code, name in names.items()
        if times.get(code, 0) != (code not in alone)
    ]
    merged = frame[frame["sammanslagen"] == "ja"].groupby("af_grupp")["ssyk4"].agg(", ".join)
    said = "; ".join(f"{group}: {codes}" for group, codes in merged.items())
    return faults, (
        f"{frame['af_grupp'].nunique()} grupper hos Arbetsförmedlingen, {frame['ssyk4'].isin(list(names)).sum()} av "
        f"{len(names)} i SSYK 2012; utan motsvarighet {', '.join(sorted(alone))}; sammanslagna {said}"
    )


def _areas_of_groups(tables: Tables) -> tuple[list[str], str]:
    chosen = [("typ", "=", GROUP), ("tillstand", "=", IN_USE)]
    frame = pq.read_table(tables("staged.taxonomi"), filters=chosen).to_pandas()
    if frame.empty:
        return nothing("staged.taxonomi har inga yrkesgrupper")
    theirs, ours = dict(zip(frame["kod"], frame["af_yrkesomrade"], strict=True)), af_area_of_ssyk4()
    faults = [
        f"{code}: {theirs[code] or 'okänt'} i taxonomin, {ours[code]} hos oss"
        for code in sorted(set(theirs) & set(ours))
        if theirs[code] != ours[code]
    ]
    faults += [f"{code} finns bara i taxonomin" for code in sorted(c for c in theirs if c and c not in ours)]
    faults += [f"{code} finns bara hos oss" for code in sorted(set(ours) - set(theirs))]
    return faults, f"{len(theirs)} grupper i taxonomin, {len(ours)} hos oss"


def _barometer_whole(tables: Tables) -> tuple[list[str], str]:
    frame = pq.read_table(
        tables("staged.yrkesbarometer"), columns=["omgang", "koncept_id", "lan_kod", "ssyk4", "antal_ssyk"]
    ).to_pandas()
    if frame.empty:
        return nothing("staged.yrkesbarometer har inga rader")
    areas, occupations = 1 + len(counties()), frame.groupby(["omgang", "koncept_id"])
    faults = [
        f"{round_}: {concept} finns i {count} av {areas} områden"
        for (round_, concept), count in occupations["lan_kod"].nunique().items()
        if count != areas
    ]
    named = frame.assign(angiven=frame["ssyk4"] != UNKNOWN).groupby(["omgang", "koncept_id", "lan_kod"])
    groups = named.agg(angivna=("angiven", "sum"), sagda=("antal_ssyk", "first")).reset_index()
    # One fault per occupation: the same groups stand in every area.
    wrong = groups[groups["angivna"] != groups["sagda"]].drop_duplicates(["omgang", "koncept_id"])
    faults += [
        f"{row.omgang}: {row.koncept_id} anger {row.angivna} yrkesgrupper men säger {row.sagda}"
        for row in wrong.itertuples()
    ]
    return faults, f"{len(occupations)} yrken i {frame['omgang'].nunique()} omgångar"


_ASSESSED = ["jobbmojligheter", "rekryteringssituation", "efterfragan_om_fem_ar"]


def _assessments_kept(tables: Tables) -> tuple[list[str], str]:
    key = ["omgang", "omrade", "koncept_id"]
    made = pq.read_table(tables("mart.yrkesbarometer")).to_pandas().rename(columns={"geo_kod": "omrade"})
    given = pq.read_table(tables("staged.yrkesbarometer")).to_pandas().rename(columns={"lan_kod": "omrade"})
    given = given[given["omrade"].isin([NATION, *made["omrade"]])]
    if given.empty:
        return nothing("staged.yrkesbarometer har inga rader")
    ours, theirs = (
        {tuple(row) for row in frame[[*key, *_ASSESSED]].astype("object").fillna("–").itertuples(index=False)}
        for frame in (made, given)
    )
    faults = [f"saknas: {' '.join(row)}" for row in sorted(theirs - ours)]
    faults += [f"finns inte hos källan: {' '.join(row)}" for row in sorted(ours - theirs)]
    return faults, f"{len(theirs)} bedömningar hos källan för riket och länet, {len(ours)} i tabellen"


RECONCILIATIONS: tuple[Reconciliation, ...] = (
    Reconciliation(
        CheckSpec(
            "mart.yrkesnyckel",
            "varje_grupp_en_gang",
            "Varje grupp i SSYK 2012 motsvaras av precis en grupp hos Arbetsförmedlingen, eller står i referensdata med skäl.",
            WARNING,
            "Jämför assets/reference/yrken_utan_af_grupp.csv med Arbetsförmedlingens taxonomi och rätta den.",
            rule_digest("exakt", tuple(without_af_group().values())),
        ),
        "en gång, utom grupperna utan motsvarighet",
        _every_group_once,
    ),
    Reconciliation(
        CheckSpec(
            "staged.taxonomi",
            "af_yrkesomraden_stammer",
            "Varje yrkesgrupps AF-yrkesområde i taxonomin är det som referensdata säger, som annonser och inskrivna räknas med.",
            WARNING,
            "Jämför assets/reference/yrken_ssyk4.csv med taxonomin. Har Arbetsförmedlingen flyttat gruppen: rätta filen.",
            rule_digest("exakt", tuple(af_area_of_ssyk4().items())),
        ),
        "samma AF-yrkesområde",
        _areas_of_groups,
    ),
    Reconciliation(
        CheckSpec(
            "staged.yrkesbarometer",
            "barometern_hel",
            "Varje barometeryrke finns för riket och alla län i varje omgång, med så många yrkesgrupper som källan säger.",
            WARNING,
            "Se vilka yrken det gäller och jämför filen i raw/ med källans sida.",
            rule_digest("exakt"),
        ),
        "22 områden, samma antal yrkesgrupper",
        _barometer_whole,
    ),
    Reconciliation(
        CheckSpec(
            "mart.yrkesbarometer",
            "bedomningar_bevarade",
            "Varje bedömning för riket och länet står i tabellen som källan skriver den, och ingen annan.",
            WARNING,
            "Rätta assets/marts/barometer/barometer.py: bedömningar listas, de ändras eller vägs aldrig ihop.",
            rule_digest("exakt"),
        ),
        "samma bedömningar",
        _assessments_kept,
    ),
)

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
