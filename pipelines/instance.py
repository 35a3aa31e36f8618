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


def begin_after_what_has_run() -> None:
    """Note where the log of events ends, for a daemon that has never run; it begins there anyway, but warns that it was not told."""
    from dagster import DagsterInstance
    from dagster._daemon.auto_run_reexecution.event_log_consumer import DAGSTER_EVENT_TYPES, _create_cursor_key

    keys = {_create_cursor_key(event_type) for event_type in DAGSTER_EVENT_TYPES}
    with DagsterInstance.get() as instance:
        new = keys - set(instance.daemon_cursor_storage.get_cursor_values(keys))
        if new:
            end = str(instance.event_log_storage.get_maximum_record_id() or 0)
            instance.daemon_cursor_storage.set_cursor_values(dict.fromkeys(new, end))
