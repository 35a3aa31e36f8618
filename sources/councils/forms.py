"""A council's forms as snapshots: each is kept whole and unchanged, once, when nothing in it is wrong."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sources.catalogue.councils import COUNCIL_FORMS
from sources.councils.form import Form, read_form
from sources.councils.refused import write_marked_copy
from sources.councils.workbook import Fault
from sources.errors import MalformedAnswer
from sources.snapshot import ACCEPTED, BY_ITSELF, Decision, Snapshot, SnapshotStore, file_sha256, now_utc

FORM_FILE = "formular.xlsx"
REFUSED_FOLDER, TAKEN_FOLDER = "avvisade", "inlasta"
TAKEN, KNOWN, REFUSED = "inläst", "redan inläst", "avvisad"


@dataclass(frozen=True)
class Outcome:
    """What became of a file: ``inläst``, ``redan inläst`` or ``avvisad`` with every fault; ``marked`` is where they stand."""

    name: str
    became: str
    form: Form | None = None
    faults: tuple[Fault, ...] = ()
    marked: Path | None = None


def take_in(path: Path, store: SnapshotStore, inbox: Path, today: str) -> Outcome:
    """Keep a form, or refuse it whole: a refused one changes nothing but the folder of what is refused.

    Args:
        path: the file, in the inbox or elsewhere; it is not changed.
        store: where forms are kept.
        inbox: beside which what is refused is put.
        today: ÅÅÅÅ-MM-DD.
    """
    reading = read_form(path, today)
    if reading.form is None:
        folder = inbox / REFUSED_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        marked = write_marked_copy(reading.cells, tuple(reading.faults), folder / f"{path.stem} – fel.xlsx")
        return Outcome(path.name, REFUSED, faults=tuple(reading.faults), marked=marked)
    digest = file_sha256(path)
    if any(digest in kept.origin.files.values() for kept in store.all(COUNCIL_FORMS.dataset)):
        return Outcome(path.name, KNOWN, reading.form)
    form = reading.form
    with store.workspace(f"{COUNCIL_FORMS.dataset}.in") as folder:
        copy = folder / FORM_FILE
        shutil.copyfile(path, copy)
        kept = store.keep(
            COUNCIL_FORMS.dataset,
            {FORM_FILE: copy},
            url="inkorg",
            query={},
            updated=None,
            licence=COUNCIL_FORMS.licence,
            facts={
                "round": f"{form.delregion} {form.round} runda {form.turn}, {form.treated}",
                "period_from": form.round,
                "period_to": form.round,
                "lines": sum(len(rows) for rows in form.rows.values()),
            },
        )
    store.decide(kept, Decision(ACCEPTED, BY_ITSELF, now_utc(), "Hela formuläret är läst utan fel."))
    return Outcome(path.name, TAKEN, form)


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """Every form that has been kept, oldest first."""
    return tuple(store.accepted(COUNCIL_FORMS.dataset))


def read(snapshot: Snapshot) -> Form:
    """What a kept form says, judged as on the day when it was taken in.

    Raises:
        MalformedAnswer: this version of the program cannot read it.
    """
    reading = read_form(snapshot.file(FORM_FILE), snapshot.origin.fetched_at[:10])
    if reading.form is None:
        raise MalformedAnswer(
            f"Formuläret {snapshot.id} går inte längre att läsa: {reading.faults[0]} Läs in det på nytt i det formulär som gäller nu."
        )
    return reading.form
