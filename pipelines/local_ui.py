"""``dagster dev`` with our web server in the place of Dagster's: ``python -m pipelines.local_ui`` takes the words of ``dagster dev``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from dagster import _cli
from dagster._cli import dev

THEIRS, OURS = "dagster_webserver", "pipelines.local_webserver"


def started_instead() -> None:
    """Let ``dagster dev`` start our web server; it has no setting for it.

    Should another Dagster start its own in some other way, then nothing is started at all rather than one that answers everybody.
    """
    command: Any = dev
    start = command.open_ipc_subprocess
    seen: list[str] = []

    def instead(words: Sequence[str], **named: Any) -> Any:
        seen.extend(words)
        if THEIRS not in seen:
            raise SystemExit(
                "Dagster startar sin webbserver på ett sätt som programmet inte känner till. Installera den utgåva som låsfilen säger."
            )
        return start([OURS if word == THEIRS else word for word in words], **named)

    command.open_ipc_subprocess = instead


if __name__ == "__main__":
    started_instead()
    sys.argv[:1] = ["dagster", "dev"]
    command: Any = _cli
    command.main()
