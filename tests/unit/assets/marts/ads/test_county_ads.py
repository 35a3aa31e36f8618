"""mart.annonser_lan and mart.tackning: ads in every county, and how many of the vacancies are advertised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from assets.contracts.ads import ADS, COUNTY_ADS, COVERAGE, STAGED_ADS
from assets.contracts.pxweb import staged_of
from assets.contracts.words import COMPUTED, FROM_NATION, UNKNOWN
from assets.errors import MartError
from assets.methods.ads import READVERTISED_DAYS
from assets.reference.areas import NATION, counties
from sources.catalogue.ads import SCB_VACANCIES
from tests.unit.assets.marts.ads.test_ads import AGENCY, COMPANY, lists, staged
from tests.unit.rows import find, rows
from tests.unit.world.world import World

lists = lists
STAGED_VACANCIES = staged_of(SCB_VACANCIES)
QUARTERS = ("2025K1", "2025K2", "2025K3", "2025K4", "2026K1")
LAST = date(2026, 3, 1)
"""The newest day of the ads: the middle of 2026K1 is known, that of 2026K2 is not."""


def ads(*given: dict[str, Any]) -> pa.Table:
    return World({STAGED_ADS: staged(*given)})[COUNTY_ADS]


# Ads


def test_every_county_has_its_ads_and_the_own_countys_are_those_that_are_published():
    given = [
        {"kommun_kod": "1480"},
        {"kommun_kod": None, "lan_kod": "14", "platser_i_annons": 40},
        {"kommun_kod": "1280", "lan_kod": "12", "ssyk4": None},
        {"kommun_kod": "1280", "lan_kod": None, "af_yrkesomrade": None},
        {"kommun_kod": None, "lan_kod": None},
        {"land_kod": "155"},
        {"dubblett_av": "0"},
        {"organisationsnummer": AGENCY},
        {"organisationsnummer": "2120001234"},
    ]
    table = ads(*given)
    assert {r["geo_kod"] for r in table.to_pylist()} == {"12", "14"}
    assert {(r["geo_niva"], r["geo_namn"]) for r in find(table, geo_kod="12")} == {("lan", counties()["12"])}
    assert {(r["ssyk4"] == UNKNOWN, r["af_yrkesomrade"] == UNKNOWN) for r in find(table, geo_kod="12")} == {
        (True, False),
        (False, True),
    }
    published = World({STAGED_ADS: staged(*given)})[ADS]
    counts = [c.name for c in COUNTY_ADS.columns if c.unit]
    for sector in ("okänt", "kommuner"):
        (own,), (wide,) = (find(t, geo_niva="lan", geo_kod="14", sektor=sector) for t in (published, table))
        assert [own[c] for c in counts] == [wide[c] for c in counts]
    (unknown,) = find(table, geo_kod="14", sektor="okänt")
    assert (unknown["annonser_rensade"], unknown["platser_rensade"]) == (2, 2 + 10)


def test_readvertising_is_counted_among_ads_that_could_be_followed():
    last = date(2026, 6, 30)
    followed = last - timedelta(days=READVERTISED_DAYS)
    table = ads(
        {"publicerad": last},
        {"avslutad": followed, "aterannonserad": True, "annonser_i_grupp": 7},
        {"avslutad": followed, "annonser_i_grupp": 2},
        {"avslutad": followed + timedelta(days=1), "aterannonserad": True},
    )
    (row,) = table.to_pylist()
    assert (row["annonser_rensade"], row["annonser_foljda"], row["annonser_aterannonserade"]) == (4, 2, 1)
    assert row["annonser_foljda_kvadrat"] == 9


def test_only_the_newest_three_years_are_kept():
    months = [("2023-03", date(2023, 3, 31)), ("2023-04", date(2023, 4, 1)), ("2026-03", date(2026, 3, 31))]
    table = ads(*({"manad": month, "publicerad": day} for month, day in months))
    assert table["manad"].to_pylist() == ["2023-04", "2026-03"]


# Coverage


def survey(*said: tuple[str, str, float | None, float | None], quarters: tuple[str, ...] = QUARTERS) -> pa.Table:
    """Region, sector, vacancies and margin, the same in every quarter."""
    both = [
        {"region_kod": place, "sektor": sector, "matt": measure, "kvartal": quarter, "varde": value,
         "status": ".." if value is None else None}
        for place, sector, jobs, margin in said
        for measure, value in (("lediga jobb", jobs), ("osäkerhetsmarginal", margin))
        for quarter in quarters
    ]  # fmt: skip
    return rows(STAGED_VACANCIES, both)


def out(
    county: str, number: int, employer: str = "5569999999", first: date = date(2025, 1, 1), **more: Any
) -> list[dict[str, Any]]:
    """Ads that are out from the first day to the last, with one post each."""
    ad = {"kommun_kod": None, "lan_kod": county, "platser_i_annons": 1, "organisationsnummer": employer}
    return [{**ad, "publicerad": first, "avslutad": LAST, **more} for _ in range(number)]


STATE_AGENCY = "2021001234"


def covered(
    vacancies: pa.Table, *given: dict[str, Any], lacking: str = "", since: date = date(2025, 11, 1)
) -> pa.Table:
    """With an ad of the state's out since a day in every county but the one that lacks ads."""
    newest = {"publicerad": LAST, "land_kod": "155"}
    others = [ad for county in counties() if county != lacking for ad in out(county, 1, STATE_AGENCY, first=since)]
    return World({STAGED_ADS: staged(*given, *others, newest), STAGED_VACANCIES: vacancies})[COVERAGE]


