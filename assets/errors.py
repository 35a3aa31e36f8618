"""What can go wrong between the sources and the published tables."""

from __future__ import annotations

from sources.errors import KompetensError


class StagedError(KompetensError):
    """The catalogue and the contracts do not agree about a source table."""


class MartError(KompetensError):
    """The staged tables do not suffice for a mart."""


class WarehouseError(KompetensError):
    """The warehouse could not be built or did not pass its own verification."""
