"""The files that an area's readers fetch: what they are called, where they lie and how each is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assets.contracts.words import COUNTY
from reports.files.excel import write_workbook
from reports.files.paper import write_dialogue, write_meeting_sheet, write_report
from reports.files.slides import write_slides
from reports.findings.area_report import area_report
from reports.findings.meeting import meeting
from reports.findings.slides import deck
from reports.findings.state import dialogue
from reports.sheets.model import facts_of
from reports.sheets.workbook import workbook
from reports.warehouse import Warehouse


@dataclass(frozen=True)
class AreaFile:
    """A file: what readers call it, its path in the published folder, and what writes it."""

    text: str
    path: str
    write: Callable[[Path], None]


def area_files(warehouse: Warehouse, area: str, name: str) -> tuple[AreaFile, ...]:
    """Workbook, meeting sheet, report and slides of a delregion or the county; the county's dialogue with the state.

    Args:
        warehouse: what it holds.
        area: code of a delregion, or COUNTY.
        name: of the area.
    """
    plain = (name.removesuffix(" län").removesuffix("s") if area == COUNTY else area).lower()
    stem = f"{plain.translate(str.maketrans('åäö ', 'aao_'))}{warehouse.suffix}"
    facts = facts_of(warehouse, area)
    state = AreaFile(
        "Dialog med staten, två A4",
        f"pdf/dialog_med_staten{warehouse.suffix}.pdf",
        lambda path: write_dialogue(dialogue(warehouse), path),
    )
    return (
        AreaFile(
            f"Arbetsbok för {name}",
            f"excel/kompetensbehov_{stem}.xlsx",
            lambda path: write_workbook(workbook(warehouse, area), path),
        ),
        AreaFile(
            f"Mötesunderlag för {name}, ett A4",
            f"pdf/motesunderlag_{stem}.pdf",
            lambda path: write_meeting_sheet(meeting(facts), path),
        ),
        AreaFile(
            f"Rapport om {name}",
            f"pdf/kompetensbehov_{stem}.pdf",
            lambda path: write_report(area_report(facts), path),
        ),
        AreaFile(
            f"Bilder till mötet om {name}",
            f"bilder/kompetensbehov_{stem}.pptx",
            lambda path: write_slides(deck(meeting(facts)), path),
        ),
        *((state,) if facts.whole else ()),
    )