def factor(table: pa.Table, county: str, sector: str = "privat") -> tuple[float | None, str]:
    (row,) = find(table, geo_kod=county, sektor_i_enkaten=sector)
    return row["tackning"], row["grund"]


SURE, UNSURE = 48, 50
"""Margins of a hundred, with a coefficient of variation just below and above a quarter."""


def test_a_county_has_its_own_factor_where_the_survey_is_sure_enough_and_else_the_nations():
    vacancies = survey(
        (NATION, "privat", 120, 1), ("14", "privat", 100, SURE), ("12", "privat", 100, UNSURE), ("01", "privat", 100, None)
    )  # fmt: skip
    table = covered(vacancies, *out("14", 50), *out("12", 10), *out("01", 20))
    assert factor(table, NATION) == (120 / 80, COMPUTED)
    assert factor(table, "14") == (2.0, COMPUTED)
    assert factor(table, "12") == (1.5, FROM_NATION)
    assert factor(table, "01") == (1.5, FROM_NATION)
    (row,) = find(table, geo_kod="14")
    assert (row["lediga_jobb"], row["annonserade_ute"], row["osakerhetsmarginal"]) == (100, 50, SURE)
    assert (row["kvartal_fran"], row["kvartal_till"]) == ("2025K2", "2026K1")


def test_a_factor_has_the_error_of_whose_it_is():
    vacancies = survey(
        (NATION, "privat", 120, 12), ("14", "privat", 100, SURE), ("12", "privat", 100, UNSURE), (NATION, "stat", 30, None)
    )  # fmt: skip
    table = covered(vacancies, *out("14", 50), *out("12", 10), *out("01", 20))
    errors = {(r["geo_kod"], r["sektor_i_enkaten"]): r["medelfel"] for r in table.to_pylist()}
    assert errors["14", "privat"] == pytest.approx(2.0 * SURE / 1.96 / 100)
    assert (
        errors[NATION, "privat"]
        == errors["12", "privat"]
        == errors["01", "privat"]
        == pytest.approx(1.5 * 12 / 1.96 / 120)
    )
    assert errors[NATION, "stat"] is errors["14", "stat"] is None


def test_the_nation_has_no_factor_when_a_county_has_no_ads():
    vacancies = survey((NATION, "privat", 120, 1), ("14", "privat", 100, SURE), ("12", "privat", 100, UNSURE))
    table = covered(vacancies, *out("14", 50), *out("12", 10), lacking="09")
    assert factor(table, NATION) == factor(table, "12")[:1] + (COMPUTED,) == (None, COMPUTED)
    assert factor(table, "14") == (2.0, COMPUTED)
    (row,) = find(table, geo_kod=NATION)
    assert (row["lediga_jobb"], row["annonserade_ute"]) == (120, None)


def test_a_quarter_in_which_a_county_has_no_ads_is_not_the_nations():
    """The county comes back in the last quarter only, which is then the one of the nation."""
    vacancies = survey((NATION, "privat", 120, 1), ("14", "privat", 100, SURE))
    late = out("09", 5, first=date(2026, 2, 1))
    table = covered(vacancies, *out("14", 50), *out("14", 30, first=date(2026, 2, 1)), *late, lacking="09")
    (whole,) = find(table, geo_kod=NATION)
    assert whole["annonserade_ute"] == 50 + 30 + 5
    assert factor(table, NATION) == (120 / 85, COMPUTED)


@pytest.mark.parametrize("said", [[("14", "privat", None, None)], []], ids=["no answer", "not asked"])
def test_a_county_that_the_survey_leaves_out_has_the_nations(said):
    table = covered(survey((NATION, "privat", 60, 1), *said), *out("14", 10), *out("12", 30))
    assert factor(table, "14") == (1.5, FROM_NATION)
    assert {r["geo_kod"] for r in table.to_pylist()} == {NATION, *counties()}
    (row,) = find(table, geo_kod="14")
    assert (row["lediga_jobb"], row["annonserade_ute"]) == (None, 10)


def test_a_county_without_ads_of_a_sector_has_the_nations():
    table = covered(survey((NATION, "privat", 15, 1), ("14", "privat", 5, 0)), *out("12", 10))
    assert factor(table, "14") == (1.5, FROM_NATION)


@pytest.mark.parametrize(("jobs", "expected"), [(1, 0.5), (5, 0.5), (30, 3.0), (900, 3.0)])
def test_a_factor_is_clipped(jobs, expected):
    table = covered(survey((NATION, "privat", 10, 1), ("14", "privat", jobs, 0)), *out("14", 10))
    assert factor(table, "14") == (expected, COMPUTED)


