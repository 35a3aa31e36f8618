"""For each table that has rules of plausibility, a frame that keeps all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from assets.contracts.ads import LISTS
from assets.contracts.unemployed import DURATIONS, PROFILE_KINDS, WITHOUT_WORK
from assets.contracts.words import SEXES
from assets.reference.areas import NATION, counties
from assets.reference.educations import education_groups
from assets.reference.occupations import af_areas, reporting_groups

NAN = float("nan")
MONTHS = [f"2025-{m:02d}" for m in range(1, 13)]
PAY = ("månadslön", "antal anställda")


def rows(number: int, **columns: object) -> pd.DataFrame:
    """So many rows; a tuple is repeated down its column."""
    return pd.DataFrame(
        {
            name: [value[at % len(value)] if isinstance(value, tuple) else value for at in range(number)]
            for name, value in columns.items()
        }
    )


def scb(**columns: object) -> pd.DataFrame:
    """A table of SCB: twelve rows with every code of each column, and both sexes unless it says otherwise."""
    sexes = {} if "grupp" in columns else {"kon": ("kvinnor", "män")}
    frame = rows(12, **{**sexes, **columns})
    # So that each sex has both contents.
    return frame.assign(kon=sorted(frame["kon"])) if "matt" in frame else frame


def registered(**columns: object) -> pd.DataFrame:
    """Two numbers in each of twelve months, with every code of each column."""
    return rows(24, **{"manad": tuple(MONTHS), "varde": 50.0, **columns})


OCCUPATION4 = {"ssyk4": ("2221", "0002")}
RIGHT: dict[str, Callable[[], pd.DataFrame]] = {
    "mart.dim_geo": lambda: pd.DataFrame(
        {
            "geo_niva": ["riket", "lan", "kommun"],
            "geo_namn": ["Riket", "Länet", "Uddevalla"],
            "delregion_kod": [None, None, "fyrbodal"],
        }
    ),
    "mart.dim_yrke": lambda: pd.DataFrame(
        {
            "yrke_namn": [f"Yrke {i}" for i in range(752)],
            "redovisningsgrupp": [None, *["532"] * 751],
            "yrkesfalt": [None, *["IT"] * 751],
        }
    ),
    "mart.sokord": lambda: pd.DataFrame(
        {"yrke_kod": [group.code for group in reporting_groups()], "ord": [group.name for group in reporting_groups()]}
    ),
    # Employees
    "staged.anstallda": lambda: rows(40, varde=1.0, ar=2024),
    "staged.anstallda_2019": lambda: scb(varde=150_000.0, ar=2019),
    "staged.anstallda_2014": lambda: scb(varde=150_000.0, ar=2018),
    "staged.anstallda_ssyk4": lambda: scb(varde=150_000.0, ar=2024, **OCCUPATION4),
    "staged.anstallda_ssyk4_2019": lambda: scb(varde=150_000.0, ar=2021, **OCCUPATION4),
    "staged.anstallda_ssyk4_2014": lambda: scb(varde=150_000.0, ar=2014, **OCCUPATION4),
    "staged.anstallda_alder_riket": lambda: scb(varde=30_000.0, ar=2024, **OCCUPATION4),
    "staged.anstallda_alder": lambda: scb(varde=30_000.0, ar=2024),
    "staged.anstallda_naringsgren": lambda: scb(varde=150_000.0, ar=2024),
    "staged.loner": lambda: scb(varde=40_000.0, ar=2025, kon=SEXES, matt=PAY, **OCCUPATION4),
    "staged.loner_2014": lambda: scb(varde=40_000.0, ar=2022, kon=SEXES, matt=PAY, **OCCUPATION4),
    "mart.anstallda": lambda: rows(20, geo_niva="delregion", kon=("totalt", "kvinnor"), varde=10.0, register="BAS"),
    "mart.alder_yrke_grupper": lambda: pd.DataFrame({"andel": [0.1, NAN], "anmarkning": [None, "Skäl."]}),
    "mart.alder_yrke": lambda: pd.DataFrame(
        {
            "geo_niva": ["delregion", "lan", "kommun"],
            "yrkesniva": "redovisningsgrupp",
            "kon": "totalt",
            "anstallda": [NAN, 100.0, 50.0],
            "anstallda_55_64": [NAN, 30.0, 0.0],
            "andel_55_64": [NAN, 0.3, 0.0],
            "anmarkning": ["Skäl.", None, None],
        }
    ),
    "mart.anstallda_ssyk4": lambda: rows(
        20, geo_niva=("lan", "delregion"), varde=(100.0, 25.5), marginal_skillnad=0.01, anmarkning=None
    ),
    "mart.anstallda_per_ar": lambda: pd.DataFrame({"varde": [5.0, NAN], "status": [None, "del saknas"]}),
    "mart.anstallda_alla_yrken": lambda: pd.DataFrame(
        {"varde": [5.0, NAN], "minst": [5.0, 4.0], "status": [None, "del saknas"]}
    ),
    "mart.seriebrott": lambda: pd.DataFrame({"brott": ["a", "b"], "fore": [NAN, 8.0], "efter": [NAN, 1.0]}),
    # Ads
    "staged.annonser": lambda: rows(
        48,
        manad=tuple(MONTHS),
        lan_kod="14",
        kommun_kod="1485",
        ssyk4=("2221", "2222", "2223", "2224"),
        antal=1,
    ),
    "staged.annonser_oppna": lambda: pd.DataFrame(
        {"lan_kod": "14", "kommun_kod": "1485", "ssyk4": [str(code) for code in range(2221, 2241)]}
    ),
    "staged.lediga_jobb": lambda: scb(varde=140_000.0, kvartal="2026K3").drop(columns="kon"),
    "staged.kompetenser": lambda: pd.DataFrame({"ssyk4": ["2512"] * 2, "annonser_med": [1, 5], "annonser": [5, 5]}),
    "mart.annonser": lambda: pd.DataFrame(
        {
            "annonser": [1, 2],
            "annonserade_platser": [1, 5],
            "platser_rensade": [1, 3],
            "platser_rensade_utan_tak": [1, 3],
            "platser_rensade_kvadrat": [1, 5],
            "annonser_foljda": [0, 2],
            "annonser_aterannonserade": [0, 2],
            "annonser_foljda_kvadrat": [0, 4],
            "annonser_foljda_med_rubrik": [0, 2],
            "annonser_samma_rubrik_igen": [0, 2],
            "vantade_samma_rubrik_igen": [0.0, 1.5],
        }
    ),
    "mart.annonser_bortrensade": lambda: pd.DataFrame({"platser_i_annons": [1, 999]}),
    "mart.annonser_lan": lambda: pd.DataFrame(
        {
            "geo_kod": list(counties()),
            "annonser_rensade": [1] * 20 + [2],
            "platser_rensade": [1] * 20 + [5],
            "platser_rensade_kvadrat": [1] * 20 + [13],
        }
    ),
    "mart.listtraffar": lambda: pd.DataFrame(
        {"lista": LISTS, "annonser_med_traff": 1, "andel": [0.1, 0.1, 0.1, 0.1, 0.4]}
    ),
    "mart.tackning": lambda: pd.DataFrame({"tackning": [0.51, 2.99, NAN], "medelfel": [0.1, NAN, NAN]}),
    "mart.annonser_oppna": lambda: pd.DataFrame(
        {
            "oppna_annonser": [1, 2],
            "platser_i_oppna": [1, 5],
            "oppna_rensade": [0, 2],
            "platser_i_oppna_rensade": [0, 5],
            "platser_i_oppna_rensade_kvadrat": [0, 13],
        }
    ),
    "mart.kompetenser": lambda: pd.DataFrame(
        {"andel": [0.25, 1.0], "annonser": [20, 20], "annonser_med": [5, 20], "rang": [10, 1]}
    ),
    # Registered unemployed
    "staged.inskrivna_arbetslosa": lambda: pd.DataFrame({"manad": MONTHS, "varde": [5.0] * 12}),
    "staged.inskrivna_lan": lambda: pd.DataFrame({"varde": [0.0, 100_000.0, NAN]}),
    "staged.inskrivna_profil": partial(registered, egenskap=PROFILE_KINDS),
    "staged.inskrivna_tid": partial(registered, tid=DURATIONS),
    "staged.arbetskraft_bas": partial(registered, matt=("arbetskraft", "inskrivna"), varde=(300_000.0, 9_000.0)),
    "mart.inskrivna_arbetslosa": lambda: rows(20, geo_niva="delregion", kon="totalt", varde=10.0),
    "mart.inskrivna_arbetslosa_profil": partial(
        registered, egenskap=(*PROFILE_KINDS, WITHOUT_WORK), geo_niva=("delregion", "kommun"), kon="totalt"
    ),
    "mart.inskrivna_andelar": lambda: pd.DataFrame(
        {
            "grupp": ["mer än 12 månader", "utrikes födda", "under 25 år", "gymnasial"],
            "antal": [5.0, NAN, 5.0, 5.0],
            "andel": [0.5, 0.5, NAN, 0.5],
            "anmarkning": [None, "Skäl.", "Skäl.", None],
        }
    ),
    # Education
    "staged.matchning": lambda: scb(varde=600_000.0, ar=2024, grupp=SEXES),
    "staged.matchning_niva": lambda: scb(varde=6_900_000.0, ar=2024, grupp=SEXES),
    "staged.utbildningsniva": lambda: scb(varde=1_000_000.0, ar=2025),
    "staged.utbildningsniva_alder": lambda: scb(varde=20_000.0, ar=2025),
    "staged.utbildningsfloden": lambda: scb(varde=600_000.0, period="2023-2024", grupp=SEXES),
    "staged.examinerade": lambda: scb(varde=5_000.0, ar=2024),
    "staged.etablerade": lambda: scb(varde=5_000.0, ar=2023),
    "mart.utbildning": lambda: pd.DataFrame(
        {
            "utbildningsgrupp": ["75N", "02Z"],
            "befolkning": [100.0, 50.0],
            "matchad_forvarvsgrad": [60.0, NAN],
            "skillnad_mot_riket": [1.0, NAN],
            "medelfel": [4.9, NAN],
            "andel_kvinnor": [0.9, 0.5],
            "andel_55_lankade": [0.3, NAN],
            "anmarkning": [None, "Skäl."],
        }
    ),
    "mart.poangens_delar": lambda: pd.DataFrame(
        {"slag": ["del", "klass"], "vikt": [0.5, NAN], "fran": [NAN, 75.0], "namn": ["Annonser", "många annonser"]}
    ),
    "mart.kommun_utbildning": lambda: pd.DataFrame(
        {"befolkning": [NAN, 20.0, 4000.0], "anmarkning": ["Färre än 20 personer: antalet visas inte.", None, None]}
    ),
    "mart.utbildning_yrke": lambda: pd.DataFrame({"utbildningsgrupp": ["75N", "75N"]}),
    "mart.dim_utbildning": lambda: pd.DataFrame(
        {
            "utbildningsgrupp": [group.code for group in education_groups()],
            "koppling": ["namnet", "ingen koppling", *["vår bedömning"] * (len(education_groups()) - 2)],
            "gymnasieprogram": [None, None, *["Bygg- och anläggningsprogrammet (BA)"] * (len(education_groups()) - 2)],
            "komvux": None,
            "yh_omrade": None,
            "hogskoleexamen": ["Sjuksköterskeexamen", *[None] * (len(education_groups()) - 1)],
        }
    ),
    "mart.utbildningsplanering": lambda: pd.DataFrame(
        {
            "examinerade_lan": [410.0, NAN],
            "befolkning": [4489.0, NAN],
            "matchad_forvarvsgrad": [60.0, NAN],
            "nedre": [57.0, NAN],
            "ovre": [63.0, NAN],
            "arbetar_inte": [12.0, NAN],
            "yrken_om_fem": ["ökande (1): Sjuksköterskor", None],
            "yrken_om_tio": ["osäkert (1): Sjuksköterskor", None],
            "anmarkning": [None, "Skäl."],
        }
    ),
    # Population
    "staged.framskriven_folkmangd": lambda: scb(varde=60_000.0, ar=2039),
    "staged.folkmangd_till_2024": lambda: scb(varde=60_000.0, ar=2015),
    "staged.folkmangd": lambda: scb(varde=150_000.0, ar=2025, kon=SEXES),
    "staged.forsorjningskvot": lambda: scb(varde=0.8, ar=2024).drop(columns="kon"),
    # Sectors
    "staged.sysselsatta_sektor": lambda: scb(varde=5_300_000.0, manad="2026-08", kon=SEXES),
    "staged.sysselsatta_naringsgren": lambda: scb(varde=5_300_000.0, manad="2026-08", kon=SEXES),
    "staged.arbetsmarknadsstatus": lambda: scb(varde=5_100_000.0, manad="2026-08", kon=SEXES),
    "staged.jobbinfloden": lambda: scb(varde=200_000.0, period="2023-2024"),
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
            "storsta_arbetsgivare": [NAN, 0.5],
        }
    ),
    # Commuting
    "staged.pendling": lambda: scb(varde=300_000.0, ar=2024, kon=SEXES),
    "mart.pendling": lambda: pd.DataFrame(
        {
            "bostad_kod": ["1485", "1486"],
            "varde": [20.0, NAN],
            "status": [None, ".."],
            "minst": [20.0, NAN],
            "skyddade_floden": [0, 1],
        }
    ),
    # Arbetsförmedlingen's assessments and occupations
    "staged.yrkesbarometer": lambda: pd.DataFrame(
        {
            "koncept_id": [f"yb{i}" for i in range(220)],
            "ssyk4": ["2512", *["okänt"] * 19] * 11,
            "jobbmojligheter": ["stora", "små", "medelstora", None] * 55,
            "lan_kod": [NATION, *counties()] * 10,
        }
    ),
    "staged.radens_bedomningar": lambda: pd.DataFrame(
        {"roster": [3] * 4, "personer_fran": [NAN, 10.0, NAN, 5.0], "personer_till": [NAN, 20.0, NAN, 5.0]}
    ),
    "mart.radets_bedomning": lambda: pd.DataFrame({"roster": [3, 4]}),
    "staged.radens_dialoger": lambda: pd.DataFrame(
        {"datum": ["2026-10-01", "2026-11-20"], "behandlat": ["2026-11-20"] * 2}
    ),
    "staged.radens_prioriteringar": lambda: pd.DataFrame({"malar": [2029, 2030]}),
    "mart.radets_prioriteringar": lambda: pd.DataFrame({"malar": [2029, 2030]}),
    "staged.radens_insatser": lambda: pd.DataFrame({"belopp": [NAN, 400000.0]}),
    "mart.radets_insatser": lambda: pd.DataFrame({"belopp": [400000.0, NAN]}),
    "staged.radens_underlagsbehov": lambda: pd.DataFrame({"kostnad": [NAN, 85000.0]}),
    "staged.radens_granskningar": lambda: pd.DataFrame({"granskare": ["Kommunalförbundet", "Statistikern"]}),
    "mart.radets_dialoger": lambda: pd.DataFrame({"arbetsgivare": [3.0, NAN], "anmarkning": [None, "för få"]}),
    "mart.radets_mal": lambda: pd.DataFrame(
        {
            "forandring": [NAN, 1.5],
            "forandring_nedre": [NAN, 0.5],
            "forandring_ovre": [NAN, 2.5],
            "anmarkning": ["inte än", None],
        }
    ),
    "mart.radets_arbete": lambda: pd.DataFrame({"andel_agare_och_beslut": [0.5, NAN]}),
    "mart.underlagsregister": lambda: pd.DataFrame({"slag": ["källa", "önskat"], "hamtad": ["2026-11-20", None]}),
    "mart.samsyn": lambda: pd.DataFrame(
        {"till_samtal": ["ja", "ja", "nej", "nej"], "drivs_av": ["9", "8", None, None]}
    ),
    "staged.taxonomi": lambda: pd.DataFrame(
        {
            "typ": ["municipality", "ssyk-level-4", *["ssyk-level-4"] * 400],
            "tillstand": ["gäller", "ersatt", *["gäller"] * 400],
            "kod": [None, None, *["2512"] * 400],
        }
    ),
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
    # Supply beside demand
    "mart.obalans": lambda: pd.DataFrame(
        {
            "yrkesniva": ["af_yrkesomrade", "af_yrkesomrade", "ssyk3", "redovisningsgrupp"],
            "andel_kvinnor": [NAN, NAN, 0.5, 0.5],
            "lokaliseringskvot_riket": [NAN, NAN, 1.2, 1.2],
            "platser_per_arbetslos": [2.0, NAN, NAN, NAN],
            "platser_per_100_anstallda": [NAN, NAN, 9.0, 9.0],
            "anmarkning": [None, "Färre än 10 inskrivna", None, None],
        }
    ),
    "mart.riket_yrkesomrade": lambda: pd.DataFrame(
        {
            "af_yrkesomrade": list(af_areas()),
            "platser_per_arbetslos": [NAN, *[2.0] * 20],
            "anmarkning": ["Skäl.", *[None] * 20],
        }
    ),
    "mart.kommuner": lambda: pd.DataFrame(
        {"andel_kvinnor": [0.4, 0.6], "anstallda": [2000, 90_000], "inskrivna_arbetslosa": [80.5, 9000.0]}
    ),
    "mart.examinerade": lambda: pd.DataFrame(
        {
            "examinerade": [100.0, NAN, 20.0],
            "andel_etablerade": [0.8, 0.9, NAN],
            "anmarkning": [None, "Antalet examinerade är skyddat eller saknas.", "Skäl."],
        }
    ),
    "mart.alder_kommun": lambda: pd.DataFrame({"andel": [0.1, NAN], "anmarkning": [None, "Skäl."]}),
    "mart.kommun_yrke": lambda: pd.DataFrame(
        {
            "anstallda": [NAN, 30.0, 50.0],
            "platser_rensade": [20.0, NAN, 25.0],
            "platser_per_100_anstallda": [NAN, NAN, 50.0],
            "anmarkning": ["Skäl.", "Skäl.", None],
        }
    ),
    "mart.da_och_nu": lambda: pd.DataFrame(
        {
            "ord": [None, "färre", "oförändrat", "fler"],
            "kvot": [NAN, 0.5, 1.1, 1.5],
            "nedre": [NAN, 0.4, 0.9, 1.2],
            "ovre": [NAN, 0.8, 1.3, 1.8],
            "spridning": [1.0, 2.5, 2.5, 2.5],
            "anmarkning": ["Färre än 5 annonserade platser i något av åren.", None, None, None],
        }
    ),
    "mart.platser_per_ar": lambda: pd.DataFrame(
        {"platser_rensade": [NAN, 0.0, 12.0], "anmarkning": ["Källan har bara 3 av periodens 12 månader.", None, None]}
    ),
    "mart.platser_per_kvartal": lambda: pd.DataFrame(
        {"platser_rensade": [NAN, 0.0, 12.0], "anmarkning": ["Källan har bara 2 av kvartalets 3 månader.", None, None]}
    ),
    "mart.skillnad": lambda: pd.DataFrame(
        {
            "geo_kod": ["14", "14"],
            "summa_bristomraden": [50.0, 35.0],
            "summa_overskottsomraden": [90.0, 60.0],
            "netto": [-40.0, -25.0],
            "overhang": [0.25, 0.1],
            "losbar_genom_rorlighet": [NAN, 15.0],
        }
    ),
    "mart.oppna_mot_inskrivna": lambda: pd.DataFrame(
        {
            "inskrivna_per_oppen_plats": [NAN, 2.0],
            "nedre": [NAN, 1.5],
            "ovre": [NAN, 2.7],
            "platser_oppna": [3.0, 500.0],
            "platser_oppna_rattade": [NAN, 650.0],
            "anmarkning": ["Färre än 5 öppna platser.", None],
        }
    ),
    "mart.analys": lambda: pd.DataFrame(
        {
            "matt": ["missmatchning_05", "anstallda_egen"],
            "enhet": ["andel", "personer"],
            "varde": [0.05, -700.0],
            "jamforelse": [0.001, 90_000.0],
            "percentil": [100.0, NAN],
            "anmarkning": [None, None],
        }
    ),
    # Signals and assessments
    "mart.signaler": lambda: pd.DataFrame(
        {
            "familj": ["läge", "flöde", None, "läge", None],
            "varde": [1.5, 0.0, 4.0, -2.0, NAN],
            "medelfel": [0.1, 0.0, 0.5, 0.0, NAN],
            "medelfel_tackning": [NAN, 0.2, 0.5, NAN, NAN],
            "poang": [3.0, 0.0, NAN, 2.0, NAN],
            "vikt": [0.5, 1.0, 1.0, 0.25, NAN],
            "grund": ["galler_yrkesomradet", "raknad", "raknad", "galler_yrkesomradet", None],
        }
    ),
    # Not rated, contradicted from below, a manager without AF's assessment of today, contradicted from above, lifted,
    # and of borrowed ads.
    "mart.bedomning": lambda: pd.DataFrame(
        {
            "signaler": [
                "kan inte bedömas",
                "få annonser per anställd",
                "inga tydliga tecken",
                "många annonser per anställd",
                "tydliga tecken på brist",
                "få annonser per anställd",
            ],
            "signalpoang": [NAN, 12.5, 40.0, 75.0, 99.0, 5.0],
            "stabilitet": [NAN, 0.9, 0.5, 0.8, 1.0, 1.0],
            "andel_vikter_samma_klass": [NAN, 1.0, 0.5, 1.0, 1.0, 1.0],
            "af_jobbmojligheter": [None, "stora", None, "små", None, "små"],
            "af_rekrytering": [None, None, None, None, "brist", None],
            "lokal_kvot_nedre": [NAN, 0.5, 0.9, NAN, 1.2, 1.1],
            "lokal_kvot_ovre": [NAN, 0.8, 1.2, NAN, 1.8, 1.5],
            "laget_har": [None, "mindre", "som", None, "mer", "mer"],
            "motsager_af": ["nej", "ja", "nej", "ja", "nej", "nej"],
            "chefer": ["nej", "nej", "ja", "nej", "nej", "nej"],
            "annonsernas_grund": [None, "raknad", "raknad", "raknad", "raknad", "lanad_lan"],
            "lyfts_fram": ["nej", "nej", "nej", "nej", "ja", "nej"],
        }
    ),
    # Beside the score, mostly noise, not tried, and in the score.
    "mart.provning": lambda: pd.DataFrame(
        {
            "tillforlitlighet": [0.9, 0.3, NAN, 0.95],
            "skillnad_auc": [0.0, 0.03, NAN, 0.05],
            "nedre": [-0.01, 0.01, NAN, 0.01],
            "ovre": [0.02, 0.06, NAN, 0.09],
            "klarade": ["nej", "nej", "nej", "ja"],
            "utfall": ["visas bredvid", "mest brus", "inte prövad", "ingår i signalpoängen"],
        }
    ),
    # Unsure though shares are constant, too few, down, constant shares, and up.
    "mart.framskrivning": lambda: pd.DataFrame(
        {
            "anstallda": [3000.0, 40.0, 100.0, 100.0, 100.0],
            "personer": [NAN, NAN, 92.0, 104.0, 115.0],
            "nedre": [NAN, NAN, 80.0, 90.0, 100.0],
            "ovre": [NAN, NAN, 104.0, 118.0, 130.0],
            "forandring_andel": [NAN, NAN, -0.12, 0.0, 0.1],
            "forandring_nedre": [NAN, NAN, -0.2, -0.1, 0.0],
            "forandring_ovre": [NAN, NAN, -0.02, 0.1, 0.2],
            "riktning": ["osäkert", None, "minskande", None, "ökande"],
            "metod": ["oförändrad andel", "familjetrend", "familjetrend", "oförändrad andel", "familjetrend"],
            "anmarkning": ["osäkert", "för få", None, "oförändrade andelar", None],
        }
    ),
    "mart.bedomningar_mot_utfall": lambda: pd.DataFrame(
        {"celler": [40.0, NAN], "anmarkning": [None, "Utfallet väntas."]}
    ),
    # One within, one that has not come.
    "mart.utfall_mot_framskrivning": lambda: pd.DataFrame(
        {"utfall": [1150.0, NAN], "anmarkning": [None, "Utfallet saknas."]}
    ),
    "mart.utfall_per_niva": lambda: pd.DataFrame(
        {"andel_inom": [0.8, NAN], "anmarkning": [None, "Året har inte kommit."]}
    ),
    # A share with its change, an index, and one that has not come.
    "mart.uppfoljning": lambda: pd.DataFrame(
        {
            "enhet": ["procent", "index", "procent"],
            "varde": [41.5, 103.0, NAN],
            "medelfel": [0.2, 0.4, NAN],
            "nedre": [41.2, 102.5, NAN],
            "ovre": [41.8, 103.5, NAN],
            "forandring_nedre": [0.1, NAN, NAN],
            "forandring_ovre": [0.9, NAN, NAN],
            "egen_nedre": [0.2, NAN, NAN],
            "egen_ovre": [0.8, NAN, NAN],
            "anmarkning": [None, None, "Underlaget räcker till 2024."],
        }
    ),
    # A bias, two shares, an error that is not surely below the naive one's, and one that is.
    "mart.traffsakerhet": lambda: pd.DataFrame(
        {
            "matt": ["snedhet", "snabbare än snittet", "täckning", "relativt fel", "relativt fel"],
            "urval": ["alla", "alla", "alla", "alla", "alla"],
            "varde": [-0.01, 0.6, 0.8, 0.97, 0.9],
            "nedre": [NAN, 0.55, NAN, 0.93, 0.85],
            "ovre": [NAN, 0.65, NAN, 1.01, 0.95],
            "krav": ["högst 0,005", None, None, "högst 1", "högst 1"],
            "klarade": ["nej", None, None, "nej", "ja"],
        }
    ),
    # Claims nothing, as often wrong as right, surely right, and not surely.
    "mart.provning_klasser": lambda: pd.DataFrame(
        {
            "andel": [NAN, 0.45, 0.8, 0.5],
            "nedre": [NAN, 0.4, 0.6, 0.3],
            "andel_alla": [NAN, 0.3, 0.5, 0.4],
            "andel_motsatt": [NAN, 0.5, 0.1, 0.2],
            "klarade": ["nej", "nej", "ja", "nej"],
            "heter": [
                "inga tydliga tecken",
                "få annonser per anställd",
                "tydliga tecken på brist",
                "ganska många annonser per anställd",
            ],
        }
    ),
    "mart.samstammighet": lambda: pd.DataFrame(
        {
            "matt": ["kappa", "auc", "andel_lika", "kappa"],
            "varde": [-0.1, 0.6, 1.0, None],
            "nedre": [-0.2, 0.5, 1.0, None],
            "ovre": [0.0, 0.7, 1.0, None],
            "poang_samma_fall": [0.2, 0.6, 0.5, None],
        }
    ),
    # The long term
    "mart.ersattningsbehov": lambda: pd.DataFrame(
        {
            "geo_niva": ["delregion", "lan", "delregion"],
            "yrkesniva": "redovisningsgrupp",
            "kon": "totalt",
            "anstallda": [49.0, 1000.0, 50.0],
            "anstallda_45": [NAN, 400.0, 20.0],
            "ersattningsbehov": [NAN, 100.0, 0.0],
            "andel_av_anstallda": [NAN, 0.1, 0.0],
            "anmarkning": ["Skäl.", None, None],
        }
    ),
    "mart.arbetskraft_framskriven": lambda: pd.DataFrame(
        {
            "deltagande": [0.75, 0.7, NAN],
            "utveckling": [1.0, 1.1, NAN],
            "arbetskraft": [750.0, 700.0, NAN],
            "arbetande_arbetsplats": [650.0, 715.0, NAN],
            "anmarkning": [None, None, "Skäl."],
        }
    ),
    "mart.tillgang": lambda: pd.DataFrame(
        {
            "befolkning_framskriven": [1000.0, 0.0, NAN],
            "forvarvsgrad_framskriven": [0.8, 1.0, NAN],
            "tillgang": [800.0, 0.0, NAN],
            "anmarkning": [None, None, "Skäl."],
        }
    ),
    "mart.utbildningsniva_framskriven": lambda: pd.DataFrame(
        {"andel_efter_alder_framskriven": [0.4, 0.4], "skillnad": [0.01, NAN], "anmarkning": [None, "Skäl."]}
    ),
    "mart.framskrivning_lan": lambda: pd.DataFrame({"personer": [92.0, NAN], "anmarkning": [None, "Skäl."]}),
    "mart.tillgang_scenarier": lambda: pd.DataFrame({"tillgang": [800.0, 0.0]}),
    "mart.langsiktig_skillnad": lambda: pd.DataFrame(
        {"behov": [100.0, NAN], "skillnad": [10.0, NAN], "anmarkning": [None, "Skäl."]}
    ),
    "mart.bedomning_lang_sikt": lambda: pd.DataFrame({"skillnad_andel": [0.1, NAN], "anmarkning": [None, "Skäl."]}),
    "mart.behov_per_alder": lambda: pd.DataFrame({"behov": [100.0, NAN], "anmarkning": [None, "Skäl."]}),
    # The edition
    "mart.utgava": lambda: pd.DataFrame({"utgava": ["2026-12-r2"]}),
    "mart.andringar": lambda: pd.DataFrame(
        {"slag": ["underlag", "tal", "tal"], "orsak": ["reviderat underlag", "ny period", "ny period"]}
    ),
    "mart.kalla": lambda: pd.DataFrame(
        {
            "underlag": ["af_annonser", "af_kompetenser"],
            "andel_fel": [0.0, 0.001],
            "hamtstatus": ["aktuell", "aktuell"],
            "skillnader": [None, None],
            "okanda_koder": pd.array([None, None], "Int64"),
        }
    ),
    "mart.kvalitet": lambda: pd.DataFrame({"kontroll": [str(i) for i in range(20)]}),
}
KEY = {table: list(frame().columns[:1]) for table, frame in RIGHT.items()}
"""The frames have few columns; the first one is enough to name a row."""
