"""Every reconciliation, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from assets.reference import af_areas, county_of
from checks.asset_checks import asset_checks
from checks.reconcile import RECONCILIATIONS, Reconciliation
from checks.result import FAILED, PASSED


def employees(delregion: float = 60.0, unknown: float = 1.0) -> pd.DataFrame:
    rows = [
        ("delregion", "fyrbodal", "222", delregion),
        ("delregion", "skaraborg", "222", 40.0),
        ("lan", "14", "222", 100.0),
        ("lan", "14", "0002", unknown),
        ("riket", "00", "222", 1000.0),
        ("riket", "00", "0002", 5.0),
        ("delregion", "fyrbodal", "0002", unknown),
        ("delregion", "skaraborg", "0002", 0.0),
    ]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "ssyk3", "varde"]).assign(kon="totalt", ar=2024)


def ads(county: int = 11, without: int = 1) -> pd.DataFrame:
    rows = [("delregion", 10), ("kommun", 10), ("lan", county), ("kommun_saknas", without)]
    return pd.DataFrame(rows, columns=["geo_niva", "annonser"]).assign(manad="2025-01")


def unemployed(delregion: float = 990.0, county: float = 1000.0) -> pd.DataFrame:
    rows = [("delregion", "fyrbodal", delregion), ("lan", "14", county)]
    return pd.DataFrame(rows, columns=["geo_niva", "geo_kod", "varde"]).assign(
        manad="2025-01", af_yrkesomrade="8", kon="totalt"
    )


def records(without: str = "", no_area: str = "") -> pd.DataFrame:
    places = [code for code, county in county_of().items() if county == "14" and code != without]
    rows = [(p, "3") for p in places] + [(places[0], a) for a in af_areas() if a != no_area]
    frame = pd.DataFrame(rows, columns=["kommun_kod", "af_yrkesomrade"])
    return frame.assign(manad="2025-01", lan_kod="14")


def municipalities(posts: int = 30) -> pd.DataFrame:
    return pd.DataFrame({"delregion_kod": ["fyrbodal", "fyrbodal"], "annonserade_platser": [posts, 12]})


def staged(rows: list[tuple[object, ...]], *columns: str) -> pd.DataFrame:
    """Typed as the tables are, also without rows."""
    frame = pd.DataFrame(rows, columns=[*columns, "varde"])
    kinds = {c: "int64" if c == "ar" else "str" for c in columns}
    return frame.astype({**kinds, "varde": "float64"})


def groups(value: float = 600.0, unknown: float = 30.0, year: int = 2024) -> pd.DataFrame:
    """On four digits; on three there are 1,000 in 222 and 30 unknown."""
    rows = [("14", "2221", value), ("14", "2222", 400.0), ("14", "0002", unknown), ("00", "2221", 9.0)]
    return staged([(area, code, year, v) for area, code, v in rows], "region_kod", "ssyk4", "ar")


def employed(value: float = 1100.0, code: str = "1485", month: str = "2024-11") -> pd.DataFrame:
    """By workplace; Uddevalla has 1,000 employees."""
    rows = [
        (code, "A-U", "totalt", "arbetsställe", month, value),
        (code, "A-U", "totalt", "bostad", month, 1.0),
        (code, "A-U", "män", "arbetsställe", month, 1.0),
        (code, "Q", "totalt", "arbetsställe", month, 1.0),
        ("14", "A-U", "totalt", "arbetsställe", month, 1.0),
    ]
    return staged(rows, "region_kod", "sni", "kon", "matt", "manad")


def education(value: float = 600.0, hidden: int = 0) -> pd.DataFrame:
    """By group; on all levels together there are 1,000."""
    rows = [("1485", "02Z", "totalt", "befolkning", 2024, v) for v in (value, 400.0, *[float("nan")] * hidden)]
    more = [("1485", "02Z", g, m, 2024, 99.0) for g, m in (("män", "befolkning"), ("totalt", "helt matchade"))]
    return staged(rows + more, "region_kod", "utbildningsgrupp", "grupp", "matt", "ar")


def of_places(*values: float | None, kon: str = "män", **columns: str) -> pd.DataFrame:
    """One month's numbers in Göteborg, in Borås, and without municipality; None is protected, NaN is missing otherwise."""
    places = ("1480", "1490", "kommun_saknas")
    frame = pd.DataFrame(
        {"kommun_kod": places[: len(values)], "varde": [None if v is None else float(v) for v in values]}
    )
    frame["status"] = ["<5" if v is None else ".." if v != v else None for v in values]
    usual = {"manad": "2026-08", "lan_kod": "14", "kon": kon}
    return frame.astype({"varde": "float64"}).assign(**{**usual, **columns})


