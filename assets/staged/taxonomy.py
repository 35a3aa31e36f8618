"""The taxonomy's concepts → staged.taxonomi, with codes for the names of AF-yrkesområden."""

from __future__ import annotations

import pyarrow as pa

from assets.reference.occupations import af_areas

_NAMES = {
    "id": "koncept_id",
    "type": "typ",
    "label": "namn",
    "code": "kod",
    "group": "grupp_id",
    "state": "tillstand",
    "replaced_by": "ersatts_av",
}


def stage_taxonomy(concepts: pa.Table, version: int) -> pa.Table:
    """Our column names; the version stands in every row.

    Args:
        concepts: id, type, label, code, area (name), group, state, replaced_by.
        version: of the taxonomy.

    Returns:
        Columns of staged.taxonomi. An area whose name the reference data do not know is null.
    """
    codes = {name: code for code, name in af_areas().items()}
    areas = [codes.get(name) for name in concepts["area"].to_pylist()]
    columns = {ours: concepts[theirs] for theirs, ours in _NAMES.items()}
    constant = pa.array([str(version)] * concepts.num_rows, pa.string())
    return pa.table({**columns, "af_yrkesomrade": pa.array(areas, pa.string()), "taxonomiversion": constant})


def stage_version(read: tuple[pa.Table, int]) -> pa.Table:
    """The same, of concepts and their version as they are read together."""
    return stage_taxonomy(*read)
