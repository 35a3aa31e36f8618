"""Rules of the long term's replacement demand and supply."""

from __future__ import annotations

import pandas as pd

from assets.contracts.employees import EMPLOYEES
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.words import REPORTING_GROUP, SSYK3_LEVEL
from assets.methods.mismatch import MIN_EMPLOYEES
from assets.reference import reporting_groups
from checks.result import STOPPING, WARNING
from checks.rules.base import DECIMALS, FOLLOW_BACK, Frame, Judgement, Rows, apart, reconciliation
from checks.rules.expectation import Suite
from checks.rules.vocabulary import HIGHEST, LOWEST, always_null, between, reason_given

SHARES_APART = 0.05
"""How far the delregioner's net departures may be from the county's: each may rest on other ages."""

_ROW = ["geo_kod", "yrkesniva", "yrke_kod", "kon", "till_ar"]


def _named(frame: Frame, wrong: dict[str, Frame]) -> list[str]:
    """The wrong rows, each with what is wrong with it."""
    return [
        f"{row.geo_kod} {row.yrke_kod} {row.kon} {row.till_ar}: {what}"
        for what, rows in wrong.items()
        for row in frame[rows].itertuples(index=False)
    ]


@reconciliation(
    REPLACEMENT,
    name="ersattningsbehov_raknas_om",
    severity=STOPPING,
    why="Per år och andel är ersättningsbehovet delat med åren och med de anställda på samma rad. Tio år är minst fem, ett år längre "
    "arbetsliv ger aldrig fler, och kvinnor och män blir tillsammans totalt.",
    action="Rätta assets/marts/long_term/replacement.py.",
    expected="lika",
    rule=(DECIMALS,),
)
def departures_divide_again(made: Rows) -> Judgement:
    """Every number that is made of others on the row, in the other sex's or in the shorter time's."""
    frame = made.read(each={"kon": ["totalt", "kvinnor", "män"]})
    need = frame["ersattningsbehov"]
    cell = [name for name in _ROW if name != "till_ar"]
    shorter = frame.sort_values("till_ar").groupby(cell)["ersattningsbehov"].shift().reindex(frame.index)
    wrong = {
        "per år är inte behovet delat med åren": apart(frame["per_ar"], need / (frame["till_ar"] - frame["ar"])),
        "andelen är inte behovet delat med de anställda": apart(frame["andel_av_anstallda"], need / frame["anstallda"]),
        "fler lämnar om alla arbetar längre": frame["ett_ar_senare"] > need + DECIMALS,
        "färre lämnar på längre tid": need + DECIMALS < shorter,
    }
    faults = _named(frame, wrong)
    by_sex = frame.pivot(
        index=[name for name in _ROW if name != "kon"], columns="kon", values="ersattningsbehov"
    ).dropna()
    off = (by_sex["totalt"] - by_sex["kvinnor"] - by_sex["män"]).abs() > DECIMALS * by_sex["totalt"].clip(lower=1)
    faults += [f"{place} {code} {year}: kvinnor och män blir inte totalt" for place, _, code, year in by_sex[off].index]
    return Judgement(
        faults,
        {"tal": need.count(), "summor av kvinnor och män": len(by_sex)},
        f"{need.count()} tal av {len(frame)} rader räknade igen, {len(by_sex)} summor av kvinnor och män",
    )