ALL = {"egenskap": "samtliga", "grupp": "samtliga", "tid": "samtliga"}


def everybody(
    men: tuple[float | None, ...] = (30, 12, 3), women: tuple[float | None, ...] = (20, 10, 0), month: str = "2026-08"
) -> pd.DataFrame:
    """Sheet Kön."""
    return pd.concat([of_places(*men, **ALL), of_places(*women, kon="kvinnor", **ALL)]).assign(manad=month)


def areas(known: tuple[float | None, ...] = (25, 12, 3), unknown: tuple[float | None, ...] = (5, 0, 0)) -> pd.DataFrame:
    parts = [of_places(*known, af_yrkesomrade="3"), of_places(*unknown, af_yrkesomrade="okänt")]
    women = of_places(20, 10, kon="kvinnor", af_yrkesomrade="3")
    return pd.concat([*parts, women])


def profile(young: tuple[float, ...] = (10, 2, 3), month: str = "2026-08") -> pd.DataFrame:
    kinds = (
        ("ålder", ("16–24", "25–66")),
        ("utbildning", ("gymnasial", "eftergymnasial")),
        ("födelseland", ("inrikes födda",) * 2),
    )
    frames = []
    for kind, (first, second) in kinds:
        frames += [of_places(*young, egenskap=kind, grupp=first), of_places(20, 10, 0, egenskap=kind, grupp=second)]
        frames.append(of_places(20, 10, kon="kvinnor", egenskap=kind, grupp=second))
    return pd.concat(frames).assign(manad=month)


def sheets(total: float | None = 50, six: float | None = 20, age: float = 49) -> pd.DataFrame:
    """All sheets for Göteborg."""
    frames = [of_places(total, kon="totalt", **ALL), of_places(30, **ALL), of_places(20, kon="kvinnor", **ALL)]
    frames += [of_places(n, kon="totalt", **{**ALL, "tid": t}) for t, n in (
        ("mer än 6 månader", six), ("mer än 12 månader", 12), ("mer än 24 månader", None))]  # fmt: skip
    for kind, (first, second) in {"ålder": (age, 1), "utbildning": (25, 25), "födelseland": (50, 0)}.items():
        frames += [
            of_places(n, kon="totalt", egenskap=kind, grupp=g, tid="samtliga") for g, n in (("a", first), ("b", second))
        ]
    return pd.concat(frames)


def registered_in_force(men: float = 30.0, code: str = "1480") -> pd.DataFrame:
    rows = [
        (code, "män", men),
        (code, "kvinnor", 20.0),
        ("1490", "män", 12.0),
        ("1490", "kvinnor", 10.0),
        ("0114", "män", 7.0),
    ]
    frame = staged(rows, "kommun_kod", "kon")
    return pd.concat([frame.assign(matt="inskrivna"), frame.assign(matt="arbetskraft", varde=9e3)]).assign(
        manad="2026-08", status=None
    )


def labour_force(
    size: float = 18_000.0, women: float = 9_000.0, registered: float = 900.0, without: str = ""
) -> pd.DataFrame:
    """Every municipality of the country."""
    numbers = {
        "arbetskraft": {"totalt": size, "kvinnor": women, "män": 9_000.0},
        "inskrivna": {"totalt": registered, "kvinnor": 400.0, "män": 500.0},
    }
    rows = [
        (code, m, kon, n)
        for code in county_of()
        for m, by in numbers.items()
        for kon, n in by.items()
        if code != without
    ]
    return staged(rows, "kommun_kod", "matt", "kon").assign(manad="2026-08", status=None)