def test_a_mean_is_over_as_many_quarters_as_there_are():
    # Two quarters are known, and the ads were out in both.
    vacancies = survey((NATION, "privat", 20, 1), ("14", "privat", 20, 0), quarters=("2025K4", "2026K1"))
    assert factor(covered(vacancies, *out("14", 10)), "14") == (2.0, COMPUTED)
    (row,) = find(covered(vacancies, *out("14", 10)), geo_kod="14")
    assert (row["annonserade_ute"], row["kvartal_fran"], row["kvartal_till"]) == (10, "2025K4", "2026K1")


def test_a_quarter_that_the_survey_leaves_out_is_not_counted_in_the_ads_either():
    known = survey((NATION, "privat", 20, 1), ("14", "privat", 20, 0), quarters=QUARTERS[1:4])
    hidden = survey((NATION, "privat", 20, 1), ("14", "privat", None, None), quarters=QUARTERS[4:])
    # Ten ads all the time, and thirty more in the quarter whose jobs are not known.
    table = covered(
        pa.concat_tables([known, hidden]),
        *out("14", 10),
        *out("14", 30, first=date(2026, 2, 1)),
        since=date(2025, 1, 1),
    )
    assert factor(table, "14") == (2.0, COMPUTED)
    (row,) = find(table, geo_kod="14")
    assert (row["lediga_jobb"], row["annonserade_ute"]) == (20, 10)
    (whole,) = find(table, geo_kod=NATION)
    assert whole["annonserade_ute"] == (3 * 10 + 40) / 4


def test_quarters_before_the_first_ad_and_after_the_last_are_not_compared():
    vacancies = survey(
        (NATION, "privat", 20, 1), ("14", "privat", 20, 0), quarters=("2025K3", "2025K4", "2026K1", "2026K2")
    )
    (row,) = find(covered(vacancies, *out("14", 10, first=date(2025, 11, 1))), geo_kod="14")
    assert (row["kvartal_fran"], row["kvartal_till"], row["annonserade_ute"]) == ("2025K4", "2026K1", 10)
    later = survey((NATION, "privat", 20, 1), quarters=("2027K1",))
    assert covered(later, *out("14", 10)).num_rows == 0


def test_only_cleaned_ads_that_are_out_that_day_count_in_the_surveys_sectors():
    vacancies = survey(*((NATION, sector, 10, 1) for sector in ("privat", "kommun", "region", "stat")))
    table = covered(
        vacancies,
        *out("14", 4),
        *out("14", 2, COMPANY),
        *out("14", 5, "2120001234"),
        *out("14", 6, STATE_AGENCY),
        *out("14", 7, "2321001234"),
        # Not counted: without a known employer, a staffing agency's, repeated, abroad, and not out in any middle.
        *out("14", 9, None),  # type: ignore[arg-type]
        *out("14", 9, AGENCY),
        *out("14", 9, dubblett_av="0"),
        *out("14", 9, land_kod="155"),
        *out("14", 9, first=date(2025, 8, 16), avslutad=date(2025, 11, 14)),
        # Out in one of the four quarters, and counted with ten posts at most.
        *out("14", 1, first=date(2025, 8, 15), avslutad=date(2025, 8, 15), platser_i_annons=40),
        since=date(2025, 1, 1),
    )
    found = {r["sektor_i_enkaten"]: r["annonserade_ute"] for r in find(table, geo_kod=NATION)}
    assert found == {"privat": 6 + 10 / 4, "kommun": 5, "stat": 6 + len(counties()), "region": 7}


def test_a_sector_that_is_not_known_is_named():
    with pytest.raises(
        MartError, match="sektorer som inte är kända: hushåll, kyrka. Rätta assets/reference/sektorer_lediga_jobb.csv"
    ):
        covered(survey((NATION, "kyrka", 1, 1), (NATION, "hushåll", 1, 1), (NATION, "privat", 1, 1)))


def test_all_sectors_together_are_no_sector():
    table = covered(survey((NATION, "totalt", 99, 1), (NATION, "privat", 15, 1)), *out("14", 10))
    assert set(table["sektor_i_enkaten"].to_pylist()) == {"privat"}
    assert covered(survey((NATION, "totalt", 99, 1))).num_rows == 0


def test_without_the_survey_there_is_no_factor():
    assert covered(STAGED_VACANCIES.written_schema.empty_table()).num_rows == 0


def test_the_order_of_the_rows_is_irrelevant():
    places = ("14", "12", "01")
    vacancies = survey((NATION, "privat", 61, 1), *((place, "privat", 7.3 + at, 0) for at, place in enumerate(places)))
    given = [ad for at, place in enumerate(places) for ad in out(place, 3 + at)]
    backwards = vacancies.take(pa.array(range(vacancies.num_rows)[::-1]))
    assert covered(backwards, *given[::-1]).equals(covered(vacancies, *given))
