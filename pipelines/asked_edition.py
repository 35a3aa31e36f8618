"""What the command line asks of an edition, judged before the run: one that stopped would alarm, though only the words are wrong."""

from __future__ import annotations

from collections.abc import Sequence

from assets.errors import UsageError
from assets.home import Home
from pipelines.editions import DamagedRecord, Editions
from pipelines.settings import Settings
from reports.errors import PublicationRefused
from reports.publish.edition_name import EditionName


def require_sense(edition: str | None, correction: str | None, only: str) -> None:
    """Refuse what means nothing in any home.

    Args:
        edition: the name that is given; None when none is.
        correction: the reason that is given; None when none is.
        only: the part of the flow that is asked for.

    Raises:
        UsageError: says why.
    """
    for option, text in (("--edition", edition), ("--correction", correction)):
        if text is not None and not text.strip():
            raise UsageError(f"Det står inget efter {option}. Skriv vad som ska stå där, eller ta bort {option}.")
    if correction and not edition:
        raise UsageError("--correction gäller en utgåva. Ange också --edition ÅÅÅÅ-MM.")
    if edition and only:
        raise UsageError("En utgåva fryses av hela flödet. Använd --edition utan --only.")
    try:
        if edition:
            EditionName.parse(edition)
    except PublicationRefused as error:
        raise UsageError(str(error)) from error


def require_possible(settings: Settings, edition: str | None, correction: str | None) -> None:
    """Refuse an edition that a county's home cannot make.

    Args:
        settings: of the county.
        edition: its name; None when none is asked for.
        correction: why it is corrected; None when it is not.

    Raises:
        UsageError: says why, and of which county.
    """
    # What is frozen in a home that lies in the object store is known when the run has brought it, and the run refuses.
    if not edition or settings.object_store:
        return
    try:
        Editions(Home(settings.home), settings.publisher).target(EditionName.parse(edition), correction or "")
    except DamagedRecord:
        # The words are right: the run says it, and alarms.
        return
    except PublicationRefused as error:
        raise UsageError(f"{error} Det gäller {settings.said_place}.") from error


def require_possible_somewhere(each: Sequence[Settings], edition: str | None, correction: str | None) -> None:
    """Refuse an edition that none of several counties can make; one that cannot says so when its turn comes, and stops no other.

    Args:
        each: settings of every county.
        edition: its name; None when none is asked for.
        correction: why it is corrected; None when it is not.

    Raises:
        UsageError: why the first of them cannot.
    """
    refused = []
    for settings in each:
        try:
            require_possible(settings, edition, correction)
        except UsageError as error:
            refused.append(error)
    if len(refused) == len(each):
        raise refused[0]