def profile_mart(old: float = 690.0, months: float = 1000.0) -> pd.DataFrame:
    rows = [("ålder", "16–24", 310.0), ("ålder", "25–66", old), ("utbildning", "gymnasial", 1000.0),
            ("tid utan arbete", "samtliga", months), ("tid utan arbete", "mer än 6 månader", 500.0)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["egenskap", "grupp", "varde"])
    return frame.assign(geo_niva="lan", geo_kod="14", kon="totalt", manad="2025-01")


BESIDE = {
    "staged.anstallda": staged(
        [("14", "222", 2024, 990.0), ("14", "222", 2024, 10.0), ("14", "0002", 2024, 30.0), ("1485", "222", 2024, 1000.0)],
        "region_kod", "ssyk3", "ar",
    ),
    "staged.matchning_niva": staged(
        [("1485", level, "totalt", "befolkning", 2024, v) for level, v in (("totalt", 1000.0), ("F", 300.0))],
        "region_kod", "utbildningsniva", "grupp", "matt", "ar",
    ),
    "staged.inskrivna_arbetslosa": areas(),
    "staged.inskrivna_tid": everybody(),
    "mart.inskrivna_arbetslosa": unemployed(),
}  # fmt: skip
"""The tables that the staged ones are compared with."""
CASES: dict[str, tuple[str, Callable[..., pd.DataFrame], list[dict[str, object]]]] = {
    "delregioner_blir_lanet": ("mart.anstallda", employees, [{"delregion": 50.0}, {"delregion": 70.0}]),
    "andel_okant_yrke": ("mart.anstallda", employees, [{"unknown": 20.0}]),
    "annonser_summerar": ("mart.annonser", ads, [{"county": 12}, {"without": 0}]),
    "ingen_utelamnad": ("staged.inskrivna_arbetslosa", records, [{"without": "1438"}, {"no_area": "14"}]),
    "kommuner_blir_delregion": ("mart.kommuner", municipalities, [{"posts": 29}]),
    "grupper_blir_yrken": ("staged.anstallda_ssyk4", groups, [{"value": 621.0}, {"value": 579.0}, {"unknown": 51.0}]),
    "anstallda_mot_bas": ("staged.sysselsatta_naringsgren", employed, [{"value": 1500.0}, {"value": 940.0}]),
    "grupper_blir_befolkningen": (
        "staged.matchning",
        education,
        [{"value": 579.0}, {"value": 621.0}, {"value": 570.0, "hidden": 2}],
    ),
    "af_yrkesomraden_blir_samtliga": (
        "staged.inskrivna_tid",
        everybody,
        [
            {"men": (31, 12, 3)},
            {"men": (29, 12, 3)},
            {"men": (30, 12)},
            {"women": (20,)},
            {"men": (30, 12, 3), "women": (21, 9)},
        ],
    ),
    "bladen_stammer": ("staged.inskrivna_tid", sheets, [{"total": 51}, {"age": 48}, {"six": 51}, {"six": 11}]),
    "grupper_blir_samtliga": ("staged.inskrivna_profil", profile, [{"young": (11, 2, 3)}, {"young": (10, 2)}]),
    "inskrivna_blir_samtliga": ("staged.arbetskraft_bas", registered_in_force, [{"men": 31.0}, {"code": "1481"}]),
    "riket_rimligt": (
        "staged.arbetskraft_bas",
        labour_force,
        [{"size": 10_000.0}, {"women": 8_000.0}, {"registered": 9_000.0}, {"registered": 9.0}, {"without": "1480"}],
    ),
    "profil_blir_inskrivna": (
        "mart.inskrivna_arbetslosa_profil",
        profile_mart,
        [{"old": 701.0}, {"old": 679.0}, {"months": 1100.0}],
    ),
    "inskrivna_summerar": ("mart.inskrivna_arbetslosa", unemployed, [{"delregion": 1001.0}, {"delregion": 900.0}]),
}


