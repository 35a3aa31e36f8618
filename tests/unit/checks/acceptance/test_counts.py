"""What of a table is compared: what a fault plan once found that nobody looked at."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets.contracts.ads import STAGED_ADS
from assets.contracts.barometer import STAGED_TAXONOMY
from assets.contracts.model import TableContract
from assets.contracts.registry import contract
from assets.reference.areas import municipalities
from checks.acceptance.answer import moved, wrong_by_itself
from checks.acceptance.counts import counts_of

SUPPORT_RATIO = contract("staged.forsorjningskvot")


def written(table: TableContract, rows: list[dict[str, object]], path: Path) -> Path:
    """Only what is told; the rest is missing."""
    pq.write_table(pa.Table.from_pylist(rows, schema=table.written_schema), path)
    return path


def ads(posts: int | None, path: Path) -> Path:
    """In January, in one municipality and occupation."""
    rows: list[dict[str, object]] = [
        {
            "annons_id": str(n),
            "manad": "2025-01",
            "kommun_kod": "1480",
            "lan_kod": "14",
            "ssyk4": "2221",
            "platser_i_annons": posts,
        }
        for n in range(300)
    ]
    return written(STAGED_ADS, rows, path)


def groups(path: Path, *, without: str = "", areas: bool = True) -> Path:
    """Of the taxonomy, each with its AF-yrkesområde."""
    rows: list[dict[str, object]] = [
        {
            "koncept_id": str(code),
            "typ": "ssyk-level-4",
            "tillstand": "gäller",
            "kod": str(code),
            "af_yrkesomrade": str(1 + code % 21) if areas else None,
        }
        for code in range(2000, 2400)
        if str(code) != without
    ]
    return written(STAGED_TAXONOMY, rows, path)


def ratios(years: dict[int, int], path: Path) -> Path:
    """Of forty places, a little different in each; of a year which draw it is."""
    rows: list[dict[str, object]] = [
        {"region_kod": code, "ar": year, "varde": 0.78 + (n * draw % 37) / 500}
        for year, draw in years.items()
        for n, code in enumerate(sorted(municipalities())[:40])
    ]
    return written(SUPPORT_RATIO, rows, path)


def held(table: TableContract, new: Path, old: Path) -> list[str]:
    return [d.sentence for d in moved(table, new, old) if d.held]


def test_posts_that_no_ad_states_any_longer_are_seen(tmp_path: Path):
    old = ads(1, tmp_path / "fore")
    assert held(STAGED_ADS, ads(1, tmp_path / "samma"), old) == []
    assert any(
        "annonser som anger antal: 300 → 0" in said for said in held(STAGED_ADS, ads(None, tmp_path / "ny"), old)
    )


def test_a_group_or_its_area_that_the_taxonomy_has_lost_is_seen(tmp_path: Path):
    old = groups(tmp_path / "fore")
    assert moved(STAGED_TAXONOMY, groups(tmp_path / "samma"), old) == []
    (gone,) = held(STAGED_TAXONOMY, groups(tmp_path / "utan", without="2221"), old)
    assert "Koder som finns inte längre: kod 2221" in gone
    assert any("af_yrkesomrade" in said for said in held(STAGED_TAXONOMY, groups(tmp_path / "tom", areas=False), old))


def test_a_year_of_decimals_that_is_the_year_before_is_seen(tmp_path: Path):
    old = ratios({2023: 5, 2024: 6}, tmp_path / "fore")
    assert 0 < counts_of(SUPPORT_RATIO, old).least_repeated < 0.01
    assert held(SUPPORT_RATIO, ratios({2023: 5, 2024: 6, 2025: 7}, tmp_path / "ny"), old) == []
    repeated = held(SUPPORT_RATIO, ratios({2023: 5, 2024: 6, 2025: 6}, tmp_path / "igen"), old)
    assert any("samma tal som 2024" in said for said in repeated)


def test_an_area_that_nobody_asked_for_holds_an_answer_back(tmp_path: Path):
    wrong = ratios({2024: 5}, tmp_path / "ratt")
    assert not any("okända" in said for said in wrong_by_itself(SUPPORT_RATIO, wrong, part=False)[0])
    rows: list[dict[str, object]] = [{"region_kod": code, "ar": 2024, "varde": 0.78} for code in ("1480", "9999X")]
    said, _ = wrong_by_itself(SUPPORT_RATIO, written(SUPPORT_RATIO, rows, tmp_path / "fel"), part=False)
    assert said[-1] == "staged.forsorjningskvot, region_kod: okända områden 9999X."
