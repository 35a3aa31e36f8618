from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from assets.marts.dimensions import dim_geo, dim_occupation
from assets.marts.sector import sector, sector_occupation
from assets.methods.employers import SECTORS
from assets.reference import delregioner
from assets.tables import SECTOR, SECTOR_OCCUPATION, WELFARE, contract

GEO = dim_geo("14")
PLACES = ["00", "14", *(m for d in delregioner("14") for m in d.municipalities)]
MONTHS = [str(p) for p in pd.period_range("2025-06", periods=15, freq="M")]
CODES = {"STAT": 1, "KOM": 4, "REG": 2, "OFF": 7, "OFFAG": 1, "PRIV": 11, "US": 1, "totalt": 20}
INDUSTRIES = {"A": 1, "O": 1, "P": 2, "Q": 3, "A-U": 20}
"""Of each municipality; the county has a hundred times as many."""


def staged(name: str, codes: dict[str, int], change: dict[tuple[str, str], int | None] | None = None) -> pa.Table:
    rows = []
    for place in PLACES:
        for code, count in codes.items():
            for where in ("arbetsställe", "bostad"):
                for month in MONTHS:
                    value = (change or {}).get((place, code), count * {"14": 100, "00": 1000}.get(place, 1))
                    value = value if where == "arbetsställe" else 999
                    rows.append((place, "totalt", code, where, month, value, None if value is not None else ".."))
    names = [c.name for c in contract(f"staged.{name}").columns]
    return pa.table(dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True)))


def made(
    sectors: dict[tuple[str, str], int | None] | None = None, industries: pa.Table | None = None
) -> dict[tuple[str, str, str], dict[str, Any]]:
    given = staged("sysselsatta_naringsgren", INDUSTRIES) if industries is None else industries
    out = SECTOR.conform(sector(staged("sysselsatta_sektor", CODES, sectors), given, GEO))
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
    part = staged("sysselsatta_naringsgren", INDUSTRIES, {("1438", "P"): None})
    assert made(industries=part)["1438", WELFARE, MONTHS[-1]]["varde"] is None


def test_a_source_that_is_missing_leaves_its_rows_out():
    empty = staged("sysselsatta_naringsgren", INDUSTRIES).slice(0, 0)
    assert {key[1] for key in made(industries=empty)} == {*SECTORS}
    assert SECTOR.conform(sector(staged("sysselsatta_sektor", CODES).slice(0, 0), empty, GEO)).num_rows == 0


def test_a_changed_source_is_named():
    industries = staged("sysselsatta_naringsgren", INDUSTRIES)
    with pytest.raises(ValueError, match="sektorer som inte är kända: NY"):
        sector(staged("sysselsatta_sektor", {**CODES, "NY": 1}), industries, GEO)
    with pytest.raises(ValueError, match="saknar näringsgren Q"):
        sector(staged("sysselsatta_sektor", CODES), staged("sysselsatta_naringsgren", {"O": 1, "P": 1}), GEO)


# Occupations


def ads(*rows: tuple[str, str, str, int, int], level: str = "delregion", month: str = "2025-09") -> pa.Table:
    columns = ["geo_kod", "ssyk4", "sektor", "annonser_rensade", "platser_rensade"]
    frame = pd.DataFrame(rows, columns=columns).assign(geo_niva=level, geo_namn="Området", manad=month)
    return pa.Table.from_pandas(frame, preserve_index=False)


def occupations(*parts: pa.Table) -> dict[tuple[str, str], dict[str, Any]]:
    window = pa.table({"period_fran": ["2025-09"], "period_till": ["2026-08"]})
    out = SECTOR_OCCUPATION.conform(sector_occupation(pa.concat_tables(parts), window, dim_occupation()))
    assert out.num_rows == 126 * 6
    return {(r["yrke_kod"], r["sektor"]): r for r in out.to_pylist()}


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
    assert row["anmarkning"] == "Färre än 20 annonser: sektorns andel visas inte."
    assert rows["0002", "privat sektor"]["andel_annonser"] == 1.0
