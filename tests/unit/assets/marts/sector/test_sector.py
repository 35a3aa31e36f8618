from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.contracts.ads import ADS, STAGED_ADS
from assets.contracts.mismatch import MISMATCH
from assets.contracts.model import TableContract
from assets.contracts.pxweb import staged_of
from assets.contracts.sector import SECTOR, SECTOR_OCCUPATION, WELFARE
from assets.errors import MartError
from assets.methods.employers import SECTORS
from assets.reference.areas import delregioner
from assets.reference.employers import staffing_agencies
from sources.catalogue.sector import SCB_INDUSTRY, SCB_SECTOR
from tests.unit.rows import rows, tuples
from tests.unit.world.places import COUNTY, IN_COUNTY, NATION
from tests.unit.world.world import World

BY_SECTOR, BY_INDUSTRY = staged_of(SCB_SECTOR), staged_of(SCB_INDUSTRY)
PLACES = [NATION, COUNTY, *IN_COUNTY]
MONTHS = [str(p) for p in pd.period_range("2025-06", periods=15, freq="M")]
CODES = {"STAT": 1, "KOM": 4, "REG": 2, "OFF": 7, "OFFAG": 1, "PRIV": 11, "US": 1, "totalt": 20}
INDUSTRIES = {"A": 1, "O": 1, "P": 2, "Q": 3, "A-U": 20}
"""Of each municipality; the county has a hundred times as many."""


def staged(
    contract: TableContract, codes: dict[str, int], change: dict[tuple[str, str], int | None] | None = None
) -> pa.Table:
    found = []
    for place in PLACES:
        for code, count in codes.items():
            value = (change or {}).get((place, code), count * {"14": 100, "00": 1000}.get(place, 1))
            found += [
                (place, code, "arbetsställe", month, value, None if value is not None else "..") for month in MONTHS
            ]
            found += [(place, code, "bostad", month, 999, None) for month in MONTHS]
    coded = "sektor" if contract is BY_SECTOR else "sni"
    return tuples(contract, f"region_kod {coded} matt manad varde status", found, kon="totalt")


def made(
    sectors: dict[tuple[str, str], int | None] | None = None, industries: pa.Table | None = None
) -> dict[tuple[str, str, str], dict[str, Any]]:
    given = staged(BY_INDUSTRY, INDUSTRIES) if industries is None else industries
    out = World({BY_SECTOR: staged(BY_SECTOR, CODES, sectors), BY_INDUSTRY: given})[SECTOR]
    return {(r["geo_kod"], r["sektor"], r["manad"]): r for r in out.to_pylist()}


def test_the_sources_sectors_get_our_words_for_thirteen_months():
    rows = made()
    assert {key[0] for key in rows} == {"14", *(d.code for d in delregioner("14")), *PLACES[2:]}
    assert {key[1] for key in rows} == {*SECTORS, WELFARE}
    assert sorted({key[2] for key in rows}) == MONTHS[2:]
    values = {name: rows["14", name, MONTHS[-1]]["varde"] for name in SECTORS}
    assert values == {
        "staten": 100, "kommuner": 400, "regionen": 200, "offentligt ägda företag": 100, "privat sektor": 1100, "okänt": 100,
    }  # fmt: skip


def test_a_delregion_is_its_municipalities_and_says_so():
    rows = made()
    row = rows["fyrbodal", "kommuner", MONTHS[-1]]
    assert (row["varde"], row["andel"], row["grund"]) == (14 * 4, 0.2, "raknad")
    assert (rows["1485", "kommuner", MONTHS[-1]]["grund"], row["geo_namn"]) == ("observerad", "Fyrbodal")


def test_a_missing_municipality_makes_the_sum_and_its_share_missing():
    rows = made({("1438", "KOM"): None})
    row = rows["fyrbodal", "kommuner", MONTHS[-1]]
    assert (row["varde"], row["status"], row["andel"]) == (None, "del saknas", None)
    assert rows["1438", "kommuner", MONTHS[-1]]["status"] == ".."
    assert rows["fyrbodal", "staten", MONTHS[-1]]["varde"] == 14
    assert made({("1438", "totalt"): None})["fyrbodal", "staten", MONTHS[-1]]["andel"] is None


def test_welfare_is_a_row_of_its_own_that_overlaps():
    rows = made()
    row = rows["14", WELFARE, MONTHS[-1]]
    assert (row["varde"], row["andel"], row["grund"], row["overlappar"]) == (600, 0.3, "raknad", "ja")
    assert rows["fyrbodal", WELFARE, MONTHS[-1]]["varde"] == 14 * 6
    assert {r["overlappar"] for key, r in rows.items() if key[1] != WELFARE} == {"nej"}
    part = staged(BY_INDUSTRY, INDUSTRIES, {("1438", "P"): None})
    assert made(industries=part)["1438", WELFARE, MONTHS[-1]]["varde"] is None


def test_a_source_that_is_missing_leaves_its_rows_out():
    empty = staged(BY_INDUSTRY, INDUSTRIES).slice(0, 0)
    assert {key[1] for key in made(industries=empty)} == {*SECTORS}
    assert World({})[SECTOR].num_rows == 0


def test_a_changed_source_is_named():
    known = World({BY_SECTOR: staged(BY_SECTOR, CODES), BY_INDUSTRY: staged(BY_INDUSTRY, INDUSTRIES)})
    with pytest.raises(MartError, match="sektorer som inte är kända: NY"):
        known.but({BY_SECTOR: staged(BY_SECTOR, {**CODES, "NY": 1})})[SECTOR]
    with pytest.raises(MartError, match="saknar näringsgren Q"):
        known.but({BY_INDUSTRY: staged(BY_INDUSTRY, {"O": 1, "P": 1})})[SECTOR]


