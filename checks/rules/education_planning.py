"""Rules of what educations are called when places are ordered, and of what those who plan them read."""

from __future__ import annotations

import numpy as np

from assets.contracts.education import EDUCATION, EDUCATION_OCCUPATIONS, GRADUATES
from assets.contracts.education_planning import EDUCATION_PLANNING
from assets.contracts.long_term_difference import LONG_ASSESSMENT
from assets.contracts.long_term_supply import REPLACEMENT
from assets.contracts.words import COUNTY, REPORTING_GROUP
from assets.methods.quoted import spelled
from assets.methods.replacement_demand import HORIZONS
from assets.reference.educations import education_groups
from assets.reference.orders import DEGREE, FORMS, NOWHERE
from checks.result import STOPPING
from checks.rules.base import (
    CHECK_REFERENCE,
    FOLLOW_BACK,
    Frame,
    Judgement,
    NotApplicableError,
    Rows,
    apart,
    named,
    reconciliation,
)
from checks.rules.expectation import Suite
from checks.rules.vocabulary import between, contains_all, never_null, reason_given

_AREA = ["geo_kod", "utbildningsgrupp"]


@reconciliation(
    EDUCATION_OCCUPATIONS,
    LONG_ASSESSMENT,
    name="kopplingarnas_behov_ar_yrkets",
    severity=STOPPING,
    why="Behovet mot tillgången vid en utbildning är yrkets eget, samma år, och fattas där det fattas för yrket.",
    action="Rätta assets/marts/education/education_occupations.py.",
    expected="lika",
    rule=("exakt", HORIZONS),
)
def need_of_the_occupation(made: Rows, long_assessments: Rows) -> Judgement:
    """Every class ahead again."""
    return _as_the_occupation(made.read(), long_assessments.read(), "behov", "behov_mot_tillgang")


@reconciliation(
    EDUCATION_OCCUPATIONS,
    REPLACEMENT,
    name="kopplingarnas_ersattning_ar_yrkets",
    severity=STOPPING,
    why="Ersättningsbehovet vid en utbildning är yrkets hela, samma år, och fattas där det fattas för yrket.",
    action="Rätta assets/marts/education/education_occupations.py.",
    expected="lika",
    rule=("exakt", HORIZONS),
)
def departures_of_the_occupation(made: Rows, replacement: Rows) -> Judgement:
    """Every number ahead again."""
    theirs = replacement.read(("yrkesniva", "=", REPORTING_GROUP), ("kon", "=", "totalt"))
    return _as_the_occupation(made.read(), theirs, "ersattning", "ersattningsbehov")


def _as_the_occupation(rows: Frame, source: Frame, name: str, column: str) -> Judgement:
    """Whether what stands at each link ahead is what the source has of its occupation so many years ahead, and its year."""
    compared, faults = 0, []
    for years in HORIZONS:
        word = spelled(years)
        then = source[source["till_ar"] - source["ar"] == years].set_index(["geo_kod", "yrke_kod"])
        shown, year = rows[f"{name}_om_{word}"], rows[f"ar_om_{word}"]
        theirs = rows.join(then[[column, "till_ar"]], on=["geo_kod", "yrke_kod"])
        again = theirs[column]
        wrong = {
            f"{name}_om_{word} är inte yrkets": (shown.notna() != again.notna()) | (shown.notna() & (shown != again)),
            f"ar_om_{word} är inte yrkets": again.notna() & (year != theirs["till_ar"]),
        }
        compared += int(again.notna().sum())
        faults += named(rows, wrong, *_AREA, "yrke_kod")
    if not compared and not faults:
        raise NotApplicableError("inget är känt framåt om något yrke som en utbildning leder till")
    return Judgement(faults, {"yrken framåt": compared}, f"{compared} av {len(HORIZONS) * len(rows)} kända och lika")


@reconciliation(
    EDUCATION_PLANNING,
    EDUCATION,
    name="planeringen_ur_utbildning",
    severity=STOPPING,
    why="Befolkningen och förvärvsgraderna i underlaget för planering är de som står i utbildning för det nyaste året, och gränserna "
    "ligger på var sin sida om förvärvsgraden.",
    action="Rätta assets/marts/education/education_planning.py.",
    expected="lika",
    rule=("exakt",),
)
def rates_of_the_education(made: Rows, education: Rows) -> Judgement:
    """Every number of those who have the education again."""
    rows, people = made.read(), education.read(("kon", "=", "totalt"))
    shown = ["befolkning", "matchad_forvarvsgrad", "rikets_forvarvsgrad"]
    newest = people[people["ar"] == people["ar"].max()].set_index(_AREA)[shown]
    frame = rows.join(newest, on=_AREA, rsuffix="_igen")
    rate = frame["matchad_forvarvsgrad"]
    inside = (frame["nedre"] <= rate) & (rate <= frame["ovre"])
    wrong = {f"{name} är inte det som står i utbildning": differs(frame[name], frame[f"{name}_igen"]) for name in shown}
    wrong["gränserna omger inte förvärvsgraden"] = rate.notna() & ~inside
    said = f"{len(frame)} rader, {rate.count()} förvärvsgrader"
    return Judgement(named(frame, wrong, "geo_namn", "utbildningsgrupp"), {"rader": len(frame)}, said)


