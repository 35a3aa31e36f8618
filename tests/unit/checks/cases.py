"""A right and several wrong sets of tables for every reconciliation, and running it on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from assets.contracts.model import TableContract
from assets.contracts.trial import BESIDE as SHOWN_BESIDE
from assets.contracts.trial import IN_SCORE, IN_SCORE_UNPROVEN, NOT_TRIED, WAITS
from assets.contracts.words import WITHHELD_WITH_ANOTHER
from assets.home import Home
from assets.lineage import LINEAGE
from checks.result import CheckResult
from checks.rules.base import Reconciliation
from checks.rules.registry import RECONCILIATIONS
from checks.tables import Tables, tables_in
from tests.unit.checks import frames_council_goals as council_goals
from tests.unit.checks import frames_council_work as council_work
from tests.unit.checks.frames import (
    FOLLOWED,
    ads,
    aged,
    ages,
    assessments,
    at_work,
    barometer,
    breaks,
    concepts,
    county_ads,
    education,
    educations,
    employed,
    employees,
    flows,
    gaps,
    groups,
    key,
    known_ages,
    measures,
    municipalities,
    of_years,
    older,
    open_ads,
    open_ads_staged,
    open_posts,
    raked,
    sector_ads,
    sectors,
    skills,
)
from tests.unit.checks.frames_assessment import (
    assessed,
    class_trial,
    inside_and_beside,
    rated_by_limits,
    rates,
    score_parts,
    trial,
)
from tests.unit.checks.frames_change import (
    changed_employees,
    open_posts_by_sector,
    over_the_break,
    quarters,
    ratios,
    stocks,
    then_and_now,
    two_years_of_ads,
    two_years_of_people,
    years,
)
from tests.unit.checks.frames_councils import council_answers, council_forms, councils_area, shown_beside, views
from tests.unit.checks.frames_education import established, graduated, graduates
from tests.unit.checks.frames_education_planning import (
    have_it,
    leaving,
    links_ahead,
    occupations_ahead,
    planned,
    took_exams,
)
from tests.unit.checks.frames_follow_up import (
    followed,
    followed_ads,
    followed_breaks,
    followed_employees,
    followed_places,
    matched_counts,
)
from tests.unit.checks.frames_levels import (
    SUMMED,
    ads_in_the_stream,
    ads_of_a_month,
    ads_of_two_years,
    by_age,
    followed_days,
    of_all_ages,
    of_municipalities,
    sexes_of_employees,
    sexes_of_groups,
)
from tests.unit.checks.frames_long_term import (
    accuracy,
    assessed_now,
    came,
    differences,
    four_projected_from,
    long_assessments,
    outcome_shares,
    outcomes,
    projected_from,
    projections,
    totals,
    workers,
)
from tests.unit.checks.frames_long_term_more import educated, levels, needed, of_every_county, of_own_county
from tests.unit.checks.frames_long_term_supply import (
    departures,
    education_flows,
    growing,
    needs,
    older_employees,
    peoples,
    supplies_in_scenarios,
    supply,
    teachers,
    workforce,
)
from tests.unit.checks.frames_municipality_ages import (
    ages_by_occupation,
    groups_of_ages,
    municipality_ages,
    shares_of_older,
)
from tests.unit.checks.frames_publication import (
    assessed_links,
    concepts_named,
    delregions_educations,
    everybody_by_sex,
    groups_by_year,
    links,
    municipal_educations,
    municipal_matching,
    municipality_occupations,
    nation_areas,
    nurses_of_municipalities,
    occupations_by_year,
    posts_of_municipalities,
    posts_of_the_nation,
    three_municipalities,
    two_delregioner,
    two_municipalities,
    unemployed_of_counties,
    withheld_educations,
    words,
)
from tests.unit.checks.frames_publication import everybody as employed_in_all
from tests.unit.checks.frames_track_record import track_records
from tests.unit.checks.frames_unemployed import (
    areas,
    county_unemployed,
    everybody,
    labour_force,
    profile,
    profile_mart,
    records,
    registered_in_force,
    shares_of_registered,
    sheets,
    staged,
    unemployed,
)
from tests.unit.checks.right_frames import NAN

BESIDE = {
    "staged.utbildningsfloden": education_flows(),
    "staged.anstallda_2019": groups(),
    "staged.anstallda_2014": groups(),
    "staged.anstallda_ssyk4": groups(),
    "mart.obalans": pd.DataFrame({"annonserade_platser": [40, 2]}).assign(
        geo_niva="delregion", yrkesniva="ssyk3", geo_kod="fyrbodal"
    ),
    "staged.sysselsatta_sektor": pd.DataFrame(
        [("14", "totalt", "arbetsställe", 1000.0), ("14", "totalt", "bostad", 1.0), ("14", "PRIV", "arbetsställe", 1.0)],
        columns=["region_kod", "sektor", "matt", "varde"],
    ).assign(kon="totalt", manad="2026-08"),
    "staged.annonser_oppna": open_ads_staged(),
    "staged.yrkesbarometer": barometer(),
    "staged.kompetenser": pd.DataFrame(
        [("2512", "1480", "Java", 20, 29), ("2512", "1480", "SQL", 5, 29), ("2512", "1485", "Java", 1, 1)],
        columns=["ssyk4", "kommun_kod", "kompetens", "annonser_med", "annonser"],
    ),
    "mart.annonser_bortrensade": pd.DataFrame({"annons_id": ["1", "2"]}),
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
    "mart.inskrivna_arbetslosa_profil": pd.concat(
        [profile_mart().assign(varde=200.0), profile_mart().assign(varde=100.0, kon="kvinnor")]
    ),
    "mart.annonser_oppna": open_posts(),
    "mart.anstallda": pd.concat([employees(), employees(delregion=50.0, unknown=9.0).assign(ar=2023)]),
    "mart.provning_klasser": class_trial(),
    "mart.traffsakerhet": accuracy(),
    "mart.utfall_mot_framskrivning": outcomes(),
    "mart.annonser": pd.concat(
        [ads().assign(manad=month, geo_kod="14") for month in ("2024-12", "2025-01", "2025-02")]
    ).assign(**dict.fromkeys(FOLLOWED, 7)),
}  # fmt: skip
"""The tables that are given beside the one that is judged."""
BESIDE_OF: dict[str, dict[str, pd.DataFrame]] = {
    "framskrivs_fran_registret": {"mart.anstallda": projected_from()},
    "fyra_siffror_fran_registret": {"staged.anstallda_ssyk4": four_projected_from()},
    "inget_annat_ar_battre_i_delregionerna": {"mart.dim_geo": two_delregioner()},
    "varje_ruta_har_en_rad": {"mart.dim_geo": followed_places()},
    "lanet_mellan_delregionerna": {"mart.dim_geo": followed_places()},
    "matchade_ur_kallan": {"staged.matchning_niva": matched_counts()},
    "platserna_ur_annonserna": {"mart.annonser": followed_ads(), "mart.anstallda_alla_yrken": followed_employees()},
    "omgangar_ur_formularen": {"mart.radets_bedomning": council_answers()},
    "agda_prioriteringar_ur_formularen": {"mart.radets_prioriteringar": council_work.priorities()},
    "ingen_forandring_over_brott": {"mart.seriebrott": followed_breaks()},
    "utfallet_ar_registrets": {"mart.anstallda": came()},
    "traffen_ar_sina_fall": {"mart.anstallda": came()},
    "lang_sikt_ar_skillnaden": {"mart.langsiktig_skillnad": differences(), "mart.bedomning": assessed_now()},
    "totalen_foljer_arbetskraften": {"mart.arbetskraft_framskriven": workers()},
    "tva_satt_ger_samma_total": {"mart.arbetskraft_framskriven": workers()},
    "sektorer_blir_annonser": {
        "mart.annonser": pd.DataFrame(
            [("delregion", "fyrbodal", "staten", "2025-09", 2, 7), ("delregion", "fyrbodal", "staten", "2025-08", 9, 9),
             ("kommun", "1485", "staten", "2025-09", 9, 9)],
            columns=["geo_niva", "geo_kod", "sektor", "manad", "annonser_rensade", "platser_rensade"],
        ),
    },
    "da_och_nu_ur_delarna": {"mart.annonser": two_years_of_ads(), "mart.inskrivna_arbetslosa": two_years_of_people()},
    "kvoten_raknas_dar_den_kan": {"mart.dim_geo": two_municipalities()},
    "aren_ur_annonserna": {"mart.annonser": two_years_of_ads()},
    "examinerade_ur_kallan": {"staged.examinerade": graduated(), "staged.etablerade": established()},
    "kommunens_aldrar_ur_kallan": {"staged.anstallda_alder": ages_by_occupation()},
    "kvartalen_ur_annonserna": {"mart.annonser": two_years_of_ads()},
    "yrkesbenamningar_finns": {"staged.taxonomi": concepts_named()},
    "kommunens_utbildningar_ur_kallan": {"staged.matchning": municipal_matching()},
    "dolda_utbildningar_gar_inte_att_rakna_fram": {
        "mart.utbildning": delregions_educations(),
        "mart.dim_geo": three_municipalities(),
    },
    "aren_ur_anstallda": {"mart.anstallda": occupations_by_year()},
    "aldersgrupperna_blir_yrket": {"mart.alder_yrke": shares_of_older()},
    "alla_yrken_ur_anstallda": {"mart.anstallda": everybody_by_sex(), "mart.dim_geo": two_municipalities()},
    "riket_ur_lanen": {"staged.inskrivna_lan": unemployed_of_counties(), "mart.annonser": posts_of_the_nation()},
    "kopplingarna_som_bedomningen": {"mart.bedomning": assessed_links()},
    "kopplingarnas_behov_ar_yrkets": {"mart.bedomning_lang_sikt": occupations_ahead()},
    "kopplingarnas_ersattning_ar_yrkets": {"mart.ersattningsbehov": leaving()},
    "planeringen_ur_utbildning": {"mart.utbildning": have_it()},
    "planeringens_examinerade": {"mart.examinerade": took_exams()},
    "planeringens_yrken": {"mart.utbildning_yrke": links_ahead()},
    "radets_svar_bevarade": {"staged.radens_bedomningar": council_forms(), "mart.dim_geo": councils_area()},
    "radets_bedomning_ar_radets": {"mart.radets_bedomning": council_answers()},
    "samsyn_foljer_bedomningarna": {"mart.bedomning": shown_beside(), "mart.radets_bedomning": council_answers()},
    "samtal_i_steg_om_tre": {
        "staged.radens_dialoger": council_work.heard(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "nadda_kommuner_ur_formularen": {
        "staged.radens_dialoger": council_work.heard_in_few_places(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "prioriteringar_bevarade": {
        "staged.radens_prioriteringar": council_work.wanted_by_forms(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "insatser_bevarade": {
        "staged.radens_insatser": council_work.done_by_forms(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "arbetet_ur_prioriteringarna": {"mart.radets_prioriteringar": council_work.priorities()},
    "arbetet_ur_insatserna": {"mart.radets_insatser": council_work.measures()},
    "malen_ur_prioriteringarna": {"mart.radets_prioriteringar": council_goals.wanted()},
    "malens_varden_ur_tabellerna": {
        "mart.radets_prioriteringar": council_goals.wanted(),
        "mart.annonser": council_goals.posts_by_month(),
        "mart.utbildning": council_goals.rates(),
    },
    "saker_bara_utanfor_noll": {"mart.radets_prioriteringar": council_goals.wanted()},
    "kallorna_star_i_registret": {"mart.kalla": council_work.sources_of_register()},
    "onskningar_star_i_registret": {
        "staged.radens_underlagsbehov": council_work.wishes(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "granskningar_star_i_registret": {
        "staged.radens_granskningar": council_work.reviews(),
        "mart.dim_geo": council_work.councils_of_county(),
    },
    "kommunens_yrken_ur_delarna": {
        "mart.anstallda": nurses_of_municipalities(),
        "mart.annonser": posts_of_municipalities(),
    },
    "delarna_ar_de_som_bedomningen_vilar_pa": {"mart.signaler": inside_and_beside(), "mart.bedomning": rated_by_limits()},
    "forandringen_korsar_inte_brottet": {"mart.anstallda": over_the_break()},
    "lage_mot_delarna": {"mart.annonser_oppna": open_posts_by_sector()},
    "anstallda_kvinnor_mot_fyra_siffror": {"staged.anstallda_ssyk4": sexes_of_groups()},
    "annonser_mot_oppna": {"staged.annonser_oppna": ads_in_the_stream(), "mart.annonser_oppna": followed_days()},
    "ersattningsbehov_av_anstallda": {"mart.anstallda": older_employees()},
    "tillvaxten_ar_framskrivningens": {"mart.framskrivning": growing()},
    "utbildningsgrupperna_blir_befolkningen": peoples(),
    "scenarierna_utgar_fran_basen": {"mart.tillgang": supply()},
    "nivaerna_raknas_om": {"mart.tillgang": educated()},
    "arskullarna_blir_nivan": {"staged.utbildningsniva": of_all_ages()},
    "nivaerna_foljs_at": {
        name: pd.DataFrame({"varde": [1.0]}) for name in ("staged.utbildningsniva_alder", "staged.utbildningsfloden")
    },
    "alla_lan_som_det_egna": {"mart.framskrivning": of_own_county()},
    "behovet_ryms_bland_de_som_arbetar": {"mart.arbetskraft_framskriven": workers()},
    "behovet_raknas_om": {"mart.anstallda": teachers()},
    "rattade_platser_ur_tackningen": {
        "mart.annonser_oppna": open_posts_by_sector(),
        "mart.tackning": pd.DataFrame(
            [("14", "privat", 1.5), ("14", "stat", 1.0), ("00", "privat", 9.0)],
            columns=["geo_kod", "sektor_i_enkaten", "tackning"],
        ),
    },
}  # fmt: skip
"""Tables that one check is given in other words."""
Case = tuple[str, Callable[..., pd.DataFrame], list[dict[str, object]]]
"""The table that a check is of, what makes it right, and what makes it wrong."""
CASES: dict[str, Case] = {
    "delregioner_blir_lanet": ("mart.anstallda", employees, [{"delregion": 50.0}, {"delregion": 70.0}]),
    "delregioner_blir_lanet_aldre_ar": ("mart.anstallda", older, [{"delregion": 50.0}]),
    "inga_ar_fattas": ("mart.anstallda", of_years(2018, 2019, 2020), [{"without": 2019}]),
    "senaste_aret_anvands": ("mart.anstallda", lambda year=2024: employees().assign(ar=year), [{"year": 2023}]),
    "registren_liknar_varandra": ("mart.seriebrott", breaks, [{"new": 1060.0}, {"new": 940.0}]),
    "andel_okant_yrke": ("mart.anstallda", employees, [{"unknown": 20.0}]),
    "annonser_summerar": ("mart.annonser", ads, [{"county": 12}, {"without": 0}, {"days": 71}]),
    "rensningen_gar_ihop": ("mart.annonser", ads, [{"dropped": 1}, {"dropped": 3}]),
    "sektor_kand": ("mart.annonser", ads, [{"unknown": 1}]),
    "ingen_utelamnad": ("staged.inskrivna_arbetslosa", records, [{"without": "1438"}, {"no_area": "14"}]),
    "kommuner_blir_delregion": ("mart.kommuner", municipalities, [{"posts": 29}]),
    "grupper_blir_yrken": ("staged.anstallda_ssyk4", groups, [{"value": 621.0}, {"value": 579.0}, {"unknown": 51.0}]),
    "aldrar_blir_yrken": ("staged.anstallda_alder", ages, [{"older": 421.0}, {"older": 379.0}, {"whole": 1000.0}]),
    "arskullarna_blir_nivan": (
        "staged.utbildningsniva_alder",
        by_age,
        [{"one": 300.0}, {"one": 1500.0}, {"hidden": 20}, {"until": 70}, {"other": "6"}],
    ),
    "anstallda_mot_bas": ("staged.sysselsatta_naringsgren", employed, [{"value": 1500.0}, {"value": 940.0}]),
    "grupper_blir_befolkningen": (
        "staged.matchning",
        education,
        [{"value": 579.0}, {"value": 621.0}, {"value": 570.0, "hidden": 2}],
    ),
    "okant_yrke_mellan_ar": ("staged.matchning_niva", at_work, [{"unknown": 45.0}, {"unknown": 390.0}]),
    "varje_grupp_en_gang": ("mart.yrkesnyckel", key, [{"more": "7619"}, {"less": "2512"}, {"twice": "2512"}]),
    "af_yrkesomraden_stammer": ("staged.taxonomi", concepts, [{"moved": "2512"}, {"less": "1310"}, {"more": "9998"}]),
    "barometern_hel": ("staged.yrkesbarometer", barometer, [{"without": "14"}, {"said": 3}]),
    "bedomningar_bevarade": (
        "mart.yrkesbarometer",
        assessments,
        [{"value": "medelstora"}, {"less": "b"}, {"more": "c"}],
    ),
    "radets_svar_bevarade": (
        "mart.radets_bedomning",
        council_answers,
        [
            {"klass": "vissa tecken på brist"},
            {"name": "Vårdbiträden"},
            {"voices": 2},
            {"shown": "enskild uppgift"},
            {"twice": True},
            {"without": "251"},
            {"told": "jav"},
            {"told": "personer_till"},
        ],
    ),
    "inget_rad_pekas_ut": (
        "mart.bedomningar_mot_utfall",
        track_records,
        [
            {"councils": 2.0},
            {"councils": None},
            {"cells": 29.0},
            {"hits": 31.0},
            {"lower": 0.8},
            {"brier": 1.1},
            {"other": 50.0},
        ],
    ),
    "radets_bedomning_ar_radets": (
        "mart.bedomning",
        shown_beside,
        [
            {"council": "vissa tecken på brist"},
            {"council": None},
            {"single": "inga tydliga tecken"},
            {"county": "tydliga tecken på brist"},
        ],
    ),
    "samsyn_foljer_bedomningarna": (
        "mart.samsyn",
        views,
        [{"af": "delvis"}, {"signals": "samstämmig"}, {"talk": "nej"}, {"without": "251"}],
    ),
    "samtal_i_steg_om_tre": (
        "mart.radets_dialoger",
        council_work.dialogues,
        [
            {"employers": 4.0},
            {"employers": 6.0},
            {"employers": NAN},
            {"few": 2.0},
            {"few": 3.0},
            {"without": "251"},
            {"more": "221"},
            {"name": "Andra"},
        ],
    ),
    "prioriteringar_bevarade": (
        "mart.radets_prioriteringar",
        council_work.priorities,
        [{"goal": "mål"}, {"state": "beslutad"}, {"decided": "förslag"}, {"owner": "C"}, {"without": 2}],
    ),
    "insatser_bevarade": (
        "mart.radets_insatser",
        council_work.measures,
        [{"what": "Kurser"}, {"amount": 4000.0}, {"state": "avslutad"}, {"without": 2}],
    ),
    "arbetet_ur_prioriteringarna": (
        "mart.radets_arbete",
        council_work.work,
        [{"priorities": 3}, {"owned": 1}, {"decided": 2}, {"both": 2}, {"share": 1.0}, {"area": "sjuharad"}],
    ),
    "arbetet_ur_insatserna": (
        "mart.radets_arbete",
        council_work.work,
        [{"measures": 1}, {"ended": 2}, {"resulted": 0}, {"area": "sjuharad"}],
    ),
    "malen_ur_prioriteringarna": (
        "mart.radets_mal",
        council_goals.goals,
        [{"without": 2}, {"more": True}, {"base": 2022.0}, {"since": 2025.0}, {"target": 70}, {"state": "beslutad"}],
    ),
    "malens_varden_ur_tabellerna": (
        "mart.radets_mal",
        council_goals.goals,
        [
            {"first": 71.0},
            {"last": NAN},
            {"posts": 13.0},
            {"year": 2021},
            {"since": 2019.0, "before": 500.0},
            {"before": 5.0},
        ],
    ),
    "saker_bara_utanfor_noll": (
        "mart.radets_mal",
        council_goals.goals,
        [{"low": -1.0}, {"word": "ingen säker förändring"}, {"tried": "ingen säker förändring"}],
    ),
    "kallorna_star_i_registret": (
        "mart.underlagsregister",
        council_work.register,
        [{"fetched": "2026-11-21"}, {"source": "scb_tab3119"}],
    ),
    "onskningar_star_i_registret": (
        "mart.underlagsregister",
        council_work.register,
        [{"question": "Vad?"}, {"cost": 8500.0}],
    ),
    "granskningar_star_i_registret": (
        "mart.underlagsregister",
        council_work.register,
        [{"who": "C"}, {"verdict": "används"}, {"of": "Fyrbodal"}],
    ),
    "kompetenser_mot_underlag": ("mart.kompetenser", skills, [{"naming": 20}, {"base": 31}, {"part": 26}]),
    "oppna_annonser_summerar": ("mart.annonser_oppna", open_ads, [{"county": 12}, {"without": 0}, {"cleaned": 1}]),
    "oppna_annonser_gar_att_rensa": ("staged.annonser_oppna", open_ads_staged, [{"unknown": 1}, {"unknown": 14}]),
    "oppna_annonser_som_i_underlaget": (
        "mart.annonser_oppna",
        open_ads,
        [{"county": 10}, {"newest": date(2026, 10, 2)}],
    ),
    "oppna_annonser_dag_for_dag": ("mart.annonser_oppna", open_ads, [{"before": 20}, {"before": 8}]),
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
    "aldern_raknas_om": (
        "mart.alder_yrke",
        aged,
        [
            {"share": 0.26},
            {"older": 26.0, "share": 0.26},
            {"county": 0.3},
            {"nation": 0.3},
            {"women": 61.0},
            {"women": 59.0},
            {"county": None},
        ],
    ),
    "kommunens_aldrar_ur_kallan": (
        "mart.alder_kommun",
        municipality_ages,
        [{"younger": 71.0}, {"both": 101.0}, {"share": 0.71}],
    ),
    "aldrar_mot_anstallda": ("mart.alder_yrke", known_ages, [{"county": 97.0}, {"county": 103.0}]),
    "andelarna_raknas_om": (
        "mart.inskrivna_andelar",
        shares_of_registered,
        [
            {"share": 0.61},
            {"women": 59.0},
            {"county": 0.5},
            {"county": None},
            {"some": 59.0, "share": 0.59},
            {"known": 50.0, "share": 1.2},
        ],
    ),
    "utbildningar_blir_samtliga": ("mart.inskrivna_andelar", shares_of_registered, [{"women": 55.0}, {"women": 65.0}]),
    "marginalerna_halls": (
        "mart.anstallda_ssyk4",
        raked,
        [{"first": 20.6}, {"first": 19.4}, {"county": 63.0}, {"difference": 0.05}],
    ),
    "skillnad_ur_delarna": (
        "mart.skillnad",
        gaps,
        [{"shortage": 11.0}, {"movable": 1.0}, {"overhang": 0.02}, {"posts": 1001}],
    ),
    "yrkesbenamningar_finns": ("mart.sokord", words, [{"title": "Kodare"}, {"everyday": "programmerare"}]),
    # Too few must not be shown, nor a number that the source withholds.
    "kommunens_utbildningar_ur_kallan": (
        "mart.kommun_utbildning",
        municipal_educations,
        [
            {"nurses": 700.0},
            {"few": 19.0},
            {"hidden": 30.0},
            {"nurses": None},
            {"beside_hidden": 0.0},
            {"nobody": None},
        ],
    ),
    # Alone in the sum, and nobody left of it.
    "dolda_utbildningar_gar_inte_att_rakna_fram": (
        "mart.kommun_utbildning",
        withheld_educations,
        [
            {"second": 20.0},
            {"other": None},
            {"second": 0.0},
            {"third": 12.0},
            {"third": 27.0, "why": WITHHELD_WITH_ANOTHER},
        ],
    ),
    # A class or a number that is the occupation's of another year, or that is there on one side alone.
    "kopplingarnas_behov_ar_yrkets": (
        "mart.utbildning_yrke",
        links_ahead,
        [{"need": "minskande"}, {"need": None}, {"later": "osäkert"}, {"year": 2034}],
    ),
    "kopplingarnas_ersattning_ar_yrkets": (
        "mart.utbildning_yrke",
        links_ahead,
        [{"leaving": 100.25}, {"leaving": None}, {"year": 2034}],
    ),
    "planeringen_ur_utbildning": (
        "mart.utbildningsplanering",
        planned,
        [{"people": 4488.0}, {"people": None}, {"rate": 54.0}, {"nation": 49.5}, {"low": 61.0}, {"low": None}],
    ),
    "planeringens_examinerade": (
        "mart.utbildningsplanering",
        planned,
        [{"graduates": 400.0}, {"graduates": None}, {"graduates": 4000.0}],
    ),
    "planeringens_yrken": (
        "mart.utbildningsplanering",
        planned,
        [
            {"occupations": 3},
            {"said": "många annonser per anställd (1): Sjuksköterskor"},
            {"said": "många annonser per anställd (2): Sjuksköterskor · Läkare"},
        ],
    ),
    "kopplingarna_som_bedomningen": (
        "mart.utbildning_yrke",
        links,
        [{"without": "532"}, {"class_of_nurses": "inga tydliga tecken"}, {"lifted": "nej"}],
    ),
    "aren_ur_anstallda": (
        "mart.anstallda_per_ar",
        groups_by_year,
        [{"now": 99.0}, {"now": None}, {"before": 50.0}, {"register": "RAMS, kontrolluppgifter"}, {"years": 1}],
    ),
    # An area where too few ages are known has no shares, neither of those of 55 years nor of others.
    "aldersgrupperna_blir_yrket": (
        "mart.alder_yrke_grupper",
        groups_of_ages,
        [{"middle": 0.5}, {"middle": 0.5, "older": 0.4}, {"middle": None}, {"hidden": 0.3}],
    ),
    # A number that is not shown leaves no sum, but one of the others.
    "alla_yrken_ur_anstallda": (
        "mart.anstallda_alla_yrken",
        employed_in_all,
        [{"now": 121.0}, {"now": None}, {"before": 110.0}, {"least": 111.0}, {"lack": 0}, {"rows": 11}],
    ),
    # A protected month leaves no sum, and under ten unemployed there is no ratio.
    "riket_ur_lanen": (
        "mart.riket_yrkesomrade",
        nation_areas,
        [{"people": 13.0}, {"people": None}, {"posts": 23.0}, {"ratio": 1.9}, {"crafts": 32.0}, {"few": 0.0}],
    ),
    # A number under its limit must not be shown, nor one that lacks a part.
    "kommunens_yrken_ur_delarna": (
        "mart.kommun_yrke",
        municipality_occupations,
        [{"employed": 101.0}, {"employed": None}, {"few": 19.0}, {"posts": 80.0}, {"posts": None}, {"rate": 66.7}],
    ),
    # A year that lacks a month must have no number.
    "aren_ur_annonserna": (
        "mart.platser_per_ar",
        years,
        [{"now": 11.0}, {"every": 13.0}, {"before": None}, {"start": "2024-08", "before": None, "now": 13.0}],
    ),
    # A quarter that lacks a month must have no number.
    "kvartalen_ur_annonserna": (
        "mart.platser_per_kvartal",
        quarters,
        [{"now": 2.0}, {"now": None}, {"before": 3.0}, {"county": 5.0}, {"none": 2.0}],
    ),
    "kvoten_raknas_dar_den_kan": (
        "mart.da_och_nu",
        ratios,
        [{"posts": float("nan")}, {"people": float("nan")}],
    ),
    "da_och_nu_ur_delarna": (
        "mart.da_och_nu",
        then_and_now,
        [{"now": 13.0}, {"then": 25.0}, {"county": 19.0}, {"people": 5.5}, {"women": 3.0}],
    ),
    "lage_mot_delarna": (
        "mart.oppna_mot_inskrivna",
        stocks,
        [{"posts": 1001.0}, {"posts": None}, {"county": 1006.0}, {"people": 991.0}, {"every": 999.0}],
    ),
    "rattade_platser_ur_tackningen": ("mart.oppna_mot_inskrivna", stocks, [{"corrected": 1000.0}, {"corrected": None}]),
    "forandringen_korsar_inte_brottet": (
        "mart.obalans",
        changed_employees,
        [{"since": 11.0}, {"since": None}, {"net": 61.0}, {"year": "2020"}, {"how": "utan rikets hopp 2022–2023"}],
    ),
    "analys_gar_ihop": (
        "mart.analys",
        measures,
        [{"own": 5.0}, {"change": 11.0, "own": 5.0}, {"first": "2021"}],
    ),
    "lanet_som_publicerat": (
        "mart.annonser_lan",
        county_ads,
        [{"number": 9}, {"expected": 7.02}, {"without": "2025-01"}, {"without": "2025-02"}, {"more": "2025-03"}],
    ),
    "lanet_som_kommunerna": (
        "staged.inskrivna_lan",
        county_unemployed,
        [{"men": 71.0}, {"men": None}, {"without": "23"}, {"month": "2026-07"}],
    ),
    "andel_med_brist_rimlig": (
        "mart.bedomning",
        assessed,
        [
            {"shortage": 4},
            {"shortage": 36},
            {"shortage": 36, "highest": "många annonser per anställd"},
            {"highest": "vissa tecken på brist"},
            {"shortage": 0, "rated": 0},
        ],
    ),
    "granserna_faststallda": ("mart.bedomning", assessed, [{"version": "3"}]),
    "inskrivna_ar_inte_fordelade": ("mart.signaler", rates, [{"alike": True}]),
    "inskrivna_summerar": ("mart.inskrivna_arbetslosa", unemployed, [{"delregion": 1001.0}, {"delregion": 900.0}]),
    "sammansattningen_provad": (
        "mart.provning",
        trial,
        [
            {"inside": IN_SCORE_UNPROVEN},
            {"inside": NOT_TRIED},
            {"inside": SHOWN_BESIDE},
            {"outside": WAITS},
            {"unknown": IN_SCORE},
            {"without": "annonser_per_100_anstallda"},
        ],
    ),
    "delarna_ar_de_som_bedomningen_vilar_pa": (
        "mart.poangens_delar",
        score_parts,
        [{"indicator": "annonstid"}, {"version": "3"}, {"highest": "annat"}, {"limit": 80.0}, {"limit": 70.0}],
    ),
    "metoden_har_klarat_provet": (
        "mart.framskrivning",
        projections,
        [
            {"method": "oförändrad andel"},
            {"method": "familj och storlän"},
            {"method": "rikets trend"},
            {"of_nation": "familjetrend"},
            {"on_four": "oförändrad andel"},
            {"of_delregions": "oförändrad andel"},
        ],
    ),
    "intervallen_har_hallit": ("mart.framskrivning", projections, [{"now": 501.0}, {"size": 2000.0}, {"there": 149.0}]),
    "inget_annat_ar_battre_i_delregionerna": ("mart.traffsakerhet", accuracy, [{"upper_of_own": 0.999}]),
    "skillnaden_raknas_om": (
        "mart.langsiktig_skillnad",
        differences,
        [{"supply": 91.0}, {"low": 11.0}, {"high": 9.0}, {"low": -1.0}, {"word": "minskande"}, {"word": "oförändrat"}],
    ),
    "lang_sikt_ar_skillnaden": (
        "mart.bedomning_lang_sikt",
        long_assessments,
        [
            {"share": 0.2},
            {"signal": "tecken på överskott"},
            {"word": "minskande"},
            {"low": 0.04},
            {"word": "oförändrat"},
        ],
    ),
    "skalningen_ar_rimlig": ("mart.langsiktig_skillnad", differences, [{"scale": 1.31}, {"scale": 0.79}]),
    "skillnaderna_tar_ut_varandra": ("mart.langsiktig_skillnad", differences, [{"other": 10.0}]),
    "delregionen_foljer_lanet": (
        "mart.framskrivning",
        projections,
        [{"delregion": 41.0}, {"of_delregions": "oförändrad andel"}],
    ),
    "gruppen_ar_sina_delar": ("mart.framskrivning", projections, [{"group": 121.0}, {"area": 111.0}]),
    "utfallet_ar_registrets": (
        "mart.utfall_mot_framskrivning",
        outcomes,
        [{"came": 1151.0}, {"error": 50.0}, {"inside": "nej"}, {"base": 2019}, {"relative": 0.05}],
    ),
    "traffen_ar_sina_fall": (
        "mart.utfall_per_niva",
        outcome_shares,
        [{"cells": 2}, {"inside": 0}, {"share": 0.5}, {"later": 2023}],
    ),
    "varje_ruta_har_en_rad": (
        "mart.uppfoljning",
        followed,
        [{"without": "matchade"}, {"without": "omgangar"}, {"beyond": "01"}, {"unsaid": "saknas"}],
    ),
    "skillnader_raknas_om": (
        "mart.uppfoljning",
        followed,
        [
            {"nation": 40.0},
            {"difference": 0.5},
            {"change": 1.0},
            {"beside": 0.6},
            {"lower": -0.1},
            {"word": "ingen säker förändring"},
            {"later": "säker förändring"},
            {"unsaid": "säker förändring"},
            {"counted": "ingen säker förändring"},
        ],
    ),
    "lanet_mellan_delregionerna": ("mart.uppfoljning", followed, [{"part": 40.0}, {"part": 43.0}]),
    "platserna_ur_annonserna": (
        "mart.uppfoljning",
        followed,
        [{"posts": 162.5}, {"rate": 39.0}, {"nation_posts": 100.0}],
    ),
    "matchade_ur_kallan": ("mart.uppfoljning", followed, [{"value": 41.0}, {"value": float("nan")}]),
    "omgangar_ur_formularen": (
        "mart.uppfoljning",
        followed,
        [
            {"rounds": 2.0},
            {"rounds": float("nan"), "counted": "saknas"},
            {"county_rounds": 2.0},
            {"county_rounds": float("nan")},
        ],
    ),
    "agda_prioriteringar_ur_formularen": (
        "mart.uppfoljning",
        followed,
        [{"owned": 100.0}, {"owned": float("nan")}, {"county_owned": 50.0}, {"too_early": 0.0}],
    ),
    "nadda_kommuner_ur_formularen": (
        "mart.uppfoljning",
        followed,
        [{"reached": 3.0}, {"reached": float("nan")}, {"county_reached": 1.0}, {"reached_before": 1.0}],
    ),
    "ingen_forandring_over_brott": ("mart.uppfoljning", followed, [{"over": 1.0}]),
    "fyra_siffror_blir_tre": ("mart.framskrivning", projections, [{"four": 67.0}, {"four": 65.0}]),
    "framskrivs_fran_registret": ("mart.framskrivning", projections, [{"now": 99.0}]),
    "fyra_siffror_fran_registret": (
        "mart.framskrivning",
        projections,
        [{"four_now": 61.0, "four": 67.1}, {"nation_four": 1200.0}, {"nation_four": 60.0}],
    ),
    "totalen_foljer_arbetskraften": ("mart.framskrivning", totals, [{"then": 1.11}, {"later": 1.2}, {"now": 1.02}]),
    "tva_satt_ger_samma_total": ("mart.framskrivning", totals, [{"own": 1.0}, {"error": 0.01}]),
    "storlanens_lutning_haller": ("mart.traffsakerhet", accuracy, [{"slope": 0.0}, {"slope": -0.01}]),
    "orden_ar_fortjanta": (
        "mart.bedomning",
        assessed,
        [
            {"next_highest": "vissa tecken på brist"},
            {"next_highest": "tecken på överskott"},
            {"highest": "tecken på överskott"},
        ],
    ),
    "forvarvsgraden_raknas_om": (
        "mart.utbildning",
        educations,
        [{"rate": 61.0}, {"whole": 99.0}, {"people": 110.0}, {"nation": 51.0}, {"beyond": 11.0}],
    ),
    "examinerade_ur_kallan": (
        "mart.examinerade",
        graduates,
        [{"women": 31.0}, {"women": None}, {"both": 41.0}, {"established": None}, {"followed": 30.0}],
    ),
    "sektorer_blir_samtliga": ("mart.sektor", sectors, [{"private": 626.0}, {"private": 584.0}]),
    "sektorer_blir_annonser": (
        "mart.sektor_yrke",
        sector_ads,
        [{"posts": 4}, {"sector": "kommuner"}, {"first": "2025-08"}],
    ),
    "pendling_summerar": ("mart.pendling", flows, [{"known": 29.0}, {"hidden": 0}]),
    "ersattningsbehov_raknas_om": (
        "mart.ersattningsbehov",
        departures,
        [{"per_year": 3.0}, {"share": 0.21}, {"later": 21.0}, {"ten": 19.0}, {"women": 11.0}, {"shrinks": -5.0}],
    ),
    "tillvaxten_ar_framskrivningens": ("mart.ersattningsbehov", departures, [{"grows": 6.0}, {"grows": NAN}]),
    "ersattningsbehov_av_anstallda": (
        "mart.ersattningsbehov",
        departures,
        [{"employees": 101.0}, {"employees": None}, {"older": 101.0}, {"older": 19.0}],
    ),
    "ersattningsbehov_summerar_till_lanet": (
        "mart.ersattningsbehov",
        departures,
        [{"delregion": 0.94}, {"delregion": 1.06}],
    ),
    "arbetskraften_raknas_om": (
        "mart.arbetskraft_framskriven",
        workforce,
        [
            {"people": 1001.0},
            {"force": 1001.0, "people": 1000.0},
            {"working": 801.0},
            {"ratio": 1.2},
            {"county": 661.0},
            {"women": 401.0},
        ],
    ),
    "floden_gar_ihop": ("staged.utbildningsfloden", education_flows, [{"second": 1036.0}, {"second": 1004.0}]),
    "tillgangen_raknas_om": (
        "mart.tillgang",
        supply,
        [{"graduates": 51.0}, {"available": 0.81}, {"working": 0.81}, {"women": 0.51}],
    ),
    "utbildningsgrupperna_blir_befolkningen": ("mart.tillgang", supply, [{"later": 1025.0}, {"later": 995.0}]),
    "scenarierna_utgar_fran_basen": (
        "mart.tillgang_scenarier",
        supplies_in_scenarios,
        [{"base": 809.0}, {"difference": 11.0}, {"higher": 800.0, "difference": -8.0}, {"years": (2029,)}],
    ),
    "nivaerna_raknas_om": (
        "mart.utbildningsniva_framskriven",
        levels,
        [
            {"groups": 0.41, "apart": 0.03},
            {"apart": 0.03},
            {"ages": 0.43, "apart": 0.01},
            {"start": 0.31, "apart": 0.01},
        ],
    ),
    "nivaerna_foljs_at": ("mart.utbildningsniva_framskriven", levels, [{"apart": 0.051}, {"apart": -0.051}]),
    "behovet_ryms_bland_de_som_arbetar": ("mart.framskrivning", needed, [{"first": 701.0}, {"second": 900.0}]),
    "alla_lan_som_det_egna": (
        "mart.framskrivning_lan",
        of_every_county,
        [{"persons": 111.0}, {"change": 0.11, "persons": 111.0}, {"lower": 111.0}],
    ),
    "behovet_raknas_om": (
        "mart.behov_per_alder",
        needs,
        [{"employees": 101.0}, {"need": 111.0}, {"more": 11.0}],
    ),
    "anpassningen_ar_liten": ("mart.tillgang", supply, [{"adjustment": 101.0}, {"adjustment": -101.0}]),
    "marginalerna_liknar_varandra": ("mart.anstallda_ssyk4", raked, [{"difference": 0.06}, {"difference": -0.06}]),
    "anstallda_kvinnor_mot_fyra_siffror": ("mart.anstallda", sexes_of_employees, [{"women": 320.0}, {"women": 200.0}]),
    "anstallda_kvinnor_mot_aret_fore": ("mart.anstallda", sexes_of_employees, [{"before": 230.0}, {"women": 200.0}]),
    "annonser_mot_aret_fore": (
        "mart.annonser",
        ads_of_two_years,
        [{"county": 600}, {"county": 1700}, {"town": 150}, {"town": 900}, {"nation": 21_000}, {"nation": 4_500}],
    ),
    "annonser_mot_oppna": ("mart.annonser", ads_of_a_month, [{"archived": 8}, {"archived": 0}, {"municipal": 40}]),
    **{
        f"kommuner_blir_lanet_{table}": (
            f"staged.{table}",
            of_municipalities(table),
            [{"one": 390.0}, {"one": 610.0}, {"one": None}],
        )
        for table in SUMMED
    },
}
"""Name of a check → its table, what makes a right one, and changes that each make it wrong."""


def check_named(name: str) -> Reconciliation:
    (check,) = (r for r in RECONCILIATIONS if r.spec.name == name)
    return check


def given(check: Reconciliation, **change: object) -> dict[str, pd.DataFrame]:
    """The tables that a check is given: all right, but for what is changed in its own."""
    beside = {**BESIDE, **BESIDE_OF.get(check.spec.name, {})}
    own = case(check.spec.name)[1](**change) if change else _right(check.spec.name).copy(deep=False)
    return {table.id: beside[table.id] for table in check.given[1:]} | {check.spec.table: own}


def case(name: str) -> Case:
    """The case of a check of tables that agree."""
    if name not in CASES:
        pytest.fail(
            f"{name} has no case: write one in tests/unit/checks/cases.py, the tables where it is right and what makes it wrong"
        )
    return CASES[name]


@cache
def _right(name: str) -> pd.DataFrame:
    """Handed out as a copy, which is written in without changing this one."""
    return case(name)[1]()


def tables_of(folder: Path, frames: Mapping[str, pd.DataFrame] | None = None) -> Tables:
    """Tables in a home, with what they are made of as in the project."""
    home = Home(folder)
    for name, frame in (frames or {}).items():
        home.table(name).parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(home.table(name))
    return tables_in(home, lambda table: [read for read in LINEAGE.reads(table) if isinstance(read, TableContract)])


def judged(check: Reconciliation, folder: Path, frames: Mapping[str, pd.DataFrame]) -> CheckResult:
    return check.run(tables_of(folder, frames))
