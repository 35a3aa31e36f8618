"""What the page and the sheet of changes say of an edition beside the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.sheets.about import changes
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse
from reports.web.about_pages import about_pages

Make = Callable[..., Warehouse]


def test_changes_name_the_previous_edition_and_put_revisions_first(warehouse: Make):
    now = warehouse("example", "2026-12", "2026-06")
    (page,) = [p for p in about_pages(now) if p.path.endswith("andringar.html")]
    assert "Jämfört med utgåva 2026-06 skiljer 2 tal" in " ".join(page.paragraphs)
    rows = changes(facts_of(now, "fyrbodal")).rows
    assert [row[-1] for row in rows] == ["ny utgåva", "reviderat underlag", "ny period"]
    assert [row[6] for row in rows[:1]] == [""], "an edition has no difference, which is not that one is missing"
    fetched = {"slag": "underlag", "geo_kod": None, "geo_namn": None, "amne": "SCB, Anställda", "matt": "Hämtad"}
    again = {**now.changes[0], **fetched, "fore": "2026-11-20T05:00:00Z", "efter": "2026-11-21T05:00:00Z"}
    named = {**now.changes[0], "slag": "klass", "amne": "Klassens namn", "fore": "gammalt", "efter": "nytt"}
    moved = {**named, "geo_kod": "fyrbodal", "geo_namn": "Fyrbodal", "amne": "Läkare", "efter": "annat"}
    more = replace(now, changes=({**again, "orsak": "ny hämtning"}, named, moved, *now.changes))
    told = changes(facts_of(more, "fyrbodal")).rows
    assert told[-1][4:7] == ("2026-11-20 kl. 06:00", "2026-11-21 kl. 06:00", ""), "the least of it stands last"
    assert [row[4] for row in told if row[0] == "klass" and row[1] == "Läkare"] == ["gammalt (heter nu nytt)"]
    assert any(isinstance(row[6], int) for row in told), "a whole difference is whole"