@reconciliation(
    EDUCATION_PLANNING,
    GRADUATES,
    name="planeringens_examinerade",
    severity=STOPPING,
    why="De examinerade är hela länets i det nyaste året som källan har, också på delregionernas rader.",
    action="Rätta assets/marts/education/education_planning.py.",
    expected="lika",
    rule=("exakt",),
)
def graduates_of_the_county(made: Rows, graduates: Rows) -> Judgement:
    """Every number of graduates again."""
    rows, exams = made.read(), graduates.read(("kon", "=", "totalt"), ("geo_niva", "=", COUNTY))
    newest = exams.loc[exams["examinerade"].notna(), "ar"].max()
    again = exams[exams["ar"] == newest].set_index("utbildningsgrupp")["examinerade"].rename("igen")
    frame = rows.join(again, on="utbildningsgrupp")
    wrong = {"de examinerade är inte länets nyaste": differs(frame["examinerade_lan"], frame["igen"])}
    said = f"{len(frame)} rader, {frame['examinerade_lan'].count()} antal"
    return Judgement(named(frame, wrong, "geo_namn", "utbildningsgrupp"), {"rader": len(frame)}, said)


def differs(shown: Frame, again: Frame) -> Frame:
    """Where a number is another one, or is there on one side alone."""
    return apart(shown, again) | (shown.notna() != again.notna())


@reconciliation(
    EDUCATION_PLANNING,
    EDUCATION_OCCUPATIONS,
    name="planeringens_yrken",
    severity=STOPPING,
    why="Yrkena vid en utbildning är de som kopplingarna har i området: varje yrke nämns en gång, under sin klass.",
    action="Rätta assets/marts/education/education_planning.py.",
    expected="alla kopplingar, och inga andra",
    rule=("exakt",),
)
def occupations_of_the_links(made: Rows, links: Rows) -> Judgement:
    """How many there are, and that each is named with its class."""
    rows = made.read().set_index(_AREA)
    found = links.read()
    leads = found.groupby(_AREA).size().reindex(rows.index, fill_value=0)
    said = found.join(rows["yrken_nu"], on=_AREA)
    # A class is followed by how many it has and by their names, up to the next class.
    part = [
        next((p for p in str(text).split("; ") if p.startswith(f"{word} (")), "")
        for text, word in zip(said["yrken_nu"], said["signaler"], strict=True)
    ]
    there = [name in p.partition("): ")[2].split(" · ") for name, p in zip(said["yrke_namn"], part, strict=True)]
    faults = [
        f"{' '.join(at)}: {rows['yrken'][at]} yrken, {leads[at]} kopplingar"
        for at in rows.index[rows["yrken"] != leads]
    ]
    faults += named(said, {"står inte under sin klass": ~np.array(there, bool)}, *_AREA, "yrke_namn")
    return Judgement(faults, {"kopplingar": len(found)}, f"{len(found)} kopplingar på {len(rows)} rader")


SUITES = (
    Suite(
        "mart.dim_utbildning",
        (
            contains_all(
                "alla_utbildningsgrupper",
                "utbildningsgrupp",
                [group.code for group in education_groups()],
                "Varje utbildningsgrupp i referensdata finns med.",
                CHECK_REFERENCE,
            ),
            never_null(
                "koppling_har_ett_namn",
                DEGREE,
                "Har en utbildningsgrupp en koppling heter den något när platser beställs.",
                CHECK_REFERENCE,
                where=f"koppling != '{NOWHERE}' and {' and '.join(f'{form}.isna()' for form in FORMS if form != DEGREE)}",
                may_lack_rows=True,
            ),
        ),
    ),
    Suite(
        "mart.utbildningsplanering",
        (
            between(
                "forvarvsgrad_rimlig",
                "matchad_forvarvsgrad",
                0,
                100,
                "De matchade är en del av befolkningen.",
                FOLLOW_BACK,
            ),
            between(
                "arbetar_inte_rimlig",
                "arbetar_inte",
                0,
                100,
                "De som inte arbetar är en del av befolkningen.",
                FOLLOW_BACK,
            ),
            between("gransen_rimlig", "nedre", 0, 100, "En gräns för en andel är själv en andel.", FOLLOW_BACK),
            between(
                "inga_negativa_examinerade", "examinerade_lan", 0, None, "Antal kan inte vara negativa.", FOLLOW_BACK
            ),
            reason_given(
                "examinerade_lan.isna() or matchad_forvarvsgrad.isna() or befolkning.isna() or yrken_om_fem.isna() or yrken_om_tio.isna()",
                "ett tal eller yrkena",
                "assets/marts/education/education_planning.py",
            ),
        ),
    ),
)
