"""What can go wrong between the sources and the published tables."""

from __future__ import annotations

from sources.errors import KompetensError


class MartError(KompetensError):
    """The staged tables do not suffice for a mart."""


class WarehouseError(KompetensError):
    """The warehouse could not be built or did not pass its own verification."""
