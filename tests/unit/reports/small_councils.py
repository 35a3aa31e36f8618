"""What councils have said in the small warehouse: nothing yet, and the register of what is used all the same."""

from __future__ import annotations

import pyarrow as pa

from assets.contracts.council_work import (
    COUNCIL_DIALOGUES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_PRIORITIES,
    REGISTER,
    STAGED_REVIEWS,
    STAGED_WANTED,
)
from assets.contracts.councils import COMMON_VIEW, COUNCIL_ASSESSMENTS
from assets.contracts.model import TableContract
from assets.contracts.track_record import TRACK_RECORD
from assets.marts.councils.register import register

_SILENT = (
    COUNCIL_ASSESSMENTS,
    COMMON_VIEW,
    TRACK_RECORD,
    COUNCIL_PRIORITIES,
    COUNCIL_GOALS,
    COUNCIL_MEASURES,
    COUNCIL_DIALOGUES,
)


def council_tables(sources: pa.Table) -> dict[TableContract, pa.Table]:
    """Table by contract, while no council has asked for anything or reviewed it."""
    wanted, reviews = STAGED_WANTED.schema.empty_table(), STAGED_REVIEWS.schema.empty_table()
    return {
        **{contract: contract.schema.empty_table() for contract in _SILENT},
        REGISTER: REGISTER.conform(register(sources, wanted, reviews, "14")),
    }
