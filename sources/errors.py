"""What can go wrong with a source, as types whose text is one Swedish sentence a reader can act on."""

from __future__ import annotations


class KompetensError(Exception):
    """Base of all errors with a sentence for people: what is wrong, where, and what to do."""


class SourceError(KompetensError):
    """A source did not give what was asked for."""


class SourceUnavailable(SourceError):
    """The source could not be reached, or answered with errors until the retries were used up."""


class SourceChanged(SourceError):
    """A table, variable, code or file that we ask for is no longer there."""


class SourceGone(SourceChanged):
    """A table or list that we ask for by its name is no longer there."""


class MalformedAnswer(SourceError):
    """The answer is not what its format promises: wrong length, HTML for JSON, cut short."""


class TooLarge(SourceError):
    """The request cannot be split under the source's own limit."""


class SourceNotReady(SourceError):
    """The source is in the middle of publishing: what belongs together does not show the same period yet."""


class SnapshotError(KompetensError):
    """A stored snapshot is missing or does not match its checksum."""


class ClockWrong(KompetensError):
    """The machine's clock shows an earlier time than what is stored says that it was fetched."""
