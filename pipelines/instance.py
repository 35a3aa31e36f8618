"""Dagster's own home: one folder, anchored whatever folder the command is given in."""

from __future__ import annotations

import json
import os

from assets.errors import HomeError
from assets.files import replace_text
from pipelines.settings import ROOT, Settings

_RELATIVE = "var/dagster"


def anchor(settings: Settings) -> None:
    """Write ``dagster.yaml`` with absolute paths into Dagster's home and point DAGSTER_HOME there.

    Raises:
        HomeError: the folder cannot be written.
    """
    folder = settings.dagster_home
    text = (ROOT / "dagster.yaml").read_text(encoding="utf-8").replace(f": {_RELATIVE}", f": {folder.as_posix()}")
    location = ("EXEMPELDATA" if settings.source == "example" else "Skarpa data") + f", län {settings.region}"
    module = {"module_name": "pipelines.definitions", "location_name": location, "working_directory": str(ROOT)}
    try:
        replace_text(folder / "dagster.yaml", text)
        replace_text(
            folder / "workspace.yaml", json.dumps({"load_from": [{"python_module": module}]}, ensure_ascii=False)
        )
    except OSError as error:
        raise HomeError(
            f"Mappen {folder} går inte att skriva i ({error.strerror}). Ge rättigheter till den eller ange en annan i "
            "KOMPETENS_HOME."
        ) from error
    os.environ["DAGSTER_HOME"] = str(folder)
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"


def read_log_from_now() -> None:
    """Tell Dagster's daemon that older ends of runs are none of its business, as it would decide itself, with a warning each."""
    # Importing Dagster costs a second, and only the UI needs this.
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        keys = {f"EVENT_LOG_CONSUMER_CURSOR-{dg.DagsterEventType[end].value}" for end in ("RUN_SUCCESS", "RUN_FAILURE")}
        cursors = instance.daemon_cursor_storage
        new = keys - cursors.get_cursor_values(keys).keys()
        if new:
            newest = instance.event_log_storage.get_maximum_record_id() or 0
            cursors.set_cursor_values(dict.fromkeys(new, str(newest)))
