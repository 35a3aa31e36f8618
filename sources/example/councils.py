"""What two made-up councils answer: mostly as the made-up ads say, sometimes not, and never about every occupation.

On the other sheets they have a few rows each, of organisations that do not exist.
"""

from __future__ import annotations

import zlib

import numpy as np

from assets.reference.areas import delregioner
from assets.reference.council_form import (
    ASSESSMENTS,
    CLASS,
    DIALOGUES,
    MATCHED,
    MEASURES,
    POSTS,
    PRIORITIES,
    REVIEWS,
    WANTED,
    form_column,
    municipalities_in,
)
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_groups
from sources.example.world import ADS_PER_EMPLOYEE, EXAMPLE_COUNTY, EXAMPLE_GROUPS

EXAMPLE_COUNCILS = ("fyrbodal", "skaraborg")
"""The other two have not handed anything in, so that one sees how that looks."""
EXAMPLE_SEED = 1
_ANSWERED = 0.4
"""Share of the occupations that a council talks about."""
_BLUR = 0.35
"""How far a council's view is from what the ads say, as a share of their spread."""
_LIMITS = (0.80, 0.62, 0.22)
"""Ranks above which an occupation is in the first, second and third class."""
Rows = list[dict[str, str | int]]
Answered = dict[str, Rows]


def made_up_answers(delregion: str) -> Answered:
    """Filled rows by sheet, by the form's own names of columns.

    Args:
        delregion: one of ``EXAMPLE_COUNCILS``.
    """
    r = np.random.default_rng([EXAMPLE_SEED, zlib.crc32(delregion.encode())])
    groups = reporting_groups()
    ads = np.array([_ads(group.ssyk3) for group in groups])
    seen = np.argsort(np.argsort(ads)) / len(ads) + _BLUR * r.normal(size=len(ads)) * 0.5
    rank = np.argsort(np.argsort(seen)) / len(ads)
    scale = form_column(ASSESSMENTS, CLASS).choices
    rows = []
    for group, at in zip(groups, rank, strict=True):
        if r.random() > _ANSWERED:
            continue
        position = next((n for n, limit in enumerate(_LIMITS) if at > limit), len(_LIMITS))
        voices = int(r.integers(1, 9))
        row: dict[str, str | int] = {
            "yrke_kod": group.code,
            "yrke_namn": group.name,
            CLASS: scale[position],
            "om_fem_ar": _one(r, "om_fem_ar"),
            "sakerhet": _one(r, "sakerhet"),
            "roster": voices,
            "grund": _one(r, "grund"),
            "jav": "nej" if r.random() < 0.9 else "ja",
        }
        if position < 2:
            fewest = int(r.integers(1, 12)) * 5
            row |= {"orsak": _one(r, "orsak"), "personer_fran": fewest, "personer_till": fewest * 2}
        rows.append(row)
    first, second = (groups[at].code for at in np.argsort(-ads, kind="stable")[:2])
    area = next(each.name for each in delregioner(EXAMPLE_COUNTY) if each.code == delregion)
    return {
        ASSESSMENTS: rows,
        DIALOGUES: _dialogues(r, delregion, first, second),
        **_work(first, area),
        **_underlag(area),
    }


def _dialogues(r: np.random.Generator, delregion: str, often: str, seldom: str) -> Rows:
    """Four employers about one occupation, of whom one at two times, and two about another, which is too few to show.

    They are in three municipalities, but for one that is in several.
    """
    one, other, third, *_ = municipalities_in(delregion)
    asked = (
        (often, "kommun", "250 och fler", "nu", "2026-09-08", one),
        (often, "kommun", "250 och fler", "inom ett år", "2026-09-08", one),
        (often, "region", "250 och fler", "nu", "2026-09-10", ""),
        (often, "privat företag", "10–49", "inom ett år", "2026-09-10", other),
        (often, "privat företag", "50–249", "om ett till tre år", "2026-10-01", other),
        (seldom, "kommun", "250 och fler", "nu", "2026-09-08", one),
        (seldom, "privat företag", "1–9", "nu", "2026-10-01", third),
    )
    return [
        {
            "arbetsgivare_typ": kind,
            "arbetsgivare_storlek": size,
            "yrke_kod": code,
            "behov_personer": int(r.integers(1, 15)),
            "behov_nar": when,
            "atgarder": "EXEMPELDATA: påhittat svar, som inte publiceras.",
            "datum": day,
            **({"kommun": place} if place else {}),
        }
        for code, kind, size, when, day, place in asked
    ]


