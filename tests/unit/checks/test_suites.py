"""Every expectation, both ways: a frame that passes, and one changed so that exactly it is red."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from assets.contracts.registry import CONTRACTS, PUBLISHED
from assets.contracts.words import SEXES
from assets.lineage import LINEAGE
from assets.reference import NATION, counties
from checks.judge import specs
from checks.result import FAILED, NOT_RUN, PASSED, STOPPING, WARNING
from checks.rules.expectation import Expectation, Suite
from checks.rules.registry import SUITES, suite_of
from checks.rules.unemployed_groups import SUITES as REGISTERED
from checks.runner import _WORDS, run_suite
from tests.unit.reports.forbidden import FORBIDDEN

Change = Callable[[pd.DataFrame], pd.DataFrame]
PAY = ("månadslön", "antal anställda")
MONTHS = [f"2025-{m:02d}" for m in range(1, 13)]


def geo() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "geo_niva": ["riket", "lan", "kommun"],
            "geo_namn": ["Riket", "Länet", "Uddevalla"],
            "delregion_kod": [None, None, "fyrbodal"],
        }
    )


def employees() -> pd.DataFrame:
    frame = pd.DataFrame({"geo_niva": ["delregion"] * 20, "kon": ["totalt"] * 20, "varde": [10.0] * 20})
    return frame.assign(register="BAS")


GOOD: dict[str, Callable[[], pd.DataFrame]] = {
    "staged.anstallda": lambda: pd.DataFrame({"varde": [1.0] * 40, "ar": [2024] * 40}),
    "staged.annonser": lambda: pd.DataFrame(
        {
            "manad": MONTHS * 4,
            "lan_kod": ["14"] * 48,
            "kommun_kod": ["1485"] * 48,
            "ssyk4": ["2221", "2222", "2223", "2224"] * 12,
            "antal": [1] * 48,
        }
    ),
    "staged.inskrivna_arbetslosa": lambda: pd.DataFrame({"manad": MONTHS, "varde": [5.0] * 12}),
    "mart.dim_geo": geo,
    "mart.dim_yrke": lambda: pd.DataFrame({"yrke_namn": [f"Yrke {i}" for i in range(752)]}),
    "mart.anstallda": employees,
    "mart.seriebrott": lambda: pd.DataFrame(
        {"brott": ["a", "b"], "fore": [float("nan"), 8.0], "efter": [float("nan"), 1.0]}
    ),
    "mart.annonser": lambda: pd.DataFrame(
        {
            "annonser": [1, 2],
            "annonserade_platser": [1, 5],
            "platser_rensade": [1, 3],
            "platser_rensade_utan_tak": [1, 3],
            "annonser_foljda": [0, 2],
            "annonser_aterannonserade": [0, 2],
        }
    ),
    "mart.annonser_bortrensade": lambda: pd.DataFrame({"platser_i_annons": [1, 999]}),
    "mart.inskrivna_arbetslosa": employees,
    "mart.obalans": lambda: pd.DataFrame(
        {
            "yrkesniva": ["af_yrkesomrade", "af_yrkesomrade", "ssyk3", "redovisningsgrupp"],
            "andel_kvinnor": [float("nan"), float("nan"), 0.5, 0.5],
            "lokaliseringskvot_riket": [float("nan"), float("nan"), 1.2, 1.2],
            "platser_per_arbetslos": [2.0, float("nan"), float("nan"), float("nan")],
            "platser_per_100_anstallda": [float("nan"), float("nan"), 9.0, 9.0],
            "anmarkning": [None, "Färre än 10 inskrivna", None, None],
        }
    ),
    "mart.kommuner": lambda: pd.DataFrame(
        {"andel_kvinnor": [0.4, 0.6], "anstallda": [2000, 90_000], "inskrivna_arbetslosa": [80.5, 9000.0]}
    ),
    "mart.utgava": lambda: pd.DataFrame({"utgava": ["2026-12-r2"]}),
    "mart.andringar": lambda: pd.DataFrame(
        {"slag": ["underlag", "tal", "tal"], "orsak": ["reviderat underlag", "ny period", "ny period"]}
    ),
    "mart.kalla": lambda: pd.DataFrame(
        {
            "underlag": ["af_annonser", "af_kompetenser"],
            "andel_fel": [0.0, 0.001],
            "hamtstatus": ["aktuell", "aktuell"],
        }
    ),
    "mart.kvalitet": lambda: pd.DataFrame({"kontroll": [str(i) for i in range(20)]}),
}


AF_AREAS = [NATION, *counties()]
AF_FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    "staged.yrkesbarometer": lambda: pd.DataFrame(
        {
            "koncept_id": [f"yb{i}" for i in range(220)],
            "ssyk4": ["2512", *["okänt"] * 19] * 11,
            "jobbmojligheter": ["stora", "små", "medelstora", None] * 55,
            "lan_kod": AF_AREAS * 10,
        }
    ),
    "staged.taxonomi": lambda: pd.DataFrame(
        {
            "typ": ["municipality", "ssyk-level-4", *["ssyk-level-4"] * 400],
            "tillstand": ["gäller", "ersatt", *["gäller"] * 400],
            "kod": [None, None, *["2512"] * 400],
        }
    ),
    "staged.kompetenser": lambda: pd.DataFrame({"ssyk4": ["2512"] * 2, "annonser_med": [1, 5], "annonser": [5, 5]}),
    "mart.yrkesnyckel": lambda: pd.DataFrame(
        {"af_grupp": [*(f"{i:04d}" for i in range(400)), "0000"], "ssyk4": ["2512"] * 401}
    ),
    "mart.yrkesbarometer": lambda: pd.DataFrame(
        {
            "ssyk4": ["okänt", *["2512"] * 39],
            "ssyk4_namn": [None, *["Utvecklare"] * 39],
            "jobbmojligheter": [None, *["stora"] * 39],
            "rekryteringssituation": ["brist", None, *["brist"] * 38],
            "efterfragan_om_fem_ar": ["öka", "öka", None, *["öka"] * 37],
            "anmarkning": ["Skäl.", "Skäl.", "Skäl.", *[None] * 37],
        }
    ),
    "mart.kompetenser": lambda: pd.DataFrame(
        {"andel": [0.25, 1.0], "annonser": [20, 20], "annonser_med": [5, 20], "rang": [10, 1]}
    ),
}
GOOD |= AF_FRAMES


DURATIONS = ("samtliga", "mer än 6 månader", "mer än 12 månader", "mer än 24 månader")
KINDS = ("ålder", "utbildning", "födelseland")


def registered(**columns: object) -> pd.DataFrame:
    """Two numbers in each of twelve months, with every code of each column."""
    cells = {n: [v[at % len(v)] for at in range(24)] if isinstance(v, tuple) else [v] * 24 for n, v in columns.items()}
    return pd.DataFrame({"manad": MONTHS * 2, "varde": [50.0] * 24, **cells})


GOOD |= {
    "staged.inskrivna_profil": partial(registered, egenskap=KINDS),
    "staged.inskrivna_tid": partial(registered, tid=DURATIONS),
    "staged.arbetskraft_bas": lambda: registered(matt=("arbetskraft", "inskrivna")).assign(
        varde=[300_000.0, 9_000.0] * 12
    ),
    "mart.inskrivna_arbetslosa_profil": partial(
        registered, egenskap=(*KINDS, "tid utan arbete"), geo_niva=("delregion", "kommun"), kon="totalt"
    ),
}
OCCUPATION4 = {"ssyk4": ["2221", "0002"]}
SCB: dict[str, dict[str, object]] = {
    "anstallda_2019": {"varde": 150_000.0, "ar": 2019},
    "anstallda_2014": {"varde": 150_000.0, "ar": 2018},
    "anstallda_ssyk4": {"varde": 150_000.0, "ar": 2024, **OCCUPATION4},
    "anstallda_ssyk4_2019": {"varde": 150_000.0, "ar": 2021, **OCCUPATION4},
    "anstallda_ssyk4_2014": {"varde": 150_000.0, "ar": 2014, **OCCUPATION4},
    "anstallda_alder_riket": {"varde": 30_000.0, "ar": 2024, **OCCUPATION4},
    "anstallda_alder": {"varde": 30_000.0, "ar": 2024},
    "anstallda_naringsgren": {"varde": 150_000.0, "ar": 2024},
    "matchning": {"varde": 600_000.0, "ar": 2024, "grupp": SEXES},
    "matchning_niva": {"varde": 6_900_000.0, "ar": 2024, "grupp": SEXES},
    "utbildningsniva": {"varde": 1_000_000.0, "ar": 2025},
    "sysselsatta_sektor": {"varde": 5_300_000.0, "manad": "2026-08", "kon": SEXES},
    "sysselsatta_naringsgren": {"varde": 5_300_000.0, "manad": "2026-08", "kon": SEXES},
    "arbetsmarknadsstatus": {"varde": 5_100_000.0, "manad": "2026-08", "kon": SEXES},
    "pendling": {"varde": 300_000.0, "ar": 2024, "kon": SEXES},
    "framskriven_folkmangd": {"varde": 60_000.0, "ar": 2039},
    "folkmangd_till_2024": {"varde": 60_000.0, "ar": 2015},
    "folkmangd": {"varde": 150_000.0, "ar": 2025, "kon": SEXES},
    "loner": {"varde": 40_000.0, "ar": 2025, "kon": SEXES, "matt": PAY, **OCCUPATION4},
    "loner_2014": {"varde": 40_000.0, "ar": 2022, "kon": SEXES, "matt": PAY, **OCCUPATION4},
    "lediga_jobb": {"varde": 140_000.0, "kvartal": "2026K3", "kon": None},
    "jobbinfloden": {"varde": 200_000.0, "period": "2023-2024"},
    "utbildningsfloden": {"varde": 600_000.0, "period": "2023-2024", "grupp": SEXES},
    "examinerade": {"varde": 5_000.0, "ar": 2024},
    "etablerade": {"varde": 5_000.0, "ar": 2023},
    "forsorjningskvot": {"varde": 0.8, "ar": 2024, "kon": None},
}
"""What a right frame of each table of SCB has; both sexes unless it says otherwise."""


def scb(table: str) -> pd.DataFrame:
    """Twelve rows with every code of each column."""
    columns = {"kon": ("kvinnor", "män"), **SCB[table]}
    if "grupp" in columns:
        del columns["kon"]
    cells = {
        name: [value[at % len(value)] for at in range(12)] if isinstance(value, (tuple, list)) else [value] * 12
        for name, value in columns.items()
        if value is not None
    }
    if "matt" in cells:
        cells["kon"] = sorted(cells["kon"])  # so that each sex has both contents
    return pd.DataFrame(cells)


GOOD |= {f"staged.{table}": partial(scb, table) for table in SCB}
GOOD |= {
    "staged.annonser_oppna": lambda: pd.DataFrame(
        {"lan_kod": "14", "kommun_kod": "1485", "ssyk4": [str(code) for code in range(2221, 2241)]}
    ),
    "mart.annonser_oppna": lambda: pd.DataFrame({"oppna_annonser": [1, 2], "platser_i_oppna": [1, 5]}),
}
GOOD |= {
    "mart.samstammighet": lambda: pd.DataFrame(
        {
            "matt": ["kappa", "auc", "prov", "kappa"],
            "varde": [-0.1, 0.6, 1.0, None],
            "nedre": [-0.2, 0.5, None, None],
            "ovre": [0.0, 0.7, None, None],
        }
    ),
    "mart.anstallda_ssyk4": lambda: pd.DataFrame(
        {
            "geo_niva": ["lan", "delregion"] * 10,
            "varde": [100.0, 25.5] * 10,
            "marginal_skillnad": [0.01] * 20,
            "anmarkning": [None] * 20,
        }
    ),
    "mart.skillnad": lambda: pd.DataFrame(
        {
            "geo_kod": ["14", "14"],
            "summa_bristomraden": [50.0, 35.0],
            "summa_overskottsomraden": [90.0, 60.0],
            "netto": [-40.0, -25.0],
            "overhang": [0.25, 0.1],
            "losbar_genom_rorlighet": [float("nan"), 15.0],
        }
    ),
    "mart.analys": lambda: pd.DataFrame(
        {
            "matt": ["missmatchning_05", "signalpoang_hogst", "anstallda_egen"],
            "enhet": ["andel", "poäng", "personer"],
            "varde": [0.05, 2.5, -700.0],
            "jamforelse": [0.001, 2.0, 90_000.0],
            "percentil": [100.0, float("nan"), float("nan")],
            "anmarkning": [None, None, None],
        }
    ),
}
NAN = float("nan")
GOOD |= {
    "staged.inskrivna_lan": lambda: pd.DataFrame({"varde": [0.0, 100_000.0, NAN]}),
    "mart.annonser_lan": lambda: pd.DataFrame({"annonser_rensade": [1, 2], "platser_rensade": [1, 5]}),
    "mart.tackning": lambda: pd.DataFrame({"tackning": [0.51, 2.99, NAN]}),
    "mart.signaler": lambda: pd.DataFrame(
        {
            "varde": [1.5, 0.0, -2.0, NAN],
            "medelfel": [0.1, 0.0, 0.0, NAN],
            "poang": [3.0, 0.0, 2.0, NAN],
            "vikt": [0.5, 1.0, 0.25, NAN],
            "grund": ["galler_yrkesomradet", "raknad", "galler_yrkesomradet", None],
        }
    ),
    "mart.bedomning": lambda: pd.DataFrame(
        {
            "signaler": ["tydliga tecken på brist", "kan inte bedömas", "tecken på överskott"],
            "signalpoang": [3.0, NAN, 0.0],
            "sakerhet": ["hög", None, "låg"],
            "motsager_af": ["nej", "nej", "ja"],
            "lyfts_fram": ["ja", "nej", "nej"],
        }
    ),
}
KEY = {table: list(frame().columns[:1]) for table, frame in GOOD.items()}
"""The frames have few columns; the first one is enough to name a row."""


def put(column: str, value: object, rows: slice = slice(0, 1)) -> Change:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame[column] = frame[column].astype("object")
        frame.iloc[rows, frame.columns.get_loc(column)] = value
        return frame.infer_objects()

    return change


BAD: dict[tuple[str, str], Change] = {
    ("staged.anstallda", "varde_rimligt"): put("varde", -1.0),
    ("staged.anstallda", "varden_finns"): put("varde", float("nan"), slice(0, 3)),
    ("staged.anstallda", "ar_rimliga"): put("ar", 2019),
    ("staged.annonser", "ssyk4_kand"): lambda f: pd.concat(
        [f, pd.DataFrame({"manad": MONTHS, "lan_kod": "14", "kommun_kod": "1486", "ssyk4": None})]
    ),
    ("staged.annonser", "ssyk4_form"): put("ssyk4", "222"),
    ("staged.annonser", "kommun_form"): put("kommun_kod", "Uddevalla"),
    ("staged.annonser", "manader_finns"): lambda f: f[f["manad"] != "2025-01"],
    ("staged.inskrivna_arbetslosa", "varde_rimligt"): put("varde", 30_000.0),
    ("staged.inskrivna_arbetslosa", "varden_finns"): put("varde", float("nan"), slice(0, 3)),
    ("staged.inskrivna_arbetslosa", "manader_finns"): lambda f: f.iloc[1:],
    ("mart.dim_geo", "kommuner_i_delregion"): put("delregion_kod", None, slice(2, 3)),
    ("mart.dim_geo", "unika_namn"): put("geo_namn", "Uddevalla"),
    ("mart.dim_yrke", "antal_yrken"): lambda f: f.iloc[:500],
    ("mart.dim_yrke", "namn_utan_tecken"): put("yrke_namn", " Yrke"),
    ("mart.anstallda", "varde_inte_negativt"): put("varde", -1.0),
    ("mart.anstallda", "delregioner_finns"): lambda f: put("varde", float("nan"), slice(0, 3))(f).assign(kon="kvinnor"),
    ("mart.anstallda", "inga_luckor_i_delregioner"): put("varde", float("nan")),
    ("mart.seriebrott", "matt_pa_bada_sidor"): put("efter", float("nan"), slice(1, 2)),
    ("mart.annonser", "platser_rimliga"): lambda f: f.assign(annonserade_platser=[0, 5], annonser=[0, 2]),
    ("mart.annonser", "platser_minst_annonser"): put("annonser", 3),
    ("mart.annonser", "taket_galler"): put("platser_rensade", 4),
    ("mart.annonser", "aterannonserade_ar_foljda"): put("annonser_aterannonserade", 3),
    ("mart.annonser_bortrensade", "platser_rimliga"): put("platser_i_annons", 9999),
    ("mart.inskrivna_arbetslosa", "varde_inte_negativt"): put("varde", -1.0),
    ("mart.inskrivna_arbetslosa", "inga_luckor_i_delregioner"): put("varde", float("nan")),
    ("mart.obalans", "andel_kvinnor_rimlig"): put("andel_kvinnor", 1.5),
    ("mart.obalans", "kvot_rimlig"): put("lokaliseringskvot_riket", 99.0),
    ("mart.obalans", "platser_per_arbetslos_rimlig"): put("platser_per_arbetslos", 500.0),
    ("mart.obalans", "platser_per_100_rimlig"): put("platser_per_100_anstallda", 400.0),
    ("mart.obalans", "delregioner_kompletta"): lambda f: f[f["yrkesniva"] != "redovisningsgrupp"],
    ("mart.obalans", "skal_nar_tal_saknas"): put("anmarkning", None, slice(1, 2)),
    ("mart.kommuner", "andel_kvinnor_rimlig"): put("andel_kvinnor", 0.1),
    ("mart.kommuner", "anstallda_rimliga"): put("anstallda", 12),
    ("mart.kommuner", "inga_luckor"): put("inskrivna_arbetslosa", float("nan")),
    ("mart.utgava", "en_rad"): lambda f: pd.concat([f, f]),
    ("mart.utgava", "namnet_har_form"): put("utgava", "december"),
    ("mart.andringar", "reviderade_tal"): put("orsak", "reviderat underlag", slice(1, 2)),
    ("mart.kalla", "olasliga_rader"): put("andel_fel", 0.002),
    ("mart.kalla", "olasliga_rader_kompetenser"): put("andel_fel", 0.002, slice(1, 2)),
    ("mart.kalla", "kallan_svarade"): put("hamtstatus", "senast fungerande"),
    ("mart.kalla", "underlaget_finns"): put("hamtstatus", "saknas"),
    ("mart.kvalitet", "kontroller_finns"): lambda f: f.iloc[:19],
}


BAD |= {
    ("staged.annonser_oppna", "ssyk4_kand"): lambda f: pd.concat(
        [f, pd.DataFrame({"lan_kod": "14", "kommun_kod": ["1486", "1487", "1488"], "ssyk4": None})]
    ),
    ("staged.annonser_oppna", "ssyk4_form"): put("ssyk4", "222"),
    ("staged.annonser_oppna", "kommun_form"): put("kommun_kod", "Uddevalla"),
    ("mart.annonser_oppna", "platser_rimliga"): lambda f: f.assign(platser_i_oppna=[0, 5], oppna_annonser=[0, 2]),
    ("mart.annonser_oppna", "platser_minst_annonser"): put("oppna_annonser", 3),
}


def no_month(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(manad=frame["manad"].replace("2025-01", "2025-02"))


REGISTERED_CHANGES: dict[str, Change] = {
    "varde_rimligt": put("varde", -1.0, slice(1, 2)),
    "varde_inte_negativt": put("varde", -1.0),
    "varde_i_ratt_enhet": lambda f: f.assign(varde=f["varde"].clip(upper=9_000.0)),
    "varden_finns": put("varde", float("nan"), slice(1, 24, 2)),
    "manader_finns": no_month,
    "samtliga_finns": put("varde", float("nan"), slice(0, 8, 4)),
    "egenskaper_finns": lambda f: f.replace({"utbildning": "ålder"}),
    "tider_finns": lambda f: f.replace({"mer än 24 månader": "mer än 12 månader"}),
    "inga_luckor_i_delregioner": put("varde", float("nan")),
}
BAD |= {(suite.table, e.name): REGISTERED_CHANGES[e.name] for suite in REGISTERED for e in suite.expectations}
SCB_CHANGES: dict[str, Change] = {
    "varde_rimligt": put("varde", -200_000.0),
    "varde_i_ratt_enhet": lambda f: f.assign(varde=f["varde"].clip(upper=0.4 if f["varde"].max() < 1 else 99.0)),
    "lon_rimligt": put("varde", 0.0),
    "lon_i_ratt_enhet": lambda f: f.assign(varde=f["varde"].where(f["matt"] != "månadslön", 29_000.0)),
    "antal_rimligt": put("varde", -1.0, slice(1, 2)),
    "antal_i_ratt_enhet": lambda f: f.assign(varde=f["varde"].where(f["matt"] == "månadslön", 42.0)),
    "varden_finns": put("varde", float("nan"), slice(2, 12)),
    "ar_rimliga": put("ar", 1999),
    "kon_finns": lambda f: f.replace({"kvinnor": "män"}),
    "ssyk4_form": put("ssyk4", "222"),
}
"""Check of the tables of SCB → what makes it red."""
PERIODS = {"manad": "2019-12", "kvartal": "2024", "period": "2024"}
BAD |= {
    (f"staged.{table}", e.name): put(str(e.arguments["column"]), PERIODS[str(e.arguments["column"])])
    if e.name == "perioder_rimliga"
    else SCB_CHANGES[e.name]
    for table in SCB
    for e in SUITES[f"staged.{table}"].expectations
}


BAD |= {
    ("staged.yrkesbarometer", "yrkesgruppen_har_form"): put("ssyk4", "251"),
    ("staged.yrkesbarometer", "bedomda_finns"): put("jobbmojligheter", None, slice(0, 100)),
    ("staged.yrkesbarometer", "antal_yrken_rimligt"): put("koncept_id", "yb0", slice(0, 150)),
    ("staged.yrkesbarometer", "alla_lan_finns"): lambda f: f.replace({"lan_kod": {"14": "00"}}),
    ("staged.taxonomi", "antal_grupper"): lambda f: f.iloc[:-1],
    ("staged.taxonomi", "grupper_har_kod"): put("kod", None, slice(2, 3)),
    ("staged.taxonomi", "ersattare_finns"): put("tillstand", "ersättaren saknas"),
    ("staged.kompetenser", "yrkesgruppen_har_form"): put("ssyk4", "25121"),
    ("staged.kompetenser", "hogst_alla_annonser"): put("annonser_med", 6),
    ("mart.yrkesnyckel", "antal_grupper"): put("af_grupp", "9999", slice(400, 401)),
    ("mart.yrkesnyckel", "motsvarighet_kand"): put("ssyk4", "okänt"),
    ("mart.yrkesbarometer", "yrkesgruppen_kand"): put("ssyk4_namn", None, slice(5, 6)),
    ("mart.yrkesbarometer", "yrkesgrupp_angiven"): put("ssyk4", "okänt", slice(5, 8)),
    ("mart.yrkesbarometer", "skal_nar_bedomning_saknas"): put("anmarkning", None, slice(1, 2)),
    ("mart.kompetenser", "andel_rimlig"): put("andel", 1.2),
    ("mart.kompetenser", "annonser_racker"): put("annonser", 19),
    ("mart.kompetenser", "namns_av_flera"): put("annonser_med", 4),
    ("mart.kompetenser", "hogst_tio"): put("rang", 11),
}

BAD |= {
    ("mart.samstammighet", "samstammighet_rimlig"): put("varde", -1.1),
    ("mart.samstammighet", "andelar_noll_till_ett"): put("varde", -0.1, slice(1, 2)),
    ("mart.samstammighet", "intervall_ratt_vant"): put("nedre", 0.8, slice(1, 2)),
}


def without_number(frame: pd.DataFrame) -> pd.DataFrame:
    return put("varde", float("nan"), slice(0, 1))(frame)


BAD |= {
    ("mart.anstallda_ssyk4", "varde_inte_negativt"): put("varde", -1.0),
    ("mart.anstallda_ssyk4", "skal_nar_tal_saknas"): without_number,
    ("mart.anstallda_ssyk4", "marginalerna_liknar_varandra"): put("marginal_skillnad", 0.06, slice(0, 6)),
    ("mart.anstallda_ssyk4", "fordelade_finns"): lambda f: put("varde", float("nan"), slice(0, 4))(f).assign(
        anmarkning="x"
    ),
    ("mart.skillnad", "brist_inte_negativ"): put("summa_bristomraden", -1.0),
    ("mart.skillnad", "overskott_inte_negativt"): put("summa_overskottsomraden", -1.0),
    ("mart.skillnad", "overhang_ar_andel"): put("overhang", 1.1),
    ("mart.skillnad", "rorlighet_inte_negativ"): put("losbar_genom_rorlighet", -1.0, slice(1, 2)),
    ("mart.skillnad", "summorna_finns"): put("netto", float("nan")),
    ("mart.analys", "andelar_noll_till_ett"): put("varde", 1.01),
    ("mart.analys", "jamforda_andelar_noll_till_ett"): put("jamforelse", 1.01),
    ("mart.analys", "poang_noll_till_tre"): put("varde", 3.1, slice(1, 2)),
    ("mart.analys", "percentil_noll_till_hundra"): put("percentil", 100.5),
    ("mart.analys", "skal_nar_tal_saknas"): without_number,
}


GOOD |= {
    "mart.utbildning": lambda: pd.DataFrame(
        {
            "utbildningsgrupp": ["75N", "02Z"],
            "befolkning": [100.0, 50.0],
            "matchad_forvarvsgrad": [60.0, float("nan")],
            "skillnad_mot_riket": [1.0, float("nan")],
            "medelfel": [4.9, float("nan")],
            "andel_kvinnor": [0.9, 0.5],
            "andel_55_lankade": [0.3, float("nan")],
            "anmarkning": [None, "Skäl."],
        }
    ),
    "mart.sektor": lambda: pd.DataFrame(
        {
            "geo_niva": ["lan", "lan", "kommun"],
            "overlappar": ["nej", "ja", "ja"],
            "kon": "totalt",
            "varde": [600.0, 350.0, 90.0],
            "andel": [0.6, 0.35, 0.9],
        }
    ),
    "mart.sektor_yrke": lambda: pd.DataFrame(
        {
            "annonser_rensade": [0, 20],
            "platser_rensade": [0, 25],
            "andel_platser": [0.0, 1.0],
            "arbetsgivare": [0, 4],
            "storsta_arbetsgivare": [float("nan"), 0.5],
        }
    ),
    "mart.pendling": lambda: pd.DataFrame(
        {
            "bostad_kod": ["1485", "1486"],
            "varde": [20.0, float("nan")],
            "status": [None, ".."],
            "minst": [20.0, float("nan")],
            "skyddade_floden": [0, 1],
        }
    ),
}
KEY |= {table: list(GOOD[table]().columns[:1]) for table in GOOD if table not in KEY}
BAD |= {
    ("mart.utbildning", "forvarvsgrad_rimlig"): put("matchad_forvarvsgrad", 101.0),
    ("mart.utbildning", "andel_kvinnor_rimlig"): put("andel_kvinnor", 1.1),
    ("mart.utbildning", "alder_rimlig"): put("andel_55_lankade", 0.7),
    ("mart.utbildning", "skillnad_rimlig"): put("skillnad_mot_riket", -41.0),
    ("mart.utbildning", "medelfel_inte_negativt"): put("medelfel", -1.0),
    ("mart.utbildning", "skal_nar_tal_saknas"): put("befolkning", float("nan")),
    ("mart.sektor", "varde_rimligt"): put("varde", -1.0),
    ("mart.sektor", "andel_rimlig"): put("andel", 1.1),
    ("mart.sektor", "valfarden_rimlig"): put("andel", 0.05, slice(1, 2)),
    ("mart.sektor_yrke", "platser_minst_annonser"): put("annonser_rensade", 1),
    ("mart.sektor_yrke", "andel_rimlig"): put("andel_platser", 1.1),
    ("mart.sektor_yrke", "arbetsgivare_hogst_annonser"): put("arbetsgivare", 21),
    ("mart.sektor_yrke", "storsta_ar_en_del"): put("storsta_arbetsgivare", 1.1),
    ("mart.sektor_yrke", "arbetsgivare_ar_kanda"): put("storsta_arbetsgivare", float("nan"), slice(1, 2)),
    ("mart.pendling", "minst_rimligt"): put("minst", -1.0),
    ("mart.pendling", "status_nar_tal_saknas"): put("status", None, slice(1, 2)),
    ("mart.pendling", "skyddat_har_inget_tal"): put("skyddade_floden", 1),
}


BAD |= {
    ("staged.inskrivna_lan", "varde_rimligt"): put("varde", 100_001.0),
    ("mart.annonser_lan", "platser_minst_annonser"): put("annonser_rensade", 2),
    ("mart.tackning", "tackning_inom_granserna"): put("tackning", 3.1),
    ("mart.tackning", "tackning_inte_i_taket"): put("tackning", 3.0),
    ("mart.signaler", "poang_noll_till_tre"): put("poang", 4.0),
    ("mart.signaler", "poang_nar_varde_finns"): put("poang", NAN),
    ("mart.signaler", "ingen_poang_utan_varde"): put("poang", 0.0, slice(3, 4)),
    ("mart.signaler", "vikt_rimlig"): put("vikt", 1.1, slice(1, 2)),
    ("mart.signaler", "yrkesomradets_varde_ar_inte_eget"): put("vikt", 1.0),
    ("mart.signaler", "medelfel_inte_negativt"): put("medelfel", -0.1),
    ("mart.bedomning", "signalpoang_noll_till_tre"): put("signalpoang", 3.01),
    ("mart.bedomning", "sakerhet_nar_bedomt"): put("sakerhet", None),
    ("mart.bedomning", "ingen_sakerhet_utan_bedomning"): put("sakerhet", "låg", slice(1, 2)),
    ("mart.bedomning", "motsagda_lyfts_inte"): put("lyfts_fram", "ja", slice(2, 3)),
}


WITHOUT_RULES: frozenset[str] = frozenset()
"""Tables that nobody has said anything plausible about yet; a new one is named here or gets a suite."""


def test_every_table_has_a_suite_or_is_known_to_lack_one():
    assert {c.id for c in CONTRACTS} - set(SUITES) == WITHOUT_RULES
    assert set(SUITES) <= {c.id for c in CONTRACTS}


def test_a_table_without_a_suite_is_judged_by_its_contract():
    unnamed = replace(CONTRACTS[0], name="utan_regler")
    assert [spec.name for spec in specs(unnamed)] == ["kontrakt"]


def test_every_expectation_has_a_failing_frame():
    assert set(SUITES) == set(GOOD)
    assert {(s.table, e.name) for s in SUITES.values() for e in s.expectations} == set(BAD)


@pytest.mark.parametrize("table", sorted(GOOD))
def test_a_right_frame_passes(table: str):
    results = run_suite(SUITES[table], GOOD[table](), "abc", KEY[table])
    assert [(r.spec.name, r.outcome, r.observed) for r in results if r.outcome != PASSED] == []
    assert len(results) == len(SUITES[table].expectations)
    assert {r.table_sha256 for r in results} == {"abc"}


@pytest.mark.parametrize(("table", "name"), sorted(BAD))
def test_a_wrong_frame_fails_on_exactly_that_check(table: str, name: str):
    results = run_suite(SUITES[table], BAD[table, name](GOOD[table]()), "abc", KEY[table])
    assert [r.spec.name for r in results if r.outcome == FAILED] == [name]
    (red,) = (r for r in results if r.spec.name == name)
    assert red.stops == (red.spec.severity == STOPPING)
    assert red.expected
    assert red.observed
    assert red.spec.action


def test_a_check_that_cannot_run_stops_and_is_not_taken_for_a_data_fault():
    suite = Suite("staged.anstallda", (*SUITES["staged.anstallda"].expectations,))
    results = run_suite(suite, GOOD["staged.anstallda"]().drop(columns="ar"), "abc", ["varde"])
    outcomes = {r.spec.name: r.outcome for r in results}
    assert outcomes == {"varde_rimligt": PASSED, "varden_finns": PASSED, "ar_rimliga": NOT_RUN}
    assert [r.spec.name for r in results if r.stops] == ["ar_rimliga"]


def test_a_warning_that_cannot_run_also_stops():
    never = Expectation("x", "ExpectColumnValuesToNotBeNull", {"column": "finns_inte"}, WARNING, "varför", "gör")
    (result,) = run_suite(Suite("t", (never,)), pd.DataFrame({"a": [1]}), "abc", ["a"])
    assert (result.outcome, result.stops) == (NOT_RUN, True)


def test_a_red_row_is_named_by_its_key_with_the_wrong_value():
    frame = pd.DataFrame({"region_kod": ["1401", "1402"], "ar": [2024, 2024], "varde": [-3.0, 5.0]})
    (red,) = (
        r
        for r in run_suite(SUITES["staged.anstallda"], frame, "abc", ["region_kod", "ar"])
        if r.spec.name == "varde_rimligt"
    )
    assert red.sample == "region_kod 1401, ar 2024, varde -3"


def test_every_argument_is_said_in_swedish():
    silent = {"or_equal"}
    for suite in SUITES.values():
        for e in suite.expectations:
            assert set(e.arguments) <= set(_WORDS) | silent


def test_the_words_of_checks_are_those_of_published_texts():
    texts = [text for c in CONTRACTS for spec in specs(c)[1:] for text in (spec.description, spec.action)]
    assert [(word, text) for text in texts for word in FORBIDDEN if re.search(word, text, re.IGNORECASE)] == []


def test_only_what_nothing_published_leans_on_warns_alone():
    leaned_on = {dataset for dataset, tables in LINEAGE.used_in(PUBLISHED).items() if tables}
    for contract in CONTRACTS:
        if contract.may_be_empty and not leaned_on & {*LINEAGE.sources(contract)}:
            assert {e.severity for e in suite_of(contract.id).expectations} == {WARNING}


def test_no_rule_stands_in_both_contract_and_suite():
    for contract in CONTRACTS:
        columns = {c.name: c for c in contract.columns}
        for e in suite_of(contract.id).expectations:
            column = columns.get(str(e.arguments.get("column")))
            if column is None or e.where:
                continue
            if e.kind == "ExpectColumnValuesToNotBeNull":
                assert column.nullable, f"{contract.id}.{column.name}: the contract already forbids null"
            if e.kind == "ExpectColumnValuesToBeInSet":
                assert set(e.arguments["value_set"]) < set(column.allowed or ("*", *e.arguments["value_set"]))
            if e.kind == "ExpectColumnValuesToBeUnique":
                assert contract.key != (column.name,)
