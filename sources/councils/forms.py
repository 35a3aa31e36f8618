"""A council's forms as snapshots: each is kept whole and unchanged, once, when nothing in it is wrong."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from sources.catalogue.councils import COUNCIL_FORMS
from sources.councils.cells import Fault
from sources.councils.form import Form, Reading, read_form
from sources.councils.refused import write_marked_copy
from sources.councils.timely import out_of_place
from sources.councils.workbook import LARGEST_FILE, Cells
from sources.snapshot import ACCEPTED, BY_ITSELF, Decision, Snapshot, SnapshotStore, file_sha256, now_utc

FORM_FILE, SAID_FILE = "formular.xlsx", "svar.json"
"""The form as it came, and what it says: judged once, by the lists of that day, which are others later."""
REFUSED_FOLDER, TAKEN_FOLDER = "avvisade", "inlasta"
TAKEN, KNOWN, REFUSED = "inläst", "redan inläst", "avvisad"
MADE_UP_MODE = "example"
_LONGEST_NAME = 120
"""Bytes of a file's name, so that something can be added to it."""


@dataclass(frozen=True)
class FormOutcome:
    """What became of a file: ``inläst``, ``redan inläst`` or ``avvisad`` with every fault; ``marked`` is where they stand."""

    name: str
    became: str
    form: Form | None = None
    faults: tuple[Fault, ...] = ()
    marked: Path | None = None


def take_in(path: Path, store: SnapshotStore, inbox: Path, county: str, today: str) -> FormOutcome:
    """Keep a form, or refuse it whole: a refused one changes nothing but the folder of what is refused.

    Args:
        path: the file, in the inbox or elsewhere; it is not changed.
        store: where forms are kept.
        inbox: beside which what is refused is put.
        county: two-digit code of the home's county, whose councils hand in here.
        today: ÅÅÅÅ-MM-DD.
    """
    name = plain_file_name(path)
    with store.workspace(f"{COUNCIL_FORMS.dataset}.in") as folder:
        # What is judged is what is kept, whatever happens to the sender's file meanwhile.
        copy = folder / FORM_FILE
        reading = _copied(path, copy) or read_form(copy, today, made_up=store.mode == MADE_UP_MODE)
        if reading.form:
            reading.faults += out_of_place(reading.form, county, today)
        if reading.form is None or reading.faults:
            marked = _marked(reading, folder, inbox / REFUSED_FOLDER, name)
            return FormOutcome(name, REFUSED, faults=tuple(reading.faults), marked=marked)
        return FormOutcome(name, _kept(reading.form, copy, store), reading.form)


def plain_file_name(path: Path) -> str:
    """What a file is called, in signs that can be printed and written everywhere, and not too many of them."""
    stem = "".join(sign if sign.isprintable() else "_" for sign in path.stem)
    suffix = "".join(sign for sign in path.suffix[:6] if sign.isprintable())
    return stem.encode()[:_LONGEST_NAME].decode(errors="ignore").strip() + suffix


def free_place(folder: Path, name: str) -> Path:
    """Where a file of that name can be put without replacing another; the folder is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    place, number = folder / name, 1
    while os.path.lexists(place):
        number += 1
        place = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return place


def _copied(path: Path, copy: Path) -> Reading | None:
    """Copy a file, no more of it than is ever read; why it cannot be, or None."""
    try:
        with path.open("rb") as file:
            copy.write_bytes(file.read(LARGEST_FILE + 1))
    except OSError as error:
        if path.exists() and os.access(path, os.R_OK):
            raise
        fault = Fault(
            "", "", f"den går inte att öppna ({error.strerror}).", "Ge rätt att läsa den, och lämna in den igen."
        )
        return Reading(Cells(), [fault])
    return None


def _marked(reading: Reading, folder: Path, refused: Path, name: str) -> Path:
    whole = write_marked_copy(reading.cells, tuple(reading.faults), folder / "fel.xlsx")
    place = free_place(refused, f"{Path(name).stem} – fel.xlsx")
    os.replace(whole, place)
    return place


def _kept(form: Form, copy: Path, store: SnapshotStore) -> str:
    """Keep a form that has nothing wrong in it; whether it was new."""
    digest = file_sha256(copy)
    same = next((s for s in store.all(COUNCIL_FORMS.dataset) if digest in s.origin.files.values()), None)
    if same is not None and same.decision is not None:
        return KNOWN
    said = copy.with_name(SAID_FILE)
    said.write_text(json.dumps(asdict(form), ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    # One without a decision was being kept when the process was ended.
    kept = same or store.keep(
        COUNCIL_FORMS.dataset,
        {FORM_FILE: copy, SAID_FILE: said},
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
    return TAKEN


def stored(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """Every form that has been kept, oldest first."""
    return tuple(store.accepted(COUNCIL_FORMS.dataset))


def undecided(store: SnapshotStore) -> tuple[Snapshot, ...]:
    """Forms that no table is made of, since the decision that they were read without a fault was never written or has been lost."""
    return tuple(s for s in store.all(COUNCIL_FORMS.dataset) if s.decision is None)


def read(snapshot: Snapshot) -> Form:
    """What a kept form says, as it was judged when it was taken in."""
    said = json.loads(snapshot.file(SAID_FILE).read_text(encoding="utf-8"))
    return Form(**{**said, "rows": {sheet: tuple(rows) for sheet, rows in said["rows"].items()}})