@pytest.mark.parametrize("check", RECONCILIATIONS, ids=lambda r: r.spec.name)
def test_both_ways(check, tmp_path: Path):
    table, make, faulty = CASES[check.spec.name]

    def path(name: str) -> Path:
        return tmp_path / f"{name}.parquet"

    pd.DataFrame({"kommun_kod": ["1485"] * 11}).to_parquet(path("staged.annonser"))
    occupations = {"geo_niva": "delregion", "yrkesniva": "ssyk3", "geo_kod": "fyrbodal"}
    pd.DataFrame([{**occupations, "annonserade_platser": n} for n in (40, 2)]).to_parquet(path("mart.obalans"))
    for name, frame in BESIDE.items():
        frame.to_parquet(path(name))
    make().to_parquet(path(table))
    assert check.run(path, "abc").outcome == PASSED
    for change in faulty:
        make(**change).to_parquet(path(table))
        result = check.run(path, "abc")
        assert (result.outcome, result.failed_rows) != (PASSED, 0)
        assert result.outcome == FAILED
        assert result.sample


STAGED = [r for r in RECONCILIATIONS if r.reads]


def outcome(check: Reconciliation, folder: Path, **tables: pd.DataFrame) -> tuple[str, str]:
    for name, frame in {**BESIDE, **tables}.items():
        frame.to_parquet(folder / f"{name}.parquet")
    result = check.run(lambda name: folder / f"{name}.parquet", "abc")
    return result.outcome, result.observed


@pytest.mark.parametrize("check", STAGED, ids=lambda r: r.spec.name)
def test_a_staged_table_without_rows_is_nothing_to_compare_with(check: Reconciliation, tmp_path: Path):
    table, make, _ = CASES[check.spec.name]
    (other,) = check.reads
    make().to_parquet(tmp_path / f"{table}.parquet")
    alone = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (alone.outcome, alone.observed) == (PASSED, f"inget att jämföra med: {other} är inte gjord")
    for absent, tables in (
        (table, {table: make().iloc[:0]}),
        (other, {table: make(), other: BESIDE[other].iloc[:0]}),
    ):
        found, observed = outcome(check, tmp_path, **tables)
        assert found == PASSED
        assert observed.startswith("inget att jämföra med: ")
        assert absent in observed


@pytest.mark.parametrize(
    ("name", "frame", "observed"),
    [
        ("grupper_blir_yrken", groups(year=2019), "inget att jämföra med: tabellerna har inget gemensamt år"),
        ("anstallda_mot_bas", employed(month="2024-12"), "inget att jämföra med: tabellerna har ingen gemensam november"),
        ("grupper_blir_befolkningen", education().assign(ar=2019), "inget att jämföra med: tabellerna har inget gemensamt år"),
        ("grupper_blir_befolkningen", education(value=580.0, hidden=1), "1 områden och år, störst skillnad 1.60%"),
        ("anstallda_mot_bas", employed(), "1 kommuner i november 2024: lägst 0.91, median 0.91, högst 0.91"),
        ("inskrivna_blir_samtliga", registered_in_force(), "4 tal jämförda, 2026-08 till 2026-08: 72 i delarna, 72 i alla"),
        ("profil_blir_inskrivna", profile_mart(old=685.0), "3 summor jämförda, störst skillnad 5 personer"),
    ],
)  # fmt: skip
def test_what_is_compared_is_said(name: str, frame: pd.DataFrame, observed: str, tmp_path: Path):
    (check,) = (r for r in STAGED if r.spec.name == name)
    found, said = outcome(check, tmp_path, **{check.spec.table: frame})
    assert (found, said[: len(observed)]) == (PASSED, observed)


