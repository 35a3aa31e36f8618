"""The made-up world's councils: some of a county's have handed in a form, as a secretary would have filled it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assets.home import Home
from assets.reference.areas import delregioner
from assets.reference.council_form import FIRST_TURN, round_of
from reports.files.council_form import FormOrder, write_form
from sources.councils.forms import stored, take_in
from sources.example.councils import EXAMPLE_COUNCILS, made_up_answers
from sources.snapshot import SnapshotStore, today_in_sweden


def put_made_up_forms(home: Home, store: SnapshotStore, county: str) -> None:
    """Take in a form of each council that has one, the first time; later they are there, as snapshots are.

    Raises:
        ValueError: a made-up form is refused, which is a fault in the made-up world.
    """
    if stored(store):
        return
    today = today_in_sweden()
    for area in (area for area in delregioner(county) if area.code in EXAMPLE_COUNCILS):
        order = FormOrder(area, round_of(today), FIRST_TURN, today, today, made_up=True)
        with tempfile.TemporaryDirectory(dir=home.scratch) as folder:
            path = Path(folder) / f"{area.code}.xlsx"
            write_form(order, path, answers=made_up_answers(area.code), treated=today)
            outcome = take_in(path, store, home.inbox, county, today)
        if outcome.faults:
            raise ValueError(f"made-up form of {area.code}: {outcome.faults[0]}")
