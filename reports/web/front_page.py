"""The start page of everything that is published: the newest folder's, with every other one listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reports.publish.edition_name import WORKING
from reports.web.html import render_front, render_list
from reports.web.start_page import FORM

Identity = Mapping[str, Any]


def front_page(newest: Identity, folders: Sequence[Identity]) -> str:
    """Render it; a folder that was published with a start page of another form is listed with the others.

    Args:
        newest: identity of the folder that readers should use.
        folders: identity of every folder, newest first.
    """
    corrected = {f["rattar"]: f["utgava"] for f in folders if f["rattar"]}
    links = [
        {"href": f"{f['mapp']}/index.html", "text": _name(f), "note": _note(f, corrected)} for f in _listed(folders)
    ]
    notices = []
    if newest["rattar"]:
        notices.append(f"Det här är en rättelse av utgåva {newest['rattar']}. Skäl: {newest['skal']}")
    if newest["startsida"].get("form") != FORM:
        return render_list(str(newest["startsida"]["titel"]), bool(newest["startsida"]["exempel"]), notices, links)
    return render_front(newest["startsida"], f"{newest['mapp']}/", notices, links)


def _listed(folders: Sequence[Identity]) -> list[Identity]:
    """Every edition, and of the working figures only the newest."""
    working = [f for f in folders if f["utgava"] == WORKING]
    return [f for f in folders if f["utgava"] != WORKING] + working[:1]


def _name(folder: Identity) -> str:
    return f"Löpande siffror {folder['datum']}" if folder["utgava"] == WORKING else f"Utgåva {folder['utgava']}"


def _note(folder: Identity, corrected: Mapping[str, str]) -> str:
    if folder["utgava"] in corrected:
        return f"Rättad, se utgåva {corrected[folder['utgava']]}."
    if folder["rattar"]:
        return f"Rättelse av {folder['rattar']}. Skäl: {folder['skal']}"
    return "Ändras varje natt." if folder["utgava"] == WORKING else ""