@pytest.mark.parametrize(
    ("everyone", "parts", "said"),
    [
        (everybody((30, 12, 3)), areas((25, 12, None)), ""),
        (everybody((30, 12, 4)), areas((25, 12, None)), ""),
        (everybody((30, 12, 0)), areas((25, 12, None)), ""),
        (everybody((30, 12, 5)), areas((25, 12, None)), "2026-08 utan kommun män: delarna 0, samtliga 5"),
        (everybody((30, 12, 8)), areas((25, 12, None), (5, 0, None)), ""),
        (everybody((30, 12, 500)), areas((25, 12, float("nan"))), ""),
        (everybody((24, 12, 3)), areas((25, float("nan"), 3), (None, 0, 0)), "2026-08 Göteborg män: delarna 25, samtliga 24"),
        (everybody((None, 12, 3)), areas(), ""),
        (everybody((30, 12, 3)), areas((25,), (5,)), "2026-08 Borås män: delarna 0, samtliga 12; "
         "2026-08 utan kommun män: delarna 0, samtliga 3"),
        (everybody((30, 12)), areas(), "2026-08 utan kommun män: delarna 3, samtliga 0"),
    ],
    ids=["protected", "at most", "at least", "too many", "two protected", "unknown", "too few", "all protected",
         "left out", "left out of all"],
)  # fmt: skip
def test_a_protected_part_is_neither_nothing_nor_anything(everyone, parts, said: str, tmp_path: Path):
    (check,) = (r for r in STAGED if r.spec.name == "af_yrkesomraden_blir_samtliga")
    tables = {**BESIDE, "staged.inskrivna_tid": everyone, "staged.inskrivna_arbetslosa": parts}
    for name, frame in tables.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert (result.outcome, result.sample) == (FAILED if said else PASSED, said)
    assert not result.stops


def test_a_table_without_rows_or_months_in_common_is_nothing_to_compare_with(tmp_path: Path):
    for name, make, observed in (
        ("bladen_stammer", sheets, "inget att jämföra med: staged.inskrivna_tid har inga sådana rader"),
        ("riket_rimligt", labour_force, "inget att jämföra med: staged.arbetskraft_bas har inga sådana rader"),
    ):
        (check,) = (r for r in RECONCILIATIONS if r.spec.name == name)
        assert outcome(check, tmp_path, **{check.spec.table: make().iloc[:0]}) == (PASSED, observed)
    (check,) = (r for r in STAGED if r.spec.name == "grupper_blir_samtliga")
    found = outcome(check, tmp_path, **{check.spec.table: profile(month="2026-07")})
    assert found == (PASSED, "inget att jämföra med: tabellerna har ingen gemensam månad")


def test_the_profile_stops_what_would_be_published_wrong(tmp_path: Path):
    (check,) = (r for r in STAGED if r.spec.name == "profil_blir_inskrivna")
    for name, frame in {**BESIDE, check.spec.table: profile_mart(old=900.0)}.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert result.stops
    assert result.sample == "14 2025-01 totalt efter ålder: 1210, efter AF-yrkesområde 1000"
    missing = profile_mart(old=float("nan"))
    assert outcome(check, tmp_path, **{check.spec.table: missing})[0] == PASSED


def test_a_municipality_is_named(tmp_path: Path):
    (check,) = (r for r in STAGED if r.spec.name == "anstallda_mot_bas")
    for name, frame in {**BESIDE, check.spec.table: employed(2000.0)}.items():
        frame.to_parquet(tmp_path / f"{name}.parquet")
    result = check.run(lambda name: tmp_path / f"{name}.parquet", "abc")
    assert result.sample == "Uddevalla 0.50 (1000 anställda, 2000 sysselsatta (BAS))"
    assert not result.stops


def test_the_tables_that_are_compared_are_made_before_the_check_runs():
    for check in STAGED:
        (definition,) = (d for d in asset_checks() if check.spec.name in {key.name for key in d.check_keys})
        wanted = {tuple(table.split(".")) for table in (check.spec.table, *check.reads)}
        assert {tuple(key.path) for key in definition.keys_by_input_name.values()} == wanted


def test_every_reconciliation_has_a_case():
    assert {r.spec.name for r in RECONCILIATIONS} == set(CASES)
