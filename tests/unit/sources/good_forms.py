"""A form as a secretary hands it in: filled on every sheet, with texts that begin as formulas do."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assets.reference.areas import delregioner
from assets.reference.council_form import (
    FIRST_TURN,
    GIVEN,
    SECOND_TURN,
    TREATED,
    municipalities_in,
)
from assets.reference.educations import education_groups
from assets.reference.occupations import reporting_groups
from reports.files.council_form import FormOrder, intro, write_form
from reports.sheets.model import Sheet, SheetColumn

TODAY, ROUND_NOW, TREATED_ON = "2026-11-29", "2026-2", "2026-11-20"
COUNTY = "14"
GROUPS = reporting_groups()
FIRST, SECOND, THIRD = GROUPS[:3]
EDUCATION = education_groups()[1].code
COMMENT = "=SUMMA(A1:A9) är hur någon skrev det, och +46 är inget nummer"
ANSWERS: Mapping[str, Sequence[Mapping[str, str | int]]] = {
    "Bedömning": [
        {
            "yrke_kod": FIRST.code,
            "klass": "tydliga tecken på brist",
            "om_fem_ar": "ökande behov",
            "sakerhet": "hög",
            "orsak": "lång utbildning",
            "personer_fran": 10,
            "personer_till": 20,
            "roster": 5,
            "grund": "enkät",
            "jav": "nej",
            "syns_inte": "ja",
            "kommentar": COMMENT,
        },
        {
            "yrke_kod": THIRD.code,
            "klass": "kan inte bedömas",
            "sakerhet": "låg",
            "roster": 1,
            "grund": "egen erfarenhet",
            "jav": "ja",
        },
    ],
    "Dialoger": [
        {
            "arbetsgivare_typ": "kommun",
            "arbetsgivare_storlek": "250 och fler",
            "yrke_kod": FIRST.code,
            "behov_personer": 7,
            "behov_nar": "nu",
            "atgarder": "-annonser, @nätet och +1 mässa",
            "datum": "2026-10-01",
        }
    ],
    "Prioriteringar": [
        {
            "galler_kod": EDUCATION,
            "mal": "Fler som utbildas",
            "matt": "Antal platser",
            "malar": 2028,
            "agare": "Kommunalförbundet",
            "diarienummer": "RUN 2026-00123",
        },
        {
            "galler_kod": FIRST.code,
            "mal": "Färre annonser",
            "matt": "Annonserade platser",
            "indikator": "annonserade platser",
            "malvarde": 40,
            "malar": 2029,
            "agare": "Kommunalförbundet",
        },
    ],
    "Insatser": [
        {
            "insats": "Lärcentrum",
            "utforare": "Kommunerna",
            "finansiering": "DRUM",
            "belopp": 1_500_000,
            "fran": "2026-01-01",
            "till": "2027-12-31",
            "lage": "pågår",
        }
    ],
    "Underlagsbehov": [{"fraga": "Hur många pendlar?", "onskas_av": "Rådet", "finns": "köps", "kostnad": 40_000}],
    "Granskning": [
        {"underlag": "Obalans", "granskare": "Strateg", "omdome": "används med förbehåll", "datum": "2026-11-02"}
    ],
}


@dataclass(frozen=True)
class Given:
    """What a form is given out with, and the day when the council treated it."""

    delregion: str = "fyrbodal"
    round: str = ROUND_NOW
    turn: str = FIRST_TURN
    treated: str = TREATED_ON
    made_up: bool = False


def order(given: Given = Given()) -> FormOrder:
    area = next(area for area in delregioner(COUNTY) if area.code == given.delregion)
    return FormOrder(area, given.round, given.turn, "2026-12-24", "2026-10-01", given.made_up)


def small_statistics() -> Sheet:
    columns = (SheetColumn("Kod", "code", 12), SheetColumn("Yrke", "text", 40), SheetColumn("Anställda", "integer", 12))
    rows = ((FIRST.code, FIRST.name, 12345),)
    return Sheet(
        "Bedömning", "bedomning", "Bedömning per yrke", "Källa: SCB.", "En rad per yrke.", columns, rows, "Bild"
    )


def answers_of(delregion: str) -> Mapping[str, Sequence[Mapping[str, str | int]]]:
    """``ANSWERS``, with a municipality of the delregion."""
    place = {"kommun": municipalities_in(delregion)[-1]}
    return {**ANSWERS, "Dialoger": [{**row, **place} for row in ANSWERS["Dialoger"]]}


@cache
def form(given: Given = Given(), filled: bool = True) -> bytes:
    """The bytes of a form."""
    statistics = small_statistics() if given.turn == SECOND_TURN else None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        answers = answers_of(given.delregion) if filled else None
        write_form(order(given), path, statistics, answers, given.treated if filled else "")
        return path.read_bytes()


def given_places() -> dict[str, str]:
    """Where on the first sheet of a form everything that it is given out with stands."""
    first = len(intro(order())) + 3
    return {label: f"B{first + at}" for at, label in enumerate((*GIVEN, TREATED))}
