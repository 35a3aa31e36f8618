"""The signals of the small warehouse, the assessments made of them, and the trial that they went through."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT, SAYS_PARTLY, SAYS_SAME, SIGNALS
from assets.contracts.barometer import BAROMETER
from assets.contracts.trial import (
    AGREEMENT,
    AUC,
    BESIDE,
    CLASS_TRIAL,
    IN_SCORE,
    KAPPA,
    NATIONAL,
    NOT_TRIED,
    SCORE,
    TRIAL,
    UNITS,
)
from assets.contracts.words import REPORTING_GROUP
from assets.methods.score import NOT_RATED, SIGNAL_CLASSES
from assets.methods.signals import ADS_RATE, DURATION, INDICATORS, MATCHED, MATCHED_CHANGE, OPEN_RATE
from tests.unit.rows import rows, tuples

Area = tuple[str, str, str]
"""Code, name and level."""
Group = tuple[str, str, int | None]
"""Code and name of a redovisningsgrupp, and its employees; None where they differ between the areas."""
CLEAR, SOME, _, _ = SIGNAL_CLASSES
_SAID: dict[str, dict[str, object]] = {
    "222+223": {
        "af_jobbmojligheter": "stora (3 yrken), medelstora (2 yrken)",
        "af_rekrytering": "brist",
        "af_om_fem_ar": "öka",
        "laget_har": "mer",
        "lokal_kvot": 1.3149,
        "lokal_kvot_nedre": 1.1042,
        "lokal_kvot_ovre": 1.5512,
        "signaler": CLEAR.word,
        "stod": SAYS_PARTLY,
        "stabilitet": 0.9312,
        "andel_vikter_samma_klass": 0.974,
        "signalpoang": 84.26,
        "lyfts_fram": "ja",
        "anmarkning": "Klassen står kvar i 93 av 100 omräkningar. AF säger delvis samma.",
    },
    "532": {
        "af_jobbmojligheter": "stora",
        "laget_har": "som",
        "lokal_kvot": 1.0,
        "lokal_kvot_nedre": 0.8386,
        "lokal_kvot_ovre": 1.1686,
        "signaler": SOME.plain,
        "stod": SAYS_SAME,
        "stabilitet": 0.617,
        "andel_vikter_samma_klass": 0.482,
        "signalpoang": 61.5,
        "nara_gransen": "ja",
        "anmarkning": "Klassen står kvar i 62 av 100 omräkningar. AF säger samma. Nära gränsen.",
    },
    "011+021+031": {
        "signaler": NOT_RATED,
        "skal": "annonserna är inte kända",
        "anmarkning": "Våra signaler kan inte bedömas: annonserna är inte kända.",
    },
}


def assessments(areas: Iterable[Area], groups: Iterable[Group]) -> pa.Table:
    """Nurses are lifted, assistant nurses lie near a border, and one group cannot be rated; the county has no ratio to itself."""
    of_the_county = dict.fromkeys(("laget_har", "lokal_kvot", "lokal_kvot_nedre", "lokal_kvot_ovre"))
    groups = list(groups)
    return rows(
        ASSESSMENT,
        (
            {
                **dict.fromkeys(("nara_gransen", "pendlingskanslig", "motsager_af", "chefer", "lyfts_fram"), "nej"),
                **{"geo_niva": level, "geo_kod": code, "geo_namn": name, "yrke_kod": group, "yrke_namn": label},
                "anstallda": count or 2000 + place,
                **_SAID[group],
                **(of_the_county if level == "lan" else {}),
            }
            for place, (code, name, level) in enumerate(areas, 1)
            for group, label, count in groups
        ),
        yrkesniva=REPORTING_GROUP,
        horisont="nu",
        annonserade_platser=20,
        ar_anstallda="2024",
        period_fran="2025-09",
        period_till="2026-08",
        gransversion="4",
    )


def barometer() -> pa.Table:
    """One occupation of the nurses is assessed, in an older round otherwise, and one is not; the nation is not shown."""
    said = {
        "jobbmojligheter": "stora",
        "rekryteringssituation": "brist",
        "efterfragan_om_fem_ar": "öka",
        "bedomd_for": "länet",
    }
    county = {"geo_niva": "lan", "geo_kod": "14", "geo_namn": "Västra Götalands län"}
    return rows(
        BAROMETER,
        (
            {**county, "omgang": "2026-1", "koncept_id": "a", "yb_yrke": "Grundutbildade sjuksköterskor", "ssyk4": "2221",
             "ssyk4_namn": "Grundutbildade sjuksköterskor", **said},
            {**county, "omgang": "2025-1", "koncept_id": "a", "yb_yrke": "Grundutbildade sjuksköterskor", "ssyk4": "2221",
             **said, "jobbmojligheter": "små"},
            {**county, "omgang": "2026-1", "koncept_id": "b", "yb_yrke": "Barnmorskor", "ssyk4": "2222"},
            {"geo_niva": "riket", "geo_kod": "00", "geo_namn": "Riket", "omgang": "2026-1", "koncept_id": "a",
             "yb_yrke": "Grundutbildade sjuksköterskor", "ssyk4": "2221", **said, "jobbmojligheter": "medelstora"},
        ),
        galler="hela yrkesgruppen",
    )  # fmt: skip


def signals(areas: Iterable[Area], groups: Iterable[Group], without: str) -> pa.Table:
    """Every indicator is known; of one group only the first three, and no education leads to it."""
    groups = list(groups)
    found = []
    for code, name, level in areas:
        for group, label, _ in groups:
            for at, indicator in enumerate(INDICATORS):
                applies = group != without or indicator not in (MATCHED, MATCHED_CHANGE)
                known = group != without or at < 3
                found.append(
                    {
                        **{"geo_niva": level, "geo_kod": code, "geo_namn": name, "yrke_kod": group, "yrke_namn": label},
                        "indikator": indicator.code,
                        "i_poangen": "ja" if indicator is ADS_RATE else "nej",
                        "tillampas": "ja" if applies else "nej",
                        **({"varde": 1.25 + at, "medelfel": 0.1, "grund": "raknad"} if known else {}),
                    }
                )
    return rows(SIGNALS, found, yrkesniva=REPORTING_GROUP, period_fran="2025-09", period_till="2026-08")


_TRIED = {"omgang": "2026-1", "period": "2025-09–2026-08", "celler": 994, "grupper": 38}


def agreement() -> pa.Table:
    """On occupations of the barometer a little less than on three digits."""
    measured = (
        (SCORE, KAPPA, 0.3149, 0.21, 0.42, 0.3149),
        (SCORE, AUC, 0.6712, 0.6, 0.74, 0.6712),
        (NATIONAL, KAPPA, 0.79, 0.68, 0.86, 0.3321),
    )
    return tuples(
        AGREEMENT,
        "enhet prediktor matt varde nedre ovre poang_samma_fall",
        [
            (unit, predictor, measure, *(number - less for number in numbers))
            for unit, less in zip(UNITS, (0.0, 0.1), strict=True)
            for predictor, measure, *numbers in measured
        ],
        **_TRIED,
    )


def trial() -> pa.Table:
    """One indicator has earned its place, one stands beside the score and one is not tried."""
    names = "indikator tillforlitlighet auc_utan skillnad_auc nedre ovre provad_vikt klarade utfall anmarkning"
    tried = (
        (ADS_RATE.code, 0.9612, 0.5, 0.1512, 0.0721, 0.23, 1.0, "ja", IN_SCORE, None),
        (OPEN_RATE.code, 0.8, 0.672, -0.001, -0.0123, 0.01, 0.0, "nej", BESIDE, None),
        (DURATION.code, *(None,) * 6, "nej", NOT_TRIED, "Inte prövad: för få yrken."),
    )
    return tuples(TRIAL, f"enhet {names}", [(unit, *row) for unit in UNITS for row in tried], **_TRIED)


def class_trial() -> pa.Table:
    """Only the highest class has earned its word."""
    found = []
    for unit in UNITS:
        for each in SIGNAL_CLASSES:
            earned = each is CLEAR
            shares = (0.72, 0.61 if earned else 0.4, 0.81, 0.543, 0.08) if each.claims else (None,) * 5
            called = each.word if earned or not each.claims else each.plain
            remark = None if each.claims else "Ordet påstår inget och prövas inte."
            found.append((unit, each.word, each.claims, *shares, "ja" if earned else "nej", called, remark))
    names = "enhet klass pastar andel nedre ovre andel_alla andel_motsatt klarade heter anmarkning"
    return tuples(CLASS_TRIAL, names, found, omgang="2026-1", period="2025-09–2026-08", celler=120)
