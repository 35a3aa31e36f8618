"""What the unit tests share: thousands of short ones in one process, whose modules and tables stay until it ends."""

from __future__ import annotations

import gc


def pytest_collection_finish() -> None:
    """Look for garbage more seldom, and never among what has been imported and collected: it stays until the process ends.

    Each look at everything took half a second, and there were thirty to a hundred in a run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 20, 100)
