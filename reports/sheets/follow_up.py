"""How an area's measures stand in the follow-up to 2030: the sheet Uppföljning."""

from __future__ import annotations

from assets.contracts.follow_up import FOLLOW_UP, NOT_ATTRIBUTED
from assets.contracts.model import Record
from assets.methods.follow_up import BASE_YEAR, LAST_YEAR
from assets.methods.rounding import to_digits
from assets.reference.follow_up import PROPOSAL, FollowUpMeasure, indicators
from reports.findings.follow_up import decided, earlier_mean, interval, latest, of_area
from reports.findings.follow_up_words import change_word, remarks
from reports.records import Value
from reports.sheets.model import Facts, Sheet, SheetColumn, SheetRow, plain_code

_ON_PAPER = 30


def follow_up_tables(facts: Facts) -> list[Sheet]:
    """The table, when the area is followed."""
    return [follow_up_table(facts)] if any(r["geo_kod"] == facts.code for r in facts.warehouse.follow_up) else []


def follow_up_table(facts: Facts) -> Sheet:
    """One row per measure: the base year, the newest year, the nation beside, and what may be said of the change."""
    rows = tuple(_row(one, of_area(facts.warehouse, facts.code, one.code)) for one in indicators())
    return Sheet(
        "Uppföljning",
        f"uppfoljning_{plain_code(facts.code)}",
        facts.title(f"Uppföljning av avsiktsförklaringen i {facts.area}, {BASE_YEAR}–{LAST_YEAR}"),
        facts.source_of(FOLLOW_UP),
        f"{NOT_ATTRIBUTED} {decided(indicators())} Basåret {BASE_YEAR} var högkonjunktur: läs hur området har ändrats mot riket. "
        "Bättre än riket kan vara en försämring som är mindre än rikets. Mätfelet är slumpen och störda små tal, inte hur talen varierar "
        "mellan åren. Större än mätfelet betyder inte stor.",
        (
            SheetColumn("Mått och enhet", "text", 56),
            SheetColumn(f"Basåret {BASE_YEAR}", "decimal", 11),
            SheetColumn("Senaste år", "text", 9),
            SheetColumn("Värde", "decimal", 10),
            SheetColumn("Lägst", "decimal", 10),
            SheetColumn("Högst", "decimal", 10),
            SheetColumn("Skillnad mot riket senaste år", "decimal", 11),
            SheetColumn(f"Eget tal ändrat sedan {BASE_YEAR}", "hundredth", 13),
            SheetColumn(f"Ändrat mot riket sedan {BASE_YEAR}", "hundredth", 13),
            SheetColumn("Status", "text", 22),
            SheetColumn("Anmärkning", "text", 66),
        ),
        rows,
        f"Mått för uppföljningen i {facts.area}: basår, senaste år, skillnad mot riket och om förändringen är större än mätfelet",
        printed=_ON_PAPER,
    )


def _row(one: FollowUpMeasure, rows: list[Record]) -> SheetRow:
    base, newest = rows[0], latest(rows)
    row = newest or base
    numbers = (to_digits(row[name], 1) for name in ("varde", "nedre", "ovre", "skillnad_mot_riket"))
    changes = (to_digits(row[name], 2) for name in ("forandring", "forandring_mot_riket"))
    cells: tuple[Value, ...] = (
        f"{one.name} ({one.unit})",
        to_digits(base["varde"], 1),
        str(newest["ar"]) if newest else "",
        *numbers,
        *changes,
        change_word(row),
        " ".join(_remarks(one, rows, row)),
    )
    return cells


def _remarks(one: FollowUpMeasure, rows: list[Record], row: Record) -> list[str]:
    """What stands last on the row: the change's interval, why something is missing, and who has decided the measure."""
    limits = interval(row["forandring_nedre"], row["forandring_ovre"], 2, sign=True)
    said = [f"Ändringen mot riket: {limits}."] if limits else []
    said += [earlier] if (earlier := earlier_mean(one, rows)) else []
    said += remarks(rows, int(row["ar"]))
    if row is rows[0] and row["varde"] is not None:
        said.append("Bara basåret är känt.")
    if one.decision != PROPOSAL:
        said.append(f"Beslut: {one.decision}.")
    return said