@reconciliation(
    REPLACEMENT,
    EMPLOYEES,
    name="ersattningsbehov_av_anstallda",
    severity=STOPPING,
    why="De anställda på varje rad är de i anstallda samma år, i en redovisningsgrupp alla dess yrken, och ingen fler än de lämnar.",
    action="Rätta assets/marts/long_term/replacement.py.",
    expected="lika",
    rule=("exakt", tuple((group.code, group.ssyk3) for group in reporting_groups())),
)
def departures_are_of_the_employees(made: Rows, employees: Rows) -> Judgement:
    """Every row's employees again."""
    rows = made.read()
    years = rows["ar"].unique().tolist()
    key = ["geo_kod", "yrke_kod", "kon"]
    own = employees.read(("ar", "in", years), ("geo_niva", "in", ["delregion", "lan"])).rename(
        columns={"ssyk3": "yrke_kod"}
    )
    members = pd.DataFrame(
        [(group.code, code) for group in reporting_groups() for code in group.ssyk3], columns=["grupp", "yrke_kod"]
    )
    parts = own.merge(members, on="yrke_kod").assign(yrke_kod=lambda f: f["grupp"])
    sums = parts.groupby(key)["varde"].agg(["sum", "count"])
    whole = sums["sum"].where(
        sums["count"] == sums.index.get_level_values("yrke_kod").map(members["grupp"].value_counts())
    )
    again = pd.concat(
        {SSYK3_LEVEL: own.set_index(key)["varde"], REPORTING_GROUP: whole}, names=["yrkesniva"]
    ).reset_index(name="igen")
    both = rows.merge(again, on=["yrkesniva", *key], how="left")
    wrong = {
        "antalet är inte det i anstallda": ~(both["anstallda"] == both["igen"])
        & ~(both["anstallda"].isna() & both["igen"].isna()),
        "fler är 45 år och äldre än de anställda": both["anstallda_45"] > both["anstallda"] + DECIMALS,
        "fler lämnar än de som är 45 år och äldre": both["ersattningsbehov"] > both["anstallda_45"] + DECIMALS,
    }
    known = int(both["anstallda"].count())
    return Judgement(_named(both, wrong), {"antal": known}, f"{len(both)} rader, {known} antal ur anstallda")


@reconciliation(
    REPLACEMENT,
    name="ersattningsbehov_summerar_till_lanet",
    severity=WARNING,
    why="Delregionernas ersättningsbehov blir tillsammans nästan länets, över de yrken som alla delregioner har tal för.",
    action="Se i kolumnen aldrar vilka yrken som lånar rikets åldrar, och kontrollen aldrar_blir_yrken.",
    expected=f"kvot 1 ± {SHARES_APART}",
    rule=(SHARES_APART,),
)
def departures_make_the_county(made: Rows) -> Judgement:
    """By year, both sexes together."""
    frame = made.read(("kon", "=", "totalt"), ("yrkesniva", "=", SSYK3_LEVEL), each={"geo_niva": ["delregion", "lan"]})
    delregioner = frame.loc[frame["geo_niva"] == "delregion", "geo_kod"].nunique()
    by = frame.dropna(subset="ersattningsbehov").groupby(["till_ar", "yrke_kod", "geo_niva"])["ersattningsbehov"]
    sums = by.agg(["sum", "count"]).unstack("geo_niva").dropna()
    complete = sums[sums["count", "delregion"] == delregioner]["sum"].groupby("till_ar").sum()
    ratio = complete["delregion"] / complete["lan"]
    said = ", ".join(f"{year} {value:.3f}" for year, value in ratio.items())
    faults = [f"{year}: {value:.3f}" for year, value in ratio.items() if not abs(value - 1) <= SHARES_APART]
    return Judgement(faults, {"år": len(ratio)}, f"delregioner delat med länet: {said}")


SUITES = (
    Suite(
        "mart.ersattningsbehov",
        (
            between("behov_inte_negativt", "ersattningsbehov", 0, None, "Ingen blir fler av att lämna.", FOLLOW_BACK),
            between(
                "andel_rimlig",
                "andel_av_anstallda",
                LOWEST,
                HIGHEST,
                "Mellan {lagst} och {hogst} av länets anställda i ett yrke lämnar på fem eller tio år.",
                "Jämför källans åldersgrupper och okänt yrke i de två åren; formeln är assets/methods/replacement_demand.py.",
                severity=WARNING,
                where="geo_niva == 'lan' and kon == 'totalt' and yrkesniva == 'redovisningsgrupp'",
            ),
            always_null(
                "inget_behov_av_fa",
                "ersattningsbehov",
                f"Under {MIN_EMPLOYEES} anställda visas inget.",
                "Rätta assets/marts/long_term/replacement.py.",
                where=f"anstallda < {MIN_EMPLOYEES}",
                may_lack_rows=True,
            ),
            reason_given("ersattningsbehov.isna()", "ersättningsbehovet", "assets/marts/long_term/replacement.py"),
        ),
    ),
)
