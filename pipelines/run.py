"""One run of the job from the command line: execute, and say in Swedish what came of it."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any

import dagster as dg

from assets.contracts.asset_graph import ORDER
from assets.contracts.registry import CONTRACTS
from assets.contracts.words import NOT_APPLICABLE, PASSED
from assets.errors import UsageError
from assets.home import Home
from checks.gate import CheckLog
from pipelines.alarms.after_run import after_run
from pipelines.definitions import build
from pipelines.errors import NOT_STORED, OK
from pipelines.in_process import NOTHING_PUBLISHED, QUIET, execute_job, say_failure
from pipelines.jobs import NIGHTLY
from pipelines.nation import renew
from pipelines.progress import Shown
from pipelines.resources import judged_tables
from pipelines.say import Say
from pipelines.settings import Settings
from reports.publish.publication import FRONT
from reports.texts import tally

ORDER_KEY = dg.AssetKey(ORDER)
PUBLISHED_KEY = dg.AssetKey(["publicering", "publicerat"])


@dataclass(frozen=True)
class Order:
    """What the user asked for."""

    edition: str = ""
    correction: str = ""
    only: str = ""
    require_fresh: bool = False
    debug: bool = False


def selection(definitions: dg.Definitions, text: str) -> list[dg.AssetKey] | None:
    """Asset keys for ``--only``: names of tables, reports or delregioner, separated by commas.

    Raises:
        UsageError: a name is not known; says the nearest.
    """
    if not text:
        return None
    keys = definitions.resolve_asset_graph().get_all_asset_keys()
    by_name: dict[str, list[dg.AssetKey]] = {}
    for key in keys:
        by_name.setdefault(key.path[-1], []).append(key)
        by_name["/".join(key.path)] = [key]
    chosen: list[dg.AssetKey] = []
    for name in (part.strip().lower() for part in text.split(",")):
        if name not in by_name:
            near = difflib.get_close_matches(name, by_name, 1, 0)
            raise UsageError(f"'{name}' är varken delregion, rapport eller tabell. Menade du {near[0]}?")
        chosen += by_name[name]
    return sorted(chosen)


def execute(settings: Settings, order: Order, say: Say) -> int:
    """Run, report, and return the exit code."""
    definitions = build(settings, order.require_fresh, Shown(sys.stderr))
    chosen = selection(definitions, order.only)
    config: dict[str, Any] = dict(QUIET)
    if chosen is None or ORDER_KEY in chosen:
        asked = {"utgava": order.edition, "rattelse": order.correction}
        config["ops"] = {"uppdrag__utgava": {"config": asked}}
    home = Home(settings.home)
    job = definitions.resolve_job_def(NIGHTLY)
    run = execute_job(settings, job, say, config, chosen, debug=order.debug)
    code = OK
    try:
        _say_checks(CheckLog(home, judged_tables(home)), say)
        if not run.done:
            code = say_failure(run.result, home, say, require_fresh=order.require_fresh, kept=NOTHING_PUBLISHED)
        if code in (OK, NOT_STORED):
            _say_outcome(run.result, home, chosen, say)
            renew(settings.of_mode, settings.publisher, say)
    finally:
        # The run is over, and whoever watches is told of it, also when it could not be said here how it went.
        after_run(settings, run.ended, say)
    return code


def _say_checks(log: CheckLog, say: Say) -> None:
    results = log.current([c.id for c in CONTRACTS])
    say(f"Kontroller: {tally([r.outcome for r in results], 'gröna')}.")
    red = [r for r in results if r.outcome not in (PASSED, NOT_APPLICABLE)]
    for r in sorted(red, key=lambda r: not r.stops):
        level = "STOPPANDE" if r.stops else "varning"
        say(f"  {level}: {r.spec.table}/{r.spec.name}: {r.outcome}, {r.observed}. {r.spec.action}")
    # Most of a table's checks are idle for the same reason: it is said once.
    why = Counter((r.spec.table, r.observed) for r in results if r.outcome == NOT_APPLICABLE)
    for (table, reason), number in why.items():
        say(f"  ej tillämplig: {table}, {number} kontroll{'er' if number > 1 else ''}: {reason}")


def _say_outcome(result: dg.ExecuteInProcessResult, home: Home, chosen: list[dg.AssetKey] | None, say: Say) -> None:
    for event in result.get_asset_materialization_events():
        if event.asset_key == PUBLISHED_KEY:
            metadata = event.step_materialization_data.materialization.metadata
            word = "Oförändrat" if metadata["oförändrad"].value == "ja" else "Publicerat"
            say(f"{word}: {metadata['mapp'].value}")
            say(f"Öppna i webbläsaren: {home.published / FRONT}")
            say(f"Filer under samma namn varje gång: {home.published / 'senaste'}")
            if "främmande" in metadata:
                say(str(metadata["främmande"].value))
            return
    names = ", ".join("/".join(key.path) for key in chosen or [])
    say(f"Klart: {names}. Inget publicerades; rapporter ligger som utkast i {home.drafts}")