# Occupations


def ads(*counts: tuple[str, str, str, int, int], level: str = "delregion", month: str = "2025-09") -> pa.Table:
    names = "geo_kod ssyk4 sektor annonser_rensade platser_rensade"
    return tuples(ADS, names, counts, geo_niva=level, geo_namn="Området", manad=month)


EMPLOYER, OTHER, THIRD, AGENCY = "5560000001", "5560000002", "5560000003", sorted(staffing_agencies())[0]


def staged_ads(*given: dict[str, Any]) -> pa.Table:
    """Ads of one post each, of nurses in Uddevalla; a row says what differs."""
    usual = {"manad": "2025-09", "ssyk4": "2221", "kommun_kod": "1485", "lan_kod": "14", "land_kod": "199"}
    return rows(STAGED_ADS, ({"annons_id": str(at), **ad} for at, ad in enumerate(given)), **usual, platser_i_annons=1)


def occupations(*parts: pa.Table, employers: Sequence[dict[str, Any]] = ()) -> dict[tuple[str, str], dict[str, Any]]:
    window = rows(MISMATCH, [{"period_fran": "2025-09", "period_till": "2026-08"}])
    given = {STAGED_ADS: staged_ads(*employers), ADS: pa.concat_tables(parts), MISMATCH: window}
    out = World(given)[SECTOR_OCCUPATION].to_pylist()
    assert len(out) == 126 * 6 * len({r["geo_kod"] for r in out})
    return {(r["yrke_kod"], r["sektor"]): r for r in out if r["geo_kod"] == "fyrbodal"}


def test_ads_of_merged_occupations_add_up_and_no_ad_is_nought():
    rows = occupations(
        ads(("fyrbodal", "2221", "kommuner", 8, 12), ("fyrbodal", "2231", "kommuner", 2, 3), ("fyrbodal", "2221", "staten", 10, 15)),
        ads(("fyrbodal", "2221", "staten", 500, 500), month="2025-08"),
        ads(("1485", "2221", "staten", 500, 500), level="kommun"),
    )  # fmt: skip
    towns, state, private = (rows["222+223", name] for name in ("kommuner", "staten", "privat sektor"))
    assert (towns["annonser_rensade"], towns["platser_rensade"]) == (10, 15)
    assert (towns["andel_annonser"], towns["andel_platser"]) == (0.5, 0.5)
    assert (state["platser_rensade"], private["platser_rensade"], private["andel_platser"]) == (15, 0, 0.0)
    assert (towns["period_fran"], towns["period_till"], towns["anmarkning"]) == ("2025-09", "2026-08", None)
    assert towns["yrke_namn"] == "Sjuksköterskor"


def test_few_ads_have_no_shares():
    rows = occupations(ads(("fyrbodal", "2221", "kommuner", 19, 25), ("fyrbodal", "okänt", "privat sektor", 30, 40)))
    row = rows["222+223", "kommuner"]
    assert (row["andel_annonser"], row["andel_platser"]) == (None, 1.0)
    assert row["anmarkning"] == "Färre än 20 annonser: sektorns andel av annonserna visas inte."
    assert rows["0002", "privat sektor"]["andel_annonser"] == 1.0


def private(count: int) -> pa.Table:
    return ads(("fyrbodal", "2221", "privat sektor", count, count), ("fyrbodal", "2231", "kommuner", 1, 1))


def by(*numbers: str, **more: Any) -> list[dict[str, Any]]:
    return [{"organisationsnummer": number, **more} for number in numbers]


@pytest.mark.parametrize(
    ("employers", "count", "largest", "hidden"),
    [
        (by(EMPLOYER, OTHER), 2, 0.5, True),
        (by(EMPLOYER, OTHER, THIRD), 3, 1 / 3, False),
        (by(*[EMPLOYER] * 8, OTHER, THIRD), 3, 0.8, True),
        (by(*[EMPLOYER] * 7, OTHER, THIRD), 3, 7 / 9, False),
        (by("enskild", "enskild", "enskild"), 1, 1.0, True),
    ],
)
def test_few_private_employers_are_told(employers, count, largest, hidden):
    row = occupations(private(len(employers)), employers=employers)["222+223", "privat sektor"]
    assert (row["arbetsgivare"], row["storsta_arbetsgivare"]) == (count, pytest.approx(largest))
    assert row["fa_arbetsgivare"] is hidden


def test_few_public_employers_are_no_secret():
    rows = occupations(ads(("fyrbodal", "2221", "kommuner", 1, 1)), employers=by("2120001363"))
    towns, state = rows["222+223", "kommuner"], rows["222+223", "staten"]
    assert (towns["arbetsgivare"], towns["storsta_arbetsgivare"], towns["fa_arbetsgivare"]) == (1, 1.0, False)
    assert (state["arbetsgivare"], state["storsta_arbetsgivare"], state["fa_arbetsgivare"]) == (0, None, False)


def test_only_employers_of_counted_ads_are_counted():
    employers = [
        *by(EMPLOYER, OTHER, THIRD),
        *by(AGENCY),
        *by("5560000004", manad="2025-08"),
        *by("5560000005", kommun_kod="1480"),
        *by("5560000006", dubblett_av="0"),
        *by("5560000007", land_kod="155"),
        *by("5560000008", ssyk4="2512"),
    ]
    rows = occupations(private(3), ads(("14", "2512", "privat sektor", 5, 5), level="lan"), employers=employers)
    assert rows["222+223", "privat sektor"]["arbetsgivare"] == 3
    assert rows["251", "privat sektor"]["arbetsgivare"] == 1
