"""The table of check results: mart.kvalitet."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.edition import QUALITY
from assets.contracts.registry import CONTRACTS
from assets.declaration import Mart
from assets.errors import MartError
from assets.resources import CheckResults

JUDGED = tuple(contract for contract in CONTRACTS if contract is not QUALITY)


def quality(check_log: CheckResults) -> pa.Table:
    """Check results of every other table, as it now is: columns of mart.kvalitet.

    Raises:
        MartError: no check has judged the tables that are there.
    """
    rows = check_log.rows([contract.id for contract in JUDGED])
    if not rows:
        raise MartError("Ingen kontroll har körts för de tabeller som finns. Kör hela flödet (jobbet nattlig).")
    return pa.Table.from_pylist(rows, QUALITY.written_schema)


MARTS = (Mart(QUALITY, quality, after=JUDGED),)
