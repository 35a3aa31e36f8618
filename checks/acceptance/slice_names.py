"""What a slice of a table is called when people are told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assets.reference.areas import NATION, counties, municipalities
from assets.reference.occupations import occupations_ssyk3, ssyk2012


def _areas() -> Mapping[str, str]:
    return {NATION: "Riket", **counties(), **municipalities()}


_NAMES: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "region_kod": _areas,
    "kommun_kod": municipalities,
    "lan_kod": counties,
    "bostad_kod": municipalities,
    "arbete_kod": municipalities,
    "plats": _areas,
    "ssyk3": occupations_ssyk3,
    "ssyk4": ssyk2012,
}


def named(dims: tuple[str, ...], codes: object) -> str:
    """A slice by its columns and codes, with names where the code has one.

    >>> named(("region_kod", "kon"), ("1480", "kvinnor"))
    'region_kod 1480 (Göteborg), kon kvinnor'
    """
    each = codes if isinstance(codes, tuple) else (codes,)
    return ", ".join(_one(dim, str(code)) for dim, code in zip(dims, each, strict=True))


def _one(dim: str, code: str) -> str:
    name = _NAMES[dim]().get(code, "") if dim in _NAMES else ""
    return f"{dim} {code} ({name})" if name else f"{dim} {code}"
