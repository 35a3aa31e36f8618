"""What the command line asks of an edition, judged before the run: one that stopped would alarm, though only the words are wrong."""

from __future__ import annotations

from assets.errors import UsageError
from assets.home import Home
from pipelines.editions import Editions
from pipelines.settings import Settings
from reports.errors import PublicationRefused
from reports.publish.edition_name import EditionName


def require_possible(settings: Settings, edition: str, correction: str) -> None:
    """Refuse an edition that a county's home cannot make.

    Args:
        settings: of the county.
        edition: its name; empty when none is asked for.
        correction: why it is corrected; empty when it is not.

    Raises:
        UsageError: says why, and of which county.
    """
    if not edition:
        return
    try:
        name = EditionName.parse(edition)
        # What is frozen in a home that lies in the object store is known when the run has brought it, and the run refuses.
        if not settings.object_store:
            Editions(Home(settings.home), settings.publisher).target(name, correction)
    except PublicationRefused as error:
        raise UsageError(f"{error} Det gäller {settings.said_place}.") from error
