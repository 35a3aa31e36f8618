"""What can go wrong in a home, and between the sources and the published tables."""

from __future__ import annotations

from sources.errors import KompetensError


class MartError(KompetensError):
    """The staged tables do not suffice for a mart."""


class WarehouseError(KompetensError):
    """The warehouse could not be built or did not pass its own verification."""


class UsageError(KompetensError):
    """Wrong setting, option or name: exit code 2."""


class HomeError(KompetensError):
    """The home cannot be used: exit code 2."""


class HomeLocked(KompetensError):
    """Another run holds the home."""


class StoreError(KompetensError):
    """The object store does not answer, or has something else than it should."""


class StoreMoved(StoreError):
    """Somebody else has put a newer state in the object store."""


class NotStored(StoreError):
    """A run's home did not get up into the object store, and the run is red for it."""
