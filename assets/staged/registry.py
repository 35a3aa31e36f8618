"""What is staged of every source: how its snapshots are read, and which tables are made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from assets.contracts.ads import STAGED_ADS, STAGED_OPEN_ADS, STAGED_SKILLS
from assets.contracts.barometer import STAGED_BAROMETER, STAGED_TAXONOMY
from assets.contracts.council_work import COUNCIL_STAGED
from assets.contracts.councils import STAGED_ASSESSMENTS
from assets.contracts.pxweb import staged_of
from assets.contracts.unemployed import (
    STAGED_DURATION,
    STAGED_LABOUR_FORCE,
    STAGED_PROFILE,
    STAGED_UNEMPLOYED,
    STAGED_UNEMPLOYED_COUNTIES,
)
from assets.declaration import Maker, Staged
from assets.staged.ads import ReducedArchive, ads_in_parts
from assets.staged.barometer import stage_barometer
from assets.staged.councils import stage_assessments, stage_rows
from assets.staged.open_ads import stage_open_ads
from assets.staged.pxweb import stage_snapshot
from assets.staged.skills import stage_skills
from assets.staged.taxonomy import stage_version
from assets.staged.unemployed import stage_unemployed, stage_unemployed_counties
from assets.staged.unemployed_profile import stage_duration, stage_labour_force, stage_profile
from sources.arbetsformedlingen import ad_archive, barometer, jobstream, skills, taxonomy, workbooks
from sources.catalogue.ads import AF_ADS, AF_OPEN_ADS, AF_SKILLS
from sources.catalogue.barometer import AF_BAROMETER, AF_TAXONOMY
from sources.catalogue.councils import COUNCIL_FORMS
from sources.catalogue.entry import PxTable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.unemployed import (
    AF_LABOUR_FORCE,
    AF_UNEMPLOYED,
    AF_UNEMPLOYED_DURATION,
    AF_UNEMPLOYED_PROFILE,
)
from sources.councils import forms
from sources.councils.form import Form
from sources.snapshot import Snapshot

Snapshots = Sequence[Snapshot]


def _only(read: Callable[[Snapshot], Any]) -> Callable[[Snapshots], Any]:
    """Reading a source that has one snapshot at a time."""

    def read_only(snapshots: Snapshots) -> Any:
        (snapshot,) = snapshots
        return read(snapshot)

    return read_only


def _archives(snapshots: Snapshots) -> list[ReducedArchive]:
    facts = ("period", "period_from", "period_to")
    return [ReducedArchive(ad_archive.reduced_file(s), *(s.origin.facts[name] for name in facts)) for s in snapshots]


def _barometer_rounds(snapshots: Snapshots) -> list[pa.Table]:
    return [barometer.read(snapshot) for snapshot in snapshots]


def _council_forms(snapshots: Snapshots) -> list[tuple[str, Form]]:
    return [(snapshot.id, forms.read(snapshot)) for snapshot in snapshots]


def _open_ads(snapshot: Snapshot) -> pa.Table:
    return jobstream.read(snapshot).state.ads


def _taxonomy(snapshot: Snapshot) -> tuple[pa.Table, int]:
    return taxonomy.read(snapshot), snapshot.origin.facts["version"]


def _sheet(name: str) -> Callable[[Snapshots], Any]:
    return _only(lambda snapshot: workbooks.read(snapshot)[name])


def _px(entry: PxTable) -> Staged:
    contract = staged_of(entry)
    return Staged(entry, _only(lambda snapshot: snapshot), (Maker(contract, partial(stage_snapshot, entry=entry)),))


STAGED: tuple[Staged, ...] = (
    *(_px(entry) for entry in PX_TABLES),
    Staged(AF_ADS, _archives, (Maker(STAGED_ADS, ads_in_parts, {"concepts": STAGED_TAXONOMY}),)),
    Staged(AF_OPEN_ADS, _only(_open_ads), (Maker(STAGED_OPEN_ADS, stage_open_ads),)),
    Staged(
        AF_UNEMPLOYED,
        _sheet(workbooks.AREAS_PART),
        (Maker(STAGED_UNEMPLOYED, stage_unemployed), Maker(STAGED_UNEMPLOYED_COUNTIES, stage_unemployed_counties)),
    ),
    Staged(AF_UNEMPLOYED_PROFILE, _only(workbooks.read), (Maker(STAGED_PROFILE, stage_profile),)),
    Staged(AF_UNEMPLOYED_DURATION, _only(workbooks.read), (Maker(STAGED_DURATION, stage_duration),)),
    Staged(AF_LABOUR_FORCE, _sheet(workbooks.MUNICIPALITIES_PART), (Maker(STAGED_LABOUR_FORCE, stage_labour_force),)),
    Staged(AF_BAROMETER, _barometer_rounds, (Maker(STAGED_BAROMETER, stage_barometer),)),
    Staged(AF_TAXONOMY, _only(_taxonomy), (Maker(STAGED_TAXONOMY, stage_version),)),
    Staged(
        COUNCIL_FORMS,
        _council_forms,
        (
            Maker(STAGED_ASSESSMENTS, stage_assessments),
            *(Maker(table, partial(stage_rows, sheet=sheet)) for sheet, table in COUNCIL_STAGED.items()),
        ),
    ),
    Staged(AF_SKILLS, _only(skills.read), (Maker(STAGED_SKILLS, stage_skills),)),
)
