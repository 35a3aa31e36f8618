"""Every occupation over the county and its delregioner: the tiles of the start page, and one area's for its own."""

from __future__ import annotations

from collections import Counter

from assets.contracts.model import Record
from assets.contracts.words import FROM_COUNTY, REPORTING_GROUP
from assets.methods.quoted import of_hundred
from assets.methods.score import NOT_RATED, POSITIONS, SIGNAL_CLASSES
from assets.reference.areas import parts_of
from assets.reference.occupations import UNKNOWN_SSYK3
from reports import texts
from reports.assessment_texts import NOT_JUDGED, judged
from reports.findings.model import MatrixRow, Tile
from reports.warehouse import Warehouse

COUNTY_NAME = "Länet"
_LAST = len(SIGNAL_CLASSES) - 1
ENDS_OF_SCALE = (0, _LAST)


def area_names(warehouse: Warehouse) -> dict[str, str]:
    """Code → name of the county and its delregioner, in the order in which they always stand."""
    return {warehouse.county: COUNTY_NAME} | {d.code: d.name for d in parts_of(warehouse.county)}


def tile(row: Record, area: str) -> Tile:
    """The tile of a row of mart.bedomning."""
    position = POSITIONS[str(row["signaler"])]
    return Tile(area, position, str(row["signaler"]), _detail(row), is_weak(row))


def is_weak(row: Record) -> bool:
    """Whether the class of a row of mart.bedomning is not sure enough to be drawn as a full tile."""
    if row["signaler"] == NOT_RATED:
        return False
    if POSITIONS[str(row["signaler"])] in ENDS_OF_SCALE:
        return bool(row["lyfts_fram"] == "nej")
    return bool(row["nara_gransen"] == "ja" or row["annonsernas_grund"] == FROM_COUNTY)


def _detail(row: Record) -> str:
    """What makes a class less sure, or in how many of the recomputations it stands; empty when it is not rated."""
    if row["signaler"] == NOT_RATED:
        return ""
    if row["motsager_af"] == "ja":
        return "AF säger emot"
    if row["annonsernas_grund"] == FROM_COUNTY:
        return "lånat från länet"
    if row["nara_gransen"] == "ja":
        return "nära gränsen"
    if is_weak(row):
        return f"AF har {NOT_JUDGED}" if row["chefer"] == "ja" else "ovanliga tal"
    return "" if row["stabilitet"] is None else f"samma i {of_hundred(float(row['stabilitet']))}"


def matrix(warehouse: Warehouse) -> tuple[MatrixRow, ...]:
    """Every known occupation, those first that are taken up in most delregioner, then by the county's score.

    Where the county is not divided, those that are taken up in it are first.

    Chefer, and what cannot be rated in the county, stand last.
    """
    names = area_names(warehouse)
    found: dict[str, dict[str, Record]] = {}
    for row in warehouse.assessments:
        if row["geo_kod"] in names and row["yrke_kod"] != UNKNOWN_SSYK3 and row["yrkesniva"] == REPORTING_GROUP:
            found.setdefault(str(row["yrke_kod"]), {})[str(row["geo_kod"])] = row
    rows = [_row(warehouse.county, names, code, areas) for code, areas in found.items()]
    county = {code: areas[warehouse.county] for code, areas in found.items()}
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                -row.lifted,
                county[row.code]["signaler"] == NOT_RATED,
                county[row.code]["chefer"] == "ja",
                -float(county[row.code]["signalpoang"] or 0),
                texts.collation_key(row.name),
            ),
        )
    )


def order_told(divided: bool) -> str:
    """The order of ``matrix``, as sentences for readers.

    Args:
        divided: whether the county has delregioner.

    >>> order_told(False)
    'Först de som kan tas upp, sedan högst poäng i länet. Därefter chefer, och sist de som inte kan bedömas i länet.'
    """
    first = "Först de som kan tas upp i flest delregioner" if divided else "Först de som kan tas upp"
    return f"{first}, sedan högst poäng i länet. Därefter chefer, och sist de som inte kan bedömas i länet."


def _row(county: str, names: dict[str, str], code: str, areas: dict[str, Record]) -> MatrixRow:
    own = areas[county]
    lifted = sum(
        row["lyfts_fram"] == "ja" and POSITIONS[str(row["signaler"])] == 0
        for area, row in areas.items()
        if area != county or len(names) == 1
    )
    return MatrixRow(
        code,
        str(own["yrke_namn"]),
        judged(own["af_jobbmojligheter"]),
        tuple(tile(areas[area], name) for area, name in names.items()),
        lifted,
    )


def class_counts(warehouse: Warehouse, area: str) -> tuple[int, ...]:
    """How many known occupations of an area each place of the scale has; what cannot be rated is last."""
    count = Counter(
        POSITIONS[str(r["signaler"])]
        for r in warehouse.assessments
        if r["geo_kod"] == area and r["yrkesniva"] == REPORTING_GROUP and r["yrke_kod"] != UNKNOWN_SSYK3
    )
    return tuple(count[position] for position in range(len(SIGNAL_CLASSES) + 1))
