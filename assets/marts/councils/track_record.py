"""How assessments of earlier frozen editions stood: mart.bedomningar_mot_utfall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from assets.contracts.assessment import ASSESSMENT
from assets.contracts.asset_graph import ORDER
from assets.contracts.councils import COUNCILS_VIEW
from assets.contracts.model import Record
from assets.contracts.track_record import AF, ASSESSED, COUNCILS, EVERYTHING, JUDGES, STATISTICS, TRACK_RECORD
from assets.contracts.words import COMPUTED, COUNTY, DELREGION_LEVEL, REPORTING_GROUP
from assets.declaration import Mart
from assets.methods.agreement import LEAST_OCCUPATIONS
from assets.methods.council_agreement import SHORTAGE_SIDE, side_of_chances, side_of_class
from assets.methods.quoted import spelled
from assets.methods.track_record import LEAST_COUNCILS, Case, a_year_after, track_record, years_between
from assets.reference.certainty import UNSTATED, certainties

_KEY = ["geo_kod", "yrke_kod"]
_OF_ALL = ["geo_niva", *_KEY, "af_jobbmojligheter", "af_omgang", "signaler"]
_OF_COUNCIL = ["klass", "sakerhet"]

Kept = Mapping[str, Sequence[Any]]


def kept_assessments(assessed: pa.Table, councils: pa.Table) -> Kept:
    """What an edition keeps of its assessments, to be held against what comes: JSON-ready columns.

    What one or two have said is not a council's, and is not measured as one.

    Args:
        assessed: mart.bedomning.
        councils: mart.radets_bedomning.
    """
    rows = assessed.to_pandas()
    rows = rows.loc[rows["yrkesniva"] == REPORTING_GROUP, _OF_ALL]
    said = councils.to_pandas()
    own = (said["galler_nu"] == "ja") & (said["visas_som"] == COUNCILS_VIEW)
    said = said.loc[own, [*_KEY, *_OF_COUNCIL]]
    both = rows.merge(said, on=_KEY, how="left").astype("object")
    both = both.where(both.notna(), None)
    return {name: both[name].tolist() for name in (*_OF_ALL, *_OF_COUNCIL)}


def assessments_against_outcomes(order: Mapping[str, Any], assessed: pa.Table) -> pa.Table:
    """Every earlier edition's assessments beside what Arbetsförmedlingen says now.

    Args:
        order: what the run was asked for; ``tidigare`` is earlier editions' names and what they kept.
        assessed: mart.bedomning.

    Returns:
        Columns of mart.bedomningar_mot_utfall: a row for each edition that kept its assessments, scope and judge, with numbers when a
        year has gone, enough can be compared and no single council would be told. No rows before an edition is frozen.
    """
    now = assessed.to_pandas()
    now = now[(now["yrkesniva"] == REPORTING_GROUP) & (now["geo_niva"] == COUNTY)]
    seen = dict(zip(now["yrke_kod"], now["af_jobbmojligheter"].map(_side_of_af), strict=True))
    newest = now["af_omgang"].dropna().max()
    rows: list[Record] = []
    for edition in order["tidigare"]:
        if edition["bedomning"]:
            said = pd.DataFrame(dict(edition["bedomning"]))
            rows += _edition(str(edition["utgava"]), said, seen, newest if isinstance(newest, str) else None)
    return pa.Table.from_pylist(rows, TRACK_RECORD.written_schema)


def _side_of_af(chances: object) -> int | None:
    return side_of_chances(chances if isinstance(chances, str) else None)


def _edition(name: str, said: pd.DataFrame, seen: Mapping[str, int | None], newest: str | None) -> Iterable[Record]:
    then = said["af_omgang"].dropna().max()
    then = then if isinstance(then, str) else None
    parts = {
        ASSESSED: (said[(said["geo_niva"] == DELREGION_LEVEL) & said["klass"].notna()], JUDGES),
        EVERYTHING: (said[said["geo_niva"] == COUNTY], (STATISTICS, AF)),
    }
    for scope, (cells, judges) in parts.items():
        empty = dict.fromkeys(column.name for column in TRACK_RECORD.columns)
        about = {**empty, "utgava": name, "urval": scope, "omgang": then, "grund": COMPUTED}
        if then is None or newest is None:
            why: str | None = "Yrkesbarometern saknas, i utgåvan eller nu."
        elif years_between(then, newest) < 1:
            why = f"Utfallet väntas i Yrkesbarometern {a_year_after(then)}."
        else:
            about |= {"omgang_utfall": newest, "ar_emellan": years_between(then, newest)}
            yield from ({**about, **row} for row in _measured(_cases(cells, judges, seen), scope))
            continue
        yield from ({**about, "bedomare": judge, "anmarkning": why} for judge in judges)


def _cases(
    cells: pd.DataFrame, judges: Sequence[str], seen: Mapping[str, int | None]
) -> dict[str, list[tuple[str, Case]]]:
    """Area and case by judge; the same cells for all: those of which every judge said something, and of which something is known now."""
    sure = certainties()
    cases: dict[str, list[tuple[str, Case]]] = {judge: [] for judge in judges}
    for row in cells.to_dict("records"):
        there = seen.get(str(row["yrke_kod"]))
        sides = {AF: _side_of_af(row["af_jobbmojligheter"]), STATISTICS: side_of_class(row["signaler"])}
        if COUNCILS in judges:
            sides[COUNCILS] = side_of_class(row["klass"])
        said = {judge: side for judge, side in sides.items() if side is not None}
        if there is None or len(said) < len(judges):
            continue
        for judge, side in said.items():
            certainty = sure[row["sakerhet"] if judge == COUNCILS else UNSTATED]
            cases[judge].append((str(row["geo_kod"]), Case(str(row["yrke_kod"]), side, there, certainty)))
    return cases


def _measured(cases: Mapping[str, list[tuple[str, Case]]], scope: str) -> Iterable[Record]:
    """A row by judge: numbers, or why there are none."""
    of_af = [case for _, case in cases[AF]]
    usual = sum(case.said == SHORTAGE_SIDE for case in of_af) / len(of_af) if of_af else 0.0
    areas = len({area for area, _ in cases[AF]})
    for judge, mine in cases.items():
        found = track_record([case for _, case in mine], usual)
        if scope == ASSESSED and areas < LEAST_COUNCILS:
            yield {"bedomare": judge, "anmarkning": f"Färre än {spelled(LEAST_COUNCILS)} råd kan jämföras."}
        elif found is None:
            said = f"{len(mine)} fall kan jämföras, och färre än {LEAST_OCCUPATIONS} mäts inte."
            yield {"bedomare": judge, "anmarkning": said}
        else:
            yield {
                "bedomare": judge,
                "rad": areas if scope == ASSESSED else None,
                "celler": found.cases,
                "traffar": found.hits,
                "andel_traffar": found.share,
                "nedre": found.lower,
                "ovre": found.upper,
                "brier": found.brier,
                "brier_vanligast": found.usual,
            }


MARTS = (Mart(TRACK_RECORD, assessments_against_outcomes, {"order": ORDER, "assessed": ASSESSMENT}),)
