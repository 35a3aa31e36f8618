"""Made-up taxonomy, Yrkesbarometer and sample of ads with skills, in Arbetsförmedlingen's formats."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from assets.reference.areas import NATION, counties, municipalities
from assets.reference.occupations import af_area_of_ssyk4, af_areas, occupations_ssyk4
from sources.arbetsformedlingen import barometer as real
from sources.arbetsformedlingen import taxonomy as concepts
from sources.catalogue.barometer import AF_BAROMETER
from sources.example.world import ADS_PER_EMPLOYEE, EXAMPLE_GROUPS, Example, world

EXAMPLE_ROUND = "2026-1"
SAMPLE_ARCHIVE = "2025_beta1_1_percent_jsonl.zip"
SAMPLES = "annonser/historiska/berikade/exempel/"
_ADS, _SKILLS = 1500, 12
_ASSESSED = 0.75
_LEVELS = (("län", "helt"), ("nuts2", "delvis"), ("nuts2", "helt"), ("län", "delvis"))
_SHARES = {"stora": 0.46, "medelstora": 0.34, "små": 0.20}
_GO_TOGETHER = {
    "stora": ((0.76, 0.11, 0.0, 0.13), (0.22, 0.72, 0.06)),
    "medelstora": ((0.10, 0.66, 0.24, 0.0), (0.21, 0.73, 0.06)),
    "små": ((0.0, 0.12, 0.75, 0.13), (0.12, 0.82, 0.06)),
}
"""Chances of a job → shares of the words of recruitment and of demand, in the order of ``WORDS``; rounded from Västra Götaland."""
_ADS_RANK = np.argsort(np.argsort(ADS_PER_EMPLOYEE, kind="stable")) / len(ADS_PER_EMPLOYEE)
_OF_KIN, _OF_OWN, _OF_AREA = 0.3, 0.1, 0.08
"""What Arbetsförmedlingen knows beside the ads, as standard deviations beside ranks of 0–1: of occupations with the same SSYK2, of the
occupation, and of the area. Chosen so that the trial comes out about as on the real answers."""


def files(example: Example) -> dict[str, Callable[[], bytes]]:
    """Path below the address of open data → how to make the file."""
    return {
        AF_BAROMETER.table_id: lambda: _json(_barometer(example.seed)),
        concepts.PATH: lambda: _json({"data": {"concepts": _concepts()}}),
        SAMPLES + SAMPLE_ARCHIVE: lambda: _sample(example),
    }


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def _barometer(seed: int) -> list[dict[str, Any]]:
    """Every second group has an occupation; some occupations have two groups, and some groups two occupations."""
    r, names = np.random.default_rng([seed, 5]), occupations_ssyk4()
    occupations = [[group] for group in EXAMPLE_GROUPS[::2]]
    occupations = [
        [*groups, EXAMPLE_GROUPS[2 * i + 1]] if i % 10 == 9 else groups for i, groups in enumerate(occupations)
    ]
    occupations += [groups for i, groups in enumerate(occupations) if i % 15 == 14]
    areas = (NATION, *counties())
    chances = _chances(r, occupations, len(areas))
    rows = []
    for number, groups in enumerate(occupations):
        shared = sum(groups[0] in other for other in occupations) > 1
        for at, area in enumerate(areas):
            level, partly = _LEVELS[r.integers(len(_LEVELS))] if area != NATION else ("nationellt", "helt")
            words = dict(zip(real.WORDS, (*_words(r, chances[number, at]), level, partly), strict=True))
            rows.append(
                {
                    "yb_yrke": f"Exempelyrke {number + 1}: {names[groups[0]]}",
                    "yb_concept_id": f"exempel_yb_{number}",
                    "lan": area,
                    "antal_ssyk": len(groups),
                    "del_av_ssyk": int(shared),
                    "ssyk": ", ".join(groups),
                    "omgang": EXAMPLE_ROUND,
                    "taxonomi_version": 30,
                    **(words if r.random() < _ASSESSED else dict.fromkeys(words)),
                }
            )
    return rows


def _chances(r: np.random.Generator, occupations: list[list[str]], areas: int) -> npt.NDArray[np.int64]:
    """Position in ``_SHARES`` per occupation and area: the ads per employee, blurred as much as the real answers are."""
    ads = np.array([_ADS_RANK[[EXAMPLE_GROUPS.index(g) for g in groups]].mean() for groups in occupations])
    kin, at = np.unique([groups[0][:2] for groups in occupations], return_inverse=True)
    judged = ads + _OF_KIN * r.normal(size=len(kin))[at] + _OF_OWN * r.normal(size=len(ads))
    cells = judged[:, None] + _OF_AREA * r.normal(size=(len(ads), areas))
    limits = np.quantile(cells, 1 - np.cumsum([*_SHARES.values()])[:-1])
    return np.asarray((cells[..., None] < limits).sum(-1))


def _words(r: np.random.Generator, chances: int) -> tuple[str, ...]:
    """Chances of a job, recruitment and demand in five years, which go together as in the real answers."""
    large = [*_SHARES][chances]
    fields = zip(("rekryteringssituation", "prognos"), _GO_TOGETHER[large], strict=True)
    return large, *(str(r.choice(real.WORDS[field], p=shares)) for field, shares in fields)


def _concepts() -> list[dict[str, Any]]:
    """Groups with an occupation each, areas, municipalities and counties; every fiftieth occupation has replaced another."""
    names, areas = occupations_ssyk4(), af_areas()
    made: list[dict[str, Any]] = [
        {"id": f"exempel_omrade_{code}", "type": concepts.FIELD, "preferred_label": name}
        for code, name in areas.items()
    ]
    for number, (code, area) in enumerate(af_area_of_ssyk4().items()):
        group, own = f"exempel_{code}", f"exempel_yrke_{code}"
        within = {"type": "occupation-name", "broader": [{"id": group, "type": concepts.GROUP}]}
        above = [{"id": f"exempel_omrade_{area}", "type": concepts.FIELD}]
        made.append(
            {
                "id": group,
                "type": concepts.GROUP,
                "preferred_label": names[code],
                "ssyk_code_2012": code,
                "broader": above,
            }
        )
        made.append({"id": own, "preferred_label": f"Exempelyrke i {code}", **within})
        if number % 50 == 0:
            old = {"deprecated": True, "replaced_by": [{"id": own}], **within}
            made.append({"id": f"{own}_forr", "preferred_label": f"Äldre exempelyrke i {code}", **old})
    for kind, field, places in (
        ("municipality", "lau_2_code_2015", municipalities()),
        ("region", "national_nuts_level_3_code_2019", counties()),
    ):
        made += [{"id": f"exempel_{c}_plats", "type": kind, "preferred_label": n, field: c} for c, n in places.items()]
    return made


def _sample(example: Example) -> bytes:
    """Ads with skills; one is repeated, one is of the year before, one line is cut, and one name of a skill is an address."""
    r, towns = np.random.default_rng([example.seed, 6]), example.towns
    weight = world(example).by_group[: len(towns)].sum(-1)
    place, group = np.divmod(
        r.choice(weight.size, round(_ADS * example.times), p=(weight / weight.sum()).ravel()), len(EXAMPLE_GROUPS)
    )
    lines = [_ad(i, EXAMPLE_GROUPS[g], towns[p], r) for i, (p, g) in enumerate(zip(place, group, strict=True))]
    lines += [lines[0], lines[1].replace('"2025-', '"2024-').replace('"beta-1"', '"beta-x"'), lines[2][:40]]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo(SAMPLE_ARCHIVE.replace("_jsonl.zip", ".jsonl"), (2026, 10, 1, 6, 0, 0))
        archive.writestr(member, "\n".join([*lines, ""]).encode(), zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()


def _ad(number: int, group: str, municipality: str, r: np.random.Generator) -> str:
    """Common skills have low numbers."""
    chosen = np.flatnonzero(r.random(_SKILLS) < np.linspace(0.8, 0.05, _SKILLS)) + 1
    names = [f"Exempelkompetens {n} i {group}" for n in chosen.tolist()]
    if number == 0:
        names.append("exempel@exempel.invalid")
    ad = {
        "id": f"beta-{number}",
        "original_id": None,
        "publication_date": f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00",
        "occupation_group": [{"legacy_ams_taxonomy_id": group}],
        "workplace_address": {"municipality_code": municipality, "region_code": municipality[:2]},
        "keywords": {"enriched": {"skill": [{"concept_label": name, "term": name.lower()} for name in names]}},
    }
    return json.dumps(ad, ensure_ascii=False)
