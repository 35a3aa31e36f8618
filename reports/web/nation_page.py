"""The start page of several counties: it leads to each county's own, and says which are not published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assets.reference.areas import counties, divisions
from reports import texts
from reports.publish.edition_name import WORKING
from reports.web.html import render_nation


@dataclass(frozen=True)
class PublishedCounty:
    """A county and the identity of the newest folder that it has published."""

    code: str
    newest: Mapping[str, Any]


def nation_page(published: Sequence[PublishedCounty], publisher: str) -> str:
    """Render it. Every figure is a county's own; none are added up or compared here.

    Args:
        published: in the order of the counties' codes.
        publisher: who is named as sender.
    """
    example = any(county.newest["startsida"]["exempel"] for county in published)
    there = {county.code for county in published}
    cards = sorted((_card(county) for county in published), key=lambda card: texts.collation_key(card["namn"]))
    missing = sorted((name for code, name in counties().items() if code not in there), key=texts.collation_key)
    title = "Kompetensbehov län för län"
    title = f"{texts.EXAMPLE} – {title}" if example else title
    return render_nation(title, example, texts.source_sentence(publisher), cards, missing)


def _card(county: PublishedCounty) -> dict[str, str]:
    front = county.newest["startsida"]
    name = "Löpande siffror" if county.newest["utgava"] == WORKING else f"Utgåva {county.newest['utgava']}"
    return {
        "namn": counties()[county.code],
        "sida": f"../../{county.code}/publicerat/index.html",
        "mening": str(front["fynd"]["mening"]),
        "utgava": f"{name} {county.newest['datum']}.",
        "indelning": divisions()[county.code].sentence,
    }
