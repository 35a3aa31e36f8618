"""The program once more, as a process of its own: what it loads goes with it, and its end is not ours."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence

from pipelines.errors import INTERRUPTED, KILLED
from pipelines.say import Say
from pipelines.settings import environment_of_a_child


def own_process(arguments: Sequence[str], say: Say | None = None) -> int:
    """Run ``kompetens`` with arguments.

    Args:
        arguments: the verb and what it is asked.
        say: told each line that it writes, on either stream; None when it writes to our own streams itself.

    Returns:
        Its exit code; that of an interruption when it was interrupted, and ``KILLED`` when another signal ended it.
    """
    environment = environment_of_a_child()
    if say is not None:
        environment["PYTHONIOENCODING"] = "utf-8"
    with subprocess.Popen(
        # Not what the folder that the command is given in happens to call pipelines.
        [sys.executable, "-P", "-m", "pipelines", *arguments],
        env=environment,
        stdout=None if say is None else subprocess.PIPE,
        stderr=None if say is None else subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                if say is not None:
                    say(line.rstrip())
        except KeyboardInterrupt:
            # Ctrl-C reaches both.
            raise
        except BaseException:
            # Whoever called this off, as Dagster does with a run that is terminated, has told only us.
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)
            # What it says last nobody waits for, but with nobody at the other end it would break off before it has tidied up.
            for _ in process.stdout or ():
                pass
            raise
    code = process.returncode
    return INTERRUPTED if code == -signal.SIGINT else code if code >= 0 else KILLED
