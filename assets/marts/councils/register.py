"""The register of underlag: what is used, wanted, bought and missing, and who has reviewed it: mart.underlagsregister."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from assets.contracts.council_work import (
    OTHER,
    OUR_TABLE,
    REFERENCE_LIST,
    REGISTER,
    SOURCE,
    STAGED_REVIEWS,
    STAGED_WANTED,
    USED,
    WISHED,
)
from assets.contracts.edition import SOURCES
from assets.contracts.model import Record, TableContract
from assets.contracts.registry import PUBLISHED
from assets.declaration import Mart
from assets.marts.councils.rows import newest_rows, rows_of_county, table_of
from assets.methods.named_in_text import is_named
from assets.reference.areas import delregioner
from assets.reference.origins import origins
from assets.reference.review import NOT_REVIEWED

_ORDER = (SOURCE, REFERENCE_LIST, OUR_TABLE, WISHED, OTHER)
_WHO_AND_WHAT = ("delregion", "underlag", "granskare", "omdome", "datum")


def register(sources: pa.Table, wanted: pa.Table, reviews: pa.Table, county: str) -> pa.Table:
    """Every underlag with each review of it; one that nobody has reviewed has one row.

    Args:
        sources: mart.kalla.
        wanted: staged.radens_underlagsbehov.
        reviews: staged.radens_granskningar, every form's: a review stands whatever is handed in later.
        county: two-digit code.

    Returns:
        Columns of mart.underlagsregister.
    """
    names = {area.code: area.name for area in delregioner(county)}
    given = _reviews(rows_of_county(reviews, county), names)
    known = [*_used(sources.to_pylist()), *_lists(), *_tables(PUBLISHED)]
    rows: list[Record] = []
    placed: set[int] = set()
    for item in known:
        about = [at for at, review in enumerate(given) if any(is_named(review["text"], name) for name in item["namn"])]
        placed.update(about)
        rows += [item | given[at] for at in about]
        # What nobody has reviewed stands all the same, but for our own tables; a list may have its own reviewer beside the councils.
        if item.get("granskare") or (not about and item["slag"] != OUR_TABLE):
            rows.append(item)
    rows += [
        {**row, "slag": WISHED, "underlag": row["fraga"], "lage": row["finns"], "onskas_i": names[row["delregion"]]}
        for row in newest_rows(wanted, county)
    ]
    rows += [
        {"slag": OTHER, "underlag": review["text"], **review} for at, review in enumerate(given) if at not in placed
    ]
    rows.sort(key=lambda row: _ORDER.index(row["slag"]))
    return table_of(REGISTER, [{**row, "nr": nr} for nr, row in enumerate(rows, 1)])


def _reviews(rows: Iterable[Record], names: dict[str, str]) -> list[Record]:
    """Each review once, however many forms repeat it, the oldest first."""
    once = {tuple(row[name] for name in _WHO_AND_WHAT): row for row in rows}
    return [
        {
            "text": row["underlag"],
            "granskat_i": names[row["delregion"]],
            "granskare": row["granskare"],
            "omdome": row["omdome"],
            "granskat_den": row["datum"],
        }
        for _, row in sorted(once.items(), key=lambda each: (each[1]["datum"], each[0]))
    ]


def _used(sources: Iterable[Record]) -> list[Record]:
    """The sources that published figures rest on."""
    return [
        {
            "slag": SOURCE,
            "underlag": row["titel"],
            "underlag_id": row["underlag"],
            "lage": USED,
            "namn": [name for name in (row["underlag"], row["tabell_id"], row["titel"]) if name],
            **{name: row[name] for name in ("utgivare", "period_till", "hamtad", "hamtstatus")},
        }
        for row in sources
        if row["anvands_i"] and row["hamtad"]
    ]


def _lists() -> list[Record]:
    return [
        {
            "slag": REFERENCE_LIST,
            "underlag": row["innehall"],
            "underlag_id": row["fil"],
            "utgivare": row["utgivare"],
            "lage": USED,
            "hamtad": row["hamtad"],
            "granskare": None if row["granskad_av"] == NOT_REVIEWED else row["granskad_av"],
            "namn": [row["fil"], row["innehall"]],
        }
        for row in origins()
    ]


def _tables(contracts: Iterable[TableContract]) -> list[Record]:
    return [
        {
            "slag": OUR_TABLE,
            "underlag": contract.title,
            "underlag_id": contract.id,
            "lage": USED,
            "namn": [contract.id, contract.name, contract.title],
        }
        for contract in contracts
    ]


MARTS = (Mart(REGISTER, register, {"sources": SOURCES, "wanted": STAGED_WANTED, "reviews": STAGED_REVIEWS}),)
