"""Yrkesbarometern's rows, every round → staged.yrkesbarometer."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.barometer import (
    NO_GROUP,
    ONE_OF_SEVERAL,
    PART_OF_GROUP,
    PART_OF_SEVERAL,
    STAGED_BAROMETER,
    WHOLE_GROUP,
)
from assets.contracts.words import UNKNOWN

_NAMES = {
    "omgang": "omgang",
    "lan": "lan_kod",
    "yb_concept_id": "koncept_id",
    "yb_yrke": "yb_yrke",
    "antal_ssyk": "antal_ssyk",
    "jobbmojligheter": "jobbmojligheter",
    "rekryteringssituation": "rekryteringssituation",
    "prognos": "efterfragan_om_fem_ar",
    "hogsta_bedomningsniva": "bedomningsniva",
    "delvis_helt": "delvis_helt",
    "taxonomi_version": "taxonomiversion",
}
_WORDS = {
    (False, False): WHOLE_GROUP,
    (True, False): ONE_OF_SEVERAL,
    (False, True): PART_OF_GROUP,
    (True, True): PART_OF_SEVERAL,
}


def applies_to(several: bool, part: bool) -> str:
    """How much of an occupation group an assessment is about, in words.

    >>> applies_to(several=True, part=False)
    'en av flera yrkesgrupper i bedömningen'
    """
    return _WORDS[several, part]


def stage_barometer(rounds: list[pa.Table]) -> pa.Table:
    """Our column names, and the source's two counts of groups in words.

    Args:
        rounds: per round, one row per occupation, area and SSYK code, under the source's names.

    Returns:
        Columns of staged.yrkesbarometer.
    """
    if not rounds:
        return STAGED_BAROMETER.schema.empty_table()
    rows = pa.concat_tables(rounds)
    said = [
        applies_to(count > 1, part == 1) if code else NO_GROUP
        for code, count, part in zip(*(rows[n].to_pylist() for n in ("ssyk", "antal_ssyk", "del_av_ssyk")), strict=True)
    ]
    columns = {ours: rows[theirs] for theirs, ours in _NAMES.items()}
    return pa.table(
        {**columns, "ssyk4": pc.coalesce(rows["ssyk"], pa.scalar(UNKNOWN)), "galler": pa.array(said, pa.string())}
    )
