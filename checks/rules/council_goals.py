"""Rules of the councils' goals in the statistics: of the priorities that name a measure, counted again from the tables they name."""

from __future__ import annotations

from assets.contracts.ads import ADS
from assets.contracts.council_work import COUNCIL_GOALS, COUNCIL_PRIORITIES, DECIDED
from assets.contracts.education import EDUCATION
from assets.contracts.words import DELREGION_LEVEL
from assets.methods.follow_up import NOT_SURE, NOT_TRIED, SURE
from assets.reference.council_form import MATCHED, POSTS
from assets.reference.occupations import reporting_group_of
from checks.result import STOPPING
from checks.rules.base import DECIMALS, Frame, Judgement, NotApplicableError, Rows, reconciliation, whole_years
from checks.rules.council_forms import the_same
from checks.rules.expectation import Suite
from checks.rules.vocabulary import not_less_than, reason_given

_GOALS = "assets/marts/councils/goals.py"
_COPIED = ["geo_kod", "nr", "galler_kod", "galler_namn", "beslutslage", "indikator", "malvarde", "malar"]


def _followed(made: Rows, priorities: Frame) -> Frame:
    """The goals; that there are none is right only where no priority names a measure, which none has to."""
    if not made.count() and priorities["indikator"].isna().all():
        raise NotApplicableError("ingen prioritering nämner ett mått")
    return made.read()


@reconciliation(
    COUNCIL_GOALS,
    COUNCIL_PRIORITIES,
    name="malen_ur_prioriteringarna",
    severity=STOPPING,
    why="Varje prioritering som nämner ett mått följs, ingen annan, och bara en beslutad har ett basår.",
    action=f"Rätta {_GOALS}.",
    expected="prioriteringarna med ett mått, basåret det år de beslutades",
    rule=("exakt", DECIDED),
)
def goals_are_those_of_priorities(made: Rows, wanted: Rows) -> Judgement:
    """In both directions, word for word."""
    given = wanted.read()
    shown, given = _followed(made, given), given[given["indikator"].notna()]
    year = given["beslutad_datum"].str[:4].where(given["beslutslage"] == DECIDED)
    return the_same(
        shown[_COPIED].assign(basar=shown["basar"].astype("Int64").astype("str").where(shown["basar"].notna())),
        given[_COPIED].astype({"malvarde": "int64"}).assign(basar=year),
        "mål",
    )


@reconciliation(
    COUNCIL_GOALS,
    COUNCIL_PRIORITIES,
    ADS,
    EDUCATION,
    name="malens_varden_ur_tabellerna",
    severity=STOPPING,
    why="Ett måls värden är de som står i tabellerna annonser och utbildning för samma område, yrke eller utbildning och år.",
    action=f"Rätta {_GOALS}.",
    expected="samma värden när de räknas igen",
    rule=(DECIMALS,),
)
def values_stand_in_their_tables(made: Rows, wanted: Rows, ads: Rows, educations: Rows) -> Judgement:
    """The base year's and the newest; a rate where the other table has that year, and posts in any year."""
    shown = _followed(made, wanted.read())
    again = _posts(ads, shown) | _rates(educations)
    newest = {of: max((key[3] for key in again if key[0] == of), default=None) for of in (POSTS, MATCHED)}
    faults, compared = [], 0
    for row in shown.itertuples():
        if newest[row.indikator] is not None and row.senaste_ar != newest[row.indikator]:
            faults.append(f"{row.geo_kod} {row.nr}: senaste året är {newest[row.indikator]}")
        for year, value in ((row.basar, row.basvarde), (row.senaste_ar, row.senaste_varde)):
            key = (row.indikator, row.geo_kod, row.galler_kod, int(year) if year == year and year is not None else 0)
            if key not in again and row.indikator != POSTS:
                continue
            compared += 1
            right = again.get(key, float("nan"))
            if abs((right if right == right else -1) - (value if value == value else -1)) > DECIMALS:
                faults.append(f"{row.geo_kod} {row.nr} {key[3] or 'utan år'}: {value}, borde vara {right}")
    return Judgement(faults, {"värden": compared}, f"{compared} värden räknade igen")


def _posts(ads: Rows, goals: Frame) -> dict[tuple[str, str, str, int], float]:
    """Posts of the goals' occupations in whole calendar years; a year without any ad of an occupation is none."""
    of = goals[goals["indikator"] == POSTS]
    if of.empty:
        return {}
    rows = ads.read(("geo_niva", "=", DELREGION_LEVEL), columns=["geo_kod", "ssyk4", "manad", "platser_rensade"])
    group, year = rows["ssyk4"].str[:3].map(reporting_group_of()), rows["manad"].str[:4].astype("int64")
    sums = rows.assign(yrke_kod=group, ar=year).groupby(["geo_kod", "yrke_kod", "ar"])["platser_rensade"].sum()
    return {
        (POSTS, row.geo_kod, row.galler_kod, year): float(sums.get((row.geo_kod, row.galler_kod, year), 0))
        for row in of.itertuples()
        for year in whole_years(rows["manad"])
    }


def _rates(educations: Rows) -> dict[tuple[str, str, str, int], float]:
    rows = educations.read(("geo_niva", "=", DELREGION_LEVEL), ("kon", "=", "totalt"))
    return {(MATCHED, r.geo_kod, r.utbildningsgrupp, int(r.ar)): r.matchad_forvarvsgrad for r in rows.itertuples()}


@reconciliation(
    COUNCIL_GOALS,
    COUNCIL_PRIORITIES,
    name="saker_bara_utanfor_noll",
    severity=STOPPING,
    why="En förändring kallas säker bara när hela intervallet ligger på ena sidan om noll, och inget sägs utan ett intervall.",
    action=f"Rätta {_GOALS} eller assets/methods/council_goals.py.",
    expected="beskedet följer av intervallet",
    rule=(SURE, NOT_SURE, NOT_TRIED),
)
def words_follow_intervals(made: Rows, wanted: Rows) -> Judgement:
    """The word of every row again."""
    shown = _followed(made, wanted.read())
    faults = []
    for row in shown.itertuples():
        low, high = row.forandring_nedre, row.forandring_ovre
        word = NOT_TRIED if low != low or high != high else SURE if low > 0 or high < 0 else NOT_SURE
        if row.besked != word or (word != NOT_TRIED and row.beslutslage != DECIDED):
            faults.append(f"{row.geo_kod} {row.nr}: {row.besked}, borde vara {word}")
    return Judgement(faults, {"mål": len(shown)}, f"{(shown['besked'] == SURE).sum()} av {len(shown)} säkra")


SUITES = (
    Suite(
        COUNCIL_GOALS.id,
        (
            not_less_than(
                "forandringen_over_nedre",
                "forandring",
                "forandring_nedre",
                "En förändring är inte lägre än sin nedre gräns.",
                f"Rätta {_GOALS}.",
                may_lack_rows=True,
            ),
            not_less_than(
                "forandringen_under_ovre",
                "forandring_ovre",
                "forandring",
                "En förändring är inte högre än sin övre gräns.",
                f"Rätta {_GOALS}.",
                may_lack_rows=True,
            ),
            reason_given("forandring.isna()", "förändringen", _GOALS),
        ),
    ),
)