def _work(occupation: str, area: str) -> Answered:
    """Two decided priorities and a proposed one, a measure that goes on and one that has ended."""
    education = next(group.code for group in education_groups() if not group.general)
    owner, performer = f"Exempelförbundet i {area}", f"Exempelskolan i {area}"
    decided = {"beslutad_av": owner, "beslutad_datum": "2026-10-14", "diarienummer": "EX 2026:14"}
    return {
        PRIORITIES: [
            {
                "galler_kod": occupation,
                "mal": "Påhittat mål: färre platser behöver annonseras.",
                "matt": "Hur många platser som annonseras",
                "indikator": POSTS,
                "malvarde": 50,
                "malar": 2029,
                "agare": owner,
                "rus": "Stärka möjligheterna att leva och arbeta i hela länet",
                **decided,
            },
            {
                "galler_kod": education,
                "mal": "Påhittat mål: fler med utbildningen arbetar i ett yrke som den leder till.",
                "matt": "Andel som arbetar i ett yrke som matchar",
                "indikator": MATCHED,
                "malvarde": 75,
                "malar": 2029,
                "agare": owner,
                "beslutad_av": owner,
                "beslutad_datum": "2023-11-08",
                "diarienummer": "EX 2023:8",
            },
            {
                "galler_kod": education,
                "mal": "Påhittat mål: fler av dem som går utbildningen stannar i delregionen.",
                "matt": "Andel som arbetar i delregionen ett år efter examen",
                "malar": 2030,
                "agare": performer,
            },
        ],
        MEASURES: [
            {
                "insats": "Påhittad insats: kort utbildning för vuxna.",
                "utforare": performer,
                "finansiering": "RUN",
                "belopp": 400000,
                "fran": "2026-08-17",
                "lage": "pågår",
            },
            {
                "insats": "Påhittad insats: besök på arbetsplatser för elever.",
                "utforare": owner,
                "finansiering": "DRUM",
                "belopp": 150000,
                "fran": "2026-01-12",
                "till": "2026-06-05",
                "lage": "avslutad",
                "resultat": "40 elever besökte 6 arbetsplatser.",
            },
        ],
    }


def _underlag(area: str) -> Answered:
    asker = f"Exempelförbundet i {area}"
    return {
        WANTED: [
            {"fraga": "Påhittad fråga: hur många slutar inom ett år?", "onskas_av": asker, "finns": "saknas"},
            {
                "fraga": "Påhittad fråga: vilka specialiteter fattas?",
                "onskas_av": asker,
                "finns": "köps",
                "kostnad": 85000,
                "beslut": "Beställs under våren.",
            },
        ],
        REVIEWS: [
            {"underlag": what, "granskare": asker, "omdome": verdict, "datum": "2026-10-14"}
            for what, verdict in (
                ("TAB4434, anställda efter yrke", "används"),
                ("mart.signaler", "används med förbehåll"),
                ("Påhittad rapport från en konsult", "används inte"),
            )
        ],
    }


def _ads(ssyk3: tuple[str, ...]) -> float:
    own = [at for at, group in enumerate(EXAMPLE_GROUPS) if group[:3] in ssyk3]
    return float(ADS_PER_EMPLOYEE[own].mean()) if own else 0.0


def _one(r: np.random.Generator, column: str) -> str:
    return str(r.choice(form_column(ASSESSMENTS, column).choices))
