"""What a reader of a paper is asked to answer, by when and to whom."""

from __future__ import annotations

import datetime as dt

from assets.reference.areas import delregioner, word_of
from assets.reference.council_form import WEEKS_TO_ANSWER
from reports.publish.edition_name import WORKING
from reports.sheets.model import Facts


def reply_wanted(facts: Facts, delregion: str) -> str:
    """The question that ends a municipality's sheet.

    Only a frozen edition has a day: that of working figures would move every night.

    Args:
        facts: of the county.
        delregion: code of the delregion that the municipality lies in, whose council is asked when there is no contact; a county that
            is not divided has none.
    """
    warehouse = facts.warehouse
    council = next((area.council for area in delregioner(warehouse.county) if area.code == delregion), "")
    whom = warehouse.contact or council or word_of(warehouse.county, "regionen")
    if warehouse.name == WORKING:
        return (
            f"Stämmer bilden? Säg det till {whom}. Siffrorna är löpande, och sista svarsdag sätts när utgåvan fryses."
        )
    last = dt.date.fromisoformat(warehouse.fetched[:10]) + dt.timedelta(weeks=WEEKS_TO_ANSWER)
    return f"Stämmer bilden? Svara senast {last.isoformat()} till {whom}."
